/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A board pack from signed figures: charts and tables as they were told last, the
 * strategy, and where it all comes from. */

#include "way-copy-sheet.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-release-chart.h"
#include "way-service-error.h"
#include "way-sheet-draw.h"
#include "way-strategy-sheet.h"

#define PROFILE "PARTNER"

typedef struct
{
  WayDb                 *db;
  const WayPaperWords   *words;
  WayChartTranslateFunc  translate;
  const GPtrArray       *years;
  const WayCopyFigures  *year;      /* the newest */
  char                  *source;
  WaySheet              *sheet;
} Pack;

static void
pack_clear (Pack *self)
{
  g_free (self->source);
  way_sheet_free (self->sheet);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pack, pack_clear)

static const char *say (const WayPaperWords *words,
                        const char          *msgid) G_GNUC_FORMAT (2);

static const char *
say (const WayPaperWords *words,
     const char          *msgid)
{
  return words->translate (msgid);
}

GPtrArray *
way_copy_sheet_tables (const GPtrArray *years)
{
  GPtrArray *tables = g_ptr_array_new ();

  for (guint i = 0; i < years->len; i++)
    {
      const WayCopyFigures *year = g_ptr_array_index (years, i);

      for (guint j = 0; j < year->tables->len; j++)
        g_ptr_array_add (tables, g_ptr_array_index (year->tables, j));
    }
  return tables;
}

char *
way_copy_sheet_source (WayDb                *db,
                       const WayCopyFigures *year,
                       const WayPaperWords  *words)
{
  g_autofree char *authority = way_exchange_dup_authority (db);
  g_autofree char *day = words->say_day (&year->cut_off);

  return g_strdup_printf (say (words, N_("As told by %s, counted up to %s")), authority, day);
}

/* --- Tables --- */

static const WayReleaseColumn *
get_column (const WayReleaseTable *table,
            guint                  index)
{
  return &g_array_index (table->columns, WayReleaseColumn, index);
}

static const WayReleaseDimension *
get_dimension (const WayReleaseTable *table,
               guint                  index)
{
  return &g_array_index (table->dimensions, WayReleaseDimension, index);
}

/* One dimension down and the columns across, or two dimensions and the one column. */
static guint
count_across (const WayReleaseTable *table)
{
  return table->dimensions->len == 1 ? table->columns->len
                                     : get_dimension (table, 1)->codes->len + 1;
}

static const char *
name_across (const Pack            *self,
             const WayReleaseTable *table,
             guint                  column)
{
  if (table->dimensions->len == 1)
    return say (self->words, get_column (table, column)->title);
  return say (self->words, way_release_table_label (table, column, 1));
}

static char *
dup_cell (const WayReleaseTable *table,
          guint                  crossed,
          guint                  row,
          guint                  column)
{
  guint first = (table->periods->len - 1) * way_release_table_n_cells (table);
  const WayReleaseColumn *it = get_column (table, table->dimensions->len == 1 ? column : crossed);
  guint cell = table->dimensions->len == 1 ? row : row * count_across (table) + column;

  return way_release_figure_text (it, &it->figures[first + cell]);
}

static void
add_row (Pack                  *self,
         const WayReleaseTable *table,
         guint                  crossed,
         guint                  row)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint label = table->dimensions->len == 1 ? row : row * count_across (table);

  g_ptr_array_add (cells, g_strdup (say (self->words, way_release_table_label (table, label, 0))));
  for (guint i = 0; i < count_across (table); i++)
    g_ptr_array_add (cells, dup_cell (table, crossed, row, i));
  way_sheet_add_row (self->sheet, (const char *const *) cells->pdata);
}

/* Of two dimensions against each other, a table for each column. */
static void
add_rows (Pack                  *self,
          const WayReleaseTable *table,
          guint                  crossed)
{
  guint n = count_across (table);
  g_autofree WaySheetColumn *columns = g_new0 (WaySheetColumn, n + 1);

  columns[0] = (WaySheetColumn) { say (self->words, get_dimension (table, 0)->title), 5, FALSE };
  if (table->dimensions->len > 1 && table->columns->len > 1)
    way_sheet_add_text (self->sheet, WAY_SHEET_BODY,
                        say (self->words, get_column (table, crossed)->title));
  for (guint i = 0; i < n; i++)
    columns[i + 1] = (WaySheetColumn) { name_across (self, table, i), 3, TRUE };
  way_sheet_begin_table (self->sheet, columns, n + 1);
  for (guint i = 0; i <= get_dimension (table, 0)->codes->len; i++)
    add_row (self, table, crossed, i);
}

static void
add_table (Pack                  *self,
           const WayReleaseTable *table)
{
  g_autoptr(WayChart) chart = NULL;

  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, say (self->words, table->title));
  if (table->note != NULL)
    way_sheet_add_text (self->sheet, WAY_SHEET_NOTE, say (self->words, table->note));
  if (table->periods->len == 0 || get_dimension (table, 0)->codes->len == 0)
    {
      way_sheet_add_text (self->sheet, WAY_SHEET_BODY,
                          say (self->words, N_("There is nothing to count.")));
      return;
    }
  chart = way_release_table_chart (table, table->periods->len - 1, self->source, self->translate);
  way_sheet_add_described_chart (self->sheet, chart);
  for (guint i = 0; i < (table->dimensions->len == 1 ? 1 : table->columns->len); i++)
    add_rows (self, table, i);
}

static gboolean
has_table (const GPtrArray *tables,
           const char      *name)
{
  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((const WayReleaseTable *) g_ptr_array_index (tables, i))->name, name))
      return TRUE;
  return FALSE;
}

/* Each once, as it was told last: some wait for the end of their school year. */
static void
add_tables (Pack *self)
{
  g_autoptr(GPtrArray) all = way_copy_sheet_tables (self->years);
  g_autoptr(GPtrArray) added = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (all, i);

      if (has_table (added, table->name))
        continue;
      g_ptr_array_add (added, (gpointer) table);
      add_table (self, table);
    }
}

/* --- The whole --- */

static void
add_head (Pack *self)
{
  g_autofree char *authority = way_exchange_dup_authority (self->db);

  way_sheet_add_text (self->sheet, WAY_SHEET_TITLE,
                      say (self->words, N_("Alternative provision: board pack")));
  way_sheet_add_text (self->sheet, WAY_SHEET_BODY, authority);
  way_sheet_add_text (self->sheet, WAY_SHEET_BODY, self->source);
  way_sheet_add_contents (self->sheet);
  way_sheet_break_page (self->sheet);
}

static void
add_places (Pack *self)
{
  g_autoptr(GPtrArray) tables = way_copy_sheet_tables (self->years);
  g_autoptr(WayChart) chart = way_release_occupancy_chart (tables, self->source, self->translate);

  if (chart == NULL)
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, say (self->words, N_("Places over time")));
  way_sheet_add_described_chart (self->sheet, chart);
}

static gboolean
add_strategy (Pack    *self,
              GError **error)
{
  g_autoptr(WayStrategyView) view = NULL;

  if (!way_strategy_read (self->db, NULL, &self->year->cut_off, &view, error))
    return FALSE;
  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, say (self->words, N_("Strategy")));
  way_strategy_sheet_add (self->sheet, view, &self->year->cut_off, self->words, self->translate);
  return TRUE;
}

static void
add_sources (Pack *self)
{
  const WayCode *profile = way_codes_lookup ("disclosure", PROFILE);
  g_autofree char *text = g_strdup_printf (
    say (self->words, N_("%s. Made by Waymark from figures that the office signed; this copy holds "
                         "no record of a child. Counts of 1 to %d, and what could be worked out "
                         "from them, are not shown (c). Not applicable is z, not collected x.")),
    self->source, way_code_get_int (profile, "threshold", 0));

  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, say (self->words, N_("Sources")));
  way_sheet_add_text (self->sheet, WAY_SHEET_BODY, text);
}

static gboolean
fill (Pack    *self,
      GError **error)
{
  add_head (self);
  add_places (self);
  add_tables (self);
  if (!add_strategy (self, error))
    return FALSE;
  add_sources (self);
  return TRUE;
}

WaySheet *
way_copy_sheet_new (WayDb                  *db,
                    const WayPaperWords    *words,
                    WayChartTranslateFunc   translate,
                    GError                **error)
{
  g_autoptr(GPtrArray) years = way_copy_figures_read (db, error);
  g_auto(Pack) self = { .db = db, .words = words, .translate = translate, .years = years };

  if (years == NULL)
    return NULL;
  if (years->len == 0)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                           "No figures have come yet.");
      return NULL;
    }
  self.year = g_ptr_array_index (years, 0);
  self.source = way_copy_sheet_source (db, self.year, words);
  self.sheet = way_sheet_new (&(WaySheetInfo) {
    .title = say (words, N_("Board pack")), .language = words->language,
    .made_on = self.year->cut_off, .marking = say (words, N_("For the governance group")),
  });
  return fill (&self, error) ? g_steal_pointer (&self.sheet) : NULL;
}
