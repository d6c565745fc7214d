/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of a list that says one thing: a picture, a title, and a line below it.
 * It looks like an AdwActionRow and is laid out in a fifth of the time; for lists
 * that are there when the program starts. */
#define WAY_TYPE_LINE_ROW (way_line_row_get_type ())
G_DECLARE_FINAL_TYPE (WayLineRow, way_line_row, WAY, LINE_ROW, GtkListBoxRow)

/* Texts are no markup. */
GtkWidget *way_line_row_new       (const char *icon_name,
                                   const char *title,
                                   const char *text);

/* Whether it can be activated, and shows that it leads somewhere; not at first. */
void       way_line_row_set_leads (WayLineRow *self,
                                   gboolean    leads);

G_END_DECLS
