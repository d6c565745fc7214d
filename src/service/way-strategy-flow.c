/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking up a strategy, and reading how it goes. */

#include "way-strategy-flow.h"

#include <string.h>

#include "way-copies.h"
#include "way-copy-figures.h"

/* --- Taking one up --- */

typedef struct
{
  const WayCode         *shipped;
  GDate                  from;
  WayStrategyInsertFunc  insert;
  gpointer               data;
  WayId                  strategy;
  GHashTable            *statements;    /* "aim 2" to WayId */
} Layout;

static gboolean
lay_out_strategy (Layout  *self,
                  GError **error)
{
  g_autoptr(WayStrategy) strategy = way_strategy_new ();

  strategy->name = g_strdup (self->shipped->label);
  strategy->shipped = g_strdup (self->shipped->id);
  strategy->from = self->from;
  if (!self->insert (&way_strategy_entity, strategy, self->data, error))
    return FALSE;
  self->strategy = strategy->id;
  return TRUE;
}

static gboolean
lay_out_statement (Layout         *self,
                   const WayCode  *row,
                   GError        **error)
{
  g_autoptr(WayStatement) statement = way_statement_new ();

  statement->strategy = self->strategy;
  statement->kind = g_strdup (way_code_get (row, "kind"));
  statement->number = way_code_get_int (row, "number", 1);
  statement->wording = g_strdup (row->label);
  if (!self->insert (&way_statement_entity, statement, self->data, error))
    return FALSE;
  g_hash_table_insert (self->statements,
                       g_strdup_printf ("%s %d", statement->kind, (int) statement->number),
                       g_memdup2 (&statement->id, sizeof (WayId)));
  return TRUE;
}

static gboolean
lay_out_action (Layout         *self,
                const WayCode  *row,
                GError        **error)
{
  g_autoptr(WayStrategyAction) action = way_strategy_action_new ();
  const char *serves = way_code_get (row, "serves");
  const WayId *statement = serves != NULL ? g_hash_table_lookup (self->statements, serves) : NULL;

  action->strategy = self->strategy;
  if (statement != NULL)
    action->statement = *statement;
  action->reference = g_strdup (way_code_get (row, "reference"));
  action->wording = g_strdup (row->label);
  action->term = g_strdup (way_code_get (row, "term"));
  return self->insert (&way_strategy_action_entity, action, self->data, error);
}

static gboolean
lay_out_rows (Layout  *self,
              GError **error)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("strategy_statement", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      gboolean is_action = g_strcmp0 (way_code_get (row, "kind"), "action") == 0;

      if (g_strcmp0 (way_code_get (row, "strategy"), self->shipped->id) != 0)
        continue;
      if (!(is_action ? lay_out_action (self, row, error) : lay_out_statement (self, row, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_strategy_lay_out (const WayCode          *shipped,
                      const GDate            *from,
                      WayStrategyInsertFunc   insert,
                      gpointer                data,
                      GError                **error)
{
  Layout layout = { .shipped = shipped, .from = *from, .insert = insert, .data = data };
  gboolean done;

  layout.statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  done = lay_out_strategy (&layout, error) && lay_out_rows (&layout, error);
  g_hash_table_unref (layout.statements);
  return done;
}

typedef struct
{
  const WayCode *shipped;
  GDate          today;
} Adopt;

static gboolean
end_others (WayDb     *db,
            Adopt     *self,
            GError   **error)
{
  g_autoptr(GPtrArray) all = way_records_list (db, &way_strategy_entity, NULL, NULL, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      WayStrategy *other = g_ptr_array_index (all, i);

      if (g_strcmp0 (other->shipped, self->shipped->id) == 0)
        {
          g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                               "This strategy was taken up already.");
          return FALSE;
        }
      if (way_date_is_set (&other->to) || way_date_compare (&other->from, &self->today) >= 0)
        continue;
      other->to = way_date_add_days (&self->today, -1);
      if (!way_records_update (db, &way_strategy_entity, other, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_adopted (const WayEntity  *entity,
                gpointer          record,
                gpointer          data,
                GError          **error)
{
  WayId *id = record;

  *id = way_id_new ();
  return way_records_insert (data, entity, record, error);
}

static gboolean
write_adopted (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  Adopt *self = data;

  return end_others (db, self, error) &&
         way_strategy_lay_out (self->shipped, &self->today, insert_adopted, db, error);
}

gboolean
way_strategy_adopt (WayAct      *act,
                    const char  *shipped,
                    GError     **error)
{
  Adopt adopt = { .shipped = way_codes_lookup ("shipped_strategy", shipped),
                  .today = act->today };

  if (adopt.shipped == NULL)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                   "There is no strategy “%s” to take up.", shipped);
      return FALSE;
    }
  return way_act_write (act, "Take up a strategy", write_adopted, &adopt, error);
}

static gboolean
write_reopened (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  g_autoptr(WayStrategyAction) action = way_act_get (db, &way_strategy_action_entity, data, error);

  if (action == NULL)
    return FALSE;
  action->done = way_date_none ();
  action->dropped = way_date_none ();
  g_clear_pointer (&action->drop_reason, g_free);
  return way_records_update (db, &way_strategy_action_entity, action, error);
}

gboolean
way_strategy_reopen (WayAct       *act,
                     const WayId  *action,
                     GError      **error)
{
  WayId id = *action;

  return way_act_write (act, "Take up an action again", write_reopened, &id, error);
}

/* --- Reading --- */

static void
free_line (WayStrategyLine *self)
{
  way_strategy_action_free (self->action);
  way_progress_note_free (self->last);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_free (self);
}

static void
free_part (WayStrategyPart *self)
{
  way_statement_free (self->statement);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
way_strategy_view_free (WayStrategyView *self)
{
  if (self == NULL)
    return;
  way_strategy_free (self->strategy);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

/* Of this file; in a copy that holds no record, as it was told them. */
static GPtrArray *
list_records (WayDb            *db,
              const WayEntity  *entity,
              GError          **error)
{
  return way_exchange_own_role (db) == WAY_COPY_GOVERNANCE
           ? way_copy_figures_records (db, entity, error)
           : way_records_list (db, entity, NULL, NULL, error);
}

/* Those of one strategy. */
static GPtrArray *
list_of_strategy (WayDb            *db,
                  const WayEntity  *entity,
                  const WayId      *strategy,
                  GError          **error)
{
  const WayField *field = way_entity_field (entity, "strategy");
  GPtrArray *all = list_records (db, entity, error);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    {
      WayValue value = way_field_get (field, g_ptr_array_index (all, i - 1));

      if (value.type != WAY_VALUE_ID || !way_id_equal (&value.id, strategy))
        g_ptr_array_remove_index (all, i - 1);
    }
  return all;
}

/* In force before over, the later before the earlier. */
static gboolean
find_strategy (WayDb        *db,
               const WayId  *wanted,
               const GDate  *on,
               WayStrategy **found,
               GError      **error)
{
  g_autoptr(GPtrArray) all = list_records (db, &way_strategy_entity, error);
  const WayStrategy *best = NULL;

  *found = NULL;
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const WayStrategy *one = g_ptr_array_index (all, i);

      if (wanted != NULL ? way_id_equal (&one->id, wanted)
                         : way_date_compare (&one->from, on) <= 0 &&
                           (best == NULL || way_date_compare (&one->from, &best->from) > 0))
        best = one;
    }
  if (best != NULL)
    *found = way_strategy_copy (best);
  return TRUE;
}

static int
compare_statements (gconstpointer a,
                    gconstpointer b)
{
  const WayStatement *one = (*(const WayStrategyPart *const *) a)->statement;
  const WayStatement *other = (*(const WayStrategyPart *const *) b)->statement;
  const WayCode *kind, *other_kind;

  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  kind = way_codes_lookup ("statement_kind", one->kind);
  other_kind = way_codes_lookup ("statement_kind", other->kind);
  if (kind != other_kind && kind != NULL && other_kind != NULL)
    return kind->order < other_kind->order ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

static WayStrategyPart *
add_part (WayStrategyView    *self,
          const WayStatement *statement)
{
  WayStrategyPart *part = g_new0 (WayStrategyPart, 1);

  part->statement = statement != NULL ? way_statement_copy (statement) : NULL;
  part->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) free_line);
  g_ptr_array_add (self->parts, part);
  return part;
}

static WayStrategyPart *
find_part (WayStrategyView *self,
           const WayId     *statement)
{
  WayStrategyPart *last = self->parts->len > 0
                            ? g_ptr_array_index (self->parts, self->parts->len - 1) : NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      WayStrategyPart *part = g_ptr_array_index (self->parts, i);

      if (part->statement != NULL && way_id_equal (&part->statement->id, statement))
        return part;
    }
  return last != NULL && last->statement == NULL ? last : add_part (self, NULL);
}

static WayActionDays
days_of (const WayStrategyAction *action)
{
  return (WayActionDays) { action->started, action->due, action->done, action->dropped };
}

static gboolean
read_notes (WayDb            *db,
            WayStrategyLine  *line,
            const GDate      *on,
            GError          **error)
{
  g_autoptr(GPtrArray) notes = way_records_of (db, &way_progress_note_entity, "action",
                                               &line->action->id, error);
  const WayProgressNote *last = NULL;

  if (notes == NULL)
    return FALSE;
  for (guint i = 0; i < notes->len; i++)
    {
      const WayProgressNote *note = g_ptr_array_index (notes, i);

      if (way_date_compare (&note->date, on) > 0)
        continue;
      line->n_notes++;
      if (last == NULL || way_date_compare (&note->date, &last->date) >= 0)
        last = note;
    }
  line->last = last != NULL ? way_progress_note_copy (last) : NULL;
  return TRUE;
}

static int
compare_comments (gconstpointer a,
                  gconstpointer b)
{
  const WayActionComment *one = *(const WayActionComment *const *) a;
  const WayActionComment *other = *(const WayActionComment *const *) b;
  int order = way_date_compare (&one->date, &other->date);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

/* As known on the day, in the office as in the group's own copy. */
static gboolean
read_comments (WayDb            *db,
               WayStrategyLine  *line,
               const GDate      *on,
               GError          **error)
{
  g_autofree char *id = way_id_to_string (&line->action->id);
  const WayValue action = { .type = WAY_VALUE_TEXT, .text = id };

  line->comments = way_records_list (db, &way_action_comment_entity, "action", &action, error);
  if (line->comments == NULL)
    return FALSE;
  for (guint i = line->comments->len; i > 0; i--)
    {
      const WayActionComment *one = g_ptr_array_index (line->comments, i - 1);

      if (way_date_compare (&one->date, on) > 0)
        g_ptr_array_remove_index (line->comments, i - 1);
    }
  g_ptr_array_sort (line->comments, compare_comments);
  return TRUE;
}

static gboolean
add_line (WayDb                    *db,
          WayStrategyView          *self,
          const WayStrategyAction  *action,
          const GDate              *on,
          GError                  **error)
{
  WayStrategyLine *line = g_new0 (WayStrategyLine, 1);
  WayActionDays days = days_of (action);

  line->action = way_strategy_action_copy (action);
  line->state = way_action_state_on (&days, on);
  self->n_states[line->state]++;
  self->n_actions++;
  g_ptr_array_add (find_part (self, &action->statement)->lines, line);
  return read_notes (db, line, on, error) && read_comments (db, line, on, error);
}

/* "LS9" before "LS10": the number in it counts. */
static int
compare_references (gconstpointer a,
                    gconstpointer b)
{
  const WayStrategyAction *one = *(const WayStrategyAction *const *) a;
  const WayStrategyAction *other = *(const WayStrategyAction *const *) b;
  g_autofree char *key = g_utf8_collate_key_for_filename (one->reference != NULL
                                                            ? one->reference : "~", -1);
  g_autofree char *other_key = g_utf8_collate_key_for_filename (other->reference != NULL
                                                                  ? other->reference : "~", -1);

  return strcmp (key, other_key);
}

static gboolean
fill_view (WayDb            *db,
           WayStrategyView  *self,
           const GDate      *on,
           GError          **error)
{
  g_autoptr(GPtrArray) statements = list_of_strategy (db, &way_statement_entity,
                                                      &self->strategy->id, error);
  g_autoptr(GPtrArray) actions = NULL;

  if (statements == NULL)
    return FALSE;
  for (guint i = 0; i < statements->len; i++)
    add_part (self, g_ptr_array_index (statements, i));
  g_ptr_array_sort (self->parts, compare_statements);
  actions = list_of_strategy (db, &way_strategy_action_entity, &self->strategy->id, error);
  if (actions == NULL)
    return FALSE;
  g_ptr_array_sort (actions, compare_references);
  for (guint i = 0; i < actions->len; i++)
    if (!add_line (db, self, g_ptr_array_index (actions, i), on, error))
      return FALSE;
  return TRUE;
}

gboolean
way_strategy_read (WayDb            *db,
                   const WayId      *strategy,
                   const GDate      *on,
                   WayStrategyView **view,
                   GError          **error)
{
  g_autoptr(WayStrategyView) self = g_new0 (WayStrategyView, 1);

  *view = NULL;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_part);
  if (!find_strategy (db, strategy, on, &self->strategy, error))
    return FALSE;
  if (self->strategy == NULL)
    return TRUE;
  if (!fill_view (db, self, on, error))
    return FALSE;
  *view = g_steal_pointer (&self);
  return TRUE;
}

/* --- Over time --- */

static GArray *
month_ends (const GDate *from,
            const GDate *on)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (GDate));
  GDate month = *from;

  g_date_set_day (&month, 1);
  while (TRUE)
    {
      GDate end;

      g_date_add_months (&month, 1);
      end = way_date_add_days (&month, -1);
      if (way_date_compare (&end, on) >= 0)
        break;
      g_array_append_val (days, end);
    }
  g_array_append_val (days, *on);
  return days;
}

static void
count_on (const WayStrategyView *self,
          const GDate           *on,
          guint                 *counts)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const WayStrategyPart *part = g_ptr_array_index (self->parts, i);

      for (guint at = 0; at < part->lines->len; at++)
        {
          const WayStrategyLine *line = g_ptr_array_index (part->lines, at);
          WayActionDays days = days_of (line->action);

          counts[way_action_state_on (&days, on)]++;
        }
    }
}

void
way_strategy_series (const WayStrategyView *self,
                     const GDate           *on,
                     guint                  most,
                     GArray               **days,
                     GArray               **counts)
{
  g_autoptr(GArray) ends = month_ends (&self->strategy->from, on);
  guint step = (ends->len + most - 1) / MAX (most, 1);

  *days = g_array_new (FALSE, FALSE, sizeof (GDate));
  *counts = g_array_new (FALSE, TRUE, sizeof (guint[WAY_N_ACTION_STATES]));
  for (guint i = (ends->len - 1) % step; i < ends->len; i += step)
    {
      guint row[WAY_N_ACTION_STATES] = { 0 };

      count_on (self, &g_array_index (ends, GDate, i), row);
      g_array_append_val (*days, g_array_index (ends, GDate, i));
      g_array_append_val (*counts, row);
    }
}
