/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* Who should pay, and what was done where somebody paid twice.  Plain data. */

/* An authority's own table of routes, in force from one day to another.  A day
 * without one goes by the table that the program ships. */
typedef struct
{
  WayId   id;
  char   *name;
  GDate   from;
  GDate   to;
  char   *source;
} WayRouteBook;
WAY_DECLARE_RECORD (WayRouteBook, way_route_book)

/* What the authority's table says of one route; of several codes the first is
 * offered. */
typedef struct
{
  WayId   id;
  WayId   route_set;
  char   *route;
  char   *commissioner;    /* several of commissioner */
  char   *lump_sum;        /* several of payer: who may pay the place */
  char   *top_up;          /* several of payer */
  char   *registration;    /* several of registration */
  char   *wording;         /* the rule in one sentence */
} WayRouteRow;
WAY_DECLARE_RECORD (WayRouteRow, way_route_row)

/* What became of a double funding that was found.  It keeps days and amount as
 * they stood, since what is put right is found no more. */
typedef struct
{
  WayId   id;
  WayId   placement;
  char   *rule;            /* double_funding */
  char   *state;           /* funding_state */
  GDate   from;            /* the days it speaks of */
  GDate   to;              /* not set: all that follow */
  GDate   day;             /* recorded on */
  char   *by;
  char   *reason;
  gint64  days;
  gint64  amount;          /* pence */
} WayFundingCase;
WAY_DECLARE_RECORD (WayFundingCase, way_funding_case)

/* Money taken back from a school for a child whom it does not teach. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;
  char   *kind;            /* recovery_kind */
  GDate   from;            /* the days it pays for */
  GDate   to;
  gint64  amount;          /* pence */
  GDate   recorded;
  char   *by;
  char   *note;
} WayRecovery;
WAY_DECLARE_RECORD (WayRecovery, way_recovery)

G_END_DECLS
