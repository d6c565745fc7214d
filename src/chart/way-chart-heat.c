/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heat map: a row a series, a column a point.  One hue from pale to full,
 * the number in every cell in the ink that reads better there; over is a
 * corner and bold, hidden a hollow "c", closed a hatch, what was not collected
 * an "x": shape first, colour second. */

#include "way-chart-key-private.h"

#include "way-date.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define GAP           2.0     /* ground between cells */
#define NAME_GAP      12.0
#define MOST_NAME     0.34    /* of the width, for names of rows */
#define APART         14.0    /* above a row that stands apart */
#define TALLEST_CELL  3.4     /* text sizes */
#define N_STEPS       6       /* of the key */
#define KEY_GAP       0.7     /* text sizes, above the key */

typedef struct
{
  WayChartScene  *scene;
  const WayChart *chart;
  double          low;
  double          high;
  double          row;        /* height of a cell with its gap */
  double          column;
} Heat;

static const WayMark *
mark_at (const Heat *heat,
         guint       row)
{
  return &g_array_index (heat->chart->marks, WayMark, row);
}

static const WayChartSeries *
series_at (const Heat *heat,
           guint       row)
{
  return way_chart_data_get_series (heat->scene->data, mark_at (heat, row)->series);
}

/* What is said of a row beyond its name: its second line, or NULL. */
static const char *
detail_of (const WayChartSeries *info)
{
  gsize length = strlen (info->name);

  if (g_str_has_prefix (info->spoken, info->name) && g_str_has_prefix (info->spoken + length, ", "))
    return info->spoken + length + 2;
  return g_str_equal (info->name, info->spoken) ? NULL : info->spoken;
}

/* The column of means stands apart. */
static double
column_left (const Heat *heat,
             guint       point)
{
  return heat->scene->plot.x + heat->column * point +
         (way_chart_data_is_label (heat->scene->data, point) ? APART : 0);
}

static void
find_range (Heat *heat)
{
  gboolean any = FALSE;

  for (guint i = 0; i < heat->chart->marks->len; i++)
    {
      double low, high;

      if (!way_chart_data_get_range (heat->scene->data, mark_at (heat, i)->series, &low, &high))
        continue;
      heat->low = any ? MIN (heat->low, low) : low;
      heat->high = any ? MAX (heat->high, high) : high;
      any = TRUE;
    }
  if (!isnan (heat->chart->low))
    heat->low = heat->chart->low;
  if (!isnan (heat->chart->high))
    heat->high = heat->chart->high;
  if (heat->high <= heat->low)
    heat->high = heat->low + 1;
}

static double
widest_name (const Heat *heat)
{
  double widest = 0;

  for (guint i = 0; i < heat->chart->marks->len; i++)
    {
      widest = MAX (widest, way_scene_measure (heat->scene, series_at (heat, i)->name,
                                               mark_at (heat, i)->is_apart));
      widest = MAX (widest, way_scene_measure (heat->scene, detail_of (series_at (heat, i)),
                                               FALSE));
    }
  return widest;
}

/* A corner that the hue of the cell cannot hide. */
static void
add_corner (WayChartScene     *scene,
            const WayChartBox *cell)
{
  double side = MIN (scene->text * 0.95, MIN (cell->width, cell->height) * 0.4);
  guint first = scene->points->len;

  way_scene_add_point (scene, cell->x + cell->width - side, cell->y);
  way_scene_add_point (scene, cell->x + cell->width, cell->y);
  way_scene_add_point (scene, cell->x + cell->width, cell->y + side);
  way_scene_add_path (scene, WAY_ITEM_POLYGON, WAY_CHART_FLAG, first);
}

static void
add_hatch (WayChartScene     *scene,
           const WayChartBox *cell)
{
  guint first = scene->points->len;

  way_scene_add_point (scene, cell->x, cell->y);
  way_scene_add_point (scene, cell->x + cell->width, cell->y + cell->height);
  way_scene_add_path (scene, WAY_ITEM_HATCH, WAY_CHART_DIM, first)->is_hollow = TRUE;
}

static WayChartItem *
add_outline (WayChartScene     *scene,
             const WayChartBox *cell)
{
  WayChartItem *item = way_scene_add_rect (scene, WAY_CHART_AXIS, cell);

  item->width = way_scale_snap_width (1, scene->page.pixel);
  return item;
}

static WayChartItem *
add_middle (WayChartScene     *scene,
            WayChartRole       role,
            const WayChartBox *cell,
            const char        *text)
{
  return way_scene_add_text (scene, role, WAY_TEXT_MIDDLE, cell->x + cell->width / 2,
                             way_scene_baseline (scene, cell->y + cell->height / 2), text);
}

/* Inside its cell, in what shows there. */
static void
add_state (WayChartScene     *scene,
           const WayChartBox *cell,
           WayChartState      state,
           double             share)
{
  WayChartBox inner = { cell->x + 2, cell->y + 2, cell->width - 4, cell->height - 4 };
  WayChartItem *item = add_outline (scene, &inner);

  item->role = share > 0.5 ? WAY_CHART_GROUND : WAY_CHART_INK;
  item->line = way_key_line (state);
}

static void
add_value (const Heat        *heat,
           const WayChartBox *cell,
           guint              series,
           guint              point)
{
  WayChartScene *scene = heat->scene;
  double value = way_chart_data_get_value (scene->data, series, point);
  double share = (value - heat->low) / (heat->high - heat->low);
  gboolean is_over = !isnan (heat->chart->high) && value > heat->chart->high;
  WayChartState state = way_chart_data_get_state (scene->data, series, point);
  g_autofree char *text =
    way_chart_say_number (value, way_chart_data_get_series (scene->data, series)->decimals);

  share = CLAMP (share, 0, 1);
  way_scene_add_rect (scene, WAY_CHART_HIGH, cell)->ramp = share;
  if (is_over)
    add_corner (scene, cell);
  if (state != WAY_CHART_NORMAL)
    add_state (scene, cell, state, share);
  if (way_scene_measure (scene, text, FALSE) <= cell->width)
    {
      WayChartItem *item = add_middle (scene, WAY_CHART_INK, cell, text);

      item->ramp = share;
      item->is_bold = is_over && way_scene_measure (scene, text, TRUE) <= cell->width - 2;
    }
}

/* The marks of government statistics in a frame: "c" is hidden. */
static void
add_letter (WayChartScene     *scene,
            const WayChartBox *cell,
            const char        *letter)
{
  add_outline (scene, cell);
  add_middle (scene, WAY_CHART_INK, cell,
              way_chart_say (way_chart_data_get_translate (scene->data), letter));
}

/* Translators: the marks of what was not collected, and of what cannot be. */
static void
add_nothing (WayChartScene     *scene,
             const WayChartBox *cell,
             WayChartState      state)
{
  add_letter (scene, cell, state == WAY_CHART_MISSING ? N_("x") : N_("z"));
}

static void
add_cell (const Heat        *heat,
          const WayChartBox *cell,
          guint              series,
          guint              point)
{
  WayChartScene *scene = heat->scene;
  WayChartState state = way_chart_data_get_state (scene->data, series, point);

  switch (state)
    {
    case WAY_CHART_SUPPRESSED:
      add_letter (scene, cell, N_("c"));
      break;
    case WAY_CHART_CLOSED:
      add_hatch (scene, cell);
      break;
    case WAY_CHART_MISSING:
    case WAY_CHART_NOT_APPLICABLE:
      add_nothing (scene, cell, state);
      break;
    case WAY_CHART_NORMAL:
    case WAY_CHART_ESTIMATED:
    case WAY_CHART_PROVISIONAL:
    case WAY_CHART_FORECAST:
    case WAY_CHART_N_STATES:
    default:
      add_value (heat, cell, series, point);
      break;
    }
}

static void
add_name (const Heat *heat,
          guint       row,
          double      y,
          double      height)
{
  WayChartScene *scene = heat->scene;
  const WayChartSeries *info = series_at (heat, row);
  gboolean bold = mark_at (heat, row)->is_apart;
  double width = scene->plot.x - NAME_GAP;
  double middle = y + height / 2;
  g_autofree char *name = way_scene_shorten (scene, info->name, bold, width);

  /* A second line where the row has the height and the words. */
  if (detail_of (info) != NULL && height >= scene->text * 2.5)
    {
      g_autofree char *more = way_scene_shorten (scene, detail_of (info), FALSE, width);

      way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_START, 0,
                          way_scene_baseline (scene, middle + scene->text * 0.65), more);
      middle -= scene->text * 0.65;
    }
  way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, 0, way_scene_baseline (scene, middle),
                      name)->is_bold = bold;
}

static void
add_rows (const Heat *heat)
{
  WayChartScene *scene = heat->scene;
  guint n = way_chart_data_n_points (scene->data);
  double pixel = scene->page.pixel;
  double y = scene->plot.y;

  for (guint i = 0; i < heat->chart->marks->len; i++)
    {
      guint series = mark_at (heat, i)->series;

      if (mark_at (heat, i)->is_apart && i > 0)
        {
          way_scene_add_line (scene, WAY_CHART_AXIS, 1, 0, y + APART / 2 - GAP / 2,
                              scene->plot.x + scene->plot.width, y + APART / 2 - GAP / 2);
          y += APART;
        }
      for (guint k = 0; k < n; k++)
        {
          double left = way_scale_snap (column_left (heat, k), pixel);
          double right = way_scale_snap (column_left (heat, k) + heat->column - GAP, pixel);
          double top = way_scale_snap (y, pixel);
          double bottom = way_scale_snap (y + heat->row - GAP, pixel);
          WayChartBox cell = { left, top, right - left, bottom - top };

          scene->cells[series * n + k] = cell;
          add_cell (heat, &cell, series, k);
        }
      add_name (heat, i, y, heat->row - GAP);
      y += heat->row;
    }
  scene->plot.height = y - scene->plot.y;
}

/* The whole name of a month, else its first letter, else nothing: what is cut to
 * dots says less than nothing. */
static char *
fit_month (WayChartScene *scene,
           const char    *name,
           double         width)
{
  g_autofree char *whole = way_scene_shorten (scene, name, FALSE, width);
  g_autofree char *first = g_utf8_substring (name, 0, 1);
  g_autofree char *letter = way_scene_shorten (scene, first, FALSE, width);

  if (g_str_equal (whole, name))
    return g_steal_pointer (&whole);
  return g_str_equal (letter, first) ? g_steal_pointer (&letter) : g_strdup ("");
}

/* Months under their school years, or the names of the columns. */
static void
add_heads (const Heat *heat,
           double      y)
{
  WayChartScene *scene = heat->scene;
  WayChartTranslateFunc translate = way_chart_data_get_translate (scene->data);
  int before = 0;

  for (guint i = 0; i < way_chart_data_n_points (scene->data); i++)
    {
      double left = column_left (heat, i);
      gboolean apart;
      g_autofree char *label = NULL;
      g_autofree char *text = NULL;

      if (way_chart_data_has_days (scene->data) && !way_chart_data_is_label (scene->data, i))
        {
          GDate date = way_date_from_julian (way_chart_data_get_day (scene->data, i));
          int year = way_date_school_year (&date);

          label = g_strdup (way_chart_say_short_month (translate, g_date_get_month (&date)));
          if (year != before)
            {
              g_autofree char *name = g_strdup_printf ("%d/%02d", year, (year + 1) % 100);

              way_scene_add_line (scene, WAY_CHART_AXIS, 1, left, y, left,
                                  y + scene->text * 3);
              way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, left + 6,
                                  way_scene_baseline (scene, y + scene->text * 0.6), name)
                ->is_bold = TRUE;
            }
          before = year;
        }
      else
        label = way_chart_data_dup_label (scene->data, i);
      apart = way_chart_data_is_label (scene->data, i);
      text = before != 0 && !apart
               ? fit_month (scene, label, heat->column - 2)
               : way_scene_shorten (scene, label, FALSE, heat->column - 2 + (apart ? APART : 0));
      way_scene_add_text (scene, WAY_CHART_INK, apart ? WAY_TEXT_END : WAY_TEXT_MIDDLE,
                          left + (heat->column - GAP) / (apart ? 1 : 2),
                          way_scene_baseline (scene, scene->plot.y - scene->text * 0.9), text);
      scene->along[i] = left + (heat->column - GAP) / 2;
    }
}

/* --- the key --- */

static gboolean
has_over (const Heat *heat)
{
  double low, high;

  for (guint i = 0; i < heat->chart->marks->len && !isnan (heat->chart->high); i++)
    if (way_chart_data_get_range (heat->scene->data, mark_at (heat, i)->series, &low, &high) &&
        high > heat->chart->high)
      return TRUE;
  return FALSE;
}

/* The hue from low to high, with the unit before it. */
static void
add_ramp (const Heat  *heat,
          WayChartKey *key)
{
  WayChartScene *scene = heat->scene;
  double each = scene->text * 2.7;
  const char *units = heat->chart->units != NULL ? heat->chart->units : "";
  double words = way_scene_measure (scene, units, FALSE);
  double left = words > 0 ? words + 12 : 0;
  WayChartBox box = way_key_next (key, left + each * N_STEPS, "");

  if (!key->draws)
    return;
  if (words > 0)
    way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, box.x,
                        way_scene_baseline (scene, box.y + box.height / 2), units);
  for (guint i = 0; i < N_STEPS; i++)
    {
      double share = i / (N_STEPS - 1.0);
      WayChartBox cell = { box.x + left + each * i, box.y - scene->text * 0.25, each,
                           scene->text * 1.4 };
      g_autofree char *text = way_chart_say_number (heat->low + (heat->high - heat->low) * share,
                                                    0);

      way_scene_add_rect (scene, WAY_CHART_HIGH, &cell)->ramp = share;
      add_middle (scene, WAY_CHART_INK, &cell, text)->ramp = share;
    }
}

static void
add_swatch (const Heat        *heat,
            const WayChartBox *box,
            WayChartState      state)
{
  WayChartScene *scene = heat->scene;

  switch (state)
    {
    case WAY_CHART_SUPPRESSED:
      add_letter (scene, box, N_("c"));
      break;
    case WAY_CHART_CLOSED:
      add_hatch (scene, box);
      break;
    case WAY_CHART_MISSING:
    case WAY_CHART_NOT_APPLICABLE:
      add_nothing (scene, box, state);
      break;
    case WAY_CHART_NORMAL:
      way_scene_add_rect (scene, WAY_CHART_HIGH, box)->ramp = 1;
      add_corner (scene, box);
      break;
    case WAY_CHART_ESTIMATED:
    case WAY_CHART_PROVISIONAL:
    case WAY_CHART_FORECAST:
    case WAY_CHART_N_STATES:
    default:
      add_outline (scene, box)->line = way_key_line (state);
      break;
    }
}

/* Gives the y below the key.  The plain state stands for what is over. */
static double
add_key (const Heat *heat,
         double      y,
         gboolean    draws)
{
  static const char *const words[WAY_CHART_N_STATES] = {
    [WAY_CHART_NORMAL] = N_("over"),
    [WAY_CHART_ESTIMATED] = N_("estimated"),
    [WAY_CHART_PROVISIONAL] = N_("provisional"),
    [WAY_CHART_FORECAST] = N_("forecast"),
    [WAY_CHART_SUPPRESSED] = N_("hidden, a small number"),
    [WAY_CHART_MISSING] = N_("not collected"),
    [WAY_CHART_NOT_APPLICABLE] = N_("not applicable"),
    [WAY_CHART_CLOSED] = N_("closed"),
  };
  WayChartScene *scene = heat->scene;
  WayChartTranslateFunc translate = way_chart_data_get_translate (scene->data);
  WayChartKey key = way_key_begin (scene, scene->room.x, scene->room.x + scene->room.width, y,
                                   draws);
  gboolean states[WAY_CHART_N_STATES] = { FALSE };

  for (guint i = 0; i < heat->chart->marks->len; i++)
    way_key_find_states (scene->data, mark_at (heat, i)->series, FALSE, states);
  states[WAY_CHART_NORMAL] = has_over (heat);
  add_ramp (heat, &key);
  for (WayChartState state = 0; state < WAY_CHART_N_STATES; state++)
    if (states[state])
      {
        WayChartBox box = way_key_next (&key, scene->text * 2.2,
                                        way_chart_say (translate, words[state]));
        WayChartBox tall = { box.x, box.y - scene->text * 0.25, box.width, scene->text * 1.4 };

        if (draws)
          add_swatch (heat, &tall, state);
      }
  return way_key_end (&key);
}

static guint
count_apart (const Heat *heat)
{
  guint n = 0;

  for (guint i = 1; i < heat->chart->marks->len; i++)
    n += mark_at (heat, i)->is_apart ? 1 : 0;
  return n;
}

void
way_scene_lay_heat (WayChartScene     *self,
                    const WayChart    *chart,
                    const WayChartBox *room)
{
  Heat heat = { .scene = self, .chart = chart };
  guint n = way_chart_data_n_points (self->data);
  double head = self->text * (way_chart_data_has_days (self->data) ? 3.2 : 1.8);
  double apart = way_chart_data_is_label (self->data, n - 1) ? APART : 0;
  double foot;

  self->cells = g_new0 (WayChartBox, MAX (way_chart_data_n_series (self->data), 1) * n);
  for (guint i = 0; i < chart->marks->len; i++)
    self->roles[mark_at (&heat, i)->series] = mark_at (&heat, i)->role;
  find_range (&heat);
  foot = self->text * KEY_GAP + add_key (&heat, 0, FALSE);
  self->plot.x = MIN (widest_name (&heat), room->width * MOST_NAME) + NAME_GAP;
  self->plot.y = room->y + head;
  self->plot.width = MAX (room->width - self->plot.x, n * 4.0);
  heat.column = (self->plot.width - apart) / n;
  heat.row = (room->height - head - foot - APART * count_apart (&heat)) / chart->marks->len;
  heat.row = CLAMP (heat.row, self->text * 0.6, self->text * TALLEST_CELL);
  add_rows (&heat);
  add_heads (&heat, room->y);
  add_key (&heat, self->plot.y + self->plot.height + self->text * KEY_GAP, TRUE);
}
