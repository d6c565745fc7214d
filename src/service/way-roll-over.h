/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-facts.h"

G_BEGIN_DECLS

/* A new school year begins: year groups move up, those who leave are ended, the
 * places of the new year begin.  Looked at first, then done as one edit. */

typedef enum
{
  WAY_ROLL_YEAR_GROUP,   /* a pupil moves up */
  WAY_ROLL_PLACEMENT,    /* a leaver's placement ends */
  WAY_ROLL_ENROLMENT,    /* a leaver's time on a school's roll ends */
  WAY_ROLL_PLACES,       /* places of the new year begin */
} WayRollKind;
#define WAY_N_ROLL_KINDS (WAY_ROLL_PLACES + 1)

typedef struct
{
  WayRollKind  kind;
  gboolean     included;   /* TRUE until somebody leaves it out */
  WayId        record;     /* the pupil, placement, enrolment or row of places */
  char        *who;        /* the pupil; NULL for places */
  char        *place;      /* the provision or school; NULL for year groups */
  char        *before;     /* year groups: nc_year now; the rest NULL */
  char        *after;      /* and from the first day on */
  GDate        day;        /* the last day; of places and year groups the first */
  gint64       places;     /* WAY_INTEGER_NONE but for places */
} WayRollChange;

typedef struct
{
  int        year;         /* in which the new school year begins */
  GDate      begins;
  GDate      earliest;     /* from which it may be done */
  gboolean   is_early;     /* today lies before that */
  GPtrArray *changes;      /* WayRollChange *, by kind, then by name */
} WayRollOver;

/* All that will change; nothing is written.  Everything is included. */
WayRollOver *way_roll_over_plan  (WayFacts           *facts,
                                  const GDate        *today,
                                  GError            **error);
void         way_roll_over_free  (WayRollOver        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRollOver, way_roll_over_free)

/* How many of a kind are included. */
guint        way_roll_over_count (const WayRollOver  *self,
                                  WayRollKind         kind);

/* Does what is included in one edit; refused as a whole with
 * WAY_SERVICE_ERROR_STAGE where somebody changed one of the records since, and
 * with WAY_SERVICE_ERROR_DATE while it is too early.  What was recorded of the
 * year before stays as it was. */
gboolean     way_roll_over_run   (WayAct             *act,
                                  const WayRollOver  *self,
                                  GError            **error);

/* The same for who writes the edit himself: what is done in it (a WayEditFunc;
 * data is the WayRollOver), and what it is called; free with g_free(). */
gboolean     way_roll_over_write (WayDb              *db,
                                  gpointer            data,
                                  GError            **error);
char        *way_roll_over_name  (const WayRollOver  *self);

G_END_DECLS
