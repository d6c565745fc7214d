/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart-scale.h"
#include "way-chart-words.h"

G_BEGIN_DECLS

/* Where the ticks of an axis stand.  Pure. */

/* Numbers: ticks at first, first + step, … n of them. */
typedef struct
{
  double first;
  double step;
  guint  n;
  guint  decimals;            /* that the labels need */
} WayTicks;

typedef struct
{
  double low;                 /* what the data span */
  double high;
  guint  wanted;              /* labels wished for, about; at least 2 */
  guint  most;                /* labels for which there is room */
  gboolean whole;             /* counts: whole steps only */
} WayTicksAsk;

/* Extended Wilkinson labelling (Talbot, Lin, Hanrahan 2010): steps of 1, 5, 2,
 * 2.5, 4 and 3 scored for simplicity, coverage and density.  Never more ticks
 * than there is room for, one at the least. */
WayTicks way_ticks_numbers     (const WayTicksAsk *ask);
double   way_ticks_at          (const WayTicks    *self,
                                guint              nth);

/* School time.  A year's label is "2024/25"; a term's "Aut".  Both ends are
 * Julian days and belong to the period. */
typedef enum
{
  WAY_PERIOD_YEAR,
  WAY_PERIOD_TERM,
  WAY_PERIOD_HOLIDAY,         /* shaded, no label */
} WayPeriodKind;

typedef struct
{
  WayPeriodKind  kind;
  guint32        from;
  guint32        to;
  const char    *label;
} WayPeriod;

typedef enum
{
  WAY_TIME_YEARS,
  WAY_TIME_TERMS,
  WAY_TIME_MONTHS,
  WAY_TIME_WEEKS,
  WAY_TIME_DAYS,
} WayTimeLevel;

/* A label stands in the middle of [from, to), which is the visible part of its
 * period; for a week, which is labelled by its Monday, on from.  Where the
 * text is NULL there is only the tick. */
typedef struct
{
  double    from;
  double    to;
  gboolean  has_tick;         /* the period begins here, inside the axis */
  gboolean  hangs_over;       /* the last year: too short for its label, which
                                 stands at its tick and goes past the end */
  char     *text;             /* owned by the ticks */
} WayTimeLabel;

typedef struct
{
  WayTimeLevel level;         /* of the fine row; YEARS: there is none */
  GArray      *fine;          /* WayTimeLabel */
  GArray      *coarse;        /* years, or months above days */
} WayTimeTicks;

typedef struct
{
  double                 from;        /* Julian days on the axis */
  double                 to;
  double                 length;      /* of the axis */
  double                 overhang;    /* room past its end */
  const WayPeriod       *periods;     /* in order within a kind */
  guint                  n_periods;
  double                 text_size;
  WayChartMeasure        measure;
  WayChartTranslateFunc  translate;
} WayTimeAsk;

/* The finest level whose labels all fit, under (or over) the years.  A year
 * that the periods do not give begins on 1 September.  A label that does not
 * fit its visible part is left out, never cut. */
WayTimeTicks *way_time_ticks_new  (const WayTimeAsk *ask);
void          way_time_ticks_free (WayTimeTicks     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTimeTicks, way_time_ticks_free)

G_END_DECLS
