/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-referral-form.h"
#include "way-session.h"

G_BEGIN_DECLS

/* The section of the referral form in which the route is chosen: all eight routes
 * at once, who arranges, pays and keeps the roll by the one chosen, what is
 * doubtful, and the time limit with the days as they were counted. */
typedef struct _WayRouteView WayRouteView;

typedef void (*WayRouteChosenFunc) (gpointer data);

/* Over the widgets of ui/referral/reasons.ui.  chosen is called after another
 * route went into the form's referral.  session and form are lent and outlive
 * it. */
WayRouteView *way_route_view_new    (GtkBuilder         *builder,
                                     WaySession         *session,
                                     WayReferralForm    *form,
                                     WayRouteChosenFunc  chosen,
                                     gpointer            data);
void          way_route_view_free   (WayRouteView       *self);

/* Shows what follows from the form as it is now. */
void          way_route_view_update (WayRouteView       *self);

/* A sentence under the routes; NULL clears. */
void          way_route_view_set_problem (WayRouteView  *self,
                                          const char    *problem);

/* Whether this copy is a school's, so that texts say "you". */
gboolean      way_route_view_is_school (WaySession      *session);

G_END_DECLS
