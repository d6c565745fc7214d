/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key: swatches with words, from left to right, in as many lines as they
 * need.  It is walked twice: once to learn its height, once to draw it. */

#include "way-chart-key-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define LINE   1.9            /* text sizes */
#define SWATCH 1.6            /* text sizes: its width, */
#define PARTED 2.4           /* of one that shows a gap */
#define TALL   0.9            /* and its height */
#define GAP    7.0
#define APART  20.0

WayChartKey
way_key_begin (WayChartScene *scene,
               double         left,
               double         right,
               double         y,
               gboolean       draws)
{
  return (WayChartKey) { scene, left, right, left, y, draws, FALSE };
}

double
way_key_end (const WayChartKey *key)
{
  return key->any ? key->y + key->scene->text * LINE : key->y;
}

WayChartBox
way_key_next (WayChartKey *key,
              double       width,
              const char  *text)
{
  WayChartScene *scene = key->scene;
  double words = way_scene_measure (scene, text, FALSE);
  double height = scene->text * TALL;
  WayChartBox box;

  if (width <= 0)
    width = scene->text * SWATCH;
  if (key->any && key->x > key->left && key->x + width + GAP + words > key->right)
    {
      key->x = key->left;
      key->y += scene->text * LINE;
    }
  box = (WayChartBox) { key->x, key->y + (scene->text * 1.4 - height) / 2, width, height };
  if (key->draws)
    way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, box.x + width + GAP,
                        way_scene_baseline (scene, box.y + height / 2), text);
  key->x += width + GAP + words + APART;
  key->any = TRUE;
  return box;
}

/* --- states --- */

void
way_key_find_states (const WayChartData *data,
                     guint               series,
                     gboolean            between,
                     gboolean            states[WAY_CHART_N_STATES])
{
  const double *values = way_chart_data_get_values (data, series);
  guint n = way_chart_data_n_points (data);
  gboolean has_states = way_chart_data_has_states (data, series);
  gboolean began = FALSE, gap = FALSE;

  for (guint i = 0; i < n; i++)
    {
      WayChartState state = has_states ? way_chart_data_get_state (data, series, i)
                                       : isnan (values[i]) ? WAY_CHART_MISSING
                                                           : WAY_CHART_NORMAL;

      if (state != WAY_CHART_MISSING)
        {
          states[state] = TRUE;
          states[WAY_CHART_MISSING] |= gap && between;
          began = TRUE;
          gap = FALSE;
        }
      else if (!between)
        states[state] = TRUE;
      else
        gap = began;
    }
}

static void
add_stroke (WayChartScene     *scene,
            const WayChartBox *box,
            WayChartLine       line,
            gboolean           is_parted)
{
  double y = box->y + box->height / 2;
  double end = is_parted ? box->width * 0.28 : box->width;

  way_scene_add_line (scene, WAY_CHART_INK, 2, box->x, y, box->x + end, y)->line = line;
  if (is_parted)
    way_scene_add_line (scene, WAY_CHART_INK, 2, box->x + box->width - end, y,
                        box->x + box->width, y);
}

void
way_key_add_unsure (WayChartScene     *scene,
                    WayChartRole       role,
                    const WayChartBox *box,
                    WayChartState      state)
{
  guint first = scene->points->len;
  WayChartItem *item;

  way_scene_add_rect (scene, WAY_CHART_GROUND, box);
  way_scene_add_point (scene, box->x, box->y);
  way_scene_add_point (scene, box->x + box->width, box->y + box->height);
  way_scene_add_path (scene, WAY_ITEM_HATCH, role, first)->is_hollow = TRUE;
  item = way_scene_add_rect (scene, role, box);
  item->width = way_scale_snap_width (1, scene->page.pixel);
  item->line = way_key_line (state);
}

void
way_key_add_hidden (WayChartScene *scene,
                    double         x,
                    double         y)
{
  double radius = scene->text * 0.55;

  way_scene_add_dot (scene, WAY_CHART_INK, radius, x, y)->is_hollow = TRUE;
  way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_MIDDLE, x,
                      way_scene_baseline (scene, y - scene->text * 0.08),
                      /* Translators: the mark of a hidden small number. */
                      way_chart_say (way_chart_data_get_translate (scene->data), N_("c")));
}

static const char *
state_text (const WayChartKey *key,
            WayChartState      state,
            gboolean           as_lines)
{
  static const char *const words[WAY_CHART_N_STATES] = {
    [WAY_CHART_ESTIMATED] = N_("estimated"),
    [WAY_CHART_PROVISIONAL] = N_("provisional"),
    [WAY_CHART_FORECAST] = N_("forecast"),
    [WAY_CHART_SUPPRESSED] = N_("hidden, a small number"),
    [WAY_CHART_MISSING] = N_("not collected"),
  };
  WayChartTranslateFunc translate = way_chart_data_get_translate (key->scene->data);

  if (state == WAY_CHART_MISSING && !as_lines)
    return way_chart_say (translate, N_("no bar: not collected"));
  return words[state] != NULL ? way_chart_say (translate, words[state]) : NULL;
}

WayChartLine
way_key_line (WayChartState state)
{
  switch (state)
    {
    case WAY_CHART_ESTIMATED:
      return WAY_LINE_DASHED;
    case WAY_CHART_PROVISIONAL:
      return WAY_LINE_DOTTED;
    case WAY_CHART_FORECAST:
      return WAY_LINE_LONG;
    case WAY_CHART_NORMAL:
    case WAY_CHART_SUPPRESSED:
    case WAY_CHART_MISSING:
    case WAY_CHART_NOT_APPLICABLE:
    case WAY_CHART_CLOSED:
    case WAY_CHART_N_STATES:
    default:
      return WAY_LINE_SOLID;
    }
}

void
way_key_add_states (WayChartKey    *key,
                    const gboolean  states[WAY_CHART_N_STATES],
                    gboolean        as_lines)
{
  for (WayChartState state = WAY_CHART_ESTIMATED; state < WAY_CHART_N_STATES; state++)
    {
      const char *text = states[state] ? state_text (key, state, as_lines) : NULL;
      WayChartBox box;

      if (text == NULL)
        continue;
      box = way_key_next (key, state == WAY_CHART_MISSING ? key->scene->text * PARTED : 0, text);
      if (!key->draws)
        continue;
      if (state == WAY_CHART_SUPPRESSED)
        way_key_add_hidden (key->scene, box.x + box.width / 2, box.y + box.height / 2);
      else if (as_lines)
        add_stroke (key->scene, &box, way_key_line (state), state == WAY_CHART_MISSING);
      else if (state != WAY_CHART_MISSING)
        way_key_add_unsure (key->scene, WAY_CHART_INK, &box, state);
      else
        way_scene_add_line (key->scene, WAY_CHART_AXIS, 1, box.x, box.y, box.x,
                            box.y + box.height);
    }
}
