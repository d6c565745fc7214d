/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-formats-error.h"

G_BEGIN_DECLS

/* Files of text as people's programs write them. */
typedef enum
{
  WAY_ENCODING_UTF_8,
  WAY_ENCODING_UTF_16,   /* with its byte order mark, as spreadsheets save "Unicode text" */
  WAY_ENCODING_CP1252,   /* Western European Windows; taken where the bytes are no UTF-8 */
} WayEncoding;

/* The text as UTF-8 without byte order mark; the same bytes, not copied, where
 * they are that already.  Refuses, naming the line: bytes that are no text in
 * any of the encodings, and nul characters, so that a spreadsheet, a picture or
 * a database is not read as if it were text.  encoding may be NULL.
 * WAY_FORMATS_ERROR_ENCODING. */
GBytes     *way_unicode_read       (GBytes       *bytes,
                                    WayEncoding  *encoding,
                                    GError      **error);

/* What people call it: "UTF-8", "Windows-1252". */
const char *way_encoding_to_string (WayEncoding   encoding);

G_END_DECLS
