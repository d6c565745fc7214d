/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* The authority whose copy this is, those who use it, and grown-ups in
 * children's lives. */

/* One row in a file. */
typedef struct
{
  WayId   id;
  char   *name;
  char   *la;
  gint64  amber_days;      /* a duty is due from so many school days before */
  gint64  review_weeks;    /* longest time between reviews of a placement */
  char   *sixth_day;       /* reading of "sixth day": earlier or later (domain.md C01) */
  gint64  year_begun;      /* the school year into which the year groups were last moved */
  gint64  pupil_amount;    /* pence a school gets for a pupil and year, where it names none */
} WayAuthority;
WAY_DECLARE_RECORD (WayAuthority, way_authority)

typedef struct
{
  WayId   id;
  char   *name;
  char   *role;
  char   *organisation;
  GDate   from;
  GDate   to;
} WayUser;
WAY_DECLARE_RECORD (WayUser, way_user)

/* A parent or carer, a professional, a headteacher. */
typedef struct
{
  WayId   id;
  char   *forename;
  char   *surname;
  char   *kind;
  char   *job;
  char   *organisation;
  WayId   establishment;
  char   *telephone;
  char   *email;
  char   *street;
  char   *town;
  char   *postcode;
  char   *note;
} WayPerson;
WAY_DECLARE_RECORD (WayPerson, way_person)

G_END_DECLS
