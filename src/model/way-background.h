/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What is told of a child when a place is asked for: who cares for it, what was
 * tried, how it gets on, what may go wrong, what should come of it, and the papers
 * that show it.  Plain data. */

/* Somebody who cares for the child. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *name;
  char   *relation;        /* contact_relation */
  gint64  responsibility;  /* has parental responsibility */
  gint64  lives_with;
  char   *telephone;
  char   *email;
  char   *street;          /* where another than the child's */
  char   *town;
  char   *postcode;
  char   *language;        /* in which an interpreter is needed */
  GDate   from;
  GDate   to;
} WayContact;
WAY_DECLARE_RECORD (WayContact, way_contact)

/* What else the child lives with, over a period. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *kind;            /* circumstance */
  GDate   from;
  GDate   to;
  char   *la;              /* whose: the authority that looks after the child */
  char   *worker;          /* who is in charge of it */
  char   *note;
} WayCircumstance;
WAY_DECLARE_RECORD (WayCircumstance, way_circumstance)

/* One round of assess, plan, do, review. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *strategy;
  GDate   from;
  GDate   to;
  char   *staff;
  char   *agency;          /* from outside the school */
  char   *impact;
} WaySupportRound;
WAY_DECLARE_RECORD (WaySupportRound, way_support_round)

typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *subject;
  char   *measure;         /* "Reading age", "GCSE grade" */
  char   *baseline;
  char   *current;
  GDate   on;
  char   *board;           /* that examines */
  char   *entry;           /* for which examination */
} WayAttainment;
WAY_DECLARE_RECORD (WayAttainment, way_attainment)

/* Sessions of one term at the school, as its register has them. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;
  GDate   from;
  GDate   to;
  gint64  possible;
  gint64  attended;
  gint64  unauthorised;
  char   *codes;           /* "B 12, I 9, O 30": by code of the register */
} WayTermAttendance;
WAY_DECLARE_RECORD (WayTermAttendance, way_term_attendance)

typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *kind;            /* risk_kind */
  char   *level;           /* risk_level */
  GDate   on;              /* assessed */
  char   *triggers;
  char   *controls;
} WayRisk;
WAY_DECLARE_RECORD (WayRisk, way_risk)

/* What should be different at the end. */
typedef struct
{
  WayId   id;
  WayId   referral;
  gint64  position;
  char   *wording;
  char   *measure;         /* by what it will be seen */
  GDate   by;
} WayOutcomeWanted;
WAY_DECLARE_RECORD (WayOutcomeWanted, way_outcome_wanted)

/* A provision that somebody would like. */
typedef struct
{
  WayId   id;
  WayId   referral;
  gint64  rank;
  WayId   provision;
  char   *whose;           /* preference_whose */
  char   *reason;
} WayPreference;
WAY_DECLARE_RECORD (WayPreference, way_preference)

/* A paper that goes with a referral.  Its bytes are kept by their digest beside
 * the journal (way-bodies.h); this says what they are. */
typedef struct
{
  WayId   id;
  WayId   referral;
  char   *kind;            /* attachment_kind */
  char   *name;            /* of the file */
  char   *type;            /* attachment_type, by its content */
  gint64  size;            /* bytes */
  char   *digest;          /* of its bytes, 64 hexadecimal digits */
  GDate   added;
  char   *by;
} WayAttachment;
WAY_DECLARE_RECORD (WayAttachment, way_attachment)

G_END_DECLS
