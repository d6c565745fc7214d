/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-publish.h"

G_BEGIN_DECLS

/* A release as a folder: a CSV a table, the same as XLSX and ODS with a cover,
 * contents and notes, datapackage.json (Frictionless), and a chart a table as
 * SVG and PNG.  All is made from protected figures. */

/* Writes everything into a new folder beside path, which has another name until
 * way_release_folder_place().  NULL with G_FILE_ERROR (path is there already, or
 * cannot be written), WAY_CHART_ERROR, G_IO_ERROR_CANCELLED; then nothing is
 * left.  Gives the folder's name for now; free with g_free(). */
char     *way_release_folder_write   (const WayPublishDraft  *draft,
                                      const char             *path,
                                      WayProgressFunc         progress,
                                      gpointer                data,
                                      GCancellable           *cancellable,
                                      GError                **error);

/* Gives it its name. */
gboolean  way_release_folder_place   (const char             *now,
                                      const char             *path,
                                      GError                **error);

/* Throws away what was written and not placed. */
void      way_release_folder_discard (const char             *now);

/* Both, as one edit of the file: the release is in the file exactly where it is
 * in the folder. */
gboolean  way_release_publish        (WayDb                  *db,
                                      const char             *who,
                                      const char             *approved_by,
                                      const WayPublishDraft  *draft,
                                      const char             *path,
                                      GError                **error);

/* A folder read back, as an attacker reads it. */
typedef struct
{
  GPtrArray *tables;       /* WayReleaseTable */
  char      *profile;
  gint32     threshold;
  gint32     rounding;
} WayReleaseFolder;

/* Input is hostile: bounded, files outside of the folder are not read, and what
 * is wrong is named with file and line.  WAY_SERVICE_ERROR, WAY_FORMATS_ERROR,
 * G_FILE_ERROR. */
WayReleaseFolder *way_release_folder_read (const char         *path,
                                           GError            **error);
void              way_release_folder_free (WayReleaseFolder   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReleaseFolder, way_release_folder_free)

G_END_DECLS
