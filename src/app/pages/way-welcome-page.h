/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* What the window shows while no file is open: begin a new authority, look at
 * a made-up one, or open a file.
 *
 * Signal "file" (path): a file was chosen or made and is to be opened. */
#define WAY_TYPE_WELCOME_PAGE (way_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (WayWelcomePage, way_welcome_page, WAY, WELCOME_PAGE, GtkBox)

void way_welcome_page_set_session  (WayWelcomePage *self,
                                    WaySession     *session);

/* Says under the heading why the last file could not be opened; NULL clears. */
void way_welcome_page_show_problem (WayWelcomePage *self,
                                    const char     *text);

G_END_DECLS
