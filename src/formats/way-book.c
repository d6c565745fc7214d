/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks put together, and written as XLSX by libxlsxwriter; ODS is in
 * way-book-ods.c.  libxlsxwriter writes to a path only, so the file comes into
 * being in a folder that nobody else can read and is gone again before the
 * bytes are handed out. */

#include "way-book-private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

/* What spreadsheets allow. */
#define MOST_NAME 31

static void
clear_cell (gpointer data)
{
  WayBookCell *self = data;

  g_free (self->text);
  g_free (self->sheet);
}

static void
sheet_free (WayBookSheet *self)
{
  g_free (self->name);
  g_array_unref (self->widths);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

WayBook *
way_book_new (const char  *title,
              const char  *author,
              const GDate *day)
{
  WayBook *self = g_new0 (WayBook, 1);

  self->title = g_strdup (title);
  self->author = g_strdup (author);
  self->day = *day;
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sheet_free);
  return self;
}

void
way_book_free (WayBook *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->author);
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

/* --- Sheets --- */

static gboolean
has_sheet (const WayBook *self,
           const char    *name)
{
  for (guint i = 0; i < self->sheets->len; i++)
    if (g_ascii_strcasecmp (((WayBookSheet *) g_ptr_array_index (self->sheets, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static char *
make_name (const WayBook *self,
           const char    *wanted)
{
  g_autofree char *clean = g_strdelimit (g_strdup (wanted), "[]:*?/\\'", ' ');
  char *name = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), MOST_NAME));

  for (guint i = 2; has_sheet (self, name); i++)
    {
      g_autofree char *head = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1),
                                                               MOST_NAME - 4));

      g_free (name);
      name = g_strdup_printf ("%s %u", head, i);
    }
  return name;
}

static WayBookSheet *
get_last_sheet (const WayBook *self)
{
  return g_ptr_array_index (self->sheets, self->sheets->len - 1);
}

const char *
way_book_add_sheet (WayBook    *self,
                    const char *name)
{
  WayBookSheet *sheet = g_new0 (WayBookSheet, 1);

  sheet->name = make_name (self, name);
  sheet->widths = g_array_new (FALSE, FALSE, sizeof (double));
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_ptr_array_add (self->sheets, sheet);
  return sheet->name;
}

void
way_book_freeze (WayBook *self,
                 guint    n_rows)
{
  get_last_sheet (self)->n_frozen = n_rows;
}

void
way_book_add_width (WayBook *self,
                    double   characters)
{
  g_array_append_val (get_last_sheet (self)->widths, characters);
}

void
way_book_add_row (WayBook *self)
{
  GArray *row = g_array_new (FALSE, TRUE, sizeof (WayBookCell));

  g_array_set_clear_func (row, clear_cell);
  g_ptr_array_add (get_last_sheet (self)->rows, row);
}

static void
add_cell (WayBook           *self,
          const WayBookCell *cell)
{
  GPtrArray *rows = get_last_sheet (self)->rows;

  g_array_append_vals (g_ptr_array_index (rows, rows->len - 1), cell, 1);
}

void
way_book_add_text (WayBook      *self,
                   WayBookStyle  style,
                   const char   *text)
{
  WayBookCell cell = { .style = style, .text = g_strdup (text != NULL ? text : "") };

  add_cell (self, &cell);
}

void
way_book_add_number (WayBook *self,
                     double   number,
                     guint    decimals)
{
  WayBookCell cell = { .kind = WAY_BOOK_CELL_NUMBER, .number = number, .decimals = decimals };

  add_cell (self, &cell);
}

void
way_book_add_link (WayBook    *self,
                   const char *sheet,
                   const char *text)
{
  WayBookCell cell = {
    .kind = WAY_BOOK_CELL_LINK, .text = g_strdup (text), .sheet = g_strdup (sheet),
  };

  add_cell (self, &cell);
}

char *
way_book_number_text (double number,
                      guint  decimals)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char format[16];

  g_snprintf (format, sizeof format, "%%.%uf", decimals);
  g_ascii_formatd (text, sizeof text, format, number);
  return g_strdup (text);
}

/* --- XLSX --- */

typedef struct
{
  lxw_workbook *book;
  lxw_format   *title;
  lxw_format   *heading;
  lxw_format   *symbol;
  lxw_format   *tenths;
  lxw_format   *link;
} Writer;

static lxw_format *
pick_format (const Writer *writer,
             WayBookStyle  style)
{
  return style == WAY_BOOK_TITLE ? writer->title
       : style == WAY_BOOK_HEADING ? writer->heading
       : style == WAY_BOOK_SYMBOL ? writer->symbol : NULL;
}

static void
write_cell (const Writer      *writer,
            lxw_worksheet     *sheet,
            lxw_row_t          row,
            lxw_col_t          column,
            const WayBookCell *cell)
{
  g_autofree char *url = NULL;

  switch (cell->kind)
    {
    case WAY_BOOK_CELL_NUMBER:
      worksheet_write_number (sheet, row, column, cell->number,
                              cell->decimals > 0 ? writer->tenths : NULL);
      break;
    case WAY_BOOK_CELL_LINK:
      url = g_strdup_printf ("internal:'%s'!A1", cell->sheet);
      worksheet_write_url_opt (sheet, row, column, url, writer->link, cell->text, NULL);
      break;
    case WAY_BOOK_CELL_TEXT:
    default:
      worksheet_write_string (sheet, row, column, cell->text, pick_format (writer, cell->style));
    }
}

static gboolean
write_sheet (const Writer        *writer,
             const WayBookSheet  *self,
             GError             **error)
{
  lxw_worksheet *sheet = workbook_add_worksheet (writer->book, self->name);

  if (sheet == NULL)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX,
                   "a sheet cannot be called “%s”", self->name);
      return FALSE;
    }
  for (guint i = 0; i < self->widths->len; i++)
    worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i,
                          g_array_index (self->widths, double, i), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GArray *row = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < row->len; j++)
        write_cell (writer, sheet, i, (lxw_col_t) j, &g_array_index (row, WayBookCell, j));
    }
  if (self->n_frozen > 0)
    worksheet_freeze_panes (sheet, self->n_frozen, 0);
  return TRUE;
}

static void
make_formats (Writer *writer)
{
  writer->title = workbook_add_format (writer->book);
  format_set_bold (writer->title);
  format_set_font_size (writer->title, 16);
  writer->heading = workbook_add_format (writer->book);
  format_set_bold (writer->heading);
  format_set_text_wrap (writer->heading);
  format_set_align (writer->heading, LXW_ALIGN_VERTICAL_TOP);
  writer->symbol = workbook_add_format (writer->book);
  format_set_align (writer->symbol, LXW_ALIGN_RIGHT);
  writer->tenths = workbook_add_format (writer->book);
  format_set_num_format (writer->tenths, "0.0");
  writer->link = workbook_get_default_url_format (writer->book);
}

static void
set_properties (const WayBook *self,
                lxw_workbook  *book)
{
  g_autoptr(GDateTime) made = g_date_time_new_utc (g_date_get_year (&self->day),
                                                   (int) g_date_get_month (&self->day),
                                                   g_date_get_day (&self->day), 12, 0, 0);
  lxw_doc_properties properties = {
    .title = self->title, .author = self->author,
    .created = (time_t) g_date_time_to_unix (made),
  };

  workbook_set_properties (book, &properties);
}

static gboolean
write_xlsx (const WayBook  *self,
            const char     *path,
            const char     *folder,
            GError        **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_FALSE, .tmpdir = (char *) folder };
  Writer writer = { .book = workbook_new_opt (path, &options) };
  lxw_error result;

  if (writer.book == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the workbook cannot be made");
      return FALSE;
    }
  make_formats (&writer);
  set_properties (self, writer.book);
  for (guint i = 0; i < self->sheets->len; i++)
    if (!write_sheet (&writer, g_ptr_array_index (self->sheets, i), error))
      {
        lxw_workbook_free (writer.book);
        return FALSE;
      }
  result = workbook_close (writer.book);
  if (result != LXW_NO_ERROR)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the workbook: %s",
                 lxw_strerror (result));
  return result == LXW_NO_ERROR;
}

GBytes *
way_book_to_xlsx (const WayBook  *self,
                  GError        **error)
{
  g_autofree char *folder = g_dir_make_tmp ("waymark-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "book.xlsx", NULL) : NULL;
  char *data = NULL;
  gsize size;

  if (folder == NULL)
    return NULL;
  if (write_xlsx (self, path, folder, error))
    g_file_get_contents (path, &data, &size, error);
  g_unlink (path);
  g_rmdir (folder);
  return data != NULL ? g_bytes_new_take (data, size) : NULL;
}
