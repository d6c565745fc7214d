/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-disclosure.h"

G_BEGIN_DECLS

/* A table of a statistics release: rows by period and category, columns of
 * counts and of what is made of them.  Plain data.  Titles are msgids; what goes
 * into a release is English, whoever makes it, so that it can be read back. */

typedef enum
{
  WAY_RELEASE_COUNT,         /* of children or events: protected */
  WAY_RELEASE_OPEN,          /* of things that everybody may know: places */
  WAY_RELEASE_LESS,          /* the first column less the second, at least 0 */
  WAY_RELEASE_RATE,          /* the first by hundred of the second, to a tenth */
  WAY_RELEASE_SHARE,         /* by hundred of the total along the last dimension, to a tenth */
} WayReleaseKind;

typedef struct
{
  char           *name;      /* heading; of counts also the measure: one name, one thing */
  char           *title;
  WayReleaseKind  kind;
  guint           of[2];     /* columns that it is made of; of a share only the first */
  gboolean        is_sensitive;
  gint32         *counts;    /* true ones, period after period; NULL where it was read */
  WayFigure      *figures;   /* protected; the same order */
} WayReleaseColumn;

typedef struct
{
  char      *name;
  char      *title;
  GPtrArray *codes;          /* char *: as it stands in files, without the total */
  GPtrArray *labels;         /* char *: as people read it */
  gboolean   is_loose;       /* a child may be in several */
  gboolean   is_sensitive;
  gboolean   is_provider;
} WayReleaseDimension;

typedef struct
{
  char                   *name;          /* of the file, without its ending */
  char                   *title;
  char                   *note;          /* what is counted, in words */
  char                   *period_name;   /* heading: "census_date", "school_year" */
  char                   *period_title;
  GPtrArray              *periods;       /* char * */
  GArray                 *dimensions;    /* WayReleaseDimension */
  GArray                 *columns;       /* WayReleaseColumn */
  WayDisclosureDimension *shape;         /* of way_release_table_shape() */
} WayReleaseTable;

/* What stands for the total of a dimension. */
#define WAY_RELEASE_TOTAL "Total"

/* All texts are copied. */
WayReleaseTable     *way_release_table_new           (const char             *name,
                                                      const char             *title,
                                                      const char             *note,
                                                      const char             *period_name,
                                                      const char             *period_title);
void                 way_release_table_free          (WayReleaseTable        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReleaseTable, way_release_table_free)

/* Adds a dimension without categories; valid until the next. */
WayReleaseDimension *way_release_table_add_dimension (WayReleaseTable        *self,
                                                      const char             *name,
                                                      const char             *title);

/* The number of a category, added where it is not there. */
guint                way_release_dimension_category  (WayReleaseDimension    *self,
                                                      const char             *code,
                                                      const char             *label);

/* Adds a column without figures; valid until the next.  Periods and dimensions
 * come first. */
WayReleaseColumn    *way_release_table_add_column    (WayReleaseTable        *self,
                                                      const char             *name,
                                                      const char             *title,
                                                      WayReleaseKind          kind);

/* Gives a column room for counts, all 0 (or for figures of what was read, all
 * unavailable). */
void                 way_release_table_make_counts   (const WayReleaseTable  *self,
                                                      WayReleaseColumn       *column);
void                 way_release_table_make_figures  (const WayReleaseTable  *self,
                                                      WayReleaseColumn       *column);

/* Cells of one period. */
guint                way_release_table_n_cells       (const WayReleaseTable  *self);

/* The cell of categories, one a dimension; the number of its codes is the
 * total. */
guint                way_release_table_cell          (const WayReleaseTable  *self,
                                                      const guint            *categories);

/* Adds 1 to the cell and to every total that it is part of. */
void                 way_release_table_count         (const WayReleaseTable  *self,
                                                      WayReleaseColumn       *column,
                                                      guint                   period,
                                                      const guint            *categories);

/* The category of a cell along a dimension; the number of its codes is the
 * total.  Its code or label is lent. */
guint                way_release_table_category      (const WayReleaseTable  *self,
                                                      guint                   cell,
                                                      guint                   dimension);
const char          *way_release_table_code          (const WayReleaseTable  *self,
                                                      guint                   cell,
                                                      guint                   dimension);
const char          *way_release_table_label         (const WayReleaseTable  *self,
                                                      guint                   cell,
                                                      guint                   dimension);

/* A count column in a period, for disclosure control; lent by the table, good
 * until it changes. */
void                 way_release_table_shape         (const WayReleaseTable  *self,
                                                      guint                   column,
                                                      guint                   period,
                                                      WayDisclosureShape     *shape);

/* Whether its figures have a tenth. */
gboolean             way_release_kind_has_tenths     (WayReleaseKind          kind);

/* Whether it is made of others; where the two parts of such a figure stand (two
 * columns, and two figures in them). */
gboolean             way_release_kind_is_made        (WayReleaseKind          kind);
void                 way_release_parts               (const WayReleaseTable  *self,
                                                      const WayReleaseColumn *column,
                                                      guint                   at,
                                                      guint                   columns[2],
                                                      guint                   places[2]);

/* The column of that name; NULL where there is none. */
WayReleaseColumn    *way_release_table_find          (const WayReleaseTable  *self,
                                                      const char             *name);

/* A figure as it stands in files: "120", "67.3", "c".  Free with g_free(). */
char                *way_release_figure_text         (const WayReleaseColumn *column,
                                                      const WayFigure        *figure);

G_END_DECLS
