/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An edit of this file as other copies are told of it: whole, under names that
 * all copies know. */

#include "way-merge.h"

#include <string.h>

#include "way-ops-private.h"
#include "way-records.h"
#include "way-watch.h"
#include "way-withheld-private.h"

void
way_foreign_edit_free (WayForeignEdit *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_ops; i++)
    g_free ((gpointer) self->ops[i].parts);
  g_free (self->ops);
  g_free ((char *) self->who);
  g_free ((char *) self->name);
  g_free ((char *) self->reason);
  g_free ((gpointer) self->baseline);
  g_free (self);
}

static void
copy_hash (WayStmt *stmt,
           int      column,
           guint8   hash[WAY_HASH_SIZE])
{
  gsize size;
  const void *blob = way_stmt_blob (stmt, column, &size);

  if (size == WAY_HASH_SIZE)
    memcpy (hash, blob, size);
}

static gboolean
read_header (WayDb           *db,
             WayStmt         *stmt,
             WayEditId        id,
             WayForeignEdit  *edit,
             gint64          *first,
             GError         **error)
{
  WayDot number, first_dot;
  gsize size;
  const void *key;
  gint64 undoes = way_stmt_int (stmt, 7);

  *first = way_stmt_int (stmt, 8);
  edit->clock = way_stmt_int (stmt, 0);
  edit->user = way_stmt_id (stmt, 1);
  edit->who = g_strdup (way_stmt_text (stmt, 2));
  edit->name = g_strdup (way_stmt_text (stmt, 3));
  edit->reason = g_strdup (way_stmt_text (stmt, 4));
  edit->schema = way_stmt_int (stmt, 5);
  edit->kind = (guint) way_stmt_int (stmt, 6);
  edit->n_ops = (guint) way_stmt_int (stmt, 9);
  copy_hash (stmt, 10, edit->before);
  copy_hash (stmt, 11, edit->chain);
  key = way_stmt_blob (stmt, 12, &size);
  if (size == crypto_generichash_KEYBYTES)
    edit->baseline = g_memdup2 (key, size);
  if (!way_journal_dot (db, id, &number, error) || !way_journal_dot (db, *first, &first_dot, error))
    return FALSE;
  edit->replica = number.replica;
  edit->number = number.sequence;
  edit->first = first_dot.sequence;
  return undoes == 0 || way_journal_dot (db, undoes, &edit->undoes, error);
}

static void
set_op (WayForeignEdit  *edit,
        gint64           index,
        guint            entity,
        const WayId     *row,
        guint            kind,
        gconstpointer    parts,
        gsize            size)
{
  WayForeignOp *op;

  if (index < 0 || index >= edit->n_ops || edit->ops[index].parts != NULL)
    return;
  op = &edit->ops[index];
  op->sequence = edit->first + (guint64) index;
  op->entity = entity;
  op->row = *row;
  op->kind = kind;
  op->parts = size > 0 ? g_memdup2 (parts, size) : g_malloc0 (1);
  op->size = size;
}

static gboolean
read_ops (WayDb           *db,
          gint64           first,
          WayForeignEdit  *edit,
          GError         **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT dot, entity, row, kind, parts FROM op"
                         " WHERE dot BETWEEN :first AND :last ORDER BY dot", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":first", first);
  way_stmt_bind_int (stmt, ":last", first + edit->n_ops - 1);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId row = way_stmt_id (stmt, 2);
      gsize size;
      const void *parts = way_stmt_blob (stmt, 4, &size);

      if (!way_watch_go_on (db, (guint64) (way_stmt_int (stmt, 0) - first), edit->n_ops, error))
        return FALSE;
      set_op (edit, way_stmt_int (stmt, 0) - first, (guint) way_stmt_int (stmt, 1), &row,
              (guint) way_stmt_int (stmt, 3), parts, size);
    }
  return step == WAY_STEP_DONE;
}

/* The rows of a baseline that nobody changed say their own inserts. */
static gboolean
derive_ops (WayDb            *db,
            const WayEntity  *entity,
            gint64            first,
            WayForeignEdit   *edit,
            guint64          *derived,
            GError          **error)
{
  WaySynced *table = way_db_synced (db, entity->name);
  g_autofree WayValue *values = g_new0 (WayValue, entity->n_fields);
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (table == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT dot, %.*s",
                         (int) (strstr (table->select_sql, " WHERE ") -
                                (table->select_sql + strlen ("SELECT "))),
                         table->select_sql + strlen ("SELECT "));
  stmt = way_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 dot = way_stmt_int (stmt, 0);
      g_autoptr(GByteArray) parts = NULL;
      int column = 1;

      if (!way_watch_go_on (db, (*derived)++, edit->n_ops, error))
        return FALSE;
      if (dot < first || dot >= first + edit->n_ops || edit->ops[dot - first].parts != NULL)
        continue;
      for (guint i = 0; i < entity->n_fields; i++)
        if (!(entity->fields[i].flags & WAY_FIELD_DERIVED))
          values[i] = way_stmt_value (stmt, column++, &entity->fields[i]);
      parts = way_journal_derive (db, entity, dot, values);
      if (parts != NULL)
        set_op (edit, dot - first, entity->number, &values[0].id, WAY_OP_INSERT, parts->data,
                parts->len);
    }
  return step == WAY_STEP_DONE;
}

/* What is withheld from this copy, it withholds from others. */
static gboolean
fill_withheld (WayDb           *db,
               WayEditId        id,
               WayForeignEdit  *edit,
               GError         **error)
{
  static const WayId none = { { 0 } };
  g_autoptr(GByteArray) commitments = way_withheld_read (db, id, error);

  for (guint i = 0; i < edit->n_ops; i++)
    {
      if (edit->ops[i].parts != NULL)
        continue;
      if (commitments == NULL || commitments->len != edit->n_ops * WAY_HASH_SIZE)
        {
          if (error == NULL || *error == NULL)
            g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                         "operation %" G_GUINT64_FORMAT " of an edit is missing", edit->first + i);
          return FALSE;
        }
      set_op (edit, i, 0, &none, WAY_OP_WITHHELD, commitments->data + (gsize) i * WAY_HASH_SIZE,
              WAY_HASH_SIZE);
    }
  return TRUE;
}

static gboolean
is_whole (const WayForeignEdit *edit)
{
  for (guint i = 0; i < edit->n_ops; i++)
    if (edit->ops[i].parts == NULL)
      return FALSE;
  return TRUE;
}

WayForeignEdit *
way_merge_get_edit (WayDb      *db,
                    WayEditId   id,
                    GError    **error)
{
  g_autoptr(WayForeignEdit) edit = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  const WayEntity *const *entities = way_entities ();
  guint64 derived = 0;
  gint64 first;

  stmt = way_db_prepare (db,
                         "SELECT clock, user, who, name, reason, schema, kind, undoes, first, ops,"
                         " before, chain, baseline FROM edit WHERE id = :id", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":id", id);
  if (way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return NULL;
  edit = g_new0 (WayForeignEdit, 1);
  if (!read_header (db, stmt, id, edit, &first, error))
    return NULL;
  edit->ops = g_new0 (WayForeignOp, edit->n_ops);
  if (!read_ops (db, first, edit, error))
    return NULL;
  for (guint i = 0; edit->baseline != NULL && entities[i] != NULL; i++)
    if (!derive_ops (db, entities[i], first, edit, &derived, error))
      return NULL;
  if (!is_whole (edit) && !fill_withheld (db, id, edit, error))
    return NULL;
  return g_steal_pointer (&edit);
}
