/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy: the edges of a stay, children counted once, and random facts
 * against a count that looks at every stay on every day. */

#include "way-occupancy.h"

#include <stdlib.h>

#define DAY 738000u            /* any day */

static WayOccupancy *
count (const WayOccupancyStay   *stays,
       gsize                     n_stays,
       const WayOccupancyPlaces *places,
       gsize                     n_places,
       guint                     n_days)
{
  WayOccupancyInput facts = {
    .stays = stays, .n_stays = n_stays, .places = places, .n_places = n_places,
    .n_groups = 2, .n_pupils = 4,
  };
  g_autofree guint32 *days = g_new (guint32, n_days);

  for (guint i = 0; i < n_days; i++)
    days[i] = DAY + i;
  return way_occupancy_new (&facts, days, n_days);
}

static void
assert_on_roll (const WayOccupancy *occupancy,
                guint               group,
                guint               n_days,
                const gint32       *expected)
{
  const WayOccupancyCell *row = way_occupancy_row (occupancy, group);

  for (guint i = 0; i < n_days; i++)
    g_assert_cmpint (row[i].on_roll, ==, expected[i]);
}

static void
test_first_and_last_day_count (void)
{
  const WayOccupancyStay stays[] = {
    { DAY + 1, DAY + 2, 0, 0, 10, 1 },
    { DAY - 9, DAY, 0, 1, 10, 1 },
    { DAY + 4, WAY_OCCUPANCY_OPEN, 0, 2, 10, 1 },
    { DAY - 9, DAY - 1, 0, 3, 10, 1 },
    { DAY + 5, DAY + 9, 0, 3, 10, 1 },
  };
  g_autoptr(WayOccupancy) occupancy = count (stays, G_N_ELEMENTS (stays), NULL, 0, 5);
  const gint32 expected[] = { 1, 1, 1, 0, 1 };

  assert_on_roll (occupancy, 0, 5, expected);
  assert_on_roll (occupancy, 2, 5, expected);
}

static void
test_stay_that_ends_before_it_begins_is_none (void)
{
  const WayOccupancyStay stays[] = { { DAY + 2, DAY + 1, 0, 0, 10, 1 } };
  g_autoptr(WayOccupancy) occupancy = count (stays, 1, NULL, 0, 4);
  const gint32 expected[] = { 0, 0, 0, 0 };

  assert_on_roll (occupancy, 0, 4, expected);
}

static void
test_child_counts_once (void)
{
  const WayOccupancyStay stays[] = {
    { DAY, DAY + 2, 0, 0, 4, 1 },
    { DAY + 1, DAY + 3, 0, 0, 6, 1 },
    { DAY + 1, DAY + 1, 1, 0, 2, 1 },
  };
  g_autoptr(WayOccupancy) occupancy = count (stays, G_N_ELEMENTS (stays), NULL, 0, 4);
  const gint32 first[] = { 1, 1, 1, 1 };
  const gint32 second[] = { 0, 1, 0, 0 };
  const gint32 sessions[] = { 4, 12, 10, 6 };

  assert_on_roll (occupancy, 0, 4, first);
  assert_on_roll (occupancy, 1, 4, second);
  assert_on_roll (occupancy, 2, 4, first);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (way_occupancy_row (occupancy, 2)[i].sessions, ==, sessions[i]);
}

static void
test_one_who_only_attends_is_not_on_roll (void)
{
  const WayOccupancyStay stays[] = { { DAY, DAY, 0, 0, 5, 0 } };
  g_autoptr(WayOccupancy) occupancy = count (stays, 1, NULL, 0, 1);

  g_assert_cmpint (way_occupancy_row (occupancy, 0)->on_roll, ==, 0);
  g_assert_cmpint (way_occupancy_row (occupancy, 0)->sessions, ==, 5);
}

static void
test_places_out_of_service_are_taken_away (void)
{
  const WayOccupancyPlaces places[] = {
    { DAY, DAY + 3, 0, 20 },
    { DAY + 1, DAY + 1, 0, -5 },
    { DAY + 2, DAY + 2, 0, -25 },
    { DAY + 3, WAY_OCCUPANCY_OPEN, 1, 5 },
    { DAY + 3, WAY_OCCUPANCY_OPEN, WAY_OCCUPANCY_NO_GROUP, 2 },
  };
  g_autoptr(WayOccupancy) occupancy = count (NULL, 0, places, G_N_ELEMENTS (places), 5);
  const gint32 first[] = { 20, 15, 0, 20, 0 };
  const gint32 whole[] = { 20, 15, 0, 27, 7 };

  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (way_occupancy_row (occupancy, 0)[i].places, ==, first[i]);
      g_assert_cmpint (way_occupancy_row (occupancy, 2)[i].places, ==, whole[i]);
    }
}

static void
test_what_is_not_in_total_is_beside_it (void)
{
  const WayOccupancyStay stays[] = {
    { DAY, DAY, 0, 0, 10, 1 }, { DAY, DAY, 1, 1, 10, 1 }, { DAY, DAY, 1, 0, 10, 1 },
  };
  const WayOccupancyPlaces places[] = { { DAY, DAY, 0, 3 }, { DAY, DAY, 1, 4 } };
  const guint8 in_total[] = { 1, 0 };
  const guint32 days[] = { DAY };
  WayOccupancyInput facts = {
    .stays = stays, .n_stays = 3, .places = places, .n_places = 2, .in_total = in_total,
    .n_groups = 2, .n_pupils = 2,
  };
  g_autoptr(WayOccupancy) occupancy = way_occupancy_new (&facts, days, 1);

  g_assert_cmpint (way_occupancy_row (occupancy, 1)->on_roll, ==, 2);
  g_assert_cmpint (way_occupancy_row (occupancy, 2)->on_roll, ==, 1);
  g_assert_cmpint (way_occupancy_row (occupancy, 2)->places, ==, 3);
  g_assert_cmpint (way_occupancy_row (occupancy, 2)->sessions, ==, 10);
}

static void
test_nothing_is_nothing (void)
{
  const WayOccupancyInput facts = { 0 };
  const guint32 days[] = { DAY };
  g_autoptr(WayOccupancy) no_days = way_occupancy_new (&facts, NULL, 0);
  g_autoptr(WayOccupancy) no_facts = way_occupancy_new (&facts, days, 1);

  g_assert_nonnull (no_days);
  g_assert_cmpint (way_occupancy_row (no_facts, 0)->on_roll, ==, 0);
}

/* The published figures of the Solihull strategy, and halves. */
static void
test_percent_and_empty (void)
{
  static const struct
  {
    gint32 places;
    gint32 on_roll;
    gint32 empty;
    int    permille;
  } cases[] = {
    { 217, 146, 71, 673 }, { 217, 177, 40, 816 }, { 150, 101, 49, 673 }, { 150, 125, 25, 833 },
    { 35, 22, 13, 629 }, { 35, 23, 12, 657 }, { 32, 23, 9, 719 }, { 32, 29, 3, 906 },
    { 16, 1, 15, 63 }, { 10, 12, 0, 1200 }, { 0, 0, 0, -1 }, { 0, 3, 0, -1 }, { 400, 1, 399, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WayOccupancyCell cell = { cases[i].places, cases[i].on_roll, 0 };

      g_test_message ("%d of %d", cell.on_roll, cell.places);
      g_assert_cmpint (way_occupancy_empty (&cell), ==, cases[i].empty);
      g_assert_cmpint (way_occupancy_permille (&cell), ==, cases[i].permille);
    }
}

/* --- Against a slow obvious count --- */

#define MOST 60
#define GROUPS 4
#define PUPILS 9

typedef struct
{
  WayOccupancyStay   stays[MOST];
  WayOccupancyPlaces places[MOST];
  guint8             in_total[GROUPS];
  guint32            days[MOST];
  guint              n_days;
  WayOccupancyInput  facts;
} RandomFacts;

static guint32
random_end (GRand   *rand,
            guint32  from)
{
  return g_rand_int_range (rand, 0, 4) == 0 ? WAY_OCCUPANCY_OPEN
                                            : from + (guint32) g_rand_int_range (rand, 0, 30) - 2;
}

static int
compare_stays (gconstpointer a,
               gconstpointer b)
{
  guint32 one = ((const WayOccupancyStay *) a)->from;
  guint32 two = ((const WayOccupancyStay *) b)->from;

  return (one > two) - (one < two);
}

static void
make_random (RandomFacts *self,
             GRand       *rand)
{
  self->facts = (WayOccupancyInput) {
    .stays = self->stays, .n_stays = (gsize) g_rand_int_range (rand, 0, MOST),
    .places = self->places, .n_places = (gsize) g_rand_int_range (rand, 0, MOST),
    .in_total = self->in_total, .n_groups = GROUPS, .n_pupils = PUPILS,
  };
  for (guint i = 0; i < GROUPS; i++)
    self->in_total[i] = g_rand_int_range (rand, 0, 3) > 0;
  for (gsize i = 0; i < self->facts.n_stays; i++)
    {
      WayOccupancyStay *stay = &self->stays[i];

      stay->from = DAY + (guint32) g_rand_int_range (rand, -10, 60);
      stay->to = random_end (rand, stay->from);
      stay->group = (guint32) g_rand_int_range (rand, 0, GROUPS);
      stay->pupil = (guint32) g_rand_int_range (rand, 0, PUPILS);
      stay->sessions = (gint16) g_rand_int_range (rand, 0, 11);
      stay->on_roll = g_rand_int_range (rand, 0, 4) > 0;
    }
  if (g_rand_boolean (rand))
    qsort (self->stays, self->facts.n_stays, sizeof *self->stays, compare_stays);
  for (gsize i = 0; i < self->facts.n_places; i++)
    {
      WayOccupancyPlaces *one = &self->places[i];

      one->from = DAY + (guint32) g_rand_int_range (rand, -10, 60);
      one->to = random_end (rand, one->from);
      one->group = (guint32) g_rand_int_range (rand, 0, GROUPS);
      one->places = g_rand_int_range (rand, -5, 20);
    }
  self->n_days = 0;
  for (guint32 day = DAY; day < DAY + 50 && self->n_days < MOST; day++)
    if (g_rand_int_range (rand, 0, 3) > 0)
      self->days[self->n_days++] = day;
}

static WayOccupancyCell
count_slowly (const RandomFacts *self,
              guint              group,
              guint32            day)
{
  gboolean seen[PUPILS] = { FALSE };
  WayOccupancyCell cell = { 0 };

  for (gsize i = 0; i < self->facts.n_stays; i++)
    {
      const WayOccupancyStay *stay = &self->stays[i];

      if (day < stay->from || day > stay->to ||
          (group < GROUPS ? stay->group != group : !self->in_total[stay->group]))
        continue;
      cell.sessions += stay->sessions;
      cell.on_roll += stay->on_roll && !seen[stay->pupil];
      seen[stay->pupil] |= stay->on_roll != 0;
    }
  for (gsize i = 0; i < self->facts.n_places; i++)
    {
      const WayOccupancyPlaces *one = &self->places[i];

      if (day >= one->from && day <= one->to &&
          (group < GROUPS ? one->group == group : self->in_total[one->group]))
        cell.places += one->places;
    }
  cell.places = MAX (cell.places, 0);
  return cell;
}

/* Without groups the whole is the same, where all of them are in it. */
static void
assert_whole_alone (const RandomFacts *self)
{
  WayOccupancyInput facts = self->facts;
  g_autoptr(WayOccupancy) with = NULL;
  g_autoptr(WayOccupancy) without = NULL;

  facts.in_total = NULL;
  with = way_occupancy_new (&facts, self->days, self->n_days);
  facts.n_groups = 0;
  without = way_occupancy_new (&facts, self->days, self->n_days);
  g_assert_cmpmem (way_occupancy_row (with, GROUPS), self->n_days * sizeof (WayOccupancyCell),
                   way_occupancy_row (without, 0), self->n_days * sizeof (WayOccupancyCell));
}

static void
test_agrees_with_a_slow_count (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  RandomFacts random;

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr(WayOccupancy) occupancy = NULL;

      make_random (&random, rand);
      occupancy = way_occupancy_new (&random.facts, random.days, random.n_days);
      for (guint group = 0; group <= GROUPS; group++)
        for (guint i = 0; i < random.n_days; i++)
          {
            WayOccupancyCell cell = way_occupancy_row (occupancy, group)[i];
            WayOccupancyCell slow = count_slowly (&random, group, random.days[i]);

            g_assert_cmpint (cell.places, ==, slow.places);
            g_assert_cmpint (cell.on_roll, ==, slow.on_roll);
            g_assert_cmpint (cell.sessions, ==, slow.sessions);
          }
      assert_whole_alone (&random);
    }
}

/* --- In brief --- */

#define RECORDS (2 * PUPILS)    /* of which some are of one child, and some of none */
#define KINDS   (2 * GROUPS + 1)
#define FULL    9

static int
compare_ends (gconstpointer a,
              gconstpointer b)
{
  guint32 one = ((const WayOccupancyStay *) a)->to;
  guint32 two = ((const WayOccupancyStay *) b)->to;

  return (one < two) - (one > two);
}

typedef struct
{
  WayOccupancyKind  kinds[KINDS];
  guint             children[RECORDS];
  WayOccupancyBrief briefs[MOST];
  WayOccupancyStay  stays[MOST];        /* the same, in full */
} Briefs;

/* Stays of the random facts once more: with kinds, records and sessions of full time. */
static void
make_briefs (Briefs      *self,
             RandomFacts *random,
             GRand       *rand)
{
  gsize n = 0;

  for (guint i = 0; i < KINDS; i++)
    self->kinds[i] = (WayOccupancyKind) { i < 2 * GROUPS ? i / 2 : WAY_OCCUPANCY_NO_GROUP, i % 2 };
  for (guint i = 0; i < RECORDS; i++)
    self->children[i] = g_rand_int_range (rand, 0, 6) == 0
                          ? WAY_OCCUPANCY_NO_CHILD : (guint) g_rand_int_range (rand, 0, PUPILS);
  qsort (random->stays, random->facts.n_stays, sizeof *random->stays, compare_ends);
  for (gsize i = 0; i < random->facts.n_stays; i++)
    {
      WayOccupancyStay stay = random->stays[i];
      guint kind = (guint) g_rand_int_range (rand, 0, KINDS);
      guint record = (guint) g_rand_int_range (rand, 0, RECORDS);
      guint sessions = g_rand_boolean (rand) ? 15 : (guint) stay.sessions;

      self->briefs[i] = (WayOccupancyBrief) { stay.from, record, kind << 4 | sessions };
      if (self->kinds[kind].group == WAY_OCCUPANCY_NO_GROUP ||
          self->children[record] == WAY_OCCUPANCY_NO_CHILD)
        continue;
      stay.group = self->kinds[kind].group;
      stay.on_roll = (guint16) self->kinds[kind].on_roll;
      stay.pupil = self->children[record];
      stay.sessions = sessions == 15 ? FULL : stay.sessions;
      self->stays[n++] = stay;
    }
  random->facts.stays = self->stays;
  random->facts.n_stays = n;
}

/* ends: of the n briefs, in the order in which they stand. */
static WayOccupancy *
count_briefs (const Briefs      *self,
              const RandomFacts *random,
              const guint32     *ends,
              gsize              n,
              guint              n_groups)
{
  WayOccupancyInput facts = random->facts;
  WayOccupancyCount *count;

  facts.n_groups = n_groups;
  facts.latest_first = TRUE;
  facts.kinds = self->kinds;
  facts.children = self->children;
  facts.full_time = FULL;
  count = way_occupancy_count_new (&facts, random->days, random->n_days);
  for (gsize i = 0, next; i < n; i = next)
    {
      for (next = i + 1; next < n && ends[next] == ends[i]; next++)
        ;
      way_occupancy_count_run (count, ends[i], self->briefs + i, next - i);
    }
  return way_occupancy_count_end (count);
}

static void
test_in_brief_is_the_same (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  RandomFacts random;
  Briefs briefs;

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 3000; round++)
    for (guint n_groups = 0; n_groups <= GROUPS; n_groups += GROUPS)
      {
        g_autoptr(WayOccupancy) full = NULL;
        g_autoptr(WayOccupancy) brief = NULL;
        guint32 ends[MOST];
        gsize n;

        make_random (&random, rand);
        n = random.facts.n_stays;
        make_briefs (&briefs, &random, rand);
        for (gsize i = 0; i < n; i++)
          ends[i] = random.stays[i].to;
        random.facts.in_total = n_groups == 0 ? NULL : random.facts.in_total;
        random.facts.n_places = n_groups == 0 ? 0 : random.facts.n_places;
        brief = count_briefs (&briefs, &random, ends, n, n_groups);
        random.facts.n_groups = n_groups;
        full = way_occupancy_new (&random.facts, random.days, random.n_days);
        for (guint group = 0; group <= n_groups; group++)
          g_assert_cmpmem (way_occupancy_row (brief, group),
                           random.n_days * sizeof (WayOccupancyCell),
                           way_occupancy_row (full, group),
                           random.n_days * sizeof (WayOccupancyCell));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/occupancy/first-and-last-day-count", test_first_and_last_day_count);
  g_test_add_func ("/stats/occupancy/stay-that-ends-before-it-begins-is-none",
                   test_stay_that_ends_before_it_begins_is_none);
  g_test_add_func ("/stats/occupancy/child-counts-once", test_child_counts_once);
  g_test_add_func ("/stats/occupancy/one-who-only-attends-is-not-on-roll",
                   test_one_who_only_attends_is_not_on_roll);
  g_test_add_func ("/stats/occupancy/places-out-of-service-are-taken-away",
                   test_places_out_of_service_are_taken_away);
  g_test_add_func ("/stats/occupancy/what-is-not-in-total-is-beside-it",
                   test_what_is_not_in_total_is_beside_it);
  g_test_add_func ("/stats/occupancy/nothing-is-nothing", test_nothing_is_nothing);
  g_test_add_func ("/stats/occupancy/percent-and-empty", test_percent_and_empty);
  g_test_add_func ("/stats/occupancy/agrees-with-a-slow-count", test_agrees_with_a_slow_count);
  g_test_add_func ("/stats/occupancy/in-brief-is-the-same", test_in_brief_is_the_same);
  return g_test_run ();
}
