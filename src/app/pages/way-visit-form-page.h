/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-visit-form.h"
#include "way-window.h"

G_BEGIN_DECLS

/* A visit while it is written, on site and without a network.  It takes the whole
 * window.  What is typed is kept in the file a moment later and comes back after a
 * crash; leaving records it; signing off locks it. */
#define WAY_TYPE_VISIT_FORM_PAGE (way_visit_form_page_get_type ())
G_DECLARE_FINAL_TYPE (WayVisitFormPage, way_visit_form_page, WAY, VISIT_FORM_PAGE, GtkBox)

/* NULL and *error where the visit cannot be written (any more). */
GtkWidget    *way_visit_form_page_new          (WaySession        *session,
                                                const WayId       *visit,
                                                GError           **error);

/* Shows the form over the window of a page, or says why not. */
void          way_visit_form_page_open         (WayPage           *from,
                                                const WayId       *visit);

/* Shows the form that was on view when the program ended without leaving it, if
 * there is one. */
void          way_visit_form_page_reopen       (WayWindow         *window);

/* "visit", "last", "children", a section of the framework, or "answers". */
const char   *way_visit_form_page_get_section  (WayVisitFormPage  *self);
void          way_visit_form_page_show_section (WayVisitFormPage  *self,
                                                const char        *id);

/* What the form holds; lent. */
WayVisitForm *way_visit_form_page_get_form     (WayVisitFormPage  *self);

G_END_DECLS
