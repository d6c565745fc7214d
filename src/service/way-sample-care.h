/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample-life.h"

G_BEGIN_DECLS

/* What people note around a stay, where the plan says "care=yes": who is to be
 * called, what was tried before a referral, and whether what came after has
 * lasted.  Written last, so that nothing of the life depends on it. */
gboolean way_sample_care_write (WaySampleLife  *life,
                                GError        **error);

G_END_DECLS
