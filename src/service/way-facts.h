/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-people.h"
#include "way-records.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* What the rules need to know of this authority, read from a file once for one
 * call: its settings, and the school days of the authority and of each
 * establishment that has its own.  Made, used and freed on the thread of its
 * connection; what it lends lives as long as it. */
typedef struct _WayFacts WayFacts;

WayFacts            *way_facts_new          (WayDb        *db,
                                             GError      **error);
void                 way_facts_free         (WayFacts     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFacts, way_facts_free)

WayDb               *way_facts_db           (WayFacts     *self);

/* The authority of the file; a setting that it leaves open, or a file without
 * one, has what the description says a new one starts with. */
const WayAuthority  *way_facts_authority    (WayFacts     *self);

/* Whether day 6 is counted from the day after the first excluded day. */
gboolean             way_facts_sixth_day_is_later (WayFacts *self);

/* The school days of an establishment laid over the authority's, which are its
 * days where it has none and says so (way_school_days_is_borrowed()); with NULL
 * the authority's own.  Rows that no rule can read
 * (merged from elsewhere) are left out.  NULL on error. */
const WaySchoolDays *way_facts_days         (WayFacts     *self,
                                             const WayId  *establishment,
                                             GError      **error);

/* How many calendars an establishment has of its own, or the authority with NULL:
 * so many layers of way_facts_days() are its own. */
guint                way_facts_count_calendars (WayFacts     *self,
                                                const WayId  *establishment);

/* Where a day stands in the school year. */
typedef struct
{
  WayTerm  term;           /* autumn, spring or summer of a school year */
  guint    week;           /* school week of the term, from 1; in a holiday the last one */
  guint    weeks;          /* school weeks in the term; 0: its calendar is not known */
  gboolean is_school_day;
  GDate    next;           /* the next school day, this one included */
} WayTodayTerm;

/* By the authority's calendar. */
gboolean             way_service_today_term (WayFacts     *self,
                                             const GDate  *today,
                                             WayTodayTerm *term,
                                             GError      **error);

G_END_DECLS
