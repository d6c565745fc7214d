/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-area.h"
#include "way-facts.h"

G_BEGIN_DECLS

/* One school year of a calendar, day by day, as people look at it: what each day
 * is, who says so, and what was entered. */

/* Whose word a day is. */
typedef enum
{
  WAY_DAYS_OF_PLACE,       /* the establishment's own calendar */
  WAY_DAYS_OF_AUTHORITY,
  WAY_DAYS_OF_WEEK,        /* no calendar names it: weekdays without bank holidays */
} WayDaysOwner;
#define WAY_N_DAYS_OWNERS (WAY_DAYS_OF_WEEK + 1)

typedef enum
{
  WAY_EDGE_NONE = 0,
  WAY_EDGE_TERM_FIRST = 1 << 0,      /* the first school day of a term */
  WAY_EDGE_TERM_LAST = 1 << 1,
  WAY_EDGE_EXCLUSION_TERM = 1 << 2,  /* the first day of a term as exclusions count it */
} WayDayEdges;

typedef struct
{
  WayDayKind   kind;
  WayDaysOwner owner;
  WayDayEdges  edges;
  const char  *name;       /* what the rows that decided it call it; NULL: nothing */
} WayCalendarCell;

typedef struct
{
  WayTerm term;
  guint   days;            /* school days */
  guint   halves;          /* of them, those with one session */
} WayCalendarTerm;

typedef struct
{
  WayId            establishment;   /* none: the authority's calendar */
  char            *place;           /* what the establishment is called; NULL: the authority's */
  char            *authority;       /* what the authority is called; "" where it does not say */
  int              year;            /* in which it begins */
  GDate            from;            /* 1 September */
  GDate            to;              /* 31 August */
  guint            n_days;
  WayCalendarCell *days;            /* from the first on */
  gboolean         is_borrowed;     /* the establishment keeps no calendar at all */
  guint            weekdays[WAY_N_DAYS_OWNERS];   /* decided by each */
  guint            school_days;
  GArray          *terms;           /* WayCalendarTerm: the three of the year */
  GPtrArray       *entries;         /* WayCalendarDay *: what was entered here that touches the
                                     * year, by day */
  GPtrArray       *others;          /* WayCalendarDay *: the authority's, below them */
} WayCalendarYear;

/* Whether the rules know every day of the school year. */
gboolean               way_calendar_year_is_known   (int                     year);

/* establishment may be NULL or none: the authority's.  WAY_SERVICE_ERROR_UNKNOWN
 * where there is no such establishment, WAY_SERVICE_ERROR_DATE for a year that is
 * not known. */
WayCalendarYear       *way_calendar_year_load       (WayFacts               *facts,
                                                     const WayId            *establishment,
                                                     int                     year,
                                                     GError                **error);
void                   way_calendar_year_free       (WayCalendarYear        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCalendarYear, way_calendar_year_free)

/* NULL for a day of another year. */
const WayCalendarCell *way_calendar_year_cell       (const WayCalendarYear  *self,
                                                     const GDate            *day);

/* What was entered here that holds the day, what decides it first.  Elements are
 * lent; free the array with g_ptr_array_unref(). */
GPtrArray             *way_calendar_year_entries_on (const WayCalendarYear  *self,
                                                     const GDate            *day);

/* Somebody whose calendar may be looked at. */
typedef struct
{
  WayId  id;
  char  *name;
} WayCalendarPlace;

WayCalendarPlace      *way_calendar_place_new       (const WayId            *id,
                                                     const char             *name);
void                   way_calendar_place_free      (WayCalendarPlace       *self);

/* The establishments that are not closed on the day, by name.  Elements are
 * WayCalendarPlace *. */
GPtrArray             *way_calendar_places          (WayDb                  *db,
                                                     const GDate            *today,
                                                     GError                **error);

G_END_DECLS
