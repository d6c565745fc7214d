/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* What double funding is found in, read from a file as plain arrays: who was
 * where, on whose roll, and who paid.  Days are Julian day numbers; codes are
 * interned; everything else lives as long as the facts. */

#define WAY_FUNDED_OPEN G_MAXUINT32  /* last day of what has not ended */

typedef struct
{
  WayId       id;
  guint       number;          /* that stands for it, from 1 */
  char       *name;
  const char *type;            /* establishment_type, or NULL */
  gint64      pupil_amount;    /* or WAY_INTEGER_NONE */
} WayFundedSchool;

typedef struct
{
  WayId                  id;
  char                  *name;
  const WayFundedSchool *setting;
} WayFundedPlace;

/* What every row below begins with, and is ordered by. */
typedef struct
{
  guint   owner;               /* index of the child; of a line, of the stay */
  guint32 from;
  WayId   id;
} WayFundedKey;

typedef struct
{
  guint first;
  guint n;
} WayFundedSpan;

typedef struct
{
  WayFundedKey          key;
  guint32               to;
  const WayFundedPlace *place;
  WayId                 exclusion;     /* that the referral names; may be none */
  WayId                 route_set;     /* may be none */
  const char           *route;
  const char           *registration;
  const char           *place_payer;   /* as the referral says; or NULL */
  const char           *top_up_payer;
  gboolean              payer_reason;  /* the referral says why */
  gint64                sessions;      /* or WAY_INTEGER_NONE */
  WayFundedSpan         lines;
} WayFundedStay;

typedef struct
{
  WayFundedKey key;
  guint32      to;
  const char  *element;
  const char  *payer;
  const char  *basis;
  gint64       rate;
  gboolean     approved;       /* with a reason */
} WayFundedLine;

/* A main roll (enrolment_status C or M). */
typedef struct
{
  WayFundedKey           key;
  guint32                to;
  const WayFundedSchool *school;
} WayFundedRoll;

/* A permanent exclusion that was not cancelled. */
typedef struct
{
  WayFundedKey           key;
  const WayFundedSchool *school;
  const char            *result;   /* exclusion_review_result, or NULL */
  guint32                informed; /* 0: not set; also below */
  guint32                decided;
  guint32                off_roll;
} WayFundedExclusion;

typedef struct
{
  WayFundedKey key;
  guint32      to;
  const char  *kind;
} WayFundedRecovery;

/* A child and its parts of the arrays below. */
typedef struct
{
  WayId         id;
  char         *name;          /* forename and surname */
  const char   *year;          /* nc_year, or NULL */
  WayFundedSpan stays;
  WayFundedSpan rolls;
  WayFundedSpan exclusions;
  WayFundedSpan recoveries;
} WayFundedChild;

typedef struct
{
  GArray     *children;        /* WayFundedChild, by id */
  GArray     *stays;           /* WayFundedStay; as below by child, first day and id */
  GArray     *lines;           /* WayFundedLine, by stay, first day and id */
  GArray     *rolls;           /* WayFundedRoll */
  GArray     *exclusions;      /* WayFundedExclusion */
  GArray     *recoveries;      /* WayFundedRecovery */
  GHashTable *schools;         /* WayId * -> WayFundedSchool *, those that are named */
  GHashTable *places;          /* WayId * -> WayFundedPlace *, likewise */
} WayFundingFacts;

/* Of one child, or of all where pupil is NULL.  NULL with WAY_STORE_ERROR. */
WayFundingFacts *way_funding_facts_read (WayDb            *db,
                                         const WayId      *pupil,
                                         GError          **error);
void             way_funding_facts_free (WayFundingFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFundingFacts, way_funding_facts_free)

G_END_DECLS
