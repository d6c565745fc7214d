/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows erased: here by an edit, in other copies by hearing of it.  What is dropped
 * is a function of the set of operations alone, so the order does not matter. */

#include "way-erase-private.h"

#include <string.h>

#include "way-bodies.h"
#include "way-capture-private.h"
#include "way-ops-private.h"
#include "way-records.h"
#include "way-trail-private.h"

#define WIPE "wipe"          /* setting: the file must be written anew */

gboolean
way_journal_is_erased (WayDb        *db,
                       const WayId  *row,
                       gboolean     *erased,
                       GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db, "SELECT 1 FROM op WHERE row = :row AND kind = 5", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_finds (stmt, erased, error);
}

gboolean
way_erase_is_erased (WayDb        *db,
                     const WayId  *row,
                     gboolean     *erased,
                     GError      **error)
{
  return way_journal_is_erased (db, row, erased, error);
}

/* --- Scrubbing --- */

/* What is known of the row's erasures. */
typedef struct
{
  WayDb       *db;
  const WayId *row;
  GHashTable  *edits;        /* gint64 * of edits that erase it */
  GHashTable  *named;        /* gint64 * of dots that an erasure names */
  GHashTable  *dropped;      /* gint64 * of dots whose values go */
  GPtrArray   *digests;
} Scrub;

static void
add_number (GHashTable *set,
            gint64      number)
{
  g_hash_table_add (set, g_memdup2 (&number, sizeof number));
}

static gboolean
add_named (Scrub        *self,
           const GArray *dots,
           GError      **error)
{
  for (guint i = 0; dots != NULL && i < dots->len; i++)
    {
      gint64 local;

      if (!way_journal_local (self->db, &g_array_index (dots, WayDot, i), &local, error))
        return FALSE;
      if (local != 0)
        add_number (self->named, local);
    }
  return TRUE;
}

static gboolean
read_erasures (Scrub   *self,
               GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db, "SELECT edit, parts FROM op WHERE row = :row AND kind = 5",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", self->row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gsize size;
      const void *parts = way_stmt_blob (stmt, 1, &size);
      g_autoptr(GPtrArray) entries = way_op_read (parts, size);
      const WayOpEntry *entry = entries != NULL && entries->len > 0
                                  ? g_ptr_array_index (entries, 0) : NULL;

      add_number (self->edits, way_stmt_int (stmt, 0));
      if (entry != NULL && !add_named (self, entry->replaced, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

void
way_erase_note_digest (const WayEntity   *entity,
                       const WayOpEntry  *entry,
                       GPtrArray         *digests)
{
  const WayField *field = entity != NULL && strcmp (entity->name, "attachment") == 0
                            ? way_entity_field (entity, "digest") : NULL;

  if (field != NULL && entry->field == field->number && entry->value.type == WAY_VALUE_TEXT)
    g_ptr_array_add (digests, g_strdup (entry->value.text));
}

static gboolean
write_parts (WayDb            *db,
             gint64            dot,
             const GByteArray *parts,
             GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "UPDATE op SET parts = :parts WHERE dot = :dot",
                                            error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  way_stmt_bind_blob (stmt, ":parts", parts->len > 0 ? parts->data : (const guint8 *) "",
                      parts->len);
  return way_stmt_run (stmt, error);
}

/* The operation at the statement's row, where its values go. */
static gboolean
drop_values (Scrub    *self,
             WayStmt  *stmt,
             GError  **error)
{
  gint64 dot = way_stmt_int (stmt, 0);
  gint64 edit = way_stmt_int (stmt, 1);
  g_autoptr(GByteArray) emptied = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  gsize size;
  const void *parts = way_stmt_blob (stmt, 3, &size);

  if (g_hash_table_contains (self->edits, &edit) && !g_hash_table_contains (self->named, &dot))
    return TRUE;
  add_number (self->dropped, dot);
  entries = way_op_read (parts, size);
  emptied = way_op_withhold (parts, size);
  if (entries == NULL || emptied == NULL)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                   "operation %" G_GINT64_FORMAT " cannot be read", dot);
      return FALSE;
    }
  for (guint i = 0; i < entries->len; i++)
    way_erase_note_digest (way_entity_by_number ((guint) way_stmt_int (stmt, 2)),
                           g_ptr_array_index (entries, i), self->digests);
  return (emptied->len == size && memcmp (emptied->data, parts, size) == 0) ||
         write_parts (self->db, dot, emptied, error);
}

static gboolean
drop_all_values (Scrub   *self,
                 GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT dot, edit, entity, parts FROM op"
                         " WHERE row = :row AND kind IN (1, 2, 4)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", self->row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!drop_values (self, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

/* A cell without rows of its own holds what the row's insert says: nothing now. */
static gboolean
drop_cells (Scrub   *self,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  GHashTableIter iter;
  gint64 *dot;

  stmt = way_db_prepare (self->db,
                         "DELETE FROM cell WHERE row = :row AND (dot = :dot OR source = :dot)",
                         error);
  if (stmt == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->dropped);
  while (g_hash_table_iter_next (&iter, (gpointer *) &dot, NULL))
    {
      way_stmt_bind_id (stmt, ":row", self->row);
      way_stmt_bind_int (stmt, ":dot", *dot);
      if (!way_stmt_run (stmt, error))
        return FALSE;
      way_stmt_reset (stmt);
    }
  return TRUE;
}

gboolean
way_erase_drop_drafts (WayDb        *db,
                       const WayId  *row,
                       GError      **error)
{
  g_autofree char *id = way_id_to_string (row);
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "DELETE FROM draft WHERE record = :row"
                         " OR instr (CAST (body AS TEXT), :id) > 0", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_text (stmt, ":id", id);
  return way_stmt_run (stmt, error);
}

gboolean
way_erase_scrub (WayDb        *db,
                 const WayId  *row,
                 GPtrArray    *digests,
                 GError      **error)
{
  g_autoptr(GHashTable) edits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) named = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) dropped = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                         NULL);
  Scrub self = { db, row, edits, named, dropped, digests };

  return read_erasures (&self, error) && drop_all_values (&self, error) &&
         drop_cells (&self, error) && way_erase_drop_drafts (db, row, error) &&
         way_trail_forget (db, row, error);
}

gboolean
way_erase_settle (WayDb      *db,
                  GPtrArray  *digests,
                  GError    **error)
{
  for (guint i = 0; i < digests->len; i++)
    if (!way_bodies_drop (db, g_ptr_array_index (digests, i), error))
      return FALSE;
  return way_db_set_setting (db, WIPE, "1", error);
}

/* --- Leaving no page behind --- */

/* FALSE in *clean where somebody reads an older state of the file. */
static gboolean
checkpoint (WayDb     *db,
            gboolean  *clean,
            GError   **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  WayStep step = stmt != NULL ? way_stmt_step (stmt, error) : WAY_STEP_ERROR;

  *clean = step == WAY_STEP_ROW && way_stmt_int (stmt, 0) == 0;
  return step != WAY_STEP_ERROR;
}

/* Secure delete zeroes what is freed from now on; what pages were freed or split
 * before may hold copies of it too, so the whole file is built anew. */
gboolean
way_erase_wipe (WayDb     *db,
                gboolean  *clean,
                GError   **error)
{
  g_autofree char *noted = way_db_dup_setting (db, WIPE);

  *clean = TRUE;
  if (g_strcmp0 (noted, "1") != 0 || strcmp (way_db_path (db), ":memory:") == 0)
    return TRUE;                    /* what is in memory alone leaves no page */
  if (!way_db_exec (db, "PRAGMA secure_delete = ON", error) ||
      !way_db_exec (db, "VACUUM", error) || !checkpoint (db, clean, error))
    return FALSE;
  return !*clean || way_db_set_setting (db, WIPE, "0", error);
}

/* --- An erasure of this copy --- */

/* A baseline's row says its own insert, until now. */
static gboolean
keep_insert (WayDb             *db,
             const WayErasure  *erasure,
             gconstpointer      record,
             GError           **error)
{
  const WayEntity *entity = erasure->entity;
  g_autofree WayValue *values = g_new0 (WayValue, entity->n_fields);
  gint64 dot;

  for (guint i = 0; i < entity->n_fields; i++)
    values[i] = way_field_get (&entity->fields[i], record);
  return way_ops_row_dot (db, entity, &erasure->row, &dot, error) &&
         way_ops_keep_baseline (db, entity, &erasure->row, dot, values, error);
}

/* Writes the fields that are kept, past the checks that the emptied record would not
 * hold; the hook tells the operation. */
static gboolean
write_kept (WayDb             *db,
            const WayErasure  *erasure,
            gconstpointer      record,
            GError           **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(WayStmt) stmt = NULL;

  g_string_printf (sql, "UPDATE \"%s\" SET ", erasure->entity->name);
  for (guint i = 0; erasure->keep[i] != NULL; i++)
    g_string_append_printf (sql, "%s\"%s\" = :k%u", i > 0 ? ", " : "", erasure->keep[i], i);
  g_string_append (sql, " WHERE id = :id");
  if (erasure->keep[0] == NULL)
    return TRUE;
  stmt = way_db_prepare (db, sql->str, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", &erasure->row);
  for (guint i = 0; erasure->keep[i] != NULL; i++)
    {
      const WayField *field = way_entity_field (erasure->entity, erasure->keep[i]);
      WayValue value = way_field_get (field, record);
      g_autofree char *name = g_strdup_printf (":k%u", i);

      way_stmt_bind_value (stmt, name, &value);
    }
  return way_stmt_run (stmt, error);
}

typedef struct
{
  const WayErasure *rows;
  guint             n;
  gpointer         *records; /* what each was */
} Erasing;

static gboolean
note_all (WayDb    *db,
          Erasing  *self,
          GError  **error)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_autoptr(GError) fault = NULL;
      const WayErasure *row = &self->rows[i];

      self->records[i] = way_records_get_whole (db, row->entity, &row->row, &fault);
      if (self->records[i] == NULL)
        {
          if (fault == NULL)
            g_set_error (&fault, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                         "there is no such %s", row->entity->label);
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      if (!keep_insert (db, row, self->records[i], error))
        return FALSE;
      way_journal_erase_row (db, row->entity, &row->row);
    }
  return way_capture_flush (db, error);
}

/* What goes whole: those that refer to others first. */
static gboolean
delete_rows (WayDb    *db,
             Erasing  *self,
             GError  **error)
{
  const WayEntity *const *entities = way_entities ();
  guint last = 0;

  while (entities[last] != NULL)
    last++;
  for (; last > 0; last--)
    for (guint i = 0; i < self->n; i++)
      if (self->rows[i].entity == entities[last - 1] && self->rows[i].keep == NULL &&
          !way_records_delete (db, self->rows[i].entity, &self->rows[i].row, error))
        return FALSE;
  return TRUE;
}

static gboolean
erase_rows (WayDb    *db,
            Erasing  *self,
            GError  **error)
{
  g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  if (!note_all (db, self, error))
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    if (!way_erase_scrub (db, &self->rows[i].row, digests, error) ||
        !way_journal_project_row (db, self->rows[i].entity, &self->rows[i].row, error) ||
        (self->rows[i].keep != NULL &&
         !write_kept (db, &self->rows[i], self->records[i], error)))
      return FALSE;
  return delete_rows (db, self, error) && way_capture_flush (db, error) &&
         way_erase_settle (db, digests, error);
}

static gboolean
run_edit (WayDb              *db,
          const WayEditInfo  *info,
          Erasing            *self,
          WayEditId          *edit,
          GError            **error)
{
  if (!way_journal_begin (db, WAY_EDIT_ERASURE, error))
    return FALSE;
  if (erase_rows (db, self, error))
    return way_journal_commit (db, info, 0, edit, error);
  way_journal_rollback (db);
  return FALSE;
}

gboolean
way_erase_run (WayDb              *db,
               const WayEditInfo  *info,
               const WayErasure   *rows,
               guint               n,
               WayEditId          *edit,
               gboolean           *clean,
               GError            **error)
{
  g_autofree gpointer *records = g_new0 (gpointer, n);
  Erasing self = { rows, n, records };
  gboolean wiped = FALSE;
  gboolean done;

  done = run_edit (db, info, &self, edit, error);
  for (guint i = 0; i < n; i++)
    way_record_free (rows[i].entity, records[i]);
  done = done && way_erase_wipe (db, &wiped, error);
  if (clean != NULL)
    *clean = wiped;
  return done;
}

/* --- Proof --- */

gboolean
way_erase_verify (WayDb      *db,
                  GPtrArray  *findings,
                  GError    **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT dot, entity, row, parts FROM op"
                         " WHERE kind IN (1, 2) AND row IN (SELECT row FROM op WHERE kind = 5)"
                         " AND NOT EXISTS (SELECT 1 FROM op AS erase WHERE erase.kind = 5"
                         "  AND erase.row = op.row AND erase.edit = op.edit)", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      const WayEntity *entity = way_entity_by_number ((guint) way_stmt_int (stmt, 1));
      WayId row = way_stmt_id (stmt, 2);
      g_autofree char *id = way_id_to_string (&row);
      gsize size;
      const void *parts = way_stmt_blob (stmt, 3, &size);
      g_autoptr(GPtrArray) entries = way_op_read (parts, size);

      if (entries == NULL || entries->len > 0)
        g_ptr_array_add (findings,
                         g_strdup_printf ("%s %s: was erased, and part of it is still there",
                                          entity != NULL ? entity->name : "record", id));
    }
  return step == WAY_STEP_DONE;
}
