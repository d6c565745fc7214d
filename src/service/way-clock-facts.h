/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-clocks.h"

G_BEGIN_DECLS

/* The facts of one case, as a file of JSON gives them to a clock:
 *
 *   { "events": [{ "kind", "from", "to", "forecast_to", "half_days", "posted" }],
 *     "attended": [day], "birth", "school_type", "weeks", "year_used_half_days",
 *     "has_ehcp", "year", "exams_done", "exam_missed", "not_asked",
 *     "review_weeks", "stay_weeks", "today" }
 *
 * All may be left out but the kind of an event. */

#define WAY_CLOCK_FACTS_MOST_BYTES (1024 * 1024)

typedef struct
{
  WayClockFacts  facts;       /* lends what the rest holds */
  gpointer       json;
  GArray        *events;
  GArray        *attended;
} WayClockFile;

/* Reads a file of facts.  WAY_FORMATS_ERROR for what is no JSON,
 * WAY_SERVICE_ERROR_INVALID for a name that is not known or a value of the wrong
 * kind: the message names it. */
WayClockFile *way_clock_file_read (GBytes        *bytes,
                                   GError       **error);

/* One event of the kind that the rule starts from, on a day.  NULL with
 * WAY_SERVICE_ERROR_UNKNOWN where there is no such rule. */
WayClockFile *way_clock_file_new  (const char    *rule,
                                   const GDate   *from,
                                   GError       **error);
void          way_clock_file_free (WayClockFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayClockFile, way_clock_file_free)

G_END_DECLS
