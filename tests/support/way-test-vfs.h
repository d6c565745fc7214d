/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails when it is told to.  It stands before SQLite's own way to
 * files and counts what goes through: reads, writes, syncs, truncations, locks
 * and file sizes.  One thread only. */

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

/* Nothing fails any more; gives the number of calls since the last time. */
guint way_test_vfs_heal     (void);

/* Whether a call has failed since way_test_vfs_fail(). */
gboolean way_test_vfs_failed (void);

G_END_DECLS
