/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-gias.h"

#include <string.h>

#include "way-test-mutate.h"

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "gias", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static WayGiasReader *
open_file (const char *name)
{
  g_autoptr(GBytes) bytes = load (name);
  g_autoptr(GError) error = NULL;
  WayGiasReader *reader = way_gias_reader_new (bytes, &error);

  g_assert_no_error (error);
  return reader;
}

/* The n-th row of a file, from 1. */
static void
read_row (const char *name,
          guint       n,
          WayGiasRow *row)
{
  g_autoptr(WayGiasReader) reader = open_file (name);

  *row = (WayGiasRow) { 0 };
  for (guint i = 0; i < n; i++)
    {
      way_gias_row_clear (row);
      g_assert_cmpint (way_gias_reader_next (reader, row, NULL), ==, WAY_CSV_ROW);
    }
}

static void
test_a_school_is_read (void)
{
  g_auto(WayGiasRow) row = { 0 };
  GDate opened = way_date_ymd (1999, 9, 1);
  const WayEstablishment *school;

  read_row ("made-up.csv", 1, &row);
  school = row.establishment;
  g_assert_cmpstr (school->urn, ==, "900001");
  g_assert_cmpstr (school->name, ==, "Larkrise Primary School");
  g_assert_cmpstr (school->type, ==, "1");
  g_assert_cmpstr (school->la, ==, "888");
  g_assert_cmpstr (school->status, ==, "1");
  g_assert_cmpstr (school->phase, ==, "2");
  g_assert_cmpstr (school->laestab, ==, "8882001");
  g_assert_cmpstr (school->ukprn, ==, "10000011");
  g_assert_cmpint (school->age_low, ==, 4);
  g_assert_cmpint (school->age_high, ==, 11);
  g_assert_cmpint (school->roll, ==, 210);
  g_assert_true (way_date_equal (&school->opened, &opened));
  g_assert_false (way_date_is_set (&school->closed));
  g_assert_cmpstr (school->locality, ==, "Nether End");
  g_assert_cmpstr (school->postcode, ==, "PR1 8XJ");
  g_assert_cmpstr (school->website, ==, "www.larkrise.example");
  g_assert_cmpstr (school->head, ==, "Mrs Ada Fell");
  g_assert_cmpint (school->registered, ==, 1);
  g_assert_null (school->directory_type);
}

static void
test_a_telephone_gets_its_zero_back (void)
{
  g_auto(WayGiasRow) cut = { 0 };
  g_auto(WayGiasRow) whole = { 0 };

  read_row ("made-up.csv", 1, &cut);
  read_row ("made-up.csv", 2, &whole);
  g_assert_cmpstr (cut.establishment->telephone, ==, "01632960001");
  g_assert_cmpstr (whole.establishment->telephone, ==, "01632 960002");
}

static void
test_a_district_comes_along (void)
{
  g_auto(WayGiasRow) shire = { 0 };
  g_auto(WayGiasRow) metropolitan = { 0 };

  read_row ("made-up.csv", 1, &shire);
  g_assert_cmpstr (shire.district->gss, ==, "E07000123");
  g_assert_cmpstr (shire.district->name, ==, "Preston");
  g_assert_cmpstr (shire.district->la, ==, "888");
  read_row ("made-up.csv", 3, &metropolitan);
  g_assert_cmpstr (metropolitan.district->la, ==, "334");
}

static void
test_alternative_provision_enters_the_directory (void)
{
  g_auto(WayGiasRow) unit = { 0 };
  g_auto(WayGiasRow) academy = { 0 };

  read_row ("made-up.csv", 2, &unit);
  read_row ("made-up.csv", 3, &academy);
  g_assert_cmpstr (unit.establishment->directory_type, ==, "PRU");
  g_assert_cmpstr (academy.establishment->directory_type, ==, "AP_ACADEMY");
}

static void
test_a_slip_is_left_out_and_named (void)
{
  g_auto(WayGiasRow) row = { 0 };

  read_row ("made-up.csv", 4, &row);
  g_assert_nonnull (row.establishment);
  g_assert_null (row.establishment->website);
  g_assert_null (row.establishment->telephone);
  g_assert_null (row.establishment->laestab);
  g_assert_cmpint (row.establishment->registered, ==, WAY_INTEGER_NONE);
  g_assert_cmpuint (row.left_out->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (row.left_out, 0), ==,
                   "line 5, SchoolWebsite: is no web address; left out");
  g_assert_cmpstr (g_ptr_array_index (row.left_out, 1), ==,
                   "line 5, TelephoneNum: is no telephone number; left out");
}

static const struct
{
  guint       row;
  const char *says;
} left[] = {
  { 5, "lies in Wales (660 Isle of Anglesey, type 30)" },
  { 6, "URN: A URN has 6 digits" },
  { 7, "TypeOfEstablishment (code): “99” is not a code" },
  { 8, "EstablishmentName: is empty" },
};

static void
test_what_cannot_be_taken_says_why (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_auto(WayGiasRow) row = { 0 };

      read_row ("made-up.csv", left[i].row, &row);
      g_assert_null (row.establishment);
      g_assert_null (row.district);
      g_test_message ("%s", row.reason);
      g_assert_true (g_str_has_prefix (row.reason, left[i].says));
    }
}

static void
test_columns_may_stand_anywhere (void)
{
  g_autoptr(WayGiasReader) reader = open_file ("shuffled-cp1252.csv");
  g_auto(WayGiasRow) shuffled = { 0 };
  g_auto(WayGiasRow) plain = { 0 };

  g_assert_cmpint (way_csv_reader_encoding (way_gias_reader_table (reader)), ==,
                   WAY_ENCODING_CP1252);
  read_row ("shuffled-cp1252.csv", 1, &shuffled);
  g_assert_cmpstr (shuffled.establishment->name, ==, "St Zoë’s School");
  g_assert_cmpstr (shuffled.establishment->town, ==, "Brookford–on–Café");

  way_gias_row_clear (&shuffled);
  read_row ("shuffled-cp1252.csv", 2, &shuffled);
  read_row ("made-up.csv", 2, &plain);
  g_assert_true (way_establishment_equal (shuffled.establishment, plain.establishment));
}

static void
test_another_table_is_refused (void)
{
  g_autoptr(GBytes) bytes = load ("no-urn.csv");
  g_autoptr(GError) error = NULL;

  g_assert_null (way_gias_reader_new (bytes, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND);
  g_assert_nonnull (strstr (error->message, "“URN”"));
}

static void
test_what_the_register_leaves_empty_stays (void)
{
  g_auto(WayGiasRow) before = { 0 };
  g_auto(WayGiasRow) later = { 0 };
  WayEstablishment *school;

  read_row ("made-up.csv", 1, &before);
  read_row ("made-up-later.csv", 1, &later);
  school = before.establishment;
  school->note = g_strdup ("Ring after nine");
  way_gias_merge (school, later.establishment);
  g_assert_cmpint (school->roll, ==, 215);
  g_assert_cmpstr (school->telephone, ==, "01632960001");
  g_assert_cmpstr (school->website, ==, "www.larkrise.example");
  g_assert_cmpstr (school->phase, ==, "2");     /* "not applicable" is no news */
  g_assert_cmpstr (school->note, ==, "Ring after nine");
}

static void
test_the_kind_of_setting_is_the_authoritys (void)
{
  g_auto(WayGiasRow) row = { 0 };
  g_autoptr(WayEstablishment) chosen = NULL;
  g_autoptr(WayEstablishment) hidden = NULL;
  g_autoptr(WayEstablishment) converted = NULL;

  read_row ("made-up.csv", 2, &row);
  chosen = way_establishment_copy (row.establishment);
  g_free (chosen->directory_type);
  chosen->directory_type = g_strdup ("HOSPITAL");
  hidden = way_establishment_copy (row.establishment);
  g_clear_pointer (&hidden->directory_type, g_free);
  converted = way_establishment_copy (hidden);
  g_free (converted->type);
  converted->type = g_strdup ("1");

  way_gias_merge (chosen, row.establishment);
  way_gias_merge (hidden, row.establishment);
  way_gias_merge (converted, row.establishment);
  g_assert_cmpstr (chosen->directory_type, ==, "HOSPITAL");
  g_assert_null (hidden->directory_type);
  g_assert_cmpstr (converted->directory_type, ==, "PRU");
}

static void
test_merging_again_changes_nothing (void)
{
  for (guint i = 1; i <= 4; i++)
    {
      g_auto(WayGiasRow) row = { 0 };
      g_autoptr(WayEstablishment) merged = NULL;

      read_row ("made-up.csv", i, &row);
      merged = way_establishment_copy (row.establishment);
      way_gias_merge (merged, row.establishment);
      g_assert_true (way_establishment_equal (merged, row.establishment));
    }
}

static void
test_a_file_cut_off_anywhere_is_no_harm (void)
{
  g_autoptr(GBytes) whole = load ("shuffled-cp1252.csv");

  for (gsize size = 0; size <= g_bytes_get_size (whole); size++)
    {
      g_autoptr(GBytes) bytes =
        g_bytes_new_take (g_memdup2 (g_bytes_get_data (whole, NULL), size), size);
      g_autoptr(GError) error = NULL;
      g_autoptr(WayGiasReader) reader = way_gias_reader_new (bytes, &error);
      WayCsvStep step = WAY_CSV_ROW;

      g_assert_true ((reader == NULL) == (error != NULL));
      while (reader != NULL && step == WAY_CSV_ROW)
        {
          g_auto(WayGiasRow) row = { 0 };

          step = way_gias_reader_next (reader, &row, &error);
          g_assert_true (step != WAY_CSV_ROW ||
                         (row.establishment == NULL) == (row.reason != NULL));
        }
    }
}

static void
read_spoilt (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayGiasReader) reader = way_gias_reader_new (bytes, &error);
  WayCsvStep step = WAY_CSV_ROW;

  while (reader != NULL && step == WAY_CSV_ROW)
    {
      g_auto(WayGiasRow) row = { 0 };

      step = way_gias_reader_next (reader, &row, &error);
      g_assert_true (row.establishment == NULL ||
                     way_record_check (&way_establishment_entity, row.establishment, NULL));
      g_assert_true (row.reason == NULL || g_utf8_validate (row.reason, -1, NULL));
    }
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
}

static void
test_spoilt_files_are_no_harm (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GBytes) windows = load ("shuffled-cp1252.csv");
  g_autoptr(GBytes) plain = load ("made-up.csv");

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(GBytes) bytes = way_test_mutate (rand, i % 2 == 0 ? windows : plain);

      read_spoilt (bytes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/gias/a-school-is-read", test_a_school_is_read);
  g_test_add_func ("/formats/gias/a-telephone-gets-its-zero-back",
                   test_a_telephone_gets_its_zero_back);
  g_test_add_func ("/formats/gias/a-district-comes-along", test_a_district_comes_along);
  g_test_add_func ("/formats/gias/alternative-provision-enters-the-directory",
                   test_alternative_provision_enters_the_directory);
  g_test_add_func ("/formats/gias/a-slip-is-left-out", test_a_slip_is_left_out_and_named);
  g_test_add_func ("/formats/gias/what-cannot-be-taken-says-why",
                   test_what_cannot_be_taken_says_why);
  g_test_add_func ("/formats/gias/columns-may-stand-anywhere", test_columns_may_stand_anywhere);
  g_test_add_func ("/formats/gias/another-table", test_another_table_is_refused);
  g_test_add_func ("/formats/gias/merge/what-is-left-empty-stays",
                   test_what_the_register_leaves_empty_stays);
  g_test_add_func ("/formats/gias/merge/the-kind-of-setting",
                   test_the_kind_of_setting_is_the_authoritys);
  g_test_add_func ("/formats/gias/merge/again-changes-nothing", test_merging_again_changes_nothing);
  g_test_add_func ("/formats/gias/spoilt", test_spoilt_files_are_no_harm);
  g_test_add_func ("/formats/gias/cut-off-anywhere", test_a_file_cut_off_anywhere_is_no_harm);
  return g_test_run ();
}
