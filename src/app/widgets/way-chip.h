/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A filter that is set, with a button that takes it off.
 *
 * Property: label.  Signal "removed": the button was pressed; whoever made the
 * chip takes it away. */
#define WAY_TYPE_CHIP (way_chip_get_type ())
G_DECLARE_FINAL_TYPE (WayChip, way_chip, WAY, CHIP, GtkBox)

GtkWidget  *way_chip_new       (const char *label);
const char *way_chip_get_label (WayChip    *self);
void        way_chip_set_label (WayChip    *self,
                                const char *label);

G_END_DECLS
