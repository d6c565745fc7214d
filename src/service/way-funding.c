/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a provision's prices and the payers to a placement's funding lines, and
 * keeping those in step with its days. */

#include "way-funding.h"

#include "way-codes.h"
#include "way-service-error.h"
#include "way-share.h"

gint64
way_funding_per_day (const char *basis,
                     gint64      amount)
{
  gint64 parts;

  return way_share_per_day (basis, amount, way_share_full_time (), &parts)
           ? way_share_round (parts) : WAY_INTEGER_NONE;
}

static int
compare_prices (gconstpointer a,
                gconstpointer b)
{
  const WayPrice *one = *(const WayPrice *const *) a;
  const WayPrice *other = *(const WayPrice *const *) b;
  int order = g_strcmp0 (one->element, other->element);

  if (order == 0)
    order = way_date_compare (&one->from, &other->from);
  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

GPtrArray *
way_funding_prices (WayDb        *db,
                    const WayId  *provision,
                    const GDate  *from,
                    const GDate  *to,
                    GError      **error)
{
  g_autoptr(GPtrArray) all = way_records_of (db, &way_price_entity, "provision", provision, error);
  g_autoptr(GPtrArray) found = NULL;

  if (all == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) way_price_free);
  for (guint i = 0; i < all->len; i++)
    {
      const WayPrice *price = g_ptr_array_index (all, i);

      if (way_date_overlap (&price->from, &price->to, from, to))
        g_ptr_array_add (found, way_price_copy (price));
    }
  g_ptr_array_sort (found, compare_prices);
  return g_steal_pointer (&found);
}

static const char *
find_payer (const WayPrice         *price,
            const WayFundingPayers *payers)
{
  if (price->payer != NULL)
    return price->payer;
  if (g_strcmp0 (price->element, "PLACE") == 0)
    return payers->place;
  if (g_strcmp0 (price->element, "TOP_UP") == 0)
    return payers->top_up;
  return payers->commissioner;
}

/* The earlier of two last days; one that is not set is open. */
static GDate
earlier_end (const GDate *a,
             const GDate *b)
{
  if (!way_date_is_set (a) || (way_date_is_set (b) && way_date_compare (b, a) < 0))
    return *b;
  return *a;
}

static WayFundingLine *
plan_line (const WayPrice     *price,
           const WayPlacement *placement,
           const char         *payer)
{
  WayFundingLine *line = way_funding_line_new ();

  line->element = g_strdup (price->element);
  line->payer = g_strdup (payer);
  line->basis = g_strdup (price->basis);
  line->rate = price->amount;
  line->from = way_date_compare (&price->from, &placement->start) > 0 ? price->from
                                                                      : placement->start;
  line->to = earlier_end (&price->to, &placement->end);
  return line;
}

/* Recharges are booked as they happen. */
static gboolean
is_planned (const WayPrice *price)
{
  const WayCode *element = price->element != NULL
                             ? way_codes_lookup ("funding_element", price->element) : NULL;

  return element != NULL && !way_code_is (element, "negative");
}

GPtrArray *
way_funding_plan (WayDb                   *db,
                  const WayPlacement      *placement,
                  const WayFundingPayers  *payers,
                  GError                 **error)
{
  const GDate *last = way_date_is_set (&placement->end) ? &placement->end
                                                        : &placement->expected_end;
  g_autoptr(GPtrArray) prices = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  prices = way_funding_prices (db, &placement->provision, &placement->start, last, error);
  if (prices == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) way_funding_line_free);
  for (guint i = 0; i < prices->len; i++)
    {
      const WayPrice *price = g_ptr_array_index (prices, i);
      const char *payer = find_payer (price, payers);

      if (!is_planned (price))
        continue;
      if (payer == NULL)
        {
          g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                       "Say first who pays (%s): the referral asks it under “Route and reasons”.",
                       way_codes_label ("funding_element", price->element));
          return NULL;
        }
      g_ptr_array_add (lines, plan_line (price, placement, payer));
    }
  return g_steal_pointer (&lines);
}

/* Moves the line's ends with the placement's.  FALSE where nothing of it is
 * left. */
static gboolean
fit_line (WayFundingLine     *line,
          const WayPlacement *before,
          const WayPlacement *after)
{
  if (way_date_equal (&line->from, &before->start) ||
      way_date_compare (&line->from, &after->start) < 0)
    line->from = after->start;
  if (way_date_is_set (&before->end) && way_date_equal (&line->to, &before->end))
    line->to = after->end;
  if (way_date_is_set (&after->end) &&
      (!way_date_is_set (&line->to) || way_date_compare (&line->to, &after->end) > 0))
    line->to = after->end;
  return !way_date_is_set (&line->to) || way_date_compare (&line->from, &line->to) <= 0;
}

gboolean
way_funding_follow (WayDb               *db,
                    const WayPlacement  *before,
                    const WayPlacement  *after,
                    GError             **error)
{
  g_autoptr(GPtrArray) lines = way_records_of (db, &way_funding_line_entity, "placement",
                                               &after->id, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      WayFundingLine *line = g_ptr_array_index (lines, i);
      gboolean done;

      done = fit_line (line, before, after)
               ? way_records_update (db, &way_funding_line_entity, line, error)
               : way_records_delete (db, &way_funding_line_entity, &line->id, error);
      if (!done)
        return FALSE;
    }
  return TRUE;
}
