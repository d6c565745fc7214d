/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-field-row.h"

G_BEGIN_DECLS

/* Holds any widgets with WayFieldRows somewhere among them, and edits a copy
 * of one record through these.  To add a field to a form is to add a row:
 *
 *   <object class="WayForm" id="form">
 *     <child>
 *       <object class="AdwPreferencesGroup">
 *         <child>
 *           <object class="WayFieldRow"><property name="field">surname</property></object>
 *
 * Each row is checked as it is typed; what is missing, and what contradicts,
 * when way_form_check() asks.
 *
 * Signal "changed": a row was edited. */
#define WAY_TYPE_FORM (way_form_get_type ())
G_DECLARE_FINAL_TYPE (WayForm, way_form, WAY, FORM, GtkBox)

GtkWidget      *way_form_new          (void);

/* Fills the rows from a copy of the record.  The first call finds the rows. */
void            way_form_set_record   (WayForm         *self,
                                       WaySession      *session,
                                       const WayEntity *entity,
                                       gconstpointer    record);

/* The copy as it stands, with every good value typed; lent. */
gpointer        way_form_get_record   (WayForm         *self);

/* Whether anything differs from the record that was set, good or not. */
gboolean        way_form_is_changed   (WayForm         *self);

/* Whether the whole record may be written.  On FALSE each problem stands under
 * its field, the first has the focus, and *error says the first. */
gboolean        way_form_check        (WayForm         *self,
                                       GError         **error);

/* The row of a field, or NULL. */
WayFieldRow    *way_form_get_row      (WayForm         *self,
                                       const char      *field);

/* Puts the cursor into the first row. */
void            way_form_focus        (WayForm         *self);

/* All that is typed, good or not, as one text, and back: for drafts. */
char           *way_form_dup_draft    (WayForm         *self);
gboolean        way_form_set_draft    (WayForm         *self,
                                       const char      *draft);

G_END_DECLS
