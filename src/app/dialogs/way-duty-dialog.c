/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and forms of what is recorded about duties. */
#include "way-duty-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-duty-acts.h"
#include "way-record-dialog.h"

static const struct
{
  const char *kind;     /* of duty_act */
  const char *label;
  const char *title;
  const char *form;
  const char *done;
} acts[] = {
  { "met", N_("_Mark as Met…"), N_("Mark the Duty as Met"), "duty-act", N_("Recorded as met") },
  { "explained", N_("Say _Why It Is Late…"), N_("Why the Duty Is Late"), "duty-act",
    N_("Reason recorded") },
  { "considered", N_("Mark as _Considered…"), N_("Duty Considered"), "duty-act",
    N_("Recorded as considered") },
  { "paused", N_("_Pause…"), N_("Pause the Duty"), "duty-act-pause", N_("Duty paused") },
  { "restarted", N_("_Restart…"), N_("Restart the Duty"), "duty-act", N_("Duty restarted") },
  { "overridden", N_("Set _Aside…"), N_("Set the Duty Aside"), "duty-act", N_("Duty set aside") },
};

static void
saved_cb (WayPage         *page,
          WayRecordDialog *dialog)
{
  way_page_toast (page, g_object_get_data (G_OBJECT (dialog), "done"), TRUE);
}

/* done is a translated text that lives on. */
static void
open_dialog (WayPage            *page,
             const WayRecordAsk *ask,
             const char         *done)
{
  WayRecordDialog *dialog = way_record_dialog_open (GTK_WIDGET (page), way_page_get_session (page),
                                                    ask);

  g_object_set_data (G_OBJECT (dialog), "done", (gpointer) done);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), page, G_CONNECT_SWAPPED);
}

/* --- Acts --- */

const char *
way_duty_dialog_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i].kind, kind) == 0)
      return acts[i].label;
  return NULL;
}

static gboolean
save_act (WayAct    *act,
          gpointer   record,
          gpointer   data,
          GError   **error)
{
  return way_duty_act_record (act, record, error);
}

void
way_duty_dialog_open (WayPage          *page,
                      const WayDutyAct *act)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      WayRecordAsk ask = {
        .entity = &way_duty_act_entity,
        .record = act,
        .is_new = TRUE,
        .title = _(acts[i].title),
        .form = acts[i].form,
        .save = save_act,
      };

      if (strcmp (acts[i].kind, act->kind) == 0)
        {
          open_dialog (page, &ask, _(acts[i].done));
          return;
        }
    }
  g_return_if_reached ();
}

/* --- Children without education --- */

static gboolean
save_case (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  return way_register_record (act, record, error);
}

void
way_duty_dialog_record (WayPage              *page,
                        const WayRegisterRow *row)
{
  const GDate *today = way_session_get_today (way_page_get_session (page));
  g_autoptr(WayS19Case) record = way_register_start_case (row, today);
  /* Translators: a window's title; %s is a child's name. */
  g_autofree char *title = g_strdup_printf (_("Duty to Educate %s"), row->pupil_name);
  WayRecordAsk ask = {
    .entity = &way_s19_case_entity,
    .record = record,
    .is_new = row->open_case == NULL,
    .title = title,
    .form = "s19-case-record",
    .save = save_case,
  };

  open_dialog (page, &ask, _("Recorded"));
}

static gboolean
save_end (WayAct    *act,
          gpointer   record,
          gpointer   data,
          GError   **error)
{
  const WayS19Case *ended = record;

  return way_register_end (act, &ended->id, &ended->ended, ended->end_reason, error);
}

void
way_duty_dialog_end (WayPage              *page,
                     const WayRegisterRow *row)
{
  g_autoptr(WayS19Case) record = NULL;
  WayRecordAsk ask = {
    .entity = &way_s19_case_entity,
    .title = _("End the Case"),
    .form = "s19-case-end",
    .save = save_end,
  };

  g_return_if_fail (row->open_case != NULL);

  record = way_s19_case_copy (row->open_case);
  record->ended = *way_session_get_today (way_page_get_session (page));
  ask.record = record;
  open_dialog (page, &ask, _("Case ended"));
}

void
way_duty_dialog_consider (WayPage     *page,
                          const WayId *pupil)
{
  WaySession *session = way_page_get_session (page);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), &error);
  g_autoptr(WayRegister) found = facts != NULL
    ? way_register_load (facts, NULL, way_session_get_today (session), &error) : NULL;

  for (guint i = 0; found != NULL && i < found->rows->len; i++)
    {
      const WayRegisterRow *row = g_ptr_array_index (found->rows, i);

      if (way_id_equal (&row->pupil, pupil))
        {
          way_duty_dialog_record (page, row);
          return;
        }
    }
  way_page_toast (page, _("The child is not on the register any more"), FALSE);
}
