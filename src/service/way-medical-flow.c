/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves along the medical pathway.  Which are allowed is said by way-pathway.h. */

#include "way-medical-flow.h"

#include "way-codes.h"
#include "way-pathway.h"

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const WayPathwayStep *one = *(const WayPathwayStep *const *) a;
  const WayPathwayStep *other = *(const WayPathwayStep *const *) b;
  int order = way_date_compare (&one->date, &other->date);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

GPtrArray *
way_medical_steps (WayDb        *db,
                   const WayId  *referral,
                   GError      **error)
{
  GPtrArray *steps = way_records_of (db, &way_pathway_step_entity, "referral", referral, error);

  if (steps != NULL)
    g_ptr_array_sort (steps, compare_steps);
  return steps;
}

const char *
way_medical_state (GPtrArray   *steps,
                   const GDate *on)
{
  const char *state = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      const WayPathwayStep *step = g_ptr_array_index (steps, i);

      if (way_date_compare (&step->date, on) <= 0)
        state = step->state;
    }
  return state;
}

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

static gboolean
check_move (GPtrArray             *steps,
            const WayPathwayStep  *step,
            const GDate           *today,
            GError               **error)
{
  const WayPathwayStep *last = steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;

  if (step->state == NULL || !way_codes_has ("medical_state", step->state))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say which state was reached.");
  if (way_date_compare (&step->date, today) > 0 ||
      (last != NULL && way_date_compare (&step->date, &last->date) < 0))
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "The day lies between the step before and today.");
  if (!way_pathway_may_follow (last != NULL ? last->state : NULL, step->state, &step->date))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
                   "“%s” does not follow from “%s”.",
                   way_codes_label ("medical_state", step->state),
                   last != NULL ? way_codes_label ("medical_state", last->state)
                                : way_codes_title ("medical_state"));
      return FALSE;
    }
  if (way_pathway_needs (step->state, "evidence", &step->date) && step->evidence == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say what shows that the child cannot attend.");
  if (way_pathway_needs (step->state, "mode", &step->date) && step->mode == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say how the child is taught.");
  return TRUE;
}

typedef struct
{
  WayPathwayStep *step;
  const GDate    *today;
} Move;

static gboolean
move_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  const Move *move = data;
  g_autoptr(GPtrArray) steps = way_medical_steps (db, &move->step->referral, error);

  if (!way_date_is_set (&move->step->date))
    move->step->date = *move->today;
  return steps != NULL && check_move (steps, move->step, move->today, error) &&
         way_records_insert (db, &way_pathway_step_entity, move->step, error);
}

gboolean
way_medical_move (WayAct          *act,
                  WayPathwayStep  *step,
                  GError         **error)
{
  Move move = { step, &act->today };

  return way_act_write (act, "Move along the medical pathway", move_in_edit, &move, error);
}
