/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* What can be done about a child's whole record: sealed, somebody named for it, held,
 * asked for, handed out.  Each opens its form from the page. */

void way_pupil_acts_seal     (WayPage     *page,
                              const WayId *pupil);
void way_pupil_acts_name     (WayPage     *page,
                              const WayId *pupil);
void way_pupil_acts_hold     (WayPage     *page,
                              const WayId *pupil);
void way_pupil_acts_request  (WayPage     *page,
                              const WayId *pupil);

/* All that is kept about the child, into a new folder of the person's choice. */
void way_pupil_acts_hand_out (WayPage     *page,
                              const WayId *pupil);

G_END_DECLS
