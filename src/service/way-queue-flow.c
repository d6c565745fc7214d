/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queues: facts of a day for the rule, and the steps that change them.  What
 * changes ends a stretch and begins the next; a change of a stretch that began
 * today is written into it. */

#include "way-queue-flow.h"

#include <string.h>

#include "way-children.h"
#include "way-referral-flow.h"

/* --- Facts of a day --- */

void
way_queue_row_free (WayQueueRow *self)
{
  way_queue_entry_free (self->entry);
  g_free (self->pupil_name);
  g_free (self->year);
  g_free (self);
}

/* The offer of a place here that stands on the day. */
static gboolean
find_offer (WayDb        *db,
            WayQueueRow  *row,
            const GDate  *on,
            GError      **error)
{
  g_autoptr(GPtrArray) offers = way_records_of (db, &way_offer_entity, "referral",
                                                &row->entry->referral, error);

  for (guint i = 0; offers != NULL && i < offers->len; i++)
    {
      const WayOffer *offer = g_ptr_array_index (offers, i);

      if (!way_id_equal (&offer->provision, &row->entry->provision) ||
          !way_queue_offer_stands (offer->response, &offer->made, &offer->expires,
                                   &offer->responded, on))
        continue;
      row->offer = offer->id;
      row->offer_expires = offer->expires;
    }
  return offers != NULL;
}

/* Takes entry over. */
static WayQueueRow *
read_row (WayDb          *db,
          WayQueueEntry  *entry,
          const GDate    *on,
          WayQueueFacts  *facts,
          GError        **error)
{
  WayQueueRow *row = g_new0 (WayQueueRow, 1);
  g_autoptr(WayReferral) referral = NULL;
  g_autoptr(WayPupil) pupil = NULL;

  row->entry = entry;
  referral = way_act_get (db, &way_referral_entity, &entry->referral, error);
  if (referral != NULL)
    pupil = way_act_get (db, &way_pupil_entity, &referral->pupil, error);
  if (pupil == NULL || !find_offer (db, row, on, error))
    {
      way_queue_row_free (row);
      return NULL;
    }
  row->pupil = pupil->id;
  row->pupil_name = way_record_title (&way_pupil_entity, pupil);
  row->year = g_strdup (pupil->year);
  *facts = (WayQueueFacts) {
    .id = entry->referral, .reason = entry->order_reason, .since = entry->since, .from = entry->from,
    .left = entry->left, .parked_until = entry->parked_until,
    .lot = entry->tie_break != WAY_INTEGER_NONE ? entry->tie_break : WAY_QUEUE_NO_LOT,
    .received = referral->received, .offered = !way_id_is_null (&row->offer),
  };
  return row;
}

static gboolean
entry_holds (const WayQueueEntry *entry,
             const GDate         *on)
{
  WayQueueFacts facts = { .from = entry->from, .left = entry->left };

  return way_queue_holds (&facts, on);
}

GPtrArray *
way_queue_list (WayDb        *db,
                const WayId  *provision,
                const GDate  *on,
                GError      **error)
{
  g_autoptr(GPtrArray) entries = way_records_of (db, &way_queue_entry_entity, "provision",
                                                 provision, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) way_queue_row_free);
  g_autoptr(GPtrArray) sorted = NULL;
  g_autoptr(GArray) facts = g_array_new (FALSE, FALSE, sizeof (WayQueueFacts));
  g_autoptr(GArray) places = NULL;

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      const WayQueueEntry *entry = g_ptr_array_index (entries, i);
      WayQueueFacts one;
      WayQueueRow *row;

      if (!entry_holds (entry, on))
        continue;
      row = read_row (db, way_queue_entry_copy (entry), on, &one, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
      g_array_append_val (facts, one);
    }

  places = way_queue_order ((const WayQueueFacts *) facts->data, facts->len, on);
  sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) way_queue_row_free);
  for (guint i = 0; i < places->len; i++)
    {
      const WayQueuePlace *place = &g_array_index (places, WayQueuePlace, i);
      WayQueueRow *row = g_ptr_array_index (rows, place->index);

      row->place = *place;
      row->place.index = i;
      g_ptr_array_add (sorted, row);
    }
  g_ptr_array_set_free_func (rows, NULL);
  return g_steal_pointer (&sorted);
}

/* The row of a referral in its queue, or NULL. */
static const WayQueueRow *
find_row (GPtrArray   *rows,
          const WayId *referral)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const WayQueueRow *row = g_ptr_array_index (rows, i);

      if (way_id_equal (&row->entry->referral, referral))
        return row;
    }
  return NULL;
}

/* Rows of those who wait in front of a child; of all who wait where the child
 * is not in the queue.  Elements are lent. */
static GPtrArray *
list_passed (GPtrArray         *rows,
             const WayQueueRow *chosen)
{
  GPtrArray *passed = g_ptr_array_new ();

  for (guint i = 0; i < rows->len && g_ptr_array_index (rows, i) != chosen; i++)
    {
      WayQueueRow *row = g_ptr_array_index (rows, i);

      if (row->place.state == WAY_QUEUE_WAITING)
        g_ptr_array_add (passed, row);
    }
  return passed;
}

char **
way_queue_would_pass (WayDb        *db,
                      const WayId  *referral,
                      const WayId  *provision,
                      const GDate  *today,
                      GError      **error)
{
  g_autoptr(GPtrArray) rows = way_queue_list (db, provision, today, error);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(GPtrArray) passed = NULL;

  if (rows == NULL)
    return NULL;
  passed = list_passed (rows, find_row (rows, referral));
  for (guint i = 0; i < passed->len; i++)
    g_strv_builder_add (names, ((WayQueueRow *) g_ptr_array_index (passed, i))->pupil_name);
  return g_strv_builder_end (names);
}

GPtrArray *
way_queue_of_referral (WayDb        *db,
                       const WayId  *referral,
                       GError      **error)
{
  GPtrArray *entries = way_records_of (db, &way_queue_entry_entity, "referral", referral, error);

  for (guint i = entries != NULL ? entries->len : 0; i-- > 0;)
    if (way_date_is_set (&((WayQueueEntry *) g_ptr_array_index (entries, i))->left))
      g_ptr_array_remove_index (entries, i);
  return entries;
}

/* --- All queues --- */

void
way_queue_summary_free (WayQueueSummary *self)
{
  g_free (self->title);
  g_free (self);
}

static WayQueueSummary *
get_summary (WayDb        *db,
             GHashTable   *summaries,
             const WayId  *provision,
             GError      **error)
{
  WayQueueSummary *summary = g_hash_table_lookup (summaries, provision);

  if (summary != NULL)
    return summary;
  summary = g_new0 (WayQueueSummary, 1);
  summary->provision = *provision;
  summary->title = way_act_provision_title (db, provision, error);
  if (summary->title == NULL)
    {
      way_queue_summary_free (summary);
      return NULL;
    }
  g_hash_table_insert (summaries, &summary->provision, summary);
  return summary;
}

/* Whether a wait ended unmet in the school year of the day, on or before it. */
static gboolean
is_unmet (const WayQueueEntry *entry,
          const GDate         *on)
{
  return entry->unmet == 1 && way_date_is_set (&entry->left) &&
         way_date_compare (&entry->left, on) <= 0 &&
         way_date_school_year (&entry->left) == way_date_school_year (on);
}

/* Makes a summary of each queue that has something to say. */
static gboolean
add_entries (WayDb       *db,
             GHashTable  *summaries,
             GPtrArray   *entries,
             const GDate *on,
             GError     **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const WayQueueEntry *entry = g_ptr_array_index (entries, i);
      gboolean unmet = is_unmet (entry, on);
      WayQueueSummary *summary;

      if (!unmet && !entry_holds (entry, on))
        continue;
      summary = get_summary (db, summaries, &entry->provision, error);
      if (summary == NULL)
        return FALSE;
      summary->unmet += unmet;
    }
  return TRUE;
}

static gboolean
count_rows (WayDb            *db,
            WayQueueSummary  *summary,
            const GDate      *on,
            GError          **error)
{
  g_autoptr(GPtrArray) rows = way_queue_list (db, &summary->provision, on, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayQueueRow *row = g_ptr_array_index (rows, i);

      summary->waiting += row->place.state == WAY_QUEUE_WAITING;
      summary->parked += row->place.state == WAY_QUEUE_PARKED;
      summary->offered += row->place.state == WAY_QUEUE_OFFERED;
    }
  return rows != NULL;
}

static int
compare_summaries (gconstpointer a,
                   gconstpointer b)
{
  const WayQueueSummary *one = *(const WayQueueSummary *const *) a;
  const WayQueueSummary *other = *(const WayQueueSummary *const *) b;
  int order = g_utf8_collate (one->title, other->title);

  return order != 0 ? order : way_id_compare (&one->provision, &other->provision);
}

GPtrArray *
way_queue_summaries (WayDb        *db,
                     const GDate  *on,
                     GError      **error)
{
  g_autoptr(GHashTable) summaries = g_hash_table_new (way_id_hash, way_id_equal_func);
  g_autoptr(GPtrArray) entries = way_records_list (db, &way_queue_entry_entity, NULL, NULL, error);
  g_autoptr(GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_queue_summary_free);
  gboolean done = entries != NULL && add_entries (db, summaries, entries, on, error);
  GHashTableIter iter;
  gpointer summary;

  g_hash_table_iter_init (&iter, summaries);
  while (g_hash_table_iter_next (&iter, NULL, &summary))
    g_ptr_array_add (list, summary);
  for (guint i = 0; done && i < list->len; i++)
    done = count_rows (db, g_ptr_array_index (list, i), on, error);
  if (!done)
    return NULL;
  g_ptr_array_sort (list, compare_summaries);
  return g_steal_pointer (&list);
}

/* --- Who was passed over --- */

void
way_queue_skip_free (WayQueueSkip *self)
{
  g_free (self->passed_name);
  g_free (self->chosen_name);
  g_free (self->reason);
  g_free (self);
}

/* The child's name of a referral. */
static char *
find_name (WayDb        *db,
           const WayId  *referral,
           GError      **error)
{
  g_autoptr(WayReferral) found = way_act_get (db, &way_referral_entity, referral, error);
  g_autoptr(WayPupil) pupil = NULL;

  if (found != NULL)
    pupil = way_act_get (db, &way_pupil_entity, &found->pupil, error);
  return pupil != NULL ? way_record_title (&way_pupil_entity, pupil) : NULL;
}

static WayQueueSkip *
read_skip (WayDb                *db,
           const WaySkip        *skip,
           const WayQueueEntry  *entry,
           GError              **error)
{
  WayQueueSkip *row = g_new0 (WayQueueSkip, 1);
  g_autoptr(WayOffer) offer = way_act_get (db, &way_offer_entity, &skip->offer, error);

  row->day = skip->day;
  row->passed = entry->referral;
  row->reason = g_strdup (skip->reason);
  row->passed_name = find_name (db, &entry->referral, error);
  if (offer != NULL && row->passed_name != NULL)
    {
      row->chosen = offer->referral;
      row->chosen_name = find_name (db, &offer->referral, error);
    }
  if (row->chosen_name == NULL)
    g_clear_pointer (&row, way_queue_skip_free);
  return row;
}

static gboolean
add_skips (WayDb                *db,
           const WayQueueEntry  *entry,
           const GDate          *from,
           const GDate          *to,
           GPtrArray            *list,
           GError              **error)
{
  g_autoptr(GPtrArray) skips = way_records_of (db, &way_skip_entity, "entry", &entry->id, error);

  for (guint i = 0; skips != NULL && i < skips->len; i++)
    {
      const WaySkip *skip = g_ptr_array_index (skips, i);
      WayQueueSkip *row;

      if (!way_date_within (&skip->day, from, to))
        continue;
      row = read_skip (db, skip, entry, error);
      if (row == NULL)
        return FALSE;
      g_ptr_array_add (list, row);
    }
  return skips != NULL;
}

static int
compare_skips (gconstpointer a,
               gconstpointer b)
{
  const WayQueueSkip *one = *(const WayQueueSkip *const *) a;
  const WayQueueSkip *other = *(const WayQueueSkip *const *) b;
  int order = way_date_compare (&other->day, &one->day);

  return order != 0 ? order : g_utf8_collate (one->passed_name, other->passed_name);
}

GPtrArray *
way_queue_skips (WayDb        *db,
                 const WayId  *provision,
                 const GDate  *from,
                 const GDate  *to,
                 GError      **error)
{
  g_autoptr(GPtrArray) entries = way_records_of (db, &way_queue_entry_entity, "provision",
                                                 provision, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) way_queue_skip_free);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (!add_skips (db, g_ptr_array_index (entries, i), from, to, list, error))
      return NULL;
  if (entries == NULL)
    return NULL;
  g_ptr_array_sort (list, compare_skips);
  return g_steal_pointer (&list);
}

/* --- Steps --- */

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

typedef struct _Step Step;
typedef gboolean (*StepFunc) (WayDb          *db,
                              const Step     *step,
                              WayQueueEntry  *entry,
                              GError        **error);

struct _Step
{
  StepFunc    func;
  WayId       entry;
  GDate       today;
  const char *reason;    /* of queue_order or queue_left */
  const char *note;
  gint64      number;    /* lot or unmet */
  GDate       until;
};

static gboolean
run_step (WayDb     *db,
          gpointer   data,
          GError   **error)
{
  const Step *step = data;
  g_autoptr(WayQueueEntry) entry = way_act_get (db, &way_queue_entry_entity, &step->entry, error);

  if (entry == NULL)
    return FALSE;
  if (way_date_is_set (&entry->left))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The child is not at that place in the queue "
                   "any more.");
  return step->func (db, step, entry, error);
}

static gboolean
run (WayAct      *act,
     const char  *what,
     Step        *step,
     GError     **error)
{
  WayDb *db = way_store_get_db (act->store);
  g_autoptr(WayQueueEntry) entry = way_act_get (db, &way_queue_entry_entity, &step->entry, error);
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (entry == NULL)
    return FALSE;
  title = way_act_provision_title (db, &entry->provision, error);
  if (title == NULL)
    return FALSE;
  step->today = act->today;
  name = g_strdup_printf ("%s at %s", what, title);
  return way_act_write (act, name, run_step, step, error);
}

static void
set_text (char       **member,
          const char  *text)
{
  char *copy = g_strdup (text);

  g_free (*member);
  *member = copy;
}

/* Writes a changed entry as the stretch from today on. */
static gboolean
write_stretch (WayDb          *db,
               WayQueueEntry  *changed,
               const GDate    *today,
               GError        **error)
{
  g_autoptr(WayQueueEntry) before = NULL;

  if (way_date_compare (&changed->from, today) >= 0)
    return way_records_update (db, &way_queue_entry_entity, changed, error);

  before = way_act_get (db, &way_queue_entry_entity, &changed->id, error);
  if (before == NULL)
    return FALSE;
  before->left = *today;
  set_text (&before->left_reason, "moved");
  changed->id = (WayId) { { 0 } };
  changed->from = *today;
  return way_records_update (db, &way_queue_entry_entity, before, error) &&
         way_records_insert (db, &way_queue_entry_entity, changed, error);
}

/* --- Joining --- */

/* Why a child stands where it stands, as far as the referral tells. */
static const char *
find_order_reason (WayDb             *db,
                   const WayReferral *referral,
                   const GDate       *on)
{
  g_autoptr(GPtrArray) reasons = way_codes_list ("queue_order", on);
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, &referral->pupil, NULL);
  const WayCode *last = NULL;

  for (guint i = 0; i < reasons->len; i++)
    {
      last = g_ptr_array_index (reasons, i);
      if ((referral->route != NULL && way_code_allows (last, "routes", referral->route)) ||
          (way_code_is (last, "looked_after") && pupil != NULL && pupil->looked_after == 1))
        return last->id;
    }
  return last != NULL ? last->id : NULL;
}

static const WayQueueEntry *
find_wait (GPtrArray   *waits,
           const WayId *provision)
{
  for (guint i = 0; i < waits->len; i++)
    {
      const WayQueueEntry *entry = g_ptr_array_index (waits, i);

      if (way_id_equal (&entry->provision, provision))
        return entry;
    }
  return NULL;
}

void
way_queue_prepare (WayDb             *db,
                   WayQueueEntry     *entry,
                   const WayReferral *referral,
                   const GDate       *on)
{
  entry->from = *on;
  if (!way_date_is_set (&entry->since))
    entry->since = *on;
  if (entry->order_reason == NULL)
    entry->order_reason = g_strdup (find_order_reason (db, referral, on));
}

static gboolean
insert_entry (WayDb              *db,
              WayQueueEntry      *entry,
              const WayReferral  *referral,
              const GDate        *today,
              GError            **error)
{
  way_queue_prepare (db, entry, referral, today);
  return way_records_insert (db, &way_queue_entry_entity, entry, error);
}

typedef struct
{
  WayQueueEntry *entry;
  GDate          today;
} Join;

static gboolean
check_join (const WayReferralCase  *referral,
            const Join             *join,
            GError                **error)
{
  const char *next = referral->stage.next_step;

  if (!g_str_equal (next, "offer") && !g_str_equal (next, "wait"))
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "Only a child for whom a place was agreed can wait for one.");
  if (way_date_is_set (&join->entry->since) &&
      (way_date_compare (&join->entry->since, &referral->referral->received) < 0 ||
       way_date_compare (&join->entry->since, &join->today) > 0))
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The wait begins between the day the referral came and today.");
  return TRUE;
}

static gboolean
join_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  Join *join = data;
  g_autoptr(WayReferralCase) referral = way_referral_case_load (db, &join->entry->referral,
                                                                &join->today, error);
  g_autoptr(GPtrArray) waits = NULL;

  if (referral == NULL || !check_join (referral, join, error))
    return FALSE;
  waits = way_queue_of_referral (db, &join->entry->referral, error);
  if (waits == NULL)
    return FALSE;
  if (find_wait (waits, &join->entry->provision) != NULL)
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The child is in that queue already.");
  return insert_entry (db, join->entry, referral->referral, &join->today, error);
}

gboolean
way_queue_join (WayAct         *act,
                WayQueueEntry  *entry,
                GError        **error)
{
  Join join = { entry, act->today };
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (way_id_is_null (&entry->provision))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say for which provision the child waits.");
  title = way_act_provision_title (way_store_get_db (act->store), &entry->provision, error);
  if (title == NULL)
    return FALSE;
  name = g_strdup_printf ("Join the queue at %s", title);
  return way_act_write (act, name, join_in_edit, &join, error);
}

gboolean
way_queue_add (WayDb              *db,
               const WayReferral  *referral,
               const WayId        *provision,
               const GDate        *on,
               GError            **error)
{
  g_autoptr(GPtrArray) waits = way_queue_of_referral (db, &referral->id, error);
  g_autoptr(WayQueueEntry) entry = NULL;

  if (waits == NULL)
    return FALSE;
  if (find_wait (waits, provision) != NULL)
    return TRUE;
  entry = way_queue_entry_new ();
  entry->referral = referral->id;
  entry->provision = *provision;
  return insert_entry (db, entry, referral, on, error);
}

/* --- Moving and parking --- */

static gboolean
move (WayDb          *db,
      const Step     *step,
      WayQueueEntry  *entry,
      GError        **error)
{
  if (step->reason == NULL || way_codes_lookup_on ("queue_order", step->reason, &step->today) == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why the child stands there.");
  set_text (&entry->order_reason, step->reason);
  set_text (&entry->order_note, step->note);
  entry->tie_break = step->number;
  return write_stretch (db, entry, &step->today, error);
}

gboolean
way_queue_move (WayAct       *act,
                const WayId  *entry,
                const char   *order_reason,
                const char   *note,
                gint64        lot,
                GError      **error)
{
  Step step = { .func = move, .entry = *entry, .reason = order_reason, .note = note, .number = lot };

  return run (act, "Change a place in the queue", &step, error);
}

static gboolean
park (WayDb          *db,
      const Step     *step,
      WayQueueEntry  *entry,
      GError        **error)
{
  gboolean parks = way_date_is_set (&step->until);

  if (parks && way_date_compare (&step->until, &step->today) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "It can be parked until a day that is to come.");
  if (parks && step->note == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why nothing is offered until then.");
  entry->parked_until = step->until;
  set_text (&entry->parked_why, parks ? step->note : NULL);
  return write_stretch (db, entry, &step->today, error);
}

gboolean
way_queue_park (WayAct       *act,
                const WayId  *entry,
                const GDate  *until,
                const char   *why,
                GError      **error)
{
  Step step = { .func = park, .entry = *entry, .note = why, .until = *until };

  return run (act, way_date_is_set (until) ? "Park a place in the queue"
                                           : "End the parking of a place in the queue",
              &step, error);
}

/* --- Leaving --- */

static gboolean
end_entry (WayDb          *db,
           WayQueueEntry  *entry,
           const char     *reason,
           gint64          unmet,
           const GDate    *on,
           GError        **error)
{
  entry->left = *on;
  set_text (&entry->left_reason, reason);
  entry->unmet = unmet != WAY_INTEGER_NONE
                   ? unmet : way_code_is (way_codes_lookup ("queue_left", reason), "unmet");
  return way_records_update (db, &way_queue_entry_entity, entry, error);
}

static gboolean
leave (WayDb          *db,
       const Step     *step,
       WayQueueEntry  *entry,
       GError        **error)
{
  const WayCode *reason = step->reason != NULL ? way_codes_lookup ("queue_left", step->reason)
                                               : NULL;

  if (reason == NULL || !way_code_is (reason, "person"))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why the child leaves the queue.");
  set_text (&entry->left_note, step->note);
  return end_entry (db, entry, step->reason, step->number, &step->today, error);
}

gboolean
way_queue_leave (WayAct       *act,
                 const WayId  *entry,
                 const char   *reason,
                 const char   *note,
                 gint64        unmet,
                 GError      **error)
{
  Step step = { .func = leave, .entry = *entry, .reason = reason, .note = note, .number = unmet };

  return run (act, "Leave the queue", &step, error);
}

gboolean
way_queue_end (WayDb        *db,
               const WayId  *referral,
               const WayId  *placed,
               const char   *reason,
               const GDate  *on,
               GError      **error)
{
  g_autoptr(GPtrArray) waits = way_queue_of_referral (db, referral, error);

  for (guint i = 0; waits != NULL && i < waits->len; i++)
    {
      WayQueueEntry *entry = g_ptr_array_index (waits, i);
      gboolean here = placed != NULL && way_id_equal (&entry->provision, placed);

      if (!end_entry (db, entry, here ? "placed" : reason, WAY_INTEGER_NONE, on, error))
        return FALSE;
    }
  return waits != NULL;
}

/* --- Offers --- */

static gboolean
refuse_order (GPtrArray  *passed,
              GError    **error)
{
  const WayQueueRow *first = g_ptr_array_index (passed, 0);

  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE,
               "%s stands first in the queue (%u would be passed over). Say why this child is "
               "offered the place.", first->pupil_name, passed->len);
  return FALSE;
}

static gboolean
insert_skips (WayDb           *db,
              GPtrArray       *passed,
              const WayOffer  *offer,
              GError         **error)
{
  for (guint i = 0; i < passed->len; i++)
    {
      const WayQueueRow *row = g_ptr_array_index (passed, i);
      g_autoptr(WaySkip) skip = way_skip_new ();

      skip->entry = row->entry->id;
      skip->offer = offer->id;
      skip->day = offer->made;
      skip->reason = g_strdup (offer->reason);
      if (!way_records_insert (db, &way_skip_entity, skip, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_queue_offer (WayDb        *db,
                 WayOffer     *offer,
                 const GDate  *today,
                 GError      **error)
{
  g_autoptr(GPtrArray) rows = way_queue_list (db, &offer->provision, today, error);
  g_autoptr(GPtrArray) passed = NULL;
  const WayQueueRow *chosen;

  if (rows == NULL)
    return FALSE;
  chosen = find_row (rows, &offer->referral);
  if (chosen != NULL && chosen->place.state == WAY_QUEUE_PARKED)
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "The child’s place in the queue is parked. End that before a place is offered.");
  passed = list_passed (rows, chosen);
  if (passed->len > 0 && offer->reason == NULL)
    return refuse_order (passed, error);
  if (chosen != NULL)
    offer->queue_entry = chosen->entry->id;
  return way_records_insert (db, &way_offer_entity, offer, error) &&
         insert_skips (db, passed, offer, error);
}
