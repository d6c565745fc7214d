/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Provisions beside each other, and the chosen one explained.  Which columns
 * there are follows from what is asked anywhere in the list. */
#include "way-match-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"
#include "way-date-words.h"
#include "way-match-words.h"
#include "way-table.h"

/* Rank and setting before, the first day behind the groups. */
#define MOST_COLUMNS 16
#define FIRST_GROUP  2

struct _WayMatchView
{
  GtkBox          parent_instance;

  WayMatch       *match;
  GDate           today;
  gboolean        folded;
  WayTableColumn  columns[MOST_COLUMNS];
  guint           n_columns;

  /* Template children */
  WayTable       *table;
  GtkLabel       *title;
  GtkLabel       *summary;
  GtkListBox     *tests;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (WayMatchView, way_match_view, GTK_TYPE_BOX)

/* --- Columns --- */

static gboolean
is_asked (const WayMatch *match,
          const char     *group)
{
  for (guint i = 0; i < match->lines->len; i++)
    {
      const WayMatchLine *line = g_ptr_array_index (match->lines, i);

      if (strcmp (group, "travel") == 0 && line->travel != WAY_TRAVEL_UNKNOWN)
        return TRUE;
      for (guint j = 0; j < line->tests->len; j++)
        if (strcmp (way_match_test_group (&g_array_index (line->tests, WayMatchTest, j)),
                    group) == 0)
          return TRUE;
    }
  return FALSE;
}

static void
add_column (WayMatchView         *self,
            const WayTableColumn *column)
{
  if (self->n_columns < MOST_COLUMNS)
    self->columns[self->n_columns++] = *column;
}

/* The columns are those of the first matching: another day asks the same. */
static void
make_columns (WayMatchView *self)
{
  static const WayTableColumn rank = { "rank", N_("Rank"), WAY_COLUMN_NUMBER, .width = 62,
                                       .fixed = TRUE };
  static const WayTableColumn name = { "provision", N_("Setting"), WAY_COLUMN_TEXT,
                                       .expand = TRUE, .fixed = TRUE };
  static const WayTableColumn first_day = { "first_day", N_("First day"), WAY_COLUMN_DAY,
                                            .width = 110, .fixed = TRUE, .wide_only = TRUE };
  g_autoptr(GPtrArray) groups = way_codes_list ("criterion_group", NULL);

  add_column (self, &rank);
  add_column (self, &name);
  for (guint i = 0; i < groups->len; i++)
    {
      const WayCode *group = g_ptr_array_index (groups, i);
      WayTableColumn column = { group->id, group->label, WAY_COLUMN_TEXT, .width = 132,
                                .fixed = TRUE, .wide_only = strcmp (group->id, "place") != 0 };

      if (is_asked (self->match, group->id))
        add_column (self, &column);
    }
  add_column (self, &first_day);
  way_table_set_columns (self->table, self->columns, self->n_columns);
}

/* --- Rows --- */

static const char *
verdict_icon (WayMatchVerdict verdict)
{
  switch (verdict)
    {
    case WAY_MATCH_PASS:
      return "object-select-symbolic";
    case WAY_MATCH_FAIL:
      return "window-close-symbolic";
    case WAY_MATCH_UNKNOWN:
    default:
      return "dialog-question-symbolic";
    }
}

/* What is met stands back; the eye shall find what is not. */
static void
set_cell (WayRow             *row,
          guint               column,
          const WayMatchLine *line,
          const char         *group)
{
  WayMatchVerdict verdict;
  g_autofree char *text = way_match_words_cell (line, group, &verdict);

  way_row_set_text (row, column, text);
  way_row_set_icon (row, column, verdict_icon (verdict),
                    verdict == WAY_MATCH_PASS ? NULL : "heading");
}

static WayRow *
make_row (WayMatchView       *self,
          const WayMatchLine *line)
{
  WayRow *row = way_row_new ("provision", &line->provision->id, self->n_columns);
  g_autofree char *fit = way_match_words_fit (line);
  GDate first = way_date_from_julian (line->first_day);

  if (line->rank > 0)
    way_row_set_count (row, 0, (int) line->rank);
  else
    way_row_set_text (row, 0, "–");
  way_row_set_text (row, 1, line->provision->name);
  way_row_set_second (row, 1, fit);
  for (guint i = FIRST_GROUP; i + 1 < self->n_columns; i++)
    set_cell (row, i, line, self->columns[i].id);
  way_row_set_day (row, self->n_columns - 1, &first, &self->today);
  return row;
}

static void
fill_table (WayMatchView *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) list = NULL;

  for (guint i = 0; i < self->match->lines->len; i++)
    g_ptr_array_add (rows, make_row (self, g_ptr_array_index (self->match->lines, i)));
  list = way_rows_new_array (rows);
  way_table_set_rows (self->table, list);
}

/* --- The chosen one --- */

static char *
say_day (const GDate *day,
         gpointer     data)
{
  return way_date_words_day (day, data);
}

static void
add_test (WayMatchView       *self,
          const WayMatchLine *line,
          const WayMatchTest *test)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (verdict_icon (test->result.verdict));
  g_autofree char *why = way_match_words_why (line, test, self->match->facts);
  g_autofree char *change = way_match_words_change (line, test, self->match->facts, say_day,
                                                    &self->today);
  g_autofree char *mend = *change != '\0' ? g_strdup_printf (_("Would be met with: %s"), change) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), why);
  if (mend != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), mend);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->tests, row);
}

static void
add_tests (WayMatchView       *self,
           const WayMatchLine *line,
           WayMatchVerdict     verdict)
{
  for (guint i = 0; line != NULL && i < line->tests->len; i++)
    {
      const WayMatchTest *test = &g_array_index (line->tests, WayMatchTest, i);

      if (test->result.verdict == verdict)
        add_test (self, line, test);
    }
}

static char *
say_title (const WayMatchLine *line)
{
  if (line->n_failed > 0)
    return g_strdup_printf (_("Why not %s"), line->provision->name);
  if (line->n_unknown > 0)
    return g_strdup_printf (_("What is not known of %s"), line->provision->name);
  return g_strdup_printf (_("%s meets all that is asked"), line->provision->name);
}

/* Where it is, and how far: what no column says. */
static char *
say_summary (const WayMatchLine *line)
{
  g_autofree char *travel = way_match_words_travel (line);

  if (line->provision->setting == NULL)
    return g_strdup_printf (_("Travel: %s"), travel);
  return g_strdup_printf (_("%s. Travel: %s"), line->provision->setting, travel);
}

static void
explain (WayMatchView *self)
{
  const WayMatchLine *line = way_match_view_get_chosen (self);
  g_autofree char *title = line != NULL ? say_title (line) : NULL;
  g_autofree char *summary = line != NULL ? say_summary (line) : NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->tests, 0)) != NULL)
    gtk_list_box_remove (self->tests, GTK_WIDGET (row));
  add_tests (self, line, WAY_MATCH_FAIL);
  add_tests (self, line, WAY_MATCH_UNKNOWN);
  gtk_label_set_label (self->title, title != NULL ? title : _("Choose one of the list"));
  gtk_label_set_label (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), summary != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->tests),
                          gtk_list_box_get_row_at_index (self->tests, 0) != NULL);
}

static void
current_changed_cb (WayMatchView *self)
{
  explain (self);
  g_signal_emit (self, changed_signal, 0);
}

/* --- The type --- */

static void
way_match_view_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  WayMatchView *self = WAY_MATCH_VIEW (object);

  switch (id)
    {
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      g_object_set (self->table, "folded", self->folded, NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_match_view_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, WAY_MATCH_VIEW (object)->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_match_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_MATCH_VIEW);

  G_OBJECT_CLASS (way_match_view_parent_class)->dispose (object);
}

static void
way_match_view_finalize (GObject *object)
{
  way_match_free (WAY_MATCH_VIEW (object)->match);

  G_OBJECT_CLASS (way_match_view_parent_class)->finalize (object);
}

static void
way_match_view_class_init (WayMatchViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = way_match_view_set_property;
  object_class->get_property = way_match_view_get_property;
  object_class->dispose = way_match_view_dispose;
  object_class->finalize = way_match_view_finalize;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/match-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayMatchView, table);
  gtk_widget_class_bind_template_child (widget_class, WayMatchView, title);
  gtk_widget_class_bind_template_child (widget_class, WayMatchView, summary);
  gtk_widget_class_bind_template_child (widget_class, WayMatchView, tests);
  gtk_widget_class_bind_template_callback (widget_class, current_changed_cb);
}

static void
way_match_view_init (WayMatchView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
way_match_view_set_match (WayMatchView *self,
                          WayMatch     *match,
                          const WayId  *chosen,
                          const GDate  *today)
{
  const WayMatchLine *before;
  WayId id;

  g_return_if_fail (WAY_IS_MATCH_VIEW (self) && match != NULL);

  before = way_match_view_get_chosen (self);
  id = before != NULL ? before->provision->id : *chosen;
  way_match_free (self->match);
  self->match = match;
  self->today = *today;
  if (self->n_columns == 0)
    make_columns (self);
  fill_table (self);
  if (way_match_line_of (match, &id) == NULL && match->lines->len > 0)
    id = ((const WayMatchLine *) g_ptr_array_index (match->lines, 0))->provision->id;
  way_table_choose (self->table, &id);
  explain (self);
}

const WayMatch *
way_match_view_get_match (WayMatchView *self)
{
  g_return_val_if_fail (WAY_IS_MATCH_VIEW (self), NULL);

  return self->match;
}

void
way_match_view_choose (WayMatchView *self,
                       const WayId  *provision)
{
  g_return_if_fail (WAY_IS_MATCH_VIEW (self) && self->match != NULL);

  way_table_choose (self->table, provision);
}

const WayMatchLine *
way_match_view_get_chosen (WayMatchView *self)
{
  WayRow *row;

  g_return_val_if_fail (WAY_IS_MATCH_VIEW (self), NULL);

  row = self->match != NULL ? way_table_get_current (self->table) : NULL;
  return row != NULL ? way_match_line_of (self->match, way_row_get_id (row)) : NULL;
}
