/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-area.h"
#include "way-csv-rejects.h"
#include "way-directory.h"

G_BEGIN_DECLS

/* The extract of establishments that Get Information About Schools hands out:
 * one table, found by heading in whatever order and number of columns. */
typedef struct _WayGiasReader WayGiasReader;

/* WAY_FORMATS_ERROR_KIND where a heading is missing without which an
 * establishment cannot be told. */
WayGiasReader      *way_gias_reader_new   (GBytes               *bytes,
                                           GError              **error);
void                way_gias_reader_free  (WayGiasReader        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayGiasReader, way_gias_reader_free)

/* The table below: its headings, encoding, and the row as it stands. */
const WayCsvReader *way_gias_reader_table (const WayGiasReader  *self);

typedef struct
{
  WayEstablishment *establishment;  /* without id and district; NULL where the row is left */
  WayDistrict      *district;       /* its district by GSS code, without id; or NULL */
  char             *reason;         /* why the row is left */
  GPtrArray        *left_out;       /* of char *: values that could not stand; never NULL */
} WayGiasRow;

void                way_gias_row_clear    (WayGiasRow           *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayGiasRow, way_gias_row_clear)

/* The next row.  One that lies outside England is left, saying so; so is one
 * without a right URN, name, type, status or authority.  Any other value that
 * cannot stand (a web address that is none) is left out and named, since a
 * school must not be missing for a slip in its telephone number. */
WayCsvStep          way_gias_reader_next  (WayGiasReader        *self,
                                           WayGiasRow           *row,
                                           GError              **error);

/* Lays what the register says over what is there.  What it leaves empty stays,
 * also where it says in a code that it does not know ("not applicable").  The
 * kind of setting is the authority's own to choose: the register sets it only
 * where it turns a school into one of alternative provision. */
void                way_gias_merge        (WayEstablishment       *into,
                                           const WayEstablishment *from);

G_END_DECLS
