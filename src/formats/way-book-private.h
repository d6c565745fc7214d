/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-book.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_BOOK_CELL_TEXT,
  WAY_BOOK_CELL_NUMBER,
  WAY_BOOK_CELL_LINK,
} WayBookCellKind;

typedef struct
{
  WayBookCellKind  kind;
  WayBookStyle     style;
  char            *text;
  char            *sheet;     /* of a link */
  double           number;
  guint            decimals;
} WayBookCell;

typedef struct
{
  char      *name;
  guint      n_frozen;
  GArray    *widths;          /* double */
  GPtrArray *rows;            /* GArray of WayBookCell */
} WayBookSheet;

struct _WayBook
{
  char      *title;
  char      *author;
  GDate      day;
  GPtrArray *sheets;          /* WayBookSheet */
};

/* A number with so many decimals, as files have it, whatever the locale. */
char *way_book_number_text (double number,
                            guint  decimals);

G_END_DECLS
