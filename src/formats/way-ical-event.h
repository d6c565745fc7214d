/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-area.h"
#include "way-ical-zone.h"

G_BEGIN_DECLS

/* One event of a calendar file, read from its text into what is needed of it: so
 * that thousands can be held, of which some change others. */

/* A moment as the file writes it. */
typedef struct
{
  gboolean           is_date;
  gint64             wall;       /* of a date, its midnight */
  gint64             universal;  /* of a date, unused */
} WayIcalMoment;

typedef struct
{
  guint              line;       /* on which it begins */
  char              *reason;     /* why it cannot be taken; NULL: it can */
  char              *uid;        /* may be NULL */
  WayCalendarDay    *day;        /* kind and name; days of one that does not repeat are expanded
                                    as all are */
  WayIcalMoment      start;
  const WayIcalZone *zone;       /* NULL: England, also of times without a zone */
  gint64             length;     /* in seconds; of dates, whole days */
  gboolean           by_days;    /* it says of so many days, whatever its time of day */
  gboolean           cancelled;
  gboolean           repeats;
  gboolean           changes;    /* stands for one of those that repeat ... */
  WayIcalMoment      changed;    /* ... this one */
  int                sequence;
  GPtrArray         *rules;      /* WayIcalRecur *; NULL: none */
  GArray            *added;      /* WayIcalMoment; NULL: none */
  GArray            *removed;
} WayIcalEvent;

/* Reads the text of one VEVENT; what is wrong with it stands in its reason. */
WayIcalEvent *way_ical_event_read   (const char          *text,
                                     guint                line,
                                     WayIcalZones        *zones);
void          way_ical_event_free   (WayIcalEvent        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIcalEvent, way_ical_event_free)

/* Whether an instance that starts then is the one that is named. */
gboolean      way_ical_event_is_at  (const WayIcalEvent  *self,
                                     const WayIcalMoment *start,
                                     const WayIcalMoment *named);

/* When it starts, each time, in order and once; what is removed is left out.
 * GArray of WayIcalMoment, or NULL when that would take longer than *budget
 * allows. */
GArray       *way_ical_event_starts (const WayIcalEvent  *self,
                                     guint               *budget);

/* The days, in England, of one that starts then. */
void          way_ical_event_days   (const WayIcalEvent  *self,
                                     const WayIcalMoment *start,
                                     GDate               *from,
                                     GDate               *to);

G_END_DECLS
