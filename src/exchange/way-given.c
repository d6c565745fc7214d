/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What limited copies were given, kept by every office alike. */

#include "way-given.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-exchange-error.h"

#define OWN "(SELECT id FROM device_key)"
#define NEXT "(SELECT coalesce (max (stamp), 0) + 1 FROM held)"
#define MOST_NUMBER (G_GINT64_CONSTANT (1) << 60)

/* What is given again is had since then; what was never dropped, since before. */
#define GIVE_AGAIN                                                                    \
  " ON CONFLICT (device, row, giver) DO UPDATE SET"                                   \
  " sequence = max (held.sequence, excluded.sequence),"                               \
  " at = CASE WHEN held.gone IS NULL THEN held.at ELSE excluded.at END,"              \
  " retired = NULL, gone = NULL, stamp = excluded.stamp"

static gboolean
run (WayDb        *db,
     const char   *sql,
     const WayId  *device,
     guint64       sequence,
     GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  if (strstr (sql, ":sequence") != NULL)
    way_stmt_bind_int (stmt, ":sequence", (gint64) sequence);
  if (strstr (sql, ":now") != NULL)
    way_stmt_bind_int (stmt, ":now", g_get_real_time () / 1000);
  return way_stmt_run (stmt, error);
}

static gboolean
run_on_row (WayDb        *db,
            const char   *sql,
            const WayId  *device,
            const WayId  *row,
            guint         entity,
            gint64        at,
            GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":entity", entity);
  way_stmt_bind_int (stmt, ":at", at);
  return way_stmt_run (stmt, error);
}

/* --- To and from a device --- */

gboolean
way_given_note_sent (WayDb        *db,
                     const WayId  *device,
                     guint64       sequence,
                     GError      **error)
{
  if (way_bug (111))
    return TRUE;
  return run (db,
              "INSERT INTO held (device, row, giver, entity, sequence, at, stamp)"
              " SELECT :device, row, " OWN ", entity, :sequence, :now, " NEXT
              " FROM temp.send WHERE fresh" GIVE_AGAIN, device, sequence, error) &&
         run (db,
              "UPDATE held SET retired = coalesce (retired, :sequence)"
              " WHERE device = :device AND giver IN (" OWN ", :device) AND gone IS NULL"
              " AND row NOT IN (SELECT row FROM temp.send)", device, sequence, error);
}

gboolean
way_given_note_written (WayDb                 *db,
                        const WayId           *device,
                        const WayForeignEdit  *edit,
                        GError               **error)
{
  for (guint i = 0; i < edit->n_ops; i++)
    {
      const WayForeignOp *op = &edit->ops[i];

      if (op->kind == WAY_OP_WITHHELD || way_bug (102))
        continue;
      if (!run_on_row (db,
                       "INSERT OR IGNORE INTO held (device, row, giver, entity, sequence, at, stamp)"
                       " SELECT :device, :row, :device, :entity, 0, :at, " NEXT
                       " WHERE NOT EXISTS (SELECT 1 FROM held WHERE device = :device"
                       "  AND row = :row)", device, &op->row, op->entity, edit->clock >> 16, error))
        return FALSE;
    }
  return TRUE;
}

static guint64
find_receipt (const GArray *receipts,
              const WayId  *giver)
{
  for (guint i = 0; i < receipts->len; i++)
    if (way_id_equal (&g_array_index (receipts, WayReceipt, i).device, giver))
      return g_array_index (receipts, WayReceipt, i).sequence;
  return 0;
}

/* That the device made the row may be told later, by an office which does not know that
 * it has dropped it. */
static gboolean
note_gone (WayDb                *db,
           const WayId          *device,
           const WayRetiredRow  *row,
           GError              **error)
{
  return run_on_row (db,
                     "INSERT OR IGNORE INTO held (device, row, giver, entity, sequence, at, gone,"
                     " stamp) SELECT :device, :row, :device, :entity, 0, :at, :at, " NEXT,
                     device, &row->row, row->entity, g_get_real_time () / 1000, error);
}

/* A giving is gone where its file had come when the device said so: one that had not
 * brings the row again. */
static gboolean
end_giving (WayDb                *db,
            const WayId          *device,
            const WayRetiredRow  *row,
            const GArray         *receipts,
            GError              **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(WayStmt) end = NULL;
  WayStep step;

  if (!way_bug (135) && !note_gone (db, device, row, error))
    return FALSE;
  stmt = way_db_prepare (db,
                         "SELECT giver, sequence, giver = :device FROM held WHERE device = :device"
                         " AND row = :row AND gone IS NULL", error);
  if (stmt == NULL)
    return FALSE;
  end = way_db_prepare (db,
                        "UPDATE held SET gone = :now, stamp = " NEXT " WHERE device = :device"
                        " AND row = :row AND giver = :giver", error);
  if (end == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_id (stmt, ":row", &row->row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId giver = way_stmt_id (stmt, 0);

      if (way_stmt_int (stmt, 2) == 0 && !way_bug (118) &&
          (guint64) way_stmt_int (stmt, 1) > find_receipt (receipts, &giver))
        continue;
      way_stmt_bind_int (end, ":now", g_get_real_time () / 1000);
      way_stmt_bind_id (end, ":device", device);
      way_stmt_bind_id (end, ":row", &row->row);
      way_stmt_bind_id (end, ":giver", &giver);
      if (!way_stmt_run (end, error))
        return FALSE;
      way_stmt_reset (end);
    }
  return step == WAY_STEP_DONE;
}

static gboolean
read_own (WayDb   *db,
          WayId   *own,
          GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT " OWN, error);

  if (stmt == NULL || way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return FALSE;
  *own = way_stmt_id (stmt, 0);
  return TRUE;
}

gboolean
way_given_note_dropped (WayDb         *db,
                        const WayId   *device,
                        const GArray  *rows,
                        guint64        received,
                        const GArray  *receipts,
                        GError       **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (WayReceipt));
  WayReceipt own = { .sequence = received };

  if (!read_own (db, &own.device, error))
    return FALSE;
  g_array_append_val (all, own);
  if (receipts->len > 0)
    g_array_append_vals (all, receipts->data, receipts->len);
  for (guint i = 0; i < rows->len; i++)
    if (!end_giving (db, device, &g_array_index (rows, WayRetiredRow, i), all, error))
      return FALSE;
  return TRUE;
}

gboolean
way_given_begin_anew (WayDb        *db,
                      const WayId  *device,
                      GError      **error)
{
  return run (db,
              "UPDATE held SET sequence = max (sequence, 1), stamp = " NEXT
              " WHERE device = :device AND giver IN (" OWN ", :device)", device, 0, error) &&
         run (db, "DELETE FROM mate WHERE device = :device", device, 0, error);
}

#define AFTER_ALL "(SELECT coalesce (max (sequence), 0) + 1 FROM post WHERE sent AND device = :device)"

/* It has the row, and how much of it is not known: as if this office gave it with its
 * next file, which gives all of it, or takes it back. */
gboolean
way_given_note_back (WayDb                *db,
                     const WayId          *device,
                     const WayRetiredRow  *row,
                     const GArray         *receipts,
                     GError              **error)
{
  return end_giving (db, device, row, receipts, error) &&
         run_on_row (db,
                     "INSERT INTO held (device, row, giver, entity, sequence, at, stamp)"
                     " VALUES (:device, :row, " OWN ", :entity, " AFTER_ALL ", :at, " NEXT ")"
                     GIVE_AGAIN, device, &row->row, row->entity, g_get_real_time () / 1000, error);
}

gboolean
way_given_begin_life (WayDb        *db,
                      const WayId  *device,
                      GError      **error)
{
  return run (db,
              "INSERT INTO held (device, row, giver, entity, sequence, at, stamp)"
              " SELECT :device, row, " OWN ", entity, " AFTER_ALL ", :now, " NEXT
              " FROM held WHERE device = :device GROUP BY row" GIVE_AGAIN, device, 0, error) &&
         run (db,
              "UPDATE held SET sequence = " AFTER_ALL ", retired = NULL, gone = NULL, stamp = " NEXT
              " WHERE device = :device AND giver = :device", device, 0, error);
}

/* --- From office to office --- */

gboolean
way_given_read_mark (WayDb    *db,
                     guint64  *mark,
                     GError  **error)
{
  gint64 latest;

  if (!way_db_get_int (db, "SELECT coalesce (max (stamp), 0) FROM held", 0, &latest, error))
    return FALSE;
  *mark = (guint64) latest;
  return TRUE;
}

/* The roster that each device said last that it goes by: it says what it may hold. */
static guint
put_rosters (WayDb       *db,
             GByteArray  *bytes,
             GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT device, roster FROM mate WHERE roster > 0"
                                            " ORDER BY device", error);
  g_autoptr(GByteArray) list = g_byte_array_new ();
  guint n = 0;

  while (stmt != NULL && way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    {
      WayId device = way_stmt_id (stmt, 0);

      way_bytes_put_id (list, &device);
      way_bytes_put_uint (list, (guint64) way_stmt_int (stmt, 1));
      n++;
    }
  way_bytes_put_uint (bytes, n);
  g_byte_array_append (bytes, list->data, list->len);
  return stmt != NULL;
}

static void
put_giving (GByteArray *bytes,
            WayStmt    *stmt)
{
  for (int i = 0; i < 3; i++)
    {
      WayId id = way_stmt_id (stmt, i);

      way_bytes_put_id (bytes, &id);
    }
  for (int i = 3; i < 7; i++)
    way_bytes_put_uint (bytes, (guint64) way_stmt_int (stmt, i));
}

GByteArray *
way_given_pack (WayDb        *db,
                const WayId  *to,
                guint64       mark,
                GError      **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GByteArray) list = g_byte_array_new ();
  g_autoptr(WayStmt) stmt = NULL;
  guint64 n = 0;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT device, row, giver, entity, sequence, at, coalesce (gone, 0)"
                         " FROM held WHERE stamp > :mark AND (giver <> :to OR gone IS NOT NULL)"
                         " ORDER BY device, row, giver", error);
  if (stmt == NULL || !put_rosters (db, bytes, error))
    return NULL;
  way_stmt_bind_int (stmt, ":mark", (gint64) mark);
  way_stmt_bind_id (stmt, ":to", to);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      put_giving (list, stmt);
      n++;
    }
  if (step != WAY_STEP_DONE)
    return NULL;
  way_bytes_put_uint (bytes, n);
  g_byte_array_append (bytes, list->data, list->len);
  return g_steal_pointer (&bytes);
}

static gboolean
take_roster (WayDb      *db,
             WayReader  *reader,
             GError    **error)
{
  WayId device = way_reader_get_id (reader);
  guint64 number = way_reader_get_uint (reader);
  g_autoptr(WayStmt) stmt = NULL;

  if (reader->bad || number > MOST_NUMBER)
    {
      reader->bad = TRUE;
      return TRUE;
    }
  stmt = way_db_prepare (db,
                         "INSERT INTO mate (device, acked, heard, at, roster)"
                         " VALUES (:device, 0, x'00', 0, :roster) ON CONFLICT (device)"
                         " DO UPDATE SET roster = max (mate.roster, excluded.roster)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &device);
  way_stmt_bind_int (stmt, ":roster", (gint64) number);
  return way_stmt_run (stmt, error);
}

#define TAKE_GIVING                                                                   \
  "INSERT INTO held (device, row, giver, entity, sequence, at, gone, stamp)"          \
  " VALUES (:device, :row, :giver, :entity, :sequence, :at, nullif (:gone, 0), " NEXT ")" \
  " ON CONFLICT (device, row, giver) DO UPDATE SET sequence = excluded.sequence,"     \
  " at = excluded.at, gone = excluded.gone, retired = NULL, stamp = excluded.stamp"   \
  " WHERE (excluded.sequence > held.sequence AND excluded.giver <> excluded.device)"  \
  "  OR ((excluded.sequence = held.sequence OR excluded.giver = excluded.device)"     \
  "   AND held.gone IS NULL AND excluded.gone IS NOT NULL)"

static gboolean
take_giving (WayDb      *db,
             WayReader  *reader,
             GError    **error)
{
  static const char *const ids[] = { ":device", ":row", ":giver" };
  static const char *const numbers[] = { ":entity", ":sequence", ":at", ":gone" };
  g_autoptr(WayStmt) stmt = way_db_prepare (db, TAKE_GIVING, error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      WayId id = way_reader_get_id (reader);

      way_stmt_bind_id (stmt, ids[i], &id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint64 number = way_reader_get_uint (reader);

      reader->bad |= number > MOST_NUMBER;
      way_stmt_bind_int (stmt, numbers[i], (gint64) number);
    }
  return reader->bad || way_stmt_run (stmt, error);
}

gboolean
way_given_take (WayDb         *db,
                gconstpointer  data,
                gsize          size,
                GError       **error)
{
  gboolean (*take[]) (WayDb *, WayReader *, GError **) = { take_roster, take_giving };
  WayReader reader = way_reader (data, size);

  for (guint i = 0; i < G_N_ELEMENTS (take); i++)
    {
      guint64 n = way_reader_get_uint (&reader);

      for (guint64 j = 0; j < n && !reader.bad; j++)
        if (!take[i] (db, &reader, error))
          return FALSE;
    }
  if (way_reader_is_done (&reader))
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_MALFORMED,
               "the file says wrongly what copies were given");
  return FALSE;
}
