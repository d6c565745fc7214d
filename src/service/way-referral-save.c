/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral form becomes records: all its parts and lists in one edit. */

#include "way-referral-form-private.h"

#include "way-route-sets.h"

typedef struct
{
  WayReferralForm *form;
  const GDate     *today;
} Save;

/* A part of a child that the form knows belongs to the child. */
static void
set_owner (WayReferralPart  part,
           gpointer         record,
           const WayId     *pupil)
{
  switch (part)
    {
    case WAY_REFERRAL_PART_ENROLMENT:
      ((WayEnrolment *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_NEED:
      ((WayNeed *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_EXCLUSION:
      ((WayExclusion *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_REFERRAL:
      ((WayReferral *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_PUPIL:
    default:
      break;
    }
}

static gboolean
write_part (WayDb            *db,
            WayReferralForm  *self,
            WayReferralPart   part,
            GError          **error)
{
  const WayEntity *entity = way_referral_part_entity (part);
  Part *one = &self->parts[part];

  if (part != WAY_REFERRAL_PART_REFERRAL && !way_referral_form_is_filled (self, part))
    return TRUE;
  set_owner (part, one->record, way_record_id (self->parts[WAY_REFERRAL_PART_PUPIL].record));
  return one->stored ? way_records_update (db, entity, one->record, error)
                     : way_records_insert (db, entity, one->record, error);
}

/* What the steps of a referral set is theirs: the form may be older than they. */
static gboolean
keep_steps (WayDb        *db,
            WayReferral  *referral,
            GError      **error)
{
  g_autoptr(WayReferral) now = way_act_get (db, &way_referral_entity, &referral->id, error);

  if (now == NULL)
    return FALSE;
  if (way_date_is_set (&now->closed))
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
                           "The referral is closed. Take that back first.");
      return FALSE;
    }
  referral->received = now->received;
  referral->panel = now->panel;
  referral->acknowledged = now->acknowledged;
  referral->closed = now->closed;
  g_free (referral->close_reason);
  referral->close_reason = g_strdup (now->close_reason);
  return TRUE;
}

/* An exclusion typed into the form is of the school that keeps the child. */
static void
set_school (WayReferralForm *self)
{
  WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);
  const WayEnrolment *roll = way_referral_form_get (self, WAY_REFERRAL_PART_ENROLMENT);

  if (way_referral_form_is_filled (self, WAY_REFERRAL_PART_EXCLUSION) &&
      way_id_is_null (&exclusion->establishment))
    exclusion->establishment = roll->establishment;
}

/* It led here; one that the file had must fit the route as well. */
static void
link_exclusion (WayReferralForm *self)
{
  WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  const WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);

  if (!way_referral_form_is_filled (self, WAY_REFERRAL_PART_EXCLUSION))
    return;
  if (!self->parts[WAY_REFERRAL_PART_EXCLUSION].stored ||
      way_referral_find_rule (referral, exclusion) != NULL)
    referral->exclusion = exclusion->id;
}

static gboolean
write_lists (WayDb            *db,
             WayReferralForm  *self,
             gboolean          of_child,
             GError          **error)
{
  const WayEnrolment *roll = way_referral_form_get (self, WAY_REFERRAL_PART_ENROLMENT);
  WayReferralPart part = of_child ? WAY_REFERRAL_PART_PUPIL : WAY_REFERRAL_PART_REFERRAL;
  const WayId *owner = way_record_id (way_referral_form_get (self, part));

  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    if (way_referral_list_is_of_child (list) == of_child &&
        !way_referral_rows_write (&self->lists[list], db, owner, &roll->establishment, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_parts (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  Save *save = data;
  WayReferralForm *self = save->form;
  WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  g_autoptr(WayRouteSets) sets = NULL;
  GDate on;

  if (self->parts[WAY_REFERRAL_PART_REFERRAL].stored && !keep_steps (db, referral, error))
    return FALSE;
  set_school (self);
  for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
    if (!write_part (db, self, part, error))
      return FALSE;
  link_exclusion (self);
  sets = way_route_sets_load (db, error);
  if (sets == NULL)
    return FALSE;
  way_referral_fill_choices (way_route_sets_for_referral (sets, referral, save->today, &on),
                             referral, &on);
  return write_lists (db, self, TRUE, error) &&
         write_part (db, self, WAY_REFERRAL_PART_REFERRAL, error) &&
         write_lists (db, self, FALSE, error);
}

/* What was written is what the file has. */
static void
settle (WayReferralForm *self)
{
  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    if (part == WAY_REFERRAL_PART_REFERRAL || way_referral_form_is_filled (self, part))
      {
        const WayEntity *entity = way_referral_part_entity (part);
        Part *one = &self->parts[part];

        way_record_free (entity, one->before);
        one->before = way_record_copy (entity, one->record);
        one->stored = TRUE;
      }
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    way_form_rows_settle (&self->lists[list].form);
}

/* New records get their ids while they are written; if writing fails, they must
 * not keep them, for they are in no file. */
static void
forget_ids (WayReferralForm *self)
{
  for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
    if (!self->parts[part].stored)
      *(WayId *) self->parts[part].record = (WayId) { { 0 } };
}

gboolean
way_referral_form_save (WayReferralForm  *self,
                        WayAct           *act,
                        GError          **error)
{
  gboolean is_new = !self->parts[WAY_REFERRAL_PART_REFERRAL].stored;
  Save save = { self, &act->today };

  if (!self->has_child)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                           "Say which child it is for.");
      return FALSE;
    }
  if (!way_act_write (act, is_new ? "Start a referral" : "Change a referral", write_parts, &save,
                      error))
    {
      forget_ids (self);
      return FALSE;
    }
  settle (self);
  return way_referral_form_discard (self, way_store_get_db (act->store), error);
}
