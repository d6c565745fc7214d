/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one operation does to the cells of its row: which values live in them, and which
 * deletes have seen the row. */

#include "way-merge-private.h"

#include "way-bug-private.h"
#include "way-op.h"
#include "way-ops-private.h"

/* --- What is there --- */

/* Of an edit that is held in part the rest may come later: it counts as not there. */
static gboolean
has_op (WayDb     *db,
        gint64     dot,
        gboolean  *known,
        GError   **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT 1 FROM op JOIN edit ON edit.id = op.edit"
                                            " WHERE op.dot = :dot AND edit.partial IS NULL",
                                            error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  if (!way_stmt_finds (stmt, known, error))
    return FALSE;
  *known |= way_journal_is_baseline (db, dot);
  return TRUE;
}

static gboolean
is_superseded (WayDb     *db,
               gint64     dot,
               guint      field,
               gboolean  *superseded,
               GError   **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db, "SELECT 1 FROM superseded WHERE dot = :dot AND field = :field", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  way_stmt_bind_int (stmt, ":field", field);
  return way_stmt_finds (stmt, superseded, error);
}

gboolean
way_merge_localise (WayDb         *db,
                    const WayDot  *dot,
                    gint64        *local,
                    GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  if (dot->sequence == 0 || dot->sequence >= (G_GUINT64_CONSTANT (1) << WAY_LOCAL_SHIFT))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED, "a dot is out of bounds");
      return FALSE;
    }
  if (!way_journal_local (db, dot, local, error))
    return FALSE;
  if (*local != 0)
    return TRUE;
  stmt = way_db_prepare (db, "INSERT INTO replica (id) VALUES (:id)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", &dot->replica);
  return way_stmt_run (stmt, error) && way_journal_local (db, dot, local, error);
}

gboolean
way_merge_find_insert (WayDb            *db,
                       const WayEntity  *entity,
                       const WayId      *row,
                       gint64           *insert,
                       GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT min (dot) FROM op WHERE row = :row AND kind = 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  step = way_stmt_step (stmt, error);
  *insert = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
  if (step == WAY_STEP_ERROR)
    return FALSE;
  return *insert != 0 || entity == NULL || way_ops_row_dot (db, entity, row, insert, error);
}

/* --- Live values of a cell --- */

typedef struct
{
  gint64 dot;
  gint64 source;
} Live;

/* What lives in the cell: its own rows, or the insert where there are none. */
static GArray *
read_live (WayDb        *db,
           const WayId  *row,
           guint         field,
           gint64        insert,
           GError      **error)
{
  g_autoptr(GArray) live = g_array_new (FALSE, FALSE, sizeof (Live));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT dot, source FROM cell WHERE row = :row AND field = :field", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":field", field);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Live one = { way_stmt_int (stmt, 0), way_stmt_int (stmt, 1) };

      g_array_append_val (live, one);
    }
  if (step == WAY_STEP_ERROR)
    return NULL;
  if (live->len == 0 && insert != 0)
    {
      Live one = { insert, insert };
      gboolean superseded;

      if (!is_superseded (db, insert, field, &superseded, error))
        return NULL;
      if (!superseded)
        g_array_append_val (live, one);
    }
  return g_steal_pointer (&live);
}

/* Sparse: a cell that only its row's insert lives in has no rows. */
static gboolean
write_live (WayDb         *db,
            const WayId   *row,
            guint          field,
            gint64         insert,
            const GArray  *live,
            GError       **error)
{
  g_autoptr(WayStmt) clear = NULL;
  g_autoptr(WayStmt) stmt = NULL;

  clear = way_db_prepare (db, "DELETE FROM cell WHERE row = :row AND field = :field", error);
  if (clear == NULL)
    return FALSE;
  way_stmt_bind_id (clear, ":row", row);
  way_stmt_bind_int (clear, ":field", field);
  if (!way_bug (19) && !way_stmt_run (clear, error))
    return FALSE;
  if ((live->len == 1 || (way_bug (81) && live->len > 0)) &&
      g_array_index (live, Live, 0).dot == insert)
    return TRUE;

  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO cell (row, field, dot, source)"
                         " VALUES (:row, :field, :dot, :source)", error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < live->len; i++)
    {
      const Live *one = &g_array_index (live, Live, i);

      way_stmt_bind_id (stmt, ":row", row);
      way_stmt_bind_int (stmt, ":field", field);
      way_stmt_bind_int (stmt, ":dot", one->dot);
      way_stmt_bind_int (stmt, ":source", one->source);
      if (!way_stmt_run (stmt, error))
        return FALSE;
      way_stmt_reset (stmt);
    }
  return TRUE;
}

/* The dot lives no more in the cell; where it has not come yet, that is kept
 * in mind. */
static gboolean
replace_dot (WayDb         *db,
             const WayDot  *dot,
             guint          field,
             GArray        *live,
             GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gboolean known;
  gint64 local;

  if (!way_merge_localise (db, dot, &local, error) || !has_op (db, local, &known, error))
    return FALSE;
  for (guint i = live->len; i > 0; i--)
    if (g_array_index (live, Live, i - 1).dot == local && !way_bug (80))
      g_array_remove_index (live, i - 1);
  if (known || way_bug (1))
    return TRUE;
  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO superseded (dot, field) VALUES (:dot, :field)",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", local);
  way_stmt_bind_int (stmt, ":field", field);
  return way_stmt_run (stmt, error);
}

/* --- One operation --- */

static gboolean
apply_cell (WayDb             *db,
            gint64             dot,
            const WayId       *row,
            gint64             insert,
            const WayOpEntry  *entry,
            GError           **error)
{
  g_autoptr(GArray) live = read_live (db, row, entry->field, insert, error);
  gboolean superseded;

  if (live == NULL)
    return FALSE;
  for (guint i = 0; entry->replaced != NULL && i < entry->replaced->len; i++)
    if (!replace_dot (db, &g_array_index (entry->replaced, WayDot, i), entry->field, live, error))
      return FALSE;
  if (!is_superseded (db, dot, entry->field, &superseded, error))
    return FALSE;
  superseded &= !way_bug (2);
  if (!superseded && entry->restored == NULL)
    {
      Live one = { dot, dot };

      g_array_append_val (live, one);
    }
  for (guint i = 0; !superseded && entry->restored != NULL && i < entry->restored->len; i++)
    {
      Live one = { .dot = dot };

      if (!way_merge_localise (db, &g_array_index (entry->restored, WayDot, i), &one.source,
                               error))
        return FALSE;
      g_array_append_val (live, one);
    }
  return write_live (db, row, entry->field, insert, live, error);
}

gboolean
way_merge_apply_insert (WayDb        *db,
                        gint64        dot,
                        const WayId  *row,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));
  WayStep step;

  stmt = way_db_prepare (db, "SELECT DISTINCT field FROM cell WHERE row = :row", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      guint field = (guint) way_stmt_int (stmt, 0);

      g_array_append_val (fields, field);
    }
  if (step == WAY_STEP_ERROR)
    return FALSE;
  for (guint i = 0; i < fields->len; i++)
    {
      guint field = g_array_index (fields, guint, i);
      g_autoptr(GArray) live = read_live (db, row, field, 0, error);
      Live one = { dot, dot };
      gboolean superseded;

      if (live == NULL || !is_superseded (db, dot, field, &superseded, error))
        return FALSE;
      if (superseded && !way_bug (79))
        continue;
      g_array_append_val (live, one);
      if (!write_live (db, row, field, dot, live, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_parts (WayDb          *db,
             gint64          dot,
             const WayId    *row,
             guint           field,
             gint64          insert,
             gconstpointer   parts,
             gsize           size,
             GError        **error)
{
  g_autoptr(GPtrArray) entries = way_op_read (parts, size);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);

      if (entry->field == field && !apply_cell (db, dot, row, insert, entry, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_merge_apply_again (WayDb        *db,
                       const WayId  *row,
                       guint         field,
                       GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gint64 insert;
  WayStep step;

  if (!way_merge_find_insert (db, NULL, row, &insert, error))
    return FALSE;
  stmt = way_db_prepare (db,
                         "SELECT dot, parts FROM op WHERE row = :row AND kind IN (2, 4)"
                         " ORDER BY dot", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gsize size;
      const void *parts = way_stmt_blob (stmt, 1, &size);

      if (!apply_parts (db, way_stmt_int (stmt, 0), row, field, insert, parts, size, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

static gboolean
apply_delete (WayDb             *db,
              gint64             dot,
              const WayId       *row,
              const WayOpEntry  *entry,
              GError           **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO buried (row, dot, by) VALUES (:row, :dot, :by)",
                         error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; entry->replaced != NULL && i < entry->replaced->len; i++)
    {
      gint64 seen;

      if (!way_merge_localise (db, &g_array_index (entry->replaced, WayDot, i), &seen, error))
        return FALSE;
      if (way_bug (25) && i > 0)
        continue;
      way_stmt_bind_id (stmt, ":row", row);
      way_stmt_bind_int (stmt, ":dot", seen);
      way_stmt_bind_int (stmt, ":by", dot);
      if (!way_stmt_run (stmt, error))
        return FALSE;
      way_stmt_reset (stmt);
    }
  return TRUE;
}

/* The deletes that a restore of the row answers are looked up when its fate is
 * judged; here only that they are dots. */
static gboolean
check_answers (WayDb             *db,
               const WayOpEntry  *entry,
               GError           **error)
{
  for (guint i = 0; entry->restored != NULL && i < entry->restored->len; i++)
    {
      gint64 local;

      if (!way_merge_localise (db, &g_array_index (entry->restored, WayDot, i), &local, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_merge_apply_entries (WayDb               *db,
                         gint64               dot,
                         const WayForeignOp  *op,
                         gint64               insert,
                         GPtrArray           *entries,
                         GError             **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);

      if (op->kind == WAY_OP_RESTORE && entry->field == 0 && !check_answers (db, entry, error))
        return FALSE;
      if (op->kind == WAY_OP_DELETE && !apply_delete (db, dot, &op->row, entry, error))
        return FALSE;
      if (way_bug (23) && way_entity_by_number (op->entity) == NULL)
        continue;
      if ((op->kind == WAY_OP_SET || op->kind == WAY_OP_RESTORE) && entry->field != 0 &&
          !apply_cell (db, dot, &op->row, insert, entry, error))
        return FALSE;
    }
  return TRUE;
}
