/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties that are counted from packed stays are those that are listed: in random
 * small files, where people have done something about some of them (--seed). */

#include "way-duties.h"

#include "way-random.h"
#include "way-test-world.h"
#include "way-today-tasks.h"

#define N_FILES      6
#define N_PLACEMENTS 40
#define N_ACTS       12
#define N_LOOKS      6
#define N_PROVISIONS 4
#define N_PUPILS     8
#define N_DAYS       WAY_DUTY_MOST_DAYS

/* --- A random file --- */

typedef struct
{
  WayTestWorld *world;
  WayRandom     random;
  WayId         provisions[N_PROVISIONS];
  WayId         pupils[N_PUPILS];
  WayId         placements[N_PLACEMENTS];
} File;

static GDate
random_day (File *self)
{
  GDate first = way_date_ymd (2025, 9, 1);

  return way_date_add_days (&first, (int) way_random_below (&self->random, 500));
}

static GDate
perhaps (File *self,
         guint chance)
{
  return way_random_chance (&self->random, chance) ? random_day (self) : way_date_none ();
}

static void
put_provisions (File *self)
{
  for (guint i = 0; i < N_PROVISIONS; i++)
    {
      WayProvision *one = way_provision_new ();

      one->establishment = i % 2 == 0 ? self->world->setting : self->world->school;
      one->name = g_strdup_printf ("Provision %u", i);
      one->kind = g_strdup (i < 2 ? "assessment" : "medical");
      one->weeks_most = i == 0 ? 12 : way_random_between (&self->random, 1, 30);
      one->week_kind = g_strdup (i == 0 ? "calendar" : "school");
      self->provisions[i] = way_test_put (self->world, &way_provision_entity, one);
    }
}

static WayId
put_referral (File        *self,
              const WayId *pupil)
{
  WayReferral *one = way_referral_new ();

  one->pupil = *pupil;
  one->route = g_strdup ("INTERIM");
  one->received = perhaps (self, 800);
  return way_test_put (self->world, &way_referral_entity, one);
}

static WayId
put_placement (File *self)
{
  static const char *const commissioners[] = { "SCHOOL", "LA", NULL };
  WayPlacement *one = way_placement_new ();

  one->pupil = self->pupils[way_random_below (&self->random, N_PUPILS)];
  one->provision = self->provisions[way_random_below (&self->random, N_PROVISIONS)];
  if (way_random_chance (&self->random, 500))
    one->referral = put_referral (self, &one->pupil);
  one->start = random_day (self);
  if (way_random_chance (&self->random, 500))
    one->end = way_date_add_days (&one->start, way_random_between (&self->random, 0, 200));
  one->reviewed = perhaps (self, 500);
  if (way_random_chance (&self->random, 300))
    one->expected_end = way_date_add_days (&one->start,
                                           way_random_between (&self->random, 0, 300));
  one->told_la = perhaps (self, 200);
  one->exit_plan = way_random_chance (&self->random, 300) ? g_strdup ("Back to school") : NULL;
  one->commissioner = g_strdup (commissioners[way_random_below (&self->random, 3)]);
  return way_test_put (self->world, &way_placement_entity, one);
}

static void
put_act (File *self)
{
  static const char *const rules[] = { "C19", "C20", "C24" };
  static const char *const kinds[] = { "met", "paused", "overridden", "explained" };
  WayDutyAct *one = way_duty_act_new ();
  g_autoptr(WayPlacement) placement = NULL;

  one->rule = g_strdup (rules[way_random_below (&self->random, 3)]);
  one->kind = g_strdup (kinds[way_random_below (&self->random, 4)]);
  one->placement = self->placements[way_random_below (&self->random, N_PLACEMENTS)];
  placement = way_records_get (self->world->db, &way_placement_entity, &one->placement, NULL);
  one->pupil = placement->pupil;
  one->day = random_day (self);
  one->reason = g_strdup ("As agreed");
  way_test_put (self->world, &way_duty_act_entity, one);
}

static void
put_exclusion (File *self)
{
  WayExclusion *one = way_exclusion_new ();

  one->pupil = self->pupils[way_random_below (&self->random, N_PUPILS)];
  one->establishment = self->world->school;
  one->category = g_strdup ("PERM");
  one->from = random_day (self);
  way_test_put (self->world, &way_exclusion_entity, one);
}

static void
fill (File    *self,
      guint32  seed)
{
  way_random_seed (&self->random, seed);
  put_provisions (self);
  for (guint i = 0; i < N_PUPILS; i++)
    self->pupils[i] = way_test_put_pupil (self->world, "Kit", "Ashdown", NULL);
  for (guint i = 0; i < N_PLACEMENTS; i++)
    self->placements[i] = put_placement (self);
  for (guint i = 0; i < N_ACTS; i++)
    put_act (self);
  for (guint i = 0; i < 3; i++)
    put_exclusion (self);
}

/* --- The slow obvious count --- */

static void
count_slow (WayFacts      *facts,
            const GDate   *days,
            WayDutyCounts *counts)
{
  WayDutiesFilter filter = { .since = days[0] };
  guint amber = (guint) way_facts_authority (facts)->amber_days;
  g_autoptr(GPtrArray) duties = way_duties_list (facts, &days[N_DAYS - 1], &filter, NULL);

  *counts = (WayDutyCounts) { .first = way_date_none () };
  for (guint d = 0; d < N_DAYS; d++)
    for (guint i = 0; i < duties->len; i++)
      {
        const WayDutyFact *fact = g_ptr_array_index (duties, i);
        WayDuty duty = way_duty_fact_on (fact, &days[d], amber);
        GDate sunday = way_today_week_end (&days[d]);

        if (way_duty_fact_is_choice (fact))
          continue;
        counts->breach[d] += duty.state == WAY_DUTY_BREACHED;
        if ((duty.state != WAY_DUTY_OPEN && duty.state != WAY_DUTY_DUE) ||
            !way_date_within (&fact->due, &days[d], &sunday))
          continue;
        counts->due[d]++;
        if (d == N_DAYS - 1 && (!way_date_is_set (&counts->first) ||
                                way_date_compare (&fact->due, &counts->first) < 0))
          counts->first = fact->due;
      }
}

/* Gives how many were seen. */
static gint64
look (File *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (self->world->db, &error);
  GDate today = random_day (self);
  GDate days[N_DAYS];
  WayDutyCounts counts, slow;
  gint64 seen = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < N_DAYS; i++)
    days[i] = way_date_add_days (&today, 7 * ((int) i - N_DAYS + 1));
  way_duties_count (facts, days, N_DAYS, &counts, &error);
  g_assert_no_error (error);
  count_slow (facts, days, &slow);
  for (guint i = 0; i < N_DAYS; i++)
    {
      g_assert_cmpint (counts.breach[i], ==, slow.breach[i]);
      g_assert_cmpint (counts.due[i], ==, slow.due[i]);
      seen += counts.due[i] + counts.breach[i];
    }
  g_assert_cmpint (way_date_is_set (&counts.first), ==, way_date_is_set (&slow.first));
  g_assert_true (!way_date_is_set (&counts.first) ||
                 way_date_equal (&counts.first, &slow.first));
  return seen;
}

static void
test_counts_are_those_of_the_list (void)
{
  guint32 seed = g_test_rand_int ();
  gint64 seen = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_FILES; i++)
    {
      File file = { .world = way_test_world_new () };

      fill (&file, seed + i);
      for (guint look_at = 0; look_at < N_LOOKS; look_at++)
        seen += look (&file);
      way_test_world_free (file.world);
    }
  g_assert_cmpint (seen, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/duties/count/as-listed", test_counts_are_those_of_the_list);
  return g_test_run ();
}
