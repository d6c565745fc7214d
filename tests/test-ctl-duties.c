/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of duties by the real program. */

#include "way-test-ctl.h"

typedef struct
{
  char *folder;
  char *file;
  char *pupil;
  char *exclusion;
} World;

static char *
put (World      *world,
     const char *words)
{
  return g_strstrip (way_test_ctl_out ("put %s --reason Test --file %s", words, world->file));
}

/* A child excluded on Thursday 5 November 2026. */
static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *made = NULL;
  g_autofree char *school = NULL;
  g_autofree char *words = NULL;

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->file = g_build_filename (world->folder, "d.waymark", NULL);
  made = way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", world->file);
  school = put (world, "establishment --set name=Fernhill");
  world->pupil = put (world, "pupil --set surname=Ashdown --set home_la=334");
  words = g_strdup_printf ("exclusion --set pupil=%s --set establishment=%s --set category=PERM"
                           " --set from=2026-11-05 --set told_parents=2026-11-05"
                           " --set told_la=2026-11-05 --set informed=2026-11-05",
                           world->pupil, school);
  world->exclusion = put (world, words);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
  g_free (world->pupil);
  g_free (world->exclusion);
}

/* The row of a rule, or "". */
static char *
row_of (World      *world,
        const char *rule,
        const char *today,
        const char *options)
{
  g_autofree char *csv = way_test_ctl_out ("duties --csv --today %s --file %s%s", today,
                                           world->file, options);
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);

  g_assert_true (g_str_has_prefix (lines[0],
                                   "duty,rule,pupil,started,due,state,days_left,reason"));
  for (guint i = 1; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], rule))
      return g_strdup (lines[i]);
  return g_strdup ("");
}

static void
test_each_state_is_told (World         *world,
                         gconstpointer  unused)
{
  static const struct { const char *today, *rest; } cases[] = {
    { "2026-11-06", "2026-11-05,2026-11-12,open,4,,,LA" },
    { "2026-11-10", "2026-11-05,2026-11-12,due,2,,,LA" },
    { "2026-11-13", "2026-11-05,2026-11-12,breached,-1,,,LA" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *row = row_of (world, "C01", cases[i].today, "");
      g_autofree char *expected = g_strdup_printf ("C01:%s,C01,%s,%s", world->exclusion,
                                                   world->pupil, cases[i].rest);

      g_assert_cmpstr (row, ==, expected);
    }
}

static void
test_met_and_its_reason_are_told (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *words = g_strdup_printf ("exclusion --id %s --set educated_from=2026-11-16",
                                            world->exclusion);
  g_autofree char *act_words = g_strdup_printf (
    "duty_act --set rule=C01 --set pupil=%s --set exclusion=%s --set kind=explained"
    " --set day=2026-11-16 --set reason=No\ttutor", world->pupil, world->exclusion);
  g_autofree char *met = put (world, words);
  g_autofree char *act = put (world, act_words);
  g_autofree char *row = row_of (world, "C01", "2026-11-16", " --state met");
  g_autofree char *none = row_of (world, "C01", "2026-11-16", " --state breached");

  g_assert_true (g_str_has_suffix (row, ",met_late,,No tutor,2026-11-16,LA"));
  g_assert_cmpstr (none, ==, "");
}

static void
test_the_register_says_why (World         *world,
                            gconstpointer  unused)
{
  g_autofree char *csv = way_test_ctl_out ("register --csv --today 2026-11-13 --file %s",
                                           world->file);
  g_autofree char *expected = g_strdup_printf (
    "pupil,reason,counted,since,known,rule,due,state,days_left,sessions,hours,considered,decision,"
    "decided,review_by\n%s,PEX,yes,2026-11-05,2026-11-05,C01,2026-11-12,breached,-1,0,,,,,\n",
    world->pupil);

  g_assert_cmpstr (csv, ==, expected);
}

static void
test_a_calendar_is_written (World         *world,
                            gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (world->folder, "duties.ics", NULL);
  g_autofree char *said = way_test_ctl_out ("export ical --today 2026-11-10 --out %s --file %s",
                                            path, world->file);
  g_autofree char *initials = NULL;
  g_autofree char *names = NULL;
  g_autofree char *again = NULL;

  g_assert_true (g_file_get_contents (path, &initials, NULL, NULL));
  g_assert_nonnull (strstr (initials, "BEGIN:VEVENT"));
  g_assert_nonnull (strstr (initials, "DTSTART;VALUE=DATE:20261112"));
  g_assert_null (strstr (initials, "Ashdown"));
  again = way_test_ctl_out ("export ical --names --today 2026-11-10 --out %s --file %s", path,
                            world->file);
  g_assert_true (g_file_get_contents (path, &names, NULL, NULL));
  g_assert_nonnull (strstr (names, "Ashdown"));
}

static void
test_the_state_is_checked (World         *world,
                           gconstpointer  unused)
{
  g_auto(WayTestRun) run = way_test_ctl_format ("duties --state late --file %s", world->file);

  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "late"));
}

static void
test_an_act_names_one_subject (World         *world,
                               gconstpointer  unused)
{
  g_auto(WayTestRun) none = way_test_ctl_format (
    "put duty_act --set rule=C01 --set pupil=%s --set kind=considered --set day=2026-11-16"
    " --reason Test --file %s", world->pupil, world->file);

  g_assert_cmpint (none.status, ==, 2);
  g_assert_nonnull (strstr (none.err, "exclusion"));
}

#define ADD(path, test) \
  g_test_add ("/ctl/duties/" path, World, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("states", test_each_state_is_told);
  ADD ("met", test_met_and_its_reason_are_told);
  ADD ("register", test_the_register_says_why);
  ADD ("ical", test_a_calendar_is_written);
  ADD ("state-option", test_the_state_is_checked);
  ADD ("act", test_an_act_names_one_subject);
  return g_test_run ();
}
