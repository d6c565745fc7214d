/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkColumnView with what every list of the program has.  What the rows are
 * and where they come from is WayRows' and the page's affair. */
#include "way-table.h"

#include <glib/gi18n.h>

#include "way-error-text.h"
#include "way-hand-out.h"
#include "way-table-cell.h"
#include "way-text-scale.h"
#include "way-trail.h"

/* However low the window is, so much of the list is seen. */
#define LEAST_ROWS 3
#define ROW_HEIGHT 29
#define HEADER_HEIGHT 38

struct _WayTable
{
  GtkBox                parent_instance;

  const WayTableColumn *columns;
  guint                 n_columns;
  WayRows              *rows;
  GtkMultiSelection    *selection;
  char                 *label;
  WayCountWordsFunc     count_words;
  char                 *note;
  gboolean              folded;
  int                   least_rows;  /* that are on view, where there are so many */

  int                   sort_column; /* -1: none */
  gboolean              descending;
  double                kept_place; /* scrolled to, while rows are replaced */
  guint                 restore_id;

  /* Template children */
  GtkBox               *filter_bar;
  GtkBox               *filter_box;
  GtkSearchEntry       *filter_entry;
  GtkScrolledWindow    *scroller;
  GtkColumnView        *view;
  GtkLabel             *count_label;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_SHOW_FILTER,
  PROP_FOLDED,
  PROP_MAX_HEIGHT,
  N_PROPS
};

enum
{
  ROW_ACTIVATED,
  CURRENT_CHANGED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable;

/* Which column's probe was asked last; see find_sort_column(). */
static int probed_column;

static void way_table_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayTable, way_table, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      way_table_buildable_init))

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (g_strcmp0 (type, "filter") == 0)
    gtk_box_append (WAY_TABLE (buildable)->filter_box, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
way_table_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

/* Of the chosen rows; without headings on view, none is looked at. */
static guint
count_headings (WayTable  *self,
                GtkBitset *chosen)
{
  GListModel *rows = G_LIST_MODEL (self->rows);
  guint n_items = g_list_model_get_n_items (rows);
  guint n = 0;

  for (guint i = 0; n_items > way_rows_get_shown (self->rows) && i < n_items; i++)
    {
      g_autoptr(WayRow) row = g_list_model_get_item (rows, i);

      n += way_row_is_heading (row) && gtk_bitset_contains (chosen, i);
    }
  return n;
}

static void
update_count (WayTable *self)
{
  g_autoptr(GtkBitset) chosen = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_shown;
  guint n_total;
  guint64 n_chosen;
  int height;

  if (self->rows == NULL)
    return;

  n_shown = way_rows_get_shown (self->rows);
  /* A scroll bar would ask for more height than a row or two have. */
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_AUTOMATIC,
                                  (int) n_shown > self->least_rows ? GTK_POLICY_AUTOMATIC
                                                                   : GTK_POLICY_EXTERNAL);
  height = HEADER_HEIGHT + ROW_HEIGHT * CLAMP ((int) n_shown, 1, self->least_rows);
  gtk_scrolled_window_set_min_content_height (self->scroller,
                                              way_text_scale_length (GTK_WIDGET (self), height));
  n_total = way_rows_get_total (self->rows);
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  n_chosen = gtk_bitset_get_size (chosen) - count_headings (self, chosen);
  if (self->count_words != NULL)
    {
      g_autofree char *total = self->count_words (n_total);

      if (n_shown != n_total)
        /* Translators: rows left by a filter, and all: “12 of 183 pupils”. */
        g_string_append_printf (text, _("%u of %s"), n_shown, total);
      else
        g_string_append (text, total);
    }
  if (n_chosen > 1)
    g_string_append_printf (text, _(" · %u chosen"), (guint) n_chosen);
  if (self->note != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", self->note);
  gtk_label_set_label (self->count_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), text->len > 0);
}

static void
apply_order (WayTable *self)
{
  if (self->rows == NULL)
    return;

  way_rows_set_order (self->rows, gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)),
                      self->sort_column, self->descending);
  update_count (self);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  column)
{
  gtk_list_item_set_child (item, way_table_cell_new (column));
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  column)
{
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));

  way_table_cell_bind (WAY_TABLE_CELL (gtk_list_item_get_child (item)),
                       gtk_list_item_get_item (item), n);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  column)
{
  way_table_cell_bind (WAY_TABLE_CELL (gtk_list_item_get_child (item)), NULL, 0);
}

static int
probe_column (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  probed_column = GPOINTER_TO_INT (data);
  return 1;
}

/* GTK 4.8 does not say which column is sorted by, nor which way.  But its
 * sorter asks that column's sorter first and turns the answer round when
 * descending: so probes that always answer "larger" tell both. */
static void
find_sort_column (WayTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  g_autoptr(WayRow) probe = way_row_new (NULL, NULL, 0);
  GtkOrdering answer;

  probed_column = -1;
  answer = gtk_sorter_compare (sorter, probe, probe);
  self->sort_column = probed_column;
  self->descending = answer == GTK_ORDERING_SMALLER;
}

static void
sorter_changed_cb (WayTable *self)
{
  find_sort_column (self);
  apply_order (self);
}

static void
filter_changed_cb (WayTable *self)
{
  apply_order (self);
}

static void
stop_filter_cb (WayTable *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
activate_cb (WayTable *self,
             guint     position)
{
  g_autoptr(WayRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL && !way_row_is_heading (row))
    g_signal_emit (self, signals[ROW_ACTIVATED], 0, row);
}

static void
rows_failed_cb (WayTable *self,
                GError   *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
selection_changed_cb (WayTable *self)
{
  update_count (self);
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

/* Whether the rows may leave the file; what is of a case under seal is written down by
 * itself. */
static gboolean
may_leave (WayTable   *self,
           gboolean    only_chosen,
           const char *action,
           const char *how)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr(GtkBitset) chosen = NULL;
  const char *entity = NULL;
  guint n_rows = self->rows != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->rows)) : 0;

  if (n_rows > 0)
    chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr(WayRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      const char *of = way_row_is_heading (row) ? NULL : way_row_get_entity (row);

      if (of == NULL || (only_chosen && !gtk_bitset_contains (chosen, i)) ||
          (entity != NULL && strcmp (entity, of) != 0))
        continue;
      entity = of;
      g_array_append_val (ids, *way_row_get_id (row));
    }
  return way_hand_out_rows (GTK_WIDGET (self), action, how, entity, ids);
}

static void
copy_chosen (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_autofree char *text = way_table_to_text (WAY_TABLE (widget), TRUE, '\t');

  if (may_leave (WAY_TABLE (widget), TRUE, WAY_TRAIL_COPY, "clipboard"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
say (WayTable   *self,
     const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, FALSE);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(WayTable) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup_printf (_("Written to %s"), name);
  else
    text = way_error_text (error);
  say (self, text);
}

static void
export_answered_cb (WayTable             *self,
                    int                   response,
                    GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT && may_leave (self, FALSE, WAY_TRAIL_EXPORT, "csv"))
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      char *text = way_table_to_text (self, FALSE, ',');
      g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                           written_cb, g_object_ref (self));
    }
  g_object_unref (chooser);
}

static void
export_rows (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayTable *self = WAY_TABLE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  g_autofree char *name = g_strdup_printf ("%s.csv", self->label != NULL ? self->label : "table");
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Export the List"), window, GTK_FILE_CHOOSER_ACTION_SAVE,
                                 _("_Export"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
get_property (GObject    *object,
              guint       prop_id,
              GValue     *value,
              GParamSpec *pspec)
{
  WayTable *self = WAY_TABLE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    case PROP_SHOW_FILTER:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->filter_bar)));
      break;

    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;

    case PROP_MAX_HEIGHT:
      g_value_set_int (value, gtk_scrolled_window_get_max_content_height (self->scroller));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* GTK 4.8 counts the width of a hidden column where it asks how wide the table
 * must be, and not where it gives the columns their widths. */
static void
show_column (WayTable             *self,
             GtkColumnViewColumn  *column,
             const WayTableColumn *what)
{
  gboolean visible = !self->folded || !what->wide_only;
  int width = visible ? way_text_scale_length (GTK_WIDGET (self), what->width) : 0;

  gtk_column_view_column_set_visible (column, visible);
  if (what->width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
}

static void
show_columns (WayTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      show_column (self, column, &self->columns[i]);
    }
}

static void
set_folded (WayTable *self,
            gboolean  folded)
{
  if (self->folded == folded)
    return;

  self->folded = folded;
  show_columns (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
set_property (GObject      *object,
              guint         prop_id,
              const GValue *value,
              GParamSpec   *pspec)
{
  WayTable *self = WAY_TABLE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->label != NULL ? self->label : "", -1);
      break;

    case PROP_SHOW_FILTER:
      gtk_widget_set_visible (GTK_WIDGET (self->filter_bar), g_value_get_boolean (value));
      break;

    case PROP_FOLDED:
      set_folded (self, g_value_get_boolean (value));
      break;

    case PROP_MAX_HEIGHT:
      gtk_scrolled_window_set_max_content_height (self->scroller, g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_table_dispose (GObject *object)
{
  WayTable *self = WAY_TABLE (object);

  if (self->restore_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->restore_id);
  self->restore_id = 0;
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TABLE);

  G_OBJECT_CLASS (way_table_parent_class)->dispose (object);
}

static void
way_table_finalize (GObject *object)
{
  WayTable *self = WAY_TABLE (object);

  g_free (self->label);
  g_free (self->note);

  G_OBJECT_CLASS (way_table_parent_class)->finalize (object);
}

static void
way_table_class_init (WayTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = way_table_dispose;
  object_class->finalize = way_table_finalize;
  object_class->get_property = get_property;
  object_class->set_property = set_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_SHOW_FILTER] = g_param_spec_boolean ("show-filter", NULL, NULL, TRUE, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_MAX_HEIGHT] =
    g_param_spec_int ("max-height", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ROW_ACTIVATED] = g_signal_new ("row-activated", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, WAY_TYPE_ROW);
  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_chosen);
  gtk_widget_class_install_action (widget_class, "table.export", NULL, export_rows);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/waymark/Waymark/ui/table.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTable, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, WayTable, filter_box);
  gtk_widget_class_bind_template_child (widget_class, WayTable, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, WayTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayTable, view);
  gtk_widget_class_bind_template_child (widget_class, WayTable, count_label);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_filter_cb);
}

static void
way_table_init (WayTable *self)
{
  self->least_rows = LEAST_ROWS;
  self->sort_column = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  way_text_scale_follow (GTK_WIDGET (self), G_CALLBACK (show_columns));
  way_text_scale_follow (GTK_WIDGET (self), G_CALLBACK (update_count));
}

GtkWidget *
way_table_new (void)
{
  return g_object_new (WAY_TYPE_TABLE, NULL);
}

static void
append_column (WayTable             *self,
               const WayTableColumn *what,
               guint                 n)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (_(what->title), factory);

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (n));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), (gpointer) what);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), (gpointer) what);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), (gpointer) what);
  gtk_column_view_column_set_expand (column, what->expand);
  show_column (self, column, what);
  if (!what->fixed)
    {
      g_autoptr(GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (probe_column, GINT_TO_POINTER ((int) n), NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  gtk_column_view_append_column (self->view, column);
}

/* GTK 4.8 has no way to say that a heading stands over figures, which are
 * right-aligned: so its label is found and told. */
static void
align_headings (WayTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < self->n_columns && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (self->columns[i].kind == WAY_COLUMN_NUMBER && box != NULL)
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}

void
way_table_set_columns (WayTable             *self,
                       const WayTableColumn *columns,
                       guint                 n_columns)
{
  g_return_if_fail (WAY_IS_TABLE (self));
  g_return_if_fail (self->columns == NULL);

  self->columns = columns;
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    append_column (self, &columns[i], i);
  align_headings (self);
}

const WayTableColumn *
way_table_get_columns (WayTable *self,
                       guint    *n_columns)
{
  g_return_val_if_fail (WAY_IS_TABLE (self), NULL);

  *n_columns = self->n_columns;
  return self->columns;
}

static gboolean
restore_place_cb (GtkWidget     *widget,
                  GdkFrameClock *clock,
                  gpointer       data)
{
  WayTable *self = WAY_TABLE (widget);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                            self->kept_place);
  self->restore_id = 0;
  return G_SOURCE_REMOVE;
}

/* New rows would show from the top; a person reading below stays there. */
static void
keep_place (WayTable *self)
{
  if (self->restore_id == 0)
    {
      self->kept_place =
        gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
      if (self->kept_place > 0)
        self->restore_id =
          gtk_widget_add_tick_callback (GTK_WIDGET (self), restore_place_cb, NULL, NULL);
    }
}

void
way_table_set_rows (WayTable *self,
                    WayRows  *rows)
{
  g_return_if_fail (WAY_IS_TABLE (self));
  g_return_if_fail (WAY_IS_ROWS (rows));

  if (self->rows != NULL)
    {
      keep_place (self);
      g_signal_handlers_disconnect_by_data (self->rows, self);
    }
  g_set_object (&self->rows, rows);
  g_signal_connect_object (rows, "failed", G_CALLBACK (rows_failed_cb), self, G_CONNECT_SWAPPED);
  if (self->sort_column >= 0 || *gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)) != '\0')
    apply_order (self);

  g_clear_object (&self->selection);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (rows)));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  update_count (self);
}

WayRows *
way_table_get_rows (WayTable *self)
{
  g_return_val_if_fail (WAY_IS_TABLE (self), NULL);

  return self->rows;
}

void
way_table_fit_rows (WayTable *self,
                    guint     most)
{
  g_return_if_fail (WAY_IS_TABLE (self));

  self->least_rows = (int) MAX (most, LEAST_ROWS);
  update_count (self);
}

void
way_table_set_count_words (WayTable          *self,
                           WayCountWordsFunc  words)
{
  g_return_if_fail (WAY_IS_TABLE (self));

  self->count_words = words;
  update_count (self);
}

void
way_table_set_note (WayTable   *self,
                    const char *note)
{
  g_return_if_fail (WAY_IS_TABLE (self));

  g_free (self->note);
  self->note = g_strdup (note);
  update_count (self);
}

void
way_table_start_filter (WayTable *self)
{
  g_return_if_fail (WAY_IS_TABLE (self));

  gtk_widget_show (GTK_WIDGET (self->filter_bar));
  gtk_widget_grab_focus (GTK_WIDGET (self->filter_entry));
}

WayRow *
way_table_get_current (WayTable *self)
{
  g_autoptr(GtkBitset) chosen = NULL;
  g_autoptr(WayRow) row = NULL;

  g_return_val_if_fail (WAY_IS_TABLE (self), NULL);

  if (self->selection == NULL)
    return NULL;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_is_empty (chosen))
    return NULL;
  row = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (chosen));
  return row; /* lent: the model keeps it as long as it is on view */
}

void
way_table_choose (WayTable    *self,
                  const WayId *id)
{
  guint n;

  g_return_if_fail (WAY_IS_TABLE (self) && self->selection != NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(WayRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (way_row_get_id (row) != NULL && way_id_equal (way_row_get_id (row), id))
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
    }
}

/* A field that begins like a formula is kept from being one in a spreadsheet
 * by an apostrophe; numbers may begin with a minus. */
static void
append_field (GString    *out,
              const char *text,
              gboolean    number,
              char        separator)
{
  gboolean formula = !number && *text != '\0' && strchr ("=+-@", *text) != NULL;
  g_autofree char *field = g_strconcat (formula ? "'" : "", text, NULL);

  if (separator == '\t')
    {
      g_strdelimit (field, "\t\n\r", ' ');
      g_string_append (out, field);
      return;
    }
  if (strpbrk (field, ",\"\n\r") == NULL)
    {
      g_string_append (out, field);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_cell (GString              *out,
             const WayCell        *cell,
             const WayTableColumn *column,
             char                  separator)
{
  g_autofree char *iso = NULL;

  if (column->kind == WAY_COLUMN_DAY)
    {
      GDate day = way_date_from_julian (cell->number > 0 ? (guint32) cell->number : 0);

      iso = way_date_to_iso (&day);
    }
  append_field (out, iso != NULL ? iso : cell->text != NULL ? cell->text : "",
                column->kind == WAY_COLUMN_NUMBER || iso != NULL, separator);
}

char *
way_table_to_text (WayTable *self,
                   gboolean  only_chosen,
                   char      separator)
{
  GString *out = g_string_new (NULL);
  g_autoptr(GtkBitset) chosen = NULL;
  guint n_rows;

  g_return_val_if_fail (WAY_IS_TABLE (self), g_string_free (out, FALSE));

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (out, separator);
      append_field (out, _(self->columns[i].title), FALSE, separator);
    }
  g_string_append_c (out, '\n');
  if (self->rows == NULL)
    return g_string_free (out, FALSE);

  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr(WayRow) row = NULL;

      if (only_chosen && !gtk_bitset_contains (chosen, i))
        continue;
      row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      if (way_row_is_heading (row))
        continue;
      for (guint j = 0; j < self->n_columns; j++)
        {
          if (j > 0)
            g_string_append_c (out, separator);
          append_cell (out, way_row_get_cell (row, j), &self->columns[j], separator);
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
