/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups as files: one a day, old ones taken away, what is in one. */
#include "way-backups.h"

#include <string.h>

#include "way-test-store.h"
#include "way-test-vault.h"

typedef struct
{
  char  *folder;
  char  *path;
  char  *backups;            /* the folder of the daily ones */
  WayDb *db;
} World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(GError) error = NULL;

  world->folder = g_dir_make_tmp ("waymark-backups-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "Ardenshire.waymark", NULL);
  world->backups = g_build_filename (world->folder, "Ardenshire backups", NULL);
  way_test_vault_make (world->path);
  world->db = way_db_open (world->path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  way_test_insert (world->db, &way_pupil_entity, pupil);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_db_free (world->db);
  way_vault_lock_all ();
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->path);
  g_free (world->backups);
}

static void
make_on (World *world,
         int    year,
         int    month,
         int    day)
{
  GDate date = way_date_ymd (year, month, day);
  g_autoptr(GError) error = NULL;

  way_backups_make (world->db, &date, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (way_backups_has_day (world->path, &date));
}

static gboolean
has_file (World      *world,
          const char *name)
{
  g_autofree char *path = g_build_filename (world->backups, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_each_day_has_one (World         *world,
                       gconstpointer  data)
{
  GDate other = way_date_ymd (2026, 11, 25);
  g_autoptr(GPtrArray) files = NULL;

  g_assert_false (way_backups_has_day (world->path, &other));
  make_on (world, 2026, 11, 26);
  make_on (world, 2026, 11, 26);
  g_assert_false (way_backups_has_day (world->path, &other));
  g_assert_false (has_file (world, "2026-11-26.waymark"));
  g_assert_true (has_file (world, "2026-11-26 (2).waymark"));
  g_assert_true (has_file (world, "2026-11-26 (2).waymark.key"));
  files = way_backups_list (world->path);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpint (((WayBackupFile *) g_ptr_array_index (files, 0))->kind, ==, WAY_BACKUP_DAILY);
}

static void
test_old_ones_go (World         *world,
                  gconstpointer  data)
{
  make_on (world, 2026, 8, 1);
  make_on (world, 2026, 8, 2);
  make_on (world, 2026, 8, 31);
  g_assert_true (has_file (world, "2026-08-02.waymark"));
  make_on (world, 2026, 9, 29);
  g_assert_true (has_file (world, "2026-08-31.waymark"));
  make_on (world, 2026, 11, 26);
  g_assert_true (has_file (world, "2026-08-01.waymark"));      /* the first of its month */
  g_assert_false (has_file (world, "2026-08-02.waymark"));
  g_assert_false (has_file (world, "2026-08-02.waymark.key"));
  g_assert_false (has_file (world, "2026-08-31.waymark"));
  g_assert_true (has_file (world, "2026-09-29.waymark"));
  make_on (world, 2027, 9, 1);
  g_assert_false (has_file (world, "2026-08-01.waymark"));
  g_assert_true (has_file (world, "2026-11-26.waymark"));
}

static void
test_those_before_an_import_are_listed (World         *world,
                                        gconstpointer  data)
{
  g_autofree char *import = g_strconcat (world->path, ".before-import-20261126-091400", NULL);
  g_autofree char *upgrade = g_strconcat (world->path, ".before-version-9", NULL);
  g_autoptr(GPtrArray) files = NULL;

  g_assert_true (way_backup_write (world->db, import, NULL));
  g_assert_true (way_backup_write (world->db, upgrade, NULL));
  files = way_backups_list (world->path);
  g_assert_cmpuint (files->len, ==, 2);
  for (guint i = 0; i < files->len; i++)
    g_assert_cmpint (((WayBackupFile *) g_ptr_array_index (files, i))->kind, !=, WAY_BACKUP_DAILY);
}

static void
test_a_view_says_what_is_in_it (World         *world,
                                gconstpointer  data)
{
  WayBackupView view;

  g_assert_true (way_backups_look (world->db, &view, NULL));
  g_assert_cmpint (view.pupils, ==, 1);
  g_assert_cmpint (view.edits, ==, 1);
  g_assert_cmpint (view.placements, ==, 0);
  g_assert_cmpint (view.last_edit, >, 0);
}

static void
test_a_restored_file_has_a_free_name (World         *world,
                                      gconstpointer  data)
{
  GDate day = way_date_ymd (2026, 11, 26);
  g_autofree char *first = way_backups_restored_path (world->path, &day);
  g_autofree char *second = NULL;

  g_assert_true (g_str_has_suffix (first, "/Ardenshire restored 2026-11-26.waymark"));
  g_assert_true (g_file_set_contents (first, "x", 1, NULL));
  second = way_backups_restored_path (world->path, &day);
  g_assert_true (g_str_has_suffix (second, "/Ardenshire restored 2026-11-26 (2).waymark"));
}

#define ADD(path, func) g_test_add ("/store/backups/" path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("each-day", test_each_day_has_one);
  ADD ("old", test_old_ones_go);
  ADD ("before", test_those_before_an_import_are_listed);
  ADD ("view", test_a_view_says_what_is_in_it);
  ADD ("restored", test_a_restored_file_has_a_free_name);
  return g_test_run ();
}
