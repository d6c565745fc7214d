/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows every page of the real window on a desktop of its own, leaves a picture
 * of each, light and dark, wide and narrow, and looks each over for what
 * way-test-lint.h lists.
 *
 *   shots FILE FOLDER [DAY [PAGE]]
 *
 * FILE is the authority to show, FOLDER where the pictures go, DAY the day that
 * the program is to believe it is, PAGE the only one to look at, or "dialogs".
 * What a page leads to is found as a person would: its views, the record behind
 * the first row of its list, its form for something new.  What none leads to is in
 * shots-dialogs.c; that is looked at in large type too. */
#include "shots.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#include "way-application.h"
#include "way-day-strip.h"
#include "way-page-list.h"
#include "way-referral-form-page.h"
#include "way-row-list.h"
#include "way-test-desktop.h"
#include "way-test-lint.h"
#include "way-test-widgets.h"
#include "way-visit-form-page.h"
#include "way-visit-page.h"

typedef struct
{
  int      width;
  int      height;
  int      text;             /* its size, in per cent */
  gboolean light_alone;      /* colours are no other at this size */
} Size;

static const Size sizes[] = {
  { 1280, 800, 100, FALSE }, { 600, 800, 100, FALSE }, { 600, 800, 150, TRUE },
};

typedef struct
{
  const char *word;
  AdwColorScheme scheme;
} Style;

static const Style styles[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
};

/* In place of a page: the dialogs of shots-dialogs.c. */
#define DIALOGS "dialogs"

/* The walk, and what it has met with. */
static struct
{
  GtkApplication *app;
  const char     *folder;
  gboolean        begun;
  const Style    *style;
  const Size     *size;
  const char     *page;       /* on view */
  const char     *only;       /* the one page to look at, DIALOGS, or NULL */
  guint           n_pictures;
  GPtrArray      *faults;     /* char * */
} walk;

static gboolean
looks_at (const char *page)
{
  return walk.only == NULL || g_str_equal (walk.only, page);
}

void
way_shots_add_fault (const char *text)
{
  g_autofree char *whole = NULL;

  whole = g_strdup_printf ("%s, %s, %d × %d at %d %%: %s", walk.page, walk.style->word,
                           walk.size->width, walk.size->height, walk.size->text, text);
  g_ptr_array_add (walk.faults, g_steal_pointer (&whole));
}

/* A warning is a fault of the page that is on view. */
static GLogWriterOutput
log_writer_cb (GLogLevelFlags   level,
               const GLogField *fields,
               gsize            n_fields,
               gpointer         data)
{
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0 && walk.size != NULL)
    for (gsize i = 0; i < n_fields; i++)
      if (g_str_equal (fields[i].key, "MESSAGE"))
        way_shots_add_fault (fields[i].value);
  return g_log_writer_default (level, fields, n_fields, data);
}

static void
settle (GtkWindow *window)
{
  if (!way_test_settle (window))
    way_shots_add_fault ("It does not come to rest");
}

/* A dialog that is larger than the screen is made as small as that. */
static void
fit (GtkWindow *window)
{
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));

  if (gtk_window_get_transient_for (window) == NULL ||
      (width <= walk.size->width && height <= walk.size->height))
    return;
  if (!way_test_resize (window, MIN (width, walk.size->width), MIN (height, walk.size->height)))
    way_shots_add_fault ("It is larger than the screen");
}

/* A picture of the window as it is, and a look over it. */
void
way_shots_look_at (GtkWindow  *window,
                   const char *name)
{
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  walk.page = name;
  settle (window);
  fit (window);
  file = g_strdup_printf ("%s-%s-%dx%d%s.png", name, walk.style->word, walk.size->width,
                          walk.size->height, walk.size->text != 100 ? "-large" : "");
  path = g_build_filename (walk.folder, file, NULL);
  if (!way_test_draw (window, path))
    way_shots_add_fault ("Its picture cannot be made");
  walk.n_pictures++;

  way_test_lint (GTK_WIDGET (window), faults);
  for (guint i = 0; i < faults->len; i++)
    way_shots_add_fault (g_ptr_array_index (faults, i));
}

/* Words become part of a file's name. */
static char *
dup_slug (const char *words)
{
  g_autofree char *lower = g_utf8_strdown (words, -1);

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789-", '-');
  return g_steal_pointer (&lower);
}

/* The innermost widget that asks for more than the width, shown or not: a stack
 * is as wide as its widest page. */
static GtkWidget *
find_widest (GtkWidget *widget,
             int        width)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      if (!gtk_widget_get_visible (child) || GTK_IS_NATIVE (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > width)
        return find_widest (child, width);
    }
  return widget;
}

static void
check_size (GtkWindow *window)
{
  g_autofree char *text = NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));
  GtkWidget *widest;
  GtkWidget *page;

  if (width == walk.size->width && height == walk.size->height)
    return;
  widest = find_widest (GTK_WIDGET (window), walk.size->width);
  page = gtk_widget_get_ancestor (widest, WAY_TYPE_PAGE);
  text = g_strdup_printf ("The window grew to %d × %d, for a %s in %s", width, height,
                          G_OBJECT_TYPE_NAME (widest),
                          page != NULL ? G_OBJECT_TYPE_NAME (page) : "the window");
  way_shots_add_fault (text);
}

/* Every view of a page whose header bar switches between several. */
static void
look_at_views (WayWindow  *window,
               const char *id)
{
  AdwViewStack *stack = way_test_find_widget (GTK_WIDGET (way_window_get_page (window)), ADW_TYPE_VIEW_STACK);
  g_autoptr(GtkSelectionModel) pages = stack != NULL ? adw_view_stack_get_pages (stack) : NULL;
  guint n_pages = pages != NULL ? g_list_model_get_n_items (G_LIST_MODEL (pages)) : 0;

  for (guint i = 1; i < n_pages; i++)
    {
      g_autoptr(AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      g_autofree char *view = dup_slug (adw_view_stack_page_get_title (page));
      g_autofree char *name = g_strdup_printf ("%s-%s", id, view);

      adw_view_stack_set_visible_child (stack, adw_view_stack_page_get_child (page));
      way_shots_look_at (GTK_WINDOW (window), name);
      check_size (GTK_WINDOW (window));
    }
  if (n_pages > 0)
    {
      g_autoptr(AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), 0);

      adw_view_stack_set_visible_child (stack, adw_view_stack_page_get_child (page));
    }
}

/* Activates the first row of the first list; FALSE where there is none. */
static gboolean
activate_first_row (WayPage *page)
{
  GtkWidget *widget = GTK_WIDGET (page);
  GtkColumnView *table = way_test_find_widget (widget, GTK_TYPE_COLUMN_VIEW);
  GtkListView *list = way_test_find_widget (widget, GTK_TYPE_LIST_VIEW);
  GtkListBoxRow *row = way_test_find_widget (widget, GTK_TYPE_LIST_BOX_ROW);

  if (table != NULL && g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))) > 0)
    g_signal_emit_by_name (table, "activate", 0);
  else if (list != NULL && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) > 0)
    g_signal_emit_by_name (list, "activate", 0);
  else if (row != NULL && gtk_list_box_row_get_activatable (row))
    g_signal_emit_by_name (row, "activate");
  else
    return FALSE;
  return TRUE;
}

/* GTK's one tooltip is a window over another too, and must not be closed. */
static gboolean
is_tooltip (GtkWindow *window)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkTooltipWindow");
}

/* A dialog that came up in front of the window; NULL where none did. */
GtkWindow *
way_shots_find_dialog (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) found = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (found) == window && !is_tooltip (found) &&
          gtk_widget_get_mapped (GTK_WIDGET (found)))
        return found;
    }
  return NULL;
}

/* Every section of a form that covers the window, with a row begun in the first of
 * its lists. */
static void
look_at_sections (WayWindow  *window,
                  const char *name)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("referral_section", NULL);
  WayReferralFormPage *form;

  if (!WAY_IS_REFERRAL_FORM_PAGE (way_window_get_cover (window)))
    return;
  form = WAY_REFERRAL_FORM_PAGE (way_window_get_cover (window));
  for (guint i = 0; i <= codes->len; i++)
    {
      const char *section = i < codes->len ? ((const WayCode *) codes->pdata[i])->id : "answers";
      g_autofree char *view = g_strdup_printf ("%s-%s", name, section);
      WayRowList *list;

      way_referral_form_page_show_section (form, section);
      settle (GTK_WINDOW (window));
      list = way_test_find_widget (GTK_WIDGET (form), WAY_TYPE_ROW_LIST);
      if (list != NULL && !g_str_equal (section, "papers"))
        g_signal_emit_by_name (list, "add");
      way_shots_look_at (GTK_WINDOW (window), view);
      check_size (GTK_WINDOW (window));
    }
}

/* The same of a visit that is begun: its record is on view. */
static void
look_at_visit (WayWindow *window)
{
  static const char *const sections[] = { "visit", "last", "children", "A", "B", "H", "answers" };
  WayPage *page = way_window_get_page (window);

  if (!WAY_IS_VISIT_PAGE (page))
    return;
  gtk_widget_activate_action (GTK_WIDGET (page), "visit.begin", NULL);
  settle (GTK_WINDOW (window));
  if (!WAY_IS_VISIT_FORM_PAGE (way_window_get_cover (window)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autofree char *name = g_strdup_printf ("visit-form-%s", sections[i]);

      way_visit_form_page_show_section (WAY_VISIT_FORM_PAGE (way_window_get_cover (window)),
                                        sections[i]);
      way_shots_look_at (GTK_WINDOW (window), name);
      check_size (GTK_WINDOW (window));
    }
  way_window_go_back (window);
}

/* Where a strip of days is on view, what would have been. */
static void
look_at_what_if (WayWindow  *window,
                 const char *name)
{
  WayPage *page = way_window_get_page (window);
  GtkWidget *strip = way_test_find_widget (GTK_WIDGET (page), WAY_TYPE_DAY_STRIP);
  GtkWidget *button = strip != NULL ? way_test_find_widget (strip, GTK_TYPE_BUTTON) : NULL;
  g_autofree char *shown = g_strdup_printf ("%s-what-if", name);
  GtkWindow *dialog;

  if (button == NULL)
    return;
  g_signal_emit_by_name (button, "clicked");
  settle (GTK_WINDOW (window));
  dialog = way_shots_find_dialog (GTK_WINDOW (window));
  if (dialog == NULL)
    return;
  way_shots_look_at (dialog, shown);
  gtk_window_destroy (dialog);
}

/* What a step led to, if it led anywhere: another page, or a dialog.  Comes
 * back from there. */
static void
look_at_what_opened (WayWindow  *window,
                     WayPage    *from,
                     const char *name)
{
  GtkWindow *dialog;

  settle (GTK_WINDOW (window));
  dialog = way_shots_find_dialog (GTK_WINDOW (window));
  if (dialog != NULL)
    {
      way_shots_look_at (dialog, name);
      gtk_window_destroy (dialog);
    }
  else if (way_window_get_cover (window) != NULL)
    {
      way_shots_look_at (GTK_WINDOW (window), name);
      check_size (GTK_WINDOW (window));
      look_at_sections (window, name);
      way_window_go_back (window);
    }
  else if (way_window_get_page (window) != from)
    {
      way_shots_look_at (GTK_WINDOW (window), name);
      check_size (GTK_WINDOW (window));
      look_at_views (window, name);
      look_at_what_if (window, name);
      look_at_visit (window);
      way_window_go_back (window);
    }
  settle (GTK_WINDOW (window));
}

/* A change of places, and what comes of it. */
static void
look_at_place_plan (WayWindow *window)
{
  GtkWindow *dialog;

  if (!gtk_widget_activate_action (GTK_WIDGET (way_window_get_page (window)), "places.what-if", NULL))
    return;
  settle (GTK_WINDOW (window));
  dialog = way_shots_find_dialog (GTK_WINDOW (window));
  if (dialog == NULL)
    return;
  way_test_resize (dialog, MIN (walk.size->width, 1060), walk.size->height + 400);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "plan.add", NULL);
  way_shots_look_at (dialog, "places-what-if");
  gtk_window_destroy (dialog);
  settle (GTK_WINDOW (window));
}

static GtkWidget *
find_toggle (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toggle (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A page that shows another picture by the second of two linked buttons. */
static void
look_at_second (WayWindow  *window,
                const char *label,
                const char *name)
{
  GtkWidget *page = GTK_WIDGET (way_window_get_page (window));
  GtkWidget *button = find_toggle (page, label);

  if (button == NULL)
    return;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  way_shots_look_at (GTK_WINDOW (window), name);
  check_size (GTK_WINDOW (window));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_prev_sibling (button)), TRUE);
}

static void
look_at_page (WayWindow         *window,
              const WayPageInfo *info)
{
  g_autofree char *record = g_strdup_printf ("%s-record", info->id);
  g_autofree char *new = g_strdup_printf ("%s-new", info->id);
  WayPage *page;

  walk.page = info->id;
  way_window_open_page (window, info->id);
  way_shots_look_at (GTK_WINDOW (window), info->id);
  check_size (GTK_WINDOW (window));
  look_at_views (window, info->id);

  page = way_window_get_page (window);
  look_at_place_plan (window);
  look_at_second (window, "Moves, Stays and Costs", "outcomes-charts");
  look_at_second (window, "By Month", "places-months");
  if (activate_first_row (page))
    look_at_what_opened (window, page, record);
  way_window_open_page (window, info->id);
  if (way_page_can_create (page))
    {
      way_page_create (page);
      look_at_what_opened (window, page, new);
    }
}

/* Where the sidebar has no room beside the page it is a view of its own. */
static void
look_at_sidebar (WayWindow *window)
{
  AdwLeaflet *leaflet = way_test_find_widget (GTK_WIDGET (window), ADW_TYPE_LEAFLET);

  if (leaflet == NULL || !adw_leaflet_get_folded (leaflet))
    return;
  way_window_go_back (window);
  way_shots_look_at (GTK_WINDOW (window), "sidebar");
  check_size (GTK_WINDOW (window));
}

static void
look_at_action (WayWindow  *window,
                const char *action,
                const char *name)
{
  if (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL))
    look_at_what_opened (window, way_window_get_page (window), name);
}

static void
look_at_everything (WayWindow *window)
{
  guint n_pages;
  const WayPageInfo *pages = way_page_list_get_pages (&n_pages);
  guint first = 0;

  while (!way_window_open_page (window, pages[first].id))
    first++;
  walk.page = pages[first].id;
  if (!way_test_resize (GTK_WINDOW (window), walk.size->width, walk.size->height))
    check_size (GTK_WINDOW (window));
  for (guint i = 0; i < n_pages; i++)
    if (way_page_list_is_shown (&pages[i], way_window_get_session (window)) &&
        looks_at (pages[i].id))
      look_at_page (window, &pages[i]);
  if (walk.only != NULL)
    return;
  look_at_sidebar (window);
  look_at_action (window, "win.preferences", "preferences");
  look_at_action (window, "win.roll-over", "roll-over");
  look_at_action (window, "win.routes", "routes");
}

WayWindow *
way_shots_open_window (const char  *path,
                       const GDate *today)
{
  g_autoptr(WaySession) session = way_session_new (today);
  WayWindow *window = WAY_WINDOW (way_window_new (ADW_APPLICATION (walk.app), session));

  walk.page = "a window";
  if (path != NULL)
    way_window_open_file (window, path);
  gtk_window_present (GTK_WINDOW (window));
  settle (GTK_WINDOW (window));
  if (!way_test_resize (GTK_WINDOW (window), walk.size->width, walk.size->height))
    check_size (GTK_WINDOW (window));
  return window;
}

static void
look_at_all (WayWindow *window)
{
  if (walk.size->light_alone && walk.style->scheme == ADW_COLOR_SCHEME_FORCE_DARK)
    return;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), walk.style->scheme);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * walk.size->text / 100, NULL);
  if (looks_at (DIALOGS))
    way_shots_look_at_dialogs ();
  if (g_strcmp0 (walk.only, DIALOGS) != 0)
    look_at_everything (window);
}

static gboolean
walk_cb (gpointer data)
{
  WayWindow *window = data;

  if (way_session_get_store (way_window_get_session (window)) == NULL)
    {
      g_application_quit (G_APPLICATION (walk.app));
      return G_SOURCE_REMOVE;
    }

  if (looks_at (DIALOGS))
    way_shots_begin_dialogs (walk.folder);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        walk.style = &styles[i];
        walk.size = &sizes[j];
        look_at_all (window);
      }
  if (looks_at (DIALOGS))
    way_shots_end_dialogs ();

  walk.size = NULL;
  g_application_quit (G_APPLICATION (walk.app));
  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *app,
                 GtkWindow      *window)
{
  if (WAY_IS_WINDOW (window) && !walk.begun)
    g_idle_add (walk_cb, window);
  walk.begun = TRUE;
}

/* The same fault at both styles and sizes is told once for each: where it
 * shows is part of what is wrong. */
static int
tell (void)
{
  g_print ("%u pictures are in %s\n", walk.n_pictures, walk.folder);
  for (guint i = 0; i < walk.faults->len; i++)
    g_print ("  %s\n", (const char *) g_ptr_array_index (walk.faults, i));
  if (walk.n_pictures == 0)
    g_print ("The window did not come up with the file\n");
  else if (walk.faults->len > 0)
    g_print ("%u faults\n", walk.faults->len);
  return walk.n_pictures > 0 && walk.faults->len == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(WayApplication) app = NULL;
  char *args[] = { (char *) "waymark", (char *) "--file", NULL, (char *) "--today", NULL, NULL };
  int status;

  setlocale (LC_ALL, "");
  if (argc < 3 || argc > 5)
    {
      g_printerr ("Usage: shots FILE FOLDER [DAY [PAGE]]\n");
      return 2;
    }
  if (g_mkdir_with_parents (argv[2], 0777) != 0)
    {
      g_printerr ("%s: %s\n", argv[2], g_strerror (errno));
      return 2;
    }

  args[2] = argv[1];
  args[4] = argc > 3 ? argv[3] : NULL;
  walk.folder = argv[2];
  walk.only = argc > 4 ? argv[4] : NULL;
  walk.faults = g_ptr_array_new_with_free_func (g_free);
  way_test_desktop_start ();
  g_log_set_writer_func (log_writer_cb, NULL, NULL);

  app = way_application_new ();
  walk.app = GTK_APPLICATION (app);
  g_signal_connect (app, "window-added", G_CALLBACK (window_added_cb), NULL);
  g_application_run (G_APPLICATION (app), argc > 3 ? 5 : 3, args);

  status = tell ();
  g_clear_object (&app);
  gdk_display_close (gdk_display_get_default ());
  way_test_desktop_stop ();
  return status;
}
