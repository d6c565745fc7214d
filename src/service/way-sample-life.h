/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample-plan.h"

G_BEGIN_DECLS

/* The life of a sample authority, day by day in memory: which children there
 * are, who was permanently excluded, who was where from when to when.  Writing
 * it down is left to way-sample-record.c.  Days are Julian; 0 is none. */

typedef struct _WaySampleChild WaySampleChild;
typedef struct _WaySampleStay WaySampleStay;

typedef struct
{
  WaySampleChild *child;
  guint32         day;             /* the first day excluded */
  guint32         off_roll;        /* may lie after today */
  WaySampleStay  *stay;            /* the place that came of it; NULL for none yet */
  gboolean        open;            /* nothing was done about it yet */
  WayId           id;              /* set when written */
} WaySampleExclusion;

struct _WaySampleChild
{
  WayId               id;          /* set when written */
  int                 cohort;      /* school year in which the child was in reception */
  guint               district;
  guint               school;      /* its school, or the one that it came from */
  gboolean            girl;
  gboolean            medical;
  gboolean            has_plan;    /* education, health and care plan */
  gboolean            plan_settled; /* has_plan is not to be drawn */
  gboolean            newcomer;    /* on no roll when first known */
  guint32             suspended;   /* a suspension that runs, or 0 */
  guint               suspended_days;
  guint               attendance;  /* of a thousand sessions */
  guint32             free_from;   /* no stay from this day on */
  WaySampleExclusion *exclusion;
  GPtrArray          *stays;       /* by start; not owned */
};

struct _WaySampleStay
{
  WaySampleChild *child;
  WaySampleVenue *venue;
  guint           stream;
  const char     *route;
  gboolean        single;          /* on no other roll */
  int             sessions;
  guint32         start;
  guint32         expected;        /* last day, as first planned */
  guint32         planned;         /* as planned now */
  guint32         latest;
  guint32         end;             /* 0: still there */
  char           *destination;     /* NULL while there */
};

typedef struct
{
  WaySamplePlan *plan;
  WaySampler    *sampler;
  GPtrArray     *children;
  GPtrArray     *stays;            /* in the order in which they began to be known */
  GPtrArray     *exclusions;       /* by day */
  GPtrArray     *streams;          /* private */
  guint32        now;              /* the last day simulated */
  guint32        held_day;         /* of a panel that was held; 0: none is kept */
  WayId          held;             /* that meeting */
} WaySampleLife;

/* Lives from the plan's first day to today.  The plan has been written; it and
 * the sampler are lent.  NULL with WAY_SERVICE_ERROR where the plan cannot be
 * read, or G_IO_ERROR_CANCELLED. */
WaySampleLife  *way_sample_life_run   (WaySamplePlan    *plan,
                                       WaySampler       *sampler,
                                       GError          **error);

/* An empty one. */
WaySampleLife  *way_sample_life_new   (WaySamplePlan    *plan,
                                       WaySampler       *sampler);
void            way_sample_life_free  (WaySampleLife    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySampleLife, way_sample_life_free)

/* One more child of a year group, for what is added to a life. */
WaySampleChild *way_sample_life_add_child (WaySampleLife *self,
                                           int            year,
                                           guint32        on,
                                           int            district);

/* One more permanent exclusion, of a new child. */
WaySampleExclusion *way_sample_life_add_exclusion (WaySampleLife *self,
                                                   guint32        on,
                                                   gboolean       primary);

/* Somebody who will come on a day after today, where there is room. */
void            way_sample_life_add_coming (WaySampleLife *self,
                                            guint32        day);

/* One more stay, open until `end` (0: still there). */
WaySampleStay  *way_sample_life_add_stay  (WaySampleLife  *self,
                                           WaySampleChild *child,
                                           WaySampleVenue *venue,
                                           const char     *route,
                                           guint32         start,
                                           guint32         expected,
                                           guint32         end);

/* National curriculum year of a child on a day. */
int             way_sample_child_year     (const WaySampleChild *child,
                                           guint32               day);

/* The last day on which a child may be at a venue; 0 where it never may. */
guint32         way_sample_life_latest    (const WaySampleLife  *self,
                                           const WaySampleChild *child,
                                           const WaySampleVenue *venue);

/* One of the choices of words.ini, by weight where they have some; lent.  NULL
 * where there are none. */
const char     *way_sample_life_choice    (WaySampleLife *self,
                                           const char    *group,
                                           const char    *key);

G_END_DECLS
