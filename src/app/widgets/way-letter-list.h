/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Letters about one record: those written, whether and how each was sent, and a
 * button to write another. */
#define WAY_TYPE_LETTER_LIST (way_letter_list_get_type ())
G_DECLARE_FINAL_TYPE (WayLetterList, way_letter_list, WAY, LETTER_LIST, GtkBox)

/* Reads again.  page holds the list; about is "referral" or "placement", and
 * subject the id of that. */
void way_letter_list_show (WayLetterList *self,
                           WayPage       *page,
                           const char    *about,
                           const WayId   *subject);

G_END_DECLS
