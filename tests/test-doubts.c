/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week of a child over all sites, and what does not add up in a file. */

#include "way-doubts.h"

#include "way-duplicates.h"
#include "way-match.h"
#include "way-matching.h"
#include "way-pupil-hours.h"
#include "way-test-world.h"

static void
put_placement (WayTestWorld *world,
               const WayId  *pupil,
               const WayId  *provision,
               gint64        sessions,
               const char   *timetable)
{
  WayPlacement *placement = way_placement_new ();

  placement->pupil = *pupil;
  placement->provision = *provision;
  placement->registration = g_strdup ("DUAL_SCHOOL_MAIN");
  placement->start = way_date_ymd (2026, 9, 7);
  placement->sessions = sessions;
  placement->timetable = g_strdup (timetable);
  way_test_put (world, &way_placement_entity, placement);
}

static void
set_school (WayTestWorld *world,
            gint64        sessions,
            const char   *timetable)
{
  g_autoptr(WayEnrolment) roll = way_records_get (world->db, &way_enrolment_entity,
                                                  &world->enrolment, NULL);

  roll->sessions = sessions;
  g_free (roll->timetable);
  roll->timetable = g_strdup (timetable);
  way_test_update (world->db, &way_enrolment_entity, roll);
}

static char *
week_of (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPupilHours) hours = way_pupil_hours_read (world->db, &world->pupil,
                                                         &world->act.today, &error);
  g_autofree char *words = NULL;
  g_autofree char *twice = NULL;

  g_assert_no_error (error);
  words = way_pupil_hours_words (hours);
  twice = way_pupil_hours_twice (hours);
  return twice != NULL ? g_strdup_printf ("%s. %s", words, twice) : g_strdup (words);
}

#define NONE WAY_INTEGER_NONE

static void
test_weeks (void)
{
  static const struct
  {
    gint64      school;        /* sessions the school says */
    const char *school_slots;
    gboolean    placed;
    gint64      placement;
    const char *slots;
    const char *week;
  } rows[] = {
    { NONE, NULL, FALSE, NONE, NULL, "Full time" },
    { 6, NULL, FALSE, NONE, NULL, "6 of 10 half days a week, 4 short of full time" },
    { NONE, NULL, TRUE, NONE, NULL, "Full time" },
    { NONE, NULL, TRUE, 4, NULL,
      "At least 4 of 10 half days a week; not all sites say how many" },
    { 6, NULL, TRUE, 4, NULL, "Full time" },
    { 8, NULL, TRUE, 4, NULL, "12 half days a week, more than there are" },
    { 2, "mon_am|mon_pm", TRUE, 2, "mon_pm|tue_am",
      "4 of 10 half days a week, 6 short of full time. Claimed by two sites: Monday afternoon" },
    { NONE, "mon_am|mon_pm", TRUE, NONE, "tue_am",
      "3 of 10 half days a week, 7 short of full time" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autofree char *week = NULL;

      g_test_message ("row %u", i);
      set_school (world, rows[i].school, rows[i].school_slots);
      if (rows[i].placed)
        put_placement (world, &world->pupil, &world->provision, rows[i].placement, rows[i].slots);
      week = week_of (world);
      g_assert_cmpstr (week, ==, rows[i].week);
    }
}

static WayId
put_part_time (WayTestWorld *world,
               gint64        sessions,
               GDate         agreed,
               GDate         to)
{
  WayPartTime *row = way_part_time_new ();

  row->pupil = world->pupil;
  row->establishment = world->school;
  row->sessions = sessions;
  row->from = way_date_ymd (2026, 10, 5);
  row->to = to;
  row->review = way_date_ymd (2026, 11, 20);
  row->agreed = agreed;
  return way_test_put (world, &way_part_time_entity, row);
}

static void
test_a_part_time_week (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *week = NULL;

  put_part_time (world, 5, way_date_ymd (2026, 10, 2), way_date_ymd (2026, 12, 18));
  week = week_of (world);
  g_assert_cmpstr (week, ==, "5 of 10 half days a week, 5 short of full time");
}

/* --- Doubts --- */

/* "kind field text; …" */
static char *
say_doubts (GArray *doubts)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < doubts->len; i++)
    {
      const WayDoubt *doubt = &g_array_index (doubts, WayDoubt, i);

      g_string_append_printf (said, "%s%s %s: %s", i > 0 ? "; " : "",
                              way_doubt_kind_name (doubt->kind), doubt->field, doubt->text);
    }
  return g_string_free (said, FALSE);
}

static char *
doubts_of (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) doubts = way_doubts_find (world->db, &world->act.today, &error);

  g_assert_no_error (error);
  return say_doubts (doubts);
}

static char *
doubts_of_child (WayTestWorld *world,
                 const WayId  *pupil)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) doubts = way_doubts_of_child (world->db, pupil, &world->act.today, &error);

  g_assert_no_error (error);
  return say_doubts (doubts);
}

static void
test_a_sound_file_has_none (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *said = NULL;

  put_placement (world, &world->pupil, &world->provision, 10, NULL);
  put_part_time (world, 5, way_date_ymd (2026, 10, 2), way_date_ymd (2026, 12, 18));
  said = doubts_of (world);
  g_assert_cmpstr (said, ==, "");
}

static void
test_part_time_without_agreement (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GArray) doubts = NULL;
  g_autofree char *said = NULL;

  put_part_time (world, 5, way_date_none (), way_date_none ());
  said = doubts_of (world);
  g_assert_cmpstr (said, ==, "part_time agreed: No agreement with a parent is recorded; "
                             "part_time to: A part-time timetable needs a last day");
  doubts = way_doubts_find (world->db, &world->act.today, NULL);
  g_assert_nonnull (strstr (g_array_index (doubts, WayDoubt, 0).source, "2024/208"));
}

static void
pass_to_fair_access (WayTestWorld *world)
{
  WayDecision *decision = way_decision_new ();

  decision->referral = way_test_put_referral (world, &world->pupil, "INTERIM");
  decision->date = way_date_ymd (2026, 11, 2);
  decision->outcome = g_strdup ("REFER_FAP");
  way_test_put (world, &way_decision_entity, decision);
}

static void
set_birth (WayTestWorld *world,
           GDate         birth)
{
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil, NULL);

  pupil->birth = birth;
  way_test_update (world->db, &way_pupil_entity, pupil);
}

static void
leave_school (WayTestWorld *world)
{
  g_autoptr(WayEnrolment) roll = way_records_get (world->db, &way_enrolment_entity,
                                                  &world->enrolment, NULL);

  roll->to = way_date_ymd (2026, 10, 22);
  way_test_update (world->db, &way_enrolment_entity, roll);
}

/* A place that begins since meets the duty. */
static void
take_in (WayTestWorld *world,
         GDate         start)
{
  WayPlacement *placement = way_placement_new ();

  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->registration = g_strdup ("DUAL_SCHOOL_MAIN");
  placement->start = start;
  way_test_put (world, &way_placement_entity, placement);
}

/* What says when the duty ends: a birth date, or a place.  Neither is a doubt. */
static void
test_fair_access_without_an_end (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *known = NULL;
  g_autofree char *neither = NULL;
  g_autofree char *placed = NULL;
  g_autoptr(GArray) of_child = NULL;

  leave_school (world);
  pass_to_fair_access (world);
  set_birth (world, way_date_ymd (2012, 5, 3));
  known = doubts_of (world);
  g_assert_null (strstr (known, "fair_access"));

  set_birth (world, way_date_none ());
  neither = doubts_of (world);
  g_assert_nonnull (strstr (neither, "fair_access birth: Passed to fair access, with neither a birth "
                                     "date nor a school or place since"));
  of_child = way_doubts_of_child (world->db, &world->pupil, &world->act.today, NULL);
  g_assert_cmpuint (of_child->len, ==, 1);
  g_assert_cmpint (g_array_index (of_child, WayDoubt, 0).kind, ==, WAY_DOUBT_FAIR_ACCESS);

  take_in (world, way_date_ymd (2026, 11, 9));
  placed = doubts_of (world);
  g_assert_null (strstr (placed, "fair_access"));
}

static void
test_the_same_half_day_twice (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId other = way_test_put_provision (world, &world->setting, "Kiln Works", 2);
  g_autofree char *said = NULL;

  put_placement (world, &world->pupil, &world->provision, 2, "mon_am|mon_pm");
  put_placement (world, &world->pupil, &other, 1, "mon_pm");
  said = doubts_of (world);
  g_assert_cmpstr (said, ==, "hours timetable: Claimed by two sites: Monday afternoon");
}

static void
test_one_child_has_its_own (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId other = way_test_put_provision (world, &world->setting, "Kiln Works", 2);
  WayId pupil = way_test_put_pupil (world, "A", "Nother", NULL);
  g_autofree char *all = NULL;
  g_autofree char *own = NULL;
  g_autofree char *none = NULL;

  put_placement (world, &world->pupil, &world->provision, 2, "mon_am|mon_pm");
  put_placement (world, &world->pupil, &other, 1, "mon_pm");
  put_part_time (world, 5, way_date_none (), way_date_ymd (2026, 12, 18));
  all = doubts_of (world);
  own = doubts_of_child (world, &world->pupil);
  none = doubts_of_child (world, &pupil);
  g_assert_cmpstr (own, ==, all);
  g_assert_nonnull (strstr (own, "agreement"));
  g_assert_cmpstr (none, ==, "");
}

/* Two records of one child, each with a main roll: only together are they wrong. */
static void
test_joined_records_are_doubted_together (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId school = way_test_put_establishment (world, "Marsh Lane", NULL);
  WayId twin = way_test_put_pupil (world, "Kit", "Ashdown", NULL);
  g_autoptr(GPtrArray) rolls = way_records_of (world->db, &way_enrolment_entity, "pupil", &twin,
                                               NULL);
  WayEnrolment *roll = g_ptr_array_index (rolls, 0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  roll->establishment = school;
  way_test_update (world->db, &way_enrolment_entity, roll);
  before = doubts_of_child (world, &world->pupil);
  g_assert_cmpstr (before, ==, "");
  way_duplicates_join (&world->act, &world->pupil, &twin, &error);
  g_assert_no_error (error);
  after = doubts_of_child (world, &world->pupil);
  g_assert_cmpstr (after, ==, "rolls status: A child has one main roll at a time");
}

static void
test_a_week_is_laid_out (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  static const struct { const char *slot; WayHalfDay is; } rows[] = {
    { "mon_am", WAY_HALF_DAY_TAKEN },
    { "mon_pm", WAY_HALF_DAY_TWICE },
    { "tue_am", WAY_HALF_DAY_TAKEN },
    { "tue_pm", WAY_HALF_DAY_FREE },
  };
  g_autoptr(WayPupilHours) hours = NULL;
  g_autoptr(WayPupilHours) open = NULL;

  set_school (world, 2, "mon_am|mon_pm");
  put_placement (world, &world->pupil, &world->provision, 2, "mon_pm|tue_am");
  hours = way_pupil_hours_read (world->db, &world->pupil, &world->act.today, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (way_pupil_hours_half_day (hours, way_match_slots (rows[i].slot)), ==,
                     rows[i].is);
  set_school (world, 6, NULL);
  open = way_pupil_hours_read (world->db, &world->pupil, &world->act.today, NULL);
  g_assert_false (open->laid_out);
  g_assert_cmpint (way_pupil_hours_half_day (open, way_match_slots ("fri_pm")), ==,
                   WAY_HALF_DAY_OPEN);
}

/* A provider that is no school, with children full time. */
static WayId
put_provider (WayTestWorld *world)
{
  WayEstablishment *one = way_establishment_new ();
  WayId id;

  way_record_start (&way_establishment_entity, one);
  one->name = g_strdup ("Kiln Works");
  one->registered = 0;
  id = way_test_put (world, &way_establishment_entity, one);
  return way_test_put_provision (world, &id, "Kiln Works", 10);
}

static void
test_settings_that_are_schools (void)
{
  static const struct { guint children; gint64 sessions; const char *said; } rows[] = {
    { 5, 10, "registration registered: Must be registered as a school: 5 children full time that"
             " we know of" },
    { 4, 10, "registration registered: Near to being a school (4 children full time that we know"
             " of): ask how many children others have there" },
    { 5, 6, "" },
    { 1, 7, "registration registered: Near to being a school (0 children full time that we know"
            " of): ask how many children others have there" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      WayId provider = put_provider (world);
      g_autofree char *said = NULL;

      for (guint j = 0; j < rows[i].children; j++)
        {
          WayId pupil = way_test_put_pupil (world, "A", "Nother", NULL);

          put_placement (world, &pupil, &provider, rows[i].sessions, NULL);
        }
      said = doubts_of (world);
      g_assert_cmpstr (said, ==, rows[i].said);
    }
}

static void
test_a_school_is_registered (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GArray) settings = NULL;

  for (guint j = 0; j < 6; j++)
    {
      WayId pupil = way_test_put_pupil (world, "A", "Nother", NULL);

      put_placement (world, &pupil, &world->provision, 10, NULL);
    }
  settings = way_doubts_settings (world->db, &world->act.today, NULL);
  g_assert_cmpuint (settings->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/doubts/weeks", test_weeks);
  g_test_add_func ("/service/doubts/a-part-time-week", test_a_part_time_week);
  g_test_add_func ("/service/doubts/a-sound-file-has-none", test_a_sound_file_has_none);
  g_test_add_func ("/service/doubts/part-time-without-agreement", test_part_time_without_agreement);
  g_test_add_func ("/service/doubts/fair-access-without-an-end", test_fair_access_without_an_end);
  g_test_add_func ("/service/doubts/the-same-half-day-twice", test_the_same_half_day_twice);
  g_test_add_func ("/service/doubts/one-child", test_one_child_has_its_own);
  g_test_add_func ("/service/doubts/joined", test_joined_records_are_doubted_together);
  g_test_add_func ("/service/doubts/a-week-is-laid-out", test_a_week_is_laid_out);
  g_test_add_func ("/service/doubts/settings-that-are-schools", test_settings_that_are_schools);
  g_test_add_func ("/service/doubts/a-school-is-registered", test_a_school_is_registered);
  return g_test_run ();
}
