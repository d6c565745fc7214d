/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-csv.h"

#include <string.h>

static WayCsvReader *
read_text (const char  *text,
           gsize        size,
           GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, size);

  return way_csv_reader_new (bytes, 0, error);
}

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "csv", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

/* Headings and rows, fields parted by / and rows by new lines; NULL on error. */
static char *
render (GBytes      *bytes,
        WayEncoding *encoding,
        GError     **error)
{
  g_autoptr(WayCsvReader) reader = way_csv_reader_new (bytes, 0, error);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *heading = NULL;
  WayCsvStep step;

  if (reader == NULL)
    return NULL;
  *encoding = way_csv_reader_encoding (reader);
  heading = g_strjoinv ("/", (char **) way_csv_reader_headings (reader));
  g_string_append (text, heading);
  while ((step = way_csv_reader_next (reader, error)) == WAY_CSV_ROW)
    {
      g_autofree char *row = g_strjoinv ("/", (char **) way_csv_reader_fields (reader));

      g_string_append_printf (text, "\n%s", row);
    }
  return step == WAY_CSV_DONE ? g_strdup (text->str) : NULL;
}

/* Files whose second line is what matters: what is read of it. */
static const struct
{
  const char *name;
  const char *row;
} odd_rows[] = {
  { "row-cp1252.csv", "1/Ysgol Tÿ’r/3" },
  { "row-doubled-quotes.csv", "1/say \"so\"/3" },
  { "row-lone-quote.csv", "1/5\" pipe/3" },
  { "row-quoted-line-ends.csv", "1/two\nlines/3" },
  { "row-separator-in-quotes.csv", "1/x;y,z/3" },
  { "row-too-few.csv", "1/2" },
  { "row-too-many.csv", "1/2/3/9" },
};

static const struct
{
  const char      *name;
  WayFormatsError  code;
  const char      *says;
} faults[] = {
  { "fail-database.csv", WAY_FORMATS_ERROR_ENCODING, "a database" },
  { "fail-empty.csv", WAY_FORMATS_ERROR_KIND, "line 1" },
  { "fail-no-encoding.csv", WAY_FORMATS_ERROR_ENCODING, "line 3" },
  { "fail-nul.csv", WAY_FORMATS_ERROR_ENCODING, "line 2" },
  { "fail-only-line-ends.csv", WAY_FORMATS_ERROR_KIND, "empty" },
  { "fail-open-quote-in-heading.csv", WAY_FORMATS_ERROR_SYNTAX, "line 1, column 2" },
  { "fail-open-quote.csv", WAY_FORMATS_ERROR_SYNTAX, "line 2, column 2" },
  { "fail-same-heading-twice.csv", WAY_FORMATS_ERROR_SYNTAX, "column 3: the heading “A”" },
  { "fail-spreadsheet.csv", WAY_FORMATS_ERROR_ENCODING, "save it as CSV" },
  { "fail-text-after-quote.csv", WAY_FORMATS_ERROR_SYNTAX, "line 3, column 2" },
  { "fail-utf-16-cut-off.csv", WAY_FORMATS_ERROR_ENCODING, "line 3" },
};

static const char *
wanted_row (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd_rows); i++)
    if (g_str_equal (odd_rows[i].name, name))
      return odd_rows[i].row;
  return "1/2/3";
}

static void
check_good_file (const char *name)
{
  g_autoptr(GBytes) bytes = load (name);
  g_autofree char *wanted = g_strdup_printf ("a/b/c\n%s\n4/5/6", wanted_row (name));
  g_autoptr(GError) error = NULL;
  WayEncoding encoding;
  g_autofree char *text = render (bytes, &encoding, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, wanted);
  g_assert_cmpint (encoding, ==,
                   strstr (name, "cp1252") != NULL   ? WAY_ENCODING_CP1252
                   : strstr (name, "utf-16") != NULL ? WAY_ENCODING_UTF_16
                                                     : WAY_ENCODING_UTF_8);
}

static void
check_bad_file (const char *name)
{
  g_autoptr(GBytes) bytes = load (name);
  g_autoptr(GError) error = NULL;
  WayEncoding encoding;

  g_assert_null (render (bytes, &encoding, &error));
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (faults[i].name, name))
      {
        g_assert_error (error, WAY_FORMATS_ERROR, (int) faults[i].code);
        g_test_message ("%s", error->message);
        g_assert_nonnull (strstr (error->message, faults[i].says));
        return;
      }
  g_error ("%s: is not in the list of faults", name);
}

/* The folder's files say their verdict in their name. */
static void
test_files_have_their_verdict (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "csv", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_test_message ("%s", name);
      if (g_str_has_prefix (name, "fail-"))
        check_bad_file (name);
      else
        check_good_file (name);
      count++;
    }
  g_assert_cmpuint (count, >=, 31);
}

static void
test_a_column_is_found_by_its_heading (void)
{
  const char *text = "Name, URN ,\nx,1,2\n";
  g_autoptr(WayCsvReader) reader = read_text (text, strlen (text), NULL);

  g_assert_cmpint (way_csv_reader_find (reader, "urn"), ==, 1);
  g_assert_cmpint (way_csv_reader_find (reader, "Name"), ==, 0);
  g_assert_cmpint (way_csv_reader_find (reader, "LA"), ==, -1);
  g_assert_cmpuint (way_csv_reader_n_columns (reader), ==, 3);
}

static void
test_rows_know_their_line (void)
{
  const char *text = "a,b\r\n\"x\r\ny\rz\",1\r\n\r\n\r2,3";
  g_autoptr(WayCsvReader) reader = read_text (text, strlen (text), NULL);

  g_assert_cmpint (way_csv_reader_next (reader, NULL), ==, WAY_CSV_ROW);
  g_assert_cmpuint (way_csv_reader_line (reader), ==, 2);
  g_assert_cmpstr (way_csv_reader_field (reader, 0), ==, "x\r\ny\rz");
  g_assert_cmpint (way_csv_reader_next (reader, NULL), ==, WAY_CSV_ROW);
  g_assert_cmpuint (way_csv_reader_line (reader), ==, 7);
  g_assert_cmpint (way_csv_reader_next (reader, NULL), ==, WAY_CSV_DONE);
}

static void
test_what_is_not_there_is_empty (void)
{
  g_autoptr(WayCsvReader) reader = read_text ("a,b\n1", 5, NULL);

  g_assert_cmpint (way_csv_reader_next (reader, NULL), ==, WAY_CSV_ROW);
  g_assert_cmpuint (way_csv_reader_n_fields (reader), ==, 1);
  g_assert_cmpstr (way_csv_reader_field (reader, 1), ==, "");
  g_assert_cmpstr (way_csv_reader_field (reader, -1), ==, "");
}

static void
assert_too_large (GString *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr(GError) error = NULL;
  WayEncoding encoding;

  g_assert_null (render (bytes, &encoding, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE);
}

static void
test_fields_are_bounded (void)
{
  for (guint quoted = 0; quoted < 2; quoted++)
    {
      g_autoptr(GString) text = g_string_new (quoted ? "a,b\n1,\"" : "a,b\n1,");

      for (guint i = 0; i <= WAY_CSV_MOST_FIELD; i++)
        g_string_append_c (text, 'x');
      g_string_append (text, quoted ? "\"\n" : "\n");
      assert_too_large (text);
    }
}

static void
test_columns_are_bounded (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < WAY_CSV_MOST_COLUMNS; i++)
    g_string_append_c (text, ',');
  assert_too_large (text);
}

static void
test_rows_are_bounded (void)
{
  g_autoptr(GString) text = g_string_new ("a\n");

  for (guint i = 0; i <= WAY_CSV_MOST_ROWS; i++)
    g_string_append (text, "1\n");
  assert_too_large (text);
}

/* Cut off after each byte, a file is read or refused, and nothing worse. */
static void
test_a_file_cut_off_anywhere_is_no_harm (void)
{
  static const char text[] =
    "name,\"note; long\"\r\n\"O'Brien \"\"é\"\"\",\"two\r\nlines\"\r\nx,’y\n";

  for (gsize size = 0; size < sizeof text; size++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_take (g_memdup2 (text, size), size);
      g_autoptr(GError) error = NULL;
      WayEncoding encoding;
      g_autofree char *rendered = render (bytes, &encoding, &error);

      g_assert_true ((rendered == NULL) == (error != NULL));
    }
}

static char *
random_value (GRand *rand)
{
  static const char *const pieces[] = {
    "a", "Z", "0", "-1", " ", ",", ";", "\t", "|", "\"", "\n", "\r", "\r\n", "é", "’", "\357\273\277",
    "=1+1", "'", "",
  };
  GString *value = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
    g_string_append (value, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (value, FALSE);
}

static char **
random_row (GRand *rand,
            guint  n_values)
{
  char **row = g_new0 (char *, n_values + 1);

  for (guint i = 0; i < n_values; i++)
    row[i] = random_value (rand);
  return row;
}

static void
check_table (GRand *rand)
{
  static const char *const headings[] = { "a", "b", "c", "d" };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(WayCsvReader) reader = NULL;
  guint n_columns = (guint) g_rand_int_range (rand, 1, 5);

  way_csv_write_row (out, headings, n_columns, WAY_CSV_PLAIN);
  for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
    {
      g_ptr_array_add (rows, random_row (rand, n_columns));
      way_csv_write_row (out, (const char *const *) g_ptr_array_index (rows, rows->len - 1),
                         n_columns, WAY_CSV_PLAIN);
    }
  reader = read_text (out->str, out->len, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_cmpint (way_csv_reader_next (reader, NULL), ==, WAY_CSV_ROW);
      g_assert_cmpstrv (way_csv_reader_fields (reader), g_ptr_array_index (rows, i));
    }
  g_assert_cmpint (way_csv_reader_next (reader, NULL), ==, WAY_CSV_DONE);
}

static void
test_what_is_written_is_read (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 3000; i++)
    check_table (rand);
}

static const struct
{
  const char *value;
  const char *plain;
  const char *for_people;
} written[] = {
  { "plain", "plain", "plain" },
  { "a b", "a b", "a b" },
  { "a,b", "\"a,b\"", "\"a,b\"" },
  { "a;b", "a;b", "a;b" },
  { "say \"so\"", "\"say \"\"so\"\"\"", "\"say \"\"so\"\"\"" },
  { "two\nlines", "\"two\nlines\"", "\"two\nlines\"" },
  { "-12.50", "-12.50", "-12.50" },
  { "+44 1632", "+44 1632", "'+44 1632" },
  { "=1+1", "=1+1", "'=1+1" },
  { "-1+cmd|x", "-1+cmd|x", "'-1+cmd|x" },
  { "@SUM(A1)", "@SUM(A1)", "'@SUM(A1)" },
  { " =1", " =1", "' =1" },
  { "\t=1", "\t=1", "'\t=1" },
  { "=A,B", "\"=A,B\"", "\"'=A,B\"" },
  { "-nan", "-nan", "'-nan" },
  { "", "\"\"", "\"\"" },
};

static void
test_quotes_stand_where_needed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    for (guint people = 0; people < 2; people++)
      {
        g_autoptr(GString) out = g_string_new (NULL);
        g_autofree char *wanted =
          g_strconcat (people ? written[i].for_people : written[i].plain, "\n", NULL);

        g_test_message ("%s", written[i].value);
        way_csv_write_row (out, &written[i].value, 1, people ? WAY_CSV_FOR_PEOPLE : WAY_CSV_PLAIN);
        g_assert_cmpstr (out->str, ==, wanted);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/csv/files-have-their-verdict", test_files_have_their_verdict);
  g_test_add_func ("/formats/csv/read/a-column-is-found-by-its-heading",
                   test_a_column_is_found_by_its_heading);
  g_test_add_func ("/formats/csv/read/rows-know-their-line", test_rows_know_their_line);
  g_test_add_func ("/formats/csv/read/what-is-not-there-is-empty", test_what_is_not_there_is_empty);
  g_test_add_func ("/formats/csv/read/fields-are-bounded", test_fields_are_bounded);
  g_test_add_func ("/formats/csv/read/columns-are-bounded", test_columns_are_bounded);
  g_test_add_func ("/formats/csv/read/rows-are-bounded", test_rows_are_bounded);
  g_test_add_func ("/formats/csv/read/cut-off-anywhere", test_a_file_cut_off_anywhere_is_no_harm);
  g_test_add_func ("/formats/csv/write/is-read-back", test_what_is_written_is_read);
  g_test_add_func ("/formats/csv/write/quotes-where-needed", test_quotes_stand_where_needed);
  return g_test_run ();
}
