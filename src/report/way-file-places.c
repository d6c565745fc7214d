/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places against people on roll: as one chart, as small multiples, as a heat
 * map. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "way-chart-matrix.h"
#include "way-chart-occupancy.h"
#include "way-codes.h"

#define MOST_MULTIPLES 24
#define MOST_ROWS      60

char *
way_file_chart_group (const WayOccupancyGroup *group,
                      WayChartTranslateFunc    translate)
{
  g_auto(GStrv) codes = NULL;

  if (*group->key == '\0')
    return g_strdup (way_chart_say (translate, N_("Not said")));
  if (group->set == NULL)
    return g_strdup (group->key);
  codes = g_strsplit (group->key, "|", -1);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char *label = way_chart_say (translate, way_codes_label (group->set, codes[i]));

      g_free (codes[i]);
      codes[i] = g_strdup (label);
    }
  return g_strjoinv (" + ", codes);
}

static WayOccupancyTable *
read_table (WayDb                  *db,
            const WayFileChartAsk  *ask,
            WayOccupancyEvery       every,
            WayOccupancyBy          by,
            GError                **error)
{
  g_autoptr(GArray) days = way_occupancy_days (ask->school_days, every, &ask->from, &ask->to);

  return way_occupancy_service_read (db, days, by, FALSE, error);
}

static guint32 *
take_days (const WayOccupancyTable *table)
{
  guint32 *days = g_new (guint32, MAX (table->days->len, 1));

  for (guint i = 0; i < table->days->len; i++)
    days[i] = way_date_julian (&g_array_index (table->days, GDate, i));
  return days;
}

static gboolean
is_small (const WayFileChartAsk *ask,
          gint32                 count)
{
  return count > 0 && (guint) count < ask->limit;
}

/* Places and on roll of a row, day by day; what is small is not told. */
static void
take_row (const WayFileChartAsk   *ask,
          const WayOccupancyTable *table,
          guint                    row,
          double                  *places,
          double                  *on_roll)
{
  const WayOccupancyCell *cells = way_occupancy_row (table->counts, row);

  for (guint i = 0; i < table->days->len; i++)
    {
      places[i] = cells[i].places;
      on_roll[i] = is_small (ask, cells[i].on_roll) ? NAN : cells[i].on_roll;
    }
}

static const WayOccupancyGroup *
group_at (const WayOccupancyTable *table,
          guint                    i)
{
  return &g_array_index (table->groups, WayOccupancyGroup, i);
}

/* --- one chart --- */

static char *
make_title (const WayFileChartAsk   *ask,
            const WayOccupancyTable *table)
{
  g_autoptr(GArray) settings = g_array_new (FALSE, FALSE, sizeof (WayOccupancyChartSetting));

  for (guint i = 0; i < table->groups->len; i++)
    {
      const WayOccupancyCell *cell = way_occupancy_row (table->counts, group_at (table, i)->row) +
                                     (table->days->len - 1);
      WayOccupancyChartSetting setting = { group_at (table, i)->key, cell->places,
                                           cell->on_roll };

      g_array_append_val (settings, setting);
    }
  return way_occupancy_chart_title ((WayOccupancyChartSetting *) (void *) settings->data,
                                    settings->len, ask->translate);
}

static char *
make_subtitle (const WayFileChartAsk   *ask,
               const WayOccupancyTable *table)
{
  return way_occupancy_chart_subtitle (table->groups->len, way_date_julian (&ask->from),
                                       way_date_julian (&ask->to), FALSE, ask->translate);
}

WayChart *
way_file_chart_occupancy (WayDb                  *db,
                          const WayFileChartAsk  *ask,
                          GError                **error)
{
  g_autoptr(WayOccupancyTable) table = read_table (db, ask, WAY_OCCUPANCY_EVERY_DAY,
                                                   WAY_OCCUPANCY_BY_SETTING, error);
  g_autofree guint32 *days = NULL;
  g_autofree double *places = NULL;
  g_autofree double *on_roll = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (table == NULL)
    return NULL;
  days = take_days (table);
  places = g_new (double, table->days->len);
  on_roll = g_new (double, table->days->len);
  take_row (ask, table, table->whole, places, on_roll);
  title = make_title (ask, table);
  subtitle = make_subtitle (ask, table);
  return way_occupancy_chart_new (&(WayOccupancyChart) {
    .days = days, .places = places, .on_roll = on_roll, .n = table->days->len,
    .today = way_date_julian (&ask->to), .title = title, .subtitle = subtitle,
    .translate = ask->translate });
}

/* --- small multiples --- */

/* Of more groups than a sheet bears, the first: they come by name. */
static guint
count_groups (const WayOccupancyTable *table,
              guint                    most)
{
  return MIN (table->groups->len, most);
}

WayChart *
way_file_chart_multiples (WayDb                  *db,
                          const WayFileChartAsk  *ask,
                          GError                **error)
{
  g_autoptr(WayOccupancyTable) table = read_table (db, ask, WAY_OCCUPANCY_EVERY_WEEK, ask->by,
                                                   error);
  g_autofree WayMultiplesSetting *settings = NULL;
  g_autofree double *numbers = NULL;
  g_autofree guint32 *days = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_auto(GStrv) names = NULL;
  guint n, n_days;

  if (table == NULL)
    return NULL;
  n = count_groups (table, MOST_MULTIPLES);
  n_days = table->days->len;
  days = take_days (table);
  names = g_new0 (char *, n + 1);
  settings = g_new0 (WayMultiplesSetting, MAX (n, 1));
  numbers = g_new (double, MAX (2 * n * n_days, 1));
  for (guint i = 0; i < n; i++)
    {
      double *places = numbers + 2 * i * n_days;

      names[i] = way_file_chart_group (group_at (table, i), ask->translate);
      take_row (ask, table, group_at (table, i)->row, places, places + n_days);
      settings[i] = (WayMultiplesSetting) { names[i], places, places + n_days };
    }
  title = make_title (ask, table);
  subtitle = make_subtitle (ask, table);
  return way_multiples_chart_new (&(WayMultiplesChart) {
    .days = days, .n_days = n_days, .settings = settings, .n_settings = n, .title = title,
    .subtitle = subtitle, .translate = ask->translate });
}

/* --- the heat map --- */

static WayChartState
find_state (const WayFileChartAsk  *ask,
            const WayOccupancyCell *cell)
{
  if (cell->places <= 0)
    return cell->on_roll > 0 ? WAY_CHART_NOT_APPLICABLE : WAY_CHART_CLOSED;
  return is_small (ask, cell->on_roll) ? WAY_CHART_SUPPRESSED : WAY_CHART_NORMAL;
}

/* Who is fullest on the last day. */
static char *
say_fullest (const WayFileChartAsk   *ask,
             const WayOccupancyTable *table)
{
  const WayOccupancyGroup *best = NULL;
  int most = -1;
  g_autofree char *name = NULL;
  g_autofree char *share = NULL;

  for (guint i = 0; i < table->groups->len && table->days->len > 0; i++)
    {
      const WayOccupancyCell *cell = way_occupancy_row (table->counts, group_at (table, i)->row) +
                                     (table->days->len - 1);

      if (find_state (ask, cell) == WAY_CHART_NORMAL && way_occupancy_permille (cell) > most)
        {
          most = way_occupancy_permille (cell);
          best = group_at (table, i);
        }
    }
  if (best == NULL)
    return g_strdup (way_chart_say (ask->translate, N_("Nothing to show yet")));
  name = way_file_chart_group (best, ask->translate);
  share = way_chart_say_amount (most / 10.0, 0, "%");
  /* Translators: a setting, "105%". */
  return g_strdup_printf (way_chart_say (ask->translate, N_("%s is the fullest at %s")), name,
                          share);
}

WayChart *
way_file_chart_matrix (WayDb                  *db,
                       const WayFileChartAsk  *ask,
                       GError                **error)
{
  g_autoptr(WayOccupancyTable) table = read_table (db, ask, WAY_OCCUPANCY_EVERY_MONTH, ask->by,
                                                   error);
  g_autofree WayMatrixRow *rows = NULL;
  g_autofree double *values = NULL;
  g_autofree WayChartState *states = NULL;
  g_autofree guint32 *days = NULL;
  g_autofree char *title = NULL;
  g_auto(GStrv) names = NULL;
  guint n, n_days;

  if (table == NULL)
    return NULL;
  n = count_groups (table, MOST_ROWS);
  n_days = table->days->len;
  days = take_days (table);
  names = g_new0 (char *, n + 1);
  rows = g_new0 (WayMatrixRow, MAX (n, 1));
  values = g_new (double, MAX (n * n_days, 1));
  states = g_new (WayChartState, MAX (n * n_days, 1));
  for (guint i = 0; i < n; i++)
    {
      const WayOccupancyCell *cells = way_occupancy_row (table->counts, group_at (table, i)->row);

      names[i] = way_file_chart_group (group_at (table, i), ask->translate);
      rows[i] = (WayMatrixRow) { names[i], NULL, values + i * n_days, states + i * n_days };
      for (guint k = 0; k < n_days; k++)
        {
          states[i * n_days + k] = find_state (ask, &cells[k]);
          values[i * n_days + k] = way_occupancy_permille (&cells[k]) / 10.0;
        }
    }
  title = say_fullest (ask, table);
  return way_matrix_chart_new (&(WayMatrixChart) {
    .days = days, .n_days = n_days, .rows = rows, .n_rows = n, .unit = "%", .low = 50,
    .high = 100, .units = way_chart_say (ask->translate, N_("Filled, %")), .has_means = TRUE,
    .title = title, .translate = ask->translate,
    .subtitle = way_chart_say (ask->translate,
                               N_("Pupils on roll on the first school day of the month, as a "
                                  "share of places")) });
}
