/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a limited copy: first its settings and its pupils, then what belongs to
 * them, entity after entity, as the references of the descriptions lead. */

#include "way-scope.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-copies.h"

/* The children of a school copy: on its roll, placed with it, referred by it or to
 * it, offered to it; ?1 is the day. */
#define SCHOOL_PUPILS                                                                   \
  "INSERT OR IGNORE INTO temp.scope (row, entity)"                                      \
  " SELECT pupil.id, :entity FROM pupil WHERE pupil.dot IS NOT NULL AND pupil.id IN ("  \
  "  SELECT pupil FROM enrolment WHERE establishment IN (SELECT row FROM temp.scope_own)" \
  "   AND (\"to\" IS NULL OR \"to\" >= :day)"                                           \
  "  UNION SELECT pupil FROM placement WHERE provision IN (SELECT row FROM temp.scope_own)" \
  "   AND (\"end\" IS NULL OR \"end\" >= :day)"                                         \
  "  UNION SELECT pupil FROM referral WHERE closed IS NULL AND"                         \
  "   (referrer IN (SELECT row FROM temp.scope_own) OR (received IS NOT NULL AND"       \
  "    wanted IN (SELECT row FROM temp.scope_own)))"                                    \
  "  UNION SELECT referral.pupil FROM offer JOIN referral ON referral.id = offer.referral" \
  "   WHERE referral.closed IS NULL AND offer.response IN ('pending', 'accepted')"      \
  "   AND offer.provision IN (SELECT row FROM temp.scope_own))"

#define OFFICER_PUPILS                                                                  \
  "INSERT OR IGNORE INTO temp.scope (row, entity)"                                      \
  " SELECT pupil.id, :entity FROM pupil WHERE pupil.dot IS NOT NULL AND pupil.id IN ("  \
  "  SELECT pupil FROM placement WHERE provision IN (SELECT row FROM temp.scope_own)"   \
  "   AND (\"end\" IS NULL OR \"end\" >= :day))"

/* Records that are one child go together. */
#define JOINED_PUPILS                                                                   \
  "INSERT OR IGNORE INTO temp.scope (row, entity)"                                      \
  " SELECT other, :entity FROM pupil_join WHERE dot IS NOT NULL AND other IS NOT NULL"  \
  "  AND pupil IN (SELECT row FROM temp.scope)"                                         \
  " UNION SELECT pupil, :entity FROM pupil_join WHERE dot IS NOT NULL AND pupil IS NOT NULL" \
  "  AND other IN (SELECT row FROM temp.scope)"

/* Of the placements of its children an officer sees those on the round, and a
 * school the funding that it pays or is paid. */
#define OFFICER_PLACEMENT " AND provision IN (SELECT row FROM temp.scope_own)"          \
                          " AND (\"end\" IS NULL OR \"end\" >= :day)"
#define SCHOOL_FUNDING " AND (payer = 'SCHOOL' OR placement IN (SELECT id FROM placement" \
                       "  WHERE provision IN (SELECT row FROM temp.scope_own)))"

typedef struct
{
  WayDb       *db;
  guint        role;
  gint64       day;
} Scope;

static gboolean
make_tables (WayDb   *db,
             GError **error)
{
  return way_db_exec (db,
                      "CREATE TEMP TABLE IF NOT EXISTS scope"
                      " (row BLOB PRIMARY KEY NOT NULL, entity INTEGER NOT NULL) WITHOUT ROWID",
                      error) &&
         way_db_exec (db,
                      "CREATE TEMP TABLE IF NOT EXISTS scope_own"
                      " (row BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID", error) &&
         way_db_run (db, "DELETE FROM temp.scope", error) &&
         way_db_run (db, "DELETE FROM temp.scope_own", error);
}

static gboolean
run (Scope       *self,
     const char  *sql,
     guint        entity,
     GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  if (strstr (sql, ":entity") != NULL)
    way_stmt_bind_int (stmt, ":entity", entity);
  if (strstr (sql, ":day") != NULL)
    way_stmt_bind_int (stmt, ":day", self->day);
  return way_stmt_run (stmt, error);
}

static gboolean
add_own (WayDb        *db,
         const WayId  *row,
         GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "INSERT OR IGNORE INTO temp.scope_own (row)"
                                            " VALUES (:row)", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_run (stmt, error);
}

static gboolean
add_settings (WayDb         *db,
              const GArray  *settings,
              GError       **error)
{
  for (guint i = 0; settings != NULL && i < settings->len; i++)
    if (!add_own (db, &g_array_index (settings, WayId, i), error))
      return FALSE;
  return way_db_run (db,
                     "INSERT OR IGNORE INTO temp.scope_own (row) SELECT id FROM site"
                     " WHERE dot IS NOT NULL AND establishment IN (SELECT row FROM temp.scope_own)",
                     error) &&
         way_db_run (db,
                     "INSERT OR IGNORE INTO temp.scope_own (row) SELECT id FROM provision"
                     " WHERE dot IS NOT NULL AND"
                     " coalesce (establishment, site) IN (SELECT row FROM temp.scope_own)", error);
}

/* "coalesce (a, b) IN (SELECT row FROM ...)", or NULL where there is no owner. */
static char *
owner_clause (const WayEntity *entity,
              const char      *table)
{
  g_autofree const WayField **owners = way_copies_owners (entity);
  g_autoptr(GString) sql = g_string_new (NULL);

  if (owners[0] == NULL)
    return NULL;
  for (guint i = 0; owners[i] != NULL; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", owners[i]->name);
  if (owners[1] != NULL)
    {
      g_string_prepend (sql, "coalesce (");
      g_string_append_c (sql, ')');
    }
  g_string_append_printf (sql, " IN (SELECT row FROM temp.%s)", table);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
add_rows (Scope            *self,
          const WayEntity  *entity,
          const char       *where,
          GError          **error)
{
  g_autofree char *sql = NULL;
  const char *more = "";

  if (self->role == WAY_COPY_OFFICER && strcmp (entity->name, "placement") == 0)
    more = OFFICER_PLACEMENT;
  if (self->role == WAY_COPY_SCHOOL && strcmp (entity->name, "funding_line") == 0)
    more = SCHOOL_FUNDING;
  sql = g_strdup_printf ("INSERT OR IGNORE INTO temp.scope (row, entity) SELECT id, :entity"
                         " FROM \"%s\" WHERE dot IS NOT NULL%s%s%s", entity->name,
                         where != NULL ? " AND " : "", where != NULL ? where : "", more);
  return run (self, sql, entity->number, error);
}

/* What belongs to a setting leads on to what belongs to it. */
static gboolean
add_rows_of_settings (Scope            *self,
                      const WayEntity  *entity,
                      GError          **error)
{
  g_autofree char *where = owner_clause (entity, "scope_own");
  g_autofree char *sql = NULL;

  if (where == NULL)
    return TRUE;
  sql = g_strdup_printf ("INSERT OR IGNORE INTO temp.scope_own (row) SELECT id FROM \"%s\""
                         " WHERE dot IS NOT NULL AND %s", entity->name, where);
  return add_rows (self, entity, where, error) && run (self, sql, entity->number, error);
}

static gboolean
add_entity (Scope            *self,
            const WayEntity  *entity,
            GError          **error)
{
  g_autofree char *where = NULL;

  if (!way_copies_may_hold (entity, self->role))
    return TRUE;
  switch (way_copies_reach (entity))
    {
    case WAY_REACH_ALL:
      return add_rows (self, entity, NULL, error);
    case WAY_REACH_SETTING:
      return add_rows_of_settings (self, entity, error);
    case WAY_REACH_PUPIL:
      where = owner_clause (entity, "scope");
      return where == NULL || add_rows (self, entity, where, error);
    case WAY_REACH_AUTO:
    case WAY_REACH_OFFICE:
    case WAY_REACH_NAMED:
    default:
      return TRUE;
    }
}

/* Rows of `named` that a row of `entity` refers to in a field that may be read. */
static gboolean
add_named_by (Scope            *self,
              const WayEntity  *entity,
              const WayEntity  *named,
              GError          **error)
{
  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *sql = NULL;

      if (field->kind != WAY_KIND_REFERENCE || (field->flags & WAY_FIELD_DERIVED) != 0 ||
          strcmp (field->set, named->name) != 0 || !way_copies_may_read (field, self->role))
        continue;
      sql = g_strdup_printf ("INSERT OR IGNORE INTO temp.scope (row, entity)"
                             " SELECT DISTINCT one.\"%s\", :entity FROM \"%s\" AS one"
                             " JOIN temp.scope ON temp.scope.row = one.id"
                             " WHERE one.\"%s\" IS NOT NULL", field->name, entity->name,
                             field->name);
      if (!run (self, sql, named->number, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_named (Scope   *self,
           GError **error)
{
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (guint j = 0; way_copies_reach (entities[i]) == WAY_REACH_NAMED && entities[j] != NULL; j++)
      if (way_copies_may_hold (entities[i], self->role) &&
          !add_named_by (self, entities[j], entities[i], error))
        return FALSE;
  return TRUE;
}

gboolean
way_scope_find (WayDb         *db,
                guint          role,
                const GArray  *settings,
                const GDate   *today,
                GError       **error)
{
  Scope self = { db, role, way_bug (104) ? 0 : way_date_julian (today) };
  const WayEntity *const *entities = way_entities ();
  const WayEntity *pupil = way_entity_by_name ("pupil");

  if (!make_tables (db, error) || !add_settings (db, settings, error))
    return FALSE;
  if (role == WAY_COPY_GOVERNANCE)
    return TRUE;
  if (!run (&self, role == WAY_COPY_OFFICER ? OFFICER_PUPILS : SCHOOL_PUPILS, pupil->number,
            error) ||
      !run (&self, JOINED_PUPILS, pupil->number, error))
    return FALSE;
  for (guint i = 0; entities[i] != NULL; i++)
    if (entities[i] != pupil && !add_entity (&self, entities[i], error))
      return FALSE;
  return add_named (&self, error);
}

/* --- Questions --- */

static gboolean
is_there (WayDb        *db,
          const char   *sql,
          const WayId  *row,
          gboolean     *there,
          GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_finds (stmt, there, error);
}

gboolean
way_scope_has (WayDb        *db,
               const WayId  *row,
               gboolean     *held,
               GError      **error)
{
  return is_there (db, "SELECT 1 FROM temp.scope WHERE row = :row", row, held, error);
}

gboolean
way_scope_owns (WayDb        *db,
                const WayId  *row,
                gboolean     *own,
                GError      **error)
{
  return is_there (db, "SELECT 1 FROM temp.scope_own WHERE row = :row", row, own, error);
}

gboolean
way_scope_add (WayDb            *db,
               const WayId      *row,
               const WayEntity  *entity,
               GError          **error)
{
  WayReach reach = way_copies_reach (entity);
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "INSERT OR IGNORE INTO temp.scope (row, entity)"
                                            " VALUES (:row, :entity)", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":entity", entity->number);
  if (!way_stmt_run (stmt, error))
    return FALSE;
  return (reach != WAY_REACH_SETTING && reach != WAY_REACH_ALL) || add_own (db, row, error);
}
