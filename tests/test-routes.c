/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-routes.h"

#include <string.h>

#include "way-test-calendar.h"

#define COMMISSIONER WAY_ROUTE_COMMISSIONER
#define LUMP_SUM WAY_ROUTE_LUMP_SUM
#define TOP_UP WAY_ROUTE_TOP_UP
#define REGISTRATION WAY_ROUTE_REGISTRATION

static GDate
today (void)
{
  return way_date_ymd (2026, 11, 10);
}

/* The allowed sets of the domain reference, 2.1. */
static void
test_the_table_is_the_strategys (void)
{
  static const struct { const char *route; const char *allowed[WAY_N_ROUTE_CHOICES]; } rows[] = {
    { "PEX_DAY6", { "LA", "LA", "LA", "DUAL_SCHOOL_MAIN|SINGLE_AP" } },
    { "HEALTH", { "LA|SCHOOL", "LA|SCHOOL", "SCHOOL", "DUAL_SCHOOL_MAIN" } },
    { "INTERIM", { "LA", "LA", "LA", "SINGLE_AP" } },
    { "SHORT_TERM", { "SCHOOL", "LA|SCHOOL", "SCHOOL", "DUAL_SCHOOL_MAIN" } },
    { "LONG_TERM", { "LA|SCHOOL", "LA", "SCHOOL", "DUAL_SCHOOL_MAIN|SINGLE_AP" } },
    { "SUSP_OFFSITE", { "SCHOOL", "SCHOOL", "SCHOOL", "DUAL_SCHOOL_MAIN" } },
    { "S19_OTHER", { "LA", "LA|SCHOOL", "LA|SCHOOL", "DUAL_SCHOOL_MAIN|SINGLE_AP" } },
    { "VOC_PART", { "SCHOOL", "SCHOOL", "SCHOOL", "DUAL_SCHOOL_MAIN" } },
  };
  GDate on = today ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint choice = 0; choice < WAY_N_ROUTE_CHOICES; choice++)
      {
        g_auto(GStrv) allowed = way_routes_allowed (NULL, rows[i].route, choice, &on);
        g_autofree char *joined = g_strjoinv ("|", allowed);

        g_test_message ("%s %s", rows[i].route, way_routes_choice_name (choice));
        g_assert_cmpstr (joined, ==, rows[i].allowed[choice]);
      }
}

static void
test_every_route_has_a_rule_and_every_value_a_name (void)
{
  GDate on = today ();
  g_autoptr(GPtrArray) routes = way_codes_list ("route", &on);

  for (guint i = 0; i < routes->len; i++)
    {
      const char *route = ((const WayCode *) g_ptr_array_index (routes, i))->id;

      g_assert_nonnull (way_routes_rule (NULL, route, &on));
      for (guint choice = 0; choice < WAY_N_ROUTE_CHOICES; choice++)
        {
          g_auto(GStrv) allowed = way_routes_allowed (NULL, route, choice, &on);

          g_assert_nonnull (allowed[0]);
          for (guint j = 0; allowed[j] != NULL; j++)
            {
              g_assert_true (way_routes_allows (NULL, route, choice, allowed[j], &on));
              g_assert_true (way_codes_has (way_routes_choice_set (choice), allowed[j]));
            }
        }
    }
}

static void
test_every_route_explains_itself (void)
{
  GDate on = today ();
  g_autoptr(GPtrArray) routes = way_codes_list ("route", &on);

  for (guint i = 0; i < routes->len; i++)
    {
      const char *route = ((const WayCode *) g_ptr_array_index (routes, i))->id;
      WayRouteConsequence found[WAY_N_ROUTE_CHOICES];

      g_assert_true (way_routes_consequences (NULL, route, &on, found));
      for (guint choice = 0; choice < WAY_N_ROUTE_CHOICES; choice++)
        {
          g_assert_nonnull (found[choice].title);
          g_assert_nonnull (found[choice].who);
          g_assert_cmpstr (found[choice].explanation->label, !=, "");
          g_assert_cmpint (found[choice].is_open, ==, strchr (found[choice].allowed, ' ') != NULL);
        }
    }
}

static void
test_a_suspension_is_the_schools (void)
{
  GDate on = today ();
  WayRouteConsequence found[WAY_N_ROUTE_CHOICES];

  g_assert_true (way_routes_consequences (NULL, "SUSP_OFFSITE", &on, found));
  g_assert_cmpstr (found[COMMISSIONER].who, ==, "SCHOOL");
  g_assert_cmpstr (found[LUMP_SUM].who, ==, "SCHOOL");
  g_assert_cmpstr (found[TOP_UP].who, ==, "SCHOOL");
  g_assert_cmpstr (found[REGISTRATION].who, ==, "SCHOOL");
  g_assert_cmpstr (found[COMMISSIONER].explanation->label_in_school, ==,
                   "You choose; the council is told");
}

static void
test_an_unknown_route_allows_nothing (void)
{
  GDate on = today ();
  g_auto(GStrv) allowed = way_routes_allowed (NULL, "NO_SUCH", TOP_UP, &on);
  WayRouteConsequence found[WAY_N_ROUTE_CHOICES];
  WayRouteFacts facts = { .route = NULL };
  g_autoptr(GArray) findings = way_routes_check (NULL, &facts, &on);

  g_assert_null (allowed[0]);
  g_assert_false (way_routes_allows (NULL, "NO_SUCH", TOP_UP, "LA", &on));
  g_assert_false (way_routes_consequences (NULL, "NO_SUCH", &on, found));
  g_assert_null (way_routes_rule (NULL, "NO_SUCH", &on));
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_true (g_array_index (findings, WayRouteFinding, 0).is_error);
}

/* Each row: a case, and the field that is found fault with, "" for none. */
static void
test_findings (void)
{
  static const struct { WayRouteFacts facts; gboolean is_error; const char *field; } rows[] = {
    { { "PEX_DAY6", { "LA", "LA", "LA", "DUAL_SCHOOL_MAIN" }, TRUE }, FALSE, "" },
    { { "PEX_DAY6", { "LA", "LA", "LA", "DUAL_SCHOOL_MAIN" }, TRUE, TRUE }, FALSE, "registration" },
    { { "PEX_DAY6", { "SCHOOL", "LA", "LA", "SINGLE_AP" }, FALSE }, TRUE, "commissioner" },
    { { "SHORT_TERM", { "SCHOOL", "LA", "LA", "DUAL_SCHOOL_MAIN" }, TRUE }, TRUE, "top_up" },
    { { "SUSP_OFFSITE", { "SCHOOL", "LA", "SCHOOL", "DUAL_SCHOOL_MAIN" }, TRUE },
      TRUE, "lump_sum" },
    { { "INTERIM", { "LA", "LA", "LA", "DUAL_SCHOOL_MAIN" }, TRUE }, TRUE, "registration" },
    { { "LONG_TERM", { "LA", "LA", "SCHOOL", "SINGLE_AP" }, FALSE }, FALSE, "top_up" },
    { { "LONG_TERM", { "LA", "LA", "SCHOOL", "SINGLE_AP" }, FALSE, FALSE, TRUE }, FALSE, "" },
    { { "LONG_TERM", { "LA", "LA", "SCHOOL", "DUAL_SCHOOL_MAIN" }, TRUE }, FALSE, "" },
    { { "S19_OTHER", { "LA", "LA", "SCHOOL", "SINGLE_AP" }, FALSE }, FALSE, "top_up" },
    { { "S19_OTHER", { "LA", "SCHOOL", "LA", "SINGLE_AP" }, FALSE }, FALSE, "lump_sum" },
    { { "S19_OTHER", { "LA", "LA", "LA", "SINGLE_AP" }, FALSE }, FALSE, "" },
    { { "HEALTH", { "LA", "LA", "SCHOOL", "DUAL_SCHOOL_MAIN" }, FALSE }, FALSE, "route" },
    { { "HEALTH", { NULL, NULL, NULL, NULL }, TRUE }, FALSE, "" },
  };
  GDate on = today ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) findings = way_routes_check (NULL, &rows[i].facts, &on);
      const WayRouteFinding *first = (const WayRouteFinding *) findings->data;

      g_test_message ("row %u: %s", i, rows[i].facts.route);
      g_assert_cmpuint (findings->len, ==, *rows[i].field != '\0');
      if (findings->len == 0)
        continue;
      g_assert_cmpint (first->is_error, ==, rows[i].is_error);
      g_assert_cmpstr (first->field, ==, rows[i].field);
      g_assert_nonnull (first->text);
    }
}

/* Whatever is chosen from the allowed sets is never an error, anything else is. */
static void
test_errors_agree_with_the_table (void)
{
  static const char *const values[] = { "LA", "SCHOOL", "DUAL_SCHOOL_MAIN", "SINGLE_AP", NULL };
  GDate on = today ();
  g_autoptr(GPtrArray) routes = way_codes_list ("route", &on);

  for (guint n = 0; n < 2000; n++)
    {
      const WayCode *route = g_ptr_array_index (routes, g_test_rand_int_range (0, routes->len));
      WayRouteFacts facts = { .route = route->id, .has_school = g_test_rand_bit () };
      g_autoptr(GArray) findings = NULL;
      guint wrong = 0;

      for (guint choice = 0; choice < WAY_N_ROUTE_CHOICES; choice++)
        {
          facts.values[choice] = values[g_test_rand_int_range (0, G_N_ELEMENTS (values))];
          if (facts.values[choice] != NULL)
            wrong += !way_routes_allows (NULL, route->id, choice, facts.values[choice], &on);
        }
      findings = way_routes_check (NULL, &facts, &on);
      for (guint i = 0; i < findings->len; i++)
        wrong -= g_array_index (findings, WayRouteFinding, i).is_error;
      g_assert_cmpuint (wrong, ==, 0);
    }
}

/* --- An authority's own table --- */

static WayRouteSet *
make_set (void)
{
  static const WayRouteRule rules[] = {
    { "SHORT_TERM", { "SCHOOL|LA", "LA", "LA|NOBODY", "SINGLE_AP|DUAL_SCHOOL_MAIN" }, "As agreed." },
    { "HEALTH", { NULL, "", "BOTH", "DUAL_SCHOOL_MAIN" }, NULL },
    { "BY_BROOM", { "LA", "LA", "LA", "SINGLE_AP" }, NULL },
  };

  return way_route_set_new ("Ours", "Schools Forum", rules, G_N_ELEMENTS (rules));
}

static void
test_an_own_table_is_laid_over_the_shipped (void)
{
  GDate on = today ();
  g_autoptr(WayRouteSet) set = make_set ();

  g_assert_true (way_routes_allows (set, "SHORT_TERM", TOP_UP, "LA", &on));
  g_assert_false (way_routes_allows (set, "SHORT_TERM", TOP_UP, "SCHOOL", &on));
  g_assert_false (way_routes_allows (set, "SHORT_TERM", TOP_UP, "NOBODY", &on));
  g_assert_cmpstr (way_routes_rule (set, "SHORT_TERM", &on), ==, "As agreed.");
  g_assert_true (way_routes_allows (set, "HEALTH", TOP_UP, "SCHOOL", &on));
  g_assert_true (way_routes_allows (set, "INTERIM", TOP_UP, "LA", &on));
  g_assert_false (way_routes_allows (set, "BY_BROOM", TOP_UP, "LA", &on));
  g_assert_true (way_routes_allows (NULL, "SHORT_TERM", TOP_UP, "SCHOOL", &on));
  g_assert_cmpstr (way_route_set_source (set), ==, "Schools Forum");
  g_assert_cmpstr (way_route_set_name (set), ==, "Ours");
}

/* Whichever of several is offered first. */
static void
test_an_own_table_explains_itself (void)
{
  GDate on = today ();
  g_autoptr(WayRouteSet) set = make_set ();
  WayRouteConsequence found[WAY_N_ROUTE_CHOICES];

  g_assert_true (way_routes_consequences (set, "SHORT_TERM", &on, found));
  g_assert_cmpstr (found[COMMISSIONER].allowed, ==, "SCHOOL LA");
  g_assert_true (found[COMMISSIONER].is_open);
  g_assert_nonnull (found[COMMISSIONER].explanation);
  g_assert_cmpstr (found[REGISTRATION].allowed, ==, "SINGLE_AP DUAL_SCHOOL_MAIN");
  g_assert_false (found[TOP_UP].is_open);
}

static void
test_an_exception_settles_a_gap_only (void)
{
  GDate on = today ();
  WayRouteFacts gap = { "HEALTH", { NULL }, .has_exception = TRUE };
  WayRouteFacts wrong = { "HEALTH", { [TOP_UP] = "LA" }, TRUE, .has_exception = TRUE };
  g_autoptr(GArray) none = way_routes_check (NULL, &gap, &on);
  g_autoptr(GArray) one = way_routes_check (NULL, &wrong, &on);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_true (g_array_index (one, WayRouteFinding, 0).is_error);
  g_assert_nonnull (g_array_index (one, WayRouteFinding, 0).source);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/routes/table", test_the_table_is_the_strategys);
  g_test_add_func ("/rules/routes/names", test_every_route_has_a_rule_and_every_value_a_name);
  g_test_add_func ("/rules/routes/consequences/whole", test_every_route_explains_itself);
  g_test_add_func ("/rules/routes/consequences/suspension", test_a_suspension_is_the_schools);
  g_test_add_func ("/rules/routes/unknown", test_an_unknown_route_allows_nothing);
  g_test_add_func ("/rules/routes/check/findings", test_findings);
  g_test_add_func ("/rules/routes/check/agrees-with-table", test_errors_agree_with_the_table);
  g_test_add_func ("/rules/routes/own/laid-over", test_an_own_table_is_laid_over_the_shipped);
  g_test_add_func ("/rules/routes/own/explains", test_an_own_table_explains_itself);
  g_test_add_func ("/rules/routes/exception", test_an_exception_settles_a_gap_only);
  return g_test_run ();
}
