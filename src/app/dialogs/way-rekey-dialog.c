/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new key for the file that is open. */
#include "way-rekey-dialog.h"

#include <glib/gi18n.h>

#include "way-error-text.h"
#include "way-finish-key.h"
#include "way-recovery-dialog.h"
#include "way-vault-work.h"

struct _WayRekeyDialog
{
  AdwWindow       parent_instance;

  char           *path;
  GDate           today;
  WayVaultWork   *work;      /* what goes on, or was done last */
  WayJob         *job;       /* while it goes on */

  /* Template children */
  GtkEditable    *passphrase_entry;
  GtkButton      *seal_button;
  GtkRevealer    *problem_bar;
  GtkLabel       *problem_label;
  GtkWidget      *work_box;
  GtkLabel       *phase_label;
  GtkProgressBar *progress_bar;
};

enum
{
  BEGAN,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayRekeyDialog, way_rekey_dialog, ADW_TYPE_WINDOW)

static void
show_problem (WayRekeyDialog *self,
              const char     *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
update (WayRekeyDialog *self)
{
  gboolean busy = self->job != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase_entry), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->seal_button),
                            !busy && *gtk_editable_get_text (self->passphrase_entry) != '\0');
  gtk_widget_set_visible (self->work_box, busy);
}

static void
progress_cb (WayRekeyDialog *self)
{
  const char *phase = way_job_get_phase (self->job);

  if (*phase != '\0')
    gtk_label_set_label (self->phase_label, _(phase));
  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
}

/* --- The work --- */

static void
end (WayRekeyDialog *self)
{
  g_signal_emit (self, signals[ENDED], 0, self->path);
}

/* The file is opened once its new code is kept. */
static void
kept_cb (WayRekeyDialog *self)
{
  end (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_recovery (WayRekeyDialog *self)
{
  WayRecoveryDialog *dialog = way_recovery_dialog_new (GTK_WINDOW (self), self->path,
                                                       self->work->recovery, &self->today);

  g_signal_connect_object (dialog, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_failed (WayRekeyDialog *self,
             const GError   *error)
{
  g_autofree char *text = NULL;

  end (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  text = way_error_text (error);
  show_problem (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_entry));
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(WayRekeyDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = way_job_run_finish (WAY_JOB (source), result, &error);

  g_signal_handlers_disconnect_by_data (source, self);
  g_clear_object (&self->job);
  if (self->work_box == NULL)
    return;
  update (self);
  if (done)
    show_recovery (self);
  else
    show_failed (self, error);
}

static void
seal_clicked_cb (WayRekeyDialog *self)
{
  if (self->job != NULL)
    return;
  show_problem (self, NULL);
  g_clear_pointer (&self->work, way_vault_work_unref);
  self->work = way_vault_work_new (WAY_VAULT_WORK_REKEY, self->path,
                                   gtk_editable_get_text (self->passphrase_entry));
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_label (self->phase_label, _("Trying the passphrase"));
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  update (self);
  g_signal_emit (self, signals[BEGAN], 0, self->path);
  way_vault_work_run (self->work, self->job, done_cb, g_object_ref (self));
}

static void
entry_changed_cb (WayRekeyDialog *self)
{
  update (self);
}

/* --- The dialog --- */

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayRekeyDialog *self = WAY_REKEY_DIALOG (widget);

  if (self->job != NULL)
    way_job_cancel (self->job);
  else
    gtk_window_close (GTK_WINDOW (widget));
}

/* Not while it works: the window would stay without its file. */
static gboolean
way_rekey_dialog_close_request (GtkWindow *window)
{
  return WAY_REKEY_DIALOG (window)->job != NULL;
}

static void
way_rekey_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REKEY_DIALOG);

  G_OBJECT_CLASS (way_rekey_dialog_parent_class)->dispose (object);
}

static void
way_rekey_dialog_finalize (GObject *object)
{
  WayRekeyDialog *self = WAY_REKEY_DIALOG (object);

  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_vault_work_unref);
  g_free (self->path);

  G_OBJECT_CLASS (way_rekey_dialog_parent_class)->finalize (object);
}

static void
way_rekey_dialog_class_init (WayRekeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_rekey_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_rekey_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_rekey_dialog_close_request;

  signals[BEGAN] = g_signal_new ("began", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/rekey-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRekeyDialog, passphrase_entry);
  gtk_widget_class_bind_template_child (widget_class, WayRekeyDialog, seal_button);
  gtk_widget_class_bind_template_child (widget_class, WayRekeyDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayRekeyDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayRekeyDialog, work_box);
  gtk_widget_class_bind_template_child (widget_class, WayRekeyDialog, phase_label);
  gtk_widget_class_bind_template_child (widget_class, WayRekeyDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, seal_clicked_cb);
}

static void
way_rekey_dialog_init (WayRekeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), self->seal_button);
  update (self);
}

WayRekeyDialog *
way_rekey_dialog_new (GtkWindow   *parent,
                      const char  *path,
                      const GDate *today)
{
  WayRekeyDialog *self = g_object_new (WAY_TYPE_REKEY_DIALOG, "transient-for", parent, NULL);

  self->path = g_strdup (path);
  self->today = *today;
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->passphrase_entry));
  return self;
}
