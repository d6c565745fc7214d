/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One child's page from the child's own records: a few rows of each kind, so
 * plain reads over the description do. */

#include "way-pupil-facts.h"

#include "way-act.h"
#include "way-area.h"
#include "way-attendance.h"
#include "way-directory.h"
#include "way-joins.h"
#include "way-new-year.h"
#include "way-referral-flow.h"
#include "way-roll.h"
#include "way-statutory.h"

/* All that is recorded of the child, while the facts are put together. */
typedef struct
{
  WayFacts      *facts;
  WayDb         *db;
  GDate          today;
  GPtrArray     *enrolments;
  GPtrArray     *exclusions;
  GPtrArray     *absences;
  GPtrArray     *placements;
  GPtrArray     *needs;
  WayPupilFacts *self;
} Reader;

/* --- Names --- */

static char *
dup_establishment_name (WayDb        *db,
                        const WayId  *id,
                        GError      **error)
{
  g_autoptr(WayEstablishment) found = way_act_get (db, &way_establishment_entity, id, error);

  return found != NULL ? g_strdup (found->name) : NULL;
}

static gboolean
read_district (Reader  *reader,
               GError **error)
{
  WayPupilFacts *self = reader->self;
  g_autoptr(WayDistrict) district = NULL;

  if (way_id_is_null (&self->pupil->home_district))
    return TRUE;
  district = way_act_get (reader->db, &way_district_entity, &self->pupil->home_district, error);
  if (district == NULL)
    return FALSE;
  self->district = g_strdup (district->name);
  return TRUE;
}

/* --- Where now --- */

static const WayPlacement *
find_current (GPtrArray   *placements,
              const GDate *today)
{
  const WayPlacement *last = NULL;

  for (guint i = 0; i < placements->len; i++)
    {
      const WayPlacement *one = g_ptr_array_index (placements, i);

      if (way_date_within (today, &one->start, &one->end) &&
          (last == NULL || way_date_compare (&one->start, &last->start) > 0))
        last = one;
    }
  return last;
}

static gboolean
read_stay (Reader              *reader,
           const WayProvision  *provision,
           GError             **error)
{
  WayPupilFacts *self = reader->self;
  const WaySchoolDays *days = way_facts_days (reader->facts, &provision->establishment, error);
  gboolean school = g_strcmp0 (provision->week_kind, "calendar") != 0;

  if (days == NULL)
    return FALSE;
  self->week_kind = way_codes_lookup ("week_kind", school ? "school" : "calendar");
  self->week = school ? way_school_days_count_weeks (days, &self->placement->start, &reader->today)
                      : (guint) way_date_days_between (&self->placement->start, &reader->today)
                        / 7 + 1;
  if (provision->weeks_most != WAY_INTEGER_NONE && provision->weeks_most > 0)
    self->weeks = (guint) provision->weeks_most;
  return TRUE;
}

static gboolean
read_current (Reader  *reader,
              GError **error)
{
  WayPupilFacts *self = reader->self;
  const WayPlacement *current = find_current (reader->placements, &reader->today);
  g_autoptr(WayProvision) provision = NULL;
  GDate on;

  if (current == NULL)
    return TRUE;
  self->placement = way_placement_copy (current);
  provision = way_act_get (reader->db, &way_provision_entity, &current->provision, error);
  if (provision == NULL)
    return FALSE;
  self->provision = g_strdup (provision->name);
  self->setting = dup_establishment_name (reader->db, &provision->establishment, error);
  if (self->setting == NULL)
    return FALSE;
  if (!way_id_is_null (&current->referral))
    {
      self->agreed = way_act_get (reader->db, &way_referral_entity, &current->referral, error);
      if (self->agreed == NULL)
        return FALSE;
    }
  self->route_sets = way_route_sets_load (reader->db, error);
  if (self->route_sets == NULL)
    return FALSE;
  self->route_set = way_route_sets_for_placement (self->route_sets, self->placement,
                                                  &reader->today, &on);
  return read_stay (reader, provision, error);
}

static gboolean
read_roll (Reader  *reader,
           GError **error)
{
  WayPupilFacts *self = reader->self;

  self->is_single_at_ap = self->placement != NULL &&
                          g_strcmp0 (self->placement->registration, "SINGLE_AP") == 0;
  if (!way_roll_find_main (reader->db, &self->pupil->id, &reader->today, &self->main_roll, error))
    return FALSE;
  if (self->main_roll != NULL)
    self->main_school = dup_establishment_name (reader->db, &self->main_roll->establishment,
                                                error);
  else if (self->is_single_at_ap)
    self->main_school = g_strdup (self->setting);
  return self->main_roll == NULL || self->main_school != NULL;
}

static void
read_needs (Reader *reader)
{
  WayPupilFacts *self = reader->self;

  for (guint i = 0; i < reader->needs->len; i++)
    {
      const WayNeed *need = g_ptr_array_index (reader->needs, i);
      const WayCode *type = need->type != NULL ? way_codes_lookup ("need_type", need->type) : NULL;

      if (!way_date_within (&reader->today, &need->from, &need->to))
        continue;
      if (need->provision != NULL && (self->support == NULL || need->rank == 1))
        self->support = way_codes_lookup ("sen_provision", need->provision);
      if (need->rank == 1)
        self->primary_need = type;
      else if (need->rank == 2)
        self->secondary_need = type;
    }
}

/* --- Exclusions and attendance --- */

static gint64
exclusion_half_days (Reader              *reader,
                     const WayExclusion  *exclusion)
{
  const WaySchoolDays *days;
  const GDate *to;

  if (exclusion->half_days != WAY_INTEGER_NONE)
    return exclusion->half_days;
  days = way_facts_days (reader->facts, &exclusion->establishment, NULL);
  if (days == NULL)
    return 0;
  to = way_date_is_set (&exclusion->to) ? &exclusion->to : &reader->today;
  return way_school_days_count_half_days (days, &exclusion->from, to);
}

/* Days spent count even where the exclusion was cancelled (domain.md C27); a
 * permanent one is no suspension. */
static void
read_suspended (Reader *reader)
{
  WayPupilFacts *self = reader->self;
  const WayCode *cap = way_codes_lookup_on ("clock", "C12", &reader->today);
  int year = way_date_school_year (&reader->today);

  self->half_days_limit = cap != NULL ? way_code_get_int (cap, "limit", 0) : 0;
  for (guint i = 0; i < reader->exclusions->len; i++)
    {
      const WayExclusion *one = g_ptr_array_index (reader->exclusions, i);
      const WayCode *category = one->category != NULL
                                  ? way_codes_lookup ("exclusion_category", one->category) : NULL;

      if (category == NULL || way_code_is (category, "permanent") ||
          way_date_compare (&one->from, &reader->today) > 0)
        continue;
      if (way_date_school_year (&one->from) == year)
        self->half_days += exclusion_half_days (reader, one);
      else if (way_date_school_year (&one->from) == year - 1)
        self->half_days_before += exclusion_half_days (reader, one);
    }
}

/* Sessions by week, of every register; those of this term are summed. */
static gboolean
read_attendance (Reader  *reader,
                 GError **error)
{
  WayPupilFacts *self = reader->self;
  const WaySchoolDays *days = way_facts_days (reader->facts, NULL, error);
  GDate since = way_date_week_start (&self->from);
  g_autoptr(GArray) weeks = NULL;
  GDate term;

  if (days == NULL)
    return FALSE;
  term = way_school_days_term (days, &reader->today).from;
  weeks = way_attendance_of_pupil (reader->db, &self->pupil->id, days, &since, &reader->today,
                                   error);
  for (guint i = 0; weeks != NULL && i < weeks->len; i++)
    {
      const WayPupilSessions *one = &g_array_index (weeks, WayPupilSessions, i);
      WayPupilWeek week = { one->week, one->sessions.counts[WAY_MEASURE_POSSIBLE],
                            one->sessions.counts[WAY_MEASURE_ATTENDED] };

      g_array_append_val (self->attendance, week);
      if (way_date_compare (&week.week, &term) < 0)
        continue;
      self->possible += week.possible;
      self->attended += week.attended;
    }
  return weeks != NULL;
}

/* --- What is next --- */

static gboolean
read_referral (Reader  *reader,
               GError **error)
{
  g_autoptr(GPtrArray) referrals = way_joins_records_of (reader->db, &way_referral_entity,
                                                         &reader->self->pupil->id, error);

  if (referrals == NULL)
    return FALSE;
  for (guint i = referrals->len; i-- > 0 && reader->self->referral == NULL;)
    {
      const WayReferral *one = g_ptr_array_index (referrals, i);
      g_autoptr(WayReferralCase) found = NULL;

      if (way_date_is_set (&one->closed))
        continue;
      found = way_referral_case_load (reader->db, &one->id, &reader->today, error);
      if (found == NULL)
        return FALSE;
      if (way_code_is (way_codes_lookup ("referral_stage", found->stage.stage), "live"))
        reader->self->referral = g_steal_pointer (&found->referral);
    }
  return TRUE;
}

/* The next of what comes is the earliest; a day that has passed only where it is
 * a duty's. */
static void
offer_next (Reader      *reader,
            WayNextKind  kind,
            const GDate *day)
{
  WayPupilFacts *self = reader->self;

  if (!way_date_is_set (day) ||
      (self->next != WAY_NEXT_NONE && way_date_compare (day, &self->next_day) >= 0) ||
      (kind != WAY_NEXT_DUTY && way_date_compare (day, &reader->today) < 0))
    return;
  self->next = kind;
  self->next_day = *day;
}

static gboolean
read_next (Reader  *reader,
           GError **error)
{
  WayPupilFacts *self = reader->self;
  WayDutiesFilter filter = { .pupil = self->pupil->id, .since = self->from };

  self->duties = way_duties_list (reader->facts, &reader->today, &filter, error);
  if (self->duties == NULL)
    return FALSE;
  for (guint i = 0; i < self->duties->len && self->next_duty == NULL; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (self->duties, i);

      if (!way_duty_is_live (fact->duty.state))
        continue;
      self->next_duty = fact;
      offer_next (reader, WAY_NEXT_DUTY, &fact->due);
      self->next_days = fact->duty.days_left;
    }
  for (guint i = 0; i < reader->placements->len; i++)
    {
      const WayPlacement *one = g_ptr_array_index (reader->placements, i);

      if (way_date_compare (&one->start, &reader->today) > 0)
        offer_next (reader, WAY_NEXT_START, &one->start);
      else
        offer_next (reader, WAY_NEXT_END, way_date_is_set (&one->end) ? &one->end
                                                                      : &one->expected_end);
    }
  if (self->next == WAY_NEXT_START || self->next == WAY_NEXT_END)
    {
      const WaySchoolDays *days = way_facts_days (reader->facts, NULL, error);
      GDate from = way_date_add_days (&reader->today, 1);

      if (days == NULL)
        return FALSE;
      self->next_days = (int) way_school_days_count (days, &from, &self->next_day);
    }
  return TRUE;
}

/* --- The lanes --- */

static void
clear_bar (gpointer data)
{
  g_free (((WayPupilBar *) data)->name);
}

/* Adds a bar that reaches into the chart; takes over its name. */
static void
add_bar (Reader      *reader,
         WayPupilBar  bar)
{
  WayPupilFacts *self = reader->self;

  bar.half_days = bar.lane == WAY_LANE_EXCLUSIONS ? bar.half_days : WAY_INTEGER_NONE;
  if (way_date_is_set (&bar.to) && way_date_compare (&bar.to, &self->from) < 0)
    {
      g_free (bar.name);
      return;
    }
  if (way_date_is_set (&bar.to) && way_date_compare (&bar.to, &self->to) > 0)
    self->to = bar.to;
  g_array_append_val (self->bars, bar);
}

static gboolean
add_rolls (Reader  *reader,
           GError **error)
{
  for (guint i = 0; i < reader->enrolments->len; i++)
    {
      const WayEnrolment *one = g_ptr_array_index (reader->enrolments, i);
      char *name = dup_establishment_name (reader->db, &one->establishment, error);

      if (name == NULL)
        return FALSE;
      add_bar (reader, (WayPupilBar) {
        .lane = WAY_LANE_ROLLS, .from = one->from, .to = one->to, .name = name, .record = one->id,
        .code = one->status != NULL ? way_codes_lookup ("enrolment_status", one->status) : NULL,
      });
    }
  return TRUE;
}

static void
add_exclusions (Reader *reader)
{
  for (guint i = 0; i < reader->exclusions->len; i++)
    {
      const WayExclusion *one = g_ptr_array_index (reader->exclusions, i);
      const WayCode *category = one->category != NULL
                                  ? way_codes_lookup ("exclusion_category", one->category) : NULL;
      gboolean permanent = category != NULL && way_code_is (category, "permanent");

      if (way_date_is_set (&one->cancelled))
        continue;
      add_bar (reader, (WayPupilBar) {
        .lane = WAY_LANE_EXCLUSIONS, .from = one->from, .code = category, .record = one->id,
        .to = permanent ? one->from : one->to,
        .half_days = permanent ? WAY_INTEGER_NONE : exclusion_half_days (reader, one),
      });
    }
}

static void
add_absences (Reader *reader)
{
  for (guint i = 0; i < reader->absences->len; i++)
    {
      const WayAbsence *one = g_ptr_array_index (reader->absences, i);

      add_bar (reader, (WayPupilBar) {
        .lane = WAY_LANE_ABSENCES, .from = one->from, .record = one->id,
        .to = way_date_is_set (&one->to) ? one->to : one->forecast_to,
        .code = one->kind != NULL ? way_codes_lookup ("absence_kind", one->kind) : NULL,
      });
    }
}

/* A stay, the setting's roll that follows from it, and its last review. */
static gboolean
add_placement (Reader              *reader,
               const WayPlacement  *one,
               GError             **error)
{
  g_autoptr(WayProvision) provision = way_act_get (reader->db, &way_provision_entity,
                                                   &one->provision, error);
  const WayCode *registration = one->registration != NULL
                                  ? way_codes_lookup ("registration", one->registration) : NULL;
  const char *status = registration != NULL ? way_code_get (registration, "ap_status") : NULL;
  GDate to = way_date_is_set (&one->end) ? one->end : one->expected_end;
  char *setting;

  if (provision == NULL)
    return FALSE;
  setting = dup_establishment_name (reader->db, &provision->establishment, error);
  if (setting == NULL)
    return FALSE;
  add_bar (reader, (WayPupilBar) {
    .lane = WAY_LANE_ROLLS, .from = one->start, .to = to, .name = setting, .record = one->id,
    .code = status != NULL ? way_codes_lookup ("enrolment_status", status) : NULL,
    .is_placed = TRUE,
  });
  add_bar (reader, (WayPupilBar) {
    .lane = WAY_LANE_PLACEMENTS, .from = one->start, .to = to, .record = one->id,
    .name = g_strdup (provision->name),
    .code = provision->kind != NULL ? way_codes_lookup ("provision_kind", provision->kind) : NULL,
  });
  if (way_date_is_set (&one->reviewed))
    add_bar (reader, (WayPupilBar) {
      .lane = WAY_LANE_REVIEWS, .from = one->reviewed, .to = one->reviewed, .record = one->id,
    });
  return TRUE;
}

static void
add_reviews_due (Reader *reader)
{
  for (guint i = 0; i < reader->self->duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (reader->self->duties, i);

      if (g_str_equal (fact->rule->id, "C19") && way_duty_is_live (fact->duty.state))
        add_bar (reader, (WayPupilBar) {
          .lane = WAY_LANE_REVIEWS, .from = fact->due, .to = fact->due, .is_due = TRUE,
          .record = fact->placement,
        });
    }
}

/* Reviews have a lane of their own; what does not apply any more says nothing. */
static void
add_duties (Reader *reader)
{
  for (guint i = 0; i < reader->self->duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (reader->self->duties, i);

      if (g_str_equal (fact->rule->id, "C19") || !way_date_is_set (&fact->due) ||
          fact->duty.state == WAY_DUTY_NOT_APPLICABLE)
        continue;
      add_bar (reader, (WayPupilBar) {
        .lane = WAY_LANE_DUTIES, .from = fact->due, .to = fact->due, .code = fact->rule,
        .is_due = way_duty_is_live (fact->duty.state), .state = fact->duty.state,
        .record = fact->subject,
      });
    }
}

static int
compare_bars (gconstpointer a,
              gconstpointer b)
{
  const WayPupilBar *one = a;
  const WayPupilBar *other = b;
  int order = (int) one->lane - (int) other->lane;

  if (order == 0)
    order = way_date_compare (&one->from, &other->from);
  return order != 0 ? order : way_id_compare (&one->record, &other->record);
}

static gboolean
read_lanes (Reader  *reader,
            GError **error)
{
  if (!add_rolls (reader, error))
    return FALSE;
  add_exclusions (reader);
  add_absences (reader);
  for (guint i = 0; i < reader->placements->len; i++)
    if (!add_placement (reader, g_ptr_array_index (reader->placements, i), error))
      return FALSE;
  add_reviews_due (reader);
  add_duties (reader);
  g_array_sort (reader->self->bars, compare_bars);
  return TRUE;
}

/* --- All of it --- */

static gboolean
read_records (Reader       *reader,
              const WayId  *pupil,
              GError      **error)
{
  const struct
  {
    const WayEntity  *entity;
    GPtrArray       **records;
  } kinds[] = {
    { &way_enrolment_entity, &reader->enrolments },
    { &way_exclusion_entity, &reader->exclusions },
    { &way_absence_entity, &reader->absences },
    { &way_placement_entity, &reader->placements },
    { &way_need_entity, &reader->needs },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      *kinds[i].records = way_joins_records_of (reader->db, kinds[i].entity, pupil, error);
      if (*kinds[i].records == NULL)
        return FALSE;
    }
  return TRUE;
}

/* The year group of the day that is looked at. */
static gboolean
read_year_group (Reader  *reader,
                 GError **error)
{
  WayPupil *pupil = reader->self->pupil;
  g_autoptr(GPtrArray) former = way_records_of (reader->db, &way_year_group_entity, "pupil",
                                                &pupil->id, error);
  const char *then;

  if (former == NULL)
    return FALSE;
  then = way_new_year_group_on (pupil, former, &reader->today);
  if (then != pupil->year)
    {
      g_free (pupil->year);
      pupil->year = g_strdup (then);
    }
  return TRUE;
}

static gboolean
read_all (Reader       *reader,
          const WayId  *pupil,
          GError      **error)
{
  WayPupilFacts *self = reader->self;
  WayId kept;

  if (!way_joins_kept (reader->db, pupil, &kept, error))
    return FALSE;
  self->pupil = way_act_get (reader->db, &way_pupil_entity, &kept, error);
  if (self->pupil == NULL || !read_year_group (reader, error) ||
      !read_records (reader, pupil, error))
    return FALSE;
  self->age = way_date_is_set (&self->pupil->birth) &&
              way_date_compare (&self->pupil->birth, &reader->today) <= 0
                ? way_date_age (&self->pupil->birth, &reader->today) : -1;
  self->from = way_date_ymd (way_date_school_year (&reader->today) - 1, G_DATE_SEPTEMBER, 1);
  self->to = way_date_add_months (&reader->today, 1);
  read_needs (reader);
  read_suspended (reader);
  return read_district (reader, error) && read_current (reader, error) &&
         read_roll (reader, error) && read_attendance (reader, error) &&
         read_referral (reader, error) && read_next (reader, error) && read_lanes (reader, error);
}

WayPupilFacts *
way_pupil_facts_load (WayFacts     *facts,
                      const WayId  *pupil,
                      const GDate  *today,
                      GError      **error)
{
  g_autoptr(WayPupilFacts) self = g_new0 (WayPupilFacts, 1);
  Reader reader = {
    .facts = facts, .db = way_facts_db (facts), .today = *today, .self = self,
  };
  gboolean done;

  self->bars = g_array_new (FALSE, FALSE, sizeof (WayPupilBar));
  g_array_set_clear_func (self->bars, clear_bar);
  self->attendance = g_array_new (FALSE, FALSE, sizeof (WayPupilWeek));
  done = read_all (&reader, pupil, error);
  g_clear_pointer (&reader.enrolments, g_ptr_array_unref);
  g_clear_pointer (&reader.exclusions, g_ptr_array_unref);
  g_clear_pointer (&reader.absences, g_ptr_array_unref);
  g_clear_pointer (&reader.placements, g_ptr_array_unref);
  g_clear_pointer (&reader.needs, g_ptr_array_unref);
  return done ? g_steal_pointer (&self) : NULL;
}

void
way_pupil_facts_free (WayPupilFacts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pupil, way_pupil_free);
  g_clear_pointer (&self->placement, way_placement_free);
  g_clear_pointer (&self->main_roll, way_enrolment_free);
  g_clear_pointer (&self->referral, way_referral_free);
  g_clear_pointer (&self->agreed, way_referral_free);
  g_clear_pointer (&self->route_sets, way_route_sets_free);
  g_clear_pointer (&self->duties, g_ptr_array_unref);
  g_clear_pointer (&self->bars, g_array_unref);
  g_clear_pointer (&self->attendance, g_array_unref);
  g_free (self->district);
  g_free (self->provision);
  g_free (self->setting);
  g_free (self->main_school);
  g_free (self);
}

gboolean
way_pupil_facts_compare (const WayPupilFacts *self,
                         double              *before,
                         double              *since)
{
  gint64 possible[2] = { 0, 0 };
  gint64 attended[2] = { 0, 0 };
  GDate first;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->placement == NULL)
    return FALSE;
  first = way_date_week_start (&self->placement->start);
  for (guint i = 0; i < self->attendance->len; i++)
    {
      const WayPupilWeek *week = &g_array_index (self->attendance, WayPupilWeek, i);
      guint side = way_date_compare (&week->week, &first) >= 0;

      possible[side] += week->possible;
      attended[side] += week->attended;
    }
  if (possible[0] <= 0 || possible[1] <= 0)
    return FALSE;
  *before = 100.0 * (double) attended[0] / (double) possible[0];
  *since = 100.0 * (double) attended[1] / (double) possible[1];
  return TRUE;
}

const WayPupilBar *
way_pupil_facts_last (const WayPupilFacts *self,
                      const GDate         *today,
                      gboolean            *ended)
{
  const WayPupilBar *last = NULL;
  const GDate *day = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->bars->len; i++)
    {
      const WayPupilBar *bar = &g_array_index (self->bars, WayPupilBar, i);
      gboolean over = (bar->lane == WAY_LANE_ROLLS || bar->lane == WAY_LANE_PLACEMENTS) &&
                      way_date_is_set (&bar->to) && way_date_compare (&bar->to, today) < 0;
      const GDate *when = over ? &bar->to : &bar->from;

      /* Of one day, the later lane says more: a placement more than its roll. */
      if (bar->is_due || bar->lane == WAY_LANE_DUTIES || way_date_compare (when, today) > 0 ||
          (day != NULL && way_date_compare (when, day) < 0))
        continue;
      last = bar;
      day = when;
      *ended = over;
    }
  return last;
}
