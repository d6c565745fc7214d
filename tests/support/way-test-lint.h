/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Looks over what is drawn below root, root included, for
 *  - a label whose text is cut short, with no tooltip that shows it whole, or so
 *    short a text that it reads as another (a figure);
 *  - a label that has less room than the least it asks for, or lies partly
 *    outside something that cuts off what lies outside;
 *  - a button with a picture and no words that has no accessible name.
 * Adds a sentence for each to faults, an array of char * to be freed. */
void way_test_lint (GtkWidget *root,
                    GPtrArray *faults);

G_END_DECLS
