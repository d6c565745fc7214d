/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long Waymark takes from its start to its first painted page, beside the
 * least that a libadwaita program can be.  The file is an authority of ten
 * years, as large as one is.
 *
 *   benchmark-start BARE WAYMARK WAYMARKCTL
 *
 * Both run in turn, on one desktop, so that a busy machine slows both alike;
 * what is told are medians and their ratio, by the clock and of the processor.  The
 * second is held to the aim: what others do does not count in it. */
#include <locale.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "way-test-desktop.h"
#include "way-test-measure.h"

#define ROUNDS 11

/* The first rounds fill the caches of files and fonts. */
#define WARM_UP 2

static char *
make_authority (const char *ctl)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *complaints = NULL;
  char *path = g_build_filename (way_test_desktop_get_home (), "la.waymark", NULL);
  char *argv[] = { (char *) ctl, (char *) "sample", (char *) "la", (char *) "--seed", (char *) "1",
                   (char *) "--out", path, NULL };
  int status;

  if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &complaints, &status, &error))
    g_error ("%s", error->message);
  if (status != 0)
    g_error ("The authority cannot be made: %s", complaints);
  return path;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

typedef struct
{
  GArray *clock;             /* of gint64, microseconds */
  GArray *processor;
} Times;

/* Of all programs that were started here and have ended: microseconds. */
static gint64
processor_of_children (void)
{
  struct rusage used;

  getrusage (RUSAGE_CHILDREN, &used);
  return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * G_USEC_PER_SEC + used.ru_utime.tv_usec +
         used.ru_stime.tv_usec;
}

/* Microseconds from just before the start to what the program says, and what the
 * processor spent on it; ends the benchmark when it does not say. */
static void
time_start (char   **argv,
            Times   *times,
            gboolean counts)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *complaints = NULL;
  gint64 spent = -processor_of_children ();
  gint64 before = g_get_monotonic_time ();
  gint64 painted;
  int status;

  if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &complaints, &status, &error))
    g_error ("%s", error->message);
  painted = g_ascii_strtoll (said, NULL, 10);
  if (painted <= before)
    g_error ("%s did not paint: %s", argv[0], complaints);
  painted -= before;
  spent += processor_of_children ();
  if (!counts)
    return;
  g_array_append_val (times->clock, painted);
  g_array_append_val (times->processor, spent);
}

static double
median (GArray *times)
{
  g_array_sort (times, compare_times);
  return (double) g_array_index (times, gint64, times->len / 2) / 1000;
}

static Times
make_times (void)
{
  return (Times) { g_array_new (FALSE, FALSE, sizeof (gint64)),
                   g_array_new (FALSE, FALSE, sizeof (gint64)) };
}

static void
clear_times (Times *times)
{
  g_array_unref (times->clock);
  g_array_unref (times->processor);
}

int
main (int    argc,
      char **argv)
{
  Times bare = make_times ();
  Times waymark = make_times ();
  g_autofree char *file = NULL;
  gboolean met;
  char *bare_argv[] = { NULL, NULL };
  char *waymark_argv[] = { NULL, (char *) "--file", NULL, NULL };

  setlocale (LC_ALL, "");
  if (argc != 4)
    {
      g_printerr ("Usage: benchmark-start BARE WAYMARK WAYMARKCTL\n");
      return 2;
    }

  way_test_desktop_start ();
  file = make_authority (argv[3]);
  bare_argv[0] = argv[1];
  waymark_argv[0] = argv[2];
  waymark_argv[2] = file;
  for (guint i = 0; i < ROUNDS + WARM_UP; i++)
    {
      time_start (bare_argv, &bare, i >= WARM_UP);
      time_start (waymark_argv, &waymark, i >= WARM_UP);
    }
  way_test_desktop_stop ();

  g_print ("by the clock: bare window %.0f ms, Waymark %.0f ms, %.2f times\n", median (bare.clock),
           median (waymark.clock), median (waymark.clock) / median (bare.clock));
  g_print ("of the processor: bare window %.0f ms, Waymark %.0f ms\n", median (bare.processor),
           median (waymark.processor));
  met = way_test_tell_most ("start beside a bare window",
                            median (waymark.processor) / median (bare.processor), "times", 1.3);
  clear_times (&bare);
  clear_times (&waymark);
  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
