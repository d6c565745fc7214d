/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every flow needs: one named edit, a record that must be there, and how
 * a provision is called in an edit's name. */

#include "way-act.h"

#include "way-directory.h"

/* What is done, and what goes with it. */
typedef struct
{
  WayAct      *act;
  WayEditFunc  func;
  gpointer     data;
} Whole;

static gboolean
write_whole (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  Whole *self = data;

  return self->func (db, self->data, error) &&
         (self->act->also == NULL || self->act->also (db, self->act->also_data, error));
}

gboolean
way_act_write (WayAct       *self,
               const char   *name,
               WayEditFunc   func,
               gpointer      data,
               GError      **error)
{
  WayEditInfo info = {
    .name = name,
    .reason = self->reason,
    .who = self->who,
    .user = self->user,
  };
  Whole whole = { self, func, data };

  return way_store_write (self->store, &info, write_whole, &whole, &self->edit, error);
}

gpointer
way_act_get (WayDb            *db,
             const WayEntity  *entity,
             const WayId      *id,
             GError          **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer record = way_records_get (db, entity, id, &fault);

  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else if (record == NULL)
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN, "There is no such %s.",
                 entity->label);
  return record;
}

char *
way_act_provision_title (WayDb        *db,
                         const WayId  *provision,
                         GError      **error)
{
  g_autoptr(WayProvision) found = way_act_get (db, &way_provision_entity, provision, error);
  g_autoptr(WayEstablishment) setting = NULL;

  if (found == NULL)
    return NULL;
  setting = way_act_get (db, &way_establishment_entity, &found->establishment, error);
  if (setting == NULL)
    return NULL;
  if (g_strcmp0 (found->name, setting->name) == 0)
    return g_strdup (found->name);
  return g_strdup_printf ("%s, %s", found->name, setting->name);
}
