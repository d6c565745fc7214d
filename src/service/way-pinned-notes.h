/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-board.h"

G_BEGIN_DECLS

/* Notes that were pinned to days of charts.  They are records like any other:
 * exchanged, journalled, undone. */

/* The chart of places; those of indicators go by their ids. */
#define WAY_PINNED_TO_PLACES "places"

/* Those of a chart by their days: of all settings where setting is NULL or none,
 * else of all and of that one.  Elements are WayPinnedNote *. */
GPtrArray     *way_pinned_notes_list (WayDb        *db,
                                      const char   *chart,
                                      const WayId  *setting,
                                      GError      **error);

/* One that is to be filled in. */
WayPinnedNote *way_pinned_note_start (const char   *chart,
                                      const WayId  *setting,
                                      const GDate  *day,
                                      const char   *by);

G_END_DECLS
