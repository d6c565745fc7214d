/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-referral-flow.h"

G_BEGIN_DECLS

/* What is missing from a referral or contradicts itself, section by section: what
 * an office would send it back for. */
typedef struct
{
  const WayCode *section;    /* of referral_section */
  gboolean       is_error;   /* a contradiction or a fault; else something missing */
  char          *field;      /* "referral.risk_on", or the name of records */
  char          *text;       /* one sentence */
} WayReferralFinding;

void       way_referral_finding_free  (WayReferralFinding *self);

/* Of a referral of the file as it stands on the day.  Elements are
 * WayReferralFinding *, in the order of the form. */
GPtrArray *way_referral_findings_list (WayDb              *db,
                                       const WayId        *referral,
                                       const GDate        *today,
                                       GError            **error);

G_END_DECLS
