/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed words about edits: made, packed, checked, kept. */

#include "way-word.h"

#include <sodium.h>
#include <string.h>

#include "way-bug-private.h"
#include "way-exchange-private.h"
#include "way-signature.h"

#define DOMAIN "waymark word 1"
#define MOST_WORDS 1000000

G_STATIC_ASSERT (crypto_sign_BYTES == WAY_BUNDLE_SIGNATURE_SIZE);

/* What is signed: everything but the signature. */
static GByteArray *
signed_bytes (const WayWord *self)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) DOMAIN, sizeof DOMAIN - 1);
  way_bytes_put_uint (bytes, self->kind);
  way_bytes_put_id (bytes, &self->replica);
  way_bytes_put_uint (bytes, self->number);
  g_byte_array_append (bytes, self->chain, sizeof self->chain);
  way_bytes_put_id (bytes, &self->device);
  way_bytes_put_uint (bytes, self->roster);
  return bytes;
}

static void
sign (WayWord         *self,
      const WayDevice *device)
{
  g_autoptr(GByteArray) bytes = NULL;

  self->device = device->id;
  bytes = signed_bytes (self);
  crypto_sign_detached (self->signature, NULL, bytes->data, bytes->len, device->sign_secret);
}

gboolean
way_word_is_signed (const WayWord   *self,
                    const WayRoster *roster)
{
  const WayRosterEntry *entry = way_roster_find (roster, &self->device);
  g_autoptr(GByteArray) bytes = signed_bytes (self);

  if (entry == NULL ||
      (self->kind == WAY_WORD_ACCEPTED && entry->role != WAY_COPY_OFFICE) ||
      (self->kind != WAY_WORD_HEAD && self->kind != WAY_WORD_ACCEPTED))
    return FALSE;
  return way_signature_holds (self->signature, bytes->data, bytes->len, entry->device->sign);
}

/* --- In the file --- */

gboolean
way_words_keep (WayDb          *db,
                const WayWord  *word,
                GError        **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT OR REPLACE INTO word (kind, replica, number, chain, device,"
                         " roster, signature) VALUES (:kind, :replica, :number, :chain, :device,"
                         " :roster, :signature)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":kind", word->kind);
  way_stmt_bind_id (stmt, ":replica", &word->replica);
  way_stmt_bind_int (stmt, ":number", (gint64) word->number);
  way_stmt_bind_blob (stmt, ":chain", word->chain, sizeof word->chain);
  way_stmt_bind_id (stmt, ":device", &word->device);
  way_stmt_bind_int (stmt, ":roster", (gint64) word->roster);
  way_stmt_bind_blob (stmt, ":signature", word->signature, sizeof word->signature);
  return way_stmt_run (stmt, error);
}

static void
copy_bytes (WayStmt *stmt,
            int      column,
            guint8  *bytes,
            gsize    size)
{
  gsize there;
  const void *blob = way_stmt_blob (stmt, column, &there);

  if (there == size)
    memcpy (bytes, blob, size);
}

/* The rows of a statement that gives kind, replica, number, chain, device, roster,
 * signature. */
static GArray *
read_words (WayStmt  *stmt,
            GError  **error)
{
  g_autoptr(GArray) words = g_array_new (FALSE, TRUE, sizeof (WayWord));
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayWord word = {
        .kind = (guint) way_stmt_int (stmt, 0),
        .replica = way_stmt_id (stmt, 1),
        .number = (guint64) way_stmt_int (stmt, 2),
        .device = way_stmt_id (stmt, 4),
        .roster = (guint64) way_stmt_int (stmt, 5),
      };

      copy_bytes (stmt, 3, word.chain, sizeof word.chain);
      copy_bytes (stmt, 6, word.signature, sizeof word.signature);
      g_array_append_val (words, word);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&words) : NULL;
}

GArray *
way_words_of (WayDb        *db,
              const WayId  *replica,
              GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT kind, replica, number, chain, device, roster, signature FROM word"
                         " WHERE replica = :replica ORDER BY number DESC", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":replica", replica);
  return read_words (stmt, error);
}

/* --- Lives --- */

gboolean
way_life_read (WayDb        *db,
               const WayId  *replica,
               WayId        *device,
               GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT device FROM life WHERE replica = :replica",
                                            error);
  WayStep step;

  memset (device, 0, sizeof *device);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":replica", replica);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *device = way_stmt_id (stmt, 0);
  return step != WAY_STEP_ERROR;
}

gboolean
way_life_keep (WayDb        *db,
               const WayId  *replica,
               const WayId  *device,
               GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO life (replica, device) VALUES (:replica, :device)",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":replica", replica);
  way_stmt_bind_id (stmt, ":device", device);
  return way_stmt_run (stmt, error);
}

/* --- Signing --- */

static gboolean
claim_lives (WayDb            *db,
             const WayDevice  *device,
             gboolean          all,
             GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayId own;

  if (!way_exchange_read_own (db, &own, error) || !way_life_keep (db, &own, &device->id, error))
    return FALSE;
  if (!all)
    return TRUE;
  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO life (replica, device)"
                         " SELECT id, :device FROM replica", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &device->id);
  return way_stmt_run (stmt, error);
}

gboolean
way_words_sign_heads (WayDb            *db,
                      const WayDevice  *device,
                      guint64           roster,
                      gboolean          all,
                      GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (!claim_lives (db, device, all, error))
    return FALSE;
  stmt = way_db_prepare (db,
                         "SELECT replica.id, edit.id & 1099511627775, edit.chain FROM replica"
                         " JOIN life ON life.replica = replica.id AND life.device = :device"
                         " JOIN edit ON edit.id = (SELECT max (id) FROM edit"
                         "  WHERE id BETWEEN replica.number << 40 AND ((replica.number + 1) << 40) - 1)"
                         " WHERE NOT EXISTS (SELECT 1 FROM word WHERE kind = 1"
                         "  AND word.replica = replica.id AND word.chain = edit.chain)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &device->id);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayWord word = {
        .kind = WAY_WORD_HEAD,
        .replica = way_stmt_id (stmt, 0),
        .number = (guint64) way_stmt_int (stmt, 1),
        .roster = roster,
      };

      copy_bytes (stmt, 2, word.chain, sizeof word.chain);
      sign (&word, device);
      if (!way_words_keep (db, &word, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

gboolean
way_words_accept (WayDb            *db,
                  const WayDevice  *device,
                  guint64           roster,
                  const WayId      *replica,
                  guint64           number,
                  const guint8      chain[WAY_HASH_SIZE],
                  GError          **error)
{
  WayWord word = {
    .kind = WAY_WORD_ACCEPTED,
    .replica = *replica,
    .number = number,
    .roster = roster,
  };

  memcpy (word.chain, chain, sizeof word.chain);
  sign (&word, device);
  return way_words_keep (db, &word, error);
}

/* Edits of which no head stands without a gap, in chains of which one waits. */
#define BROKEN                                                                   \
  "SELECT replica.id, edit.id & 1099511627775, edit.chain FROM edit"             \
  " JOIN replica ON replica.number = edit.id >> 40"                              \
  " WHERE replica.id IN (SELECT replica FROM quarantine)"                        \
  " AND NOT EXISTS (SELECT 1 FROM word WHERE kind = 2 AND word.replica = replica.id" \
  "  AND word.number = edit.id & 1099511627775 AND word.chain = edit.chain)"     \
  " AND NOT EXISTS (SELECT 1 FROM word AS head WHERE kind = 1"                   \
  "  AND head.replica = replica.id AND head.number >= edit.id & 1099511627775"   \
  "  AND (SELECT count (*) FROM edit AS run WHERE run.id BETWEEN edit.id"        \
  "   AND replica.number << 40 | head.number)"                                   \
  "  = head.number - (edit.id & 1099511627775) + 1)"

gboolean
way_words_vouch (WayDb            *db,
                 const WayDevice  *device,
                 guint64           roster,
                 GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, BROKEN, error);
  WayStep step;

  if (stmt == NULL || way_bug (113))
    return stmt != NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId replica = way_stmt_id (stmt, 0);
      guint8 chain[WAY_HASH_SIZE];

      copy_bytes (stmt, 2, chain, sizeof chain);
      if (!way_words_accept (db, device, roster, &replica, (guint64) way_stmt_int (stmt, 1), chain,
                             error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

/* --- As a section --- */

/* The newest head of each chain, and the newest whose edit is here: another office may
 * have told of one whose edit waits there.  Of a chain of which something waits in
 * quarantine here, and so goes to nobody, neither reaches all that does go: every head
 * is told. */
GByteArray *
way_words_pack (WayDb   *db,
                GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GArray) words = NULL;
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT kind, replica, number, chain, device, roster, signature"
                         " FROM word WHERE kind = 2 OR number = (SELECT max (number)"
                         "  FROM word AS other WHERE other.kind = 1"
                         "  AND other.replica = word.replica)"
                         " OR number = (SELECT other.number FROM word AS other"
                         "  WHERE other.kind = 1 AND other.replica = word.replica AND EXISTS"
                         "   (SELECT 1 FROM replica"
                         "    JOIN edit ON edit.id = (replica.number << 40) + other.number"
                         "    WHERE replica.id = other.replica)"
                         "  ORDER BY other.number DESC LIMIT 1)"
                         " OR replica IN (SELECT replica FROM quarantine)"
                         " ORDER BY kind, replica, number", error);
  words = stmt != NULL ? read_words (stmt, error) : NULL;
  if (words == NULL)
    return NULL;
  way_bytes_put_uint (bytes, words->len);
  for (guint i = 0; i < words->len; i++)
    {
      const WayWord *word = &g_array_index (words, WayWord, i);

      way_bytes_put_uint (bytes, word->kind);
      way_bytes_put_id (bytes, &word->replica);
      way_bytes_put_uint (bytes, word->number);
      g_byte_array_append (bytes, word->chain, sizeof word->chain);
      way_bytes_put_id (bytes, &word->device);
      way_bytes_put_uint (bytes, word->roster);
      g_byte_array_append (bytes, word->signature, sizeof word->signature);
    }
  return g_steal_pointer (&bytes);
}

GArray *
way_words_unpack (gconstpointer data,
                  gsize         size)
{
  g_autoptr(GArray) words = g_array_new (FALSE, TRUE, sizeof (WayWord));
  WayReader reader = way_reader (data, size);
  guint64 n = way_reader_get_uint (&reader);

  if (n > MOST_WORDS)
    return NULL;
  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      guint64 kind = way_reader_get_uint (&reader);
      WayWord word = { .kind = (guint) MIN (kind, G_MAXUINT) };
      const guint8 *chain, *signature;

      word.replica = way_reader_get_id (&reader);
      word.number = way_reader_get_uint (&reader);
      chain = way_reader_take (&reader, sizeof word.chain);
      word.device = way_reader_get_id (&reader);
      word.roster = way_reader_get_uint (&reader);
      signature = way_reader_take (&reader, sizeof word.signature);
      if (reader.bad || word.number > G_MAXINT64 || word.roster > G_MAXINT64)
        return NULL;
      memcpy (word.chain, chain, sizeof word.chain);
      memcpy (word.signature, signature, sizeof word.signature);
      g_array_append_val (words, word);
    }
  return way_reader_is_done (&reader) ? g_steal_pointer (&words) : NULL;
}
