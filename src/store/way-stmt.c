/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements: binding by name, stepping with three results, reading columns. */

#include "way-db-private.h"

#include <string.h>

#define MOST_IDLE 1024

WayStmt *
way_db_prepare (WayDb       *self,
                const char  *sql,
                GError     **error)
{
  gpointer idle;
  sqlite3_stmt *handle = NULL;
  WayStmt *stmt;
  int code;

  if (g_hash_table_steal_extended (self->idle, sql, NULL, &idle))
    return idle;
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK)
    {
      way_db_take_error (self, code, error);
      return NULL;
    }
  stmt = g_new0 (WayStmt, 1);
  stmt->db = self;
  stmt->handle = handle;
  stmt->sql = g_strdup (sql);
  return stmt;
}

void
way_stmt_drop (gpointer data)
{
  WayStmt *self = data;

  sqlite3_finalize (self->handle);
  g_free (self->sql);
  g_free (self->bind_name);
  g_free (self);
}

void
way_stmt_free (WayStmt *self)
{
  if (self == NULL)
    return;
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_error = SQLITE_OK;
  g_clear_pointer (&self->bind_name, g_free);
  if (g_hash_table_size (self->db->idle) < MOST_IDLE)
    g_hash_table_replace (self->db->idle, self->sql, self);
  else
    way_stmt_drop (self);
}

/* The parameter's index; 0, and the failure kept, where the SQL has no such
 * name. */
static int
find_parameter (WayStmt    *self,
                const char *name)
{
  int index = sqlite3_bind_parameter_index (self->handle, name);

  if (index == 0 && self->bind_error == SQLITE_OK)
    {
      self->bind_error = SQLITE_RANGE;
      self->bind_name = g_strdup (name);
    }
  return index;
}

static void
keep_failure (WayStmt    *self,
              const char *name,
              int         code)
{
  if (code == SQLITE_OK || self->bind_error != SQLITE_OK)
    return;
  self->bind_error = code;
  self->bind_name = g_strdup (name);
}

void
way_stmt_bind_int (WayStmt    *self,
                   const char *name,
                   gint64      value)
{
  int index = find_parameter (self, name);

  if (index > 0)
    keep_failure (self, name, sqlite3_bind_int64 (self->handle, index, value));
}

void
way_stmt_bind_null (WayStmt    *self,
                    const char *name)
{
  int index = find_parameter (self, name);

  if (index > 0)
    keep_failure (self, name, sqlite3_bind_null (self->handle, index));
}

void
way_stmt_bind_text (WayStmt    *self,
                    const char *name,
                    const char *value)
{
  int index = find_parameter (self, name);

  if (index > 0)
    keep_failure (self, name,
                  sqlite3_bind_text (self->handle, index, value, -1, SQLITE_TRANSIENT));
}

void
way_stmt_bind_blob (WayStmt       *self,
                    const char    *name,
                    gconstpointer  data,
                    gsize          size)
{
  int index = find_parameter (self, name);

  if (index > 0)
    keep_failure (self, name,
                  sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_TRANSIENT));
}

void
way_stmt_bind_id (WayStmt     *self,
                  const char  *name,
                  const WayId *id)
{
  if (id == NULL || way_id_is_null (id))
    way_stmt_bind_null (self, name);
  else
    way_stmt_bind_blob (self, name, id->bytes, sizeof id->bytes);
}

void
way_stmt_bind_date (WayStmt     *self,
                    const char  *name,
                    const GDate *date)
{
  if (way_date_is_set (date))
    way_stmt_bind_int (self, name, way_date_julian (date));
  else
    way_stmt_bind_null (self, name);
}

void
way_stmt_bind_value (WayStmt        *self,
                     const char     *name,
                     const WayValue *value)
{
  switch (value->type)
    {
    case WAY_VALUE_INTEGER:
      way_stmt_bind_int (self, name, value->integer);
      break;
    case WAY_VALUE_TEXT:
      way_stmt_bind_text (self, name, value->text);
      break;
    case WAY_VALUE_ID:
      way_stmt_bind_id (self, name, &value->id);
      break;
    case WAY_VALUE_NONE:
    default:
      way_stmt_bind_null (self, name);
      break;
    }
}

WayStep
way_stmt_step (WayStmt  *self,
               GError  **error)
{
  int code;

  if (self->bind_error != SQLITE_OK)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED, "binding %s: %s",
                   self->bind_name, sqlite3_errstr (self->bind_error));
      return WAY_STEP_ERROR;
    }
  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return WAY_STEP_ROW;
  if (code == SQLITE_DONE)
    return WAY_STEP_DONE;
  way_db_take_error (self->db, code, error);
  return WAY_STEP_ERROR;
}

gboolean
way_stmt_finds (WayStmt   *self,
                gboolean  *found,
                GError   **error)
{
  WayStep step = way_stmt_step (self, error);

  *found = step == WAY_STEP_ROW;
  return step != WAY_STEP_ERROR;
}

gboolean
way_stmt_run (WayStmt  *self,
              GError  **error)
{
  WayStep step;

  while ((step = way_stmt_step (self, error)) == WAY_STEP_ROW)
    ;
  return step == WAY_STEP_DONE;
}

void
way_stmt_reset (WayStmt *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
}

gboolean
way_stmt_is_null (WayStmt *self,
                  int      column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

gint64
way_stmt_int (WayStmt *self,
              int      column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
way_stmt_text (WayStmt *self,
               int      column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

const void *
way_stmt_blob (WayStmt *self,
               int      column,
               gsize   *size)
{
  const void *blob = sqlite3_column_blob (self->handle, column);

  *size = (gsize) sqlite3_column_bytes (self->handle, column);
  return blob;
}

WayId
way_stmt_id (WayStmt *self,
             int      column)
{
  WayId id = { { 0 } };
  gsize size;
  const void *blob = way_stmt_blob (self, column, &size);

  if (blob != NULL && size == sizeof id.bytes)
    memcpy (id.bytes, blob, size);
  return id;
}

GDate
way_stmt_date (WayStmt *self,
               int      column)
{
  gint64 julian = way_stmt_int (self, column);

  return julian > 0 && julian <= G_MAXINT32 ? way_date_from_julian ((guint32) julian)
                                            : way_date_none ();
}

WayValue
way_stmt_value (WayStmt        *self,
                int             column,
                const WayField *field)
{
  WayValue value = { .type = WAY_VALUE_NONE };

  switch (sqlite3_column_type (self->handle, column))
    {
    case SQLITE_INTEGER:
      value.integer = way_stmt_int (self, column);
      value.type = WAY_VALUE_INTEGER;
      break;
    case SQLITE_TEXT:
      value.text = way_stmt_text (self, column);
      value.type = WAY_VALUE_TEXT;
      break;
    case SQLITE_BLOB:
      value.id = way_stmt_id (self, column);
      value.type = WAY_VALUE_ID;
      break;
    default:
      break;
    }
  if (value.type != way_field_value_type (field))
    value.type = WAY_VALUE_NONE;
  return value;
}
