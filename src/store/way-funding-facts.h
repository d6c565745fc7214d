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
  WayId       pupil;
  WayId       provision;
  WayId       setting;
  WayId       exclusion;       /* that the referral names; may be none */
  WayId       route_set;       /* may be none */
  char       *pupil_name;      /* forename and surname */
  const char *year;            /* nc_year, or NULL */
  char       *place_name;
  char       *setting_name;
  const char *setting_type;    /* establishment_type, or NULL */
  const char *route;
  const char *registration;
  const char *place_payer;     /* as the referral says; or NULL */
  const char *top_up_payer;
  gboolean    payer_reason;    /* the referral says why */
  gint64      sessions;        /* or WAY_INTEGER_NONE */
  guint32     from;
  guint32     to;
  guint       first_line;      /* of the lines below */
  guint       n_lines;
} WayFundedStay;

typedef struct
{
  guint32     from;
  guint32     to;
  const char *element;
  const char *payer;
  const char *basis;
  gint64      rate;
  gboolean    approved;        /* with a reason */
} WayFundedLine;

/* A main roll (enrolment_status C or M). */
typedef struct
{
  WayId       school;
  char       *school_name;
  const char *type;
  guint32     from;
  guint32     to;
} WayFundedRoll;

/* A permanent exclusion that was not cancelled. */
typedef struct
{
  WayId       id;
  WayId       school;
  char       *school_name;
  const char *type;
  gint64      pupil_amount;    /* of the school; or WAY_INTEGER_NONE */
  const char *result;          /* exclusion_review_result, or NULL */
  guint32     from;
  guint32     informed;        /* 0: not set; also below */
  guint32     decided;
  guint32     off_roll;
} WayFundedExclusion;

typedef struct
{
  const char *kind;
  guint32     from;
  guint32     to;
} WayFundedRecovery;

/* All of one child that has a placement: parts of the arrays below. */
typedef struct
{
  WayId pupil;
  guint first_stay, n_stays;
  guint first_roll, n_rolls;
  guint first_exclusion, n_exclusions;
  guint first_recovery, n_recoveries;
} WayFundedChild;

typedef struct
{
  GArray *children;            /* WayFundedChild */
  GArray *stays;               /* WayFundedStay, by child and first day */
  GArray *lines;               /* WayFundedLine, by stay */
  GArray *rolls;               /* WayFundedRoll, by child and first day */
  GArray *exclusions;          /* WayFundedExclusion, by child and first day */
  GArray *recoveries;          /* WayFundedRecovery, by child */
} WayFundingFacts;

/* Of one child, or of all where pupil is NULL.  NULL with WAY_STORE_ERROR. */
WayFundingFacts *way_funding_facts_read (WayDb            *db,
                                         const WayId      *pupil,
                                         GError          **error);
void             way_funding_facts_free (WayFundingFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFundingFacts, way_funding_facts_free)

G_END_DECLS
