/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-finance.h"
#include "way-journey.h"
#include "way-routes.h"

G_BEGIN_DECLS

/* An authority's own tables of routes, read from a file for one call.  What they
 * lend lives as long as they; NULL stands for the shipped table, as it does for
 * way_routes_allows() and its like. */
typedef struct _WayRouteSets WayRouteSets;

WayRouteSets      *way_route_sets_load         (WayDb              *db,
                                                GError            **error);
void               way_route_sets_free         (WayRouteSets       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRouteSets, way_route_sets_free)

/* The table in force on a day; of several the one that began last. */
const WayRouteSet *way_route_sets_on           (const WayRouteSets *self,
                                                const GDate        *day);

/* The table with an id, NULL where there is none. */
const WayRouteSet *way_route_sets_get          (const WayRouteSets *self,
                                                const WayId        *id);

/* The id of the table in force on a day; none for the shipped one. */
WayId              way_route_sets_id_on        (const WayRouteSets *self,
                                                const GDate        *day);

/* The table that a case goes by: the one it was decided under, else the one of
 * the day on which it came, or today while it is a draft.  *on is that day. */
const WayRouteSet *way_route_sets_for_referral (const WayRouteSets *self,
                                                const WayReferral  *referral,
                                                const GDate        *today,
                                                GDate              *on);
const WayRouteSet *way_route_sets_for_placement (const WayRouteSets *self,
                                                 const WayPlacement *placement,
                                                 const GDate        *today,
                                                 GDate              *on);

/* A table as a list of them shows it. */
typedef struct
{
  WayId              id;           /* none: the shipped one */
  const WayRouteSet *set;          /* NULL: the shipped one */
  GDate              from;         /* not set: always there */
  GDate              to;           /* not set: no end */
  gboolean           is_in_force;  /* today */
  gboolean           is_used;      /* cases were decided under it: it stays as it is */
} WayRouteTable;

/* The shipped table, then the authority's own by their first day.  GArray of
 * WayRouteTable; free with g_array_unref(). */
GArray            *way_route_sets_list         (const WayRouteSets *self,
                                                WayDb              *db,
                                                const GDate        *today,
                                                GError            **error);

/* What an authority's table says of a route.  NULL with no error where it leaves
 * the route out. */
WayRouteRow       *way_route_sets_find_row     (WayDb              *db,
                                                const WayId        *table,
                                                const char         *route,
                                                GError            **error);

/* Takes the table in force on the day before `from` as the authority's own from
 * that day on, to be changed row by row; the one before ends.  WayRouteBook's id
 * comes back in *id. */
gboolean           way_route_sets_adopt        (WayAct             *act,
                                                const char         *name,
                                                const GDate        *from,
                                                WayId              *id,
                                                GError            **error);

/* Changes a row of an authority's table that no case was decided under yet. */
gboolean           way_route_sets_change       (WayAct             *act,
                                                const WayRouteRow  *row,
                                                GError            **error);

/* Whether a case was decided under a table. */
gboolean           way_route_sets_is_used      (WayDb              *db,
                                                const WayId        *id,
                                                gboolean           *used,
                                                GError            **error);

G_END_DECLS
