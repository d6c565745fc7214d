/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-folder.h"

G_BEGIN_DECLS

/* One look at the watched folder: what is for this copy is taken in as by hand, with
 * its alarms and the rules for conflicts; then what other devices have not acknowledged
 * is put there.  Sealed files alone: the folder is not trusted. */

typedef struct
{
  const char *path;
  const char *who;         /* who is said to do it */
  GDate       today;
  gint64      now;         /* milliseconds since 1970; 0: the computer's */
} WayFolderOptions;

/* What came of it.  Counts of files, but for the last three. */
typedef struct
{
  guint taken;
  guint put;
  guint partial;           /* waited for */
  guint asks;              /* for a person, who takes them in by hand */
  guint refused;           /* in this look for the first time */
  guint edits;
  guint conflicts;
  guint settled;
} WayFolderReport;

/* FALSE where the folder cannot be read or written, this copy is in no roster
 * (WAY_EXCHANGE_ERROR_NO_DEVICE), or after a cancel: whole files that were taken in or
 * put there before stay so. */
gboolean way_folder_pass (WayDb                  *db,
                          const WayFolderOptions *options,
                          WayProgressFunc         progress,
                          gpointer                data,
                          GCancellable           *cancellable,
                          WayFolderReport        *report,
                          GError                **error);

G_END_DECLS
