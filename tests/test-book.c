/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of several sheets: both formats have what was put in, the same bytes
 * twice, and open in an office program where there is one. */

#include "way-book.h"

#include <archive.h>
#include <archive_entry.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <string.h>

#include "way-date.h"
#include "way-xlsx.h"

static WayBook *
make_book (void)
{
  GDate day = way_date_ymd (2026, 11, 26);
  WayBook *book = way_book_new ("Statistics & notes", "Ardenshire <Council>", &day);

  way_book_add_sheet (book, "Cover");
  way_book_add_width (book, 40);
  way_book_add_row (book);
  way_book_add_text (book, WAY_BOOK_TITLE, "Statistics & notes");
  way_book_add_row (book);
  way_book_add_row (book);
  way_book_add_link (book, "Table 1", "To the table");
  way_book_add_sheet (book, "Table 1");
  way_book_freeze (book, 1);
  way_book_add_row (book);
  way_book_add_text (book, WAY_BOOK_HEADING, "Setting");
  way_book_add_text (book, WAY_BOOK_HEADING, "On roll");
  way_book_add_row (book);
  way_book_add_text (book, WAY_BOOK_TEXT, "Beacon “Centre” <1>");
  way_book_add_number (book, 1234, 0);
  way_book_add_number (book, 67.3, 1);
  way_book_add_text (book, WAY_BOOK_SYMBOL, "c");
  return book;
}

static void
test_sheet_names_are_allowed (void)
{
  g_autoptr(WayBook) book = make_book ();

  g_assert_cmpstr (way_book_add_sheet (book, "cover"), ==, "cover 2");
  g_assert_cmpstr (way_book_add_sheet (book, "a/b:c"), ==, "a b c");
  g_assert_cmpuint (strlen (way_book_add_sheet (
    book, "A name that is far too long for a spreadsheet")), ==, 31);
}

static void
test_the_same_bytes_twice (void)
{
  for (guint ods = 0; ods < 2; ods++)
    {
      g_autoptr(WayBook) one = make_book ();
      g_autoptr(WayBook) two = make_book ();
      g_autoptr(GBytes) a = ods ? way_book_to_ods (one, NULL) : way_book_to_xlsx (one, NULL);
      g_autoptr(GBytes) b = ods ? way_book_to_ods (two, NULL) : way_book_to_xlsx (two, NULL);

      g_assert_true (g_bytes_equal (a, b));
    }
}

static void
test_xlsx_is_read_back (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayBook) book = make_book ();
  g_autoptr(GBytes) bytes = way_book_to_xlsx (book, &error);
  g_autoptr(GBytes) csv = NULL;

  g_assert_no_error (error);
  csv = way_xlsx_to_csv (bytes, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (csv, NULL), (gssize) g_bytes_get_size (csv),
                                  "Statistics & notes"));
}

/* A part of the archive as text; free with g_free(). */
static char *
read_part (GBytes     *bytes,
           const char *name,
           int        *position)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  char *text = NULL;

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_memory (archive, g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes)), ==, ARCHIVE_OK);
  for (int i = 0; text == NULL && archive_read_next_header (archive, &entry) == ARCHIVE_OK; i++)
    {
      gsize size = (gsize) archive_entry_size (entry);

      if (strcmp (archive_entry_pathname (entry), name) != 0)
        continue;
      *position = i;
      text = g_malloc0 (size + 1);
      g_assert_cmpint (archive_read_data (archive, text, size), ==, (la_ssize_t) size);
    }
  archive_read_free (archive);
  g_assert_nonnull (text);
  return text;
}

static void
test_ods_is_opendocument (void)
{
  static const char *const parts[] = {
    "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml", "settings.xml",
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayBook) book = make_book ();
  g_autoptr(GBytes) bytes = way_book_to_ods (book, &error);
  g_autofree char *type = NULL;
  g_autofree char *content = NULL;
  int position = -1;

  g_assert_no_error (error);
  type = read_part (bytes, "mimetype", &position);
  g_assert_cmpstr (type, ==, "application/vnd.oasis.opendocument.spreadsheet");
  g_assert_cmpint (position, ==, 0);
  g_assert_cmpmem ((const char *) g_bytes_get_data (bytes, NULL) + 30, 8, "mimetype", 8);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = read_part (bytes, parts[i], &position);
      xmlDoc *document = xmlReadMemory (text, (int) strlen (text), parts[i], NULL,
                                        XML_PARSE_NONET | XML_PARSE_NOERROR);

      g_assert_nonnull (document);
      xmlFreeDoc (document);
    }
  content = read_part (bytes, "content.xml", &position);
  g_assert_nonnull (strstr (content, "Beacon “Centre” &lt;1&gt;"));
  g_assert_nonnull (strstr (content, "office:value=\"67.3\""));
}

static void
test_ods_opens_in_an_office_program (void)
{
  g_autofree char *office = g_find_program_in_path ("soffice");
  g_autofree char *folder = g_dir_make_tmp ("way-book-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "book.ods", NULL);
  g_autofree char *csv = g_build_filename (folder, "book.csv", NULL);
  g_autofree char *home = g_strconcat ("-env:UserInstallation=file://", folder, "/home", NULL);
  g_autoptr(WayBook) book = make_book ();
  g_autoptr(GBytes) bytes = way_book_to_ods (book, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  if (office == NULL)
    {
      g_rmdir (folder);
      g_test_skip ("there is no LibreOffice here");
      return;
    }
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, office, home, "--headless", "--convert-to", "csv", "--outdir",
                              folder, path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_true (g_file_get_contents (csv, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "Statistics & notes"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/book/sheet-names-are-allowed", test_sheet_names_are_allowed);
  g_test_add_func ("/formats/book/the-same-bytes-twice", test_the_same_bytes_twice);
  g_test_add_func ("/formats/book/xlsx-is-read-back", test_xlsx_is_read_back);
  g_test_add_func ("/formats/book/ods-is-opendocument", test_ods_is_opendocument);
  g_test_add_func ("/formats/book/ods-opens-in-an-office-program",
                   test_ods_opens_in_an_office_program);
  return g_test_run ();
}
