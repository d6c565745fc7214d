/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be done by when, and how it stands; and who is without education. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-ctl-table.h"
#include "way-register.h"

/* Long before anything that a file records. */
#define BEGINNING 1950

/* A state asked for takes in the one that is a shade of it. */
static gboolean
is_wanted (const WayDutyFact *duty,
           const char        *state)
{
  const char *code = way_duty_state_code (duty->duty.state);

  if (duty->duty.state == WAY_DUTY_NOT_APPLICABLE)
    return FALSE;
  return state == NULL || strcmp (code, state) == 0 ||
         (duty->duty.state == WAY_DUTY_MET_LATE && strcmp (state, "met") == 0);
}

static void
add_date (WayCtlTable *table,
          const GDate *date)
{
  g_autofree char *text = way_date_is_set (date) ? way_date_to_iso (date) : NULL;

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_duty (WayCtlTable       *table,
          WayCtlForm         form,
          const WayDutyFact *duty)
{
  const char *code = way_duty_state_code (duty->duty.state);
  g_autofree char *key = way_duty_fact_key (duty);
  g_autofree char *pupil = form == WAY_CTL_TEXT ? g_strdup (duty->pupil_name)
                                                : way_id_to_string (&duty->pupil);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, key);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, duty->rule->id);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, pupil);
  add_date (table, &duty->started);
  add_date (table, &duty->due);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     form == WAY_CTL_TEXT ? _(way_codes_label ("duty_state", code)) : code);
  if (way_duty_is_live (duty->duty.state))
    way_ctl_table_add_int (table, duty->duty.days_left);
  else
    way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, way_duty_fact_reason (duty));
  add_date (table, &duty->met);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, duty->actor);
}

WayCtlStatus
way_ctl_run_duties (WayCtl  *ctl,
                    GError **error)
{
  static const char *const headings[] = {
    "duty", "rule", "pupil", "started", "due", "state", "days_left", "reason", "met", "actor", NULL
  };
  const char *state = way_ctl_option (ctl, "state");
  GDate today = way_ctl_today (ctl);
  WayDutiesFilter filter = { .since = way_date_ymd (BEGINNING, 1, 1) };
  g_autoptr(WayFacts) facts = NULL;
  g_autoptr(GPtrArray) duties = NULL;
  g_autoptr(WayCtlTable) table = NULL;

  if (state != NULL && !way_codes_has ("duty_state", state))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--state: “%s” is none of open, due, breached, paused, met, met_late, "
                     "overridden"), state);
      return WAY_CTL_REFUSED;
    }
  facts = way_facts_new (way_ctl_db (ctl), error);
  duties = facts != NULL ? way_duties_list (facts, &today, &filter, error) : NULL;
  if (duties == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < duties->len; i++)
    if (is_wanted (g_ptr_array_index (duties, i), state))
      add_duty (table, way_ctl_form (ctl), g_ptr_array_index (duties, i));
  return WAY_CTL_DONE;
}

/* --- The Section 19 register --- */

static void
add_code (WayCtlTable *table,
          WayCtlForm   form,
          const char  *set,
          const char  *code)
{
  const char *words = code != NULL && form == WAY_CTL_TEXT ? _(way_codes_label (set, code)) : code;

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, words);
}

static void
add_clock (WayCtlTable       *table,
           WayCtlForm         form,
           const WayDutyFact *duty)
{
  GDate none = way_date_none ();

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, duty != NULL ? duty->rule->id : NULL);
  add_date (table, duty != NULL ? &duty->due : &none);
  add_code (table, form, "duty_state",
            duty != NULL ? way_duty_state_code (duty->duty.state) : NULL);
  if (duty != NULL)
    way_ctl_table_add_int (table, duty->duty.days_left);
  else
    way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
}

static void
add_case (WayCtlTable      *table,
          WayCtlForm        form,
          const WayS19Case *open_case)
{
  GDate none = way_date_none ();

  if (open_case != NULL && open_case->hours != WAY_INTEGER_NONE)
    way_ctl_table_add_int (table, open_case->hours);
  else
    way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
  add_date (table, open_case != NULL ? &open_case->considered : &none);
  add_code (table, form, "s19_decision", open_case != NULL ? open_case->decision : NULL);
  add_date (table, open_case != NULL ? &open_case->decided : &none);
  add_date (table, open_case != NULL ? &open_case->review_by : &none);
}

static void
add_register_row (WayCtlTable          *table,
                  WayCtlForm            form,
                  const WayRegisterRow *row)
{
  g_autofree char *pupil = form == WAY_CTL_TEXT ? g_strdup (row->pupil_name)
                                                : way_id_to_string (&row->pupil);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, pupil);
  add_code (table, form, "s19_reason", row->reason->id);
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, row->counted ? "yes" : "no");
  add_date (table, &row->since);
  add_date (table, &row->known);
  add_clock (table, form, row->duty);
  way_ctl_table_add_int (table, row->sessions);
  add_case (table, form, row->open_case);
}

WayCtlStatus
way_ctl_run_register (WayCtl  *ctl,
                      GError **error)
{
  static const char *const headings[] = {
    "pupil", "reason", "counted", "since", "known", "rule", "due", "state", "days_left",
    "sessions", "hours", "considered", "decision", "decided", "review_by", NULL
  };
  GDate today = way_ctl_today (ctl);
  g_autoptr(WayFacts) facts = way_facts_new (way_ctl_db (ctl), error);
  g_autoptr(WayRegister) found = facts != NULL ? way_register_load (facts, NULL, &today, error) : NULL;
  g_autoptr(WayCtlTable) table = NULL;

  if (found == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < found->rows->len; i++)
    add_register_row (table, way_ctl_form (ctl), g_ptr_array_index (found->rows, i));
  return WAY_CTL_DONE;
}
