/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-query.h"
#include "way-session.h"

G_BEGIN_DECLS

/* What a list can be filtered by: a menu button for each filter, and a chip for
 * each that is set.  The choices come from the field's description: the codes
 * of its set, or the records that it refers to.
 *
 * Signal "changed": another filter; make the query anew. */
#define WAY_TYPE_FILTER_BAR (way_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (WayFilterBar, way_filter_bar, WAY, FILTER_BAR, GtkBox)

GtkWidget  *way_filter_bar_new   (void);

/* A filter on a path of the query ("year", "establishment.type").  label
 * (translated) heads it; NULL takes the field's own.  Choices are read when the
 * menu opens. */
void        way_filter_bar_add   (WayFilterBar    *self,
                                  WaySession      *session,
                                  const WayEntity *entity,
                                  const char      *path,
                                  const char      *label);

/* Puts what is set into a query. */
void        way_filter_bar_apply (WayFilterBar    *self,
                                  WayQuery        *query);

/* Sets one filter, as if chosen; value as machines write it, NULL takes off. */
void        way_filter_bar_set   (WayFilterBar    *self,
                                  const char      *path,
                                  const char      *value);
gboolean    way_filter_bar_is_set (WayFilterBar   *self);
void        way_filter_bar_clear (WayFilterBar    *self);

G_END_DECLS
