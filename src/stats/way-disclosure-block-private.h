/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-disclosure.h"

G_BEGIN_DECLS

/* All cells of one measure and period, whichever table they stand in, with the
 * sums between them. */
typedef struct
{
  char       *measure;
  char       *period;
  GHashTable *by_key;      /* char * -> index + 1 */
  GPtrArray  *keys;        /* char *, by cell */
  GArray     *levels;      /* guint, by cell: of how many dimensions it is a total */
  GArray     *sums;        /* WaySum */
  GArray     *parts;       /* guint */
} WayBlock;

WayBlock *way_block_new     (const WayDisclosureShape *shape);
void      way_block_free    (WayBlock                 *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBlock, way_block_free)

/* Whether the table belongs here. */
gboolean  way_block_holds   (const WayBlock           *self,
                             const WayDisclosureShape *shape);

/* Adds a table's cells; gives the number in the block of each.  Free with
 * g_free(). */
guint    *way_block_add     (WayBlock                 *self,
                             const WayDisclosureShape *shape);

/* Adds the sums of a table that was added; a sum of which a member is_missing
 * is left out. */
void      way_block_add_sums (WayBlock                 *self,
                              const WayDisclosureShape *shape,
                              const guint              *cells,
                              const guint8             *is_missing);

WaySums   way_block_sums    (const WayBlock           *self);

/* A cell in words for a message. */
char     *way_block_words   (const WayBlock           *self,
                             guint                     cell);

/* The block of a shape in an array of them, made where there is none. */
WayBlock *way_blocks_find   (GPtrArray                *blocks,
                             const WayDisclosureShape *shape,
                             guint                    *index);

G_END_DECLS
