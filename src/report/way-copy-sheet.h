/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-words.h"
#include "way-copy-figures.h"
#include "way-paper-words.h"
#include "way-sheet.h"

G_BEGIN_DECLS

/* The board pack of a copy that may not count for itself: made of what the copy was
 * told alone. */

/* All tables of all years, lent by them: what a chart over time is drawn from.  Free
 * with g_ptr_array_unref(). */
GPtrArray *way_copy_sheet_tables (const GPtrArray       *years);

/* "As told by Ardenshire, counted up to 26 November 2026".  Free with g_free(). */
char      *way_copy_sheet_source (WayDb                 *db,
                                  const WayCopyFigures  *year,
                                  const WayPaperWords   *words);

/* WAY_SERVICE_ERROR_INCOMPLETE where nothing was told yet. */
WaySheet  *way_copy_sheet_new    (WayDb                 *db,
                                  const WayPaperWords   *words,
                                  WayChartTranslateFunc  translate,
                                  GError               **error);

G_END_DECLS
