/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library of indicators laid out for people.  What holds on a day only (the
 * register, what is paid twice) is read again for each day. */

#include "way-outcomes.h"

#include <string.h>

#include "way-query.h"
#include "way-records.h"

/* --- Periods --- */

/* How many periods a chart looks back. */
static const struct
{
  const char *period;
  guint       n;
} looks_back[] = {
  { "day", 24 }, { "month", 24 }, { "term", 7 }, { "year", 5 }, { "financial_year", 5 },
};

static guint
count_back (const WayCode *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks_back); i++)
    if (g_str_equal (looks_back[i].period, way_code_get (row, "period")))
      return looks_back[i].n;
  return 1;
}

static GDate
year_before (const GDate *day)
{
  return way_date_add_months (day, -12);
}

static GPtrArray *
one_row (const WayCode *row)
{
  GPtrArray *rows = g_ptr_array_new ();

  g_ptr_array_add (rows, (gpointer) row);
  return rows;
}

/* --- Rows of the page --- */

static void
outcome_free (gpointer data)
{
  WayOutcome *outcome = data;

  g_clear_pointer (&outcome->england, way_benchmark_free);
  g_free (outcome);
}

static gboolean
count_period (WayFacts          *facts,
              WayIndicatorBook  *book,
              const WayCode     *row,
              const GDate       *on,
              GDate             *from,
              GDate             *to,
              WayResult         *result,
              GError           **error)
{
  g_autoptr(WayIndicatorTable) table = NULL;

  if (!way_indicators_period (facts, row, on, from, to, error))
    return FALSE;
  table = way_indicator_book_count (book, row, from, to, WAY_BY_NOTHING);
  *result = table->whole;
  return TRUE;
}

/* The last that is of the whole of England. */
static WayBenchmark *
find_england (GPtrArray *benchmarks)
{
  for (guint i = 0; i < benchmarks->len; i++)
    {
      const WayBenchmark *one = g_ptr_array_index (benchmarks, i);

      if (g_strcmp0 (one->level, "england") == 0 && one->part == NULL)
        return way_benchmark_copy (one);
    }
  return NULL;
}

static gboolean
fill_outcome (WayFacts          *facts,
              WayIndicatorBook  *book,
              const GDate       *on,
              WayOutcome        *outcome,
              GError           **error)
{
  g_autoptr(GPtrArray) benchmarks = NULL;

  if (!count_period (facts, book, outcome->row, on, &outcome->from, &outcome->to, &outcome->now,
                     error) ||
      !way_indicators_aim (way_facts_db (facts), outcome->row, on, &outcome->aim, error))
    return FALSE;
  benchmarks = way_outcomes_benchmarks (way_facts_db (facts), outcome->row, on, error);
  if (benchmarks == NULL)
    return FALSE;
  outcome->england = find_england (benchmarks);
  return TRUE;
}

GPtrArray *
way_outcomes_load (WayFacts     *facts,
                   const GDate  *on,
                   GError      **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (outcome_free);
  g_autoptr(GPtrArray) rows = way_codes_list ("indicator", NULL);
  GDate before = year_before (on);
  g_autoptr(WayIndicatorBook) now = way_indicator_book_new (facts, rows, on, on, on, error);
  g_autoptr(WayIndicatorBook) then = now != NULL
    ? way_indicator_book_new (facts, rows, &before, &before, on, error) : NULL;

  if (then == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      WayOutcome *outcome = g_new0 (WayOutcome, 1);
      GDate from, to;

      outcome->row = g_ptr_array_index (rows, i);
      g_ptr_array_add (found, outcome);
      if (!fill_outcome (facts, now, on, outcome, error) ||
          !count_period (facts, then, outcome->row, &before, &from, &to, &outcome->before, error))
        return NULL;
    }
  return g_steal_pointer (&found);
}

/* --- Over time --- */

/* The last days of the periods, the newest first. */
static gboolean
find_ends (WayFacts       *facts,
           const WayCode  *row,
           const GDate    *on,
           GArray         *ends,
           GError        **error)
{
  gboolean by_day = g_str_equal (way_code_get (row, "period"), "day");
  GDate end = *on;

  for (guint n = count_back (row); n > 0; n--)
    {
      GDate from, to;

      g_array_append_val (ends, end);
      if (by_day)
        {
          end = way_date_add_months (on, -(int) ends->len);
          continue;
        }
      if (!way_indicators_period (facts, row, &end, &from, &to, error))
        return FALSE;
      end = way_date_add_days (&from, -1);
    }
  return TRUE;
}

/* The first day of any stay: before it nothing was recorded. */
static GDate
first_recorded (WayIndicatorBook *book)
{
  const GArray *stays = way_indicator_book_facts (book)->stays;
  guint32 first = 0;

  for (guint i = 0; i < stays->len; i++)
    {
      guint32 from = g_array_index (stays, WayStatStay, i).from;

      first = first == 0 ? from : MIN (first, from);
    }
  return way_date_from_julian (first);
}

static gboolean
add_point (WayFacts          *facts,
           WayIndicatorBook  *shared,
           const WayCode     *row,
           const GDate       *end,
           const GDate       *on,
           GArray            *points,
           GError           **error)
{
  g_autoptr(GPtrArray) rows = one_row (row);
  g_autoptr(WayIndicatorBook) own = NULL;
  WayOutcomePoint point;

  if (way_indicators_is_of_one_day (row))
    {
      own = way_indicator_book_new (facts, rows, end, end, on, error);
      if (own == NULL)
        return FALSE;
    }
  if (!count_period (facts, own != NULL ? own : shared, row, end, &point.from, &point.to,
                     &point.result, error))
    return FALSE;
  g_array_append_val (points, point);
  return TRUE;
}

GArray *
way_outcomes_series (WayFacts       *facts,
                     const WayCode  *row,
                     const GDate    *on,
                     GError        **error)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (WayOutcomePoint));
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(GPtrArray) rows = one_row (row);
  g_autoptr(WayIndicatorBook) book = NULL;
  GDate first;

  if (!find_ends (facts, row, on, ends, error))
    return NULL;
  book = way_indicator_book_new (facts, rows, &g_array_index (ends, GDate, ends->len - 1), on, on,
                                 error);
  if (book == NULL)
    return NULL;
  first = first_recorded (book);
  for (guint i = ends->len; i > 0; i--)
    {
      const GDate *end = &g_array_index (ends, GDate, i - 1);

      if (way_date_is_set (&first) && way_date_compare (end, &first) < 0 && i > 1)
        continue;
      if (!add_point (facts, book, row, end, on, points, error))
        return NULL;
    }
  return g_steal_pointer (&points);
}

/* --- Opened --- */

static void
case_free (gpointer data)
{
  WayOutcomeCase *one = data;

  g_free (one->who);
  g_free (one->place);
  g_free (one);
}

/* What children are called, by id. */
static GHashTable *
read_names (WayDb   *db,
            GError **error)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                       g_free);
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name ("pupil"));
  g_autoptr(GPtrArray) rows = NULL;

  if (!way_query_add_column (query, "title", error))
    return NULL;
  rows = way_query_page (query, db, 0, 0, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayQueryRow *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (names, g_memdup2 (&row->id, sizeof row->id),
                           way_query_row_text (query, row, 0));
    }
  return g_steal_pointer (&names);
}

static const char *
name_place (const WayIndicatorFacts *facts,
            const WayCase           *one)
{
  if (one->provision != WAY_STAT_NONE)
    return WAY_STAT_AT (facts->provisions, WayStatProvision, one->provision)->name;
  if (one->school != WAY_STAT_NONE)
    return WAY_STAT_AT (facts->settings, WayStatSetting, one->school)->name;
  if (one->district != WAY_STAT_NONE)
    return WAY_STAT_AT (facts->districts, WayStatDistrict, one->district)->name;
  return NULL;
}

static WayOutcomeCase *
make_case (const WayIndicatorFacts *facts,
           GHashTable              *names,
           const WayCase           *one)
{
  const WayId *id = way_indicator_case_id (facts, one);
  WayOutcomeCase *made;

  if (id == NULL)
    return NULL;
  made = g_new0 (WayOutcomeCase, 1);
  made->entity = way_indicators_entity (one->kind);
  made->id = *id;
  if (one->pupil != WAY_STAT_NONE)
    made->who = g_strdup (g_hash_table_lookup (names, &WAY_STAT_AT (facts->pupils, WayStatPupil,
                                                                    one->pupil)->id));
  made->place = g_strdup (name_place (facts, one));
  made->day = way_date_from_julian (one->day);
  made->is_in = one->numerator != 0;
  made->numerator = one->numerator;
  made->denominator = one->denominator;
  return made;
}

static gboolean
add_cases (WayOutcomeDetail  *self,
           WayDb             *db,
           guint              most,
           GError           **error)
{
  const GArray *rows = self->table->cases.rows;
  g_autoptr(GHashTable) names = read_names (db, error);

  if (names == NULL)
    return FALSE;
  self->n_cases = rows->len;
  for (guint i = 0; i < rows->len && self->cases->len < most; i++)
    {
      WayOutcomeCase *one = make_case (way_indicator_book_facts (self->book), names,
                                       WAY_STAT_AT (rows, WayCase, i));

      if (one != NULL)
        g_ptr_array_add (self->cases, one);
    }
  return TRUE;
}

WayOutcomeDetail *
way_outcomes_open (WayFacts        *facts,
                   const WayCode   *row,
                   const GDate     *on,
                   WayIndicatorBy   by,
                   guint            most,
                   GError         **error)
{
  g_autoptr(WayOutcomeDetail) self = g_new0 (WayOutcomeDetail, 1);
  g_autoptr(GPtrArray) rows = one_row (row);
  GDate from, to;

  self->cases = g_ptr_array_new_with_free_func (case_free);
  if (!way_indicators_period (facts, row, on, &from, &to, error))
    return NULL;
  self->book = way_indicator_book_new (facts, rows, on, on, on, error);
  if (self->book == NULL)
    return NULL;
  self->table = way_indicator_book_count (self->book, row, &from, &to, by);
  return add_cases (self, way_facts_db (facts), most, error) ? g_steal_pointer (&self) : NULL;
}

void
way_outcome_detail_free (WayOutcomeDetail *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, way_indicator_table_free);
  g_clear_pointer (&self->book, way_indicator_book_free);
  g_ptr_array_unref (self->cases);
  g_free (self);
}

/* --- Benchmarks --- */

static guint
level_order (const WayBenchmark *one)
{
  const WayCode *code = one->level != NULL ? way_codes_lookup ("benchmark_level", one->level)
                                           : NULL;

  return code != NULL ? code->order : G_MAXUINT;
}

/* By whose it is and of what part; of the same the newest first. */
static int
compare_benchmarks (gconstpointer a,
                    gconstpointer b)
{
  const WayBenchmark *one = *(const WayBenchmark *const *) a;
  const WayBenchmark *other = *(const WayBenchmark *const *) b;
  int order = g_strcmp0 (one->region, other->region);

  if (level_order (one) != level_order (other))
    return level_order (one) < level_order (other) ? -1 : 1;
  if (order == 0)
    order = g_strcmp0 (one->la, other->la);
  if (order == 0)
    order = g_strcmp0 (one->part, other->part);
  if (order == 0)
    order = way_date_compare (&other->to, &one->to);
  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

static gboolean
is_of_the_same (const WayBenchmark *one,
                const WayBenchmark *other)
{
  return g_strcmp0 (one->level, other->level) == 0 && g_strcmp0 (one->region, other->region) == 0 &&
         g_strcmp0 (one->la, other->la) == 0 && g_strcmp0 (one->part, other->part) == 0;
}

/* --- Statistical neighbours --- */

static gboolean
is_neighbour (GPtrArray          *neighbours,
              const WayBenchmark *one)
{
  for (guint i = 0; i < neighbours->len; i++)
    if (g_strcmp0 (((const WayNeighbour *) g_ptr_array_index (neighbours, i))->la, one->la) == 0)
      return TRUE;
  return FALSE;
}

/* Decimals of a published number. */
static guint
count_decimals (const char *value)
{
  const char *point = strchr (value, '.');

  return point != NULL ? (guint) strlen (point + 1) : 0;
}

/* The mean of what is published of the neighbours, none weighing more than
 * another; signs are no numbers and count for nothing. */
static WayBenchmark *
make_mean (GPtrArray *benchmarks,
           GPtrArray *neighbours)
{
  g_autoptr(WayBenchmark) mean = way_benchmark_new ();
  guint decimals = 0;
  gint64 sum = 0, n = 0, value;

  for (guint i = 0; i < benchmarks->len; i++)
    decimals = MAX (decimals, MIN (count_decimals (((const WayBenchmark *)
                                                    g_ptr_array_index (benchmarks, i))->value), 4));
  for (guint i = 0; i < benchmarks->len; i++)
    {
      const WayBenchmark *one = g_ptr_array_index (benchmarks, i);

      if (one->la == NULL || one->part != NULL || !is_neighbour (neighbours, one) ||
          !way_result_parse (one->value, decimals, &value))
        continue;
      mean->from = one->from;
      mean->to = one->to;
      sum += value;
      n++;
    }
  if (n == 0)
    return NULL;
  mean->level = g_strdup ("neighbours");
  mean->value = way_result_decimal (way_result_divide (sum, n), decimals);
  mean->count = n;
  return g_steal_pointer (&mean);
}

/* After England's own, where there are any. */
static gboolean
add_neighbours (WayDb      *db,
                GPtrArray  *benchmarks,
                GError    **error)
{
  g_autoptr(GPtrArray) neighbours = way_records_list (db, &way_neighbour_entity, NULL, NULL, error);
  WayBenchmark *mean = neighbours != NULL ? make_mean (benchmarks, neighbours) : NULL;
  guint place = 0;

  while (place < benchmarks->len &&
         g_strcmp0 (((const WayBenchmark *) g_ptr_array_index (benchmarks, place))->level,
                    "england") == 0)
    place++;
  if (mean != NULL)
    g_ptr_array_insert (benchmarks, (int) place, mean);
  return neighbours != NULL;
}

GPtrArray *
way_outcomes_benchmarks (WayDb          *db,
                         const WayCode  *row,
                         const GDate    *on,
                         GError        **error)
{
  WayValue id = { .type = WAY_VALUE_TEXT, .text = row->id };
  g_autoptr(GPtrArray) all = way_records_list (db, &way_benchmark_entity, "indicator", &id, error);
  g_autoptr(GPtrArray) last = g_ptr_array_new_with_free_func ((GDestroyNotify) way_benchmark_free);

  if (all == NULL)
    return NULL;
  g_ptr_array_sort (all, compare_benchmarks);
  for (guint i = 0; i < all->len; i++)
    {
      const WayBenchmark *one = g_ptr_array_index (all, i);

      if (way_date_is_set (&one->to) && way_date_compare (&one->to, on) > 0)
        continue;
      if (last->len == 0 || !is_of_the_same (one, g_ptr_array_index (last, last->len - 1)))
        g_ptr_array_add (last, way_benchmark_copy (one));
    }
  return add_neighbours (db, last, error) ? g_steal_pointer (&last) : NULL;
}
