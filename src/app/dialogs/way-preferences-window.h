/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* Who the user is, light or dark, and the day that the program believes it is.
 * What is changed here holds at once. */
#define WAY_TYPE_PREFERENCES_WINDOW (way_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (WayPreferencesWindow, way_preferences_window, WAY, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

WayPreferencesWindow *way_preferences_window_new (GtkWindow  *parent,
                                                  WaySession *session);

G_END_DECLS
