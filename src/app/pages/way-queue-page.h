/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Who waits for a place, by provision, in order and why; on any day. */
#define WAY_TYPE_QUEUE_PAGE (way_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (WayQueuePage, way_queue_page, WAY, QUEUE_PAGE, WayPage)

G_END_DECLS
