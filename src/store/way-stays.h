/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Placements packed for counting.  All that is counted of a placement is twelve
 * bytes here, next to those of others with the same last day, so that a million
 * of them are read in the time that a table gives some ten thousand rows.
 *
 * Who wrote a placement does not matter: triggers note what came and went, and
 * each edit packs it before it is committed.  Days are Julian day numbers. */

#define WAY_STAY_OPEN    G_MAXUINT32   /* last day of what has not ended */
#define WAY_STAY_UNKNOWN 15            /* sessions that nobody said */

typedef struct
{
  guint32 start;
  guint32 pupil;                /* number of a record of a child, from 1 */
  guint32 kind;                 /* number of a kind, and sessions: see below */
} WayStay;

/* What fewer ask for.  A day is 0 where none is known. */
typedef struct
{
  guint32 received;             /* the referral that it came of */
  guint32 way;                  /* number of a way */
  guint32 reviewed;
  guint32 expected;             /* end */
  guint32 told;                 /* the council, by the school */
} WayStayMore;

static inline guint32
way_stay_kind (const WayStay *self)
{
  return self->kind >> 4;
}

/* A week; WAY_STAY_UNKNOWN where nobody said. */
static inline guint
way_stay_sessions (const WayStay *self)
{
  return self->kind & 15;
}

/* Where a stay is, and how the child is registered there. */
typedef struct
{
  guint32     number;
  WayId       provision;
  const char *registration;     /* interned; NULL where nobody said */
} WayStayKind;

/* By which route it came, who commissioned it, and where it led; interned, NULL
 * where nobody said. */
typedef struct
{
  guint32     number;
  const char *route;
  const char *destination;
  const char *commissioner;
  gboolean    has_plan;         /* for what comes after */
} WayStayWay;

/* Stays that end on one day, lent for the call; more is NULL where it was not
 * asked for. */
typedef void (*WayStaysFunc) (guint32            end,
                              const WayStay     *stays,
                              const WayStayMore *more,
                              guint              n,
                              gpointer           data);

/* All stays that touch a day in [from, to], and a few more that begin later, by
 * their last days, latest first.  What ended before is not looked at.  Those of
 * whom nobody may know are among them. */
gboolean  way_stays_read        (WayDb         *db,
                                 const GDate   *from,
                                 const GDate   *to,
                                 gboolean       with_more,
                                 WayStaysFunc   func,
                                 gpointer       data,
                                 GError       **error);

/* Packs what another program left to be packed: before kinds and ways are read, for
 * stays are read by them. */
gboolean  way_stays_prepare     (WayDb         *db,
                                 GError       **error);

/* Every kind that was met, by number.  GArray of WayStayKind. */
GArray   *way_stays_kinds       (WayDb         *db,
                                 GError       **error);

/* Every way that was met, by number.  GArray of WayStayWay. */
GArray   *way_stays_ways        (WayDb         *db,
                                 GError       **error);

/* The highest number of a child; 0 where there is none. */
gboolean  way_stays_last_pupil  (WayDb         *db,
                                 guint32       *number,
                                 GError       **error);

/* Numbers (GUINT_TO_POINTER) of the records of children whom who looks may not know
 * of.  NULL on WAY_STORE_ERROR. */
GHashTable *way_stays_left_out  (WayDb         *db,
                                 GError       **error);

/* The number of a record of a child; 0 where it was never placed. */
gboolean  way_stays_find_pupil  (WayDb         *db,
                                 const WayId   *pupil,
                                 guint32       *number,
                                 GError       **error);

/* The district that each number of a district stands for; that of 0 is none.
 * GArray of WayId. */
GArray   *way_stays_districts   (WayDb         *db,
                                 GError       **error);

/* The number of the home district of each child, by the child's number below n.
 * Free with g_free(); NULL on error. */
guint32  *way_stays_homes       (WayDb         *db,
                                 guint          n,
                                 GError       **error);

G_END_DECLS
