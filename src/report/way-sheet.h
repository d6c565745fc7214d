/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart.h"

G_BEGIN_DECLS

/* A document for paper: words, fields and tables, one under the other.  It holds
 * only what is to be said; way-sheet-layout.h flows it over pages, way-sheet-draw.h
 * puts the pages on paper or into a PDF.  All texts are copied; NULL is "". */
typedef struct _WaySheet WaySheet;

typedef struct
{
  const char *title;      /* of the document; at the foot of every page too */
  const char *language;   /* of its words, as BCP 47 has it: "en-GB" */
  const char *marking;    /* at the foot of every page: who may read it; or NULL */
  GDate       made_on;    /* that the file gives as its date; never the clock's */
} WaySheetInfo;

WaySheet *way_sheet_new         (const WaySheetInfo  *info);
void      way_sheet_free        (WaySheet            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySheet, way_sheet_free)

typedef enum
{
  WAY_SHEET_TITLE,
  WAY_SHEET_HEADING,      /* headings stay with what follows them */
  WAY_SHEET_SUBHEADING,
  WAY_SHEET_BODY,
  WAY_SHEET_NOTE,         /* small: how to fill in, where a rule comes from */
} WaySheetStyle;

/* Words; line breaks in them are kept. */
void      way_sheet_add_text    (WaySheet            *self,
                                 WaySheetStyle        style,
                                 const char          *text);

/* A framed answer under its label.  Empty, it leaves room for handwriting. */
typedef struct
{
  const char *label;
  const char *value;
  guint       share;      /* of the width, against its neighbours; 0 is 1 */
  guint       lines;      /* of room at least; 0 is 1 */
} WaySheetField;

/* Fields side by side. */
void      way_sheet_add_fields  (WaySheet            *self,
                                 const WaySheetField *fields,
                                 guint                n_fields);

/* A question with boxes to tick by hand, so many side by side. */
void      way_sheet_add_choices (WaySheet            *self,
                                 const char          *label,
                                 const char *const   *choices,
                                 guint                columns);

typedef struct
{
  const char *head;
  guint       share;      /* of the width; 0 is 1 */
  gboolean    is_number;  /* to the right */
} WaySheetColumn;

/* A table; its heads are repeated on every page that it reaches. */
void      way_sheet_begin_table (WaySheet             *self,
                                 const WaySheetColumn *columns,
                                 guint                 n_columns);

/* A row of the table begun last: as many cells as it has columns.  A row of
 * nothing but NULL leaves room for handwriting. */
void      way_sheet_add_row     (WaySheet             *self,
                                 const char *const    *cells);

/* A chart across the page, so many points high (way-sheet-draw.h can say how
 * many it wants); at most a page.  It stays with the heading before it, and is
 * read out as its description. */
void      way_sheet_add_chart   (WaySheet             *self,
                                 WayChart             *chart,
                                 double                height);

/* The headings of the document and the pages on which they stand. */
void      way_sheet_add_contents (WaySheet            *self);

/* What follows begins on a new page. */
void      way_sheet_break_page  (WaySheet             *self);

G_END_DECLS
