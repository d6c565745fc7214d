/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journey.h"
#include "way-page.h"
#include "way-record-dialog.h"

G_BEGIN_DECLS

/* What can be done with a placement, each with its dialog, as one edit of the
 * service and a toast that can take it back. */
typedef enum
{
  WAY_PLACEMENT_ACT_REVIEW,
  WAY_PLACEMENT_ACT_CHANGE,
  WAY_PLACEMENT_ACT_EXTEND,
  WAY_PLACEMENT_ACT_END,
} WayPlacementAct;
#define WAY_N_PLACEMENT_ACTS (WAY_PLACEMENT_ACT_END + 1)

/* With its mnemonic (msgid). */
const char *way_placement_act_label       (WayPlacementAct      act);
void        way_placement_act_run         (WayPage             *page,
                                           const WayPlacement  *placement,
                                           WayPlacementAct      act);

/* In the form of a placement the number of sessions follows the week that is
 * ticked. */
void        way_placement_acts_follow_week (WayRecordDialog    *dialog);

G_END_DECLS
