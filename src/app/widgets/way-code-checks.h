/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Several codes of a set, each with a box to tick.  Codes that ended, or that
 * the set does not have, stay as long as they are ticked.
 *
 * Signal "changed". */
#define WAY_TYPE_CODE_CHECKS (way_code_checks_get_type ())
G_DECLARE_FINAL_TYPE (WayCodeChecks, way_code_checks, WAY, CODE_CHECKS, GtkBox)

GtkWidget *way_code_checks_new       (const char    *set,
                                      const GDate   *on);

/* Joined by '|': in the order in which they were set, then that in which they were
 * ticked; "" for none. */
char      *way_code_checks_dup_codes (WayCodeChecks *self);
void       way_code_checks_set_codes (WayCodeChecks *self,
                                      const char    *codes);

G_END_DECLS
