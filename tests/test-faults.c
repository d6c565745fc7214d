/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails at the n-th call, once or from then on, while an edit is
 * written, a bundle goes in or out, the log is checkpointed or a file is brought
 * up to date: what is in the file is what was before or what was to be, it opens
 * again, and verify finds nothing.  Every 50th n; with --every N by hand, every
 * N-th. */
#include <glib/gstdio.h>
#include <string.h>

#include "way-db-private.h"
#include "way-exchange.h"
#include "way-migrate-private.h"
#include "way-test-store.h"
#include "way-test-vfs.h"
#include "way-verify.h"

static guint every = 50;

typedef struct
{
  char *folder;
  char *path;                /* the file that things happen to */
  char *bundle;
  char *out;
} World;

/* --- Files --- */

static void
empty_folder (const World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      if (strcmp (path, world->bundle) != 0)
        g_unlink (path);
    }
}

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
type_years (WayDb      *db,
            const char *year)
{
  g_autoptr(GPtrArray) pupils = way_records_list (db, &way_pupil_entity, NULL, NULL, NULL);

  for (guint i = 0; i < pupils->len; i++)
    {
      WayPupil *pupil = g_ptr_array_index (pupils, i);

      g_free (pupil->year);
      pupil->year = g_strdup (year);
      way_test_update (db, &way_pupil_entity, pupil);
    }
}

/* A file with some pupils and, beside it, a bundle of what a clone did to them. */
static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(WayDb) db = NULL;
  g_autoptr(WayDb) other = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *clone = NULL;

  world->folder = g_dir_make_tmp ("waymark-faults-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "f.waymark", NULL);
  world->bundle = g_build_filename (world->folder, "in.waybundle", NULL);
  world->out = g_build_filename (world->folder, "out.waybundle", NULL);
  clone = g_build_filename (world->folder, "clone.waymark", NULL);
  db = open_db (world->path, WAY_DB_CREATE);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");

      way_test_insert (db, &way_pupil_entity, pupil);
    }
  way_exchange_clone (db, clone, &error);
  g_assert_no_error (error);
  other = open_db (clone, WAY_DB_WRITE);
  type_years (other, "9");
  way_exchange_export (other, NULL, world->bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  empty_folder (world);
  g_unlink (world->bundle);
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->path);
  g_free (world->bundle);
  g_free (world->out);
}

/* --- What may fail --- */

static gboolean
do_write (const World *world,
          WayDb       *db,
          GError     **error)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Jo", "Fir");
  WayTestRecord one = { &way_pupil_entity, pupil };
  WayEditInfo info = { .name = "Add" };

  return way_edit_run (db, &info, way_test_insert_func, &one, NULL, error);
}

static gboolean
do_import (const World *world,
           WayDb       *db,
           GError     **error)
{
  WayMergeReport report;

  return way_exchange_import (db, world->bundle, NULL, NULL, NULL, &report, NULL, error);
}

static gboolean
do_export (const World *world,
           WayDb       *db,
           GError     **error)
{
  return way_exchange_export (db, NULL, world->out, NULL, NULL, NULL, NULL, error);
}

static gboolean
do_checkpoint (const World *world,
               WayDb       *db,
               GError     **error)
{
  return way_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/* Opening does it. */
static gboolean
do_open (const World *world,
         WayDb       *db,
         GError     **error)
{
  g_autoptr(WayDb) opened = way_db_open (world->path, WAY_DB_WRITE, error);

  return opened != NULL;
}

typedef gboolean (*Act) (const World *world, WayDb *db, GError **error);

typedef struct
{
  const char *name;
  Act         act;
  gboolean    opens;         /* the act opens the file itself */
} Case;

static const Case cases[] = {
  { "write", do_write, FALSE },
  { "import", do_import, FALSE },
  { "export", do_export, FALSE },
  { "checkpoint", do_checkpoint, FALSE },
  { "migration", do_open, TRUE },
};

/* --- Before or after --- */

static char *
show (WayDb *db)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT (SELECT count (*) FROM edit) || ' ' || (SELECT count (*) FROM op)"
                         " || ' ' || (SELECT count (*) FROM pupil) || ' ' ||"
                         " (SELECT count (*) FROM pupil WHERE year = '9') || ' ' ||"
                         " (SELECT count (*) FROM bundle WHERE NOT sent)", NULL);
  g_assert_cmpint (way_stmt_step (stmt, NULL), ==, WAY_STEP_ROW);
  return g_strdup (way_stmt_text (stmt, 0));
}

/* The file as it is when opened anew; it must be whole. */
static char *
look (const World *world)
{
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = way_verify_run (db, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
  return show (db);
}

/* One try on a fresh file, with a fault at n (0: none); the calls it took. */
static guint
try (const World     *world,
     const Case      *what,
     GBytes          *file,
     guint            n,
     WayTestVfsFault  fault,
     gboolean        *done)
{
  WayDb *db = NULL;
  guint calls;

  empty_folder (world);
  g_assert_true (g_file_set_contents (world->path, g_bytes_get_data (file, NULL),
                                      (gssize) g_bytes_get_size (file), NULL));
  if (!what->opens)
    {
      db = open_db (world->path, WAY_DB_WRITE);
      if (what->act == do_checkpoint)
        type_years (db, "10");
    }
  way_test_vfs_heal ();
  way_test_vfs_fail (n, fault);
  *done = what->act (world, db, NULL);
  way_db_free (db);          /* the disk has not come back yet */
  calls = way_test_vfs_heal ();
  return calls;
}

static void
test_before_or_after (World         *world,
                      gconstpointer  data)
{
  const Case *what = data;
  g_autoptr(GBytes) file = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  char *contents;
  gsize size;
  guint calls, tries = 0;
  gboolean done;

  g_assert_true (g_file_get_contents (world->path, &contents, &size, NULL));
  file = g_bytes_new_take (contents, size);
  if (what->opens)
    way_migrate_add_script ("ALTER TABLE pupil ADD COLUMN later TEXT;"
                            "UPDATE pupil SET later = 'x';");
  calls = try (world, what, file, 0, WAY_TEST_VFS_ONCE, &done);
  g_assert_true (done);
  after = look (world);
  for (WayTestVfsFault fault = WAY_TEST_VFS_ONCE; fault <= WAY_TEST_VFS_TORN; fault++)
    for (guint n = 1 + fault; n <= calls; n += every)
      {
        g_autofree char *found = NULL;

        try (world, what, file, n, fault, &done);
        found = look (world);
        if (before == NULL && strcmp (found, after) != 0)
          before = g_strdup (found);
        if (done)
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
      g_autofree char *path = g_strdup_printf ("/faults/%s", cases[i].name);

      g_test_add (path, World, &cases[i], set_up, test_before_or_after, tear_down);
    }
  return g_test_run ();
}
