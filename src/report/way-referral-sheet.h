/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-referral-form.h"
#include "way-sheet.h"

G_BEGIN_DECLS

/* The council's referral form on paper: filled, or empty to be filled by hand. */

/* How values become words, and words are translated; both must be given. */
typedef struct
{
  /* A member in words, "" for none.  Freed with g_free(). */
  char       *(*value)     (const WayField *field,
                            gconstpointer   record,
                            WayDb          *db);
  const char *(*translate) (const char     *msgid);
  const char *language;    /* of the words: "en-GB" */
} WayReferralSheetWords;

/* With form NULL an empty one: choices have boxes to tick, lists have rows to
 * write in.  Filled, lists that hold nothing are left out of sections that the
 * route does not need.  authority is the name above it. */
WaySheet *way_referral_sheet_new (WayReferralForm             *form,
                                  WayDb                       *db,
                                  const char                  *authority,
                                  const GDate                 *today,
                                  const WayReferralSheetWords *words);

G_END_DECLS
