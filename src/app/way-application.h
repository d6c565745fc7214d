/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The program: one process for all windows of a person, one window for each
 * authority's file.  Called with --today or --file it is a process of its own,
 * so that looking back at a day never changes a window already open. */
#define WAY_TYPE_APPLICATION (way_application_get_type ())
G_DECLARE_FINAL_TYPE (WayApplication, way_application, WAY, APPLICATION, AdwApplication)

WayApplication *way_application_new (void);

G_END_DECLS
