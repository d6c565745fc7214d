/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* The bytes of attachments, each once, by the SHA-256 of it.  As drafts they are
 * this copy's own, part of no edit and not exchanged; the record that names them
 * (WayAttachment) is.  So a copy can know of a paper that it does not hold. */

/* Keeps the bytes and gives their digest, 64 hexadecimal digits; NULL on
 * WAY_STORE_ERROR.  Bytes that are kept already are no error.  Free with
 * g_free(). */
char     *way_bodies_put (WayDb       *db,
                          GBytes      *bytes,
                          GError     **error);

/* NULL with no error where this copy does not hold them; WAY_STORE_ERROR_DAMAGED
 * where they are not those of the digest any more. */
GBytes   *way_bodies_get (WayDb       *db,
                          const char  *digest,
                          GError     **error);

/* Drops the bytes, unless an attachment or a draft names them still. */
gboolean  way_bodies_drop (WayDb       *db,
                           const char  *digest,
                           GError     **error);

G_END_DECLS
