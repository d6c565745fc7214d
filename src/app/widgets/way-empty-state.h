/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands where a list has nothing in it: a picture, what is missing, and
 * what to do next, as a button where that is one step.  Properties: icon-name,
 * title, description, button-label, action-name (detailed: "win.page('places')").
 * Without a
 * button-label there is no button. */
#define WAY_TYPE_EMPTY_STATE (way_empty_state_get_type ())
G_DECLARE_FINAL_TYPE (WayEmptyState, way_empty_state, WAY, EMPTY_STATE, GtkBox)

GtkWidget *way_empty_state_new             (void);
void       way_empty_state_set_title       (WayEmptyState *self,
                                            const char    *title);
void       way_empty_state_set_description (WayEmptyState *self,
                                            const char    *description);

G_END_DECLS
