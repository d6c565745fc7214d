/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The reference data that the program ships (data/codes, data/rules, data/letters), bundled
 * into this library.  Any thread. */

/* The file at a path such as "codes/route.xml".  The caller owns a reference;
 * asking for a file that is not bundled is a programmer's mistake. */
GBytes *way_data_get  (const char *path);

/* Names of the files in a folder such as "codes", sorted.  Free with
 * g_strfreev(). */
char  **way_data_list (const char *folder);

G_END_DECLS
