/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal under every write.  SQLite's preupdate hook reports each row
 * that changes; the changes are collected in memory (the hook may neither
 * write nor refuse) and become operations before the transaction commits.
 * What slips past an edit is turned into a rollback by the commit hook. */

#include "way-journal-private.h"
#include "way-merge-private.h"

#include <string.h>

#define FLUSH_AT 512

typedef struct
{
  WaySynced *table;
  WayId      row;
  WayOpKind  kind;
  gint64     dot;            /* of an insert or restore: given out when the row went in */
  gint64     row_dot;        /* of the row that is changed or deleted */
  gboolean   dead;           /* inserted, then deleted in the same edit */
  guint8    *changed;        /* by field: named in a set */
  GPtrArray *restored;       /* by field: GArray of local dots that live again, or NULL */
  WayValue  *before;         /* by field; texts owned */
  WayValue  *after;
} Change;

typedef struct
{
  gint64 first;
  gint64 last;
  guint8 key[crypto_generichash_KEYBYTES];
} Baseline;

struct _WayJournal
{
  gint64      replica;
  WayId       replica_id;
  GArray     *baselines;

  /* While an edit is being written. */
  WayEditKind kind;
  gint64      edit;
  gint64      first;
  gint64      next;          /* local dot */
  gint64      clock;
  guint8      head[WAY_HASH_SIZE];
  GPtrArray  *changes;       /* in order */
  GHashTable *by_row;        /* WayId * in the change -> Change * */
  Baseline    baseline;
  crypto_generichash_state commitments;
  gboolean    expect_restore;
  gboolean    projecting;    /* rows follow operations that are told already */
  gboolean    sealed;        /* all is journalled: the commit may pass */
  const char *fault;         /* what the hook could not say */
};

/* --- Changes in memory --- */

static void
values_free (WayValue *values,
             guint     count)
{
  for (guint i = 0; values != NULL && i < count; i++)
    if (values[i].type == WAY_VALUE_TEXT)
      g_free ((char *) values[i].text);
  g_free (values);
}

static void
change_free (gpointer data)
{
  Change *change = data;

  values_free (change->before, change->table->entity->n_fields);
  values_free (change->after, change->table->entity->n_fields);
  g_clear_pointer (&change->restored, g_ptr_array_unref);
  g_free (change->changed);
  g_free (change);
}

static WayValue
own_value (sqlite3_value *from)
{
  WayValue value = { .type = WAY_VALUE_NONE };

  switch (sqlite3_value_type (from))
    {
    case SQLITE_INTEGER:
      value.type = WAY_VALUE_INTEGER;
      value.integer = sqlite3_value_int64 (from);
      break;
    case SQLITE_TEXT:
      value.type = WAY_VALUE_TEXT;
      value.text = g_strdup ((const char *) sqlite3_value_text (from));
      break;
    case SQLITE_BLOB:
      if (sqlite3_value_bytes (from) == sizeof value.id.bytes)
        {
          value.type = WAY_VALUE_ID;
          memcpy (value.id.bytes, sqlite3_value_blob (from), sizeof value.id.bytes);
        }
      break;
    default:
      break;
    }
  return value;
}

typedef int (*ColumnFunc) (sqlite3 *, int, sqlite3_value **);

static WayValue *
read_row (sqlite3         *handle,
          const WaySynced *table,
          ColumnFunc       column,
          gint64          *dot)
{
  WayValue *values = g_new0 (WayValue, table->entity->n_fields);
  sqlite3_value *value;

  for (int i = 0; i < table->n_columns; i++)
    if (table->field_of_column[i] >= 0 && column (handle, i, &value) == SQLITE_OK)
      values[table->field_of_column[i]] = own_value (value);
  *dot = 0;
  if (table->dot_column >= 0 && column (handle, table->dot_column, &value) == SQLITE_OK)
    *dot = sqlite3_value_int64 (value);
  return values;
}

/* --- The hook --- */

static void
note_insert (WayJournal *self,
             sqlite3    *handle,
             WaySynced  *table)
{
  Change *change = g_new0 (Change, 1);
  gint64 dot;

  change->table = table;
  change->kind = self->expect_restore ? WAY_OP_RESTORE : WAY_OP_INSERT;
  change->after = read_row (handle, table, sqlite3_preupdate_new, &dot);
  change->row = change->after[0].id;
  if (self->expect_restore)
    change->row_dot = dot;
  else if (dot != self->next)
    self->fault = "a row came in without its dot";
  change->dot = self->next++;
  self->expect_restore = FALSE;
  if (self->kind != WAY_EDIT_BASELINE)
    g_hash_table_insert (self->by_row, &change->row, change);
  g_ptr_array_add (self->changes, change);
}

/* The change that is already noted of the row and still open, or NULL. */
static Change *
find_change (WayJournal  *self,
             const WayId *row)
{
  Change *change = g_hash_table_lookup (self->by_row, row);

  return change != NULL && !change->dead && change->kind != WAY_OP_DELETE ? change : NULL;
}

static void
note_update (WayJournal *self,
             sqlite3    *handle,
             WaySynced  *table)
{
  guint count = table->entity->n_fields;
  gint64 dot_before, dot_after;
  WayValue *before = read_row (handle, table, sqlite3_preupdate_old, &dot_before);
  WayValue *after = read_row (handle, table, sqlite3_preupdate_new, &dot_after);
  Change *change = find_change (self, &before[0].id);

  if (dot_before != dot_after || !way_value_equal (&before[0], &after[0]))
    self->fault = "a row changed its identity";
  if (change == NULL)
    {
      change = g_new0 (Change, 1);
      change->table = table;
      change->kind = WAY_OP_SET;
      change->row = before[0].id;
      change->row_dot = dot_before;
      change->changed = g_new0 (guint8, count);
      change->before = g_steal_pointer (&before);
      for (guint i = 0; i < count; i++)
        change->changed[i] = !way_value_equal (&change->before[i], &after[i]);
      g_hash_table_insert (self->by_row, &change->row, change);
      g_ptr_array_add (self->changes, change);
    }
  else if (change->kind == WAY_OP_SET)
    for (guint i = 0; i < count; i++)
      change->changed[i] = !way_value_equal (&change->before[i], &after[i]);
  else if (change->kind == WAY_OP_RESTORE)
    self->fault = "a row was changed in the edit that brought it back";

  values_free (before, count);
  values_free (change->after, count);
  change->after = after;
}

static void
note_delete (WayJournal *self,
             sqlite3    *handle,
             WaySynced  *table)
{
  gint64 dot;
  WayValue *before = read_row (handle, table, sqlite3_preupdate_old, &dot);
  Change *open = find_change (self, &before[0].id);
  Change *change = g_new0 (Change, 1);

  change->table = table;
  change->kind = WAY_OP_DELETE;
  change->row = before[0].id;
  change->row_dot = dot;
  if (open != NULL && open->kind == WAY_OP_SET)
    {
      /* What the row was before this edit; the set itself need not be told. */
      open->dead = TRUE;
      change->before = g_steal_pointer (&open->before);
      values_free (before, table->entity->n_fields);
    }
  else
    change->before = before;
  g_hash_table_replace (self->by_row, &change->row, change);
  g_ptr_array_add (self->changes, change);
}

static void
preupdate_cb (void          *data,
              sqlite3       *handle,
              int            what,
              char const    *database,
              char const    *name,
              sqlite3_int64  rowid_before,
              sqlite3_int64  rowid_after)
{
  WayDb *db = data;
  WayJournal *self = db->journal;
  WaySynced *table = db->migrating ? NULL : way_db_synced (db, name);

  if (table == NULL || self == NULL)
    return;
  if (!db->writing || self->sealed)
    self->fault = "a synced table was written outside of an edit";
  else if (self->projecting)
    return;
  else if (what == SQLITE_INSERT || (what == SQLITE_UPDATE && self->expect_restore))
    note_insert (self, handle, table);
  else if (self->kind == WAY_EDIT_BASELINE)
    self->fault = "a baseline may only insert";
  else if (what == SQLITE_UPDATE)
    note_update (self, handle, table);
  else
    note_delete (self, handle, table);
}

/* Not zero turns the COMMIT into a ROLLBACK. */
static int
commit_cb (void *data)
{
  WayJournal *self = ((WayDb *) data)->journal;

  return self != NULL && (self->fault != NULL || self->changes->len > 0);
}

/* --- Dots --- */

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
  WayStep step;

  dot->sequence = (guint64) WAY_LOCAL_SEQUENCE (local);
  if (replica == db->journal->replica)
    {
      dot->replica = db->journal->replica_id;
      return TRUE;
    }
  stmt = way_db_prepare (db, "SELECT id FROM replica WHERE number = :number", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":number", replica);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    dot->replica = way_stmt_id (stmt, 0);
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
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT number FROM replica WHERE id = :id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", &dot->replica);
  step = way_stmt_step (stmt, error);
  *local = step == WAY_STEP_ROW ? WAY_LOCAL (way_stmt_int (stmt, 0), dot->sequence) : 0;
  return step != WAY_STEP_ERROR;
}

static gboolean
append_dot (WayDb   *db,
            gint64   local,
            GArray  *dots,
            GError **error)
{
  WayDot dot;

  if (!way_journal_dot (db, local, &dot, error))
    return FALSE;
  g_array_append_val (dots, dot);
  return TRUE;
}

/* --- Baselines --- */

static const Baseline *
find_baseline (WayJournal *self,
               gint64      dot)
{
  for (guint i = 0; i < self->baselines->len; i++)
    {
      const Baseline *baseline = &g_array_index (self->baselines, Baseline, i);

      if (dot >= baseline->first && dot <= baseline->last)
        return baseline;
    }
  return NULL;
}

void
way_journal_add_baseline (WayDb         *db,
                          gint64         first,
                          gint64         last,
                          gconstpointer  key)
{
  Baseline baseline = { .first = first, .last = last };

  memcpy (baseline.key, key, sizeof baseline.key);
  g_array_append_val (db->journal->baselines, baseline);
}

gboolean
way_journal_is_baseline (WayDb  *db,
                         gint64  dot)
{
  return find_baseline (db->journal, dot) != NULL;
}

/* The salts of a baseline need not be stored: they follow from its key. */
static void
derive_salt (const guint8 *key,
             gint64        dot,
             guint         class,
             guint8        salt[WAY_SALT_SIZE])
{
  guint64 sequence = GUINT64_TO_BE ((guint64) WAY_LOCAL_SEQUENCE (dot));
  guint8 input[9];

  memcpy (input, &sequence, 8);
  input[8] = (guint8) class;
  crypto_generichash (salt, WAY_SALT_SIZE, input, sizeof input, key, crypto_generichash_KEYBYTES);
}

static void
make_salt (const guint8 *key,
           gint64        dot,
           guint         class,
           guint8        salt[WAY_SALT_SIZE])
{
  if (key != NULL)
    derive_salt (key, dot, class, salt);
  else
    randombytes_buf (salt, WAY_SALT_SIZE);
}

/* The parts of an insert: every value that is there, by class. */
static GByteArray *
parts_of_insert (const WayEntity *entity,
                 const WayValue  *values,
                 gint64           dot,
                 const guint8    *key)
{
  GByteArray *parts = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();

  for (guint class = 1; class <= WAY_CLASS_LAST; class++)
    {
      guint8 salt[WAY_SALT_SIZE];

      g_byte_array_set_size (body, 0);
      for (guint number = 2; number <= entity->n_fields + 1; number++)
        {
          const WayField *field = way_entity_field_by_number (entity, number);
          WayOpEntry entry = { 0 };

          if (field == NULL || field->sensitivity != class || (field->flags & WAY_FIELD_DERIVED))
            continue;
          entry.field = field->number;
          entry.value = values[field - entity->fields];
          if (entry.value.type != WAY_VALUE_NONE)
            way_op_put_entry (body, &entry);
        }
      if (body->len == 0)
        continue;
      make_salt (key, dot, class, salt);
      way_op_put_part (parts, class, salt, body);
    }
  return parts;
}

GByteArray *
way_journal_derive (WayDb           *db,
                    const WayEntity *entity,
                    gint64           dot,
                    const WayValue  *values)
{
  const Baseline *baseline = find_baseline (db->journal, dot);

  return baseline != NULL ? parts_of_insert (entity, values, dot, baseline->key) : NULL;
}

/* --- From changes to operations --- */

static gboolean
write_op (WayDb             *db,
          gint64             dot,
          gint64             edit,
          const WayEntity   *entity,
          const WayId       *row,
          WayOpKind          kind,
          const GByteArray  *parts,
          GError           **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT INTO op (dot, edit, entity, row, kind, parts)"
                         " VALUES (:dot, :edit, :entity, :row, :kind, :parts)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  way_stmt_bind_int (stmt, ":edit", edit);
  way_stmt_bind_int (stmt, ":entity", entity->number);
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":kind", kind);
  way_stmt_bind_blob (stmt, ":parts", parts->data != NULL ? (gconstpointer) parts->data : "",
                      parts->len);
  return way_stmt_run (stmt, error);
}

/* Commits to the operation and stores it; a baseline's is only committed to. */
static gboolean
record_op (WayDb             *db,
           gint64             dot,
           const Change      *change,
           const GByteArray  *parts,
           GError           **error)
{
  WayJournal *self = db->journal;
  guint8 commitment[WAY_HASH_SIZE];

  way_op_commit ((guint64) WAY_LOCAL_SEQUENCE (dot), change->table->entity->number, &change->row,
                 change->kind, parts->data, parts->len, commitment);
  crypto_generichash_update (&self->commitments, commitment, sizeof commitment);
  if (self->kind == WAY_EDIT_BASELINE)
    return TRUE;
  return write_op (db, dot, self->edit, change->table->entity, &change->row, change->kind,
                   parts, error);
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

/* A baseline's row is about to differ from what its insert said: keep that. */
static gboolean
keep_baseline_op (WayDb         *db,
                  const Change  *change,
                  GError       **error)
{
  g_autoptr(GByteArray) parts = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;
  gint64 edit;

  if (find_baseline (db->journal, change->row_dot) == NULL)
    return TRUE;
  stmt = way_db_prepare (db, "SELECT 1 FROM op WHERE dot = :dot", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", change->row_dot);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_DONE)
    return step == WAY_STEP_ROW;

  edit = way_journal_edit_of (db, change->row_dot);
  parts = way_journal_derive (db, change->table->entity, change->row_dot, change->before);
  return write_op (db, change->row_dot, edit, change->table->entity, &change->row, WAY_OP_INSERT,
                   parts, error);
}

/* Appends the live dots of a cell: its own rows, or the row's insert. */
static gboolean
append_cell_dots (WayDb         *db,
                  const Change  *change,
                  guint          field,
                  GArray        *dots,
                  GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;
  guint before = dots->len;

  stmt = way_db_prepare (db,
                         "SELECT DISTINCT dot FROM cell WHERE row = :row AND field = :field",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", &change->row);
  way_stmt_bind_int (stmt, ":field", field);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!append_dot (db, way_stmt_int (stmt, 0), dots, error))
      return FALSE;
  if (step == WAY_STEP_ERROR)
    return FALSE;
  return dots->len > before || change->row_dot == 0 ||
         append_dot (db, change->row_dot, dots, error);
}

static gboolean
clear_conflict (WayDb        *db,
                const WayId  *row,
                guint         field,
                GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db, "DELETE FROM conflict WHERE row = :row AND field = :field", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":field", field);
  return way_stmt_run (stmt, error);
}

/* From now on the cell's live values are those of the sources, by dot. */
static gboolean
set_cell (WayDb         *db,
          const WayId   *row,
          guint          field,
          gint64         dot,
          const gint64  *sources,
          guint          n_sources,
          GError       **error)
{
  g_autoptr(WayStmt) clear = NULL;
  g_autoptr(WayStmt) stmt = NULL;

  clear = way_db_prepare (db, "DELETE FROM cell WHERE row = :row AND field = :field", error);
  if (clear == NULL)
    return FALSE;
  way_stmt_bind_id (clear, ":row", row);
  way_stmt_bind_int (clear, ":field", field);
  stmt = way_db_prepare (db,
                         "INSERT INTO cell (row, field, dot, source)"
                         " VALUES (:row, :field, :dot, :source)", error);
  if (stmt == NULL || !way_stmt_run (clear, error))
    return FALSE;
  if (n_sources == 1 && !clear_conflict (db, row, field, error))
    return FALSE;
  for (guint i = 0; i < n_sources; i++)
    {
      way_stmt_bind_id (stmt, ":row", row);
      way_stmt_bind_int (stmt, ":field", field);
      way_stmt_bind_int (stmt, ":dot", dot);
      way_stmt_bind_int (stmt, ":source", sources[i]);
      if (!way_stmt_run (stmt, error))
        return FALSE;
      way_stmt_reset (stmt);
    }
  return TRUE;
}

static gboolean
flush_set (WayDb         *db,
           const Change  *change,
           GError       **error)
{
  const WayEntity *entity = change->table->entity;
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();
  gint64 dot = db->journal->next;

  if (!keep_baseline_op (db, change, error))
    return FALSE;
  for (guint class = 1; class <= WAY_CLASS_LAST; class++)
    {
      guint8 salt[WAY_SALT_SIZE];

      g_byte_array_set_size (body, 0);
      for (guint number = 2; number <= entity->n_fields + 1; number++)
        {
          const WayField *field = way_entity_field_by_number (entity, number);
          g_autoptr(GArray) dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
          WayOpEntry entry = { .replaced = dots };

          if (field == NULL || field->sensitivity != class ||
              !change->changed[field - entity->fields])
            continue;
          entry.field = field->number;
          entry.value = change->after[field - entity->fields];
          if (!append_cell_dots (db, change, field->number, dots, error) ||
              !set_cell (db, &change->row, field->number, dot, &dot, 1, error))
            return FALSE;
          way_op_put_entry (body, &entry);
        }
      if (body->len == 0)
        continue;
      make_salt (NULL, dot, class, salt);
      way_op_put_part (parts, class, salt, body);
    }
  if (parts->len == 0)              /* changed and changed back */
    return TRUE;
  db->journal->next++;
  return record_op (db, dot, change, parts, error);
}

/* Appends every live dot of a row: its insert, its cells, what brought it
 * back. */
static gboolean
append_row_dots (WayDb         *db,
                 const Change  *change,
                 GArray        *dots,
                 GArray        *locals,
                 GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT :insert WHERE :insert > 0"
                         " UNION SELECT dot FROM cell WHERE row = :row"
                         " UNION SELECT dot FROM op WHERE row = :row AND kind = 4", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":insert", change->row_dot);
  way_stmt_bind_id (stmt, ":row", &change->row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 local = way_stmt_int (stmt, 0);

      if (!append_dot (db, local, dots, error))
        return FALSE;
      g_array_append_val (locals, local);
    }
  return step == WAY_STEP_DONE;
}

static gboolean
flush_structure (WayDb         *db,
                 gint64         dot,
                 const Change  *change,
                 WayOpEntry    *entry,
                 GError       **error)
{
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();
  guint8 salt[WAY_SALT_SIZE];

  way_op_put_entry (body, entry);
  make_salt (NULL, dot, WAY_CLASS_STRUCTURE, salt);
  way_op_put_part (parts, WAY_CLASS_STRUCTURE, salt, body);
  return record_op (db, dot, change, parts, error);
}

static gboolean
flush_delete (WayDb         *db,
              const Change  *change,
              GError       **error)
{
  g_autoptr(GArray) dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
  g_autoptr(GArray) locals = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(WayStmt) stmt = NULL;
  WayOpEntry entry = { .replaced = dots };
  gint64 dot = db->journal->next;

  if (!keep_baseline_op (db, change, error) ||
      !append_row_dots (db, change, dots, locals, error))
    return FALSE;
  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO buried (row, dot, by) VALUES (:row, :dot, :by)",
                         error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < locals->len; i++)
    {
      way_stmt_bind_id (stmt, ":row", &change->row);
      way_stmt_bind_int (stmt, ":dot", g_array_index (locals, gint64, i));
      way_stmt_bind_int (stmt, ":by", dot);
      if (!way_stmt_run (stmt, error))
        return FALSE;
      way_stmt_reset (stmt);
    }
  db->journal->next++;
  return flush_structure (db, dot, change, &entry, error) &&
         way_merge_refresh_conflicts (db, change->table->entity, &change->row, error);
}

/* Cells whose earlier values live again. */
static gboolean
flush_restore_cells (WayDb         *db,
                     const Change  *change,
                     GError       **error)
{
  const WayEntity *entity = change->table->entity;
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();
  gint64 dot = db->journal->next++;
  guint8 salt[WAY_SALT_SIZE];

  for (guint number = 2; number <= entity->n_fields + 1; number++)
    {
      const WayField *field = way_entity_field_by_number (entity, number);
      GArray *sources = field != NULL
                          ? g_ptr_array_index (change->restored, field - entity->fields)
                          : NULL;
      g_autoptr(GArray) replaced = g_array_new (FALSE, FALSE, sizeof (WayDot));
      g_autoptr(GArray) restored = g_array_new (FALSE, FALSE, sizeof (WayDot));
      WayOpEntry entry = { .field = number, .restored = restored, .replaced = replaced };

      if (sources == NULL)
        continue;
      for (guint i = 0; i < sources->len; i++)
        if (!append_dot (db, g_array_index (sources, gint64, i), restored, error))
          return FALSE;
      if (!append_cell_dots (db, change, number, replaced, error) ||
          !set_cell (db, &change->row, number, dot, (gint64 *) (void *) sources->data,
                     sources->len, error))
        return FALSE;
      way_op_put_entry (body, &entry);
    }
  make_salt (NULL, dot, WAY_CLASS_STRUCTURE, salt);
  way_op_put_part (parts, WAY_CLASS_STRUCTURE, salt, body);
  return record_op (db, dot, change, parts, error) &&
         way_merge_refresh_conflicts (db, entity, &change->row, error);
}

static gboolean
flush_restore (WayDb         *db,
               const Change  *change,
               GError       **error)
{
  g_autoptr(GArray) dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
  g_autoptr(GArray) deletes = g_array_new (FALSE, FALSE, sizeof (gint64));
  WayOpEntry entry = { .restored = dots };
  gint64 dot = change->dot != 0 ? change->dot : db->journal->next++;

  if (!way_merge_open_deletes (db, &change->row, deletes, error))
    return FALSE;
  for (guint i = 0; i < deletes->len; i++)
    if (!append_dot (db, g_array_index (deletes, gint64, i), dots, error))
      return FALSE;
  return flush_structure (db, dot, change, &entry, error) &&
         way_merge_refresh_conflicts (db, change->table->entity, &change->row, error);
}

static gboolean
flush_change (WayDb         *db,
              const Change  *change,
              GError       **error)
{
  const guint8 *key = db->journal->kind == WAY_EDIT_BASELINE ? db->journal->baseline.key : NULL;
  g_autoptr(GByteArray) parts = NULL;

  switch (change->kind)
    {
    case WAY_OP_INSERT:
      parts = parts_of_insert (change->table->entity, change->after, change->dot, key);
      return record_op (db, change->dot, change, parts, error);
    case WAY_OP_SET:
      return change->dead || flush_set (db, change, error);
    case WAY_OP_DELETE:
      return flush_delete (db, change, error);
    case WAY_OP_RESTORE:
      return change->restored != NULL ? flush_restore_cells (db, change, error)
                                      : flush_restore (db, change, error);
    case WAY_OP_ERASE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Inserts and restores have their dots since they went in, so they are told
 * first; what is changed or deleted gets its dot now. */
static gboolean
flush (WayDb   *db,
       GError **error)
{
  WayJournal *self = db->journal;

  if (self->fault != NULL)
    {
      g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_OUTSIDE, self->fault);
      return FALSE;
    }
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->changes->len; i++)
      {
        const Change *change = g_ptr_array_index (self->changes, i);
        gboolean early = change->dot != 0;

        if (early == (pass == 0) && !flush_change (db, change, error))
          return FALSE;
      }
  g_hash_table_remove_all (self->by_row);
  g_ptr_array_set_size (self->changes, 0);
  return TRUE;
}

gboolean
way_journal_flush_some (WayDb   *db,
                        GError **error)
{
  return db->journal->changes->len < FLUSH_AT || flush (db, error);
}

gint64
way_journal_next_dot (WayDb *db)
{
  return db->journal->next;
}

void
way_journal_expect_restore (WayDb *db)
{
  db->journal->expect_restore = TRUE;
}

void
way_journal_set_projecting (WayDb    *db,
                            gboolean  projecting)
{
  db->journal->projecting = projecting;
}

static void
free_sources (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

void
way_journal_restore_cell (WayDb            *db,
                          const WayEntity  *entity,
                          const WayId      *row,
                          gint64            row_dot,
                          const WayField   *field,
                          GArray           *sources)
{
  WayJournal *self = db->journal;
  Change *change = find_change (self, row);

  if (change == NULL)
    {
      change = g_new0 (Change, 1);
      change->table = way_db_synced (db, entity->name);
      change->kind = WAY_OP_RESTORE;
      change->row = *row;
      change->row_dot = row_dot;
      change->restored = g_ptr_array_new_with_free_func (free_sources);
      g_ptr_array_set_size (change->restored, (gint) entity->n_fields);
      g_hash_table_insert (self->by_row, &change->row, change);
      g_ptr_array_add (self->changes, change);
    }
  if (change->restored == NULL)
    self->fault = "a row was changed and restored in one edit";
  else
    g_ptr_array_index (change->restored, field - entity->fields) = g_array_ref (sources);
}

void
way_journal_restore_row (WayDb            *db,
                         const WayEntity  *entity,
                         const WayId      *row)
{
  Change *change = g_new0 (Change, 1);

  change->table = way_db_synced (db, entity->name);
  change->kind = WAY_OP_RESTORE;
  change->row = *row;
  g_hash_table_insert (db->journal->by_row, &change->row, change);
  g_ptr_array_add (db->journal->changes, change);
}

/* --- Beginning and ending an edit --- */

/* Hybrid logical clock: 48 bits of milliseconds, 16 of counter, never back. */
static gint64
tick (WayDb  *db,
      gint64  last)
{
  gint64 now = (db->now (db->now_data) / 1000) << 16;

  return MAX (now, last + 1);
}

gint64
way_journal_clock_limit (WayDb *db)
{
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
  *clock = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
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
      if (size == sizeof self->head)
        memcpy (self->head, chain, size);
    }
  own_clock = step == WAY_STEP_ROW ? way_stmt_int (stmt, 3) : 0;
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
  self->expect_restore = FALSE;
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

void
way_journal_rollback (WayDb *db)
{
  WayJournal *self = db->journal;

  g_hash_table_remove_all (self->by_row);
  g_ptr_array_set_size (self->changes, 0);
  self->fault = NULL;
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
  way_bytes_put_int (bytes, header->clock);
  way_bytes_put_id (bytes, &header->user);
  way_bytes_put_text (bytes, header->who);
  way_bytes_put_text (bytes, header->name);
  way_bytes_put_text (bytes, header->reason);
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
  if (undoes != 0)
    way_stmt_bind_int (stmt, ":undoes", undoes);
  way_stmt_bind_int (stmt, ":first", self->first);
  way_stmt_bind_int (stmt, ":ops", self->next - self->first);
  way_stmt_bind_blob (stmt, ":before", self->head, sizeof self->head);
  way_stmt_bind_blob (stmt, ":chain", chain, sizeof chain);
  if (self->kind == WAY_EDIT_BASELINE)
    way_stmt_bind_blob (stmt, ":baseline", self->baseline.key, sizeof self->baseline.key);
  return way_stmt_run (stmt, error);
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

  if (!flush (db, error))
    {
      way_journal_rollback (db);
      return FALSE;
    }
  changed = self->next > self->first;
  self->sealed = TRUE;
  if ((changed && !write_edit (db, info, undoes, error)) || !way_db_exec (db, "COMMIT", error))
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
         way_db_exec (db, "INSERT OR REPLACE INTO setting (key, value)"
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

gboolean
way_journal_new_life (WayDb        *db,
                      const WayId  *id,
                      GError      **error)
{
  WayId made;

  if (id == NULL)
    randombytes_buf (made.bytes, sizeof made.bytes);
  return make_replica (db, id != NULL ? id : &made, error) && read_replica (db, error);
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
      Baseline baseline = { .first = way_stmt_int (stmt, 0), .last = way_stmt_int (stmt, 1) };
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
  self->baselines = g_array_new (FALSE, FALSE, sizeof (Baseline));
  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->by_row = g_hash_table_new (way_id_hash, way_id_equal_func);
  db->journal = self;
  if (!read_replica (db, error) ||
      (self->replica == 0 && !way_journal_new_life (db, NULL, error)) ||
      !read_baselines (db, error))
    {
      g_clear_pointer (&db->journal, way_journal_free);
      return NULL;
    }
  sqlite3_preupdate_hook (db->handle, preupdate_cb, db);
  sqlite3_commit_hook (db->handle, commit_cb, db);
  return self;
}

void
way_journal_free (WayJournal *self)
{
  g_hash_table_unref (self->by_row);
  g_ptr_array_unref (self->changes);
  g_array_unref (self->baselines);
  g_free (self);
}
