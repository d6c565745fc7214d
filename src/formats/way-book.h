/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-formats-error.h"

G_BEGIN_DECLS

/* A workbook of several sheets, put together row by row and written as XLSX or
 * as ODS.  The same book gives the same bytes. */

typedef enum
{
  WAY_BOOK_TEXT,
  WAY_BOOK_TITLE,           /* large and bold */
  WAY_BOOK_HEADING,         /* bold, over a column */
  WAY_BOOK_SYMBOL,          /* stands in place of a number: to the right */
} WayBookStyle;

typedef struct _WayBook WayBook;

/* day is that of its making, as its properties say. */
WayBook *way_book_new         (const char    *title,
                               const char    *author,
                               const GDate   *day);
void     way_book_free        (WayBook       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBook, way_book_free)

/* Begins a sheet.  Its name is cut to the 31 characters that spreadsheets allow
 * and loses what they forbid; one that was there already gets a number.  Lent:
 * the name that it has. */
const char *way_book_add_sheet (WayBook       *self,
                                const char    *name);

/* So many rows of the sheet stay in view. */
void     way_book_freeze      (WayBook       *self,
                               guint          n_rows);

/* Width of the sheet's next column, in characters. */
void     way_book_add_width   (WayBook       *self,
                               double         characters);

/* Begins a row of the sheet; cells follow. */
void     way_book_add_row     (WayBook       *self);
void     way_book_add_text    (WayBook       *self,
                               WayBookStyle   style,
                               const char    *text);
void     way_book_add_number  (WayBook       *self,
                               double         number,
                               guint          decimals);

/* A text that leads to a sheet. */
void     way_book_add_link    (WayBook       *self,
                               const char    *sheet,
                               const char    *text);

/* WAY_FORMATS_ERROR, G_FILE_ERROR. */
GBytes  *way_book_to_xlsx     (const WayBook *self,
                               GError       **error);
GBytes  *way_book_to_ods      (const WayBook *self,
                               GError       **error);

G_END_DECLS
