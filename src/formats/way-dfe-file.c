/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of the DfE.  Which columns are figures is not said in the file: it
 * is read once to see where every value is a number or a sign. */

#include "way-dfe-file.h"

#include <string.h>

#include "way-text.h"

/* The columns of time and geography; of the last two, the older is used in
 * rates of areas that are no more. */
static const char *const known[] = {
  "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
  "region_code", "region_name", "new_la_code", "la_name", "old_la_code",
};

enum
{
  COLUMN_PERIOD,
  COLUMN_IDENTIFIER,
  COLUMN_LEVEL,
  COLUMN_REGION = 5,
  COLUMN_LA = 9,
};

struct _WayDfeFile
{
  WayCsvReader *reader;
  int           columns[G_N_ELEMENTS (known)];
  GPtrArray    *figures;      /* headings, and NULL */
  GArray       *filters;      /* int: columns that part */
  GString      *part;
};

/* --- Values --- */

static const struct
{
  const char *text;
  const char *sign;
} signs[] = {
  { "c", "c" }, { "x", "x" }, { "z", "z" }, { "low", "low" }, { "k", "low" }, { "~", "low" },
  { "u", "u" }, { ":", "x" }, { ".", "x" }, { "..", "x" },
};

static const char *
find_sign (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_ascii_strcasecmp (signs[i].text, text) == 0)
      return signs[i].sign;
  return NULL;
}

/* "1,234.5" without its commas; NULL for what is no number. */
static char *
dup_number (const char *text)
{
  g_autoptr(GString) number = g_string_new (NULL);
  gboolean point = FALSE;
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        digits++;
      else if (*p == ',' && digits > 0 && !point)
        continue;
      else if (*p == '.' && !point && digits > 0)
        point = TRUE;
      else if (*p != '-' || number->len > 0)
        return NULL;
      g_string_append_c (number, *p);
    }
  if (digits == 0 || digits > 20 || number->str[number->len - 1] == '.')
    return NULL;
  return g_string_free (g_steal_pointer (&number), FALSE);
}

static gboolean
is_figure (const char *text)
{
  g_autofree char *number = dup_number (text);

  return number != NULL || *text == '\0' || find_sign (text) != NULL;
}

/* --- Columns --- */

static gboolean
is_known (const char *heading)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i], heading) == 0)
      return TRUE;
  return FALSE;
}

/* A column of figures has one number at least. */
typedef struct
{
  gboolean all_figures;
  gboolean has_number;
} Looked;

static gboolean
look_at_columns (GBytes  *bytes,
                 Looked  *looked,
                 GError **error)
{
  g_autoptr(WayCsvReader) reader = way_csv_reader_new (bytes, 0, error);
  WayCsvStep step = reader != NULL ? WAY_CSV_ROW : WAY_CSV_ERROR;
  guint n = reader != NULL ? way_csv_reader_n_columns (reader) : 0;

  for (guint i = 0; i < n; i++)
    looked[i] = (Looked) { TRUE, FALSE };
  while (step == WAY_CSV_ROW && (step = way_csv_reader_next (reader, error)) == WAY_CSV_ROW)
    for (guint i = 0; i < n; i++)
      {
        const char *text = way_csv_reader_field (reader, (int) i);

        looked[i].all_figures &= is_figure (text);
        looked[i].has_number |= g_ascii_isdigit (*text);
      }
  return step == WAY_CSV_DONE;
}

static gboolean
sort_columns (WayDfeFile  *self,
              GBytes      *bytes,
              GError     **error)
{
  const char *const *headings = way_csv_reader_headings (self->reader);
  guint n = way_csv_reader_n_columns (self->reader);
  g_autofree Looked *looked = g_new0 (Looked, n + 1);

  if (!look_at_columns (bytes, looked, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      int column = (int) i;

      if (is_known (headings[i]) || *headings[i] == '\0')
        continue;
      if (looked[i].all_figures && looked[i].has_number)
        g_ptr_array_add (self->figures, (gpointer) headings[i]);
      else
        g_array_append_val (self->filters, column);
    }
  if (self->figures->len == 0)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "line 1: no column of figures stands beside time and place");
      return FALSE;
    }
  g_ptr_array_add (self->figures, NULL);
  return TRUE;
}

static gboolean
find_columns (WayDfeFile  *self,
              GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      self->columns[i] = way_csv_reader_find (self->reader, known[i]);
      if (self->columns[i] >= 0 || i > COLUMN_LEVEL)
        continue;
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "line 1: %s is missing: this is no file of education statistics", known[i]);
      return FALSE;
    }
  return TRUE;
}

WayDfeFile *
way_dfe_file_new (GBytes  *bytes,
                  GError **error)
{
  g_autoptr(WayDfeFile) self = g_new0 (WayDfeFile, 1);

  self->figures = g_ptr_array_new ();
  self->filters = g_array_new (FALSE, FALSE, sizeof (int));
  self->part = g_string_new (NULL);
  self->reader = way_csv_reader_new (bytes, 0, error);
  if (self->reader == NULL || !find_columns (self, error) || !sort_columns (self, bytes, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_dfe_file_free (WayDfeFile *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->figures);
  g_array_unref (self->filters);
  g_string_free (self->part, TRUE);
  g_clear_pointer (&self->reader, way_csv_reader_free);
  g_free (self);
}

const WayCsvReader *
way_dfe_file_table (const WayDfeFile *self)
{
  return self->reader;
}

const char *const *
way_dfe_file_figures (const WayDfeFile *self)
{
  return (const char *const *) self->figures->pdata;
}

/* --- Periods --- */

static const struct
{
  const char *identifier;
  int         month;           /* in which it begins */
  int         months;
} periods[] = {
  { "academic year", 9, 12 }, { "calendar year", 1, 12 }, { "financial year", 4, 12 },
  { "tax year", 4, 12 }, { "reporting year", 1, 12 }, { "autumn term", 9, 4 },
  { "spring term", 1, 3 }, { "summer term", 4, 5 }, { "autumn and spring term", 9, 7 },
  { "january", 1, 1 }, { "february", 2, 1 }, { "march", 3, 1 }, { "april", 4, 1 }, { "may", 5, 1 },
  { "june", 6, 1 }, { "july", 7, 1 }, { "august", 8, 1 }, { "september", 9, 1 },
  { "october", 10, 1 }, { "november", 11, 1 }, { "december", 12, 1 },
};

/* "202223" is 2022, and 2023 for what begins in its second half. */
static gboolean
read_year (const char *period,
           gboolean    second,
           int        *year)
{
  gint64 number;
  gsize size = strlen (period);

  if (!way_text_parse_int (period, 0, 999999, &number))
    return FALSE;
  if (size == 4)
    *year = (int) number;
  else if (size == 6 && (number / 100 + 1) % 100 == number % 100)
    *year = (int) (number / 100) + (second ? 1 : 0);
  else
    return FALSE;
  return *year >= 1990 && *year <= 2100;
}

gboolean
way_dfe_period (const char *period,
                const char *identifier,
                GDate      *from,
                GDate      *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      gboolean second = periods[i].months < 12 && periods[i].month < 9;
      GDate next;
      int year;

      if (g_ascii_strcasecmp (periods[i].identifier, identifier) != 0)
        continue;
      if (!read_year (period, second, &year))
        return FALSE;
      *from = way_date_ymd (year, periods[i].month, 1);
      next = way_date_add_months (from, periods[i].months);
      *to = way_date_add_days (&next, -1);
      return TRUE;
    }
  return FALSE;
}

/* --- Rows --- */

static const char *
field (const WayDfeFile *self,
       guint             column)
{
  return self->columns[column] >= 0 ? way_csv_reader_field (self->reader, self->columns[column])
                                    : "";
}

static WayDfeLevel
find_level (const char *text)
{
  if (g_ascii_strcasecmp (text, "National") == 0)
    return WAY_DFE_NATIONAL;
  if (g_ascii_strcasecmp (text, "Regional") == 0)
    return WAY_DFE_REGIONAL;
  return g_ascii_strcasecmp (text, "Local authority") == 0 ? WAY_DFE_LA : WAY_DFE_OTHER;
}

static void
read_parts (WayDfeFile *self,
            WayDfeRow  *row)
{
  const char *const *headings = way_csv_reader_headings (self->reader);

  row->is_total = TRUE;
  g_string_truncate (self->part, 0);
  for (guint i = 0; i < self->filters->len; i++)
    {
      int column = g_array_index (self->filters, int, i);
      const char *text = way_csv_reader_field (self->reader, column);

      if (*text == '\0')
        continue;
      row->is_total &= g_ascii_strcasecmp (text, "Total") == 0 ||
                       g_ascii_strcasecmp (text, "All") == 0;
      g_string_append_printf (self->part, "%s%s: %s", self->part->len > 0 ? "; " : "",
                              headings[column], text);
    }
  row->part = self->part->len > 0 ? self->part->str : NULL;
}

WayCsvStep
way_dfe_file_next (WayDfeFile  *self,
                   WayDfeRow   *row,
                   GError     **error)
{
  WayCsvStep step = way_csv_reader_next (self->reader, error);

  *row = (WayDfeRow) { .from = way_date_none (), .to = way_date_none () };
  if (step != WAY_CSV_ROW)
    return step;
  row->level = find_level (field (self, COLUMN_LEVEL));
  row->region = *field (self, COLUMN_REGION) != '\0' ? field (self, COLUMN_REGION) : NULL;
  row->la = *field (self, COLUMN_LA) != '\0' ? field (self, COLUMN_LA) : NULL;
  if (!way_dfe_period (field (self, COLUMN_PERIOD), field (self, COLUMN_IDENTIFIER), &row->from,
                       &row->to))
    row->reason = "time_period: cannot be told";
  read_parts (self, row);
  return step;
}

char *
way_dfe_file_dup_value (const WayDfeFile *self,
                        const char       *figure)
{
  const char *text = way_csv_reader_field (self->reader,
                                           way_csv_reader_find (self->reader, figure));
  const char *sign = find_sign (text);

  if (*text == '\0')
    return g_strdup ("x");
  return sign != NULL ? g_strdup (sign) : dup_number (text);
}
