/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a child's rolls, placements and part-time timetables of one day to the
 * rule that adds up a week. */

#include "way-pupil-hours.h"

#include <glib/gi18n.h>

#include "way-act.h"
#include "way-children.h"
#include "way-codes.h"
#include "way-directory.h"
#include "way-joins.h"
#include "way-journey.h"
#include "way-match.h"

static void
clear_site (gpointer site)
{
  g_free (((WayPupilSite *) site)->name);
}

void
way_pupil_hours_free (WayPupilHours *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->sites);
  g_ptr_array_unref (self->part_time);
  g_free (self);
}

typedef struct
{
  WayDb          *db;
  const WayId    *pupil;
  const GDate    *on;
  WayPupilHours  *self;
  GError        **error;
} Reading;

static guint
full_sessions (void)
{
  WayHours none;

  way_hours_add_up (NULL, 0, &none);
  return none.full_sessions;
}

/* --- Placements --- */

static gboolean
add_placement (Reading            *reading,
               const WayPlacement *placement)
{
  g_autoptr(WayProvision) provision = way_act_get (reading->db, &way_provision_entity,
                                                   &placement->provision, reading->error);
  WayPupilSite site = { .record = placement->id, .is_placement = TRUE };

  if (provision == NULL)
    return FALSE;
  site.establishment = provision->establishment;
  site.name = g_strdup (provision->name);
  site.part.slots = way_match_slots (placement->timetable);
  site.part.sessions = placement->sessions != WAY_INTEGER_NONE ? (int) placement->sessions
                       : placement->timetable != NULL ? -1 : (int) full_sessions ();
  if (provision->session_minutes != WAY_INTEGER_NONE)
    site.part.minutes = (int) provision->session_minutes;
  g_array_append_val (reading->self->sites, site);
  return TRUE;
}

static gboolean
read_placements (Reading *reading)
{
  g_autoptr(GPtrArray) rows = way_joins_records_of (reading->db, &way_placement_entity,
                                                      reading->pupil, reading->error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayPlacement *row = g_ptr_array_index (rows, i);

      if (way_date_within (reading->on, &row->start, &row->end) && !add_placement (reading, row))
        return FALSE;
    }
  return TRUE;
}

/* --- Schools --- */

static gboolean
read_part_time (Reading *reading)
{
  g_autoptr(GPtrArray) rows = way_joins_records_of (reading->db, &way_part_time_entity,
                                                      reading->pupil, reading->error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayPartTime *row = g_ptr_array_index (rows, i);

      if (way_date_within (reading->on, &row->from, &row->to))
        g_ptr_array_add (reading->self->part_time, way_part_time_copy (row));
    }
  return TRUE;
}

/* What an agreed timetable says of the school; below 0 for nothing.  One that
 * names no school is its main one's. */
static int
part_time_sessions (const WayPupilHours *self,
                    const WayId         *establishment)
{
  for (guint i = 0; i < self->part_time->len; i++)
    {
      const WayPartTime *row = g_ptr_array_index (self->part_time, i);

      if (row->sessions != WAY_INTEGER_NONE && (way_id_is_null (&row->establishment) ||
                                                way_id_equal (&row->establishment, establishment)))
        return (int) row->sessions;
    }
  return -1;
}

static guint
count_elsewhere (const WayPupilHours *self)
{
  guint sessions = 0;

  for (guint i = 0; i < self->sites->len; i++)
    {
      const WayHoursPart *part = &g_array_index (self->sites, WayPupilSite, i).part;

      sessions += part->sessions >= 0 ? (guint) part->sessions
                                      : way_match_count_slots (part->slots);
    }
  return sessions;
}

/* Of a school that does not say how much: full time where there is nothing else,
 * nothing where settings fill the week, else not known. */
static int
guess_sessions (const WayPupilHours *self,
                const WayEnrolment  *roll)
{
  int agreed = part_time_sessions (self, &roll->establishment);
  const WayCode *status = way_codes_lookup ("enrolment_status", roll->status);

  if (roll->sessions != WAY_INTEGER_NONE)
    return (int) roll->sessions;
  if (agreed >= 0)
    return agreed;
  if (roll->timetable != NULL || status == NULL || !way_code_is (status, "main"))
    return -1;
  if (self->sites->len == 0)
    return (int) full_sessions ();
  return count_elsewhere (self) >= full_sessions () ? 0 : -1;
}

static gboolean
is_there_already (const WayPupilHours *self,
                  const WayId         *establishment)
{
  for (guint i = 0; i < self->sites->len; i++)
    if (way_id_equal (&g_array_index (self->sites, WayPupilSite, i).establishment, establishment))
      return TRUE;
  return FALSE;
}

static gboolean
add_roll (Reading            *reading,
          const WayEnrolment *roll)
{
  g_autoptr(WayEstablishment) school = way_act_get (reading->db, &way_establishment_entity,
                                                    &roll->establishment, reading->error);
  WayPupilSite site = { .record = roll->id, .establishment = roll->establishment };

  if (school == NULL)
    return FALSE;
  site.name = g_strdup (school->name);
  site.part.slots = way_match_slots (roll->timetable);
  site.part.sessions = guess_sessions (reading->self, roll);
  g_array_append_val (reading->self->sites, site);
  return TRUE;
}

/* A roll that is past says nothing of the week. */
static gboolean
read_rolls (Reading *reading)
{
  g_autoptr(GPtrArray) rows = way_joins_records_of (reading->db, &way_enrolment_entity,
                                                      reading->pupil, reading->error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayEnrolment *row = g_ptr_array_index (rows, i);

      if (row->status == NULL || g_strcmp0 (row->status, "P") == 0 ||
          !way_date_within (reading->on, &row->from, &row->to) ||
          is_there_already (reading->self, &row->establishment))
        continue;
      if (!add_roll (reading, row))
        return FALSE;
    }
  return TRUE;
}

/* --- The week --- */

static void
lay_out (WayPupilHours      *self,
         const WayHoursPart *parts)
{
  g_autofree guint *slots = g_new0 (guint, self->sites->len + 1);

  self->laid_out = way_hours_lay_out (parts, self->sites->len, slots);
  for (guint i = 0; i < self->sites->len; i++)
    g_array_index (self->sites, WayPupilSite, i).slots = slots[i];
}

WayPupilHours *
way_pupil_hours_read (WayDb        *db,
                      const WayId  *pupil,
                      const GDate  *on,
                      GError      **error)
{
  g_autoptr(WayPupilHours) self = g_new0 (WayPupilHours, 1);
  Reading reading = { db, pupil, on, self, error };
  g_autofree WayHoursPart *parts = NULL;

  self->sites = g_array_new (FALSE, FALSE, sizeof (WayPupilSite));
  g_array_set_clear_func (self->sites, clear_site);
  self->part_time = g_ptr_array_new_with_free_func (way_part_time_entity.destroy);
  if (!read_placements (&reading) || !read_part_time (&reading) || !read_rolls (&reading))
    return NULL;
  parts = g_new0 (WayHoursPart, self->sites->len + 1);
  for (guint i = 0; i < self->sites->len; i++)
    parts[i] = g_array_index (self->sites, WayPupilSite, i).part;
  way_hours_add_up (parts, self->sites->len, &self->hours);
  lay_out (self, parts);
  return g_steal_pointer (&self);
}

WayHalfDay
way_pupil_hours_half_day (const WayPupilHours *self,
                          guint                slot)
{
  guint n = 0;

  for (guint i = 0; i < self->sites->len; i++)
    n += (g_array_index (self->sites, WayPupilSite, i).slots & slot) != 0;
  if (n == 0)
    return self->laid_out ? WAY_HALF_DAY_FREE : WAY_HALF_DAY_OPEN;
  return n == 1 ? WAY_HALF_DAY_TAKEN : WAY_HALF_DAY_TWICE;
}

char *
way_pupil_hours_words (const WayPupilHours *self)
{
  const WayHours *hours = &self->hours;

  if (self->sites->len == 0)
    return g_strdup (_("No education is recorded"));
  if (!hours->known)
    return g_strdup_printf (_("At least %u of %u half days a week; not all sites say how many"),
                            hours->sessions, hours->full_sessions);
  if (hours->short_sessions > 0)
    return g_strdup_printf (_("%u of %u half days a week, %u short of full time"),
                            hours->sessions, hours->full_sessions, hours->short_sessions);
  if (hours->sessions > hours->full_sessions)
    return g_strdup_printf (_("%u half days a week, more than there are"), hours->sessions);
  return g_strdup (_("Full time"));
}

char *
way_pupil_hours_twice (const WayPupilHours *self)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("session_slot", NULL);
  g_autoptr(GString) slots = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      if (way_match_slots (code->id) & self->hours.twice)
        g_string_append_printf (slots, "%s%s", slots->len > 0 ? ", " : "", _(code->label));
    }
  return slots->len > 0 ? g_strdup_printf (_("Claimed by two sites: %s"), slots->str) : NULL;
}
