/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random histories of several copies.  By hand:
 *
 *   test-simulator --soak N [--from SEED]   N histories, one seed after another
 *   test-simulator --replay "HISTORY"        one history, as a failure prints it */
#include "way-sim.h"

#include <locale.h>
#include <sys/wait.h>
#include <unistd.h>

#define HISTORIES 2000
#define SECONDS 60

static guint64 first_seed = 1;

/* Says what fails, in as few steps as can be found. */
static void
tell (const SimHistory *history,
      const char       *fault)
{
  g_autoptr(SimHistory) least = sim_shrink (history);
  g_autofree char *text = sim_history_to_text (least);
  g_autofree char *why = sim_run (least, NULL);

  g_printerr ("# seed %" G_GUINT64_FORMAT ": %s\n", history->seed, fault);
  g_printerr ("# %u steps fail: %s\n", least->steps->len, why);
  g_printerr ("# test-simulator --replay \"%s\"\n", text);
}

/* FALSE after the first that fails. */
static gboolean
play (guint64    from,
      guint64    n,
      gint64     until,
      guint64   *played,
      SimCounts *counts)
{
  for (*played = 0; *played < n && (until == 0 || g_get_monotonic_time () < until); (*played)++)
    {
      g_autoptr(SimHistory) history = sim_history_random (from + *played);
      g_autofree char *fault = sim_run (history, counts);

      if (fault == NULL)
        continue;
      tell (history, fault);
      return FALSE;
    }
  return TRUE;
}

/* The second half, in a process of its own: how many it played is written to the
 * file, and how it went is how it ends. */
static pid_t
play_apart (gint64 until,
            int    out)
{
  pid_t pid = fork ();
  SimCounts counts = { 0 };
  guint64 played;
  gboolean good;

  if (pid != 0)
    return pid;
  good = play (first_seed + HISTORIES / 2, HISTORIES / 2, until, &played, &counts);
  sim_end ();
  if (write (out, &played, sizeof played) != sizeof played)
    good = FALSE;
  _exit (good ? 0 : 1);
}

static void
test_copies_agree (void)
{
  SimCounts counts = { 0 };
  gint64 start = g_get_monotonic_time ();
  gint64 until = start + SECONDS * G_USEC_PER_SEC;
  guint64 played;
  guint64 played_apart = 0;
  int ends[2];
  int status;
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = play_apart (until, ends[1]);
  g_assert_cmpint (pid, >, 0);
  g_assert_true (play (first_seed, HISTORIES / 2, until, &played, &counts));
  g_assert_cmpint (read (ends[0], &played_apart, sizeof played_apart), ==, sizeof played_apart);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (status, ==, 0);
  close (ends[0]);
  close (ends[1]);
  g_test_message ("%" G_GUINT64_FORMAT " histories in %.1f s", played + played_apart,
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpuint (counts.undos, >, 0);
  g_assert_cmpuint (counts.settled, >, 0);
  g_assert_cmpuint (counts.conflicts, >, 0);
}

static void
test_a_history_is_read_back (void)
{
  for (guint64 seed = 1; seed < 50; seed++)
    {
      g_autoptr(SimHistory) history = sim_history_random (seed);
      g_autofree char *text = sim_history_to_text (history);
      g_autoptr(SimHistory) back = sim_history_from_text (text);
      g_autofree char *again = NULL;

      g_assert_nonnull (back);
      again = sim_history_to_text (back);
      g_assert_cmpstr (text, ==, again);
    }
}

static int
soak (guint64 n)
{
  SimCounts counts = { 0 };
  gint64 start = g_get_monotonic_time ();
  guint64 played;
  gboolean good = play (first_seed, n, 0, &played, &counts);

  g_print ("seeds %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT ": %" G_GUINT64_FORMAT
           " histories in %.0f s, %" G_GUINT64_FORMAT " edits, %" G_GUINT64_FORMAT " undone, %"
           G_GUINT64_FORMAT " settled, %" G_GUINT64_FORMAT " refused, %" G_GUINT64_FORMAT
           " imports, %" G_GUINT64_FORMAT " operations heard, %" G_GUINT64_FORMAT " conflicts%s\n",
           first_seed, first_seed + played - 1, played,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, counts.edits, counts.undos,
           counts.settled, counts.refused, counts.imports, counts.ops, counts.conflicts,
           good ? "" : "; the next fails");
  sim_end ();
  return good ? 0 : 1;
}

static int
replay (const char *text)
{
  g_autoptr(SimHistory) history = sim_history_from_text (text);
  g_autofree char *fault = NULL;

  if (history == NULL)
    {
      g_printerr ("this is no history\n");
      return 2;
    }
  fault = sim_run (history, NULL);
  g_print ("%s\n", fault != NULL ? fault : "all is well");
  sim_end ();
  return fault != NULL;
}

int
main (int    argc,
      char **argv)
{
  int status;

  for (int i = 1; i + 1 < argc; i++)
    if (g_strcmp0 (argv[i], "--from") == 0)
      first_seed = g_ascii_strtoull (argv[i + 1], NULL, 10);
  for (int i = 1; i + 1 < argc; i++)
    if (g_strcmp0 (argv[i], "--soak") == 0)
      return soak (g_ascii_strtoull (argv[i + 1], NULL, 10));
    else if (g_strcmp0 (argv[i], "--replay") == 0)
      return replay (argv[i + 1]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/read-back", test_a_history_is_read_back);
  g_test_add_func ("/simulator/copies-agree", test_copies_agree);
  status = g_test_run ();
  sim_end ();
  return status;
}
