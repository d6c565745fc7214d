/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Steps as arrows one after another, some of them filled: where a provision
 * stands in the range of help, how far a referral has come. */
#define WAY_TYPE_STEP_BAR (way_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (WayStepBar, way_step_bar, WAY, STEP_BAR, GtkWidget)

GtkWidget *way_step_bar_new       (void);

/* Names in order (copied; translated already), NULL-terminated; bit n of lit
 * fills the nth. */
void       way_step_bar_set_steps (WayStepBar        *self,
                                   const char *const *names,
                                   guint64            lit);

G_END_DECLS
