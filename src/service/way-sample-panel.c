/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A panel to come with its agenda, who waits in queues, and a panel that was held. */

#include "way-sample-panel.h"

#include <string.h>

#include "way-panel-flow.h"
#include "way-query.h"
#include "way-queue-flow.h"
#include "way-referral-flow.h"

/* How many weeks before the next panel the one that was held lies. */
#define HELD_BEFORE 4
#define HELD_WITHIN 14

GDate
way_sample_panel_day (const GDate *today)
{
  const WayCode *kind = way_codes_lookup ("meeting_kind", "panel");
  int weekday = way_code_get_int (kind, "weekday", way_date_weekday (today));

  return way_date_add_days (today, (weekday - way_date_weekday (today) + 7) % 7);
}

/* "chair:Council": the first word says whether they are in the chair. */
static gboolean
write_member (WaySampleLife     *life,
              const WayId       *meeting,
              const char        *item,
              gboolean           present,
              GError           **error)
{
  g_auto(GStrv) parts = g_strsplit (item, ":", 2);
  g_autoptr(WayMember) member = way_member_new ();

  member->meeting = *meeting;
  member->name = g_strdup_printf ("%s %s", way_sampler_line (life->sampler, "forenames-f"),
                                  way_sampler_line (life->sampler, "surnames"));
  member->role = g_strdup (parts[1]);
  member->chair = strcmp (parts[0], "chair") == 0;
  if (present)
    member->present = 1;
  return way_sampler_insert (life->sampler, &way_member_entity, member, error);
}

static gboolean
write_item (WaySampleLife     *life,
            const WayMeeting  *meeting,
            const WayId       *referral,
            guint              position,
            GError           **error)
{
  g_autoptr(WayAgendaItem) item = way_agenda_item_new ();

  item->meeting = meeting->id;
  item->referral = *referral;
  item->position = position;
  return way_sampler_insert (life->sampler, &way_agenda_item_entity, item, error);
}

static gboolean
write_meeting (WaySampleLife  *life,
               char          **members,
               GError        **error)
{
  GDate day = way_sample_panel_day (&life->plan->today);
  g_autoptr(WayMeeting) meeting = way_panel_plan ("panel", &day);
  g_autoptr(GPtrArray) waiting = NULL;
  guint position = 0;

  if (!way_sampler_insert (life->sampler, &way_meeting_entity, meeting, error))
    return FALSE;
  for (guint i = 0; members[i] != NULL; i++)
    if (!write_member (life, &meeting->id, members[i], FALSE, error))
      return FALSE;
  waiting = way_panel_waiting (life->sampler->db, &life->plan->today, error);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const WayPanelWaiting *one = g_ptr_array_index (waiting, i);

      if (way_date_equal (&one->panel, &day) &&
          !write_item (life, meeting, &one->referral, ++position, error))
        return FALSE;
    }
  return waiting != NULL;
}

/* Who was put on a waiting list and still waits, in the queue since then. */
static gboolean
write_wait (WaySampleLife  *life,
            const WayId    *referral,
            GError        **error)
{
  g_autoptr(WayReferralCase) found = way_referral_case_load (life->sampler->db, referral,
                                                             &life->plan->today, error);
  g_autoptr(WayQueueEntry) entry = way_queue_entry_new ();
  const WayDecision *last;

  if (found == NULL)
    return FALSE;
  if (!g_str_equal (found->stage.next_step, "wait"))
    return TRUE;
  last = g_ptr_array_index (found->decisions, found->decisions->len - 1);
  if (way_id_is_null (&last->provision))
    return TRUE;
  entry->referral = *referral;
  entry->provision = last->provision;
  entry->since = entry->from = last->date;
  way_queue_prepare (life->sampler->db, entry, found->referral, &last->date);
  return way_sampler_insert (life->sampler, &way_queue_entry_entity, entry, error);
}

static gboolean
write_queues (WaySampleLife  *life,
              GError        **error)
{
  g_autoptr(WayQuery) query = way_query_new (&way_referral_entity);
  g_autoptr(GPtrArray) rows = NULL;

  if (!way_query_add_filter (query, "closed", WAY_FILTER_EMPTY, NULL, error) ||
      !way_query_add_filter (query, "stage", WAY_FILTER_IS, "panel", error) ||
      !way_query_set_sort (query, "received", FALSE, error))
    return FALSE;
  rows = way_query_page (query, life->sampler->db, 0, 0, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!write_wait (life, &((WayQueryRow *) g_ptr_array_index (rows, i))->id, error))
      return FALSE;
  return rows != NULL;
}

/* --- The panel that was held --- */

/* The last day of a panel that lies so far back, and is a school day; 0 for none. */
static guint32
find_held_day (const WaySampleLife *life)
{
  GDate day = way_sample_panel_day (&life->plan->today);

  for (int weeks = HELD_BEFORE; weeks < HELD_WITHIN; weeks++)
    {
      GDate held = way_date_add_days (&day, -7 * weeks);

      if (way_school_days_is_open (life->plan->days, &held))
        return way_date_julian (&held);
    }
  return 0;
}

/* The life draws as if there were no such meeting: its id is drawn apart. */
gboolean
way_sample_panel_hold (WaySampleLife  *life,
                       GError        **error)
{
  g_auto(GStrv) members = way_sample_plan_list (life->plan, "life", "panel-members");
  guint32 day = members[0] != NULL ? find_held_day (life) : 0;
  GDate date = way_date_from_julian (MAX (day, 1));
  g_autoptr(WayMeeting) meeting = NULL;
  guint8 bytes[10];
  WayRandom random;

  if (day == 0)
    return TRUE;
  meeting = way_panel_plan ("panel", &date);
  way_random_seed (&random, day);
  way_random_fill (&random, bytes, sizeof bytes);
  meeting->id = way_id_from_parts (life->sampler->moment, bytes);
  meeting->place = way_sample_plan_text (life->plan, "life", "panel-place");
  meeting->minutes = way_sample_plan_text (life->plan, "life", "panel-minutes");
  life->held_day = day;
  life->held = meeting->id;
  return way_sampler_insert (life->sampler, &way_meeting_entity, meeting, error);
}

static gboolean
write_held_item (WaySampleLife  *life,
                 const WayId    *referral,
                 guint           position,
                 GError        **error)
{
  g_autoptr(WayAgendaItem) item = way_agenda_item_new ();

  item->meeting = life->held;
  item->referral = *referral;
  item->position = position;
  item->views = g_strdup (way_sample_life_choice (life, "panel", "views"));
  item->discussion = g_strdup (way_sample_life_choice (life, "panel", "discussion"));
  return way_sampler_insert (life->sampler, &way_agenda_item_entity, item, error);
}

/* Who was there, and the children of whom something was decided. */
static gboolean
write_held (WaySampleLife  *life,
            char          **members,
            GError        **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;
  guint position = 0;

  if (life->held_day == 0)
    return TRUE;
  for (guint i = 0; members[i] != NULL; i++)
    if (!write_member (life, &life->held, members[i], TRUE, error))
      return FALSE;
  stmt = way_db_prepare (life->sampler->db,
                         "SELECT referral FROM decision WHERE meeting = :meeting ORDER BY id",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":meeting", &life->held);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId referral = way_stmt_id (stmt, 0);

      if (!write_held_item (life, &referral, ++position, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

gboolean
way_sample_panel_write (WaySampleLife  *life,
                        GError        **error)
{
  g_auto(GStrv) members = way_sample_plan_list (life->plan, "life", "panel-members");

  if (members[0] == NULL)
    return TRUE;
  return write_meeting (life, members, error) && write_queues (life, error) &&
         write_held (life, members, error);
}
