/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-today.h"

G_BEGIN_DECLS

/* The two lists of the first page (way-today.h), for way_today_load(). */

/* Breaches first, then the most late.  duties are those of the day, lent.
 * Elements are WayTask *. */
GPtrArray *way_today_tasks   (WayFacts      *facts,
                              GPtrArray     *duties,
                              const GDate   *today,
                              GError       **error);

/* By day.  Elements are WayComing *. */
GPtrArray *way_today_coming  (WayFacts      *facts,
                              const GDate   *today,
                              GError       **error);

/* The last day of the week that a day is in; at a weekend the next one. */
GDate      way_today_week_end (const GDate   *day);

/* How many of a unit a row of work_rule says. */
int        way_today_rule    (const char    *rule,
                              const char    *unit);

G_END_DECLS
