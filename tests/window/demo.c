/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest program with something of everything, for the tests of the
 * window harness itself. */
#include <adwaita.h>

static void
say (GtkWidget  *window,
     const char *text)
{
  gtk_label_set_text (g_object_get_data (G_OBJECT (window), "label"), text);
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   data)
{
  say (gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW), data);
  return TRUE;
}

static void
refresh_cb (GtkButton *button,
            GtkWidget *window)
{
  say (window, "Refreshed");
}

static void
complain_cb (GtkButton *button)
{
  g_warning ("The demonstration complains");
}

static void
turn_cb (GtkButton *button,
         GtkStack  *stack)
{
  gboolean front = g_str_equal (gtk_stack_get_visible_child_name (stack), "front");

  gtk_stack_set_visible_child_name (stack, front ? "behind" : "front");
}

static void
apply_cb (GtkEntry  *entry,
          GtkWidget *window)
{
  say (window, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
add_shortcut (GtkWidget  *window,
              const char *keys,
              const char *text)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                                          gtk_callback_action_new (key_cb, (gpointer) text, NULL)));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_widget_add_controller (window, controller);
}

static void
chosen_cb (GtkDropDown *choice,
           GParamSpec  *pspec,
           GtkWidget   *window)
{
  g_autofree char *text = g_strdup_printf ("Choice %u", gtk_drop_down_get_selected (choice));

  say (window, text);
}

static void
row_cb (GtkColumnView *table,
        guint          position,
        GtkWidget     *window)
{
  g_autofree char *text = g_strdup_printf ("Row %u", position);

  say (window, text);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_table (const char * const *rows)
{
  GListModel *model = G_LIST_MODEL (gtk_string_list_new (rows));
  GtkWidget *table = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (model)));
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new ("Where", factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (table), column);
  g_object_unref (column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, "Places", -1);
  return table;
}

static void
activate_cb (GtkApplication *app)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  GtkWidget *complain = gtk_button_new_with_label ("Complain");
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *label = gtk_label_new ("Ready");
  GtkWidget *hidden = gtk_label_new ("Hidden");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *turn = gtk_button_new_with_label ("Turn");
  const char *places[] = { "Ash", "Birch", "Cedar", "Elder", NULL };
  GtkWidget *choice_label = gtk_label_new ("Tree");
  GtkWidget *choice = gtk_drop_down_new_from_strings (places);
  GtkWidget *table = make_table (places);
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 12, 1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (refresh), GTK_ACCESSIBLE_PROPERTY_LABEL, "Refresh", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Name", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, "Wide", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, "Weeks", -1);
  /* A list of choices is named after its choice on newer GTK, unless by a label. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  choice_label, NULL, -1);
  gtk_range_set_value (GTK_RANGE (scale), 6);
  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_set_halign (toggle, GTK_ALIGN_START);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "First row");
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), refresh);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), toggle);
  gtk_box_append (GTK_BOX (box), complain);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hidden);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), scale);
  gtk_box_append (GTK_BOX (box), choice_label);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (box), table);
  gtk_box_append (GTK_BOX (box), turn);
  gtk_box_append (GTK_BOX (box), stack);
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("Front"), "front");
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("Behind"), "behind");

  g_object_set_data (G_OBJECT (window), "label", label);
  g_signal_connect (refresh, "clicked", G_CALLBACK (refresh_cb), window);
  g_signal_connect (complain, "clicked", G_CALLBACK (complain_cb), NULL);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (chosen_cb), window);
  g_signal_connect (table, "activate", G_CALLBACK (row_cb), window);
  g_signal_connect (turn, "clicked", G_CALLBACK (turn_cb), stack);
  g_signal_connect (entry, "activate", G_CALLBACK (apply_cb), window);
  add_shortcut (window, "<Alt>2", "Second");
  add_shortcut (window, "<Control>z", "Undone");

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Demonstration");
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 700);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) app = adw_application_new ("org.waymark.Demonstration", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
