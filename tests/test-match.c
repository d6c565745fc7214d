/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room by half day, who leaves when, and the order of what fits. */

#include "way-match.h"

#define DAY  739930u
#define OPEN WAY_MATCH_OPEN

static void
add_places (WayMatchProvision *self,
            guint32            from,
            guint32            to,
            int                number)
{
  WayMatchPlaces row = { from, to, number, FALSE };

  g_array_append_val (self->places, row);
}

static void
add_stay (WayMatchProvision *self,
          guint32            leaves,
          const char        *slots)
{
  guint bits = slots != NULL ? way_match_slots (slots) : way_match_all_slots ();
  WayMatchStay stay = { DAY - 100, OPEN, leaves, bits, way_match_count_slots (bits) };

  g_array_append_val (self->stays, stay);
}

static WayMatchProvision *
provision_new (const char *name,
               int         places)
{
  WayMatchProvision *self = way_match_provision_new ();

  self->name = g_strdup (name);
  self->id = way_id_new ();
  add_places (self, DAY - 1000, OPEN, places);
  return self;
}

static int
free_in (WayMatchProvision *self,
         const char        *slots,
         guint32            day)
{
  int free = -99;

  g_assert_true (way_match_count_free (self, way_match_slots (slots), day, &free));
  return free;
}

static void
test_room_is_counted_by_half_day (void)
{
  WayMatchProvision *self = provision_new ("Kiln Works", 3);

  add_stay (self, OPEN, "mon_am|mon_pm|tue_am");
  add_stay (self, OPEN, "mon_am");
  add_stay (self, OPEN, NULL);
  g_assert_cmpint (free_in (self, "mon_am", DAY), ==, 0);
  g_assert_cmpint (free_in (self, "mon_pm", DAY), ==, 1);
  g_assert_cmpint (free_in (self, "tue_am", DAY), ==, 1);
  g_assert_cmpint (free_in (self, "wed_am|wed_pm", DAY), ==, 2);
  g_assert_cmpint (free_in (self, "mon_am|wed_pm", DAY), ==, 0);
  way_match_provision_free (self);
}

static void
test_half_days_are_shared_out (void)
{
  WayMatchProvision *self = way_match_provision_new ();
  WayMatchPlaces row = { 0, OPEN, 20, TRUE };

  g_array_append_val (self->places, row);
  add_stay (self, OPEN, "mon_am|mon_pm|tue_am|tue_pm");
  g_assert_cmpint (free_in (self, "wed_am|wed_pm", DAY), ==, 8);
  g_assert_cmpint (free_in (self, "mon_am|mon_pm|tue_am|tue_pm|wed_am", DAY), ==, 3);
  add_stay (self, OPEN, NULL);
  add_stay (self, OPEN, NULL);
  g_assert_cmpint (free_in (self, "wed_am|wed_pm", DAY), ==, -2);
  way_match_provision_free (self);
}

static void
test_no_capacity_is_not_known (void)
{
  WayMatchProvision *self = way_match_provision_new ();
  int free;

  g_assert_false (way_match_count_free (self, way_match_all_slots (), DAY, &free));
  g_assert_cmpuint (way_match_first_free (self, way_match_all_slots (), DAY), ==, 0);
  way_match_provision_free (self);
}

static void
test_the_first_free_day (void)
{
  WayMatchProvision *self = provision_new ("Beacon Centre", 2);
  guint all = way_match_all_slots ();

  g_assert_cmpuint (way_match_first_free (self, all, DAY), ==, DAY);
  add_stay (self, DAY + 30, NULL);
  add_stay (self, DAY + 20, "fri_pm");
  g_assert_cmpuint (way_match_first_free (self, all, DAY), ==, DAY + 21);
  g_assert_cmpuint (way_match_first_free (self, way_match_slots ("mon_am"), DAY), ==, DAY);
  /* One place is out of service for a while: two have to leave. */
  add_places (self, DAY, DAY + 25, -1);
  g_assert_cmpuint (way_match_first_free (self, all, DAY), ==, DAY + 26);
  /* An expected end that went by tells nothing. */
  for (guint i = 0; i < self->stays->len; i++)
    g_array_index (self->stays, WayMatchStay, i).leaves = OPEN;
  g_assert_cmpuint (way_match_first_free (self, all, DAY), ==, 0);
  way_match_provision_free (self);
}

/* The slow way: every day, every half day, everybody. */
static int
slow_free (const WayMatchProvision *self,
           guint                    slots,
           guint32                  day)
{
  int least = G_MAXINT;

  for (guint slot = 0; slot < 10; slot++)
    {
      int room = 0;

      if (!(slots & (1u << slot)))
        continue;
      for (guint i = 0; i < self->places->len; i++)
        {
          const WayMatchPlaces *row = &g_array_index (self->places, WayMatchPlaces, i);

          if (row->from <= day && day <= row->to)
            room += row->number;
        }
      for (guint i = 0; i < self->stays->len; i++)
        {
          const WayMatchStay *stay = &g_array_index (self->stays, WayMatchStay, i);

          if (stay->from <= day && day <= stay->leaves && (stay->slots & (1u << slot)))
            room--;
        }
      least = MIN (least, room);
    }
  return least;
}

static void
test_first_days_agree_with_a_walk (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      WayMatchProvision *self = provision_new ("P", g_test_rand_int_range (0, 4));
      guint slots = (guint) g_test_rand_int_range (1, 1024);
      guint32 found, day = DAY;

      for (int i = g_test_rand_int_range (0, 8); i > 0; i--)
        {
          guint32 from = DAY + (guint32) g_test_rand_int_range (-20, 20);
          WayMatchStay stay = { from, OPEN, from + (guint32) g_test_rand_int_range (20, 40),
                                (guint) g_test_rand_int_range (1, 1024), 5 };

          /* Who is expected to leave has not left. */
          stay.leaves = MAX (stay.leaves, DAY);
          g_array_append_val (self->stays, stay);
        }
      if (g_test_rand_bit ())
        add_places (self, DAY + (guint32) g_test_rand_int_range (-5, 30), OPEN,
                    g_test_rand_int_range (1, 3));
      found = way_match_first_free (self, slots, DAY);
      while (day < DAY + 100 && slow_free (self, slots, day) <= 0)
        day++;
      g_assert_cmpuint (found, ==, day < DAY + 100 ? day : 0);
      way_match_provision_free (self);
    }
}

/* --- Order --- */

static void
add_criterion (WayMatchProvision *self,
               const char        *rule,
               gint64             low,
               const char        *codes)
{
  WayCriterion *criterion = way_criterion_new ();

  criterion->rule = g_strdup (rule);
  criterion->low = low;
  criterion->codes = g_strdup (codes);
  g_ptr_array_add (self->criteria, criterion);
}

static GPtrArray *
four_provisions (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) way_match_provision_free);
  WayMatchProvision *fits = provision_new ("Northgate", 5);
  WayMatchProvision *near = provision_new ("Alder", 1);
  WayMatchProvision *asks = provision_new ("Willow", 9);
  WayMatchProvision *full = provision_new ("Beacon", 1);

  add_criterion (fits, "year_min", 7, NULL);
  near->outward = g_strdup ("B91");
  add_criterion (asks, NULL, WAY_INTEGER_NONE, NULL);
  add_criterion (full, "year_min", 10, NULL);
  add_stay (full, DAY + 9, NULL);
  g_ptr_array_add (all, full);
  g_ptr_array_add (all, asks);
  g_ptr_array_add (all, fits);
  g_ptr_array_add (all, near);
  return all;
}

static void
test_what_fits_comes_first (void)
{
  g_autoptr(GPtrArray) provisions = four_provisions ();
  GDate on = way_date_from_julian (DAY);
  g_autoptr(WayChildFacts) facts = way_child_facts_new (&on);
  WayMatchAsk ask = { facts, "B91", way_match_all_slots () };
  g_autoptr(GPtrArray) lines = NULL;
  static const struct { const char *name; guint rank, failed, unknown; } wanted[] = {
    { "Alder", 1, 0, 0 }, { "Northgate", 2, 0, 0 }, { "Willow", 3, 0, 1 }, { "Beacon", 0, 2, 0 },
  };

  way_child_facts_set_codes (facts, WAY_CHILD_YEAR, "8");
  lines = way_match_run (provisions, &ask);
  g_assert_cmpuint (lines->len, ==, 4);
  for (guint i = 0; i < lines->len; i++)
    {
      const WayMatchLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpstr (line->provision->name, ==, wanted[i].name);
      g_assert_cmpuint (line->rank, ==, wanted[i].rank);
      g_assert_cmpuint (line->n_failed, ==, wanted[i].failed);
      g_assert_cmpuint (line->n_unknown, ==, wanted[i].unknown);
    }
  g_assert_cmpuint (((WayMatchLine *) g_ptr_array_index (lines, 3))->first_day, ==, DAY + 10);
}

/* As many more places as the change says, and it passes. */
static void
test_a_missing_place_is_mended (void)
{
  WayMatchProvision *self = provision_new ("Beacon", 1);
  g_autoptr(GPtrArray) provisions = g_ptr_array_new ();
  GDate on = way_date_from_julian (DAY);
  g_autoptr(WayChildFacts) facts = way_child_facts_new (&on);
  WayMatchAsk ask = { facts, NULL, way_match_all_slots () };
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  const WayMatchTest *test;

  for (guint i = 0; i < 4; i++)
    add_stay (self, OPEN, NULL);
  g_ptr_array_add (provisions, self);
  before = way_match_run (provisions, &ask);
  test = &g_array_index (((WayMatchLine *) g_ptr_array_index (before, 0))->tests, WayMatchTest, 0);
  g_assert_cmpstr (way_match_test_name (test), ==, "place");
  g_assert_cmpint (test->result.verdict, ==, WAY_MATCH_FAIL);
  g_assert_cmpint (test->result.change.number, ==, 4);
  add_places (self, 0, OPEN, test->result.change.number);
  after = way_match_run (provisions, &ask);
  g_assert_cmpuint (((WayMatchLine *) g_ptr_array_index (after, 0))->rank, ==, 1);
  way_match_provision_free (self);
}

static void
test_one_that_opens_later_says_so (void)
{
  WayMatchProvision *self = provision_new ("New", 10);
  g_autoptr(GPtrArray) provisions = g_ptr_array_new ();
  GDate on = way_date_from_julian (DAY);
  g_autoptr(WayChildFacts) facts = way_child_facts_new (&on);
  WayMatchAsk ask = { facts, NULL, way_match_all_slots () };
  g_autoptr(GPtrArray) lines = NULL;
  const WayMatchLine *line;

  self->opens = DAY + 7;
  g_ptr_array_add (provisions, self);
  lines = way_match_run (provisions, &ask);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpuint (line->rank, ==, 0);
  g_assert_cmpuint (line->first_day, ==, DAY + 7);
  way_match_provision_free (self);
}

static void
test_weekdays_of_half_days (void)
{
  g_autofree char *some = way_match_weekdays (way_match_slots ("mon_pm|wed_am|wed_pm"));
  g_autofree char *all = way_match_weekdays (way_match_all_slots ());

  g_assert_cmpstr (some, ==, "mon|wed");
  g_assert_cmpstr (all, ==, "mon|tue|wed|thu|fri");
  g_assert_cmpuint (way_match_count_slots (way_match_all_slots ()), ==, 10);
  g_assert_cmpuint (way_match_slots ("mon_am|nonsense"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/match/room-is-counted-by-half-day", test_room_is_counted_by_half_day);
  g_test_add_func ("/rules/match/half-days-are-shared-out", test_half_days_are_shared_out);
  g_test_add_func ("/rules/match/no-capacity-is-not-known", test_no_capacity_is_not_known);
  g_test_add_func ("/rules/match/the-first-free-day", test_the_first_free_day);
  g_test_add_func ("/rules/match/first-days-agree-with-a-walk", test_first_days_agree_with_a_walk);
  g_test_add_func ("/rules/match/what-fits-comes-first", test_what_fits_comes_first);
  g_test_add_func ("/rules/match/a-missing-place-is-mended", test_a_missing_place_is_mended);
  g_test_add_func ("/rules/match/one-that-opens-later", test_one_that_opens_later_says_so);
  g_test_add_func ("/rules/match/weekdays-of-half-days", test_weekdays_of_half_days);
  return g_test_run ();
}
