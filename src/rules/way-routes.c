/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the route table.  Every set, sentence and warning is a row of data; this
 * file only knows the four questions that a route answers. */

#include "way-routes.h"

#include <glib/gi18n.h>
#include <string.h>

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

/* The values of a choice, parted by spaces; NULL for an unknown route. */
static const char *
find_allowed (const char     *route,
              WayRouteChoice  choice,
              const GDate    *on)
{
  const WayCode *rule = way_codes_lookup_on ("route_rule", route, on);

  return rule != NULL ? way_code_get (rule, choices[choice].name) : NULL;
}

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

gboolean
way_routes_allows (const char     *route,
                   WayRouteChoice  choice,
                   const char     *value,
                   const GDate    *on)
{
  const WayCode *rule = way_codes_lookup_on ("route_rule", route, on);

  return rule != NULL && value != NULL && way_code_allows (rule, choices[choice].name, value);
}

char **
way_routes_allowed (const char     *route,
                    WayRouteChoice  choice,
                    const GDate    *on)
{
  const char *allowed = find_allowed (route, choice, on);

  return g_strsplit (allowed != NULL ? allowed : "", " ", -1);
}

gboolean
way_routes_consequences (const char          *route,
                         const GDate         *on,
                         WayRouteConsequence  consequences[WAY_N_ROUTE_CHOICES])
{
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    {
      const char *allowed = find_allowed (route, i, on);
      g_autofree char *id = g_strdup_printf ("%s %s", choices[i].name, allowed);
      const WayCode *explanation = way_codes_lookup ("route_consequence", id);

      if (allowed == NULL)
        return FALSE;
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
way_routes_rule (const char  *route,
                 const GDate *on)
{
  const WayCode *rule = way_codes_lookup_on ("route_rule", route, on);

  return rule != NULL ? rule->label : NULL;
}

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
         !(facts->has_reason && way_code_allows (warning, "settled_by", "reason"));
}

GArray *
way_routes_check (const WayRouteFacts *facts,
                  const GDate         *on)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (WayRouteFinding));
  g_autoptr(GPtrArray) warnings = way_codes_list ("route_warning", on);

  if (way_codes_lookup_on ("route_rule", facts->route, on) == NULL)
    {
      WayRouteFinding unknown = { TRUE, "route", N_("Choose one of the routes") };

      g_array_append_val (findings, unknown);
      return findings;
    }
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    {
      WayRouteFinding refusal = { TRUE, choices[i].name, choices[i].refusal };

      if (facts->values[i] != NULL && !way_routes_allows (facts->route, i, facts->values[i], on))
        g_array_append_val (findings, refusal);
    }
  for (guint i = 0; i < warnings->len; i++)
    {
      const WayCode *row = g_ptr_array_index (warnings, i);
      WayRouteFinding warning = { FALSE, way_code_get (row, "field"), row->label };

      if (does_warn (row, facts))
        g_array_append_val (findings, warning);
    }
  return findings;
}
