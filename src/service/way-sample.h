/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-db.h"
#include "way-progress.h"

G_BEGIN_DECLS

/* Sample authorities: made-up lives written into an empty file.  The same name
 * and options give the same rows with the same ids, on every machine.
 * data/samples/README.md says what of them was published and what is made up. */

typedef struct
{
  guint64 seed;     /* another seed, another life of the same figures; 0: the sample's own */
  guint   years;    /* how many years back; 0: the sample's own.  Sizes only (1 to 10) */
  GDate   today;    /* the day that the life surrounds: must be set for `demo` */
} WaySampleOptions;

/* The names, in the order in which people are offered them; ends with NULL. */
const char *const *way_sample_names (void);

/* What a sample is called, and one line on what it is (msgids); NULL where
 * there is none by that name. */
const char        *way_sample_title (const char              *name);
const char        *way_sample_summary (const char            *name);

/* Whether a sample is only of a size, for measuring: nothing to look at. */
gboolean           way_sample_is_size (const char            *name);

/* Fills an empty file in one edit, so that a cancel or a fault leaves nothing
 * behind.  options may be NULL but for `demo`.  WAY_SERVICE_ERROR (no such
 * sample, not an empty file, options out of range), WAY_STORE_ERROR,
 * G_IO_ERROR_CANCELLED. */
gboolean           way_sample_write (WayDb                   *db,
                                     const char              *name,
                                     const WaySampleOptions  *options,
                                     WayProgressFunc          progress,
                                     gpointer                 data,
                                     GCancellable            *cancellable,
                                     GError                 **error);

G_END_DECLS
