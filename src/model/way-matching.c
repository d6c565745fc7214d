/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of matchings and part-time timetables. */

#include "way-matching.h"

#include "way-describe-private.h"

#define RECORD WayMatchRun
static const WayField fields_of_way_match_run_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, referral, N_("Referral"), CASE, .set = "referral"),
  FIELD (4, DATE, day, N_("Place wanted from"), CASE, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, CODE, route, N_("Route"), CASE, .set = "route", .flags = LIST),
  FIELD (6, DATE, made, N_("Chosen on"), CASE, .flags = LIST),
  FIELD (7, TEXT, made_by, N_("Chosen by"), CASE),
  FIELD (8, LONG_TEXT, facts, N_("Facts"), SPECIAL, .high = 20000),
  FIELD (9, TEXT, rules, N_("By which criteria"), CASE),
  FIELD (10, REFERENCE, chosen, N_("Chosen"), CASE, .set = "provision", .flags = LIST),
  FIELD (11, INTEGER, rank, N_("Rank"), CASE, .low = 1, .high = 5000, .flags = LIST),
  FIELD (12, LONG_TEXT, reason, N_("Why not the first"), SPECIAL, .high = 4000),
};

ENTITY (way_match_run_entity, 45, "match_run", N_("choice of a place"), N_("Choices of a Place"));
WAY_DEFINE_RECORD (WayMatchRun, way_match_run)
#undef RECORD

#define RECORD WayMatchResult
static const WayField fields_of_way_match_result_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, run, N_("Choice of a place"), CASE, .set = "match_run",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, provision, N_("Provision"), CASE, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (4, INTEGER, rank, N_("Rank"), CASE, .low = 1, .high = 5000, .flags = LIST),
  FIELD (5, CODE, verdict, N_("How it fits"), CASE, .set = "match_verdict",
         .flags = TITLE | LIST),
  FIELD (6, INTEGER, free, N_("Places free"), CASE, .low = -5000, .high = 5000, .flags = LIST),
  FIELD (7, DATE, first_day, N_("First day"), CASE, .flags = LIST),
  FIELD (8, LONG_TEXT, tests, N_("Criteria"), SPECIAL, .high = 20000),
};

ENTITY (way_match_result_entity, 46, "match_result", N_("provision compared"),
        N_("Provisions Compared"));
WAY_DEFINE_RECORD (WayMatchResult, way_match_result)
#undef RECORD

#define RECORD WayPartTime
static const WayField fields_of_way_part_time_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("School"), CASE, .set = "establishment", .flags = LIST),
  FIELD (4, INTEGER, sessions, N_("Half days a week"), CASE, .low = 0, .high = 14,
         .flags = TITLE | LIST),
  FIELD (5, DATE, from, N_("From"), CASE, .flags = REQUIRED | LIST),
  FIELD (6, DATE, to, N_("To"), CASE, .flags = LIST),
  FIELD (7, DATE, review, N_("Looked at again on"), CASE, .flags = LIST),
  FIELD (8, DATE, agreed, N_("Agreed with a parent on"), CASE, .flags = LIST),
  FIELD (9, LONG_TEXT, reason, N_("Why"), SPECIAL, .high = 4000),
};

static gboolean
check_part_time (gconstpointer   record,
                 GError        **error)
{
  const WayPartTime *self = record;

  return way_check_period (&self->from, &self->to, "to", error) &&
         way_check_period (&self->from, &self->review, "review", error);
}

ENTITY (way_part_time_entity, 47, "part_time", N_("part-time timetable"),
        N_("Part-Time Timetables"), .check = check_part_time,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayPartTime, way_part_time)
#undef RECORD
