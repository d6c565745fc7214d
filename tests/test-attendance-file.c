/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of attendance goes out, is filled in and comes back. */

#include "way-attendance-file.h"

#include "way-attendance.h"
#include "way-test-world.h"
#include "way-xlsx.h"

#define HEADINGS "placement,pupil,upn,setting,week,possible,attended,authorised,unauthorised," \
                 "not_offered,not_possible\n"
#define UPN "H801200001001"

typedef struct
{
  WayTestWorld *world;
  WayId         placement;
  char         *id;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  WayPlacement *placement = way_placement_new ();
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(WayEstablishment) setting = NULL;

  self->world = way_test_world_new ();
  pupil = way_records_get (self->world->db, &way_pupil_entity, &self->world->pupil, NULL);
  pupil->upn = g_strdup (UPN);
  way_test_update (self->world->db, &way_pupil_entity, pupil);
  setting = way_records_get (self->world->db, &way_establishment_entity, &self->world->setting,
                             NULL);
  setting->urn = g_strdup ("100001");
  way_test_update (self->world->db, &way_establishment_entity, setting);
  way_record_start (&way_placement_entity, placement);
  placement->pupil = self->world->pupil;
  placement->provision = self->world->provision;
  placement->route = g_strdup ("PEX_DAY6");
  placement->start = way_date_ymd (2026, 11, 2);
  self->placement = way_test_put (self->world, &way_placement_entity, placement);
  self->id = way_id_to_string (&self->placement);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  way_test_world_free (self->world);
  g_free (self->id);
}

static GBytes *
write_file (Fixture  *self,
            gboolean  is_workbook)
{
  GDate from = way_date_ymd (2026, 11, 2), to = way_date_ymd (2026, 11, 13);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (self->world->db, &error);
  GBytes *bytes = way_attendance_file_write (facts, &self->world->setting, &from, &to, is_workbook,
                                             &error);

  g_assert_no_error (error);
  return bytes;
}

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static WayImport *
read_bytes (Fixture *self,
            GBytes  *bytes)
{
  g_autoptr(GError) error = NULL;
  WayImport *import = way_import_attendance (self->world->db, bytes, NULL, &error);

  g_assert_no_error (error);
  return import;
}

static WayImport *
read_text (Fixture    *self,
           const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return read_bytes (self, bytes);
}

static void
assert_counts (const WayImport *import,
               guint            n_new,
               guint            n_changed,
               guint            n_same,
               guint            n_refused)
{
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_NEW), ==, n_new);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_CHANGED), ==, n_changed);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_SAME), ==, n_same);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_REFUSED), ==, n_refused);
}

static WayEditId
run (Fixture   *self,
     WayImport *import)
{
  WayEditInfo info = { .who = "Tester" };
  g_autoptr(GError) error = NULL;
  WayEditId edit = 0;

  way_import_run (import, self->world->db, &info, NULL, NULL, NULL, &edit, &error);
  g_assert_no_error (error);
  return edit;
}

static void
test_template (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GBytes) bytes = write_file (self, FALSE);
  g_autoptr(GBytes) book = write_file (self, TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) sheet = way_xlsx_to_csv (book, &error);
  g_autofree char *text = text_of (bytes);
  g_autofree char *expected = g_strdup_printf (
    "%s,Kit Ashdown," UPN ",100001,2026-11-02,10,,,,,\n"
    "%s,Kit Ashdown," UPN ",100001,2026-11-09,10,,,,,\n", self->id, self->id);
  g_autofree char *whole = g_strconcat (HEADINGS, expected, NULL);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, whole);
  said = text_of (sheet);
  g_assert_true (g_str_has_prefix (said, HEADINGS));
  g_assert_nonnull (strstr (said, ",2026-11-09,10\n"));
}

/* What nobody filled in changes nothing. */
static void
test_the_template_as_it_is (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr(GBytes) bytes = write_file (self, TRUE);
  g_autoptr(WayImport) import = read_bytes (self, bytes);

  assert_counts (import, 0, 0, 0, 0);
  g_assert_nonnull (strstr (way_import_notes (import)[0], "2 rows"));
}

static void
test_filled_in_and_given_again (Fixture       *self,
                                gconstpointer  data)
{
  g_autofree char *before = way_test_dump (self->world);
  g_autofree char *text =
    g_strdup_printf (HEADINGS "%s,,,,2026-11-02,10,8,1,1,0,0\n%s,,,,2026-11-09,10,10,,,,\n",
                     self->id, self->id);
  g_autofree char *other =
    g_strdup_printf ("Placement;Week beginning;Attended\n%s;02/11/2026;9\n", self->id);
  g_autoptr(WayImport) import = read_text (self, text);
  g_autofree char *untouched = way_test_dump (self->world);
  g_autofree char *restored = NULL;
  WayEditId edit;

  g_assert_cmpstr (untouched, ==, before);
  assert_counts (import, 2, 0, 0, 0);
  edit = run (self, import);
  way_import_free (import);
  import = read_text (self, text);
  assert_counts (import, 0, 0, 2, 0);
  way_import_free (import);
  import = read_text (self, other);
  /* Nine attended and two absent of ten cannot be. */
  assert_counts (import, 0, 0, 0, 1);
  way_test_undo (self->world, edit);
  restored = way_test_dump (self->world);
  g_assert_cmpstr (restored, ==, before);
}

static void
test_by_upn (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(WayImport) import =
    read_text (self, "upn,setting,week,possible,attended\n" UPN ",100001,2026-11-02,10,8\n"
                     UPN ",100002,2026-11-02,10,8\n" UPN ",,2026-11-09,10,8\n");

  assert_counts (import, 2, 0, 0, 1);
}

static void
test_rows_are_refused_with_their_reason (Fixture       *self,
                                         gconstpointer  data)
{
  static const struct { const char *row; const char *says; } cases[] = {
    { "x,,2026-11-02,10,8", "placement: is no id" },
    { "00000000-0000-4000-8000-000000000000,,2026-11-02,10,8", "there is none with this id" },
    { ",,2026-11-02,10,8", "must be filled in, or upn" },
    { ",NOBODY,2026-11-02,10,8", "no pupil with it" },
    { "," UPN ",2026-10-05,10,8", "no placement in that week" },
    { "," UPN ",2026-11-03,10,8", "week: must be a Monday" },
    { "," UPN ",soon,10,8", "week: is no day" },
    { "," UPN ",2026-11-02,10,11", "possible: fewer than" },
    { "," UPN ",2026-11-02,10,many", "attended" },
    { "," UPN ",2026-11-02,10,99", "attended" },
    { "," UPN ",2026-11-02,,5", "possible: must be filled in" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("placement,upn,week,possible,attended\n", cases[i].row,
                                           "\n", NULL);
      g_autoptr(WayImport) import = read_text (self, text);
      g_autoptr(GBytes) rejects = way_import_rejects (import);
      g_autofree char *back = text_of (rejects);

      g_test_message ("%s: %s", cases[i].row, way_import_refusal (import, 0)->reason);
      assert_counts (import, 0, 0, 0, 1);
      g_assert_nonnull (strstr (way_import_refusal (import, 0)->reason, cases[i].says));
      g_assert_nonnull (strstr (back, cases[i].row));
      g_assert_true (g_str_has_prefix (back, "placement,upn,week,possible,attended,reason\n"));
    }
}

static void
test_a_week_twice_is_refused (Fixture       *self,
                              gconstpointer  data)
{
  g_autoptr(WayImport) import = read_text (self, "upn,week,possible,attended\n"
                                                 UPN ",2026-11-02,10,8\n" UPN ",2026-11-02,10,9\n");

  assert_counts (import, 1, 0, 0, 1);
}

static void
test_another_table_is_no_attendance (Fixture       *self,
                                     gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a,b\n1,2\n", 8);
  g_autoptr(GError) error = NULL;

  g_assert_null (way_import_attendance (self->world->db, bytes, NULL, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND);
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, func) \
  g_test_add ("/service/attendance-file/" name, Fixture, NULL, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("template", test_template);
  ADD ("as-it-is", test_the_template_as_it_is);
  ADD ("filled-in", test_filled_in_and_given_again);
  ADD ("upn", test_by_upn);
  ADD ("refused", test_rows_are_refused_with_their_reason);
  ADD ("twice", test_a_week_twice_is_refused);
  ADD ("another-table", test_another_table_is_no_attendance);
  return g_test_run ();
}
