/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars and charts by the real program. */

#include "way-test-ctl.h"

typedef struct
{
  char *folder;
  char *file;
} World;

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *made = NULL;

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->file = g_build_filename (world->folder, "s.waymark", NULL);
  made = way_test_ctl_out ("sample solihull-2022 --out %s", world->file);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
}

static char *
data_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", name, NULL);
}

static char *
write_file (World      *world,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (world->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* --- Calendars --- */

static void
test_weekdays_without_a_calendar (void)
{
  g_autofree char *csv = way_test_ctl_out ("calendar days --from 2022-12-23 --to 2022-12-28 --csv");

  g_assert_cmpstr (csv, ==,
                   "date,kind,source\n"
                   "2022-12-23,TERM,\n"
                   "2022-12-24,WEEKEND,\n"
                   "2022-12-25,WEEKEND,\n"
                   "2022-12-26,BANK_HOLIDAY,\n"
                   "2022-12-27,BANK_HOLIDAY,\n"
                   "2022-12-28,TERM,\n");
}

static void
test_days_of_a_file (void)
{
  g_autofree char *path = data_file ("specimen-calendar.csv");
  g_autofree char *csv = way_test_ctl_out ("calendar days --from 2026-10-22 --to 2026-10-24"
                                           " --calendar %s --csv", path);

  g_assert_cmpstr (csv, ==,
                   "date,kind,source\n"
                   "2026-10-22,TERM,specimen-calendar.csv\n"
                   "2026-10-23,INSET,specimen-calendar.csv\n"
                   "2026-10-24,WEEKEND,specimen-calendar.csv\n");
}

static void
test_days_of_an_authority (World         *world,
                           gconstpointer  unused)
{
  g_autofree char *csv = way_test_ctl_out ("--file %s calendar days --from 2022-02-18"
                                           " --to 2022-02-18 --csv", world->file);

  g_assert_nonnull (strstr (csv, "\n2022-02-18,HOLIDAY,"));
}

static void
test_imported_days_count (World         *world,
                          gconstpointer  unused)
{
  g_autofree char *path = write_file (world, "c.csv", "from,to,kind\n"
                                                      "2022-01-20,2022-01-21,CLOSURE\n");
  g_autofree char *counts = way_test_ctl_out ("--file %s calendar import %s --csv", world->file,
                                              path);
  g_autofree char *csv = way_test_ctl_out ("--file %s calendar days --from 2022-01-19"
                                           " --to 2022-01-21 --csv", world->file);

  g_assert_cmpstr (counts, ==, "new,changed,same,refused\n1,0,0,0\n");
  g_assert_nonnull (strstr (csv, "\n2022-01-19,TERM,"));
  g_assert_nonnull (strstr (csv, "\n2022-01-20,CLOSURE,"));
  g_assert_nonnull (strstr (csv, "\n2022-01-21,CLOSURE,"));
}

static void
test_calendars_that_are_refused (World         *world,
                                 gconstpointer  unused)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "from,to,kind\n2026-01-01,2026-01-02,PARTY\n", "c.csv: line 2: " },
    { "from,to,kind\n2026-01-01,2026-01-02,TERM\n2026-02-31,2026-03-01,TERM\n",
      "c.csv: line 3: " },
    { "colour\nred\n", "c.csv: " },
    { "", "c.csv: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (world, "c.csv", cases[i].text);
      g_auto(WayTestRun) run = way_test_ctl_format ("calendar days --from 2026-01-01"
                                                    " --to 2026-01-09 --calendar %s --csv", path);

      g_test_message ("%s", run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
      g_assert_cmpstr (run.out, ==, "");
    }
}

static void
test_for_needs_one_that_is_there (World         *world,
                                  gconstpointer  unused)
{
  g_auto(WayTestRun) unknown = way_test_ctl_format ("--file %s calendar days --from 2026-01-01"
                                                    " --to 2026-01-09 --for 999999", world->file);
  g_auto(WayTestRun) no_file = way_test_ctl ("calendar days --from 2026-01-01 --to 2026-01-09"
                                             " --for 999999", NULL);

  g_assert_cmpint (unknown.status, ==, 2);
  g_assert_nonnull (strstr (unknown.err, "999999"));
  g_assert_cmpint (no_file.status, ==, 2);
  g_assert_nonnull (strstr (no_file.err, "--for: needs --file"));
}

/* --- Charts --- */

static void
test_chart_is_drawn (World         *world,
                     gconstpointer  unused)
{
  static const struct
  {
    const char *name;
    const char *begins;
  } cases[] = {
    { "c.png", "\x89PNG" }, { "c.svg", "<?xml" }, { "c.pdf", "%PDF" }, { "c.csv", "Day," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (world->folder, cases[i].name, NULL);
      g_autofree char *done = way_test_ctl_out ("--file %s chart occupancy --from 2021-09-01"
                                                " --to 2022-07-20 --theme print --size 800x400"
                                                " --out %s", world->file, path);
      g_autofree char *bytes = NULL;

      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (g_str_has_prefix (bytes, cases[i].begins));
    }
}

static void
test_chart_is_told (World         *world,
                    gconstpointer  unused)
{
  g_autofree char *text = way_test_ctl_out ("--file %s chart occupancy --from 2021-09-01"
                                            " --to 2022-05-19 --describe", world->file);

  g_assert_true (g_str_has_prefix (text, "A gap of 40 places"));
  g_assert_nonnull (strstr (text, "\n2022-01-20,146,71,217"));
  g_assert_nonnull (strstr (text, "\n2022-05-19,177,40,217"));
}

static void
test_chart_says_why_not (World         *world,
                         gconstpointer  unused)
{
  static const struct
  {
    const char *words;
    const char *says;
  } cases[] = {
    { "pie --describe", "“pie”: there is no such chart" },
    { "occupancy --describe", "--from: must be given" },
    { "occupancy --from 2022-01-01 --to 2022-02-01", "--out: must be given" },
    { "occupancy --from 2022-01-01 --to 2022-02-01 --out c.gif", "--out: “c.gif” ends in none" },
    { "occupancy --from 2022-01-01 --to 2022-02-01 --out c.png --size big", "--size: “big” is no" },
    { "occupancy --from 2022-01-01 --to 2022-02-01 --out c.png --theme pink",
      "--theme: “pink” is none" },
    { "occupancy --from 2022-01-01 --to 2022-02-01 --out /proc/c.png", "/proc/c.png" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s chart %s", world->file,
                                                    cases[i].words);

      g_test_message ("%s: %s", cases[i].words, run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
    }
}

#define add(path, func) g_test_add ("/ctl/" path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/calendar/weekdays-without-one", test_weekdays_without_a_calendar);
  g_test_add_func ("/ctl/calendar/days-of-a-file", test_days_of_a_file);
  add ("calendar/days-of-an-authority", test_days_of_an_authority);
  add ("calendar/imported-days-count", test_imported_days_count);
  add ("calendar/refused", test_calendars_that_are_refused);
  add ("calendar/for-needs-one-that-is-there", test_for_needs_one_that_is_there);
  add ("chart/is-drawn", test_chart_is_drawn);
  add ("chart/is-told", test_chart_is_told);
  add ("chart/says-why-not", test_chart_says_why_not);
  return g_test_run ();
}
