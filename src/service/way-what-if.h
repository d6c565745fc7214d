/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-duties.h"

G_BEGIN_DECLS

/* "What if": a case of a clock as it might have been.  It started on another day,
 * it counts on another calendar, or another clock runs on it; and the day moves.
 * Nothing of it is ever written. */
typedef struct _WayWhatIf WayWhatIf;

/* A case with the facts it has; whose days count (NULL: the authority's).  The
 * facts are copied. */
WayWhatIf     *way_what_if_new           (const char           *rule,
                                          const WayClockFacts  *facts,
                                          const WayId          *establishment);

/* The case of a duty. */
WayWhatIf     *way_what_if_of_duty       (WayFacts             *facts,
                                          const WayDutyFact    *duty);
WayWhatIf     *way_what_if_copy          (const WayWhatIf      *self);
void           way_what_if_free          (WayWhatIf            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayWhatIf, way_what_if_free)

/* The day of the event that starts the clock.  Another one moves all that
 * happened, and the days at school, by as much. */
const GDate   *way_what_if_get_start     (const WayWhatIf      *self);
void           way_what_if_set_start     (WayWhatIf            *self,
                                          const GDate          *start);

/* The clock that runs; for another, the event is of the kind that starts it. */
const WayCode *way_what_if_get_rule      (const WayWhatIf      *self);
void           way_what_if_set_rule      (WayWhatIf            *self,
                                          const char           *rule);

/* The clocks that one event on a day can start and that name a day for it.
 * Elements are const WayCode *. */
GPtrArray     *way_what_if_rules         (void);

/* A calendar that can be counted on. */
typedef struct
{
  WayId  establishment;    /* none: the authority's */
  char  *name;             /* of the establishment; NULL: the authority's, or weekdays */
  gboolean weekdays;       /* no calendar at all */
} WayWhatIfCalendar;

/* That of the case first, then the authority's and those of the establishments
 * that keep one, by name, and plain weekdays.  NULL on error. */
GPtrArray     *way_what_if_calendars     (const WayWhatIf      *self,
                                          WayFacts             *facts,
                                          GError              **error);
void           way_what_if_set_calendar  (WayWhatIf            *self,
                                          const WayWhatIfCalendar *calendar);

/* What came of it.  The day is that which the clock names: due, or opens. */
typedef struct
{
  WayClock *clock;         /* as it might have been */
  GDate     before;        /* the day as it is; not set: none */
  GDate     after;
  int       moved;         /* days from the one to the other; 0 where one is missing */
} WayWhatIfAnswer;

void           way_what_if_answer_clear  (WayWhatIfAnswer      *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayWhatIfAnswer, way_what_if_answer_clear)

/* Runs the clock both ways. */
gboolean       way_what_if_run           (const WayWhatIf      *self,
                                          WayFacts             *facts,
                                          WayWhatIfAnswer      *answer,
                                          GError              **error);

G_END_DECLS
