/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secondary suppression: the vectors of domain.md 7, and random tables: nothing
 * can be worked out, and hardly more is hidden than must be. */

#include "way-test-grid.h"

#define N_RANDOM 200

static gboolean
is_small (const WayTestGrid *grid,
          guint              cell,
          const WayHideRule *rule)
{
  return grid->cells[cell].count > 0 && grid->cells[cell].count <= rule->threshold;
}

/* The least that a total of this many others that count somebody can be. */
static double
get_floor (const WayTestGrid *grid,
           guint              cell)
{
  double floor = 1;

  for (guint i = 0; i < grid->sums.n_sums; i++)
    {
      const WaySum *sum = &grid->sums.sums[i];
      double n = 0;

      for (guint j = 0; sum->total == cell && j < sum->n_parts; j++)
        n += grid->cells[grid->sums.parts[sum->first + j]].level == 0
           ? grid->cells[grid->sums.parts[sum->first + j]].count > 0
           : get_floor (grid, grid->sums.parts[sum->first + j]);
      floor = MAX (floor, n);
    }
  return floor;
}

/* Rule 5, said again: of a small cell all of 1 to T, of another a width of T. */
static gboolean
is_protected (const WayTestGrid *grid,
              guint              cell,
              const WayRange    *range,
              const WayHideRule *rule)
{
  double low = get_floor (grid, cell);

  if (!is_small (grid, cell, rule))
    return range->high - range->low >= rule->threshold;
  return range->low <= low &&
         range->high >= (low > 1 ? low + rule->threshold : rule->threshold);
}

static gboolean
is_safe (const WayTestGrid *grid,
         const WayHideRule *rule)
{
  g_autofree WayRange *known = way_test_grid_known (grid, rule);
  g_autoptr(WayAttack) attack = way_attack_new (&grid->sums, known);

  for (guint i = 0; i < grid->sums.n_cells; i++)
    {
      WayRange range;

      if (grid->cells[i].state == WAY_CELL_SHOWN)
        continue;
      g_assert_cmpint (way_attack_range (attack, i, &range), ==, WAY_ATTACK_FOUND);
      if (!is_protected (grid, i, &range, rule))
        return FALSE;
    }
  return TRUE;
}

static void
hide (WayTestGrid       *grid,
      const WayHideRule *rule)
{
  guint exposed = 0;

  way_test_grid_mark_small (grid, rule);
  g_assert_cmpint (way_hide (&grid->sums, grid->cells, rule, &exposed), ==, WAY_HIDE_DONE);
}

/* --- Worked examples --- */

/* c: hidden for what it is; s: hidden with it; .: shown. */
static const struct
{
  const char *what;
  gint32      threshold;
  gint32      rounding;
  guint       n_rows;
  guint       n_columns;
  gint32      counts[16];
  const char *expected;
} rows[] = {
  { "the smallest other", 5, 0, 1, 3, { 12, 3, 20 }, "sc.." },
  { "and rounded", 5, 5, 1, 3, { 12, 3, 20 }, "sc.." },
  { "only the total is left", 5, 0, 1, 3, { 0, 4, 0 }, ".c.c" },
  { "a larger one alone with the total", 2, 0, 1, 3, { 0, 2, 0 }, ".c.c" },
  { "nothing small", 5, 0, 1, 2, { 9, 8 }, "..." },
  { "nothing at all", 5, 0, 1, 3, { 0, 0, 0 }, "...." },
  { "two ones give each other away", 2, 0, 1, 3, { 1, 1, 9 }, "ccs." },
  { "equal ones: the first", 5, 0, 1, 4, { 9, 3, 9, 9 }, "sc..." },
  { "Ribble Valley and the next smallest", 5, 0, 1, 5, { 40, 4, 31, 18, 22 }, ".c.s.." },
  { "no threshold", 0, 0, 1, 3, { 1, 2, 3 }, "...." },
  { "a rectangle", 5, 0, 3, 3, { 3, 20, 30, 9, 40, 50, 60, 70, 80 }, "cs..ss.........." },
};

static void
test_worked_examples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayHideRule rule = { rows[i].threshold, rows[i].rounding };
      g_autoptr(WayTestGrid) grid = way_test_grid_new (rows[i].n_rows, rows[i].n_columns,
                                                       rows[i].counts);
      g_autoptr(GString) got = g_string_new (NULL);

      g_test_message ("%s", rows[i].what);
      hide (grid, &rule);
      for (guint cell = 0; cell < grid->sums.n_cells; cell++)
        g_string_append_c (got, ".cs"[grid->cells[cell].state]);
      g_assert_cmpstr (got->str, ==, rows[i].expected);
    }
}

static void
test_rounding_is_half_up (void)
{
  const gint32 pairs[][2] = { { 0, 0 }, { 2, 0 }, { 3, 5 }, { 6, 5 }, { 7, 5 }, { 8, 10 },
                              { 17, 15 }, { 18, 20 }, { 12, 10 }, { 13, 15 } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpint (way_hide_round (pairs[i][0], 5), ==, pairs[i][1]);
  g_assert_cmpint (way_hide_round (17, 0), ==, 17);
  g_assert_cmpint (way_hide_round (5, 2), ==, 6);
}

/* A shown 5 was 6 or 7: what is smaller is not shown. */
static void
test_shown_tells_what_it_was (void)
{
  const struct { gint32 shown; WayHideRule rule; WayRange range; } known[] = {
    { 5, { 5, 5 }, { 6, 7 } }, { 10, { 5, 5 }, { 8, 12 } }, { 0, { 5, 5 }, { 0, 0 } },
    { 0, { 1, 5 }, { 0, 2 } }, { 7, { 5, 0 }, { 7, 7 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      WayRange range = way_hide_shown (known[i].shown, &known[i].rule);

      g_assert_cmpfloat (range.low, ==, known[i].range.low);
      g_assert_cmpfloat (range.high, ==, known[i].range.high);
    }
}

/* What an earlier release said of the only helper leaves nothing to hide. */
static void
test_what_is_known_cannot_be_hidden (void)
{
  const WayHideRule rule = { 5, 0 };
  const gint32 counts[] = { 12, 3 };
  g_autoptr(WayTestGrid) grid = way_test_grid_new (1, 2, counts);
  guint exposed = 0;

  grid->cells[0].known = (WayRange) { 12, 12 };
  grid->cells[2].known = (WayRange) { 15, 15 };
  way_test_grid_mark_small (grid, &rule);
  g_assert_cmpint (way_hide (&grid->sums, grid->cells, &rule, &exposed), ==, WAY_HIDE_EXPOSED);
  g_assert_cmpuint (exposed, ==, 1);
}

static void
test_known_helper_is_passed_over (void)
{
  const WayHideRule rule = { 5, 0 };
  const gint32 counts[] = { 12, 3, 20 };
  g_autoptr(WayTestGrid) grid = way_test_grid_new (1, 3, counts);

  grid->cells[0].known = (WayRange) { 12, 12 };
  hide (grid, &rule);
  g_assert_cmpint (grid->cells[0].state, ==, WAY_CELL_SHOWN);
  g_assert_cmpint (grid->cells[2].state, ==, WAY_CELL_SECONDARY);
}

/* --- The fewest, by trying --- */

/* Whether as many more can be hidden among the cells from `from` on that all is
 * safe.  Small tables: every choice there is. */
static gboolean
can_hide_more (WayTestGrid       *grid,
               const WayHideRule *rule,
               guint              from,
               guint              n)
{
  if (n == 0)
    return is_safe (grid, rule);
  for (guint i = from; i < grid->sums.n_cells; i++)
    {
      gboolean found;

      if (grid->cells[i].state != WAY_CELL_SHOWN || grid->cells[i].count == 0)
        continue;
      grid->cells[i].state = WAY_CELL_SECONDARY;
      found = can_hide_more (grid, rule, i + 1, n - 1);
      grid->cells[i].state = WAY_CELL_SHOWN;
      if (found)
        return TRUE;
    }
  return FALSE;
}

/* How many are hidden at least; most where it is not less than that. */
static guint
find_fewest (WayTestGrid       *grid,
             const WayHideRule *rule,
             guint              most)
{
  guint n_primary;

  for (guint i = 0; i < grid->sums.n_cells; i++)
    if (grid->cells[i].state == WAY_CELL_SECONDARY)
      grid->cells[i].state = WAY_CELL_SHOWN;
  n_primary = way_test_grid_n_hidden (grid);
  for (guint n = 0; n_primary + n < most; n++)
    if (can_hide_more (grid, rule, 0, n))
      return n_primary + n;
  return most;
}

/* The cells of which it is certain that one more has to be hidden so that this
 * one's interval grows: those that bear a share in the prices of the attack. */
static gboolean
find_helpers (const WayTestGrid *grid,
              WayAttack         *attack,
              guint              cell,
              double            *shares)
{
  g_autofree double *prices = g_new (double, grid->sums.n_sums);

  for (guint upward = 0; upward < 2; upward++)
    {
      double end;

      if (way_attack_reach (attack, cell, upward, &end, prices) != WAY_ATTACK_FOUND)
        return FALSE;
      for (guint i = 0; i < grid->sums.n_sums; i++)
        for (guint j = 0; prices[i] != 0 && j < way_sum_n_members (&grid->sums.sums[i]); j++)
          shares[way_sums_member (&grid->sums, &grid->sums.sums[i], j)] += 1;
    }
  return TRUE;
}

static guint
find_unsafe (const WayTestGrid *grid,
             const WayHideRule *rule,
             WayAttack         *attack)
{
  for (guint i = 0; i < grid->sums.n_cells; i++)
    {
      WayRange range;

      if (grid->cells[i].state == WAY_CELL_SHOWN)
        continue;
      g_assert_cmpint (way_attack_range (attack, i, &range), ==, WAY_ATTACK_FOUND);
      if (!is_protected (grid, i, &range, rule))
        return i;
    }
  return G_MAXUINT;
}

/* The same for larger tables, along the cells that could help the first that is
 * not safe: any safe choice has one of them. */
static gboolean
can_hide_helpers (WayTestGrid       *grid,
                  const WayHideRule *rule,
                  guint              n)
{
  g_autofree WayRange *known = way_test_grid_known (grid, rule);
  g_autoptr(WayAttack) attack = way_attack_new (&grid->sums, known);
  g_autofree double *shares = g_new0 (double, grid->sums.n_cells);
  guint unsafe = find_unsafe (grid, rule, attack);

  if (unsafe == G_MAXUINT)
    return TRUE;
  if (n == 0 || !find_helpers (grid, attack, unsafe, shares))
    return FALSE;
  for (guint i = 0; i < grid->sums.n_cells; i++)
    {
      gboolean found;

      if (shares[i] == 0 || grid->cells[i].state != WAY_CELL_SHOWN || grid->cells[i].count == 0)
        continue;
      grid->cells[i].state = WAY_CELL_SECONDARY;
      found = can_hide_helpers (grid, rule, n - 1);
      grid->cells[i].state = WAY_CELL_SHOWN;
      if (found)
        return TRUE;
    }
  return FALSE;
}

static WayHideRule
make_rule (WayRandom *random)
{
  return (WayHideRule) { way_random_chance (random, 500) ? 2 : 5, 0 };
}

static void
test_small_tables_hide_the_fewest (void)
{
  WayRandom random;

  way_random_seed (&random, (guint64) g_test_rand_int ());
  for (guint i = 0; i < N_RANDOM; i++)
    {
      WayHideRule rule = make_rule (&random);
      g_autoptr(WayTestGrid) grid = way_test_grid_random (&random, 3);
      guint n_hidden;
      g_autofree char *text = NULL;

      hide (grid, &rule);
      n_hidden = way_test_grid_n_hidden (grid);
      text = way_test_grid_to_string (grid);
      g_test_message ("%s", text);
      g_assert_true (is_safe (grid, &rule));
      g_assert_cmpuint (n_hidden, ==, find_fewest (grid, &rule, n_hidden));
    }
}

/* Four fifths of what is hidden, or less, is never enough. */
static void
assert_near_fewest (WayTestGrid       *grid,
                    const WayHideRule *rule)
{
  guint n_hidden = way_test_grid_n_hidden (grid);
  guint n_primary;
  guint least = n_hidden > 0 ? (4 * n_hidden + 4) / 5 : 0;

  for (guint i = 0; i < grid->sums.n_cells; i++)
    if (grid->cells[i].state == WAY_CELL_SECONDARY)
      grid->cells[i].state = WAY_CELL_SHOWN;
  n_primary = way_test_grid_n_hidden (grid);
  if (least > n_primary)
    g_assert_false (can_hide_helpers (grid, rule, least - 1 - n_primary));
}

static void
test_six_by_six_hides_near_the_fewest (void)
{
  WayRandom random;

  way_random_seed (&random, (guint64) g_test_rand_int ());
  for (guint i = 0; i < N_RANDOM; i++)
    {
      WayHideRule rule = make_rule (&random);
      g_autoptr(WayTestGrid) grid = way_test_grid_random (&random, 6);
      g_autofree char *text = NULL;

      hide (grid, &rule);
      text = way_test_grid_to_string (grid);
      g_test_message ("T %d%s", rule.threshold, text);
      assert_near_fewest (grid, &rule);
    }
}

static void
test_random_tables_are_safe (void)
{
  WayRandom random;

  way_random_seed (&random, (guint64) g_test_rand_int ());
  for (guint i = 0; i < N_RANDOM; i++)
    {
      WayHideRule rule = make_rule (&random);
      g_autoptr(WayTestGrid) grid = way_test_grid_random (&random, 10);
      g_autofree char *text = NULL;

      if (way_random_chance (&random, 300))
        rule.rounding = 5;
      hide (grid, &rule);
      text = way_test_grid_to_string (grid);
      g_test_message ("T %d, to %d%s", rule.threshold, rule.rounding, text);
      g_assert_true (is_safe (grid, &rule));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/hide/worked-examples", test_worked_examples);
  g_test_add_func ("/stats/hide/rounding-is-half-up", test_rounding_is_half_up);
  g_test_add_func ("/stats/hide/shown-tells-what-it-was", test_shown_tells_what_it_was);
  g_test_add_func ("/stats/hide/what-is-known-cannot-be-hidden",
                   test_what_is_known_cannot_be_hidden);
  g_test_add_func ("/stats/hide/known-helper-is-passed-over", test_known_helper_is_passed_over);
  g_test_add_func ("/stats/hide/small-tables-hide-the-fewest", test_small_tables_hide_the_fewest);
  g_test_add_func ("/stats/hide/six-by-six-hides-near-the-fewest",
                   test_six_by_six_hides_near_the_fewest);
  g_test_add_func ("/stats/hide/random-tables-are-safe", test_random_tables_are_safe);
  return g_test_run ();
}
