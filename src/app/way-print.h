/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-sheet.h"

G_BEGIN_DECLS

/* Sheets from the window to paper, or into a PDF.  Both take the sheet over and
 * ask in a dialog over the widget's window; what goes wrong is said in a toast. */

void               way_print_sheet         (GtkWidget  *from,
                                            WaySheet   *sheet);

/* name is proposed for the file: "Referral.pdf". */
void               way_print_save_pdf      (GtkWidget  *from,
                                            WaySheet   *sheet,
                                            const char *name);

/* What way_print_sheet() runs: takes the sheet over. */
GtkPrintOperation *way_print_operation_new (WaySheet   *sheet);

/* The language of what the program says, as BCP 47 has it. */
const char        *way_print_language      (void);

G_END_DECLS
