/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bounds of a photograph that somebody gives. */
typedef struct
{
  guint pixels;       /* of the longer side, to which it is shrunk */
  guint megapixels;   /* more is refused before it is decoded */
  guint quality;      /* of the JPEG that comes out, 1 to 100 */
} WayPhotographBounds;

/* A JPEG or PNG becomes a JPEG no larger than the bounds, turned as it was held,
 * and without what a camera adds (place, time, device).  WAY_FORMATS_ERROR. */
GBytes *way_photograph_shrink (GBytes                     *bytes,
                               const WayPhotographBounds  *bounds,
                               GError                    **error);

G_END_DECLS
