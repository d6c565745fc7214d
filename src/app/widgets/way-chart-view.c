/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around a chart: words, buttons, table, files. */
#include "way-chart-view.h"

#include <glib/gi18n.h>

#include "way-chart-canvas.h"
#include "way-chart-export.h"
#include "way-error-text.h"
#include "way-table.h"

/* Fewer days than this are not looked at more closely. */
#define LEAST_DAYS 14

/* Width of what is written to files and copied, in 1/96 inch; the height is what
 * the chart needs. */
#define FILE_WIDTH 960

struct _WayChartView
{
  GtkBox             parent_instance;

  WayChart          *whole;
  WayChartRangeFunc  range_func;
  gpointer           range_data;
  guint32            from; /* what is on view, where a range can be chosen */
  guint32            to;
  int                focus; /* the series in colour; -1: all */
  GArray            *notes; /* WayChartNote, texts owned */
  gboolean           takes_notes;
  WayTableColumn    *columns; /* of the table on view, with their titles */
  guint              n_columns;

  /* Template children */
  GtkLabel          *title_label;
  GtkLabel          *subtitle_label;
  GtkWidget         *zoom_out_button;
  GtkWidget         *zoom_in_button;
  GtkToggleButton   *table_button;
  GtkStack          *stack;
  WayChartCanvas    *canvas;
  GtkBox            *table_box;
  GtkLabel          *read_out;
};

enum
{
  POINT_ACTIVATED,
  NOTE_ASKED,
  N_SIGNALS
};

enum
{
  PROP_0,
  PROP_TAKES_NOTES,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static guint signals[N_SIGNALS];

/* What the menu asks for, by its name there. */
static const struct
{
  const char     *name;
  const char     *ending;
  WayChartFormat  format;
  double          scale;
} formats[] = {
  { "png", "png", WAY_CHART_PNG, 1 },
  { "png-2", "png", WAY_CHART_PNG, 2 },
  { "svg", "svg", WAY_CHART_SVG, 1 },
  { "pdf", "pdf", WAY_CHART_PDF, 1 },
  { "csv", "csv", WAY_CHART_CSV, 1 },
};

G_DEFINE_FINAL_TYPE (WayChartView, way_chart_view, GTK_TYPE_BOX)

static WayChartData *
get_data (WayChartView *self)
{
  WayChart *chart = way_chart_canvas_get_chart (self->canvas);

  return chart != NULL ? way_chart_get_data (chart) : NULL;
}

static void
show_read_out (WayChartView *self)
{
  WayChartData *data = get_data (self);
  g_autofree char *text = NULL;
  WayChartAt at;

  if (data == NULL)
    text = g_strdup ("");
  else if (way_chart_canvas_get_point (self->canvas, &at))
    text = way_chart_read_point (data, at);
  else
    text = g_strdup (_("Point at the chart, or press the arrow keys, to read it."));
  gtk_label_set_label (self->read_out, text);
}

static void
moved_cb (WayChartView *self)
{
  show_read_out (self);
}

static void
activated_cb (WayChartView *self,
              guint         series,
              guint         point)
{
  g_signal_emit (self, signals[POINT_ACTIVATED], 0, series, point);
}

static void
free_columns (WayChartView *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_free ((char *) self->columns[i].title);
  g_clear_pointer (&self->columns, g_free);
  self->n_columns = 0;
}

static void
make_columns (WayChartView       *self,
              const WayChartData *data)
{
  self->n_columns = way_chart_table_n_columns (data);
  self->columns = g_new0 (WayTableColumn, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->columns[i].id = "";
      self->columns[i].title = way_chart_table_dup_heading (data, i);
      self->columns[i].kind =
        way_chart_table_is_number (data, i) ? WAY_COLUMN_NUMBER : WAY_COLUMN_TEXT;
      self->columns[i].expand = i == 0;
    }
}

static WayRows *
make_rows (WayChartView       *self,
           const WayChartData *data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < way_chart_table_n_rows (data); i++)
    {
      WayRow *row = way_row_new (NULL, NULL, self->n_columns);

      for (guint j = 0; j < self->n_columns; j++)
        {
          g_autofree char *text = way_chart_table_dup_cell (data, i, j);

          /* Rows stand in the order of the chart, and sort by size. */
          if (j == 0)
            way_row_set_number (row, j, i, text);
          else if (way_chart_table_is_number (data, j) && g_ascii_isdigit (*text))
            way_row_set_number (row, j, g_ascii_strtod (text, NULL), text);
          else
            way_row_set_text (row, j, text);
        }
      g_ptr_array_add (rows, row);
    }
  return way_rows_new_array (rows);
}

static void
clear_table (WayChartView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table_box))) != NULL)
    gtk_box_remove (self->table_box, child);
  free_columns (self);
}

static void
fill_table (WayChartView *self)
{
  WayChartData *data = get_data (self);
  g_autoptr(WayRows) rows = NULL;
  GtkWidget *table;

  clear_table (self);
  if (data == NULL)
    return;

  make_columns (self, data);
  rows = make_rows (self, data);
  table = way_table_new ();
  g_object_set (table, "label", way_chart_data_get_title (data), "show-filter", FALSE, NULL);
  way_table_set_columns (WAY_TABLE (table), self->columns, self->n_columns);
  way_table_set_rows (WAY_TABLE (table), rows);
  gtk_box_append (self->table_box, table);
}

static void
table_toggled_cb (WayChartView *self)
{
  gboolean table = gtk_toggle_button_get_active (self->table_button);

  if (table)
    fill_table (self);
  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "picture");
  gtk_widget_set_visible (GTK_WIDGET (self->read_out), !table);
  if (!table)
    clear_table (self);
}

static void
show_words (WayChartView *self)
{
  WayChartData *data = get_data (self);
  const char *title = data != NULL ? way_chart_data_get_title (data) : NULL;
  const char *subtitle = data != NULL ? way_chart_data_get_subtitle (data) : NULL;

  gtk_label_set_label (self->title_label, title != NULL ? title : "");
  gtk_label_set_label (self->subtitle_label, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), title != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), subtitle != NULL);
}

static void
find_whole_range (WayChartView *self,
                  guint32      *from,
                  guint32      *to)
{
  *from = *to = 0;
  if (self->whole != NULL)
    way_chart_get_days (self->whole, from, to);
}

/* Any chart over days; a timeline only where its page makes the parts. */
static gboolean
has_range (WayChartView *self)
{
  guint32 from, to;

  find_whole_range (self, &from, &to);
  return from < to && (self->range_func != NULL ||
                       way_chart_get_frame (self->whole) == WAY_CHART_TIME);
}

static guint
count_lines (WayChartView *self)
{
  const WayChartData *data = self->whole != NULL ? way_chart_get_data (self->whole) : NULL;
  guint n = 0;

  for (guint i = 0; data != NULL && i < way_chart_data_n_series (data); i++)
    n += way_chart_data_get_part (data, i) == WAY_PART_NONE ? 1 : 0;
  return n;
}

static gboolean
is_over_time (WayChartView *self)
{
  return self->whole != NULL && way_chart_get_frame (self->whole) == WAY_CHART_TIME;
}

static void
update_actions (WayChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean ranges = has_range (self);
  guint32 from, to;
  gboolean is_part;

  find_whole_range (self, &from, &to);
  is_part = ranges && (self->from > from || self->to < to);
  gtk_widget_set_visible (self->zoom_in_button, ranges);
  gtk_widget_set_visible (self->zoom_out_button, ranges);
  gtk_widget_action_set_enabled (widget, "chart.zoom-in",
                                 ranges && self->to - self->from > LEAST_DAYS);
  gtk_widget_action_set_enabled (widget, "chart.zoom-out", is_part);
  gtk_widget_action_set_enabled (widget, "chart.zoom-all", is_part);
  gtk_widget_action_set_enabled (widget, "chart.earlier", ranges && self->from > from);
  gtk_widget_action_set_enabled (widget, "chart.later", ranges && self->to < to);
  gtk_widget_action_set_enabled (widget, "chart.focus",
                                 is_over_time (self) && count_lines (self) > 1);
  gtk_widget_action_set_enabled (widget, "chart.note", self->takes_notes && is_over_time (self));
}

/* The day that is read stays the one that is read; of a timeline, the event, or
 * the next one in its lane. */
static void
find_day_again (WayChartView *self,
                guint         group,
                guint         series,
                guint32       day)
{
  WayChart *chart = way_chart_canvas_get_chart (self->canvas);
  WayChartData *data = get_data (self);

  for (guint i = 0; data != NULL && i < way_chart_data_n_points (data); i++)
    if (way_chart_data_get_group (data, i) == group && way_chart_get_point_day (chart, i) >= day)
      {
        way_chart_canvas_set_point (self->canvas, (WayChartAt) { series, i });
        return;
      }
}

static void
show_chart (WayChartView *self,
            WayChart     *chart)
{
  WayChart *before = way_chart_canvas_get_chart (self->canvas);
  guint group = 0;
  guint32 day = 0;
  guint32 first, last;
  WayChartAt at;

  if (before != NULL && way_chart_get_days (before, &first, &last) &&
      way_chart_canvas_get_point (self->canvas, &at))
    {
      group = way_chart_data_get_group (get_data (self), at.point);
      day = way_chart_get_point_day (before, at.point);
    }
  way_chart_canvas_set_chart (self->canvas, chart);
  if (day != 0)
    find_day_again (self, group, at.series, day);
  show_words (self);
  show_read_out (self);
  update_actions (self);
  if (gtk_toggle_button_get_active (self->table_button))
    fill_table (self);
}

/* The whole, or what somebody chose to see of it. */
static WayChart *
make_shown (WayChartView *self)
{
  guint32 first, last;
  gboolean is_whole;
  g_autoptr(WayChart) base = NULL;
  WayChartLook look = {
    .series = self->focus,
    .notes = (const WayChartNote *) (gconstpointer) self->notes->data,
    .n_notes = self->notes->len,
  };

  find_whole_range (self, &first, &last);
  is_whole = self->from == first && self->to == last;
  if (!is_whole && self->range_func != NULL)
    base = self->range_func (self->from, self->to, self->range_data);
  else
    base = way_chart_ref (self->whole);
  if (!is_whole && self->range_func == NULL)
    {
      look.from = self->from;
      look.to = self->to;
    }
  if (base == NULL || (look.from == 0 && look.series < 0 && look.n_notes == 0))
    return g_steal_pointer (&base);
  return way_chart_new_look (base, &look);
}

static void
show_again (WayChartView *self)
{
  g_autoptr(WayChart) chart = self->whole != NULL ? make_shown (self) : NULL;

  if (chart != NULL || self->whole == NULL)
    show_chart (self, chart);
}

/* Shows the days from and to, moved into the whole. */
static void
show_range (WayChartView *self,
            gint64        from,
            gint64        to)
{
  guint32 first, last;

  find_whole_range (self, &first, &last);
  if (from < first)
    {
      to += first - from;
      from = first;
    }
  if (to > last)
    {
      from = MAX (from - (to - last), first);
      to = last;
    }
  self->from = (guint32) from;
  self->to = (guint32) to;
  show_again (self);
}

/* Around the point that is being read, else the newest day. */
static void
zoom (WayChartView *self,
      double        factor)
{
  WayChartAt at;
  gint64 middle = self->to;
  gint64 half;

  if (way_chart_canvas_get_point (self->canvas, &at))
    middle = way_chart_get_point_day (way_chart_canvas_get_chart (self->canvas), at.point);
  else if (factor > 1)
    middle = ((gint64) self->from + self->to) / 2;
  half = (gint64) ((self->to - self->from) * factor / 2);
  half = MAX (half, LEAST_DAYS / 2);
  show_range (self, middle - half, middle + half);
}

/* With Ctrl the wheel goes closer to what the pointer is on; without, it is the
 * page's. */
static gboolean
scrolled_cb (WayChartView       *self,
             double              dx,
             double              dy,
             GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if ((state & GDK_CONTROL_MASK) == 0 || !has_range (self) || (dy < 0) == (dy > 0))
    return FALSE;
  zoom (self, dy < 0 ? 0.5 : 2);
  return TRUE;
}

static void
zoom_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);
  guint32 from;
  guint32 to;

  if (!has_range (self))
    return;
  if (g_str_equal (action_name, "chart.zoom-in"))
    {
      zoom (self, 0.5);
    }
  else if (g_str_equal (action_name, "chart.zoom-out"))
    {
      zoom (self, 2);
    }
  else
    {
      find_whole_range (self, &from, &to);
      show_range (self, from, to);
    }
}

static void
pan_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);
  gint64 step = MAX ((self->to - self->from) / 4, 1);

  if (!has_range (self))
    return;
  if (g_str_equal (action_name, "chart.earlier"))
    step = -step;
  show_range (self, self->from + step, self->to + step);
}

/* The line that is read in colour, the others grey; again: all of them. */
static void
focus_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);
  WayChartAt at;

  if (self->focus >= 0)
    self->focus = -1;
  else if (way_chart_canvas_get_point (self->canvas, &at))
    self->focus = (int) at.series;
  else
    self->focus = 0;
  show_again (self);
}

static void
note_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);
  WayChart *chart = way_chart_canvas_get_chart (self->canvas);
  guint32 day = self->to;
  WayChartAt at;

  if (way_chart_canvas_get_point (self->canvas, &at))
    day = way_chart_get_point_day (chart, at.point);
  g_signal_emit (self, signals[NOTE_ASKED], 0, day);
}

static void
table_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);

  gtk_toggle_button_set_active (self->table_button,
                                !gtk_toggle_button_get_active (self->table_button));
}

static void
summary_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);
  g_autofree char *words = NULL;

  if (get_data (self) == NULL)
    return;
  words = way_chart_describe (get_data (self));
  gtk_label_set_label (self->read_out, words);
  gtk_widget_grab_focus (GTK_WIDGET (self->read_out));
}

static WayChartExport
make_export (WayChartView   *self,
             WayChartFormat  format,
             double          scale)
{
  return (WayChartExport) {
    .format = format,
    .width = FILE_WIDTH,
    .scale = scale,
    .theme = format == WAY_CHART_PDF ? WAY_CHART_PRINT : WAY_CHART_LIGHT,
  };
}

static void
say (WayChartView *self,
     const char   *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, FALSE);
}

static void
say_error (WayChartView *self,
           const GError *error)
{
  g_autofree char *text = way_error_text (error);

  say (self, text);
}

/* A picture for documents, and the table for spreadsheets. */
static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);
  WayChart *chart = way_chart_canvas_get_chart (self->canvas);
  WayChartExport as = make_export (self, WAY_CHART_PNG, 2);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) picture = NULL;
  g_autofree char *csv = NULL;
  GdkContentProvider *both[2];
  g_autoptr(GdkContentProvider) provider = NULL;

  if (chart == NULL)
    return;
  picture = way_chart_export_bytes (chart, &as, &error);
  if (picture == NULL)
    {
      say_error (self, error);
      return;
    }
  csv = way_chart_table_to_csv (way_chart_get_data (chart));
  both[0] = gdk_content_provider_new_for_bytes ("image/png", picture);
  both[1] = gdk_content_provider_new_typed (G_TYPE_STRING, csv);
  provider = gdk_content_provider_new_union (both, 2);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), provider);
  say (self, _("The chart is copied"));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(WayChartView) self = user_data;
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
export_answered_cb (WayChartView         *self,
                    int                   response,
                    GtkFileChooserNative *chooser)
{
  WayChart *chart = way_chart_canvas_get_chart (self->canvas);

  if (response == GTK_RESPONSE_ACCEPT && chart != NULL)
    {
      guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chooser), "format"));
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      WayChartExport as = make_export (self, formats[n].format, formats[n].scale);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = way_chart_export_bytes (chart, &as, &error);

      if (bytes != NULL)
        g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                             written_cb, g_object_ref (self));
      else
        say_error (self, error);
    }
  g_object_unref (chooser);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayChartView *self = WAY_CHART_VIEW (widget);
  const char *asked = g_variant_get_string (parameter, NULL);
  WayChartData *data = get_data (self);

  for (guint i = 0; data != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, asked))
      {
        const char *title = way_chart_data_get_title (data);
        g_autofree char *name =
          g_strdup_printf ("%s.%s", title != NULL ? title : _("Chart"), formats[i].ending);
        GtkFileChooserNative *chooser =
          gtk_file_chooser_native_new (_("Export the Chart"),
                                       GTK_WINDOW (gtk_widget_get_root (widget)),
                                       GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));

        g_strdelimit (name, "/", '-');
        g_object_set_data (G_OBJECT (chooser), "format", GUINT_TO_POINTER (i));
        gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
        gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
        g_signal_connect_object (chooser, "response", G_CALLBACK (export_answered_cb), self,
                                 G_CONNECT_SWAPPED);
        gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
      }
}

static void
way_chart_view_dispose (GObject *object)
{
  WayChartView *self = WAY_CHART_VIEW (object);

  if (self->table_box != NULL)
    clear_table (self);
  g_clear_pointer (&self->whole, way_chart_unref);
  g_clear_pointer (&self->notes, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CHART_VIEW);

  G_OBJECT_CLASS (way_chart_view_parent_class)->dispose (object);
}

static void
way_chart_view_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (property_id == PROP_TAKES_NOTES)
    g_value_set_boolean (value, WAY_CHART_VIEW (object)->takes_notes);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
way_chart_view_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  WayChartView *self = WAY_CHART_VIEW (object);

  if (property_id == PROP_TAKES_NOTES)
    {
      self->takes_notes = g_value_get_boolean (value);
      update_actions (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           keyval;
    GdkModifierType modifiers;
    const char     *action;
  } keys[] = {
    { GDK_KEY_plus, 0, "chart.zoom-in" },
    { GDK_KEY_plus, GDK_SHIFT_MASK, "chart.zoom-in" },
    { GDK_KEY_equal, 0, "chart.zoom-in" },
    { GDK_KEY_KP_Add, 0, "chart.zoom-in" },
    { GDK_KEY_minus, 0, "chart.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "chart.zoom-out" },
    { GDK_KEY_0, 0, "chart.zoom-all" },
    { GDK_KEY_KP_0, 0, "chart.zoom-all" },
    { GDK_KEY_Left, GDK_SHIFT_MASK, "chart.earlier" },
    { GDK_KEY_Right, GDK_SHIFT_MASK, "chart.later" },
    { GDK_KEY_f, 0, "chart.focus" },
    { GDK_KEY_n, 0, "chart.note" },
    { GDK_KEY_t, 0, "chart.table" },
    { GDK_KEY_s, 0, "chart.summary" },
  };

  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-all", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.earlier", NULL, pan_action);
  gtk_widget_class_install_action (widget_class, "chart.later", NULL, pan_action);
  gtk_widget_class_install_action (widget_class, "chart.focus", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "chart.note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "chart.table", NULL, table_action);
  gtk_widget_class_install_action (widget_class, "chart.summary", NULL, summary_action);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "chart.export", "s", export_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, keys[i].modifiers,
                                         keys[i].action, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy",
                                       NULL);
}

static void
way_chart_view_class_init (WayChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_chart_view_dispose;
  G_OBJECT_CLASS (klass)->get_property = way_chart_view_get_property;
  G_OBJECT_CLASS (klass)->set_property = way_chart_view_set_property;

  signals[POINT_ACTIVATED] = g_signal_new ("point-activated", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                           G_TYPE_UINT, G_TYPE_UINT);

  signals[NOTE_ASKED] = g_signal_new ("note-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  props[PROP_TAKES_NOTES] = g_param_spec_boolean ("takes-notes", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);

  install_actions (widget_class);
  g_type_ensure (WAY_TYPE_CHART_CANVAS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/chart-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayChartView, title_label);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, zoom_out_button);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, zoom_in_button);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, table_button);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, stack);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, canvas);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, table_box);
  gtk_widget_class_bind_template_child (widget_class, WayChartView, read_out);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
}

static void
clear_note (gpointer data)
{
  g_free ((char *) ((WayChartNote *) data)->text);
}

static void
way_chart_view_init (WayChartView *self)
{
  self->focus = -1;
  self->notes = g_array_new (FALSE, FALSE, sizeof (WayChartNote));
  g_array_set_clear_func (self->notes, clear_note);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
  show_read_out (self);
}

GtkWidget *
way_chart_view_new (void)
{
  return g_object_new (WAY_TYPE_CHART_VIEW, NULL);
}

void
way_chart_view_set_chart (WayChartView *self,
                          WayChart     *chart)
{
  g_return_if_fail (WAY_IS_CHART_VIEW (self));

  if (chart != NULL)
    way_chart_ref (chart);
  g_clear_pointer (&self->whole, way_chart_unref);
  self->whole = chart;
  self->focus = -1;
  find_whole_range (self, &self->from, &self->to);
  show_again (self);
}

WayChart *
way_chart_view_get_chart (WayChartView *self)
{
  g_return_val_if_fail (WAY_IS_CHART_VIEW (self), NULL);

  return way_chart_canvas_get_chart (self->canvas);
}

void
way_chart_view_set_range_func (WayChartView      *self,
                               WayChartRangeFunc  func,
                               gpointer           data)
{
  g_return_if_fail (WAY_IS_CHART_VIEW (self));

  self->range_func = func;
  self->range_data = data;
  update_actions (self);
}

void
way_chart_view_set_notes (WayChartView       *self,
                          const WayChartNote *notes,
                          guint               n)
{
  g_return_if_fail (WAY_IS_CHART_VIEW (self));

  g_array_set_size (self->notes, 0);
  for (guint i = 0; i < n; i++)
    {
      WayChartNote note = { notes[i].day, g_strdup (notes[i].text) };

      g_array_append_val (self->notes, note);
    }
  show_again (self);
}
