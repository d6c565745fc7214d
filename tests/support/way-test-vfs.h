/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails when it is told to.  It stands before SQLite's own way to
 * files and counts what goes through: openings, reads, writes, syncs,
 * truncations, locks, deletions and file sizes.  What passes is told to way-test-disk.h.  One thread
 * only. */

typedef enum
{
  WAY_TEST_VFS_ONCE,         /* one call fails */
  WAY_TEST_VFS_FOR_EVER,     /* that one and all after it */
  WAY_TEST_VFS_TORN,         /* for ever, and a write that fails first is done by half */
} WayTestVfsFault;

/* Every file that is opened from here on goes through it. */
void  way_test_vfs_register (void);

/* The n-th call from now, counted from 1, fails. */
void  way_test_vfs_fail     (guint            n,
                             WayTestVfsFault  fault);

/* Calls since the last time.  The second: and nothing fails any more. */
guint way_test_vfs_count    (void);
guint way_test_vfs_heal     (void);

/* Only calls on this file count and fail, and with the first that fails it is
 * gone; NULL: calls on any, and none is. */
void  way_test_vfs_only     (const char       *path);

/* From now on files can only be read. */
void  way_test_vfs_set_read_only (gboolean     set);

/* The disk has room for so many bytes more; -1: for as many as there are. */
void  way_test_vfs_set_room (goffset           bytes);
goffset way_test_vfs_get_room (void);

/* Whether a call has failed since way_test_vfs_fail(). */
gboolean way_test_vfs_failed (void);

G_END_DECLS
