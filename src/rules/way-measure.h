/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers of law and guidance that are no clock.  Pure; any thread. */

/* What a measure (data/rules/measures.xml) is on a day; the last that it was
 * given where no row holds then. */
int   way_measure_on        (const char  *id,
                             const GDate *on);

/* Half days a week that make full time (data/rules/funding.xml). */
int   way_measure_full_time (void);

G_END_DECLS
