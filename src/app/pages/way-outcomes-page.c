/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-outcomes-page.h"

#include <glib/gi18n.h>

#include "way-charts-view.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-outcome-chart.h"
#include "way-outcome-view.h"
#include "way-outcomes.h"
#include "way-school-periods.h"
#include "way-table.h"

struct _WayOutcomesPage
{
  WayPage         parent_instance;

  GPtrArray      *outcomes;      /* WayOutcome *, of the last reading */
  const WayCode  *row;           /* the one that is open; NULL: the list */
  gboolean        filling;

  /* Template children */
  GtkToggleButton *indicators_button;
  GtkStack       *stack;
  GtkDropDown    *family_choice;
  WayTable       *table;
  GtkButton      *back_button;
  WayOutcomeView *view;
  WayChartsView  *charts_view;
};

G_DEFINE_FINAL_TYPE (WayOutcomesPage, way_outcomes_page, WAY_TYPE_PAGE)

enum
{
  COLUMN_INDICATOR,
  COLUMN_NOW,
  COLUMN_TARGET,
  COLUMN_BEFORE,
  COLUMN_ENGLAND,
};

static const WayTableColumn columns[] = {
  { "indicator", N_("Indicator"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "now", N_("Now"), WAY_COLUMN_NUMBER, .width = 148 },
  { "target", N_("Target"), WAY_COLUMN_TEXT, .width = 172, .wide_only = TRUE },
  { "year_before", N_("A year before"), WAY_COLUMN_NUMBER, .width = 136, .wide_only = TRUE },
  { "england", N_("England"), WAY_COLUMN_NUMBER, .width = 112, .wide_only = TRUE },
};

static WaySession *
get_session (WayOutcomesPage *self)
{
  return way_page_get_session (WAY_PAGE (self));
}

static char *
say_count (guint n)
{
  return g_strdup_printf (ngettext ("%u indicator", "%u indicators", n), n);
}

/* --- The list --- */

static double
sort_by (const WayResult *result,
         guint            decimals)
{
  double value = (double) result->value;

  for (; decimals > 0; decimals--)
    value /= 10;
  return result->kind == WAY_RESULT_NUMBER ? value : -1;
}

/* State is never colour alone: icon and word say it too. */
static void
set_target (WayRow           *row,
            const WayOutcome *outcome)
{
  g_autofree char *aim = way_outcome_say_aim (outcome->row, &outcome->aim, way_chart_gettext);

  way_row_set_text (row, COLUMN_TARGET, aim != NULL ? aim : "–");
  if (aim == NULL || outcome->now.kind != WAY_RESULT_NUMBER)
    return;
  if (way_indicators_is_met (&outcome->aim, &outcome->now))
    {
      way_row_set_second (row, COLUMN_TARGET, _("Met"));
      way_row_set_icon (row, COLUMN_TARGET, "way-done-symbolic", NULL);
    }
  else
    {
      way_row_set_second (row, COLUMN_TARGET, _("Missed"));
      way_row_set_icon (row, COLUMN_TARGET, "dialog-warning-symbolic", "heading");
    }
}

static WayRow *
make_row (const WayOutcome *outcome,
          guint             place)
{
  const WayCode *code = outcome->row;
  guint decimals = way_indicators_decimals (code);
  WayRow *row = way_row_new (NULL, NULL, G_N_ELEMENTS (columns));
  g_autofree char *now = way_outcome_say (code, &outcome->now, TRUE, way_chart_gettext);
  g_autofree char *before = way_outcome_say (code, &outcome->before, TRUE, way_chart_gettext);
  g_autofree char *england = outcome->england != NULL
    ? way_outcome_say_published (code, outcome->england->value, way_chart_gettext) : NULL;
  g_autofree char *about =
    g_strdup_printf ("%s · %s", _(way_codes_label ("indicator_period", way_code_get (code, "period"))),
                     _(way_codes_label ("indicator_unit", way_indicators_unit (code, TRUE))));

  way_row_set_key (row, place);
  way_row_set_text (row, COLUMN_INDICATOR, _(code->label));
  way_row_set_second (row, COLUMN_INDICATOR, about);
  way_row_set_number (row, COLUMN_NOW, sort_by (&outcome->now, decimals), now);
  way_row_set_number (row, COLUMN_BEFORE, sort_by (&outcome->before, decimals), before);
  way_row_set_number (row, COLUMN_ENGLAND,
                      england != NULL ? g_ascii_strtod (outcome->england->value, NULL) : -1,
                      england != NULL ? england : "–");
  set_target (row, outcome);
  return row;
}

/* NULL: all of them. */
static const WayCode *
chosen_family (WayOutcomesPage *self)
{
  g_autoptr(GPtrArray) families = way_codes_list ("indicator_family", NULL);
  guint selected = gtk_drop_down_get_selected (self->family_choice);

  return selected > 0 && selected <= families->len ? g_ptr_array_index (families, selected - 1)
                                                   : NULL;
}

static void
show_list (WayOutcomesPage *self)
{
  const WayCode *family = chosen_family (self);
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) list = NULL;

  for (guint i = 0; i < self->outcomes->len; i++)
    {
      const WayOutcome *outcome = g_ptr_array_index (self->outcomes, i);

      if (family == NULL || g_str_equal (way_code_get (outcome->row, "family"), family->id))
        g_ptr_array_add (rows, make_row (outcome, i));
    }
  list = way_rows_new_array (rows);
  way_table_set_rows (self->table, list);
}

static void
fill_families (WayOutcomesPage *self)
{
  g_autoptr(GPtrArray) families = way_codes_list ("indicator_family", NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("All indicators"));
  for (guint i = 0; i < families->len; i++)
    gtk_string_list_append (names, _(((const WayCode *) g_ptr_array_index (families, i))->label));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->family_choice, G_LIST_MODEL (names));
  self->filling = FALSE;
}

/* --- One of them --- */

static const WayOutcome *
find_outcome (WayOutcomesPage *self,
              const WayCode   *row)
{
  for (guint i = 0; i < self->outcomes->len; i++)
    if (((const WayOutcome *) g_ptr_array_index (self->outcomes, i))->row == row)
      return g_ptr_array_index (self->outcomes, i);
  return NULL;
}

static gboolean
read_open (WayOutcomesPage  *self,
           GError          **error)
{
  WayDb *db = way_session_get_db (get_session (self));
  const GDate *today = way_session_get_today (get_session (self));
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(GArray) points = facts != NULL
    ? way_outcomes_series (facts, self->row, today, error) : NULL;
  g_autoptr(WayOutcomeDetail) detail = points != NULL
    ? way_outcomes_open (facts, self->row, today, way_outcome_view_get_by (self->view),
                         WAY_OUTCOME_VIEW_MOST, error) : NULL;
  g_autoptr(GPtrArray) benchmarks = detail != NULL
    ? way_outcomes_benchmarks (db, self->row, today, error) : NULL;

  if (benchmarks == NULL)
    return FALSE;
  way_outcome_view_show (self->view, find_outcome (self, self->row), points, detail, benchmarks,
                         today);
  return way_outcome_view_load_notes (self->view, get_session (self), error);
}

static void
show_open (WayOutcomesPage *self)
{
  g_autoptr(GError) error = NULL;

  if (!read_open (self, &error))
    way_page_show_failed (WAY_PAGE (self), error);
  else
    {
      way_page_set_subtitle (WAY_PAGE (self), _(self->row->label));
      gtk_stack_set_visible_child_name (self->stack, "open");
    }
}

static void
say_day (WayOutcomesPage *self)
{
  const GDate *today = way_session_get_today (get_session (self));
  g_autofree char *day = way_date_words_day (today, today);

  way_page_set_subtitle (WAY_PAGE (self), day);
}

static void
back_cb (WayOutcomesPage *self)
{
  self->row = NULL;
  say_day (self);
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
row_activated_cb (WayOutcomesPage *self,
                  WayRow          *row)
{
  guint place = (guint) way_row_get_key (row);

  if (self->outcomes == NULL || place >= self->outcomes->len)
    return;
  self->row = ((const WayOutcome *) g_ptr_array_index (self->outcomes, place))->row;
  way_outcome_view_set_row (self->view, self->row);
  show_open (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->back_button));
}

static gboolean
shows_charts (WayOutcomesPage *self)
{
  return !gtk_toggle_button_get_active (self->indicators_button);
}

static void
show_charts (WayOutcomesPage *self)
{
  g_autoptr(GError) error = NULL;

  say_day (self);
  if (!way_charts_view_load (self->charts_view, get_session (self), &error))
    way_page_show_failed (WAY_PAGE (self), error);
  else
    gtk_stack_set_visible_child_name (self->stack, "charts");
}

static void
view_toggled_cb (WayOutcomesPage *self)
{
  if (self->outcomes == NULL)
    return;
  if (shows_charts (self))
    show_charts (self);
  else if (self->row != NULL)
    show_open (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
by_changed_cb (WayOutcomesPage *self)
{
  if (self->row != NULL)
    show_open (self);
}

static void
record_activated_cb (WayOutcomesPage *self,
                     const char      *entity,
                     const WayId     *id)
{
  way_page_open_record (WAY_PAGE (self), entity, id);
}

static void
family_chosen_cb (WayOutcomesPage *self)
{
  if (!self->filling && self->outcomes != NULL)
    show_list (self);
}

/* --- The page --- */

static GPtrArray *
read_outcomes (WayOutcomesPage  *self,
               GError          **error)
{
  WaySession *session = get_session (self);
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), error);

  return facts != NULL ? way_outcomes_load (facts, way_session_get_today (session), error) : NULL;
}

/* A file without a stay has nothing to be counted. */
static gboolean
is_empty (WayOutcomesPage *self)
{
  for (guint i = 0; i < self->outcomes->len; i++)
    if (((const WayOutcome *) g_ptr_array_index (self->outcomes, i))->now.n > 0)
      return FALSE;
  return TRUE;
}

static void
way_outcomes_page_refresh (WayPage *page)
{
  WayOutcomesPage *self = WAY_OUTCOMES_PAGE (page);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  if (way_session_get_db (get_session (self)) == NULL)
    {
      way_page_show_empty (page);
      return;
    }
  self->outcomes = read_outcomes (self, &error);
  if (self->outcomes == NULL)
    {
      way_page_show_failed (page, error);
      return;
    }
  if (is_empty (self))
    {
      way_page_show_empty (page);
      return;
    }
  show_list (self);
  way_page_show_content (page);
  if (shows_charts (self))
    show_charts (self);
  else if (self->row != NULL)
    show_open (self);
  else
    say_day (self);
}

static void
way_outcomes_page_filter (WayPage *page)
{
  WayOutcomesPage *self = WAY_OUTCOMES_PAGE (page);

  if (shows_charts (self))
    {
      way_charts_view_start_filter (self->charts_view);
      return;
    }
  if (self->row != NULL)
    back_cb (self);
  way_table_start_filter (self->table);
}

static void
way_outcomes_page_dispose (GObject *object)
{
  WayOutcomesPage *self = WAY_OUTCOMES_PAGE (object);

  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_OUTCOMES_PAGE);

  G_OBJECT_CLASS (way_outcomes_page_parent_class)->dispose (object);
}

static void
way_outcomes_page_class_init (WayOutcomesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_outcomes_page_dispose;
  page_class->refresh = way_outcomes_page_refresh;
  page_class->filter = way_outcomes_page_filter;

  g_type_ensure (WAY_TYPE_CHARTS_VIEW);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_OUTCOME_VIEW);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/outcomes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayOutcomesPage, indicators_button);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomesPage, family_choice);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomesPage, table);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomesPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomesPage, view);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomesPage, charts_view);
  gtk_widget_class_bind_template_callback (widget_class, family_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, by_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, record_activated_cb);
}

static void
way_outcomes_page_init (WayOutcomesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
  way_table_set_count_words (self->table, say_count);
  fill_families (self);
}
