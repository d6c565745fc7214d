/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* The places where children learn, and what the council knows of each.  Plain
 * data: no store, no locale.  What a member means beyond its name stands in
 * domain.md 8 and 10. */

/* A school, college, AP setting or provider that is no school. */
typedef struct
{
  WayId   id;
  char   *urn;
  char   *name;
  char   *type;            /* establishment_type, GIAS */
  char   *la;
  char   *status;          /* establishment_status, GIAS */
  char   *phase;           /* school_phase, GIAS */
  WayId   district;
  char   *laestab;
  char   *ukprn;
  char   *directory_type;  /* none: not in the directory */
  WayId   parent;
  char   *trust;
  GDate   opened;
  GDate   closed;
  gint64  age_low;
  gint64  age_high;
  char   *gender;
  gint64  roll;            /* as GIAS or the school says, not counted by us */
  char   *street;
  char   *locality;
  char   *town;
  char   *postcode;
  char   *telephone;
  char   *website;
  char   *email;
  char   *head;
  gint64  registered;
  char   *former_names;
  char   *description;
  GDate   verified;        /* the directory entry, last looked over */
  char   *verified_by;
  char   *note;
  gint64  pupil_amount;    /* pence that it gets for a pupil and year */
} WayEstablishment;
WAY_DECLARE_RECORD (WayEstablishment, way_establishment)

typedef struct
{
  WayId  id;
  WayId  establishment;
  char  *name;
  char  *street;
  char  *town;
  char  *postcode;
  char  *telephone;
  WayId  district;
  GDate  from;
  GDate  to;
} WaySite;
WAY_DECLARE_RECORD (WaySite, way_site)

/* An offer of an establishment, at one of its sites. */
typedef struct
{
  WayId   id;
  WayId   establishment;
  WayId   site;
  char   *name;
  char   *kind;            /* provision_kind */
  char   *phase;           /* provision_phase */
  gint64  counted;         /* in the authority's AP figures */
  gint64  full_time;
  char   *year_low;        /* nc_year */
  char   *year_high;
  char   *sex;             /* none: mixed */
  char   *needs;           /* need_type, several */
  char   *tiers;           /* stage_on_continuum, several */
  char   *routes;          /* route, several; none: any */
  gint64  weeks_least;
  gint64  weeks_most;
  char   *week_kind;       /* week_kind: school or calendar */
  gint64  cohorts;         /* a school year */
  gint64  group_size;
  char   *description;
  char   *access;          /* how to get in, in words */
  char   *way_out;         /* how to get out, in words */
  char   *contact;
  char   *telephone;
  char   *email;
  char   *publication;     /* publication: public, professional, internal */
  GDate   from;
  GDate   to;
  gint64  session_minutes; /* of one half day */
} WayProvision;
WAY_DECLARE_RECORD (WayProvision, way_provision)

/* Places of a provision over a period.  A place is not a pupil and not a
 * placement. */
typedef struct
{
  WayId   id;
  WayId   provision;
  GDate   from;
  GDate   to;
  gint64  places;
  char   *funder;
  char   *unit;            /* capacity_unit */
  char   *kind;            /* capacity_kind: commissioned, out of service, planned */
  char   *note;
} WayCapacity;
WAY_DECLARE_RECORD (WayCapacity, way_capacity)

typedef struct
{
  WayId   id;
  WayId   provision;
  char   *element;         /* funding_element */
  char   *basis;           /* funding_basis */
  gint64  amount;          /* pence */
  char   *payer;           /* none: by the route */
  GDate   from;
  GDate   to;
  char   *included;
} WayPrice;
WAY_DECLARE_RECORD (WayPrice, way_price)

/* Who may come or leave: for the machine (rule, low, high, codes) and for
 * people (wording). */
typedef struct
{
  WayId   id;
  WayId   provision;
  char   *kind;            /* criterion_kind: entry or exit */
  gint64  position;
  char   *rule;            /* criterion_rule; none: wording only */
  gint64  low;
  gint64  high;
  char   *codes;           /* codes that the rule compares with, by '|' */
  char   *wording;
  GDate   from;
  GDate   to;
} WayCriterion;
WAY_DECLARE_RECORD (WayCriterion, way_criterion)

typedef struct
{
  WayId   id;
  WayId   establishment;
  char   *kind;            /* assurance_kind */
  GDate   checked;
  GDate   expires;
  char   *checked_by;
  char   *reference;
  char   *outcome;
  char   *note;
} WayAssurance;
WAY_DECLARE_RECORD (WayAssurance, way_assurance)

G_END_DECLS
