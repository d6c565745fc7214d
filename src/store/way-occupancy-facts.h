/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* What occupancy is counted from, read from a file as plain arrays: who was
 * where from when to when, and how many places there were.  Codes are interned;
 * everything else lives as long as the facts. */

#define WAY_FACT_NONE G_MAXUINT    /* no index */
#define WAY_FACT_OPEN G_MAXUINT32  /* last day of what has not ended */

typedef struct
{
  WayId       id;
  char       *name;
  const char *type;             /* establishment_type, or NULL */
  const char *directory_type;
  gint64      registered;
} WaySettingFact;

typedef struct
{
  WayId       id;
  char       *name;
  guint       setting;          /* index, or WAY_FACT_NONE */
  const char *kind;
  const char *phase;
  gboolean    counted;
} WayProvisionFact;

typedef struct
{
  WayId       id;
  char       *name;
} WayDistrictFact;

/* Days are Julian day numbers. */
typedef struct
{
  guint32     from;
  guint32     to;
  guint       provision;        /* index */
  guint       pupil;            /* number from 0 */
  guint       district;         /* index of the child's home, or WAY_FACT_NONE; also where homes
                                   were not asked for */
  const char *registration;
  gint16      sessions;         /* a week; -1: not said */
} WayStayFact;

typedef struct
{
  guint32     from;
  guint32     to;
  guint       provision;
  gint32      places;
  const char *funder;
  const char *kind;             /* capacity_kind */
  const char *unit;             /* capacity_unit */
} WayPlacesFact;

typedef struct
{
  GArray *settings;             /* WaySettingFact */
  GArray *provisions;
  GArray *districts;
  GArray *stays;                /* in no order */
  GArray *places;
  guint   n_pupils;
} WayOccupancyFacts;

/* Everything that touches a day in [from, to]; where children live only with
 * with_homes, which costs a look at every child.  What ended before the first day
 * is not looked at.  NULL with WAY_STORE_ERROR. */
WayOccupancyFacts *way_occupancy_facts_read (WayDb              *db,
                                             const GDate        *from,
                                             const GDate        *to,
                                             gboolean            with_homes,
                                             GError            **error);
void               way_occupancy_facts_free (WayOccupancyFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOccupancyFacts, way_occupancy_facts_free)

G_END_DECLS
