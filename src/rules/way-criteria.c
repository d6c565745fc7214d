/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Criteria against facts.  A rule is a row of data that names a fact and one of
 * six ways to compare it; this file knows the six ways, and for each the nearest
 * fact that passes. */

#include "way-criteria.h"

#include <string.h>

#include "way-codes.h"

static const char *const verdict_names[] = {
  [WAY_MATCH_PASS] = "pass",
  [WAY_MATCH_UNKNOWN] = "unknown",
  [WAY_MATCH_FAIL] = "fail",
};

static const char *const fact_names[WAY_N_CHILD_FACTS] = {
  [WAY_CHILD_YEAR] = "year",
  [WAY_CHILD_AGE] = "age",
  [WAY_CHILD_NEEDS] = "needs",
  [WAY_CHILD_PLAN] = "plan",
  [WAY_CHILD_SEX] = "sex",
  [WAY_CHILD_ROUTE] = "route",
  [WAY_CHILD_REGISTRATION] = "registration",
  [WAY_CHILD_HAS_SCHOOL] = "has_school",
  [WAY_CHILD_AREA] = "area",
  [WAY_CHILD_DISTRICT] = "district",
  [WAY_CHILD_DAYS] = "days",
  [WAY_CHILD_EVIDENCE] = "evidence",
  [WAY_CHILD_ROUNDS] = "rounds",
};

const char *
way_match_verdict_name (WayMatchVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (verdict_names), NULL);
  return verdict_names[verdict];
}

const char *
way_child_fact_name (WayChildFactKind kind)
{
  g_return_val_if_fail ((guint) kind < WAY_N_CHILD_FACTS, NULL);
  return fact_names[kind];
}

const char *
way_child_fact_set (WayChildFactKind kind)
{
  return way_code_get (way_codes_lookup ("child_fact", way_child_fact_name (kind)), "set");
}

gboolean
way_child_fact_is_many (WayChildFactKind kind)
{
  return way_code_is (way_codes_lookup ("child_fact", way_child_fact_name (kind)), "several");
}

/* --- Facts --- */

WayChildFacts *
way_child_facts_new (const GDate *on)
{
  WayChildFacts *self = g_new0 (WayChildFacts, 1);

  self->on = *on;
  return self;
}

WayChildFacts *
way_child_facts_copy (const WayChildFacts *self)
{
  WayChildFacts *copy = g_memdup2 (self, sizeof *self);

  for (guint i = 0; i < WAY_N_CHILD_FACTS; i++)
    copy->facts[i].codes = g_strdup (self->facts[i].codes);
  return copy;
}

void
way_child_facts_free (WayChildFacts *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < WAY_N_CHILD_FACTS; i++)
    g_free (self->facts[i].codes);
  g_free (self);
}

void
way_child_facts_set_codes (WayChildFacts    *self,
                           WayChildFactKind  kind,
                           const char       *codes)
{
  char *copy = g_strdup (codes);

  g_free (self->facts[kind].codes);
  self->facts[kind] = (WayChildFact) { .known = codes != NULL, .codes = copy };
}

void
way_child_facts_set_number (WayChildFacts    *self,
                            WayChildFactKind  kind,
                            int               number)
{
  g_free (self->facts[kind].codes);
  self->facts[kind] = (WayChildFact) { .known = TRUE, .number = number };
}

const WayChildFact *
way_child_facts_get (const WayChildFacts *self,
                     WayChildFactKind     kind)
{
  return &self->facts[kind];
}

/* --- Lists of codes --- */

gboolean
way_criteria_has_code (const char *list,
                    const char *code)
{
  gsize length = strlen (code);

  while (list != NULL && *list != '\0')
    {
      gsize here = strcspn (list, "|");

      if (here == length && strncmp (list, code, length) == 0)
        return TRUE;
      list += list[here] == '|' ? here + 1 : here;
    }
  return FALSE;
}

static char **
split (const char *list)
{
  return g_strsplit (list != NULL ? list : "", "|", -1);
}

static gboolean
is_empty (const char *list)
{
  return list == NULL || *list == '\0';
}

/* Those of one list that are, or are not, in the other. */
static char *
pick (const char *list,
      const char *other,
      gboolean    in_other)
{
  g_auto(GStrv) codes = split (list);
  GString *picked = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    if (way_criteria_has_code (other, codes[i]) == in_other)
      g_string_append_printf (picked, "%s%s", picked->len > 0 ? "|" : "", codes[i]);
  return g_string_free (picked, FALSE);
}

static char *
join (const char *one,
      const char *other)
{
  return is_empty (one) ? g_strdup (other) : is_empty (other) ? g_strdup (one)
                                                              : g_strconcat (one, "|", other, NULL);
}

static char *
first_of (const char *list)
{
  return g_strndup (list, strcspn (list, "|"));
}

/* --- Year groups --- */

#define NO_ORDER G_MININT

/* Year groups stand in the order in which children pass through them; one that
 * follows none has no order. */
static int
year_order (const char *year)
{
  const WayCode *code = is_empty (year) ? NULL : way_codes_lookup ("nc_year", year);

  return code != NULL ? way_code_get_int (code, "order", NO_ORDER) : NO_ORDER;
}

/* The year group that has this order, or NULL. */
static const char *
year_of_order (gint64 order)
{
  g_autoptr(GPtrArray) years = way_codes_list ("nc_year", NULL);

  for (guint i = 0; i < years->len; i++)
    {
      const WayCode *year = g_ptr_array_index (years, i);
      int at = way_code_get_int (year, "order", NO_ORDER);

      if (at != NO_ORDER && at == order)
        return year->id;
    }
  return NULL;
}

/* --- The six ways to compare --- */

/* What is tested, while it is. */
typedef struct
{
  const WayCriterion  *criterion;
  const WayCode       *rule;
  WayChildFactKind     kind;
  const WayChildFact  *fact;
  WayCriterionResult  *result;
} Test;

static void
conclude (Test               *self,
          WayMatchVerdict     verdict,
          WayCriterionReason  reason)
{
  self->result->verdict = verdict;
  self->result->reason = reason;
}

/* Met, or not known, or not met: and then it would have to be so. */
static void
judge (Test     *self,
       gboolean  known,
       gboolean  met)
{
  if (!known)
    conclude (self, WAY_MATCH_UNKNOWN, WAY_CRITERION_NOT_KNOWN);
  else if (met)
    conclude (self, WAY_MATCH_PASS, WAY_CRITERION_MET);
  else
    conclude (self, WAY_MATCH_FAIL, WAY_CRITERION_NOT_MET);
}

static void
suggest_number (Test   *self,
                gint64  number)
{
  self->result->has_change = TRUE;
  self->result->change = (WayChildFact) { .known = TRUE, .number = (int) number };
}

/* Takes the codes over. */
static void
suggest_codes (Test *self,
               char *codes)
{
  self->result->has_change = TRUE;
  self->result->change = (WayChildFact) { .known = TRUE, .codes = codes };
}

/* One bound; a year group by its order, anything else by its number. */
static void
test_bound (Test     *self,
            gboolean  at_least)
{
  gint64 limit = way_criteria_limit (self->criterion);
  gboolean by_year = self->kind == WAY_CHILD_YEAR;
  int order = by_year ? year_order (self->fact->codes) : self->fact->number;
  gboolean known = self->fact->known && order != NO_ORDER;
  gboolean met = at_least ? order >= limit : order <= limit;
  const char *year = by_year ? year_of_order (limit) : NULL;

  if (limit == WAY_INTEGER_NONE || (by_year && year == NULL))
    return;
  judge (self, known, met);
  if (known && met)
    return;
  if (by_year)
    suggest_codes (self, g_strdup (year));
  else
    suggest_number (self, limit);
}

/* The order in [low, high] that is nearest to this one. */
static int
nearest_in (const WayCode *range,
            int            order)
{
  return CLAMP (order, way_code_get_int (range, "year_min", NO_ORDER),
                way_code_get_int (range, "year_max", NO_ORDER));
}

/* The year group has to lie in one of the ranges; of two as near, the later,
 * since children grow. */
static void
test_within (Test *self)
{
  g_auto(GStrv) codes = split (self->criterion->codes);
  const char *set = way_code_get (self->rule, "value");
  int own = year_order (self->fact->codes);
  gboolean known = self->fact->known && own != NO_ORDER;
  int order = known ? own : 0;
  int nearest = NO_ORDER;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const WayCode *range = way_codes_lookup (set, codes[i]);
      int at;

      if (range == NULL || way_code_get (range, "year_min") == NULL)
        continue;
      at = nearest_in (range, order);
      if (nearest == NO_ORDER || ABS (at - order) < ABS (nearest - order) ||
          (ABS (at - order) == ABS (nearest - order) && at > nearest))
        nearest = at;
    }
  if (nearest == NO_ORDER)
    return;
  judge (self, known, nearest == order);
  if (self->result->verdict != WAY_MATCH_PASS)
    suggest_codes (self, g_strdup (year_of_order (nearest)));
}

/* One of the child's codes is among the criterion's. */
static void
test_any (Test *self)
{
  g_autofree char *shared = pick (self->fact->codes, self->criterion->codes, TRUE);
  g_autofree char *first = NULL;

  if (is_empty (self->criterion->codes))
    return;
  judge (self, self->fact->known, !is_empty (shared));
  if (self->result->verdict == WAY_MATCH_PASS)
    return;
  first = first_of (self->criterion->codes);
  suggest_codes (self, way_child_fact_is_many (self->kind) ? join (self->fact->codes, first)
                                                           : g_strdup (first));
}

/* All of the child's codes are among the criterion's. */
static void
test_only (Test *self)
{
  g_autofree char *shared = pick (self->fact->codes, self->criterion->codes, TRUE);
  g_autofree char *others = pick (self->fact->codes, self->criterion->codes, FALSE);

  if (is_empty (self->criterion->codes))
    return;
  judge (self, self->fact->known && !is_empty (self->fact->codes), is_empty (others));
  if (self->result->verdict != WAY_MATCH_PASS)
    suggest_codes (self, is_empty (shared) ? first_of (self->criterion->codes)
                                           : g_steal_pointer (&shared));
}

/* Each of the criterion's codes is among the child's. */
static void
test_all (Test *self)
{
  g_autofree char *missing = pick (self->criterion->codes, self->fact->codes, FALSE);

  if (is_empty (self->criterion->codes))
    return;
  judge (self, self->fact->known, is_empty (missing));
  if (self->result->verdict == WAY_MATCH_FAIL &&
      g_strcmp0 (way_code_get (self->rule, "missing"), "unknown") == 0)
    conclude (self, WAY_MATCH_UNKNOWN, WAY_CRITERION_NOT_SHOWN);
  if (self->result->verdict != WAY_MATCH_PASS)
    suggest_codes (self, join (self->fact->codes, missing));
}

static gboolean
find_fact (const WayCode    *rule,
           WayChildFactKind *kind)
{
  const char *name = rule != NULL ? way_code_get (rule, "fact") : NULL;

  for (guint i = 0; name != NULL && i < WAY_N_CHILD_FACTS; i++)
    if (strcmp (fact_names[i], name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* Where a test concludes nothing, the criterion cannot be read. */
static void
run_test (Test *self)
{
  const char *how = way_code_get (self->rule, "test");

  if (strcmp (how, "at_least") == 0)
    test_bound (self, TRUE);
  else if (strcmp (how, "at_most") == 0)
    test_bound (self, FALSE);
  else if (strcmp (how, "within") == 0)
    test_within (self);
  else if (strcmp (how, "any") == 0)
    test_any (self);
  else if (strcmp (how, "only") == 0)
    test_only (self);
  else if (strcmp (how, "all") == 0)
    test_all (self);
}

void
way_criteria_test (const WayCriterion  *criterion,
                   const WayChildFacts *facts,
                   WayCriterionResult  *result)
{
  Test test = { .criterion = criterion, .result = result };

  *result = (WayCriterionResult) {
    .verdict = WAY_MATCH_UNKNOWN, .reason = WAY_CRITERION_IN_WORDS,
  };
  if (criterion->rule == NULL)
    return;
  test.rule = way_codes_lookup ("criterion_rule", criterion->rule);
  if (!find_fact (test.rule, &test.kind))
    return;
  test.fact = &facts->facts[test.kind];
  result->fact = test.kind;
  result->reason = WAY_CRITERION_UNREADABLE;
  run_test (&test);
}

void
way_criterion_result_clear (WayCriterionResult *self)
{
  g_clear_pointer (&self->change.codes, g_free);
}

void
way_criteria_apply (const WayCriterionResult *result,
                    WayChildFacts            *facts)
{
  g_return_if_fail (result->has_change);

  if (result->change.codes != NULL)
    way_child_facts_set_codes (facts, result->fact, result->change.codes);
  else
    way_child_facts_set_number (facts, result->fact, result->change.number);
}

gboolean
way_criteria_comes_on (const WayCriterionResult *result,
                       const WayChildFacts      *facts,
                       GDate                    *day)
{
  const WayChildFact *now = &facts->facts[result->fact];
  int years;

  if (!result->has_change || result->verdict != WAY_MATCH_FAIL)
    return FALSE;
  if (result->fact == WAY_CHILD_AGE && way_date_is_set (&facts->birth))
    {
      *day = way_date_add_months (&facts->birth, result->change.number * 12);
      return result->change.number > now->number;
    }
  if (result->fact != WAY_CHILD_YEAR)
    return FALSE;
  years = year_order (result->change.codes) - year_order (now->codes);
  /* The school year turns on 1 September, as in way_date_school_year(). */
  *day = way_date_ymd (way_date_school_year (&facts->on) + MAX (years, 0), 9, 1);
  return years > 0;
}

gint64
way_criteria_limit (const WayCriterion *criterion)
{
  return criterion->low != WAY_INTEGER_NONE ? criterion->low : criterion->high;
}

gboolean
way_criteria_same (const WayCriterion *a,
                   const WayCriterion *b)
{
  return g_strcmp0 (a->rule, b->rule) == 0 && way_criteria_limit (a) == way_criteria_limit (b) &&
         g_strcmp0 (a->codes, b->codes) == 0;
}
