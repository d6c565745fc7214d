/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a series with its forecast. */

#include "way-series-file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "way-csv.h"
#include "way-date.h"
#include "way-text.h"

#define LOWER      "lower_"
#define UPPER      "upper_"
#define MOST_VALUE 1e12

typedef struct
{
  guint level;
  int   lower;                /* columns */
  int   upper;
} Pair;

typedef struct
{
  WayCsvReader *table;
  const char   *wanted;       /* series; NULL: the only one */
  int           id;           /* columns; -1: none */
  int           t;
  int           value;
  int           mean;
  int           places;
  int           method;
  Pair          pairs[WAY_SERIES_MOST_LEVELS];
  guint         n_pairs;
  char         *found;        /* the series that is read */
  char         *said;         /* its method */
  GArray       *days;         /* guint32 */
  GArray       *numbers;      /* double: value, mean, places, then the pairs */
} Reading;

#define N_PLAIN 3

/* --- the heading --- */

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *pa = a, *pb = b;

  return (pa->level > pb->level) - (pa->level < pb->level);
}

/* The level of a heading that begins like this; 0: it is none. */
static guint
level_of (const char *heading,
          const char *start)
{
  gint64 level;

  if (g_ascii_strncasecmp (heading, start, strlen (start)) != 0 ||
      !way_text_parse_int (heading + strlen (start), 1, 99, &level))
    return 0;
  return (guint) level;
}

static gboolean
add_pair (Reading  *self,
          guint     level,
          int       lower,
          GError  **error)
{
  g_autofree char *other = g_strdup_printf (UPPER "%u", level);
  int upper = way_csv_reader_find (self->table, other);

  if (upper < 0)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "line 1: the heading “%s” is missing beside " LOWER "%u", other, level);
      return FALSE;
    }
  if (self->n_pairs == WAY_SERIES_MOST_LEVELS)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                   "line 1: more than %d ranges", WAY_SERIES_MOST_LEVELS);
      return FALSE;
    }
  self->pairs[self->n_pairs++] = (Pair) { level, lower, upper };
  return TRUE;
}

static gboolean
read_heading (Reading  *self,
              GError  **error)
{
  const char *const *headings = way_csv_reader_headings (self->table);

  self->id = way_csv_reader_find (self->table, "series_id");
  self->t = way_csv_reader_find (self->table, "t");
  self->value = way_csv_reader_find (self->table, "value");
  self->mean = way_csv_reader_find (self->table, "mean");
  self->places = way_csv_reader_find (self->table, "places");
  self->method = way_csv_reader_find (self->table, "method");
  if (self->t < 0 || (self->value < 0 && self->mean < 0))
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "line 1: a series has the headings t and value, or t and mean");
      return FALSE;
    }
  for (guint i = 0; headings[i] != NULL; i++)
    if (level_of (headings[i], LOWER) > 0 &&
        !add_pair (self, level_of (headings[i], LOWER), (int) i, error))
      return FALSE;
  qsort (self->pairs, self->n_pairs, sizeof *self->pairs, compare_pairs);
  return TRUE;
}

/* --- rows --- */

static gboolean
refuse (const Reading  *self,
        const char     *column,
        const char     *text,
        const char     *why,
        GError        **error)
{
  g_autofree char *quoted = way_text_clip (text, 40);

  g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX, "line %u: %s: “%s” %s",
               way_csv_reader_line (self->table), column, quoted, why);
  return FALSE;
}

/* A day, or the first of a month. */
static gboolean
read_day (Reading  *self,
          GError  **error)
{
  const char *text = way_csv_reader_field (self->table, self->t);
  g_autofree char *whole = strlen (text) == 7 ? g_strconcat (text, "-01", NULL) : g_strdup (text);
  GDate date;
  guint32 day;

  if (!way_date_parse (whole, &date))
    return refuse (self, "t", text, "is neither a day (2026-09-01) nor a month (2026-09)", error);
  day = way_date_julian (&date);
  if (self->days->len > 0 && g_array_index (self->days, guint32, self->days->len - 1) >= day)
    return refuse (self, "t", text, "does not come after the row before", error);
  g_array_append_val (self->days, day);
  return TRUE;
}

/* An empty field is no number, not nought. */
static gboolean
read_number (Reading     *self,
             int          column,
             const char  *name,
             GError     **error)
{
  const char *text = way_csv_reader_field (self->table, column);
  double value = NAN;
  char *end;

  if (column >= 0 && *text != '\0')
    {
      value = g_ascii_strtod (text, &end);
      if (end == text || *end != '\0' || !isfinite (value) || fabs (value) > MOST_VALUE)
        return refuse (self, name, text, "is no number", error);
    }
  g_array_append_val (self->numbers, value);
  return TRUE;
}

static gboolean
read_pairs (Reading  *self,
            GError  **error)
{
  for (guint i = 0; i < self->n_pairs; i++)
    {
      double low, high;

      if (!read_number (self, self->pairs[i].lower, "lower", error) ||
          !read_number (self, self->pairs[i].upper, "upper", error))
        return FALSE;
      low = g_array_index (self->numbers, double, self->numbers->len - 2);
      high = g_array_index (self->numbers, double, self->numbers->len - 1);
      if (isnan (low) != isnan (high) || low > high)
        return refuse (self, "upper", way_csv_reader_field (self->table, self->pairs[i].upper),
                       "is below its lower end, or one of the two is missing", error);
    }
  return TRUE;
}

/* Whether the row is of the series that is read; of several, which must be said. */
static gboolean
is_wanted (Reading   *self,
           gboolean  *wanted,
           GError   **error)
{
  const char *id = self->id >= 0 ? way_csv_reader_field (self->table, self->id) : "";

  *wanted = self->wanted == NULL || strcmp (self->wanted, id) == 0;
  if (!*wanted)
    return TRUE;
  if (self->found == NULL)
    self->found = g_strdup (id);
  if (strcmp (self->found, id) != 0)
    return refuse (self, "series_id", id, "is a second series: say which one is meant", error);
  return TRUE;
}

static gboolean
read_row (Reading  *self,
          GError  **error)
{
  gboolean wanted;

  if (!is_wanted (self, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;
  if (self->days->len == WAY_SERIES_MOST_ROWS)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                   "line %u: more than %d rows", way_csv_reader_line (self->table),
                   WAY_SERIES_MOST_ROWS);
      return FALSE;
    }
  if (self->said == NULL && self->method >= 0 &&
      *way_csv_reader_field (self->table, self->method) != '\0')
    self->said = way_text_clip (way_csv_reader_field (self->table, self->method), 200);
  return read_day (self, error) && read_number (self, self->value, "value", error) &&
         read_number (self, self->mean, "mean", error) &&
         read_number (self, self->places, "places", error) && read_pairs (self, error);
}

/* --- the whole --- */

static double *
take_column (const Reading *self,
             guint          column)
{
  guint width = N_PLAIN + 2 * self->n_pairs;
  double *values = g_new (double, MAX (self->days->len, 1));

  for (guint i = 0; i < self->days->len; i++)
    values[i] = g_array_index (self->numbers, double, i * width + column);
  return values;
}

static WaySeriesFile *
finish (Reading *self)
{
  WaySeriesFile *file = g_new0 (WaySeriesFile, 1);

  file->id = self->found != NULL && *self->found != '\0' ? g_strdup (self->found) : NULL;
  file->method = g_steal_pointer (&self->said);
  file->n = self->days->len;
  file->days = g_memdup2 (self->days->data, MAX (self->days->len, 1) * sizeof (guint32));
  file->values = take_column (self, 0);
  file->means = take_column (self, 1);
  file->places = self->places >= 0 ? take_column (self, 2) : NULL;
  file->n_levels = self->n_pairs;
  for (guint i = 0; i < self->n_pairs; i++)
    file->levels[i] = (WaySeriesLevel) { self->pairs[i].level,
                                         take_column (self, N_PLAIN + 2 * i),
                                         take_column (self, N_PLAIN + 2 * i + 1) };
  return file;
}

static gboolean
read_all (Reading  *self,
          GError  **error)
{
  WayCsvStep step;

  if (!read_heading (self, error))
    return FALSE;
  while ((step = way_csv_reader_next (self->table, error)) == WAY_CSV_ROW)
    if (!read_row (self, error))
      return FALSE;
  if (step != WAY_CSV_DONE)
    return FALSE;
  if (self->days->len > 0)
    return TRUE;
  g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
               "the file has no row of %s", self->wanted != NULL ? "that series" : "a series");
  return FALSE;
}

WaySeriesFile *
way_series_file_read (GBytes      *bytes,
                      const char  *id,
                      GError     **error)
{
  g_autoptr(WayCsvReader) table = way_csv_reader_new (bytes, 0, error);
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  Reading reading = { .table = table, .wanted = id, .days = days, .numbers = numbers };
  WaySeriesFile *file = NULL;

  if (table != NULL && read_all (&reading, error))
    file = finish (&reading);
  g_free (reading.found);
  g_free (reading.said);
  return file;
}

void
way_series_file_free (WaySeriesFile *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->method);
  g_free (self->days);
  g_free (self->values);
  g_free (self->means);
  g_free (self->places);
  for (guint i = 0; i < self->n_levels; i++)
    {
      g_free (self->levels[i].lower);
      g_free (self->levels[i].upper);
    }
  g_free (self);
}
