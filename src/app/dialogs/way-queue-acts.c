/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of a queue: each asks for what one step of the service needs. */
#include "way-queue-acts.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-offer-dialog.h"
#include "way-page-ask.h"

static gboolean
save_join (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  return way_queue_join (act, record, error);
}

static gboolean
save_move (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  const WayQueueEntry *entry = record;

  return way_queue_move (act, data, entry->order_reason, entry->order_note, entry->tie_break,
                         error);
}

static gboolean
save_park (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  const WayQueueEntry *entry = record;

  return way_queue_park (act, data, &entry->parked_until, entry->parked_why, error);
}

static gboolean
save_leave (WayAct    *act,
            gpointer   record,
            gpointer   data,
            GError   **error)
{
  const WayQueueEntry *entry = record;

  return way_queue_leave (act, data, entry->left_reason, entry->left_note, entry->unmet, error);
}

void
way_queue_act_join (WayPage               *page,
                    const WayReferralCase *referral)
{
  g_autoptr(WayQueueEntry) entry = way_queue_entry_new ();
  const WayDecision *last = referral->decisions->len > 0
                              ? g_ptr_array_index (referral->decisions,
                                                   referral->decisions->len - 1) : NULL;
  WayRecordAsk what = {
    .entity = &way_queue_entry_entity,
    .record = entry,
    .is_new = TRUE,
    .form = "queue-join",
    .title = _("Wait in a Queue"),
    .verb = _("_Wait"),
    .save = save_join,
  };

  entry->referral = referral->referral->id;
  way_queue_prepare (way_session_get_db (way_page_get_session (page)), entry, referral->referral,
                     way_session_get_today (way_page_get_session (page)));
  entry->provision = last != NULL && !way_id_is_null (&last->provision)
                       ? last->provision : referral->referral->wanted;
  way_record_start (&way_queue_entry_entity, entry);
  way_page_ask (page, &what, &referral->referral->id, _("In the queue"));
}

void
way_queue_act_move (WayPage             *page,
                    const WayQueueEntry *entry)
{
  WayRecordAsk what = {
    .entity = &way_queue_entry_entity,
    .record = entry,
    .form = "queue-move",
    .title = _("Why Here in the Queue"),
    .save = save_move,
  };

  way_page_ask (page, &what, &entry->id, _("Place in the queue changed"));
}

void
way_queue_act_park (WayPage             *page,
                    const WayQueueEntry *entry)
{
  WayRecordAsk what = {
    .entity = &way_queue_entry_entity,
    .record = entry,
    .form = "queue-park",
    .title = _("Park the Place in the Queue"),
    .verb = _("_Park"),
    .save = save_park,
  };

  way_page_ask (page, &what, &entry->id, _("Parked"));
}

void
way_queue_act_unpark (WayPage             *page,
                      const WayQueueEntry *entry)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (page), &who);
  WayId id = entry->id;
  GDate none = way_date_none ();
  g_autoptr(GError) error = NULL;
  gboolean done = way_queue_park (&act, &id, &none, NULL, &error);

  way_page_say (page, done, _("Not parked any more"), error);
}

void
way_queue_act_leave (WayPage             *page,
                     const WayQueueEntry *entry)
{
  g_autoptr(WayQueueEntry) leaving = way_queue_entry_copy (entry);
  WayRecordAsk what = {
    .entity = &way_queue_entry_entity,
    .record = leaving,
    .form = "queue-leave",
    .title = _("Leave the Queue"),
    .verb = _("_Leave"),
    .save = save_leave,
  };

  /* The description wants day and reason together; the day is today's. */
  leaving->left = *way_session_get_today (way_page_get_session (page));
  way_page_ask (page, &what, &entry->id, _("Left the queue"));
}

void
way_queue_act_offer (WayPage             *page,
                     const WayQueueEntry *entry)
{
  WaySession *session = way_page_get_session (page);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayReferralCase) referral =
    way_referral_case_load (way_session_get_db (session), &entry->referral,
                            way_session_get_today (session), &error);

  if (referral == NULL)
    way_page_say (page, FALSE, NULL, error);
  else
    way_offer_dialog_open_at (page, referral, &entry->provision);
}
