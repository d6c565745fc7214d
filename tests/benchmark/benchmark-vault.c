/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sealing costs beside the same file unsealed: writing a lot, reading what
 * no cache holds, reading what SQLite's cache holds; and how long a passphrase
 * takes.  Times are of the processor: others may be busy.  A row is the middle one
 * of several pairs. */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "way-db-private.h"
#include "way-test-measure.h"
#include "way-test-vault.h"

#define RUNS 15
#define N_ROWS 40000

typedef struct
{
  char  *path;
  WayDb *db;
} Side;

static void
run_sql (WayDb      *db,
         const char *sql)
{
  g_autoptr(GError) error = NULL;

  way_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
reopen (Side *side)
{
  g_autoptr(GError) error = NULL;

  way_db_free (side->db);
  side->db = way_db_open (side->path, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
}

/* --- What is measured --- */

static void
write_much (Side *side)
{
  run_sql (side->db, "BEGIN; DELETE FROM bulk;"
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                     G_STRINGIFY (N_ROWS) ") INSERT INTO bulk SELECT i, i * 7919 % 40009,"
                     " 'a row of text like a pupil''s, ' || i || ', with a name and a street'"
                     " FROM n; COMMIT; PRAGMA wal_checkpoint (TRUNCATE)");
}

static void
read_all (Side *side)
{
  gint64 total;

  g_assert_true (way_db_get_int (side->db,
                                 "SELECT sum (length (t)) + sum (n) FROM bulk NOT INDEXED", 0,
                                 &total, NULL));
  g_assert_cmpint (total, >, 0);
}

static void
read_cold (Side *side)
{
  reopen (side);
  read_all (side);
}

static const struct
{
  const char *name;
  double      most;              /* times the plain file */
  void      (*prepare) (Side *side);
  void      (*run)     (Side *side);
  guint       times;           /* until it takes long enough to be measured */
} rows[] = {
  { "writing much", 1.3, NULL, write_much, 1 },
  { "reading, nothing cached", 3.0, NULL, read_cold, 1 },
  { "reading, cached", 1.05, read_all, read_all, 20 },
};

static double
measure (Side  *side,
         guint  row)
{
  clock_t start;

  if (rows[row].prepare != NULL)
    rows[row].prepare (side);
  start = clock ();
  for (guint i = 0; i < rows[row].times; i++)
    rows[row].run (side);
  return way_test_seconds_since (start) / rows[row].times;
}

static gboolean
compare (Side  *plain,
         Side  *sealed,
         guint  row)
{
  double ratios[RUNS];
  double best[2] = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint i = 0; i < RUNS; i++)
    {
      double one = measure (plain, row);
      double other = measure (sealed, row);

      ratios[i] = other / one;
      best[0] = MIN (best[0], one);
      best[1] = MIN (best[1], other);
    }
  g_print ("%s: %.1f ms, sealed %.1f ms\n", rows[row].name, best[0] * 1000, best[1] * 1000);
  return way_test_tell_most (rows[row].name, way_test_median (ratios, RUNS), "times", rows[row].most);
}

/* --- Unlocking --- */

static gboolean
measure_unlock (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "u.waymark", NULL);
  g_autoptr(GError) error = NULL;
  double best = G_MAXDOUBLE;

  way_vault_make (path, WAY_TEST_PASSPHRASE, &way_key_cost_usual, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      clock_t start = clock ();

      way_test_vault_unlock (path);
      best = MIN (best, way_test_seconds_since (start));
    }
  return way_test_tell_most ("unlocking by a passphrase", best, "s", 1.5) &
         way_test_tell_least ("unlocking, so that guessing is dear", best, "s", 0.5);
}

static void
make_side (Side       *side,
           const char *folder,
           const char *name,
           gboolean    sealed)
{
  g_autoptr(GError) error = NULL;

  side->path = g_build_filename (folder, name, NULL);
  if (sealed)
    way_test_vault_make (side->path);
  side->db = way_db_open (side->path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  run_sql (side->db, "CREATE TABLE bulk (id INTEGER PRIMARY KEY, n INTEGER, t TEXT);"
                     "CREATE INDEX bulk_n ON bulk (n)");
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("way-vault-XXXXXX", NULL);
  Side plain, sealed;
  gboolean passed = TRUE;

  make_side (&plain, folder, "p.waymark", FALSE);
  make_side (&sealed, folder, "s.waymark", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    passed &= compare (&plain, &sealed, i);
  way_db_free (plain.db);
  way_db_free (sealed.db);
  passed &= measure_unlock (folder);
  way_test_remove_folder (folder);
  g_free (plain.path);
  g_free (sealed.path);
  return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
