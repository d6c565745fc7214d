/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a queue: worked cases, and random queues against a slow version
 * that looks for the first, takes it out and looks again. */

#include "way-queue.h"

#include <string.h>

#include "way-test-calendar.h"

typedef struct
{
  const char *name;         /* one letter, also the id */
  const char *reason, *since, *from, *left, *parked, *received;
  int         lot;
  gboolean    offered;
} Row;

static GDate
maybe (const char *text)
{
  return text != NULL ? way_test_date (text) : way_date_none ();
}

static WayQueueFacts
make (const Row *row)
{
  WayQueueFacts facts = {
    .reason = row->reason != NULL ? row->reason : "waiting",
    .since = maybe (row->since),
    .from = maybe (row->from != NULL ? row->from : row->since),
    .left = maybe (row->left),
    .parked_until = maybe (row->parked),
    .received = maybe (row->received),
    .lot = row->lot != 0 ? row->lot : WAY_QUEUE_NO_LOT,
    .offered = row->offered,
  };

  facts.id.bytes[15] = (guint8) row->name[0];
  return facts;
}

/* "b1:- a2:since c-:order": who, place, and what parts it from the row before. */
static char *
say_order (const Row  *rows,
           guint       n,
           const char *on)
{
  g_autofree WayQueueFacts *facts = g_new0 (WayQueueFacts, n);
  GDate day = way_test_date (on);
  g_autoptr(GArray) places = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    facts[i] = make (&rows[i]);
  places = way_queue_order (facts, n, &day);
  for (guint i = 0; i < places->len; i++)
    {
      const WayQueuePlace *place = &g_array_index (places, WayQueuePlace, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", rows[place->index].name);
      if (place->place > 0)
        g_string_append_printf (text, "%u", place->place);
      g_string_append_printf (text, ":%s", place->tie != NULL ? place->tie->id : "-");
    }
  return g_string_free (text, FALSE);
}

static void
test_worked_orders (void)
{
  static const struct
  {
    const char *on;
    const char *order;
    Row         rows[4];
  } cases[] = {
    { "2026-11-10", "a1:- b2:since", { { "b", NULL, "2026-10-02" }, { "a", NULL, "2026-10-01" } } },
    /* A reason of law goes before any wait. */
    { "2026-11-10", "b1:- a2:order",
      { { "a", NULL, "2026-01-01" }, { "b", "duty", "2026-11-09" } } },
    { "2026-11-10", "c1:- b2:order a3:order",
      { { "a", "no_school", "2026-10-01" }, { "b", "looked_after", "2026-10-01" },
        { "c", "safety", "2026-10-01" } } },
    /* Same day: the earlier referral, then the lot, then nothing. */
    { "2026-11-10", "b1:- a2:received",
      { { "a", NULL, "2026-10-01", .received = "2026-09-20" },
        { "b", NULL, "2026-10-01", .received = "2026-09-10" } } },
    { "2026-11-10", "b1:- a2:lot",
      { { "a", NULL, "2026-10-01", .lot = 7 }, { "b", NULL, "2026-10-01", .lot = 3 } } },
    { "2026-11-10", "b1:- a2:lot",
      { { "a", NULL, "2026-10-01" }, { "b", NULL, "2026-10-01", .lot = 3 } } },
    { "2026-11-10", "a1:- b2:entered", { { "a", NULL, "2026-10-01" }, { "b", NULL, "2026-10-01" } } },
    /* Who is parked or has an offer keeps their row and has no number. */
    { "2026-11-10", "a:- b:since c1:since",
      { { "a", NULL, "2026-10-01", .parked = "2026-11-10" },
        { "b", NULL, "2026-10-02", .offered = TRUE }, { "c", NULL, "2026-10-03" } } },
    { "2026-11-11", "a1:- b2:since",
      { { "a", NULL, "2026-10-01", .parked = "2026-11-10" }, { "b", NULL, "2026-10-02" } } },
    /* A past day: before one came, while one had not left, before it moved up. */
    { "2026-10-01", "a1:-", { { "a", NULL, "2026-10-01" }, { "b", "duty", "2026-10-02" } } },
    { "2026-10-09", "a1:- b2:since",
      { { "a", NULL, "2026-10-01", .left = "2026-10-10" }, { "b", NULL, "2026-10-02" } } },
    { "2026-10-10", "b1:-",
      { { "a", NULL, "2026-10-01", .left = "2026-10-10" }, { "b", NULL, "2026-10-02" } } },
    { "2026-10-19", "a1:- b2:since",
      { { "a", NULL, "2026-10-01" }, { "b", NULL, "2026-10-02", .left = "2026-10-20" },
        { "c", "duty", "2026-10-02", "2026-10-20" } } },
    { "2026-10-20", "c1:- a2:order",
      { { "a", NULL, "2026-10-01" }, { "b", NULL, "2026-10-02", .left = "2026-10-20" },
        { "c", "duty", "2026-10-02", "2026-10-20" } } },
    /* A reason from a newer copy goes last, and is not lost. */
    { "2026-11-10", "b1:- a2:order",
      { { "a", "from_the_future", "2026-01-01" }, { "b", NULL, "2026-11-01" } } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = NULL;
      guint n = 0;

      while (n < 4 && cases[i].rows[n].name != NULL)
        n++;
      found = say_order (cases[i].rows, n, cases[i].on);
      g_test_message ("case %u", i);
      g_assert_cmpstr (found, ==, cases[i].order);
    }
}

/* --- Random queues --- */

static GDate
random_day (int span)
{
  GDate first = way_test_date ("2026-09-01");

  return way_date_add_days (&first, g_test_rand_int_range (0, span));
}

static WayQueueFacts
random_facts (guint i)
{
  static const char *const reasons[] = { "duty", "safety", "looked_after", "no_school", "waiting",
                                         "waiting", "waiting" };
  WayQueueFacts facts = {
    .reason = reasons[g_test_rand_int_range (0, G_N_ELEMENTS (reasons))],
    .since = random_day (20),
    .lot = g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (1, 4) : WAY_QUEUE_NO_LOT,
    .offered = g_test_rand_int_range (0, 6) == 0,
  };

  facts.id.bytes[15] = (guint8) i;
  facts.from = way_date_add_days (&facts.since, g_test_rand_int_range (0, 10));
  if (g_test_rand_int_range (0, 3) == 0)
    facts.left = way_date_add_days (&facts.from, g_test_rand_int_range (0, 20));
  if (g_test_rand_int_range (0, 4) == 0)
    facts.parked_until = way_date_add_days (&facts.from, g_test_rand_int_range (0, 20));
  if (g_test_rand_int_range (0, 4) != 0)
    facts.received = random_day (4);
  return facts;
}

/* The rule in one line of thought: a key that sorts as text. */
static char *
slow_key (const WayQueueFacts *facts)
{
  static const char *const ranks[] = { "duty", "safety", "looked_after", "no_school", "waiting" };
  guint rank = 0;
  guint since = way_date_julian (&facts->since);
  guint received = way_date_is_set (&facts->received) ? way_date_julian (&facts->received)
                                                      : 99999999;
  gint64 lot = facts->lot != WAY_QUEUE_NO_LOT ? facts->lot : 99999999;

  while (!g_str_equal (ranks[rank], facts->reason))
    rank++;
  return g_strdup_printf ("%u %08u %08u %08" G_GINT64_FORMAT " %03u", rank, since, received, lot,
                          facts->id.bytes[15]);
}

static gboolean
slow_holds (const WayQueueFacts *facts,
            const GDate         *on)
{
  GDate day = facts->from;

  if (!way_date_is_set (&facts->left))
    return way_date_julian (on) >= way_date_julian (&facts->from);
  for (; way_date_julian (&day) < way_date_julian (&facts->left); day = way_date_add_days (&day, 1))
    if (way_date_equal (&day, on))
      return TRUE;
  return FALSE;
}

/* Takes the first out again and again. */
static GArray *
slow_order (const WayQueueFacts *facts,
            guint                n,
            const GDate         *on)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *taken = g_new0 (gboolean, n);

  for (;;)
    {
      g_autofree char *least = NULL;
      guint first = n;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *key = slow_key (&facts[i]);

          if (taken[i] || !slow_holds (&facts[i], on) ||
              (least != NULL && strcmp (key, least) >= 0))
            continue;
          g_free (least);
          least = g_steal_pointer (&key);
          first = i;
        }
      if (first == n)
        return order;
      taken[first] = TRUE;
      g_array_append_val (order, first);
    }
}

static void
check_round (const WayQueueFacts *facts,
             guint                n,
             const GDate         *on)
{
  g_autoptr(GArray) places = way_queue_order (facts, n, on);
  g_autoptr(GArray) slow = slow_order (facts, n, on);
  guint waiting = 0;

  g_assert_cmpuint (places->len, ==, slow->len);
  for (guint i = 0; i < places->len; i++)
    {
      const WayQueuePlace *place = &g_array_index (places, WayQueuePlace, i);
      const WayQueueFacts *row = &facts[place->index];
      gboolean parked = way_date_is_set (&row->parked_until) &&
                        way_date_julian (on) <= way_date_julian (&row->parked_until);
      g_autoptr(GArray) passed = way_queue_passed_over (places, place->index);

      g_assert_cmpuint (place->index, ==, g_array_index (slow, guint, i));
      g_assert_cmpint (place->state == WAY_QUEUE_WAITING, ==, !parked && !row->offered);
      g_assert_cmpint (place->tie == NULL, ==, i == 0);
      g_assert_cmpuint (passed->len, ==, waiting);
      if (place->state == WAY_QUEUE_WAITING)
        waiting++;
      g_assert_cmpuint (place->place, ==, place->state == WAY_QUEUE_WAITING ? waiting : 0);
    }
}

static void
test_random_queues_agree_with_the_slow_order (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      WayQueueFacts facts[12];
      guint n = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (facts) + 1);
      GDate on = random_day (50);

      for (guint i = 0; i < n; i++)
        facts[i] = random_facts (i);
      check_round (facts, n, &on);
    }
}

/* The place of one row: 0 where it does not wait. */
static guint
find_place (const WayQueueFacts *facts,
            guint                n,
            guint                index,
            const GDate         *on)
{
  g_autoptr(GArray) places = way_queue_order (facts, n, on);

  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, WayQueuePlace, i).index == index)
      return g_array_index (places, WayQueuePlace, i).place;
  return 0;
}

static void
test_who_waits_longer_never_stands_further_behind (void)
{
  for (guint round = 0; round < 1000; round++)
    {
      WayQueueFacts facts[8];
      guint index = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (facts));
      GDate on = random_day (50);
      guint before;

      for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
        facts[i] = random_facts (i);
      before = find_place (facts, G_N_ELEMENTS (facts), index, &on);
      facts[index].since = way_date_add_days (&facts[index].since, -g_test_rand_int_range (0, 9));
      g_assert_cmpuint (find_place (facts, G_N_ELEMENTS (facts), index, &on), <=, before);
    }
}

static void
test_an_offer_stands_until_it_is_answered_or_runs_out (void)
{
  static const struct
  {
    const char *response, *expires, *responded, *on;
    gboolean    stands;
  } rows[] = {
    { "pending", "2026-11-13", NULL, "2026-11-05", FALSE },
    { "pending", "2026-11-13", NULL, "2026-11-06", TRUE },
    { "pending", "2026-11-13", NULL, "2026-11-13", TRUE },
    { "pending", "2026-11-13", NULL, "2026-11-14", FALSE },
    { "pending", NULL, NULL, "2027-11-14", TRUE },
    { NULL, NULL, NULL, "2026-11-14", TRUE },
    { "declined", "2026-11-13", "2026-11-10", "2026-11-09", TRUE },
    { "declined", "2026-11-13", "2026-11-10", "2026-11-10", FALSE },
    { "accepted", "2026-11-13", "2026-11-10", "2026-12-10", TRUE },
    { "withdrawn", NULL, "2026-11-10", "2026-12-10", FALSE },
  };
  GDate made = way_test_date ("2026-11-06");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate expires = maybe (rows[i].expires);
      GDate responded = maybe (rows[i].responded);
      GDate on = way_test_date (rows[i].on);

      g_test_message ("row %u", i);
      g_assert_cmpint (way_queue_offer_stands (rows[i].response, &made, &expires, &responded, &on),
                       ==, rows[i].stands);
    }
}

/* The rule compares by what queue_tie lists: each must be one that it knows, and
 * ranks must part the reasons. */
static void
test_data_is_what_the_rule_can_read (void)
{
  static const char *const known[] = { "order", "since", "received", "lot", "entered", NULL };
  g_autoptr(GPtrArray) ties = way_codes_list ("queue_tie", NULL);
  g_autoptr(GPtrArray) reasons = way_codes_list ("queue_order", NULL);

  for (guint i = 0; i < ties->len; i++)
    g_assert_true (g_strv_contains (known, ((const WayCode *) g_ptr_array_index (ties, i))->id));
  for (guint i = 0; i < reasons->len; i++)
    g_assert_cmpint (way_code_get_int (g_ptr_array_index (reasons, i), "rank", 0), ==, i + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/queue/worked", test_worked_orders);
  g_test_add_func ("/rules/queue/random", test_random_queues_agree_with_the_slow_order);
  g_test_add_func ("/rules/queue/longer", test_who_waits_longer_never_stands_further_behind);
  g_test_add_func ("/rules/queue/offers", test_an_offer_stands_until_it_is_answered_or_runs_out);
  g_test_add_func ("/rules/queue/data", test_data_is_what_the_rule_can_read);
  return g_test_run ();
}
