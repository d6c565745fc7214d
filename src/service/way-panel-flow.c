/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels: the steps that change them.  How they are read is in
 * way-panel-facts.c. */

#include "way-panel-flow.h"

#include "way-children.h"
#include "way-referral-flow.h"
#include "way-referral-private.h"

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

/* What a step is about; each uses what it needs. */
typedef struct
{
  WayAct        *act;
  WayId          id;         /* of a meeting, an item or a member */
  WayId          referral;
  gpointer       record;
  guint          number;
} Step;

/* --- Meetings --- */

WayMeeting *
way_panel_plan (const char  *kind,
                const GDate *date)
{
  WayMeeting *meeting = way_meeting_new ();
  const WayCode *code = way_codes_lookup ("meeting_kind", kind);

  way_record_start (&way_meeting_entity, meeting);
  g_free (meeting->kind);
  meeting->kind = g_strdup (kind);
  meeting->date = *date;
  if (code == NULL)
    return meeting;
  meeting->time = g_strdup (way_code_get (code, "time"));
  meeting->papers_by = way_date_add_days (date, -way_code_get_int (code, "papers_days", 0));
  return meeting;
}

/* The meeting of that kind before this one, or NULL. */
static WayMeeting *
find_last_meeting (WayDb             *db,
                   const WayMeeting  *next,
                   GError           **error)
{
  g_autoptr(GPtrArray) meetings = way_records_list (db, &way_meeting_entity, NULL, NULL, error);
  const WayMeeting *last = NULL;

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      const WayMeeting *one = g_ptr_array_index (meetings, i);

      if (g_strcmp0 (one->kind, next->kind) == 0 && !way_id_equal (&one->id, &next->id) &&
          way_date_compare (&one->date, &next->date) <= 0 &&
          (last == NULL || way_date_compare (&one->date, &last->date) > 0))
        last = one;
    }
  return last != NULL ? way_meeting_copy (last) : NULL;
}

static gboolean
copy_members (WayDb        *db,
              const WayId  *from,
              const WayId  *to,
              GError      **error)
{
  g_autoptr(GPtrArray) members = way_records_of (db, &way_member_entity, "meeting", from, error);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      WayMember *member = g_ptr_array_index (members, i);

      member->id = (WayId) { { 0 } };
      member->meeting = *to;
      member->present = WAY_INTEGER_NONE;
      if (!way_records_insert (db, &way_member_entity, member, error))
        return FALSE;
    }
  return members != NULL;
}

static gboolean
make_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  WayMeeting *meeting = ((Step *) data)->record;
  g_autoptr(WayMeeting) last = NULL;
  g_autoptr(GError) fault = NULL;

  if (!way_records_insert (db, &way_meeting_entity, meeting, error))
    return FALSE;
  last = find_last_meeting (db, meeting, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return last == NULL || copy_members (db, &last->id, &meeting->id, error);
}

gboolean
way_panel_make (WayAct      *act,
                WayMeeting  *meeting,
                GError     **error)
{
  Step step = { .act = act, .record = meeting };

  return way_act_write (act, "Call a panel meeting", make_in_edit, &step, error);
}

/* Referrals that are still to be decided go to another day, or to none. */
static gboolean
set_panel_days (WayDb        *db,
                const WayId  *meeting,
                const GDate  *date,
                GError      **error)
{
  g_autoptr(GPtrArray) items = way_records_of (db, &way_agenda_item_entity, "meeting", meeting,
                                               error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);
      g_autoptr(WayReferral) referral = way_act_get (db, &way_referral_entity, &item->referral,
                                                     error);

      if (referral == NULL)
        return FALSE;
      referral->panel = *date;
      if (!way_records_update (db, &way_referral_entity, referral, error))
        return FALSE;
    }
  return items != NULL;
}

static gboolean
has_decisions (WayDb        *db,
               const WayId  *meeting,
               gboolean     *has,
               GError      **error)
{
  g_autoptr(GPtrArray) decisions = way_records_of (db, &way_decision_entity, "meeting", meeting,
                                                   error);

  *has = decisions != NULL && decisions->len > 0;
  return decisions != NULL;
}

static gboolean
change_in_edit (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  const WayMeeting *meeting = ((Step *) data)->record;
  g_autoptr(WayMeeting) before = way_act_get (db, &way_meeting_entity, &meeting->id, error);
  gboolean decided;

  if (before == NULL || !has_decisions (db, &meeting->id, &decided, error))
    return FALSE;
  if (!way_date_equal (&before->date, &meeting->date))
    {
      if (decided)
        return refuse (error, WAY_SERVICE_ERROR_STAGE,
                       "Something was decided at this meeting: its day stays.");
      if (!set_panel_days (db, &meeting->id, &meeting->date, error))
        return FALSE;
    }
  return way_records_update (db, &way_meeting_entity, meeting, error);
}

gboolean
way_panel_change (WayAct            *act,
                  const WayMeeting  *meeting,
                  GError           **error)
{
  Step step = { .act = act, .record = (gpointer) meeting };

  return way_act_write (act, "Change a panel meeting", change_in_edit, &step, error);
}

/* Deletes all records of an entity that refer to one. */
static gboolean
delete_all (WayDb            *db,
            const WayEntity  *entity,
            const char       *field,
            const WayId      *id,
            GError          **error)
{
  g_autoptr(GPtrArray) records = way_records_of (db, entity, field, id, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!way_records_delete (db, entity, way_record_id (g_ptr_array_index (records, i)), error))
      return FALSE;
  return records != NULL;
}

static gboolean
delete_items (WayDb        *db,
              const WayId  *meeting,
              GError      **error)
{
  g_autoptr(GPtrArray) items = way_records_of (db, &way_agenda_item_entity, "meeting", meeting,
                                               error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const WayId *item = way_record_id (g_ptr_array_index (items, i));

      if (!delete_all (db, &way_interest_entity, "item", item, error) ||
          !way_records_delete (db, &way_agenda_item_entity, item, error))
        return FALSE;
    }
  return items != NULL;
}

static gboolean
cancel_in_edit (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  const Step *step = data;
  GDate none = way_date_none ();
  gboolean decided;

  if (!has_decisions (db, &step->id, &decided, error))
    return FALSE;
  if (decided)
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "Something was decided at this meeting: it cannot be called off.");
  return set_panel_days (db, &step->id, &none, error) &&
         delete_items (db, &step->id, error) &&
         delete_all (db, &way_member_entity, "meeting", &step->id, error) &&
         way_records_delete (db, &way_meeting_entity, &step->id, error);
}

gboolean
way_panel_cancel (WayAct       *act,
                  const WayId  *meeting,
                  GError      **error)
{
  Step step = { .act = act, .id = *meeting };

  return way_act_write (act, "Call off a panel meeting", cancel_in_edit, &step, error);
}

/* --- The agenda --- */

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const WayAgendaItem *one = *(const WayAgendaItem *const *) a;
  const WayAgendaItem *other = *(const WayAgendaItem *const *) b;

  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  return way_id_compare (&one->id, &other->id);
}

/* Items of a meeting in order. */
static GPtrArray *
list_items (WayDb        *db,
            const WayId  *meeting,
            GError      **error)
{
  GPtrArray *items = way_records_of (db, &way_agenda_item_entity, "meeting", meeting, error);

  if (items != NULL)
    g_ptr_array_sort (items, compare_items);
  return items;
}

/* Gives the items the places in which they stand. */
static gboolean
number_items (WayDb      *db,
              GPtrArray  *items,
              GError    **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      WayAgendaItem *item = g_ptr_array_index (items, i);

      if (item->position == i + 1)
        continue;
      item->position = i + 1;
      if (!way_records_update (db, &way_agenda_item_entity, item, error))
        return FALSE;
    }
  return TRUE;
}

/* By fair access no child with a plan is discussed. */
static gboolean
check_fair (WayDb              *db,
            const WayMeeting   *meeting,
            const WayReferral  *referral,
            GError            **error)
{
  const WayCode *bar;

  if (!g_str_equal (meeting->kind, "fair_access"))
    return TRUE;
  if (!way_panel_fair_bar (db, referral, &meeting->date, &bar, error))
    return FALSE;
  if (bar == NULL || !g_str_equal (bar->id, "plan"))
    return TRUE;
  return refuse (error, WAY_SERVICE_ERROR_RULE, bar->label);
}

static gboolean
add_referral (WayDb              *db,
              WayAct             *act,
              const WayMeeting   *meeting,
              const WayId        *referral,
              GError            **error)
{
  g_autoptr(GPtrArray) items = list_items (db, &meeting->id, error);
  g_autoptr(WayAgendaItem) item = way_agenda_item_new ();
  g_autoptr(WayReferral) found = way_act_get (db, &way_referral_entity, referral, error);

  if (items == NULL || found == NULL || !check_fair (db, meeting, found, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (way_id_equal (&((WayAgendaItem *) g_ptr_array_index (items, i))->referral, referral))
      return refuse (error, WAY_SERVICE_ERROR_STAGE, "The referral is on that agenda already.");
  item->meeting = meeting->id;
  item->referral = *referral;
  item->position = items->len + 1;
  return way_referral_step_to_panel (act, db, referral, &meeting->date, error) &&
         way_records_insert (db, &way_agenda_item_entity, item, error);
}

static gboolean
add_in_edit (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  const Step *step = data;
  g_autoptr(WayMeeting) meeting = way_act_get (db, &way_meeting_entity, &step->id, error);

  return meeting != NULL && add_referral (db, step->act, meeting, &step->referral, error);
}

gboolean
way_panel_add (WayAct       *act,
               const WayId  *meeting,
               const WayId  *referral,
               GError      **error)
{
  Step step = { .act = act, .id = *meeting, .referral = *referral };

  return way_act_write (act, "Put a referral on an agenda", add_in_edit, &step, error);
}

static gboolean
add_waiting_in_edit (WayDb     *db,
                     gpointer   data,
                     GError   **error)
{
  Step *step = data;
  g_autoptr(WayMeeting) meeting = way_act_get (db, &way_meeting_entity, &step->id, error);
  g_autoptr(GPtrArray) waiting = NULL;

  if (meeting != NULL)
    waiting = way_panel_waiting (db, &step->act->today, error);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const WayPanelWaiting *one = g_ptr_array_index (waiting, i);

      if (way_date_is_set (&one->panel) && !way_date_equal (&one->panel, &meeting->date))
        continue;
      if (!add_referral (db, step->act, meeting, &one->referral, error))
        return FALSE;
      step->number++;
    }
  return waiting != NULL;
}

gboolean
way_panel_add_waiting (WayAct       *act,
                       const WayId  *meeting,
                       guint        *n_added,
                       GError      **error)
{
  Step step = { .act = act, .id = *meeting };
  gboolean done = way_act_write (act, "Put referrals on an agenda", add_waiting_in_edit, &step,
                                 error);

  *n_added = step.number;
  return done;
}

/* Whether something was decided on an item at its meeting. */
static gboolean
is_decided (WayDb                *db,
            const WayAgendaItem  *item,
            gboolean             *decided,
            GError              **error)
{
  g_autoptr(GPtrArray) decisions = way_records_of (db, &way_decision_entity, "referral",
                                                   &item->referral, error);

  *decided = FALSE;
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    if (way_id_equal (&((WayDecision *) g_ptr_array_index (decisions, i))->meeting, &item->meeting))
      *decided = TRUE;
  return decisions != NULL;
}

static gboolean
free_referral (WayDb        *db,
               const WayId  *referral,
               GError      **error)
{
  g_autoptr(WayReferral) found = way_act_get (db, &way_referral_entity, referral, error);

  if (found == NULL)
    return FALSE;
  found->panel = way_date_none ();
  return way_records_update (db, &way_referral_entity, found, error);
}

static gboolean
remove_in_edit (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  const Step *step = data;
  g_autoptr(WayAgendaItem) item = way_act_get (db, &way_agenda_item_entity, &step->id, error);
  g_autoptr(GPtrArray) items = NULL;
  gboolean decided;

  if (item == NULL || !is_decided (db, item, &decided, error))
    return FALSE;
  if (decided)
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "It was decided at this meeting: it stays on the agenda.");
  if (!free_referral (db, &item->referral, error) ||
      !delete_all (db, &way_interest_entity, "item", &item->id, error) ||
      !way_records_delete (db, &way_agenda_item_entity, &item->id, error))
    return FALSE;
  items = list_items (db, &item->meeting, error);
  return items != NULL && number_items (db, items, error);
}

gboolean
way_panel_remove (WayAct       *act,
                  const WayId  *item,
                  GError      **error)
{
  Step step = { .act = act, .id = *item };

  return way_act_write (act, "Take a referral off an agenda", remove_in_edit, &step, error);
}

static gboolean
move_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  const Step *step = data;
  g_autoptr(WayAgendaItem) moved = way_act_get (db, &way_agenda_item_entity, &step->id, error);
  g_autoptr(GPtrArray) items = NULL;
  guint to;

  if (moved != NULL)
    items = list_items (db, &moved->meeting, error);
  if (items == NULL)
    return FALSE;
  to = CLAMP (step->number, 1, items->len) - 1;
  for (guint i = 0; i < items->len; i++)
    if (way_id_equal (way_record_id (g_ptr_array_index (items, i)), &moved->id))
      {
        WayAgendaItem *item = g_ptr_array_steal_index (items, i);

        g_ptr_array_insert (items, (int) to, item);
        break;
      }
  return number_items (db, items, error);
}

gboolean
way_panel_move (WayAct       *act,
                const WayId  *item,
                guint         position,
                GError      **error)
{
  Step step = { .act = act, .id = *item, .number = position };

  return way_act_write (act, "Change the order of an agenda", move_in_edit, &step, error);
}

static void
set_text (char       **member,
          const char  *text)
{
  char *copy = g_strdup (text);

  g_free (*member);
  *member = copy;
}

static gboolean
note_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  const WayAgendaItem *said = ((Step *) data)->record;
  g_autoptr(WayAgendaItem) item = way_act_get (db, &way_agenda_item_entity, &said->id, error);

  if (item == NULL)
    return FALSE;
  set_text (&item->views, said->views);
  set_text (&item->cost_note, said->cost_note);
  set_text (&item->discussion, said->discussion);
  return way_records_update (db, &way_agenda_item_entity, item, error);
}

gboolean
way_panel_note (WayAct               *act,
                const WayAgendaItem  *item,
                GError              **error)
{
  Step step = { .act = act, .record = (gpointer) item };

  return way_act_write (act, "Write what was said about a referral", note_in_edit, &step, error);
}

/* --- Members and interests --- */

static gboolean
add_member_in_edit (WayDb     *db,
                    gpointer   data,
                    GError   **error)
{
  return way_records_insert (db, &way_member_entity, ((Step *) data)->record, error);
}

gboolean
way_panel_add_member (WayAct     *act,
                      WayMember  *member,
                      GError    **error)
{
  Step step = { .act = act, .record = member };

  return way_act_write (act, "Add a member to a panel", add_member_in_edit, &step, error);
}

static gboolean
set_present_in_edit (WayDb     *db,
                     gpointer   data,
                     GError   **error)
{
  const Step *step = data;
  g_autoptr(WayMember) member = way_act_get (db, &way_member_entity, &step->id, error);

  if (member == NULL)
    return FALSE;
  member->present = step->number;
  return way_records_update (db, &way_member_entity, member, error);
}

gboolean
way_panel_set_present (WayAct       *act,
                       const WayId  *member,
                       gboolean      present,
                       GError      **error)
{
  Step step = { .act = act, .id = *member, .number = present ? 1 : 0 };

  return way_act_write (act, present ? "Note that a member is present"
                                     : "Note that a member is not present",
                        set_present_in_edit, &step, error);
}

static gboolean
declare_in_edit (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  WayInterest *interest = ((Step *) data)->record;
  g_autoptr(WayMember) member = way_act_get (db, &way_member_entity, &interest->member, error);
  g_autoptr(WayAgendaItem) item = NULL;

  if (member != NULL)
    item = way_act_get (db, &way_agenda_item_entity, &interest->item, error);
  if (item == NULL)
    return FALSE;
  if (!way_id_equal (&member->meeting, &item->meeting))
    return refuse (error, WAY_SERVICE_ERROR_INVALID, "The member and the child are of two meetings.");
  return way_records_insert (db, &way_interest_entity, interest, error);
}

gboolean
way_panel_declare (WayAct       *act,
                   WayInterest  *interest,
                   GError      **error)
{
  Step step = { .act = act, .record = interest };

  return way_act_write (act, "Declare an interest", declare_in_edit, &step, error);
}

/* --- Deciding --- */

static gboolean
check_decision (WayDb               *db,
                const WayPanel      *panel,
                const WayPanelItem  *item,
                const WayDecision   *decision,
                const GDate         *today,
                GError             **error)
{
  g_autofree char *present = way_panel_say_present (panel, item);
  const WayCode *outcome = decision->outcome != NULL
                             ? way_codes_lookup ("decision", decision->outcome) : NULL;

  if (way_date_compare (&panel->meeting->date, today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "The meeting has not been held yet.");
  if (*present == '\0')
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE,
                   "Note first who is present. Who left the room does not decide.");
  if (outcome == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say what was decided.");
  if (decision->reasons == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Give the reasons of the decision.");
  if (way_code_is (outcome, "conditional") && decision->conditions == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say the conditions.");
  if (!way_code_is (outcome, "agreed") || !g_str_equal (panel->meeting->kind, "fair_access"))
    return TRUE;
  if (item->fair_bar != NULL)
    return refuse (error, WAY_SERVICE_ERROR_RULE, item->fair_bar->label);
  if (way_id_is_null (&decision->school) && way_id_is_null (&decision->provision))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE,
                   "Say which school takes the child, or which provision.");
  return TRUE;
}

static gboolean
decide_in_edit (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  Step *step = data;
  WayDecision *decision = step->record;
  g_autoptr(WayAgendaItem) found = way_act_get (db, &way_agenda_item_entity, &step->id, error);
  g_autoptr(WayPanel) panel = NULL;
  const WayPanelItem *item;

  if (found != NULL)
    panel = way_panel_load (db, &found->meeting, error);
  if (panel == NULL)
    return FALSE;
  item = way_panel_find_item (panel, &step->id);
  if (!check_decision (db, panel, item, decision, &step->act->today, error))
    return FALSE;

  decision->meeting = panel->meeting->id;
  decision->date = panel->meeting->date;
  set_text (&decision->body, panel->meeting->kind);
  set_text (&decision->made_by, way_codes_label ("decision_body", panel->meeting->kind));
  g_free (decision->members);
  decision->members = way_panel_say_present (panel, item);
  return way_referral_step_decide (step->act, db, &found->referral, decision, error);
}

gboolean
way_panel_decide (WayAct       *act,
                  const WayId  *item,
                  WayDecision  *decision,
                  GError      **error)
{
  Step step = { .act = act, .id = *item, .record = decision };
  g_autofree char *name =
    g_strdup_printf ("Record a decision: %s",
                     way_codes_label ("decision", decision->outcome != NULL ? decision->outcome
                                                                            : ""));

  return way_act_write (act, name, decide_in_edit, &step, error);
}
