/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-exchange-error.h"
#include "way-progress.h"

G_BEGIN_DECLS

/* Bytes sealed for named devices and for nobody else: the outer form of a
 * bundle.  data/bundle-format.md says every byte of it.
 *
 *   magic, version, form | places, stanzas | keyed hash of these
 *   secretstream header | chunks of 64 KiB, the last one tagged so
 *
 * A stanza is a sealed box with the file's key; stanzas of nobody fill up the
 * places, so that the header tells neither who nor how many may read it.  What is
 * inside says its length, and is filled with zeros to one of few sizes. */

#define WAY_SEAL_KEY_SIZE 32
#define WAY_SEAL_MOST_DEVICES 248

/* Whether the bytes begin as a sealed file does.  Nothing is checked. */
gboolean way_seal_is_sealed (GBytes            *bytes);

/* The whole sealed file in memory; keys are the devices' public box keys. */
GBytes  *way_seal_close     (gconstpointer      content,
                             gsize              size,
                             const guint8     (*keys)[WAY_SEAL_KEY_SIZE],
                             guint              n_keys,
                             WayProgressFunc    progress,
                             gpointer           data,
                             GCancellable      *cancellable,
                             GError           **error);

/* What was sealed, checked to its end; NULL on any fault, WAY_EXCHANGE_ERROR:
 * NOT_FOR_US where no stanza opens with the key.  `name` stands in messages. */
GBytes  *way_seal_open      (GBytes            *sealed,
                             const char        *name,
                             const guint8       public[WAY_SEAL_KEY_SIZE],
                             const guint8       secret[WAY_SEAL_KEY_SIZE],
                             GError           **error);

/* How many bytes stand inside for a content of so many: one of few sizes. */
gsize    way_seal_padded    (gsize              size);

G_END_DECLS
