/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"

G_BEGIN_DECLS

/* Who is on the Section 19 register, and why: every child of the area and of
 * compulsory school age without suitable full-time education (Education Act 1996
 * s.19; the groups are those of domain reference 4.9).  Pure; any thread. */
typedef struct
{
  gboolean    excluded;          /* permanently, not reinstated, in no new school */
  gboolean    suspended;         /* for so long that education is due, and it has not begun */
  gboolean    from_pru;          /* by a pupil referral unit */
  const char *absence;           /* s19_reason of an absence that is long enough; NULL: none */
  const char *recorded;          /* s19_reason of a case that somebody opened; NULL: none */
  gboolean    has_roll;          /* on a main roll */
  gboolean    had_roll;          /* was on one */
  const char *ground;            /* deletion_ground of the last; NULL: not known */
  gboolean    has_plan;          /* education, health and care plan */
  gboolean    is_placed;         /* anywhere, for however many sessions */
  gboolean    is_placed_full;
  gboolean    is_educated;       /* full-time education is recorded otherwise */
} WayS19Facts;

/* The row of s19_reason, or NULL for a child that is not on the register. */
const WayCode *way_s19_reason (const WayS19Facts *facts);

G_END_DECLS
