/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-facts.h"
#include "way-import.h"

G_BEGIN_DECLS

/* Weekly attendance as a file that goes to a setting and comes back: a row for
 * each pupil and week.  The headings are placement, pupil, upn, setting, week,
 * possible, attended, authorised, unauthorised, not_offered, not_possible. */

/* Takes in such a file, a table or a workbook.  A row is of the placement that
 * it names, else of the one placement that the pupil of its UPN has in that
 * week (at the setting, where it gives a URN).  The register of the setting is
 * meant.  A row without a number beside what was possible is passed over. */
WayImport *way_import_attendance       (WayDb         *db,
                                        GBytes        *bytes,
                                        GCancellable  *cancellable,
                                        GError       **error);

/* The file to be filled in for a setting's school weeks from one day to
 * another, with what is recorded already; a workbook where is_workbook. */
GBytes    *way_attendance_file_write   (WayFacts      *facts,
                                        const WayId   *establishment,
                                        const GDate   *from,
                                        const GDate   *to,
                                        gboolean       is_workbook,
                                        GError       **error);

G_END_DECLS
