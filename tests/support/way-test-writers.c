/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each file is made in a small world of offices and copies, and taken out of it. */

#include "way-test-writers.h"

#include "way-folder-pass.h"
#include "way-settle.h"
#include "way-test-devices.h"

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
}

/* The copy as it is now, and the file that was last written in its world. */
static void
take_out (WayTestDevices *world,
          WayDb          *db,
          const char     *path,
          const char     *bundle)
{
  g_assert_true (way_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL));
  copy_file (way_db_path (db), path);
  copy_file (world->mail, bundle);
  way_test_devices_clear (world);
}

static gboolean
take (WayDb       *db,
      const char  *bundle,
      GError     **error)
{
  WayTakeOptions options = { .today = way_test_devices_today () };
  WayMergeReport report;

  return way_exchange_take (db, bundle, &options, NULL, NULL, NULL, &report, NULL, error);
}

/* --- Settled by rule --- */

static void
type_telephone (WayDb                  *db,
                const WayEstablishment *school,
                const char             *telephone)
{
  g_autoptr(WayEstablishment) changed = way_records_get (db, &way_establishment_entity, &school->id,
                                                         NULL);

  g_free (changed->telephone);
  changed->telephone = g_strdup (telephone);
  way_test_update (db, &way_establishment_entity, changed);
}

static void
make_settle (const char *path,
             const char *bundle)
{
  g_autoptr(WayConflictRule) rule = way_conflict_rule_new ();
  WayTestDevices world = { 0 };
  WayTestDevice *second;

  way_test_devices_init (&world);
  second = way_test_devices_enrol (&world, WAY_COPY_OFFICE, NULL);
  rule->entity = g_strdup ("establishment");
  rule->field = g_strdup ("telephone");
  rule->keep = g_strdup ("newest");
  rule->since = way_test_devices_today ();
  way_test_insert (world.office, &way_conflict_rule_entity, rule);
  type_telephone (world.office, world.school, "01632 960001");
  type_telephone (second->db, world.school, "01632 960002");
  way_test_devices_post (&world, second->db, world.office, &world.own->id);
  take_out (&world, world.office, path, bundle);
}

static gboolean
settle (WayDb       *db,
        const char  *bundle,
        GError     **error)
{
  guint settled;
  gboolean done = way_settle_by_rules (db, "Tester", &settled, error);

  g_assert_true (!done || settled == 1);
  return done;
}

/* --- Dropped --- */

static void
make_drop (const char *path,
           const char *bundle)
{
  WayTestDevices world = { 0 };
  WayTestDevice *copy;

  way_test_devices_init (&world);
  copy = way_test_devices_enrol (&world, WAY_COPY_SCHOOL, &world.school->id);
  way_test_devices_post (&world, copy->db, world.office, &world.own->id);
  way_test_leave_schools (world.office, world.pupil);
  way_test_devices_send (&world, world.office, &copy->device->id);
  take_out (&world, copy->db, path, bundle);
}

/* --- Fields that go --- */

static void
make_narrow (const char *path,
             const char *bundle)
{
  WayTestDevices world = { 0 };
  WayTestDevice *copy;

  way_test_devices_init (&world);
  copy = way_test_devices_enrol (&world, WAY_COPY_SCHOOL, &world.setting->id);
  way_test_type_travel (world.office, world.pupil, "by tram");
  way_test_devices_post (&world, world.office, copy->db, &copy->device->id);
  way_test_devices_post (&world, copy->db, world.office, &world.own->id);
  way_test_devices_enrol_again (&world, copy, WAY_COPY_OFFICER, &world.setting->id);
  take_out (&world, copy->db, path, bundle);
}

/* --- A watched folder --- */

static void
make_folder (const char *path,
             const char *bundle)
{
  WayTestDevices world = { 0 };
  WayTestDevice *copy;

  way_test_devices_init (&world);
  copy = way_test_devices_enrol (&world, WAY_COPY_SCHOOL, &world.school->id);
  way_test_type_travel (copy->db, world.pupil, "by tram");
  way_test_type_travel (world.office, world.pupil, "on foot");
  way_test_devices_send (&world, world.office, &copy->device->id);
  take_out (&world, copy->db, path, bundle);
}

/* Long after the file in it was written. */
static gboolean
look_at_folder (WayDb       *db,
                const char  *bundle,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (bundle);
  WayFolderOptions options = { folder, "Tester", way_test_devices_today (),
                               g_get_real_time () / 1000 + G_GINT64_CONSTANT (3600000) };
  WayFolderReport report;
  gboolean done = way_folder_pass (db, &options, NULL, NULL, NULL, &report, error);

  g_assert_true (!done || report.refused + report.partial + report.asks == 0);
  return done;
}

const WayTestWriter way_test_writers[WAY_TEST_N_WRITERS] = {
  { "settle", FALSE, make_settle, settle },
  { "drop", FALSE, make_drop, take },
  { "narrow", FALSE, make_narrow, take },
  { "folder", TRUE, make_folder, look_at_folder },
};
