/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What adding a field takes: a member and its row in the description, a
 * migration, a row in the .ui.  All that follows is the program's own code,
 * which knows nothing of the record below. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-application.h"
#include "way-describe-private.h"
#include "way-entity-private.h"
#include "way-export-csv.h"
#include "way-file.h"
#include "way-form.h"
#include "way-history.h"
#include "way-import.h"
#include "way-migrate-private.h"
#include "way-query.h"
#include "way-records.h"
#include "way-test-desktop.h"

extern const WayEntity kite_before;
extern const WayEntity kite;

/* --- The program as it was --- */

typedef struct
{
  WayId  id;
  char  *name;
} WayKiteBefore;

#define RECORD WayKiteBefore
static const WayField fields_of_kite_before[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | LIST),
};
ENTITY (kite_before, 999, "kite", N_("kite"), N_("Kites"));
#undef RECORD

static const char first_migration[] =
  "CREATE TABLE kite (id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),"
  " name TEXT, dot INTEGER) STRICT;";

/* --- The new field: these three things and nothing else --- */

typedef struct
{
  WayId  id;
  char  *name;
  char  *colour;
} WayKite;

#define RECORD WayKite
static const WayField fields_of_kite[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (3, TEXT, colour, N_("Colour"), OPEN, .high = 20, .flags = LIST),
};
ENTITY (kite, 999, "kite", N_("kite"), N_("Kites"));
#undef RECORD

static const char second_migration[] = "ALTER TABLE kite ADD COLUMN colour TEXT;";

static const char ui[] =
  "<interface><object class='WayForm' id='form'><child><object class='AdwPreferencesGroup'>"
  "<child><object class='WayFieldRow'><property name='field'>name</property></object></child>"
  "<child><object class='WayFieldRow'><property name='field'>colour</property></object></child>"
  "</object></child></object></interface>";

/* --- A file of the program as it was, opened by the program as it is --- */

typedef struct
{
  char  *folder;
  char  *path;
  char  *table;    /* a CSV file */
  WayDb *db;
  WayId  id;       /* of the one record, which has no colour yet */
} Fixture;

static gboolean
insert_before (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  return way_records_insert (db, &kite_before, data, error);
}

static gboolean
update_kite (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  return way_records_update (db, &kite, data, error);
}

static const WayEditInfo info = { .name = "Change a kite", .who = "Tester" };

static void
write_old_file (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (self->path, WAY_DB_CREATE, &error);
  WayKiteBefore *record = way_record_new (&kite_before);

  g_assert_no_error (error);
  record->name = g_strdup ("Box kite");
  way_edit_run (db, &info, insert_before, record, NULL, &error);
  g_assert_no_error (error);
  self->id = record->id;
  way_record_free (&kite_before, record);
}

/* The old file is written once, by the program as it was. */
static char *old_file;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) kites = NULL;

  self->folder = g_dir_make_tmp ("way-new-field-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a.waymark", NULL);
  self->table = g_build_filename (self->folder, "kites.csv", NULL);
  {
    g_autoptr(GBytes) bytes = way_file_read (old_file, 100000000, &error);

    g_assert_no_error (error);
    g_assert_true (way_file_write (self->path, bytes, NULL));
  }
  self->db = way_db_open (self->path, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  kites = way_records_list (self->db, &kite, NULL, NULL, NULL);
  g_assert_cmpuint (kites->len, ==, 1);
  self->id = *way_record_id (kites->pdata[0]);
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

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  way_db_free (self->db);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->table);
}

static WayKite *
get_kite (Fixture *self)
{
  WayKite *found = way_records_get (self->db, &kite, &self->id, NULL);

  g_assert_nonnull (found);
  return found;
}

static WayEditId
paint (Fixture    *self,
       const char *colour)
{
  WayKite *record = get_kite (self);
  g_autoptr(GError) error = NULL;
  WayEditId edit;

  g_free (record->colour);
  record->colour = g_strdup (colour);
  way_edit_run (self->db, &info, update_kite, record, &edit, &error);
  g_assert_no_error (error);
  way_record_free (&kite, record);
  return edit;
}

static void
assert_colour (Fixture    *self,
               const char *colour)
{
  WayKite *record = get_kite (self);

  g_assert_cmpstr (record->colour, ==, colour);
  g_assert_cmpstr (record->name, ==, "Box kite");
  way_record_free (&kite, record);
}

/* --- Where the field is found --- */

static void
test_the_form_has_it (Fixture       *self,
                      gconstpointer  data)
{
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(WaySession) session = way_session_new (&today);
  g_autoptr(GtkBuilder) builder = NULL;
  g_autoptr(GError) error = NULL;
  WayKite *record = get_kite (self);
  WayForm *form;

  g_type_ensure (WAY_TYPE_FORM);
  g_type_ensure (WAY_TYPE_FIELD_ROW);
  builder = gtk_builder_new_from_string (ui, -1);
  form = WAY_FORM (gtk_builder_get_object (builder, "form"));
  way_form_set_record (form, session, &kite, record);
  way_record_free (&kite, record);

  way_field_row_set_text (way_form_get_row (form, "colour"), "sky blue");
  g_assert_true (way_form_check (form, &error));
  way_edit_run (self->db, &info, update_kite, way_form_get_record (form), NULL, &error);
  g_assert_no_error (error);
  assert_colour (self, "sky blue");

  /* Its bound holds there too. */
  way_field_row_set_text (way_form_get_row (form, "colour"), "a colour of too many letters");
  g_assert_true (way_field_row_has_problem (way_form_get_row (form, "colour")));
}

static void
test_the_list_has_it (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(WayQuery) query = way_query_new (&kite);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *text = NULL;

  paint (self, "red");
  g_assert_true (way_query_add_column (query, "colour", NULL));
  g_assert_true (way_query_add_filter (query, "colour", WAY_FILTER_IS, "red", NULL));
  g_assert_true (way_query_set_sort (query, "colour", FALSE, NULL));
  rows = way_query_page (query, self->db, 0, 0, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  text = way_query_row_text (query, rows->pdata[0], 0);
  g_assert_cmpstr (text, ==, "red");
  g_assert_cmpstr (way_query_column (query, 0)->label, ==, "Colour");
}

static void
test_tables_have_it (Fixture       *self,
                     gconstpointer  data)
{
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autofree char *id = way_id_to_string (&self->id);
  g_autofree char *wanted = g_strdup_printf ("id,name,colour\n%s,Box kite,red\n", id);
  g_autofree char *text = g_strdup_printf ("id,colour\n%s,green\n", id);
  g_autoptr(GBytes) after = g_bytes_new (text, strlen (text));
  g_autoptr(WayImport) import = NULL;

  paint (self, "red");
  way_export_csv_entity (self->db, &kite, self->table, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  before = way_file_read (self->table, 1000, NULL);
  g_assert_cmpmem (g_bytes_get_data (before, NULL), g_bytes_get_size (before), wanted,
                   strlen (wanted));

  import = way_import_csv (self->db, &kite, after, NULL, &today, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_CHANGED), ==, 1);
  g_assert_true (way_import_run (import, self->db, &info, NULL, NULL, NULL, NULL, NULL));
  assert_colour (self, "green");
}

static void
test_history_has_it (Fixture       *self,
                     gconstpointer  data)
{
  WayEditId edit = paint (self, "red");
  g_autoptr(GPtrArray) changes = way_history_changes (self->db, edit, NULL, NULL);
  const WayHistoryChange *change;

  g_assert_cmpuint (changes->len, ==, 1);
  change = changes->pdata[0];
  g_assert_true (change->field == way_entity_field (&kite, "colour"));
  g_assert_cmpstr (change->before, ==, "");
  g_assert_cmpstr (change->after, ==, "red");

  g_assert_true (way_edit_undo (self->db, edit, &info, NULL, NULL));
  assert_colour (self, NULL);
}

#define ADD(path, func) g_test_add ("/new-field/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr(WayApplication) app = NULL;
  Fixture old = { 0 };
  int status;

  way_test_desktop_start ();
  g_test_init (&argc, &argv, NULL);
  app = way_application_new ();
  adw_init ();

  way_entity_add (&kite_before);
  way_migrate_add_script (first_migration);
  old.folder = g_dir_make_tmp ("way-old-file-XXXXXX", NULL);
  old.path = old_file = g_build_filename (old.folder, "old.waymark", NULL);
  write_old_file (&old);
  way_entity_add (&kite);
  way_migrate_add_script (second_migration);

  ADD ("form", test_the_form_has_it);
  ADD ("list", test_the_list_has_it);
  ADD ("csv", test_tables_have_it);
  ADD ("history", test_history_has_it);

  status = g_test_run ();
  remove_folder (old.folder);
  g_free (old.folder);
  g_free (old_file);
  way_test_desktop_stop ();
  return status;
}
