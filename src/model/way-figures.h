/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* Figures that no record of a child tells: what was given, budgeted, aimed at
 * or published elsewhere; what became of young people afterwards; and counts as
 * they stood on a census day.  Plain data. */

/* A line of the year's budget. */
typedef struct
{
  WayId   id;
  char   *block;           /* budget_block */
  gint64  year;            /* in which the financial year begins */
  gint64  planned;         /* pence; below zero: a deficit */
  gint64  spent;
  char   *source;
} WayBudgetLine;
WAY_DECLARE_RECORD (WayBudgetLine, way_budget_line)

/* A number of the area that was given to the council. */
typedef struct
{
  WayId   id;
  char   *measure;         /* given_measure */
  GDate   day;             /* of which it holds */
  gint64  value;
  WayId   district;        /* none: the whole area */
  char   *phase;           /* provision_phase; none: all */
  char   *source;
} WayGivenFigure;
WAY_DECLARE_RECORD (WayGivenFigure, way_given_figure)

/* A figure published by somebody else, to compare with. */
typedef struct
{
  WayId   id;
  char   *indicator;       /* indicator; none: of the measure alone */
  char   *measure;         /* the name in the file it came from */
  char   *level;           /* benchmark_level */
  char   *region;
  char   *la;
  GDate   from;            /* the period it is about */
  GDate   to;
  char   *part;            /* breakdown, in the file's words; none: the whole */
  char   *value;           /* a decimal number, or a sign of result_symbol */
  gint64  count;           /* the number behind a rate, where it was published */
  char   *source;
} WayBenchmark;
WAY_DECLARE_RECORD (WayBenchmark, way_benchmark)

/* Another authority that is like this one. */
typedef struct
{
  WayId   id;
  char   *la;
  gint64  rank;            /* 1 is the nearest */
  char   *source;
} WayNeighbour;
WAY_DECLARE_RECORD (WayNeighbour, way_neighbour)

/* What the authority aims at, from one day to another. */
typedef struct
{
  WayId   id;
  char   *indicator;
  GDate   from;
  GDate   to;
  char   *value;           /* a decimal number, in the indicator's unit */
  char   *reason;
} WayIndicatorTarget;
WAY_DECLARE_RECORD (WayIndicatorTarget, way_indicator_target)

/* What a young person did in a month after year 11. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  GDate   month;           /* its first day */
  char   *status;          /* post16_status */
  char   *source;
} WayPost16Status;
WAY_DECLARE_RECORD (WayPost16Status, way_post16_status)

/* Results at the end of key stage 4. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  gint64  year;            /* in which the school year began */
  gint64  english;         /* grade, 0 to 9 */
  gint64  maths;
  gint64  attainment_8;    /* tenths */
  gint64  any;             /* any qualification */
} WayExamResult;
WAY_DECLARE_RECORD (WayExamResult, way_exam_result)

/* Places and children of a provision on a day, as they were counted. */
typedef struct
{
  WayId   id;
  WayId   provision;
  GDate   day;
  gint64  places;
  gint64  on_roll;
  gint64  sessions;        /* a week */
  GDate   counted;         /* when it was counted */
  char   *by;
} WayCensusCount;
WAY_DECLARE_RECORD (WayCensusCount, way_census_count)

G_END_DECLS
