/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-referral-form.h"
#include "way-session.h"
#include "way-sheet.h"

G_BEGIN_DECLS

/* The referral form on paper in the words of the window; with form NULL an empty
 * one, to be filled in by hand. */
WaySheet *way_referral_print_new      (WaySession      *session,
                                       WayReferralForm *form);

/* The same of a referral of the file; NULL and *error where it cannot be read. */
WaySheet *way_referral_print_new_for  (WaySession      *session,
                                       const WayId     *referral,
                                       GError         **error);

/* Asks where to, and saves it there as a PDF. */
void      way_referral_print_save     (GtkWidget       *from,
                                       WaySheet        *sheet);

G_END_DECLS
