/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of the authority, the users and other people. */

#include "way-people.h"

#include "way-describe-private.h"

#define RECORD WayAuthority
static const WayField fields_of_way_authority_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name of the authority"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (3, CODE, la, N_("Authority"), OPEN, .set = "la", .flags = LIST),
  FIELD (4, INTEGER, amber_days, N_("Warn before a duty, in school days"), OPEN,
         .low = 0, .high = 30, .initial = "2"),
  FIELD (5, INTEGER, review_weeks, N_("Longest time between reviews, in weeks"), OPEN,
         .low = 1, .high = 26, .initial = "8"),
  FIELD (6, CODE, sixth_day, N_("Sixth day is counted"), OPEN, .set = "reading",
         .initial = "earlier"),
  FIELD (200, INTEGER, year_begun, N_("Year groups moved up in September"), OPEN,
         .low = 2000, .high = 2999),
  FIELD (120, MONEY, pupil_amount, N_("A school’s funding for a pupil and year"), OPEN,
         .low = 0, .high = 10000000),
};

ENTITY (way_authority_entity, 24, "authority", N_("authority"), N_("Authority"));
WAY_DEFINE_RECORD (WayAuthority, way_authority)
#undef RECORD

#define RECORD WayUser
static const WayField fields_of_way_user_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (3, CODE, role, N_("Role"), OPEN, .set = "user_role", .flags = LIST),
  FIELD (4, TEXT, organisation, N_("Organisation"), OPEN, .flags = LIST),
  FIELD (5, DATE, from, N_("From"), OPEN),
  FIELD (6, DATE, to, N_("To"), OPEN),
};

static gboolean
check_user (gconstpointer   record,
            GError        **error)
{
  const WayUser *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_user_entity, 23, "user", N_("user"), N_("Users"), .check = check_user,
        .reach = WAY_REACH_OFFICE);
WAY_DEFINE_RECORD (WayUser, way_user)
#undef RECORD

#define RECORD WayPerson
static const WayField fields_of_way_person_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, forename, N_("Forename"), PUPIL, .flags = TITLE | SEARCH | LIST),
  FIELD (3, TEXT, surname, N_("Surname"), PUPIL, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (4, CODE, kind, N_("Who they are"), PUPIL, .set = "person_kind", .flags = LIST),
  FIELD (5, TEXT, job, N_("Job"), PUPIL, .flags = LIST),
  FIELD (6, TEXT, organisation, N_("Organisation"), PUPIL, .flags = LIST),
  FIELD (7, REFERENCE, establishment, N_("School or setting"), PUPIL, .set = "establishment"),
  FIELD (8, TEXT, telephone, N_("Telephone"), PUPIL, .high = 40, .check = way_check_telephone,
         .flags = LIST),
  FIELD (9, TEXT, email, N_("E-mail"), PUPIL, .check = way_check_email, .flags = LIST),
  FIELD (10, TEXT, street, N_("Street"), PUPIL, .flags = ADDRESS),
  FIELD (11, TEXT, town, N_("Town"), PUPIL, .flags = ADDRESS),
  FIELD (12, TEXT, postcode, N_("Postcode"), PUPIL, .high = 8, .check = way_check_postcode,
         .flags = ADDRESS),
  FIELD (13, LONG_TEXT, note, N_("Note"), INTERNAL, .high = 4000),
};

ENTITY (way_person_entity, 8, "person", N_("person"), N_("People"),
        .writers = WAY_COPIES_CASE, .reach = WAY_REACH_NAMED);
WAY_DEFINE_RECORD (WayPerson, way_person)
#undef RECORD
