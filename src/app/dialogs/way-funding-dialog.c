/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One double funding and the acts that put it right.  Each act is a small form
 * over the record that it will leave; the dialog closes once one was done. */
#include "way-funding-dialog.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-field-words.h"
#include "way-funding-acts.h"
#include "way-record-dialog.h"
#include "way-window-title.h"

struct _WayFundingDialog
{
  AdwWindow            parent_instance;

  WayPage             *page;      /* weak */
  WaySession          *session;
  GPtrArray           *list;      /* WayDoubleFunding * */
  WayDoubleFunding    *one;       /* of the list */

  /* Template children */
  AdwWindowTitle      *window_title;
  GtkLabel            *rule_label;
  GtkLabel            *source_label;
  AdwPreferencesGroup *found_group;
  AdwPreferencesGroup *act_group;
  GtkWidget           *approve_row;
  GtkWidget           *correct_row;
  GtkWidget           *recharge_row;
  GtkWidget           *recover_row;
};

G_DEFINE_FINAL_TYPE (WayFundingDialog, way_funding_dialog, ADW_TYPE_WINDOW)

/* --- Saying what was found --- */

static void
add_row (WayFundingDialog *self,
         const char       *title,
         const char       *text)
{
  GtkWidget *row;
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;
  row = adw_action_row_new ();
  label = gtk_label_new (text);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->found_group, row);
}

static char *
say_place (const WayDoubleFunding *one)
{
  if (g_strcmp0 (one->place_name, one->setting_name) == 0)
    return g_strdup (one->place_name);
  /* Translators: a provision, and the setting that it belongs to. */
  return g_strdup_printf (_("%s, %s"), one->place_name, one->setting_name);
}

static char *
say_days (const WayDoubleFunding *one)
{
  g_autofree char *from = way_date_words_short (&one->from);
  g_autofree char *to = way_date_words_short (&one->to);
  g_autofree char *days = g_strdup_printf (ngettext ("%u school day", "%u school days", one->days),
                                           one->days);

  /* Translators: "12 Oct 2026 to 23 Oct 2026, 10 school days". */
  return g_strdup_printf (_("%s to %s, %s"), from, to, days);
}

static char *
say_state (const WayDoubleFunding *one)
{
  g_autofree char *day = NULL;

  if (!way_date_is_set (&one->day) || one->by == NULL)
    return g_strdup (_(way_codes_label ("funding_state", one->state)));
  day = way_date_words_short (&one->day);
  /* Translators: "Explained on 12 Nov 2026 by A. Reader". */
  return g_strdup_printf (_("%s on %s by %s"), _(way_codes_label ("funding_state", one->state)),
                          day, one->by);
}

static void
show_found (WayFundingDialog *self)
{
  const WayDoubleFunding *one = self->one;
  g_autofree char *place = say_place (one);
  g_autofree char *days = say_days (one);
  g_autofree char *state = say_state (one);
  g_autofree char *amount = one->amount != WAY_INTEGER_NONE ? way_field_words_money (one->amount)
                                                            : NULL;
  g_autofree char *source = g_strdup_printf (_("Source: %s"), one->rule->source);
  gboolean is_twice = !way_id_is_null (&one->other);

  way_window_title_set (self->window_title, one->pupil_name, _(one->rule->label));
  gtk_window_set_title (GTK_WINDOW (self), one->pupil_name);
  gtk_label_set_label (self->rule_label, _(one->rule->note));
  gtk_label_set_label (self->source_label, source);
  add_row (self, is_twice ? _("Other placement") : _("School"), one->school_name);
  add_row (self, _("Placement"), place);
  if (one->route != NULL)
    add_row (self, _("Route"), _(way_codes_label ("route", one->route)));
  add_row (self, _("Days"), days);
  add_row (self, _("At stake"), amount);
  add_row (self, _("State"), state);
  add_row (self, _("Reason"), one->reason);
}

static void
show_acts (WayFundingDialog *self)
{
  const WayDoubleFunding *one = self->one;
  gboolean open = one->is_found && !way_session_is_read_only (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->act_group), open);
  gtk_widget_set_visible (self->approve_row, way_funding_can_approve (one));
  gtk_widget_set_visible (self->correct_row, way_funding_can_correct (one));
  gtk_widget_set_visible (self->recharge_row, way_funding_can_correct (one));
  gtk_widget_set_visible (self->recover_row, way_funding_can_recover (one));
}

/* --- Acting --- */

typedef enum
{
  ACT_APPROVE,
  ACT_CORRECT,
  ACT_RECHARGE,
  ACT_RECOVER,
  ACT_EXPLAIN,
} Act;

static gboolean
save_approve (WayAct    *act,
              gpointer   record,
              gpointer   data,
              GError   **error)
{
  const WayFundingCase *form = record;

  return way_funding_approve (act, data, form->reason, error);
}

static gboolean
save_correct (WayAct    *act,
              gpointer   record,
              gpointer   data,
              GError   **error)
{
  const WayFundingCase *form = record;

  return way_funding_correct (act, data, &form->from, form->reason, error);
}

static gboolean
save_recharge (WayAct    *act,
               gpointer   record,
               gpointer   data,
               GError   **error)
{
  const WayFundingCase *form = record;

  return way_funding_recharge (act, data, form->amount, form->reason, error);
}

static gboolean
save_recover (WayAct    *act,
              gpointer   record,
              gpointer   data,
              GError   **error)
{
  const WayFundingCase *form = record;

  return way_funding_recover (act, data, form->amount, form->reason, error);
}

static gboolean
save_explain (WayAct    *act,
              gpointer   record,
              gpointer   data,
              GError   **error)
{
  const WayFundingCase *form = record;

  return way_funding_explain (act, data, form->reason, error);
}

static const struct
{
  const char        *title;
  const char        *form;
  const char        *state;
  const char        *done;
  WayRecordSaveFunc  save;
} acts[] = {
  [ACT_APPROVE] = { N_("Approve That the Council Pays"), "funding-explain", "explained",
                    N_("Approved"), save_approve },
  [ACT_CORRECT] = { N_("Correct Who Pays"), "funding-correct", "corrected",
                    N_("The school pays from that day"), save_correct },
  [ACT_RECHARGE] = { N_("Recharge the School"), "funding-amount", "recharged",
                     N_("Recharged"), save_recharge },
  [ACT_RECOVER] = { N_("Take the School’s Funding Back"), "funding-amount", "recharged",
                    N_("Taken back"), save_recover },
  [ACT_EXPLAIN] = { N_("Explain"), "funding-explain", "explained", N_("Explained"), save_explain },
};

/* The record that an act will leave, as far as it is known before. */
static WayFundingCase *
start_record (WayFundingDialog *self,
              Act               act)
{
  const WayDoubleFunding *one = self->one;
  const GDate *today = way_session_get_today (self->session);
  WayFundingCase *record = way_funding_case_new ();

  record->placement = one->placement;
  record->rule = g_strdup (one->rule->id);
  record->state = g_strdup (acts[act].state);
  record->from = act == ACT_CORRECT && way_date_within (today, &one->from, &one->to) ? *today
                                                                                     : one->from;
  record->day = *today;
  record->by = way_session_dup_user (self->session);
  record->days = one->days;
  record->amount = one->amount;
  return record;
}

static void
saved_cb (WayFundingDialog *self)
{
  const char *done = g_object_get_data (G_OBJECT (self), "done");

  if (self->page != NULL)
    way_page_toast (self->page, done, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask (WayFundingDialog *self,
     Act               act)
{
  g_autoptr(WayFundingCase) record = start_record (self, act);
  WayRecordAsk what = {
    .entity = &way_funding_case_entity,
    .record = record,
    .is_new = TRUE,
    .title = _(acts[act].title),
    .form = acts[act].form,
    .save = acts[act].save,
    .data = self->one,
  };
  WayRecordDialog *dialog = way_record_dialog_open (GTK_WIDGET (self), self->session, &what);

  g_object_set_data (G_OBJECT (self), "done", (gpointer) _(acts[act].done));
  g_object_set_data_full (G_OBJECT (dialog), "list", g_ptr_array_ref (self->list),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
}

static void
approve_clicked_cb (WayFundingDialog *self)
{
  ask (self, ACT_APPROVE);
}

static void
correct_clicked_cb (WayFundingDialog *self)
{
  ask (self, ACT_CORRECT);
}

static void
recharge_clicked_cb (WayFundingDialog *self)
{
  ask (self, ACT_RECHARGE);
}

static void
recover_clicked_cb (WayFundingDialog *self)
{
  ask (self, ACT_RECOVER);
}

static void
explain_clicked_cb (WayFundingDialog *self)
{
  ask (self, ACT_EXPLAIN);
}

static void
open_clicked_cb (WayFundingDialog *self)
{
  if (self->page != NULL)
    way_page_open_record (self->page, "placement", &self->one->placement);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- The window --- */

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_funding_dialog_dispose (GObject *object)
{
  WayFundingDialog *self = WAY_FUNDING_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FUNDING_DIALOG);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->session);
  g_clear_pointer (&self->list, g_ptr_array_unref);

  G_OBJECT_CLASS (way_funding_dialog_parent_class)->dispose (object);
}

static void
way_funding_dialog_class_init (WayFundingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_funding_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/funding-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, rule_label);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, source_label);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, found_group);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, act_group);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, approve_row);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, correct_row);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, recharge_row);
  gtk_widget_class_bind_template_child (widget_class, WayFundingDialog, recover_row);
  gtk_widget_class_bind_template_callback (widget_class, approve_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, correct_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, recharge_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, recover_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, explain_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
way_funding_dialog_init (WayFundingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
way_funding_dialog_open (WayPage   *page,
                         GPtrArray *list,
                         guint      place)
{
  WayFundingDialog *self = g_object_new (WAY_TYPE_FUNDING_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  g_set_weak_pointer (&self->page, page);
  self->session = g_object_ref (way_page_get_session (page));
  self->list = g_ptr_array_ref (list);
  self->one = g_ptr_array_index (list, place);
  show_found (self);
  show_acts (self);
  gtk_window_present (GTK_WINDOW (self));
}
