/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Sealed cases: what a connection gives of a child whose case is sealed, and who it
 * is that looks.  Every read of records, lists, history and conflicts goes by it, so
 * pages, exports and the command line see alike.
 *
 * A connection without a viewer sees all: the program's own work (merging, proving).
 * To one who is not named, of a sealed child there is left the row itself, called
 * “Sealed case”, and of what belongs to the child the days, places and codes that
 * flows and figures need, without its texts and what is sensitive; searches do not
 * find it.  Where the seal says so, there is nothing at all. */

/* From now on a user looks, on a day: user none is one who is named for nothing.
 * sees_all: nothing is sealed to them (a file that has no users).  Read anew with
 * each call: so again after every edit.  WAY_STORE_ERROR. */
gboolean  way_seals_set_viewer    (WayDb            *db,
                                   const WayId      *user,
                                   gboolean          sees_all,
                                   const GDate      *today,
                                   GError          **error);

/* Whether anything is sealed to who looks; else nothing below needs to be asked. */
gboolean  way_seals_any           (WayDb            *db);

/* Whether the pupil, or person in a pupil's life, is sealed to who looks. */
gboolean  way_seals_hide          (WayDb            *db,
                                   const WayId      *id);

/* Whether it is under seal and open to who looks: then what is seen is written to
 * the trail. */
gboolean  way_seals_show          (WayDb            *db,
                                   const WayId      *id);

/* Whether nothing that leaves the file may say the addresses of the record: of a pupil
 * under seal, or whose own record hides them, of who cares for one, and of what
 * belongs to one. */
gboolean  way_seals_hide_address  (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *id);

/* The pupil that a record belongs to (itself, where it is one), none where it
 * belongs to none.  Whether or not the record is sealed. */
gboolean  way_seals_pupil_of      (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *id,
                                   WayId            *pupil,
                                   GError          **error);

/* Whether records of the entity belong to a pupil. */
gboolean  way_seals_is_of_child   (const WayEntity  *entity);

/* Ids (WayId) of the entity's records that belong to a case under seal which who looks
 * may see.  NULL on WAY_STORE_ERROR. */
GArray   *way_seals_shown_rows    (WayDb            *db,
                                   const WayEntity  *entity,
                                   GError          **error);

/* Ids (WayId) of the entity's records that belong to the pupil, whoever looks.  NULL on
 * WAY_STORE_ERROR. */
GArray   *way_seals_rows_of       (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *pupil,
                                   GError          **error);

/* What a sealed case is called (translated). */
const char *way_seals_title       (void);

G_END_DECLS
