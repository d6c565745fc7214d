/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-facts.h"
#include "way-panel-flow.h"
#include "way-paper-words.h"
#include "way-sheet.h"

G_BEGIN_DECLS

/* A panel on paper. */

/* The papers: who belongs to it, the agenda, and a page for each child with room
 * for what is decided.  NULL on error. */
WaySheet *way_panel_sheet_papers  (const WayPanel       *panel,
                                   WayFacts             *facts,
                                   const GDate          *today,
                                   const WayPaperWords  *words,
                                   GError              **error);

/* The minutes: who was there, interests, and what was decided on each child with
 * reasons and conditions. */
WaySheet *way_panel_sheet_minutes (const WayPanel       *panel,
                                   const char           *authority,
                                   const GDate          *today,
                                   const WayPaperWords  *words);

G_END_DECLS
