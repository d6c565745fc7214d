/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a whole file is refused.  The message names line and column or heading;
 * the caller puts the file's name before it.  What is wrong with one row only
 * is no error: the row comes back with its reason. */
#define WAY_FORMATS_ERROR (way_formats_error_quark ())
GQuark way_formats_error_quark (void);

typedef enum
{
  WAY_FORMATS_ERROR_ENCODING,   /* no text, or in no encoding that we read */
  WAY_FORMATS_ERROR_SYNTAX,     /* text, but not of the format: or cut off */
  WAY_FORMATS_ERROR_KIND,       /* of the format, but of another kind: a heading is missing */
  WAY_FORMATS_ERROR_TOO_LARGE,  /* past a bound on bytes, rows, columns or depth */
} WayFormatsError;

G_END_DECLS
