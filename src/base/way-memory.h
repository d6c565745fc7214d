/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Says that all of a block is about to be written, so that the system may give it in
 * large pieces: a table of a hundred megabytes is otherwise waited for in thirty
 * thousand.  Nothing that is in it changes; small blocks, and systems that know no
 * large pieces, are left as they are.  Any thread. */
void way_memory_expect (gpointer block,
                        gsize    size);

G_END_DECLS
