/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-duplicates.h"

G_BEGIN_DECLS

/* Two records that may be, or are, of one child: what they say differently side
 * by side, by what they were found, and the button that joins them or takes
 * them apart.
 *
 * Signals: "act" (the button); "open" (gboolean: the second record, not the
 * first). */
#define WAY_TYPE_DUPLICATE_CARD (way_duplicate_card_get_type ())
G_DECLARE_FINAL_TYPE (WayDuplicateCard, way_duplicate_card, WAY, DUPLICATE_CARD, GtkBox)

/* joined: the button takes the second record out again.  What is shown is
 * copied; db says the names of what the records refer to. */
GtkWidget   *way_duplicate_card_new       (WayDb              *db,
                                           const WayDuplicate *two,
                                           gboolean            joined);

/* The record of the smaller id, and the other one. */
const WayId *way_duplicate_card_get_one   (WayDuplicateCard   *self);
const WayId *way_duplicate_card_get_other (WayDuplicateCard   *self);

G_END_DECLS
