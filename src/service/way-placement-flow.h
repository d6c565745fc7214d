/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-journey.h"

G_BEGIN_DECLS

/* A pupil at a provision, from the first day to the last.  Each function is one
 * named edit; refusals are WAY_SERVICE_ERROR, doubts come out of
 * way_placement_check(). */

typedef enum
{
  WAY_PLACEMENT_TOO_MANY_SESSIONS,   /* number: sessions a week with other placements */
  WAY_PLACEMENT_OVER_STAY,           /* number: longest stay of the provision in weeks */
  WAY_PLACEMENT_UNDER_STAY,          /* number: shortest stay in weeks */
  WAY_PLACEMENT_NOT_A_SCHOOL_DAY,    /* the first day is none at the setting */
  WAY_PLACEMENT_NO_PRICE,            /* the provision has no price on the first day */
} WayPlacementDoubt;

typedef struct
{
  WayPlacementDoubt  doubt;
  const char        *field;    /* of the placement */
  const char        *text;     /* msgid; takes the number as %u where it has one */
  guint              number;
  GDate              from;     /* sessions: the days on which it is so */
  GDate              to;
} WayPlacementFinding;

/* GArray of WayPlacementFinding for a placement as it stands in a form. */
GArray   *way_placement_check   (WayDb               *db,
                                 const WayPlacement  *placement,
                                 GError             **error);

/* Without a referral; with the funding lines that route and prices give.  Its
 * id comes back in it.  While new placements at the setting are held, refused
 * without a reason, here and where a child is moved. */
gboolean  way_placement_start   (WayAct              *act,
                                 WayPlacement        *placement,
                                 GError             **error);

/* Dates, sessions, timetable, registration, exit plan: what the form holds.
 * Funding lines follow the first and last day.  A placement that has ended
 * keeps its end. */
gboolean  way_placement_change  (WayAct              *act,
                                 const WayPlacement  *placement,
                                 GError             **error);

/* A review was held; plan NULL leaves the plan for what comes next. */
gboolean  way_placement_review  (WayAct              *act,
                                 const WayId         *placement,
                                 const GDate         *held,
                                 const char          *plan,
                                 GError             **error);

/* why is kept with the placement. */
gboolean  way_placement_extend  (WayAct              *act,
                                 const WayId         *placement,
                                 const GDate         *expected_end,
                                 const char          *why,
                                 GError             **error);

/* The first session that was offered and the first that the child came to, both
 * kept; either may be no date. */
gboolean  way_placement_begin   (WayAct              *act,
                                 const WayId         *placement,
                                 const GDate         *offered_from,
                                 const GDate         *attended_from,
                                 GError             **error);

/* The child moves to another provision: the placement ends on the day before
 * next begins, and next, which says where, from when and why (transfer_reason),
 * follows it with its own money, all in one edit.  What next leaves open of
 * route, registration, who arranged it and the referral it has from the one
 * before.  Its id comes back in it. */
gboolean  way_placement_transfer (WayAct             *act,
                                  const WayId        *placement,
                                  WayPlacement       *next,
                                  GError            **error);

/* destination of the set destination; why may be NULL. */
gboolean  way_placement_end     (WayAct              *act,
                                 const WayId         *placement,
                                 const GDate         *last_day,
                                 const char          *destination,
                                 const char          *why,
                                 GError             **error);

/* A permanently excluded child is taken off the school's roll: the enrolment
 * ends on the day before, and a placement by route 1 that runs then becomes
 * single registration at the setting. */
gboolean  way_exclusion_off_roll (WayAct             *act,
                                  const WayId        *exclusion,
                                  const GDate        *day,
                                  GError            **error);

G_END_DECLS
