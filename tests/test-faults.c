/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails at the n-th call, memory that is refused at the n-th request,
 * a disk that is full after n pages, and power that goes at the n-th call, while
 * an edit is written, a bundle goes in or out, the log is checkpointed, a copy is
 * made or a file is brought up to date.  What is in the file is what was before or
 * what was to be, and that once it was said to be done; it opens again, and
 * verify finds nothing.  Every 50th n; with --every N by hand, every N-th. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "way-backup.h"
#include "way-db-private.h"
#include "way-drafts.h"
#include "way-exchange.h"
#include "way-migrate-private.h"
#include "way-test-faults.h"
#include "way-test-store.h"
#include "way-test-writers.h"
#include "way-verify.h"

#define EVERY 50
#define FEWER 12              /* of what copies do beside, which calls the disk most often */

static guint every = EVERY;

typedef struct
{
  char *folder;
  char *path;                /* the file that things happen to */
  char *bundle;
  char *out;                 /* a bundle that goes out */
  char *copy;
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

static void
name_files (World *world)
{
  world->folder = g_dir_make_tmp ("waymark-faults-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "f.waymark", NULL);
  world->bundle = g_build_filename (world->folder, "in.waybundle", NULL);
  world->out = g_build_filename (world->folder, "out.waybundle", NULL);
  world->copy = g_build_filename (world->folder, "copy.waymark", NULL);
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

  name_files (world);
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
  g_free (world->copy);
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
do_undo (const World *world,
         WayDb       *db,
         GError     **error)
{
  WayEditInfo info = { .name = "Undo" };
  WayEditId latest;

  return way_edit_latest (db, &latest, error) && way_edit_undo (db, latest, &info, NULL, error);
}

static gboolean
do_draft (const World *world,
          WayDb       *db,
          GError     **error)
{
  static const WayId record = { { 1 } };

  return way_drafts_put (db, "form", &record, "half a word", error);
}

static gboolean
do_backup (const World *world,
           WayDb       *db,
           GError     **error)
{
  return way_backup_write (db, world->copy, error);
}

static gboolean
do_clone (const World *world,
          WayDb       *db,
          GError     **error)
{
  return way_backup_clone (db, world->copy, error);
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
  const char          *name;
  Act                  act;
  gboolean             opens;    /* the act opens the file itself */
  const WayTestWriter *writer;   /* whose file it is; NULL: one with some pupils */
} Case;

static const Case cases[] = {
  { "write", do_write },
  { "undo", do_undo },
  { "draft", do_draft },
  { "import", do_import },
  { "export", do_export },
  { "checkpoint", do_checkpoint },
  { "backup", do_backup },
  { "clone", do_clone },
  { "migration", do_open, TRUE },
};

/* --- Before or after --- */

static char *
show (WayDb *db)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT (SELECT count (*) FROM edit) || ' edits, ' ||"
                         " (SELECT count (*) FROM op) || ' ops, ' ||"
                         " (SELECT count (*) FROM cell) || ' cells, ' ||"
                         " (SELECT count (*) FROM buried) || ' buried, ' ||"
                         " (SELECT count (*) FROM pupil) || ' pupils, ' ||"
                         " (SELECT count (*) FROM pupil WHERE year = '9') || ' in 9, ' ||"
                         " (SELECT count (*) FROM pupil WHERE year = '10') || ' in 10, ' ||"
                         " (SELECT count (*) FROM draft) || ' drafts, ' ||"
                         " (SELECT count (*) FROM conflict) || ' conflicts, ' ||"
                         " (SELECT count (*) FROM dropped) || ' dropped, ' ||"
                         " (SELECT coalesce (sum (length (parts)), 0) FROM op) || ' bytes, ' ||"
                         " (SELECT count (DISTINCT device) FROM post WHERE sent) || ' told, ' ||"
                         " (SELECT count (*) FROM bundle WHERE NOT sent) || ' bundles'", NULL);
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

static void
look_at_database (const char *path)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT (SELECT count (*) FROM pupil), integrity_check"
                                       " FROM pragma_integrity_check", -1, &stmt, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (stmt, 0), >, 0);
  g_assert_cmpstr ((const char *) sqlite3_column_text (stmt, 1), ==, "ok");
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
}

/* Copies of the file and bundles that were made beside it: each is whole, or
 * is not there. */
static void
look_beside (const World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);
      g_autoptr(WayBundle) bundle = NULL;

      if (strcmp (path, world->out) == 0)
        {
          bundle = way_bundle_open (path, NULL);
          g_assert_nonnull (bundle);
        }
      else if (strcmp (path, world->copy) == 0 ||
               (strstr (name, ".before-") != NULL && strstr (name, ".part") == NULL))
        look_at_database (path);
    }
}

/* One try on a fresh file, with a fault at n (0: none); how often there was
 * anything that could have failed, and how often of that before the act was
 * over. */
static guint
try (const World         *world,
     const Case          *what,
     GBytes              *file,
     const WayTestFaults *kind,
     guint                n,
     guint                way,
     gboolean            *done,
     guint               *acted,
     GError             **error)
{
  WayDb *db = NULL;
  guint chances;

  empty_folder (world);
  g_assert_true (g_file_set_contents (world->path, g_bytes_get_data (file, NULL),
                                      (gssize) g_bytes_get_size (file), NULL));
  way_test_disk_watch ();
  if (!what->opens)
    {
      db = open_db (world->path, WAY_DB_WRITE);
      if (what->act == do_checkpoint)
        type_years (db, "10");
    }
  kind->disarm ();
  kind->arm (n, way);
  *done = what->writer != NULL ? what->writer->act (db, world->bundle, error)
                               : what->act (world, db, error);
  if (acted != NULL)
    *acted = kind->count ();
  way_db_free (db);          /* what failed has not come back yet */
  chances = kind->disarm ();
  if (kind == &way_test_power)
    way_test_disk_lose ((WayTestLoss) way, n);
  return chances;
}

/* What the file is when nothing is done to it. */
static char *
look_before (const World *world,
             const Case  *what,
             GBytes      *file)
{
  const Case nothing = { "nothing", what->act == do_checkpoint ? do_checkpoint : do_open };
  gboolean done;

  try (world, &nothing, file, &way_test_disk, 0, 0, &done, NULL, NULL);
  return look (world);
}

static GBytes *
read_file (const char *path)
{
  char *contents;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  return g_bytes_new_take (contents, size);
}

/* Byte for byte what it was, and no log beside it. */
static gboolean
is_untouched (const World *world,
              GBytes      *file)
{
  g_autofree char *log = g_strconcat (world->path, "-wal", NULL);
  g_autoptr(GBytes) now = read_file (world->path);

  return !g_file_test (log, G_FILE_TEST_EXISTS) && g_bytes_equal (file, now);
}

static void
check_try (const World         *world,
           GBytes              *file,
           const WayTestFaults *kind,
           gboolean             done,
           const GError        *error,
           const char          *before,
           const char          *after)
{
  g_autofree char *found = NULL;

  g_assert_true (done == (error == NULL));
  if (kind == &way_test_room && !done)
    g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
  if (done || kind != &way_test_power)
    look_beside (world);
  if (!done && is_untouched (world, file))
    return;
  found = look (world);
  if (done || strcmp (found, after) == 0)
    g_assert_cmpstr (found, ==, after);
  else
    g_assert_cmpstr (found, ==, before);
}

/* What was done of it stays, and the next time does the rest. */
static void
check_rest (const World         *world,
            const WayTestWriter *writer,
            const char          *after)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = look (world);
  WayDb *db = open_db (world->path, WAY_DB_WRITE);

  writer->act (db, world->bundle, &error);
  g_assert_no_error (error);
  way_db_free (db);
  g_free (found);
  found = look (world);
  g_assert_cmpstr (found, ==, after);
}

static void
try_and_check (const World         *world,
               const Case          *what,
               GBytes              *file,
               const WayTestFaults *kind,
               guint                n,
               guint                way,
               const char          *before,
               const char          *after)
{
  g_autoptr(GError) error = NULL;
  gboolean done;

  try (world, what, file, kind, n, way, &done, NULL, &error);
  g_test_message ("%s of %s, %u in way %u: %s", kind->name, what->name, n, way,
                  error != NULL ? error->message : "done");
  if (what->writer != NULL && what->writer->in_steps)
    check_rest (world, what->writer, after);
  else
    check_try (world, file, kind, done, error, before, after);
}

static void
fail_everywhere (const World         *world,
                 const Case          *what,
                 GBytes              *file,
                 const WayTestFaults *kind)
{
  g_autofree char *before = look_before (world, what, file);
  g_autofree char *after = NULL;
  guint apart = kind->sparse ? EVERY : 1;    /* n of one way from that of the next */
  guint step = every < EVERY ? every : every * (kind->sparse ? kind->n_ways : 1) *
                                       (what->writer != NULL ? FEWER : 1);
  guint chances, acted, tries = 0;
  gboolean done;

  chances = try (world, what, file, kind, 0, 0, &done, &acted, NULL);
  g_assert_true (done);
  after = look (world);
  for (guint way = 0; way < kind->n_ways; way++)
    {
      for (guint n = 1 + way * apart; n <= chances; n += step, tries++)
        try_and_check (world, what, file, kind, n, way, before, after);
      /* Right after it was said to be done, and when all has come to an end. */
      try_and_check (world, what, file, kind, acted + 1, way, before, after);
      try_and_check (world, what, file, kind, chances + 1, way, before, after);
    }
  g_test_message ("%s of %s: %u chances, %u faults", kind->name, what->name, chances, tries);
}

typedef struct
{
  const Case *what;
  const WayTestFaults *kind;
} Pair;

static void
set_up_pair (World         *world,
             gconstpointer  data)
{
  const Pair *pair = data;

  if (pair->what->writer == NULL)
    {
      set_up (world, data);
      return;
    }
  name_files (world);
  pair->what->writer->make (world->path, world->bundle);
}

/* Scripts are added for good, so each needs a column of its own. */
static void
add_migration (void)
{
  static guint n;
  char *script = g_strdup_printf ("ALTER TABLE pupil ADD COLUMN later_%u TEXT;"
                                  "UPDATE pupil SET later_%u = 'x';", n, n);

  way_migrate_add_script (script);
  n++;
}

static void
test_before_or_after (World         *world,
                      gconstpointer  data)
{
  const Pair *pair = data;
  g_autoptr(GBytes) file = read_file (world->path);

  if (pair->what->opens)
    add_migration ();
  fail_everywhere (world, pair->what, file, pair->kind);
}

/* --- Many commits, and then no power --- */

/* Adds pupils until something fails; how many were said to be there. */
static gint64
write_until_failure (WayDb *db,
                     guint  most,
                     guint  checkpoint)
{
  gint64 said = 0;

  for (guint i = 0; i < most; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Jo", "Fir");
      WayTestRecord one = { &way_pupil_entity, pupil };
      WayEditInfo info = { .name = "Add" };

      if (!way_edit_run (db, &info, way_test_insert_func, &one, NULL, NULL))
        break;
      said++;
      if (i % checkpoint == 0)
        way_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
    }
  return said;
}

static void
play_power_round (const World *world,
                  GRand       *chance)
{
  guint n = (guint) g_rand_int_range (chance, 1, 700);
  guint checkpoint = (guint) g_rand_int_range (chance, 2, 20);
  WayTestLoss loss = (WayTestLoss) g_rand_int_range (chance, 0, WAY_TEST_N_LOSSES);
  gint64 said, before, after;
  WayDb *db;

  way_test_disk_watch ();
  db = open_db (world->path, WAY_DB_WRITE);
  g_assert_true (way_records_count (db, &way_pupil_entity, &before, NULL));
  way_test_vfs_fail (n, WAY_TEST_VFS_FOR_EVER);
  said = write_until_failure (db, 30, checkpoint);
  way_db_free (db);
  way_test_vfs_heal ();
  way_test_disk_lose (loss, g_rand_int (chance));
  g_free (look (world));
  db = open_db (world->path, WAY_DB_WRITE);
  g_assert_true (way_records_count (db, &way_pupil_entity, &after, NULL));
  way_db_free (db);
  g_test_message ("at call %u, loss %u: %" G_GINT64_FORMAT " said, %" G_GINT64_FORMAT " there", n,
                  loss, said, after - before);
  g_assert_cmpint (after - before, >=, said);
  g_assert_cmpint (after - before, <=, said + 1);
}

static void
test_power_keeps_what_was_said (World         *world,
                                gconstpointer  data)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) chance = g_rand_new_with_seed (seed);
  guint rounds = every < 50 ? 50 * 50 / every : 50;

  g_test_message ("seed %u, %u rounds", seed, rounds);
  for (guint i = 0; i < rounds; i++)
    play_power_round (world, chance);
}

/* A file that was said to be made is there, whatever was not synced since. */
static void
test_power_keeps_a_new_file (World         *world,
                             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (world->folder, "new.waymark", NULL);

  for (WayTestLoss loss = 0; loss < WAY_TEST_N_LOSSES; loss++)
    for (guint32 seed = 0; seed < 10; seed++)
      {
        WayDb *db;

        g_unlink (path);
        way_test_disk_watch ();
        db = open_db (path, WAY_DB_CREATE);
        way_test_vfs_fail (1, WAY_TEST_VFS_FOR_EVER);
        way_db_free (db);
        way_test_vfs_heal ();
        way_test_disk_lose (loss, seed);
        db = open_db (path, WAY_DB_WRITE);
        way_db_free (db);
      }
}

/* --- No room, no leave to write, no stick --- */

/* The kernel refuses to let any file grow over so many bytes. */
static void
limit_files (rlim_t most)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (most, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static guint
count_files (const World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_no_room_for_a_bundle (World         *world,
                           gconstpointer  data)
{
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  g_autoptr(GBytes) whole = NULL;
  guint before = count_files (world);
  guint most;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_true (do_export (world, db, NULL));
  whole = read_file (world->out);
  most = (guint) g_bytes_get_size (whole);
  g_unlink (world->out);
  for (guint size = 0; size < most; size += MAX (most * every / 1000, 1))
    {
      gboolean done;

      limit_files (size);
      done = do_export (world, db, NULL);
      limit_files (RLIM_INFINITY);
      g_assert_false (done);
      g_assert_cmpuint (count_files (world), ==, before);
    }
  g_assert_true (do_export (world, db, NULL));
}

static void
test_read_only (World         *world,
                gconstpointer  data)
{
  g_autofree char *before = look (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;

  way_test_vfs_set_read_only (TRUE);
  g_assert_null (way_db_open (world->path, WAY_DB_WRITE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY);
  way_test_vfs_set_read_only (FALSE);
  after = look (world);
  g_assert_cmpstr (after, ==, before);
}

/* The stick with the copy is pulled at the n-th call to it: the file itself is
 * unharmed, and the next stick gets a whole copy. */
static void
test_pulled_in_mid_copy (World         *world,
                         gconstpointer  data)
{
  g_autofree char *before = look (world);
  g_autofree char *part = g_strconcat (world->copy, ".part", NULL);
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  guint calls;

  way_test_vfs_only (part);
  way_test_vfs_heal ();
  g_assert_true (do_backup (world, db, NULL));
  calls = way_test_vfs_heal ();
  g_assert_cmpuint (calls, >, 0);
  for (guint n = 1; n <= calls; n += every)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *found = show (db);

      g_unlink (world->copy);
      way_test_vfs_fail (n, WAY_TEST_VFS_FOR_EVER);
      g_assert_false (do_backup (world, db, &error));
      way_test_vfs_heal ();
      g_assert_nonnull (error);
      g_assert_false (g_file_test (world->copy, G_FILE_TEST_EXISTS));
      g_assert_cmpstr (found, ==, before);
    }
  way_test_vfs_only (NULL);
  g_assert_true (do_backup (world, db, NULL));
  look_beside (world);
}

/* --- All of them --- */

static void
add_pair (const Case          *what,
          const WayTestFaults *kind)
{
  /* Memory apart from the disk: a program of its own plays it. */
  g_autofree char *path = g_strdup_printf (kind == &way_test_memory ? "/%s/%s" : "/faults/%s-%s",
                                           kind->name, what->name);
  Pair *pair = g_new (Pair, 1);          /* as long as the tests */

  *pair = (Pair) { what, kind };
  g_test_add (path, World, pair, set_up_pair, test_before_or_after, tear_down);
}

static void
add_pairs (void)
{
  static const WayTestFaults *const kinds[] = { &way_test_disk, &way_test_memory, &way_test_room,
                                                &way_test_power };
  static Case of_writers[WAY_TEST_N_WRITERS];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        /* A clone asks for memory as a backup and a migration do, only twice. */
        if (kinds[i] != &way_test_memory || cases[j].act != do_clone)
          add_pair (&cases[j], kinds[i]);
      for (guint j = 0; j < WAY_TEST_N_WRITERS; j++)
        {
          of_writers[j] = (Case) { .name = way_test_writers[j].name,
                                   .writer = &way_test_writers[j] };
          add_pair (&of_writers[j], kinds[i]);
        }
    }
}

#define TEST(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--every") == 0)
      every = MAX (1, (guint) g_ascii_strtoull (argv[i + 1], NULL, 10));
  way_test_memory_register ();
  g_test_init (&argc, &argv, NULL);
  way_test_vfs_register ();
  TEST ("/faults/power-many", test_power_keeps_what_was_said);
  TEST ("/faults/power-new-file", test_power_keeps_a_new_file);
  TEST ("/faults/room-bundle", test_no_room_for_a_bundle);
  TEST ("/faults/read-only", test_read_only);
  TEST ("/faults/pulled", test_pulled_in_mid_copy);
  add_pairs ();
  return g_test_run ();
}
