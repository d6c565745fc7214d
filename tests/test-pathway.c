/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fair access groups and the moves of the medical pathway (domain reference,
 * 9.3 and 9.4). */

#include "way-pathway.h"

#include "way-test-calendar.h"

static void
test_who_comes_under_fair_access (void)
{
  static const struct
  {
    const char *group;
    gboolean    has_plan, has_efforts;
    const char *out_since, *on, *bar;
  } rows[] = {
    { "CIN_CP", FALSE, TRUE, NULL, "2026-11-10", NULL },
    { "AP_PEX", FALSE, TRUE, NULL, "2026-11-10", NULL },
    { "AP_PEX", TRUE, TRUE, NULL, "2026-11-10", "plan" },
    { NULL, FALSE, TRUE, NULL, "2026-11-10", "group" },
    { "CARER", FALSE, FALSE, NULL, "2026-11-10", "efforts" },
    { "EXCEPTIONAL", FALSE, FALSE, NULL, "2026-11-10", NULL },
    { "OUT_OF_EDUCATION", FALSE, TRUE, NULL, "2026-11-10", "weeks" },
    { "OUT_OF_EDUCATION", FALSE, TRUE, "2026-10-14", "2026-11-10", "weeks" },
    { "OUT_OF_EDUCATION", FALSE, TRUE, "2026-10-13", "2026-11-10", NULL },
    { "CARER", FALSE, TRUE, NULL, "2021-08-31", "group_ended" },
    { "CARER", FALSE, TRUE, NULL, "2021-09-01", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayFairFacts facts = { rows[i].group, rows[i].has_plan, rows[i].has_efforts };
      GDate on = way_test_date (rows[i].on);
      const WayCode *bar;

      if (rows[i].out_since != NULL)
        facts.out_since = way_test_date (rows[i].out_since);
      g_test_message ("row %u", i);
      bar = way_pathway_fair_bar (&facts, &on);
      g_assert_cmpstr (bar != NULL ? bar->id : NULL, ==, rows[i].bar);
    }
}

static void
test_moves_of_the_medical_pathway (void)
{
  static const struct
  {
    const char *state, *next;
    gboolean    allowed;
  } rows[] = {
    { NULL, "ALERTED", TRUE },
    { NULL, "ACTIVE", FALSE },
    { "ALERTED", "EVIDENCE_REQUESTED", TRUE },
    { "ALERTED", "PANEL", TRUE },
    { "ALERTED", "ACTIVE", FALSE },
    { "EVIDENCE_REQUESTED", "PANEL", TRUE },
    { "PANEL", "TRIAL", TRUE },
    { "TRIAL", "ACTIVE", TRUE },
    { "ACTIVE", "ACTIVE", TRUE },
    { "ACTIVE", "REINTEGRATING", TRUE },
    { "REINTEGRATING", "CLOSED", TRUE },
    { "REINTEGRATING", "ALERTED", FALSE },
    { "CLOSED", "ALERTED", FALSE },
  };
  GDate on = way_test_date ("2026-11-10");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s -> %s", rows[i].state, rows[i].next);
      g_assert_cmpint (way_pathway_may_follow (rows[i].state, rows[i].next, &on), ==,
                       rows[i].allowed);
    }
}

/* Every state can be reached, every way leads to the end, every clock exists. */
static void
test_states_hold_together (void)
{
  g_autoptr(GPtrArray) states = way_codes_list ("medical_state", NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GQueue) queue = g_queue_new ();
  GDate on = way_test_date ("2026-11-10");

  g_queue_push_tail (queue, NULL);
  while (!g_queue_is_empty (queue))
    {
      g_auto(GStrv) next = way_pathway_next (g_queue_pop_head (queue), &on);

      for (guint i = 0; next[i] != NULL; i++)
        {
          const WayCode *code = way_codes_lookup ("medical_state", next[i]);

          g_assert_nonnull (code);
          if (g_hash_table_add (seen, (gpointer) code->id))
            g_queue_push_tail (queue, (gpointer) code->id);
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, states->len);

  for (guint i = 0; i < states->len; i++)
    {
      const WayCode *state = g_ptr_array_index (states, i);
      const char *clock = way_code_get (state, "clock");

      if (clock != NULL)
        g_assert_true (way_codes_has ("clock", clock));
      if (!g_str_equal (state->id, "CLOSED"))
        g_assert_true (way_code_get (state, "next")[0] != '\0');
    }
  g_assert_true (way_pathway_takes ("HEALTH", &on));
  g_assert_false (way_pathway_takes ("LONG_TERM", &on));
  g_assert_false (way_pathway_takes (NULL, &on));
  g_assert_true (way_pathway_needs ("ACTIVE", "mode", &on));
  g_assert_true (way_pathway_needs ("PANEL", "evidence", &on));
  g_assert_false (way_pathway_needs ("ALERTED", "evidence", &on));
}

static void
test_a_meeting_is_a_body_that_decides (void)
{
  g_autoptr(GPtrArray) kinds = way_codes_list ("meeting_kind", NULL);

  for (guint i = 0; i < kinds->len; i++)
    g_assert_true (way_codes_has ("decision_body",
                                  ((const WayCode *) g_ptr_array_index (kinds, i))->id));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/pathway/fair-access", test_who_comes_under_fair_access);
  g_test_add_func ("/rules/pathway/medical-moves", test_moves_of_the_medical_pathway);
  g_test_add_func ("/rules/pathway/medical-states", test_states_hold_together);
  g_test_add_func ("/rules/pathway/bodies", test_a_meeting_is_a_body_that_decides);
  return g_test_run ();
}
