/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart.h"
#include "way-pupil-facts.h"

G_BEGIN_DECLS

/* A child's time at school as lanes: rolls, suspensions, absences, placements,
 * reviews, duties and attendance by week, since the start of last school year.
 * days shade the holidays. */
WayChart *way_pupil_chart_new (const WayPupilFacts *facts,
                               const WaySchoolDays *days,
                               const GDate         *today);

/* The same of some days of it (Julian numbers, both included, from < to). */
WayChart *way_pupil_chart_new_days (const WayPupilFacts *facts,
                                    const WaySchoolDays *days,
                                    const GDate         *today,
                                    guint32              from,
                                    guint32              to);

G_END_DECLS
