/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of any entity: the one place that turns a description into SQL for
 * reading and writing whole rows. */

#include "way-records.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-db-private.h"
#include "way-seals-private.h"

static WaySynced *
find_table (WayDb            *db,
            const WayEntity  *entity,
            GError          **error)
{
  WaySynced *table = way_db_synced (db, entity->name);

  if (table == NULL)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED, "there is no table %s",
                 entity->name);
  return table;
}

/* Columns stand as in select_sql: stored fields in the order of the table. */
static gpointer
record_from_row (WayStmt         *stmt,
                 const WayEntity *entity)
{
  gpointer record = way_record_new (entity);
  int column = 0;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue value;

      if (field->flags & WAY_FIELD_DERIVED)
        continue;
      value = way_stmt_value (stmt, column++, field);
      way_field_set (field, record, &value);
    }
  return record;
}

gpointer
way_records_get_whole (WayDb            *db,
                       const WayEntity  *entity,
                       const WayId      *id,
                       GError          **error)
{
  WaySynced *table = find_table (db, entity, error);
  g_autoptr(WayStmt) stmt = NULL;

  stmt = table != NULL ? way_db_prepare (db, table->select_sql, error) : NULL;
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":id", id);
  return way_stmt_step (stmt, error) == WAY_STEP_ROW ? record_from_row (stmt, entity) : NULL;
}

gpointer
way_records_get (WayDb            *db,
                 const WayEntity  *entity,
                 const WayId      *id,
                 GError          **error)
{
  gpointer record = way_records_get_whole (db, entity, id, error);

  if (record != NULL)
    way_seals_mask (db, entity, record);
  return record;
}

/* What a sealed record does not say must not be found by asking for it. */
static void
add_unless_sealed (WayDb            *db,
                   const WayEntity  *entity,
                   const WayField   *asked,
                   gpointer          record,
                   GPtrArray        *found)
{
  if (way_seals_mask (db, entity, record) && asked != NULL && way_seals_hide_field (entity, asked))
    way_record_free (entity, record);
  else
    g_ptr_array_add (found, record);
}

GPtrArray *
way_records_list (WayDb            *db,
                  const WayEntity  *entity,
                  const char       *field,
                  const WayValue   *value,
                  GError          **error)
{
  WaySynced *table = find_table (db, entity, error);
  const WayField *described = field != NULL ? way_entity_field (entity, field) : NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  g_autofree char *sql = NULL;
  const char *end;
  WayStep step;

  if (table == NULL)
    return NULL;
  g_return_val_if_fail (field == NULL || described != NULL, NULL);

  end = strstr (table->select_sql, " AND id = :id");
  sql = field != NULL
          ? g_strdup_printf ("%.*s AND \"%s\" IS :value ORDER BY id",
                             (int) (end - table->select_sql), table->select_sql, described->name)
          : g_strdup_printf ("%.*s ORDER BY id", (int) (end - table->select_sql),
                             table->select_sql);
  stmt = way_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  if (field != NULL)
    way_stmt_bind_value (stmt, ":value", value);

  found = g_ptr_array_new_with_free_func (entity->destroy);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    add_unless_sealed (db, entity, described, record_from_row (stmt, entity), found);
  return step == WAY_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

GPtrArray *
way_records_of (WayDb            *db,
                const WayEntity  *entity,
                const char       *field,
                const WayId      *id,
                GError          **error)
{
  WayValue value = { .type = WAY_VALUE_ID, .id = *id };

  return way_records_list (db, entity, field, &value, error);
}

gboolean
way_records_count (WayDb            *db,
                   const WayEntity  *entity,
                   gint64           *count,
                   GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE dot IS NOT NULL",
                                          entity->name);

  return way_db_get_int (db, sql, 0, count, error);
}

/* --- References, said so that a person can act on it --- */

/* Names the first reference of the record that leads nowhere. */
static void
explain_missing (WayDb            *db,
                 const WayEntity  *entity,
                 gconstpointer     record,
                 GError          **error)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue value = way_field_get (field, record);
      const WayEntity *target;
      gpointer found;

      if (field->kind != WAY_KIND_REFERENCE || value.type == WAY_VALUE_NONE)
        continue;
      target = way_entity_by_name (field->set);
      found = way_records_get_whole (db, target, &value.id, NULL);
      if (found != NULL)
        {
          way_record_free (target, found);
          continue;
        }
      g_clear_error (error);
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE,
                   "%s: there is no such %s", field->name, target->label);
      return;
    }
}

static gboolean
count_references (WayDb            *db,
                  const WayEntity  *from,
                  const WayField   *field,
                  const WayId      *id,
                  gint64           *count,
                  GError          **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE \"%s\" = :id", from->name,
                         field->name);
  stmt = way_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", id);
  step = way_stmt_step (stmt, error);
  *count = step == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
  return step != WAY_STEP_ERROR;
}

gboolean
way_records_check_unreferenced (WayDb            *db,
                                const WayEntity  *entity,
                                const WayId      *id,
                                GError          **error)
{
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (guint j = 0; j < entities[i]->n_fields; j++)
      {
        const WayField *field = &entities[i]->fields[j];
        gint64 count;

        if (field->kind != WAY_KIND_REFERENCE || (field->flags & WAY_FIELD_DERIVED) != 0 ||
            strcmp (field->set, entity->name) != 0)
          continue;
        if (!count_references (db, entities[i], field, id, &count, error))
          return FALSE;
        if (count == 0)
          continue;
        g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE,
                     "this %s is still named by %" G_GINT64_FORMAT " in %s (%s)",
                     entity->label, count, entities[i]->name, field->name);
        return FALSE;
      }
  return TRUE;
}

/* --- Writing --- */

static void
bind_position (sqlite3_stmt   *stmt,
               int             position,
               const WayValue *value)
{
  switch (value->type)
    {
    case WAY_VALUE_INTEGER:
      sqlite3_bind_int64 (stmt, position, value->integer);
      break;
    case WAY_VALUE_TEXT:
      sqlite3_bind_text (stmt, position, value->text, -1, SQLITE_STATIC);
      break;
    case WAY_VALUE_ID:
      sqlite3_bind_blob (stmt, position, value->id.bytes, sizeof value->id.bytes,
                         SQLITE_TRANSIENT);
      break;
    case WAY_VALUE_NONE:
    default:
      sqlite3_bind_null (stmt, position);
      break;
    }
}

/* Runs the table's insert or upsert; a dot of 0 is none. */
static gboolean
write_row (WayDb            *db,
           const WayEntity  *entity,
           const char       *sql,
           gconstpointer     record,
           gint64            dot,
           GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  int position = 0;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    if (!(entity->fields[i].flags & WAY_FIELD_DERIVED))
      {
        WayValue value = way_field_get (&entity->fields[i], record);

        bind_position (stmt->handle, ++position, &value);
      }
  if (dot != 0)
    sqlite3_bind_int64 (stmt->handle, ++position, dot);
  return way_stmt_run (stmt, error);
}

static gboolean
insert_row (WayDb            *db,
            const WayEntity  *entity,
            gconstpointer     record,
            gint64            dot,
            GError          **error)
{
  WaySynced *table = find_table (db, entity, error);

  if (table == NULL)
    return FALSE;
  if (!write_row (db, entity, table->insert_sql, record, dot, error))
    {
      if (error != NULL && g_error_matches (*error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE))
        explain_missing (db, entity, record, error);
      return FALSE;
    }
  return way_journal_flush_some (db, error);
}

gboolean
way_records_insert (WayDb            *db,
                    const WayEntity  *entity,
                    gpointer          record,
                    GError          **error)
{
  if (!way_bug (97) && !way_record_check (entity, record, error))
    return FALSE;
  if (way_id_is_null (way_record_id (record)))
    *(WayId *) record = way_id_new ();
  return insert_row (db, entity, record, way_journal_next_dot (db), error);
}

gboolean
way_records_update (WayDb            *db,
                    const WayEntity  *entity,
                    gconstpointer     record,
                    GError          **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GPtrArray) differing = g_ptr_array_new ();
  gpointer stored;

  if (!way_record_check (entity, record, error))
    return FALSE;
  stored = way_records_get (db, entity, way_record_id (record), error);   /* as its caller saw it */
  if (stored == NULL)
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND, "there is no such %s",
                     entity->label);
      return FALSE;
    }

  g_string_append_printf (sql, "UPDATE \"%s\" SET ", entity->name);
  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue before = way_field_get (field, stored);
      WayValue after = way_field_get (field, record);

      if ((field->flags & WAY_FIELD_DERIVED) || way_value_equal (&before, &after))
        continue;
      g_string_append_printf (sql, "%s\"%s\" = ?%u", differing->len > 0 ? ", " : "",
                              field->name, differing->len + 2);
      g_ptr_array_add (differing, (gpointer) field);
    }
  way_record_free (entity, stored);
  if (differing->len == 0)
    return TRUE;

  g_string_append (sql, " WHERE id = ?1");
  stmt = way_db_prepare (db, sql->str, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_blob (stmt->handle, 1, way_record_id (record)->bytes, sizeof (WayId),
                     SQLITE_TRANSIENT);
  for (guint i = 0; i < differing->len; i++)
    {
      WayValue value = way_field_get (g_ptr_array_index (differing, i), record);

      bind_position (stmt->handle, (int) i + 2, &value);
    }
  if (!way_stmt_run (stmt, error))
    {
      if (error != NULL && g_error_matches (*error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE))
        explain_missing (db, entity, record, error);
      return FALSE;
    }
  return way_journal_flush_some (db, error);
}

gboolean
way_records_delete (WayDb            *db,
                    const WayEntity  *entity,
                    const WayId      *id,
                    GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = :id", entity->name);
  g_autoptr(WayStmt) stmt = NULL;

  if (!way_records_check_unreferenced (db, entity, id, error))
    return FALSE;
  stmt = way_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", id);
  if (!way_stmt_run (stmt, error))
    return FALSE;
  if (way_db_changes (db) == 0)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND, "there is no such %s",
                   entity->label);
      return FALSE;
    }
  return way_journal_flush_some (db, error);
}

/* --- Rows that follow the journal --- */

/* Makes stubs of the records that this one refers to and that are not there. */
static gboolean
add_stubs (WayDb            *db,
           const WayEntity  *entity,
           gconstpointer     record,
           GError          **error)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue value = way_field_get (field, record);
      g_autofree char *sql = NULL;
      g_autoptr(WayStmt) stmt = NULL;

      if (field->kind != WAY_KIND_REFERENCE || value.type == WAY_VALUE_NONE)
        continue;
      sql = g_strdup_printf ("INSERT OR IGNORE INTO \"%s\" (id) VALUES (:id)", field->set);
      stmt = way_db_prepare (db, sql, error);
      if (stmt == NULL)
        return FALSE;
      way_stmt_bind_id (stmt, ":id", &value.id);
      if (!way_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_records_project (WayDb            *db,
                     const WayEntity  *entity,
                     const WayId      *id,
                     gconstpointer     record,
                     gint64            dot,
                     GError          **error)
{
  WaySynced *table = find_table (db, entity, error);
  g_autoptr(GError) fault = NULL;
  gpointer stub;
  gboolean done;

  if (table == NULL)
    return FALSE;
  if (record != NULL)
    {
      if (write_row (db, entity, table->project_sql, record, dot, &fault))
        return TRUE;
      if (g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE) &&
          way_journal_is_import (db))
        return (way_bug (16) || add_stubs (db, entity, record, error)) &&
               write_row (db, entity, table->project_sql, record, dot, error);
      if (g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE))
        explain_missing (db, entity, record, &fault);
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  stub = way_record_new (entity);
  *(WayId *) stub = *id;
  done = write_row (db, entity, table->project_sql, stub, 0, error);
  way_record_free (entity, stub);
  return done;
}

/* What may end up as an update makes SQLite keep the pages of every index as they
 * were, for each row; a plain insert does not. */
gboolean
way_records_project_new (WayDb            *db,
                         const WayEntity  *entity,
                         const WayId      *id,
                         gconstpointer     record,
                         gint64            dot,
                         GError          **error)
{
  WaySynced *table = find_table (db, entity, error);

  if (table == NULL)
    return FALSE;
  if (write_row (db, entity, table->fresh_sql, record, dot, NULL) && way_db_changes (db) > 0)
    return TRUE;
  return way_records_project (db, entity, id, record, dot, error);
}

gboolean
way_records_withdraw (WayDb            *db,
                      const WayEntity  *entity,
                      const WayId      *id,
                      GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = :id", entity->name);
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  g_autoptr(GError) fault = NULL;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", id);
  if (way_stmt_run (stmt, &fault))
    return TRUE;
  if (g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE))
    return way_records_project (db, entity, id, NULL, 0, error);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}
