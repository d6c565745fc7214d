/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a queue.  What parts two children is tried in the order in which
 * queue_tie lists it; here is only how each is compared. */

#include "way-queue.h"

#include <stdlib.h>
#include <string.h>

/* A code whose rank the day does not know comes behind all that it knows. */
#define LAST_RANK G_MAXINT

static int
find_rank (const WayQueueFacts *facts,
           const GDate         *on)
{
  const WayCode *code = way_codes_lookup_on ("queue_order", facts->reason, on);

  return code != NULL ? way_code_get_int (code, "rank", LAST_RANK) : LAST_RANK;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

/* A day that is not known comes behind all that are. */
static int
compare_days (const GDate *a,
              const GDate *b)
{
  gboolean a_set = way_date_is_set (a);
  gboolean b_set = way_date_is_set (b);

  return a_set && b_set ? way_date_compare (a, b) : (int) b_set - (int) a_set;
}

static gint64
find_lot (const WayQueueFacts *facts)
{
  return facts->lot == WAY_QUEUE_NO_LOT ? G_MAXINT64 : facts->lot;
}

static int
compare_by (const char          *tie,
            const WayQueueFacts *a,
            const WayQueueFacts *b,
            const GDate         *on)
{
  if (g_str_equal (tie, "order"))
    return compare_numbers (find_rank (a, on), find_rank (b, on));
  if (g_str_equal (tie, "since"))
    return compare_days (&a->since, &b->since);
  if (g_str_equal (tie, "received"))
    return compare_days (&a->received, &b->received);
  if (g_str_equal (tie, "lot"))
    return compare_numbers (find_lot (a), find_lot (b));
  return way_id_compare (&a->id, &b->id);
}

typedef struct
{
  const WayQueueFacts *facts;
  GPtrArray           *ties;  /* const WayCode * */
  const GDate         *on;
} Order;

static int
compare (const Order    *order,
         guint           a,
         guint           b,
         const WayCode **tie)
{
  for (guint i = 0; i < order->ties->len; i++)
    {
      int found;

      *tie = g_ptr_array_index (order->ties, i);
      found = compare_by ((*tie)->id, &order->facts[a], &order->facts[b], order->on);
      if (found != 0)
        return found;
    }
  return way_id_compare (&order->facts[a].id, &order->facts[b].id);
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const WayCode *tie;

  return compare (data, ((const WayQueuePlace *) a)->index, ((const WayQueuePlace *) b)->index,
                  &tie);
}

static WayQueueState
find_state (const WayQueueFacts *facts,
            const GDate         *on)
{
  if (facts->offered)
    return WAY_QUEUE_OFFERED;
  if (way_date_is_set (&facts->parked_until) && way_date_compare (on, &facts->parked_until) <= 0)
    return WAY_QUEUE_PARKED;
  return WAY_QUEUE_WAITING;
}

gboolean
way_queue_holds (const WayQueueFacts *facts,
                 const GDate         *on)
{
  return way_date_compare (&facts->from, on) <= 0 &&
         (!way_date_is_set (&facts->left) || way_date_compare (on, &facts->left) < 0);
}

GArray *
way_queue_order (const WayQueueFacts *facts,
                 gsize                n_facts,
                 const GDate         *on)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (WayQueuePlace));
  g_autoptr(GPtrArray) ties = way_codes_list ("queue_tie", on);
  Order order = { facts, ties, on };
  guint place = 0;

  for (guint i = 0; i < n_facts; i++)
    {
      WayQueuePlace row = { .index = i, .state = find_state (&facts[i], on) };

      row.reason = way_codes_lookup_on ("queue_order", facts[i].reason, on);
      if (way_queue_holds (&facts[i], on))
        g_array_append_val (places, row);
    }
  g_array_sort_with_data (places, compare_places, &order);

  for (guint i = 0; i < places->len; i++)
    {
      WayQueuePlace *row = &g_array_index (places, WayQueuePlace, i);

      if (row->state == WAY_QUEUE_WAITING)
        row->place = ++place;
      if (i > 0)
        compare (&order, g_array_index (places, WayQueuePlace, i - 1).index, row->index,
                 &row->tie);
    }
  return places;
}

GArray *
way_queue_passed_over (const GArray *places,
                       guint         chosen)
{
  GArray *passed = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < places->len; i++)
    {
      const WayQueuePlace *row = &g_array_index (places, WayQueuePlace, i);

      if (row->index == chosen)
        return passed;
      if (row->state == WAY_QUEUE_WAITING)
        g_array_append_val (passed, row->index);
    }
  g_array_set_size (passed, 0);
  return passed;
}

gboolean
way_queue_offer_stands (const char  *response,
                        const GDate *made,
                        const GDate *expires,
                        const GDate *responded,
                        const GDate *on)
{
  const WayCode *code = response != NULL ? way_codes_lookup ("offer_response", response) : NULL;
  gboolean answered = way_date_is_set (responded) && way_date_compare (responded, on) <= 0;

  if (!way_date_is_set (made) || way_date_compare (on, made) < 0)
    return FALSE;
  if (answered)
    return code != NULL && way_code_is (code, "taken");
  return way_date_within (on, NULL, expires);
}
