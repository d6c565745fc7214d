/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-page.h"
#include "way-session.h"

G_BEGIN_DECLS

/* The window: a sidebar of pages with the search above, a page beside it, and
 * the record pages opened from there, one upon another, with Back.
 *
 * Actions (all "win."): page-N and page("id"), open-record("entity", "id"),
 * open-page-of("page", "entity", "id"), back, search, new, filter, print, refresh,
 * undo, toast("text", undo), preferences, routes, open, open-path("path"). */
#define WAY_TYPE_WINDOW (way_window_get_type ())
G_DECLARE_FINAL_TYPE (WayWindow, way_window, WAY, WINDOW, AdwApplicationWindow)

WayWindow  *way_window_new          (AdwApplication *application,
                                     WaySession     *session);

WaySession *way_window_get_session  (WayWindow      *self);

/* Opens the file in place of the one before, and remembers it.  FALSE where it
 * cannot be opened; the window has said why. */
gboolean    way_window_open_file    (WayWindow      *self,
                                     const char     *path);

/* The page on view; NULL while no file is open. */
WayPage    *way_window_get_page     (WayWindow      *self);

/* Shows a page of the sidebar and forgets the records opened before.  FALSE
 * where there is no such page. */
gboolean    way_window_open_page    (WayWindow      *self,
                                     const char     *page_id);

/* Opens the page of a record upon the one on view.  FALSE where records of the
 * entity have no page. */
gboolean    way_window_open_record  (WayWindow      *self,
                                     const char     *entity,
                                     const WayId    *id);

/* Shows a page of the sidebar that can be about one record (set_record), upon the
 * one on view.  FALSE where there is no such page. */
gboolean    way_window_open_page_of (WayWindow      *self,
                                     const char     *page_id,
                                     const char     *entity,
                                     const WayId    *id);

/* A form that takes the whole window, sidebar and all, until it is left: by Back,
 * or by opening a page or a record.  It keeps what was typed in a draft, for it
 * is thrown away then.  One at a time: another replaces it. */
void        way_window_show_cover   (WayWindow      *self,
                                     GtkWidget      *cover);

/* NULL where the pages are on view. */
GtkWidget  *way_window_get_cover    (WayWindow      *self);

/* From a form that covers the window to the page under it; from a record to what
 * was on view before it; from a page, when narrow, to the sidebar. */
void        way_window_go_back      (WayWindow      *self);

/* Says a thing done; with_undo adds a button that takes the last edit back. */
void        way_window_toast        (WayWindow      *self,
                                     const char     *text,
                                     gboolean        with_undo);

G_END_DECLS
