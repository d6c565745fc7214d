/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-board-sheet.h"
#include "way-facts.h"
#include "way-indicators.h"

G_BEGIN_DECLS

/* What the parts of a board pack are made with; of src/report alone. */
typedef struct
{
  WayDb             *db;
  const WayBoardAsk *ask;
  WaySheet          *sheet;
  WayFacts          *facts;
  WayTerm            term;
  GDate              from;         /* of the term */
  GDate              cut_off;      /* its last day, or today */
  gint64             threshold;    /* counts from 1 to this are not shown */
  WayIndicatorBook  *now;
  WayIndicatorBook  *before;       /* the same a year before */
  GPtrArray         *outcomes;     /* WayOutcome *, once a chart asked for them */
} WayBoard;

/* A count of few, and what is made of one, is not shown (domain.md 7, rules 1, 3). */
void      way_board_protect   (const WayCode    *row,
                               gint64            threshold,
                               WayResult        *result);

/* A chart and what it says; NULL adds nothing. */
void      way_board_add_chart (WayBoard         *self,
                               WayChart         *chart);

/* The chart with the notes that people pinned to it: chart names it as
 * way-pinned-notes.h does.  Owned by the caller; NULL on error. */
WayChart *way_board_pin_notes (WayBoard         *self,
                               WayChart         *drawn,
                               const char       *chart,
                               GError          **error);

/* The charts of a section that its row names, each under its name, with its
 * sentence, its table and what it means. */
gboolean  way_board_add_drawn (WayBoard         *self,
                               const WayCode    *section,
                               GError          **error);

G_END_DECLS
