/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-referral-flow.h"

G_BEGIN_DECLS

/* A section of a long form in the list at its side: icon, name, and how far it
 * is ("done", "2 left", "to do", "not needed"). */
#define WAY_TYPE_SECTION_ROW (way_section_row_get_type ())
G_DECLARE_FINAL_TYPE (WaySectionRow, way_section_row, WAY, SECTION_ROW, GtkListBoxRow)

GtkWidget  *way_section_row_new       (const char               *id,
                                       const char               *name);
const char *way_section_row_get_id    (WaySectionRow            *self);
const char *way_section_row_get_name  (WaySectionRow            *self);

/* NULL: the page of answers, which has no state. */
void        way_section_row_set_state (WaySectionRow            *self,
                                       const WayReferralSection *section);

/* The state in words, and its icon (static). */
char       *way_section_words         (const WayReferralSection *section,
                                       const char              **icon_name);

G_END_DECLS
