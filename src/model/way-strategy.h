/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What an authority has set out to do about alternative provision, and what came
 * of it.  It names no child, and every copy may hold it.  Plain data. */

typedef struct
{
  WayId   id;
  char   *name;
  char   *vision;
  GDate   from;
  GDate   to;
  char   *shipped;         /* shipped_strategy that it began as; may be none */
  char   *source;          /* where it was adopted, and when */
} WayStrategy;
WAY_DECLARE_RECORD (WayStrategy, way_strategy)

/* An aim, a principle, a priority: what actions serve. */
typedef struct
{
  WayId   id;
  WayId   strategy;
  char   *kind;            /* statement_kind */
  gint64  number;
  char   *wording;
} WayStatement;
WAY_DECLARE_RECORD (WayStatement, way_statement)

typedef struct
{
  WayId   id;
  WayId   strategy;
  WayId   statement;       /* that it serves; may be none */
  char   *reference;       /* as the strategy numbers it: "LS3" */
  char   *wording;
  char   *term;            /* action_term */
  char   *owner;
  GDate   started;
  GDate   due;
  GDate   done;
  char   *evidence;        /* by what it is seen that it was done */
  GDate   dropped;
  char   *drop_reason;
} WayStrategyAction;
WAY_DECLARE_RECORD (WayStrategyAction, way_strategy_action)

/* How an action goes, in somebody's words. */
typedef struct
{
  WayId   id;
  WayId   action;
  GDate   date;
  char   *by;
  char   *text;
} WayProgressNote;
WAY_DECLARE_RECORD (WayProgressNote, way_progress_note)

/* What the governance group says of an action, in a copy that has no record of it. */
typedef struct
{
  WayId   id;
  char   *action;          /* the id of a strategy_action, as text */
  GDate   date;
  char   *by;
  char   *text;
} WayActionComment;
WAY_DECLARE_RECORD (WayActionComment, way_action_comment)

G_END_DECLS
