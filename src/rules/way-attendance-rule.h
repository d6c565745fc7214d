/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journey.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* Sessions (half days) of a week: what there was to come to, and what of it the
 * child came to.  Pure; any thread. */

typedef enum
{
  WAY_MEASURE_POSSIBLE,
  WAY_MEASURE_ATTENDED,
  WAY_MEASURE_AUTHORISED,
  WAY_MEASURE_UNAUTHORISED,
  WAY_MEASURE_NOT_OFFERED,
  WAY_MEASURE_NOT_POSSIBLE,
} WayMeasure;
#define WAY_N_MEASURES (WAY_MEASURE_NOT_POSSIBLE + 1)

/* The name of the field that holds it, and the member. */
const char *way_measure_field (WayMeasure                measure);
gint64      way_measure_get   (const WayAttendanceWeek  *week,
                               WayMeasure                measure);
void        way_measure_set   (WayAttendanceWeek        *week,
                               WayMeasure                measure,
                               gint64                    value);

/* Numbers by WayMeasure; what nobody recorded is 0. */
typedef struct
{
  gint64 counts[WAY_N_MEASURES];
} WaySessions;

WaySessions way_sessions_of   (const WayAttendanceWeek  *week);
void        way_sessions_add  (WaySessions              *self,
                               const WaySessions        *other);

/* One child's week out of two registers, so that no session counts twice
 * (domain.md 4.7, K13): the setting's own register speaks for the sessions at
 * the setting, and of the school's only those are left that the week still has
 * room for.  What the school counted beyond that is the sessions away, which
 * its register calls attended (B, K) or, marked by mistake, absent: they are
 * taken off in that order.  open is how many sessions the week has. */
WaySessions way_sessions_join (const WaySessions        *setting,
                               const WaySessions        *school,
                               gint64                    open);

/* The sessions that a placement offers in the week of a Monday: those of its
 * timetable on which the setting is open, of the days from its first to its
 * last; where the timetable is not said, its sessions a week as a share of the
 * sessions that the setting has. */
guint       way_sessions_expected (const WaySchoolDays  *days,
                                   const WayPlacement   *placement,
                                   const GDate          *monday);

G_END_DECLS
