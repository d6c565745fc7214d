/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-facts.h"
#include "way-indicator-facts.h"

G_BEGIN_DECLS

/* Reads what indicators are counted from out of a file into plain arrays. */

/* Beside what every indicator needs: settings, provisions, districts, children,
 * stays and places. */
typedef enum
{
  WAY_READ_EXCLUSIONS = 1 << 0,
  WAY_READ_ROLLS      = 1 << 1,
  WAY_READ_WEEKS      = 1 << 2,
  WAY_READ_REFERRALS  = 1 << 3,
  WAY_READ_REVIEWS    = 1 << 4,
  WAY_READ_TARGETS    = 1 << 5,
  WAY_READ_LASTED     = 1 << 6,
  WAY_READ_DUTIES     = 1 << 7,
  WAY_READ_REGISTER   = 1 << 8,
  WAY_READ_PART_TIME  = 1 << 9,
  WAY_READ_ASSURANCE  = 1 << 10,
  WAY_READ_TWICE      = 1 << 11,
  WAY_READ_BUDGET     = 1 << 12,
  WAY_READ_GIVEN      = 1 << 13,
  WAY_READ_POPULATION = 1 << 14,
  WAY_READ_AFTER      = 1 << 15,
  WAY_READ_EXAMS      = 1 << 16,
  WAY_READ_NEEDS      = 1 << 17,
  WAY_READ_DAYS       = 1 << 18,   /* school days */
  WAY_READ_MUST       = 1 << 19,   /* settings that must register */
} WayIndicatorNeeds;

/* Of records that have a day, those that touch [since, to], of weeks and duties
 * [from, to]; what holds on a day (the register, what is paid twice, who must
 * register) is that of to.  NULL on error. */
WayIndicatorFacts *way_indicator_read (WayFacts     *facts,
                                       guint         needs,
                                       const GDate  *since,
                                       const GDate  *from,
                                       const GDate  *to,
                                       const GDate  *today,
                                       GError      **error);

G_END_DECLS
