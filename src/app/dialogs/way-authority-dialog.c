/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two things that a new file must know, its passphrase, and where to keep it. */
#include "way-authority-dialog.h"

#include <glib/gi18n.h>

#include "way-choose-file.h"
#include "way-error-text.h"
#include "way-finish-key.h"
#include "way-form.h"
#include "way-passphrase-rows.h"
#include "way-people.h"
#include "way-recovery-dialog.h"
#include "way-vault-work.h"

struct _WayAuthorityDialog
{
  AdwWindow          parent_instance;

  WaySession        *session;
  WayVaultWork      *work;       /* while the file is made */
  WayJob            *job;        /* likewise */

  /* Template children */
  WayForm           *form;
  WayPassphraseRows *passphrase_rows;
  GtkButton         *create_button;
  GtkSpinner        *spinner;
  GtkRevealer       *problem_bar;
  GtkLabel          *problem_label;
};

enum
{
  MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayAuthorityDialog, way_authority_dialog, ADW_TYPE_WINDOW)

static void
show_problem (WayAuthorityDialog *self,
              const char         *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
say_error (WayAuthorityDialog *self,
           const GError       *error)
{
  g_autofree char *text = way_error_text (error);

  show_problem (self, text);
}

static void
set_busy (WayAuthorityDialog *self,
          gboolean            busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase_rows), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/* The file is opened once its code is kept. */
static void
kept_cb (WayAuthorityDialog *self)
{
  g_signal_emit (self, signals[MADE], 0, self->work->path);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(WayAuthorityDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean made = way_job_run_finish (WAY_JOB (source), result, &error);
  WayRecoveryDialog *dialog;

  g_clear_object (&self->job);
  if (self->form == NULL)
    return;
  set_busy (self, FALSE);
  if (!made)
    {
      g_clear_pointer (&self->work, way_vault_work_unref);
      say_error (self, error);
      return;
    }
  dialog = way_recovery_dialog_new (GTK_WINDOW (self), self->work->path, self->work->recovery,
                                    way_session_get_today (self->session));
  g_signal_connect_object (dialog, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
free_passphrase (gpointer passphrase)
{
  way_secret_free_text (passphrase);
}

static void
make_file (GtkWidget  *from,
           const char *path,
           gpointer    passphrase)
{
  WayAuthorityDialog *self = WAY_AUTHORITY_DIALOG (from);
  const WayAuthority *authority = way_form_get_record (self->form);

  self->work = way_vault_work_new (WAY_VAULT_WORK_AUTHORITY, path, passphrase);
  self->work->name = g_strdup (authority->name);
  self->work->la = g_strdup (authority->la);
  self->job = way_job_new ();
  set_busy (self, TRUE);
  way_vault_work_run (self->work, self->job, made_cb, g_object_ref (self));
}

static void
create_clicked_cb (WayAuthorityDialog *self)
{
  const WayAuthority *authority;
  WayChooseAsk ask = {
    .title = _("Where to Keep the File"), .accept = _("_Create"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
  };
  g_autofree char *name = NULL;
  char *passphrase;

  show_problem (self, NULL);
  if (!way_form_check (self->form, NULL))
    return;
  passphrase = way_passphrase_rows_take (self->passphrase_rows);
  if (passphrase == NULL)
    return;
  authority = way_form_get_record (self->form);
  name = g_strconcat (authority->name, ".waymark", NULL);
  ask.name = name;
  way_choose_file (GTK_WIDGET (self), &ask, make_file, passphrase, free_passphrase);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* Not while a file is being made: its code must be shown. */
static gboolean
way_authority_dialog_close_request (GtkWindow *window)
{
  return WAY_AUTHORITY_DIALOG (window)->job != NULL;
}

static void
way_authority_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_AUTHORITY_DIALOG);

  G_OBJECT_CLASS (way_authority_dialog_parent_class)->dispose (object);
}

static void
way_authority_dialog_finalize (GObject *object)
{
  WayAuthorityDialog *self = WAY_AUTHORITY_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_vault_work_unref);

  G_OBJECT_CLASS (way_authority_dialog_parent_class)->finalize (object);
}

static void
way_authority_dialog_class_init (WayAuthorityDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_authority_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_authority_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_authority_dialog_close_request;

  signals[MADE] = g_signal_new ("made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (WAY_TYPE_FORM);
  g_type_ensure (WAY_TYPE_PASSPHRASE_ROWS);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/authority-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayAuthorityDialog, form);
  gtk_widget_class_bind_template_child (widget_class, WayAuthorityDialog, passphrase_rows);
  gtk_widget_class_bind_template_child (widget_class, WayAuthorityDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, WayAuthorityDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayAuthorityDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayAuthorityDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
}

static void
way_authority_dialog_init (WayAuthorityDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), self->create_button);
}

WayAuthorityDialog *
way_authority_dialog_new (GtkWindow  *parent,
                          WaySession *session)
{
  WayAuthorityDialog *self =
    g_object_new (WAY_TYPE_AUTHORITY_DIALOG, "transient-for", parent, NULL);
  g_autoptr(WayAuthority) authority = way_authority_new ();

  self->session = g_object_ref (session);
  way_record_start (&way_authority_entity, authority);
  way_form_set_record (self->form, session, &way_authority_entity, authority);
  return self;
}
