/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaks lines with Pango, draws marks with Cairo, and writes the PDF.  Tags (what
 * is a heading, what a cell) are opened and closed on one page: what is cut by the
 * end of a page goes on as another of its kind. */

#include "way-sheet-draw.h"

#include "way-chart-draw.h"
#include "way-chart-read.h"
#include "way-date.h"
#include "way-sheet-private.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#define LINE_WIDTH    0.6
#define GREY          0.35      /* of labels: 7:1 on white */
#define FRAME_GREY    0.45
#define SHADE_GREY    0.93

#define POINTS_PER_UNIT (72.0 / 96)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_t, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_surface_t, cairo_surface_destroy)

static void
break_lines (const char         *text,
             const WaySheetFont *font,
             double              width,
             GArray             *lines,
             gpointer            data)
{
  PangoLayout *layout = way_chart_font_lay (data, text, font->size, font->is_bold);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      const PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      WaySheetLine found = { (gsize) line->start_index, (gsize) line->length };

      g_array_append_val (lines, found);
    }
  pango_layout_set_width (layout, -1);
}

WaySheetLayout *
way_sheet_lay_out (const WaySheet     *sheet,
                   const WaySheetPage *page)
{
  static const WaySheetPage a4 = { WAY_SHEET_A4_WIDTH, WAY_SHEET_A4_HEIGHT, WAY_SHEET_MARGIN };
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, TRUE);

  return way_sheet_layout_new (sheet, page != NULL ? page : &a4, break_lines, font);
}

/* --- tags --- */

/* The tags that are open. */
typedef struct
{
  cairo_t            *cr;
  const WaySheetMark *inside;     /* NULL: none */
} Tags;

static const char *
tag_of (WaySheetRole role)
{
  static const char *const names[] = {
    [WAY_SHEET_ROLE_NONE] = NULL,      [WAY_SHEET_ROLE_TITLE] = "H1",
    [WAY_SHEET_ROLE_HEADING] = "H2",   [WAY_SHEET_ROLE_SUBHEADING] = "H3",
    [WAY_SHEET_ROLE_TEXT] = "P",       [WAY_SHEET_ROLE_HEAD] = "TH",
    [WAY_SHEET_ROLE_CELL] = "TD",      [WAY_SHEET_ROLE_FIGURE] = "Figure",
    [WAY_SHEET_ROLE_LINK] = CAIRO_TAG_LINK,
  };

  return names[role];
}

static gboolean
is_table (const WaySheetMark *mark)
{
  return mark->role == WAY_SHEET_ROLE_HEAD || mark->role == WAY_SHEET_ROLE_CELL;
}

static gboolean
is_heading (const WaySheetMark *mark)
{
  return mark->role == WAY_SHEET_ROLE_HEADING || mark->role == WAY_SHEET_ROLE_SUBHEADING;
}

/* Headings are where the contents and the bookmarks lead to. */
static void
open_tag (cairo_t            *cr,
          const WaySheetMark *mark)
{
  g_autofree char *place = NULL;

  if (mark->role == WAY_SHEET_ROLE_LINK)
    place = g_strdup_printf ("dest='b%u'", mark->target);
  cairo_tag_begin (cr, tag_of (mark->role), place);
  if (is_heading (mark))
    {
      g_autofree char *name = g_strdup_printf ("name='b%u'", mark->block);

      cairo_tag_begin (cr, CAIRO_TAG_DEST, name);
    }
}

static void
close_tag (cairo_t            *cr,
           const WaySheetMark *mark)
{
  if (is_heading (mark))
    cairo_tag_end (cr, CAIRO_TAG_DEST);
  cairo_tag_end (cr, tag_of (mark->role));
}

/* Closes what the next mark is no part of, opens what it is. */
static void
move_tags (Tags               *tags,
           const WaySheetMark *next)
{
  const WaySheetMark *inside = tags->inside;
  gboolean same_table = inside != NULL && next != NULL && is_table (inside) && is_table (next) &&
                        inside->block == next->block;
  gboolean same_row = same_table && inside->row == next->row;

  if (inside != NULL && next != NULL && inside->block == next->block &&
      inside->row == next->row && inside->cell == next->cell)
    return;
  if (inside != NULL)
    {
      close_tag (tags->cr, inside);
      if (is_table (inside) && !same_row)
        cairo_tag_end (tags->cr, "TR");
      if (is_table (inside) && !same_table)
        cairo_tag_end (tags->cr, "Table");
    }
  tags->inside = next;
  if (next == NULL)
    return;
  if (is_table (next) && !same_table)
    cairo_tag_begin (tags->cr, "Table", NULL);
  if (is_table (next) && !same_row)
    cairo_tag_begin (tags->cr, "TR", NULL);
  open_tag (tags->cr, next);
}

/* --- marks --- */

static void
set_grey (cairo_t *cr,
          double   grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
}

static void
draw_words (cairo_t            *cr,
            WayChartFont       *font,
            const WaySheetMark *mark)
{
  PangoLayout *layout = way_chart_font_lay (font, mark->text, mark->font.size,
                                            mark->font.is_bold);
  int width, height;
  double x = mark->x;

  pango_layout_get_size (layout, &width, &height);
  if (mark->is_right)
    x += mark->width - (double) width / PANGO_SCALE;
  set_grey (cr, mark->is_grey ? GREY : 0);
  cairo_move_to (cr, x, mark->y + (mark->height - (double) height / PANGO_SCALE) / 2);
  pango_cairo_show_layout (cr, layout);
}

/* Charts think in 1/96 inch, paper in 1/72. */
static WayChartPage
page_of_chart (WayChartFont *font,
               double        width,
               double        height)
{
  return (WayChartPage) {
    .width = width / POINTS_PER_UNIT, .height = height / POINTS_PER_UNIT, .text_scale = 1,
    .parts = WAY_PARTS_ALL, .measure = way_chart_font_get_measure (font),
  };
}

static void
draw_chart (cairo_t            *cr,
            WayChartFont       *font,
            const WaySheetMark *mark)
{
  WayChartPage page = page_of_chart (font, mark->width, mark->height);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (mark->chart, &page);

  cairo_save (cr);
  cairo_translate (cr, mark->x, mark->y);
  cairo_scale (cr, POINTS_PER_UNIT, POINTS_PER_UNIT);
  way_chart_draw (scene, way_chart_theme_get (WAY_CHART_PRINT), font, cr);
  cairo_restore (cr);
}

double
way_sheet_chart_height (const WayChart *chart)
{
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, TRUE);
  WayChartPage page = page_of_chart (font, WAY_SHEET_A4_WIDTH - 2 * WAY_SHEET_MARGIN, 0);

  return way_chart_scene_natural_height (chart, &page) * POINTS_PER_UNIT;
}

void
way_sheet_add_described_chart (WaySheet *sheet,
                               WayChart *chart)
{
  g_autofree char *words = way_chart_describe (way_chart_get_data (chart));

  way_sheet_add_chart (sheet, chart, way_sheet_chart_height (chart));
  way_sheet_add_text (sheet, WAY_SHEET_NOTE, words);
}

static void
draw_mark (cairo_t            *cr,
           WayChartFont       *font,
           const WaySheetMark *mark)
{
  switch (mark->kind)
    {
    case WAY_SHEET_MARK_LINE:
      set_grey (cr, FRAME_GREY);
      cairo_move_to (cr, mark->x, mark->y);
      cairo_rel_line_to (cr, mark->width, mark->height);
      cairo_stroke (cr);
      break;
    case WAY_SHEET_MARK_SHADE:
      set_grey (cr, SHADE_GREY);
      cairo_rectangle (cr, mark->x, mark->y, mark->width, mark->height);
      cairo_fill (cr);
      break;
    case WAY_SHEET_MARK_SQUARE:
      set_grey (cr, 0);
      cairo_rectangle (cr, mark->x, mark->y, mark->width, mark->height);
      cairo_stroke (cr);
      break;
    case WAY_SHEET_MARK_CHART:
      draw_chart (cr, font, mark);
      break;
    case WAY_SHEET_MARK_WORDS:
    default:
      draw_words (cr, font, mark);
      break;
    }
}

void
way_sheet_draw_page (const WaySheetLayout *layout,
                     guint                 page,
                     cairo_t              *cr)
{
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, TRUE);
  Tags tags = { cr, NULL };
  guint n;
  const WaySheetMark *marks = way_sheet_layout_get_marks (layout, page, &n);

  cairo_save (cr);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_SQUARE);
  for (guint i = 0; i < n; i++)
    {
      if (tag_of (marks[i].role) != NULL)
        move_tags (&tags, &marks[i]);
      else if (tags.inside != NULL && tags.inside->block != marks[i].block)
        move_tags (&tags, NULL);
      draw_mark (cr, font, &marks[i]);
    }
  move_tags (&tags, NULL);
  cairo_restore (cr);
}

/* --- PDF --- */

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface,
              const WaySheet  *sheet)
{
  g_autofree char *iso = way_date_to_iso (&sheet->made_on);
  /* Without a day, a fixed one: never the clock. */
  g_autofree char *date = g_strdup_printf ("%sT00:00:00Z", *iso != '\0' ? iso : "2000-01-01");

  /* Later versions pack what the file says of itself out of sight of plain
   * readers; nothing here needs them. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Waymark");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

/* Bookmarks: the headings, lesser ones within those before them. */
static void
add_outline (const WaySheet  *sheet,
             cairo_surface_t *surface)
{
  int inside = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const WaySheetBlock *block = sheet->blocks->pdata[i];
      g_autofree char *place = g_strdup_printf ("dest='b%u'", i);
      int added;

      if (block->kind != WAY_SHEET_BLOCK_TEXT ||
          (block->style != WAY_SHEET_HEADING && block->style != WAY_SHEET_SUBHEADING))
        continue;
      added = cairo_pdf_surface_add_outline (surface,
                                             block->style == WAY_SHEET_SUBHEADING
                                               ? inside : CAIRO_PDF_OUTLINE_ROOT,
                                             g_array_index (block->cells, WaySheetCell, 0).value,
                                             place, 0);
      if (block->style == WAY_SHEET_HEADING)
        inside = added;
    }
}

static void
draw_pages (const WaySheet  *sheet,
            cairo_surface_t *surface)
{
  g_autoptr(WaySheetLayout) layout = way_sheet_lay_out (sheet, NULL);
  g_autoptr(cairo_t) cr = cairo_create (surface);

  add_outline (sheet, surface);
  for (guint i = 0; i < way_sheet_layout_n_pages (layout); i++)
    {
      way_sheet_draw_page (layout, i, cr);
      cairo_show_page (cr);
    }
}

/* What the pictures show, for those who do not see them. */
static GPtrArray *
describe_charts (const WaySheet *sheet)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const WaySheetBlock *block = sheet->blocks->pdata[i];

      if (block->kind == WAY_SHEET_BLOCK_CHART)
        g_ptr_array_add (texts, way_chart_describe (way_chart_get_data (block->chart)));
    }
  return texts;
}

static GBytes *
finish_pdf (const WaySheet  *sheet,
            GBytes          *plain,
            GError         **error)
{
  g_autoptr(GPtrArray) figures = describe_charts (sheet);
  WayPdfSpeech speech = {
    .language = *sheet->language != '\0' ? sheet->language : "en-GB",
    .figures = (const char *const *) figures->pdata, .n_figures = figures->len,
  };

  return way_pdf_finish (plain, &speech, error);
}

GBytes *
way_sheet_to_pdf (const WaySheet  *sheet,
                  GError         **error)
{
  g_autoptr(GByteArray) pdf = g_byte_array_new ();
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(cairo_surface_t) surface =
    cairo_pdf_surface_create_for_stream (append_bytes, pdf, WAY_SHEET_A4_WIDTH,
                                         WAY_SHEET_A4_HEIGHT);

  set_metadata (surface, sheet);
  draw_pages (sheet, surface);
  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, WAY_REPORT_ERROR, WAY_REPORT_ERROR_DRAW, "cannot draw the document: %s",
                   cairo_status_to_string (cairo_surface_status (surface)));
      return NULL;
    }
  plain = g_byte_array_free_to_bytes (g_steal_pointer (&pdf));
  return finish_pdf (sheet, plain, error);
}
