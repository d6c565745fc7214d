/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edit changed.  SQLite's preupdate hook reports each row; the changes
 * are collected in memory (the hook may neither write nor refuse) and become
 * operations before the transaction commits.  What slips past an edit is
 * turned into a rollback by the commit hook. */

#include "way-capture-private.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-fate-private.h"
#include "way-merge-private.h"
#include "way-ops-private.h"
#include "way-seals-private.h"

#define FLUSH_AT 512

typedef struct
{
  WaySynced *table;
  WayId      row;
  WayOpKind  kind;
  gint64     dot;            /* of an insert: given out when the row went in */
  gint64     row_dot;        /* of the row that is changed or deleted */
  gint64     names;          /* by a restore: the delete answered, 0 for all that stand;
                              * by a delete: the restore taken back, 0 for all that lives */
  gboolean   dead;           /* inserted, then deleted in the same edit */
  gsize      parts;          /* of an insert: where they begin in the journal's */
  gsize      size;
  guint8    *changed;        /* by field: named in a set */
  GPtrArray *restored;       /* by field: GArray of local dots that live again, or NULL */
  WayValue  *before;         /* by field; texts owned; of a set or a delete */
  WayValue  *after;          /* likewise, of a set */
} Change;

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

/* The text is lent. */
static WayValue
lend_value (sqlite3_value *from)
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
      value.text = (const char *) sqlite3_value_text (from);
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

/* By field, for as long as the hook runs. */
static void
lend_row (sqlite3         *handle,
          const WaySynced *table,
          ColumnFunc       column,
          WayValue        *values,
          gint64          *dot)
{
  sqlite3_value *value;

  memset (values, 0, table->entity->n_fields * sizeof *values);
  for (int i = 0; i < table->n_columns; i++)
    if (table->field_of_column[i] >= 0 && column (handle, i, &value) == SQLITE_OK)
      values[table->field_of_column[i]] = lend_value (value);
  *dot = 0;
  if (table->dot_column >= 0 && column (handle, table->dot_column, &value) == SQLITE_OK)
    *dot = sqlite3_value_int64 (value);
}

static WayValue *
read_row (sqlite3         *handle,
          const WaySynced *table,
          ColumnFunc       column,
          gint64          *dot)
{
  WayValue *values = g_new (WayValue, table->entity->n_fields);

  lend_row (handle, table, column, values, dot);
  for (guint i = 0; i < table->entity->n_fields; i++)
    if (values[i].type == WAY_VALUE_TEXT)
      values[i].text = g_strdup (values[i].text);
  return values;
}

void
way_capture_init (WayJournal *self)
{
  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->by_row = g_hash_table_new (way_id_hash, way_id_equal_func);
  self->parts = g_byte_array_new ();
  self->body = g_byte_array_new ();
}

void
way_capture_clear (WayJournal *self)
{
  g_hash_table_remove_all (self->by_row);
  g_ptr_array_set_size (self->changes, 0);
  g_byte_array_set_size (self->parts, 0);
  self->fault = NULL;
}

/* --- Parts --- */

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
  if (way_bug (36))
    memset (input, 0, sizeof input);
  crypto_generichash (salt, WAY_SALT_SIZE, input, sizeof input, key, crypto_generichash_KEYBYTES);
}

/* The system is asked for many at a time: each asking is a call of the kernel. */
static void
random_salt (WayJournal *self,
             guint8      salt[WAY_SALT_SIZE])
{
  if (self->n_salts == 0)
    {
      randombytes_buf (self->salts, sizeof self->salts);
      self->n_salts = sizeof self->salts;
    }
  self->n_salts -= WAY_SALT_SIZE;
  memcpy (salt, self->salts + self->n_salts, WAY_SALT_SIZE);
  if (way_bug (35))
    memset (salt, 0, WAY_SALT_SIZE);
}

static void
make_salt (WayJournal   *self,
           const guint8 *key,
           gint64        dot,
           guint         class,
           guint8        salt[WAY_SALT_SIZE])
{
  if (key != NULL)
    derive_salt (key, dot, class, salt);
  else
    random_salt (self, salt);
}

/* Ends the part of a class, where there is anything in it. */
static void
close_part (WayJournal   *self,
            GByteArray   *parts,
            guint         class,
            GByteArray   *body,
            gint64        dot,
            const guint8 *key)
{
  guint8 salt[WAY_SALT_SIZE];

  if (body->len == 0)
    return;
  make_salt (self, key, dot, class, salt);
  way_op_put_part (parts, class, salt, body);
  g_byte_array_set_size (body, 0);
}

void
way_capture_put_insert (WayJournal      *self,
                        const WaySynced *table,
                        const WayValue  *values,
                        gint64           dot,
                        const guint8    *key,
                        GByteArray      *parts)
{
  GByteArray *body = self->body;
  guint class = 0;

  for (guint i = 0; i < table->n_in_order; i++)
    {
      const WayField *field = &table->entity->fields[table->in_order[i]];
      WayOpEntry entry = { .field = field->number, .value = values[table->in_order[i]] };

      if (entry.value.type == WAY_VALUE_NONE)
        continue;
      if (field->sensitivity != class && !way_bug (37))
        close_part (self, parts, class, body, dot, key);
      class = field->sensitivity;
      way_op_put_entry (body, &entry);
    }
  close_part (self, parts, class, body, dot, key);
}

/* --- The hook --- */

/* What an insert says is told at once, from what SQLite lends: nearly always
 * nothing changes the row before the edit ends. */
static void
tell_insert (WayJournal     *self,
             Change         *change,
             const WayValue *values)
{
  const guint8 *key = self->kind == WAY_EDIT_BASELINE ? self->baseline.key : NULL;

  change->parts = self->parts->len;
  way_capture_put_insert (self, change->table, values, change->dot, key, self->parts);
  change->size = self->parts->len - change->parts;
}

static void
note_insert (WayJournal *self,
             sqlite3    *handle,
             WaySynced  *table)
{
  Change *change = g_new0 (Change, 1);
  WayValue *values = g_newa (WayValue, table->entity->n_fields);
  gint64 dot;

  lend_row (handle, table, sqlite3_preupdate_new, values, &dot);
  change->table = table;
  change->kind = WAY_OP_INSERT;
  change->row = values[0].id;
  if (dot != self->next && !way_bug (31))
    self->fault = "a row came in without its dot";
  change->dot = self->next++;
  tell_insert (self, change, values);
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
  else if (change->kind == WAY_OP_SET && !way_bug (30))
    for (guint i = 0; i < count; i++)
      change->changed[i] = !way_value_equal (&change->before[i], &after[i]);
  else if (change->kind == WAY_OP_RESTORE)
    self->fault = "a row was changed in the edit that brought it back";
  else if (change->kind == WAY_OP_INSERT && !way_bug (29))
    tell_insert (self, change, after);

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
    self->fault = way_bug (32) ? NULL : "a synced table was written outside of an edit";
  else if (self->projecting)
    return;
  else if (what == SQLITE_INSERT)
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

  return self != NULL && !way_bug (34) && (self->fault != NULL || self->changes->len > 0);
}

void
way_capture_connect (WayDb *db)
{
  sqlite3_preupdate_hook (db->handle, preupdate_cb, db);
  sqlite3_commit_hook (db->handle, commit_cb, db);
}

/* --- From changes to operations --- */

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

/* Commits to the operation and stores it; a baseline's is only committed to. */
static gboolean
record_op (WayDb         *db,
           gint64         dot,
           const Change  *change,
           const guint8  *parts,
           gsize          size,
           GError       **error)
{
  WayJournal *self = db->journal;
  guint8 commitment[WAY_HASH_SIZE];

  way_op_commit ((guint64) WAY_LOCAL_SEQUENCE (dot), change->table->entity->number, &change->row,
                 change->kind, parts, size, commitment);
  crypto_generichash_update (&self->commitments, commitment, sizeof commitment);
  if (self->kind == WAY_EDIT_BASELINE)
    return TRUE;
  return way_ops_store (db, dot, self->edit, change->table->entity->number, &change->row,
                        change->kind, parts, size, error);
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
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW &&
         (dots->len == before || !way_bug (13)))
    if (!append_dot (db, way_stmt_int (stmt, 0), dots, error))
      return FALSE;
  if (step == WAY_STEP_ERROR)
    return FALSE;
  return dots->len > before || change->row_dot == 0 || way_bug (38) ||
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
  if (stmt == NULL || (!way_bug (39) && !way_stmt_run (clear, error)))
    return FALSE;
  if (n_sources == 1 && !way_bug (14) && !clear_conflict (db, row, field, error))
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
  const WaySynced *table = change->table;
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();
  gint64 dot = db->journal->next;
  guint class = 0;

  if (!way_ops_keep_baseline (db, table->entity, &change->row, change->row_dot, change->before,
                              error))
    return FALSE;
  for (guint i = 0; i < table->n_in_order; i++)
    {
      const WayField *field = &table->entity->fields[table->in_order[i]];
      g_autoptr(GArray) dots = NULL;
      WayOpEntry entry = { .field = field->number, .value = change->after[table->in_order[i]] };

      if (!change->changed[table->in_order[i]])
        continue;
      dots = entry.replaced = g_array_new (FALSE, FALSE, sizeof (WayDot));
      if (!append_cell_dots (db, change, field->number, dots, error) ||
          !set_cell (db, &change->row, field->number, dot, &dot, 1, error))
        return FALSE;
      if (field->sensitivity != class)
        close_part (db->journal, parts, class, body, dot, NULL);
      class = field->sensitivity;
      way_op_put_entry (body, &entry);
    }
  close_part (db->journal, parts, class, body, dot, NULL);
  if (parts->len == 0)              /* changed and changed back */
    return TRUE;
  db->journal->next++;
  return record_op (db, dot, change, parts->data, parts->len, error);
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

  way_op_put_entry (body, entry);
  close_part (db->journal, parts, WAY_CLASS_STRUCTURE, body, dot, NULL);
  return record_op (db, dot, change, parts->data, parts->len, error);
}

/* What the delete saw, kept where merges look for it. */
static gboolean
bury (WayDb         *db,
      const WayId   *row,
      gint64         by,
      const GArray  *locals,
      GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO buried (row, dot, by) VALUES (:row, :dot, :by)",
                         error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < locals->len && !way_bug (12); i++)
    {
      way_stmt_bind_id (stmt, ":row", row);
      way_stmt_bind_int (stmt, ":dot", g_array_index (locals, gint64, i));
      way_stmt_bind_int (stmt, ":by", by);
      if (!way_stmt_run (stmt, error))
        return FALSE;
      way_stmt_reset (stmt);
    }
  return TRUE;
}

static gboolean
flush_delete (WayDb         *db,
              const Change  *change,
              GError       **error)
{
  g_autoptr(GArray) dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
  g_autoptr(GArray) locals = g_array_new (FALSE, FALSE, sizeof (gint64));
  WayOpEntry entry = { .replaced = dots };
  gint64 dot = db->journal->next;

  if (!way_ops_keep_baseline (db, change->table->entity, &change->row, change->row_dot,
                              change->before, error) ||
      !append_row_dots (db, change, dots, locals, error) ||
      !bury (db, &change->row, dot, locals, error))
    return FALSE;
  db->journal->next++;
  return flush_structure (db, dot, change, &entry, error) &&
         (way_bug (40) ||
          way_merge_refresh_conflicts (db, change->table->entity, &change->row, error));
}

gboolean
way_journal_project_row (WayDb            *db,
                         const WayEntity  *entity,
                         const WayId      *row,
                         GError          **error)
{
  gboolean projecting = db->journal->projecting;
  WayMergeReport report = { 0 };
  gboolean done;

  db->journal->projecting = TRUE;
  done = way_merge_project_row (db, entity, row, &report, error);
  db->journal->projecting = projecting;
  return done && (report.rows_deleted == 0 ||
                  way_records_check_unreferenced (db, entity, row, error));
}

/* A delete that names one restore of the row and nothing else. */
static gboolean
flush_take_back (WayDb         *db,
                 const Change  *change,
                 GError       **error)
{
  g_autoptr(GArray) dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
  g_autoptr(GArray) locals = g_array_new (FALSE, FALSE, sizeof (gint64));
  WayOpEntry entry = { .replaced = dots };
  gint64 dot = db->journal->next++;

  g_array_append_val (locals, change->names);
  return append_dot (db, change->names, dots, error) &&
         (way_bug (41) || bury (db, &change->row, dot, locals, error)) &&
         flush_structure (db, dot, change, &entry, error) &&
         way_journal_project_row (db, change->table->entity, &change->row, error);
}

/* Cells whose earlier values live again. */
static gboolean
flush_restore_cells (WayDb         *db,
                     const Change  *change,
                     GError       **error)
{
  const WaySynced *table = change->table;
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();
  gint64 dot = db->journal->next++;

  for (guint number = 2; number <= table->last_number; number++)
    {
      const WayField *field = way_entity_field_by_number (table->entity, number);
      GArray *sources = field != NULL
                          ? g_ptr_array_index (change->restored, field - table->entity->fields)
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
          !set_cell (db, &change->row, number, dot,
                     way_bug (6) ? &dot : (gint64 *) (void *) sources->data,
                     way_bug (6) ? 1 : sources->len, error))
        return FALSE;
      way_op_put_entry (body, &entry);
    }
  close_part (db->journal, parts, WAY_CLASS_STRUCTURE, body, dot, NULL);
  return record_op (db, dot, change, parts->data, parts->len, error) &&
         way_merge_refresh_conflicts (db, table->entity, &change->row, error);
}

static gboolean
flush_restore (WayDb         *db,
               const Change  *change,
               GError       **error)
{
  g_autoptr(GArray) dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
  g_auto(WayFate) fate = { 0 };
  WayOpEntry entry = { .restored = dots };
  gint64 dot = db->journal->next++;

  if (change->names != 0)
    {
      if (!append_dot (db, change->names, dots, error))
        return FALSE;
    }
  else if (!way_fate_read (db, &change->row, &fate, error))
    return FALSE;
  for (guint i = way_bug (42) ? 1 : 0; fate.deletes != NULL && i < fate.deletes->len; i++)
    if (!append_dot (db, g_array_index (fate.deletes, gint64, i), dots, error))
      return FALSE;
  return flush_structure (db, dot, change, &entry, error) &&
         way_journal_project_row (db, change->table->entity, &change->row, error);
}

/* Names what its author drops; what is dropped elsewhere follows from the row. */
static gboolean
flush_erase (WayDb         *db,
             const Change  *change,
             GError       **error)
{
  g_autoptr(GArray) dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
  WayOpEntry entry = { .replaced = dots };
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT dot FROM op WHERE row = :row AND kind IN (1, 2, 4)"
                         " ORDER BY dot DESC LIMIT :most", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", &change->row);
  way_stmt_bind_int (stmt, ":most", WAY_OP_MOST_DOTS);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!append_dot (db, way_stmt_int (stmt, 0), dots, error))
      return FALSE;
  return step == WAY_STEP_DONE &&
         flush_structure (db, db->journal->next++, change, &entry, error);
}

static gboolean
flush_change (WayDb         *db,
              const Change  *change,
              GError       **error)
{
  switch (change->kind)
    {
    case WAY_OP_INSERT:
      return record_op (db, change->dot, change, db->journal->parts->data + change->parts,
                        change->size, error);
    case WAY_OP_SET:
      return change->dead || flush_set (db, change, error);
    case WAY_OP_DELETE:
      return change->names != 0 ? flush_take_back (db, change, error)
                                : flush_delete (db, change, error);
    case WAY_OP_RESTORE:
      return change->restored != NULL ? flush_restore_cells (db, change, error)
                                      : flush_restore (db, change, error);
    case WAY_OP_ERASE:
      return flush_erase (db, change, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Whether who writes may: the guard of the connection says so, and no seal. */
static gboolean
check_allowed (WayDb         *db,
               const Change  *change,
               GError       **error)
{
  const WayEntity *entity = change->table->entity;

  if (change->dead)
    return TRUE;
  if (db->guard != NULL && !db->guard (db, entity, db->guard_data, error))
    return FALSE;
  if (change->before == NULL && change->after == NULL)
    return way_seals_check_row (db, entity, &change->row, change->kind == WAY_OP_INSERT, error);
  return (change->before == NULL ||
          way_seals_check_change (db, entity, change->before, change->changed, error)) &&
         (change->after == NULL ||
          way_seals_check_change (db, entity, change->after, change->changed, error));
}

/* What was erased is not changed any more, but by erasures. */
static gboolean
check_not_erased (WayDb         *db,
                  const Change  *change,
                  GError       **error)
{
  gboolean erased;

  if (change->kind == WAY_OP_INSERT || change->dead || db->journal->kind == WAY_EDIT_ERASURE)
    return TRUE;
  if (!way_journal_is_erased (db, &change->row, &erased, error))
    return FALSE;
  if (erased)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_ERASED,
                 "this %s was erased: it cannot be changed", change->table->entity->label);
  return !erased;
}

/* Inserts have their dots since they went in, so they are told first; what is
 * changed, deleted or restored gets its dot now. */
gboolean
way_capture_flush (WayDb   *db,
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

        if (early == (pass == 0) &&
            (!check_allowed (db, change, error) || !check_not_erased (db, change, error) || !flush_change (db, change, error)))
          return FALSE;
      }
  g_hash_table_remove_all (self->by_row);
  g_ptr_array_set_size (self->changes, 0);
  g_byte_array_set_size (self->parts, 0);
  return TRUE;
}

gboolean
way_journal_flush_some (WayDb   *db,
                        GError **error)
{
  return db->journal->changes->len < FLUSH_AT || way_capture_flush (db, error);
}

gint64
way_journal_next_dot (WayDb *db)
{
  return db->journal->next;
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

  if (change == NULL || (change->kind == WAY_OP_RESTORE && change->restored == NULL))
    {
      change = g_new0 (Change, 1);
      change->table = way_db_synced (db, entity->name);
      change->kind = WAY_OP_RESTORE;
      change->row = *row;
      change->row_dot = row_dot;
      change->restored = g_ptr_array_new_with_free_func (free_sources);
      g_ptr_array_set_size (change->restored, (gint) entity->n_fields);
      g_hash_table_replace (self->by_row, &change->row, change);
      g_ptr_array_add (self->changes, change);
    }
  if (change->restored == NULL)
    self->fault = "a row was changed and restored in one edit";
  else
    g_ptr_array_index (change->restored, field - entity->fields) = g_array_ref (sources);
}

static void
note_fate (WayDb            *db,
           const WayEntity  *entity,
           const WayId      *row,
           WayOpKind         kind,
           gint64            names)
{
  Change *change = g_new0 (Change, 1);

  change->table = way_db_synced (db, entity->name);
  change->kind = kind;
  change->row = *row;
  change->names = names;
  g_hash_table_replace (db->journal->by_row, &change->row, change);
  g_ptr_array_add (db->journal->changes, change);
}

gboolean
way_journal_restore_row (WayDb            *db,
                         const WayEntity  *entity,
                         const WayId      *row,
                         gint64            delete,
                         GError          **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer record;
  gint64 insert;
  gboolean done;

  record = way_ops_project (db, entity, row, &insert, &fault);
  if (record == NULL)
    {
      if (fault == NULL)
        g_set_error (&fault, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                     "what the %s was has not come yet", entity->label);
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  /* What follows in this edit finds the row. */
  db->journal->projecting = TRUE;
  done = way_records_project (db, entity, row, record, insert, error);
  db->journal->projecting = FALSE;
  way_record_free (entity, record);
  note_fate (db, entity, row, WAY_OP_RESTORE, delete);
  return done;
}

void
way_journal_take_back_restore (WayDb            *db,
                               const WayEntity  *entity,
                               const WayId      *row,
                               gint64            restore)
{
  note_fate (db, entity, row, WAY_OP_DELETE, restore);
}

void
way_journal_erase_row (WayDb            *db,
                       const WayEntity  *entity,
                       const WayId      *row)
{
  note_fate (db, entity, row, WAY_OP_ERASE, 0);
}
