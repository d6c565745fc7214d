/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-stay-acts.h"

G_BEGIN_DECLS

/* What belongs to a stay as rows of boxed lists.  Each fills an empty list, and
 * says in it what is missing where there is nothing.  The rows act by actions
 * of the page: placement.step-done (id as text, done or not), placement.lasted
 * (weeks). */

/* What the weeks of the stay and the questions after it ask for now; none, none
 * is added. */
void way_stay_view_add_prompts  (GtkListBox    *list,
                                 const WayStay *stay,
                                 gboolean       has_plan,
                                 gboolean       has_ended,
                                 const GDate   *today);

void way_stay_view_fill_targets (GtkListBox    *list,
                                 const WayStay *stay,
                                 const GDate   *today);
void way_stay_view_fill_reviews (GtkListBox    *list,
                                 const WayStay *stay,
                                 const GDate   *today);

/* The steps are added below what stands in the list. */
void way_stay_view_add_steps    (GtkListBox    *list,
                                 const WayStay *stay,
                                 gboolean       writable,
                                 const GDate   *today);
void way_stay_view_fill_lasted  (GtkListBox    *list,
                                 const WayStay *stay,
                                 gboolean       writable,
                                 const GDate   *today);

G_END_DECLS
