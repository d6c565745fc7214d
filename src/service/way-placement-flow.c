/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A placement from its first day to its last, each step one named edit; and what
 * is doubtful about one while it is typed. */

#include "way-placement-flow.h"

#include <glib/gi18n.h>

#include "way-children.h"
#include "way-directory.h"
#include "way-facts.h"
#include "way-funding.h"
#include "way-holds.h"
#include "way-joins.h"
#include "way-measure.h"
#include "way-roll.h"
#include "way-route-sets.h"

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

static const GDate *
last_day (const WayPlacement *self)
{
  return way_date_is_set (&self->end) ? &self->end : &self->expected_end;
}

/* --- Doubts --- */

static void
add_finding (GArray            *findings,
             WayPlacementDoubt  doubt,
             const char        *field,
             const char        *text,
             guint              number)
{
  WayPlacementFinding finding = { .doubt = doubt, .field = field, .text = text, .number = number };

  g_array_append_val (findings, finding);
}

static gint64
sessions_of (const WayPlacement *self)
{
  return self->sessions != WAY_INTEGER_NONE ? self->sessions : way_measure_full_time ();
}

/* Sessions a week on a day, this placement as it is typed and the others of the
 * child as they are stored. */
static gint64
count_sessions (const WayPlacement *self,
                GPtrArray          *placements,
                const GDate        *day)
{
  gint64 count = sessions_of (self);

  for (guint i = 0; i < placements->len; i++)
    {
      const WayPlacement *other = g_ptr_array_index (placements, i);

      if (!way_id_equal (&other->id, &self->id) &&
          way_date_within (day, &other->start, last_day (other)))
        count += sessions_of (other);
    }
  return count;
}

/* The sum can only grow on a day on which one of them begins. */
static gboolean
check_sessions (WayDb               *db,
                const WayPlacement  *self,
                GArray              *findings,
                GError             **error)
{
  g_autoptr(GPtrArray) placements = way_joins_records_of (db, &way_placement_entity,
                                                          &self->pupil, error);
  int most = way_measure_full_time ();
  GDate worst = self->start;

  if (placements == NULL)
    return FALSE;
  for (guint i = 0; i < placements->len; i++)
    {
      const WayPlacement *other = g_ptr_array_index (placements, i);

      if (way_date_within (&other->start, &self->start, last_day (self)) &&
          count_sessions (self, placements, &other->start) >
            count_sessions (self, placements, &worst))
        worst = other->start;
    }
  if (count_sessions (self, placements, &worst) > most)
    {
      add_finding (findings, WAY_PLACEMENT_TOO_MANY_SESSIONS, "sessions",
                   N_("With other placements this makes %u half days a week"),
                   (guint) count_sessions (self, placements, &worst));
      g_array_index (findings, WayPlacementFinding, findings->len - 1).from = worst;
      g_array_index (findings, WayPlacementFinding, findings->len - 1).to = *last_day (self);
    }
  return TRUE;
}

static void
check_stay (const WayPlacement  *self,
            const WayProvision  *provision,
            const WaySchoolDays *days,
            GArray              *findings)
{
  gint64 weeks;

  if (!way_date_is_set (last_day (self)) || way_date_compare (last_day (self), &self->start) < 0)
    return;
  weeks = g_strcmp0 (provision->week_kind, "calendar") == 0
            ? (way_date_days_between (&self->start, last_day (self)) + 7) / 7
            : (gint64) way_school_days_count_weeks (days, &self->start, last_day (self));
  if (provision->weeks_most != WAY_INTEGER_NONE && provision->weeks_most > 0 &&
      weeks > provision->weeks_most)
    add_finding (findings, WAY_PLACEMENT_OVER_STAY, "expected_end",
                 N_("Longer than the provision’s %u weeks"), (guint) provision->weeks_most);
  if (provision->weeks_least != WAY_INTEGER_NONE && weeks < provision->weeks_least)
    add_finding (findings, WAY_PLACEMENT_UNDER_STAY, "expected_end",
                 N_("Shorter than the provision’s %u weeks"), (guint) provision->weeks_least);
}

static gboolean
check_at_provision (WayDb               *db,
                    const WayPlacement  *self,
                    GArray              *findings,
                    GError             **error)
{
  g_autoptr(WayProvision) provision = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(GPtrArray) prices = NULL;
  const WaySchoolDays *days;

  provision = facts != NULL
                ? way_act_get (db, &way_provision_entity, &self->provision, error) : NULL;
  days = provision != NULL ? way_facts_days (facts, &provision->establishment, error) : NULL;
  prices = days != NULL
             ? way_funding_prices (db, &self->provision, &self->start, &self->start, error) : NULL;
  if (prices == NULL)
    return FALSE;
  if (!way_school_days_is_open (days, &self->start))
    add_finding (findings, WAY_PLACEMENT_NOT_A_SCHOOL_DAY, "start",
                 N_("Not a school day at the setting"), 0);
  check_stay (self, provision, days, findings);
  if (prices->len == 0)
    add_finding (findings, WAY_PLACEMENT_NO_PRICE, "provision",
                 N_("The provision has no price on that day"), 0);
  return TRUE;
}

GArray *
way_placement_check (WayDb               *db,
                     const WayPlacement  *placement,
                     GError             **error)
{
  g_autoptr(GArray) findings = g_array_new (FALSE, FALSE, sizeof (WayPlacementFinding));

  if (!way_date_is_set (&placement->start))
    return g_steal_pointer (&findings);
  if (!check_sessions (db, placement, findings, error))
    return NULL;
  if (!way_id_is_null (&placement->provision) &&
      !check_at_provision (db, placement, findings, error))
    return NULL;
  return g_steal_pointer (&findings);
}

/* --- Steps --- */

typedef struct _Step Step;
typedef gboolean (*StepFunc) (Step          *step,
                              WayPlacement  *self,
                              GError       **error);

struct _Step
{
  WayAct             *act;
  WayDb              *db;
  WayId               placement;
  StepFunc            func;
  const WayPlacement *form;
  const char         *text;
  const char         *why;
  GDate               date;
};

static gboolean
run_in_edit (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  Step *step = data;
  g_autoptr(WayPlacement) self = way_act_get (db, &way_placement_entity, &step->placement, error);

  step->db = db;
  return self != NULL && step->func (step, self, error);
}

static gboolean
run (Step        *step,
     const char  *what,
     GError     **error)
{
  WayDb *db = way_store_get_db (step->act->store);
  g_autoptr(WayPlacement) placement = way_act_get (db, &way_placement_entity, &step->placement,
                                                   error);
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (placement == NULL)
    return FALSE;
  title = way_act_provision_title (db, &placement->provision, error);
  if (title == NULL)
    return FALSE;
  name = g_strdup_printf ("%s at %s", what, title);
  return way_act_write (step->act, name, run_in_edit, step, error);
}

static gboolean
refuse_ended (const WayPlacement  *self,
              GError             **error)
{
  g_autofree char *day = way_date_to_iso (&self->end);

  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
               "The placement ended on %s. Take the end back first.", day);
  return FALSE;
}

static gboolean
check_registration (WayDb               *db,
                    const WayPlacement  *self,
                    GError             **error)
{
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  const WayRouteSet *set;
  GDate on;

  if (sets == NULL)
    return FALSE;
  set = way_route_sets_for_placement (sets, self, &self->start, &on);
  if (self->route == NULL || self->registration == NULL ||
      way_routes_allows (set, self->route, WAY_ROUTE_REGISTRATION, self->registration, &on))
    return TRUE;
  return refuse (error, WAY_SERVICE_ERROR_RULE, "The route does not allow this registration.");
}

/* --- Starting --- */

/* Whom the table of the day offers first, where nobody has said; the placement
 * keeps that table. */
static gboolean
fill_payers (WayDb             *db,
             WayPlacement      *placement,
             WayFundingPayers  *payers,
             GError           **error)
{
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  const char *route = placement->route != NULL ? placement->route : "";
  const WayRouteSet *set;
  const char *first[WAY_N_ROUTE_CHOICES];
  GDate on;

  if (sets == NULL)
    return FALSE;
  set = way_route_sets_for_placement (sets, placement, &placement->start, &on);
  if (way_id_is_null (&placement->route_set))
    placement->route_set = way_route_sets_id_on (sets, &on);
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    {
      g_auto(GStrv) allowed = way_routes_allowed (set, route, i, &on);

      first[i] = g_intern_string (allowed[0]);
    }
  if (placement->commissioner == NULL)
    placement->commissioner = g_strdup (first[WAY_ROUTE_COMMISSIONER]);
  *payers = (WayFundingPayers) {
    first[WAY_ROUTE_LUMP_SUM], first[WAY_ROUTE_TOP_UP], placement->commissioner,
  };
  return TRUE;
}

static gboolean
insert_with_money (WayDb         *db,
                   WayPlacement  *placement,
                   GError       **error)
{
  WayFundingPayers payers;
  g_autoptr(GPtrArray) lines = NULL;

  if (!fill_payers (db, placement, &payers, error) ||
      !check_registration (db, placement, error) ||
      !way_records_insert (db, &way_placement_entity, placement, error))
    return FALSE;
  lines = way_funding_plan (db, placement, &payers, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      WayFundingLine *line = g_ptr_array_index (lines, i);

      line->placement = placement->id;
      if (!way_records_insert (db, &way_funding_line_entity, line, error))
        return FALSE;
    }
  return lines != NULL;
}

static gboolean
start_in_edit (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  Step *step = data;

  return way_hold_allows (db, &step->form->provision, &step->act->today, step->act->reason,
                          error) &&
         insert_with_money (db, (WayPlacement *) step->form, error);
}

gboolean
way_placement_start (WayAct        *act,
                     WayPlacement  *placement,
                     GError       **error)
{
  Step step = { .act = act, .form = placement };
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (placement->route == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Choose a route first.");
  if (way_id_is_null (&placement->provision))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say where the place is.");
  title = way_act_provision_title (way_store_get_db (act->store), &placement->provision, error);
  if (title == NULL)
    return FALSE;
  name = g_strdup_printf ("Start a placement at %s", title);
  return way_act_write (act, name, start_in_edit, &step, error);
}

/* --- First sessions --- */

static gboolean
check_first_session (const WayPlacement  *self,
                     const GDate         *day,
                     GError             **error)
{
  if (!way_date_is_set (day) || way_date_within (day, &self->start, &self->end))
    return TRUE;
  return refuse (error, WAY_SERVICE_ERROR_DATE,
                 "A first session must lie between the first and the last day of the placement.");
}

static gboolean
begin (Step          *step,
       WayPlacement  *self,
       GError       **error)
{
  const WayPlacement *form = step->form;

  if (!check_first_session (self, &form->offered_from, error) ||
      !check_first_session (self, &form->attended_from, error))
    return FALSE;
  if (way_date_compare (&form->attended_from, &step->act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "Nobody has come on a day in the future.");
  self->offered_from = form->offered_from;
  self->attended_from = form->attended_from;
  return way_records_update (step->db, &way_placement_entity, self, error);
}

gboolean
way_placement_begin (WayAct       *act,
                     const WayId  *placement,
                     const GDate  *offered_from,
                     const GDate  *attended_from,
                     GError      **error)
{
  const WayPlacement form = { .offered_from = *offered_from, .attended_from = *attended_from };
  Step step = { .act = act, .placement = *placement, .func = begin, .form = &form };

  return run (&step, "Record the first session", error);
}

/* --- Changing --- */

static gboolean
change (Step          *step,
        WayPlacement  *self,
        GError       **error)
{
  g_autoptr(WayPlacement) changed = way_placement_copy (step->form);

  changed->end = self->end;
  changed->pupil = self->pupil;
  changed->referral = self->referral;
  if (!way_id_equal (&changed->provision, &self->provision))
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "A move to another provision is a new placement. Move the child instead.");
  return check_registration (step->db, changed, error) &&
         way_records_update (step->db, &way_placement_entity, changed, error) &&
         way_funding_follow (step->db, self, changed, error);
}

gboolean
way_placement_change (WayAct              *act,
                      const WayPlacement  *placement,
                      GError             **error)
{
  Step step = { .act = act, .placement = placement->id, .func = change, .form = placement };

  return run (&step, "Change a placement", error);
}

static gboolean
review (Step          *step,
        WayPlacement  *self,
        GError       **error)
{
  if (!way_date_is_set (&step->date))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say when the review was held.");
  if (way_date_compare (&step->date, &step->act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "A review in the future cannot be recorded.");
  if (!way_date_within (&step->date, &self->start, &self->end))
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The review must lie between the first and the last day of the placement.");
  self->reviewed = step->date;
  if (step->text != NULL)
    {
      g_free (self->exit_plan);
      self->exit_plan = g_strdup (step->text);
    }
  return way_records_update (step->db, &way_placement_entity, self, error);
}

gboolean
way_placement_review (WayAct       *act,
                      const WayId  *placement,
                      const GDate  *held,
                      const char   *plan,
                      GError      **error)
{
  Step step = { .act = act, .placement = *placement, .func = review, .text = plan, .date = *held };

  return run (&step, "Record a review", error);
}

static gboolean
extend (Step          *step,
        WayPlacement  *self,
        GError       **error)
{
  if (way_date_is_set (&self->end))
    return refuse_ended (self, error);
  if (!way_date_is_set (&step->date))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say the new last day.");
  if (way_date_is_set (&self->expected_end) &&
      way_date_compare (&step->date, &self->expected_end) <= 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The new last day must be later than the one expected now.");
  if (step->why == NULL || *step->why == '\0')
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why it is extended.");
  self->expected_end = step->date;
  g_free (self->extend_reason);
  self->extend_reason = g_strdup (step->why);
  return way_records_update (step->db, &way_placement_entity, self, error);
}

gboolean
way_placement_extend (WayAct       *act,
                      const WayId  *placement,
                      const GDate  *expected_end,
                      const char   *why,
                      GError      **error)
{
  Step step = {
    .act = act, .placement = *placement, .func = extend, .why = why, .date = *expected_end,
  };

  return run (&step, "Extend a placement", error);
}

/* --- Ending --- */

static gboolean
check_end (Step                *step,
           const WayPlacement  *self,
           GError             **error)
{
  if (way_date_is_set (&self->end))
    return refuse_ended (self, error);
  if (!way_date_is_set (&step->date))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say the last day.");
  if (way_date_compare (&step->date, &self->start) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "The last day cannot lie before the first.");
  if (step->text == NULL || !way_codes_has ("destination", step->text))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say where the child goes next.");
  return TRUE;
}

static gboolean
end (Step          *step,
     WayPlacement  *self,
     GError       **error)
{
  g_autoptr(WayPlacement) ended = way_placement_copy (self);

  if (!check_end (step, self, error))
    return FALSE;
  ended->end = step->date;
  g_free (ended->destination);
  ended->destination = g_strdup (step->text);
  if (step->why != NULL)
    {
      g_free (ended->end_reason);
      ended->end_reason = g_strdup (step->why);
    }
  return way_records_update (step->db, &way_placement_entity, ended, error) &&
         way_funding_follow (step->db, self, ended, error);
}

gboolean
way_placement_end (WayAct       *act,
                   const WayId  *placement,
                   const GDate  *last_day,
                   const char   *destination,
                   const char   *why,
                   GError      **error)
{
  Step step = {
    .act = act, .placement = *placement, .func = end,
    .text = destination, .why = why, .date = *last_day,
  };

  return run (&step, "End a placement", error);
}

/* --- Moving to another provision --- */

/* Where the child goes from a placement that another one follows. */
#define MOVED_TO "OTHER_AP"

static void
take_over (char       **member,
           const char  *from)
{
  if (*member == NULL)
    *member = g_strdup (from);
}

static void
continue_from (WayPlacement       *next,
               const WayPlacement *before)
{
  next->pupil = before->pupil;
  next->previous = before->id;
  if (way_id_is_null (&next->referral))
    next->referral = before->referral;
  if (way_id_is_null (&next->route_set))
    next->route_set = before->route_set;
  take_over (&next->route, before->route);
  take_over (&next->registration, before->registration);
  take_over (&next->commissioner, before->commissioner);
  if (next->sessions == WAY_INTEGER_NONE)
    next->sessions = before->sessions;
}

static gboolean
check_transfer (const WayPlacement  *before,
                const WayPlacement  *next,
                GError             **error)
{
  if (way_date_is_set (&before->end))
    return refuse_ended (before, error);
  if (way_id_is_null (&next->provision))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say where the place is.");
  if (way_id_equal (&next->provision, &before->provision))
    return refuse (error, WAY_SERVICE_ERROR_INVALID, "The child is at this provision already.");
  if (!way_date_is_set (&next->start))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say the first day at the new provision.");
  if (way_date_compare (&next->start, &before->start) <= 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The move must come after the first day of the placement.");
  if (next->transfer_reason == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why the child is moved.");
  return TRUE;
}

static gboolean
transfer (Step          *step,
          WayPlacement  *self,
          GError       **error)
{
  WayPlacement *next = (WayPlacement *) step->form;
  g_autoptr(WayPlacement) ended = way_placement_copy (self);

  if (!check_transfer (self, next, error) ||
      !way_hold_allows (step->db, &next->provision, &step->act->today, step->act->reason, error))
    return FALSE;
  continue_from (next, self);
  ended->end = way_date_add_days (&next->start, -1);
  g_free (ended->destination);
  ended->destination = g_strdup (MOVED_TO);
  return way_records_update (step->db, &way_placement_entity, ended, error) &&
         way_funding_follow (step->db, self, ended, error) &&
         insert_with_money (step->db, next, error);
}

gboolean
way_placement_transfer (WayAct        *act,
                        const WayId   *placement,
                        WayPlacement  *next,
                        GError       **error)
{
  Step step = { .act = act, .placement = *placement, .func = transfer, .form = next };

  return run (&step, "Move on from a placement", error);
}

/* --- Off the school's roll --- */

typedef struct
{
  WayAct      *act;
  const WayId *exclusion;
  const GDate *day;
} OffRoll;

/* The excluding school's enrolment ends on the day before. */
static gboolean
end_enrolment (WayDb               *db,
               const WayExclusion  *exclusion,
               const GDate         *day,
               GError             **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, &way_enrolment_entity, "pupil",
                                              &exclusion->pupil, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      WayEnrolment *row = g_ptr_array_index (rows, i);

      if (!way_id_equal (&row->establishment, &exclusion->establishment) ||
          !way_roll_is_main (row, day))
        continue;
      row->to = way_date_add_days (day, -1);
      g_free (row->leaving_ground);
      row->leaving_ground = g_strdup ("PERMANENTLY_EXCLUDED");
      if (!way_records_update (db, &way_enrolment_entity, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_single (WayDb               *db,
             const WayExclusion  *exclusion,
             const GDate         *day,
             GError             **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, &way_placement_entity, "pupil",
                                              &exclusion->pupil, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      WayPlacement *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->route, "PEX_DAY6") != 0 ||
          !way_date_within (day, &row->start, &row->end))
        continue;
      g_free (row->registration);
      row->registration = g_strdup ("SINGLE_AP");
      if (!way_records_update (db, &way_placement_entity, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
off_roll_in_edit (WayDb     *db,
                  gpointer   data,
                  GError   **error)
{
  OffRoll *self = data;
  g_autoptr(WayExclusion) exclusion = way_act_get (db, &way_exclusion_entity, self->exclusion,
                                                   error);

  if (exclusion == NULL)
    return FALSE;
  if (!way_code_is (way_codes_lookup ("exclusion_category", exclusion->category), "permanent"))
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "Only a permanent exclusion takes a child off the roll.");
  if (way_date_is_set (&exclusion->cancelled))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The exclusion was cancelled.");
  if (way_date_compare (self->day, &exclusion->from) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "A child cannot leave the roll before the exclusion.");
  exclusion->off_roll = *self->day;
  return way_records_update (db, &way_exclusion_entity, exclusion, error) &&
         end_enrolment (db, exclusion, self->day, error) &&
         make_single (db, exclusion, self->day, error);
}

gboolean
way_exclusion_off_roll (WayAct       *act,
                        const WayId  *exclusion,
                        const GDate  *day,
                        GError      **error)
{
  OffRoll self = { act, exclusion, day };

  return way_act_write (act, "Take an excluded child off the school’s roll", off_roll_in_edit,
                        &self, error);
}
