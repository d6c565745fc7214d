/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* The folder that copies share: which one, when it was looked at, what waits in it or
 * was refused; chosen, paused and stopped here.  Not there for a copy that is in no
 * roster: a folder carries sealed files alone.
 *
 * Signals: "look" (char *: the path of a file that a person is to look at),
 * "failed" (GError *). */
#define WAY_TYPE_FOLDER_VIEW (way_folder_view_get_type ())
G_DECLARE_FINAL_TYPE (WayFolderView, way_folder_view, WAY, FOLDER_VIEW, GtkBox)

gboolean way_folder_view_show (WayFolderView  *self,
                               WaySession     *session,
                               GError        **error);

G_END_DECLS
