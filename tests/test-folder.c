/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies that watch one folder: they get into step without a hand on them, and nothing
 * that anybody puts there does harm. */
#include "way-folder-pass.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "way-file.h"
#include "way-quarantine.h"
#include "way-settle.h"
#include "way-test-devices.h"
#include "way-verify.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)

typedef struct
{
  WayTestDevices  base;
  WayTestDevice  *second;      /* an office */
  WayTestDevice  *school;
  char           *shared;      /* the folder */
  gint64          now;
} World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  world->base.in_memory = TRUE;
  way_test_devices_init (&world->base);
  world->second = way_test_devices_enrol (&world->base, WAY_COPY_OFFICE, NULL);
  world->school = way_test_devices_enrol (&world->base, WAY_COPY_SCHOOL, &world->base.school->id);
  world->shared = g_dir_make_tmp ("waymark-shared-XXXXXX", NULL);
  world->now = g_get_real_time () / 1000;
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (world->shared, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->shared, name, NULL);

      if (g_remove (path) != 0)
        g_rmdir (path);
    }
  g_rmdir (world->shared);
  g_free (world->shared);
  way_test_devices_clear (&world->base);
}

static WayFolderReport
look (World *world,
      WayDb *db)
{
  WayFolderOptions options = { world->shared, "Tester", way_test_devices_today (), world->now };
  g_autoptr(GError) error = NULL;
  WayFolderReport report;

  way_folder_pass (db, &options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  return report;
}

/* Until nobody has anything to say; it must come to an end. */
static void
get_into_step (World *world)
{
  for (guint round = 0; round < 8; round++)
    {
      WayFolderReport a = look (world, world->base.office);
      WayFolderReport b = look (world, world->second->db);
      WayFolderReport c = look (world, world->school->db);

      if (a.taken + a.put + b.taken + b.put + c.taken + c.put == 0)
        return;
    }
  g_error ("they go on writing to each other");
}

static guint
count_files (World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->shared, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
type (World      *world,
      WayDb      *db,
      const char *telephone)
{
  g_autoptr(WayEstablishment) school =
    way_records_get (db, &way_establishment_entity, &world->base.school->id, NULL);

  g_free (school->telephone);
  school->telephone = g_strdup (telephone);
  way_test_update (db, &way_establishment_entity, school);
}

static void
assert_telephone (World      *world,
                  WayDb      *db,
                  const char *telephone)
{
  g_autoptr(WayEstablishment) school =
    way_records_get (db, &way_establishment_entity, &world->base.school->id, NULL);

  g_assert_cmpstr (school->telephone, ==, telephone);
}

static WayFolderState
state_of (World      *world,
          WayDb      *db,
          const char *name)
{
  g_autoptr(GPtrArray) files = way_folder_list (db, world->shared, world->now, NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const WayFolderFile *file = g_ptr_array_index (files, i);

      if (strcmp (file->name, name) == 0)
        return file->state;
    }
  return WAY_FOLDER_NEW;
}

static void
put (World      *world,
     const char *name,
     const void *data,
     gsize       size)
{
  g_autofree char *path = g_build_filename (world->shared, name, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);

  g_assert_true (way_file_write (path, bytes, NULL));
}

/* --- In step --- */

static void
test_they_get_into_step (World         *world,
                         gconstpointer  data)
{
  get_into_step (world);
  type (world, world->school->db, "0121 496 0001");
  get_into_step (world);
  assert_telephone (world, world->base.office, "0121 496 0001");
  assert_telephone (world, world->second->db, "0121 496 0001");
  type (world, world->second->db, "0121 496 0002");
  get_into_step (world);
  assert_telephone (world, world->school->db, "0121 496 0002");
  assert_telephone (world, world->base.office, "0121 496 0002");

  /* What was acknowledged is taken away. */
  g_assert_cmpuint (count_files (world), <=, 3);
}

/* Both change the same: one conflict in each, and nobody writes for ever. */
static void
test_conflicts_come_by_it (World         *world,
                           gconstpointer  data)
{
  gint64 count;

  get_into_step (world);
  type (world, world->base.office, "0121 496 0001");
  type (world, world->second->db, "0121 496 0002");
  get_into_step (world);
  way_conflicts_count (world->base.office, &count, NULL);
  g_assert_cmpint (count, ==, 1);
  way_conflicts_count (world->second->db, &count, NULL);
  g_assert_cmpint (count, ==, 1);
}

/* A rule of the offices is applied in each; they still come to an end. */
static void
test_rules_come_by_it (World         *world,
                       gconstpointer  data)
{
  g_autoptr(WayConflictRule) rule = way_conflict_rule_new ();
  gint64 count;

  rule->entity = g_strdup ("establishment");
  rule->field = g_strdup ("telephone");
  rule->keep = g_strdup ("newest");
  way_test_insert (world->base.office, &way_conflict_rule_entity, rule);
  get_into_step (world);
  type (world, world->base.office, "0121 496 0001");
  type (world, world->second->db, "0121 496 0002");
  type (world, world->school->db, "0121 496 0003");
  get_into_step (world);
  way_conflicts_count (world->base.office, &count, NULL);
  g_assert_cmpint (count, ==, 0);
  way_conflicts_count (world->second->db, &count, NULL);
  g_assert_cmpint (count, ==, 0);
  {
    g_autoptr(GPtrArray) findings = way_verify_run (world->base.office, NULL, NULL, NULL, NULL);

    g_assert_cmpuint (findings->len, ==, 0);
  }
}

/* A file that is lost is sent again, after an hour. */
static void
test_what_is_lost_is_sent_again (World         *world,
                                 gconstpointer  data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  get_into_step (world);
  type (world, world->base.office, "0121 496 0001");
  g_assert_cmpuint (look (world, world->base.office).put, ==, 2);
  dir = g_dir_open (world->shared, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->shared, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpuint (look (world, world->base.office).put, ==, 0);
  world->now += 61 * MINUTE;
  g_assert_cmpuint (look (world, world->base.office).put, ==, 2);
  get_into_step (world);
  assert_telephone (world, world->second->db, "0121 496 0001");
}

static void
test_names_hold_no_name (World         *world,
                         gconstpointer  data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  type (world, world->base.office, "0121 496 0001");
  look (world, world->base.office);
  dir = g_dir_open (world->shared, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_true (g_str_has_prefix (name, "waymark-"));
      g_assert_true (g_str_has_suffix (name, WAY_BUNDLE_SUFFIX));
      for (const char *c = name + strlen ("waymark-"); c < name + strlen (name) - 10; c++)
        g_assert_true (g_ascii_isxdigit (*c) || *c == '-' || *c == '.');
    }
}

/* Once nothing is new, nothing is written. */
static void
test_silence_is_silent (World         *world,
                        gconstpointer  data)
{
  get_into_step (world);
  for (guint i = 0; i < 3; i++)
    {
      WayFolderReport report = look (world, world->base.office);

      g_assert_cmpuint (report.put + report.taken, ==, 0);
      world->now += 2 * 60 * MINUTE;
    }
}

/* --- What is put there by others --- */

static void
test_partial_files_are_waited_for (World         *world,
                                   gconstpointer  data)
{
  g_autoptr(GBytes) bytes = NULL;
  WayFolderReport report;
  gsize size;

  type (world, world->base.office, "0121 496 0001");
  way_test_devices_send (&world->base, world->base.office, &world->second->device->id);
  bytes = way_file_read (world->base.mail, WAY_FOLDER_MOST_FILE, NULL);
  put (world, "x.waybundle", g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes) / 2);
  report = look (world, world->second->db);
  g_assert_cmpuint (report.partial, ==, 1);
  g_assert_cmpuint (report.refused, ==, 0);
  put (world, "x.waybundle", g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  g_assert_cmpuint (look (world, world->second->db).taken, ==, 1);
  assert_telephone (world, world->second->db, "0121 496 0001");
}

static void
test_what_stays_cut_is_named_once (World         *world,
                                   gconstpointer  data)
{
  g_autoptr(GBytes) bytes = NULL;
  gsize size;

  way_test_devices_send (&world->base, world->base.office, &world->second->device->id);
  bytes = way_file_read (world->base.mail, WAY_FOLDER_MOST_FILE, NULL);
  put (world, "x.waybundle", g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes) / 2);
  look (world, world->second->db);
  world->now += 2 * MINUTE;
  g_assert_cmpuint (look (world, world->second->db).refused, ==, 1);
  g_assert_cmpuint (look (world, world->second->db).refused, ==, 0);
  g_assert_cmpint (state_of (world, world->second->db, "x.waybundle"), ==, WAY_FOLDER_REFUSED);
}

/* Each kind of thing that a folder may hold; none stops the rest. */
static void
test_hostile_files_are_named_once (World         *world,
                                   gconstpointer  data)
{
  g_autofree char *link = g_build_filename (world->shared, "link.waybundle", NULL);
  g_autofree char *folder = g_build_filename (world->shared, "folder.waybundle", NULL);
  g_autofree char *pipe = g_build_filename (world->shared, "pipe.waybundle", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree guint8 *spoilt = NULL;
  WayFolderReport report;
  gsize size;

  type (world, world->base.office, "0121 496 0001");
  way_test_devices_send (&world->base, world->base.office, &world->second->device->id);
  bytes = way_file_read (world->base.mail, WAY_FOLDER_MOST_FILE, NULL);
  spoilt = g_memdup2 (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  spoilt[size - 100] ^= 1;
  put (world, "a-spoilt.waybundle", spoilt, size);
  put (world, "b-noise.waybundle", "nothing of ours", 15);
  put (world, "c-empty.waybundle", "", 0);
  put (world, ".hidden.waybundle", "x", 1);
  put (world, "notes.txt", "x", 1);
  put (world, "line\nbreak.waybundle", "x", 1);
  g_assert_cmpint (symlink (world->base.mail, link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  look (world, world->second->db);
  world->now += 2 * MINUTE;
  report = look (world, world->second->db);
  g_assert_cmpuint (report.refused, ==, 3);
  g_assert_cmpuint (report.taken, ==, 0);
  g_assert_cmpuint (look (world, world->second->db).refused, ==, 0);

  /* The real one beside them comes in all the same. */
  put (world, "z.waybundle", g_bytes_get_data (bytes, NULL), size);
  g_assert_cmpuint (look (world, world->second->db).taken, ==, 1);
  assert_telephone (world, world->second->db, "0121 496 0001");
}

/* A plain file is believed from a hand, and not from a folder. */
static void
test_plain_files_are_refused (World         *world,
                              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (world->shared, "plain.waybundle", NULL);

  type (world, world->base.office, "0121 496 0001");
  g_assert_true (way_exchange_export (world->base.office, NULL, path, NULL, NULL, NULL, NULL, NULL));
  look (world, world->second->db);
  world->now += 2 * MINUTE;
  g_assert_cmpuint (look (world, world->second->db).refused, ==, 1);
  assert_telephone (world, world->second->db, NULL);
}

/* Why is said in words that are translated when they are shown, and hold no name of a
 * file. */
static void
test_what_is_refused_says_why (World         *world,
                               gconstpointer  data)
{
  static const struct
  {
    const char *bytes;
    const char *detail;
  } cases[] = {
    { "nothing of ours", "it is not sealed, and a folder is not trusted with such a file" },
    { "", "it is not sealed, and a folder is not trusted with such a file" },
  };
  g_autoptr(GPtrArray) files = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.waybundle", i);

      put (world, name, cases[i].bytes, strlen (cases[i].bytes));
    }
  world->now += 2 * MINUTE;
  look (world, world->second->db);
  world->now += 2 * MINUTE;
  look (world, world->second->db);
  files = way_folder_remembered (world->second->db, NULL);
  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < files->len; i++)
    g_assert_cmpstr (((WayFolderFile *) files->pdata[i])->detail, ==, cases[i].detail);
}

typedef struct
{
  double        last;
  guint         said;
  double        stop_at;
  GCancellable *cancellable;
} Watch;

static void
watch_cb (double      fraction,
          const char *phase,
          gpointer    data)
{
  Watch *self = data;

  g_assert_cmpfloat (fraction, >=, self->last);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_cmpstr (phase, !=, "");
  self->last = fraction;
  self->said++;
  if (fraction >= self->stop_at)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
look_and_watch (World   *world,
                WayDb   *db,
                double   stop_at,
                Watch   *watch,
                GError **error)
{
  WayFolderOptions options = { world->shared, "Tester", way_test_devices_today (), world->now };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  WayFolderReport report;

  *watch = (Watch) { .stop_at = stop_at, .cancellable = cancellable };
  return way_folder_pass (db, &options, watch_cb, watch, cancellable, &report, error);
}

/* One bar for the whole look, in and out; and a look that is stopped is made up for. */
static void
test_a_look_says_how_far_and_stops (World         *world,
                                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  Watch watch;

  type (world, world->base.office, "0121 496 0001");
  look (world, world->base.office);
  type (world, world->second->db, "0121 496 0002");
  g_assert_false (look_and_watch (world, world->second->db, 0, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (look_and_watch (world, world->second->db, 2, &watch, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (watch.said, >, 1);
  g_assert_cmpfloat (watch.last, >, .5);
  way_test_assert_whole (world->second->db);
  get_into_step (world);
}

/* What is for another is left alone, and is no news twice. */
static void
test_files_for_others_are_left (World         *world,
                                gconstpointer  data)
{
  g_autoptr(GBytes) bytes = NULL;
  WayFolderReport report;
  gsize size;

  way_test_devices_send (&world->base, world->base.office, &world->second->device->id);
  bytes = way_file_read (world->base.mail, WAY_FOLDER_MOST_FILE, NULL);
  put (world, "x.waybundle", g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  world->now += 2 * MINUTE;
  look (world, world->school->db);
  world->now += 2 * MINUTE;
  report = look (world, world->school->db);
  g_assert_cmpuint (report.refused + report.partial + report.taken, ==, 0);
  g_assert_cmpint (state_of (world, world->school->db, "x.waybundle"), ==, WAY_FOLDER_OTHER);
}

/* A file that was taken in by hand is no replay when the folder has it too. */
static void
test_what_was_taken_by_hand_is_known (World         *world,
                                      gconstpointer  data)
{
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GBytes) second = NULL;
  g_autoptr(GPtrArray) alarms = NULL;
  WayMergeReport report;
  gsize size;

  type (world, world->base.office, "0121 496 0001");
  way_test_devices_send (&world->base, world->base.office, &world->second->device->id);
  first = way_file_read (world->base.mail, WAY_FOLDER_MOST_FILE, NULL);
  g_assert_true (way_test_devices_take (&world->base, world->second->db, &report, NULL));
  type (world, world->base.office, "0121 496 0002");
  way_test_devices_send (&world->base, world->base.office, &world->second->device->id);
  second = way_file_read (world->base.mail, WAY_FOLDER_MOST_FILE, NULL);
  g_assert_true (way_test_devices_take (&world->base, world->second->db, &report, NULL));
  put (world, "2.waybundle", g_bytes_get_data (second, &size), g_bytes_get_size (second));
  put (world, "1.waybundle", g_bytes_get_data (first, &size), g_bytes_get_size (first));
  look (world, world->second->db);
  alarms = way_alarms_list (world->second->db, NULL);
  g_assert_cmpuint (alarms->len, ==, 0);
  assert_telephone (world, world->second->db, "0121 496 0002");
}

/* So much that a person must look: it waits, and is known once it was taken by hand. */
static void
test_what_is_large_waits (World         *world,
                          gconstpointer  data)
{
  WayTakeOptions sure = { .sure = TRUE, .today = way_test_devices_today () };
  g_autoptr(GPtrArray) pupils = g_ptr_array_new_with_free_func ((GDestroyNotify) way_pupil_free);
  g_autoptr(GPtrArray) waiting = NULL;
  g_autofree char *path = NULL;
  WayFolderReport report;
  WayMergeReport merged;

  for (guint i = 0; i < 12; i++)
    {
      g_ptr_array_add (pupils, way_test_pupil ("Kit", "Ashdown"));
      way_test_insert (world->base.office, &way_pupil_entity, g_ptr_array_index (pupils, i));
    }
  get_into_step (world);
  for (guint i = 0; i < 12; i++)
    {
      WayPupil *pupil = g_ptr_array_index (pupils, i);

      pupil->year = g_strdup ("9");
      way_test_update (world->base.office, &way_pupil_entity, pupil);
    }
  look (world, world->base.office);
  report = look (world, world->second->db);
  g_assert_cmpuint (report.asks, ==, 1);
  g_assert_cmpuint (report.taken, ==, 0);
  g_assert_cmpuint (look (world, world->second->db).asks, ==, 1);
  waiting = way_folder_remembered (world->second->db, NULL);
  for (guint i = 0; i < waiting->len; i++)
    if (((WayFolderFile *) g_ptr_array_index (waiting, i))->state == WAY_FOLDER_ASKS)
      path = g_build_filename (world->shared,
                               ((WayFolderFile *) g_ptr_array_index (waiting, i))->name, NULL);
  g_assert_true (way_exchange_take (world->second->db, path, &sure, NULL, NULL, NULL, &merged, NULL,
                                    NULL));
  g_assert_cmpuint (look (world, world->second->db).asks, ==, 0);
  get_into_step (world);
}

static void
test_nobody_is_served_who_is_not_enrolled (World         *world,
                                           gconstpointer  data)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  WayFolderOptions options = { world->shared, "Tester", way_test_devices_today (), world->now };
  g_autoptr(GError) error = NULL;
  WayFolderReport report;

  g_assert_false (way_folder_pass (db, &options, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NO_DEVICE);
}

static void
test_a_folder_that_is_gone_is_said (World         *world,
                                    gconstpointer  data)
{
  WayFolderOptions options = { "/nowhere/at/all", "Tester", way_test_devices_today (), world->now };
  g_autoptr(GError) error = NULL;
  WayFolderReport report;

  g_assert_false (way_folder_pass (world->base.office, &options, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
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
    { "/folder/in-step", test_they_get_into_step },
    { "/folder/conflicts", test_conflicts_come_by_it },
    { "/folder/rules", test_rules_come_by_it },
    { "/folder/lost", test_what_is_lost_is_sent_again },
    { "/folder/names", test_names_hold_no_name },
    { "/folder/silence", test_silence_is_silent },
    { "/folder/partial", test_partial_files_are_waited_for },
    { "/folder/cut", test_what_stays_cut_is_named_once },
    { "/folder/hostile", test_hostile_files_are_named_once },
    { "/folder/plain", test_plain_files_are_refused },
    { "/folder/says-why", test_what_is_refused_says_why },
    { "/folder/how-far", test_a_look_says_how_far_and_stops },
    { "/folder/for-others", test_files_for_others_are_left },
    { "/folder/by-hand", test_what_was_taken_by_hand_is_known },
    { "/folder/large", test_what_is_large_waits },
    { "/folder/not-enrolled", test_nobody_is_served_who_is_not_enrolled },
    { "/folder/gone", test_a_folder_that_is_gone_is_said },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, World, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
