/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows and ways: worked examples, and random ones against a day by day version. */

#include "way-flows.h"

#define GAP 10

static WayIndicatorFacts *
make_facts (void)
{
  WayIndicatorFacts *facts = way_indicator_facts_new ();

  for (guint i = 0; i < 4; i++)
    {
      WayStatSetting setting = { .name = g_strdup ("Setting"), .is_mainstream = i == 3 };
      WayStatProvision provision = { .name = g_strdup ("Provision"), .setting = i,
                                     .is_counted = i < 3 };

      g_array_append_val (facts->settings, setting);
      g_array_append_val (facts->provisions, provision);
    }
  return facts;
}

static void
add_stay (WayIndicatorFacts *facts,
          guint              pupil,
          guint              setting,
          guint32            from,
          guint32            to,
          const char        *destination)
{
  WayStatStay stay = { .pupil = pupil, .provision = setting, .from = from, .to = to,
                       .destination = destination };

  g_array_append_val (facts->stays, stay);
}

static void
add_roll (WayIndicatorFacts *facts,
          guint              pupil,
          guint32            from,
          guint32            to)
{
  WayStatRoll roll = { .pupil = pupil, .school = 3, .from = from, .to = to };

  g_array_append_val (facts->rolls, roll);
}

static void
test_from_school_and_back (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(GArray) flows = NULL;
  const WayFlow *flow;

  for (guint i = 0; i < 3; i++)
    {
      add_roll (facts, i, 1, 99);
      add_stay (facts, i, 0, 100, i < 2 ? 150 : WAY_STAT_OPEN, "MAINSTREAM_HOME");
    }
  flows = way_flows_count (facts, 100, 200, GAP);
  g_assert_cmpuint (flows->len, ==, 2);
  flow = &g_array_index (flows, WayFlow, 0);
  g_assert_cmpuint (flow->n, ==, 2);
  g_assert_cmpint (flow->before.kind, ==, WAY_FLOW_MAINSTREAM);
  g_assert_cmpint (flow->after.kind, ==, WAY_FLOW_DESTINATION);
  g_assert_cmpstr (flow->after.code, ==, "MAINSTREAM_HOME");
  g_assert_cmpint (g_array_index (flows, WayFlow, 1).after.kind, ==, WAY_FLOW_STILL_THERE);
}

static void
test_excluded_goes_before_the_roll (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayStatExclusion exclusion = { .pupil = 0, .from = 95, .is_permanent = TRUE };
  g_autoptr(GArray) flows = NULL;

  add_roll (facts, 0, 1, 99);
  g_array_append_val (facts->exclusions, exclusion);
  add_stay (facts, 0, 0, 100, WAY_STAT_OPEN, NULL);
  flows = way_flows_count (facts, 100, 200, GAP);
  g_assert_cmpint (g_array_index (flows, WayFlow, 0).before.kind, ==, WAY_FLOW_EXCLUDED);
}

static void
test_nobody_knows (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(GArray) flows = NULL;

  add_roll (facts, 0, 1, 80);                          /* too long ago */
  add_stay (facts, 0, 0, 100, 150, NULL);
  flows = way_flows_count (facts, 100, 200, GAP);
  g_assert_cmpint (g_array_index (flows, WayFlow, 0).before.kind, ==, WAY_FLOW_NOWHERE);
  g_assert_null (g_array_index (flows, WayFlow, 0).after.code);
}

/* Two stays at one setting with a short holiday between are one time there. */
static void
test_one_setting_after_another (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(GArray) flows = NULL;
  g_autoptr(GArray) chains = NULL;
  g_autoptr(GArray) stays = NULL;
  const WayFlowChain *chain;

  for (guint i = 0; i < 2; i++)
    {
      add_stay (facts, i, 0, 100, 120, NULL);
      add_stay (facts, i, 0, 125, 140, NULL);
      add_stay (facts, i, 1, 141, 160, NULL);
      add_stay (facts, i, 2, 171, 180, NULL);          /* ten days between */
    }
  add_stay (facts, 2, 0, 100, 120, NULL);
  add_stay (facts, 2, 1, 132, 150, NULL);              /* eleven: another way */
  flows = way_flows_count (facts, 100, 200, GAP);
  g_assert_cmpuint (g_array_index (flows, WayFlow, 0).n, ==, 2);
  chains = way_flows_chains (facts, 175, 200, GAP);
  g_assert_cmpuint (chains->len, ==, 1);
  chain = &g_array_index (chains, WayFlowChain, 0);
  g_assert_cmpuint (chain->n, ==, 2);
  g_assert_cmpuint (chain->settings->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (g_array_index (chain->settings, guint, i), ==, i);
  /* All four stays of both children, and none of the third. */
  stays = way_flows_chained (facts, 175, 200, GAP);
  g_assert_cmpuint (stays->len, ==, 8);
  for (guint i = 0; i < stays->len; i++)
    g_assert_cmpuint (g_array_index (stays, guint, i), ==, i);
}

/* --- Random stays, none of a child at the same time --- */

#define N_PUPILS 6
#define N_DAYS   200

/* The setting of each day; 0: none, else one more than its index. */
static void
make_random (WayIndicatorFacts *facts,
             guint8             days[N_PUPILS][N_DAYS])
{
  for (guint pupil = 0; pupil < N_PUPILS; pupil++)
    for (guint32 at = 1; at < N_DAYS;)
      {
        guint32 from = at + (guint32) g_test_rand_int_range (0, 25);
        guint32 to = from + (guint32) g_test_rand_int_range (0, 40);
        guint setting = (guint) g_test_rand_int_range (0, 3);

        if (to >= N_DAYS)
          break;
        add_stay (facts, pupil, setting, from, to, NULL);
        for (guint32 day = from; day <= to; day++)
          days[pupil][day] = (guint8) (setting + 1);
        at = to + 1;
      }
}

/* How often a child comes to a setting, after another or after more than the gap
 * at none; and how many of these times touch the period. */
static guint
slow_count (guint8  days[N_PUPILS][N_DAYS],
            guint32 from,
            guint32 to)
{
  guint n = 0;

  for (guint pupil = 0; pupil < N_PUPILS; pupil++)
    {
      guint8 last = 0;
      guint32 since = 0;
      gboolean counted = FALSE;

      for (guint32 day = 0; day < N_DAYS; day++)
        {
          guint8 now = days[pupil][day];

          if (now == 0)
            continue;
          if (now != last || day - since > GAP + 1)
            counted = FALSE;
          if (!counted && day <= to)
            {
              /* Does the time that begins or goes on here reach the period? */
              guint32 end = day;

              for (guint32 next = day; next < N_DAYS && next - end <= GAP + 1; next++)
                if (days[pupil][next] == now)
                  end = next;
                else if (days[pupil][next] != 0)
                  break;
              if (end >= from)
                {
                  n++;
                  counted = TRUE;
                }
            }
          last = now;
          since = day;
        }
    }
  return n;
}

static void
test_random_against_day_by_day (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(WayIndicatorFacts) facts = make_facts ();
      guint8 days[N_PUPILS][N_DAYS] = { { 0 } };
      g_autoptr(GArray) flows = NULL;
      guint n = 0;

      make_random (facts, days);
      flows = way_flows_count (facts, 80, 120, GAP);
      for (guint i = 0; i < flows->len; i++)
        n += g_array_index (flows, WayFlow, i).n;
      g_assert_cmpuint (n, ==, slow_count (days, 80, 120));
    }
}

/* Who goes from one setting to another comes there from it: over all time both
 * ends of every move are seen. */
static void
test_moves_have_two_ends (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(WayIndicatorFacts) facts = make_facts ();
      guint8 days[N_PUPILS][N_DAYS] = { { 0 } };
      g_autoptr(GArray) flows = NULL;
      guint in = 0, out = 0;

      make_random (facts, days);
      flows = way_flows_count (facts, 0, 10 * N_DAYS, GAP);
      for (guint i = 0; i < flows->len; i++)
        {
          const WayFlow *flow = &g_array_index (flows, WayFlow, i);

          in += flow->before.kind == WAY_FLOW_SETTING ? flow->n : 0;
          out += flow->after.kind == WAY_FLOW_SETTING ? flow->n : 0;
        }
      g_assert_cmpuint (in, ==, out);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/flows/from-school-and-back", test_from_school_and_back);
  g_test_add_func ("/stats/flows/excluded", test_excluded_goes_before_the_roll);
  g_test_add_func ("/stats/flows/nobody-knows", test_nobody_knows);
  g_test_add_func ("/stats/flows/one-after-another", test_one_setting_after_another);
  g_test_add_func ("/stats/flows/random", test_random_against_day_by_day);
  g_test_add_func ("/stats/flows/two-ends", test_moves_have_two_ends);
  return g_test_run ();
}
