/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The worked dates T01 to T19: each is a file of facts in tests/data/clocks, and
 * a line of expected.csv beside them. */

typedef struct
{
  char **cells;            /* case, rule, verdict, due, other, opens, actor, half_days,
                              last_school_day, next_start */
} WayTestCase;

enum
{
  WAY_TEST_CASE_NAME,
  WAY_TEST_CASE_RULE,
  WAY_TEST_CASE_VERDICT,
  WAY_TEST_CASE_DUE,
  WAY_TEST_CASE_OTHER,
  WAY_TEST_CASE_OPENS,
  WAY_TEST_CASE_ACTOR,
  WAY_TEST_CASE_HALF_DAYS,
  WAY_TEST_CASE_LAST_SCHOOL_DAY,
  WAY_TEST_CASE_NEXT_START,
  WAY_TEST_N_CASE_CELLS,
};

static inline void
way_test_case_free (WayTestCase *self)
{
  g_strfreev (self->cells);
  g_free (self);
}

static inline char *
way_test_case_path (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);

  return g_test_build_filename (G_TEST_DIST, "data", "clocks", file, NULL);
}

static inline GPtrArray *
way_test_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "clocks", "expected.csv",
                                                 NULL);
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) way_test_case_free);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      WayTestCase *one = g_new0 (WayTestCase, 1);

      one->cells = g_strsplit (lines[i], ",", -1);
      g_assert_cmpuint (g_strv_length (one->cells), ==, WAY_TEST_N_CASE_CELLS);
      g_ptr_array_add (cases, one);
    }
  g_assert_cmpuint (cases->len, >=, 19);
  return cases;
}
