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
  const char              *target;    /* what the band is called; NULL: none */
  double                   target_low;  /* per cent of the places */
  double                   target_high;
  WayChartTranslateFunc    translate;
} WayOccupancyFigure;

WayChart *way_occupancy_figure_new    (const WayOccupancyFigure *self);

/* What the authority aims at on a day as the target of a figure; none, and TRUE,
 * where it aims at no band. */
gboolean  way_occupancy_figure_aim    (WayOccupancyFigure       *self,
                                       WayDb                    *db,
                                       const GDate              *on,
                                       GError                  **error);

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
