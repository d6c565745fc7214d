/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named edits: run, and taken back. */

#include "way-edit.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-fate-private.h"
#include "way-ops-private.h"
#include "way-records.h"

static gboolean
run (WayDb              *db,
     WayEditKind         kind,
     const WayEditInfo  *info,
     WayEditId           undoes,
     WayEditFunc         func,
     gpointer            data,
     WayEditId          *edit,
     GError            **error)
{
  g_autoptr(GError) fault = NULL;

  if (!way_journal_begin (db, kind, error))
    return FALSE;
  if (!func (db, data, &fault) && !way_bug (59))
    {
      way_journal_rollback (db);
      if (fault == NULL)
        g_set_error (&fault, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED, "“%s” failed", info->name);
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return way_journal_commit (db, info, undoes, edit, error);
}

gboolean
way_edit_run (WayDb              *db,
              const WayEditInfo  *info,
              WayEditFunc         func,
              gpointer            data,
              WayEditId          *edit,
              GError            **error)
{
  return run (db, WAY_EDIT_ORDINARY, info, 0, func, data, edit, error);
}

gboolean
way_edit_run_baseline (WayDb              *db,
                       const WayEditInfo  *info,
                       WayEditFunc         func,
                       gpointer            data,
                       WayEditId          *edit,
                       GError            **error)
{
  return run (db, WAY_EDIT_BASELINE, info, 0, func, data, edit, error);
}

/* --- Undo --- */

static gboolean
same_dots (const GArray *a,
           const GArray *b)
{
  return a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0;
}

static int
compare_dots (gconstpointer a,
              gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return (one > two) - (one < two);
}

/* Several operations may stand for one value: it is named once. */
static void
sort_once (GArray *dots)
{
  g_array_sort (dots, compare_dots);
  for (guint i = dots->len; i > 1; i--)
    if (g_array_index (dots, gint64, i - 1) == g_array_index (dots, gint64, i - 2))
      g_array_remove_index (dots, i - 1);
}

/* What the replaced dots stood for, as local dots, ascending. */
static gboolean
sources_before (WayDb             *db,
                const WayOp       *op,
                const WayOpEntry  *entry,
                GArray            *sources,
                GError           **error)
{
  for (guint i = 0; entry->replaced != NULL && i < entry->replaced->len; i++)
    {
      g_autoptr(GError) fault = NULL;
      g_autoptr(WayOp) replaced = NULL;
      gint64 local;

      if (!way_journal_local (db, &g_array_index (entry->replaced, WayDot, i), &local, error))
        return FALSE;
      replaced = way_ops_get (db, local, op->entity, &op->row, &fault);
      if (replaced == NULL)
        {
          if (fault == NULL)
            g_set_error (&fault, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                         "what this edit replaced in %s has not come yet", op->entity->name);
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      if (!way_ops_sources (db, replaced, entry->field, sources, error))
        return FALSE;
    }
  sort_once (sources);
  return TRUE;
}

/* Brings the cell back to what it held before the operation, where it still
 * holds what the operation gave it. */
static gboolean
undo_cell (WayDb             *db,
           const WayOp       *op,
           const WayOpEntry  *entry,
           gint64             insert,
           gpointer           record,
           GError           **error)
{
  const WayField *field = way_entity_field_by_number (op->entity, entry->field);
  g_autoptr(GArray) live = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) given = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (field == NULL || entry->field == 0)
    return TRUE;
  if (!way_ops_live (db, &op->row, field->number, insert, live, error) ||
      !way_ops_sources (db, op, field->number, given, error))
    return FALSE;
  if (!same_dots (live, given) && !way_bug (55))
    return TRUE;
  if (!sources_before (db, op, entry, before, error) ||
      !way_ops_set_shown (db, op->entity, &op->row, field, before, record, error))
    return FALSE;
  way_journal_restore_cell (db, op->entity, &op->row, insert, field, before);
  return TRUE;
}

static gboolean
undo_cells (WayDb        *db,
            const WayOp  *op,
            GError      **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer record = way_records_get_whole (db, op->entity, &op->row, &fault);
  gboolean done;
  gint64 insert;

  if (record == NULL)
    {
      if (fault != NULL)
        g_propagate_error (error, g_steal_pointer (&fault));
      return fault == NULL;           /* deleted since: there is nothing to take back */
    }
  done = way_ops_row_dot (db, op->entity, &op->row, &insert, error);
  for (guint i = 0; done && i < op->entries->len; i++)
    done = undo_cell (db, op, g_ptr_array_index (op->entries, i), insert, record, error);

  way_journal_set_projecting (db, TRUE);
  done = done && way_records_update (db, op->entity, record, error);
  way_journal_set_projecting (db, FALSE);
  way_record_free (op->entity, record);
  return done;
}

static gboolean
exists (WayDb        *db,
        const WayOp  *op,
        gboolean     *there,
        GError      **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer record = way_records_get_whole (db, op->entity, &op->row, &fault);

  *there = record != NULL;
  way_record_free (op->entity, record);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
undo_insert (WayDb        *db,
             const WayOp  *op,
             GError      **error)
{
  gboolean there;

  return exists (db, op, &there, error) &&
         (!there || way_records_delete (db, op->entity, &op->row, error));
}

/* The row comes back under its id, with what lives in it now. */
static gboolean
undo_delete (WayDb        *db,
             const WayOp  *op,
             GError      **error)
{
  gboolean stands;

  return way_fate_stands (db, &op->row, op->dot, &stands, error) &&
         ((!stands && !way_bug (57)) || way_journal_restore_row (db, op->entity, &op->row, op->dot, error));
}

static gboolean
undo_restore_row (WayDb        *db,
                  const WayOp  *op,
                  GError      **error)
{
  gboolean stands;

  if (!way_fate_stands (db, &op->row, op->dot, &stands, error))
    return FALSE;
  if (stands)
    way_journal_take_back_restore (db, op->entity, &op->row, op->dot);
  return TRUE;
}

static gboolean
undo_op (WayDb        *db,
         const WayOp  *op,
         GError      **error)
{
  if (op->entity == NULL)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_TOO_NEW,
                   "this edit was made by a newer program");
      return FALSE;
    }
  switch (op->kind)
    {
    case WAY_OP_INSERT:
      return undo_insert (db, op, error);
    case WAY_OP_SET:
      return undo_cells (db, op, error);
    case WAY_OP_DELETE:
      return undo_delete (db, op, error);
    case WAY_OP_RESTORE:
      return way_op_is_row_restore (op) ? undo_restore_row (db, op, error)
                                        : undo_cells (db, op, error);
    case WAY_OP_ERASE:
    default:
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED,
                   "what was erased cannot come back");
      return FALSE;
    }
}

/* Whether a row comes back to which another op may refer that is taken back before it.
 * Only then are references looked at when all is done, since to ask for that has every
 * statement of the connection prepared anew. */
static gboolean
may_refer_ahead (GPtrArray *ops)
{
  for (guint i = 0; i < ops->len; i++)
    if (((const WayOp *) g_ptr_array_index (ops, i))->kind == WAY_OP_DELETE)
      return ops->len > 1;
  return FALSE;
}

static gboolean
undo_ops (WayDb     *db,
          gpointer   data,
          GError   **error)
{
  GPtrArray *ops = data;

  if (may_refer_ahead (ops) && !way_db_exec (db, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;
  for (guint i = ops->len; i > 0; i--)
    if (!undo_op (db, g_ptr_array_index (ops, way_bug (56) ? ops->len - i : i - 1), error))
      return FALSE;
  return TRUE;
}

gboolean
way_edit_undo (WayDb              *db,
               WayEditId           edit,
               const WayEditInfo  *info,
               WayEditId          *undo,
               GError            **error)
{
  g_autoptr(GPtrArray) ops = way_ops_of_edit (db, edit, error);
  WayEditId made = 0;

  if (ops == NULL)
    return FALSE;
  if (ops->len == 0)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                   "there is no such edit to take back");
      return FALSE;
    }
  if (!run (db, WAY_EDIT_UNDO, info, edit, undo_ops, ops, &made, error))
    return FALSE;
  if (made == 0 && !way_bug (58))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOTHING,
                   "all of this edit was changed or taken back since");
      return FALSE;
    }
  if (undo != NULL)
    *undo = made;
  return TRUE;
}

gboolean
way_edit_latest (WayDb      *db,
                 WayEditId  *edit,
                 GError    **error)
{
  gint64 replica = way_journal_replica (db);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT id FROM edit WHERE id BETWEEN :low AND :high AND kind = 0"
                         " AND NOT EXISTS (SELECT 1 FROM edit AS undo WHERE undo.undoes = edit.id)"
                         " ORDER BY id DESC LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":low", WAY_LOCAL (replica, 0));
  way_stmt_bind_int (stmt, ":high", WAY_LOCAL (replica + 1, 0) - 1);
  step = way_stmt_step (stmt, error);
  *edit = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
  return step != WAY_STEP_ERROR;
}

/* --- Text --- */

char *
way_edit_to_text (WayDb     *db,
                  WayEditId  edit)
{
  WayDot dot;
  char text[WAY_ID_TEXT_SIZE];

  if (!way_journal_dot (db, edit, &dot, NULL))
    return g_strdup ("");
  way_id_format (&dot.replica, text);
  return g_strdup_printf ("%.8s-%" G_GUINT64_FORMAT, text, dot.sequence);
}

gboolean
way_edit_from_text (WayDb       *db,
                    const char  *text,
                    WayEditId   *edit,
                    GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  const char *dash = strrchr (text, '-');
  gint64 number;
  WayStep step;

  if (dash == NULL || dash - text != 8 ||
      !g_ascii_string_to_signed (dash + 1, 10, 1, G_MAXINT32, &number, NULL))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                   "“%s” is no edit: history lists them", text);
      return FALSE;
    }
  stmt = way_db_prepare (db,
                         "SELECT edit.id FROM edit JOIN replica ON replica.number = edit.id >> 40"
                         " WHERE lower (hex (replica.id)) LIKE :start || '%'"
                         " AND edit.id & 1099511627775 = :number", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":number", number);
  {
    g_autofree char *start = g_ascii_strdown (text, 8);

    way_stmt_bind_text (stmt, ":start", way_bug (60) ? "" : strspn (start, "0123456789abcdef") == 8 ? start : "-");
  }
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *edit = way_stmt_int (stmt, 0);
  else if (step == WAY_STEP_DONE)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                 "there is no edit “%s”", text);
  return step == WAY_STEP_ROW;
}
