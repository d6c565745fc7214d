/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the trail: added to, read, exchanged and proved.  Bodies and headers
 * are netstrings (data/trail-format.md), so that a few lines of any language check
 * them. */

#include "way-trail-private.h"

#include <string.h>

#include "way-text.h"

#define MOST_TEXT 2000       /* bytes of a text that may come from another copy */

void
way_trail_record_free (WayTrailRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->action);
  g_free (self->who);
  g_free (self->entity);
  g_free (self->what);
  g_free (self->reason);
  g_free (self);
}

static void
free_record (gpointer data)
{
  way_trail_record_free (data);
}

char *
way_trail_record_name (const WayTrailRecord *self)
{
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (&self->copy, text);
  return g_strdup_printf ("%.8s-%" G_GUINT64_FORMAT, text, self->number);
}

/* --- Netstrings: length, colon, bytes, comma --- */

static void
put_text (GString    *bytes,
          const char *text)
{
  g_string_append_printf (bytes, "%" G_GSIZE_FORMAT ":%s,", text != NULL ? strlen (text) : 0,
                          text != NULL ? text : "");
}

static void
put_number (GString *bytes,
            gint64   number)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  put_text (bytes, text);
}

static void
put_id (GString     *bytes,
        const WayId *id)
{
  g_autofree char *text = way_id_to_string (id);

  put_text (bytes, text);
}

/* The next one, newly allocated; NULL where there is none. */
static char *
take_text (const char **at,
           const char  *end)
{
  const char *colon = memchr (*at, ':', MIN ((gsize) (end - *at), 8));
  const char *text;
  gint64 length;
  g_autofree char *digits = colon != NULL ? g_strndup (*at, (gsize) (colon - *at)) : NULL;

  if (digits == NULL || !way_text_parse_int (digits, 0, 1 << 20, &length) ||
      end - colon - 1 <= length || colon[1 + length] != ',')
    return NULL;
  text = colon + 1;
  *at = text + length + 1;
  return memchr (text, '\0', (gsize) length) == NULL ? g_strndup (text, (gsize) length) : NULL;
}

static gboolean
take_number (const char **at,
             const char  *end,
             gint64      *number)
{
  g_autofree char *text = take_text (at, end);

  return text != NULL && way_text_parse_int (text, 0, G_MAXINT64, number);
}

static gboolean
take_id (const char **at,
         const char  *end,
         WayId       *id)
{
  g_autofree char *text = take_text (at, end);

  *id = (WayId) { 0 };
  return text != NULL && (*text == '\0' || way_id_parse (text, id));
}

/* --- Bodies, commitments, chains --- */

static GString *
make_body (const WayTrailRecord *record)
{
  GString *body = g_string_new (NULL);

  put_id (body, &record->user);
  put_text (body, record->who);
  put_text (body, record->entity);
  put_id (body, &record->row);
  put_number (body, record->count);
  put_text (body, record->what);
  put_text (body, record->reason);
  return body;
}

/* Sets the record's fields from its body. */
static gboolean
read_body (WayTrailRecord *record,
           const char     *body,
           gsize           size)
{
  const char *end = body + size;
  const char *at = body;

  return take_id (&at, end, &record->user) &&
         (record->who = take_text (&at, end)) != NULL &&
         (record->entity = take_text (&at, end)) != NULL &&
         take_id (&at, end, &record->row) &&
         take_number (&at, end, &record->count) &&
         (record->what = take_text (&at, end)) != NULL &&
         (record->reason = take_text (&at, end)) != NULL && at == end;
}

static void
hash_body (const WayTrailRecord *record,
           guint8                commitment[WAY_HASH_SIZE])
{
  g_autoptr(GString) body = make_body (record);

  way_op_part_commitment (record->salt, body->str, body->len, commitment);
}

static void
hash_chain (const WayTrailRecord *record,
            guint8                chain[WAY_HASH_SIZE])
{
  g_autoptr(GString) header = g_string_new (NULL);
  crypto_generichash_state state;

  put_id (header, &record->copy);
  put_number (header, (gint64) record->number);
  put_number (header, record->at);
  put_text (header, record->action);
  crypto_generichash_init (&state, NULL, 0, WAY_HASH_SIZE);
  crypto_generichash_update (&state, record->before, WAY_HASH_SIZE);
  crypto_generichash_update (&state, (const guint8 *) header->str, header->len);
  crypto_generichash_update (&state, record->commitment, WAY_HASH_SIZE);
  crypto_generichash_final (&state, chain, WAY_HASH_SIZE);
}

gboolean
way_trail_record_holds (const WayTrailRecord *self)
{
  guint8 hash[WAY_HASH_SIZE];

  if (!self->erased)
    {
      hash_body (self, hash);
      if (memcmp (hash, self->commitment, sizeof hash) != 0)
        return FALSE;
    }
  hash_chain (self, hash);
  return memcmp (hash, self->chain, sizeof hash) == 0;
}

/* --- Rows of the table --- */

#define COLUMNS "trail.id, trail.at, trail.action, trail.entity, trail.row, trail.salt," \
                " trail.body, trail.commitment, trail.before, trail.chain"

static gboolean
copy_bytes (WayStmt *stmt,
            int      column,
            guint8  *bytes,
            gsize    wanted)
{
  gsize size;
  const void *blob = way_stmt_blob (stmt, column, &size);

  if (blob == NULL || size != wanted)
    return FALSE;
  memcpy (bytes, blob, wanted);
  return TRUE;
}

/* NULL where what is stored is no record at all. */
static WayTrailRecord *
record_from_row (WayDb    *db,
                 WayStmt  *stmt,
                 GError  **error)
{
  g_autoptr(WayTrailRecord) record = g_new0 (WayTrailRecord, 1);
  WayDot dot;
  const char *body;
  gsize size;
  gboolean whole;

  if (!way_journal_dot (db, way_stmt_int (stmt, 0), &dot, error))
    return NULL;
  record->copy = dot.replica;
  record->number = dot.sequence;
  record->at = way_stmt_int (stmt, 1);
  record->action = g_strdup (way_stmt_text (stmt, 2));
  record->erased = way_stmt_is_null (stmt, 6);
  whole = copy_bytes (stmt, 7, record->commitment, WAY_HASH_SIZE) &&
          copy_bytes (stmt, 8, record->before, WAY_HASH_SIZE) &&
          copy_bytes (stmt, 9, record->chain, WAY_HASH_SIZE);
  if (record->erased)
    {
      record->entity = g_strdup (way_stmt_text (stmt, 3));
      record->row = way_stmt_id (stmt, 4);
    }
  else
    {
      body = way_stmt_blob (stmt, 6, &size);
      whole = whole && copy_bytes (stmt, 5, record->salt, WAY_SALT_SIZE) &&
              read_body (record, body != NULL ? body : "", size);
    }
  if (whole)
    return g_steal_pointer (&record);
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
               "record %" G_GUINT64_FORMAT " of the trail cannot be read", dot.sequence);
  return NULL;
}

static gboolean
write_record (WayDb                 *db,
              gint64                 id,
              const WayTrailRecord  *record,
              GError               **error)
{
  g_autoptr(GString) body = record->erased ? NULL : make_body (record);
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT INTO trail (id, at, action, entity, row, salt, body, commitment,"
                         " before, chain) VALUES (:id, :at, :action, :entity, :row, :salt, :body,"
                         " :commitment, :before, :chain)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":id", id);
  way_stmt_bind_int (stmt, ":at", record->at);
  way_stmt_bind_text (stmt, ":action", record->action);
  way_stmt_bind_text (stmt, ":entity", record->entity);
  way_stmt_bind_id (stmt, ":row", &record->row);
  if (body != NULL)
    {
      way_stmt_bind_blob (stmt, ":salt", record->salt, WAY_SALT_SIZE);
      way_stmt_bind_blob (stmt, ":body", body->str, body->len);
    }
  way_stmt_bind_blob (stmt, ":commitment", record->commitment, WAY_HASH_SIZE);
  way_stmt_bind_blob (stmt, ":before", record->before, WAY_HASH_SIZE);
  way_stmt_bind_blob (stmt, ":chain", record->chain, WAY_HASH_SIZE);
  return way_stmt_run (stmt, error);
}

/* Runs the statement; NULL where it, or what it finds, cannot be read. */
static GPtrArray *
read_records (WayDb    *db,
              WayStmt  *stmt,
              GError  **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (free_record);
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayTrailRecord *record = record_from_row (db, stmt, error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

/* The last record of a copy (by its number in this file) before an id. */
static gboolean
find_last (WayDb    *db,
           gint64    replica,
           gint64    before,
           gint64   *id,
           guint8    chain[WAY_HASH_SIZE],
           GError  **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT id, chain FROM trail WHERE id > :low AND id < :before"
                         " ORDER BY id DESC LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":low", WAY_LOCAL (replica, 0));
  way_stmt_bind_int (stmt, ":before", before);
  step = way_stmt_step (stmt, error);
  *id = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : WAY_LOCAL (replica, 0);
  memset (chain, 0, WAY_HASH_SIZE);
  if (step == WAY_STEP_ROW)
    copy_bytes (stmt, 1, chain, WAY_HASH_SIZE);
  return step != WAY_STEP_ERROR;
}

/* --- Adding --- */

/* Whether the row was erased: then nothing that tells of it is kept. */
static gboolean
is_erased (WayDb                 *db,
           const WayTrailRecord  *record,
           gboolean              *erased,
           GError               **error)
{
  *erased = FALSE;
  return way_id_is_null (&record->row) || g_strcmp0 (record->action, WAY_TRAIL_ERASE) == 0 ||
         way_journal_is_erased (db, &record->row, erased, error);
}

static gboolean
add_entry (WayDb                *db,
           const WayTrailEntry  *entry,
           gint64               *last,
           guint8                chain[WAY_HASH_SIZE],
           GError              **error)
{
  WayTrailRecord record = {
    .at = db->now (db->now_data) / 1000,
    .action = (char *) entry->action,
    .user = entry->user,
    .who = (char *) entry->who,
    .entity = (char *) (entry->entity != NULL ? entry->entity->name : NULL),
    .row = entry->row,
    .count = entry->count,
    .what = (char *) entry->what,
    .reason = (char *) entry->reason,
  };
  WayDot dot;

  if (!way_journal_dot (db, ++*last, &dot, error))
    return FALSE;
  record.copy = dot.replica;
  record.number = dot.sequence;
  randombytes_buf (record.salt, sizeof record.salt);
  memcpy (record.before, chain, WAY_HASH_SIZE);
  hash_body (&record, record.commitment);
  hash_chain (&record, record.chain);
  memcpy (chain, record.chain, WAY_HASH_SIZE);
  return write_record (db, *last, &record, error);
}

static gboolean
add_entries (WayDb                *db,
             const WayTrailEntry  *entries,
             guint                 n,
             GError              **error)
{
  gint64 replica = way_journal_replica (db);
  guint8 chain[WAY_HASH_SIZE];
  gint64 last;

  if (!find_last (db, replica, WAY_LOCAL (replica + 1, 0), &last, chain, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!add_entry (db, &entries[i], &last, chain, error))
      return FALSE;
  return TRUE;
}

/* Within the transaction that runs, or one of its own. */
static gboolean
begin (WayDb     *db,
       gboolean  *own,
       GError   **error)
{
  *own = sqlite3_get_autocommit (db->handle) != 0;
  return !*own || way_db_exec (db, "BEGIN IMMEDIATE", error);
}

static gboolean
end (WayDb     *db,
     gboolean   own,
     gboolean   done,
     GError   **error)
{
  if (!own)
    return done;
  if (done && way_db_exec (db, "COMMIT", error))
    return TRUE;
  way_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

gboolean
way_trail_add (WayDb                *db,
               const WayTrailEntry  *entries,
               guint                 n,
               GError              **error)
{
  g_autoptr(WayDb) other = NULL;
  gboolean own;

  if (sqlite3_db_readonly (db->handle, "main") == 1)
    {
      other = way_db_open (way_db_path (db), WAY_DB_WRITE, error);
      if (other == NULL)
        return FALSE;
      db = other;
    }
  return begin (db, &own, error) && end (db, own, add_entries (db, entries, n, error), error);
}

/* --- Reading --- */

static char *
join_actions (const WayTrailFilter *filter)
{
  g_autofree char *joined = NULL;

  if (filter->actions == NULL)
    return NULL;
  joined = g_strjoinv ("|", (char **) filter->actions);
  return g_strdup_printf ("|%s|", joined);
}

GPtrArray *
way_trail_list (WayDb                 *db,
                const WayTrailFilter  *filter,
                guint                  offset,
                guint                  limit,
                GError               **error)
{
  g_autofree char *actions = join_actions (filter);
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT " COLUMNS " FROM trail"
                         " WHERE (:row IS NULL OR row = :row)"
                         " AND (:entity IS NULL OR entity = :entity)"
                         " AND (:actions IS NULL OR instr (:actions, '|' || action || '|') > 0)"
                         " AND (:since = 0 OR at >= :since) AND (:until = 0 OR at < :until)"
                         " ORDER BY at DESC, id DESC LIMIT :limit OFFSET :offset", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":row", &filter->row);
  way_stmt_bind_text (stmt, ":entity", filter->entity != NULL ? filter->entity->name : NULL);
  way_stmt_bind_text (stmt, ":actions", actions);
  way_stmt_bind_int (stmt, ":since", filter->since);
  way_stmt_bind_int (stmt, ":until", filter->until);
  way_stmt_bind_int (stmt, ":limit", limit != 0 ? (gint64) limit : -1);
  way_stmt_bind_int (stmt, ":offset", offset);
  return read_records (db, stmt, error);
}

GArray *
way_trail_heads (WayDb   *db,
                 GError **error)
{
  g_autoptr(GArray) heads = g_array_new (FALSE, FALSE, sizeof (WayTrailHead));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT max (id) FROM trail GROUP BY id >> 40 ORDER BY 1", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayTrailHead head;
      WayDot dot;

      if (!way_journal_dot (db, way_stmt_int (stmt, 0), &dot, error))
        return NULL;
      head.copy = dot.replica;
      head.last = dot.sequence;
      g_array_append_val (heads, head);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&heads) : NULL;
}

GPtrArray *
way_trail_since (WayDb        *db,
                 const WayId  *copy,
                 guint64       number,
                 guint         limit,
                 GError      **error)
{
  WayDot dot = { *copy, number };
  g_autoptr(WayStmt) stmt = NULL;
  gint64 after;

  if (!way_journal_local (db, &dot, &after, error))
    return NULL;
  stmt = way_db_prepare (db,
                         "SELECT " COLUMNS " FROM trail WHERE id > :after AND id < :end"
                         " ORDER BY id LIMIT :limit", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int (stmt, ":after", after);
  way_stmt_bind_int (stmt, ":end", after != 0 ? WAY_LOCAL (WAY_LOCAL_REPLICA (after) + 1, 0) : 0);
  way_stmt_bind_int (stmt, ":limit", limit != 0 ? (gint64) limit : -1);
  return read_records (db, stmt, error);
}

/* --- Taking in --- */

static gboolean
refuse (const WayTrailRecord  *record,
        WayStoreError          code,
        const char            *why,
        GError               **error)
{
  g_autofree char *name = way_trail_record_name (record);

  g_set_error (error, WAY_STORE_ERROR, code, "record %s of the trail %s", name, why);
  return FALSE;
}

static gboolean
is_within_bounds (const WayTrailRecord *record)
{
  const char *const texts[] = { record->action, record->who, record->entity, record->what,
                                record->reason };

  if (record->number == 0 || record->number >= (G_GUINT64_CONSTANT (1) << WAY_LOCAL_SHIFT) ||
      record->at < 0 || record->count < 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && !way_text_is_clean (texts[i], MOST_TEXT, TRUE))
      return FALSE;
  return record->action != NULL;
}

static gboolean
find_chain (WayDb     *db,
            gint64     id,
            gboolean  *known,
            guint8     chain[WAY_HASH_SIZE],
            GError   **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT chain FROM trail WHERE id = :id", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":id", id);
  step = way_stmt_step (stmt, error);
  *known = step == WAY_STEP_ROW && copy_bytes (stmt, 0, chain, WAY_HASH_SIZE);
  return step != WAY_STEP_ERROR;
}

/* Stores what is new; an erased row's record without its body. */
static gboolean
store_foreign (WayDb                 *db,
               gint64                 id,
               const WayTrailRecord  *record,
               GError               **error)
{
  WayTrailRecord kept = *record;

  if (!record->erased && !is_erased (db, record, &kept.erased, error))
    return FALSE;
  return write_record (db, id, &kept, error);
}

static gboolean
take_record (WayDb                 *db,
             const WayTrailRecord  *record,
             guint                 *taken,
             GError               **error)
{
  WayDot dot = { record->copy, record->number };
  guint8 chain[WAY_HASH_SIZE];
  gint64 id, last;
  gboolean known;

  if (!is_within_bounds (record) || !way_trail_record_holds (record))
    return refuse (record, WAY_STORE_ERROR_DAMAGED, "is not what was written", error);
  if (!way_merge_localise (db, &dot, &id, error) || !find_chain (db, id, &known, chain, error))
    return FALSE;
  if (known && memcmp (chain, record->chain, WAY_HASH_SIZE) != 0)
    return refuse (record, WAY_STORE_ERROR_CLONED, "is another than is known: its copy was cloned",
                   error);
  if (known)
    return TRUE;
  if (!find_last (db, WAY_LOCAL_REPLICA (id), id, &last, chain, error))
    return FALSE;
  if (last != id - 1 || memcmp (chain, record->before, WAY_HASH_SIZE) != 0)
    return refuse (record, WAY_STORE_ERROR_DAMAGED, "does not follow the one before it", error);
  ++*taken;
  return store_foreign (db, id, record, error);
}

static gboolean
take_records (WayDb      *db,
              GPtrArray  *records,
              guint      *taken,
              GError    **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!take_record (db, g_ptr_array_index (records, i), taken, error))
      return FALSE;
  return TRUE;
}

gboolean
way_trail_take (WayDb      *db,
                GPtrArray  *records,
                guint      *taken,
                GError    **error)
{
  gboolean writing = db->writing;
  guint count = 0;
  gboolean own, done;

  if (!begin (db, &own, error))
    return FALSE;
  db->writing = TRUE;               /* a copy that is heard of first gets its number */
  done = take_records (db, records, &count, error);
  db->writing = writing;
  done = end (db, own, done, error);
  if (taken != NULL)
    *taken = done ? count : 0;
  return done;
}

/* --- Erasure --- */

gboolean
way_trail_forget (WayDb        *db,
                  const WayId  *row,
                  GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "UPDATE trail SET salt = NULL, body = NULL"
                         " WHERE row = :row AND body IS NOT NULL AND action <> '"
                         WAY_TRAIL_ERASE "'", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_run (stmt, error);
}

/* --- Proof --- */

typedef struct
{
  WayDb     *db;
  GPtrArray *findings;
  gint64     last;
  guint8     chain[WAY_HASH_SIZE];
} Proof;

static void
find (Proof                 *self,
      const WayTrailRecord  *record,
      const char            *what)
{
  g_autofree char *name = way_trail_record_name (record);

  g_ptr_array_add (self->findings, g_strdup_printf ("trail %s: %s", name, what));
}

/* What is repeated beside the body, to be looked for. */
static gboolean
columns_agree (WayStmt              *stmt,
               const WayTrailRecord *record)
{
  WayId row = way_stmt_id (stmt, 4);
  const char *entity = way_stmt_text (stmt, 3);

  return way_id_equal (&row, &record->row) &&
         g_strcmp0 (entity != NULL ? entity : "", record->entity != NULL ? record->entity : "") == 0;
}

static gboolean
prove_erasure (Proof                 *self,
               const WayTrailRecord  *record,
               GError               **error)
{
  gboolean erased;

  if (!record->erased)
    return TRUE;
  if (!is_erased (self->db, record, &erased, error))
    return FALSE;
  if (!erased)
    find (self, record, "was emptied, and what it tells of was not erased");
  return TRUE;
}

static gboolean
prove_record (Proof                 *self,
              WayStmt               *stmt,
              const WayTrailRecord  *record,
              GError               **error)
{
  static const guint8 nothing[WAY_HASH_SIZE] = { 0 };
  gint64 id = way_stmt_int (stmt, 0);
  gboolean follows = self->last + 1 == id && record->number > 1;

  if (!follows && record->number > 1)
    find (self, record, "the one before it is missing");
  else if (memcmp (record->before, follows ? self->chain : nothing, WAY_HASH_SIZE) != 0)
    find (self, record, "does not follow the one before it");
  if (!way_trail_record_holds (record) || !columns_agree (stmt, record))
    find (self, record, "is not what was written");
  self->last = id;
  memcpy (self->chain, record->chain, WAY_HASH_SIZE);
  return prove_erasure (self, record, error);
}

gboolean
way_trail_verify (WayDb      *db,
                  GPtrArray  *findings,
                  GError    **error)
{
  Proof self = { .db = db, .findings = findings };
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT " COLUMNS " FROM trail ORDER BY id", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr(WayTrailRecord) record = record_from_row (db, stmt, error);

      if (record == NULL || !prove_record (&self, stmt, record, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}
