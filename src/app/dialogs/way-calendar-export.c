/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties to a file for another program's calendar. */
#include "way-calendar-export.h"

#include <glib/gi18n.h>

#include "way-error-text.h"
#include "way-export-ical.h"

#define NAMES "names"

static void
write_file (GtkWindow  *window,
            WaySession *session,
            GFile      *file,
            gboolean    full_names)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (way_export_ical (way_session_get_db (session), way_session_get_today (session), full_names,
                       path, &error))
    text = g_strdup_printf (_("Written to %s"), name);
  else
    text = way_error_text (error);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "(sb)", text, FALSE);
}

static void
answered_cb (GtkWindow            *window,
             int                   response,
             GtkFileChooserNative *chooser)
{
  WaySession *session = g_object_get_data (G_OBJECT (chooser), "session");

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      const char *names = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (chooser), NAMES);

      write_file (window, session, file, g_strcmp0 (names, "true") == 0);
    }
  g_object_unref (chooser);
}

void
way_calendar_export_run (GtkWindow  *window,
                         WaySession *session)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Export Duties to a Calendar"), window,
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("duties.ics"));
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (chooser), NAMES,
                               _("Write children’s names in full, not only initials"), NULL, NULL);
  g_object_set_data_full (G_OBJECT (chooser), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (chooser, "response", G_CALLBACK (answered_cb), window,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
