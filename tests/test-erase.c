/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is erased is nowhere: not in the file's bytes, not in its journal, not in
 * copies that hear of it, in whatever order, and not in backups brought back. */
#define _GNU_SOURCE             /* memmem */
#include "way-erase.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-backup.h"
#include "way-background.h"
#include "way-bodies.h"
#include "way-drafts.h"
#include "way-exchange.h"
#include "way-history.h"
#include "way-test-store.h"
#include "way-trail.h"
#include "way-verify.h"

#define CANARY "Quillfeather"
#define COPIES 3

static const char *const kept_of_pupil[] = { "home_la", NULL };
static const char *const kept_of_placement[] = { "pupil", "provision", "start", "end", NULL };

typedef struct
{
  char         *folder;
  WayDb        *copies[COPIES];
  WayPupil     *pupil;
  WayPlacement *placement;
  guint         bundles;
} World;

static char *
path_in (const World *world,
         const char  *name)
{
  return g_build_filename (world->folder, name, NULL);
}

static WayDb *
open_copy (World *world,
           guint  index)
{
  g_autofree char *name = g_strdup_printf ("%u.waymark", index);
  g_autofree char *path = path_in (world, name);
  g_autoptr(GError) error = NULL;
  WayDb *db;

  if (index > 0)
    way_exchange_clone (world->copies[0], path, &error);
  g_assert_no_error (error);
  db = way_db_open (path, index > 0 ? WAY_DB_WRITE : WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  return db;
}

/* A placement at a provision, so that there is a figure to keep. */
static void
add_placement (World *world)
{
  g_autoptr(WayEstablishment) setting = way_establishment_new ();
  g_autoptr(WayProvision) provision = way_provision_new ();

  setting->name = g_strdup ("Saturn Centre");
  way_test_insert (world->copies[0], &way_establishment_entity, setting);
  provision->establishment = setting->id;
  provision->name = g_strdup ("Day places");
  provision->kind = g_strdup ("destination");
  provision->phase = g_strdup ("ks3");
  way_test_insert (world->copies[0], &way_provision_entity, provision);
  world->placement = way_placement_new ();
  world->placement->pupil = world->pupil->id;
  world->placement->provision = provision->id;
  world->placement->route = g_strdup ("HEALTH");
  world->placement->start = way_date_ymd (1995, 9, 4);
  world->placement->end = way_date_ymd (1996, 7, 19);
  world->placement->exit_plan = g_strdup ("back to " CANARY " school");
  way_test_insert (world->copies[0], &way_placement_entity, world->placement);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  world->folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->copies[0] = open_copy (world, 0);
  world->pupil = way_test_pupil ("Kit", CANARY);
  world->pupil->home_la = g_strdup ("334");
  way_test_insert (world->copies[0], &way_pupil_entity, world->pupil);
  add_placement (world);
  for (guint i = 1; i < COPIES; i++)
    world->copies[i] = open_copy (world, i);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  for (guint i = 0; i < COPIES; i++)
    way_db_free (world->copies[i]);
  dir = g_dir_open (world->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_in (world, name);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  way_pupil_free (world->pupil);
  way_placement_free (world->placement);
  g_free (world->folder);
}

/* --- What is done and looked for --- */

static void
name_pupil (World      *world,
            guint       copy,
            const char *surname)
{
  g_autoptr(WayPupil) pupil = way_records_get (world->copies[copy], &way_pupil_entity,
                                               &world->pupil->id, NULL);

  g_free (pupil->surname);
  pupil->surname = g_strdup (surname);
  way_test_update (world->copies[copy], &way_pupil_entity, pupil);
}

static gboolean
erase (World   *world,
       guint    copy,
       GError **error)
{
  const WayErasure rows[] = {
    { &way_pupil_entity, world->pupil->id, kept_of_pupil },
    { &way_placement_entity, world->placement->id, kept_of_placement },
  };
  WayEditInfo info = { .name = "Erase what is kept no longer", .who = "Tester" };
  gboolean clean = FALSE;

  if (!way_erase_run (world->copies[copy], &info, rows, G_N_ELEMENTS (rows), NULL, &clean, error))
    return FALSE;
  g_assert_true (clean);
  return TRUE;
}

static void
must_erase (World *world,
            guint  copy)
{
  g_autoptr(GError) error = NULL;

  erase (world, copy, &error);
  g_assert_no_error (error);
}

static void
send (World *world,
      WayDb *from,
      WayDb *to)
{
  g_autofree char *name = g_strdup_printf ("%u.waybundle", world->bundles++);
  g_autofree char *path = path_in (world, name);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_exchange_export (from, NULL, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  way_exchange_import (to, path, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
file_holds (const char *path,
            const char *text)
{
  g_autofree char *bytes = NULL;
  gsize size;

  return g_file_get_contents (path, &bytes, &size, NULL) &&
         memmem (bytes, size, text, strlen (text)) != NULL;
}

/* In the database or its log. */
static gboolean
holds (WayDb      *db,
       const char *text)
{
  g_autofree char *log = g_strconcat (way_db_path (db), "-wal", NULL);

  return file_holds (way_db_path (db), text) || file_holds (log, text);
}

static void
assert_whole (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = way_verify_run (db, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Nothing of the child but the stub, and the placement with its days. */
static void
assert_erased (World *world,
               WayDb *db)
{
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, &world->pupil->id, NULL);
  g_autoptr(WayPlacement) placement = way_records_get (db, &way_placement_entity,
                                                       &world->placement->id, NULL);

  g_assert_false (holds (db, CANARY));
  g_assert_nonnull (pupil);
  g_assert_null (pupil->surname);
  g_assert_null (pupil->forename);
  g_assert_false (way_date_is_set (&pupil->birth));
  g_assert_cmpstr (pupil->home_la, ==, "334");
  g_assert_nonnull (placement);
  g_assert_null (placement->exit_plan);
  g_assert_true (way_date_equal (&placement->start, &world->placement->start));
  g_assert_true (way_date_equal (&placement->end, &world->placement->end));
  g_assert_true (way_id_equal (&placement->provision, &world->placement->provision));
  assert_whole (db);
}

/* --- Tests --- */

static void
test_nothing_is_left_in_the_file (World         *world,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  WayTrailEntry entry = {
    .action = WAY_TRAIL_VIEW, .who = "Tester", .entity = &way_pupil_entity,
    .row = world->pupil->id, .reason = "asked after by " CANARY,
  };

  for (guint i = 0; i < 40; i++)
    name_pupil (world, 0, i % 2 == 0 ? "Born " CANARY : CANARY);
  way_trail_add (world->copies[0], &entry, 1, &error);
  way_drafts_put (world->copies[0], "pupil", &world->pupil->id, "surname " CANARY, &error);
  g_assert_no_error (error);
  g_assert_true (holds (world->copies[0], CANARY));
  must_erase (world, 0);
  assert_erased (world, world->copies[0]);
}

static void
test_papers_go_too (World         *world,
                    gconstpointer  data)
{
  WayDb *db = world->copies[0];
  g_autoptr(WayReferral) referral = way_referral_new ();
  g_autoptr(WayAttachment) attachment = way_attachment_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a letter on " CANARY, 24);
  g_autoptr(GError) error = NULL;
  WayEditInfo info = { .name = "Erase", .who = "Tester" };
  gboolean erased;

  referral->pupil = world->pupil->id;
  referral->route = g_strdup ("HEALTH");
  way_test_insert (db, &way_referral_entity, referral);
  attachment->referral = referral->id;
  attachment->name = g_strdup ("letter.pdf");
  attachment->type = g_strdup ("pdf");
  attachment->size = 24;
  attachment->digest = way_bodies_put (db, bytes, &error);
  g_assert_no_error (error);
  way_test_insert (db, &way_attachment_entity, attachment);
  {
    const WayErasure rows[] = {
      { &way_referral_entity, referral->id, NULL },
      { &way_attachment_entity, attachment->id, NULL },
    };

    way_erase_run (db, &info, rows, G_N_ELEMENTS (rows), NULL, NULL, &error);
    g_assert_no_error (error);
  }
  must_erase (world, 0);
  g_assert_null (way_records_get (db, &way_attachment_entity, &attachment->id, &error));
  g_assert_null (way_bodies_get (db, attachment->digest, &error));
  g_assert_no_error (error);
  g_assert_true (way_erase_is_erased (db, &attachment->id, &erased, &error));
  g_assert_true (erased);
  assert_erased (world, db);
}

static void
test_another_copy_does_the_same (World         *world,
                                 gconstpointer  data)
{
  name_pupil (world, 1, "Of " CANARY);
  must_erase (world, 0);
  send (world, world->copies[0], world->copies[1]);
  assert_erased (world, world->copies[1]);
  send (world, world->copies[1], world->copies[0]);
  assert_erased (world, world->copies[0]);
}

/* What a copy that had not heard of it wrote meanwhile arrives later, by a third. */
static void
test_late_edits_are_dropped (World         *world,
                             gconstpointer  data)
{
  name_pupil (world, 2, "Late " CANARY);
  must_erase (world, 0);
  send (world, world->copies[2], world->copies[1]);
  g_assert_true (holds (world->copies[1], "Late " CANARY));
  send (world, world->copies[1], world->copies[0]);
  assert_erased (world, world->copies[0]);
  send (world, world->copies[0], world->copies[1]);
  assert_erased (world, world->copies[1]);
  send (world, world->copies[1], world->copies[2]);
  assert_erased (world, world->copies[2]);
}

static void
test_two_erasures_agree (World         *world,
                         gconstpointer  data)
{
  must_erase (world, 0);
  must_erase (world, 1);
  send (world, world->copies[0], world->copies[1]);
  send (world, world->copies[1], world->copies[0]);
  assert_erased (world, world->copies[0]);
  assert_erased (world, world->copies[1]);
}

static void
test_a_restored_backup_does_the_same (World         *world,
                                      gconstpointer  data)
{
  g_autofree char *backup = path_in (world, "backup.waymark");
  g_autofree char *restored = path_in (world, "restored.waymark");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;

  g_assert_true (way_backup_write (world->copies[0], backup, &error));
  must_erase (world, 0);
  g_assert_true (way_backup_restore (backup, restored, &error));
  db = way_db_open (restored, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (holds (db, CANARY));
  send (world, world->copies[0], db);
  assert_erased (world, db);
}

static void
test_what_was_erased_stays_so (World         *world,
                               gconstpointer  data)
{
  WayDb *db = world->copies[0];
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  WayTestRecord one = { &way_pupil_entity, world->pupil };
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GError) error = NULL;
  WayHistoryFilter filter = { NULL };
  const WayHistoryEdit *newest;
  WayEditId latest;

  must_erase (world, 0);
  g_assert_false (way_edit_run (db, &info, way_test_update_func, &one, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_ERASED);
  g_clear_error (&error);
  edits = way_history_edits (db, &filter, 0, 1, &error);
  newest = g_ptr_array_index (edits, 0);
  g_assert_true (newest->erasure);
  g_assert_false (way_edit_undo (db, newest->id, &info, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (way_edit_latest (db, &latest, &error));
  g_assert_cmpint (latest, !=, newest->id);
  g_assert_false (way_edit_undo (db, latest, &info, NULL, &error));
  assert_erased (world, db);
}

/* A row that stands in no operation of its own: its insert is said by the row. */
static gboolean
fill_baseline (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Sam", CANARY);
  gboolean done = way_records_insert (db, &way_pupil_entity, pupil, error);

  *(WayId *) data = pupil->id;
  return done;
}

static void
test_a_baseline_is_erased (World         *world,
                           gconstpointer  data)
{
  g_autofree char *path = path_in (world, "baseline.waymark");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_CREATE, &error);
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  WayErasure row = { .entity = &way_pupil_entity };

  g_assert_true (way_edit_run_baseline (db, &info, fill_baseline, &row.row, NULL, &error));
  g_assert_true (way_erase_run (db, &info, &row, 1, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (holds (db, CANARY));
  assert_whole (db);
}

static void
test_what_others_name_is_refused (World         *world,
                                  gconstpointer  data)
{
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  WayErasure row = { &way_pupil_entity, world->pupil->id, NULL };
  g_autoptr(GError) error = NULL;

  g_assert_false (way_erase_run (world->copies[0], &info, &row, 1, NULL, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE);
  g_assert_true (holds (world->copies[0], CANARY));
  assert_whole (world->copies[0]);
}

/* Copies rename, erase and send to each other by chance; once all have heard all,
 * either nobody erased, or nobody holds the name. */
static void
play (World *world)
{
  gboolean erased = FALSE;

  for (guint step = 0; step < 12; step++)
    {
      guint copy = (guint) g_test_rand_int_range (0, COPIES);
      guint other = (copy + (guint) g_test_rand_int_range (1, COPIES)) % COPIES;
      g_autofree char *name = g_strdup_printf (CANARY " %u", step);
      WayPupil *pupil = way_records_get (world->copies[copy], &way_pupil_entity,
                                         &world->pupil->id, NULL);
      gboolean gone = pupil->surname == NULL;

      way_pupil_free (pupil);
      switch (g_test_rand_int_range (0, 5))
        {
        case 0:
          must_erase (world, copy);
          erased = TRUE;
          break;
        case 1:
        case 2:
          if (!gone)
            name_pupil (world, copy, name);
          break;
        default:
          send (world, world->copies[copy], world->copies[other]);
          break;
        }
    }
  for (guint i = 0; i < 2 * COPIES; i++)
    send (world, world->copies[i % COPIES], world->copies[(i + 1) % COPIES]);
  for (guint i = 0; i < COPIES && erased; i++)
    assert_erased (world, world->copies[i]);
}

static void
test_random_histories (World         *world,
                       gconstpointer  data)
{
  for (guint i = 0; i < 4; i++)
    {
      World fresh = { 0 };

      set_up (&fresh, NULL);
      play (&fresh);
      tear_down (&fresh, NULL);
    }
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/exchange/erase/bytes", test_nothing_is_left_in_the_file);
  ADD ("/exchange/erase/papers", test_papers_go_too);
  ADD ("/exchange/erase/other-copy", test_another_copy_does_the_same);
  ADD ("/exchange/erase/late", test_late_edits_are_dropped);
  ADD ("/exchange/erase/twice", test_two_erasures_agree);
  ADD ("/exchange/erase/backup", test_a_restored_backup_does_the_same);
  ADD ("/exchange/erase/final", test_what_was_erased_stays_so);
  ADD ("/exchange/erase/baseline", test_a_baseline_is_erased);
  ADD ("/exchange/erase/references", test_what_others_name_is_refused);
  ADD ("/exchange/erase/random", test_random_histories);

  return g_test_run ();
}
