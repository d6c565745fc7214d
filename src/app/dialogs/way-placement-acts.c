/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a placement as people do them. */
#include "way-placement-acts.h"

#include <glib/gi18n.h>

#include "way-placement-flow.h"
#include "way-stay-dialogs.h"

typedef struct
{
  WayPage    *page;    /* lent; NULL once it is gone */
  const char *done;    /* the toast, translated */
} Ask;

static void
ask_free (Ask *ask)
{
  if (ask->page != NULL)
    g_object_remove_weak_pointer (G_OBJECT (ask->page), (gpointer *) &ask->page);
  g_free (ask);
}

static void
saved_cb (Ask *ask)
{
  if (ask->page != NULL)
    way_page_toast (ask->page, ask->done, TRUE);
}

static gboolean
save_change (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  return way_placement_change (act, record, error);
}

static gboolean
save_extend (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  const WayPlacement *placement = record;

  return way_placement_extend (act, &placement->id, &placement->expected_end,
                               placement->extend_reason, error);
}

static gboolean
save_end (WayAct    *act,
          gpointer   record,
          gpointer   data,
          GError   **error)
{
  const WayPlacement *placement = record;

  return way_placement_end (act, &placement->id, &placement->end, placement->destination,
                            placement->end_reason, error);
}

static const struct
{
  const char        *label;
  const char        *title;
  const char        *form;   /* NULL: the whole placement */
  const char        *done;
  WayRecordSaveFunc  save;
} acts[] = {
  /* Its dialog is that of way-stay-dialogs.h. */
  [WAY_PLACEMENT_ACT_REVIEW] = { N_("_Record a Review…"), NULL, NULL, NULL, NULL },
  [WAY_PLACEMENT_ACT_CHANGE] = { N_("_Change…"), N_("Change the Placement"), NULL,
                                 N_("Placement changed"), save_change },
  [WAY_PLACEMENT_ACT_EXTEND] = { N_("_Extend…"), N_("Extend the Placement"), "placement-extend",
                                 N_("Placement extended"), save_extend },
  [WAY_PLACEMENT_ACT_END] = { N_("E_nd the Placement…"), N_("End the Placement"), "placement-end",
                              N_("Placement ended"), save_end },
};

G_STATIC_ASSERT (G_N_ELEMENTS (acts) == WAY_N_PLACEMENT_ACTS);

const char *
way_placement_act_label (WayPlacementAct act)
{
  g_return_val_if_fail (act < WAY_N_PLACEMENT_ACTS, NULL);

  return acts[act].label;
}

void
way_placement_act_run (WayPage            *page,
                       const WayPlacement *placement,
                       WayPlacementAct     act)
{
  const GDate *today = way_session_get_today (way_page_get_session (page));
  g_autoptr(WayPlacement) started = way_placement_copy (placement);
  Ask *ask;
  WayRecordDialog *dialog;
  WayRecordAsk what;

  g_return_if_fail (act < WAY_N_PLACEMENT_ACTS);

  if (act == WAY_PLACEMENT_ACT_REVIEW)
    {
      way_stay_dialog_open (page, placement, WAY_STAY_ASK_REVIEW, 0);
      return;
    }
  if (act == WAY_PLACEMENT_ACT_END && !way_date_is_set (&started->end))
    started->end = *today;

  ask = g_new0 (Ask, 1);
  ask->page = page;
  ask->done = _(acts[act].done);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &ask->page);
  what = (WayRecordAsk) {
    .entity = &way_placement_entity,
    .record = started,
    .title = _(acts[act].title),
    .form = acts[act].form,
    .save = acts[act].save,
    .data = ask,
  };
  dialog = way_record_dialog_open (GTK_WIDGET (page), way_page_get_session (page), &what);
  g_object_set_data_full (G_OBJECT (dialog), "ask", ask, (GDestroyNotify) ask_free);
  g_signal_connect_swapped (dialog, "saved", G_CALLBACK (saved_cb), ask);
  if (act == WAY_PLACEMENT_ACT_CHANGE)
    way_placement_acts_follow_week (dialog);
  if (act != WAY_PLACEMENT_ACT_END)
    way_stay_dialog_watch_doubts (dialog, way_page_get_session (page));
}

static void
week_changed_cb (WayForm *form)
{
  WayFieldRow *week = way_form_get_row (form, "timetable");
  WayFieldRow *sessions = way_form_get_row (form, "sessions");
  g_autofree char *slots = NULL;
  g_autofree char *now = NULL;
  g_autofree char *count = NULL;
  g_auto(GStrv) list = NULL;

  if (week == NULL || sessions == NULL)
    return;
  slots = way_field_row_dup_text (week);
  list = g_strsplit (slots, "|", -1);
  now = way_field_row_dup_text (sessions);
  count = g_strdup_printf ("%u", g_strv_length (list));
  if (*slots != '\0' && !g_str_equal (now, count))
    way_field_row_set_text (sessions, count);
}

void
way_placement_acts_follow_week (WayRecordDialog *dialog)
{
  g_return_if_fail (WAY_IS_RECORD_DIALOG (dialog));

  g_signal_connect (way_record_dialog_get_form (dialog), "changed", G_CALLBACK (week_changed_cb),
                    NULL);
}
