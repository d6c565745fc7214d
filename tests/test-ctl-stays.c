/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the command line: attendance goes out and comes back, and a school year
 * begins. */
#include "way-test-ctl.h"

#define TODAY "2026-08-20"

typedef struct
{
  char *folder;
  char *file;
} World;

static void
set_up (World         *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  self->file = g_build_filename (self->folder, "demo.waymark", NULL);
  g_free (way_test_ctl_out ("--today " TODAY " sample demo --out %s", self->file));
}

static void
tear_down (World         *self,
           gconstpointer  data)
{
  way_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->file);
}

/* The URN of the first setting that has attendance in that week. */
static char *
find_urn (World *self)
{
  g_autofree char *table = way_test_ctl_out ("--file %s list establishment --csv", self->file);
  g_auto(GStrv) lines = g_strsplit (table, "\n", -1);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", 3);
      g_autofree char *out = NULL;
      g_autofree char *path = g_build_filename (self->folder, "probe.csv", NULL);
      g_autofree char *text = NULL;

      if (*cells[1] == '\0')
        continue;
      out = way_test_ctl_out ("--file %s export attendance --for %s --from 2026-06-08"
                              " --to 2026-06-12 --out %s", self->file, cells[1], path);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      if (strchr (text, '\n')[1] != '\0')
        return g_strdup (cells[1]);
    }
  g_assert_not_reached ();
}

static void
test_attendance_goes_out_and_comes_back (World         *self,
                                         gconstpointer  data)
{
  static const char *const names[] = { "week.csv", "week.xlsx" };
  g_autofree char *urn = find_urn (self);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
      g_autofree char *out = way_test_ctl_out (
        "--file %s export attendance --for %s --from 2026-06-08 --to 2026-06-12 --out %s",
        self->file, urn, path);
      g_autofree char *counts = way_test_ctl_out (
        "--file %s import attendance %s --dry-run --csv", self->file, path);

      g_assert_true (g_str_has_prefix (counts, "new,changed,same,refused\n0,0,"));
      g_assert_true (g_str_has_suffix (counts, ",0\n"));
    }
}

static void
test_refused_rows_are_handed_back (World         *self,
                                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "in.csv", NULL);
  g_autofree char *rejects = g_build_filename (self->folder, "out.csv", NULL);
  g_autofree char *back = NULL;
  g_auto(WayTestRun) run = { 0 };

  g_assert_true (g_file_set_contents (path, "upn,week,possible,attended\nNONE,2026-06-08,10,9\n",
                                      -1, NULL));
  run = way_test_ctl_format ("--file %s import attendance %s --rejects %s --csv", self->file, path,
                             rejects);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (run.out, ==, "new,changed,same,refused\n0,0,0,1\n");
  g_assert_nonnull (strstr (run.err, "line 2: upn: there is no pupil with it"));
  g_assert_true (g_file_get_contents (rejects, &back, NULL, NULL));
  g_assert_cmpstr (back, ==, "upn,week,possible,attended,reason\n"
                             "NONE,2026-06-08,10,9,upn: there is no pupil with it\n");
}

static char *
dump (World *self)
{
  g_autofree char *pupils = way_test_ctl_out ("--file %s list pupil --csv", self->file);
  g_autofree char *placements = way_test_ctl_out ("--file %s list placement --csv", self->file);
  g_autofree char *places = way_test_ctl_out ("--file %s list capacity --csv", self->file);

  return g_strconcat (pupils, placements, places, NULL);
}

static void
test_a_school_year_begins_and_is_taken_back (World         *self,
                                             gconstpointer  data)
{
  g_autofree char *before = dump (self);
  g_autofree char *preview = way_test_ctl_out ("--file %s --today " TODAY
                                               " roll-over --dry-run --csv", self->file);
  g_autofree char *untouched = dump (self);
  g_autofree char *done = NULL, *after = NULL, *history = NULL, *restored = NULL, *undone = NULL;
  g_auto(GStrv) cells = NULL;
  g_auto(WayTestRun) again = { 0 };

  g_assert_cmpstr (untouched, ==, before);
  g_assert_nonnull (strstr (preview, ",year_group,"));
  g_assert_nonnull (strstr (preview, ",enrolment,"));
  g_assert_nonnull (strstr (preview, ",places,"));
  done = way_test_ctl_out ("--file %s --today " TODAY " roll-over --csv", self->file);
  g_assert_cmpstr (done, ==, preview);
  after = dump (self);
  g_assert_cmpstr (after, !=, before);
  again = way_test_ctl_format ("--file %s --today " TODAY " roll-over --csv", self->file);
  g_assert_cmpint (again.status, ==, 2);
  g_assert_nonnull (strstr (again.err, "cannot move up before 2027-06-01"));

  history = way_test_ctl_out ("--file %s history --csv", self->file);
  cells = g_strsplit (strchr (history, '\n') + 1, ",", 2);
  undone = way_test_ctl_out ("--file %s undo %s", self->file, cells[0]);
  restored = dump (self);
  g_assert_cmpstr (restored, ==, before);
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, func) g_test_add ("/ctl/stays/" name, World, NULL, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("attendance", test_attendance_goes_out_and_comes_back);
  ADD ("refused", test_refused_rows_are_handed_back);
  ADD ("roll-over", test_a_school_year_begins_and_is_taken_back);
  return g_test_run ();
}
