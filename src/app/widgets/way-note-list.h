/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-chart-view.h"
#include "way-session.h"

G_BEGIN_DECLS

/* Notes that were pinned to days of a chart: on the chart, and as a list below it
 * from which they are changed and deleted.  N on the chart, or its menu, pins
 * another.  Without any there is nothing to be seen. */
#define WAY_TYPE_NOTE_LIST (way_note_list_get_type ())
G_DECLARE_FINAL_TYPE (WayNoteList, way_note_list, WAY, NOTE_LIST, AdwBin)

/* Takes care of the notes of a chart from now on: chart and setting as
 * way-pinned-notes.h has them (setting may be NULL).  Reads them again. */
gboolean way_note_list_load (WayNoteList   *self,
                             WayChartView  *view,
                             WaySession    *session,
                             const char    *chart,
                             const WayId   *setting,
                             GError       **error);

G_END_DECLS
