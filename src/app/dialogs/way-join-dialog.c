/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A computer comes by its copy: card, invite, six words each way, a sealed file. */
#include "way-join-dialog.h"

#include <glib/gi18n.h>

#include "way-choose-file.h"
#include "way-device-view.h"
#include "way-enrol-work.h"
#include "way-error-text.h"
#include "way-passphrase-rows.h"
#include "way-recovery-dialog.h"
#include "way-secret.h"

struct _WayJoinDialog
{
  AdwWindow          parent_instance;

  WaySession        *session;
  WayEnrolWork      *work;        /* what goes on, or was done last */
  WayJob            *job;         /* while it goes on */

  /* Template children */
  GtkStack          *stack;
  GtkSpinner        *spinner;
  GtkProgressBar    *progress_bar;
  GtkRevealer       *problem_bar;
  GtkLabel          *problem_label;
  GtkEditable       *name_entry;
  WayPassphraseRows *passphrase_rows;
  GtkEditable       *invite_entry;
  GtkLabel          *device_label;
  GtkWidget         *noted_button;
  GtkLabel          *authority_label;
  GtkLabel          *role_label;
  GtkCheckButton    *help_check;
  GtkWidget         *join_button;
};

enum
{
  MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayJoinDialog, way_join_dialog, ADW_TYPE_WINDOW)

static void
show_problem (WayJoinDialog *self,
              const char    *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
set_busy (WayJoinDialog *self,
          gboolean       busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar),
                          busy && self->work->kind == WAY_ENROL_WORK_JOIN);
}

/* Shows a page of the stack, with the focus on what goes on from there. */
static void
show_page (WayJoinDialog *self,
           const char    *name,
           GtkWidget     *focus)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_grab_focus (focus);
}

/* --- Works --- */

static void
progress_cb (WayJoinDialog *self)
{
  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
}

/* The file is opened once its code is kept. */
static void
kept_cb (WayJoinDialog *self)
{
  g_signal_emit (self, signals[MADE], 0, self->work->database);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_card (WayJoinDialog *self)
{
  g_autofree char *words = way_device_words (self->work->device);

  gtk_label_set_label (self->device_label, words);
  way_passphrase_rows_clear (self->passphrase_rows);
  show_page (self, "card", self->noted_button);
}

static void
show_compare (WayJoinDialog *self)
{
  const WayRoster *roster = self->work->roster;
  const WayRosterEntry *own = way_roster_find (roster, &self->work->device->id);
  g_autofree char *words = way_key_words (roster->authority, sizeof roster->authority);

  gtk_label_set_label (self->authority_label, words);
  gtk_label_set_label (self->role_label,
                       own != NULL ? way_device_view_role_words (own->role) : "");
  gtk_editable_set_text (self->invite_entry, "");
  show_page (self, "compare", self->join_button);
}

static void
show_recovery (WayJoinDialog *self)
{
  WayRecoveryDialog *dialog =
    way_recovery_dialog_new (GTK_WINDOW (self), self->work->database, self->work->recovery,
                             way_session_get_today (self->session));

  g_signal_connect_object (dialog, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_failed (WayJoinDialog *self,
             const GError  *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = way_error_text (error);
  show_problem (self, text);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(WayJoinDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = way_job_run_finish (WAY_JOB (source), result, &error);

  g_signal_handlers_disconnect_by_data (source, self);
  g_clear_object (&self->job);
  if (self->stack == NULL)
    return;
  set_busy (self, FALSE);
  if (!done)
    show_failed (self, error);
  else if (self->work->kind == WAY_ENROL_WORK_CARD)
    show_card (self);
  else if (self->work->kind == WAY_ENROL_WORK_READ)
    show_compare (self);
  else
    show_recovery (self);
}

static void
begin (WayJoinDialog *self,
       WayEnrolWork  *work)
{
  g_clear_pointer (&self->work, way_enrol_work_unref);
  self->work = work;
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  show_problem (self, NULL);
  set_busy (self, TRUE);
  way_enrol_work_run (work, self->job, done_cb, g_object_ref (self));
}

/* --- The card --- */

static void
free_passphrase (gpointer passphrase)
{
  way_secret_free_text (passphrase);
}

static void
write_card (GtkWidget  *from,
            const char *path,
            gpointer    passphrase)
{
  WayJoinDialog *self = WAY_JOIN_DIALOG (from);
  WayEnrolWork *work = way_enrol_work_new (WAY_ENROL_WORK_CARD, NULL, path);

  work->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));
  work->passphrase = g_strdup (passphrase);
  begin (self, work);
}

static void
card_clicked_cb (WayJoinDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));
  g_autofree char *file = g_strconcat (name, ".waycard", NULL);
  WayChooseAsk ask = {
    .title = _("Where to Write the Card"), .accept = _("_Write"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE, .name = file,
  };
  char *passphrase;

  if (*name == '\0')
    {
      show_problem (self, _("Give this computer a name by which the office knows it."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
      return;
    }
  show_problem (self, NULL);
  passphrase = way_passphrase_rows_take (self->passphrase_rows);
  if (passphrase != NULL)
    way_choose_file (GTK_WIDGET (self), &ask, write_card, passphrase, free_passphrase);
}

static void
noted_clicked_cb (WayJoinDialog *self)
{
  show_page (self, "ask", GTK_WIDGET (self->invite_entry));
}

/* --- The invite --- */

static void
read_invite (GtkWidget  *from,
             const char *path,
             gpointer    unused)
{
  WayJoinDialog *self = WAY_JOIN_DIALOG (from);
  WayEnrolWork *work = way_enrol_work_new (WAY_ENROL_WORK_READ, NULL, path);

  work->passphrase = g_strdup (gtk_editable_get_text (self->invite_entry));
  begin (self, work);
}

static void
invite_clicked_cb (WayJoinDialog *self)
{
  static const char *const patterns[] = { "*" WAY_BUNDLE_SUFFIX, NULL };
  WayChooseAsk ask = {
    .title = _("Open the Invite"), .accept = _("_Look at It"),
    .action = GTK_FILE_CHOOSER_ACTION_OPEN, .files = _("Invites"), .patterns = patterns,
  };

  if (*gtk_editable_get_text (self->invite_entry) == '\0')
    {
      show_problem (self, _("The invite opens with the passphrase of this computer’s card."));
      gtk_widget_grab_focus (GTK_WIDGET (self->invite_entry));
      return;
    }
  way_choose_file (GTK_WIDGET (self), &ask, read_invite, NULL, NULL);
}

/* What was read is the office's, people say: it becomes a file. */
static void
join (GtkWidget  *from,
      const char *path,
      gpointer    unused)
{
  WayJoinDialog *self = WAY_JOIN_DIALOG (from);
  WayEnrolWork *work = way_enrol_work_new (WAY_ENROL_WORK_JOIN, path, self->work->file);

  work->passphrase = g_strdup (self->work->passphrase);
  work->device = g_steal_pointer (&self->work->device);
  work->roster = g_steal_pointer (&self->work->roster);
  work->help = gtk_check_button_get_active (self->help_check);
  begin (self, work);
}

static void
join_clicked_cb (WayJoinDialog *self)
{
  g_autofree char *name = g_strconcat (self->work->device->name, ".waymark", NULL);
  WayChooseAsk ask = {
    .title = _("Where to Keep the File"), .accept = _("_Keep"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE, .name = name,
  };

  way_choose_file (GTK_WIDGET (self), &ask, join, NULL, NULL);
}

/* --- The dialog --- */

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayJoinDialog *self = WAY_JOIN_DIALOG (widget);

  if (self->job != NULL)
    way_job_cancel (self->job);
  else
    gtk_window_close (GTK_WINDOW (widget));
}

/* Not while something is made: its code must be shown. */
static gboolean
way_join_dialog_close_request (GtkWindow *window)
{
  return WAY_JOIN_DIALOG (window)->job != NULL;
}

static void
way_join_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_JOIN_DIALOG);

  G_OBJECT_CLASS (way_join_dialog_parent_class)->dispose (object);
}

static void
way_join_dialog_finalize (GObject *object)
{
  WayJoinDialog *self = WAY_JOIN_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_enrol_work_unref);

  G_OBJECT_CLASS (way_join_dialog_parent_class)->finalize (object);
}

static void
way_join_dialog_class_init (WayJoinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_join_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_join_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_join_dialog_close_request;

  signals[MADE] = g_signal_new ("made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (WAY_TYPE_PASSPHRASE_ROWS);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/join-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, passphrase_rows);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, invite_entry);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, device_label);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, noted_button);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, authority_label);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, role_label);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, help_check);
  gtk_widget_class_bind_template_child (widget_class, WayJoinDialog, join_button);
  gtk_widget_class_bind_template_callback (widget_class, card_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, noted_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, invite_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_clicked_cb);
}

static void
way_join_dialog_init (WayJoinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (self->name_entry, g_get_host_name ());
}

WayJoinDialog *
way_join_dialog_new (GtkWindow  *parent,
                     WaySession *session)
{
  WayJoinDialog *self = g_object_new (WAY_TYPE_JOIN_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->name_entry));
  return self;
}
