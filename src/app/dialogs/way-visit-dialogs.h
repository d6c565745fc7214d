/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-visits.h"

G_BEGIN_DECLS

/* What is asked before something is done about visits, actions and holds. */

/* setting may be NULL: it is asked for too. */
void way_visit_ask_plan      (WayPage                 *page,
                              const WayId             *setting);

/* A round of visits to those that come first. */
void way_visit_ask_round     (WayPage                 *page);
void way_visit_ask_move      (WayPage                 *page,
                              const WayVisit          *visit);
void way_visit_ask_cancel    (WayPage                 *page,
                              const WayVisit          *visit);

/* Something to add to a visit that is signed off. */
void way_visit_ask_addendum  (WayPage                 *page,
                              const WayId             *visit);

void way_visit_ask_action    (WayPage                 *page,
                              const WayId             *setting);
void way_visit_ask_done      (WayPage                 *page,
                              const WayAction         *action);
void way_visit_ask_drop      (WayPage                 *page,
                              const WayAction         *action);

void way_visit_ask_hold      (WayPage                 *page,
                              const WayId             *setting);
void way_visit_ask_clear     (WayPage                 *page,
                              const WayPlacementHold  *hold);

/* The visit begins today, and its form opens. */
void way_visit_begin         (WayPage                 *page,
                              const WayId             *visit);

G_END_DECLS
