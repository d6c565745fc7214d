/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attack: worked tables, and random ones against a count of everything that
 * fits. */

#include "way-test-grid.h"

#define EVERYTHING { 0, INFINITY }

static void
assert_range (WayAttack *attack,
              guint      cell,
              double     low,
              double     high)
{
  WayRange range;

  g_assert_cmpint (way_attack_range (attack, cell, &range), ==, WAY_ATTACK_FOUND);
  g_assert_cmpfloat (range.low, ==, low);
  g_assert_cmpfloat (range.high, ==, high);
}

/* domain.md 7, rule 5: [c, c, 9 | 11] with T = 2 gives both away. */
static void
test_two_that_count_somebody (void)
{
  const guint parts[] = { 0, 1, 2 };
  const WaySum sum = { .total = 3, .n_parts = 3 };
  const WaySums sums = { 4, &sum, 1, parts };
  const WayRange known[] = { { 1, INFINITY }, { 1, INFINITY }, { 9, 9 }, { 11, 11 } };
  g_autoptr(WayAttack) attack = way_attack_new (&sums, known);

  assert_range (attack, 0, 1, 1);
  assert_range (attack, 1, 1, 1);
  assert_range (attack, 2, 9, 9);
}

static void
test_hidden_total_has_no_end (void)
{
  const guint parts[] = { 0, 1 };
  const WaySum sum = { .total = 2, .n_parts = 2 };
  const WaySums sums = { 3, &sum, 1, parts };
  const WayRange known[] = { { 0, 0 }, { 1, INFINITY }, { 1, INFINITY } };
  g_autoptr(WayAttack) attack = way_attack_new (&sums, known);

  assert_range (attack, 1, 1, INFINITY);
  assert_range (attack, 2, 1, INFINITY);
}

static void
test_rounding_leaves_room (void)
{
  const guint parts[] = { 0, 1, 2 };
  const WaySum sum = { .total = 3, .n_parts = 3 };
  const WaySums sums = { 4, &sum, 1, parts };
  const WayRange known[] = { { 1, INFINITY }, { 8, 12 }, { 18, 22 }, { 33, 37 } };
  g_autoptr(WayAttack) attack = way_attack_new (&sums, known);

  assert_range (attack, 0, 1, 11);
  assert_range (attack, 3, 33, 37);
}

/* A child in two parts counts once in the total. */
static void
test_loose_sum_bounds_from_above (void)
{
  const guint parts[] = { 0, 1 };
  const WaySum sum = { .total = 2, .n_parts = 2, .is_loose = TRUE };
  const WaySums sums = { 3, &sum, 1, parts };
  const WayRange known[] = { EVERYTHING, { 7, 7 }, { 10, 10 } };
  g_autoptr(WayAttack) attack = way_attack_new (&sums, known);

  assert_range (attack, 0, 3, INFINITY);
}

static void
test_contradiction_is_said (void)
{
  const guint parts[] = { 0, 1 };
  const WaySum sum = { .total = 2, .n_parts = 2 };
  const WaySums sums = { 3, &sum, 1, parts };
  const struct { const char *what; WayRange known[3]; } rows[] = {
    { "all known", { { 3, 3 }, { 4, 4 }, { 8, 8 } } },
    { "one open", { { 3, INFINITY }, { 6, 6 }, { 8, 8 } } },
    { "empty range", { { 3, 2 }, { 4, 4 }, EVERYTHING } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayAttack) attack = way_attack_new (&sums, rows[i].known);
      WayRange range;

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (way_attack_range (attack, 0, &range), ==, WAY_ATTACK_CONTRADICTION);
    }
}

/* What was seen on the way is possible. */
static void
test_seen_lies_within (void)
{
  WayRandom random;

  way_random_seed (&random, (guint64) g_test_rand_int ());
  for (guint i = 0; i < 200; i++)
    {
      const WayHideRule rule = { .threshold = 5 };
      g_autoptr(WayTestGrid) grid = way_test_grid_random (&random, 5);
      g_autofree WayRange *known = NULL;
      g_autoptr(WayAttack) attack = NULL;

      way_test_grid_mark_small (grid, &rule);
      known = way_test_grid_known (grid, &rule);
      attack = way_attack_new (&grid->sums, known);
      for (guint cell = 0; cell < grid->sums.n_cells; cell++)
        {
          WayRange range;
          WayRange seen;

          g_assert_cmpint (way_attack_range (attack, cell, &range), ==, WAY_ATTACK_FOUND);
          seen = way_attack_get_seen (attack, cell);
          g_assert_cmpfloat (range.low, <=, grid->cells[cell].count);
          g_assert_cmpfloat (range.high, >=, grid->cells[cell].count);
          g_assert_cmpfloat (seen.low, >=, range.low - 1e-6);
          g_assert_cmpfloat (seen.high, <=, range.high + 1e-6);
        }
    }
}

/* --- Everything that fits, one after the other --- */

typedef struct
{
  const WayTestGrid *grid;
  const WayRange    *known;
  gint32            *counts;
  WayRange          *found;
  guint              most;
} Slow;

static gint32
slow_sum (const Slow *slow,
          guint       first,
          guint       step,
          guint       n)
{
  gint32 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += slow->counts[first + i * step];
  return sum;
}

static gboolean
slow_fits (const Slow *slow,
           guint       cell)
{
  return slow->counts[cell] >= slow->known[cell].low && slow->counts[cell] <= slow->known[cell].high;
}

static void
slow_check (Slow *slow)
{
  const WayTestGrid *grid = slow->grid;
  guint width = grid->n_columns + 1;

  for (guint row = 0; row < grid->n_rows; row++)
    slow->counts[row * width + width - 1] = slow_sum (slow, row * width, 1, width - 1);
  for (guint column = 0; column < width && grid->n_rows > 1; column++)
    slow->counts[grid->n_rows * width + column] = slow_sum (slow, column, width, grid->n_rows);
  for (guint cell = 0; cell < grid->sums.n_cells; cell++)
    if (!slow_fits (slow, cell))
      return;
  for (guint cell = 0; cell < grid->sums.n_cells; cell++)
    {
      slow->found[cell].low = MIN (slow->found[cell].low, slow->counts[cell]);
      slow->found[cell].high = MAX (slow->found[cell].high, slow->counts[cell]);
    }
}

static void
slow_fill (Slow  *slow,
           guint  at)
{
  const WayTestGrid *grid = slow->grid;
  guint cell = way_test_grid_at (grid, at / grid->n_columns, at % grid->n_columns);

  if (at == grid->n_rows * grid->n_columns)
    {
      slow_check (slow);
      return;
    }
  for (slow->counts[cell] = (gint32) slow->known[cell].low;
       slow->counts[cell] <= MIN (slow->known[cell].high, slow->most); slow->counts[cell]++)
    slow_fill (slow, at + 1);
}

static WayTestGrid *
make_tiny_grid (WayRandom *random)
{
  guint n_rows = (guint) way_random_between (random, 1, 2);
  WayTestGrid *grid = way_test_grid_new (n_rows, (guint) way_random_between (random, 2, 3), NULL);

  for (guint i = 0; i < grid->n_rows; i++)
    for (guint j = 0; j < grid->n_columns; j++)
      grid->cells[way_test_grid_at (grid, i, j)].count = way_random_between (random, 0, 3);
  way_test_grid_add_up (grid);
  for (guint i = 0; i < grid->sums.n_cells; i++)
    if (grid->cells[i].level < 2 && grid->cells[i].count > 0 && (i < 5 || grid->cells[i].level > 0) &&
        way_random_chance (random, 450))
      grid->cells[i].state = WAY_CELL_PRIMARY;
  return grid;
}

static void
compare_with_slow (WayRandom *random)
{
  const WayHideRule rule = { .threshold = 0, .rounding = way_random_chance (random, 300) ? 2 : 0 };
  g_autoptr(WayTestGrid) grid = make_tiny_grid (random);
  g_autofree WayRange *known = way_test_grid_known (grid, &rule);
  g_autofree gint32 *counts = g_new0 (gint32, grid->sums.n_cells);
  g_autofree WayRange *found = g_new (WayRange, grid->sums.n_cells);
  g_autoptr(WayAttack) attack = way_attack_new (&grid->sums, known);
  g_autofree char *text = way_test_grid_to_string (grid);
  Slow slow = { grid, known, counts, found, 20 };

  g_test_message ("%s", text);
  for (guint i = 0; i < grid->sums.n_cells; i++)
    found[i] = (WayRange) { INFINITY, -INFINITY };
  slow_fill (&slow, 0);
  for (guint i = 0; i < grid->sums.n_cells; i++)
    {
      WayRange range;

      g_assert_cmpint (way_attack_range (attack, i, &range), ==, WAY_ATTACK_FOUND);
      g_assert_cmpfloat (range.low, ==, found[i].low);
      if (!isinf (range.high))
        g_assert_cmpfloat (range.high, ==, found[i].high);
      else
        g_assert_cmpfloat (found[i].high, >=, slow.most);
    }
}

static void
test_random_tables_like_the_slow_way (void)
{
  WayRandom random;

  way_random_seed (&random, (guint64) g_test_rand_int ());
  for (guint i = 0; i < 60; i++)
    compare_with_slow (&random);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/attack/two-that-count-somebody", test_two_that_count_somebody);
  g_test_add_func ("/stats/attack/hidden-total-has-no-end", test_hidden_total_has_no_end);
  g_test_add_func ("/stats/attack/rounding-leaves-room", test_rounding_leaves_room);
  g_test_add_func ("/stats/attack/loose-sum-bounds-from-above", test_loose_sum_bounds_from_above);
  g_test_add_func ("/stats/attack/contradiction-is-said", test_contradiction_is_said);
  g_test_add_func ("/stats/attack/seen-lies-within", test_seen_lies_within);
  g_test_add_func ("/stats/attack/random-tables-like-the-slow-way",
                   test_random_tables_like_the_slow_way);
  return g_test_run ();
}
