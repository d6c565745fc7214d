/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-date.h"
#include "way-id.h"

G_BEGIN_DECLS

/* One row of a table: the record it stands for, and a cell a column.  Made by
 * the page from plain facts; read-only once it is in a list.  All texts are
 * copied. */
#define WAY_TYPE_ROW (way_row_get_type ())
G_DECLARE_FINAL_TYPE (WayRow, way_row, WAY, ROW, GObject)

typedef struct
{
  char       *text;      /* what is shown, and searched; may be NULL */
  char       *second;    /* a dim second line, or NULL */
  double      number;    /* what sorts and draws; NaN: no number */
  const char *icon_name; /* static; NULL: none */
  const char *css_class; /* static: "amber", "red", "dim-label"…; NULL: none */
} WayCell;

/* entity (static) and id name the record; both NULL for a row of none. */
WayRow        *way_row_new         (const char   *entity,
                                    const WayId  *id,
                                    guint         n_cells);
const char    *way_row_get_entity  (WayRow       *self);
const WayId   *way_row_get_id      (WayRow       *self);
const WayCell *way_row_get_cell    (WayRow       *self,
                                    guint         column);
guint          way_row_get_n_cells (WayRow       *self);

/* A number by which the page knows the row again; 0 unless set. */
gint64         way_row_get_key     (WayRow       *self);
void           way_row_set_key     (WayRow       *self,
                                    gint64        key);

void           way_row_set_text    (WayRow       *self,
                                    guint         column,
                                    const char   *text);
void           way_row_set_second  (WayRow       *self,
                                    guint         column,
                                    const char   *text);

/* The number that sorts, and the words it is shown in. */
void           way_row_set_number  (WayRow       *self,
                                    guint         column,
                                    double        number,
                                    const char   *text);
void           way_row_set_count   (WayRow       *self,
                                    guint         column,
                                    int           count);

/* "Thu 12 Nov", sorted as a day; no date shows a dash. */
void           way_row_set_day     (WayRow       *self,
                                    guint         column,
                                    const GDate  *day,
                                    const GDate  *today);
void           way_row_set_icon    (WayRow       *self,
                                    guint         column,
                                    const char   *icon_name,
                                    const char   *css_class);

/* A row that stands over those after it and says what they have in common, in its
 * first cell.  Only for rows given whole: it is there as long as they are in their
 * own order and the filter leaves one of them, and is neither counted nor
 * exported. */
WayRow        *way_row_new_heading (const char   *text,
                                    guint         n_cells);
gboolean       way_row_is_heading  (WayRow       *self);

/* What a list is asked for: the words typed in its filter (folded; "" for
 * all), and the column it is sorted by (-1: its own order). */
typedef struct
{
  const char *words;
  int         column;
  gboolean    descending;
} WayRowsOrder;

/* How many rows the order has; G_MAXUINT and *error on failure. */
typedef guint      (*WayRowsCountFunc) (const WayRowsOrder  *order,
                                        gpointer             data,
                                        GError             **error);

/* Rows first, first + 1, … of the order, at most n: an array of WayRow, or
 * NULL and *error. */
typedef GPtrArray *(*WayRowsFetchFunc) (const WayRowsOrder  *order,
                                        guint                first,
                                        guint                n,
                                        gpointer             data,
                                        GError             **error);

/* The rows of a table: a GListModel of WayRow, main thread.  Signal
 * "failed"(GError): a page of rows could not be read. */
#define WAY_TYPE_ROWS (way_rows_get_type ())
G_DECLARE_FINAL_TYPE (WayRows, way_rows, WAY, ROWS, GObject)

/* All rows at hand, at most a few thousand; sorted and filtered here.  Takes
 * the array over. */
WayRows *way_rows_new_array (GPtrArray         *rows);

/* Rows read in pages as they come into view; memory does not grow with their
 * number.  Sorting and filtering are the reader's (an index for each column
 * that sorts). */
WayRows *way_rows_new_pages (WayRowsCountFunc   count,
                             WayRowsFetchFunc   fetch,
                             gpointer           data,
                             GDestroyNotify     destroy);

/* Another order or filter; what is shown is replaced. */
void     way_rows_set_order (WayRows           *self,
                             const char        *typed,
                             int                column,
                             gboolean           descending);

/* Rows before the filter; for pages, with it.  And rows on view. */
guint    way_rows_get_total (WayRows           *self);
guint    way_rows_get_shown (WayRows           *self);

G_END_DECLS
