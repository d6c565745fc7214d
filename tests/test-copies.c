/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of every kind: what each is given, what it may send back, what it must
 * drop; and what nobody may find in it. */
#include "way-test-devices.h"

#include <string.h>

#include "way-backup.h"
#include "way-file.h"
#include "way-quarantine.h"
#include "way-strategy.h"
#include "way-test-vault.h"
#include "way-verify.h"

typedef WayTestDevices World;

static gint64
count_pupils (WayDb *db)
{
  return way_test_count_records (db, &way_pupil_entity);
}

/* --- What each is given --- */

static void
test_an_office_copy_has_everything (World         *world,
                                    gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);

  g_assert_cmpint (count_pupils (copy->db), ==, 2);
  g_assert_true (way_test_has (copy->db, &way_placement_entity, world->placement));
  way_test_assert_whole (copy->db);
}

static void
test_a_school_has_its_own_pupils (World         *world,
                                  gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayPupil) pupil = way_records_get (copy->db, &way_pupil_entity, &world->pupil->id,
                                               NULL);

  g_assert_cmpint (count_pupils (copy->db), ==, 1);
  g_assert_cmpstr (pupil->surname, ==, "Ashdown");
  g_assert_true (way_date_is_set (&pupil->birth));
  g_assert_true (way_test_has (copy->db, &way_establishment_entity, world->other));
  way_test_assert_whole (copy->db);
}

static void
test_an_officer_has_who_is_there (World         *world,
                                  gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICER, &world->setting->id);
  g_autoptr(WayPupil) pupil = way_records_get (copy->db, &way_pupil_entity, &world->pupil->id,
                                               NULL);
  g_autoptr(WayPlacement) placement = way_records_get (copy->db, &way_placement_entity,
                                                       &world->placement->id, NULL);

  g_assert_cmpint (count_pupils (copy->db), ==, 1);
  g_assert_cmpstr (pupil->surname, ==, "Ashdown");
  g_assert_false (way_date_is_set (&pupil->birth));
  g_assert_true (way_date_is_set (&placement->start));
  g_assert_null (placement->route);
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM enrolment"), ==, 0);
  way_test_assert_whole (copy->db);
}

static void
test_a_governance_copy_has_no_record (World         *world,
                                      gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_GOVERNANCE, NULL);

  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM edit"), ==, 0);
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM pupil"), ==, 0);
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM establishment"), ==, 0);
}

/* --- There and back --- */

static void
test_a_school_tells_the_office (World         *world,
                                gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayPupil) pupil = NULL;
  WayMergeReport report;

  way_test_type_travel (copy->db, world->pupil, "by bus");
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.edits_new, ==, 1);
  g_assert_cmpuint (report.quarantined, ==, 0);
  pupil = way_records_get (world->office, &way_pupil_entity, &world->pupil->id, NULL);
  g_assert_cmpstr (pupil->travel, ==, "by bus");
  report = way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.edits_new + report.edits_known, ==, 0);
  way_test_assert_whole (world->office);
}

static void
test_what_is_new_is_sent_and_no_more (World         *world,
                                      gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  WayMergeReport report;

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_type_travel (world->office, world->pupil, "on foot");
  report = way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpuint (report.edits_new, ==, 1);
  g_assert_cmpuint (report.edits_known, ==, 0);
  g_assert_cmpuint (report.rows_changed, ==, 1);
}

/* The second child comes to the school: all that was said of it before comes too,
 * under the same dots. */
static void
test_a_child_who_comes_brings_the_past (World         *world,
                                        gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayPupil) pupil = NULL;

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_devices_enrolment (world, world->stranger, world->school);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  pupil = way_records_get (copy->db, &way_pupil_entity, &world->stranger->id, NULL);
  g_assert_cmpstr (pupil->surname, ==, "Merriweather");
  g_assert_cmpint (count_pupils (copy->db), ==, 2);
  way_test_assert_whole (copy->db);
}

/* An edit of two children of which the copy held one: the other is fitted in. */
static void
test_a_wider_grant_fits_in (World         *world,
                            gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICER, &world->setting->id);
  g_autoptr(WayPupil) before = way_test_read_pupil (copy->db, world->pupil);
  g_autoptr(WayPupil) after = NULL;

  g_assert_false (way_date_is_set (&before->birth));
  way_test_devices_turn (world, copy, WAY_COPY_SCHOOL, &world->setting->id);
  after = way_test_read_pupil (copy->db, world->pupil);
  g_assert_true (way_date_is_set (&after->birth));
  way_test_assert_whole (copy->db);
}

/* --- Leaving --- */

static gboolean
bytes_hold (const char *bytes,
            gsize       size,
            const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i + length <= size; i++)
    if (bytes[i] == *text && memcmp (bytes + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
file_holds (const char *path,
            const char *text)
{
  static const char *const endings[] = { "", "-wal" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);
      g_autoptr(GBytes) bytes = way_file_read (name, 1 << 30, NULL);
      gsize size = 0;
      const char *inside = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

      found |= bytes_hold (inside, size, text);
    }
  return found;
}

#define GONE "SELECT count (*) FROM held WHERE gone IS NOT NULL"

static void
test_a_child_who_leaves_is_dropped (World         *world,
                                    gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  WayMergeReport report;

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_leave_schools (world->office, world->pupil);
  g_assert_true (file_holds (copy->path, "Ashdown"));
  report = way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpuint (report.retired, >, 0);
  g_assert_cmpint (count_pupils (copy->db), ==, 0);
  g_assert_false (file_holds (copy->path, "Ashdown"));
  way_test_assert_whole (copy->db);

  /* The copy says that it has dropped it, and the office knows. */
  g_assert_cmpint (way_test_count (world->office, GONE), ==, 0);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpint (way_test_count (world->office, GONE), >, 0);
}

/* What the office has not heard is not dropped. */
static void
test_words_that_were_not_heard_stay (World         *world,
                                     gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayPupil) pupil = NULL;

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_type_travel (copy->db, world->pupil, "by bus");
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 1);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  pupil = way_records_get (world->office, &way_pupil_entity, &world->pupil->id, NULL);
  g_assert_cmpstr (pupil->travel, ==, "by bus");
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 0);
  way_test_assert_whole (copy->db);
}

/* Nor where the copy has never written a file, and nobody knows yet what it writes as. */
static void
test_first_words_stay (World         *world,
                       gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayPupil) pupil = NULL;

  way_test_type_travel (copy->db, world->pupil, "by bus");
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 1);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  pupil = way_records_get (world->office, &way_pupil_entity, &world->pupil->id, NULL);
  g_assert_cmpstr (pupil->travel, ==, "by bus");
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 0);
}

/* The copy as it is now, under another name: a backup that is restored later. */
static WayDb *
restore (WayDb      *db,
         const char *path)
{
  g_autofree char *restored = g_strconcat (path, ".restored", NULL);
  g_autoptr(GError) error = NULL;
  WayDb *again;

  way_backup_clone (db, restored, &error);
  g_assert_no_error (error);
  again = way_db_open (restored, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  return again;
}

/* A copy that was restored writes as another, and tells what it wrote before too. */
static void
test_words_of_an_earlier_life_stay (World         *world,
                                    gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayDb) again = NULL;

  way_test_type_travel (copy->db, world->pupil, "by bus");
  again = restore (copy->db, copy->path);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, again, &copy->device->id);
  g_assert_cmpint (count_pupils (again), ==, 1);
  way_test_devices_post (world, again, world->office, &world->own->id);
  g_assert_cmpint (way_test_count (world->office, "SELECT count (*) FROM quarantine"
                                   " WHERE instr (body, CAST ('by bus' AS BLOB))"), ==, 1);
}

static void
type_need (WayDb       *db,
           const World *world)
{
  g_autoptr(WayNeed) need = way_need_new ();

  need->pupil = world->pupil->id;
  need->provision = g_strdup ("N");
  way_test_insert (db, &way_need_entity, need);
}

static void
move_back (World *world)
{
  way_test_devices_enrolment (world, world->pupil, world->school);
}

/* What the school itself recorded of the child goes with the child. */
static void
test_own_records_go_too (World         *world,
                         gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);

  type_need (copy->db, world);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 0);
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM need"), ==, 0);
  g_assert_cmpint (way_test_count_records (world->office, &way_need_entity), ==, 1);
  way_test_assert_whole (copy->db);
}

/* What waits in quarantine is kept there, and no reason to keep the child. */
static void
test_what_waits_keeps_no_child (World         *world,
                                gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayPlacement) placement = way_records_get (copy->db, &way_placement_entity,
                                                       &world->placement->id, NULL);
  WayMergeReport report;

  placement->sessions = 4;
  way_test_update (copy->db, &way_placement_entity, placement);
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 1);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 0);
  g_assert_false (way_test_has (copy->db, &way_placement_entity, world->placement));
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 0);
}

/* A file that says to drop a child comes after the one that brings it back. */
static void
test_a_late_file_drops_nothing (World         *world,
                                gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autofree char *late = g_strconcat (world->mail, ".late", NULL);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_send (world, world->office, &copy->device->id);
  g_assert_cmpint (g_rename (world->mail, late), ==, 0);
  move_back (world);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (g_rename (late, world->mail), ==, 0);
  way_test_devices_take (world, copy->db, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_pupils (copy->db), ==, 1);
}

/* What was deleted of the child before it left stands in the journal alone. */
static void
test_deleted_records_go_too (World         *world,
                             gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);

  way_test_delete (world->office, &way_placement_entity, world->placement);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_false (way_test_has (copy->db, &way_placement_entity, world->placement));
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM op WHERE entity ="
                                   " (SELECT entity FROM op WHERE kind = 3)"), >, 0);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM op WHERE kind = 3"), ==, 0);
  way_test_assert_whole (copy->db);
}

/* It leaves, comes back and leaves: each time the copy says so, and what it says of
 * the first time is not taken for the second. */
static void
test_a_child_leaves_twice (World         *world,
                           gconstpointer  data)
{
  static const char gone[] = "SELECT gone IS NOT NULL FROM held JOIN pupil ON pupil.id = held.row";
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autofree char *early = g_strconcat (world->mail, ".early", NULL);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  way_test_devices_send (world, copy->db, &world->own->id);
  g_assert_cmpint (g_rename (world->mail, early), ==, 0);
  move_back (world);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 1);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_send (world, world->office, &copy->device->id);
  g_assert_cmpint (g_rename (early, world->mail), ==, 0);
  way_test_devices_take (world, world->office, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (way_test_count (world->office, gone), ==, 0);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 0);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpint (way_test_count (world->office, gone), ==, 1);
}

/* A narrower grant: what it does not reach is dropped. */
static void
test_a_narrower_grant_drops (World         *world,
                             gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);

  way_test_devices_turn (world, copy, WAY_COPY_SCHOOL, &world->other->id);
  g_assert_cmpint (count_pupils (copy->db), ==, 1);
  g_assert_false (way_test_has (copy->db, &way_pupil_entity, world->pupil));
  way_test_assert_whole (copy->db);
}

/* A clock that ran years ahead once: what is said later is heard all the same. */
static void
test_the_next_file_says_the_latest (World         *world,
                                    gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);

  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_true (way_db_exec (world->office, "UPDATE mate SET acked = 0, at = at + 99999999999", NULL));
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpint (way_test_count (world->office, "SELECT acked FROM mate"), ==, 1);
}

/* A copy that is enrolled and sealed takes in no file that anybody may have written. */
static void
test_a_sealed_copy_takes_no_plain_file (World         *world,
                                        gconstpointer  data)
{
  WayDevice *device = way_test_devices_invite (world, WAY_COPY_OFFICE, NULL, 0);
  g_autofree char *path = g_build_filename (world->folder, "sealed.waymark", NULL);
  g_autoptr(WayRoster) roster = NULL;
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_vault_make (path);
  db = way_db_open (path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  roster = way_enrol_read_invite (world->mail, device, &error);
  way_enrol_join (db, world->mail, device, roster, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  way_exchange_export (world->office, NULL, world->mail, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (way_test_devices_take (world, db, &report, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_UNSEALED);
  way_device_free (device);
}

/* --- Restored copies --- */

static void
exchange_all (World         *world,
              WayDb         *office,
              WayDb         *copy,
              const WayId   *device)
{
  for (guint i = 0; i < 2; i++)
    {
      way_test_devices_post (world, office, copy, device);
      way_test_devices_post (world, copy, office, &world->own->id);
    }
  way_test_devices_post (world, office, copy, device);
}

/* The backup has a child who left since, and has not the one who came. */
static void
test_a_restored_school (World         *world,
                        gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayDb) again = NULL;

  exchange_all (world, world->office, copy->db, &copy->device->id);
  again = restore (copy->db, copy->path);
  way_test_leave_schools (world->office, world->pupil);
  way_test_devices_enrolment (world, world->stranger, world->school);
  exchange_all (world, world->office, copy->db, &copy->device->id);
  exchange_all (world, world->office, again, &copy->device->id);
  g_assert_false (way_test_has (again, &way_pupil_entity, world->pupil));
  g_assert_true (way_test_has (again, &way_pupil_entity, world->stranger));
  way_test_assert_whole (again);
}

/* The office's backup knows nothing of the files that it sent since, and is asked to
 * send them again. */
static void
test_a_restored_office (World         *world,
                        gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autofree char *path = g_build_filename (world->folder, "office.waymark", NULL);
  g_autoptr(WayDb) again = NULL;

  exchange_all (world, world->office, copy->db, &copy->device->id);
  again = restore (world->office, path);
  way_test_devices_enrolment (world, world->stranger, world->school);
  way_test_leave_schools (world->office, world->pupil);
  exchange_all (world, world->office, copy->db, &copy->device->id);
  exchange_all (world, again, copy->db, &copy->device->id);
  g_assert_true (way_test_has (copy->db, &way_pupil_entity, world->pupil));
  exchange_all (world, again, copy->db, &copy->device->id);
  way_test_assert_whole (copy->db);
}

/* --- What may not be sent --- */

static void
assert_waits (World      *world,
              const char *why)
{
  g_autoptr(GPtrArray) list = way_quarantine_list (world->office, NULL);

  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((WayQuarantined *) g_ptr_array_index (list, 0))->why, ==, why);
}

/* The group has no record of the action: any id will do. */
static WayActionComment *
comment (WayDb      *db,
         const char *text)
{
  WayActionComment *one = way_action_comment_new ();
  WayId action = way_id_new ();

  one->action = way_id_to_string (&action);
  one->date = way_test_devices_today ();
  one->by = g_strdup ("Ravensworth");
  one->text = g_strdup (text);
  way_test_insert (db, &way_action_comment_entity, one);
  return one;
}

#define COMMENTS "SELECT count (*) FROM action_comment WHERE dot IS NOT NULL"

/* It may take back what it said; and no other copy is told. */
static void
test_the_group_comments (World         *world,
                         gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_GOVERNANCE, NULL);
  WayTestDevice *school = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayActionComment) one = comment (copy->db, "Who was asked?");
  g_autoptr(WayActionComment) there = NULL;
  WayMergeReport report = way_test_devices_post (world, copy->db, world->office, &world->own->id);

  g_assert_cmpuint (report.edits_new, ==, 1);
  g_assert_cmpuint (report.quarantined, ==, 0);
  there = way_records_get (world->office, &way_action_comment_entity, &one->id, NULL);
  g_assert_cmpstr (there->text, ==, "Who was asked?");
  way_test_devices_post (world, world->office, school->db, &school->device->id);
  g_assert_cmpint (way_test_count (school->db, "SELECT count (*) FROM action_comment"), ==, 0);
  way_test_delete (copy->db, &way_action_comment_entity, one);
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 0);
  g_assert_cmpint (way_test_count (world->office, COMMENTS), ==, 0);
  way_test_assert_whole (world->office);
}

static void
test_a_school_does_not_comment (World         *world,
                                gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  WayMergeReport report;

  way_action_comment_free (comment (copy->db, "Who was asked?"));
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 1);
  assert_waits (world, "role");
}

/* Its own forms refuse that. */
static gboolean
write_book (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  return way_db_exec (db, "UPDATE action_comment SET text = printf ('%.*c', 2001, 'w')", error);
}

static void
test_the_group_writes_no_book (World         *world,
                               gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_GOVERNANCE, NULL);
  WayEditInfo info = { .name = "Forge" };
  WayMergeReport report;

  way_action_comment_free (comment (copy->db, "Who was asked?"));
  g_assert_true (way_edit_run (copy->db, &info, write_book, NULL, NULL, NULL));
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 1);
  assert_waits (world, "fields");
}

static void
test_a_school_places_no_child (World         *world,
                               gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayPlacement) placement = way_records_get (copy->db, &way_placement_entity,
                                                       &world->placement->id, NULL);
  g_autoptr(WayPlacement) there = NULL;
  WayMergeReport report;

  placement->sessions = 4;
  way_test_update (copy->db, &way_placement_entity, placement);
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 1);
  g_assert_cmpuint (report.edits_new, ==, 0);
  assert_waits (world, "role");
  there = way_records_get (world->office, &way_placement_entity, &world->placement->id, NULL);
  g_assert_cmpint (there->sessions, ==, 10);
}

static void
test_a_school_changes_no_other_child (World         *world,
                                      gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  WayMergeReport report;

  /* It knows the id, and takes the child for its own. */
  way_test_devices_enrolment (&(World) { .office = copy->db }, world->pupil, world->school);
  {
    g_autoptr(WayPupil) forged = way_pupil_copy (world->stranger);

    way_test_insert (copy->db, &way_pupil_entity, forged);
  }
  report = way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 1);
  g_assert_cmpuint (report.edits_new, ==, 1);
  assert_waits (world, "scope");
}

static void
test_a_school_leaves_the_notes_of_the_council (World         *world,
                                               gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(WayEstablishment) school = way_records_get (copy->db, &way_establishment_entity,
                                                        &world->school->id, NULL);

  school->note = g_strdup ("all is well");
  way_test_update (copy->db, &way_establishment_entity, school);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  assert_waits (world, "fields");
}

static void
test_what_waits_can_be_accepted (World         *world,
                                 gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  WayTestDevice *second = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autoptr(WayPlacement) placement = way_records_get (copy->db, &way_placement_entity,
                                                       &world->placement->id, NULL);
  g_autoptr(WayPlacement) there = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  placement->sessions = 4;
  way_test_update (copy->db, &way_placement_entity, placement);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  list = way_quarantine_list (world->office, NULL);
  way_quarantine_accept (world->office, g_ptr_array_index (list, 0), &report, &error);
  g_assert_no_error (error);
  way_test_devices_post (world, world->office, second->db, &second->device->id);
  there = way_records_get (second->db, &way_placement_entity, &world->placement->id, NULL);
  g_assert_cmpint (there->sessions, ==, 4);
  way_test_assert_whole (world->office);
  way_test_assert_whole (second->db);
}

/* What an officer may not record, and the office took in, is not the officer's. */
static void
test_what_was_accepted_is_dropped (World         *world,
                                   gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICER, &world->setting->id);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  type_need (copy->db, world);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  list = way_quarantine_list (world->office, NULL);
  way_quarantine_accept (world->office, g_ptr_array_index (list, 0), &report, &error);
  g_assert_no_error (error);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  g_assert_cmpint (way_test_count (copy->db, "SELECT count (*) FROM need"), ==, 0);
  g_assert_cmpint (way_test_count_records (world->office, &way_need_entity), ==, 1);
}

/* One that cannot be read keeps the others where they are. */
static void
assert_all_or_none (WayDb                     *db,
                    const WayQuarantineGroup  *group,
                    const WayQuarantined      *last)
{
  g_autofree char *spoil = g_strdup_printf ("UPDATE quarantine SET body ="
                                            " CAST (x'ff' || body AS BLOB) WHERE number = %"
                                            G_GUINT64_FORMAT, last->number);
  g_autofree char *mend = g_strdup_printf ("UPDATE quarantine SET body = substr (body, 2)"
                                           " WHERE number = %" G_GUINT64_FORMAT, last->number);
  g_autoptr(GError) error = NULL;
  gint64 waiting;

  g_assert_true (way_db_exec (db, spoil, NULL));
  g_assert_false (way_quarantine_accept_all (db, group, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
  g_assert_true (way_quarantine_count (db, &waiting, NULL));
  g_assert_cmpint (waiting, ==, 2);
  g_assert_cmpint (way_test_count_records (db, &way_need_entity), ==, 0);
  g_assert_true (way_db_exec (db, mend, NULL));
}

static void
test_what_waits_stands_together (World         *world,
                                 gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(GError) error = NULL;
  const WayQuarantineGroup *group;
  const WayQuarantined *first, *second;
  gint64 waiting;

  type_need (copy->db, world);
  type_need (copy->db, world);
  way_enrol_revoke (world->office, &copy->device->id, &error);
  g_assert_no_error (error);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  groups = way_quarantine_groups (world->office, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, ==, 1);
  group = g_ptr_array_index (groups, 0);
  g_assert_cmpstr (group->why, ==, "revoked");
  g_assert_cmpuint (group->edits->len, ==, 2);
  g_assert_cmpuint (group->ops, ==, 2);
  first = g_ptr_array_index (group->edits, 0);
  second = g_ptr_array_index (group->edits, 1);
  g_assert_cmpuint (first->number, <, second->number);
  assert_all_or_none (world->office, group, second);
  g_assert_true (way_quarantine_accept_all (world->office, group, &error));
  g_assert_true (way_quarantine_count (world->office, &waiting, NULL));
  g_assert_cmpint (waiting, ==, 0);
  g_assert_cmpint (way_test_count_records (world->office, &way_need_entity), ==, 2);
}

static void
test_what_a_revoked_device_sends_waits (World         *world,
                                        gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(GPtrArray) alarms = NULL;
  g_autoptr(GPtrArray) held = NULL;
  g_autoptr(GError) error = NULL;

  way_test_type_travel (copy->db, world->pupil, "by bus");
  way_enrol_revoke (world->office, &copy->device->id, &error);
  g_assert_no_error (error);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  assert_waits (world, "revoked");
  alarms = way_alarms_list (world->office, NULL);
  g_assert_cmpuint (alarms->len, ==, 1);
  held = way_enrol_held_by (world->office, &copy->device->id, NULL);
  g_assert_cmpuint (held->len, >, 4);
  {
    WaySendOptions options = { .today = way_test_devices_today () };

    g_assert_false (way_exchange_send (world->office, &copy->device->id, &options, world->mail, NULL,
                                       NULL, NULL, NULL, &error));
    g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_REVOKED);
  }
}

static void
test_time_runs_out (World         *world,
                    gconstpointer  data)
{
  g_autoptr(WayDevice) device = way_device_new ("Laptop");
  g_autoptr(GArray) scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  WayEnrolOptions options = { .role = WAY_COPY_SCHOOL, .scope = scope, .expires = 1,
                              .own_name = "Office",
                              .send = { .today = way_test_devices_today () } };
  g_autoptr(GError) error = NULL;

  g_array_append_val (scope, world->school->id);
  g_assert_false (way_enrol_add (world->office, device, &options, world->mail, NULL, NULL, NULL,
                                 &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_REVOKED);
  g_assert_cmpint (way_test_count (world->office, "SELECT count (*) FROM roster"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (World *, gconstpointer);
  } tests[] = {
    { "/copies/office/has-everything", test_an_office_copy_has_everything },
    { "/copies/school/has-its-own-pupils", test_a_school_has_its_own_pupils },
    { "/copies/officer/has-who-is-there", test_an_officer_has_who_is_there },
    { "/copies/governance/has-no-record", test_a_governance_copy_has_no_record },
    { "/copies/school/tells-the-office", test_a_school_tells_the_office },
    { "/copies/school/what-is-new-and-no-more", test_what_is_new_is_sent_and_no_more },
    { "/copies/school/who-comes-brings-the-past", test_a_child_who_comes_brings_the_past },
    { "/copies/a-wider-grant-fits-in", test_a_wider_grant_fits_in },
    { "/copies/school/who-leaves-is-dropped", test_a_child_who_leaves_is_dropped },
    { "/copies/school/unheard-words-stay", test_words_that_were_not_heard_stay },
    { "/copies/school/first-words-stay", test_first_words_stay },
    { "/copies/school/an-earlier-life-is-told", test_words_of_an_earlier_life_stay },
    { "/copies/school/own-records-go-too", test_own_records_go_too },
    { "/copies/school/what-waits-keeps-no-child", test_what_waits_keeps_no_child },
    { "/copies/school/a-late-file-drops-nothing", test_a_late_file_drops_nothing },
    { "/copies/school/deleted-records-go-too", test_deleted_records_go_too },
    { "/copies/school/a-child-leaves-twice", test_a_child_leaves_twice },
    { "/copies/school/a-narrower-grant-drops", test_a_narrower_grant_drops },
    { "/copies/the-next-file-says-the-latest", test_the_next_file_says_the_latest },
    { "/copies/sealed-takes-no-plain-file", test_a_sealed_copy_takes_no_plain_file },
    { "/copies/restored/school", test_a_restored_school },
    { "/copies/restored/office", test_a_restored_office },
    { "/copies/governance/comments", test_the_group_comments },
    { "/copies/quarantine/comment", test_a_school_does_not_comment },
    { "/copies/quarantine/long-text", test_the_group_writes_no_book },
    { "/copies/quarantine/placement", test_a_school_places_no_child },
    { "/copies/quarantine/other-child", test_a_school_changes_no_other_child },
    { "/copies/quarantine/field", test_a_school_leaves_the_notes_of_the_council },
    { "/copies/quarantine/accepted", test_what_waits_can_be_accepted },
    { "/copies/quarantine/accepted-and-dropped", test_what_was_accepted_is_dropped },
    { "/copies/quarantine/together", test_what_waits_stands_together },
    { "/copies/quarantine/revoked", test_what_a_revoked_device_sends_waits },
    { "/copies/expired", test_time_runs_out },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, World, NULL, way_test_devices_set_up, tests[i].func,
                way_test_devices_tear_down);
  return g_test_run ();
}
