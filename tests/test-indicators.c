/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library of indicators: every row is whole, and every one can be counted by
 * every dimension that it allows. */

#include "way-indicators.h"

#include <string.h>

#include "way-figures.h"
#include "way-test-sample.h"

static WayDb *
demo (void)
{
  static WayDb *db;

  if (db == NULL)
    db = way_test_sample_new ("demo", 0, "2026-11-10");
  return db;
}

static void
assert_code (const WayCode *row,
             const char    *attribute,
             const char    *set)
{
  g_test_message ("%s.%s", row->id, attribute);
  g_assert_nonnull (way_code_get (row, attribute));
  g_assert_true (way_codes_has (set, way_code_get (row, attribute)));
}

static gboolean
has_denominator (const WayCode *row)
{
  const char *method = way_code_get (row, "method");

  return strcmp (method, "count") != 0 && strcmp (method, "difference") != 0;
}

static void
test_every_row_is_whole (void)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("indicator", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      g_auto(GStrv) facts = g_strsplit (way_code_get (row, "facts"), " ", -1);
      WayIndicatorMethod method;

      assert_code (row, "family", "indicator_family");
      assert_code (row, "owner", "indicator_owner");
      assert_code (row, "unit", "indicator_unit");
      assert_code (row, "period", "indicator_period");
      assert_code (row, "direction", "indicator_direction");
      g_assert_cmpint (way_code_get_int (row, "version", 0), >, 0);
      g_assert_nonnull (way_indicator_func (way_code_get (row, "func")));
      g_assert_true (way_indicator_method_from_name (way_code_get (row, "method"), &method));
      g_assert_nonnull (way_indicators_numerator (row));
      g_assert_cmpint (way_indicators_denominator (row) != NULL || method == WAY_METHOD_HEADROOM, ==,
                       has_denominator (row));
      for (guint j = 0; facts[j] != NULL; j++)
        g_assert_nonnull (way_entity_by_name (facts[j]));
    }
}

/* K01 to K39, each at least once. */
static void
test_all_are_there (void)
{
  for (guint i = 1; i <= 39; i++)
    {
      g_autofree char *id = g_strdup_printf ("K%02u", i);

      g_test_message ("%s", id);
      g_assert_true (way_codes_has ("indicator", id));
    }
}

static void
test_dimensions_have_names (void)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("indicator", NULL);

  for (guint i = 1; i < WAY_N_BY; i++)
    g_assert_true (way_codes_has ("indicator_dimension", way_indicator_by_name (i)));
  for (guint i = 0; i < rows->len; i++)
    {
      const char *by = way_code_get (g_ptr_array_index (rows, i), "by");
      g_auto(GStrv) words = g_strsplit (by != NULL ? by : "", " ", -1);
      WayIndicatorBy found;

      for (guint j = 0; words[j] != NULL; j++)
        g_assert_true (way_indicator_by_from_name (words[j], &found));
    }
}

/* What a row adds up: not what counts children once, or what has no sum. */
static gboolean
adds_up (const WayCode *row)
{
  const char *method = way_code_get (row, "method");

  return (strcmp (method, "ratio") == 0 || strcmp (method, "count") == 0) &&
         !way_code_is (row, "once") && !way_code_is (row, "foreign");
}

static void
check_table (const WayCode           *row,
             WayIndicatorBook        *book,
             const WayIndicatorTable *table)
{
  gint64 numerator = 0, denominator = 0;

  for (guint i = 0; i < table->groups->len; i++)
    {
      const WayIndicatorGroup *group = g_ptr_array_index (table->groups, i);

      numerator += group->result.numerator;
      denominator += group->result.denominator;
      g_assert_cmpuint (group->cases->len, >, 0);
      for (guint j = 0; j < group->cases->len; j++)
        {
          guint at = g_array_index (group->cases, guint, j);
          const WayCase *one = WAY_STAT_AT (table->cases.rows, WayCase, at);
          const WayId *id = way_indicator_case_id (way_indicator_book_facts (book), one);

          if (one->kind == WAY_CASE_NONE)
            continue;
          g_assert_nonnull (id);
          g_assert_nonnull (way_entity_by_name (way_indicators_entity (one->kind)));
        }
    }
  if (!adds_up (row) || table->groups->len == 0)
    return;
  g_assert_cmpint (numerator, ==, table->whole.numerator);
  g_assert_cmpint (denominator, ==, table->whole.denominator);
}

static void
test_every_row_by_every_dimension (void)
{
  GDate today = way_date_ymd (2026, 11, 10);
  GDate from = way_date_ymd (2025, 9, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = way_codes_list ("indicator", NULL);
  g_autoptr(WayFacts) facts = way_facts_new (demo (), &error);
  g_autoptr(WayIndicatorBook) book = way_indicator_book_new (facts, rows, &from, &today, &today,
                                                             &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    for (guint by = 0; by < WAY_N_BY; by++)
      {
        const WayCode *row = g_ptr_array_index (rows, i);
        g_autoptr(WayIndicatorTable) table = NULL;

        if (!way_indicators_allows (row, by))
          continue;
        g_test_message ("%s by %s", row->id, way_indicator_by_name (by));
        table = way_indicator_book_count (book, row, &from, &today, by);
        check_table (row, book, table);
      }
}

static void
test_what_is_over_says_so (void)
{
  const WayCode *row = way_codes_lookup ("indicator", "K02");
  WayResult full = { .kind = WAY_RESULT_NUMBER, .has_denominator = TRUE, .denominator = 20,
                     .value = 1000 };
  WayResult over = { .kind = WAY_RESULT_NUMBER, .has_denominator = TRUE, .denominator = 20,
                     .value = 1050 };
  g_autofree char *nothing = way_indicators_note (row, &full, TRUE);
  g_autofree char *note = way_indicators_note (row, &over, TRUE);

  g_assert_null (nothing);
  g_assert_cmpstr (note, ==, "more than there are places");
}

/* --- Targets --- */

static void
test_own_target_goes_before_the_library (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayIndicatorTarget) target = way_indicator_target_new ();
  const WayCode *row = way_codes_lookup ("indicator", "K02");
  GDate on = way_date_ymd (2026, 11, 10);
  WayResult low = { .kind = WAY_RESULT_NUMBER, .value = 849 };
  WayResult none = way_result_of_kind (WAY_RESULT_NOT_COLLECTED);
  g_autoptr(GError) error = NULL;
  WayAim aim;

  g_assert_true (way_indicators_aim (db, row, &on, &aim, &error));
  g_assert_cmpint (aim.kind, ==, WAY_AIM_BAND);
  g_assert_cmpint (aim.low, ==, 850);
  g_assert_cmpint (aim.high, ==, 950);
  g_assert_false (way_indicators_is_met (&aim, &low));
  g_assert_true (way_indicators_is_met (&aim, &none));
  target->indicator = g_strdup ("K02");
  target->from = way_date_ymd (2026, 9, 1);
  target->value = g_strdup ("80");
  way_test_insert (db, &way_indicator_target_entity, target);
  g_assert_true (way_indicators_aim (db, row, &on, &aim, &error));
  g_assert_cmpint (aim.kind, ==, WAY_AIM_AT_LEAST);
  g_assert_true (way_indicators_is_met (&aim, &low));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/indicators/rows", test_every_row_is_whole);
  g_test_add_func ("/indicators/all", test_all_are_there);
  g_test_add_func ("/indicators/dimensions", test_dimensions_have_names);
  g_test_add_func ("/indicators/every-row-by-every-dimension", test_every_row_by_every_dimension);
  g_test_add_func ("/indicators/over", test_what_is_over_says_so);
  g_test_add_func ("/indicators/targets", test_own_target_goes_before_the_library);
  return g_test_run ();
}
