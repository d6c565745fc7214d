/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule says where it is from: what the window shows of a rule, it shows
 * with its source. */
#include <gio/gio.h>
#include <string.h>

#include "way-codes.h"
#include "way-date.h"
#include "way-measure.h"

/* Rules of the program's own: when a task is put on the list, how a calendar's
 * words are read.  Nobody is told that these are the law. */
static const char *const own[] = { "calendar_rule", "calendar_word", "work_rule", NULL };

/* The sets of data/rules, by their files. */
static GPtrArray *
find_rules (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "rules", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *sets = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr(GMatchInfo) match = NULL;
      g_autoptr(GRegex) set = g_regex_new ("<codes set=\"([a-z_0-9]+)\"", 0, 0, NULL);

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_regex_match (set, text, 0, &match));
      g_ptr_array_add (sets, g_match_info_fetch (match, 1));
    }
  return sets;
}

static void
test_every_rule_has_a_source (void)
{
  g_autoptr(GPtrArray) sets = find_rules ();
  guint n = 0;

  for (guint i = 0; i < sets->len; i++)
    {
      const char *set = g_ptr_array_index (sets, i);
      g_autoptr(GPtrArray) rows = NULL;

      g_assert_true (way_codes_has_set (set));
      rows = way_codes_list (set, NULL);
      g_assert_cmpuint (rows->len, >, 0);
      for (guint k = 0; k < rows->len; k++, n++)
        {
          const WayCode *row = g_ptr_array_index (rows, k);

          g_test_message ("%s %s: %s", set, row->id, row->source);
          g_assert_nonnull (row->source);
          g_assert_cmpuint (strlen (row->source), >=, strlen ("Waymark"));
          if (!g_strv_contains (own, set))
            g_assert_cmpstr (row->source, !=, "Waymark");
        }
    }
  g_assert_cmpuint (n, >, 100);
}

static void
test_measures (void)
{
  GDate before = way_date_ymd (2010, 1, 1);
  GDate today = way_date_ymd (2026, 3, 2);

  g_assert_cmpint (way_measure_full_time (), ==, 10);
  g_assert_cmpint (way_measure_on ("good_attendance", &today), ==, 90);
  g_assert_cmpint (way_measure_on ("exclusion_reasons", &today), ==, 3);
  /* None was in force: the last that was given. */
  g_assert_cmpint (way_measure_on ("exclusion_reasons", &before), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/sources/every-row", test_every_rule_has_a_source);
  g_test_add_func ("/rules/sources/measures", test_measures);
  return g_test_run ();
}
