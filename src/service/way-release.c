/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a statistics release. */

#include "way-release.h"

/* --- Made and ended --- */

static void
clear_dimension (gpointer data)
{
  WayReleaseDimension *self = data;

  g_free (self->name);
  g_free (self->title);
  g_ptr_array_unref (self->codes);
  g_ptr_array_unref (self->labels);
}

static void
clear_column (gpointer data)
{
  WayReleaseColumn *self = data;

  g_free (self->name);
  g_free (self->title);
  g_free (self->counts);
  g_free (self->figures);
}

WayReleaseTable *
way_release_table_new (const char *name,
                       const char *title,
                       const char *note,
                       const char *period_name,
                       const char *period_title)
{
  WayReleaseTable *self = g_new0 (WayReleaseTable, 1);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->note = g_strdup (note);
  self->period_name = g_strdup (period_name);
  self->period_title = g_strdup (period_title);
  self->periods = g_ptr_array_new_with_free_func (g_free);
  self->dimensions = g_array_new (FALSE, TRUE, sizeof (WayReleaseDimension));
  g_array_set_clear_func (self->dimensions, clear_dimension);
  self->columns = g_array_new (FALSE, TRUE, sizeof (WayReleaseColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->shape = g_new0 (WayDisclosureDimension, WAY_DISCLOSURE_MOST_DIMENSIONS);
  return self;
}

void
way_release_table_free (WayReleaseTable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->note);
  g_free (self->period_name);
  g_free (self->period_title);
  g_ptr_array_unref (self->periods);
  g_array_unref (self->dimensions);
  g_array_unref (self->columns);
  g_free (self->shape);
  g_free (self);
}

WayReleaseDimension *
way_release_table_add_dimension (WayReleaseTable *self,
                                 const char      *name,
                                 const char      *title)
{
  WayReleaseDimension dimension = {
    .name = g_strdup (name), .title = g_strdup (title),
    .codes = g_ptr_array_new_with_free_func (g_free),
    .labels = g_ptr_array_new_with_free_func (g_free),
  };

  g_assert (self->dimensions->len < WAY_DISCLOSURE_MOST_DIMENSIONS);
  g_array_append_val (self->dimensions, dimension);
  return &g_array_index (self->dimensions, WayReleaseDimension, self->dimensions->len - 1);
}

guint
way_release_dimension_category (WayReleaseDimension *self,
                                const char          *code,
                                const char          *label)
{
  for (guint i = 0; i < self->codes->len; i++)
    if (g_str_equal (g_ptr_array_index (self->codes, i), code))
      return i;
  g_ptr_array_add (self->codes, g_strdup (code));
  g_ptr_array_add (self->labels, g_strdup (label));
  return self->codes->len - 1;
}

WayReleaseColumn *
way_release_table_add_column (WayReleaseTable *self,
                              const char      *name,
                              const char      *title,
                              WayReleaseKind   kind)
{
  WayReleaseColumn column = { .name = g_strdup (name), .title = g_strdup (title), .kind = kind };

  g_array_append_val (self->columns, column);
  return &g_array_index (self->columns, WayReleaseColumn, self->columns->len - 1);
}

void
way_release_table_make_counts (const WayReleaseTable *self,
                               WayReleaseColumn      *column)
{
  g_free (column->counts);
  column->counts = g_new0 (gint32, self->periods->len * way_release_table_n_cells (self) + 1);
}

void
way_release_table_make_figures (const WayReleaseTable *self,
                                WayReleaseColumn      *column)
{
  guint n = self->periods->len * way_release_table_n_cells (self);

  g_free (column->figures);
  column->figures = g_new0 (WayFigure, n + 1);
  for (guint i = 0; i < n; i++)
    column->figures[i].symbol = WAY_SYMBOL_UNAVAILABLE;
}

/* --- Cells --- */

static const WayReleaseDimension *
get_dimension (const WayReleaseTable *self,
               guint                  index)
{
  return &g_array_index (self->dimensions, WayReleaseDimension, index);
}

guint
way_release_table_n_cells (const WayReleaseTable *self)
{
  guint n = 1;

  for (guint i = 0; i < self->dimensions->len; i++)
    n *= get_dimension (self, i)->codes->len + 1;
  return n;
}

guint
way_release_table_cell (const WayReleaseTable *self,
                        const guint           *categories)
{
  guint cell = 0;

  for (guint i = 0; i < self->dimensions->len; i++)
    cell = cell * (get_dimension (self, i)->codes->len + 1) + categories[i];
  return cell;
}

void
way_release_table_count (const WayReleaseTable *self,
                         WayReleaseColumn      *column,
                         guint                  period,
                         const guint           *categories)
{
  gint32 *counts = column->counts + period * way_release_table_n_cells (self);
  guint at[WAY_DISCLOSURE_MOST_DIMENSIONS];

  /* Each dimension either as it is or as its total. */
  for (guint totals = 0; totals < 1u << self->dimensions->len; totals++)
    {
      for (guint i = 0; i < self->dimensions->len; i++)
        at[i] = totals >> i & 1 ? get_dimension (self, i)->codes->len : categories[i];
      counts[way_release_table_cell (self, at)]++;
    }
}

guint
way_release_table_category (const WayReleaseTable *self,
                            guint                  cell,
                            guint                  dimension)
{
  for (guint i = self->dimensions->len - 1; i > dimension; i--)
    cell /= get_dimension (self, i)->codes->len + 1;
  return cell % (get_dimension (self, dimension)->codes->len + 1);
}

static const char *
get_word (const WayReleaseTable *self,
          guint                  cell,
          guint                  dimension,
          const GPtrArray       *words)
{
  guint category = way_release_table_category (self, cell, dimension);

  return category < words->len ? g_ptr_array_index (words, category) : WAY_RELEASE_TOTAL;
}

const char *
way_release_table_code (const WayReleaseTable *self,
                        guint                  cell,
                        guint                  dimension)
{
  return get_word (self, cell, dimension, get_dimension (self, dimension)->codes);
}

const char *
way_release_table_label (const WayReleaseTable *self,
                         guint                  cell,
                         guint                  dimension)
{
  return get_word (self, cell, dimension, get_dimension (self, dimension)->labels);
}

void
way_release_table_shape (const WayReleaseTable *self,
                         guint                  column,
                         guint                  period,
                         WayDisclosureShape    *shape)
{
  for (guint i = 0; i < self->dimensions->len; i++)
    {
      const WayReleaseDimension *dimension = get_dimension (self, i);

      self->shape[i] = (WayDisclosureDimension) {
        .name = dimension->name,
        .codes = (const char *const *) dimension->codes->pdata,
        .n = dimension->codes->len,
        .has_total = TRUE,
        .is_loose = dimension->is_loose,
        .is_sensitive = dimension->is_sensitive,
      };
    }
  *shape = (WayDisclosureShape) {
    .measure = g_array_index (self->columns, WayReleaseColumn, column).name,
    .period = g_ptr_array_index (self->periods, period),
    .dimensions = self->shape,
    .n_dimensions = self->dimensions->len,
  };
}

gboolean
way_release_kind_has_tenths (WayReleaseKind kind)
{
  return kind == WAY_RELEASE_RATE || kind == WAY_RELEASE_SHARE;
}

gboolean
way_release_kind_is_made (WayReleaseKind kind)
{
  return kind == WAY_RELEASE_LESS || way_release_kind_has_tenths (kind);
}

void
way_release_parts (const WayReleaseTable   *self,
                   const WayReleaseColumn  *column,
                   guint                    at,
                   guint                    columns[2],
                   guint                    places[2])
{
  guint last = self->dimensions->len - 1;
  guint cell = at % way_release_table_n_cells (self);
  guint n = get_dimension (self, last)->codes->len;

  columns[0] = column->of[0];
  columns[1] = column->of[column->kind == WAY_RELEASE_SHARE ? 0 : 1];
  places[0] = places[1] = at;
  if (column->kind == WAY_RELEASE_SHARE)
    places[1] += n - way_release_table_category (self, cell, last);
}

WayReleaseColumn *
way_release_table_find (const WayReleaseTable *self,
                        const char            *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (g_array_index (self->columns, WayReleaseColumn, i).name, name))
      return &g_array_index (self->columns, WayReleaseColumn, i);
  return NULL;
}

char *
way_release_figure_text (const WayReleaseColumn *column,
                         const WayFigure        *figure)
{
  const char *symbol = way_symbol_text (figure->symbol);

  if (symbol != NULL)
    return g_strdup (symbol);
  if (way_release_kind_has_tenths (column->kind))
    return g_strdup_printf ("%d.%d", figure->value / 10, figure->value % 10);
  return g_strdup_printf ("%d", figure->value);
}
