/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts: cells in which several different values live, and rows that one
 * copy deleted while another edited them.  Listed for people, settled by them. */

#include "way-fate-private.h"
#include "way-bug-private.h"
#include "way-merge-private.h"

#include <string.h>

#include "way-ops-private.h"
#include "way-records.h"
#include "way-seals-private.h"

void
way_conflict_value_free (WayConflictValue *self)
{
  if (self == NULL)
    return;
  g_free (self->value);
  g_free (self->who);
  g_free (self->copy);
  g_free (self);
}

static void
free_value (gpointer data)
{
  way_conflict_value_free (data);
}

/* --- Noticing --- */

static gboolean
note (WayDb            *db,
      const WayEntity  *entity,
      const WayId      *row,
      guint             field,
      GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO conflict (row, field, entity)"
                         " VALUES (:row, :field, :entity)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":field", field);
  way_stmt_bind_int (stmt, ":entity", entity->number);
  return way_stmt_run (stmt, error);
}

/* Whether the sources gave the field different values. */
static gboolean
differ (WayDb            *db,
        const WayEntity  *entity,
        const WayId      *row,
        const WayField   *field,
        const GArray     *sources,
        gboolean         *different,
        GError          **error)
{
  gpointer first = way_record_new (entity);
  gpointer other = way_record_new (entity);
  gboolean done = TRUE;

  *different = FALSE;
  for (guint i = 0; done && !*different && i < sources->len; i++)
    {
      g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (gint64));
      WayValue a, b;

      g_array_append_val (one, g_array_index (sources, gint64, i));
      done = way_ops_set_shown (db, entity, row, field, one, i == 0 ? first : other, error);
      a = way_field_get (field, first);
      b = way_field_get (field, other);
      *different = done && i > 0 && !way_value_equal (&a, &b);
    }
  way_record_free (entity, first);
  way_record_free (entity, other);
  return done;
}

static gboolean
forget (WayDb        *db,
        const WayId  *row,
        GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "DELETE FROM conflict WHERE row = :row", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_run (stmt, error);
}

/* Fields of the row in which more than one value lives. */
static GArray *
crowded_fields (WayDb        *db,
                const WayId  *row,
                GError      **error)
{
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT field FROM cell WHERE row = :row GROUP BY field"
                         " HAVING count (DISTINCT source) > :few ORDER BY field", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":few", way_bug (68) ? 2 : 1);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      guint field = (guint) way_stmt_int (stmt, 0);

      g_array_append_val (fields, field);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&fields) : NULL;
}

gboolean
way_merge_refresh_conflicts (WayDb            *db,
                             const WayEntity  *entity,
                             const WayId      *row,
                             GError          **error)
{
  g_auto(WayFate) fate = { 0 };
  g_autoptr(GArray) fields = NULL;

  if (way_bug (7))
    return TRUE;
  if ((!way_bug (73) && !forget (db, row, error)) || !way_fate_read (db, row, &fate, error))
    return FALSE;
  if (!fate.alive)
    return TRUE;
  if (fate.deletes->len > 0 && !way_bug (69) && !note (db, entity, row, 0, error))
    return FALSE;
  fields = crowded_fields (db, row, error);
  if (fields == NULL)
    return FALSE;
  for (guint i = 0; i < fields->len; i++)
    {
      guint number = g_array_index (fields, guint, i);
      const WayField *field = way_entity_field_by_number (entity, number);
      g_autoptr(GArray) sources = g_array_new (FALSE, FALSE, sizeof (gint64));
      gboolean different;

      if (field == NULL)
        continue;
      if (!way_ops_live (db, row, number, fate.insert, sources, error) ||
          !differ (db, entity, row, field, sources, &different, error) ||
          (different && !note (db, entity, row, number, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_conflicts_count (WayDb   *db,
                     gint64  *count,
                     GError **error)
{
  return way_db_get_int (db, "SELECT count (*) FROM conflict", 0, count, error);
}

/* --- Listing --- */

/* Who wrote the value and when. */
static gboolean
set_author (WayDb             *db,
            gint64             dot,
            WayConflictValue  *value,
            GError           **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  char text[WAY_ID_TEXT_SIZE];
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT edit.who, edit.clock, replica.id FROM op"
                         " JOIN edit ON edit.id = op.edit"
                         " JOIN replica ON replica.number = edit.id >> 40 WHERE op.dot = :dot",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      value->replica = way_stmt_id (stmt, 2);
      way_id_format (&value->replica, text);
      value->who = g_strdup (way_stmt_text (stmt, 0));
      value->when = way_stmt_int (stmt, 1) >> 16;
      value->copy = g_strndup (text, 8);
    }
  return step != WAY_STEP_ERROR;
}

/* Whether what keeps the value alive is an edit that took another back. */
static gboolean
set_returned (WayDb             *db,
              WayConflictValue  *value,
              GError           **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT 1 FROM cell JOIN op ON op.dot = cell.dot"
                         " JOIN edit ON edit.id = op.edit AND edit.kind = :undo"
                         " WHERE cell.row = :row AND cell.field = :field"
                         " AND cell.source = :source LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":undo", WAY_EDIT_UNDO);
  way_stmt_bind_id (stmt, ":row", &value->row);
  way_stmt_bind_int (stmt, ":field", value->field->number);
  way_stmt_bind_int (stmt, ":source", value->source);
  return way_stmt_finds (stmt, &value->returned, error);
}

static WayConflictValue *
append_value (GPtrArray        *values,
              const WayEntity  *entity,
              const WayId      *row,
              const WayField   *field,
              gint64            source,
              const char       *text)
{
  WayConflictValue *value = g_new0 (WayConflictValue, 1);

  value->entity = entity;
  value->row = *row;
  value->field = field;
  value->source = source;
  value->value = g_strdup (text);
  g_ptr_array_add (values, value);
  return value;
}

/* The sides of an edit against a delete: kept is shown.  Each is said to be of
 * its latest author. */
static gboolean
list_row (WayDb            *db,
          const WayEntity  *entity,
          const WayId      *row,
          GPtrArray        *values,
          GError          **error)
{
  g_auto(WayFate) fate = { 0 };
  WayConflictValue *kept, *deleted;

  if (!way_fate_read (db, row, &fate, error) ||
      !way_ops_rank (db, fate.kept, error) || !way_ops_rank (db, fate.deletes, error))
    return FALSE;
  if (fate.kept->len == 0 || fate.deletes->len == 0)
    return TRUE;
  kept = append_value (values, entity, row, NULL, g_array_index (fate.kept, gint64, 0), "kept");
  kept->shown = TRUE;
  kept->number = 1;
  deleted = append_value (values, entity, row, NULL, g_array_index (fate.deletes, gint64, 0),
                          "deleted");
  deleted->number = 2;
  return set_author (db, kept->source, kept, error) &&
         set_author (db, deleted->source, deleted, error);
}

static gboolean
list_cell (WayDb            *db,
           const WayEntity  *entity,
           const WayId      *row,
           const WayField   *field,
           GPtrArray        *values,
           GError          **error)
{
  g_autoptr(GArray) sources = g_array_new (FALSE, FALSE, sizeof (gint64));
  gpointer shown = way_records_get_whole (db, entity, row, error);
  gpointer record = way_record_new (entity);
  g_autofree char *shown_text = shown != NULL ? way_field_to_text (field, shown) : NULL;
  gboolean done = shown != NULL;
  guint number = 0;

  way_record_free (entity, shown);
  done = done && way_ops_live (db, row, field->number, 0, sources, error) &&
         way_ops_rank (db, sources, error);
  for (guint pass = 0; pass < 2; pass++)        /* the shown value first */
    for (guint i = 0; done && i < sources->len; i++)
      {
        g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (gint64));
        g_autofree char *text = NULL;
        WayConflictValue *value;

        g_array_append_val (one, g_array_index (sources, gint64, i));
        done = way_ops_set_shown (db, entity, row, field, one, record, error);
        text = way_field_to_text (field, record);
        if (!done || (strcmp (text, shown_text) == 0) != (pass == 0))
          continue;
        value = append_value (values, entity, row, field, g_array_index (one, gint64, 0), text);
        value->number = ++number;
        value->shown = number == (way_bug (70) ? 2 : 1);
        done = set_author (db, value->source, value, error) && set_returned (db, value, error);
      }
  way_record_free (entity, record);
  return done;
}

GPtrArray *
way_conflicts_list (WayDb        *db,
                    const WayId  *row,
                    GError      **error)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (free_value);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT row, field, entity FROM conflict"
                         " WHERE :row IS NULL OR row = :row ORDER BY entity, row, field", error);
  if (stmt == NULL)
    return NULL;
  if (row != NULL)
    way_stmt_bind_id (stmt, ":row", row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);
      const WayEntity *entity = way_entity_by_number ((guint) way_stmt_int (stmt, 2));
      guint number = (guint) way_stmt_int (stmt, 1);
      const WayField *field = entity != NULL ? way_entity_field_by_number (entity, number) : NULL;

      if (entity == NULL || (number != 0 && field == NULL) ||
          (way_seals_hide_row (db, entity, &id) &&
           (field == NULL || way_seals_hide_field (entity, field))))
        continue;
      if (number == 0 ? !list_row (db, entity, &id, values, error)
                      : !list_cell (db, entity, &id, field, values, error))
        return NULL;
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&values) : NULL;
}

/* --- Settling --- */

guint
way_conflicts_span (const GPtrArray *values,
                    guint            first)
{
  const WayConflictValue *one = g_ptr_array_index (values, first);
  guint n = 1;

  for (; first + n < values->len; n++)
    {
      const WayConflictValue *next = g_ptr_array_index (values, first + n);

      if (next->field != one->field || !way_id_equal (&next->row, &one->row))
        break;
    }
  return n;
}

/* The newest of those for which fits says so. */
static const WayConflictValue *
pick_among (WayConflictValue *const *values,
            guint                    n_values,
            gboolean               (*fits) (const WayConflictValue *value, gconstpointer data),
            gconstpointer            data)
{
  const WayConflictValue *newest = NULL;

  for (guint i = 0; i < n_values; i++)
    if (fits (values[i], data) && (newest == NULL || values[i]->when > newest->when))
      newest = values[i];
  return newest;
}

static gboolean
fits_any (const WayConflictValue *value,
          gconstpointer           data)
{
  return TRUE;
}

static gboolean
fits_copy (const WayConflictValue *value,
           gconstpointer           replica)
{
  return way_id_equal (&value->replica, replica);
}

static gboolean
fits_who (const WayConflictValue *value,
          gconstpointer           who)
{
  return g_strcmp0 (value->who, who) == 0;
}

const WayConflictValue *
way_conflict_pick_newest (WayConflictValue *const *values,
                          guint                    n_values,
                          gpointer                 data)
{
  return pick_among (values, n_values, fits_any, NULL);
}

const WayConflictValue *
way_conflict_pick_copy (WayConflictValue *const *values,
                        guint                    n_values,
                        gpointer                 replica)
{
  return pick_among (values, n_values, fits_copy, replica);
}

const WayConflictValue *
way_conflict_pick_who (WayConflictValue *const *values,
                       guint                    n_values,
                       gpointer                 who)
{
  return pick_among (values, n_values, fits_who, who);
}

/* The value that is kept becomes an ordinary restore of its source, which
 * names every value that was seen: so the shown row may stay as it is. */
static gboolean
settle_cell (WayDb                   *db,
             const WayConflictValue  *value,
             GError                 **error)
{
  g_autoptr(GArray) source = g_array_new (FALSE, FALSE, sizeof (gint64));
  gpointer record = way_records_get_whole (db, value->entity, &value->row, error);
  gint64 insert;
  gboolean done;

  if (record == NULL)
    return FALSE;
  g_array_append_val (source, value->source);
  done = way_ops_row_dot (db, value->entity, &value->row, &insert, error) &&
         way_ops_set_shown (db, value->entity, &value->row, value->field, source, record, error);
  if (done)
    {
      way_journal_restore_cell (db, value->entity, &value->row, insert, value->field, source);
      way_journal_set_projecting (db, TRUE);
      done = way_records_project (db, value->entity, &value->row, record, insert, error);
      way_journal_set_projecting (db, FALSE);
    }
  way_record_free (value->entity, record);
  return done;
}

static gboolean
is_deleted (const WayConflictValue *value)
{
  return value->field == NULL && (strcmp (value->value, "deleted") == 0) != way_bug (72);
}

static gboolean
settle_row (WayDb                   *db,
            const WayConflictValue  *value,
            GError                 **error)
{
  if (is_deleted (value))
    return way_records_delete (db, value->entity, &value->row, error);
  return way_journal_restore_row (db, value->entity, &value->row, 0, error);
}

typedef struct
{
  const WayId     *row;
  WayConflictPick  pick;
  gpointer         data;
  guint            settled;
} Settle;

/* A row stands before its cells in the list. */
static gboolean
settle_each (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  Settle *self = data;
  g_autoptr(GPtrArray) values = way_conflicts_list (db, self->row, error);
  const WayConflictValue *gone = NULL;
  guint n;

  if (values == NULL)
    return FALSE;
  for (guint i = 0; i < values->len; i += n)
    {
      WayConflictValue *const *first = (WayConflictValue *const *) values->pdata + i;
      const WayConflictValue *value;

      n = way_conflicts_span (values, i);
      if (gone != NULL && way_id_equal (&gone->row, &first[0]->row))
        continue;
      value = self->pick (first, n, self->data);
      if (value == NULL)
        continue;
      if (!(value->field != NULL ? settle_cell (db, value, error) : settle_row (db, value, error)))
        return FALSE;
      self->settled++;
      if (is_deleted (value))
        gone = value;
    }
  return TRUE;
}

gboolean
way_conflicts_settle_each (WayDb              *db,
                           const WayId        *row,
                           WayConflictPick     pick,
                           gpointer            data,
                           const WayEditInfo  *info,
                           guint              *settled,
                           WayEditId          *edit,
                           GError            **error)
{
  Settle self = { row, pick, data };

  if (!way_edit_run (db, info, settle_each, &self, edit, error))
    return FALSE;
  if (settled != NULL)
    *settled = self.settled;
  return TRUE;
}

/* --- One alone --- */

typedef struct
{
  const WayField *field;
  guint           number;
} One;

static const WayConflictValue *
pick_one (WayConflictValue *const *values,
          guint                    n_values,
          gpointer                 data)
{
  const One *one = data;

  for (guint i = 0; i < n_values; i++)
    if (values[i]->field == one->field && (values[i]->number == one->number || way_bug (71)))
      return values[i];
  return NULL;
}

typedef struct
{
  Settle each;
  guint  keep;
} SettleOne;

static gboolean
settle_one (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  SettleOne *self = data;

  if (!settle_each (db, &self->each, error))
    return FALSE;
  if (self->each.settled > 0)
    return TRUE;
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
               "there is no such conflict, or it has no value %u", self->keep);
  return FALSE;
}

gboolean
way_conflicts_settle (WayDb              *db,
                      const WayEntity    *entity,
                      const WayId        *row,
                      const WayField     *field,
                      guint               keep,
                      const WayEditInfo  *info,
                      WayEditId          *edit,
                      GError            **error)
{
  One one = { field, keep };
  SettleOne self = { { row, pick_one, &one }, keep };

  return way_edit_run (db, info, settle_one, &self, edit, error);
}
