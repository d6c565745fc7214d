/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an office does for a forgotten passphrase: words, a key file, a code. */
#include "way-help-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-choose-file.h"
#include "way-error-text.h"
#include "way-key-help.h"
#include "way-recovery-dialog.h"
#include "way-secret.h"

static void
help (GtkWidget  *from,
      const char *path,
      gpointer    session)
{
  g_autoptr(GError) error = NULL;
  char *code = way_key_help (way_session_get_db (session), path, &error);
  g_autofree char *text = NULL;

  if (code == NULL)
    {
      text = way_error_text (error);
      gtk_widget_activate_action (from, "win.toast", "(sb)", text, FALSE);
      return;
    }
  gtk_window_present (GTK_WINDOW (way_recovery_dialog_new (GTK_WINDOW (from), path, code,
                                                           way_session_get_today (session))));
  way_secret_free_text (code);
}

static void
answered_cb (GtkWidget        *window,
             const char       *response,
             AdwMessageDialog *dialog)
{
  static const char *const patterns[] = { "*.key", NULL };
  WayChooseAsk ask = {
    .title = _("Open the Key File"), .accept = _("_Open"),
    .action = GTK_FILE_CHOOSER_ACTION_OPEN, .files = _("Key files"), .patterns = patterns,
  };

  GObject *session = g_object_get_data (G_OBJECT (dialog), "session");

  if (g_str_equal (response, "choose"))
    way_choose_file (window, &ask, help, g_object_ref (session), g_object_unref);
}

void
way_help_dialog_ask (GtkWidget  *from,
                     WaySession *session)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (from));
  GtkWidget *dialog =
    adw_message_dialog_new (window, _("Help With a Forgotten Passphrase"),
                            _("Be sure who asks. The person brings or sends the key file of their "
                              "copy: it stands beside the copy, and its name ends in “.key”. This "
                              "office writes a new recovery code into it. Put it back beside the "
                              "copy, and tell the code to that person alone: with it they open the "
                              "copy and choose a new passphrase."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "choose",
                                    _("_Open the Key File…"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "choose");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), window, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
