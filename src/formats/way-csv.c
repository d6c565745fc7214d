/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and writes tables of text.  What the columns mean is known to others:
 * here are only bytes, quotes, lines and bounds. */

#include "way-csv.h"

#include <string.h>

#include "way-text.h"

static const char separators[] = ",;\t|";

struct _WayCsvReader
{
  GBytes      *text;        /* UTF-8 */
  const char  *at;
  const char  *end;
  guint        next_line;   /* of `at` */
  guint        rows;
  WayEncoding  encoding;
  char         separator;
  gboolean     failed;
  GStrv        headings;
  guint        n_columns;
  GHashTable  *columns;     /* folded heading -> column + 1 */

  /* The row: its fields one after the other, each ended by a nul. */
  guint        line;
  GString     *values;
  GArray      *starts;      /* of gsize: where each begins in values */
  GPtrArray   *fields;      /* of const char *, in values, and NULL */
};

/* --- Reading --- */

static gboolean
refuse (WayCsvReader     *self,
        WayFormatsError   code,
        guint             line,
        const char       *what,
        GError          **error)
{
  self->failed = TRUE;
  g_set_error (error, WAY_FORMATS_ERROR, code, "line %u, column %u: %s",
               line, self->starts->len + 1, what);
  return FALSE;
}

/* Whether a line end stands at `at`; passes over it. */
static gboolean
take_line_end (WayCsvReader *self)
{
  if (self->at < self->end && *self->at == '\r')
    {
      self->at++;
      if (self->at < self->end && *self->at == '\n')
        self->at++;
      self->next_line++;
      return TRUE;
    }
  if (self->at < self->end && *self->at == '\n')
    {
      self->at++;
      self->next_line++;
      return TRUE;
    }
  return FALSE;
}

static gboolean
ends_plain_field (const WayCsvReader *self,
                  char                c)
{
  return c == self->separator || c == '\n' || c == '\r';
}

static gboolean
take_plain (WayCsvReader  *self,
            GError       **error)
{
  const char *start = self->at;

  while (self->at < self->end && !ends_plain_field (self, *self->at))
    self->at++;
  if (self->at - start > WAY_CSV_MOST_FIELD)
    return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, self->next_line, "the value is too long",
                   error);
  g_string_append_len (self->values, start, self->at - start);
  return TRUE;
}

/* Appends what lies between quotes, counting the lines in it; `at` is behind
 * the closing quote afterwards. */
static gboolean
take_quoted (WayCsvReader  *self,
             GError       **error)
{
  gsize before = self->values->len;
  guint line = self->next_line;

  self->at++;
  while (self->at < self->end)
    {
      char c = *self->at++;

      if (c == '"')
        {
          if (self->at == self->end || *self->at != '"')
            return TRUE;
          self->at++;
        }
      else if (c == '\n' || (c == '\r' && (self->at == self->end || *self->at != '\n')))
        self->next_line++;
      g_string_append_c (self->values, c);
      if (self->values->len - before > WAY_CSV_MOST_FIELD)
        return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, line,
                       "the value is too long, or its closing quote is missing", error);
    }
  return refuse (self, WAY_FORMATS_ERROR_SYNTAX, line,
                 "a quote is opened here and never closed", error);
}

static gboolean
take_field (WayCsvReader  *self,
            GError       **error)
{
  gsize start = self->values->len;

  if (self->starts->len == WAY_CSV_MOST_COLUMNS)
    return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, self->next_line, "too many columns", error);

  if (self->at < self->end && *self->at == '"')
    {
      if (!take_quoted (self, error))
        return FALSE;
      if (self->at < self->end && !ends_plain_field (self, *self->at))
        return refuse (self, WAY_FORMATS_ERROR_SYNTAX, self->next_line,
                       "text follows a closing quote; a quote inside a value is written twice",
                       error);
    }
  else if (!take_plain (self, error))
    return FALSE;

  g_string_append_c (self->values, '\0');
  g_array_append_val (self->starts, start);
  return TRUE;
}

/* values moves while it grows, so the fields are known only when it is whole. */
static void
point_at_fields (WayCsvReader *self)
{
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < self->starts->len; i++)
    g_ptr_array_add (self->fields, self->values->str + g_array_index (self->starts, gsize, i));
  g_ptr_array_add (self->fields, NULL);
}

/* One row from where a line begins, empty or not. */
static gboolean
take_row (WayCsvReader  *self,
          GError       **error)
{
  self->line = self->next_line;
  g_string_truncate (self->values, 0);
  g_array_set_size (self->starts, 0);
  while (take_field (self, error))
    {
      if (self->at < self->end && *self->at == self->separator)
        {
          self->at++;
          continue;
        }
      take_line_end (self);
      point_at_fields (self);
      return TRUE;
    }
  return FALSE;
}

/* How often each separator stands in the first line, outside quotes. */
static char
sniff_separator (const char *at,
                 const char *end)
{
  guint counts[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++)
    {
      const char *found = *at != '\0' ? strchr (separators, *at) : NULL;

      if (*at == '"')
        quoted = !quoted;
      else if (!quoted && found != NULL)
        counts[found - separators]++;
    }
  for (guint i = 1; i < sizeof separators - 1; i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

static gboolean
keep_headings (WayCsvReader  *self,
               GError       **error)
{
  self->n_columns = self->starts->len;
  self->headings = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    {
      char *heading = g_strstrip (g_strdup (g_ptr_array_index (self->fields, i)));
      g_autofree char *quoted = way_text_clip (heading, 60);

      self->headings[i] = heading;
      if (heading[0] == '\0' ||
          g_hash_table_insert (self->columns, g_utf8_casefold (heading, -1),
                               GUINT_TO_POINTER (i + 1)))
        continue;
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX,
                   "line %u, column %u: the heading “%s” stands there twice", self->line,
                   i + 1, quoted);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_heading_line (WayCsvReader  *self,
                   char           separator,
                   GError       **error)
{
  while (take_line_end (self))
    ;
  if (self->at == self->end)
    {
      g_set_error_literal (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                           "line 1: the file is empty; it needs a line of headings");
      return FALSE;
    }
  self->separator = separator != 0 ? separator : sniff_separator (self->at, self->end);
  return take_row (self, error) && keep_headings (self, error);
}

WayCsvReader *
way_csv_reader_new (GBytes  *bytes,
                    char     separator,
                    GError **error)
{
  g_autoptr(WayCsvReader) self = g_new0 (WayCsvReader, 1);
  gsize size = g_bytes_get_size (bytes);

  if (size > WAY_CSV_MOST_BYTES)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                   "the file has more than %d MB", WAY_CSV_MOST_BYTES / (1024 * 1024));
      return NULL;
    }
  self->text = way_unicode_read (bytes, &self->encoding, error);
  if (self->text == NULL)
    return NULL;

  /* Of no bytes there is no address, to which nothing could be added. */
  self->at = g_bytes_get_data (self->text, &size);
  if (size == 0)
    self->at = "";
  self->end = self->at + size;
  self->next_line = 1;
  self->values = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->fields = g_ptr_array_new ();
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return read_heading_line (self, separator, error) ? g_steal_pointer (&self) : NULL;
}

void
way_csv_reader_free (WayCsvReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->headings, g_strfreev);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  if (self->values != NULL)
    g_string_free (self->values, TRUE);
  g_free (self);
}

WayEncoding
way_csv_reader_encoding (const WayCsvReader *self)
{
  return self->encoding;
}

char
way_csv_reader_separator (const WayCsvReader *self)
{
  return self->separator;
}

const char *const *
way_csv_reader_headings (const WayCsvReader *self)
{
  return (const char *const *) self->headings;
}

guint
way_csv_reader_n_columns (const WayCsvReader *self)
{
  return self->n_columns;
}

int
way_csv_reader_find (const WayCsvReader *self,
                     const char         *heading)
{
  g_autofree char *folded = g_utf8_casefold (heading, -1);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->columns, folded)) - 1;
}

WayCsvStep
way_csv_reader_next (WayCsvReader  *self,
                     GError       **error)
{
  g_return_val_if_fail (!self->failed, WAY_CSV_ERROR);

  while (take_line_end (self))
    ;
  if (self->at == self->end)
    return WAY_CSV_DONE;
  g_array_set_size (self->starts, 0);
  if (self->rows++ == WAY_CSV_MOST_ROWS)
    {
      refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, self->next_line, "too many rows", error);
      return WAY_CSV_ERROR;
    }
  return take_row (self, error) ? WAY_CSV_ROW : WAY_CSV_ERROR;
}

guint
way_csv_reader_line (const WayCsvReader *self)
{
  return self->line;
}

guint
way_csv_reader_n_fields (const WayCsvReader *self)
{
  return self->starts->len;
}

const char *const *
way_csv_reader_fields (const WayCsvReader *self)
{
  return (const char *const *) self->fields->pdata;
}

const char *
way_csv_reader_field (const WayCsvReader *self,
                      int                 column)
{
  if (column < 0 || (guint) column >= self->starts->len)
    return "";
  return g_ptr_array_index (self->fields, column);
}

/* --- Writing --- */

/* A leading byte order mark would be taken for the file's. */
static gboolean
needs_quotes (const char *value)
{
  return strpbrk (value, ",\"\r\n") != NULL || g_str_has_prefix (value, "\357\273\277");
}

static gboolean
is_number (const char *value)
{
  char *end;

  g_ascii_strtod (value, &end);
  return end > value && *end == '\0' && strpbrk (value, "xXnN") == NULL;
}

/* What spreadsheets take for a formula, or skip over to find one: a leading
 * sign of one, also behind spaces.  A plain number with a sign is harmless. */
static gboolean
looks_like_formula (const char *value)
{
  const char *start = value + strspn (value, " \t\r\n");

  return *start != '\0' && strchr ("=+-@", *start) != NULL && !is_number (value);
}

static void
write_value (GString     *out,
             const char  *value,
             gboolean     quoted,
             WayCsvFlags  flags)
{
  if (quoted)
    g_string_append_c (out, '"');
  if ((flags & WAY_CSV_FOR_PEOPLE) && looks_like_formula (value))
    g_string_append_c (out, '\'');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (quoted && *p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  if (quoted)
    g_string_append_c (out, '"');
}

void
way_csv_write_row (GString            *out,
                   const char *const  *values,
                   guint               n_values,
                   WayCsvFlags         flags)
{
  for (guint i = 0; i < n_values; i++)
    {
      const char *value = values[i] != NULL ? values[i] : "";

      if (i > 0)
        g_string_append_c (out, ',');

      /* A row of one empty value would be an empty line, which is no row. */
      write_value (out, value, needs_quotes (value) || (n_values == 1 && *value == '\0'), flags);
    }
  g_string_append_c (out, '\n');
}
