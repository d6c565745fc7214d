/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-device.h"

G_BEGIN_DECLS

/* The roster: which devices there are, what each may hold and until when, signed
 * with the authority's key and numbered.  A copy goes by the newest that it has
 * seen, and refuses older ones. */

typedef struct
{
  WayDevice *device;         /* without secrets */
  guint      role;           /* one of WayCopies */
  GArray    *scope;          /* of WayId: establishments, ascending; may be empty */
  gint64     from;           /* milliseconds since 1970 */
  gint64     expires;        /* 0: never */
  gint64     revoked;        /* 0: not */
} WayRosterEntry;

typedef struct
{
  guint8     authority[WAY_DEVICE_KEY_SIZE];
  guint64    number;
  gint64     made;
  GPtrArray *entries;        /* of WayRosterEntry *, by device */
} WayRoster;

void       way_roster_free       (WayRoster         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRoster, way_roster_free)

/* NULL where the device is not in it. */
WayRosterEntry *way_roster_find  (const WayRoster   *self,
                                  const WayId       *device);

/* Whether the device may send and be sent to at the moment: it was not revoked,
 * and its time has not run out. */
gboolean   way_roster_entry_holds (const WayRosterEntry *entry,
                                  gint64             now);

/* Checks bounds and signature; not whether it is this authority's. */
WayRoster *way_roster_parse      (gconstpointer      data,
                                  gsize              size,
                                  const char        *name,
                                  GError           **error);

/* The newest that this copy has seen; NULL with no error where it has none.
 * body, when not NULL, is given its bytes. */
WayRoster *way_roster_read       (WayDb             *db,
                                  GBytes           **body,
                                  GError           **error);

/* Takes a roster of this authority that is newer; *newer is FALSE where it is the
 * one that is known.  WAY_EXCHANGE_ERROR_ROSTER for an older one, another of the
 * same number, another authority's. */
gboolean   way_roster_take       (WayDb             *db,
                                  gconstpointer      data,
                                  gsize              size,
                                  gboolean          *newer,
                                  GError           **error);

/* --- By who holds the authority's key --- */

/* Whether this file has it. */
gboolean   way_roster_is_keeper  (WayDb             *db,
                                  gboolean          *keeper,
                                  GError           **error);

/* The first roster of an authority, with a new key, kept in this file, and with
 * this file's own device (made where it has none) as its first office. */
gboolean   way_roster_found      (WayDb             *db,
                                  const char        *name,
                                  GError           **error);

/* Numbers the changed roster anew, signs and takes it. */
gboolean   way_roster_sign       (WayDb             *db,
                                  WayRoster         *self,
                                  GError           **error);

/* Adds the device, or gives it what it may do anew.  The scope is sorted. */
void       way_roster_put        (WayRoster         *self,
                                  const WayDevice   *device,
                                  guint              role,
                                  GArray            *scope,
                                  gint64             expires);

G_END_DECLS
