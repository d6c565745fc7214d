/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory that SQLite asks for and does not get.  GLib ends the program where
 * there is none, which is a kill, and tested as such. */

/* Before anything else of SQLite. */
void  way_test_memory_register (void);

/* The n-th request from now, counted from 1, is refused; with for_ever all after
 * it too. */
void  way_test_memory_fail     (guint    n,
                                gboolean for_ever);

/* Requests since the last time.  The second: and nothing is refused any more. */
guint way_test_memory_count    (void);
guint way_test_memory_heal     (void);

G_END_DECLS
