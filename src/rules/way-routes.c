/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the route table.  Every set, sentence and warning is a row of data; this
 * file only knows the four questions that a route answers.  An authority's own table
 * is laid over the shipped one. */

#include "way-routes.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-text.h"

static const struct
{
  const char *name;        /* of route_choice, and the attribute of route_rule */
  const char *refusal;
} choices[WAY_N_ROUTE_CHOICES] = {
  [WAY_ROUTE_COMMISSIONER] = { "commissioner", N_("This route is arranged by somebody else") },
  [WAY_ROUTE_LUMP_SUM] = { "lump_sum", N_("On this route somebody else pays the place") },
  [WAY_ROUTE_TOP_UP] = { "top_up", N_("On this route somebody else pays the top-up") },
  [WAY_ROUTE_REGISTRATION] = { "registration", N_("This route does not allow this registration") },
};

/* Texts are interned: what is said of a table outlives it, as codes do. */
typedef struct
{
  const char *route;                         /* of the set route */
  const char *allowed[WAY_N_ROUTE_CHOICES];  /* parted by spaces; NULL: as shipped */
  const char *wording;
} Row;

struct _WayRouteSet
{
  const char *name;
  const char *source;
  GArray     *rows;        /* Row */
};

const char *
way_routes_choice_name (WayRouteChoice choice)
{
  g_return_val_if_fail ((guint) choice < WAY_N_ROUTE_CHOICES, NULL);
  return choices[choice].name;
}

const char *
way_routes_choice_set (WayRouteChoice choice)
{
  const char *name = way_routes_choice_name (choice);

  return name != NULL ? way_code_get (way_codes_lookup ("route_choice", name), "values") : NULL;
}

/* --- An authority's own table --- */

/* The values that there are, parted by spaces; NULL for none. */
static const char *
read_values (const char *text,
             const char *set)
{
  g_auto(GStrv) values = g_strsplit (text != NULL ? text : "", "|", -1);
  g_autoptr(GString) known = g_string_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    if (way_codes_has (set, values[i]))
      g_string_append_printf (known, "%s%s", known->len > 0 ? " " : "", values[i]);
  return known->len > 0 ? g_intern_string (known->str) : NULL;
}

WayRouteSet *
way_route_set_new (const char         *name,
                   const char         *source,
                   const WayRouteRule *rules,
                   guint               n_rules)
{
  WayRouteSet *self = g_new0 (WayRouteSet, 1);

  self->name = g_intern_string (name);
  self->source = g_intern_string (source);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  for (guint i = 0; i < n_rules; i++)
    {
      const WayCode *route = rules[i].route != NULL ? way_codes_lookup ("route", rules[i].route)
                                                    : NULL;
      Row row = { .route = route != NULL ? route->id : NULL };

      if (route == NULL)
        continue;
      for (guint choice = 0; choice < WAY_N_ROUTE_CHOICES; choice++)
        row.allowed[choice] = read_values (rules[i].allowed[choice],
                                           way_routes_choice_set (choice));
      row.wording = g_intern_string (rules[i].wording);
      g_array_append_val (self->rows, row);
    }
  return self;
}

void
way_route_set_free (WayRouteSet *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_free (self);
}

const char *
way_route_set_name (const WayRouteSet *set)
{
  return set != NULL ? set->name : way_codes_title ("route_rule");
}

static const Row *
find_row (const WayRouteSet *set,
          const char        *route)
{
  for (guint i = 0; set != NULL && route != NULL && i < set->rows->len; i++)
    if (g_str_equal (g_array_index (set->rows, Row, i).route, route))
      return &g_array_index (set->rows, Row, i);
  return NULL;
}

/* --- Looking up --- */

/* The shipped row; NULL for an unknown route. */
static const WayCode *
find_rule (const char  *route,
           const GDate *on)
{
  return route != NULL ? way_codes_lookup_on ("route_rule", route, on) : NULL;
}

const char *
way_route_set_source (const WayRouteSet *set)
{
  g_autoptr(GPtrArray) rules = NULL;

  if (set != NULL && set->source != NULL)
    return set->source;
  if (set != NULL)
    return set->name;
  rules = way_codes_list ("route_rule", NULL);
  return ((const WayCode *) g_ptr_array_index (rules, 0))->source;
}

/* The values of a choice, parted by spaces; NULL for an unknown route. */
static const char *
find_allowed (const WayRouteSet *set,
              const char        *route,
              WayRouteChoice     choice,
              const GDate       *on)
{
  const Row *row = find_row (set, route);
  const WayCode *rule;

  if (row != NULL && row->allowed[choice] != NULL)
    return row->allowed[choice];
  rule = find_rule (route, on);
  return rule != NULL ? way_code_get (rule, choices[choice].name) : NULL;
}

gboolean
way_routes_allows (const WayRouteSet *set,
                   const char        *route,
                   WayRouteChoice     choice,
                   const char        *value,
                   const GDate       *on)
{
  return way_text_has_word (find_allowed (set, route, choice, on), value);
}

char **
way_routes_allowed (const WayRouteSet *set,
                    const char        *route,
                    WayRouteChoice     choice,
                    const GDate       *on)
{
  const char *allowed = find_allowed (set, route, choice, on);

  return g_strsplit (allowed != NULL ? allowed : "", " ", -1);
}

/* The explanation of allowed values, whichever of them is offered first. */
static const WayCode *
find_explanation (WayRouteChoice  choice,
                  const char     *allowed)
{
  g_autoptr(GPtrArray) values = way_codes_list (way_routes_choice_set (choice), NULL);
  g_autoptr(GString) id = g_string_new (choices[choice].name);

  for (guint i = 0; i < values->len; i++)
    {
      const WayCode *value = g_ptr_array_index (values, i);

      if (way_text_has_word (allowed, value->id))
        g_string_append_printf (id, " %s", value->id);
    }
  return way_codes_lookup ("route_consequence", id->str);
}

gboolean
way_routes_consequences (const WayRouteSet   *set,
                         const char          *route,
                         const GDate         *on,
                         WayRouteConsequence  consequences[WAY_N_ROUTE_CHOICES])
{
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    {
      const char *allowed = find_allowed (set, route, i, on);
      const WayCode *explanation;

      if (allowed == NULL)
        return FALSE;
      explanation = find_explanation (i, allowed);
      g_return_val_if_fail (explanation != NULL, FALSE);
      consequences[i] = (WayRouteConsequence) {
        .choice = i,
        .title = way_codes_label ("route_choice", choices[i].name),
        .allowed = allowed,
        .is_open = strchr (allowed, ' ') != NULL,
        .who = way_code_get (explanation, "who"),
        .explanation = explanation,
      };
    }
  return TRUE;
}

const char *
way_routes_rule (const WayRouteSet *set,
                 const char        *route,
                 const GDate       *on)
{
  const Row *row = find_row (set, route);
  const WayCode *rule = find_rule (route, on);

  if (row != NULL && row->wording != NULL)
    return row->wording;
  return rule != NULL ? rule->label : NULL;
}

gboolean
way_routes_is (const char *route,
               const char *attribute)
{
  const WayCode *rule = route != NULL ? way_codes_lookup ("route_rule", route) : NULL;

  return rule != NULL && way_code_is (rule, attribute);
}

/* --- Checking --- */

static gboolean
is_condition_met (const WayCode *warning,
                  const char    *attribute,
                  const char    *value)
{
  return way_code_get (warning, attribute) == NULL ||
         (value != NULL && way_code_allows (warning, attribute, value));
}

static gboolean
does_warn (const WayCode       *warning,
           const WayRouteFacts *facts)
{
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    if (!is_condition_met (warning, choices[i].name, facts->values[i]))
      return FALSE;
  return is_condition_met (warning, "route", facts->route) &&
         is_condition_met (warning, "has_school", facts->has_school ? "yes" : "no") &&
         is_condition_met (warning, "off_roll", facts->off_roll ? "yes" : "no") &&
         !facts->has_exception &&
         !(facts->has_reason && way_code_allows (warning, "settled_by", "reason"));
}

static void
add_refusals (const WayRouteSet   *set,
              const WayRouteFacts *facts,
              const GDate         *on,
              GArray              *findings)
{
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    {
      WayRouteFinding refusal = {
        TRUE, choices[i].name, choices[i].refusal, way_route_set_source (set),
      };

      if (facts->values[i] != NULL &&
          !way_routes_allows (set, facts->route, i, facts->values[i], on))
        g_array_append_val (findings, refusal);
    }
}

GArray *
way_routes_check (const WayRouteSet   *set,
                  const WayRouteFacts *facts,
                  const GDate         *on)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (WayRouteFinding));
  g_autoptr(GPtrArray) warnings = way_codes_list ("route_warning", on);

  if (find_allowed (set, facts->route, WAY_ROUTE_COMMISSIONER, on) == NULL)
    {
      WayRouteFinding unknown = {
        TRUE, "route", N_("Choose one of the routes"), way_route_set_source (set),
      };

      g_array_append_val (findings, unknown);
      return findings;
    }
  add_refusals (set, facts, on, findings);
  for (guint i = 0; i < warnings->len; i++)
    {
      const WayCode *row = g_ptr_array_index (warnings, i);
      WayRouteFinding gap = { FALSE, way_code_get (row, "field"), row->label, row->source };

      if (does_warn (row, facts))
        g_array_append_val (findings, gap);
    }
  return findings;
}
