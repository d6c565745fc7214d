/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-board.h"
#include "way-chart-words.h"
#include "way-paper-words.h"
#include "way-sheet.h"

G_BEGIN_DECLS

/* The board pack: what the governance group is given about a term, counted from the
 * file up to a last day.  It holds no child's record, and hides counts as partners
 * may see them. */

typedef struct
{
  const char             *term;       /* "2026-autumn": the term, by the year it lies in */
  GDate                   today;      /* nothing after it is counted */
  const WayPaperWords    *words;
  WayChartTranslateFunc   translate;
} WayBoardAsk;

/* The term that a day lies in, as packs name it.  Free with g_free(). */
char      *way_board_term_of   (WayDb              *db,
                                const GDate        *day,
                                GError            **error);

/* "Autumn term 2026"; the text itself where it names no term.  Free with g_free(). */
char      *way_board_term_words (const char        *term,
                                 WayChartTranslateFunc translate);

/* The whole pack.  WAY_SERVICE_ERROR where the term is none, or has not begun. */
WaySheet  *way_board_sheet_new (WayDb              *db,
                                const WayBoardAsk  *ask,
                                GError            **error);

/* Keeps the bytes of a pack that is given out, in one edit. */
gboolean   way_board_keep      (WayAct             *act,
                                const char         *term,
                                GBytes             *pdf,
                                GError            **error);

G_END_DECLS
