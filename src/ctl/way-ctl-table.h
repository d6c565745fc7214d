/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-ctl.h"

G_BEGIN_DECLS

/* Rows on standard output: as CSV, as one JSON array of objects, or set in
 * columns for people.  CSV and JSON are written as they come, so that a list
 * has no limit. */
typedef struct _WayCtlTable WayCtlTable;

typedef enum
{
  WAY_CTL_CELL_TEXT,
  WAY_CTL_CELL_NUMBER,      /* written by us: JSON as it stands, text on the right */
  WAY_CTL_CELL_BOOLEAN,     /* "yes" and "no" */
} WayCtlCell;

/* The headings are copied. */
WayCtlTable *way_ctl_table_new    (WayCtl            *ctl,
                                   const char *const *headings);

/* Adds the next cell; NULL and "" are none.  After the last column the row is
 * written. */
void         way_ctl_table_add    (WayCtlTable       *self,
                                   WayCtlCell         kind,
                                   const char        *text);
void         way_ctl_table_add_int (WayCtlTable      *self,
                                    gint64            number);

/* Writes what is left and frees the table. */
void         way_ctl_table_finish (WayCtlTable       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCtlTable, way_ctl_table_finish)

/* Prints a text as a JSON string; NULL and "" as null. */
void         way_ctl_print_json_text (const char     *text);

G_END_DECLS
