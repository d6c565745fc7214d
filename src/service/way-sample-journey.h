/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journey.h"
#include "way-sample-life.h"

G_BEGIN_DECLS

/* One referral and what became of it, as records.  Days are Julian. */

/* A referral of the child by its school (the council itself for one without),
 * by the rules of the route.  Not written yet: the caller says what differs.
 * Free with way_referral_free(). */
WayReferral *way_sample_journey_referral (WaySampleLife            *life,
                                          const WaySampleChild     *child,
                                          const char               *route,
                                          gboolean                  single,
                                          const WaySampleVenue     *wanted,
                                          guint32                   received);

gboolean     way_sample_journey_decide   (WaySampleLife            *life,
                                          const WayReferral        *referral,
                                          const char               *outcome,
                                          const WaySampleVenue     *venue,
                                          guint32                   day,
                                          GError                  **error);

/* responded 0: nobody has answered yet. */
gboolean     way_sample_journey_offer    (WaySampleLife            *life,
                                          const WayReferral        *referral,
                                          const WaySampleVenue     *venue,
                                          guint32                   made,
                                          guint32                   start,
                                          const char               *response,
                                          guint32                   responded,
                                          GError                  **error);

/* All of a stay, from its referral to its last week. */
gboolean     way_sample_journey_write    (WaySampleLife            *life,
                                          WaySampleStay            *stay,
                                          GError                  **error);

/* The school day so many school days before another. */
guint32      way_sample_journey_before   (const WaySampleLife      *life,
                                          guint32                   day,
                                          guint                     school_days);

G_END_DECLS
