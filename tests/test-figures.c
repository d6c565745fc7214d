/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every published figure of the two strategies (tests/data/figures.csv), from
 * the records of their samples: computed, given as it was published, or not
 * computable, with the reason. */

#include <stdlib.h>
#include <string.h>

#include "way-csv.h"
#include "way-indicators.h"
#include "way-occupancy-service.h"
#include "way-query.h"
#include "way-test-sample.h"

#define N_FIGURES 112

typedef struct
{
  char *id;
  char *sample;
  char *value;
  char *how;
} Figure;

/* Made once: a life takes seconds. */
static WayDb *
sample_named (const char *name)
{
  static GHashTable *samples;
  WayDb *db;

  if (samples == NULL)
    samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  db = g_hash_table_lookup (samples, name);
  if (db == NULL)
    {
      db = way_test_sample_new (name, 0, NULL);
      g_hash_table_insert (samples, g_strdup (name), db);
    }
  return db;
}

static GDate
read_day (const char *iso)
{
  GDate day;

  g_assert_true (way_date_parse (iso, &day));
  return day;
}

/* --- Ways of finding a figure --- */

static const WayResult *
find_result (const WayIndicatorTable *table,
             const char              *key)
{
  if (*key == '\0' || strcmp (key, "Total") == 0)
    return &table->whole;
  for (guint i = 0; i < table->groups->len; i++)
    {
      const WayIndicatorGroup *group = g_ptr_array_index (table->groups, i);

      if (g_strcmp0 (group->key, key) == 0)
        return &group->result;
    }
  g_error ("no group %s", key);
}

/* indicator|ID|FROM|TO|BY|GROUP|numerator, denominator or value */
static char *
find_indicator (WayDb *db,
                char **words)
{
  const WayCode *row = way_codes_lookup ("indicator", words[1]);
  GDate from = read_day (words[2]);
  GDate to = read_day (words[3]);
  WayIndicatorBy by = WAY_BY_NOTHING;
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (db, &error);
  g_autoptr(WayIndicatorBook) book = NULL;
  g_autoptr(WayIndicatorTable) table = NULL;
  const WayResult *result;

  g_assert_no_error (error);
  if (*words[4] != '\0')
    g_assert_true (way_indicator_by_from_name (words[4], &by));
  g_assert_true (way_indicators_allows (row, by));
  g_ptr_array_add (rows, (gpointer) row);
  book = way_indicator_book_new (facts, rows, &from, &to, &to, &error);
  g_assert_no_error (error);
  table = way_indicator_book_count (book, row, &from, &to, by);
  result = find_result (table, words[5]);
  g_assert_cmpint (result->kind, ==, WAY_RESULT_NUMBER);
  if (strcmp (words[6], "value") == 0)
    return way_result_text (result, way_indicators_decimals (row));
  return g_strdup_printf ("%" G_GINT64_FORMAT, strcmp (words[6], "numerator") == 0
                                                 ? result->numerator : result->denominator);
}

/* occupancy|DAY|BY|NAME|places or on_roll; all provisions, the whole those that
 * are counted. */
static char *
find_occupancy (WayDb *db,
                char **words)
{
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  GDate day = read_day (words[1]);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayOccupancyTable) table = NULL;
  const WayOccupancyCell *cell = NULL;
  WayOccupancyBy by;

  g_assert_true (way_occupancy_by_from_text (words[2], &by));
  g_array_append_val (days, day);
  table = way_occupancy_service_read (db, days, by, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < table->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (table->groups, WayOccupancyGroup, i);

      if (strcmp (group->key, words[3]) == 0)
        cell = way_occupancy_row (table->counts, group->row);
    }
  if (strcmp (words[3], "Total") == 0)
    cell = way_occupancy_row (table->counts, table->whole);
  g_assert_nonnull (cell);
  return g_strdup_printf ("%d", strcmp (words[4], "places") == 0 ? cell->places : cell->on_roll);
}

/* "field=value", "field<=day", "field>=day" (or open), parted by semicolons. */
static void
add_filters (WayQuery   *query,
             const char *filters)
{
  g_auto(GStrv) list = g_strsplit (filters, ";", -1);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; list[i] != NULL; i++)
    {
      char *sign = strpbrk (list[i], "<>=");
      WayFilterOp op = *sign == '<' ? WAY_FILTER_AT_MOST
                       : *sign == '>' ? WAY_FILTER_NOT_BEFORE : WAY_FILTER_IS;
      const char *value = sign[1] == '=' ? sign + 2 : sign + 1;

      *sign = '\0';
      way_query_add_filter (query, list[i], op, value, &error);
      g_assert_no_error (error);
    }
}

/* count|ENTITY|FILTERS */
static char *
find_count (WayDb *db,
            char **words)
{
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name (words[1]));
  g_autoptr(GError) error = NULL;
  gint64 count;

  add_filters (query, words[2]);
  way_query_count (query, db, &count, &error);
  g_assert_no_error (error);
  return g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

/* field|ENTITY|FILTERS|FIELD, of the one record that there is */
static char *
find_field (WayDb *db,
            char **words)
{
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name (words[1]));
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  add_filters (query, words[2]);
  way_query_add_column (query, words[3], &error);
  g_assert_no_error (error);
  rows = way_query_page (query, db, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  return way_query_row_text (query, g_ptr_array_index (rows, 0), 0);
}

/* code|SET|ID|ATTRIBUTE|divided by */
static char *
find_code (char **words)
{
  const WayCode *code = way_codes_lookup (words[1], words[2]);

  g_assert_nonnull (code);
  return g_strdup_printf ("%d", way_code_get_int (code, words[3], -1) / atoi (words[4]));
}

/* codes|SET: how many may be chosen */
static char *
find_codes (char **words)
{
  GDate on = way_date_ymd (2022, 1, 20);
  g_autoptr(GPtrArray) codes = way_codes_list (words[1], &on);

  return g_strdup_printf ("%u", codes->len);
}

static char *
find_figure (const Figure *figure)
{
  g_auto(GStrv) words = g_strsplit (figure->how, "|", -1);
  WayDb *db = sample_named (figure->sample);

  if (strcmp (words[0], "indicator") == 0)
    return find_indicator (db, words);
  if (strcmp (words[0], "occupancy") == 0)
    return find_occupancy (db, words);
  if (strcmp (words[0], "count") == 0)
    return find_count (db, words);
  if (strcmp (words[0], "field") == 0)
    return find_field (db, words);
  return strcmp (words[0], "code") == 0 ? find_code (words) : find_codes (words);
}

/* "2021-09" is a month of "2021-09-01", "3585000" an amount of "3585000.00". */
static gboolean
is_same (const char *found,
         const char *published)
{
  gint64 one, other;

  if (way_result_parse (found, 2, &one) && way_result_parse (published, 2, &other))
    return one == other;
  return g_str_has_prefix (found, published);
}

static void
test_figure (gconstpointer data)
{
  const Figure *figure = data;
  g_autofree char *found = find_figure (figure);

  g_test_message ("%s: %s, published %s", figure->id, found, figure->value);
  g_assert_true (is_same (found, figure->value));
}

/* --- The list --- */

static void
add_figure (const char *const *cells)
{
  Figure *figure = g_new0 (Figure, 1);
  g_autofree char *path = g_strdup_printf ("/figures/%s", cells[0]);

  figure->id = g_strdup (cells[0]);
  figure->sample = g_strdup (cells[1]);
  figure->value = g_strdup (cells[4]);
  figure->how = g_strdup (cells[7]);
  g_test_add_data_func (path, figure, test_figure);
}

/* What cannot be computed says why; what is given says where it stands. */
static void
check_row (const char *const *cells)
{
  gboolean is_open = strcmp (cells[6], "not computable") == 0;

  g_assert_true (is_open || strcmp (cells[6], "computed") == 0 || strcmp (cells[6], "given") == 0);
  g_assert_cmpint (*cells[7] == '\0', ==, is_open);
  if (is_open)
    g_assert_cmpstr (cells[8], !=, "");
}

static void
add_figures (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "figures.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WayCsvReader) reader = NULL;
  WayCsvStep step;
  guint n = 0;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (text, size);
  reader = way_csv_reader_new (bytes, ',', &error);
  g_assert_no_error (error);
  while ((step = way_csv_reader_next (reader, &error)) == WAY_CSV_ROW)
    {
      const char *const *cells = way_csv_reader_fields (reader);

      check_row (cells);
      if (*cells[7] != '\0')
        add_figure (cells);
      n++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, N_FIGURES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_figures ();
  return g_test_run ();
}
