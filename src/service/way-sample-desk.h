/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample-life.h"

G_BEGIN_DECLS

/* What waits on the life's last day, as the plan's group [life] says. */

/* Adds to the life, before it is written: recent exclusions and suspensions,
 * places that begin and end soon. */
void     way_sample_desk_prepare (WaySampleLife  *life);

/* Writes, after the life: referrals that came to nothing ("unplaced"), those of
 * excluded children without a place, those that wait by stage ("desk"). */
gboolean way_sample_desk_write   (WaySampleLife  *life,
                                  GError        **error);

G_END_DECLS
