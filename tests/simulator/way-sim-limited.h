/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sim.h"

G_BEGIN_DECLS

/* Three to seven offices, a school's copy and an officer's: people type what they
 * may and what they may not, children come, go and are deleted, files go out and
 * back late, twice or never, laptops are revoked and granted more or less, what
 * waits is accepted, copies are restored.
 *
 * The world is made once, in memory, and put back before each history, in a process
 * that plays many of them.  A history is its seed and which of its steps are left. */

#define SIM_LIMITED_STEPS 28
#define SIM_LIMITED_ALL ((G_GUINT64_CONSTANT (1) << SIM_LIMITED_STEPS) - 1)

/* What histories came to, added up. */
typedef struct
{
  guint64 histories;
  guint64 edits;
  guint64 imports;
  guint64 refused;       /* edits that wait in quarantine at the end */
  guint64 retired;
} SimLimitedCounts;

/* Every step-th seed. */
typedef struct
{
  guint64 from;
  guint64 before;
  guint64 step;
  guint64 steps;         /* those of each history that are left */
  gint64  until;         /* no more is begun after this monotonic time; 0: no end */
} SimLimitedSeries;

void              sim_limited_begin  (void);
void              sim_limited_end    (void);

/* Says each step of the histories that are run from now on. */
void              sim_limited_speak  (void);

typedef struct _SimLimitedPlayer SimLimitedPlayer;

/* Plays them one after another in a process of its own, until one fails. */
SimLimitedPlayer *sim_limited_start  (const SimLimitedSeries *series);

/* Waits for that, adds up what they came to and frees the player.  NULL when all is as
 * it must be, else one sentence on what is not; *seed is then the one that failed. */
char             *sim_limited_finish (SimLimitedPlayer       *self,
                                      SimLimitedCounts       *counts,
                                      guint64                *seed);

/* Both, for one history. */
char             *sim_limited_run    (guint64                 seed,
                                      guint64                 steps);

/* The same failure with as few steps as can be found. */
guint64           sim_limited_shrink (guint64                 seed);

G_END_DECLS
