/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Migrations: whole or not at all, and the schema says what the tables say. */
#include "way-db-private.h"
#include "way-migrate-private.h"
#include "way-test-store.h"

#include <string.h>

static gint64
version_of (WayDb *db)
{
  gint64 version;

  g_assert_true (way_db_get_int (db, "PRAGMA user_version", -1, &version, NULL));
  return version;
}

static void
test_a_new_file_has_the_newest_version (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();

  g_assert_cmpint (version_of (db), ==, way_migrate_newest ());
  g_assert_cmpint (way_migrate_newest (), >, 0);
}

/* All that a query of one text column says; free with g_strfreev(). */
static char **
read_texts (WayDb      *db,
            const char *sql)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, NULL);

  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    g_ptr_array_add (texts, g_strdup (way_stmt_text (stmt, 0)));
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

static void
drop_all (WayDb      *db,
          const char *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 'DROP %s \"' || name || '\"' FROM sqlite_schema"
                                          " WHERE type = '%s' AND name NOT LIKE 'sqlite%%'"
                                          " ORDER BY rowid DESC", type, type);
  g_auto(GStrv) drops = read_texts (db, sql);

  for (guint i = 0; drops[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;

      way_db_exec (db, drops[i], &error);
      g_assert_no_error (error);
    }
}

#define SCHEMA \
  "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce (sql, '')" \
  " FROM sqlite_schema ORDER BY type, name"

/* A new file is made at once: by what all the scripts come to. */
static void
test_a_new_file_is_what_all_scripts_make (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) at_once = read_texts (db, SCHEMA);
  g_auto(GStrv) in_steps = NULL;

  g_assert_true (way_db_exec (db, "PRAGMA foreign_keys = OFF", NULL));
  db->migrating = TRUE;
  drop_all (db, "trigger");
  drop_all (db, "view");
  drop_all (db, "table");
  way_migrate_through (db, &error);
  g_assert_no_error (error);
  in_steps = read_texts (db, SCHEMA);
  g_assert_cmpuint (g_strv_length (in_steps), >, 300);
  for (guint i = 0; at_once[i] != NULL && in_steps[i] != NULL; i++)
    g_assert_cmpstr (at_once[i], ==, in_steps[i]);
  g_assert_cmpuint (g_strv_length (at_once), ==, g_strv_length (in_steps));
  g_assert_cmpint (version_of (db), ==, way_migrate_newest ());
}

static void
test_a_broken_script_leaves_all_as_it_was (void)
{
  static const char *scripts[] = {
    "CREATE TABLE half (a INTEGER); CREATE TABL broken",
    "CREATE TABLE half (a INTEGER); INSERT INTO half VALUES (1, 2)",
    "CREATE TABLE half (a INTEGER); INSERT INTO site (id, establishment)"
    " VALUES (randomblob (16), randomblob (16))",
  };
  g_autoptr(WayDb) db = way_test_db_new ();
  gint64 version = version_of (db);

  g_assert_true (way_db_exec (db, "PRAGMA foreign_keys = OFF", NULL));
  db->migrating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 there;

      g_test_message ("%s", scripts[i]);
      g_assert_false (way_migrate_step (db, (int) version + 1, scripts[i], &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "migration "));
      g_assert_cmpint (version_of (db), ==, version);
      g_assert_true (way_db_get_int (db, "SELECT count (*) FROM sqlite_schema WHERE name = 'half'",
                                     -1, &there, NULL));
      g_assert_cmpint (there, ==, 0);
    }
}

static const char *
column_type (const WayField *field)
{
  switch (way_field_value_type (field))
    {
    case WAY_VALUE_ID:
      return "BLOB";
    case WAY_VALUE_TEXT:
      return "TEXT";
    case WAY_VALUE_INTEGER:
    case WAY_VALUE_NONE:
    default:
      return "INTEGER";
    }
}

/* Every stored field has a column of its type, and every column is a field. */
static void
test_tables_say_what_descriptions_say (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();

  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    {
      g_autoptr(WayStmt) stmt = NULL;
      guint columns = 0;
      guint fields = 0;

      for (guint i = 0; i < (*p)->n_fields; i++)
        fields += !((*p)->fields[i].flags & WAY_FIELD_DERIVED);
      stmt = way_db_prepare (db, "SELECT name, type, \"notnull\" FROM pragma_table_info (:table)",
                             NULL);
      way_stmt_bind_text (stmt, ":table", (*p)->name);
      while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
        {
          const char *name = way_stmt_text (stmt, 0);
          const WayField *field = way_entity_field (*p, name);

          if (strcmp (name, "dot") == 0)
            continue;
          columns++;
          g_test_message ("%s.%s", (*p)->name, name);
          g_assert_nonnull (field);
          g_assert_cmpstr (way_stmt_text (stmt, 1), ==, column_type (field));
          g_assert_cmpint (way_stmt_int (stmt, 2), ==, field->kind == WAY_KIND_ID);
        }
      g_assert_cmpuint (columns, ==, fields);
    }
}

/* A reference without an index makes each delete of its target a full scan. */
static void
test_every_reference_is_checked_and_indexed (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();

  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    for (guint i = 0; i < (*p)->n_fields; i++)
      {
        const WayField *field = &(*p)->fields[i];
        g_autofree char *foreign = NULL;
        g_autofree char *index = NULL;
        gint64 count;

        if (field->kind != WAY_KIND_REFERENCE || (field->flags & WAY_FIELD_DERIVED) != 0)
          continue;
        g_test_message ("%s.%s", (*p)->name, field->name);
        foreign = g_strdup_printf ("SELECT count (*) FROM pragma_foreign_key_list ('%s')"
                                   " WHERE \"from\" = '%s' AND \"table\" = '%s'",
                                   (*p)->name, field->name, field->set);
        g_assert_true (way_db_get_int (db, foreign, 0, &count, NULL));
        g_assert_cmpint (count, ==, 1);
        index = g_strdup_printf ("SELECT count (*) FROM pragma_index_list ('%s') AS list,"
                                 " pragma_index_info (list.name) AS info"
                                 " WHERE info.seqno = 0 AND info.name = '%s'",
                                 (*p)->name, field->name);
        g_assert_true (way_db_get_int (db, index, 0, &count, NULL));
        g_assert_cmpint (count, >=, 1);
      }
}

static void
test_all_tables_are_strict (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  gint64 loose;

  g_assert_true (way_db_get_int (db,
                                 "SELECT count (*) FROM pragma_table_list WHERE type = 'table'"
                                 " AND strict = 0 AND name NOT LIKE 'sqlite_%'", -1, &loose, NULL));
  g_assert_cmpint (loose, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/migrate/newest", test_a_new_file_has_the_newest_version);
  g_test_add_func ("/store/migrate/at-once", test_a_new_file_is_what_all_scripts_make);
  g_test_add_func ("/store/migrate/broken-script", test_a_broken_script_leaves_all_as_it_was);
  g_test_add_func ("/store/schema/tables-are-described", test_tables_say_what_descriptions_say);
  g_test_add_func ("/store/schema/references", test_every_reference_is_checked_and_indexed);
  g_test_add_func ("/store/schema/strict", test_all_tables_are_strict);
  return g_test_run ();
}
