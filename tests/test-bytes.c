/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-bytes.h"

static void
test_numbers_come_back (void)
{
  static const gint64 edges[] = { 0, 1, -1, 63, 64, -64, -65, 127, 128, 16383, 16384,
                                  G_MAXINT64, G_MININT64 };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      WayReader reader;

      way_bytes_put_int (bytes, edges[i]);
      way_bytes_put_uint (bytes, (guint64) edges[i]);
      reader = way_reader (bytes->data, bytes->len);
      g_assert_cmpint (way_reader_get_int (&reader), ==, edges[i]);
      g_assert_cmpuint (way_reader_get_uint (&reader), ==, (guint64) edges[i]);
      g_assert_true (way_reader_is_done (&reader));
    }
}

static void
test_a_number_has_one_spelling (void)
{
  static const guint8 rows[][11] = {
    { 0x80, 0x00 },                                                        /* zero in two bytes */
    { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02 },        /* 65 bits */
    { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 },
  };
  static const gsize sizes[] = { 2, 10, 11 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayReader reader = way_reader (rows[i], sizes[i]);

      way_reader_get_uint (&reader);
      g_assert_true (reader.bad);
    }
}

static void
test_reading_never_passes_the_end (void)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  way_bytes_put_text (bytes, "Beacon Centre");
  way_bytes_put_uint (bytes, 300);
  for (gsize size = 0; size < bytes->len; size++)
    {
      g_autofree guint8 *cut = g_memdup2 (bytes->data, size);
      WayReader reader = way_reader (cut, size);
      g_autofree char *text = way_reader_get_text (&reader, 100);

      way_reader_get_uint (&reader);
      g_assert_true (reader.bad);
      g_assert_cmpuint (way_reader_get_uint (&reader), ==, 0);
    }
}

static void
test_text_is_bounded_and_utf8 (void)
{
  static const guint8 nul[] = { 3, 'a', 0, 'b' };
  static const guint8 broken[] = { 2, 0xc3, 0x28 };
  static const guint8 longer[] = { 3, 'a', 'b', 'c' };
  WayReader a = way_reader (nul, sizeof nul);
  WayReader b = way_reader (broken, sizeof broken);
  WayReader c = way_reader (longer, sizeof longer);

  g_assert_null (way_reader_get_text (&a, 10));
  g_assert_null (way_reader_get_text (&b, 10));
  g_assert_null (way_reader_get_text (&c, 2));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/bytes/numbers/come-back", test_numbers_come_back);
  g_test_add_func ("/base/bytes/numbers/one-spelling", test_a_number_has_one_spelling);
  g_test_add_func ("/base/bytes/reader/never-passes-the-end", test_reading_never_passes_the_end);
  g_test_add_func ("/base/bytes/text/bounded-and-utf8", test_text_is_bounded_and_utf8);
  return g_test_run ();
}
