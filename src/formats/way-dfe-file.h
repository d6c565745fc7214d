/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-csv.h"
#include "way-date.h"

G_BEGIN_DECLS

/* Files of the DfE's explore education statistics, as they come: a column for
 * time and geography each, some that part the figures ("filters") and some of
 * figures ("indicators"), told apart by what stands in them. */
typedef struct _WayDfeFile WayDfeFile;

typedef enum
{
  WAY_DFE_NATIONAL,
  WAY_DFE_REGIONAL,
  WAY_DFE_LA,
  WAY_DFE_OTHER,               /* schools, districts, …: passed over */
} WayDfeLevel;

/* Reads headings and looks at the columns once.  WAY_FORMATS_ERROR_KIND where it
 * is no such file. */
WayDfeFile        *way_dfe_file_new      (GBytes            *bytes,
                                          GError           **error);
void               way_dfe_file_free     (WayDfeFile        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDfeFile, way_dfe_file_free)

const WayCsvReader *way_dfe_file_table   (const WayDfeFile  *self);

/* The headings of the figures, ended by NULL: every value of their columns is a
 * number or a sign. */
const char *const *way_dfe_file_figures  (const WayDfeFile  *self);

/* A row; texts live until the next. */
typedef struct
{
  WayDfeLevel  level;
  const char  *region;         /* GSS code; NULL: none */
  const char  *la;             /* three-digit number; NULL: none */
  GDate        from;           /* the period */
  GDate        to;
  const char  *part;           /* "setting_type: Total"; NULL where nothing parts it */
  gboolean     is_total;       /* every part is a total */
  const char  *reason;         /* why the row cannot be taken; NULL: it can */
} WayDfeRow;

WayCsvStep         way_dfe_file_next     (WayDfeFile        *self,
                                          WayDfeRow         *row,
                                          GError           **error);

/* The value of the row under a figure's heading: a decimal number without
 * thousands, or one of c, x, z, low, u. */
char              *way_dfe_file_dup_value (const WayDfeFile *self,
                                           const char       *figure);

/* What a period is, by its time_period ("202223", "2022") and time_identifier
 * ("Academic year", "Calendar year", "Financial year", "February", "Autumn
 * term", …).  FALSE where it cannot be told. */
gboolean           way_dfe_period         (const char       *period,
                                           const char       *identifier,
                                           GDate            *from,
                                           GDate            *to);

G_END_DECLS
