/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-section-row.h"

G_BEGIN_DECLS

/* The frame of a form that takes the whole window: its sections stand where the
 * sidebar was, each with how far it is; one of them is on view; a last page looks
 * all answers over.  Narrow, the sections become one menu button.
 *
 * It asks for the actions form.next (the button at the right) and win.back, which
 * whoever holds it brings; “More to Do” is there once it has a menu.
 *
 * Signal "chosen"(id): a section was asked for; way_long_form_show() goes there. */
#define WAY_TYPE_LONG_FORM (way_long_form_get_type ())
G_DECLARE_FINAL_TYPE (WayLongForm, way_long_form, WAY, LONG_FORM, GtkBox)

/* The name of the last page. */
#define WAY_LONG_FORM_ANSWERS "answers"

/* A section, in order; page is what it asks. */
void        way_long_form_add_section  (WayLongForm     *self,
                                        const char      *id,
                                        const char      *name,
                                        GtkWidget       *page);

/* Once all sections are there: the last one. */
void        way_long_form_add_answers  (WayLongForm     *self,
                                        const char      *name);
GtkLabel   *way_long_form_get_answers_title (WayLongForm *self);
GtkBox     *way_long_form_get_answers_box   (WayLongForm *self);

/* How far a section is. */
void        way_long_form_set_state    (WayLongForm     *self,
                                        const char      *id,
                                        WaySectionState  state,
                                        gboolean         required,
                                        guint            n_missing);

/* How far all are: those done of those that are asked.  Says so on the menu button
 * too, with the section on view. */
void        way_long_form_set_progress (WayLongForm     *self,
                                        guint            done,
                                        guint            asked);

/* Goes to a section, its beginning on view. */
void        way_long_form_show         (WayLongForm     *self,
                                        const char      *id);

/* NULL before the first. */
const char *way_long_form_get_shown    (WayLongForm     *self);

/* Where it stands, from 0; their number for the last page. */
guint       way_long_form_find_place   (WayLongForm     *self,
                                        const char      *id);
guint       way_long_form_get_n_sections (WayLongForm   *self);

/* And back; the last page for one past all. */
const char *way_long_form_get_id       (WayLongForm     *self,
                                        guint            place);

/* Puts the cursor into the first field of the section on view, once that is on
 * view. */
void        way_long_form_enter        (WayLongForm     *self);

void        way_long_form_set_side_title (WayLongForm   *self,
                                          const char    *title,
                                          const char    *subtitle);
void        way_long_form_set_title    (WayLongForm     *self,
                                        const char      *title,
                                        const char      *subtitle);
void        way_long_form_set_next     (WayLongForm     *self,
                                        const char      *label);
GtkButton  *way_long_form_get_next     (WayLongForm     *self);
void        way_long_form_set_menu     (WayLongForm     *self,
                                        GMenuModel      *menu);

/* A problem over the answers; NULL takes it away. */
void        way_long_form_set_problem  (WayLongForm     *self,
                                        const char      *text);

/* What becomes of what is typed; kept: that it was kept just now. */
void        way_long_form_say_draft    (WayLongForm     *self,
                                        const char      *text);
void        way_long_form_say_kept     (WayLongForm     *self);

G_END_DECLS
