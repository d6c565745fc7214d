/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recorded of a child, in order. */
#include "way-chronology.h"

#include <string.h>

#include "way-duplicates.h"
#include "way-test-store.h"

typedef struct
{
  WayStore     *store;
  WayDb        *db;
  WayPupil     *pupil;
  WayPupil     *other;
  WayReferral  *referral;
} World;

static void
add_exclusion (World          *world,
               const WayPupil *pupil,
               GDateDay        day)
{
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WayExclusion) exclusion = way_exclusion_new ();

  school->name = g_strdup ("A School");
  school->type = g_strdup ("1");
  way_test_insert (world->db, &way_establishment_entity, school);
  exclusion->pupil = pupil->id;
  exclusion->establishment = school->id;
  exclusion->category = g_strdup ("SUSP");
  exclusion->from = way_date_ymd (2026, 1, day);
  exclusion->to = way_date_ymd (2026, 1, (GDateDay) (day + 1));
  way_test_insert (world->db, &way_exclusion_entity, exclusion);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(GError) error = NULL;

  world->store = way_store_open (":memory:", WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  world->db = way_store_get_db (world->store);
  world->pupil = way_test_pupil ("Kit", "Ashdown");
  world->other = way_test_pupil ("Christopher", "Ashdown");
  way_test_insert (world->db, &way_pupil_entity, world->pupil);
  way_test_insert (world->db, &way_pupil_entity, world->other);

  world->referral = way_referral_new ();
  world->referral->pupil = world->pupil->id;
  world->referral->route = g_strdup ("PEX_DAY6");
  world->referral->received = way_date_ymd (2026, 1, 20);
  world->referral->reasons = g_strdup ("Needs a smaller place");
  way_test_insert (world->db, &way_referral_entity, world->referral);
  decision->referral = world->referral->id;
  decision->date = way_date_ymd (2026, 2, 3);
  decision->outcome = g_strdup ("AGREED");
  way_test_insert (world->db, &way_decision_entity, decision);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_pupil_free (world->pupil);
  way_pupil_free (world->other);
  way_referral_free (world->referral);
  g_object_unref (world->store);
}

static WayChronology *
load (World          *world,
      const WayPupil *pupil)
{
  g_autoptr(GError) error = NULL;
  WayChronology *self = way_chronology_load (world->db, &pupil->id, &error);

  g_assert_no_error (error);
  return self;
}

static void
assert_entry (const WayChronology *self,
              guint                i,
              const char          *entity,
              const char          *field,
              const char          *day)
{
  const WayChronologyEntry *entry = g_ptr_array_index (self->entries, i);
  char text[11];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", &entry->day);
  g_assert_cmpstr (entry->entity->name, ==, entity);
  g_assert_cmpstr (entry->field->name, ==, field);
  g_assert_cmpstr (text, ==, day);
}

static void
test_newest_first_of_all_kinds (World         *world,
                                gconstpointer  data)
{
  g_autoptr(WayChronology) self = NULL;
  const WayChronologyEntry *referral;

  add_exclusion (world, world->pupil, 12);
  self = load (world, world->pupil);
  g_assert_cmpuint (self->entries->len, ==, 4);
  assert_entry (self, 0, "decision", "date", "2026-02-03");
  assert_entry (self, 1, "referral", "received", "2026-01-20");
  assert_entry (self, 2, "exclusion", "to", "2026-01-13");
  assert_entry (self, 3, "exclusion", "from", "2026-01-12");
  referral = g_ptr_array_index (self->entries, 1);
  g_assert_nonnull (strstr (referral->text, "Needs a smaller place"));
}

static void
test_other_children_are_not_in_it (World         *world,
                                   gconstpointer  data)
{
  g_autoptr(WayChronology) self = NULL;

  add_exclusion (world, world->pupil, 12);
  self = load (world, world->other);
  g_assert_cmpuint (self->entries->len, ==, 0);
}

static void
test_joined_records_are_told_together (World         *world,
                                       gconstpointer  data)
{
  WayAct act = { .store = world->store, .today = way_date_ymd (2026, 3, 2), .who = "Tester" };
  g_autoptr(WayChronology) self = NULL;
  g_autoptr(WayChronology) same = NULL;
  g_autoptr(GError) error = NULL;

  add_exclusion (world, world->pupil, 12);
  add_exclusion (world, world->other, 14);
  way_duplicates_join (&act, &world->pupil->id, &world->other->id, &error);
  g_assert_no_error (error);
  self = load (world, world->pupil);
  same = load (world, world->other);
  g_assert_cmpuint (self->entries->len, ==, same->entries->len);
  /* Two dates an exclusion, the referral, its decision, and the join itself. */
  g_assert_cmpuint (self->entries->len, ==, 4 + 1 + 1 + 1);
  assert_entry (self, 0, "pupil_join", "joined", "2026-03-02");
}

/* Random dates against the order of the days. */
static void
test_order_holds (World         *world,
                  gconstpointer  data)
{
  g_autoptr(WayChronology) self = NULL;

  for (guint i = 0; i < 40; i++)
    add_exclusion (world, world->pupil, (GDateDay) g_test_rand_int_range (1, 28));
  self = load (world, world->pupil);
  g_assert_cmpuint (self->entries->len, ==, 2 * 40 + 2);
  for (guint i = 1; i < self->entries->len; i++)
    {
      const WayChronologyEntry *before = g_ptr_array_index (self->entries, i - 1);
      const WayChronologyEntry *after = g_ptr_array_index (self->entries, i);

      g_assert_cmpint (way_date_compare (&before->day, &after->day), >=, 0);
    }
}

#define ADD(path, func) g_test_add ("/chronology/" path, World, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("newest-first", test_newest_first_of_all_kinds);
  ADD ("one-child", test_other_children_are_not_in_it);
  ADD ("joined", test_joined_records_are_told_together);
  ADD ("order", test_order_holds);
  return g_test_run ();
}
