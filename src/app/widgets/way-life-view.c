/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawn timeline of a pupil's page. */
#include "way-life-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "way-chart-theme.h"
#include "way-codes.h"
#include "way-date-words.h"

#define HEAD_WIDTH 112   /* the lanes' names */
#define ROW_HEIGHT 28
#define BAR_HEIGHT 22
#define WEEKS_HEIGHT 56  /* of attendance */
#define AXIS_HEIGHT 26
#define BAR_PADDING 7

#define MOST_DAYS_AHEAD 270

/* Attendance is measured against this share (domain.md 6). */
#define GOOD_ATTENDANCE 0.9

typedef struct
{
  WayPupilLane lane;
  guint32      from;   /* Julian days */
  guint32      to;
  guint        row;    /* within the lane */
  gboolean     is_due;
  char        *words;
} Bar;

typedef struct
{
  guint32 day;
  double  share;
} Week;

struct _WayLifeView
{
  GtkWidget  parent_instance;

  GArray    *bars;  /* Bar */
  GArray    *weeks; /* Week */
  guint      n_rows[WAY_LANE_REVIEWS + 1];
  guint32    from;
  guint32    to;
  guint32    today;
};

/* What is at hand while drawing. */
typedef struct
{
  WayLifeView         *self;
  cairo_t             *cr;
  const WayChartTheme *theme;
  double               width;
} Canvas;

static const struct
{
  const char  *name;
  WayChartRole role;
} lanes[] = {
  [WAY_LANE_ROLLS] = { N_("Rolls"), WAY_CHART_LANE_1 },
  [WAY_LANE_EXCLUSIONS] = { N_("Suspensions"), WAY_CHART_LANE_3 },
  [WAY_LANE_PLACEMENTS] = { N_("Placements"), WAY_CHART_LANE_2 },
  [WAY_LANE_REVIEWS] = { N_("Reviews"), WAY_CHART_INK },
};

G_DEFINE_FINAL_TYPE (WayLifeView, way_life_view, GTK_TYPE_WIDGET)

static void
bar_clear (gpointer data)
{
  g_free (((Bar *) data)->words);
}

static void
set_role (Canvas      *canvas,
          WayChartRole role)
{
  WayChartColour colour = way_chart_theme_colour (canvas->theme, role);

  cairo_set_source_rgba (canvas->cr, colour.red, colour.green, colour.blue, colour.alpha);
}

static double
place (Canvas  *canvas,
       guint32  day)
{
  double share = ((double) day - canvas->self->from) /
                 MAX (canvas->self->to - canvas->self->from, 1);

  return HEAD_WIDTH + CLAMP (share, 0, 1) * (canvas->width - HEAD_WIDTH);
}

static PangoLayout *
make_layout (Canvas     *canvas,
             const char *text,
             gboolean    bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (canvas->self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.92));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* Words whose middle stands at y; gives their width. */
static int
show_words (Canvas     *canvas,
            const char *text,
            gboolean    bold,
            double      x,
            double      y)
{
  g_autoptr(PangoLayout) layout = make_layout (canvas, text, bold);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (canvas->cr, x, y - height / 2.0);
  pango_cairo_show_layout (canvas->cr, layout);
  return width;
}

static int
words_width (Canvas     *canvas,
             const char *text)
{
  g_autoptr(PangoLayout) layout = make_layout (canvas, text, FALSE);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Where the next thing of its row begins: words may not run into it. */
static double
find_room (Canvas    *canvas,
           const Bar *bar)
{
  double room = canvas->width;

  for (guint i = 0; i < canvas->self->bars->len; i++)
    {
      const Bar *other = &g_array_index (canvas->self->bars, Bar, i);

      if (other->lane == bar->lane && other->row == bar->row && other->from > bar->from)
        room = MIN (room, place (canvas, other->from));
    }
  return room;
}

static void
draw_expected (Canvas       *canvas,
               double        x,
               double        y,
               double        width,
               WayChartRole  role)
{
  const double dashes[] = { 4, 3 };

  if (width < 2)
    return;
  set_role (canvas, role);
  cairo_set_line_width (canvas->cr, 1.5);
  cairo_set_dash (canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_rectangle (canvas->cr, x, y + 0.75, width, BAR_HEIGHT - 1.5);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

static void
draw_bar (Canvas    *canvas,
          const Bar *bar,
          double     y)
{
  WayChartRole role = lanes[bar->lane].role;
  double from = place (canvas, bar->from);
  double to = MAX (place (canvas, bar->to + 1), from + 6);
  double now = place (canvas, canvas->self->today);
  double solid = CLAMP (now, from, to);
  double middle = y + BAR_HEIGHT / 2.0;

  if (bar->from <= canvas->self->today)
    {
      set_role (canvas, role);
      cairo_rectangle (canvas->cr, from, y, MAX (solid - from, 6), BAR_HEIGHT);
      cairo_fill (canvas->cr);
    }
  if (bar->to > canvas->self->today)
    draw_expected (canvas, solid, y, to - solid, role);

  if (bar->from <= canvas->self->today &&
      words_width (canvas, bar->words) + 2 * BAR_PADDING < solid - from)
    {
      set_role (canvas, WAY_CHART_ON_LANE);
      show_words (canvas, bar->words, FALSE, from + BAR_PADDING, middle);
    }
  else if (words_width (canvas, bar->words) + 2 * BAR_PADDING < to - solid)
    {
      set_role (canvas, WAY_CHART_INK);
      show_words (canvas, bar->words, FALSE, solid + BAR_PADDING, middle);
    }
  else if (words_width (canvas, bar->words) + BAR_PADDING < find_room (canvas, bar) - to)
    {
      set_role (canvas, WAY_CHART_INK);
      show_words (canvas, bar->words, FALSE, to + 5, middle);
    }
}

/* A review: a diamond, hollow while it is to come. */
static void
draw_mark (Canvas    *canvas,
           const Bar *bar,
           double     y)
{
  double x = place (canvas, bar->from);
  double middle = y + BAR_HEIGHT / 2.0;
  gboolean held = !bar->is_due && bar->from <= canvas->self->today;
  int width = words_width (canvas, bar->words);

  cairo_move_to (canvas->cr, x, middle - 7);
  cairo_line_to (canvas->cr, x + 7, middle);
  cairo_line_to (canvas->cr, x, middle + 7);
  cairo_line_to (canvas->cr, x - 7, middle);
  cairo_close_path (canvas->cr);
  set_role (canvas, bar->is_due ? WAY_CHART_DUE : WAY_CHART_INK);
  if (held)
    {
      cairo_fill (canvas->cr);
    }
  else
    {
      cairo_set_line_width (canvas->cr, 1.5);
      cairo_stroke (canvas->cr);
    }
  /* Not across the line of today. */
  if (held && x + 12 + width > place (canvas, canvas->self->today))
    show_words (canvas, bar->words, FALSE, x - 12 - width, middle);
  else if (width + 24 < find_room (canvas, bar) - x)
    show_words (canvas, bar->words, bar->is_due, x + 12, middle);
}

static void
draw_rule (Canvas *canvas,
           double  y)
{
  set_role (canvas, WAY_CHART_GRID);
  cairo_set_line_width (canvas->cr, 1);
  cairo_move_to (canvas->cr, 0, y + 0.5);
  cairo_line_to (canvas->cr, canvas->width, y + 0.5);
  cairo_stroke (canvas->cr);
}

static double
draw_lane (Canvas       *canvas,
           WayPupilLane  lane,
           double        y)
{
  double height = canvas->self->n_rows[lane] * ROW_HEIGHT;

  set_role (canvas, WAY_CHART_INK);
  show_words (canvas, _(lanes[lane].name), TRUE, 0, y + height / 2);
  for (guint i = 0; i < canvas->self->bars->len; i++)
    {
      const Bar *bar = &g_array_index (canvas->self->bars, Bar, i);
      double top = y + bar->row * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2.0;

      if (bar->lane != lane)
        continue;
      if (lane == WAY_LANE_REVIEWS)
        draw_mark (canvas, bar, top);
      else
        draw_bar (canvas, bar, top);
    }
  draw_rule (canvas, y + height + 3);
  return y + height + 7;
}

static double
draw_weeks (Canvas *canvas,
            double  y)
{
  const double dashes[] = { 2, 2 };
  double bottom = y + WEEKS_HEIGHT;
  double bar_width =
    MAX (place (canvas, canvas->self->from + 6) - place (canvas, canvas->self->from), 2);
  double good = bottom - GOOD_ATTENDANCE * (WEEKS_HEIGHT - 6);

  set_role (canvas, WAY_CHART_INK);
  show_words (canvas, _("Attendance"), TRUE, 0, y + WEEKS_HEIGHT / 2.0 - 8);
  set_role (canvas, WAY_CHART_DIM);
  show_words (canvas, _("by week"), FALSE, 0, y + WEEKS_HEIGHT / 2.0 + 9);

  set_role (canvas, WAY_CHART_LANE_1);
  for (guint i = 0; i < canvas->self->weeks->len; i++)
    {
      const Week *week = &g_array_index (canvas->self->weeks, Week, i);
      double height = week->share * (WEEKS_HEIGHT - 6);

      cairo_rectangle (canvas->cr, place (canvas, week->day), bottom - height, bar_width, height);
    }
  cairo_fill (canvas->cr);

  set_role (canvas, WAY_CHART_INK);
  cairo_set_line_width (canvas->cr, 1);
  cairo_set_dash (canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (canvas->cr, HEAD_WIDTH, good);
  cairo_line_to (canvas->cr, place (canvas, canvas->self->today), good);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
  show_words (canvas, "90%", FALSE, place (canvas, canvas->self->today) + 6, good);
  return bottom;
}

/* School years, from 1 September on. */
static void
draw_years (Canvas *canvas,
            double  y)
{
  GDate day = way_date_from_julian (canvas->self->from);

  set_role (canvas, WAY_CHART_AXIS);
  cairo_set_line_width (canvas->cr, 1);
  cairo_move_to (canvas->cr, HEAD_WIDTH, y + 0.5);
  cairo_line_to (canvas->cr, canvas->width, y + 0.5);
  cairo_stroke (canvas->cr);

  for (int year = way_date_school_year (&day);; year++)
    {
      GDate first = way_date_ymd (year, 9, 1);
      GDate next = way_date_ymd (year + 1, 9, 1);
      g_autofree char *words = g_strdup_printf ("%d/%02d", year, (year + 1) % 100);
      double from = place (canvas, MAX (way_date_julian (&first), canvas->self->from));
      double to = place (canvas, MIN (way_date_julian (&next), canvas->self->to));
      int width = words_width (canvas, words);

      if (way_date_julian (&first) > canvas->self->to)
        return;
      set_role (canvas, WAY_CHART_AXIS);
      cairo_move_to (canvas->cr, floor (from) + 0.5, y);
      cairo_line_to (canvas->cr, floor (from) + 0.5, y + AXIS_HEIGHT - 4);
      cairo_stroke (canvas->cr);
      set_role (canvas, WAY_CHART_INK);
      if (width + 8 < to - from)
        show_words (canvas, words, TRUE, (from + to - width) / 2, y + AXIS_HEIGHT / 2.0);
    }
}

static void
draw_today (Canvas *canvas,
            double  bottom)
{
  double x = floor (place (canvas, canvas->self->today)) + 0.5;

  set_role (canvas, WAY_CHART_INK);
  cairo_set_line_width (canvas->cr, 1.5);
  cairo_move_to (canvas->cr, x, 0);
  cairo_line_to (canvas->cr, x, bottom);
  cairo_stroke (canvas->cr);
}

static void
way_life_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  WayLifeView *self = WAY_LIFE_VIEW (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  Canvas canvas = {
    .self = self,
    .theme = way_chart_theme_get (dark ? WAY_CHART_DARK : WAY_CHART_LIGHT),
    .width = width,
  };
  double y = 0;

  if (self->from >= self->to)
    return;

  canvas.cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint lane = 0; lane < G_N_ELEMENTS (lanes); lane++)
    if (self->n_rows[lane] > 0)
      y = draw_lane (&canvas, lane, y);
  if (self->weeks->len > 0)
    y = draw_weeks (&canvas, y);
  draw_years (&canvas, y);
  draw_today (&canvas, y);
  cairo_destroy (canvas.cr);
}

static void
way_life_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  WayLifeView *self = WAY_LIFE_VIEW (widget);
  int height = AXIS_HEIGHT;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 300;
      *natural = 900;
      return;
    }
  for (guint lane = 0; lane < G_N_ELEMENTS (lanes); lane++)
    if (self->n_rows[lane] > 0)
      height += (int) self->n_rows[lane] * ROW_HEIGHT + 7;
  if (self->weeks->len > 0)
    height += WEEKS_HEIGHT;
  *minimum = *natural = height;
}

static void
style_changed_cb (WayLifeView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
way_life_view_finalize (GObject *object)
{
  WayLifeView *self = WAY_LIFE_VIEW (object);

  g_array_unref (self->bars);
  g_array_unref (self->weeks);

  G_OBJECT_CLASS (way_life_view_parent_class)->finalize (object);
}

static void
way_life_view_class_init (WayLifeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_life_view_finalize;
  widget_class->measure = way_life_view_measure;
  widget_class->snapshot = way_life_view_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
way_life_view_init (WayLifeView *self)
{
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->bars, bar_clear);
  self->weeks = g_array_new (FALSE, FALSE, sizeof (Week));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
way_life_view_new (void)
{
  return g_object_new (WAY_TYPE_LIFE_VIEW, NULL);
}

/* "2 days", "3½ days". */
static char *
half_days_words (gint64 half_days)
{
  if (half_days % 2 == 0)
    return g_strdup_printf (ngettext ("%d day", "%d days", (int) (half_days / 2)),
                            (int) (half_days / 2));
  /* Translators: days and a half: “3½ days”. */
  return g_strdup_printf (_("%d½ days"), (int) (half_days / 2));
}

static char *
bar_words (const WayPupilBar *bar)
{
  GDate day = bar->from;

  switch (bar->lane)
    {
    case WAY_LANE_EXCLUSIONS:
      if (bar->half_days != WAY_INTEGER_NONE && bar->half_days > 0)
        return half_days_words (bar->half_days);
      return g_strdup (bar->code != NULL ? _(bar->code->label) : "");

    case WAY_LANE_REVIEWS:
      {
        g_autofree char *words = way_date_words_short (&day);

        return bar->is_due ? g_strdup_printf (_("by %s"), words) : g_strdup (_("held"));
      }

    case WAY_LANE_ROLLS:
    case WAY_LANE_PLACEMENTS:
    default:
      return g_strdup (bar->name != NULL ? bar->name : "");
    }
}

/* The first row of the lane in which it meets nothing. */
static guint
find_row (WayLifeView *self,
          const Bar   *bar)
{
  for (guint row = 0;; row++)
    {
      gboolean free = TRUE;

      for (guint i = 0; i < self->bars->len && free; i++)
        {
          const Bar *other = &g_array_index (self->bars, Bar, i);

          free = other->lane != bar->lane || other->row != row || other->to < bar->from ||
                 other->from > bar->to;
        }
      if (free)
        return row;
    }
}

static void
add_bar (WayLifeView       *self,
         const WayPupilBar *from,
         GString           *spoken)
{
  Bar bar = {
    .lane = from->lane,
    .from = way_date_julian (&from->from),
    .to = way_date_is_set (&from->to) ? way_date_julian (&from->to) : self->to,
    .is_due = from->is_due,
    .words = bar_words (from),
  };
  g_autofree char *day = way_date_words_short (&from->from);

  if (from->lane != WAY_LANE_REVIEWS)
    g_string_append_printf (spoken, _("%s: %s from %s. "), _(lanes[from->lane].name), bar.words,
                            day);
  else
    g_string_append_printf (spoken, "%s: %s. ", _(lanes[from->lane].name), day);
  if (bar.to < self->from || bar.from > self->to)
    {
      g_free (bar.words);
      return;
    }
  bar.from = MAX (bar.from, self->from);
  bar.row = from->lane == WAY_LANE_REVIEWS || from->lane == WAY_LANE_EXCLUSIONS
              ? 0
              : find_row (self, &bar);
  self->n_rows[bar.lane] = MAX (self->n_rows[bar.lane], bar.row + 1);
  g_array_append_val (self->bars, bar);
}

static void
add_week (WayLifeView        *self,
          const WayPupilWeek *from)
{
  Week week = { .day = way_date_julian (&from->week) };

  if (from->possible <= 0 || week.day < self->from || week.day > self->to)
    return;
  week.share = CLAMP ((double) from->attended / from->possible, 0, 1);
  g_array_append_val (self->weeks, week);
}

void
way_life_view_set_facts (WayLifeView         *self,
                         const WayPupilFacts *facts,
                         const GDate         *today)
{
  g_autoptr(GString) spoken = g_string_new (NULL);

  g_return_if_fail (WAY_IS_LIFE_VIEW (self));

  g_array_set_size (self->bars, 0);
  g_array_set_size (self->weeks, 0);
  memset (self->n_rows, 0, sizeof self->n_rows);
  self->from = way_date_julian (&facts->from);
  self->today = way_date_julian (today);
  /* A stay of years would leave no room for what has been. */
  self->to = MIN (way_date_julian (&facts->to), self->today + MOST_DAYS_AHEAD);

  for (guint i = 0; i < facts->bars->len; i++)
    add_bar (self, &g_array_index (facts->bars, WayPupilBar, i), spoken);
  for (guint i = 0; i < facts->attendance->len; i++)
    add_week (self, &g_array_index (facts->attendance, WayPupilWeek, i));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken->str, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
