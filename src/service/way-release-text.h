/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-json.h"
#include "way-release.h"

G_BEGIN_DECLS

/* A table of a release as a file and its description, and back: CSV, and a
 * resource of a Frictionless data package with what is ours beside it.  Input is
 * hostile: bounded, and refused with what is wrong where. */

#define WAY_RELEASE_MOST_CELLS 200000

/* The rows.  Free with g_string_free(). */
GString         *way_release_table_to_csv  (const WayReleaseTable *self);

/* The resource object, indented by so many spaces.  bytes and sha256 are those
 * of the file. */
void             way_release_table_describe (const WayReleaseTable *self,
                                             gsize                  bytes,
                                             const char            *sha256,
                                             GString               *out);

/* The same of a file that is the rows as they are above.  Free with g_free(). */
char            *way_release_table_resource (const WayReleaseTable *self,
                                             const GString         *csv);

/* Reads a table back: the columns and dimensions by the resource, categories as
 * the rows have them.  Counts are not known, figures are.  NULL with
 * WAY_SERVICE_ERROR_INVALID or WAY_FORMATS_ERROR. */
WayReleaseTable *way_release_table_read    (const WayJson         *resource,
                                            GBytes                *csv,
                                            GError               **error);

G_END_DECLS
