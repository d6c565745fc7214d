/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples by size.  A provision has so many slots, and each slot is lived in by
 * one child after another from the first year to today; so totals are exact and
 * nothing has to be looked for.  Authorities are made and written one after
 * another, so that memory holds one at a time. */

#include "way-sample-size.h"

#include <string.h>

#include "way-area.h"
#include "way-children.h"
#include "way-codes.h"
#include "way-directory.h"
#include "way-identifiers.h"
#include "way-people.h"
#include "way-sample-journey.h"
#include "way-sample-record.h"
#include "way-sample-visits.h"

/* From one start in a slot to the next, in days: about 38 school weeks there,
 * and a while empty. */
#define SLOT_DAYS 388
#define DISTRICTS 3

static const WaySampleSize sizes[] = {
  { "Sample authority", 1, 60, 3000, 8000, 15000, 10 },
  { "Sample region", 12, 400, 36000, 96000, 180000, 10, .lean = TRUE },
  { "Sample nation", 153, 3000, 450000, 1200000, 2300000, 10, .lean = TRUE, .last_year = TRUE },
};

static const char *const size_names[] = { "la", "region", "nation" };

typedef struct
{
  WaySampleVenue *venue;
  char          **routes;
  guint32         start;
  guint32         end;             /* the last day, which may lie after today */
} Turn;

/* One authority in the making. */
typedef struct
{
  const WaySampleSize *size;
  WaySampleLife       *life;
  const char          *la;
  guint                provisions;
  guint                pupils;
  guint                placements;
  guint                referrals;
  GPtrArray           *routes;     /* by venue: char ** */
  GHashTable          *cohorts;    /* cohort -> GPtrArray of children */
  guint32              from;
  guint32              today;
} Making;

const WaySampleSize *
way_sample_size_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (strcmp (size_names[i], name) == 0)
      return &sizes[i];
  return NULL;
}

static WayRandom *
random_of (Making *self)
{
  return &self->life->sampler->random;
}

/* The n-th part of a whole that is given out in parts as even as can be. */
static guint
share (guint whole,
       guint parts,
       guint n)
{
  return (guint) ((guint64) whole * (n + 1) / parts - (guint64) whole * n / parts);
}

/* --- The places --- */

static gboolean
write_districts (Making  *self,
                 GError **error)
{
  static const char *const names[DISTRICTS] = { "North", "Central", "South" };
  WaySampler *sampler = self->life->sampler;

  for (guint i = 0; i < DISTRICTS; i++)
    {
      g_autoptr(WayDistrict) district = way_district_new ();
      g_autoptr(WayPopulation) population = way_population_new ();
      WaySampleDistrict kept = { .weight = 1, .affluence = 300 * i };

      district->name = self->la != NULL
                         ? g_strdup_printf ("%s, %s", way_codes_label ("la", self->la), names[i])
                         : g_strdup (names[i]);
      district->la = g_strdup (self->la);
      district->area = g_strdup (names[i]);
      district->idaci_rank = way_random_between (random_of (self), 500, 32000);
      if (!way_sampler_insert (sampler, &way_district_entity, district, error))
        return FALSE;
      population->district = district->id;
      population->year = way_date_school_year (&sampler->today) - 1;
      population->ages = g_strdup ("secondary");
      population->count = way_random_between (random_of (self), 2500, 9000);
      population->source = g_strdup ("Made up for this sample");
      if (!way_sampler_insert (sampler, &way_population_entity, population, error))
        return FALSE;
      kept.id = district->id;
      kept.key = g_strdup (names[i]);
      kept.name = g_strdup (district->name);
      g_array_append_val (self->life->plan->districts, kept);
    }
  return TRUE;
}

static gboolean
write_setting (Making      *self,
               char       **kind,
               guint        number,
               const char  *name,
               WayId       *id,
               GError     **error)
{
  WaySampler *sampler = self->life->sampler;
  const GArray *districts = self->life->plan->districts;
  g_autoptr(WayEstablishment) setting = way_establishment_new ();

  setting->name = g_strdup (name);
  setting->urn = way_sampler_urn (sampler);
  setting->type = g_strdup (kind[5]);
  setting->la = g_strdup (self->la);
  setting->status = g_strdup ("1");
  setting->phase = g_strdup ("AP");
  setting->district = g_array_index (districts, WaySampleDistrict, number % DISTRICTS).id;
  setting->directory_type = g_strdup (kind[6]);
  setting->registered = 1;
  setting->telephone = way_sampler_telephone (sampler);
  setting->town = g_strdup (self->life->plan->town);
  setting->verified = way_date_add_days (&sampler->today,
                                         -(int) way_random_below (random_of (self), 260));
  if (!way_sampler_insert (sampler, &way_establishment_entity, setting, error))
    return FALSE;
  *id = setting->id;
  return TRUE;
}

static gboolean
write_capacity (Making               *self,
                const WaySampleVenue *venue,
                guint                 slots,
                GError              **error)
{
  g_autoptr(WayCapacity) capacity = way_capacity_new ();

  way_record_start (&way_capacity_entity, capacity);
  capacity->provision = venue->id;
  capacity->from = way_date_from_julian (self->from - 400);
  capacity->places = slots;
  capacity->funder = g_strdup ("LA");
  return way_sampler_insert (self->life->sampler, &way_capacity_entity, capacity, error);
}

static gboolean
write_price (Making          *self,
             WaySampleVenue  *venue,
             const char      *element,
             const char      *basis,
             gint64           pence,
             GError         **error)
{
  g_autoptr(WayPrice) price = way_price_new ();
  WaySamplePrice *kept = g_new0 (WaySamplePrice, 1);

  price->provision = venue->id;
  price->element = g_strdup (element);
  price->basis = g_strdup (basis);
  price->amount = pence;
  price->from = way_date_from_julian (self->from - 400);
  kept->element = g_strdup (element);
  kept->basis = g_strdup (basis);
  kept->pence = pence;
  g_ptr_array_add (venue->prices, kept);
  return way_sampler_insert (self->life->sampler, &way_price_entity, price, error);
}

static gboolean
write_criterion (Making                *self,
                 const WaySampleVenue  *venue,
                 guint                  position,
                 const char            *rule,
                 gint64                 low,
                 const char            *codes,
                 GError               **error)
{
  g_autoptr(WayCriterion) criterion = way_criterion_new ();

  way_record_start (&way_criterion_entity, criterion);
  criterion->provision = venue->id;
  criterion->position = position;
  criterion->rule = g_strdup (rule);
  criterion->low = low;
  criterion->codes = g_strdup (codes);
  criterion->wording = g_strdup (way_codes_label ("criterion_rule", rule));
  return way_sampler_insert (self->life->sampler, &way_criterion_entity, criterion, error);
}

/* What provisions ask beside their entry: each three or four of these. */
static gboolean
write_criteria (Making                *self,
                const WaySampleVenue  *venue,
                guint                  number,
                GError               **error)
{
  static const struct { const char *rule; gint64 low; const char *codes; } asked[] = {
    { "needs", WAY_INTEGER_NONE, "SEMH|ASD|SLCN" },
    { "rounds_of_support", 2, NULL },
    { "has_school", WAY_INTEGER_NONE, "yes" },
    { "age_min", 9, NULL },
    { "evidence", WAY_INTEGER_NONE, "RISK|SUPPORT" },
    { "weekday", WAY_INTEGER_NONE, "mon|tue|wed|thu|fri" },
    { "plan", WAY_INTEGER_NONE, "yes|no" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if ((i + number) % 2 == 0 &&
        !write_criterion (self, venue, i + 1, asked[i].rule, asked[i].low, asked[i].codes, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_provision (Making           *self,
                 char            **kind,
                 const char       *name,
                 WaySampleVenue   *venue,
                 GError          **error)
{
  g_autoptr(WayProvision) provision = way_provision_new ();
  g_auto(GStrv) routes = g_strsplit (kind[4], ";", -1);

  provision->establishment = venue->establishment;
  provision->name = g_strdup (name);
  provision->kind = g_strdup (kind[0]);
  provision->phase = g_strdup (kind[1]);
  provision->counted = 1;
  provision->full_time = 1;
  provision->year_low = g_strdup (kind[2]);
  provision->year_high = g_strdup (kind[3]);
  provision->needs = g_strdup ("SEMH");
  provision->routes = g_strjoinv ("|", routes);
  provision->publication = g_strdup ("public");
  if (!way_sampler_insert (self->life->sampler, &way_provision_entity, provision, error))
    return FALSE;
  venue->id = provision->id;
  g_ptr_array_add (self->routes, g_steal_pointer (&routes));
  return TRUE;
}

static guint
count_slots (const Making *self,
             guint         placements)
{
  guint turns = MAX (1, (self->today - self->from + SLOT_DAYS / 2) / SLOT_DAYS);

  return MAX (1, (placements + turns / 2) / turns);
}

static gboolean
write_venue (Making  *self,
             guint    number,
             GError **error)
{
  WaySamplePlan *plan = self->life->plan;
  g_autofree char *key = g_strdup_printf ("%u", number % 8 + 1);
  g_autofree char *line = way_sample_plan_text (plan, "life-kinds", key);
  g_auto(GStrv) kind = g_strsplit (line, "|", -1);
  g_autofree char *name = g_strdup_printf ("%s Centre %u",
                                           way_sampler_line (self->life->sampler, "schools"),
                                           number + 1);
  WaySampleVenue *venue = way_sample_plan_add_venue (plan, name, kind[0], kind[2], kind[3]);
  guint slots = count_slots (self, share (self->placements, self->provisions, number));

  venue->counted = venue->full_time = venue->is_school = TRUE;
  return write_setting (self, kind, number, name, &venue->establishment, error) &&
         write_provision (self, kind, name, venue, error) &&
         write_capacity (self, venue, slots + slots / 12, error) &&
         write_criteria (self, venue, number, error) &&
         write_price (self, venue, "PLACE", "per_year", 1000000, error) &&
         write_price (self, venue, "TOP_UP", "per_week",
                      way_random_between (random_of (self), 90, 320) * 100, error);
}

/* --- Turns --- */

static guint32
to_school_day (const Making *self,
               guint32       julian,
               gboolean      back)
{
  const WaySchoolDays *days = self->life->plan->days;
  GDate day = way_date_from_julian (julian);

  day = back ? way_school_days_last (days, &day) : way_school_days_nth (days, &day, 1);
  return way_date_is_set (&day) ? way_date_julian (&day) : julian;
}

/* One after another in a slot, of uneven length: the first may have come before
 * the life begins, and the last is there today. */
static void
fill_slot (Making         *self,
           WaySampleVenue *venue,
           char          **routes,
           guint           count,
           GArray         *turns)
{
  WayRandom *random = random_of (self);
  g_autofree guint *weights = g_new (guint, count);
  guint64 sum = 0, at, length, cut;

  for (guint i = 0; i < count; i++)
    sum += weights[i] = (guint) way_random_between (random, 40, 160);
  /* What lies before the first year and after today: up to four fifths of the
   * first turn and of the last. */
  at = weights[0] * way_random_below (random, 800) / 1000;
  cut = weights[count - 1] * way_random_below (random, 800) / 1000;
  if (count == 1)
    cut = MIN (cut, weights[0] * 4 / 5 - MIN (at, weights[0] * 4 / 5));
  length = (guint64) (self->today - self->from);
  for (guint i = 0, done = 0; i < count; done += weights[i++])
    {
      gint64 first = self->from + ((gint64) done - (gint64) at) * (gint64) length /
                     (gint64) (sum - at - cut);
      gint64 days = (gint64) (weights[i] * length / (sum - at - cut));
      Turn turn = { .venue = venue, .routes = routes };

      turn.start = MIN (to_school_day (self, (guint32) first, FALSE), self->today);
      turn.start = to_school_day (self, turn.start, TRUE);
      turn.end = to_school_day (self, (guint32) (first + days * way_random_between (random, 80, 98) / 100),
                                TRUE);
      turn.end = MAX (turn.end, turn.start);
      g_array_append_val (turns, turn);
    }
}

static int
compare_turns (gconstpointer a,
               gconstpointer b)
{
  const Turn *turn_a = a;
  const Turn *turn_b = b;

  if (turn_a->start != turn_b->start)
    return turn_a->start < turn_b->start ? -1 : 1;
  return way_id_compare (&turn_a->venue->id, &turn_b->venue->id);
}

static GArray *
make_turns (Making *self)
{
  GArray *turns = g_array_new (FALSE, FALSE, sizeof (Turn));

  for (guint i = 0; i < self->provisions; i++)
    {
      guint count = share (self->placements, self->provisions, i);
      guint slots = count_slots (self, count);

      for (guint j = 0; j < slots; j++)
        if (share (count, slots, j) > 0)
          fill_slot (self, g_ptr_array_index (self->life->plan->venues, i),
                     g_ptr_array_index (self->routes, i), share (count, slots, j), turns);
    }
  g_array_sort (turns, compare_turns);
  return turns;
}

/* --- Children --- */

static GPtrArray *
cohort_of (Making *self,
           int     cohort)
{
  GPtrArray *found = g_hash_table_lookup (self->cohorts, GINT_TO_POINTER (cohort));

  if (found == NULL)
    {
      found = g_ptr_array_new ();
      g_hash_table_insert (self->cohorts, GINT_TO_POINTER (cohort), found);
    }
  return found;
}

/* Somebody of the cohort who is nowhere on the day: a few guesses, then all. */
static WaySampleChild *
find_free (Making    *self,
           GPtrArray *cohort,
           guint32    day)
{
  for (guint i = 0; i < 8 && cohort->len > 0; i++)
    {
      WaySampleChild *child = g_ptr_array_index (cohort,
                                                 way_random_below (random_of (self), cohort->len));

      if (child->free_from <= day)
        return child;
    }
  for (guint i = 0; i < cohort->len; i++)
    {
      WaySampleChild *child = g_ptr_array_index (cohort, i);

      if (child->free_from <= day)
        return child;
    }
  return NULL;
}

static gboolean
may_stay (Making     *self,
          const Turn *turn,
          int         year,
          guint32     until)
{
  GDate start = way_date_from_julian (turn->start);
  WaySampleChild probe = { .cohort = way_date_school_year (&start) - year };

  return way_sample_life_latest (self->life, &probe, turn->venue) >= until;
}

/* Somebody known of one of the ages that can stay up to a day. */
static WaySampleChild *
find_child (Making     *self,
            const Turn *turn,
            guint32     until)
{
  const WaySampleVenue *venue = turn->venue;
  int years = venue->year_high - venue->year_low + 1;
  int first = way_random_between (random_of (self), 0, years - 1);
  GDate start = way_date_from_julian (turn->start);

  for (int i = 0; i < years; i++)
    {
      int year = venue->year_low + (first + i) % years;
      WaySampleChild *child = NULL;

      if (may_stay (self, turn, year, until))
        child = find_free (self, cohort_of (self, way_date_school_year (&start) - year), turn->start);
      if (child != NULL)
        return child;
    }
  return NULL;
}

/* As old as can be for the whole turn, else of the lowest year. */
static WaySampleChild *
add_child (Making     *self,
           const Turn *turn)
{
  const WaySampleVenue *venue = turn->venue;
  int year = way_random_between (random_of (self), venue->year_low, venue->year_high);
  WaySampleChild *child;

  while (year > venue->year_low && !may_stay (self, turn, year, turn->end))
    year--;
  child = way_sample_life_add_child (self->life, year, turn->start, -1);
  g_ptr_array_add (cohort_of (self, child->cohort), child);
  return child;
}

static void
add_exclusion (Making         *self,
               WaySampleStay  *stay)
{
  WaySampleExclusion *exclusion = g_new0 (WaySampleExclusion, 1);

  exclusion->child = stay->child;
  exclusion->stay = stay;
  exclusion->day = way_sample_journey_before (self->life, stay->start,
                                              5 + way_random_below (random_of (self), 8));
  exclusion->off_roll = exclusion->day + 55;
  stay->child->exclusion = exclusion;
  stay->route = g_intern_static_string ("PEX_DAY6");
  stay->single = exclusion->off_roll <= self->today;
  g_ptr_array_add (self->life->exclusions, exclusion);
}

static void
take_turn (Making         *self,
           const Turn     *turn,
           WaySampleChild *child)
{
  WaySampleLife *life = self->life;
  guint32 latest = way_sample_life_latest (life, child, turn->venue);
  guint32 last = MAX (turn->start, MIN (turn->end, latest));
  guint n_routes = g_strv_length (turn->routes);
  WaySampleStay *stay;
  gboolean is_first = child->stays->len == 0;

  stay = way_sample_life_add_stay (life, child, turn->venue,
                                   turn->routes[way_random_below (random_of (self), n_routes)],
                                   turn->start, last, last < self->today ? last : 0);
  if (stay->end != 0)
    stay->destination = g_strdup (way_sample_life_choice (life, "weights",
                                                          last == latest && turn->venue->year_high == 11
                                                            ? "leaver" : turn->venue->kind));
  if (is_first && strcmp (turn->venue->kind, "assessment") == 0 &&
      way_random_chance (random_of (self), 700))
    add_exclusion (self, stay);
}

/* As many children as are wanted: new ones at an even pace, the rest come
 * again; a third is kept back for when nobody else is of the age.  Once all are
 * known, a turn is cut short rather than given to one more. */
static void
give_turns (Making *self,
            GArray *turns)
{
  guint spare = self->pupils / 3;

  for (guint i = 0; i < turns->len; i++)
    {
      const Turn *turn = &g_array_index (turns, Turn, i);
      guint known = self->life->children->len;
      guint left = self->pupils > known + spare ? self->pupils - known - spare : 0;
      WaySampleChild *child = NULL;

      if (way_random_below (random_of (self), turns->len - i) >= left)
        child = find_child (self, turn, turn->end);
      if (child == NULL && left == 0)
        child = find_child (self, turn, turn->start + 42);
      if (child == NULL && known >= self->pupils)
        child = find_child (self, turn, turn->start);
      if (child == NULL)
        child = add_child (self, turn);
      take_turn (self, turn, child);
    }
}

/* --- Referrals that came to nothing --- */

static gboolean
write_unplaced (Making  *self,
                GError **error)
{
  static const char *const outcomes[] = { "NOT_AGREED_SIGNPOST", "REFER_FAP", "REFER_SEND",
                                          "WITHDRAWN" };
  WaySampleLife *life = self->life;
  WayRandom *random = random_of (self);
  WaySampleChild *child = g_ptr_array_index (life->children,
                                             way_random_below (random, life->children->len));
  const char *route = way_sample_life_choice (life, "weights", "route-unplaced");
  const WaySampleVenue *venue = g_ptr_array_index (life->plan->venues,
                                                   way_random_below (random, self->provisions));
  g_autoptr(WayReferral) referral = NULL;
  guint32 received, decided;

  if (child->stays->len > 0 && !way_random_chance (random, 12))
    {
      const WaySampleStay *stay = g_ptr_array_index (child->stays, 0);

      received = stay->start - 30 - way_random_below (random, 150);
    }
  else
    received = self->today - way_random_below (random, 40);
  received = to_school_day (self, MAX (received, self->from), TRUE);
  decided = to_school_day (self, received + 5 + way_random_below (random, 24), FALSE);
  referral = way_sample_journey_referral (life, child, route, strcmp (route, "INTERIM") == 0, venue,
                                          received);
  referral->panel = way_date_from_julian (decided);
  if (decided <= self->today)
    {
      referral->closed = referral->panel;
      referral->close_reason = g_strdup (way_sample_life_choice (life, "weights", "closed"));
    }
  if (!way_sampler_insert (life->sampler, &way_referral_entity, referral, error))
    return FALSE;
  return decided > self->today || (self->size->lean && decided + 365 < self->today) ||
         way_sample_journey_decide (life, referral,
                                    outcomes[way_random_below (random, G_N_ELEMENTS (outcomes))],
                                    NULL, decided, error);
}

/* --- An authority --- */

static gboolean
write_life (Making  *self,
            guint    number,
            GError **error)
{
  WaySampleLife *life = self->life;
  guint all = self->size->authorities;

  for (guint i = 0; i < life->children->len; i++)
    if (!way_sampler_tick (life->sampler, number, all, error) ||
        !way_sample_record_child (life, g_ptr_array_index (life->children, i), error))
      return FALSE;
  for (guint i = 0; i < life->stays->len; i++)
    if (!way_sampler_tick (life->sampler, number, all, error) ||
        !way_sample_journey_write (life, g_ptr_array_index (life->stays, i), error))
      return FALSE;
  for (guint i = self->placements; i < self->referrals; i++)
    if (!way_sampler_tick (life->sampler, number, all, error) || !write_unplaced (self, error))
      return FALSE;
  return TRUE;
}

static gboolean
make_authority (Making  *self,
                guint    number,
                GError **error)
{
  WaySampleLife *life = self->life;
  g_autoptr(GArray) turns = NULL;

  if (!write_districts (self, error) ||
      !way_sample_plan_write_schools (life->plan, life->sampler, error))
    return FALSE;
  for (guint i = 0; i < self->provisions; i++)
    if (!write_venue (self, i, error))
      return FALSE;
  turns = make_turns (self);
  give_turns (self, turns);
  while (life->children->len < self->pupils)
    way_sample_life_add_child (life, way_random_between (random_of (self), 2, 10), self->today, -1);
  return write_life (self, number, error);
}

/* Codes of authorities that are there today, in order. */
static const char *
find_la (GPtrArray    *codes,
         guint         number,
         const GDate  *on)
{
  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      if (way_code_is_current (code, on) && number-- == 0)
        return code->id;
    }
  return NULL;
}

static gboolean
write_head (const WaySampleSize  *size,
            WaySampler           *sampler,
            GError              **error)
{
  g_autoptr(WayAuthority) authority = way_authority_new ();
  g_autoptr(WayUser) user = way_user_new ();

  way_record_start (&way_authority_entity, authority);
  authority->name = g_strdup (size->name);
  user->name = g_strdup ("AP office");
  user->role = g_strdup ("office");
  return way_sampler_insert (sampler, &way_authority_entity, authority, error) &&
         way_sampler_insert (sampler, &way_user_entity, user, error);
}

static gboolean
write_authority (const WaySampleSize  *size,
                 WaySampler           *sampler,
                 guint                 number,
                 WaySchoolDays       **days,
                 GError              **error)
{
  g_autoptr(WaySamplePlan) plan = way_sample_plan_load ("size", &sampler->today, error);
  g_autoptr(GPtrArray) codes = way_codes_list ("la", &sampler->today);
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(GHashTable) cohorts = g_hash_table_new_full (NULL, NULL, NULL,
                                                         (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(WaySampleLife) life = NULL;
  Making making = { .size = size, .routes = routes, .cohorts = cohorts };

  if (plan == NULL)
    return FALSE;
  plan->from = way_date_add_days (&sampler->today, -(int) (size->years * 365));
  plan->attendance_from = size->last_year ? way_date_add_days (&sampler->today, -365) : plan->from;
  plan->lean = size->lean;
  making.la = size->authorities > 1 ? find_la (codes, number, &sampler->today) : NULL;
  plan->la = g_strdup (making.la);
  if (*days == NULL)
    {
      if (!way_sample_plan_write_calendar (plan, sampler, error))
        return FALSE;
      *days = way_school_days_ref (plan->days);
    }
  else
    plan->days = way_school_days_ref (*days);
  life = way_sample_life_new (plan, sampler);
  making.life = life;
  making.from = way_date_julian (&plan->from);
  making.today = way_date_julian (&plan->today);
  making.provisions = share (size->provisions, size->authorities, number);
  making.pupils = share (size->pupils * size->years / 10, size->authorities, number);
  making.placements = share (size->placements * size->years / 10, size->authorities, number);
  making.referrals = share (size->referrals * size->years / 10, size->authorities, number);
  return make_authority (&making, number, error) && way_sample_visits_write (life, error);
}

gboolean
way_sample_size_write (const WaySampleSize  *size,
                       WaySampler           *sampler,
                       GError              **error)
{
  g_autoptr(WaySchoolDays) days = NULL;

  if (!write_head (size, sampler, error))
    return FALSE;
  for (guint i = 0; i < size->authorities; i++)
    if (!way_sampler_tick (sampler, i, size->authorities, error) ||
        !write_authority (size, sampler, i, &days, error))
      return FALSE;
  return TRUE;
}
