/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds of new placements: facts with a first day and the day on which they were
 * cleared.  What may not be done meanwhile asks here. */

#include "way-holds.h"

#include "way-codes.h"
#include "way-directory.h"

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

static gboolean
stands_on (const WayPlacementHold *hold,
           const GDate            *on)
{
  return way_date_compare (&hold->from, on) <= 0 &&
         (!way_date_is_set (&hold->cleared) || way_date_compare (&hold->cleared, on) > 0);
}

static gboolean
is_older (const WayPlacementHold *hold,
          const WayPlacementHold *than)
{
  int order = than != NULL ? way_date_compare (&hold->from, &than->from) : -1;

  return order < 0 || (order == 0 && way_id_compare (&hold->id, &than->id) < 0);
}

WayPlacementHold *
way_hold_find (WayDb        *db,
               const WayId  *establishment,
               const GDate  *on,
               GError      **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, &way_placement_hold_entity, "establishment",
                                              establishment, error);
  const WayPlacementHold *oldest = NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayPlacementHold *hold = g_ptr_array_index (rows, i);

      if (stands_on (hold, on) && is_older (hold, oldest))
        oldest = hold;
    }
  return oldest != NULL ? way_placement_hold_copy (oldest) : NULL;
}

WayPlacementHold *
way_hold_find_at (WayDb        *db,
                  const WayId  *provision,
                  const GDate  *on,
                  GError      **error)
{
  g_autoptr(WayProvision) found = way_act_get (db, &way_provision_entity, provision, error);

  return found != NULL ? way_hold_find (db, &found->establishment, on, error) : NULL;
}

static gboolean
says_something (const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *bare != '\0';
}

gboolean
way_hold_allows (WayDb        *db,
                 const WayId  *provision,
                 const GDate  *on,
                 const char   *reason,
                 GError      **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayPlacementHold) hold = way_hold_find_at (db, provision, on, &fault);
  g_autofree char *from = NULL;

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (hold == NULL || says_something (reason))
    return TRUE;
  from = way_date_to_iso (&hold->from);
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_HELD,
               "New placements there are held since %s (%s).", from,
               way_codes_label ("hold_reason", hold->reason));
  return FALSE;
}

/* --- Setting and clearing --- */

/* "Hold new placements at Northgate" */
static char *
name_edit (WayAct       *act,
           const char   *what,
           const WayId  *establishment,
           GError      **error)
{
  g_autoptr(WayEstablishment) setting = way_act_get (way_store_get_db (act->store),
                                                     &way_establishment_entity, establishment,
                                                     error);

  return setting != NULL ? g_strdup_printf ("%s at %s", what, setting->name) : NULL;
}

static gboolean
insert_hold (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  return way_records_insert (db, &way_placement_hold_entity, data, error);
}

gboolean
way_hold_set (WayAct            *act,
              WayPlacementHold  *hold,
              GError           **error)
{
  g_autofree char *name = NULL;

  if (!way_date_is_set (&hold->from))
    hold->from = act->today;
  if (!says_something (hold->wording))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why no child is placed there.");
  name = name_edit (act, "Hold new placements", &hold->establishment, error);
  return name != NULL && way_act_write (act, name, insert_hold, hold, error);
}

static gboolean
update_hold (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  return way_records_update (db, &way_placement_hold_entity, data, error);
}

gboolean
way_hold_clear (WayAct       *act,
                const WayId  *id,
                const char   *why,
                GError      **error)
{
  g_autoptr(WayPlacementHold) hold = way_act_get (way_store_get_db (act->store),
                                                  &way_placement_hold_entity, id, error);
  g_autofree char *name = NULL;

  if (hold == NULL)
    return FALSE;
  if (way_date_is_set (&hold->cleared))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The hold was cleared before.");
  if (!says_something (why))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE,
                   "Say why children can be placed there again.");
  if (way_date_compare (&act->today, &hold->from) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "The hold has not begun yet.");
  hold->cleared = act->today;
  g_free (hold->cleared_by);
  hold->cleared_by = g_strdup (act->who);
  g_free (hold->cleared_why);
  hold->cleared_why = g_strdup (why);
  name = name_edit (act, "Clear the hold of new placements", &hold->establishment, error);
  return name != NULL && way_act_write (act, name, update_hold, hold, error);
}

static gboolean
is_held_for (const GPtrArray *holds,
             const char      *reason)
{
  for (guint i = 0; i < holds->len; i++)
    {
      const WayPlacementHold *hold = g_ptr_array_index (holds, i);

      if (!way_date_is_set (&hold->cleared) && g_strcmp0 (hold->reason, reason) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
way_hold_add (WayDb              *db,
              const WayVisit     *visit,
              const char *const  *reasons,
              const char         *wording,
              GError            **error)
{
  g_autoptr(GPtrArray) holds = way_records_of (db, &way_placement_hold_entity, "establishment",
                                               &visit->establishment, error);

  for (guint i = 0; holds != NULL && reasons[i] != NULL; i++)
    {
      g_autoptr(WayPlacementHold) hold = way_placement_hold_new ();

      if (is_held_for (holds, reasons[i]))
        continue;
      hold->establishment = visit->establishment;
      hold->visit = visit->id;
      hold->reason = g_strdup (reasons[i]);
      hold->wording = g_strdup (wording);
      hold->from = visit->date;
      if (!way_records_insert (db, &way_placement_hold_entity, hold, error))
        return FALSE;
    }
  return holds != NULL;
}
