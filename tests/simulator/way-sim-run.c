/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays a history and looks at what came of it. */

#include "way-sim-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-codes.h"
#include "way-edit.h"
#include "way-exchange.h"
#include "way-merge-private.h"
#include "way-records.h"
#include "way-verify.h"

typedef struct
{
  SimCopy     copies[SIM_MOST_COPIES];
  guint       n_copies;
  char       *folder;
  guint       n_mail;
  GPtrArray  *typed;       /* of SimTyped * */
  SimCounts  *counts;
  char       *fault;       /* the first thing that is not as it must be */
} World;

static void G_GNUC_PRINTF (2, 3)
blame (World      *world,
       const char *format,
       ...)
{
  va_list arguments;

  if (world->fault != NULL)
    return;
  va_start (arguments, format);
  world->fault = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* What a person may be told; everything else is a fault. */
static void
check_refusal (World      *world,
               const char *what,
               GError     *error)
{
  static const WayStoreError may[] = { WAY_STORE_ERROR_REFERENCE, WAY_STORE_ERROR_NOT_FOUND,
                                       WAY_STORE_ERROR_NOTHING, WAY_STORE_ERROR_TOO_NEW };

  world->counts->refused++;
  for (guint i = 0; i < G_N_ELEMENTS (may); i++)
    if (g_error_matches (error, WAY_STORE_ERROR, (gint) may[i]))
      return;
  if (error->domain != WAY_MODEL_ERROR)
    blame (world, "%s: %s", what, error->message);
}

/* A copy writes after all that it heard, but for stamps that lie more than a day
 * ahead of its own clock. */
static void
check_clock (World   *world,
             SimCopy *copy)
{
  gint64 believed = (copy->now / 1000 + G_TIME_SPAN_DAY / 1000 - 1000) * (1 << 16);
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  gint64 late;

  sql = g_strdup_printf ("SELECT count (*) FROM edit, (SELECT clock AS own FROM edit"
                         " WHERE id >> 40 = (SELECT CAST (value AS INTEGER) FROM setting"
                         "  WHERE key = 'replica') ORDER BY id DESC LIMIT 1)"
                         " WHERE clock > own AND clock < %" G_GINT64_FORMAT, believed);
  way_db_get_int (copy->db, sql, 0, &late, &error);
  g_assert_no_error (error);
  if (late > 0)
    blame (world, "an edit is stamped before one that its author had heard");
}

/* --- Rows to choose from --- */

typedef struct
{
  const WayEntity *entity;
  WayId            id;
} Choice;

static void
append_choices (SimCopy         *copy,
                const WayEntity *entity,
                GArray          *choices)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE dot IS NOT NULL ORDER BY id",
                                          entity->name);
  g_autoptr(WayStmt) stmt = way_db_prepare (copy->db, sql, NULL);

  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    {
      Choice one = { entity, way_stmt_id (stmt, 0) };

      g_array_append_val (choices, one);
    }
}

static GArray *
list_choices (SimCopy    *copy,
              const char *only)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (Choice));

  for (guint i = 0; sim_entities[i] != NULL; i++)
    {
      const WayEntity *entity = way_entity_by_name (sim_entities[i]);

      if (entity != NULL && (only == NULL || strcmp (only, entity->name) == 0))
        append_choices (copy, entity, choices);
    }
  return choices;
}

static gboolean
choose (SimCopy    *copy,
        const char *only,
        guint32     chance,
        Choice     *choice)
{
  g_autoptr(GArray) choices = list_choices (copy, only);

  if (choices->len == 0)
    return FALSE;
  *choice = g_array_index (choices, Choice, chance % choices->len);
  return TRUE;
}

/* --- Writing --- */

typedef struct
{
  const WayEntity *entity;
  gpointer         records[2];
  guint            n;
  gboolean         insert;
} Write;

static gboolean
write_records (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  Write *self = data;

  for (guint i = 0; i < self->n; i++)
    if (!(self->insert ? way_records_insert (db, self->entity, self->records[i], error)
                       : way_records_update (db, self->entity, self->records[i], error)))
      return FALSE;
  return TRUE;
}

static void
note_typed (World           *world,
            SimCopy         *copy,
            const WayEntity *entity,
            gconstpointer    before,
            gconstpointer    after)
{
  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue old = before != NULL ? way_field_get (field, before)
                                    : (WayValue) { .type = WAY_VALUE_NONE };
      WayValue new = way_field_get (field, after);
      SimTyped *typed;

      if ((field->kind != WAY_KIND_TEXT && field->kind != WAY_KIND_LONG_TEXT) ||
          way_value_equal (&old, &new))
        continue;
      typed = g_new0 (SimTyped, 1);
      typed->author = copy->replica;
      typed->entity = entity->number;
      typed->row = *way_record_id (after);
      typed->field = field->number;
      typed->text = g_strdup (new.type == WAY_VALUE_TEXT ? new.text : "");
      g_ptr_array_add (world->typed, typed);
    }
}

static void
free_typed (gpointer data)
{
  SimTyped *typed = data;

  g_free (typed->text);
  g_free (typed);
}

/* What the writer sees afterwards in the cells that changed: one value, its
 * own. */
static void
check_written (World           *world,
               SimCopy         *copy,
               const WayEntity *entity,
               gconstpointer    before,
               gconstpointer    after)
{
  gpointer stored = way_records_get (copy->db, entity, way_record_id (after), NULL);

  if (stored == NULL || !way_record_equal (entity, stored, after))
    blame (world, "%s: what was written is not what is there", entity->name);
  for (guint i = 1; before != NULL && i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue old = way_field_get (field, before);
      WayValue new = way_field_get (field, after);
      g_autoptr(WayStmt) stmt = NULL;

      if (way_value_equal (&old, &new))
        continue;
      stmt = way_db_prepare (copy->db, "SELECT count (*) FROM cell WHERE row = :row"
                             " AND field = :field", NULL);
      way_stmt_bind_id (stmt, ":row", way_record_id (after));
      way_stmt_bind_int (stmt, ":field", field->number);
      if (way_stmt_step (stmt, NULL) != WAY_STEP_ROW || way_stmt_int (stmt, 0) != 1)
        blame (world, "%s.%s: a write left what its author saw", entity->name, field->name);
    }
  way_record_free (entity, stored);
}

static void
fill_field (SimCopy        *copy,
            const WayField *field,
            gpointer        record,
            guint32         chance)
{
  g_autoptr(GPtrArray) codes = NULL;
  WayValue value = { .type = WAY_VALUE_NONE };
  Choice choice;

  switch (field->kind)
    {
    case WAY_KIND_REFERENCE:
      if (choose (copy, field->set, chance, &choice))
        value = (WayValue) { .type = WAY_VALUE_ID, .id = choice.id };
      break;
    case WAY_KIND_CODE:
      codes = way_codes_list (field->set, NULL);
      value = (WayValue) { .type = WAY_VALUE_TEXT,
                           .text = ((const WayCode *) g_ptr_array_index (codes, 0))->id };
      break;
    case WAY_KIND_DATE:
      value = (WayValue) { .type = WAY_VALUE_INTEGER, .integer = 2460000 };
      break;
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
      value = (WayValue) { .type = WAY_VALUE_TEXT, .text = "first" };
      break;
    default:
      value = (WayValue) { .type = WAY_VALUE_INTEGER, .integer = MAX (field->low, 0) };
      break;
    }
  way_field_set (field, record, &value);
}

/* References to what is there, and what may not be empty. */
static gpointer
make_record (SimCopy         *copy,
             const WayEntity *entity,
             const SimStep   *step)
{
  guint64 chance = ((guint64) step->copy << 32) + step->a * 1000000u + step->b * 1000u + step->c;
  gpointer record = way_record_new (entity);

  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];

      if ((field->flags & WAY_FIELD_DERIVED) == 0 &&
          ((field->flags & WAY_FIELD_REQUIRED) || field->kind == WAY_KIND_REFERENCE))
        fill_field (copy, field, record, step->b + i);
    }
  *(WayId *) record = sim_random_id (&chance);
  return record;
}

static void
do_add (World         *world,
        SimCopy       *copy,
        const SimStep *step)
{
  guint n = g_strv_length ((char **) sim_entities);
  const WayEntity *entity = way_entity_by_name (sim_entities[step->a % n]);
  g_autoptr(GError) error = NULL;
  WayEditInfo info = { .name = "Add" };
  Write write = { .entity = entity, .n = 1, .insert = TRUE };
  gpointer there;

  if (entity == NULL)
    return;
  write.records[0] = make_record (copy, entity, step);
  there = way_records_get (copy->db, entity, way_record_id (write.records[0]), NULL);
  if (there == NULL && way_edit_run (copy->db, &info, write_records, &write, NULL, &error))
    {
      world->counts->edits++;
      check_clock (world, copy);
      note_typed (world, copy, entity, NULL, write.records[0]);
      check_written (world, copy, entity, NULL, write.records[0]);
    }
  else if (there == NULL)
    check_refusal (world, "add", error);
  way_record_free (entity, there);
  way_record_free (entity, write.records[0]);
}

static void
type_into (SimCopy         *copy,
           const WayEntity *entity,
           gpointer         record,
           guint32          which,
           guint32          what)
{
  static const char *const values[] = { "a", "b", "c", "" };
  const char *const *texts = sim_texts (entity);
  const WayField *field = way_entity_field (entity, texts[which % g_strv_length ((char **) texts)]);
  const char *text = values[what % G_N_ELEMENTS (values)];

  if (which % 10 == 9)
    for (guint i = 1; i < entity->n_fields; i++)
      if (entity->fields[i].kind == WAY_KIND_REFERENCE)
        {
          fill_field (copy, &entity->fields[i], record, what + i);
          return;
        }
  if (field != NULL && (text[0] != '\0' || (field->flags & WAY_FIELD_REQUIRED) == 0))
    way_field_from_text (field, record, text, NULL);
}

static void
do_change (World         *world,
           SimCopy       *copy,
           const SimStep *step)
{
  WayEditInfo info = { .name = "Change" };
  g_autoptr(GError) error = NULL;
  gpointer before[2];
  Write write = { .n = 1 };
  Choice choice, second;

  /* Mostly the same few, so that people come into each other's way. */
  if (!choose (copy, step->b % 5 < 3 ? "pupil" : NULL, step->a, &choice))
    return;
  write.entity = choice.entity;
  before[0] = way_records_get (copy->db, choice.entity, &choice.id, NULL);
  if (step->c % 7 == 0 && choose (copy, choice.entity->name, step->a + 1, &second) &&
      !way_id_equal (&second.id, &choice.id))
    before[write.n++] = way_records_get (copy->db, choice.entity, &second.id, NULL);
  for (guint i = 0; i < write.n; i++)
    {
      write.records[i] = way_record_copy (write.entity, before[i]);
      type_into (copy, write.entity, write.records[i], step->b, step->c);
      if (step->b % 3 == 0)
        type_into (copy, write.entity, write.records[i], step->b + 1, step->c / 4);
    }
  if (way_edit_run (copy->db, &info, write_records, &write, NULL, &error))
    world->counts->edits++;
  else
    check_refusal (world, "change", error);
  for (guint i = 0; i < write.n; i++)
    {
      if (error == NULL)
        {
          note_typed (world, copy, write.entity, before[i], write.records[i]);
          check_written (world, copy, write.entity, before[i], write.records[i]);
        }
      way_record_free (write.entity, before[i]);
      way_record_free (write.entity, write.records[i]);
    }
}

static gboolean
delete_choice (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  const Choice *choice = data;

  return way_records_delete (db, choice->entity, &choice->id, error);
}

static void
do_delete (World         *world,
           SimCopy       *copy,
           const SimStep *step)
{
  WayEditInfo info = { .name = "Delete" };
  g_autoptr(GError) error = NULL;
  gpointer there;
  Choice choice;

  if (!choose (copy, NULL, step->a, &choice))
    return;
  if (!way_edit_run (copy->db, &info, delete_choice, &choice, NULL, &error))
    {
      check_refusal (world, "delete", error);
      return;
    }
  world->counts->edits++;
  there = way_records_get (copy->db, choice.entity, &choice.id, NULL);
  if (there != NULL)
    blame (world, "%s: what was deleted is there", choice.entity->name);
  way_record_free (choice.entity, there);
}

/* --- Undo --- */

typedef struct
{
  const WayEntity *entity;
  gpointer         record;
} Seen;

static void
free_seen (gpointer data)
{
  Seen *seen = data;

  way_record_free (seen->entity, seen->record);
  g_free (seen);
}

static GHashTable *
see_rows (SimCopy *copy)
{
  GHashTable *rows = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL, free_seen);
  g_autoptr(GArray) choices = list_choices (copy, NULL);

  for (guint i = 0; i < choices->len; i++)
    {
      const Choice *choice = &g_array_index (choices, Choice, i);
      Seen *seen = g_new0 (Seen, 1);

      seen->entity = choice->entity;
      seen->record = way_records_get (copy->db, choice->entity, &choice->id, NULL);
      g_hash_table_insert (rows, (gpointer) way_record_id (seen->record), seen);
    }
  return rows;
}

static gboolean
touches (const WayForeignEdit *edit,
         const WayId          *row,
         guint                 field,
         gboolean             *row_itself)
{
  gboolean touched = FALSE;

  *row_itself = FALSE;
  for (guint i = 0; i < edit->n_ops; i++)
    {
      g_autoptr(GPtrArray) entries = NULL;

      if (!way_id_equal (&edit->ops[i].row, row))
        continue;
      *row_itself |= edit->ops[i].kind == WAY_OP_INSERT || edit->ops[i].kind == WAY_OP_DELETE;
      entries = way_op_read (edit->ops[i].parts, edit->ops[i].size);
      for (guint j = 0; j < entries->len; j++)
        {
          const WayOpEntry *entry = g_ptr_array_index (entries, j);

          touched |= entry->field == field;
          *row_itself |= entry->field == 0;
        }
    }
  return touched;
}

static void
compare_seen (World                *world,
              const Seen           *before,
              const Seen           *after,
              const WayForeignEdit *edit)
{
  const WayId *id = way_record_id (before->record);
  gboolean row_itself;

  for (guint i = 1; after != NULL && i < before->entity->n_fields; i++)
    {
      const WayField *field = &before->entity->fields[i];
      WayValue old = way_field_get (field, before->record);
      WayValue new = way_field_get (field, after->record);

      if (!way_value_equal (&old, &new) && !touches (edit, id, field->number, &row_itself))
        blame (world, "%s.%s: undo changed what its edit had not", before->entity->name,
               field->name);
    }
  touches (edit, id, 0, &row_itself);
  if (after == NULL && !row_itself)
    blame (world, "%s: undo took away what its edit had not brought", before->entity->name);
}

static void
check_undone (World                *world,
              SimCopy              *copy,
              GHashTable           *before,
              const WayForeignEdit *edit)
{
  g_autoptr(GHashTable) after = see_rows (copy);
  GHashTableIter iter;
  const WayId *id;
  Seen *seen;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &seen))
    compare_seen (world, seen, g_hash_table_lookup (after, id), edit);
}

static void
do_undo (World         *world,
         SimCopy       *copy,
         const SimStep *step)
{
  g_autoptr(GHashTable) before = NULL;
  g_autoptr(WayForeignEdit) edit = NULL;
  g_autoptr(GError) error = NULL;
  WayEditInfo info = { .name = "Undo" };
  gint64 count;
  gint64 id = 0;

  /* By clock and name, so that it does not hang on which came first. */
  way_db_get_int (copy->db, "SELECT count (*) FROM edit WHERE kind <> 2", 0, &count, NULL);
  if (count > 0)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT edit.id FROM edit JOIN replica"
                                              " ON replica.number = edit.id >> 40 WHERE kind <> 2"
                                              " ORDER BY clock DESC, replica.id LIMIT 1 OFFSET %u",
                                              step->a % (guint) count);

      way_db_get_int (copy->db, sql, 0, &id, NULL);
    }
  if (id == 0)
    return;
  before = see_rows (copy);
  edit = way_merge_get_edit (copy->db, id, NULL);
  if (!way_edit_undo (copy->db, id, &info, NULL, &error))
    {
      check_refusal (world, "undo", error);
      return;
    }
  world->counts->undos++;
  check_clock (world, copy);
  check_undone (world, copy, before, edit);
}

/* What was asked for: one value of one conflict, the newest of each of a record, or of
 * one field wherever it is in conflict, as a rule has it. */
typedef struct
{
  const WayField *field;
} Rule;

static const WayConflictValue *
pick_by_rule (WayConflictValue *const *values,
              guint                    n_values,
              gpointer                 data)
{
  const Rule *rule = data;

  for (guint i = 0; i < n_values; i++)
    if (values[i]->field != rule->field || values[i]->returned)
      return NULL;
  return way_conflict_pick_newest (values, n_values, NULL);
}

static gboolean
settle_some (SimCopy                 *copy,
             const SimStep           *step,
             const WayConflictValue  *value,
             guint                   *settled,
             GError                 **error)
{
  WayEditInfo info = { .name = "Settle" };
  Rule rule = { value->field };

  *settled = 1;
  switch (step->b % 8)
    {
    case 6:
      return way_conflicts_settle_each (copy->db, &value->row, way_conflict_pick_newest, NULL, &info,
                                        settled, NULL, error);
    case 7:
      return way_conflicts_settle_each (copy->db, NULL, pick_by_rule, &rule, &info, settled, NULL,
                                        error);
    default:
      return way_conflicts_settle (copy->db, value->entity, &value->row, value->field, value->number,
                                   &info, NULL, error);
    }
}

static void
do_settle (World         *world,
           SimCopy       *copy,
           const SimStep *step)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = way_conflicts_list (copy->db, NULL, &error);
  const WayConflictValue *value;
  gint64 before, after;
  guint settled;

  if (conflicts == NULL)
    blame (world, "conflicts: %s", error->message);
  if (conflicts == NULL || conflicts->len == 0)
    return;
  value = g_ptr_array_index (conflicts, step->a % conflicts->len);
  way_conflicts_count (copy->db, &before, NULL);
  if (!settle_some (copy, step, value, &settled, &error))
    {
      check_refusal (world, "settle", error);
      return;
    }
  world->counts->settled += settled;
  way_conflicts_count (copy->db, &after, NULL);
  if (after > before - settled)
    blame (world, "%s: what was settled is still in conflict", value->entity->name);
}

/* --- Bundles --- */

static char *
mail_path (World *world,
           guint  number)
{
  return g_strdup_printf ("%s/%u.waybundle", world->folder, number);
}

static void
post (World       *world,
      SimCopy     *copy,
      const WayId *to)
{
  g_autofree char *path = mail_path (world, world->n_mail++);
  g_autoptr(GError) error = NULL;

  if (!way_exchange_export (copy->db, to, path, NULL, NULL, NULL, NULL, &error))
    blame (world, "export: %s", error->message);
}

static void
shuffle (GPtrArray *items,
         guint64   *chance)
{
  for (guint i = items->len; i > 1; i--)
    {
      guint j = (guint) (sim_chance (chance) % i);
      gpointer swap = items->pdata[i - 1];

      items->pdata[i - 1] = items->pdata[j];
      items->pdata[j] = swap;
    }
}

static void
post_part (World         *world,
           SimCopy       *copy,
           const SimStep *step)
{
  g_autofree char *path = mail_path (world, world->n_mail++);
  g_autoptr(GError) error = NULL;
  g_autoptr(SimModel) model = sim_model_new (copy, &error);
  WayManifest *manifest = g_new0 (WayManifest, 1);
  g_autoptr(WayBundleWriter) writer = way_bundle_writer_new (manifest);
  guint64 chance = step->b;

  manifest->id = sim_random_id (&chance);
  manifest->sender = copy->replica;
  manifest->heard = way_ranges_new ();
  manifest->schema = 1;
  if (model == NULL)
    {
      blame (world, "an edit cannot be told: %s", error->message);
      return;
    }
  shuffle (sim_model_edits (model), &chance);
  for (guint i = 0; i < sim_model_edits (model)->len; i++)
    if (sim_chance (&chance) % 10 < 2 + step->c % 7)
      way_bundle_writer_add (writer, g_ptr_array_index (sim_model_edits (model), i));
  if (error == NULL)
    way_bundle_writer_finish (writer, path, &error);
  if (error != NULL)
    blame (world, "export of a part: %s", error->message);
}

static void
deliver (World      *world,
         SimCopy    *copy,
         guint       number,
         guint       times)
{
  g_autofree char *path = mail_path (world, number);

  for (guint i = 0; i < times; i++)
    {
      g_autoptr(GError) error = NULL;
      WayMergeReport report;

      if (way_exchange_import (copy->db, path, NULL, NULL, NULL, &report, NULL, &error))
        {
          world->counts->imports++;
          world->counts->ops += report.ops_new;
          world->counts->conflicts += report.conflicts;
          if (i > 0 && report.edits_new + report.ops_new + report.rows_changed > 0)
            blame (world, "a repeat changed something");
        }
      else if (!g_error_matches (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_OWN))
        blame (world, "import: %s", error->message);
    }
}

/* Most bundles arrive at once; others when they are delivered, or never. */
static void
hand_over (World         *world,
           const SimStep *step)
{
  SimCopy *to = &world->copies[step->a % world->n_copies];

  if (world->fault != NULL || step->b % 4 == 0)
    return;
  sim_copy_act (to);
  deliver (world, to, world->n_mail - 1, 1);
}

static void
do_preview (World         *world,
            SimCopy       *copy,
            const SimStep *step)
{
  g_autofree char *path = mail_path (world, step->a % MAX (world->n_mail, 1));
  g_autofree char *before = sim_copy_show (copy);
  g_autofree char *after = NULL;
  WayMergeReport report;

  if (world->n_mail == 0)
    return;
  way_exchange_preview (copy->db, path, &report, NULL, NULL);
  after = sim_copy_show (copy);
  if (strcmp (before, after) != 0)
    blame (world, "a preview changed something");
}

/* --- Steps --- */

static void
do_step (World         *world,
         const SimStep *step)
{
  SimCopy *copy = &world->copies[step->copy];
  g_autoptr(GError) error = NULL;

  sim_copy_act (copy);
  switch (step->act)
    {
    case SIM_ADD:
      do_add (world, copy, step);
      break;
    case SIM_CHANGE:
      do_change (world, copy, step);
      break;
    case SIM_DELETE:
      do_delete (world, copy, step);
      break;
    case SIM_UNDO:
      do_undo (world, copy, step);
      break;
    case SIM_SETTLE:
      do_settle (world, copy, step);
      break;
    case SIM_POST:
      post (world, copy, NULL);
      hand_over (world, step);
      break;
    case SIM_POST_NEWS:
      post (world, copy, &world->copies[step->a % world->n_copies].replica);
      hand_over (world, step);
      break;
    case SIM_POST_PART:
      post_part (world, copy, step);
      hand_over (world, step);
      break;
    case SIM_DELIVER:
      if (world->n_mail > 0)
        deliver (world, copy, step->a % world->n_mail, step->b % 4 == 0 ? 2 : 1);
      break;
    case SIM_PREVIEW:
      do_preview (world, copy, step);
      break;
    case SIM_CLOCK:
      copy->now += ((gint64) step->a - 500) * G_GINT64_CONSTANT (300000000000);
      break;
    case SIM_UPGRADE:
      if (!sim_copy_upgrade (copy, &error))
        blame (world, "upgrade: %s", error->message);
      break;
    case SIM_REOPEN:
      sim_copy_reopen (copy);
      break;
    case SIM_N_ACTS:
    default:
      g_assert_not_reached ();
    }
}

/* --- What must hold --- */

/* The first line that only one of them has. */
static char *
first_difference (const char *one,
                  const char *two)
{
  g_auto(GStrv) a = g_strsplit (one, "\n", -1);
  g_auto(GStrv) b = g_strsplit (two, "\n", -1);
  guint i = 0;

  while (a[i] != NULL && b[i] != NULL && strcmp (a[i], b[i]) == 0)
    i++;
  return g_strdup_printf ("“%s” against “%s”", a[i] != NULL ? a[i] : "", b[i] != NULL ? b[i] : "");
}

static void
expect_same (World      *world,
             const char *what,
             const char *one,
             const char *two)
{
  g_autofree char *difference = NULL;

  if (strcmp (one, two) == 0)
    return;
  difference = first_difference (one, two);
  blame (world, "%s: %s", what, difference);
}

static void
check_against_model (World   *world,
                     SimCopy *copy)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SimModel) model = sim_model_new (copy, &error);
  g_autofree char *shown = NULL;
  g_autofree char *expected = NULL;

  if (model == NULL)
    {
      blame (world, "an edit cannot be told: %s", error->message);
      return;
    }
  shown = sim_copy_show (copy);
  expected = sim_model_show (model);
  expect_same (world, "a copy is not what its journal says", shown, expected);
}

static void
check_typed (World   *world,
             SimCopy *copy)
{
  g_autoptr(SimModel) model = sim_model_new (copy, NULL);

  for (guint i = 0; model != NULL && i < world->typed->len; i++)
    if (!sim_model_keeps (model, g_ptr_array_index (world->typed, i)))
      blame (world, "a value that was typed is lost");
}

static void
check_verified (World    *world,
                SimCopy  *copy,
                gboolean  pages)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = NULL;

  sim_copy_act (copy);
  findings = pages ? way_verify_run (copy->db, NULL, NULL, NULL, &error)
                   : way_verify_records (copy->db, &error);
  if (findings == NULL)
    blame (world, "verify: %s", error->message);
  else if (findings->len > 0)
    blame (world, "verify: %s", (const char *) g_ptr_array_index (findings, 0));
}

typedef struct
{
  GPtrArray *edits;
  guint      next;
  guint      until;
} Feed;

static gboolean
feed (const WayForeignEdit **edit,
      gpointer               data,
      GError               **error)
{
  Feed *self = data;

  *edit = self->next < self->until ? g_ptr_array_index (self->edits, self->next++) : NULL;
  return TRUE;
}

/* From nothing, all edits in another order and in several goes; halfway there
 * are gaps everywhere. */
static void
check_rebuilt (World   *world,
               SimCopy *copy,
               guint64 *chance)
{
  g_autoptr(SimModel) model = sim_model_new (copy, NULL);
  g_autofree char *shown = sim_copy_show (copy);
  g_autofree char *rebuilt = NULL;
  g_autoptr(GError) error = NULL;
  gboolean halfway = FALSE;
  SimCopy anew;
  Feed source = { 0 };

  if (model == NULL)
    return;
  sim_copy_start (&anew, FALSE, chance);
  source.edits = sim_model_edits (model);
  shuffle (source.edits, chance);
  while (error == NULL && source.next < source.edits->len)
    {
      guint more = 1 + (guint) (sim_chance (chance) % 8);
      WayMergeReport report;

      source.until = MIN (source.edits->len, source.next + more);
      way_merge_run (anew.db, feed, &source, &report, &error);
      if (error == NULL && !halfway && source.next >= source.edits->len / 2)
        check_against_model (world, &anew);
      halfway |= source.next >= source.edits->len / 2;
    }
  if (error != NULL)
    blame (world, "rebuild: %s", error->message);
  rebuilt = sim_copy_show (&anew);
  expect_same (world, "a copy is not what is rebuilt from its journal", shown, rebuilt);
  sim_copy_stop (&anew);
}

/* Everybody tells the first, and the first tells everybody what they have not
 * said that they heard. */
static void
exchange_all (World *world)
{
  for (guint i = 1; i < world->n_copies; i++)
    {
      sim_copy_act (&world->copies[i]);
      post (world, &world->copies[i], NULL);
      deliver (world, &world->copies[0], world->n_mail - 1, 1);
    }
  sim_copy_act (&world->copies[0]);
  for (guint i = 1; i < world->n_copies; i++)
    {
      post (world, &world->copies[0], &world->copies[i].replica);
      deliver (world, &world->copies[i], world->n_mail - 1, 1);
    }
}

static void
check_all (World   *world,
           guint64 *chance)
{
  g_autofree char *shown = NULL;
  g_autofree char *heard = NULL;

  for (guint i = 0; i < world->n_copies && world->fault == NULL; i++)
    check_against_model (world, &world->copies[i]);
  for (guint i = 0; i < world->n_copies && world->fault == NULL; i++)
    {
      SimStep upgrade = { .act = SIM_UPGRADE, .copy = i };

      do_step (world, &upgrade);
    }
  exchange_all (world);
  shown = sim_copy_show (&world->copies[0]);
  heard = sim_copy_heard (&world->copies[0]);
  for (guint i = 1; i < world->n_copies && world->fault == NULL; i++)
    {
      g_autofree char *other_shown = sim_copy_show (&world->copies[i]);
      g_autofree char *other_heard = sim_copy_heard (&world->copies[i]);

      expect_same (world, "two copies that heard the same differ", shown, other_shown);
      expect_same (world, "two copies did not hear the same", heard, other_heard);
    }
  if (world->fault == NULL)
    check_against_model (world, &world->copies[0]);
  if (world->fault == NULL)
    check_rebuilt (world, &world->copies[sim_chance (chance) % world->n_copies], chance);
  if (world->fault == NULL)
    check_typed (world, &world->copies[0]);
  if (world->fault == NULL)
    check_verified (world, &world->copies[sim_chance (chance) % world->n_copies],
                    sim_chance (chance) % 8 == 0);
}

/* --- The whole --- */

static gboolean
fill_sample (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  SimCopy *copy = data;

  for (guint i = 0; sim_entities[i] != NULL; i++)
    {
      const WayEntity *entity = way_entity_by_name (sim_entities[i]);
      SimStep step = { .copy = 100 + i, .a = i };
      gpointer record = entity != NULL ? make_record (copy, entity, &step) : NULL;
      gboolean done = entity == NULL || way_records_insert (db, entity, record, error);

      way_record_free (entity, record);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

/* A few records that all know: as a sample that is cloned, or as an edit that
 * all but the last have heard of. */
static void
start (World            *world,
       const SimHistory *history,
       guint64          *chance)
{
  SimCopy *first = &world->copies[0];
  WayEditInfo info = { .name = "Sample" };
  g_autoptr(GError) error = NULL;
  gboolean done;

  sim_copy_start (first, history->older & 1, chance);
  done = history->baseline
           ? way_edit_run_baseline (first->db, &info, fill_sample, first, NULL, &error)
           : way_edit_run (first->db, &info, fill_sample, first, NULL, &error);
  if (!done)
    blame (world, "sample: %s", error->message);
  post (world, first, NULL);
  for (guint i = 1; i < history->n_copies; i++)
    {
      gboolean last = i + 1 == history->n_copies;

      if (history->baseline && !last)
        sim_copy_clone (&world->copies[i], first, chance);
      else
        sim_copy_start (&world->copies[i], (history->older >> i) & 1, chance);
      if (!history->baseline && !last)
        deliver (world, &world->copies[i], 0, 1);
    }
}

static void
stop (World *world)
{
  for (guint i = 0; i < world->n_copies; i++)
    sim_copy_stop (&world->copies[i]);
  for (guint i = 0; i < world->n_mail; i++)
    {
      g_autofree char *path = mail_path (world, i);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_ptr_array_unref (world->typed);
}

/* In memory where the system has room for files there. */
static char *
make_folder (void)
{
  char *folder = g_strdup ("/dev/shm/waymark-sim-XXXXXX");

  if (g_mkdtemp (folder) != NULL)
    return folder;
  g_free (folder);
  return g_dir_make_tmp ("waymark-sim-XXXXXX", NULL);
}

char *
sim_run (const SimHistory *history,
         SimCounts        *counts)
{
  guint64 chance = history->seed;
  SimCounts unused = { 0 };
  World world = { .n_copies = history->n_copies, .counts = counts != NULL ? counts : &unused };

  world.folder = make_folder ();
  world.typed = g_ptr_array_new_with_free_func (free_typed);
  start (&world, history, &chance);
  for (guint i = 0; i < history->steps->len && world.fault == NULL; i++)
    do_step (&world, &g_array_index (history->steps, SimStep, i));
  if (world.fault == NULL)
    check_all (&world, &chance);
  stop (&world);
  return world.fault;
}

static gboolean
fails (const SimHistory *history)
{
  g_autofree char *fault = sim_run (history, NULL);

  return fault != NULL;
}

static SimHistory *
without (const SimHistory *history,
         guint             first,
         guint             n)
{
  SimHistory *less = g_memdup2 (history, sizeof *history);

  less->steps = g_array_copy (history->steps);
  g_array_remove_range (less->steps, first, MIN (n, less->steps->len - first));
  return less;
}

SimHistory *
sim_shrink (const SimHistory *history)
{
  SimHistory *best = without (history, 0, 0);

  for (guint n = MAX (best->steps->len / 2, 1); n > 0; n /= 2)
    for (guint i = 0; i < best->steps->len;)
      {
        SimHistory *less = without (best, i, n);

        if (fails (less))
          {
            sim_history_free (best);
            best = less;
          }
        else
          {
            sim_history_free (less);
            i += n;
          }
      }
  return best;
}
