/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explains, recharges, takes back and puts right what was paid twice. */

#include "way-funding-acts.h"

#include "way-directory.h"
#include "way-journey.h"
#include "way-route-sets.h"
#include "way-share.h"

typedef struct
{
  WayAct                 *act;
  const WayDoubleFunding *one;
  const char             *state;    /* funding_state */
  const char             *reason;
  gint64                  amount;
  GDate                   from;
} Deed;

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

static char *
dup_words (const char *text)
{
  char *words = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (*words == '\0')
    g_clear_pointer (&words, g_free);
  return words;
}

static gboolean
is_rule (const WayDoubleFunding *one,
         WayDoubleRule           rule)
{
  return one->rule == way_double_rule (rule);
}

gboolean
way_funding_can_correct (const WayDoubleFunding *one)
{
  return is_rule (one, WAY_DOUBLE_WHOLE) || is_rule (one, WAY_DOUBLE_TOP_UP) ||
         is_rule (one, WAY_DOUBLE_PLACE);
}

gboolean
way_funding_can_recover (const WayDoubleFunding *one)
{
  return way_funding_can_correct (one) || is_rule (one, WAY_DOUBLE_UNCLAIMED);
}

/* --- The record of what was done --- */

static gboolean
insert_case (WayDb        *db,
             const Deed   *self,
             const GDate  *to,
             GError      **error)
{
  g_autoptr(WayFundingCase) record = way_funding_case_new ();

  record->placement = self->one->placement;
  record->rule = g_strdup (self->one->rule->id);
  record->state = g_strdup (self->state);
  record->from = self->one->from;
  record->to = *to;
  record->day = self->act->today;
  record->by = g_strdup (self->act->who);
  record->reason = dup_words (self->reason);
  record->days = self->one->days;
  record->amount = self->one->amount;
  return way_records_insert (db, &way_funding_case_entity, record, error);
}

/* "Recharge double funding at Beacon Centre" */
static gboolean
run (Deed         *self,
     const char   *what,
     WayEditFunc   func,
     GError      **error)
{
  g_autofree char *name = NULL;

  if (self->act->who == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say first who you are.");
  if (!self->one->is_found)
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "This was put right already.");
  name = g_strdup_printf ("%s at %s", what, self->one->place_name);
  return way_act_write (self->act, name, func, self, error);
}

/* --- Explaining --- */

static gboolean
explain_in_edit (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  GDate open = way_date_none ();

  return insert_case (db, data, &open, error);
}

gboolean
way_funding_explain (WayAct                  *act,
                     const WayDoubleFunding  *one,
                     const char              *reason,
                     GError                 **error)
{
  g_autofree char *words = dup_words (reason);
  Deed self = { .act = act, .one = one, .state = "explained", .reason = words };

  if (words == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why it is as it should be.");
  return run (&self, "Explain double funding", explain_in_edit, error);
}

/* --- Getting money back --- */

static gboolean
check_amount (gint64   amount,
              GError **error)
{
  return (amount != WAY_INTEGER_NONE && amount > 0) ||
         refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say how much is paid back.");
}

static gboolean
recharge_in_edit (WayDb     *db,
                  gpointer   data,
                  GError   **error)
{
  const Deed *self = data;
  g_autoptr(WayFundingLine) line = way_funding_line_new ();

  line->placement = self->one->placement;
  line->element = g_strdup ("RECHARGE");
  line->payer = g_strdup ("SCHOOL");
  line->basis = g_strdup ("once");
  line->rate = self->amount;
  line->from = self->one->from;
  line->to = self->one->to;
  line->reason = dup_words (self->reason);
  return way_records_insert (db, &way_funding_line_entity, line, error) &&
         insert_case (db, self, &self->one->to, error);
}

gboolean
way_funding_recharge (WayAct                  *act,
                      const WayDoubleFunding  *one,
                      gint64                   amount,
                      const char              *reason,
                      GError                 **error)
{
  Deed self = {
    .act = act, .one = one, .state = "recharged", .reason = reason, .amount = amount,
  };

  if (!way_funding_can_correct (one))
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "A recharge is for what the council paid in the school’s place.");
  return check_amount (amount, error) &&
         run (&self, "Recharge double funding", recharge_in_edit, error);
}

/* The amount to follow is of a financial year, from the relevant day on. */
static void
set_year (WayRecovery            *recovery,
          const WayDoubleFunding *one)
{
  GDate first, last;

  if (!way_share_year ("council", &one->from, &first, &last))
    return;
  recovery->from = way_date_compare (&one->relevant, &first) > 0 ? one->relevant : first;
  recovery->to = last;
}

static gboolean
recover_in_edit (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  const Deed *self = data;
  g_autoptr(WayRecovery) recovery = way_recovery_new ();
  gboolean follows = is_rule (self->one, WAY_DOUBLE_UNCLAIMED);

  recovery->pupil = self->one->pupil;
  recovery->establishment = self->one->school;
  recovery->kind = g_strdup (follows ? "FOLLOW" : "AWPU");
  recovery->from = self->one->from;
  recovery->to = self->one->to;
  if (follows)
    set_year (recovery, self->one);
  recovery->amount = self->amount;
  recovery->recorded = self->act->today;
  recovery->by = g_strdup (self->act->who);
  recovery->note = dup_words (self->reason);
  return way_records_insert (db, &way_recovery_entity, recovery, error) &&
         insert_case (db, self, &self->one->to, error);
}

gboolean
way_funding_recover (WayAct                  *act,
                     const WayDoubleFunding  *one,
                     gint64                   amount,
                     const char              *reason,
                     GError                 **error)
{
  Deed self = {
    .act = act, .one = one, .state = "recharged", .reason = reason, .amount = amount,
  };

  if (!way_funding_can_recover (one))
    return refuse (error, WAY_SERVICE_ERROR_RULE, "No money of the school’s is at stake here.");
  return check_amount (amount, error) &&
         run (&self, "Take back a school’s funding for a child", recover_in_edit, error);
}

/* --- Putting right who pays --- */

/* Whether the council pays the line on or after a day: the top-up or fee, and
 * where it is asked for the place. */
static gboolean
is_councils (const WayFundingLine *line,
             const GDate          *from,
             gboolean              place_too)
{
  const WayCode *element = line->element != NULL
                             ? way_codes_lookup ("funding_element", line->element) : NULL;

  return element != NULL && way_code_is (element, "cost") && g_strcmp0 (line->payer, "LA") == 0 &&
         (place_too || !g_str_equal (line->element, "PLACE")) &&
         (!way_date_is_set (&line->to) || way_date_compare (&line->to, from) >= 0);
}

/* One line ends and another begins; a line that begins later, or on that day,
 * only changes its payer. */
static gboolean
hand_over (WayDb           *db,
           WayFundingLine  *line,
           const GDate     *from,
           const GDate     *start,
           GError         **error)
{
  g_autoptr(WayFundingLine) next = way_funding_line_copy (line);
  const GDate *begins = way_date_is_set (&line->from) ? &line->from : start;

  if (way_date_compare (begins, from) >= 0)
    {
      g_free (line->payer);
      line->payer = g_strdup ("SCHOOL");
      return way_records_update (db, &way_funding_line_entity, line, error);
    }
  line->to = way_date_add_days (from, -1);
  next->id = (WayId) { { 0 } };
  next->from = *from;
  g_free (next->payer);
  next->payer = g_strdup ("SCHOOL");
  g_clear_pointer (&next->approved_by, g_free);
  next->approved = way_date_none ();
  return way_records_update (db, &way_funding_line_entity, line, error) &&
         way_records_insert (db, &way_funding_line_entity, next, error);
}

static gboolean
is_place_schools (WayDb               *db,
                  const WayPlacement  *placement,
                  gboolean            *schools,
                  GError             **error)
{
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  const WayRouteSet *set;
  GDate on;

  if (sets == NULL)
    return FALSE;
  set = way_route_sets_for_placement (sets, placement, &placement->start, &on);
  *schools = placement->route != NULL &&
             way_routes_allows (set, placement->route, WAY_ROUTE_LUMP_SUM, "SCHOOL", &on) &&
             !way_routes_allows (set, placement->route, WAY_ROUTE_LUMP_SUM, "LA", &on);
  return TRUE;
}

static gboolean
correct_in_edit (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  Deed *self = data;
  g_autoptr(WayPlacement) placement = way_act_get (db, &way_placement_entity,
                                                   &self->one->placement, error);
  g_autoptr(GPtrArray) lines = NULL;
  gboolean place_too;
  guint changed = 0;

  if (placement == NULL || !is_place_schools (db, placement, &place_too, error))
    return FALSE;
  lines = way_records_of (db, &way_funding_line_entity, "placement", &placement->id, error);
  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      WayFundingLine *line = g_ptr_array_index (lines, i);

      if (!is_councils (line, &self->from, place_too))
        continue;
      if (!hand_over (db, line, &self->from, &placement->start, error))
        return FALSE;
      changed++;
    }
  if (changed == 0)
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "The council has no line from that day on which the school could pay.");
  return insert_case (db, self, &self->one->to, error);
}

gboolean
way_funding_correct (WayAct                  *act,
                     const WayDoubleFunding  *one,
                     const GDate             *from,
                     const char              *reason,
                     GError                 **error)
{
  Deed self = { .act = act, .one = one, .state = "corrected", .reason = reason, .from = *from };

  if (!way_funding_can_correct (one))
    return refuse (error, WAY_SERVICE_ERROR_RULE, "Another payer would not put this right.");
  if (!way_date_is_set (from))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say from which day the school pays.");
  if (way_date_compare (from, &one->from) < 0 || way_date_compare (from, &one->to) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The day must be one on which it was paid twice.");
  return run (&self, "Correct who pays", correct_in_edit, error);
}

/* --- Approving --- */

gboolean
way_funding_can_approve (const WayDoubleFunding *one)
{
  return one->council_may_pay &&
         (is_rule (one, WAY_DOUBLE_WHOLE) || is_rule (one, WAY_DOUBLE_TOP_UP));
}

static gboolean
approve_in_edit (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  const Deed *self = data;
  g_autoptr(GPtrArray) lines = way_records_of (db, &way_funding_line_entity, "placement",
                                               &self->one->placement, error);
  guint approved = 0;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      WayFundingLine *line = g_ptr_array_index (lines, i);

      if (!is_councils (line, &self->one->from, TRUE))
        continue;
      g_free (line->reason);
      line->reason = g_strdup (self->reason);
      g_free (line->approved_by);
      line->approved_by = g_strdup (self->act->who);
      line->approved = self->act->today;
      if (!way_records_update (db, &way_funding_line_entity, line, error))
        return FALSE;
      approved++;
    }
  if (lines != NULL && approved == 0)
    return refuse (error, WAY_SERVICE_ERROR_RULE, "The council has no line to be approved.");
  return lines != NULL;
}

gboolean
way_funding_approve (WayAct                  *act,
                     const WayDoubleFunding  *one,
                     const char              *reason,
                     GError                 **error)
{
  g_autofree char *words = dup_words (reason);
  Deed self = { .act = act, .one = one, .reason = words };

  if (!way_funding_can_approve (one))
    return refuse (error, WAY_SERVICE_ERROR_RULE, "By this route the council does not pay that.");
  if (words == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why the council pays.");
  return run (&self, "Approve that the council pays", approve_in_edit, error);
}
