/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* What copies write beside the edits of people: conflicts settled by rule, a look at a
 * watched folder, rows that are dropped, fields that go.  Each begins with the file of a
 * copy and a bundle in the same folder, which is the one that is watched. */

typedef struct
{
  const char *name;
  gboolean    in_steps;  /* what was done before a fault stays, and the next time does the rest */
  void      (*make) (const char  *path,
                     const char  *bundle);
  gboolean  (*act)  (WayDb       *db,
                     const char  *bundle,
                     GError     **error);
} WayTestWriter;

#define WAY_TEST_N_WRITERS 4
extern const WayTestWriter way_test_writers[WAY_TEST_N_WRITERS];

G_END_DECLS
