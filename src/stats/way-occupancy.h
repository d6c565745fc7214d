/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Occupancy from dated facts: how many places there were in each group on each
 * of some days, how many children were on roll, and how many sessions a week
 * they were there for.  Pure; any thread; days are Julian day numbers. */

/* Last day of what has not ended. */
#define WAY_OCCUPANCY_OPEN G_MAXUINT32

/* A child at a group from a first to a last day, both included. */
typedef struct
{
  guint32  from;
  guint32  to;
  guint32  group;
  guint32  pupil;      /* 0 to n_pupils - 1 */
  gint16   sessions;   /* a week: 10 is full time */
  guint16  on_roll;    /* 0: only attends */
} WayOccupancyStay;

/* Group of places that belong to the whole alone; a kind of stays that has it is not
 * counted. */
#define WAY_OCCUPANCY_NO_GROUP G_MAXUINT32

/* The same of many that end on one day, in few bytes: where a child is and how it is
 * registered there is its kind's.  what is that kind's number by sixteen, and the
 * sessions. */
#define WAY_OCCUPANCY_FULL_TIME 15u    /* in place of sessions */

typedef struct
{
  guint32  from;
  guint32  pupil;      /* number of a record: which child's it is the input says */
  guint32  what;
} WayOccupancyBrief;

typedef struct
{
  guint32  group;
  guint32  on_roll;    /* 0: only attends */
} WayOccupancyKind;

#define WAY_OCCUPANCY_NO_CHILD G_MAXUINT

/* Places of a group from a first to a last day; below zero they are taken
 * away. */
typedef struct
{
  guint32  from;
  guint32  to;
  guint32  group;
  gint32   places;
} WayOccupancyPlaces;

typedef struct
{
  const WayOccupancyStay   *stays;
  gsize                     n_stays;
  const WayOccupancyPlaces *places;
  gsize                     n_places;
  const guint8             *in_total;   /* by group: 0 leaves it out of the whole; NULL: all in */
  guint                     n_groups;   /* 0: only the whole is wanted, groups are not looked at */
  guint                     n_pupils;
  gboolean                  latest_first; /* stays come by their last days, latest first */

  /* For stays in brief. */
  const WayOccupancyKind   *kinds;      /* by number */
  const guint              *children;   /* the child of a record, or WAY_OCCUPANCY_NO_CHILD:
                                           leave it out; NULL: each is a child of its own */
  gint16                    full_time;  /* sessions */
} WayOccupancyInput;

typedef struct
{
  gint32 places;       /* never below 0 */
  gint32 on_roll;      /* different children */
  gint32 sessions;     /* a week */
} WayOccupancyCell;

typedef struct _WayOccupancy WayOccupancy;

/* Counts on each of the days, which ascend without a repeat.  A child counts
 * once in a group and once in the whole, however many stays it has there.
 * The time taken grows with stays, places and cells, not with their product. */
WayOccupancy           *way_occupancy_new   (const WayOccupancyInput *input,
                                             const guint32           *days,
                                             guint                    n_days);
void                    way_occupancy_free  (WayOccupancy            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOccupancy, way_occupancy_free)

/* The same, of stays that come bit by bit, so that nobody need keep them; those
 * of the input are not looked at.  What the input lends is needed until the end. */
typedef struct _WayOccupancyCount WayOccupancyCount;

WayOccupancyCount      *way_occupancy_count_new    (const WayOccupancyInput *input,
                                                    const guint32           *days,
                                                    guint                    n_days);
void                    way_occupancy_count_add    (WayOccupancyCount       *self,
                                                    const WayOccupancyStay  *stays,
                                                    gsize                    n);

/* Adds n stays that all have the last day to, where stays come latest first. */
void                    way_occupancy_count_run    (WayOccupancyCount       *self,
                                                    guint32                  to,
                                                    const WayOccupancyBrief *stays,
                                                    gsize                    n);

/* Frees the count and gives what was counted. */
WayOccupancy           *way_occupancy_count_end    (WayOccupancyCount       *self);
void                    way_occupancy_count_cancel (WayOccupancyCount       *self);

/* A group's cells, one a day; with group n_groups those of the whole. */
const WayOccupancyCell *way_occupancy_row   (const WayOccupancy      *self,
                                             guint                    group);

/* Places less children on roll, but never below 0 (domain.md K01: of a row the
 * provider's own, of the whole the simple difference of the totals). */
gint32                  way_occupancy_empty (const WayOccupancyCell  *cell);

/* Children on roll by hundred places in tenths of a percent, halves away from
 * zero (domain.md K02); -1 where there are no places. */
int                     way_occupancy_permille (const WayOccupancyCell *cell);

G_END_DECLS
