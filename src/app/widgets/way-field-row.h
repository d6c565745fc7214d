/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-entity.h"
#include "way-session.h"

G_BEGIN_DECLS

/* A row of a form.  It needs the field's name and nothing else:
 *
 *   <object class="WayFieldRow"><property name="field">postcode</property></object>
 *
 * Label, editor, choices, bounds and check come from the field's description:
 * an entry, a text area, a list of codes with search, a day, a number, pounds,
 * a switch, or a record to be looked for.  A problem stands under the field;
 * what was typed stays.
 *
 * Properties: field; label (another than the description's); read-only. */
#define WAY_TYPE_FIELD_ROW (way_field_row_get_type ())
G_DECLARE_FINAL_TYPE (WayFieldRow, way_field_row, WAY, FIELD_ROW, AdwPreferencesRow)

/* Signal "edited": the text in the row is another, good or not. */

GtkWidget      *way_field_row_new         (const char      *field);
const char     *way_field_row_get_name    (WayFieldRow     *self);
const WayField *way_field_row_get_field   (WayFieldRow     *self);

/* Makes the editor for the entity's field and fills it from the record.  For a
 * name that the entity does not have the row hides and warns. */
void            way_field_row_load        (WayFieldRow     *self,
                                           WaySession      *session,
                                           const WayEntity *entity,
                                           gconstpointer    record);

/* Puts what is in the row into the record, as far as it is good.  On FALSE the
 * record is as it was, and the problem stands under the field. */
gboolean        way_field_row_store       (WayFieldRow     *self,
                                           gpointer         record,
                                           GError         **error);

/* A problem found elsewhere (a contradiction of two fields); NULL clears. */
void            way_field_row_set_problem (WayFieldRow     *self,
                                           const char      *problem);
gboolean        way_field_row_has_problem (WayFieldRow     *self);

/* What is in the row as machines write it, good or not: for drafts. */
char           *way_field_row_dup_text    (WayFieldRow     *self);
void            way_field_row_set_text    (WayFieldRow     *self,
                                           const char      *text);

G_END_DECLS
