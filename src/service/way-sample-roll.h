/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-random.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* Who comes and goes at one place over a few weeks, so that a given number is
 * there at the end.  Pure. */

/* One who is there when the weeks begin.  Days are Julian. */
typedef struct
{
  guint32 planned;         /* last day by the plan; moved on where somebody stays longer */
  guint32 latest;          /* last day possible: too old afterwards */
  guint32 end;             /* out: the last day; 0 where still there at the end */
} WaySampleOpen;

#define WAY_SAMPLE_ANY (-1)

typedef struct
{
  GDate from;              /* counted before; who came on it is there already */
  GDate to;                /* counted after */
  int   target;            /* there on `to`, or WAY_SAMPLE_ANY */
  int   starts;            /* so many come, or WAY_SAMPLE_ANY */
  guint limit;             /* never more than these at once, unless more are there already */
} WaySampleSpan;

/* Sets who ends when, and returns the days on which others come, ascending:
 * GArray of guint32, free with g_array_unref().  A day counts for somebody from
 * the first to the last, so ends lie before `to` and starts after `from`; both
 * lie on school days.  The target is met where there is a school day to start
 * or end on, and where so many starts as are asked for leave it possible. */
GArray *way_sample_roll_plan (WayRandom            *random,
                              const WaySchoolDays  *days,
                              const WaySampleSpan  *span,
                              WaySampleOpen        *open,
                              guint                 n_open);

G_END_DECLS
