/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy.  The counting is src/stats through the service, the drawing
 * src/chart; this page maps the one to the other. */
#include "way-places-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "way-census-view.h"
#include "way-chart-sparkline.h"
#include "way-chart-view.h"
#include "way-codes.h"
#include "way-columns.h"
#include "way-date-entry.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-error-text.h"
#include "way-facts.h"
#include "way-file-charts.h"
#include "way-note-list.h"
#include "way-occupancy-figure.h"
#include "way-pinned-notes.h"
#include "way-place-plan-dialog.h"
#include "way-school-periods.h"
#include "way-table.h"

#define YEARS_SHOWN 2
#define POINTS_IN_CELL 52                /* weeks */
#define MOST_ROWS 12                     /* on view at once */

struct _WayPlacesPage
{
  WayPage            parent_instance;

  WayOccupancyTable *series;     /* each day of the chart */
  WayOccupancyTable *year;       /* the last twelve months by week, for the cells */
  GArray            *periods;
  GDate              day;        /* that the table is about */
  WayId              setting;    /* that the chart shows; none: all */
  gboolean           filling;    /* the choice is being filled */

  /* Template children */
  GtkDropDown       *setting_choice;
  WayDateEntry      *day_entry;
  GtkToggleButton   *line_button;
  GtkToggleButton   *heads_button;
  GtkToggleButton   *fte_button;
  WayChartView      *chart_view;
  WayTable          *table;
  WayCensusView     *census_view;
  WayNoteList       *note_list;
  AdwActionRow      *meaning_row;
};

G_DEFINE_FINAL_TYPE (WayPlacesPage, way_places_page, WAY_TYPE_PAGE)

enum
{
  COLUMN_SETTING,
  COLUMN_PLACES,
  COLUMN_ON_ROLL,
  COLUMN_BEFORE,
  COLUMN_EMPTY,
  COLUMN_FILLED,
  COLUMN_BAR,
  COLUMN_YEAR,
};

static void draw_bar_cell  (WayRow        *row,
                            guint          column,
                            cairo_t       *cr,
                            int            width,
                            int            height,
                            const GdkRGBA *ink);
static void draw_year_cell (WayRow        *row,
                            guint          column,
                            cairo_t       *cr,
                            int            width,
                            int            height,
                            const GdkRGBA *ink);

static const WayTableColumn columns[] = {
  { "setting", N_("Setting"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "places", N_("Places"), WAY_COLUMN_NUMBER, .width = 84 },
  { "on_roll", N_("On roll"), WAY_COLUMN_NUMBER, .width = 84 },
  { "year_before", N_("A year before"), WAY_COLUMN_NUMBER, .width = 124, .wide_only = TRUE },
  { "empty", N_("Empty"), WAY_COLUMN_NUMBER, .width = 134 },
  { "occupancy", N_("Filled"), WAY_COLUMN_NUMBER, .width = 112 },
  { "bar", N_("How full"), WAY_COLUMN_DRAWN, .width = 150, .fixed = TRUE, .wide_only = TRUE,
    .draw = draw_bar_cell },
  { "year", N_("Last 12 months"), WAY_COLUMN_DRAWN, .width = 140, .fixed = TRUE,
    .wide_only = TRUE, .draw = draw_year_cell },
};

/* --- Cells that are drawn --- */

static const WayChartTheme *
theme_for (const GdkRGBA *ink)
{
  return way_chart_theme_get (ink->red + ink->green + ink->blue > 1.5 ? WAY_CHART_DARK
                                                                : WAY_CHART_LIGHT);
}

static void
draw_bar_cell (WayRow        *row,
               guint          column,
               cairo_t       *cr,
               int            width,
               int            height,
               const GdkRGBA *ink)
{
  WayFilledBar bar = way_filled_bar (way_row_get_cell (row, COLUMN_ON_ROLL)->number,
                                     way_row_get_cell (row, COLUMN_PLACES)->number, width);

  way_filled_bar_draw (&bar, theme_for (ink), height, 1, cr);
}

/* The year's counts hang on the row as data. */
static void
draw_year_cell (WayRow        *row,
                guint          column,
                cairo_t       *cr,
                int            width,
                int            height,
                const GdkRGBA *ink)
{
  const double *year = g_object_get_data (G_OBJECT (row), "year");
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "year-points"));

  if (year != NULL)
    way_sparkline_draw_steps (year, year + n, n, theme_for (ink), width, height, 1, cr);
}

/* --- From counts to what is shown --- */

static gboolean
shows_fte (WayPlacesPage *self)
{
  return gtk_toggle_button_get_active (self->fte_button);
}

static double
people (WayPlacesPage          *self,
        const WayOccupancyCell *cell)
{
  return way_occupancy_figure_people (&(WayOccupancyFigure) { .is_fte = shows_fte (self) }, cell);
}

/* Index of the chosen day among those of the chart; the last where it lies
 * outside. */
static guint
day_index (WayPlacesPage *self)
{
  for (guint i = 0; i < self->series->days->len; i++)
    if (way_date_equal (&g_array_index (self->series->days, GDate, i), &self->day))
      return i;
  return self->series->days->len - 1;
}

/* The days from and to, both included, as a chart. */
static WayChart *
make_chart (guint32  from,
            guint32  to,
            gpointer data)
{
  WayPlacesPage *self = data;
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  WayOccupancyFigure figure = {
    .series = self->series, .setting = &self->setting, .title_at = day_index (self),
    .is_fte = shows_fte (self), .from = from, .to = to,
    .today = way_date_julian (way_session_get_today (session)), .periods = self->periods,
    .translate = way_chart_gettext,
  };

  /* Without its target the chart is true as well. */
  way_occupancy_figure_aim (&figure, way_session_get_db (session), &self->day, NULL);
  return way_occupancy_figure_new (&figure);
}

static gboolean
shows_months (WayPlacesPage *self)
{
  return !gtk_toggle_button_get_active (self->line_button);
}

/* How full each setting was in the months that the other picture shows. */
static WayChart *
make_months (WayPlacesPage  *self,
             GError        **error)
{
  WayDb *db = way_session_get_db (way_page_get_session (WAY_PAGE (self)));
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, NULL, error) : NULL;
  const GArray *shown = self->series->days;
  WayFileChartAsk ask = {
    .from = g_array_index (shown, GDate, 0), .to = g_array_index (shown, GDate, shown->len - 1),
    .by = WAY_OCCUPANCY_BY_SETTING, .school_days = days, .translate = way_chart_gettext,
  };

  return days != NULL ? way_file_chart_new (db, WAY_FILE_CHART_MATRIX, &ask, error) : NULL;
}

static WayChart *
make_whole (WayPlacesPage *self)
{
  const GArray *days = self->series->days;

  return make_chart (way_date_julian (&g_array_index (days, GDate, 0)),
                     way_date_julian (&g_array_index (days, GDate, days->len - 1)), self);
}

static void
show_chart (WayPlacesPage *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayChart) chart = shows_months (self) ? make_months (self, &error) : make_whole (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->setting_choice), !shows_months (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->fte_button), !shows_months (self));
  if (shows_months (self))
    gtk_widget_set_visible (GTK_WIDGET (self->note_list), FALSE);
  if (error != NULL)
    way_page_show_failed (WAY_PAGE (self), error);
  else
    way_chart_view_set_chart (self->chart_view, chart);
}

static gboolean
show_notes (WayPlacesPage  *self,
            GError        **error)
{
  return way_note_list_load (self->note_list, self->chart_view,
                             way_page_get_session (WAY_PAGE (self)), WAY_PINNED_TO_PLACES,
                             &self->setting, error);
}

static void
set_year (WayPlacesPage           *self,
          WayRow                  *row,
          const WayOccupancyGroup *group)
{
  const WayOccupancyGroup *in_year = way_occupancy_table_find (self->year, &group->id);
  guint n = self->year->days->len;
  const WayOccupancyCell *cells;
  double *values;
  g_autofree char *words = NULL;

  if (in_year == NULL || n == 0)
    return;
  cells = way_occupancy_row (self->year->counts, in_year->row);
  values = g_new (double, 2 * n);
  for (guint i = 0; i < n; i++)
    {
      values[i] = people (self, &cells[i]);
      values[n + i] = cells[i].places;
    }
  words = way_sparkline_describe (values, n, shows_fte (self) ? 1 : 0, way_chart_gettext);
  way_row_set_text (row, COLUMN_YEAR, words);
  g_object_set_data_full (G_OBJECT (row), "year", values, g_free);
  g_object_set_data (G_OBJECT (row), "year-points", GUINT_TO_POINTER (n));
}

/* On roll a year before the chosen day; a dash where that was not read. */
static void
set_before (WayPlacesPage           *self,
            WayRow                  *row,
            const WayOccupancyGroup *group)
{
  GDate before = self->day;
  const GDate *first = &g_array_index (self->series->days, GDate, 0);
  const WayOccupancyCell *cells = way_occupancy_row (self->series->counts, group->row);
  g_autofree char *text = NULL;
  int at;

  g_date_subtract_years (&before, 1);
  at = way_date_days_between (first, &before);
  if (at < 0)
    {
      way_row_set_number (row, COLUMN_BEFORE, NAN, "–");
      return;
    }
  text = way_chart_say_number (people (self, &cells[at]), shows_fte (self) ? 1 : 0);
  way_row_set_number (row, COLUMN_BEFORE, people (self, &cells[at]), text);
}

static WayRow *
make_row (WayPlacesPage           *self,
          const WayOccupancyGroup *group,
          const WayOccupancyCell  *cell)
{
  WayRow *row = way_row_new ("establishment", &group->id, G_N_ELEMENTS (columns));
  int permille = way_occupancy_permille (cell);
  double count = people (self, cell);
  g_autofree char *people_text = way_chart_say_number (count, shows_fte (self) ? 1 : 0);
  g_autofree char *bar = way_filled_bar_describe (count, cell->places, shows_fte (self) ? 1 : 0,
                                                  way_chart_gettext);

  way_row_set_text (row, COLUMN_SETTING, group->key);
  way_row_set_count (row, COLUMN_PLACES, cell->places);
  way_row_set_number (row, COLUMN_ON_ROLL, count, people_text);
  if (cell->on_roll > cell->places)
    {
      int n_over = cell->on_roll - cell->places;
      g_autofree char *over = g_strdup_printf (ngettext ("%d over", "%d over", n_over), n_over);

      way_row_set_number (row, COLUMN_EMPTY, cell->places - cell->on_roll, over);
      way_row_set_icon (row, COLUMN_EMPTY, "dialog-warning-symbolic", "heading");
    }
  else
    way_row_set_count (row, COLUMN_EMPTY, way_occupancy_empty (cell));
  if (permille >= 0)
    {
      g_autofree char *percent = g_strdup_printf ("%d.%d%%", permille / 10, permille % 10);

      way_row_set_number (row, COLUMN_FILLED, permille, percent);
    }
  way_row_set_text (row, COLUMN_BAR, bar);
  set_before (self, row, group);
  set_year (self, row, group);
  return row;
}

/* Both ways of counting what is empty, and that empty is not spare. */
static char *
whole_in_words (const WayOccupancyCell *whole,
                int                     empty,
                int                     over)
{
  int permille = way_occupancy_permille (whole);
  g_autofree char *filled = NULL;
  g_autofree char *counted = NULL;

  if (permille < 0)
    return NULL;
  filled = g_strdup_printf (_("%d of %d places filled (%d.%d%%)"), whole->on_roll, whole->places,
                            permille / 10, permille % 10);
  counted = over > 0
              ? g_strdup_printf (_("%d empty by setting, %d over in others"), empty, over)
              : g_strdup_printf (ngettext ("%d place is empty", "%d places are empty", empty), empty);
  return g_strdup_printf (_("%s: %s. Empty is not spare: each setting needs some places free for "
                            "what comes."), filled, counted);
}

static void
show_table (WayPlacesPage *self)
{
  guint at = day_index (self);
  const WayOccupancyCell *whole = way_occupancy_row (self->series->counts, self->series->whole) + at;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) list = NULL;
  g_autofree char *words = NULL;
  int empty = 0;
  int over = 0;

  for (guint i = 0; i < self->series->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (self->series->groups, WayOccupancyGroup, i);
      const WayOccupancyCell *cell = way_occupancy_row (self->series->counts, group->row) + at;

      if (!group->counted || (cell->places == 0 && cell->on_roll == 0))
        continue;
      empty += way_occupancy_empty (cell);
      over += MAX (cell->on_roll - cell->places, 0);
      g_ptr_array_add (rows, make_row (self, group, cell));
    }
  list = way_rows_new_array (g_steal_pointer (&rows));
  way_table_set_rows (self->table, list);
  way_table_fit_rows (self->table, MOST_ROWS);
  words = whole_in_words (whole, empty, over);
  way_table_set_note (self->table, words);
}

static void
show_subtitle (WayPlacesPage *self)
{
  const GDate *today = way_session_get_today (way_page_get_session (WAY_PAGE (self)));
  g_autofree char *day = way_date_words_day (&self->day, today);

  way_page_set_subtitle (WAY_PAGE (self), day);
}

static void
fill_settings (WayPlacesPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("All settings"));
  for (guint i = 0; i < self->series->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (self->series->groups, WayOccupancyGroup, i);

      gtk_string_list_append (names, group->key);
      if (way_id_equal (&group->id, &self->setting))
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->setting_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->setting_choice, selected);
  self->filling = FALSE;
}

/* --- Reading --- */

/* The last point of a line is the count beside it. */
static void
end_on (GArray      *days,
        const GDate *last)
{
  if (days->len == 0 ||
      way_date_compare (&g_array_index (days, GDate, days->len - 1), last) < 0)
    g_array_append_val (days, *last);
}

static gboolean
read_counts (WayPlacesPage  *self,
             GError        **error)
{
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  WayDb *db = way_session_get_db (session);
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, NULL, error) : NULL;
  GDate last = *way_session_get_today (session);
  GDate first = way_date_ymd (way_date_school_year (&last) - YEARS_SHOWN, 9, 1);
  GDate year_ago;
  g_autoptr(GArray) chart_days = NULL;
  g_autoptr(GArray) weeks = NULL;

  if (days == NULL)
    return FALSE;
  if (way_date_compare (&self->day, &last) > 0)
    last = self->day;
  if (way_date_compare (&self->day, &first) < 0)
    first = self->day;
  year_ago = way_date_add_days (&last, -7 * POINTS_IN_CELL);
  g_clear_pointer (&self->series, way_occupancy_table_free);
  g_clear_pointer (&self->year, way_occupancy_table_free);
  g_clear_pointer (&self->periods, g_array_unref);

  chart_days = way_occupancy_days (days, WAY_OCCUPANCY_EVERY_DAY, &first, &last);
  weeks = way_occupancy_days (days, WAY_OCCUPANCY_EVERY_WEEK, &year_ago, &last);
  end_on (weeks, &last);
  self->periods = way_school_periods (days, &first, &last);
  self->series = way_occupancy_service_read (db, chart_days, WAY_OCCUPANCY_BY_SETTING, FALSE, error);
  self->year = self->series != NULL
                 ? way_occupancy_service_read (db, weeks, WAY_OCCUPANCY_BY_SETTING, FALSE, error)
                 : NULL;
  return self->year != NULL;
}

static void
way_places_page_refresh (WayPage *page)
{
  WayPlacesPage *self = WAY_PLACES_PAGE (page);
  WaySession *session = way_page_get_session (page);
  g_autoptr(GError) error = NULL;

  if (way_session_get_db (session) == NULL)
    {
      way_page_show_empty (page);
      return;
    }
  way_date_entry_set_today (self->day_entry, way_session_get_today (session));
  if (!way_date_is_set (&self->day))
    {
      self->day = *way_session_get_today (session);
      way_date_entry_set_day (self->day_entry, &self->day);
    }
  if (!read_counts (self, &error) ||
      !way_census_view_load (self->census_view, session, &self->day, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (self->series->groups->len == 0)
    {
      way_page_show_empty (page);
      return;
    }
  if (!show_notes (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  fill_settings (self);
  show_chart (self);
  show_table (self);
  show_subtitle (self);
  way_page_show_content (page);
}

/* --- What people do --- */

static void
setting_chosen_cb (WayPlacesPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->setting_choice);
  WayId none = { { 0 } };

  if (self->filling || self->series == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  self->setting = selected == 0
                    ? none
                    : g_array_index (self->series->groups, WayOccupancyGroup, selected - 1).id;
  show_notes (self, NULL);
  show_chart (self);
}

static void
day_changed_cb (WayPlacesPage *self)
{
  GDate day;

  if (!way_date_entry_get_day (self->day_entry, &day) || !way_date_is_set (&day) ||
      way_date_equal (&day, &self->day))
    return;
  self->day = day;
  if (self->series != NULL)
    way_page_refresh (WAY_PAGE (self));
}

/* The list behind a day of the chart is the table of that day. */
static void
point_activated_cb (WayPlacesPage *self,
                    guint          series,
                    guint          point)
{
  WayChart *chart = way_chart_view_get_chart (self->chart_view);
  GDate day;

  /* A mean of all months is of no day. */
  if (chart == NULL || way_chart_get_point_day (chart, point) == 0)
    return;
  day = way_date_from_julian (way_chart_get_point_day (chart, point));
  way_date_entry_set_day (self->day_entry, &day);
  day_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
picture_changed_cb (WayPlacesPage *self)
{
  if (self->series == NULL)
    return;
  show_notes (self, NULL);
  show_chart (self);
}

static void
measure_changed_cb (WayPlacesPage *self)
{
  if (self->series == NULL)
    return;
  show_chart (self);
  show_table (self);
}

static void
row_activated_cb (WayPlacesPage *self,
                  WayRow        *row)
{
  way_page_open_record (WAY_PAGE (self), way_row_get_entity (row), way_row_get_id (row));
}

static void
record_activated_cb (WayPlacesPage *self,
                     const char    *entity,
                     const WayId   *id)
{
  way_page_open_record (WAY_PAGE (self), entity, id);
}

static void
what_if_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (way_place_plan_dialog_open (widget, way_page_get_session (WAY_PAGE (widget)), &error))
    return;
  text = way_error_text (error);
  way_page_toast (WAY_PAGE (widget), text, FALSE);
}

static void
way_places_page_dispose (GObject *object)
{
  WayPlacesPage *self = WAY_PLACES_PAGE (object);

  g_clear_pointer (&self->series, way_occupancy_table_free);
  g_clear_pointer (&self->year, way_occupancy_table_free);
  g_clear_pointer (&self->periods, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLACES_PAGE);

  G_OBJECT_CLASS (way_places_page_parent_class)->dispose (object);
}

static void
way_places_page_class_init (WayPlacesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_places_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_places_page_refresh;

  gtk_widget_class_install_action (widget_class, "places.what-if", NULL, what_if_action);
  g_type_ensure (WAY_TYPE_CENSUS_VIEW);
  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_DATE_ENTRY);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_NOTE_LIST);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/places-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, setting_choice);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, day_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, line_button);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, heads_button);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, fte_button);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, chart_view);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, table);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, census_view);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, note_list);
  gtk_widget_class_bind_template_child (widget_class, WayPlacesPage, meaning_row);
  gtk_widget_class_bind_template_callback (widget_class, setting_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, point_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, measure_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, record_activated_cb);
}

static void
way_places_page_init (WayPlacesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
  way_chart_view_set_range_func (self->chart_view, make_chart, self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->meaning_row),
                                 _(way_codes_lookup ("board_section", "places")->note));
}
