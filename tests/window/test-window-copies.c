/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people with a window each on a copy of their own: they type different
 * words into one field, bring the copies together by files, settle what
 * differs, and take that back. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "way-test-ctl.h"
#include "way-test-window.h"

#define DAY "2026-11-10"

/* A person's copy and the window on it. */
typedef struct
{
  char          *path;
  WayTestWindow *window;
} Desk;

static char *
in_home (const char *name)
{
  return g_build_filename (way_test_desktop_get_home (), name, NULL);
}

static void
expect (Desk       *desk,
        AtspiRole   role,
        const char *part)
{
  g_object_unref (way_test_window_find_part (desk->window, role, part));
}

static void
sit_down (Desk *desk)
{
  const char *args[] = { "--file", desk->path, "--today", DAY, NULL };

  desk->window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);
  expect (desk, ATSPI_ROLE_LABEL, "To do");
}

static void
desk_clear (Desk *desk)
{
  way_test_window_close (desk->window);
  g_free (desk->path);
}

/* By the search, which finds pages as well as pupils. */
static void
go_to (Desk       *desk,
       const char *words,
       const char *found,
       const char *sign)
{
  way_test_window_raise (desk->window);
  way_test_press ("<Ctrl>k");
  way_test_type (words);
  expect (desk, ATSPI_ROLE_LIST_ITEM, found);
  way_test_press ("Down");
  way_test_press ("Return");
  expect (desk, ATSPI_ROLE_INVALID, sign);
}

static void
type_into (Desk       *desk,
           const char *field,
           const char *text)
{
  go_to (desk, "Ashdown", "Rosa Ashdown, pupil", "Refer This Pupil");
  way_test_window_activate (desk->window, ATSPI_ROLE_PUSH_BUTTON, "Change");
  expect (desk, ATSPI_ROLE_LABEL, "Change the pupil");
  way_test_window_fill (desk->window, field, text);
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (desk->window);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Both choosers take a path: the one that saves in place of the name, the one
 * that opens after a slash.  What a toast says may be gone before it is read. */
static void
make_file (Desk *desk,
           char *path)
{
  go_to (desk, "Exchange", "Exchange, Page", "To settle");
  way_test_press ("<Alt>m");
  expect (desk, ATSPI_ROLE_LABEL, "Name:");
  way_test_press ("<Ctrl>a");
  way_test_type (path);
  way_test_press ("Return");
  way_test_window_wait_alone (desk->window);
  g_assert_true (way_test_wait (way_test_patience, is_there, path));
}

static void
take_in (Desk       *desk,
         const char *path,
         const char *preview)
{
  go_to (desk, "Exchange", "Exchange, Page", "To settle");
  way_test_press ("<Alt>t");
  expect (desk, ATSPI_ROLE_LABEL, "Look at It");
  way_test_type (path);
  way_test_press ("Return");
  expect (desk, ATSPI_ROLE_LABEL, preview);
  way_test_press ("<Alt>t");
  way_test_window_wait_alone (desk->window);
}

static void
hand_over (Desk       *from,
           Desk       *to,
           const char *name,
           const char *preview)
{
  g_autofree char *path = in_home (name);

  make_file (from, path);
  take_in (to, path, preview);
}

/* Both words are there to choose from. */
static void
expect_conflict (Desk *desk)
{
  expect (desk, ATSPI_ROLE_RADIO_BUTTON, "Ardenford");
  expect (desk, ATSPI_ROLE_RADIO_BUTTON, "Beckton");
}

/* The one that is shown is chosen at first, and stands at the left. */
static void
keep_other (Desk       *desk,
            const char *value)
{
  g_autoptr(WayTestWidget) radio =
    way_test_window_find_part (desk->window, ATSPI_ROLE_RADIO_BUTTON, value);
  g_autofree char *name = atspi_accessible_get_name (radio, NULL);
  g_autofree char *button = g_strdup_printf ("Keep %s", value);

  way_test_window_tab_to (desk->window, ATSPI_ROLE_RADIO_BUTTON, NULL);
  way_test_window_arrow_to (desk->window, "Right", name);
  way_test_window_activate (desk->window, ATSPI_ROLE_PUSH_BUTTON, button);
}

/* How often the history of the field says the value. */
static guint
count_in_history (const char *path,
                  const char *id,
                  const char *value)
{
  g_autofree char *table =
    way_test_ctl_out ("--file %s history --entity pupil --id %s --csv", path, id);
  g_auto(GStrv) lines = g_strsplit (table, "\n", -1);
  g_autofree char *end = g_strconcat (",", value, NULL);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += strstr (lines[i], ",town,") != NULL && g_str_has_suffix (lines[i], end);
  return n;
}

static char *
list_pupils (const Desk *desk)
{
  return way_test_ctl_out ("--file %s list pupil --csv", desk->path);
}

static void
check_in_step (const Desk *one,
               const Desk *other)
{
  g_autofree char *rows = list_pupils (one);
  g_autofree char *other_rows = list_pupils (other);

  g_assert_cmpstr (rows, ==, other_rows);
}

static void
test_two_windows_agree (void)
{
  Desk office = { .path = in_home ("office.waymark") };
  Desk south = { .path = in_home ("south.waymark") };
  g_autofree char *id = NULL;

  g_free (way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", office.path));
  id = g_strchomp (way_test_ctl_out ("--file %s put pupil --set forename=Rosa --set"
                                     " surname=Ashdown --set year=9 --reason New", office.path));
  g_free (way_test_ctl_out ("--file %s exchange clone --out %s", office.path, south.path));

  /* Apart: one field differs, one only one of them changes. */
  sit_down (&office);
  type_into (&office, "Town", "Ardenford");
  sit_down (&south);
  type_into (&south, "Town", "Beckton");
  type_into (&south, "Known as", "Rosie");

  /* Together: both words are there, in either copy. */
  hand_over (&office, &south, "1.waybundle", "1 change differs");
  expect_conflict (&south);
  hand_over (&south, &office, "2.waybundle", "1 change differs");
  expect_conflict (&office);
  check_in_step (&office, &south);

  /* Settled in one, it is settled in both. */
  keep_other (&office, "Ardenford");
  expect (&office, ATSPI_ROLE_LABEL, "Nothing. Where two copies");
  hand_over (&office, &south, "3.waybundle", "0 new records, 1 changed");
  expect (&south, ATSPI_ROLE_LABEL, "Nothing. Where two copies");
  check_in_step (&office, &south);
  g_assert_cmpuint (count_in_history (south.path, id, "Beckton"), >=, 1);
  g_assert_cmpuint (count_in_history (south.path, id, "Ardenford"), >=, 2);

  /* Taken back, both words are there again. */
  way_test_window_raise (office.window);
  way_test_press ("<Ctrl>z");
  expect_conflict (&office);
  hand_over (&office, &south, "4.waybundle", "1 change differs");
  expect_conflict (&south);
  check_in_step (&office, &south);
  desk_clear (&south);
  way_test_window_raise (office.window);
  desk_clear (&office);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/copies/two-windows-agree", test_two_windows_agree);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
