/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two choices, a chart, and what stands behind it.  Charts and records come from
 * src/report. */
#include "way-charts-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-chart-read.h"
#include "way-chart-view.h"
#include "way-codes.h"
#include "way-columns.h"
#include "way-error-text.h"
#include "way-facts.h"
#include "way-file-records.h"
#include "way-school-periods.h"
#include "way-service-error.h"
#include "way-table.h"

#define N_CHOICES     5        /* of the school year */
#define MOST_ROWS     12       /* on view at once */

struct _WayChartsView
{
  GtkBox        parent_instance;

  WaySession   *session;
  GPtrArray    *rows;          /* const WayCode *, as the choice has them */
  int           last_year;     /* the first of those offered */
  gboolean      filling;
  char         *point;         /* whose records are shown; NULL: all */

  /* Template children */
  GtkDropDown  *kind_choice;
  GtkDropDown  *year_choice;
  WayChartView *chart_view;
  GtkLabel     *none_label;
  AdwActionRow *meaning_row;
  GtkWidget    *records_box;
  GtkLabel     *records_label;
  GtkWidget    *all_button;
  WayTable     *table;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

enum
{
  RECORD_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayChartsView, way_charts_view, GTK_TYPE_BOX)

enum
{
  COLUMN_WHO,
  COLUMN_PLACE,
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_AFTER,
};

static const WayTableColumn columns[] = {
  { "who", N_("Who"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "place", N_("Where"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "from", N_("From"), WAY_COLUMN_DAY, .width = 120, .wide_only = TRUE },
  { "to", N_("To"), WAY_COLUMN_DAY, .width = 120, .wide_only = TRUE },
  { "after", N_("After"), WAY_COLUMN_TEXT, .expand = TRUE },
};

/* --- What is chosen --- */

static const WayCode *
chosen_row (WayChartsView *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind_choice);

  return selected < self->rows->len ? g_ptr_array_index (self->rows, selected) : NULL;
}

/* The school year, as far as it has gone; charts of money look further back. */
static WayFileChartAsk
make_ask (WayChartsView *self,
          const WayCode *row)
{
  const GDate *today = way_session_get_today (self->session);
  int year = self->last_year - (int) gtk_drop_down_get_selected (self->year_choice);
  int more = way_code_get_int (row, "years", 1) - 1;
  WayFileChartAsk ask = { .from = way_date_ymd (year - more, 9, 1),
                          .to = way_date_ymd (year + 1, 8, 31),
                          .translate = way_chart_gettext };

  if (way_date_compare (&ask.to, today) > 0)
    ask.to = *today;
  return ask;
}

/* --- What stands behind it --- */

static WayRow *
make_row (WayChartsView       *self,
          const WayFileRecord *record)
{
  const GDate *today = way_session_get_today (self->session);
  WayRow *row = way_row_new (record->entity, &record->id, G_N_ELEMENTS (columns));

  way_row_set_text (row, COLUMN_WHO, record->who != NULL ? record->who : "–");
  way_row_set_text (row, COLUMN_PLACE, record->place);
  way_row_set_day (row, COLUMN_FROM, &record->from, today);
  way_row_set_day (row, COLUMN_TO, &record->to, today);
  way_row_set_text (row, COLUMN_AFTER, record->after != NULL ? record->after : "–");
  return row;
}

static gboolean
show_records (WayChartsView  *self,
              GError        **error)
{
  const WayCode *row = chosen_row (self);
  WayFileChartAsk ask = make_ask (self, row);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(WayRows) list = NULL;
  GPtrArray *rows;
  WayFileChartKind kind;

  if (!way_file_chart_from_text (row->id, &kind))
    g_return_val_if_reached (TRUE);
  records = way_file_chart_records (way_session_get_db (self->session), kind, &ask, self->point,
                                    error);
  if (records == NULL)
    return FALSE;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (rows, make_row (self, g_ptr_array_index (records, i)));
  gtk_widget_set_visible (self->records_box, records->len > 0);
  list = way_rows_new_array (rows);
  way_table_set_rows (self->table, list);
  way_table_fit_rows (self->table, MOST_ROWS);
  gtk_label_set_label (self->records_label,
                       self->point != NULL ? self->point : _("All that is behind it"));
  gtk_widget_set_visible (self->all_button, self->point != NULL);
  return TRUE;
}

static char *
say_records (guint n)
{
  return g_strdup_printf (ngettext ("%u record behind it", "%u records behind it", n), n);
}

/* --- The chart --- */

/* What cannot be drawn yet is no failure, but a sentence in its place. */
static gboolean
show_chart (WayChartsView  *self,
            GError        **error)
{
  const WayCode *row = chosen_row (self);
  WayFileChartAsk ask = make_ask (self, row);
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayChart) chart = NULL;
  gboolean is_empty;
  WayFileChartKind kind;

  if (!way_file_chart_from_text (row->id, &kind))
    g_return_val_if_reached (TRUE);
  chart = way_file_chart_new (way_session_get_db (self->session), kind, &ask, &fault);
  is_empty = g_error_matches (fault, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE) ||
             (chart != NULL && way_chart_data_n_points (way_chart_get_data (chart)) == 0);
  if (chart == NULL && !is_empty)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chart_view), !is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->none_label), is_empty);
  gtk_label_set_label (self->none_label, _("The records of that time give nothing to draw here."));
  way_chart_view_set_chart (self->chart_view, is_empty ? NULL : chart);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->meaning_row),
                                 row->note != NULL ? _(row->note) : "");
  return TRUE;
}

static gboolean
show_all (WayChartsView  *self,
          GError        **error)
{
  return show_chart (self, error) && show_records (self, error);
}

static void
say_error (WayChartsView *self,
           const GError  *error)
{
  g_autofree char *text = way_error_text (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, FALSE);
}

static void
show_point (WayChartsView *self,
            const char    *point)
{
  g_autoptr(GError) error = NULL;

  g_free (self->point);
  self->point = g_strdup (point);
  if (!show_records (self, &error))
    say_error (self, error);
}

/* Charts of stays and of moves have a row of their table a point. */
static void
point_activated_cb (WayChartsView *self,
                    guint          series,
                    guint          point)
{
  WayChart *chart = way_chart_view_get_chart (self->chart_view);
  const WayCode *row = chosen_row (self);
  g_autofree char *name = NULL;

  if (chart == NULL || row == NULL || way_code_is (row, "whole"))
    return;
  name = way_chart_table_dup_cell (way_chart_get_data (chart), point, 0);
  show_point (self, name);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
all_clicked_cb (WayChartsView *self)
{
  show_point (self, NULL);
}

static void
chosen_cb (WayChartsView *self)
{
  g_autoptr(GError) error = NULL;

  if (self->filling || self->session == NULL || chosen_row (self) == NULL)
    return;
  g_clear_pointer (&self->point, g_free);
  if (!show_all (self, &error))
    say_error (self, error);
}

static void
row_activated_cb (WayChartsView *self,
                  WayRow        *row)
{
  g_signal_emit (self, signals[RECORD_ACTIVATED], 0, way_row_get_entity (row), way_row_get_id (row));
}

/* --- The view --- */

static void
fill_kinds (WayChartsView *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->rows = way_codes_list ("file_chart", NULL);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_string_list_append (names, _(((const WayCode *) g_ptr_array_index (self->rows, i))->label));
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (names));
}

static void
fill_years (WayChartsView *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  int year = way_date_school_year (way_session_get_today (self->session));

  if (year == self->last_year)
    return;
  self->last_year = year;
  for (int i = 0; i < N_CHOICES; i++)
    gtk_string_list_take (names, g_strdup_printf ("%d/%02d", year - i, (year - i + 1) % 100));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->year_choice, G_LIST_MODEL (names));
  self->filling = FALSE;
}

gboolean
way_charts_view_load (WayChartsView  *self,
                      WaySession     *session,
                      GError        **error)
{
  g_set_object (&self->session, session);
  fill_years (self);
  return show_all (self, error);
}

void
way_charts_view_start_filter (WayChartsView *self)
{
  way_table_start_filter (self->table);
}

static void
way_charts_view_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (property_id == PROP_FOLDED)
    g_object_set (WAY_CHARTS_VIEW (object)->table, "folded", g_value_get_boolean (value), NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
way_charts_view_dispose (GObject *object)
{
  WayChartsView *self = WAY_CHARTS_VIEW (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CHARTS_VIEW);

  G_OBJECT_CLASS (way_charts_view_parent_class)->dispose (object);
}

static void
way_charts_view_finalize (GObject *object)
{
  WayChartsView *self = WAY_CHARTS_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_free (self->point);

  G_OBJECT_CLASS (way_charts_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, year_choice);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, chart_view);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, none_label);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, meaning_row);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, records_box);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, records_label);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, all_button);
  gtk_widget_class_bind_template_child (widget_class, WayChartsView, table);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, point_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_charts_view_class_init (WayChartsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_charts_view_dispose;
  object_class->finalize = way_charts_view_finalize;
  object_class->set_property = way_charts_view_set_property;

  g_object_class_install_property (object_class, PROP_FOLDED,
                                   g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  signals[RECORD_ACTIVATED] =
    g_signal_new ("record-activated", WAY_TYPE_CHARTS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);

  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/charts-view.ui");
  bind_children (widget_class);
}

static void
way_charts_view_init (WayChartsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
  way_table_set_count_words (self->table, say_records);
  self->filling = TRUE;
  fill_kinds (self);
  self->filling = FALSE;
}
