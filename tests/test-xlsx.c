/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: what is written is read, what others write is read, and what is
 * made to do harm is refused within bounds. */
#include "way-xlsx.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "way-test-mutate.h"

#define NS " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"" \
           " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define WORKBOOK "<workbook" NS "><workbookPr/><sheets>" \
                 "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define RELATIONS \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
  "<Relationship Id=\"rId1\" Type=\"x\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
#define SHEET(rows) "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet" NS "><sheetData>" rows \
                    "</sheetData></worksheet>"

typedef struct
{
  const char *workbook, *relations, *sheet, *texts, *styles;
} Parts;

static void
add_part (struct archive *archive,
          const char     *name,
          const char     *text,
          gsize           size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, size), ==, (la_ssize_t) size);
  archive_entry_free (entry);
}

static GBytes *
make_archive (const Parts *parts)
{
  const char *const names[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                "xl/styles.xml" };
  const char *const texts[] = { parts->workbook, parts->relations, parts->sheet, parts->texts,
                                parts->styles };
  struct archive *archive = archive_write_new ();
  gsize room = 64 * 1024 * 1024, used = 0;
  char *buffer = g_malloc (room);

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, room, &used), ==, ARCHIVE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (texts[i] != NULL)
      add_part (archive, names[i], texts[i], strlen (texts[i]));
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new_take (g_realloc (buffer, used), used);
}

static GBytes *
make_sheet (const char *sheet)
{
  Parts parts = { WORKBOOK, RELATIONS, sheet };

  return make_archive (&parts);
}

static void
assert_reads (GBytes     *bytes,
              const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) csv = way_xlsx_to_csv (bytes, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_refused (GBytes          *bytes,
                WayFormatsError  code,
                const char      *says)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (way_xlsx_to_csv (bytes, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, WAY_FORMATS_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
}

static GPtrArray *
some_rows (void)
{
  static const char *const first[] = { "Kit, the \"first\"", "2026-11-02", "10" };
  static const char *const second[] = { "Řehoř", "", "7" };
  GPtrArray *rows = g_ptr_array_new ();

  g_ptr_array_add (rows, (gpointer) first);
  g_ptr_array_add (rows, (gpointer) second);
  return rows;
}

static GBytes *
write_some (void)
{
  static const WayXlsxColumn columns[] = {
    { "name", WAY_XLSX_TEXT, 24 }, { "week", WAY_XLSX_DAY, 12 }, { "possible", WAY_XLSX_NUMBER, 9 },
  };
  g_autoptr(GPtrArray) rows = some_rows ();
  g_autoptr(GError) error = NULL;
  GBytes *bytes = way_xlsx_write ("Attendance", columns, G_N_ELEMENTS (columns), rows, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_what_is_written_is_read (void)
{
  g_autoptr(GBytes) bytes = write_some ();

  g_assert_true (way_xlsx_is_workbook (bytes));
  assert_reads (bytes, "name,week,possible\n\"Kit, the \"\"first\"\"\",2026-11-02,10\nŘehoř,,7\n");
}

static void
test_cells (void)
{
  static const struct { const char *sheet; const char *csv; } cases[] = {
    { SHEET (""), "" },
    { SHEET ("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2.50</v></c></row>"),
      "1,,2.5\n" },
    { SHEET ("<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>"), "\n\n,1\n" },
    { SHEET ("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"),
      "1,2\n\n3\n" },
    { SHEET ("<row r=\"1\"><c t=\"inlineStr\"><is><t>a</t></is></c>"
             "<c t=\"inlineStr\"><is><r><t>b</t></r><r><t> c</t></r></is></c>"
             "<c t=\"b\"><v>1</v></c><c t=\"str\"><f>A1</f><v>x&amp;y</v></c></row>"),
      "a,b c,yes,x&y\n" },
    { SHEET ("<row r=\"1\"><c t=\"inlineStr\"><is><t>two\nlines</t></is></c></row>"),
      "two lines\n" },
    { SHEET ("<row r=\"1\"><c r=\"A1\"><v>1E3</v></c><c r=\"B1\"/></row>"), "1000\n" },
    { SHEET ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c><c><v>1</v></c></row>"), ",1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = make_sheet (cases[i].sheet);

      g_test_message ("case %u", i);
      assert_reads (bytes, cases[i].csv);
    }
}

/* Format 14 is a day, 165 as its code says, 164 is a number with a letter in
 * quotes. */
static void
test_days (void)
{
  Parts parts = {
    WORKBOOK, RELATIONS,
    SHEET ("<row r=\"1\"><c s=\"0\"><v>46328</v></c><c s=\"1\"><v>46328</v></c>"
           "<c s=\"2\"><v>46328.5</v></c><c s=\"3\"><v>46328</v></c><c s=\"1\"><v>soon</v></c>"
           "</row>"),
    "<sst" NS "/>",
    "<styleSheet" NS "><numFmts><numFmt numFmtId=\"164\" formatCode=\"0&quot; days&quot;\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[$-809]dd\\ mmm\\ yyyy\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
    "<xf numFmtId=\"14\"/><xf numFmtId=\"165\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
  };
  g_autoptr(GBytes) bytes = make_archive (&parts);
  g_autoptr(GBytes) other = NULL;

  assert_reads (bytes, "46328,2026-11-02,2026-11-02,46328,soon\n");
  parts.workbook = "<workbook" NS "><workbookPr date1904=\"1\"/><sheets>"
                   "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
  other = make_archive (&parts);
  assert_reads (other, "46328,2030-11-03,2030-11-03,46328,soon\n");
}

static void
test_shared_texts (void)
{
  Parts parts = {
    WORKBOOK, RELATIONS,
    SHEET ("<row r=\"1\"><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c></row>"),
    "<sst" NS "><si><t>zero</t></si><si><r><t>o</t></r><r><t>ne</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si></sst>",
  };
  g_autoptr(GBytes) bytes = make_archive (&parts);

  assert_reads (bytes, "one,zero\n");
}

static void
test_what_is_no_workbook (void)
{
  static const struct { Parts parts; WayFormatsError code; const char *says; } cases[] = {
    { { NULL, RELATIONS, SHEET ("") }, WAY_FORMATS_ERROR_KIND, "xl/workbook.xml" },
    { { WORKBOOK, NULL, SHEET ("") }, WAY_FORMATS_ERROR_KIND, "workbook.xml.rels" },
    { { WORKBOOK, RELATIONS, NULL }, WAY_FORMATS_ERROR_KIND, "sheet1.xml" },
    { { "", RELATIONS, SHEET ("") }, WAY_FORMATS_ERROR_SYNTAX, "xl/workbook.xml: is empty" },
    { { "<workbook" NS "/>", RELATIONS, SHEET ("") }, WAY_FORMATS_ERROR_KIND, "no sheet" },
    { { WORKBOOK, "<Relationships/>", SHEET ("") }, WAY_FORMATS_ERROR_KIND, "where its sheet" },
    { { WORKBOOK, RELATIONS, "<worksheet><row>" }, WAY_FORMATS_ERROR_SYNTAX, "well-formed" },
    { { WORKBOOK, RELATIONS, "\xff\xfe<" }, WAY_FORMATS_ERROR_ENCODING, "UTF-8" },
    { { WORKBOOK, RELATIONS, SHEET ("<row r=\"2\"/><row r=\"2\"/>") }, WAY_FORMATS_ERROR_SYNTAX,
      "out of order" },
    { { WORKBOOK, RELATIONS, SHEET ("<row r=\"1048576\"/>") }, WAY_FORMATS_ERROR_TOO_LARGE,
      "too many rows" },
    { { WORKBOOK, RELATIONS, "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>" },
      WAY_FORMATS_ERROR_SYNTAX, "entities" },
    { { "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><workbook/>", RELATIONS, SHEET ("") },
      WAY_FORMATS_ERROR_SYNTAX, "entities" },
  };
  g_autoptr(GBytes) text = g_bytes_new_static ("PK\3\4 and more", 13);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = make_archive (&cases[i].parts);

      g_test_message ("case %u", i);
      assert_refused (bytes, cases[i].code, cases[i].says);
    }
  assert_refused (text, WAY_FORMATS_ERROR_SYNTAX, "");
}

/* --- Made to do harm --- */

static char *
repeat (const char *head,
        const char *middle,
        guint       n,
        const char *tail)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (text, middle);
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

static void
test_a_bomb_is_refused (void)
{
  g_autofree char *sheet = repeat ("<worksheet><a>", "                                ",
                                   WAY_XLSX_MOST_PART / 32 + 1, "</a></worksheet>");
  g_autoptr(GBytes) bytes = make_sheet (sheet);

  g_assert_cmpuint (g_bytes_get_size (bytes), <, 1024 * 1024);
  assert_refused (bytes, WAY_FORMATS_ERROR_TOO_LARGE, "when unpacked");
}

static void
test_counts_are_bounded (void)
{
  g_autofree char *columns = repeat ("<worksheet><sheetData><row>", "<c><v>1</v></c>",
                                     WAY_XLSX_MOST_COLUMNS + 1, "</row></sheetData></worksheet>");
  g_autofree char *depth = repeat ("<worksheet>", "<a>", WAY_XLSX_MOST_DEPTH + 2, "");
  g_autoptr(GBytes) wide = make_sheet (columns);
  g_autoptr(GBytes) deep = make_sheet (depth);
  g_autoptr(GBytes) far = make_sheet (SHEET ("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"));

  assert_refused (wide, WAY_FORMATS_ERROR_TOO_LARGE, "too many cells");
  assert_refused (deep, WAY_FORMATS_ERROR_TOO_LARGE, "too deeply");
  assert_refused (far, WAY_FORMATS_ERROR_TOO_LARGE, "too many cells");
}

static void
test_long_texts_are_cut_at_a_character (void)
{
  g_autofree char *sheet = repeat ("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>x",
                                   "é", 70000, "</t></is></c></row></sheetData></worksheet>");
  g_autoptr(GBytes) bytes = make_sheet (sheet);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) csv = way_xlsx_to_csv (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (csv), <=, 65536 + 1);
  g_assert_true (g_utf8_validate (g_bytes_get_data (csv, NULL), (gssize) g_bytes_get_size (csv),
                                  NULL));
}

/* Cut at every byte it is read or refused, never anything else. */
static void
test_cut_off_anywhere (void)
{
  g_autoptr(GBytes) whole = write_some ();

  for (gsize size = 0; size < g_bytes_get_size (whole); size++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (whole, 0, size);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) csv = way_xlsx_to_csv (part, &error);

      g_assert_true ((csv == NULL) == (error != NULL));
    }
}

static void
test_spoilt_at_random (void)
{
  g_autoptr(GBytes) whole = write_some ();
  g_autoptr(GBytes) plain = make_sheet (
    SHEET ("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c><v>1</v></c></row>"));

  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(GBytes) spoilt = way_test_mutate (rand, i % 2 == 0 ? whole : plain);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) csv = way_xlsx_to_csv (spoilt, &error);

      g_assert_true ((csv == NULL) == (error != NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/xlsx/written-and-read", test_what_is_written_is_read);
  g_test_add_func ("/formats/xlsx/cells", test_cells);
  g_test_add_func ("/formats/xlsx/days", test_days);
  g_test_add_func ("/formats/xlsx/shared-texts", test_shared_texts);
  g_test_add_func ("/formats/xlsx/no-workbook", test_what_is_no_workbook);
  g_test_add_func ("/formats/xlsx/bomb", test_a_bomb_is_refused);
  g_test_add_func ("/formats/xlsx/counts", test_counts_are_bounded);
  g_test_add_func ("/formats/xlsx/long-texts", test_long_texts_are_cut_at_a_character);
  g_test_add_func ("/formats/xlsx/cut-off", test_cut_off_anywhere);
  g_test_add_func ("/formats/xlsx/spoilt", test_spoilt_at_random);
  return g_test_run ();
}
