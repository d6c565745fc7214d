/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For a test that has the program's widgets in its own process. */

/* The first mapped widget of this type in root, root included, in reading
 * order; NULL where there is none.  Lent. */
void    *way_test_find_widget (GtkWidget  *root,
                               GType       type);

/* Lets the program work until the window is drawn as it will stay: nothing is
 * left to do, no spinner turns, and a whole frame has been painted since.
 * FALSE when that does not come about. */
gboolean way_test_settle      (GtkWindow  *window);

/* Gives the window's inside this size, settled.  FALSE when it takes another. */
gboolean way_test_resize      (GtkWindow  *window,
                               int         width,
                               int         height);

/* Draws the inside of the window into a PNG file. */
gboolean way_test_draw        (GtkWindow  *window,
                               const char *path);

G_END_DECLS
