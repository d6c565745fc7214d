/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-records-csv.h"

#include <string.h>

#include "way-area.h"
#include "way-children.h"
#include "way-codes.h"
#include "way-journey.h"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static WayRecordsReader *
read_text (const WayEntity  *entity,
           const char       *text,
           const char       *map_text,
           GError          **error)
{
  g_autoptr(GBytes) bytes = bytes_of (text);
  g_autoptr(GBytes) map_bytes = bytes_of (map_text != NULL ? map_text : "");
  g_autoptr(WayCsvMap) map = map_text != NULL ? way_csv_map_new (map_bytes, NULL) : NULL;

  return way_records_reader_new (entity, bytes, map, error);
}

/* The only row's record, or NULL and its reason. */
static gpointer
read_one (WayRecordsReader  *reader,
          char             **reason)
{
  g_autoptr(GError) error = NULL;
  gpointer record;

  g_assert_nonnull (reader);
  g_assert_cmpint (way_records_reader_next (reader, &record, reason, &error), ==, WAY_CSV_ROW);
  g_assert_no_error (error);
  g_assert_true ((record == NULL) == (*reason != NULL));
  return record;
}

static void
test_headings_are_field_names (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_district_entity, "GSS,name,colour\nE07000124,Ribble Valley,blue\n", NULL, NULL);
  g_autofree char *reason = NULL;
  g_autoptr(WayDistrict) district = read_one (reader, &reason);

  g_assert_cmpstr (district->gss, ==, "E07000124");
  g_assert_cmpstr (district->name, ==, "Ribble Valley");
  g_assert_null (district->la);
  g_assert_cmpstr (way_records_reader_unknown (reader)[0], ==, "colour");
  g_assert_null (way_records_reader_unknown (reader)[1]);
}

static void
test_only_what_has_a_column_is_given (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_referral_entity, "id,stage,route\n", NULL, NULL);

  g_assert_true (way_records_reader_gives (reader, way_entity_field (&way_referral_entity, "id")));
  g_assert_false (
    way_records_reader_gives (reader, way_entity_field (&way_referral_entity, "pupil")));

  /* A referral's stage follows from its decision and offer. */
  g_assert_false (
    way_records_reader_gives (reader, way_entity_field (&way_referral_entity, "stage")));
  g_assert_null (way_records_reader_unknown (reader)[0]);
}

static void
test_a_map_renames_columns (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_district_entity, "District,name,Code\nWyre,x,E07000128\n",
               "# ours=theirs\n\nname = District\r\ngss=code\n", NULL);
  g_autofree char *reason = NULL;
  g_autoptr(WayDistrict) district = read_one (reader, &reason);

  g_assert_cmpstr (district->name, ==, "Wyre");
  g_assert_cmpstr (district->gss, ==, "E07000128");
  g_assert_cmpstr (way_records_reader_unknown (reader)[0], ==, "name");
}

static const struct
{
  const char *map;
  const char *says;
} bad_maps[] = {
  { "name\n", "line 1: wants ours=theirs" },
  { "\n=x\n", "line 2: one side" },
  { "name=\n", "line 1: one side" },
  { "name=a\nname=b\n", "line 2: one of the names" },
  { "name=a\ngss=A\n", "line 2: one of the names" },
};

static void
test_a_bad_map_is_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_maps); i++)
    {
      g_autoptr(GBytes) bytes = bytes_of (bad_maps[i].map);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", bad_maps[i].map);
      g_assert_null (way_csv_map_new (bytes, &error));
      g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX);
      g_assert_nonnull (strstr (error->message, bad_maps[i].says));
    }
}

static void
test_an_empty_map_names_nothing (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new (NULL, 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayCsvMap) map = way_csv_map_new (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (way_csv_map_n_lines (map), ==, 0);
  g_assert_cmpstr (way_csv_map_lookup (map, "name"), ==, "name");
}

static const struct
{
  const char *table;
  const char *map;
  const char *says;
} wrong_kinds[] = {
  { "URN,EstablishmentName\n", NULL, "line 1: none of the headings is a field of district" },
  { "name\n", "nome=name\n", "line 1: district has no field “nome”" },
  { "name\n", "\ngss=code\n", "line 2: the file has no heading “code”" },
};

static void
test_a_table_of_another_kind_is_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_kinds); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", wrong_kinds[i].says);
      g_assert_null (
        read_text (&way_district_entity, wrong_kinds[i].table, wrong_kinds[i].map, &error));
      g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND);
      g_assert_nonnull (strstr (error->message, wrong_kinds[i].says));
    }
}

static const struct
{
  const char *row;
  const char *says;
} bad_rows[] = {
  { "x,E07000128", "2 values where the heading line has 3" },
  { "x,E07000128,1,2", "4 values where the heading line has 3" },
  { "x,E0700012,1", "gss: " },
  { "x,E07000128,lots", "idaci_rank: wants a whole number" },
  { "x,E07000128,0", "idaci_rank: a number from 1" },
  { "\"two\nlines\",E07000128,1", "name: " },
};

static void
test_a_bad_row_says_which_field (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("name,gss,idaci_rank\n%s\n", bad_rows[i].row);
      g_autoptr(WayRecordsReader) reader = read_text (&way_district_entity, text, NULL, NULL);
      g_autofree char *reason = NULL;

      g_assert_null (read_one (reader, &reason));
      g_test_message ("%s", reason);
      g_assert_nonnull (strstr (reason, bad_rows[i].says));
    }
}

static void
test_a_fault_names_their_heading_too (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_district_entity, "Rank\nfirst\n", "idaci_rank=rank\n", NULL);
  g_autofree char *reason = NULL;

  g_assert_null (read_one (reader, &reason));
  g_assert_cmpstr (reason, ==, "Rank: idaci_rank: wants a whole number");
}

static void
test_line_ends_in_values_are_one_kind (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_referral_entity, "reasons\n\"one\r\ntwo\rthree\n\"\n", NULL, NULL);
  g_autofree char *reason = NULL;
  g_autoptr(WayReferral) referral = read_one (reader, &reason);

  g_assert_cmpstr (referral->reasons, ==, "one\ntwo\nthree");
}

static gboolean
find_burnley (const WayField  *field,
              const char      *text,
              WayId           *id,
              gpointer         data,
              GError         **error)
{
  if (strcmp (text, "E07000117") == 0)
    {
      *id = *(const WayId *) data;
      return TRUE;
    }
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_UNKNOWN, "no %s is called %s", field->set,
               text);
  return FALSE;
}

static void
test_references_may_be_named (void)
{
  WayId burnley = way_id_new ();
  g_autofree char *id = way_id_to_string (&burnley);
  g_autofree char *text = g_strdup_printf ("district\nE07000117\n%s\nE07000118\n", id);
  g_autoptr(WayRecordsReader) reader = read_text (&way_population_entity, text, NULL, NULL);
  gpointer record;

  way_records_reader_set_references (reader, find_burnley, &burnley);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *reason = NULL;
      g_autoptr(WayPopulation) population = read_one (reader, &reason);

      g_assert_true (way_id_equal (&population->district, &burnley));
    }
  {
    g_autofree char *reason = NULL;

    g_assert_cmpint (way_records_reader_next (reader, &record, &reason, NULL), ==, WAY_CSV_ROW);
    g_assert_cmpstr (reason, ==, "district: no district is called E07000118");
  }
}

static char *
hand_back (WayRecordsReader *reader)
{
  g_autoptr(WayCsvRejects) rejects = way_csv_rejects_new (
    way_records_reader_table (reader), way_records_reader_reason_heading (reader));
  g_autoptr(GBytes) bytes = NULL;
  gpointer record;
  char *reason;

  while (way_records_reader_next (reader, &record, &reason, NULL) == WAY_CSV_ROW)
    {
      if (reason != NULL)
        way_csv_rejects_add (rejects, way_records_reader_table (reader), "no");
      else
        way_record_free (way_entity_by_name ("district"), record);
      g_free (reason);
    }
  bytes = way_csv_rejects_bytes (rejects);
  return bytes != NULL
           ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
           : NULL;
}

static void
test_refused_rows_come_back_in_their_shape (void)
{
  g_autoptr(WayRecordsReader) reader = read_text (
    &way_district_entity,
    "colour;gss;name\nblue;E07000117;Burnley\n\"red, dark\";E0;x\ngreen;E0\ngrey;E0;y;z\n", NULL,
    NULL);
  g_autofree char *rows = hand_back (reader);

  g_assert_cmpstr (rows, ==,
                   "colour,gss,name,reason\n\"red, dark\",E0,x,no\ngreen,E0,,no\ngrey,E0,y,no,z\n");
}

static void
test_rows_handed_back_can_be_given_again (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_district_entity, "gss,Reason,name\nE0,no good,x\n", NULL, NULL);
  g_autofree char *rows = NULL;

  g_assert_null (way_records_reader_unknown (reader)[0]);
  rows = hand_back (reader);
  g_assert_cmpstr (rows, ==, "gss,reason,name\nE0,no,x\n");
}

static void
test_no_reason_goes_into_a_field (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_funding_line_entity, "placement,reason\n", NULL, NULL);

  g_assert_cmpstr (way_records_reader_reason_heading (reader), ==, "refusal_reason");
}

static void
test_nothing_refused_hands_nothing_back (void)
{
  g_autoptr(WayRecordsReader) reader =
    read_text (&way_district_entity, "gss,name\nE07000117,Burnley\n", NULL, NULL);

  g_assert_null (hand_back (reader));
}

/* --- Written and read back, for every entity --- */

static WayValue
random_value (GRand          *rand,
              const WayField *field,
              GString        *text)
{
  static const char *const words[] = { "é", "a,b", "\"so\"", "=1+1", "plain", "-3", "x;y" };
  WayValue value = { .type = way_field_value_type (field) };
  g_autoptr(GPtrArray) codes = NULL;

  g_string_truncate (text, 0);
  value.id = way_id_new ();
  value.text = text->str;
  switch (field->kind)
    {
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
      codes = way_codes_list (field->set, NULL);
      g_string_assign (
        text, ((WayCode *) codes->pdata[g_rand_int_range (rand, 0, (int) codes->len)])->id);
      break;
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
      g_string_assign (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (field->kind == WAY_KIND_LONG_TEXT)
        g_string_append (text, "\nmore");
      break;
    case WAY_KIND_DATE:
      value.integer = g_rand_int_range (rand, 700000, 760000);
      break;
    case WAY_KIND_BOOLEAN:
      value.integer = g_rand_boolean (rand);
      break;
    case WAY_KIND_ID:
    case WAY_KIND_REFERENCE:
    case WAY_KIND_INTEGER:
    case WAY_KIND_MONEY:
    default:
      value.integer = g_rand_int_range (rand, (int) field->low,
                                        (int) MIN (field->high, field->low + 1000) + 1);
      break;
    }
  value.text = text->str;
  return value;
}

static gpointer
random_record (GRand           *rand,
               const WayEntity *entity)
{
  gpointer record = way_record_new (entity);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue value;

      if ((field->flags & WAY_FIELD_DERIVED) || field->check != NULL || g_rand_boolean (rand))
        continue;
      value = random_value (rand, field, text);
      way_field_set (field, record, &value);
      if (!way_field_check (field, record, NULL))
        {
          value.type = WAY_VALUE_NONE;
          way_field_set (field, record, &value);
        }
    }
  return record;
}

static void
check_entity (GRand           *rand,
              const WayEntity *entity)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (entity->destroy);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(WayRecordsReader) reader = NULL;

  way_records_csv_put_heading (out, entity);
  for (guint i = 0; i < 20; i++)
    {
      g_ptr_array_add (records, random_record (rand, entity));
      way_records_csv_put_record (out, entity, g_ptr_array_index (records, i));
    }
  reader = read_text (entity, out->str, NULL, NULL);
  g_assert_null (way_records_reader_unknown (reader)[0]);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *reason = NULL;
      gpointer record = read_one (reader, &reason);

      g_assert_cmpstr (reason, ==, NULL);
      g_assert_true (way_record_equal (entity, record, g_ptr_array_index (records, i)));
      way_record_free (entity, record);
    }
}

static void
test_every_entity_comes_back (void)
{
  const WayEntity *const *entities = way_entities ();
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_test_message ("%s", entities[i]->name);
      check_entity (rand, entities[i]);
    }
}

static void
test_a_file_cut_off_anywhere_is_no_harm (void)
{
  static const char text[] = "gss,name,colour\n\"E07000117\",\"Burn\r\nley\",x\nE0,é,,\n";

  for (gsize size = 0; size < sizeof text; size++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_take (g_memdup2 (text, size), size);
      g_autoptr(GError) error = NULL;
      g_autoptr(WayRecordsReader) reader =
        way_records_reader_new (&way_district_entity, bytes, NULL, &error);
      gpointer record;
      char *reason;

      while (reader != NULL &&
             way_records_reader_next (reader, &record, &reason, &error) == WAY_CSV_ROW)
        {
          if (record != NULL)
            way_record_free (&way_district_entity, record);
          g_free (reason);
        }
      g_assert_true (reader != NULL || error != NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/records-csv/headings-are-field-names", test_headings_are_field_names);
  g_test_add_func ("/formats/records-csv/only-what-has-a-column",
                   test_only_what_has_a_column_is_given);
  g_test_add_func ("/formats/records-csv/map/renames-columns", test_a_map_renames_columns);
  g_test_add_func ("/formats/records-csv/map/empty", test_an_empty_map_names_nothing);
  g_test_add_func ("/formats/records-csv/map/bad", test_a_bad_map_is_refused);
  g_test_add_func ("/formats/records-csv/another-kind", test_a_table_of_another_kind_is_refused);
  g_test_add_func ("/formats/records-csv/row/says-which-field", test_a_bad_row_says_which_field);
  g_test_add_func ("/formats/records-csv/row/names-their-heading",
                   test_a_fault_names_their_heading_too);
  g_test_add_func ("/formats/records-csv/row/line-ends", test_line_ends_in_values_are_one_kind);
  g_test_add_func ("/formats/records-csv/row/references", test_references_may_be_named);
  g_test_add_func ("/formats/records-csv/rejects/keep-their-shape",
                   test_refused_rows_come_back_in_their_shape);
  g_test_add_func ("/formats/records-csv/rejects/given-again",
                   test_rows_handed_back_can_be_given_again);
  g_test_add_func ("/formats/records-csv/rejects/no-field", test_no_reason_goes_into_a_field);
  g_test_add_func ("/formats/records-csv/rejects/none", test_nothing_refused_hands_nothing_back);
  g_test_add_func ("/formats/records-csv/every-entity-comes-back", test_every_entity_comes_back);
  g_test_add_func ("/formats/records-csv/cut-off-anywhere",
                   test_a_file_cut_off_anywhere_is_no_harm);
  return g_test_run ();
}
