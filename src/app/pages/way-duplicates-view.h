/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Children who seem to be recorded twice, with what their records say
 * differently; below them the records that are joined.  Part of the page of all
 * pupils, which it tells when something was done. */
#define WAY_TYPE_DUPLICATES_VIEW (way_duplicates_view_get_type ())
G_DECLARE_FINAL_TYPE (WayDuplicatesView, way_duplicates_view, WAY, DUPLICATES_VIEW, GtkBox)

GtkWidget *way_duplicates_view_new  (void);

/* Reads the file of the page's session.  *n is how many pairs wait for somebody
 * to say.  FALSE with error where it cannot be read. */
gboolean   way_duplicates_view_show (WayDuplicatesView  *self,
                                     WayPage            *page,
                                     guint              *n,
                                     GError            **error);

G_END_DECLS
