/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-entity.h"
#include "way-history.h"
#include "way-session.h"

G_BEGIN_DECLS

/* The newest edits of one record, a row each: what was done, by whom, when.  A
 * row opens what it changed. */
#define WAY_TYPE_EDIT_LIST (way_edit_list_get_type ())
G_DECLARE_FINAL_TYPE (WayEditList, way_edit_list, WAY, EDIT_LIST, GtkBox)

void  way_edit_list_show_record (WayEditList           *self,
                                 WaySession            *session,
                                 const WayEntity       *entity,
                                 const WayId           *id);

/* "Tue 10 Nov, 14:05" of an edit, in the computer's own time.  Free with
 * g_free(). */
char *way_edit_words_when       (const WayHistoryEdit  *edit,
                                 const GDate           *today);

G_END_DECLS
