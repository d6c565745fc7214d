/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sheet.h"

G_BEGIN_DECLS

/* A sheet flowed over pages: numbers and words in, marks out.  Pure: the words
 * are broken into lines by a function that is given, so that a test can say
 * "six points a letter".  Lengths are points, from the top left of the page. */

#define WAY_SHEET_A4_WIDTH  595.28
#define WAY_SHEET_A4_HEIGHT 841.89
#define WAY_SHEET_MARGIN    48.0

typedef struct
{
  double width;
  double height;
  double margin;
} WaySheetPage;

typedef struct
{
  double   size;
  gboolean is_bold;
} WaySheetFont;

/* Lines of a text: bytes start to start + length, without the break. */
typedef struct
{
  gsize start;
  gsize length;
} WaySheetLine;

/* Appends the lines (WaySheetLine) that the text has in this width; at least
 * one, also for "". */
typedef void (*WaySheetBreakFunc) (const char         *text,
                                   const WaySheetFont *font,
                                   double              width,
                                   GArray             *lines,
                                   gpointer            data);

typedef enum
{
  WAY_SHEET_MARK_WORDS,   /* one line of text, in the box's height */
  WAY_SHEET_MARK_LINE,    /* level or upright: its box has no height or no width */
  WAY_SHEET_MARK_SHADE,
  WAY_SHEET_MARK_SQUARE,  /* to tick */
  WAY_SHEET_MARK_CHART,   /* fills its box */
} WaySheetMarkKind;

/* What the words are to one who has them read out. */
typedef enum
{
  WAY_SHEET_ROLE_NONE,
  WAY_SHEET_ROLE_TITLE,
  WAY_SHEET_ROLE_HEADING,
  WAY_SHEET_ROLE_SUBHEADING,
  WAY_SHEET_ROLE_TEXT,
  WAY_SHEET_ROLE_HEAD,    /* of a table's column */
  WAY_SHEET_ROLE_CELL,
  WAY_SHEET_ROLE_FIGURE,
  WAY_SHEET_ROLE_LINK,    /* a line of the contents; leads to target */
} WaySheetRole;

typedef struct
{
  WaySheetMarkKind  kind;
  WaySheetRole      role;
  double            x;
  double            y;
  double            width;
  double            height;
  const char       *text;       /* words only; lent by the layout */
  const WayChart   *chart;      /* charts only; lent by the sheet, which must live on */
  guint             target;     /* links only: the block of the heading */
  WaySheetFont      font;
  gboolean          is_grey;
  gboolean          is_right;   /* words end at the right of the box */
  guint             block;      /* that it belongs to: marks of one block, row and */
  guint             row;        /* cell follow each other on a page */
  guint             cell;
} WaySheetMark;

typedef struct _WaySheetLayout WaySheetLayout;

WaySheetLayout *way_sheet_layout_new     (const WaySheet       *sheet,
                                          const WaySheetPage   *page,
                                          WaySheetBreakFunc     break_lines,
                                          gpointer              data);
void            way_sheet_layout_free    (WaySheetLayout       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySheetLayout, way_sheet_layout_free)

/* At least one. */
guint           way_sheet_layout_n_pages (const WaySheetLayout *self);

/* The page on which a block begins, from 0. */
guint           way_sheet_layout_find_page (const WaySheetLayout *self,
                                            guint                 block);

/* The marks of a page, in the order of reading; its foot last.  Lent. */
const WaySheetMark *
                way_sheet_layout_get_marks (const WaySheetLayout *self,
                                            guint                 page,
                                            guint                *n_marks);

G_END_DECLS
