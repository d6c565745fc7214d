/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-double-funding.h"

G_BEGIN_DECLS

/* What people do about double funding.  Each function is one named edit that can
 * be undone, signed by the act's person on the act's day; refusals are
 * WAY_SERVICE_ERROR.  `one` comes from way_double_funding_list(). */

/* It is as it should be: why.  Holds for the days that follow, too. */
gboolean  way_funding_explain    (WayAct                  *act,
                                  const WayDoubleFunding  *one,
                                  const char              *reason,
                                  GError                 **error);

/* The school pays the council back, for the days of the finding: so many pence.
 * reason may be NULL, here and below. */
gboolean  way_funding_recharge   (WayAct                  *act,
                                  const WayDoubleFunding  *one,
                                  gint64                   amount,
                                  const char              *reason,
                                  GError                 **error);

/* The council takes the school's own funding for the child back: by DF5 the
 * amount to follow of the financial year, else the funding of these days. */
gboolean  way_funding_recover    (WayAct                  *act,
                                  const WayDoubleFunding  *one,
                                  gint64                   amount,
                                  const char              *reason,
                                  GError                 **error);

/* From a day on the school pays what the council paid, as the table of routes
 * has it: the council's lines end the day before, the school's begin. */
gboolean  way_funding_correct    (WayAct                  *act,
                                  const WayDoubleFunding  *one,
                                  const GDate             *from,
                                  const char              *reason,
                                  GError                 **error);

/* Whether way_funding_correct() is for that rule. */
gboolean  way_funding_can_correct (const WayDoubleFunding *one);

/* Whether money can be taken back for that rule. */
gboolean  way_funding_can_recover (const WayDoubleFunding *one);

/* Where the route leaves it open who pays the top-up: that the council does is
 * approved, with a reason, on each of its lines. */
gboolean  way_funding_approve    (WayAct                  *act,
                                  const WayDoubleFunding  *one,
                                  const char              *reason,
                                  GError                 **error);

/* Whether way_funding_approve() is for that finding. */
gboolean  way_funding_can_approve (const WayDoubleFunding *one);

G_END_DECLS
