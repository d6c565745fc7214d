/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-release.h"

G_BEGIN_DECLS

/* A table of a release in one of its periods, as it would be published: what is
 * hidden is marked with the rule that hides it, and says so in words. */
#define WAY_TYPE_RELEASE_VIEW (way_release_view_get_type ())
G_DECLARE_FINAL_TYPE (WayReleaseView, way_release_view, WAY, RELEASE_VIEW, GtkBox)

/* Nothing of the table is kept; NULL shows nothing. */
void way_release_view_set_table (WayReleaseView        *self,
                                 const WayReleaseTable *table,
                                 guint                  period);

G_END_DECLS
