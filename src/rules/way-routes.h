/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-codes.h"

G_BEGIN_DECLS

/* The routes into alternative provision: who may commission, who may pay the
 * place and the top-up, how the child may be registered (Solihull strategy,
 * section 7; data/rules/routes.xml).  Pure; any thread; `on` is the day whose
 * table counts, so that a case decided under an old table keeps it.
 *
 * Codes are borrowed and live as long as the program. */
typedef enum
{
  WAY_ROUTE_COMMISSIONER,
  WAY_ROUTE_LUMP_SUM,
  WAY_ROUTE_TOP_UP,
  WAY_ROUTE_REGISTRATION,
} WayRouteChoice;
#define WAY_N_ROUTE_CHOICES (WAY_ROUTE_REGISTRATION + 1)

/* The code of route_choice, and the set from which its values come. */
const char  *way_routes_choice_name (WayRouteChoice   choice);
const char  *way_routes_choice_set  (WayRouteChoice   choice);

/* Whether the route allows a value; FALSE for an unknown route. */
gboolean     way_routes_allows      (const char      *route,
                                     WayRouteChoice   choice,
                                     const char      *value,
                                     const GDate     *on);

/* All values that the route allows, the offered one first; empty for an unknown
 * route.  Free with g_strfreev(). */
char       **way_routes_allowed     (const char      *route,
                                     WayRouteChoice   choice,
                                     const GDate     *on);

/* What a form says about one choice, once the route is known. */
typedef struct
{
  WayRouteChoice  choice;
  const char     *title;        /* msgid: "Pays the place" */
  const char     *allowed;      /* values parted by spaces; the first is offered */
  gboolean        is_open;      /* several are allowed: somebody must say which */
  const char     *who;          /* LA, SCHOOL, SETTING; several where open */
  const WayCode  *explanation;  /* label, and the same in a school's words */
} WayRouteConsequence;

/* Fills in all four.  FALSE for an unknown route. */
gboolean     way_routes_consequences (const char          *route,
                                      const GDate         *on,
                                      WayRouteConsequence  consequences[WAY_N_ROUTE_CHOICES]);

/* The route's rule in one sentence (msgid); NULL for an unknown route. */
const char  *way_routes_rule        (const char      *route,
                                     const GDate     *on);

/* A referral or placement as far as routes go.  A NULL value is not chosen. */
typedef struct
{
  const char *route;
  const char *values[WAY_N_ROUTE_CHOICES];
  gboolean    has_school;   /* the child is on a school's roll */
  gboolean    off_roll;     /* was taken off the excluding school's roll */
  gboolean    has_reason;   /* somebody gave a reason for who pays */
} WayRouteFacts;

typedef struct
{
  gboolean    is_error;     /* the route does not allow it; else a warning */
  const char *field;        /* "route" or the code of route_choice */
  const char *text;         /* msgid */
} WayRouteFinding;

/* What is wrong or doubtful, errors first.  Nothing is put right.  GArray of
 * WayRouteFinding; free with g_array_unref(). */
GArray      *way_routes_check       (const WayRouteFacts *facts,
                                     const GDate         *on);

G_END_DECLS
