/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-referral-form.h"
#include "way-window.h"

G_BEGIN_DECLS

/* The referral form.  It takes the whole window: its sections stand where the
 * sidebar was, Back keeps the draft.  What is typed is kept in the file a moment
 * later and comes back after a restart; nothing is recorded before the answers
 * are checked and sent. */
#define WAY_TYPE_REFERRAL_FORM_PAGE (way_referral_form_page_get_type ())
G_DECLARE_FINAL_TYPE (WayReferralFormPage, way_referral_form_page, WAY, REFERRAL_FORM_PAGE, GtkBox)

/* A new referral with NULL, or one of the file or of its drafts; a new one may
 * name the child.  NULL and *error where it cannot be read. */
GtkWidget       *way_referral_form_page_new          (WaySession           *session,
                                                      const WayId          *referral,
                                                      const WayId          *pupil,
                                                      GError              **error);

/* Shows the form over the window of a widget, or says why not. */
void             way_referral_form_page_open         (WayPage              *from,
                                                      const WayId          *referral,
                                                      const WayId          *pupil);

/* Shows the form that was on view when the program ended without leaving it, if
 * there is one, with the cursor where it was. */
void             way_referral_form_page_reopen       (WayWindow            *window);

/* "reasons", or "answers" for the page that checks them all. */
const char      *way_referral_form_page_get_section  (WayReferralFormPage  *self);
void             way_referral_form_page_show_section (WayReferralFormPage  *self,
                                                      const char           *id);

/* What the form holds; lent. */
WayReferralForm *way_referral_form_page_get_form     (WayReferralFormPage  *self);

/* Keeps the draft now and not in a moment. */
void             way_referral_form_page_keep         (WayReferralFormPage  *self);

G_END_DECLS
