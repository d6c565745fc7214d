/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an office does for a forgotten passphrase: words, a key file, a code. */
#include "way-help-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-error-text.h"
#include "way-key-help.h"
#include "way-recovery-dialog.h"
#include "way-secret.h"

static WaySession *
get_session (GObject *asker)
{
  return g_object_get_data (asker, "session");
}

static void
say (GtkWindow  *window,
     const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "(sb)", text, FALSE);
}

static void
help (GtkWindow  *window,
      WaySession *session,
      const char *path)
{
  g_autoptr(GError) error = NULL;
  char *code = way_key_help (way_session_get_db (session), path, &error);
  g_autofree char *text = NULL;

  if (code == NULL)
    {
      text = way_error_text (error);
      say (window, text);
      return;
    }
  gtk_window_present (GTK_WINDOW (way_recovery_dialog_new (window, path, code,
                                                           way_session_get_today (session))));
  way_secret_free_text (code);
}

static void
chosen_cb (GtkWindow            *window,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT
                            ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    help (window, get_session (G_OBJECT (chooser)), path);
  g_object_unref (chooser);
}

static void
choose (GtkWindow  *window,
        WaySession *session)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Open the Key File"), window, GTK_FILE_CHOOSER_ACTION_OPEN,
                                 _("_Open"), _("_Cancel"));
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Key files"));
  gtk_file_filter_add_pattern (filter, "*.key");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data_full (G_OBJECT (chooser), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), window, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
answered_cb (GtkWindow        *window,
             const char       *response,
             AdwMessageDialog *dialog)
{
  if (g_str_equal (response, "choose"))
    choose (window, get_session (G_OBJECT (dialog)));
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
