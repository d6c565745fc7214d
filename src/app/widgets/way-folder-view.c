/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shared folder as people see it.  When it is looked at is way-folder-keeper.h. */
#include "way-folder-view.h"

#include <glib/gi18n.h>

#include "way-choose-file.h"
#include "way-date-words.h"
#include "way-device.h"
#include "way-folder-keeper.h"
#include "way-folder.h"

/* A look that is over by then shows no bar: most are. */
#define MILLISECONDS_BEFORE_BAR 700

struct _WayFolderView
{
  GtkBox          parent_instance;

  WaySession     *session;
  guint           before_bar;   /* runs while a look is young */

  /* Template children */
  GtkWidget      *choose_button;
  GtkWidget      *none_label;
  GtkListBox     *list;
  GtkWidget      *work_box;
  GtkLabel       *phase_label;
  GtkProgressBar *progress_bar;
  GtkWidget      *button_box;
  GtkButton      *look_button;
  GtkButton      *pause_button;
};

enum
{
  LOOK,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayFolderView, way_folder_view, GTK_TYPE_BOX)

static WayDb *
get_db (WayFolderView *self)
{
  return way_session_get_db (self->session);
}

/* --- How far a look has come --- */

static void
show_work (WayFolderView *self)
{
  WayJob *job = way_folder_keeper_get_job (self->session);
  const char *phase = job != NULL ? way_job_get_phase (job) : "";

  gtk_widget_set_visible (self->work_box, job != NULL);
  if (job == NULL)
    return;
  gtk_label_set_label (self->phase_label, *phase != '\0' ? _(phase) : _("Looking…"));
  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (job));
}

static gboolean
before_bar_cb (gpointer data)
{
  WayFolderView *self = data;

  self->before_bar = 0;
  show_work (self);
  return G_SOURCE_REMOVE;
}

static void
working_cb (WayFolderView *self)
{
  gboolean busy = way_folder_keeper_is_busy (self->session);

  gtk_widget_set_sensitive (GTK_WIDGET (self->look_button), !busy);
  if (busy && !gtk_widget_get_visible (self->work_box))
    {
      if (self->before_bar == 0)
        self->before_bar = g_timeout_add (MILLISECONDS_BEFORE_BAR, before_bar_cb, self);
      return;
    }
  g_clear_handle_id (&self->before_bar, g_source_remove);
  show_work (self);
}

static void
cancel_clicked_cb (WayFolderView *self)
{
  way_folder_keeper_cancel (self->session);
}

/* --- Rows --- */

static GtkWidget *
add_row (WayFolderView *self,
         const char    *icon_name,
         const char    *title,
         const char    *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  gtk_list_box_append (self->list, row);
  return row;
}

static char *
seen_words (WayFolderView *self)
{
  gint64 seen = way_folder_seen (get_db (self));
  g_autofree char *when = NULL;

  if (way_folder_keeper_is_busy (self->session))
    return g_strdup (_("Looking…"));
  if (way_folder_keeper_problem (self->session) != NULL)
    return g_strdup (way_folder_keeper_problem (self->session));
  if (seen == 0)
    return g_strdup (_("Not looked at yet"));
  when = way_date_words_moment (seen, way_session_get_today (self->session));
  return g_strdup_printf (way_folder_is_paused (get_db (self)) ? _("Paused. Last looked at %s")
                                                               : _("Last looked at %s"), when);
}

static void
open_clicked_cb (WayFolderView *self,
                 GtkButton     *button)
{
  g_signal_emit (self, signals[LOOK], 0, g_object_get_data (G_OBJECT (button), "path"));
}

static void
add_ask (WayFolderView       *self,
         const char          *path,
         const WayFolderFile *file)
{
  GtkWidget *row = add_row (self, "dialog-question-symbolic", _("A file waits for you"),
                            _("It touches so much that somebody must look at it first"));
  GtkWidget *button = gtk_button_new_with_label (_("Look at It…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (row, file->name);
  g_object_set_data_full (G_OBJECT (button), "path", g_build_filename (path, file->name, NULL),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_file (WayFolderView       *self,
          const char          *path,
          const WayFolderFile *file)
{
  if (file->state == WAY_FOLDER_ASKS)
    add_ask (self, path, file);
  else if (file->state == WAY_FOLDER_PARTIAL)
    add_row (self, "content-loading-symbolic", file->name, _("Still being written, as it seems"));
  else
    {
      g_autofree char *words = g_strdup_printf (_("Left alone: %s"),
                                                file->detail != NULL ? _(file->detail) : "");

      add_row (self, "dialog-warning-symbolic", file->name, words);
    }
}

static gboolean
fill (WayFolderView  *self,
      const char     *path,
      GError        **error)
{
  g_autoptr(GPtrArray) files = way_folder_remembered (get_db (self), error);
  g_autofree char *seen = seen_words (self);
  gboolean problem = way_folder_keeper_problem (self->session) != NULL;

  if (files == NULL)
    return FALSE;
  add_row (self, problem ? "dialog-warning-symbolic" : "folder-symbolic", path, seen);
  for (guint i = 0; i < files->len; i++)
    add_file (self, path, g_ptr_array_index (files, i));
  return TRUE;
}

gboolean
way_folder_view_show (WayFolderView  *self,
                      WaySession     *session,
                      GError        **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayDevice) device = NULL;
  g_autofree char *path = NULL;
  GtkListBoxRow *row;

  g_return_val_if_fail (WAY_IS_FOLDER_VIEW (self), FALSE);

  if (self->session != session)
    {
      g_set_object (&self->session, session);
      g_signal_connect_object (session, "working", G_CALLBACK (working_cb), self, G_CONNECT_SWAPPED);
    }
  device = way_device_read (get_db (self), &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  path = way_folder_dup_path (get_db (self));
  gtk_widget_set_visible (GTK_WIDGET (self), device != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), path != NULL);
  gtk_widget_set_visible (self->button_box, path != NULL);
  gtk_widget_set_visible (self->choose_button, path == NULL);
  gtk_widget_set_visible (self->none_label, path == NULL);
  working_cb (self);
  gtk_button_set_label (self->pause_button,
                        way_folder_is_paused (get_db (self)) ? _("_Go On") : _("Pa_use"));
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  return device == NULL || path == NULL || fill (self, path, error);
}

/* --- Doing --- */

static void
after (WayFolderView *self,
       gboolean       done,
       const GError  *error)
{
  if (!done)
    g_signal_emit (self, signals[FAILED], 0, error);
  way_session_emit_changed (self->session);
}

static void
chosen_cb (GtkWidget  *from,
           const char *path,
           gpointer    unused)
{
  WayFolderView *self = WAY_FOLDER_VIEW (from);
  g_autoptr(GError) error = NULL;
  gboolean done = way_folder_choose (get_db (self), path, &error);

  after (self, done, error);
  if (done)
    way_folder_keeper_look (self->session);
}

static void
choose_clicked_cb (WayFolderView *self)
{
  WayChooseAsk ask = { .title = _("A Folder That Copies Share"), .accept = _("_Watch"),
                       .action = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER };

  way_choose_file (GTK_WIDGET (self), &ask, chosen_cb, NULL, NULL);
}

static void
look_clicked_cb (WayFolderView *self)
{
  way_folder_keeper_look (self->session);
}

static void
pause_clicked_cb (WayFolderView *self)
{
  g_autoptr(GError) error = NULL;
  gboolean pause = !way_folder_is_paused (get_db (self));
  gboolean done = way_folder_set_paused (get_db (self), pause, &error);

  if (done && pause)
    way_folder_keeper_cancel (self->session);
  after (self, done, error);
}

static void
stop_clicked_cb (WayFolderView *self)
{
  g_autoptr(GError) error = NULL;
  gboolean done;

  way_folder_keeper_cancel (self->session);
  done = way_folder_choose (get_db (self), NULL, &error);
  after (self, done, error);
}

static void
way_folder_view_dispose (GObject *object)
{
  WayFolderView *self = WAY_FOLDER_VIEW (object);

  g_clear_handle_id (&self->before_bar, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FOLDER_VIEW);

  G_OBJECT_CLASS (way_folder_view_parent_class)->dispose (object);
}

static void
way_folder_view_class_init (WayFolderViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_folder_view_dispose;
  signals[LOOK] = g_signal_new ("look", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/folder-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, choose_button);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, none_label);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, list);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, work_box);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, phase_label);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, button_box);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, look_button);
  gtk_widget_class_bind_template_child (widget_class, WayFolderView, pause_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
way_folder_view_init (WayFolderView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
