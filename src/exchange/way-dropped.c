/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that a limited copy has dropped.  One that is here whole has its insert. */

#include "way-dropped.h"

#include "way-bug-private.h"

gboolean
way_dropped_note (WayDb                *db,
                  const WayRetiredRow  *row,
                  const GByteArray     *receipts,
                  GError              **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT INTO dropped (row, entity, receipts, stamp)"
                         " VALUES (:row, :entity, :receipts,"
                         "  (SELECT coalesce (max (stamp), 0) + 1 FROM dropped))"
                         " ON CONFLICT (row) DO UPDATE SET stamp = excluded.stamp,"
                         "  receipts = excluded.receipts", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", &row->row);
  way_stmt_bind_int (stmt, ":entity", row->entity);
  way_stmt_bind_blob (stmt, ":receipts", receipts->data, receipts->len);
  return way_stmt_run (stmt, error);
}

static GArray *
read_rows (WayStmt  *stmt,
           GError  **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayRetiredRow));
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayRetiredRow row = { way_stmt_id (stmt, 0), (guint) way_stmt_int (stmt, 1) };

      g_array_append_val (rows, row);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

GArray *
way_dropped_list (WayDb    *db,
                  guint64   mark,
                  GError  **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT row, entity FROM dropped WHERE stamp > :mark AND NOT EXISTS"
                         " (SELECT 1 FROM op WHERE op.row = dropped.row AND op.kind = 1)", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":mark", (gint64) mark);
  return read_rows (stmt, error);
}

gboolean
way_dropped_put_back (WayDb       *db,
                      guint64      mark,
                      GByteArray  *bytes,
                      guint       *n,
                      GError     **error)
{
  g_autoptr(GByteArray) rows = g_byte_array_new ();
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  *n = 0;
  stmt = way_db_prepare (db,
                         "SELECT row, entity, receipts FROM dropped WHERE stamp > :mark"
                         " AND receipts IS NOT NULL AND EXISTS"
                         " (SELECT 1 FROM op WHERE op.row = dropped.row AND op.kind = 1)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":mark", (gint64) mark);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW && !way_bug (131))
    {
      WayId row = way_stmt_id (stmt, 0);
      gsize size;
      const void *receipts = way_stmt_blob (stmt, 2, &size);

      way_bytes_put_id (rows, &row);
      way_bytes_put_uint (rows, (guint64) way_stmt_int (stmt, 1));
      g_byte_array_append (rows, receipts, (guint) size);
      *n += 1;
    }
  way_bytes_put_uint (bytes, *n);
  g_byte_array_append (bytes, rows->data, rows->len);
  return step != WAY_STEP_ERROR;
}

GArray *
way_dropped_leftovers (WayDb   *db,
                       GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         way_bug (119) ? "SELECT row, entity FROM dropped WHERE FALSE"
                         : "SELECT row, entity FROM dropped"
                           " WHERE EXISTS (SELECT 1 FROM op WHERE op.row = dropped.row)"
                           " AND NOT EXISTS (SELECT 1 FROM op WHERE op.row = dropped.row"
                           "  AND op.kind = 1)", error);
  return stmt != NULL ? read_rows (stmt, error) : NULL;
}

gboolean
way_dropped_read_mark (WayDb    *db,
                       guint64  *mark,
                       GError  **error)
{
  gint64 latest;

  if (!way_db_get_int (db, "SELECT coalesce (max (stamp), 0) FROM dropped", 0, &latest, error))
    return FALSE;
  *mark = (guint64) latest;
  return TRUE;
}
