/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of what leads from a referral to a place and out again. */

#include "way-journey.h"

#include "way-describe-private.h"

#define RECORD WayReferral
static const WayField fields_of_way_referral_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, route, N_("Route"), CASE, .set = "route", .flags = TITLE | LIST),
  FIELD (4, REFERENCE, referrer, N_("Referred by"), CASE, .set = "establishment", .flags = LIST),
  FIELD (5, DATE, received, N_("Received"), CASE, .flags = LIST),
  FIELD (6, CODE, stage, N_("Stage"), CASE, .set = "referral_stage", .flags = DERIVED | LIST),
  FIELD (7, CODE, commissioner, N_("Arranged by"), MONEY, .set = "commissioner"),
  FIELD (8, CODE, place_payer, N_("Pays the place"), MONEY, .set = "payer"),
  FIELD (9, CODE, top_up_payer, N_("Pays the top-up"), MONEY, .set = "payer"),
  FIELD (10, TEXT, payer_reason, N_("Why they pay"), MONEY, .high = 500),
  FIELD (11, CODE, registration, N_("Registration"), CASE, .set = "registration"),
  FIELD (12, REFERENCE, wanted, N_("Provision asked for"), CASE, .set = "provision"),
  FIELD (13, INTEGER, sessions, N_("Sessions a week"), CASE, .low = 1, .high = 10),
  FIELD (14, INTEGER, weeks, N_("For how many weeks"), CASE, .low = 1, .high = 400),
  FIELD (15, CODE, urgency, N_("Urgency"), CASE, .set = "urgency"),
  FIELD (16, DATE, panel, N_("Panel"), CASE),
  FIELD (17, REFERENCE, exclusion, N_("Exclusion"), CASE, .set = "exclusion"),
  FIELD (18, TEXT, referrer_name, N_("Who filled this in"), CASE),
  FIELD (19, TEXT, referrer_role, N_("Their job"), CASE),
  FIELD (20, LONG_TEXT, reasons, N_("Why a place elsewhere, and why now"), SPECIAL, .high = 4000),
  FIELD (21, LONG_TEXT, outcomes, N_("What should be different at the end"), SPECIAL,
         .high = 4000),
  FIELD (22, LONG_TEXT, tried, N_("What was tried"), SPECIAL, .high = 4000,
         .hint = N_("At least two rounds of help, with dates and what came of them")),
  FIELD (23, LONG_TEXT, child_view, N_("The child’s own words"), SPECIAL, .high = 4000),
  FIELD (24, LONG_TEXT, parent_view, N_("What the parents or carers say"), SPECIAL, .high = 4000),
  FIELD (25, BOOLEAN, consent, N_("Parents or carers agree"), CASE),
  FIELD (26, LONG_TEXT, risk, N_("Risks and what helps"), SPECIAL, .high = 4000),
  FIELD (27, LONG_TEXT, health, N_("Health"), SPECIAL, .high = 4000),
  FIELD (28, DATE, closed, N_("Closed"), CASE),
  FIELD (29, CODE, close_reason, N_("Why it was closed"), CASE, .set = "close_reason"),
  FIELD (180, CODE, fair_group, N_("Fair access group"), SPECIAL, .set = "fair_access_group"),
  FIELD (181, LONG_TEXT, fair_efforts, N_("How a place was sought in the ordinary way"), CASE,
         .high = 2000),
  FIELD (130, CODES, days, N_("Half days wanted"), CASE, .set = "session_slot"),
  FIELD (120, TEXT, exception_reason, N_("Why the route is taken all the same"), CASE,
         .high = 500),
  FIELD (121, TEXT, exception_by, N_("Exception made by"), CASE),
  FIELD (122, DATE, exception_on, N_("Exception made on"), CASE),
  FIELD (123, REFERENCE, route_set, N_("Table of routes"), CASE, .set = "route_set"),
  FIELD (140, TEXT, head_name, N_("Headteacher"), CASE),
  FIELD (141, DATE, head_authorised, N_("Headteacher agreed on"), CASE),
  FIELD (142, DATE, panel_wanted, N_("Panel asked for"), CASE),
  FIELD (143, TEXT, lead, N_("Lead professional"), CASE),
  FIELD (144, DATE, acknowledged, N_("Receipt confirmed"), CASE),
  FIELD (145, LONG_TEXT, exit_criteria, N_("How we will know the place has done its work"), SPECIAL,
         .high = 4000),
  FIELD (146, LONG_TEXT, reintegration, N_("Plan for coming back"), SPECIAL, .high = 4000),
  FIELD (147, BOOLEAN, part_time, N_("Part of the week only"), CASE),
  FIELD (148, LONG_TEXT, aspirations, N_("Hopes for later"), SPECIAL, .high = 4000),
  FIELD (149, LONG_TEXT, interests, N_("Interests"), SPECIAL, .high = 4000),
  FIELD (150, CODE, share_basis, N_("Why this may be passed on"), CASE, .set = "share_basis"),
  FIELD (151, LONG_TEXT, direct_reason, N_("Why it goes on without their agreement"), SPECIAL,
         .high = 4000),
  FIELD (152, TEXT, signed_by, N_("Signed by"), CASE),
  FIELD (153, DATE, signed_on, N_("Signed on"), CASE),
  FIELD (154, BOOLEAN, copy_given, N_("Copy given to parents or carers"), CASE),
  FIELD (155, DATE, notice, N_("Notice of the direction given"), CASE,
         .hint = N_("Directing a child off site needs notice, not agreement")),
  FIELD (156, DATE, risk_on, N_("Risks last looked at"), SPECIAL),
  FIELD (157, TEXT, condition, N_("Condition"), SPECIAL),
  FIELD (158, TEXT, clinician, N_("Doctor or clinician"), SPECIAL),
  FIELD (159, CODE, diagnosis, N_("Diagnosis"), SPECIAL, .set = "diagnosis"),
  FIELD (160, TEXT, medication, N_("Medication"), SPECIAL),
  FIELD (161, TEXT, hospital, N_("Hospital"), SPECIAL),
  FIELD (162, INTEGER, hours, N_("Hours a week the child can manage"), SPECIAL, .low = 0,
         .high = 40),
  FIELD (163, LONG_TEXT, evidence, N_("Medical evidence"), SPECIAL, .high = 4000),
  FIELD (164, BOOLEAN, reduced, N_("On a part-time timetable now"), CASE),
  FIELD (165, LONG_TEXT, moves, N_("Managed moves and directions off site"), CASE, .high = 4000),
  FIELD (166, TEXT, specialist, N_("Specialist report"), SPECIAL, .high = 300,
         .hint = N_("By whom and when: a psychologist, the behaviour service")),
};

static gboolean
check_referral (gconstpointer   record,
                GError        **error)
{
  const WayReferral *self = record;

  if (way_date_is_set (&self->received) && self->route == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "route: must be chosen before a referral is sent");
      return FALSE;
    }
  return way_check_period (&self->received, &self->closed, "closed", error);
}

ENTITY (way_referral_entity, 13, "referral", N_("referral"), N_("Referrals"),
        .view = "referral_view", .check = check_referral,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayReferral, way_referral)
#undef RECORD

#define RECORD WayDecision
static const WayField fields_of_way_decision_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, referral, N_("Referral"), CASE, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (3, DATE, date, N_("Date"), CASE, .flags = REQUIRED | LIST),
  FIELD (4, CODE, outcome, N_("Decision"), CASE, .set = "decision",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, made_by, N_("Decided by"), CASE, .flags = LIST),
  FIELD (6, TEXT, members, N_("Present"), CASE, .high = 500),
  FIELD (7, REFERENCE, provision, N_("Provision"), CASE, .set = "provision", .flags = LIST),
  FIELD (8, DATE, start_by, N_("Start by"), CASE),
  FIELD (9, LONG_TEXT, conditions, N_("Conditions"), SPECIAL, .high = 4000),
  FIELD (10, LONG_TEXT, reasons, N_("Reasons"), SPECIAL, .high = 4000),
  FIELD (180, REFERENCE, meeting, N_("Meeting"), CASE, .set = "meeting"),
  FIELD (181, CODE, body, N_("Kind of decision"), CASE, .set = "decision_body"),
  FIELD (182, INTEGER, review_weeks, N_("Review after, in weeks"), CASE, .low = 1, .high = 26),
  FIELD (183, LONG_TEXT, cost, N_("What it costs, and who pays"), MONEY, .high = 2000),
  FIELD (184, REFERENCE, school, N_("School that admits"), CASE, .set = "establishment"),
  FIELD (140, CODES, asked, N_("Asked for"), CASE, .set = "referral_section"),
  FIELD (141, DATE, answered, N_("Answered on"), CASE),
};

ENTITY (way_decision_entity, 14, "decision", N_("decision"), N_("Decisions"));
WAY_DEFINE_RECORD (WayDecision, way_decision)
#undef RECORD

#define RECORD WayOffer
static const WayField fields_of_way_offer_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, referral, N_("Referral"), CASE, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, provision, N_("Provision"), CASE, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (4, DATE, made, N_("Offered on"), CASE, .flags = REQUIRED | LIST),
  FIELD (5, DATE, start, N_("First day"), CASE, .flags = LIST),
  FIELD (6, DATE, expires, N_("Answer by"), CASE),
  FIELD (7, CODE, response, N_("Answer"), CASE, .set = "offer_response", .initial = "pending",
         .flags = TITLE | LIST),
  FIELD (8, DATE, responded, N_("Answered on"), CASE),
  FIELD (9, LONG_TEXT, reason, N_("Reason"), SPECIAL, .high = 4000),
  FIELD (180, REFERENCE, queue_entry, N_("Out of the queue"), CASE, .set = "queue_entry"),
};

ENTITY (way_offer_entity, 15, "offer", N_("offer"), N_("Offers"));
WAY_DEFINE_RECORD (WayOffer, way_offer)
#undef RECORD

#define RECORD WayPlacement
static const WayField fields_of_way_placement_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), SITE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, provision, N_("Provision"), SITE, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (4, REFERENCE, referral, N_("Referral"), CASE, .set = "referral", .flags = LIST),
  FIELD (5, CODE, route, N_("Route"), CASE, .set = "route", .flags = LIST),
  FIELD (6, CODE, registration, N_("Registration"), SITE, .set = "registration",
         .initial = "DUAL_SCHOOL_MAIN", .flags = LIST),
  FIELD (7, DATE, start, N_("First day"), SITE, .flags = REQUIRED | TITLE | LIST),
  FIELD (8, DATE, expected_end, N_("Expected last day"), SITE, .flags = LIST),
  FIELD (9, DATE, end, N_("Last day"), SITE, .flags = LIST),
  FIELD (10, INTEGER, sessions, N_("Sessions a week"), SITE, .low = 0, .high = 10,
         .initial = "10", .flags = LIST),
  FIELD (11, CODES, timetable, N_("Which sessions"), SITE, .set = "session_slot"),
  FIELD (12, CODE, commissioner, N_("Arranged by"), MONEY, .set = "commissioner"),
  FIELD (13, DATE, reviewed, N_("Last review"), CASE),
  FIELD (14, LONG_TEXT, exit_plan, N_("Plan for what comes next"), SPECIAL, .high = 4000),
  FIELD (15, CODE, destination, N_("Where next"), CASE, .set = "destination"),
  FIELD (16, LONG_TEXT, end_reason, N_("Why it ended"), SPECIAL, .high = 4000),
  FIELD (110, DATE, told_la, N_("Council told by the school"), CASE),
  FIELD (200, DATE, offered_from, N_("First session offered"), CASE),
  FIELD (201, DATE, attended_from, N_("First session attended"), CASE),
  FIELD (202, REFERENCE, previous, N_("Moved from"), CASE, .set = "placement"),
  FIELD (203, LONG_TEXT, transfer_reason, N_("Why the child was moved"), SPECIAL, .high = 4000),
  FIELD (204, LONG_TEXT, extend_reason, N_("Why it was extended"), SPECIAL, .high = 4000),
  FIELD (120, REFERENCE, route_set, N_("Table of routes"), CASE, .set = "route_set"),
};

static gboolean
check_placement (gconstpointer   record,
                 GError        **error)
{
  const WayPlacement *self = record;

  if (self->timetable != NULL && self->sessions != WAY_INTEGER_NONE)
    {
      gint64 slots = 0;

      for (const char *p = self->timetable; p != NULL; p = strchr (p + 1, '|'))
        slots++;
      if (slots != self->sessions)
        {
          g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                       "sessions: %" G_GINT64_FORMAT " a week, but %" G_GINT64_FORMAT
                       " are in the timetable", self->sessions, slots);
          return FALSE;
        }
    }
  return way_check_period (&self->start, &self->expected_end, "expected_end", error) &&
         way_check_period (&self->start, &self->end, "end", error) &&
         way_check_period (&self->offered_from, &self->attended_from, "attended_from", error);
  return way_check_timetable (self->sessions, self->timetable, error) &&
         way_check_period (&self->start, &self->expected_end, "expected_end", error) &&
         way_check_period (&self->start, &self->end, "end", error);
}

ENTITY (way_placement_entity, 16, "placement", N_("placement"), N_("Placements"),
        .check = check_placement);
WAY_DEFINE_RECORD (WayPlacement, way_placement)
#undef RECORD

#define RECORD WayAttendanceWeek
static const WayField fields_of_way_attendance_week_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, placement, N_("Placement"), CASE, .set = "placement", .flags = LIST),
  FIELD (3, DATE, week, N_("Week beginning"), CASE, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, INTEGER, possible, N_("Possible"), CASE, .low = 0, .high = 14,
         .flags = REQUIRED | LIST),
  FIELD (5, INTEGER, attended, N_("Attended"), CASE, .low = 0, .high = 14, .flags = LIST),
  FIELD (6, INTEGER, authorised, N_("Authorised absence"), CASE, .low = 0, .high = 14,
         .flags = LIST),
  FIELD (7, INTEGER, unauthorised, N_("Unauthorised absence"), CASE, .low = 0, .high = 14,
         .flags = LIST),
  FIELD (8, INTEGER, not_offered, N_("Not offered"), CASE, .low = 0, .high = 14, .flags = LIST),
  FIELD (200, INTEGER, not_possible, N_("Not possible"), CASE, .low = 0, .high = 14,
         .flags = LIST),
  FIELD (201, CODE, source, N_("Where this is from"), CASE, .set = "attendance_source"),
  FIELD (202, REFERENCE, enrolment, N_("School’s roll"), CASE, .set = "enrolment"),
};

/* A week has two half days for each of its days. */
#define MOST_SESSIONS 14

static gboolean
check_register (const WayAttendanceWeek  *self,
                GError                  **error)
{
  gboolean at_setting = !way_id_is_null (&self->placement);
  gboolean at_school = !way_id_is_null (&self->enrolment);

  if (at_setting != at_school)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR,
               at_setting ? WAY_MODEL_ERROR_CONTRADICTION : WAY_MODEL_ERROR_MISSING,
               at_setting ? "enrolment: one week is of one register, the setting’s or the school’s"
                          : "placement: must be filled in");
  return FALSE;
}

/* Possible sessions are those attended and both kinds of absence (domain.md
 * K13); what was not offered or not possible is beside them. */
static gboolean
check_attendance_week (gconstpointer   record,
                       GError        **error)
{
  const WayAttendanceWeek *self = record;
  gint64 sum = 0;

  if (way_date_weekday (&self->week) != 1)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, "week: must be a Monday");
      return FALSE;
    }
  sum += MAX (self->attended, 0) + MAX (self->authorised, 0) + MAX (self->unauthorised, 0);
  if (sum > self->possible)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "possible: fewer than attended and absent together (%" G_GINT64_FORMAT ")",
                   sum);
      return FALSE;
    }
  sum = self->possible + MAX (self->not_offered, 0) + MAX (self->not_possible, 0);
  if (sum > MOST_SESSIONS)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "possible: with those not offered and not possible more than a week has (%"
                   G_GINT64_FORMAT ")", sum);
      return FALSE;
    }
  return check_register (self, error);
}

ENTITY (way_attendance_week_entity, 17, "attendance_week", N_("attendance of a week"),
        N_("Attendance"), .check = check_attendance_week,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayAttendanceWeek, way_attendance_week)
#undef RECORD

#define RECORD WayFundingLine
static const WayField fields_of_way_funding_line_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, placement, N_("Placement"), MONEY, .set = "placement",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, element, N_("For"), MONEY, .set = "funding_element",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, payer, N_("Paid by"), MONEY, .set = "payer", .flags = REQUIRED | LIST),
  FIELD (5, CODE, basis, N_("Charged"), MONEY, .set = "funding_basis", .flags = LIST),
  FIELD (6, MONEY, rate, N_("Rate"), MONEY, .low = 0, .high = 100000000, .flags = LIST),
  FIELD (7, DATE, from, N_("From"), MONEY, .flags = LIST),
  FIELD (8, DATE, to, N_("To"), MONEY, .flags = LIST),
  FIELD (9, TEXT, reason, N_("Reason"), MONEY, .high = 500),
  FIELD (120, TEXT, approved_by, N_("Approved by"), MONEY),
  FIELD (121, DATE, approved, N_("Approved on"), MONEY),
};

static gboolean
check_funding_line (gconstpointer   record,
                    GError        **error)
{
  const WayFundingLine *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_funding_line_entity, 18, "funding_line", N_("funding line"), N_("Funding"),
        .check = check_funding_line);
WAY_DEFINE_RECORD (WayFundingLine, way_funding_line)
#undef RECORD
