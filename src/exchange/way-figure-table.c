/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of figures, as sections of bundles and in the file. */

#include "way-figure-table.h"

#define MOST_NAME 200
#define MOST_BODY (16 << 20)

WayFigureTable *
way_figure_table_new (const char *name,
                      const char *title,
                      const char *body)
{
  WayFigureTable *self = g_new0 (WayFigureTable, 1);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->body = g_strdup (body);
  self->made = g_get_real_time () / 1000;
  return self;
}

void
way_figure_table_free (WayFigureTable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

static void
free_table (gpointer data)
{
  way_figure_table_free (data);
}

GByteArray *
way_figure_table_pack (const WayFigureTable *self)
{
  GByteArray *bytes = g_byte_array_new ();

  way_bytes_put_text (bytes, self->name);
  way_bytes_put_text (bytes, self->title);
  way_bytes_put_int (bytes, self->made);
  way_bytes_put_text (bytes, self->body);
  return bytes;
}

WayFigureTable *
way_figure_table_unpack (gconstpointer data,
                         gsize         size)
{
  g_autoptr(WayFigureTable) self = g_new0 (WayFigureTable, 1);
  WayReader reader = way_reader (data, size);

  self->name = way_reader_get_text (&reader, MOST_NAME);
  self->title = way_reader_get_text (&reader, MOST_NAME);
  self->made = way_reader_get_int (&reader);
  self->body = way_reader_get_text (&reader, MOST_BODY);
  return way_reader_is_done (&reader) ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
way_figure_tables_list (WayDb   *db,
                        GError **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (free_table);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT name, title, made, body FROM figure_table ORDER BY name",
                         error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayFigureTable *table = way_figure_table_new (way_stmt_text (stmt, 0),
                                                    way_stmt_text (stmt, 1),
                                                    way_stmt_text (stmt, 3));

      table->made = way_stmt_int (stmt, 2);
      g_ptr_array_add (tables, table);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&tables) : NULL;
}

gboolean
way_figure_tables_keep (WayDb                 *db,
                        const WayFigureTable  *table,
                        const WayId           *device,
                        GError               **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT INTO figure_table (name, title, made, device, body)"
                         " VALUES (:name, :title, :made, :device, :body)"
                         " ON CONFLICT (name) DO UPDATE SET title = excluded.title,"
                         " made = excluded.made, device = excluded.device, body = excluded.body"
                         " WHERE excluded.made >= figure_table.made", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":name", table->name);
  way_stmt_bind_text (stmt, ":title", table->title);
  way_stmt_bind_int (stmt, ":made", table->made);
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_text (stmt, ":body", table->body);
  return way_stmt_run (stmt, error);
}
