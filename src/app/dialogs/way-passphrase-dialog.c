/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the passphrase of the file that is open. */
#include "way-passphrase-dialog.h"

#include <glib/gi18n.h>

#include "way-error-text.h"
#include "way-finish-key.h"
#include "way-passphrase-rows.h"
#include "way-vault-work.h"

struct _WayPassphraseDialog
{
  AdwWindow          parent_instance;

  char              *path;
  WayJob            *job;      /* while it is changed */

  /* Template children */
  GtkEditable       *old_entry;
  WayPassphraseRows *passphrase_rows;
  GtkButton         *change_button;
  GtkSpinner        *spinner;
  GtkRevealer       *problem_bar;
  GtkLabel          *problem_label;
};

G_DEFINE_FINAL_TYPE (WayPassphraseDialog, way_passphrase_dialog, ADW_TYPE_WINDOW)

static void
show_problem (WayPassphraseDialog *self,
              const char          *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
set_busy (WayPassphraseDialog *self,
          gboolean             busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->old_entry), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase_rows), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->change_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(WayPassphraseDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean changed = way_job_run_finish (WAY_JOB (source), result, &error);
  g_autofree char *text = NULL;

  g_clear_object (&self->job);
  if (self->spinner == NULL)
    return;
  set_busy (self, FALSE);
  if (changed)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  text = way_error_text (error);
  show_problem (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->old_entry));
}

static void
change_clicked_cb (WayPassphraseDialog *self)
{
  char *text = way_passphrase_rows_take (self->passphrase_rows);
  g_autoptr(WayVaultWork) work = NULL;

  show_problem (self, NULL);
  if (text == NULL || self->job != NULL)
    {
      way_secret_free_text (text);
      return;
    }
  work = way_vault_work_new (WAY_VAULT_WORK_PASSPHRASE, self->path, text);
  work->old_text = g_strdup (gtk_editable_get_text (self->old_entry));
  way_secret_free_text (text);
  self->job = way_job_new ();
  set_busy (self, TRUE);
  way_vault_work_run (work, self->job, changed_cb, g_object_ref (self));
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_passphrase_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PASSPHRASE_DIALOG);

  G_OBJECT_CLASS (way_passphrase_dialog_parent_class)->dispose (object);
}

static void
way_passphrase_dialog_finalize (GObject *object)
{
  WayPassphraseDialog *self = WAY_PASSPHRASE_DIALOG (object);

  g_clear_object (&self->job);
  g_free (self->path);

  G_OBJECT_CLASS (way_passphrase_dialog_parent_class)->finalize (object);
}

static void
way_passphrase_dialog_class_init (WayPassphraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_passphrase_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_passphrase_dialog_finalize;

  g_type_ensure (WAY_TYPE_PASSPHRASE_ROWS);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/passphrase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseDialog, old_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseDialog, passphrase_rows);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseDialog, change_button);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, change_clicked_cb);
}

static void
way_passphrase_dialog_init (WayPassphraseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), self->change_button);
}

WayPassphraseDialog *
way_passphrase_dialog_new (GtkWindow  *parent,
                           const char *path)
{
  WayPassphraseDialog *self = g_object_new (WAY_TYPE_PASSPHRASE_DIALOG, "transient-for", parent,
                                            NULL);

  self->path = g_strdup (path);
  return self;
}
