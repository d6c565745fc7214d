/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences and cells of a matching.  What is compared is data; so are most of
 * its words, which come from the labels of the code sets. */

#include "way-match-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"

/* --- Codes --- */

/* A need is known by its letters; anything else by its label. */
static const char *
code_word (const char *set,
           const char *code)
{
  if (strcmp (set, "need_type") == 0 || !way_codes_has_set (set))
    return code;
  return way_codes_is_translatable (set) ? _(way_codes_label (set, code))
                                         : way_codes_label (set, code);
}

/* The labels of codes by '|'.  Where a code is named by name and by id, as a
 * district is, the id says nothing. */
static char *
code_words (const char *set,
            const char *codes)
{
  g_auto(GStrv) list = g_strsplit (codes, "|", -1);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; list[i] != NULL; i++)
    {
      WayId id;

      if (!way_codes_has_set (set) && i > 0 && way_id_parse (list[i], &id))
        continue;
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "",
                              code_word (set, list[i]));
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : g_strdup (_("none"));
}

static const char *
fact_label (WayChildFactKind kind)
{
  return _(way_codes_label ("child_fact", way_child_fact_name (kind)));
}

static char *
fact_words (WayChildFactKind    kind,
            const WayChildFact *fact)
{
  if (!fact->known)
    return g_strdup (_("not known"));
  if (fact->codes == NULL)
    return g_strdup_printf ("%d", fact->number);
  return code_words (way_child_fact_set (kind), fact->codes);
}

/* --- What is asked for --- */

static const char *
find_year (gint64 order)
{
  g_autoptr(GPtrArray) years = way_codes_list ("nc_year", NULL);

  for (guint i = 0; i < years->len; i++)
    {
      const WayCode *year = g_ptr_array_index (years, i);

      if (way_code_get_int (year, "order", G_MININT) == order)
        return year->id;
    }
  return NULL;
}

static char *
bound_words (const WayCriterion *criterion,
             const WayCode      *rule,
             gboolean            at_least)
{
  gint64 limit = way_criteria_limit (criterion);
  gboolean by_year = g_strcmp0 (way_code_get (rule, "fact"), "year") == 0;
  const char *year = by_year ? find_year (limit) : NULL;
  g_autofree char *text = NULL;

  if (limit == WAY_INTEGER_NONE || (by_year && year == NULL))
    return g_strdup (_("cannot be read"));
  text = by_year ? g_strdup (_(way_codes_label ("nc_year", year)))
                 : g_strdup_printf ("%" G_GINT64_FORMAT, limit);
  return g_strdup_printf (at_least ? _("at least %s") : _("at most %s"), text);
}

/* Yes and no say little without what is asked. */
static char *
yes_no_words (const WayCriterion *criterion)
{
  gboolean yes = way_criteria_has_code (criterion->codes, "yes");

  if (strcmp (criterion->rule, "plan") == 0)
    return g_strdup (yes ? _("with a plan") : _("without a plan"));
  return g_strdup (yes ? _("on a school’s roll") : _("on no school’s roll"));
}

static char *
criterion_words (const WayCriterion *criterion)
{
  const WayCode *rule = criterion->rule != NULL
                          ? way_codes_lookup ("criterion_rule", criterion->rule) : NULL;
  const char *how = rule != NULL ? way_code_get (rule, "test") : NULL;

  if (how == NULL)
    return g_strdup (criterion->wording != NULL ? criterion->wording : _("in words"));
  if (strcmp (how, "at_least") == 0 || strcmp (how, "at_most") == 0)
    return bound_words (criterion, rule, strcmp (how, "at_least") == 0);
  if (criterion->codes == NULL)
    return g_strdup (_("cannot be read"));
  if (strcmp (way_code_get (rule, "value"), "yes_no") == 0)
    return yes_no_words (criterion);
  return code_words (way_code_get (rule, "value"), criterion->codes);
}

char *
way_match_words_wanted (const WayMatchTest *test)
{
  switch (test->kind)
    {
    case WAY_MATCH_TEST_OPEN:
      return g_strdup (_("open"));
    case WAY_MATCH_TEST_PLACE:
      return g_strdup (_("a place"));
    case WAY_MATCH_TEST_HOLD:
      return g_strdup (_("no hold"));
    case WAY_MATCH_TEST_CRITERION:
    default:
      return criterion_words (test->criterion);
    }
}

/* --- What came out --- */

char *
way_match_words_free (const WayMatchLine *line)
{
  if (!line->free_known)
    return g_strdup (_("not known"));
  if (line->free == 0)
    return g_strdup (_("full"));
  if (line->free < 0)
    return g_strdup_printf (ngettext ("%d over", "%d over", (gulong) -line->free), -line->free);
  return g_strdup_printf (ngettext ("%d free", "%d free", (gulong) line->free), line->free);
}

char *
way_match_words_travel (const WayMatchLine *line)
{
  switch (line->travel)
    {
    case WAY_TRAVEL_SAME:
      return g_strdup (_("same postcode district"));
    case WAY_TRAVEL_OTHER:
      return g_strdup (_("another postcode district"));
    case WAY_TRAVEL_UNKNOWN:
    default:
      return g_strdup (_("not known"));
    }
}

char *
way_match_words_fit (const WayMatchLine *line)
{
  g_autofree char *failed = NULL;
  g_autofree char *unknown = NULL;

  failed = g_strdup_printf (ngettext ("%u not met", "%u not met", line->n_failed), line->n_failed);
  unknown = g_strdup_printf (ngettext ("%u not known", "%u not known", line->n_unknown),
                             line->n_unknown);
  if (line->n_failed > 0 && line->n_unknown > 0)
    return g_strdup_printf ("%s, %s", failed, unknown);
  if (line->n_failed > 0)
    return g_steal_pointer (&failed);
  return line->n_unknown > 0 ? g_steal_pointer (&unknown) : g_strdup (_("meets all"));
}

static char *
criterion_why (const WayMatchTest  *test,
               const WayChildFacts *facts)
{
  const char *label = fact_label (test->result.fact);
  g_autofree char *wanted = way_match_words_wanted (test);
  g_autofree char *is = fact_words (test->result.fact,
                                    way_child_facts_get (facts, test->result.fact));

  switch (test->result.reason)
    {
    case WAY_CRITERION_MET:
      return g_strdup_printf (_("%s: %s"), label, is);
    case WAY_CRITERION_IN_WORDS:
      return g_strdup_printf (_("For a person to judge: %s"), wanted);
    case WAY_CRITERION_UNREADABLE:
      return g_strdup (_("The criterion cannot be read"));
    case WAY_CRITERION_NOT_SHOWN:
      return g_strdup_printf (_("Not all is there yet; asked for: %s"), wanted);
    case WAY_CRITERION_NOT_MET:
    case WAY_CRITERION_NOT_KNOWN:
    default:
      /* Translators: what it is, the child's, the provision's: "Year group: Year 8; asked
       * for: at least Year 10" */
      return g_strdup_printf (_("%s: %s; asked for: %s"), label, is, wanted);
    }
}

static char *
place_why (const WayMatchLine *line)
{
  if (!line->free_known)
    return g_strdup (_("How many places there are is not recorded"));
  if (line->free > 0)
    return g_strdup_printf (ngettext ("%d place is free on the days wanted",
                                      "%d places are free on the days wanted", (gulong) line->free),
                            line->free);
  if (line->free == 0)
    return g_strdup (_("No place is free on the days wanted"));
  return g_strdup_printf (ngettext ("No place: %d child more than places",
                                    "No place: %d children more than places",
                                    (gulong) -line->free), -line->free);
}

static char *
hold_why (const WayMatchLine *line)
{
  const char *reason = line->provision->hold;

  return g_strdup_printf (_("New placements are held: %s"),
                          _(way_codes_label ("hold_reason", reason != NULL ? reason : "other")));
}

char *
way_match_words_why (const WayMatchLine  *line,
                     const WayMatchTest  *test,
                     const WayChildFacts *facts)
{
  switch (test->kind)
    {
    case WAY_MATCH_TEST_OPEN:
      return g_strdup (_("It is not open yet"));
    case WAY_MATCH_TEST_PLACE:
      return place_why (line);
    case WAY_MATCH_TEST_HOLD:
      return hold_why (line);
    case WAY_MATCH_TEST_CRITERION:
    default:
      return criterion_why (test, facts);
    }
}

/* --- What would change it --- */

/* Of a change that adds to what is there, only what comes new. */
static char *
added_words (const WayCriterionResult *result,
             const WayChildFact       *now)
{
  g_auto(GStrv) codes = g_strsplit (result->change.codes, "|", -1);
  g_autoptr(GString) added = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    if (!way_criteria_has_code (now->codes, codes[i]))
      g_string_append_printf (added, "%s%s", added->len > 0 ? "|" : "", codes[i]);
  return added->len > 0 ? code_words (way_child_fact_set (result->fact), added->str) : NULL;
}

static char *
criterion_change (const WayMatchTest  *test,
                  const WayChildFacts *facts,
                  WayMatchDayFunc      say_day,
                  gpointer             data)
{
  const WayCriterionResult *result = &test->result;
  g_autofree char *value = NULL;
  g_autofree char *day = NULL;
  GDate comes;

  if (!result->has_change)
    return g_strdup ("");
  if (way_child_fact_is_many (result->fact))
    value = added_words (result, way_child_facts_get (facts, result->fact));
  if (value == NULL)
    value = fact_words (result->fact, &result->change);
  if (!way_criteria_comes_on (result, facts, &comes))
    return g_strdup_printf (_("%s: %s"), fact_label (result->fact), value);
  day = say_day (&comes, data);
  /* Translators: what it is, what it would be, and the day: "Year group: Year 10, from …" */
  return g_strdup_printf (_("%s: %s, from %s"), fact_label (result->fact), value, day);
}

static char *
place_change (const WayMatchLine *line,
              const WayMatchTest *test,
              WayMatchDayFunc     say_day,
              gpointer            data)
{
  int missing = test->result.change.number;
  g_autofree char *more = g_strdup_printf (ngettext ("%d place more", "%d places more",
                                                     (gulong) missing), missing);
  GDate first = way_date_from_julian (line->first_day);
  g_autofree char *day = NULL;

  if (!test->result.has_change)
    return g_strdup ("");
  if (!way_date_is_set (&first))
    return g_steal_pointer (&more);
  day = say_day (&first, data);
  /* Translators: "1 place more; one is expected free on …" */
  return g_strdup_printf (_("%s; one is expected to be free from %s"), more, day);
}

char *
way_match_words_change (const WayMatchLine  *line,
                        const WayMatchTest  *test,
                        const WayChildFacts *facts,
                        WayMatchDayFunc      say_day,
                        gpointer             data)
{
  GDate opens = way_date_from_julian (line->provision->opens);
  g_autofree char *day = NULL;

  if (test->result.verdict == WAY_MATCH_PASS)
    return g_strdup ("");
  if (test->kind == WAY_MATCH_TEST_CRITERION)
    return criterion_change (test, facts, say_day, data);
  if (test->kind == WAY_MATCH_TEST_PLACE)
    return place_change (line, test, say_day, data);
  if (test->kind == WAY_MATCH_TEST_HOLD)
    return g_strdup (_("Clear the hold"));
  day = say_day (&opens, data);
  return g_strdup_printf (_("From %s"), day);
}

/* --- Cells --- */

/* "7", as a column of years says it. */
static char *
short_year (gint64 order)
{
  const char *year = find_year (order);

  return g_strdup (year != NULL ? year : "?");
}

static void
narrow_years (const WayCriterion *criterion,
              gint64             *low,
              gint64             *high)
{
  gint64 limit = way_criteria_limit (criterion);

  if (limit == WAY_INTEGER_NONE)
    return;
  if (g_strcmp0 (criterion->rule, "year_min") == 0)
    *low = MAX (*low, limit);
  else if (g_strcmp0 (criterion->rule, "year_max") == 0)
    *high = MIN (*high, limit);
}

/* The years of a provision in short: "7 to 11", "10 and 11", "from 7"; NULL where
 * its criteria name none. */
static char *
years_words (const WayMatchLine *line)
{
  gint64 low = G_MININT64, high = G_MAXINT64;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (guint i = 0; i < line->tests->len; i++)
    {
      const WayMatchTest *test = &g_array_index (line->tests, WayMatchTest, i);

      if (test->criterion != NULL)
        narrow_years (test->criterion, &low, &high);
    }
  from = short_year (low);
  to = short_year (high);
  if (low == G_MININT64 && high == G_MAXINT64)
    return NULL;
  if (low == G_MININT64)
    return g_strdup_printf (_("up to %s"), to);
  if (high == G_MAXINT64)
    return g_strdup_printf (_("from %s"), from);
  if (low == high)
    return g_steal_pointer (&from);
  return g_strdup_printf (low + 1 == high ? _("%s and %s") : _("%s to %s"), from, to);
}

/* The test of the group that says most: the worst, of those as bad the first. */
static const WayMatchTest *
find_worst (const WayMatchLine *line,
            const char         *group)
{
  const WayMatchTest *worst = NULL;

  for (guint i = 0; i < line->tests->len; i++)
    {
      const WayMatchTest *test = &g_array_index (line->tests, WayMatchTest, i);

      if (strcmp (way_match_test_group (test), group) == 0 &&
          (worst == NULL || test->result.verdict > worst->result.verdict))
        worst = test;
    }
  return worst;
}

static gboolean
is_of_years (const WayMatchTest *test)
{
  const char *name = way_match_test_name (test);

  return strcmp (name, "year_min") == 0 || strcmp (name, "year_max") == 0;
}

char *
way_match_words_cell (const WayMatchLine *line,
                      const char         *group,
                      WayMatchVerdict    *verdict)
{
  const WayMatchTest *worst = find_worst (line, group);
  char *years = NULL;

  *verdict = worst != NULL ? worst->result.verdict : WAY_MATCH_PASS;
  if (strcmp (group, "travel") == 0)
    {
      *verdict = line->travel == WAY_TRAVEL_UNKNOWN ? WAY_MATCH_UNKNOWN : WAY_MATCH_PASS;
      return way_match_words_travel (line);
    }
  if (worst == NULL)
    return g_strdup (_("any"));
  if (worst->kind == WAY_MATCH_TEST_PLACE)
    return way_match_words_free (line);
  if (worst->kind == WAY_MATCH_TEST_HOLD)
    return g_strdup (_("held"));
  if (worst->kind == WAY_MATCH_TEST_OPEN)
    return g_strdup (_("not open"));
  if (is_of_years (worst))
    years = years_words (line);
  return years != NULL ? years : criterion_words (worst->criterion);
}
