/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader may look and change nothing; a sealed case shows that it is one, is not
 * found by a search, and opens with a reason, which is written down. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

static const char *program;

/* Who works in the window, as it works that out itself. */
static const char *
who_i_am (void)
{
  const char *name = g_get_real_name ();

  return name != NULL && strcmp (name, "Unknown") != 0 ? name : g_get_user_name ();
}

/* A user of that name; it may have spaces. */
static char *
put_user (const char *path,
          const char *name)
{
  g_autofree char *set = g_strconcat ("name=", name, NULL);
  const char *argv[] = { g_getenv ("WAY_TEST_CTL"), "--file", path, "put", "user", "--set", set,
                         "--reason", "Test", NULL };
  g_autoptr(GError) error = NULL;
  char *id = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &id, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strchomp (id);
}

/* Kit's case is sealed, Boss administers, and who works in the window has the role. */
static char *
make_file (const char *role)
{
  char *path = way_test_office_new ();
  g_autofree char *boss = put_user (path, "Boss");
  g_autofree char *me = put_user (path, who_i_am ());
  g_autofree char *list = way_test_office_ctl ("--file %s list pupil --where surname=Ashdown --csv",
                                               path);
  const char *line = strchr (list, '\n') + 1;
  g_autofree char *kit = g_strndup (line, strcspn (line, ","));

  g_free (way_test_office_put (path, "seal", "pupil=%s kind=witness from=2026-01-01", kit));
  g_free (way_test_office_put (path, "role_grant", "user=%s role=%s", me, role));
  g_free (way_test_office_put (path, "role_grant", "user=%s role=administrator", boss));
  return path;
}

static WayTestWindow *
open_window (const char *path)
{
  const char *args[] = { "--file", path, "--today", "2026-03-02", NULL };

  return way_test_window_launch (program, args);
}

static void
test_a_reader_looks (void)
{
  g_autofree char *path = make_file ("reader");
  WayTestWindow *window = open_window (path);

  way_test_office_shows (window, "you may look, not change");
  way_test_office_go_to (window, "Robin");
  way_test_window_wait_state (window, ATSPI_ROLE_PUSH_BUTTON, "Change", ATSPI_STATE_SENSITIVE,
                              FALSE);
  way_test_window_close (window);
}

/* What the trail says of it, once it does. */
static void
wait_for_trail (const char *path,
                const char *text)
{
  for (guint i = 0; i < way_test_patience * 10; i++)
    {
      g_autofree char *trail = way_test_office_ctl ("--file %s --user Boss trail --csv", path);

      if (strstr (trail, text) != NULL)
        return;
      g_usleep (G_USEC_PER_SEC / 10);
    }
  g_assert_not_reached ();
}

static void
test_the_glass_is_broken (void)
{
  g_autofree char *path = make_file ("officer");
  WayTestWindow *window = open_window (path);

  way_test_office_go_to_page (window, "Pupils");
  way_test_window_tab_to (window, ATSPI_ROLE_TREE_TABLE, "Pupils");
  way_test_window_arrow_to (window, "Down", "Sealed case");
  way_test_press ("Return");
  way_test_office_shows (window, "This Case Is Sealed");
  g_assert_false (way_test_window_has (window, ATSPI_ROLE_LABEL, "Kit Ashdown"));
  way_test_press ("<Alt>o");
  way_test_window_fill (window, "Reason", "The police called");
  way_test_press ("<Alt>o");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "Kit Ashdown");
  wait_for_trail (path, ",break-glass,pupil,");
  wait_for_trail (path, ",view,pupil,");
  way_test_office_go_to_page (window, "History");
  way_test_press ("<Alt>v");
  way_test_office_shows (window, "Opened a sealed case: pupil");
  way_test_office_shows (window, "The police called");
  way_test_window_close (window);
}

static void
wait_for_list (const char *path,
               const char *entity,
               const char *without)
{
  for (guint i = 0; i < way_test_patience * 10; i++)
    {
      g_autofree char *list = way_test_office_ctl ("--file %s --user Boss list %s --csv", path,
                                                   entity);

      if (strstr (list, without) == NULL)
        return;
      g_usleep (G_USEC_PER_SEC / 10);
    }
  g_assert_not_reached ();
}

static void
test_a_file_is_erased (void)
{
  g_autofree char *path = make_file ("administrator");
  WayTestWindow *window;

  g_free (way_test_office_ctl ("--file %s --user Boss put pupil --set forename=Old --set "
                               "surname=Oakley --set birth=1990-01-01 --reason Test", path));
  window = open_window (path);
  way_test_office_go_to_page (window, "Records to Review");
  way_test_office_shows (window, "1 record to review");
  way_test_window_tab_to (window, ATSPI_ROLE_TREE_TABLE, "Records to Review");
  way_test_press ("Return");
  way_test_office_shows (window, "It cannot be undone");
  way_test_press ("<Alt>e");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "Nothing to Review");
  wait_for_list (path, "pupil", "Oakley");
  wait_for_trail (path, ",erase,pupil,");
  way_test_window_close (window);
  g_free (way_test_office_ctl ("verify --file %s", path));
}

static void
test_a_role_is_given (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *role = NULL;
  WayTestWindow *window;

  g_free (put_user (path, who_i_am ()));
  window = open_window (path);
  way_test_office_go_to_page (window, "Users");
  way_test_window_tab_to (window, ATSPI_ROLE_TREE_TABLE, "Users");
  way_test_press ("Return");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Give a Role…");
  way_test_window_choose (window, "Role", "Officer");
  way_test_press ("<Alt>g");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "Officer");
  way_test_window_close (window);
  role = way_test_office_ctl ("--file %s list role_grant --csv", path);
  g_assert_nonnull (strstr (role, ",officer,"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("WAY_TEST_PROGRAM");
  way_test_desktop_start ();

  g_test_add_func ("/window/sealed/a-role-is-given", test_a_role_is_given);
  g_test_add_func ("/window/sealed/a-reader-looks", test_a_reader_looks);
  g_test_add_func ("/window/sealed/the-glass-is-broken", test_the_glass_is_broken);
  g_test_add_func ("/window/sealed/a-file-is-erased", test_a_file_is_erased);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
