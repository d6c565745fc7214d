/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attack on published tables: those of one measure and period in one system
 * of cells and sums.  Where releases cannot all be true of the same counts, each
 * is attacked for itself, and what they differ by is looked at. */

#include "way-published.h"

#include "way-disclosure-block-private.h"

#include <math.h>

typedef struct
{
  const WayPublishedTable *tables;
  guint                    n_tables;
  guint                   *block_of;    /* by table */
  WayPublishedStep         step;
  gpointer                 data;
  guint                    done;
  guint                    all;
  WayPublishedReport      *report;
} Work;

static void
clear_leak (gpointer data)
{
  g_free (((WayLeak *) data)->words);
}

WayPublishedReport *
way_published_report_new (void)
{
  WayPublishedReport *self = g_new0 (WayPublishedReport, 1);

  self->leaks = g_array_new (FALSE, FALSE, sizeof (WayLeak));
  g_array_set_clear_func (self->leaks, clear_leak);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (WayHiddenRange));
  return self;
}

void
way_published_report_free (WayPublishedReport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->leaks);
  g_array_unref (self->ranges);
  g_free (self->words);
  g_free (self);
}

/* --- A system --- */

/* Some tables of one block. */
typedef struct
{
  WayBlock  *block;
  guint     *tables;         /* their numbers */
  guint      n_tables;
  guint    **cells;          /* by table: numbers in the block */
  WayRange  *known;
  WaySums    sums;
} System;

static void
meet (WayRange       *range,
      const WayRange *other)
{
  range->low = MAX (range->low, other->low);
  range->high = MIN (range->high, other->high);
}

static void
add_table (System                  *self,
           const WayPublishedTable *table,
           guint                    index)
{
  guint n = way_disclosure_n_cells (table->shape);
  g_autofree guint8 *is_missing = g_new0 (guint8, n + 1);

  self->cells[index] = way_block_add (self->block, table->shape);
  for (guint i = 0; i < n; i++)
    is_missing[i] = table->figures[i].symbol != WAY_SYMBOL_NUMBER &&
                    table->figures[i].symbol != WAY_SYMBOL_CONFIDENTIAL;
  way_block_add_sums (self->block, table->shape, self->cells[index], is_missing);
}

static void
learn (System                  *self,
       const WayPublishedTable *table,
       guint                    index)
{
  gboolean hides_none = way_disclosure_hides_none (table->shape);

  for (guint i = 0; i < way_disclosure_n_cells (table->shape); i++)
    {
      WayRange known = way_disclosure_known (&table->figures[i], &table->rule, hides_none);

      meet (&self->known[self->cells[index][i]], &known);
    }
}

static void
system_init (System      *self,
             const Work  *work,
             const guint *tables,
             guint        n_tables)
{
  self->block = way_block_new (work->tables[tables[0]].shape);
  self->tables = g_memdup2 (tables, n_tables * sizeof (guint));
  self->n_tables = n_tables;
  self->cells = g_new0 (guint *, n_tables);
  for (guint i = 0; i < n_tables; i++)
    add_table (self, &work->tables[tables[i]], i);
  self->sums = way_block_sums (self->block);
  self->known = g_new (WayRange, self->sums.n_cells + 1);
  for (guint i = 0; i < self->sums.n_cells; i++)
    self->known[i] = (WayRange) { 0, INFINITY };
  for (guint i = 0; i < n_tables; i++)
    learn (self, &work->tables[tables[i]], i);
}

static void
system_clear (System *self)
{
  for (guint i = 0; i < self->n_tables; i++)
    g_free (self->cells[i]);
  g_free (self->cells);
  g_free (self->tables);
  g_free (self->known);
  way_block_free (self->block);
}

static void
add_leak (Work        *work,
          WayLeakKind  kind,
          guint        table,
          guint        cell,
          WayRange     range,
          char        *words)
{
  WayLeak leak = { kind, table, cell, range, words };

  g_array_append_val (work->report->leaks, leak);
}

/* --- Intervals --- */

static WayPublishedResult
attack_cell (Work      *work,
             System    *system,
             WayAttack *attack,
             guint      index,
             guint      cell)
{
  guint table = system->tables[index];
  WayHiddenRange found = { .table = table, .cell = cell };
  WayRange range;

  switch (way_attack_range (attack, system->cells[index][cell], &range))
    {
    case WAY_ATTACK_CONTRADICTION:
      return WAY_PUBLISHED_CONTRADICTION;
    case WAY_ATTACK_GAVE_UP:
      return WAY_PUBLISHED_GAVE_UP;
    case WAY_ATTACK_FOUND:
    default:
      break;
    }
  found.range = range;
  g_array_append_val (work->report->ranges, found);
  if (!way_hide_is_wide (&range, &work->tables[table].rule))
    add_leak (work, WAY_LEAK_NARROW, table, cell, range,
              way_block_words (system->block, system->cells[index][cell]));
  work->done++;
  return work->step == NULL || work->step (work->done, work->all, work->data)
         ? WAY_PUBLISHED_ATTACKED : WAY_PUBLISHED_STOPPED;
}

static WayPublishedResult
attack_table (Work      *work,
              System    *system,
              WayAttack *attack,
              guint      index)
{
  const WayPublishedTable *table = &work->tables[system->tables[index]];
  WayPublishedResult result = WAY_PUBLISHED_ATTACKED;

  for (guint i = 0; i < way_disclosure_n_cells (table->shape); i++)
    {
      if (table->figures[i].symbol != WAY_SYMBOL_CONFIDENTIAL)
        continue;
      result = attack_cell (work, system, attack, index, i);
      if (result != WAY_PUBLISHED_ATTACKED)
        return result;
    }
  return result;
}

/* Whether counts exist that fit all the tables.  A part of the system that has
 * no hidden cell is looked at too. */
static gboolean
is_possible (const System *system,
             WayAttack    *attack)
{
  WayRange range;

  for (guint i = 0; i < system->sums.n_cells; i++)
    {
      WayRange seen = way_attack_get_seen (attack, i);

      if (seen.low > seen.high &&
          way_attack_range (attack, i, &range) == WAY_ATTACK_CONTRADICTION)
        return FALSE;
    }
  return system->sums.n_cells == 0 ||
         way_attack_range (attack, 0, &range) != WAY_ATTACK_CONTRADICTION;
}

static WayPublishedResult
attack_system (Work        *work,
               const guint *tables,
               guint        n_tables)
{
  WayPublishedResult result = WAY_PUBLISHED_ATTACKED;
  System system;

  system_init (&system, work, tables, n_tables);
  {
    g_autoptr(WayAttack) attack = way_attack_new (&system.sums, system.known);

    if (!is_possible (&system, attack))
      result = WAY_PUBLISHED_CONTRADICTION;
    for (guint i = 0; i < n_tables && result == WAY_PUBLISHED_ATTACKED; i++)
      if (work->tables[tables[i]].is_target)
        result = attack_table (work, &system, attack, i);
    if (result == WAY_PUBLISHED_CONTRADICTION)
      {
        g_free (work->report->words);
        work->report->words = g_strdup_printf ("%s, %s", system.block->measure,
                                               system.block->period);
      }
  }
  system_clear (&system);
  return result;
}

/* --- Releases that differ --- */

static void
compare_tables (Work  *work,
                guint  a,
                guint  b)
{
  const WayPublishedTable *one = &work->tables[a], *two = &work->tables[b];
  g_autoptr(WayBlock) block = way_block_new (one->shape);
  g_autofree guint *cells = way_block_add (block, one->shape);
  guint n = block->keys->len;
  g_autofree guint *others = way_block_add (block, two->shape);
  g_autofree guint *at = g_new (guint, block->keys->len + 1);

  for (guint i = 0; i < way_disclosure_n_cells (one->shape); i++)
    at[cells[i]] = i;
  for (guint i = 0; i < way_disclosure_n_cells (two->shape); i++)
    {
      const WayFigure *before = others[i] < n ? &one->figures[at[others[i]]] : NULL;
      const WayFigure *after = &two->figures[i];
      WayRange early, late;

      if (before == NULL || before->symbol != WAY_SYMBOL_NUMBER ||
          after->symbol != WAY_SYMBOL_NUMBER)
        continue;
      early = way_hide_shown (before->value, &one->rule);
      late = way_hide_shown (after->value, &two->rule);
      /* Who has both is somebody from whom less is hidden. */
      if (way_disclosure_is_difference (&early, &late, MIN (one->rule.threshold,
                                                            two->rule.threshold)))
        add_leak (work, WAY_LEAK_DIFFERENCE, b, i,
                  (WayRange) { late.low - early.high, late.high - early.low },
                  way_block_words (block, others[i]));
    }
}

static gboolean
is_of (const Work  *work,
       guint        table,
       guint        release)
{
  return work->tables[table].release == release;
}

/* One release after the other, and what each differs by from those before. */
static WayPublishedResult
attack_apart (Work         *work,
              const GArray *tables)
{
  for (guint i = 0; i < tables->len; i++)
    {
      guint release = work->tables[g_array_index (tables, guint, i)].release;
      g_autoptr(GArray) own = g_array_new (FALSE, FALSE, sizeof (guint));
      WayPublishedResult result;
      gboolean is_first = TRUE;

      for (guint j = 0; j < tables->len; j++)
        {
          guint table = g_array_index (tables, guint, j);

          is_first &= j >= i || !is_of (work, table, release);
          if (is_of (work, table, release))
            g_array_append_val (own, table);
          else if (j < i)
            compare_tables (work, table, g_array_index (tables, guint, i));
        }
      result = is_first ? attack_system (work, (const guint *) (void *) own->data, own->len)
                        : WAY_PUBLISHED_ATTACKED;
      if (result != WAY_PUBLISHED_ATTACKED)
        return result;
    }
  return WAY_PUBLISHED_ATTACKED;
}

static gboolean
has_several_releases (const Work   *work,
                      const GArray *tables)
{
  for (guint i = 1; i < tables->len; i++)
    if (!is_of (work, g_array_index (tables, guint, i),
                work->tables[g_array_index (tables, guint, 0)].release))
      return TRUE;
  return FALSE;
}

static WayPublishedResult
attack_block (Work         *work,
              const GArray *tables)
{
  guint n_leaks = work->report->leaks->len;
  guint n_ranges = work->report->ranges->len;
  guint done = work->done;
  WayPublishedResult result = attack_system (work, (const guint *) (void *) tables->data,
                                             tables->len);

  if (result != WAY_PUBLISHED_CONTRADICTION || !has_several_releases (work, tables))
    return result;
  g_array_set_size (work->report->leaks, n_leaks);
  g_array_set_size (work->report->ranges, n_ranges);
  work->done = done;
  return attack_apart (work, tables);
}

static guint
count_targets (const WayPublishedTable *table)
{
  guint n = 0;

  for (guint i = 0; table->is_target && i < way_disclosure_n_cells (table->shape); i++)
    n += table->figures[i].symbol == WAY_SYMBOL_CONFIDENTIAL;
  return n;
}

WayPublishedResult
way_published_attack (const WayPublishedTable *tables,
                      guint                    n_tables,
                      WayPublishedStep         step,
                      gpointer                 data,
                      WayPublishedReport      *report)
{
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) way_block_free);
  g_autofree guint *block_of = g_new (guint, n_tables + 1);
  Work work = { tables, n_tables, block_of, step, data, 0, 0, report };

  for (guint i = 0; i < n_tables; i++)
    {
      way_blocks_find (blocks, tables[i].shape, &block_of[i]);
      work.all += count_targets (&tables[i]);
    }
  for (guint block = 0; block < blocks->len; block++)
    {
      g_autoptr(GArray) of_block = g_array_new (FALSE, FALSE, sizeof (guint));
      WayPublishedResult result;

      for (guint i = 0; i < n_tables; i++)
        if (block_of[i] == block)
          g_array_append_val (of_block, i);
      result = attack_block (&work, of_block);
      if (result != WAY_PUBLISHED_ATTACKED)
        return result;
    }
  return WAY_PUBLISHED_ATTACKED;
}
