/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent to each device and came from it, how far it has acknowledged, and
 * what it has of its own. */

#include "way-exchange-private.h"

#include <string.h>

#include "way-bug-private.h"

gboolean
way_exchange_read_mate (WayDb        *db,
                        const WayId  *device,
                        guint64      *acked,
                        WayRanges   **heard,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT acked, heard FROM mate WHERE device = :device",
                                            error);
  WayStep step;

  *acked = 0;
  *heard = NULL;
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ERROR)
    return FALSE;
  if (step == WAY_STEP_ROW)
    {
      gsize size;
      const void *blob = way_stmt_blob (stmt, 1, &size);
      WayReader reader = way_reader (blob, size);

      *acked = (guint64) way_stmt_int (stmt, 0);
      *heard = way_ranges_read (&reader);
    }
  if (*heard == NULL)
    *heard = way_ranges_new ();
  return TRUE;
}

/* The next file says the latest, whatever its clock said; so does one of a copy that
 * began anew, and counts from one again. */
gboolean
way_exchange_note_mate (WayDb              *db,
                        const WayManifest  *manifest,
                        GError            **error)
{
  g_autoptr(GByteArray) heard = g_byte_array_new ();
  g_autoptr(WayStmt) stmt = NULL;
  guint64 last;

  if (!way_exchange_read_post (db, &manifest->device, FALSE, &last, NULL, error))
    return FALSE;
  way_ranges_write (manifest->heard, heard);
  stmt = way_db_prepare (db,
                         "INSERT INTO mate (device, acked, heard, at)"
                         " VALUES (:device, :acked, :heard, :at)"
                         " ON CONFLICT (device) DO UPDATE SET acked = excluded.acked,"
                         " heard = excluded.heard, at = excluded.at"
                         " WHERE :next OR excluded.at >= mate.at", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":next", manifest->sequence > last);
  way_stmt_bind_id (stmt, ":device", &manifest->device);
  way_stmt_bind_int (stmt, ":acked", (gint64) manifest->received);
  way_stmt_bind_blob (stmt, ":heard", heard->data, heard->len);
  way_stmt_bind_int (stmt, ":at", manifest->made);
  return way_stmt_run (stmt, error);
}

gboolean
way_exchange_read_post (WayDb        *db,
                        const WayId  *device,
                        gboolean      sent,
                        guint64      *sequence,
                        WayId        *bundle,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  *sequence = 0;
  if (bundle != NULL)
    memset (bundle, 0, sizeof *bundle);
  stmt = way_db_prepare (db,
                         "SELECT sequence, bundle FROM post WHERE device = :device"
                         " AND sent = :sent ORDER BY sequence DESC LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_int (stmt, ":sent", sent);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      *sequence = (guint64) way_stmt_int (stmt, 0);
      if (bundle != NULL)
        *bundle = way_stmt_id (stmt, 1);
    }
  return step != WAY_STEP_ERROR;
}

gboolean
way_exchange_find_post (WayDb        *db,
                        const WayId  *device,
                        guint64       sequence,
                        WayId        *bundle,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  memset (bundle, 0, sizeof *bundle);
  stmt = way_db_prepare (db,
                         "SELECT bundle FROM post WHERE device = :device AND NOT sent"
                         " AND sequence = :sequence", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_int (stmt, ":sequence", (gint64) sequence);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *bundle = way_stmt_id (stmt, 0);
  return step != WAY_STEP_ERROR;
}

gboolean
way_exchange_note_post (WayDb        *db,
                        const WayId  *device,
                        gboolean      sent,
                        guint64       sequence,
                        const WayId  *bundle,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO post (device, sent, sequence, bundle, at)"
                         " VALUES (:device, :sent, :sequence, :bundle, :at)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_int (stmt, ":sent", sent);
  way_stmt_bind_int (stmt, ":sequence", (gint64) sequence);
  way_stmt_bind_id (stmt, ":bundle", bundle);
  way_stmt_bind_int (stmt, ":at", g_get_real_time () / 1000);
  return way_stmt_run (stmt, error);
}

gboolean
way_exchange_note_held (WayDb                 *db,
                        const WayId           *device,
                        const WayForeignEdit  *edit,
                        GError               **error)
{
  for (guint i = 0; i < edit->n_ops; i++)
    {
      g_autoptr(WayStmt) stmt = NULL;

      if (edit->ops[i].kind == WAY_OP_WITHHELD || way_bug (102))
        continue;
      stmt = way_db_prepare (db,
                             "INSERT OR IGNORE INTO held (device, row, entity, sequence)"
                             " VALUES (:device, :row, :entity, 0)", error);
      if (stmt == NULL)
        return FALSE;
      way_stmt_bind_id (stmt, ":device", device);
      way_stmt_bind_id (stmt, ":row", &edit->ops[i].row);
      way_stmt_bind_int (stmt, ":entity", edit->ops[i].entity);
      if (!way_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}
