/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks a scene and draws it with Cairo.  It decides nothing about places:
 * those are the layout's.  What keeps it quick was measured: level and upright
 * lines on pixel edges with mitre joins take Cairo's path for rectangles; long
 * slanted lines are cut into strokes of a few hundred points with bevel
 * joins. */

#include "way-chart-draw.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define POINTS_PER_STROKE 256
#define HATCH_STEP        4.0
#define HATCH_WIDTH       1.4
#define LIGHT_HATCH_STEP  6.0
#define CARD_PAD          8.0
#define HALO              5.0
#define MOST_MARKED       8       /* series; of more only the one in question */
#define SHORT_WORDS       12      /* bytes of what cells and ticks say */
#define MOST_LAID         512

/* Short words that were laid out: figures come again and again, and for pixels
 * their letters go to Cairo as they are, past Pango. */
typedef struct
{
  char                 text[SHORT_WORDS + 1];
  double               size;
  gboolean             is_bold;
  PangoLayout         *layout;    /* owned */
  double               width;
  cairo_scaled_font_t *font;      /* lent by the layout; NULL: letters of several */
  cairo_glyph_t        glyphs[SHORT_WORDS];
  int                  n_glyphs;
} Laid;

struct _WayChartFont
{
  PangoContext         *context;
  PangoFontDescription *plain;
  PangoAttrList        *features;
  GHashTable           *laid;         /* Laid * to itself */
  PangoLayout          *layout;       /* of longer words */
  double                size;         /* that it has */
  gboolean              is_bold;
};

/* --- words --- */

static guint
laid_hash (gconstpointer key)
{
  const Laid *laid = key;

  return g_str_hash (laid->text) * 31 + (guint) (laid->size * 8) * 2 + (guint) laid->is_bold;
}

static gboolean
laid_equal (gconstpointer a,
            gconstpointer b)
{
  const Laid *one = a;
  const Laid *other = b;

  return one->size == other->size && one->is_bold == other->is_bold &&
         strcmp (one->text, other->text) == 0;
}

static void
laid_free (gpointer data)
{
  g_object_unref (((Laid *) data)->layout);
  g_free (data);
}

WayChartFont *
way_chart_font_new (const char *family,
                    gboolean    is_vector)
{
  WayChartFont *self = g_new0 (WayChartFont, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, is_vector ? CAIRO_HINT_METRICS_OFF
                                                          : CAIRO_HINT_METRICS_ON);
  cairo_font_options_set_hint_style (options, is_vector ? CAIRO_HINT_STYLE_NONE
                                                        : CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, !is_vector);
  cairo_font_options_destroy (options);

  self->plain = pango_font_description_new ();
  pango_font_description_set_family (self->plain, family != NULL ? family : "Cantarell, Sans");
  self->features = pango_attr_list_new ();
  pango_attr_list_insert (self->features, pango_attr_font_features_new ("tnum=1"));
  self->laid = g_hash_table_new_full (laid_hash, laid_equal, laid_free, NULL);
  self->layout = pango_layout_new (self->context);
  pango_layout_set_attributes (self->layout, self->features);
  return self;
}

void
way_chart_font_free (WayChartFont *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->laid);
  g_object_unref (self->layout);
  g_object_unref (self->context);
  pango_font_description_free (self->plain);
  pango_attr_list_unref (self->features);
  g_free (self);
}

static void
set_font (WayChartFont *self,
          PangoLayout  *layout,
          double        size,
          gboolean      bold)
{
  pango_font_description_set_absolute_size (self->plain, size * PANGO_SCALE);
  pango_font_description_set_weight (self->plain,
                                     bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, self->plain);
}

/* The letters of a layout of one run, from its left end on its baseline. */
static void
find_glyphs (Laid *laid)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (laid->layout, 0);
  const PangoGlyphItem *run = line->runs != NULL ? line->runs->data : NULL;
  double x = 0;

  if (run == NULL || line->runs->next != NULL || run->glyphs->num_glyphs > SHORT_WORDS ||
      !PANGO_IS_CAIRO_FONT (run->item->analysis.font))
    return;
  for (int i = 0; i < run->glyphs->num_glyphs; i++)
    {
      const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];

      if (glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
        return;
      laid->glyphs[i] = (cairo_glyph_t) {
        glyph->glyph, x + (double) glyph->geometry.x_offset / PANGO_SCALE,
        (double) glyph->geometry.y_offset / PANGO_SCALE
      };
      x += (double) glyph->geometry.width / PANGO_SCALE;
    }
  laid->n_glyphs = run->glyphs->num_glyphs;
  laid->font = pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (run->item->analysis.font));
}

static Laid *
lay_short (WayChartFont *self,
           const char   *text,
           double        size,
           gboolean      bold)
{
  Laid key = { .size = size, .is_bold = bold };
  Laid *laid;
  int width;

  g_strlcpy (key.text, text, sizeof key.text);
  laid = g_hash_table_lookup (self->laid, &key);
  if (laid != NULL)
    return laid;
  if (g_hash_table_size (self->laid) >= MOST_LAID)
    g_hash_table_remove_all (self->laid);
  laid = g_memdup2 (&key, sizeof key);
  laid->layout = pango_layout_new (self->context);
  pango_layout_set_attributes (laid->layout, self->features);
  set_font (self, laid->layout, size, bold);
  pango_layout_set_text (laid->layout, text, -1);
  pango_layout_get_size (laid->layout, &width, NULL);
  laid->width = (double) width / PANGO_SCALE;
  find_glyphs (laid);
  g_hash_table_add (self->laid, laid);
  return laid;
}

PangoLayout *
way_chart_font_lay (WayChartFont *self,
                    const char   *text,
                    double        size,
                    gboolean      bold)
{
  if (strlen (text) <= SHORT_WORDS)
    return lay_short (self, text, size, bold)->layout;
  /* Words come in runs of one font. */
  if (size != self->size || bold != self->is_bold)
    {
      set_font (self, self->layout, size, bold);
      self->size = size;
      self->is_bold = bold;
    }
  pango_layout_set_text (self->layout, text, -1);
  return self->layout;
}

static double
measure_words (const char *text,
               double      size,
               gboolean    bold,
               gpointer    data)
{
  int width;

  if (strlen (text) <= SHORT_WORDS)
    return lay_short (data, text, size, bold)->width;
  pango_layout_get_size (way_chart_font_lay (data, text, size, bold), &width, NULL);
  return (double) width / PANGO_SCALE;
}

WayChartMeasure
way_chart_font_get_measure (WayChartFont *self)
{
  return (WayChartMeasure) { measure_words, self };
}

/* --- items --- */

typedef struct
{
  const WayChartTheme *theme;
  WayChartFont        *font;
  const WayChartPoint *points;
  gboolean             is_snapped;
  cairo_t             *cr;
} Pen;

static void
set_colour (const Pen      *pen,
            WayChartColour  colour)
{
  cairo_set_source_rgba (pen->cr, colour.red, colour.green, colour.blue, colour.alpha);
}

static void
set_role (const Pen    *pen,
          WayChartRole  role)
{
  set_colour (pen, way_chart_theme_colour (pen->theme, role));
}

static void
set_line (const Pen          *pen,
          const WayChartItem *item)
{
  static const double dashed[] = { 5, 3 };
  static const double dotted[] = { 1.5, 2.5 };
  static const double long_dashed[] = { 9, 4 };

  cairo_set_line_width (pen->cr, item->width);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (pen->cr, item->is_square ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_BEVEL);
  if (item->line == WAY_LINE_DASHED)
    cairo_set_dash (pen->cr, dashed, 2, 0);
  else if (item->line == WAY_LINE_DOTTED)
    cairo_set_dash (pen->cr, dotted, 2, 0);
  else if (item->line == WAY_LINE_LONG)
    cairo_set_dash (pen->cr, long_dashed, 2, 0);
  else
    cairo_set_dash (pen->cr, NULL, 0, 0);
}

static void
draw_rect (const Pen          *pen,
           const WayChartItem *item)
{
  const WayChartBox *box = &item->box;
  double inset = item->width / 2;

  if (item->ramp >= 0)
    set_colour (pen, way_chart_theme_ramp (pen->theme, item->ramp));
  else
    set_role (pen, item->role);
  if (item->width > 0)
    {
      cairo_rectangle (pen->cr, box->x + inset, box->y + inset, box->width - 2 * inset,
                       box->height - 2 * inset);
      set_line (pen, item);
      cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_MITER);
      cairo_stroke (pen->cr);
    }
  else
    {
      cairo_rectangle (pen->cr, box->x, box->y, box->width, box->height);
      cairo_fill (pen->cr);
    }
}

static void
draw_path (const Pen          *pen,
           const WayChartItem *item)
{
  const WayChartPoint *points = pen->points + item->first;
  gboolean on = FALSE;

  set_role (pen, item->role);
  set_line (pen, item);
  /* On pixel edges there is nothing to smooth: the same ink in half the time. */
  if (pen->is_snapped && item->is_square && item->line == WAY_LINE_SOLID)
    cairo_set_antialias (pen->cr, CAIRO_ANTIALIAS_NONE);
  for (guint i = 0; i < item->n; i++)
    {
      if (isnan (points[i].y))
        {
          on = FALSE;
          continue;
        }
      if (on)
        cairo_line_to (pen->cr, points[i].x, points[i].y);
      else
        cairo_move_to (pen->cr, points[i].x, points[i].y);
      on = TRUE;
      if (!item->is_square && item->line == WAY_LINE_SOLID &&
          i % POINTS_PER_STROKE == POINTS_PER_STROKE - 1)
        {
          cairo_stroke (pen->cr);
          cairo_move_to (pen->cr, points[i].x, points[i].y);
        }
    }
  cairo_stroke (pen->cr);
  cairo_set_antialias (pen->cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void
draw_area (const Pen          *pen,
           const WayChartItem *item)
{
  const WayChartPoint *points = pen->points + item->first;
  double base = item->box.y;

  set_role (pen, item->role);
  for (guint i = 0; i < item->n; i++)
    {
      if (isnan (points[i].y))
        continue;
      if (i == 0 || isnan (points[i - 1].y))
        cairo_move_to (pen->cr, points[i].x, base);
      cairo_line_to (pen->cr, points[i].x, points[i].y);
      if (i + 1 == item->n || isnan (points[i + 1].y))
        {
          cairo_line_to (pen->cr, points[i].x, base);
          cairo_close_path (pen->cr);
        }
    }
  cairo_fill (pen->cr);
}

static void
draw_polygon (const Pen          *pen,
              const WayChartItem *item)
{
  const WayChartPoint *points = pen->points + item->first;

  set_role (pen, item->role);
  for (guint i = 0; i < item->n; i++)
    if (isnan (points[i].y))
      cairo_close_path (pen->cr);
    else if (i == 0 || isnan (points[i - 1].y))
      cairo_move_to (pen->cr, points[i].x, points[i].y);
    else
      cairo_line_to (pen->cr, points[i].x, points[i].y);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

/* Lines as lines and not as a pattern, so that paper and files have them at
 * any scale. */
static void
draw_hatch (const Pen          *pen,
            const WayChartItem *item)
{
  const WayChartPoint *points = pen->points + item->first;
  double step = item->is_hollow ? LIGHT_HATCH_STEP : HATCH_STEP;
  double x1, y1, x2, y2;

  cairo_save (pen->cr);
  for (guint i = 0; i + 1 < item->n; i += 2)
    cairo_rectangle (pen->cr, points[i].x, points[i].y, points[i + 1].x - points[i].x,
                     points[i + 1].y - points[i].y);
  cairo_path_extents (pen->cr, &x1, &y1, &x2, &y2);
  cairo_clip (pen->cr);
  if (!item->is_hollow)
    {
      set_role (pen, WAY_CHART_GROUND);
      cairo_paint (pen->cr);
    }
  for (double x = floor ((x1 - (y2 - y1)) / step) * step; x < x2; x += step)
    {
      cairo_move_to (pen->cr, x, y2);
      cairo_line_to (pen->cr, x + (y2 - y1), y1);
    }
  set_role (pen, item->role);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, item->is_hollow ? 1 : HATCH_WIDTH);
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

static void
trace_shape (cairo_t       *cr,
             WayChartShape  shape,
             double         x,
             double         y,
             double         radius)
{
  cairo_new_sub_path (cr);
  switch (shape)
    {
    case WAY_SHAPE_DIAMOND:
      radius *= 1.3;
      cairo_move_to (cr, x, y - radius);
      cairo_line_to (cr, x + radius, y);
      cairo_line_to (cr, x, y + radius);
      cairo_line_to (cr, x - radius, y);
      break;
    case WAY_SHAPE_SQUARE:
      cairo_rectangle (cr, x - radius, y - radius, 2 * radius, 2 * radius);
      break;
    case WAY_SHAPE_TRIANGLE:
      cairo_move_to (cr, x, y - radius * 1.2);
      cairo_line_to (cr, x + radius * 1.2, y + radius);
      cairo_line_to (cr, x - radius * 1.2, y + radius);
      break;
    case WAY_SHAPE_CIRCLE:
    default:
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
      break;
    }
  cairo_close_path (cr);
}

static void
draw_dot (const Pen          *pen,
          const WayChartItem *item)
{
  trace_shape (pen->cr, item->shape, item->box.x, item->box.y, item->width);
  if (!item->is_hollow)
    {
      set_role (pen, item->role);
      cairo_fill (pen->cr);
      return;
    }
  set_role (pen, WAY_CHART_GROUND);
  cairo_fill_preserve (pen->cr);
  set_role (pen, item->role);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, 1.2);
  cairo_stroke (pen->cr);
}

/* Keeps lines off the words that are set, and the source as it is. */
static void
draw_halo (const Pen   *pen,
           PangoLayout *layout,
           double       x,
           double       y)
{
  cairo_save (pen->cr);
  cairo_move_to (pen->cr, x, y);
  pango_cairo_layout_path (pen->cr, layout);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (pen->cr, HALO);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  set_role (pen, WAY_CHART_GROUND);
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

static void
set_words_colour (const Pen          *pen,
                  const WayChartItem *item)
{
  WayChartColour cell;

  if (item->ramp < 0)
    {
      set_role (pen, item->role);
      return;
    }
  cell = way_chart_theme_ramp (pen->theme, item->ramp);
  set_colour (pen, way_chart_words_on (&cell));
}

static double
find_left (const WayChartItem *item,
           double              width)
{
  switch (item->anchor)
    {
    case WAY_TEXT_MIDDLE:
      return item->box.x - width / 2;
    case WAY_TEXT_END:
      return item->box.x - width;
    case WAY_TEXT_START:
    default:
      return item->box.x;
    }
}

/* For pixels alone: a document keeps its words with their letters.  FALSE where
 * Pango has to draw them. */
static gboolean
draw_glyphs (const Pen          *pen,
             const WayChartItem *item)
{
  const Laid *laid;
  cairo_glyph_t glyphs[SHORT_WORDS];
  double x;

  if (!pen->is_snapped || item->has_halo || strlen (item->text) > SHORT_WORDS)
    return FALSE;
  laid = lay_short (pen->font, item->text, item->size, item->is_bold);
  if (laid->font == NULL)
    return FALSE;
  x = find_left (item, laid->width);
  for (int i = 0; i < laid->n_glyphs; i++)
    glyphs[i] = (cairo_glyph_t) { laid->glyphs[i].index, laid->glyphs[i].x + x,
                                  laid->glyphs[i].y + item->box.y };
  set_words_colour (pen, item);
  cairo_set_scaled_font (pen->cr, laid->font);
  cairo_show_glyphs (pen->cr, glyphs, laid->n_glyphs);
  return TRUE;
}

static void
draw_text (const Pen          *pen,
           const WayChartItem *item)
{
  PangoLayout *layout;
  double x, top;
  int width;

  if (draw_glyphs (pen, item))
    return;
  layout = way_chart_font_lay (pen->font, item->text, item->size, item->is_bold);
  pango_layout_get_size (layout, &width, NULL);
  x = find_left (item, (double) width / PANGO_SCALE);
  set_words_colour (pen, item);
  top = item->box.y - (double) pango_layout_get_baseline (layout) / PANGO_SCALE;
  if (item->has_halo)
    draw_halo (pen, layout, x, top);
  cairo_move_to (pen->cr, x, top);
  pango_cairo_show_layout (pen->cr, layout);
  cairo_new_path (pen->cr);
}

static void
draw_item (const Pen          *pen,
           const WayChartItem *item)
{
  switch (item->kind)
    {
    case WAY_ITEM_RECT:
      draw_rect (pen, item);
      break;
    case WAY_ITEM_PATH:
      draw_path (pen, item);
      break;
    case WAY_ITEM_AREA:
      draw_area (pen, item);
      break;
    case WAY_ITEM_POLYGON:
      draw_polygon (pen, item);
      break;
    case WAY_ITEM_HATCH:
      draw_hatch (pen, item);
      break;
    case WAY_ITEM_DOT:
      draw_dot (pen, item);
      break;
    case WAY_ITEM_TEXT:
    default:
      draw_text (pen, item);
      break;
    }
}

void
way_chart_draw (const WayChartScene *scene,
                const WayChartTheme *theme,
                WayChartFont        *font,
                cairo_t             *cr)
{
  Pen pen = { theme, font, way_chart_scene_get_points (scene),
              way_chart_scene_is_snapped (scene), cr };
  guint n;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    draw_item (&pen, &items[i]);
  cairo_restore (cr);
}

/* --- overlay --- */

/* Twice outlined, so that it shows on marks of any colour. */
static void
draw_ring (const Pen         *pen,
           const WayChartBox *box,
           double             out)
{
  const WayChartRole roles[] = { WAY_CHART_GROUND, WAY_CHART_FOCUS };
  const double widths[] = { 5, 2.5 };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      cairo_rectangle (pen->cr, box->x - out, box->y - out, box->width + 2 * out,
                       box->height + 2 * out);
      set_role (pen, roles[i]);
      cairo_set_dash (pen->cr, NULL, 0, 0);
      cairo_set_line_width (pen->cr, widths[i]);
      cairo_stroke (pen->cr);
    }
}

static void
draw_marks_at (const Pen           *pen,
               const WayChartScene *scene,
               WayChartAt           at,
               gboolean             is_focused)
{
  const WayChartData *data = way_chart_scene_get_data (scene);
  WayChartBox plot = way_chart_scene_get_plot_of (scene, at.series);
  WayChartBox box;

  if (way_chart_scene_is_on_lines (scene))
    {
      double x = round (way_chart_scene_get_place (scene, at)) + 0.5;

      cairo_move_to (pen->cr, x, plot.y);
      cairo_line_to (pen->cr, x, plot.y + plot.height);
      set_role (pen, WAY_CHART_AXIS);
      cairo_set_line_width (pen->cr, 1);
      cairo_stroke (pen->cr);
      for (guint i = 0; i < way_chart_data_n_series (data); i++)
        if ((i == at.series || way_chart_data_n_series (data) <= MOST_MARKED) &&
            way_chart_scene_find (scene, i, at.point, &box))
          {
            WayChartItem dot = { .kind = WAY_ITEM_DOT, .role = WAY_CHART_GROUND, .width = 6,
                                 .box = box };

            draw_dot (pen, &dot);
            dot.role = way_chart_scene_get_role (scene, i);
            dot.width = 4;
            draw_dot (pen, &dot);
          }
    }
  if (way_chart_scene_find (scene, at.series, at.point, &box) &&
      (is_focused || !way_chart_scene_is_on_lines (scene)))
    draw_ring (pen, &box, way_chart_scene_is_on_lines (scene) ? 8 : 1);
}

static WayChartBox
place_card (const WayChartScene *scene,
            WayChartAt           at,
            double               width,
            double               height)
{
  WayChartBox plot = way_chart_scene_get_plot_of (scene, at.series);
  double x = way_chart_scene_get_place (scene, at);
  WayChartBox card = { x + 12, plot.y + 8, width, height };
  WayChartBox cell = { x, 0, 0, 0 };

  if (!way_chart_scene_is_on_lines (scene) &&
      way_chart_scene_find (scene, at.series, at.point, &cell))
    {
      card.x = cell.x + cell.width + 10;
      card.y = cell.y;
    }
  if (card.x + width > way_chart_scene_get_width (scene))
    card.x = cell.x - 12 - width;
  card.x = MAX (card.x, 0);
  card.y = CLAMP (card.y, 0, MAX (way_chart_scene_get_height (scene) - height, 0));
  return card;
}

static void
draw_card (const Pen           *pen,
           const WayChartScene *scene,
           WayChartAt           at)
{
  g_auto(GStrv) lines = way_chart_read_lines (way_chart_scene_get_data (scene), at);
  double size = way_chart_scene_get_text_size (scene);
  double leading = size * 1.4;
  double width = 0;
  WayChartBox card;

  for (guint i = 0; lines[i] != NULL; i++)
    width = MAX (width, measure_words (lines[i], size, i == 0, pen->font));
  card = place_card (scene, at, width + 2 * CARD_PAD,
                     g_strv_length (lines) * leading + 1.5 * CARD_PAD);
  cairo_rectangle (pen->cr, round (card.x) + 0.5, round (card.y) + 0.5, ceil (card.width),
                   ceil (card.height));
  set_role (pen, WAY_CHART_GROUND);
  cairo_fill_preserve (pen->cr);
  set_role (pen, WAY_CHART_AXIS);
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      WayChartItem words = { .kind = WAY_ITEM_TEXT, .role = WAY_CHART_INK, .ramp = -1,
                             .size = size, .is_bold = i == 0, .text = lines[i] };

      words.box.x = card.x + CARD_PAD;
      words.box.y = card.y + CARD_PAD * 0.75 + leading * (i + 0.75);
      draw_text (pen, &words);
    }
}

void
way_chart_draw_overlay (const WayChartScene *scene,
                        const WayChartTheme *theme,
                        WayChartFont        *font,
                        WayChartAt           at,
                        gboolean             is_focused,
                        cairo_t             *cr)
{
  Pen pen = { theme, font, way_chart_scene_get_points (scene),
              way_chart_scene_is_snapped (scene), cr };
  const WayChartData *data = way_chart_scene_get_data (scene);

  if (at.series >= way_chart_data_n_series (data) || at.point >= way_chart_data_n_points (data))
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  draw_marks_at (&pen, scene, at, is_focused);
  draw_card (&pen, scene, at);
  cairo_restore (cr);
}
