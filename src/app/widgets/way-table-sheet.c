/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list on paper: what is on view, in the order in which it is. */
#include "way-table-sheet.h"

#include <glib/gi18n.h>

/* Of the width, of a column that takes the room that is left. */
#define WIDE_SHARE 5
#define NARROW_SHARE 3

static void
begin_table (WaySheet             *sheet,
             const WayTableColumn *columns,
             guint                 n_columns)
{
  g_autofree WaySheetColumn *heads = g_new0 (WaySheetColumn, n_columns);

  for (guint i = 0; i < n_columns; i++)
    heads[i] = (WaySheetColumn) {
      .head = _(columns[i].title),
      .share = columns[i].expand ? WIDE_SHARE : NARROW_SHARE,
      .is_number = columns[i].kind == WAY_COLUMN_NUMBER,
    };
  way_sheet_begin_table (sheet, heads, n_columns);
}

static void
add_row (WaySheet *sheet,
         WayRow   *row,
         guint     n_columns)
{
  g_autofree const char **cells = g_new0 (const char *, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      const WayCell *cell = way_row_get_cell (row, i);

      cells[i] = cell->text != NULL ? cell->text : "";
    }
  way_sheet_add_row (sheet, cells);
}

WaySheet *
way_table_sheet_new (WayTable           *table,
                     const WaySheetInfo *info)
{
  WaySheet *sheet = way_sheet_new (info);
  GListModel *rows = G_LIST_MODEL (way_table_get_rows (table));
  guint n_rows = g_list_model_get_n_items (rows);
  guint n_columns;
  const WayTableColumn *columns = way_table_get_columns (table, &n_columns);

  way_sheet_add_text (sheet, WAY_SHEET_TITLE, info->title);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr(WayRow) row = g_list_model_get_item (rows, i);

      if (way_row_is_heading (row))
        way_sheet_add_text (sheet, WAY_SHEET_HEADING, way_row_get_cell (row, 0)->text);
      if (way_row_is_heading (row) || i == 0)
        begin_table (sheet, columns, n_columns);
      if (!way_row_is_heading (row))
        add_row (sheet, row, n_columns);
    }
  return sheet;
}
