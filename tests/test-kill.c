/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that writes edits and says so is killed at any moment, while it
 * opens the file again too: every edit that it said is there, and the file is
 * whole.  By hand: test-kill --rounds N. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-test-store.h"
#include "way-test-vault.h"
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

static void
play_round (World *world)
{
  const char *const arguments[] = { self_path, "--child", world->path, NULL };
  g_autoptr(GError) error = NULL;
  gint64 before = world->said;
  int fd, status;
  GPid pid;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &pid, NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  g_usleep ((gulong) g_test_rand_int_range (1000, g_test_rand_bit () ? 20000 : 120000));
  kill (pid, SIGKILL);
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    continue;
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  read_said (world, fd);
  close (fd);
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

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    return write_until_killed (argv[2]);
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--rounds") == 0)
      rounds = (guint) g_ascii_strtoull (argv[i + 1], NULL, 10);
  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/kill/nothing-said-is-lost", GINT_TO_POINTER (FALSE),
                        test_nothing_said_is_lost);
  g_test_add_data_func ("/kill/nothing-said-is-lost/sealed", GINT_TO_POINTER (TRUE),
                        test_nothing_said_is_lost);
  return g_test_run ();
}
