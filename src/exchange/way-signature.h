/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the signature (64 bytes) of the holder of the public key (32 bytes) stands
 * for the message.  What held once holds always: rosters and words that come again
 * with every file are checked once in the life of the program. */
gboolean way_signature_holds (const guint8  *signature,
                              gconstpointer  message,
                              gsize          size,
                              const guint8  *key);

G_END_DECLS
