/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files on the command line: made, opened, refused, kept and brought
 * back. */
#include "way-db.h"
#include "way-escrow.h"
#include "way-records.h"
#include "way-test-ctl.h"
#include "way-test-devices.h"
#include "way-test-store.h"
#include "way-test-vault.h"

typedef struct
{
  char *folder;
  char *file;
  char *words;               /* the file that holds the passphrase */
} World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Quillfeather");
  WayDb *db;

  world->folder = g_dir_make_tmp ("waymark-ctl-vault-XXXXXX", NULL);
  world->file = g_build_filename (world->folder, "s.waymark", NULL);
  world->words = g_build_filename (world->folder, "words", NULL);
  g_assert_true (g_file_set_contents (world->words, WAY_TEST_PASSPHRASE "\n", -1, NULL));
  way_test_vault_make (world->file);
  db = way_db_open (world->file, WAY_DB_CREATE, NULL);
  way_test_insert (db, &way_pupil_entity, pupil);
  way_db_free (db);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
  g_free (world->words);
}

static void
refused (WayTestRun  run,
         const char *because)
{
  g_test_message ("%s", run.err);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_nonnull (strstr (run.err, because));
  way_test_run_clear (&run);
}

static void
test_a_passphrase_opens_it (World         *world,
                            gconstpointer  data)
{
  g_autofree char *wrong = g_build_filename (world->folder, "wrong", NULL);
  g_autofree char *pupils =
    way_test_ctl_out ("--file %s --passphrase-file %s list pupil --csv", world->file, world->words);

  g_assert_nonnull (strstr (pupils, "Quillfeather"));
  g_assert_true (g_file_set_contents (wrong, "a heron on the wire", -1, NULL));
  refused (way_test_ctl_format ("--file %s info", world->file), "--passphrase-file");
  refused (way_test_ctl_format ("--file %s --passphrase-file %s info", world->file, wrong),
           "passphrase is not right");
  g_assert_true (g_file_set_contents (wrong, "\n", -1, NULL));
  refused (way_test_ctl_format ("--file %s --passphrase-file %s info", world->file, wrong), wrong);
}

static void
test_who_has_it_open_is_said (World         *world,
                              gconstpointer  data)
{
  WayDb *db = way_db_open (world->file, WAY_DB_WRITE, NULL);
  g_autofree char *process = g_strdup_printf ("(process %d)", (int) getpid ());
  g_autofree char *info = NULL;

  g_assert_nonnull (db);
  refused (way_test_ctl_format ("--file %s --passphrase-file %s info", world->file, world->words),
           process);
  way_db_free (db);
  info = way_test_ctl_out ("--file %s --passphrase-file %s info", world->file, world->words);
  g_assert_nonnull (strstr (info, "pupil"));
}

/* Made at the cost that a real file has. */
static void
test_new_files_are_sealed (World         *world,
                           gconstpointer  data)
{
  g_autofree char *made = g_build_filename (world->folder, "new.waymark", NULL);
  g_autofree char *sample = g_build_filename (world->folder, "sample.waymark", NULL);
  g_autofree char *out =
    way_test_ctl_out ("init --name Ardenshire --la 334 --out %s --passphrase-file %s", made,
                      world->words);
  g_autofree char *nothing =
    way_test_ctl_out ("sample solihull-2022 --out %s --passphrase-file %s", sample, world->words);

  g_assert_nonnull (strstr (out, "Recovery code"));
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (way_vault_is_sealed (made) && way_vault_is_sealed (sample));
  g_assert_false (way_test_file_holds (made, "Ardenshire"));
  g_assert_false (way_test_file_holds (sample, "SQLite format"));
  refused (way_test_ctl_format ("init --name Ardenshire --la 334 --out %s --passphrase-file %s",
                                made, world->words), "already");
  refused (way_test_ctl_format ("--file %s verify", made), "sealed");
}

static void
test_a_backup_comes_back (World         *world,
                          gconstpointer  data)
{
  g_autofree char *kept = g_build_filename (world->folder, "kept.waymark", NULL);
  g_autofree char *back = g_build_filename (world->folder, "back.waymark", NULL);
  g_autofree char *before =
    way_test_ctl_out ("--file %s --passphrase-file %s info --csv", world->file, world->words);
  g_autofree char *after = NULL;
  g_autofree char *pupils = NULL;

  g_free (way_test_ctl_out ("--file %s --passphrase-file %s backup --out %s", world->file,
                            world->words, kept));
  g_assert_false (way_test_file_holds (kept, "Quillfeather"));
  refused (way_test_ctl_format ("restore %s --out %s", kept, back), "sealed");
  g_free (way_test_ctl_out ("restore %s --out %s --passphrase-file %s", kept, back, world->words));
  after = way_test_ctl_out ("--file %s --passphrase-file %s info --csv", back, world->words);
  pupils = way_test_ctl_out ("--file %s --passphrase-file %s list pupil --csv", back, world->words);
  g_assert_nonnull (strstr (pupils, "Quillfeather"));
  g_assert_cmpstr (strstr (before, "\nreplica,"), !=, strstr (after, "\nreplica,"));
  g_assert_false (way_test_file_holds (back, "Quillfeather"));
}

static void
test_words_for_a_plain_file_are_not_read (World         *world,
                                          gconstpointer  data)
{
  g_autofree char *plain = g_build_filename (world->folder, "p.waymark", NULL);

  g_free (way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", plain));
  g_free (way_test_ctl_out ("--file %s --passphrase-file /no/such/file info", plain));
  g_assert_true (way_test_file_holds (plain, "SQLite format"));
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
}

/* By the key file alone, which the person sends. */
static void
test_an_office_helps (World         *world,
                      gconstpointer  data)
{
  g_autoptr(GRegex) regex = g_regex_new ("[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *key = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *out = NULL;
  g_autofree char *code = NULL;
  WayTestDevices devices = { 0 };
  WayTestDevice *copy;
  WayDevice *device;

  way_test_devices_init (&devices);
  device = way_test_devices_invite (&devices, WAY_COPY_SCHOOL, &devices.school->id, 0);
  path = g_build_filename (devices.folder, "0.waymark", NULL);
  key = way_vault_key_path (path);
  way_test_vault_make (path);
  copy = way_test_devices_join (&devices, device);
  sent = g_build_filename (devices.folder, "sent.waymark.key", NULL);
  copy_file (key, sent);
  refused (way_test_ctl_format ("--file %s exchange key-help %s", way_db_path (devices.office), sent),
           "office");
  way_escrow_set (copy->db, TRUE, &error);
  g_assert_no_error (error);
  copy_file (key, sent);
  out = way_test_ctl_out ("--file %s exchange key-help %s", way_db_path (devices.office), sent);
  copy_file (sent, key);
  g_assert_true (g_regex_match (regex, out, 0, &match));
  code = g_match_info_fetch (match, 0);
  way_vault_lock_all ();
  g_assert_true (way_vault_unlock (path, WAY_SLOT_RECOVERY, code, NULL));
  way_vault_lock_all ();
  way_test_devices_clear (&devices);
}

#define ADD(path, func) g_test_add ("/ctl/vault/" path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("opens", test_a_passphrase_opens_it);
  ADD ("in-use", test_who_has_it_open_is_said);
  ADD ("new", test_new_files_are_sealed);
  ADD ("backup", test_a_backup_comes_back);
  ADD ("key-help", test_an_office_helps);
  ADD ("plain", test_words_for_a_plain_file_are_not_read);
  return g_test_run ();
}
