/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal read as a story. */

#include "way-history.h"

#include "way-ops-private.h"
#include "way-seals-private.h"
#include "way-text.h"

void
way_history_edit_free (WayHistoryEdit *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->copy);
  g_free (self->name);
  g_free (self->reason);
  g_free (self);
}

void
way_history_change_free (WayHistoryChange *self)
{
  if (self == NULL)
    return;
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/* An edit of a record is one that has an operation on it, or the baseline that
 * brought it. */
#define FILTER                                                                 \
  " FROM edit JOIN replica ON replica.number = edit.id >> 40"                  \
  " WHERE (:row IS NULL OR edit.id IN (SELECT edit FROM op WHERE row = :row)"  \
  "        OR (edit.kind = 2 AND :dot BETWEEN edit.first AND edit.first + edit.ops - 1))" \
  " AND (:who IS NULL OR edit.who = :who)"                                     \
  " AND (:text IS NULL OR way_fold (edit.name || ' ' || coalesce (edit.reason, '')" \
  "      || ' ' || coalesce (edit.who, '')) LIKE '%' || :text || '%')"         \
  " AND (:since = 0 OR edit.clock >> 16 >= :since)"                            \
  " AND (:until = 0 OR edit.clock >> 16 < :until)"

/* The dot of the record's insert, where it is there to ask. */
static gint64
find_dot (WayDb                  *db,
          const WayHistoryFilter *filter)
{
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;

  if (filter->entity == NULL || way_id_is_null (&filter->row))
    return -1;
  sql = g_strdup_printf ("SELECT dot FROM \"%s\" WHERE id = :id", filter->entity->name);
  stmt = way_db_prepare (db, sql, NULL);
  if (stmt == NULL)
    return -1;
  way_stmt_bind_id (stmt, ":id", &filter->row);
  return way_stmt_step (stmt, NULL) == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : -1;
}

static void
bind_filter (WayDb                  *db,
             WayStmt                *stmt,
             const WayHistoryFilter *filter)
{
  g_autofree char *folded = filter->text != NULL ? way_text_fold (filter->text) : NULL;

  way_stmt_bind_id (stmt, ":row", &filter->row);
  way_stmt_bind_int (stmt, ":dot", find_dot (db, filter));
  way_stmt_bind_text (stmt, ":who", filter->who);
  way_stmt_bind_text (stmt, ":text", folded != NULL && *folded != '\0' ? folded : NULL);
  way_stmt_bind_int (stmt, ":since", filter->since);
  way_stmt_bind_int (stmt, ":until", filter->until);
}

#define EDIT_COLUMNS                                                           \
  "edit.id, replica.id, edit.clock, edit.who, edit.name, edit.reason, edit.ops, edit.undoes," \
  " (SELECT max (later.id) FROM edit AS later WHERE later.undoes = edit.id), edit.kind"

static WayHistoryEdit *
edit_from_row (WayStmt *stmt)
{
  WayHistoryEdit *edit = g_new0 (WayHistoryEdit, 1);
  WayId replica = way_stmt_id (stmt, 1);
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (&replica, text);
  edit->id = way_stmt_int (stmt, 0);
  edit->copy = g_strndup (text, 8);
  edit->when = way_stmt_int (stmt, 2) >> 16;
  edit->who = g_strdup (way_stmt_text (stmt, 3));
  edit->name = g_strdup (way_stmt_text (stmt, 4));
  edit->reason = g_strdup (way_stmt_text (stmt, 5));
  edit->ops = way_stmt_int (stmt, 6);
  edit->undoes = way_stmt_int (stmt, 7);
  edit->undone_by = way_stmt_int (stmt, 8);
  edit->baseline = way_stmt_int (stmt, 9) == WAY_EDIT_BASELINE;
  edit->erasure = way_stmt_int (stmt, 9) == WAY_EDIT_ERASURE;
  return edit;
}

GPtrArray *
way_history_edits (WayDb                   *db,
                   const WayHistoryFilter  *filter,
                   guint                    offset,
                   guint                    limit,
                   GError                 **error)
{
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT " EDIT_COLUMNS FILTER
                         " ORDER BY edit.clock DESC, edit.id DESC LIMIT :limit OFFSET :offset",
                         error);
  if (stmt == NULL)
    return NULL;
  bind_filter (db, stmt, filter);
  way_stmt_bind_int (stmt, ":limit", limit);
  way_stmt_bind_int (stmt, ":offset", offset);

  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) way_history_edit_free);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (edits, edit_from_row (stmt));
  return step == WAY_STEP_DONE ? g_steal_pointer (&edits) : NULL;
}

WayHistoryEdit *
way_history_get (WayDb      *db,
                 WayEditId   edit,
                 GError    **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT " EDIT_COLUMNS " FROM edit JOIN replica"
                         " ON replica.number = edit.id >> 40 WHERE edit.id = :edit", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":edit", edit);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    return edit_from_row (stmt);
  if (step == WAY_STEP_DONE)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND, "there is no such edit");
  return NULL;
}

gboolean
way_history_count (WayDb                   *db,
                   const WayHistoryFilter  *filter,
                   gint64                  *count,
                   GError                 **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT count (*)" FILTER, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  bind_filter (db, stmt, filter);
  step = way_stmt_step (stmt, error);
  *count = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
  return step != WAY_STEP_ERROR;
}

/* What the dots gave the field, several by " | ". */
static char *
text_of_dots (WayDb            *db,
              const WayOp      *op,
              const WayField   *field,
              const GArray     *dots,
              GError          **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gpointer record = way_record_new (op->entity);
  gboolean done = TRUE;

  for (guint i = 0; done && dots != NULL && i < dots->len; i++)
    {
      g_autoptr(GArray) sources = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr(GError) fault = NULL;
      g_autoptr(WayOp) named = NULL;
      g_autofree char *value = NULL;
      gint64 local;

      done = way_journal_local (db, &g_array_index (dots, WayDot, i), &local, error);
      named = done ? way_ops_get (db, local, op->entity, &op->row, &fault) : NULL;
      done = done && fault == NULL &&
             (named == NULL || way_ops_sources (db, named, field->number, sources, error)) &&
             way_ops_set_shown (db, op->entity, &op->row, field, sources, record, error);
      if (fault != NULL)
        g_propagate_error (error, g_steal_pointer (&fault));
      value = way_field_to_text (field, record);
      g_string_append (text, i > 0 ? " | " : "");
      g_string_append (text, value);
    }
  way_record_free (op->entity, record);
  return done ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static gboolean
append_change (WayDb             *db,
               const WayOp       *op,
               const WayOpEntry  *entry,
               GPtrArray         *changes,
               GError           **error)
{
  WayHistoryChange *change = g_new0 (WayHistoryChange, 1);

  g_ptr_array_add (changes, change);
  change->edit = op->edit;
  change->entity = op->entity;
  change->row = op->row;
  change->kind = op->kind;
  change->field = op->entity != NULL && entry->field != 0
                    ? way_entity_field_by_number (op->entity, entry->field)
                    : NULL;
  if (change->field == NULL)
    {
      change->before = g_strdup (op->kind == WAY_OP_DELETE ? "present" : "");
      change->after = g_strdup (op->kind == WAY_OP_RESTORE ? "present"
                                : op->kind == WAY_OP_ERASE ? "erased" : "");
      return TRUE;
    }
  if (way_seals_hide_field (op->entity, change->field) &&
      way_seals_hide_row (db, op->entity, &op->row))
    {
      change->before = g_strdup (way_seals_title ());
      change->after = g_strdup (way_seals_title ());
      return TRUE;
    }
  change->before = text_of_dots (db, op, change->field, entry->replaced, error);
  change->after = entry->restored != NULL
                    ? text_of_dots (db, op, change->field, entry->restored, error)
                    : way_field_value_to_text (change->field, &entry->value);
  return change->before != NULL && change->after != NULL;
}

static gboolean
append_changes (WayDb        *db,
                const WayOp  *op,
                GPtrArray    *changes,
                GError      **error)
{
  for (guint i = 0; i < op->entries->len; i++)
    if (!append_change (db, op, g_ptr_array_index (op->entries, i), changes, error))
      return FALSE;
  return TRUE;
}

static void
free_change (gpointer data)
{
  way_history_change_free (data);
}

/* The insert of one row of a baseline. */
static gboolean
append_baseline (WayDb        *db,
                 WayEditId     edit,
                 const WayId  *row,
                 GPtrArray    *changes,
                 GError      **error)
{
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      WayHistoryFilter filter = { .entity = entities[i], .row = *row };
      gint64 dot = find_dot (db, &filter);
      g_autoptr(WayOp) op = NULL;

      if (dot <= 0 || !way_journal_is_baseline (db, dot))
        continue;
      op = way_ops_get (db, dot, entities[i], row, error);
      if (op == NULL)
        return error == NULL || *error == NULL;
      op->edit = edit;
      return append_changes (db, op, changes, error);
    }
  return TRUE;
}

GPtrArray *
way_history_changes (WayDb        *db,
                     WayEditId     edit,
                     const WayId  *row,
                     GError      **error)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (free_change);
  g_autoptr(GPtrArray) ops = way_ops_of_edit (db, edit, error);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (ops == NULL)
    return NULL;
  for (guint i = 0; i < ops->len; i++)
    {
      const WayOp *op = g_ptr_array_index (ops, i);

      if ((row == NULL || way_id_equal (row, &op->row)) &&
          !append_changes (db, op, changes, error))
        return NULL;
    }

  stmt = way_db_prepare (db, "SELECT 1 FROM edit WHERE id = :edit AND kind = 2", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":edit", edit);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ERROR ||
      (step == WAY_STEP_ROW && row != NULL && !append_baseline (db, edit, row, changes, error)))
    return NULL;
  return g_steal_pointer (&changes);
}
