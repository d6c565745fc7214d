/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-session.h"

G_BEGIN_DECLS

/* What came from other devices and waits for somebody to look at it, by device and
 * reason, with what can be done; and warnings of what came in an odd way.  Not to be
 * seen where there is neither.  Stands in a page. */
#define WAY_TYPE_QUARANTINE_VIEW (way_quarantine_view_get_type ())
G_DECLARE_FINAL_TYPE (WayQuarantineView, way_quarantine_view, WAY, QUARANTINE_VIEW, GtkBox)

/* Reads anew. */
gboolean way_quarantine_view_show (WayQuarantineView  *self,
                                   WaySession         *session,
                                   GError            **error);

G_END_DECLS
