/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-trail.h"

G_BEGIN_DECLS

/* The trail as a table that others can check without this program: the columns of
 * data/trail-format.md. */

/* The headings, ended by NULL; the first WAY_TRAIL_SHOWN of them are for people, the
 * others prove them. */
#define WAY_TRAIL_SHOWN 10
extern const char *const way_trail_headings[];

/* A record's cells by heading.  Free with g_strfreev(). */
char   **way_trail_cells  (const WayTrailRecord *record);

/* The whole trail as CSV, each copy's records in the order of their numbers.  NULL on
 * WAY_STORE_ERROR. */
GBytes  *way_trail_to_csv (WayDb                *db,
                           GError              **error);

G_END_DECLS
