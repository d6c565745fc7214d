/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a query of the store to the rows of a table. */
#include "way-query-rows.h"

#include <glib/gi18n.h>

#include "way-field-words.h"

typedef struct
{
  WaySession           *session;
  WayQuery             *query;
  const WayTableColumn *columns;
  guint                 n_columns;
  int                  *places; /* of each column in the query; -1: not in it */
  WayDressRowFunc       dress;
  gpointer              data;
} QueryRows;

static void
query_rows_free (QueryRows *self)
{
  g_object_unref (self->session);
  way_query_free (self->query);
  g_free (self->places);
  g_free (self);
}

static gboolean
arrange (QueryRows           *self,
         const WayRowsOrder  *order,
         GError             **error)
{
  way_query_set_search (self->query, order->words);
  if (order->column < 0 || self->places[order->column] < 0)
    return TRUE;
  return way_query_set_sort (self->query, self->columns[order->column].id, order->descending,
                             error);
}

static guint
count_rows (const WayRowsOrder  *order,
            gpointer             data,
            GError             **error)
{
  QueryRows *self = data;
  gint64 count;

  if (!arrange (self, order, error) ||
      !way_query_count (self->query, way_session_get_db (self->session), &count, error))
    return G_MAXUINT;
  return (guint) MIN (count, G_MAXINT);
}

static void
fill_cell (QueryRows         *self,
           WayRow            *row,
           guint              column,
           const WayQueryRow *found)
{
  guint place = (guint) self->places[column];
  const WayField *field = way_query_column (self->query, place)->field;
  const WayValue *value = &found->values[place];
  g_autofree char *words = NULL;
  GDate day;

  if (self->columns[column].kind == WAY_COLUMN_DAY && field != NULL)
    {
      day = way_date_from_julian (value->type == WAY_VALUE_INTEGER ? (guint32) value->integer : 0);
      way_row_set_day (row, column, &day, way_session_get_today (self->session));
      return;
    }

  words = field != NULL ? way_field_words_value (field, value, way_session_get_db (self->session))
                        : way_query_row_text (self->query, found, place);
  if (self->columns[column].kind == WAY_COLUMN_NUMBER && value->type == WAY_VALUE_INTEGER)
    way_row_set_number (row, column, (double) value->integer, words);
  else
    way_row_set_text (row, column, *words != '\0' ? words : "–");
}

static GPtrArray *
fetch_rows (const WayRowsOrder  *order,
            guint                first,
            guint                n,
            gpointer             data,
            GError             **error)
{
  QueryRows *self = data;
  g_autoptr(GPtrArray) found = NULL;
  GPtrArray *rows;

  if (!arrange (self, order, error))
    return NULL;
  found = way_query_page (self->query, way_session_get_db (self->session), first, n, error);
  if (found == NULL)
    return NULL;

  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < found->len; i++)
    {
      const WayQueryRow *query_row = g_ptr_array_index (found, i);
      WayRow *row = way_row_new (way_query_entity (self->query)->name, &query_row->id,
                                 self->n_columns);

      for (guint j = 0; j < self->n_columns; j++)
        if (self->places[j] >= 0)
          fill_cell (self, row, j, query_row);
      if (self->dress != NULL)
        self->dress (row, query_row, self->data);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

WayRows *
way_query_rows_new (WaySession           *session,
                    WayQuery             *query,
                    const WayTableColumn *columns,
                    guint                 n_columns,
                    WayDressRowFunc       dress,
                    gpointer              data)
{
  QueryRows *self = g_new0 (QueryRows, 1);

  self->session = g_object_ref (session);
  self->query = query;
  self->columns = columns;
  self->n_columns = n_columns;
  self->places = g_new (int, n_columns);
  self->dress = dress;
  self->data = data;
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr(GError) error = NULL;

      self->places[i] = -1;
      if (*columns[i].id == '\0')
        continue;
      if (way_query_add_column (query, columns[i].id, &error))
        self->places[i] = (int) way_query_n_columns (query) - 1;
      else
        g_warning ("%s", error->message);
    }
  return way_rows_new_pages (count_rows, fetch_rows, self, (GDestroyNotify) query_rows_free);
}
