/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of visits, what came of them, and holds.  All of it belongs to the
 * office and to the officer who visits; a child who was expected at a setting is
 * named to these two alone. */

#include "way-visits.h"

#include "way-codes.h"
#include "way-describe-private.h"

/* The children of a visit, for those who visit: who is found where is a matter of
 * the case, and no school’s. */
#define CLASS_VISITED .sensitivity = WAY_CLASS_CASE, .copies = WAY_COPY_OFFICE | WAY_COPY_OFFICER

#define RECORD WayVisitRound
static const WayField fields_of_way_visit_round_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), INTERNAL, .high = 120, .flags = REQUIRED | TITLE | LIST),
  FIELD (3, DATE, from, N_("From"), INTERNAL, .flags = REQUIRED | LIST),
  FIELD (4, DATE, to, N_("To"), INTERNAL, .flags = LIST),
  FIELD (5, TEXT, officer, N_("Officer"), INTERNAL, .flags = LIST),
  FIELD (6, LONG_TEXT, note, N_("Note"), INTERNAL, .high = 2000),
};

static gboolean
check_visit_round (gconstpointer   record,
                   GError        **error)
{
  const WayVisitRound *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_visit_round_entity, 100, "visit_round", N_("round of visits"), N_("Rounds of Visits"),
        .check = check_visit_round,
        .reach = WAY_REACH_NAMED);
WAY_DEFINE_RECORD (WayVisitRound, way_visit_round)
#undef RECORD

#define RECORD WayVisit
static const WayField fields_of_way_visit_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, establishment, N_("Setting"), INTERNAL, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, round, N_("Round"), INTERNAL, .set = "visit_round", .flags = LIST),
  FIELD (4, REFERENCE, site, N_("Site"), INTERNAL, .set = "site"),
  FIELD (5, CODE, kind, N_("Kind of visit"), INTERNAL, .set = "visit_type",
         .initial = "monitoring", .flags = REQUIRED | TITLE | LIST),
  FIELD (6, DATE, planned, N_("Planned for"), INTERNAL, .flags = LIST),
  FIELD (7, DATE, date, N_("Day of the visit"), INTERNAL, .flags = TITLE | LIST),
  FIELD (8, TEXT, time_in, N_("Came at"), INTERNAL, .high = 20),
  FIELD (9, TEXT, time_out, N_("Left at"), INTERNAL, .high = 20),
  FIELD (10, TEXT, accompanied_by, N_("Accompanied by"), INTERNAL),
  FIELD (11, INTEGER, pupils_expected, N_("Pupils expected"), INTERNAL, .low = 0, .high = 5000),
  FIELD (12, INTEGER, pupils_present, N_("Pupils there"), INTERNAL, .low = 0, .high = 5000),
  FIELD (13, INTEGER, placements, N_("Placements of ours"), INTERNAL, .low = 0, .high = 5000),
  FIELD (14, TEXT, documents_left, N_("Documents left there"), INTERNAL, .high = 500),
  FIELD (15, CODE, judgement, N_("Judgement"), INTERNAL, .set = "approval", .flags = LIST),
  FIELD (16, LONG_TEXT, judgement_why, N_("Why it is judged so"), INTERNAL, .high = 4000,
         .hint = N_("Name no child")),
  FIELD (17, DATE, next_visit, N_("Next visit by"), INTERNAL, .flags = LIST),
  FIELD (18, TEXT, officer_signed, N_("Signed by the officer"), INTERNAL),
  FIELD (19, DATE, officer_signed_on, N_("Officer signed on"), INTERNAL),
  FIELD (20, TEXT, provider_signed, N_("Signed for the setting by"), INTERNAL),
  FIELD (21, TEXT, provider_role, N_("Their role"), INTERNAL),
  FIELD (22, DATE, provider_signed_on, N_("Setting signed on"), INTERNAL, .flags = LIST),
  FIELD (23, DATE, cancelled, N_("Cancelled"), INTERNAL),
  FIELD (24, TEXT, cancel_reason, N_("Why it was cancelled"), INTERNAL, .high = 500),
};

static gboolean
check_visit (gconstpointer   record,
             GError        **error)
{
  const WayVisit *self = record;

  if (way_date_is_set (&self->cancelled) && self->cancel_reason == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "cancel_reason: say why the visit was cancelled");
      return FALSE;
    }
  if (way_date_is_set (&self->officer_signed_on) && !way_date_is_set (&self->date))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "date: a visit that is signed has a day");
      return FALSE;
    }
  return way_check_period (&self->date, &self->next_visit, "next_visit", error);
}

ENTITY (way_visit_entity, 101, "visit", N_("visit"), N_("Visits"), .check = check_visit,
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayVisit, way_visit)
#undef RECORD

#define RECORD WayVisitOfficer
static const WayField fields_of_way_visit_officer_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, visit, N_("Visit"), INTERNAL, .set = "visit", .flags = REQUIRED | LIST),
  FIELD (3, TEXT, name, N_("Officer"), INTERNAL, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, TEXT, role, N_("For"), INTERNAL, .flags = LIST),
};

ENTITY (way_visit_officer_entity, 102, "visit_officer", N_("officer of a visit"), N_("Officers"),
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayVisitOfficer, way_visit_officer)
#undef RECORD

#define RECORD WayVisitAnswer
static const WayField fields_of_way_visit_answer_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, visit, N_("Visit"), INTERNAL, .set = "visit", .flags = REQUIRED | LIST),
  FIELD (3, CODE, question, N_("Question"), INTERNAL, .set = "visit_question",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, value, N_("Answer"), INTERNAL, .set = "visit_value", .flags = LIST),
  FIELD (5, INTEGER, number, N_("Number"), INTERNAL, .low = 0, .high = 1000000, .flags = LIST),
  FIELD (6, DATE, date, N_("Day"), INTERNAL, .flags = LIST),
  FIELD (7, TEXT, reference, N_("Reference"), INTERNAL, .high = 200),
  FIELD (8, LONG_TEXT, text, N_("Notes"), INTERNAL, .high = 8000, .hint = N_("Name no child")),
  FIELD (9, TEXT, known, N_("As the file has it"), INTERNAL, .high = 200),
};

/* A value stands on the scale of its question, or says that the question does not
 * apply. */
static gboolean
check_visit_answer (gconstpointer   record,
                    GError        **error)
{
  const WayVisitAnswer *self = record;
  const WayCode *question = way_codes_lookup ("visit_question", self->question);
  const WayCode *type;
  const WayCode *value;
  const char *scale;

  if (question == NULL || self->value == NULL)
    return TRUE;
  type = way_codes_lookup ("visit_answer_type", way_code_get (question, "type"));
  value = way_codes_lookup ("visit_value", self->value);
  scale = way_code_get (question, "of");
  if (scale == NULL && type != NULL)
    scale = way_code_get (type, "of");
  if (scale == NULL || value == NULL || way_code_allows (value, "of", scale))
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "value: “%s” is no answer to question %s", self->value, self->question);
  return FALSE;
}

ENTITY (way_visit_answer_entity, 103, "visit_answer", N_("answer of a visit"), N_("Answers"),
        .check = check_visit_answer,
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayVisitAnswer, way_visit_answer)
#undef RECORD

#define RECORD WayFinding
static const WayField fields_of_way_finding_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, visit, N_("Visit"), INTERNAL, .set = "visit", .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("Kind"), INTERNAL, .set = "finding_kind", .initial = "finding",
         .flags = REQUIRED | LIST),
  FIELD (4, INTEGER, position, N_("Position"), INTERNAL, .low = 1, .high = 999),
  FIELD (5, LONG_TEXT, wording, N_("What was found"), INTERNAL, .high = 2000,
         .flags = REQUIRED | TITLE | LIST, .hint = N_("Name no child")),
};

ENTITY (way_finding_entity, 104, "finding", N_("finding"), N_("Findings"),
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayFinding, way_finding)
#undef RECORD

#define RECORD WayAction
static const WayField fields_of_way_action_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, establishment, N_("Setting"), INTERNAL, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, visit, N_("Visit"), INTERNAL, .set = "visit"),
  FIELD (4, CODE, question, N_("Question"), INTERNAL, .set = "visit_question"),
  FIELD (5, LONG_TEXT, wording, N_("What is to be done"), INTERNAL, .high = 1000,
         .flags = REQUIRED | TITLE | SEARCH | LIST, .hint = N_("Name no child")),
  FIELD (6, TEXT, owner, N_("Who does it"), INTERNAL, .flags = SEARCH | LIST),
  FIELD (7, DATE, due, N_("By"), INTERNAL, .flags = LIST),
  FIELD (8, CODE, severity, N_("Severity"), INTERNAL, .set = "action_severity", .flags = LIST),
  FIELD (9, DATE, done, N_("Done on"), INTERNAL, .flags = LIST),
  FIELD (10, LONG_TEXT, evidence, N_("How it is seen that it was done"), INTERNAL, .high = 2000),
  FIELD (11, DATE, dropped, N_("Dropped on"), INTERNAL),
  FIELD (12, TEXT, drop_reason, N_("Why it was dropped"), INTERNAL, .high = 500),
};

static gboolean
check_action (gconstpointer   record,
              GError        **error)
{
  const WayAction *self = record;

  if (way_date_is_set (&self->dropped) && self->drop_reason == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "drop_reason: say why it is not to be done any more");
      return FALSE;
    }
  if (way_date_is_set (&self->dropped) && way_date_is_set (&self->done))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "dropped: it was done");
      return FALSE;
    }
  return TRUE;
}

ENTITY (way_action_entity, 105, "action", N_("action"), N_("Actions"), .check = check_action,
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayAction, way_action)
#undef RECORD

#define RECORD WayVisitEvidence
static const WayField fields_of_way_visit_evidence_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, visit, N_("Visit"), INTERNAL, .set = "visit", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, action, N_("Action"), INTERNAL, .set = "action"),
  FIELD (4, CODE, question, N_("Question"), INTERNAL, .set = "visit_question", .flags = LIST),
  FIELD (5, TEXT, name, N_("File"), INTERNAL, .high = 200, .flags = REQUIRED | TITLE | LIST),
  FIELD (6, TEXT, caption, N_("What it shows"), INTERNAL, .high = 500, .flags = LIST),
  FIELD (7, CODE, type, N_("Type"), INTERNAL, .set = "attachment_type", .flags = REQUIRED | LIST),
  FIELD (8, INTEGER, size, N_("Size in bytes"), INTERNAL, .low = 1,
         .high = G_GINT64_CONSTANT (1) << 40, .flags = REQUIRED),
  FIELD (9, TEXT, digest, N_("Digest"), INTERNAL, .high = 64, .check = way_check_digest,
         .flags = REQUIRED),
  FIELD (10, DATE, added, N_("Added"), INTERNAL, .flags = LIST),
  FIELD (11, TEXT, by, N_("Added by"), INTERNAL, .flags = LIST),
};

ENTITY (way_visit_evidence_entity, 106, "visit_evidence", N_("evidence of a visit"),
        N_("Evidence"),
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayVisitEvidence, way_visit_evidence)
#undef RECORD

#define RECORD WayVisitPupil
static const WayField fields_of_way_visit_pupil_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, visit, N_("Visit"), VISITED, .set = "visit", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, pupil, N_("Child"), VISITED, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (4, REFERENCE, placement, N_("Placement"), VISITED, .set = "placement"),
  FIELD (5, CODE, found, N_("Found"), VISITED, .set = "visit_pupil_found", .flags = LIST),
  FIELD (6, BOOLEAN, asked, N_("Was asked whom to tell"), VISITED, .flags = LIST),
  FIELD (7, TEXT, note, N_("Note"), VISITED, .high = 500),
};

ENTITY (way_visit_pupil_entity, 107, "visit_pupil", N_("child expected at a visit"),
        N_("Children Expected"),
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayVisitPupil, way_visit_pupil)
#undef RECORD

#define RECORD WayVisitAddendum
static const WayField fields_of_way_visit_addendum_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, visit, N_("Visit"), INTERNAL, .set = "visit", .flags = REQUIRED | LIST),
  FIELD (3, DATE, added, N_("Added on"), INTERNAL, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, TEXT, by, N_("Added by"), INTERNAL, .flags = LIST),
  FIELD (5, LONG_TEXT, text, N_("What is added"), INTERNAL, .high = 4000,
         .flags = REQUIRED | LIST, .hint = N_("Name no child")),
};

ENTITY (way_visit_addendum_entity, 108, "visit_addendum", N_("addendum of a visit"),
        N_("Addenda"),
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayVisitAddendum, way_visit_addendum)
#undef RECORD

#define RECORD WayPlacementHold
static const WayField fields_of_way_placement_hold_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, establishment, N_("Setting"), OPEN, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, visit, N_("Visit"), INTERNAL, .set = "visit"),
  FIELD (4, CODE, reason, N_("Why"), INTERNAL, .set = "hold_reason", .initial = "other",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, LONG_TEXT, wording, N_("In words"), INTERNAL, .high = 2000, .flags = LIST,
         .hint = N_("Name no child")),
  FIELD (6, DATE, from, N_("From"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (7, DATE, cleared, N_("Cleared on"), OPEN, .flags = LIST),
  FIELD (8, TEXT, cleared_by, N_("Cleared by"), INTERNAL, .flags = LIST),
  FIELD (9, LONG_TEXT, cleared_why, N_("Why it was cleared"), INTERNAL, .high = 2000),
};

static gboolean
check_placement_hold (gconstpointer   record,
                      GError        **error)
{
  const WayPlacementHold *self = record;

  if (way_date_is_set (&self->cleared) && self->cleared_why == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "cleared_why: say why children can be placed there again");
      return FALSE;
    }
  return way_check_period (&self->from, &self->cleared, "cleared", error);
}

ENTITY (way_placement_hold_entity, 109, "placement_hold", N_("hold of new placements"),
        N_("Holds"), .check = check_placement_hold,
        .writers = WAY_COPY_OFFICE | WAY_COPY_OFFICER);
WAY_DEFINE_RECORD (WayPlacementHold, way_placement_hold)
#undef RECORD
