/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fair access and the medical pathway.  Groups, states and moves are rows of
 * data; here is how they are read. */

#include "way-pathway.h"

static const WayCode *
find_bar (const char  *id,
          const GDate *on)
{
  return way_codes_lookup_on ("fair_access_bar", id, on);
}

/* Whether the child has been out of education as long as the group asks. */
static gboolean
is_out_long_enough (const WayCode      *group,
                    const WayFairFacts *facts,
                    const GDate        *on)
{
  int weeks = way_code_get_int (group, "weeks", 0);
  GDate reached;

  if (weeks == 0)
    return TRUE;
  if (!way_date_is_set (&facts->out_since))
    return FALSE;
  reached = way_date_add_days (&facts->out_since, weeks * 7);
  return way_date_compare (&reached, on) <= 0;
}

const WayCode *
way_pathway_fair_bar (const WayFairFacts *facts,
                      const GDate        *on)
{
  const WayCode *group;

  if (facts->has_plan)
    return find_bar ("plan", on);
  if (facts->group == NULL)
    return find_bar ("group", on);
  group = way_codes_lookup_on ("fair_access_group", facts->group, on);
  if (group == NULL)
    return find_bar ("group_ended", on);
  if (!is_out_long_enough (group, facts, on))
    return find_bar ("weeks", on);
  if (!facts->has_efforts && g_strcmp0 (way_code_get (group, "efforts"), "no") != 0)
    return find_bar ("efforts", on);
  return NULL;
}

/* States in which a pathway may begin. */
static char **
list_starts (const GDate *on)
{
  g_autoptr(GPtrArray) states = way_codes_list ("medical_state", on);
  g_autoptr(GStrvBuilder) starts = g_strv_builder_new ();

  for (guint i = 0; i < states->len; i++)
    {
      const WayCode *state = g_ptr_array_index (states, i);

      if (way_code_is (state, "start"))
        g_strv_builder_add (starts, state->id);
    }
  return g_strv_builder_end (starts);
}

gboolean
way_pathway_takes (const char  *route,
                   const GDate *on)
{
  g_auto(GStrv) starts = list_starts (on);

  for (guint i = 0; route != NULL && starts[i] != NULL; i++)
    if (way_code_allows (way_codes_lookup_on ("medical_state", starts[i], on), "routes", route))
      return TRUE;
  return FALSE;
}

char **
way_pathway_next (const char  *state,
                  const GDate *on)
{
  const WayCode *code;
  const char *next;

  if (state == NULL)
    return list_starts (on);
  code = way_codes_lookup_on ("medical_state", state, on);
  next = code != NULL ? way_code_get (code, "next") : NULL;
  return g_strsplit (next != NULL ? next : "", " ", -1);
}

gboolean
way_pathway_may_follow (const char  *state,
                        const char  *next,
                        const GDate *on)
{
  g_auto(GStrv) allowed = way_pathway_next (state, on);

  return g_strv_contains ((const char *const *) allowed, next);
}

gboolean
way_pathway_needs (const char  *state,
                   const char  *what,
                   const GDate *on)
{
  const WayCode *code = way_codes_lookup_on ("medical_state", state, on);

  return code != NULL && way_code_allows (code, "needs", what);
}
