/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails at the n-th call below the encryption, while a sealed file is
 * written, checkpointed, copied or re-keyed: it opens again by one of its
 * passphrases, is whole, and holds what was before or what was to be.  Every 50th
 * n; with --every N by hand, every N-th. */
#include "way-backup.h"
#include "way-db-private.h"
#include "way-test-store.h"
#include "way-test-vault.h"
#include "way-test-vfs.h"
#include "way-verify.h"

#define NEW_PASSPHRASE "an otter below the weir"

static guint every = 50;

typedef struct
{
  char   *folder;
  char   *path;
  char   *copy;
  GBytes *file;
  GBytes *key;
} World;

typedef struct
{
  const char *name;
  gboolean  (*act) (World *world, WayDb *db);
  gboolean    closed;        /* the act opens the file itself */
} Case;

static WayDb *
open_db (const char *path,
         WayDbMode   mode)
{
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (path, mode, &error);

  g_assert_no_error (error);
  return db;
}

static void
add_pupils (WayDb *db,
            guint  count)
{
  for (guint i = 0; i < count; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");

      way_test_insert (db, &way_pupil_entity, pupil);
    }
}

static GBytes *
read_file (const char *path)
{
  char *contents;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  return g_bytes_new_take (contents, size);
}

static void
write_file (const char *path,
            GBytes     *bytes)
{
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autofree char *key = NULL;
  WayDb *db;

  world->folder = g_dir_make_tmp ("waymark-sealed-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "f.waymark", NULL);
  world->copy = g_build_filename (world->folder, "c.waymark", NULL);
  key = way_vault_key_path (world->path);
  way_test_vault_make (world->path);
  db = open_db (world->path, WAY_DB_CREATE);
  add_pupils (db, 5);
  way_db_free (db);
  world->file = read_file (world->path);
  world->key = read_file (key);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_test_remove_folder (world->folder);
  g_bytes_unref (world->file);
  g_bytes_unref (world->key);
  g_free (world->folder);
  g_free (world->path);
  g_free (world->copy);
}

/* --- What may fail --- */

static gboolean
do_write (World *world,
          WayDb *db)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Jo", "Fir");
  WayTestRecord one = { &way_pupil_entity, pupil };
  WayEditInfo info = { .name = "Add" };

  return way_edit_run (db, &info, way_test_insert_func, &one, NULL, NULL);
}

static gboolean
do_checkpoint (World *world,
               WayDb *db)
{
  return way_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
}

static gboolean
do_backup (World *world,
           WayDb *db)
{
  return way_backup_write (db, world->copy, NULL);
}

static gboolean
do_rekey (World *world,
          WayDb *db)
{
  return way_backup_rekey (world->path, NEW_PASSPHRASE, &way_test_cost, NULL, NULL, NULL, NULL, NULL);
}

static const Case cases[] = {
  { "write", do_write, FALSE },
  { "checkpoint", do_checkpoint, FALSE },
  { "backup", do_backup, FALSE },
  { "rekey", do_rekey, TRUE },
};

/* --- Before or after --- */

/* Which passphrase opens the file, and how many pupils it holds; it must be
 * whole. */
static char *
look (const char *path)
{
  gboolean is_old, is_new;
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  gint64 count;

  way_vault_lock_all ();
  is_old = way_vault_unlock (path, WAY_SLOT_PASSPHRASE, WAY_TEST_PASSPHRASE, NULL);
  is_new = way_vault_unlock (path, WAY_SLOT_PASSPHRASE, NEW_PASSPHRASE, NULL);
  g_assert_true (is_old || is_new);
  db = open_db (path, WAY_DB_WRITE);
  findings = way_verify_run (db, NULL, NULL, NULL, NULL);
  g_assert_nonnull (findings);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_true (way_db_get_int (db, "SELECT count (*) FROM pupil", 0, &count, NULL));
  return g_strdup_printf ("%d pupils, %s", (int) count, is_old ? "old" : "new");
}

static guint
try (World           *world,
     const Case      *what,
     guint            n,
     WayTestVfsFault  fault,
     gboolean        *done)
{
  g_autofree char *key = way_vault_key_path (world->path);
  WayDb *db = NULL;
  guint calls;

  way_db_remove (world->path);
  way_db_remove (world->copy);
  write_file (world->path, world->file);
  write_file (key, world->key);
  way_test_vault_unlock (world->path);
  if (!what->closed)
    {
      db = open_db (world->path, WAY_DB_WRITE);
      if (what->act == do_checkpoint)
        add_pupils (db, 3);
    }
  way_test_vfs_heal ();
  way_test_vfs_fail (n, fault);
  *done = what->act (world, db);
  way_db_free (db);          /* the disk has not come back yet */
  calls = way_test_vfs_heal ();
  return calls;
}

static void
test_before_or_after (World         *world,
                      gconstpointer  data)
{
  const Case *what = data;
  g_autofree char *before = look (world->path);
  g_autofree char *after = NULL;
  gboolean done;
  guint calls = try (world, what, 0, WAY_TEST_VFS_ONCE, &done);
  guint tries = 0;

  g_assert_true (done);
  after = look (world->path);
  for (WayTestVfsFault fault = WAY_TEST_VFS_ONCE; fault <= WAY_TEST_VFS_TORN; fault++)
    for (guint n = 1 + fault; n <= calls; n += every)
      {
        g_autofree char *found = NULL;

        try (world, what, n, fault, &done);
        if (g_file_test (world->copy, G_FILE_TEST_EXISTS))
          g_free (look (world->copy));
        found = look (world->path);
        if (done || what->act == do_checkpoint)
          g_assert_cmpstr (found, ==, after);
        else if (strcmp (found, after) != 0)
          g_assert_cmpstr (found, ==, before);
        tries++;
      }
  g_test_message ("%s: %u calls, %u faults", what->name, calls, tries);
}

int
main (int    argc,
      char **argv)
{
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--every") == 0)
      every = MAX (1, (guint) g_ascii_strtoull (argv[i + 1], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  way_test_vfs_register ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/vault-faults/%s", cases[i].name);

      g_test_add (path, World, &cases[i], set_up, test_before_or_after, tear_down);
    }
  return g_test_run ();
}
