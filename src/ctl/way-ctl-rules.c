/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program knows without a file: identifiers and routes. */

#include "way-ctl-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "way-ctl-table.h"
#include "way-identifiers.h"
#include "way-routes.h"

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
add_choice (WayCtlTable    *table,
            const char     *route,
            WayRouteChoice  choice,
            const GDate    *on)
{
  g_auto(GStrv) allowed = way_routes_allowed (route, choice, on);
  g_autofree char *joined = g_strjoinv ("|", allowed);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, joined);
}

WayCtlStatus
way_ctl_run_routes (WayCtl  *ctl,
                    GError **error)
{
  static const char *const headings[] = {
    "route", "code", "commissioner", "lump_sum", "top_up", "registration", NULL
  };
  g_autoptr(WayCtlTable) table = NULL;
  g_autoptr(GPtrArray) routes = NULL;
  GDate on = way_ctl_today (ctl);

  table = way_ctl_table_new (ctl, headings);
  routes = way_codes_list ("route", &on);
  for (guint i = 0; i < routes->len; i++)
    {
      const WayCode *route = g_ptr_array_index (routes, i);

      way_ctl_table_add_int (table, way_code_get_int (route, "number", (int) i + 1));
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, route->id);
      for (int choice = 0; choice < WAY_N_ROUTE_CHOICES; choice++)
        add_choice (table, route->id, (WayRouteChoice) choice, &on);
    }
  return WAY_CTL_DONE;
}
