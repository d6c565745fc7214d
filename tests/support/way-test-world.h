/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-area.h"
#include "way-people.h"
#include "way-referral-flow.h"
#include "way-test-calendar.h"
#include "way-test-store.h"

/* A small authority in memory, with the specimen calendar: Fernhill School, and
 * Hawthorn Academy with the Beacon Centre (20 places, 20 school weeks). */
typedef struct
{
  WayStore *store;
  WayDb    *db;        /* lent */
  WayAct    act;       /* on Tuesday 10 November 2026 */
  WayId     authority;
  WayId     district;
  WayId     school;
  WayId     setting;
  WayId     provision;
  WayId     pupil;
  WayId     enrolment;
} WayTestWorld;

/* Inserts a record that the caller then owns no more; gives its id. */
static inline WayId
way_test_put (WayTestWorld    *world,
              const WayEntity *entity,
              gpointer         record)
{
  WayId id;

  way_test_insert (world->db, entity, record);
  id = *way_record_id (record);
  way_record_free (entity, record);
  return id;
}

static inline WayId
way_test_put_establishment (WayTestWorld *world,
                            const char   *name,
                            const char   *directory_type)
{
  WayEstablishment *one = way_establishment_new ();

  way_record_start (&way_establishment_entity, one);
  one->name = g_strdup (name);
  one->directory_type = g_strdup (directory_type);
  one->verified = way_date_ymd (2026, 11, 2);
  one->type = g_strdup (directory_type != NULL ? "36" : "1");
  return way_test_put (world, &way_establishment_entity, one);
}

static inline WayId
way_test_put_provision (WayTestWorld *world,
                        const WayId  *establishment,
                        const char   *name,
                        gint64        places)
{
  WayProvision *one = way_provision_new ();
  WayCapacity *capacity = way_capacity_new ();
  WayId id;

  way_record_start (&way_provision_entity, one);
  one->establishment = *establishment;
  one->name = g_strdup (name);
  one->kind = g_strdup ("assessment");
  one->counted = 1;
  one->weeks_most = 20;
  one->week_kind = g_strdup ("school");
  one->from = way_date_ymd (2020, 9, 1);
  id = way_test_put (world, &way_provision_entity, one);

  way_record_start (&way_capacity_entity, capacity);
  capacity->provision = id;
  capacity->from = way_date_ymd (2020, 9, 1);
  capacity->places = places;
  way_test_put (world, &way_capacity_entity, capacity);
  return id;
}

static inline void
way_test_put_price (WayTestWorld *world,
                    const WayId  *provision,
                    const char   *element,
                    const char   *basis,
                    gint64        pence)
{
  WayPrice *one = way_price_new ();

  one->provision = *provision;
  one->element = g_strdup (element);
  one->basis = g_strdup (basis);
  one->amount = pence;
  one->from = way_date_ymd (2020, 9, 1);
  way_test_put (world, &way_price_entity, one);
}

/* A child of year 8 on a school's roll. */
static inline WayId
way_test_put_pupil (WayTestWorld *world,
                    const char   *forename,
                    const char   *surname,
                    WayId        *enrolment)
{
  WayPupil *pupil = way_test_pupil (forename, surname);
  WayEnrolment *roll = way_enrolment_new ();
  WayId id, roll_id;

  pupil->year = g_strdup ("8");
  pupil->home_district = world->district;
  pupil->home_la = g_strdup ("334");
  id = way_test_put (world, &way_pupil_entity, pupil);
  roll->pupil = id;
  roll->establishment = world->school;
  roll->status = g_strdup ("C");
  roll->from = way_date_ymd (2023, 9, 1);
  roll_id = way_test_put (world, &way_enrolment_entity, roll);
  if (enrolment != NULL)
    *enrolment = roll_id;
  return id;
}

static inline void
way_test_put_calendar (WayTestWorld *world)
{
  g_autoptr(GArray) rows = way_test_specimen_rows ();
  WayCalendar *calendar = way_calendar_new ();
  WayId id;

  calendar->name = g_strdup ("Specimen");
  id = way_test_put (world, &way_calendar_entity, calendar);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayDayRow *row = &g_array_index (rows, WayDayRow, i);
      WayCalendarDay *day = way_calendar_day_new ();

      day->calendar = id;
      day->from = row->from;
      day->to = row->to;
      day->kind = g_strdup (row->kind);
      way_test_put (world, &way_calendar_day_entity, day);
    }
}

static inline WayTestWorld *
way_test_world_new (void)
{
  WayTestWorld *world = g_new0 (WayTestWorld, 1);
  WayAuthority *authority = way_authority_new ();
  WayDistrict *district = way_district_new ();
  g_autoptr(GError) error = NULL;

  world->store = way_store_open (":memory:", WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  world->db = way_store_get_db (world->store);
  world->act = (WayAct) {
    .store = world->store, .today = way_date_ymd (2026, 11, 10), .who = "Tester",
  };

  way_record_start (&way_authority_entity, authority);
  authority->name = g_strdup ("Ardenshire");
  authority->la = g_strdup ("334");
  world->authority = way_test_put (world, &way_authority_entity, authority);
  district->name = g_strdup ("Thornbury Vale");
  world->district = way_test_put (world, &way_district_entity, district);
  way_test_put_calendar (world);

  world->school = way_test_put_establishment (world, "Fernhill School", NULL);
  world->setting = way_test_put_establishment (world, "Hawthorn Academy", "AP_ACADEMY");
  world->provision = way_test_put_provision (world, &world->setting, "Beacon Centre", 20);
  way_test_put_price (world, &world->provision, "PLACE", "per_year", 1000000);
  way_test_put_price (world, &world->provision, "TOP_UP", "per_day", 6140);
  world->pupil = way_test_put_pupil (world, "Kit", "Ashdown", &world->enrolment);
  return world;
}

static inline void
way_test_world_free (WayTestWorld *world)
{
  g_object_unref (world->store);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTestWorld, way_test_world_free)

/* An edit is taken back as Ctrl+Z does it. */
static inline void
way_test_undo (WayTestWorld *world,
               WayEditId     edit)
{
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  g_autoptr(GError) error = NULL;

  way_store_undo (world->store, edit, &info, NULL, &error);
  g_assert_no_error (error);
}

/* Everything that the synced tables hold, as one text: equal worlds have equal
 * texts. */
static inline char *
way_test_dump (WayTestWorld *world)
{
  GString *dump = g_string_new (NULL);

  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = way_records_list (world->db, *entity, NULL, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < rows->len; i++)
        {
          g_string_append (dump, (*entity)->name);
          for (guint j = 0; j < (*entity)->n_fields; j++)
            {
              g_autofree char *text = way_field_to_text (&(*entity)->fields[j],
                                                         g_ptr_array_index (rows, i));

              g_string_append_printf (dump, "|%s", text);
            }
          g_string_append_c (dump, '\n');
        }
    }
  return g_string_free (dump, FALSE);
}

/* Evaluates to the id of a new referral by a route that came on 3 November,
 * on the panel of 5 November. */
static inline WayId
way_test_put_referral (WayTestWorld *world,
                       const WayId  *pupil,
                       const char   *route)
{
  WayReferral *referral = way_referral_new ();

  referral->pupil = *pupil;
  referral->route = g_strdup (route);
  referral->referrer = world->school;
  referral->received = way_date_ymd (2026, 11, 3);
  referral->panel = way_date_ymd (2026, 11, 5);
  way_referral_fill_choices (NULL, referral, &referral->received);
  if (referral->commissioner == NULL)
    referral->commissioner = g_strdup ("LA");
  if (referral->place_payer == NULL)
    referral->place_payer = g_strdup ("LA");
  if (referral->top_up_payer == NULL)
    referral->top_up_payer = g_strdup ("LA");
  return way_test_put (world, &way_referral_entity, referral);
}
