/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-id.h"

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/new/is-version-7-and-unique", test_new_is_version_7_and_unique);
  g_test_add_func ("/base/id/text/comes-back", test_text_comes_back);
  g_test_add_func ("/base/id/parse/refuses-what-is-no-uuid", test_parse_refuses_what_is_no_uuid);
  return g_test_run ();
}
