/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews, targets, plan and what lasted: each thing that people record of a
 * stay is one edit. */

#include "way-stay-acts.h"

#include "way-codes.h"
#include "way-directory.h"
#include "way-review.h"

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

/* "Record a review at Beacon Centre, Hawthorn Academy" */
static gboolean
write_at (WayAct       *act,
          const WayId  *placement_id,
          const char   *what,
          WayEditFunc   func,
          gpointer      data,
          GError      **error)
{
  WayDb *db = way_store_get_db (act->store);
  g_autoptr(WayPlacement) placement = way_act_get (db, &way_placement_entity, placement_id, error);
  g_autofree char *title = placement != NULL
                             ? way_act_provision_title (db, &placement->provision, error) : NULL;
  g_autofree char *name = NULL;

  if (title == NULL)
    return FALSE;
  name = g_strdup_printf ("%s at %s", what, title);
  return way_act_write (act, name, func, data, error);
}

typedef struct
{
  const WayEntity *entity;
  gpointer         record;
} One;

static gboolean
save_one (WayDb     *db,
          gpointer   data,
          GError   **error)
{
  One *one = data;

  return way_id_is_null (way_record_id (one->record))
           ? way_records_insert (db, one->entity, one->record, error)
           : way_records_update (db, one->entity, one->record, error);
}

/* --- Reviews --- */

typedef struct
{
  WayAct     *act;
  WayReview  *review;
  GPtrArray  *results;
  const char *plan;
} Review;

static gboolean
find_due (WayDb               *db,
          const WayPlacement  *placement,
          GDate               *due,
          GError             **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(WayProvision) provision = NULL;
  const WaySchoolDays *days;

  if (facts != NULL)
    provision = way_act_get (db, &way_provision_entity, &placement->provision, error);
  days = provision != NULL ? way_facts_days (facts, &provision->establishment, error) : NULL;
  if (days == NULL)
    return FALSE;
  *due = way_review_due (days, &placement->start, &placement->reviewed,
                         (guint) way_facts_authority (facts)->review_weeks);
  return TRUE;
}

static gboolean
check_review (const Review        *self,
              const WayPlacement  *placement,
              GError             **error)
{
  const GDate *held = &self->review->held;

  if (!way_date_is_set (held))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say when the review was held.");
  if (way_date_compare (held, &self->act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "A review in the future cannot be recorded.");
  if (!way_date_within (held, &placement->start, &placement->end))
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The review must lie between the first and the last day of the placement.");
  return TRUE;
}

static gboolean
is_silent (const WayTargetResult *result)
{
  return result->value == WAY_INTEGER_NONE && result->progress == NULL && result->note == NULL;
}

static gboolean
save_result (WayDb            *db,
             const Review     *self,
             WayTargetResult  *result,
             GError          **error)
{
  g_autoptr(WayTarget) target = way_act_get (db, &way_target_entity, &result->target, error);

  if (target == NULL)
    return FALSE;
  if (!way_id_equal (&target->placement, &self->review->placement))
    return refuse (error, WAY_SERVICE_ERROR_INVALID, "The target is of another placement.");
  result->review = self->review->id;
  if (result->progress == NULL)
    result->progress = g_strdup (way_target_progress (target, result->value));
  return way_records_insert (db, &way_target_result_entity, result, error);
}

static gboolean
move_placement (WayDb         *db,
                const Review  *self,
                WayPlacement  *placement,
                GError       **error)
{
  if (way_date_compare (&self->review->held, &placement->reviewed) > 0)
    placement->reviewed = self->review->held;
  if (self->plan != NULL)
    {
      g_free (placement->exit_plan);
      placement->exit_plan = *self->plan != '\0' ? g_strdup (self->plan) : NULL;
    }
  return way_records_update (db, &way_placement_entity, placement, error);
}

static gboolean
review_in_edit (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  Review *self = data;
  g_autoptr(WayPlacement) placement = way_act_get (db, &way_placement_entity,
                                                   &self->review->placement, error);

  if (placement == NULL || !check_review (self, placement, error) ||
      !find_due (db, placement, &self->review->due, error) ||
      !way_records_insert (db, &way_review_entity, self->review, error) ||
      !move_placement (db, self, placement, error))
    return FALSE;
  for (guint i = 0; self->results != NULL && i < self->results->len; i++)
    {
      WayTargetResult *result = g_ptr_array_index (self->results, i);

      if (!is_silent (result) && !save_result (db, self, result, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_review_record (WayAct      *act,
                   WayReview   *review,
                   GPtrArray   *results,
                   const char  *plan,
                   GError     **error)
{
  Review self = { act, review, results, plan };

  return write_at (act, &review->placement, "Record a review", review_in_edit, &self, error);
}

/* --- Targets and plan --- */

/* Who comes last stands last. */
static gint64
next_position (WayDb           *db,
               const WayEntity *entity,
               const WayId     *placement)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, entity, "placement", placement, NULL);
  const WayField *field = way_entity_field (entity, "position");
  gint64 last = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      WayValue value = way_field_get (field, g_ptr_array_index (rows, i));

      if (value.type == WAY_VALUE_INTEGER)
        last = MAX (last, value.integer);
    }
  return last + 1;
}

gboolean
way_target_save (WayAct     *act,
                 WayTarget  *target,
                 GError    **error)
{
  One one = { &way_target_entity, target };
  gboolean is_new = way_id_is_null (&target->id);

  if (is_new && target->position == WAY_INTEGER_NONE)
    target->position = next_position (way_store_get_db (act->store), one.entity,
                                      &target->placement);
  return write_at (act, &target->placement, is_new ? "Set a target" : "Change a target", save_one,
                   &one, error);
}

gboolean
way_plan_step_save (WayAct       *act,
                    WayPlanStep  *step,
                    GError      **error)
{
  One one = { &way_plan_step_entity, step };
  gboolean is_new = way_id_is_null (&step->id);

  if (is_new && step->position == WAY_INTEGER_NONE)
    step->position = next_position (way_store_get_db (act->store), one.entity, &step->placement);
  return write_at (act, &step->placement,
                   is_new ? "Add a step to the plan" : "Change a step of the plan", save_one, &one,
                   error);
}

gboolean
way_plan_step_do (WayAct       *act,
                  const WayId  *id,
                  const GDate  *day,
                  GError      **error)
{
  g_autoptr(WayPlanStep) step = way_act_get (way_store_get_db (act->store), &way_plan_step_entity,
                                             id, error);
  One one = { &way_plan_step_entity, step };

  if (step == NULL)
    return FALSE;
  if (way_date_is_set (day) && way_date_compare (day, &act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "A step cannot be done in the future.");
  step->done = *day;
  return write_at (act, &step->placement,
                   way_date_is_set (day) ? "Tick a step of the plan" : "Untick a step of the plan",
                   save_one, &one, error);
}

/* --- What lasted --- */

typedef struct
{
  WayAct          *act;
  WayOutcomeCheck *check;
} Outcome;

static gboolean
check_outcome (const Outcome        *self,
               const WaySustained   *asked,
               GError              **error)
{
  if (asked == NULL)
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "Nobody asks this of the placement: it has not ended, where the child went is "
                   "not followed up, or it was said not to have lasted.");
  if (asked->is_done)
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "This was asked already.");
  if (!way_date_is_set (&self->check->asked))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say when this was asked.");
  if (way_date_compare (&self->check->asked, &self->act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "This cannot be asked in the future.");
  if (way_date_compare (&self->check->asked, &asked->due) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "It is too early to say whether it has lasted so long.");
  return TRUE;
}

static gboolean
outcome_in_edit (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  Outcome *self = data;
  g_autoptr(WayPlacement) placement = way_act_get (db, &way_placement_entity,
                                                   &self->check->placement, error);
  g_autoptr(GPtrArray) done = placement != NULL
    ? way_records_of (db, &way_outcome_check_entity, "placement", &self->check->placement, error)
    : NULL;
  g_autoptr(GArray) asked = NULL;
  const WaySustained *found = NULL;

  if (done == NULL)
    return FALSE;
  asked = way_sustained_checks (placement, done, &self->act->today);
  for (guint i = 0; i < asked->len; i++)
    if ((gint64) g_array_index (asked, WaySustained, i).weeks == self->check->weeks)
      found = &g_array_index (asked, WaySustained, i);
  if (!check_outcome (self, found, error))
    return FALSE;
  self->check->due = found->due;
  return way_records_insert (db, &way_outcome_check_entity, self->check, error);
}

gboolean
way_outcome_check_record (WayAct           *act,
                          WayOutcomeCheck  *check,
                          GError          **error)
{
  Outcome self = { act, check };

  return write_at (act, &check->placement, "Record whether it lasted after a placement",
                   outcome_in_edit, &self, error);
}

/* --- All of a stay --- */

static void
target_state_free (gpointer data)
{
  WayTargetState *self = data;

  way_target_free (self->target);
  way_target_result_free (self->last);
  g_free (self);
}

void
way_stay_free (WayStay *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->sustained, g_array_unref);
  g_free (self);
}

static int
compare_reviews (gconstpointer a,
                 gconstpointer b)
{
  const WayReview *one = *(const WayReview *const *) a;
  const WayReview *other = *(const WayReview *const *) b;

  return way_date_compare (&other->held, &one->held);
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const WayPlanStep *one = *(const WayPlanStep *const *) a;
  const WayPlanStep *other = *(const WayPlanStep *const *) b;

  return (one->position > other->position) - (one->position < other->position);
}

static int
compare_targets (gconstpointer a,
                 gconstpointer b)
{
  const WayTargetState *one = *(const WayTargetState *const *) a;
  const WayTargetState *other = *(const WayTargetState *const *) b;

  return (one->target->position > other->target->position) -
         (one->target->position < other->target->position);
}

static int
compare_checks (gconstpointer a,
                gconstpointer b)
{
  const WayOutcomeCheck *one = *(const WayOutcomeCheck *const *) a;
  const WayOutcomeCheck *other = *(const WayOutcomeCheck *const *) b;

  return (one->weeks > other->weeks) - (one->weeks < other->weeks);
}

/* Reviews are newest first: the first that has a result is the last word. */
static WayTargetResult *
find_last_result (GPtrArray *reviews,
                  GPtrArray *results)
{
  for (guint i = 0; i < reviews->len; i++)
    for (guint j = 0; j < results->len; j++)
      {
        const WayReview *review = g_ptr_array_index (reviews, i);
        const WayTargetResult *result = g_ptr_array_index (results, j);

        if (way_id_equal (&result->review, &review->id))
          return way_target_result_copy (result);
      }
  return NULL;
}

static gboolean
load_targets (WayStay      *self,
              WayDb        *db,
              const WayId  *placement,
              GError      **error)
{
  g_autoptr(GPtrArray) targets = way_records_of (db, &way_target_entity, "placement", placement,
                                                 error);

  for (guint i = 0; targets != NULL && i < targets->len; i++)
    {
      const WayTarget *target = g_ptr_array_index (targets, i);
      g_autoptr(GPtrArray) results = way_records_of (db, &way_target_result_entity, "target",
                                                     &target->id, error);
      WayTargetState *state;

      if (results == NULL)
        return FALSE;
      state = g_new0 (WayTargetState, 1);
      state->target = way_target_copy (target);
      state->last = find_last_result (self->reviews, results);
      if (state->last != NULL)
        state->progress = state->last->progress != NULL
                            ? state->last->progress
                            : way_target_progress (target, state->last->value);
      g_ptr_array_add (self->targets, state);
    }
  g_ptr_array_sort (self->targets, compare_targets);
  return targets != NULL;
}

static gboolean
load_week (WayStay             *self,
           WayFacts            *facts,
           const WayPlacement  *placement,
           const GDate         *today,
           GError             **error)
{
  g_autoptr(WayProvision) provision = way_act_get (way_facts_db (facts), &way_provision_entity,
                                                   &placement->provision, error);
  const WaySchoolDays *days = provision != NULL
                                ? way_facts_days (facts, &provision->establishment, error) : NULL;

  if (days == NULL)
    return FALSE;
  self->week = way_stay_week (days, &placement->start, provision->weeks_most,
                              provision->week_kind, today);
  return TRUE;
}

WayStay *
way_stay_load (WayFacts            *facts,
               const WayPlacement  *placement,
               const GDate         *today,
               GError             **error)
{
  g_autoptr(WayStay) self = g_new0 (WayStay, 1);
  WayDb *db = way_facts_db (facts);
  const WayId *id = &placement->id;

  self->targets = g_ptr_array_new_with_free_func (target_state_free);
  self->reviews = way_records_of (db, &way_review_entity, "placement", id, error);
  if (self->reviews == NULL)
    return NULL;
  g_ptr_array_sort (self->reviews, compare_reviews);
  self->steps = way_records_of (db, &way_plan_step_entity, "placement", id, error);
  if (self->steps == NULL)
    return NULL;
  g_ptr_array_sort (self->steps, compare_steps);
  self->checks = way_records_of (db, &way_outcome_check_entity, "placement", id, error);
  if (self->checks == NULL)
    return NULL;
  g_ptr_array_sort (self->checks, compare_checks);
  self->sustained = way_sustained_checks (placement, self->checks, today);
  return load_targets (self, db, id, error) && load_week (self, facts, placement, today, error)
           ? g_steal_pointer (&self) : NULL;
}
