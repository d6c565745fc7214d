/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Releases by the real program: the published table of Solihull comes out, what
 * an attacker can work out is found, and changes of a few are refused. */

#include "way-test-ctl.h"

#include <sys/stat.h>

#define TODAY "2022-07-01"

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

static WayTestRun
publish (World      *world,
         const char *profile,
         const char *name)
{
  return way_test_ctl_format ("--file %s --today " TODAY " publish --profile %s --out %s/%s",
                              world->file, profile, world->folder, name);
}

static void
publish_well (World      *world,
              const char *profile,
              const char *name)
{
  g_auto(WayTestRun) run = publish (world, profile, name);

  if (run.status != 0)
    g_error ("exit status %d: %s", run.status, run.err);
}

static void
assert_attack (World      *world,
               const char *name,
               const char *with,
               int         status)
{
  g_auto(WayTestRun) run = with == NULL
    ? way_test_ctl_format ("publish --attack %s/%s", world->folder, name)
    : way_test_ctl_format ("publish --attack %s/%s --with %s/%s", world->folder, name,
                           world->folder, with);

  g_test_message ("%s%s", run.out, run.err);
  g_assert_cmpint (run.status, ==, status);
}

static char *
read_part (World      *world,
           const char *name,
           const char *part)
{
  g_autofree char *path = g_build_filename (world->folder, name, part, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
replace_in (World      *world,
            const char *name,
            const char *part,
            const char *from,
            const char *to)
{
  g_autofree char *path = g_build_filename (world->folder, name, part, NULL);
  g_autofree char *text = read_part (world, name, part);
  g_autoptr(GString) changed = g_string_new (text);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (g_string_replace (changed, from, to, 0), >=, 1);
  g_file_set_contents (path, changed->str, -1, &error);
  g_assert_no_error (error);
}

static void
assert_has (const char *text,
            const char *line)
{
  if (strstr (text, line) == NULL)
    g_error ("“%s” is not in\n%s", line, text);
}

/* --- What comes out --- */

static void
test_published_table_of_solihull (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *csv = NULL;

  publish_well (world, "PARTNER", "r");
  csv = read_part (world, "r", "occupancy-by-setting.csv");
  assert_has (csv, "census_date,setting,places,on_roll,empty,occupancy\n");
  assert_has (csv, "\n2022-01-20,Solihull Academy,150,101,49,67.3\n");
  assert_has (csv, "\n2022-01-20,Total,217,146,71,67.3\n");
  assert_has (csv, "\n2022-05-19,Triple Crown Centre,32,29,3,90.6\n");
  assert_has (csv, "\n2022-05-19,Total,217,177,40,81.6\n");
}

static void
test_public_is_rounded (World         *world,
                        gconstpointer  unused)
{
  g_autofree char *csv = NULL;

  publish_well (world, "PUBLIC", "r");
  csv = read_part (world, "r", "occupancy-by-setting.csv");
  assert_has (csv, "\n2022-01-20,Solihull Academy,150,100,50,66.7\n");
  assert_has (csv, "\n2022-05-19,Total,217,175,42,80.6\n");
}

static void
test_all_parts_are_there (World         *world,
                          gconstpointer  unused)
{
  static const char *const parts[] = {
    "datapackage.json", "tables.xlsx", "tables.ods", "occupancy-by-phase.csv",
    "charts/occupancy-by-setting.svg", "charts/occupancy-by-setting.png",
  };

  publish_well (world, "PUBLIC", "r");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_build_filename (world->folder, "r", parts[i], NULL);
      struct stat about;

      g_assert_cmpint (stat (path, &about), ==, 0);
      g_assert_cmpint (about.st_size, >, 100);
    }
}

static void
test_release_is_kept (World         *world,
                      gconstpointer  unused)
{
  g_autofree char *list = NULL;
  g_autofree char *history = NULL;

  publish_well (world, "PUBLIC", "r");
  list = way_test_ctl_out ("--file %s list release --csv", world->file);
  assert_has (list, ",PUBLIC,2021,2022-07-01,");
  history = way_test_ctl_out ("--file %s history --csv", world->file);
  assert_has (history, "Publish statistics for 2021/22 (PUBLIC)");
}

/* --- The attack --- */

static void
test_every_profile_stands (World         *world,
                           gconstpointer  unused)
{
  static const char *const profiles[] = { "PARTNER", "PUBLIC", "DFE_OPEN" };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      publish_well (world, profiles[i], profiles[i]);
      assert_attack (world, profiles[i], NULL, 0);
    }
}

static void
test_one_hidden_alone_is_found (World         *world,
                                gconstpointer  unused)
{
  publish_well (world, "PARTNER", "r");
  replace_in (world, "r", "occupancy-by-setting.csv", "2022-01-20,Daylesford Academy,35,22,13,62.9",
              "2022-01-20,Daylesford Academy,35,c,c,c");
  assert_attack (world, "r", NULL, 1);
}

/* Nothing in the folder but what stands beside it gives the hidden one away. */
static void
test_difference_beside_a_hidden_one_is_found (World         *world,
                                              gconstpointer  unused)
{
  static const char *const rows[] = {
    "2022-01-20,Daylesford Academy,35,22,13,62.9", "2022-01-20,Daylesford Academy,35,c,13,c",
    "2022-01-20,Solihull Academy,150,101,49,67.3", "2022-01-20,Solihull Academy,150,c,c,c",
    "2022-01-20,Triple Crown Centre,32,23,9,71.9", "2022-01-20,Triple Crown Centre,32,c,c,c",
  };

  publish_well (world, "PARTNER", "r");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i += 2)
    replace_in (world, "r", "occupancy-by-setting.csv", rows[i], rows[i + 1]);
  assert_attack (world, "r", NULL, 1);
}

static void
test_what_another_release_shows_is_found (World         *world,
                                          gconstpointer  unused)
{
  publish_well (world, "PUBLIC", "p");
  publish_well (world, "DFE_OPEN", "o");
  assert_attack (world, "p", NULL, 0);
  assert_attack (world, "p", "o", 1);
}

static void
test_hostile_folders_are_refused (World         *world,
                                  gconstpointer  unused)
{
  static const struct { const char *part, *from, *to; } wrongs[] = {
    { "datapackage.json", "\"occupancy-by-kind.csv\"", "\"../s.waymark\"" },
    { "datapackage.json", "\"waymark:role\": \"rate\"", "\"waymark:role\": \"rat\"" },
    { "datapackage.json", "\"threshold\": 2", "\"threshold\": -2" },
    { "occupancy-by-kind.csv", "2022-01-20,medical,32,23", "2022-01-20,medical,32,-23" },
    { "occupancy-by-kind.csv", "2022-01-20,medical,32,23", "2022-01-20,medical,32,2e3" },
    { "occupancy-by-kind.csv", "2022-01-20,medical,32", "2022-01-20,intervention,32" },
    { "occupancy-by-kind.csv", "on_roll", "on_rol" },
    { "occupancy-by-kind.csv", "2022-01-20,Total,217,146", "2022-01-20,Total,217,147" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autofree char *name = g_strdup_printf ("r%u", i);

      g_test_message ("%s: %s", wrongs[i].part, wrongs[i].to);
      publish_well (world, "PARTNER", name);
      replace_in (world, name, wrongs[i].part, wrongs[i].from, wrongs[i].to);
      assert_attack (world, name, NULL, 2);
    }
  assert_attack (world, "is-not-there", NULL, 2);
}

/* --- What is refused --- */

static void
assert_refused (WayTestRun  run,
                const char *words)
{
  g_assert_cmpint (run.status, ==, 2);
  assert_has (run.err, words);
  way_test_run_clear (&run);
}

static void
test_bad_usage (World         *world,
                gconstpointer  unused)
{
  assert_refused (publish (world, "CASEWORK", "r"), "CASEWORK");
  assert_refused (way_test_ctl_format ("--file %s publish --profile PUBLIC", world->file), "--out");
  assert_refused (way_test_ctl_format ("publish --profile PUBLIC --out %s/r", world->folder),
                  "--file");
  assert_refused (way_test_ctl_format ("--file %s --today " TODAY " publish --profile PUBLIC"
                                       " --year 2022 --out %s/r", world->file, world->folder),
                  "has not begun");
  assert_refused (way_test_ctl_format ("--file %s --today " TODAY " publish --profile PUBLIC"
                                       " --year 21 --out %s/r", world->file, world->folder),
                  "--year");
  assert_refused (way_test_ctl_format ("--file %s --today " TODAY " publish --profile PUBLIC"
                                       " --table pupils --out %s/r", world->file, world->folder),
                  "pupils");
}

/* A folder that is there is left as it is, and the file too. */
static void
test_folder_that_is_there_is_refused (World         *world,
                                      gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (world->folder, "r", NULL);
  g_autofree char *list = NULL;
  g_autoptr(GDir) dir = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused (publish (world, "PUBLIC", "r"), "is there already");
  list = way_test_ctl_out ("--file %s list release --csv", world->file);
  g_assert_null (strstr (list, "PUBLIC"));
  dir = g_dir_open (path, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_the_same_again_is_published (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  publish_well (world, "PUBLIC", "r1");
  publish_well (world, "PARTNER", "r2");
  publish_well (world, "PUBLIC", "r3");
  one = read_part (world, "r1", "exclusions-by-district.csv");
  two = read_part (world, "r3", "exclusions-by-district.csv");
  g_assert_cmpstr (one, ==, two);
  assert_attack (world, "r3", "r1", 0);
}

/* Rule 7: one suspension more would show in the totals. */
static void
test_one_more_is_refused (World         *world,
                          gconstpointer  unused)
{
  g_autofree char *table = way_test_ctl_out ("--file %s list exclusion --csv", world->file);
  g_auto(GStrv) lines = g_strsplit (table, "\n", 3);
  g_auto(GStrv) cells = g_strsplit (lines[1], ",", -1);
  g_autofree char *put = NULL;

  assert_has (lines[0], "id,pupil,establishment,category");
  publish_well (world, "PARTNER", "r1");
  put = way_test_ctl_out ("--file %s put exclusion --set pupil=%s --set establishment=%s"
                          " --set category=SUSP --set from=2022-03-01 --set to=2022-03-02"
                          " --reason Test", world->file, cells[1], cells[2]);
  assert_refused (publish (world, "PARTNER", "r2"), "differs from the release of 2022-07-01");
  g_assert_cmpint (strlen (put), >, 30);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*func) (World *world, gconstpointer unused);
  } tests[] = {
    { "published-table-of-solihull", test_published_table_of_solihull },
    { "public-is-rounded", test_public_is_rounded },
    { "all-parts-are-there", test_all_parts_are_there },
    { "release-is-kept", test_release_is_kept },
    { "every-profile-stands", test_every_profile_stands },
    { "one-hidden-alone-is-found", test_one_hidden_alone_is_found },
    { "difference-beside-a-hidden-one-is-found", test_difference_beside_a_hidden_one_is_found },
    { "what-another-release-shows-is-found", test_what_another_release_shows_is_found },
    { "hostile-folders-are-refused", test_hostile_folders_are_refused },
    { "bad-usage", test_bad_usage },
    { "folder-that-is-there-is-refused", test_folder_that_is_there_is_refused },
    { "the-same-again-is-published", test_the_same_again_is_published },
    { "one-more-is-refused", test_one_more_is_refused },
  };
  g_autofree char *folder = NULL;
  g_autofree char *made = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("way-ctl-XXXXXX", NULL);
  sample = g_build_filename (folder, "sample.waymark", NULL);
  made = way_test_ctl_out ("sample solihull-2022 --out %s", sample);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/publish/", tests[i].path, NULL);

      g_test_add (path, World, NULL, set_up, tests[i].func, tear_down);
    }
  status = g_test_run ();
  way_test_remove_folder (folder);
  g_free (sample);
  return status;
}
