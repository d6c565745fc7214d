/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Statistics for others: which tables, for whom; what is hidden and why; the
 * attack; the folder; and what was published before. */
#define WAY_TYPE_PUBLISH_PAGE (way_publish_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPublishPage, way_publish_page, WAY, PUBLISH_PAGE, WayPage)

G_END_DECLS
