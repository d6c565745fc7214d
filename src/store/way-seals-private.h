/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db-private.h"
#include "way-seals.h"

G_BEGIN_DECLS

/* Makes the functions that SQL may call: way_sealed, way_left_out,
 * way_pupil_name, way_restricted. */
void      way_seals_connect       (WayDb            *db);
void      way_seals_disconnect    (WayDb            *db);

/* Ids (of pupils and persons) whom who looks may not know of, lent.  Free with
 * g_ptr_array_unref(). */
GPtrArray *way_seals_left_out     (WayDb            *db);

/* Whether the field of a sealed record is not given. */
gboolean  way_seals_hide_field    (const WayEntity  *entity,
                                   const WayField   *field);

/* The id of the child, or person, that a row of the entity under the alias belongs
 * to, as SQL; NULL where it belongs to none.  Free with g_free(). */
char     *way_seals_root_sql      (const WayEntity  *entity,
                                   const char       *alias);

/* Whether the addresses of a record under the alias, which belongs to a child, are
 * hidden, as SQL: by the child's own record, or by a seal.  A seal hides it from those who see the case, too.
 * Free with g_free(). */
char     *way_seals_hidden_address_sql (const WayEntity *entity,
                                        const char      *alias);

/* Takes out of the record what who looks may not see; TRUE where it is sealed. */
gboolean  way_seals_mask          (WayDb            *db,
                                   const WayEntity  *entity,
                                   gpointer          record);

/* Whether the row is sealed, where it is gone by what the journal has of it. */
gboolean  way_seals_hide_row      (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *row);

/* FALSE, and why, where a change (values by field before or after it; changed by
 * field, or NULL for all) would reach into what is sealed. */
gboolean  way_seals_check_change  (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayValue   *values,
                                   const guint8     *changed,
                                   GError          **error);

/* The same of a row that came in, by what it says, or else of one that is brought
 * back or taken out whole. */
gboolean  way_seals_check_row     (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *row,
                                   gboolean          fresh,
                                   GError          **error);

G_END_DECLS
