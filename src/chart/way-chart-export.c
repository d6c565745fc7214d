/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as PNG, SVG, PDF or CSV.  Cairo 1.16 does the drawing; what it does
 * not do by itself is done here: words inside PNG and SVG, and output that is
 * the same twice (SVG ids come from a counter of the process, PDF dates from
 * the clock). */

#include "way-chart-export.h"

#include "way-chart-draw.h"
#include "way-date.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define MARGIN            16.0
#define LEAST_SIDE        120.0
#define MOST_SIDE         8192.0
#define MOST_SCALE        4.0
#define POINTS_PER_UNIT   (72.0 / 96.0)
#define PIXELS_PER_METRE  (96.0 / 0.0254)
#define PNG_HEAD          33      /* signature and IHDR */

G_DEFINE_QUARK (way-chart-error-quark, way_chart_error)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_t, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_surface_t, cairo_surface_destroy)

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_cairo (cairo_status_t   status,
             GError         **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, WAY_CHART_ERROR, WAY_CHART_ERROR_DRAW, "cannot draw the chart: %s",
               cairo_status_to_string (status));
  return FALSE;
}

static gboolean
check_size (const WayChartExport  *as,
            GError               **error)
{
  double scale = as->scale > 0 ? as->scale : 1;

  if (as->width >= LEAST_SIDE && as->width <= MOST_SIDE &&
      as->height >= LEAST_SIDE && as->height <= MOST_SIDE && scale <= MOST_SCALE)
    return TRUE;
  g_set_error (error, WAY_CHART_ERROR, WAY_CHART_ERROR_SIZE,
               "a chart of %g by %g at scale %g is outside %g to %g and scale %g",
               as->width, as->height, scale, LEAST_SIDE, MOST_SIDE, MOST_SCALE);
  return FALSE;
}

/* Ground, then the chart inside its margins. */
static gboolean
draw_sheet (const WayChart        *chart,
            const WayChartExport  *as,
            double                 pixel,
            cairo_surface_t       *surface,
            double                 scale,
            GError               **error)
{
  g_autoptr(WayChartFont) font = way_chart_font_new (as->family, pixel <= 0);
  const WayChartTheme *theme = way_chart_theme_get (as->theme);
  WayChartColour ground = way_chart_theme_colour (theme, WAY_CHART_GROUND);
  WayChartPage page = {
    .width = as->width - 2 * MARGIN,
    .height = as->height - 2 * MARGIN,
    .text_scale = as->text_scale,
    .pixel = pixel,
    .parts = WAY_PARTS_ALL,
    .measure = way_chart_font_get_measure (font),
  };
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &page);
  g_autoptr(cairo_t) cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, ground.red, ground.green, ground.blue);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  way_chart_draw (scene, theme, font, cr);
  cairo_show_page (cr);
  return check_cairo (cairo_status (cr), error);
}

/* --- PNG --- */

/* CRC-32 of PNG (ISO 3309), bit by bit: the chunks are a few hundred bytes. */
static guint32
crc_of (const guint8 *data,
        gsize         size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
  return ~crc;
}

static void
append_u32 (GByteArray *bytes,
            guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray   *png,
              const char   *type,
              const guint8 *data,
              guint         size)
{
  guint start;

  append_u32 (png, size);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, size);
  append_u32 (png, crc_of (png->data + start, png->len - start));
}

/* International text: keyword, no compression, no language, UTF-8. */
static void
append_words (GByteArray *png,
              const char *keyword,
              const char *text)
{
  static const guint8 middle[5] = { 0 };
  g_autoptr(GByteArray) body = NULL;

  if (text == NULL || *text == '\0')
    return;
  body = g_byte_array_new ();
  g_byte_array_append (body, (const guint8 *) keyword, (guint) strlen (keyword));
  g_byte_array_append (body, middle, sizeof middle);
  g_byte_array_append (body, (const guint8 *) text, (guint) strlen (text));
  append_chunk (png, "iTXt", body->data, body->len);
}

static void
append_resolution (GByteArray *png,
                   double      scale)
{
  guint32 each = GUINT32_TO_BE ((guint32) round (PIXELS_PER_METRE * scale));
  guint8 body[9];

  memcpy (body, &each, 4);
  memcpy (body + 4, &each, 4);
  body[8] = 1;                  /* metre */
  append_chunk (png, "pHYs", body, sizeof body);
}

static GByteArray *
write_png (const WayChart        *chart,
           const WayChartExport  *as,
           GError               **error)
{
  double scale = as->scale > 0 ? as->scale : 1;
  g_autofree char *description = way_chart_describe (way_chart_get_data (chart));
  g_autoptr(GByteArray) plain = g_byte_array_new ();
  g_autoptr(GByteArray) png = g_byte_array_new ();
  g_autoptr(cairo_surface_t) surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (as->width * scale),
                                (int) ceil (as->height * scale));

  if (!draw_sheet (chart, as, 1 / scale, surface, scale, error) ||
      !check_cairo (cairo_surface_write_to_png_stream (surface, append_bytes, plain), error))
    return NULL;
  g_byte_array_append (png, plain->data, PNG_HEAD);
  append_resolution (png, scale);
  append_words (png, "Title", way_chart_data_get_title (way_chart_get_data (chart)));
  append_words (png, "Description", description);
  append_words (png, "Source", way_chart_data_get_source (way_chart_get_data (chart)));
  g_byte_array_append (png, plain->data + PNG_HEAD, plain->len - PNG_HEAD);
  return g_steal_pointer (&png);
}

/* --- SVG --- */

static void
append_escaped (GString    *svg,
                const char *tag,
                const char *attributes,
                const char *text)
{
  g_autofree char *escaped = NULL;

  if (text == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  g_string_append_printf (svg, "<%s%s>%s</%s>\n", tag, attributes, escaped, tag);
}

static void
append_svg_words (GString            *svg,
                  const WayChartData *data)
{
  g_autofree char *description = way_chart_describe (data);

  append_escaped (svg, "title", " id=\"title\"", way_chart_data_get_title (data));
  append_escaped (svg, "desc", " id=\"desc\"", description);
  append_escaped (svg, "metadata", "", way_chart_data_get_source (data));
}

/* Whether an id or a reference to one begins here; how long its lead is. */
static gsize
find_lead (const char *text)
{
  static const char *const leads[] = { " id=\"", "\"#", "url(#" };

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_str_has_prefix (text, leads[i]))
      return strlen (leads[i]);
  return 0;
}

static const char *
renumber (GHashTable *names,
          const char *name)
{
  char *given = g_hash_table_lookup (names, name);

  if (given == NULL)
    {
      given = g_strdup_printf ("i%u", g_hash_table_size (names));
      g_hash_table_insert (names, g_strdup (name), given);
    }
  return given;
}

/* Whether an id, a reference or the opening tag may begin here: asked of every
 * letter of the file. */
static gboolean
may_begin (const char *text)
{
  switch (*text)
    {
    case '\0':
      return TRUE;
    case ' ':
      return text[1] == 'i';
    case '"':
      return text[1] == '#';
    case 'u':
      return text[1] == 'r';
    case '<':
      return text[1] == 's';
    default:
      return FALSE;
    }
}

/* Ids in order of their first use, and the words after the opening tag.  The
 * words of the chart are outlines in Cairo's file, so no text of ours can look
 * like an id. */
static GString *
tidy_svg (const char         *text,
          const WayChartData *data)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GString *svg = g_string_sized_new (strlen (text) + 1024);
  gboolean has_words = FALSE;

  while (*text != '\0')
    {
      gsize lead = find_lead (text);
      const char *end = text + 1;

      if (lead > 0)
        {
          gsize length = strcspn (text + lead, "\")");
          g_autofree char *name = g_strndup (text + lead, length);

          g_string_append_len (svg, text, (gssize) lead);
          g_string_append (svg, renumber (names, name));
          text += lead + length;
          continue;
        }
      if (!has_words && g_str_has_prefix (text, "<svg "))
        {
          const char *close = strchr (text, '>');

          g_string_append (svg, "<svg role=\"img\" aria-labelledby=\"title\" "
                                "aria-describedby=\"desc\" ");
          g_string_append_len (svg, text + 5, close + 1 - text - 5);
          g_string_append_c (svg, '\n');
          append_svg_words (svg, data);
          text = close + 1;
          has_words = TRUE;
          continue;
        }
      while (!may_begin (end))
        end++;
      g_string_append_len (svg, text, end - text);
      text = end;
    }
  return svg;
}

static GByteArray *
write_svg (const WayChart        *chart,
           const WayChartExport  *as,
           GError               **error)
{
  g_autoptr(GByteArray) plain = g_byte_array_new ();
  g_autoptr(cairo_surface_t) surface =
    cairo_svg_surface_create_for_stream (append_bytes, plain, as->width, as->height);
  g_autoptr(GString) svg = NULL;
  GByteArray *bytes;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  if (!draw_sheet (chart, as, 0, surface, 1, error))
    return NULL;
  cairo_surface_finish (surface);
  if (!check_cairo (cairo_surface_status (surface), error))
    return NULL;
  g_byte_array_append (plain, (const guint8 *) "", 1);
  svg = tidy_svg ((const char *) plain->data, way_chart_get_data (chart));
  bytes = g_byte_array_sized_new ((guint) svg->len);
  return g_byte_array_append (bytes, (const guint8 *) svg->str, (guint) svg->len);
}

/* --- PDF --- */

static void
set_metadata (cairo_surface_t      *surface,
              cairo_pdf_metadata_t  what,
              const char           *text)
{
  if (text != NULL)
    cairo_pdf_surface_set_metadata (surface, what, text);
}

static char *
date_of (const WayChart       *chart,
         const WayChartExport *as)
{
  const WayChartData *data = way_chart_get_data (chart);
  guint32 day = as->made_on;
  g_autofree char *iso = NULL;
  GDate date;

  if (day == 0 && way_chart_data_has_days (data) && way_chart_data_n_points (data) > 0)
    day = way_chart_data_get_day (data, way_chart_data_n_points (data) - 1);
  date = way_date_from_julian (day);
  iso = way_date_to_iso (&date);
  /* Without any day, a fixed one: never the clock. */
  return g_strdup_printf ("%sT00:00:00Z", *iso != '\0' ? iso : "2000-01-01");
}

static GByteArray *
write_pdf (const WayChart        *chart,
           const WayChartExport  *as,
           GError               **error)
{
  const WayChartData *data = way_chart_get_data (chart);
  g_autofree char *description = way_chart_describe (data);
  g_autofree char *date = date_of (chart, as);
  g_autoptr(GByteArray) pdf = g_byte_array_new ();
  g_autoptr(cairo_surface_t) surface =
    cairo_pdf_surface_create_for_stream (append_bytes, pdf, as->width * POINTS_PER_UNIT,
                                         as->height * POINTS_PER_UNIT);

  /* Later versions pack what the file says of itself out of sight of plain
   * readers; nothing here needs them. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  set_metadata (surface, CAIRO_PDF_METADATA_TITLE, way_chart_data_get_title (data));
  set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, description);
  set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, way_chart_data_get_source (data));
  set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Waymark");
  set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
  if (!draw_sheet (chart, as, 0, surface, POINTS_PER_UNIT, error))
    return NULL;
  cairo_surface_finish (surface);
  if (!check_cairo (cairo_surface_status (surface), error))
    return NULL;
  return g_steal_pointer (&pdf);
}

static GByteArray *
write_csv (const WayChart *chart)
{
  g_autofree char *csv = way_chart_table_to_csv (way_chart_get_data (chart));
  GByteArray *bytes = g_byte_array_new ();

  return g_byte_array_append (bytes, (const guint8 *) csv, (guint) strlen (csv));
}

/* Fills in a height that was not given. */
static WayChartExport
find_size (const WayChart       *chart,
           const WayChartExport *as)
{
  g_autoptr(WayChartFont) font = NULL;
  WayChartExport sized = *as;
  WayChartPage page = { .width = as->width - 2 * MARGIN, .text_scale = as->text_scale,
                        .parts = WAY_PARTS_ALL };

  if (as->height > 0 || as->format == WAY_CHART_CSV)
    return sized;
  font = way_chart_font_new (as->family, as->format != WAY_CHART_PNG);
  page.measure = way_chart_font_get_measure (font);
  sized.height = CLAMP (ceil (way_chart_scene_natural_height (chart, &page) + 2 * MARGIN),
                        LEAST_SIDE, MOST_SIDE);
  return sized;
}

GBytes *
way_chart_export_bytes (const WayChart        *chart,
                        const WayChartExport  *given,
                        GError               **error)
{
  WayChartExport sized = find_size (chart, given);
  const WayChartExport *as = &sized;
  GByteArray *bytes = NULL;

  if (as->format != WAY_CHART_CSV && !check_size (as, error))
    return NULL;
  switch (as->format)
    {
    case WAY_CHART_PNG:
      bytes = write_png (chart, as, error);
      break;
    case WAY_CHART_SVG:
      bytes = write_svg (chart, as, error);
      break;
    case WAY_CHART_PDF:
      bytes = write_pdf (chart, as, error);
      break;
    case WAY_CHART_CSV:
    default:
      bytes = write_csv (chart);
      break;
    }
  return bytes != NULL ? g_byte_array_free_to_bytes (bytes) : NULL;
}

gboolean
way_chart_export_file (const WayChart        *chart,
                       const WayChartExport  *as,
                       const char            *path,
                       GError               **error)
{
  g_autoptr(GBytes) bytes = way_chart_export_bytes (chart, as, error);
  g_autoptr(GError) cause = NULL;
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (path, data != NULL ? data : "", (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0666, &cause))
    return TRUE;
  g_set_error (error, WAY_CHART_ERROR, WAY_CHART_ERROR_WRITE, "cannot write the chart: %s",
               cause->message);
  return FALSE;
}
