/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart without its picture.  The same words go to the card at the pointer,
 * to the screen reader, into the table and, rounded alike, into the file. */

#include "way-chart-read-private.h"

#include "way-date.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_LINES     8      /* of series on a card */
#define POINTS_A_YEAR  12     /* for categories */

/* --- one value --- */

double
way_read_rest (const WayChartData *data,
               guint               series,
               guint               point)
{
  const WayChartSeries *info = way_chart_data_get_series (data, series);

  if (info->whole < 0 || (guint) info->whole >= way_chart_data_n_series (data))
    return NAN;
  return way_chart_data_get_value (data, (guint) info->whole, point) -
         way_chart_data_get_value (data, series, point);
}

char *
way_read_amount (const WayChartData *data,
                 guint               series,
                 double              value)
{
  const WayChartSeries *info = way_chart_data_get_series (data, series);

  if (info->is_day)
    return way_chart_say_day (way_chart_data_get_translate (data), (guint32) value);
  return way_chart_say_amount (value, info->decimals, info->unit);
}

/* What is said instead of a value, or around it, as "%s (estimated)". */
static const char *
state_words (const WayChartData *data,
             WayChartState       state)
{
  static const char *const words[WAY_CHART_N_STATES] = {
    [WAY_CHART_NORMAL] = "%s",
    [WAY_CHART_ESTIMATED] = N_("%s (estimated)"),
    [WAY_CHART_PROVISIONAL] = N_("%s (provisional)"),
    [WAY_CHART_FORECAST] = N_("%s (forecast)"),
    [WAY_CHART_SUPPRESSED] = N_("hidden, a small number"),
    [WAY_CHART_MISSING] = N_("not collected"),
    [WAY_CHART_NOT_APPLICABLE] = N_("not applicable"),
    [WAY_CHART_CLOSED] = N_("closed"),
  };

  return way_chart_say (way_chart_data_get_translate (data), words[state]);
}

/* The value in words, its state included; never an invented zero. */
static char *
say_value (const WayChartData *data,
           guint               series,
           guint               point)
{
  WayChartState state = way_chart_data_get_state (data, series, point);
  g_autoptr(GString) text = g_string_new (state_words (data, state));
  g_autofree char *number = NULL;

  if (state >= WAY_CHART_SUPPRESSED)
    return g_string_free (g_steal_pointer (&text), FALSE);
  number = way_read_amount (data, series, way_chart_data_get_value (data, series, point));
  g_string_replace (text, "%s", number, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "41 empty", "5 over", "full". */
static char *
say_rest (const WayChartData *data,
          guint               series,
          double              rest)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  guint decimals = way_chart_data_get_series (data, series)->decimals;
  g_autofree char *number = way_chart_say_number (fabs (rest), decimals);

  if (strspn (number, "0.") == strlen (number))
    return g_strdup (way_chart_say (translate, N_("full")));
  if (rest < 0)
    return g_strdup_printf (way_chart_say (translate, N_("%s over")), number);
  return g_strdup_printf (way_chart_say (translate, N_("%s empty")), number);
}

/* "171 to 228", or NULL where the interval is not there. */
static char *
say_interval (const WayChartData *data,
              guint               low,
              guint               point)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (low + 1 >= way_chart_data_n_series (data) ||
      isnan (way_chart_data_get_value (data, low, point)) ||
      isnan (way_chart_data_get_value (data, low + 1, point)))
    return NULL;
  from = say_value (data, low, point);
  to = say_value (data, low + 1, point);
  return g_strdup_printf (way_chart_say (translate, N_("%s to %s")), from, to);
}

/* What a part of a series says of a point, or NULL: nothing. */
static char *
say_part (const WayChartData *data,
          guint               series,
          guint               point)
{
  switch (way_chart_data_get_part (data, series))
    {
    case WAY_PART_LOW:
      return say_interval (data, series, point);
    case WAY_PART_BESIDE:
      return way_chart_data_get_state (data, series, point) != WAY_CHART_NOT_APPLICABLE
               ? say_value (data, series, point) : NULL;
    case WAY_PART_HIGH:
    case WAY_PART_NONE:
    default:
      return NULL;
    }
}

/* "above England 88", "within target 80% to 95%". */
static char *
say_benchmark (const WayChartData      *data,
               const WayChartBenchmark *benchmark,
               guint                    decimals,
               const char              *unit,
               double                   value)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  double high = isnan (benchmark->high) ? benchmark->low : benchmark->high;
  g_autofree char *low_text = way_chart_say_amount (benchmark->low, decimals, unit);
  g_autofree char *high_text = way_chart_say_amount (high, decimals, unit);

  /* As they are read, so that "88 is above 88" is never said. */
  value = round (value * pow (10, decimals)) / pow (10, decimals);
  /* Translators: "England", then its figure. */
  if (value > high)
    return g_strdup_printf (way_chart_say (translate, N_("above %s %s")), benchmark->name,
                            high_text);
  if (value < benchmark->low)
    return g_strdup_printf (way_chart_say (translate, N_("below %s %s")), benchmark->name,
                            low_text);
  if (isnan (benchmark->high))
    return g_strdup_printf (way_chart_say (translate, N_("at %s %s")), benchmark->name, low_text);
  return g_strdup_printf (way_chart_say (translate, N_("within %s %s to %s")), benchmark->name,
                          low_text, high_text);
}

/* What a value comes to in per cent of its whole. */
static double
share_of (const WayChartData *data,
          guint               series,
          guint               point)
{
  const WayChartSeries *info = way_chart_data_get_series (data, series);
  double whole = isnan (way_read_rest (data, series, point))
                   ? NAN : way_chart_data_get_value (data, (guint) info->whole, point);

  return whole > 0 ? 100 * way_chart_data_get_value (data, series, point) / whole : NAN;
}

/* Lines of what a value is held against: of the same number one says it. */
static void
add_benchmarks (const WayChartData *data,
                guint               series,
                guint               point,
                GPtrArray          *lines)
{
  const WayChartSeries *info = way_chart_data_get_series (data, series);
  guint n;
  const WayChartBenchmark *benchmarks = way_chart_data_get_benchmarks (data, series, &n);
  gboolean has_share = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gboolean of_whole = benchmarks[i].of_whole;
      double value = of_whole ? share_of (data, series, point)
                              : way_chart_data_get_value (data, series, point);

      if (isnan (value))
        continue;
      if (of_whole && !has_share)
        g_ptr_array_add (lines, way_chart_say_amount (value, 0, "%"));
      has_share = has_share || of_whole;
      g_ptr_array_add (lines, say_benchmark (data, &benchmarks[i], of_whole ? 0 : info->decimals,
                                             of_whole ? "%" : info->unit, value));
    }
}

/* What belongs to a value, each as a line: its parts and its benchmarks. */
static GPtrArray *
find_more (const WayChartData *data,
           guint               series,
           guint               point,
           const char         *colon)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    {
      g_autofree char *text = NULL;

      if (i == series || way_chart_data_get_owner (data, i) != series)
        continue;
      text = say_part (data, i, point);
      if (text != NULL)
        g_ptr_array_add (lines, g_strconcat (way_chart_data_get_series (data, i)->spoken, colon,
                                             text, NULL));
    }
  add_benchmarks (data, series, point, lines);
  return lines;
}

/* "on roll 183 of 224 places, 41 empty", or without its rest. */
static char *
say_itself (const WayChartData *data,
            guint               series,
            guint               point)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  const WayChartSeries *info = way_chart_data_get_series (data, series);
  double rest = way_read_rest (data, series, point);
  g_autofree char *value = say_value (data, series, point);
  g_autofree char *whole = NULL;
  g_autofree char *left = NULL;

  if (isnan (rest))
    return g_strdup_printf ("%s %s", info->spoken, value);
  whole = say_value (data, (guint) info->whole, point);
  left = say_rest (data, series, rest);
  /* Translators: "on roll", "183", "224", "places", "41 empty". */
  return g_strdup_printf (way_chart_say (translate, N_("%s %s of %s %s, %s")),
                          info->spoken, value, whole,
                          way_chart_data_get_series (data, (guint) info->whole)->spoken, left);
}

/* The same with its parts and benchmarks: "…, 95% interval 171 to 228". */
char *
way_read_series (const WayChartData *data,
                 guint               series,
                 guint               point)
{
  g_autofree char *itself = say_itself (data, series, point);
  g_autoptr(GPtrArray) more = find_more (data, series, point, " ");
  GString *text = g_string_new (itself);

  for (guint i = 0; i < more->len; i++)
    g_string_append_printf (text, ", %s", (const char *) g_ptr_array_index (more, i));
  return g_string_free (text, FALSE);
}

char *
way_chart_read_point (const WayChartData *data,
                      WayChartAt          at)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (at.series < way_chart_data_n_series (data), NULL);
  g_return_val_if_fail (at.point < way_chart_data_n_points (data), NULL);

  label = way_chart_data_dup_label (data, at.point);
  if (way_chart_data_has_groups (data))
    return g_strdup_printf (way_chart_say (translate, N_("%s; %u of %u")), label, at.point + 1,
                            way_chart_data_n_points (data));
  value = way_read_series (data, at.series, at.point);
  /* Translators: "Thu 12 Nov 2026", "on roll 183", then "7 of 12". */
  return g_strdup_printf (way_chart_say (translate, N_("%s, %s; %u of %u")), label, value,
                          at.point + 1, way_chart_data_n_points (data));
}

/* The series that stand for themselves; of more than a card holds, those
 * around the one in question. */
static GArray *
find_listed (const WayChartData *data,
             guint               series)
{
  GArray *listed = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = 0;

  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    if (way_chart_data_get_part (data, i) == WAY_PART_NONE)
      {
        if (i <= series)
          at = listed->len;
        g_array_append_val (listed, i);
      }
  if (listed->len > MOST_LINES)
    {
      guint first = CLAMP (at, MOST_LINES / 2, listed->len - MOST_LINES / 2) - MOST_LINES / 2;

      g_array_remove_range (listed, first + MOST_LINES, listed->len - first - MOST_LINES);
      g_array_remove_range (listed, 0, first);
    }
  return listed;
}

char **
way_chart_read_lines (const WayChartData *data,
                      WayChartAt          at)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) listed = find_listed (data, at.series);
  g_autoptr(GPtrArray) more = find_more (data, at.series, at.point, ": ");

  g_ptr_array_add (lines, way_chart_data_dup_label (data, at.point));
  for (guint i = 0; i < listed->len && !way_chart_data_has_groups (data); i++)
    {
      guint series = g_array_index (listed, guint, i);
      g_autofree char *value = say_value (data, series, at.point);

      g_ptr_array_add (lines, g_strdup_printf ("%s: %s",
                                               way_chart_data_get_series (data, series)->name,
                                               value));
    }
  for (guint i = 0; i < listed->len && !way_chart_data_has_groups (data); i++)
    {
      guint series = g_array_index (listed, guint, i);
      double rest = way_read_rest (data, series, at.point);

      if (!isnan (rest))
        g_ptr_array_add (lines, say_rest (data, series, rest));
    }
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (lines, g_strdup (g_ptr_array_index (more, i)));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_steal (lines, NULL);
}

/* --- walking --- */

/* The first point on or after a day; the last where there is none. */
static guint
find_day (const WayChartData *data,
          guint32             day)
{
  guint low = 0, high = way_chart_data_n_points (data) - 1;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (way_chart_data_get_day (data, middle) >= day)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static guint
move_year (const WayChartData *data,
           guint               point,
           int                 years)
{
  guint last = way_chart_data_n_points (data) - 1;
  GDate day, there;

  if (!way_chart_data_has_days (data))
    return (guint) CLAMP ((gint64) point + years * POINTS_A_YEAR, 0, (gint64) last);
  day = way_date_from_julian (way_chart_data_get_day (data, point));
  there = way_date_add_months (&day, 12 * years);
  return find_day (data, way_date_julian (&there));
}

/* The first point of the next or of the last group; the same where there is
 * none. */
static guint
move_group (const WayChartData *data,
            guint               point,
            int                 by)
{
  guint n = way_chart_data_n_points (data);
  guint here = way_chart_data_get_group (data, point);
  guint to = point;

  while (to + 1 < n && by > 0 && way_chart_data_get_group (data, to) == here)
    to++;
  while (to > 0 && by < 0 && way_chart_data_get_group (data, to) == here)
    to--;
  if (way_chart_data_get_group (data, to) == here)
    return point;
  while (to > 0 && way_chart_data_get_group (data, to - 1) == way_chart_data_get_group (data, to))
    to--;
  return to;
}

/* The next or the last series that stands for itself. */
static void
move_series (const WayChartData *data,
             WayChartAt         *at,
             int                 by)
{
  gint64 to = at->series;

  if (way_chart_data_has_groups (data))
    {
      at->point = move_group (data, at->point, by);
      return;
    }
  do
    to += by;
  while (to >= 0 && to < way_chart_data_n_series (data) &&
         way_chart_data_get_part (data, (guint) to) != WAY_PART_NONE);
  if (to >= 0 && to < way_chart_data_n_series (data))
    at->series = (guint) to;
}

/* Where there are ways, all keys but those to the ends follow them. */
static gboolean
follow_way (const WayChartData *data,
            WayChartAt         *at,
            WayChartWalk        walk)
{
  const WayChartWays *ways = way_chart_data_get_ways (data);

  if (ways == NULL)
    return FALSE;
  switch (walk)
    {
    case WAY_WALK_NEXT:
    case WAY_WALK_NEXT_YEAR:
      at->point = ways[at->point].next;
      return TRUE;
    case WAY_WALK_PREVIOUS:
    case WAY_WALK_PREVIOUS_YEAR:
      at->point = ways[at->point].previous;
      return TRUE;
    case WAY_WALK_NEXT_SERIES:
      at->point = ways[at->point].down;
      return TRUE;
    case WAY_WALK_PREVIOUS_SERIES:
      at->point = ways[at->point].up;
      return TRUE;
    case WAY_WALK_FIRST:
    case WAY_WALK_LAST:
    default:
      return FALSE;
    }
}

gboolean
way_chart_walk (const WayChartData *data,
                WayChartAt         *at,
                WayChartWalk        walk)
{
  guint n_points = way_chart_data_n_points (data);
  guint n_series = way_chart_data_n_series (data);
  WayChartAt before = *at;

  if (n_points == 0 || n_series == 0)
    return FALSE;
  at->point = MIN (at->point, n_points - 1);
  at->series = way_chart_data_get_owner (data, MIN (at->series, n_series - 1));
  if (follow_way (data, at, walk))
    return at->point != before.point || at->series != before.series;
  switch (walk)
    {
    case WAY_WALK_NEXT:
      at->point = MIN (at->point + 1, n_points - 1);
      break;
    case WAY_WALK_PREVIOUS:
      at->point -= at->point > 0 ? 1 : 0;
      break;
    case WAY_WALK_FIRST:
      at->point = 0;
      break;
    case WAY_WALK_LAST:
      at->point = n_points - 1;
      break;
    case WAY_WALK_NEXT_SERIES:
      move_series (data, at, 1);
      break;
    case WAY_WALK_PREVIOUS_SERIES:
      move_series (data, at, -1);
      break;
    case WAY_WALK_NEXT_YEAR:
      at->point = move_year (data, at->point, 1);
      break;
    case WAY_WALK_PREVIOUS_YEAR:
    default:
      at->point = move_year (data, at->point, -1);
      break;
    }
  return at->point != before.point || at->series != before.series;
}

/* --- the table --- */

static gboolean
has_rest (const WayChartData *data,
          guint               series)
{
  const WayChartSeries *info = way_chart_data_get_series (data, series);

  return info->rest != NULL && info->whole >= 0 &&
         (guint) info->whole < way_chart_data_n_series (data);
}

/* Which series a column shows, and whether it is the rest of it. */
static guint
find_column (const WayChartData *data,
             guint               column,
             gboolean           *is_rest)
{
  guint at = 1;

  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    {
      *is_rest = FALSE;
      if (at++ == column)
        return i;
      *is_rest = TRUE;
      if (has_rest (data, i) && at++ == column)
        return i;
    }
  g_return_val_if_reached (0);
}

guint
way_chart_table_n_columns (const WayChartData *data)
{
  guint n = 1 + way_chart_data_n_series (data);

  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    n += has_rest (data, i) ? 1 : 0;
  return n;
}

guint
way_chart_table_n_rows (const WayChartData *data)
{
  return way_chart_data_n_points (data);
}

gboolean
way_chart_table_is_number (const WayChartData *data,
                           guint               column)
{
  return column > 0;
}

char *
way_chart_table_dup_heading (const WayChartData *data,
                             guint               column)
{
  const WayChartSeries *info;
  gboolean is_rest;

  if (column == 0)
    return g_strdup (way_chart_data_get_heading (data));
  info = way_chart_data_get_series (data, find_column (data, column, &is_rest));
  if (is_rest)
    return g_strdup (info->rest);
  /* The unit stands in the head, unless the name says it already. */
  if (info->unit == NULL || g_strcmp0 (info->unit, "%") == 0 ||
      g_str_has_prefix (info->unit, "\u00a3") ||
      g_ascii_strcasecmp (info->unit, info->name) == 0)
    return g_strdup (info->name);
  return g_strdup_printf ("%s (%s)", info->name, info->unit);
}

char *
way_chart_table_dup_cell (const WayChartData *data,
                          guint               row,
                          guint               column)
{
  gboolean is_rest;
  guint series;
  double rest;

  g_return_val_if_fail (row < way_chart_data_n_points (data), NULL);

  if (column == 0)
    return way_chart_data_dup_label (data, row);
  series = find_column (data, column, &is_rest);
  if (!is_rest)
    return say_value (data, series, row);
  rest = way_read_rest (data, series, row);
  return way_chart_say_number (rest, way_chart_data_get_series (data, series)->decimals);
}

/* --- the file --- */

static void
add_field (GString    *csv,
           const char *text,
           gboolean    is_first)
{
  g_autoptr(GString) field = g_string_new (text);

  /* A spreadsheet runs what begins like a formula (OWASP, CSV injection). */
  if (field->len > 0 && strchr ("=+-@\t\r", field->str[0]) != NULL)
    g_string_prepend_c (field, '\'');
  if (!is_first)
    g_string_append_c (csv, ',');
  if (strpbrk (field->str, ",\"\r\n") != NULL)
    {
      g_string_replace (field, "\"", "\"\"", 0);
      g_string_append_printf (csv, "\"%s\"", field->str);
    }
  else
    g_string_append (csv, field->str);
}

static const char *
state_word (const WayChartData *data,
            WayChartState       state)
{
  static const char *const words[WAY_CHART_N_STATES] = {
    [WAY_CHART_ESTIMATED] = N_("estimated"),
    [WAY_CHART_PROVISIONAL] = N_("provisional"),
    [WAY_CHART_FORECAST] = N_("forecast"),
    [WAY_CHART_SUPPRESSED] = N_("hidden"),
    [WAY_CHART_MISSING] = N_("not collected"),
    [WAY_CHART_NOT_APPLICABLE] = N_("not applicable"),
    [WAY_CHART_CLOSED] = N_("closed"),
  };

  if (words[state] == NULL)
    return "";
  return way_chart_say (way_chart_data_get_translate (data), words[state]);
}

static char *
write_value (const WayChartData *data,
             guint               series,
             guint               point)
{
  const WayChartSeries *info = way_chart_data_get_series (data, series);
  double value = way_chart_data_get_value (data, series, point);
  GDate day;

  if (!info->is_day || isnan (value))
    return way_chart_plain_number (value, info->decimals);
  day = way_date_from_julian ((guint32) value);
  return way_date_to_iso (&day);
}

static void
add_numbers (const WayChartData *data,
             GString            *csv,
             guint               series,
             guint               point)
{
  guint decimals = way_chart_data_get_series (data, series)->decimals;
  WayChartState state = way_chart_data_get_state (data, series, point);
  g_autofree char *number = write_value (data, series, point);

  /* "c" is the mark of government statistics for a hidden value. */
  g_string_append_printf (csv, ",%s", state == WAY_CHART_SUPPRESSED ? "c" : number);
  if (has_rest (data, series))
    {
      g_autofree char *rest = way_chart_plain_number (way_read_rest (data, series, point), decimals);

      g_string_append_printf (csv, ",%s", rest);
    }
  if (way_chart_data_has_states (data, series))
    add_field (csv, state_word (data, state), FALSE);
}

static void
add_headings (const WayChartData *data,
              GString            *csv)
{
  add_field (csv, way_chart_data_get_heading (data), TRUE);
  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    {
      const WayChartSeries *info = way_chart_data_get_series (data, i);

      add_field (csv, info->name, FALSE);
      if (has_rest (data, i))
        add_field (csv, info->rest, FALSE);
      if (way_chart_data_has_states (data, i))
        {
          g_autofree char *marks =
            g_strdup_printf (way_chart_say (way_chart_data_get_translate (data), N_("%s, marked")),
                             info->name);

          add_field (csv, marks, FALSE);
        }
    }
  g_string_append (csv, "\r\n");
}

char *
way_chart_table_to_csv (const WayChartData *data)
{
  GString *csv = g_string_new (NULL);

  add_headings (data, csv);
  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    {
      g_autofree char *label = NULL;

      if (way_chart_data_has_days (data) && !way_chart_data_is_label (data, i))
        {
          GDate day = way_date_from_julian (way_chart_data_get_day (data, i));

          label = way_date_to_iso (&day);
        }
      else
        label = way_chart_data_dup_label (data, i);
      add_field (csv, label, TRUE);
      for (guint k = 0; k < way_chart_data_n_series (data); k++)
        add_numbers (data, csv, k, i);
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
