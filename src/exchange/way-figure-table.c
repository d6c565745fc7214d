/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of figures, as sections of bundles and in the file. */

#include "way-figure-table.h"

#define MOST_NAME 200
#define MOST_DAY 10
#define MOST_BODY (16 << 20)

WayFigureTable *
way_figure_table_new (const char  *name,
                      const char  *title,
                      const GDate *cut_off,
                      const char  *description,
                      const char  *body)
{
  WayFigureTable *self = g_new0 (WayFigureTable, 1);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->made = g_get_real_time () / 1000;
  self->cut_off = *cut_off;
  self->description = g_strdup (description != NULL ? description : "");
  self->body = g_strdup (body);
  return self;
}

void
way_figure_table_free (WayFigureTable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
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
  g_autofree char *cut_off = way_date_to_iso (&self->cut_off);

  way_bytes_put_text (bytes, self->name);
  way_bytes_put_text (bytes, self->title);
  way_bytes_put_int (bytes, self->made);
  way_bytes_put_text (bytes, cut_off);
  way_bytes_put_text (bytes, self->description);
  way_bytes_put_text (bytes, self->body);
  return bytes;
}

WayFigureTable *
way_figure_table_unpack (gconstpointer data,
                         gsize         size)
{
  g_autoptr(WayFigureTable) self = g_new0 (WayFigureTable, 1);
  WayReader reader = way_reader (data, size);
  g_autofree char *cut_off = NULL;

  self->name = way_reader_get_text (&reader, MOST_NAME);
  self->title = way_reader_get_text (&reader, MOST_NAME);
  self->made = way_reader_get_int (&reader);
  cut_off = way_reader_get_text (&reader, MOST_DAY);
  self->description = way_reader_get_text (&reader, MOST_BODY);
  self->body = way_reader_get_text (&reader, MOST_BODY);
  return way_reader_is_done (&reader) && way_date_parse (cut_off, &self->cut_off)
           ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
way_figure_tables_list (WayDb   *db,
                        GError **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (free_table);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT name, title, made, cut_off, description, body"
                         " FROM figure_table ORDER BY name", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate cut_off = way_stmt_date (stmt, 3);
      WayFigureTable *table = way_figure_table_new (way_stmt_text (stmt, 0),
                                                    way_stmt_text (stmt, 1), &cut_off,
                                                    way_stmt_text (stmt, 4),
                                                    way_stmt_text (stmt, 5));

      table->made = way_stmt_int (stmt, 2);
      g_ptr_array_add (tables, table);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&tables) : NULL;
}

/* Whether nothing newer is here; what is older goes. */
static gboolean
make_way (WayDb                 *db,
          const WayFigureTable  *table,
          gboolean              *is_newest,
          GError               **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gint64 newest;

  if (!way_db_get_int (db, "SELECT coalesce (max (made), 0) FROM figure_table", 0, &newest, error))
    return FALSE;
  *is_newest = table->made >= newest;
  stmt = way_db_prepare (db, "DELETE FROM figure_table WHERE made < :made", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":made", table->made);
  return way_stmt_run (stmt, error);
}

gboolean
way_figure_tables_keep (WayDb                 *db,
                        const WayFigureTable  *table,
                        const WayId           *device,
                        GError               **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gboolean is_newest;

  if (!make_way (db, table, &is_newest, error))
    return FALSE;
  if (!is_newest)
    return TRUE;
  stmt = way_db_prepare (db,
                         "INSERT OR REPLACE INTO figure_table (name, title, made, cut_off, device,"
                         " description, body)"
                         " VALUES (:name, :title, :made, :cut_off, :device, :description, :body)",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":name", table->name);
  way_stmt_bind_text (stmt, ":title", table->title);
  way_stmt_bind_int (stmt, ":made", table->made);
  way_stmt_bind_date (stmt, ":cut_off", &table->cut_off);
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_text (stmt, ":description", table->description);
  way_stmt_bind_text (stmt, ":body", table->body);
  return way_stmt_run (stmt, error);
}
