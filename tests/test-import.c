/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-import.h"

#include <string.h>

#include "way-history.h"
#include "way-area.h"
#include "way-formats-error.h"
#include "way-test-store.h"

static GBytes *
load (const char *folder,
      const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static WayImport *
read_gias (WayDb      *db,
           const char *name)
{
  g_autoptr(GBytes) bytes = load ("gias", name);
  g_autoptr(GError) error = NULL;
  WayImport *import = way_import_gias (db, bytes, NULL, &error);

  g_assert_no_error (error);
  return import;
}

static WayImport *
read_table (WayDb           *db,
            const WayEntity *entity,
            const char      *text)
{
  GDate today = way_date_ymd (2026, 9, 14);
  g_autoptr(GBytes) bytes = bytes_of (text);
  g_autoptr(GError) error = NULL;
  WayImport *import = way_import_csv (db, entity, bytes, NULL, &today, NULL, &error);

  g_assert_no_error (error);
  return import;
}

static WayEditId
run (WayImport *import,
     WayDb     *db)
{
  WayEditInfo info = { .who = "Tester" };
  g_autoptr(GError) error = NULL;
  WayEditId edit = 0;

  way_import_run (import, db, &info, NULL, NULL, NULL, &edit, &error);
  g_assert_no_error (error);
  return edit;
}

#define assert_counts(import, n, c, s, r)                                       \
  G_STMT_START {                                                                \
    g_assert_cmpuint (way_import_count (import, WAY_IMPORT_NEW), ==, n);        \
    g_assert_cmpuint (way_import_count (import, WAY_IMPORT_CHANGED), ==, c);    \
    g_assert_cmpuint (way_import_count (import, WAY_IMPORT_SAME), ==, s);       \
    g_assert_cmpuint (way_import_count (import, WAY_IMPORT_REFUSED), ==, r);    \
  } G_STMT_END

static gint64
count (WayDb           *db,
       const WayEntity *entity)
{
  gint64 found;

  g_assert_true (way_records_count (db, entity, &found, NULL));
  return found;
}

static WayEstablishment *
school_of (WayDb      *db,
           const char *urn)
{
  WayId id;

  g_assert_true (way_import_find_establishment (db, urn, &id, NULL));
  return way_records_get (db, &way_establishment_entity, &id, NULL);
}

static char *
rejects_of (const WayImport *import)
{
  g_autoptr(GBytes) bytes = way_import_rejects (import);

  g_assert_nonnull (bytes);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* --- The register --- */

static void
test_a_preview_writes_nothing (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import = read_gias (db, "made-up.csv");

  assert_counts (import, 4, 0, 0, 4);
  g_assert_cmpint (count (db, &way_establishment_entity), ==, 0);
}

static void
test_an_import_is_one_edit (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import = read_gias (db, "made-up.csv");
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  WayEditId edit = run (import, db);

  g_assert_cmpint (edit, !=, 0);
  g_assert_cmpint (count (db, &way_establishment_entity), ==, 4);
  g_assert_cmpint (count (db, &way_district_entity), ==, 2);
  g_assert_true (way_edit_undo (db, edit, &info, NULL, NULL));
  g_assert_cmpint (count (db, &way_establishment_entity), ==, 0);
  g_assert_cmpint (count (db, &way_district_entity), ==, 0);
}

static void
test_a_second_import_changes_nothing (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) first = read_gias (db, "made-up.csv");
  g_autoptr(WayImport) second = NULL;

  run (first, db);
  second = read_gias (db, "made-up.csv");
  assert_counts (second, 0, 0, 4, 4);
  g_assert_cmpint (run (second, db), ==, 0);
}

static void
test_a_later_extract_writes_what_changed (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) first = read_gias (db, "made-up.csv");
  g_autoptr(WayImport) later = NULL;
  g_autoptr(WayEstablishment) school = NULL;
  g_autoptr(WayEstablishment) unit = NULL;

  run (first, db);
  later = read_gias (db, "made-up-later.csv");
  assert_counts (later, 0, 2, 2, 0);
  run (later, db);
  school = school_of (db, "900001");
  unit = school_of (db, "900002");
  g_assert_cmpint (school->roll, ==, 215);
  g_assert_cmpstr (school->telephone, ==, "01632960001");
  g_assert_cmpstr (unit->status, ==, "2");
  g_assert_cmpstr (unit->directory_type, ==, "PRU");
}

static void
test_rows_share_their_district (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayDistrict) preston = way_district_new ();
  g_autoptr(WayImport) import = NULL;
  g_autoptr(WayEstablishment) school = NULL;
  g_autoptr(WayEstablishment) unit = NULL;

  preston->name = g_strdup ("Preston (ours)");
  preston->gss = g_strdup ("E07000123");
  way_test_insert (db, &way_district_entity, preston);
  import = read_gias (db, "made-up.csv");
  run (import, db);
  school = school_of (db, "900001");
  unit = school_of (db, "900002");
  g_assert_true (way_id_equal (&school->district, &preston->id));
  g_assert_true (way_id_equal (&unit->district, &preston->id));
  g_assert_cmpint (count (db, &way_district_entity), ==, 2);
}

static void
test_refused_rows_say_why (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import = read_gias (db, "made-up.csv");
  g_autofree char *rejects = rejects_of (import);
  g_auto(GStrv) lines = g_strsplit (rejects, "\n", -1);

  g_assert_cmpuint (way_import_n_refusals (import), ==, 4);
  g_assert_cmpuint (way_import_refusal (import, 0)->line, ==, 6);
  g_assert_nonnull (strstr (way_import_refusal (import, 0)->reason, "in Wales"));
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  g_assert_true (g_str_has_prefix (lines[0], "URN,"));
  g_assert_true (g_str_has_suffix (lines[0], ",reason"));
  g_assert_true (g_str_has_prefix (lines[1], "900005,660,"));
}

static void
test_slips_are_noted (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) plain = read_gias (db, "made-up.csv");
  g_autoptr(WayImport) windows = read_gias (db, "shuffled-cp1252.csv");

  g_assert_cmpstr (way_import_notes (plain)[0], ==,
                   "line 5, SchoolWebsite: is no web address; left out");
  g_assert_cmpstr (way_import_notes (windows)[0], ==,
                   "the file is not UTF-8; it was read as Windows-1252");
}

static void
test_a_school_twice_is_refused_once (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = bytes_of (
    "URN,EstablishmentName,LA (code),TypeOfEstablishment (code),EstablishmentStatus (code)\n"
    "900001,One,888,1,1\n900001,Two,888,1,1\n");
  g_autoptr(WayImport) import = way_import_gias (db, bytes, NULL, NULL);

  assert_counts (import, 1, 0, 0, 1);
  g_assert_cmpstr (way_import_refusal (import, 0)->reason, ==,
                   "URN: 900001 stands in line 2 already");
}

static void
test_a_wrong_file_is_an_error (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = load ("gias", "no-urn.csv");
  g_autoptr(GError) error = NULL;

  g_assert_null (way_import_gias (db, bytes, NULL, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND);
}

static void
test_a_cancel_leaves_nothing (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import = read_gias (db, "made-up.csv");
  g_autoptr(GBytes) bytes = load ("gias", "made-up.csv");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  WayEditId edit;

  g_cancellable_cancel (cancellable);
  g_assert_null (way_import_gias (db, bytes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (way_import_run (import, db, NULL, NULL, NULL, cancellable, &edit, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (db, &way_establishment_entity), ==, 0);
}

/* --- Tables of records --- */

static void
test_new_rows_start_as_in_a_form (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import =
    read_table (db, &way_establishment_entity, "urn,name\n900001,Larkrise\n");
  g_autoptr(WayEstablishment) school = NULL;

  assert_counts (import, 1, 0, 0, 0);
  run (import, db);
  school = school_of (db, "900001");
  g_assert_cmpstr (school->status, ==, "1");
}

static void
test_only_given_fields_change (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WayEstablishment) after = NULL;
  g_autoptr(WayImport) import = NULL;

  school->urn = g_strdup ("900001");
  school->name = g_strdup ("Larkrise");
  school->town = g_strdup ("Brookford");
  school->street = g_strdup ("Mill Lane");
  way_test_insert (db, &way_establishment_entity, school);

  import = read_table (db, &way_establishment_entity, "urn,name,street\n900001,Larkrise Hall,\n");
  assert_counts (import, 0, 1, 0, 0);
  run (import, db);
  after = school_of (db, "900001");
  g_assert_cmpstr (after->name, ==, "Larkrise Hall");
  g_assert_cmpstr (after->town, ==, "Brookford");
  g_assert_null (after->street);                   /* an empty value empties */
}

static void
test_the_same_table_twice_changes_nothing (void)
{
  static const char text[] = "forename,surname,birth\nAda,Fell,2012-05-03\nBen,Hill,2013-01-31\n";
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) first = read_table (db, &way_pupil_entity, text);
  g_autoptr(WayImport) second = NULL;

  assert_counts (first, 2, 0, 0, 0);
  run (first, db);
  second = read_table (db, &way_pupil_entity, text);
  assert_counts (second, 0, 0, 2, 0);
  g_assert_cmpint (run (second, db), ==, 0);
}

static const struct
{
  const char *rows;
  const char *says;
} refused[] = {
  { "urn,name\n900001,\n", "name: must be filled in" },
  { "urn,name\n9,One\n", "urn: " },
  { "urn,name,age_low,age_high\n900001,One,11,4\n", "age_high: " },
  { "urn,name,district\n900001,One,E07000123\n", "district: no district is called" },
  { "urn,name,district\n900001,One,01900000-0000-7000-8000-000000000001\n",
    "district: there is no such district" },
  { "urn,name\n900001,One\n900001,Two\n", "urn: 900001 stands in line 2 already" },
  { "name,urn\nOne\n", "1 values where the heading line has 2" },
};

static void
test_rows_are_refused_with_their_field (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(WayDb) db = way_test_db_new ();
      g_autoptr(WayImport) import = read_table (db, &way_establishment_entity, refused[i].rows);

      g_assert_cmpuint (way_import_n_refusals (import), ==, 1);
      g_test_message ("%s", way_import_refusal (import, 0)->reason);
      g_assert_nonnull (strstr (way_import_refusal (import, 0)->reason, refused[i].says));
    }
}

static void
test_a_key_of_another_record_is_refused (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayDistrict) one = way_district_new ();
  g_autoptr(WayDistrict) two = way_district_new ();
  g_autoptr(WayImport) import = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  one->name = g_strdup ("One");
  one->gss = g_strdup ("E07000123");
  two->name = g_strdup ("Two");
  way_test_insert (db, &way_district_entity, one);
  way_test_insert (db, &way_district_entity, two);
  id = way_id_to_string (&two->id);
  text = g_strdup_printf ("id,gss\n%s,E07000123\n", id);
  import = read_table (db, &way_district_entity, text);
  g_assert_cmpstr (way_import_refusal (import, 0)->reason, ==, "gss: is that of another record");
}

static void
test_references_go_by_name (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) districts =
    read_table (db, &way_district_entity, "gss,name\nE07000123,Preston\nE07000128,Wyre\n");
  g_autoptr(WayImport) people = NULL;

  run (districts, db);
  people = read_table (db, &way_population_entity,
                       "district,year,ages,count\nE07000123,2021,secondary,100\nWyre,2021,secondary,90\n"
                       "Leyland,2021,secondary,90\n");
  assert_counts (people, 2, 0, 0, 1);
  run (people, db);
  g_assert_cmpint (count (db, &way_population_entity), ==, 2);
}

static void
test_rows_may_refer_to_rows_above (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import = read_table (db, &way_establishment_entity,
                                            "id,name,parent\n"
                                            "01900000-0000-7000-8000-000000000001,Trust,\n"
                                            "01900000-0000-7000-8000-000000000002,School,"
                                            "01900000-0000-7000-8000-000000000001\n");

  assert_counts (import, 2, 0, 0, 0);
  run (import, db);
  g_assert_cmpint (count (db, &way_establishment_entity), ==, 2);
}

/* Between preview and import somebody edits another field of the record. */
static void
test_later_edits_of_other_fields_stay (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WayEstablishment) after = NULL;
  g_autoptr(WayImport) import = NULL;

  school->urn = g_strdup ("900001");
  school->name = g_strdup ("Larkrise");
  way_test_insert (db, &way_establishment_entity, school);
  import = read_table (db, &way_establishment_entity, "urn,name\n900001,Larkrise Hall\n");
  school->town = g_strdup ("Brookford");
  way_test_update (db, &way_establishment_entity, school);
  run (import, db);
  after = school_of (db, "900001");
  g_assert_cmpstr (after->name, ==, "Larkrise Hall");
  g_assert_cmpstr (after->town, ==, "Brookford");
}

static void
test_a_record_that_went_stops_the_import (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WayImport) import = NULL;
  g_autoptr(GError) error = NULL;

  school->urn = g_strdup ("900001");
  school->name = g_strdup ("Larkrise");
  way_test_insert (db, &way_establishment_entity, school);
  import = read_table (db, &way_establishment_entity, "urn,name\n900002,New\n900001,Changed\n");
  way_test_delete (db, &way_establishment_entity, school);
  g_assert_false (way_import_run (import, db, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (count (db, &way_establishment_entity), ==, 0);
}

static void
test_unknown_headings_are_noted (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import = read_table (db, &way_district_entity, "name,colour\nWyre,blue\n");

  g_assert_cmpstr (way_import_notes (import)[0], ==,
                   "the heading “colour” is no field of district; it was passed over");
}

/* The plan keeps which fields change as bits of one number. */
static void
test_changed_fields_fit_their_bits (void)
{
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    g_assert_cmpuint (entities[i]->n_fields, <=, 64);
}

/* --- School days --- */

static WayImport *
read_days (WayDb        *db,
           const char   *text,
           const WayId  *establishment)
{
  g_autoptr(GBytes) bytes = bytes_of (text);
  g_autoptr(GError) error = NULL;
  WayImport *import = way_import_calendar (db, bytes, establishment, NULL, &error);

  g_assert_no_error (error);
  return import;
}

static void
test_days_make_their_calendar (void)
{
  static const char text[] = "from,to,kind\n2026-09-02,2026-10-22,TERM\n2026-09-01,,INSET\n";
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) first = read_days (db, text, NULL);
  g_autoptr(WayImport) again = NULL;
  g_autoptr(GPtrArray) calendars = NULL;

  assert_counts (first, 2, 0, 0, 0);
  run (first, db);
  calendars = way_records_list (db, &way_calendar_entity, NULL, NULL, NULL);
  g_assert_cmpuint (calendars->len, ==, 1);
  g_assert_true (way_id_is_null (&((WayCalendar *) calendars->pdata[0])->establishment));

  again = read_days (db, text, NULL);
  assert_counts (again, 0, 0, 2, 0);
  g_assert_cmpint (run (again, db), ==, 0);
}

static void
test_a_school_has_its_own_days (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WayImport) ours = NULL;
  g_autoptr(WayImport) theirs = NULL;
  g_autoptr(GPtrArray) calendars = NULL;

  school->name = g_strdup ("Larkrise");
  way_test_insert (db, &way_establishment_entity, school);
  ours = read_days (db, "from,to,kind\n2026-09-01,,INSET\n", NULL);
  run (ours, db);
  theirs = read_days (db, "from,to,kind\n2026-09-01,,INSET\n", &school->id);
  assert_counts (theirs, 1, 0, 0, 0);
  run (theirs, db);
  calendars = way_records_of (db, &way_calendar_entity, "establishment", &school->id, NULL);
  g_assert_cmpuint (calendars->len, ==, 1);
  g_assert_cmpstr (((WayCalendar *) calendars->pdata[0])->name, ==, "Larkrise");
}

static void
test_days_nobody_can_count_are_refused (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) import =
    read_days (db, "from,to,kind\n1815-06-18,,HOLIDAY\n2026-09-01,,LUNCH\n", NULL);

  assert_counts (import, 0, 0, 0, 2);
  g_assert_cmpuint (way_import_n_items (import), ==, 0);
  g_assert_null (way_import_rejects (import));
  for (guint i = 0; i < 2; i++)
    {
      g_test_message ("%s", way_import_refusal (import, i)->reason);
      g_assert_cmpuint (way_import_refusal (import, i)->line, ==, i + 2);
    }
}

static void
test_events_come_in_like_rows (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = load ("calendar", "events.ics");
  g_autoptr(WayImport) import = way_import_calendar (db, bytes, NULL, NULL, NULL);
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  WayEditId edit;

  assert_counts (import, 7, 0, 0, 0);
  edit = run (import, db);
  g_assert_cmpint (count (db, &way_calendar_day_entity), ==, 7);
  g_assert_true (way_edit_undo (db, edit, &info, NULL, NULL));
  g_assert_cmpint (count (db, &way_calendar_entity), ==, 0);
}

/* A newer file of a year's terms replaces them; what it says nothing of stays. */
static void
test_changed_terms_are_replaced (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) first =
    read_days (db, "from,to,kind\n2026-09-02,2026-10-22,TERM\n2026-11-02,2026-12-18,TERM\n"
                   "2026-09-01,,INSET\n2026-12-25,,BANK_HOLIDAY\n2026-11-10,,CLOSURE\n"
                   "2025-09-03,2025-10-24,TERM\n2026-10-26,2026-10-30,HOLIDAY\n", NULL);
  g_autoptr(WayImport) newer = NULL;
  g_autoptr(WayImport) closed = NULL;
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  WayEditId edit;

  run (first, db);
  newer = read_days (db, "from,to,kind\n2026-09-03,2026-10-22,TERM\n2026-11-02,2026-12-18,TERM\n"
                         "2026-09-02,,INSET\n", NULL);
  assert_counts (newer, 2, 0, 1, 0);
  g_assert_cmpstr (way_import_notes (newer)[0], ==,
                   "2 terms, holidays or training days that the file no longer names are taken out");
  edit = run (newer, db);
  g_assert_cmpint (count (db, &way_calendar_day_entity), ==, 7);
  g_assert_true (way_edit_undo (db, edit, &info, NULL, NULL));
  g_assert_cmpint (count (db, &way_calendar_day_entity), ==, 7);

  /* Without terms a file only adds. */
  closed = read_days (db, "from,to,kind\n2026-11-13,,INSET\n", NULL);
  assert_counts (closed, 1, 0, 0, 0);
  g_assert_null (way_import_notes (closed)[0]);
  run (closed, db);
  g_assert_cmpint (count (db, &way_calendar_day_entity), ==, 8);
}

static void
test_nothing_is_replaced_by_what_is_refused (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayImport) first =
    read_days (db, "from,to,kind\n2026-09-02,2026-10-22,TERM\n2026-11-02,2026-12-18,TERM\n", NULL);
  g_autoptr(WayImport) newer = NULL;

  run (first, db);
  newer = read_days (db, "from,to,kind\n2026-09-02,2026-10-22,TERM\n2026-11-03,soon,TERM\n", NULL);
  assert_counts (newer, 0, 0, 1, 1);
  g_assert_cmpint (run (newer, db), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/import/gias/a-preview-writes-nothing", test_a_preview_writes_nothing);
  g_test_add_func ("/service/import/gias/is-one-edit", test_an_import_is_one_edit);
  g_test_add_func ("/service/import/gias/again-changes-nothing",
                   test_a_second_import_changes_nothing);
  g_test_add_func ("/service/import/gias/later-extract", test_a_later_extract_writes_what_changed);
  g_test_add_func ("/service/import/gias/districts", test_rows_share_their_district);
  g_test_add_func ("/service/import/gias/refused", test_refused_rows_say_why);
  g_test_add_func ("/service/import/gias/notes", test_slips_are_noted);
  g_test_add_func ("/service/import/gias/twice", test_a_school_twice_is_refused_once);
  g_test_add_func ("/service/import/gias/wrong-file", test_a_wrong_file_is_an_error);
  g_test_add_func ("/service/import/gias/cancel", test_a_cancel_leaves_nothing);
  g_test_add_func ("/service/import/csv/new", test_new_rows_start_as_in_a_form);
  g_test_add_func ("/service/import/csv/only-given-fields", test_only_given_fields_change);
  g_test_add_func ("/service/import/csv/again-changes-nothing",
                   test_the_same_table_twice_changes_nothing);
  g_test_add_func ("/service/import/csv/refused", test_rows_are_refused_with_their_field);
  g_test_add_func ("/service/import/csv/key-of-another", test_a_key_of_another_record_is_refused);
  g_test_add_func ("/service/import/csv/references", test_references_go_by_name);
  g_test_add_func ("/service/import/csv/rows-above", test_rows_may_refer_to_rows_above);
  g_test_add_func ("/service/import/csv/later-edits-stay", test_later_edits_of_other_fields_stay);
  g_test_add_func ("/service/import/csv/record-went", test_a_record_that_went_stops_the_import);
  g_test_add_func ("/service/import/csv/unknown-headings", test_unknown_headings_are_noted);
  g_test_add_func ("/service/import/calendar/makes-a-calendar", test_days_make_their_calendar);
  g_test_add_func ("/service/import/calendar/a-school-has-its-own", test_a_school_has_its_own_days);
  g_test_add_func ("/service/import/calendar/refused", test_days_nobody_can_count_are_refused);
  g_test_add_func ("/service/import/calendar/events", test_events_come_in_like_rows);
  g_test_add_func ("/service/import/calendar/replaced", test_changed_terms_are_replaced);
  g_test_add_func ("/service/import/calendar/refused-replaces-nothing",
                   test_nothing_is_replaced_by_what_is_refused);
  g_test_add_func ("/service/import/fields-fit-bits", test_changed_fields_fit_their_bits);
  return g_test_run ();
}
