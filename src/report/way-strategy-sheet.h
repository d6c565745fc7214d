/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-paper-words.h"
#include "way-sheet.h"
#include "way-strategy-flow.h"

G_BEGIN_DECLS

/* A strategy on paper, under a heading that is there: how its actions went, and each
 * action as it stands on a day.  NULL says that none is in force. */
void way_strategy_sheet_add (WaySheet               *sheet,
                             const WayStrategyView  *view,
                             const GDate            *on,
                             const WayPaperWords    *words,
                             WayChartTranslateFunc   translate);

G_END_DECLS
