/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of children and the facts about them. */

#include "way-children.h"

#include <string.h>

#include "way-codes.h"
#include "way-describe-private.h"

#define RECORD WayPupil
static const WayField fields_of_way_pupil_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, upn, N_("UPN"), PUPIL, .high = 13, .check = way_check_upn,
         .flags = KEY | SEARCH | LIST),
  FIELD (4, TEXT, forename, N_("Forename"), SITE, .high = 100, .flags = TITLE | SEARCH | LIST),
  FIELD (3, TEXT, surname, N_("Surname"), SITE, .high = 100,
         .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (5, DATE, birth, N_("Born"), PUPIL, .flags = LIST),
  FIELD (6, CODE, sex, N_("Sex"), PUPIL, .set = "sex", .flags = LIST),
  FIELD (7, CODE, year, N_("Year"), SITE, .set = "nc_year", .flags = LIST),
  FIELD (8, REFERENCE, home_district, N_("Lives in"), PUPIL, .set = "district", .flags = LIST),
  FIELD (9, CODE, home_la, N_("Home authority"), PUPIL, .set = "la", .flags = LIST),
  FIELD (10, TEXT, former_upn, N_("Former UPNs"), PUPIL, .high = 100),
  FIELD (11, TEXT, uln, N_("ULN"), PUPIL, .high = 10, .check = way_check_uln),
  FIELD (12, TEXT, known_as, N_("Known as"), SITE, .high = 100, .flags = SEARCH),
  FIELD (13, CODE, ethnicity, N_("Ethnicity"), SPECIAL, .set = "ethnicity"),
  FIELD (14, TEXT, language, N_("Home language"), PUPIL, .high = 60),
  FIELD (15, TEXT, street, N_("Street"), PUPIL, .flags = ADDRESS),
  FIELD (16, TEXT, town, N_("Town"), PUPIL, .flags = ADDRESS),
  FIELD (17, TEXT, postcode, N_("Postcode"), PUPIL, .high = 8, .check = way_check_postcode,
         .flags = ADDRESS),
  FIELD (18, BOOLEAN, address_hidden, N_("Keep the address hidden"), PUPIL,
         .hint = N_("For adoption, witnesses and domestic abuse")),
  FIELD (19, REFERENCE, carer, N_("Parent or carer"), PUPIL, .set = "person"),
  FIELD (20, BOOLEAN, looked_after, N_("Looked after"), SITE),
  FIELD (21, BOOLEAN, social_worker, N_("Has a social worker"), SPECIAL),
  FIELD (22, BOOLEAN, young_carer, N_("Young carer"), SPECIAL),
  FIELD (220, REFERENCE, kept, N_("Joined with"), PUPIL, .set = "pupil", .flags = DERIVED),
  FIELD (140, BOOLEAN, interpreter, N_("Needs an interpreter"), PUPIL),
  FIELD (141, TEXT, religion, N_("Religion"), SPECIAL, .high = 60,
         .hint = N_("Only where the family wants it known")),
  FIELD (142, BOOLEAN, free_meals, N_("Free school meals"), CASE),
  FIELD (143, BOOLEAN, premium, N_("Pupil premium"), CASE),
  FIELD (144, TEXT, travel, N_("How the child travels"), CASE, .high = 200),
};

ENTITY (way_pupil_entity, 9, "pupil", N_("pupil"), N_("Pupils"), .view = "pupil_view",
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayPupil, way_pupil)
#undef RECORD

#define RECORD WayEnrolment
static const WayField fields_of_way_enrolment_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("School"), CASE, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (4, CODE, status, N_("Registration"), CASE, .set = "enrolment_status", .initial = "C",
         .flags = REQUIRED | LIST),
  FIELD (5, DATE, from, N_("From"), CASE, .flags = LIST),
  FIELD (6, DATE, to, N_("To"), CASE, .flags = LIST),
  FIELD (7, CODE, leaving_ground, N_("Ground for leaving the roll"), CASE,
         .set = "deletion_ground"),
  FIELD (130, INTEGER, sessions, N_("Half days a week there"), CASE, .low = 0, .high = 14),
  FIELD (131, CODES, timetable, N_("Which half days"), CASE, .set = "session_slot"),
};

static gboolean
check_enrolment (gconstpointer   record,
                 GError        **error)
{
  const WayEnrolment *self = record;

  return way_check_period (&self->from, &self->to, "to", error) &&
         way_check_timetable (self->sessions, self->timetable, error);
}

ENTITY (way_enrolment_entity, 10, "enrolment", N_("enrolment"), N_("Enrolments"),
        .check = check_enrolment,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayEnrolment, way_enrolment)
#undef RECORD

#define RECORD WayNeed
static const WayField fields_of_way_need_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), SPECIAL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, provision, N_("Support"), SPECIAL, .set = "sen_provision",
         .flags = REQUIRED | LIST),
  FIELD (4, CODE, type, N_("Need"), SPECIAL, .set = "need_type", .flags = LIST),
  FIELD (5, INTEGER, rank, N_("Rank"), SPECIAL, .low = 1, .high = 9, .flags = LIST),
  FIELD (6, DATE, from, N_("From"), SPECIAL, .flags = LIST),
  FIELD (7, DATE, to, N_("To"), SPECIAL, .flags = LIST),
  FIELD (8, TEXT, plan, N_("Plan number"), SPECIAL, .high = 60),
  FIELD (9, DATE, plan_reviewed, N_("Plan last reviewed"), SPECIAL),
  FIELD (140, DATE, planned, N_("Date of the plan"), SPECIAL),
  FIELD (141, DATE, assessment, N_("Assessment for a plan asked for"), SPECIAL),
  FIELD (142, TEXT, senco, N_("SENCO"), SPECIAL),
  FIELD (143, TEXT, caseworker, N_("Caseworker who agreed"), SPECIAL),
};

/* domain.md 4.3: a type is required with K and E; NSA goes only with K. */
static gboolean
check_need (gconstpointer   record,
            GError        **error)
{
  const WayNeed *self = record;

  if (g_strcmp0 (self->type, "NSA") == 0 && g_strcmp0 (self->provision, "K") != 0)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "type: NSA goes only with SEN support");
      return FALSE;
    }
  if (self->type == NULL &&
      (g_strcmp0 (self->provision, "K") == 0 || g_strcmp0 (self->provision, "E") == 0))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "type: must be filled in with SEN support or a plan");
      return FALSE;
    }
  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_need_entity, 11, "need", N_("need"), N_("Needs"), .check = check_need,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayNeed, way_need)
#undef RECORD

#define RECORD WayExclusion
static const WayField fields_of_way_exclusion_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("School"), CASE, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (4, CODE, category, N_("Category"), CASE, .set = "exclusion_category",
         .flags = REQUIRED | LIST),
  FIELD (5, DATE, from, N_("First day"), CASE, .flags = REQUIRED | LIST),
  FIELD (6, DATE, to, N_("Last day"), CASE, .flags = LIST),
  FIELD (7, INTEGER, half_days, N_("Half days"), CASE, .low = 0, .high = 400, .flags = LIST),
  FIELD (8, CODES, reasons, N_("Reasons"), SPECIAL, .set = "exclusion_reason"),
  FIELD (9, DATE, informed, N_("Governors informed"), CASE),
  FIELD (10, DATE, decided, N_("Governors decided"), CASE),
  FIELD (11, CODE, result, N_("Result"), CASE, .set = "exclusion_review_result"),
  FIELD (12, DATE, cancelled, N_("Cancelled"), CASE),
  FIELD (13, DATE, off_roll, N_("Taken off the roll"), CASE),
  FIELD (14, DATE, educated_from, N_("Full-time education began"), CASE),
  FIELD (15, CODE, educated_by, N_("Arranged by"), CASE, .set = "payer"),
  FIELD (110, DATE, told_parents, N_("Parents told in writing"), CASE),
  FIELD (111, DATE, told_la, N_("Council told"), CASE),
  FIELD (112, DATE, told_social_worker, N_("Social worker and virtual school told"), CASE),
  FIELD (113, BOOLEAN, exam_missed, N_("Misses a public exam or national test"), CASE),
  FIELD (114, DATE, notice, N_("Notice of the governors’ decision"), CASE),
  FIELD (115, CODE, notice_how, N_("How notice was given"), CASE, .set = "notice_how"),
  FIELD (116, DATE, irp_applied, N_("Review panel asked for"), CASE),
  FIELD (117, DATE, irp_sat, N_("Review panel met"), CASE),
  FIELD (118, DATE, irp_notice, N_("Notice of the panel’s decision"), CASE),
  FIELD (119, DATE, waived, N_("Parents gave up the panel in writing"), CASE),
};

static gboolean
check_exclusion (gconstpointer   record,
                 GError        **error)
{
  const WayExclusion *self = record;
  const WayCode *most = way_codes_lookup ("measure", "exclusion_reasons");
  int reasons = 0;

  for (const char *p = self->reasons; p != NULL; p = strchr (p + 1, '|'))
    reasons++;
  if (reasons > way_code_get_int (most, "value", reasons))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_RANGE, "reasons: at most %s",
                   way_code_get (most, "value"));
      return FALSE;
    }
  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_exclusion_entity, 12, "exclusion", N_("exclusion"), N_("Exclusions"),
        .check = check_exclusion,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayExclusion, way_exclusion)
#undef RECORD
