/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step along the medical pathway, as people record it. */
#include "way-medical-act.h"

#include <glib/gi18n.h>

#include "way-medical-flow.h"
#include "way-page-ask.h"
#include "way-pathway.h"

static gboolean
save_step (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  return way_medical_move (act, record, error);
}

/* "Now: Alerted. Next: Evidence asked for, Before the panel, Closed" */
static char *
say_moves (const char  *state,
           char       **next)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (state != NULL)
    g_string_append_printf (text, _("Now: %s."), _(way_codes_label ("medical_state", state)));
  for (guint i = 0; next[i] != NULL && *next[i] != '\0'; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : text->len > 0 ? _(" Next: ")
                                                                       : _("First: "),
                            _(way_codes_label ("medical_state", next[i])));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
way_medical_act_move (WayPage     *page,
                      const WayId *referral)
{
  WaySession *session = way_page_get_session (page);
  const GDate *today = way_session_get_today (session);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) steps = way_medical_steps (way_session_get_db (session), referral, &error);
  g_autoptr(WayPathwayStep) step = way_pathway_step_new ();
  const char *state = steps != NULL ? way_medical_state (steps, today) : NULL;
  g_auto(GStrv) next = way_pathway_next (state, today);
  g_autofree char *moves = say_moves (state, next);
  WayRecordAsk what = {
    .entity = &way_pathway_step_entity,
    .record = step,
    .is_new = TRUE,
    .form = "pathway-step",
    .title = _("Medical Pathway"),
    .verb = _("_Record"),
    .save = save_step,
  };

  if (steps == NULL)
    {
      way_page_say (page, FALSE, NULL, error);
      return;
    }
  step->referral = *referral;
  step->date = *today;
  if (next[0] != NULL && *next[0] != '\0')
    step->state = g_strdup (next[0]);
  way_page_explain (way_page_ask (page, &what, referral, _("Step recorded")),
                    way_codes_title ("medical_state") != NULL
                      ? _(way_codes_title ("medical_state")) : "", moves);
}
