/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A what-if of places on a whole authority: before, after, step by step, and
 * nothing of it in the file. */

#include "way-place-plan.h"

#include "way-chart-read.h"
#include "way-place-plan-chart.h"
#include "way-test-sample.h"

#define ALL WAY_PLACE_PLAN_ALL

/* Nothing is written, so one is enough for all. */
static WayDb *sample;

typedef struct
{
  WayDb        *db;
  WayPlacePlan *plan;
  GDate         today;
} Case;

/* Solihull in January 2022: 146 on roll in 217 places, 71 of them free. */
static void
set_up (Case         *self,
        gconstpointer unused)
{
  GDate from = way_date_ymd (2021, 9, 1);
  GDate to = way_date_ymd (2022, 8, 31);
  g_autoptr(GError) error = NULL;

  self->db = sample;
  self->today = way_date_ymd (2022, 1, 20);
  self->plan = way_place_plan_new (self->db, &from, &to, &self->today, &error);
  g_assert_no_error (error);
}

static void
tear_down (Case         *self,
           gconstpointer unused)
{
  way_place_plan_free (self->plan);
}

static guint
day_of (int year,
        int month,
        int day)
{
  GDate first = way_date_ymd (2021, 9, 1);
  GDate date = way_date_ymd (year, month, day);

  return (guint) way_date_days_between (&first, &date);
}

static guint
find (Case       *self,
      const char *name)
{
  for (guint i = 0; i < way_place_plan_n_settings (self->plan); i++)
    if (g_str_equal (way_place_plan_get_name (self->plan, i), name))
      return i;
  g_assert_not_reached ();
}

static WayPlaceFault
change (Case               *self,
        WayPlaceChangeKind  kind,
        const char         *from,
        const char         *to,
        int                 places)
{
  GDate day = way_date_ymd (2022, 4, 25);
  WayPlaceChange asked = { .kind = kind, .day = way_date_julian (&day),
                           .group = find (self, from),
                           .to = to != NULL ? find (self, to) : 0, .places = places };

  return way_place_plan_add (self->plan, &asked);
}

static void
assert_stands (Case  *self,
               guint  setting,
               guint  day,
               int    before,
               int    after)
{
  g_assert_cmpint (way_place_plan_stand (self->plan, setting, day, FALSE).places, ==, before);
  g_assert_cmpint (way_place_plan_stand (self->plan, setting, day, TRUE).places, ==, after);
}

static void
test_unchanged_it_is_as_published (Case         *self,
                                   gconstpointer unused)
{
  WayPlaceStand stand = way_place_plan_stand (self->plan, ALL, day_of (2022, 1, 20), TRUE);

  g_assert_cmpint (stand.places, ==, 217);
  g_assert_cmpint (stand.on_roll, ==, 146);
  g_assert_cmpint (stand.free, ==, 71);
  g_assert_cmpint (stand.over, ==, 0);
  g_assert_false (way_place_plan_can_undo (self->plan));
}

/* On roll on a day as if everybody stayed, and as is expected. */
static void
get_on_roll (Case *self,
             guint day,
             int  *stay,
             int  *expected)
{
  way_place_plan_set_expected (self->plan, TRUE);
  *expected = way_place_plan_stand (self->plan, ALL, day, FALSE).on_roll;
  way_place_plan_set_expected (self->plan, FALSE);
  *stay = way_place_plan_stand (self->plan, ALL, day, FALSE).on_roll;
}

/* In the last year of the records there are children who are still there. */
static void
test_children_leave_as_expected (Case         *self,
                                 gconstpointer unused)
{
  GDate from = way_date_ymd (2023, 9, 1);
  GDate to = way_date_ymd (2024, 8, 31);
  GDate today = way_date_ymd (2024, 1, 18);
  guint n_before = (guint) way_date_days_between (&from, &today);
  guint n_days = (guint) way_date_days_between (&from, &to);
  g_autoptr(GError) error = NULL;
  int stay, expected;

  way_place_plan_free (self->plan);
  self->plan = way_place_plan_new (self->db, &from, &to, &today, &error);
  g_assert_no_error (error);
  g_assert_false (way_place_plan_get_expected (self->plan));
  for (guint day = 0; day <= n_days; day++)
    {
      get_on_roll (self, day, &stay, &expected);
      g_assert_cmpint (expected, <=, stay);
      g_assert_true (day > n_before || expected == stay);
    }
  g_assert_cmpint (stay, >, 0);
  g_assert_cmpint (expected, <, stay);
}

static void
test_several_changes_add_up (Case         *self,
                             gconstpointer unused)
{
  guint academy = find (self, "Solihull Academy");
  guint triple = find (self, "Triple Crown Centre");
  guint before = day_of (2022, 4, 24), after = day_of (2022, 4, 25);

  g_assert_cmpint (change (self, WAY_PLACES_CLOSE, "Solihull Academy", NULL, 60), ==,
                   WAY_PLACE_FAULT_NONE);
  g_assert_cmpint (change (self, WAY_PLACES_MOVE, "Solihull Academy", "Triple Crown Centre", 40),
                   ==, WAY_PLACE_FAULT_NONE);
  assert_stands (self, academy, before, 150, 150);
  assert_stands (self, academy, after, 150, 50);
  assert_stands (self, triple, after, 32, 72);
  assert_stands (self, ALL, after, 217, 157);
  g_assert_cmpint (way_place_plan_stand (self->plan, academy, after, TRUE).over, >, 0);
  g_assert_cmpint (way_place_plan_stand (self->plan, academy, after, TRUE).free, ==, 0);
  g_assert_cmpint (way_place_plan_stand (self->plan, academy, after, TRUE).on_roll, ==,
                   way_place_plan_stand (self->plan, academy, after, FALSE).on_roll);
}

static void
test_steps_are_taken_back_and_again (Case         *self,
                                     gconstpointer unused)
{
  guint after = day_of (2022, 5, 19);

  change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 10);
  change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 5);
  way_place_plan_remove (self->plan, 0);
  assert_stands (self, ALL, after, 217, 222);
  way_place_plan_undo (self->plan);
  assert_stands (self, ALL, after, 217, 232);
  way_place_plan_undo (self->plan);
  assert_stands (self, ALL, after, 217, 227);
  way_place_plan_redo (self->plan);
  assert_stands (self, ALL, after, 217, 232);
  way_place_plan_undo (self->plan);
  way_place_plan_undo (self->plan);
  assert_stands (self, ALL, after, 217, 217);
  g_assert_false (way_place_plan_can_undo (self->plan));
  change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 1);
  g_assert_false (way_place_plan_can_redo (self->plan));
  assert_stands (self, ALL, after, 217, 218);
  g_assert_cmpuint (way_place_plan_n_changes (self->plan), ==, 1);
}

static void
test_what_cannot_be_is_refused (Case         *self,
                                gconstpointer unused)
{
  WayPlaceChange late = { .day = way_date_julian (&self->today) + 1000, .places = 1 };
  WayPlaceChange nowhere = { .day = way_date_julian (&self->today), .places = 1, .group = 99 };

  g_assert_cmpint (change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 0), ==,
                   WAY_PLACE_FAULT_PLACES);
  g_assert_cmpint (change (self, WAY_PLACES_CLOSE, "Solihull Academy", NULL, 151), ==,
                   WAY_PLACE_FAULT_TOO_MANY);
  g_assert_cmpint (change (self, WAY_PLACES_MOVE, "Solihull Academy", "Solihull Academy", 1), ==,
                   WAY_PLACE_FAULT_SETTING);
  g_assert_cmpint (way_place_plan_add (self->plan, &late), ==, WAY_PLACE_FAULT_DAY);
  g_assert_cmpint (way_place_plan_add (self->plan, &nowhere), ==, WAY_PLACE_FAULT_SETTING);
  g_assert_cmpuint (way_place_plan_n_changes (self->plan), ==, 0);
  g_assert_cmpint (change (self, WAY_PLACES_CLOSE, "Solihull Academy", NULL, 150), ==,
                   WAY_PLACE_FAULT_NONE);
  g_assert_cmpint (change (self, WAY_PLACES_CLOSE, "Solihull Academy", NULL, 1), ==,
                   WAY_PLACE_FAULT_TOO_MANY);
}

/* Today, the months after it, and the day of a change. */
static void
test_days_worth_telling (Case         *self,
                         gconstpointer unused)
{
  const guint expected[] = { day_of (2022, 1, 20), day_of (2022, 2, 1), day_of (2022, 3, 1),
                             day_of (2022, 4, 1), day_of (2022, 4, 25), day_of (2022, 5, 1),
                             day_of (2022, 6, 1), day_of (2022, 7, 1), day_of (2022, 8, 1) };
  g_autoptr(GArray) dates = NULL;

  change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 10);
  dates = way_place_plan_dates (self->plan, &self->today);
  g_assert_cmpuint (dates->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < dates->len; i++)
    g_assert_cmpuint (g_array_index (dates, guint, i), ==, expected[i]);
}

static void
test_nothing_is_written (Case         *self,
                         gconstpointer unused)
{
  gint64 n_edits = way_test_ask (self->db, "SELECT COUNT(*) FROM edit");
  gint64 n_places = way_test_ask (self->db, "SELECT COUNT(*) FROM capacity");

  change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 10);
  change (self, WAY_PLACES_MOVE, "Solihull Academy", "Triple Crown Centre", 10);
  way_place_plan_undo (self->plan);
  g_assert_cmpint (way_test_ask (self->db, "SELECT COUNT(*) FROM edit"), ==, n_edits);
  g_assert_cmpint (way_test_ask (self->db, "SELECT COUNT(*) FROM capacity"), ==, n_places);
}

/* --- As a picture --- */

static char *
title_of (Case *self)
{
  g_autoptr(WayChart) chart = way_place_plan_chart_new (&(WayPlacePlanFigure) {
    .plan = self->plan, .setting = ALL, .today = self->today });

  return g_strdup (way_chart_data_get_title (way_chart_get_data (chart)));
}

static void
test_the_chart_says_what_comes_of_it (Case         *self,
                                      gconstpointer unused)
{
  g_autofree char *unchanged = title_of (self);
  g_autofree char *more = NULL;
  g_autofree char *less = NULL;
  WayPlaceStand stand;
  g_autofree char *expected = NULL;

  g_assert_cmpstr (unchanged, ==, "Nothing is changed yet: 217 places, 71 of them free");
  change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 10);
  more = title_of (self);
  stand = way_place_plan_stand (self->plan, ALL, day_of (2022, 4, 25), FALSE);
  expected = g_strdup_printf ("25 April 2022: 227 places instead of 217, %d free instead of %d",
                              stand.free + 10, stand.free);
  g_assert_cmpstr (more, ==, expected);
  change (self, WAY_PLACES_CLOSE, "Solihull Academy", NULL, 160);
  less = title_of (self);
  g_assert_nonnull (strstr (less, "67 places instead of 217"));
  g_assert_nonnull (strstr (less, "pupils without one"));
}

static void
test_the_chart_has_both_sides (Case         *self,
                               gconstpointer unused)
{
  g_autoptr(WayChart) chart = NULL;
  WayChartData *data;
  guint day = day_of (2022, 5, 19);

  change (self, WAY_PLACES_ADD, "Solihull Academy", NULL, 10);
  chart = way_place_plan_chart_new (&(WayPlacePlanFigure) {
    .plan = self->plan, .setting = find (self, "Solihull Academy"), .today = self->today });
  data = way_chart_get_data (chart);
  g_assert_cmpuint (way_chart_data_n_series (data), ==, 4);
  g_assert_cmpfloat (way_chart_data_get_value (data, 1, day), ==, 150);
  g_assert_cmpfloat (way_chart_data_get_value (data, 3, day), ==, 160);
  g_assert_cmpfloat (way_chart_data_get_value (data, 0, day), ==, 125);
  g_assert_cmpfloat (way_chart_data_get_value (data, 2, day), ==, 125);
}

static void
test_changes_are_said_in_words (Case         *self,
                                gconstpointer unused)
{
  const WayPlaceChange changes[] = {
    { WAY_PLACES_ADD, 0, find (self, "Solihull Academy"), 0, 1 },
    { WAY_PLACES_CLOSE, 0, find (self, "Solihull Academy"), 0, 12 },
    { WAY_PLACES_MOVE, 0, find (self, "Solihull Academy"), find (self, "Triple Crown Centre"), 2 },
  };
  static const char *const expected[] = {
    "Add 1 place at Solihull Academy", "Close 12 places at Solihull Academy",
    "Move 2 places from Solihull Academy to Triple Crown Centre",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *words = way_place_plan_say_change (self->plan, &changes[i], NULL);

      g_assert_cmpstr (words, ==, expected[i]);
    }
}

#define add(path, func) g_test_add ("/report/place-plan/" path, Case, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sample = way_test_sample_new ("solihull-2022", 1, NULL);
  add ("as-expected", test_children_leave_as_expected);
  add ("unchanged", test_unchanged_it_is_as_published);
  add ("several", test_several_changes_add_up);
  add ("steps", test_steps_are_taken_back_and_again);
  add ("refused", test_what_cannot_be_is_refused);
  add ("days", test_days_worth_telling);
  add ("not-written", test_nothing_is_written);
  add ("title", test_the_chart_says_what_comes_of_it);
  add ("both-sides", test_the_chart_has_both_sides);
  add ("words", test_changes_are_said_in_words);
  status = g_test_run ();
  way_db_free (sample);
  return status;
}
