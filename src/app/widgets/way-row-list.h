/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-form.h"

G_BEGIN_DECLS

/* Records of which a form holds several: each a row that says it in short and
 * opens to its fields, from the entity's description; a button below adds one.
 *
 *   <object class="WayRowList" id="rounds">
 *     <property name="title" translatable="yes">Rounds of support</property>
 *     <property name="add-label" translatable="yes">_Add a Round</property>
 *
 * It owns no records: whoever does listens, and shows them again.
 *
 * Properties: title; description; add-label; add-icon; fields (names parted by
 * spaces: these alone, in this order). */
#define WAY_TYPE_ROW_LIST (way_row_list_get_type ())
G_DECLARE_FINAL_TYPE (WayRowList, way_row_list, WAY, ROW_LIST, GtkBox)

/* Signals:
 * "add": another row is wanted.
 * "remove" (guint): this one is to go.
 * "row-made" (guint, AdwExpanderRow): buttons can be put into it. */

/* Shows the records, which are copied.  hidden: a field that is given anyway, as
 * the owner is; most: no more than so many can be added, 0 is any number. */
void      way_row_list_set_records (WayRowList          *self,
                                    WaySession          *session,
                                    const WayEntity     *entity,
                                    gconstpointer const *records,
                                    guint                n_records,
                                    const char          *hidden,
                                    guint                most);

guint     way_row_list_get_n_rows  (WayRowList          *self);

/* The form of a row: its record is the copy as it stands. */
WayForm  *way_row_list_get_form    (WayRowList          *self,
                                    guint                i);

/* Says in short again what the row holds. */
void      way_row_list_retitle     (WayRowList          *self,
                                    guint                i);

/* Opens a row and gives its first field the focus. */
void      way_row_list_open        (WayRowList          *self,
                                    guint                i);

/* Opens the row in which the field stands. */
void      way_row_list_reveal      (WayRowList          *self,
                                    GtkWidget           *field_row);

/* A line under the list, as a sum of it; NULL takes it away. */
void      way_row_list_set_note    (WayRowList          *self,
                                    const char          *note);

/* A problem of the whole list (what was dropped on it); NULL takes it away. */
void      way_row_list_set_problem (WayRowList          *self,
                                    const char          *problem);

G_END_DECLS
