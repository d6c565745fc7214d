/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-page-list.h"
#include "way-search.h"

G_BEGIN_DECLS

/* The sidebar's row of a page: icon, name, and how much waits there. */
#define WAY_TYPE_SIDEBAR_ROW (way_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (WaySidebarRow, way_sidebar_row, WAY, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget         *way_sidebar_row_new       (const WayPageInfo *info);
const WayPageInfo *way_sidebar_row_get_info  (WaySidebarRow     *self);

/* 0 shows nothing. */
void               way_sidebar_row_set_count (WaySidebarRow     *self,
                                              guint              count);

/* The sidebar's row of something found: icon, name, plain fact. */
#define WAY_TYPE_SEARCH_ROW (way_search_row_get_type ())
G_DECLARE_FINAL_TYPE (WaySearchRow, way_search_row, WAY, SEARCH_ROW, GtkListBoxRow)

GtkWidget         *way_search_row_new        (WaySearchResult   *result);
WaySearchResult   *way_search_row_get_result (WaySearchRow      *self);

G_END_DECLS
