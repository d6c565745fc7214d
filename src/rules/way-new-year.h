/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-children.h"
#include "way-directory.h"
#include "way-journey.h"
#include "way-stay.h"

G_BEGIN_DECLS

/* What moves on when a school year begins: year groups, leavers, places.  Pure;
 * any thread.  A school year is named by the calendar year in which it begins;
 * the days and numbers are rows of data/rules/roll-over.xml. */

/* The first day of the school year, and the day from which it may be prepared. */
GDate       way_new_year_begins     (int                  year);
GDate       way_new_year_earliest   (int                  year);

/* The year group after this one; NULL where there is none. */
const char *way_new_year_next_group (const char          *group);

/* Whether compulsory schooling ends with this year group on the last day of the
 * school year before `year`. */
gboolean    way_new_year_is_leaver  (const char          *group,
                                     int                  year);

/* The year group of most children of that age in the school year; NULL where
 * there is none. */
const char *way_new_year_usual_group (const GDate        *birth,
                                      int                 year);

/* Whether the pupil's year group moves on into the school year: it has a next
 * one, and does not lie further from what is usual at that age than children
 * are taught out of their year; a group further away is an old record. */
gboolean    way_new_year_moves      (const WayPupil      *pupil,
                                     int                  year);

/* Which school year is the next to move into.  begun is the one into which the
 * year groups moved last, WAY_INTEGER_NONE where nobody recorded it; then more
 * of the pupils (WayPupil *) being in the year group of last year than in that
 * of this one says that this year's move is still to be made. */
int         way_new_year_due        (const GPtrArray     *pupils,
                                     gint64               begun,
                                     const GDate         *today);

/* Whether it runs on from the last day of the old school year into the new. */
gboolean    way_new_year_is_open    (const GDate         *from,
                                     const GDate         *to,
                                     int                  year);

/* What becomes of a row of places. */
typedef enum
{
  WAY_NEW_PLACES_NONE,       /* nothing */
  WAY_NEW_PLACES_CONTINUE,   /* runs on: it ends, and one of the new year's own begins */
  WAY_NEW_PLACES_RENEW,      /* ends with the old year and nothing follows: one begins */
  WAY_NEW_PLACES_OPEN,       /* planned, and its first day has come: it is commissioned */
} WayNewPlaces;

/* rows are all those of the provision (WayCapacity *), self being one of them. */
WayNewPlaces way_new_year_places    (const WayCapacity   *self,
                                     const GPtrArray     *rows,
                                     int                  year);

/* The year group in which a pupil was on a day: a former one (WayYearGroup *)
 * that holds then, else the present one.  Lent. */
const char *way_new_year_group_on   (const WayPupil      *pupil,
                                     const GPtrArray     *former,
                                     const GDate         *day);

G_END_DECLS
