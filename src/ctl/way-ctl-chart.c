/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of the window, drawn to a file or told in words. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-chart-export.h"
#include "way-chart-occupancy.h"
#include "way-chart-read.h"
#include "way-chart-words.h"
#include "way-occupancy-service.h"
#include "way-text.h"

#define WIDTH 960
#define HEIGHT 480
#define LEAST_SIZE 120
#define MOST_SIZE 8000

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
  *height = HEIGHT;
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

/* --- The chart of occupancy --- */

static char *
make_title (const WayOccupancyTable *found)
{
  g_autoptr(GArray) settings = g_array_new (FALSE, FALSE, sizeof (WayOccupancyChartSetting));

  for (guint i = 0; i < found->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (found->groups, WayOccupancyGroup, i);
      const WayOccupancyCell *cell = way_occupancy_row (found->counts, group->row) +
                                     (found->days->len - 1);
      WayOccupancyChartSetting setting = { group->key, cell->places, cell->on_roll };

      g_array_append_val (settings, setting);
    }
  return way_occupancy_chart_title ((WayOccupancyChartSetting *) (void *) settings->data,
                                    settings->len, translate);
}

static WayChart *
make_chart (WayCtl                  *ctl,
            const WayOccupancyTable *found)
{
  guint n = found->days->len;
  const WayOccupancyCell *cells = way_occupancy_row (found->counts, found->whole);
  g_autofree guint32 *days = g_new (guint32, n);
  g_autofree double *places = g_new (double, n);
  g_autofree double *on_roll = g_new (double, n);
  g_autofree char *title = make_title (found);
  g_autofree char *subtitle = NULL;
  GDate today = way_ctl_today (ctl);
  WayOccupancyChart chart = {
    .days = days, .places = places, .on_roll = on_roll, .n = n,
    .today = way_date_julian (&today), .title = title, .translate = translate,
  };

  for (guint i = 0; i < n; i++)
    {
      days[i] = way_date_julian (&g_array_index (found->days, GDate, i));
      places[i] = cells[i].places;
      on_roll[i] = cells[i].on_roll;
    }
  subtitle = way_occupancy_chart_subtitle (found->groups->len, days[0], days[n - 1], FALSE,
                                           translate);
  chart.subtitle = subtitle;
  return way_occupancy_chart_new (&chart);
}

static WayChart *
read_occupancy (WayCtl  *ctl,
                GError **error)
{
  g_autoptr(WayOccupancyTable) found = NULL;
  g_autoptr(GArray) days = NULL;
  GDate from, to;

  if (!way_ctl_span (ctl, &from, &to, error))
    return NULL;
  days = way_occupancy_days (NULL, WAY_OCCUPANCY_EVERY_DAY, &from, &to);
  found = way_occupancy_service_read (way_ctl_db (ctl), days, WAY_OCCUPANCY_BY_SETTING, FALSE,
                                      error);
  return found != NULL ? make_chart (ctl, found) : NULL;
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
  const char *name = way_ctl_word (ctl, 0);
  g_autoptr(WayChart) chart = NULL;

  if (strcmp (name, "occupancy") != 0)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("“%s”: there is no such chart; there is occupancy"), name);
      return WAY_CTL_REFUSED;
    }
  if (!way_ctl_flag (ctl, "describe") && way_ctl_need (ctl, "out", error) == NULL)
    return WAY_CTL_REFUSED;
  chart = read_occupancy (ctl, error);
  if (chart == NULL)
    return WAY_CTL_REFUSED;
  if (way_ctl_option (ctl, "out") != NULL && !draw (ctl, chart, error))
    return WAY_CTL_REFUSED;
  if (way_ctl_flag (ctl, "describe"))
    describe (chart);
  return WAY_CTL_DONE;
}
