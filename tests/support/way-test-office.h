/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-test-window.h"

/* A small file that the command line makes, and ways about its window: little
 * on each page, so that what has the focus is found soon. */

/* Runs waymarkctl on the words, parted by spaces, and gives what it printed. */
static inline char *
way_test_office_ctl (const char *format,
                     ...)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *whole = NULL;
  g_auto(GStrv) argv = NULL;
  g_autofree char *said = NULL;
  va_list args;
  int status;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  whole = g_strconcat (g_getenv ("WAY_TEST_CTL"), " ", line, NULL);
  argv = g_strsplit (whole, " ", -1);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&said);
}

/* One record of a new file; the words are ENTITY and FIELD=VALUE.  Free the id
 * with g_free(). */
static inline char *
way_test_office_put (const char *path,
                     const char *entity,
                     const char *format,
                     ...)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) pairs = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  pairs = g_strsplit (text, " ", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    g_string_append_printf (words, " --set %s", pairs[i]);
  return g_strchomp (way_test_office_ctl ("--file %s put %s%s --reason Test", path, entity,
                                          words->str));
}

static inline void
way_test_office_put_child (const char *path,
                           const char *school,
                           const char *provision,
                           const char *who)
{
  g_autofree char *pupil = way_test_office_put (path, "pupil", "%s", who);

  g_free (way_test_office_put (path, "enrolment",
                               "pupil=%s establishment=%s status=C from=2023-09-01", pupil,
                               school));
  g_free (way_test_office_put (path, "placement",
                               "pupil=%s provision=%s route=PEX_DAY6 start=2026-02-23", pupil,
                               provision));
}

/* A file of its own: a child of year 8 and one of year 11, both at the Beacon with
 * its 20 places.  Free the path with g_free(). */
static inline char *
way_test_office_new (void)
{
  static guint n_files;
  char *path = g_strdup_printf ("%s/small-%u.waymark", way_test_desktop_get_home (), ++n_files);
  g_autofree char *school = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *provision = NULL;

  g_free (way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", path));
  school = way_test_office_put (path, "establishment", "name=Fernhill type=1");
  setting = way_test_office_put (path, "establishment",
                                 "name=Hawthorn type=36 directory_type=AP_ACADEMY");
  provision = way_test_office_put (path, "provision",
                                   "establishment=%s name=Beacon kind=assessment from=2020-09-01",
                                   setting);
  g_free (way_test_office_put (path, "capacity", "provision=%s from=2024-09-01 places=20",
                               provision));
  way_test_office_put_child (path, school, provision,
                             "forename=Kit surname=Ashdown birth=2013-05-03 year=8");
  way_test_office_put_child (path, school, provision,
                             "forename=Robin surname=Marsh birth=2010-03-03 year=11");
  return path;
}

/* Waits for a label that says so among other words. */
static inline void
way_test_office_shows (WayTestWindow *window,
                       const char    *part)
{
  g_autoptr(WayTestWidget) label = NULL;

  g_test_message ("%s", part);
  label = way_test_window_find_part (window, ATSPI_ROLE_LABEL, part);
}

typedef struct
{
  WayTestWindow *window;
  char          *code;
} WayTestCode;

static inline gboolean
way_test_office_has_code (gpointer data)
{
  WayTestCode *self = data;
  g_autoptr(GRegex) regex = g_regex_new ("[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", 0, 0, NULL);
  g_autofree char *view = way_test_window_describe (self->window);
  g_autoptr(GMatchInfo) match = NULL;

  if (g_regex_match (regex, view, 0, &match))
    self->code = g_match_info_fetch (match, 0);
  return self->code != NULL;
}

/* The recovery code that is on view, a label among many: waits for it.  A look at a
 * window that is just being drawn may miss it.  Free with g_free(). */
static inline char *
way_test_office_find_code (WayTestWindow *window)
{
  WayTestCode look = { .window = window };

  if (!way_test_wait (way_test_patience, way_test_office_has_code, &look))
    g_error ("There is no recovery code on view");
  return look.code;
}

/* The first thing that the search finds by these words. */
static inline void
way_test_office_go_to (WayTestWindow *window,
                       const char    *words)
{
  g_test_message ("to %s", words);
  way_test_press ("<Ctrl>k");
  way_test_type (words);
  way_test_office_shows (window, words);
  way_test_press ("Return");
}

static inline void
way_test_office_go_to_page (WayTestWindow *window,
                            const char    *name)
{
  way_test_office_go_to (window, name);
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, name, ATSPI_STATE_SELECTED, TRUE);
}
