/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-paper-words.h"
#include "way-sheet.h"
#include "way-db.h"
#include "way-visits.h"

G_BEGIN_DECLS

/* The report of a visit for paper: who went, how each section is judged, what was
 * answered, what is to be done by whom and when, who signed, what was added.  It
 * names no child. */

/* NULL with an error where the visit cannot be read. */
WaySheet *way_visit_sheet_new (WayDb                *db,
                               const WayId          *visit,
                               const char           *authority,
                               const GDate          *today,
                               const WayPaperWords  *words,
                               GError              **error);

G_END_DECLS
