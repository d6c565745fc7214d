/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal costs beside plain inserts of the same rows, how fast a
 * bundle comes in for the first and for the second time, and how large the
 * journal is beside the tables.  Time is that of the processor: others may be
 * busy. */
#include <glib/gstdio.h>
#include <time.h>

#include "way-db-private.h"
#include "way-exchange.h"
#include "way-test-store.h"

#define ROWS 20000
#define A_TIME 200           /* rows in an edit */

typedef struct
{
  GPtrArray *pupils;
  guint      from, to;
} Rows;

static double
seconds_since (clock_t start)
{
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

static GPtrArray *
make_pupils (void)
{
  GPtrArray *pupils = g_ptr_array_new_with_free_func ((GDestroyNotify) way_pupil_free);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < ROWS; i++)
    {
      g_autofree char *surname = g_strdup_printf ("Ashdown-%u", i);
      WayPupil *pupil = way_test_pupil ("Kit", surname);

      pupil->year = g_strdup ("9");
      pupil->town = g_strdup ("Ardenford");
      pupil->language = g_strdup ("English");
      pupil->looked_after = g_rand_int_range (rand, 0, 2);
      pupil->id = way_id_new ();
      g_ptr_array_add (pupils, pupil);
    }
  return pupils;
}

static WayDb *
make_db (const char *folder,
         const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (path, WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  return db;
}

/* --- Plain --- */

static void
bind_row (sqlite3_stmt   *stmt,
          const WayPupil *pupil)
{
  int position = 0;

  for (guint i = 0; i < way_pupil_entity.n_fields; i++)
    {
      WayValue value = way_field_get (&way_pupil_entity.fields[i], pupil);

      if (way_pupil_entity.fields[i].flags & WAY_FIELD_DERIVED)
        continue;
      position++;
      if (value.type == WAY_VALUE_TEXT)
        sqlite3_bind_text (stmt, position, value.text, -1, SQLITE_STATIC);
      else if (value.type == WAY_VALUE_INTEGER)
        sqlite3_bind_int64 (stmt, position, value.integer);
      else if (value.type == WAY_VALUE_ID)
        sqlite3_bind_blob (stmt, position, value.id.bytes, sizeof value.id.bytes, SQLITE_TRANSIENT);
      else
        sqlite3_bind_null (stmt, position);
    }
  sqlite3_bind_int64 (stmt, position + 1, 1);
}

static double
insert_plainly (WayDb           *db,
                const GPtrArray *pupils)
{
  clock_t start = clock ();
  sqlite3_stmt *stmt;

  db->migrating = TRUE;      /* no capture */
  sqlite3_prepare_v2 (db->handle, way_db_synced (db, "pupil")->insert_sql, -1, &stmt, NULL);
  for (guint i = 0; i < pupils->len; i++)
    {
      if (i % A_TIME == 0)
        way_db_exec (db, "BEGIN IMMEDIATE", NULL);
      bind_row (stmt, g_ptr_array_index (pupils, i));
      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
      sqlite3_reset (stmt);
      if (i % A_TIME == A_TIME - 1)
        way_db_exec (db, "COMMIT", NULL);
    }
  sqlite3_finalize (stmt);
  db->migrating = FALSE;
  return seconds_since (start);
}

/* --- As edits --- */

static gboolean
insert_some (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  const Rows *rows = data;

  for (guint i = rows->from; i < rows->to; i++)
    if (!way_records_insert (db, &way_pupil_entity, g_ptr_array_index (rows->pupils, i), error))
      return FALSE;
  return TRUE;
}

static double
insert_in_edits (WayDb     *db,
                 GPtrArray *pupils)
{
  WayEditInfo info = { .name = "Load" };
  clock_t start = clock ();

  for (guint i = 0; i < pupils->len; i += A_TIME)
    {
      Rows rows = { pupils, i, i + A_TIME };

      g_assert_true (way_edit_run (db, &info, insert_some, &rows, NULL, NULL));
    }
  return seconds_since (start);
}

static double
import (WayDb      *db,
        const char *path)
{
  g_autoptr(GError) error = NULL;
  clock_t start = clock ();
  WayMergeReport report;

  way_exchange_import (db, path, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  return seconds_since (start);
}

static double
bytes_of (WayDb      *db,
          const char *tables)
{
  g_autofree char *sql = g_strdup_printf ("SELECT sum (pgsize) FROM dbstat WHERE name IN (SELECT"
                                          " name FROM sqlite_master WHERE tbl_name IN (%s))",
                                          tables);
  gint64 bytes;

  g_assert_true (way_db_get_int (db, sql, 0, &bytes, NULL));
  return (double) bytes;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waymark-benchmark-XXXXXX", NULL);
  g_autofree char *bundle = g_build_filename (folder, "all.waybundle", NULL);
  g_autoptr(GPtrArray) pupils = make_pupils ();
  WayDb *plain = make_db (folder, "plain.waymark");
  WayDb *edits = make_db (folder, "edits.waymark");
  WayDb *other = make_db (folder, "other.waymark");
  double bare = insert_plainly (plain, pupils);
  double captured = insert_in_edits (edits, pupils);
  double first, again;

  g_print ("capture: %.0f rows/s, %.2f times plain inserts (%.0f rows/s); aim 2\n",
           ROWS / captured, captured / bare, ROWS / bare);
  g_assert_true (way_exchange_export (edits, NULL, bundle, NULL, NULL, NULL, NULL, NULL));
  first = import (other, bundle);
  again = import (other, bundle);
  g_print ("import: %.0f ops/s; aim 60000\n", ROWS / first);
  g_print ("repeated import: %.0f ops/s; aim 500000\n", ROWS / again);
  g_print ("journal: %.2f times the tables' bytes; aim 1.5\n",
           bytes_of (edits, "'op', 'edit', 'cell'") / bytes_of (edits, "'pupil'"));
  way_db_free (plain);
  way_db_free (edits);
  way_db_free (other);
  remove_folder (folder);
  return 0;
}
