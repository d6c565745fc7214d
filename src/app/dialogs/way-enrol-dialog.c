/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device is taken into the roster. */
#include "way-enrol-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-choose-file.h"
#include "way-copies.h"
#include "way-date-entry.h"
#include "way-directory.h"
#include "way-enrol-work.h"
#include "way-error-text.h"
#include "way-finish-key.h"
#include "way-list-rows.h"
#include "way-record-entry.h"
#include "way-records.h"

struct _WayEnrolDialog
{
  AdwWindow            parent_instance;

  WaySession          *session;
  WayDevice           *card;
  GArray              *scope;      /* of WayId, as they stand in the list */
  WayEnrolWork        *work;       /* while the invite is written */
  WayJob              *job;        /* likewise */
  WayRecordEntry      *entry;
  WayDateEntry        *expires;

  /* Template children */
  GtkStack            *stack;
  GtkWidget           *cancel_button;
  GtkButton           *write_button;
  GtkWidget           *done_button;
  GtkRevealer         *problem_bar;
  GtkLabel            *problem_label;
  GtkProgressBar      *progress_bar;
  AdwActionRow        *device_row;
  GtkCheckButton      *same_check;
  AdwComboRow         *role_row;
  AdwActionRow        *expires_row;
  GtkWidget           *setting_group;
  GtkListBox          *setting_list;
  GtkBox              *setting_box;
  GtkLabel            *authority_label;
};

G_DEFINE_FINAL_TYPE (WayEnrolDialog, way_enrol_dialog, ADW_TYPE_WINDOW)

/* In the order of the list. */
static const guint roles[] = {
  WAY_COPY_OFFICER, WAY_COPY_SCHOOL, WAY_COPY_GOVERNANCE, WAY_COPY_OFFICE
};

static void
show_problem (WayEnrolDialog *self,
              const char     *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static guint
get_role (WayEnrolDialog *self)
{
  return roles[MIN (adw_combo_row_get_selected (self->role_row), G_N_ELEMENTS (roles) - 1)];
}

static gboolean
wants_settings (WayEnrolDialog *self)
{
  guint role = get_role (self);

  return role == WAY_COPY_OFFICER || role == WAY_COPY_SCHOOL;
}

static void
role_changed_cb (WayEnrolDialog *self)
{
  gtk_widget_set_visible (self->setting_group, wants_settings (self));
}

/* --- Settings --- */

static void show_settings (WayEnrolDialog *self);

static void
remove_clicked_cb (GtkButton      *button,
                   WayEnrolDialog *self)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "at"));

  g_array_remove_index (self->scope, at);
  show_settings (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static GtkWidget *
make_remove (WayEnrolDialog *self,
             guint           at,
             const char     *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *text = g_strdup_printf (_("Remove %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (button), "at", GUINT_TO_POINTER (at));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  return button;
}

static void
show_settings (WayEnrolDialog *self)
{
  WayDb *db = way_session_get_db (self->session);

  way_list_rows_clear (self->setting_list);
  for (guint i = 0; i < self->scope->len; i++)
    {
      const WayId *id = &g_array_index (self->scope, WayId, i);
      g_autoptr(WayEstablishment) setting = way_records_get (db, &way_establishment_entity, id,
                                                             NULL);
      const char *name = setting != NULL && setting->name != NULL ? setting->name : "?";
      GtkWidget *row = way_list_rows_add (self->setting_list, NULL, name, NULL, NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove (self, i, name));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->setting_list), self->scope->len > 0);
}

void
way_enrol_dialog_add_setting (WayEnrolDialog *self,
                              const WayId    *setting)
{
  g_return_if_fail (WAY_IS_ENROL_DIALOG (self));

  for (guint i = 0; i < self->scope->len; i++)
    if (way_id_equal (&g_array_index (self->scope, WayId, i), setting))
      return;
  g_array_append_val (self->scope, *setting);
  show_problem (self, NULL);
  show_settings (self);
}

static void
setting_chosen_cb (WayEnrolDialog *self)
{
  const WayId *id = way_record_entry_get_id (self->entry);
  WayId chosen;

  if (id == NULL || way_id_is_null (id))
    return;
  chosen = *id;
  way_record_entry_set_text (self->entry, "");
  way_enrol_dialog_add_setting (self, &chosen);
}

/* --- Writing the invite --- */

static void
set_busy (WayEnrolDialog *self,
          gboolean        busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->write_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), busy);
}

static void
progress_cb (WayEnrolDialog *self)
{
  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
}

static void
show_done (WayEnrolDialog     *self,
           const WayEnrolWork *work)
{
  g_autofree char *words = way_key_words (work->roster->authority, sizeof work->roster->authority);

  gtk_label_set_label (self->authority_label, words);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_set_visible (self->cancel_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->write_button), FALSE);
  gtk_widget_set_visible (self->done_button, TRUE);
  gtk_widget_grab_focus (self->done_button);
  way_session_emit_changed (self->session);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(WayEnrolDialog) self = user_data;
  g_autoptr(WayEnrolWork) work = g_steal_pointer (&self->work);
  g_autoptr(GError) error = NULL;
  gboolean written = way_job_run_finish (WAY_JOB (source), result, &error);

  g_signal_handlers_disconnect_by_data (source, self);
  g_clear_object (&self->job);
  if (self->stack == NULL)
    return;
  set_busy (self, FALSE);
  if (written)
    show_done (self, work);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = way_error_text (error);

      show_problem (self, text);
    }
}

/* FALSE where what was typed is no day. */
static gboolean
read_expiry (WayEnrolDialog *self,
             gint64         *expires)
{
  GDate day;

  if (!way_date_entry_get_day (self->expires, &day))
    return FALSE;
  *expires = way_enrol_day_end (&day);
  return TRUE;
}

static void
write_invite (GtkWidget  *from,
              const char *path,
              gpointer    unused)
{
  WayEnrolDialog *self = WAY_ENROL_DIALOG (from);
  WayDb *db = way_session_get_db (self->session);
  WayEnrolWork *work = way_enrol_work_new (WAY_ENROL_WORK_INVITE, way_db_path (db), path);
  g_autofree char *name = way_db_dup_setting (db, "copy_name");

  work->device = way_device_copy (self->card);
  work->role = get_role (self);
  work->scope = g_array_copy (self->scope);
  if (!wants_settings (self))
    g_array_set_size (work->scope, 0);
  work->name = name != NULL && *name != '\0' ? g_steal_pointer (&name) : g_strdup (_("Office"));
  work->who = way_session_dup_user (self->session);
  work->today = *way_session_get_today (self->session);
  read_expiry (self, &work->expires);
  self->work = work;
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  set_busy (self, TRUE);
  way_enrol_work_run (work, self->job, written_cb, g_object_ref (self));
}

/* What is still to be said, or NULL. */
static const char *
find_problem (WayEnrolDialog *self)
{
  gint64 expires;

  if (!gtk_check_button_get_active (self->same_check))
    return _("Compare the words first, and say that they are the same.");
  if (!read_expiry (self, &expires))
    return _("Until: this is no day.");
  if (wants_settings (self) && self->scope->len == 0)
    return _("Add the settings that it is for.");
  return NULL;
}

static void
write_clicked_cb (WayEnrolDialog *self)
{
  const char *problem = find_problem (self);
  g_autofree char *name = g_strdup_printf (_("Invite for %s%s"), self->card->name,
                                           WAY_BUNDLE_SUFFIX);
  WayChooseAsk ask = {
    .title = _("Where to Write the Invite"), .accept = _("_Write"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE, .name = name,
  };

  show_problem (self, problem);
  if (problem == NULL && self->job == NULL)
    way_choose_file (GTK_WIDGET (self), &ask, write_invite, NULL, NULL);
}

/* --- The dialog --- */

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayEnrolDialog *self = WAY_ENROL_DIALOG (widget);

  if (self->job != NULL)
    way_job_cancel (self->job);
  else
    gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
way_enrol_dialog_close_request (GtkWindow *window)
{
  return WAY_ENROL_DIALOG (window)->job != NULL;
}

static void
way_enrol_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ENROL_DIALOG);

  G_OBJECT_CLASS (way_enrol_dialog_parent_class)->dispose (object);
}

static void
way_enrol_dialog_finalize (GObject *object)
{
  WayEnrolDialog *self = WAY_ENROL_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_enrol_work_unref);
  way_device_free (self->card);
  g_array_unref (self->scope);

  G_OBJECT_CLASS (way_enrol_dialog_parent_class)->finalize (object);
}

static void
way_enrol_dialog_class_init (WayEnrolDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_enrol_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_enrol_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_enrol_dialog_close_request;

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/enrol-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, write_button);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, device_row);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, same_check);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, role_row);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, expires_row);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, setting_group);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, setting_list);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, setting_box);
  gtk_widget_class_bind_template_child (widget_class, WayEnrolDialog, authority_label);
  gtk_widget_class_bind_template_callback (widget_class, role_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, write_clicked_cb);
}

static void
way_enrol_dialog_init (WayEnrolDialog *self)
{
  self->scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), self->write_button);
}

static void
add_entries (WayEnrolDialog *self)
{
  GtkWidget *entry = way_record_entry_new (&way_establishment_entity, self->session);
  GtkWidget *expires = way_date_entry_new ();

  self->entry = WAY_RECORD_ENTRY (entry);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (entry)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a setting"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (setting_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->setting_box, entry);

  self->expires = WAY_DATE_ENTRY (expires);
  gtk_widget_set_valign (expires, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (expires)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Until"), -1);
  way_date_entry_set_today (self->expires, way_session_get_today (self->session));
  adw_action_row_add_suffix (self->expires_row, expires);
}

WayEnrolDialog *
way_enrol_dialog_new (GtkWindow       *parent,
                      WaySession      *session,
                      const WayDevice *card)
{
  WayEnrolDialog *self = g_object_new (WAY_TYPE_ENROL_DIALOG, "transient-for", parent, NULL);
  g_autofree char *words = way_device_words (card);
  g_autofree char *name = g_markup_escape_text (card->name, -1);
  g_autofree char *title = g_markup_escape_text (words, -1);

  self->session = g_object_ref (session);
  self->card = way_device_copy (card);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->device_row), title);
  adw_action_row_set_subtitle (self->device_row, name);
  add_entries (self);
  show_settings (self);
  return self;
}

/* --- Asking for a card --- */

static void
card_chosen_cb (GtkWidget  *from,
                const char *path,
                gpointer    session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDevice) card = way_enrol_read_card (path, &error);
  g_autofree char *text = NULL;

  if (card != NULL)
    {
      gtk_window_present (GTK_WINDOW (way_enrol_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)),
                                                            session, card)));
      return;
    }
  text = way_error_text (error);
  gtk_widget_activate_action (from, "win.toast", "(sb)", text, FALSE);
}

void
way_enrol_dialog_ask (GtkWidget  *from,
                      WaySession *session)
{
  WayChooseAsk ask = {
    .title = _("The Device’s Card"), .accept = _("_Look at It"),
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
  };

  way_choose_file (from, &ask, card_chosen_cb, g_object_ref (session), g_object_unref);
}
