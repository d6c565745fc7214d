/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of what starts clocks, and of what was done about duties. */

#include "way-statutory.h"

#include "way-codes.h"
#include "way-describe-private.h"

#define RECORD WayAbsence
static const WayField fields_of_way_absence_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("School"), CASE, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (4, CODE, kind, N_("Why absent"), SPECIAL, .set = "absence_kind",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, DATE, from, N_("First day"), CASE, .flags = REQUIRED | LIST),
  FIELD (6, DATE, to, N_("Last day"), CASE, .flags = LIST),
  FIELD (7, DATE, forecast_to, N_("Expected last day"), CASE, .flags = LIST,
         .hint = N_("As a doctor or the school expects it")),
  FIELD (8, INTEGER, half_days, N_("Half days missed"), CASE, .low = 0, .high = 400,
         .hint = N_("Only where some sessions of the time were attended")),
  FIELD (9, TEXT, evidence, N_("Evidence"), SPECIAL, .high = 500),
  FIELD (10, DATE, told, N_("Council told by the school"), CASE),
  FIELD (11, DATE, explained, N_("Reason recorded in place of N"), CASE),
  FIELD (12, DATE, educated_from, N_("Other education began"), CASE),
};

static gboolean
check_absence (gconstpointer   record,
               GError        **error)
{
  const WayAbsence *self = record;

  return way_check_period (&self->from, &self->to, "to", error) &&
         way_check_period (&self->from, &self->forecast_to, "forecast_to", error);
}

ENTITY (way_absence_entity, 35, "absence", N_("absence"), N_("Absences"),
        .check = check_absence,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayAbsence, way_absence)
#undef RECORD

#define RECORD WayAttendedDay
static const WayField fields_of_way_attended_day_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("School"), CASE, .set = "establishment", .flags = LIST),
  FIELD (4, DATE, day, N_("Day"), CASE, .flags = REQUIRED | TITLE | LIST),
};

ENTITY (way_attended_day_entity, 36, "attended_day", N_("attended day"), N_("Attended days"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayAttendedDay, way_attended_day)
#undef RECORD

#define RECORD WayDutyAct
static const WayField fields_of_way_duty_act_entity[] = {
  IDENTITY,
  FIELD (2, CODE, rule, N_("Clock"), CASE, .set = "clock", .flags = REQUIRED | TITLE | LIST),
  FIELD (3, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (4, REFERENCE, exclusion, N_("Exclusion"), CASE, .set = "exclusion"),
  FIELD (5, REFERENCE, placement, N_("Placement"), CASE, .set = "placement"),
  FIELD (6, REFERENCE, decision, N_("Decision"), CASE, .set = "decision"),
  FIELD (7, REFERENCE, absence, N_("Absence"), CASE, .set = "absence"),
  FIELD (8, REFERENCE, direction, N_("Direction off site"), CASE, .set = "direction"),
  FIELD (9, CODE, kind, N_("What was done"), CASE, .set = "duty_act",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (10, DATE, day, N_("Day"), CASE, .flags = REQUIRED | LIST),
  FIELD (11, DATE, until, N_("Until"), CASE, .flags = LIST),
  FIELD (12, TEXT, by, N_("By whom"), CASE, .high = 200, .flags = LIST),
  FIELD (13, REFERENCE, user, N_("Recorded by"), CASE, .set = "user"),
  FIELD (14, LONG_TEXT, reason, N_("Reason"), SPECIAL, .high = 4000),
};

static gboolean
check_duty_act (gconstpointer   record,
                GError        **error)
{
  const WayDutyAct *self = record;
  const WayCode *kind = way_codes_lookup ("duty_act", self->kind);
  const WayId *subjects[] = {
    &self->exclusion, &self->placement, &self->decision, &self->absence, &self->direction,
  };
  guint named = 0;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    named += way_id_is_null (subjects[i]) ? 0 : 1;
  if (named != 1)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "exclusion: one record that started the clock must be named, not %u", named);
      return FALSE;
    }
  if (kind != NULL && way_code_is (kind, "reason") && self->reason == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING, "reason: must be filled in");
      return FALSE;
    }
  return way_check_period (&self->day, &self->until, "until", error);
}

ENTITY (way_duty_act_entity, 37, "duty_act", N_("act on a duty"), N_("Acts on duties"),
        .check = check_duty_act);
WAY_DEFINE_RECORD (WayDutyAct, way_duty_act)
#undef RECORD

#define RECORD WayS19Case
static const WayField fields_of_way_s19_case_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, reason, N_("Why without education"), SPECIAL, .set = "s19_reason",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, since, N_("Since"), CASE, .flags = LIST),
  FIELD (5, DATE, known, N_("Council became aware"), CASE),
  FIELD (6, DATE, considered, N_("Duty considered"), CASE, .flags = LIST),
  FIELD (7, CODE, decision, N_("Decision"), CASE, .set = "s19_decision", .flags = LIST),
  FIELD (8, DATE, decided, N_("Decided"), CASE, .flags = LIST),
  FIELD (9, LONG_TEXT, decision_reason, N_("Reason for the decision"), SPECIAL, .high = 4000),
  FIELD (10, TEXT, by, N_("Decided by"), CASE, .high = 200),
  FIELD (11, INTEGER, hours, N_("Hours of education a week now"), CASE, .low = 0, .high = 50,
         .flags = LIST),
  FIELD (12, REFERENCE, worker, N_("Who sees to it"), CASE, .set = "person", .flags = LIST),
  FIELD (13, LONG_TEXT, doing, N_("What is being done"), SPECIAL, .high = 4000),
  FIELD (14, DATE, review_by, N_("Look again by"), CASE, .flags = LIST),
  FIELD (15, DATE, ended, N_("Ended"), CASE),
  FIELD (16, LONG_TEXT, end_reason, N_("Why it ended"), SPECIAL, .high = 4000),
};

static gboolean
check_s19_case (gconstpointer   record,
                GError        **error)
{
  const WayS19Case *self = record;

  if (self->decision != NULL && !way_date_is_set (&self->considered))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "considered: must be filled in before a decision");
      return FALSE;
    }
  if (self->decision != NULL && self->decision_reason == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "decision_reason: must be filled in with a decision");
      return FALSE;
    }
  return way_check_period (&self->since, &self->ended, "ended", error) &&
         way_check_period (&self->considered, &self->decided, "decided", error);
}

ENTITY (way_s19_case_entity, 38, "s19_case", N_("Section 19 case"), N_("Section 19 cases"),
        .check = check_s19_case);
WAY_DEFINE_RECORD (WayS19Case, way_s19_case)
#undef RECORD

#define RECORD WayDirection
static const WayField fields_of_way_direction_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("School"), CASE, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (4, REFERENCE, elsewhere, N_("Sent to"), CASE, .set = "establishment", .flags = LIST),
  FIELD (5, DATE, decided, N_("Decided"), CASE),
  FIELD (6, DATE, notice, N_("Written notice given"), CASE, .flags = LIST),
  FIELD (7, DATE, from, N_("First day"), CASE, .flags = REQUIRED | TITLE | LIST),
  FIELD (8, DATE, to, N_("Last day"), CASE, .flags = LIST),
  FIELD (9, INTEGER, days, N_("School days"), CASE, .low = 1, .high = 400),
  FIELD (10, TEXT, report_to, N_("Reports to"), CASE, .high = 200),
  FIELD (11, TEXT, times, N_("Session times"), CASE, .high = 200),
  FIELD (12, LONG_TEXT, reasons, N_("Reasons"), SPECIAL, .high = 4000),
  FIELD (13, LONG_TEXT, objectives, N_("Objectives"), SPECIAL, .high = 4000),
  FIELD (14, DATE, reviewed, N_("Last review"), CASE),
};

static gboolean
check_direction (gconstpointer   record,
                 GError        **error)
{
  const WayDirection *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_direction_entity, 39, "direction", N_("direction off site"),
        N_("Directions off site"), .check = check_direction,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayDirection, way_direction)
#undef RECORD
