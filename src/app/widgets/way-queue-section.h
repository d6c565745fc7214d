/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-queue-flow.h"

G_BEGIN_DECLS

/* The queue of one provision: who waits, in order and why, and who was passed
 * over.  Its rows ask for the actions queue.open, offer, move, park, unpark and
 * leave, each with the entry's id. */
#define WAY_TYPE_QUEUE_SECTION (way_queue_section_get_type ())
G_DECLARE_FINAL_TYPE (WayQueueSection, way_queue_section, WAY, QUEUE_SECTION, GtkBox)

GtkWidget *way_queue_section_new  (void);

/* rows are WayQueueRow *, skips WayQueueSkip *.  can_change: it is today's
 * order, and may be changed. */
void       way_queue_section_show (WayQueueSection       *self,
                                   const WayQueueSummary *summary,
                                   GPtrArray             *rows,
                                   GPtrArray             *skips,
                                   const GDate           *today,
                                   gboolean               can_change);

G_END_DECLS
