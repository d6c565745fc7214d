/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Visits, actions and holds: a record dialog each, saved by the service. */
#include "way-visit-dialogs.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-error-text.h"
#include "way-holds.h"
#include "way-page-ask.h"
#include "way-visit-acts.h"
#include "way-visit-facts.h"
#include "way-visit-form-page.h"

static const GDate *
get_today (WayPage *page)
{
  return way_session_get_today (way_page_get_session (page));
}

/* --- Planning --- */

static gboolean
save_plan (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  return way_visit_plan (act, record, NULL, error);
}

void
way_visit_ask_plan (WayPage     *page,
                    const WayId *setting)
{
  g_autoptr(WayVisit) visit = way_visit_new ();
  WayRecordAsk what = {
    .entity = &way_visit_entity, .record = visit, .is_new = TRUE, .form = "visit-plan",
    .title = _("Plan a Visit"), .verb = _("_Plan"), .save = save_plan,
  };

  way_record_start (&way_visit_entity, visit);
  if (setting != NULL)
    visit->establishment = *setting;
  visit->planned = way_date_add_days (get_today (page), 7);
  way_page_ask (page, &what, &visit->establishment, _("Visit planned"));
}

/* How many settings go into a round where nobody chooses. */
#define ROUND_SIZE 8

/* The settings with a child of ours that come first, and have no visit planned. */
static gboolean
save_round (WayAct    *act,
            gpointer   record,
            gpointer   data,
            GError   **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (way_store_get_db (act->store), error);
  g_autoptr(GPtrArray) settings = facts != NULL ? way_visit_settings (facts, &act->today, error)
                                                : NULL;
  g_autoptr(GArray) chosen = g_array_new (FALSE, FALSE, sizeof (WayId));

  if (settings == NULL)
    return FALSE;
  for (guint i = 0; i < settings->len && chosen->len < ROUND_SIZE; i++)
    {
      const WayVisitSetting *setting = g_ptr_array_index (settings, i);

      if (way_id_is_null (&setting->planned) && setting->priority.priority > 0)
        g_array_append_val (chosen, setting->establishment);
    }
  return way_visit_plan_round (act, record, "monitoring", chosen, error);
}

void
way_visit_ask_round (WayPage *page)
{
  g_autoptr(WayVisitRound) round = way_visit_round_new ();
  WayRecordAsk what = {
    .entity = &way_visit_round_entity, .record = round, .is_new = TRUE, .form = "visit-round-plan",
    .title = _("Plan a Round"), .verb = _("_Plan"), .save = save_round,
  };
  WayRecordDialog *dialog;

  round->from = way_date_add_days (get_today (page), 7);
  dialog = way_page_ask (page, &what, &round->id, _("Round planned"));
  way_page_explain (dialog, _("One setting a school day"),
                    _("The settings that come first are visited: pupils × weeks since the last "
                      "visit × risk. Visits can be moved or cancelled afterwards."));
}

static gboolean
save_move (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  const WayVisit *visit = record;

  return way_visit_move (act, &visit->id, &visit->planned, error);
}

void
way_visit_ask_move (WayPage        *page,
                    const WayVisit *visit)
{
  WayRecordAsk what = {
    .entity = &way_visit_entity, .record = visit, .form = "visit-move",
    .title = _("Move the Visit"), .verb = _("_Move"), .save = save_move,
  };

  way_page_ask (page, &what, &visit->id, _("Visit moved"));
}

static gboolean
save_cancel (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  const WayVisit *visit = record;

  return way_visit_cancel (act, &visit->id, visit->cancel_reason, error);
}

void
way_visit_ask_cancel (WayPage        *page,
                      const WayVisit *visit)
{
  WayRecordAsk what = {
    .entity = &way_visit_entity, .record = visit, .form = "visit-cancel",
    .title = _("Cancel the Visit"), .verb = _("_Cancel the Visit"), .save = save_cancel,
  };

  way_page_ask (page, &what, &visit->id, _("Visit cancelled"));
}

static gboolean
save_addendum (WayAct    *act,
               gpointer   record,
               gpointer   data,
               GError   **error)
{
  const WayVisitAddendum *addendum = record;

  return way_visit_add (act, &addendum->visit, addendum->text, error);
}

void
way_visit_ask_addendum (WayPage     *page,
                        const WayId *visit)
{
  g_autoptr(WayVisitAddendum) addendum = way_visit_addendum_new ();
  WayRecordAsk what = {
    .entity = &way_visit_addendum_entity, .record = addendum, .is_new = TRUE,
    .form = "visit-addendum", .title = _("Add to the Visit"), .verb = _("_Add"),
    .save = save_addendum,
  };

  addendum->visit = *visit;
  addendum->added = *get_today (page);
  way_page_ask (page, &what, visit, _("Added"));
}

/* --- Actions --- */

static gboolean
save_action (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  return way_action_save (act, record, error);
}

void
way_visit_ask_action (WayPage     *page,
                      const WayId *setting)
{
  g_autoptr(WayAction) action = way_action_new ();
  WayRecordAsk what = {
    .entity = &way_action_entity, .record = action, .is_new = TRUE, .form = "action",
    .title = _("Agree an Action"), .verb = _("_Agree"), .save = save_action,
  };

  action->establishment = *setting;
  action->severity = g_strdup ("medium");
  action->due = way_visit_action_due (action->severity, get_today (page));
  way_page_ask (page, &what, setting, _("Action agreed"));
}

static gboolean
save_done (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  const WayAction *action = record;

  return way_action_close (act, &action->id, &action->done, action->evidence, error);
}

void
way_visit_ask_done (WayPage         *page,
                    const WayAction *action)
{
  g_autoptr(WayAction) done = way_action_copy (action);
  WayRecordAsk what = {
    .entity = &way_action_entity, .record = done, .form = "action-done",
    .title = _("The Action Is Done"), .verb = _("It Is _Done"), .save = save_done,
  };

  done->done = *get_today (page);
  way_page_ask (page, &what, &action->id, _("Action closed"));
}

static gboolean
save_drop (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  const WayAction *action = record;

  return way_action_drop (act, &action->id, action->drop_reason, error);
}

void
way_visit_ask_drop (WayPage         *page,
                    const WayAction *action)
{
  WayRecordAsk what = {
    .entity = &way_action_entity, .record = action, .form = "action-drop",
    .title = _("Drop the Action"), .verb = _("_Drop"), .save = save_drop,
  };

  way_page_ask (page, &what, &action->id, _("Action dropped"));
}

/* --- Holds --- */

static gboolean
save_hold (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  return way_hold_set (act, record, error);
}

void
way_visit_ask_hold (WayPage     *page,
                    const WayId *setting)
{
  g_autoptr(WayPlacementHold) hold = way_placement_hold_new ();
  WayRecordAsk what = {
    .entity = &way_placement_hold_entity, .record = hold, .is_new = TRUE, .form = "hold",
    .title = _("Hold New Placements"), .verb = _("_Hold"), .save = save_hold,
  };

  way_record_start (&way_placement_hold_entity, hold);
  hold->establishment = *setting;
  hold->from = *get_today (page);
  way_page_ask (page, &what, setting, _("New placements are held"));
}

static gboolean
save_clear (WayAct    *act,
            gpointer   record,
            gpointer   data,
            GError   **error)
{
  const WayPlacementHold *hold = record;

  return way_hold_clear (act, &hold->id, hold->cleared_why, error);
}

void
way_visit_ask_clear (WayPage                *page,
                     const WayPlacementHold *hold)
{
  WayRecordAsk what = {
    .entity = &way_placement_hold_entity, .record = hold, .form = "hold-clear",
    .title = _("Clear the Hold"), .verb = _("_Clear"), .save = save_clear,
  };

  way_page_ask (page, &what, &hold->id, _("Hold cleared"));
}

/* --- Beginning --- */

void
way_visit_begin (WayPage     *page,
                 const WayId *visit)
{
  WaySession *session = way_page_get_session (page);
  g_autoptr(WayVisit) found = way_records_get (way_session_get_db (session), &way_visit_entity,
                                               visit, NULL);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (session, &who);
  g_autoptr(GError) error = NULL;
  WayId id = *visit;      /* the page may read its record again, and drop what it lent */

  if (found != NULL && !way_date_is_set (&found->date) && !way_visit_start (&act, &id, &error))
    {
      way_page_say (page, FALSE, NULL, error);
      return;
    }
  way_visit_form_page_open (page, &id);
}
