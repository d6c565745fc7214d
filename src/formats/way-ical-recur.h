/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libical/ical.h>

#include "way-date.h"

G_BEGIN_DECLS

/* The days of an RRULE (RFC 5545, 3.3.10) that repeats by days, weeks, months or
 * years.  libical reads the rule; its days are found here, one period after the
 * other, so that no rule can take longer than it is given: one that never comes
 * true is looked for only as long as the days last. */
typedef struct _WayIcalRecur WayIcalRecur;

/* NULL with WAY_MODEL_ERROR and a sentence that begins "RRULE: " for a rule that
 * repeats within a day, or by another calendar. */
WayIcalRecur *way_ical_recur_new    (const struct icalrecurrencetype *rule,
                                     GError                         **error);
void          way_ical_recur_free   (WayIcalRecur                    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIcalRecur, way_ical_recur_free)

/* The moment after which there are none; a null time where the rule names none. */
const struct icaltimetype *way_ical_recur_until (const WayIcalRecur *self);

/* Appends the days from the first, which always counts, to the last.  FALSE when
 * more than *budget days would have to be looked at, which is brought down by
 * those that were. */
gboolean      way_ical_recur_expand (const WayIcalRecur *self,
                                     const GDate        *first,
                                     const GDate        *last,
                                     guint              *budget,
                                     GArray             *days);

G_END_DECLS
