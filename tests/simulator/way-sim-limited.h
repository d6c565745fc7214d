/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sim.h"

G_BEGIN_DECLS

/* Three to seven offices, a school's copy and an officer's: people type what they
 * may and what they may not, children come, go and are deleted, files go out and
 * back late, twice or never, laptops are revoked and granted more or less, what
 * waits is accepted, copies are restored.
 *
 * The world is made once, in memory; each history is played in a process of its
 * own, which ends with it.  A history is its seed and which of its steps are left. */

#define SIM_LIMITED_STEPS 28
#define SIM_LIMITED_ALL ((G_GUINT64_CONSTANT (1) << SIM_LIMITED_STEPS) - 1)

/* What histories came to, added up. */
typedef struct
{
  guint64 edits;
  guint64 imports;
  guint64 refused;       /* edits that wait in quarantine at the end */
  guint64 retired;
} SimLimitedCounts;

void    sim_limited_begin  (void);
void    sim_limited_end    (void);

/* Says each step of the histories that are run from now on. */
void    sim_limited_speak  (void);

/* NULL when all is as it must be, else one sentence on what is not. */
char   *sim_limited_run    (guint64            seed,
                            guint64            steps,
                            SimLimitedCounts  *counts);

/* The same failure with as few steps as can be found. */
guint64 sim_limited_shrink (guint64            seed);

G_END_DECLS
