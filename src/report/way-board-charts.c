/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of the board pack: an indicator over time beside what is aimed at and
 * what England has, and the charts that a file's records give.  Each brings its
 * sentence, its table and its definition. */

#include "way-board-private.h"

#include <glib/gi18n.h>

#include "way-chart-look.h"
#include "way-chart-read.h"
#include "way-file-charts.h"
#include "way-outcome-chart.h"
#include "way-pinned-notes.h"
#include "way-sheet-draw.h"

#define NAME_SHARE 4           /* of a table's width, where a number has 2 */

static const char *
tr (const WayBoard *self,
    const char     *msgid) G_GNUC_FORMAT (2);

static const char *
tr (const WayBoard *self,
    const char     *msgid)
{
  return self->ask->words->translate (msgid);
}

/* --- Few --- */

static gboolean
is_small (gint64    threshold,
          gboolean  is_there,
          gint64    count,
          int       decimals)
{
  for (int i = 0; i < decimals; i++)
    count /= 10;
  return is_there && count >= 1 && count <= threshold;
}

/* Money and places are no children. */
static gboolean
is_about_children (const WayCode *row)
{
  static const char *const others[] = { "places", "GBP", "points", "correlation", NULL };

  return !g_strv_contains (others, way_code_get (row, "unit"));
}

void
way_board_protect (const WayCode *row,
                   gint64         threshold,
                   WayResult     *result)
{
  if (result->kind != WAY_RESULT_NUMBER || !is_about_children (row))
    return;
  if (is_small (threshold, result->has_numerator, result->numerator,
                way_code_get_int (row, "numerator_decimals", 0)) ||
      is_small (threshold, result->has_denominator, result->denominator,
                way_code_get_int (row, "denominator_decimals", 0)) ||
      (!result->has_numerator && !result->has_denominator &&
       is_small (threshold, TRUE, result->n, 0)))
    *result = way_result_of_kind (WAY_RESULT_SUPPRESSED);
}

/* --- A chart on the sheet --- */

void
way_board_add_chart (WayBoard *self,
                     WayChart *chart)
{
  if (chart != NULL)
    way_sheet_add_described_chart (self->sheet, chart);
}

WayChart *
way_board_pin_notes (WayBoard    *self,
                     WayChart    *drawn,
                     const char  *chart,
                     GError     **error)
{
  g_autoptr(GPtrArray) notes = way_pinned_notes_list (self->db, chart, NULL, error);
  g_autofree WayChartNote *pins = NULL;

  if (notes == NULL)
    return NULL;
  pins = g_new (WayChartNote, MAX (notes->len, 1));
  for (guint i = 0; i < notes->len; i++)
    {
      const WayPinnedNote *note = g_ptr_array_index (notes, i);

      pins[i] = (WayChartNote) { way_date_julian (&note->day), note->text };
    }
  return way_chart_new_look (drawn, &(WayChartLook) { .series = -1, .notes = pins,
                                                      .n_notes = notes->len });
}

static void
add_table (WayBoard           *self,
           const WayChartData *data)
{
  guint n = way_chart_table_n_columns (data);
  g_autofree WaySheetColumn *columns = g_new0 (WaySheetColumn, n);
  g_auto(GStrv) heads = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      heads[i] = way_chart_table_dup_heading (data, i);
      columns[i] = (WaySheetColumn) { heads[i], i == 0 ? NAME_SHARE : 2,
                                      way_chart_table_is_number (data, i) };
    }
  way_sheet_begin_table (self->sheet, columns, n);
  for (guint i = 0; i < way_chart_table_n_rows (data); i++)
    {
      g_auto(GStrv) cells = g_new0 (char *, n + 1);

      for (guint k = 0; k < n; k++)
        cells[k] = way_chart_table_dup_cell (data, i, k);
      way_sheet_add_row (self->sheet, (const char *const *) cells);
    }
}

static void
add_whole_chart (WayBoard   *self,
                 WayChart   *chart,
                 const char *heading,
                 const char *definition)
{
  g_autofree char *meaning = g_strdup_printf (tr (self, N_("What it means. %s")), definition);

  way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, heading);
  way_board_add_chart (self, chart);
  add_table (self, way_chart_get_data (chart));
  way_sheet_add_text (self->sheet, WAY_SHEET_NOTE, meaning);
}

/* --- An indicator over time --- */

static WayOutcome *
find_outcome (GPtrArray     *outcomes,
              const WayCode *row)
{
  for (guint i = 0; i < outcomes->len; i++)
    if (((const WayOutcome *) g_ptr_array_index (outcomes, i))->row == row)
      return g_ptr_array_index (outcomes, i);
  return NULL;
}

static char *
define (WayBoard      *self,
        const WayCode *row)
{
  const char *denominator = way_indicators_denominator (row);
  const char *numerator = tr (self, way_indicators_numerator (row));
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, tr (self, N_("Numerator: %s.")), numerator);
  if (denominator != NULL)
    g_string_append_printf (text, tr (self, N_(" Denominator: %s.")), tr (self, denominator));
  if (row->note != NULL)
    g_string_append_printf (text, " %s", tr (self, row->note));
  g_string_append_printf (text, tr (self, N_(" %s, version %s. %s")), row->id,
                          way_code_get (row, "version"), row->source);
  return g_string_free (text, FALSE);
}

static void
protect_points (WayBoard      *self,
                const WayCode *row,
                GArray        *points)
{
  for (guint i = 0; i < points->len; i++)
    way_board_protect (row, self->threshold, &g_array_index (points, WayOutcomePoint, i).result);
}

static gboolean
has_number (const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    if (g_array_index (points, WayOutcomePoint, i).result.kind == WAY_RESULT_NUMBER)
      return TRUE;
  return FALSE;
}

static gboolean
draw_indicator (WayBoard    *self,
                WayOutcome  *outcome,
                GArray      *points,
                GError     **error)
{
  g_autofree char *definition = define (self, outcome->row);
  g_autoptr(WayChart) drawn = NULL;
  g_autoptr(WayChart) chart = NULL;

  way_board_protect (outcome->row, self->threshold, &outcome->now);
  way_board_protect (outcome->row, self->threshold, &outcome->before);
  drawn = way_outcome_chart_new (outcome, points, self->ask->translate);
  chart = way_board_pin_notes (self, drawn, outcome->row->id, error);
  if (chart != NULL)
    add_whole_chart (self, chart, tr (self, outcome->row->label), definition);
  return chart != NULL;
}

/* The first of a section's indicators that has a number to draw. */
static gboolean
add_indicator (WayBoard    *self,
               const char  *drawn,
               GError     **error)
{
  g_auto(GStrv) ids = g_strsplit (drawn, " ", -1);

  if (self->outcomes == NULL)
    self->outcomes = way_outcomes_load (self->facts, &self->cut_off, error);
  for (guint i = 0; self->outcomes != NULL && ids[i] != NULL; i++)
    {
      const WayCode *row = way_codes_lookup ("indicator", ids[i]);
      WayOutcome *outcome = row != NULL ? find_outcome (self->outcomes, row) : NULL;
      g_autoptr(GArray) points = NULL;

      if (outcome == NULL)
        continue;
      points = way_outcomes_series (self->facts, row, &self->cut_off, error);
      if (points == NULL)
        return FALSE;
      protect_points (self, row, points);
      if (has_number (points))
        return draw_indicator (self, outcome, points, error);
    }
  if (self->outcomes != NULL)
    way_sheet_add_text (self->sheet, WAY_SHEET_BODY,
                        tr (self, N_("There is nothing yet to draw over time.")));
  return self->outcomes != NULL;
}

/* --- What the records give --- */

static gboolean
add_file_chart (WayBoard     *self,
                const char   *name,
                GError      **error)
{
  const WayCode *row = way_codes_lookup ("file_chart", name);
  WayFileChartKind kind;
  WayFileChartAsk ask = { .to = self->cut_off, .limit = (guint) self->threshold + 1,
                          .translate = self->ask->translate };
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayChart) chart = NULL;

  g_return_val_if_fail (row != NULL && way_file_chart_from_text (name, &kind), TRUE);

  ask.from = way_date_add_months (&ask.to, -12 * way_code_get_int (row, "years", 1));
  chart = way_file_chart_new (self->db, kind, &ask, &fault);
  if (g_error_matches (fault, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE) ||
      (chart != NULL && way_chart_data_n_points (way_chart_get_data (chart)) == 0))
    {
      way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, tr (self, row->label));
      way_sheet_add_text (self->sheet, WAY_SHEET_BODY, tr (self, N_("There is nothing to draw.")));
      return TRUE;
    }
  if (chart == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  add_whole_chart (self, chart, tr (self, row->label), tr (self, row->note));
  return TRUE;
}

gboolean
way_board_add_drawn (WayBoard       *self,
                     const WayCode  *section,
                     GError        **error)
{
  const char *drawn = way_code_get (section, "drawn");
  const char *charts = way_code_get (section, "charts");
  g_auto(GStrv) names = charts != NULL ? g_strsplit (charts, " ", -1) : NULL;

  if (drawn != NULL && !add_indicator (self, drawn, error))
    return FALSE;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!add_file_chart (self, names[i], error))
      return FALSE;
  return TRUE;
}
