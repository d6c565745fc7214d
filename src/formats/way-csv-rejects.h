/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-csv.h"

G_BEGIN_DECLS

/* Refused rows, handed back in the shape in which they came, with one more
 * column that says why: to be put right and given again. */
typedef struct _WayCsvRejects WayCsvRejects;

/* heading names the column of reasons.  Where the table has it already, being
 * itself rows that were handed back, its column is used again. */
WayCsvRejects *way_csv_rejects_new   (const WayCsvReader  *table,
                                      const char          *heading);
void           way_csv_rejects_free  (WayCsvRejects       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCsvRejects, way_csv_rejects_free)

/* Adds the row that the reader stands on. */
void           way_csv_rejects_add   (WayCsvRejects       *self,
                                      const WayCsvReader  *table,
                                      const char          *reason);

/* The table so far; NULL where no row was added. */
GBytes        *way_csv_rejects_bytes (const WayCsvRejects *self);

G_END_DECLS
