/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-export-csv.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "way-area.h"
#include "way-file.h"
#include "way-import.h"
#include "way-test-store.h"

typedef struct
{
  WayDb *db;
  char  *folder;
  char  *path;
} Fixture;

/* Tables go by id, so the ids must be in order. */
static void
add_district (WayDb      *db,
              guint8      number,
              const char *name,
              const char *area)
{
  guint8 random[10] = { number };
  g_autoptr(WayDistrict) district = way_district_new ();

  district->id = way_id_from_parts (1000, random);
  district->name = g_strdup (name);
  district->area = g_strdup (area);
  way_test_insert (db, &way_district_entity, district);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->db = way_test_db_new ();
  self->folder = g_dir_make_tmp ("way-export-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "out.csv", NULL);
  add_district (self->db, 1, "Wyre", "north, by the sea");
  add_district (self->db, 2, "Burnley", "=SUM(A1)");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  way_db_free (self->db);
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static char *
text_of (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = way_file_read (path, 10000000, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
export_districts (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  way_export_csv_entity (self->db, &way_district_entity, self->path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_records_have_their_fields (Fixture       *self,
                                gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  export_districts (self);
  text = text_of (self->path);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "id,name,gss,la,area,idaci_rank");
  g_assert_true (g_str_has_suffix (lines[1], ",Wyre,,,\"north, by the sea\","));
  g_assert_true (g_str_has_suffix (lines[2], ",Burnley,,,=SUM(A1),"));
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
}

static void
test_what_goes_out_comes_in_the_same (Fixture       *self,
                                      gconstpointer  data)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayImport) import = NULL;
  GDate today = way_date_ymd (2026, 9, 14);

  export_districts (self);
  bytes = way_file_read (self->path, 100000, NULL);
  import = way_import_csv (self->db, &way_district_entity, bytes, NULL, &today, NULL, NULL);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_SAME), ==, 2);
  g_assert_cmpuint (way_import_n_items (import), ==, 0);
}

static void
test_records_go_over_to_another_file (Fixture       *self,
                                      gconstpointer  data)
{
  g_autoptr(WayDb) other = way_test_db_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayImport) import = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GDate today = way_date_ymd (2026, 9, 14);

  export_districts (self);
  before = text_of (self->path);
  bytes = g_bytes_new (before, strlen (before));
  import = way_import_csv (other, &way_district_entity, bytes, NULL, &today, NULL, NULL);
  g_assert_true (way_import_run (import, other, NULL, NULL, NULL, NULL, NULL, NULL));
  way_export_csv_entity (other, &way_district_entity, self->path, NULL, NULL, NULL, NULL);
  after = text_of (self->path);
  g_assert_cmpstr (after, ==, before);
}

static WayQuery *
list_of_names (void)
{
  WayQuery *query = way_query_new (&way_district_entity);

  g_assert_true (way_query_add_column (query, "name", NULL));
  g_assert_true (way_query_add_column (query, "area", NULL));
  g_assert_true (way_query_set_sort (query, "name", FALSE, NULL));
  return query;
}

static void
test_a_list_is_as_it_is_shown (Fixture       *self,
                               gconstpointer  data)
{
  static const char *const headings[] = { "Name", "Area" };
  g_autoptr(WayQuery) query = list_of_names ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  way_export_csv_list (self->db, query, headings, NULL, NULL, self->path, NULL, &error);
  g_assert_no_error (error);
  text = text_of (self->path);
  g_assert_cmpstr (text, ==, "Name,Area\nBurnley,'=SUM(A1)\nWyre,\"north, by the sea\"\n");
}

static char *
shout (const WayQueryColumn *column,
       const WayValue       *value,
       gpointer              data)
{
  return value->type == WAY_VALUE_TEXT ? g_ascii_strup (value->text, -1) : g_strdup ("");
}

static void
test_cells_are_in_the_words_of_the_list (Fixture       *self,
                                         gconstpointer  data)
{
  static const char *const headings[] = { "Name", "Area" };
  g_autoptr(WayQuery) query = list_of_names ();
  g_autofree char *text = NULL;

  way_export_csv_list (self->db, query, headings, shout, NULL, self->path, NULL, NULL);
  text = text_of (self->path);
  g_assert_nonnull (strstr (text, "\nWYRE,\"NORTH, BY THE SEA\"\n"));
}

static gboolean
insert_many (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  for (guint i = 0; i < 4500; i++)
    {
      g_autoptr(WayDistrict) district = way_district_new ();

      district->name = g_strdup_printf ("District %u", i);
      if (!way_records_insert (db, &way_district_entity, district, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_every_page_is_written (Fixture       *self,
                            gconstpointer  data)
{
  WayEditInfo info = { .name = "Many", .who = "Tester" };
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (way_edit_run (self->db, &info, insert_many, NULL, NULL, NULL));
  export_districts (self);
  text = text_of (self->path);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 2 + 4500 + 1);
}

static void
test_a_cancel_leaves_the_old_file (Fixture       *self,
                                   gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (self->path, "old", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (way_export_csv_entity (self->db, &way_district_entity, self->path, NULL, NULL,
                                         cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  text = text_of (self->path);
  g_assert_cmpstr (text, ==, "old");
}

static void
test_a_full_disk_leaves_the_old_file (Fixture       *self,
                                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  struct rlimit before, small;
  gboolean written;

  g_assert_true (g_file_set_contents (self->path, "old", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = (struct rlimit) { .rlim_cur = 20, .rlim_max = before.rlim_max };
  setrlimit (RLIMIT_FSIZE, &small);
  written = way_export_csv_entity (self->db, &way_district_entity, self->path, NULL, NULL, NULL,
                                   &error);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_false (written);
  g_assert_true (error->domain == G_FILE_ERROR);
  g_assert_nonnull (strstr (error->message, self->path));
  text = text_of (self->path);
  g_assert_cmpstr (text, ==, "old");
}

#define ADD(path, func) \
  g_test_add ("/service/export-csv/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("entity/has-its-fields", test_records_have_their_fields);
  ADD ("entity/comes-in-the-same", test_what_goes_out_comes_in_the_same);
  ADD ("entity/goes-over-to-another-file", test_records_go_over_to_another_file);
  ADD ("entity/every-page", test_every_page_is_written);
  ADD ("list/as-shown", test_a_list_is_as_it_is_shown);
  ADD ("list/words", test_cells_are_in_the_words_of_the_list);
  ADD ("cancel", test_a_cancel_leaves_the_old_file);
  ADD ("full-disk", test_a_full_disk_leaves_the_old_file);
  return g_test_run ();
}
