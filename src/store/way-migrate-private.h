/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For tests: one more migration, as if its script stood last in the folder.
 * Before a file is opened, and by one thread only. */
void way_migrate_add_script (const char *script);

G_END_DECLS
