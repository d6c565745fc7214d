/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waymarkctl trail: what is told of exports, and a trail that is checked by a
 * program that knows its format alone. */
#include "way-test-ctl.h"

typedef struct
{
  char *folder;
  char *file;
  char *trail;
} World;

static void
must (WayTestRun run)
{
  if (run.status != 0)
    g_error ("%s", run.err);
  way_test_run_clear (&run);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  world->folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->file = g_build_filename (world->folder, "a.waymark", NULL);
  world->trail = g_build_filename (world->folder, "trail.csv", NULL);
  must (way_test_ctl_format ("init --name Ardenshire --la 334 --out %s", world->file));
  must (way_test_ctl_format ("put district --file %s --set name=Arden,\\t\"North\" --reason test",
                             world->file));
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
  g_free (world->trail);
}

static void
export (const World *world,
        const char  *who)
{
  g_autofree char *out = g_build_filename (world->folder, "out.csv", NULL);

  must (way_test_ctl_format ("export csv:district --file %s --out %s --user %s", world->file, out,
                             who));
  g_unlink (out);
}

/* The stand-alone verifier's answer. */
static int
check (const World *world)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "verify-trail.py", NULL);
  const char *argv[] = { "python3", script, world->trail, NULL };
  g_autofree char *out = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_test_message ("%s", out);
  return WEXITSTATUS (status);
}

static void
test_an_export_is_told (World         *world,
                        gconstpointer  data)
{
  g_auto(WayTestRun) run = { 0 };

  export (world, "Dana\tO'Brien");
  run = way_test_ctl_format ("trail --csv --file %s --action export", world->file);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, ",Dana O'Brien,"));
  g_assert_nonnull (strstr (run.out, ",export,district,,1,csv:district,,"));
}

static void
test_other_actions_are_left_out (World         *world,
                                 gconstpointer  data)
{
  g_auto(WayTestRun) none = { 0 };
  g_auto(WayTestRun) wrong = { 0 };

  export (world, "Dana");
  none = way_test_ctl_format ("trail --csv --file %s --action print", world->file);
  g_assert_null (strstr (none.out, "Dana"));
  wrong = way_test_ctl_format ("trail --csv --file %s --action peep", world->file);
  g_assert_cmpint (wrong.status, ==, 2);
}

static void
test_a_second_program_proves_it (World         *world,
                                 gconstpointer  data)
{
  export (world, "Dana");
  export (world, "Zoë\tŁukasz");
  must (way_test_ctl_format ("trail --out %s --file %s", world->trail, world->file));
  g_assert_cmpint (check (world), ==, 0);
  must (way_test_ctl_format ("verify --file %s", world->file));
}

/* Each bit of the text that was written stands for something. */
static void
test_a_changed_file_is_found (World         *world,
                              gconstpointer  data)
{
  static const char *const changes[][2] = {
    { ",Dana,", ",Dora," },
    { ",export,district", ",print,district" },
    { ",1,csv:district", ",2,csv:district" },
    { ",csv:district", ",csv:provision" },
    { ",no,", ",yes," },
  };
  g_autofree char *text = NULL;

  export (world, "Dana");
  export (world, "Kit");
  must (way_test_ctl_format ("trail --out %s --file %s", world->trail, world->file));
  g_assert_true (g_file_get_contents (world->trail, &text, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(GString) changed = g_string_new (text);

      g_assert_cmpuint (g_string_replace (changed, changes[i][0], changes[i][1], 1), ==, 1);
      g_assert_true (g_file_set_contents (world->trail, changed->str, -1, NULL));
      g_assert_cmpint (check (world), ==, 1);
    }
}

static void
test_a_missing_line_is_found (World         *world,
                              gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autofree char *without = NULL;

  for (guint i = 0; i < 3; i++)
    export (world, "Dana");
  must (way_test_ctl_format ("trail --out %s --file %s", world->trail, world->file));
  g_assert_true (g_file_get_contents (world->trail, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  without = g_strdup_printf ("%s\n%s\n%s\n%s\n", lines[0], lines[1], lines[3], lines[4]);
  g_assert_true (g_file_set_contents (world->trail, without, -1, NULL));
  g_assert_cmpint (check (world), ==, 1);
  g_assert_true (g_file_set_contents (world->trail, "no trail\n", -1, NULL));
  g_assert_cmpint (check (world), ==, 2);
}

/* The text of a file of the folder. */
static char *
read_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_all_about_one_child (World         *world,
                          gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (world->folder, "all", NULL);
  g_autofree char *kit = NULL;
  g_autofree char *json = NULL;
  g_autofree char *contacts = NULL;
  g_autofree char *pdf = NULL;
  g_auto(WayTestRun) trail = { 0 };
  g_auto(WayTestRun) again = { 0 };

  kit = g_strchomp (way_test_ctl_out ("put pupil --file %s --set forename=Kit --set "
                                      "surname=Ashdown --reason t", world->file));
  must (way_test_ctl_format ("put pupil --file %s --set surname=Birch --reason t", world->file));
  must (way_test_ctl_format ("put contact --file %s --set pupil=%s --set name=Jo --reason t",
                             world->file, kit));
  must (way_test_ctl_format ("put subject_request --file %s --set pupil=%s --set "
                             "received=2026-01-31 --set complex=yes --reason t", world->file, kit));
  must (way_test_ctl_format ("subject-access --file %s --today 2026-02-10 --pupil %s --out %s",
                             world->file, kit, folder));
  json = read_file (folder, "record.json");
  g_assert_nonnull (strstr (json, "\"surname\": \"Ashdown\""));
  g_assert_nonnull (strstr (json, "\"due\": \"2026-04-30\""));
  g_assert_null (strstr (json, "Birch"));
  contacts = read_file (folder, "contact.csv");
  g_assert_nonnull (strstr (contacts, ",name"));
  g_assert_nonnull (strstr (contacts, "of_others"));
  pdf = read_file (folder, "record.pdf");
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  trail = way_test_ctl_format ("trail --csv --file %s --action subject", world->file);
  g_assert_nonnull (strstr (trail.out, kit));
  again = way_test_ctl_format ("subject-access --file %s --pupil %s --out %s", world->file, kit,
                               folder);
  g_assert_cmpint (again.status, ==, 2);
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/ctl/trail/export", test_an_export_is_told);
  ADD ("/ctl/trail/actions", test_other_actions_are_left_out);
  ADD ("/ctl/trail/proved", test_a_second_program_proves_it);
  ADD ("/ctl/trail/changed", test_a_changed_file_is_found);
  ADD ("/ctl/trail/missing", test_a_missing_line_is_found);
  ADD ("/ctl/trail/subject", test_all_about_one_child);

  return g_test_run ();
}
