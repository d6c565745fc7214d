/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of the window, drawn to a file or told in words. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-chart-export.h"
#include "way-chart-read.h"
#include "way-chart-words.h"
#include "way-file-charts.h"
#include "way-text.h"

#define WIDTH 960
#define LEAST_SIZE 120
#define MOST_SIZE 8000
#define MOST_LIMIT 1000

static const char *
translate (const char *msgid,
           const char *plural,
           gulong      n)
{
  return plural != NULL ? ngettext (msgid, plural, n) : gettext (msgid);
}

/* --- How it is drawn --- */

static gboolean
read_theme (WayCtl             *ctl,
            WayChartThemeKind  *theme,
            GError            **error)
{
  static const struct
  {
    const char        *name;
    WayChartThemeKind  kind;
  } themes[] = {
    { "light", WAY_CHART_LIGHT },
    { "dark", WAY_CHART_DARK },
    { "contrast", WAY_CHART_CONTRAST },
    { "print", WAY_CHART_PRINT },
  };
  const char *name = way_ctl_option (ctl, "theme");

  *theme = WAY_CHART_LIGHT;
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    if (strcmp (themes[i].name, name) == 0)
      {
        *theme = themes[i].kind;
        return TRUE;
      }
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("--theme: “%s” is none of light, dark, contrast, print"), name);
  return FALSE;
}

static gboolean
read_size (WayCtl  *ctl,
           double  *width,
           double  *height,
           GError **error)
{
  const char *size = way_ctl_option (ctl, "size");
  g_auto(GStrv) sides = NULL;
  gint64 wide, high;

  *width = WIDTH;
  *height = 0;                  /* what the chart needs */
  if (size == NULL)
    return TRUE;
  sides = g_strsplit (size, "x", 3);
  if (g_strv_length (sides) == 2 &&
      way_text_parse_int (sides[0], LEAST_SIZE, MOST_SIZE, &wide) &&
      way_text_parse_int (sides[1], LEAST_SIZE, MOST_SIZE, &high))
    {
      *width = (double) wide;
      *height = (double) high;
      return TRUE;
    }
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("--size: “%s” is no size; write it as 960x480, from %d to %d"), size, LEAST_SIZE,
               MOST_SIZE);
  return FALSE;
}

static gboolean
read_format (const char      *path,
             WayChartFormat  *format,
             GError         **error)
{
  static const struct
  {
    const char     *ending;
    WayChartFormat  format;
  } formats[] = {
    { ".png", WAY_CHART_PNG }, { ".svg", WAY_CHART_SVG }, { ".pdf", WAY_CHART_PDF },
    { ".csv", WAY_CHART_CSV },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (path, formats[i].ending))
      {
        *format = formats[i].format;
        return TRUE;
      }
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("--out: “%s” ends in none of .png, .svg, .pdf, .csv"), path);
  return FALSE;
}

/* --- Which chart --- */

/* Days: --from and --to for what is over a span, else --on, --to or today. */
static gboolean
read_days (WayCtl            *ctl,
           WayFileChartKind   kind,
           WayFileChartAsk   *ask,
           GError           **error)
{
  const char *on = way_ctl_option (ctl, "on");

  if (way_file_chart_has_span (kind))
    return way_ctl_span (ctl, &ask->from, &ask->to, error);
  ask->to = way_ctl_today (ctl);
  if (on == NULL)
    on = way_ctl_option (ctl, "to");
  if (on == NULL || way_date_parse (on, &ask->to))
    return TRUE;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--on: “%s” is no day: YYYY-MM-DD"),
               on);
  return FALSE;
}

static gboolean
read_rest (WayCtl           *ctl,
           WayFileChartAsk  *ask,
           GError          **error)
{
  const char *by = way_ctl_option (ctl, "by");
  const char *limit = way_ctl_option (ctl, "limit");
  gint64 number = 0;

  ask->by = WAY_OCCUPANCY_BY_SETTING;
  if (by != NULL && !way_occupancy_by_from_text (by, &ask->by))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--by: “%s” is none of setting, provision, phase, kind, funder, district"),
                   by);
      return FALSE;
    }
  if (limit != NULL && !way_text_parse_int (limit, 0, MOST_LIMIT, &number))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--limit: “%s” is no number from 0 to %d"), limit, MOST_LIMIT);
      return FALSE;
    }
  ask->limit = (guint) number;
  return TRUE;
}

static char *
list_charts (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < WAY_N_FILE_CHARTS; i++)
    g_string_append_printf (text, "%s, ", way_file_chart_name ((WayFileChartKind) i));
  g_string_append (text, "fan");
  return g_string_free (text, FALSE);
}

/* The fan needs no file: its series comes with it. */
static WayChart *
read_fan (WayCtl  *ctl,
          GError **error)
{
  const char *path = way_ctl_need (ctl, "series", error);
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WaySeriesFile) series = NULL;

  if (path == NULL)
    return NULL;
  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (file);
  series = way_series_file_read (bytes, way_ctl_option (ctl, "id"), error);
  if (series == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return way_series_chart_new (series, translate);
}

static WayChart *
read_chart (WayCtl  *ctl,
            GError **error)
{
  const char *name = way_ctl_word (ctl, 0);
  WayFileChartAsk ask = { .translate = translate };
  g_autoptr(WaySchoolDays) school_days = NULL;
  WayFileChartKind kind;
  g_autofree char *all = NULL;

  if (strcmp (name, "fan") == 0)
    return read_fan (ctl, error);
  if (!way_file_chart_from_text (name, &kind))
    {
      all = list_charts ();
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("“%s”: there is no such chart; there are %s"), name, all);
      return NULL;
    }
  if (way_ctl_option (ctl, "file") == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("“%s” is drawn from a database: --file is missing"), name);
      return NULL;
    }
  if (!read_days (ctl, kind, &ask, error) || !read_rest (ctl, &ask, error))
    return NULL;
  school_days = way_ctl_school_days (ctl, error);
  if (school_days == NULL)
    return NULL;
  ask.school_days = school_days;
  return way_file_chart_new (way_ctl_db (ctl), kind, &ask, error);
}

/* --- What becomes of it --- */

static void
describe (const WayChart *chart)
{
  g_autofree char *words = way_chart_describe (way_chart_get_data (chart));
  g_autoptr(GError) error = NULL;
  WayChartExport as = { .format = WAY_CHART_CSV };
  g_autoptr(GBytes) table = way_chart_export_bytes (chart, &as, &error);

  way_ctl_print ("%s\n\n", words);
  if (table != NULL)
    way_ctl_print ("%.*s", (int) g_bytes_get_size (table),
                   (const char *) g_bytes_get_data (table, NULL));
}

static gboolean
draw (WayCtl          *ctl,
      const WayChart  *chart,
      GError         **error)
{
  const char *path = way_ctl_option (ctl, "out");
  WayChartExport as = { .scale = 1 };

  return read_theme (ctl, &as.theme, error) &&
         read_size (ctl, &as.width, &as.height, error) &&
         read_format (path, &as.format, error) &&
         way_chart_export_file (chart, &as, path, error);
}

WayCtlStatus
way_ctl_run_chart (WayCtl  *ctl,
                   GError **error)
{
  g_autoptr(WayChart) chart = NULL;

  if (!way_ctl_flag (ctl, "describe") && way_ctl_need (ctl, "out", error) == NULL)
    return WAY_CTL_REFUSED;
  chart = read_chart (ctl, error);
  if (chart == NULL)
    return WAY_CTL_REFUSED;
  if (way_ctl_option (ctl, "out") != NULL && !draw (ctl, chart, error))
    return WAY_CTL_REFUSED;
  if (way_ctl_flag (ctl, "describe"))
    describe (chart);
  return WAY_CTL_DONE;
}
