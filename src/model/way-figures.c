/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of figures that were given, published or frozen. */

#include "way-figures.h"

#include "way-codes.h"
#include "way-describe-private.h"

/* Numbers are kept as people publish them; what they are of stands beside. */
static gboolean
check_number (const char  *text,
              GError     **error)
{
  const char *p = *text == '-' ? text + 1 : text;
  gboolean point = FALSE;

  for (; g_ascii_isdigit (*p) || (*p == '.' && !point && p > text && g_ascii_isdigit (p[1])); p++)
    point |= *p == '.';
  if (*p == '\0' && p > text && g_ascii_isdigit (p[-1]))
    return TRUE;
  g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, N_("is no number"));
  return FALSE;
}

/* A number, or why there is none. */
static gboolean
check_published (const char  *text,
                 GError     **error)
{
  return way_codes_has ("result_symbol", text) || check_number (text, error);
}

#define RECORD WayBudgetLine
static const WayField fields_of_way_budget_line_entity[] = {
  IDENTITY,
  FIELD (2, CODE, block, N_("Block"), MONEY, .set = "budget_block",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (3, INTEGER, year, N_("Financial year from"), MONEY, .low = 1990, .high = 2100,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, MONEY, planned, N_("Planned"), MONEY, .low = -G_GINT64_CONSTANT (1000000000000),
         .high = G_GINT64_CONSTANT (1000000000000), .flags = LIST),
  FIELD (5, MONEY, spent, N_("Spent"), MONEY, .low = -G_GINT64_CONSTANT (1000000000000),
         .high = G_GINT64_CONSTANT (1000000000000), .flags = LIST),
  FIELD (6, TEXT, source, N_("Source"), MONEY, .high = 300),
};

ENTITY (way_budget_line_entity, 110, "budget_line", N_("budget line"), N_("Budget"));
WAY_DEFINE_RECORD (WayBudgetLine, way_budget_line)
#undef RECORD

#define RECORD WayGivenFigure
static const WayField fields_of_way_given_figure_entity[] = {
  IDENTITY,
  FIELD (2, CODE, measure, N_("Figure"), OPEN, .set = "given_measure",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (3, DATE, day, N_("Day"), OPEN, .flags = REQUIRED | LIST),
  FIELD (4, INTEGER, value, N_("Number"), OPEN, .low = 0, .high = 100000000,
         .flags = REQUIRED | LIST),
  FIELD (5, REFERENCE, district, N_("District"), OPEN, .set = "district", .flags = LIST),
  FIELD (6, CODE, phase, N_("Phase"), OPEN, .set = "provision_phase", .flags = LIST),
  FIELD (7, TEXT, source, N_("Source"), OPEN, .high = 300),
};

ENTITY (way_given_figure_entity, 111, "given_figure", N_("given figure"), N_("Given Figures"));
WAY_DEFINE_RECORD (WayGivenFigure, way_given_figure)
#undef RECORD

#define RECORD WayBenchmark
static const WayField fields_of_way_benchmark_entity[] = {
  IDENTITY,
  FIELD (2, CODE, indicator, N_("Indicator"), OPEN, .set = "indicator", .flags = TITLE | LIST),
  FIELD (3, TEXT, measure, N_("Published as"), OPEN, .high = 200, .flags = TITLE | SEARCH | LIST),
  FIELD (4, CODE, level, N_("Of"), OPEN, .set = "benchmark_level", .flags = REQUIRED | LIST),
  FIELD (5, CODE, region, N_("Region"), OPEN, .set = "region", .flags = LIST),
  FIELD (6, CODE, la, N_("Authority"), OPEN, .set = "la", .flags = LIST),
  FIELD (7, DATE, from, N_("From"), OPEN, .flags = LIST),
  FIELD (8, DATE, to, N_("To"), OPEN, .flags = LIST),
  FIELD (9, TEXT, part, N_("Of which"), OPEN, .high = 300, .flags = LIST),
  FIELD (10, TEXT, value, N_("Figure"), OPEN, .high = 30, .check = check_published,
         .flags = REQUIRED | LIST),
  FIELD (11, INTEGER, count, N_("Number behind it"), OPEN, .low = 0, .high = 100000000),
  FIELD (12, TEXT, source, N_("Source"), OPEN, .high = 300),
};

static gboolean
check_benchmark (gconstpointer   record,
                 GError        **error)
{
  const WayBenchmark *self = record;

  if (self->indicator == NULL && self->measure == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "indicator: must be filled in where the published name is not");
      return FALSE;
    }
  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_benchmark_entity, 112, "benchmark", N_("benchmark"), N_("Benchmarks"),
        .check = check_benchmark);
WAY_DEFINE_RECORD (WayBenchmark, way_benchmark)
#undef RECORD

#define RECORD WayNeighbour
static const WayField fields_of_way_neighbour_entity[] = {
  IDENTITY,
  FIELD (2, CODE, la, N_("Authority"), OPEN, .set = "la", .flags = REQUIRED | TITLE | LIST),
  FIELD (3, INTEGER, rank, N_("Place by likeness"), OPEN, .low = 1, .high = 200, .flags = LIST),
  FIELD (4, TEXT, source, N_("Source"), OPEN, .high = 300, .flags = LIST),
};

ENTITY (way_neighbour_entity, 113, "neighbour", N_("statistical neighbour"),
        N_("Statistical Neighbours"));
WAY_DEFINE_RECORD (WayNeighbour, way_neighbour)
#undef RECORD

#define RECORD WayIndicatorTarget
static const WayField fields_of_way_indicator_target_entity[] = {
  IDENTITY,
  FIELD (2, CODE, indicator, N_("Indicator"), OPEN, .set = "indicator",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (3, DATE, from, N_("From"), OPEN, .flags = REQUIRED | LIST),
  FIELD (4, DATE, to, N_("To"), OPEN, .flags = LIST),
  FIELD (5, TEXT, value, N_("Target"), OPEN, .high = 30, .check = check_number,
         .flags = REQUIRED | LIST),
  FIELD (6, TEXT, reason, N_("Reason"), OPEN, .high = 500),
};

static gboolean
check_indicator_target (gconstpointer   record,
                        GError        **error)
{
  const WayIndicatorTarget *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_indicator_target_entity, 114, "indicator_target", N_("target of an indicator"),
        N_("Targets of Indicators"), .check = check_indicator_target);
WAY_DEFINE_RECORD (WayIndicatorTarget, way_indicator_target)
#undef RECORD

#define RECORD WayPost16Status
static const WayField fields_of_way_post16_status_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, DATE, month, N_("Month"), CASE, .flags = REQUIRED | LIST,
         .hint = N_("The first day of the month")),
  FIELD (4, CODE, status, N_("What they do"), CASE, .set = "post16_status",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, source, N_("Who said so"), CASE, .high = 300),
};

static gboolean
check_post16_status (gconstpointer   record,
                     GError        **error)
{
  const WayPost16Status *self = record;

  if (!way_date_is_set (&self->month) || g_date_get_day (&self->month) == 1)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
               "month: must be the first day of a month");
  return FALSE;
}

ENTITY (way_post16_status_entity, 115, "post16_status", N_("status after year 11"),
        N_("After Year 11"), .check = check_post16_status);
WAY_DEFINE_RECORD (WayPost16Status, way_post16_status)
#undef RECORD

#define RECORD WayExamResult
static const WayField fields_of_way_exam_result_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, year, N_("School year from"), CASE, .low = 1990, .high = 2100,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, INTEGER, english, N_("English, grade"), CASE, .low = 0, .high = 9, .flags = LIST),
  FIELD (5, INTEGER, maths, N_("Mathematics, grade"), CASE, .low = 0, .high = 9, .flags = LIST),
  FIELD (6, INTEGER, attainment_8, N_("Attainment 8, in tenths"), CASE, .low = 0, .high = 900,
         .flags = LIST),
  FIELD (7, BOOLEAN, any, N_("Any qualification"), CASE, .flags = LIST),
};

ENTITY (way_exam_result_entity, 116, "exam_result", N_("result at 16"), N_("Results at 16"));
WAY_DEFINE_RECORD (WayExamResult, way_exam_result)
#undef RECORD

#define RECORD WayCensusCount
static const WayField fields_of_way_census_count_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, provision, N_("Provision"), OPEN, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (3, DATE, day, N_("Census day"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, INTEGER, places, N_("Places"), OPEN, .low = 0, .high = 100000, .flags = LIST),
  FIELD (5, INTEGER, on_roll, N_("On roll"), INTERNAL, .low = 0, .high = 100000, .flags = LIST),
  FIELD (6, INTEGER, sessions, N_("Sessions a week"), INTERNAL, .low = 0, .high = 1000000,
         .flags = LIST),
  FIELD (7, DATE, counted, N_("Counted on"), INTERNAL, .flags = LIST),
  FIELD (8, TEXT, by, N_("Counted by"), INTERNAL),
};

ENTITY (way_census_count_entity, 117, "census_count", N_("census count"), N_("Census Counts"));
WAY_DEFINE_RECORD (WayCensusCount, way_census_count)
#undef RECORD
