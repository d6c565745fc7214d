/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves on when a school year begins, decided of one record at a time. */

#include "way-new-year.h"

#include "way-codes.h"

static int
rule_int (const char *id,
          const char *attribute)
{
  return way_code_get_int (way_codes_lookup ("roll_over_rule", id), attribute, 0);
}

GDate
way_new_year_begins (int year)
{
  return way_date_ymd (year, rule_int ("begins", "month"), rule_int ("begins", "day"));
}

GDate
way_new_year_earliest (int year)
{
  GDate begins = way_new_year_begins (year);

  return way_date_add_days (&begins, -rule_int ("begins", "days_ahead"));
}

static GDate
last_day_before (int year)
{
  GDate begins = way_new_year_begins (year);

  return way_date_add_days (&begins, -1);
}

/* --- Year groups --- */

const char *
way_new_year_next_group (const char *group)
{
  const WayCode *code = group != NULL ? way_codes_lookup ("nc_year", group) : NULL;

  return code != NULL ? way_code_get (code, "next") : NULL;
}

gboolean
way_new_year_is_leaver (const char *group,
                        int         year)
{
  GDate last = last_day_before (year);
  const WayCode *rule = way_codes_lookup_on ("roll_over_rule", "leavers", &last);

  return rule != NULL && group != NULL && g_strcmp0 (way_code_get (rule, "year"), group) == 0;
}

const char *
way_new_year_usual_group (const GDate *birth,
                          int          year)
{
  GDate last = last_day_before (year);
  g_autoptr(GPtrArray) groups = NULL;
  int age;

  if (!way_date_is_set (birth) || way_date_compare (birth, &last) > 0)
    return NULL;
  age = way_date_age (birth, &last);
  groups = way_codes_list ("nc_year", NULL);
  for (guint i = 0; i < groups->len; i++)
    {
      const WayCode *group = g_ptr_array_index (groups, i);

      if (way_code_get_int (group, "age", -1) == age)
        return group->id;
    }
  return NULL;
}

gboolean
way_new_year_moves (const WayPupil *pupil,
                    int             year)
{
  GDate last = last_day_before (year);
  const WayCode *group;
  int usual, apart;

  if (way_new_year_next_group (pupil->year) == NULL)
    return FALSE;
  group = way_codes_lookup ("nc_year", pupil->year);
  if (!way_date_is_set (&pupil->birth) || way_date_compare (&pupil->birth, &last) > 0 ||
      way_code_get_int (group, "age", -1) < 0)
    return TRUE;
  usual = way_date_age (&pupil->birth, &last) - 1;
  apart = way_code_get_int (group, "age", -1) - usual;
  return ABS (apart) <= rule_int ("groups", "out_of_year");
}

static gboolean
is_in_usual_group (const WayPupil *pupil,
                   int             year)
{
  const char *usual = way_new_year_usual_group (&pupil->birth, year);

  return usual != NULL && g_strcmp0 (usual, pupil->year) == 0;
}

int
way_new_year_due (const GPtrArray *pupils,
                  gint64           begun,
                  const GDate     *today)
{
  int current = way_date_school_year (today);
  guint n_current = 0, n_last = 0;

  if (begun != WAY_INTEGER_NONE)
    return (int) begun + 1;
  for (guint i = 0; i < pupils->len; i++)
    {
      const WayPupil *pupil = g_ptr_array_index (pupils, i);

      n_current += is_in_usual_group (pupil, current);
      n_last += is_in_usual_group (pupil, current - 1);
    }
  return n_last > n_current ? current : current + 1;
}

const char *
way_new_year_group_on (const WayPupil  *pupil,
                       const GPtrArray *former,
                       const GDate     *day)
{
  for (guint i = 0; i < former->len; i++)
    {
      const WayYearGroup *group = g_ptr_array_index (former, i);

      if (way_date_within (day, &group->from, &group->to))
        return group->year;
    }
  return pupil->year;
}

/* --- Stays and places --- */

gboolean
way_new_year_is_open (const GDate *from,
                      const GDate *to,
                      int          year)
{
  GDate last = last_day_before (year);
  GDate begins = way_new_year_begins (year);

  return way_date_within (&last, from, to) && way_date_within (&begins, from, to);
}

static gboolean
is_kind (const WayCapacity *self,
         const char        *kind)
{
  return g_strcmp0 (self->kind != NULL ? self->kind : "commissioned", kind) == 0;
}

/* Whether other places of the same kind and payer are there on the day. */
static gboolean
is_followed (const WayCapacity *self,
             const GPtrArray   *rows,
             const GDate       *day)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const WayCapacity *other = g_ptr_array_index (rows, i);

      if (other != self && !way_id_equal (&other->id, &self->id) &&
          g_strcmp0 (other->funder, self->funder) == 0 &&
          (is_kind (other, "commissioned") || is_kind (other, "planned")) &&
          way_date_within (day, &other->from, &other->to))
        return TRUE;
    }
  return FALSE;
}

WayNewPlaces
way_new_year_places (const WayCapacity *self,
                     const GPtrArray   *rows,
                     int                year)
{
  GDate begins = way_new_year_begins (year);
  GDate last = last_day_before (year);

  if (is_kind (self, "planned"))
    return way_date_within (&begins, &self->from, &self->to) ? WAY_NEW_PLACES_OPEN
                                                             : WAY_NEW_PLACES_NONE;
  if (!is_kind (self, "commissioned"))
    return WAY_NEW_PLACES_NONE;
  if (way_new_year_is_open (&self->from, &self->to, year))
    return WAY_NEW_PLACES_CONTINUE;
  if (way_date_is_set (&self->to) && way_date_equal (&self->to, &last) &&
      !is_followed (self, rows, &begins))
    return WAY_NEW_PLACES_RENEW;
  return WAY_NEW_PLACES_NONE;
}
