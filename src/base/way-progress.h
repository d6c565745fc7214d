/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far long work has come: the part that is done, from 0 to 1, and what is
 * being done (msgid; the caller translates).  Called from the thread that does
 * the work, as often as the work likes. */
typedef void (*WayProgressFunc) (double      fraction,
                                 const char *phase,
                                 gpointer    data);

G_END_DECLS
