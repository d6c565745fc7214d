/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a disk has of some files: what was synced, and, apart from it, all that
 * was written since and is lost, in part or whole, when the power goes.  The
 * files themselves have everything, until way_test_disk_lose(). */

typedef enum
{
  WAY_TEST_LOSS_DROPPED,     /* nothing that was not synced is there */
  WAY_TEST_LOSS_TORN,        /* what was written first is, the last of it by some sectors */
  WAY_TEST_LOSS_SHUFFLED,    /* some sectors are, of whichever write, in any order */
  WAY_TEST_N_LOSSES
} WayTestLoss;

/* From now on files are watched; what they hold then is taken as synced. */
void way_test_disk_watch    (void);

/* What goes through to a file, or made it.  A sync makes sure of its name too;
 * fsync() and rename() of the program itself are seen without being told. */
void way_test_disk_open     (const char    *path,
                             gboolean       there);
void way_test_disk_write    (const char    *path,
                             gconstpointer  data,
                             gsize          size,
                             goffset        at);
void way_test_disk_truncate (const char    *path,
                             gsize          size);
void way_test_disk_sync     (const char    *path);
void way_test_disk_delete   (const char    *path,
                             gboolean       synced);

/* The power goes: each file becomes what the disk has of it, and nothing is
 * watched any more.  By the seed alone it is told what is there. */
void way_test_disk_lose     (WayTestLoss    loss,
                             guint32        seed);

G_END_DECLS
