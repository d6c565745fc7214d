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

/* How far it is, in words; without words, it is the page that looks all over. */
void        way_section_row_set_state (WaySectionRow            *self,
                                       const char               *icon_name,
                                       const char               *words);

/* Whether its icon is that of something done. */
void        way_section_row_set_done  (WaySectionRow            *self,
                                       gboolean                  is_done);

/* A state in words, and its icon (static).  Free with g_free(). */
char       *way_section_words         (WaySectionState           state,
                                       gboolean                  required,
                                       guint                     n_missing,
                                       const char              **icon_name);

G_END_DECLS
