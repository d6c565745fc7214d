/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who looks at a connection, and what is sealed to them.  The ids are kept in
 * memory: a few in a file, asked for with every row that is read. */

#include "way-seals-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-access.h"
#include "way-children.h"
#include "way-joins.h"
#include "way-ops-private.h"
#include "way-people.h"

#define MOST_STEPS 4         /* from a record to the child that it belongs to */

struct _WaySeals
{
  GHashTable *restricted;    /* WayId * of pupils and persons under seal */
  GHashTable *sealed;        /* of those, what who looks may not see */
  GHashTable *left_out;      /* of those, what they may not know of */
};

const char *
way_seals_title (void)
{
  return _("Sealed case");
}

static WaySeals *
new_seals (void)
{
  WaySeals *self = g_new0 (WaySeals, 1);

  self->restricted = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  self->sealed = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  self->left_out = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  return self;
}

static void
free_seals (WaySeals *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->restricted);
  g_hash_table_unref (self->sealed);
  g_hash_table_unref (self->left_out);
  g_free (self);
}

/* --- Functions for SQL --- */

static gboolean
has (GHashTable    *ids,
     sqlite3_value *value)
{
  return sqlite3_value_type (value) == SQLITE_BLOB &&
         sqlite3_value_bytes (value) == sizeof (WayId) &&
         g_hash_table_contains (ids, sqlite3_value_blob (value));
}

static void
sealed_function (sqlite3_context  *context,
                 int               count,
                 sqlite3_value   **values)
{
  WayDb *db = sqlite3_user_data (context);

  sqlite3_result_int (context, db->seals != NULL && has (db->seals->sealed, values[0]));
}

static void
left_out_function (sqlite3_context  *context,
                   int               count,
                   sqlite3_value   **values)
{
  WayDb *db = sqlite3_user_data (context);

  sqlite3_result_int (context, db->seals != NULL && has (db->seals->left_out, values[0]));
}

/* Forename and surname as one, whichever there are; what a sealed case is called. */
static void
pupil_name_function (sqlite3_context  *context,
                     int               count,
                     sqlite3_value   **values)
{
  WayDb *db = sqlite3_user_data (context);
  const char *forename = (const char *) sqlite3_value_text (values[1]);
  const char *surname = (const char *) sqlite3_value_text (values[2]);
  g_autofree char *name = NULL;

  if (db->seals != NULL && has (db->seals->sealed, values[0]))
    {
      sqlite3_result_text (context, way_seals_title (), -1, SQLITE_TRANSIENT);
      return;
    }
  name = g_strdup_printf ("%s %s", forename != NULL ? forename : "",
                          surname != NULL ? surname : "");
  sqlite3_result_text (context, g_strstrip (name), -1, SQLITE_TRANSIENT);
}

static void
restricted_function (sqlite3_context  *context,
                     int               count,
                     sqlite3_value   **values)
{
  WayDb *db = sqlite3_user_data (context);

  sqlite3_result_int (context, db->seals != NULL && has (db->seals->restricted, values[0]));
}

void
way_seals_connect (WayDb *db)
{
  const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;

  sqlite3_create_function (db->handle, "way_sealed", 1, flags, db, sealed_function, NULL, NULL);
  sqlite3_create_function (db->handle, "way_left_out", 1, flags, db, left_out_function, NULL,
                           NULL);
  sqlite3_create_function (db->handle, "way_pupil_name", 3, flags, db, pupil_name_function, NULL,
                           NULL);
  sqlite3_create_function (db->handle, "way_restricted", 1, flags, db, restricted_function, NULL,
                           NULL);
}

void
way_seals_disconnect (WayDb *db)
{
  g_clear_pointer (&db->seals, free_seals);
}

/* --- Reading who may see what --- */

static void
add_id (GHashTable  *ids,
        const WayId *id)
{
  if (!way_id_is_null (id))
    g_hash_table_add (ids, g_memdup2 (id, sizeof *id));
}

/* Who cares for the child: where they live, the child does. */
static gboolean
add_carer (WayDb        *db,
           const WayId  *pupil,
           GHashTable   *ids,
           GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT carer FROM pupil WHERE id = :pupil",
                                            error);
  WayStep step;
  WayId carer;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":pupil", pupil);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      carer = way_stmt_id (stmt, 0);
      add_id (ids, &carer);
    }
  return step != WAY_STEP_ERROR;
}

/* All records of the child, and who cares for it. */
static gboolean
add_child (WayDb        *db,
           const WayId  *pupil,
           GHashTable   *ids,
           GError      **error)
{
  g_autoptr(GArray) members = way_joins_members (db, pupil, error);

  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const WayId *id = &g_array_index (members, WayId, i);

      add_id (ids, id);
      if (!add_carer (db, id, ids, error))
        return FALSE;
    }
  add_id (ids, pupil);
  return add_carer (db, pupil, ids, error);
}

/* Those whom the user is named for. */
static gboolean
read_open (WayDb        *db,
           const WayId  *user,
           const GDate  *today,
           GHashTable   *open,
           GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT DISTINCT pupil FROM case_access WHERE dot IS NOT NULL"
                         " AND user = :user AND pupil IS NOT NULL"
                         " AND coalesce (\"from\", :today) <= :today"
                         " AND coalesce (\"to\", :today) >= :today", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":user", user);
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId pupil = way_stmt_id (stmt, 0);

      if (!add_child (db, &pupil, open, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

static gboolean
read_seal (WayDb       *db,
           WayStmt     *stmt,
           GHashTable  *open,
           gboolean     sees_all,
           WaySeals    *self,
           GError     **error)
{
  WayId pupil = way_stmt_id (stmt, 0);

  if (!add_child (db, &pupil, self->restricted, error))
    return FALSE;
  if (sees_all || g_hash_table_contains (open, &pupil))
    return TRUE;
  return add_child (db, &pupil, self->sealed, error) &&
         (way_stmt_int (stmt, 1) == 0 || add_child (db, &pupil, self->left_out, error));
}

static gboolean
read_seals (WayDb        *db,
            const GDate  *today,
            GHashTable   *open,
            gboolean      sees_all,
            WaySeals     *self,
            GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT pupil, max (scope IS 'left_out') FROM seal"
                         " WHERE dot IS NOT NULL AND pupil IS NOT NULL"
                         " AND coalesce (\"from\", :today) <= :today"
                         " AND coalesce (\"to\", :today) >= :today GROUP BY pupil", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!read_seal (db, stmt, open, sees_all, self, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

gboolean
way_seals_set_viewer (WayDb        *db,
                      const WayId  *user,
                      gboolean      sees_all,
                      const GDate  *today,
                      GError      **error)
{
  g_autoptr(GHashTable) open = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                      NULL);
  WaySeals *seals = new_seals ();

  if (read_open (db, user, today, open, error) &&
      read_seals (db, today, open, sees_all, seals, error))
    {
      free_seals (db->seals);
      db->seals = seals;
      return TRUE;
    }
  free_seals (seals);
  return FALSE;
}

gboolean
way_seals_hide (WayDb       *db,
                const WayId *id)
{
  return db->seals != NULL && g_hash_table_contains (db->seals->sealed, id);
}

gboolean
way_seals_show (WayDb       *db,
                const WayId *id)
{
  return db->seals != NULL && g_hash_table_contains (db->seals->restricted, id) &&
         !g_hash_table_contains (db->seals->sealed, id);
}

gboolean
way_seals_any (WayDb *db)
{
  return db->seals != NULL && g_hash_table_size (db->seals->sealed) > 0;
}

GPtrArray *
way_seals_left_out (WayDb *db)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  if (db->seals == NULL)
    return ids;
  g_hash_table_iter_init (&iter, db->seals->left_out);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  return ids;
}

/* --- From a record to the child --- */

static gboolean
is_child (const WayEntity *entity)
{
  return entity == &way_pupil_entity || entity == &way_person_entity;
}

/* The field that leads towards the child: to a pupil, else to what belongs to one. */
static const WayField *
find_way (const WayEntity *entity,
          guint            steps)
{
  const WayField *towards = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      const WayEntity *target = field->kind == WAY_KIND_REFERENCE &&
                                (field->flags & WAY_FIELD_DERIVED) == 0
                                  ? way_entity_by_name (field->set) : NULL;

      if (target == &way_pupil_entity)
        return field;
      if (towards == NULL && target != NULL && target != entity && steps > 0 &&
          !is_child (target) && find_way (target, steps - 1) != NULL)
        towards = field;
    }
  return towards;
}

gboolean
way_seals_is_of_child (const WayEntity *entity)
{
  return is_child (entity) || find_way (entity, MOST_STEPS) != NULL;
}

static char *
root_sql (const WayEntity *entity,
          const char      *alias,
          guint            steps)
{
  const WayField *field = find_way (entity, steps);
  g_autofree char *inner = NULL;
  g_autofree char *rest = NULL;
  const WayEntity *target;

  if (is_child (entity))
    return g_strdup_printf ("%s.id", alias);
  if (field == NULL)
    return NULL;
  target = way_entity_by_name (field->set);
  if (target == &way_pupil_entity)
    return g_strdup_printf ("%s.\"%s\"", alias, field->name);
  inner = g_strdup_printf ("%s_%s", alias, field->name);
  rest = root_sql (target, inner, steps - 1);
  return g_strdup_printf ("(SELECT %s FROM \"%s\" AS %s WHERE %s.id = %s.\"%s\")", rest,
                          target->name, inner, inner, alias, field->name);
}

char *
way_seals_root_sql (const WayEntity *entity,
                    const char      *alias)
{
  return root_sql (entity, alias, MOST_STEPS);
}

/* The root of a row in its table; none where the row is not there. */
static gboolean
find_root (WayDb            *db,
           const WayEntity  *entity,
           const WayId      *row,
           WayId            *root,
           GError          **error)
{
  g_autofree char *term = way_seals_root_sql (entity, "t");
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  *root = (WayId) { 0 };
  if (term == NULL || way_db_synced (db, entity->name) == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT %s FROM \"%s\" AS t WHERE t.id = :id", term, entity->name);
  stmt = way_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", row);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *root = way_stmt_id (stmt, 0);
  return step != WAY_STEP_ERROR;
}

gboolean
way_seals_pupil_of (WayDb            *db,
                    const WayEntity  *entity,
                    const WayId      *id,
                    WayId            *pupil,
                    GError          **error)
{
  if (entity != &way_person_entity)
    return find_root (db, entity, id, pupil, error);
  *pupil = (WayId) { 0 };
  return TRUE;
}

/* Rows of the entity that the condition holds for; in it, %s stands for the id of the
 * child that the row belongs to. */
static GArray *
list_rows (WayDb            *db,
           const WayEntity  *entity,
           const char       *condition,
           const WayId      *pupil,
           GError          **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autofree char *root = way_seals_root_sql (entity, "t");
  g_auto(GStrv) parts = root != NULL ? g_strsplit (condition, "%s", -1) : NULL;
  g_autofree char *where = root != NULL ? g_strjoinv (root, parts) : NULL;
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (root == NULL || way_db_synced (db, entity->name) == NULL)
    return g_steal_pointer (&rows);
  sql = g_strdup_printf ("SELECT t.id FROM \"%s\" AS t WHERE t.dot IS NOT NULL AND %s"
                         " ORDER BY t.id", entity->name, where);
  stmt = way_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  if (pupil != NULL)
    way_stmt_bind_id (stmt, ":pupil", pupil);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);

      g_array_append_val (rows, id);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

GArray *
way_seals_shown_rows (WayDb            *db,
                      const WayEntity  *entity,
                      GError          **error)
{
  if (db->seals == NULL || g_hash_table_size (db->seals->restricted) == 0)
    return g_array_new (FALSE, FALSE, sizeof (WayId));
  return list_rows (db, entity, "way_restricted (%s) AND NOT way_sealed (%s)", NULL, error);
}

GArray *
way_seals_rows_of (WayDb            *db,
                   const WayEntity  *entity,
                   const WayId      *pupil,
                   GError          **error)
{
  return list_rows (db, entity, "%s = :pupil", pupil, error);
}

/* --- What is not given --- */

gboolean
way_seals_hide_field (const WayEntity *entity,
                      const WayField  *field)
{
  if (field->kind == WAY_KIND_ID)
    return FALSE;
  if (is_child (entity))
    return TRUE;
  if (field->kind == WAY_KIND_REFERENCE)
    return strcmp (field->set, "person") == 0;
  return field->kind == WAY_KIND_TEXT || field->kind == WAY_KIND_LONG_TEXT ||
         field->sensitivity == WAY_CLASS_SPECIAL || field->sensitivity == WAY_CLASS_PUPIL;
}

char *
way_seals_hidden_address_sql (const WayEntity *entity,
                              const char      *alias)
{
  g_autofree char *root = way_seals_root_sql (entity, alias);

  if (entity != &way_person_entity)
    return g_strdup_printf ("way_restricted (%s) OR EXISTS (SELECT 1 FROM pupil AS child"
                            " WHERE child.id = %s AND child.address_hidden IS 1)", root, root);
  return g_strdup_printf ("way_restricted (%s) OR EXISTS (SELECT 1 FROM pupil AS child"
                          " WHERE child.carer = %s AND child.address_hidden IS 1)", root, root);
}

gboolean
way_seals_hide_address (WayDb            *db,
                        const WayEntity  *entity,
                        const WayId      *id)
{
  g_autofree char *hidden = NULL;
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;

  if (!way_seals_is_of_child (entity))
    return FALSE;
  hidden = way_seals_hidden_address_sql (entity, "t");
  sql = g_strdup_printf ("SELECT 1 FROM \"%s\" AS t WHERE t.id = :id AND (%s)", entity->name,
                         hidden);
  stmt = way_db_prepare (db, sql, NULL);
  if (stmt == NULL)
    return TRUE;                    /* rather too little than too much */
  way_stmt_bind_id (stmt, ":id", id);
  return way_stmt_step (stmt, NULL) != WAY_STEP_DONE;
}

/* Whether the child that the values, by field, lead to is sealed. */
static gboolean
are_sealed (WayDb            *db,
            const WayEntity  *entity,
            const WayValue   *values)
{
  const WayField *field = find_way (entity, MOST_STEPS);
  const WayEntity *target;
  const WayValue *value;
  WayId root;

  if (is_child (entity))
    return way_seals_hide (db, &values[0].id);
  if (field == NULL)
    return FALSE;
  value = &values[field - entity->fields];
  target = way_entity_by_name (field->set);
  if (value->type != WAY_VALUE_ID)
    return FALSE;
  if (target == &way_pupil_entity)
    return way_seals_hide (db, &value->id);
  return find_root (db, target, &value->id, &root, NULL) && way_seals_hide (db, &root);
}

static WayValue *
values_of (const WayEntity *entity,
           gconstpointer    record)
{
  WayValue *values = g_new0 (WayValue, entity->n_fields);

  for (guint i = 0; i < entity->n_fields; i++)
    values[i] = way_field_get (&entity->fields[i], record);
  return values;
}

gboolean
way_seals_mask (WayDb           *db,
                const WayEntity *entity,
                gpointer         record)
{
  static const WayValue none = { .type = WAY_VALUE_NONE };
  const WayValue title = { .type = WAY_VALUE_TEXT, .text = way_seals_title () };
  g_autofree WayValue *values = NULL;

  if (!way_seals_any (db))
    return FALSE;
  values = values_of (entity, record);
  if (!are_sealed (db, entity, values))
    return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];

      if (way_seals_hide_field (entity, field))
        way_field_set (field, record,
                       is_child (entity) && strcmp (field->name, "surname") == 0 ? &title : &none);
    }
  return TRUE;
}

gboolean
way_seals_hide_row (WayDb           *db,
                    const WayEntity *entity,
                    const WayId     *row)
{
  g_autofree WayValue *values = NULL;
  gpointer record;
  gint64 insert;
  gboolean sealed;
  WayId root;

  if (entity == NULL || !way_seals_any (db) || !way_seals_is_of_child (entity))
    return FALSE;
  if (!find_root (db, entity, row, &root, NULL))
    return TRUE;
  if (!way_id_is_null (&root))
    return way_seals_hide (db, &root);
  record = way_ops_project (db, entity, row, &insert, NULL);
  if (record == NULL)
    return FALSE;
  values = values_of (entity, record);
  sealed = are_sealed (db, entity, values);
  way_record_free (entity, record);
  return sealed;
}

static gboolean
refuse (GError **error)
{
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SEALED,
               "this case is sealed: only those who are named for it may change this");
  return FALSE;
}

gboolean
way_seals_check_change (WayDb            *db,
                        const WayEntity  *entity,
                        const WayValue   *values,
                        const guint8     *changed,
                        GError          **error)
{
  gboolean reaches = FALSE;

  if (!way_seals_any (db) || entity == &way_case_access_entity ||
      !are_sealed (db, entity, values))
    return TRUE;
  for (guint i = 0; i < entity->n_fields; i++)
    reaches |= (changed == NULL ? values[i].type != WAY_VALUE_NONE : changed[i] != 0) &&
               way_seals_hide_field (entity, &entity->fields[i]);
  return !reaches || refuse (error);
}

gboolean
way_seals_check_row (WayDb            *db,
                     const WayEntity  *entity,
                     const WayId      *row,
                     gboolean          fresh,
                     GError          **error)
{
  g_autofree WayValue *values = NULL;
  gpointer record;
  gboolean allowed;

  if (!way_seals_any (db) || !way_seals_is_of_child (entity))
    return TRUE;
  if (!fresh)
    return !way_seals_hide_row (db, entity, row) || refuse (error);
  record = way_records_get_whole (db, entity, row, error);
  if (record == NULL)
    return error == NULL || *error == NULL;      /* it went again within the edit */
  values = values_of (entity, record);
  allowed = way_seals_check_change (db, entity, values, NULL, error);
  way_record_free (entity, record);
  return allowed;
}
