/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-referral-sheet.h"
#include "way-subject-access.h"

G_BEGIN_DECLS

/* All that is kept about a child, to be read: a chapter a kind of record, a table of
 * its fields a record, and beside what tells of others that it does. */
WaySheet *way_subject_sheet_new (const WaySubjectAccess      *access,
                                 WayDb                       *db,
                                 const char                  *authority,
                                 const GDate                 *today,
                                 const WayReferralSheetWords *words);

G_END_DECLS
