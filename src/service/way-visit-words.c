/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions, answers and faults of a visit in words.  Most of them are labels of
 * the framework's own rows. */

#include "way-visit-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-date.h"
#include "way-field.h"

char *
way_visit_words_fault (const WayVisitFault *fault)
{
  g_autoptr(GString) text = g_string_new (_(way_visit_fault_text (fault->kind)));
  g_autofree char *number = g_strdup_printf ("%u", fault->number);

  g_string_replace (text, "%u", number, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *unit;
  const char *one;
  const char *many;
} units[] = {
  { "hours", N_("%s hour"), N_("%s hours") },
  { "pupils", N_("%s pupil"), N_("%s pupils") },
  { "children", N_("%s child"), N_("%s children") },
  { "percent", N_("%s %%"), N_("%s %%") },
};

static char *
say_number (const WayCode *question,
            gint64         number)
{
  const char *unit = way_code_get (question, "unit");
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr(GString) text = g_string_new ("%s");

  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].unit, unit) == 0)
      g_string_assign (text, ngettext (units[i].one, units[i].many, (gulong) number));
  g_string_replace (text, "%s", digits, 1);
  g_string_replace (text, "%%", "%", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_value (const WayCode        *question,
           const WayVisitAnswer *answer,
           WayVisitDayFunc       say_day,
           gpointer              data)
{
  if (answer->value != NULL)
    return g_strdup (_(way_codes_label ("visit_value", answer->value)));
  if (answer->number != WAY_INTEGER_NONE)
    return say_number (question, answer->number);
  return way_date_is_set (&answer->date) ? say_day (&answer->date, data) : g_strdup ("");
}

char *
way_visit_words_answer (const WayCode        *question,
                        const WayVisitAnswer *answer,
                        WayVisitDayFunc       say_day,
                        gpointer              data)
{
  g_autofree char *value = answer != NULL ? say_value (question, answer, say_day, data) : NULL;

  if (answer == NULL || answer->reference == NULL)
    return value != NULL ? g_steal_pointer (&value) : g_strdup ("");
  return *value != '\0' ? g_strdup_printf ("%s, %s", value, answer->reference)
                        : g_strdup (answer->reference);
}

char *
way_visit_words_known (const WayCode        *question,
                       const WayVisitAnswer *answer,
                       WayVisitDayFunc       say_day,
                       gpointer              data)
{
  const WayCode *type = way_codes_lookup ("visit_answer_type", way_code_get (question, "type"));
  const WayField *field = way_entity_field (&way_visit_answer_entity, way_code_get (type, "holds"));
  g_autoptr(WayVisitAnswer) known = way_visit_answer_new ();

  if (answer == NULL || answer->known == NULL || field == NULL ||
      !way_field_from_text (field, known, answer->known, NULL))
    return NULL;
  return say_value (question, known, say_day, data);
}

char *
way_visit_words_question (const WayCode *question)
{
  return g_strdup_printf ("%s %s", question->id, _(question->label));
}
