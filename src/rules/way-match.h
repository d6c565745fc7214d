/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-criteria.h"

G_BEGIN_DECLS

/* Every provision tested for one child on one day: which criteria are met, what
 * is free on the days wanted, which fit best.  Pure; any thread. */

#define WAY_MATCH_OPEN G_MAXUINT32   /* the last day of what has no end */

/* Half days of a week are bits, in the order of session_slot. */
guint way_match_slots       (const char *slots);   /* codes by '|' */
guint way_match_all_slots   (void);
guint way_match_count_slots (guint       slots);

/* The weekdays of the half days, as codes of weekday by '|'.  Free with
 * g_free(). */
char *way_match_weekdays    (guint       slots);

/* Somebody who takes up room, or was promised it.  Days are Julian. */
typedef struct
{
  guint32 from;
  guint32 to;           /* recorded end; WAY_MATCH_OPEN where there is none */
  guint32 leaves;       /* expected last day, or as to */
  guint   slots;
  guint   sessions;     /* a week */
} WayMatchStay;

/* Places over a period; below 0 where they are out of service. */
typedef struct
{
  guint32  from;
  guint32  to;
  int      number;
  gboolean half_days;   /* counted in half days a week, else in places */
} WayMatchPlaces;

typedef enum
{
  WAY_TRAVEL_UNKNOWN,
  WAY_TRAVEL_SAME,      /* the same postcode district */
  WAY_TRAVEL_OTHER,     /* another one */
} WayTravel;

typedef struct
{
  WayId      id;
  char      *name;
  char      *setting;   /* NULL where that is the same */
  char      *outward;   /* postcode district; NULL where it is not known */
  guint32    opens;     /* 0: always */
  guint32    held;      /* since when no child is placed there; 0: it is not held */
  char      *hold;      /* hold_reason */
  GPtrArray *criteria;  /* WayCriterion *, in order */
  GArray    *stays;     /* WayMatchStay */
  GArray    *places;    /* WayMatchPlaces */
} WayMatchProvision;

WayMatchProvision *way_match_provision_new  (void);
void               way_match_provision_free (WayMatchProvision *self);

typedef struct
{
  const WayChildFacts *facts;
  const char          *outward;   /* of the child's home; NULL: not known */
  guint                slots;     /* the half days wanted */
} WayMatchAsk;

/* Places free on a day in each of these half days: the fewest of them.  FALSE
 * where no capacity is recorded for the day. */
gboolean way_match_count_free (const WayMatchProvision *self,
                               guint                    slots,
                               guint32                  day,
                               int                     *free);

/* The first day from this one on with a place in each of these half days, by
 * the ends that are recorded or expected; 0 where none can be told. */
guint32  way_match_first_free (const WayMatchProvision *self,
                               guint                    slots,
                               guint32                  day);

/* What was asked of the child, or of the provision itself. */
typedef enum
{
  WAY_MATCH_TEST_CRITERION,
  WAY_MATCH_TEST_OPEN,    /* it takes children from its first day on */
  WAY_MATCH_TEST_PLACE,   /* change.number: places that are missing */
  WAY_MATCH_TEST_HOLD,    /* new placements are held; asked only where they are */
} WayMatchTestKind;

typedef struct
{
  WayMatchTestKind    kind;
  const WayCriterion *criterion;   /* lent by the provision; NULL for the others */
  WayCriterionResult  result;
} WayMatchTest;

/* The code of criterion_rule, "open", "place" or "hold". */
const char *way_match_test_name  (const WayMatchTest *self);

/* The code of criterion_group in whose column it stands. */
const char *way_match_test_group (const WayMatchTest *self);

typedef struct
{
  const WayMatchProvision *provision;   /* lent */
  WayMatchVerdict          verdict;     /* the worst of its tests */
  guint                    rank;        /* from 1; 0 where something is not met */
  gboolean                 free_known;
  int                      free;
  guint32                  first_day;   /* with a place; 0: cannot be told */
  WayTravel                travel;
  guint                    n_failed;
  guint                    n_unknown;
  GArray                  *tests;       /* WayMatchTest */
} WayMatchLine;

/* Tests all.  First those of which nothing failed, ranked by how much is not
 * known, the first day, travel, room and name; then the others, by how much
 * failed.  Elements are WayMatchLine *; they lend from provisions, whose
 * elements are WayMatchProvision *. */
GPtrArray *way_match_run (const GPtrArray   *provisions,
                          const WayMatchAsk *ask);

G_END_DECLS
