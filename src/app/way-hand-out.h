/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Something that the page of the widget shows is about to be printed, copied or saved:
 * whether who works here may, and it is written to the trail (way-permit.h).  action is
 * a word of the trail; how says what becomes of it ("pdf").  FALSE: it must not
 * leave. */
gboolean way_hand_out     (GtkWidget    *from,
                           const char   *action,
                           const char   *how,
                           GError      **error);

/* The same; says in the window why not. */
gboolean way_hand_out_say (GtkWidget    *from,
                           const char   *action,
                           const char   *how);

/* The same of rows of a list: records of the entity (may be NULL) by their ids
 * (WayId). */
gboolean way_hand_out_rows (GtkWidget    *from,
                            const char   *action,
                            const char   *how,
                            const char   *entity,
                            const GArray *ids);

G_END_DECLS
