/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar, the page beside it and the trail of records opened from there.
 * What a page shows and does is the page's; the window only asks it. */
#include "way-window.h"

#include <glib/gi18n.h>

#include "way-authority-dialog.h"
#include "way-backup-keeper.h"
#include "way-calendar-export.h"
#include "way-choose-file.h"
#include "way-copies.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-folder-keeper.h"
#include "way-join-dialog.h"
#include "way-lock.h"
#include "way-page-list.h"
#include "way-preferences-window.h"
#include "way-referral-form-page.h"
#include "way-rekey-dialog.h"
#include "way-roll-over-dialog.h"
#include "way-routes-dialog.h"
#include "way-search.h"
#include "way-settings.h"
#include "way-sidebar-row.h"
#include "way-unlock-page.h"
#include "way-visit-form-page.h"
#include "way-welcome-page.h"

/* Records opened one from another are kept to come back to; beyond this the
 * first is forgotten. */
#define TRAIL_MAX 16

#define ALT_KEYS 9

/* More than any screen has, and far from what an int holds when added up. */
#define WIDEST 16384
#define SIDEBAR_WIDTH 244

struct _WayWindow
{
  AdwApplicationWindow parent_instance;

  WaySession      *session;
  GHashTable      *pages; /* id -> WayPage, owned by page_stack */
  GQueue           trail; /* of WayPage, the last on view; owned by page_stack */
  const char      *page_id;
  GtkWidget       *cover; /* owned by content_stack; NULL: the pages are on view */
  WayWelcomePage  *welcome_page; /* owned by content_stack; NULL: not wanted yet */
  WayUnlockPage   *unlock_page;  /* likewise */

  /* Template children */
  AdwLeaflet      *leaflet;
  AdwWindowTitle  *sidebar_title;
  AdwToastOverlay *toast_overlay;
  AdwClamp        *sidebar_clamp;
  GtkListBox      *page_list;
  GtkListBox      *result_list;
  GtkStack        *content_stack;
  GtkMenuButton   *menu_button;
  GtkSearchEntry  *search_entry;
  GtkStack        *page_stack;
  GtkScrolledWindow *sidebar_scroller;
  GtkStack        *sidebar_stack;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayWindow, way_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_actions (WayWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  WayPage *page = self->cover == NULL ? way_window_get_page (self) : NULL;
  gboolean holds_records = way_session_get_role (self->session) != WAY_COPY_GOVERNANCE;

  gtk_widget_action_set_enabled (widget, "win.new", page != NULL && way_page_can_create (page) &&
                                 !way_session_is_read_only (self->session));
  gtk_widget_action_set_enabled (widget, "win.print", page != NULL && way_page_can_print (page));
  gtk_widget_action_set_enabled (widget, "win.filter", page != NULL && way_page_can_filter (page));
  gtk_widget_action_set_enabled (widget, "win.undo",
                                 page != NULL && (!way_session_is_read_only (self->session) ||
                                                  way_session_may_comment (self->session)));
  gtk_widget_action_set_enabled (widget, "win.roll-over",
                                 page != NULL && !way_session_is_read_only (self->session));
  gtk_widget_action_set_enabled (widget, "win.routes", page != NULL && holds_records);
  gtk_widget_action_set_enabled (widget, "win.export-calendar", page != NULL && holds_records);
  gtk_widget_action_set_enabled (widget, "win.search", page != NULL);
}

static void
update_fold (WayWindow *self,
             WayPage   *page)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  g_object_set (page,
                "folded", folded,
                "show-back", folded || g_queue_find (&self->trail, page) != NULL,
                NULL);
}

static void
show_page (WayWindow *self,
           WayPage   *page)
{
  update_fold (self, page);
  gtk_stack_set_visible_child (self->page_stack, GTK_WIDGET (page));
  adw_leaflet_set_visible_child_name (self->leaflet, "page");
  way_page_focus (page);
  update_actions (self);
}

static void
drop_cover (WayWindow *self)
{
  GtkWidget *cover = g_steal_pointer (&self->cover);

  if (cover == NULL)
    return;
  gtk_stack_set_visible_child_name (self->content_stack, "main");
  gtk_stack_remove (self->content_stack, cover);
  update_actions (self);
}

static WayPage *
make_page (WayWindow *self,
           GType      type)
{
  GtkWidget *page = g_object_new (type, NULL);

  way_page_set_session (WAY_PAGE (page), self->session);
  gtk_stack_add_child (self->page_stack, page);
  return WAY_PAGE (page);
}

static void
drop_trail (WayWindow *self)
{
  WayPage *page;

  while ((page = g_queue_pop_tail (&self->trail)) != NULL)
    gtk_stack_remove (self->page_stack, GTK_WIDGET (page));
}

static WaySidebarRow *
find_row (WayWindow  *self,
          const char *page_id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->page_list, i)) != NULL; i++)
    if (g_strcmp0 (way_sidebar_row_get_info (WAY_SIDEBAR_ROW (row))->id, page_id) == 0)
      return WAY_SIDEBAR_ROW (row);
  return NULL;
}

/* Brings the lit row into view, once there is a size to go by. */
static gboolean
scroll_to_lit_cb (GtkWidget     *list,
                  GdkFrameClock *clock,
                  gpointer       data)
{
  WayWindow *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->page_list);
  graphene_rect_t bounds;

  if (row == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (GTK_WIDGET (row)) <= 0 ||
      !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->sidebar_stack), &bounds))
    return G_SOURCE_CONTINUE;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->sidebar_scroller),
                             bounds.origin.y, bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

static void
light_row (WayWindow  *self,
           const char *page_id)
{
  WaySidebarRow *row = find_row (self, page_id);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->page_list, GTK_LIST_BOX_ROW (row));
  gtk_widget_add_tick_callback (GTK_WIDGET (self->page_list), scroll_to_lit_cb, self, NULL);
}

static void
update_counts (WayWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->page_list, i)) != NULL; i++)
    {
      const WayPageInfo *info = way_sidebar_row_get_info (WAY_SIDEBAR_ROW (row));

      if (info->count != NULL)
        way_sidebar_row_set_count (WAY_SIDEBAR_ROW (row), info->count (self->session));
    }
}

static void
part_groups (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       data)
{
  gboolean starts_group =
    before != NULL && way_sidebar_row_get_info (WAY_SIDEBAR_ROW (row))->group !=
                        way_sidebar_row_get_info (WAY_SIDEBAR_ROW (before))->group;

  if (starts_group && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (!starts_group)
    gtk_list_box_row_set_header (row, NULL);
}

static void
fill_sidebar (WayWindow *self)
{
  guint n_pages;
  const WayPageInfo *pages = way_page_list_get_pages (&n_pages);

  gtk_list_box_set_header_func (self->page_list, part_groups, NULL, NULL);
  for (guint i = 0; i < n_pages; i++)
    gtk_list_box_append (self->page_list, way_sidebar_row_new (&pages[i]));
}

/* What a copy of this kind cannot hold it has no page for. */
static void
show_rows (WayWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->page_list, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row),
                            way_page_list_is_shown (way_sidebar_row_get_info (WAY_SIDEBAR_ROW (row)),
                                                    self->session));
  gtk_list_box_invalidate_headers (self->page_list);
}

/* The n-th page that is shown, from 0; NULL where there are not so many. */
static const WayPageInfo *
nth_page (WayWindow *self,
          guint      n)
{
  guint n_pages;
  const WayPageInfo *pages = way_page_list_get_pages (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (way_page_list_is_shown (&pages[i], self->session) && n-- == 0)
      return &pages[i];
  return NULL;
}

static void
end_search (WayWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_stack_set_visible_child_name (self->sidebar_stack, "pages");
}

static void
follow_result (WayWindow       *self,
               WaySearchResult *result)
{
  const char *action = way_search_result_get_action (result);
  GVariant *target = way_search_result_get_target (result);

  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
  end_search (self);
}

static void
folded_cb (WayWindow *self)
{
  GHashTableIter iter;
  gpointer page;
  int sidebar_width;

  if (self->pages == NULL)
    return;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    update_fold (self, page);
  for (GList *link = self->trail.head; link != NULL; link = link->next)
    update_fold (self, link->data);

  /* Beside a page the sidebar keeps its width, whatever it is called.  Alone it
   * has all there is: the two sizes must be one, since the clamp multiplies
   * their difference. */
  sidebar_width = adw_leaflet_get_folded (self->leaflet) ? WIDEST : SIDEBAR_WIDTH;
  adw_clamp_set_maximum_size (self->sidebar_clamp, sidebar_width);
  adw_clamp_set_tightening_threshold (self->sidebar_clamp, sidebar_width);

  /* Folded, a lit row would hide that the page is not on view. */
  gtk_list_box_set_selection_mode (self->page_list,
                                   adw_leaflet_get_folded (self->leaflet) ? GTK_SELECTION_NONE
                                                                          : GTK_SELECTION_SINGLE);
  if (!adw_leaflet_get_folded (self->leaflet))
    light_row (self, self->page_id);
}

static void
page_row_activated_cb (WayWindow     *self,
                       GtkListBoxRow *row)
{
  way_window_open_page (self, way_sidebar_row_get_info (WAY_SIDEBAR_ROW (row))->id);
}

static void
result_row_activated_cb (WayWindow     *self,
                         GtkListBoxRow *row)
{
  follow_result (self, way_search_row_get_result (WAY_SEARCH_ROW (row)));
}

static void
search_changed_cb (WayWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autoptr(GPtrArray) found = NULL;
  GtkListBoxRow *first;
  GtkListBoxRow *row;

  if (*text == '\0')
    {
      gtk_stack_set_visible_child_name (self->sidebar_stack, "pages");
      return;
    }

  while ((row = gtk_list_box_get_row_at_index (self->result_list, 0)) != NULL)
    gtk_list_box_remove (self->result_list, GTK_WIDGET (row));
  found = way_search_run (self->session, text);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (self->result_list, way_search_row_new (g_ptr_array_index (found, i)));
  first = gtk_list_box_get_row_at_index (self->result_list, 0);
  if (first != NULL)
    gtk_list_box_select_row (self->result_list, first);
  gtk_stack_set_visible_child_name (self->sidebar_stack, "results");
}

static void
search_activate_cb (WayWindow *self)
{
  GtkListBoxRow *row;

  /* Enter may come before the pause after which the entry reports a change. */
  search_changed_cb (self);
  row = gtk_list_box_get_selected_row (self->result_list);
  if (row != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    follow_result (self, way_search_row_get_result (WAY_SEARCH_ROW (row)));
}

static void
stop_search_cb (WayWindow *self)
{
  WayPage *page = way_window_get_page (self);

  end_search (self);
  if (page != NULL)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

/* Up and Down walk through what was found while the words keep the focus. */
static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  keyval,
               guint                  keycode,
               GdkModifierType        state,
               WayWindow             *self)
{
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  GtkListBoxRow *row;

  if (step == 0)
    return GDK_EVENT_PROPAGATE;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->sidebar_stack), "results") != 0)
    {
      const WayPageInfo *first = nth_page (self, 0);

      return step > 0 && gtk_widget_grab_focus (GTK_WIDGET (find_row (self, first->id)));
    }

  row = gtk_list_box_get_selected_row (self->result_list);
  row = gtk_list_box_get_row_at_index (self->result_list,
                                       (row != NULL ? gtk_list_box_row_get_index (row) : -1) + step);
  if (row != NULL)
    gtk_list_box_select_row (self->result_list, row);
  return GDK_EVENT_STOP;
}

/* Under the program's name: whose file it is, and what is not as usual. */
static void
update_title (WayWindow *self)
{
  const char *authority = way_session_get_authority (self->session);
  g_autoptr(GString) subtitle = g_string_new (authority);

  if (way_session_is_another_day (self->session))
    {
      g_autofree char *day = way_date_words_short (way_session_get_today (self->session));

      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", day);
    }
  if (way_session_is_read_only (self->session) &&
      way_session_get_role (self->session) != WAY_COPY_GOVERNANCE)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "",
                            way_session_is_onlooker (self->session)
                              ? _("you may look, not change") : _("can only be read"));
  adw_window_title_set_subtitle (self->sidebar_title, subtitle->str);
  gtk_window_set_title (GTK_WINDOW (self), *authority != '\0' ? authority : _("Waymark"));
}

static void
session_changed_cb (WayWindow *self)
{
  show_rows (self);
  update_counts (self);
  update_title (self);
  update_actions (self);
}

static void
file_chosen_cb (WayWindow  *self,
                const char *path)
{
  way_window_open_file (self, path);
}

/* Made when it is first wanted: most starts open a file. */
static WayWelcomePage *
show_welcome (WayWindow *self)
{
  if (self->welcome_page == NULL)
    {
      self->welcome_page = g_object_new (WAY_TYPE_WELCOME_PAGE, NULL);
      way_welcome_page_set_session (self->welcome_page, self->session);
      g_signal_connect_object (self->welcome_page, "file", G_CALLBACK (file_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->content_stack, GTK_WIDGET (self->welcome_page), "welcome");
    }
  gtk_stack_set_visible_child (self->content_stack, GTK_WIDGET (self->welcome_page));
  return self->welcome_page;
}

/* A sealed file whose passphrase is wanted first. */
static void
show_unlock (WayWindow  *self,
             const char *path)
{
  if (self->unlock_page == NULL)
    {
      self->unlock_page = g_object_new (WAY_TYPE_UNLOCK_PAGE, NULL);
      g_signal_connect_object (self->unlock_page, "unlocked", G_CALLBACK (file_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->content_stack, GTK_WIDGET (self->unlock_page), "unlock");
    }
  way_unlock_page_set_path (self->unlock_page, path);
  gtk_stack_set_visible_child (self->content_stack, GTK_WIDGET (self->unlock_page));
  way_unlock_page_focus (self->unlock_page);
}

/* Nobody may have the file open while it is sealed anew. */
static void
rekey_began_cb (WayWindow  *self,
                const char *path)
{
  show_unlock (self, path);
  way_session_close (self->session);
}

static void
seal_anew_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  WayDb *db = way_session_get_db (self->session);
  WayRekeyDialog *dialog;

  if (db == NULL || !way_db_is_sealed (db))
    return;
  dialog = way_rekey_dialog_new (GTK_WINDOW (self), way_db_path (db),
                                 way_session_get_today (self->session));
  g_signal_connect_object (dialog, "began", G_CALLBACK (rekey_began_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "ended", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_chosen_cb (GtkWidget  *from,
                const char *path,
                gpointer    unused)
{
  way_window_open_file (WAY_WINDOW (from), path);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  static const char *const patterns[] = { "*.waymark", NULL };
  WayChooseAsk ask = {
    .title = _("Open a File"), .accept = _("_Open"), .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .files = _("Files of Waymark"), .patterns = patterns,
  };

  way_choose_file (widget, &ask, open_chosen_cb, NULL, NULL);
}

static void
new_authority_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  WayAuthorityDialog *dialog = way_authority_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "made", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
join_authority_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  WayJoinDialog *dialog = way_join_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "made", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_path_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  way_window_open_file (WAY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
export_calendar_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  if (way_session_get_db (self->session) != NULL)
    way_calendar_export_run (GTK_WINDOW (self), self->session);
}

static void
preferences_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  WayPreferencesWindow *preferences =
    way_preferences_window_new (GTK_WINDOW (widget), WAY_WINDOW (widget)->session);

  gtk_window_present (GTK_WINDOW (preferences));
}

static void
roll_over_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  way_roll_over_dialog_open (widget, WAY_WINDOW (widget)->session);
}

static void
routes_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  if (way_session_get_db (self->session) != NULL)
    way_routes_dialog_open (widget, self->session);
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (way_session_undo (self->session, 0, &name, &error))
    text = g_strdup_printf (_("Taken back: %s"), name);
  else
    text = way_error_text (error);
  way_window_toast (self, text, FALSE);
}

static void
open_page_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  way_window_open_page (WAY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_nth_page (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  int n = action_name[strlen ("win.page-")] - '1';
  const WayPageInfo *info = n >= 0 ? nth_page (WAY_WINDOW (widget), (guint) n) : NULL;

  if (info != NULL)
    way_window_open_page (WAY_WINDOW (widget), info->id);
}

static void
open_record_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  const char *entity;
  const char *text;
  WayId id;

  g_variant_get (parameter, "(&s&s)", &entity, &text);
  if (way_id_parse (text, &id))
    way_window_open_record (WAY_WINDOW (widget), entity, &id);
}

static void
open_page_of_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  const char *page_id;
  const char *entity;
  const char *text;
  WayId id;

  g_variant_get (parameter, "(&s&s&s)", &page_id, &entity, &text);
  if (way_id_parse (text, &id))
    way_window_open_page_of (WAY_WINDOW (widget), page_id, entity, &id);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  way_window_go_back (WAY_WINDOW (widget));
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  drop_cover (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "sidebar");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
page_verb_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WayPage *page = way_window_get_page (WAY_WINDOW (widget));

  if (page == NULL || WAY_WINDOW (widget)->cover != NULL)
    return;
  if (g_str_equal (action_name, "win.new"))
    way_page_create (page);
  else if (g_str_equal (action_name, "win.print"))
    way_page_print (page);
  else if (g_str_equal (action_name, "win.filter"))
    way_page_filter (page);
  else
    way_page_refresh (page);
}

static void
toast_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  const char *text;
  gboolean with_undo;

  g_variant_get (parameter, "(&sb)", &text, &with_undo);
  way_window_toast (WAY_WINDOW (widget), text, with_undo);
}

static void
restore_size (WayWindow *self)
{
  GSettings *settings = way_settings_get ();

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
way_window_close_request (GtkWindow *window)
{
  WayWindow *self = WAY_WINDOW (window);
  GSettings *settings = way_settings_get ();
  int width;
  int height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (settings, "window-height", CLAMP (height, 240, 16384));
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  g_settings_set_string (settings, "last-page", self->page_id != NULL ? self->page_id : "");

  return GTK_WINDOW_CLASS (way_window_parent_class)->close_request (window);
}

/* From the first-run page to the pages, once a file is open. */
static void
show_pages (WayWindow *self)
{
  g_autofree char *last_page = g_settings_get_string (way_settings_get (), "last-page");
  const WayPageInfo *info = self->page_id != NULL ? way_page_list_find (self->page_id) : NULL;

  gtk_stack_set_visible_child_name (self->content_stack, "main");
  if ((info == NULL || !way_page_list_is_shown (info, self->session)) &&
      !way_window_open_page (self, last_page))
    way_window_open_page (self, nth_page (self, 0)->id);
  update_actions (self);
  way_referral_form_page_reopen (self);
  if (way_window_get_cover (self) == NULL)
    way_visit_form_page_reopen (self);
}

static void
way_window_constructed (GObject *object)
{
  WayWindow *self = WAY_WINDOW (object);

  G_OBJECT_CLASS (way_window_parent_class)->constructed (object);

  restore_size (self);
  fill_sidebar (self);
  way_backup_keeper_watch (self->session);
  way_folder_keeper_watch (self->session);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  session_changed_cb (self);
  update_actions (self);
  if (way_session_get_store (self->session) != NULL)
    show_pages (self);
}

static void
way_window_realize (GtkWidget *widget)
{
  WayWindow *self = WAY_WINDOW (widget);

  if (way_session_get_store (self->session) == NULL && self->unlock_page == NULL)
    show_welcome (self);
  GTK_WIDGET_CLASS (way_window_parent_class)->realize (widget);
}

static void
way_window_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  WayWindow *self = WAY_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_window_dispose (GObject *object)
{
  WayWindow *self = WAY_WINDOW (object);

  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_queue_clear (&self->trail);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.page", "s", open_page_action);
  gtk_widget_class_install_action (widget_class, "win.open-record", "(ss)", open_record_action);
  gtk_widget_class_install_action (widget_class, "win.open-page-of", "(sss)", open_page_of_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, page_verb_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, page_verb_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, page_verb_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, page_verb_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.new-authority", NULL, new_authority_action);
  gtk_widget_class_install_action (widget_class, "win.join-authority", NULL, join_authority_action);
  gtk_widget_class_install_action (widget_class, "win.open-path", "s", open_path_action);
  gtk_widget_class_install_action (widget_class, "win.seal-anew", NULL, seal_anew_action);
  gtk_widget_class_install_action (widget_class, "win.export-calendar", NULL,
                                   export_calendar_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.roll-over", NULL, roll_over_action);
  gtk_widget_class_install_action (widget_class, "win.routes", NULL, routes_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "(sb)", toast_action);
  for (int n = 1; n <= ALT_KEYS; n++)
    {
      g_autofree char *name = g_strdup_printf ("win.page-%d", n);

      gtk_widget_class_install_action (widget_class, name, NULL, open_nth_page);
    }
}

static void
way_window_class_init (WayWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = way_window_constructed;
  object_class->dispose = way_window_dispose;
  object_class->set_property = way_window_set_property;
  widget_class->realize = way_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = way_window_close_request;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, WAY_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/way-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, sidebar_clamp);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, sidebar_title);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, page_list);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, result_list);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, content_stack);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, sidebar_scroller);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, sidebar_stack);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, result_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
}

static void
way_window_init (WayWindow *self)
{
  self->pages = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->trail);
  gtk_widget_init_template (GTK_WIDGET (self));
}

WayWindow *
way_window_new (AdwApplication *application,
                WaySession     *session)
{
  return g_object_new (WAY_TYPE_WINDOW, "application", application, "session", session, NULL);
}

WaySession *
way_window_get_session (WayWindow *self)
{
  g_return_val_if_fail (WAY_IS_WINDOW (self), NULL);

  return self->session;
}

gboolean
way_window_open_file (WayWindow  *self,
                      const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (WAY_IS_WINDOW (self), FALSE);

  if (way_session_open (self->session, path, &error))
    {
      g_settings_set_string (way_settings_get (), "last-file", path);
      if (self->welcome_page != NULL)
        way_welcome_page_show_problem (self->welcome_page, NULL);
      drop_trail (self);
      show_pages (self);
      return TRUE;
    }

  if (g_error_matches (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED))
    {
      show_unlock (self, path);
      if (!way_lock_was_locked ())
        way_unlock_page_try_kept (self->unlock_page);
      return FALSE;
    }
  text = way_error_text (error);
  g_message ("%s: %s", path, error->message);
  if (way_session_get_store (self->session) != NULL)
    way_window_toast (self, text, FALSE);
  else
    way_welcome_page_show_problem (show_welcome (self), text);
  return FALSE;
}

WayPage *
way_window_get_page (WayWindow *self)
{
  GtkWidget *page;

  g_return_val_if_fail (WAY_IS_WINDOW (self), NULL);

  page = gtk_stack_get_visible_child (self->page_stack);
  return page != NULL ? WAY_PAGE (page) : NULL;
}

gboolean
way_window_open_page (WayWindow  *self,
                      const char *page_id)
{
  const WayPageInfo *info = way_page_list_find (page_id);
  WayPage *page;

  g_return_val_if_fail (WAY_IS_WINDOW (self), FALSE);

  if (info == NULL || !way_page_list_is_shown (info, self->session))
    return FALSE;

  drop_cover (self);
  page = g_hash_table_lookup (self->pages, info->id);
  if (page == NULL)
    {
      page = make_page (self, info->get_type ());
      g_hash_table_insert (self->pages, (gpointer) info->id, page);
    }
  self->page_id = info->id;
  light_row (self, info->id);
  gtk_stack_set_transition_type (self->page_stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  show_page (self, page);
  drop_trail (self);
  update_fold (self, page);
  return TRUE;
}

/* A page about one record upon the one on view. */
static void
push_page (WayWindow   *self,
           GType        type,
           const char  *entity,
           const WayId *id,
           const char  *page_id)
{
  WayPage *page;

  drop_cover (self);
  page = make_page (self, type);
  way_page_set_record (page, entity, id);
  g_queue_push_tail (&self->trail, page);
  gtk_stack_set_transition_type (self->page_stack, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
  show_page (self, page);
  if (g_queue_get_length (&self->trail) > TRAIL_MAX)
    gtk_stack_remove (self->page_stack, g_queue_pop_head (&self->trail));
  if (page_id != NULL)
    light_row (self, page_id);
}

gboolean
way_window_open_record (WayWindow   *self,
                        const char  *entity,
                        const WayId *id)
{
  const WayRecordPageInfo *info = way_page_list_find_record (entity);

  g_return_val_if_fail (WAY_IS_WINDOW (self), FALSE);

  if (info == NULL)
    return FALSE;
  push_page (self, info->get_type (), entity, id, info->page_id);
  return TRUE;
}

gboolean
way_window_open_page_of (WayWindow   *self,
                         const char  *page_id,
                         const char  *entity,
                         const WayId *id)
{
  const WayPageInfo *info = way_page_list_find (page_id);

  g_return_val_if_fail (WAY_IS_WINDOW (self), FALSE);

  if (info == NULL)
    return FALSE;
  push_page (self, info->get_type (), entity, id, info->id);
  return TRUE;
}

void
way_window_show_cover (WayWindow *self,
                       GtkWidget *cover)
{
  g_return_if_fail (WAY_IS_WINDOW (self));
  g_return_if_fail (GTK_IS_WIDGET (cover));

  drop_cover (self);
  self->cover = cover;
  gtk_stack_add_child (self->content_stack, cover);
  gtk_stack_set_visible_child (self->content_stack, cover);
  gtk_widget_child_focus (cover, GTK_DIR_TAB_FORWARD);
  update_actions (self);
}

GtkWidget *
way_window_get_cover (WayWindow *self)
{
  g_return_val_if_fail (WAY_IS_WINDOW (self), NULL);

  return self->cover;
}

void
way_window_go_back (WayWindow *self)
{
  WayPage *gone;
  WayPage *before;

  g_return_if_fail (WAY_IS_WINDOW (self));

  if (self->cover != NULL)
    {
      drop_cover (self);
      return;
    }

  gone = g_queue_pop_tail (&self->trail);
  if (gone == NULL)
    {
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
      return;
    }

  before = g_queue_peek_tail (&self->trail);
  if (before == NULL)
    {
      before = g_hash_table_lookup (self->pages, self->page_id);
      light_row (self, self->page_id);
    }
  gtk_stack_set_transition_type (self->page_stack, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  show_page (self, before);
  gtk_stack_remove (self->page_stack, GTK_WIDGET (gone));
}

void
way_window_toast (WayWindow  *self,
                  const char *text,
                  gboolean    with_undo)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (WAY_IS_WINDOW (self));

  /* A toast's title is markup, and names may hold an ampersand. */
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  if (with_undo)
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}
