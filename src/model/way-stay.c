/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of what belongs to a stay: reviews, targets, plan, what came of
 * it; and the year groups a pupil has been in. */

#include "way-stay.h"

#include "way-describe-private.h"

#define RECORD WayReview
static const WayField fields_of_way_review_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, placement, N_("Placement"), CASE, .set = "placement",
         .flags = REQUIRED | LIST),
  FIELD (3, DATE, due, N_("Due by"), CASE, .flags = LIST),
  FIELD (4, DATE, held, N_("Held on"), CASE, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, present, N_("Who was there"), CASE, .high = 500),
  FIELD (6, LONG_TEXT, summary, N_("What was said"), SPECIAL, .high = 4000),
  FIELD (7, CODE, decision, N_("What was decided"), CASE, .set = "review_decision",
         .flags = LIST),
  FIELD (8, DATE, next, N_("Next review"), CASE),
};

static gboolean
check_review (gconstpointer   record,
              GError        **error)
{
  const WayReview *self = record;

  return way_check_period (&self->held, &self->next, "next", error);
}

ENTITY (way_review_entity, 70, "review", N_("review"), N_("Reviews"), .check = check_review,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayReview, way_review)
#undef RECORD

#define RECORD WayTarget
static const WayField fields_of_way_target_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, placement, N_("Placement"), CASE, .set = "placement",
         .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, position, N_("Position"), CASE, .low = 1, .high = 100),
  FIELD (4, CODE, area, N_("About"), CASE, .set = "target_area",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, wording, N_("What should be different"), SPECIAL, .high = 500,
         .flags = REQUIRED),
  FIELD (6, INTEGER, baseline, N_("At the start"), CASE, .low = -1000, .high = 1000,
         .flags = LIST,
         .hint = N_("A score or per cent, where it can be measured")),
  FIELD (7, INTEGER, target, N_("To reach"), CASE, .low = -1000, .high = 1000, .flags = LIST),
  FIELD (8, DATE, by, N_("By"), CASE, .flags = LIST),
  FIELD (9, DATE, dropped, N_("Not pursued since"), CASE),
};

/* Two numbers that are equal would be met before it began. */
static gboolean
check_target (gconstpointer   record,
              GError        **error)
{
  const WayTarget *self = record;

  if (self->baseline != WAY_INTEGER_NONE && self->target == WAY_INTEGER_NONE)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "target: must be filled in where the start was measured");
      return FALSE;
    }
  if (self->baseline != WAY_INTEGER_NONE && self->baseline == self->target)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "target: is where it was at the start");
      return FALSE;
    }
  return TRUE;
}

ENTITY (way_target_entity, 71, "target", N_("target"), N_("Targets"), .check = check_target,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayTarget, way_target)
#undef RECORD

#define RECORD WayTargetResult
static const WayField fields_of_way_target_result_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, target, N_("Target"), CASE, .set = "target", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, review, N_("Review"), CASE, .set = "review", .flags = REQUIRED | LIST),
  FIELD (4, INTEGER, value, N_("Measured"), CASE, .low = -1000, .high = 1000, .flags = LIST),
  FIELD (5, CODE, progress, N_("Progress"), CASE, .set = "target_progress",
         .flags = TITLE | LIST),
  FIELD (6, LONG_TEXT, note, N_("Note"), SPECIAL, .high = 2000),
};

static gboolean
check_target_result (gconstpointer   record,
                     GError        **error)
{
  const WayTargetResult *self = record;

  if (self->value != WAY_INTEGER_NONE || self->progress != NULL)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
               "progress: must be filled in where nothing was measured");
  return FALSE;
}

ENTITY (way_target_result_entity, 72, "target_result", N_("result of a target"),
        N_("Results of Targets"), .check = check_target_result,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayTargetResult, way_target_result)
#undef RECORD

#define RECORD WayPlanStep
static const WayField fields_of_way_plan_step_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, placement, N_("Placement"), CASE, .set = "placement",
         .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, position, N_("Position"), CASE, .low = 1, .high = 100),
  FIELD (4, TEXT, step, N_("Step"), SPECIAL, .high = 500, .flags = REQUIRED | TITLE),
  FIELD (5, TEXT, who, N_("Who does it"), CASE),
  FIELD (6, DATE, by, N_("By"), CASE, .flags = LIST),
  FIELD (7, DATE, done, N_("Done on"), CASE, .flags = LIST),
};

ENTITY (way_plan_step_entity, 73, "plan_step", N_("step of a plan"), N_("Plan for What Is Next"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayPlanStep, way_plan_step)
#undef RECORD

#define RECORD WayOutcomeCheck
static const WayField fields_of_way_outcome_check_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, placement, N_("Placement"), CASE, .set = "placement",
         .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, weeks, N_("Weeks after the last day"), CASE, .low = 1, .high = 520,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, due, N_("Due by"), CASE, .flags = LIST),
  FIELD (5, DATE, asked, N_("Asked on"), CASE, .flags = REQUIRED | LIST),
  FIELD (6, BOOLEAN, sustained, N_("Still there"), CASE, .flags = REQUIRED | LIST),
  FIELD (7, TEXT, where, N_("If not, where now"), SPECIAL),
  FIELD (8, TEXT, told_by, N_("Who said so"), CASE),
};

ENTITY (way_outcome_check_entity, 74, "outcome_check", N_("check of what lasted"),
        N_("What Lasted"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayOutcomeCheck, way_outcome_check)
#undef RECORD

#define RECORD WayYearGroup
static const WayField fields_of_way_year_group_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), PUPIL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, year, N_("Year group"), PUPIL, .set = "nc_year",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, from, N_("From"), PUPIL, .flags = LIST),
  FIELD (5, DATE, to, N_("To"), PUPIL, .flags = REQUIRED | LIST),
};

static gboolean
check_year_group (gconstpointer   record,
                  GError        **error)
{
  const WayYearGroup *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_year_group_entity, 75, "year_group", N_("former year group"),
        N_("Former Year Groups"), .check = check_year_group);
WAY_DEFINE_RECORD (WayYearGroup, way_year_group)
#undef RECORD
