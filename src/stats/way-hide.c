/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secondary suppression: hide, attack, hide what helps, and show again what was
 * hidden for nothing.
 *
 * Why a cell helps: a solution of the attack comes with a price for each sum.
 * The prices bound how far the cell in question could reach under any choice of
 * hidden cells; so where the bound falls short, some cell on which a price lies
 * has to be hidden, and no other would do (way_hide_look()). */

#include "way-hide-private.h"

#include <math.h>

#define NEAR 1e-6

/* Secondary cells among which those that are not needed are looked for: each
 * try is an attack on the whole. */
#define MOST_TRIES 120

gint32
way_hide_round (gint32 count,
                gint32 rounding)
{
  return rounding <= 1 ? count : (2 * count + rounding) / (2 * rounding) * rounding;
}

WayRange
way_hide_shown (gint32             shown,
                const WayHideRule *rule)
{
  WayRange range = { shown, shown };
  gboolean found = FALSE;

  for (gint32 n = MAX (shown - rule->rounding, 0); n <= shown + rule->rounding; n++)
    {
      if ((n > 0 && n <= rule->threshold) || way_hide_round (n, rule->rounding) != shown)
        continue;
      range.low = found ? range.low : n;
      range.high = n;
      found = TRUE;
    }
  return range;
}

WayRange
way_hide_hidden (gboolean hides_none)
{
  return (WayRange) { hides_none ? 0 : 1, INFINITY };
}

gboolean
way_hide_is_wide (const WayRange    *range,
                  const WayHideRule *rule)
{
  if (range->low < 1 + NEAR && range->high > rule->threshold - NEAR)
    return TRUE;
  return range->high - range->low > rule->threshold - NEAR;
}

/* --- What the attacker knows --- */

static WayRange
meet (WayRange        a,
      const WayRange *b)
{
  return (WayRange) { MAX (a.low, b->low), MIN (a.high, b->high) };
}

/* Beyond any count that could matter: what protects a cell moves others by a
 * few times the threshold. */
static double
find_limit (const WaySums     *sums,
            const WayHideCell *cells,
            const WayHideRule *rule)
{
  double limit = 0;

  for (guint i = 0; i < sums->n_cells; i++)
    limit = MAX (limit, cells[i].count);
  return 2 * limit + (rule->threshold + rule->rounding + 1) * (sums->n_cells + 1.0);
}

static void
init (WayHide           *self,
      const WaySums     *sums,
      WayHideCell       *cells,
      const WayHideRule *rule)
{
  WayRange limit = { 0, find_limit (sums, cells, rule) };

  self->sums = sums;
  self->cells = cells;
  self->rule = rule;
  self->shown = g_new (WayRange, sums->n_cells);
  self->hidden = g_new (WayRange, sums->n_cells);
  self->lowest = g_new (double, sums->n_cells);
  for (guint i = 0; i < sums->n_cells; i++)
    {
      gint32 shown = way_hide_round (cells[i].count, rule->rounding);
      WayRange hidden = meet (way_hide_hidden (cells[i].hides_none), &cells[i].known);

      self->shown[i] = meet (way_hide_shown (shown, rule), &cells[i].known);
      self->hidden[i] = meet (hidden, &limit);
      self->lowest[i] = 1;
    }
}

static void
clear (WayHide *self)
{
  g_free (self->shown);
  g_free (self->hidden);
  g_free (self->lowest);
}

gboolean
way_hide_may (const WayHide *self,
              guint          cell)
{
  const WayHideCell *it = &self->cells[cell];

  return !it->is_fixed && (it->count > 0 || it->hides_none) &&
         self->hidden[cell].high - self->hidden[cell].low > self->rule->threshold - NEAR;
}

WayAttack *
way_hide_attack (const WayHide *self)
{
  g_autofree WayRange *known = g_new (WayRange, self->sums->n_cells);

  for (guint i = 0; i < self->sums->n_cells; i++)
    known[i] = self->cells[i].state == WAY_CELL_SHOWN ? self->shown[i] : self->hidden[i];
  return way_attack_new (self->sums, known);
}

/* --- A look at one cell --- */

void
way_hide_cut_clear (WayHideCut *self)
{
  g_clear_pointer (&self->gains, g_free);
}

/* What each cell would add to an end of the interval if it were hidden: its
 * share in the prices, times what hiding it leaves open. */
static void
add_gains (const WayHide *self,
           const double  *prices,
           guint          cell,
           gboolean       upward,
           double        *gains)
{
  g_autofree double *weights = g_new0 (double, self->sums->n_cells);

  weights[cell] = 1;
  for (guint i = 0; i < self->sums->n_sums; i++)
    {
      const WaySum *sum = &self->sums->sums[i];

      for (guint j = 0; prices[i] != 0 && j < way_sum_n_members (sum); j++)
        weights[way_sums_member (self->sums, sum, j)] -= prices[i] * way_sum_factor (sum, j);
    }
  for (guint i = 0; i < self->sums->n_cells; i++)
    {
      double weight = upward ? weights[i] : -weights[i];

      if (ABS (weight) < NEAR || self->cells[i].state == WAY_CELL_PRIMARY || i == cell ||
          !way_hide_may (self, i))
        continue;
      gains[i] += weight > 0 ? weight * MAX (self->hidden[i].high - self->shown[i].high, 0)
                             : -weight * MAX (self->shown[i].low - self->hidden[i].low, 0);
    }
}

/* The need is counted from nothing but the primary cells hidden; no gain is
 * worth more than it. */
static void
finish_cut (const WayHide *self,
            WayHideCut    *cut,
            double         missing)
{
  cut->need = missing;
  for (guint i = 0; i < self->sums->n_cells; i++)
    if (self->cells[i].state == WAY_CELL_SECONDARY)
      cut->need += cut->gains[i];
  for (guint i = 0; i < self->sums->n_cells; i++)
    cut->gains[i] = MIN (cut->gains[i], cut->need);
}

static gboolean
has_help (const WayHide    *self,
          const WayHideCut *cut)
{
  for (guint i = 0; i < self->sums->n_cells; i++)
    if (self->cells[i].state == WAY_CELL_SHOWN && cut->gains[i] > NEAR)
      return TRUE;
  return FALSE;
}

static WayHideResult
say (WayAttackResult result)
{
  return result == WAY_ATTACK_FOUND ? WAY_HIDE_DONE
       : result == WAY_ATTACK_CONTRADICTION ? WAY_HIDE_CONTRADICTION : WAY_HIDE_GAVE_UP;
}

static gboolean
is_small (const WayHide *self,
          guint          cell)
{
  const WayHideCell *it = &self->cells[cell];

  return it->state == WAY_CELL_PRIMARY && it->count > 0 && it->count <= self->rule->threshold;
}

/* How far an end is from where it must reach, with the gains of cells. */
static WayHideResult
miss_end (const WayHide *self,
          WayAttack     *attack,
          guint          cell,
          gboolean       upward,
          double        *end,
          double        *gains)
{
  g_autofree double *prices = g_new (double, self->sums->n_sums + 1);
  WayAttackResult result = way_attack_reach (attack, cell, upward, end, prices);

  if (result == WAY_ATTACK_FOUND)
    add_gains (self, prices, cell, upward, gains);
  return say (result);
}

/* How far down a cell could lie if all were hidden that counts somebody, what was
 * published before too, and nothing were known from elsewhere. */
static WayHideResult
find_least (const WayHide *self,
            guint          cell,
            double        *least)
{
  guint n = self->sums->n_cells;
  g_autofree WayRange *known = g_new (WayRange, n);
  g_autofree double *prices = g_new (double, self->sums->n_sums + 1);
  g_autoptr(WayAttack) attack = NULL;
  WayRange limit = { 0, find_limit (self->sums, self->cells, self->rule) };

  for (guint i = 0; i < n; i++)
    {
      const WayHideCell *it = &self->cells[i];
      gboolean is_hidden = it->count > 0 || it->hides_none;
      WayRange range = is_hidden ? way_hide_hidden (it->hides_none) : (WayRange) { 0, 0 };

      known[i] = meet (range, &limit);
    }
  attack = way_attack_new (self->sums, known);
  return say (way_attack_reach (attack, cell, FALSE, least, prices));
}

/* A small cell's interval must reach down to 1; where the cell is a total of
 * several that count somebody, as far down as hiding all of them lets it.  That
 * others cannot be hidden any more, since they are published, is no excuse. */
static WayHideResult
look_down (WayHide    *self,
           WayAttack  *attack,
           guint       cell,
           gboolean   *is_safe,
           WayHideCut *cut)
{
  double end, least;
  WayHideResult result;

  *is_safe = way_attack_get_seen (attack, cell).low < self->lowest[cell] + NEAR;
  if (*is_safe)
    return WAY_HIDE_DONE;
  result = miss_end (self, attack, cell, FALSE, &end, cut->gains);
  *is_safe = end < self->lowest[cell] + NEAR;
  if (result != WAY_HIDE_DONE || *is_safe)
    return result;
  finish_cut (self, cut, end - self->lowest[cell]);
  if (has_help (self, cut))
    return WAY_HIDE_DONE;
  result = find_least (self, cell, &least);
  if (result != WAY_HIDE_DONE || end > least + NEAR)
    return result != WAY_HIDE_DONE ? result : WAY_HIDE_EXPOSED;
  self->lowest[cell] = end;
  *is_safe = TRUE;
  return WAY_HIDE_DONE;
}

/* And up to the threshold; where it cannot begin at 1, it must be as wide as
 * that of any other. */
static double
get_highest (const WayHide *self,
             guint          cell)
{
  double lowest = self->lowest[cell];

  return lowest < 1 + NEAR ? self->rule->threshold : lowest + self->rule->threshold;
}

static WayHideResult
look_up (WayHide    *self,
         WayAttack  *attack,
         guint       cell,
         gboolean   *is_safe,
         WayHideCut *cut)
{
  double wanted = get_highest (self, cell);
  double end;
  WayHideResult result;

  *is_safe = way_attack_get_seen (attack, cell).high > wanted - NEAR;
  if (*is_safe)
    return WAY_HIDE_DONE;
  result = miss_end (self, attack, cell, TRUE, &end, cut->gains);
  *is_safe = end > wanted - NEAR;
  if (result != WAY_HIDE_DONE || *is_safe)
    return result;
  finish_cut (self, cut, wanted - end);
  return has_help (self, cut) ? WAY_HIDE_DONE : WAY_HIDE_EXPOSED;
}

static WayHideResult
look_wide (WayHide    *self,
           WayAttack  *attack,
           guint       cell,
           gboolean   *is_safe,
           WayHideCut *cut)
{
  WayRange seen = way_attack_get_seen (attack, cell);
  WayRange range;
  WayHideResult result;

  *is_safe = seen.high - seen.low > self->rule->threshold - NEAR;
  if (*is_safe)
    return WAY_HIDE_DONE;
  result = miss_end (self, attack, cell, FALSE, &range.low, cut->gains);
  if (result == WAY_HIDE_DONE)
    result = miss_end (self, attack, cell, TRUE, &range.high, cut->gains);
  if (result != WAY_HIDE_DONE)
    return result;
  *is_safe = range.high - range.low > self->rule->threshold - NEAR;
  if (*is_safe)
    return WAY_HIDE_DONE;
  finish_cut (self, cut, self->rule->threshold - (range.high - range.low));
  return has_help (self, cut) ? WAY_HIDE_DONE : WAY_HIDE_EXPOSED;
}

static void
reset_gains (const WayHide *self,
             WayHideCut    *cut)
{
  memset (cut->gains, 0, self->sums->n_cells * sizeof (double));
}

WayHideResult
way_hide_look (WayHide    *self,
               WayAttack  *attack,
               guint       cell,
               gboolean   *is_safe,
               WayHideCut *cut)
{
  WayHideResult result;

  *cut = (WayHideCut) { .cell = cell, .gains = g_new0 (double, self->sums->n_cells) };
  if (!is_small (self, cell))
    return look_wide (self, attack, cell, is_safe, cut);
  result = look_down (self, attack, cell, is_safe, cut);
  if (result != WAY_HIDE_DONE || !*is_safe)
    return result;
  reset_gains (self, cut);
  return look_up (self, attack, cell, is_safe, cut);
}

/* --- One cell after the other --- */

static gboolean
is_cheaper (const WayHideCell *a,
            const WayHideCell *b)
{
  return a->level != b->level ? a->level < b->level : a->count < b->count;
}

static gboolean
is_open (const WayHide *self,
         guint          cell)
{
  return self->cells[cell].state == WAY_CELL_SHOWN && way_hide_may (self, cell);
}

static guint
count_hidden (const WayHide *self,
              const WaySum  *sum)
{
  guint n = 0;

  for (guint i = 0; i < way_sum_n_members (sum); i++)
    n += self->cells[way_sums_member (self->sums, sum, i)].state != WAY_CELL_SHOWN;
  return n;
}

/* Of two that stand beside a hidden one: the smaller, but any before a 0. */
static gboolean
is_better_companion (const WayHideCell *a,
                     const WayHideCell *b)
{
  return b->count == 0 ? a->count > 0 : a->count > 0 && a->count < b->count;
}

/* The smallest part that is not 0, else one that is 0 where that may be hidden,
 * else the total; G_MAXUINT where none may be. */
static guint
find_companion (const WayHide *self,
                const WaySum  *sum)
{
  guint best = G_MAXUINT;

  for (guint i = 0; i < sum->n_parts; i++)
    {
      guint cell = way_sums_member (self->sums, sum, i);

      if (is_open (self, cell) &&
          (best == G_MAXUINT || is_better_companion (&self->cells[cell], &self->cells[best])))
        best = cell;
    }
  return best == G_MAXUINT && is_open (self, sum->total) ? sum->total : best;
}

/* What to hide with the only hidden member of a sum, or G_MAXUINT. */
static guint
find_missing_companion (const WayHide *self,
                        const WaySum  *sum)
{
  return !way_sum_is_bound (sum) && count_hidden (self, sum) == 1 ? find_companion (self, sum)
                                                                  : G_MAXUINT;
}

/* Each sum of which one member alone is hidden gets a second. */
static void
hide_companions (WayHide *self)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (guint i = 0; i < self->sums->n_sums; i++)
        {
          guint cell = find_missing_companion (self, &self->sums->sums[i]);

          if (cell == G_MAXUINT)
            continue;
          self->cells[cell].state = WAY_CELL_SECONDARY;
          changed = TRUE;
        }
    }
}

static guint
find_cheapest (const WayHide    *self,
               const WayHideCut *cut)
{
  guint best = G_MAXUINT;

  for (guint i = 0; i < self->sums->n_cells; i++)
    if (is_open (self, i) && cut->gains[i] > NEAR &&
        (best == G_MAXUINT || is_cheaper (&self->cells[i], &self->cells[best])))
      best = i;
  return best;
}

/* The first hidden cell that can be worked out, and the cheapest that helps;
 * *further is G_MAXUINT where all are safe. */
static WayHideResult
find_further (WayHide *self,
              guint   *further,
              guint   *exposed)
{
  g_autoptr(WayAttack) attack = way_hide_attack (self);

  *further = G_MAXUINT;
  for (guint i = 0; i < self->sums->n_cells && *further == G_MAXUINT; i++)
    {
      WayHideCut cut;
      gboolean is_safe = TRUE;
      WayHideResult result;

      if (self->cells[i].state == WAY_CELL_SHOWN)
        continue;
      result = way_hide_look (self, attack, i, &is_safe, &cut);
      if (result == WAY_HIDE_DONE && !is_safe)
        *further = find_cheapest (self, &cut);
      way_hide_cut_clear (&cut);
      if (result == WAY_HIDE_EXPOSED)
        *exposed = i;
      if (result != WAY_HIDE_DONE)
        return result;
    }
  return WAY_HIDE_DONE;
}

static WayHideResult
hide_further (WayHide *self,
              guint   *exposed)
{
  guint further;
  WayHideResult result;

  while ((result = find_further (self, &further, exposed)) == WAY_HIDE_DONE &&
         further != G_MAXUINT)
    {
      self->cells[further].state = WAY_CELL_SECONDARY;
      hide_companions (self);
    }
  return result;
}

/* --- Showing again --- */

static gboolean
has_lonely_cell (const WayHide *self)
{
  for (guint i = 0; i < self->sums->n_sums; i++)
    if (find_missing_companion (self, &self->sums->sums[i]) != G_MAXUINT)
      return TRUE;
  return FALSE;
}

static gboolean
is_safe_without (WayHide *self,
                 guint    cell)
{
  guint further;
  guint exposed;
  gboolean is_safe;

  self->cells[cell].state = WAY_CELL_SHOWN;
  is_safe = !has_lonely_cell (self) &&
            find_further (self, &further, &exposed) == WAY_HIDE_DONE && further == G_MAXUINT;
  if (!is_safe)
    self->cells[cell].state = WAY_CELL_SECONDARY;
  return is_safe;
}

static guint
find_dearest (const WayHide *self,
              const guint8  *tried)
{
  guint best = G_MAXUINT;

  for (guint i = 0; i < self->sums->n_cells; i++)
    if (self->cells[i].state == WAY_CELL_SECONDARY && !tried[i] &&
        (best == G_MAXUINT || !is_cheaper (&self->cells[i], &self->cells[best])))
      best = i;
  return best;
}

static void
show_again (WayHide *self)
{
  g_autofree guint8 *tried = g_new0 (guint8, self->sums->n_cells);
  guint cell;

  for (guint n = 0; n < MOST_TRIES && (cell = find_dearest (self, tried)) != G_MAXUINT; n++)
    {
      tried[cell] = 1;
      is_safe_without (self, cell);
    }
}

WayHideResult
way_hide (const WaySums     *sums,
          WayHideCell       *cells,
          const WayHideRule *rule,
          guint             *exposed)
{
  WayHide self;
  WayHideResult result;

  init (&self, sums, cells, rule);
  hide_companions (&self);
  result = hide_further (&self, exposed);
  if (result == WAY_HIDE_DONE)
    {
      show_again (&self);
      way_hide_fewest (&self);
    }
  clear (&self);
  return result;
}
