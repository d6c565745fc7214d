/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts at scale and the shared folder, by keys: all of a record is settled at
 * once and brought back, a rule is set and settles, and two windows that watch one
 * folder get into step by themselves. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

#define DAY "2026-11-10"

static char *
in_home (const char *name)
{
  return g_build_filename (way_test_desktop_get_home (), name, NULL);
}

static WayTestWindow *
sit_down (const char *path)
{
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);

  way_test_office_shows (window, "Today");
  return window;
}

static void
go_to_exchange (WayTestWindow *window)
{
  way_test_window_raise (window);
  way_test_press ("<Ctrl>k");
  way_test_type ("Exchange");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_LIST_ITEM, "Exchange, Page"));
  way_test_press ("Down");
  way_test_press ("Return");
  way_test_office_shows (window, "To settle");
}

/* --- Conflicts --- */

static void
change (const char *path,
        const char *id,
        const char *what)
{
  g_free (way_test_office_ctl ("--file %s put establishment --id %s --set %s --reason Test", path, id,
                               what));
}

static void
hear (const char *to,
      const char *from)
{
  g_autofree char *bundle = in_home ("news.waybundle");
  g_autofree char *line = g_strdup_printf ("%s --file %s exchange import %s",
                                           g_getenv ("WAY_TEST_CTL"), to, bundle);
  g_autofree char *said = NULL;  /* no part of what the test says */
  int status;

  g_unlink (bundle);
  g_free (way_test_office_ctl ("--file %s exchange export --all --out %s", from, bundle));
  g_assert_true (g_spawn_command_line_sync (line, &said, NULL, &status, NULL));
}

static guint
count_conflicts (const char *path)
{
  g_autofree char *table = way_test_office_ctl ("--file %s exchange conflicts --csv", path);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (table), "\n", -1);

  return (g_strv_length (lines) - 1) / 2;
}

static gboolean
has_no_conflict (gpointer path)
{
  return count_conflicts (path) == 0;
}

static gboolean
has_three (gpointer path)
{
  return count_conflicts (path) == 3;
}

static gboolean
has_rule (gpointer path)
{
  g_autofree char *table = way_test_office_ctl ("--file %s list conflict_rule --csv", path);

  return strstr (table, "establishment,telephone,newest") != NULL;
}

static void
test_settled_at_once_and_by_rule (void)
{
  g_autofree char *office = in_home ("office.waymark");
  g_autofree char *south = in_home ("south.waymark");
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  WayTestWindow *window;

  g_free (way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", office));
  id = way_test_office_put (office, "establishment", "name=Saturn status=1");
  g_free (way_test_office_ctl ("--file %s exchange clone --out %s", office, south));
  change (office, id, "telephone=01214960001");
  change (office, id, "website=https://a.example.org");
  change (office, id, "town=Ardenford");
  change (south, id, "telephone=01214960002");
  change (south, id, "website=https://b.example.org");
  change (south, id, "town=Beckton");
  hear (office, south);
  g_assert_cmpuint (count_conflicts (office), ==, 3);

  /* All of it at once, and back. */
  window = sit_down (office);
  go_to_exchange (window);
  way_test_office_shows (window, "Saturn: 3 things to settle");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Settle all of Saturn");
  way_test_office_shows (window, "Settle All of It?");
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (window);
  g_assert_true (way_test_wait (way_test_patience, has_no_conflict, office));
  way_test_press ("<Ctrl>z");
  g_assert_true (way_test_wait (way_test_patience, has_three, office));

  /* A rule: what was brought back by undo is left to people. */
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Rules…");
  way_test_office_shows (window, "No rule is set.");
  way_test_window_choose (window, "For", "Establishments: Telephone");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "_Set the Rule Set the Rule");
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "No rule is set.");
  g_assert_true (way_test_wait (way_test_patience, has_rule, office));
  way_test_press ("Escape");
  way_test_window_wait_alone (window);
  way_test_window_close (window);
  change (south, id, "telephone=01214960003");
  hear (office, south);
  g_assert_cmpuint (count_conflicts (office), ==, 3);

  /* Of another setting nobody said anything yet. */
  other = way_test_office_put (office, "establishment", "name=Venus status=1");
  hear (south, office);
  change (office, other, "telephone=01214960004");
  change (south, other, "telephone=01214960005");
  hear (office, south);
  g_assert_cmpuint (count_conflicts (office), ==, 3);
}

/* --- The shared folder --- */

static void
enrol (const char *office,
       const char *other)
{
  g_autofree char *card = in_home ("second.card");
  g_autofree char *invite = in_home ("second.waybundle");

  g_free (way_test_office_ctl ("exchange card --name Second --out %s", card));
  g_free (way_test_office_ctl ("--file %s exchange enrol %s --role office --out %s", office, card,
                               invite));
  g_free (way_test_office_ctl ("exchange join %s --out %s", invite, other));
}

static void
watch_folder (WayTestWindow *window,
              const char    *folder)
{
  go_to_exchange (window);
  way_test_press ("<Alt>f");
  way_test_office_shows (window, "Watch");
  way_test_window_answer_chooser (window, folder);
  way_test_window_wait_alone (window);
  way_test_office_shows (window, folder);
}

typedef struct
{
  const char *path;
  const char *text;
} Wanted;

static gboolean
says (gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *table = way_test_office_ctl ("--file %s list establishment --csv", wanted->path);

  return strstr (table, wanted->text) != NULL;
}

static void
test_two_windows_watch_one_folder (void)
{
  g_autofree char *office = in_home ("first.waymark");
  g_autofree char *second = in_home ("second.waymark");
  g_autofree char *folder = in_home ("shared");
  g_autofree char *id = NULL;
  Wanted wanted = { NULL, "01214960009" };
  WayTestWindow *one, *other;

  g_mkdir (folder, 0700);
  g_free (way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", office));
  id = way_test_office_put (office, "establishment", "name=Saturn status=1");
  enrol (office, second);
  one = sit_down (office);
  watch_folder (one, folder);
  other = sit_down (second);
  watch_folder (other, folder);

  /* Changed in one, it is in the other with no hand on either but this. */
  change (second, id, "telephone=01214960009");
  way_test_window_wait_state (other, ATSPI_ROLE_PUSH_BUTTON, "Look Now", ATSPI_STATE_SENSITIVE, TRUE);
  way_test_press ("<Alt>n");
  wanted.path = office;
  g_assert_true (way_test_wait (way_test_patience, says, &wanted));
  way_test_window_kill (other);
  way_test_window_kill (one);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/settle/at-once-and-by-rule", test_settled_at_once_and_by_rule);
  g_test_add_func ("/window/settle/shared-folder", test_two_windows_watch_one_folder);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
