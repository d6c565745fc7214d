/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-directory.h"
#include "way-journey.h"
#include "way-records.h"

G_BEGIN_DECLS

/* Where a child might go on a day, and whether there is room: what stands in the
 * list from which a place is offered.  Places, children and
 * promises are three counts of that day; an offer that ran out promises nothing. */
typedef struct
{
  WayId     id;
  char     *name;         /* of the provision */
  char     *setting;      /* NULL where that is the same */
  char     *kind;         /* code of provision_kind; may be NULL */
  char     *year_low;     /* codes of nc_year; may be NULL */
  char     *year_high;
  gint64    places;       /* commissioned less out of service */
  gint64    taken;        /* children there on the day */
  gint64    promised;     /* offers that stand, to start by then */
  gint64    empty;        /* places less taken and promised; below 0: over */
  gboolean  takes_route;  /* or lists no routes */
  gboolean  takes_year;   /* or names no years */
} WayProvisionChoice;

void       way_provision_choice_free (WayProvisionChoice  *self);

/* Provisions of the directory that are open on the day: first those that take
 * the route and the year (either may be NULL: not asked), then the most room,
 * then the name.  Elements are WayProvisionChoice *. */
GPtrArray *way_provision_choices     (WayDb               *db,
                                      const GDate         *today,
                                      const GDate         *on,
                                      const char          *route,
                                      const char          *year,
                                      GError             **error);

G_END_DECLS
