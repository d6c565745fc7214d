/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first thing a new user sees. */
#include "way-welcome-page.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "way-error-text.h"
#include "way-new-file.h"
#include "way-sample.h"

struct _WayWelcomePage
{
  GtkBox               parent_instance;

  WaySession          *session;
  WayJob              *job;  /* while a sample is made */
  char                *path; /* of that sample */
  const char          *sample;

  /* Template children */
  GtkStack            *stack;
  GtkRevealer         *problem_bar;
  GtkLabel            *problem_label;
  AdwPreferencesGroup *sample_group;
  GtkLabel            *phase_label;
  GtkProgressBar      *progress_bar;
};

enum
{
  FILE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A life that ended years ago is looked at first on a day of its published
 * counts. */
static const struct
{
  const char *sample;
  const char *day;
} days[] = {
  { "solihull-2022", "2022-05-19" },
  { "lancashire-2020", "2020-01-16" },
};

G_DEFINE_FINAL_TYPE (WayWelcomePage, way_welcome_page, GTK_TYPE_BOX)

static void
say_error (WayWelcomePage *self,
           const GError   *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = way_error_text (error);
  way_welcome_page_show_problem (self, text);
}

static void
open_made_file (WayWelcomePage *self,
                const char     *path)
{
  way_welcome_page_show_problem (self, NULL);
  g_signal_emit (self, signals[FILE_CHOSEN], 0, path);
}

static void
progress_cb (WayWelcomePage *self)
{
  const char *phase = way_job_get_phase (self->job);

  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
  gtk_label_set_label (self->phase_label, *phase != '\0' ? _(phase) : "");
}

static void
look_back (WayWelcomePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      GDate day;

      if (g_strcmp0 (days[i].sample, self->sample) == 0 && way_date_parse (days[i].day, &day))
        way_session_set_today (self->session, &day);
    }
}

static void
sample_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(WayWelcomePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_steal_pointer (&self->path);
  gboolean made = way_new_file_sample_finish (WAY_JOB (source), result, &error);

  /* A last word of the job may come after its end. */
  g_signal_handlers_disconnect_by_data (source, self);
  g_clear_object (&self->job);
  if (self->stack == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "choices");
  if (made)
    {
      look_back (self);
      open_made_file (self, path);
    }
  else
    say_error (self, error);
}

/* Samples are the program's own files, in its data folder, each under a name
 * that is still free. */
static char *
find_free_path (const char  *sample,
                const GDate *today,
                GError     **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "waymark", NULL);
  g_autofree char *day = way_date_to_iso (today);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", folder,
                   g_strerror (code));
      return NULL;
    }
  for (int n = 1;; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup_printf ("%s %s.waymark", sample, day)
                                     : g_strdup_printf ("%s %s (%d).waymark", sample, day, n);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

static void
sample_activated_cb (WayWelcomePage *self,
                     GtkWidget      *row)
{
  const char *sample = gtk_widget_get_name (row);
  const GDate *today = way_session_get_today (self->session);
  g_autoptr(GError) error = NULL;

  if (self->job != NULL)
    return;

  self->sample = sample;
  self->path = find_free_path (sample, today, &error);
  if (self->path == NULL)
    {
      say_error (self, error);
      return;
    }
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_label (self->phase_label, "");
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  way_new_file_sample_async (self->job, self->path, sample, today, sample_made_cb,
                             g_object_ref (self));
}

static void
cancel_clicked_cb (WayWelcomePage *self)
{
  if (self->job != NULL)
    way_job_cancel (self->job);
}

static void
new_activated_cb (WayWelcomePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-authority", NULL);
}

static void
join_activated_cb (WayWelcomePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.join-authority", NULL);
}

static void
open_activated_cb (WayWelcomePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", NULL);
}

static void
add_samples (WayWelcomePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->sample_group), way_sample_names ()[0] != NULL);
  for (const char *const *name = way_sample_names (); *name != NULL; name++)
    {
      GtkWidget *row;

      if (way_sample_is_size (*name))
        continue;
      row = adw_action_row_new ();
      gtk_widget_set_name (row, *name);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(way_sample_title (*name)));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(way_sample_summary (*name)));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (sample_activated_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->sample_group, row);
    }
}

static void
way_welcome_page_dispose (GObject *object)
{
  WayWelcomePage *self = WAY_WELCOME_PAGE (object);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      way_job_cancel (self->job);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WELCOME_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_welcome_page_parent_class)->dispose (object);
}

static void
way_welcome_page_finalize (GObject *object)
{
  WayWelcomePage *self = WAY_WELCOME_PAGE (object);

  g_clear_object (&self->job);
  g_free (self->path);

  G_OBJECT_CLASS (way_welcome_page_parent_class)->finalize (object);
}

static void
way_welcome_page_class_init (WayWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_welcome_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_welcome_page_finalize;

  signals[FILE_CHOSEN] = g_signal_new ("file", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWelcomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, WayWelcomePage, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayWelcomePage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayWelcomePage, sample_group);
  gtk_widget_class_bind_template_child (widget_class, WayWelcomePage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, WayWelcomePage, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, new_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
way_welcome_page_init (WayWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_samples (self);
}

void
way_welcome_page_set_session (WayWelcomePage *self,
                              WaySession     *session)
{
  g_return_if_fail (WAY_IS_WELCOME_PAGE (self));

  g_set_object (&self->session, session);
}

void
way_welcome_page_show_problem (WayWelcomePage *self,
                               const char     *text)
{
  g_return_if_fail (WAY_IS_WELCOME_PAGE (self));

  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}
