/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections and statements: the only place that opens a database and sets
 * how it is kept. */

#include "way-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "way-backup.h"
#include "way-bug-private.h"
#include "way-codes.h"
#include "way-erase-private.h"
#include "way-merge-private.h"
#include "way-seals-private.h"
#include "way-stays-private.h"
#include "way-text.h"
#include "way-vault.h"

#define STEPS_BETWEEN_LOOKS 20000     /* at whether somebody cancelled */
#define APPLICATION_ID 0x5741594d      /* "WAYM" */

static WayStoreError
error_of_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
      return WAY_STORE_ERROR_NOT_WAYMARK;
    case SQLITE_CORRUPT:
      return WAY_STORE_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return WAY_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return WAY_STORE_ERROR_FULL;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_DATA)
        return WAY_STORE_ERROR_DAMAGED;
      return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE ? WAY_STORE_ERROR_FULL
                                                                        : WAY_STORE_ERROR_FAILED;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return WAY_STORE_ERROR_READ_ONLY;
    case SQLITE_AUTH:
      return WAY_STORE_ERROR_OUTSIDE;
    case SQLITE_CONSTRAINT:
      return code == SQLITE_CONSTRAINT_FOREIGNKEY ? WAY_STORE_ERROR_REFERENCE
                                                  : WAY_STORE_ERROR_FAILED;
    default:
      return WAY_STORE_ERROR_FAILED;
    }
}

/* In plain words where SQLite's own are not; NULL leaves it to SQLite. */
static const char *
sentence_of_error (WayStoreError error)
{
  switch ((guint) error)
    {
    case WAY_STORE_ERROR_NOT_WAYMARK:
      return "is not a Waymark file";
    case WAY_STORE_ERROR_BUSY:
      return "another program has been writing to it for too long";
    case WAY_STORE_ERROR_FULL:
      return "there is no room on the disk; nothing was changed";
    case WAY_STORE_ERROR_READ_ONLY:
      return "cannot be written: it, or its folder, is read-only";
    default:
      return NULL;
    }
}

void
way_db_set_error (const char  *path,
                  sqlite3     *handle,
                  int          code,
                  GError     **error)
{
  int extended = handle != NULL ? sqlite3_extended_errcode (handle) : code;
  const char *sentence;

  if ((extended & 0xff) != (code & 0xff))
    extended = code;
  sentence = sentence_of_error (error_of_code (extended));
  if (extended == SQLITE_IOERR_DATA)
    sentence = "a page was altered, or is damaged, or belongs to another file";
  if (sentence == NULL)
    sentence = handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code);
  g_set_error (error, WAY_STORE_ERROR, error_of_code (extended), "%s: %s", path, sentence);
}

void
way_db_take_error (WayDb   *self,
                   int      code,
                   GError **error)
{
  way_db_set_error (self->path, self->handle, code, error);
}

/* Statements are long and differ early enough: every eighth letter will do. */
static guint
hash_sql (gconstpointer key)
{
  const char *sql = key;
  gsize length = strlen (sql);
  guint hash = (guint) length;

  for (gsize i = 0; i < length; i += 8)
    hash = hash * 31 + (guchar) sql[i];
  return hash;
}

/* --- Functions of ours that SQL may call --- */

static void
fold_function (sqlite3_context  *context,
               int               count,
               sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, way_text_fold (text), -1, g_free);
}

/* Where a code stands in its set, so that Year 10 comes after Year 9. */
static void
code_order_function (sqlite3_context  *context,
                     int               count,
                     sqlite3_value   **values)
{
  const char *set = (const char *) sqlite3_value_text (values[0]);
  const char *id = (const char *) sqlite3_value_text (values[1]);
  const WayCode *code = NULL;

  if (set != NULL && id != NULL && way_codes_has_set (set))
    code = way_codes_lookup (set, id);
  sqlite3_result_int64 (context, code != NULL ? (gint64) code->order : G_MAXINT32);
}

/* --- Keeping edits the only way to write --- */

static gboolean
is_journal_table (const char *table)
{
  static const char *const tables[] = { "replica", "edit", "op", "cell", "superseded", "buried",
                                        "conflict", "withheld", NULL };

  return g_strv_contains (tables, table);
}

static int
authorize_cb (void       *data,
              int         action,
              const char *first,
              const char *second,
              const char *database,
              const char *inner)
{
  WayDb *self = data;

  if (action != SQLITE_INSERT && action != SQLITE_UPDATE && action != SQLITE_DELETE)
    return SQLITE_OK;
  if (self->writing || self->migrating || g_strcmp0 (database, "main") != 0)
    return SQLITE_OK;               /* a copy that is being written is not this file */
  if ((way_db_synced (self, first) != NULL || is_journal_table (first) ||
       (strcmp (first, "trail") == 0 && action != SQLITE_INSERT)) && !way_bug (33))
    return SQLITE_DENY;
  return SQLITE_OK;
}

static void
synced_free (gpointer data)
{
  WaySynced *synced = data;

  g_free (synced->field_of_column);
  g_free (synced->in_order);
  g_free (synced->insert_sql);
  g_free (synced->fresh_sql);
  g_free (synced->select_sql);
  g_free (synced->project_sql);
  g_free (synced);
}

WaySynced *
way_db_synced (WayDb      *self,
               const char *table)
{
  return g_hash_table_lookup (self->synced, table);
}

/* The insert, or the whole row anew where it is there already. */
static char *
make_upsert (const WayEntity *entity,
             const char      *insert)
{
  GString *sql = g_string_new (insert);

  g_string_append (sql, " ON CONFLICT (id) DO UPDATE SET dot = excluded.dot");
  for (guint i = 1; i < entity->n_fields; i++)
    if (!(entity->fields[i].flags & WAY_FIELD_DERIVED))
      g_string_append_printf (sql, ", \"%s\" = excluded.\"%s\"", entity->fields[i].name,
                              entity->fields[i].name);
  return g_string_free (sql, FALSE);
}

static int
compare_in_order (gconstpointer a,
                  gconstpointer b,
                  gpointer      fields)
{
  const WayField *one = (const WayField *) fields + *(const guint *) a;
  const WayField *two = (const WayField *) fields + *(const guint *) b;

  if (one->sensitivity != two->sensitivity)
    return (one->sensitivity > two->sensitivity) - (one->sensitivity < two->sensitivity);
  return (one->number > two->number) - (one->number < two->number);
}

/* Stored fields as the parts of an operation have them. */
static void
order_fields (WaySynced *synced)
{
  const WayEntity *entity = synced->entity;

  synced->in_order = g_new (guint, entity->n_fields);
  for (guint i = 1; i < entity->n_fields; i++)
    if (!(entity->fields[i].flags & WAY_FIELD_DERIVED))
      {
        synced->in_order[synced->n_in_order++] = i;
        synced->last_number = MAX (synced->last_number, entity->fields[i].number);
      }
  g_qsort_with_data (synced->in_order, (gint) synced->n_in_order, sizeof (guint),
                     compare_in_order, (gpointer) entity->fields);
}

/* Reads which column holds which field: migrations add columns at the end, so
 * their order is not that of the description. */
static gboolean
learn_table (WayDb            *self,
             const WayEntity  *entity,
             GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) places = g_string_new (NULL);
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (int));
  WaySynced *synced;
  WayStep step;
  int dot_column = -1;
  int parameter = 0;

  stmt = way_db_prepare (self, "SELECT name FROM pragma_table_info (:table) ORDER BY cid", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":table", entity->name);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      const char *name = way_stmt_text (stmt, 0);
      const WayField *field = way_entity_field (entity, name);
      int index = field != NULL ? (int) (field - entity->fields) : -1;

      if (strcmp (name, "dot") == 0)
        dot_column = (int) fields->len;
      g_array_append_val (fields, index);
    }
  if (step == WAY_STEP_ERROR)
    return FALSE;
  if (fields->len == 0)             /* an entity of a later version of the program */
    return TRUE;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      if (entity->fields[i].flags & WAY_FIELD_DERIVED)
        continue;
      g_string_append_printf (names, "\"%s\", ", entity->fields[i].name);
      g_string_append_printf (places, "?%d, ", ++parameter);
    }

  synced = g_new0 (WaySynced, 1);
  synced->entity = entity;
  synced->dot_column = dot_column;
  synced->n_columns = (int) fields->len;
  synced->field_of_column = g_memdup2 (fields->data, fields->len * sizeof (int));
  order_fields (synced);
  synced->insert_sql = g_strdup_printf ("INSERT INTO \"%s\" (%sdot) VALUES (%s?%d)",
                                        entity->name, names->str, places->str, parameter + 1);
  g_string_truncate (names, names->len - 2);
  synced->fresh_sql = g_strconcat ("INSERT OR IGNORE", synced->insert_sql + strlen ("INSERT"), NULL);
  synced->project_sql = make_upsert (entity, synced->insert_sql);
  synced->select_sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s AND id = :id",
                                        names->str, entity->name,
                                        way_bug (96) ? "TRUE" : "dot IS NOT NULL");
  g_hash_table_insert (self->synced, (gpointer) entity->name, synced);
  return TRUE;
}

static void
forget_tables (WayDb *self)
{
  g_clear_pointer (&self->synced, g_hash_table_unref);
  self->synced = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, synced_free);
}

gboolean
way_db_learn_tables (WayDb   *self,
                     GError **error)
{
  const WayEntity *const *entities = way_entities ();

  forget_tables (self);
  for (guint i = 0; entities[i] != NULL; i++)
    if (!learn_table (self, entities[i], error))
      return FALSE;
  return TRUE;
}

/* --- Opening --- */

gboolean
way_db_make_file (const char  *path,
                  const char  *name,
                  GError     **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, way_bug (100) ? 0644 : 0600);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  if (errno == EEXIST)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS, "%s: there is a file already",
                 name);
  else
    g_set_error (error, WAY_STORE_ERROR,
                 errno == ENOSPC ? WAY_STORE_ERROR_FULL
                                 : errno == ENOENT || errno == ENOTDIR ? WAY_STORE_ERROR_NOT_FOUND
                                                                       : WAY_STORE_ERROR_READ_ONLY,
                 "%s: %s", name, g_strerror (errno));
  return FALSE;
}

/* Ours, and not from a newer program.  Reads only. */
static gboolean
check_header (WayDb   *self,
              GError **error)
{
  gint64 application, version;

  if (!way_db_get_int (self, "PRAGMA application_id", 0, &application, error) ||
      !way_db_get_int (self, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (application != APPLICATION_ID)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_WAYMARK,
                   "%s: is not a Waymark file", self->path);
      return FALSE;
    }
  if (version > way_migrate_newest () && !way_bug (99))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_TOO_NEW,
                   "%s: has version %d of the file format; this program knows up to %d",
                   self->path, (int) version, way_migrate_newest ());
      return FALSE;
    }
  return TRUE;
}

static gboolean
copy_before_migration (WayDb   *self,
                       GError **error)
{
  g_autofree char *path = NULL;
  gint64 version;

  if (!way_db_get_int (self, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  path = g_strdup_printf ("%s.before-version-%d", self->path, (int) version + 1);
  return g_file_test (path, G_FILE_TEST_EXISTS) ||       /* of an earlier try */
         way_backup_write (self, path, error);
}

static gboolean
migrate (WayDb     *self,
         WayDbMode  mode,
         GError   **error)
{
  gint64 version;

  if (!way_db_get_int (self, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (version == way_migrate_newest ())
    return TRUE;
  if (mode == WAY_DB_READ)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY,
                   "%s: must be opened for writing once, to be brought up to date", self->path);
      return FALSE;
    }
  if (mode == WAY_DB_WRITE && !copy_before_migration (self, error))
    return FALSE;
  return way_migrate_run (self, error);
}

/* A sealed file has no rollback journal, not even while it turns to a log: it is
 * new then, or just restored, and nobody has worked in it. */
static gboolean
turn_to_log (WayDb   *self,
             GError **error)
{
  gint64 is_log = 1;

  if (self->node != NULL &&
      (!way_db_get_int (self, "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 0, &is_log,
                        error) ||
       (!is_log && !way_db_exec (self, "PRAGMA journal_mode = MEMORY", error))))
    return FALSE;
  return way_db_exec (self, "PRAGMA journal_mode = WAL", error);
}

/* What is kept of a file in memory: in KiB. */
#define CACHE_MUCH   "PRAGMA cache_size = -32768;"
#define CACHE_LITTLE "PRAGMA cache_size = -1024;"

/* A file that is being made is written without waiting for the disk at each
 * step, then as every other. */
static gboolean
set_up (WayDb     *self,
        WayDbMode  mode,
        GError   **error)
{
  static const char *const keeping =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    CACHE_MUCH
    "PRAGMA synchronous = FULL;";
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d", APPLICATION_ID);

  /* From the first statement on nothing is put down beside the file. */
  if (!way_db_exec (self, "PRAGMA temp_store = MEMORY", error))
    return FALSE;
  if (mode == WAY_DB_CREATE && self->node != NULL && !turn_to_log (self, error))
    return FALSE;
  if (mode == WAY_DB_CREATE && !way_db_exec (self, stamp, error))
    return FALSE;
  if (!check_header (self, error))
    return FALSE;
  if (mode != WAY_DB_READ && !turn_to_log (self, error))
    return FALSE;
  self->migrating = TRUE;
  if (!migrate (self, mode, error))
    return FALSE;
  self->migrating = FALSE;
  return way_db_exec (self, keeping, error) && way_db_learn_tables (self, error);
}

static gint64
real_time (gpointer data)
{
  return g_get_real_time ();
}

static void
add_functions (sqlite3 *handle)
{
  static const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  sqlite3_create_function (handle, "way_fold", 1, how, NULL, fold_function, NULL, NULL);
  sqlite3_create_function (handle, "way_code_order", 2, how, NULL, code_order_function, NULL, NULL);
}

/* The connection to a file that exists, or to memory. */
static gboolean
connect_to (WayDb     *self,
            WayDbMode  mode,
            gboolean   in_memory,
            GError   **error)
{
  int flags = mode == WAY_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  gboolean sealed = !in_memory && way_vault_is_sealed (self->path);
  int reserved = WAY_VFS_RESERVED;
  int code;

  if (sealed && (self->node = way_vault_enter (self->path, error)) == NULL)
    return FALSE;
  code = sqlite3_open_v2 (self->path, &self->handle,
                          flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                          sealed ? WAY_VFS_NAME : NULL);
  if (code == SQLITE_OK && sealed)
    code = sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  if (code != SQLITE_OK)
    {
      way_db_take_error (self, code, error);
      return FALSE;
    }
  sqlite3_busy_timeout (self->handle, 5000);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_set_authorizer (self->handle, authorize_cb, self);
  add_functions (self->handle);
  way_seals_connect (self);
  return TRUE;
}

static WayDb *
open_once (const char  *path,
           WayDbMode    mode,
           GError     **error)
{
  gboolean in_memory = strcmp (path, ":memory:") == 0;
  g_autoptr(WayDb) self = g_new0 (WayDb, 1);
  gboolean clean;

  self->path = g_strdup (path);
  self->now = real_time;
  self->idle = g_hash_table_new_full (hash_sql, g_str_equal, NULL, way_stmt_drop);
  forget_tables (self);

  if (!in_memory && mode == WAY_DB_CREATE && !way_db_make_file (path, path, error))
    return NULL;
  if (!in_memory && mode != WAY_DB_CREATE && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND, "%s: no such file", path);
      return NULL;
    }

  if (connect_to (self, mode, in_memory, error) && set_up (self, mode, error) &&
      (self->journal = way_journal_new (self, error)) != NULL &&
      (mode == WAY_DB_READ ||
       (way_merge_catch_up (self, error) && way_stays_pack (self, error) &&
        way_erase_wipe (self, &clean, error))))
    return g_steal_pointer (&self);

  if (!in_memory && mode == WAY_DB_CREATE)
    g_unlink (path);
  return NULL;
}

WayDb *
way_db_open (const char  *path,
             WayDbMode    mode,
             GError     **error)
{
  g_autoptr(GError) fault = NULL;
  WayDb *self = open_once (path, mode, &fault);

  /* On a full disk there is still what was kept for that day. */
  if (self == NULL && g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL) &&
      way_vfs_spend_ballast (path))
    {
      g_clear_error (&fault);
      self = open_once (path, mode, &fault);
    }
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return self;
}

void
way_db_free (WayDb *self)
{
  if (self == NULL)
    return;
  way_db_set_guard (self, NULL, NULL, NULL);
  way_seals_disconnect (self);
  g_clear_pointer (&self->journal, way_journal_free);
  g_clear_pointer (&self->idle, g_hash_table_unref);
  g_clear_pointer (&self->synced, g_hash_table_unref);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_warning ("a statement outlived its connection");
  way_vfs_leave (self->node);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

static int
is_cancelled_cb (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

void
way_db_set_cancellable (WayDb        *self,
                        GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS,
                            cancellable != NULL ? is_cancelled_cb : NULL, cancellable);
}

void
way_db_set_guard (WayDb          *self,
                  WayGuardFunc    guard,
                  gpointer        data,
                  GDestroyNotify  free_data)
{
  if (self->guard_free != NULL)
    self->guard_free (self->guard_data);
  self->guard = guard;
  self->guard_data = data;
  self->guard_free = free_data;
}

gpointer
way_db_guard_data (WayDb        *self,
                   WayGuardFunc  guard)
{
  return self->guard == guard ? self->guard_data : NULL;
}

void
way_db_set_clock (WayDb    *self,
                  gint64  (*now) (gpointer data),
                  gpointer  data)
{
  self->now = now;
  self->now_data = data;
}

const char *
way_db_path (WayDb *self)
{
  return self->path;
}

gboolean
way_db_is_sealed (WayDb *self)
{
  return self->node != NULL;
}

void
way_db_remove (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal", ".ballast", ".key" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

gboolean
way_db_exec (WayDb       *self,
             const char  *sql,
             GError     **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  way_db_take_error (self, code, error);
  return FALSE;
}

gboolean
way_db_run (WayDb       *self,
            const char  *sql,
            GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self, sql, error);

  return stmt != NULL && way_stmt_run (stmt, error);
}

gboolean
way_db_end_savepoint (WayDb       *self,
                      const char  *name,
                      gboolean     keep,
                      GError     **error)
{
  g_autofree char *release = g_strconcat ("RELEASE ", name, NULL);
  g_autofree char *roll_back = g_strconcat ("ROLLBACK TO ", name, NULL);

  if (keep && way_db_exec (self, release, error))
    return TRUE;
  way_db_exec (self, roll_back, NULL);
  way_db_exec (self, release, NULL);
  return FALSE;
}

void
way_db_begin_pass (WayDb *self)
{
  way_db_exec (self, CACHE_LITTLE, NULL);
}

void
way_db_end_pass (WayDb *self)
{
  way_db_exec (self, CACHE_MUCH, NULL);
}

int
way_db_changes (WayDb *self)
{
  return sqlite3_changes (self->handle);
}

gboolean
way_db_get_int (WayDb       *self,
                const char  *sql,
                gint64       fallback,
                gint64      *value,
                GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self, sql, error);
  WayStep step;

  *value = fallback;
  if (stmt == NULL)
    return FALSE;
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW && !way_stmt_is_null (stmt, 0))
    *value = way_stmt_int (stmt, 0);
  return step != WAY_STEP_ERROR;
}

char *
way_db_dup_setting (WayDb      *self,
                    const char *key)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self, "SELECT value FROM setting WHERE key = :key", NULL);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_text (stmt, ":key", key);
  return way_stmt_step (stmt, NULL) == WAY_STEP_ROW ? g_strdup (way_stmt_text (stmt, 0)) : NULL;
}

gboolean
way_db_set_setting (WayDb       *self,
                    const char  *key,
                    const char  *value,
                    GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self,
                         "INSERT INTO setting (key, value) VALUES (:key, :value)"
                         " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":key", key);
  way_stmt_bind_text (stmt, ":value", value);
  return way_stmt_run (stmt, error);
}
