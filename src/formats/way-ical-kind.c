/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells what kind of days an event stands for. */

#include "way-ical-kind.h"

#include <string.h>

#include "way-codes.h"
#include "way-ical.h"
#include "way-text.h"

const char *
way_ical_tell_kind (const char *summary)
{
  g_autoptr(GPtrArray) words = way_codes_list ("calendar_word", NULL);
  g_autofree char *folded = way_text_fold (summary);
  g_autofree char *padded = g_strconcat (" ", folded, " ", NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const WayCode *word = g_ptr_array_index (words, i);
      g_autofree char *phrase = g_strconcat (" ", word->id, " ", NULL);

      if (strstr (padded, phrase) != NULL)
        return way_code_get (word, "kind");
    }
  return NULL;
}

/* "Bank holiday" and "bank-holiday" are the code BANK_HOLIDAY. */
static const WayCode *
find_category (const char *text)
{
  g_autofree char *folded = way_text_fold (text);
  g_autofree char *upper = g_ascii_strup (g_strdelimit (folded, " ", '_'), -1);
  const WayCode *kind = way_codes_lookup ("calendar_kind", upper);

  return kind != NULL && kind->active ? kind : NULL;
}

/* The kind that the event's categories name; NULL with *contradiction where
 * they name two. */
static const char *
tell_by_categories (icalcomponent *event,
                    gboolean      *contradiction)
{
  const WayCode *found = NULL;

  *contradiction = FALSE;
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_CATEGORIES_PROPERTY);
       property != NULL;
       property = icalcomponent_get_next_property (event, ICAL_CATEGORIES_PROPERTY))
    {
      const char *text = icalproperty_get_categories (property);
      g_auto(GStrv) categories = g_strsplit (text != NULL ? text : "", ",", -1);

      for (guint i = 0; categories[i] != NULL; i++)
        {
          const WayCode *kind = find_category (categories[i]);

          if (kind != NULL && found != NULL && kind != found)
            *contradiction = TRUE;
          if (kind != NULL)
            found = kind;
        }
    }
  return found != NULL && !*contradiction ? found->id : NULL;
}

gboolean
way_ical_read_kind (icalcomponent   *event,
                    WayCalendarDay  *day,
                    GError         **error)
{
  const char *summary = icalcomponent_get_summary (event);
  g_autofree char *quoted = way_text_clip (summary != NULL ? summary : "", 60);
  gboolean contradiction;
  const char *kind = tell_by_categories (event, &contradiction);

  if (contradiction)
    {
      g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
                           "CATEGORIES: name two kinds of days");
      return FALSE;
    }
  if (kind == NULL && summary != NULL)
    kind = way_ical_tell_kind (summary);
  if (kind == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE,
                   "SUMMARY: “%s” does not tell what kind of days these are", quoted);
      return FALSE;
    }
  day->kind = g_strdup (kind);
  return way_field_from_text (way_entity_field (&way_calendar_day_entity, "name"), day, summary,
                              error);
}
