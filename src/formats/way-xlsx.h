/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-formats-error.h"

G_BEGIN_DECLS

/* Workbooks of spreadsheet programs (Office Open XML), as far as a table needs
 * them: the first sheet, its texts, numbers and days. */

/* Bounds.  A part is one file in the archive, as it is when unpacked. */
#define WAY_XLSX_MOST_BYTES   (32 * 1024 * 1024)
#define WAY_XLSX_MOST_PART    (64 * 1024 * 1024)
#define WAY_XLSX_MOST_PARTS   4096
#define WAY_XLSX_MOST_ROWS    200000
#define WAY_XLSX_MOST_COLUMNS 1000
#define WAY_XLSX_MOST_CELLS   2000000
#define WAY_XLSX_MOST_TEXTS   1000000
#define WAY_XLSX_MOST_DEPTH   32

/* Whether the file begins as an archive does, so that it may be a workbook. */
gboolean  way_xlsx_is_workbook (GBytes             *bytes);

/* The first sheet as a table with commas: a line a row, empty rows included, so
 * that line numbers are those of the sheet.  Days are written as YYYY-MM-DD,
 * line ends within a cell as spaces.  Formulas give the value that the program
 * stored beside them.  WAY_FORMATS_ERROR; entities of any kind are refused. */
GBytes   *way_xlsx_to_csv      (GBytes             *bytes,
                                GError            **error);

/* What a column of a written sheet holds. */
typedef enum
{
  WAY_XLSX_TEXT,
  WAY_XLSX_NUMBER,
  WAY_XLSX_DAY,          /* given as YYYY-MM-DD */
} WayXlsxKind;

typedef struct
{
  const char  *heading;
  WayXlsxKind  kind;
  double       width;    /* in characters */
} WayXlsxColumn;

/* A workbook of one sheet with a heading line that stays in view.  rows holds
 * n_columns texts each (const char **); "" and NULL are empty cells.
 * WAY_FORMATS_ERROR, G_FILE_ERROR. */
GBytes   *way_xlsx_write       (const char           *title,
                                const WayXlsxColumn  *columns,
                                guint                 n_columns,
                                GPtrArray            *rows,
                                GError              **error);

G_END_DECLS
