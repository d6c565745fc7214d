/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pages of a bundle in the zlib format (RFC 1950), each by itself.  Any thread. */

/* The page packed; the caller owns it. */
GByteArray *way_deflate (const GByteArray *page);

/* The page unpacked, which is as large as it is said to be; NULL where it is not, or
 * where what is there is not zlib's.  No more than size is ever written. */
GByteArray *way_inflate (const guint8     *packed,
                         gsize             packed_size,
                         gsize             size);

G_END_DECLS
