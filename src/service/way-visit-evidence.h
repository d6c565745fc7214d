/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-visits.h"

G_BEGIN_DECLS

/* Photographs and papers of a visit.  A photograph is shrunk and written anew,
 * without what a camera adds; a paper is taken as an attachment of a referral is. */

/* Keeps what is in a file of this computer in this copy, and gives the record that
 * names it, without its visit.  WAY_SERVICE_ERROR_RULE: empty, too large, of no
 * type that is taken; WAY_FORMATS_ERROR. */
WayVisitEvidence *way_visit_evidence_take_file (WayDb                   *db,
                                                const char              *path,
                                                const GDate             *today,
                                                const char              *who,
                                                GError                 **error);

/* Its bytes; WAY_SERVICE_ERROR_UNKNOWN where they are in another copy only. */
GBytes           *way_visit_evidence_read      (WayDb                   *db,
                                                const WayVisitEvidence  *evidence,
                                                GError                 **error);

/* The most that go with one visit. */
guint             way_visit_evidence_most      (void);

G_END_DECLS
