/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sheet.h"
#include "way-table.h"

G_BEGIN_DECLS

/* The rows that a table shows, for paper: under the title of the sheet, and each
 * heading over a table of its own.  Free with way_sheet_free(). */
WaySheet *way_table_sheet_new (WayTable           *table,
                               const WaySheetInfo *info);

G_END_DECLS
