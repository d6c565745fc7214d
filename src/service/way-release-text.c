/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Release tables to CSV and Table Schema, and back. */

#include "way-release-text.h"

#include <string.h>

#include "way-csv.h"
#include "way-service-error.h"
#include "way-text.h"

#define MOST_NAME 200
#define MOST_NOTE 2000
#define MOST_COLUMNS 40
#define MOST_PERIODS 400
#define MOST_CATEGORIES 4000

/* Counts larger than any country's. */
#define MOST_COUNT 100000000

/* --- Writing --- */

static void
add_heading (const WayReleaseTable *self,
             GString               *out)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, self->period_name);
  for (guint i = 0; i < self->dimensions->len; i++)
    g_ptr_array_add (words, g_array_index (self->dimensions, WayReleaseDimension, i).name);
  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (words, g_array_index (self->columns, WayReleaseColumn, i).name);
  way_csv_write_row (out, (const char *const *) words->pdata, words->len, WAY_CSV_PLAIN);
}

static void
add_row (const WayReleaseTable *self,
         guint                  period,
         guint                  cell,
         GString               *out)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_strdup (g_ptr_array_index (self->periods, period)));
  for (guint i = 0; i < self->dimensions->len; i++)
    g_ptr_array_add (words, g_strdup (way_release_table_code (self, cell, i)));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const WayReleaseColumn *column = &g_array_index (self->columns, WayReleaseColumn, i);
      guint at = period * way_release_table_n_cells (self) + cell;

      g_ptr_array_add (words, way_release_figure_text (column, &column->figures[at]));
    }
  way_csv_write_row (out, (const char *const *) words->pdata, words->len, WAY_CSV_FOR_PEOPLE);
}

GString *
way_release_table_to_csv (const WayReleaseTable *self)
{
  GString *out = g_string_new (NULL);

  add_heading (self, out);
  for (guint period = 0; period < self->periods->len; period++)
    for (guint cell = 0; cell < way_release_table_n_cells (self); cell++)
      add_row (self, period, cell, out);
  return out;
}

static void
add_pair (GString    *out,
          const char *name,
          const char *text)
{
  g_string_append_printf (out, "\"%s\": ", name);
  way_json_append_text (out, text);
}

static void
begin_field (GString    *out,
             const char *name,
             const char *title,
             const char *type,
             const char *role)
{
  g_string_append (out, "          {");
  add_pair (out, "name", name);
  g_string_append (out, ", ");
  add_pair (out, "title", title);
  g_string_append_printf (out, ", \"type\": \"%s\", \"waymark:role\": \"%s\"", type, role);
}

static void
add_flag (GString    *out,
          const char *name,
          gboolean    value)
{
  if (value)
    g_string_append_printf (out, ", \"waymark:%s\": true", name);
}

static void
describe_dimension (const WayReleaseDimension *self,
                    GString                   *out)
{
  begin_field (out, self->name, self->title, "string", "dimension");
  add_flag (out, "inSeveral", self->is_loose);
  add_flag (out, "sensitive", self->is_sensitive);
  add_flag (out, "provider", self->is_provider);
  g_string_append (out, ", \"categories\": [");
  for (guint i = 0; i < self->codes->len; i++)
    {
      g_string_append (out, i > 0 ? ", {" : "{");
      add_pair (out, "value", g_ptr_array_index (self->codes, i));
      g_string_append (out, ", ");
      add_pair (out, "label", g_ptr_array_index (self->labels, i));
      g_string_append_c (out, '}');
    }
  g_string_append_printf (out, "%s{\"value\": \"%s\", \"label\": \"%s\"}]}",
                          self->codes->len > 0 ? ", " : "", WAY_RELEASE_TOTAL, WAY_RELEASE_TOTAL);
}

static const char *const roles[] = {
  [WAY_RELEASE_COUNT] = "count",
  [WAY_RELEASE_OPEN] = "open",
  [WAY_RELEASE_LESS] = "less",
  [WAY_RELEASE_RATE] = "rate",
  [WAY_RELEASE_SHARE] = "share",
};

static void
describe_column (const WayReleaseTable  *self,
                 const WayReleaseColumn *column,
                 GString                *out)
{
  begin_field (out, column->name, column->title,
               way_release_kind_has_tenths (column->kind) ? "number" : "integer", roles[column->kind]);
  add_flag (out, "sensitive", column->is_sensitive);
  if (column->kind == WAY_RELEASE_SHARE)
    g_string_append_printf (
      out, ", \"waymark:of\": [\"%s\"]",
      g_array_index (self->columns, WayReleaseColumn, column->of[0]).name);
  else if (way_release_kind_is_made (column->kind))
    g_string_append_printf (
      out, ", \"waymark:of\": [\"%s\", \"%s\"]",
      g_array_index (self->columns, WayReleaseColumn, column->of[0]).name,
      g_array_index (self->columns, WayReleaseColumn, column->of[1]).name);
  g_string_append_c (out, '}');
}

static void
describe_fields (const WayReleaseTable *self,
                 GString               *out)
{
  begin_field (out, self->period_name, self->period_title,
               g_str_equal (self->period_name, "census_date") ? "date" : "string", "period");
  g_string_append_c (out, '}');
  for (guint i = 0; i < self->dimensions->len; i++)
    {
      g_string_append (out, ",\n");
      describe_dimension (&g_array_index (self->dimensions, WayReleaseDimension, i), out);
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_string_append (out, ",\n");
      describe_column (self, &g_array_index (self->columns, WayReleaseColumn, i), out);
    }
}

void
way_release_table_describe (const WayReleaseTable *self,
                            gsize                  bytes,
                            const char            *sha256,
                            GString               *out)
{
  g_string_append (out, "    {\n      ");
  add_pair (out, "name", self->name);
  g_string_append (out, ",\n      ");
  add_pair (out, "title", self->title);
  g_string_append (out, ",\n      ");
  add_pair (out, "description", self->note);
  g_string_append_printf (out, ",\n      \"profile\": \"tabular-data-resource\",\n"
                               "      \"path\": \"%s.csv\",\n      \"format\": \"csv\",\n"
                               "      \"mediatype\": \"text/csv\",\n      \"encoding\": \"utf-8\",\n"
                               "      \"bytes\": %" G_GSIZE_FORMAT ",\n"
                               "      \"hash\": \"sha256:%s\",\n"
                               "      \"schema\": {\n        \"fields\": [\n",
                          self->name, bytes, sha256);
  describe_fields (self, out);
  g_string_append_printf (out, "\n        ],\n        \"primaryKey\": [\"%s\"", self->period_name);
  for (guint i = 0; i < self->dimensions->len; i++)
    g_string_append_printf (out, ", \"%s\"",
                            g_array_index (self->dimensions, WayReleaseDimension, i).name);
  g_string_append (out, "],\n        \"missingValues\": [\"\", \"c\", \"x\", \"z\", \"low\", \"u\"]\n"
                        "      }\n    }");
}

char *
way_release_table_resource (const WayReleaseTable *self,
                            const GString         *csv)
{
  GString *out = g_string_new (NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, csv->str,
                                                           (gssize) csv->len);

  way_release_table_describe (self, csv->len, sha256, out);
  return g_string_free (out, FALSE);
}

/* --- Reading --- */

typedef struct
{
  WayReleaseTable *table;
  WayCsvReader    *csv;
  int              period;
  int             *dimensions;   /* CSV columns */
  int             *columns;
  GArray          *rows;         /* Row */
} Reading;

typedef struct
{
  guint      line;
  guint      period;
  guint      at[WAY_DISCLOSURE_MOST_DIMENSIONS];
  WayFigure *figures;
} Row;

static gboolean
refuse (GError     **error,
        const char  *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID, words);
  return FALSE;
}

static const char *
get_words (const WayJson *object,
           const char    *name,
           gsize          most)
{
  const char *text = way_json_text (way_json_member (object, name));

  return text != NULL && *text != '\0' && way_text_is_clean (text, most, FALSE) ? text : NULL;
}

static const char *
get_text (const WayJson *object,
          const char    *name)
{
  return get_words (object, name, MOST_NAME);
}

/* How people say it; the name where it does not say. */
static const char *
get_title (const WayJson *object)
{
  const char *title = get_text (object, "title");

  return title != NULL ? title : get_text (object, "name");
}

static gboolean
get_flag (const WayJson *object,
          const char    *name)
{
  gboolean value = FALSE;

  return way_json_boolean (way_json_member (object, name), &value) && value;
}

static gboolean
read_column (WayReleaseTable  *table,
             const WayJson    *field,
             const char       *role,
             GError          **error)
{
  const WayJson *of = way_json_member (field, "waymark:of");
  guint kind = 0;
  WayReleaseColumn *column;

  while (kind < G_N_ELEMENTS (roles) && strcmp (roles[kind], role) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (roles))
    return refuse (error, "“%s” is no role of a field", role);
  column = way_release_table_add_column (table, get_text (field, "name"), get_title (field),
                                         (WayReleaseKind) kind);
  column->is_sensitive = get_flag (field, "waymark:sensitive");
  for (guint i = 0; i < (kind == WAY_RELEASE_SHARE ? 1u : 2u) && kind >= WAY_RELEASE_LESS; i++)
    {
      const char *name = way_json_text (way_json_at (of, i));
      const WayReleaseColumn *part = name != NULL ? way_release_table_find (table, name) : NULL;

      if (part == NULL || part >= column)
        return refuse (error, "field “%s” is made of fields that do not stand before it",
                       column->name);
      column->of[i] = (guint) (part - (const WayReleaseColumn *) (void *) table->columns->data);
    }
  return TRUE;
}

static gboolean
read_dimension (WayReleaseTable  *table,
                const WayJson    *field,
                GError          **error)
{
  WayReleaseDimension *dimension;

  if (table->dimensions->len == WAY_DISCLOSURE_MOST_DIMENSIONS)
    return refuse (error, "there are more than %d dimensions", WAY_DISCLOSURE_MOST_DIMENSIONS);
  dimension = way_release_table_add_dimension (table, get_text (field, "name"), get_title (field));
  dimension->is_loose = get_flag (field, "waymark:inSeveral");
  dimension->is_sensitive = get_flag (field, "waymark:sensitive");
  dimension->is_provider = get_flag (field, "waymark:provider");
  return TRUE;
}

static gboolean
read_field (WayReleaseTable  *table,
            const WayJson    *field,
            GError          **error)
{
  const char *role = get_text (field, "waymark:role");

  if (get_text (field, "name") == NULL || role == NULL)
    return refuse (error, "a field has no name, or no waymark:role");
  if (strcmp (role, "dimension") == 0)
    return read_dimension (table, field, error);
  if (strcmp (role, "period") != 0)
    return read_column (table, field, role, error);
  if (table->period_name != NULL)
    return refuse (error, "there are two periods");
  table->period_name = g_strdup (get_text (field, "name"));
  table->period_title = g_strdup (get_title (field));
  return TRUE;
}

static gboolean
read_fields (WayReleaseTable  *table,
             const WayJson    *resource,
             GError          **error)
{
  const WayJson *fields = way_json_member (way_json_member (resource, "schema"), "fields");

  if (way_json_length (fields) > MOST_COLUMNS)
    return refuse (error, "there are more than %d fields", MOST_COLUMNS);
  for (guint i = 0; i < way_json_length (fields); i++)
    if (!read_field (table, way_json_at (fields, i), error))
      return FALSE;
  if (table->period_name == NULL || table->dimensions->len == 0 || table->columns->len == 0)
    return refuse (error, "a period, a dimension or a column is missing");
  return TRUE;
}

static gboolean
find_column (const Reading *self,
             const char    *name,
             int           *column,
             GError       **error)
{
  *column = way_csv_reader_find (self->csv, name);
  return *column >= 0 || refuse (error, "there is no column “%s”", name);
}

static gboolean
find_columns (Reading  *self,
              GError  **error)
{
  const WayReleaseTable *table = self->table;

  self->dimensions = g_new0 (int, table->dimensions->len);
  self->columns = g_new0 (int, table->columns->len);
  if (!find_column (self, table->period_name, &self->period, error))
    return FALSE;
  for (guint i = 0; i < table->dimensions->len; i++)
    if (!find_column (self, g_array_index (table->dimensions, WayReleaseDimension, i).name,
                      &self->dimensions[i], error))
      return FALSE;
  for (guint i = 0; i < table->columns->len; i++)
    if (!find_column (self, g_array_index (table->columns, WayReleaseColumn, i).name,
                      &self->columns[i], error))
      return FALSE;
  return TRUE;
}

/* "12" and "12.5", as tenths where the column is a rate. */
static gboolean
parse_number (const char *text,
              gboolean    is_rate,
              gint32     *value)
{
  g_auto(GStrv) halves = g_strsplit (text, ".", 2);
  gint64 whole, tenths = 0;

  if (halves[0] == NULL || !way_text_parse_int (halves[0], -MOST_COUNT, MOST_COUNT, &whole))
    return FALSE;
  if (halves[1] != NULL && (!is_rate || !way_text_parse_int (halves[1], 0, 9, &tenths)))
    return FALSE;
  *value = (gint32) (is_rate ? whole * 10 + tenths : whole);
  return TRUE;
}

static gboolean
read_figure (const Reading           *self,
             const WayReleaseColumn  *column,
             const char              *text,
             WayFigure               *figure,
             GError                 **error)
{
  *figure = (WayFigure) { .symbol = WAY_SYMBOL_NUMBER };
  if (*text == '\0')
    {
      figure->symbol = WAY_SYMBOL_UNAVAILABLE;
      return TRUE;
    }
  if (way_symbol_from_text (text, &figure->symbol))
    return TRUE;
  if (parse_number (text, way_release_kind_has_tenths (column->kind), &figure->value) &&
      (column->kind != WAY_RELEASE_COUNT || figure->value >= 0))
    return TRUE;
  return refuse (error, "line %u, column “%s”: “%s” is no figure",
                 way_csv_reader_line (self->csv), column->name, text);
}

static guint
find_period (WayReleaseTable *table,
             const char      *text)
{
  for (guint i = 0; i < table->periods->len; i++)
    if (strcmp (g_ptr_array_index (table->periods, i), text) == 0)
      return i;
  g_ptr_array_add (table->periods, g_strdup (text));
  return table->periods->len - 1;
}

/* G_MAXUINT for the total: how many there are is not known yet. */
static gboolean
read_category (Reading  *self,
               guint     dimension,
               guint    *category,
               GError  **error)
{
  const char *text = way_csv_reader_field (self->csv, self->dimensions[dimension]);

  if (*text == '\0' || !way_text_is_clean (text, MOST_NAME, FALSE))
    return refuse (error, "line %u: a category is empty, too long or no text",
                   way_csv_reader_line (self->csv));
  if (g_array_index (self->table->dimensions, WayReleaseDimension, dimension).codes->len >
      MOST_CATEGORIES)
    return refuse (error, "there are more than %d categories", MOST_CATEGORIES);
  *category = strcmp (text, WAY_RELEASE_TOTAL) == 0
    ? G_MAXUINT
    : way_release_dimension_category (
        &g_array_index (self->table->dimensions, WayReleaseDimension, dimension), text, text);
  return TRUE;
}

static gboolean
read_row (Reading  *self,
          GError  **error)
{
  const WayReleaseTable *table = self->table;
  const char *period = way_csv_reader_field (self->csv, self->period);
  Row row = { .line = way_csv_reader_line (self->csv) };

  if (*period == '\0' || !way_text_is_clean (period, MOST_NAME, FALSE))
    return refuse (error, "line %u: the period is empty, too long or no text", row.line);
  row.period = find_period (self->table, period);
  if (table->periods->len > MOST_PERIODS)
    return refuse (error, "there are more than %d periods", MOST_PERIODS);
  for (guint i = 0; i < table->dimensions->len; i++)
    if (!read_category (self, i, &row.at[i], error))
      return FALSE;
  row.figures = g_new0 (WayFigure, table->columns->len);
  g_array_append_val (self->rows, row);
  for (guint i = 0; i < table->columns->len; i++)
    if (!read_figure (self, &g_array_index (table->columns, WayReleaseColumn, i),
                      way_csv_reader_field (self->csv, self->columns[i]), &row.figures[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_rows (Reading  *self,
           GError  **error)
{
  WayCsvStep step;

  while ((step = way_csv_reader_next (self->csv, error)) == WAY_CSV_ROW)
    {
      if (self->rows->len == WAY_RELEASE_MOST_CELLS)
        return refuse (error, "there are more than %d rows", WAY_RELEASE_MOST_CELLS);
      if (!read_row (self, error))
        return FALSE;
    }
  return step == WAY_CSV_DONE;
}

/* All categories are known: rows find their cells. */
static gboolean
place_row (const Reading *self,
           Row           *row,
           guint8        *is_taken,
           GError       **error)
{
  const WayReleaseTable *table = self->table;
  guint at;

  for (guint i = 0; i < table->dimensions->len; i++)
    row->at[i] = MIN (row->at[i],
                      g_array_index (table->dimensions, WayReleaseDimension, i).codes->len);
  at = row->period * way_release_table_n_cells (table) + way_release_table_cell (table, row->at);
  if (is_taken[at])
    return refuse (error, "line %u: the same categories stand above", row->line);
  is_taken[at] = 1;
  for (guint i = 0; i < table->columns->len; i++)
    g_array_index (table->columns, WayReleaseColumn, i).figures[at] = row->figures[i];
  return TRUE;
}

static gboolean
place_rows (Reading  *self,
            GError  **error)
{
  WayReleaseTable *table = self->table;
  guint64 n = table->periods->len;
  g_autofree guint8 *is_taken = NULL;

  for (guint i = 0; i < table->dimensions->len && n <= WAY_RELEASE_MOST_CELLS; i++)
    n *= g_array_index (table->dimensions, WayReleaseDimension, i).codes->len + 1;
  if (n > WAY_RELEASE_MOST_CELLS)
    return refuse (error, "there are more than %d cells", WAY_RELEASE_MOST_CELLS);
  is_taken = g_new0 (guint8, n + 1);
  for (guint i = 0; i < table->columns->len; i++)
    way_release_table_make_figures (table, &g_array_index (table->columns, WayReleaseColumn, i));
  for (guint i = 0; i < self->rows->len; i++)
    if (!place_row (self, &g_array_index (self->rows, Row, i), is_taken, error))
      return FALSE;
  return TRUE;
}

/* How people say the categories that the rows have. */
static void
label_dimension (WayReleaseDimension *dimension,
                 const WayJson       *field)
{
  const WayJson *categories = way_json_member (field, "categories");
  g_autoptr(GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < way_json_length (categories); i++)
    {
      const char *value = get_text (way_json_at (categories, i), "value");
      const char *label = get_text (way_json_at (categories, i), "label");

      if (value != NULL && label != NULL)
        g_hash_table_insert (labels, (gpointer) value, (gpointer) label);
    }
  for (guint i = 0; i < dimension->codes->len; i++)
    {
      const char *label = g_hash_table_lookup (labels, g_ptr_array_index (dimension->codes, i));

      if (label == NULL)
        continue;
      g_free (g_ptr_array_index (dimension->labels, i));
      g_ptr_array_index (dimension->labels, i) = g_strdup (label);
    }
}

static void
label_dimensions (WayReleaseTable *table,
                  const WayJson   *resource)
{
  const WayJson *fields = way_json_member (way_json_member (resource, "schema"), "fields");
  guint n = 0;

  for (guint i = 0; i < way_json_length (fields); i++)
    if (g_strcmp0 (get_text (way_json_at (fields, i), "waymark:role"), "dimension") == 0)
      label_dimension (&g_array_index (table->dimensions, WayReleaseDimension, n++),
                       way_json_at (fields, i));
}

static void
clear_row (gpointer data)
{
  g_free (((Row *) data)->figures);
}

WayReleaseTable *
way_release_table_read (const WayJson  *resource,
                        GBytes         *csv,
                        GError        **error)
{
  const char *name = get_text (resource, "name");
  g_autoptr(WayReleaseTable) table = NULL;
  g_autoptr(WayCsvReader) reader = NULL;
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  Reading self = { .rows = rows };
  gboolean done;

  if (name == NULL)
    {
      refuse (error, "a resource has no name");
      return NULL;
    }
  g_array_set_clear_func (rows, clear_row);
  table = way_release_table_new (name, get_text (resource, "title"),
                                 get_words (resource, "description", MOST_NOTE), NULL, NULL);
  self.table = table;
  if (!read_fields (table, resource, error))
    return NULL;
  reader = way_csv_reader_new (csv, ',', error);
  self.csv = reader;
  if (reader == NULL)
    return NULL;
  done = find_columns (&self, error) && read_rows (&self, error) && place_rows (&self, error);
  if (done)
    label_dimensions (table, resource);
  g_free (self.dimensions);
  g_free (self.columns);
  return done ? g_steal_pointer (&table) : NULL;
}
