/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worklist of double funding: open, explained, put right; by rule. */
#include "way-funding-page.h"

#include <glib/gi18n.h>

#include "way-chip.h"
#include "way-double-funding.h"
#include "way-empty-state.h"
#include "way-field-words.h"
#include "way-funding-dialog.h"
#include "way-table.h"

typedef enum
{
  VIEW_OPEN,
  VIEW_EXPLAINED,
  VIEW_SETTLED,
  N_VIEWS
} View;

static const char *const view_labels[] = {
  [VIEW_OPEN] = N_("Open"),
  [VIEW_EXPLAINED] = N_("Explained"),
  [VIEW_SETTLED] = N_("Put Right"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (view_labels) == N_VIEWS);

struct _WayFundingPage
{
  WayPage          parent_instance;

  View             view;
  const WayCode   *rule;        /* only of this one; NULL: all */
  GPtrArray       *list;        /* WayDoubleFunding *, of the last reading */

  /* Template children */
  GtkLabel        *sum_label;
  GtkLabel        *sum_note;
  GtkToggleButton *open_toggle;
  GtkToggleButton *explained_toggle;
  GtkToggleButton *settled_toggle;
  GtkMenuButton   *rule_button;
  GtkBox          *chips;
  WayTable        *table;
};

G_DEFINE_FINAL_TYPE (WayFundingPage, way_funding_page, WAY_TYPE_PAGE)

enum
{
  COLUMN_PUPIL,
  COLUMN_SCHOOL,
  COLUMN_PROVISION,
  COLUMN_RULE,
  COLUMN_ROUTE,
  COLUMN_FROM,
  COLUMN_DAYS,
  COLUMN_AMOUNT,
};

static const WayTableColumn columns[] = {
  [COLUMN_PUPIL] = { .id = "pupil", .title = N_("Pupil"), .expand = TRUE },
  [COLUMN_SCHOOL] = { .id = "school", .title = N_("School"), .expand = TRUE, .wide_only = TRUE },
  [COLUMN_PROVISION] = { .id = "provision", .title = N_("Provision"), .expand = TRUE,
                         .wide_only = TRUE },
  [COLUMN_RULE] = { .id = "rule", .title = N_("What was found"), .expand = TRUE },
  [COLUMN_ROUTE] = { .id = "route", .title = N_("Route"), .expand = TRUE, .wide_only = TRUE },
  [COLUMN_FROM] = { .id = "from", .title = N_("From"), .kind = WAY_COLUMN_DAY, .width = 108,
                    .wide_only = TRUE },
  [COLUMN_DAYS] = { .id = "days", .title = N_("Days"), .kind = WAY_COLUMN_NUMBER, .width = 72 },
  [COLUMN_AMOUNT] = { .id = "amount", .title = N_("At stake"), .kind = WAY_COLUMN_NUMBER,
                      .width = 112 },
};

static GtkToggleButton *
get_toggle (WayFundingPage *self,
            View            view)
{
  GtkToggleButton *const toggles[] = {
    [VIEW_OPEN] = self->open_toggle,
    [VIEW_EXPLAINED] = self->explained_toggle,
    [VIEW_SETTLED] = self->settled_toggle,
  };

  return toggles[view];
}

static char *
say_count (guint n)
{
  return g_strdup_printf (ngettext ("%u finding", "%u findings", n), n);
}

static View
view_of (const WayDoubleFunding *one)
{
  if (way_double_funding_is_open (one))
    return VIEW_OPEN;
  return g_str_equal (one->state, "explained") ? VIEW_EXPLAINED : VIEW_SETTLED;
}

static gboolean
is_shown (WayFundingPage         *self,
          const WayDoubleFunding *one,
          View                    view)
{
  return view_of (one) == view && (self->rule == NULL || self->rule == one->rule);
}

/* --- Rows --- */

static WayRow *
make_row (WayFundingPage         *self,
          const WayDoubleFunding *one,
          guint                   place)
{
  const GDate *today = way_session_get_today (way_page_get_session (WAY_PAGE (self)));
  WayRow *row = way_row_new ("placement", &one->placement, G_N_ELEMENTS (columns));
  g_autofree char *amount = NULL;

  way_row_set_key (row, place);
  way_row_set_text (row, COLUMN_PUPIL, one->pupil_name);
  way_row_set_text (row, COLUMN_SCHOOL, one->school_name != NULL ? one->school_name : "–");
  way_row_set_text (row, COLUMN_PROVISION, one->place_name);
  way_row_set_text (row, COLUMN_RULE, _(one->rule->label));
  way_row_set_text (row, COLUMN_ROUTE,
                    one->route != NULL ? _(way_codes_label ("route", one->route)) : "–");
  way_row_set_day (row, COLUMN_FROM, &one->from, today);
  way_row_set_count (row, COLUMN_DAYS, (int) one->days);
  if (one->amount != WAY_INTEGER_NONE)
    amount = way_field_words_money (one->amount);
  way_row_set_number (row, COLUMN_AMOUNT,
                      one->amount != WAY_INTEGER_NONE ? (double) one->amount : -1,
                      amount != NULL ? amount : "–");
  return row;
}

static void
fill_table (WayFundingPage *self)
{
  g_autoptr(WayRows) rows = NULL;
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->list->len; i++)
    {
      const WayDoubleFunding *one = g_ptr_array_index (self->list, i);

      if (is_shown (self, one, self->view))
        g_ptr_array_add (shown, make_row (self, one, i));
    }
  rows = way_rows_new_array (shown);
  way_table_set_rows (self->table, rows);
}

/* --- The head --- */

static void
say_counts (WayFundingPage *self)
{
  for (View view = 0; view < N_VIEWS; view++)
    {
      g_autofree char *label = NULL;
      guint count = 0;

      for (guint i = 0; i < self->list->len; i++)
        count += is_shown (self, g_ptr_array_index (self->list, i), view);
      /* Translators: a view and how many it has: “Open 14”. */
      label = g_strdup_printf (_("%s %u"), _(view_labels[view]), count);
      gtk_button_set_label (GTK_BUTTON (get_toggle (self, view)), label);
    }
}

static void
say_sum (WayFundingPage *self)
{
  g_autofree char *sum = way_field_words_money (way_double_funding_sum_open (self->list));
  guint n_open = 0;
  g_autofree char *note = NULL;

  for (guint i = 0; i < self->list->len; i++)
    n_open += way_double_funding_is_open (g_ptr_array_index (self->list, i));
  note = g_strdup_printf (ngettext ("at stake in %u open finding", "at stake in %u open findings",
                                    n_open), n_open);
  gtk_label_set_label (self->sum_label, sum);
  gtk_label_set_label (self->sum_note, note);
}

static void
chip_removed_cb (WayFundingPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "funding.rule", "s", "");
}

static void
fill_chips (WayFundingPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), self->rule != NULL);
  if (self->rule == NULL)
    return;
  child = way_chip_new (_(self->rule->label));
  g_signal_connect_object (child, "removed", G_CALLBACK (chip_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, child);
}

static void
fill_rule_menu (WayFundingPage *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint rule = 0; rule < WAY_N_DOUBLE_RULES; rule++)
    {
      const WayCode *code = way_double_rule (rule);
      g_autoptr(GMenuItem) item = g_menu_item_new (_(code->label), NULL);

      g_menu_item_set_action_and_target (item, "funding.rule", "s", code->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->rule_button, G_MENU_MODEL (menu));
}

/* --- Acts --- */

static void
show_all (WayFundingPage *self)
{
  say_sum (self);
  say_counts (self);
  fill_chips (self);
  fill_table (self);
}

static void
rule_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayFundingPage *self = WAY_FUNDING_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  self->rule = *id != '\0' ? way_codes_lookup ("double_funding", id) : NULL;
  if (self->list != NULL)
    show_all (self);
}

static void
toggled_cb (WayFundingPage *self)
{
  for (View view = 0; view < N_VIEWS; view++)
    if (gtk_toggle_button_get_active (get_toggle (self, view)))
      self->view = view;
  if (self->list != NULL)
    fill_table (self);
}

static void
row_activated_cb (WayFundingPage *self,
                  WayRow         *row)
{
  guint place = (guint) way_row_get_key (row);

  if (self->list != NULL && place < self->list->len)
    way_funding_dialog_open (WAY_PAGE (self), self->list, place);
}

/* --- The page --- */

static GPtrArray *
read_list (WayFundingPage *self,
           GError        **error)
{
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), error);

  return facts != NULL
           ? way_double_funding_list (facts, NULL, way_session_get_today (session), error) : NULL;
}

static void
way_funding_page_refresh (WayPage *page)
{
  WayFundingPage *self = WAY_FUNDING_PAGE (page);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = read_list (self, &error);
  if (self->list == NULL)
    way_page_show_failed (page, error);
  else if (self->list->len == 0)
    way_page_show_empty (page);
  else
    {
      show_all (self);
      way_page_show_content (page);
    }
}

static void
way_funding_page_filter (WayPage *page)
{
  way_table_start_filter (WAY_FUNDING_PAGE (page)->table);
}

static void
way_funding_page_dispose (GObject *object)
{
  WayFundingPage *self = WAY_FUNDING_PAGE (object);

  g_clear_pointer (&self->list, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FUNDING_PAGE);

  G_OBJECT_CLASS (way_funding_page_parent_class)->dispose (object);
}

static void
way_funding_page_class_init (WayFundingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_funding_page_dispose;
  page_class->refresh = way_funding_page_refresh;
  page_class->filter = way_funding_page_filter;

  gtk_widget_class_install_action (widget_class, "funding.rule", "s", rule_action);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/funding-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, sum_label);
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, sum_note);
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, open_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, explained_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, settled_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, rule_button);
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, chips);
  gtk_widget_class_bind_template_child (widget_class, WayFundingPage, table);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_funding_page_init (WayFundingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
  way_table_set_count_words (self->table, say_count);
  fill_rule_menu (self);
}
