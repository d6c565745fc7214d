/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-rows.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_COLUMN_TEXT,
  WAY_COLUMN_NUMBER,  /* right-aligned, tabular figures */
  WAY_COLUMN_DAY,
  WAY_COLUMN_DRAWN,   /* draw() below; the cell's text is what is copied */
} WayColumnKind;

/* Draws a cell's number into a context whose origin is the cell's corner.  ink
 * is the colour of text there. */
typedef void (*WayDrawCellFunc) (WayRow        *row,
                                 guint          column,
                                 cairo_t       *cr,
                                 int            width,
                                 int            height,
                                 const GdkRGBA *ink);

/* A column.  Tables keep the pointer: columns are static arrays. */
typedef struct
{
  const char      *id;        /* heading in CSV, and of saved views */
  const char      *title;     /* N_() */
  WayColumnKind    kind;
  int              width;     /* in pixels; 0: as its content */
  gboolean         expand;    /* takes the room that is left */
  gboolean         fixed;     /* has an order of its own and cannot be sorted by */
  gboolean         wide_only; /* hidden when the window is narrow */
  WayDrawCellFunc  draw;
} WayTableColumn;

/* A list with columns: compact rows in a frame; headings that sort; a filter
 * (Ctrl+F) and room for a page's own filter buttons and chips; the chosen rows
 * copied as tab-separated text with Ctrl+C; all rows written as CSV; a count
 * below; cut text whole in a tooltip.
 *
 *   <object class="WayTable" id="table">
 *     <property name="label" translatable="yes">Pupils</property>
 *     <child type="filter"> a filter button </child>
 *
 * Signals: "row-activated" (WayRow): Enter or a double click; "current-changed":
 * another row is chosen (way_table_get_current()); "failed"
 * (GError): a page of rows could not be read.
 * Properties: label (for screen readers, and the exported file's name),
 * show-filter, folded, max-height (of the rows, in pixels; -1 for all). */
#define WAY_TYPE_TABLE (way_table_get_type ())
G_DECLARE_FINAL_TYPE (WayTable, way_table, WAY, TABLE, GtkBox)

GtkWidget  *way_table_new           (void);

/* Once, before any rows. */
void        way_table_set_columns   (WayTable             *self,
                                     const WayTableColumn *columns,
                                     guint                 n_columns);

/* The rows to show, in place of those before; sorting, filter and the place
 * scrolled to stay.  Refs rows. */
void        way_table_set_rows      (WayTable             *self,
                                     WayRows              *rows);
WayRows    *way_table_get_rows      (WayTable             *self);
const WayTableColumn *way_table_get_columns (WayTable     *self,
                                             guint        *n_columns);

/* In a page that scrolls a table gets no more than it asks for: after this, up to
 * so many of its rows are on view at once. */
void        way_table_fit_rows      (WayTable             *self,
                                     guint                 most);

/* The words of the count below, with ngettext(); without it there is none. */
typedef char *(*WayCountWordsFunc) (guint n);
void        way_table_set_count_words (WayTable           *self,
                                       WayCountWordsFunc   words);

/* A sentence at the end of the line below; NULL for none. */
void        way_table_set_note      (WayTable             *self,
                                     const char           *note);

/* Puts the cursor into the filter. */
void        way_table_start_filter  (WayTable             *self);

/* The row the cursor is on, or NULL. */
WayRow     *way_table_get_current   (WayTable             *self);

/* Chooses the row of a record, and no other; one that is not there is none. */
void        way_table_choose        (WayTable             *self,
                                     const WayId          *id);

/* Rows as text, all or the chosen ones, with a heading line; fields parted by
 * the separator and quoted as RFC 4180 says where it is a comma. */
char       *way_table_to_text       (WayTable             *self,
                                     gboolean              only_chosen,
                                     char                  separator);

G_END_DECLS
