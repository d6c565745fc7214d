/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-referral-form.h"
#include "way-row-list.h"

G_BEGIN_DECLS

/* The papers of a referral form: files are chosen or dropped, opened and saved
 * again.  The list's rows are the form's; this adds what files need. */
typedef struct _WayReferralPapers WayReferralPapers;

/* All lent; changed is called when a paper was added, and shows the list anew. */
WayReferralPapers *way_referral_papers_new  (WayRowList        *list,
                                             WaySession        *session,
                                             WayReferralForm   *form,
                                             void             (*changed) (gpointer data),
                                             gpointer           data);

/* Files that were opened for reading are taken away again. */
void               way_referral_papers_free (WayReferralPapers *self);

/* Adds a file as if it was chosen; what is wrong with it is said under the list. */
void               way_referral_papers_add  (WayReferralPapers *self,
                                             GFile             *file);

G_END_DECLS
