/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children of a sample authority as records, and the referrals that lead
 * nowhere or wait. */

#include "way-sample-record.h"

#include <stdlib.h>
#include <string.h>

#include "way-children.h"
#include "way-identifiers.h"
#include "way-people.h"
#include "way-sample-calendar.h"
#include "way-sample-journey.h"

static GDate
date_of (guint32 julian)
{
  return way_date_from_julian (julian);
}

static guint32
today_of (const WaySampleLife *life)
{
  return way_date_julian (&life->plan->today);
}

static WayRandom *
random_of (WaySampleLife *life)
{
  return &life->sampler->random;
}

static guint32
after (const WaySampleLife *life,
       guint32              day,
       guint                school_days)
{
  GDate date = date_of (day);

  date = way_school_days_nth_after (life->plan->days, &date, school_days);
  return way_date_julian (&date);
}

/* --- Who the child is --- */

static gboolean
write_carer (WaySampleLife  *life,
             const char     *surname,
             WayId          *id,
             GError        **error)
{
  g_autoptr(WayPerson) person = way_person_new ();

  person->forename = g_strdup (way_sampler_line (life->sampler,
                                                 way_random_chance (random_of (life), 700)
                                                   ? "forenames-f" : "forenames-m"));
  person->surname = g_strdup (surname);
  person->kind = g_strdup ("parent");
  person->telephone = way_sampler_telephone (life->sampler);
  if (!way_sampler_insert (life->sampler, &way_person_entity, person, error))
    return FALSE;
  *id = person->id;
  return TRUE;
}

/* In reception in the cohort's year: four on the last day of the August before. */
static GDate
make_birth (WaySampleLife        *life,
            const WaySampleChild *child)
{
  GDate first = way_date_ymd (child->cohort - 5, 9, 1);

  return way_date_add_days (&first, (int) way_random_below (random_of (life), 365));
}

/* The year in which the child is today, or was last at school. */
static char *
make_year (const WaySampleLife  *life,
           const WaySampleChild *child)
{
  int year = MIN (way_sample_child_year (child, today_of (life)), 11);

  return year <= 0 ? g_strdup ("R") : g_strdup_printf ("%d", year);
}

static void
set_home (WaySampleLife        *life,
          const WaySampleChild *child,
          WayPupil             *pupil)
{
  const WaySamplePlan *plan = life->plan;
  guint outward = g_strv_length (plan->outward);

  pupil->home_district = g_array_index (plan->districts, WaySampleDistrict, child->district).id;
  pupil->home_la = g_strdup (plan->la);
  pupil->street = way_sampler_street (life->sampler);
  pupil->town = g_strdup (plan->town);
  if (outward > 0)
    pupil->postcode = way_sampler_postcode (life->sampler,
                                            plan->outward[child->district % outward]);
}

static gboolean
write_pupil (WaySampleLife   *life,
             WaySampleChild  *child,
             GError         **error)
{
  WayRandom *random = random_of (life);
  g_autoptr(WayPupil) pupil = way_pupil_new ();
  char upn[14];

  way_identifiers_specimen_upn (life->sampler->pupils++ % way_identifiers_count_specimens (),
                                child->cohort, upn);
  pupil->upn = g_strdup (upn);
  pupil->surname = g_strdup (way_sampler_line (life->sampler, "surnames"));
  pupil->forename = g_strdup (way_sampler_line (life->sampler, child->girl ? "forenames-f"
                                                                           : "forenames-m"));
  pupil->birth = make_birth (life, child);
  pupil->sex = g_strdup (child->girl ? "F" : "M");
  pupil->year = make_year (life, child);
  pupil->ethnicity = g_strdup (way_sample_life_choice (life, "weights", "ethnicity"));
  pupil->looked_after = way_random_chance (random, 70);
  pupil->social_worker = pupil->looked_after || way_random_chance (random, 240);
  pupil->young_carer = way_random_chance (random, 40);
  pupil->address_hidden = way_random_chance (random, 12);
  set_home (life, child, pupil);
  if ((!life->plan->lean && !write_carer (life, pupil->surname, &pupil->carer, error)) ||
      !way_sampler_insert (life->sampler, &way_pupil_entity, pupil, error))
    return FALSE;
  child->id = pupil->id;
  return TRUE;
}

static gboolean
write_need (WaySampleLife         *life,
            const WaySampleChild  *child,
            guint32                from,
            GError               **error)
{
  g_autoptr(WayNeed) need = way_need_new ();

  need->pupil = child->id;
  need->provision = g_strdup (child->has_plan ? "E"
                              : way_random_chance (random_of (life), 720) ? "K" : "N");
  need->from = date_of (from);
  if (strcmp (need->provision, "N") != 0)
    {
      need->type = g_strdup (way_sample_life_choice (life, "weights", child->medical
                                                       ? "need-type-medical" : "need-type"));
      need->rank = 1;
    }
  if (child->has_plan)
    {
      need->plan = g_strdup_printf ("EHC-%05u", way_random_below (random_of (life), 100000));
      need->plan_reviewed = date_of (from + way_random_below (random_of (life), 300));
      if (way_date_compare (&need->plan_reviewed, &life->plan->today) > 0)
        need->plan_reviewed = life->plan->today;
    }
  return way_sampler_insert (life->sampler, &way_need_entity, need, error);
}

/* --- Rolls --- */

typedef struct
{
  WaySampleLife  *life;
  WaySampleChild *child;
  guint32         since;         /* on the school's roll from this day; 0: on none */
  guint32         leaves;        /* the last day of schooling */
  GError        **error;
} Rolls;

/* One row, if there is a day in it that has come. */
static gboolean
write_roll (Rolls      *rolls,
            const char *status,
            guint32     from,
            guint32     to,
            const char *ground)
{
  const GArray *schools = rolls->life->plan->schools;
  g_autoptr(WayEnrolment) enrolment = way_enrolment_new ();

  if (from > today_of (rolls->life) || (to != 0 && to < from))
    return TRUE;
  enrolment->pupil = rolls->child->id;
  enrolment->establishment = g_array_index (schools, WaySampleSchool, rolls->child->school).id;
  enrolment->status = g_strdup (status);
  enrolment->from = date_of (from);
  if (to != 0 && to <= today_of (rolls->life))
    enrolment->to = date_of (to);
  if (to != 0 && to <= today_of (rolls->life))
    enrolment->leaving_ground = g_strdup (ground);
  return way_sampler_insert (rolls->life->sampler, &way_enrolment_entity, enrolment, rolls->error);
}

static const char *
ground_of (const char *destination)
{
  static const char *const grounds[][2] = {
    { "SPECIAL", "a" }, { "AP_LONG_TERM", "a" }, { "MAINSTREAM_NEW", "a" }, { "EHE", "HOME_EDUCATED" },
    { "MOVED_AREA", "OUT_OF_REACH" }, { "CUSTODY", "DETAINED" }, { "CME", "CANNOT_BE_FOUND" },
    { "POST16_FE", "OVER_AGE" }, { "POST16_SCHOOL", "OVER_AGE" }, { "APPRENTICESHIP", "OVER_AGE" },
    { "EMPLOYMENT_TRAINING", "OVER_AGE" }, { "NEET", "OVER_AGE" }, { "NOT_KNOWN", "OVER_AGE" },
  };

  for (guint i = 0; destination != NULL && i < G_N_ELEMENTS (grounds); i++)
    if (strcmp (destination, grounds[i][0]) == 0)
      return grounds[i][1];
  return NULL;
}

static gboolean
is_secondary_now (const Rolls *rolls,
                  guint32      day)
{
  const GArray *schools = rolls->life->plan->schools;

  return g_array_index (schools, WaySampleSchool, rolls->child->school).secondary ||
         way_sample_child_year (rolls->child, day) < 7;
}

/* Another school of the right phase. */
static void
change_school (Rolls   *rolls,
               guint32  day)
{
  const GArray *schools = rolls->life->plan->schools;
  gboolean secondary = way_sample_child_year (rolls->child, day) >= 7;
  guint before = rolls->child->school;

  for (guint i = 0; i < 50; i++)
    {
      rolls->child->school = way_random_below (random_of (rolls->life), schools->len);
      if (rolls->child->school != before &&
          g_array_index (schools, WaySampleSchool, rolls->child->school).secondary == secondary)
        return;
    }
}

/* The single registration from `since` to a day, over the change to secondary
 * school where that lies between. */
static gboolean
write_single (Rolls      *rolls,
              guint32     to,
              const char *ground)
{
  GDate change = way_date_ymd (rolls->child->cohort + 7, 8, 31);
  guint32 last = way_date_julian (&change);

  if (!is_secondary_now (rolls, to != 0 ? to : today_of (rolls->life)) && rolls->since <= last &&
      last < (to != 0 ? to : today_of (rolls->life)))
    {
      if (!write_roll (rolls, "C", rolls->since, last, "a"))
        return FALSE;
      change_school (rolls, last + 1);
      rolls->since = last + 1;
    }
  return write_roll (rolls, "C", rolls->since, to, ground);
}

/* From the exclusion to the deletion from the roll. */
static gboolean
write_excluded_roll (Rolls               *rolls,
                     const WaySampleStay *stay,
                     guint32              until)
{
  const WaySampleExclusion *exclusion = rolls->child->exclusion;
  guint32 last = until != 0 ? MIN (until, exclusion->off_roll) : exclusion->off_roll;
  const char *ground = last == exclusion->off_roll ? "PERMANENTLY_EXCLUDED" : NULL;
  gboolean dual = stay != NULL && stay->start <= last;
  guint32 since = rolls->since;

  rolls->since = 0;
  if (!dual)
    return write_roll (rolls, "C", since, last, ground);
  return write_roll (rolls, "C", since, stay->start - 1, NULL) &&
         write_roll (rolls, "M", stay->start, last, ground);
}

/* What the rolls are during and after a stay. */
static gboolean
write_stay_rolls (Rolls               *rolls,
                  const WaySampleStay *stay)
{
  const char *ground = ground_of (stay->destination);
  gboolean back = g_strcmp0 (stay->destination, "MAINSTREAM_NEW") == 0 ||
                  g_strcmp0 (stay->destination, "MAINSTREAM_HOME") == 0;
  gboolean excluded = rolls->child->exclusion != NULL && rolls->child->exclusion->stay == stay;

  if (excluded && rolls->since != 0)
    {
      if (!write_excluded_roll (rolls, stay, 0))
        return FALSE;
    }
  else if (stay->single && rolls->since != 0)
    {
      if (!write_single (rolls, MIN (stay->start - 1, rolls->leaves), "a"))
        return FALSE;
      rolls->since = 0;
    }
  else if (!stay->single)
    {
      if (rolls->since != 0 && !write_single (rolls, stay->start - 1, NULL))
        return FALSE;
      if (!is_secondary_now (rolls, stay->start))
        change_school (rolls, stay->start);
      if (!write_roll (rolls, "M", stay->start, stay->end, ground))
        return FALSE;
      rolls->since = stay->end != 0 && ground == NULL ? stay->end + 1 : 0;
    }
  if (stay->end != 0 && back && rolls->since == 0)
    {
      if (!excluded || rolls->child->exclusion->off_roll < stay->end)
        change_school (rolls, stay->end + 1);
      rolls->since = MAX (stay->end, excluded ? rolls->child->exclusion->off_roll : 0) + 1;
    }
  return TRUE;
}

/* A child on two rolls must be on one: who was on none before it is taken on. */
static void
take_on (Rolls               *rolls,
         const WaySampleStay *stay,
         guint32              free)
{
  if (rolls->since == 0 && !stay->single && rolls->child->exclusion == NULL)
    {
      rolls->since = MAX (free, stay->start - 40);
      change_school (rolls, rolls->since);
    }
}

static guint32
find_admission (const WaySampleLife  *life,
                const WaySampleChild *child,
                guint32               first)
{
  int year = way_sample_child_year (child, first);
  int began = child->cohort + (year >= 7 ? 7 : 0);
  GDate day = way_date_ymd (began, 9, 5);

  return way_date_julian (&day);
}

static gboolean
write_rolls (WaySampleLife   *life,
             WaySampleChild  *child,
             guint32          first,
             GError         **error)
{
  GDate leaves = way_sample_calendar_leaving_day (child->cohort + 11);
  Rolls rolls = { .life = life, .child = child, .leaves = way_date_julian (&leaves), .error = error };
  const WaySampleStay *stay = child->stays->len > 0 ? g_ptr_array_index (child->stays, 0) : NULL;
  gboolean newcomer = child->newcomer ||
                      (stay != NULL && strcmp (stay->route, "INTERIM") == 0);
  guint32 free = 0;

  rolls.since = newcomer ? 0 : find_admission (life, child, first);
  if (life->plan->lean)
    return write_roll (&rolls, "M", rolls.since, rolls.leaves, "OVER_AGE");
  for (guint i = 0; i < child->stays->len; i++)
    {
      stay = g_ptr_array_index (child->stays, i);
      take_on (&rolls, stay, free);
      if (!write_stay_rolls (&rolls, stay))
        return FALSE;
      free = stay->end + 1;
    }
  if (rolls.since == 0)
    return TRUE;
  if (child->exclusion != NULL && child->exclusion->stay == NULL)
    return write_excluded_roll (&rolls, NULL, 0);
  if (rolls.leaves <= today_of (life))
    return rolls.since > rolls.leaves || write_single (&rolls, rolls.leaves, "OVER_AGE");
  return write_single (&rolls, 0, NULL);
}

gboolean
way_sample_record_admit (WaySampleLife   *life,
                         WaySampleChild  *child,
                         guint32          day,
                         GError         **error)
{
  GDate leaves = way_sample_calendar_leaving_day (child->cohort + 11);
  Rolls rolls = {
    .life = life, .child = child, .leaves = way_date_julian (&leaves), .since = day,
    .error = error,
  };

  if (day > today_of (life) || day > rolls.leaves)
    return TRUE;
  change_school (&rolls, day);
  if (rolls.leaves <= today_of (life))
    return write_single (&rolls, rolls.leaves, "OVER_AGE");
  return write_single (&rolls, 0, NULL);
}

/* --- Exclusions --- */

/* Everybody was told on the first day. */
static void
set_told (WayExclusion *record)
{
  record->told_parents = record->from;
  record->told_la = record->from;
  record->told_social_worker = record->from;
  record->informed = record->from;
}

static void
set_governors (WaySampleLife            *life,
               const WaySampleExclusion *exclusion,
               WayExclusion             *record)
{
  guint32 last = after (life, exclusion->day,
                        (guint) way_random_between (random_of (life), 13, 15));
  guint32 decided = MIN (way_sample_journey_before (life, exclusion->off_roll, 15), last);

  if (decided <= today_of (life))
    {
      record->decided = date_of (decided);
      record->result = g_strdup (exclusion->off_roll <= today_of (life) ? "ANO" : "DNO");
    }
  if (exclusion->off_roll <= today_of (life))
    record->off_roll = date_of (exclusion->off_roll);
}

/* Education from the sixth day: at the place that was found, or by a tutor
 * until there is one. */
static void
set_education (WaySampleLife            *life,
               const WaySampleExclusion *exclusion,
               WayExclusion             *record)
{
  guint32 sixth = after (life, exclusion->day, 5);
  guint32 began = sixth + (way_random_chance (random_of (life), 850)
                             ? 0 : way_random_below (random_of (life), 9));

  if (exclusion->open)
    return;
  if (exclusion->stay != NULL)
    began = MIN (began, exclusion->stay->start);
  if (began > today_of (life))
    return;
  record->educated_from = date_of (began);
  record->educated_by = g_strdup ("LA");
}

static gboolean
write_permanent (WaySampleLife       *life,
                 WaySampleExclusion  *exclusion,
                 GError             **error)
{
  const GArray *schools = life->plan->schools;
  g_autoptr(WayExclusion) record = way_exclusion_new ();

  record->pupil = exclusion->child->id;
  record->establishment = g_array_index (schools, WaySampleSchool, exclusion->child->school).id;
  record->category = g_strdup ("PERM");
  record->from = date_of (exclusion->day);
  record->reasons = g_strdelimit (g_strdup (way_sample_life_choice (life, "weights",
                                                                    "exclusion-reasons")), ",", '|');
  set_told (record);
  set_governors (life, exclusion, record);
  set_education (life, exclusion, record);
  if (!way_sampler_insert (life->sampler, &way_exclusion_entity, record, error))
    return FALSE;
  exclusion->id = record->id;
  return TRUE;
}

static gboolean
write_suspension (WaySampleLife         *life,
                  const WaySampleChild  *child,
                  guint32                from,
                  guint                  days,
                  GError               **error)
{
  const GArray *schools = life->plan->schools;
  g_autoptr(WayExclusion) record = way_exclusion_new ();

  record->pupil = child->id;
  record->establishment = g_array_index (schools, WaySampleSchool, child->school).id;
  record->category = g_strdup ("SUSP");
  record->from = date_of (from);
  record->to = date_of (days > 1 ? after (life, from, days - 1) : from);
  record->half_days = days * 2;
  record->reasons = g_strdup (way_sample_life_choice (life, "weights", "suspension-reasons"));
  set_told (record);
  if (days > 5 && from + 10 <= today_of (life))
    {
      record->educated_from = date_of (after (life, from, 5));
      record->educated_by = g_strdup ("SCHOOL");
    }
  return way_sampler_insert (life->sampler, &way_exclusion_entity, record, error);
}

/* Trouble before the first place. */
static gboolean
write_suspensions (WaySampleLife         *life,
                   const WaySampleChild  *child,
                   guint32                first,
                   GError               **error)
{
  WayRandom *random = random_of (life);
  guint32 admission = find_admission (life, child, first);
  guint count = child->medical || child->newcomer ? 0 : way_random_below (random, 4);
  guint32 day = first - 20;

  if (child->suspended != 0 &&
      !write_suspension (life, child, child->suspended, child->suspended_days, error))
    return FALSE;

  for (guint i = 0; i < count; i++)
    {
      guint days = way_random_chance (random, 80) ? 6 + way_random_below (random, 6)
                                                  : 1 + way_random_below (random, 4);

      day = way_sample_journey_before (life, day, days + 4 + way_random_below (random, 25));
      if (day < admission + 10 || day > first ||
          !write_suspension (life, child, day, days, error))
        return day < admission + 10 || day > first;
    }
  return TRUE;
}

/* --- Children --- */

/* The first day of which something is known. */
static guint32
first_day (const WaySampleLife  *life,
           const WaySampleChild *child)
{
  guint32 first = today_of (life);

  if (child->stays->len > 0)
    first = ((WaySampleStay *) g_ptr_array_index (child->stays, 0))->start;
  if (child->exclusion != NULL)
    first = MIN (first, child->exclusion->day);
  return first;
}

void
way_sample_record_settle (WaySampleChild *child)
{
  for (guint i = 0; i < child->stays->len; i++)
    {
      WaySampleStay *stay = g_ptr_array_index (child->stays, i);
      const WaySampleStay *next = i + 1 < child->stays->len
                                    ? g_ptr_array_index (child->stays, i + 1) : NULL;
      gboolean moved = g_strcmp0 (stay->destination, "AP_LONG_TERM") == 0;
      const char *settled = NULL;

      if (stay->end == 0)
        continue;
      if (next != NULL && next->start <= stay->end + 45)
        settled = strcmp (next->route, "LONG_TERM") == 0 ? "AP_LONG_TERM" : "OTHER_AP";
      else if (next != NULL || moved)
        settled = "MAINSTREAM_NEW";
      if (settled == NULL)
        continue;
      g_free (stay->destination);
      stay->destination = g_strdup (settled);
    }
}

/* Who stays beyond the plan has mostly got a new one. */
static void
settle_plans (WaySampleLife  *life,
              WaySampleChild *child)
{
  for (guint i = 0; i < child->stays->len; i++)
    {
      WaySampleStay *stay = g_ptr_array_index (child->stays, i);

      if (stay->end == 0 && stay->expected < today_of (life) &&
          way_random_chance (random_of (life), 850))
        stay->expected = MAX (stay->planned, today_of (life));
    }
}

gboolean
way_sample_record_child (WaySampleLife   *life,
                         WaySampleChild  *child,
                         GError         **error)
{
  guint32 first = first_day (life, child);

  if (child->stays->len > 0 && !child->has_plan && !child->plan_settled)
    {
      const WaySampleStay *stay = g_ptr_array_index (child->stays, 0);

      child->has_plan = way_random_chance (random_of (life),
                                           strcmp (stay->route, "INTERIM") == 0 ? 550 : 190);
    }
  way_sample_record_settle (child);
  settle_plans (life, child);
  if (!write_pupil (life, child, error) || !write_need (life, child, first - 200, error))
    return FALSE;
  if (life->plan->schools->len == 0)
    return TRUE;
  if (!life->plan->lean && !write_suspensions (life, child, first, error))
    return FALSE;
  if (child->exclusion != NULL && !write_permanent (life, child->exclusion, error))
    return FALSE;
  return write_rolls (life, child, first, error);
}

static int
compare_stays (gconstpointer a,
               gconstpointer b)
{
  const WaySampleStay *stay_a = *(const WaySampleStay *const *) a;
  const WaySampleStay *stay_b = *(const WaySampleStay *const *) b;

  return (stay_a->start > stay_b->start) - (stay_a->start < stay_b->start);
}

gboolean
way_sample_record_write (WaySampleLife  *life,
                         GError        **error)
{
  guint all = life->children->len + life->stays->len;

  for (guint i = 0; i < life->children->len; i++)
    if (!way_sampler_tick (life->sampler, i, all, error) ||
        !way_sample_record_child (life, g_ptr_array_index (life->children, i), error))
      return FALSE;
  g_ptr_array_sort (life->stays, compare_stays);
  for (guint i = 0; i < life->stays->len; i++)
    if (!way_sampler_tick (life->sampler, life->children->len + i, all, error) ||
        !way_sample_journey_write (life, g_ptr_array_index (life->stays, i), error))
      return FALSE;
  return TRUE;
}
