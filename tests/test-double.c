/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Double funding: the worked cases of the domain reference, what ends a finding,
 * and the rules against a slow version that looks at each day by itself. */

#include "way-double.h"

#include <string.h>

#include "way-field.h"
#include "way-share.h"
#include "way-test-calendar.h"

#define SCHOOL 1
#define OTHER_SCHOOL 2
#define SETTING 9

static const WayDoubleRoute by_council = { .council_pays = TRUE };
static const WayDoubleRoute by_school = { 0 };
static const WayDoubleRoute place_by_school = { .school_place = TRUE };
static const WayDoubleRoute by_agreement = { .council_may_pay = TRUE };
static const WayDoubleRoute excluded = { .council_pays = TRUE, .after_exclusion = TRUE };

static guint32
julian (const char *day)
{
  GDate date = way_test_date (day);

  return way_date_julian (&date);
}

/* One child of Fernhill School (maintained), two weeks at a setting. */
typedef struct
{
  WayDoubleRoll       roll;
  WayDoubleLine       lines[4];
  WayDoubleExclusion  exclusion;
  WayDoubleRecovery   recovery;
  WayDoublePlacement  placements[2];
  WayDoubleChild      child;
  WaySchoolDays      *days;
  GArray             *findings;
} Case;

static WayDoubleLine
line (const char *element,
      const char *payer,
      const char *basis,
      gint64      rate)
{
  return (WayDoubleLine) {
    .from = 0, .to = WAY_DOUBLE_OPEN,
    .element = element, .payer = payer, .basis = basis, .rate = rate,
  };
}

static void
setup (Case                 *self,
       const WayDoubleRoute *route,
       const char           *place_payer,
       const char           *top_up_payer)
{
  memset (self, 0, sizeof *self);
  self->days = way_test_specimen_days ();
  self->findings = g_array_new (FALSE, FALSE, sizeof (WayDoubleFinding));
  self->roll = (WayDoubleRoll) { julian ("2023-09-01"), WAY_DOUBLE_OPEN, SCHOOL, "1" };
  self->lines[0] = line ("PLACE", place_payer, "per_year", 1000000);
  self->lines[1] = line ("TOP_UP", top_up_payer, "per_day", 6140);
  self->placements[0] = (WayDoublePlacement) {
    .from = julian ("2026-11-02"), .to = julian ("2026-11-13"), .route = *route,
    .setting = SETTING, .sessions = 10, .lines = self->lines, .n_lines = 2, .days = self->days,
  };
  self->child = (WayDoubleChild) {
    .placements = self->placements, .n_placements = 1, .rolls = &self->roll, .n_rolls = 1,
    .recoveries = &self->recovery,
  };
}

static void
clear (Case *self)
{
  way_school_days_unref (self->days);
  g_array_unref (self->findings);
}

/* "DF1 2026-11-02..2026-11-13 10 614.00" for each, parted by "; ". */
static char *
found (Case *self)
{
  GString *text = g_string_new (NULL);

  g_array_set_size (self->findings, 0);
  way_double_find (&self->child, self->findings);
  for (guint i = 0; i < self->findings->len; i++)
    {
      const WayDoubleFinding *one = &g_array_index (self->findings, WayDoubleFinding, i);
      GDate first = way_date_from_julian (one->from);
      GDate last = way_date_from_julian (one->to);
      g_autofree char *from = way_date_to_iso (&first);
      g_autofree char *to = way_date_to_iso (&last);

      g_string_append_printf (text, "%s%s %s..%s %u", i > 0 ? "; " : "",
                              way_double_rule (one->rule)->id, from, to, one->days);
      if (one->amount != WAY_INTEGER_NONE)
        g_string_append_printf (text, " %" G_GINT64_FORMAT, one->amount);
    }
  return g_string_free (text, FALSE);
}

static void
assert_found (Case       *self,
              const char *expected)
{
  g_autofree char *text = found (self);

  g_assert_cmpstr (text, ==, expected);
}

/* --- The worked cases --- */

static void
test_the_school_pays_the_top_up (void)
{
  Case self;

  setup (&self, &by_school, "LA", "SCHOOL");
  assert_found (&self, "");
  clear (&self);
}

static void
test_the_council_pays_all (void)
{
  Case self;

  setup (&self, &by_school, "LA", "LA");
  assert_found (&self, "DF1 2026-11-02..2026-11-13 10 61400");
  clear (&self);
}

static void
test_the_council_pays_the_top_up (void)
{
  Case self;

  setup (&self, &by_school, "SCHOOL", "LA");
  assert_found (&self, "DF2 2026-11-02..2026-11-13 10 61400");
  clear (&self);
}

/* 10,000 pounds x 1.0 x 10 days / 190. */
static void
test_the_council_pays_the_schools_place (void)
{
  Case self;

  setup (&self, &place_by_school, "LA", "SCHOOL");
  assert_found (&self, "DF3 2026-11-02..2026-11-13 10 52632");
  clear (&self);
}

static void
exclude (Case       *self,
         const char *day,
         const char *due,
         const char *deleted)
{
  self->exclusion = (WayDoubleExclusion) {
    .from = julian (day), .school = SCHOOL, .type = "1", .year_amount = 520000,
    .due = due != NULL ? julian (due) : 0, .deleted = deleted != NULL ? julian (deleted) : 0,
  };
  self->exclusion.relevant = self->exclusion.from + 7;
  self->placements[0].exclusion = &self->exclusion;
}

static void
test_day_three_of_an_exclusion (void)
{
  Case self;

  setup (&self, &excluded, "LA", "LA");
  exclude (&self, "2026-11-11", "2026-12-16", NULL);
  assert_found (&self, "");
  clear (&self);
}

static void
test_the_roll_is_stale (void)
{
  Case self;

  setup (&self, &excluded, "LA", "LA");
  exclude (&self, "2026-09-14", "2026-11-05", NULL);
  assert_found (&self, "DF4 2026-11-06..2026-11-13 6");
  clear (&self);
}

static void
test_single_while_waiting (void)
{
  Case self;

  setup (&self, &by_council, "LA", "LA");
  self.placements[0].single = TRUE;
  assert_found (&self, "");
  clear (&self);
}

static void
test_section_19_needs_a_reason (void)
{
  Case self;

  setup (&self, &by_agreement, "LA", "LA");
  assert_found (&self, "DF1 2026-11-02..2026-11-13 10 61400");
  self.lines[1].approved = TRUE;
  assert_found (&self, "");
  clear (&self);
}

/* --- What ends it --- */

static void
test_a_recharge_takes_its_days_away (void)
{
  Case self;

  setup (&self, &by_school, "LA", "LA");
  self.lines[2] = line ("RECHARGE", "SCHOOL", "per_day", 6140);
  self.lines[2].from = julian ("2026-11-04");
  self.lines[2].to = julian ("2026-11-06");
  self.placements[0].n_lines = 3;
  assert_found (&self, "DF1 2026-11-02..2026-11-03 2 12280; DF1 2026-11-07..2026-11-13 5 30700");
  clear (&self);
}

static void
test_a_recovery_takes_its_days_away (void)
{
  Case self;

  setup (&self, &by_school, "LA", "LA");
  self.recovery = (WayDoubleRecovery) { julian ("2026-11-09"), WAY_DOUBLE_OPEN, "AWPU" };
  self.child.n_recoveries = 1;
  assert_found (&self, "DF1 2026-11-02..2026-11-08 5 30700");
  clear (&self);
}

static void
test_another_payer_ends_it (void)
{
  Case self;

  setup (&self, &by_school, "LA", "LA");
  self.lines[1].to = julian ("2026-11-06");
  self.lines[2] = line ("TOP_UP", "SCHOOL", "per_day", 6140);
  self.lines[2].from = julian ("2026-11-07");
  self.placements[0].n_lines = 3;
  assert_found (&self, "DF1 2026-11-02..2026-11-06 5 30700");
  clear (&self);
}

static void
test_only_a_funded_school_keeps_money (void)
{
  static const char *const without[] = { "36", "11", "14", NULL };
  Case self;

  setup (&self, &by_school, "LA", "LA");
  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      self.roll.type = without[i];
      assert_found (&self, "");
    }
  clear (&self);
}

/* The maintained school is paid by the census of the October before April, an
 * academy by that before September: 1 October 2026 and 2 October 2025. */
static void
test_who_was_not_counted_brings_no_money (void)
{
  static const struct { const char *type, *from, *start; gboolean funded; } rows[] = {
    { "1", "2025-10-02", "2026-11-02", TRUE },
    { "1", "2025-10-03", "2026-11-02", FALSE },
    { "1", "2026-10-01", "2027-05-04", TRUE },
    { "34", "2025-10-03", "2026-11-02", FALSE },
    { "34", "2025-10-02", "2026-11-02", TRUE },
    { "34", "2026-10-01", "2027-05-04", FALSE },
  };
  Case self;

  setup (&self, &by_school, "LA", "LA");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;

      self.roll.type = rows[i].type;
      self.roll.from = julian (rows[i].from);
      self.placements[0].from = julian (rows[i].start);
      self.placements[0].to = self.placements[0].from + 3;
      text = found (&self);
      g_test_message ("row %u: %s", i, text);
      g_assert_cmpint (*text != '\0', ==, rows[i].funded);
    }
  clear (&self);
}

static void
test_the_place_as_agreed_counts (void)
{
  Case self;

  setup (&self, &by_school, "LA", "LA");
  self.placements[0].lines = &self.lines[1];
  self.placements[0].n_lines = 1;
  self.placements[0].place_payer = "SCHOOL";
  assert_found (&self, "DF2 2026-11-02..2026-11-13 10 61400");
  self.placements[0].place_payer = NULL;
  assert_found (&self, "DF1 2026-11-02..2026-11-13 10 61400");
  self.placements[0].n_lines = 0;
  assert_found (&self, "");
  self.placements[0].place_payer = "LA";
  assert_found (&self, "DF1 2026-11-02..2026-11-13 10 0");
  self.placements[0].top_up_payer = "SCHOOL";
  assert_found (&self, "");
  clear (&self);
}

/* --- The excluded child's money --- */

/* 26 October 2026 to 31 March 2027 are 22 whole weeks: 5,200 x 22 / 52. */
static void
test_the_amount_to_follow (void)
{
  Case self;

  setup (&self, &excluded, "LA", "LA");
  exclude (&self, "2026-10-19", "2026-11-20", "2026-11-04");
  self.roll.to = julian ("2026-11-03");
  assert_found (&self, "DF5 2026-11-05..2026-11-13 7 220000");
  self.recovery = (WayDoubleRecovery) { julian ("2026-10-26"), julian ("2027-03-31"), "FOLLOW" };
  self.child.n_recoveries = 1;
  assert_found (&self, "");
  self.recovery.from = julian ("2027-04-01");
  assert_found (&self, "DF5 2026-11-05..2026-11-13 7 220000");
  clear (&self);
}

/* A second financial year is a finding of its own, while a census counted the
 * child. */
static void
test_the_amount_to_follow_of_a_second_year (void)
{
  Case self;

  setup (&self, &excluded, "LA", "LA");
  exclude (&self, "2026-10-19", "2026-11-20", "2027-03-19");
  self.roll.to = julian ("2027-03-19");
  self.placements[0].from = julian ("2027-03-22");
  self.placements[0].to = julian ("2027-04-16");
  assert_found (&self, "DF5 2027-03-22..2027-03-31 4 220000; DF5 2027-04-01..2027-04-16 5 520000");
  self.roll.to = julian ("2026-09-30");
  assert_found (&self, "DF5 2027-03-22..2027-03-31 4 220000");
  clear (&self);
}

/* --- Two at once --- */

static void
test_two_full_time_places (void)
{
  Case self;

  setup (&self, &by_school, "LA", "SCHOOL");
  self.lines[2] = line ("FEE", "SCHOOL", "per_week", 20000);
  self.placements[1] = self.placements[0];
  self.placements[1].from = julian ("2026-11-09");
  self.placements[1].to = julian ("2026-12-18");
  self.placements[1].lines = &self.lines[2];
  self.placements[1].n_lines = 1;
  self.placements[1].sessions = WAY_INTEGER_NONE;
  self.child.n_placements = 2;
  assert_found (&self, "DF6 2026-11-09..2026-11-13 5");
  g_assert_cmpuint (g_array_index (self.findings, WayDoubleFinding, 0).placement, ==, 1);
  g_assert_cmpuint (g_array_index (self.findings, WayDoubleFinding, 0).other, ==, 0);
  self.lines[2].payer = "LA";
  self.lines[0].payer = "SCHOOL";
  self.placements[1].route = by_council;
  assert_found (&self, "");
  clear (&self);
}

static void
test_two_halves_are_no_more_than_full_time (void)
{
  Case self;

  setup (&self, &by_school, "LA", "SCHOOL");
  self.placements[0].sessions = 6;
  self.placements[1] = self.placements[0];
  self.placements[1].sessions = 4;
  self.child.n_placements = 2;
  assert_found (&self, "");
  self.placements[1].sessions = 5;
  assert_found (&self, "DF6 2026-11-02..2026-11-13 10");
  clear (&self);
}

/* --- Money by the day --- */

static void
test_what_a_day_costs (void)
{
  static const struct { const char *basis; gint64 rate, sessions, days, pence; } rows[] = {
    { "per_day", 6140, 10, 10, 61400 },
    { "per_session", 3070, 10, 10, 61400 },
    { "per_session", 3070, 4, 10, 24560 },
    { "per_week", 30000, 10, 10, 60000 },
    { "per_week", 10001, 10, 1, 2000 },
    { "per_year", 1800000, 10, 10, 94737 },
    { "per_year", 1800000, 10, 190, 1800000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 parts;

      g_test_message ("row %u", i);
      g_assert_true (way_share_per_day (rows[i].basis, rows[i].rate, rows[i].sessions, &parts));
      g_assert_cmpint (way_share_round (parts * rows[i].days), ==, rows[i].pence);
    }
}

static void
test_what_has_no_price_by_the_day (void)
{
  gint64 parts;

  g_assert_false (way_share_per_day ("once", 100, 10, &parts));
  g_assert_false (way_share_per_day (NULL, 100, 10, &parts));
  g_assert_false (way_share_per_day ("per_day", WAY_INTEGER_NONE, 10, &parts));
}

static void
test_the_share_of_a_place (void)
{
  GDate on = way_test_date ("2026-11-10");

  g_assert_cmpint (way_share_round (way_share_place (&on, 10) * 190), ==, 1000000);
  g_assert_cmpint (way_share_round (way_share_place (&on, 5) * 38), ==, 100000);
}

/* --- Against a slow version --- */

#define N_LINES 6
#define N_ROLLS 3
#define N_RECOVERIES 2

typedef struct
{
  WayDoubleLine      lines[2][N_LINES];
  WayDoubleRoll      rolls[N_ROLLS];
  WayDoubleRecovery  recoveries[N_RECOVERIES];
  WayDoubleExclusion exclusion;
  WayDoublePlacement placements[2];
  WayDoubleChild     child;
} World;

/* Some day of the time in which things happen here. */
static guint32
any_day (void)
{
  static const char *const telling[] = {
    "2025-10-01", "2025-10-02", "2025-10-03", "2026-03-31", "2026-04-01", "2026-08-31",
    "2026-09-01", "2026-10-01", "2026-10-02", "2027-03-31", "2027-04-01",
  };

  if (g_test_rand_int_range (0, 4) == 0)
    return julian (telling[g_test_rand_int_range (0, G_N_ELEMENTS (telling))]);
  return julian ("2025-08-01") + (guint32) g_test_rand_int_range (0, 700);
}

static guint32
any_end (guint32 from)
{
  return g_test_rand_int_range (0, 4) == 0 ? WAY_DOUBLE_OPEN
                                           : from + (guint32) g_test_rand_int_range (0, 250);
}

#define ANY(list) ((list)[g_test_rand_int_range (0, G_N_ELEMENTS (list))])

static void
make_lines (World *world,
            guint  which)
{
  static const char *const elements[] = {
    "PLACE", "PLACE", "TOP_UP", "TOP_UP", "FEE", "TRANSPORT", "OTHER", "RECHARGE",
  };
  static const char *const payers[] = { "LA", "SCHOOL" };
  static const char *const bases[] = { "per_day", "per_week", "per_session", "per_year", "once" };
  WayDoublePlacement *placement = &world->placements[which];

  placement->lines = world->lines[which];
  placement->n_lines = (guint) g_test_rand_int_range (0, N_LINES + 1);
  for (guint i = 0; i < placement->n_lines; i++)
    {
      WayDoubleLine one = line (ANY (elements), ANY (payers), ANY (bases),
                                g_test_rand_int_range (1, 20000));

      if (g_test_rand_int_range (0, 3) == 0)
        {
          one.from = any_day ();
          one.to = any_end (one.from);
        }
      one.approved = g_test_rand_bit ();
      world->lines[which][i] = one;
    }
}

static void
make_placement (World               *world,
                guint                which,
                const WaySchoolDays *days)
{
  static const gint64 sessions[] = { 10, 10, 6, 5, 4, WAY_INTEGER_NONE };
  static const char *const payers[] = { NULL, NULL, "LA", "SCHOOL" };
  const WayDoubleRoute *const routes[] = {
    &by_council, &by_school, &place_by_school, &place_by_school, &by_agreement, &excluded,
  };
  guint32 from = any_day ();

  world->placements[which] = (WayDoublePlacement) {
    .from = from, .to = from + (guint32) g_test_rand_int_range (0, 300),
    .route = *ANY (routes), .setting = g_test_rand_int_range (0, 5) == 0 ? SCHOOL : SETTING,
    .single = g_test_rand_int_range (0, 5) == 0,
    .place_payer = ANY (payers), .top_up_payer = ANY (payers),
    .approved = g_test_rand_bit (),
    .sessions = ANY (sessions), .days = days,
    .exclusion = g_test_rand_bit () ? &world->exclusion : NULL,
  };
  make_lines (world, which);
}

static void
make_world (World               *world,
            const WaySchoolDays *days)
{
  static const char *const types[] = { "1", "1", "1", "34", "34", "34", "36", NULL };
  static const char *const kinds[] = { "AWPU", "FOLLOW" };

  memset (world, 0, sizeof *world);
  for (guint i = 0; i < N_ROLLS; i++)
    {
      guint school = i == 0 ? SCHOOL : (guint) g_test_rand_int_range (SCHOOL, OTHER_SCHOOL + 1);
      guint32 from = g_test_rand_int_range (0, 4) > 0 ? 0 : any_day ();

      world->rolls[i] = (WayDoubleRoll) { from, any_end (MAX (from, julian ("2026-03-01"))),
                                          school, ANY (types) };
    }
  for (guint i = 0; i < N_RECOVERIES; i++)
    {
      guint32 from = any_day ();

      world->recoveries[i] = (WayDoubleRecovery) { from, any_end (from), ANY (kinds) };
    }
  world->exclusion = (WayDoubleExclusion) {
    .from = any_day (), .school = SCHOOL, .type = ANY (types),
    .due = g_test_rand_bit () ? any_day () : 0, .deleted = g_test_rand_bit () ? any_day () : 0,
    .year_amount = g_test_rand_bit () ? 520000 : WAY_INTEGER_NONE,
  };
  world->exclusion.relevant = world->exclusion.from + 8;
  make_placement (world, 0, days);
  make_placement (world, 1, days);
  world->child = (WayDoubleChild) {
    .placements = world->placements, .n_placements = (guint) g_test_rand_int_range (1, 3),
    .rolls = world->rolls, .n_rolls = (guint) g_test_rand_int_range (1, N_ROLLS + 1),
    .recoveries = world->recoveries,
    .n_recoveries = (guint) g_test_rand_int_range (0, N_RECOVERIES + 1),
  };
}

/* --- The slow version: a day at a time, the law written out --- */

static gboolean
slow_within (guint32 day,
             guint32 from,
             guint32 to)
{
  return day >= from && day <= to;
}

static gboolean
slow_is_cost (const WayDoubleLine *one)
{
  return g_str_equal (one->element, "PLACE") || g_str_equal (one->element, "TOP_UP") ||
         g_str_equal (one->element, "FEE");
}

/* Lines of a kind that hold on a day: how many, and how many match the payer. */
static guint
slow_lines (const WayDoublePlacement *p,
            guint32                   day,
            gboolean                  place,
            gboolean                  top_up,
            const char               *payer)
{
  guint n = 0;
  gboolean has_place = FALSE;
  gboolean has_top_up = FALSE;

  for (guint i = 0; i < p->n_lines; i++)
    {
      gboolean is_place = g_str_equal (p->lines[i].element, "PLACE");

      if (!slow_within (day, p->lines[i].from, p->lines[i].to) || !slow_is_cost (&p->lines[i]))
        continue;
      has_place |= is_place;
      has_top_up |= !is_place;
      if ((is_place ? place : top_up) &&
          (payer == NULL || g_str_equal (p->lines[i].payer, payer)))
        n++;
    }
  if (!has_place && place && p->place_payer != NULL &&
      (payer == NULL || g_str_equal (p->place_payer, payer)))
    n++;
  if (!has_top_up && top_up && p->top_up_payer != NULL &&
      (payer == NULL || g_str_equal (p->top_up_payer, payer)))
    n++;
  return n;
}

static gboolean
slow_recharged (const WayDoublePlacement *p,
                guint32                   day)
{
  for (guint i = 0; i < p->n_lines; i++)
    if (g_str_equal (p->lines[i].element, "RECHARGE") &&
        slow_within (day, p->lines[i].from, p->lines[i].to))
      return TRUE;
  return FALSE;
}

static guint32
slow_census (int year)
{
  GDate day = way_date_ymd (year, 10, 1);

  while (way_date_weekday (&day) != 4)
    day = way_date_add_days (&day, 1);
  return way_date_julian (&day);
}

static gboolean
slow_counted (const WayDoubleChild *child,
              guint                 school,
              const char           *type,
              guint32               day)
{
  GDate date = way_date_from_julian (day);
  int month = g_date_get_month (&date);
  int began = g_date_get_year (&date);

  if (g_strcmp0 (type, "1") == 0)
    began -= month < 4;
  else if (g_strcmp0 (type, "34") == 0)
    began -= month < 9;
  else
    return FALSE;
  for (guint i = 0; i < child->n_rolls; i++)
    if (child->rolls[i].school == school &&
        slow_within (slow_census (began - 1), child->rolls[i].from, child->rolls[i].to))
      return TRUE;
  return FALSE;
}

static gboolean
slow_funded (const WayDoubleChild     *child,
             const WayDoublePlacement *p,
             guint32                   day)
{
  for (guint i = 0; i < child->n_recoveries; i++)
    if (g_str_equal (child->recoveries[i].kind, "AWPU") &&
        slow_within (day, child->recoveries[i].from, child->recoveries[i].to))
      return FALSE;
  for (guint i = 0; i < child->n_rolls; i++)
    if (slow_within (day, child->rolls[i].from, child->rolls[i].to) &&
        child->rolls[i].school != p->setting &&
        slow_counted (child, child->rolls[i].school, child->rolls[i].type, day))
      return TRUE;
  return FALSE;
}

static gboolean
slow_approved (const WayDoublePlacement *p,
               guint32                   day)
{
  gboolean any_top_up = slow_lines (p, day, FALSE, TRUE, "LA") > 0;
  guint counted = slow_lines (p, day, !any_top_up, any_top_up, "LA");

  for (guint i = 0; i < p->n_lines; i++)
    {
      gboolean is_place = g_str_equal (p->lines[i].element, "PLACE");

      if (!slow_within (day, p->lines[i].from, p->lines[i].to) || !slow_is_cost (&p->lines[i]) ||
          !g_str_equal (p->lines[i].payer, "LA") || is_place == any_top_up)
        continue;
      if (!p->lines[i].approved)
        return FALSE;
      counted--;
    }
  return counted == 0 || p->approved;
}

static int
slow_financial_year (guint32 day)
{
  GDate date = way_date_from_julian (day);

  return g_date_get_year (&date) - (g_date_get_month (&date) < 4);
}

static gboolean
slow_unclaimed (const WayDoubleChild     *child,
                const WayDoubleExclusion *x,
                guint32                   day)
{
  if (x->deleted == 0 || day <= x->deleted)
    return FALSE;
  if (g_strcmp0 (x->type, "1") != 0 && g_strcmp0 (x->type, "34") != 0)
    return FALSE;
  if (slow_financial_year (day) > slow_financial_year (x->from) &&
      !slow_counted (child, x->school, x->type, day))
    return FALSE;
  for (guint i = 0; i < child->n_recoveries; i++)
    if (g_str_equal (child->recoveries[i].kind, "FOLLOW") &&
        slow_financial_year (child->recoveries[i].from) == slow_financial_year (day))
      return FALSE;
  return TRUE;
}

static gboolean
slow_stale (const WayDoubleChild     *child,
            const WayDoublePlacement *p,
            guint32                   day)
{
  const WayDoubleExclusion *x = p->exclusion;

  if (x->due == 0 || day <= x->due || x->school == p->setting)
    return FALSE;
  for (guint i = 0; i < child->n_rolls; i++)
    if (child->rolls[i].school == x->school &&
        slow_within (day, child->rolls[i].from, child->rolls[i].to))
      return TRUE;
  return FALSE;
}

static gboolean
slow_is_double (const WayDoubleChild     *child,
                const WayDoublePlacement *p,
                guint32                   day)
{
  return !p->single && !p->route.council_pays && !slow_recharged (p, day) &&
         slow_funded (child, p, day);
}

static gboolean
slow_speaks (const WayDoubleChild     *child,
             const WayDoublePlacement *p,
             WayDoubleRule             rule,
             guint32                   day)
{
  gboolean has_council = slow_lines (p, day, TRUE, TRUE, "LA") > 0;
  gboolean all_council = has_council && slow_lines (p, day, TRUE, TRUE, "LA") ==
                                          slow_lines (p, day, TRUE, TRUE, NULL);
  gboolean allowed = p->route.council_may_pay && slow_approved (p, day);
  gboolean whole = all_council && !allowed;

  switch (rule)
    {
    case WAY_DOUBLE_WHOLE:
      return slow_is_double (child, p, day) && whole;
    case WAY_DOUBLE_TOP_UP:
      return slow_is_double (child, p, day) && !all_council && !allowed &&
             slow_lines (p, day, FALSE, TRUE, "LA") > 0;
    case WAY_DOUBLE_PLACE:
      return slow_is_double (child, p, day) && !whole && p->route.school_place &&
             slow_lines (p, day, TRUE, FALSE, "LA") > 0;
    case WAY_DOUBLE_STALE:
      return p->route.after_exclusion && p->exclusion != NULL && slow_stale (child, p, day);
    case WAY_DOUBLE_UNCLAIMED:
      return p->route.after_exclusion && p->exclusion != NULL &&
             slow_unclaimed (child, p->exclusion, day);
    case WAY_DOUBLE_TWICE:
    default:
      return FALSE;
    }
}

static gboolean
slow_twice (const WayDoublePlacement *p,
            const WayDoublePlacement *q,
            guint32                   day)
{
  gint64 sessions = (p->sessions == WAY_INTEGER_NONE ? 10 : p->sessions) +
                    (q->sessions == WAY_INTEGER_NONE ? 10 : q->sessions);

  if (sessions <= 10 || p->single || q->single || p->route.council_pays ||
      q->route.council_pays || slow_recharged (p, day) || slow_recharged (q, day) ||
      !slow_within (day, q->from, q->to))
    return FALSE;
  return (slow_lines (p, day, TRUE, TRUE, "LA") > 0 && slow_lines (q, day, TRUE, TRUE, "LA") > 0) ||
         (slow_lines (p, day, TRUE, TRUE, "SCHOOL") > 0 &&
          slow_lines (q, day, TRUE, TRUE, "SCHOOL") > 0);
}

/* A day's money in 1,900ths of a penny: 190 days of ten half days. */
static gint64
slow_cost (const WayDoublePlacement *p,
           WayDoubleRule             rule,
           guint32                   day,
           gboolean                  open)
{
  gint64 sessions = p->sessions == WAY_INTEGER_NONE ? 10 : p->sessions;
  gint64 sum = 0;

  if (rule == WAY_DOUBLE_PLACE)
    return open ? 1000000 * sessions : 0;
  for (guint i = 0; i < p->n_lines; i++)
    {
      const WayDoubleLine *one = &p->lines[i];

      if (!slow_within (day, one->from, one->to) || !slow_is_cost (one) ||
          g_str_equal (one->element, "PLACE") || !g_str_equal (one->payer, "LA"))
        continue;
      if (g_str_equal (one->basis, "once"))
        sum += day == MAX (one->from, p->from) ? one->rate * 1900 : 0;
      else if (open)
        sum += g_str_equal (one->basis, "per_day")    ? one->rate * 1900
               : g_str_equal (one->basis, "per_week") ? one->rate * 380
               : g_str_equal (one->basis, "per_year") ? one->rate * 10
                                                      : one->rate * sessions * 380;
    }
  return sum;
}

static gint64
slow_follow (const WayDoubleExclusion *x,
             guint32                   day)
{
  GDate first = way_date_ymd (slow_financial_year (day), 4, 1);
  GDate last = way_date_ymd (slow_financial_year (day) + 1, 3, 31);
  guint32 from = MAX (x->relevant, way_date_julian (&first));
  gint64 weeks = 0;

  if (x->year_amount == WAY_INTEGER_NONE)
    return WAY_INTEGER_NONE;
  for (guint32 week = from; week + 6 <= way_date_julian (&last); week += 7)
    weeks++;
  return (x->year_amount * MIN (weeks, 52) + 26) / 52;
}

static void
slow_end (const WayDoublePlacement *p,
          WayDoubleFinding         *run,
          gint64                   *parts,
          GArray                   *findings)
{
  if (run->rule == WAY_DOUBLE_STALE || run->rule == WAY_DOUBLE_TWICE)
    run->amount = WAY_INTEGER_NONE;
  else if (run->rule == WAY_DOUBLE_UNCLAIMED)
    run->amount = run->from != 0 ? slow_follow (p->exclusion, run->from) : 0;
  else
    run->amount = (*parts + 950) / 1900;
  if (run->days > 0)
    g_array_append_val (findings, *run);
  run->from = 0;
  run->days = 0;
  *parts = 0;
}

static void
slow_rule (const WayDoubleChild *child,
           guint                 index,
           guint                 other,
           WayDoubleRule         rule,
           GArray               *findings)
{
  const WayDoublePlacement *p = &child->placements[index];
  WayDoubleFinding run = { .rule = rule, .placement = index, .other = other };
  gint64 parts = 0;

  for (guint32 day = p->from; day <= p->to; day++)
    {
      GDate date = way_date_from_julian (day);
      gboolean open = way_school_days_is_open (p->days, &date);
      gboolean speaks = rule == WAY_DOUBLE_TWICE ? slow_twice (p, &child->placements[other], day)
                                                 : slow_speaks (child, p, rule, day);

      if (!speaks || (rule == WAY_DOUBLE_UNCLAIMED && run.from != 0 &&
                      slow_financial_year (run.from) != slow_financial_year (day)))
        slow_end (p, &run, &parts, findings);
      if (!speaks)
        continue;
      if (run.from == 0)
        run.from = day;
      run.to = day;
      run.days += open;
      parts += slow_cost (p, rule, day, open);
    }
  slow_end (p, &run, &parts, findings);
}

static void
slow_find (const WayDoubleChild *child,
           GArray               *findings)
{
  for (guint i = 0; i < child->n_placements; i++)
    {
      for (guint rule = 0; rule < WAY_DOUBLE_TWICE; rule++)
        slow_rule (child, i, WAY_DOUBLE_NONE, rule, findings);
      for (guint j = 0; j < child->n_placements; j++)
        if (child->placements[j].from < child->placements[i].from ||
            (child->placements[j].from == child->placements[i].from && j < i))
          slow_rule (child, i, j, WAY_DOUBLE_TWICE, findings);
    }
}

static void
assert_same (GArray *found_fast,
             GArray *found_slow)
{
  g_assert_cmpuint (found_fast->len, ==, found_slow->len);
  for (guint i = 0; i < found_fast->len; i++)
    {
      const WayDoubleFinding *fast = &g_array_index (found_fast, WayDoubleFinding, i);
      const WayDoubleFinding *slow = &g_array_index (found_slow, WayDoubleFinding, i);

      g_assert_cmpint (fast->rule, ==, slow->rule);
      g_assert_cmpuint (fast->placement, ==, slow->placement);
      g_assert_cmpuint (fast->other, ==, slow->other);
      g_assert_cmpuint (fast->from, ==, slow->from);
      g_assert_cmpuint (fast->to, ==, slow->to);
      g_assert_cmpuint (fast->days, ==, slow->days);
      g_assert_cmpint (fast->amount, ==, slow->amount);
    }
}

static void
test_ten_thousand_children (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  guint seen[WAY_N_DOUBLE_RULES] = { 0 };

  for (guint n = 0; n < 10000; n++)
    {
      g_autoptr(GArray) fast = g_array_new (FALSE, FALSE, sizeof (WayDoubleFinding));
      g_autoptr(GArray) slow = g_array_new (FALSE, FALSE, sizeof (WayDoubleFinding));
      World world;

      make_world (&world, days);
      way_double_find (&world.child, fast);
      slow_find (&world.child, slow);
      for (guint i = 0; i < fast->len; i++)
        seen[g_array_index (fast, WayDoubleFinding, i).rule]++;
      assert_same (fast, slow);
    }
  for (guint rule = 0; rule < WAY_N_DOUBLE_RULES; rule++)
    {
      g_test_message ("%s: %u", way_double_rule (rule)->id, seen[rule]);
      g_assert_cmpuint (seen[rule], >, 20);
    }
}

/* --- Words --- */

static void
test_every_rule_says_what_and_whence (void)
{
  for (guint rule = 0; rule < WAY_N_DOUBLE_RULES; rule++)
    {
      const WayCode *code = way_double_rule (rule);

      g_assert_nonnull (code);
      g_assert_cmpstr (code->label, !=, "");
      g_assert_nonnull (code->note);
      g_assert_nonnull (code->source);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/double/case/school-pays-top-up", test_the_school_pays_the_top_up);
  g_test_add_func ("/rules/double/case/council-pays-all", test_the_council_pays_all);
  g_test_add_func ("/rules/double/case/council-pays-top-up", test_the_council_pays_the_top_up);
  g_test_add_func ("/rules/double/case/council-pays-place", test_the_council_pays_the_schools_place);
  g_test_add_func ("/rules/double/case/exclusion-day-three", test_day_three_of_an_exclusion);
  g_test_add_func ("/rules/double/case/stale-roll", test_the_roll_is_stale);
  g_test_add_func ("/rules/double/case/single", test_single_while_waiting);
  g_test_add_func ("/rules/double/case/section-19", test_section_19_needs_a_reason);
  g_test_add_func ("/rules/double/ends/recharge", test_a_recharge_takes_its_days_away);
  g_test_add_func ("/rules/double/ends/recovery", test_a_recovery_takes_its_days_away);
  g_test_add_func ("/rules/double/ends/other-payer", test_another_payer_ends_it);
  g_test_add_func ("/rules/double/funded/kind-of-school", test_only_a_funded_school_keeps_money);
  g_test_add_func ("/rules/double/funded/census", test_who_was_not_counted_brings_no_money);
  g_test_add_func ("/rules/double/place-as-agreed", test_the_place_as_agreed_counts);
  g_test_add_func ("/rules/double/follow/amount", test_the_amount_to_follow);
  g_test_add_func ("/rules/double/follow/second-year", test_the_amount_to_follow_of_a_second_year);
  g_test_add_func ("/rules/double/twice/over-full-time", test_two_full_time_places);
  g_test_add_func ("/rules/double/twice/halves", test_two_halves_are_no_more_than_full_time);
  g_test_add_func ("/rules/double/share/day", test_what_a_day_costs);
  g_test_add_func ("/rules/double/share/no-day", test_what_has_no_price_by_the_day);
  g_test_add_func ("/rules/double/share/place", test_the_share_of_a_place);
  g_test_add_func ("/rules/double/random", test_ten_thousand_children);
  g_test_add_func ("/rules/double/words", test_every_rule_says_what_and_whence);
  return g_test_run ();
}
