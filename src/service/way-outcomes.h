/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-figures.h"
#include "way-indicators.h"

G_BEGIN_DECLS

/* Indicators as a page shows them: now, against the target, the year before and
 * what others publish; over time; and the records behind a figure. */

typedef struct
{
  const WayCode *row;          /* of the set indicator */
  GDate          from;         /* what now is about */
  GDate          to;
  WayResult      now;
  WayResult      before;       /* the same a year earlier */
  WayAim         aim;          /* of the day */
  WayBenchmark  *england;      /* the last that is known; NULL: none */
} WayOutcome;

/* Every row of the library on a day, in its order.  Elements are WayOutcome *. */
GPtrArray    *way_outcomes_load   (WayFacts        *facts,
                                   const GDate     *on,
                                   GError         **error);

/* --- Over time --- */

typedef struct
{
  GDate     from;
  GDate     to;
  WayResult result;
} WayOutcomePoint;

/* A row over the last months, terms or years, whichever it is about, as far back
 * as there are records; the last one ends on the day.  GArray of
 * WayOutcomePoint. */
GArray       *way_outcomes_series (WayFacts        *facts,
                                   const WayCode   *row,
                                   const GDate     *on,
                                   GError         **error);

/* --- Opened --- */

/* A record that a figure was counted from. */
typedef struct
{
  const char *entity;
  WayId       id;
  char       *who;             /* the child; NULL: it is about none */
  char       *place;           /* the provision, setting or district; NULL: none */
  GDate       day;             /* may be not set */
  gboolean    is_in;           /* adds to the numerator */
  gint64      numerator;
  gint64      denominator;
} WayOutcomeCase;

typedef struct
{
  WayIndicatorBook  *book;
  WayIndicatorTable *table;    /* groups as way_indicator_book_count() gives them */
  GPtrArray         *cases;    /* WayOutcomeCase *, the first so many */
  guint              n_cases;  /* of all */
} WayOutcomeDetail;

/* What stands behind a row in the period that ends on a day, parted by a
 * dimension; at most `most` records are told. */
WayOutcomeDetail *way_outcomes_open        (WayFacts          *facts,
                                            const WayCode     *row,
                                            const GDate       *on,
                                            WayIndicatorBy     by,
                                            guint              most,
                                            GError           **error);
void              way_outcome_detail_free  (WayOutcomeDetail  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOutcomeDetail, way_outcome_detail_free)

/* --- Benchmarks --- */

/* What others publish of a row, the last of each before or on a day: England, the
 * mean of the statistical neighbours (of the level "neighbours", and no record;
 * its count is how many there are), regions, authorities, parts after wholes.
 * Elements are WayBenchmark *. */
GPtrArray    *way_outcomes_benchmarks (WayDb           *db,
                                       const WayCode   *row,
                                       const GDate     *on,
                                       GError         **error);

G_END_DECLS
