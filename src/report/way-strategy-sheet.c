/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of a strategy in a document for the governance group. */

#include "way-strategy-sheet.h"

#include <glib/gi18n.h>

#include "way-sheet-draw.h"
#include "way-strategy-chart.h"

/* What the group said, below the action. */
static void
add_comments (WaySheet              *sheet,
              const WayStrategyLine *line,
              const WayPaperWords   *words)
{
  for (guint i = 0; i < line->comments->len; i++)
    {
      const WayActionComment *comment = g_ptr_array_index (line->comments, i);
      g_autofree char *day = words->say_day (&comment->date);
      g_autofree char *said = g_strdup_printf ("“%s” %s, %s", comment->text, comment->by, day);

      way_sheet_add_row (sheet, (const char *const[]) { "", said, "", "", "" });
    }
}

static void
add_part (WaySheet              *sheet,
          const WayStrategyPart *part,
          const WayPaperWords   *words)
{
  for (guint i = 0; i < part->lines->len; i++)
    {
      const WayStrategyLine *line = g_ptr_array_index (part->lines, i);
      const WayStrategyAction *action = line->action;
      g_autofree char *due = way_date_is_set (&action->due) ? words->say_day (&action->due)
                                                            : g_strdup ("");

      way_sheet_add_row (sheet, (const char *const[]) {
        action->reference != NULL ? action->reference : "", action->wording,
        action->owner != NULL ? action->owner : "", due,
        words->translate (way_action_state_code (line->state)->label) });
      add_comments (sheet, line, words);
    }
}

void
way_strategy_sheet_add (WaySheet              *sheet,
                        const WayStrategyView *view,
                        const GDate           *on,
                        const WayPaperWords   *words,
                        WayChartTranslateFunc  translate)
{
  const WaySheetColumn columns[] = {
    { words->translate (N_("Number")), 2, FALSE }, { words->translate (N_("Action")), 7, FALSE },
    { words->translate (N_("Who does it")), 4, FALSE }, { words->translate (N_("By")), 3, FALSE },
    { words->translate (N_("How it stands")), 3, FALSE },
  };
  g_autoptr(WayChart) chart = NULL;

  if (view == NULL || view->n_actions == 0)
    {
      way_sheet_add_text (sheet, WAY_SHEET_BODY, words->translate (N_("No strategy is in force.")));
      return;
    }
  chart = way_strategy_chart_new (view, on, translate);
  way_sheet_add_described_chart (sheet, chart);
  way_sheet_begin_table (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < view->parts->len; i++)
    add_part (sheet, g_ptr_array_index (view->parts, i), words);
}
