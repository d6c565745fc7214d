/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-pinned-notes.h"

static int
compare_notes (gconstpointer a,
               gconstpointer b)
{
  const WayPinnedNote *one = *(const WayPinnedNote *const *) a;
  const WayPinnedNote *other = *(const WayPinnedNote *const *) b;
  int order = way_date_compare (&one->day, &other->day);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

static gboolean
is_of (const WayPinnedNote *note,
       const WayId         *setting)
{
  return way_id_is_null (&note->setting) ||
         (setting != NULL && way_id_equal (&note->setting, setting));
}

GPtrArray *
way_pinned_notes_list (WayDb        *db,
                       const char   *chart,
                       const WayId  *setting,
                       GError      **error)
{
  WayValue value = { .type = WAY_VALUE_TEXT, .text = (char *) chart };
  g_autoptr(GPtrArray) all =
    way_records_list (db, &way_pinned_note_entity, "chart", &value, error);

  if (all == NULL)
    return NULL;
  for (guint i = all->len; i > 0; i--)
    if (!is_of (g_ptr_array_index (all, i - 1), setting))
      g_ptr_array_remove_index (all, i - 1);
  g_ptr_array_sort (all, compare_notes);
  return g_steal_pointer (&all);
}

WayPinnedNote *
way_pinned_note_start (const char  *chart,
                       const WayId *setting,
                       const GDate *day,
                       const char  *by)
{
  WayPinnedNote *note = way_pinned_note_new ();

  way_record_start (&way_pinned_note_entity, note);
  note->chart = g_strdup (chart);
  note->day = *day;
  note->by = g_strdup (by);
  if (setting != NULL)
    note->setting = *setting;
  return note;
}
