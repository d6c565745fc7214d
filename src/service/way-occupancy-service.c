/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy of a file: facts from the store, put into groups as it was asked
 * for, counted by src/stats. */

#include "way-occupancy-service.h"

#include <string.h>

#include "way-census.h"
#include "way-codes.h"
#include "way-measure.h"
#include "way-occupancy-facts.h"
#include "way-setting.h"
#include "way-text.h"

/* --- Words --- */

static const char *const by_names[] = {
  [WAY_OCCUPANCY_BY_NOTHING] = "nothing",
  [WAY_OCCUPANCY_BY_SETTING] = "setting",
  [WAY_OCCUPANCY_BY_PROVISION] = "provision",
  [WAY_OCCUPANCY_BY_PHASE] = "phase",
  [WAY_OCCUPANCY_BY_KIND] = "kind",
  [WAY_OCCUPANCY_BY_FUNDER] = "funder",
  [WAY_OCCUPANCY_BY_DISTRICT] = "district",
};

static const char *const every_names[] = {
  [WAY_OCCUPANCY_EVERY_DAY] = "day",
  [WAY_OCCUPANCY_EVERY_WEEK] = "week",
  [WAY_OCCUPANCY_EVERY_MONTH] = "month",
  [WAY_OCCUPANCY_EVERY_CENSUS] = "census",
};

gboolean
way_occupancy_by_from_text (const char     *text,
                            WayOccupancyBy *by)
{
  for (guint i = 0; i < G_N_ELEMENTS (by_names); i++)
    if (strcmp (by_names[i], text) == 0)
      {
        *by = (WayOccupancyBy) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
way_occupancy_every_from_text (const char        *text,
                               WayOccupancyEvery *every)
{
  for (guint i = 0; i < G_N_ELEMENTS (every_names); i++)
    if (strcmp (every_names[i], text) == 0)
      {
        *every = (WayOccupancyEvery) i;
        return TRUE;
      }
  return FALSE;
}

static GArray *
every_day (const GDate *from,
           const GDate *to)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (GDate));

  for (guint32 day = way_date_julian (from); day <= way_date_julian (to); day++)
    {
      GDate date = way_date_from_julian (day);

      g_array_append_val (days, date);
    }
  return days;
}

GArray *
way_occupancy_days (const WaySchoolDays *school_days,
                    WayOccupancyEvery    every,
                    const GDate         *from,
                    const GDate         *to)
{
  switch (every)
    {
    case WAY_OCCUPANCY_EVERY_WEEK:
      return way_school_days_first_of_weeks (school_days, from, to);
    case WAY_OCCUPANCY_EVERY_MONTH:
      return way_school_days_first_of_months (school_days, from, to);
    case WAY_OCCUPANCY_EVERY_CENSUS:
      return way_census_days (from, to);
    case WAY_OCCUPANCY_EVERY_DAY:
    default:
      return every_day (from, to);
    }
}

/* --- Groups --- */

typedef struct
{
  const WayOccupancyFacts *facts;
  WayOccupancyBy           by;
  gboolean                 with_uncounted;
  GArray                  *groups;        /* WayOccupancyGroup as they are met */
  GHashTable              *by_key;        /* "1 key" or "0 key" -> index + 1 */
  guint                   *of_provision;  /* WAY_FACT_NONE: not wanted */
  guint                   *of_district;   /* by 2 × district + counted; those without a home last */
  GArray                  *places;        /* WayOccupancyPlaces */
} Grouping;

/* Names need not differ, so ids tell records apart. */
static guint
find_group (Grouping    *self,
            const char  *name,
            const char  *set,
            const WayId *id,
            gboolean     counted)
{
  g_autofree char *id_text = id != NULL ? way_id_to_string (id) : NULL;
  g_autofree char *key = g_strdup_printf ("%d %s", counted != FALSE,
                                          id_text != NULL ? id_text : name != NULL ? name : "");
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key));
  WayOccupancyGroup group = { .set = set, .counted = counted };

  if (index != 0)
    return index - 1;
  group.key = g_strdup (name != NULL ? name : "");
  group.row = self->groups->len;
  if (id != NULL)
    group.id = *id;
  g_array_append_val (self->groups, group);
  g_hash_table_insert (self->by_key, g_steal_pointer (&key), GUINT_TO_POINTER (self->groups->len));
  return self->groups->len - 1;
}

static gboolean
counts_as_places (const WayPlacesFact *fact,
                  gint32              *places)
{
  const WayCode *kind = way_codes_lookup ("capacity_kind",
                                          fact->kind != NULL ? fact->kind : "commissioned");

  *places = kind == NULL ? 0
          : way_code_is (kind, "counted") ? fact->places
          : way_code_is (kind, "takes_away") ? -fact->places : 0;
  return *places != 0 && (fact->unit == NULL || strcmp (fact->unit, "places") == 0);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Who funds places of the provision: codes, sorted, none twice. */
static char *
join_funders (const WayOccupancyFacts *facts,
              guint                    provision)
{
  g_autoptr(GPtrArray) funders = g_ptr_array_new ();
  gint32 places;

  for (guint i = 0; i < facts->places->len; i++)
    {
      const WayPlacesFact *fact = &g_array_index (facts->places, WayPlacesFact, i);

      if (fact->provision == provision && fact->funder != NULL &&
          counts_as_places (fact, &places) && places > 0 &&
          !g_ptr_array_find (funders, fact->funder, NULL))
        g_ptr_array_add (funders, (gpointer) fact->funder);
    }
  g_ptr_array_sort (funders, compare_texts);
  g_ptr_array_add (funders, NULL);
  return g_strjoinv ("|", (char **) funders->pdata);
}

static guint
group_provision (Grouping *self,
                 guint     index)
{
  const WayProvisionFact *provision = &g_array_index (self->facts->provisions, WayProvisionFact,
                                                      index);
  const WaySettingFact *setting = provision->setting != WAY_FACT_NONE
    ? &g_array_index (self->facts->settings, WaySettingFact, provision->setting) : NULL;
  g_autofree char *funders = NULL;

  switch (self->by)
    {
    case WAY_OCCUPANCY_BY_SETTING:
      return find_group (self, setting != NULL ? setting->name : NULL, NULL,
                         setting != NULL ? &setting->id : NULL, provision->counted);
    case WAY_OCCUPANCY_BY_PROVISION:
      return find_group (self, provision->name, NULL, &provision->id, provision->counted);
    case WAY_OCCUPANCY_BY_PHASE:
      return find_group (self, provision->phase, "provision_phase", NULL, provision->counted);
    case WAY_OCCUPANCY_BY_KIND:
      return find_group (self, provision->kind, "provision_kind", NULL, provision->counted);
    case WAY_OCCUPANCY_BY_FUNDER:
      funders = join_funders (self->facts, index);
      return find_group (self, funders, "funder", NULL, provision->counted);
    case WAY_OCCUPANCY_BY_DISTRICT:
    case WAY_OCCUPANCY_BY_NOTHING:
    default:
      return 0;
    }
}

static void
group_provisions (Grouping *self)
{
  const GArray *provisions = self->facts->provisions;

  self->of_provision = g_new (guint, MAX (provisions->len, 1));
  for (guint i = 0; i < provisions->len; i++)
    {
      gboolean counted = g_array_index (provisions, WayProvisionFact, i).counted;

      self->of_provision[i] = counted || self->with_uncounted ? group_provision (self, i)
                                                              : WAY_FACT_NONE;
    }
}

static guint
group_district (Grouping              *self,
                const WayDistrictFact *district,
                gboolean               counted)
{
  if (district == NULL)
    return find_group (self, NULL, NULL, NULL, counted);
  return find_group (self, district->name, NULL, &district->id, counted);
}

/* All that may be: those in which nobody is are dropped in the end. */
static void
group_districts (Grouping *self)
{
  guint n = self->by == WAY_OCCUPANCY_BY_DISTRICT ? self->facts->districts->len : 0;

  self->of_district = g_new0 (guint, 2 * (n + 1));
  if (self->by != WAY_OCCUPANCY_BY_DISTRICT)
    return;
  for (guint i = 0; i <= n; i++)
    for (guint counted = 0; counted < 2; counted++)
      self->of_district[2 * i + counted] = group_district (
        self, i < n ? &g_array_index (self->facts->districts, WayDistrictFact, i) : NULL,
        counted != 0);
}

/* --- From facts to what is counted --- */

/* By provision: whether its setting is a school. */
static gboolean *
find_schools (const WayOccupancyFacts *facts)
{
  gboolean *schools = g_new0 (gboolean, MAX (facts->provisions->len, 1));

  for (guint i = 0; i < facts->provisions->len; i++)
    {
      guint index = g_array_index (facts->provisions, WayProvisionFact, i).setting;
      const WaySettingFact *setting;

      if (index == WAY_FACT_NONE)
        continue;
      setting = &g_array_index (facts->settings, WaySettingFact, index);
      schools[i] = way_setting_is_school (setting->type, setting->directory_type,
                                          setting->registered);
    }
  return schools;
}

/* What the stays of a kind have in common; by the number of the kind. */
static WayOccupancyKind *
find_kinds (const Grouping *self)
{
  const WayOccupancyFacts *facts = self->facts;
  g_autofree gboolean *schools = find_schools (facts);
  WayOccupancyKind *kinds = g_new0 (WayOccupancyKind, facts->kinds->len + 1);

  for (guint i = 0; i < facts->kinds->len; i++)
    {
      const WayKindFact *fact = &g_array_index (facts->kinds, WayKindFact, i);

      kinds[i].group = WAY_OCCUPANCY_NO_GROUP;
      if (fact->provision == WAY_FACT_NONE ||
          self->of_provision[fact->provision] == WAY_FACT_NONE)
        continue;
      kinds[i].group = self->of_provision[fact->provision];
      kinds[i].on_roll = schools[fact->provision] && way_setting_has_on_roll (fact->registration);
    }
  return kinds;
}

typedef struct
{
  const Grouping          *grouping;
  const WayOccupancyFacts *facts;
  const WayOccupancyInput *input;
  WayOccupancyCount       *count;
  gboolean                 in_full;     /* a stay's group or end is not its kind's or its run's */
} Counting;

static guint
find_home (const Counting *self,
           const WayStay  *stay,
           guint           child)
{
  const WayOccupancyFacts *facts = self->facts;
  const WayKindFact *kind = &g_array_index (facts->kinds, WayKindFact, way_stay_kind (stay));
  guint home = facts->homes[child];

  if (home == WAY_FACT_NONE)
    home = facts->districts->len;
  return self->grouping->of_district[2 * home + (g_array_index (facts->provisions, WayProvisionFact,
                                                                kind->provision).counted != FALSE)];
}

#define A_TIME 512

static void
count_in_full (Counting      *self,
               guint32        end,
               const WayStay *stays,
               guint          n)
{
  gboolean by_home = self->grouping->by == WAY_OCCUPANCY_BY_DISTRICT;
  WayOccupancyStay batch[A_TIME];
  guint n_batch = 0;

  for (guint i = 0; i < n; i++)
    {
      const WayOccupancyKind *kind = &self->input->kinds[way_stay_kind (&stays[i])];
      guint child = way_occupancy_facts_child (self->facts, stays[i].pupil);
      guint sessions = way_stay_sessions (&stays[i]);

      if (kind->group == WAY_OCCUPANCY_NO_GROUP || child == WAY_FACT_NONE)
        continue;
      batch[n_batch++] = (WayOccupancyStay) {
        .from = stays[i].start,
        .to = end == WAY_STAY_OPEN ? way_occupancy_facts_expected_end (self->facts, &stays[i]) : end,
        .group = by_home ? find_home (self, &stays[i], child) : kind->group,
        .pupil = child,
        .sessions = (gint16) (sessions == WAY_STAY_UNKNOWN ? self->input->full_time
                                                           : (gint16) sessions),
        .on_roll = (guint16) kind->on_roll,
      };
      if (n_batch == A_TIME)
        {
          way_occupancy_count_add (self->count, batch, n_batch);
          n_batch = 0;
        }
    }
  way_occupancy_count_add (self->count, batch, n_batch);
}

/* A packed stay is one in brief: what is read is counted as it stands. */
G_STATIC_ASSERT (sizeof (WayStay) == sizeof (WayOccupancyBrief));
G_STATIC_ASSERT (G_STRUCT_OFFSET (WayStay, start) == G_STRUCT_OFFSET (WayOccupancyBrief, from));
G_STATIC_ASSERT (G_STRUCT_OFFSET (WayStay, pupil) == G_STRUCT_OFFSET (WayOccupancyBrief, pupil));
G_STATIC_ASSERT (G_STRUCT_OFFSET (WayStay, kind) == G_STRUCT_OFFSET (WayOccupancyBrief, what));
G_STATIC_ASSERT (WAY_STAY_UNKNOWN == WAY_OCCUPANCY_FULL_TIME);
G_STATIC_ASSERT (WAY_STAY_OPEN == WAY_OCCUPANCY_OPEN);
G_STATIC_ASSERT (WAY_FACT_NONE == WAY_OCCUPANCY_NO_CHILD);

static void
count_stays (Counting      *self,
             guint32        end,
             const WayStay *stays,
             guint          n)
{
  if (self->in_full)
    count_in_full (self, end, stays, n);
  else
    way_occupancy_count_run (self->count, end, (const WayOccupancyBrief *) (const void *) stays, n);
}

/* A district has no places of its own; the whole has them. */
static void
add_places (Grouping *self)
{
  for (guint i = 0; i < self->facts->places->len; i++)
    {
      const WayPlacesFact *fact = &g_array_index (self->facts->places, WayPlacesFact, i);
      WayOccupancyPlaces places = {
        .from = fact->from,
        .to = fact->to,
        .group = self->of_provision[fact->provision],
      };

      if (places.group == WAY_FACT_NONE || !counts_as_places (fact, &places.places))
        continue;
      if (self->by == WAY_OCCUPANCY_BY_DISTRICT)
        places.group = WAY_OCCUPANCY_NO_GROUP;
      if (self->by != WAY_OCCUPANCY_BY_DISTRICT ||
          g_array_index (self->facts->provisions, WayProvisionFact, fact->provision).counted)
        g_array_append_val (self->places, places);
    }
}

/* --- Counting while reading --- */

/* Stays as they were read: a run for each last day. */
typedef struct
{
  GArray *runs;                 /* of Run */
  GArray *stays;                /* of WayStay, one run after the other */
} Batch;

typedef struct
{
  guint32 end;
  guint   n;
} Run;

/* Where there are many, another thread counts what this one reads. */
typedef struct
{
  Counting    *counting;
  Batch       *batch;           /* being filled */
  GAsyncQueue *full;            /* of Batch; an empty one is the last */
  GAsyncQueue *counted;         /* of Batch: to be filled once more */
  GThread     *thread;          /* NULL until there are many */
} Relay;

#define STAYS_IN_BATCH 16384

static Batch *
batch_new (void)
{
  Batch *self = g_new (Batch, 1);

  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  self->stays = g_array_sized_new (FALSE, FALSE, sizeof (WayStay), STAYS_IN_BATCH);
  return self;
}

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_array_unref (self->runs);
  g_array_unref (self->stays);
  g_free (self);
}

/* Counts what is in it, and empties it. */
static void
batch_count (Batch    *self,
             Counting *counting)
{
  guint at = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);

      count_stays (counting, run->end, &g_array_index (self->stays, WayStay, at), run->n);
      at += run->n;
    }
  g_array_set_size (self->runs, 0);
  g_array_set_size (self->stays, 0);
}

static gpointer
count_batches (gpointer data)
{
  Relay *self = data;
  gboolean is_last;

  do
    {
      Batch *batch = g_async_queue_pop (self->full);

      is_last = batch->runs->len == 0;
      batch_count (batch, self->counting);
      g_async_queue_push (self->counted, batch);
    }
  while (!is_last);
  return NULL;
}

static void
relay_stays (guint32            end,
             const WayStay     *stays,
             const WayStayMore *more,
             guint              n,
             gpointer           data)
{
  Relay *self = data;
  Run run = { end, n };

  g_array_append_val (self->batch->runs, run);
  g_array_append_vals (self->batch->stays, stays, n);
  if (self->batch->stays->len < STAYS_IN_BATCH)
    return;
  if (self->thread == NULL)
    self->thread = g_thread_new ("occupancy", count_batches, self);
  g_async_queue_push (self->full, self->batch);
  self->batch = g_async_queue_try_pop (self->counted);
  if (self->batch == NULL)
    self->batch = batch_new ();
}

static gboolean
count_all_stays (WayOccupancyFacts  *facts,
                 Counting           *counting,
                 GError            **error)
{
  g_autoptr(GAsyncQueue) full = g_async_queue_new ();
  g_autoptr(GAsyncQueue) counted = g_async_queue_new_full (batch_free);
  Relay relay = { counting, batch_new (), full, counted, NULL };
  gboolean done = way_occupancy_facts_each (facts, FALSE, relay_stays, &relay, error);
  gboolean is_empty = relay.batch->runs->len == 0;

  if (relay.thread == NULL)
    {
      batch_count (relay.batch, counting);
      batch_free (relay.batch);
      return done;
    }
  g_async_queue_push (full, relay.batch);
  if (!is_empty)
    g_async_queue_push (full, batch_new ());
  g_thread_join (relay.thread);
  return done;
}

static WayOccupancy *
count (const Grouping     *self,
       WayOccupancyFacts  *facts,
       const GArray       *days,
       GError            **error)
{
  g_autofree guint32 *julian = g_new (guint32, MAX (days->len, 1));
  g_autofree guint8 *in_total = g_new (guint8, MAX (self->groups->len, 1));
  g_autofree WayOccupancyKind *kinds = find_kinds (self);
  WayOccupancyInput input = {
    .places = (const WayOccupancyPlaces *) (void *) self->places->data,
    .n_places = self->places->len,
    .in_total = in_total,
    .n_groups = self->groups->len,
    .n_pupils = facts->n_pupils,
    .latest_first = facts->expected == NULL,
    .kinds = kinds,
    .children = facts->children,
    .full_time = (gint16) way_measure_full_time (),
  };
  Counting counting = {
    self, facts, &input, NULL,
    facts->expected != NULL || self->by == WAY_OCCUPANCY_BY_DISTRICT,
  };

  for (guint i = 0; i < days->len; i++)
    julian[i] = way_date_julian (&g_array_index (days, GDate, i));
  for (guint i = 0; i < self->groups->len; i++)
    in_total[i] = g_array_index (self->groups, WayOccupancyGroup, i).counted != FALSE;
  counting.count = way_occupancy_count_new (&input, julian, days->len);
  if (count_all_stays (facts, &counting, error))
    return way_occupancy_count_end (counting.count);
  way_occupancy_count_cancel (counting.count);
  return NULL;
}

/* --- The table --- */

static gboolean
is_empty (const WayOccupancyCell *cells,
          guint                   n)
{
  for (guint i = 0; i < n; i++)
    if (cells[i].places != 0 || cells[i].on_roll != 0 || cells[i].sessions != 0)
      return FALSE;
  return TRUE;
}

static void
clear_group (gpointer data)
{
  g_free (((WayOccupancyGroup *) data)->key);
}

static void
drop_empty_groups (WayOccupancyTable *table)
{
  for (guint i = table->groups->len; i > 0; i--)
    {
      guint row = g_array_index (table->groups, WayOccupancyGroup, i - 1).row;

      if (is_empty (way_occupancy_row (table->counts, row), table->days->len))
        g_array_remove_index (table->groups, i - 1);
    }
}

static guint
find_order (const WayOccupancyGroup *group)
{
  const WayCode *code = way_codes_lookup (group->set, group->key);

  return code != NULL ? code->order : G_MAXUINT;
}

/* A group, and where it stands among the others. */
typedef struct
{
  WayOccupancyGroup group;
  guint             order;
  char             *name;       /* folded */
} Placed;

static void
clear_placed (gpointer data)
{
  g_free (((Placed *) data)->name);
}

/* Codes stand as in their set, names by the alphabet; ids settle the rest. */
static int
compare_placed (gconstpointer a,
                gconstpointer b)
{
  const Placed *one = a, *two = b;
  int order;

  if (one->group.counted != two->group.counted)
    return one->group.counted ? -1 : 1;
  if (one->order != two->order)
    return one->order < two->order ? -1 : 1;
  order = strcmp (one->name, two->name);
  return order != 0 ? order : way_id_compare (&one->group.id, &two->group.id);
}

static void
sort_groups (GArray *groups)
{
  g_autoptr(GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));

  g_array_set_clear_func (placed, clear_placed);
  for (guint i = 0; i < groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (groups, WayOccupancyGroup, i);
      Placed one = { *group, group->set != NULL ? find_order (group) : 0,
                     way_text_fold (group->key) };

      g_array_append_val (placed, one);
    }
  g_array_sort (placed, compare_placed);
  for (guint i = 0; i < groups->len; i++)
    g_array_index (groups, WayOccupancyGroup, i) = g_array_index (placed, Placed, i).group;
}

static WayOccupancyTable *
make_table (Grouping           *grouping,
            WayOccupancyFacts  *facts,
            GArray             *days,
            GError            **error)
{
  WayOccupancy *counts = count (grouping, facts, days, error);
  WayOccupancyTable *table;

  if (counts == NULL)
    return NULL;
  table = g_new0 (WayOccupancyTable, 1);
  table->days = g_array_ref (days);
  table->counts = counts;
  table->whole = grouping->groups->len;
  table->has_places = grouping->by != WAY_OCCUPANCY_BY_DISTRICT;
  table->groups = g_array_ref (grouping->groups);
  drop_empty_groups (table);
  sort_groups (table->groups);
  return table;
}

static WayOccupancyWith
what_goes_with (WayOccupancyBy by)
{
  switch (by)
    {
    case WAY_OCCUPANCY_BY_SETTING:
    case WAY_OCCUPANCY_BY_PROVISION:
      return WAY_OCCUPANCY_WITH_NAMES;
    case WAY_OCCUPANCY_BY_DISTRICT:
      return WAY_OCCUPANCY_WITH_HOMES;
    case WAY_OCCUPANCY_BY_NOTHING:
    case WAY_OCCUPANCY_BY_PHASE:
    case WAY_OCCUPANCY_BY_KIND:
    case WAY_OCCUPANCY_BY_FUNDER:
    default:
      return 0;
    }
}

/* today: NULL, or stays are to end as they are expected to. */
static WayOccupancyTable *
read_table (WayDb           *db,
            GArray          *days,
            WayOccupancyBy   by,
            gboolean         with_uncounted,
            const GDate     *today,
            GError         **error)
{
  const GDate none = way_date_none ();
  const GDate *first = days->len > 0 ? &g_array_index (days, GDate, 0) : &none;
  const GDate *last = days->len > 0 ? &g_array_index (days, GDate, days->len - 1) : &none;
  g_autoptr(WayOccupancyFacts) facts = way_occupancy_facts_read (
    db, first, last, what_goes_with (by), error);
  g_autoptr(GArray) groups = g_array_new (FALSE, FALSE, sizeof (WayOccupancyGroup));
  g_autoptr(GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (WayOccupancyPlaces));
  WayOccupancyTable *table;
  Grouping grouping = {
    .facts = facts, .by = by, .groups = groups, .by_key = by_key,
    .places = places,
    .with_uncounted = with_uncounted && by != WAY_OCCUPANCY_BY_NOTHING,
  };

  if (facts == NULL || (today != NULL && !way_occupancy_facts_expect (facts, today, error)))
    return NULL;
  g_array_set_clear_func (groups, clear_group);
  group_provisions (&grouping);
  group_districts (&grouping);
  add_places (&grouping);
  table = make_table (&grouping, facts, days, error);
  g_free (grouping.of_provision);
  g_free (grouping.of_district);
  return table;
}

WayOccupancyTable *
way_occupancy_service_read (WayDb           *db,
                            GArray          *days,
                            WayOccupancyBy   by,
                            gboolean         with_uncounted,
                            GError         **error)
{
  return read_table (db, days, by, with_uncounted, NULL, error);
}

WayOccupancyTable *
way_occupancy_service_expect (WayDb           *db,
                              GArray          *days,
                              WayOccupancyBy   by,
                              gboolean         with_uncounted,
                              const GDate     *today,
                              GError         **error)
{
  return read_table (db, days, by, with_uncounted, today, error);
}

void
way_occupancy_table_free (WayOccupancyTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->days);
  g_array_unref (self->groups);
  way_occupancy_free (self->counts);
  g_free (self);
}
