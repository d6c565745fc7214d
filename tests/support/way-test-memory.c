/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-memory.h"

#include <sqlite3.h>

static sqlite3_mem_methods below;
static guint requests;
static guint fail_at;        /* 0: never */
static gboolean for_ever;

void
way_test_memory_fail (guint    n,
                      gboolean all)
{
  requests = 0;
  fail_at = n;
  for_ever = all;
}

guint
way_test_memory_count (void)
{
  return requests;
}

guint
way_test_memory_heal (void)
{
  guint n = requests;

  requests = 0;
  fail_at = 0;
  return n;
}

static gboolean
strikes (void)
{
  requests++;
  return fail_at != 0 && (requests == fail_at || (requests > fail_at && for_ever));
}

static void *
allocate (int size)
{
  return strikes () ? NULL : below.xMalloc (size);
}

static void *
reallocate (void *memory,
            int   size)
{
  return strikes () ? NULL : below.xRealloc (memory, size);
}

void
way_test_memory_register (void)
{
  sqlite3_mem_methods own;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &below), ==, SQLITE_OK);
  own = below;
  own.xMalloc = allocate;
  own.xRealloc = reallocate;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &own), ==, SQLITE_OK);
}
