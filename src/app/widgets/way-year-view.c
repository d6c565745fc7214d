/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twelve months, drawn.  What a day is comes from the year, how it looks from
 * way-day-paint.c, what is said of it from way-calendar-words.c. */
#include "way-year-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-calendar-words.h"
#include "way-chart-canvas.h"
#include "way-date-words.h"
#include "way-day-paint.h"

#define N_BLOCKS 12            /* a month each */
#define MOST_COLUMNS 4
#define WEEK 7
#define ROWS 6                 /* weeks that a month may touch */
#define CELL_WIDTH 28
#define WIDEST_CELL 40
#define GAP_ACROSS 18
#define GAP_DOWN 12
#define SMALL 0.86             /* of the window's letters */

struct _WayYearView
{
  GtkWidget              parent_instance;

  const WayCalendarYear *year;       /* lent */
  GDate                  today;
  GDate                  day;        /* that is selected */
  PangoLayout           *figure;     /* small letters */
  PangoLayout           *heading;
};

/* Where things are, for one width. */
typedef struct
{
  int columns;
  int left;                    /* of the first month */
  int cell_width;
  int cell_height;
  int heading;                 /* above the days */
  int month_width;
  int month_height;
} Layout;

enum
{
  MOVED,
  LEFT,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayYearView, way_year_view, GTK_TYPE_WIDGET)

/* --- Layout --- */

static PangoLayout *
make_layout (WayYearView *self,
             gboolean     heading)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  g_autoptr(PangoFontDescription) font =
    pango_font_description_copy (pango_context_get_font_description (context));
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  if (heading)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  else
    pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
ensure_layouts (WayYearView *self)
{
  if (self->figure != NULL)
    return;
  self->figure = make_layout (self, FALSE);
  self->heading = make_layout (self, TRUE);
}

static int
measure_height (PangoLayout *layout)
{
  int height;

  pango_layout_set_text (layout, "0", -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static Layout
lay_out (WayYearView *self,
         int          width)
{
  Layout layout = { .columns = MOST_COLUMNS };
  int line, across;

  ensure_layouts (self);
  line = measure_height (self->figure);
  while (layout.columns > 1 &&
         layout.columns * WEEK * CELL_WIDTH + (layout.columns - 1) * GAP_ACROSS > width)
    layout.columns--;
  across = (width - (layout.columns - 1) * GAP_ACROSS) / layout.columns;
  layout.cell_width = CLAMP (across / WEEK, CELL_WIDTH, WIDEST_CELL);
  layout.cell_height = line + 6;
  layout.heading = measure_height (self->heading) + 4 + line + 4;
  layout.month_width = WEEK * layout.cell_width;
  layout.month_height = layout.heading + ROWS * layout.cell_height;
  layout.left = MAX (0, (width - layout.columns * layout.month_width -
                         (layout.columns - 1) * GAP_ACROSS) / 2);
  return layout;
}

static int
count_rows (const Layout *layout)
{
  return (N_BLOCKS + layout->columns - 1) / layout->columns;
}

static GDate
first_of_month (WayYearView *self,
                int          month)
{
  return way_date_add_months (&self->year->from, month);
}

/* The month of a day, counted from the first of the year. */
static int
month_of (WayYearView *self,
          const GDate *day)
{
  return (g_date_get_year (day) - self->year->year) * N_BLOCKS + (int) g_date_get_month (day) -
         (int) g_date_get_month (&self->year->from);
}

static graphene_point_t
place_of_month (const Layout *layout,
                int           month)
{
  return GRAPHENE_POINT_INIT (
    (float) (layout->left + month % layout->columns * (layout->month_width + GAP_ACROSS)),
    (float) (month / layout->columns * (layout->month_height + GAP_DOWN)));
}

static graphene_rect_t
box_of_day (WayYearView  *self,
            const Layout *layout,
            const GDate  *day)
{
  int month = month_of (self, day);
  GDate first = first_of_month (self, month);
  int place = way_date_weekday (&first) - 1 + g_date_get_day (day) - 1;
  graphene_point_t corner = place_of_month (layout, month);

  return GRAPHENE_RECT_INIT (corner.x + (float) (place % WEEK * layout->cell_width),
                             corner.y + (float) (layout->heading +
                                                 place / WEEK * layout->cell_height),
                             (float) layout->cell_width, (float) layout->cell_height);
}

/* The day under a point; no date where there is none. */
static GDate
day_at (WayYearView *self,
        double       x,
        double       y)
{
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  Layout layout;

  if (self->year == NULL)
    return way_date_none ();
  layout = lay_out (self, gtk_widget_get_width (GTK_WIDGET (self)));
  for (guint i = 0; i < self->year->n_days; i++)
    {
      GDate day = way_date_add_days (&self->year->from, (int) i);
      graphene_rect_t box = box_of_day (self, &layout, &day);

      if (graphene_rect_contains_point (&box, &point))
        return day;
    }
  return way_date_none ();
}

/* --- Drawing --- */

static void
use (cairo_t             *cr,
     const WayChartTheme *theme,
     WayChartRole         role)
{
  WayChartColour colour = way_chart_theme_colour (theme, role);

  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha);
}

static void
draw_heading (WayYearView         *self,
              const Layout        *layout,
              const WayChartTheme *theme,
              int                  month,
              cairo_t             *cr)
{
  graphene_point_t corner = place_of_month (layout, month);
  GDate first = first_of_month (self, month);
  g_autofree char *title = way_date_words_month (&first);
  int title_height, width;

  pango_layout_set_text (self->heading, title, -1);
  pango_layout_get_pixel_size (self->heading, NULL, &title_height);
  use (cr, theme, WAY_CHART_INK);
  cairo_move_to (cr, corner.x + 4, corner.y);
  pango_cairo_show_layout (cr, self->heading);
  use (cr, theme, WAY_CHART_DIM);
  for (int i = 0; i < WEEK; i++)
    {
      pango_layout_set_text (self->figure, way_date_words_weekday (i + 1), -1);
      pango_layout_get_pixel_size (self->figure, &width, NULL);
      cairo_move_to (cr, corner.x + i * layout->cell_width + (layout->cell_width - width) / 2,
                     corner.y + title_height + 4);
      pango_cairo_show_layout (cr, self->figure);
    }
}

static void
draw_day (WayYearView         *self,
          const Layout        *layout,
          const WayChartTheme *theme,
          guint                number,
          cairo_t             *cr)
{
  GDate day = way_date_add_days (&self->year->from, (int) number);
  graphene_rect_t box = box_of_day (self, layout, &day);
  WayDayLook look = WAY_DAY_LOOK_PLAIN;
  char figure[4];

  g_snprintf (figure, sizeof figure, "%u", g_date_get_day (&day));
  pango_layout_set_text (self->figure, figure, -1);
  if (way_date_equal (&day, &self->today))
    look |= WAY_DAY_LOOK_TODAY;
  if (way_date_equal (&day, &self->day))
    look |= WAY_DAY_LOOK_SELECTED;
  if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    look |= WAY_DAY_LOOK_FOCUS;
  way_day_paint (cr, theme, &box, &self->year->days[number], look, self->figure);
}

static void
way_year_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  WayYearView *self = WAY_YEAR_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  const WayChartTheme *theme = way_chart_theme_get (way_chart_canvas_find_theme ());
  Layout layout;
  cairo_t *cr;

  if (self->year == NULL)
    return;
  layout = lay_out (self, width);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-2, -2, width + 4, height + 4));
  for (int month = 0; month < N_BLOCKS; month++)
    draw_heading (self, &layout, theme, month, cr);
  for (guint i = 0; i < self->year->n_days; i++)
    draw_day (self, &layout, theme, i, cr);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
way_year_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
way_year_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  int natural_width = MOST_COLUMNS * WEEK * WIDEST_CELL + (MOST_COLUMNS - 1) * GAP_ACROSS;
  Layout layout;
  int rows;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = WEEK * CELL_WIDTH;
      *natural = natural_width;
      return;
    }
  layout = lay_out (WAY_YEAR_VIEW (widget), for_size > 0 ? for_size : natural_width);
  rows = count_rows (&layout);
  *minimum = *natural = rows * layout.month_height + (rows - 1) * GAP_DOWN;
}

/* --- The selected day --- */

/* The name follows the keys: a screen reader says a new name of what has the
 * focus.  GTK 4.8 has no other way to announce. */
static void
say_day (WayYearView *self)
{
  g_autofree char *words = self->year != NULL ? way_calendar_words_day (self->year, &self->day)
                                              : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : _("Calendar"), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

/* Where months are beneath each other, the one of the day is brought on view. */
static void
show_day (WayYearView *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  Layout layout = lay_out (self, gtk_widget_get_width (GTK_WIDGET (self)));
  graphene_point_t place = place_of_month (&layout, month_of (self, &self->day));
  GtkAdjustment *adjustment;
  double x, y;

  if (scroller == NULL ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (self), scroller, 0, place.y, &x, &y))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  y += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, y, y + layout.month_height);
}

static void
move_to (WayYearView *self,
         const GDate *day)
{
  if (way_calendar_year_cell (self->year, day) == NULL)
    {
      g_signal_emit (self, signals[LEFT], 0, way_date_julian (day));
      return;
    }
  self->day = *day;
  show_day (self);
  say_day (self);
}

static gboolean
find_step (WayYearView *self,
           guint        key,
           GDate       *day)
{
  GDate first = first_of_month (self, month_of (self, &self->day));
  GDate next = way_date_add_months (&first, 1);

  switch (key)
    {
    case GDK_KEY_Left:
      *day = way_date_add_days (&self->day, -1);
      break;
    case GDK_KEY_Right:
      *day = way_date_add_days (&self->day, 1);
      break;
    case GDK_KEY_Up:
      *day = way_date_add_days (&self->day, -WEEK);
      break;
    case GDK_KEY_Down:
      *day = way_date_add_days (&self->day, WEEK);
      break;
    case GDK_KEY_Page_Up:
      *day = way_date_add_months (&self->day, -1);
      break;
    case GDK_KEY_Page_Down:
      *day = way_date_add_months (&self->day, 1);
      break;
    case GDK_KEY_Home:
      *day = first;
      break;
    case GDK_KEY_End:
      *day = way_date_add_days (&next, -1);
      break;
    default:
      return FALSE;
    }
  return TRUE;
}

static gboolean
pressed_cb (WayYearView     *self,
            guint            key,
            guint            code,
            GdkModifierType  state)
{
  GDate day;

  if (self->year == NULL ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (find_step (self, key, &day))
    move_to (self, &day);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    g_signal_emit (self, signals[ACTIVATED], 0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
clicked_cb (WayYearView *self,
            int          n_press,
            double       x,
            double       y)
{
  GDate day = day_at (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!way_date_is_set (&day))
    return;
  move_to (self, &day);
  if (n_press == 2)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
way_year_view_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    by_keyboard,
                             GtkTooltip *tooltip)
{
  WayYearView *self = WAY_YEAR_VIEW (widget);
  GDate day = by_keyboard ? self->day : day_at (self, x, y);
  Layout layout;
  graphene_rect_t box;
  g_autofree char *words = NULL;

  if (self->year == NULL || !way_date_is_set (&day))
    return FALSE;
  words = way_calendar_words_day (self->year, &day);
  layout = lay_out (self, gtk_widget_get_width (widget));
  box = box_of_day (self, &layout, &day);
  gtk_tooltip_set_text (tooltip, words);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) box.origin.x, (int) box.origin.y,
                                                       layout.cell_width, layout.cell_height });
  return TRUE;
}

/* --- The widget --- */

static void
style_changed_cb (WayYearView *self)
{
  g_clear_object (&self->figure);
  g_clear_object (&self->heading);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
way_year_view_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (way_year_view_parent_class)->css_changed (widget, change);
  style_changed_cb (WAY_YEAR_VIEW (widget));
}

static void
way_year_view_dispose (GObject *object)
{
  WayYearView *self = WAY_YEAR_VIEW (object);

  self->year = NULL;
  g_clear_object (&self->figure);
  g_clear_object (&self->heading);

  G_OBJECT_CLASS (way_year_view_parent_class)->dispose (object);
}

static void
way_year_view_class_init (WayYearViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_year_view_dispose;
  widget_class->css_changed = way_year_view_css_changed;
  widget_class->get_request_mode = way_year_view_get_request_mode;
  widget_class->measure = way_year_view_measure;
  widget_class->query_tooltip = way_year_view_query_tooltip;
  widget_class->snapshot = way_year_view_snapshot;

  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
focus_moved_cb (WayYearView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
way_year_view_init (WayYearView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_moved_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_moved_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
way_year_view_set_year (WayYearView           *self,
                        const WayCalendarYear *year,
                        const GDate           *today)
{
  g_return_if_fail (WAY_IS_YEAR_VIEW (self));

  self->year = year;
  self->today = *today;
  if (year == NULL)
    self->day = way_date_none ();
  else if (way_calendar_year_cell (year, &self->day) == NULL)
    self->day = way_calendar_year_cell (year, today) != NULL ? *today : year->from;
  say_day (self);
}

const GDate *
way_year_view_get_day (WayYearView *self)
{
  g_return_val_if_fail (WAY_IS_YEAR_VIEW (self), NULL);

  return &self->day;
}

void
way_year_view_set_day (WayYearView *self,
                       const GDate *day)
{
  g_return_if_fail (WAY_IS_YEAR_VIEW (self));

  if (self->year != NULL && way_calendar_year_cell (self->year, day) != NULL)
    move_to (self, day);
}
