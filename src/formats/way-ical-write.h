/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-date.h"

G_BEGIN_DECLS

/* Something that lasts a day, for a person's calendar. */
typedef struct
{
  char  *uid;          /* the same each time, so that it is replaced and not doubled */
  GDate  day;
  char  *summary;
  char  *description;  /* lines parted by "\n"; NULL: none */
  char  *category;     /* NULL: none */
} WayIcalEntry;

void    way_ical_entry_free (WayIcalEntry *self);

/* An iCalendar file (RFC 5545) of WayIcalEntry *: whole days that keep nobody's
 * time busy.  name (may be NULL) is what the calendar is called, stamp the day
 * on which it was written.  The same events give the same bytes. */
GBytes *way_ical_write      (GPtrArray    *events,
                             const char   *name,
                             const GDate  *stamp);

G_END_DECLS
