/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample-life.h"

G_BEGIN_DECLS

/* The next day on which panels meet: today or after it. */
GDate    way_sample_panel_day   (const GDate    *today);

/* A panel that was held some weeks ago, before anything is decided: decisions that
 * are drawn for that day or the week after it are made there.  Only where the plan
 * names members, as below. */
gboolean way_sample_panel_hold  (WaySampleLife  *life,
                                 GError        **error);

/* The next panel of a sample, and the queues of its provisions, from the
 * referrals that were written: where the plan's group [life] names
 * "panel-members" ("chair:Council;member:Health"), else nothing. */
gboolean way_sample_panel_write (WaySampleLife  *life,
                                 GError        **error);

G_END_DECLS
