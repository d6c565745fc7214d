/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Six views of placements.  Four are queries read in pages; those overdue for
 * review, and those of which something is to be asked, are few and come from the
 * duties and from what is due. */
#include "way-placements-page.h"

#include <glib/gi18n.h>

#include "way-chip.h"
#include "way-columns.h"
#include "way-date-words.h"
#include "way-due-label.h"
#include "way-duties.h"
#include "way-empty-state.h"
#include "way-journey.h"
#include "way-placement-views.h"
#include "way-query-rows.h"
#include "way-stay-due.h"
#include "way-table.h"

typedef enum
{
  VIEW_CURRENT,
  VIEW_COMING,
  VIEW_ENDING,
  VIEW_OVERDUE,
  VIEW_TO_CHECK,
  VIEW_ENDED,
  N_VIEWS
} View;

struct _WayPlacementsPage
{
  WayPage          parent_instance;

  View             view;
  WayId            setting;
  char            *setting_name;
  WayFacts        *facts;       /* the duties' */
  GPtrArray       *duties;      /* WayDutyFact *, of the last reading */
  GPtrArray       *due;         /* WayStayDue *, likewise */
  GHashTable      *reviews;     /* WayId * of a placement -> WayDutyFact * */
  gboolean         changing;

  /* Template children */
  GtkToggleButton *current_toggle;
  GtkToggleButton *coming_toggle;
  GtkToggleButton *ending_toggle;
  GtkToggleButton *overdue_toggle;
  GtkToggleButton *check_toggle;
  GtkToggleButton *ended_toggle;
  GtkMenuButton   *setting_button;
  GtkMenuButton   *check_setting_button;
  GtkMenuButton   *ended_setting_button;
  GtkBox          *chips;
  GtkStack        *tables;
  WayTable        *table;
  WayTable        *check_table;
  WayTable        *ended_table;
};

G_DEFINE_FINAL_TYPE (WayPlacementsPage, way_placements_page, WAY_TYPE_PAGE)

enum
{
  COLUMN_PUPIL,
  COLUMN_YEAR,
  COLUMN_PROVISION,
  COLUMN_START,
  COLUMN_END,
  COLUMN_SESSIONS,
  COLUMN_REVIEW,
};

static const WayTableColumn columns[] = {
  [COLUMN_PUPIL] = { .id = "pupil.title", .title = N_("Pupil"), .expand = TRUE },
  [COLUMN_YEAR] = { .id = "pupil.year", .title = N_("Year"), .width = 84, .wide_only = TRUE },
  [COLUMN_PROVISION] = { .id = "provision.title", .title = N_("Provision"), .expand = TRUE },
  [COLUMN_START] = { .id = "start", .title = N_("First day"), .kind = WAY_COLUMN_DAY,
                     .width = 116, .wide_only = TRUE },
  [COLUMN_END] = { .id = "expected_end", .title = N_("Expected end"), .kind = WAY_COLUMN_DAY,
                   .width = 124 },
  [COLUMN_SESSIONS] = { .id = "sessions", .title = N_("Half days"), .kind = WAY_COLUMN_NUMBER,
                        .width = 96, .wide_only = TRUE },
  [COLUMN_REVIEW] = { .id = "", .title = N_("Next review"), .width = 168, .fixed = TRUE },
};

static const WayTableColumn ended_columns[] = {
  { .id = "pupil.title", .title = N_("Pupil"), .expand = TRUE },
  { .id = "pupil.year", .title = N_("Year"), .width = 84, .wide_only = TRUE },
  { .id = "provision.title", .title = N_("Provision"), .expand = TRUE },
  { .id = "start", .title = N_("First day"), .kind = WAY_COLUMN_DAY, .width = 124,
    .wide_only = TRUE },
  { .id = "end", .title = N_("Last day"), .kind = WAY_COLUMN_DAY, .width = 124 },
  { .id = "destination", .title = N_("Where next"), .expand = TRUE },
};

enum
{
  CHECK_PUPIL,
  CHECK_YEAR,
  CHECK_PROVISION,
  CHECK_WHAT,
  CHECK_DUE,
};

static const WayTableColumn check_columns[] = {
  [CHECK_PUPIL] = { .id = "pupil", .title = N_("Pupil"), .expand = TRUE },
  [CHECK_YEAR] = { .id = "year", .title = N_("Year"), .width = 84, .wide_only = TRUE },
  [CHECK_PROVISION] = { .id = "provision", .title = N_("Provision"), .expand = TRUE },
  [CHECK_WHAT] = { .id = "what", .title = N_("What is to be asked"), .expand = TRUE },
  [CHECK_DUE] = { .id = "due", .title = N_("Due"), .kind = WAY_COLUMN_DAY, .width = 116 },
};

static const struct
{
  const char        *label;
  WayPlacementsView  query;
} views[] = {
  [VIEW_CURRENT] = { N_("Current"), WAY_PLACEMENTS_CURRENT },
  [VIEW_COMING] = { N_("Coming"), WAY_PLACEMENTS_COMING },
  [VIEW_ENDING] = { N_("Ending"), WAY_PLACEMENTS_ENDING },
  [VIEW_OVERDUE] = { N_("Review Late"), WAY_PLACEMENTS_CURRENT },
  [VIEW_TO_CHECK] = { N_("To Check"), WAY_PLACEMENTS_ENDED },
  [VIEW_ENDED] = { N_("Ended"), WAY_PLACEMENTS_ENDED },
};

G_STATIC_ASSERT (G_N_ELEMENTS (views) == N_VIEWS);

static GtkToggleButton *
get_toggle (WayPlacementsPage *self,
            View               view)
{
  GtkToggleButton *const toggles[] = {
    [VIEW_CURRENT] = self->current_toggle, [VIEW_COMING] = self->coming_toggle,
    [VIEW_ENDING] = self->ending_toggle,   [VIEW_OVERDUE] = self->overdue_toggle,
    [VIEW_TO_CHECK] = self->check_toggle,  [VIEW_ENDED] = self->ended_toggle,
  };

  return toggles[view];
}

static char *
say_count (guint n)
{
  return g_strdup_printf (ngettext ("%u placement", "%u placements", n), n);
}

static const GDate *
get_today (WayPlacementsPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

/* --- Duties --- */

static void
clear_duties (WayPlacementsPage *self)
{
  g_clear_pointer (&self->reviews, g_hash_table_unref);
  g_clear_pointer (&self->duties, g_ptr_array_unref);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_pointer (&self->facts, way_facts_free);
}

static gboolean
read_duties (WayPlacementsPage *self,
             GError           **error)
{
  clear_duties (self);
  self->reviews = g_hash_table_new (way_id_hash, way_id_equal_func);
  self->facts = way_facts_new (way_session_get_db (way_page_get_session (WAY_PAGE (self))), error);
  if (self->facts == NULL)
    return FALSE;
  self->duties = way_duties_list (self->facts, get_today (self), NULL, error);
  for (guint i = 0; self->duties != NULL && i < self->duties->len; i++)
    {
      WayDutyFact *duty = g_ptr_array_index (self->duties, i);

      if (g_str_equal (duty->rule->id, "C19"))
        g_hash_table_insert (self->reviews, &duty->placement, duty);
    }
  if (self->duties != NULL)
    self->due = way_stay_due_list (self->facts, get_today (self), NULL, error);
  return self->due != NULL;
}

static void
dress_review (WayRow            *row,
              const WayDutyFact *duty,
              const GDate       *today)
{
  const char *icon_name;
  const char *css_class;
  g_autofree char *words = NULL;

  if (duty == NULL)
    {
      way_row_set_text (row, COLUMN_REVIEW, "–");
      return;
    }
  words = way_due_words (&duty->duty, &duty->due, today, &icon_name, &css_class);
  way_row_set_text (row, COLUMN_REVIEW, words);
  if (icon_name != NULL)
    way_row_set_icon (row, COLUMN_REVIEW, icon_name, css_class);
}

static void
dress_row (WayRow            *row,
           const WayQueryRow *found,
           gpointer           data)
{
  WayPlacementsPage *self = data;
  const WayDutyFact *duty =
    self->reviews != NULL ? g_hash_table_lookup (self->reviews, &found->id) : NULL;

  dress_review (row, duty, get_today (self));
}

static gboolean
is_overdue (WayPlacementsPage *self,
            const WayDutyFact *duty)
{
  return g_str_equal (duty->rule->id, "C19") && duty->duty.state == WAY_DUTY_BREACHED &&
         (way_id_is_null (&self->setting) || way_id_equal (&self->setting, &duty->establishment));
}

static WayRow *
make_overdue_row (WayPlacementsPage *self,
                  const WayDutyFact *duty)
{
  WayRow *row = way_row_new ("placement", &duty->placement, G_N_ELEMENTS (columns));
  g_autoptr(WayPlacement) placement = way_records_get (way_facts_db (self->facts),
                                                       &way_placement_entity, &duty->placement,
                                                       NULL);

  way_row_set_text (row, COLUMN_PUPIL, duty->pupil_name);
  way_row_set_text (row, COLUMN_YEAR,
                    duty->year != NULL ? _(way_codes_label ("nc_year", duty->year)) : "–");
  way_row_set_text (row, COLUMN_PROVISION, duty->place_name);
  if (placement != NULL)
    {
      way_row_set_day (row, COLUMN_START, &placement->start, get_today (self));
      way_row_set_day (row, COLUMN_END, &placement->expected_end, get_today (self));
      if (placement->sessions != WAY_INTEGER_NONE)
        way_row_set_count (row, COLUMN_SESSIONS, (int) placement->sessions);
    }
  dress_review (row, duty, get_today (self));
  return row;
}

static GPtrArray *
list_overdue (WayPlacementsPage *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (self->duties, i);

      if (is_overdue (self, duty))
        g_ptr_array_add (rows, make_overdue_row (self, duty));
    }
  return rows;
}

/* --- What is to be asked --- */

static gboolean
is_of_setting (WayPlacementsPage *self,
               const WayStayDue  *due)
{
  return way_id_is_null (&self->setting) || way_id_equal (&self->setting, &due->establishment);
}

static char *
say_question (const WayStayDue *due)
{
  switch (due->kind)
    {
    case WAY_STAY_DUE_PLAN:
      /* Translators: how far a stay has come, and what is due: “Week 12 of 20: begin the plan”. */
      return g_strdup_printf (_("Week %u of %u: begin the plan for what comes next"), due->week,
                              due->weeks);
    case WAY_STAY_DUE_DECIDE:
      return g_strdup_printf (_("Week %u of %u: decide what comes next"), due->week, due->weeks);
    case WAY_STAY_DUE_LASTED:
    default:
      return g_strdup_printf (ngettext ("Has it lasted %u week? %s",
                                        "Has it lasted %u weeks? %s", due->weeks), due->weeks,
                              _(way_codes_label ("destination", due->destination)));
    }
}

static WayRow *
make_check_row (WayPlacementsPage *self,
                const WayStayDue  *due)
{
  WayRow *row = way_row_new ("placement", &due->placement, G_N_ELEMENTS (check_columns));
  g_autofree char *question = say_question (due);

  way_row_set_text (row, CHECK_PUPIL, due->who);
  way_row_set_text (row, CHECK_YEAR,
                    due->year != NULL ? _(way_codes_label ("nc_year", due->year)) : "–");
  way_row_set_text (row, CHECK_PROVISION, due->place);
  way_row_set_text (row, CHECK_WHAT, question);
  way_row_set_day (row, CHECK_DUE, &due->due, get_today (self));
  return row;
}

static GPtrArray *
list_checks (WayPlacementsPage *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->due->len; i++)
    {
      const WayStayDue *due = g_ptr_array_index (self->due, i);

      if (is_of_setting (self, due))
        g_ptr_array_add (rows, make_check_row (self, due));
    }
  return rows;
}

/* --- Views --- */

static WayTable *
get_table (WayPlacementsPage *self)
{
  if (self->view == VIEW_TO_CHECK)
    return self->check_table;
  return self->view == VIEW_ENDED ? self->ended_table : self->table;
}

static gboolean
count_view (WayPlacementsPage *self,
            View               view,
            guint             *count,
            GError           **error)
{
  g_autoptr(WayQuery) query = NULL;
  gint64 n = 0;

  *count = 0;
  if (view == VIEW_OVERDUE)
    {
      for (guint i = 0; i < self->duties->len; i++)
        *count += is_overdue (self, g_ptr_array_index (self->duties, i));
      return TRUE;
    }
  if (view == VIEW_TO_CHECK)
    {
      for (guint i = 0; i < self->due->len; i++)
        *count += is_of_setting (self, g_ptr_array_index (self->due, i));
      return TRUE;
    }
  query = way_placements_query (views[view].query, get_today (self), &self->setting);
  if (!way_query_count (query, way_facts_db (self->facts), &n, error))
    return FALSE;
  *count = (guint) n;
  return TRUE;
}

static gboolean
say_counts (WayPlacementsPage *self,
            GError           **error)
{
  for (View view = 0; view < N_VIEWS; view++)
    {
      g_autofree char *label = NULL;
      guint count;

      if (!count_view (self, view, &count, error))
        return FALSE;
      /* Translators: a view and how many it has: “Current 183”. */
      label = g_strdup_printf (_("%s %u"), _(views[view].label), count);
      gtk_button_set_label (GTK_BUTTON (get_toggle (self, view)), label);
    }
  return TRUE;
}

static void
fill_table (WayPlacementsPage *self)
{
  gboolean ended = self->view == VIEW_ENDED;
  WayTable *table = get_table (self);
  const WayTableColumn *shown = ended ? ended_columns : columns;
  guint n_shown = ended ? G_N_ELEMENTS (ended_columns) : G_N_ELEMENTS (columns);
  g_autoptr(WayRows) rows = NULL;

  if (self->view == VIEW_OVERDUE)
    rows = way_rows_new_array (list_overdue (self));
  else if (self->view == VIEW_TO_CHECK)
    rows = way_rows_new_array (list_checks (self));
  else
    rows = way_query_rows_new (way_page_get_session (WAY_PAGE (self)),
                               way_placements_query (views[self->view].query, get_today (self),
                                                     &self->setting),
                               shown, n_shown, ended ? NULL : dress_row, self);
  way_table_set_rows (table, rows);
  gtk_stack_set_visible_child (self->tables, GTK_WIDGET (table));
}

static void
toggled_cb (WayPlacementsPage *self)
{
  if (self->changing)
    return;
  for (View view = 0; view < N_VIEWS; view++)
    if (gtk_toggle_button_get_active (get_toggle (self, view)))
      self->view = view;
  if (self->duties != NULL)
    fill_table (self);
}

static void
row_activated_cb (WayPlacementsPage *self,
                  WayRow            *row)
{
  way_page_open_record (WAY_PAGE (self), "placement", way_row_get_id (row));
}

/* --- The setting --- */

static void
chip_removed_cb (WayPlacementsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "placements.setting", "(ss)", "", "");
}

static void
fill_chips (WayPlacementsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), !way_id_is_null (&self->setting));
  if (way_id_is_null (&self->setting))
    return;
  child = way_chip_new (self->setting_name);
  g_signal_connect_object (child, "removed", G_CALLBACK (chip_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, child);
}

static void
fill_setting_menu (WayPlacementsPage *self)
{
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name ("provision"));
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autofree char *last = NULL;

  way_query_add_column (query, "establishment.title", NULL);
  way_query_add_column (query, "establishment", NULL);
  way_query_set_sort (query, "establishment.title", FALSE, NULL);
  rows = way_query_page (query, way_facts_db (self->facts), 0, 500, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autofree char *name = way_query_row_text (query, g_ptr_array_index (rows, i), 0);
      g_autofree char *id = way_query_row_text (query, g_ptr_array_index (rows, i), 1);
      g_autoptr(GMenuItem) item = NULL;

      if (g_strcmp0 (id, last) == 0)
        continue;
      item = g_menu_item_new (name, NULL);
      g_menu_item_set_action_and_target (item, "placements.setting", "(ss)", id, name);
      g_menu_append_item (menu, item);
      g_free (last);
      last = g_steal_pointer (&id);
    }
  gtk_menu_button_set_menu_model (self->setting_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_menu_model (self->check_setting_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_menu_model (self->ended_setting_button, G_MENU_MODEL (menu));
}

static void
setting_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  WayPlacementsPage *self = WAY_PLACEMENTS_PAGE (widget);
  const char *id;
  const char *name;

  g_variant_get (parameter, "(&s&s)", &id, &name);
  self->setting = (WayId) { { 0 } };
  if (*id != '\0')
    way_id_parse (id, &self->setting);
  g_free (self->setting_name);
  self->setting_name = g_strdup (name);
  way_page_refresh (WAY_PAGE (self));
}

/* --- The page --- */

static void
way_placements_page_refresh (WayPage *page)
{
  WayPlacementsPage *self = WAY_PLACEMENTS_PAGE (page);
  g_autoptr(GError) error = NULL;
  gint64 n_all = 0;

  if (!read_duties (self, &error) ||
      !way_records_count (way_facts_db (self->facts), &way_placement_entity, &n_all, &error) ||
      !say_counts (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (n_all == 0)
    {
      way_page_show_empty (page);
      return;
    }
  fill_setting_menu (self);
  fill_chips (self);
  fill_table (self);
  way_page_show_content (page);
}

static void
way_placements_page_filter (WayPage *page)
{
  way_table_start_filter (get_table (WAY_PLACEMENTS_PAGE (page)));
}

static void
way_placements_page_dispose (GObject *object)
{
  WayPlacementsPage *self = WAY_PLACEMENTS_PAGE (object);

  self->changing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLACEMENTS_PAGE);
  clear_duties (self);

  G_OBJECT_CLASS (way_placements_page_parent_class)->dispose (object);
}

static void
way_placements_page_finalize (GObject *object)
{
  g_free (WAY_PLACEMENTS_PAGE (object)->setting_name);

  G_OBJECT_CLASS (way_placements_page_parent_class)->finalize (object);
}

static void
way_placements_page_class_init (WayPlacementsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_placements_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_placements_page_finalize;
  page_class->refresh = way_placements_page_refresh;
  page_class->filter = way_placements_page_filter;

  gtk_widget_class_install_action (widget_class, "placements.setting", "(ss)", setting_action);
  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/placements-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, current_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, coming_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, ending_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, overdue_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, check_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, ended_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, setting_button);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, check_setting_button);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, ended_setting_button);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, tables);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, table);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, check_table);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementsPage, ended_table);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_placements_page_init (WayPlacementsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
  way_table_set_columns (self->ended_table, ended_columns, G_N_ELEMENTS (ended_columns));
  way_table_set_columns (self->check_table, check_columns, G_N_ELEMENTS (check_columns));
  way_table_set_count_words (self->table, say_count);
  way_table_set_count_words (self->check_table, say_count);
  way_table_set_count_words (self->ended_table, say_count);
}
