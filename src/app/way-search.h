/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-session.h"

G_BEGIN_DECLS

/* What the one search box finds: a page, something to do, a record.  Each
 * result is a name, a plain fact, and the action that leads there. */
#define WAY_TYPE_SEARCH_RESULT (way_search_result_get_type ())
G_DECLARE_FINAL_TYPE (WaySearchResult, way_search_result, WAY, SEARCH_RESULT, GObject)

/* target may be NULL; a floating one is taken over. */
WaySearchResult *way_search_result_new           (const char      *title,
                                                  const char      *detail,
                                                  const char      *icon_name,
                                                  const char      *action,
                                                  GVariant        *target);
const char      *way_search_result_get_title     (WaySearchResult *self);
const char      *way_search_result_get_detail    (WaySearchResult *self);
const char      *way_search_result_get_icon_name (WaySearchResult *self);
const char      *way_search_result_get_action    (WaySearchResult *self);
GVariant        *way_search_result_get_target    (WaySearchResult *self);

/* The best results for the words typed, best first, at most about twenty: an
 * array of WaySearchResult, owned by the caller. */
GPtrArray       *way_search_run                  (WaySession      *session,
                                                  const char      *typed);

G_END_DECLS
