/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* For tests: one more migration, as if its script stood last in the folder.
 * Before a file is opened, and by one thread only. */
void     way_migrate_add_script (const char  *script);

/* For tests: runs every script of the folder on a database without tables, as a file
 * that is as old as the first has seen them. */
gboolean way_migrate_through    (WayDb       *db,
                                 GError     **error);

G_END_DECLS
