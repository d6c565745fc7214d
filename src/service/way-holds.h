/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-visits.h"

G_BEGIN_DECLS

/* New placements at a setting are held: by a visit that found a failed check, or by
 * the office.  Each function that writes is one named edit; refusals are
 * WAY_SERVICE_ERROR. */

/* The hold that stands at the setting on the day, the oldest; NULL with no error
 * where there is none. */
WayPlacementHold *way_hold_find          (WayDb             *db,
                                          const WayId       *establishment,
                                          const GDate       *on,
                                          GError           **error);

/* The same of the setting of a provision. */
WayPlacementHold *way_hold_find_at       (WayDb             *db,
                                          const WayId       *provision,
                                          const GDate       *on,
                                          GError           **error);

/* Whether a place may be given at the provision: nothing holds it, or somebody
 * says why it is given all the same.  WAY_SERVICE_ERROR_HELD. */
gboolean          way_hold_allows        (WayDb             *db,
                                          const WayId       *provision,
                                          const GDate       *on,
                                          const char        *reason,
                                          GError           **error);

/* Holds new placements from the hold's day on; its id comes back in it. */
gboolean          way_hold_set           (WayAct            *act,
                                          WayPlacementHold  *hold,
                                          GError           **error);

/* Children can be placed there again, and why. */
gboolean          way_hold_clear         (WayAct            *act,
                                          const WayId       *hold,
                                          const char        *why,
                                          GError           **error);

/* Inside an edit: holds for each reason that does not hold the setting already.
 * reasons are codes of hold_reason, NULL-terminated; wording may be NULL. */
gboolean          way_hold_add           (WayDb             *db,
                                          const WayVisit    *visit,
                                          const char *const *reasons,
                                          const char        *wording,
                                          GError           **error);

G_END_DECLS
