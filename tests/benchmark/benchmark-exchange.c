/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal costs beside plain inserts of the same rows, how fast a
 * bundle comes in for the first and for the second time, how large the journal is
 * beside the tables, and how long a large sealed bundle takes until all of it is
 * verified and the first edit may be read. */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "way-db-private.h"
#include "way-device.h"
#include "way-exchange.h"
#include "way-exchange-private.h"
#include "way-test-folder.h"
#include "way-test-measure.h"
#include "way-test-store.h"

#define ROWS 20000
#define A_TIME 200           /* rows in an edit */
#define RUNS 3
#define ROUNDS 7
#define LARGE (100 * 1000 * 1000)

typedef struct
{
  GPtrArray *pupils;
  guint      from, to;
} Rows;

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
  return way_test_seconds_since (start);
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
  return way_test_seconds_since (start);
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
  return way_test_seconds_since (start);
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

/* --- A large one --- */

/* The edits of the file again and again, until what is sealed is as large as it is to
 * be.  Bodies begin with salts, so that they pack no better for it. */
static GBytes *
make_large (const char      *bundle,
            const WayDevice *sender,
            const WayDevice *reader)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayBundle) source = way_bundle_open (bundle, &error);
  WayManifest *manifest = way_exchange_copy_manifest (way_bundle_manifest (source));
  g_autoptr(WayBundleWriter) writer = way_bundle_writer_new (manifest);
  g_autoptr(GBytes) content = NULL;
  const WayForeignEdit *edit;
  GStatBuf there;

  manifest->device = sender->id;
  manifest->heard = way_ranges_new ();
  manifest->edits = manifest->ops = manifest->pages = manifest->sections = 0;
  g_assert_cmpint (g_stat (bundle, &there), ==, 0);
  for (goffset size = 0; size < LARGE; size += there.st_size)
    {
      way_bundle_rewind (source);
      while (way_bundle_next (&edit, source, &error) && edit != NULL)
        way_bundle_writer_add (writer, edit);
    }
  content = way_bundle_writer_sign (writer, sender->sign_secret, &error);
  return way_seal_close (g_bytes_get_data (content, NULL), g_bytes_get_size (content),
                         (const guint8 (*)[WAY_SEAL_KEY_SIZE]) reader->box, 1, NULL, NULL, NULL,
                         &error);
}

/* As a copy does it before it believes anything. */
static void
verify_large (GBytes          *sealed,
              const WayDevice *sender,
              const WayDevice *reader)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) content = way_seal_open (sealed, "large", reader->box, reader->box_secret,
                                             &error);
  g_autoptr(WayBundle) bundle = content != NULL ? way_bundle_parse_sealed (content, "large", &error)
                                                : NULL;

  g_assert_no_error (error);
  g_assert_true (way_bundle_is_signed (bundle, sender->sign));
}

/* On a busy machine the clock tells of others; of all processors it took less than
 * that, though more than a machine that has two free would show. */
static gboolean
measure_large (const char *path)
{
  g_autoptr(WayDevice) sender = way_device_new ("Office");
  g_autoptr(WayDevice) reader = way_device_new ("School");
  g_autoptr(GBytes) sealed = make_large (path, sender, reader);
  double megabytes = (double) g_bytes_get_size (sealed) / 1e6;
  double processor = G_MAXDOUBLE;
  double clock_time = G_MAXDOUBLE;

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 began = g_get_monotonic_time ();
      clock_t start = clock ();

      verify_large (sealed, sender, reader);
      processor = MIN (processor, way_test_seconds_since (start));
      clock_time = MIN (clock_time, (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
    }
  g_print ("a sealed bundle of %.0f MB: %.2f s of all processors, %.2f s by the clock\n", megabytes,
           processor, clock_time);
  return way_test_tell_most ("100 MB verified and opened", MIN (processor, clock_time) * 100 / megabytes,
                             "s", 1);
}

/* --- All of it --- */

/* Seconds that each took. */
typedef struct
{
  double plainly;
  double as_edits;
  double imported;
  double again;              /* imported where all is known */
  double beside;             /* bytes of the journal, for one of the tables */
} Round;

static void
measure_round (const char *folder,
               const char *bundle,
               GPtrArray  *pupils,
               Round      *round)
{
  g_autofree char *own = g_build_filename (folder, "round", NULL);
  g_autoptr(GError) error = NULL;
  WayDb *plain, *edits, *other;

  g_assert_cmpint (g_mkdir (own, 0700), ==, 0);
  plain = make_db (own, "plain.waymark");
  edits = make_db (own, "edits.waymark");
  other = make_db (own, "other.waymark");
  round->plainly = insert_plainly (plain, pupils);
  round->as_edits = insert_in_edits (edits, pupils);
  g_unlink (bundle);
  way_exchange_export (edits, NULL, bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  round->imported = import (other, bundle);
  round->again = import (other, bundle);
  round->beside = bytes_of (edits, "'op', 'edit', 'cell'") / bytes_of (edits, "'pupil'");
  way_db_free (plain);
  way_db_free (edits);
  way_db_free (other);
  way_test_remove_folder (own);
}

/* What is told beside plain inserts is the middle one of the rounds, what is told by
 * itself the best. */
static gboolean
measure_small (const char      *folder,
               const char      *bundle,
               GPtrArray       *pupils)
{
  double captured[ROUNDS], imported[ROUNDS];
  Round best = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE, 0 };
  gboolean met;

  for (guint i = 0; i < ROUNDS; i++)
    {
      Round round;

      measure_round (folder, bundle, pupils, &round);
      captured[i] = round.as_edits / round.plainly;
      imported[i] = round.imported / round.plainly;
      best.plainly = MIN (best.plainly, round.plainly);
      best.as_edits = MIN (best.as_edits, round.as_edits);
      best.imported = MIN (best.imported, round.imported);
      best.again = MIN (best.again, round.again);
      best.beside = MAX (best.beside, round.beside);
    }
  g_print ("%u rows: %.0f a second plainly, %.0f as edits\n", ROWS, ROWS / best.plainly,
           ROWS / best.as_edits);
  met = way_test_tell_most ("capture beside plain inserts", way_test_median (captured, ROUNDS),
                            "times", 2);
  met &= way_test_tell_most ("import beside plain inserts", way_test_median (imported, ROUNDS),
                             "times", 3);
  met &= way_test_tell_least ("import", ROWS / best.imported, "ops/s", 60000);
  met &= way_test_tell_least ("repeated import", ROWS / best.again, "ops/s", 500000);
  met &= way_test_tell_most ("the journal beside the tables", best.beside, "times", 1.5);
  return met;
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waymark-benchmark-XXXXXX", NULL);
  g_autofree char *bundle = g_build_filename (folder, "all.waybundle", NULL);
  g_autoptr(GPtrArray) pupils = make_pupils ();
  gboolean met = measure_small (folder, bundle, pupils);

  met &= measure_large (bundle);
  way_test_remove_folder (folder);
  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
