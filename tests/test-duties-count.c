/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties that are counted from packed stays, and from what is kept of fair access, are
 * those that are listed: in random small files, where people have done something
 * about some of them (--seed). */

#include "way-duties.h"

#include <string.h>

#include "way-random.h"
#include "way-test-world.h"
#include "way-today-tasks.h"

#define N_FILES      6
#define N_PLACEMENTS 40
#define N_ACTS       12
#define N_DECISIONS  10
#define N_EXCLUSIONS 16
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
  WayId         decisions[N_DECISIONS];
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

/* Some leave school in the time that is looked at. */
static WayId
put_pupil (File *self)
{
  WayPupil *one = way_pupil_new ();

  one->forename = g_strdup ("Kit");
  one->surname = g_strdup ("Ashdown");
  if (way_random_chance (&self->random, 800))
    one->birth = way_date_ymd (2009 + way_random_below (&self->random, 3), 5, 1);
  return way_test_put (self->world, &way_pupil_entity, one);
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
  static const char *const rules[] = { "C19", "C20", "C24", "C23" };
  static const char *const kinds[] = { "met", "paused", "overridden", "explained" };
  guint rule = way_random_below (&self->random, 4);
  WayDutyAct *one = way_duty_act_new ();

  one->rule = g_strdup (rules[rule]);
  one->kind = g_strdup (kinds[way_random_below (&self->random, 4)]);
  if (rule == 3)
    one->decision = self->decisions[way_random_below (&self->random, N_DECISIONS)];
  else
    one->placement = self->placements[way_random_below (&self->random, N_PLACEMENTS)];
  one->pupil = self->pupils[0];
  one->day = random_day (self);
  one->reason = g_strdup ("As agreed");
  way_test_put (self->world, &way_duty_act_entity, one);
}

/* To fair access, of a referral that a school may have made. */
static WayId
put_decision (File *self)
{
  WayReferral *referral = way_referral_new ();
  WayDecision *one = way_decision_new ();

  referral->pupil = self->pupils[way_random_below (&self->random, N_PUPILS)];
  if (way_random_chance (&self->random, 700))
    referral->referrer = self->world->school;
  one->referral = way_test_put (self->world, &way_referral_entity, referral);
  one->outcome = g_strdup ("REFER_FAP");
  one->date = random_day (self);
  return way_test_put (self->world, &way_decision_entity, one);
}

static void
put_roll (File *self)
{
  WayEnrolment *one = way_enrolment_new ();

  one->pupil = self->pupils[way_random_below (&self->random, N_PUPILS)];
  one->establishment = self->world->school;
  one->status = g_strdup (way_random_chance (&self->random, 700) ? "C" : "S");
  one->from = random_day (self);
  if (way_random_chance (&self->random, 700))
    one->to = way_date_add_days (&one->from, way_random_between (&self->random, 0, 200));
  way_test_put (self->world, &way_enrolment_entity, one);
}

/* Of some all was done long ago, of others little. */
static void
put_exclusion (File *self)
{
  WayExclusion *one = way_exclusion_new ();
  guint done = way_random_chance (&self->random, 500) ? 1000 : 600;

  one->pupil = self->pupils[way_random_below (&self->random, N_PUPILS)];
  one->establishment = self->world->school;
  one->category = g_strdup (way_random_chance (&self->random, 700) ? "PERM" : "SUSP");
  one->from = random_day (self);
  one->to = strcmp (one->category, "SUSP") == 0 ? way_date_add_days (&one->from, 9)
                                                : way_date_none ();
  if (way_date_is_set (&one->to))
    one->half_days = way_random_between (&self->random, 10, 90);
  one->told_parents = perhaps (self, done);
  one->told_la = perhaps (self, done);
  one->told_social_worker = perhaps (self, done);
  one->informed = perhaps (self, done);
  one->decided = perhaps (self, done);
  one->notice = perhaps (self, 200);
  one->irp_applied = perhaps (self, 100);
  one->cancelled = perhaps (self, 100);
  way_test_put (self->world, &way_exclusion_entity, one);
}

static void
fill (File    *self,
      guint32  seed)
{
  way_random_seed (&self->random, seed);
  put_provisions (self);
  for (guint i = 0; i < N_PUPILS; i++)
    self->pupils[i] = put_pupil (self);
  for (guint i = 0; i < N_PLACEMENTS; i++)
    self->placements[i] = put_placement (self);
  for (guint i = 0; i < N_DECISIONS; i++)
    self->decisions[i] = put_decision (self);
  for (guint i = 0; i < 4; i++)
    put_roll (self);
  for (guint i = 0; i < N_ACTS; i++)
    put_act (self);
  for (guint i = 0; i < N_EXCLUSIONS; i++)
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

/* --- What is not even read --- */

static gboolean
is_about_exclusions (const WayDutyFact *fact)
{
  return !way_id_is_null (&fact->exclusion) && g_strcmp0 (fact->rule->id, "C01") != 0 &&
         g_strcmp0 (fact->rule->id, "C02") != 0;
}

static gboolean
is_over (const GDate *day,
         const GDate *since)
{
  return way_date_is_set (day) && way_date_compare (day, since) < 0;
}

/* Keys of what is on a list since a day, of duties that were not over then. */
static char *
say_duties (WayFacts    *facts,
            const GDate *today,
            const GDate *listed_since,
            const GDate *since)
{
  WayDutiesFilter filter = { .since = *listed_since };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) duties = way_duties_list (facts, today, &filter, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (duties, i);
      g_autofree char *key = way_duty_fact_key (fact);
      char exclusion[WAY_ID_TEXT_SIZE];

      way_id_format (&fact->exclusion, exclusion);
      if (is_about_exclusions (fact) && !is_over (&fact->met, since) &&
          !is_over (&fact->ended, since))
        g_string_append_printf (text, "%s %u %d %s\n", key, way_date_julian (&fact->due),
                                fact->count, exclusion);
    }
  return g_string_free (text, FALSE);
}

/* What was settled before a day is left out where it is read, and nothing else is. */
static void
test_only_what_is_settled_is_left_out (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_FILES; i++)
    {
      File file = { .world = way_test_world_new () };

      fill (&file, seed + i);
      for (guint look_at = 0; look_at < N_LOOKS; look_at++)
        {
          g_autoptr(WayFacts) facts = way_facts_new (file.world->db, NULL);
          GDate today = random_day (&file);
          GDate since = way_date_add_days (&today, -77);
          GDate early = way_date_add_days (&today, -380);
          g_autofree char *all = say_duties (facts, &today, &early, &since);
          g_autofree char *some = say_duties (facts, &today, &since, &since);

          g_assert_cmpstr (some, ==, all);
        }
      way_test_world_free (file.world);
    }
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
  g_test_add_func ("/service/duties/count/settled", test_only_what_is_settled_is_left_out);
  return g_test_run ();
}
