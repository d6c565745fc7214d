/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-id-table.h"
#include "way-stays.h"

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
  guint       pupil;            /* number of the child */
  guint       district;         /* index of the child's home, or WAY_FACT_NONE; also where homes
                                   were not asked for */
  const char *registration;
  gint16      sessions;         /* a week; -1: not said */
} WayStayFact;

/* What stays have in common. */
typedef struct
{
  guint       provision;        /* index, or WAY_FACT_NONE: such a stay is none yet */
  const char *registration;
} WayKindFact;

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
  GArray *kinds;                /* WayKindFact, by the number of a kind */
  GArray *ways;                 /* WayStayWay, by number */
  GArray *places;
  GArray *stays;                /* WayStayFact, latest first; NULL until they were asked for */
  guint  *children;             /* by number of a record; NULL: each is a child of its own */
  guint  *homes;                /* by number of a child: index of a district or WAY_FACT_NONE;
                                   NULL where they were not asked for */
  guint   n_pupils;             /* above every number of a child */

  WayDb      *db;               /* while its moment lasts */
  WayIdTable *indexes;          /* of settings, provisions and districts */
  GHashTable *expected;         /* a stay -> the last day it is expected to have; NULL until asked */
  GDate       from;
  GDate       to;
} WayOccupancyFacts;

/* The child's one number; WAY_FACT_NONE where who looks may not know of it. */
static inline guint
way_occupancy_facts_child (const WayOccupancyFacts *self,
                           guint32                  record)
{
  return self->children != NULL ? self->children[record] : record;
}

/* What is read only where it is asked for. */
typedef enum
{
  WAY_OCCUPANCY_WITH_HOMES = 1 << 0,    /* where children live */
  WAY_OCCUPANCY_WITH_NAMES = 1 << 1,    /* of settings and provisions */
} WayOccupancyWith;

/* Everything that touches a day in [from, to], but the stays: these are read once,
 * by one of the two below, and are of the same moment.  NULL with WAY_STORE_ERROR. */
WayOccupancyFacts *way_occupancy_facts_read   (WayDb              *db,
                                               const GDate        *from,
                                               const GDate        *to,
                                               WayOccupancyWith    with,
                                               GError            **error);
void               way_occupancy_facts_free   (WayOccupancyFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOccupancyFacts, way_occupancy_facts_free)

/* Reads which of the stays that have not ended are expected to, on a day from today
 * on.  One that is overdue is expected to end on no day that anybody knows.  Before
 * the stays are read. */
gboolean           way_occupancy_facts_expect (WayOccupancyFacts  *self,
                                               const GDate        *today,
                                               GError            **error);

/* The last day of a stay that is given as open: its expected one, where these were
 * asked for and it has one. */
guint32            way_occupancy_facts_expected_end (const WayOccupancyFacts *self,
                                                     const WayStay           *stay);

/* Stays of the span and a few more, as they are packed, latest first: what ended
 * before the first day is not looked at, and nothing is kept. */
gboolean           way_occupancy_facts_each   (WayOccupancyFacts  *self,
                                               gboolean            with_more,
                                               WayStaysFunc        func,
                                               gpointer            data,
                                               GError            **error);

/* Stays of the span, kept in the facts. */
gboolean           way_occupancy_facts_gather (WayOccupancyFacts  *self,
                                               GError            **error);

G_END_DECLS
