/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-memory.h"

#include <sys/mman.h>

#define LARGE_PAGE ((gsize) 2 << 20)

void
way_memory_expect (gpointer block,
                   gsize    size)
{
#ifdef MADV_HUGEPAGE
  gsize skip = -(gsize) block & (LARGE_PAGE - 1);

  /* A system that cannot do it says so, which changes nothing. */
  if (size >= skip + LARGE_PAGE)
    (void) madvise ((guint8 *) block + skip, (size - skip) & ~(LARGE_PAGE - 1), MADV_HUGEPAGE);
#endif
}
