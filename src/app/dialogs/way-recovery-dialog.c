/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code that opens a file when its passphrase is forgotten, shown once. */
#include "way-recovery-dialog.h"

#include <glib/gi18n.h>

#include "way-print.h"
#include "way-secret.h"

struct _WayRecoveryDialog
{
  AdwWindow        parent_instance;

  char            *name;       /* of the file */
  char            *code;
  GDate            today;

  /* Template children */
  GtkLabel  *code_label;
  GtkWidget *print_button;
  GtkLabel  *said_label;
};

enum
{
  KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayRecoveryDialog, way_recovery_dialog, ADW_TYPE_WINDOW)

static WaySheet *
make_sheet (WayRecoveryDialog *self)
{
  WaySheetInfo info = {
    .title = _("Recovery Code"),
    .language = way_print_language (),
    .marking = _("Keep locked away, not beside the computer"),
    .made_on = self->today,
  };
  WaySheetField fields[] = {
    { _("File"), self->name, 1, 1 },
    { _("Recovery code"), self->code, 2, 1 },
  };
  WaySheet *sheet = way_sheet_new (&info);

  way_sheet_add_text (sheet, WAY_SHEET_TITLE, info.title);
  way_sheet_add_fields (sheet, fields, G_N_ELEMENTS (fields));
  way_sheet_add_text (sheet, WAY_SHEET_BODY,
                      _("With this code the file can be opened when its passphrase is forgotten. "
                        "Whoever has both the file and this paper can read everything in it."));
  way_sheet_add_text (sheet, WAY_SHEET_NOTE,
                      _("To use it: open the file, choose Recovery Code, and type it. Letters may "
                        "be large or small, and dashes left out. Then set a new passphrase in "
                        "Preferences."));
  return sheet;
}

static void
print_clicked_cb (WayRecoveryDialog *self)
{
  way_print_sheet (GTK_WIDGET (self), make_sheet (self));
}

static void
save_clicked_cb (WayRecoveryDialog *self)
{
  way_print_save_pdf (GTK_WIDGET (self), make_sheet (self), _("Recovery Code.pdf"));
}

static void
kept_clicked_cb (WayRecoveryDialog *self)
{
  g_signal_emit (self, signals[KEPT], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What saving says, which elsewhere is a toast.  Here it stays. */
static void
toast_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayRecoveryDialog *self = WAY_RECOVERY_DIALOG (widget);
  const char *text;

  g_variant_get (parameter, "(&sb)", &text, NULL);
  gtk_label_set_label (self->said_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->said_label), TRUE);
}

/* Not by Escape or a slip: the code is gone with it. */
static gboolean
way_recovery_dialog_close_request (GtkWindow *window)
{
  return TRUE;
}

static void
way_recovery_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_RECOVERY_DIALOG);

  G_OBJECT_CLASS (way_recovery_dialog_parent_class)->dispose (object);
}

static void
way_recovery_dialog_finalize (GObject *object)
{
  WayRecoveryDialog *self = WAY_RECOVERY_DIALOG (object);

  g_free (self->name);
  way_secret_free_text (self->code);

  G_OBJECT_CLASS (way_recovery_dialog_parent_class)->finalize (object);
}

static void
way_recovery_dialog_class_init (WayRecoveryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_recovery_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_recovery_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_recovery_dialog_close_request;

  signals[KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/recovery-dialog.ui");
  gtk_widget_class_install_action (widget_class, "win.toast", "(sb)", toast_action);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryDialog, said_label);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, kept_clicked_cb);
}

static void
way_recovery_dialog_init (WayRecoveryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

WayRecoveryDialog *
way_recovery_dialog_new (GtkWindow   *parent,
                         const char  *path,
                         const char  *code,
                         const GDate *today)
{
  WayRecoveryDialog *self = g_object_new (WAY_TYPE_RECOVERY_DIALOG, "transient-for", parent, NULL);

  self->name = g_path_get_basename (path);
  self->code = g_strdup (code);
  self->today = *today;
  gtk_label_set_label (self->code_label, code);
  /* Not on the code, which would be all selected. */
  gtk_window_set_focus (GTK_WINDOW (self), self->print_button);
  return self;
}
