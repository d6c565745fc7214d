/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a school waits for its copy: an authority of five years, sealed, writes
 * its largest school a file, and the school takes it in.
 *
 *   benchmark-school WAYMARKCTL
 *
 * The school's first file is its invite; until it answers, every file after that
 * holds all of it again, which is what is written here.  It is taken in twice: by
 * the new copy, and by one that has it all already. */
#include <gio/gio.h>
#include <stdlib.h>

#include "way-copies.h"
#include "way-copy-figures.h"
#include "way-test-measure.h"
#include "way-test-vault.h"

typedef struct
{
  char      *folder;
  char      *mail;
  WayDb     *office;
  WayDevice *school;
  GDate      today;
} Bench;

static WayDb *
open_sealed (const char *path,
             WayDbMode   mode)
{
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (path, mode, &error);

  g_assert_no_error (error);
  return db;
}

static WayDb *
make_office (const char *waymarkctl,
             const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "la.waymark", NULL);
  g_autofree char *secret = g_build_filename (folder, "passphrase", NULL);
  const char *argv[] = { waymarkctl, "sample", "la", "--seed", "1", "--years", "5", "--today",
                         "2026-11-10", "--passphrase-file", secret, "--out", path, NULL };
  g_autoptr(GError) error = NULL;
  int status;

  g_file_set_contents (secret, WAY_TEST_PASSPHRASE "\n", -1, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  way_test_vault_unlock (path);
  return open_sealed (path, WAY_DB_WRITE);
}

/* The school on whose roll most children are. */
static WayId
find_largest (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT establishment, count (*) FROM enrolment"
                                            " WHERE \"to\" IS NULL GROUP BY establishment"
                                            " ORDER BY count (*) DESC, establishment LIMIT 1",
                                            &error);
  WayId largest;

  g_assert_no_error (error);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  largest = way_stmt_id (stmt, 0);
  g_print ("the largest school: %d on its roll\n", (int) way_stmt_int (stmt, 1));
  return largest;
}

static void
invite (Bench *bench)
{
  WayId largest = find_largest (bench->office);
  g_autoptr(GArray) scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  WayEnrolOptions options = { .role = WAY_COPY_SCHOOL, .scope = scope, .own_name = "Office",
                              .send = { .today = bench->today } };
  g_autoptr(GError) error = NULL;

  g_array_append_val (scope, largest);
  bench->school = way_device_new ("School");
  way_copy_figures_enrol (bench->office, "Benchmark", bench->school, &options, bench->mail, NULL,
                          NULL, NULL, &error);
  g_assert_no_error (error);
}

static double
write_file (Bench *bench)
{
  WaySendOptions options = { .today = bench->today };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayManifest) manifest = NULL;
  clock_t start = clock ();
  double took;

  way_copy_figures_send (bench->office, "Benchmark", &bench->school->id, &options, bench->mail, NULL,
                         NULL, NULL, &manifest, &error);
  took = way_test_seconds_since (start);
  g_assert_no_error (error);
  g_print ("its file: %" G_GUINT64_FORMAT " edits, %" G_GUINT64_FORMAT " operations\n",
           manifest->edits, manifest->ops);
  return took;
}

static double
join (Bench *bench,
      WayDb *copy)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRoster) roster = way_enrol_read_invite (bench->mail, bench->school, &error);
  clock_t start = clock ();
  WayMergeReport report;

  g_assert_no_error (error);
  way_enrol_join (copy, bench->mail, bench->school, roster, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_print ("the copy: %u new records\n", report.rows_new);
  return way_test_seconds_since (start);
}

static double
take (Bench *bench,
      WayDb *copy)
{
  WayTakeOptions options = { .today = bench->today };
  g_autoptr(GError) error = NULL;
  clock_t start = clock ();
  WayMergeReport report;

  way_exchange_take (copy, bench->mail, &options, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  return way_test_seconds_since (start);
}

static gboolean
measure (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "school.waymark", NULL);
  WayDb *copy;
  gboolean met;

  invite (bench);
  way_test_vault_make (path);
  copy = open_sealed (path, WAY_DB_CREATE);
  met = way_test_tell_most ("imported as the school's first", join (bench, copy), "s", 5);
  met &= way_test_tell_most ("exported to it", write_file (bench), "s", 2);
  met &= way_test_tell_most ("imported where all is known", take (bench, copy), "s", 5);
  way_db_free (copy);
  return met;
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { .folder = g_dir_make_tmp ("way-school-XXXXXX", NULL),
                  .today = way_date_ymd (2026, 11, 10) };
  gboolean met;

  if (argc != 2)
    return EXIT_FAILURE;
  bench.mail = g_build_filename (bench.folder, "mail.waybundle", NULL);
  bench.office = make_office (argv[1], bench.folder);
  met = measure (&bench);
  way_db_free (bench.office);
  way_device_free (bench.school);
  way_test_remove_folder (bench.folder);
  g_free (bench.mail);
  g_free (bench.folder);
  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
