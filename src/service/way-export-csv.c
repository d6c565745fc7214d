/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and lists as tables of text, page by page into a file. */

#include "way-export-csv.h"

#include <glib/gi18n.h>

#include "way-file.h"
#include "way-records-csv.h"

#define PAGE 2000

typedef struct _Export Export;

/* Appends one row. */
typedef void (*PutRowFunc) (Export            *self,
                            const WayQueryRow *row);

struct _Export
{
  WayDb              *db;
  const WayQuery     *query;
  PutRowFunc          put_row;
  WayExportCellFunc   cell;
  gpointer            cell_data;
  GString            *out;         /* written and not yet in the file */
  WayFileWriter      *file;
  WayProgressFunc     progress;
  gpointer            data;
  GCancellable       *cancellable;
};

static void
export_clear (Export *self)
{
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  g_clear_pointer (&self->file, way_file_writer_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

static gboolean
flush (Export  *self,
       GError **error)
{
  gboolean written = way_file_writer_write (self->file, self->out->str, self->out->len, error);

  g_string_truncate (self->out, 0);
  return written;
}

static gboolean
put_pages (Export  *self,
           GError **error)
{
  gint64 total;
  guint offset = 0;
  guint count = PAGE;

  if (!way_query_count (self->query, self->db, &total, error))
    return FALSE;
  while (count == PAGE)
    {
      g_autoptr(GPtrArray) rows = NULL;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      rows = way_query_page (self->query, self->db, offset, PAGE, error);
      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        self->put_row (self, g_ptr_array_index (rows, i));
      count = rows->len;
      offset += count;
      if (!flush (self, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (total > 0 ? MIN (1.0, (double) offset / (double) total) : 1.0,
                        N_("Writing"), self->data);
    }
  return TRUE;
}

/* The heading line is in `out`. */
static gboolean
run (Export      *self,
     const char  *path,
     GError     **error)
{
  gboolean put;

  self->file = way_file_writer_new (path, error);
  if (self->file == NULL || !way_db_exec (self->db, "BEGIN", error))
    return FALSE;
  put = put_pages (self, error);
  way_db_exec (self->db, "ROLLBACK", NULL);
  return put && way_file_writer_commit (self->file, error);
}

/* --- Records --- */

static void
put_record (Export            *self,
            const WayQueryRow *row)
{
  way_records_csv_put_values (self->out, way_query_entity (self->query), row->values);
}

gboolean
way_export_csv_entity (WayDb            *db,
                       const WayEntity  *entity,
                       const char       *path,
                       WayProgressFunc   progress,
                       gpointer          data,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr(WayQuery) query = way_query_new (entity);
  g_auto(Export) self = { .db = db, .query = query, .put_row = put_record,
                          .out = g_string_new (NULL), .progress = progress, .data = data,
                          .cancellable = cancellable };

  for (guint i = 0; i < entity->n_fields; i++)
    if (!way_query_add_column (query, entity->fields[i].name, error))
      return FALSE;
  way_query_hide_addresses (query);
  way_records_csv_put_heading (self.out, entity);
  return run (&self, path, error);
}

/* --- Lists --- */

static char *
cell_text (Export            *self,
           const WayQueryRow *row,
           guint              column)
{
  if (self->cell == NULL)
    return way_query_row_text (self->query, row, column);
  return self->cell (way_query_column (self->query, column), &row->values[column],
                     self->cell_data);
}

static void
put_shown (Export            *self,
           const WayQueryRow *row)
{
  g_auto(GStrv) texts = g_new0 (char *, row->n_values + 1);

  for (guint i = 0; i < row->n_values; i++)
    texts[i] = cell_text (self, row, i);
  way_csv_write_row (self->out, (const char *const *) texts, row->n_values, WAY_CSV_FOR_PEOPLE);
}

gboolean
way_export_csv_list (WayDb              *db,
                     const WayQuery     *query,
                     const char *const  *headings,
                     WayExportCellFunc   cell,
                     gpointer            cell_data,
                     const char         *path,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_auto(Export) self = { .db = db, .query = query, .put_row = put_shown, .cell = cell,
                          .cell_data = cell_data, .out = g_string_new (NULL),
                          .cancellable = cancellable };

  way_csv_write_row (self.out, headings, way_query_n_columns (query), WAY_CSV_FOR_PEOPLE);
  return run (&self, path, error);
}
