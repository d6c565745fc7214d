/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "way-pdf.h"
#include "way-sheet-layout.h"

G_BEGIN_DECLS

/* Sheets on paper, by Pango and Cairo.  The same sheet gives the same bytes, run
 * after run, on one machine with one set of fonts. */

/* The sheet flowed over such pages in the program's own font; NULL page is A4. */
WaySheetLayout *way_sheet_lay_out   (const WaySheet       *sheet,
                                     const WaySheetPage   *page);

/* The height in points that a chart wants across an A4 page. */
double          way_sheet_chart_height (const WayChart    *chart);

/* A chart as high as it wants to be, and under it what it says in words. */
void            way_sheet_add_described_chart (WaySheet      *sheet,
                                               WayChart      *chart);

/* One page, its top left corner at the origin, a point being a unit: on a PDF, a
 * printer or a picture.  Restores cr. */
void            way_sheet_draw_page (const WaySheetLayout *layout,
                                     guint                 page,
                                     cairo_t              *cr);

/* The whole as an A4 PDF: tagged for those who have it read out, with title,
 * language, bookmarks and fonts in it.  NULL with WAY_REPORT_ERROR_DRAW. */
GBytes         *way_sheet_to_pdf    (const WaySheet       *sheet,
                                     GError              **error);

G_END_DECLS
