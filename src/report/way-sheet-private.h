/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sheet.h"

G_BEGIN_DECLS

/* What a sheet is made of, for the layout. */

typedef enum
{
  WAY_SHEET_BLOCK_TEXT,
  WAY_SHEET_BLOCK_FIELDS,
  WAY_SHEET_BLOCK_CHOICES,
  WAY_SHEET_BLOCK_TABLE,
  WAY_SHEET_BLOCK_CHART,
  WAY_SHEET_BLOCK_CONTENTS,
  WAY_SHEET_BLOCK_BREAK,
} WaySheetBlockKind;

/* A label over a value: a field, a choice, or a cell of a table. */
typedef struct
{
  char     *label;        /* NULL in tables */
  char     *value;
  guint     share;
  guint     lines;
  gboolean  is_number;
} WaySheetCell;

typedef struct
{
  WaySheetBlockKind  kind;
  WaySheetStyle      style;
  guint              columns;     /* cells side by side */
  GArray            *cells;       /* of WaySheetCell; of a table its heads first */
  WayChart          *chart;
  double             height;      /* of the chart, in points */
} WaySheetBlock;

struct _WaySheet
{
  char      *title;
  char      *language;
  char      *marking;
  GDate      made_on;
  GPtrArray *blocks;              /* of WaySheetBlock */
};

G_END_DECLS
