/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral form looked over while it is written: how complete it is, what is
 * doubtful about the route, and the time limit that what led here sets. */

#include "way-referral-form-private.h"

#include <string.h>

#include "way-roll.h"
#include "way-route-sets.h"

static gboolean
has_value (const WayField *field,
           gconstpointer   record)
{
  return way_field_get (field, record).type != WAY_VALUE_NONE;
}

/* --- What is missing, what is doubtful --- */

/* Records of an entity are counted in the part and in the list. */
static gboolean
count_filled (gpointer     data,
              const char  *what,
              guint       *count,
              GError     **error)
{
  WayReferralForm *self = data;
  WayReferralPart part;
  const WayField *field;

  *count = 0;
  if (way_referral_form_find_field (what, &part, &field))
    {
      *count = has_value (field, self->parts[part].record);
      return TRUE;
    }
  for (guint i = 0; i < WAY_N_REFERRAL_PARTS; i++)
    if (g_str_equal (way_referral_part_entity (i)->name, what))
      *count += way_referral_form_is_filled (self, i);
  for (guint i = 0; i < WAY_N_REFERRAL_LISTS; i++)
    if (g_str_equal (way_referral_list_entity (i)->name, what))
      *count += way_form_rows_count (&self->lists[i].form);
  return TRUE;
}

GArray *
way_referral_form_sections (WayReferralForm  *self,
                            WayDb            *db,
                            const GDate      *today,
                            GError          **error)
{
  const WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);

  return way_referral_judge_sections (referral->route, today, count_filled, self, error);
}

GArray *
way_referral_form_check (WayReferralForm  *self,
                         WayDb            *db,
                         const GDate      *today,
                         GError          **error)
{
  const WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  const WayEnrolment *roll = way_referral_form_get (self, WAY_REFERRAL_PART_ENROLMENT);
  const WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);
  WayRouteFacts facts = {
    .route = referral->route != NULL ? referral->route : "",
    .values = { referral->commissioner, referral->place_payer, referral->top_up_payer,
                referral->registration },
    .has_school = !way_id_is_null (&roll->establishment) && way_roll_is_main (roll, today),
    .off_roll = way_date_is_set (&exclusion->off_roll) &&
                way_date_compare (&exclusion->off_roll, today) <= 0,
    .has_reason = referral->payer_reason != NULL,
    .has_exception = referral->exception_reason != NULL,
  };
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  GDate on;

  if (sets == NULL)
    return NULL;
  return way_routes_check (way_route_sets_for_referral (sets, referral, today, &on), &facts, &on);
}

/* --- What led here --- */

static const struct
{
  const char *route;
  gboolean    permanent;
  const char *rule;
} led_here[] = {
  { "PEX_DAY6", TRUE, "C01" },
  { "SUSP_OFFSITE", FALSE, "C02" },
};

const char *
way_referral_find_rule (const WayReferral  *referral,
                        const WayExclusion *exclusion)
{
  const WayCode *category = exclusion->category != NULL
                              ? way_codes_lookup ("exclusion_category", exclusion->category) : NULL;

  if (category == NULL || !way_date_is_set (&exclusion->from) ||
      way_date_is_set (&exclusion->cancelled))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (led_here); i++)
    if (g_strcmp0 (referral->route, led_here[i].route) == 0 &&
        way_code_is (category, "permanent") == led_here[i].permanent)
      return led_here[i].rule;
  return NULL;
}

static WayClock *
run_clock (const char          *rule,
           const WayExclusion  *exclusion,
           const WayPupil      *pupil,
           WayFacts            *facts,
           const WaySchoolDays *days,
           GError             **error)
{
  WayClockEvent event = {
    .kind = way_clocks_first_event (rule),
    .from = exclusion->from,
    .to = exclusion->to,
    .half_days = way_date_is_set (&exclusion->to) && exclusion->half_days != WAY_INTEGER_NONE
                   ? (int) exclusion->half_days : 0,
  };
  WayClockFacts clock_facts = {
    .events = &event,
    .n_events = 1,
    .year = pupil->year,
    .reading = way_facts_authority (facts)->sixth_day,
  };

  return way_clocks_run (rule, &clock_facts, days, error);
}

gboolean
way_referral_form_limit (WayReferralForm   *self,
                         WayDb             *db,
                         const GDate       *today,
                         WayReferralLimit  *limit,
                         GError           **error)
{
  const WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);
  g_autoptr(WayFacts) facts = NULL;
  g_autoptr(WayClock) clock = NULL;
  WayDutyFacts duty = { .met = exclusion->educated_from };
  const char *rule = way_referral_find_rule (way_referral_form_get (self,
                                                                    WAY_REFERRAL_PART_REFERRAL),
                                             exclusion);
  const WaySchoolDays *days;

  *limit = (WayReferralLimit) { NULL };
  if (rule == NULL)
    return TRUE;
  facts = way_facts_new (db, error);
  days = facts != NULL ? way_facts_days (facts, &exclusion->establishment, error) : NULL;
  if (days == NULL)
    return FALSE;
  clock = run_clock (rule, exclusion, way_referral_form_get (self, WAY_REFERRAL_PART_PUPIL), facts,
                     days, error);
  if (clock == NULL)
    return FALSE;
  if (clock->verdict == WAY_CLOCK_NOT_DUE)
    return TRUE;
  duty.due = clock->due;
  limit->duty = way_duty_judge (&duty, days, today,
                                (guint) way_facts_authority (facts)->amber_days);
  limit->clock = g_steal_pointer (&clock);
  return TRUE;
}

void
way_referral_limit_clear (WayReferralLimit *limit)
{
  g_clear_pointer (&limit->clock, way_clock_free);
}
