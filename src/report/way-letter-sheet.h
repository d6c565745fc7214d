/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-panel.h"
#include "way-paper-words.h"
#include "way-sheet.h"

G_BEGIN_DECLS

/* A letter on paper, as it was written. */
WaySheet *way_letter_sheet_new (const WayLetter     *letter,
                                const char          *authority,
                                const WayPaperWords *words);

G_END_DECLS
