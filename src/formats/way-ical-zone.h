/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libical/ical.h>

#include "way-date.h"

G_BEGIN_DECLS

/* Time zones of a calendar file: those that the system knows by name, and those
 * that the file itself describes (VTIMEZONE).  Moments are seconds: of universal
 * time since 1970, or what a clock on the wall shows, counted the same way. */
typedef struct _WayIcalZone  WayIcalZone;
typedef struct _WayIcalZones WayIcalZones;

WayIcalZones      *way_ical_zones_new  (void);
void               way_ical_zones_free (WayIcalZones      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIcalZones, way_ical_zones_free)

/* Takes in a description; one that cannot be read is as if it were not there.
 * FALSE when that would take longer than *budget allows. */
gboolean           way_ical_zones_add  (WayIcalZones      *self,
                                        icalcomponent     *component,
                                        guint             *budget);

/* The zone of a name, or NULL.  A name that the system knows, the last two parts
 * of a path included, means that; the file's own words come second: many a file
 * describes a year of London only. */
const WayIcalZone *way_ical_zones_find (WayIcalZones      *self,
                                        const char        *name);

/* Universal time of a moment on the wall of a zone; NULL is England. */
gint64             way_ical_zone_to_universal (const WayIcalZone *self,
                                               gint64             wall);

/* The day that clocks in England show at a universal time. */
GDate              way_ical_day_in_england    (gint64             universal);

/* What clocks in a zone show at a universal time; NULL is England. */
gint64             way_ical_zone_from_universal (const WayIcalZone *self,
                                                 gint64             universal);

/* Midnight at the beginning of a day, on the wall; and the day of a moment. */
gint64             way_ical_midnight          (const GDate       *day);
GDate              way_ical_day_of            (gint64             wall);

G_END_DECLS
