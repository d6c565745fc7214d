/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"
#include "way-release.h"

G_BEGIN_DECLS

/* Which tables a release can have, and their counts from a file. */

/* Names of all tables, in their order; NULL-terminated, static. */
const char *const *way_release_table_names (void);

/* Its title (msgid); NULL where there is no such table. */
const char        *way_release_table_title (const char         *name);

/* Whether it has a period for each census day: what is counted for one is not
 * changed by the next. */
gboolean           way_release_table_is_of_days (const char      *name);

/* The tables named (all with NULL), counted for the school year that begins in
 * `year`, up to today; nothing is protected yet.  Those of census days are left
 * out before the first of them.  GPtrArray of WayReleaseTable.
 * WAY_SERVICE_ERROR_DATE where the year has not begun, WAY_SERVICE_ERROR_UNKNOWN,
 * WAY_STORE_ERROR. */
GPtrArray         *way_release_tables_read (WayDb              *db,
                                            int                 year,
                                            const GDate        *today,
                                            const char *const  *names,
                                            GError            **error);

/* The school year of the last census day on or before a day. */
int                way_release_year_of     (const GDate        *today);

/* "2025/26".  Free with g_free(). */
char              *way_release_year_text   (int                 year);

G_END_DECLS
