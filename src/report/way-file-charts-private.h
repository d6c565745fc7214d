/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-file-charts.h"
#include "way-journey.h"
#include "way-occupancy-facts.h"

G_BEGIN_DECLS

/* What a group is called: its own name, or the labels of its codes.  Free with
 * g_free(). */
char     *way_file_chart_group   (const WayOccupancyGroup *group,
                                  WayChartTranslateFunc    translate);

/* way-file-places.c: the charts of places and people on roll. */
WayChart *way_file_chart_occupancy (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);
WayChart *way_file_chart_multiples (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);
WayChart *way_file_chart_matrix    (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);

/* way-file-chains.c: from one setting to the next. */
WayChart *way_file_chart_chains    (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);

/* The ids of the stays that it is made of.  GArray of WayId. */
GArray   *way_file_chain_stays     (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);

/* way-file-lasting.c: how long stays last, or were waited for. */
WayChart *way_file_chart_lasting   (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    gboolean                is_stay,
                                    GError                **error);

/* way-file-shown.c: by provision of the facts, what it is called in a picture, and in
 * which order it stands there, the largest first; those that stand together have one
 * order, which is others (WAY_FACT_NONE: all stand by themselves). */
typedef struct
{
  char **names;
  guint *orders;
  guint  others;
} WayFileShown;

void      way_file_shown_clear     (WayFileShown            *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayFileShown, way_file_shown_clear)

/* totals: how many are counted of each provision.  most: in the picture. */
void      way_file_shown_fill      (WayFileShown            *self,
                                    const WayFileChartAsk   *ask,
                                    const WayOccupancyFacts *facts,
                                    const guint             *totals,
                                    guint                    most);

/* WayId * of each provision -> char *: what it is called. */
GHashTable *way_file_shown_places  (const WayFileShown      *self,
                                    const WayOccupancyFacts *facts);

/* way-file-moves.c: where stays that ended came from and led to. */
WayChart *way_file_chart_flow      (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);

/* Whether a stay is one of those that it is of. */
gboolean  way_file_flow_counts     (const WayFileChartAsk  *ask,
                                    const WayPlacement     *placement);

/* What each provision is called there: WayId * -> char *. */
GHashTable *way_file_flow_places   (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);

/* What each provision is called in the chart of lengths or waits. */
GHashTable *way_file_lasting_places (WayDb                 *db,
                                    const WayFileChartAsk  *ask,
                                    gboolean                is_stay,
                                    GError                **error);

/* way-file-costs.c: what it cost, year by year, and what changed it. */
WayChart *way_file_chart_costs     (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);
WayChart *way_file_chart_waterfall (WayDb                  *db,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);

G_END_DECLS
