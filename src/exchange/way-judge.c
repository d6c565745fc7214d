/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may have written what: heads, roles, scopes, fields. */

#include "way-judge.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-copies.h"
#include "way-exchange-private.h"
#include "way-given.h"
#include "way-scope.h"

/* An edit of the bundle that is not known here. */
typedef struct
{
  WayId    replica;
  guint64  number;
  guint8   chain[WAY_HASH_SIZE];
  gboolean covered;          /* a signed word stands for it */
} Incoming;

struct _WayJudge
{
  WayDb                *db;
  WayBundle            *bundle;
  WayRoster            *roster;
  GBytes               *body;
  const WayRosterEntry *sender;
  const WayRosterEntry *own;
  WayRanges            *heard;
  GArray               *words;      /* of the bundle, those that hold */
  GHashTable           *lives;      /* WayId * of a replica -> WayId * of its device */
  GArray               *incoming;   /* of Incoming, by replica and number */
};

void
way_judge_free (WayJudge *self)
{
  if (self == NULL)
    return;
  way_roster_free (self->roster);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->heard, way_ranges_free);
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->lives, g_hash_table_unref);
  g_clear_pointer (&self->incoming, g_array_unref);
  g_free (self);
}

const WayRoster *
way_judge_roster (WayJudge *self)
{
  return self->roster;
}

const WayRosterEntry *
way_judge_sender (WayJudge *self)
{
  return self->sender;
}

const WayRosterEntry *
way_judge_own (WayJudge *self)
{
  return self->own;
}

GBytes *
way_judge_body (WayJudge *self)
{
  return self->body;
}

/* --- Lives and words --- */

/* The device that the replica belongs to: as it was said first. */
static gboolean
find_life (WayJudge     *self,
           const WayId  *replica,
           WayId        *device,
           GError      **error)
{
  const WayId *claimed;

  if (!way_life_read (self->db, replica, device, error))
    return FALSE;
  claimed = g_hash_table_lookup (self->lives, replica);
  if (way_id_is_null (device) && claimed != NULL)
    *device = *claimed;
  return TRUE;
}

/* Whether edits of a replica are here that no device has answered for. */
static gboolean
is_known (WayJudge     *self,
          const WayId  *replica,
          gboolean     *known,
          GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self->db,
                         "SELECT 1 FROM replica JOIN edit ON edit.id BETWEEN replica.number << 40"
                         " AND ((replica.number + 1) << 40) - 1 WHERE replica.id = :replica LIMIT 1",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":replica", replica);
  return way_stmt_finds (stmt, known, error);
}

/* Who may say first that a chain is theirs: an office, for any; another for the one
 * that it writes, and only while nothing of it is here. */
static gboolean
may_claim (WayJudge     *self,
           const WayId  *replica,
           const WayId  *device,
           gboolean     *may,
           GError      **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  gboolean known = FALSE;

  *may = TRUE;
  if (self->sender->role == WAY_COPY_OFFICE)
    return TRUE;
  if (!is_known (self, replica, &known, error))
    return FALSE;
  *may = !known && way_id_equal (replica, &manifest->sender) &&
         way_id_equal (device, &manifest->device);
  return TRUE;
}

/* TRUE in holds where the chain is the device's, as was said before or is now. */
static gboolean
claim (WayJudge     *self,
       const WayId  *replica,
       const WayId  *device,
       gboolean     *holds,
       GError      **error)
{
  WayId known;

  if (!find_life (self, replica, &known, error))
    return FALSE;
  *holds = way_id_equal (&known, device);
  if (!way_id_is_null (&known))
    return TRUE;
  if (!may_claim (self, replica, device, holds, error))
    return FALSE;
  if (*holds)
    g_hash_table_insert (self->lives, g_memdup2 (replica, sizeof *replica),
                         g_memdup2 (device, sizeof *device));
  return TRUE;
}

/* Whoever wrote the file writes as it says, be it without a single edit yet. */
static gboolean
claim_sender (WayJudge  *self,
              GError   **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  gboolean holds;

  return claim (self, &manifest->sender, &manifest->device, &holds, error);
}

/* A word holds where its device signed it, and a head where the chain is that
 * device's and no other's. */
static gboolean
weigh_word (WayJudge       *self,
            const WayWord  *word,
            gboolean       *holds,
            GError        **error)
{
  *holds = FALSE;
  if (!way_word_is_signed (word, self->roster))
    return TRUE;
  *holds = TRUE;
  return word->kind != WAY_WORD_HEAD ||
         claim (self, &word->replica, &word->device, holds, error);
}

static gboolean
read_words (WayJudge  *self,
            GError   **error)
{
  const guint8 *data;
  guint kind;
  gsize size;

  for (guint i = 0; (data = way_bundle_section (self->bundle, i, &kind, &size)) != NULL; i++)
    {
      g_autoptr(GArray) words = kind == WAY_SECTION_WORDS ? way_words_unpack (data, size) : NULL;

      if (kind == WAY_SECTION_WORDS && words == NULL)
        {
          g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_MALFORMED,
                       "the file has signed heads that cannot be read");
          return FALSE;
        }
      for (guint j = 0; words != NULL && j < words->len; j++)
        {
          gboolean holds;

          if (!weigh_word (self, &g_array_index (words, WayWord, j), &holds, error))
            return FALSE;
          if (holds)
            g_array_append_val (self->words, g_array_index (words, WayWord, j));
        }
    }
  return TRUE;
}

/* --- Which edits stand under a word --- */

static int
compare_incoming (gconstpointer a,
                  gconstpointer b)
{
  const Incoming *one = a;
  const Incoming *two = b;
  int order = way_id_compare (&one->replica, &two->replica);

  return order != 0 ? order : (one->number > two->number) - (one->number < two->number);
}

static gboolean
read_incoming (WayJudge  *self,
               GError   **error)
{
  const WayForeignEdit *edit;

  way_bundle_rewind (self->bundle);
  do
    {
      Incoming one = { .covered = FALSE };

      if (!way_bundle_next (&edit, self->bundle, error))
        return FALSE;
      if (edit == NULL || edit->more || way_ranges_has (self->heard, &edit->replica, edit->number))
        continue;
      one.replica = edit->replica;
      one.number = edit->number;
      memcpy (one.chain, edit->chain, sizeof one.chain);
      g_array_append_val (self->incoming, one);
    }
  while (edit != NULL);
  way_bundle_rewind (self->bundle);
  g_array_sort (self->incoming, compare_incoming);
  return TRUE;
}

static Incoming *
find_incoming (WayJudge     *self,
               const WayId  *replica,
               guint64       number)
{
  Incoming wanted = { .replica = *replica, .number = number };
  guint at;

  if (!g_array_binary_search (self->incoming, &wanted, compare_incoming, &at))
    return NULL;
  return &g_array_index (self->incoming, Incoming, at);
}

static gboolean
read_chain (WayDb        *db,
            const WayId  *replica,
            guint64       number,
            guint8        chain[WAY_HASH_SIZE],
            gboolean     *there,
            GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  const void *blob;
  WayStep step;
  gsize size;

  stmt = way_db_prepare (db,
                         "SELECT edit.chain FROM replica"
                         " JOIN edit ON edit.id = (replica.number << 40) + :number"
                         " WHERE replica.id = :replica", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":replica", replica);
  way_stmt_bind_int (stmt, ":number", (gint64) number);
  step = way_stmt_step (stmt, error);
  *there = FALSE;
  if (step != WAY_STEP_ROW)
    return step == WAY_STEP_DONE;
  blob = way_stmt_blob (stmt, 0, &size);
  *there = size == WAY_HASH_SIZE;
  if (*there)
    memcpy (chain, blob, size);
  return TRUE;
}

/* A head stands for its edit, and for each before it as long as none is missing:
 * each names the chain before it, which the merge checks. */
static gboolean
cover_by_head (WayJudge       *self,
               const WayWord  *word,
               GError        **error)
{
  Incoming *top = find_incoming (self, &word->replica, word->number);
  guint8 chain[WAY_HASH_SIZE];
  gboolean there = top != NULL;

  if (top != NULL)
    memcpy (chain, top->chain, sizeof chain);
  else if (!read_chain (self->db, &word->replica, word->number, chain, &there, error))
    return FALSE;
  if (!there || memcmp (chain, word->chain, sizeof chain) != 0)
    return TRUE;
  for (guint64 number = word->number; number > 0; number--)
    {
      Incoming *one = find_incoming (self, &word->replica, number);

      if (one != NULL && one->covered)
        break;
      if (one != NULL)
        one->covered = TRUE;
      else if (!way_ranges_has (self->heard, &word->replica, number))
        break;
    }
  return TRUE;
}

static gboolean
cover_by_words (WayJudge      *self,
                const GArray  *words,
                GError       **error)
{
  for (guint i = 0; i < words->len; i++)
    {
      const WayWord *word = &g_array_index (words, WayWord, i);
      Incoming *one = find_incoming (self, &word->replica, word->number);

      if (word->kind == WAY_WORD_HEAD)
        {
          if (!cover_by_head (self, word, error))
            return FALSE;
        }
      else if (one != NULL && memcmp (one->chain, word->chain, sizeof one->chain) == 0)
        one->covered = TRUE;
    }
  return TRUE;
}

/* Words of the bundle, then those that came before. */
static gboolean
cover (WayJudge  *self,
       GError   **error)
{
  if (!cover_by_words (self, self->words, error))
    return FALSE;
  for (guint i = 0; i < self->incoming->len; i++)
    {
      const Incoming *one = &g_array_index (self->incoming, Incoming, i);
      g_autoptr(GArray) words = NULL;

      if (i > 0 && way_id_equal (&one->replica, &(one - 1)->replica))
        continue;
      words = way_words_of (self->db, &one->replica, error);
      if (words == NULL || !cover_by_words (self, words, error))
        return FALSE;
    }
  return TRUE;
}

WayJudge *
way_judge_new (WayDb        *db,
               WayBundle    *bundle,
               WayRoster    *roster,
               GBytes       *body,
               const WayId  *own,
               GError      **error)
{
  g_autoptr(WayJudge) self = g_new0 (WayJudge, 1);

  self->db = db;
  self->bundle = bundle;
  self->roster = roster;
  self->body = body;
  self->sender = way_roster_find (roster, &way_bundle_manifest (bundle)->device);
  self->own = way_roster_find (roster, own);
  self->words = g_array_new (FALSE, FALSE, sizeof (WayWord));
  self->lives = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, g_free);
  self->incoming = g_array_new (FALSE, FALSE, sizeof (Incoming));
  self->heard = way_exchange_read_heard (db, error);
  if (self->heard == NULL || !claim_sender (self, error) || !read_words (self, error) ||
      !read_incoming (self, error) || !cover (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- What a limited copy may change --- */

gboolean
way_judge_prepare (WayJudge     *self,
                   const GDate  *today,
                   GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  if (self->sender->role == WAY_COPY_OFFICE)
    return TRUE;
  if (!way_scope_find (self->db, self->sender->role, self->sender->scope, today, error))
    return FALSE;
  /* What it still holds it may have changed before it was told to drop it. */
  stmt = way_db_prepare (self->db,
                         "INSERT OR IGNORE INTO temp.scope (row, entity)"
                         " SELECT row, entity FROM held WHERE device = :device AND gone IS NULL",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &self->sender->device->id);
  return way_stmt_run (stmt, error);
}

static gboolean
exists (WayDb            *db,
        const WayEntity  *entity,
        const WayId      *row,
        gboolean         *there,
        GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = :id", entity->name);
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", row);
  return way_stmt_finds (stmt, there, error);
}

/* A row that is there: one that the copy holds, and of the directory one of its
 * own settings. */
static gboolean
may_change_row (WayJudge         *self,
                const WayEntity  *entity,
                const WayId      *row,
                gboolean         *may,
                GError          **error)
{
  gboolean (*ask) (WayDb *, const WayId *, gboolean *, GError **) =
    way_copies_reach (entity) == WAY_REACH_ALL ? way_scope_owns : way_scope_has;

  return ask (self->db, row, may, error);
}

static const WayOpEntry *
find_entry (GPtrArray *entries,
            guint      number)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);

      if (entry->field == number)
        return entry;
    }
  return NULL;
}

/* What the row would belong to is the copy's: each owner that the operation names,
 * and of a new row at least one. */
static gboolean
check_owners (WayJudge         *self,
              const WayEntity  *entity,
              gboolean          fresh,
              GPtrArray        *entries,
              gboolean         *may,
              GError          **error)
{
  g_autofree const WayField **owners = way_copies_owners (entity);
  WayReach reach = way_copies_reach (entity);
  gboolean named = FALSE;

  *may = TRUE;
  for (guint i = 0; owners[i] != NULL && *may; i++)
    {
      const WayOpEntry *entry = find_entry (entries, owners[i]->number);

      if (entry == NULL || entry->value.type != WAY_VALUE_ID)
        continue;
      named = TRUE;
      if (!(reach == WAY_REACH_PUPIL ? way_scope_has : way_scope_owns) (self->db, &entry->value.id,
                                                                         may, error))
        return FALSE;
    }
  *may = *may && (named || !fresh || strcmp (entity->name, "pupil") == 0 ||
                  reach == WAY_REACH_NAMED);
  return TRUE;
}

/* Its own forms refuse what is longer. */
static gboolean
is_too_long (const WayField   *field,
             const WayOpEntry *entry)
{
  return entry->value.type == WAY_VALUE_TEXT && entry->value.text != NULL && field->high > 0 &&
         (field->kind == WAY_KIND_TEXT || field->kind == WAY_KIND_LONG_TEXT) &&
         g_utf8_strlen (entry->value.text, -1) > field->high;
}

/* Fields the copy may change, each in the part of its class. */
static const WayField *
find_forbidden (const WayJudge   *self,
                const WayEntity  *entity,
                GPtrArray        *entries)
{
  static const WayField unknown = { .name = "?" };

  for (guint i = 0; i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);
      const WayField *field;

      if (entry->field == 0 && entry->class == WAY_CLASS_STRUCTURE)
        continue;
      field = way_entity_field_by_number (entity, entry->field);
      if (field == NULL || field->sensitivity != entry->class ||
          (field->flags & WAY_FIELD_DERIVED) != 0)
        return field != NULL ? field : &unknown;
      if (!way_copies_may_write (entity, field, self->sender->role) || is_too_long (field, entry))
        return field;
    }
  return NULL;
}

static gboolean
check_op (WayJudge            *self,
          const WayForeignOp  *op,
          const char         **why,
          char               **detail,
          GError             **error)
{
  const WayEntity *entity = way_entity_by_number (op->entity);
  g_autoptr(GPtrArray) entries = way_op_read (op->parts, op->size);
  const WayField *forbidden;
  gboolean there, may, owned;

  if (entity == NULL || entries == NULL || op->kind == WAY_OP_WITHHELD ||
      op->kind == WAY_OP_ERASE || (entity->writers & self->sender->role) == 0)
    {
      *why = "role";
      *detail = g_strdup (entity != NULL ? entity->name : "?");
      return TRUE;
    }
  forbidden = way_bug (108) ? NULL : find_forbidden (self, entity, entries);
  if (forbidden != NULL || way_op_is_masked (op->parts, op->size))
    {
      *why = "fields";
      *detail = g_strdup_printf ("%s.%s", entity->name, forbidden != NULL ? forbidden->name : "?");
      return TRUE;
    }
  if (!exists (self->db, entity, &op->row, &there, error) ||
      !may_change_row (self, entity, &op->row, &may, error) ||
      !check_owners (self, entity, op->kind == WAY_OP_INSERT, entries, &owned, error))
    return FALSE;
  if ((may || (!there && op->kind == WAY_OP_INSERT)) && owned)
    return way_scope_add (self->db, &op->row, entity, error);
  *why = "scope";
  *detail = g_strdup (entity->name);
  return TRUE;
}

static gboolean
check_rights (WayJudge              *self,
              const WayForeignEdit  *edit,
              const char           **why,
              char                 **detail,
              GError               **error)
{
  if (way_bug (107))
    return TRUE;
  if (edit->baseline != NULL)
    *why = "role";
  for (guint i = 0; i < edit->n_ops && *why == NULL; i++)
    if (!check_op (self, &edit->ops[i], why, detail, error))
      return FALSE;
  return TRUE;
}

/* --- One edit --- */

gboolean
way_judge_edit (WayJudge              *self,
                const WayForeignEdit  *edit,
                gboolean              *known,
                const char           **why,
                char                 **detail,
                GError               **error)
{
  const Incoming *one = find_incoming (self, &edit->replica, edit->number);
  gint64 now = g_get_real_time () / 1000;
  WayMergeState state;
  WayId device;

  *why = NULL;
  *detail = NULL;
  if (!way_merge_judge (self->db, edit, &state, error) ||
      !find_life (self, &edit->replica, &device, error))
    return FALSE;
  *known = state == WAY_MERGE_KNOWN;
  if (state == WAY_MERGE_CLONED)
    *why = "cloned";
  if (state != WAY_MERGE_NEW || self->own->role != WAY_COPY_OFFICE)
    return TRUE;                    /* a limited copy believes the office that signed */
  if (self->sender->revoked != 0 && !way_bug (109))
    *why = "revoked";
  else if (!way_roster_entry_holds (self->sender, now) && !way_bug (109))
    *why = "expired";
  else if (one == NULL || !one->covered)
    *why = "unsigned";
  else if (self->sender->role != WAY_COPY_OFFICE &&
           !way_id_equal (&device, &self->sender->device->id))
    *why = "author";
  else if (self->sender->role != WAY_COPY_OFFICE)
    return check_rights (self, edit, why, detail, error);
  return TRUE;
}

static gboolean
had_life (WayJudge     *self,
          const WayId  *device,
          gboolean     *had,
          GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self->db, "SELECT 1 FROM life WHERE device = :device LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  return way_stmt_finds (stmt, had, error);
}

static gboolean
forget_files (WayJudge     *self,
              const WayId  *device,
              GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, "DELETE FROM file_sent WHERE device = :device",
                                            error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  return way_stmt_run (stmt, error);
}

/* A device that writes under another name was restored, and is as it was at some
 * time before: what it has, dropped and acknowledged since is not known, and all of
 * it is said again. */
static gboolean
keep_life (WayJudge     *self,
           const WayId  *replica,
           const WayId  *device,
           GError      **error)
{
  gboolean again = FALSE;

  if (self->own->role == WAY_COPY_OFFICE &&
      (!had_life (self, device, &again, error) ||
       (again && (!way_given_begin_life (self->db, device, error) ||
                  !forget_files (self, device, error)))))
    return FALSE;
  return way_life_keep (self->db, replica, device, error);
}

gboolean
way_judge_keep (WayJudge  *self,
                GError   **error)
{
  gpointer replica, device;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->lives);
  while (g_hash_table_iter_next (&iter, &replica, &device))
    if (!keep_life (self, replica, device, error))
      return FALSE;
  for (guint i = 0; i < self->words->len; i++)
    if (!way_words_keep (self->db, &g_array_index (self->words, WayWord, i), error))
      return FALSE;
  return TRUE;
}
