/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journal-private.h"
#include "way-merge-private.h"
#include "way-trail.h"

G_BEGIN_DECLS

/* Takes what the trail says of a row out, and leaves its chain whole.  Within the
 * edit that erases the row. */
gboolean way_trail_forget (WayDb        *db,
                           const WayId  *row,
                           GError      **error);

G_END_DECLS
