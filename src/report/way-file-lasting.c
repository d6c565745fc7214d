/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long children stay at each provision, and how long they waited for it. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "way-chart-rates.h"
#include "way-journey.h"
#include "way-occupancy-facts.h"
#include "way-records.h"
#include "way-summary.h"

#define DAYS_A_WEEK 7.0
#define MOST_GROUPS 100        /* in the picture */
#define N_QUANTILES 5

/* What still goes on after each quantile: 9 of 10 at the tenth. */
static const struct
{
  guint share;
  guint of;
} quantiles[N_QUANTILES] = { { 9, 10 }, { 3, 4 }, { 1, 2 }, { 1, 4 }, { 1, 10 } };

#define TENTH          0
#define QUARTER        1
#define MEDIAN         2
#define THREE_QUARTERS 3
#define NINE_TENTHS    4

typedef struct
{
  char   *name;
  char   *key;                 /* to sort by */
  GArray *lasting;             /* WayLasting */
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->name);
  g_free (group->key);
  g_array_unref (group->lasting);
  g_free (group);
}

/* What is being read: a group for each provision of the facts, in their order. */
typedef struct
{
  const WayOccupancyFacts *facts;
  GPtrArray               *groups;
  gboolean                 is_stay;
} Reading;

static void
add_lasting (const Reading *self,
             guint          provision,
             guint32        days,
             gboolean       ended)
{
  Group *group = g_ptr_array_index (self->groups, provision);
  WayLasting lasting = { .days = days, .ended = ended };

  g_array_append_val (group->lasting, lasting);
}

/* A stay that ended in the span or goes on after it, as K25 counts: the latter for
 * as long as it was seen, and open. */
static void
take_length (const Reading *self,
             guint          provision,
             const WayStay *stay,
             guint32        end)
{
  guint32 from = way_date_julian (&self->facts->from);
  guint32 to = way_date_julian (&self->facts->to);

  if (stay->start > 0 && stay->start <= to && end >= from)
    add_lasting (self, provision, MIN (end, to) - stay->start + 1, end <= to);
}

/* From the referral to the first day, of a stay that began in the span. */
static void
take_wait (const Reading *self,
           guint          provision,
           const WayStay *stay,
           guint32        received)
{
  if (stay->start >= way_date_julian (&self->facts->from) &&
      stay->start <= way_date_julian (&self->facts->to) &&
      received > 0 && received <= stay->start)
    add_lasting (self, provision, stay->start - received, TRUE);
}

static void
take_stays (guint32            end,
            const WayStay     *stays,
            const WayStayMore *more,
            guint              n,
            gpointer           data)
{
  const Reading *self = data;

  for (guint i = 0; i < n; i++)
    {
      guint provision = g_array_index (self->facts->kinds, WayKindFact,
                                       way_stay_kind (&stays[i])).provision;

      if (provision == WAY_FACT_NONE || end < stays[i].start ||
          way_occupancy_facts_child (self->facts, stays[i].pupil) == WAY_FACT_NONE)
        continue;
      if (self->is_stay)
        take_length (self, provision, &stays[i], end);
      else
        take_wait (self, provision, &stays[i], more[i].received);
    }
}

/* --- groups --- */

static Group *
group_new (const char *name)
{
  Group *group = g_new0 (Group, 1);

  group->name = g_strdup (name);
  group->lasting = g_array_new (FALSE, FALSE, sizeof (WayLasting));
  return group;
}

static GPtrArray *
make_groups (const GArray *provisions)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);

  for (guint i = 0; i < provisions->len; i++)
    {
      const char *name = g_array_index (provisions, WayProvisionFact, i).name;

      g_ptr_array_add (groups, group_new (name != NULL ? name : ""));
    }
  return groups;
}

static Group *
group_at (const GPtrArray *groups,
          guint            i)
{
  return g_ptr_array_index (groups, i);
}

static void
find_shown (const Reading         *self,
            const WayFileChartAsk *ask,
            WayFileShown          *shown)
{
  g_autofree guint *totals = g_new0 (guint, MAX (self->groups->len, 1));

  for (guint i = 0; i < self->groups->len; i++)
    totals[i] = group_at (self->groups, i)->lasting->len;
  way_file_shown_fill (shown, ask, self->facts, totals, MOST_GROUPS);
}

/* What is read goes over to the groups of the picture: by name, others last. */
static GPtrArray *
take_shown (const Reading      *self,
            const WayFileShown *shown)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);
  Group *others = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = group_at (self->groups, i);
      Group *shown_as = others;

      if (group->lasting->len == 0)
        continue;
      if (shown->orders[i] != shown->others || others == NULL)
        {
          shown_as = group_new (shown->names[i]);
          g_ptr_array_add (groups, shown_as);
        }
      if (shown->orders[i] == shown->others)
        others = shown_as;
      g_array_append_vals (shown_as->lasting, group->lasting->data, group->lasting->len);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      Group *group = group_at (groups, i);
      g_autofree char *key = g_utf8_collate_key (group->name, -1);

      group->key = g_strconcat (group == others ? "1" : "0", key, NULL);
    }
  return groups;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(Group *const *) a)->key, (*(Group *const *) b)->key);
}

/* --- the chart --- */

typedef struct
{
  guint   n;
  char  **names;
  double *counts;
  double *values[N_QUANTILES];
} Strips;

static void
strips_clear (Strips *self)
{
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->counts, g_free);
  for (guint k = 0; k < N_QUANTILES; k++)
    g_clear_pointer (&self->values[k], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Strips, strips_clear)

/* In weeks; NaN where so few have ended that it cannot be said. */
static void
find_quantiles (Group  *group,
                double *values)
{
  g_autoptr(GArray) steps =
    way_summary_lasting_steps ((WayLasting *) (gpointer) group->lasting->data,
                               group->lasting->len);
  guint32 days;

  for (guint k = 0; k < N_QUANTILES; k++)
    values[k] = way_summary_steps_reach (steps, quantiles[k].share, quantiles[k].of, &days)
                  ? days / DAYS_A_WEEK : NAN;
}

/* A group without a middle is left out; one that is small is hidden. */
static void
fill_strips (Strips                *strips,
             const WayFileChartAsk *ask,
             const GPtrArray       *groups)
{
  strips->names = g_new0 (char *, groups->len + 1);
  strips->counts = g_new (double, MAX (groups->len, 1));
  for (guint k = 0; k < N_QUANTILES; k++)
    strips->values[k] = g_new (double, MAX (groups->len, 1));
  for (guint i = 0; i < groups->len; i++)
    {
      Group *group = g_ptr_array_index (groups, i);
      gboolean is_small = group->lasting->len < ask->limit;
      double values[N_QUANTILES] = { NAN, NAN, NAN, NAN, NAN };

      if (!is_small)
        find_quantiles (group, values);
      if (group->lasting->len == 0 || (!is_small && isnan (values[MEDIAN])))
        continue;
      strips->names[strips->n] = g_strdup (group->name);
      strips->counts[strips->n] = group->lasting->len;
      for (guint k = 0; k < N_QUANTILES; k++)
        strips->values[k][strips->n] = values[k];
      strips->n++;
    }
}

/* Where the middle is the longest; NULL where nothing is. */
static char *
say_longest (const WayFileChartAsk *ask,
             const Strips          *strips,
             gboolean               is_stay)
{
  int best = -1;
  g_autofree char *weeks = NULL;

  for (guint i = 0; i < strips->n; i++)
    if (isfinite (strips->values[MEDIAN][i]) &&
        (best < 0 || strips->values[MEDIAN][i] > strips->values[MEDIAN][best]))
      best = (int) i;
  if (best < 0)
    return NULL;
  weeks = way_chart_say_number (strips->values[MEDIAN][best], 1);
  /* Translators: a number of weeks, then a provision. */
  if (is_stay)
    return g_strdup_printf (way_chart_say (ask->translate,
                                           N_("Half of all stays last %s weeks or longer at %s")),
                            weeks, strips->names[best]);
  return g_strdup_printf (way_chart_say (ask->translate,
                                         N_("Half wait %s weeks or longer for %s")),
                          weeks, strips->names[best]);
}

static WayChart *
make_chart (const WayFileChartAsk *ask,
            const Strips          *strips,
            gboolean               is_stay)
{
  WayChartTranslateFunc translate = ask->translate;
  g_autofree char *from = way_chart_say_date (translate, way_date_julian (&ask->from));
  g_autofree char *to = way_chart_say_date (translate, way_date_julian (&ask->to));
  g_autofree char *title = say_longest (ask, strips, is_stay);
  g_autofree char *subtitle =
    is_stay ? g_strdup_printf (way_chart_say (translate,
                                              N_("Weeks of stays from %s to %s; those that go on "
                                                 "count for as long as they were seen")),
                               from, to)
            : g_strdup_printf (way_chart_say (translate,
                                              N_("Weeks from the referral to the first day, of "
                                                 "stays that began from %s to %s")), from, to);

  return way_strips_chart_new (&(WayStripsChart) {
    .names = (const char *const *) strips->names, .n = strips->n, .counts = strips->counts,
    .tenths = strips->values[TENTH], .quarters = strips->values[QUARTER],
    .medians = strips->values[MEDIAN], .three_quarters = strips->values[THREE_QUARTERS],
    .nine_tenths = strips->values[NINE_TENTHS],
    .heading = way_chart_say (translate, N_("Provision")),
    .value_name = is_stay ? way_chart_say (translate, N_("Length of stay"))
                          : way_chart_say (translate, N_("Wait")),
    .count_name = way_chart_say (translate, N_("Stays")),
    .unit = way_chart_say (translate, N_("weeks")), .decimals = 1, .title = title,
    .subtitle = subtitle, .translate = translate });
}

/* Its groups are the caller's where it does not fail. */
static WayOccupancyFacts *
read_lasting (WayDb                  *db,
              const WayFileChartAsk  *ask,
              gboolean                is_stay,
              Reading                *reading,
              GError                **error)
{
  g_autoptr(WayOccupancyFacts) facts = way_occupancy_facts_read (db, &ask->from, &ask->to,
                                                                 WAY_OCCUPANCY_WITH_NAMES, error);
  g_autoptr(GPtrArray) groups = facts != NULL ? make_groups (facts->provisions) : NULL;

  *reading = (Reading) { facts, groups, is_stay };
  if (groups == NULL || !way_occupancy_facts_each (facts, !is_stay, take_stays, reading, error))
    return NULL;
  reading->groups = g_steal_pointer (&groups);
  return g_steal_pointer (&facts);
}

GHashTable *
way_file_lasting_places (WayDb                  *db,
                         const WayFileChartAsk  *ask,
                         gboolean                is_stay,
                         GError                **error)
{
  Reading reading;
  g_autoptr(WayOccupancyFacts) facts = read_lasting (db, ask, is_stay, &reading, error);
  g_autoptr(GPtrArray) groups = facts != NULL ? reading.groups : NULL;
  g_auto(WayFileShown) shown = { 0 };

  if (facts == NULL)
    return NULL;
  find_shown (&reading, ask, &shown);
  return way_file_shown_places (&shown, facts);
}

WayChart *
way_file_chart_lasting (WayDb                  *db,
                        const WayFileChartAsk  *ask,
                        gboolean                is_stay,
                        GError                **error)
{
  Reading reading;
  g_autoptr(WayOccupancyFacts) facts = read_lasting (db, ask, is_stay, &reading, error);
  g_autoptr(GPtrArray) read = facts != NULL ? reading.groups : NULL;
  g_autoptr(GPtrArray) groups = NULL;
  g_auto(WayFileShown) shown = { 0 };
  g_auto(Strips) strips = { 0 };

  if (facts == NULL)
    return NULL;
  find_shown (&reading, ask, &shown);
  groups = take_shown (&reading, &shown);
  g_ptr_array_sort (groups, compare_groups);
  fill_strips (&strips, ask, groups);
  return make_chart (ask, &strips, is_stay);
}
