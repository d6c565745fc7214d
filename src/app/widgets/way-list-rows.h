/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Plain rows of a list that is filled anew whenever it is read. */

void       way_list_rows_clear (GtkListBox *list);

/* A row with a title, and where they are not NULL a picture before it, a line
 * below it and words at its end.  Texts are no markup.  Lent by the list. */
GtkWidget *way_list_rows_add   (GtkListBox *list,
                                const char *icon_name,
                                const char *title,
                                const char *text,
                                const char *end);

/* The same row on its own. */
GtkWidget *way_list_rows_make  (const char *icon_name,
                                const char *title,
                                const char *text,
                                const char *end);

/* A button at a row's end with what can be done for somebody; whose is their
 * name. */
GtkWidget *way_list_rows_make_more (GMenu      *menu,
                                    const char *whose);

/* A line of such a menu; takes target over where it is floating. */
void       way_list_rows_add_act   (GMenu      *menu,
                                    const char *label,
                                    const char *action,
                                    GVariant   *target);

G_END_DECLS
