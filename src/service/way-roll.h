/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-children.h"
#include "way-records.h"

G_BEGIN_DECLS

/* On which rolls a child is.  The enrolment at a setting follows from the
 * placement; only schools' are recorded. */

/* Whether the enrolment is a main or only one (M, C), and counts on the day. */
gboolean       way_roll_is_main  (const WayEnrolment  *enrolment,
                                  const GDate         *day);

/* The school that keeps the child on its roll on a day; *enrolment is NULL where
 * there is none, the one that began last where records contradict.  FALSE on
 * error. */
gboolean       way_roll_find_main (WayDb             *db,
                                   const WayId       *pupil,
                                   const GDate       *day,
                                   WayEnrolment     **enrolment,
                                   GError           **error);

G_END_DECLS
