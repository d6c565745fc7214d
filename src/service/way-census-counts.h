/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-edit.h"
#include "way-records.h"

G_BEGIN_DECLS

/* Census counts, frozen as they were made: what is recorded later for the same
 * day moves what is counted now, and never what was counted then. */

/* Counts every provision on a day, those outside of the authority's figures too,
 * and keeps it, in one edit, which is named here.  WAY_SERVICE_ERROR_DATE for a
 * day to come, WAY_SERVICE_ERROR_STAGE where the day was counted before. */
gboolean   way_census_count_take (WayDb              *db,
                                  const WayEditInfo  *info,
                                  const GDate        *day,
                                  const GDate        *today,
                                  GError            **error);

/* A provision on a day, then and now. */
typedef struct
{
  GDate     day;
  WayId     provision;
  char     *name;
  gboolean  is_counted;         /* in the authority's figures */
  gint64    places;             /* as counted then */
  gint64    on_roll;
  gint64    sessions;
  gint64    places_now;         /* as the records say now */
  gint64    on_roll_now;
  gint64    sessions_now;
} WayCensusRow;

/* All that was counted, by day and name; elements are WayCensusRow *. */
GPtrArray *way_census_count_list (WayDb        *db,
                                  GError      **error);

G_END_DECLS
