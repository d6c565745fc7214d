/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "way-id.h"
#include "way-secret.h"
#include "way-vfs.h"

G_BEGIN_DECLS

#define WAY_VFS_PAGE 4096
#define WAY_VFS_TRAILER 40          /* of a page: nonce and tag */
#define WAY_VFS_WAL_HEADER 32
#define WAY_VFS_FRAME_HEADER 24
#define WAY_VFS_FRAME (WAY_VFS_FRAME_HEADER + WAY_VFS_PAGE)

/* --- way-vfs-seal.c: pages and frames as they stand on disk.  Pure. --- */

typedef struct
{
  WaySecret *pages;
  WaySecret *frames;
  WayId      file;
} WayVfsSeal;

void     way_vfs_seal_init    (WayVfsSeal    *self,
                               WaySecret     *master,
                               const WayId   *file);
void     way_vfs_seal_clear   (WayVfsSeal    *self);

/* A page of the database; pages count from 1.  FALSE where its trailer is not
 * empty. */
gboolean way_vfs_seal_page    (const WayVfsSeal *self,
                               guint32           page,
                               const guint8     *plain,
                               guint8           *sealed);

/* FALSE where it is not that page of that file under that key; then plain is
 * zero.  Both may be the same memory. */
gboolean way_vfs_open_page    (const WayVfsSeal *self,
                               guint32           page,
                               const guint8     *sealed,
                               guint8           *plain);

/* The header of a frame of the log: a keyed permutation of its 24 bytes, since
 * there is no room to grow, and its checksums are sums of plain text.  In place;
 * frames count from 0. */
void     way_vfs_seal_header  (const WayVfsSeal *self,
                               guint32           frame,
                               guint8           *header);
void     way_vfs_open_header  (const WayVfsSeal *self,
                               guint32           frame,
                               guint8           *header);

/* The page of a frame whose plain header is given: bound to its place and to the
 * page's number. */
gboolean way_vfs_seal_frame   (const WayVfsSeal *self,
                               guint32           frame,
                               const guint8     *header,
                               const guint8     *plain,
                               guint8           *sealed);
gboolean way_vfs_open_frame   (const WayVfsSeal *self,
                               guint32           frame,
                               const guint8     *header,
                               const guint8     *sealed,
                               guint8           *plain);

/* --- way-vfs-index.c: the index of the log, in memory of this process. --- */

typedef struct _WayVfsIndex WayVfsIndex;

/* What one connection holds of it. */
typedef struct
{
  guint16 shared;             /* a bit for each of SQLite's locks */
  guint16 exclusive;
} WayVfsHold;

WayVfsIndex *way_vfs_index_new  (void);
void         way_vfs_index_free (WayVfsIndex    *self);
int          way_vfs_index_map  (WayVfsIndex    *self,
                                 int             region,
                                 int             size,
                                 gboolean        extend,
                                 void volatile **memory);
int          way_vfs_index_lock (WayVfsIndex    *self,
                                 WayVfsHold     *hold,
                                 int             offset,
                                 int             n,
                                 int             flags);
void         way_vfs_index_barrier (WayVfsIndex *self);

/* Forgets what the log was: nobody has it open. */
void         way_vfs_index_clear (WayVfsIndex   *self);

/* --- way-vfs-lock.c: who has the file. --- */

/* A descriptor that holds the lock file beside path; closing it lets go.  -1
 * with WAY_STORE_ERROR_IN_USE, which says who has it; -2 where the folder can
 * only be read and nobody has it: then there is nothing to hold. */
int          way_vfs_lock_take  (const char     *path,
                                 GError        **error);
void         way_vfs_lock_drop  (const char     *path,
                                 int             fd);

G_END_DECLS
