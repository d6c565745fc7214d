/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables through a profile: what is hidden for what it is, what has to be hidden
 * with it (way-hide.c), what earlier releases said, and the figures that come
 * out. */

#include "way-disclosure-block-private.h"
#include "way-published.h"

#include <math.h>
#include <string.h>

#define NEAR 1e-6

/* The number of the release that is being made. */
#define THIS_RELEASE G_MAXUINT

/* A cell of a block, whichever tables have it. */
typedef struct
{
  gint32       count;
  gboolean     is_current;       /* a table of this release has it */
  gboolean     has_conflict;     /* another table counts it differently */
  gboolean     hides_none;
  gboolean     is_told;          /* an earlier release shows it */
  WayWhy       why;
} Cell;

typedef struct
{
  const WayDisclosureShape *shape;
  guint                     block;
  guint                    *cells;     /* numbers in the block */
  guint                     n_cells;
  gint32                   *counts;
  WayFigure                *figures;   /* after the run */
} Table;

/* A table of an earlier release. */
typedef struct
{
  WayPublishedTable  table;
  guint              block;
  guint             *cells;
  guint              n_cells;
  WayRange          *known;
} Earlier;

struct _WayDisclosure
{
  WayDisclosureProfile  profile;
  GPtrArray            *blocks;  /* WayBlock */
  GPtrArray            *cells;   /* GArray of Cell, one a block */
  GPtrArray            *tables;  /* Table */
  GPtrArray            *earlier; /* Earlier */
};

/* --- Symbols --- */

static const char *const symbols[] = {
  [WAY_SYMBOL_NUMBER] = NULL,
  [WAY_SYMBOL_CONFIDENTIAL] = "c",
  [WAY_SYMBOL_UNAVAILABLE] = "x",
  [WAY_SYMBOL_NOT_APPLICABLE] = "z",
  [WAY_SYMBOL_LOW] = "low",
  [WAY_SYMBOL_UNRELIABLE] = "u",
};

const char *
way_symbol_text (WaySymbol self)
{
  return symbols[self];
}

gboolean
way_symbol_from_text (const char *text,
                      WaySymbol  *self)
{
  for (guint i = WAY_SYMBOL_CONFIDENTIAL; i < G_N_ELEMENTS (symbols); i++)
    if (strcmp (symbols[i], text) == 0)
      {
        *self = (WaySymbol) i;
        return TRUE;
      }
  return FALSE;
}

/* --- What is hidden for what it is --- */

static gboolean
is_small (const WayDisclosureProfile *profile,
          gint32                      count)
{
  return count > 0 && count <= profile->threshold;
}

/* Rule 8: the row of a provider that has few on roll. */
static gboolean
is_of_small_provider (const WayDisclosureProfile *profile,
                      const WayDisclosureShape   *shape,
                      guint                       cell)
{
  for (guint i = 0; i < shape->n_dimensions; i++)
    {
      const WayDisclosureDimension *dimension = &shape->dimensions[i];
      guint category = way_disclosure_category (shape, cell, i);

      if (dimension->on_roll != NULL && category < dimension->n &&
          dimension->on_roll[category] <= profile->most_at_provider)
        return profile->most_at_provider > 0;
    }
  return FALSE;
}

/* How far on the total of a cell's line along a dimension stands. */
static guint
find_line_total (const WayDisclosureShape *shape,
                 guint                     cell,
                 guint                     dimension)
{
  guint stride = 1;

  for (guint i = dimension + 1; i < shape->n_dimensions; i++)
    stride *= shape->dimensions[i].n + (shape->dimensions[i].has_total ? 1 : 0);
  return cell + stride * (shape->dimensions[dimension].n -
                          way_disclosure_category (shape, cell, dimension));
}

/* Rule 4: a small group of which everybody is of this sensitive category. */
static gboolean
is_whole_group (const WayDisclosureProfile *profile,
                const WayDisclosureShape   *shape,
                const gint32               *counts,
                guint                       cell)
{
  for (guint i = 0; i < shape->n_dimensions; i++)
    {
      const WayDisclosureDimension *dimension = &shape->dimensions[i];

      if (dimension->is_sensitive && dimension->has_total && counts[cell] > 0 &&
          way_disclosure_category (shape, cell, i) < dimension->n &&
          counts[cell] < profile->least_group &&
          counts[find_line_total (shape, cell, i)] == counts[cell])
        return TRUE;
    }
  return FALSE;
}

static WayWhy
find_why (const WayDisclosureProfile *profile,
          const WayDisclosureShape   *shape,
          const gint32               *counts,
          guint                       cell)
{
  if (is_small (profile, counts[cell]))
    return WAY_WHY_SMALL;
  if (is_of_small_provider (profile, shape, cell))
    return WAY_WHY_PROVIDER;
  if (is_whole_group (profile, shape, counts, cell))
    return WAY_WHY_GROUP;
  return WAY_WHY_NOT;
}

gboolean
way_disclosure_hides_none (const WayDisclosureShape *shape)
{
  for (guint i = 0; i < shape->n_dimensions; i++)
    if (shape->dimensions[i].is_sensitive || shape->dimensions[i].on_roll != NULL)
      return TRUE;
  return FALSE;
}

/* --- Tables in --- */

static void
table_free (Table *self)
{
  g_free (self->cells);
  g_free (self->counts);
  g_free (self->figures);
  g_free (self);
}

static void
earlier_free (Earlier *self)
{
  g_free (self->cells);
  g_free (self->known);
  g_free (self);
}

WayDisclosure *
way_disclosure_new (const WayDisclosureProfile *profile)
{
  WayDisclosure *self = g_new0 (WayDisclosure, 1);

  self->profile = *profile;
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) way_block_free);
  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  self->earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) earlier_free);
  return self;
}

void
way_disclosure_free (WayDisclosure *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->earlier);
  g_free (self);
}

/* The numbers of a table's cells in its block, and the block with room for
 * them. */
static guint *
add_to_block (WayDisclosure            *self,
              const WayDisclosureShape *shape,
              guint                    *block)
{
  WayBlock *it = way_blocks_find (self->blocks, shape, block);
  guint *numbers;
  GArray *cells;

  while (self->cells->len < self->blocks->len)
    g_ptr_array_add (self->cells, g_array_new (FALSE, TRUE, sizeof (Cell)));
  numbers = way_block_add (it, shape);
  cells = g_ptr_array_index (self->cells, *block);
  g_array_set_size (cells, it->keys->len);
  return numbers;
}

static void
take_count (Cell     *cell,
            gint32    count,
            WayWhy    why,
            gboolean  hides_none)
{
  cell->has_conflict |= cell->is_current && cell->count != count;
  cell->is_current = TRUE;
  cell->count = count;
  cell->hides_none |= hides_none;
  if (cell->why == WAY_WHY_NOT)
    cell->why = why;
}

guint
way_disclosure_add (WayDisclosure            *self,
                    const WayDisclosureShape *shape,
                    const gint32             *counts)
{
  Table *table = g_new0 (Table, 1);
  gboolean hides_none = way_disclosure_hides_none (shape);
  g_autofree guint8 *is_missing = NULL;
  GArray *cells;

  table->shape = shape;
  table->n_cells = way_disclosure_n_cells (shape);
  table->cells = add_to_block (self, shape, &table->block);
  table->counts = g_memdup2 (counts, table->n_cells * sizeof (gint32));
  is_missing = g_new0 (guint8, table->n_cells + 1);
  cells = g_ptr_array_index (self->cells, table->block);
  for (guint i = 0; i < table->n_cells; i++)
    {
      is_missing[i] = counts[i] == WAY_DISCLOSURE_MISSING;
      if (!is_missing[i])
        take_count (&g_array_index (cells, Cell, table->cells[i]), counts[i],
                    find_why (&self->profile, shape, counts, i), hides_none);
    }
  way_block_add_sums (g_ptr_array_index (self->blocks, table->block), shape, table->cells,
                      is_missing);
  g_ptr_array_add (self->tables, table);
  return self->tables->len - 1;
}

WayRange
way_disclosure_known (const WayFigure   *figure,
                      const WayHideRule *rule,
                      gboolean           hides_none)
{
  if (figure->symbol == WAY_SYMBOL_NUMBER)
    return way_hide_shown (figure->value, rule);
  if (figure->symbol == WAY_SYMBOL_CONFIDENTIAL)
    return way_hide_hidden (hides_none);
  return (WayRange) { 0, INFINITY };
}

void
way_disclosure_add_earlier (WayDisclosure           *self,
                            const WayPublishedTable *table)
{
  Earlier *earlier = g_new0 (Earlier, 1);
  gboolean hides_none = way_disclosure_hides_none (table->shape);
  GArray *cells;

  earlier->table = *table;
  earlier->n_cells = way_disclosure_n_cells (table->shape);
  earlier->cells = add_to_block (self, table->shape, &earlier->block);
  earlier->known = g_new (WayRange, earlier->n_cells + 1);
  cells = g_ptr_array_index (self->cells, earlier->block);
  for (guint i = 0; i < earlier->n_cells; i++)
    {
      earlier->known[i] = way_disclosure_known (&table->figures[i], &table->rule, hides_none);
      g_array_index (cells, Cell, earlier->cells[i]).is_told |=
        table->figures[i].symbol == WAY_SYMBOL_NUMBER;
    }
  g_ptr_array_add (self->earlier, earlier);
}

void
way_disclosure_hide_with (WayDisclosure           *self,
                          const WayPublishedTable *table)
{
  guint block;
  g_autofree guint *numbers = add_to_block (self, table->shape, &block);
  GArray *cells = g_ptr_array_index (self->cells, block);

  for (guint i = 0; i < way_disclosure_n_cells (table->shape); i++)
    {
      Cell *cell = &g_array_index (cells, Cell, numbers[i]);

      if (table->figures[i].symbol == WAY_SYMBOL_CONFIDENTIAL && cell->is_current &&
          !cell->is_told && cell->why == WAY_WHY_NOT && (cell->count > 0 || cell->hides_none))
        cell->why = WAY_WHY_OTHERS;
    }
}

/* --- What earlier releases said --- */

static gboolean
is_hidden (const Earlier *self,
           guint          cell)
{
  return self->table.figures[cell].symbol == WAY_SYMBOL_CONFIDENTIAL;
}

/* Whether the counts of today could be those that were published then: if so
 * they are, and what was said of them is known; if not, they were revised. */
static gboolean
fits (const WayDisclosure *self,
      const Earlier       *earlier)
{
  const GArray *cells = g_ptr_array_index (self->cells, earlier->block);

  for (guint i = 0; i < earlier->n_cells; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, earlier->cells[i]);

      if (cell->is_current && (cell->count < earlier->known[i].low ||
                               cell->count > earlier->known[i].high))
        return FALSE;
    }
  return TRUE;
}

/* Whether all tables of an earlier release that are of this block fit. */
static gboolean
fits_release (const WayDisclosure *self,
              guint                release,
              guint                block)
{
  for (guint i = 0; i < self->earlier->len; i++)
    {
      const Earlier *earlier = g_ptr_array_index (self->earlier, i);

      if (earlier->table.release == release && earlier->block == block && !fits (self, earlier))
        return FALSE;
    }
  return TRUE;
}

/* A cell that this release has not: what was hidden of it stays so. */
static void
take_foreign (WayHideCell    *cell,
              const Earlier  *earlier,
              guint           index,
              gint32          threshold)
{
  if (!earlier->table.is_target || !is_hidden (earlier, index))
    {
      cell->count = (gint32) earlier->known[index].low;
      return;
    }
  cell->state = WAY_CELL_PRIMARY;
  cell->count = threshold + 1;
  cell->hides_none = earlier->known[index].low < 1;
}

static void
join_earlier (const WayDisclosure *self,
              const Earlier       *earlier,
              WayHideCell         *hide)
{
  const GArray *cells = g_ptr_array_index (self->cells, earlier->block);
  g_autofree guint8 *is_missing = g_new0 (guint8, earlier->n_cells + 1);

  for (guint i = 0; i < earlier->n_cells; i++)
    {
      WayHideCell *cell = &hide[earlier->cells[i]];

      cell->known.low = MAX (cell->known.low, earlier->known[i].low);
      cell->known.high = MIN (cell->known.high, earlier->known[i].high);
      if (!g_array_index (cells, Cell, earlier->cells[i]).is_current)
        take_foreign (cell, earlier, i, self->profile.threshold);
    }
  way_block_add_sums (g_ptr_array_index (self->blocks, earlier->block), earlier->table.shape,
                      earlier->cells, is_missing);
}

static gboolean
join_all_earlier (const WayDisclosure *self,
                  guint                block,
                  WayHideCell         *hide)
{
  gboolean joined = FALSE;

  for (guint i = 0; i < self->earlier->len; i++)
    {
      const Earlier *earlier = g_ptr_array_index (self->earlier, i);

      if (earlier->block != block || !fits_release (self, earlier->table.release, block))
        continue;
      join_earlier (self, earlier, hide);
      joined = TRUE;
    }
  return joined;
}

/* --- The run --- */

static WayHideCell *
make_hide_cells (const WayDisclosure *self,
                 guint                block)
{
  const GArray *cells = g_ptr_array_index (self->cells, block);
  WayHideCell *hide = g_new0 (WayHideCell, cells->len + 1);
  const WayBlock *it = g_ptr_array_index (self->blocks, block);

  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);

      hide[i] = (WayHideCell) {
        .count = cell->count,
        .state = cell->why != WAY_WHY_NOT ? WAY_CELL_PRIMARY : WAY_CELL_SHOWN,
        .level = g_array_index (it->levels, guint, i),
        .hides_none = cell->hides_none,
        .is_fixed = !cell->is_current,
        .known = { 0, INFINITY },
      };
    }
  return hide;
}

/* Parts that add up are a sum, although they need not: nobody may count on a
 * child being in two of them. */
static void
tighten (const WaySums     *sums,
         WaySum            *list,
         const WayHideCell *hide)
{
  for (guint i = 0; i < sums->n_sums; i++)
    {
      gint64 excess = -(gint64) hide[list[i].total].count;

      for (guint j = 0; j < list[i].n_parts; j++)
        excess += hide[way_sums_member (sums, &list[i], j)].count;
      if (!way_sum_is_bound (&list[i]) && excess == 0)
        list[i].is_loose = FALSE;
    }
}

static WayHideResult
hide_block (WayDisclosure *self,
            guint          block,
            WayHideCell   *hide,
            guint         *exposed)
{
  WayBlock *it = g_ptr_array_index (self->blocks, block);
  WayHideRule rule = way_disclosure_rule (&self->profile);
  WaySums sums = way_block_sums (it);

  if (!self->profile.has_secondary)
    return WAY_HIDE_DONE;
  tighten (&sums, (WaySum *) (void *) it->sums->data, hide);
  return way_hide (&sums, hide, &rule, exposed);
}

/* With what earlier releases said; without it where that cannot be true of the
 * same counts. */
static WayHideResult
protect_block (WayDisclosure *self,
               guint          block,
               WayHideCell  **hide,
               guint         *exposed)
{
  WayBlock *it = g_ptr_array_index (self->blocks, block);
  guint n_sums = it->sums->len;
  guint n_parts = it->parts->len;
  gboolean joined = join_all_earlier (self, block, *hide);
  WayHideResult result = hide_block (self, block, *hide, exposed);

  if (result != WAY_HIDE_CONTRADICTION || !joined)
    return result;
  g_array_set_size (it->sums, n_sums);
  g_array_set_size (it->parts, n_parts);
  g_free (*hide);
  *hide = make_hide_cells (self, block);
  return hide_block (self, block, *hide, exposed);
}

static void
take_states (WayDisclosure     *self,
             guint              block,
             const WayHideCell *hide)
{
  GArray *cells = g_ptr_array_index (self->cells, block);

  for (guint i = 0; i < cells->len; i++)
    if (hide[i].state == WAY_CELL_SECONDARY)
      g_array_index (cells, Cell, i).why = WAY_WHY_OTHERS;
}

static WayFigure
make_figure (const WayDisclosure *self,
             const Cell          *cell,
             gint32               count)
{
  if (count == WAY_DISCLOSURE_MISSING)
    return (WayFigure) { .symbol = WAY_SYMBOL_UNAVAILABLE };
  if (cell->why != WAY_WHY_NOT)
    return (WayFigure) { .symbol = WAY_SYMBOL_CONFIDENTIAL, .why = cell->why };
  return (WayFigure) { .value = way_hide_round (count, self->profile.rounding) };
}

static void
make_figures (WayDisclosure *self,
              Table         *table)
{
  const GArray *cells = g_ptr_array_index (self->cells, table->block);

  g_free (table->figures);
  table->figures = g_new (WayFigure, table->n_cells + 1);
  for (guint i = 0; i < table->n_cells; i++)
    table->figures[i] = make_figure (self, &g_array_index (cells, Cell, table->cells[i]),
                                     table->counts[i]);
}

static gboolean
is_current_block (const WayDisclosure *self,
                  guint                block)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (((const Table *) g_ptr_array_index (self->tables, i))->block == block)
      return TRUE;
  return FALSE;
}

static guint
find_conflict (const GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, Cell, i).has_conflict)
      return i;
  return G_MAXUINT;
}

static WayDisclosureResult
fail (const WayDisclosure  *self,
      guint                 block,
      guint                 cell,
      WayDisclosureResult   result,
      WayDisclosureProblem *problem)
{
  problem->cell = way_block_words (g_ptr_array_index (self->blocks, block), cell);
  return result;
}

static WayDisclosureResult
run_block (WayDisclosure        *self,
           guint                 block,
           WayDisclosureProblem *problem)
{
  g_autofree WayHideCell *hide = make_hide_cells (self, block);
  guint conflict = find_conflict (g_ptr_array_index (self->cells, block));
  guint exposed = 0;

  if (conflict != G_MAXUINT)
    return fail (self, block, conflict, WAY_DISCLOSURE_CONTRADICTION, problem);
  switch (protect_block (self, block, &hide, &exposed))
    {
    case WAY_HIDE_EXPOSED:
      return fail (self, block, exposed, WAY_DISCLOSURE_EXPOSED, problem);
    case WAY_HIDE_CONTRADICTION:
      return fail (self, block, 0, WAY_DISCLOSURE_CONTRADICTION, problem);
    case WAY_HIDE_GAVE_UP:
      return fail (self, block, 0, WAY_DISCLOSURE_GAVE_UP, problem);
    case WAY_HIDE_DONE:
    default:
      take_states (self, block, hide);
      return WAY_DISCLOSURE_PROTECTED;
    }
}

/* --- Differences (rule 7) --- */

gboolean
way_disclosure_is_difference (const WayRange *before,
                              const WayRange *after,
                              gint32          threshold)
{
  double low = after->low - before->high;
  double high = after->high - before->low;

  return (low > 1 - NEAR && high < threshold + NEAR) ||
         (high < -1 + NEAR && low > -threshold - NEAR);
}

static gboolean
find_difference (const WayDisclosure  *self,
                 const Earlier        *earlier,
                 WayDisclosureProblem *problem)
{
  const GArray *cells = g_ptr_array_index (self->cells, earlier->block);
  WayHideRule rule = way_disclosure_rule (&self->profile);

  for (guint i = 0; i < earlier->n_cells; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, earlier->cells[i]);
      WayRange now = way_hide_shown (way_hide_round (cell->count, rule.rounding), &rule);

      if (!cell->is_current || cell->why != WAY_WHY_NOT || is_hidden (earlier, i) ||
          !way_disclosure_is_difference (&earlier->known[i], &now, rule.threshold))
        continue;
      problem->release = earlier->table.release;
      problem->cell = way_block_words (g_ptr_array_index (self->blocks, earlier->block),
                                       earlier->cells[i]);
      return TRUE;
    }
  return FALSE;
}

void
way_disclosure_problem_clear (WayDisclosureProblem *self)
{
  g_clear_pointer (&self->cell, g_free);
}

/* --- The attack on the result --- */

/* Ours, then the earlier ones. */
static GArray *
list_published (const WayDisclosure *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (WayPublishedTable));

  for (guint i = 0; i < self->tables->len; i++)
    {
      const Table *table = g_ptr_array_index (self->tables, i);
      WayPublishedTable one = {
        THIS_RELEASE, table->shape, table->figures, way_disclosure_rule (&self->profile),
        TRUE,
      };

      g_array_append_val (list, one);
    }
  for (guint i = 0; i < self->earlier->len; i++)
    g_array_append_val (list, ((const Earlier *) g_ptr_array_index (self->earlier, i))->table);
  return list;
}

/* The last release that says something of the cell's measure and period. */
static guint
find_release (const WayDisclosure           *self,
              const WayPublishedTable *table)
{
  guint release = THIS_RELEASE;

  for (guint i = 0; i < self->earlier->len; i++)
    {
      const Earlier *earlier = g_ptr_array_index (self->earlier, i);

      if (way_block_holds (g_ptr_array_index (self->blocks, earlier->block), table->shape))
        release = earlier->table.release;
    }
  return release;
}

static WayDisclosureResult
attack_result (const WayDisclosure  *self,
               WayDisclosureProblem *problem)
{
  g_autoptr(GArray) list = list_published (self);
  g_autoptr(WayPublishedReport) report = way_published_report_new ();
  const WayPublishedTable *tables = (const WayPublishedTable *) (void *) list->data;
  const WayLeak *leak;

  switch (way_published_attack (tables, list->len, NULL, NULL, report))
    {
    case WAY_PUBLISHED_CONTRADICTION:
      problem->cell = g_strdup (report->words);
      return WAY_DISCLOSURE_CONTRADICTION;
    case WAY_PUBLISHED_GAVE_UP:
      problem->cell = g_strdup (report->words);
      return WAY_DISCLOSURE_GAVE_UP;
    case WAY_PUBLISHED_ATTACKED:
    case WAY_PUBLISHED_STOPPED:
    default:
      break;
    }
  if (report->leaks->len == 0)
    return WAY_DISCLOSURE_PROTECTED;
  leak = &g_array_index (report->leaks, WayLeak, 0);
  problem->cell = g_strdup (leak->words);
  problem->release = find_release (self, &tables[leak->table]);
  if (leak->kind == WAY_LEAK_DIFFERENCE)
    return WAY_DISCLOSURE_DIFFERENCE;
  return problem->release == THIS_RELEASE ? WAY_DISCLOSURE_EXPOSED : WAY_DISCLOSURE_TOGETHER;
}

WayDisclosureResult
way_disclosure_run (WayDisclosure        *self,
                    WayDisclosureProblem *problem)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      WayDisclosureResult result = is_current_block (self, i) ? run_block (self, i, problem)
                                                              : WAY_DISCLOSURE_PROTECTED;

      if (result != WAY_DISCLOSURE_PROTECTED)
        return result;
    }
  for (guint i = 0; i < self->tables->len; i++)
    make_figures (self, g_ptr_array_index (self->tables, i));
  for (guint i = 0; i < self->earlier->len; i++)
    if (find_difference (self, g_ptr_array_index (self->earlier, i), problem))
      return WAY_DISCLOSURE_DIFFERENCE;
  return attack_result (self, problem);
}

const WayFigure *
way_disclosure_figures (const WayDisclosure *self,
                        guint                table)
{
  return ((const Table *) g_ptr_array_index (self->tables, table))->figures;
}

WayHideRule
way_disclosure_rule (const WayDisclosureProfile *profile)
{
  return (WayHideRule) { profile->threshold, profile->rounding };
}

/* --- What is made of figures --- */

static WayFigure
hide_for (WayWhy why)
{
  return (WayFigure) { .symbol = WAY_SYMBOL_CONFIDENTIAL, .why = why };
}

/* Whether either has no number, and what then stands for both. */
static gboolean
take_symbol (const WayFigure *a,
             const WayFigure *b,
             WayFigure       *figure)
{
  const WayFigure *both[] = { a, b };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    if (both[i]->symbol == WAY_SYMBOL_CONFIDENTIAL)
      {
        *figure = hide_for (both[i]->why == WAY_WHY_PROVIDER ? WAY_WHY_PROVIDER : WAY_WHY_PARTS);
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    if (both[i]->symbol != WAY_SYMBOL_NUMBER)
      {
        *figure = *both[i];
        return TRUE;
      }
  return FALSE;
}

static gint32
divide (gint64 part,
        gint64 whole)
{
  gint64 twice = 2 * ABS (part) + whole;
  gint64 value = twice / (2 * whole);

  return (gint32) (part < 0 ? -value : value);
}

WayFigure
way_disclosure_rate (const WayDisclosureProfile *profile,
                     const WayFigure            *part,
                     gint32                      part_count,
                     const WayFigure            *whole,
                     gint32                      whole_count,
                     gint32                      by,
                     guint                       decimals,
                     gboolean                    is_sensitive)
{
  WayFigure figure = { 0 };
  gint64 scale = by;

  if (take_symbol (part, whole, &figure))
    return figure;
  if (whole_count == 0 || whole->value == 0)
    return (WayFigure) { .symbol = WAY_SYMBOL_NOT_APPLICABLE };
  if (whole_count < profile->least_denominator)
    return hide_for (WAY_WHY_DENOMINATOR);
  if (is_sensitive && whole_count < profile->least_group &&
      (part_count == 0 || part_count == whole_count))
    return hide_for (WAY_WHY_GROUP);
  for (guint i = 0; i < decimals; i++)
    scale *= 10;
  figure.value = divide (part->value * scale, whole->value);
  if (figure.value == 0 && part_count != 0)
    figure.symbol = WAY_SYMBOL_LOW;
  return figure;
}

WayFigure
way_disclosure_less (const WayFigure *a,
                     const WayFigure *b)
{
  WayFigure figure = { 0 };

  if (!take_symbol (a, b, &figure))
    figure.value = a->value - b->value;
  return figure;
}
