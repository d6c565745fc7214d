/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows behind a table. */
#include <math.h>

#include "way-rows.h"

enum
{
  NAME,
  SIZE,
  N_CELLS
};

static WayRow *
make_row (const char *name,
          double      size)
{
  WayRow *row = way_row_new (NULL, NULL, N_CELLS);
  g_autofree char *text = g_strdup_printf ("%g", size);

  way_row_set_text (row, NAME, name);
  way_row_set_number (row, SIZE, size, isnan (size) ? "–" : text);
  return row;
}

static WayRows *
make_rows (void)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (rows, make_row ("Willow", 9));
  g_ptr_array_add (rows, make_row ("Élan", 100));
  g_ptr_array_add (rows, make_row ("Beacon", NAN));
  g_ptr_array_add (rows, make_row ("Rowan", 20));
  return way_rows_new_array (rows);
}

static char *
join_names (WayRows *rows)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr(WayRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_string_append_printf (names, "%s ", way_row_get_cell (row, NAME)->text);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_array_keeps_its_order (void)
{
  g_autoptr(WayRows) rows = make_rows ();
  g_autofree char *names = join_names (rows);

  g_assert_cmpstr (names, ==, "Willow Élan Beacon Rowan ");
}

/* "Trees: …" over each; a heading without a row under it is not there. */
static void
test_headings_stand_over_what_is_left (void)
{
  static const struct
  {
    const char *typed;
    int         column;
    guint       shown;
    const char *names;
  } cases[] = {
    { "", -1, 3, "Trees Willow Rowan Lights Beacon " },
    { "rowan", -1, 1, "Trees Rowan " },
    { "beacon", -1, 1, "Lights Beacon " },
    { "trees", -1, 0, "" },
    { "", NAME, 3, "Beacon Rowan Willow " },
  };
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) rows = NULL;

  g_ptr_array_add (all, way_row_new_heading ("Trees", N_CELLS));
  g_ptr_array_add (all, make_row ("Willow", 9));
  g_ptr_array_add (all, make_row ("Rowan", 20));
  g_ptr_array_add (all, way_row_new_heading ("Lights", N_CELLS));
  g_ptr_array_add (all, make_row ("Beacon", 1));
  g_ptr_array_add (all, way_row_new_heading ("Nothing", N_CELLS));
  rows = way_rows_new_array (all);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names = NULL;

      g_test_message ("case %u", i);
      way_rows_set_order (rows, cases[i].typed, cases[i].column, FALSE);
      names = join_names (rows);
      g_assert_cmpstr (names, ==, cases[i].names);
      g_assert_cmpuint (way_rows_get_shown (rows), ==, cases[i].shown);
      g_assert_cmpuint (way_rows_get_total (rows), ==, 3);
    }
}

/* By size and not by spelling; what has no number comes last. */
static void
test_array_sorts_numbers (void)
{
  g_autoptr(WayRows) rows = make_rows ();
  g_autofree char *up = NULL;
  g_autofree char *down = NULL;

  way_rows_set_order (rows, "", SIZE, FALSE);
  up = join_names (rows);
  way_rows_set_order (rows, "", SIZE, TRUE);
  down = join_names (rows);
  g_assert_cmpstr (up, ==, "Willow Rowan Élan Beacon ");
  g_assert_cmpstr (down, ==, "Beacon Élan Rowan Willow ");
}

static void
test_array_filters_by_words (void)
{
  static const struct
  {
    const char *typed;
    const char *names;
  } cases[] = {
    { "", "Willow Élan Beacon Rowan " },
    { "elan", "Élan " },
    { "  OW ", "Willow Rowan " },
    { "ow 20", "Rowan " },
    { "nobody", "" },
  };
  g_autoptr(WayRows) rows = make_rows ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names = NULL;

      g_test_message ("“%s”", cases[i].typed);
      way_rows_set_order (rows, cases[i].typed, -1, FALSE);
      names = join_names (rows);
      g_assert_cmpstr (names, ==, cases[i].names);
      g_assert_cmpuint (way_rows_get_total (rows), ==, 4);
    }
}

typedef struct
{
  guint n_rows;
  guint n_fetches;
  guint fails_from; /* first row that cannot be read */
} Source;

static guint
count_source (const WayRowsOrder  *order,
              gpointer             data,
              GError             **error)
{
  return ((Source *) data)->n_rows;
}

static GPtrArray *
fetch_source (const WayRowsOrder  *order,
              guint                first,
              guint                n,
              gpointer             data,
              GError             **error)
{
  Source *source = data;
  GPtrArray *rows;

  source->n_fetches++;
  if (first >= source->fails_from)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No more");
      return NULL;
    }
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = first; i < first + n && i < source->n_rows; i++)
    g_ptr_array_add (rows, make_row ("Row", i));
  return rows;
}

static double
read_size (WayRows *rows,
           guint    position)
{
  g_autoptr(WayRow) row = g_list_model_get_item (G_LIST_MODEL (rows), position);

  return way_row_get_n_cells (row) > 0 ? way_row_get_cell (row, SIZE)->number : NAN;
}

static void
test_pages_are_read_as_needed (void)
{
  Source source = { .n_rows = 100000, .fails_from = G_MAXUINT };
  g_autoptr(WayRows) rows = way_rows_new_pages (count_source, fetch_source, &source, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 100000);
  g_assert_cmpuint (source.n_fetches, ==, 0);
  for (guint i = 5000; i < 5100; i++)
    g_assert_cmpfloat (read_size (rows, i), ==, i);
  g_assert_cmpuint (source.n_fetches, <=, 2);
}

/* Each row is right however the list is walked, and few pages are kept. */
static void
test_pages_are_right_in_any_order (void)
{
  Source source = { .n_rows = 30011, .fails_from = G_MAXUINT };
  g_autoptr(WayRows) rows = way_rows_new_pages (count_source, fetch_source, &source, NULL);

  for (int i = 0; i < 20000; i++)
    {
      guint position = (guint) g_test_rand_int_range (0, 30011);

      g_assert_cmpfloat (read_size (rows, position), ==, position);
    }
  g_assert_cmpfloat (read_size (rows, 30010), ==, 30010);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (rows), 30011));
}

static void
failed_cb (WayRows *rows,
           GError  *error,
           guint   *n_failed)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  (*n_failed)++;
}

static void
test_page_that_fails_is_told (void)
{
  Source source = { .n_rows = 1000, .fails_from = 500 };
  g_autoptr(WayRows) rows = way_rows_new_pages (count_source, fetch_source, &source, NULL);
  guint n_failed = 0;

  g_signal_connect (rows, "failed", G_CALLBACK (failed_cb), &n_failed);
  g_assert_cmpfloat (read_size (rows, 10), ==, 10);
  g_assert_cmpuint (n_failed, ==, 0);
  g_assert_true (isnan (read_size (rows, 900)));
  g_assert_cmpuint (n_failed, ==, 1);
}

static void
test_day_sorts_as_a_day (void)
{
  g_autoptr(WayRow) row = way_row_new (NULL, NULL, 2);
  GDate today = way_date_ymd (2026, 11, 10);
  GDate soon = way_date_ymd (2026, 11, 12);
  GDate birth = way_date_ymd (2012, 5, 3);
  GDate none = way_date_none ();

  way_row_set_day (row, 0, &soon, &today);
  way_row_set_day (row, 1, &birth, &today);
  g_assert_cmpstr (way_row_get_cell (row, 0)->text, ==, "Thu 12 Nov");
  g_assert_cmpstr (way_row_get_cell (row, 1)->text, ==, "3 May 2012");
  g_assert_cmpfloat (way_row_get_cell (row, 0)->number, ==, way_date_julian (&soon));
  way_row_set_day (row, 0, &none, &today);
  g_assert_true (isnan (way_row_get_cell (row, 0)->number));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/rows/array/keeps-its-order", test_array_keeps_its_order);
  g_test_add_func ("/app/rows/array/sorts-numbers", test_array_sorts_numbers);
  g_test_add_func ("/app/rows/array/headings", test_headings_stand_over_what_is_left);
  g_test_add_func ("/app/rows/array/filters-by-words", test_array_filters_by_words);
  g_test_add_func ("/app/rows/pages/are-read-as-needed", test_pages_are_read_as_needed);
  g_test_add_func ("/app/rows/pages/are-right-in-any-order", test_pages_are_right_in_any_order);
  g_test_add_func ("/app/rows/pages/that-fails-is-told", test_page_that_fails_is_told);
  g_test_add_func ("/app/rows/day/sorts-as-a-day", test_day_sorts_as_a_day);

  return g_test_run ();
}
