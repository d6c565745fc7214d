/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of routes to be looked at, and made an authority's own. */
#include "way-routes-dialog.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-error-text.h"
#include "way-record-dialog.h"
#include "way-route-sets.h"

struct _WayRoutesDialog
{
  AdwWindow      parent_instance;

  WaySession    *session;
  WayRouteSets  *sets;
  GArray        *tables;        /* WayRouteTable */
  WayId          shown;         /* the table; none: the shipped one */
  gboolean       is_chosen;     /* it was asked for; else it is what is in force */
  gboolean       filling;

  /* Template children */
  GtkRevealer   *problem_bar;
  GtkLabel      *problem_label;
  GtkDropDown   *table_choice;
  GtkLabel      *state_label;
  GtkLabel      *source_label;
  GtkListBox    *route_list;
  GtkButton     *own_button;
};

G_DEFINE_FINAL_TYPE (WayRoutesDialog, way_routes_dialog, ADW_TYPE_WINDOW)

static void
show_problem (WayRoutesDialog *self,
              const GError    *error)
{
  g_autofree char *text = error != NULL ? way_error_text (error) : NULL;

  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static const WayRouteTable *
get_table (WayRoutesDialog *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const WayRouteTable *table = &g_array_index (self->tables, WayRouteTable, i);

      if (way_id_equal (&table->id, &self->shown))
        return table;
    }
  return &g_array_index (self->tables, WayRouteTable, 0);
}

/* The day whose rows a table is shown with: today, or its first where that is
 * still to come. */
static GDate
day_of (WayRoutesDialog     *self,
        const WayRouteTable *table)
{
  const GDate *today = way_session_get_today (self->session);

  return way_date_compare (&table->from, today) > 0 ? table->from : *today;
}

/* --- Words --- */

static char *
days_words (const WayRouteTable *table)
{
  g_autofree char *from = way_date_words_short (&table->from);
  g_autofree char *to = NULL;

  if (!way_date_is_set (&table->to))
    /* Translators: the first day of a table of routes. */
    return g_strdup_printf (_("from %s"), from);
  to = way_date_words_short (&table->to);
  return g_strdup_printf (_("%s to %s"), from, to);
}

static char *
table_words (const WayRouteTable *table)
{
  g_autofree char *days = NULL;

  if (table->set == NULL)
    return g_strdup (_(way_route_set_name (NULL)));
  days = days_words (table);
  /* Translators: a table of routes, and its days. */
  return g_strdup_printf (C_("table of routes", "%s, %s"), way_route_set_name (table->set), days);
}

static const char *
state_words (const WayRouteTable *table)
{
  if (table->set == NULL)
    return table->is_in_force ? _("In force today. It comes with the program and is not changed.")
                              : _("Not in force: the authority has a table of its own.");
  if (table->is_used)
    return table->is_in_force
             ? _("In force today. Cases were decided under it, so that it stays as it is: make a "
                 "new one from a later day to change something.")
             : _("Not in force today. Cases were decided under it, so that it stays as it is.");
  return table->is_in_force ? _("In force today. It can be changed until a case is decided under it.")
                            : _("Not in force today. It can be changed until a case is decided "
                                "under it.");
}

static void
add_values (GString        *words,
            WayRouteChoice  choice,
            const char     *allowed)
{
  g_auto(GStrv) values = g_strsplit (allowed != NULL ? allowed : "", " ", -1);

  for (guint i = 0; values[i] != NULL && *values[i] != '\0'; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "",
                            _(way_codes_label (way_routes_choice_set (choice), values[i])));
}

/* "Pays the place: Council, School", a line each; the first is offered. */
static char *
route_words (const WayRouteSet *set,
             const char        *route,
             const GDate       *on)
{
  WayRouteConsequence consequences[WAY_N_ROUTE_CHOICES];
  GString *words = g_string_new (NULL);

  if (!way_routes_consequences (set, route, on, consequences))
    return g_string_free (words, FALSE);
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    {
      g_string_append_printf (words, "%s%s: ", i > 0 ? "\n" : "", _(consequences[i].title));
      add_values (words, consequences[i].choice, consequences[i].allowed);
    }
  return g_string_free (words, FALSE);
}

/* --- Changing a row --- */

static gboolean
save_row (WayAct    *act,
          gpointer   record,
          gpointer   data,
          GError   **error)
{
  return way_route_sets_change (act, record, error);
}

static void
change_clicked_cb (WayRoutesDialog *self,
                   GtkWidget       *button)
{
  const char *route = g_object_get_data (G_OBJECT (button), "route");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRouteRow) row = way_route_sets_find_row (way_session_get_db (self->session),
                                                        &self->shown, route, &error);
  WayRecordAsk ask = {
    .entity = &way_route_row_entity,
    .record = row,
    .title = _(way_codes_label ("route", route)),
    .form = "route-row",
    .save = save_row,
  };

  show_problem (self, error);
  if (row != NULL)
    way_record_dialog_open (GTK_WIDGET (self), self->session, &ask);
}

static GtkWidget *
make_change_button (WayRoutesDialog *self,
                    const WayCode   *route)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  g_autofree char *label = g_strdup_printf (_("Change: %s"), _(route->label));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data (G_OBJECT (button), "route", (gpointer) route->id);
  g_signal_connect_object (button, "clicked", G_CALLBACK (change_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

/* --- The table --- */

static void
add_route (WayRoutesDialog     *self,
           const WayRouteTable *table,
           const WayCode       *route)
{
  GDate on = day_of (self, table);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (_(route->label), -1);
  g_autofree char *words = route_words (table->set, route->id, &on);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  const char *rule = way_routes_rule (table->set, route->id, &on);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (row, rule != NULL ? _(rule) : NULL);
  if (table->set != NULL && !table->is_used && !way_session_is_read_only (self->session))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_change_button (self, route));
  gtk_list_box_append (self->route_list, row);
}

static void
show_table (WayRoutesDialog *self)
{
  const WayRouteTable *table = get_table (self);
  GDate on = day_of (self, table);
  g_autoptr(GPtrArray) routes = way_codes_list ("route", &on);
  const char *source = way_route_set_source (table->set);
  GtkListBoxRow *row;

  gtk_label_set_label (self->state_label, state_words (table));
  gtk_label_set_label (self->source_label, source != NULL ? source : "");
  gtk_widget_set_visible (GTK_WIDGET (self->source_label), source != NULL);
  while ((row = gtk_list_box_get_row_at_index (self->route_list, 0)) != NULL)
    gtk_list_box_remove (self->route_list, GTK_WIDGET (row));
  for (guint i = 0; i < routes->len; i++)
    add_route (self, table, g_ptr_array_index (routes, i));
}

/* The one that was asked for, else the one in force today. */
static guint
find_choice (WayRoutesDialog *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const WayRouteTable *table = &g_array_index (self->tables, WayRouteTable, i);

      if (self->is_chosen ? way_id_equal (&table->id, &self->shown) : table->is_in_force)
        return i;
    }
  return 0;
}

static void
fill_choice (WayRoutesDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = find_choice (self);

  for (guint i = 0; i < self->tables->len; i++)
    {
      g_autofree char *words = table_words (&g_array_index (self->tables, WayRouteTable, i));

      gtk_string_list_append (names, words);
    }
  self->shown = g_array_index (self->tables, WayRouteTable, chosen).id;
  self->filling = TRUE;
  gtk_drop_down_set_model (self->table_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->table_choice, chosen);
  self->filling = FALSE;
}

static gboolean
load_tables (WayRoutesDialog  *self,
             GError          **error)
{
  WayDb *db = way_session_get_db (self->session);
  g_autoptr(WayRouteSets) sets = db != NULL ? way_route_sets_load (db, error) : NULL;
  GArray *tables;

  if (sets == NULL)
    return FALSE;
  tables = way_route_sets_list (sets, db, way_session_get_today (self->session), error);
  if (tables == NULL)
    return FALSE;
  g_clear_pointer (&self->tables, g_array_unref);
  g_clear_pointer (&self->sets, way_route_sets_free);
  self->tables = tables;
  self->sets = g_steal_pointer (&sets);
  return TRUE;
}

static void
read_again (WayRoutesDialog *self)
{
  g_autoptr(GError) error = NULL;
  gboolean loaded;

  if (self->table_choice == NULL)
    return;
  loaded = load_tables (self, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->own_button),
                            loaded && !way_session_is_read_only (self->session));
  show_problem (self, error);
  if (!loaded)
    return;
  fill_choice (self);
  show_table (self);
}

static void
table_chosen_cb (WayRoutesDialog *self)
{
  guint chosen = gtk_drop_down_get_selected (self->table_choice);

  if (self->filling || self->tables == NULL || chosen >= self->tables->len)
    return;
  self->shown = g_array_index (self->tables, WayRouteTable, chosen).id;
  self->is_chosen = TRUE;
  show_table (self);
}

/* --- Making one's own --- */

static gboolean
save_own (WayAct    *act,
          gpointer   record,
          gpointer   data,
          GError   **error)
{
  WayRoutesDialog *self = data;
  const WayRouteBook *book = record;
  gboolean was_chosen = self->is_chosen;

  /* What is shown is read again as soon as it is written. */
  self->is_chosen = FALSE;
  if (!way_route_sets_adopt (act, book->name, &book->from, &self->shown, error))
    {
      self->is_chosen = was_chosen;
      return FALSE;
    }
  self->is_chosen = TRUE;
  read_again (self);
  return TRUE;
}

static void
own_clicked_cb (WayRoutesDialog *self)
{
  const GDate *today = way_session_get_today (self->session);
  g_autoptr(WayRouteBook) book = way_route_book_new ();
  WayRecordAsk ask = {
    .entity = &way_route_book_entity,
    .record = book,
    .is_new = TRUE,
    .title = _("A Table of Our Own"),
    .form = "route-book",
    .verb = _("_Make"),
    .save = save_own,
    .data = self,
  };

  book->name = g_strdup_printf (_("Routes of %s"), way_session_get_authority (self->session));
  book->from = way_date_add_days (today, 1);
  way_record_dialog_open (GTK_WIDGET (self), self->session, &ask);
}

/* --- The dialog --- */

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_routes_dialog_dispose (GObject *object)
{
  WayRoutesDialog *self = WAY_ROUTES_DIALOG (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ROUTES_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_routes_dialog_parent_class)->dispose (object);
}

static void
way_routes_dialog_finalize (GObject *object)
{
  WayRoutesDialog *self = WAY_ROUTES_DIALOG (object);

  g_clear_pointer (&self->tables, g_array_unref);
  g_clear_pointer (&self->sets, way_route_sets_free);

  G_OBJECT_CLASS (way_routes_dialog_parent_class)->finalize (object);
}

static void
way_routes_dialog_class_init (WayRoutesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_routes_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_routes_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/routes-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRoutesDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayRoutesDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayRoutesDialog, table_choice);
  gtk_widget_class_bind_template_child (widget_class, WayRoutesDialog, state_label);
  gtk_widget_class_bind_template_child (widget_class, WayRoutesDialog, source_label);
  gtk_widget_class_bind_template_child (widget_class, WayRoutesDialog, route_list);
  gtk_widget_class_bind_template_child (widget_class, WayRoutesDialog, own_button);
  gtk_widget_class_bind_template_callback (widget_class, own_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_chosen_cb);
}

static void
way_routes_dialog_init (WayRoutesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
way_routes_dialog_open (GtkWidget  *parent,
                        WaySession *session)
{
  WayRoutesDialog *self = g_object_new (WAY_TYPE_ROUTES_DIALOG, NULL);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
