/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-date.h"

G_BEGIN_DECLS

/* Which days are school days.
 *
 * A school day is one on which *that* school has a session (Education Act 1996
 * s.579(1)), so a calendar belongs to one establishment.  It is laid in layers:
 * the establishment's own days first, then the authority's, then plain weekdays
 * without the bank holidays of data/codes/bank-holiday.xml.  A layer that names
 * terms decides the whole of each school year in which it has one; a layer
 * without terms only takes days away.  Within a layer a closed day wins over a
 * session, a session over a term, and a bank holiday in a term is closed unless
 * a session is named on it.
 *
 * An object is made once and never changes; any thread may use it.  Days before
 * 1990 and after 2069 are unknown: no school days there. */
typedef struct _WaySchoolDays WaySchoolDays;

typedef enum
{
  WAY_DAY_SCHOOL,
  WAY_DAY_MORNING,         /* a school day with a morning session only */
  WAY_DAY_AFTERNOON,
  WAY_DAY_WEEKEND,
  WAY_DAY_HOLIDAY,
  WAY_DAY_BANK_HOLIDAY,
  WAY_DAY_INSET,
  WAY_DAY_CLOSURE,
} WayDayKind;
#define WAY_N_DAY_KINDS (WAY_DAY_CLOSURE + 1)

/* Days from one to another, both included, as a calendar file has them; kind is
 * a code of calendar_kind. */
typedef struct
{
  GDate       from;
  GDate       to;
  const char *kind;
} WayDayRow;

typedef struct
{
  const char      *name;   /* whose days they are; copied; NULL: of somebody who keeps none */
  const WayDayRow *rows;
  gsize            n_rows;
} WayDayLayer;

#define WAY_SCHOOL_DAYS_MAX_LAYERS 8

/* Lays the layers, the first being the calendar that was asked for.  NULL with
 * WAY_RULES_ERROR where a row has no such kind, ends before it begins, or lies
 * outside the years above; the message counts rows from 1. */
WaySchoolDays *way_school_days_new   (const WayDayLayer    *layers,
                                      guint                 n_layers,
                                      GError              **error);
WaySchoolDays *way_school_days_ref   (WaySchoolDays        *self);
void           way_school_days_unref (WaySchoolDays        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySchoolDays, way_school_days_unref)

/* One day. */
gboolean       way_school_days_is_open     (const WaySchoolDays *self,
                                            const GDate         *day);
WayDayKind     way_school_days_kind        (const WaySchoolDays *self,
                                            const GDate         *day);

/* The name of the layer that decided the day; NULL where plain weekdays did. */
const char    *way_school_days_source      (const WaySchoolDays *self,
                                            const GDate         *day);

/* The number of that layer, from 0; G_MAXUINT where plain weekdays decided. */
guint          way_school_days_layer       (const WaySchoolDays *self,
                                            const GDate         *day);

/* The name of the first layer that has one; NULL where there is none. */
const char    *way_school_days_name        (const WaySchoolDays *self);

/* Whether the first layer has no name: whoever was asked for keeps no calendar,
 * and all days are those of a layer below. */
gboolean       way_school_days_is_borrowed (const WaySchoolDays *self);

/* Whether a day lies in the years above. */
gboolean       way_school_days_is_known    (const GDate         *day);

/* Whether any day in [from, to] was decided below the first layer. */
gboolean       way_school_days_is_fallback (const WaySchoolDays *self,
                                            const GDate         *from,
                                            const GDate         *to);

/* The code of calendar_kind that stands for a kind, TERM for a whole school
 * day; and its name (msgid). */
const char    *way_day_kind_code           (WayDayKind           kind);
const char    *way_day_kind_label          (WayDayKind           kind);
gboolean       way_day_kind_is_open        (WayDayKind           kind);

/* School days in [from, to]; 0 when to lies before from. */
guint          way_school_days_count       (const WaySchoolDays *self,
                                            const GDate         *from,
                                            const GDate         *to);

/* Half days with a session in [from, to]. */
guint          way_school_days_count_half_days (const WaySchoolDays *self,
                                                const GDate         *from,
                                                const GDate         *to);

/* The n-th school day counting from a day, which is the first if it is one
 * itself; n is 1 or more.  No date past the end of what is known. */
GDate          way_school_days_nth         (const WaySchoolDays *self,
                                            const GDate         *from,
                                            guint                n);

/* The n-th school day after a day, the day itself not counted. */
GDate          way_school_days_nth_after   (const WaySchoolDays *self,
                                            const GDate         *day,
                                            guint                n);

/* The n-th school day before a day, the day itself not counted. */
GDate          way_school_days_nth_before  (const WaySchoolDays *self,
                                            const GDate         *day,
                                            guint                n);

/* The day itself, or the last school day before it. */
GDate          way_school_days_last        (const WaySchoolDays *self,
                                            const GDate         *day);

/* The last school day of the n-th school week, the week of `from` being the
 * first if it has a school day on or after `from`.  A school week is a week,
 * Monday to Sunday, with at least one school day. */
GDate          way_school_days_nth_week    (const WaySchoolDays *self,
                                            const GDate         *from,
                                            guint                n);

/* School weeks that have a school day in [from, to]. */
guint          way_school_days_count_weeks (const WaySchoolDays *self,
                                            const GDate         *from,
                                            const GDate         *to);

/* The half-term of a day, or the next one when the day is in a holiday: school
 * days without a break of as many weekdays' holiday as `half_term_break` in
 * data/rules/calendar.xml says.  FALSE where the school year is not in a
 * calendar, so that nobody knows. */
gboolean       way_school_days_half_term   (const WaySchoolDays *self,
                                            const GDate         *day,
                                            GDate               *from,
                                            GDate               *to);

/* The first school day of each week, or of each month, in [from, to]: weeks and
 * months without one are left out.  GArray of GDate; free with
 * g_array_unref(). */
GArray        *way_school_days_first_of_weeks  (const WaySchoolDays *self,
                                                const GDate         *from,
                                                const GDate         *to);
GArray        *way_school_days_first_of_months (const WaySchoolDays *self,
                                                const GDate         *from,
                                                const GDate         *to);

/* The day after Easter Sunday, Gregorian. */
GDate          way_school_days_easter_monday   (int                  year);

/* The term of a day as exclusions count it: from the day after one reference
 * date to the next, which are 31 December, Easter Monday and 31 July (SI
 * 2012/1033 reg 2; rows of data/rules/reference-dates.xml). */
void           way_school_days_exclusion_term  (const GDate         *day,
                                                GDate               *from,
                                                GDate               *to);

/* One of the three terms of a school year, autumn, spring or summer, with the
 * same bounds as above. */
typedef struct
{
  const char *name;        /* of the set term */
  int         year;        /* in which the school year began */
  GDate       from;
  GDate       to;
  GDate       first;       /* first and last school day by a calendar; not set where only plain */
  GDate       last;        /* weekdays are known */
} WayTerm;

WayTerm        way_school_days_term            (const WaySchoolDays *self,
                                                const GDate         *day);

/* The terms that share a day with [from, to], in order.  GArray of WayTerm; free
 * with g_array_unref(). */
GArray        *way_school_days_terms           (const WaySchoolDays *self,
                                                const GDate         *from,
                                                const GDate         *to);

/* Whether a day is a working day as postal service counts them: not a
 * Saturday, Sunday or bank holiday (SI 2012/1033 Sch 1). */
gboolean       way_school_days_is_working_day  (const GDate         *day);

G_END_DECLS
