/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties as events of a calendar: on the day by which each must be done. */

#include "way-export-ical.h"

#include <glib/gi18n.h>

#include "way-duties.h"
#include "way-file.h"
#include "way-ical-write.h"

char *
way_export_ical_initials (const char *name)
{
  g_autoptr(GString) initials = g_string_new (NULL);
  g_auto(GStrv) words = g_strsplit_set (name != NULL ? name : "", " -", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (words[i])));
        g_string_append_c (initials, '.');
      }
  return g_string_free (g_steal_pointer (&initials), FALSE);
}

/* Who must act, where, and how it stands; no more of the child than in the
 * summary. */
static char *
describe (const WayDutyFact *duty)
{
  const char *actor = duty->actor != NULL ? way_codes_label ("clock_actor", duty->actor) : NULL;
  const char *state = way_codes_label ("duty_state", way_duty_state_code (duty->duty.state));
  g_autoptr(GString) text = g_string_new (_(state));

  if (actor != NULL)
    g_string_append_printf (text, "\n%s", _(actor));
  if (duty->place_name != NULL)
    g_string_append_printf (text, "\n%s", duty->place_name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static WayIcalEntry *
make_event (const WayDutyFact *duty,
            gboolean           full_names)
{
  WayIcalEntry *event = g_new0 (WayIcalEntry, 1);
  g_autofree char *key = way_duty_fact_key (duty);
  g_autofree char *who = full_names ? g_strdup (duty->pupil_name)
                                    : way_export_ical_initials (duty->pupil_name);

  event->uid = g_strdup_printf ("%s@waymark", key);
  event->day = duty->due;
  /* Translators: who, and what is due: “K.A.: Review of a placement”. */
  event->summary = g_strdup_printf (_("%s: %s"), who, _(duty->rule->label));
  event->description = describe (duty);
  event->category = g_strdup (duty->rule->id);
  return event;
}

gboolean
way_export_ical (WayDb        *db,
                 const GDate  *today,
                 gboolean      full_names,
                 const char   *path,
                 GError      **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(GPtrArray) duties = facts != NULL ? way_duties_list (facts, today, NULL, error) : NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) way_ical_entry_free);
  g_autoptr(GBytes) bytes = NULL;

  if (duties == NULL)
    return FALSE;
  for (guint i = 0; i < duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (duties, i);

      /* A limit is no day to act on. */
      if (way_duty_is_live (duty->duty.state) && duty->count < 0)
        g_ptr_array_add (events, make_event (duty, full_names));
    }
  bytes = way_ical_write (events, _("Waymark duties"), today);
  return way_file_write (path, bytes, error);
}
