/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-publish.h"
#include "way-release-chart.h"

G_BEGIN_DECLS

/* The parts of a release's folder.  English, whoever makes them. */

/* "Alternative provision statistics, Solihull, 2025/26".  Free with g_free(). */
char      *way_release_title       (const WayPublishDraft *draft);

/* What a reader must know, a paragraph each; free with g_strfreev(). */
char     **way_release_notes       (const WayPublishDraft *draft);

/* The workbook.  NULL on error. */
GBytes    *way_release_book        (const WayPublishDraft  *draft,
                                    gboolean                as_ods,
                                    GError                **error);

/* The chart of a table: its first count in its last period, by its first
 * dimension.  What is hidden is marked as hidden. */
WayChart  *way_release_chart       (const WayPublishDraft  *draft,
                                    const WayReleaseTable  *table);

/* datapackage.json. */
GBytes    *way_release_description (const WayPublishDraft  *draft);

G_END_DECLS
