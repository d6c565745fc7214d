/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-action-state.h"
#include "way-strategy.h"

G_BEGIN_DECLS

/* Strategies: taking one up, and how its actions stand. */

/* One of the shipped strategies becomes the authority's own, in one edit: from
 * then on it is theirs to change.  A strategy in force ends the day before.
 * WAY_SERVICE_ERROR where it was adopted already. */
gboolean   way_strategy_adopt     (WayAct             *act,
                                   const char         *shipped,
                                   GError            **error);

/* Where the records of a shipped strategy go: gives each its id, and keeps it. */
typedef gboolean (*WayStrategyInsertFunc) (const WayEntity  *entity,
                                           gpointer          record,
                                           gpointer          data,
                                           GError          **error);

/* The records of a shipped strategy, in force from a day, in the order in which
 * they may be written. */
gboolean   way_strategy_lay_out   (const WayCode         *shipped,
                                   const GDate           *from,
                                   WayStrategyInsertFunc  insert,
                                   gpointer               data,
                                   GError               **error);

/* An action that was done or dropped is to be done again.  One edit. */
gboolean   way_strategy_reopen    (WayAct             *act,
                                   const WayId        *action,
                                   GError            **error);

/* An action, as of a day. */
typedef struct
{
  WayStrategyAction *action;
  WayActionState     state;
  WayProgressNote   *last;        /* the latest note, or NULL */
  guint              n_notes;
  GPtrArray         *comments;    /* WayActionComment * of the governance group, the oldest first */
} WayStrategyLine;

/* A statement and the actions that serve it. */
typedef struct
{
  WayStatement *statement;        /* NULL: those that serve none */
  GPtrArray    *lines;            /* WayStrategyLine * */
} WayStrategyPart;

typedef struct
{
  WayStrategy *strategy;
  GPtrArray   *parts;             /* WayStrategyPart *, in the order of the strategy */
  guint        n_states[WAY_N_ACTION_STATES];
  guint        n_actions;
} WayStrategyView;

/* The strategy in force on the day, or the last one before it; *view is NULL
 * where there is none.  A strategy given is read whatever the day. */
gboolean   way_strategy_read      (WayDb              *db,
                                   const WayId        *strategy,
                                   const GDate        *on,
                                   WayStrategyView   **view,
                                   GError            **error);
void       way_strategy_view_free (WayStrategyView    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStrategyView, way_strategy_view_free)

/* How many actions stood how at the end of each month from the strategy's first
 * to the day's, the day itself last; at most `most` of them, evenly thinned.
 * days is an array of GDate, counts one of guint[WAY_N_ACTION_STATES]. */
void       way_strategy_series    (const WayStrategyView *self,
                                   const GDate           *on,
                                   guint                  most,
                                   GArray               **days,
                                   GArray               **counts);

G_END_DECLS
