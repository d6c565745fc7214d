/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long Waymark takes from its start to its first painted page, beside the
 * least that a libadwaita program can be.  The file is an authority of ten
 * years, as large as one is.
 *
 *   benchmark-start BARE WAYMARK WAYMARKCTL
 *
 * Both run in turn, on one desktop, so that a busy machine slows both alike;
 * what is told are medians and their ratio. */
#include <locale.h>
#include <stdlib.h>

#include "way-test-desktop.h"

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

/* Microseconds from just before the start to what the program says; ends the
 * benchmark when it does not say. */
static gint64
time_start (char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *complaints = NULL;
  gint64 before = g_get_monotonic_time ();
  gint64 painted;
  int status;

  if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &complaints, &status, &error))
    g_error ("%s", error->message);
  painted = g_ascii_strtoll (said, NULL, 10);
  if (painted <= before)
    g_error ("%s did not paint: %s", argv[0], complaints);
  return painted - before;
}

static double
median (GArray *times)
{
  g_array_sort (times, compare_times);
  return (double) g_array_index (times, gint64, times->len / 2) / 1000;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GArray) bare = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) waymark = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *file = NULL;
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
      gint64 times[2] = { time_start (bare_argv), time_start (waymark_argv) };

      if (i < WARM_UP)
        continue;
      g_array_append_val (bare, times[0]);
      g_array_append_val (waymark, times[1]);
    }
  way_test_desktop_stop ();

  g_print ("bare window %.0f ms, Waymark %.0f ms, ratio %.2f\n",
           median (bare), median (waymark), median (waymark) / median (bare));
  return EXIT_SUCCESS;
}
