/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral's steps, each one named edit.  The case is read and the step judged
 * inside the edit, so that what was judged is what is changed. */

#include "way-referral-flow.h"

#include "way-directory.h"
#include "way-facts.h"
#include "way-funding.h"
#include "way-holds.h"
#include "way-queue-flow.h"
#include "way-referral-private.h"
#include "way-roll.h"
#include "way-route-sets.h"

/* --- The case --- */

static WayStage
find_stage (const WayReferralCase *self,
            const GDate           *today)
{
  const WayReferral *referral = self->referral;
  g_autofree WayStageDecision *decisions = g_new0 (WayStageDecision, self->decisions->len);
  g_autofree WayStageOffer *offers = g_new0 (WayStageOffer, self->offers->len);
  WayStageFacts facts = {
    .received = referral->received,
    .panel = referral->panel,
    .closed = referral->closed,
    .decisions = decisions,
    .n_decisions = self->decisions->len,
    .offers = offers,
    .n_offers = self->offers->len,
  };

  for (guint i = 0; i < self->decisions->len; i++)
    {
      const WayDecision *decision = g_ptr_array_index (self->decisions, i);

      decisions[i] = (WayStageDecision) { decision->outcome, decision->date,
                                            decision->answered };
    }
  for (guint i = 0; i < self->offers->len; i++)
    {
      const WayOffer *offer = g_ptr_array_index (self->offers, i);

      offers[i] = (WayStageOffer) { offer->response, offer->made, offer->expires };
    }
  if (self->placements->len > 0)
    facts.placed = ((const WayPlacement *) g_ptr_array_index (self->placements, 0))->start;
  return way_stage_find (&facts, today);
}

static int
compare_decisions (gconstpointer a,
                   gconstpointer b)
{
  const WayDecision *one = *(const WayDecision *const *) a;
  const WayDecision *other = *(const WayDecision *const *) b;
  int order = way_date_compare (&one->date, &other->date);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

WayReferralCase *
way_referral_case_load (WayDb        *db,
                        const WayId  *referral,
                        const GDate  *today,
                        GError      **error)
{
  g_autoptr(WayReferralCase) self = g_new0 (WayReferralCase, 1);

  self->referral = way_act_get (db, &way_referral_entity, referral, error);
  if (self->referral == NULL)
    return NULL;
  self->decisions = way_records_of (db, &way_decision_entity, "referral", referral, error);
  if (self->decisions == NULL)
    return NULL;
  g_ptr_array_sort (self->decisions, compare_decisions);
  self->offers = way_records_of (db, &way_offer_entity, "referral", referral, error);
  if (self->offers == NULL)
    return NULL;
  self->placements = way_records_of (db, &way_placement_entity, "referral", referral, error);
  if (self->placements == NULL)
    return NULL;
  self->stage = find_stage (self, today);
  return g_steal_pointer (&self);
}

void
way_referral_case_free (WayReferralCase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->referral, way_referral_free);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->placements, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_pending (const WayOffer *offer)
{
  return offer->response == NULL || g_str_equal (offer->response, "pending");
}

static gboolean
is_accepted (const WayOffer *offer)
{
  return g_strcmp0 (offer->response, "accepted") == 0;
}

const WayOffer *
way_referral_case_offer (const WayReferralCase *self,
                         const GDate           *today)
{
  const WayOffer *last = NULL;

  for (guint i = 0; i < self->offers->len; i++)
    {
      const WayOffer *offer = g_ptr_array_index (self->offers, i);
      gboolean stands = is_accepted (offer) ||
                        (is_pending (offer) && way_date_within (today, NULL, &offer->expires));

      if (stands && (last == NULL || way_date_compare (&offer->made, &last->made) >= 0))
        last = offer;
    }
  return last;
}

static gboolean
is_return (const WayDecision *decision)
{
  return g_strcmp0 (decision->outcome, "RETURNED_MORE_INFO") == 0;
}

const WayDecision *
way_referral_case_return (const WayReferralCase *self)
{
  const WayDecision *last = self->decisions->len > 0
                              ? g_ptr_array_index (self->decisions, self->decisions->len - 1)
                              : NULL;

  return last != NULL && is_return (last) &&
         g_str_equal (self->stage.stage, "needs_information") ? last : NULL;
}

int
way_referral_case_days_returned (const WayReferralCase *self,
                                 const GDate           *today)
{
  int days = 0;

  for (guint i = 0; i < self->decisions->len; i++)
    {
      const WayDecision *decision = g_ptr_array_index (self->decisions, i);
      const GDate *until = way_date_is_set (&decision->answered) ? &decision->answered : today;
      gboolean is_open = decision == way_referral_case_return (self);

      if (is_return (decision) && (is_open || way_date_is_set (&decision->answered)))
        days += way_date_days_between (&decision->date, until);
    }
  return days;
}

gboolean
way_referral_case_may_acknowledge (const WayReferralCase *self)
{
  return (g_str_equal (self->stage.next_step, "book_panel") ||
          g_str_equal (self->stage.next_step, "decide")) &&
         !way_date_is_set (&self->referral->acknowledged);
}

/* --- Refusals --- */

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

/* Says where the referral stands, and what can be done. */
static gboolean
refuse_stage (const WayReferralCase  *self,
              GError                **error)
{
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
               "The referral is at the stage “%s”. The next step is: %s.",
               way_codes_label ("referral_stage", self->stage.stage),
               way_codes_label ("next_step", self->stage.next_step));
  return FALSE;
}

static gboolean
is_at (const WayReferralCase *self,
       const char            *next_step)
{
  return g_str_equal (self->stage.next_step, next_step);
}

/* Placed or closed: nothing of it changes any more but by undo. */
static gboolean
is_over (const WayReferralCase *self)
{
  return !way_code_is (way_codes_lookup ("referral_stage", self->stage.stage), "live");
}

/* Gives what the table of the case leaves no doubt about. */
static gboolean
fill_choices (WayDb        *db,
              WayReferral  *referral,
              const GDate  *today,
              GError      **error)
{
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  const WayRouteSet *set;
  GDate on;

  if (sets == NULL)
    return FALSE;
  set = way_route_sets_for_referral (sets, referral, today, &on);
  way_referral_fill_choices (set, referral, &on);
  return TRUE;
}

/* --- Running a step --- */

typedef struct _Step Step;
typedef gboolean (*StepFunc) (Step             *step,
                              WayReferralCase  *self,
                              GError          **error);

struct _Step
{
  WayAct      *act;
  WayDb       *db;
  WayId        referral;
  StepFunc     func;
  gpointer     input;
  const char  *text;       /* a code or words, by the step */
  const GDate *date;
};

static gboolean
run_in_edit (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  Step *step = data;
  g_autoptr(WayReferralCase) self = way_referral_case_load (db, &step->referral,
                                                            &step->act->today, error);

  step->db = db;
  return self != NULL && step->func (step, self, error);
}

static gboolean
run (Step        *step,
     const char  *name,
     GError     **error)
{
  return way_act_write (step->act, name, run_in_edit, step, error);
}

/* "Offer a place at Beacon Centre" */
static char *
name_at (WayAct       *act,
         const char   *what,
         const WayId  *provision,
         GError      **error)
{
  g_autofree char *title = NULL;

  title = way_act_provision_title (way_store_get_db (act->store), provision, error);
  return title != NULL ? g_strdup_printf ("%s at %s", what, title) : NULL;
}

static gboolean
update (Step             *step,
        WayReferralCase  *self,
        GError          **error)
{
  return way_records_update (step->db, &way_referral_entity, self->referral, error);
}

/* --- Writing it --- */

typedef struct
{
  WayAct      *act;
  WayReferral *draft;
  WayPupil    *pupil;
} Start;

static gboolean
start_in_edit (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  Start *start = data;

  if (start->pupil != NULL)
    {
      if (!way_records_insert (db, &way_pupil_entity, start->pupil, error))
        return FALSE;
      start->draft->pupil = start->pupil->id;
    }
  start->draft->received = way_date_none ();
  start->draft->closed = way_date_none ();
  return fill_choices (db, start->draft, &start->act->today, error) &&
         way_records_insert (db, &way_referral_entity, start->draft, error);
}

gboolean
way_referral_start (WayAct       *act,
                    WayReferral  *draft,
                    WayPupil     *pupil,
                    GError      **error)
{
  Start start = { act, draft, pupil };

  return way_act_write (act, "Start a referral", start_in_edit, &start, error);
}

static gboolean
save (Step             *step,
      WayReferralCase  *self,
      GError          **error)
{
  const WayReferral *form = step->input;
  g_autoptr(WayReferral) changed = way_referral_copy (form);

  if (is_over (self))
    return refuse_stage (self, error);
  changed->received = self->referral->received;
  changed->panel = self->referral->panel;
  changed->closed = self->referral->closed;
  g_free (changed->close_reason);
  changed->close_reason = g_strdup (self->referral->close_reason);
  return fill_choices (step->db, changed, &step->act->today, error) &&
         way_records_update (step->db, &way_referral_entity, changed, error);
}

gboolean
way_referral_save (WayAct             *act,
                   const WayReferral  *referral,
                   GError            **error)
{
  Step step = { .act = act, .referral = referral->id, .func = save, .input = (gpointer) referral };

  return run (&step, "Change a referral", error);
}

static gboolean
discard (Step             *step,
         WayReferralCase  *self,
         GError          **error)
{
  if (!is_at (self, "send"))
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "Only a draft can be thrown away. Close the referral instead.");
  return way_records_delete (step->db, &way_referral_entity, &step->referral, error);
}

gboolean
way_referral_discard (WayAct       *act,
                      const WayId  *referral,
                      GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = discard };

  return run (&step, "Throw away a draft referral", error);
}

/* --- To the council and the panel --- */

/* What the last decision asked for has come.  The day on which the referral was
 * first received stays; it waits for a panel of its own again. */
static gboolean
answer_return (Step             *step,
               WayReferralCase  *self,
               GError          **error)
{
  WayDecision *last = g_ptr_array_index (self->decisions, self->decisions->len - 1);

  last->answered = step->act->today;
  self->referral->panel = way_date_none ();
  return way_records_update (step->db, &way_decision_entity, last, error);
}

static gboolean
send (Step             *step,
      WayReferralCase  *self,
      GError          **error)
{
  if (!is_at (self, "send") && !is_at (self, "chase"))
    return refuse_stage (self, error);
  if (self->referral->route == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Choose a route before sending.");
  if (!way_date_is_set (&self->referral->received))
    self->referral->received = step->act->today;
  if (!fill_choices (step->db, self->referral, &step->act->today, error) ||
      !way_referral_settle (step->db, self->referral, step->act, error))
    return FALSE;
  if (is_at (self, "chase") && !answer_return (step, self, error))
    return FALSE;
  return update (step, self, error);
}

gboolean
way_referral_send (WayAct       *act,
                   const WayId  *referral,
                   GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = send };

  return run (&step, "Send a referral", error);
}

static gboolean
acknowledge (Step             *step,
             WayReferralCase  *self,
             GError          **error)
{
  if (!way_referral_case_may_acknowledge (self))
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "Only a referral that has come, and whose receipt nobody confirmed, "
                   "can be confirmed.");
  self->referral->acknowledged = step->act->today;
  return update (step, self, error);
}

gboolean
way_referral_acknowledge (WayAct       *act,
                          const WayId  *referral,
                          GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = acknowledge };

  return run (&step, "Confirm that a referral came", error);
}

static gboolean
send_to_panel (Step             *step,
               WayReferralCase  *self,
               GError          **error)
{
  if (!is_at (self, "book_panel") && !is_at (self, "decide"))
    return refuse_stage (self, error);
  if (!way_date_is_set (step->date))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say the day of the panel.");
  if (way_date_compare (step->date, &self->referral->received) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The panel cannot lie before the day the referral came.");
  self->referral->panel = *step->date;
  return update (step, self, error);
}

gboolean
way_referral_step_to_panel (WayAct       *act,
                            WayDb        *db,
                            const WayId  *referral,
                            const GDate  *panel,
                            GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = send_to_panel, .date = panel };

  return run_in_edit (db, &step, error);
}

gboolean
way_referral_to_panel (WayAct       *act,
                       const WayId  *referral,
                       const GDate  *panel,
                       GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = send_to_panel, .date = panel };

  return run (&step, "Take a referral to the panel", error);
}

/* --- Deciding --- */

/* A provision that a place can be given at on a day (not set: any). */
static gboolean
check_provision (Step             *step,
                 WayReferralCase  *self,
                 const WayId      *provision,
                 const GDate      *day,
                 GError          **error)
{
  g_autoptr(WayProvision) found = NULL;
  g_autoptr(WayEnrolment) main_roll = NULL;
  const WayCode *kind;

  found = way_act_get (step->db, &way_provision_entity, provision, error);
  if (found == NULL)
    return FALSE;
  if (way_date_is_set (day) && !way_date_within (day, &found->from, &found->to))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE,
                   "%s is not open on that day.", found->name);
      return FALSE;
    }
  kind = found->kind != NULL ? way_codes_lookup ("provision_kind", found->kind) : NULL;
  if (kind == NULL || !way_code_is (kind, "needs_school"))
    return TRUE;
  if (!way_roll_find_main (step->db, &self->referral->pupil, &step->act->today, &main_roll, error))
    return FALSE;
  if (main_roll == NULL)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE,
                   "%s takes only children who are on a school’s roll.", found->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_decision (Step               *step,
                WayReferralCase    *self,
                const WayDecision  *decision,
                GError            **error)
{
  if (!is_at (self, "book_panel") && !is_at (self, "decide") && !is_at (self, "chase") &&
      !is_at (self, "offer") && !is_at (self, "wait"))
    return refuse_stage (self, error);
  if (decision->outcome == NULL || !way_codes_has ("decision", decision->outcome))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say what was decided.");
  if (way_date_compare (&decision->date, &self->referral->received) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The decision cannot lie before the day the referral came.");
  if (way_date_compare (&decision->date, &step->act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "The decision cannot lie in the future.");
  return way_id_is_null (&decision->provision) ||
         check_provision (step, self, &decision->provision, &decision->start_by, error);
}

/* Who is put on a waiting list waits in the provision's queue; who gets no place
 * waits in none. */
static gboolean
follow_in_queue (Step               *step,
                 WayReferralCase    *self,
                 const WayDecision  *decision,
                 GError            **error)
{
  const WayCode *outcome = way_codes_lookup ("decision", decision->outcome);

  if (way_code_is (outcome, "closes"))
    return way_queue_end (step->db, &step->referral, NULL, "not_agreed", &step->act->today, error);
  if (!way_code_is (outcome, "waits") || way_id_is_null (&decision->provision))
    return TRUE;
  return way_queue_add (step->db, self->referral, &decision->provision, &step->act->today, error);
}

/* What is agreed to must be allowed by the table of the case, which it keeps
 * from then on. */
static gboolean
keep_table (Step               *step,
            WayReferralCase    *self,
            const WayDecision  *decision,
            GError            **error)
{
  g_autoptr(WayRouteSets) sets = NULL;

  if (!way_code_is (way_codes_lookup ("decision", decision->outcome), "agreed"))
    return TRUE;
  sets = way_route_sets_load (step->db, error);
  if (sets == NULL || !way_referral_settle (step->db, self->referral, step->act, error))
    return FALSE;
  if (way_id_is_null (&self->referral->route_set))
    self->referral->route_set = way_route_sets_id_on (sets, &self->referral->received);
  return update (step, self, error);
}

static gboolean
decide (Step             *step,
        WayReferralCase  *self,
        GError          **error)
{
  WayDecision *decision = step->input;

  decision->referral = step->referral;
  if (!way_date_is_set (&decision->date))
    decision->date = step->act->today;
  return check_decision (step, self, decision, error) &&
         keep_table (step, self, decision, error) &&
         way_records_insert (step->db, &way_decision_entity, decision, error) &&
         follow_in_queue (step, self, decision, error);
}

gboolean
way_referral_step_decide (WayAct       *act,
                          WayDb        *db,
                          const WayId  *referral,
                          WayDecision  *decision,
                          GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = decide, .input = decision };

  return run_in_edit (db, &step, error);
}

gboolean
way_referral_decide (WayAct       *act,
                     const WayId  *referral,
                     WayDecision  *decision,
                     GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = decide, .input = decision };
  g_autofree char *name = NULL;

  name = g_strdup_printf ("Record a decision: %s",
                          way_codes_label ("decision", decision->outcome != NULL
                                                         ? decision->outcome : ""));
  return run (&step, name, error);
}

gboolean
way_referral_ask (WayAct       *act,
                  const WayId  *referral,
                  const char   *sections,
                  const char   *what,
                  GError      **error)
{
  g_autoptr(WayDecision) decision = way_decision_new ();
  Step step = { .act = act, .referral = *referral, .func = decide, .input = decision };

  decision->outcome = g_strdup ("RETURNED_MORE_INFO");
  decision->made_by = g_strdup (way_codes_label ("decision_body", "officer"));
  decision->reasons = g_strdup (what);
  decision->asked = g_strdup (sections);
  return run (&step, "Ask for more information", error);
}

/* --- Offering --- */

static gboolean
check_offer (Step             *step,
             WayReferralCase  *self,
             const WayOffer   *offer,
             GError          **error)
{
  if (!is_at (self, "offer") && !is_at (self, "wait"))
    return refuse_stage (self, error);
  if (way_id_is_null (&offer->provision))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say where the place is.");
  if (!way_date_is_set (&offer->start))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say the first day.");
  if (way_date_compare (&offer->made, &self->referral->received) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The offer cannot lie before the day the referral came.");
  if (way_date_is_set (&offer->expires) && way_date_compare (&offer->expires, &offer->made) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The answer cannot be wanted before the offer is made.");
  return way_hold_allows (step->db, &offer->provision, &step->act->today, step->act->reason,
                          error) &&
         check_provision (step, self, &offer->provision, &offer->start, error);
}

static gboolean
make_offer (Step             *step,
            WayReferralCase  *self,
            GError          **error)
{
  WayOffer *offer = step->input;

  offer->referral = step->referral;
  if (!way_date_is_set (&offer->made))
    offer->made = step->act->today;
  if (offer->response == NULL)
    offer->response = g_strdup ("pending");
  if (!is_pending (offer))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "A new offer has no answer yet.");
  return check_offer (step, self, offer, error) &&
         way_queue_offer (step->db, offer, &step->act->today, error);
}

gboolean
way_referral_offer (WayAct       *act,
                    const WayId  *referral,
                    WayOffer     *offer,
                    GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = make_offer, .input = offer };
  g_autofree char *name = NULL;

  if (way_id_is_null (&offer->provision))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say where the place is.");
  name = name_at (act, "Offer a place", &offer->provision, error);
  return name != NULL && run (&step, name, error);
}

static const struct
{
  const char *response;
  const char *name;
} answers[] = {
  { "accepted", "Accept the place" },
  { "declined", "Decline the place" },
  { "withdrawn", "Withdraw the offer of a place" },
  { "lapsed", "Let the offer lapse of a place" },
};

static const char *
find_answer (const char *response)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_strcmp0 (answers[i].response, response) == 0)
      return answers[i].name;
  return NULL;
}

static gboolean
check_answer (Step             *step,
              WayReferralCase  *self,
              const WayOffer   *offer,
              GError          **error)
{
  gboolean accepts = g_str_equal (step->text, "accepted");

  if (self->placements->len > 0 || way_date_is_set (&self->referral->closed))
    return refuse_stage (self, error);
  if (!is_pending (offer) && !(is_accepted (offer) && !accepts))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The offer was answered before.");
  if (way_date_compare (step->date, &offer->made) < 0 ||
      way_date_compare (step->date, &step->act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The answer must lie between the day of the offer and today.");
  if (accepts && !way_date_within (step->date, NULL, &offer->expires))
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The offer ran out before that day. Offer the place again.");
  return TRUE;
}

static gboolean
answer (Step             *step,
        WayReferralCase  *self,
        GError          **error)
{
  g_autoptr(WayOffer) offer = way_offer_copy (step->input);
  const char *reason = step->act->reason;

  if (!check_answer (step, self, offer, error))
    return FALSE;
  g_free (offer->response);
  offer->response = g_strdup (step->text);
  offer->responded = *step->date;
  if (reason != NULL)
    {
      g_free (offer->reason);
      offer->reason = g_strdup (reason);
    }
  return way_records_update (step->db, &way_offer_entity, offer, error);
}

gboolean
way_referral_answer (WayAct       *act,
                     const WayId  *offer,
                     const char   *response,
                     const GDate  *date,
                     GError      **error)
{
  g_autoptr(WayOffer) found = way_act_get (way_store_get_db (act->store), &way_offer_entity, offer,
                                           error);
  const char *what = find_answer (response);
  g_autofree char *name = NULL;
  Step step = {
    .act = act,
    .func = answer,
    .input = found,
    .text = response,
    .date = date != NULL && way_date_is_set (date) ? date : &act->today,
  };

  if (found == NULL)
    return FALSE;
  if (what == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say what the answer was.");
  step.referral = found->referral;
  name = name_at (act, what, &found->provision, error);
  return name != NULL && run (&step, name, error);
}

/* --- Placing --- */

/* The last day of a stay of so many weeks. */
static gboolean
find_expected_end (WayDb               *db,
                   const WayReferral   *referral,
                   const WayProvision  *provision,
                   WayPlacement        *placement,
                   GError             **error)
{
  gint64 weeks = referral->weeks != WAY_INTEGER_NONE ? referral->weeks : provision->weeks_most;
  g_autoptr(WayFacts) facts = NULL;
  const WaySchoolDays *days;

  if (weeks == WAY_INTEGER_NONE || weeks <= 0)
    return TRUE;
  if (g_strcmp0 (provision->week_kind, "calendar") == 0)
    {
      placement->expected_end = way_date_add_days (&placement->start, (int) weeks * 7 - 1);
      return TRUE;
    }
  facts = way_facts_new (db, error);
  days = facts != NULL ? way_facts_days (facts, &provision->establishment, error) : NULL;
  if (days == NULL)
    return FALSE;
  placement->expected_end = way_school_days_nth_week (days, &placement->start, (guint) weeks);
  return TRUE;
}

/* Route 1 is dual at first and single once the child has left the excluding
 * school's roll (domain.md 2.1); another open choice takes the route's first. */
static char *
find_registration (const WayRouteSet  *set,
                   const WayReferral  *referral,
                   const WayEnrolment *main_roll,
                   const GDate        *on)
{
  g_auto(GStrv) allowed = way_routes_allowed (set, referral->route != NULL ? referral->route : "",
                                              WAY_ROUTE_REGISTRATION, on);

  if (referral->registration != NULL && g_strcmp0 (referral->route, "PEX_DAY6") != 0)
    return g_strdup (referral->registration);
  if (main_roll == NULL && g_strv_contains ((const char *const *) allowed, "SINGLE_AP"))
    return g_strdup ("SINGLE_AP");
  return g_strdup (allowed[0]);
}

WayPlacement *
way_referral_plan_placement (WayDb        *db,
                             const WayId  *referral,
                             const GDate  *today,
                             GError      **error)
{
  g_autoptr(WayReferralCase) self = way_referral_case_load (db, referral, today, error);
  g_autoptr(WayPlacement) placement = NULL;
  g_autoptr(WayProvision) provision = NULL;
  g_autoptr(WayEnrolment) main_roll = NULL;
  g_autoptr(WayRouteSets) sets = NULL;
  const WayRouteSet *set;
  const WayOffer *offer;
  GDate on;

  if (self == NULL)
    return NULL;
  if (!is_at (self, "place"))
    {
      refuse_stage (self, error);
      return NULL;
    }
  offer = way_referral_case_offer (self, today);
  provision = way_act_get (db, &way_provision_entity, &offer->provision, error);
  if (provision == NULL)
    return NULL;

  placement = way_placement_new ();
  placement->pupil = self->referral->pupil;
  placement->provision = offer->provision;
  placement->referral = *referral;
  placement->route = g_strdup (self->referral->route);
  placement->commissioner = g_strdup (self->referral->commissioner);
  placement->sessions = self->referral->sessions;
  placement->start = way_date_is_set (&offer->start) ? offer->start : *today;
  if (!way_roll_find_main (db, &placement->pupil, &placement->start, &main_roll, error) ||
      !find_expected_end (db, self->referral, provision, placement, error))
    return NULL;
  sets = way_route_sets_load (db, error);
  if (sets == NULL)
    return NULL;
  set = way_route_sets_for_referral (sets, self->referral, today, &on);
  placement->route_set = !way_id_is_null (&self->referral->route_set)
                           ? self->referral->route_set : way_route_sets_id_on (sets, &on);
  placement->registration = find_registration (set, self->referral, main_roll, &on);
  way_record_start (&way_placement_entity, placement);
  return g_steal_pointer (&placement);
}

/* Single registration ends the school's roll; by route 1 the school does that
 * itself, once the exclusion is final. */
static gboolean
close_roll (Step                *step,
            const WayPlacement  *placement,
            GError             **error)
{
  g_autoptr(WayEnrolment) main_roll = NULL;

  if (g_strcmp0 (placement->registration, "SINGLE_AP") != 0)
    return TRUE;
  if (!way_roll_find_main (step->db, &placement->pupil, &placement->start, &main_roll, error))
    return FALSE;
  if (main_roll == NULL)
    return TRUE;
  if (g_strcmp0 (placement->route, "PEX_DAY6") == 0)
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "The child is still on the excluding school’s roll: register at both until "
                   "the exclusion is final.");
  main_roll->to = way_date_add_days (&placement->start, -1);
  g_free (main_roll->leaving_ground);
  main_roll->leaving_ground = g_strdup ("a");
  return way_records_update (step->db, &way_enrolment_entity, main_roll, error);
}

static gboolean
withdraw_offers (Step             *step,
                 WayReferralCase  *self,
                 const WayOffer   *but,
                 GError          **error)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      WayOffer *offer = g_ptr_array_index (self->offers, i);

      if (offer == but || (!is_pending (offer) && !is_accepted (offer)))
        continue;
      g_free (offer->response);
      offer->response = g_strdup ("withdrawn");
      offer->responded = step->act->today;
      if (!way_records_update (step->db, &way_offer_entity, offer, error))
        return FALSE;
    }
  return TRUE;
}

/* Whoever agreed to the place has approved who pays it. */
static void
approve (WayFundingLine        *line,
         const WayReferralCase *self)
{
  const WayDecision *last = self->decisions->len > 0
                              ? g_ptr_array_index (self->decisions, self->decisions->len - 1)
                              : NULL;

  line->reason = g_strdup (self->referral->payer_reason);
  if (line->reason == NULL || last == NULL)
    return;
  line->approved = last->date;
  line->approved_by = g_strdup (last->made_by);
}

static gboolean
add_funding (Step                *step,
             WayReferralCase     *self,
             const WayPlacement  *placement,
             GError             **error)
{
  WayFundingPayers payers = {
    self->referral->place_payer, self->referral->top_up_payer, placement->commissioner,
  };
  g_autoptr(GPtrArray) lines = way_funding_plan (step->db, placement, &payers, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      WayFundingLine *line = g_ptr_array_index (lines, i);

      line->placement = placement->id;
      approve (line, self);
      if (!way_records_insert (step->db, &way_funding_line_entity, line, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
close_referral (Step             *step,
                WayReferralCase  *self,
                const char       *reason,
                GError          **error)
{
  self->referral->closed = step->act->today;
  g_free (self->referral->close_reason);
  self->referral->close_reason = g_strdup (reason);
  return update (step, self, error);
}

/* Who offered the place while it was held said why; a hold that came since is asked
 * about again. */
static gboolean
check_hold (Step            *step,
            const WayOffer  *offer,
            GError         **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayPlacementHold) hold = way_hold_find_at (step->db, &offer->provision,
                                                       &step->act->today, &fault);

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return hold == NULL || way_date_compare (&hold->from, &offer->made) < 0 ||
         way_hold_allows (step->db, &offer->provision, &step->act->today, step->act->reason, error);
}

/* The placement must be what was offered and accepted. */
static gboolean
check_placement (Step                *step,
                 WayReferralCase     *self,
                 const WayOffer      *offer,
                 const WayPlacement  *placement,
                 GError             **error)
{
  g_autoptr(WayRouteSets) sets = NULL;
  const WayRouteSet *set;
  GDate on;

  if (!way_id_equal (&placement->provision, &offer->provision))
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "Another place was offered and accepted. Offer this one first.");
  if (way_date_is_set (&placement->end))
    return refuse (error, WAY_SERVICE_ERROR_DATE, "A placement that begins has no last day yet.");
  sets = way_route_sets_load (step->db, error);
  if (sets == NULL)
    return FALSE;
  set = way_route_sets_for_referral (sets, self->referral, &step->act->today, &on);
  if (placement->registration != NULL && placement->route != NULL &&
      !way_routes_allows (set, placement->route, WAY_ROUTE_REGISTRATION, placement->registration,
                          &on))
    return refuse (error, WAY_SERVICE_ERROR_RULE, "The route does not allow this registration.");
  return check_provision (step, self, &placement->provision, &placement->start, error);
}

static gboolean
place (Step             *step,
       WayReferralCase  *self,
       GError          **error)
{
  WayPlacement *placement = step->input;
  const WayOffer *offer;

  if (!is_at (self, "place"))
    return refuse_stage (self, error);
  offer = way_referral_case_offer (self, &step->act->today);
  placement->referral = step->referral;
  placement->pupil = self->referral->pupil;
  return check_placement (step, self, offer, placement, error) &&
         check_hold (step, offer, error) &&
         close_roll (step, placement, error) &&
         way_records_insert (step->db, &way_placement_entity, placement, error) &&
         add_funding (step, self, placement, error) &&
         withdraw_offers (step, self, offer, error) &&
         way_queue_end (step->db, &step->referral, &placement->provision, "placed_elsewhere",
                        &step->act->today, error) &&
         close_referral (step, self, "placed", error);
}

gboolean
way_referral_place (WayAct        *act,
                    const WayId   *referral,
                    WayPlacement  *placement,
                    GError       **error)
{
  Step step = { .act = act, .referral = *referral, .func = place, .input = placement };
  g_autofree char *name = name_at (act, "Start a placement", &placement->provision, error);

  return name != NULL && run (&step, name, error);
}

static gboolean
close_step (Step             *step,
            WayReferralCase  *self,
            GError          **error)
{
  if (self->placements->len > 0 || way_date_is_set (&self->referral->closed))
    return refuse_stage (self, error);
  if (step->text == NULL || !way_codes_has ("close_reason", step->text))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why the referral is closed.");
  return withdraw_offers (step, self, NULL, error) &&
         way_queue_end (step->db, &step->referral, NULL,
                        way_codes_has ("queue_left", step->text) ? step->text : "other",
                        &step->act->today, error) &&
         close_referral (step, self, step->text, error);
}

gboolean
way_referral_close (WayAct       *act,
                    const WayId  *referral,
                    const char   *reason,
                    GError      **error)
{
  Step step = { .act = act, .referral = *referral, .func = close_step, .text = reason };

  return run (&step, "Close a referral", error);
}
