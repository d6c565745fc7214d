/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a referral as people do them.  What a step needs is asked by a
 * form over its record; whether it may be done is for the service to say. */
#include "way-referral-acts.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-offer-dialog.h"
#include "way-page-ask.h"
#include "way-placement-acts.h"

static const struct
{
  const char *label;
  const char *next_step;  /* that asks for it; NULL: none */
  const char *allowed;    /* next steps at which it can be done, parted by spaces */
} acts[] = {
  [WAY_REFERRAL_ACT_SEND] = { N_("_Send the Referral"), "send", "send chase" },
  [WAY_REFERRAL_ACT_PANEL] = { N_("_Take It to a Panel…"), "book_panel", "book_panel decide" },
  [WAY_REFERRAL_ACT_ASK] = { N_("A_sk for Information…"), NULL, "book_panel decide" },
  [WAY_REFERRAL_ACT_DECIDE] = { N_("_Record the Decision…"), "decide",
                                "book_panel decide chase offer wait" },
  [WAY_REFERRAL_ACT_OFFER] = { N_("_Offer a Place…"), "offer", "offer wait" },
  [WAY_REFERRAL_ACT_ANSWER] = { N_("_Record the Answer…"), "answer", "answer place" },
  [WAY_REFERRAL_ACT_PLACE] = { N_("_Start the Placement…"), "place", "place" },
  [WAY_REFERRAL_ACT_CLOSE] = { N_("_Close the Referral…"), NULL,
                               "book_panel decide chase offer wait answer place" },
  [WAY_REFERRAL_ACT_DISCARD] = { N_("_Throw Away the Draft"), NULL, "send" },
  [WAY_REFERRAL_ACT_RECEIPT] = { N_("Co_nfirm Receipt"), NULL, "" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (acts) == WAY_N_REFERRAL_ACTS);

const char *
way_referral_act_label (WayReferralAct act)
{
  g_return_val_if_fail (act < WAY_N_REFERRAL_ACTS, NULL);

  return acts[act].label;
}

gboolean
way_referral_act_allowed (WayReferralAct         act,
                          const WayReferralCase *referral)
{
  g_auto(GStrv) steps = NULL;

  g_return_val_if_fail (act < WAY_N_REFERRAL_ACTS, FALSE);

  if (act == WAY_REFERRAL_ACT_RECEIPT)
    return way_referral_case_may_acknowledge (referral);
  steps = g_strsplit (acts[act].allowed, " ", -1);
  return g_strv_contains ((const char *const *) steps, referral->stage.next_step);
}

gboolean
way_referral_act_of_step (const char     *next_step,
                          WayReferralAct *act)
{
  /* Who waits for a place offers one as soon as there is one; who waits for an
   * answer to what was asked sends it again. */
  if (g_str_equal (next_step, "wait"))
    next_step = "offer";
  else if (g_str_equal (next_step, "chase"))
    next_step = "send";
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_strcmp0 (acts[i].next_step, next_step) == 0)
      {
        *act = i;
        return TRUE;
      }
  return FALSE;
}

/* --- Dialogs --- */

static gboolean
save_panel (WayAct    *act,
            gpointer   record,
            gpointer   data,
            GError   **error)
{
  const WayReferral *referral = record;

  return way_referral_to_panel (act, data, &referral->panel, error);
}

static gboolean
save_close (WayAct    *act,
            gpointer   record,
            gpointer   data,
            GError   **error)
{
  const WayReferral *referral = record;

  return way_referral_close (act, data, referral->close_reason, error);
}

static gboolean
save_ask (WayAct    *act,
          gpointer   record,
          gpointer   data,
          GError   **error)
{
  const WayDecision *decision = record;

  return way_referral_ask (act, data, decision->asked, decision->reasons, error);
}

static gboolean
save_decision (WayAct    *act,
               gpointer   record,
               gpointer   data,
               GError   **error)
{
  return way_referral_decide (act, data, record, error);
}

static gboolean
save_answer (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  const WayOffer *offer = record;

  act->reason = offer->reason;
  return way_referral_answer (act, &offer->id, offer->response, &offer->responded, error);
}

static gboolean
save_placement (WayAct    *act,
                gpointer   record,
                gpointer   data,
                GError   **error)
{
  return way_referral_place (act, data, record, error);
}

static void
open_panel (WayPage               *page,
            const WayReferralCase *referral)
{
  WayRecordAsk what = {
    .entity = &way_referral_entity,
    .record = referral->referral,
    .form = "referral-panel",
    .title = _("Take It to a Panel"),
    .verb = _("_Book"),
    .save = save_panel,
  };

  way_page_ask (page, &what, &referral->referral->id, _("Panel booked"));
}

static void
open_close (WayPage               *page,
            const WayReferralCase *referral)
{
  WayRecordAsk what = {
    .entity = &way_referral_entity,
    .record = referral->referral,
    .form = "referral-close",
    .title = _("Close the Referral"),
    .verb = _("_Close It"),
    .save = save_close,
  };

  way_page_ask (page, &what, &referral->referral->id, _("Referral closed"));
}

static WayDecision *
start_decision (WayPage               *page,
                const WayReferralCase *referral)
{
  WayDecision *decision = way_decision_new ();

  way_record_start (&way_decision_entity, decision);
  decision->referral = referral->referral->id;
  decision->date = *way_session_get_today (way_page_get_session (page));
  decision->provision = referral->referral->wanted;
  return decision;
}

static void
open_ask (WayPage               *page,
          const WayReferralCase *referral)
{
  g_autoptr(WayDecision) decision = start_decision (page, referral);
  WayRecordAsk what = {
    .entity = &way_decision_entity,
    .record = decision,
    .is_new = TRUE,
    .form = "decision-ask",
    .title = _("Ask for Information"),
    .verb = _("_Ask"),
    .save = save_ask,
  };

  decision->outcome = g_strdup ("RETURNED_MORE_INFO");
  way_page_ask (page, &what, &referral->referral->id, _("Returned for information"));
}

static void
open_decide (WayPage               *page,
             const WayReferralCase *referral)
{
  g_autoptr(WayDecision) decision = start_decision (page, referral);
  WayRecordAsk what = {
    .entity = &way_decision_entity,
    .record = decision,
    .is_new = TRUE,
    .title = _("Record the Decision"),
    .verb = _("_Record"),
    .save = save_decision,
  };

  way_page_ask (page, &what, &referral->referral->id, _("Decision recorded"));
}

static void
open_answer (WayPage               *page,
             const WayReferralCase *referral)
{
  const GDate *today = way_session_get_today (way_page_get_session (page));
  const WayOffer *stands = way_referral_case_offer (referral, today);
  g_autoptr(WayOffer) offer = NULL;
  WayRecordAsk what = {
    .entity = &way_offer_entity,
    .form = "offer-answer",
    .title = _("Record the Answer"),
    .verb = _("_Record"),
    .save = save_answer,
  };

  if (stands == NULL)
    return;
  offer = way_offer_copy (stands);
  g_free (offer->response);
  offer->response = g_strdup (g_str_equal (referral->stage.next_step, "place") ? "withdrawn"
                                                                               : "accepted");
  offer->responded = *today;
  what.record = offer;
  way_page_ask (page, &what, &referral->referral->id, _("Answer recorded"));
}

static void
open_place (WayPage               *page,
            const WayReferralCase *referral)
{
  WaySession *session = way_page_get_session (page);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement =
    way_referral_plan_placement (way_session_get_db (session), &referral->referral->id,
                                 way_session_get_today (session), &error);
  WayRecordAsk what = {
    .entity = &way_placement_entity,
    .record = placement,
    .is_new = TRUE,
    .title = _("Start the Placement"),
    .verb = _("_Start"),
    .save = save_placement,
  };

  if (placement == NULL)
    {
      way_page_say (page, FALSE, NULL, error);
      return;
    }
  way_placement_acts_follow_week (
    way_page_ask (page, &what, &referral->referral->id, _("Placement started")));
}

/* --- At once --- */

typedef gboolean (*StepFunc) (WayAct       *act,
                              const WayId  *referral,
                              GError      **error);

static void
do_at_once (WayPage               *page,
            const WayReferralCase *referral,
            StepFunc               step,
            const char            *done)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (page), &who);
  g_autoptr(GError) error = NULL;
  WayId id = referral->referral->id;

  way_page_say (page, step (&act, &id, &error), done, error);
}

void
way_referral_act_run (WayPage               *page,
                      const WayReferralCase *referral,
                      WayReferralAct         act)
{
  switch (act)
    {
    case WAY_REFERRAL_ACT_SEND:
      do_at_once (page, referral, way_referral_send, _("Referral sent"));
      break;

    case WAY_REFERRAL_ACT_PANEL:
      open_panel (page, referral);
      break;

    case WAY_REFERRAL_ACT_ASK:
      open_ask (page, referral);
      break;

    case WAY_REFERRAL_ACT_DECIDE:
      open_decide (page, referral);
      break;

    case WAY_REFERRAL_ACT_OFFER:
      way_offer_dialog_open (page, referral);
      break;

    case WAY_REFERRAL_ACT_ANSWER:
      open_answer (page, referral);
      break;

    case WAY_REFERRAL_ACT_PLACE:
      open_place (page, referral);
      break;

    case WAY_REFERRAL_ACT_CLOSE:
      open_close (page, referral);
      break;

    case WAY_REFERRAL_ACT_DISCARD:
      do_at_once (page, referral, way_referral_discard, _("Draft thrown away"));
      break;

    case WAY_REFERRAL_ACT_RECEIPT:
      do_at_once (page, referral, way_referral_acknowledge, _("Receipt confirmed"));
      break;

    default:
      g_return_if_reached ();
    }
}
