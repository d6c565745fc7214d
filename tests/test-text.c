/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-text.h"

static void
test_fold_makes_names_findable (void)
{
  static const struct { const char *text, *folded; } rows[] = {
    { "Zoë  O’Brien", "zoe obrien" }, { "St. Helen's", "st helens" }, { "ŁUKASZ", "lukasz" },
    { "  ", "" }, { NULL, "" }, { "Coleshill-Heath", "coleshill heath" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = way_text_fold (rows[i].text);

      g_assert_cmpstr (folded, ==, rows[i].folded);
    }
}

static void
test_pence_are_exact (void)
{
  static const struct { const char *text; gboolean good; gint64 pence; } rows[] = {
    { "10000", TRUE, 1000000 }, { "£61.40", TRUE, 6140 }, { "1,234.5", TRUE, 123450 },
    { "-0.07", TRUE, -7 }, { "0.1", TRUE, 10 }, { "", FALSE, 0 }, { "1,23", FALSE, 0 },
    { "12.345", FALSE, 0 }, { "12.", FALSE, 0 }, { ".5", FALSE, 0 }, { "1e3", FALSE, 0 },
    { "9999999999999", FALSE, 0 }, { "1,2345", FALSE, 0 }, { "12 ", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 pence;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (way_text_parse_pence (rows[i].text, &pence), ==, rows[i].good);
      if (rows[i].good)
        g_assert_cmpint (pence, ==, rows[i].pence);
    }
}

static void
test_pence_come_back (void)
{
  for (guint i = 0; i < 500; i++)
    {
      gint64 pence = g_test_rand_int_range (-2000000, 2000000);
      g_autofree char *text = way_text_pence (pence);
      gint64 back;

      g_assert_true (way_text_parse_pence (text, &back));
      g_assert_cmpint (back, ==, pence);
    }
}

static void
test_clean_bounds_and_refuses_controls (void)
{
  g_assert_true (way_text_is_clean ("Zoë", 3, FALSE));
  g_assert_false (way_text_is_clean ("Zoë", 2, FALSE));
  g_assert_false (way_text_is_clean ("a\nb", 9, FALSE));
  g_assert_true (way_text_is_clean ("a\nb", 9, TRUE));
  g_assert_false (way_text_is_clean ("a\033b", 9, TRUE));
  g_assert_false (way_text_is_clean ("\xff", 9, TRUE));
}

static void
test_clip_counts_characters (void)
{
  g_autofree char *whole = way_text_clip ("Café", 4);
  g_autofree char *cut = way_text_clip ("Cafés", 4);
  g_autofree char *broken = way_text_clip ("a\xff", 4);

  g_assert_cmpstr (whole, ==, "Café");
  g_assert_cmpstr (cut, ==, "Café…");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
}

static void
test_a_word_is_whole (void)
{
  g_assert_true (way_text_has_word ("LA SCHOOL", "LA"));
  g_assert_true (way_text_has_word ("LA  SCHOOL", "SCHOOL"));
  g_assert_false (way_text_has_word ("LA SCHOOL", "L"));
  g_assert_false (way_text_has_word ("LA SCHOOL", "LAS"));
  g_assert_false (way_text_has_word ("LA SCHOOL", "LA SCHOOL"));
  g_assert_false (way_text_has_word ("LA SCHOOL", ""));
  g_assert_false (way_text_has_word ("", ""));
  g_assert_false (way_text_has_word (NULL, "LA"));
  g_assert_false (way_text_has_word ("LA", NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/clip-counts-characters", test_clip_counts_characters);
  g_test_add_func ("/base/text/fold/makes-names-findable", test_fold_makes_names_findable);
  g_test_add_func ("/base/text/pence/are-exact", test_pence_are_exact);
  g_test_add_func ("/base/text/pence/come-back", test_pence_come_back);
  g_test_add_func ("/base/text/clean/bounds-and-refuses-controls",
                   test_clean_bounds_and_refuses_controls);
  g_test_add_func ("/base/text/word/is-whole", test_a_word_is_whole);
  return g_test_run ();
}
