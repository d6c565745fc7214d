/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-pupil-facts.h"

G_BEGIN_DECLS

/* A child at a glance: eight facts, the time at school as a chart, the last
 * entry and the next date. */
#define WAY_TYPE_PUPIL_VIEW (way_pupil_view_get_type ())
G_DECLARE_FINAL_TYPE (WayPupilView, way_pupil_view, WAY, PUPIL_VIEW, GtkBox)

GtkWidget *way_pupil_view_new  (void);

/* Takes both over: found was made of facts, which the chart asks again when
 * somebody looks closer.  The authority's days are what the chart shades, and
 * what the next date counts.  FALSE with error where they cannot be read. */
gboolean   way_pupil_view_show (WayPupilView   *self,
                                WayFacts       *facts,
                                WayPupilFacts  *found,
                                const GDate    *today,
                                GError        **error);

G_END_DECLS
