/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of what is told of a child when a place is asked for (domain
 * reference, 9.1). */

#include "way-background.h"

#include "way-describe-private.h"

#define RECORD WayContact
static const WayField fields_of_way_contact_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), PUPIL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, TEXT, name, N_("Name"), PUPIL, .high = 100, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (4, CODE, relation, N_("Relation to the child"), PUPIL, .set = "contact_relation",
         .flags = LIST),
  FIELD (5, BOOLEAN, responsibility, N_("Has parental responsibility"), PUPIL, .flags = LIST),
  FIELD (6, BOOLEAN, lives_with, N_("Lives with the child"), PUPIL),
  FIELD (7, TEXT, telephone, N_("Telephone"), PUPIL, .high = 40, .check = way_check_telephone,
         .flags = LIST),
  FIELD (8, TEXT, email, N_("E-mail"), PUPIL, .check = way_check_email, .flags = LIST),
  FIELD (9, TEXT, street, N_("Street, if another"), PUPIL, .flags = ADDRESS),
  FIELD (10, TEXT, town, N_("Town"), PUPIL, .flags = ADDRESS),
  FIELD (11, TEXT, postcode, N_("Postcode"), PUPIL, .high = 8, .check = way_check_postcode,
         .flags = ADDRESS),
  FIELD (12, TEXT, language, N_("Needs an interpreter for"), PUPIL, .high = 60),
  FIELD (13, DATE, from, N_("From"), PUPIL),
  FIELD (14, DATE, to, N_("To"), PUPIL),
};

static gboolean
check_contact (gconstpointer   record,
               GError        **error)
{
  const WayContact *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_contact_entity, 50, "contact", N_("contact"), N_("Contacts"),
        .check = check_contact,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayContact, way_contact)
#undef RECORD

#define RECORD WayCircumstance
static const WayField fields_of_way_circumstance_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), SPECIAL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("Circumstance"), SPECIAL, .set = "circumstance",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, from, N_("From"), SPECIAL, .flags = LIST),
  FIELD (5, DATE, to, N_("To"), SPECIAL, .flags = LIST),
  FIELD (6, CODE, la, N_("Of which authority"), SPECIAL, .set = "la", .flags = LIST),
  FIELD (7, TEXT, worker, N_("Who is in charge"), SPECIAL, .flags = LIST),
  FIELD (8, LONG_TEXT, note, N_("Note"), SPECIAL, .high = 4000),
};

static gboolean
check_circumstance (gconstpointer   record,
                    GError        **error)
{
  const WayCircumstance *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_circumstance_entity, 51, "circumstance", N_("circumstance"), N_("Circumstances"),
        .check = check_circumstance,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayCircumstance, way_circumstance)
#undef RECORD

#define RECORD WaySupportRound
static const WayField fields_of_way_support_round_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), SPECIAL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, TEXT, strategy, N_("What was tried"), SPECIAL, .high = 200,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, from, N_("From"), SPECIAL, .flags = LIST),
  FIELD (5, DATE, to, N_("To"), SPECIAL, .flags = LIST),
  FIELD (6, TEXT, staff, N_("By whom"), SPECIAL, .flags = LIST),
  FIELD (7, TEXT, agency, N_("Agency from outside"), SPECIAL, .flags = LIST),
  FIELD (8, LONG_TEXT, impact, N_("What came of it"), SPECIAL, .high = 4000),
};

static gboolean
check_support_round (gconstpointer   record,
                     GError        **error)
{
  const WaySupportRound *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_support_round_entity, 52, "support_round", N_("round of support"),
        N_("Rounds of Support"), .check = check_support_round,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WaySupportRound, way_support_round)
#undef RECORD

#define RECORD WayAttainment
static const WayField fields_of_way_attainment_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, TEXT, subject, N_("Subject"), CASE, .high = 100, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, TEXT, measure, N_("Measured by"), CASE, .high = 100, .flags = LIST,
         .hint = N_("A reading age, a grade, a level")),
  FIELD (5, TEXT, baseline, N_("At first"), CASE, .high = 60, .flags = LIST),
  FIELD (6, TEXT, current, N_("Now"), CASE, .high = 60, .flags = LIST),
  FIELD (7, DATE, on, N_("Measured on"), CASE, .flags = LIST),
  FIELD (8, TEXT, board, N_("Examination board"), CASE, .high = 60),
  FIELD (9, TEXT, entry, N_("Entered for"), CASE, .high = 100),
};

ENTITY (way_attainment_entity, 53, "attainment", N_("attainment"), N_("Attainment"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayAttainment, way_attainment)
#undef RECORD

#define RECORD WayTermAttendance
static const WayField fields_of_way_term_attendance_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("School"), CASE, .set = "establishment", .flags = LIST),
  FIELD (4, DATE, from, N_("First day of the term"), CASE, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, DATE, to, N_("Last day counted"), CASE, .flags = LIST),
  FIELD (6, INTEGER, possible, N_("Sessions possible"), CASE, .low = 1, .high = 400,
         .flags = REQUIRED | LIST),
  FIELD (7, INTEGER, attended, N_("Sessions attended"), CASE, .low = 0, .high = 400,
         .flags = REQUIRED | LIST),
  FIELD (8, INTEGER, unauthorised, N_("Of those missed, unauthorised"), CASE, .low = 0,
         .high = 400, .flags = LIST),
  FIELD (9, TEXT, codes, N_("By code"), CASE, .high = 500,
         .hint = N_("As the register counts them: B 12, I 9, O 30")),
};

static gboolean
check_term_attendance (gconstpointer   record,
                       GError        **error)
{
  const WayTermAttendance *self = record;

  if (MAX (self->attended, 0) + MAX (self->unauthorised, 0) > self->possible)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "possible: fewer than attended and unauthorised together");
      return FALSE;
    }
  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_term_attendance_entity, 54, "term_attendance", N_("attendance of a term"),
        N_("Attendance by Term"), .check = check_term_attendance,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayTermAttendance, way_term_attendance)
#undef RECORD

#define RECORD WayRisk
static const WayField fields_of_way_risk_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), SPECIAL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("Risk"), SPECIAL, .set = "risk_kind",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, level, N_("How great"), SPECIAL, .set = "risk_level", .flags = LIST),
  FIELD (5, DATE, on, N_("Assessed on"), SPECIAL, .flags = LIST),
  FIELD (6, LONG_TEXT, triggers, N_("What sets it off"), SPECIAL, .high = 4000),
  FIELD (7, LONG_TEXT, controls, N_("What helps"), SPECIAL, .high = 4000),
};

ENTITY (way_risk_entity, 55, "risk", N_("risk"), N_("Risks"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayRisk, way_risk)
#undef RECORD

#define RECORD WayOutcomeWanted
static const WayField fields_of_way_outcome_wanted_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, referral, N_("Referral"), SPECIAL, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, position, N_("Position"), SPECIAL, .low = 1, .high = 99, .flags = LIST),
  FIELD (4, TEXT, wording, N_("What should be different"), SPECIAL, .high = 300,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, measure, N_("How it will be seen"), SPECIAL, .high = 300, .flags = LIST),
  FIELD (6, DATE, by, N_("By when"), SPECIAL, .flags = LIST),
};

ENTITY (way_outcome_wanted_entity, 56, "outcome_wanted", N_("outcome"), N_("Outcomes Wanted"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayOutcomeWanted, way_outcome_wanted)
#undef RECORD

#define RECORD WayPreference
static const WayField fields_of_way_preference_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, referral, N_("Referral"), CASE, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, rank, N_("Rank"), CASE, .low = 1, .high = 99, .flags = LIST),
  FIELD (4, REFERENCE, provision, N_("Provision"), CASE, .set = "provision",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, CODE, whose, N_("Who would like it"), CASE, .set = "preference_whose",
         .initial = "child", .flags = LIST),
  FIELD (6, TEXT, reason, N_("Why"), SPECIAL, .high = 500),
};

ENTITY (way_preference_entity, 57, "preference", N_("preference"), N_("Preferences"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayPreference, way_preference)
#undef RECORD

#define RECORD WayAttachment
static const WayField fields_of_way_attachment_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, referral, N_("Referral"), CASE, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("What it is"), CASE, .set = "attachment_kind", .flags = LIST),
  FIELD (4, TEXT, name, N_("File"), SPECIAL, .high = 200, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, CODE, type, N_("Type"), CASE, .set = "attachment_type", .flags = REQUIRED | LIST),
  FIELD (6, INTEGER, size, N_("Size in bytes"), CASE, .low = 1, .high = G_GINT64_CONSTANT (1) << 40,
         .flags = REQUIRED),
  FIELD (7, TEXT, digest, N_("Digest"), CASE, .high = 64, .check = way_check_digest,
         .flags = REQUIRED),
  FIELD (8, DATE, added, N_("Added"), CASE, .flags = LIST),
  FIELD (9, TEXT, by, N_("Added by"), CASE, .flags = LIST),
};

ENTITY (way_attachment_entity, 58, "attachment", N_("attachment"), N_("Attachments"),
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayAttachment, way_attachment)
#undef RECORD
