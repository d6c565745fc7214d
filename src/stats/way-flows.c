/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays become times at settings, times become ways: one sort by child and day,
 * and one walk. */

#include "way-flows.h"

/* A time at a setting. */
typedef struct
{
  guint       pupil;
  guint       setting;
  guint32     from;
  guint32     to;
  const char *destination;     /* of the stay that ended last */
} Time;

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const Time *one = a;
  const Time *other = b;

  if (one->pupil != other->pupil)
    return one->pupil < other->pupil ? -1 : 1;
  if (one->from != other->from)
    return one->from < other->from ? -1 : 1;
  if (one->to != other->to)
    return one->to < other->to ? -1 : 1;
  return one->setting < other->setting ? -1 : one->setting > other->setting;
}

/* Whether a day comes no more than the gap after another. */
static gboolean
follows (guint32 day,
         guint32 last,
         guint32 gap)
{
  return last == WAY_STAT_OPEN || day <= last || day - last - 1 <= gap;
}

static void
add_time (GArray     *times,
          const Time *one,
          guint32     gap)
{
  Time *last = times->len > 0 ? &g_array_index (times, Time, times->len - 1) : NULL;

  if (last == NULL || last->pupil != one->pupil || last->setting != one->setting ||
      !follows (one->from, last->to, gap))
    {
      g_array_append_val (times, *one);
      return;
    }
  if (one->to >= last->to)
    last->destination = one->destination;
  last->to = MAX (last->to, one->to);
}

/* By child and first day, joined. */
static GArray *
make_times (const WayIndicatorFacts *facts,
            guint32                  gap)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (Time));
  GArray *times = g_array_new (FALSE, FALSE, sizeof (Time));

  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      const WayStatProvision *provision = WAY_STAT_AT (facts->provisions, WayStatProvision,
                                                       stay->provision);
      Time one = { stay->pupil, provision->setting, stay->from, stay->to, stay->destination };

      if (provision->is_counted && provision->setting != WAY_STAT_NONE)
        g_array_append_val (all, one);
    }
  g_array_sort (all, compare_times);
  for (guint i = 0; i < all->len; i++)
    add_time (times, &g_array_index (all, Time, i), gap);
  return times;
}

static gboolean
touches (const Time *one,
         guint32     from,
         guint32     to)
{
  return one->from <= to && one->to >= from;
}

/* --- Ends --- */

static const WayFlowEnd none = { WAY_FLOW_NOWHERE, WAY_STAT_NONE, NULL };

static gboolean
was_excluded (const WayIndicatorFacts *facts,
              guint                    pupil,
              guint32                  first,
              guint32                  last)
{
  for (guint i = 0; i < facts->exclusions->len; i++)
    {
      const WayStatExclusion *row = WAY_STAT_AT (facts->exclusions, WayStatExclusion, i);

      if (row->pupil == pupil && row->is_permanent && row->from >= first && row->from <= last)
        return TRUE;
    }
  return FALSE;
}

/* On the last roll within the gap: whether it is a mainstream one. */
static const WayStatRoll *
find_roll (const WayIndicatorFacts *facts,
           guint                    pupil,
           guint32                  first,
           guint32                  last)
{
  const WayStatRoll *found = NULL;

  for (guint i = 0; i < facts->rolls->len; i++)
    {
      const WayStatRoll *roll = WAY_STAT_AT (facts->rolls, WayStatRoll, i);

      if (roll->pupil == pupil && roll->school != WAY_STAT_NONE && roll->from <= last &&
          roll->to >= first && (found == NULL || roll->from > found->from))
        found = roll;
    }
  return found;
}

static WayFlowEnd
find_before (const WayIndicatorFacts *facts,
             const Time              *before,
             const Time              *at,
             guint32                  gap)
{
  guint32 first = at->from > gap ? at->from - gap - 1 : 0;
  const WayStatRoll *roll;

  if (before != NULL && before->pupil == at->pupil && follows (at->from, before->to, gap))
    return (WayFlowEnd) { WAY_FLOW_SETTING, before->setting, NULL };
  if (was_excluded (facts, at->pupil, first, at->from))
    return (WayFlowEnd) { WAY_FLOW_EXCLUDED, WAY_STAT_NONE, NULL };
  roll = find_roll (facts, at->pupil, first, at->from);
  if (roll == NULL)
    return none;
  return (WayFlowEnd) {
    WAY_STAT_AT (facts->settings, WayStatSetting, roll->school)->is_mainstream
      ? WAY_FLOW_MAINSTREAM : WAY_FLOW_OTHER_SCHOOL, WAY_STAT_NONE, NULL
  };
}

static WayFlowEnd
find_after (const Time *at,
            const Time *after,
            guint32     to,
            guint32     gap)
{
  if (at->to > to)
    return (WayFlowEnd) { WAY_FLOW_STILL_THERE, WAY_STAT_NONE, NULL };
  if (after != NULL && after->pupil == at->pupil && follows (after->from, at->to, gap))
    return (WayFlowEnd) { WAY_FLOW_SETTING, after->setting, NULL };
  return (WayFlowEnd) { WAY_FLOW_DESTINATION, WAY_STAT_NONE, at->destination };
}

/* --- Counting --- */

static gboolean
is_same_end (const WayFlowEnd *one,
             const WayFlowEnd *other)
{
  return one->kind == other->kind && one->setting == other->setting && one->code == other->code;
}

static void
add_flow (GArray        *flows,
          const WayFlow *one)
{
  for (guint i = 0; i < flows->len; i++)
    {
      WayFlow *flow = &g_array_index (flows, WayFlow, i);

      if (flow->setting == one->setting && is_same_end (&flow->before, &one->before) &&
          is_same_end (&flow->after, &one->after))
        {
          flow->n++;
          return;
        }
    }
  g_array_append_val (flows, *one);
}

static int
compare_ends (const WayFlowEnd *one,
              const WayFlowEnd *other)
{
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  if (one->setting != other->setting)
    return one->setting < other->setting ? -1 : 1;
  return g_strcmp0 (one->code, other->code);
}

static int
compare_flows (gconstpointer a,
               gconstpointer b)
{
  const WayFlow *one = a;
  const WayFlow *other = b;
  int order;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;
  if (one->setting != other->setting)
    return one->setting < other->setting ? -1 : 1;
  order = compare_ends (&one->before, &other->before);
  return order != 0 ? order : compare_ends (&one->after, &other->after);
}

GArray *
way_flows_count (const WayIndicatorFacts *facts,
                 guint32                  from,
                 guint32                  to,
                 guint32                  gap)
{
  g_autoptr(GArray) times = make_times (facts, gap);
  GArray *flows = g_array_new (FALSE, FALSE, sizeof (WayFlow));

  for (guint i = 0; i < times->len; i++)
    {
      const Time *at = &g_array_index (times, Time, i);
      const Time *before = i > 0 ? at - 1 : NULL;
      const Time *after = i + 1 < times->len ? at + 1 : NULL;
      WayFlow flow = { .setting = at->setting, .n = 1 };

      if (!touches (at, from, to))
        continue;
      flow.before = find_before (facts, before, at, gap);
      flow.after = find_after (at, after, to, gap);
      add_flow (flows, &flow);
    }
  g_array_sort (flows, compare_flows);
  return flows;
}

/* --- Chains --- */

void
way_flow_chain_clear (gpointer chain)
{
  g_array_unref (((WayFlowChain *) chain)->settings);
}

static gboolean
is_same_way (const GArray *one,
             const GArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    if (g_array_index (one, guint, i) != g_array_index (other, guint, i))
      return FALSE;
  return TRUE;
}

/* Takes the settings over. */
static void
add_chain (GArray *chains,
           GArray *settings)
{
  WayFlowChain one = { settings, 1 };

  for (guint i = 0; i < chains->len; i++)
    {
      WayFlowChain *chain = &g_array_index (chains, WayFlowChain, i);

      if (!is_same_way (chain->settings, settings))
        continue;
      chain->n++;
      g_array_unref (settings);
      return;
    }
  g_array_append_val (chains, one);
}

static int
compare_chains (gconstpointer a,
                gconstpointer b)
{
  const WayFlowChain *one = a;
  const WayFlowChain *other = b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;
  for (guint i = 0; i < MIN (one->settings->len, other->settings->len); i++)
    {
      guint x = g_array_index (one->settings, guint, i);
      guint y = g_array_index (other->settings, guint, i);

      if (x != y)
        return x < y ? -1 : 1;
    }
  return one->settings->len < other->settings->len ? -1
           : one->settings->len > other->settings->len;
}

/* The first time after those that follow each other from this one on. */
static guint
find_end (const GArray *times,
          guint         first,
          guint32       gap)
{
  guint end = first + 1;

  while (end < times->len &&
         g_array_index (times, Time, end).pupil == g_array_index (times, Time, first).pupil &&
         follows (g_array_index (times, Time, end).from, g_array_index (times, Time, end - 1).to,
                  gap))
    end++;
  return end;
}

/* The times from first up to end are a way over several settings that reaches into
 * the period. */
static gboolean
is_chain (const GArray *times,
          guint         first,
          guint         end,
          guint32       from,
          guint32       to)
{
  gboolean reaches = FALSE;

  for (guint i = first; i < end; i++)
    reaches |= touches (&g_array_index (times, Time, i), from, to);
  return reaches && end - first >= 2;
}

GArray *
way_flows_chains (const WayIndicatorFacts *facts,
                  guint32                  from,
                  guint32                  to,
                  guint32                  gap)
{
  g_autoptr(GArray) times = make_times (facts, gap);
  GArray *chains = g_array_new (FALSE, FALSE, sizeof (WayFlowChain));

  g_array_set_clear_func (chains, way_flow_chain_clear);
  for (guint first = 0, end; first < times->len; first = end)
    {
      GArray *settings;

      end = find_end (times, first, gap);
      if (!is_chain (times, first, end, from, to))
        continue;
      settings = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = first; i < end; i++)
        g_array_append_val (settings, g_array_index (times, Time, i).setting);
      add_chain (chains, settings);
    }
  g_array_sort (chains, compare_chains);
  return chains;
}

/* Whether a stay is a part of a time. */
static gboolean
is_part (const WayIndicatorFacts *facts,
         const WayStatStay       *stay,
         const Time              *one)
{
  const WayStatProvision *provision = WAY_STAT_AT (facts->provisions, WayStatProvision,
                                                   stay->provision);

  return provision->is_counted && provision->setting == one->setting && stay->from >= one->from &&
         stay->to <= one->to;
}

/* The first of a child's times; there may be none. */
static guint
find_pupil (const GArray *times,
            guint         pupil)
{
  guint low = 0, high = times->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (times, Time, middle).pupil < pupil)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* By time: whether it is of a way. */
static gboolean *
mark_chained (const GArray *times,
              guint32       from,
              guint32       to,
              guint32       gap)
{
  gboolean *chained = g_new0 (gboolean, MAX (times->len, 1));

  for (guint first = 0, end; first < times->len; first = end)
    {
      end = find_end (times, first, gap);
      for (guint i = first; i < end && is_chain (times, first, end, from, to); i++)
        chained[i] = TRUE;
    }
  return chained;
}

GArray *
way_flows_chained (const WayIndicatorFacts *facts,
                   guint32                  from,
                   guint32                  to,
                   guint32                  gap)
{
  g_autoptr(GArray) times = make_times (facts, gap);
  g_autofree gboolean *chained = mark_chained (times, from, to, gap);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      gboolean is_in = FALSE;

      for (guint k = find_pupil (times, stay->pupil);
           k < times->len && g_array_index (times, Time, k).pupil == stay->pupil; k++)
        is_in |= chained[k] && is_part (facts, stay, &g_array_index (times, Time, k));
      if (is_in)
        g_array_append_val (found, i);
    }
  return found;
}
