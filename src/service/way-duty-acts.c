/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts on duties, read and written.  A duty is derived, so an act names the rule
 * and the record that started its clock. */

#include "way-duty-acts.h"

#include "way-joins.h"

#include <string.h>

/* The references of an act of which one names the subject. */
static const char *const subjects[] = {
  "exclusion", "placement", "decision", "absence", "direction",
};

char *
way_duty_key (const char  *rule,
              const WayId *subject)
{
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (subject, text);
  return g_strconcat (rule, ":", text, NULL);
}

/* --- Reading --- */

static const WayId *
find_subject (const WayDutyAct *act)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      const WayField *field = way_entity_field (&way_duty_act_entity, subjects[i]);
      const WayId *id = (const WayId *) (gconstpointer) ((const char *) act + field->offset);

      if (!way_id_is_null (id))
        return id;
    }
  return NULL;
}

static int
compare_acts (gconstpointer a,
              gconstpointer b)
{
  const WayDutyAct *one = *(const WayDutyAct *const *) a;
  const WayDutyAct *other = *(const WayDutyAct *const *) b;
  int order = way_date_compare (&one->day, &other->day);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

static void
sort_acts (gpointer key,
           gpointer acts,
           gpointer data)
{
  g_ptr_array_sort (acts, compare_acts);
}

GHashTable *
way_duty_acts_load (WayDb        *db,
                    const WayId  *pupil,
                    GError      **error)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) acts = way_id_is_null (pupil)
    ? way_records_list (db, &way_duty_act_entity, NULL, NULL, error)
    : way_joins_records_of (db, &way_duty_act_entity, pupil, error);

  if (acts == NULL)
    return NULL;
  for (guint i = 0; i < acts->len; i++)
    {
      const WayDutyAct *act = g_ptr_array_index (acts, i);
      const WayId *subject = find_subject (act);
      g_autofree char *key = NULL;
      GPtrArray *list;

      if (subject == NULL || act->rule == NULL || !way_date_is_set (&act->day))
        continue;
      key = way_duty_key (act->rule, subject);
      list = g_hash_table_lookup (found, key);
      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func ((GDestroyNotify) way_duty_act_free);
          g_hash_table_insert (found, g_steal_pointer (&key), list);
        }
      g_ptr_array_add (list, way_duty_act_copy (act));
    }
  g_hash_table_foreach (found, sort_acts, NULL);
  return g_steal_pointer (&found);
}

/* --- Doing --- */

gboolean
way_duty_act_can (const WayDutyFact *duty,
                  const char        *kind)
{
  WayDutyState state = duty->duty.state;
  gboolean runs = state == WAY_DUTY_OPEN || state == WAY_DUTY_DUE || state == WAY_DUTY_BREACHED;

  if (strcmp (kind, "considered") == 0)
    return way_duty_is_live (state);
  if (strcmp (kind, "met") == 0)
    return way_duty_is_live (state) && duty->count < 0;
  if (strcmp (kind, "paused") == 0 || strcmp (kind, "overridden") == 0)
    return runs;
  if (strcmp (kind, "restarted") == 0)
    return state == WAY_DUTY_PAUSED || state == WAY_DUTY_OVERRIDDEN;
  if (strcmp (kind, "explained") == 0)
    return state == WAY_DUTY_BREACHED || state == WAY_DUTY_MET_LATE;
  return FALSE;
}

static gboolean
check (const WayDutyFact  *duty,
       const WayDutyAct   *record,
       const GDate        *today,
       GError            **error)
{
  const WayCode *kind = way_codes_lookup ("duty_act", record->kind);

  if (kind == NULL || !way_duty_act_can (duty, record->kind))
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
                           "The duty does not stand so that this can be done about it.");
      return FALSE;
    }
  if (way_date_compare (&record->day, today) > 0 ||
      way_date_compare (&record->day, &duty->started) < 0)
    {
      g_autofree char *from = way_date_to_iso (&duty->started);
      g_autofree char *to = way_date_to_iso (today);

      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE,
                   "day: must be from %s to %s", from, to);
      return FALSE;
    }
  if (way_code_is (kind, "reason") && record->reason == NULL)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                           "reason: say why");
      return FALSE;
    }
  return TRUE;
}

WayDutyAct *
way_duty_act_start (const char  *rule,
                    const char  *started_by,
                    const WayId *subject,
                    const WayId *pupil,
                    const char  *kind,
                    const GDate *day)
{
  WayDutyAct *record = way_duty_act_new ();
  const WayField *field = way_entity_field (&way_duty_act_entity, started_by);
  WayValue value = { .type = WAY_VALUE_ID, .id = *subject };

  record->rule = g_strdup (rule);
  record->pupil = *pupil;
  way_field_set (field, record, &value);
  record->kind = g_strdup (kind);
  record->day = *day;
  return record;
}

static gboolean
insert_in_edit (WayDb     *db,
                gpointer   record,
                GError   **error)
{
  return way_records_insert (db, &way_duty_act_entity, record, error);
}

/* Takes the record over. */
static gboolean
write_record (WayAct             *act,
              const WayDutyFact  *duty,
              WayDutyAct         *record,
              GError            **error)
{
  g_autoptr(WayDutyAct) taken = record;
  g_autofree char *name = NULL;

  if (!check (duty, taken, &act->today, error))
    return FALSE;
  g_free (taken->by);
  taken->by = g_strdup (act->who);
  taken->user = act->user;
  name = g_strdup_printf ("%s: %s", duty->rule->label, way_codes_label ("duty_act", taken->kind));
  return way_act_write (act, name, insert_in_edit, taken, error);
}

gboolean
way_duty_act (WayAct             *act,
              const WayDutyFact  *duty,
              const char         *kind,
              const GDate        *day,
              const GDate        *until,
              const char         *reason,
              GError            **error)
{
  WayDutyAct *record = way_duty_act_start (duty->rule->id, duty->started_by, &duty->subject,
                                           &duty->pupil, kind, &act->today);

  if (day != NULL && way_date_is_set (day))
    record->day = *day;
  if (until != NULL)
    record->until = *until;
  if (reason != NULL && *reason != '\0')
    record->reason = g_strdup (reason);
  return write_record (act, duty, record, error);
}

static const WayDutyFact *
find_duty (GPtrArray        *duties,
           const WayDutyAct *record)
{
  const WayId *subject = find_subject (record);

  for (guint i = 0; i < duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (duties, i);

      if (g_strcmp0 (duty->rule->id, record->rule) == 0 && subject != NULL &&
          way_id_equal (&duty->subject, subject))
        return duty;
    }
  return NULL;
}

/* How far back a duty may lie that somebody still says something of, in years. */
#define YEARS_BACK 7

gboolean
way_duty_act_record (WayAct            *act,
                     const WayDutyAct  *record,
                     GError           **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (way_store_get_db (act->store), error);
  WayDutiesFilter filter = {
    .pupil = record->pupil, .since = way_date_add_months (&act->today, -12 * YEARS_BACK),
  };
  g_autoptr(GPtrArray) duties = facts != NULL
    ? way_duties_list (facts, &act->today, &filter, error) : NULL;
  const WayDutyFact *duty;

  if (duties == NULL)
    return FALSE;
  duty = find_duty (duties, record);
  if (duty == NULL)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                           "There is no such duty any more.");
      return FALSE;
    }
  return write_record (act, duty, way_duty_act_copy (record), error);
}
