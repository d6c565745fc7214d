/* SPDX-License-Identifier: GPL-3.0-or-later */
/* J4 by keys, in a copy of the governance group: it holds no child's record, and yet
 * the group reads how many places are filled, what is hidden, what was promised, and
 * is given a board pack as PDF.
 *
 * Before the first file of the office's the copy says what it waits for. */
#include <locale.h>
#include <string.h>

#include "way-db.h"
#include "way-test-ctl.h"
#include "way-test-window.h"

#define DAY "2022-01-20"

static WayTestWindow *window;

static char *
in_home (const char *name)
{
  return g_build_filename (way_test_desktop_get_home (), name, NULL);
}

static void
expect (AtspiRole   role,
        const char *part)
{
  g_object_unref (way_test_window_find_part (window, role, part));
}

static void
go_to (const char *words,
       const char *found)
{
  way_test_press ("<Ctrl>k");
  way_test_type (words);
  expect (ATSPI_ROLE_LIST_ITEM, found);
  way_test_press ("Down");
  way_test_press ("Return");
}

static void
open_window (const char *file)
{
  const char *args[] = { "--file", file, "--today", DAY, NULL };

  window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);
  expect (ATSPI_ROLE_PUSH_BUTTON, "Main menu");
}

/* A window opens where the one before was closed. */
static void
sit_down (const char *file)
{
  open_window (file);
  go_to ("Figures", "Figures, Page");
}

/* An office, and the group's copy with what it was told. */
static char *
join_group (void)
{
  g_autofree char *office = in_home ("office.waymark");
  g_autofree char *card = in_home ("group.card");
  g_autofree char *invite = in_home ("group.waybundle");
  g_autofree char *strategy = NULL;
  char *copy = in_home ("group.waymark");

  g_free (way_test_ctl_out ("--today " DAY " sample solihull-2022 --out %s", office));
  strategy = g_strchomp (way_test_ctl_out ("--file %s put strategy --set name=Ours --set"
                                           " from=2021-09-01 --reason New", office));
  g_free (way_test_ctl_out ("--file %s put strategy_action --set strategy=%s --set wording=Agree\t"
                            "criteria --set reference=A1 --reason New", office, strategy));
  g_free (way_test_ctl_out ("exchange card --name Group --out %s", card));
  g_free (way_test_ctl_out ("--today " DAY " --file %s exchange enrol %s --role governance --out %s",
                            office, card, invite));
  g_free (way_test_ctl_out ("join %s --out %s", invite, copy));
  return copy;
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The chooser takes a path in place of the name. */
static void
save_pack (char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;

  way_test_press ("<Alt>b");
  expect (ATSPI_ROLE_LABEL, "Name:");
  way_test_press ("<Ctrl>a");
  way_test_type (path);
  way_test_press ("Return");
  way_test_window_wait_alone (window);
  g_assert_true (way_test_wait (way_test_patience, is_there, path));
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 10000);
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
}

static void
test_the_group_reads_and_is_given_a_pack (void)
{
  g_autofree char *copy = join_group ();
  g_autofree char *pack = in_home ("pack.pdf");
  g_autofree char *pupils = NULL;
  g_autofree char *told = NULL;

  sit_down (copy);
  expect (ATSPI_ROLE_LABEL, "As told by Solihull Council, counted up to Thursday 20 January 2022");
  expect (ATSPI_ROLE_LABEL, "146 of 217 places were filled on 20 January 2022");
  expect (ATSPI_ROLE_LABEL, "Triple Crown Centre");
  expect (ATSPI_ROLE_LABEL, "67.3");

  /* What is hidden says that it is. */
  way_test_window_choose (window, "Table", "Referrals waiting by route");
  expect (ATSPI_ROLE_LABEL, "Hidden: A small number");

  /* No page for what such a copy cannot hold. */
  g_assert_false (way_test_window_has (window, ATSPI_ROLE_LIST_ITEM, "Pupils"));
  save_pack (pack);
  go_to ("Strategy", "Strategy, Page");
  expect (ATSPI_ROLE_LABEL, "In force since");
  expect (ATSPI_ROLE_LABEL, "Agree criteria");
  pupils = way_test_ctl_out ("--file %s list pupil --csv", copy);
  g_assert_null (strstr (pupils, "\n0"));
  told = way_test_ctl_out ("--file %s exchange figures 2021/01/occupancy-by-setting", copy);
  g_assert_nonnull (strstr (told, "\n2022-01-20,Total,217,146,71,67.3\n"));
  way_test_window_close (window);
}

static void
choose_comment (void)
{
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "What to do with this action");
  way_test_window_arrow_to (window, "Down", "Comment…");
  way_test_press ("Return");
}

/* The page shows it once the dialog is gone; the file has it as the group's. */
static void
write_comment (const char *copy,
               const char *text)
{
  choose_comment ();
  way_test_window_fill (window, "By", "Ravensworth");
  way_test_window_fill (window, "Comment", text);
  way_test_press ("<Alt>a");
  way_test_window_wait_alone (window);
  expect (ATSPI_ROLE_LABEL, text);
}

static void
wait_for_no_comment (const char *text)
{
  for (guint i = 0; i < way_test_patience * 10; i++)
    {
      g_autofree char *view = way_test_window_describe (window);

      if (strstr (view, text) == NULL)
        return;
      g_usleep (G_USEC_PER_SEC / 10);
    }
  g_assert_not_reached ();
}

/* The office's device is the only other one. */
static void
send_to_office (char *path)
{
  go_to ("Exchange", "Exchange, Page");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Make a file for Office");
  expect (ATSPI_ROLE_LABEL, "Name:");
  way_test_press ("<Ctrl>a");
  way_test_type (path);
  way_test_press ("Return");
  way_test_window_wait_alone (window);
  g_assert_true (way_test_wait (way_test_patience, is_there, path));
}

static void
take_in (const char *path)
{
  go_to ("Exchange", "Exchange, Page");
  way_test_press ("<Alt>t");
  expect (ATSPI_ROLE_INVALID, "Look at It");
  way_test_type (path);
  way_test_press ("Return");
}

/* There: an action, told as a table.  Back: what the group says of it, and no more. */
static void
test_a_comment_goes_to_the_office (void)
{
  g_autofree char *copy = in_home ("group.waymark");
  g_autofree char *office = in_home ("office.waymark");
  g_autofree char *mail = in_home ("comment.waybundle");
  g_autofree char *list = NULL;

  sit_down (copy);
  go_to ("Strategy", "Strategy, Page");
  expect (ATSPI_ROLE_LABEL, "Agree criteria");
  write_comment (copy, "Not like this");
  way_test_press ("<Ctrl>z");
  wait_for_no_comment ("Not like this");
  write_comment (copy, "Who was asked?");
  send_to_office (mail);
  way_test_window_close (window);

  open_window (office);
  take_in (mail);
  expect (ATSPI_ROLE_INVALID, "Take In These Changes?");
  way_test_press ("<Alt>t");
  way_test_window_wait_alone (window);
  go_to ("Strategy", "Strategy, Page");
  expect (ATSPI_ROLE_LABEL, "“Who was asked?” Ravensworth");
  way_test_window_close (window);
  list = way_test_ctl_out ("--file %s list action_comment --csv", office);
  g_assert_nonnull (strstr (list, "Who was asked?"));
  g_assert_null (strstr (list, "Not like this"));
}

static void
test_before_the_first_file (void)
{
  g_autofree char *path = in_home ("empty.waymark");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (way_db_set_setting (db, "role", "governance", NULL));
  g_clear_pointer (&db, way_db_free);
  sit_down (path);
  expect (ATSPI_ROLE_LABEL, "No Figures Yet");
  way_test_press ("<Alt>e");
  expect (ATSPI_ROLE_LABEL, "To settle");
  way_test_window_close (window);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/governance/reads-and-is-given-a-pack",
                   test_the_group_reads_and_is_given_a_pack);
  g_test_add_func ("/window/governance/a-comment-goes-to-the-office",
                   test_a_comment_goes_to_the_office);
  g_test_add_func ("/window/governance/before-the-first-file", test_before_the_first_file);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
