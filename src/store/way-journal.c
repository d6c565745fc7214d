/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of a connection: which replica it writes as, where its chain
 * stands, and the transaction around each edit. */

#include "way-capture-private.h"

#include "way-bug-private.h"
#include "way-stays-private.h"

#include <string.h>

/* --- Dots --- */

/* Numbers of replicas are asked for with every dot, and never change. */
static void
remember_replica (WayJournal   *self,
                  gint64        number,
                  const WayId  *id)
{
  WayId *owned = g_memdup2 (id, sizeof *id);

  g_hash_table_replace (self->replicas, GINT_TO_POINTER (number), owned);
  g_hash_table_replace (self->numbers, owned, GINT_TO_POINTER (number));
}

/* What was given a number in a transaction that is rolled back has none. */
static void
forget_replicas (WayJournal *self)
{
  g_hash_table_remove_all (self->numbers);
  g_hash_table_remove_all (self->replicas);
}

gint64
way_journal_replica (WayDb *db)
{
  return db->journal->replica;
}

gboolean
way_journal_dot (WayDb   *db,
                 gint64   local,
                 WayDot  *dot,
                 GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gint64 replica = WAY_LOCAL_REPLICA (local);
  const WayId *known;
  WayStep step;

  dot->sequence = (guint64) WAY_LOCAL_SEQUENCE (local);
  if (replica == db->journal->replica)
    {
      dot->replica = db->journal->replica_id;
      return TRUE;
    }
  known = g_hash_table_lookup (db->journal->replicas, GINT_TO_POINTER (replica));
  if (known != NULL)
    {
      dot->replica = *known;
      return TRUE;
    }
  stmt = way_db_prepare (db, "SELECT id FROM replica WHERE number = :number", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":number", replica);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      dot->replica = way_stmt_id (stmt, 0);
      remember_replica (db->journal, replica, &dot->replica);
    }
  else if (step == WAY_STEP_DONE)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                 "replica %" G_GINT64_FORMAT " is not known", replica);
  return step == WAY_STEP_ROW;
}

gboolean
way_journal_local (WayDb         *db,
                   const WayDot  *dot,
                   gint64        *local,
                   GError       **error)
{
  gint64 number = GPOINTER_TO_INT (g_hash_table_lookup (db->journal->numbers, &dot->replica));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (number == 0)
    {
      stmt = way_db_prepare (db, "SELECT number FROM replica WHERE id = :id", error);
      if (stmt == NULL)
        return FALSE;
      way_stmt_bind_id (stmt, ":id", &dot->replica);
      step = way_stmt_step (stmt, error);
      if (step == WAY_STEP_ERROR)
        return FALSE;
      if (step == WAY_STEP_ROW)
        {
          number = way_stmt_int (stmt, 0);
          remember_replica (db->journal, number, &dot->replica);
        }
    }
  *local = number != 0 ? WAY_LOCAL (number, dot->sequence) : 0;
  return TRUE;
}

/* --- Baselines --- */

static const WayBaseline *
find_baseline (WayJournal *self,
               gint64      dot)
{
  for (guint i = 0; i < self->baselines->len; i++)
    {
      const WayBaseline *baseline = &g_array_index (self->baselines, WayBaseline, i);

      if (dot >= baseline->first && dot <= baseline->last)
        return baseline;
    }
  return NULL;
}

gboolean
way_journal_is_baseline (WayDb  *db,
                         gint64  dot)
{
  return find_baseline (db->journal, dot) != NULL;
}

gboolean
way_journal_has_baseline (WayDb *db)
{
  return db->journal->baselines->len > 0;
}

GByteArray *
way_journal_derive (WayDb           *db,
                    const WayEntity *entity,
                    gint64           dot,
                    const WayValue  *values)
{
  const WayBaseline *baseline = find_baseline (db->journal, dot);
  GByteArray *parts;

  if (baseline == NULL)
    return NULL;
  parts = g_byte_array_new ();
  way_capture_put_insert (db->journal, way_db_synced (db, entity->name), values, dot,
                          baseline->key, parts);
  return parts;
}

gint64
way_journal_edit_of (WayDb  *db,
                     gint64  dot)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT id FROM edit WHERE kind = 2 AND :dot BETWEEN first"
                         " AND first + ops - 1", NULL);
  if (stmt == NULL)
    return 0;
  way_stmt_bind_int (stmt, ":dot", dot);
  return way_stmt_step (stmt, NULL) == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
}

/* --- Beginning and ending an edit --- */

/* Hybrid logical clock: 48 bits of milliseconds, 16 of counter, never back. */
static gint64
tick (WayDb  *db,
      gint64  last)
{
  gint64 now = (db->now (db->now_data) / 1000) << 16;

  return way_bug (44) ? now : MAX (now, last + 1);
}

gint64
way_journal_clock_limit (WayDb *db)
{
  if (way_bug (45))
    return G_MAXINT64;
  return (db->now (db->now_data) / 1000 + 24 * 60 * 60 * 1000) << 16;
}

/* The greatest stamp known, those aside that lie more than a day ahead. */
static gboolean
read_clock (WayDb   *db,
            gint64  *clock,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT max (clock) FROM edit WHERE clock <= :limit", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":limit", way_journal_clock_limit (db));
  step = way_stmt_step (stmt, error);
  *clock = step == WAY_STEP_ROW && !way_bug (5) ? way_stmt_int (stmt, 0) : 0;
  return step != WAY_STEP_ERROR;
}

/* Where this replica stands: other connections may have written since. */
static gboolean
read_state (WayDb   *db,
            GError **error)
{
  WayJournal *self = db->journal;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;
  gint64 last_clock, own_clock;
  gsize size;

  self->edit = WAY_LOCAL (self->replica, 1);
  self->first = WAY_LOCAL (self->replica, 1);
  memset (self->head, 0, sizeof self->head);
  stmt = way_db_prepare (db,
                         "SELECT id, first + ops, chain, clock FROM edit"
                         " WHERE id BETWEEN :low AND :high ORDER BY id DESC LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":low", WAY_LOCAL (self->replica, 0));
  way_stmt_bind_int (stmt, ":high", WAY_LOCAL (self->replica + 1, 0) - 1);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      const void *chain = way_stmt_blob (stmt, 2, &size);

      self->edit = way_stmt_int (stmt, 0) + 1;
      self->first = way_stmt_int (stmt, 1);
      if (size == sizeof self->head && !way_bug (47))
        memcpy (self->head, chain, size);
    }
  own_clock = step == WAY_STEP_ROW && !way_bug (46) ? way_stmt_int (stmt, 3) : 0;
  if (step == WAY_STEP_ERROR ||
      !read_clock (db, &last_clock, error))
    return FALSE;
  self->clock = tick (db, MAX (last_clock, own_clock));
  return TRUE;
}

gboolean
way_journal_begin (WayDb        *db,
                   WayEditKind   kind,
                   GError      **error)
{
  WayJournal *self = db->journal;

  g_return_val_if_fail (!db->writing, FALSE);
  if (!way_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  db->writing = TRUE;
  self->kind = kind;
  self->fault = NULL;
  self->sealed = FALSE;
  self->projecting = FALSE;
  if (!read_state (db, error))
    {
      way_journal_rollback (db);
      return FALSE;
    }
  self->next = self->first;
  self->baseline.first = self->first;
  randombytes_buf (self->baseline.key, sizeof self->baseline.key);
  crypto_generichash_init (&self->commitments, NULL, 0, WAY_HASH_SIZE);
  return TRUE;
}

gboolean
way_journal_is_import (WayDb *db)
{
  return db->journal->kind == WAY_EDIT_IMPORT;
}

void
way_journal_rollback (WayDb *db)
{
  way_capture_clear (db->journal);
  if (!way_bug (52))
    forget_replicas (db->journal);
  if (!sqlite3_get_autocommit (db->handle))
    way_db_exec (db, "ROLLBACK", NULL);
  db->writing = FALSE;
}

static void
put_dot (GByteArray   *bytes,
         const WayDot *dot)
{
  way_bytes_put_id (bytes, &dot->replica);
  way_bytes_put_uint (bytes, dot->sequence);
}

void
way_journal_chain (const guint8         before[WAY_HASH_SIZE],
                   const WayEditHeader *header,
                   const guint8         ops[WAY_HASH_SIZE],
                   guint8               chain[WAY_HASH_SIZE])
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  crypto_generichash_state state;

  way_bytes_put_id (bytes, &header->replica);
  way_bytes_put_uint (bytes, header->number);
  way_bytes_put_int (bytes, way_bug (51) ? 0 : header->clock);
  way_bytes_put_id (bytes, &header->user);
  way_bytes_put_text (bytes, way_bug (48) ? "" : header->who);
  way_bytes_put_text (bytes, way_bug (49) ? "" : header->name);
  way_bytes_put_text (bytes, way_bug (50) ? "" : header->reason);
  way_bytes_put_int (bytes, header->schema);
  way_bytes_put_uint (bytes, header->kind);
  put_dot (bytes, &header->undoes);
  way_bytes_put_uint (bytes, header->first);
  way_bytes_put_uint (bytes, header->ops);

  crypto_generichash_init (&state, NULL, 0, WAY_HASH_SIZE);
  crypto_generichash_update (&state, before, WAY_HASH_SIZE);
  crypto_generichash_update (&state, bytes->data, bytes->len);
  crypto_generichash_update (&state, ops, WAY_HASH_SIZE);
  crypto_generichash_final (&state, chain, WAY_HASH_SIZE);
}

/* Where SQLite cannot even undo a statement, be it one that only reads, it gives up the
 * whole transaction: what were written from then on would stand by itself. */
static gboolean
check_open (WayDb   *db,
            GError **error)
{
  if (!sqlite3_get_autocommit (db->handle))
    return TRUE;
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED,
               "%s: what was begun had to be given up, and nothing of it was written",
               way_db_path (db));
  return FALSE;
}

static gboolean
write_edit (WayDb              *db,
            const WayEditInfo  *info,
            WayEditId           undoes,
            GError            **error)
{
  WayJournal *self = db->journal;
  g_autofree char *user_name = way_db_dup_setting (db, "user_name");
  const char *who = info->who != NULL ? info->who : user_name != NULL ? user_name : "";
  g_autoptr(WayStmt) stmt = NULL;
  guint8 ops[WAY_HASH_SIZE];
  guint8 chain[WAY_HASH_SIZE];
  WayEditHeader header = {
    .replica = self->replica_id,
    .number = (guint64) WAY_LOCAL_SEQUENCE (self->edit),
    .clock = self->clock,
    .user = info->user,
    .who = who,
    .name = info->name,
    .reason = info->reason,
    .schema = way_migrate_newest (),
    .kind = self->kind,
    .first = (guint64) WAY_LOCAL_SEQUENCE (self->first),
    .ops = (guint64) (self->next - self->first),
  };

  if (undoes != 0 && !way_journal_dot (db, undoes, &header.undoes, error))
    return FALSE;
  crypto_generichash_final (&self->commitments, ops, sizeof ops);
  way_journal_chain (self->head, &header, ops, chain);

  stmt = way_db_prepare (db,
                         "INSERT INTO edit (id, clock, user, who, name, reason, schema, kind,"
                         " undoes, first, ops, before, chain, baseline) VALUES (:id, :clock, :user, :who,"
                         " :name, :reason, :schema, :kind, :undoes, :first, :ops, :before,"
                         " :chain, :baseline)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":id", self->edit);
  way_stmt_bind_int (stmt, ":clock", header.clock);
  way_stmt_bind_id (stmt, ":user", &header.user);
  way_stmt_bind_text (stmt, ":who", who);
  way_stmt_bind_text (stmt, ":name", info->name);
  way_stmt_bind_text (stmt, ":reason", info->reason);
  way_stmt_bind_int (stmt, ":schema", header.schema);
  way_stmt_bind_int (stmt, ":kind", header.kind);
  if (undoes != 0 && !way_bug (54))
    way_stmt_bind_int (stmt, ":undoes", undoes);
  way_stmt_bind_int (stmt, ":first", self->first);
  way_stmt_bind_int (stmt, ":ops", self->next - self->first);
  way_stmt_bind_blob (stmt, ":before", self->head, sizeof self->head);
  way_stmt_bind_blob (stmt, ":chain", chain, sizeof chain);
  if (self->kind == WAY_EDIT_BASELINE)
    way_stmt_bind_blob (stmt, ":baseline", self->baseline.key, sizeof self->baseline.key);
  return check_open (db, error) && way_stmt_run (stmt, error);
}

gboolean
way_journal_commit (WayDb              *db,
                    const WayEditInfo  *info,
                    WayEditId           undoes,
                    WayEditId          *edit,
                    GError            **error)
{
  WayJournal *self = db->journal;
  gboolean changed;

  if (!way_capture_flush (db, error))
    {
      way_journal_rollback (db);
      return FALSE;
    }
  changed = self->next > self->first;
  self->sealed = TRUE;
  if ((changed && !write_edit (db, info, undoes, error)) || !way_stays_pack (db, error) ||
      !way_db_exec (db, "COMMIT", error))
    {
      way_journal_rollback (db);
      return FALSE;
    }
  db->writing = FALSE;
  if (changed && self->kind == WAY_EDIT_BASELINE)
    {
      self->baseline.last = self->next - 1;
      g_array_append_val (self->baselines, self->baseline);
    }
  if (edit != NULL)
    *edit = changed ? self->edit : 0;
  return TRUE;
}

/* --- The journal of a connection --- */

static gboolean
make_replica (WayDb        *db,
              const WayId  *id,
              GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gboolean done;

  db->writing = TRUE;               /* the only write of a journal table outside of an edit */
  stmt = way_db_prepare (db, "INSERT INTO replica (id) VALUES (:id)", error);
  if (stmt != NULL)
    way_stmt_bind_id (stmt, ":id", id);
  done = stmt != NULL && way_stmt_run (stmt, error) &&
         way_db_run (db, "INSERT OR REPLACE INTO setting (key, value)"
                         " SELECT 'replica', max (number) FROM replica", error);
  db->writing = FALSE;
  return done;
}

static gboolean
read_replica (WayDb   *db,
              GError **error)
{
  WayJournal *self = db->journal;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT number, id FROM replica WHERE number ="
                         " (SELECT CAST (value AS INTEGER) FROM setting WHERE key = 'replica')",
                         error);
  if (stmt == NULL)
    return FALSE;
  step = way_stmt_step (stmt, error);
  self->replica = 0;
  if (step == WAY_STEP_ROW)
    {
      self->replica = way_stmt_int (stmt, 0);
      self->replica_id = way_stmt_id (stmt, 1);
    }
  return step != WAY_STEP_ERROR;
}

/* What the life that ends wrote and told nobody is still the device's to tell.  How
 * many files it sent after this state of the file nobody knows here: the next ones
 * are counted from far beyond, so that no answer to a lost one is taken for theirs,
 * and everything that a copy should hold is sent anew. */
static gboolean
leave_life (WayDb   *db,
            GError **error)
{
  static const char *const statements[] = {
    "INSERT OR IGNORE INTO life (replica, device)"
    " SELECT replica.id, device_key.id FROM replica, device_key WHERE replica.number ="
    "  (SELECT CAST (value AS INTEGER) FROM setting WHERE key = 'replica')",
    "UPDATE post SET sequence = sequence + 1048576 WHERE sent AND sequence ="
    " (SELECT max (sequence) FROM post AS last WHERE last.sent AND last.device = post.device)",
    "UPDATE held SET sequence = (SELECT max (sequence) FROM post"
    "  WHERE sent AND post.device = held.device),"
    "  stamp = (SELECT max (stamp) + 1 FROM held)"
    " WHERE gone IS NULL AND giver IN (device, (SELECT id FROM device_key))"
    " AND device IN (SELECT device FROM post WHERE sent)",
    "DELETE FROM file_sent",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!way_db_run (db, statements[i], error))
      return FALSE;
  return TRUE;
}

gboolean
way_journal_new_life (WayDb        *db,
                      const WayId  *id,
                      GError      **error)
{
  WayId made;

  if (id == NULL)
    randombytes_buf (made.bytes, sizeof made.bytes);
  return way_bug (53) ||
         (leave_life (db, error) && make_replica (db, id != NULL ? id : &made, error) &&
          read_replica (db, error));
}

static gboolean
read_baselines (WayDb   *db,
                GError **error)
{
  WayJournal *self = db->journal;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT first, first + ops - 1, baseline FROM edit"
                         " WHERE kind = 2 AND baseline IS NOT NULL", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayBaseline baseline = { .first = way_stmt_int (stmt, 0), .last = way_stmt_int (stmt, 1) };
      gsize size;
      const void *key = way_stmt_blob (stmt, 2, &size);

      if (size != sizeof baseline.key)
        continue;
      memcpy (baseline.key, key, size);
      g_array_append_val (self->baselines, baseline);
    }
  return step == WAY_STEP_DONE;
}

WayJournal *
way_journal_new (WayDb   *db,
                 GError **error)
{
  WayJournal *self;

  if (sodium_init () < 0)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED,
                   "libsodium found no source of random numbers");
      return NULL;
    }
  self = g_new0 (WayJournal, 1);
  self->baselines = g_array_new (FALSE, FALSE, sizeof (WayBaseline));
  self->numbers = g_hash_table_new (way_id_hash, way_id_equal_func);
  self->replicas = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  way_capture_init (self);
  db->journal = self;
  if (!read_replica (db, error) ||
      (self->replica == 0 && !way_journal_new_life (db, NULL, error)) ||
      !read_baselines (db, error))
    {
      g_clear_pointer (&db->journal, way_journal_free);
      return NULL;
    }
  way_capture_connect (db);
  return self;
}

void
way_journal_free (WayJournal *self)
{
  g_hash_table_unref (self->by_row);
  g_ptr_array_unref (self->changes);
  g_byte_array_unref (self->parts);
  g_byte_array_unref (self->body);
  g_array_unref (self->baselines);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->replicas);
  g_free (self);
}
