/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matching by the real program: the columns of the contract, a failure that says
 * what would mend it, and does. */

#include "way-test-ctl.h"

typedef struct
{
  char *folder;
  char *file;
  char *pupil;
  char *provision;
} World;

/* Runs a put and gives the id that it prints. */
static char *
put (World      *world,
     const char *words)
{
  g_autofree char *out = way_test_ctl_out ("--file %s put %s --reason Test --csv", world->file,
                                           words);
  g_auto(GStrv) lines = g_strsplit (out, "\n", 3);

  g_assert_nonnull (lines[1]);
  return g_strdup (lines[1]);
}

static void
put_criterion (World      *world,
               const char *words)
{
  g_autofree char *line = g_strdup_printf ("criterion --set provision=%s --set wording=W %s",
                                           world->provision, words);
  g_autofree char *id = put (world, line);

  g_assert_cmpuint (strlen (id), ==, 36);
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *words = NULL;
  g_autofree char *made = NULL;
  g_autofree char *places = NULL;
  g_autofree char *capacity = NULL;

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->file = g_build_filename (world->folder, "m.waymark", NULL);
  made = way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", world->file);
  setting = put (world, "establishment --set name=Hawthorn --set type=36");
  words = g_strdup_printf ("provision --set establishment=%s --set name=Beacon", setting);
  world->provision = put (world, words);
  places = g_strdup_printf ("capacity --set provision=%s --set from=2020-09-01 --set places=1",
                            world->provision);
  capacity = put (world, places);
  world->pupil = put (world, "pupil --set surname=Ashdown --set forename=Kit --set year=8"
                             " --set birth=2014-03-02");
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
  g_free (world->pupil);
  g_free (world->provision);
}

static char *
match (World *world)
{
  return way_test_ctl_out ("--file %s --today 2026-11-10 match --pupil %s --route HEALTH"
                           " --on 2026-11-16 --csv", world->file, world->pupil);
}

/* The row of a criterion, without provision and what follows the change. */
static char *
row_of (World      *world,
        const char *criterion)
{
  g_autofree char *csv = match (world);
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", 7);

      g_assert_cmpstr (cells[1], ==, world->provision);
      if (strcmp (cells[4], criterion) == 0)
        return g_strdup_printf ("%s %s %s %s", cells[0], cells[2], cells[3], cells[5]);
    }
  return NULL;
}

static void
test_columns (World         *world,
              gconstpointer  unused)
{
  g_autofree char *csv = match (world);
  g_autofree char *place = row_of (world, "place");

  g_assert_true (g_str_has_prefix (csv, "rank,provision,verdict,free,criterion,result,why,change"));
  g_assert_cmpstr (place, ==, "1 pass 1 pass");
}

static void
test_a_failure_is_mended (World         *world,
                          gconstpointer  unused)
{
  g_autofree char *failed = NULL;
  g_autofree char *text = NULL;
  g_autofree char *mended = NULL;
  g_autofree char *words = NULL;
  g_autofree char *id = NULL;

  put_criterion (world, "--set rule=year_min --set low=10");
  failed = row_of (world, "year_min");
  g_assert_cmpstr (failed, ==, " fail 1 fail");
  text = match (world);
  g_assert_nonnull (strstr (text, "\"Year group: Year 10, from 2028-09-01\""));
  words = g_strdup_printf ("pupil --id %s --set year=10", world->pupil);
  id = put (world, words);
  mended = row_of (world, "year_min");
  g_assert_cmpstr (mended, ==, "1 pass 1 pass");
}

static void
test_words_are_not_judged (World         *world,
                           gconstpointer  unused)
{
  g_autofree char *row = NULL;

  put_criterion (world, "--set kind=entry");
  row = row_of (world, "text");
  g_assert_cmpstr (row, ==, "1 unknown 1 unknown");
}

static void
test_what_cannot_be_asked_is_refused (World         *world,
                                      gconstpointer  unused)
{
  static const char *const rest[] = {
    "--route HEALTH", "--pupil x --route HEALTH", "--pupil %s --route NONE", "--pupil %s",
    "--pupil %s --route HEALTH --days mon", "--pupil %s --route HEALTH --on soon",
    "--pupil 01a1c2c1-240d-7c43-ad9f-f5145b3b1a60 --route HEALTH",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    {
      g_auto(GStrv) parts = g_strsplit (rest[i], "%s", 2);
      g_autofree char *words = g_strjoinv (world->pupil, parts);
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s match %s --csv", world->file, words);

      g_test_message ("%s", words);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (run.out, ==, "");
    }
}

static void
test_a_code_of_another_set_is_refused (World         *world,
                                       gconstpointer  unused)
{
  g_auto(WayTestRun) run =
    way_test_ctl_format ("--file %s put criterion --set provision=%s --set wording=W"
                         " --set rule=needs --set codes=KS3 --reason Test", world->file,
                         world->provision);

  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "codes"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ctl/match/columns", World, NULL, set_up, test_columns, tear_down);
  g_test_add ("/ctl/match/a-failure-is-mended", World, NULL, set_up, test_a_failure_is_mended,
              tear_down);
  g_test_add ("/ctl/match/words-are-not-judged", World, NULL, set_up, test_words_are_not_judged,
              tear_down);
  g_test_add ("/ctl/match/refusals", World, NULL, set_up, test_what_cannot_be_asked_is_refused,
              tear_down);
  g_test_add ("/ctl/match/a-code-of-another-set", World, NULL, set_up,
              test_a_code_of_another_set_is_refused, tear_down);
  return g_test_run ();
}
