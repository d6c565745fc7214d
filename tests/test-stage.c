/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-stage.h"

#include "way-codes.h"
#include "way-test-calendar.h"

typedef struct
{
  const char *name;
  const char *received, *panel, *closed, *placed;
  struct { const char *outcome, *date, *answered; } decisions[3];
  struct { const char *response, *made, *expires; } offers[3];
  const char *stage, *next_step;
} Row;

static GDate
maybe (const char *text)
{
  return text != NULL ? way_test_date (text) : way_date_none ();
}

/* Today is Tuesday 10 November 2026. */
static WayStage
find (const Row *row)
{
  WayStageDecision decisions[3];
  WayStageOffer offers[3];
  WayStageFacts facts = {
    .received = maybe (row->received), .panel = maybe (row->panel),
    .closed = maybe (row->closed), .placed = maybe (row->placed),
    .decisions = decisions, .offers = offers,
  };
  GDate today = way_test_date ("2026-11-10");

  for (guint i = 0; i < 3 && row->decisions[i].date != NULL; i++)
    decisions[facts.n_decisions++] = (WayStageDecision) {
      row->decisions[i].outcome, maybe (row->decisions[i].date), maybe (row->decisions[i].answered)
    };
  for (guint i = 0; i < 3 && row->offers[i].made != NULL; i++)
    offers[facts.n_offers++] = (WayStageOffer) {
      row->offers[i].response, maybe (row->offers[i].made), maybe (row->offers[i].expires)
    };
  return way_stage_find (&facts, &today);
}

static void
test_stages (void)
{
  static const Row rows[] = {
    { .name = "nothing sent", .stage = "draft", .next_step = "send" },
    { .name = "sent", .received = "2026-11-02", .stage = "received", .next_step = "book_panel" },
    { .name = "on a panel", .received = "2026-11-02", .panel = "2026-11-12", .stage = "panel",
      .next_step = "decide" },
    { .name = "returned", .received = "2026-11-02", .panel = "2026-11-05",
      .decisions = { { "RETURNED_MORE_INFO", "2026-11-05" } },
      .stage = "needs_information", .next_step = "chase" },
    { .name = "answered on the day it was returned", .received = "2026-11-02",
      .decisions = { { "RETURNED_MORE_INFO", "2026-11-05", "2026-11-05" } },
      .stage = "received", .next_step = "book_panel" },
    { .name = "came back", .received = "2026-11-09",
      .decisions = { { "RETURNED_MORE_INFO", "2026-11-05" } },
      .stage = "received", .next_step = "book_panel" },
    { .name = "came back to a panel", .received = "2026-11-09", .panel = "2026-11-19",
      .decisions = { { "RETURNED_MORE_INFO", "2026-11-05" } },
      .stage = "panel", .next_step = "decide" },
    { .name = "agreed", .received = "2026-11-02", .decisions = { { "AGREED", "2026-11-05" } },
      .stage = "panel", .next_step = "offer" },
    { .name = "agreed with conditions", .received = "2026-11-02",
      .decisions = { { "AGREED_CONDITIONAL", "2026-11-05" } },
      .stage = "panel", .next_step = "offer" },
    { .name = "waiting list", .received = "2026-11-02",
      .decisions = { { "WAITING_LIST", "2026-11-05" } }, .stage = "panel", .next_step = "wait" },
    { .name = "off the waiting list", .received = "2026-11-02",
      .decisions = { { "AGREED", "2026-11-09" }, { "WAITING_LIST", "2026-11-05" } },
      .stage = "panel", .next_step = "offer" },
    { .name = "not agreed", .received = "2026-11-02",
      .decisions = { { "NOT_AGREED_SIGNPOST", "2026-11-05" } },
      .stage = "closed", .next_step = "none" },
    { .name = "two on one day", .received = "2026-11-02",
      .decisions = { { "NOT_AGREED_SIGNPOST", "2026-11-05" }, { "AGREED", "2026-11-05" } },
      .stage = "panel", .next_step = "offer" },
    { .name = "offered", .received = "2026-11-02", .decisions = { { "AGREED", "2026-11-05" } },
      .offers = { { "pending", "2026-11-06", "2026-11-13" } },
      .stage = "offered", .next_step = "answer" },
    { .name = "offered, no response kept", .received = "2026-11-02",
      .decisions = { { "AGREED", "2026-11-05" } }, .offers = { { NULL, "2026-11-06" } },
      .stage = "offered", .next_step = "answer" },
    { .name = "last day to answer", .received = "2026-11-02",
      .decisions = { { "AGREED", "2026-11-05" } },
      .offers = { { "pending", "2026-11-06", "2026-11-10" } },
      .stage = "offered", .next_step = "answer" },
    { .name = "lapsed by its day", .received = "2026-11-02",
      .decisions = { { "AGREED", "2026-11-05" } },
      .offers = { { "pending", "2026-11-06", "2026-11-09" } },
      .stage = "panel", .next_step = "offer" },
    { .name = "accepted", .received = "2026-11-02", .decisions = { { "AGREED", "2026-11-05" } },
      .offers = { { "accepted", "2026-11-06", "2026-11-09" } },
      .stage = "offered", .next_step = "place" },
    { .name = "declined", .received = "2026-11-02", .decisions = { { "AGREED", "2026-11-05" } },
      .offers = { { "declined", "2026-11-06", "2026-11-09" } },
      .stage = "panel", .next_step = "offer" },
    { .name = "declined, then offered elsewhere", .received = "2026-11-02",
      .decisions = { { "AGREED", "2026-11-05" } },
      .offers = { { "pending", "2026-11-09" }, { "declined", "2026-11-06" } },
      .stage = "offered", .next_step = "answer" },
    { .name = "placed", .received = "2026-11-02", .placed = "2026-11-16",
      .decisions = { { "AGREED", "2026-11-05" } }, .offers = { { "accepted", "2026-11-06" } },
      .stage = "placed", .next_step = "open_placement" },
    { .name = "placed and closed", .received = "2026-11-02", .closed = "2026-11-09",
      .placed = "2026-11-09", .stage = "placed", .next_step = "open_placement" },
    { .name = "closed", .received = "2026-11-02", .closed = "2026-11-09",
      .offers = { { "pending", "2026-11-06" } }, .stage = "closed", .next_step = "none" },
    { .name = "closed draft", .closed = "2026-11-09", .stage = "closed", .next_step = "none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayStage found = find (&rows[i]);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (found.stage, ==, rows[i].stage);
      g_assert_cmpstr (found.next_step, ==, rows[i].next_step);
    }
}

/* Every decision and response leads somewhere that has a name. */
static void
test_every_code_leads_to_a_stage (void)
{
  g_autoptr(GPtrArray) decisions = way_codes_list ("decision", NULL);
  g_autoptr(GPtrArray) responses = way_codes_list ("offer_response", NULL);

  for (guint i = 0; i < decisions->len; i++)
    for (guint j = 0; j < responses->len; j++)
      {
        Row row = { .received = "2026-11-02" };
        WayStage found;

        row.decisions[0].outcome = ((const WayCode *) g_ptr_array_index (decisions, i))->id;
        row.decisions[0].date = "2026-11-05";
        row.offers[0].response = ((const WayCode *) g_ptr_array_index (responses, j))->id;
        row.offers[0].made = "2026-11-06";
        found = find (&row);
        g_assert_true (way_codes_has ("referral_stage", found.stage));
        g_assert_true (way_codes_has ("next_step", found.next_step));
        g_assert_cmpstr (way_code_get (way_codes_lookup ("next_step", found.next_step), "stage"),
                         ==, found.stage);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/stage/stages", test_stages);
  g_test_add_func ("/rules/stage/every-code", test_every_code_leads_to_a_stage);
  return g_test_run ();
}
