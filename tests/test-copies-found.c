/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What random histories of offices and limited copies found (`test-limited`), each as
 * the shortest history that shows it. */
#include "way-test-two.h"

#include <glib/gstdio.h>

#include "way-journal-private.h"

typedef WayTestDevices World;

static WayTestDevice *
enrol_third (World *world)
{
  WayTestDevice *third = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);

  way_test_devices_post (world, world->office, third->db, &third->device->id);
  return third;
}

/* As a list of what a lost copy held would say. */
static gboolean
is_held (WayDb       *db,
         const WayId *row)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT 1 FROM held WHERE row = :row"
                                            " AND gone IS NULL", NULL);

  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_step (stmt, NULL) == WAY_STEP_ROW;
}

/* The school drops a child of whom it wrote, and is given it again by an office that
 * has not heard that: the first takes it to have all still, unless it says so. */
static void
test_given_again_by_one_who_knew_less (World         *world,
                                       gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  WayTestDevice *third = enrol_third (world);

  way_test_type_travel (two.school->db, world->pupil, "by tram");
  way_test_two_tell (world, two.second->db, &two);
  way_test_leave_schools (two.second->db, world->pupil);
  way_test_devices_enrolment (world, world->pupil, world->school);
  g_assert_cmpuint (way_test_two_give (world, two.second->db, &two).retired, >, 0);
  way_test_two_give (world, third->db, &two);
  way_test_assert_travel (two.school->db, world->pupil, NULL);

  way_test_two_tell (world, world->office, &two);
  g_assert_true (is_held (world->office, &world->pupil->id));
  way_test_two_keep_in_step (world, &two);
  way_test_two_give (world, world->office, &two);
  way_test_assert_travel (two.school->db, world->pupil, "by tram");

  /* It is known to be there, and goes again with the child. */
  way_test_two_tell (world, world->office, &two);
  way_test_leave_schools (world->office, world->pupil);
  way_test_two_give (world, world->office, &two);
  way_test_two_tell (world, world->office, &two);
  g_assert_false (is_held (world->office, &world->pupil->id));
  g_assert_cmpint (way_test_count_ops (two.school->db, &world->pupil->id), ==, 0);
  way_test_assert_whole (two.school->db);
}

static void
begin_new_life (WayDb *db)
{
  g_autoptr(GError) error = NULL;

  way_journal_new_life (db, NULL, &error);
  g_assert_no_error (error);
}

static WayNeed *
add_need (WayDb          *db,
          const WayPupil *pupil)
{
  WayNeed *need = way_need_new ();

  need->pupil = pupil->id;
  need->provision = g_strdup ("N");
  way_test_insert (db, &way_need_entity, need);
  return need;
}

/* What the school made is dropped before the office hears who made it. */
static void
drop_what_it_made (World    *world,
                   gboolean  restored)
{
  WayTestTwo two = way_test_two_make (world);
  g_autoptr(WayNeed) need = NULL;

  if (restored)
    begin_new_life (world->office);
  way_test_two_give (world, world->office, &two);
  need = add_need (two.school->db, world->pupil);
  way_test_leave_schools (two.second->db, world->pupil);
  way_test_two_tell (world, two.second->db, &two);
  g_assert_true (way_test_has (two.second->db, &way_need_entity, need));
  way_test_two_give (world, two.second->db, &two);
  g_assert_false (way_test_has (two.school->db, &way_need_entity, need));
  if (restored)
    begin_new_life (two.second->db);

  way_test_devices_enrolment (world, world->pupil, world->school);
  way_test_two_tell (world, world->office, &two);
  way_test_two_keep_in_step (world, &two);
  way_test_two_give (world, world->office, &two);
  g_assert_true (way_test_has (two.school->db, &way_need_entity, need));
  way_test_assert_whole (two.school->db);
}

static void
test_dropped_before_it_was_said_to_be_made (World         *world,
                                            gconstpointer  data)
{
  drop_what_it_made (world, FALSE);
}

/* An office that was restored says how far its own files had come: that is no measure
 * for another. */
static void
test_dropped_before_a_restored_office_said_it (World         *world,
                                               gconstpointer  data)
{
  drop_what_it_made (world, TRUE);
}

/* Nobody may hold a deleted child: nothing of it is left in the journal either. */
static void
test_a_deleted_child_is_dropped (World         *world,
                                 gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  g_autoptr(WayPupil) pupil = way_test_pupil ("Ash", "Newcomer");
  g_autoptr(GPtrArray) enrolments = NULL;

  way_test_insert (world->office, &way_pupil_entity, pupil);
  way_test_devices_enrolment (world, pupil, world->school);
  way_test_two_give (world, world->office, &two);
  g_assert_cmpint (way_test_count_ops (two.school->db, &pupil->id), >, 0);
  enrolments = way_records_of (world->office, &way_enrolment_entity, "pupil", &pupil->id, NULL);
  way_test_delete (world->office, &way_enrolment_entity, g_ptr_array_index (enrolments, 0));
  way_test_delete (world->office, &way_pupil_entity, pupil);
  way_test_two_give (world, world->office, &two);
  g_assert_cmpint (way_test_count_ops (two.school->db, &pupil->id), ==, 0);
  way_test_assert_whole (two.school->db);
}

/* The second office took in what the school wrote before it heard that the school was
 * revoked, and hears from the first of a head whose edit waits there. */
static void
test_a_head_whose_edit_waits_elsewhere (World         *world,
                                        gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  g_autoptr(GError) error = NULL;

  way_enrol_revoke (world->office, &two.school->device->id, &error);
  g_assert_no_error (error);
  way_need_free (add_need (two.school->db, world->pupil));
  g_assert_cmpuint (way_test_two_tell (world, two.second->db, &two).quarantined, ==, 0);
  way_need_free (add_need (two.school->db, world->pupil));
  g_assert_cmpuint (way_test_two_tell (world, world->office, &two).quarantined, ==, 2);
  way_test_two_keep_in_step (world, &two);
  g_assert_cmpint (way_test_count_records (two.second->db, &way_need_entity), ==, 1);
  g_assert_cmpint (way_test_count_records (world->office, &way_need_entity), ==, 1);
}

/* A word of its own keeps the copy from fitting the wider role, and it is narrow again
 * when it has been heard: what the wider one brought must not stay. */
static void
test_a_role_that_was_wider_for_a_while (World         *world,
                                        gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICER, &world->setting->id);
  g_autoptr(WayEstablishment) setting = way_establishment_copy (world->setting);
  g_autoptr(WayPupil) pupil = NULL;

  g_free (setting->note);
  setting->note = g_strdup ("Ask at the gate");
  way_test_update (copy->db, &way_establishment_entity, setting);
  way_test_devices_turn (world, copy, WAY_COPY_SCHOOL, &world->setting->id);
  pupil = way_test_read_pupil (copy->db, world->pupil);
  g_assert_true (way_date_is_set (&pupil->birth));
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, &world->setting->id);
  g_clear_pointer (&pupil, way_pupil_free);
  pupil = way_test_read_pupil (copy->db, world->pupil);
  g_assert_false (way_date_is_set (&pupil->birth));
  way_test_assert_whole (copy->db);
}

/* Between the two the other office told it to drop the child. */
static void
test_the_same_file_again (World         *world,
                          gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  g_autofree char *again = g_strconcat (world->mail, ".again", NULL);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_devices_enrolment (world, world->stranger, world->school);
  way_test_two_give (world, world->office, &two);
  g_assert_cmpint (g_rename (world->mail, again), ==, 0);
  way_test_devices_post (world, world->office, two.second->db, &two.second->device->id);
  way_test_leave_schools (two.second->db, world->stranger);
  way_test_two_give (world, two.second->db, &two);
  g_assert_cmpint (way_test_count_ops (two.school->db, &world->stranger->id), ==, 0);
  g_assert_cmpint (g_rename (again, world->mail), ==, 0);
  way_test_devices_take (world, two.school->db, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (way_test_count_ops (two.school->db, &world->stranger->id), ==, 0);
  way_test_assert_whole (two.school->db);
}

static void
type_town (WayDb          *db,
           const WayPupil *pupil,
           const char     *town)
{
  g_autoptr(WayPupil) changed = way_test_read_pupil (db, pupil);

  g_free (changed->town);
  changed->town = g_strdup (town);
  way_test_update (db, &way_pupil_entity, changed);
}

static void
undo_latest (WayDb *db)
{
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  g_autoptr(GError) error = NULL;
  WayEditId latest;

  g_assert_true (way_edit_latest (db, &latest, &error));
  way_edit_undo (db, latest, &info, NULL, &error);
  g_assert_no_error (error);
}

/* The value goes with a narrower role, and that it was taken back stays. */
static void
test_a_value_taken_back_comes_again (World         *world,
                                     gconstpointer  data)
{
  const WayId *setting = &world->setting->id;
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, setting);
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(WayPupil) other = NULL;

  type_town (world->office, world->pupil, "Solihull");
  type_town (world->office, world->pupil, "Preston");
  undo_latest (world->office);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, setting);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_turn (world, copy, WAY_COPY_SCHOOL, setting);
  pupil = way_test_read_pupil (copy->db, world->pupil);
  g_assert_cmpstr (pupil->town, ==, "Solihull");

  /* Written over in between, it is as that. */
  type_town (world->office, world->pupil, "Lancaster");
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, setting);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_turn (world, copy, WAY_COPY_SCHOOL, setting);
  other = way_test_read_pupil (copy->db, world->pupil);
  g_assert_cmpstr (other->town, ==, "Lancaster");
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM conflict"), ==, 0);
  way_test_assert_whole (copy->db);
}

static const struct
{
  const char *path;
  void      (*func) (World *, gconstpointer);
} tests[] = {
  { "/copies-found/given-again", test_given_again_by_one_who_knew_less },
  { "/copies-found/dropped-before", test_dropped_before_it_was_said_to_be_made },
  { "/copies-found/dropped-before-restored", test_dropped_before_a_restored_office_said_it },
  { "/copies-found/deleted-child", test_a_deleted_child_is_dropped },
  { "/copies-found/head-elsewhere", test_a_head_whose_edit_waits_elsewhere },
  { "/copies-found/same-file", test_the_same_file_again },
  { "/copies-found/taken-back", test_a_value_taken_back_comes_again },
  { "/copies-found/wider-for-a-while", test_a_role_that_was_wider_for_a_while },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, World, NULL, way_test_devices_set_up, tests[i].func,
                way_test_devices_tear_down);
  return g_test_run ();
}
