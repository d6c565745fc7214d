/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-ticks.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* The school calendar as charts want it: terms to name and holidays to shade in
 * [from, to].  A holiday is a stretch of days without school that takes a whole
 * school week or more.  GArray of WayPeriod whose labels are static and
 * translated; free with g_array_unref(). */
GArray *way_school_periods (const WaySchoolDays *days,
                            const GDate         *from,
                            const GDate         *to);

/* gettext as charts ask for it. */
const char *way_chart_gettext (const char *msgid,
                               const char *plural,
                               gulong      n);

G_END_DECLS
