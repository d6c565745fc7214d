/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-duty.h"

G_BEGIN_DECLS

/* When a duty is due: an icon and a word, amber where little time is left and
 * red where it is late; plain for one that has time or is met.  Hidden until it
 * is set.  Property: show-day ("Thu 12 Nov" beside the word). */
#define WAY_TYPE_DUE_LABEL (way_due_label_get_type ())
G_DECLARE_FINAL_TYPE (WayDueLabel, way_due_label, WAY, DUE_LABEL, GtkBox)

GtkWidget *way_due_label_new   (void);

/* A duty without a day hides the label. */
void       way_due_label_set   (WayDueLabel   *self,
                                const WayDuty *duty,
                                const GDate   *due,
                                const GDate   *today);

/* The same in a table: the words, and icon and class of a cell (static; NULL:
 * none).  Free the words with g_free(). */
char      *way_due_words       (const WayDuty *duty,
                                const GDate   *due,
                                const GDate   *today,
                                const char   **icon_name,
                                const char   **css_class);

G_END_DECLS
