/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies: how an action stands, taking one up, and how it went over time. */

#include "way-strategy-chart.h"
#include "way-strategy-flow.h"

#include <string.h>

#include "way-chart-read.h"

/* --- How an action stands --- */

static GDate
day_of (const char *iso)
{
  GDate day = way_date_none ();

  if (*iso != '\0')
    g_assert_true (way_date_parse (iso, &day));
  return day;
}

static void
test_an_action_stands_as_its_days_say (void)
{
  static const struct
  {
    const char *started, *due, *done, *dropped, *on;
    WayActionState state;
  } cases[] = {
    { "", "", "", "", "2026-11-26", WAY_ACTION_TO_DO },
    { "2026-11-26", "", "", "", "2026-11-26", WAY_ACTION_UNDER_WAY },
    { "2026-11-27", "", "", "", "2026-11-26", WAY_ACTION_TO_DO },
    { "", "2026-11-26", "", "", "2026-11-26", WAY_ACTION_TO_DO },
    { "", "2026-11-25", "", "", "2026-11-26", WAY_ACTION_LATE },
    { "2026-01-01", "2026-11-25", "", "", "2026-11-26", WAY_ACTION_LATE },
    { "2026-01-01", "2026-11-25", "2026-11-26", "", "2026-11-26", WAY_ACTION_DONE },
    { "2026-01-01", "2026-11-25", "2026-11-27", "", "2026-11-26", WAY_ACTION_LATE },
    { "", "2026-11-25", "", "2026-11-20", "2026-11-26", WAY_ACTION_DROPPED },
    { "2026-11-01", "", "", "2026-11-27", "2026-11-26", WAY_ACTION_UNDER_WAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WayActionDays days = { day_of (cases[i].started), day_of (cases[i].due),
                             day_of (cases[i].done), day_of (cases[i].dropped) };
      GDate on = day_of (cases[i].on);

      g_test_message ("case %u", i);
      g_assert_cmpint (way_action_state_on (&days, &on), ==, cases[i].state);
    }
  for (WayActionState state = 0; state < WAY_N_ACTION_STATES; state++)
    g_assert_nonnull (way_action_state_code (state));
}

/* What is shipped leads somewhere: each action serves a statement of its strategy. */
static void
test_shipped_strategies_hold_together (void)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("strategy_statement", NULL);
  guint n_actions = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      const char *serves = way_code_get (row, "serves");
      gboolean is_there = serves == NULL;

      g_test_message ("%s", row->id);
      g_assert_true (way_codes_has ("shipped_strategy", way_code_get (row, "strategy")));
      if (g_str_equal (way_code_get (row, "kind"), "action"))
        n_actions++;
      else
        g_assert_true (way_codes_has ("statement_kind", way_code_get (row, "kind")));
      for (guint at = 0; at < rows->len && !is_there; at++)
        {
          const WayCode *other = g_ptr_array_index (rows, at);
          g_autofree char *name = g_strdup_printf ("%s %s", way_code_get (other, "kind"),
                                                   way_code_get (other, "number"));

          is_there = g_str_equal (name, serves) &&
                     g_str_equal (way_code_get (other, "strategy"),
                                  way_code_get (row, "strategy"));
        }
      g_assert_true (is_there);
    }
  g_assert_cmpuint (n_actions, ==, 10 + 17);
}

/* --- Taking one up --- */

static WayStore *
new_store (void)
{
  g_autoptr(GError) error = NULL;
  WayStore *store = way_store_open (":memory:", WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  return store;
}

static WayStrategyView *
read_view (WayStore    *store,
           const char  *on)
{
  g_autoptr(GError) error = NULL;
  WayStrategyView *view;
  GDate day = day_of (on);

  g_assert_true (way_strategy_read (way_store_get_db (store), NULL, &day, &view, &error));
  g_assert_no_error (error);
  return view;
}

static WayStrategyLine *
find_line (const WayStrategyView *view,
           const char            *reference)
{
  for (guint i = 0; i < view->parts->len; i++)
    {
      const WayStrategyPart *part = g_ptr_array_index (view->parts, i);

      for (guint at = 0; at < part->lines->len; at++)
        {
          WayStrategyLine *line = g_ptr_array_index (part->lines, at);

          if (g_strcmp0 (line->action->reference, reference) == 0)
            return line;
        }
    }
  return NULL;
}

static void
test_a_strategy_is_taken_up_whole_and_once (void)
{
  g_autoptr(WayStore) store = new_store ();
  g_autoptr(WayStrategyView) none = read_view (store, "2021-01-01");
  g_autoptr(WayStrategyView) view = NULL;
  g_autoptr(GError) error = NULL;
  WayAct act = { .store = store, .today = way_date_ymd (2020, 9, 1) };
  const WayStrategyPart *first;
  WayEditInfo info = { .name = "Undo" };

  g_assert_null (none);
  g_assert_true (way_strategy_adopt (&act, "lancashire-2020", &error));
  g_assert_no_error (error);
  view = read_view (store, "2021-01-01");
  g_assert_cmpuint (view->n_actions, ==, 17);
  g_assert_cmpuint (view->n_states[WAY_ACTION_TO_DO], ==, 17);
  first = g_ptr_array_index (view->parts, 0);
  g_assert_cmpstr (first->statement->kind, ==, "principle");
  g_assert_cmpint (first->statement->number, ==, 1);
  g_assert_nonnull (find_line (view, "LM8"));
  g_assert_false (way_strategy_adopt (&act, "lancashire-2020", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
  g_assert_true (way_store_undo (store, act.edit, &info, NULL, NULL));
  g_clear_pointer (&view, way_strategy_view_free);
  view = read_view (store, "2021-01-01");
  g_assert_null (view);
}

static void
test_a_new_strategy_ends_the_one_before (void)
{
  g_autoptr(WayStore) store = new_store ();
  WayAct act = { .store = store, .today = way_date_ymd (2020, 9, 1) };
  g_autoptr(WayStrategyView) before = NULL;
  g_autoptr(WayStrategyView) after = NULL;

  g_assert_true (way_strategy_adopt (&act, "lancashire-2020", NULL));
  act.today = way_date_ymd (2022, 9, 1);
  g_assert_true (way_strategy_adopt (&act, "solihull-2022", NULL));
  before = read_view (store, "2022-08-31");
  after = read_view (store, "2022-09-01");
  g_assert_cmpstr (before->strategy->shipped, ==, "lancashire-2020");
  g_assert_cmpstr (after->strategy->shipped, ==, "solihull-2022");
  g_assert_true (way_date_compare (&before->strategy->to, &after->strategy->from) < 0);
}

/* --- Over time --- */

static gboolean
write_action (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  return way_records_update (db, &way_strategy_action_entity, data, error);
}

static void
test_months_count_what_was_known_then (void)
{
  g_autoptr(WayStore) store = new_store ();
  WayAct act = { .store = store, .today = way_date_ymd (2022, 9, 1) };
  WayEditInfo info = { .name = "Change an action" };
  g_autoptr(WayStrategyView) view = NULL;
  g_autoptr(WayChart) chart = NULL;
  g_autofree char *words = NULL;
  g_autoptr(GArray) days = NULL;
  g_autoptr(GArray) counts = NULL;
  g_autoptr(GError) error = NULL;
  GDate on = way_date_ymd (2023, 2, 10);
  WayStrategyAction *action;
  const guint (*rows)[WAY_N_ACTION_STATES];

  g_assert_true (way_strategy_adopt (&act, "solihull-2022", NULL));
  view = read_view (store, "2023-02-10");
  action = find_line (view, "S10")->action;
  action->started = way_date_ymd (2022, 10, 3);
  action->due = way_date_ymd (2022, 12, 16);
  action->done = way_date_ymd (2023, 1, 9);
  action->evidence = g_strdup ("Option appraisal");
  g_assert_true (way_store_write (store, &info, write_action, action, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&view, way_strategy_view_free);
  view = read_view (store, "2023-02-10");
  way_strategy_series (view, &on, 12, &days, &counts);
  rows = (const void *) counts->data;
  g_assert_cmpuint (days->len, ==, 6);
  g_assert_cmpuint (rows[0][WAY_ACTION_TO_DO], ==, 10);
  g_assert_cmpuint (rows[1][WAY_ACTION_UNDER_WAY], ==, 1);
  g_assert_cmpuint (rows[3][WAY_ACTION_LATE], ==, 1);
  g_assert_cmpuint (rows[4][WAY_ACTION_DONE], ==, 1);
  g_assert_cmpuint (rows[5][WAY_ACTION_DONE], ==, 1);
  chart = way_strategy_chart_new (view, &on, NULL);
  words = way_chart_describe (way_chart_get_data (chart));
  g_assert_nonnull (strstr (words, "1 of 10 actions are done"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/action/state", test_an_action_stands_as_its_days_say);
  g_test_add_func ("/service/strategy/shipped", test_shipped_strategies_hold_together);
  g_test_add_func ("/service/strategy/adopt", test_a_strategy_is_taken_up_whole_and_once);
  g_test_add_func ("/service/strategy/next", test_a_new_strategy_ends_the_one_before);
  g_test_add_func ("/service/strategy/months", test_months_count_what_was_known_then);
  return g_test_run ();
}
