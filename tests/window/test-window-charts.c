/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of chart walked with real keys in a real window: what the
 * accessibility bus says at each step is what the table holds there, and no value
 * of the table is out of reach. */
#include <locale.h>
#include <string.h>

#include "way-chart-read.h"

#include "way-test-charts.h"
#include "way-test-window.h"

static const struct
{
  WayChartWalk  walk;
  const char   *key;
} keys[] = {
  { WAY_WALK_NEXT, "Right" },
  { WAY_WALK_NEXT_SERIES, "Down" },
  { WAY_WALK_PREVIOUS_SERIES, "Up" },
  { WAY_WALK_PREVIOUS, "Left" },
  { WAY_WALK_FIRST, "Home" },
};

typedef struct
{
  WayTestWindow      *window;
  WayTestWidget      *picture;
  const WayChartData *data;
  WayChartAt          at;
  char              **said;   /* by series and point */
} Walk;

typedef struct
{
  WayTestWidget *widget;
  const char    *text;
} Saying;

static gboolean
says_it (gpointer data)
{
  const Saying *saying = data;
  g_autofree char *text = way_test_get_text (saying->widget);

  return g_str_equal (text, saying->text);
}

/* Waits until the bus has these words of the widget. */
static void
wait_for (WayTestWidget *widget,
          const char    *text)
{
  Saying saying = { widget, text };
  g_autofree char *found = NULL;

  if (way_test_wait (way_test_patience, says_it, &saying))
    return;
  found = way_test_get_text (widget);
  g_error ("said “%s” where the table has “%s”", found, text);
}

static guint
place_of (const Walk *walk,
          WayChartAt  at)
{
  return at.series * way_chart_data_n_points (walk->data) + at.point;
}

/* Presses a key, and holds what is said then against the data. */
static void
step (Walk  *walk,
      guint  key)
{
  char **said;

  if (!way_chart_walk (walk->data, &walk->at, keys[key].walk))
    return;
  said = &walk->said[place_of (walk, walk->at)];
  if (*said == NULL)
    *said = way_chart_read_point (walk->data, walk->at);
  way_test_press (keys[key].key);
  wait_for (walk->picture, *said);
}

/* The keys that lead to the nearest place not yet heard, the last first; FALSE
 * when there is none left. */
static gboolean
find_way (const Walk *walk,
          GArray     *way)
{
  guint n = way_chart_data_n_points (walk->data) * way_chart_data_n_series (walk->data);
  g_autofree int *by = g_new (int, n);
  g_autofree WayChartAt *from = g_new (WayChartAt, n);
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (WayChartAt));

  for (guint i = 0; i < n; i++)
    by[i] = -1;
  g_array_append_val (queue, walk->at);
  for (guint next = 0; next < queue->len; next++)
    for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
      {
        WayChartAt here = g_array_index (queue, WayChartAt, next);
        WayChartAt to = here;
        guint place;

        if (!way_chart_walk (walk->data, &to, keys[k].walk))
          continue;
        place = place_of (walk, to);
        if (by[place] >= 0 || (to.series == walk->at.series && to.point == walk->at.point))
          continue;
        by[place] = (int) k;
        from[place] = here;
        g_array_append_val (queue, to);
        if (walk->said[place] != NULL)
          continue;
        for (; to.series != walk->at.series || to.point != walk->at.point; to = from[place])
          {
            place = place_of (walk, to);
            g_array_append_val (way, by[place]);
          }
        return TRUE;
      }
  return FALSE;
}

/* Keys until no place is left that has not been heard. */
static void
walk_all (Walk *walk)
{
  /* From nowhere, wherever the pointer lies. */
  way_test_press ("Escape");
  way_test_press ("Home");
  walk->at = (WayChartAt) { 0, 0 };
  walk->said[0] = way_chart_read_point (walk->data, walk->at);
  wait_for (walk->picture, walk->said[0]);
  for (;;)
    {
      g_autoptr(GArray) way = g_array_new (FALSE, FALSE, sizeof (int));

      if (!find_way (walk, way))
        return;
      for (guint i = way->len; i > 0; i--)
        step (walk, (guint) g_array_index (way, int, i - 1));
    }
}

/* Each cell of the table was in what was heard where its series is read. */
static void
check_table (const Walk *walk)
{
  const WayChartData *data = walk->data;

  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    {
      guint column = 1;

      for (guint k = 0; k < way_chart_data_n_series (data); k++, column++)
        {
          WayChartAt at = { way_chart_data_get_owner (data, k), i };
          g_autofree char *label = way_chart_table_dup_cell (data, i, 0);
          g_autofree char *cell = way_chart_table_dup_cell (data, i, column);
          const char *said = way_chart_data_has_groups (data)
                               ? walk->said[place_of (walk, (WayChartAt) { 0, i })]
                               : walk->said[place_of (walk, at)];

          if (way_chart_data_get_series (data, k)->rest != NULL)
            column++;
          g_assert_nonnull (said);
          g_assert_nonnull (strstr (said, label));
          if (way_chart_data_has_groups (data) ||
              way_chart_data_get_state (data, k, i) == WAY_CHART_NOT_APPLICABLE)
            continue;
          g_assert_nonnull (strstr (said, cell));
        }
    }
}

static void
test_chart_is_walked (gconstpointer data)
{
  guint nth = GPOINTER_TO_UINT (data);
  const char *args[] = { test_charts[nth].name, NULL };
  g_autoptr(WayChart) chart = test_charts[nth].make ();
  Walk walk = { .data = way_chart_get_data (chart) };
  guint n = way_chart_data_n_points (walk.data) * way_chart_data_n_series (walk.data);
  g_autofree char *summary = way_chart_describe (walk.data);
  g_autoptr(WayTestWidget) words = NULL;

  walk.said = g_new0 (char *, n + 1);
  walk.window = way_test_window_launch (g_getenv ("WAY_TEST_CHARTS"), args);
  walk.picture = way_test_window_find (walk.window, ATSPI_ROLE_IMAGE,
                                       way_chart_data_get_title (walk.data));
  way_test_window_tab_to (walk.window, ATSPI_ROLE_IMAGE, NULL);
  walk_all (&walk);
  check_table (&walk);

  /* And the whole of it in words. */
  way_test_press ("s");
  words = way_test_window_find (walk.window, ATSPI_ROLE_INVALID, summary);
  way_test_window_close (walk.window);
  g_object_unref (walk.picture);
  for (guint i = 0; i < n; i++)
    g_free (walk.said[i]);
  g_free (walk.said);
}

typedef struct
{
  WayTestWidget *widget;
  const char    *end;
  gboolean       wanted;
} Ending;

static gboolean
ends_so (gpointer data)
{
  const Ending *ending = data;
  g_autofree char *text = way_test_get_text (ending->widget);

  return g_str_has_suffix (text, ending->end) == ending->wanted &&
         strstr (text, "; 1 of ") != NULL;
}

/* Presses the keys, then goes to the first point, and waits for what is said there
 * to end so, or not. */
static void
wait_first (WayTestWidget *picture,
            const char    *key,
            const char    *end,
            gboolean       wanted)
{
  Ending ending = { picture, end, wanted };
  g_autofree char *found = NULL;

  way_test_press (key);
  way_test_press ("Home");
  if (way_test_wait (way_test_patience, ends_so, &ending))
    return;
  found = way_test_get_text (picture);
  g_error ("after %s said “%s”", key, found);
}

/* Closer, aside, all of it, one line, the table: by keys alone. */
static void
test_keys_look_closer (void)
{
  const char *args[] = { "fan", NULL };
  g_autoptr(WayChart) chart = test_fan_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);
  WayTestWindow *window = way_test_window_launch (g_getenv ("WAY_TEST_CHARTS"), args);
  g_autoptr(WayTestWidget) picture =
    way_test_window_find (window, ATSPI_ROLE_IMAGE, way_chart_data_get_title (data));
  g_autofree char *closer = NULL;
  g_autofree char *cell = way_chart_table_dup_cell (data, 3, 0);
  g_autoptr(WayTestWidget) row = NULL;

  way_test_window_tab_to (window, ATSPI_ROLE_IMAGE, NULL);
  way_test_press ("Escape");
  wait_first (picture, "Home", "of 36", TRUE);
  wait_first (picture, "plus", "of 36", FALSE);
  closer = way_test_get_text (picture);
  wait_first (picture, "<Shift>Right", closer, FALSE);
  wait_first (picture, "<Shift>Left", closer, TRUE);
  wait_first (picture, "f", closer, TRUE);
  wait_first (picture, "minus", "of 36", TRUE);
  wait_first (picture, "plus", "of 36", FALSE);
  wait_first (picture, "0", "of 36", TRUE);
  way_test_press ("t");
  row = way_test_window_find (window, ATSPI_ROLE_INVALID, cell);
  way_test_window_close (window);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();
  for (guint i = 0; i < G_N_ELEMENTS (test_charts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/window/charts/walk/%s", test_charts[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_chart_is_walked);
    }
  g_test_add_func ("/window/charts/keys/look-closer", test_keys_look_closer);
  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
