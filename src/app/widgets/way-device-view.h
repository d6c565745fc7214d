/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-db.h"

G_BEGIN_DECLS

/* The devices of the roster and what each may hold, with a file to be made for each.
 * Nothing is shown of a file that has enrolled nobody.
 *
 * A file is asked for by the action "exchange.send-to" with the device's id, help
 * with a forgotten passphrase by "exchange.help".  Signals:
 * "changed" after it wrote, "failed" (GError) where it could not. */
#define WAY_TYPE_DEVICE_VIEW (way_device_view_get_type ())
G_DECLARE_FINAL_TYPE (WayDeviceView, way_device_view, WAY, DEVICE_VIEW, GtkBox)

/* Reads anew; db is lent for as long as the view is shown. */
gboolean   way_device_view_show    (WayDeviceView  *self,
                                    WayDb          *db,
                                    const GDate    *today,
                                    GError        **error);

/* Whether this copy may take devices into the roster: it keeps the authority's key,
 * or there is no roster yet. */
gboolean   way_device_view_may_enrol (WayDeviceView *self);

/* "School copy": a kind of WayCopies in words.  Static. */
const char *way_device_view_role_words (guint role);

G_END_DECLS
