/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-hours.h"
#include "way-matching.h"
#include "way-records.h"

G_BEGIN_DECLS

/* The week of a child over all sites on a day: schools and settings, what is short
 * of full time, and which half days two of them claim. */

/* A school or setting that gives the child a part of the week. */
typedef struct
{
  WayId         record;        /* the enrolment or placement */
  gboolean      is_placement;
  WayId         establishment;
  char         *name;          /* of the school or provision */
  WayHoursPart  part;
  guint         slots;         /* on which half days, as far as can be told */
} WayPupilSite;

typedef struct
{
  GArray    *sites;            /* WayPupilSite */
  WayHours   hours;
  gboolean   laid_out;         /* every site's half days are known */
  GPtrArray *part_time;        /* WayPartTime * in force on the day */
} WayPupilHours;

/* A school that says nothing gives full time where it is the only roll, and the
 * rest of the week where settings fill it; else how much is not known.  A
 * part-time timetable says it for its school.  NULL on error. */
WayPupilHours *way_pupil_hours_read  (WayDb               *db,
                                      const WayId         *pupil,
                                      const GDate         *on,
                                      GError             **error);
void           way_pupil_hours_free  (WayPupilHours       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPupilHours, way_pupil_hours_free)

/* In translated words: "6 of 10 half days a week, 4 short of full time".  Free
 * with g_free(). */
char          *way_pupil_hours_words (const WayPupilHours *self);

/* What is known of one half day (a bit as in way_match_slots()). */
typedef enum
{
  WAY_HALF_DAY_FREE,           /* nobody gives it */
  WAY_HALF_DAY_TAKEN,
  WAY_HALF_DAY_TWICE,          /* two sites claim it */
  WAY_HALF_DAY_OPEN,           /* not known: a site does not say when it is */
} WayHalfDay;

WayHalfDay     way_pupil_hours_half_day (const WayPupilHours *self,
                                         guint                slot);

/* What two sites claim: "Monday morning is claimed twice"; NULL for nothing. */
char          *way_pupil_hours_twice (const WayPupilHours *self);

G_END_DECLS
