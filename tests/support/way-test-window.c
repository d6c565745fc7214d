/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds and reads widgets through AT-SPI.  Nothing is cached: each look goes to
 * the program, so that what is seen is what is there. */
#include "way-test-window.h"

#include <X11/Xatom.h>
#include <X11/Xutil.h>
#include <cairo.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

/* Deeper than any window; a bound against a tree that bites its tail. */
#define MAX_DEPTH 60

/* No page has so many stops for Tab, and no list that a test walks so many rows. */
#define MAX_TABS 400
#define MAX_ROWS 1000
#define WORDS_COME_WITHIN 1.0     /* seconds */
#define ANSWERS_AFTER_KEY 3
#define MAX_RETURNS 4
#define MAX_SLASHES 10

struct _WayTestWindow
{
  GPid           pid;
  Window         xid;
  char          *log;         /* what the program wrote */
  char          *bus_name;    /* of the application, on the accessibility bus */
  WayTestWidget *application;
};

typedef AtspiStateSet WayTestStates;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTestStates, g_object_unref)

/* What is looked for; ATSPI_ROLE_INVALID and NULL mean any. */
typedef struct
{
  WayTestWindow  *window;
  AtspiRole       role;
  const char     *name;
  gboolean        in_part;     /* name may be a part of the widget's */
  AtspiStateType  state;
  gboolean        on;
  WayTestWidget  *found;
} Search;

double way_test_patience = 60;

static void G_GNUC_PRINTF (2, 3)
fail (WayTestWindow *self,
      const char    *format,
      ...)
{
  g_autofree char *text = NULL;
  g_autofree char *tree = NULL;
  g_autofree char *said = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  tree = self->application != NULL ? way_test_window_describe (self) : NULL;
  g_file_get_contents (self->log, &said, NULL, NULL);
  g_printerr ("%s\nOn view:\n%s\nThe program said:\n%s\n",
              text, tree != NULL ? tree : "nothing", said != NULL ? said : "nothing");
  way_test_desktop_stop ();
  g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC, text);
}

/* Reading one widget.  A widget may go while it is looked at: then it is as if
 * it had not been there. */

static char *
dup_name (WayTestWidget *widget)
{
  char *name = atspi_accessible_get_name (widget, NULL);

  return name != NULL ? name : g_strdup ("");
}

char *
way_test_get_text (WayTestWidget *widget)
{
  AtspiText *text = atspi_accessible_get_text_iface (widget);
  char *found = NULL;

  if (text != NULL)
    {
      found = atspi_text_get_text (text, 0, atspi_text_get_character_count (text, NULL), NULL);
      g_object_unref (text);
    }
  return found != NULL ? found : dup_name (widget);
}

double
way_test_get_value (WayTestWidget *widget)
{
  g_autoptr(GError) error = NULL;
  AtspiValue *value = atspi_accessible_get_value_iface (widget);
  double found;

  g_assert_nonnull (value);
  found = atspi_value_get_current_value (value, &error);
  g_assert_no_error (error);
  g_object_unref (value);
  return found;
}

gboolean
way_test_get_state (WayTestWidget  *widget,
                    AtspiStateType  state)
{
  g_autoptr(WayTestStates) states = atspi_accessible_get_state_set (widget);

  return states != NULL && atspi_state_set_contains (states, state);
}

/* GTK 4.8 says of the pages of a stack that are not on top that they are
 * visible, and where they would be; "showing" it says of windows alone.  What is
 * really on view is told by asking the window what is at the widget's place. */

static gboolean
is_visible (WayTestWidget *widget)
{
  return way_test_get_state (widget, ATSPI_STATE_VISIBLE);
}

static gboolean
is_same (WayTestWidget *a,
         WayTestWidget *b)
{
  return a->parent.app == b->parent.app && g_strcmp0 (a->parent.path, b->parent.path) == 0;
}

static gboolean
is_within (WayTestWidget *inner,
           WayTestWidget *outer)
{
  g_autoptr(WayTestWidget) at = g_object_ref (inner);

  for (guint i = 0; at != NULL && i < MAX_DEPTH; i++)
    {
      WayTestWidget *parent;

      if (is_same (at, outer))
        return TRUE;
      parent = atspi_accessible_get_parent (at, NULL);
      g_object_unref (at);
      at = parent;
    }
  return FALSE;
}

static gboolean
get_extents (WayTestWidget *widget,
             AtspiRect     *extents)
{
  AtspiComponent *component = atspi_accessible_get_component_iface (widget);
  AtspiRect *found;

  if (component == NULL)
    return FALSE;
  found = atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL);
  g_object_unref (component);
  if (found == NULL)
    return FALSE;
  *extents = *found;
  g_free (found);
  return TRUE;
}

static gboolean
intersect (AtspiRect       *rect,
           const AtspiRect *with)
{
  int left = MAX (rect->x, with->x);
  int top = MAX (rect->y, with->y);
  int right = MIN (rect->x + rect->width, with->x + with->width);
  int bottom = MIN (rect->y + rect->height, with->y + with->height);

  if (right <= left || bottom <= top)
    return FALSE;
  *rect = (AtspiRect) { left, top, right - left, bottom - top };
  return TRUE;
}

/* Parts of a widget's width and height. */
static const double points[][2] = {
  { .5, .5 }, { .1, .1 }, { .9, .1 }, { .1, .9 }, { .9, .9 },
};

/* Whether what top shows at some point of the rectangle belongs to the widget,
 * or the widget to it.  Some point, since a toast may lie over others. */
static gboolean
is_shown_at (WayTestWidget   *widget,
             WayTestWidget   *top,
             const AtspiRect *rect)
{
  AtspiComponent *component = atspi_accessible_get_component_iface (top);
  gboolean shown = FALSE;

  for (guint i = 0; component != NULL && i < G_N_ELEMENTS (points) && !shown; i++)
    {
      g_autoptr(WayTestWidget) there = NULL;

      there = atspi_component_get_accessible_at_point (component,
                                                       rect->x + (int) (points[i][0] * rect->width),
                                                       rect->y + (int) (points[i][1] * rect->height),
                                                       ATSPI_COORD_TYPE_WINDOW, NULL);
      /* The inner part of an entry has no place in the tree of GTK 4.8. */
      if (there == NULL)
        shown = way_test_get_state (widget, ATSPI_STATE_EDITABLE);
      else
        shown = is_within (there, widget) || is_within (widget, there);
    }
  g_clear_object (&component);
  return shown;
}

/* The child of a stack that the stack shows at the point. */
static WayTestWidget *
find_page_at (WayTestWidget *stack,
              int            x,
              int            y)
{
  AtspiComponent *component = atspi_accessible_get_component_iface (stack);
  WayTestWidget *at = NULL;

  if (component != NULL)
    at = atspi_component_get_accessible_at_point (component, x, y, ATSPI_COORD_TYPE_WINDOW, NULL);
  g_clear_object (&component);
  for (guint i = 0; at != NULL && i < MAX_DEPTH; i++)
    {
      g_autoptr(WayTestWidget) child = at;

      at = atspi_accessible_get_parent (child, NULL);
      if (at != NULL && is_same (at, stack))
        {
          g_object_unref (at);
          return g_steal_pointer (&child);
        }
    }
  g_clear_object (&at);
  return NULL;
}

static WayTestWidget *
find_top_page (WayTestWidget *stack)
{
  WayTestWidget *page = NULL;
  AtspiRect all;

  if (!get_extents (stack, &all))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (points) && page == NULL; i++)
    page = find_page_at (stack, all.x + (int) (points[i][0] * all.width),
                         all.y + (int) (points[i][1] * all.height));
  return page;
}

static gboolean
is_stack (WayTestWidget *widget,
          int            n_children)
{
  g_autoptr(WayTestWidget) child = NULL;
  g_autofree char *name = NULL;

  if (n_children > 1)
    child = atspi_accessible_get_child_at_index (widget, 0, NULL);
  if (child != NULL)
    name = dup_name (child);
  return g_strcmp0 (name, "GtkStackPage") == 0;
}

/* The children that a walk goes to, first to end - 1: of the pages of a stack the
 * one on top alone, where the stack tells which that is.  In the others nothing is
 * on view, and most of a large window is in them. */
static void
get_children (WayTestWidget *widget,
              int           *first,
              int           *end)
{
  int n_children = atspi_accessible_get_child_count (widget, NULL);
  g_autoptr(WayTestWidget) page = is_stack (widget, n_children) ? find_top_page (widget) : NULL;

  *first = 0;
  *end = n_children;
  for (int i = 0; page != NULL && i < n_children; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);

      if (child != NULL && is_same (child, page))
        {
          *first = i;
          *end = i + 1;
          return;
        }
    }
}

/* A widget of GTK 4.8 has no place on the bus until its parent was asked for
 * it. */
static void
realize_children (WayTestWidget *widget,
                  guint          depth)
{
  int first;
  int end;

  get_children (widget, &first, &end);
  for (int i = first; i < end && depth < MAX_DEPTH; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);

      if (child != NULL && is_visible (child))
        realize_children (child, depth + 1);
    }
}

/* Climbs to the window, keeping the part of the widget that all its ancestors
 * leave to be seen.  Of a widget that is scrolled away nothing is left: then it
 * is the ancestor that hides it that must be on view. */
static gboolean
is_on_view (WayTestWidget *widget)
{
  g_autoptr(WayTestWidget) start = g_object_ref (widget);
  g_autoptr(WayTestWidget) at = g_object_ref (widget);
  AtspiRect seen;
  AtspiRect extents;

  if (!is_visible (widget) || !get_extents (widget, &seen) || seen.width <= 0 || seen.height <= 0)
    return FALSE;

  realize_children (widget, 0);
  for (guint i = 0; i < MAX_DEPTH; i++)
    {
      g_autoptr(WayTestWidget) parent = atspi_accessible_get_parent (at, NULL);

      if (parent == NULL || atspi_accessible_get_role (parent, NULL) == ATSPI_ROLE_APPLICATION)
        break;
      if (get_extents (parent, &extents) && !intersect (&seen, &extents))
        {
          seen = extents;
          g_set_object (&start, parent);
        }
      g_set_object (&at, parent);
    }
  return is_shown_at (start, at, &seen);
}

/* Walking */

/* GTK 4.8 names what has both a label of its own and words in it by both, one
 * after the other, the first with the mnemonic's underscore: "_Save Save". */
static gboolean
is_said_twice (const char *name,
               const char *wanted)
{
  gsize length = strlen (wanted);
  gsize all = strlen (name);
  g_auto(GStrv) parts = NULL;
  g_autofree char *first = NULL;

  if (length == 0 || all < 2 * length + 1 || strcmp (name + all - length, wanted) != 0 ||
      name[all - length - 1] != ' ')
    return FALSE;
  first = g_strndup (name, all - length - 1);
  parts = g_strsplit (first, "_", -1);
  g_free (first);
  first = g_strjoinv ("", parts);
  return strcmp (first, wanted) == 0;
}

static gboolean
name_matches (const Search *search,
              const char   *name)
{
  return search->in_part ? strstr (name, search->name) != NULL
                         : strcmp (name, search->name) == 0 || is_said_twice (name, search->name);
}

static gboolean
matches (Search        *search,
         WayTestWidget *widget)
{
  if (search->role != ATSPI_ROLE_INVALID &&
      atspi_accessible_get_role (widget, NULL) != search->role)
    return FALSE;

  if (search->name != NULL)
    {
      g_autofree char *name = dup_name (widget);
      g_autofree char *text = NULL;

      if (!name_matches (search, name))
        text = way_test_get_text (widget);
      if (text != NULL && !name_matches (search, text))
        return FALSE;
    }

  return search->state == ATSPI_STATE_INVALID ||
         way_test_get_state (widget, search->state) == search->on;
}

static gboolean
search_in (Search        *search,
           WayTestWidget *widget,
           guint          depth)
{
  int first;
  int end;

  get_children (widget, &first, &end);
  for (int i = first; i < end; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);

      if (child == NULL || depth > MAX_DEPTH || !is_visible (child))
        continue;
      if (matches (search, child) && is_on_view (child))
        {
          search->found = g_steal_pointer (&child);
          return TRUE;
        }
      if (search_in (search, child, depth + 1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
search_now (gpointer data)
{
  Search *search = data;

  return search_in (search, search->window->application, 0);
}

static gboolean
search_is_vain (gpointer data)
{
  Search *search = data;

  g_clear_object (&search->found);
  return !search_now (search);
}

static void
describe_in (WayTestWidget *widget,
             guint          depth,
             GString       *text)
{
  int first;
  int end;

  get_children (widget, &first, &end);
  for (int i = first; i < end; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);
      g_autofree char *role = NULL;
      g_autofree char *name = NULL;
      g_autofree char *said = NULL;

      if (child == NULL || depth > MAX_DEPTH || !is_visible (child))
        continue;
      role = atspi_accessible_get_role_name (child, NULL);
      name = dup_name (child);
      said = way_test_get_text (child);
      g_string_append_printf (text, "%*s%s \"%s\"", (int) (2 * depth), "", role, name);
      if (strcmp (name, said) != 0)
        g_string_append_printf (text, " says \"%s\"", said);
      if (way_test_get_state (child, ATSPI_STATE_FOCUSED))
        g_string_append (text, " (focus)");
      if (!is_on_view (child))
        g_string_append (text, " (not on view)");
      g_string_append_c (text, '\n');
      describe_in (child, depth + 1, text);
    }
}

char *
way_test_window_describe (WayTestWindow *self)
{
  GString *text = g_string_new (NULL);

  describe_in (self->application, 1, text);
  return g_string_free (text, FALSE);
}

static const char *
role_word (AtspiRole role)
{
  static char *word;

  g_free (word);
  word = role == ATSPI_ROLE_INVALID ? g_strdup ("widget") : atspi_role_get_name (role);
  return word;
}

static WayTestWidget *
wait_for (Search *search)
{
  if (!way_test_wait (way_test_patience, search_now, search))
    fail (search->window, "No %s \"%s\" came", role_word (search->role),
          search->name != NULL ? search->name : "");
  return g_steal_pointer (&search->found);
}

/* The program */

static gboolean
program_has_ended (WayTestWindow *self,
                   int           *status)
{
  return waitpid (self->pid, status, WNOHANG) == self->pid;
}

static char *
dup_bus_name (WayTestWidget *widget)
{
  return widget != NULL && widget->parent.app != NULL ? g_strdup (widget->parent.app->bus_name)
                                                      : NULL;
}

static gboolean
find_application (gpointer data)
{
  WayTestWindow *self = data;
  g_autoptr(WayTestWidget) root = atspi_get_desktop (0);
  int status;
  int n_children;

  if (program_has_ended (self, &status))
    fail (self, "The program ended at its start");

  g_main_context_iteration (NULL, FALSE);
  /* Asked anew each time.  To forget what was known of it walks through all that was
   * known of programs that have gone, and may not come to an end there. */
  atspi_accessible_set_cache_mask (root, ATSPI_CACHE_NONE);
  n_children = atspi_accessible_get_child_count (root, NULL);
  for (int i = 0; i < n_children; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (root, i, NULL);
      g_autofree char *bus_name = dup_bus_name (child);

      /* Any call may bring word that the program has gone, and then it has no
       * application any more. */
      if (bus_name != NULL && g_strcmp0 (bus_name, self->bus_name) != 0 &&
          atspi_accessible_get_process_id (child, NULL) == (guint) self->pid &&
          child->parent.app != NULL)
        {
          g_free (self->bus_name);
          self->bus_name = g_steal_pointer (&bus_name);
          atspi_accessible_set_cache_mask (child, ATSPI_CACHE_NONE);
          self->application = g_steal_pointer (&child);
          return TRUE;
        }
    }
  return FALSE;
}

static unsigned char *
get_property (Window         xid,
              const char    *name,
              unsigned long *n_items)
{
  Display *display = way_test_desktop_get_display ();
  Atom type;
  int format;
  unsigned long left;
  unsigned char *value = NULL;

  *n_items = 0;
  if (XGetWindowProperty (display, xid, XInternAtom (display, name, False), 0, 1024, False,
                          AnyPropertyType, &type, &format, n_items, &left, &value) != Success)
    return NULL;
  return value;
}

/* The window in front, if it is the program's. */
static gboolean
find_front_window (gpointer data)
{
  WayTestWindow *self = data;
  Window root = DefaultRootWindow (way_test_desktop_get_display ());
  unsigned long n_items;
  unsigned char *active = get_property (root, "_NET_ACTIVE_WINDOW", &n_items);
  Window xid = n_items > 0 ? *(Window *) (gpointer) active : None;
  unsigned char *pid = NULL;

  if (active != NULL)
    XFree (active);
  if (xid == None)
    return FALSE;

  pid = get_property (xid, "_NET_WM_PID", &n_items);
  if (n_items > 0 && *(unsigned long *) (gpointer) pid == (unsigned long) self->pid)
    self->xid = xid;
  if (pid != NULL)
    XFree (pid);
  return self->xid == xid;
}

static int
ignore_x_error_cb (Display     *display,
                   XErrorEvent *event)
{
  /* A window may go between being seen and being asked. */
  return 0;
}

/* The library warns when a program that it asks is not ready or is going.  Both
 * are ordinary here, where programs come and go. */
static gboolean
warning_is_fatal_cb (const char     *domain,
                     GLogLevelFlags  level,
                     const char     *message,
                     gpointer        data)
{
  return g_strcmp0 (domain, "dbind") != 0;
}

static void
drop_message_cb (const char     *domain,
                 GLogLevelFlags  level,
                 const char     *message,
                 gpointer        data)
{
}

static void
connect_once (void)
{
  static gboolean connected;

  if (connected)
    return;
  connected = TRUE;
  XSetErrorHandler (ignore_x_error_cb);
  g_log_set_handler ("dbind", G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION,
                     drop_message_cb, NULL);
  if (atspi_init () != 0)
    g_error ("The accessibility bus cannot be reached");
  /* In milliseconds: for a call, and for one while a program starts. */
  atspi_set_timeout (10000, 30000);
}

WayTestWindow *
way_test_window_launch (const char         *program,
                        const char * const *args)
{
  static guint n_launched;
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  WayTestWindow *self = g_new0 (WayTestWindow, 1);

  connect_once ();
  /* GLib forgets this after each test. */
  g_test_log_set_fatal_handler (warning_is_fatal_cb, NULL);

  g_ptr_array_add (argv, (char *) program);
  for (guint i = 0; args != NULL && args[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) args[i]);
  g_ptr_array_add (argv, NULL);

  self->log = g_strdup_printf ("%s/program-%u.log", way_test_desktop_get_home (), ++n_launched);
  self->pid = way_test_desktop_spawn ((const char * const *) argv->pdata, self->log);
  if (!way_test_wait (way_test_patience, find_application, self))
    fail (self, "The program did not come onto the accessibility bus");
  if (!way_test_wait (way_test_patience, find_front_window, self))
    fail (self, "The program's window did not come to the front");
  return self;
}

void
way_test_window_wait_restart (WayTestWindow *self)
{
  g_clear_object (&self->application);
  if (!way_test_wait (way_test_patience, find_application, self))
    fail (self, "The program did not start itself anew");
  self->xid = None;
  if (!way_test_wait (way_test_patience, find_front_window, self))
    fail (self, "The new program's window did not come to the front");
}

static void
send_to_manager (WayTestWindow *self,
                 const char    *message)
{
  Display *display = way_test_desktop_get_display ();
  XEvent event = { 0 };

  event.xclient.type = ClientMessage;
  event.xclient.window = self->xid;
  event.xclient.message_type = XInternAtom (display, message, False);
  event.xclient.format = 32;
  XSendEvent (display, DefaultRootWindow (display), False,
              SubstructureRedirectMask | SubstructureNotifyMask, &event);
  XSync (display, False);
}

void
way_test_window_raise (WayTestWindow *self)
{
  send_to_manager (self, "_NET_ACTIVE_WINDOW");
  if (!way_test_wait (way_test_patience, find_front_window, self))
    fail (self, "The program's window did not come to the front");
}

typedef struct
{
  WayTestWindow *window;
  int            status;
} Ending;

static gboolean
has_ended (gpointer data)
{
  Ending *ending = data;

  return program_has_ended (ending->window, &ending->status);
}

/* The first line that GLib's log marks as a warning or worse. */
static char *
find_complaint (const char *log)
{
  static const char * const marks[] = { "-WARNING", "-CRITICAL", "-ERROR", "** WARNING",
                                        "** CRITICAL", "** ERROR", "ERROR: AddressSanitizer",
                                        "runtime error:" };
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (log, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
      if (strstr (lines[i], marks[j]) != NULL)
        return g_strdup (lines[i]);
  return NULL;
}

void
way_test_window_close (WayTestWindow *self)
{
  Ending ending = { .window = self };
  g_autofree char *complaint = NULL;

  find_front_window (self);
  send_to_manager (self, "_NET_CLOSE_WINDOW");
  if (!way_test_wait (way_test_patience, has_ended, &ending))
    {
      kill (self->pid, SIGKILL);
      fail (self, "The program did not end when its window was closed");
    }
  g_clear_object (&self->application);

  complaint = find_complaint (self->log);
  if (complaint != NULL)
    fail (self, "The program complained: %s", complaint);
  if (!WIFEXITED (ending.status) || WEXITSTATUS (ending.status) != 0)
    fail (self, "The program ended with status %d", ending.status);

  g_free (self->log);
  g_free (self->bus_name);
  g_free (self);
}

void
way_test_window_kill (WayTestWindow *self)
{
  int status;

  g_assert_cmpint (kill (self->pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (self->pid, &status, 0), ==, self->pid);
  g_assert_true (WIFSIGNALED (status));
  g_clear_object (&self->application);
  g_free (self->log);
  g_free (self->bus_name);
  g_free (self);
}

/* Finding */

WayTestWidget *
way_test_window_find (WayTestWindow *self,
                      AtspiRole      role,
                      const char    *name)
{
  Search search = { .window = self, .role = role, .name = name };

  return wait_for (&search);
}

WayTestWidget *
way_test_window_find_part (WayTestWindow *self,
                           AtspiRole      role,
                           const char    *part)
{
  Search search = { .window = self, .role = role, .name = part, .in_part = TRUE };

  return wait_for (&search);
}

gboolean
way_test_window_has (WayTestWindow *self,
                     AtspiRole      role,
                     const char    *name)
{
  Search search = { .window = self, .role = role, .name = name };
  gboolean found = search_now (&search);

  g_clear_object (&search.found);
  return found;
}

void
way_test_window_wait_gone (WayTestWindow *self,
                           AtspiRole      role,
                           const char    *name)
{
  Search search = { .window = self, .role = role, .name = name };

  if (!way_test_wait (way_test_patience, search_is_vain, &search))
    fail (self, "The %s \"%s\" did not go", role_word (role), name);
}

static gboolean
is_alone (gpointer data)
{
  WayTestWindow *self = data;

  return atspi_accessible_get_child_count (self->application, NULL) == 1;
}

void
way_test_window_wait_alone (WayTestWindow *self)
{
  if (!way_test_wait (way_test_patience, is_alone, self))
    fail (self, "A dialog is still open");
}

void
way_test_window_wait_state (WayTestWindow  *self,
                            AtspiRole       role,
                            const char     *name,
                            AtspiStateType  state,
                            gboolean        on)
{
  Search search = { .window = self, .role = role, .name = name, .state = state, .on = on };
  WayTestWidget *found = wait_for (&search);

  g_object_unref (found);
}

/* Acting */

static gboolean
holds_focus (WayTestWidget *widget,
             guint          depth)
{
  int n_children;

  if (way_test_get_state (widget, ATSPI_STATE_FOCUSED))
    return TRUE;
  n_children = atspi_accessible_get_child_count (widget, NULL);
  for (int i = 0; i < n_children && depth < MAX_DEPTH; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);

      if (child != NULL && holds_focus (child, depth + 1))
        return TRUE;
    }
  return FALSE;
}

/* A key is on its way until the program comes to it.  What is asked of the program is
 * answered by the same loop: after a few answers the key has been dealt with. */
static void
let_keys_arrive (WayTestWindow *self)
{
  for (guint i = 0; i < ANSWERS_AFTER_KEY; i++)
    atspi_accessible_get_child_count (self->application, NULL);
}

/* Else a busy program is given one Tab too many, and the next key goes to what comes
 * after the widget. */
static void
tab_to (Search *search)
{
  g_autoptr(WayTestWidget) widget = wait_for (search);

  for (guint i = 0; i < MAX_TABS; i++)
    {
      let_keys_arrive (search->window);
      if (holds_focus (widget, 0))
        return;
      way_test_press ("Tab");
    }
  fail (search->window, "Tab does not lead to the %s \"%s\"", role_word (search->role),
        search->name != NULL ? search->name : "");
}

void
way_test_window_tab_to (WayTestWindow *self,
                        AtspiRole      role,
                        const char    *name)
{
  Search search = { .window = self, .role = role, .name = name };

  tab_to (&search);
}

void
way_test_window_activate (WayTestWindow *self,
                          AtspiRole      role,
                          const char    *name)
{
  way_test_window_tab_to (self, role, name);
  way_test_press ("space");
}

void
way_test_window_fill (WayTestWindow *self,
                      const char    *name,
                      const char    *text)
{
  Search search = { .window = self, .name = name, .state = ATSPI_STATE_EDITABLE, .on = TRUE };

  tab_to (&search);
  way_test_press ("<Ctrl>a");
  if (*text == '\0')
    way_test_press ("Delete");
  else
    way_test_type (text);
}

static gboolean
window_is_gone (gpointer data)
{
  Window root = DefaultRootWindow (way_test_desktop_get_display ());
  unsigned long n_items;
  unsigned char *value = get_property (root, "_NET_CLIENT_LIST", &n_items);
  gboolean found = FALSE;

  for (unsigned long i = 0; i < n_items; i++)
    found = found || ((Window *) (gpointer) value)[i] == *(Window *) data;
  if (value != NULL)
    XFree (value);
  return !found;
}

/* A slash is where a path begins: a chooser to open from then shows an entry, one to
 * save in has one.  What is typed before the chooser is ready goes nowhere. */
static void
begin_path (WayTestWindow *self)
{
  Search search = { .window = self, .name = "/", .in_part = TRUE,
                    .state = ATSPI_STATE_EDITABLE, .on = TRUE };

  for (guint i = 0; i < MAX_SLASHES; i++)
    {
      way_test_press ("slash");
      if (way_test_wait (way_test_patience / MAX_SLASHES, search_now, &search))
        {
          g_clear_object (&search.found);
          return;
        }
    }
  fail (self, "No file chooser takes a path");
}

/* Whether it has gone is asked of the window manager: the program must not be asked
 * for what goes.  A busy program may not have read the folder yet, and then lets the
 * first Return pass. */
void
way_test_window_answer_chooser (WayTestWindow *self,
                                const char    *path)
{
  Search search = { .window = self, .name = path, .in_part = TRUE,
                    .state = ATSPI_STATE_EDITABLE, .on = TRUE };
  Window before = self->xid;
  Window chooser;

  begin_path (self);
  if (!way_test_wait (way_test_patience, find_front_window, self))
    fail (self, "No file chooser is in front");
  chooser = self->xid;
  self->xid = before;
  way_test_press ("<Ctrl>a");
  way_test_type (path);
  g_object_unref (wait_for (&search));
  for (guint i = 0; i < MAX_RETURNS; i++)
    {
      way_test_press ("Return");
      if (way_test_wait (way_test_patience / MAX_RETURNS, window_is_gone, &chooser))
        return;
    }
  fail (self, "The file chooser does not take \"%s\"", path);
}

/* The innermost widget that says it has the focus. */
static WayTestWidget *
find_focus (WayTestWidget *widget,
            guint          depth)
{
  int first;
  int end;

  get_children (widget, &first, &end);
  for (int i = first; i < end && depth < MAX_DEPTH; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);
      g_autoptr(WayTestStates) states = child != NULL ? atspi_accessible_get_state_set (child)
                                                      : NULL;
      WayTestWidget *found;

      if (states == NULL || !atspi_state_set_contains (states, ATSPI_STATE_VISIBLE))
        continue;
      found = find_focus (child, depth + 1);
      if (found != NULL)
        return found;
      if (atspi_state_set_contains (states, ATSPI_STATE_FOCUSED))
        return g_steal_pointer (&child);
    }
  return NULL;
}

static gboolean
says (WayTestWidget *widget,
      const char    *text,
      guint          depth)
{
  g_autofree char *name = dup_name (widget);
  int n_children = atspi_accessible_get_child_count (widget, NULL);

  if (strcmp (name, text) == 0)
    return TRUE;
  for (int i = 0; i < n_children && depth < MAX_DEPTH; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);

      if (child != NULL && says (child, text, depth + 1))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  WayTestWindow *window;
  WayTestWidget *from;   /* where the focus was; NULL: nowhere */
  WayTestWidget *now;
} Focus;

/* A window says what had the focus in it also while a dialog is over it; the dialog
 * comes after it. */
static WayTestWidget *
find_focus_on_top (WayTestWindow *self)
{
  int n_children = atspi_accessible_get_child_count (self->application, NULL);
  WayTestWidget *found = NULL;

  for (int i = n_children; i-- > 0 && found == NULL;)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (self->application, i,
                                                                            NULL);

      if (child != NULL)
        found = find_focus (child, 1);
    }
  return found;
}

/* To one beside it, most often: only else is the whole window looked through. */
static gboolean
focus_has_moved (gpointer data)
{
  Focus *focus = data;
  g_autoptr(WayTestWidget) around = focus->from != NULL
    ? atspi_accessible_get_parent (focus->from, NULL) : NULL;

  g_clear_object (&focus->now);
  if (around != NULL)
    focus->now = find_focus (around, 0);
  if (focus->now == NULL)
    focus->now = find_focus_on_top (focus->window);
  return focus->now != NULL && (focus->from == NULL || !is_same (focus->now, focus->from));
}

/* Whether it, or something in it, has a name at all. */
static gboolean
says_anything (WayTestWidget *widget,
               guint          depth)
{
  g_autofree char *name = dup_name (widget);
  int n_children = atspi_accessible_get_child_count (widget, NULL);
  gboolean found = *name != '\0';

  for (int i = 0; i < n_children && depth < MAX_DEPTH && !found; i++)
    {
      g_autoptr(WayTestWidget) child = atspi_accessible_get_child_at_index (widget, i, NULL);

      found = child != NULL && says_anything (child, depth + 1);
    }
  return found;
}

static gboolean
focus_says_anything (gpointer data)
{
  return says_anything (((Focus *) data)->now, 0);
}

void
way_test_window_arrow_to (WayTestWindow *self,
                          const char    *key,
                          const char    *text)
{
  Focus focus = { .window = self };

  for (guint i = 0; i < MAX_ROWS; i++)
    {
      if (!way_test_wait (way_test_patience, focus_has_moved, &focus))
        break;
      g_clear_object (&focus.from);
      /* A row of a long list may have the focus before it has its words; the row
       * for none never has any. */
      way_test_wait (WORDS_COME_WITHIN, focus_says_anything, &focus);
      if (says (focus.now, text, 0))
        {
          g_clear_object (&focus.now);
          return;
        }
      focus.from = g_steal_pointer (&focus.now);
      way_test_press (key);
    }
  fail (self, "The key %s does not lead to \"%s\"", key, text);
}

/* The rows of its list have the focus, one of them, while it is open. */
static gboolean
list_is_open (gpointer data)
{
  Focus *focus = data;

  g_clear_object (&focus->now);
  focus->now = find_focus (focus->from, 0);
  return focus->now != NULL && atspi_accessible_get_role (focus->now, NULL) == ATSPI_ROLE_LIST_ITEM;
}

static gboolean
list_is_closed (gpointer data)
{
  return !list_is_open (data);
}

void
way_test_window_choose (WayTestWindow *self,
                        const char    *name,
                        const char    *text)
{
  g_autoptr(WayTestWidget) combo = way_test_window_find (self, ATSPI_ROLE_COMBO_BOX, name);
  Focus focus = { .window = self, .from = combo };

  way_test_window_tab_to (self, ATSPI_ROLE_COMBO_BOX, name);
  way_test_press ("space");
  if (!way_test_wait (way_test_patience, list_is_open, &focus))
    fail (self, "The choices of \"%s\" do not open", name);
  way_test_press ("Home");
  way_test_window_arrow_to (self, "Down", text);
  way_test_press ("Return");
  if (!way_test_wait (way_test_patience, list_is_closed, &focus))
    fail (self, "The choices of \"%s\" do not close", name);
  g_clear_object (&focus.now);
}

/* Size and picture */

/* What the program drew around its window itself: the shadow's room. */
static void
get_frame_extents (WayTestWindow *self,
                   int            sides[4])
{
  unsigned long n_items;
  unsigned char *value = get_property (self->xid, "_GTK_FRAME_EXTENTS", &n_items);

  for (guint i = 0; i < 4; i++)
    sides[i] = n_items == 4 ? (int) ((long *) (gpointer) value)[i] : 0;
  if (value != NULL)
    XFree (value);
}

typedef struct
{
  WayTestWindow *window;
  int            width;
  int            height;
} Size;

static gboolean
has_size (gpointer data)
{
  const Size *size = data;
  XWindowAttributes now;

  return XGetWindowAttributes (way_test_desktop_get_display (), size->window->xid, &now) &&
         now.width == size->width && now.height == size->height;
}

void
way_test_window_resize (WayTestWindow *self,
                        int            width,
                        int            height)
{
  Display *display = way_test_desktop_get_display ();
  int sides[4];
  Size size = { .window = self };

  get_frame_extents (self, sides);
  size.width = width + sides[0] + sides[1];
  size.height = height + sides[2] + sides[3];
  XResizeWindow (display, self->xid, (unsigned) size.width, (unsigned) size.height);
  XSync (display, False);
  if (!way_test_wait (way_test_patience, has_size, &size))
    fail (self, "The window does not go into %d × %d", width, height);
}

void
way_test_window_shot (WayTestWindow *self,
                      const char    *path)
{
  Display *display = way_test_desktop_get_display ();
  XWindowAttributes at;
  int sides[4];
  XImage *image;
  cairo_surface_t *surface;
  int width;
  int height;

  g_assert_true (XGetWindowAttributes (display, self->xid, &at));
  get_frame_extents (self, sides);
  width = at.width - sides[0] - sides[1];
  height = at.height - sides[2] - sides[3];
  image = XGetImage (display, self->xid, sides[0], sides[2], (unsigned) width, (unsigned) height,
                     AllPlanes, ZPixmap);
  g_assert_nonnull (image);
  g_assert_cmpint (image->bits_per_pixel, ==, 32);

  surface = cairo_image_surface_create_for_data ((unsigned char *) image->data, CAIRO_FORMAT_RGB24,
                                                 width, height, image->bytes_per_line);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  XDestroyImage (image);
}
