/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that writes and says so is killed at any moment, while it opens the file
 * again too: all that it said is there, and the file is whole.  It writes edits, one
 * after another; or does once what copies do beside (way-test-writers.h), on a fresh
 * file each time.  By hand: test-kill --rounds N. */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-backup.h"
#include "way-test-store.h"
#include "way-test-vault.h"
#include "way-test-writers.h"
#include "way-verify.h"

#define ROUNDS 100
#define SECONDS 60

static guint rounds = ROUNDS;
static const char *self_path;

/* --- The one that is killed --- */

static gint64
last_number (WayDb *db)
{
  gint64 last;

  g_assert_true (way_db_get_int (db, "SELECT max (CAST (surname AS INTEGER)) FROM pupil", 0, &last,
                                 NULL));
  return last;
}

static int
write_until_killed (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;

  if (way_vault_is_sealed (path))
    way_test_vault_unlock (path);
  db = way_db_open (path, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  for (gint64 number = last_number (db) + 1;; number++)
    {
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, number);
      g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", name);

      way_test_insert (db, &way_pupil_entity, pupil);
      if (write (STDOUT_FILENO, &number, sizeof number) != sizeof number)
        return 1;
      if (number % 16 == 0)
        way_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
    }
}

#define NEW_PASSPHRASE "an otter below the weir"

static gboolean
rekey (const char  *path,
       GError     **error)
{
  way_test_vault_unlock (path);
  return way_backup_rekey (path, NEW_PASSPHRASE, &way_test_cost, NULL, NULL, NULL, NULL, error);
}

/* Once; then it waits, with the file open. */
static int
act_until_killed (const WayTestWriter *writer,
                  const char          *path,
                  const char          *bundle)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;
  gint64 said = 1;

  if (writer == NULL)
    rekey (path, &error);
  else if ((db = way_db_open (path, WAY_DB_WRITE, &error)) != NULL)
    writer->act (db, bundle, &error);
  g_assert_no_error (error);
  if (write (STDOUT_FILENO, &said, sizeof said) == sizeof said)
    pause ();
  return 1;
}

/* --- The one that kills --- */

typedef struct
{
  char   *folder;
  char   *path;
  gint64  said;              /* the last number that was acknowledged */
  guint   within;            /* rounds in which nothing was said: killed while opening */
} World;

static void
read_said (World *world,
           int    fd)
{
  gint64 number;
  gssize size;

  while ((size = read (fd, &number, sizeof number)) == sizeof number)
    {
      g_assert_cmpint (number, >, world->said);
      world->said = number;
    }
  g_assert_cmpint (size, ==, 0);
}

/* After so many microseconds; -1: once it has said something. */
static void
kill_one (World             *world,
          const char *const *arguments,
          gint64             after)
{
  gint64 number;
  g_autoptr(GError) error = NULL;
  int fd, status;
  GPid pid;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &pid, NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  if (after >= 0)
    g_usleep ((gulong) after);
  else
    g_assert_cmpint (read (fd, &number, sizeof number), ==, sizeof number);
  kill (pid, SIGKILL);
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    continue;
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  read_said (world, fd);
  close (fd);
}

static void
play_round (World *world)
{
  const char *const arguments[] = { self_path, "--child", world->path, NULL };
  gint64 before = world->said;

  kill_one (world, arguments, g_test_rand_int_range (1000, g_test_rand_bit () ? 20000 : 120000));
  world->within += world->said == before;
}

static void
check_file (World    *world,
            gboolean  thoroughly)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (world->path, WAY_DB_WRITE, &error);
  g_autoptr(GPtrArray) findings = NULL;
  gint64 n_pupils, last;

  g_assert_no_error (error);
  last = last_number (db);
  g_assert_true (way_db_get_int (db, "SELECT count (*) FROM pupil", 0, &n_pupils, NULL));
  g_assert_cmpint (last, >=, world->said);
  g_assert_cmpint (n_pupils, ==, last);
  if (!thoroughly)
    return;
  findings = way_verify_run (db, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_nothing_said_is_lost (gconstpointer sealed)
{
  gint64 until = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;
  World world = { 0 };
  WayDb *db;
  guint played;

  world.folder = g_dir_make_tmp ("waymark-kill-XXXXXX", NULL);
  world.path = g_build_filename (world.folder, "k.waymark", NULL);
  if (GPOINTER_TO_INT (sealed))
    way_test_vault_make (world.path);
  db = way_db_open (world.path, WAY_DB_CREATE, NULL);
  g_assert_nonnull (db);
  way_db_free (db);
  for (played = 0; played < rounds && (rounds > ROUNDS || g_get_monotonic_time () < until); played++)
    {
      play_round (&world);
      /* Often it is the next process that finds what the last left behind. */
      if (played % 3 == 0)
        check_file (&world, played % 15 == 0);
    }
  check_file (&world, TRUE);
  g_test_message ("%u rounds, %u within opening, %" G_GINT64_FORMAT " edits said, none lost",
                  played, world.within, world.said);
  g_assert_cmpint (world.said, >, 0);
  way_test_remove_folder (world.folder);
  g_free (world.folder);
  g_free (world.path);
}

/* --- What copies do beside --- */

typedef struct
{
  World                world;
  const WayTestWriter *writer;    /* NULL: the file gets a new key */
  char                *bundle;
  GPtrArray           *names;     /* of the files as they were, their bytes beside */
  GPtrArray           *bytes;
  char                *before, *after;
  gint64               took;      /* microseconds */
} Once;

/* Everything that counts, in a file that must be whole. */
static char *
show (const Once *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  gboolean is_new = FALSE;

  if (self->writer == NULL)
    {
      way_vault_lock_all ();
      is_new = way_vault_unlock (self->world.path, WAY_SLOT_PASSPHRASE, NEW_PASSPHRASE, NULL);
      if (!is_new)
        way_test_vault_unlock (self->world.path);
    }
  db = way_db_open (self->world.path, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  findings = way_verify_run (db, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_error ("%s", (const char *) g_ptr_array_index (findings, i));
  stmt = way_db_prepare (db,
                         "SELECT (SELECT count (*) FROM edit) || ' edits, ' ||"
                         " (SELECT count (*) FROM op) || ' ops, ' ||"
                         " (SELECT coalesce (sum (length (parts)), 0) FROM op) || ' bytes, ' ||"
                         " (SELECT count (*) FROM conflict) || ' conflicts, ' ||"
                         " (SELECT count (*) FROM dropped) || ' dropped, ' ||"
                         " (SELECT count (DISTINCT device) FROM post WHERE sent) || ' told, ' ||"
                         " (SELECT count (*) FROM bundle WHERE NOT sent) || ' bundles'", NULL);
  g_assert_cmpint (way_stmt_step (stmt, NULL), ==, WAY_STEP_ROW);
  return g_strdup_printf ("%s%s", way_stmt_text (stmt, 0), is_new ? ", new key" : "");
}

static void
keep_files (Once *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->world.folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (self->world.folder, name, NULL);
      char *contents;
      gsize size;

      g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
      g_ptr_array_add (self->names, path);
      g_ptr_array_add (self->bytes, g_bytes_new_take (contents, size));
    }
}

static void
put_files_back (const Once *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->world.folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->world.folder, name, NULL);

      g_unlink (path);
    }
  for (guint i = 0; i < self->names->len; i++)
    {
      GBytes *bytes = g_ptr_array_index (self->bytes, i);

      g_assert_true (g_file_set_contents (g_ptr_array_index (self->names, i),
                                          g_bytes_get_data (bytes, NULL),
                                          (gssize) g_bytes_get_size (bytes), NULL));
    }
}

static void
run_once (Once   *self,
          gint64  after)
{
  const char *name = self->writer != NULL ? self->writer->name : "rekey";
  const char *const arguments[] = { self_path, "--child", self->world.path, name, self->bundle,
                                    NULL };

  self->world.said = 0;
  kill_one (&self->world, arguments, after);
}

static void
begin_once (Once *self)
{
  gint64 start;

  self->world.folder = g_dir_make_tmp ("waymark-kill-XXXXXX", NULL);
  self->world.path = g_build_filename (self->world.folder, "k.waymark", NULL);
  self->bundle = g_build_filename (self->world.folder, "in.waybundle", NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (self->writer != NULL)
    self->writer->make (self->world.path, self->bundle);
  else
    {
      way_test_vault_make (self->world.path);
      way_db_free (way_db_open (self->world.path, WAY_DB_CREATE, NULL));
    }
  self->before = show (self);
  keep_files (self);
  start = g_get_monotonic_time ();
  run_once (self, -1);
  self->took = g_get_monotonic_time () - start;
  self->after = show (self);
  g_assert_cmpstr (self->before, !=, self->after);
}

/* Before or after; and that where it was said.  What is done in steps is done now.
 * Returns whether it was said. */
static gboolean
play_once (Once *self)
{
  gboolean said;
  g_autofree char *found = NULL;

  put_files_back (self);
  run_once (self, g_test_rand_int_range (1000, (gint32) MAX (self->took * 3 / 2, 2000)));
  said = self->world.said > 0;
  found = show (self);
  if (self->writer != NULL && self->writer->in_steps)
    {
      run_once (self, -1);
      g_free (found);
      found = show (self);
      g_assert_cmpstr (found, ==, self->after);
    }
  else if (said || strcmp (found, self->before) != 0)
    g_assert_cmpstr (found, ==, self->after);
  return said;
}

static void
test_once (gconstpointer writer)
{
  gint64 until = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC / 20;
  Once self = { .writer = writer };
  guint played, said = 0;

  begin_once (&self);
  for (played = 0; played < rounds && (rounds > ROUNDS || g_get_monotonic_time () < until); played++)
    {
      said += play_once (&self);
    }
  g_test_message ("%u rounds, %u said to be done", played, said);
  way_test_remove_folder (self.world.folder);
  g_ptr_array_unref (self.names);
  g_ptr_array_unref (self.bytes);
  g_free (self.world.folder);
  g_free (self.world.path);
  g_free (self.bundle);
  g_free (self.before);
  g_free (self.after);
}

static const WayTestWriter *
find_writer (const char *name)
{
  for (guint i = 0; i < WAY_TEST_N_WRITERS; i++)
    if (strcmp (way_test_writers[i].name, name) == 0)
      return &way_test_writers[i];
  return NULL;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    return write_until_killed (argv[2]);
  if (argc == 5 && strcmp (argv[1], "--child") == 0)
    return act_until_killed (find_writer (argv[3]), argv[2], argv[4]);
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--rounds") == 0)
      rounds = (guint) g_ascii_strtoull (argv[i + 1], NULL, 10);
  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/kill/nothing-said-is-lost", GINT_TO_POINTER (FALSE),
                        test_nothing_said_is_lost);
  g_test_add_data_func ("/kill/nothing-said-is-lost/sealed", GINT_TO_POINTER (TRUE),
                        test_nothing_said_is_lost);
  for (guint i = 0; i < WAY_TEST_N_WRITERS; i++)
    {
      g_autofree char *path = g_strconcat ("/kill/", way_test_writers[i].name, NULL);

      g_test_add_data_func (path, &way_test_writers[i], test_once);
    }
  g_test_add_data_func ("/kill/rekey", NULL, test_once);
  return g_test_run ();
}
