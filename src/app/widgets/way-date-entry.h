/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-date.h"

G_BEGIN_DECLS

/* An entry for a day: typed as people write it ("12 nov", "12/11/26", "today",
 * "+3"), or chosen from a calendar.  Up and Down go by days, with Ctrl by
 * weeks.  What was typed stays until it is left; then it is said in full.
 *
 * Signal "changed": the text is another; ask way_date_entry_get_day().
 * Property "label": what screen readers call it; "Day" unless it is set. */
#define WAY_TYPE_DATE_ENTRY (way_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (WayDateEntry, way_date_entry, WAY, DATE_ENTRY, GtkBox)

GtkWidget  *way_date_entry_new       (void);

/* The day that "today" and a missing year mean. */
void        way_date_entry_set_today (WayDateEntry *self,
                                      const GDate  *today);

/* No date empties the entry. */
void        way_date_entry_set_day   (WayDateEntry *self,
                                      const GDate  *day);

/* FALSE where the text is no day; an empty text is no date, and TRUE. */
gboolean    way_date_entry_get_day   (WayDateEntry *self,
                                      GDate        *day);

/* As typed. */
const char *way_date_entry_get_text  (WayDateEntry *self);
void        way_date_entry_set_text  (WayDateEntry *self,
                                      const char   *text);

G_END_DECLS
