/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Criteria: worked cases, and the smallest change against every change that
 * there is. */

#include "way-criteria.h"

#include <string.h>

#include "way-codes.h"

static GDate today;

/* Sets facts from "year=8 needs=SEMH|ASD rounds=2". */
static WayChildFacts *
facts_from (const char *text)
{
  WayChildFacts *facts = way_child_facts_new (&today);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      char *value = strchr (words[i], '=');
      guint kind = 0;

      *value++ = '\0';
      while (strcmp (way_child_fact_name (kind), words[i]) != 0)
        kind++;
      if (strcmp (way_child_fact_set (kind), "number") == 0)
        way_child_facts_set_number (facts, kind, atoi (value));
      else
        way_child_facts_set_codes (facts, kind, value);
    }
  return facts;
}

static char *
fact_to_text (const WayChildFact *fact)
{
  return fact->codes != NULL ? g_strdup (fact->codes) : g_strdup_printf ("%d", fact->number);
}

#define NONE WAY_INTEGER_NONE

static void
test_worked_cases (void)
{
  static const struct
  {
    const char     *rule;
    gint64          low, high;
    const char     *codes;
    const char     *facts;
    WayMatchVerdict verdict;
    const char     *change;
  } rows[] = {
    { "year_min", 10, NONE, NULL, "year=10", WAY_MATCH_PASS, NULL },
    { "year_min", 10, NONE, NULL, "year=9", WAY_MATCH_FAIL, "10" },
    { "year_min", 1, NONE, NULL, "year=R", WAY_MATCH_FAIL, "1" },
    { "year_min", 0, NONE, NULL, "year=R", WAY_MATCH_PASS, NULL },
    { "year_min", 7, NONE, NULL, "year=X", WAY_MATCH_UNKNOWN, "7" },
    { "year_min", 7, NONE, NULL, "", WAY_MATCH_UNKNOWN, "7" },
    { "year_max", 11, NONE, NULL, "year=11", WAY_MATCH_PASS, NULL },
    { "year_max", NONE, 9, NULL, "year=10", WAY_MATCH_FAIL, "9" },
    { "year_max", NONE, NONE, NULL, "year=10", WAY_MATCH_UNKNOWN, NULL },
    { "year_min", 40, NONE, NULL, "year=10", WAY_MATCH_UNKNOWN, NULL },
    { "age_min", 14, NONE, NULL, "age=13", WAY_MATCH_FAIL, "14" },
    { "age_min", 14, NONE, NULL, "age=14", WAY_MATCH_PASS, NULL },
    { "age_max", NONE, 16, NULL, "age=17", WAY_MATCH_FAIL, "16" },
    { "key_stage", NONE, NONE, "KS3|KS4", "year=11", WAY_MATCH_PASS, NULL },
    { "key_stage", NONE, NONE, "KS4", "year=8", WAY_MATCH_FAIL, "10" },
    { "key_stage", NONE, NONE, "KS1|KS4", "year=6", WAY_MATCH_FAIL, "10" },
    { "phase", NONE, NONE, "primary", "year=8", WAY_MATCH_FAIL, "6" },
    { "phase", NONE, NONE, "secondary", "year=X", WAY_MATCH_UNKNOWN, "7" },
    { "needs", NONE, NONE, "SEMH|ASD", "needs=MLD|ASD", WAY_MATCH_PASS, NULL },
    { "needs", NONE, NONE, "SEMH|ASD", "needs=MLD", WAY_MATCH_FAIL, "MLD|SEMH" },
    { "needs", NONE, NONE, "SEMH", "needs=", WAY_MATCH_FAIL, "SEMH" },
    { "needs", NONE, NONE, "SEMH", "", WAY_MATCH_UNKNOWN, "SEMH" },
    { "sex", NONE, NONE, "F", "sex=M", WAY_MATCH_FAIL, "F" },
    { "plan", NONE, NONE, "no", "plan=yes", WAY_MATCH_FAIL, "no" },
    { "has_school", NONE, NONE, "yes", "has_school=yes", WAY_MATCH_PASS, NULL },
    { "route", NONE, NONE, "HEALTH|INTERIM", "route=PEX_DAY6", WAY_MATCH_FAIL, "HEALTH" },
    { "registration", NONE, NONE, "SINGLE_AP", "", WAY_MATCH_UNKNOWN, "SINGLE_AP" },
    { "area", NONE, NONE, "334", "area=334", WAY_MATCH_PASS, NULL },
    { "district", NONE, NONE, "North|South", "district=1234|South", WAY_MATCH_PASS, NULL },
    { "weekday", NONE, NONE, "mon|tue|wed", "days=mon|wed", WAY_MATCH_PASS, NULL },
    { "weekday", NONE, NONE, "mon|tue", "days=mon|wed", WAY_MATCH_FAIL, "mon" },
    { "weekday", NONE, NONE, "mon|tue", "days=wed", WAY_MATCH_FAIL, "mon" },
    { "evidence", NONE, NONE, "HEALTH", "evidence=HEALTH|RISK", WAY_MATCH_PASS, NULL },
    { "evidence", NONE, NONE, "HEALTH|RISK", "evidence=RISK", WAY_MATCH_UNKNOWN, "RISK|HEALTH" },
    { "rounds_of_support", 2, NONE, NULL, "rounds=1", WAY_MATCH_FAIL, "2" },
    { "rounds_of_support", 2, NONE, NULL, "", WAY_MATCH_UNKNOWN, "2" },
    { "text", NONE, NONE, NULL, "year=8", WAY_MATCH_UNKNOWN, NULL },
    { NULL, NONE, NONE, NULL, "year=8", WAY_MATCH_UNKNOWN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayCriterion criterion = { .rule = (char *) rows[i].rule, .low = rows[i].low,
                                 .high = rows[i].high, .codes = (char *) rows[i].codes };
      g_autoptr(WayChildFacts) facts = facts_from (rows[i].facts);
      g_autofree char *change = NULL;
      WayCriterionResult result;

      g_test_message ("row %u: %s", i, rows[i].rule);
      way_criteria_test (&criterion, facts, &result);
      g_assert_cmpint (result.verdict, ==, rows[i].verdict);
      g_assert_cmpint (result.has_change, ==, rows[i].change != NULL);
      if (result.has_change)
        change = fact_to_text (&result.change);
      g_assert_cmpstr (change, ==, rows[i].change);
      way_criterion_result_clear (&result);
    }
}

static void
test_a_child_grows_into_it (void)
{
  static const struct
  {
    const char *rule;
    gint64      limit;
    const char *facts;
    const char *comes;
  } rows[] = {
    { "year_min", 10, "year=8", "2028-09-01" },
    { "year_min", 9, "year=8", "2027-09-01" },
    { "year_max", 7, "year=8", "" },
    { "age_min", 14, "age=13", "2027-03-02" },
    { "age_max", 12, "age=13", "" },
    { "rounds_of_support", 3, "rounds=1", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayCriterion criterion = { .rule = (char *) rows[i].rule, .low = rows[i].limit,
                                 .high = NONE };
      g_autoptr(WayChildFacts) facts = facts_from (rows[i].facts);
      g_autofree char *comes = NULL;
      WayCriterionResult result;
      GDate day;

      facts->birth = way_date_ymd (2013, 3, 2);
      way_criteria_test (&criterion, facts, &result);
      if (way_criteria_comes_on (&result, facts, &day))
        comes = way_date_to_iso (&day);
      g_assert_cmpstr (comes != NULL ? comes : "", ==, rows[i].comes);
      way_criterion_result_clear (&result);
    }
}

/* --- At random --- */

/* The codes from which a fact or a criterion takes some. */
static const char *const *
codes_of (const char *set)
{
  static const char *const districts[] = { "North", "Central", "South", NULL };
  static GHashTable *known;
  GPtrArray *codes;

  if (strcmp (set, "district") == 0)
    return districts;
  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  codes = g_hash_table_lookup (known, set);
  if (codes == NULL)
    {
      g_autoptr(GPtrArray) list = way_codes_list (set, NULL);

      codes = g_ptr_array_new ();
      for (guint i = 0; i < MIN (list->len, 6); i++)
        g_ptr_array_add (codes, (gpointer) ((const WayCode *) g_ptr_array_index (list, i))->id);
      g_ptr_array_add (codes, NULL);
      g_hash_table_insert (known, (gpointer) set, codes);
    }
  return (const char *const *) codes->pdata;
}

static char *
subset (const char *const *codes,
        guint              mask)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    if (mask & (1u << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", codes[i]);
  return g_string_free (text, FALSE);
}

static WayChildFacts *
random_facts (void)
{
  WayChildFacts *facts = way_child_facts_new (&today);

  for (guint kind = 0; kind < WAY_N_CHILD_FACTS; kind++)
    {
      const char *set = way_child_fact_set (kind);
      const char *const *codes = NULL;
      g_autofree char *picked = NULL;
      guint n;

      if (g_test_rand_int_range (0, 5) == 0)
        continue;
      if (strcmp (set, "number") == 0)
        {
          way_child_facts_set_number (facts, kind, g_test_rand_int_range (0, 20));
          continue;
        }
      codes = codes_of (set);
      n = g_strv_length ((char **) codes);
      if (kind == WAY_CHILD_YEAR)
        picked = g_strdup_printf ("%d", g_test_rand_int_range (1, 15));
      else if (way_child_fact_is_many (kind))
        picked = subset (codes, (guint) g_test_rand_int_range (0, 1 << n));
      else
        picked = g_strdup (codes[g_test_rand_int_range (0, (int) n)]);
      way_child_facts_set_codes (facts, kind, picked);
    }
  return facts;
}

static WayCriterion
random_criterion (void)
{
  g_autoptr(GPtrArray) rules = way_codes_list ("criterion_rule", NULL);
  const WayCode *rule = g_ptr_array_index (rules, g_test_rand_int_range (0, (int) rules->len));
  const char *set = way_code_get (rule, "value");
  WayCriterion criterion = { .rule = (char *) rule->id, .low = NONE, .high = NONE };

  if (strcmp (set, "number") == 0 || strcmp (set, "nc_year") == 0)
    *(g_test_rand_bit () ? &criterion.low : &criterion.high) = g_test_rand_int_range (1, 15);
  else if (strcmp (set, "text") != 0)
    {
      const char *const *codes = codes_of (set);
      guint n = g_strv_length ((char **) codes);

      criterion.codes = subset (codes, (guint) g_test_rand_int_range (1, 1 << n));
    }
  return criterion;
}

static gboolean
passes (const WayCriterion  *criterion,
        const WayChildFacts *facts)
{
  WayCriterionResult result;

  way_criteria_test (criterion, facts, &result);
  way_criterion_result_clear (&result);
  return result.verdict == WAY_MATCH_PASS;
}

/* How far two values of a fact lie apart: in years or rounds, else in codes put
 * in and taken out. */
static guint
distance (WayChildFactKind    kind,
          const WayChildFact *a,
          const WayChildFact *b)
{
  g_auto(GStrv) in_a = g_strsplit (a->codes != NULL ? a->codes : "", "|", -1);
  g_auto(GStrv) in_b = g_strsplit (b->codes != NULL ? b->codes : "", "|", -1);
  guint differ = 0;

  if (kind == WAY_CHILD_YEAR)
    return (guint) ABS (atoi (a->codes) - atoi (b->codes));
  if (a->codes == NULL)
    return (guint) ABS (a->number - b->number);
  for (guint i = 0; in_a[i] != NULL; i++)
    differ += !way_criteria_has_code (b->codes, in_a[i]);
  for (guint i = 0; in_b[i] != NULL; i++)
    differ += !way_criteria_has_code (a->codes, in_b[i]);
  return differ;
}

/* The nearest value of the fact that passes, found by trying all. */
static guint
nearest (const WayCriterion  *criterion,
         const WayChildFacts *facts,
         WayChildFactKind     kind)
{
  const char *set = way_child_fact_set (kind);
  gboolean number = strcmp (set, "number") == 0;
  const char *const *codes = number || kind == WAY_CHILD_YEAR ? NULL : codes_of (set);
  guint n = codes == NULL ? 25 : 1u << g_strv_length ((char **) codes);
  guint best = G_MAXUINT;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(WayChildFacts) copy = way_child_facts_copy (facts);
      g_autofree char *value = codes != NULL ? subset (codes, i) : g_strdup_printf ("%u", i);

      if (codes != NULL && !way_child_fact_is_many (kind) && strchr (value, '|') != NULL)
        continue;
      if (number)
        way_child_facts_set_number (copy, kind, (int) i);
      else
        way_child_facts_set_codes (copy, kind, value);
      if (passes (criterion, copy))
        best = MIN (best, distance (kind, &facts->facts[kind], &copy->facts[kind]));
    }
  return best;
}

static void
test_the_smallest_change_mends (void)
{
  guint failed = 0, unknown = 0;

  for (guint round = 0; round < 20000; round++)
    {
      WayCriterion criterion = random_criterion ();
      g_autoptr(WayChildFacts) facts = random_facts ();
      g_autoptr(WayChildFacts) mended = way_child_facts_copy (facts);
      g_autofree char *codes = criterion.codes;
      WayCriterionResult result;

      way_criteria_test (&criterion, facts, &result);
      g_assert_cmpint (result.has_change, ==,
                       result.verdict != WAY_MATCH_PASS &&
                       result.reason != WAY_CRITERION_IN_WORDS);
      if (result.has_change)
        {
          way_criteria_apply (&result, mended);
          g_assert_true (passes (&criterion, mended));
          g_assert_false (passes (&criterion, facts));
          /* What was known moves no further than it must, and nothing else moves. */
          if (facts->facts[result.fact].known && (result.fact != WAY_CHILD_DAYS ||
                                                  *facts->facts[result.fact].codes != '\0'))
            g_assert_cmpuint (distance (result.fact, &facts->facts[result.fact], &result.change),
                              ==, nearest (&criterion, facts, result.fact));
          failed += result.verdict == WAY_MATCH_FAIL;
          unknown += result.verdict == WAY_MATCH_UNKNOWN;
        }
      way_criterion_result_clear (&result);
    }
  g_assert_cmpuint (failed, >, 1000);
  g_assert_cmpuint (unknown, >, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  today = way_date_ymd (2026, 11, 10);

  g_test_add_func ("/rules/criteria/worked-cases", test_worked_cases);
  g_test_add_func ("/rules/criteria/a-child-grows-into-it", test_a_child_grows_into_it);
  g_test_add_func ("/rules/criteria/the-smallest-change-mends", test_the_smallest_change_mends);
  return g_test_run ();
}
