/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-calendar-file.h"

G_BEGIN_DECLS

/* A table with the headings `from` and `kind`, and where it has them `to` (else
 * each row is one day) and `name`.  Kinds are codes of calendar_kind in any
 * capitals.  As way_calendar_file_read(). */
GPtrArray *way_calendar_csv_read (GBytes  *bytes,
                                  GError **error);

G_END_DECLS
