/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts and ends the private desktop of a window test.  It knows processes and
 * the environment; what is in the windows is for way-test-window.c. */
#include "way-test-desktop.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Seconds that a server may take to come up. */
#define PATIENCE 60

/* Wide enough for a window of 1280 × 800 with the shadow around it. */
#define SCREEN "1440x1000x24"

static struct
{
  char       *home;
  GArray     *children;   /* GPid, in the order of their starts */
  Display    *display;
} desktop;

static const char bus_config[] =
  "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
  " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
  "<busconfig>\n"
  "  <type>session</type>\n"
  "  <listen>unix:dir=%s</listen>\n"
  "  <auth>EXTERNAL</auth>\n"
  "  <servicedir>%s</servicedir>\n"
  "  <policy context=\"default\">\n"
  "    <allow send_destination=\"*\" eavesdrop=\"true\"/>\n"
  "    <allow eavesdrop=\"true\"/>\n"
  "    <allow own=\"*\"/>\n"
  "  </policy>\n"
  "</busconfig>\n";

/* Windows keep the size they ask for and come up in front. */
static const char openbox_config[] =
  "<openbox_config xmlns=\"http://openbox.org/3.4/rc\">\n"
  "  <focus><focusNew>yes</focusNew></focus>\n"
  "  <placement><policy>Smart</policy><center>yes</center></placement>\n"
  "  <desktops><number>1</number></desktops>\n"
  "  <keyboard/>\n"
  "  <mouse/>\n"
  "</openbox_config>\n";

static G_NORETURN void G_GNUC_PRINTF (1, 2)
give_up (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("Bail out! The desktop of the test: %s\n", text);
  exit (99);
}

static char *
write_home_file (const char *name,
                 const char *text)
{
  g_autofree char *path = g_build_filename (desktop.home, name, NULL);
  g_autoptr(GError) error = NULL;

  if (!g_file_set_contents (path, text, -1, &error))
    give_up ("%s", error->message);
  return g_steal_pointer (&path);
}

static char *
make_home_folder (const char *name)
{
  g_autofree char *path = g_build_filename (desktop.home, name, NULL);

  if (g_mkdir_with_parents (path, 0700) != 0)
    give_up ("%s: %s", path, g_strerror (errno));
  return g_steal_pointer (&path);
}

static void
set_home_variable (const char *variable,
                   const char *name)
{
  g_autofree char *path = make_home_folder (name);

  g_setenv (variable, path, TRUE);
}

/* Everything that could lead to the person's own session, and everything that
 * would make the program behave otherwise than it does for them. */
static void
set_environment (void)
{
  static const char * const unwanted[] = {
    "WAYLAND_DISPLAY", "XAUTHORITY", "NO_AT_BRIDGE", "GTK_THEME", "GTK_DEBUG", "GTK_MODULES",
    "GTK_USE_PORTAL", "GDK_DEBUG", "GDK_SCALE", "GDK_DPI_SCALE", "DESKTOP_STARTUP_ID",
    "XDG_ACTIVATION_TOKEN", "XDG_CURRENT_DESKTOP", "LANGUAGE", "AT_SPI_BUS_ADDRESS",
  };

  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    g_unsetenv (unwanted[i]);

  g_setenv ("HOME", desktop.home, TRUE);
  set_home_variable ("XDG_CONFIG_HOME", "config");
  set_home_variable ("XDG_DATA_HOME", "data");
  set_home_variable ("XDG_STATE_HOME", "state");
  set_home_variable ("XDG_CACHE_HOME", "cache");
  set_home_variable ("XDG_RUNTIME_DIR", "runtime");
  /* Settings last from one start of the program to the next, as for people. */
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  /* No GL driver is loaded: it takes time, and keeps memory to its end. */
#ifdef WAY_TEST_GDK_DISABLE
  g_setenv ("GDK_DISABLE", "gl,vulkan", TRUE);
#else
  g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
#endif
  g_setenv ("GTK_A11Y", "atspi", TRUE);
  g_setenv ("GTK_IM_MODULE", "gtk-im-context-simple", TRUE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
}

/* Nothing moves by itself, so what is on view is where it will stay; and the font
 * is the one that GNOME uses, which a bare X server does not say. */
static void
write_settings (void)
{
  g_autofree char *folder = make_home_folder ("config/gtk-4.0");
  g_autofree char *file = NULL;

  file = write_home_file ("config/gtk-4.0/settings.ini",
                          "[Settings]\n"
                          "gtk-enable-animations=false\n"
                          "gtk-cursor-blink=false\n"
                          "gtk-font-name=Cantarell 11\n");
}

/* Runs between fork and exec: only calls that are safe there. */
static void
prepare_child_cb (gpointer data)
{
  const int *keep = data;

  prctl (PR_SET_PDEATHSIG, SIGTERM);
  if (keep != NULL)
    fcntl (*keep, F_SETFD, 0);
}

static GPid
spawn (const char * const *argv,
       const char         *log,
       int                *keep)
{
  g_autoptr(GError) error = NULL;
  GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD;
  GPid pid = 0;
  int out = open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  if (out < 0)
    give_up ("%s: %s", log, g_strerror (errno));
  if (!g_spawn_async_with_fds (NULL, (char **) argv, NULL, flags, prepare_child_cb, keep,
                               &pid, -1, out, out, &error))
    give_up ("%s cannot be started: %s", argv[0], error->message);
  close (out);
  g_array_append_val (desktop.children, pid);
  return pid;
}

/* Reads the one line that a server writes when it is ready. */
static char *
read_line (int         fd,
           const char *whose)
{
  g_autoptr(GString) line = g_string_new (NULL);
  struct pollfd wait = { .fd = fd, .events = POLLIN };
  char c;

  while (poll (&wait, 1, PATIENCE * 1000) == 1 && read (fd, &c, 1) == 1)
    {
      if (c == '\n')
        return g_string_free (g_steal_pointer (&line), FALSE);
      g_string_append_c (line, c);
    }
  give_up ("%s did not come up", whose);
}

/* Starts a server that says on a descriptor where it is.  The last argument is
 * the option that takes the descriptor's number. */
static char *
start_server (const char * const *argv)
{
  g_autoptr(GPtrArray) args = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *log = g_strdup_printf ("%s/%s.log", desktop.home, argv[0]);
  g_autofree char *number = NULL;
  g_autofree char *option = NULL;
  g_autofree char *line = NULL;
  gboolean joined;
  guint n = g_strv_length ((char **) argv);
  int ends[2];

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, &error))
    give_up ("%s", error->message);
  number = g_strdup_printf ("%d", ends[1]);
  joined = g_str_has_suffix (argv[n - 1], "=");
  option = g_strconcat (argv[n - 1], joined ? number : "", NULL);

  for (guint i = 0; i + 1 < n; i++)
    g_ptr_array_add (args, (char *) argv[i]);
  g_ptr_array_add (args, option);
  if (!joined)
    g_ptr_array_add (args, number);
  g_ptr_array_add (args, NULL);

  spawn ((const char * const *) args->pdata, log, &ends[1]);
  close (ends[1]);
  line = read_line (ends[0], argv[0]);
  close (ends[0]);
  return g_steal_pointer (&line);
}

static void
start_display (void)
{
  static const char * const argv[] = {
    "Xvfb", "-screen", "0", SCREEN, "-dpi", "96", "-nolisten", "tcp", "-noreset", "-displayfd", NULL,
  };
  g_autofree char *number = start_server (argv);
  g_autofree char *name = g_strconcat (":", number, NULL);

  g_setenv ("DISPLAY", name, TRUE);
  desktop.display = XOpenDisplay (name);
  if (desktop.display == NULL)
    give_up ("the display %s cannot be opened", name);
  /* On a busy machine a key may stay down long enough to be taken for held. */
  XAutoRepeatOff (desktop.display);
  /* A server begins with its pointer in the middle, so that what comes up under
   * it shows a tooltip: where a window is moved or sized under one, GTK 4.8 takes
   * the window for the tooltip.  Tests use the keyboard: no window is so large as
   * to be under the corner. */
  XWarpPointer (desktop.display, None, DefaultRootWindow (desktop.display), 0, 0, 0, 0,
                DisplayWidth (desktop.display, 0) - 1, DisplayHeight (desktop.display, 0) - 1);
  XSync (desktop.display, False);
}

/* The bus may start the accessibility bus and nothing else: no portal, no
 * settings service of whoever runs the test. */
static void
start_session_bus (void)
{
  g_autofree char *runtime = g_build_filename (desktop.home, "runtime", NULL);
  g_autofree char *services = make_home_folder ("services");
  g_autofree char *text = g_strdup_printf (bus_config, runtime, services);
  g_autofree char *config = write_home_file ("bus.conf", text);
  g_autofree char *option = g_strconcat ("--config-file=", config, NULL);
  g_autofree char *service = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *address = NULL;
  const char *argv[] = { "dbus-daemon", option, "--nofork", "--nosyslog", "--print-address=", NULL };

  if (!g_file_get_contents ("/usr/share/dbus-1/services/org.a11y.Bus.service", &service, NULL, NULL))
    give_up ("at-spi2-core is not installed");
  copy = write_home_file ("services/org.a11y.Bus.service", service);

  address = start_server (argv);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
}

/* Asking where it is starts it, once and before any program needs it. */
static void
start_accessibility_bus (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = NULL;
  g_autoptr(GVariant) reply = NULL;

  bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  if (bus != NULL)
    reply = g_dbus_connection_call_sync (bus, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus",
                                         "GetAddress", NULL, G_VARIANT_TYPE ("(s)"),
                                         G_DBUS_CALL_FLAGS_NONE, PATIENCE * 1000, NULL, &error);
  if (reply == NULL)
    give_up ("no accessibility bus: %s", error->message);
  g_dbus_connection_close_sync (bus, NULL, NULL);
}

static gboolean
window_manager_is_up (gpointer data)
{
  Atom property = XInternAtom (desktop.display, "_NET_SUPPORTING_WM_CHECK", False);
  Atom type;
  int format;
  unsigned long n_items = 0;
  unsigned long left;
  unsigned char *value = NULL;

  XGetWindowProperty (desktop.display, DefaultRootWindow (desktop.display), property, 0, 1, False,
                      AnyPropertyType, &type, &format, &n_items, &left, &value);
  if (value != NULL)
    XFree (value);
  return n_items > 0;
}

static void
start_window_manager (void)
{
  g_autofree char *config = write_home_file ("openbox.xml", openbox_config);
  g_autofree char *log = g_build_filename (desktop.home, "openbox.log", NULL);
  const char *argv[] = { "openbox", "--sm-disable", "--config-file", config, NULL };

  spawn (argv, log, NULL);
  if (!way_test_wait (PATIENCE, window_manager_is_up, NULL))
    give_up ("the window manager did not come up");
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* Those that our children started are ours too: we are their subreaper, so an
 * orphan becomes a child of this process.  Sends all of them the signal; TRUE
 * when there are none left. */
static gboolean
signal_children (int number)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *text = NULL;
  g_auto(GStrv) pids = NULL;

  while (waitpid (-1, NULL, WNOHANG) > 0)
    continue;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  pids = g_strsplit (g_strstrip (text), " ", -1);
  for (guint i = 0; pids[i] != NULL && *pids[i] != '\0'; i++)
    kill ((pid_t) g_ascii_strtoll (pids[i], NULL, 10), number);
  return *text == '\0';
}

static gboolean
children_are_gone (gpointer data)
{
  return signal_children (0);
}

void
way_test_desktop_start (void)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (desktop.home == NULL);

  prctl (PR_SET_CHILD_SUBREAPER, 1);
  desktop.children = g_array_new (FALSE, FALSE, sizeof (GPid));
  desktop.home = g_dir_make_tmp ("waymark-XXXXXX", &error);
  if (desktop.home == NULL)
    give_up ("%s", error->message);

  set_environment ();
  write_settings ();
  start_display ();
  start_session_bus ();
  start_accessibility_bus ();
  start_window_manager ();
}

void
way_test_desktop_stop (void)
{
  g_return_if_fail (desktop.home != NULL);

  XCloseDisplay (g_steal_pointer (&desktop.display));
  /* Last come, first gone: nobody complains of a server that is no more. */
  for (guint i = desktop.children->len; i > 0; i--)
    kill (g_array_index (desktop.children, GPid, i - 1), SIGTERM);
  if (!way_test_wait (2, children_are_gone, NULL))
    {
      signal_children (SIGTERM);
      if (!way_test_wait (5, children_are_gone, NULL))
        signal_children (SIGKILL);
    }

  remove_folder (desktop.home);
  g_clear_pointer (&desktop.home, g_free);
  g_clear_pointer (&desktop.children, g_array_unref);
}

Display *
way_test_desktop_get_display (void)
{
  return desktop.display;
}

const char *
way_test_desktop_get_home (void)
{
  return desktop.home;
}

GPid
way_test_desktop_spawn (const char * const *argv,
                        const char         *log)
{
  return spawn (argv, log, NULL);
}

gboolean
way_test_wait (double       seconds,
               WayTestDone  done,
               gpointer     data)
{
  gint64 before = g_get_monotonic_time ();
  gint64 end = before + (gint64) (seconds * G_USEC_PER_SEC);

  while (!done (data))
    {
      gint64 now = g_get_monotonic_time ();

      if (now > end)
        return FALSE;
      /* To look costs the program more than the test: it gets as long a rest. */
      g_usleep ((gulong) CLAMP (now - before, G_USEC_PER_SEC / 50, G_USEC_PER_SEC / 2));
      before = g_get_monotonic_time ();
    }
  return TRUE;
}
