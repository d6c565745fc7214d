/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way from something that is shown to a file of the person's choice. */
#include "way-save-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-choose-file.h"
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
chosen_cb (GtkWidget  *from,
           const char *path,
           gpointer    ask)
{
  write_file (from, ask, path);
}

void
way_save_file (GtkWidget        *from,
               const WaySaveAsk *ask)
{
  WayChooseAsk what = {
    .title = ask->title, .accept = _("_Save"), .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .name = ask->name, .files = ask->files, .patterns = ask->patterns,
  };

  way_choose_file (from, &what, chosen_cb, g_memdup2 (ask, sizeof *ask), ask_free);
}
