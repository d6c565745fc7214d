/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limited copies between several offices, and copies whose role changes: what one
 * office gave another takes back, what one withheld another sends, and fields that a
 * role may not hold are not there. */
#include "way-test-two.h"

#include <sqlite3.h>
#include <string.h>

#include "way-db-private.h"
#include "way-merge-private.h"
#include "way-quarantine.h"
#include "way-test-older.h"
#include "way-trail.h"
#include "way-verify.h"

typedef WayTestDevices World;

/* --- Several offices --- */

#define HELD "SELECT count (DISTINCT held.row) FROM held JOIN pupil ON pupil.id = held.row" \
             " WHERE held.gone IS NULL"

static void
test_another_office_takes_a_row_back (World         *world,
                                      gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  WayMergeReport report;

  way_test_leave_schools (two.second->db, world->pupil);
  g_assert_cmpint (way_test_count (two.second->db, HELD), ==, 1);
  report = way_test_two_give (world, two.second->db, &two);
  g_assert_cmpuint (report.retired, >, 0);
  g_assert_false (way_test_has (two.school->db, &way_pupil_entity, world->pupil));
  g_assert_cmpint (way_test_count_ops (two.school->db, &world->pupil->id), ==, 0);

  /* It says so to each of them. */
  way_test_two_tell (world, world->office, &two);
  g_assert_cmpint (way_test_count (world->office, HELD), ==, 0);
  way_test_two_tell (world, two.second->db, &two);
  g_assert_cmpint (way_test_count (two.second->db, HELD), ==, 0);
  way_test_assert_whole (two.school->db);
}

/* One of the two hears it from the copy, the other from the first. */
static void
test_offices_tell_each_other_what_is_gone (World         *world,
                                           gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);

  way_test_leave_schools (two.second->db, world->pupil);
  way_test_two_give (world, two.second->db, &two);
  way_test_two_tell (world, two.second->db, &two);
  g_assert_cmpint (way_test_count (world->office, HELD), ==, 1);
  way_test_two_keep_in_step (world, &two);
  g_assert_cmpint (way_test_count (world->office, HELD), ==, 0);
}

static char *
describe_held (WayDb       *db,
               const WayId *device)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) held = way_enrol_held_by (db, device, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < held->len; i++)
    {
      const WayHeldRow *row = g_ptr_array_index (held, i);

      g_string_append_printf (text, "%s %s %x since %d\n", row->entity->name, row->title,
                              row->classes, row->since != 0);
    }
  return g_string_free (text, FALSE);
}

static void
test_both_say_the_same_of_a_lost_copy (World         *world,
                                       gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  way_test_devices_enrolment (&(World) { .office = two.second->db }, world->stranger, world->school);
  way_test_leave_schools (two.second->db, world->pupil);
  way_test_two_give (world, two.second->db, &two);
  way_test_two_tell (world, two.second->db, &two);
  way_test_two_keep_in_step (world, &two);
  one = describe_held (world->office, &two.school->device->id);
  other = describe_held (two.second->db, &two.school->device->id);
  g_assert_nonnull (strstr (one, "Merriweather"));
  g_assert_null (strstr (one, "Ashdown"));
  g_assert_cmpstr (one, ==, other);
}

/* A file that may still lie on the laptop counts as held, until it is known not to. */
static void
test_a_file_that_did_not_come_counts (World         *world,
                                      gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);

  way_test_devices_enrolment (&(World) { .office = two.second->db }, world->stranger, world->school);
  way_test_devices_send (world, two.second->db, &two.school->device->id);
  way_test_leave_schools (two.second->db, world->stranger);
  way_test_two_keep_in_step (world, &two);
  way_test_two_give (world, world->office, &two);
  way_test_two_tell (world, world->office, &two);
  g_assert_cmpint (way_test_count (world->office, HELD), ==, 2);

  /* The next file of the same office stands for it. */
  way_test_two_give (world, two.second->db, &two);
  way_test_two_tell (world, world->office, &two);
  way_test_two_give (world, world->office, &two);
  way_test_two_tell (world, world->office, &two);
  g_assert_cmpint (way_test_count (world->office, HELD), ==, 1);
}

typedef struct
{
  const WayPupil *one, *other;
} Both;

static gboolean
write_both (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  Both *self = data;
  const WayPupil *pupils[] = { self->one, self->other };

  for (guint i = 0; i < G_N_ELEMENTS (pupils); i++)
    {
      g_autoptr(WayPupil) pupil = way_test_read_pupil (db, pupils[i]);

      g_free (pupil->travel);
      pupil->travel = g_strdup ("by tram");
      if (!way_records_update (db, &way_pupil_entity, pupil, error))
        return FALSE;
    }
  return TRUE;
}

/* An edit of two children, sent first by the office that knows of one only. */
static void
test_what_another_office_withheld_comes (World         *world,
                                         gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  Both both = { world->pupil, world->stranger };
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  g_autoptr(GError) error = NULL;

  way_test_devices_enrolment (world, world->stranger, world->school);
  way_test_two_give (world, world->office, &two);
  g_assert_true (way_test_has (two.school->db, &way_pupil_entity, world->stranger));
  way_edit_run (two.second->db, &info, write_both, &both, NULL, &error);
  g_assert_no_error (error);
  way_test_two_give (world, two.second->db, &two);
  way_test_two_tell (world, world->office, &two);
  way_test_two_keep_in_step (world, &two);
  way_test_two_keep_in_step (world, &two);
  way_test_two_give (world, world->office, &two);
  way_test_assert_travel (two.school->db, world->pupil, "by tram");
  way_test_assert_travel (two.school->db, world->stranger, "by tram");
  way_test_assert_whole (two.school->db);
}

/* Dropped because one office knew no better: the other gives it again. */
static void
test_what_another_office_took_comes_again (World         *world,
                                           gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);

  way_test_devices_enrolment (world, world->stranger, world->school);
  way_test_two_give (world, world->office, &two);
  way_test_two_tell (world, world->office, &two);
  way_test_devices_post (world, world->office, two.second->db, &two.second->device->id);
  way_test_leave_schools (two.second->db, world->stranger);
  way_test_two_give (world, two.second->db, &two);
  g_assert_false (way_test_has (two.school->db, &way_pupil_entity, world->stranger));
  way_test_devices_enrolment (world, world->stranger, world->school);
  way_test_two_tell (world, world->office, &two);
  way_test_two_give (world, world->office, &two);
  g_assert_true (way_test_has (two.school->db, &way_pupil_entity, world->stranger));
  way_test_assert_whole (two.school->db);
}

/* Of a child that was dropped an office that does not know it sends the latest word:
 * nothing of it stays. */
static void
test_nothing_is_left_of_what_was_dropped (World         *world,
                                          gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);

  way_test_leave_schools (two.second->db, world->pupil);
  way_test_two_give (world, two.second->db, &two);
  way_test_type_travel (world->office, world->pupil, "by tram");
  way_test_two_give (world, world->office, &two);
  g_assert_cmpint (way_test_count_ops (two.school->db, &world->pupil->id), ==, 0);
  way_test_assert_whole (two.school->db);

  /* The office hears that, and gives all of it, as it knows no better still. */
  way_test_two_tell (world, world->office, &two);
  way_test_two_give (world, world->office, &two);
  way_test_assert_travel (two.school->db, world->pupil, "by tram");
  way_test_assert_whole (two.school->db);
}

/* A file with all of the child comes after the one that says to drop it. */
static void
test_a_late_file_brings_nothing_back (World         *world,
                                      gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autofree char *late = g_strconcat (world->mail, ".late", NULL);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_devices_send (world, world->office, &copy->device->id);
  g_assert_cmpint (g_rename (world->mail, late), ==, 0);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (way_test_count_ops (copy->db, &world->pupil->id), ==, 0);
  g_assert_cmpint (g_rename (late, world->mail), ==, 0);
  way_test_devices_take (world, copy->db, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (way_test_count_ops (copy->db, &world->pupil->id), ==, 0);
  way_test_assert_whole (copy->db);
}

static void
test_an_old_roster_gives_nothing_back (World         *world,
                                       gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_devices_turn (world, two.school, WAY_COPY_SCHOOL, &world->other->id);
  way_test_devices_send (world, two.second->db, &two.school->device->id);
  g_assert_false (way_test_devices_take (world, two.school->db, &report, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROLE);
  g_assert_false (way_test_has (two.school->db, &way_pupil_entity, world->pupil));
}

/* Another program runs from here on in the one file that is named. */
static void
run_program (WayDb                   *db,
             const WayEntity *const  *entities)
{
  g_autoptr(GError) error = NULL;

  way_entities_use (entities);
  way_db_learn_tables (db, &error);
  g_assert_no_error (error);
  if (entities != NULL)
    return;
  way_db_exec (db, "DELETE FROM setting WHERE key = 'projected'", &error);
  g_assert_no_error (error);
  way_merge_catch_up (db, &error);
  g_assert_no_error (error);
}

/* Fields of a class of which the older program knew none of that record: it could not
 * tell who may hold them, and says them once it can. */
static gboolean
write_two_classes (WayDb     *db,
                   gpointer   data,
                   GError   **error)
{
  g_autoptr(WayPupil) pupil = way_test_read_pupil (db, data);

  pupil->known_as = g_strdup ("Kitty");
  pupil->travel = g_strdup ("by tram");
  return way_records_update (db, &way_pupil_entity, pupil, error);
}

static void
test_what_was_unknown_comes_after_an_upgrade (World         *world,
                                              gconstpointer  data)
{
  static const WayTestHidden hidden[] = { { "pupil", "free_meals" }, { "pupil", "premium" },
                                          { "pupil", "travel" }, { NULL } };
  WayTestTwo two = way_test_two_make (world);
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_edit_run (two.second->db, &info, write_two_classes, world->pupil, NULL, &error);
  g_assert_no_error (error);
  way_test_devices_send (world, two.second->db, &world->own->id);
  run_program (world->office, way_test_older_entities (hidden));
  way_test_devices_take (world, world->office, &report, &error);
  g_assert_no_error (error);
  way_test_devices_send (world, world->office, &two.school->device->id);
  run_program (world->office, NULL);
  way_test_devices_take (world, two.school->db, &report, &error);
  g_assert_no_error (error);
  way_test_assert_travel (two.school->db, world->pupil, NULL);
  way_test_assert_travel (world->office, world->pupil, "by tram");
  way_test_two_tell (world, world->office, &two);
  way_test_two_give (world, world->office, &two);
  way_test_assert_travel (two.school->db, world->pupil, "by tram");

  /* Once is enough. */
  way_test_two_tell (world, world->office, &two);
  report = way_test_two_give (world, world->office, &two);
  g_assert_cmpuint (report.edits_known + report.ops_new, ==, 0);
  way_test_assert_whole (two.school->db);
}

/* The office that is still of the older program knows that the school has a record,
 * and not what it is: it does not take it back. */
static void
test_an_unknown_record_is_not_taken_back (World         *world,
                                          gconstpointer  data)
{
  static const WayTestHidden hidden[] = { { "need", NULL }, { NULL } };
  WayTestTwo two = way_test_two_make (world);
  g_autoptr(WayNeed) need = way_need_new ();
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  need->pupil = world->pupil->id;
  need->provision = g_strdup ("N");
  way_test_insert (two.second->db, &way_need_entity, need);
  way_test_two_give (world, two.second->db, &two);
  way_test_two_tell (world, two.second->db, &two);
  way_test_devices_send (world, two.second->db, &world->own->id);
  run_program (world->office, way_test_older_entities (hidden));
  way_test_devices_take (world, world->office, &report, &error);
  g_assert_no_error (error);
  way_test_devices_send (world, world->office, &two.school->device->id);
  run_program (world->office, NULL);
  way_test_devices_take (world, two.school->db, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.retired, ==, 0);
  g_assert_true (way_test_has (two.school->db, &way_need_entity, need));
  way_test_assert_whole (two.school->db);
}

/* --- Roles --- */

static const char leaving[] = "Careful with the key";

/* A birth date, a address, a value typed over another: none is an officer's. */
static void
type_address (WayDb          *db,
              const WayPupil *pupil,
              const char     *town)
{
  g_autoptr(WayPupil) changed = way_test_read_pupil (db, pupil);

  g_free (changed->town);
  changed->town = g_strdup (town);
  way_test_update (db, &way_pupil_entity, changed);
}

static gint64
count_parts (WayDb      *db,
             const char *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM op"
                                          " WHERE instr (parts, CAST ('%s' AS BLOB))", text);

  return way_test_count (db, sql);
}

static void
test_a_narrower_role_takes_fields_back (World         *world,
                                        gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->setting->id);
  g_autoptr(WayPupil) before = NULL;
  g_autoptr(WayPupil) after = NULL;

  type_address (world->office, world->pupil, leaving);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  before = way_test_read_pupil (copy->db, world->pupil);
  g_assert_cmpstr (before->town, ==, leaving);
  g_assert_true (way_date_is_set (&before->birth));
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, &world->setting->id);
  after = way_test_read_pupil (copy->db, world->pupil);
  g_assert_cmpstr (after->surname, ==, "Ashdown");
  g_assert_null (after->town);
  g_assert_false (way_date_is_set (&after->birth));
  g_assert_cmpint (count_parts (copy->db, leaving), ==, 0);
  g_assert_cmpint (way_test_count_records (copy->db, &way_enrolment_entity), ==, 0);
  way_test_assert_whole (copy->db);
}

/* Every value that was written over another is as it was, in any order. */
static void
test_a_role_widened_again_has_all (World         *world,
                                   gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->setting->id);

  type_address (world->office, world->pupil, "Ford");
  type_address (world->office, world->pupil, "Weston");
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  type_address (copy->db, world->pupil, "Norton");
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, &world->setting->id);
  g_assert_cmpint (count_parts (copy->db, "Norton"), ==, 0);
  way_test_devices_turn (world, copy, WAY_COPY_SCHOOL, &world->setting->id);
  {
    g_autoptr(WayPupil) there = way_test_read_pupil (copy->db, world->pupil);

    g_assert_cmpstr (there->town, ==, "Norton");
    g_assert_true (way_date_is_set (&there->birth));
  }
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM conflict"), ==, 0);
  way_test_assert_whole (copy->db);
}

/* The invite with all of it is lost, and the other office does not know. */
static void
test_another_office_gives_the_fields_again (World         *world,
                                            gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  g_autoptr(WayPupil) there = NULL;

  way_test_two_give (world, two.second->db, &two);
  way_test_two_tell (world, two.second->db, &two);
  way_test_devices_turn (world, two.school, WAY_COPY_OFFICER, &world->setting->id);
  way_test_devices_enrol_again (world, two.school, WAY_COPY_SCHOOL, &world->school->id);
  way_test_two_keep_in_step (world, &two);
  way_test_two_give (world, two.second->db, &two);
  way_test_two_tell (world, two.second->db, &two);
  way_test_two_give (world, two.second->db, &two);
  there = way_test_read_pupil (two.school->db, world->pupil);
  g_assert_nonnull (there);
  g_assert_true (way_date_is_set (&there->birth));
  way_test_assert_whole (two.school->db);
}

/* It is deleted by who saw the latest of what the copy may not hold any more. */
static void
test_a_narrower_role_hears_of_deletes (World         *world,
                                       gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->setting->id);
  g_autoptr(WayPlacement) second = way_placement_copy (world->placement);

  second->id = way_id_new ();
  way_test_insert (world->office, &way_placement_entity, second);
  second->exit_plan = g_strdup (leaving);
  way_test_update (world->office, &way_placement_entity, second);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, &world->setting->id);
  g_assert_true (way_test_has (copy->db, &way_placement_entity, second));
  g_free (second->exit_plan);
  second->exit_plan = g_strdup ("Back in spring");
  way_test_update (world->office, &way_placement_entity, second);
  way_test_delete (world->office, &way_placement_entity, second);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_true (way_test_has (copy->db, &way_placement_entity, world->placement));
  g_assert_false (way_test_has (copy->db, &way_placement_entity, second));
  way_test_assert_whole (copy->db);
}

/* Of a kind of record that the copy's program does not know it cannot say what it may
 * hold: it holds nothing of it until it is told again. */
static void
test_a_narrower_role_takes_back_the_unknown (World         *world,
                                             gconstpointer  data)
{
  static const WayTestHidden hidden[] = { { "placement", NULL }, { NULL } };
  const WayEntity *const *older = way_test_older_entities (hidden);
  g_autoptr(WayPlacement) placement = way_placement_copy (world->placement);
  g_autoptr(WayPlacement) there = NULL;
  g_autoptr(GError) error = NULL;
  WayTestDevice *copy;
  WayDevice *device;
  WayMergeReport report;

  placement->exit_plan = g_strdup (leaving);
  way_test_update (world->office, &way_placement_entity, placement);
  device = way_test_devices_invite (world, WAY_COPY_SCHOOL, &world->setting->id, 0);
  way_entities_use (older);
  copy = way_test_devices_join (world, device);
  g_assert_cmpint (count_parts (copy->db, leaving), ==, 1);
  way_entities_use (NULL);
  way_test_devices_enrol_again (world, copy, WAY_COPY_OFFICER, &world->setting->id);
  way_entities_use (older);
  way_test_devices_take (world, copy->db, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_parts (copy->db, leaving), ==, 0);
  run_program (copy->db, NULL);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  there = way_records_get (copy->db, &way_placement_entity, &world->placement->id, NULL);
  g_assert_nonnull (there);
  g_assert_true (way_date_is_set (&there->start));
  g_assert_null (there->exit_plan);
  way_test_assert_whole (copy->db);
}

static void
test_unheard_words_stay_in_a_narrower_role (World         *world,
                                            gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->setting->id);

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  type_address (copy->db, world->pupil, leaving);
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, &world->setting->id);
  g_assert_cmpint (count_parts (copy->db, leaving), ==, 1);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_parts (copy->db, leaving), ==, 0);
  way_test_assert_whole (copy->db);
}

static void
test_no_row_is_left_to_the_group (World         *world,
                                  gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autofree char *held = NULL;

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_turn (world, copy, WAY_COPY_GOVERNANCE, NULL);
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM op"), ==, 0);
  g_assert_cmpint (way_test_count_records (copy->db, &way_pupil_entity), ==, 0);
  g_assert_cmpint (way_test_count_records (copy->db, &way_establishment_entity), ==, 0);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  held = describe_held (world->office, &copy->device->id);
  g_assert_cmpstr (held, ==, "");
}

/* Until the copy says that it goes by the roster, it may hold what it held. */
static void
test_a_lost_copy_held_the_old_fields (World         *world,
                                      gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->setting->id);
  guint before = way_copies_classes (&way_pupil_entity, WAY_COPY_SCHOOL);
  guint after = way_copies_classes (&way_pupil_entity, WAY_COPY_OFFICER);
  g_autofree char *all = g_strdup_printf ("pupil Kit Ashdown %x", before | after);
  g_autofree char *few = g_strdup_printf ("pupil Kit Ashdown %x", after);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_turn (world, copy, WAY_COPY_OFFICER, &world->setting->id);
  first = describe_held (world->office, &copy->device->id);
  g_assert_nonnull (strstr (first, all));
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  second = describe_held (world->office, &copy->device->id);
  g_assert_nonnull (strstr (second, few));
}

/* --- The trail --- */

static void
look_at (WayDb          *db,
         const WayPupil *pupil,
         guint           times)
{
  for (guint i = 0; i < times; i++)
    {
      WayTrailEntry entry = { .action = WAY_TRAIL_VIEW, .who = "Pat", .entity = &way_pupil_entity,
                              .row = pupil->id, .reason = "review" };

      g_assert_true (way_trail_add (db, &entry, 1, NULL));
    }
}

#define LOOKS "SELECT count (*) FROM trail WHERE action = 'view'"

/* What is done with a copy is read in every office. */
static void
test_the_trail_comes_to_the_offices (World         *world,
                                     gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);

  look_at (two.school->db, world->pupil, 3);
  look_at (world->office, world->pupil, 1);
  way_test_two_tell (world, world->office, &two);
  g_assert_cmpint (way_test_count (world->office, LOOKS), ==, 4);
  way_test_two_keep_in_step (world, &two);
  g_assert_cmpint (way_test_count (two.second->db, LOOKS), ==, 4);
  way_test_two_give (world, world->office, &two);
  g_assert_cmpint (way_test_count (two.school->db, LOOKS), ==, 3);
  look_at (two.school->db, world->pupil, 1);
  way_test_two_tell (world, two.second->db, &two);
  g_assert_cmpint (way_test_count (two.second->db, LOOKS), ==, 5);
  way_test_assert_whole (world->office);
  way_test_assert_whole (two.second->db);
}

/* As another program would. */
static void
tamper (const char *path,
        const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* What a copy changed of its own trail after an office had it is found out. */
static void
test_a_changed_trail_is_not_taken (World         *world,
                                   gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  g_autoptr(GPtrArray) alarms = NULL;

  look_at (two.school->db, world->pupil, 2);
  way_test_two_tell (world, world->office, &two);
  tamper (two.school->path, "DELETE FROM trail WHERE action = 'view'");
  look_at (two.school->db, world->stranger, 3);
  way_test_two_tell (world, world->office, &two);
  g_assert_cmpint (way_test_count (world->office, LOOKS), ==, 2);
  alarms = way_alarms_list (world->office, NULL);
  g_assert_cmpuint (alarms->len, ==, 1);
  way_test_assert_whole (world->office);
}

/* A limited copy tells of itself: what it says of another is not believed. */
static void
test_no_trail_of_another_is_taken (World         *world,
                                   gconstpointer  data)
{
  WayTestTwo two = way_test_two_make (world);
  WayTestDevice *other = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->other->id);
  g_autoptr(GArray) heads = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) alarms = NULL;
  g_autoptr(GError) error = NULL;

  look_at (other->db, world->stranger, 2);
  heads = way_trail_heads (other->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (heads->len, ==, 1);
  records = way_trail_since (other->db, &g_array_index (heads, WayTrailHead, 0).copy, 0, 0, &error);
  way_trail_take (two.school->db, records, NULL, &error);
  g_assert_no_error (error);
  way_test_two_tell (world, world->office, &two);
  g_assert_cmpint (way_test_count (world->office, LOOKS), ==, 0);
  alarms = way_alarms_list (world->office, NULL);
  g_assert_cmpuint (alarms->len, ==, 1);
}

static const struct
{
  const char *path;
  void      (*func) (World *, gconstpointer);
} tests[] = {
  { "/copies-offices/takes-back", test_another_office_takes_a_row_back },
  { "/copies-offices/tell-each-other", test_offices_tell_each_other_what_is_gone },
  { "/copies-offices/lost", test_both_say_the_same_of_a_lost_copy },
  { "/copies-offices/a-file-that-did-not-come", test_a_file_that_did_not_come_counts },
  { "/copies-offices/withheld", test_what_another_office_withheld_comes },
  { "/copies-offices/comes-again", test_what_another_office_took_comes_again },
  { "/copies-offices/nothing-is-left", test_nothing_is_left_of_what_was_dropped },
  { "/copies-offices/late-file", test_a_late_file_brings_nothing_back },
  { "/copies-offices/old-roster", test_an_old_roster_gives_nothing_back },
  { "/copies-offices/unknown-class", test_what_was_unknown_comes_after_an_upgrade },
  { "/copies-offices/unknown-record", test_an_unknown_record_is_not_taken_back },
  { "/copies-offices/role/narrower", test_a_narrower_role_takes_fields_back },
  { "/copies-offices/role/wider-again", test_a_role_widened_again_has_all },
  { "/copies-offices/role/another-office", test_another_office_gives_the_fields_again },
  { "/copies-offices/role/deletes", test_a_narrower_role_hears_of_deletes },
  { "/copies-offices/role/unknown", test_a_narrower_role_takes_back_the_unknown },
  { "/copies-offices/role/unheard", test_unheard_words_stay_in_a_narrower_role },
  { "/copies-offices/role/governance", test_no_row_is_left_to_the_group },
  { "/copies-offices/role/lost", test_a_lost_copy_held_the_old_fields },
  { "/copies-offices/trail/comes", test_the_trail_comes_to_the_offices },
  { "/copies-offices/trail/changed", test_a_changed_trail_is_not_taken },
  { "/copies-offices/trail/of-another", test_no_trail_of_another_is_taken },
};

#ifdef WAY_SEEDED_BUGS

/* The same cases against a build with faults (way-bug-private.h): each fault is
 * noticed by the case beside it. */
static const struct
{
  guint       number;
  const char *what;
  const char *path;
} bugs[] = {
  { 103, "an old file brings back what was dropped", "/copies-offices/late-file" },
  { 117, "what another office sent counts as settled", "/copies-offices/withheld" },
  { 118, "a file that did not come is no giving", "/copies-offices/a-file-that-did-not-come" },
  { 119, "what comes of a row that was dropped stays", "/copies-offices/nothing-is-left" },
  { 120, "of a role that changed nothing is sent again", "/copies-offices/role/another-office" },
  { 121, "no office says what it gave", "/copies-offices/takes-back" },
  { 122, "a narrower role keeps its fields", "/copies-offices/role/narrower" },
  { 124, "fields that went keep a deleted row", "/copies-offices/role/deletes" },
  { 125, "a file cut by an older roster is taken in", "/copies-offices/old-roster" },
  { 126, "a record of an unknown kind is taken back", "/copies-offices/unknown-record" },
  { 127, "a copy tells of the trail of another", "/copies-offices/trail/of-another" },
  { 128, "the trail of a copy is not sent", "/copies-offices/trail/comes" },
  { 129, "what an older program withheld is never said", "/copies-offices/unknown-class" },
  { 130, "a narrower role keeps what it does not know", "/copies-offices/role/unknown" },
};

guint way_bug_seeded;

static void
test_bug (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *number = g_strdup_printf ("%u", bugs[i].number);

  g_test_message ("%s", bugs[i].what);
  g_setenv ("WAY_BUG", number, TRUE);
  g_test_trap_subprocess (bugs[i].path, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("WAY_BUG");
  g_test_trap_assert_failed ();
}

static void
add_bugs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bugs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/copies-offices/bugs/%u", bugs[i].number);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bug);
    }
}

#endif

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, World, NULL, way_test_devices_set_up, tests[i].func,
                way_test_devices_tear_down);
#ifdef WAY_SEEDED_BUGS
  if (g_getenv ("WAY_BUG") != NULL)
    way_bug_seeded = (guint) g_ascii_strtoull (g_getenv ("WAY_BUG"), NULL, 10);
  else
    add_bugs ();
#endif
  return g_test_run ();
}
