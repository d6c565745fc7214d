/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-referral-form.h"
#include "way-referral-private.h"

G_BEGIN_DECLS

/* What a referral form is made of: way-referral-form.c fills and keeps it,
 * way-referral-judge.c looks it over, way-referral-save.c records it. */

typedef struct
{
  gpointer record;
  gpointer before;   /* as the file has it, or as a new one starts */
  gboolean stored;
} Part;

struct _WayReferralForm
{
  Part        parts[WAY_N_REFERRAL_PARTS];
  gboolean    has_child;
  GHashTable *typed;    /* "referral.weeks" -> what was typed */
  WayReferralRows lists[WAY_N_REFERRAL_LISTS];
  char       *section;  /* where the person is */
  char       *field;
  gboolean    is_open;
};

/* "pupil.surname" to its part and field; FALSE where there is no such field. */
gboolean    way_referral_form_find_field  (const char            *key,
                                           WayReferralPart       *part,
                                           const WayField       **field);

/* Whether the list's rows belong to the child, else to the referral. */
gboolean    way_referral_list_is_of_child (WayReferralList        list);

/* The clock that the exclusion starts for a referral by this route; NULL where it
 * is not what led here. */
const char *way_referral_find_rule        (const WayReferral     *referral,
                                           const WayExclusion    *exclusion);

G_END_DECLS
