/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arrays that indicators are counted from, and what all of them ask. */

#include "way-indicator-facts.h"

#include "way-date.h"

/* Of the school year in which a child turns five, that is reception. */
#define RECEPTION_AGE 4

static void
clear_setting (gpointer row)
{
  g_free (((WayStatSetting *) row)->name);
}

static void
clear_provision (gpointer row)
{
  g_free (((WayStatProvision *) row)->name);
}

static void
clear_district (gpointer row)
{
  g_free (((WayStatDistrict *) row)->name);
}

#define NEW(type) g_array_new (FALSE, FALSE, sizeof (type))

WayIndicatorFacts *
way_indicator_facts_new (void)
{
  WayIndicatorFacts *self = g_new0 (WayIndicatorFacts, 1);

  self->settings = NEW (WayStatSetting);
  self->provisions = NEW (WayStatProvision);
  self->districts = NEW (WayStatDistrict);
  self->pupils = NEW (WayStatPupil);
  self->needs = NEW (WayStatNeed);
  self->stays = NEW (WayStatStay);
  self->places = NEW (WayStatPlaces);
  self->exclusions = NEW (WayStatExclusion);
  self->rolls = NEW (WayStatRoll);
  self->weeks = NEW (WayStatWeek);
  self->referrals = NEW (WayStatReferral);
  self->reviews = NEW (WayStatReview);
  self->targets = NEW (WayStatTarget);
  self->lasted = NEW (WayStatLasted);
  self->duties = NEW (WayStatDuty);
  self->without = NEW (WayStatWithout);
  self->part_times = NEW (WayStatPartTime);
  self->assurances = NEW (WayStatAssurance);
  self->twice = NEW (WayStatTwice);
  self->budgets = NEW (WayStatBudget);
  self->given = NEW (WayStatGiven);
  self->populations = NEW (WayStatPopulation);
  self->after = NEW (WayStatAfter);
  self->exams = NEW (WayStatExam);
  self->n_open = NEW (guint32);
  g_array_set_clear_func (self->settings, clear_setting);
  g_array_set_clear_func (self->provisions, clear_provision);
  g_array_set_clear_func (self->districts, clear_district);
  return self;
}

void
way_indicator_facts_free (WayIndicatorFacts *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->settings);
  g_array_unref (self->provisions);
  g_array_unref (self->districts);
  g_array_unref (self->pupils);
  g_array_unref (self->needs);
  g_array_unref (self->stays);
  g_array_unref (self->places);
  g_array_unref (self->exclusions);
  g_array_unref (self->rolls);
  g_array_unref (self->weeks);
  g_array_unref (self->referrals);
  g_array_unref (self->reviews);
  g_array_unref (self->targets);
  g_array_unref (self->lasted);
  g_array_unref (self->duties);
  g_array_unref (self->without);
  g_array_unref (self->part_times);
  g_array_unref (self->assurances);
  g_array_unref (self->twice);
  g_array_unref (self->budgets);
  g_array_unref (self->given);
  g_array_unref (self->populations);
  g_array_unref (self->after);
  g_array_unref (self->exams);
  g_array_unref (self->n_open);
  g_free (self);
}

/* School days before a day, of those that are known. */
static gint64
count_before (const WayIndicatorFacts *self,
              guint32                  day)
{
  guint32 at = day > self->first_day ? day - self->first_day : 0;

  if (self->n_open->len == 0)
    return 0;
  return g_array_index (self->n_open, guint32, MIN (at, self->n_open->len - 1));
}

gint64
way_indicator_facts_school_days (const WayIndicatorFacts *self,
                                 guint32                  from,
                                 guint32                  to)
{
  return to > from ? count_before (self, to) - count_before (self, from) : 0;
}

int
way_stat_year_group (const WayStatPupil *pupil,
                     guint32             day)
{
  GDate birth = way_date_from_julian (pupil->birth);
  GDate on = way_date_from_julian (day);

  if (pupil->birth == 0 || day == 0)
    return -1;
  return way_date_school_year (&on) - way_date_school_year (&birth) - RECEPTION_AGE - 1;
}

gboolean
way_stat_is_live (guint32 from,
                  guint32 to,
                  guint32 day)
{
  return from <= day && day <= to;
}

/* The first of the needs that belong to this child or a later one. */
static guint
find_needs (const WayIndicatorFacts *self,
            guint                    pupil)
{
  guint low = 0, high = self->needs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (WAY_STAT_AT (self->needs, WayStatNeed, middle)->pupil < pupil)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const WayStatNeed *
way_stat_need_on (const WayIndicatorFacts *self,
                  guint                    pupil,
                  guint32                  day)
{
  for (guint i = find_needs (self, pupil); i < self->needs->len; i++)
    {
      const WayStatNeed *need = WAY_STAT_AT (self->needs, WayStatNeed, i);

      if (need->pupil != pupil)
        break;
      if (way_stat_is_live (need->from, need->to, day))
        return need;
    }
  return NULL;
}
