/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-codes.h"

G_BEGIN_DECLS

/* Where a rule is from, beside the rule's words: a small button whose popover
 * names the rule, says it, and names the law or document.  Hidden until it has
 * a rule. */
#define WAY_TYPE_SOURCE_BUTTON (way_source_button_get_type ())
G_DECLARE_FINAL_TYPE (WaySourceButton, way_source_button, WAY, SOURCE_BUTTON, GtkBox)

GtkWidget *way_source_button_new      (const WayCode   *rule);

/* NULL hides the button. */
void       way_source_button_set_rule (WaySourceButton *self,
                                       const WayCode   *rule);

/* A rule that is no code: its words (translated), and its source. */
void       way_source_button_set      (WaySourceButton *self,
                                       const char      *words,
                                       const char      *source);

/* Where there is no room for a button, as in the rows of a long list: the rule's
 * words (translated) and its source as a tooltip of the widget, and the source
 * as what a screen reader says of it besides its name.  NULL source: none. */
void       way_source_describe        (GtkWidget       *widget,
                                       const char      *words,
                                       const char      *source);

G_END_DECLS
