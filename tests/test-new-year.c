/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves on in September, one record at a time. */
#include "way-new-year.h"

static GDate
day_of (const char *iso)
{
  GDate day = way_date_none ();

  g_assert_true (*iso == '\0' || way_date_parse (iso, &day));
  return day;
}

static void
test_days (void)
{
  GDate begins = way_new_year_begins (2026);
  GDate earliest = way_new_year_earliest (2026);
  g_autofree char *first = way_date_to_iso (&begins);
  g_autofree char *from = way_date_to_iso (&earliest);

  g_assert_cmpstr (first, ==, "2026-09-01");
  g_assert_cmpstr (from, ==, "2026-06-01");
}

static void
test_groups_follow_each_other (void)
{
  g_assert_cmpstr (way_new_year_next_group ("R"), ==, "1");
  g_assert_cmpstr (way_new_year_next_group ("6"), ==, "7");
  g_assert_cmpstr (way_new_year_next_group ("11"), ==, "12");
  g_assert_null (way_new_year_next_group ("14"));
  g_assert_null (way_new_year_next_group ("X"));
  g_assert_null (way_new_year_next_group (NULL));
  g_assert_true (way_new_year_is_leaver ("11", 2026));
  g_assert_false (way_new_year_is_leaver ("10", 2026));
  g_assert_false (way_new_year_is_leaver (NULL, 2026));
}

/* Born on the last day of August is the youngest of a group, on the first of
 * September the oldest of the next. */
static void
test_usual_groups (void)
{
  static const struct { const char *birth; int year; const char *group; } cases[] = {
    { "2014-08-31", 2026, "8" }, { "2014-09-01", 2026, "7" }, { "2010-09-01", 2026, "11" },
    { "2022-08-31", 2026, "R" }, { "2022-09-01", 2026, NULL }, { "2000-01-01", 2026, NULL },
    { "2027-01-01", 2026, NULL }, { "", 2026, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate birth = day_of (cases[i].birth);

      g_test_message ("%s", cases[i].birth);
      g_assert_cmpstr (way_new_year_usual_group (&birth, cases[i].year), ==, cases[i].group);
    }
}

static WayPupil *
pupil_of (const char *birth,
          const char *group)
{
  WayPupil *pupil = way_pupil_new ();

  pupil->birth = day_of (birth);
  pupil->year = g_strdup (group);
  return pupil;
}

static void
test_only_groups_that_fit_move (void)
{
  static const struct { const char *birth; const char *group; gboolean moves; } cases[] = {
    { "2014-01-10", "7", TRUE },    /* as most */
    { "2014-01-10", "6", TRUE },    /* taught a year behind */
    { "2014-01-10", "8", TRUE },    /* or ahead */
    { "2014-01-10", "5", TRUE },
    { "2014-01-10", "4", FALSE },   /* an old record */
    { "2008-01-10", "11", TRUE },   /* two years after */
    { "2004-01-10", "11", FALSE },  /* left long ago */
    { "2014-01-10", "X", FALSE },
    { "2014-01-10", NULL, FALSE },
    { "", "9", TRUE },
    { "2007-01-10", "14", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayPupil) pupil = pupil_of (cases[i].birth, cases[i].group);

      g_test_message ("%s in %s", cases[i].birth, cases[i].group);
      g_assert_cmpint (way_new_year_moves (pupil, 2026), ==, cases[i].moves);
    }
}

static void
test_which_year_is_due (void)
{
  g_autoptr(GPtrArray) pupils = g_ptr_array_new_with_free_func ((GDestroyNotify) way_pupil_free);
  GDate september = day_of ("2026-09-20");
  GDate august = day_of ("2026-08-20");

  g_assert_cmpint (way_new_year_due (pupils, WAY_INTEGER_NONE, &september), ==, 2027);
  /* In year 7 in 2025/26. */
  g_ptr_array_add (pupils, pupil_of ("2014-01-10", "7"));
  g_ptr_array_add (pupils, pupil_of ("2013-01-10", "8"));
  g_assert_cmpint (way_new_year_due (pupils, WAY_INTEGER_NONE, &august), ==, 2026);
  g_assert_cmpint (way_new_year_due (pupils, WAY_INTEGER_NONE, &september), ==, 2026);
  g_assert_cmpint (way_new_year_due (pupils, 2026, &september), ==, 2027);
  g_ptr_array_add (pupils, pupil_of ("2014-01-10", "8"));
  g_ptr_array_add (pupils, pupil_of ("2013-01-10", "9"));
  g_assert_cmpint (way_new_year_due (pupils, WAY_INTEGER_NONE, &september), ==, 2027);
}

static WayCapacity *
places_of (const char *from,
           const char *to,
           const char *kind)
{
  WayCapacity *row = way_capacity_new ();

  row->id = way_id_new ();
  row->from = day_of (from);
  row->to = day_of (to);
  row->kind = g_strdup (kind);
  row->places = 20;
  return row;
}

static void
test_places (void)
{
  static const struct
  {
    const char *from, *to, *kind, *other_from, *other_kind;
    WayNewPlaces answer;
  } cases[] = {
    { "2024-09-01", "", "commissioned", NULL, NULL, WAY_NEW_PLACES_CONTINUE },
    { "2024-09-01", "", NULL, NULL, NULL, WAY_NEW_PLACES_CONTINUE },
    { "2024-09-01", "2027-08-31", "commissioned", NULL, NULL, WAY_NEW_PLACES_CONTINUE },
    { "2026-09-01", "", "commissioned", NULL, NULL, WAY_NEW_PLACES_NONE },
    { "2024-09-01", "2026-08-31", "commissioned", NULL, NULL, WAY_NEW_PLACES_RENEW },
    { "2024-09-01", "2026-08-31", "commissioned", "2026-09-01", "commissioned",
      WAY_NEW_PLACES_NONE },
    { "2024-09-01", "2026-08-31", "commissioned", "2026-09-01", "planned", WAY_NEW_PLACES_NONE },
    { "2024-09-01", "2026-08-31", "commissioned", "2026-09-01", "out_of_service",
      WAY_NEW_PLACES_RENEW },
    { "2024-09-01", "2026-07-20", "commissioned", NULL, NULL, WAY_NEW_PLACES_NONE },
    { "2026-09-01", "", "planned", NULL, NULL, WAY_NEW_PLACES_OPEN },
    { "2027-01-05", "", "planned", NULL, NULL, WAY_NEW_PLACES_NONE },
    { "2024-09-01", "", "out_of_service", NULL, NULL, WAY_NEW_PLACES_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) rows =
        g_ptr_array_new_with_free_func ((GDestroyNotify) way_capacity_free);

      g_test_message ("case %u", i);
      g_ptr_array_add (rows, places_of (cases[i].from, cases[i].to, cases[i].kind));
      if (cases[i].other_from != NULL)
        g_ptr_array_add (rows, places_of (cases[i].other_from, "", cases[i].other_kind));
      g_assert_cmpint (way_new_year_places (g_ptr_array_index (rows, 0), rows, 2026), ==,
                       cases[i].answer);
    }
}

static void
test_a_former_group_holds_on_its_days (void)
{
  g_autoptr(GPtrArray) former =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_year_group_free);
  g_autoptr(WayPupil) pupil = pupil_of ("2014-01-10", "8");
  WayYearGroup *seven = way_year_group_new ();
  GDate before = day_of ("2026-08-31"), after = day_of ("2026-09-01");

  seven->year = g_strdup ("7");
  seven->from = day_of ("2025-09-01");
  seven->to = before;
  g_ptr_array_add (former, seven);
  g_assert_cmpstr (way_new_year_group_on (pupil, former, &before), ==, "7");
  g_assert_cmpstr (way_new_year_group_on (pupil, former, &after), ==, "8");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/new-year/days", test_days);
  g_test_add_func ("/rules/new-year/groups-follow-each-other", test_groups_follow_each_other);
  g_test_add_func ("/rules/new-year/usual-groups", test_usual_groups);
  g_test_add_func ("/rules/new-year/only-groups-that-fit-move", test_only_groups_that_fit_move);
  g_test_add_func ("/rules/new-year/which-year-is-due", test_which_year_is_due);
  g_test_add_func ("/rules/new-year/places", test_places);
  g_test_add_func ("/rules/new-year/former-groups", test_a_former_group_holds_on_its_days);
  return g_test_run ();
}
