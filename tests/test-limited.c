/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random histories of offices and limited copies.  By hand:
 *
 *   test-limited --soak N [--from SEED]   N histories, one seed after another
 *   test-limited --replay SEED[:STEPS]    one history, as a failure prints it */
#include "way-sim-limited.h"

#include <locale.h>
#include <malloc.h>

#define HISTORIES 2000
#define SECONDS 60
#define PLAYERS 2

static guint64 first_seed = 1;
static guint64 histories = HISTORIES;
static gint64 until;

static void
tell (guint64     seed,
      const char *fault)
{
  guint64 least = sim_limited_shrink (seed);
  g_autofree char *why = sim_limited_run (seed, least);

  g_printerr ("# seed %" G_GUINT64_FORMAT ": %s\n", seed, fault);
  g_printerr ("# %s\n# test-limited --replay %" G_GUINT64_FORMAT ":%" G_GINT64_MODIFIER "x\n",
              why != NULL ? why : "it needs those before it", seed, least);
}

typedef struct
{
  SimLimitedPlayer *player;
  SimLimitedCounts  counts;
  gboolean          good;
} Player;

static gpointer
wait_for (gpointer data)
{
  Player *self = data;
  guint64 seed;
  g_autofree char *fault = sim_limited_finish (self->player, &self->counts, &seed);

  self->good = fault == NULL;
  if (fault != NULL)
    tell (seed, fault);
  return NULL;
}

/* Until one fails, or the time is over. */
static gboolean
play_all (SimLimitedCounts *sum)
{
  Player players[PLAYERS] = { { NULL } };
  GThread *threads[PLAYERS];
  gboolean good = TRUE;

  *sum = (SimLimitedCounts) { 0 };
  for (guint i = 0; i < PLAYERS; i++)
    {
      const SimLimitedSeries series = { .from = first_seed + i, .before = first_seed + histories,
                                        .step = PLAYERS, .steps = SIM_LIMITED_ALL,
                                        .until = until };

      players[i].player = sim_limited_start (&series);
    }
  for (guint i = 0; i < PLAYERS; i++)
    threads[i] = g_thread_new ("player", wait_for, &players[i]);
  for (guint i = 0; i < PLAYERS; i++)
    {
      g_thread_join (threads[i]);
      good &= players[i].good;
      sum->histories += players[i].counts.histories;
      sum->edits += players[i].counts.edits;
      sum->imports += players[i].counts.imports;
      sum->refused += players[i].counts.refused;
      sum->retired += players[i].counts.retired;
    }
  return good;
}

/* Seeds that found something once. */
static void
test_kept (void)
{
  static const guint64 kept[] = { 19, 140, 1000071, 1003541, 1003707, 1006016, 1006058, 1012318,
                                  1013167, 1040397, 1052996, 1073017 };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *fault = sim_limited_run (kept[i], SIM_LIMITED_ALL);

      if (fault != NULL)
        tell (kept[i], fault);
      g_assert_cmpstr (fault, ==, NULL);
    }
}

static void
test_histories (void)
{
  gint64 start = g_get_monotonic_time ();
  SimLimitedCounts sum;

  until = start + SECONDS * G_USEC_PER_SEC;
  g_assert_true (play_all (&sum));
  g_test_message ("%" G_GUINT64_FORMAT " histories in %.1f s", sum.histories,
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpuint (sum.refused, >, 0);
  g_assert_cmpuint (sum.retired, >, 0);
}

static int
soak (void)
{
  gint64 start = g_get_monotonic_time ();
  SimLimitedCounts sum;
  gboolean good = play_all (&sum);

  g_print ("seeds from %" G_GUINT64_FORMAT ": %" G_GUINT64_FORMAT " histories in %.0f s, %"
           G_GUINT64_FORMAT " edits, %" G_GUINT64_FORMAT " imports, %" G_GUINT64_FORMAT
           " in quarantine, %" G_GUINT64_FORMAT " retired%s\n", first_seed, sum.histories,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, sum.edits,
           sum.imports, sum.refused, sum.retired,
           good ? "" : "; one fails");
  return good ? 0 : 1;
}

static int
replay (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ":", 2);
  guint64 steps = parts[1] != NULL ? g_ascii_strtoull (parts[1], NULL, 16) : SIM_LIMITED_ALL;
  g_autofree char *fault = NULL;

  sim_limited_speak ();
  fault = sim_limited_run (g_ascii_strtoull (parts[0], NULL, 10), steps);
  g_print ("%s\n", fault != NULL ? fault : "all is well");
  return fault != NULL;
}

int
main (int    argc,
      char **argv)
{
  const char *history = NULL;
  gboolean by_hand = FALSE;
  int status;

  /* What a history gives back it asks for again: let the kernel have no part in that. */
  mallopt (M_MMAP_THRESHOLD, 1 << 24);
  mallopt (M_TRIM_THRESHOLD, 1 << 30);
  /* Files go between the copies thousands of times: not by way of the disk. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  for (int i = 1; i + 1 < argc; i++)
    if (g_strcmp0 (argv[i], "--from") == 0)
      first_seed = g_ascii_strtoull (argv[i + 1], NULL, 10);
    else if (g_strcmp0 (argv[i], "--soak") == 0)
      {
        histories = g_ascii_strtoull (argv[i + 1], NULL, 10);
        by_hand = TRUE;
      }
    else if (g_strcmp0 (argv[i], "--replay") == 0)
      history = argv[i + 1];
  if (history == NULL && !by_hand)
    g_test_init (&argc, &argv, NULL);
  sim_limited_begin ();
  if (history != NULL)
    status = replay (history);
  else if (by_hand)
    status = soak ();
  else
    {
      g_test_add_func ("/limited/kept", test_kept);
      g_test_add_func ("/limited/histories", test_histories);
      status = g_test_run ();
    }
  sim_limited_end ();
  return status;
}
