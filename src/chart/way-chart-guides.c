/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and lines that point things out, placed so that no word lies on
 * another or on a line.  A text without a place gives way to its short form,
 * then is left to the description. */

#include "way-chart-scene-private.h"

#include <math.h>

#define NEAR        6.0
#define CAP         5.0       /* half the bar at the end of a bracket */
#define END_GAP     8.0
#define CLEAR       3.0       /* between words and a line */
#define N_NEAR      3         /* the first places that a note tries */

/* Whether the line of a series runs through a box. */
static gboolean
runs_through (const WayChartScene *self,
              guint                series,
              const WayChartBox   *box)
{
  const double *values = way_chart_data_get_values (self->data, series);
  guint n = way_chart_data_n_points (self->data);
  guint from = way_chart_find_floor (self->along, n, box->x);
  guint to = way_chart_find_floor (self->along, n, box->x + box->width);
  double low = HUGE_VAL, high = -HUGE_VAL;

  for (guint i = from; i <= MIN (to + 1, n - 1); i++)
    if (!isnan (values[i]) && (i <= to || !self->holds))
      {
        double y = way_scale_map (&self->y, values[i]);

        low = MIN (low, y);
        high = MAX (high, y);
      }
  return low < box->y + box->height + CLEAR && high > box->y - CLEAR;
}

/* Drawn as a line, or as the edge of a band. */
static gboolean
is_line (const WayChartScene *self,
         guint                series)
{
  WayChartPart part = way_chart_data_get_part (self->data, series);

  return self->roles[series] != WAY_CHART_GROUND || part == WAY_PART_LOW || part == WAY_PART_HIGH;
}

static gboolean
has_place (const WayChartScene *self,
           const WayChartBox   *box)
{
  const WayChartBox *plot = &self->plot;

  if (box->x < plot->x || box->x + box->width > plot->x + plot->width ||
      box->y < plot->y - 2 || box->y + box->height > plot->y + plot->height ||
      !way_scene_is_free (self, box))
    return FALSE;
  for (guint i = 0; i < way_chart_data_n_series (self->data); i++)
    if (is_line (self, i) && runs_through (self, i, box))
      return FALSE;
  return TRUE;
}

/* A line of the grid through words is no harm, but none is better. */
static gboolean
is_off_grid (const WayChartScene *self,
             const WayChartBox   *box)
{
  for (guint i = 0; i < self->grid->len; i++)
    {
      double y = g_array_index (self->grid, double, i);

      if (y > box->y + 1 && y < box->y + box->height - 1)
        return FALSE;
    }
  return TRUE;
}

static void
add_words (WayChartScene  *self,
           const WayGuide *guide,
           WayChartAnchor  anchor,
           double          x,
           double          y,
           const char     *text)
{
  WayChartBox box = way_scene_text_box (self, anchor, x, y, text, guide->is_bold);
  WayChartItem *item = way_scene_add_text (self, guide->role, anchor, x, y, text);

  item->is_bold = guide->is_bold;
  /* A bracket stands in the empty room, where only the grid is behind it. */
  item->has_halo = guide->kind == WAY_GUIDE_BRACKET;
  way_scene_take (self, &box);
}

typedef struct
{
  WayChartAnchor anchor;
  double         dx;          /* in units */
  double         dy;          /* in text sizes; the middle of the words */
} Try;

/* The first of the places where a text stands free. */
static gboolean
try_places (WayChartScene  *self,
            const WayGuide *guide,
            const char     *text,
            const Try      *tries,
            guint           n,
            gboolean        off_grid,
            double          x,
            double          y)
{
  for (guint i = 0; text != NULL && i < n; i++)
    {
      double at = x + tries[i].dx;
      double baseline = way_scene_baseline (self, y + tries[i].dy * self->text);
      WayChartBox box = way_scene_text_box (self, tries[i].anchor, at, baseline, text,
                                            guide->is_bold);

      if (!has_place (self, &box) || (off_grid && !is_off_grid (self, &box)))
        continue;
      add_words (self, guide, tries[i].anchor, at, baseline, text);
      return TRUE;
    }
  return FALSE;
}

static gboolean
place_words (WayChartScene  *self,
             const WayGuide *guide,
             const Try      *tries,
             guint           n,
             double          x,
             double          y)
{
  return try_places (self, guide, guide->text, tries, n, TRUE, x, y) ||
         try_places (self, guide, guide->text, tries, n, FALSE, x, y) ||
         try_places (self, guide, guide->brief, tries, n, FALSE, x, y);
}

static void
add_note (WayChartScene  *self,
          const WayGuide *guide)
{
  static const Try tries[] = {
    { WAY_TEXT_START, NEAR, -0.95 }, { WAY_TEXT_MIDDLE, 0, -0.95 }, { WAY_TEXT_END, -NEAR, -0.95 },
    { WAY_TEXT_START, NEAR, -2.1 }, { WAY_TEXT_MIDDLE, 0, -2.1 }, { WAY_TEXT_END, -NEAR, -2.1 },
    { WAY_TEXT_START, NEAR, 1.1 }, { WAY_TEXT_END, -NEAR, 1.1 },
    { WAY_TEXT_START, NEAR, 2.3 }, { WAY_TEXT_END, -NEAR, 2.3 },
  };

  double x = way_scale_map (&self->x, guide->x);
  double y = way_scale_map (&self->y, guide->y);

  /* A short text that is near says more than a long one that is far. */
  if (!place_words (self, guide, tries, N_NEAR, x, y))
    place_words (self, guide, tries, G_N_ELEMENTS (tries), x, y);
}

static void
add_bracket_lines (WayChartScene  *self,
                   const WayGuide *guide,
                   double          x,
                   double          top,
                   double          bottom)
{
  double at = way_scale_snap_line (x, 1.5, self->page.pixel);

  way_scene_add_line (self, guide->role, 1.5, at, top, at, bottom);
  way_scene_add_line (self, guide->role, 1.5, at - CAP, top, at + CAP, top);
  way_scene_add_line (self, guide->role, 1.5, at - CAP, bottom, at + CAP, bottom);
}

/* From just inside one line to just inside the other. */
static void
find_bracket (const WayChartScene *self,
              const WayGuide      *guide,
              double              *top,
              double              *bottom)
{
  double a = way_scale_map (&self->y, guide->y);
  double b = way_scale_map (&self->y, guide->other_y);

  *top = MIN (a, b) + 3;
  *bottom = MAX (a, b) - 3;
}

static void
add_bracket (WayChartScene  *self,
             const WayGuide *guide)
{
  static const Try tries[] = {
    { WAY_TEXT_START, 10, -0.6 }, { WAY_TEXT_START, 10, -0.9 }, { WAY_TEXT_START, 10, -1.3 },
    { WAY_TEXT_START, 10, -0.3 }, { WAY_TEXT_START, 10, 0 }, { WAY_TEXT_START, 10, 0.6 },
    { WAY_TEXT_END, -10, 0 }, { WAY_TEXT_START, 10, -1.9 },
    { WAY_TEXT_END, -10, -0.8 }, { WAY_TEXT_END, -10, 0.8 },
  };
  double x = way_scale_map (&self->x, guide->x);
  double top, bottom;
  WayChartBox line;

  find_bracket (self, guide, &top, &bottom);
  if (bottom - top < self->text * 0.6)
    return;
  line = (WayChartBox) { x - CAP, top, 2 * CAP, bottom - top };
  if (!way_scene_is_free (self, &line) ||
      !place_words (self, guide, tries, G_N_ELEMENTS (tries), x, (top + bottom) / 2))
    return;
  add_bracket_lines (self, guide, x, top, bottom);
  way_scene_take (self, &line);
}

static void
add_instant (WayChartScene  *self,
             const WayGuide *guide)
{
  static const Try tries[] = { { WAY_TEXT_END, -4, 0 }, { WAY_TEXT_START, 4, 0 } };
  double x = way_scale_map (&self->x, guide->x);
  WayGuide words = *guide;
  double y = self->y.start - self->text * 0.85;

  if (guide->x < self->x.low || guide->x > self->x.high)
    return;
  way_scene_add_line (self, guide->role, 1, x, way_scale_map (&self->y, guide->y), x,
                      self->y.start)->line = WAY_LINE_DOTTED;
  place_words (self, &words, tries, G_N_ELEMENTS (tries), x, y);
}

/* A line from a diamond at the top; its words beside that, or a line lower. */
static void
add_pin (WayChartScene  *self,
         const WayGuide *guide)
{
  static const Try tries[] = {
    { WAY_TEXT_START, 8, 0.7 }, { WAY_TEXT_END, -8, 0.7 }, { WAY_TEXT_START, 8, 2 },
    { WAY_TEXT_END, -8, 2 }, { WAY_TEXT_START, 8, 3.3 }, { WAY_TEXT_END, -8, 3.3 },
  };
  double x = way_scale_map (&self->x, guide->x);
  double y = self->plot.y;

  way_scene_add_line (self, guide->role, 1, x, y, x, self->y.start)->line = WAY_LINE_DOTTED;
  way_scene_add_dot (self, guide->role, self->text * 0.28, x, y)->shape = WAY_SHAPE_DIAMOND;
  place_words (self, guide, tries, G_N_ELEMENTS (tries), x, y);
}

static void
add_level (WayChartScene  *self,
           const WayGuide *guide)
{
  double y = way_scale_map (&self->y, guide->y);

  way_scene_add_line (self, guide->role, 1, self->plot.x, y, self->plot.x + self->plot.width,
                      y)->line = WAY_LINE_DASHED;
}

/* --- words at the right end --- */

typedef struct
{
  const WayGuide *guide;
  double          y;
} End;

static int
compare_ends (gconstpointer a,
              gconstpointer b)
{
  double ya = ((const End *) a)->y;
  double yb = ((const End *) b)->y;

  return (ya > yb) - (ya < yb);
}

/* Ends whose words push each other: they move as one. */
typedef struct
{
  double sum;                  /* of where they would stand, each less its place in the pile */
  guint  n;
} Pile;

/* Parts the words in their order, so that together they stand as near to their
 * lines as may be (least squares; Ayer and others, 1955).  Less its place in the
 * pile, no word stands above the one before: who would is piled on it, and the
 * pile stands where its words would on average. */
static void
part_ends (End    *ends,
           guint   n,
           double  each,
           double  top,
           double  bottom)
{
  g_autofree Pile *piles = g_new (Pile, n);
  double lowest = MAX (bottom - (n - 1) * each, top);
  guint n_piles = 0, next = 0;

  for (guint i = 0; i < n; i++)
    {
      Pile pile = { ends[i].y - i * each, 1 };

      while (n_piles > 0 && piles[n_piles - 1].sum * pile.n >= pile.sum * piles[n_piles - 1].n)
        {
          n_piles--;
          pile.sum += piles[n_piles].sum;
          pile.n += piles[n_piles].n;
        }
      piles[n_piles++] = pile;
    }
  for (guint i = 0; i < n_piles; i++)
    for (guint k = 0; k < piles[i].n; k++, next++)
      ends[next].y = CLAMP (piles[i].sum / piles[i].n, top, lowest) + next * each;
}

/* The words at the right end in the order of their lines; at most so many, of
 * those that were asked for first. */
static GArray *
find_ends (const WayChartScene *self,
           const WayChart      *chart,
           guint                most)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (End));

  for (guint i = 0; i < chart->guides->len && ends->len < most; i++)
    {
      const WayGuide *guide = &g_array_index (chart->guides, WayGuide, i);
      End end = { guide, way_scale_map (&self->y, guide->y) };

      if (guide->kind == WAY_GUIDE_END_BRACKET)
        end.y = (end.y + way_scale_map (&self->y, guide->other_y)) / 2;
      else if (guide->kind != WAY_GUIDE_END && guide->kind != WAY_GUIDE_LEVEL)
        continue;
      if (guide->text != NULL)
        g_array_append_val (ends, end);
    }
  g_array_sort (ends, compare_ends);
  return ends;
}

/* No room beside the plot: above or below the line's end, inside it. */
static void
add_ends_inside (WayChartScene *self,
                 const GArray  *ends)
{
  static const Try tries[] = {
    { WAY_TEXT_END, 0, -0.95 }, { WAY_TEXT_END, 0, 1.0 }, { WAY_TEXT_END, -60, -0.95 },
    { WAY_TEXT_END, -60, 1.0 }, { WAY_TEXT_END, 0, 2.2 }, { WAY_TEXT_END, -120, 1.0 },
  };
  double right = self->plot.x + self->plot.width;

  for (guint i = 0; i < ends->len; i++)
    {
      const End *end = &g_array_index (ends, End, i);

      place_words (self, end->guide, tries, G_N_ELEMENTS (tries), right - 2, end->y);
    }
}

static void
add_ends (WayChartScene  *self,
          const WayChart *chart)
{
  double right = self->plot.x + self->plot.width;
  double each = self->text * WAY_CHART_LEADING;
  double height = self->y.start - self->plot.y;
  g_autoptr(GArray) ends = find_ends (self, chart, (guint) MAX (height / each, 1));

  if (ends->len == 0)
    return;
  if (right + END_GAP + self->text > self->room.x + self->room.width)
    {
      add_ends_inside (self, ends);
      return;
    }
  part_ends ((End *) (gpointer) ends->data, ends->len, each, self->plot.y + each / 2,
             self->y.start - each / 2);
  for (guint i = 0; i < ends->len; i++)
    {
      const End *end = &g_array_index (ends, End, i);

      add_words (self, end->guide, WAY_TEXT_START, right + END_GAP,
                 way_scene_baseline (self, end->y), end->guide->text);
    }
}

static void
add_end_bracket (WayChartScene  *self,
                 const WayGuide *guide)
{
  double last = self->along[way_chart_data_n_points (self->data) - 1];
  double right = self->plot.x + self->plot.width;
  double top, bottom;

  find_bracket (self, guide, &top, &bottom);
  if (bottom - top >= 4)
    add_bracket_lines (self, guide, last + (right - last) * 0.4, top, bottom);
}

void
way_scene_add_guides (WayChartScene  *self,
                      const WayChart *chart)
{
  add_ends (self, chart);
  for (guint i = 0; i < chart->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (chart->guides, WayGuide, i);

      switch (guide->kind)
        {
        case WAY_GUIDE_NOTE:
          add_note (self, guide);
          break;
        case WAY_GUIDE_BRACKET:
          add_bracket (self, guide);
          break;
        case WAY_GUIDE_END_BRACKET:
          add_end_bracket (self, guide);
          break;
        case WAY_GUIDE_INSTANT:
          add_instant (self, guide);
          break;
        case WAY_GUIDE_PIN:
          add_pin (self, guide);
          break;
        case WAY_GUIDE_LEVEL:
          add_level (self, guide);
          break;
        case WAY_GUIDE_END:
        default:
          break;
        }
    }
}
