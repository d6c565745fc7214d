/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-action-state.h"

static gboolean
has_come (const GDate *day,
          const GDate *on)
{
  return way_date_is_set (day) && way_date_compare (day, on) <= 0;
}

WayActionState
way_action_state_on (const WayActionDays *days,
                 const GDate           *on)
{
  if (has_come (&days->done, on))
    return WAY_ACTION_DONE;
  if (has_come (&days->dropped, on))
    return WAY_ACTION_DROPPED;
  if (way_date_is_set (&days->due) && way_date_compare (&days->due, on) < 0)
    return WAY_ACTION_LATE;
  return has_come (&days->started, on) ? WAY_ACTION_UNDER_WAY : WAY_ACTION_TO_DO;
}

const WayCode *
way_action_state_code (WayActionState progress)
{
  static const char *const ids[] = {
    [WAY_ACTION_DONE] = "done",       [WAY_ACTION_UNDER_WAY] = "under_way",
    [WAY_ACTION_TO_DO] = "to_do",     [WAY_ACTION_LATE] = "late",
    [WAY_ACTION_DROPPED] = "dropped",
  };

  return way_codes_lookup ("action_progress", ids[progress]);
}
