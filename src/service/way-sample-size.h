/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sampler.h"

G_BEGIN_DECLS

/* Authorities of a given size, for measuring (design, section 11).  Where the
 * other samples meet published counts day by day, these meet totals. */
typedef struct
{
  const char *name;            /* of the authority in the file */
  guint       authorities;
  guint       provisions;
  guint       pupils;          /* over ten years, as the two below */
  guint       placements;
  guint       referrals;
  guint       years;           /* of life */
  gboolean    lean;            /* only what measuring needs */
  gboolean    last_year;       /* attendance of the last year only */
} WaySampleSize;

/* The size of a name ("la", "region", "nation"), or NULL. */
const WaySampleSize *way_sample_size_find  (const char           *name);

/* Writes one, ending today of the sampler.  WAY_STORE_ERROR,
 * G_IO_ERROR_CANCELLED. */
gboolean             way_sample_size_write (const WaySampleSize  *size,
                                            WaySampler           *sampler,
                                            GError              **error);

G_END_DECLS
