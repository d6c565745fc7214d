/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-date.h"

G_BEGIN_DECLS

/* The days on which schools are counted: rows of data/rules/census-days.xml.
 * Pure; any thread. */

/* The census days in [from, to], ascending; both must be set.  GArray of GDate;
 * free with g_array_unref(). */
GArray *way_census_days (const GDate *from,
                         const GDate *to);

/* The last day of one kind (a code of census_day) on or before a day; no date
 * where there is none. */
GDate   way_census_last (const char  *kind,
                         const GDate *on);

G_END_DECLS
