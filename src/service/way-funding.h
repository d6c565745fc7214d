/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-directory.h"
#include "way-journey.h"
#include "way-records.h"

G_BEGIN_DECLS

/* What a placement costs by the provision's prices, and who pays it by the
 * route. */

/* Who pays what, codes of payer and commissioner; NULL is not said. */
typedef struct
{
  const char *place;
  const char *top_up;
  const char *commissioner;
} WayFundingPayers;

/* What an amount on a basis comes to a school day of full time, in pence,
 * rounded half up; WAY_INTEGER_NONE where it does not (paid once, not known). */
gint64     way_funding_per_day  (const char              *basis,
                                 gint64                   amount);

/* Prices of a provision in force on any day from `from` to `to` (not set: open),
 * by element and first day.  Elements are WayPrice *. */
GPtrArray *way_funding_prices   (WayDb                   *db,
                                 const WayId             *provision,
                                 const GDate             *from,
                                 const GDate             *to,
                                 GError                 **error);

/* The lines that a placement brings with it, one for each price that comes into
 * force during it: a price's own payer pays, else the place and the top-up as
 * the payers say, and a fee, transport and others whoever arranged it.
 * WAY_SERVICE_ERROR_INCOMPLETE where nobody is named.  Elements are
 * WayFundingLine *; not yet stored. */
GPtrArray *way_funding_plan     (WayDb                   *db,
                                 const WayPlacement      *placement,
                                 const WayFundingPayers  *payers,
                                 GError                 **error);

/* Inside an edit: lines follow a changed first or last day.  Lines that would
 * lie outside of the placement go. */
gboolean   way_funding_follow   (WayDb                   *db,
                                 const WayPlacement      *before,
                                 const WayPlacement      *after,
                                 GError                 **error);

G_END_DECLS
