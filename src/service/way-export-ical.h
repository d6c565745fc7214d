/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Duties and reviews that are to be done, for a person's own calendar.  Such a
 * file leaves the program: a child is named by initials unless full_names. */
gboolean way_export_ical    (WayDb        *db,
                             const GDate  *today,
                             gboolean      full_names,
                             const char   *path,
                             GError      **error);

/* "K.A." of "Kit Ashdown"; "" of nothing.  Free with g_free(). */
char    *way_export_ical_initials (const char *name);

G_END_DECLS
