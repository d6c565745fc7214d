/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-query.h"

#include "way-test-store.h"

/* Three pupils of years 9, 10 and none, one with a referral from a school. */
static WayDb *
small_world (void)
{
  static const struct { const char *forename, *surname, *year; } rows[] = {
    { "Zoë", "Ashdown", "10" }, { "Bea", "Larkwell", "9" }, { "Nell", "ashby", NULL },
  };
  WayDb *db = way_test_db_new ();
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WayReferral) referral = way_referral_new ();

  school->name = g_strdup ("Fernhill School");
  way_test_insert (db, &way_establishment_entity, school);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil (rows[i].forename, rows[i].surname);

      pupil->year = g_strdup (rows[i].year);
      way_test_insert (db, &way_pupil_entity, pupil);
      if (i == 0)
        referral->pupil = pupil->id;
    }
  referral->referrer = school->id;
  referral->route = g_strdup ("HEALTH");
  way_test_insert (db, &way_referral_entity, referral);
  return db;
}

/* The first column of all rows, joined by commas. */
static char *
run (WayQuery *query,
     WayDb    *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = way_query_page (query, db, 0, 0, &error);
  GString *text = g_string_new (NULL);
  gint64 count;

  g_assert_no_error (error);
  way_query_count (query, db, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *cell = way_query_row_text (query, g_ptr_array_index (rows, i), 0);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", cell);
    }
  return g_string_free (text, FALSE);
}

static void
test_codes_sort_as_their_set_and_empty_last (void)
{
  g_autoptr(WayDb) db = small_world ();
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autofree char *up = NULL;
  g_autofree char *down = NULL;

  g_assert_true (way_query_add_column (query, "surname", NULL));
  g_assert_true (way_query_set_sort (query, "year", FALSE, NULL));
  up = run (query, db);
  g_assert_cmpstr (up, ==, "Larkwell,Ashdown,ashby");
  g_assert_true (way_query_set_sort (query, "year", TRUE, NULL));
  down = run (query, db);
  g_assert_cmpstr (down, ==, "Ashdown,Larkwell,ashby");
}

static void
test_names_sort_without_regard_to_case (void)
{
  g_autoptr(WayDb) db = small_world ();
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autofree char *names = NULL;

  g_assert_true (way_query_add_column (query, "surname", NULL));
  g_assert_true (way_query_set_sort (query, "surname", FALSE, NULL));
  names = run (query, db);
  g_assert_cmpstr (names, ==, "ashby,Ashdown,Larkwell");
}

static void
test_paths_lead_through_references (void)
{
  g_autoptr(WayDb) db = small_world ();
  g_autoptr(WayQuery) query = way_query_new (&way_referral_entity);
  g_autoptr(GPtrArray) rows = NULL;
  static const char *paths[] = { "pupil.title", "pupil.year", "referrer.name", "stage" };
  static const char *cells[] = { "Zoë Ashdown", "10", "Fernhill School", "draft" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_true (way_query_add_column (query, paths[i], NULL));
  rows = way_query_page (query, db, 0, 10, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *cell = way_query_row_text (query, g_ptr_array_index (rows, 0), i);

      g_assert_cmpstr (cell, ==, cells[i]);
    }
}

static void
test_search_finds_each_word_anywhere (void)
{
  static const struct { const char *text, *found; } rows[] = {
    { "zoe", "Zoë Ashdown" }, { "ash", "Nell ashby,Zoë Ashdown" }, { "down zo", "Zoë Ashdown" },
    { "nobody", "" }, { "", "Bea Larkwell,Nell ashby,Zoë Ashdown" },
  };
  g_autoptr(WayDb) db = small_world ();
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);

  g_assert_true (way_query_add_column (query, "title", NULL));
  g_assert_true (way_query_set_sort (query, "title", FALSE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = NULL;

      way_query_set_search (query, rows[i].text);
      found = run (query, db);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

static void
test_filters_by_kind (void)
{
  static const struct { const char *path; WayFilterOp op; const char *value, *found; } rows[] = {
    { "year", WAY_FILTER_IS, "10", "Ashdown" },
    { "year", WAY_FILTER_IS, "", "ashby" },
    { "year", WAY_FILTER_FILLED, NULL, "Ashdown,Larkwell" },
    { "year", WAY_FILTER_IS_NOT, "10", "ashby,Larkwell" },
    { "birth", WAY_FILTER_AT_LEAST, "2012-05-04", "" },
    { "birth", WAY_FILTER_AT_MOST, "2012-05-03", "ashby,Ashdown,Larkwell" },
    { "birth", WAY_FILTER_NOT_BEFORE, "2012-05-03", "ashby,Ashdown,Larkwell" },
    { "birth", WAY_FILTER_NOT_BEFORE, "2012-05-04", "" },
    { "year", WAY_FILTER_NOT_BEFORE, "10", "ashby,Ashdown,Larkwell" },
    { "surname", WAY_FILTER_HAS, "ASH", "ashby,Ashdown" },
  };
  g_autoptr(WayDb) db = small_world ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
      g_autofree char *found = NULL;

      g_test_message ("%s %d %s", rows[i].path, rows[i].op, rows[i].value);
      g_assert_true (way_query_add_column (query, "surname", NULL));
      g_assert_true (way_query_set_sort (query, "surname", FALSE, NULL));
      g_assert_true (way_query_add_filter (query, rows[i].path, rows[i].op, rows[i].value, NULL));
      found = run (query, db);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

static void
test_unknown_paths_and_values_are_refused (void)
{
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autoptr(GError) error = NULL;
  static const char *paths[] = { "nothing", "surname.name", "home_district.nothing", "x.y.z", ".",
                                 "surname\" --" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_test_message ("%s", paths[i]);
      g_assert_false (way_query_add_column (query, paths[i], &error));
      g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_UNKNOWN);
      g_clear_error (&error);
    }
  g_assert_false (way_query_add_filter (query, "birth", WAY_FILTER_IS, "soon", &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID);
}

static void
test_pages_join_without_gap (void)
{
  g_autoptr(WayDb) db = small_world ();
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autoptr(GPtrArray) whole = NULL;

  g_assert_true (way_query_add_column (query, "surname", NULL));
  whole = way_query_page (query, db, 0, 0, NULL);
  for (guint i = 0; i < whole->len; i++)
    {
      g_autoptr(GPtrArray) one = way_query_page (query, db, i, 1, NULL);

      g_assert_cmpuint (one->len, ==, 1);
      g_assert_true (way_id_equal (&((WayQueryRow *) g_ptr_array_index (one, 0))->id,
                                   &((WayQueryRow *) g_ptr_array_index (whole, i))->id));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/query/codes-sort-as-their-set", test_codes_sort_as_their_set_and_empty_last);
  g_test_add_func ("/store/query/names-sort-without-case", test_names_sort_without_regard_to_case);
  g_test_add_func ("/store/query/paths", test_paths_lead_through_references);
  g_test_add_func ("/store/query/search", test_search_finds_each_word_anywhere);
  g_test_add_func ("/store/query/filters", test_filters_by_kind);
  g_test_add_func ("/store/query/unknown-is-refused", test_unknown_paths_and_values_are_refused);
  g_test_add_func ("/store/query/pages-join", test_pages_join_without_gap);
  return g_test_run ();
}
