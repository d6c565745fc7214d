/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of panels, queues and letters. */

#include "way-panel.h"

#include "way-describe-private.h"

#define RECORD WayMeeting
static const WayField fields_of_way_meeting_entity[] = {
  IDENTITY,
  FIELD (2, CODE, kind, N_("Kind"), INTERNAL, .set = "meeting_kind", .initial = "panel",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (3, DATE, date, N_("Day"), INTERNAL, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, TEXT, time, N_("Time"), INTERNAL, .high = 60, .flags = LIST),
  FIELD (5, TEXT, place, N_("Where"), INTERNAL, .flags = LIST),
  FIELD (6, DATE, papers_by, N_("Papers by"), INTERNAL, .flags = LIST),
  FIELD (7, LONG_TEXT, minutes, N_("Other business"), INTERNAL, .high = 8000),
};

static gboolean
check_meeting (gconstpointer   record,
               GError        **error)
{
  const WayMeeting *self = record;

  return way_check_period (&self->papers_by, &self->date, "date", error);
}

ENTITY (way_meeting_entity, 60, "meeting", N_("panel meeting"), N_("Panel meetings"),
        .check = check_meeting);
WAY_DEFINE_RECORD (WayMeeting, way_meeting)
#undef RECORD

#define RECORD WayMember
static const WayField fields_of_way_member_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, meeting, N_("Meeting"), INTERNAL, .set = "meeting",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, person, N_("Person"), INTERNAL, .set = "person", .flags = LIST),
  FIELD (4, TEXT, name, N_("Name"), INTERNAL, .flags = TITLE | LIST,
         .hint = N_("Where they are not in this file")),
  FIELD (5, TEXT, role, N_("For"), INTERNAL, .flags = LIST,
         .hint = N_("What they speak for: health, schools, a district")),
  FIELD (6, BOOLEAN, chair, N_("In the chair"), INTERNAL, .flags = LIST),
  FIELD (7, BOOLEAN, present, N_("Present"), INTERNAL, .flags = LIST),
};

static gboolean
check_member (gconstpointer   record,
              GError        **error)
{
  const WayMember *self = record;

  if (self->name != NULL || !way_id_is_null (&self->person))
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
               "name: say who, by a person of this file or by name");
  return FALSE;
}

ENTITY (way_member_entity, 61, "member", N_("member of a panel"), N_("Members"),
        .check = check_member);
WAY_DEFINE_RECORD (WayMember, way_member)
#undef RECORD

#define RECORD WayInterest
static const WayField fields_of_way_interest_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, member, N_("Member"), CASE, .set = "member", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, item, N_("Child on the agenda"), CASE, .set = "agenda_item",
         .flags = REQUIRED | LIST),
  FIELD (4, TEXT, what, N_("What they have to do with it"), CASE, .high = 500,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, BOOLEAN, left_room, N_("Left the room"), CASE, .flags = LIST),
};

ENTITY (way_interest_entity, 62, "interest", N_("declared interest"), N_("Declared interests"));
WAY_DEFINE_RECORD (WayInterest, way_interest)
#undef RECORD

#define RECORD WayAgendaItem
static const WayField fields_of_way_agenda_item_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, meeting, N_("Meeting"), CASE, .set = "meeting", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, referral, N_("Referral"), CASE, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (4, INTEGER, position, N_("Place on the agenda"), CASE, .low = 1, .high = 1000,
         .flags = TITLE | LIST),
  FIELD (5, LONG_TEXT, views, N_("What professionals say"), SPECIAL, .high = 4000),
  FIELD (6, LONG_TEXT, cost_note, N_("What it costs, and who pays"), MONEY, .high = 2000),
  FIELD (7, LONG_TEXT, discussion, N_("What was said at the panel"), SPECIAL, .high = 8000),
};

ENTITY (way_agenda_item_entity, 63, "agenda_item", N_("child on an agenda"), N_("Agenda"));
WAY_DEFINE_RECORD (WayAgendaItem, way_agenda_item)
#undef RECORD

#define RECORD WayQueueEntry
static const WayField fields_of_way_queue_entry_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, referral, N_("Referral"), CASE, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, provision, N_("Provision"), CASE, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (4, DATE, since, N_("Waiting since"), CASE, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, DATE, from, N_("In this place since"), CASE, .flags = REQUIRED | LIST),
  FIELD (6, CODE, order_reason, N_("Why here"), CASE, .set = "queue_order", .initial = "waiting",
         .flags = REQUIRED | LIST),
  FIELD (7, LONG_TEXT, order_note, N_("More about why"), SPECIAL, .high = 2000),
  FIELD (8, INTEGER, tie_break, N_("Lot drawn"), CASE, .low = 1, .high = 100000,
         .hint = N_("Where nothing else parts two children: the lower number goes first")),
  FIELD (9, DATE, parked_until, N_("Parked until"), CASE, .flags = LIST),
  FIELD (10, TEXT, parked_why, N_("Why it is parked"), SPECIAL, .high = 500),
  FIELD (11, DATE, left, N_("Left the queue"), CASE, .flags = LIST),
  FIELD (12, CODE, left_reason, N_("Why it left"), CASE, .set = "queue_left", .flags = LIST),
  FIELD (13, TEXT, left_note, N_("More about leaving"), SPECIAL, .high = 500),
  FIELD (14, BOOLEAN, unmet, N_("Counted as unmet demand"), CASE),
};

static gboolean
check_queue_entry (gconstpointer   record,
                   GError        **error)
{
  const WayQueueEntry *self = record;

  if (way_date_is_set (&self->parked_until) && self->parked_why == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "parked_why: say why nothing is offered until then");
      return FALSE;
    }
  if (way_date_is_set (&self->left) != (self->left_reason != NULL))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "left_reason: a child leaves a queue on a day and for a reason");
      return FALSE;
    }
  return way_check_period (&self->since, &self->from, "from", error) &&
         way_check_period (&self->from, &self->parked_until, "parked_until", error) &&
         way_check_period (&self->from, &self->left, "left", error);
}

ENTITY (way_queue_entry_entity, 64, "queue_entry", N_("place in a queue"), N_("Queue"),
        .check = check_queue_entry);
WAY_DEFINE_RECORD (WayQueueEntry, way_queue_entry)
#undef RECORD

#define RECORD WaySkip
static const WayField fields_of_way_skip_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, entry, N_("Passed over"), CASE, .set = "queue_entry",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, offer, N_("By the offer"), CASE, .set = "offer", .flags = REQUIRED | LIST),
  FIELD (4, DATE, day, N_("Day"), CASE, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, LONG_TEXT, reason, N_("Why"), SPECIAL, .high = 2000, .flags = REQUIRED),
};

ENTITY (way_skip_entity, 65, "skip", N_("passing over"), N_("Passed over"));
WAY_DEFINE_RECORD (WaySkip, way_skip)
#undef RECORD

#define RECORD WayLetter
static const WayField fields_of_way_letter_entity[] = {
  IDENTITY,
  FIELD (2, CODE, template, N_("Letter"), CASE, .set = "letter_template",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (3, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (4, REFERENCE, referral, N_("Referral"), CASE, .set = "referral"),
  FIELD (5, REFERENCE, placement, N_("Placement"), CASE, .set = "placement"),
  FIELD (6, TEXT, recipient, N_("To"), PUPIL, .flags = LIST),
  FIELD (7, LONG_TEXT, address, N_("Address"), PUPIL, .high = 500),
  FIELD (8, TEXT, subject, N_("About"), CASE),
  FIELD (9, LONG_TEXT, body, N_("What it says"), SPECIAL, .high = 12000),
  FIELD (10, DATE, made, N_("Written on"), CASE, .flags = REQUIRED | LIST),
  FIELD (11, DATE, sent, N_("Sent on"), CASE, .flags = LIST),
  FIELD (12, CODE, how, N_("How it was sent"), CASE, .set = "letter_how", .flags = LIST),
};

static gboolean
check_letter (gconstpointer   record,
              GError        **error)
{
  const WayLetter *self = record;

  if (way_date_is_set (&self->sent) && self->how == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                   "how: say how the letter was sent");
      return FALSE;
    }
  return way_check_period (&self->made, &self->sent, "sent", error);
}

ENTITY (way_letter_entity, 66, "letter", N_("letter"), N_("Letters"), .check = check_letter);
WAY_DEFINE_RECORD (WayLetter, way_letter)
#undef RECORD

#define RECORD WayPathwayStep
static const WayField fields_of_way_pathway_step_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, referral, N_("Referral"), CASE, .set = "referral",
         .flags = REQUIRED | LIST),
  FIELD (3, DATE, date, N_("Since"), CASE, .flags = REQUIRED | LIST),
  FIELD (4, CODE, state, N_("State"), CASE, .set = "medical_state",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, CODE, mode, N_("How the child is taught"), CASE, .set = "medical_mode",
         .flags = LIST),
  FIELD (6, LONG_TEXT, evidence, N_("What shows it"), SPECIAL, .high = 2000),
};

ENTITY (way_pathway_step_entity, 67, "pathway_step", N_("step of the medical pathway"),
        N_("Medical pathway"));
WAY_DEFINE_RECORD (WayPathwayStep, way_pathway_step)
#undef RECORD
