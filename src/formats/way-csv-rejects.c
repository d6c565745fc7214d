/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands refused rows back in their own shape. */

#include "way-csv-rejects.h"

struct _WayCsvRejects
{
  GString *out;
  guint    column;   /* of the reasons */
  guint    rows;
};

/* The row with one value in the column of reasons.  A row that is too long
 * keeps what it had too much, behind the reason. */
static void
write_row (WayCsvRejects     *self,
           const char *const *values,
           guint              n_values,
           const char        *reason,
           gboolean           replace)
{
  g_autoptr(GPtrArray) row = g_ptr_array_new ();

  for (guint i = 0; i < self->column; i++)
    g_ptr_array_add (row, (gpointer) (i < n_values ? values[i] : ""));
  g_ptr_array_add (row, (gpointer) reason);
  for (guint i = self->column + (replace ? 1 : 0); i < n_values; i++)
    g_ptr_array_add (row, (gpointer) values[i]);
  way_csv_write_row (self->out, (const char *const *) row->pdata, row->len, WAY_CSV_PLAIN);
}

WayCsvRejects *
way_csv_rejects_new (const WayCsvReader *table,
                     const char         *heading)
{
  WayCsvRejects *self = g_new0 (WayCsvRejects, 1);
  guint n_columns = way_csv_reader_n_columns (table);
  int before = way_csv_reader_find (table, heading);

  self->out = g_string_new (NULL);
  self->column = before >= 0 ? (guint) before : n_columns;
  write_row (self, way_csv_reader_headings (table), n_columns, heading, TRUE);
  return self;
}

void
way_csv_rejects_free (WayCsvRejects *self)
{
  if (self == NULL)
    return;
  g_string_free (self->out, TRUE);
  g_free (self);
}

void
way_csv_rejects_add (WayCsvRejects      *self,
                     const WayCsvReader *table,
                     const char         *reason)
{
  gboolean has_column = self->column < way_csv_reader_n_columns (table);

  write_row (self, way_csv_reader_fields (table), way_csv_reader_n_fields (table), reason,
             has_column);
  self->rows++;
}

GBytes *
way_csv_rejects_bytes (const WayCsvRejects *self)
{
  return self->rows > 0 ? g_bytes_new (self->out->str, self->out->len) : NULL;
}
