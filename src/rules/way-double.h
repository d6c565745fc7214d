/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* Double funding: a school keeps the money for a child while the council pays
 * for the child's place elsewhere (Solihull strategy, section 7; domain
 * reference 2.2).  Predicates over days, pure; any thread.
 *
 * Days are Julian day numbers.  Facts are of one child. */
#define WAY_DOUBLE_OPEN G_MAXUINT32   /* the last day of what has not ended */
#define WAY_DOUBLE_NONE G_MAXUINT     /* no index */

typedef enum
{
  WAY_DOUBLE_WHOLE,        /* DF1: the council pays all of it */
  WAY_DOUBLE_TOP_UP,       /* DF2: the council pays the top-up */
  WAY_DOUBLE_PLACE,        /* DF3: the council pays a place that is the school's to pay */
  WAY_DOUBLE_STALE,        /* DF4: still on the excluding school's roll */
  WAY_DOUBLE_UNCLAIMED,    /* DF5: the amount to follow was not taken back */
  WAY_DOUBLE_TWICE,        /* DF6: two placements at once, over full time */
} WayDoubleRule;
#define WAY_N_DOUBLE_RULES (WAY_DOUBLE_TWICE + 1)

/* The row of the set double_funding: its id, sentence, remedy and source. */
const WayCode *way_double_rule (WayDoubleRule rule);

/* What a route says of who pays (way_double_route()). */
typedef struct
{
  gboolean council_pays;     /* the top-up is the council's alone */
  gboolean council_may_pay;  /* it may be the council's, with an approved reason */
  gboolean school_place;     /* the place is the school's alone */
  gboolean after_exclusion;  /* the school's roll ends when the exclusion is final */
} WayDoubleRoute;

typedef struct
{
  guint32     from;
  guint32     to;
  const char *element;       /* funding_element */
  const char *payer;         /* payer */
  const char *basis;         /* funding_basis */
  gint64      rate;          /* pence, or WAY_INTEGER_NONE */
  gboolean    approved;      /* has a reason, and somebody approved it */
} WayDoubleLine;

/* The main or only roll of a school. */
typedef struct
{
  guint32     from;
  guint32     to;
  guint       school;        /* a number that stands for it */
  const char *type;          /* establishment_type, or NULL */
} WayDoubleRoll;

/* A permanent exclusion that stands. */
typedef struct
{
  guint32     from;
  guint       school;
  const char *type;          /* establishment_type, or NULL */
  guint32     relevant;      /* from when the money follows */
  guint32     due;           /* from when the child may be taken off the roll; 0: not known */
  guint32     deleted;       /* taken off the roll; 0: not yet */
  gint64      year_amount;   /* what the school gets for a year, or WAY_INTEGER_NONE */
} WayDoubleExclusion;

typedef struct
{
  guint32     from;
  guint32     to;
  const char *kind;          /* recovery_kind */
} WayDoubleRecovery;

typedef struct
{
  guint32                   from;
  guint32                   to;          /* the last day to look at */
  WayDoubleRoute            route;
  guint                     setting;     /* number of the establishment */
  gboolean                  single;      /* on the setting's roll only */
  const char               *place_payer; /* as agreed, where no line says; NULL: nobody */
  const char               *top_up_payer; /* likewise, of the top-up or fee */
  gboolean                  approved;    /* what was agreed has a reason */
  gint64                    sessions;    /* a week, or WAY_INTEGER_NONE: full time */
  const WayDoubleLine      *lines;
  guint                     n_lines;
  const WayDoubleExclusion *exclusion;   /* what led to it, or NULL */
  const WaySchoolDays      *days;        /* the setting's */
} WayDoublePlacement;

typedef struct
{
  const WayDoublePlacement *placements;
  guint                     n_placements;
  const WayDoubleRoll      *rolls;
  guint                     n_rolls;
  const WayDoubleRecovery  *recoveries;
  guint                     n_recoveries;
} WayDoubleChild;

/* Days in a row on which a rule speaks of a placement. */
typedef struct
{
  WayDoubleRule rule;
  guint         placement;   /* index */
  guint         other;       /* DF6: index of the one that began before; else none */
  guint32       from;
  guint32       to;
  guint         days;        /* school days of the setting; at least 1 */
  gint64        amount;      /* pence; WAY_INTEGER_NONE: the rule has no amount, or nobody knows */
} WayDoubleFinding;

/* Adds what is found to an array of WayDoubleFinding, by placement, rule and
 * day. */
void           way_double_find  (const WayDoubleChild *child,
                                 GArray               *findings);

/* Whether a school of that type is a mainstream school funded by formula, so
 * that money for the child stays with it. */
gboolean       way_double_is_formula_school (const char *type);

G_END_DECLS
