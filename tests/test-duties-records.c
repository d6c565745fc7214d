/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties of notices, governors, panels, rolls, absence and directions, as they
 * follow from what a file holds, on the specimen calendar. */

#include "way-test-duties.h"

typedef struct
{
  const char *name;
  const char *exclusion;    /* fields; NULL: none */
  const char *absence;
  const char *today;
  const char *rule;
  const char *expected;
} Row;

#define TOLD " told_parents=2026-11-05 told_la=2026-11-05 informed=2026-11-05"
#define PERM "category=PERM from=2026-11-05"

/* The worked days of domain.md 3.3, and what goes on from them. */
static const Row rows[] = {
  /* Notices. */
  { "parents not told", PERM, NULL, "2026-11-10", "C03", "2026-11-05 breached -3" },
  { "parents told at once", PERM " told_parents=2026-11-05", NULL, "2026-11-05", "C03",
    "2026-11-05 met 0" },
  { "council told late", PERM " told_la=2026-11-06", NULL, "2026-11-06", "C04",
    "2026-11-05 met_late 0" },
  { "every suspension is told", "category=SUSP from=2026-11-09 to=2026-11-09", NULL, "2026-11-09",
    "C04", "2026-11-09 due 0" },
  { "a lunchtime is not", "category=LNCH from=2026-11-09 to=2026-11-09 half_days=1", NULL,
    "2026-11-10", "C04", "none" },
  { "old silence is let be", "category=PERM from=2026-05-05", NULL, "2026-11-10", "C03", "none" },
  { "board told of a short one by the end of term", "category=SUSP from=2026-11-09 to=2026-11-09",
    NULL, "2026-11-10", "C05", "2026-12-18 open 28" },
  { "board told at once of a missed exam",
    "category=SUSP from=2026-11-09 to=2026-11-09 exam_missed=yes", NULL, "2026-11-10", "C05",
    "2026-11-09 breached -1" },
  /* T06, governors. */
  { "governors in 15 days", "category=PERM from=2026-10-19 informed=2026-10-19", NULL, "2026-11-16",
    "C06", "2026-11-17 due 1" },
  { "governors decided", "category=PERM from=2026-10-19 informed=2026-10-19 decided=2026-11-18",
    NULL, "2026-11-18", "C06", "2026-11-17 met_late 0" },
  { "a short suspension is not theirs", "category=SUSP from=2026-11-09 to=2026-11-10"
    " informed=2026-11-09", NULL, "2026-11-12", "C06", "none" },
  { "an exam missed is", "category=SUSP from=2026-11-09 to=2026-11-10 informed=2026-11-09"
    " exam_missed=yes", NULL, "2026-11-12", "C06", "2026-11-30 open 12" },
  { "nobody asked", "category=SUSP from=2026-10-19 to=2026-11-06 informed=2026-10-19", NULL,
    "2026-11-10", "C07", "none" },
  /* T08 to T10, panels. */
  { "parents may ask", PERM TOLD " result=DNO decided=2026-11-10 notice=2026-11-10"
    " notice_how=hand", NULL, "2026-11-27", "C09", "2026-12-01 due 2" },
  { "a letter counts two days on", PERM TOLD " result=DNO decided=2026-11-10 notice=2026-11-06"
    " notice_how=post", NULL, "2026-11-27", "C09", "2026-12-01 due 2" },
  { "their time is no duty to break", PERM TOLD " result=DNO notice=2026-11-10", NULL,
    "2026-12-02", "C09", "none" },
  { "they gave it up", PERM TOLD " result=DNO notice=2026-11-10 waived=2026-11-12", NULL,
    "2026-11-12", "C09", "2026-12-01 met 0" },
  { "the panel sits", PERM TOLD " result=GNO notice=2026-11-10 irp_applied=2026-12-01", NULL,
    "2027-01-05", "C10", "2027-01-06 due 1" },
  { "the panel sat", PERM TOLD " irp_applied=2026-12-01 irp_sat=2027-01-05", NULL, "2027-01-05",
    "C10", "2027-01-06 met 0" },
  { "governors again", PERM TOLD " irp_applied=2026-12-01 irp_sat=2027-01-05"
    " irp_notice=2027-01-20", NULL, "2027-01-21", "C11", "2027-02-03 open 9" },
  { "not after it was upheld", PERM TOLD " irp_notice=2027-01-20 result=INO", NULL, "2027-01-21",
    "C11", "none" },
  /* The roll. */
  { "off the roll too early", PERM TOLD " result=DNO notice=2026-11-10 off_roll=2026-11-20", NULL,
    "2026-11-20", "C13", "2026-12-02 breached 8" },
  { "off the roll in time", PERM TOLD " result=ANO notice=2026-11-10 off_roll=2026-12-02", NULL,
    "2026-12-02", "C13", "none" },
  { "off the roll when given up", PERM TOLD " result=ANO notice=2026-11-10 waived=2026-11-12"
    " off_roll=2026-11-13", NULL, "2026-12-02", "C13", "none" },
  { "not while the panel is awaited", PERM TOLD " result=GNO notice=2026-11-10"
    " irp_applied=2026-11-30 irp_notice=2027-01-11 off_roll=2026-12-10", NULL, "2026-12-10", "C13",
    "2027-01-11 breached 11" },
  /* Cancelled. */
  { "told that it is cancelled", PERM TOLD " cancelled=2026-11-09", NULL, "2026-11-10", "C27",
    "2026-11-09 breached -1" },
  /* T11, illness; the forecast counts. */
  { "ill for so long already", NULL, "kind=ILLNESS from=2026-11-09", "2026-11-27", "C14",
    "2026-11-27 due 0" },
  { "not yet so long", NULL, "kind=ILLNESS from=2026-11-09", "2026-11-26", "C14", "none" },
  { "forecast on day one", NULL, "kind=ILLNESS from=2026-11-09 forecast_to=2026-12-18",
    "2026-11-09", "C14", "2026-11-27 open 14" },
  { "educated", NULL, "kind=ILLNESS from=2026-11-09 forecast_to=2026-12-18"
    " educated_from=2026-11-23", "2026-11-23", "C14", "2026-11-27 met 0" },
  { "well again", NULL, "kind=ILLNESS from=2026-11-09 to=2026-11-13", "2026-11-27", "C14",
    "none" },
  { "anxious", NULL, "kind=EBSNA from=2026-11-05", "2026-11-11", "C15", "2026-11-12 due 1" },
  { "ten days without leave", NULL, "kind=UNAUTHORISED from=2026-11-09", "2026-11-20", "C21",
    "2026-11-20 due 0" },
  { "the council was told", NULL, "kind=UNAUTHORISED from=2026-11-09 told=2026-11-23", "2026-11-23",
    "C21", "2026-11-20 met_late 0" },
  { "code N", NULL, "kind=N from=2026-11-09", "2026-11-12", "C22", "2026-11-16 due 2" },
  { "code N explained", NULL, "kind=N from=2026-11-09 explained=2026-11-12", "2026-11-12", "C22",
    "2026-11-16 met 0" },
};

static void
test_records_start_duties (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_auto(WayTestDuties) list = { NULL };
      const WayDutyFact *fact;

      g_test_message ("%s", rows[i].name);
      if (rows[i].exclusion != NULL)
        way_test_put_fields (world, &way_exclusion_entity, rows[i].exclusion);
      if (rows[i].absence != NULL)
        way_test_put_fields (world, &way_absence_entity, rows[i].absence);
      list = way_test_duties (world, rows[i].today, NULL);
      way_test_assert_duty (&list, rows[i].rule, rows[i].expected);
      fact = way_test_duty (&list, rows[i].rule);
      if (fact != NULL && !way_date_is_set (&fact->broken))
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(WayClock) clock = way_duty_why (list.facts, fact, &error);

          g_assert_no_error (error);
          g_assert_true (way_date_equal (&clock->due, &fact->due));
        }
    }
}

/* T14. */
static void
test_a_direction_wants_two_days_notice (void)
{
  static const struct { const char *fields, *today, *expected; } cases[] = {
    { "from=2026-11-23 decided=2026-11-09", "2026-11-17", "2026-11-19 due 2" },
    { "from=2026-11-23 decided=2026-11-09", "2026-11-20", "2026-11-19 breached -1" },
    { "from=2026-11-23 decided=2026-11-09 notice=2026-11-20", "2026-11-20",
      "2026-11-19 met_late 0" },
    { "from=2026-11-23", "2026-11-10", "2026-11-19 open 7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_auto(WayTestDuties) list = { NULL };

      way_test_put_fields (world, &way_direction_entity, cases[i].fields);
      list = way_test_duties (world, cases[i].today, NULL);
      way_test_assert_duty (&list, "C17", cases[i].expected);
    }
}

/* T12: three times ill, and three days more in January. */
static void
test_illness_adds_up_over_the_year (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(WayTestDuties) list = { NULL };
  WayId last;

  way_test_put_fields (world, &way_absence_entity, "kind=ILLNESS from=2026-09-14 to=2026-09-17");
  way_test_put_fields (world, &way_absence_entity, "kind=ILLNESS from=2026-10-05 to=2026-10-09");
  way_test_put_fields (world, &way_absence_entity, "kind=ILLNESS from=2026-11-09 to=2026-11-11");
  last = way_test_put_fields (world, &way_absence_entity, "kind=ILLNESS from=2027-01-11");
  list = way_test_duties (world, "2027-01-12", NULL);
  way_test_assert_duty (&list, "C14", "none");
  way_test_duties_clear (&list);
  list = way_test_duties (world, "2027-01-13", NULL);
  way_test_assert_duty (&list, "C14", "2027-01-13 due 0");
  g_assert_true (way_id_equal (&way_test_duty (&list, "C14")->subject, &last));
}

/* T05: a day at school between two suspensions. */
static void
test_a_day_at_school_parts_suspensions (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(WayTestDuties) list = { NULL };

  way_test_put_fields (world, &way_exclusion_entity, "category=SUSP from=2026-12-09 to=2026-12-11");
  way_test_put_fields (world, &way_exclusion_entity, "category=SUSP from=2026-12-14 to=2026-12-18");
  list = way_test_duties (world, "2026-12-15", NULL);
  way_test_assert_duty (&list, "C02", "2026-12-16 due 1");
  way_test_duties_clear (&list);
  way_test_put_fields (world, &way_attended_day_entity, "day=2026-12-13");
  list = way_test_duties (world, "2026-12-15", NULL);
  way_test_assert_duty (&list, "C02", "none");
}

/* A later, short suspension neither moves nor ends the duty of a long one. */
static void
test_a_later_suspension_is_another_matter (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(WayTestDuties) list = { NULL };
  WayId long_one = way_test_put_fields (world, &way_exclusion_entity,
                                        "category=SUSP from=2026-11-05 to=2026-11-16"
                                        " educated_from=2026-11-12");

  way_test_put_fields (world, &way_exclusion_entity, "category=SUSP from=2026-11-30 to=2026-11-30");
  list = way_test_duties (world, "2026-11-30", "2026-11-01");
  way_test_assert_duty (&list, "C02", "2026-11-12 not_applicable 0");
  g_assert_true (way_id_equal (&way_test_duty (&list, "C02")->subject, &long_one));
}

/* 45 days in a year: an alert at 30, amber at 40, red above. */
static void
test_the_year_of_suspensions_is_watched (void)
{
  static const struct { int half_days; const char *expected; } cases[] = {
    { 58, "none" },
    { 60, "2027-08-31 open 15" },
    { 80, "2027-08-31 due 5" },
    { 90, "2027-08-31 due 0" },
    { 91, "2027-08-31 breached -1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autofree char *fields = g_strdup_printf ("category=SUSP from=2026-10-05 to=2026-10-06"
                                                 " half_days=%d", cases[i].half_days - 10);
      g_auto(WayTestDuties) list = { NULL };

      way_test_put_fields (world, &way_exclusion_entity,
                           "category=SUSP from=2026-09-14 to=2026-09-18 half_days=10"
                           " cancelled=2026-09-16");
      way_test_put_fields (world, &way_exclusion_entity, fields);
      way_test_put_fields (world, &way_exclusion_entity,
                           "category=SUSP from=2026-06-08 to=2026-06-12 half_days=10");
      list = way_test_duties (world, "2026-11-10", NULL);
      way_test_assert_duty (&list, "C12", cases[i].expected);
    }
}

static void
test_a_school_tells_of_its_own_placements (void)
{
  static const struct { const char *fields, *expected; } cases[] = {
    { "start=2026-11-09 commissioner=SCHOOL", "2026-11-09 breached -1" },
    { "start=2026-11-09 commissioner=SCHOOL told_la=2026-11-09", "2026-11-09 met 0" },
    { "start=2026-11-09 commissioner=LA", "none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_auto(WayTestDuties) list = { NULL };

      way_test_put_fields (world, &way_placement_entity, cases[i].fields);
      list = way_test_duties (world, "2026-11-10", "2026-11-01");
      way_test_assert_duty (&list, "C20", cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/duties/records/table", test_records_start_duties);
  g_test_add_func ("/service/duties/records/direction", test_a_direction_wants_two_days_notice);
  g_test_add_func ("/service/duties/records/illness-adds-up", test_illness_adds_up_over_the_year);
  g_test_add_func ("/service/duties/records/attended", test_a_day_at_school_parts_suspensions);
  g_test_add_func ("/service/duties/records/later-suspension",
                   test_a_later_suspension_is_another_matter);
  g_test_add_func ("/service/duties/records/cap", test_the_year_of_suspensions_is_watched);
  g_test_add_func ("/service/duties/records/told", test_a_school_tells_of_its_own_placements);
  return g_test_run ();
}
