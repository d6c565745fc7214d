/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* Who may do what in a file, who may see a sealed case, and what becomes of records
 * in the end. */

/* A user's role, for a time. */
typedef struct
{
  WayId   id;
  WayId   user;
  char   *role;            /* access_role */
  GDate   from;
  GDate   to;
  char   *reason;
} WayRoleGrant;
WAY_DECLARE_RECORD (WayRoleGrant, way_role_grant)

/* A child whose records only named people see: adoption, a witness, domestic abuse. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *kind;            /* seal_kind */
  char   *scope;           /* seal_scope: what others see of it */
  GDate   from;
  GDate   to;
  char   *reason;
} WaySeal;
WAY_DECLARE_RECORD (WaySeal, way_seal)

/* Somebody who sees a sealed case: named for it, or by breaking the glass. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   user;
  char   *kind;            /* case_access_kind */
  GDate   from;
  GDate   to;
  char   *reason;
} WayCaseAccess;
WAY_DECLARE_RECORD (WayCaseAccess, way_case_access)

/* Nothing of the child is erased: an inquiry, a claim. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  GDate   from;
  GDate   to;
  char   *reason;
} WayLegalHold;
WAY_DECLARE_RECORD (WayLegalHold, way_legal_hold)

/* Somebody asks for all that is kept about a child. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *kind;            /* subject_kind: which right */
  GDate   received;
  char   *asked_by;
  gint64  identity;        /* who asks was checked */
  gint64  complex;         /* more time is needed and was announced */
  gint64  harm;            /* part may do serious harm and is held back */
  GDate   answered;
  char   *note;
} WaySubjectRequest;
WAY_DECLARE_RECORD (WaySubjectRequest, way_subject_request)

/* The log of breaches: of data that came into wrong hands, or was lost. */
typedef struct
{
  WayId   id;
  char   *what;
  GDate   noticed;
  gint64  people;
  char   *risk;            /* breach_risk */
  GDate   reported;        /* to the ICO */
  GDate   told;            /* those whom it concerns */
  char   *measures;
  GDate   closed;
} WayBreach;
WAY_DECLARE_RECORD (WayBreach, way_breach)

G_END_DECLS
