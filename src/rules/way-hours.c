/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds up the week of one child.  What full time is, and how long a half day, is
 * data. */

#include "way-hours.h"

#include "way-codes.h"
#include "way-match.h"

static guint
read_rule (const char *set,
           const char *id,
           const char *attribute)
{
  return (guint) way_code_get_int (way_codes_lookup (set, id), attribute, 0);
}

static guint
part_sessions (const WayHoursPart *part)
{
  return part->sessions >= 0 ? (guint) part->sessions : way_match_count_slots (part->slots);
}

static guint
missing (guint have,
         guint full)
{
  return full > have ? full - have : 0;
}

static void
add_weekdays (guint     slots,
              WayHours *hours)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("session_slot", NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);
      int weekday = way_code_get_int (code, "weekday", 0);

      if (way_match_slots (code->id) & slots)
        hours->weekday[CLAMP (weekday, 0, 7)]++;
    }
}

void
way_hours_add_up (const WayHoursPart *parts,
                  guint               n_parts,
                  WayHours           *hours)
{
  guint taken = 0;

  *hours = (WayHours) {
    .known = TRUE,
    .placed = TRUE,
    .full_sessions = read_rule ("funding_rule", "full_time", "sessions"),
    .full_minutes = read_rule ("hours_rule", "full_time", "minutes"),
  };
  for (guint i = 0; i < n_parts; i++)
    {
      const WayHoursPart *part = &parts[i];
      guint minutes = part->minutes > 0 ? (guint) part->minutes
                                        : read_rule ("hours_rule", "session", "minutes");

      hours->known &= part->sessions >= 0 || part->slots != 0;
      hours->placed &= part_sessions (part) == way_match_count_slots (part->slots);
      hours->sessions += part_sessions (part);
      hours->minutes += part_sessions (part) * minutes;
      hours->twice |= taken & part->slots;
      taken |= part->slots;
    }
  hours->placed &= hours->known;
  hours->short_sessions = missing (hours->sessions, hours->full_sessions);
  hours->short_minutes = missing (hours->minutes, hours->full_minutes);
  add_weekdays (taken, hours);
}

/* How many half days of a part stand nowhere in the week. */
static guint
count_unsaid (const WayHoursPart *part)
{
  if (part->sessions < 0)
    return part->slots == 0 ? G_MAXUINT : 0;
  return missing (way_match_count_slots (part->slots), (guint) part->sessions);
}

gboolean
way_hours_lay_out (const WayHoursPart *parts,
                   guint               n_parts,
                   guint              *slots)
{
  guint left = way_match_all_slots ();
  guint n_unsaid = 0;
  guint unsaid = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      slots[i] = parts[i].slots;
      left &= ~parts[i].slots;
      if (count_unsaid (&parts[i]) == 0)
        continue;
      unsaid = i;
      n_unsaid++;
    }
  if (n_unsaid == 1 && count_unsaid (&parts[unsaid]) == way_match_count_slots (left))
    {
      slots[unsaid] |= left;
      n_unsaid = 0;
    }
  return n_unsaid == 0;
}
