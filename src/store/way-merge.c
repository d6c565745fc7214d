/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of other copies taken in.  Operations are stored, the live values of
 * the cells that they name are worked out, and then each row that was touched
 * is written anew from what is live. */

#include "way-merge-private.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-erase-private.h"
#include "way-ops-private.h"
#include "way-records.h"
#include "way-watch.h"
#include "way-withheld-private.h"

/* A row that an operation touched. */
typedef struct
{
  WayId            id;
  const WayEntity *entity;
  gint64           insert;     /* the dot of its insert, 0 while that is not known */
  gboolean         fresh;      /* nothing was known of it before */
  gboolean         stale;      /* its table does not have it as the journal does */
  gboolean         counted;    /* as new */
  gboolean         erased;     /* an erasure of it has come, now or before */
} Touched;

typedef struct
{
  WayDb          *db;
  WayMergeReport *report;
  GHashTable     *touched;   /* WayId * -> Touched * */
  GPtrArray      *in_order;  /* of Touched *, as they came: near each other in the tables too */
  gint64          limit;     /* stamps beyond are wrong */
} Merge;

/* --- One operation --- */

/* A baseline's row is about to differ from its insert: keep what that was. */
static gboolean
keep_baseline_op (WayDb            *db,
                  const WayEntity  *entity,
                  const WayId      *row,
                  GError          **error)
{
  g_autofree WayValue *values = NULL;
  gpointer record;
  gboolean done;
  gint64 dot;

  if (!way_journal_has_baseline (db))
    return TRUE;
  if (!way_ops_row_dot (db, entity, row, &dot, error))
    return FALSE;
  if (!way_journal_is_baseline (db, dot))
    return TRUE;
  record = way_records_get_whole (db, entity, row, error);
  if (record == NULL)
    return FALSE;
  values = g_new0 (WayValue, entity->n_fields);
  for (guint i = 0; i < entity->n_fields; i++)
    values[i] = way_field_get (&entity->fields[i], record);
  done = way_ops_keep_baseline (db, entity, row, dot, values, error);
  way_record_free (entity, record);
  return done;
}

static Touched *
touch (Merge            *self,
       const WayEntity  *entity,
       const WayId      *row)
{
  Touched *touched = g_new0 (Touched, 1);

  touched->id = *row;
  touched->entity = entity;
  g_hash_table_insert (self->touched, &touched->id, touched);
  g_ptr_array_add (self->in_order, touched);
  return touched;
}

/* What the file knows of a row that is touched for the first time. */
static gboolean
look_up (Merge    *self,
         Touched  *touched,
         GError  **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  if (touched->entity != NULL &&
      !keep_baseline_op (self->db, touched->entity, &touched->id, error))
    return FALSE;
  stmt = way_db_prepare (self->db,
                         "SELECT count (*), min (CASE WHEN kind = 1 THEN dot END),"
                         " max (kind = 5) FROM op WHERE row = :row", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", &touched->id);
  if (way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return FALSE;
  touched->insert = way_stmt_int (stmt, 1);
  touched->fresh = way_stmt_int (stmt, 0) == 0;
  touched->erased |= way_stmt_int (stmt, 2) == 1;
  if (touched->insert == 0 && touched->entity != NULL && way_journal_has_baseline (self->db) &&
      !way_ops_row_dot (self->db, touched->entity, &touched->id, &touched->insert, error))
    return FALSE;
  touched->fresh &= touched->insert == 0;
  touched->fresh |= way_bug (26);
  return TRUE;
}

/* The row that an operation is of, with what is known of it. */
static Touched *
find_touched (Merge               *self,
              const WayEntity     *entity,
              const WayForeignOp  *op,
              GError             **error)
{
  Touched *touched = g_hash_table_lookup (self->touched, &op->row);

  if (touched == NULL)
    {
      touched = touch (self, entity, &op->row);
      if (!look_up (self, touched, error))
        return NULL;
    }
  else if (!way_bug (27))
    touched->fresh = FALSE;
  if (touched->entity == NULL && entity != NULL)
    {
      touched->entity = entity;
      if (!look_up (self, touched, error))
        return NULL;
    }
  return touched;
}

/* Most rows that come are new, and all that comes of them is their insert:
 * these are written at once. */
static gboolean
write_fresh (Merge      *self,
             Touched    *touched,
             GPtrArray  *entries,
             GError    **error)
{
  gpointer record = way_ops_make_record (touched->entity, &touched->id, entries);

  gboolean done = way_records_project_new (self->db, touched->entity, &touched->id, record,
                                           touched->insert, error);

  way_record_free (touched->entity, record);
  self->report->rows_new++;
  touched->counted = TRUE;
  touched->stale = FALSE;
  return done;
}

static gboolean
apply_op (Merge               *self,
          gint64               dot,
          gint64               edit,
          const WayForeignOp  *op,
          GError             **error)
{
  const WayEntity *entity = way_entity_by_number (op->entity);
  g_autoptr(GPtrArray) entries = way_op_read (op->parts, op->size);
  Touched *touched;
  gint64 insert;

  if (entries == NULL)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                   "operation %" G_GUINT64_FORMAT " cannot be read", op->sequence);
      return FALSE;
    }
  touched = find_touched (self, entity, op, error);
  if (touched == NULL ||
      !way_ops_store (self->db, dot, edit, op->entity, &op->row, op->kind, op->parts, op->size,
                      error))
    return FALSE;
  if ((!way_bug (18) || op->kind != WAY_OP_RESTORE) && (!way_bug (28) || !touched->counted))
    touched->stale = TRUE;
  touched->erased |= op->kind == WAY_OP_ERASE;
  insert = touched->insert;
  if (op->kind != WAY_OP_INSERT)
    return way_merge_apply_entries (self->db, dot, op, insert, entries, error);
  touched->insert = insert != 0 ? MIN (insert, dot) : dot;
  if (touched->fresh && entity != NULL)
    return write_fresh (self, touched, entries, error);
  return insert != 0 || way_bug (8) || way_merge_apply_insert (self->db, dot, &op->row, error);
}

/* --- One edit --- */

/* Over what was received, never what was claimed. */
static gboolean
check_chain (const WayForeignEdit  *edit,
             GError               **error)
{
  WayEditHeader header = {
    .replica = edit->replica, .number = edit->number, .clock = edit->clock, .user = edit->user,
    .who = edit->who, .name = edit->name, .reason = edit->reason, .schema = edit->schema,
    .kind = edit->kind, .undoes = edit->undoes, .first = edit->first, .ops = edit->n_ops,
  };
  crypto_generichash_state state;
  guint8 ops[WAY_HASH_SIZE];
  guint8 chain[WAY_HASH_SIZE];
  gboolean well_formed = TRUE;

  crypto_generichash_init (&state, NULL, 0, sizeof ops);
  for (guint i = 0; i < edit->n_ops && well_formed; i++)
    {
      const WayForeignOp *op = &edit->ops[i];
      guint8 commitment[WAY_HASH_SIZE];

      well_formed = op->sequence == edit->first + i &&
                    way_op_commit (op->sequence, op->entity, &op->row, op->kind, op->parts,
                                   op->size, commitment);
      crypto_generichash_update (&state, commitment, sizeof commitment);
    }
  crypto_generichash_final (&state, ops, sizeof ops);
  way_journal_chain (edit->before, &header, ops, chain);
  if ((well_formed && memcmp (chain, edit->chain, sizeof chain) == 0) || way_bug (10))
    return TRUE;
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
               "edit %" G_GUINT64_FORMAT " is not what its author wrote", edit->number);
  return FALSE;
}

/* Whether the edit is known; an error where another goes by its number. */
static gboolean
find_edit (WayDb                 *db,
           gint64                 id,
           const WayForeignEdit  *edit,
           gboolean              *known,
           GError               **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT chain FROM edit WHERE id = :id", error);
  const void *chain;
  gsize size;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":id", id);
  if (!way_stmt_finds (stmt, known, error))
    return FALSE;
  if (!*known)
    return TRUE;
  chain = way_stmt_blob (stmt, 0, &size);
  if ((size == WAY_HASH_SIZE && memcmp (chain, edit->chain, size) == 0) || way_bug (24))
    return TRUE;
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_CLONED,
               "two different edits go by number %" G_GUINT64_FORMAT " of one copy: it was cloned "
               "or restored without a new name", edit->number);
  return FALSE;
}

static gboolean
refuse_place (const WayForeignEdit  *edit,
              GError               **error)
{
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_CLONED,
               "edit %" G_GUINT64_FORMAT " does not follow the one before it: its copy was cloned "
               "or restored without a new name", edit->number);
  return FALSE;
}

/* The nearest known edit of the replica before, or after, this one: its number
 * in this file, the first dot that it leaves free (its own first, for one that
 * comes after), and the chain value where they meet. */
static gboolean
find_neighbour (WayDb     *db,
                gint64     id,
                gboolean   before,
                gint64    *neighbour,
                gint64    *dot,
                guint8     chain[WAY_HASH_SIZE],
                GError   **error)
{
  gint64 low = WAY_LOCAL (WAY_LOCAL_REPLICA (id), 0);
  g_autoptr(WayStmt) stmt = NULL;
  const void *blob;
  WayStep step;
  gsize size;

  stmt = way_db_prepare (db,
                         before ? "SELECT id, first + ops, chain FROM edit"
                                  " WHERE id >= :low AND id < :id ORDER BY id DESC LIMIT 1"
                                : "SELECT id, first, before FROM edit"
                                  " WHERE id > :id AND id < :high ORDER BY id LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":id", id);
  if (before)
    way_stmt_bind_int (stmt, ":low", low);
  else
    way_stmt_bind_int (stmt, ":high", low + (G_GINT64_CONSTANT (1) << WAY_LOCAL_SHIFT));
  step = way_stmt_step (stmt, error);
  *neighbour = 0;
  if (step != WAY_STEP_ROW)
    return step == WAY_STEP_DONE;
  *neighbour = way_stmt_int (stmt, 0);
  *dot = way_stmt_int (stmt, 1);
  blob = way_stmt_blob (stmt, 2, &size);
  memset (chain, 0, WAY_HASH_SIZE);
  if (size == WAY_HASH_SIZE)
    memcpy (chain, blob, size);
  return TRUE;
}

/* Its chain and its dots go on from the edit before it and lead to the one
 * after; where those have not come, its dots lie between what has. */
static gboolean
check_place (WayDb                 *db,
             gint64                 id,
             gint64                 first,
             const WayForeignEdit  *edit,
             GError               **error)
{
  static const guint8 nothing[WAY_HASH_SIZE] = { 0 };
  gint64 end = first + edit->n_ops;
  guint8 chain[WAY_HASH_SIZE];
  gint64 neighbour, dot;

  if (edit->number == 1 && (edit->first != 1 || memcmp (edit->before, nothing, sizeof nothing) != 0))
    return refuse_place (edit, error);
  if (!find_neighbour (db, id, TRUE, &neighbour, &dot, chain, error))
    return FALSE;
  if (neighbour != 0 && !way_bug (74) &&
      (dot > first ||
       (neighbour == id - 1 && (dot != first || memcmp (chain, edit->before, sizeof chain) != 0))))
    return refuse_place (edit, error);
  if (!find_neighbour (db, id, FALSE, &neighbour, &dot, chain, error))
    return FALSE;
  if (neighbour != 0 && !way_bug (75) &&
      (dot < end ||
       (neighbour == id + 1 && (dot != end || memcmp (chain, edit->chain, sizeof chain) != 0))))
    return refuse_place (edit, error);
  return TRUE;
}

static gboolean
store_edit (WayDb                 *db,
            gint64                 id,
            gint64                 first,
            const WayForeignEdit  *edit,
            GError               **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gint64 undoes = 0;

  if (edit->undoes.sequence != 0 && !way_merge_localise (db, &edit->undoes, &undoes, error))
    return FALSE;
  stmt = way_db_prepare (db,
                         "INSERT INTO edit (id, clock, user, who, name, reason, schema, kind,"
                         " undoes, first, ops, before, chain, baseline) VALUES (:id, :clock,"
                         " :user, :who, :name, :reason, :schema, :kind, :undoes, :first, :ops,"
                         " :before, :chain, :baseline)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":id", id);
  way_stmt_bind_int (stmt, ":clock", edit->clock);
  way_stmt_bind_id (stmt, ":user", &edit->user);
  way_stmt_bind_text (stmt, ":who", edit->who);
  way_stmt_bind_text (stmt, ":name", edit->name);
  way_stmt_bind_text (stmt, ":reason", edit->reason);
  way_stmt_bind_int (stmt, ":schema", edit->schema);
  way_stmt_bind_int (stmt, ":kind", edit->kind);
  if (undoes != 0)
    way_stmt_bind_int (stmt, ":undoes", undoes);
  way_stmt_bind_int (stmt, ":first", first);
  way_stmt_bind_int (stmt, ":ops", edit->n_ops);
  way_stmt_bind_blob (stmt, ":before", edit->before, sizeof edit->before);
  way_stmt_bind_blob (stmt, ":chain", edit->chain, sizeof edit->chain);
  if (edit->baseline != NULL)
    way_stmt_bind_blob (stmt, ":baseline", edit->baseline, crypto_generichash_KEYBYTES);
  return way_stmt_run (stmt, error);
}

/* --- What was withheld, and comes now --- */

/* The parts that are stored of an operation; NULL where nothing is. */
static GByteArray *
read_parts (WayDb   *db,
            gint64   dot,
            GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT parts FROM op WHERE dot = :dot", error);
  GByteArray *parts;
  const void *blob;
  gsize size;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":dot", dot);
  if (way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return NULL;
  blob = way_stmt_blob (stmt, 0, &size);
  parts = g_byte_array_new ();
  if (size > 0)
    g_byte_array_append (parts, blob, (guint) size);
  return parts;
}

/* Entries of classes that were withheld until now. */
static GPtrArray *
read_news (const GByteArray   *stored,
           const WayForeignOp *op)
{
  g_autoptr(GPtrArray) before = way_op_read (stored->data, stored->len);
  GPtrArray *entries = way_op_read (op->parts, op->size);
  guint classes = 0;

  for (guint i = 0; before != NULL && i < before->len; i++)
    classes |= 1u << MIN (((WayOpEntry *) g_ptr_array_index (before, i))->class, 31);
  for (guint i = entries != NULL ? entries->len : 0; i > 0; i--)
    if (classes & 1u << MIN (((WayOpEntry *) g_ptr_array_index (entries, i - 1))->class, 31))
      g_ptr_array_remove_index (entries, i - 1);
  return entries;
}

static gboolean
fill_parts (Merge               *self,
            gint64               dot,
            const GByteArray    *stored,
            const WayForeignOp  *op,
            GError             **error)
{
  g_autoptr(GByteArray) united = g_byte_array_new ();
  g_autoptr(GPtrArray) entries = read_news (stored, op);
  g_autoptr(WayStmt) stmt = NULL;
  Touched *touched;

  if (!way_op_unite (stored->data, stored->len, op->parts, op->size, united) ||
      (united->len == stored->len && memcmp (united->data, stored->data, stored->len) == 0))
    return TRUE;
  stmt = way_db_prepare (self->db, "UPDATE op SET parts = :parts WHERE dot = :dot", error);
  touched = stmt != NULL ? find_touched (self, way_entity_by_number (op->entity), op, error) : NULL;
  if (touched == NULL)
    return FALSE;
  way_stmt_bind_blob (stmt, ":parts", united->data, united->len);
  way_stmt_bind_int (stmt, ":dot", dot);
  touched->stale = TRUE;
  self->report->ops_new++;
  return way_stmt_run (stmt, error) &&
         (op->kind == WAY_OP_INSERT || entries == NULL ||
          way_merge_apply_entries (self->db, dot, op, touched->insert, entries, error));
}

static gboolean
fill_op (Merge               *self,
         gint64               edit,
         gint64               dot,
         const guint8        *commitment,
         const WayForeignOp  *op,
         GError             **error)
{
  g_autoptr(GByteArray) stored = NULL;
  g_autoptr(GError) cause = NULL;
  guint8 own[WAY_HASH_SIZE];

  if (!way_op_commit (op->sequence, op->entity, &op->row, op->kind, op->parts, op->size, own) ||
      memcmp (own, commitment, sizeof own) != 0)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                   "operation %" G_GUINT64_FORMAT " is not what its author wrote", op->sequence);
      return FALSE;
    }
  stored = read_parts (self->db, dot, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (stored != NULL)
    return fill_parts (self, dot, stored, op, error);
  self->report->ops_new++;
  return apply_op (self, dot, edit, op, error);
}

/* Where the edit begins in this file; FALSE where it is not known. */
static gboolean
find_first (WayDb   *db,
            gint64   id,
            gint64  *first,
            GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT first FROM edit WHERE id = :id", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":id", id);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *first = way_stmt_int (stmt, 0);
  else if (step == WAY_STEP_DONE)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                 "it adds to an edit that has not come: an earlier file is missing");
  return step == WAY_STEP_ROW;
}

static gboolean
fill_edit (Merge                 *self,
           gint64                 id,
           const WayForeignEdit  *edit,
           GError               **error)
{
  g_autoptr(GByteArray) commitments = NULL;
  g_autoptr(GError) cause = NULL;
  gint64 first;

  if (!find_first (self->db, id, &first, error))
    return FALSE;
  self->report->edits_known++;
  commitments = way_withheld_read (self->db, id, &cause);
  if (commitments == NULL)
    {
      if (cause == NULL)
        return TRUE;                /* it is whole */
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  for (guint i = 0; i < edit->n_ops; i++)
    {
      const WayForeignOp *op = &edit->ops[i];
      guint64 place = op->sequence - (guint64) WAY_LOCAL_SEQUENCE (first);

      if (!way_watch_go_on (self->db, i, edit->n_ops, error))
        return FALSE;
      if (op->kind == WAY_OP_WITHHELD || place >= commitments->len / WAY_HASH_SIZE)
        continue;
      if (!fill_op (self, id, first + (gint64) place,
                    commitments->data + (gsize) place * WAY_HASH_SIZE, op, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_edit (Merge                 *self,
            const WayForeignEdit  *edit,
            GError               **error)
{
  WayDot number = { edit->replica, edit->number };
  WayDot first = { edit->replica, edit->first };
  gboolean known = TRUE;
  gint64 id, dot;

  if (!way_merge_localise (self->db, &number, &id, error) ||
      (!edit->more && (!way_merge_localise (self->db, &first, &dot, error) ||
                       !find_edit (self->db, id, edit, &known, error))))
    return FALSE;
  if (known)
    return fill_edit (self, id, edit, error);
  if (!check_chain (edit, error) || !check_place (self->db, id, dot, edit, error) ||
      !store_edit (self->db, id, dot, edit, error) ||
      (way_withheld_is_part (edit) && !way_withheld_keep (self->db, id, edit, error)))
    return FALSE;
  self->report->edits_new++;
  self->report->clocks_wrong += edit->clock > self->limit;
  for (guint i = 0; i < edit->n_ops; i++)
    {
      if (!way_watch_go_on (self->db, i, edit->n_ops, error))
        return FALSE;
      if (edit->ops[i].kind == WAY_OP_WITHHELD)
        continue;
      self->report->ops_new++;
      if (!apply_op (self, dot + i, id, &edit->ops[i], error))
        return FALSE;
    }
  return TRUE;
}

/* --- Judging --- */

gboolean
way_merge_judge (WayDb                 *db,
                 const WayForeignEdit  *edit,
                 WayMergeState         *state,
                 GError               **error)
{
  WayDot number = { edit->replica, edit->number };
  WayDot first = { edit->replica, edit->first };
  g_autoptr(GError) cause = NULL;
  gboolean known = FALSE;
  gint64 id, dot;

  *state = WAY_MERGE_NEW;
  if (!way_journal_local (db, &number, &id, error) || !way_journal_local (db, &first, &dot, error))
    return FALSE;
  if (edit->more)
    *state = WAY_MERGE_KNOWN;
  if (edit->more || id == 0)
    return TRUE;
  if (find_edit (db, id, edit, &known, &cause) &&
      (known || check_place (db, id, dot, edit, &cause)))
    {
      *state = known ? WAY_MERGE_KNOWN : WAY_MERGE_NEW;
      return TRUE;
    }
  *state = WAY_MERGE_CLONED;
  if (g_error_matches (cause, WAY_STORE_ERROR, WAY_STORE_ERROR_CLONED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* --- Rows --- */

/* Whether the row is what its insert says and nothing more: no cell of its own,
 * no delete, no conflict. */
static gboolean
is_plain (WayDb        *db,
          const WayId  *row,
          gboolean     *plain,
          GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gboolean more;

  stmt = way_db_prepare (db,
                         "SELECT 1 WHERE EXISTS (SELECT 1 FROM cell WHERE row = :row)"
                         " OR EXISTS (SELECT 1 FROM buried WHERE row = :row)"
                         " OR EXISTS (SELECT 1 FROM conflict WHERE row = :row)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  if (!way_stmt_finds (stmt, &more, error))
    return FALSE;
  *plain = !more || way_bug (76);
  return TRUE;
}

gboolean
way_merge_project_row (WayDb            *db,
                       const WayEntity  *entity,
                       const WayId      *row,
                       WayMergeReport   *report,
                       GError          **error)
{
  gint64 shown_dot, insert;
  gboolean plain, alive, done;
  gpointer record;

  if (!way_ops_row_dot (db, entity, row, &shown_dot, error) ||
      !is_plain (db, row, &plain, error) ||
      !(plain ? way_merge_find_insert (db, NULL, row, &insert, error)
              : way_merge_is_alive (db, row, &insert, &alive, error)))
    return FALSE;
  if (plain)
    alive = insert != 0;
  if (insert == 0 && shown_dot != 0)      /* a baseline's row that nothing changed */
    return TRUE;
  if (!alive && way_bug (15))
    return TRUE;
  if (!alive)
    {
      report->rows_deleted += shown_dot != 0;
      return way_records_withdraw (db, entity, row, error) &&
             way_merge_refresh_conflicts (db, entity, row, error);
    }
  record = way_ops_project (db, entity, row, &insert, error);
  if (record == NULL)
    return FALSE;
  report->rows_new += shown_dot == 0;
  report->rows_changed += shown_dot != 0;
  done = way_records_project (db, entity, row, record, insert, error) &&
         (plain || way_merge_refresh_conflicts (db, entity, row, error));
  way_record_free (entity, record);
  return done;
}

/* A row that came and was changed by the same files is new, not changed. */
static gboolean
project_touched (Merge    *self,
                 Touched  *touched,
                 GError  **error)
{
  WayMergeReport counts = { 0 };

  if (!way_merge_project_row (self->db, touched->entity, &touched->id, &counts, error))
    return FALSE;
  touched->stale = FALSE;
  if (touched->counted)
    {
      self->report->rows_new -= counts.rows_deleted;
      return TRUE;
    }
  self->report->rows_new += counts.rows_new;
  self->report->rows_changed += counts.rows_changed;
  self->report->rows_deleted += counts.rows_deleted;
  return TRUE;
}

/* What came of rows that were erased here or there is dropped, whichever came first. */
static gboolean
scrub_erased (Merge    *self,
              GError  **error)
{
  g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);
  gboolean any = FALSE;

  for (guint i = 0; i < self->in_order->len; i++)
    {
      const Touched *row = g_ptr_array_index (self->in_order, i);

      if (row->erased && !way_erase_scrub (self->db, &row->id, digests, error))
        return FALSE;
      any |= row->erased;
    }
  return !any || way_erase_settle (self->db, digests, error);
}

/* Parents before what refers to them, so that few stubs are made. */
static gboolean
project_rows (Merge    *self,
              GError  **error)
{
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (guint j = 0; j < self->in_order->len; j++)
      {
        Touched *row = g_ptr_array_index (self->in_order, j);

        if (row->stale && row->entity == entities[i] && !project_touched (self, row, error))
          return FALSE;
      }
  return TRUE;
}

/* --- The whole --- */

static gboolean
merge (WayDb           *db,
       WayMergeSource   source,
       gpointer         data,
       WayMergeReport  *report,
       GError         **error)
{
  g_autoptr(GHashTable) touched = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL,
                                                         g_free);
  g_autoptr(GPtrArray) in_order = g_ptr_array_new ();
  Merge self = { .db = db, .report = report, .touched = touched, .in_order = in_order,
                 .limit = way_journal_clock_limit (db) };
  const WayForeignEdit *edit;
  gint64 before, after;

  if (!way_conflicts_count (db, &before, error))
    return FALSE;
  do
    {
      edit = NULL;
      if (!source (&edit, data, error) || (edit != NULL && !apply_edit (&self, edit, error)))
        return FALSE;
    }
  while (edit != NULL);
  if (!scrub_erased (&self, error) || !project_rows (&self, error) || !way_conflicts_count (db, &after, error))
    return FALSE;
  report->conflicts = (guint) MAX (after - (way_bug (78) ? 0 : before), 0);
  return TRUE;
}

static gboolean
run (WayDb           *db,
     WayMergeSource   source,
     gpointer         data,
     gboolean         keep,
     WayMergeReport  *report,
     GError         **error)
{
  WayEditInfo none = { .name = "" };
  gboolean done, clean;

  memset (report, 0, sizeof *report);
  if (!way_journal_begin (db, WAY_EDIT_IMPORT, error))
    return FALSE;
  way_journal_set_projecting (db, TRUE);
  done = merge (db, source, data, report, error);
  if (done && (keep || way_bug (77)))
    return way_journal_commit (db, &none, 0, NULL, error) && way_erase_wipe (db, &clean, error);
  way_journal_rollback (db);
  return done;
}

gboolean
way_merge_run (WayDb           *db,
               WayMergeSource   source,
               gpointer         data,
               WayMergeReport  *report,
               GError         **error)
{
  return run (db, source, data, TRUE, report, error);
}

gboolean
way_merge_preview (WayDb           *db,
                   WayMergeSource   source,
                   gpointer         data,
                   WayMergeReport  *report,
                   GError         **error)
{
  return run (db, source, data, FALSE, report, error);
}

/* --- After an upgrade --- */

static gboolean
touch_all (Merge   *self,
           GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db, "SELECT row, min (entity) FROM op GROUP BY row", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId row = way_stmt_id (stmt, 0);

      touch (self, way_entity_by_number ((guint) way_stmt_int (stmt, 1)), &row)->stale = TRUE;
    }
  return step == WAY_STEP_DONE;
}

/* In one transaction with the note that it was done. */
static gboolean
catch_up (WayDb       *db,
          const char  *version,
          GError     **error)
{
  g_autoptr(GHashTable) touched = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL,
                                                         g_free);
  g_autoptr(GPtrArray) in_order = g_ptr_array_new ();
  WayMergeReport report = { 0 };
  Merge self = { .db = db, .report = &report, .touched = touched, .in_order = in_order };
  WayEditInfo none = { .name = "" };

  if (!way_journal_begin (db, WAY_EDIT_IMPORT, error))
    return FALSE;
  way_journal_set_projecting (db, TRUE);
  if ((way_bug (17) || touch_all (&self, error)) && project_rows (&self, error) &&
      way_db_set_setting (db, "projected", version, error))
    return way_journal_commit (db, &none, 0, NULL, error);
  way_journal_rollback (db);
  return FALSE;
}

gboolean
way_merge_catch_up (WayDb   *db,
                    GError **error)
{
  g_autofree char *version = g_strdup_printf ("%d", way_migrate_newest ());
  g_autofree char *done = way_db_dup_setting (db, "projected");

  return g_strcmp0 (done, version) == 0 || catch_up (db, version, error);
}
