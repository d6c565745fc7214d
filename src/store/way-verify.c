/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks a whole file over: SQLite's own checks, then every operation's
 * commitment and every edit's chain, then every row against what the journal
 * says of it.
 *
 * The rows of a baseline say their own inserts, so they are walked once, table
 * after table, and their commitments kept in the order of their dots. */

#include "way-verify.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-bug-private.h"
#include "way-erase-private.h"
#include "way-merge-private.h"
#include "way-ops-private.h"
#include "way-records.h"
#include "way-stays-private.h"
#include "way-trail.h"
#include "way-waits-private.h"
#include "way-withheld-private.h"

/* The operations of a baseline, as far as its rows say them. */
typedef struct
{
  gint64   first;
  gint64   ops;
  guint8  *commitments;          /* WAY_HASH_SIZE each */
  guint8  *said;                 /* by operation: a row says it */
} Baseline;

typedef struct
{
  WayDb           *db;
  GPtrArray       *findings;
  GArray          *baselines;
  gint64           ops_read;
  WayProgressFunc  progress;
  gpointer         data;
  GCancellable    *cancellable;
} Verify;

static void G_GNUC_PRINTF (2, 3)
find (Verify     *self,
      const char *format,
      ...)
{
  va_list arguments;

  if (self->findings->len >= WAY_VERIFY_MOST)
    return;
  va_start (arguments, format);
  g_ptr_array_add (self->findings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static gboolean
report (Verify      *self,
        double       fraction,
        const char  *phase,
        GError     **error)
{
  if (self->progress != NULL)
    self->progress (fraction, phase, self->data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* --- What SQLite can tell --- */

static gboolean
check_pages (Verify  *self,
             GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, "PRAGMA integrity_check (100)", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (g_strcmp0 (way_stmt_text (stmt, 0), "ok") != 0)
      find (self, "pages: %s", way_stmt_text (stmt, 0));
  return step == WAY_STEP_DONE;
}

static gboolean
check_references (Verify  *self,
                  GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db,
                                            "SELECT \"table\", \"parent\", count (*)"
                                            " FROM pragma_foreign_key_check"
                                            " GROUP BY 1, 2 ORDER BY 1, 2", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!way_bug (82))
      find (self, "%s: %" G_GINT64_FORMAT " refer to a %s that is not there",
            way_stmt_text (stmt, 0), way_stmt_int (stmt, 2), way_stmt_text (stmt, 1));
  return step == WAY_STEP_DONE;
}

/* --- Rows that say their own inserts --- */

static void
clear_baseline (gpointer data)
{
  Baseline *baseline = data;

  g_free (baseline->commitments);
  g_free (baseline->said);
}

static gboolean
read_baselines (Verify  *self,
                GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT first, ops FROM edit WHERE kind = 2 AND baseline IS NOT NULL"
                         " ORDER BY first", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Baseline baseline = { .first = way_stmt_int (stmt, 0), .ops = way_stmt_int (stmt, 1) };

      if (baseline.ops <= 0 || baseline.ops > G_MAXINT32)
        continue;                   /* its chain will not hold */
      baseline.commitments = g_malloc ((gsize) baseline.ops * WAY_HASH_SIZE);
      baseline.said = g_new0 (guint8, (gsize) baseline.ops);
      g_array_append_val (self->baselines, baseline);
    }
  return step == WAY_STEP_DONE;
}

static Baseline *
find_baseline (Verify *self,
               gint64  dot)
{
  for (guint i = 0; i < self->baselines->len; i++)
    {
      Baseline *baseline = &g_array_index (self->baselines, Baseline, i);

      if (dot >= baseline->first && dot - baseline->first < baseline->ops)
        return baseline;
    }
  return NULL;
}

static void
keep_commitment (Verify           *self,
                 const WayEntity  *entity,
                 Baseline         *baseline,
                 gint64            dot,
                 const WayValue   *values)
{
  gint64 index = dot - baseline->first;
  g_autoptr(GByteArray) parts = way_journal_derive (self->db, entity, dot, values);

  if (baseline->said[index])
    {
      find (self, "%s: two records say that they are operation %" G_GINT64_FORMAT,
            entity->name, WAY_LOCAL_SEQUENCE (dot));
      return;
    }
  baseline->said[index] = parts != NULL &&
    way_op_commit ((guint64) WAY_LOCAL_SEQUENCE (dot), entity->number, &values[0].id,
                   WAY_OP_INSERT, parts->data, parts->len,
                   baseline->commitments + index * WAY_HASH_SIZE);
}

/* A row that is in no baseline must have come by an operation. */
static gboolean
check_written (Verify           *self,
               const WayEntity  *entity,
               gint64            dot,
               const WayId      *row,
               GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  g_autofree char *id = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT 1 FROM op WHERE dot = :dot AND row = :row AND entity = :entity"
                         " AND kind = 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":entity", entity->number);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_DONE || way_bug (83))
    return step != WAY_STEP_ERROR;
  id = way_id_to_string (row);
  find (self, "%s %s: was written by another program", entity->name, id);
  return TRUE;
}

static char *
make_scan_sql (const WayEntity *entity)
{
  g_autoptr(GString) sql = g_string_new ("SELECT dot");

  for (guint i = 0; i < entity->n_fields; i++)
    if (!(entity->fields[i].flags & WAY_FIELD_DERIVED))
      g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\"", entity->name);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* A row without a dot is a stub: something refers to it, and its own operations
 * have not come yet. */
static gboolean
scan_row (Verify           *self,
          const WayEntity  *entity,
          WayStmt          *stmt,
          WayValue         *values,
          GError          **error)
{
  gint64 dot = way_stmt_int (stmt, 0);
  Baseline *baseline = find_baseline (self, dot);
  int column = 1;

  if (way_stmt_is_null (stmt, 0))
    return TRUE;
  for (guint i = 0; i < entity->n_fields; i++)
    if (!(entity->fields[i].flags & WAY_FIELD_DERIVED))
      values[i] = way_stmt_value (stmt, column++, &entity->fields[i]);
  if (baseline == NULL)
    return check_written (self, entity, dot, &values[0].id, error);
  keep_commitment (self, entity, baseline, dot, values);
  return TRUE;
}

static gboolean
scan_table (Verify           *self,
            const WayEntity  *entity,
            GError          **error)
{
  g_autofree WayValue *values = g_new0 (WayValue, entity->n_fields);
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (way_db_synced (self->db, entity->name) == NULL)
    return TRUE;
  sql = make_scan_sql (entity);
  stmt = way_db_prepare (self->db, sql, error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!scan_row (self, entity, stmt, values, error) ||
        g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

static gboolean
scan_tables (Verify  *self,
             GError **error)
{
  const WayEntity *const *entities = way_entities ();

  if (!read_baselines (self, error))
    return FALSE;
  for (guint i = 0; entities[i] != NULL; i++)
    if (!report (self, 0.3 + i * 0.01, N_("Reading the records"), error) ||
        !scan_table (self, entities[i], error))
      return FALSE;
  return TRUE;
}

/* --- Chains --- */

typedef struct
{
  gint64         id;
  gint64         first;
  gint64         undoes;
  gboolean       baseline;
  WayEditHeader  header;
  char          *who;
  char          *name;
  char          *reason;
  guint8         before[WAY_HASH_SIZE];
  guint8         chain[WAY_HASH_SIZE];
  GByteArray    *withheld;       /* commitments of what this copy may not hold */
} Edit;

static void
edit_clear (Edit *self)
{
  g_free (self->who);
  g_free (self->name);
  g_free (self->reason);
  g_clear_pointer (&self->withheld, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edit, edit_clear)

static void
copy_hash (WayStmt *stmt,
           int      column,
           guint8   hash[WAY_HASH_SIZE])
{
  gsize size;
  const void *blob = way_stmt_blob (stmt, column, &size);

  memset (hash, 0, WAY_HASH_SIZE);
  if (size == WAY_HASH_SIZE)
    memcpy (hash, blob, size);
}

static gboolean
read_withheld (Verify  *self,
               Edit    *edit,
               GError **error)
{
  g_autoptr(GError) fault = NULL;

  edit->withheld = way_withheld_read (self->db, edit->id, &fault);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
read_edit (Verify   *self,
           WayStmt  *stmt,
           Edit     *edit,
           GError  **error)
{
  WayDot number;

  edit->id = way_stmt_int (stmt, 0);
  edit->first = way_stmt_int (stmt, 8);
  edit->undoes = way_stmt_int (stmt, 7);
  edit->baseline = !way_stmt_is_null (stmt, 12);
  edit->who = g_strdup (way_stmt_text (stmt, 3));
  edit->name = g_strdup (way_stmt_text (stmt, 4));
  edit->reason = g_strdup (way_stmt_text (stmt, 5));
  copy_hash (stmt, 10, edit->before);
  copy_hash (stmt, 11, edit->chain);
  if (!way_journal_dot (self->db, edit->id, &number, error))
    return FALSE;
  edit->header = (WayEditHeader) {
    .replica = number.replica,
    .number = number.sequence,
    .clock = way_stmt_int (stmt, 1),
    .user = way_stmt_id (stmt, 2),
    .who = edit->who,
    .name = edit->name,
    .reason = edit->reason,
    .schema = way_stmt_int (stmt, 6),
    .kind = (WayEditKind) way_stmt_int (stmt, 13),
    .first = (guint64) WAY_LOCAL_SEQUENCE (edit->first),
    .ops = (guint64) way_stmt_int (stmt, 9),
  };
  if (edit->undoes != 0 &&
      !way_journal_dot (self->db, edit->undoes, &edit->header.undoes, error))
    return FALSE;
  return way_stmt_is_null (stmt, 14) || read_withheld (self, edit, error);
}

/* The commitment of operation `index` of the edit, from the row that says it, or
 * as it stands where the operation is withheld. */
static const guint8 *
said_commitment (Verify     *self,
                 const Edit *edit,
                 gint64      index)
{
  gsize place = (gsize) index * WAY_HASH_SIZE;
  Baseline *baseline = edit->baseline ? find_baseline (self, edit->first + index) : NULL;

  if (edit->withheld != NULL && place + WAY_HASH_SIZE <= edit->withheld->len)
    return edit->withheld->data + place;
  if (baseline == NULL || !baseline->said[edit->first + index - baseline->first])
    return NULL;
  return baseline->commitments + (edit->first + index - baseline->first) * WAY_HASH_SIZE;
}

/* Goes on to the operation at `until`, over those that rows say; FALSE where
 * one is said by nobody. */
static gboolean
add_said (Verify                    *self,
          const Edit                *edit,
          gint64                    *at,
          gint64                     until,
          crypto_generichash_state  *state)
{
  for (; *at < until; (*at)++)
    {
      const guint8 *commitment = said_commitment (self, edit, *at);

      if (commitment == NULL)
        return FALSE;
      crypto_generichash_update (state, commitment, WAY_HASH_SIZE);
    }
  return TRUE;
}

static gboolean
commit_row (WayStmt *stmt,
            guint8   commitment[WAY_HASH_SIZE])
{
  WayId row = way_stmt_id (stmt, 2);
  gsize size;
  const void *parts = way_stmt_blob (stmt, 4, &size);

  return way_op_commit ((guint64) WAY_LOCAL_SEQUENCE (way_stmt_int (stmt, 0)),
                        (guint) way_stmt_int (stmt, 1), &row, (WayOpKind) way_stmt_int (stmt, 3),
                        parts, size, commitment);
}

/* The hash over all commitments of the edit; *whole is FALSE where an operation
 * is missing or cannot be read. */
static gboolean
hash_ops (Verify      *self,
          const Edit  *edit,
          guint8       ops[WAY_HASH_SIZE],
          gboolean    *whole,
          GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  crypto_generichash_state state;
  gint64 n = (gint64) edit->header.ops;
  gint64 at = 0;
  WayStep step;

  *whole = TRUE;
  crypto_generichash_init (&state, NULL, 0, WAY_HASH_SIZE);
  stmt = way_db_prepare (self->db,
                         "SELECT dot, entity, row, kind, parts, edit FROM op"
                         " WHERE dot >= :first AND dot < :first + :ops ORDER BY dot", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":first", edit->first);
  way_stmt_bind_int (stmt, ":ops", n);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      guint8 commitment[WAY_HASH_SIZE];

      self->ops_read++;
      *whole = *whole && (way_stmt_int (stmt, 5) == edit->id || way_bug (88)) &&
               add_said (self, edit, &at, way_stmt_int (stmt, 0) - edit->first, &state) &&
               commit_row (stmt, commitment);
      if (*whole)
        crypto_generichash_update (&state, commitment, WAY_HASH_SIZE);
      at++;
    }
  *whole = *whole && add_said (self, edit, &at, n, &state);
  crypto_generichash_final (&state, ops, WAY_HASH_SIZE);
  return step == WAY_STEP_DONE;
}

/* An edit against what it was committed to, and against the one before it. */
static gboolean
check_edit (Verify      *self,
            const Edit  *edit,
            const Edit  *last,
            GError     **error)
{
  static const guint8 nothing[WAY_HASH_SIZE] = { 0 };
  g_autofree char *text = way_edit_to_text (self->db, edit->id);
  gboolean follows = last != NULL && last->id + 1 == edit->id;
  gboolean is_first = WAY_LOCAL_SEQUENCE (edit->id) == 1;
  gboolean is_own = WAY_LOCAL_REPLICA (edit->id) == way_journal_replica (self->db);
  guint8 ops[WAY_HASH_SIZE];
  guint8 chain[WAY_HASH_SIZE];
  gboolean whole;

  if (is_own && !follows && !is_first && !way_bug (87))
    find (self, "edit %s: the edit before it is missing", text);
  if ((follows && memcmp (edit->before, last->chain, WAY_HASH_SIZE) != 0) ||
      (is_first && memcmp (edit->before, nothing, WAY_HASH_SIZE) != 0))
    find (self, "edit %s: does not follow the one before it", text);
  if (!hash_ops (self, edit, ops, &whole, error))
    return FALSE;
  way_journal_chain (edit->before, &edit->header, ops, chain);
  if (!whole)
    find (self, "edit %s: part of what it did is missing", text);
  else if (memcmp (chain, edit->chain, WAY_HASH_SIZE) != 0)
    find (self, "edit %s: is not what was written: it, or a record that it brought, was changed",
          text);
  return TRUE;
}

static gboolean
check_chains (Verify  *self,
              GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  g_auto(Edit) last = { 0 };
  gint64 n_edits, n_ops;
  gint64 at = 0;
  WayStep step;

  if (!way_db_get_int (self->db, "SELECT count (*) FROM edit", 0, &n_edits, error) ||
      !way_db_get_int (self->db, "SELECT count (*) FROM op", 0, &n_ops, error))
    return FALSE;
  stmt = way_db_prepare (self->db,
                         "SELECT id, clock, user, who, name, reason, schema, undoes, first, ops,"
                         " before, chain, baseline, kind, partial FROM edit ORDER BY id", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_auto(Edit) edit = { 0 };

      if (!report (self, 0.6 + 0.2 * (double) at++ / (double) n_edits, N_("Checking the edits"),
                   error) ||
          !read_edit (self, stmt, &edit, error) ||
          !check_edit (self, &edit, last.id != 0 ? &last : NULL, error))
        return FALSE;
      edit_clear (&last);
      last = edit;
      edit = (Edit) { 0 };
    }
  if (step == WAY_STEP_DONE && self->ops_read != n_ops)
    find (self, "%" G_GINT64_FORMAT " operations belong to no edit", n_ops - self->ops_read);
  return step == WAY_STEP_DONE;
}

/* --- Rows against the journal --- */

static void
compare_fields (Verify           *self,
                const WayEntity  *entity,
                gconstpointer     stored,
                gconstpointer     projected)
{
  g_autofree char *id = way_id_to_string (way_record_id (stored));

  for (guint i = 0; i < entity->n_fields; i++)
    {
      WayValue one = way_field_get (&entity->fields[i], stored);
      WayValue two = way_field_get (&entity->fields[i], projected);

      if (!(entity->fields[i].flags & WAY_FIELD_DERIVED) && !way_value_equal (&one, &two))
        find (self, "%s %s: %s is not what the journal says", entity->name, id,
              entity->fields[i].name);
    }
}

static gboolean
compare_row (Verify           *self,
             const WayEntity  *entity,
             const WayId      *row,
             gconstpointer     stored,
             GError          **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer projected;
  gint64 insert;

  projected = way_ops_project (self->db, entity, row, &insert, &fault);
  if (projected != NULL && !way_bug (84))
    compare_fields (self, entity, stored, projected);
  way_record_free (entity, projected);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

/* A row that is deleted may still be there as a stub, without a dot, where
 * something refers to it. */
static gboolean
check_presence (Verify           *self,
                const WayEntity  *entity,
                const WayId      *row,
                gconstpointer     stored,
                GError          **error)
{
  g_autofree char *id = way_id_to_string (row);
  gint64 insert, dot;
  gboolean alive;

  if (!way_merge_is_alive (self->db, row, &insert, &alive, error) ||
      !way_ops_row_dot (self->db, entity, row, &dot, error))
    return FALSE;
  if (alive && stored == NULL && !way_bug (85))
    find (self, "%s %s: is gone, but the journal has it", entity->name, id);
  else if (!alive && insert != 0 && dot != 0 && !way_bug (86))
    find (self, "%s %s: is there, but the journal has deleted it", entity->name, id);
  else if (alive && stored != NULL)
    return compare_row (self, entity, row, stored, error);
  return TRUE;
}

static gboolean
check_row (Verify           *self,
           const WayEntity  *entity,
           const WayId      *row,
           GError          **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer stored;
  gboolean done;

  if (entity == NULL || way_db_synced (self->db, entity->name) == NULL)
    return TRUE;                    /* of a later version of the program */
  stored = way_records_get_whole (self->db, entity, row, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  done = check_presence (self, entity, row, stored, error);
  way_record_free (entity, stored);
  return done;
}

/* Rows that have operations; the others say what the journal says. */
static gboolean
check_rows (Verify  *self,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gint64 n_ops;
  gint64 at = 0;
  WayStep step;

  if (!way_db_get_int (self->db, "SELECT count (*) FROM op", 0, &n_ops, error))
    return FALSE;
  stmt = way_db_prepare (self->db, "SELECT row, min (entity) FROM op GROUP BY row", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId row = way_stmt_id (stmt, 0);

      if (!report (self, 0.8 + 0.2 * (double) MIN (++at, n_ops) / (double) n_ops,
                   N_("Comparing the records with the journal"), error) ||
          !check_row (self, way_entity_by_number ((guint) way_stmt_int (stmt, 1)), &row, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

typedef gboolean (*LookOver) (WayDb      *db,
                              GPtrArray  *findings,
                              GError    **error);

static gboolean
take_findings (Verify    *self,
               LookOver   look_over,
               GError   **error)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (!look_over (self->db, findings, error))
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    find (self, "%s", (const char *) g_ptr_array_index (findings, i));
  return TRUE;
}

/* What follows from records, and is kept so that it need not be worked out. */
static gboolean
check_derived (Verify  *self,
               GError **error)
{
  return report (self, 1.0, N_("Comparing the records with the journal"), error) &&
         take_findings (self, way_stays_verify, error) &&
         take_findings (self, way_waits_verify, error);
}

/* What was erased is empty, and the trail of views and exports is whole. */
static gboolean
check_trail (Verify  *self,
             GError **error)
{
  return report (self, 1.0, N_("Checking the trail of views and exports"), error) &&
         take_findings (self, way_erase_verify, error) &&
         take_findings (self, way_trail_verify, error);
}

/* --- All of it --- */

typedef gboolean (*Check) (Verify  *self,
                           GError **error);

/* Where a check stops at a page that cannot be read, that is a finding, and the
 * next one may still tell more. */
static gboolean
run_check (Verify  *self,
           Check    check,
           GError **error)
{
  g_autoptr(GError) fault = NULL;

  if (check (self, &fault))
    return TRUE;
  if (g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED))
    {
      find (self, "%s", fault->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
run_checks (Verify    *self,
            gboolean   pages,
            GError   **error)
{
  return report (self, 0.0, N_("Checking the pages"), error) &&
         (!pages || run_check (self, check_pages, error)) &&
         run_check (self, check_references, error) &&
         run_check (self, scan_tables, error) &&
         run_check (self, check_chains, error) &&
         run_check (self, check_rows, error) &&
         run_check (self, check_derived, error) &&
         run_check (self, check_trail, error);
}

static GPtrArray *
run (Verify    *self,
     gboolean   pages,
     GError   **error)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) baselines = g_array_new (FALSE, FALSE, sizeof (Baseline));
  gboolean done;

  self->findings = findings;
  self->baselines = baselines;
  g_array_set_clear_func (baselines, clear_baseline);
  if (!way_db_exec (self->db, "SAVEPOINT verify", error))
    return NULL;
  done = run_checks (self, pages, error);
  way_db_exec (self->db, "RELEASE verify", NULL);
  return done ? g_steal_pointer (&findings) : NULL;
}

GPtrArray *
way_verify_run (WayDb            *db,
                WayProgressFunc   progress,
                gpointer          data,
                GCancellable     *cancellable,
                GError          **error)
{
  Verify self = { .db = db, .progress = progress, .data = data, .cancellable = cancellable };

  return run (&self, TRUE, error);
}

GPtrArray *
way_verify_records (WayDb   *db,
                    GError **error)
{
  Verify self = { .db = db };

  return run (&self, FALSE, error);
}
