/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy by the real program: the published table of Solihull comes out of
 * the sample's records, and moves with them. */

#include "way-test-ctl.h"

#define JANUARY "2022-01-20"
#define MAY     "2022-05-19"

typedef struct
{
  char *folder;
  char *file;
} World;

/* The sample is made once; each test has a copy. */
static char *sample;

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) from = g_file_new_for_path (sample);
  g_autoptr(GFile) to = NULL;

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->file = g_build_filename (world->folder, "s.waymark", NULL);
  to = g_file_new_for_path (world->file);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
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
occupancy (World      *world,
           const char *words)
{
  return way_test_ctl_out ("--file %s occupancy %s --csv", world->file, words);
}

/* Adds a column up over the rows that are in the authority's figures. */
static gint64
sum_of (const char *csv,
        guint       column)
{
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);
  gint64 sum = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (g_str_has_suffix (lines[i], ",yes"))
        sum += g_ascii_strtoll (cells[column], NULL, 10);
    }
  return sum;
}

static void
assert_has (const char *csv,
            const char *line)
{
  g_autofree char *whole = g_strconcat ("\n", line, NULL);

  if (strstr (csv, whole) == NULL)
    g_error ("“%s” is not in\n%s", line, csv);
}

/* The first row of a list with these conditions, as cells. */
static GStrv
first_row (World      *world,
           const char *words)
{
  g_autofree char *csv = way_test_ctl_out ("--file %s list %s --csv", world->file, words);
  g_auto(GStrv) lines = g_strsplit (csv, "\n", 3);

  g_assert_nonnull (lines[1]);
  return g_strsplit (lines[1], ",", -1);
}

/* Id of a placement in the named setting that is open on the January day. */
static GStrv
live_placement (World      *world,
                const char *setting)
{
  g_autofree char *words = g_strdup_printf ("placement --where provision.establishment.name=%s"
                                            " --where end= --sort start", setting);

  return first_row (world, words);
}

static char *
id_of (World      *world,
       const char *entity,
       const char *name)
{
  g_autofree char *words = g_strdup_printf ("%s --where name=%s", entity, name);
  g_auto(GStrv) cells = first_row (world, words);

  return g_strdup (cells[0]);
}

/* --- The published table --- */

static void
test_january (World         *world,
              gconstpointer  unused)
{
  g_autofree char *csv = occupancy (world, "--on " JANUARY " --by setting");

  g_assert_cmpstr (csv, ==,
                   "name,places,on_roll,fte,empty,occupancy\n"
                   "Daylesford Academy,35,22,22.0,13,62.9\n"
                   "Solihull Academy,150,101,101.0,49,67.3\n"
                   "Triple Crown Centre,32,23,23.0,9,71.9\n"
                   "Total,217,146,146.0,71,67.3\n");
}

static void
test_may (World         *world,
          gconstpointer  unused)
{
  g_autofree char *csv = occupancy (world, "--on " MAY);

  g_assert_cmpstr (csv, ==,
                   "name,places,on_roll,fte,empty,occupancy\n"
                   "Daylesford Academy,35,23,23.0,12,65.7\n"
                   "Solihull Academy,150,125,125.0,25,83.3\n"
                   "Triple Crown Centre,32,29,29.0,3,90.6\n"
                   "Total,217,177,177.0,40,81.6\n");
}

static void
test_today_is_the_day (World         *world,
                       gconstpointer  unused)
{
  g_autofree char *on = occupancy (world, "--on " MAY);
  g_autofree char *today = occupancy (world, "--today " MAY);

  g_assert_cmpstr (on, ==, today);
}

static void
test_total_is_the_same_by_everything (World         *world,
                                      gconstpointer  unused)
{
  static const char *const ways[] = { "setting", "provision", "phase", "kind", "funder",
                                      "district" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *words = g_strdup_printf ("--on " JANUARY " --by %s", ways[i]);
      g_autofree char *csv = occupancy (world, words);

      g_assert_true (g_str_has_suffix (csv, "\nTotal,217,146,146.0,71,67.3\n"));
    }
}

static void
test_all_stand_below_the_total (World         *world,
                                gconstpointer  unused)
{
  g_autofree char *without = occupancy (world, "--on " JANUARY " --by provision");
  g_autofree char *with = occupancy (world, "--on " JANUARY " --by provision --all");

  g_assert_true (g_str_has_prefix (with, without));
  g_assert_cmpuint (strlen (with), >, strlen (without));
}

static void
test_districts_have_no_places (World         *world,
                               gconstpointer  unused)
{
  g_autofree char *csv = occupancy (world, "--on " JANUARY " --by district");
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);

  for (guint i = 1; !g_str_has_prefix (lines[i], "Total"); i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", -1);

      g_assert_cmpstr (cells[1], ==, "");
      g_assert_cmpstr (cells[4], ==, "");
      g_assert_cmpstr (cells[5], ==, "");
    }
}

/* --- Series --- */

static void
test_census_series (World         *world,
                    gconstpointer  unused)
{
  g_autofree char *csv = occupancy (world, "--from 2022-01-01 --to 2022-06-30 --every census");

  g_assert_cmpstr (csv, ==,
                   "date,name,places,on_roll,fte\n"
                   "2022-01-20,Daylesford Academy,35,22,22.0\n"
                   "2022-01-20,Solihull Academy,150,101,101.0\n"
                   "2022-01-20,Triple Crown Centre,32,23,23.0\n"
                   "2022-01-20,Total,217,146,146.0\n"
                   "2022-05-19,Daylesford Academy,35,23,23.0\n"
                   "2022-05-19,Solihull Academy,150,125,125.0\n"
                   "2022-05-19,Triple Crown Centre,32,29,29.0\n"
                   "2022-05-19,Total,217,177,177.0\n");
}

static guint
count_lines_with (const char *csv,
                  const char *text)
{
  g_auto(GStrv) parts = g_strsplit (csv, text, -1);

  return g_strv_length (parts) - 1;
}

/* 20 January 2022 is a Thursday. */
static void
test_days_weeks_and_months (World         *world,
                            gconstpointer  unused)
{
  static const struct
  {
    const char *every;
    guint       dates;
    const char *line;
  } cases[] = {
    { "day", 31, "2022-01-20,Total,217,146,146.0\n" },
    { "week", 5, "2022-01-17,Total,217," },
    { "month", 1, "2022-01-0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strdup_printf ("--from 2022-01-01 --to 2022-01-31 --every %s",
                                                cases[i].every);
      g_autofree char *csv = occupancy (world, words);
      guint dates = count_lines_with (csv, ",Total,");

      g_test_message ("every %s", cases[i].every);
      g_assert_cmpuint (dates, ==, cases[i].dates);
      assert_has (csv, cases[i].line);
    }
}

static void
test_each_day_of_a_series_is_that_day (World         *world,
                                       gconstpointer  unused)
{
  g_autofree char *series = occupancy (world, "--from 2021-11-01 --to 2022-07-01 --every month");
  g_auto(GStrv) lines = g_strsplit (series, "\n", -1);

  for (guint i = 1; *lines[i] != '\0'; i++)
    {
      g_autofree char *words = g_strdup_printf ("--on %.10s", lines[i]);
      g_autofree char *day = occupancy (world, words);

      assert_has (day, lines[i] + 11);
    }
}

static void
test_words_that_make_no_series (World         *world,
                                gconstpointer  unused)
{
  static const struct
  {
    const char *words;
    const char *says;
  } cases[] = {
    { "--on 2022-02-30", "--on: “2022-02-30” is no day" },
    { "--by hat", "--by: “hat” is none of setting" },
    { "--from 2022-01-01", "--to: must be given" },
    { "--every week", "--from: must be given" },
    { "--from 2022-01-01 --to 2021-01-01 --every week", "--to: lies before --from" },
    { "--from 1800-01-01 --to 2021-01-01 --every day", "--to: lies more than 100 years after" },
    { "--from 2022-01-01 --to 2022-02-01 --every year", "--every: “year” is none of day" },
    { "--on 2022-01-01 --from 2022-01-01 --to 2022-02-01", "not both" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s occupancy %s --csv", world->file,
                                                    cases[i].words);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
    }
}

/* --- The figures move with the records --- */

/* The number of the newest edit. */
static char *
newest_edit (World *world)
{
  g_autofree char *csv = way_test_ctl_out ("--file %s history --csv", world->file);
  g_auto(GStrv) lines = g_strsplit (csv, "\n", 3);

  return g_strndup (lines[1], strcspn (lines[1], ","));
}

static void
test_ending_a_placement_moves_its_setting (World         *world,
                                           gconstpointer  unused)
{
  g_auto(GStrv) placement = live_placement (world, "Solihull\tAcademy");
  g_autofree char *before = occupancy (world, "--on " MAY);
  g_autofree char *put = way_test_ctl_out ("--file %s put placement --id %s --set end=2022-05-18"
                                           " --reason Left", world->file, placement[0]);
  g_autofree char *edit = newest_edit (world);
  g_autofree char *moved = occupancy (world, "--on " MAY);
  g_autofree char *later = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *after = NULL;
  g_autofree char *history = NULL;
  g_auto(GStrv) row = NULL;
  g_autofree char *words = g_strdup_printf ("placement --where id=%s", placement[0]);

  assert_has (moved, "Daylesford Academy,35,23,23.0,12,65.7\n");
  assert_has (moved, "Solihull Academy,150,124,124.0,26,82.7\n");
  assert_has (moved, "Triple Crown Centre,32,29,29.0,3,90.6\n");
  assert_has (moved, "Total,217,176,176.0,41,81.1\n");

  later = way_test_ctl_out ("--file %s put placement --id %s --set reviewed=2022-04-01"
                            " --reason Review", world->file, placement[0]);
  undone = way_test_ctl_out ("--file %s undo %s", world->file, edit);
  after = occupancy (world, "--on " MAY);
  g_assert_cmpstr (before, ==, after);
  row = first_row (world, words);
  g_assert_true (g_strv_contains ((const char *const *) row, "2022-04-01"));

  history = way_test_ctl_out ("--file %s history --entity placement --id %s --csv", world->file,
                              placement[0]);
  g_assert_nonnull (strstr (history, ",end,,2022-05-18\n"));
  g_assert_nonnull (strstr (history, ",end,2022-05-18,\n"));
  g_assert_nonnull (strstr (history, ",2022-04-01\n"));
}

static void
test_changing_the_setting_moves_two (World         *world,
                                     gconstpointer  unused)
{
  g_auto(GStrv) placement = live_placement (world, "Solihull\tAcademy");
  g_autofree char *other = id_of (world, "provision", "Triple\tCrown\tCentre");
  g_autofree char *put = way_test_ctl_out ("--file %s put placement --id %s --set provision=%s"
                                           " --reason Moved", world->file, placement[0], other);
  g_autofree char *edit = newest_edit (world);
  g_autofree char *moved = occupancy (world, "--on " MAY);
  g_autofree char *undone = way_test_ctl_out ("--file %s undo %s", world->file, edit);
  g_autofree char *after = occupancy (world, "--on " MAY);

  assert_has (moved, "Daylesford Academy,35,23,");
  assert_has (moved, "Solihull Academy,150,124,");
  assert_has (moved, "Triple Crown Centre,32,30,30.0,2,93.8\n");
  assert_has (moved, "Total,217,177,177.0,40,81.6\n");
  assert_has (after, "Solihull Academy,150,125,125.0,25,83.3\n");
}

static gint64
on_roll_of (const char *csv,
            const char *name)
{
  g_autofree char *start = g_strconcat ("\n", name, ",,", NULL);
  const char *line = strstr (csv, start);

  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen (start), NULL, 10);
}

static void
test_changing_the_home_moves_districts_alone (World         *world,
                                              gconstpointer  unused)
{
  g_auto(GStrv) placement = live_placement (world, "Solihull\tAcademy");
  g_autofree char *words = g_strdup_printf ("pupil --where id=%s", placement[1]);
  g_auto(GStrv) pupil = first_row (world, words);
  g_autofree char *home = g_strdup_printf ("district --where id=%s", pupil[7]);
  g_auto(GStrv) from = first_row (world, home);
  const char *name = strcmp (from[1], "Solihull North") == 0 ? "Solihull South" : "Solihull North";
  g_autofree char *tabbed = g_strdelimit (g_strdup (name), " ", '\t');
  g_autofree char *to = id_of (world, "district", tabbed);
  g_autofree char *before = occupancy (world, "--on " MAY " --by district");
  g_autofree char *put = way_test_ctl_out ("--file %s put pupil --id %s --set home_district=%s"
                                           " --reason Moved", world->file, placement[1], to);
  g_autofree char *edit = newest_edit (world);
  g_autofree char *moved = occupancy (world, "--on " MAY " --by district");
  g_autofree char *settings = occupancy (world, "--on " MAY);
  g_autofree char *undone = way_test_ctl_out ("--file %s undo %s", world->file, edit);
  g_autofree char *after = occupancy (world, "--on " MAY " --by district");

  g_assert_cmpint (on_roll_of (moved, from[1]), ==, on_roll_of (before, from[1]) - 1);
  g_assert_cmpint (on_roll_of (moved, name), ==, on_roll_of (before, name) + 1);
  assert_has (settings, "Total,217,177,177.0,40,81.6\n");
  g_assert_cmpstr (before, ==, after);
}

static void
test_sessions_move_fte_alone (World         *world,
                              gconstpointer  unused)
{
  g_auto(GStrv) placement = live_placement (world, "Solihull\tAcademy");
  g_autofree char *put = way_test_ctl_out ("--file %s put placement --id %s --set sessions=3"
                                           " --set timetable= --reason Less", world->file,
                                           placement[0]);
  g_autofree char *csv = occupancy (world, "--on " MAY);

  assert_has (csv, "Solihull Academy,150,125,124.3,25,83.3\n");
  assert_has (csv, "Total,217,177,176.3,40,81.6\n");
}

static void
test_planned_and_out_of_service (World         *world,
                                 gconstpointer  unused)
{
  g_autofree char *provision = id_of (world, "provision", "Triple\tCrown\tCentre");
  g_autofree char *planned = way_test_ctl_out ("--file %s put capacity --set provision=%s"
                                               " --set from=2022-05-01 --set places=10"
                                               " --set kind=planned --reason New", world->file,
                                               provision);
  g_autofree char *out = way_test_ctl_out ("--file %s put capacity --set provision=%s"
                                           " --set from=2022-05-19 --set to=2022-05-19"
                                           " --set places=5 --set kind=out_of_service"
                                           " --reason Flood", world->file, provision);
  g_autofree char *csv = occupancy (world, "--on " MAY);
  g_autofree char *next = occupancy (world, "--on 2022-05-20");

  assert_has (csv, "Triple Crown Centre,27,29,29.0,0,107.4\n");
  assert_has (csv, "Total,212,177,177.0,35,83.5\n");
  assert_has (next, "Triple Crown Centre,32,");
}

#define add(path, func) g_test_add ("/ctl/occupancy/" path, World, NULL, set_up, func, tear_down)

/* What is recorded later moves what is counted now, never what was counted. */
static void
test_a_census_count_stays (World         *world,
                           gconstpointer  unused)
{
  g_autofree char *taken = way_test_ctl_out ("--file %s --today 2022-06-01 census take --on "
                                             MAY " --csv", world->file);
  g_auto(GStrv) placement = live_placement (world, "Solihull\tAcademy");
  g_autofree char *put = way_test_ctl_out ("--file %s put placement --id %s --set end=2022-05-18"
                                           " --reason Test", world->file, placement[0]);
  g_autofree char *listed = way_test_ctl_out ("--file %s census list --csv", world->file);
  g_auto(WayTestRun) again = way_test_ctl_format ("--file %s --today 2022-06-01 census take --on "
                                                  MAY, world->file);
  g_auto(WayTestRun) early = way_test_ctl_format ("--file %s --today 2022-02-01 census take --on "
                                                  MAY, world->file);

  g_assert_true (g_str_has_prefix (taken, "date,name,places,on_roll,fte,places_now,on_roll_now,"
                                          "fte_now,counted\n"));
  assert_has (taken, "2022-05-19,Triple Crown Centre,32,29,29.0,32,29,29.0,yes");
  g_assert_cmpint (sum_of (listed, 3), ==, 177);
  g_assert_cmpint (sum_of (listed, 6), ==, 176);
  g_assert_cmpint (again.status, ==, 2);
  g_assert_cmpint (early.status, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *made = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  sample = g_build_filename (folder, "sample.waymark", NULL);
  made = way_test_ctl_out ("sample solihull-2022 --out %s", sample);

  add ("january", test_january);
  add ("may", test_may);
  add ("today-is-the-day", test_today_is_the_day);
  add ("total-is-the-same-by-everything", test_total_is_the_same_by_everything);
  add ("all-stand-below-the-total", test_all_stand_below_the_total);
  add ("districts-have-no-places", test_districts_have_no_places);
  add ("series/census", test_census_series);
  add ("series/days-weeks-and-months", test_days_weeks_and_months);
  add ("series/each-day-is-that-day", test_each_day_of_a_series_is_that_day);
  add ("series/words", test_words_that_make_no_series);
  add ("moves/ending-a-placement", test_ending_a_placement_moves_its_setting);
  add ("moves/changing-the-setting", test_changing_the_setting_moves_two);
  add ("moves/changing-the-home", test_changing_the_home_moves_districts_alone);
  add ("moves/sessions", test_sessions_move_fte_alone);
  add ("moves/planned-and-out-of-service", test_planned_and_out_of_service);
  add ("census-count-stays", test_a_census_count_stays);
  status = g_test_run ();
  way_test_remove_folder (folder);
  g_free (sample);
  return status;
}
