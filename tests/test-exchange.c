/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two files kept in step by bundles; bundles that are not what they should be. */
#include "way-exchange.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-people.h"
#include "way-test-store.h"

typedef struct
{
  char     *folder;
  char     *bundle;
  WayDb    *a, *b;
  WayPupil *pupil;
} World;

static char *
path_in (const World *world,
         const char  *name)
{
  return g_build_filename (world->folder, name, NULL);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr(GError) error = NULL;

  world->folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->bundle = path_in (world, "all.waybundle");
  first = path_in (world, "a.waymark");
  second = path_in (world, "b.waymark");
  world->a = way_db_open (first, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  world->pupil = way_test_pupil ("Kit", "Ashdown");
  way_test_insert (world->a, &way_pupil_entity, world->pupil);
  way_exchange_clone (world->a, second, &error);
  g_assert_no_error (error);
  world->b = way_db_open (second, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  way_db_free (world->a);
  way_db_free (world->b);
  dir = g_dir_open (world->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_in (world, name);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->bundle);
  way_pupil_free (world->pupil);
}

static void
type_year (WayDb       *db,
           const World *world,
           const char  *year)
{
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, &world->pupil->id, NULL);

  g_free (pupil->year);
  pupil->year = g_strdup (year);
  way_test_update (db, &way_pupil_entity, pupil);
}

static WayMergeReport
send (const World *world,
      WayDb       *from,
      WayDb       *to)
{
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_exchange_export (from, NULL, world->bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  way_exchange_import (to, world->bundle, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  return report;
}

/* --- Progress within one edit --- */

#define MANY 2000

static gboolean
insert_many (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *surname = g_strdup_printf ("Ashdown-%u", i);
      g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", surname);

      if (!way_records_insert (db, &way_pupil_entity, pupil, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  GCancellable *cancellable; /* cancelled in the middle; NULL: it may go on */
  guint         n_between;   /* times that it was neither at its begin nor at its end */
} Follower;

static void
follow_cb (double      fraction,
           const char *phase,
           gpointer    data)
{
  Follower *self = data;

  g_assert_cmpfloat (fraction, <=, 1);
  if (fraction <= 0.3 || fraction >= 1)
    return;
  self->n_between++;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static gint64
count_pupils (WayDb *db)
{
  gint64 count;

  g_assert_true (way_db_get_int (db, "SELECT count (*) FROM pupil", 0, &count, NULL));
  return count;
}

/* A generated sample, or a large import, is a single edit: the bar moves all the same,
 * and whoever cancels within it finds nothing half done. */
static void
test_a_large_edit_is_followed (World         *world,
                               gconstpointer  data)
{
  WayEditInfo info = { .name = "Many" };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Follower hasty = { cancellable, 0 };
  Follower patient = { NULL, 0 };
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  g_assert_true (way_edit_run (world->a, &info, insert_many, NULL, NULL, NULL));
  g_assert_false (way_exchange_export (world->a, NULL, world->bundle, follow_cb, &hasty,
                                       cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (world->bundle, G_FILE_TEST_EXISTS));
  way_exchange_export (world->a, NULL, world->bundle, follow_cb, &patient, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (patient.n_between, >=, 3);

  g_cancellable_reset (cancellable);
  g_assert_false (way_exchange_import (world->b, world->bundle, follow_cb, &hasty, cancellable,
                                       &report, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (count_pupils (world->b), ==, 1);
  patient.n_between = 0;
  way_exchange_import (world->b, world->bundle, follow_cb, &patient, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (patient.n_between, >=, 3);
  g_assert_cmpint (count_pupils (world->b), ==, MANY + 1);
}

static void
test_a_clone_writes_under_its_own_name (World         *world,
                                        gconstpointer  data)
{
  gint64 a, b;

  type_year (world->b, world, "9");
  g_assert_true (way_db_get_int (world->a, "SELECT value FROM setting WHERE key = 'replica'", 0, &a, NULL));
  g_assert_true (way_db_get_int (world->b, "SELECT value FROM setting WHERE key = 'replica'", 0, &b, NULL));
  g_assert_cmpint (a, ==, 1);
  g_assert_cmpint (b, ==, 2);
}

static void
test_an_edit_arrives (World         *world,
                      gconstpointer  data)
{
  g_autoptr(WayPupil) stored = NULL;
  WayMergeReport report;

  type_year (world->a, world, "9");
  report = send (world, world->a, world->b);
  g_assert_cmpuint (report.edits_new, ==, 1);
  g_assert_cmpuint (report.rows_changed, ==, 1);
  stored = way_records_get (world->b, &way_pupil_entity, &world->pupil->id, NULL);
  g_assert_cmpstr (stored->year, ==, "9");
}

static void
test_a_repeat_changes_nothing (World         *world,
                               gconstpointer  data)
{
  WayMergeReport report;

  type_year (world->a, world, "9");
  send (world, world->a, world->b);
  report = send (world, world->a, world->b);
  g_assert_cmpuint (report.edits_new, ==, 0);
  g_assert_cmpuint (report.ops_new, ==, 0);
}

static void
test_a_receipt_makes_the_next_bundle_small (World         *world,
                                            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayManifest) manifest = NULL;
  g_autoptr(WayManifest) back = NULL;

  type_year (world->a, world, "9");
  send (world, world->a, world->b);
  way_exchange_export (world->b, NULL, world->bundle, NULL, NULL, NULL, &back, &error);
  g_assert_no_error (error);
  send (world, world->b, world->a);
  way_exchange_export (world->a, &back->sender, world->bundle, NULL, NULL, NULL, &manifest, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (manifest->edits, ==, 0);
}

static void
test_a_preview_changes_nothing (World         *world,
                                gconstpointer  data)
{
  g_autoptr(WayPupil) stored = NULL;
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  type_year (world->a, world, "9");
  way_exchange_export (world->a, NULL, world->bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  way_exchange_preview (world->b, world->bundle, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.rows_changed, ==, 1);
  stored = way_records_get (world->b, &way_pupil_entity, &world->pupil->id, NULL);
  g_assert_null (stored->year);
}

static void
test_what_is_exchanged_is_listed (World         *world,
                                  gconstpointer  data)
{
  g_autoptr(GPtrArray) sent = NULL;
  g_autoptr(GPtrArray) received = NULL;

  type_year (world->a, world, "9");
  send (world, world->a, world->b);
  sent = way_exchange_list (world->a, NULL);
  received = way_exchange_list (world->b, NULL);
  g_assert_cmpuint (sent->len, ==, 1);
  g_assert_cmpuint (received->len, ==, 1);
  g_assert_true (((WayExchangeEntry *) g_ptr_array_index (sent, 0))->sent);
  g_assert_false (((WayExchangeEntry *) g_ptr_array_index (received, 0))->sent);
}

static void
test_its_own_bundle_is_refused (World         *world,
                                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_exchange_export (world->a, NULL, world->bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (way_exchange_import (world->a, world->bundle, NULL, NULL, NULL, &report, NULL,
                                       &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_OWN);
}

static void
name_authority (WayDb      *db,
                const char *name)
{
  g_autoptr(WayAuthority) authority = way_authority_new ();

  authority->name = g_strdup (name);
  authority->la = g_strdup ("334");
  way_record_start (&way_authority_entity, authority);
  way_test_insert (db, &way_authority_entity, authority);
}

/* A file that was begun apart, though the authority goes by the same name. */
static void
test_a_file_begun_apart_is_refused (World         *world,
                                    gconstpointer  data)
{
  g_autofree char *path = path_in (world, "other.waymark");
  g_autoptr(WayDb) other = NULL;
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  other = way_db_open (path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  name_authority (world->a, "Ardenshire");
  name_authority (other, "Ardenshire");
  way_exchange_export (other, NULL, world->bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (way_exchange_preview (world->a, world->bundle, &report, NULL, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FOREIGN);
}

static void
test_copies_tell_how_far_they_are_in_step (World         *world,
                                           gconstpointer  data)
{
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  const WayExchangeCopy *other;

  type_year (world->b, world, "9");
  send (world, world->b, world->a);
  type_year (world->a, world, "10");
  type_year (world->a, world, "11");
  before = way_exchange_copies (world->a, NULL);
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_true (((WayExchangeCopy *) g_ptr_array_index (before, 0))->own);
  other = g_ptr_array_index (before, 1);
  g_assert_cmpint (other->received, >, 0);
  g_assert_cmpint (other->sent, ==, 0);
  g_assert_cmpint (other->waiting, ==, 2);

  send (world, world->a, world->b);
  send (world, world->b, world->a);
  after = way_exchange_copies (world->a, NULL);
  other = g_ptr_array_index (after, 1);
  g_assert_cmpint (other->sent, >, 0);
  g_assert_cmpint (other->waiting, ==, 0);
}

static void
test_a_copy_is_found_by_its_digits (World         *world,
                                    gconstpointer  data)
{
  g_autoptr(GPtrArray) copies = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;
  WayId found;

  type_year (world->b, world, "9");
  send (world, world->b, world->a);
  copies = way_exchange_copies (world->a, NULL);
  own = way_id_to_string (&((WayExchangeCopy *) g_ptr_array_index (copies, 0))->id);
  other = way_id_to_string (&((WayExchangeCopy *) g_ptr_array_index (copies, 1))->id);
  g_assert_true (way_exchange_find_copy (world->a, other, &found, NULL));
  other[8] = '\0';
  g_assert_true (way_exchange_find_copy (world->a, other, &found, NULL));
  other[7] = '\0';
  g_assert_false (way_exchange_find_copy (world->a, other, &found, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (way_exchange_find_copy (world->a, own, &found, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_UNKNOWN);
}

/* Cut anywhere, or one bit altered anywhere: refused, whole and in a sentence. */
static void
test_every_damage_is_noticed (World         *world,
                              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *whole = NULL;
  gsize size;

  type_year (world->a, world, "9");
  way_exchange_export (world->a, NULL, world->bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (world->bundle, &whole, &size, NULL));
  for (gsize i = 0; i < size; i++)
    for (guint damage = 0; damage < 2; damage++)
      {
        g_autofree char *copy = g_memdup2 (whole, size);
        g_autoptr(GBytes) bytes = NULL;
        g_autoptr(WayBundle) bundle = NULL;

        copy[i] ^= 1;
        bytes = g_bytes_new (damage == 0 ? whole : copy, damage == 0 ? i : size);
        bundle = way_bundle_parse (bytes, "b", &error);
        g_assert_null (bundle);
        g_assert_nonnull (error);
        g_assert_true (error->domain == WAY_EXCHANGE_ERROR);
        g_clear_error (&error);
      }
}

static void
test_ranges_come_back (void)
{
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr(WayRanges) ranges = way_ranges_new ();
      g_autoptr(WayRanges) back = NULL;
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      gboolean in[3][60] = { { FALSE } };
      WayId ids[3];
      WayReader reader;

      for (guint r = 0; r < 3; r++)
        {
          ids[r] = way_id_new ();
          for (guint n = 1; n < 60; n++)
            {
              in[r][n] = g_test_rand_int_range (0, 3) > 0;
              if (in[r][n])
                way_ranges_add (ranges, &ids[r], n);
            }
        }
      way_ranges_write (ranges, bytes);
      reader = way_reader (bytes->data, bytes->len);
      back = way_ranges_read (&reader);
      g_assert_nonnull (back);
      g_assert_true (way_reader_is_done (&reader));
      for (guint r = 0; r < 3; r++)
        for (guint n = 0; n < 60; n++)
          g_assert_cmpint (way_ranges_has (back, &ids[r], n), ==, in[r][n]);
      g_assert_cmpuint (way_ranges_count (back), ==, way_ranges_count (ranges));
    }
}

/* Against asking of every number. */
static void
test_ranges_meet (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr(WayRanges) a = way_ranges_new ();
      g_autoptr(WayRanges) b = way_ranges_new ();
      WayId id = way_id_new ();
      gboolean meet = FALSE;

      for (guint n = 1; n < 12; n++)
        {
          gboolean in_a = g_test_rand_int_range (0, 4) == 0;
          gboolean in_b = g_test_rand_int_range (0, 4) == 0;

          if (in_a)
            way_ranges_add (a, &id, n);
          if (in_b)
            way_ranges_add (b, &id, n);
          meet |= in_a && in_b;
        }
      g_assert_cmpint (way_ranges_meet (a, b), ==, meet);
      g_assert_cmpint (way_ranges_meet (b, a), ==, meet);
    }
}

#define WORLD(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD ("/exchange/large-edit", test_a_large_edit_is_followed);
  WORLD ("/exchange/clone", test_a_clone_writes_under_its_own_name);
  WORLD ("/exchange/arrives", test_an_edit_arrives);
  WORLD ("/exchange/repeat", test_a_repeat_changes_nothing);
  WORLD ("/exchange/receipt", test_a_receipt_makes_the_next_bundle_small);
  WORLD ("/exchange/preview", test_a_preview_changes_nothing);
  WORLD ("/exchange/listed", test_what_is_exchanged_is_listed);
  WORLD ("/exchange/own", test_its_own_bundle_is_refused);
  WORLD ("/exchange/foreign", test_a_file_begun_apart_is_refused);
  WORLD ("/exchange/copies", test_copies_tell_how_far_they_are_in_step);
  WORLD ("/exchange/digits", test_a_copy_is_found_by_its_digits);
  WORLD ("/exchange/damage", test_every_damage_is_noticed);
  g_test_add_func ("/exchange/ranges/come-back", test_ranges_come_back);
  g_test_add_func ("/exchange/ranges/meet", test_ranges_meet);
  return g_test_run ();
}
