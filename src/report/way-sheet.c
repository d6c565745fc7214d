/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document says, in order.  Every block is a list of cells: a paragraph
 * has one, a row of fields its fields, a table its heads and then its rows. */

#include "way-sheet-private.h"

static void
clear_cell (WaySheetCell *cell)
{
  g_free (cell->label);
  g_free (cell->value);
}

static void
free_block (WaySheetBlock *block)
{
  g_array_unref (block->cells);
  g_clear_pointer (&block->chart, way_chart_unref);
  g_free (block);
}

static WaySheetBlock *
add_block (WaySheet          *self,
           WaySheetBlockKind  kind,
           guint              columns)
{
  WaySheetBlock *block = g_new0 (WaySheetBlock, 1);

  block->kind = kind;
  block->columns = columns;
  block->cells = g_array_new (FALSE, TRUE, sizeof (WaySheetCell));
  g_array_set_clear_func (block->cells, (GDestroyNotify) clear_cell);
  g_ptr_array_add (self->blocks, block);
  return block;
}

static void
add_cell (WaySheetBlock *block,
          const char    *label,
          const char    *value,
          guint          share,
          guint          lines)
{
  WaySheetCell cell = {
    .label = g_strdup (label),
    .value = g_strdup (value != NULL ? value : ""),
    .share = MAX (share, 1),
    .lines = MAX (lines, 1),
  };

  g_array_append_val (block->cells, cell);
}

WaySheet *
way_sheet_new (const WaySheetInfo *info)
{
  WaySheet *self = g_new0 (WaySheet, 1);

  self->title = g_strdup (info->title != NULL ? info->title : "");
  self->language = g_strdup (info->language != NULL ? info->language : "");
  self->marking = g_strdup (info->marking);
  self->made_on = info->made_on;
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) free_block);
  return self;
}

void
way_sheet_free (WaySheet *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->language);
  g_free (self->marking);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

void
way_sheet_add_text (WaySheet      *self,
                    WaySheetStyle  style,
                    const char    *text)
{
  WaySheetBlock *block = add_block (self, WAY_SHEET_BLOCK_TEXT, 1);

  block->style = style;
  add_cell (block, NULL, text, 1, 1);
}

void
way_sheet_add_fields (WaySheet            *self,
                      const WaySheetField *fields,
                      guint                n_fields)
{
  WaySheetBlock *block;

  g_return_if_fail (n_fields > 0);

  block = add_block (self, WAY_SHEET_BLOCK_FIELDS, n_fields);
  for (guint i = 0; i < n_fields; i++)
    add_cell (block, fields[i].label != NULL ? fields[i].label : "", fields[i].value,
              fields[i].share, fields[i].lines);
}

void
way_sheet_add_choices (WaySheet          *self,
                       const char        *label,
                       const char *const *choices,
                       guint              columns)
{
  WaySheetBlock *block = add_block (self, WAY_SHEET_BLOCK_CHOICES, MAX (columns, 1));

  for (guint i = 0; choices[i] != NULL; i++)
    add_cell (block, i == 0 ? label : NULL, choices[i], 1, 1);
}

void
way_sheet_begin_table (WaySheet             *self,
                       const WaySheetColumn *columns,
                       guint                 n_columns)
{
  WaySheetBlock *block;

  g_return_if_fail (n_columns > 0);

  block = add_block (self, WAY_SHEET_BLOCK_TABLE, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      add_cell (block, NULL, columns[i].head, columns[i].share, 1);
      g_array_index (block->cells, WaySheetCell, i).is_number = columns[i].is_number;
    }
}

void
way_sheet_add_row (WaySheet          *self,
                   const char *const *cells)
{
  WaySheetBlock *block;

  g_return_if_fail (self->blocks->len > 0);
  block = self->blocks->pdata[self->blocks->len - 1];
  g_return_if_fail (block->kind == WAY_SHEET_BLOCK_TABLE);

  for (guint i = 0; i < block->columns; i++)
    {
      WaySheetCell head = g_array_index (block->cells, WaySheetCell, i);

      add_cell (block, NULL, cells[i], head.share, 1);
      g_array_index (block->cells, WaySheetCell, block->cells->len - 1).is_number = head.is_number;
    }
}

void
way_sheet_add_chart (WaySheet *self,
                     WayChart *chart,
                     double    height)
{
  WaySheetBlock *block = add_block (self, WAY_SHEET_BLOCK_CHART, 1);

  block->chart = way_chart_ref (chart);
  block->height = height;
}

void
way_sheet_add_contents (WaySheet *self)
{
  add_block (self, WAY_SHEET_BLOCK_CONTENTS, 1);
}

void
way_sheet_break_page (WaySheet *self)
{
  add_block (self, WAY_SHEET_BLOCK_BREAK, 1);
}
