/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way from something that is shown to a file of the person's choice. */
#include "way-save-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-error-text.h"
#include "way-file.h"
#include "way-hand-out.h"
#include "way-trail.h"

static void
ask_free (gpointer data)
{
  WaySaveAsk *ask = data;

  if (ask->free_data != NULL)
    ask->free_data (ask->data);
  g_free (ask);
}

static gboolean
make_file (GtkWidget         *from,
           const WaySaveAsk  *ask,
           const char        *path,
           GError           **error)
{
  const char *dot = strrchr (path, '.');
  g_autoptr(GBytes) bytes = ask->make (path, ask->data, error);

  return bytes != NULL &&
         way_hand_out (from, WAY_TRAIL_EXPORT, dot != NULL ? dot + 1 : "", error) &&
         way_file_write (path, bytes, error);
}

static void
write_file (GtkWidget        *from,
            const WaySaveAsk *ask,
            const char       *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (ask->write != NULL ? ask->write (path, ask->data, &error)
                         : make_file (from, ask, path, &error))
    text = g_strdup (ask->done);
  else
    text = way_error_text (error);
  gtk_widget_activate_action (from, "win.toast", "(sb)", text, FALSE);
}

static void
answered_cb (GtkWidget            *from,
             int                   response,
             GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL)
    write_file (from, g_object_get_data (G_OBJECT (chooser), "ask"), path);
  g_object_unref (chooser);
}

void
way_save_file (GtkWidget        *from,
               const WaySaveAsk *ask)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (ask->title, GTK_WINDOW (gtk_widget_get_root (from)),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, ask->files);
  for (guint i = 0; ask->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, ask->patterns[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), ask->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data_full (G_OBJECT (chooser), "ask", g_memdup2 (ask, sizeof *ask), ask_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (answered_cb), from, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
