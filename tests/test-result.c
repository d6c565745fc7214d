/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-result.h"

static const struct
{
  WayResultForm  form;
  gint64         numerator;
  gint64         denominator;
  const char    *text;
} ratios[] = {
  { { 100, 1, 0, 0 }, 146, 217, "67.3" },        /* Solihull, January 2022 */
  { { 100, 1, 0, 0 }, 177, 217, "81.6" },
  { { 100, 1, 0, 0 }, 21, 20, "105.0" },
  { { 100, 2, 0, 0 }, 393, 206842, "0.19" },
  { { 100, 1, 0, 0 }, 15, 9, "166.7" },          /* the source prints 166 */
  { { 100, 1, 0, 0 }, -1, 3, "-33.3" },
  { { 100, 1, 0, 0 }, 1, 2000, "0.1" },          /* halves go away from zero */
  { { 100, 1, 0, 0 }, -1, 2000, "-0.1" },
  { { 100, 1, 0, 0 }, 0, 12, "0.0" },
  { { 10000, 0, 0, 0 }, 885, 75000, "118" },
  { { 100, 1, 1, 0 }, 160, 20, "80.0" },         /* 16.0 full-time in 20 places */
  { { 1, 0, 2, 0 }, 1290000000, 861, "14983" },  /* pence over places, in pounds */
  { { 1, 0, 2, 2 }, 1290000000, 61327, "21035" },
  { { 100, 1, 0, 0 }, 5, 0, "z" },
};

static void
test_ratios (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    {
      WayResult result = way_result_ratio (&ratios[i].form, ratios[i].numerator,
                                           ratios[i].denominator);
      g_autofree char *text = way_result_text (&result, ratios[i].form.decimals);

      g_assert_cmpstr (text, ==, ratios[i].text);
      g_assert_cmpint (result.numerator, ==, ratios[i].numerator);
      g_assert_cmpint (result.denominator, ==, ratios[i].denominator);
    }
}

static void
test_four_things_are_four (void)
{
  static const WayResultKind kinds[] = {
    WAY_RESULT_NOT_APPLICABLE, WAY_RESULT_NOT_COLLECTED, WAY_RESULT_SUPPRESSED, WAY_RESULT_LOW,
    WAY_RESULT_UNRELIABLE,
  };
  WayResult zero = way_result_count (0);
  g_autofree char *nothing = way_result_text (&zero, 0);

  g_assert_cmpstr (nothing, ==, "0");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      WayResult result = way_result_of_kind (kinds[i]);
      g_autofree char *text = way_result_text (&result, 1);
      WayResultKind back;

      g_assert_cmpstr (text, ==, way_result_symbol (kinds[i]));
      g_assert_true (way_result_from_symbol (text, &back));
      g_assert_cmpint (back, ==, kinds[i]);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (text, !=, way_result_symbol (kinds[j]));
    }
  g_assert_null (way_result_symbol (WAY_RESULT_NUMBER));
}

static void
test_old_signs (void)
{
  static const struct { const char *text; WayResultKind kind; } signs[] = {
    { "k", WAY_RESULT_LOW }, { "~", WAY_RESULT_LOW }, { ":", WAY_RESULT_NOT_COLLECTED },
    { "C", WAY_RESULT_SUPPRESSED },
  };
  WayResultKind kind;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_assert_true (way_result_from_symbol (signs[i].text, &kind));
      g_assert_cmpint (kind, ==, signs[i].kind);
    }
  g_assert_false (way_result_from_symbol ("0", &kind));
  g_assert_false (way_result_from_symbol ("", &kind));
}

static void
test_decimals (void)
{
  static const struct { const char *text; guint decimals; gint64 value; const char *back; } rows[] = {
    { "0.19", 2, 19, "0.19" }, { "1,784", 0, 1784, "1784" }, { "7", 1, 70, "7.0" },
    { "-0.5", 1, -5, "-0.5" }, { "2.25", 1, 23, "2.3" }, { "-2.25", 1, -23, "-2.3" },
    { "0.1234567", 2, 12, "0.12" }, { "37760000", 2, 3776000000, "37760000.00" },
  };
  static const char *const wrong[] = { "", "-", ".5", "5.", "1.2.3", "c", "1e3", "0x1", "1.2,3",
                                       "123456789012345678901" };
  gint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *back = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_true (way_result_parse (rows[i].text, rows[i].decimals, &value));
      g_assert_cmpint (value, ==, rows[i].value);
      back = way_result_decimal (value, rows[i].decimals);
      g_assert_cmpstr (back, ==, rows[i].back);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (way_result_parse (wrong[i], 1, &value));
    }
}

static void
test_large_numbers_do_not_overflow (void)
{
  WayResultForm form = { 10000, 2, 2, 0 };
  WayResult result = way_result_ratio (&form, G_GINT64_CONSTANT (900000000000000), 1000000);
  g_autofree char *text = way_result_text (&result, 2);

  g_assert_cmpstr (text, ==, "90000000000.00");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/result/ratios", test_ratios);
  g_test_add_func ("/stats/result/four-things-are-four", test_four_things_are_four);
  g_test_add_func ("/stats/result/old-signs", test_old_signs);
  g_test_add_func ("/stats/result/decimals", test_decimals);
  g_test_add_func ("/stats/result/large-numbers", test_large_numbers_do_not_overflow);
  return g_test_run ();
}
