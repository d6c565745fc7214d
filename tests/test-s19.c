/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-s19.h"

/* The groups of domain reference 4.9, and who is in none. */
static void
test_reasons (void)
{
  static const struct
  {
    const char  *name;
    WayS19Facts  facts;
    const char  *reason;
  } rows[] = {
    { "on a roll", { .has_roll = TRUE }, NULL },
    { "excluded", { .excluded = TRUE }, "PEX" },
    { "excluded, placed half time", { .excluded = TRUE, .is_placed = TRUE }, "PEX" },
    { "excluded, placed full time",
      { .excluded = TRUE, .is_placed = TRUE, .is_placed_full = TRUE }, NULL },
    { "excluded, tutored full time", { .excluded = TRUE, .is_educated = TRUE }, NULL },
    { "excluded and ill", { .excluded = TRUE, .absence = "MEDICAL" }, "PEX" },
    { "suspended", { .suspended = TRUE, .has_roll = TRUE }, "SUSPENDED" },
    { "suspended from a PRU", { .suspended = TRUE, .from_pru = TRUE, .has_roll = TRUE },
      "PRU_SUSP" },
    { "ill", { .absence = "MEDICAL", .has_roll = TRUE }, "MEDICAL" },
    { "ill, placed full time",
      { .absence = "MEDICAL", .has_roll = TRUE, .is_placed = TRUE, .is_placed_full = TRUE },
      "MEDICAL" },
    { "recorded", { .recorded = "ON_ROLL_UNSUITABLE", .has_roll = TRUE }, "ON_ROLL_UNSUITABLE" },
    { "anxious before recorded", { .absence = "EBSNA", .recorded = "OTHER", .has_roll = TRUE },
      "EBSNA" },
    { "never on a roll", { .had_roll = FALSE }, "NEW_TO_AREA" },
    { "never on a roll, placed", { .is_placed = TRUE }, NULL },
    { "never on a roll, with a plan", { .has_plan = TRUE }, "AWAITING_SPECIALIST" },
    { "educated at home", { .had_roll = TRUE, .ground = "HOME_EDUCATED" }, NULL },
    { "cannot be found", { .had_roll = TRUE, .ground = "CANNOT_BE_FOUND" }, "WHEREABOUTS" },
    { "left, nobody said why", { .had_roll = TRUE }, "OTHER" },
    { "left, recorded", { .had_roll = TRUE, .recorded = "NOT_SECURING" }, "NOT_SECURING" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayCode *reason = way_s19_reason (&rows[i].facts);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (reason != NULL ? reason->id : NULL, ==, rows[i].reason);
    }
}

/* Full-time education of an excluded child is never taken for none, whatever
 * else is so; and a child of a roll is never taken for one without. */
static void
test_education_and_rolls_hold (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      WayS19Facts facts = {
        .excluded = g_test_rand_bit (), .has_roll = g_test_rand_bit (),
        .had_roll = g_test_rand_bit (), .has_plan = g_test_rand_bit (),
        .is_placed_full = g_test_rand_bit (), .is_educated = g_test_rand_bit (),
      };
      const WayCode *reason;

      facts.is_placed = facts.is_placed_full || g_test_rand_bit ();
      reason = way_s19_reason (&facts);
      if (facts.is_placed_full || facts.is_educated || (facts.has_roll && !facts.excluded))
        g_assert_null (reason);
      else if (facts.excluded)
        g_assert_cmpstr (reason->id, ==, "PEX");
    }
}

/* Each reason that the data can name is one of the register's. */
static void
test_data_names_known_reasons (void)
{
  static const char *const sets[] = { "absence_kind", "deletion_ground" };

  for (guint s = 0; s < G_N_ELEMENTS (sets); s++)
    {
      g_autoptr(GPtrArray) codes = way_codes_list (sets[s], NULL);

      for (guint i = 0; i < codes->len; i++)
        {
          const char *reason = way_code_get (g_ptr_array_index (codes, i), "register");

          g_assert_true (reason == NULL || g_str_equal (reason, "none") ||
                         way_codes_has ("s19_reason", reason));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/s19/reasons", test_reasons);
  g_test_add_func ("/rules/s19/education-and-rolls", test_education_and_rolls_hold);
  g_test_add_func ("/rules/s19/data", test_data_names_known_reasons);
  return g_test_run ();
}
