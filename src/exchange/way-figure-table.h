/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-bytes.h"
#include "way-db.h"

G_BEGIN_DECLS

/* A table of figures for a copy that may not count for itself: CSV with a heading
 * line, already cut to what may be told. */
typedef struct
{
  char   *name;              /* "2026/01/occupancy-by-setting" */
  char   *title;             /* for people */
  gint64  made;              /* milliseconds since 1970: the same for all that go together */
  GDate   cut_off;           /* nothing after it was counted */
  char   *description;       /* JSON: how columns are to be read; "" where names say all */
  char   *body;              /* CSV */
} WayFigureTable;

/* The name of that which school copies are sent: places and free places. */
#define WAY_FIGURE_TABLE_FREE_PLACES "free-places"

/* Texts are copied; description may be NULL. */
WayFigureTable *way_figure_table_new    (const char             *name,
                                         const char             *title,
                                         const GDate            *cut_off,
                                         const char             *description,
                                         const char             *body);
void            way_figure_table_free   (WayFigureTable         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFigureTable, way_figure_table_free)

GByteArray     *way_figure_table_pack   (const WayFigureTable   *self);

/* NULL where something is out of place. */
WayFigureTable *way_figure_table_unpack (gconstpointer           data,
                                         gsize                   size);

/* Those that this copy was sent last, by name.  Free with g_ptr_array_unref(). */
GPtrArray      *way_figure_tables_list  (WayDb                  *db,
                                         GError                **error);

/* A table takes the place of all that were made before it, whatever their names; one
 * made before what is here is passed over. */
gboolean        way_figure_tables_keep  (WayDb                  *db,
                                         const WayFigureTable   *table,
                                         const WayId            *device,
                                         GError                **error);

G_END_DECLS
