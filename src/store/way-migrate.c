/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Migrations: numbered scripts, each in one transaction with its version.  There is
 * no second schema: a new file is made by what running them all comes to, which the
 * build works out (build-aux/newest-schema.py). */

#include "way-db-private.h"

#include <gio/gio.h>
#include <string.h>

#include "way-migrate-private.h"
#include "way-store-resources.h"

#define FOLDER "/org/waymark/Waymark/migrations"
#define NEWEST "/org/waymark/Waymark/schema/newest.sql"

/* Scripts of tests, behind those of the folder; NULL for none. */
static GPtrArray *added;

void
way_migrate_add_script (const char *script)
{
  if (added == NULL)
    added = g_ptr_array_new ();
  g_ptr_array_add (added, (gpointer) script);
}

/* Names of the scripts in order.  0001 is the first, and none is missing. */
static char **
list_scripts (void)
{
  GResource *resource = way_store_resources_get_resource ();
  char **names = g_resource_enumerate_children (resource, FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                NULL);

  for (guint i = 1; names[i] != NULL; i++)
    for (guint j = i; j > 0 && strcmp (names[j - 1], names[j]) > 0; j--)
      {
        char *name = names[j];

        names[j] = names[j - 1];
        names[j - 1] = name;
      }
  return names;
}

int
way_migrate_newest (void)
{
  g_auto(GStrv) names = list_scripts ();

  return (int) (g_strv_length (names) + (added != NULL ? added->len : 0));
}

static char *
dup_resource (const char  *path,
              GError     **error)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (way_store_resources_get_resource (), path,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (bytes == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The script that leads to a version from the one before. */
static char *
dup_script (const char *const  *names,
            guint               version,
            GError            **error)
{
  guint bundled = g_strv_length ((char **) names);
  g_autofree char *path = NULL;

  if (version > bundled)
    return g_strdup (g_ptr_array_index (added, version - bundled - 1));
  path = g_strconcat (FOLDER "/", names[version - 1], NULL);
  return dup_resource (path, error);
}

/* Nothing may be left that refers to nothing. */
static gboolean
check_references (WayDb   *db,
                  GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "PRAGMA foreign_key_check", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE,
                 "a row of %s refers to nothing", way_stmt_text (stmt, 0));
  return step == WAY_STEP_DONE;
}

gboolean
way_migrate_through (WayDb   *db,
                     GError **error)
{
  g_auto(GStrv) names = list_scripts ();

  for (guint i = 1; names[i - 1] != NULL; i++)
    {
      g_autofree char *script = dup_script ((const char *const *) names, i, error);

      if (script == NULL || !way_migrate_step (db, (int) i, script, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_migrate_step (WayDb       *db,
                  int          version,
                  const char  *script,
                  GError     **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", version);

  if (!way_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (way_db_exec (db, script, error) &&
      check_references (db, error) &&
      way_db_exec (db, stamp, error) &&
      way_db_exec (db, "COMMIT", error))
    return TRUE;

  way_db_exec (db, "ROLLBACK", NULL);
  g_prefix_error (error, "migration %04d: ", version);
  return FALSE;
}

/* An empty file: to the newest of the folder at once. */
static gboolean
make_newest (WayDb    *db,
             gint64    version,
             GError  **error)
{
  g_autofree char *script = dup_resource (NEWEST, error);

  return script != NULL && way_migrate_step (db, (int) version, script, error);
}

gboolean
way_migrate_run (WayDb   *db,
                 GError **error)
{
  g_auto(GStrv) names = list_scripts ();
  gint64 version;

  if (!way_db_get_int (db, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (version == 0)
    {
      version = g_strv_length (names);
      if (!make_newest (db, version, error))
        return FALSE;
    }
  for (gint64 next = version + 1; next <= way_migrate_newest (); next++)
    {
      g_autofree char *script = dup_script ((const char *const *) names, (guint) next, error);

      if (script == NULL || !way_migrate_step (db, (int) next, script, error))
        return FALSE;
    }
  return TRUE;
}
