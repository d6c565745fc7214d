/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: what is read, what is refused and where, and any bytes at all. */

#include "way-json.h"

#include <string.h>

static WayJson *
read_text (const char *text,
           GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return way_json_read (bytes, error);
}

static void
test_a_text_written_reads_the_same (void)
{
  const char *text = "a \"b\" \\ c\n\t\x01 é \xf0\x9f\x99\x82";
  g_autoptr(GString) line = g_string_new (NULL);
  g_autoptr(WayJson) json = NULL;
  g_autoptr(GError) error = NULL;

  way_json_append_text (line, text);
  json = read_text (line->str, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (way_json_text (json), ==, text);
}

static void
test_values (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayJson) json = read_text (" {\"a\": [1, -2, 0.5e3, true, false, null, \"x\"],\n"
                                       "  \"b\": {}, \"c\": []} ", &error);
  const WayJson *a = way_json_member (json, "a");
  gboolean truth;
  gint64 number;

  g_assert_no_error (error);
  g_assert_cmpint (way_json_type (json), ==, WAY_JSON_OBJECT);
  g_assert_cmpuint (way_json_length (json), ==, 3);
  g_assert_cmpstr (way_json_name (json, 1), ==, "b");
  g_assert_cmpuint (way_json_length (a), ==, 7);
  g_assert_true (way_json_integer (way_json_at (a, 0), 0, 9, &number));
  g_assert_cmpint (number, ==, 1);
  g_assert_true (way_json_integer (way_json_at (a, 1), -9, 9, &number));
  g_assert_cmpint (number, ==, -2);
  g_assert_false (way_json_integer (way_json_at (a, 1), 0, 9, &number));
  g_assert_false (way_json_integer (way_json_at (a, 2), 0, 9999, &number));
  g_assert_true (way_json_boolean (way_json_at (a, 3), &truth) && truth);
  g_assert_true (way_json_boolean (way_json_at (a, 4), &truth) && !truth);
  g_assert_cmpint (way_json_type (way_json_at (a, 5)), ==, WAY_JSON_NULL);
  g_assert_cmpstr (way_json_text (way_json_at (a, 6)), ==, "x");
  g_assert_null (way_json_member (json, "d"));
  g_assert_null (way_json_at (a, 7));
}

static void
test_escapes (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayJson) json = read_text ("\"\\\"\\\\\\/\\n\\t\\u00e9\\ud83d\\ude00é\"", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (way_json_text (json), ==, "\"\\/\n\té😀é");
}

static void
test_refused (void)
{
  static const struct
  {
    const char      *text;
    WayFormatsError  code;
    const char      *where;
  } cases[] = {
    { "", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 1: the document is cut off" },
    { "{", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 2: the document is cut off" },
    { "[1,\n 2", WAY_FORMATS_ERROR_SYNTAX, "line 2, column 3: the document is cut off" },
    { "[1,]", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 4: a value is wanted" },
    { "{\"a\" 1}", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 6: a colon is wanted" },
    { "{a: 1}", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 2: a text in quotes is wanted" },
    { "{\"a\": 1,\n\"a\": 2}", WAY_FORMATS_ERROR_SYNTAX, "line 2, column 1: this name" },
    { "[1 2]", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 4: a comma or the end" },
    { "1 2", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 3: nothing may follow" },
    { "01", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 2: nothing may follow" },
    { "-", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 2: the document is cut off" },
    { "1.x", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 3: a value is wanted" },
    { "tru", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 1: a value is wanted" },
    { "\"é\x01\"", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 3: a control character" },
    { "\"\\q\"", WAY_FORMATS_ERROR_SYNTAX, "there is no such escape" },
    { "\"\\u12\"", WAY_FORMATS_ERROR_SYNTAX, "four hexadecimal digits" },
    { "\"\\u0000\"", WAY_FORMATS_ERROR_SYNTAX, "no character" },
    { "\"\\ud800x\"", WAY_FORMATS_ERROR_SYNTAX, "half a character" },
    { "\"\\udc00\"", WAY_FORMATS_ERROR_SYNTAX, "no character" },
    { "[\"\xff\"]", WAY_FORMATS_ERROR_ENCODING, "line 1, column 3: is no UTF-8" },
    { "// no\n1", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 1: a value is wanted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WayJson) json = read_text (cases[i].text, &error);

      g_test_message ("row %u: %s", i, error != NULL ? error->message : "read");
      g_assert_null (json);
      g_assert_error (error, WAY_FORMATS_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].where));
    }
}

static void
test_depth_is_bounded (void)
{
  g_autofree char *fits = g_strnfill (WAY_JSON_MOST_DEPTH, '[');
  g_autofree char *closing = g_strnfill (WAY_JSON_MOST_DEPTH, ']');
  g_autofree char *whole = g_strconcat (fits, closing, NULL);
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr(GError) error = NULL;
  g_autoptr(WayJson) good = read_text (whole, &error);
  g_autoptr(WayJson) bad = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (good);
  bad = read_text (deep, &error);
  g_assert_null (bad);
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE);
}

/* Any bytes are read or refused, and a cut document never reads past its end. */
static void
test_any_bytes (void)
{
  static const char seed_text[] = "{\"events\": [{\"kind\": \"a\\u00e9\", \"from\": -1.5e2}], \"b\": true}";
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 20000; round++)
    {
      gsize size = (gsize) g_rand_int_range (rand, 0, sizeof seed_text);
      g_autofree char *text = g_memdup2 (seed_text, MAX (size, 1));
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(WayJson) json = NULL;
      g_autoptr(GError) error = NULL;

      for (guint i = 0; i < 3 && size > 0; i++)
        text[g_rand_int_range (rand, 0, (gint32) size)] = (char) g_rand_int_range (rand, 0, 256);
      bytes = g_bytes_new (text, size);
      json = way_json_read (bytes, &error);
      g_assert_true ((json != NULL) != (error != NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/json/a-text-written-reads-the-same",
                   test_a_text_written_reads_the_same);
  g_test_add_func ("/formats/json/values", test_values);
  g_test_add_func ("/formats/json/escapes", test_escapes);
  g_test_add_func ("/formats/json/refused", test_refused);
  g_test_add_func ("/formats/json/depth-is-bounded", test_depth_is_bounded);
  g_test_add_func ("/formats/json/any-bytes", test_any_bytes);
  return g_test_run ();
}
