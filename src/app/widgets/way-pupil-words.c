/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of a child's page; what they say was found by the service. */
#include "way-pupil-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "way-date-words.h"

/* Per cent; less is chance, with weeks of ten sessions. */
#define LEAST_CHANGE 3

static const char *
short_name (const WayPupilFacts *facts)
{
  const WayPupil *pupil = facts->pupil;

  if (pupil->known_as != NULL)
    return pupil->known_as;
  return pupil->forename != NULL ? pupil->forename : _("the pupil");
}

/* Excluded for good, and without education: on a roll, but not at that school. */
static gboolean
is_shut_out (const WayPupilFacts *facts)
{
  for (guint i = 0; i < facts->duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (facts->duties, i);

      if (g_str_equal (duty->rule->id, "C01") && way_duty_is_live (duty->duty.state))
        return TRUE;
    }
  return FALSE;
}

/* --- Where now --- */

/* Where it is fixed for how long: "week 16 of 20". */
static char *
stay_words (const WayPupilFacts *facts)
{
  if (facts->weeks > 0 && facts->week > facts->weeks)
    return g_strdup_printf (_("week %u, %u agreed"), facts->week, facts->weeks);
  if (facts->weeks > 0)
    return g_strdup_printf (_("week %u of %u"), facts->week, facts->weeks);
  return NULL;
}

char *
way_pupil_words_where (const WayPupilFacts *facts,
                       const GDate         *today)
{
  g_autoptr(GString) words = NULL;
  g_autofree char *stay = NULL;
  const GDate *until;

  if (facts->placement == NULL && facts->main_school == NULL)
    return g_strdup (_("On no school’s roll, no placement"));
  if (facts->placement == NULL)
    return g_strdup_printf (is_shut_out (facts) ? _("Permanently excluded from %s, no placement")
                                                : _("At %s, no placement"), facts->main_school);
  words = g_string_new (NULL);
  g_string_append_printf (words, _("At %s"), facts->setting);
  stay = stay_words (facts);
  if (stay != NULL)
    g_string_append_printf (words, ", %s", stay);
  until = way_date_is_set (&facts->placement->end) ? &facts->placement->end
                                                   : &facts->placement->expected_end;
  if (way_date_is_set (until))
    {
      g_autofree char *day = way_date_words_day (until, today);

      g_string_append_printf (words, _(", until %s"), day);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* --- What the chart shows --- */

static char *
compare_words (const WayPupilFacts *facts,
               int                  before,
               int                  since)
{
  const char *name = short_name (facts);

  if (since - before >= LEAST_CHANGE)
    return g_strdup_printf (_("Attendance rose from %d%% to %d%% after %s moved to %s"), before,
                            since, name, facts->setting);
  if (before - since >= LEAST_CHANGE)
    return g_strdup_printf (_("Attendance fell from %d%% to %d%% after %s moved to %s"), before,
                            since, name, facts->setting);
  return g_strdup_printf (_("Attendance stayed at about %d%% after %s moved to %s"), since, name,
                          facts->setting);
}

char *
way_pupil_words_title (const WayPupilFacts *facts)
{
  const char *name = short_name (facts);
  double before, since;

  if (way_pupil_facts_compare (facts, &before, &since))
    return compare_words (facts, (int) lround (before), (int) lround (since));
  if (facts->placement != NULL && facts->possible > 0)
    return g_strdup_printf (_("%s attended %d%% of this term’s sessions at %s"), name,
                            (int) lround (100.0 * (double) facts->attended /
                                          (double) facts->possible), facts->setting);
  if (facts->placement != NULL && facts->weeks > 0 && facts->week <= facts->weeks)
    return g_strdup_printf (_("%s is in week %u of %u at %s"), name, facts->week, facts->weeks,
                            facts->setting);
  if (facts->placement != NULL)
    return g_strdup_printf (_("%s is at %s"), name, facts->setting);
  if (facts->main_school != NULL)
    return g_strdup_printf (is_shut_out (facts)
                              ? _("%s is permanently excluded from %s and has no placement")
                              : _("%s is on the roll of %s and has no placement"), name,
                            facts->main_school);
  return g_strdup_printf (_("%s is on no school’s roll and has no placement"), name);
}

/* --- What comes next --- */

char *
way_pupil_words_due (const GDate *due,
                     const GDate *today,
                     int          school_days)
{
  g_autofree char *near = way_date_words_due (due, today, school_days);
  g_autofree char *day = way_date_words_day (due, today);

  if (way_date_compare (due, today) < 0)
    return g_strdup_printf (_("%s, was due %s"), near, day);
  return g_strdup_printf ("%s, %s", near, day);
}

typedef struct
{
  const char *rule;
  const char *step;
} DutyWords;

const char *
way_pupil_words_duty_step (const WayDutyFact *duty)
{
  static const DutyWords steps[] = {
    { "C01", N_("Find a Place") },
    { "C02", N_("Ask the School") },
    { "C19", N_("Record Review") },
    { "C23", N_("Name a School") },
    { "C24", N_("End or Extend") },
  };

  if (duty->deciding)
    return _("Plan Next Step");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (duty->rule->id, steps[i].rule))
      return _(steps[i].step);
  return C_("button", "Open");
}

char *
way_pupil_words_duty (const WayDutyFact *duty)
{
  const char *place = duty->place_name != NULL ? duty->place_name : _("the setting");

  if (g_str_equal (duty->rule->id, "C19"))
    return g_strdup_printf (_("Review at %s"), place);
  if (g_str_equal (duty->rule->id, "C23"))
    return g_strdup (_("School to be named under fair access"));
  if (duty->deciding)
    return g_strdup_printf (_("What comes after %s is to be decided"), place);
  if (g_str_equal (duty->rule->id, "C24"))
    return g_strdup_printf (_("Last day at %s, unless extended"), place);
  return g_strdup (_(duty->rule->label));
}

/* --- What happened --- */

char *
way_pupil_words_number (gint64 half_days)
{
  if (half_days == 1)
    return g_strdup ("½");
  return half_days % 2 == 0 ? g_strdup_printf ("%d", (int) (half_days / 2))
                            : g_strdup_printf ("%d½", (int) (half_days / 2));
}

char *
way_pupil_words_days (gint64 half_days)
{
  g_autofree char *number = way_pupil_words_number (half_days);

  /* Translators: a number that may have a half: “1 day”, “3½ days”. */
  return g_strdup_printf (ngettext ("%s day", "%s days", (gulong) (half_days + 1) / 2), number);
}

static char *
exclusion_words (const WayPupilBar *bar)
{
  g_autofree char *days = NULL;

  if (bar->code != NULL && way_code_is (bar->code, "permanent"))
    return g_strdup (_("Permanently excluded"));
  if (bar->half_days == WAY_INTEGER_NONE || bar->half_days <= 0)
    return g_strdup (_("Suspended"));
  days = way_pupil_words_days (bar->half_days);
  return g_strdup_printf (_("Suspended for %s"), days);
}

char *
way_pupil_words_entry (const WayPupilBar *bar,
                       gboolean           ended)
{
  switch (bar->lane)
    {
    case WAY_LANE_ROLLS:
      return g_strdup_printf (ended ? _("Left the roll of %s") : _("Joined the roll of %s"),
                              bar->name);
    case WAY_LANE_EXCLUSIONS:
      return exclusion_words (bar);
    case WAY_LANE_ABSENCES:
      return g_strdup_printf (_("Absent: %s"), bar->code != NULL ? _(bar->code->label)
                                                               : _("reason not said"));
    case WAY_LANE_PLACEMENTS:
      return g_strdup_printf (ended ? _("Left %s") : _("Started at %s"), bar->name);
    case WAY_LANE_DUTIES:
      return g_strdup (bar->code != NULL ? _(bar->code->label) : "");
    case WAY_LANE_REVIEWS:
    default:
      return g_strdup (_("Review held"));
    }
}
