/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent to each device and came from it, how far it has acknowledged, and
 * what it has of its own. */

#include "way-exchange-private.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-narrowing.h"

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
                        guint64             turns,
                        GError            **error)
{
  g_autoptr(GByteArray) heard = g_byte_array_new ();
  g_autoptr(WayStmt) stmt = NULL;
  guint64 last;

  if (!way_exchange_read_post (db, &manifest->device, FALSE, &last, NULL, error))
    return FALSE;
  way_ranges_write (manifest->heard, heard);
  stmt = way_db_prepare (db,
                         "INSERT INTO mate (device, acked, heard, at, roster, turns)"
                         " VALUES (:device, :acked, :heard, :at, :roster, :turns)"
                         " ON CONFLICT (device) DO UPDATE SET acked = excluded.acked,"
                         " heard = excluded.heard, at = excluded.at, roster = excluded.roster,"
                         " turns = excluded.turns WHERE :next OR excluded.at >= mate.at", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":next", manifest->sequence > last);
  way_stmt_bind_id (stmt, ":device", &manifest->device);
  way_stmt_bind_int (stmt, ":acked", (gint64) manifest->received);
  way_stmt_bind_blob (stmt, ":heard", heard->data, heard->len);
  way_stmt_bind_int (stmt, ":at", manifest->made);
  way_stmt_bind_int (stmt, ":roster", (gint64) manifest->roster);
  way_stmt_bind_int (stmt, ":turns", (gint64) turns);
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
way_exchange_note_told (WayDb            *db,
                        const WayId      *device,
                        guint             role,
                        guint64           sequence,
                        const WayRanges  *heard,
                        guint64           mark,
                        GError          **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *classes = way_narrowing_describe (role);
  g_autoptr(WayStmt) stmt = NULL;

  if (heard != NULL)
    way_ranges_write (heard, bytes);
  stmt = way_db_prepare (db,
                         "UPDATE post SET heard = :heard, mark = :mark, classes = :classes,"
                         " turns = coalesce"
                         " ((SELECT mate.turns FROM mate WHERE mate.device = :device), 0)"
                         " WHERE device = :device AND sent AND sequence = :sequence", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_int (stmt, ":sequence", (gint64) sequence);
  if (heard != NULL)
    way_stmt_bind_blob (stmt, ":heard", bytes->data, bytes->len);
  way_stmt_bind_int (stmt, ":mark", (gint64) mark);
  way_stmt_bind_text (stmt, ":classes", classes);
  return way_stmt_run (stmt, error);
}

/* Of files that lie before the last one taken in nothing is asked any more. */
static gboolean
forget_told (WayDb        *db,
             const WayId  *device,
             guint64       sequence,
             GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "UPDATE post SET heard = NULL WHERE device = :device"
                                            " AND sent AND sequence < :sequence"
                                            " AND heard IS NOT NULL", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_int (stmt, ":sequence", (gint64) sequence);
  return way_stmt_run (stmt, error);
}

/* A part of which this program knew no field then was withheld.  Files of before that
 * was noted say nothing of it. */
static gboolean
is_cut_otherwise (WayStmt *stmt,
                  int      column,
                  guint    role)
{
  g_autofree char *classes = way_narrowing_describe (role);

  return !way_stmt_is_null (stmt, column) && !way_bug (129) &&
         strcmp (way_stmt_text (stmt, column), classes) != 0;
}

gboolean
way_exchange_read_told (WayDb        *db,
                        const WayId  *device,
                        guint         role,
                        guint64       acked,
                        WayTold      *told,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  guint64 sequence = 0;
  WayStep step;

  memset (told, 0, sizeof *told);
  stmt = way_db_prepare (db,
                         "SELECT post.heard, post.mark, post.turns = mate.turns, post.sequence,"
                         " post.classes FROM post JOIN mate ON mate.device = post.device"
                         " WHERE post.device = :device AND post.sent AND post.sequence <= :acked"
                         " ORDER BY post.sequence DESC LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_int (stmt, ":acked", (gint64) acked);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      gsize size;
      const void *heard = way_stmt_blob (stmt, 0, &size);
      WayReader reader = way_reader (heard, size);

      told->heard = heard != NULL ? way_ranges_read (&reader) : NULL;
      told->mark = (guint64) way_stmt_int (stmt, 1);
      told->turned = way_stmt_int (stmt, 2) == 0 || is_cut_otherwise (stmt, 4, role);
      sequence = (guint64) way_stmt_int (stmt, 3);
    }
  if (told->heard == NULL)
    told->heard = way_ranges_new ();
  return step != WAY_STEP_ERROR && forget_told (db, device, sequence, error);
}

void
way_told_clear (WayTold *self)
{
  g_clear_pointer (&self->heard, way_ranges_free);
}

static GArray *
list_receipts (WayDb        *db,
               const WayId  *to,
               GError      **error)
{
  g_autoptr(GArray) receipts = g_array_new (FALSE, FALSE, sizeof (WayReceipt));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT device, max (sequence) FROM post WHERE NOT sent AND device IS NOT :to"
                         " GROUP BY device ORDER BY device", error);
  if (stmt == NULL)
    return NULL;
  if (to != NULL)
    way_stmt_bind_id (stmt, ":to", to);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayReceipt receipt = { way_stmt_id (stmt, 0), (guint64) way_stmt_int (stmt, 1) };

      g_array_append_val (receipts, receipt);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&receipts) : NULL;
}

gboolean
way_exchange_put_receipts (WayDb        *db,
                           const WayId  *to,
                           GByteArray   *bytes,
                           GError      **error)
{
  g_autoptr(GArray) receipts = list_receipts (db, to, error);

  if (receipts == NULL)
    return FALSE;
  way_bytes_put_uint (bytes, receipts->len);
  for (guint i = 0; i < receipts->len; i++)
    {
      const WayReceipt *receipt = &g_array_index (receipts, WayReceipt, i);

      way_bytes_put_id (bytes, &receipt->device);
      way_bytes_put_uint (bytes, receipt->sequence);
    }
  return TRUE;
}

void
way_exchange_get_receipts (WayReader *reader,
                           GArray    *receipts)
{
  guint64 n = way_reader_get_uint (reader);

  for (guint64 i = 0; i < n && !reader->bad; i++)
    {
      WayReceipt receipt;

      receipt.device = way_reader_get_id (reader);
      receipt.sequence = way_reader_get_uint (reader);
      g_array_append_val (receipts, receipt);
    }
}
