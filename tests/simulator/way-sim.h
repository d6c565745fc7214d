/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db-private.h"
#include "way-merge.h"

G_BEGIN_DECLS

/* Several full copies that live apart: people add, change, delete, undo and
 * settle in them, bundles go between them late, twice, in part or never, their
 * clocks are wrong by years, and some run an older version of the program.
 * A history is a list of steps, each with its own chances in it, so that one
 * can be left out and the others mean what they meant. */

#define SIM_MOST_COPIES 7

typedef enum
{
  SIM_ADD,          /* a record of any entity, with references */
  SIM_CHANGE,       /* one or two fields of a record, or of two records */
  SIM_DELETE,
  SIM_UNDO,         /* any edit that the copy knows */
  SIM_SETTLE,
  SIM_POST,         /* a bundle of everything */
  SIM_POST_NEWS,    /* a bundle of what another has not acknowledged */
  SIM_POST_PART,    /* a bundle of some edits, shuffled */
  SIM_DELIVER,      /* any bundle ever posted, to any copy */
  SIM_PREVIEW,
  SIM_CLOCK,        /* jumps by up to years */
  SIM_UPGRADE,      /* an older copy gets the newer program */
  SIM_REOPEN,
  SIM_N_ACTS
} SimAct;

typedef struct
{
  SimAct  act;
  guint   copy;
  guint32 a, b, c;
} SimStep;

typedef struct
{
  guint64  seed;        /* names and clocks of the copies, the shuffles at the end */
  guint    n_copies;
  guint    older;       /* bit by bit: which copies run the older program */
  gboolean baseline;    /* begins with a sample that is cloned */
  GArray  *steps;       /* of SimStep */
} SimHistory;

SimHistory *sim_history_random  (guint64           seed);
void        sim_history_free    (SimHistory       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimHistory, sim_history_free)

/* "seed copies older baseline / add.0.17.3.2 ...", and back; NULL for what is
 * not that. */
char       *sim_history_to_text   (const SimHistory *self);
SimHistory *sim_history_from_text (const char       *text);

/* What a run came to, added up. */
typedef struct
{
  guint64 edits;
  guint64 undos;
  guint64 settled;
  guint64 refused;
  guint64 imports;
  guint64 ops;
  guint64 conflicts;
} SimCounts;

/* Plays the history and looks at everything; NULL when all is as it must be,
 * else one sentence on what is not. */
char       *sim_run    (const SimHistory *history,
                        SimCounts        *counts);

/* The same failure with as few steps as can be found. */
SimHistory *sim_shrink (const SimHistory *history);

/* Frees what runs keep between them. */
void        sim_end    (void);

/* --- Chances --- */

static inline guint64
sim_chance (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

G_END_DECLS
