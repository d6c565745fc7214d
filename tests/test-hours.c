/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week of one child over all sites. */

#include "way-hours.h"

#include "way-match.h"

#define MORNINGS "mon_am|tue_am|wed_am|thu_am|fri_am"
#define AFTERNOONS "mon_pm|tue_pm|wed_pm|thu_pm|fri_pm"

static void
test_weeks_add_up (void)
{
  static const struct
  {
    struct { const char *slots; int sessions, minutes; } parts[3];
    guint    n;
    gboolean known, placed;
    guint    sessions, short_sessions, minutes, short_minutes;
    const char *twice;
  } rows[] = {
    { { { NULL } }, 0, TRUE, TRUE, 0, 10, 0, 1500, NULL },
    { { { MORNINGS "|" AFTERNOONS, -1, 0 } }, 1, TRUE, TRUE, 10, 0, 1500, 0, NULL },
    { { { NULL, 10, 0 } }, 1, TRUE, FALSE, 10, 0, 1500, 0, NULL },
    { { { MORNINGS, 5, 0 }, { AFTERNOONS, 5, 0 } }, 2, TRUE, TRUE, 10, 0, 1500, 0, NULL },
    { { { MORNINGS, 5, 0 }, { "fri_pm", 1, 120 } }, 2, TRUE, TRUE, 6, 4, 870, 630, NULL },
    { { { MORNINGS, 5, 0 }, { "fri_am|fri_pm", 2, 0 } }, 2, TRUE, TRUE, 7, 3, 1050, 450, "fri_am" },
    { { { MORNINGS, 5, 0 }, { NULL, -1, 0 } }, 2, FALSE, FALSE, 5, 5, 750, 750, NULL },
    { { { "mon_am", 3, 0 } }, 1, TRUE, FALSE, 3, 7, 450, 1050, NULL },
    { { { MORNINGS, 5, 0 }, { AFTERNOONS, 5, 0 }, { "mon_am", 1, 0 } }, 3, TRUE, TRUE, 11, 0, 1650,
      0, "mon_am" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayHoursPart parts[3];
      WayHours hours;

      g_test_message ("row %u", i);
      for (guint j = 0; j < rows[i].n; j++)
        parts[j] = (WayHoursPart) { way_match_slots (rows[i].parts[j].slots),
                                    rows[i].parts[j].sessions, rows[i].parts[j].minutes };
      way_hours_add_up (parts, rows[i].n, &hours);
      g_assert_cmpint (hours.known, ==, rows[i].known);
      g_assert_cmpint (hours.placed, ==, rows[i].placed);
      g_assert_cmpuint (hours.sessions, ==, rows[i].sessions);
      g_assert_cmpuint (hours.short_sessions, ==, rows[i].short_sessions);
      g_assert_cmpuint (hours.minutes, ==, rows[i].minutes);
      g_assert_cmpuint (hours.short_minutes, ==, rows[i].short_minutes);
      g_assert_cmpuint (hours.twice, ==, way_match_slots (rows[i].twice));
    }
}

static void
test_half_days_are_laid_out (void)
{
  static const struct
  {
    struct { const char *slots; int sessions; } parts[3];
    guint       n;
    gboolean    whole;
    const char *slots[3];
  } rows[] = {
    { { { NULL } }, 0, TRUE, { NULL } },
    { { { NULL, 10 } }, 1, TRUE, { MORNINGS "|" AFTERNOONS } },
    { { { NULL, -1 } }, 1, FALSE, { NULL } },
    { { { NULL, 6 } }, 1, FALSE, { NULL } },
    { { { MORNINGS, -1 } }, 1, TRUE, { MORNINGS } },
    { { { MORNINGS, 5 }, { NULL, 5 } }, 2, TRUE, { MORNINGS, AFTERNOONS } },
    { { { NULL, 5 }, { MORNINGS, 5 } }, 2, TRUE, { AFTERNOONS, MORNINGS } },
    { { { MORNINGS, 5 }, { NULL, 4 } }, 2, FALSE, { MORNINGS, NULL } },
    { { { MORNINGS, 5 }, { NULL, 0 } }, 2, TRUE, { MORNINGS, NULL } },
    { { { NULL, 5 }, { NULL, 5 } }, 2, FALSE, { NULL, NULL } },
    { { { MORNINGS, -1 }, { "fri_am|fri_pm", -1 } }, 2, TRUE, { MORNINGS, "fri_am|fri_pm" } },
    { { { "mon_am", 10 } }, 1, TRUE, { MORNINGS "|" AFTERNOONS } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayHoursPart parts[3];
      guint slots[3] = { 0 };

      g_test_message ("row %u", i);
      for (guint j = 0; j < rows[i].n; j++)
        parts[j] = (WayHoursPart) { way_match_slots (rows[i].parts[j].slots),
                                    rows[i].parts[j].sessions, 0 };
      g_assert_cmpint (way_hours_lay_out (parts, rows[i].n, slots), ==, rows[i].whole);
      for (guint j = 0; j < rows[i].n; j++)
        g_assert_cmpuint (slots[j], ==, way_match_slots (rows[i].slots[j]));
    }
}

static void
test_half_days_stand_on_their_weekday (void)
{
  WayHoursPart parts[] = { { way_match_slots ("mon_am|mon_pm|wed_am"), -1, 0 },
                           { way_match_slots ("fri_pm"), -1, 0 } };
  WayHours hours;

  way_hours_add_up (parts, 2, &hours);
  g_assert_cmpuint (hours.weekday[1], ==, 2);
  g_assert_cmpuint (hours.weekday[2], ==, 0);
  g_assert_cmpuint (hours.weekday[3], ==, 1);
  g_assert_cmpuint (hours.weekday[5], ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/hours/weeks-add-up", test_weeks_add_up);
  g_test_add_func ("/rules/hours/half-days-are-laid-out", test_half_days_are_laid_out);
  g_test_add_func ("/rules/hours/half-days-stand-on-their-weekday",
                   test_half_days_stand_on_their_weekday);
  return g_test_run ();
}
