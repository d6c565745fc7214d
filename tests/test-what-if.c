/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another start, calendar or clock: the day moves, and nothing is written. */

#include "way-what-if.h"

#include "way-test-world.h"

typedef struct
{
  WayTestWorld *world;
  WayFacts     *facts;
  WayWhatIf    *ask;
} Case;

/* A permanent exclusion from Fernhill School, worked date T02. */
static void
set_up (Case         *self,
        gconstpointer unused)
{
  WayClockEvent event = { .kind = "permanent", .from = way_date_ymd (2026, 10, 19) };
  WayClockFacts facts = { .events = &event, .n_events = 1 };

  self->world = way_test_world_new ();
  self->facts = way_facts_new (self->world->db, NULL);
  self->ask = way_what_if_new ("C01", &facts, &self->world->school);
}

static void
tear_down (Case         *self,
           gconstpointer unused)
{
  way_what_if_free (self->ask);
  way_facts_free (self->facts);
  way_test_world_free (self->world);
}

static void
assert_moves (Case       *self,
              const char *before,
              const char *after,
              int         moved)
{
  g_auto(WayWhatIfAnswer) answer = { 0 };
  g_autoptr(GError) error = NULL;

  way_what_if_run (self->ask, self->facts, &answer, &error);
  g_assert_no_error (error);
  way_test_assert_date (answer.before, before);
  way_test_assert_date (answer.after, after);
  g_assert_cmpint (answer.moved, ==, moved);
}

static void
test_unchanged_it_stays (Case         *self,
                         gconstpointer unused)
{
  assert_moves (self, "2026-11-03", "2026-11-03", 0);
}

static void
test_another_start_moves_the_day (Case         *self,
                                  gconstpointer unused)
{
  GDate start = way_date_ymd (2026, 11, 5);

  way_what_if_set_start (self->ask, &start);
  assert_moves (self, "2026-11-03", "2026-11-12", 9);
  g_assert_true (way_date_equal (way_what_if_get_start (self->ask), &start));
}

static void
test_another_clock_moves_the_day (Case         *self,
                                  gconstpointer unused)
{
  way_what_if_set_rule (self->ask, "C02");
  assert_moves (self, "2026-11-03", "2026-11-03", 0);
  way_what_if_set_rule (self->ask, "C23");
  assert_moves (self, "2026-11-03", "2026-11-24", 21);
  g_assert_cmpstr (way_what_if_get_rule (self->ask)->id, ==, "C23");
}

static void
test_another_calendar_moves_the_day (Case         *self,
                                     gconstpointer unused)
{
  g_autoptr(GPtrArray) calendars = way_what_if_calendars (self->ask, self->facts, NULL);
  const WayWhatIfCalendar *first = g_ptr_array_index (calendars, 0);
  const WayWhatIfCalendar *second = g_ptr_array_index (calendars, 1);
  const WayWhatIfCalendar *last = g_ptr_array_index (calendars, calendars->len - 1);

  g_assert_cmpuint (calendars->len, ==, 3);
  g_assert_cmpstr (first->name, ==, "Fernhill School");
  g_assert_true (way_id_is_null (&second->establishment));
  g_assert_false (second->weekdays);
  g_assert_true (last->weekdays);
  way_what_if_set_calendar (self->ask, last);
  assert_moves (self, "2026-11-03", "2026-10-26", -8);
  way_what_if_set_calendar (self->ask, first);
  assert_moves (self, "2026-11-03", "2026-11-03", 0);
}

static void
test_all_that_happened_moves (void)
{
  static const WayClockEvent none;
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayFacts) facts = way_facts_new (world->db, NULL);
  WayClockEvent events[] = { none, none };
  GDate attended = way_date_ymd (2026, 12, 14);
  WayClockFacts clock_facts = { .events = events, .n_events = 2, .attended = &attended,
                                .n_attended = 1 };
  g_autoptr(WayWhatIf) ask = NULL;
  Case self = { .world = world, .facts = facts };
  GDate start = way_date_ymd (2026, 12, 8);

  events[0] = (WayClockEvent) { .kind = "suspension", .from = way_date_ymd (2026, 12, 9),
                                .to = way_date_ymd (2026, 12, 11) };
  events[1] = (WayClockEvent) { .kind = "suspension", .from = way_date_ymd (2026, 12, 15),
                                .to = way_date_ymd (2026, 12, 18) };
  self.ask = ask = way_what_if_new ("C02", &clock_facts, NULL);
  assert_moves (&self, "", "", 0);
  /* A week earlier the child still is at school between: no day either way. */
  way_what_if_set_start (ask, &start);
  assert_moves (&self, "", "", 0);
}

/* What can be chosen is what names a day for one event. */
static void
test_rules_to_choose_from (void)
{
  g_autoptr(GPtrArray) rules = way_what_if_rules ();
  gboolean has_first = FALSE;

  g_assert_cmpuint (rules->len, >, 12);
  for (guint i = 0; i < rules->len; i++)
    {
      const WayCode *rule = g_ptr_array_index (rules, i);

      has_first |= g_str_equal (rule->id, "C01");
      g_assert_cmpstr (rule->id, !=, "C12");
      g_assert_cmpstr (rule->id, !=, "C16");
      g_assert_cmpstr (rule->id, !=, "C26");
    }
  g_assert_true (has_first);
}

#define add(path, func) g_test_add ("/service/what-if/" path, Case, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("unchanged", test_unchanged_it_stays);
  add ("start", test_another_start_moves_the_day);
  add ("clock", test_another_clock_moves_the_day);
  add ("calendar", test_another_calendar_moves_the_day);
  g_test_add_func ("/service/what-if/all-moves", test_all_that_happened_moves);
  g_test_add_func ("/service/what-if/rules", test_rules_to_choose_from);
  return g_test_run ();
}
