/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames of categories: bars upwards or to the right, one series or
 * several, side by side or on top of each other.  Bars start at zero. */

#include "way-chart-bars-private.h"

#include "way-chart-key-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define LABEL_GAP     8.0
#define BAR_GAP       0.34    /* of a band, between the bars of two categories */
#define WIDEST_BAR    40.0
#define PART          1.0     /* ground between touching bars */
#define MOST_NAME     0.38    /* of the width, for names of rows */
#define MOST_LEVEL_LINES 4
#define MOST_PASSED   2.0     /* columns that one name may take the place of */

static const WayMark *
mark_at (const WayBars *bars,
         guint       i)
{
  return bars->bars[i];
}

static guint
count_points (const WayBars *bars)
{
  return way_chart_data_n_points (bars->scene->data);
}

static double
value_at (const WayBars *bars,
          guint       mark,
          guint       point)
{
  return way_chart_data_get_value (bars->scene->data, mark_at (bars, mark)->series, point);
}

/* What a category adds up to; NaN where nothing is known. */
static double
total_at (const WayBars *bars,
          guint       point)
{
  double total = NAN;

  for (guint i = 0; i < bars->n_bars; i++)
    {
      double value = value_at (bars, i, point);

      if (!isnan (value))
        total = isnan (total) ? value : total + value;
    }
  return total;
}

static void
find_range (const WayBars *bars,
            double        *low,
            double        *high)
{
  way_bars_range (bars, low, high);
  for (guint i = 0; i < count_points (bars) && bars->chart->is_stacked; i++)
    if (!isnan (total_at (bars, i)))
      *high = MAX (*high, total_at (bars, i));
  for (guint i = 0; i < bars->chart->guides->len; i++)
    *high = MAX (*high, g_array_index (bars->chart->guides, WayGuide, i).y);
  if (!isnan (bars->chart->low))
    *low = MIN (*low, bars->chart->low);
  if (!isnan (bars->chart->high))
    *high = MAX (*high, bars->chart->high);
  if (*high <= *low)
    *high = *low + 1;
}

static gboolean
are_counts (const WayBars *bars)
{
  for (guint i = 0; i < bars->chart->marks->len; i++)
    {
      const WayMark *mark = &g_array_index (bars->chart->marks, WayMark, i);

      if (way_chart_data_get_series (bars->scene->data, mark->series)->decimals > 0)
        return FALSE;
    }
  return TRUE;
}

char *
way_bars_say (const WayBars *bars,
              guint          series,
              double         value)
{
  const WayChartSeries *info = way_chart_data_get_series (bars->scene->data, series);

  return way_chart_say_amount (value, info->decimals, info->unit);
}

int
way_bars_lead (const WayBars *bars)
{
  if (bars->n_bars > 0)
    return (int) bars->bars[0]->series;
  for (guint i = 0; i < bars->chart->marks->len; i++)
    if (g_array_index (bars->chart->marks, WayMark, i).kind == WAY_MARK_TICK)
      return (int) g_array_index (bars->chart->marks, WayMark, i).series;
  return -1;
}

static double
measure_value (const WayBars *bars,
               guint          series,
               double         value)
{
  g_autofree char *text = way_bars_say (bars, series, value);

  return way_scene_measure (bars->scene, text, TRUE);
}

static double
widest_value (const WayBars *bars)
{
  int lead = way_bars_lead (bars);
  double widest = 0;

  for (guint i = 0; i < count_points (bars) && lead >= 0; i++)
    {
      for (guint k = 0; k < bars->n_bars; k++)
        widest = MAX (widest, measure_value (bars, mark_at (bars, k)->series,
                                             bars->chart->is_stacked ? total_at (bars, i)
                                                                     : value_at (bars, k, i)));
      if (bars->n_bars == 0)
        widest = MAX (widest, measure_value (bars, (guint) lead,
                                             way_chart_data_get_value (bars->scene->data,
                                                                       (guint) lead, i)));
    }
  return widest;
}

static guint
count_levels (const WayChart *chart)
{
  guint n = 0;

  for (guint i = 0; i < chart->guides->len; i++)
    n += g_array_index (chart->guides, WayGuide, i).kind == WAY_GUIDE_LEVEL ? 1 : 0;
  return n;
}

/* Lines above the rows for their names. */
static guint
level_lines (const WayChart *chart)
{
  return CLAMP (count_levels (chart), 2, MOST_LEVEL_LINES);
}

WayChartBox
way_bars_turn (const WayBars *bars,
               double         start,
               double         size,
               double         from,
               double         to)
{
  double pixel = bars->scene->page.pixel;
  double a = way_scale_snap (way_scale_map (&bars->length, from), pixel);
  double b = way_scale_snap (way_scale_map (&bars->length, to), pixel);
  double low = way_scale_snap (start, pixel);
  double high = way_scale_snap (start + size, pixel);

  if (bars->across)
    return (WayChartBox) { MIN (a, b), low, fabs (b - a), high - low };
  return (WayChartBox) { low, MIN (a, b), high - low, fabs (b - a) };
}

static void
add_bar (const WayBars *bars,
         const WayMark *mark,
         WayChartState  state,
         WayChartBox   *box)
{
  if (box->width <= 0 || box->height <= 0)
    return;
  if (state != WAY_CHART_NORMAL)
    {
      way_key_add_unsure (bars->scene, mark->role, box, state);
      return;
    }
  way_scene_add_rect (bars->scene, mark->is_hollow ? mark->fill : mark->role, box);
  if (mark->is_hollow)
    way_scene_add_rect (bars->scene, mark->role, box)->width =
      way_scale_snap_width (1, bars->scene->page.pixel);
}

void
way_bars_add_count (const WayBars     *bars,
                    const WayChartBox *box,
                    const char        *text)
{
  WayChartScene *scene = bars->scene;

  if (bars->across && count_levels (bars->chart) > 0)
    {
      WayChartBox clear = { box->x + box->width + 3, box->y,
                            way_scene_measure (scene, text, FALSE) + 6, box->height };

      way_scene_add_rect (scene, WAY_CHART_GROUND, &clear);
    }
  if (bars->across)
    way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, box->x + box->width + 6,
                        way_scene_baseline (scene, box->y + box->height / 2), text);
  else
    way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_MIDDLE, box->x + box->width / 2,
                        way_scene_baseline (scene, box->y - scene->text * 0.75), text)
      ->is_bold = TRUE;
}

void
way_bars_add_hidden (const WayBars *bars,
                     double         start,
                     double         size)
{
  WayChartBox base = way_bars_turn (bars, start, size, 0, 0);
  double radius = bars->scene->text * 0.55;

  way_key_add_hidden (bars->scene, base.x + (bars->across ? radius + 3 : base.width / 2),
                      base.y + (bars->across ? base.height / 2 : -radius - 3));
}

void
way_bars_keep (const WayBars     *bars,
               guint              series,
               guint              point,
               const WayChartBox *box)
{
  bars->scene->cells[series * count_points (bars) + point] = *box;
}

static void
add_stack (const WayBars *bars,
           guint       point,
           double      start,
           double      size)
{
  double sum = 0;

  for (guint i = 0; i < bars->n_bars; i++)
    {
      double value = value_at (bars, i, point);
      WayChartState state = way_chart_data_get_state (bars->scene->data,
                                                      mark_at (bars, i)->series, point);

      WayChartBox box;

      if (state == WAY_CHART_SUPPRESSED)
        way_bars_add_hidden (bars, start, size);
      box = way_bars_turn (bars, start, size, sum, sum + (isnan (value) ? 0 : MAX (value, 0)));
      way_bars_keep (bars, mark_at (bars, i)->series, point, &box);
      if (sum > 0 && box.width > PART && box.height > PART && !mark_at (bars, i)->is_hollow)
        {
          box.height -= bars->across ? 0 : PART;
          box.x += bars->across ? PART : 0;
          box.width -= bars->across ? PART : 0;
        }
      add_bar (bars, mark_at (bars, i), state, &box);
      sum += isnan (value) ? 0 : MAX (value, 0);
    }
}

static void
add_stack_count (const WayBars *bars,
                 guint       point,
                 double      start,
                 double      size)
{
  double total = total_at (bars, point);
  WayChartBox box = way_bars_turn (bars, start, size, 0, isnan (total) ? 0 : MAX (total, 0));
  g_autofree char *text = NULL;

  if (isnan (total))
    return;
  text = way_bars_say (bars, mark_at (bars, 0)->series, total);
  way_bars_add_count (bars, &box, text);
}

static void
add_group (const WayBars *bars,
           guint       point,
           double      start,
           double      size)
{
  guint n = bars->n_bars;

  for (guint i = 0; i < n; i++)
    {
      double value = value_at (bars, i, point);
      WayChartState state = way_chart_data_get_state (bars->scene->data,
                                                      mark_at (bars, i)->series, point);
      double from = start + size * i / n;
      double width = size / n - (n > 1 ? PART : 0);
      WayChartBox box = way_bars_turn (bars, from, width, 0, isnan (value) ? 0 : value);

      if (mark_at (bars, i)->kind == WAY_MARK_CHANGE)
        {
          way_bars_add_change (bars, mark_at (bars, i), point, from, width);
          continue;
        }
      way_bars_keep (bars, mark_at (bars, i)->series, point, &box);
      if (state == WAY_CHART_SUPPRESSED)
        way_bars_add_hidden (bars, from, width);
      if (isnan (value))
        continue;
      add_bar (bars, mark_at (bars, i), state, &box);
    }
}

/* Up to the end of the whisker, so that the number stands beyond it. */
static void
stretch (const WayBars *bars,
         guint          point,
         double         value,
         WayChartBox   *box)
{
  double to = way_scale_map (&bars->length, way_bars_reach (bars, point, value));

  if (bars->across)
    box->width = MAX (box->width, to - box->x);
  else if (to < box->y)
    {
      box->height += box->y - to;
      box->y = to;
    }
}

static void
add_group_counts (const WayBars *bars,
                  guint       point)
{
  guint n = bars->n_bars;

  for (guint i = 0; i < n; i++)
    {
      double value = value_at (bars, i, point);
      WayChartBox box;
      g_autofree char *text = NULL;

      if (isnan (value) || mark_at (bars, i)->kind == WAY_MARK_CHANGE)
        continue;
      box = bars->scene->cells[mark_at (bars, i)->series * count_points (bars) + point];
      if (n == 1)
        stretch (bars, point, value, &box);
      text = way_bars_say (bars, mark_at (bars, i)->series, value);
      if (bars->across || n == 1 ||
          way_scene_measure (bars->scene, text, TRUE) <= box.width + 2)
        way_bars_add_count (bars, &box, text);
    }
}

/* The bars of all categories, or the words at their ends. */
static void
add_bars (const WayBars *bars,
          gboolean    counts)
{
  double widest = WIDEST_BAR * bars->scene->page.text_scale *
                  (bars->chart->is_stacked ? 1 : MAX (bars->n_bars, 1));

  for (guint i = 0; i < count_points (bars); i++)
    {
      double from, size;

      way_scale_band (bars->from, bars->to, count_points (bars), i, BAR_GAP, &from, &size);
      bars->scene->along[i] = from + size / 2;
      if (size > widest && !bars->across)
        {
          from += (size - widest) / 2;
          size = widest;
        }
      if (bars->chart->is_stacked && counts)
        add_stack_count (bars, i, from, size);
      else if (bars->chart->is_stacked)
        add_stack (bars, i, from, size);
      else if (counts)
        add_group_counts (bars, i);
      else
        add_group (bars, i, from, size);
      if (!counts)
        way_bars_add_marks (bars, i, from, size);
    }
}

/* --- names, axis, guides --- */

static void
add_row_names (const WayBars *bars,
               double      width)
{
  WayChartScene *scene = bars->scene;

  for (guint i = 0; i < count_points (bars); i++)
    {
      g_autofree char *label = way_chart_data_dup_label (scene->data, i);
      g_autofree char *text = way_scene_shorten (scene, label, FALSE, width);

      way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_END, scene->plot.x - LABEL_GAP,
                          way_scene_baseline (scene, scene->along[i]), text);
    }
}

static double
widest_name (const WayBars *bars)
{
  double widest = 0;

  for (guint i = 0; i < count_points (bars); i++)
    {
      g_autofree char *label = way_chart_data_dup_label (bars->scene->data, i);

      widest = MAX (widest, way_scene_measure (bars->scene, label, FALSE));
    }
  return widest;
}

static double
widest_part (const WayBars *bars)
{
  double widest = 0;

  for (guint i = 0; i < count_points (bars); i++)
    {
      g_autofree char *label = way_chart_data_dup_label (bars->scene->data, i);
      double width;

      way_scene_part (bars->scene, label, &width);
      widest = MAX (widest, width);
    }
  return widest;
}

/* Lines that the names of columns need: two where one is too wide and two are
 * not, and where names are so long that each is better short than most not there. */
static guint
name_lines (const WayBars *bars,
            double         each)
{
  double widest = widest_name (bars);

  if (widest + LABEL_GAP <= each)
    return 1;
  return widest_part (bars) + LABEL_GAP <= each || widest > each * MOST_PASSED ? 2 : 1;
}

static void
add_column_name (const WayBars *bars,
                 double         x,
                 const char    *text,
                 guint          line)
{
  WayChartScene *scene = bars->scene;

  way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_MIDDLE, x,
                      way_scene_baseline (scene, scene->y.start + scene->text * (1 + 1.3 * line)),
                      text);
}

/* Where names have no room even in two lines, every second or third keeps its
 * own. */
static void
add_column_names (const WayBars *bars)
{
  WayChartScene *scene = bars->scene;
  guint n = count_points (bars);
  double each = (bars->to - bars->from) / n;
  gboolean parted = name_lines (bars, each) == 2;
  guint keep = parted ? 1 : (guint) MAX (ceil ((widest_name (bars) + LABEL_GAP) / each), 1);

  if (keep >= n)
    keep = 1;
  for (guint i = 0; i < n; i += keep)
    {
      g_autofree char *label = way_chart_data_dup_label (scene->data, i);
      double width;
      gsize end = parted ? way_scene_part (scene, label, &width) : strlen (label);
      g_autofree char *first = g_strndup (label, end);
      g_autofree char *text = way_scene_shorten (scene, first, FALSE, each * keep - 2);

      add_column_name (bars, scene->along[i], text, 0);
      if (label[end] != '\0')
        {
          g_autofree char *rest = way_scene_shorten (scene, label + end + 1, FALSE, each - 2);

          add_column_name (bars, scene->along[i], rest, 1);
        }
    }
}

static char *
say_tick (const WayBars *bars,
          double         value,
          guint          decimals)
{
  int lead = way_bars_lead (bars);

  return way_chart_say_amount (value, decimals,
                               lead < 0 ? NULL
                                        : way_chart_data_get_series (bars->scene->data,
                                                                     (guint) lead)->unit);
}

/* Without counts on the bars, a grid to read them off. */
static void
add_value_axis (const WayBars     *bars,
                const WayTicks *ticks)
{
  WayChartScene *scene = bars->scene;
  WayChartBox plot = scene->plot;

  for (guint i = 0; i < ticks->n; i++)
    {
      double value = way_ticks_at (ticks, i);
      double at = way_scale_map (&bars->length, value);
      g_autofree char *text = say_tick (bars, value, ticks->decimals);

      if (bars->across)
        {
          way_scene_add_line (scene, WAY_CHART_GRID, 1, at, plot.y, at, plot.y + plot.height);
          way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_MIDDLE, at,
                              way_scene_baseline (scene, plot.y + plot.height + scene->text),
                              text);
        }
      else
        {
          way_scene_add_line (scene, WAY_CHART_GRID, 1, plot.x, at, plot.x + plot.width, at);
          way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_END, plot.x - LABEL_GAP,
                              way_scene_baseline (scene, at), text);
        }
    }
}

static void
add_base (const WayBars *bars)
{
  WayChartBox plot = bars->scene->plot;
  double at = way_scale_map (&bars->length, 0);

  if (bars->across)
    way_scene_add_line (bars->scene, WAY_CHART_AXIS, 1, at, plot.y, at, plot.y + plot.height);
  else
    way_scene_add_line (bars->scene, WAY_CHART_AXIS, 1, plot.x, at, plot.x + plot.width, at);
}

/* Dashes on ground, so that they show on bars as well; no two alike of three. */
static void
add_level_line (WayChartScene *scene,
                WayChartRole   role,
                guint          nth,
                double         x1,
                double         y1,
                double         x2,
                double         y2)
{
  static const WayChartLine lines[] = { WAY_LINE_DASHED, WAY_LINE_DOTTED, WAY_LINE_LONG };

  way_scene_add_line (scene, WAY_CHART_GROUND, 3.5, x1, y1, x2, y2);
  way_scene_add_line (scene, role, 1.5, x1, y1, x2, y2)->line = lines[nth % G_N_ELEMENTS (lines)];
}

typedef struct
{
  const WayGuide *guide;
  double          at;
  guint           nth;        /* as they were given: its dashes */
} Level;

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  double la = ((const Level *) a)->at;
  double lb = ((const Level *) b)->at;

  return (la < lb) - (la > lb);
}

/* From the right to the left, each name beginning at its line: one that would meet
 * the last goes a line higher, so that no line runs through a name.  What finds no
 * place stays out: the description has it. */
static void
add_level_name (const WayBars *bars,
                const Level   *level)
{
  WayChartScene *scene = bars->scene;
  const char *text = level->guide->text;
  double half = way_scene_measure (scene, text, FALSE) / 2;
  double right = scene->room.x + scene->room.width;
  gboolean alone = count_levels (bars->chart) == 1;
  double x = alone ? CLAMP (level->at, scene->room.x + half, right - half) - half
                   : MIN (level->at - 2, right - 2 * half);

  for (guint line = 0; line < level_lines (bars->chart); line++)
    {
      double y = way_scene_baseline (scene, scene->plot.y - scene->text * (0.8 + 1.3 * line));
      WayChartBox box = way_scene_text_box (scene, WAY_TEXT_START, x, y, text, FALSE);

      box.width += scene->text;
      if (!way_scene_is_free (scene, &box))
        continue;
      way_scene_add_text (scene, level->guide->role, WAY_TEXT_START, x, y, text);
      way_scene_take (scene, &box);
      if (line > 0)
        way_scene_add_line (scene, level->guide->role, 1, level->at, box.y + box.height,
                            level->at, scene->plot.y);
      return;
    }
}

/* Named levels: England, the region, a target. */
static void
add_levels (const WayBars *bars)
{
  WayChartScene *scene = bars->scene;
  WayChartBox plot = scene->plot;
  g_autoptr(GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));

  for (guint i = 0; i < bars->chart->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (bars->chart->guides, WayGuide, i);
      Level level = { guide, way_scale_map (&bars->length, guide->y), levels->len };

      if (guide->kind != WAY_GUIDE_LEVEL)
        continue;
      g_array_append_val (levels, level);
      if (bars->across)
        add_level_line (scene, guide->role, level.nth, level.at, plot.y - 2, level.at,
                        plot.y + plot.height);
      else
        {
          add_level_line (scene, guide->role, level.nth, plot.x, level.at, plot.x + plot.width,
                          level.at);
          way_scene_add_text (scene, guide->role, WAY_TEXT_END, plot.x + plot.width,
                              way_scene_baseline (scene, level.at - scene->text * 0.75),
                              guide->text);
        }
    }
  g_array_sort (levels, compare_levels);
  for (guint i = 0; i < levels->len && bars->across; i++)
    add_level_name (bars, &g_array_index (levels, Level, i));
}

/* --- the key --- */

/* What a mark is called: an interval by its own name. */
static const char *
mark_name (const WayBars *bars,
           const WayMark *mark)
{
  const WayChartSeries *info = way_chart_data_get_series (bars->scene->data, mark->series);

  return mark->kind == WAY_MARK_WHISKER || mark->kind == WAY_MARK_BOX ? info->spoken : info->name;
}

static void
add_other_key (WayChartKey   *key,
               const WayMark *mark,
               const char    *name)
{
  WayChartScene *scene = key->scene;
  WayChartBox box = way_key_next (key, 0, name);
  double middle = box.y + box.height / 2;

  if (!key->draws)
    return;
  if (mark->kind == WAY_MARK_WHISKER)
    way_bars_add_whisker (scene, TRUE, middle, box.x, box.x + box.width);
  else if (mark->kind == WAY_MARK_BOX)
    way_bars_add_box (scene, mark, &box);
  else
    way_scene_add_line (scene, mark->role, 3, box.x + box.width / 2, box.y,
                        box.x + box.width / 2, box.y + box.height);
}

static void
add_bar_keys (const WayBars *bars,
              WayChartKey   *key)
{
  double side = bars->scene->text * 0.8;

  for (guint i = 0; i < bars->n_bars && bars->n_bars > 1; i++)
    {
      WayChartBox box = way_key_next (key, side, mark_name (bars, mark_at (bars, i)));
      WayChartBox swatch = { box.x, box.y + (box.height - side) / 2, side, side };

      if (key->draws && mark_at (bars, i)->kind == WAY_MARK_BAR)
        add_bar (bars, mark_at (bars, i), WAY_CHART_NORMAL, &swatch);
    }
}

/* Gives the y below the key. */
static double
add_key (const WayBars     *bars,
         const WayChartBox *room,
         gboolean           draws)
{
  WayChartKey key = way_key_begin (bars->scene, room->x, room->x + room->width, room->y, draws);
  gboolean states[WAY_CHART_N_STATES] = { FALSE };
  int lead = way_bars_lead (bars);

  if (!bars->chart->is_keyed)
    return room->y;
  add_bar_keys (bars, &key);
  for (guint i = 0; i < bars->chart->marks->len; i++)
    {
      const WayMark *mark = &g_array_index (bars->chart->marks, WayMark, i);

      if (mark->kind != WAY_MARK_BAR && mark->kind != WAY_MARK_CHANGE)
        add_other_key (&key, mark, mark_name (bars, mark));
    }
  if (lead >= 0)
    way_key_find_states (bars->scene->data, (guint) lead, FALSE, states);
  for (guint i = 1; i < bars->n_bars; i++)
    way_key_find_states (bars->scene->data, mark_at (bars, i)->series, FALSE, states);
  way_key_add_states (&key, states, FALSE);
  return way_key_end (&key);
}

/* Units stand at an axis; numbers on bars are said in the subtitle. */
static gboolean
has_units (const WayBars *bars)
{
  return bars->chart->units != NULL && !bars->chart->is_counted;
}

static void
add_units (const WayBars *bars)
{
  WayChartScene *scene = bars->scene;
  const WayChartBox *plot = &scene->plot;

  if (!has_units (bars))
    return;
  if (bars->across)
    way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_END, plot->x + plot->width,
                        way_scene_baseline (scene, plot->y + plot->height + scene->text * 2.3),
                        bars->chart->units);
  else
    way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_START, scene->room.x,
                        way_scene_baseline (scene, plot->y - scene->text * 1.3),
                        bars->chart->units);
}

static WayTicks
fit_rows (WayBars           *bars,
          const WayChartBox *room,
          double             top)
{
  WayChartScene *scene = bars->scene;
  double names = MIN (widest_name (bars), room->width * MOST_NAME);
  double counts = bars->chart->is_counted ? widest_value (bars) + 10 : 8;
  double bottom = bars->chart->is_counted ? 2 : scene->text * (has_units (bars) ? 3.1 : 1.8);
  double low, high;
  WayTicks ticks;

  if (count_levels (bars->chart) > 0)
    top += scene->text * (0.2 + 1.3 * level_lines (bars->chart));
  scene->plot = (WayChartBox) { room->x + names + LABEL_GAP, room->y + top, 0, 0 };
  scene->plot.width = MAX (room->width - names - LABEL_GAP - counts, scene->text * 2);
  scene->plot.height = MAX (room->height - top - bottom, scene->text);
  find_range (bars, &low, &high);
  ticks = way_ticks_numbers (&(WayTicksAsk) {
    .low = low, .high = high, .wanted = 5, .whole = are_counts (bars),
    .most = (guint) CLAMP (scene->plot.width / (scene->text * 4), 1, 12) });
  if (!bars->chart->is_counted)
    high = MAX (high, way_ticks_at (&ticks, ticks.n - 1));
  bars->length = (WayScale) { low, high, scene->plot.x, scene->plot.x + scene->plot.width };
  bars->from = scene->plot.y;
  bars->to = scene->plot.y + scene->plot.height;
  return ticks;
}

static WayTicks
fit_columns (WayBars           *bars,
             const WayChartBox *room,
             double             top)
{
  WayChartScene *scene = bars->scene;
  double bottom = scene->text * (0.4 + 1.3 * name_lines (bars, room->width / count_points (bars)));
  double low, high, left = 0;
  WayTicks ticks;

  top += scene->text * (bars->chart->is_counted ? 1.5 : has_units (bars) ? 2 : 0.5);
  scene->plot = (WayChartBox) { room->x, room->y + top, room->width, 0 };
  scene->plot.height = MAX (room->height - top - bottom, scene->text);
  find_range (bars, &low, &high);
  ticks = way_scene_ask_ticks (scene, low, high, scene->plot.height, are_counts (bars));
  if (!bars->chart->is_counted)
    {
      g_autofree char *last = say_tick (bars, way_ticks_at (&ticks, ticks.n - 1),
                                        ticks.decimals);

      high = MAX (high, way_ticks_at (&ticks, ticks.n - 1));
      left = way_scene_measure (scene, last, FALSE) + LABEL_GAP;
      scene->plot.x = room->x + left;
      scene->plot.width = MAX (room->width - left, scene->text);
    }
  scene->y = (WayScale) {
    low, high, way_scale_snap (scene->plot.y + scene->plot.height, scene->page.pixel),
    scene->plot.y
  };
  bars->length = scene->y;
  bars->from = scene->plot.x;
  bars->to = scene->plot.x + scene->plot.width;
  return ticks;
}

static void
pick_bars (WayBars *bars)
{
  for (guint i = 0; i < bars->chart->marks->len; i++)
    {
      const WayMark *mark = &g_array_index (bars->chart->marks, WayMark, i);

      if (mark->kind == WAY_MARK_BAR || mark->kind == WAY_MARK_CHANGE)
        bars->bars[bars->n_bars++] = mark;
    }
}

static void
name_roles (const WayBars *bars)
{
  for (guint i = 0; i < bars->chart->marks->len; i++)
    {
      const WayMark *mark = &g_array_index (bars->chart->marks, WayMark, i);

      if (mark->kind != WAY_MARK_WHISKER && mark->kind != WAY_MARK_BOX)
        bars->scene->roles[mark->series] = mark->role;
      if (mark->kind == WAY_MARK_CHANGE)
        bars->scene->roles[mark->other] = mark->role;
    }
}

void
way_scene_lay_bars (WayChartScene     *self,
                    const WayChart    *chart,
                    const WayChartBox *room)
{
  g_autofree const WayMark **marks = g_new (const WayMark *, MAX (chart->marks->len, 1));
  WayBars bars = { .scene = self, .chart = chart, .bars = marks,
                   .across = chart->frame == WAY_CHART_ROWS };
  double top;
  WayTicks ticks;

  if (self->cells == NULL)
    self->cells = g_new0 (WayChartBox, MAX (way_chart_data_n_series (self->data), 1) *
                                         count_points (&bars));
  pick_bars (&bars);
  name_roles (&bars);
  top = add_key (&bars, room, FALSE) - room->y;
  ticks = bars.across ? fit_rows (&bars, room, top) : fit_columns (&bars, room, top);
  add_key (&bars, room, TRUE);
  add_units (&bars);
  if (!chart->is_counted)
    add_value_axis (&bars, &ticks);
  add_bars (&bars, FALSE);
  add_base (&bars);
  add_levels (&bars);
  if (chart->is_counted)
    add_bars (&bars, TRUE);
  if (bars.across)
    add_row_names (&bars, self->plot.x - room->x - LABEL_GAP);
  else
    add_column_names (&bars);
}

void
way_scene_bars_range (const WayChart *chart,
                      double         *low,
                      double         *high)
{
  g_autofree const WayMark **marks = g_new (const WayMark *, MAX (chart->marks->len, 1));
  WayChartScene scene = { .data = chart->data };
  WayBars bars = { .scene = &scene, .chart = chart, .bars = marks };

  pick_bars (&bars);
  find_range (&bars, low, high);
}
