/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the program locks, and how: it keeps what was typed and becomes a new
 * program in the same process. */
#include "way-lock.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "way-referral-form-page.h"
#include "way-settings.h"
#include "way-window.h"

#define SECONDS_BETWEEN 10
#define PROGRAM "/proc/self/exe"
#define LOCKED "WAYMARK_LOCKED"

static gint64 last_touched;            /* monotonic; one program, one person */

/* --- Which files --- */

static gboolean
is_sealed_window (GtkWindow *window)
{
  WayDb *db = WAY_IS_WINDOW (window) ? way_session_get_db (way_window_get_session (WAY_WINDOW (window)))
                                     : NULL;

  return db != NULL && way_db_is_sealed (db);
}

static GPtrArray *
list_windows (GtkApplication *app)
{
  GPtrArray *windows = g_ptr_array_new ();

  for (GList *link = gtk_application_get_windows (app); link != NULL; link = link->next)
    if (is_sealed_window (link->data))
      g_ptr_array_add (windows, link->data);
  return windows;
}

/* --- Keeping --- */

/* A dialog that is closed keeps what was typed into it with the session. */
static void
close_dialogs (void)
{
  GListModel *all = gtk_window_get_toplevels ();
  g_autoptr(GPtrArray) dialogs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      GtkWindow *window = g_list_model_get_item (all, i);

      if (WAY_IS_WINDOW (window) || !gtk_widget_get_visible (GTK_WIDGET (window)))
        g_object_unref (window);
      else
        g_ptr_array_add (dialogs, window);
    }
  for (guint i = dialogs->len; i > 0; i--)
    gtk_window_close (g_ptr_array_index (dialogs, i - 1));
}

static void
keep_window (WayWindow *window)
{
  GtkWidget *cover = way_window_get_cover (window);

  if (WAY_IS_REFERRAL_FORM_PAGE (cover))
    way_referral_form_page_keep (WAY_REFERRAL_FORM_PAGE (cover));
  way_session_keep_drafts (way_window_get_session (window));
}

/* --- Starting anew --- */

static GPtrArray *
make_words (WayWindow *window)
{
  WaySession *session = way_window_get_session (window);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_file_read_link (PROGRAM, NULL));
  g_ptr_array_add (words, g_strdup ("--file"));
  g_ptr_array_add (words, g_strdup (way_store_get_path (way_session_get_store (session))));
  if (way_session_is_another_day (session))
    {
      g_ptr_array_add (words, g_strdup ("--today"));
      g_ptr_array_add (words, way_date_to_iso (way_session_get_today (session)));
    }
  g_ptr_array_add (words, NULL);
  return words;
}

gboolean
way_lock_was_locked (void)
{
  return g_getenv (LOCKED) != NULL;
}

void
way_lock_now (GtkApplication *app)
{
  g_autoptr(GPtrArray) windows = list_windows (app);
  g_autoptr(GPtrArray) all_words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  char **words;

  if (windows->len == 0)
    return;
  close_dialogs ();
  for (guint i = 0; i < windows->len; i++)
    {
      keep_window (g_ptr_array_index (windows, i));
      g_ptr_array_add (all_words, make_words (g_ptr_array_index (windows, i)));
    }
  for (guint i = 0; i < windows->len; i++)
    gtk_window_destroy (g_ptr_array_index (windows, i));
  g_setenv (LOCKED, "1", TRUE);
  for (guint i = 1; i < all_words->len; i++)
    {
      words = (char **) ((GPtrArray *) g_ptr_array_index (all_words, i))->pdata;
      g_spawn_async (NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL);
    }
  words = (char **) ((GPtrArray *) g_ptr_array_index (all_words, 0))->pdata;
  if (words[0] != NULL)
    execv (words[0], words);
  _exit (0);                           /* locked all the same */
}

/* --- Idle --- */

static gboolean
event_cb (GtkEventController *controller,
          GdkEvent           *event,
          gpointer            data)
{
  last_touched = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
toplevels_changed_cb (GListModel *toplevels,
                      guint       position,
                      guint       removed,
                      guint       added,
                      gpointer    data)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (toplevels, position + i);
      GtkEventController *controller = gtk_event_controller_legacy_new ();

      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      g_signal_connect (controller, "event", G_CALLBACK (event_cb), NULL);
      gtk_widget_add_controller (window, controller);
    }
}

static gboolean
tick_cb (gpointer app)
{
  int minutes = g_settings_get_int (way_settings_get (), "lock-minutes");
  gint64 idle = g_get_monotonic_time () - last_touched;

  if (minutes > 0 && idle >= minutes * 60 * G_USEC_PER_SEC)
    way_lock_now (app);
  return G_SOURCE_CONTINUE;
}

/* --- Sleep --- */

static void
sleep_cb (GDBusConnection *bus,
          const char      *sender,
          const char      *path,
          const char      *interface,
          const char      *signal,
          GVariant        *parameters,
          gpointer         app)
{
  gboolean begins;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (begins && g_settings_get_boolean (way_settings_get (), "lock-on-sleep"))
    way_lock_now (app);
}

/* As long as the descriptor is open the computer waits a moment before it
 * sleeps; starting anew closes it. */
static void
inhibited_cb (GObject      *bus,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GUnixFDList) descriptors = NULL;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (bus), &descriptors, result,
                                                     NULL);

  if (answer != NULL && descriptors != NULL && g_unix_fd_list_get_length (descriptors) > 0)
    g_unix_fd_list_get (descriptors, 0, NULL);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      app)
{
  GDBusConnection *bus = g_bus_get_finish (result, NULL);

  if (bus == NULL)                     /* no such service here: then no sleep either */
    return;
  g_dbus_connection_signal_subscribe (bus, "org.freedesktop.login1",
                                      "org.freedesktop.login1.Manager", "PrepareForSleep",
                                      "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                      sleep_cb, app, NULL);
  g_dbus_connection_call_with_unix_fd_list (bus, "org.freedesktop.login1",
                                            "/org/freedesktop/login1",
                                            "org.freedesktop.login1.Manager", "Inhibit",
                                            g_variant_new ("(ssss)", "sleep", "Waymark",
                                                           _("Locks the file"), "delay"),
                                            G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                                            -1, NULL, NULL, inhibited_cb, NULL);
}

void
way_lock_watch (GtkApplication *app)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  last_touched = g_get_monotonic_time ();
  g_signal_connect (toplevels, "items-changed", G_CALLBACK (toplevels_changed_cb), NULL);
  toplevels_changed_cb (toplevels, 0, 0, g_list_model_get_n_items (toplevels), NULL);
  g_timeout_add_seconds (SECONDS_BETWEEN, tick_cb, app);
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, bus_cb, app);
}
