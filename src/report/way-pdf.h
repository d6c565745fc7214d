/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_REPORT_ERROR (way_report_error_quark ())

typedef enum
{
  WAY_REPORT_ERROR_DRAW,      /* Cairo refused, or wrote what we cannot finish */
} WayReportError;

GQuark   way_report_error_quark (void);

/* Says in a PDF as Cairo 1.16 writes it (version 1.4: one table of plain objects)
 * what Cairo has no words for: the language of its text, that its tags hold, and
 * that a viewer's title is the document's.  Appended as PDF's incremental update, so no byte
 * before changes.  WAY_REPORT_ERROR_DRAW for a file of another make. */
gboolean way_pdf_add_language   (GByteArray  *pdf,
                                 const char  *language,
                                 GError     **error);

G_END_DECLS
