/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-publish.h"

G_BEGIN_DECLS

/* What was approved: by whom, why it replaces another (NULL where it does not),
 * and the folder that is to be made.  Lent. */
typedef void (*WayPublishApproved) (const char *approved_by,
                                    const char *note,
                                    const char *folder,
                                    gpointer    data);

/* Asks who approves the draft, why it replaces a release where it does, and into
 * which folder.  Nothing is called where the person thinks better of it; data
 * outlives from's window only by its reference, which is held meanwhile. */
void way_publish_dialog_ask (GtkWidget             *from,
                             const WayPublishDraft *draft,
                             WayPublishApproved     approved);

G_END_DECLS
