/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places added, moved and closed: worked cases, and random changes against a count
 * that moves places one by one, a day at a time. */

#include "way-place-changes.h"

#define DAY 738000u            /* any day */
#define DAYS 5
#define GROUPS 2

#define ADD(day, places) { WAY_PLACES_ADD, DAY + day, 0, 0, places }
#define MOVE(day, places) { WAY_PLACES_MOVE, DAY + day, 0, 1, places }
#define CLOSE(day, places) { WAY_PLACES_CLOSE, DAY + day, 0, 0, places }

static void
test_worked_cases (void)
{
  static const struct
  {
    const char    *what;
    WayPlaceChange changes[2];
    gsize          n;
    gint32         expected[GROUPS][DAYS];
  } cases[] = {
    { "nothing", { ADD (0, 1) }, 0, { { 10, 10, 10, 10, 10 }, { 4, 4, 4, 4, 4 } } },
    { "added from its day on", { ADD (2, 3) }, 1, { { 10, 10, 13, 13, 13 }, { 4, 4, 4, 4, 4 } } },
    { "closed", { CLOSE (1, 3) }, 1, { { 10, 7, 7, 7, 7 }, { 4, 4, 4, 4, 4 } } },
    { "never below none", { CLOSE (1, 12) }, 1, { { 10, 0, 0, 0, 0 }, { 4, 4, 4, 4, 4 } } },
    { "moved", { MOVE (3, 6) }, 1, { { 10, 10, 10, 4, 4 }, { 4, 4, 4, 10, 10 } } },
    { "moved, as many as there are", { MOVE (3, 60) }, 1,
      { { 10, 10, 10, 0, 0 }, { 4, 4, 4, 14, 14 } } },
    { "before the first day", { ADD (-9, 1) }, 1, { { 11, 11, 11, 11, 11 }, { 4, 4, 4, 4, 4 } } },
    { "after the last", { ADD (9, 1) }, 1, { { 10, 10, 10, 10, 10 }, { 4, 4, 4, 4, 4 } } },
    { "by days, not as given", { CLOSE (3, 12), ADD (1, 5) }, 2,
      { { 10, 15, 15, 3, 3 }, { 4, 4, 4, 4, 4 } } },
    { "of one day as given", { CLOSE (1, 12), ADD (1, 5) }, 2,
      { { 10, 5, 5, 5, 5 }, { 4, 4, 4, 4, 4 } } },
    { "the other way round", { ADD (1, 5), CLOSE (1, 12) }, 2,
      { { 10, 3, 3, 3, 3 }, { 4, 4, 4, 4, 4 } } },
  };
  const guint32 days[] = { DAY, DAY + 1, DAY + 2, DAY + 3, DAY + 4 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint32 places[GROUPS * DAYS];

      for (guint k = 0; k < DAYS; k++)
        {
          places[k] = 10;
          places[DAYS + k] = 4;
        }
      g_test_message ("%s", cases[i].what);
      way_place_changes_apply (cases[i].changes, cases[i].n, days, DAYS, places);
      for (guint k = 0; k < GROUPS * DAYS; k++)
        g_assert_cmpint (places[k], ==, cases[i].expected[k / DAYS][k % DAYS]);
    }
}

static void
test_no_days_are_no_days (void)
{
  const WayPlaceChange change = ADD (0, 1);

  way_place_changes_apply (&change, 1, NULL, 0, NULL);
}

/* --- Against places that are taken one by one --- */

#define MOST_GROUPS  5
#define MOST_DAYS    40
#define MOST_CHANGES 12

typedef struct
{
  guint          n_groups;
  guint          n_days;
  gsize          n_changes;
  guint32        days[MOST_DAYS];
  gint32         places[MOST_GROUPS * MOST_DAYS];
  WayPlaceChange changes[MOST_CHANGES];
} Random;

static void
make_random (Random *self,
             GRand  *rand)
{
  guint32 day = DAY;

  self->n_groups = (guint) g_rand_int_range (rand, 1, MOST_GROUPS + 1);
  self->n_days = (guint) g_rand_int_range (rand, 0, MOST_DAYS + 1);
  self->n_changes = (gsize) g_rand_int_range (rand, 0, MOST_CHANGES + 1);
  for (guint i = 0; i < self->n_days; i++)
    self->days[i] = day += (guint32) g_rand_int_range (rand, 1, 4);
  for (guint i = 0; i < self->n_groups * self->n_days; i++)
    self->places[i] = g_rand_int_range (rand, 0, 12);
  for (gsize i = 0; i < self->n_changes; i++)
    self->changes[i] = (WayPlaceChange) {
      .kind = (WayPlaceChangeKind) g_rand_int_range (rand, 0, 3),
      .day = DAY + (guint32) g_rand_int_range (rand, 0, 80),
      .group = (guint) g_rand_int_range (rand, 0, (gint32) self->n_groups),
      .to = (guint) g_rand_int_range (rand, 0, (gint32) self->n_groups),
      .places = g_rand_int_range (rand, 1, 15),
    };
}

/* The changes that hold on a day, one place at a time. */
static void
change_one_day (const Random *self,
                guint32       day,
                gint32       *at)
{
  for (guint32 from = DAY; from <= day; from++)
    for (gsize i = 0; i < self->n_changes; i++)
      for (gint32 n = 0; self->changes[i].day == from && n < self->changes[i].places; n++)
        {
          const WayPlaceChange *change = &self->changes[i];

          if (change->kind == WAY_PLACES_ADD)
            at[change->group]++;
          else if (at[change->group] > 0)
            {
              at[change->group]--;
              if (change->kind == WAY_PLACES_MOVE)
                at[change->to]++;
            }
        }
}

static void
check_against_one_by_one (guint64 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) seed);
  g_autofree gint32 *found = NULL;
  Random self;

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  make_random (&self, rand);
  found = g_memdup2 (self.places, sizeof self.places);
  way_place_changes_apply (self.changes, self.n_changes, self.days, self.n_days, found);
  for (guint k = 0; k < self.n_days; k++)
    {
      gint32 at[MOST_GROUPS];

      for (guint i = 0; i < self.n_groups; i++)
        at[i] = self.places[i * self.n_days + k];
      change_one_day (&self, self.days[k], at);
      for (guint i = 0; i < self.n_groups; i++)
        g_assert_cmpint (found[i * self.n_days + k], ==, at[i]);
    }
}

static void
test_places_are_moved_one_by_one (void)
{
  for (guint i = 0; i < 300; i++)
    check_against_one_by_one ((guint64) g_test_rand_int_range (0, G_MAXINT32));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/place-changes/worked", test_worked_cases);
  g_test_add_func ("/stats/place-changes/no-days", test_no_days_are_no_days);
  g_test_add_func ("/stats/place-changes/one-by-one", test_places_are_moved_one_by_one);
  return g_test_run ();
}
