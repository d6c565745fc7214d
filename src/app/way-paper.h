/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-paper-words.h"

G_BEGIN_DECLS

/* The words of the window's language, for what goes on paper. */
WayPaperWords way_paper_get_words (void);

G_END_DECLS
