/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"
#include "way-occupancy.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* Occupancy of a file, for a table, a page and a chart alike.
 *
 * Places are commissioned ones less those out of service; planned ones never
 * count.  On roll are the different children whose placement puts them on the
 * roll of a setting that is a school; others attend, and are in the sessions
 * alone.  A placement counts from its first day to its last. */

typedef enum
{
  WAY_OCCUPANCY_BY_NOTHING,      /* the whole alone */
  WAY_OCCUPANCY_BY_SETTING,
  WAY_OCCUPANCY_BY_PROVISION,
  WAY_OCCUPANCY_BY_PHASE,
  WAY_OCCUPANCY_BY_KIND,
  WAY_OCCUPANCY_BY_FUNDER,       /* of the provision's places; several where they are */
  WAY_OCCUPANCY_BY_DISTRICT,     /* the child's home: places have none */
} WayOccupancyBy;

/* "setting", "provision" and so on; FALSE where there is no such. */
gboolean way_occupancy_by_from_text (const char      *text,
                                     WayOccupancyBy  *by);

typedef enum
{
  WAY_OCCUPANCY_EVERY_DAY,       /* each day of the calendar */
  WAY_OCCUPANCY_EVERY_WEEK,      /* its first school day */
  WAY_OCCUPANCY_EVERY_MONTH,     /* its first school day */
  WAY_OCCUPANCY_EVERY_CENSUS,
} WayOccupancyEvery;

gboolean way_occupancy_every_from_text (const char         *text,
                                        WayOccupancyEvery  *every);

/* The days of a series in [from, to], both set.  GArray of GDate. */
GArray  *way_occupancy_days            (const WaySchoolDays *school_days,
                                        WayOccupancyEvery    every,
                                        const GDate         *from,
                                        const GDate         *to);

typedef struct
{
  char       *key;               /* as the machine writes it: a name, or codes joined by '|' */
  const char *set;               /* the code set of the key, or NULL */
  WayId       id;                /* of the setting, provision or district; may be none */
  gboolean    counted;           /* in the whole */
  guint       row;               /* of the counts */
} WayOccupancyGroup;

typedef struct
{
  GArray       *days;            /* of GDate */
  GArray       *groups;          /* WayOccupancyGroup: counted ones by name, then the others */
  WayOccupancy *counts;          /* cells by row, one a day */
  guint         whole;           /* its row */
  gboolean      has_places;      /* FALSE: the places of a group mean nothing, only the whole's */
} WayOccupancyTable;

/* Groups that have neither places nor children on any of the days are left
 * out.  with_uncounted adds provisions that are not in the authority's AP
 * figures, in groups of their own that the whole leaves out.  days ascend.
 * WAY_STORE_ERROR. */
WayOccupancyTable *way_occupancy_service_read (WayDb              *db,
                                               GArray             *days,
                                               WayOccupancyBy      by,
                                               gboolean            with_uncounted,
                                               GError            **error);

/* The same as far as anybody can tell on a day: a stay that has not ended counts to
 * its expected last day, where it has one and that is today or later.  Up to today
 * the two do not differ. */
WayOccupancyTable *way_occupancy_service_expect (WayDb            *db,
                                                 GArray           *days,
                                                 WayOccupancyBy    by,
                                                 gboolean          with_uncounted,
                                                 const GDate      *today,
                                                 GError          **error);
void               way_occupancy_table_free   (WayOccupancyTable  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOccupancyTable, way_occupancy_table_free)

G_END_DECLS
