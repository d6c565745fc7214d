/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage of a referral from its dates and codes. */

#include "way-stage.h"

#include "way-codes.h"

static gboolean
is_live (const WayStageOffer *offer,
         const GDate         *today)
{
  const char *response = offer->response != NULL ? offer->response : "pending";
  const WayCode *code = way_codes_lookup ("offer_response", response);

  if (code == NULL || !way_code_is (code, "live"))
    return FALSE;
  return way_code_is (code, "taken") || way_date_within (today, NULL, &offer->expires);
}

/* The offer that was made last among those that still stand. */
static const WayStageOffer *
find_live_offer (const WayStageFacts *facts,
                 const GDate         *today)
{
  const WayStageOffer *last = NULL;

  for (gsize i = 0; i < facts->n_offers; i++)
    if (is_live (&facts->offers[i], today) &&
        (last == NULL || way_date_compare (&facts->offers[i].made, &last->made) >= 0))
      last = &facts->offers[i];
  return last;
}

/* The last decision; of several on one day the one recorded last. */
static const WayStageDecision *
find_decision (const WayStageFacts *facts)
{
  const WayStageDecision *last = NULL;

  for (gsize i = 0; i < facts->n_decisions; i++)
    if (last == NULL || way_date_compare (&facts->decisions[i].date, &last->date) >= 0)
      last = &facts->decisions[i];
  return last;
}

static WayStage
find_before_decision (const WayStageFacts *facts)
{
  return way_date_is_set (&facts->panel) ? (WayStage) { "panel", "decide" }
                                         : (WayStage) { "received", "book_panel" };
}

WayStage
way_stage_find (const WayStageFacts *facts,
                const GDate         *today)
{
  const WayStageOffer *offer;
  const WayStageDecision *last;
  const WayCode *decision;

  if (way_date_is_set (&facts->placed))
    return (WayStage) { "placed", "open_placement" };
  if (way_date_is_set (&facts->closed))
    return (WayStage) { "closed", "none" };
  if (!way_date_is_set (&facts->received))
    return (WayStage) { "draft", "send" };

  offer = find_live_offer (facts, today);
  if (offer != NULL)
    return (WayStage) { "offered",
                        g_strcmp0 (offer->response, "accepted") == 0 ? "place" : "answer" };

  last = find_decision (facts);
  decision = last != NULL ? way_codes_lookup ("decision", last->outcome) : NULL;
  if (decision == NULL)
    return find_before_decision (facts);
  if (way_code_is (decision, "closes"))
    return (WayStage) { "closed", "none" };
  if (way_code_is (decision, "waits"))
    return (WayStage) { "panel", "wait" };
  if (way_code_is (decision, "agreed"))
    return (WayStage) { "panel", "offer" };
  if (way_date_is_set (&last->answered) || way_date_compare (&facts->received, &last->date) > 0)
    return find_before_decision (facts);
  return (WayStage) { "needs_information", "chase" };
}
