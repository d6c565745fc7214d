/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-chronology.h"
#include "way-school-days.h"
#include "way-session.h"
#include "way-table.h"

G_BEGIN_DECLS

/* Everything that is recorded of a child, in order: a row a day and record under the
 * name of its term, the newest first; by kind of record, and by words.  Enter on a
 * row opens the record.
 *
 * Property: folded. */
#define WAY_TYPE_CHRONOLOGY_VIEW (way_chronology_view_get_type ())
G_DECLARE_FINAL_TYPE (WayChronologyView, way_chronology_view, WAY, CHRONOLOGY_VIEW, GtkBox)

GtkWidget *way_chronology_view_new          (void);

/* Takes the chronology over; days name the terms. */
void       way_chronology_view_show         (WayChronologyView   *self,
                                             WaySession          *session,
                                             WayChronology       *chronology,
                                             const WaySchoolDays *days);

void       way_chronology_view_start_filter (WayChronologyView   *self);

/* The rows on view. */
WayTable  *way_chronology_view_get_table    (WayChronologyView   *self);

G_END_DECLS
