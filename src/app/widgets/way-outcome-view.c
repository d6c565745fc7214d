/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-outcome-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-chart-view.h"
#include "way-date-words.h"
#include "way-note-list.h"
#include "way-outcome-chart.h"
#include "way-school-periods.h"
#include "way-table.h"

struct _WayOutcomeView
{
  GtkBox               parent_instance;

  const WayCode       *row;
  GArray              *dimensions;   /* WayIndicatorBy, as the choice has them */
  gboolean             filling;

  /* Template children */
  WayChartView        *chart_view;
  WayNoteList         *note_list;
  GtkDropDown         *by_choice;
  WayTable            *group_table;
  WayTable            *benchmark_table;
  AdwPreferencesGroup *definition;
  WayTable            *case_table;
};

G_DEFINE_FINAL_TYPE (WayOutcomeView, way_outcome_view, GTK_TYPE_BOX)

enum
{
  SIGNAL_BY_CHANGED,
  SIGNAL_RECORD_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  GROUP_NAME,
  GROUP_NUMERATOR,
  GROUP_DENOMINATOR,
  GROUP_VALUE,
  GROUP_NOTE,
};

static const WayTableColumn group_columns[] = {
  { "group", N_("Group"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "numerator", N_("Numerator"), WAY_COLUMN_NUMBER, .width = 112, .wide_only = TRUE },
  { "denominator", N_("Denominator"), WAY_COLUMN_NUMBER, .width = 124, .wide_only = TRUE },
  { "value", N_("Figure"), WAY_COLUMN_NUMBER, .width = 128 },
  { "note", N_("Note"), WAY_COLUMN_TEXT, .expand = TRUE, .wide_only = TRUE },
};

enum
{
  BENCHMARK_WHOSE,
  BENCHMARK_PART,
  BENCHMARK_FIGURE,
  BENCHMARK_UNTIL,
  BENCHMARK_SOURCE,
};

static const WayTableColumn benchmark_columns[] = {
  { "whose", N_("Published of"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "part", N_("Of which"), WAY_COLUMN_TEXT, .expand = TRUE, .wide_only = TRUE },
  { "figure", N_("Figure"), WAY_COLUMN_NUMBER, .width = 128 },
  { "until", N_("Up to"), WAY_COLUMN_DAY, .width = 120, .wide_only = TRUE },
  { "source", N_("Source"), WAY_COLUMN_TEXT, .expand = TRUE, .wide_only = TRUE },
};

enum
{
  CASE_WHO,
  CASE_PLACE,
  CASE_DAY,
  CASE_IN,
};

static const WayTableColumn case_columns[] = {
  { "who", N_("Who"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "place", N_("Where"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "day", N_("Day"), WAY_COLUMN_DAY, .width = 120, .wide_only = TRUE },
  { "in", N_("In the numerator"), WAY_COLUMN_TEXT, .width = 148 },
};

/* On view at once. */
#define MOST_ROWS 12

static void
set_rows (WayTable  *table,
          GPtrArray *rows)
{
  g_autoptr(WayRows) list = way_rows_new_array (rows);

  way_table_set_rows (table, list);
  way_table_fit_rows (table, MOST_ROWS);
}

/* --- Dimensions --- */

void
way_outcome_view_set_row (WayOutcomeView *self,
                          const WayCode  *row)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->row = row;
  g_array_set_size (self->dimensions, 0);
  for (guint by = 0; by < WAY_N_BY; by++)
    {
      WayIndicatorBy dimension = (WayIndicatorBy) by;
      const char *name = way_indicator_by_name (dimension);

      if (!way_indicators_allows (row, dimension))
        continue;
      g_array_append_val (self->dimensions, dimension);
      gtk_string_list_append (names, by == WAY_BY_NOTHING
                                       ? _("Not parted")
                                       : _(way_codes_label ("indicator_dimension", name)));
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->by_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->by_choice, self->dimensions->len > 1 ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->by_choice), self->dimensions->len > 1);
  self->filling = FALSE;
}

WayIndicatorBy
way_outcome_view_get_by (WayOutcomeView *self)
{
  guint selected = gtk_drop_down_get_selected (self->by_choice);

  return selected < self->dimensions->len
           ? g_array_index (self->dimensions, WayIndicatorBy, selected) : WAY_BY_NOTHING;
}

static void
by_chosen_cb (WayOutcomeView *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_BY_CHANGED], 0);
}

/* --- Groups --- */

static void
set_part (WayRow     *row,
          guint       column,
          gboolean    is_there,
          gint64      value,
          int         decimals)
{
  g_autofree char *text = is_there ? way_result_decimal (value, (guint) decimals) : NULL;

  way_row_set_number (row, column, is_there ? (double) value : -1, text != NULL ? text : "–");
}

static WayRow *
make_group (WayOutcomeView  *self,
            const char      *name,
            const WayResult *result,
            gboolean         is_whole)
{
  WayRow *row = way_row_new (NULL, NULL, G_N_ELEMENTS (group_columns));
  g_autofree char *value = way_outcome_say (self->row, result, is_whole, way_chart_gettext);
  g_autofree char *note = way_indicators_note (self->row, result, is_whole);

  way_row_set_text (row, GROUP_NAME, name);
  set_part (row, GROUP_NUMERATOR, result->has_numerator, result->numerator,
            way_code_get_int (self->row, "numerator_decimals", 0));
  set_part (row, GROUP_DENOMINATOR, result->has_denominator, result->denominator,
            way_code_get_int (self->row, "denominator_decimals", 0));
  way_row_set_number (row, GROUP_VALUE,
                      result->kind == WAY_RESULT_NUMBER ? (double) result->value : -1, value);
  way_row_set_text (row, GROUP_NOTE, note);
  return row;
}

static const char *
name_group (WayOutcomeView          *self,
            const WayIndicatorGroup *group)
{
  const char *by = way_indicator_by_name (way_outcome_view_get_by (self));
  const char *set = way_code_get (way_codes_lookup ("indicator_dimension", by), "set");

  if (group->key == NULL)
    return _("Not said");
  return set != NULL ? _(way_codes_label (set, group->key)) : group->key;
}

static void
show_groups (WayOutcomeView          *self,
             const WayIndicatorTable *table)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (rows, make_group (self, _("All"), &table->whole, TRUE));
  for (guint i = 0; i < table->groups->len; i++)
    {
      const WayIndicatorGroup *group = g_ptr_array_index (table->groups, i);

      g_ptr_array_add (rows, make_group (self, name_group (self, group), &group->result, FALSE));
    }
  set_rows (self->group_table, rows);
}

/* --- Benchmarks --- */

static const char *
name_whose (const WayBenchmark *one)
{
  if (one->la != NULL)
    return way_codes_label ("la", one->la);
  if (one->region != NULL)
    return _(way_codes_label ("region", one->region));
  return _(way_codes_label ("benchmark_level", one->level));
}

static WayRow *
make_benchmark (WayOutcomeView     *self,
                const WayBenchmark *one,
                const GDate        *today)
{
  WayRow *row = way_row_new ("benchmark", &one->id, G_N_ELEMENTS (benchmark_columns));
  g_autofree char *figure = way_outcome_say_published (self->row, one->value, way_chart_gettext);

  way_row_set_text (row, BENCHMARK_WHOSE, name_whose (one));
  way_row_set_text (row, BENCHMARK_PART, one->part != NULL ? one->part : "–");
  way_row_set_number (row, BENCHMARK_FIGURE, g_ascii_strtod (one->value, NULL), figure);
  way_row_set_day (row, BENCHMARK_UNTIL, &one->to, today);
  way_row_set_text (row, BENCHMARK_SOURCE, one->source);
  return row;
}

static void
show_benchmarks (WayOutcomeView *self,
                 GPtrArray      *benchmarks,
                 const GDate    *today)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < benchmarks->len; i++)
    g_ptr_array_add (rows, make_benchmark (self, g_ptr_array_index (benchmarks, i), today));
  gtk_widget_set_visible (GTK_WIDGET (self->benchmark_table), rows->len > 0);
  set_rows (self->benchmark_table, rows);
}

/* --- Definition --- */

static void
add_fact (WayOutcomeView *self,
          GPtrArray      *facts,
          const char     *title,
          const char     *text)
{
  GtkWidget *row;

  if (text == NULL)
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (self->definition, row);
  g_ptr_array_add (facts, row);
}

static const char *
label_of (const WayCode *row,
          const char    *set,
          const char    *attribute)
{
  return _(way_codes_label (set, way_code_get (row, attribute)));
}

/* "Placements, Capacity". */
static char *
say_records (const WayCode *row)
{
  g_auto(GStrv) names = g_strsplit (way_code_get (row, "facts"), " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const WayEntity *entity = way_entity_by_name (names[i]);

      g_free (names[i]);
      names[i] = g_strdup (entity != NULL ? _(entity->label_plural) : "");
    }
  return g_strjoinv (", ", names);
}

static void
show_definition (WayOutcomeView   *self,
                 const WayOutcome *outcome)
{
  const WayCode *row = self->row;
  GPtrArray *facts = g_ptr_array_new ();
  const char *denominator = way_indicators_denominator (row);
  g_autofree char *records = say_records (row);
  g_autofree char *aim = way_outcome_say_aim (row, &outcome->aim, way_chart_gettext);
  g_autofree char *version = g_strdup_printf (_("%s, version %s. %s"), row->id,
                                              way_code_get (row, "version"), row->source);
  GPtrArray *old = g_object_get_data (G_OBJECT (self), "facts");

  for (guint i = 0; old != NULL && i < old->len; i++)
    adw_preferences_group_remove (self->definition, g_ptr_array_index (old, i));
  add_fact (self, facts, _("Numerator"), _(way_indicators_numerator (row)));
  add_fact (self, facts, _("Denominator"), denominator != NULL ? _(denominator) : NULL);
  add_fact (self, facts, _("To know"), row->note != NULL ? _(row->note) : NULL);
  add_fact (self, facts, _("What it is about"), label_of (row, "indicator_period", "period"));
  add_fact (self, facts, _("What is better"), label_of (row, "indicator_direction", "direction"));
  add_fact (self, facts, _("Target"), aim);
  add_fact (self, facts, _("Counted from"), records);
  add_fact (self, facts, _("Who answers for it"), label_of (row, "indicator_owner", "owner"));
  add_fact (self, facts, _("Definition"), version);
  g_object_set_data_full (G_OBJECT (self), "facts", facts, (GDestroyNotify) g_ptr_array_unref);
}

/* --- Records --- */

static WayRow *
make_case (const WayOutcomeCase *one,
           const GDate          *today)
{
  WayRow *row = way_row_new (one->entity, &one->id, G_N_ELEMENTS (case_columns));

  way_row_set_text (row, CASE_WHO, one->who != NULL ? one->who : "–");
  way_row_set_text (row, CASE_PLACE, one->place != NULL ? one->place : "–");
  way_row_set_day (row, CASE_DAY, &one->day, today);
  way_row_set_text (row, CASE_IN, one->is_in ? _("Yes") : _("No"));
  return row;
}

static void
show_cases (WayOutcomeView         *self,
            const WayOutcomeDetail *detail,
            const GDate            *today)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *note = NULL;

  for (guint i = 0; i < detail->cases->len; i++)
    g_ptr_array_add (rows, make_case (g_ptr_array_index (detail->cases, i), today));
  if (detail->n_cases > detail->cases->len && detail->cases->len == WAY_OUTCOME_VIEW_MOST)
    note = g_strdup_printf (_("the first of %u"), detail->n_cases);
  gtk_widget_set_visible (GTK_WIDGET (self->case_table), rows->len > 0);
  set_rows (self->case_table, rows);
  way_table_set_note (self->case_table, note);
}

static char *
say_records_count (guint n)
{
  return g_strdup_printf (ngettext ("%u record behind it", "%u records behind it", n), n);
}

static void
case_activated_cb (WayOutcomeView *self,
                   WayRow         *row)
{
  g_signal_emit (self, signals[SIGNAL_RECORD_ACTIVATED], 0, way_row_get_entity (row),
                 way_row_get_id (row));
}

/* --- All of it --- */

void
way_outcome_view_show (WayOutcomeView         *self,
                       const WayOutcome       *outcome,
                       const GArray           *points,
                       const WayOutcomeDetail *detail,
                       GPtrArray              *benchmarks,
                       const GDate            *today)
{
  g_autoptr(WayChart) chart = way_outcome_chart_new (outcome, points, way_chart_gettext);

  way_chart_view_set_chart (self->chart_view, chart);
  show_groups (self, detail->table);
  show_benchmarks (self, benchmarks, today);
  show_definition (self, outcome);
  show_cases (self, detail, today);
}

gboolean
way_outcome_view_load_notes (WayOutcomeView  *self,
                             WaySession      *session,
                             GError         **error)
{
  return way_note_list_load (self->note_list, self->chart_view, session, self->row->id, NULL, error);
}

static void
way_outcome_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_OUTCOME_VIEW);

  G_OBJECT_CLASS (way_outcome_view_parent_class)->dispose (object);
}

static void
way_outcome_view_finalize (GObject *object)
{
  g_array_unref (WAY_OUTCOME_VIEW (object)->dimensions);

  G_OBJECT_CLASS (way_outcome_view_parent_class)->finalize (object);
}

static void
way_outcome_view_class_init (WayOutcomeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_outcome_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_outcome_view_finalize;

  signals[SIGNAL_BY_CHANGED] = g_signal_new ("by-changed", WAY_TYPE_OUTCOME_VIEW,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECORD_ACTIVATED] =
    g_signal_new ("record-activated", WAY_TYPE_OUTCOME_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);

  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_NOTE_LIST);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/outcome-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayOutcomeView, chart_view);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomeView, note_list);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomeView, by_choice);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomeView, group_table);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomeView, benchmark_table);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomeView, definition);
  gtk_widget_class_bind_template_child (widget_class, WayOutcomeView, case_table);
  gtk_widget_class_bind_template_callback (widget_class, by_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, case_activated_cb);
}

static void
way_outcome_view_init (WayOutcomeView *self)
{
  self->dimensions = g_array_new (FALSE, FALSE, sizeof (WayIndicatorBy));
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->group_table, group_columns, G_N_ELEMENTS (group_columns));
  way_table_set_columns (self->benchmark_table, benchmark_columns,
                         G_N_ELEMENTS (benchmark_columns));
  way_table_set_columns (self->case_table, case_columns, G_N_ELEMENTS (case_columns));
  way_table_set_count_words (self->case_table, say_records_count);
}
