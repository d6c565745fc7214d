/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-import-work.h"
#include "way-session.h"

G_BEGIN_DECLS

/* What a planned record is called in the list, and what else there is to say of
 * it (or NULL); both are freed with g_free(). */
typedef void (*WayImportDescribeFunc) (const WayImportItem  *item,
                                       WayDb                *db,
                                       char                **title,
                                       char                **detail);

/* A kind of file that may come in.  Texts are translated and static. */
typedef struct
{
  const char            *title;        /* of chooser and dialog: "Import Days" */
  const char            *files;        /* of the filter: "Calendars" */
  const char *const     *patterns;     /* "*.ics"; ended by NULL */
  gsize                  most_bytes;
  WayImportReadFunc      read;
  WayId                  whom;         /* for read; may be none */
  WayImportDescribeFunc  describe;     /* NULL: from the description of the record */
} WayImportAsk;

/* Shows what a file would do, row by row: new, changed, taken out, and refused
 * with its reason; nothing is written until it is taken in, which is one edit.
 * Both works are jobs that Cancel ends. */
#define WAY_TYPE_IMPORT_DIALOG (way_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayImportDialog, way_import_dialog, WAY, IMPORT_DIALOG, AdwWindow)

/* Opens it on a file. */
void way_import_dialog_open   (GtkWidget          *parent,
                               WaySession         *session,
                               const WayImportAsk *ask,
                               const char         *path);

/* Asks for the file first. */
void way_import_dialog_choose (GtkWidget          *parent,
                               WaySession         *session,
                               const WayImportAsk *ask);

G_END_DECLS
