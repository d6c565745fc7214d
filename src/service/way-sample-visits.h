/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample-life.h"

G_BEGIN_DECLS

/* Visits to the settings of a sample: of the last year, begun, planned; what they
 * found and what became of it. */
gboolean way_sample_visits_write (WaySampleLife  *life,
                                  GError        **error);

G_END_DECLS
