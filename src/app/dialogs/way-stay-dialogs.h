/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journey.h"
#include "way-page.h"
#include "way-record-dialog.h"

G_BEGIN_DECLS

/* What is recorded of a stay, each with its dialog, as one edit of the service
 * and a toast that can take it back. */
typedef enum
{
  WAY_STAY_ASK_REVIEW,    /* with how far each target is */
  WAY_STAY_ASK_TARGET,
  WAY_STAY_ASK_STEP,      /* of the plan for what is next */
  WAY_STAY_ASK_BEGIN,     /* first session offered and attended */
  WAY_STAY_ASK_MOVE,      /* to another provision */
  WAY_STAY_ASK_LASTED,    /* whether it lasted so many weeks after */
} WayStayAsk;
#define WAY_N_STAY_ASKS (WAY_STAY_ASK_LASTED + 1)

/* weeks is of WAY_STAY_ASK_LASTED. */
void way_stay_dialog_open (WayPage            *page,
                           const WayPlacement *placement,
                           WayStayAsk          what,
                           guint               weeks);

/* Says below the form what is doubtful about the placement in it, as it is
 * typed: too many sessions, a stay that is too long, a day that is no school
 * day. */
void way_stay_dialog_watch_doubts (WayRecordDialog *dialog,
                                   WaySession      *session);

G_END_DECLS
