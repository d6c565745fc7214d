/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-id-table.h"
#include "way-random.h"

static void
test_new_is_version_7_and_unique (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      WayId id = way_id_new ();

      g_assert_cmpint (id.bytes[6] >> 4, ==, 7);
      g_assert_cmpint (id.bytes[8] >> 6, ==, 2);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
    }
}

static void
test_text_comes_back (void)
{
  for (guint i = 0; i < 200; i++)
    {
      WayId id = way_id_new ();
      g_autofree char *text = way_id_to_string (&id);
      g_autofree char *upper = g_ascii_strup (text, -1);
      WayId back;

      g_assert_true (way_id_parse (text, &back));
      g_assert_true (way_id_equal (&id, &back));
      g_assert_true (way_id_parse (upper, &back));
      g_assert_true (way_id_equal (&id, &back));
    }
}

static void
test_parse_refuses_what_is_no_uuid (void)
{
  static const char *rows[] = {
    "", "0", "018f0000-0000-7000-8000-00000000000", "018f0000-0000-7000-8000-0000000000000",
    "018f0000x0000-7000-8000-000000000000", "018f0000-0000-7000-8000-00000000000g",
    "018f00000000-7000-8000-0000-00000000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayId id;

      g_test_message ("%s", rows[i]);
      g_assert_false (way_id_parse (rows[i], &id));
      g_assert_true (way_id_is_null (&id));
    }
}

/* Few ids, so that they come again, against a table that everybody knows. */
static void
test_table_agrees_with_a_slow_one (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(WayIdTable) table = way_id_table_new ();
  g_autoptr(GHashTable) slow = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  const WayId none = { { 0 } };
  WayRandom random;

  g_test_message ("seed %u", seed);
  way_random_seed (&random, seed);
  for (guint i = 0; i < 20000; i++)
    {
      /* Ends that are alike meet in the table. */
      WayId id = { { 1, (guint8) way_random_below (&random, 200),
                     (guint8) way_random_below (&random, 20) } };
      gpointer known;

      id.bytes[12] = (guint8) way_random_below (&random, 3);
      if (way_random_below (&random, 3) == 0)
        {
          way_id_table_set (table, &id, i);
          g_hash_table_replace (slow, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (i));
        }
      known = g_hash_table_lookup (slow, &id);
      g_assert_cmpuint (way_id_table_get (table, &id), ==,
                        g_hash_table_contains (slow, &id) ? GPOINTER_TO_UINT (known) : G_MAXUINT);
      g_assert_cmpuint (way_id_table_get (table, &none), ==, G_MAXUINT);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/new/is-version-7-and-unique", test_new_is_version_7_and_unique);
  g_test_add_func ("/base/id/text/comes-back", test_text_comes_back);
  g_test_add_func ("/base/id/parse/refuses-what-is-no-uuid", test_parse_refuses_what_is_no_uuid);
  g_test_add_func ("/base/id/table/agrees-with-a-slow-one", test_table_agrees_with_a_slow_one);
  return g_test_run ();
}
