/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of a panel: each asks for what one step of the service needs. */
#include "way-panel-acts.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-page-ask.h"
#include "way-referral-flow.h"

/* --- Meetings --- */

static gboolean
save_new_meeting (WayAct    *act,
                  gpointer   record,
                  gpointer   data,
                  GError   **error)
{
  return way_panel_make (act, record, error);
}

static gboolean
save_meeting (WayAct    *act,
              gpointer   record,
              gpointer   data,
              GError   **error)
{
  return way_panel_change (act, record, error);
}

void
way_panel_act_new_meeting (WayPage *page)
{
  const GDate *today = way_session_get_today (way_page_get_session (page));
  GDate in_a_week = way_date_add_days (today, 7);
  g_autoptr(WayMeeting) meeting = way_panel_plan ("panel", &in_a_week);
  WayRecordAsk what = {
    .entity = &way_meeting_entity,
    .record = meeting,
    .is_new = TRUE,
    .title = _("New Meeting"),
    .verb = _("Call _It"),
    .save = save_new_meeting,
  };

  way_page_ask (page, &what, &meeting->id, _("Meeting called"));
}

void
way_panel_act_change_meeting (WayPage          *page,
                              const WayMeeting *meeting)
{
  WayRecordAsk what = {
    .entity = &way_meeting_entity,
    .record = meeting,
    .title = _("Change the Meeting"),
    .save = save_meeting,
  };

  way_page_ask (page, &what, &meeting->id, _("Meeting changed"));
}

/* --- Members and interests --- */

static gboolean
save_member (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  return way_panel_add_member (act, record, error);
}

void
way_panel_act_new_member (WayPage     *page,
                          const WayId *meeting)
{
  g_autoptr(WayMember) member = way_member_new ();
  WayRecordAsk what = {
    .entity = &way_member_entity,
    .record = member,
    .is_new = TRUE,
    .title = _("Add a Member"),
    .verb = _("_Add"),
    .save = save_member,
  };

  way_record_start (&way_member_entity, member);
  member->meeting = *meeting;
  way_page_ask (page, &what, meeting, _("Member added"));
}

static gboolean
save_interest (WayAct    *act,
               gpointer   record,
               gpointer   data,
               GError   **error)
{
  return way_panel_declare (act, record, error);
}

void
way_panel_act_declare (WayPage            *page,
                       const WayPanelItem *item,
                       const WayMember    *member)
{
  g_autoptr(WayInterest) interest = way_interest_new ();
  WayRecordAsk what = {
    .entity = &way_interest_entity,
    .record = interest,
    .is_new = TRUE,
    .title = _("Declare an Interest"),
    .verb = _("_Declare"),
    .save = save_interest,
  };

  interest->member = member->id;
  interest->item = item->item->id;
  interest->left_room = 1;
  way_page_ask (page, &what, &item->item->id, _("Interest declared"));
}

/* --- What is said of a child --- */

static gboolean
save_note (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  return way_panel_note (act, record, error);
}

void
way_panel_act_note (WayPage            *page,
                    const WayPanelItem *item)
{
  WayRecordAsk what = {
    .entity = &way_agenda_item_entity,
    .record = item->item,
    .form = "agenda-item",
    .title = _("What Is Said"),
    .save = save_note,
  };

  way_page_ask (page, &what, &item->item->id, _("Written down"));
}

static gboolean
save_fair_access (WayAct    *act,
                  gpointer   record,
                  gpointer   data,
                  GError   **error)
{
  return way_referral_save (act, record, error);
}

void
way_panel_act_fair_access (WayPage            *page,
                           const WayPanelItem *item)
{
  WayDb *db = way_session_get_db (way_page_get_session (page));
  g_autoptr(GError) error = NULL;
  g_autoptr(WayReferral) referral = way_act_get (db, &way_referral_entity, &item->item->referral,
                                                 &error);
  WayRecordAsk what = {
    .entity = &way_referral_entity,
    .record = referral,
    .form = "referral-fair",
    .title = _("Fair Access Group"),
    .save = save_fair_access,
  };

  if (referral == NULL)
    way_page_say (page, FALSE, NULL, error);
  else
    way_page_ask (page, &what, &item->item->id, _("Fair access group said"));
}

/* --- Deciding --- */

static gboolean
save_decision (WayAct    *act,
               gpointer   record,
               gpointer   data,
               GError   **error)
{
  return way_panel_decide (act, data, record, error);
}

void
way_panel_act_decide (WayPage            *page,
                      const WayPanel     *panel,
                      const WayPanelItem *item)
{
  WayDb *db = way_session_get_db (way_page_get_session (page));
  g_autoptr(WayReferral) referral = way_records_get (db, &way_referral_entity,
                                                     &item->item->referral, NULL);
  g_autoptr(WayDecision) decision = way_decision_new ();
  gboolean fair = g_str_equal (panel->meeting->kind, "fair_access");
  /* Translators: the title of a form; %s is a child's name. */
  g_autofree char *title = g_strdup_printf (_("Decision on %s"), item->pupil_name);
  WayRecordAsk what = {
    .entity = &way_decision_entity,
    .record = decision,
    .is_new = TRUE,
    .form = fair ? "decision-fair" : "decision-panel",
    .title = title,
    .verb = _("_Record"),
    .save = save_decision,
  };

  way_record_start (&way_decision_entity, decision);
  decision->referral = item->item->referral;
  decision->date = panel->meeting->date;
  decision->cost = g_strdup (item->item->cost_note);
  if (referral != NULL && !fair)
    decision->provision = referral->wanted;
  way_page_ask (page, &what, &item->item->id, _("Decision recorded"));
}

/* --- Words --- */

char *
way_panel_say_child (const char  *year,
                     const char  *route,
                     const GDate *received,
                     const GDate *today)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (year != NULL)
    g_string_append (text, _(way_codes_label ("nc_year", year)));
  if (route != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            _(way_codes_label ("route", route)));
  if (way_date_is_set (received))
    {
      g_autofree char *day = way_date_words_day (received, today);
      g_autofree char *came = g_strdup_printf (_("received %s"), day);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", came);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
