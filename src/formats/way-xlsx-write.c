/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing workbooks, by libxlsxwriter.  It writes to a path only, so the file
 * comes into being in a folder that nobody else can read and is gone again
 * before the bytes are handed out. */

#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "way-date.h"
#include "way-xlsx.h"

typedef struct
{
  lxw_workbook  *book;
  lxw_worksheet *sheet;
  lxw_format    *bold;
  lxw_format    *day;
} Writer;

static void
write_cell (Writer      *writer,
            guint32      row,
            guint16      column,
            WayXlsxKind  kind,
            const char  *text)
{
  GDate day;
  char *end;
  double number;

  if (text == NULL || *text == '\0')
    return;
  if (kind == WAY_XLSX_DAY && way_date_parse (text, &day))
    {
      lxw_datetime when = { g_date_get_year (&day), (int) g_date_get_month (&day),
                            g_date_get_day (&day), 0, 0, 0 };

      worksheet_write_datetime (writer->sheet, row, column, &when, writer->day);
      return;
    }
  number = g_ascii_strtod (text, &end);
  if (kind == WAY_XLSX_NUMBER && end != text && *end == '\0')
    worksheet_write_number (writer->sheet, row, column, number, NULL);
  else
    worksheet_write_string (writer->sheet, row, column, text, NULL);
}

static void
write_sheet (Writer              *writer,
             const WayXlsxColumn *columns,
             guint                n_columns,
             GPtrArray           *rows)
{
  for (guint i = 0; i < n_columns; i++)
    {
      worksheet_set_column (writer->sheet, (lxw_col_t) i, (lxw_col_t) i, columns[i].width, NULL);
      worksheet_write_string (writer->sheet, 0, (lxw_col_t) i, columns[i].heading, writer->bold);
    }
  for (guint row = 0; row < rows->len; row++)
    {
      const char *const *values = g_ptr_array_index (rows, row);

      for (guint i = 0; i < n_columns; i++)
        write_cell (writer, row + 1, (guint16) i, columns[i].kind, values[i]);
    }
  worksheet_freeze_panes (writer->sheet, 1, 0);
}

static gboolean
write_file (const char           *path,
            const char           *folder,
            const char           *title,
            const WayXlsxColumn  *columns,
            guint                 n_columns,
            GPtrArray            *rows,
            GError              **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_FALSE, .tmpdir = (char *) folder };
  Writer writer = { .book = workbook_new_opt (path, &options) };
  lxw_error result;

  if (writer.book != NULL)
    writer.sheet = workbook_add_worksheet (writer.book, title);
  if (writer.sheet == NULL)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX,
                   "a sheet cannot be called “%s”", title);
      if (writer.book != NULL)
        lxw_workbook_free (writer.book);
      return FALSE;
    }
  writer.bold = workbook_add_format (writer.book);
  format_set_bold (writer.bold);
  writer.day = workbook_add_format (writer.book);
  format_set_num_format (writer.day, "yyyy-mm-dd");
  write_sheet (&writer, columns, n_columns, rows);
  result = workbook_close (writer.book);
  if (result != LXW_NO_ERROR)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the workbook: %s",
                 lxw_strerror (result));
  return result == LXW_NO_ERROR;
}

GBytes *
way_xlsx_write (const char           *title,
                const WayXlsxColumn  *columns,
                guint                 n_columns,
                GPtrArray            *rows,
                GError              **error)
{
  g_autofree char *folder = g_dir_make_tmp ("waymark-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "sheet.xlsx", NULL) : NULL;
  char *data = NULL;
  gsize size;

  if (folder == NULL)
    return NULL;
  if (write_file (path, folder, title, columns, n_columns, rows, error))
    g_file_get_contents (path, &data, &size, error);
  g_unlink (path);
  g_rmdir (folder);
  return data != NULL ? g_bytes_new_take (data, size) : NULL;
}
