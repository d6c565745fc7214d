/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start-up, command line, and the actions that belong to no window. */
#include "way-application.h"

#include <glib/gi18n.h>

#include "way-app-resources.h"
#include "way-config.h"
#include "way-lock.h"
#include "way-session.h"
#include "way-settings.h"
#include "way-window.h"

struct _WayApplication
{
  AdwApplication parent_instance;

  GDate          today; /* as --today says; no date: the computer's */
  char          *path;  /* as --file says, or NULL */
};

typedef struct
{
  const char *action;
  const char *accels[3];
} Keys;

static const Keys keys[] = {
  { "win.search", { "<Control>k" } },
  { "win.undo", { "<Control>z" } },
  { "win.new", { "<Control>n" } },
  { "win.print", { "<Control>p" } },
  { "win.filter", { "<Control>f" } },
  { "win.refresh", { "F5", "<Control>r" } },
  { "win.back", { "<Alt>Left" } },
  { "win.open", { "<Control>o" } },
  { "app.lock", { "<Control>l" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "app.help", { "F1" } },
  { "app.quit", { "<Control>q" } },
};

G_DEFINE_FINAL_TYPE (WayApplication, way_application, ADW_TYPE_APPLICATION)

static void
follow_style (GSettings  *settings,
              const char *key,
              gpointer    data)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int style = g_settings_get_enum (settings, "style");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (style, 0, 2)]);
}

static void
show_about (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GtkApplication *app = user_data;

  adw_show_about_window (gtk_application_get_active_window (app),
                         "application-name", _("Waymark"),
                         "application-icon", WAY_APP_ID,
                         "version", WAY_VERSION,
                         "comments", _("Commission and oversee alternative provision: "
                                       "who needs a place, where there is one, and what is due."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
show_help (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
}

static void
quit (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each window may still have words to keep, and a size. */
  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
  g_list_free (windows);
}

static void
lock (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  way_lock_now (user_data);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = show_about },
  { .name = "help", .activate = show_help },
  { .name = "lock", .activate = lock },
  { .name = "quit", .activate = quit },
};

/* The window of a file: the one that has it open, or one without a file, or a
 * new one. */
static WayWindow *
find_window (WayApplication *self,
             const char     *path)
{
  WayWindow *without_file = NULL;

  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    {
      WayStore *store;

      if (!WAY_IS_WINDOW (link->data))
        continue;
      store = way_session_get_store (way_window_get_session (link->data));
      if (store == NULL)
        without_file = link->data;
      else if (g_strcmp0 (way_store_get_path (store), path) == 0)
        return link->data;
    }
  return without_file;
}

static void
open_path (WayApplication *self,
           const char     *path)
{
  WayWindow *window = find_window (self, path);
  WayStore *store;

  if (window == NULL)
    {
      g_autoptr(WaySession) session = way_session_new (&self->today);

      window = way_window_new (ADW_APPLICATION (self), session);
    }
  store = way_session_get_store (way_window_get_session (window));
  if (path != NULL && (store == NULL || g_strcmp0 (way_store_get_path (store), path) != 0))
    way_window_open_file (window, path);
  gtk_window_present (GTK_WINDOW (window));
}

static void
way_application_startup (GApplication *application)
{
  GtkApplication *app = GTK_APPLICATION (application);
  GSettings *settings;

  G_APPLICATION_CLASS (way_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (WAY_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (app, keys[i].action, keys[i].accels);
  for (int n = 1; n <= 9; n++)
    {
      g_autofree char *action = g_strdup_printf ("win.page-%d", n);
      g_autofree char *accel = g_strdup_printf ("<Alt>%d", n);
      const char *accels[] = { accel, NULL };

      gtk_application_set_accels_for_action (app, action, accels);
    }

  way_lock_watch (app);
  settings = way_settings_get ();
  g_signal_connect_object (settings, "changed::style", G_CALLBACK (follow_style), app, 0);
  follow_style (settings, "style", app);
}

static void
way_application_activate (GApplication *application)
{
  WayApplication *self = WAY_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *last_file = NULL;

  if (self->path != NULL)
    {
      open_path (self, self->path);
      return;
    }
  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  last_file = g_settings_get_string (way_settings_get (), "last-file");
  open_path (self, *last_file != '\0' ? last_file : NULL);
}

static void
way_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      open_path (WAY_APPLICATION (application), path);
    }
}

static int
way_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  WayApplication *self = WAY_APPLICATION (application);
  const char *today;
  const char *file;

  if (g_variant_dict_lookup (options, "today", "&s", &today) &&
      !way_date_parse (today, &self->today))
    {
      g_printerr (_("--today wants a day as YYYY-MM-DD, not “%s”.\n"), today);
      return 2;
    }
  if (g_variant_dict_lookup (options, "file", "^&ay", &file))
    {
      g_autoptr(GFile) found = g_file_new_for_commandline_arg (file);

      g_free (self->path);
      self->path = g_file_get_path (found);
    }
  if (g_variant_dict_contains (options, "today") || g_variant_dict_contains (options, "file"))
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
way_application_finalize (GObject *object)
{
  g_free (WAY_APPLICATION (object)->path);

  G_OBJECT_CLASS (way_application_parent_class)->finalize (object);
}

static void
way_application_class_init (WayApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_application_finalize;
  app_class->open = way_application_open;
  app_class->startup = way_application_startup;
  app_class->activate = way_application_activate;
  app_class->handle_local_options = way_application_handle_local_options;
}

static void
way_application_init (WayApplication *self)
{
  static const GOptionEntry options[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open this authority's file"), N_("FILE") },
    { "today", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Believe that it is this day"),
      N_("YYYY-MM-DD") },
    { NULL },
  };

  self->today = way_date_none ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

WayApplication *
way_application_new (void)
{
  /* A static library's resources are dropped unless something names them. */
  g_resources_register (way_app_get_resource ());

  return g_object_new (WAY_TYPE_APPLICATION,
                       "application-id", WAY_APP_ID,
                       "resource-base-path", "/org/waymark/Waymark",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
