/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-entity.h"
#include "way-session.h"

G_BEGIN_DECLS

/* The records of an entity that refer to one record: a heading with a button to
 * add, and their plain list.  Hidden where there are none.  Enter on a row
 * opens its page. */
#define WAY_TYPE_RELATED_LIST (way_related_list_get_type ())
G_DECLARE_FINAL_TYPE (WayRelatedList, way_related_list, WAY, RELATED_LIST, GtkBox)

/* field is the reference, of entity. */
GtkWidget *way_related_list_new  (const WayEntity *entity,
                                  const WayField  *field);

/* Reads again what refers to the record. */
void       way_related_list_show (WayRelatedList  *self,
                                  WaySession      *session,
                                  const WayId     *record);

/* Opens the form of a new one that refers to the record shown. */
void       way_related_list_add  (WayRelatedList  *self);

const WayEntity *way_related_list_get_entity (WayRelatedList *self);

G_END_DECLS
