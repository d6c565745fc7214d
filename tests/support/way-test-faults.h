/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-test-disk.h"
#include "way-test-memory.h"
#include "way-test-vfs.h"

/* How what a test does may fail: at the n-th call of the disk or request for memory, for
 * want of room after n pages, or because the power goes. */

typedef struct
{
  const char *name;
  guint       n_ways;
  gboolean    sparse;                         /* by default each way fails at n of its own */
  void      (*arm)    (guint n, guint way);   /* n of 0: never */
  guint     (*count)  (void);                 /* how often there was anything to fail */
  guint     (*disarm) (void);                 /* the same, and nothing fails any more */
} WayTestFaults;

static inline void
way_test_arm_disk (guint n,
                   guint way)
{
  way_test_vfs_fail (n, (WayTestVfsFault) way);
}

/* What cannot be asked of the disk when the power has gone fails too, until the
 * program has ended. */
static inline void
way_test_arm_power (guint n,
                    guint way)
{
  way_test_vfs_fail (n, WAY_TEST_VFS_FOR_EVER);
}

static inline void
way_test_arm_memory (guint n,
                     guint way)
{
  way_test_memory_fail (n, way != 0);
}

#define WAY_TEST_PAGE 4096
#define WAY_TEST_ROOMY (G_GINT64_CONSTANT (1) << 30)

static inline void
way_test_arm_room (guint n,
                   guint way)
{
  way_test_vfs_set_room (n > 0 ? (n - 1) * WAY_TEST_PAGE : WAY_TEST_ROOMY);
}

static inline guint
way_test_count_room (void)
{
  return (guint) ((WAY_TEST_ROOMY - way_test_vfs_get_room ()) / WAY_TEST_PAGE) + 1;
}

static inline guint
way_test_disarm_room (void)
{
  guint n = way_test_count_room ();

  way_test_vfs_set_room (-1);
  return n;
}

static const WayTestFaults way_test_disk = {
  "disk", WAY_TEST_VFS_TORN + 1, FALSE, way_test_arm_disk, way_test_vfs_count, way_test_vfs_heal
};
static const WayTestFaults way_test_memory = {
  "memory", 2, TRUE, way_test_arm_memory, way_test_memory_count, way_test_memory_heal
};
static const WayTestFaults way_test_room = {
  "room", 1, FALSE, way_test_arm_room, way_test_count_room, way_test_disarm_room
};
static const WayTestFaults way_test_power = {
  "power", WAY_TEST_N_LOSSES, FALSE, way_test_arm_power, way_test_vfs_count, way_test_vfs_heal
};
