/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platform's chooser, with an answer in one place. */
#include "way-choose-file.h"

#include <glib/gi18n.h>

typedef struct
{
  WayChosenFunc   func;
  gpointer        data;
  GDestroyNotify  free_data;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

/* Connected for as long as from lives. */
static void
answered_cb (GtkWidget            *from,
             int                   response,
             GtkFileChooserNative *chooser)
{
  Answer *answer = g_object_get_data (G_OBJECT (chooser), "answer");
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT
                            ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    answer->func (from, path, answer->data);
  g_object_unref (chooser);
}

static void
set_filter (GtkFileChooser     *chooser,
            const WayChooseAsk *ask)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, ask->files);
  for (guint i = 0; ask->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, ask->patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
way_choose_file (GtkWidget          *from,
                 const WayChooseAsk *ask,
                 WayChosenFunc       func,
                 gpointer            data,
                 GDestroyNotify      free_data)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (ask->title, GTK_WINDOW (gtk_widget_get_root (from)), ask->action,
                                 ask->accept, _("_Cancel"));
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer) { func, data, free_data };
  g_object_set_data_full (G_OBJECT (chooser), "answer", answer, answer_free);
  if (ask->files != NULL)
    set_filter (GTK_FILE_CHOOSER (chooser), ask);
  if (ask->name != NULL)
    {
      g_autofree char *name = g_strdelimit (g_strdup (ask->name), "/\\", '-');

      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (answered_cb), from, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
