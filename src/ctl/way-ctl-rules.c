/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rules say: of identifiers, of routes, and of the money in a file. */

#include "way-ctl-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "way-ctl-table.h"
#include "way-double-funding.h"
#include "way-identifiers.h"
#include "way-route-sets.h"
#include "way-text.h"

/* --- check funding --- */

/* "1234.56"; amounts that a rule does not have, or that nobody knows, are none. */
static void
add_amount (WayCtlTable *table,
            gint64       pence)
{
  g_autofree char *text = pence != WAY_INTEGER_NONE ? way_text_pence (pence) : NULL;

  way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, text != NULL ? text : "0.00");
}

static void
add_id (WayCtlTable *table,
        const WayId *id)
{
  g_autofree char *text = way_id_to_string (id);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_day (WayCtlTable *table,
         const GDate *day)
{
  g_autofree char *text = way_date_to_iso (day);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_double_funding (WayCtlTable            *table,
                    const WayDoubleFunding *one)
{
  add_id (table, &one->placement);
  add_id (table, &one->pupil);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, one->route);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, one->rule->id);
  add_day (table, &one->from);
  add_day (table, &one->to);
  way_ctl_table_add_int (table, one->days);
  add_amount (table, one->amount);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, one->state);
}

static WayCtlStatus
check_funding (WayCtl  *ctl,
               GError **error)
{
  static const char *const headings[] = {
    "placement", "pupil", "route", "rule", "from", "to", "days", "amount", "status", NULL
  };
  GDate today = way_ctl_today (ctl);
  g_autoptr(WayFacts) facts = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(WayCtlTable) table = NULL;
  gboolean any = FALSE;

  if (way_ctl_db (ctl) == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("check funding looks in a file: name it with --file"));
      return WAY_CTL_REFUSED;
    }
  facts = way_facts_new (way_ctl_db (ctl), error);
  found = facts != NULL ? way_double_funding_list (facts, NULL, &today, error) : NULL;
  if (found == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < found->len; i++)
    {
      const WayDoubleFunding *one = g_ptr_array_index (found, i);

      add_double_funding (table, one);
      any |= one->is_found;
    }
  return any ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

/* --- check --- */

static const char *const verdicts[] = {
  [WAY_VERDICT_VALID] = "valid",
  [WAY_VERDICT_WARNING] = "warning",
  [WAY_VERDICT_INVALID] = "invalid",
};

/* The line without its end, as valid UTF-8: what is shown again must be text. */
static char *
clean_line (char  *line,
            gssize length)
{
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  return g_utf8_make_valid (line, length);
}

static gboolean
check_line (WayCtlTable       *table,
            WayIdentifierKind  kind,
            const char        *value)
{
  WayIdentifier found = way_identifiers_check (kind, value);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, value);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, verdicts[found.verdict]);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, found.text);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, found.reason != NULL ? _(found.reason) : NULL);
  return found.verdict != WAY_VERDICT_INVALID;
}

/* The identifiers that may be checked, for a message. */
static char *
join_kinds (void)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (int kind = 0; kind < WAY_N_IDENTIFIERS; kind++)
    g_string_append_printf (names, "%s%s", kind > 0 ? ", " : "",
                            way_identifiers_kind_name ((WayIdentifierKind) kind));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

WayCtlStatus
way_ctl_run_check (WayCtl  *ctl,
                   GError **error)
{
  static const char *const headings[] = { "value", "verdict", "normalised", "reason", NULL };
  const char *word = way_ctl_word (ctl, 0);
  g_autoptr(WayCtlTable) table = NULL;
  WayIdentifierKind kind;
  gboolean all_valid = TRUE;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  if (g_str_equal (word, "funding"))
    return check_funding (ctl, error);
  if (!way_identifiers_find_kind (word, &kind))
    {
      g_autofree char *kinds = join_kinds ();

      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("“%s”: cannot be checked; there are %s"), word, kinds);
      return WAY_CTL_REFUSED;
    }
  table = way_ctl_table_new (ctl, headings);
  while ((length = getline (&line, &size, stdin)) >= 0)
    {
      g_autofree char *value = clean_line (line, length);

      all_valid &= check_line (table, kind, value);
    }
  free (line);
  if (!ferror (stdin))
    return all_valid ? WAY_CTL_DONE : WAY_CTL_FINDING;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, _("standard input: %s"),
               g_strerror (errno));
  return WAY_CTL_REFUSED;
}

/* --- routes --- */

static void
add_choice (WayCtlTable       *table,
            const WayRouteSet *set,
            const char        *route,
            WayRouteChoice     choice,
            const GDate       *on)
{
  g_auto(GStrv) allowed = way_routes_allowed (set, route, choice, on);
  g_autofree char *joined = g_strjoinv ("|", allowed);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, joined);
}

static void
print_routes (WayCtl            *ctl,
              const WayRouteSet *set,
              const GDate       *on)
{
  static const char *const headings[] = {
    "route", "code", "commissioner", "lump_sum", "top_up", "registration", NULL
  };
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);
  g_autoptr(GPtrArray) routes = way_codes_list ("route", on);

  for (guint i = 0; i < routes->len; i++)
    {
      const WayCode *route = g_ptr_array_index (routes, i);

      way_ctl_table_add_int (table, way_code_get_int (route, "number", (int) i + 1));
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, route->id);
      for (int choice = 0; choice < WAY_N_ROUTE_CHOICES; choice++)
        add_choice (table, set, route->id, (WayRouteChoice) choice, on);
    }
}

WayCtlStatus
way_ctl_run_routes (WayCtl  *ctl,
                    GError **error)
{
  g_autoptr(WayRouteSets) sets = NULL;
  GDate on = way_ctl_today (ctl);

  if (!way_ctl_date (ctl, "on", &on, error))
    return WAY_CTL_REFUSED;
  if (way_ctl_db (ctl) != NULL)
    {
      sets = way_route_sets_load (way_ctl_db (ctl), error);
      if (sets == NULL)
        return WAY_CTL_REFUSED;
    }
  print_routes (ctl, sets != NULL ? way_route_sets_on (sets, &on) : NULL, &on);
  return WAY_CTL_DONE;
}
