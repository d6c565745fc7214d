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

/* What Cairo 1.16 has no words for, or drops without one. */
typedef struct
{
  const char        *language;  /* of the text, as BCP 47 has it: "en-GB" */
  const char *const *figures;   /* what each picture shows, in their order */
  guint              n_figures;
} WayPdfSpeech;

/* A PDF as Cairo wrote it, made whole for those who have it read out: its language,
 * its title as the viewer's, a text for each picture, heads that say that they are
 * their column's, and what is no part of the reading (page numbers, rules) marked
 * as such.  The same bytes give the same bytes.  WAY_REPORT_ERROR_DRAW for what
 * is no PDF, or has another number of pictures. */
GBytes  *way_pdf_finish         (GBytes              *pdf,
                                 const WayPdfSpeech  *speech,
                                 GError             **error);

G_END_DECLS
