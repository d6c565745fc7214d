/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-roster.h"

G_BEGIN_DECLS

/* Signed words about edits.  An author signs where its chain stands in each bundle
 * that it writes, and so stands for every edit up to there; an office signs for an
 * edit that it accepted out of quarantine.  Copies pass them on. */

typedef enum
{
  WAY_WORD_HEAD     = 1,
  WAY_WORD_ACCEPTED = 2,
} WayWordKind;

typedef struct
{
  guint   kind;
  WayId   replica;
  guint64 number;
  guint8  chain[WAY_HASH_SIZE];
  WayId   device;            /* who says it */
  guint64 roster;            /* the number that it went by */
  guint8  signature[WAY_BUNDLE_SIGNATURE_SIZE];
} WayWord;

/* Signs where the chains stand that this file writes, or wrote in an earlier life;
 * with `all`, every chain that no device has signed: whoever begins a roster stands
 * for what was there before it. */
gboolean way_words_sign_heads  (WayDb            *db,
                                const WayDevice  *device,
                                guint64           roster,
                                gboolean          all,
                                GError          **error);

/* Signs for one edit. */
gboolean way_words_accept      (WayDb            *db,
                                const WayDevice  *device,
                                guint64           roster,
                                const WayId      *replica,
                                guint64           number,
                                const guint8      chain[WAY_HASH_SIZE],
                                GError          **error);

/* An office's: where an edit waits in quarantine its author's head does not reach
 * those before it in another copy, which does not get it; so this copy signs for
 * those that it took in. */
gboolean way_words_vouch       (WayDb            *db,
                                const WayDevice  *device,
                                guint64           roster,
                                GError          **error);

/* The newest head of each chain, all of one that is broken by quarantine, and all
 * that was accepted, as a section. */
GByteArray *way_words_pack     (WayDb            *db,
                                GError          **error);

/* And back: of WayWord.  NULL where something is out of place. */
GArray  *way_words_unpack      (gconstpointer     data,
                                gsize             size);

/* Whether the roster's device of that id signed it: an office's word on what it
 * accepted, anybody's on its own chain. */
gboolean way_word_is_signed    (const WayWord    *self,
                                const WayRoster  *roster);

gboolean way_words_keep        (WayDb            *db,
                                const WayWord    *word,
                                GError          **error);

/* Those that are known of a chain, the greatest number first: of WayWord. */
GArray  *way_words_of          (WayDb            *db,
                                const WayId      *replica,
                                GError          **error);

/* The device that a replica belongs to; none where nobody said. */
gboolean way_life_read         (WayDb            *db,
                                const WayId      *replica,
                                WayId            *device,
                                GError          **error);
gboolean way_life_keep         (WayDb            *db,
                                const WayId      *replica,
                                const WayId      *device,
                                GError          **error);

G_END_DECLS
