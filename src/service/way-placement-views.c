/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views of placements as queries, so that a list of any length is read in
 * pages. */

#include "way-placement-views.h"

#include "way-codes.h"
#include "way-journey.h"

int
way_placements_soon (void)
{
  return way_code_get_int (way_codes_lookup ("work_rule", "ending"), "days", 28);
}

static void
add_day (WayQuery    *query,
         const char  *path,
         WayFilterOp  op,
         const GDate *today,
         int          days)
{
  GDate day = way_date_add_days (today, days);
  g_autofree char *text = way_date_to_iso (&day);

  way_query_add_filter (query, path, op, text, NULL);
}

WayQuery *
way_placements_query (WayPlacementsView  view,
                      const GDate       *today,
                      const WayId       *setting)
{
  WayQuery *query = way_query_new (&way_placement_entity);

  switch (view)
    {
    case WAY_PLACEMENTS_COMING:
      add_day (query, "start", WAY_FILTER_AT_LEAST, today, 1);
      way_query_set_sort (query, "start", FALSE, NULL);
      break;

    case WAY_PLACEMENTS_ENDED:
      add_day (query, "end", WAY_FILTER_AT_MOST, today, -1);
      way_query_set_sort (query, "end", TRUE, NULL);
      break;

    case WAY_PLACEMENTS_ENDING:
      add_day (query, "expected_end", WAY_FILTER_AT_MOST, today, way_placements_soon ());
      add_day (query, "start", WAY_FILTER_AT_MOST, today, 0);
      add_day (query, "end", WAY_FILTER_NOT_BEFORE, today, 0);
      way_query_set_sort (query, "expected_end", FALSE, NULL);
      break;

    case WAY_PLACEMENTS_CURRENT:
    default:
      add_day (query, "start", WAY_FILTER_AT_MOST, today, 0);
      add_day (query, "end", WAY_FILTER_NOT_BEFORE, today, 0);
      way_query_set_sort (query, "pupil.title", FALSE, NULL);
      break;
    }

  if (setting != NULL && !way_id_is_null (setting))
    {
      g_autofree char *id = way_id_to_string (setting);

      way_query_add_filter (query, "provision.establishment", WAY_FILTER_IS, id, NULL);
    }
  return query;
}
