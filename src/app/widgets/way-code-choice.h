/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list of the codes of a set that may be chosen on a day, with search in long
 * ones, and a first row for none.  A code that ended, or that the set does not
 * have, stays as long as it is the one chosen.
 *
 * Signal "changed". */
#define WAY_TYPE_CODE_CHOICE (way_code_choice_get_type ())
G_DECLARE_FINAL_TYPE (WayCodeChoice, way_code_choice, WAY, CODE_CHOICE, GtkBox)

GtkWidget  *way_code_choice_new      (const char    *set,
                                      const GDate   *on);

/* "" for none. */
const char *way_code_choice_get_code (WayCodeChoice *self);
void        way_code_choice_set_code (WayCodeChoice *self,
                                      const char    *code);

G_END_DECLS
