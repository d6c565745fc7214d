/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-referral-bound.h"

G_BEGIN_DECLS

/* The end of a referral form: check your answers. */
#define WAY_REFERRAL_ANSWERS "answers"

/* An answer was chosen: its section is to come on view. */
typedef void (*WayReferralAnswerFunc) (const char *section,
                                       gpointer    data);

/* Fills the box with the answers of all sections (WayReferralSectionView *), and the
 * title with how many are open.  session and form must live as long as the box. */
void way_referral_answers_fill (GtkBox                *box,
                                GtkLabel              *title,
                                WaySession            *session,
                                WayReferralForm       *form,
                                GPtrArray             *sections,
                                WayReferralAnswerFunc  chosen,
                                gpointer               data);

G_END_DECLS
