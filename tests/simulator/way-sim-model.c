/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The merge said over, as slow and obvious as can be: from a set of edits, with
 * no order to them, what lives in each cell, which rows are there, and what is
 * in conflict. */

#include "way-sim-private.h"

#include <string.h>

#include "way-op.h"

typedef struct
{
  WayDot     dot;
  gint64     clock;
  guint      entity;
  guint      kind;
  GPtrArray *entries;
} Op;

typedef struct
{
  WayId      id;
  guint      entity;
  GPtrArray *ops;          /* of Op * */
  const Op  *insert;
} Row;

struct _SimModel
{
  GPtrArray *edits;        /* of WayForeignEdit * */
  GPtrArray *rows;         /* of Row *, by id */
  GHashTable *by_id;
  guint      n_ops;
};

/* --- Reading the edits --- */

static void
free_op (gpointer data)
{
  Op *op = data;

  g_ptr_array_unref (op->entries);
  g_free (op);
}

static void
free_row (gpointer data)
{
  Row *row = data;

  g_ptr_array_unref (row->ops);
  g_free (row);
}

static gboolean
same_dot (const WayDot *a,
          const WayDot *b)
{
  return a->sequence == b->sequence && way_id_equal (&a->replica, &b->replica);
}

static void
add_op (SimModel             *self,
        const WayForeignEdit *edit,
        const WayForeignOp   *foreign)
{
  Row *row = g_hash_table_lookup (self->by_id, &foreign->row);
  Op *op = g_new0 (Op, 1);

  if (row == NULL)
    {
      row = g_new0 (Row, 1);
      row->id = foreign->row;
      row->entity = foreign->entity;
      row->ops = g_ptr_array_new_with_free_func (free_op);
      g_hash_table_insert (self->by_id, &row->id, row);
      g_ptr_array_add (self->rows, row);
    }
  op->dot = (WayDot) { edit->replica, foreign->sequence };
  op->clock = edit->clock;
  op->entity = foreign->entity;
  op->kind = foreign->kind;
  op->entries = way_op_read (foreign->parts, foreign->size);
  g_assert_nonnull (op->entries);
  g_ptr_array_add (row->ops, op);
  if (op->kind == WAY_OP_INSERT)
    row->insert = op;
  self->n_ops++;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return way_id_compare (&(*(Row *const *) a)->id, &(*(Row *const *) b)->id);
}

SimModel *
sim_model_new (const SimCopy  *copy,
               GError        **error)
{
  g_autoptr(SimModel) self = g_new0 (SimModel, 1);
  g_autoptr(WayStmt) stmt = way_db_prepare (copy->db, "SELECT id FROM edit", error);

  sim_copy_act (copy);
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) way_foreign_edit_free);
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->by_id = g_hash_table_new (way_id_hash, way_id_equal_func);
  while (stmt != NULL && way_stmt_step (stmt, error) == WAY_STEP_ROW)
    {
      WayForeignEdit *edit = way_merge_get_edit (copy->db, way_stmt_int (stmt, 0), error);

      if (edit == NULL)
        return NULL;
      g_ptr_array_add (self->edits, edit);
      for (guint i = 0; i < edit->n_ops; i++)
        add_op (self, edit, &edit->ops[i]);
    }
  g_ptr_array_sort (self->rows, compare_rows);
  return g_steal_pointer (&self);
}

void
sim_model_free (SimModel *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_free (self);
}

guint
sim_model_ops (SimModel *self)
{
  return self->n_ops;
}

GPtrArray *
sim_model_edits (SimModel *self)
{
  return self->edits;
}

/* --- Cells --- */

static const WayOpEntry *
entry_of (const Op *op,
          guint     field)
{
  for (guint i = 0; i < op->entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (op->entries, i);

      if (entry->field == field)
        return entry;
    }
  return NULL;
}

static gboolean
names (const GArray *dots,
       const WayDot *dot)
{
  for (guint i = 0; dots != NULL && i < dots->len; i++)
    if (same_dot (&g_array_index (dots, WayDot, i), dot))
      return TRUE;
  return FALSE;
}

static gboolean
writes_cells (const Op *op)
{
  return op->kind == WAY_OP_SET || op->kind == WAY_OP_RESTORE;
}

static gboolean
is_superseded (const Row *row,
               guint      field,
               const Op  *op)
{
  for (guint i = 0; i < row->ops->len; i++)
    {
      const Op *other = g_ptr_array_index (row->ops, i);
      const WayOpEntry *entry = writes_cells (other) ? entry_of (other, field) : NULL;

      if (entry != NULL && names (entry->replaced, &op->dot))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  WayDot    dot;
  WayDot    source;
  const Op *from;          /* that has the value; NULL: has not come */
} Live;

static const Op *
find_op (const Row    *row,
         const WayDot *dot)
{
  for (guint i = 0; i < row->ops->len; i++)
    {
      const Op *op = g_ptr_array_index (row->ops, i);

      if (same_dot (&op->dot, dot))
        return op;
    }
  return NULL;
}

static int
compare_live (gconstpointer a,
              gconstpointer b)
{
  const Live *one = a;
  const Live *two = b;
  int order = way_dot_compare (&one->dot, &two->dot);

  return order != 0 ? order : way_dot_compare (&one->source, &two->source);
}

/* What lives in the cell, in order of dots. */
static GArray *
live_of (const Row *row,
         guint      field)
{
  GArray *live = g_array_new (FALSE, FALSE, sizeof (Live));

  for (guint i = 0; i < row->ops->len; i++)
    {
      const Op *op = g_ptr_array_index (row->ops, i);
      const WayOpEntry *entry = writes_cells (op) ? entry_of (op, field) : NULL;
      Live one = { op->dot, op->dot, op };

      if ((entry == NULL && op->kind != WAY_OP_INSERT) || is_superseded (row, field, op))
        continue;
      if (entry == NULL || entry->restored == NULL)
        g_array_append_val (live, one);
      for (guint j = 0; entry != NULL && entry->restored != NULL && j < entry->restored->len; j++)
        {
          one.source = g_array_index (entry->restored, WayDot, j);
          one.from = find_op (row, &one.source);
          g_array_append_val (live, one);
        }
    }
  g_array_sort (live, compare_live);
  return live;
}

static WayValue
value_of (const Live *live,
          guint       field)
{
  const WayOpEntry *entry = live->from != NULL ? entry_of (live->from, field) : NULL;

  return entry != NULL && entry->restored == NULL ? entry->value
                                                  : (WayValue) { .type = WAY_VALUE_NONE };
}

/* Whether one is shown before two. */
static gboolean
goes_before (const Live *one,
             const Live *two)
{
  if (one->from == NULL || two->from == NULL)
    return one->from != NULL;
  if (one->from->clock != two->from->clock)
    return one->from->clock > two->from->clock;
  return way_dot_compare (&one->source, &two->source) > 0;
}

static WayValue
shown_value (const GArray *live,
             guint         field)
{
  const Live *first = NULL;

  for (guint i = 0; i < live->len; i++)
    {
      const Live *one = &g_array_index (live, Live, i);

      if (first == NULL || goes_before (one, first))
        first = one;
    }
  return first != NULL ? value_of (first, field) : (WayValue) { .type = WAY_VALUE_NONE };
}

static gboolean
differ (const GArray *live,
        guint         field)
{
  for (guint i = 1; i < live->len; i++)
    {
      WayValue one = value_of (&g_array_index (live, Live, 0), field);
      WayValue two = value_of (&g_array_index (live, Live, i), field);

      if (!way_value_equal (&one, &two))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_plain (const Row    *row,
          const GArray *live)
{
  return live->len == 0 || (live->len == 1 && row->insert != NULL &&
                            same_dot (&g_array_index (live, Live, 0).dot, &row->insert->dot));
}

/* --- Rows --- */

/* What a delete saw, or which deletes a restore answers; NULL for neither. */
static const GArray *
named_by (const Op *op,
          gboolean *is_delete)
{
  const WayOpEntry *entry = entry_of (op, 0);

  *is_delete = op->kind == WAY_OP_DELETE;
  if (entry == NULL || (op->kind != WAY_OP_DELETE && op->kind != WAY_OP_RESTORE))
    return NULL;
  return *is_delete ? entry->replaced : entry->restored;
}

static gboolean
stands (const Row *row,
        const Op  *op)
{
  for (guint i = 0; i < row->ops->len; i++)
    {
      const Op *other = g_ptr_array_index (row->ops, i);
      gboolean deletes;
      const GArray *named = named_by (other, &deletes);

      if (named != NULL && deletes != (op->kind == WAY_OP_DELETE) && names (named, &op->dot) &&
          stands (row, other))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_buried (const Row    *row,
           const WayDot *dot)
{
  for (guint i = 0; i < row->ops->len; i++)
    {
      const Op *op = g_ptr_array_index (row->ops, i);
      gboolean deletes;
      const GArray *named = named_by (op, &deletes);

      if (named != NULL && deletes && names (named, dot) && stands (row, op))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_standing_delete (const Row *row)
{
  for (guint i = 0; i < row->ops->len; i++)
    {
      const Op *op = g_ptr_array_index (row->ops, i);

      if (op->kind == WAY_OP_DELETE && stands (row, op))
        return TRUE;
    }
  return FALSE;
}

static GArray *
fields_of (const Row *row)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint number = 1; number < 64; number++)
    for (guint i = 0; i < row->ops->len; i++)
      {
        const Op *op = g_ptr_array_index (row->ops, i);

        if (writes_cells (op) && entry_of (op, number) != NULL)
          {
            g_array_append_val (fields, number);
            break;
          }
      }
  return fields;
}

static gboolean
has_kept_cell (const Row *row)
{
  g_autoptr(GArray) fields = fields_of (row);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autoptr(GArray) live = live_of (row, g_array_index (fields, guint, i));

      for (guint j = 0; j < live->len; j++)
        if (!is_buried (row, &g_array_index (live, Live, j).dot))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_alive (const Row *row)
{
  if (row->insert == NULL)
    return FALSE;
  if (!is_buried (row, &row->insert->dot))
    return TRUE;
  for (guint i = 0; i < row->ops->len; i++)
    {
      const Op *op = g_ptr_array_index (row->ops, i);

      if (op->kind == WAY_OP_RESTORE && entry_of (op, 0) != NULL && stands (row, op))
        return TRUE;
    }
  return has_kept_cell (row);
}

/* --- Text --- */

static void
append_hex (GString      *text,
            const guint8 *bytes)
{
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text, "%02X", bytes[i]);
}

static void
append_value (GString        *text,
              const WayValue *value)
{
  switch (value->type)
    {
    case WAY_VALUE_INTEGER:
      g_string_append_printf (text, " %" G_GINT64_FORMAT, value->integer);
      break;
    case WAY_VALUE_TEXT:
      g_string_append_printf (text, " '%s'", value->text);
      break;
    case WAY_VALUE_ID:
      g_string_append (text, " X'");
      append_hex (text, value->id.bytes);
      g_string_append_c (text, '\'');
      break;
    case WAY_VALUE_NONE:
    default:
      g_string_append (text, " NULL");
      break;
    }
}

static void
append_row (GString         *text,
            const WayEntity *entity,
            const Row       *row)
{
  g_string_append_printf (text, "%s ", entity->name);
  append_hex (text, row->id.bytes);
  for (guint i = 1; i < entity->n_fields; i++)
    {
      g_autoptr(GArray) live = NULL;
      WayValue value;

      if (entity->fields[i].flags & WAY_FIELD_DERIVED)
        continue;
      live = live_of (row, entity->fields[i].number);
      value = shown_value (live, entity->fields[i].number);
      append_value (text, &value);
    }
  g_string_append_c (text, '\n');
}

static void
append_cells (GString   *text,
              const Row *row)
{
  g_autoptr(GArray) fields = fields_of (row);

  for (guint i = 0; i < fields->len; i++)
    {
      guint field = g_array_index (fields, guint, i);
      g_autoptr(GArray) live = live_of (row, field);

      for (guint j = 0; j < live->len && !is_plain (row, live); j++)
        {
          const Live *one = &g_array_index (live, Live, j);

          g_string_append (text, "cell ");
          append_hex (text, row->id.bytes);
          g_string_append_printf (text, " %u ", field);
          append_hex (text, one->dot.replica.bytes);
          g_string_append_printf (text, " %" G_GUINT64_FORMAT " ", one->dot.sequence);
          append_hex (text, one->source.replica.bytes);
          g_string_append_printf (text, " %" G_GUINT64_FORMAT "\n", one->source.sequence);
        }
    }
}

static void
append_conflict (GString   *text,
                 const Row *row,
                 guint      field)
{
  g_string_append (text, "conflict ");
  append_hex (text, row->id.bytes);
  g_string_append_printf (text, " %u\n", field);
}

static void
append_conflicts (GString   *text,
                  const Row *row)
{
  const WayEntity *entity = way_entity_by_number (row->entity);
  g_autoptr(GArray) fields = fields_of (row);

  if (entity == NULL || !is_alive (row))
    return;
  if (has_standing_delete (row))
    append_conflict (text, row, 0);
  for (guint i = 0; i < fields->len; i++)
    {
      guint field = g_array_index (fields, guint, i);
      g_autoptr(GArray) live = live_of (row, field);

      if (way_entity_field_by_number (entity, field) != NULL && differ (live, field))
        append_conflict (text, row, field);
    }
}

char *
sim_model_show (SimModel *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; sim_entities[i] != NULL; i++)
    {
      const WayEntity *entity = way_entity_by_name (sim_entities[i]);

      for (guint j = 0; entity != NULL && j < self->rows->len; j++)
        {
          const Row *row = g_ptr_array_index (self->rows, j);

          if (row->entity == entity->number && is_alive (row))
            append_row (text, entity, row);
        }
    }
  for (guint i = 0; i < self->rows->len; i++)
    append_cells (text, g_ptr_array_index (self->rows, i));
  for (guint i = 0; i < self->rows->len; i++)
    append_conflicts (text, g_ptr_array_index (self->rows, i));
  return g_string_free (text, FALSE);
}

/* --- Nothing lost --- */

gboolean
sim_model_keeps (SimModel       *self,
                 const SimTyped *typed)
{
  const Row *row = g_hash_table_lookup (self->by_id, &typed->row);

  for (guint i = 0; row != NULL && i < row->ops->len; i++)
    {
      const Op *op = g_ptr_array_index (row->ops, i);
      const WayOpEntry *entry = entry_of (op, typed->field);
      const char *text;

      if (!way_id_equal (&op->dot.replica, &typed->author) || entry == NULL ||
          entry->restored != NULL || (op->kind != WAY_OP_SET && op->kind != WAY_OP_INSERT))
        continue;
      text = entry->value.type == WAY_VALUE_TEXT ? entry->value.text : "";
      if (strcmp (text, typed->text) == 0)
        return TRUE;
    }
  return FALSE;
}
