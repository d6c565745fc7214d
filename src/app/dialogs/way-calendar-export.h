/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-session.h"

G_BEGIN_DECLS

/* Asks where, and writes the duties that are to be done as a calendar file; says
 * in the window what came of it.  Children are named by initials unless the
 * person chooses whole names in the file dialog. */
void way_calendar_export_run (GtkWindow  *window,
                              WaySession *session);

G_END_DECLS
