/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-strategy-flow.h"

G_BEGIN_DECLS

/* An action of a strategy in a list: its number, what is to be done, who does it
 * by when, what was said of it last and what the governance group says, how it
 * stands, and a menu of steps: the actions strategy.begin, .note, .done, .drop and
 * .reopen of the page, with the record's id; strategy.comment alone for who may do
 * nothing else. */
#define WAY_TYPE_STRATEGY_ROW (way_strategy_row_get_type ())
G_DECLARE_FINAL_TYPE (WayStrategyRow, way_strategy_row, WAY, STRATEGY_ROW, AdwActionRow)

GtkWidget   *way_strategy_row_new    (const WayStrategyLine *line,
                                      const GDate           *today,
                                      gboolean               can_change,
                                      gboolean               can_comment);
const WayId *way_strategy_row_get_id (WayStrategyRow        *self);

G_END_DECLS
