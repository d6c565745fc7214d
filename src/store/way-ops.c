/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored operations read back: by dot, by edit, and the value that one gave a
 * cell. */

#include "way-ops-private.h"

#include "way-bug-private.h"
#include "way-records.h"

void
way_op_free (WayOp *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

#define OP_COLUMNS "dot, edit, entity, row, kind, parts"

static WayOp *
op_from_row (WayStmt  *stmt,
             GError  **error)
{
  g_autoptr(WayOp) op = g_new0 (WayOp, 1);
  const void *parts;
  gsize size;

  op->dot = way_stmt_int (stmt, 0);
  op->edit = way_stmt_int (stmt, 1);
  op->entity = way_entity_by_number ((guint) way_stmt_int (stmt, 2));
  op->row = way_stmt_id (stmt, 3);
  op->kind = (WayOpKind) way_stmt_int (stmt, 4);
  parts = way_stmt_blob (stmt, 5, &size);
  op->entries = way_op_read (parts, size);
  if (op->entries == NULL)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                   "operation %" G_GINT64_FORMAT " cannot be read", op->dot);
      return NULL;
    }
  return g_steal_pointer (&op);
}

/* The insert of a baseline's row that nobody changed: the row says it. */
static WayOp *
derive_op (WayDb            *db,
           gint64            dot,
           const WayEntity  *entity,
           const WayId      *row,
           GError          **error)
{
  g_autoptr(WayOp) op = NULL;
  g_autoptr(GByteArray) parts = NULL;
  g_autofree WayValue *values = NULL;
  gpointer record;

  if (entity == NULL || row == NULL || !way_journal_is_baseline (db, dot))
    return NULL;
  record = way_records_get_whole (db, entity, row, error);
  if (record == NULL)
    return NULL;
  values = g_new0 (WayValue, entity->n_fields);
  for (guint i = 0; i < entity->n_fields; i++)
    values[i] = way_field_get (&entity->fields[i], record);
  parts = way_journal_derive (db, entity, dot, values);
  way_record_free (entity, record);

  op = g_new0 (WayOp, 1);
  op->dot = dot;
  op->entity = entity;
  op->row = *row;
  op->kind = WAY_OP_INSERT;
  op->entries = way_op_read (parts->data, parts->len);
  return g_steal_pointer (&op);
}

WayOp *
way_ops_get (WayDb            *db,
             gint64            dot,
             const WayEntity  *entity,
             const WayId      *row,
             GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT " OP_COLUMNS " FROM op WHERE dot = :dot", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":dot", dot);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    return op_from_row (stmt, error);
  return step == WAY_STEP_DONE ? derive_op (db, dot, entity, row, error) : NULL;
}

static void
free_op (gpointer data)
{
  way_op_free (data);
}

GPtrArray *
way_ops_of_edit (WayDb      *db,
                 WayEditId   edit,
                 GError    **error)
{
  g_autoptr(GPtrArray) ops = g_ptr_array_new_with_free_func (free_op);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT " OP_COLUMNS " FROM op, (SELECT first AS low, ops AS number"
                         " FROM edit WHERE id = :edit AND kind <> 2)"
                         " WHERE dot BETWEEN low AND low + number - 1 ORDER BY dot", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":edit", edit);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayOp *op = op_from_row (stmt, error);

      if (op == NULL)
        return NULL;
      g_ptr_array_add (ops, op);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&ops) : NULL;
}

const WayOpEntry *
way_op_entry (const WayOp *self,
              guint        field)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->field == field && entry->class != WAY_CLASS_STRUCTURE)
        return entry;
    }
  return NULL;
}

const WayOpEntry *
way_op_restored (const WayOp *self,
                 guint        field)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->field == field && entry->restored != NULL)
        return entry;
    }
  return NULL;
}

gboolean
way_op_is_row_restore (const WayOp *self)
{
  return self->kind == WAY_OP_RESTORE && self->entries->len > 0 &&
         ((const WayOpEntry *) g_ptr_array_index (self->entries, 0))->field == 0;
}

static int
compare_dots (gconstpointer a,
              gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return (one > two) - (one < two);
}

gboolean
way_ops_sources (WayDb        *db,
                 const WayOp  *op,
                 guint         field,
                 GArray       *sources,
                 GError      **error)
{
  const WayOpEntry *entry = op->kind == WAY_OP_RESTORE && !way_bug (62) ? way_op_restored (op, field)
                                                                        : NULL;

  if (entry == NULL)
    {
      g_array_append_val (sources, op->dot);
      return TRUE;
    }
  for (guint i = 0; i < entry->restored->len; i++)
    {
      gint64 local;

      if (!way_journal_local (db, &g_array_index (entry->restored, WayDot, i), &local, error))
        return FALSE;
      g_array_append_val (sources, local);
    }
  g_array_sort (sources, compare_dots);
  return TRUE;
}

gboolean
way_ops_live (WayDb        *db,
              const WayId  *row,
              guint         field,
              gint64        insert,
              GArray       *sources,
              GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT DISTINCT source FROM cell WHERE row = :row AND field = :field"
                         " ORDER BY source", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":field", field);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 source = way_stmt_int (stmt, 0);

      g_array_append_val (sources, source);
    }
  if ((sources->len == 0 || way_bug (61)) && insert != 0)
    g_array_append_val (sources, insert);
  return step == WAY_STEP_DONE;
}

typedef struct
{
  gint64 dot;
  gint64 clock;
  WayId  replica;
} Rank;

/* Orders sources as every copy does: by clock, then by replica; what has not
 * come yet comes last. */
static gboolean
find_rank (WayDb    *db,
           Rank     *rank,
           GError  **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT edit.clock, replica.id FROM edit"
                         " JOIN replica ON replica.number = edit.id >> 40"
                         " WHERE edit.id = coalesce ((SELECT edit FROM op WHERE dot = :dot),"
                         "  (SELECT id FROM edit AS base WHERE base.kind = 2"
                         "   AND :dot BETWEEN base.first AND base.first + base.ops - 1))", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", rank->dot);
  step = way_stmt_step (stmt, error);
  rank->clock = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : G_MININT64;
  if (step == WAY_STEP_ROW)
    rank->replica = way_stmt_id (stmt, 1);
  return step != WAY_STEP_ERROR;
}


/* The greatest first. */
static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const Rank *one = a;
  const Rank *two = b;
  int order = (two->clock > one->clock) - (two->clock < one->clock);

  if (order == 0 || way_bug (4))
    order = way_id_compare (&two->replica, &one->replica);
  return order != 0 ? order : (two->dot > one->dot) - (two->dot < one->dot);
}

gboolean
way_ops_rank (WayDb    *db,
              GArray   *sources,
              GError  **error)
{
  g_autoptr(GArray) ranks = NULL;

  if (sources->len < 2)
    return TRUE;
  ranks = g_array_new (FALSE, FALSE, sizeof (Rank));
  for (guint i = 0; i < sources->len; i++)
    {
      Rank rank = { .dot = g_array_index (sources, gint64, i) };

      if (!find_rank (db, &rank, error))
        return FALSE;
      g_array_append_val (ranks, rank);
    }
  g_array_sort (ranks, compare_ranks);
  for (guint i = 0; i < sources->len; i++)
    g_array_index (sources, gint64, i) = g_array_index (ranks, Rank, i).dot;
  return TRUE;
}

gboolean
way_ops_set_shown (WayDb            *db,
                   const WayEntity  *entity,
                   const WayId      *row,
                   const WayField   *field,
                   const GArray     *sources,
                   gpointer          record,
                   GError          **error)
{
  static const WayValue none = { .type = WAY_VALUE_NONE };
  g_autoptr(GArray) ranked = g_array_copy ((GArray *) sources);
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayOp) op = NULL;
  const WayOpEntry *entry;

  if (!way_ops_rank (db, ranked, error))
    return FALSE;
  op = ranked->len > 0
         ? way_ops_get (db, g_array_index (ranked, gint64, 0), entity, row, &fault)
         : NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  entry = op != NULL ? way_op_entry (op, field->number) : NULL;
  way_field_set (field, record, entry != NULL ? &entry->value : &none);
  return TRUE;
}

gboolean
way_ops_row_dot (WayDb            *db,
                 const WayEntity  *entity,
                 const WayId      *row,
                 gint64           *dot,
                 GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT dot FROM \"%s\" WHERE id = :id", entity->name);
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  WayStep step;

  *dot = 0;
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", row);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *dot = way_stmt_int (stmt, 0);
  return step != WAY_STEP_ERROR;
}

static WayOp *
find_insert (WayDb        *db,
             const WayId  *row,
             GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT " OP_COLUMNS " FROM op WHERE row = :row AND kind = 1"
                         " ORDER BY dot LIMIT 1", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_step (stmt, error) == WAY_STEP_ROW ? op_from_row (stmt, error) : NULL;
}

gpointer
way_ops_make_record (const WayEntity *entity,
                     const WayId     *row,
                     GPtrArray       *entries)
{
  const WayValue id = { .type = WAY_VALUE_ID, .id = *row };
  gpointer record = way_record_new (entity);

  way_field_set (&entity->fields[0], record, &id);
  for (guint i = 0; i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);
      const WayField *field = way_entity_field_by_number (entity, entry->field);

      if (field != NULL && entry->class != WAY_CLASS_STRUCTURE)
        way_field_set (field, record, &entry->value);
    }
  return record;
}

/* Fields of the row that have cells of their own: most rows have none. */
static gboolean
read_fields (WayDb        *db,
             const WayId  *row,
             GArray       *fields,
             GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
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
  return step == WAY_STEP_DONE;
}

/* Cells that differ from the insert. */
static gboolean
set_cells (WayDb            *db,
           const WayEntity  *entity,
           const WayId      *row,
           gint64            insert,
           gpointer          record,
           GError          **error)
{
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!read_fields (db, row, fields, error))
    return FALSE;
  for (guint i = way_bug (63) ? 1 : 0; i < fields->len; i++)
    {
      guint number = g_array_index (fields, guint, i);
      const WayField *field = way_entity_field_by_number (entity, number);
      g_autoptr(GArray) sources = g_array_new (FALSE, FALSE, sizeof (gint64));

      if (field != NULL && (field->flags & WAY_FIELD_DERIVED) == 0 &&
          (!way_ops_live (db, row, number, insert, sources, error) ||
           !way_ops_set_shown (db, entity, row, field, sources, record, error)))
        return FALSE;
    }
  return TRUE;
}

gpointer
way_ops_project (WayDb            *db,
                 const WayEntity  *entity,
                 const WayId      *row,
                 gint64           *insert,
                 GError          **error)
{
  g_autoptr(WayOp) op = find_insert (db, row, error);
  gpointer record;

  if (op == NULL)
    return NULL;
  *insert = op->dot;
  record = way_ops_make_record (entity, row, op->entries);
  if (set_cells (db, entity, row, op->dot, record, error))
    return record;
  way_record_free (entity, record);
  return NULL;
}

gboolean
way_ops_store (WayDb          *db,
               gint64          dot,
               gint64          edit,
               guint           entity,
               const WayId    *row,
               guint           kind,
               gconstpointer   parts,
               gsize           size,
               GError        **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT INTO op (dot, edit, entity, row, kind, parts)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  if (stmt == NULL)
    return FALSE;
  /* For every row that is written anywhere: by place, and lent for as long as it
   * runs. */
  sqlite3_bind_int64 (stmt->handle, 1, dot);
  sqlite3_bind_int64 (stmt->handle, 2, edit);
  sqlite3_bind_int64 (stmt->handle, 3, entity);
  sqlite3_bind_blob (stmt->handle, 4, way_id_is_null (row) ? NULL : row->bytes, sizeof row->bytes,
                     SQLITE_STATIC);
  sqlite3_bind_int64 (stmt->handle, 5, kind);
  sqlite3_bind_blob64 (stmt->handle, 6, parts != NULL ? parts : "", size, SQLITE_STATIC);
  return way_stmt_run (stmt, error);
}

gboolean
way_ops_keep_baseline (WayDb            *db,
                       const WayEntity  *entity,
                       const WayId      *row,
                       gint64            dot,
                       const WayValue   *values,
                       GError          **error)
{
  g_autoptr(GByteArray) parts = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (!way_journal_is_baseline (db, dot) || way_bug (9))
    return TRUE;
  stmt = way_db_prepare (db, "SELECT 1 FROM op WHERE dot = :dot", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_DONE)
    return step == WAY_STEP_ROW;
  parts = way_journal_derive (db, entity, dot, values);
  return way_ops_store (db, dot, way_journal_edit_of (db, dot), entity->number, row,
                        WAY_OP_INSERT, parts->data, parts->len, error);
}
