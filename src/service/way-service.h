/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-edit.h"

G_BEGIN_DECLS

/* What every write of a single record goes through, whether a form, the
 * command line or an import asks for it. */

/* Gives each member of a new record that is none what it starts with: what its
 * field starts with, and what follows from other members (a provision is
 * counted as its kind says; a placement is registered as its route offers).
 * May be called again once those are known. */
void     way_service_prepare_new (WayDb              *db,
                                  const WayEntity    *entity,
                                  gpointer            record);

/* Checks that look beyond the record's own fields (way_record_check() is done
 * by the store): what the route allows, which rolls a child may be on together,
 * that a week of attendance is recorded once, that a visit is not signed off yet.  today is the day whose route table counts where the record has no day of its
 * own.  planned are records of the entity and the same child that a table
 * brings before this one, or NULL where it is written alone: a main roll may
 * come in a later row.  WAY_MODEL_ERROR, where the message names the field, or
 * WAY_STORE_ERROR. */
gboolean way_service_check       (WayDb              *db,
                                  const WayEntity    *entity,
                                  gconstpointer       record,
                                  const GPtrArray    *planned,
                                  const GDate        *today,
                                  GError            **error);

/* Checks and writes the record in one edit: inserts it where is_new, and makes
 * its id; else writes what differs.  edit is 0 where nothing did. */
gboolean way_service_save        (WayDb              *db,
                                  const WayEditInfo  *info,
                                  const WayEntity    *entity,
                                  gpointer            record,
                                  gboolean            is_new,
                                  const GDate        *today,
                                  WayEditId          *edit,
                                  GError            **error);

gboolean way_service_delete      (WayDb              *db,
                                  const WayEditInfo  *info,
                                  const WayEntity    *entity,
                                  const WayId        *id,
                                  WayEditId          *edit,
                                  GError            **error);

G_END_DECLS
