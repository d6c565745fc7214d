/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Referrals on a board and in a list, under one set of filters. */
#include "way-referrals-page.h"

#include <glib/gi18n.h>

#include "way-chip.h"
#include "way-columns.h"
#include "way-empty-state.h"
#include "way-journey.h"
#include "way-query-rows.h"
#include "way-print.h"
#include "way-referral-form-page.h"
#include "way-referral-print.h"
#include "way-referral-tile.h"
#include "way-table.h"

struct _WayReferralsPage
{
  WayPage         parent_instance;

  char           *route;      /* filters; NULL: all */
  char           *stage;      /* of the list alone */
  WayId           referrer;
  char           *referrer_name;
  GPtrArray      *columns;    /* WayBoardColumn, in the order of the stages */

  /* Template children */
  AdwViewStack   *views;
  GtkSearchEntry *search_entry;
  GtkMenuButton  *route_button;
  GtkMenuButton  *stage_button;
  GtkMenuButton  *referrer_button;
  GtkBox         *chips;
  GtkLabel       *count_label;
  WayColumns     *live_columns;
  WayColumns     *over_columns;
  GtkStack       *board_stack;
  WayTable       *table;
};

G_DEFINE_FINAL_TYPE (WayReferralsPage, way_referrals_page, WAY_TYPE_PAGE)

static const WayTableColumn list_columns[] = {
  { .id = "pupil.title", .title = N_("Pupil"), .expand = TRUE },
  { .id = "pupil.year", .title = N_("Year"), .width = 84, .wide_only = TRUE },
  { .id = "route", .title = N_("Route"), .expand = TRUE },
  { .id = "referrer.title", .title = N_("Referred by"), .expand = TRUE, .wide_only = TRUE },
  { .id = "received", .title = N_("Received"), .kind = WAY_COLUMN_DAY, .width = 120 },
  { .id = "stage", .title = N_("Stage"), .width = 140 },
};

static char *
say_list_count (guint n)
{
  return g_strdup_printf (ngettext ("%u referral", "%u referrals", n), n);
}

static const char *
get_words (WayReferralsPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

static gboolean
is_filtered (WayReferralsPage *self)
{
  return self->route != NULL || self->stage != NULL || !way_id_is_null (&self->referrer) ||
         *get_words (self) != '\0';
}

/* --- The board --- */

static void
open_tile (WayReferralsPage *self,
           WayReferralTile  *tile)
{
  if (way_referral_tile_is_draft (tile))
    way_referral_form_page_open (WAY_PAGE (self), way_referral_tile_get_id (tile), NULL);
  else
    way_page_open_record (WAY_PAGE (self), "referral", way_referral_tile_get_id (tile));
}

static void
tile_clicked_cb (WayReferralsPage *self,
                 WayReferralTile  *tile)
{
  open_tile (self, tile);
}

static void
show_all_cb (WayReferralsPage *self,
             WayBoardColumn   *column)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "referrals.stage", "s",
                              way_board_column_get_stage (column));
  adw_view_stack_set_visible_child_name (self->views, "list");
}

static void
make_columns (WayReferralsPage *self)
{
  g_autoptr(GPtrArray) stages = way_codes_list ("referral_stage", NULL);

  for (guint i = 0; i < stages->len; i++)
    {
      const WayCode *stage = g_ptr_array_index (stages, i);
      gboolean live = way_code_is (stage, "live");
      g_autofree char *heading = live ? g_strdup (_(stage->label))
                                      /* Translators: a column of a board: “Placed lately”. */
                                      : g_strdup_printf (_("%s lately"), _(stage->label));
      GtkWidget *column = way_board_column_new (stage->id, heading);

      g_signal_connect_object (column, "show-all", G_CALLBACK (show_all_cb), self,
                               G_CONNECT_SWAPPED);
      way_columns_append (live ? self->live_columns : self->over_columns, column);
      g_ptr_array_add (self->columns, column);
    }
}

static WayBoardColumn *
find_column (WayReferralsPage *self,
             const char       *stage)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (way_board_column_get_stage (g_ptr_array_index (self->columns, i)), stage))
      return g_ptr_array_index (self->columns, i);
  return NULL;
}

static void
fill_board (WayReferralsPage *self,
            GPtrArray        *cards)
{
  const GDate *today = way_session_get_today (way_page_get_session (WAY_PAGE (self)));

  for (guint i = 0; i < self->columns->len; i++)
    way_board_column_clear (g_ptr_array_index (self->columns, i));
  for (guint i = 0; i < cards->len; i++)
    {
      const WayReferralCard *card = g_ptr_array_index (cards, i);
      WayBoardColumn *column = find_column (self, card->stage);
      GtkWidget *tile;

      if (column == NULL)
        continue;
      tile = way_referral_tile_new (card, today);
      g_signal_connect_object (tile, "clicked", G_CALLBACK (tile_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      way_board_column_append (column, tile);
    }
}

/* Who refers, of those on the board: the menu to choose one from. */
static void
fill_referrer_menu (WayReferralsPage *self,
                    GError          **error)
{
  g_autoptr(WayQuery) query = way_query_new (&way_referral_entity);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  way_query_add_column (query, "referrer.title", NULL);
  way_query_add_column (query, "referrer", NULL);
  way_query_add_filter (query, "closed", WAY_FILTER_EMPTY, "", NULL);
  way_query_add_filter (query, "referrer", WAY_FILTER_FILLED, "", NULL);
  way_query_set_sort (query, "referrer.title", FALSE, NULL);
  rows = way_query_page (query, way_session_get_db (way_page_get_session (WAY_PAGE (self))), 0, 500,
                         error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayQueryRow *row = g_ptr_array_index (rows, i);
      g_autofree char *name = way_query_row_text (query, row, 0);
      g_autofree char *id = way_query_row_text (query, row, 1);
      g_autoptr(GMenuItem) item = NULL;

      if (!g_hash_table_add (seen, g_strdup (id)))
        continue;
      item = g_menu_item_new (name, NULL);
      g_menu_item_set_action_and_target (item, "referrals.referrer", "(ss)", id, name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->referrer_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->referrer_button), g_hash_table_size (seen) > 0);
}

static void
say_counts (WayReferralsPage *self,
            GPtrArray        *cards)
{
  guint open = 0;
  guint late = 0;
  g_autofree char *text = NULL;
  g_autofree char *late_text = NULL;
  g_autofree char *both = NULL;

  for (guint i = 0; i < cards->len; i++)
    {
      const WayReferralCard *card = g_ptr_array_index (cards, i);

      open += way_code_is (way_codes_lookup ("referral_stage", card->stage), "live");
      late += card->rule != NULL && card->duty.state == WAY_DUTY_BREACHED;
    }
  text = g_strdup_printf (ngettext ("%u referral on its way", "%u referrals on their way", open),
                          open);
  if (late > 0)
    {
      late_text = g_strdup_printf (ngettext ("%u with a duty that is late",
                                             "%u with a duty that is late", late), late);
      both = g_strjoin (" · ", text, late_text, NULL);
      gtk_label_set_label (self->count_label, both);
    }
  else
    {
      gtk_label_set_label (self->count_label, text);
    }
}

static GPtrArray *
read_cards (WayReferralsPage *self,
            GError          **error)
{
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), error);
  WayReferralBoardFilter filter = {
    .route = self->route,
    .referrer = self->referrer,
    .words = *get_words (self) != '\0' ? get_words (self) : NULL,
  };

  if (facts == NULL)
    return NULL;
  return way_referral_board (facts, way_session_get_today (session), &filter, error);
}

/* --- The list --- */

static void
filter_query (WayReferralsPage *self,
              WayQuery         *query)
{
  g_autofree char *referrer = way_id_to_string (&self->referrer);
  g_auto(GStrv) words = g_strsplit (get_words (self), " ", -1);

  if (self->route != NULL)
    way_query_add_filter (query, "route", WAY_FILTER_IS, self->route, NULL);
  if (self->stage != NULL)
    way_query_add_filter (query, "stage", WAY_FILTER_IS, self->stage, NULL);
  if (!way_id_is_null (&self->referrer))
    way_query_add_filter (query, "referrer", WAY_FILTER_IS, referrer, NULL);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      way_query_add_filter (query, "pupil.title", WAY_FILTER_HAS, *word, NULL);
}

static void
fill_list (WayReferralsPage *self)
{
  WayQuery *query = way_query_new (&way_referral_entity);
  g_autoptr(WayRows) rows = NULL;

  filter_query (self, query);
  way_query_set_sort (query, "received", TRUE, NULL);
  rows = way_query_rows_new (way_page_get_session (WAY_PAGE (self)), query, list_columns,
                             G_N_ELEMENTS (list_columns), NULL, NULL);
  way_table_set_rows (self->table, rows);
}

static void
row_activated_cb (WayReferralsPage *self,
                  WayRow           *row)
{
  way_page_open_record (WAY_PAGE (self), "referral", way_row_get_id (row));
}

/* --- Filters --- */

static void
chip_removed_cb (WayReferralsPage *self,
                 WayChip          *chip)
{
  const char *action = g_object_get_data (G_OBJECT (chip), "action");

  if (g_str_equal (action, "referrals.referrer"))
    gtk_widget_activate_action (GTK_WIDGET (self), action, "(ss)", "", "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", "");
}

static void
add_chip (WayReferralsPage *self,
          const char       *action,
          const char       *label)
{
  GtkWidget *chip = way_chip_new (label);

  g_object_set_data (G_OBJECT (chip), "action", (gpointer) action);
  g_signal_connect_object (chip, "removed", G_CALLBACK (chip_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, chip);
}

static void
fill_chips (WayReferralsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  if (self->route != NULL)
    add_chip (self, "referrals.route", _(way_codes_label ("route", self->route)));
  if (self->stage != NULL)
    add_chip (self, "referrals.stage", _(way_codes_label ("referral_stage", self->stage)));
  if (!way_id_is_null (&self->referrer))
    add_chip (self, "referrals.referrer", self->referrer_name);
  gtk_widget_set_visible (GTK_WIDGET (self->chips),
                          gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != NULL);
}

static void
take_code (char     **member,
           GVariant  *parameter)
{
  const char *code = g_variant_get_string (parameter, NULL);

  g_free (*member);
  *member = *code != '\0' ? g_strdup (code) : NULL;
}

static void
route_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  take_code (&WAY_REFERRALS_PAGE (widget)->route, parameter);
  way_page_refresh (WAY_PAGE (widget));
}

static void
stage_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayReferralsPage *self = WAY_REFERRALS_PAGE (widget);

  take_code (&self->stage, parameter);
  if (self->stage != NULL)
    adw_view_stack_set_visible_child_name (self->views, "list");
  way_page_refresh (WAY_PAGE (widget));
}

static void
referrer_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  WayReferralsPage *self = WAY_REFERRALS_PAGE (widget);
  const char *id;
  const char *name;

  g_variant_get (parameter, "(&s&s)", &id, &name);
  self->referrer = (WayId) { { 0 } };
  if (*id != '\0')
    way_id_parse (id, &self->referrer);
  g_free (self->referrer_name);
  self->referrer_name = g_strdup (name);
  way_page_refresh (WAY_PAGE (widget));
}

/* The form on paper, to be filled in by hand. */
static WaySheet *
make_empty_form (GtkWidget *widget)
{
  return way_referral_print_new (way_page_get_session (WAY_PAGE (widget)), NULL);
}

static void
print_empty_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  way_print_sheet (widget, make_empty_form (widget));
}

static void
save_empty_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  way_referral_print_save (widget, make_empty_form (widget));
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayReferralsPage *self = WAY_REFERRALS_PAGE (widget);

  g_clear_pointer (&self->route, g_free);
  g_clear_pointer (&self->stage, g_free);
  self->referrer = (WayId) { { 0 } };
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  way_page_refresh (WAY_PAGE (widget));
}

static void
search_changed_cb (WayReferralsPage *self)
{
  way_page_refresh (WAY_PAGE (self));
}

static void
stop_search_cb (WayReferralsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static GMenuModel *
make_code_menu (const char *set,
                const char *action)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GPtrArray) codes = way_codes_list (set, NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);
      g_autoptr(GMenuItem) item = g_menu_item_new (_(code->label), NULL);

      g_menu_item_set_action_and_target (item, action, "s", code->id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
make_menus (WayReferralsPage *self)
{
  g_autoptr(GMenuModel) routes = make_code_menu ("route", "referrals.route");
  g_autoptr(GMenuModel) stages = make_code_menu ("referral_stage", "referrals.stage");

  gtk_menu_button_set_menu_model (self->route_button, routes);
  gtk_menu_button_set_menu_model (self->stage_button, stages);
}

/* --- The page --- */

static void
way_referrals_page_refresh (WayPage *page)
{
  WayReferralsPage *self = WAY_REFERRALS_PAGE (page);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) cards = read_cards (self, &error);
  gint64 n_all = 0;

  if (cards == NULL ||
      !way_records_count (way_session_get_db (way_page_get_session (page)), &way_referral_entity,
                          &n_all, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (n_all == 0 && cards->len == 0 && !is_filtered (self))
    {
      way_page_show_empty (page);
      return;
    }

  fill_referrer_menu (self, NULL);
  fill_board (self, cards);
  fill_list (self);
  fill_chips (self);
  say_counts (self, cards);
  gtk_stack_set_visible_child_name (self->board_stack,
                                    cards->len > 0 || !is_filtered (self) ? "board" : "none");
  way_page_show_content (page);
}

static void
way_referrals_page_create (WayPage *page)
{
  way_referral_form_page_open (page, NULL, NULL);
}

static void
way_referrals_page_filter (WayPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WAY_REFERRALS_PAGE (page)->search_entry));
}

static void
way_referrals_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REFERRALS_PAGE);

  G_OBJECT_CLASS (way_referrals_page_parent_class)->dispose (object);
}

static void
way_referrals_page_finalize (GObject *object)
{
  WayReferralsPage *self = WAY_REFERRALS_PAGE (object);

  g_free (self->route);
  g_free (self->stage);
  g_free (self->referrer_name);
  g_ptr_array_unref (self->columns);

  G_OBJECT_CLASS (way_referrals_page_parent_class)->finalize (object);
}

static void
way_referrals_page_class_init (WayReferralsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  object_class->dispose = way_referrals_page_dispose;
  object_class->finalize = way_referrals_page_finalize;
  page_class->refresh = way_referrals_page_refresh;
  page_class->create = way_referrals_page_create;
  page_class->filter = way_referrals_page_filter;

  gtk_widget_class_install_action (widget_class, "referrals.route", "s", route_action);
  gtk_widget_class_install_action (widget_class, "referrals.stage", "s", stage_action);
  gtk_widget_class_install_action (widget_class, "referrals.referrer", "(ss)", referrer_action);
  gtk_widget_class_install_action (widget_class, "referrals.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "referrals.print-empty", NULL,
                                   print_empty_action);
  gtk_widget_class_install_action (widget_class, "referrals.save-empty", NULL,
                                   save_empty_action);

  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/referrals-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, views);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, route_button);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, stage_button);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, referrer_button);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, live_columns);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, over_columns);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, board_stack);
  gtk_widget_class_bind_template_child (widget_class, WayReferralsPage, table);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
way_referrals_page_init (WayReferralsPage *self)
{
  self->columns = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_columns (self);
  make_menus (self);
  way_table_set_columns (self->table, list_columns, G_N_ELEMENTS (list_columns));
  way_table_set_count_words (self->table, say_list_count);
}

guint
way_referrals_page_count (WaySession *session)
{
  gint64 count = 0;

  if (way_session_get_db (session) == NULL ||
      !way_referral_count_open (way_session_get_db (session), &count, NULL))
    return 0;
  return (guint) MIN (count, G_MAXINT);
}
