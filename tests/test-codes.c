/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-codes-private.h"

#include <string.h>

#include "way-date.h"

#define SET(rows) "<codes set='s' source='law'><name>Set</name>" rows "</codes>"

static WayCodeSet *
parse (const char  *text,
       GError     **error)
{
  return way_code_set_parse (text, strlen (text), error);
}

/* Every set of the design that records, forms and rules name. */
static void
test_the_sets_are_there (void)
{
  static const char *const names[] = {
    "ages", "assurance_kind", "attendance_class", "attendance_code",
    "bank_holiday", "calendar_kind", "capacity_unit", "commissioner", "criterion_kind",
    "criterion_rule", "decision", "destination", "directory_type", "enrolment_status",
    "establishment_status", "establishment_type", "ethnicity", "exclusion_category",
    "exclusion_reason", "funder", "funding_basis", "funding_element", "key_stage", "la", "nc_year",
    "need_rank", "need_type", "offer_response", "payer", "provision_kind", "provision_phase",
    "registration", "route", "route_rule", "s19_reason", "school_phase", "sen_provision", "sex",
    "stage_on_continuum", "urgency", "user_role",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_true (way_codes_has_set (names[i]));
    }
  g_assert_false (way_codes_has_set ("no_such_set"));
}

static void
test_every_row_is_whole (void)
{
  for (const char *const *set = way_codes_sets (); *set != NULL; set++)
    {
      g_autoptr(GPtrArray) rows = way_codes_list (*set, NULL);

      g_assert_cmpuint (rows->len, >, 0);
      g_assert_nonnull (way_codes_title (*set));
      for (guint i = 0; i < rows->len; i++)
        {
          const WayCode *row = g_ptr_array_index (rows, i);

          g_test_message ("%s %s", *set, row->id);
          g_assert_cmpstr (row->label, !=, "");
          g_assert_cmpstr (row->source, !=, "");
          g_assert_cmpuint (row->order, ==, i);
          g_assert_true (g_utf8_validate (row->label, -1, NULL));
          g_assert_nonnull (way_codes_lookup (*set, row->id));
          g_assert_true (way_codes_has (*set, row->id));
        }
    }
}

/* An attribute whose values are codes names codes that exist. */
static void
test_codes_named_by_codes_exist (void)
{
  static const struct { const char *set, *attribute, *of; } rows[] = {
    { "attendance_code", "class", "attendance_class" }, { "nc_year", "next", "nc_year" },
    { "nc_year", "key_stage", "key_stage" }, { "nc_year", "phase", "provision_phase" },
    { "la", "region", "region" }, { "la", "successors", "la" },
    { "ethnicity", "main", "ethnicity" }, { "ethnicity", "group", "ethnicity_group" },
    { "need_type", "only_with", "sen_provision" }, { "reference_date", "term", "term" },
    { "registration", "ap_status", "enrolment_status" }, { "clock", "actor", "clock_actor" },
    { "establishment_type", "body", "school_body" }, { "clock", "start", "clock_event" },
    { "route_rule", "commissioner", "commissioner" }, { "route_rule", "lump_sum", "payer" },
    { "route_rule", "top_up", "payer" }, { "route_rule", "registration", "registration" },
    { "criterion_rule", "fact", "child_fact" }, { "criterion_rule", "group", "criterion_group" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) list = way_codes_list (rows[i].set, NULL);
      guint found = 0;

      for (guint j = 0; j < list->len; j++)
        {
          const char *value = way_code_get (g_ptr_array_index (list, j), rows[i].attribute);
          g_auto(GStrv) words = g_strsplit (value != NULL ? value : "", " ", -1);

          for (guint k = 0; words[k] != NULL; k++, found++)
            {
              g_test_message ("%s.%s: %s", rows[i].set, rows[i].attribute, words[k]);
              g_assert_true (way_codes_has (rows[i].of, words[k]));
            }
        }
      g_assert_cmpuint (found, >, 0);
    }
}

static void
test_there_are_153_authorities_today (void)
{
  GDate today = way_date_ymd (2026, 11, 22);
  g_autoptr(GPtrArray) list = way_codes_list ("la", &today);
  guint with_gss = 0;

  for (guint i = 0; i < list->len; i++)
    with_gss += way_code_get (g_ptr_array_index (list, i), "gss") != NULL;
  g_assert_cmpuint (with_gss, ==, 153);
}

static void
test_an_authority_that_took_a_new_gss_code_has_both (void)
{
  GDate before = way_date_ymd (2025, 4, 30);
  GDate after = way_date_ymd (2025, 5, 1);

  const WayCode *old = way_codes_lookup_on ("la", "370", &before);
  const WayCode *new = way_codes_lookup_on ("la", "370", &after);

  g_assert_cmpstr (way_code_get (old, "gss"), ==, "E08000016");
  g_assert_cmpstr (way_code_get (new, "gss"), ==, "E08000038");
  g_assert_true (way_codes_lookup ("la", "370") == new);
}

static void
test_an_ended_code_is_known_and_not_offered (void)
{
  GDate today = way_date_ymd (2026, 11, 22);
  GDate then = way_date_ymd (2019, 1, 1);
  const WayCode *cumbria = way_codes_lookup ("la", "909");

  g_assert_cmpstr (cumbria->label, ==, "Cumbria");
  g_assert_false (way_code_is_current (cumbria, &today));
  g_assert_true (way_code_is_current (cumbria, &then));
  g_assert_null (way_codes_lookup_on ("la", "909", &today));
}

static void
test_an_inactive_code_is_known_and_not_offered (void)
{
  GDate today = way_date_ymd (2026, 11, 22);
  g_autoptr(GPtrArray) list = way_codes_list ("sen_provision", &today);

  g_assert_true (way_codes_has ("sen_provision", "S"));
  g_assert_cmpuint (list->len, ==, 3);
}

static void
test_the_list_keeps_the_order (void)
{
  static const char *const routes[] = { "PEX_DAY6", "HEALTH", "INTERIM", "SHORT_TERM", "LONG_TERM",
                                        "SUSP_OFFSITE", "S19_OTHER", "VOC_PART" };
  GDate today = way_date_ymd (2026, 11, 22);
  g_autoptr(GPtrArray) list = way_codes_list ("route", &today);

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (routes));
  for (guint i = 0; i < list->len; i++)
    {
      const WayCode *row = g_ptr_array_index (list, i);

      g_assert_cmpstr (row->id, ==, routes[i]);
      g_assert_cmpint (way_code_get_int (row, "number", 0), ==, (int) i + 1);
    }
}

static void
test_attributes_answer (void)
{
  const WayCode *pru = way_codes_lookup ("establishment_type", "14");
  const WayCode *health = way_codes_lookup ("route_rule", "HEALTH");

  g_assert_true (way_code_is (pru, "ap"));
  g_assert_false (way_code_is (pru, "mainstream"));
  g_assert_null (way_code_get (pru, "no_such"));
  g_assert_cmpint (way_code_get_int (pru, "no_such", 7), ==, 7);
  g_assert_true (way_code_allows (health, "commissioner", "SCHOOL"));
  g_assert_true (way_code_allows (health, "commissioner", "LA"));
  g_assert_false (way_code_allows (health, "commissioner", "L"));
  g_assert_false (way_code_allows (health, "top_up", "LA"));
}

static void
test_an_unknown_code_shows_itself (void)
{
  g_assert_cmpstr (way_codes_label ("route", "FROM_A_NEWER_COPY"), ==, "FROM_A_NEWER_COPY");
  g_assert_cmpstr (way_codes_label ("payer", "SCHOOL"), ==, "School");
}

static void
test_bank_holidays_are_days (void)
{
  g_autoptr(GPtrArray) list = way_codes_list ("bank_holiday", NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const WayCode *row = g_ptr_array_index (list, i);
      GDate date;

      g_assert_true (way_date_parse (row->id, &date));
      g_assert_cmpint (way_date_weekday (&date), <=, 5);
    }
  g_assert_true (way_codes_has ("bank_holiday", "2022-09-19"));
}

static void
test_a_bad_file_is_refused_with_its_line (void)
{
  static const struct { const char *text, *message; } rows[] = {
    { "", "" },
    { "<codes set='s'><name>S</name></codes>", "line 1: a set needs" },
    { "<codes set='s' source='x'></codes>", "line 1: the set has no name" },
    { "<codes set='s' source='x' odd='1'><name>S</name></codes>", "unknown attribute: odd" },
    { SET ("\n\n<code><label>L</label></code>"), "line 3: a code needs: id" },
    { SET ("\n<code id='a'/>"), "line 2: a code needs a label: a" },
    { SET ("<code id='a' from='2020-02-30'><label>L</label></code>"), "not a date: 2020-02-30" },
    { SET ("<code id='a' to='soon'><label>L</label></code>"), "not a date: soon" },
    { SET ("<code id='a' from='2020-02-02' to='2020-02-01'><label>L</label></code>"),
      "ends before it begins: a" },
    { SET ("<code id='a' to='2020-02-01'><label>L</label></code>"
           "<code id='a' from='2020-02-01'><label>L</label></code>"),
      "two rows hold on one day: a" },
    { SET ("<group/>"), "unknown element: group" },
    { SET ("<code id='a'><label><b/></label></code>"), "unknown element: b" },
    { "<codes set='s' source='x'><codes/></codes>", "unknown element: codes" },
    { "<codes set='s' source='x'><name>S", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WayCodeSet) set = parse (rows[i].text, &error);

      g_test_message ("%s", rows[i].text);
      g_assert_null (set);
      g_assert_nonnull (error);
      g_assert_true (error->domain == G_MARKUP_ERROR);
      g_assert_nonnull (strstr (error->message, rows[i].message));
    }
}

static void
test_the_row_that_began_last_speaks (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayCodeSet) set =
    parse (SET ("<code id='a' from='2020-01-01'><label>New</label></code>"
                "<code id='a' to='2019-12-31'><label>Old</label></code>"), &error);
  guint place;

  g_assert_no_error (error);
  place = GPOINTER_TO_UINT (g_hash_table_lookup (set->by_id, "a"));
  g_assert_cmpstr (g_array_index (set->rows, WayCode, place - 1).label, ==, "New");
}

/* A set laid over a bundled one speaks in its place, until it is taken off; what
 * it handed out stays. */
static void
test_a_set_lies_over_the_bundled_one (void)
{
  g_autoptr(GError) error = NULL;
  WayCodeSet *set = parse ("<codes set='sex' source='law'><name>Set</name>"
                           "<code id='Z'><label>Another</label></code></codes>", &error);
  const WayCode *code;

  g_assert_no_error (error);
  g_assert_false (way_codes_has ("sex", "Z"));
  way_codes_use (set);
  code = way_codes_lookup ("sex", "Z");
  g_assert_nonnull (code);
  g_assert_false (way_codes_has ("sex", "F"));
  way_codes_use_bundled ("sex");
  g_assert_true (way_codes_has ("sex", "F"));
  g_assert_false (way_codes_has ("sex", "Z"));
  g_assert_cmpstr (code->label, ==, "Another");
}

static void
test_a_set_stands_beside_the_bundled_ones (void)
{
  g_assert_false (way_codes_has_set ("s"));
  way_codes_use (parse (SET ("<code id='a'><label>A</label></code>"), NULL));
  g_assert_cmpstr (way_codes_label ("s", "a"), ==, "A");
  way_codes_use_bundled ("s");
  g_assert_false (way_codes_has_set ("s"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/codes/sets/are-there", test_the_sets_are_there);
  g_test_add_func ("/model/codes/rows/are-whole", test_every_row_is_whole);
  g_test_add_func ("/model/codes/rows/name-codes-that-exist", test_codes_named_by_codes_exist);
  g_test_add_func ("/model/codes/la/there-are-153", test_there_are_153_authorities_today);
  g_test_add_func ("/model/codes/la/new-gss-code",
                   test_an_authority_that_took_a_new_gss_code_has_both);
  g_test_add_func ("/model/codes/ended/is-known", test_an_ended_code_is_known_and_not_offered);
  g_test_add_func ("/model/codes/inactive/is-known",
                   test_an_inactive_code_is_known_and_not_offered);
  g_test_add_func ("/model/codes/list/keeps-the-order", test_the_list_keeps_the_order);
  g_test_add_func ("/model/codes/attributes/answer", test_attributes_answer);
  g_test_add_func ("/model/codes/label/unknown-shows-itself", test_an_unknown_code_shows_itself);
  g_test_add_func ("/model/codes/bank-holidays/are-days", test_bank_holidays_are_days);
  g_test_add_func ("/model/codes/parse/refuses-with-the-line",
                   test_a_bad_file_is_refused_with_its_line);
  g_test_add_func ("/model/codes/parse/latest-speaks", test_the_row_that_began_last_speaks);
  g_test_add_func ("/model/codes/overlay/over", test_a_set_lies_over_the_bundled_one);
  g_test_add_func ("/model/codes/overlay/beside", test_a_set_stands_beside_the_bundled_ones);
  return g_test_run ();
}
