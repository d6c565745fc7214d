/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-codes.h"

G_BEGIN_DECLS

/* The routes into alternative provision: who may commission, who may pay the
 * place and the top-up, how the child may be registered.  Pure; any thread.
 *
 * `set` is an authority's own table of routes; NULL is the shipped one (Solihull
 * strategy, section 7; data/rules/routes.xml), of which `on` is the day whose
 * rows count, so that a case decided under an old table keeps it.  A route that
 * an authority's table leaves out goes by the shipped one.
 *
 * Codes and texts are borrowed and live as long as the program. */
typedef struct _WayRouteSet WayRouteSet;

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

/* One row of an authority's table: values parted by '|', the offered one first. */
typedef struct
{
  const char *route;
  const char *allowed[WAY_N_ROUTE_CHOICES];
  const char *wording;      /* the rule in one sentence; NULL: as shipped */
} WayRouteRule;

/* Copies the rows.  Values that are none of their set are left out, since a
 * merge may bring anything. */
WayRouteSet *way_route_set_new      (const char          *name,
                                     const char          *source,
                                     const WayRouteRule  *rules,
                                     guint                n_rules);
void         way_route_set_free     (WayRouteSet         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRouteSet, way_route_set_free)

/* What the table is called (msgid for the shipped one), and where it is from. */
const char  *way_route_set_name     (const WayRouteSet   *set);
const char  *way_route_set_source   (const WayRouteSet   *set);

/* Whether the route allows a value; FALSE for an unknown route. */
gboolean     way_routes_allows      (const WayRouteSet *set,
                                     const char        *route,
                                     WayRouteChoice     choice,
                                     const char        *value,
                                     const GDate       *on);

/* All values that the route allows, the offered one first; empty for an unknown
 * route.  Free with g_strfreev(). */
char       **way_routes_allowed     (const WayRouteSet *set,
                                     const char        *route,
                                     WayRouteChoice     choice,
                                     const GDate       *on);

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
gboolean     way_routes_consequences (const WayRouteSet   *set,
                                      const char          *route,
                                      const GDate         *on,
                                      WayRouteConsequence  consequences[WAY_N_ROUTE_CHOICES]);

/* The route's rule in one sentence (msgid of the shipped ones); NULL for an
 * unknown route. */
const char  *way_routes_rule        (const WayRouteSet *set,
                                     const char        *route,
                                     const GDate       *on);

/* Whether a row of the shipped table says of the route that something is so:
 * "dual_until_deleted" (the school's roll is kept until an exclusion is final),
 * "needs_school". */
gboolean     way_routes_is          (const char        *route,
                                     const char        *attribute);

/* A referral or placement as far as routes go.  A NULL value is not chosen. */
typedef struct
{
  const char *route;
  const char *values[WAY_N_ROUTE_CHOICES];
  gboolean    has_school;   /* the child is on a school's roll */
  gboolean    off_roll;     /* was taken off the excluding school's roll */
  gboolean    has_reason;   /* somebody gave a reason for who pays */
  gboolean    has_exception; /* somebody gave a reason to take the route all the same */
} WayRouteFacts;

typedef struct
{
  gboolean    is_error;     /* the route does not allow it; else a gap in its table */
  const char *field;        /* "route" or the code of route_choice */
  const char *text;         /* msgid */
  const char *source;       /* of the rule that is broken or leaves the gap */
} WayRouteFinding;

/* What is wrong, and where the table leaves a gap for which nobody gave a reason:
 * errors first.  Nothing is put right.  GArray of WayRouteFinding; free
 * with g_array_unref(). */
GArray      *way_routes_check       (const WayRouteSet   *set,
                                     const WayRouteFacts *facts,
                                     const GDate         *on);

G_END_DECLS
