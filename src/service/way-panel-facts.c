/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels as they are read: a meeting with all that belongs to it, what waits for
 * one, and which schools took children by fair access. */

#include "way-panel-flow.h"

#include "way-children.h"
#include "way-directory.h"
#include "way-joins.h"
#include "way-people.h"
#include "way-query.h"
#include "way-referral-flow.h"
#include "way-roll.h"

/* --- Fair access --- */

static gboolean
find_plan (WayDb        *db,
           const WayId  *pupil,
           const GDate  *on,
           gboolean     *has_plan,
           GError      **error)
{
  g_autoptr(GPtrArray) needs = way_joins_records_of (db, &way_need_entity, pupil, error);

  *has_plan = FALSE;
  for (guint i = 0; needs != NULL && i < needs->len; i++)
    {
      const WayNeed *need = g_ptr_array_index (needs, i);
      const WayCode *provision = need->provision != NULL
                                   ? way_codes_lookup ("sen_provision", need->provision) : NULL;

      if (provision != NULL && way_code_is (provision, "plan") &&
          way_date_within (on, &need->from, &need->to))
        *has_plan = TRUE;
    }
  return needs != NULL;
}

/* The day after the last main roll, where the child is on none; not set where
 * it is on one, or never was. */
static gboolean
find_out_since (WayDb        *db,
                const WayId  *pupil,
                const GDate  *on,
                GDate        *since,
                GError      **error)
{
  g_autoptr(GPtrArray) rolls = way_joins_records_of (db, &way_enrolment_entity, pupil, error);

  *since = way_date_none ();
  for (guint i = 0; rolls != NULL && i < rolls->len; i++)
    {
      const WayEnrolment *roll = g_ptr_array_index (rolls, i);
      GDate after;

      if (way_roll_is_main (roll, on))
        {
          *since = way_date_none ();
          return TRUE;
        }
      if (!way_date_is_set (&roll->to) || way_date_compare (&roll->to, on) >= 0)
        continue;
      after = way_date_add_days (&roll->to, 1);
      if (!way_date_is_set (since) || way_date_compare (&after, since) > 0)
        *since = after;
    }
  return rolls != NULL;
}

gboolean
way_panel_fair_bar (WayDb              *db,
                    const WayReferral  *referral,
                    const GDate        *on,
                    const WayCode     **bar,
                    GError            **error)
{
  WayFairFacts facts = {
    .group = referral->fair_group,
    .has_efforts = referral->fair_efforts != NULL,
  };

  if (!find_plan (db, &referral->pupil, on, &facts.has_plan, error) ||
      !find_out_since (db, &referral->pupil, on, &facts.out_since, error))
    return FALSE;
  *bar = way_pathway_fair_bar (&facts, on);
  return TRUE;
}

/* --- A meeting --- */

static void
item_free (WayPanelItem *self)
{
  way_agenda_item_free (self->item);
  g_free (self->pupil_name);
  g_free (self->year);
  g_free (self->route);
  way_decision_free (self->decision);
  g_clear_pointer (&self->interests, g_ptr_array_unref);
  g_free (self);
}

void
way_panel_free (WayPanel *self)
{
  if (self == NULL)
    return;
  way_meeting_free (self->meeting);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static char *
name_member (WayDb           *db,
             const WayMember *member)
{
  g_autoptr(WayPerson) person = NULL;

  if (!way_id_is_null (&member->person))
    person = way_records_get (db, &way_person_entity, &member->person, NULL);
  return person != NULL ? way_record_title (&way_person_entity, person)
                        : g_strdup (member->name != NULL ? member->name : "");
}

typedef struct
{
  WayMember *member;
  char      *name;
} NamedMember;

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  const NamedMember *one = a;
  const NamedMember *other = b;
  int order = (other->member->chair == 1) - (one->member->chair == 1);

  if (order == 0)
    order = g_utf8_collate (one->name, other->name);
  return order != 0 ? order : way_id_compare (&one->member->id, &other->member->id);
}

static gboolean
read_members (WayDb     *db,
              WayPanel  *self,
              GError   **error)
{
  g_autoptr(GPtrArray) members = way_records_of (db, &way_member_entity, "meeting",
                                                 &self->meeting->id, error);
  g_autoptr(GArray) named = g_array_new (FALSE, FALSE, sizeof (NamedMember));

  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      WayMember *member = g_ptr_array_index (members, i);
      NamedMember one = { way_member_copy (member), name_member (db, member) };

      g_array_append_val (named, one);
    }
  g_array_sort (named, compare_members);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) way_member_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < named->len; i++)
    {
      g_ptr_array_add (self->members, g_array_index (named, NamedMember, i).member);
      g_ptr_array_add (self->names, g_array_index (named, NamedMember, i).name);
    }
  return TRUE;
}

static gboolean
read_decision (WayDb         *db,
               WayPanelItem  *self,
               GError       **error)
{
  g_autoptr(GPtrArray) decisions = way_records_of (db, &way_decision_entity, "referral",
                                                   &self->item->referral, error);

  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const WayDecision *one = g_ptr_array_index (decisions, i);

      if (!way_id_equal (&one->meeting, &self->item->meeting) ||
          (self->decision != NULL && way_id_compare (&one->id, &self->decision->id) < 0))
        continue;
      way_decision_free (self->decision);
      self->decision = way_decision_copy (one);
    }
  return decisions != NULL;
}

/* Takes item over. */
static WayPanelItem *
read_item (WayDb             *db,
           const WayMeeting  *meeting,
           WayAgendaItem     *item,
           GError           **error)
{
  WayPanelItem *self = g_new0 (WayPanelItem, 1);
  g_autoptr(WayReferral) referral = NULL;
  g_autoptr(WayPupil) pupil = NULL;

  self->item = item;
  referral = way_act_get (db, &way_referral_entity, &item->referral, error);
  if (referral != NULL)
    pupil = way_act_get (db, &way_pupil_entity, &referral->pupil, error);
  if (pupil == NULL || !read_decision (db, self, error))
    goto failed;
  if (g_str_equal (meeting->kind, "fair_access") &&
      !way_panel_fair_bar (db, referral, &meeting->date, &self->fair_bar, error))
    goto failed;
  self->interests = way_records_of (db, &way_interest_entity, "item", &item->id, error);
  if (self->interests == NULL)
    goto failed;
  self->pupil = pupil->id;
  self->pupil_name = way_record_title (&way_pupil_entity, pupil);
  self->year = g_strdup (pupil->year);
  self->route = g_strdup (referral->route);
  self->received = referral->received;
  return self;

failed:
  item_free (self);
  return NULL;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const WayAgendaItem *one = (*(const WayPanelItem *const *) a)->item;
  const WayAgendaItem *other = (*(const WayPanelItem *const *) b)->item;

  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  return way_id_compare (&one->id, &other->id);
}

static gboolean
read_items (WayDb     *db,
            WayPanel  *self,
            GError   **error)
{
  g_autoptr(GPtrArray) items = way_records_of (db, &way_agenda_item_entity, "meeting",
                                               &self->meeting->id, error);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      WayAgendaItem *item = way_agenda_item_copy (g_ptr_array_index (items, i));
      WayPanelItem *one = read_item (db, self->meeting, item, error);

      if (one == NULL)
        return FALSE;
      g_ptr_array_add (self->items, one);
    }
  g_ptr_array_sort (self->items, compare_items);
  return items != NULL;
}

WayPanel *
way_panel_load (WayDb        *db,
                const WayId  *meeting,
                GError      **error)
{
  g_autoptr(WayPanel) self = g_new0 (WayPanel, 1);

  self->meeting = way_act_get (db, &way_meeting_entity, meeting, error);
  if (self->meeting == NULL || !read_members (db, self, error) || !read_items (db, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

const WayPanelItem *
way_panel_find_item (const WayPanel *self,
                     const WayId    *item)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const WayPanelItem *one = g_ptr_array_index (self->items, i);

      if (way_id_equal (&one->item->id, item))
        return one;
    }
  return NULL;
}

static gboolean
has_left (const WayPanelItem *item,
          const WayMember    *member)
{
  for (guint i = 0; item != NULL && i < item->interests->len; i++)
    {
      const WayInterest *interest = g_ptr_array_index (item->interests, i);

      if (interest->left_room == 1 && way_id_equal (&interest->member, &member->id))
        return TRUE;
    }
  return FALSE;
}

char *
way_panel_say_present (const WayPanel     *self,
                       const WayPanelItem *item)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->members->len; i++)
    {
      const WayMember *member = g_ptr_array_index (self->members, i);

      if (member->present == 1 && !has_left (item, member))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                (const char *) g_ptr_array_index (self->names, i));
    }
  return g_string_free (text, FALSE);
}

/* --- All meetings --- */

void
way_panel_summary_free (WayPanelSummary *self)
{
  way_meeting_free (self->meeting);
  g_free (self);
}

/* Items, and those on which this meeting decided. */
static gboolean
count_items (WayDb            *db,
             WayPanelSummary  *self,
             GError          **error)
{
  g_autoptr(GPtrArray) items = way_records_of (db, &way_agenda_item_entity, "meeting",
                                               &self->meeting->id, error);
  g_autoptr(GPtrArray) decisions = NULL;
  g_autoptr(GHashTable) decided = g_hash_table_new (way_id_hash, way_id_equal_func);

  if (items != NULL)
    decisions = way_records_of (db, &way_decision_entity, "meeting", &self->meeting->id, error);
  if (decisions == NULL)
    return FALSE;
  for (guint i = 0; i < decisions->len; i++)
    g_hash_table_add (decided, &((WayDecision *) g_ptr_array_index (decisions, i))->referral);
  self->n_items = items->len;
  self->n_decided = g_hash_table_size (decided);
  return TRUE;
}

static int
compare_summaries (gconstpointer a,
                   gconstpointer b)
{
  const WayMeeting *one = (*(const WayPanelSummary *const *) a)->meeting;
  const WayMeeting *other = (*(const WayPanelSummary *const *) b)->meeting;
  int order = way_date_compare (&other->date, &one->date);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

GPtrArray *
way_panel_list (WayDb   *db,
                GError **error)
{
  g_autoptr(GPtrArray) meetings = way_records_list (db, &way_meeting_entity, NULL, NULL, error);
  g_autoptr(GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_panel_summary_free);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      WayPanelSummary *summary = g_new0 (WayPanelSummary, 1);

      summary->meeting = way_meeting_copy (g_ptr_array_index (meetings, i));
      g_ptr_array_add (list, summary);
      if (!count_items (db, summary, error))
        return NULL;
    }
  if (meetings == NULL)
    return NULL;
  g_ptr_array_sort (list, compare_summaries);
  return g_steal_pointer (&list);
}

/* --- Who waits for a panel --- */

void
way_panel_waiting_free (WayPanelWaiting *self)
{
  g_free (self->pupil_name);
  g_free (self->year);
  g_free (self->route);
  g_free (self);
}

/* Whether the referral is on the agenda of a meeting from today on, or of one at
 * which nothing was decided on it yet. */
static gboolean
is_on_agenda (WayDb        *db,
              const WayId  *referral,
              const GDate  *today,
              gboolean     *is_on,
              GError      **error)
{
  g_autoptr(GPtrArray) items = way_records_of (db, &way_agenda_item_entity, "referral", referral,
                                               error);

  *is_on = FALSE;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);
      g_autoptr(WayMeeting) meeting = way_act_get (db, &way_meeting_entity, &item->meeting, error);

      if (meeting == NULL)
        return FALSE;
      if (way_date_compare (&meeting->date, today) >= 0)
        *is_on = TRUE;
    }
  return items != NULL;
}

static gboolean
add_waiting (WayDb        *db,
             const WayId  *referral,
             const GDate  *today,
             GPtrArray    *list,
             GError      **error)
{
  g_autoptr(WayReferralCase) found = way_referral_case_load (db, referral, today, error);
  g_autoptr(WayPupil) pupil = NULL;
  WayPanelWaiting *one;
  gboolean is_on;

  if (found == NULL)
    return FALSE;
  if (!g_str_equal (found->stage.next_step, "book_panel") &&
      !g_str_equal (found->stage.next_step, "decide"))
    return TRUE;
  if (!is_on_agenda (db, referral, today, &is_on, error))
    return FALSE;
  if (is_on)
    return TRUE;
  pupil = way_act_get (db, &way_pupil_entity, &found->referral->pupil, error);
  if (pupil == NULL)
    return FALSE;
  one = g_new0 (WayPanelWaiting, 1);
  one->referral = *referral;
  one->pupil = pupil->id;
  one->pupil_name = way_record_title (&way_pupil_entity, pupil);
  one->year = g_strdup (pupil->year);
  one->route = g_strdup (found->referral->route);
  one->received = found->referral->received;
  one->panel = found->referral->panel;
  g_ptr_array_add (list, one);
  return TRUE;
}

GPtrArray *
way_panel_waiting (WayDb        *db,
                   const GDate  *today,
                   GError      **error)
{
  g_autoptr(WayQuery) query = way_query_new (&way_referral_entity);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_panel_waiting_free);

  if (!way_query_add_filter (query, "closed", WAY_FILTER_EMPTY, NULL, error) ||
      !way_query_add_filter (query, "received", WAY_FILTER_FILLED, NULL, error) ||
      !way_query_set_sort (query, "received", FALSE, error))
    return NULL;
  rows = way_query_page (query, db, 0, 0, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!add_waiting (db, &((WayQueryRow *) g_ptr_array_index (rows, i))->id, today, list, error))
      return NULL;
  return rows != NULL ? g_steal_pointer (&list) : NULL;
}

/* --- Which schools take their part --- */

void
way_panel_share_free (WayPanelShare *self)
{
  g_free (self->name);
  g_free (self);
}

static gboolean
counts_for_school (const WayDecision *decision,
                   const GDate       *from,
                   const GDate       *to)
{
  const WayCode *outcome = way_codes_lookup ("decision", decision->outcome);

  return !way_id_is_null (&decision->school) && outcome != NULL &&
         way_code_is (outcome, "agreed") && way_date_within (&decision->date, from, to);
}

static WayPanelShare *
get_share (WayDb        *db,
           GHashTable   *shares,
           const WayId  *school,
           GError      **error)
{
  WayPanelShare *share = g_hash_table_lookup (shares, school);
  g_autoptr(WayEstablishment) found = NULL;

  if (share != NULL)
    return share;
  found = way_act_get (db, &way_establishment_entity, school, error);
  if (found == NULL)
    return NULL;
  share = g_new0 (WayPanelShare, 1);
  share->school = *school;
  share->name = g_strdup (found->name);
  g_hash_table_insert (shares, &share->school, share);
  return share;
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const WayPanelShare *one = *(const WayPanelShare *const *) a;
  const WayPanelShare *other = *(const WayPanelShare *const *) b;

  if (one->taken != other->taken)
    return one->taken > other->taken ? -1 : 1;
  return g_utf8_collate (one->name, other->name);
}

GPtrArray *
way_panel_shares (WayDb        *db,
                  const GDate  *from,
                  const GDate  *to,
                  GError      **error)
{
  WayValue body = { .type = WAY_VALUE_TEXT, .text = "fair_access" };
  g_autoptr(GPtrArray) decisions = way_records_list (db, &way_decision_entity, "body", &body,
                                                     error);
  g_autoptr(GHashTable) shares = g_hash_table_new (way_id_hash, way_id_equal_func);
  g_autoptr(GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_panel_share_free);
  GHashTableIter iter;
  gpointer share;
  gboolean done = decisions != NULL;

  for (guint i = 0; done && i < decisions->len; i++)
    {
      const WayDecision *decision = g_ptr_array_index (decisions, i);
      WayPanelShare *one;

      if (!counts_for_school (decision, from, to))
        continue;
      one = get_share (db, shares, &decision->school, error);
      if (one != NULL)
        one->taken++;
      done = one != NULL;
    }
  g_hash_table_iter_init (&iter, shares);
  while (g_hash_table_iter_next (&iter, NULL, &share))
    g_ptr_array_add (list, share);
  g_ptr_array_sort (list, compare_shares);
  return done ? g_steal_pointer (&list) : NULL;
}
