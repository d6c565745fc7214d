/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of which this copy holds a part, and rows that it must hold no longer. */

#include "way-withheld-private.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-erase-private.h"
#include "way-ops-private.h"

GByteArray *
way_withheld_read (WayDb   *db,
                   gint64   edit,
                   GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT commitments FROM withheld WHERE edit = :edit",
                                            error);
  GByteArray *commitments;
  const void *blob;
  gsize size;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":edit", edit);
  if (way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return NULL;
  blob = way_stmt_blob (stmt, 0, &size);
  commitments = g_byte_array_new ();
  if (size > 0)
    g_byte_array_append (commitments, blob, (guint) size);
  return commitments;
}

gboolean
way_withheld_is_part (const WayForeignEdit *edit)
{
  for (guint i = 0; i < edit->n_ops; i++)
    if (edit->ops[i].kind == WAY_OP_WITHHELD ||
        way_op_is_masked (edit->ops[i].parts, edit->ops[i].size))
      return TRUE;
  return FALSE;
}

gboolean
way_withheld_keep (WayDb                 *db,
                   gint64                 id,
                   const WayForeignEdit  *edit,
                   GError               **error)
{
  g_autoptr(GByteArray) commitments = g_byte_array_new ();
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(WayStmt) mark = NULL;

  g_byte_array_set_size (commitments, edit->n_ops * WAY_HASH_SIZE);
  for (guint i = 0; i < edit->n_ops; i++)
    way_op_commit (edit->ops[i].sequence, edit->ops[i].entity, &edit->ops[i].row,
                   edit->ops[i].kind, edit->ops[i].parts, edit->ops[i].size,
                   commitments->data + (gsize) i * WAY_HASH_SIZE);
  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO withheld (edit, commitments)"
                         " VALUES (:edit, :commitments)", error);
  if (stmt == NULL)
    return FALSE;
  mark = way_db_prepare (db, "UPDATE edit SET partial = 1 WHERE id = :edit", error);
  if (mark == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":edit", id);
  way_stmt_bind_blob (stmt, ":commitments", commitments->data, commitments->len);
  way_stmt_bind_int (mark, ":edit", id);
  return way_stmt_run (stmt, error) && way_stmt_run (mark, error);
}

/* --- Rows that go --- */

gboolean
way_withheld_keep_row (WayDb        *db,
                       const WayId  *row,
                       GError      **error)
{
  g_autoptr(GArray) edits = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT DISTINCT op.edit FROM op JOIN edit ON edit.id = op.edit"
                         " WHERE op.row = :row AND edit.partial IS NULL", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 edit = way_stmt_int (stmt, 0);

      g_array_append_val (edits, edit);
    }
  if (step == WAY_STEP_ERROR)
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    {
      gint64 id = g_array_index (edits, gint64, i);
      g_autoptr(WayForeignEdit) edit = way_merge_get_edit (db, id, error);

      if (edit == NULL || (!way_bug (116) && !way_withheld_keep (db, id, edit, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_row (WayDb        *db,
            const WayId  *row,
            GError      **error)
{
  static const char *const statements[] = {
    "DELETE FROM op WHERE row = :row",
    "DELETE FROM cell WHERE row = :row",
    "DELETE FROM buried WHERE row = :row",
    "DELETE FROM conflict WHERE row = :row",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(WayStmt) stmt = way_db_prepare (db, statements[i], error);

      if (stmt == NULL)
        return FALSE;
      way_stmt_bind_id (stmt, ":row", row);
      if (!way_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/* What refers to others goes before what it refers to. */
static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const WayRetiredRow *one = a;
  const WayRetiredRow *two = b;
  const WayEntity *const *entities = way_entities ();
  guint place_one = 0;
  guint place_two = 0;

  for (guint i = 0; entities[i] != NULL; i++)
    {
      if (entities[i]->number == one->entity)
        place_one = i;
      if (entities[i]->number == two->entity)
        place_two = i;
    }
  if (place_one != place_two)
    return place_one < place_two ? 1 : -1;
  return way_id_compare (&one->row, &two->row);
}

gboolean
way_merge_retire (WayDb   *db,
                  GArray  *rows,
                  GError **error)
{
  g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayRetiredRow *retired = &g_array_index (rows, WayRetiredRow, i);
      const WayEntity *entity = way_entity_by_number (retired->entity);

      if (!way_withheld_keep_row (db, &retired->row, error) ||
          !way_erase_scrub (db, &retired->row, digests, error) ||
          !forget_row (db, &retired->row, error) ||
          (entity != NULL && !way_records_withdraw (db, entity, &retired->row, error)))
        return FALSE;
    }
  return rows->len == 0 || way_erase_settle (db, digests, error);
}
