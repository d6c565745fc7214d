/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-occupancy.h"
#include "way-occupancy-service.h"

G_BEGIN_DECLS

/* Counts of a file as the chart of occupancy, for a page, a paper and the command
 * line alike. */
typedef struct
{
  const WayOccupancyTable *series;    /* by setting, one or more days */
  const WayId             *setting;   /* that the chart is of; none or NULL: all */
  guint                    title_at;  /* the day, by its place, that the title is about */
  gboolean                 is_fte;    /* sessions, ten to one, for heads */
  guint32                  from;      /* days shown; 0: as far as the series goes */
  guint32                  to;
  guint32                  today;     /* 0: none */
  const GArray            *periods;   /* of WayPeriod, or NULL */
  WayChartTranslateFunc    translate;
} WayOccupancyFigure;

WayChart *way_occupancy_figure_new    (const WayOccupancyFigure *self);

/* People in a cell of the counts: heads, or full-time equivalent. */
double    way_occupancy_figure_people (const WayOccupancyFigure *self,
                                       const WayOccupancyCell   *cell);

/* The row of the counts that the chart shows. */
guint     way_occupancy_figure_row    (const WayOccupancyFigure *self);

/* The group of a setting; NULL where the table has none. */
const WayOccupancyGroup *
          way_occupancy_table_find    (const WayOccupancyTable  *self,
                                       const WayId              *setting);

G_END_DECLS
