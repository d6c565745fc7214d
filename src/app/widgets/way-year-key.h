/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the marks of a WayYearView mean: each drawn once, with its name. */
#define WAY_TYPE_YEAR_KEY (way_year_key_get_type ())
G_DECLARE_FINAL_TYPE (WayYearKey, way_year_key, WAY, YEAR_KEY, GtkBox)

G_END_DECLS
