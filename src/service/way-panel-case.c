/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of a child for a panel: what is read, and what a place would cost by
 * the price lists and payers. */

#include "way-panel-case.h"

#include "way-act.h"
#include "way-background.h"
#include "way-directory.h"
#include "way-funding.h"
#include "way-roll.h"

/* Places that a sheet has room for. */
#define MOST_PLACES 5

void
way_panel_case_free (WayPanelCase *self)
{
  if (self == NULL)
    return;
  way_referral_free (self->referral);
  way_pupil_free (self->pupil);
  g_free (self->school);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
  g_clear_pointer (&self->duties, g_ptr_array_unref);
  g_clear_pointer (&self->rounds, g_ptr_array_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  way_match_free (self->match);
  g_free (self->provision);
  g_clear_pointer (&self->costs, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_school (WayDb         *db,
             WayPanelCase  *self,
             const GDate   *on,
             GError       **error)
{
  g_autoptr(WayEnrolment) roll = NULL;
  g_autoptr(WayEstablishment) school = NULL;

  if (!way_roll_find_main (db, &self->pupil->id, on, &roll, error))
    return FALSE;
  if (roll == NULL)
    return TRUE;
  school = way_act_get (db, &way_establishment_entity, &roll->establishment, error);
  if (school != NULL)
    self->school = g_strdup (school->name);
  return school != NULL;
}

static int
compare_needs (gconstpointer a,
               gconstpointer b)
{
  const WayNeed *one = *(const WayNeed *const *) a;
  const WayNeed *other = *(const WayNeed *const *) b;

  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  return way_id_compare (&one->id, &other->id);
}

static gboolean
read_needs (WayDb         *db,
            WayPanelCase  *self,
            const GDate   *on,
            GError       **error)
{
  self->needs = way_records_of (db, &way_need_entity, "pupil", &self->pupil->id, error);
  for (guint i = self->needs != NULL ? self->needs->len : 0; i-- > 0;)
    {
      const WayNeed *need = g_ptr_array_index (self->needs, i);

      if (!way_date_within (on, &need->from, &need->to))
        g_ptr_array_remove_index (self->needs, i);
    }
  if (self->needs != NULL)
    g_ptr_array_sort (self->needs, compare_needs);
  return self->needs != NULL;
}

static int
compare_rounds (gconstpointer a,
                gconstpointer b)
{
  const WaySupportRound *one = *(const WaySupportRound *const *) a;
  const WaySupportRound *other = *(const WaySupportRound *const *) b;
  int order = way_date_compare (&one->from, &other->from);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

static int
compare_outcomes (gconstpointer a,
                  gconstpointer b)
{
  const WayOutcomeWanted *one = *(const WayOutcomeWanted *const *) a;
  const WayOutcomeWanted *other = *(const WayOutcomeWanted *const *) b;

  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  return way_id_compare (&one->id, &other->id);
}

static gboolean
read_rows (WayDb         *db,
           WayPanelCase  *self,
           GError       **error)
{
  self->rounds = way_records_of (db, &way_support_round_entity, "pupil", &self->pupil->id, error);
  if (self->rounds == NULL)
    return FALSE;
  self->outcomes = way_records_of (db, &way_outcome_wanted_entity, "referral",
                                   &self->referral->id, error);
  if (self->outcomes == NULL)
    return FALSE;
  g_ptr_array_sort (self->rounds, compare_rounds);
  g_ptr_array_sort (self->outcomes, compare_outcomes);
  return TRUE;
}

static gboolean
read_match (WayDb         *db,
            WayPanelCase  *self,
            const GDate   *on,
            GError       **error)
{
  WayMatchQuestion question = { .pupil = self->pupil->id, .referral = self->referral->id,
                                .route = self->referral->route, .on = *on };

  self->match = way_match_find (db, &question, on, error);
  return self->match != NULL;
}

GPtrArray *
way_panel_case_places (const WayPanelCase *self)
{
  GPtrArray *places = g_ptr_array_new ();
  const WayMatchLine *wanted = way_match_line_of (self->match, &self->referral->wanted);

  if (wanted != NULL)
    g_ptr_array_add (places, (gpointer) wanted);
  for (guint i = 0; i < self->match->lines->len && places->len < MOST_PLACES; i++)
    {
      WayMatchLine *line = g_ptr_array_index (self->match->lines, i);

      if (line != wanted && line->rank > 0)
        g_ptr_array_add (places, line);
    }
  return places;
}

static gboolean
read_duties (WayFacts      *facts,
             WayPanelCase  *self,
             const GDate   *on,
             GError       **error)
{
  WayDutiesFilter filter = { .pupil = self->pupil->id };

  self->duties = way_duties_list (facts, on, &filter, error);
  for (guint i = self->duties != NULL ? self->duties->len : 0; i-- > 0;)
    if (!way_duty_is_live (((WayDutyFact *) g_ptr_array_index (self->duties, i))->duty.state))
      g_ptr_array_remove_index (self->duties, i);
  return self->duties != NULL;
}

/* What a place where the child is to go would cost from that day on. */
static gboolean
read_costs (WayDb         *db,
            WayPanelCase  *self,
            const GDate   *on,
            GError       **error)
{
  const WayReferral *referral = self->referral;
  WayFundingPayers payers = { referral->place_payer, referral->top_up_payer,
                              referral->commissioner };
  g_autoptr(WayPlacement) place = way_placement_new ();
  g_autoptr(GError) fault = NULL;

  if (!way_id_is_null (&referral->wanted))
    {
      self->provision = way_act_provision_title (db, &referral->wanted, error);
      if (self->provision == NULL)
        return FALSE;
      place->pupil = referral->pupil;
      place->provision = referral->wanted;
      place->start = *on;
      place->sessions = referral->sessions;
      place->route = g_strdup (referral->route);
      place->commissioner = g_strdup (referral->commissioner);
      self->costs = way_funding_plan (db, place, &payers, &fault);
    }
  if (g_error_matches (fault, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE))
    {
      self->has_no_payer = TRUE;
    }
  else if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (self->costs == NULL)
    self->costs = g_ptr_array_new ();
  return TRUE;
}

WayPanelCase *
way_panel_case_load (WayFacts     *facts,
                     const WayId  *referral,
                     const GDate  *on,
                     GError      **error)
{
  WayDb *db = way_facts_db (facts);
  g_autoptr(WayPanelCase) self = g_new0 (WayPanelCase, 1);

  self->referral = way_act_get (db, &way_referral_entity, referral, error);
  if (self->referral == NULL)
    return NULL;
  self->pupil = way_act_get (db, &way_pupil_entity, &self->referral->pupil, error);
  if (self->pupil == NULL ||
      !read_school (db, self, on, error) || !read_needs (db, self, on, error) ||
      !read_rows (db, self, error) || !read_match (db, self, on, error) ||
      !read_duties (facts, self, on, error) || !read_costs (db, self, on, error))
    return NULL;
  return g_steal_pointer (&self);
}
