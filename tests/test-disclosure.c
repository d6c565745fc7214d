/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disclosure control: each rule of domain.md 7 by worked tables. */

#include "way-published.h"

#include <math.h>

static const WayDisclosureProfile partner = { 2, 0, TRUE, 0, 20, 5 };
static const WayDisclosureProfile public = { 5, 5, TRUE, 10, 20, 5 };
static const WayDisclosureProfile small = { 5, 0, TRUE, 10, 20, 5 };
static const WayDisclosureProfile open = { 0 };

static const char *const letters[] = { "A", "B", "C", "D", "E", "F" };
static const char *const phases[] = { "primary", "secondary" };

static WayDisclosureDimension
along (const char        *name,
       const char *const *codes,
       guint              n)
{
  return (WayDisclosureDimension) { .name = name, .codes = codes, .n = n, .has_total = TRUE };
}

/* "12 c 20 | 35" as it is published, parted by spaces. */
static char *
say_figures (const WayDisclosure *disclosure,
             guint                table,
             guint                n)
{
  const WayFigure *figures = way_disclosure_figures (disclosure, table);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *symbol = way_symbol_text (figures[i].symbol);

      g_string_append (text, i > 0 ? " " : "");
      if (symbol != NULL)
        g_string_append (text, symbol);
      else
        g_string_append_printf (text, "%d", figures[i].value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_figures (const WayDisclosure *disclosure,
                guint                table,
                guint                n,
                const char          *expected)
{
  g_autofree char *text = say_figures (disclosure, table, n);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_run (WayDisclosure       *disclosure,
            WayDisclosureResult  expected,
            const char          *cell)
{
  WayDisclosureProblem problem = { 0 };

  g_assert_cmpint (way_disclosure_run (disclosure, &problem), ==, expected);
  g_assert_cmpstr (problem.cell, ==, cell);
  way_disclosure_problem_clear (&problem);
}

/* --- One row --- */

static const struct
{
  const char                 *what;
  const WayDisclosureProfile *profile;
  guint                       n;
  gint32                      counts[6];
  const char                 *expected;
} rows[] = {
  { "12 goes with 3", &small, 3, { 12, 3, 20, 35 }, "c c 20 35" },
  { "rounded", &public, 3, { 12, 3, 20, 35 }, "c c 20 35" },
  { "the total goes with 4", &small, 3, { 0, 4, 0, 4 }, "0 c 0 c" },
  { "nothing small", &small, 2, { 9, 8, 17 }, "9 8 17" },
  { "to the nearest 5", &public, 3, { 17, 18, 8, 43 }, "15 20 10 45" },
  { "6 and 7 are 5", &public, 2, { 6, 7, 13 }, "5 5 15" },
  { "partners see 3", &partner, 3, { 3, 12, 20, 35 }, "3 12 20 35" },
  { "two ones, and the third", &partner, 3, { 1, 1, 9, 11 }, "c c c 11" },
  { "as the DfE does", &open, 3, { 1, 2, 20, 23 }, "1 2 20 23" },
  { "not collected", &small, 3, { 12, 3, WAY_DISCLOSURE_MISSING, WAY_DISCLOSURE_MISSING },
    "12 c x x" },
  { "Ribble Valley", &public, 5, { 40, 4, 31, 18, 22, 115 }, "40 c 30 c 20 115" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayDisclosure) disclosure = way_disclosure_new (rows[i].profile);
      WayDisclosureDimension dimension = along ("district", letters, rows[i].n);
      WayDisclosureShape shape = { "placements", "2025/26", &dimension, 1 };

      g_test_message ("%s", rows[i].what);
      g_assert_cmpuint (way_disclosure_add (disclosure, &shape, rows[i].counts), ==, 0);
      assert_run (disclosure, WAY_DISCLOSURE_PROTECTED, NULL);
      assert_figures (disclosure, 0, rows[i].n + 1, rows[i].expected);
    }
}

/* --- Several tables --- */

/* Rule 6: what is hidden in one is hidden in the other, and the second table's
 * sum gives nothing away. */
static void
test_linked_tables_are_treated_alike (void)
{
  WayDisclosureDimension both[] = { along ("district", letters, 3), along ("phase", phases, 2) };
  WayDisclosureShape wide = { "placements", "2025/26", both, 2 };
  WayDisclosureShape narrow = { "placements", "2025/26", both, 1 };
  const gint32 cells[] = { 1, 11, 12, 20, 30, 50, 40, 60, 100, 61, 101, 162 };
  const gint32 totals[] = { 12, 50, 100, 162 };
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&partner);

  way_disclosure_add (disclosure, &narrow, totals);
  way_disclosure_add (disclosure, &wide, cells);
  assert_run (disclosure, WAY_DISCLOSURE_PROTECTED, NULL);
  assert_figures (disclosure, 0, 4, "12 50 100 162");
  assert_figures (disclosure, 1, 12, "c c 12 c c 50 40 60 100 61 101 162");
}

static void
test_hidden_total_is_hidden_in_each (void)
{
  WayDisclosureDimension both[] = { along ("phase", phases, 2), along ("district", letters, 2) };
  WayDisclosureShape wide = { "placements", "2025/26", both, 2 };
  WayDisclosureShape narrow = { "placements", "2025/26", both, 1 };
  const gint32 cells[] = { 0, 2, 2, 30, 40, 70, 30, 42, 72 };
  const gint32 totals[] = { 2, 70, 72 };
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&partner);
  g_autofree char *first = NULL;

  way_disclosure_add (disclosure, &wide, cells);
  way_disclosure_add (disclosure, &narrow, totals);
  assert_run (disclosure, WAY_DISCLOSURE_PROTECTED, NULL);
  first = say_figures (disclosure, 1, 3);
  g_assert_cmpstr (first, ==, "c c 72");
  assert_figures (disclosure, 0, 9, "0 c c 30 c c 30 42 72");
}

static void
test_one_cell_with_two_counts_is_refused (void)
{
  WayDisclosureDimension dimension = along ("phase", phases, 2);
  WayDisclosureShape shape = { "placements", "2025/26", &dimension, 1 };
  const gint32 one[] = { 10, 20, 30 };
  const gint32 two[] = { 10, 21, 31 };
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&partner);

  way_disclosure_add (disclosure, &shape, one);
  way_disclosure_add (disclosure, &shape, two);
  assert_run (disclosure, WAY_DISCLOSURE_CONTRADICTION, "placements, 2025/26: phase secondary");
}

/* A child at two settings: the total is less than the sum, and no sum to count
 * on; yet no setting has more than the total. */
static void
test_children_in_two_settings (void)
{
  WayDisclosureDimension dimension = along ("setting", letters, 3);
  WayDisclosureShape shape = { "on_roll", "2026-01-15", &dimension, 1 };
  const gint32 counts[] = { 12, 4, 20, 34 };
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&small);

  dimension.is_loose = TRUE;
  way_disclosure_add (disclosure, &shape, counts);
  assert_run (disclosure, WAY_DISCLOSURE_PROTECTED, NULL);
  assert_figures (disclosure, 0, 4, "c c 20 34");
}

/* --- Rules 4 and 8 --- */

static void
test_all_of_a_small_group_is_hidden (void)
{
  static const char *const plans[] = { "plan", "none" };
  WayDisclosureDimension both[] = { along ("setting", letters, 2), along ("plan", plans, 2) };
  WayDisclosureShape shape = { "on_roll", "2026-01-15", both, 2 };
  const gint32 counts[] = { 12, 0, 12, 30, 40, 70, 42, 40, 82 };
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&partner);

  both[1].is_sensitive = TRUE;
  way_disclosure_add (disclosure, &shape, counts);
  assert_run (disclosure, WAY_DISCLOSURE_PROTECTED, NULL);
  assert_figures (disclosure, 0, 9, "c c 12 c c 70 42 40 82");
}

static void
test_few_at_a_provider (void)
{
  static const gint32 on_roll[] = { 5, 40, 30 };
  WayDisclosureDimension dimension = along ("setting", letters, 3);
  WayDisclosureShape shape = { "left", "2025/26", &dimension, 1 };
  const gint32 counts[] = { 0, 14, 8, 22 };
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&partner);

  dimension.on_roll = on_roll;
  way_disclosure_add (disclosure, &shape, counts);
  assert_run (disclosure, WAY_DISCLOSURE_PROTECTED, NULL);
  assert_figures (disclosure, 0, 4, "c 14 c 22");
  g_assert_cmpint (way_disclosure_figures (disclosure, 0)[0].why, ==, WAY_WHY_PROVIDER);
  g_assert_cmpint (way_disclosure_figures (disclosure, 0)[2].why, ==, WAY_WHY_OTHERS);
}

/* --- Rates (rules 3 and 4) --- */

static const struct
{
  const char                 *what;
  const WayDisclosureProfile *profile;
  WayFigure                   part;
  gint32                      part_count;
  WayFigure                   whole;
  gint32                      whole_count;
  gboolean                    is_sensitive;
  WayFigure                   expected;
} rates[] = {
  { "3 of 41", &public, { WAY_SYMBOL_CONFIDENTIAL }, 3, { .value = 40 }, 41, FALSE,
    { WAY_SYMBOL_CONFIDENTIAL, 0, WAY_WHY_PARTS } },
  { "of a hidden whole", &partner, { .value = 3 }, 3, { WAY_SYMBOL_CONFIDENTIAL }, 41, FALSE,
    { WAY_SYMBOL_CONFIDENTIAL, 0, WAY_WHY_PARTS } },
  { "of 9", &public, { .value = 5 }, 6, { .value = 10 }, 9, FALSE,
    { WAY_SYMBOL_CONFIDENTIAL, 0, WAY_WHY_DENOMINATOR } },
  { "of 9, for partners", &partner, { .value = 6 }, 6, { .value = 9 }, 9, FALSE, { .value = 667 } },
  { "from what is published", &public, { .value = 15 }, 17, { .value = 40 }, 41, FALSE,
    { .value = 375 } },
  { "all of 19", &partner, { .value = 19 }, 19, { .value = 19 }, 19, TRUE,
    { WAY_SYMBOL_CONFIDENTIAL, 0, WAY_WHY_GROUP } },
  { "none of 19", &partner, { .value = 0 }, 0, { .value = 19 }, 19, TRUE,
    { WAY_SYMBOL_CONFIDENTIAL, 0, WAY_WHY_GROUP } },
  { "all of 20", &partner, { .value = 20 }, 20, { .value = 20 }, 20, TRUE, { .value = 1000 } },
  { "all of 19 that is no secret", &partner, { .value = 19 }, 19, { .value = 19 }, 19, FALSE,
    { .value = 1000 } },
  { "of nothing", &partner, { .value = 0 }, 0, { .value = 0 }, 0, FALSE,
    { WAY_SYMBOL_NOT_APPLICABLE } },
  { "not collected", &partner, { .value = 4 }, 4, { WAY_SYMBOL_UNAVAILABLE }, 0, FALSE,
    { WAY_SYMBOL_UNAVAILABLE } },
  { "next to nothing", &partner, { .value = 3 }, 3, { .value = 90000 }, 90000, FALSE,
    { WAY_SYMBOL_LOW } },
  { "146 of 217", &open, { .value = 146 }, 146, { .value = 217 }, 217, FALSE, { .value = 673 } },
};

static void
test_rates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      WayFigure rate = way_disclosure_rate (rates[i].profile, &rates[i].part, rates[i].part_count,
                                            &rates[i].whole, rates[i].whole_count, 100, 1,
                                            rates[i].is_sensitive);

      g_test_message ("%s", rates[i].what);
      g_assert_cmpint (rate.symbol, ==, rates[i].expected.symbol);
      g_assert_cmpint (rate.value, ==, rates[i].expected.value);
      g_assert_cmpint (rate.why, ==, rates[i].expected.why);
    }
}

static void
test_difference_of_what_is_hidden_is_hidden (void)
{
  WayFigure places = { .value = 20 };
  WayFigure hidden = { WAY_SYMBOL_CONFIDENTIAL, 0, WAY_WHY_SMALL };
  WayFigure shown = { .value = 15 };

  g_assert_cmpint (way_disclosure_less (&places, &hidden).symbol, ==, WAY_SYMBOL_CONFIDENTIAL);
  g_assert_cmpint (way_disclosure_less (&places, &shown).value, ==, 5);
}

static void
test_symbols_are_read_back (void)
{
  for (guint i = WAY_SYMBOL_CONFIDENTIAL; i <= WAY_SYMBOL_UNRELIABLE; i++)
    {
      WaySymbol symbol;

      g_assert_true (way_symbol_from_text (way_symbol_text ((WaySymbol) i), &symbol));
      g_assert_cmpint (symbol, ==, i);
    }
  g_assert_null (way_symbol_text (WAY_SYMBOL_NUMBER));
}

/* --- Earlier releases (rules 5 and 7) --- */

#define C { WAY_SYMBOL_CONFIDENTIAL }
#define N(n) { .value = (n) }

static WayDisclosureResult
publish_after (const WayDisclosureProfile *profile,
               const WayFigure            *figures,
               const gint32               *counts,
               char                      **said)
{
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (profile);
  WayDisclosureDimension dimension = along ("district", letters, 3);
  WayDisclosureShape shape = { "placements", "2025/26", &dimension, 1 };
  const WayPublishedTable before = { 7, &shape, figures, way_disclosure_rule (profile), TRUE };
  WayDisclosureProblem problem = { 0 };
  WayDisclosureResult result;

  way_disclosure_add (disclosure, &shape, counts);
  way_disclosure_add_earlier (disclosure, &before);
  result = way_disclosure_run (disclosure, &problem);
  if (result == WAY_DISCLOSURE_PROTECTED)
    *said = say_figures (disclosure, 0, 4);
  else
    *said = g_steal_pointer (&problem.cell);
  if (result == WAY_DISCLOSURE_DIFFERENCE)
    g_assert_cmpuint (problem.release, ==, 7);
  way_disclosure_problem_clear (&problem);
  return result;
}

static const struct
{
  const char                 *what;
  const WayDisclosureProfile *profile;
  WayFigure                   before[4];
  gint32                      counts[4];
  WayDisclosureResult         result;
  const char                 *said;
} releases[] = {
  { "the same again", &small, { C, C, N (20), N (35) }, { 12, 3, 20, 35 },
    WAY_DISCLOSURE_PROTECTED, "c c 20 35" },
  { "another stood beside it", &small, { N (12), C, C, N (35) }, { 12, 3, 20, 35 },
    WAY_DISCLOSURE_PROTECTED, "12 c c 35" },
  { "all was said before", &small, { N (12), N (3), N (20), N (35) }, { 12, 3, 20, 35 },
    WAY_DISCLOSURE_EXPOSED, "placements, 2025/26: district B" },
  { "three more", &small, { N (12), N (9), N (20), N (41) }, { 12, 9, 23, 44 },
    WAY_DISCLOSURE_DIFFERENCE, "placements, 2025/26: district C" },
  { "two less", &partner, { N (12), N (9), N (20), N (41) }, { 12, 9, 18, 39 },
    WAY_DISCLOSURE_DIFFERENCE, "placements, 2025/26: district C" },
  { "three more is nothing to partners", &partner, { N (12), N (9), N (20), N (41) },
    { 12, 9, 23, 44 }, WAY_DISCLOSURE_PROTECTED, "12 9 23 44" },
  { "nine more", &small, { N (12), N (9), N (20), N (41) }, { 12, 9, 29, 50 },
    WAY_DISCLOSURE_PROTECTED, "12 9 29 50" },
  { "three more, rounded", &public, { N (10), N (10), N (20), N (40) }, { 12, 9, 23, 44 },
    WAY_DISCLOSURE_PROTECTED, "10 10 25 45" },
  { "open twice", &open, { N (12), N (9), N (20), N (41) }, { 12, 9, 21, 42 },
    WAY_DISCLOSURE_PROTECTED, "12 9 21 42" },
};

static void
test_earlier_releases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (releases); i++)
    {
      g_autofree char *said = NULL;
      WayDisclosureResult result;

      g_test_message ("%s", releases[i].what);
      result = publish_after (releases[i].profile, releases[i].before, releases[i].counts, &said);
      g_assert_cmpint (result, ==, releases[i].result);
      g_assert_cmpstr (said, ==, releases[i].said);
    }
}

/* An earlier table by phase hid one that only it had; what is new may not give
 * it away. */
static void
test_what_was_hidden_stays_hidden (void)
{
  WayDisclosureDimension both[] = { along ("district", letters, 2), along ("phase", phases, 2) };
  WayDisclosureShape wide = { "placements", "2025/26", both, 2 };
  WayDisclosureShape narrow = { "placements", "2025/26", both, 1 };
  const WayFigure before[] = { C, N (20), C, N (30), N (40), N (70), C, N (60), C };
  const gint32 totals[] = { 22, 70, 92 };
  const WayPublishedTable earlier = { 1, &wide, before, way_disclosure_rule (&partner), TRUE };
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&partner);

  way_disclosure_add (disclosure, &narrow, totals);
  way_disclosure_add_earlier (disclosure, &earlier);
  assert_run (disclosure, WAY_DISCLOSURE_PROTECTED, NULL);
  assert_figures (disclosure, 0, 3, "c 70 c");
}

/* --- The attack on what was published --- */

static void
attack (const WayPublishedTable *tables,
        guint                    n,
        WayPublishedResult       expected,
        guint                    n_leaks)
{
  g_autoptr(WayPublishedReport) report = way_published_report_new ();

  g_assert_cmpint (way_published_attack (tables, n, NULL, NULL, report), ==, expected);
  g_assert_cmpuint (report->leaks->len, ==, n_leaks);
}

static const struct
{
  const char         *what;
  WayHideRule         rule;
  WayFigure           one[4];
  WayFigure           two[4];      /* of another release */
  guint               n;
  WayPublishedResult  result;
  guint               n_leaks;
} attacks[] = {
  { "safe", { 5, 0 }, { C, C, N (20), N (35) }, { { 0 } }, 1, WAY_PUBLISHED_ATTACKED, 0 },
  { "one alone", { 5, 0 }, { N (12), C, N (20), N (35) }, { { 0 } }, 1,
    WAY_PUBLISHED_ATTACKED, 1 },
  { "one alone, but all is rounded", { 5, 5 }, { N (10), C, N (20), N (35) }, { { 0 } }, 1,
    WAY_PUBLISHED_ATTACKED, 0 },
  { "two ones", { 2, 0 }, { C, C, N (9), N (11) }, { { 0 } }, 1, WAY_PUBLISHED_ATTACKED, 2 },
  { "each hides what the other shows", { 5, 0 }, { C, C, N (20), N (35) },
    { N (12), C, C, N (35) }, 2, WAY_PUBLISHED_ATTACKED, 4 },
  { "revised by three", { 5, 0 }, { N (12), N (9), N (20), N (41) },
    { N (12), N (9), N (23), N (44) }, 2, WAY_PUBLISHED_ATTACKED, 2 },
  { "revised by more", { 5, 0 }, { N (12), N (9), N (20), N (41) },
    { N (12), N (9), N (29), N (50) }, 2, WAY_PUBLISHED_ATTACKED, 0 },
  { "does not add up", { 5, 0 }, { N (12), N (9), N (20), N (99) }, { { 0 } }, 1,
    WAY_PUBLISHED_CONTRADICTION, 0 },
};

static void
test_attack_on_what_was_published (void)
{
  WayDisclosureDimension dimension = along ("district", letters, 3);
  WayDisclosureShape shape = { "placements", "2025/26", &dimension, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      const WayPublishedTable tables[] = {
        { 0, &shape, attacks[i].one, attacks[i].rule, TRUE },
        { 1, &shape, attacks[i].two, attacks[i].rule, TRUE },
      };

      g_test_message ("%s", attacks[i].what);
      attack (tables, attacks[i].n, attacks[i].result, attacks[i].n_leaks);
    }
}

static gboolean
stop_at_once (guint    done,
              guint    all,
              gpointer data)
{
  g_assert_cmpuint (all, ==, 2);
  *(guint *) data += done;
  return FALSE;
}

static void
test_attack_can_be_stopped (void)
{
  WayDisclosureDimension dimension = along ("district", letters, 3);
  WayDisclosureShape shape = { "placements", "2025/26", &dimension, 1 };
  const WayFigure figures[] = { C, C, N (20), N (35) };
  const WayPublishedTable table = { 0, &shape, figures, { 5, 0 }, TRUE };
  g_autoptr(WayPublishedReport) report = way_published_report_new ();
  guint done = 0;

  g_assert_cmpint (way_published_attack (&table, 1, stop_at_once, &done, report), ==,
                   WAY_PUBLISHED_STOPPED);
  g_assert_cmpuint (done, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/disclosure/rows", test_rows);
  g_test_add_func ("/stats/disclosure/linked-tables-are-treated-alike",
                   test_linked_tables_are_treated_alike);
  g_test_add_func ("/stats/disclosure/hidden-total-is-hidden-in-each",
                   test_hidden_total_is_hidden_in_each);
  g_test_add_func ("/stats/disclosure/one-cell-with-two-counts-is-refused",
                   test_one_cell_with_two_counts_is_refused);
  g_test_add_func ("/stats/disclosure/children-in-two-settings", test_children_in_two_settings);
  g_test_add_func ("/stats/disclosure/all-of-a-small-group-is-hidden",
                   test_all_of_a_small_group_is_hidden);
  g_test_add_func ("/stats/disclosure/few-at-a-provider", test_few_at_a_provider);
  g_test_add_func ("/stats/disclosure/rates", test_rates);
  g_test_add_func ("/stats/disclosure/difference-of-what-is-hidden-is-hidden",
                   test_difference_of_what_is_hidden_is_hidden);
  g_test_add_func ("/stats/disclosure/symbols-are-read-back", test_symbols_are_read_back);
  g_test_add_func ("/stats/disclosure/earlier-releases", test_earlier_releases);
  g_test_add_func ("/stats/disclosure/what-was-hidden-stays-hidden",
                   test_what_was_hidden_stays_hidden);
  g_test_add_func ("/stats/disclosure/attack-on-what-was-published",
                   test_attack_on_what_was_published);
  g_test_add_func ("/stats/disclosure/attack-can-be-stopped", test_attack_can_be_stopped);
  return g_test_run ();
}
