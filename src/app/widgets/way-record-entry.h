/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-entity.h"
#include "way-session.h"

G_BEGIN_DECLS

/* An entry that refers to a record: a few letters list what fits, Down and
 * Enter choose one.  The record's name stands in the entry; what was typed and
 * not chosen stays, and is no record.
 *
 * Signal "changed": another record, or none. */
#define WAY_TYPE_RECORD_ENTRY (way_record_entry_get_type ())
G_DECLARE_FINAL_TYPE (WayRecordEntry, way_record_entry, WAY, RECORD_ENTRY, GtkBox)

GtkWidget   *way_record_entry_new      (const WayEntity *entity,
                                        WaySession      *session);

/* The record's id; none where none is chosen. */
const WayId *way_record_entry_get_id   (WayRecordEntry  *self);
void         way_record_entry_set_id   (WayRecordEntry  *self,
                                        const WayId     *id);

/* The id as a UUID, else what was typed; and back. */
char        *way_record_entry_dup_text (WayRecordEntry  *self);
void         way_record_entry_set_text (WayRecordEntry  *self,
                                        const char      *text);

G_END_DECLS
