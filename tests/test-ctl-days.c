/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars, clocks and charts by the real program. */

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

/* --- Clocks --- */

/* Worked dates of the domain reference, 3.3, that need no more than a day. */
static void
test_clock_from_a_day (void)
{
  static const struct
  {
    const char *rule;
    const char *from;
    const char *due;
  } cases[] = {
    { "C01", "2026-11-05", "2026-11-12" }, { "C01", "2026-10-19", "2026-11-03" },
    { "C06", "2026-10-19", "2026-11-17" }, { "C07", "2026-10-19", "2027-01-20" },
    { "C09", "2026-11-10", "2026-12-01" }, { "C10", "2026-12-01", "2027-01-06" },
    { "C11", "2027-01-20", "2027-02-03" }, { "C23", "2026-11-12", "2026-12-10" },
    { "C17", "2026-11-23", "2026-11-19" }, { "C24", "2026-11-02", "2027-04-23" },
  };
  g_autofree char *calendar = data_file ("specimen-calendar.csv");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = way_test_ctl_out ("clock %s --from %s --calendar %s --json",
                                                cases[i].rule, cases[i].from, calendar);
      g_autofree char *rule = g_strdup_printf ("\"rule\": \"%s\"", cases[i].rule);
      g_autofree char *due = g_strdup_printf ("\"due\": \"%s\"", cases[i].due);

      g_test_message ("%s from %s", cases[i].rule, cases[i].from);
      g_assert_nonnull (strstr (json, rule));
      g_assert_nonnull (strstr (json, due));
      g_assert_nonnull (strstr (json, "\"calendar\": \"specimen-calendar.csv\""));
    }
}

static void
test_clock_reads_later (void)
{
  g_autofree char *calendar = data_file ("specimen-calendar.csv");
  g_autofree char *json = way_test_ctl_out ("clock C01 --from 2026-11-05 --reading later"
                                            " --calendar %s --json", calendar);

  g_assert_nonnull (strstr (json, "\"due\": \"2026-11-13\""));
  g_assert_nonnull (strstr (json, "\"other_reading_due\": \"2026-11-12\""));
  g_assert_nonnull (strstr (json, "\"reading\": \"later\""));
}

static void
test_clock_on_facts (World         *world,
                     gconstpointer  unused)
{
  static const struct
  {
    const char *rule;
    const char *facts;
    const char *says;
  } cases[] = {
    { "C02", "{\"events\": [{\"kind\": \"suspension\", \"from\": \"2026-12-09\","
             " \"to\": \"2026-12-11\"}, {\"kind\": \"suspension\", \"from\": \"2026-12-14\","
             " \"to\": \"2026-12-17\"}]}", "\"due\": \"2026-12-16\"" },
    { "C02", "{\"events\": [{\"kind\": \"suspension\", \"from\": \"2026-12-09\","
             " \"to\": \"2026-12-11\"}, {\"kind\": \"suspension\", \"from\": \"2026-12-15\","
             " \"to\": \"2026-12-18\"}], \"attended\": [\"2026-12-14\"]}",
      "\"verdict\": \"not_due\"" },
    { "C12", "{\"events\": [{\"kind\": \"suspension\", \"from\": \"2026-12-01\","
             " \"to\": \"2026-12-01\", \"half_days\": 2}], \"year_used_half_days\": 89}",
      "\"verdict\": \"blocked\"" },
    { "C12", "{\"events\": [{\"kind\": \"suspension\", \"from\": \"2026-12-01\","
             " \"to\": \"2026-12-01\", \"half_days\": 2}], \"year_used_half_days\": 89}",
      "\"count\": 45.5,\n  \"limit\": 45,\n" },
  };
  g_autofree char *calendar = data_file ("specimen-calendar.csv");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (world, "f.json", cases[i].facts);
      g_autofree char *json = way_test_ctl_out ("clock %s --facts %s --calendar %s --json",
                                                cases[i].rule, path, calendar);

      g_test_message ("row %u", i);
      g_assert_nonnull (strstr (json, cases[i].says));
    }
}

static void
test_clock_says_why_not (World         *world,
                         gconstpointer  unused)
{
  static const struct
  {
    const char *facts;
    const char *says;
  } cases[] = {
    { "{", "f.json: line 1, column 2: " },
    { "[]", "f.json: facts: wants an object" },
    { "{\"evnts\": []}", "f.json: evnts: is not known" },
    { "{\"events\": [{\"kind\": \"party\", \"from\": \"2026-01-01\"}]}", "f.json: events[0]" },
    { "{\"events\": [{\"from\": \"2026-01-01\"}]}", "f.json: events[0].kind: is missing" },
    { "{\"events\": [{\"kind\": \"permanent\", \"from\": \"soon\"}]}",
      "f.json: events[0].from: wants a date" },
    { "{\"events\": [], \"has_ehcp\": \"yes\"}", "f.json: has_ehcp: wants true or false" },
    { "{\"events\": []}", "f.json: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (world, "f.json", cases[i].facts);
      g_auto(WayTestRun) run = way_test_ctl_format ("clock C01 --facts %s --json", path);

      g_test_message ("%s: %s", cases[i].facts, run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
      g_assert_cmpstr (run.out, ==, "");
    }
}

static void
test_clock_words (void)
{
  static const struct
  {
    const char *line;
    const char *says;
  } cases[] = {
    { "clock C99 --from 2026-01-01", "“C99”: there is no such rule" },
    { "clock C01", "--from: must be given" },
    { "clock C01 --from 2026-01-01 --facts x", "not both" },
    { "clock C01 --from 2026-01-01 --reading never", "never" },
    { "clock C01 --facts /nonexistent.json", "/nonexistent.json" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl (cases[i].line, NULL);

      g_test_message ("%s: %s", cases[i].line, run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
    }
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

/* Each kind that a file's records give, in words and as a picture. */
static void
test_every_chart_of_a_file (World         *world,
                            gconstpointer  unused)
{
  static const struct
  {
    const char *words;
    const char *says;
  } cases[] = {
    { "multiples --from 2021-09-01 --to 2022-05-19 --by setting", "A gap of 43 places" },
    { "matrix --from 2021-09-01 --to 2022-05-19 --limit 5", " is the fullest at " },
    { "flow --from 2021-09-01 --to 2022-08-31 --limit 5", "The largest way is " },
    { "chains --from 2021-09-01 --to 2022-08-31", "The largest way is " },
    { "stays --from 2021-09-01 --to 2022-05-19 --limit 5", "Half of all stays last " },
    { "waits --from 2021-09-01 --to 2022-05-19 --limit 5", "Half wait " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u.svg", world->file, i);
      g_autofree char *text = way_test_ctl_out ("--file %s chart %s --describe --out %s",
                                                world->file, cases[i].words, path);
      g_autofree char *svg = NULL;

      g_test_message ("%s: %s", cases[i].words, text);
      g_assert_nonnull (strstr (text, cases[i].says));
      g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
      g_assert_nonnull (strstr (svg, "</svg>"));
    }
}

/* Years of the budget, with what is planned as provisional. */
static void
test_costs_of_a_file (World         *world,
                      gconstpointer  unused)
{
  static const char *const lines[] = {
    "--set block=ap_places --set year=2020 --set spent=3000000",
    "--set block=ap_top_up --set year=2020 --set spent=1500000",
    "--set block=ap_places --set year=2021 --set planned=3250000",
    "--set block=ap_top_up --set year=2021 --set planned=1400000",
  };
  g_autofree char *costs = NULL;
  g_autofree char *change = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *id = way_test_ctl_out ("--file %s put budget_line %s --reason Budget",
                                              world->file, lines[i]);
    }
  costs = way_test_ctl_out ("--file %s chart costs --from 2020-04-01 --to 2022-03-31 --describe",
                            world->file);
  change = way_test_ctl_out ("--file %s chart waterfall --from 2020-04-01 --to 2022-03-31"
                             " --describe", world->file);
  g_test_message ("%s", costs);
  g_test_message ("%s", change);
  g_assert_true (g_str_has_prefix (costs, "Spend rose from \u00a34.50m in 2020/21 to "
                                          "\u00a34.65m in 2021/22."));
  g_assert_nonnull (strstr (costs, "2021/22,3.25,provisional,1.40,provisional"));
  g_assert_true (g_str_has_prefix (change, "\u00a30.15m more in 2021/22 than in 2020/21."));
}

static char *
write_series (World      *world,
              const char *text)
{
  char *path = g_strconcat (world->file, ".csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* The fan needs no database: what is expected, how sure, and how likely above. */
static void
test_fan_of_a_series (World         *world,
                      gconstpointer  unused)
{
  g_autofree char *path =
    write_series (world, "series_id,t,value,mean,lower_80,upper_80,places,method\n"
                         "Pupils,2026-09,200,,,,210,\n"
                         "Pupils,2026-10,204,,,,210,ets\n"
                         "Pupils,2026-11,,208,200,216,210,ets\n"
                         "Pupils,2026-12,,212,202,222,210,ets\n");
  g_autofree char *text = way_test_ctl_out ("chart fan --series %s --describe", path);

  g_test_message ("%s", text);
  g_assert_true (g_str_has_prefix (text, "Likely to be above the 210 Places from December 2026"));
  g_assert_nonnull (strstr (text, "Pupils 212 (forecast), 80% range 202 to 222"));
  g_assert_nonnull (strstr (text, "Method: ets."));
  g_assert_nonnull (strstr (text, "2026-12-01,212,forecast,202,,222,,60,,210"));
}

static void
test_fan_says_why_not (World         *world,
                       gconstpointer  unused)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "t,price\n2026-09,1\n", "line 1: a series has the headings" },
    { "t,value\n2026-13,1\n", "line 2: t: “2026-13” is neither a day" },
    { "t,value\n2026-09,1\n2026-09,2\n", "line 3: t: “2026-09” does not come after" },
    { "t,value\n2026-09,many\n", "line 2: value: “many” is no number" },
    { "series_id,t,value\na,2026-09,1\nb,2026-10,2\n", "line 3: series_id: “b” is a second" },
    { "t,mean,lower_80\n2026-09,1,1\n", "the heading “upper_80” is missing" },
    { "t,value\n", "no row of a series" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_series (world, cases[i].text);
      g_auto(WayTestRun) run = way_test_ctl_format ("chart fan --series %s --describe", path);

      g_test_message ("%s", run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
    }
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
    { "fan --describe", "--series: must be given" },
    { "rates --on soon --describe", "--on: “soon” is no day" },
    { "matrix --from 2022-01-01 --to 2022-02-01 --by luck --describe", "--by: “luck” is none" },
    { "flow --from 2022-01-01 --to 2022-02-01 --limit few --describe", "--limit: “few” is no" },
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
  g_test_add_func ("/ctl/clock/from-a-day", test_clock_from_a_day);
  g_test_add_func ("/ctl/clock/reads-later", test_clock_reads_later);
  g_test_add_func ("/ctl/clock/words", test_clock_words);
  add ("clock/on-facts", test_clock_on_facts);
  add ("clock/says-why-not", test_clock_says_why_not);
  add ("chart/is-drawn", test_chart_is_drawn);
  add ("chart/is-told", test_chart_is_told);
  add ("chart/every-kind", test_every_chart_of_a_file);
  add ("chart/costs", test_costs_of_a_file);
  add ("chart/fan", test_fan_of_a_series);
  add ("chart/fan-says-why-not", test_fan_says_why_not);
  add ("chart/says-why-not", test_chart_says_why_not);
  return g_test_run ();
}
