/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies in memory.  Opening one costs more than a whole history, so they are
 * emptied and used again. */

#include "way-sim-private.h"

#include <string.h>

#include "way-journal-private.h"
#include "way-merge-private.h"
#include "way-query.h"
#include "way-test-older.h"

const char *const sim_entities[] = { "establishment", "provision", "pupil", "referral", "placement",
                                     NULL };

static GPtrArray *spare[2];            /* of WayDb *, by older */

/* --- The older program --- */

static void
run_as (gboolean older)
{
  static const WayTestHidden hidden[] = { { "placement", NULL }, { "pupil", "known_as" }, { NULL } };
  static const WayEntity *const *entities;

  way_entities_use (NULL);
  if (older && entities == NULL)
    entities = way_test_older_entities (hidden);
  if (older)
    way_entities_use (entities);
}

void
sim_copy_act (const SimCopy *self)
{
  run_as (self->older);
}

const char *const *
sim_texts (const WayEntity *entity)
{
  static const struct
  {
    const char *entity;
    const char *texts[5];
  } table[] = {
    { "establishment", { "name", "note" } },
    { "provision", { "name", "description" } },
    { "pupil", { "surname", "forename", "town", "known_as" } },
    { "referral", { "reasons", "tried" } },
    { "placement", { "exit_plan" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (strcmp (table[i].entity, entity->name) == 0)
      return table[i].texts;
  g_return_val_if_reached (NULL);
}

/* --- Empty databases --- */

static WayDb *
take_db (gboolean older)
{
  g_autoptr(GError) error = NULL;
  WayDb *db;

  if (spare[older] == NULL)
    spare[older] = g_ptr_array_new ();
  if (spare[older]->len > 0)
    return g_ptr_array_steal_index_fast (spare[older], spare[older]->len - 1);
  run_as (older);
  db = way_db_open (":memory:", WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  return db;
}

/* The statements that empty a table and fill it from another database. */
typedef struct
{
  char *empty;
  char *read;
  char *stub;              /* NULL where rows refer to nothing */
  char *write;
  int   n_columns;
} Table;

static const char *const journal_tables[] = { "op", "edit", "replica", "cell", "superseded",
                                              "buried", "conflict", "bundle", "peer", "setting" };

static void
add_table (GPtrArray  *tables,
           WayDb      *db,
           const char *name,
           gboolean    refers)
{
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s')", name);
  g_autoptr(GString) places = g_string_new ("?1");
  g_autoptr(GError) error = NULL;
  Table *table = g_new0 (Table, 1);
  gint64 n_columns;

  way_db_get_int (db, count, 0, &n_columns, &error);
  g_assert_no_error (error);
  for (int i = 2; i <= n_columns; i++)
    g_string_append_printf (places, ", ?%d", i);
  table->n_columns = (int) n_columns;
  table->empty = g_strdup_printf ("DELETE FROM \"%s\"", name);
  table->read = g_strdup_printf ("SELECT * FROM \"%s\"", name);
  table->stub = refers ? g_strdup_printf ("INSERT INTO \"%s\" (id) VALUES (:id)", name) : NULL;
  table->write = g_strdup_printf ("INSERT OR REPLACE INTO \"%s\" VALUES (%s)", name, places->str);
  g_ptr_array_add (tables, table);
}

/* Children before what they refer to, so that foreign keys may stay on: to turn
 * them off would have every statement prepared anew.  Made once, for as long as
 * the process lives. */
static GPtrArray *
list_tables (WayDb *db)
{
  static GPtrArray *tables;
  const WayEntity *const *entities = way_entities ();
  guint n = 0;

  if (tables != NULL)
    return tables;
  tables = g_ptr_array_new ();
  while (entities[n] != NULL)
    n++;
  while (n > 0)
    add_table (tables, db, entities[--n]->name, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (journal_tables); i++)
    add_table (tables, db, journal_tables[i], FALSE);
  return tables;
}

static void
run_stmt (WayDb       *db,
          const char  *sql,
          const WayId *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  if (id != NULL)
    way_stmt_bind_id (stmt, ":id", id);
  way_stmt_run (stmt, &error);
  g_assert_no_error (error);
}

static void
empty (WayDb *db)
{
  GPtrArray *tables = list_tables (db);

  for (guint i = 0; i < tables->len; i++)
    run_stmt (db, ((const Table *) g_ptr_array_index (tables, i))->empty, NULL);
}

static void
wipe (WayDb       *db,
      const WayId *replica)
{
  run_as (FALSE);
  g_clear_pointer (&db->journal, way_journal_free);
  db->migrating = TRUE;
  run_stmt (db, "BEGIN", NULL);
  empty (db);
  run_stmt (db, "INSERT INTO replica (number, id) VALUES (1, :id)", replica);
  run_stmt (db, "INSERT INTO setting VALUES ('replica', '1')", NULL);
  run_stmt (db, "COMMIT", NULL);
  db->migrating = FALSE;
}

static void
read_journal (WayDb *db)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&db->journal, way_journal_free);
  way_journal_new (db, &error);
  g_assert_no_error (error);
}

WayId
sim_random_id (guint64 *chance)
{
  guint64 bits[2] = { sim_chance (chance), sim_chance (chance) };
  guint8 bytes[10];

  memcpy (bytes, bits, sizeof bytes);
  return way_id_from_parts ((gint64) (sim_chance (chance) % 1000), bytes);
}

/* --- Copies --- */

/* Stands still, or goes on a little. */
static gint64
look_at_clock (gpointer data)
{
  SimCopy *self = data;

  self->now += self->now & 1 ? 1001 : 1;
  return self->now;
}

static void
set_clock (SimCopy *self,
           guint64 *chance)
{
  gint64 years = (gint64) (sim_chance (chance) % 9) - 4;

  self->now = G_GINT64_CONSTANT (1700000000000000) +
              years * G_GINT64_CONSTANT (31557600000000) + (gint64) (sim_chance (chance) % 100000);
  way_db_set_clock (self->db, look_at_clock, self);
}

void
sim_copy_start (SimCopy  *self,
                gboolean  older,
                guint64  *chance)
{
  self->db = take_db (older);
  self->older = older;
  self->replica = sim_random_id (chance);
  wipe (self->db, &self->replica);
  sim_copy_act (self);
  read_journal (self->db);
  set_clock (self, chance);
}

static void
copy_rows (WayDb       *to,
           WayDb       *from,
           const Table *table,
           gboolean     as_stubs)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStmt) read = way_db_prepare (from, table->read, &error);
  g_autoptr(WayStmt) write = way_db_prepare (to, as_stubs ? table->stub : table->write, &error);
  WayStep step;

  g_assert_no_error (error);
  while ((step = way_stmt_step (read, &error)) == WAY_STEP_ROW)
    {
      for (int i = 0; i < (as_stubs ? 1 : table->n_columns); i++)
        sqlite3_bind_value (write->handle, i + 1, sqlite3_column_value (read->handle, i));
      way_stmt_run (write, &error);
      g_assert_no_error (error);
      way_stmt_reset (write);
    }
  g_assert_no_error (error);
}

/* Row by row: a backup of the pages would have every statement prepared anew.
 * Rows refer to each other both ways, so stubs of all go in first. */
static void
copy_tables (WayDb *to,
             WayDb *from)
{
  GPtrArray *tables;

  run_as (FALSE);
  tables = list_tables (to);
  g_clear_pointer (&to->journal, way_journal_free);
  to->migrating = TRUE;
  run_stmt (to, "BEGIN", NULL);
  empty (to);
  for (guint i = tables->len; i > 0; i--)
    if (((const Table *) g_ptr_array_index (tables, i - 1))->stub != NULL)
      copy_rows (to, from, g_ptr_array_index (tables, i - 1), TRUE);
  for (guint i = 0; i < tables->len; i++)
    copy_rows (to, from, g_ptr_array_index (tables, i), FALSE);
  run_stmt (to, "COMMIT", NULL);
  to->migrating = FALSE;
}

void
sim_copy_clone (SimCopy *self,
                SimCopy *from,
                guint64 *chance)
{
  g_autoptr(GError) error = NULL;

  self->db = take_db (from->older);
  self->older = from->older;
  self->replica = sim_random_id (chance);
  copy_tables (self->db, from->db);
  sim_copy_act (self);
  read_journal (self->db);
  way_journal_new_life (self->db, &self->replica, &error);
  g_assert_no_error (error);
  set_clock (self, chance);
}

void
sim_copy_stop (SimCopy *self)
{
  if (self->db != NULL)
    g_ptr_array_add (spare[self->older], self->db);
  self->db = NULL;
}

gboolean
sim_copy_upgrade (SimCopy  *self,
                  GError  **error)
{
  WayDb *newer;

  if (!self->older)
    return TRUE;
  newer = take_db (FALSE);
  copy_tables (newer, self->db);
  sim_copy_stop (self);
  self->db = newer;
  self->older = FALSE;
  sim_copy_act (self);
  read_journal (self->db);
  way_db_set_clock (self->db, look_at_clock, self);
  return way_merge_catch_up (self->db, error);
}

void
sim_copy_reopen (SimCopy *self)
{
  sim_copy_act (self);
  read_journal (self->db);
}

void
sim_end (void)
{
  for (guint older = 0; older < 2; older++)
    if (spare[older] != NULL)
      {
        g_ptr_array_set_free_func (spare[older], (GDestroyNotify) way_db_free);
        g_clear_pointer (&spare[older], g_ptr_array_unref);
      }
  way_entities_use (NULL);
}

/* --- What a copy shows --- */

static void
append_lines (WayDb      *db,
              const char *sql,
              GString    *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  while (way_stmt_step (stmt, &error) == WAY_STEP_ROW)
    {
      g_string_append (text, way_stmt_text (stmt, 0));
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
}

static void
append_rows (WayDb           *db,
             const WayEntity *entity,
             GString         *text)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT '%s ' || hex (id)", entity->name);
  for (guint i = 1; i < entity->n_fields; i++)
    if (!(entity->fields[i].flags & WAY_FIELD_DERIVED))
      g_string_append_printf (sql, " || ' ' || quote (\"%s\")", entity->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\" WHERE dot IS NOT NULL ORDER BY id", entity->name);
  append_lines (db, sql->str, text);
}

char *
sim_copy_show (const SimCopy *self)
{
  GString *text = g_string_new (NULL);

  sim_copy_act (self);
  for (guint i = 0; sim_entities[i] != NULL; i++)
    {
      const WayEntity *entity = way_entity_by_name (sim_entities[i]);

      if (entity != NULL)
        append_rows (self->db, entity, text);
    }
  append_lines (self->db,
                "SELECT 'cell ' || hex (cell.row) || ' ' || field || ' ' || hex (r.id) || ' ' ||"
                " (cell.dot & 1099511627775) || ' ' || hex (s.id) || ' ' ||"
                " (cell.source & 1099511627775) FROM cell"
                " JOIN replica AS r ON r.number = cell.dot >> 40"
                " JOIN replica AS s ON s.number = cell.source >> 40"
                " ORDER BY cell.row, field, r.id, cell.dot & 1099511627775, s.id,"
                " cell.source & 1099511627775", text);
  append_lines (self->db,
                "SELECT 'conflict ' || hex (row) || ' ' || field FROM conflict ORDER BY row, field",
                text);
  return g_string_free (text, FALSE);
}

char *
sim_copy_heard (const SimCopy *self)
{
  GString *text = g_string_new (NULL);

  append_lines (self->db,
                "SELECT hex (replica.id) || ' ' || (edit.id & 1099511627775) || ' ' || hex (chain)"
                " FROM edit JOIN replica ON replica.number = edit.id >> 40"
                " ORDER BY replica.id, edit.id & 1099511627775", text);
  return g_string_free (text, FALSE);
}
