/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-backup.h"

G_BEGIN_DECLS

/* The backups of a file, as they stand beside it: those of each day in a folder
 * "NAME backups", those before an upgrade or an import next to the file. */

typedef enum
{
  WAY_BACKUP_DAILY,
  WAY_BACKUP_BEFORE_UPGRADE,
  WAY_BACKUP_BEFORE_IMPORT,
} WayBackupKind;

typedef struct
{
  WayBackupKind  kind;
  char          *path;
  gint64         when;       /* milliseconds since 1970, as the disk says */
  gint64         size;       /* bytes */
} WayBackupFile;

void       way_backup_file_free (WayBackupFile    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBackupFile, way_backup_file_free)

/* The newest first.  Elements are WayBackupFile *.  No backup is an empty array. */
GPtrArray *way_backups_list     (const char       *path);

/* Whether the backup of that day was made. */
gboolean   way_backups_has_day  (const char       *path,
                                 const GDate      *day);

/* Writes and proves the backup of a day; then takes away one that was made
 * earlier that day, and those that are no longer kept: of the last 30 days each
 * is, before that the first of every month for a year. */
gboolean   way_backups_make     (WayDb            *db,
                                 const GDate      *day,
                                 WayProgressFunc   progress,
                                 gpointer          data,
                                 GCancellable     *cancellable,
                                 GError          **error);

/* Whether a backup of that day is kept on this one. */
gboolean   way_backups_is_kept  (const GDate      *day,
                                 const GDate      *today,
                                 gboolean          first_of_month);

/* What is in a backup, to be looked at before it is restored. */
typedef struct
{
  gint64  edits;
  gint64  last_edit;         /* milliseconds since 1970; 0 for none */
  gint64  pupils;
  gint64  placements;
  gint64  referrals;
} WayBackupView;

gboolean   way_backups_look     (WayDb            *db,
                                 WayBackupView    *view,
                                 GError          **error);

/* A free name beside the file for one that is restored on a day. */
char      *way_backups_restored_path (const char  *path,
                                      const GDate *day);

G_END_DECLS
