/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-queue-flow.h"
#include "way-referral-flow.h"

G_BEGIN_DECLS

/* The steps of a queue as people do them, asked by forms of a page. */

void way_queue_act_join  (WayPage               *page,
                          const WayReferralCase *referral);
void way_queue_act_move  (WayPage               *page,
                          const WayQueueEntry   *entry);
void way_queue_act_park  (WayPage               *page,
                          const WayQueueEntry   *entry);

/* What was parked may be offered a place again, at once. */
void way_queue_act_unpark (WayPage              *page,
                          const WayQueueEntry   *entry);
void way_queue_act_leave (WayPage               *page,
                          const WayQueueEntry   *entry);
void way_queue_act_offer (WayPage               *page,
                          const WayQueueEntry   *entry);

G_END_DECLS
