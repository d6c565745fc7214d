/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long children stay at each provision, and how long they waited for it. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "way-chart-rates.h"
#include "way-directory.h"
#include "way-journey.h"
#include "way-records.h"
#include "way-summary.h"

#define DAYS_A_WEEK 7.0
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
  GArray *lasting;             /* WayLasting */
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->name);
  g_array_unref (group->lasting);
  g_free (group);
}

typedef gboolean (*FindLasting) (WayDb                  *db,
                                 const WayFileChartAsk  *ask,
                                 const WayPlacement     *placement,
                                 WayLasting             *lasting,
                                 gboolean               *counts,
                                 GError                **error);

/* A stay that ended in the span or goes on after it, as K25 counts: the latter for
 * as long as it was seen, and open. */
static gboolean
find_stay (WayDb                  *db,
           const WayFileChartAsk  *ask,
           const WayPlacement     *placement,
           WayLasting             *lasting,
           gboolean               *counts,
           GError                **error)
{
  guint32 from = way_date_julian (&ask->from);
  guint32 to = way_date_julian (&ask->to);
  guint32 start = way_date_julian (&placement->start);
  guint32 end = way_date_is_set (&placement->end) ? way_date_julian (&placement->end)
                                                  : G_MAXUINT32;

  *counts = start > 0 && start <= to && end >= from && end >= start;
  if (*counts)
    *lasting = (WayLasting) { .days = MIN (end, to) - start + 1, .ended = end <= to };
  return TRUE;
}

/* From the referral to the first day, of stays that began in the span. */
static gboolean
find_wait (WayDb                  *db,
           const WayFileChartAsk  *ask,
           const WayPlacement     *placement,
           WayLasting             *lasting,
           gboolean               *counts,
           GError                **error)
{
  guint32 start = way_date_julian (&placement->start);
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayReferral) referral = NULL;

  *counts = FALSE;
  if (way_id_is_null (&placement->referral) || start < way_date_julian (&ask->from) ||
      start > way_date_julian (&ask->to))
    return TRUE;
  referral = way_records_get (db, &way_referral_entity, &placement->referral, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  *counts = referral != NULL && way_date_is_set (&referral->received) &&
            way_date_julian (&referral->received) <= start;
  if (*counts)
    *lasting = (WayLasting) { .days = start - way_date_julian (&referral->received),
                              .ended = TRUE };
  return TRUE;
}

/* --- groups --- */

static GPtrArray *
read_groups (WayDb        *db,
             GHashTable   *by_id,
             GError      **error)
{
  g_autoptr(GPtrArray) provisions =
    way_records_list (db, &way_provision_entity, NULL, NULL, error);
  GPtrArray *groups;

  if (provisions == NULL)
    return NULL;
  groups = g_ptr_array_new_with_free_func (group_free);
  for (guint i = 0; i < provisions->len; i++)
    {
      const WayProvision *provision = g_ptr_array_index (provisions, i);
      Group *group = g_new0 (Group, 1);

      group->name = g_strdup (provision->name != NULL ? provision->name : "");
      group->lasting = g_array_new (FALSE, FALSE, sizeof (WayLasting));
      g_ptr_array_add (groups, group);
      g_hash_table_insert (by_id, way_id_to_string (&provision->id), group);
    }
  return groups;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate ((*(Group *const *) a)->name, (*(Group *const *) b)->name);
}

static gboolean
fill_groups (WayDb                  *db,
             const WayFileChartAsk  *ask,
             FindLasting             find,
             GHashTable             *by_id,
             GError                **error)
{
  g_autoptr(GPtrArray) placements =
    way_records_list (db, &way_placement_entity, NULL, NULL, error);

  for (guint i = 0; placements != NULL && i < placements->len; i++)
    {
      const WayPlacement *placement = g_ptr_array_index (placements, i);
      g_autofree char *id = way_id_to_string (&placement->provision);
      Group *group = g_hash_table_lookup (by_id, id);
      WayLasting lasting;
      gboolean counts;

      if (!find (db, ask, placement, &lasting, &counts, error))
        return FALSE;
      if (counts && group != NULL)
        g_array_append_val (group->lasting, lasting);
    }
  return placements != NULL;
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
static double
find_quantile (Group *group,
               guint  nth)
{
  guint32 days;

  if (!way_summary_lasting ((WayLasting *) (gpointer) group->lasting->data, group->lasting->len,
                            quantiles[nth].share, quantiles[nth].of, &days))
    return NAN;
  return days / DAYS_A_WEEK;
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

      if (group->lasting->len == 0 || (!is_small && isnan (find_quantile (group, MEDIAN))))
        continue;
      strips->names[strips->n] = g_strdup (group->name);
      strips->counts[strips->n] = group->lasting->len;
      for (guint k = 0; k < N_QUANTILES; k++)
        strips->values[k][strips->n] = is_small ? NAN : find_quantile (group, k);
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

WayChart *
way_file_chart_lasting (WayDb                  *db,
                        const WayFileChartAsk  *ask,
                        gboolean                is_stay,
                        GError                **error)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) groups = read_groups (db, by_id, error);
  g_auto(Strips) strips = { 0 };

  if (groups == NULL ||
      !fill_groups (db, ask, is_stay ? find_stay : find_wait, by_id, error))
    return NULL;
  g_ptr_array_sort (groups, compare_groups);
  fill_strips (&strips, ask, groups);
  return make_chart (ask, &strips, is_stay);
}
