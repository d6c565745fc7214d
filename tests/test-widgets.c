/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widgets made, filled, asked and thrown away. */
#include <adwaita.h>

#include "way-application.h"
#include "way-children.h"
#include "way-chip.h"
#include "way-code-checks.h"
#include "way-code-choice.h"
#include "way-columns.h"
#include "way-date-entry.h"
#include "way-fact-grid.h"
#include "way-filter-bar.h"
#include "way-line-row.h"
#include "way-preferences-window.h"
#include "way-record-entry.h"
#include "way-stat-card.h"
#include "way-step-bar.h"
#include "way-sheet-layout.h"
#include "way-table-sheet.h"
#include "way-task-row.h"
#include "way-test-desktop.h"
#include "way-test-store.h"
#include "way-test-widgets.h"
#include "way-year-view.h"

static GDate
get_today (void)
{
  return way_date_ymd (2026, 11, 10);
}

/* A session on a file with a few pupils. */
static WaySession *
make_session (void)
{
  static int n_files;
  GDate today = get_today ();
  WaySession *session = way_session_new (&today);
  g_autofree char *path =
    g_strdup_printf ("%s/widgets-%d.waymark", way_test_desktop_get_home (), n_files++);
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (path, WAY_DB_CREATE, &error);
  static const char *const names[][2] = {
    { "Orla", "Penhallow" }, { "Kit", "Ashdown" }, { "Rafi", "Tamsworth" },
  };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil (names[i][0], names[i][1]);

      pupil->year = g_strdup (i == 0 ? "9" : "10");
      way_test_insert (db, &way_pupil_entity, pupil);
    }
  way_db_free (db);
  way_session_open (session, path, &error);
  g_assert_no_error (error);
  return session;
}

static int
natural_height (GtkWidget *widget,
                int        width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
test_columns_follow_the_width (void)
{
  g_autoptr(GtkWidget) columns = g_object_ref_sink (way_columns_new ());
  int three;

  for (int i = 0; i < 6; i++)
    way_columns_append (WAY_COLUMNS (columns),
                        g_object_new (GTK_TYPE_BOX, "height-request", 50, NULL));
  g_object_set (columns, "max-columns", 3, "min-width", 100, "row-spacing", 10, "column-spacing",
                10, NULL);
  three = natural_height (columns, 500);
  g_assert_cmpint (three, ==, 2 * 50 + 10);
  g_assert_cmpint (natural_height (columns, 319), ==, 3 * 50 + 20);
  g_assert_cmpint (natural_height (columns, 150), ==, 6 * 50 + 50);
}

static void
test_columns_obey_spans (void)
{
  g_autoptr(GtkWidget) columns = g_object_ref_sink (way_columns_new ());
  GtkWidget *wide = g_object_new (GTK_TYPE_BOX, "height-request", 50, NULL);
  GtkLayoutChild *child;

  g_object_set (columns, "max-columns", 3, "min-width", 100, "row-spacing", 0, NULL);
  way_columns_append (WAY_COLUMNS (columns), wide);
  for (int i = 0; i < 2; i++)
    way_columns_append (WAY_COLUMNS (columns),
                        g_object_new (GTK_TYPE_BOX, "height-request", 50, NULL));
  g_assert_cmpint (natural_height (columns, 500), ==, 50);
  child = gtk_layout_manager_get_layout_child (gtk_widget_get_layout_manager (columns), wide);
  g_object_set (child, "span", 2, NULL);
  g_assert_cmpint (natural_height (columns, 500), ==, 100);
}

/* In what wraps, and stands in unequal rows: GTK searches for widths as if it were so. */
static void
test_columns_are_no_higher_when_wider (void)
{
  g_autoptr(GtkWidget) columns = g_object_ref_sink (way_columns_new ());
  int n_children = g_test_rand_int_range (2, 12);
  int before = G_MAXINT;
  int least;

  g_object_set (columns, "max-columns", g_test_rand_int_range (2, 6), "min-width",
                g_test_rand_int_range (60, 200), NULL);
  for (int i = 0; i < n_children; i++)
    {
      g_autofree char *words = g_strnfill ((gsize) g_test_rand_int_range (1, 200), 'x');
      GtkWidget *label;

      for (char *at = words + 3; at < words + strlen (words); at += g_test_rand_int_range (3, 9))
        *at = ' ';
      label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, NULL);
      way_columns_append (WAY_COLUMNS (columns), label);
      if (i % 3 == 0)
        g_object_set (gtk_layout_manager_get_layout_child (gtk_widget_get_layout_manager (columns),
                                                           label), "span", 2, NULL);
    }
  gtk_widget_measure (columns, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  for (int width = least; width < 1400; width++)
    {
      int height = natural_height (columns, width);

      if (height > before)
        g_error ("%d pixels high in %d, %d in %d", before, width - 1, height, width);
      before = height;
    }
}

/* Text cut at its edge, or under the column beside it, could not be read. */
static void
test_columns_have_room_for_what_is_in_them (void)
{
  g_autoptr(GtkWidget) columns = g_object_ref_sink (way_columns_new ());

  g_object_set (columns, "max-columns", 3, "min-width", 100, "row-spacing", 0, "column-spacing",
                0, NULL);
  for (int i = 0; i < 3; i++)
    way_columns_append (WAY_COLUMNS (columns),
                        g_object_new (GTK_TYPE_BOX, "height-request", 50, "width-request",
                                      i == 1 ? 200 : 20, NULL));
  g_assert_cmpint (natural_height (columns, 600), ==, 50);
  g_assert_cmpint (natural_height (columns, 599), ==, 100);
  g_assert_cmpint (natural_height (columns, 399), ==, 150);
}

static const WayTableColumn table_columns[] = {
  { "name", "Name", WAY_COLUMN_TEXT, .expand = TRUE },
  { "roll", "On roll", WAY_COLUMN_NUMBER, .width = 80 },
  { "since", "Since", WAY_COLUMN_DAY, .width = 110 },
};

static GtkWidget *
make_table (void)
{
  static const char *const names[] = { "Rowan, \"the\" House", "=1+1", "-5 and below" };
  GtkWidget *table = g_object_ref_sink (way_table_new ());
  GPtrArray *array = g_ptr_array_new_with_free_func (g_object_unref);
  GDate today = get_today ();
  g_autoptr(WayRows) rows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      WayRow *row = way_row_new (NULL, NULL, G_N_ELEMENTS (table_columns));

      way_row_set_text (row, 0, names[i]);
      way_row_set_count (row, 1, -(int) i);
      way_row_set_day (row, 2, &today, &today);
      g_ptr_array_add (array, row);
    }
  rows = way_rows_new_array (array);
  way_table_set_columns (WAY_TABLE (table), table_columns, G_N_ELEMENTS (table_columns));
  way_table_set_rows (WAY_TABLE (table), rows);
  return table;
}

static int
get_width (GtkWidget *table,
           guint      n)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_widget_get_template_child (table, WAY_TYPE_TABLE,
                                                                        "view"));
  g_autoptr(GtkColumnViewColumn) column =
    g_list_model_get_item (gtk_column_view_get_columns (view), n);

  return gtk_column_view_column_get_fixed_width (column);
}

static void
set_text_size (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
}

/* What is given in pixels is for text of the usual size, also where it changes later. */
static void
test_widths_grow_with_the_text (void)
{
  g_autoptr(GtkWidget) columns = g_object_ref_sink (way_columns_new ());
  g_autoptr(GtkWidget) table = make_table ();

  g_object_set (columns, "max-columns", 2, "min-width", 100, "row-spacing", 0, "column-spacing",
                0, NULL);
  for (int i = 0; i < 2; i++)
    way_columns_append (WAY_COLUMNS (columns),
                        g_object_new (GTK_TYPE_BOX, "height-request", 50, NULL));
  set_text_size (100);
  g_assert_cmpint (natural_height (columns, 250), ==, 50);
  g_assert_cmpint (get_width (table, 1), ==, 80);
  set_text_size (150);
  gtk_widget_queue_resize (columns);
  g_assert_cmpint (natural_height (columns, 250), ==, 100);
  g_assert_cmpint (get_width (table, 1), ==, 120);
  set_text_size (100);
  g_assert_cmpint (get_width (table, 1), ==, 80);
}

static void
test_card_takes_its_values (void)
{
  g_autoptr(GtkWidget) card = g_object_ref_sink (way_stat_card_new ());
  const double values[] = { 3, 1, 2 };
  g_autofree char *figure = NULL;

  g_object_set (card, "heading", "On roll", NULL);
  way_stat_card_set_figure (WAY_STAT_CARD (card), "183");
  way_stat_card_set_unit (WAY_STAT_CARD (card), "pupils");
  way_stat_card_set_change (WAY_STAT_CARD (card), "6 more", 1);
  way_stat_card_set_values (WAY_STAT_CARD (card), values, G_N_ELEMENTS (values));
  way_stat_card_set_state (WAY_STAT_CARD (card), WAY_STAT_RED);
  g_assert_true (gtk_widget_has_css_class (card, "red"));
  way_stat_card_set_state (WAY_STAT_CARD (card), WAY_STAT_NORMAL);
  g_assert_false (gtk_widget_has_css_class (card, "red"));
  g_object_get (card, "figure", &figure, NULL);
  g_assert_cmpstr (figure, ==, "183");
}

static void
test_small_widgets_come_and_go (void)
{
  static const char *const steps[] = { "Targeted help", "Short stay", "Longer stay", NULL };
  g_autoptr(GtkWidget) chip = g_object_ref_sink (way_chip_new ("Key stage 3"));
  g_autoptr(GtkWidget) grid = g_object_ref_sink (way_fact_grid_new ());
  g_autoptr(GtkWidget) bar = g_object_ref_sink (way_step_bar_new ());

  way_chip_set_label (WAY_CHIP (chip), "Key stage 4");
  g_assert_cmpstr (way_chip_get_label (WAY_CHIP (chip)), ==, "Key stage 4");
  way_fact_grid_add (WAY_FACT_GRID (grid), "Born", "3 May 2012", "14 years old");
  way_fact_grid_add (WAY_FACT_GRID (grid), "Lives in", NULL, NULL);
  way_fact_grid_clear (WAY_FACT_GRID (grid));
  way_step_bar_set_steps (WAY_STEP_BAR (bar), steps, 1 << 1);
  g_assert_cmpint (natural_height (bar, 400), >, 0);
}

static void
test_a_task_has_a_menu_when_it_is_opened (void)
{
  GDate today = get_today ();
  g_autoptr(GtkSizeGroup) due = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autoptr(GtkSizeGroup) step = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  WayTask task = {
    .kind = WAY_TASK_DUTY, .severity = WAY_SEVERITY_DUE, .step = WAY_TASK_STEP_RECORD_MET,
    .rule = way_codes_lookup ("clock", "C06"), .state = WAY_DUTY_DUE, .started_by = "exclusion",
    .who = (char *) "Orla Penhallow", .due = today,
  };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkMenuButton *button;

  gtk_list_box_append (GTK_LIST_BOX (list), way_task_row_new (&task, &today, due, step));
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (way_test_settle (GTK_WINDOW (window)));
  button = way_test_find_widget (window, GTK_TYPE_MENU_BUTTON);
  g_assert_nonnull (button);
  g_assert_null (gtk_menu_button_get_popover (button));
  gtk_menu_button_popup (button);
  g_assert_cmpint (g_menu_model_get_n_items (gtk_menu_button_get_menu_model (button)), >, 2);
  gtk_menu_button_popdown (button);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_a_line_is_a_link_where_it_leads (void)
{
  GtkWidget *row = g_object_ref_sink (way_line_row_new ("way-panel-symbolic", "Placement panel",
                                                        "Thu 26 Nov"));

  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  way_line_row_set_leads (WAY_LINE_ROW (row), TRUE);
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  g_object_unref (row);
}

static void
test_date_entry_reads_people (void)
{
  g_autoptr(GtkWidget) entry = g_object_ref_sink (way_date_entry_new ());
  GDate today = get_today ();
  GDate day;

  way_date_entry_set_today (WAY_DATE_ENTRY (entry), &today);
  way_date_entry_set_text (WAY_DATE_ENTRY (entry), "12 nov");
  g_assert_true (way_date_entry_get_day (WAY_DATE_ENTRY (entry), &day));
  g_assert_cmpint (g_date_get_day (&day), ==, 12);
  way_date_entry_set_text (WAY_DATE_ENTRY (entry), "the 12th");
  g_assert_false (way_date_entry_get_day (WAY_DATE_ENTRY (entry), &day));
  g_assert_cmpstr (way_date_entry_get_text (WAY_DATE_ENTRY (entry)), ==, "the 12th");
  way_date_entry_set_text (WAY_DATE_ENTRY (entry), "");
  g_assert_true (way_date_entry_get_day (WAY_DATE_ENTRY (entry), &day));
  g_assert_false (way_date_is_set (&day));
}

static void
test_codes_go_in_and_out (void)
{
  GDate today = get_today ();
  g_autoptr(GtkWidget) choice = g_object_ref_sink (way_code_choice_new ("sex", &today));
  g_autoptr(GtkWidget) checks = g_object_ref_sink (way_code_checks_new ("need_type", &today));
  g_autofree char *codes = NULL;

  g_assert_cmpstr (way_code_choice_get_code (WAY_CODE_CHOICE (choice)), ==, "");
  way_code_choice_set_code (WAY_CODE_CHOICE (choice), "F");
  g_assert_cmpstr (way_code_choice_get_code (WAY_CODE_CHOICE (choice)), ==, "F");
  way_code_checks_set_codes (WAY_CODE_CHECKS (checks), "SEMH|ZZ9");
  codes = way_code_checks_dup_codes (WAY_CODE_CHECKS (checks));
  g_assert_cmpstr (codes, ==, "SEMH|ZZ9");
}

static GtkCheckButton *
find_check (GtkWidget  *widget,
            const char *label)
{
  if (GTK_IS_CHECK_BUTTON (widget) &&
      g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    return GTK_CHECK_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkCheckButton *found = find_check (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Of several payers the first is offered: it stays the first. */
static void
test_codes_keep_their_order (void)
{
  GDate today = get_today ();
  g_autoptr(GtkWidget) checks = g_object_ref_sink (way_code_checks_new ("payer", &today));
  g_autofree char *set = NULL;
  g_autofree char *ticked = NULL;
  g_autofree char *again = NULL;

  way_code_checks_set_codes (WAY_CODE_CHECKS (checks), "SCHOOL|LA");
  set = way_code_checks_dup_codes (WAY_CODE_CHECKS (checks));
  g_assert_cmpstr (set, ==, "SCHOOL|LA");
  gtk_check_button_set_active (find_check (checks, way_codes_label ("payer", "SCHOOL")), FALSE);
  ticked = way_code_checks_dup_codes (WAY_CODE_CHECKS (checks));
  g_assert_cmpstr (ticked, ==, "LA");
  gtk_check_button_set_active (find_check (checks, way_codes_label ("payer", "SCHOOL")), TRUE);
  again = way_code_checks_dup_codes (WAY_CODE_CHECKS (checks));
  g_assert_cmpstr (again, ==, "LA|SCHOOL");
}

static void
test_year_view_keeps_the_day (void)
{
  g_autoptr(WaySession) session = make_session ();
  GDate today = get_today ();
  GDate other = way_date_add_days (&today, 2);
  GDate outside = way_date_add_days (&today, 700);
  int school_year = way_date_school_year (&today);
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), NULL);
  g_autoptr(WayCalendarYear) year = way_calendar_year_load (facts, NULL, school_year, NULL);
  g_autoptr(WayCalendarYear) again = way_calendar_year_load (facts, NULL, school_year, NULL);
  g_autoptr(GtkWidget) view = g_object_ref_sink (g_object_new (WAY_TYPE_YEAR_VIEW, NULL));
  int wide, narrow;

  way_year_view_set_year (WAY_YEAR_VIEW (view), year, &today);
  g_assert_true (way_date_equal (way_year_view_get_day (WAY_YEAR_VIEW (view)), &today));
  way_year_view_set_day (WAY_YEAR_VIEW (view), &other);
  way_year_view_set_day (WAY_YEAR_VIEW (view), &outside);
  way_year_view_set_year (WAY_YEAR_VIEW (view), again, &today);
  g_assert_true (way_date_equal (way_year_view_get_day (WAY_YEAR_VIEW (view)), &other));

  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, 1000, &wide, NULL, NULL, NULL);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, 300, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, 3 * wide);
}

static void
test_record_entry_says_the_name (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(GtkWidget) entry =
    g_object_ref_sink (way_record_entry_new (&way_pupil_entity, session));
  g_autoptr(GPtrArray) pupils =
    way_records_list (way_session_get_db (session), &way_pupil_entity, NULL, NULL, NULL);
  g_autofree char *id = way_id_to_string (way_record_id (g_ptr_array_index (pupils, 0)));
  g_autofree char *text = NULL;
  g_autofree char *typed = NULL;

  way_record_entry_set_text (WAY_RECORD_ENTRY (entry), id);
  text = way_record_entry_dup_text (WAY_RECORD_ENTRY (entry));
  g_assert_cmpstr (text, ==, id);
  way_record_entry_set_text (WAY_RECORD_ENTRY (entry), "pen");
  typed = way_record_entry_dup_text (WAY_RECORD_ENTRY (entry));
  g_assert_cmpstr (typed, ==, "pen");
  g_assert_true (way_id_is_null (way_record_entry_get_id (WAY_RECORD_ENTRY (entry))));
}

static void
changed_cb (GtkWidget *widget,
            guint     *n_changed)
{
  (*n_changed)++;
}

static void
test_filter_narrows_the_query (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(GtkWidget) bar = g_object_ref_sink (way_filter_bar_new ());
  g_autoptr(WayQuery) all = way_query_new (&way_pupil_entity);
  g_autoptr(WayQuery) some = way_query_new (&way_pupil_entity);
  guint n_changed = 0;
  gint64 count;

  g_signal_connect (bar, "changed", G_CALLBACK (changed_cb), &n_changed);
  way_filter_bar_add (WAY_FILTER_BAR (bar), session, &way_pupil_entity, "year", NULL);
  way_filter_bar_apply (WAY_FILTER_BAR (bar), all);
  g_assert_true (way_query_count (all, way_session_get_db (session), &count, NULL));
  g_assert_cmpint (count, ==, 3);

  way_filter_bar_set (WAY_FILTER_BAR (bar), "year", "10");
  way_filter_bar_apply (WAY_FILTER_BAR (bar), some);
  g_assert_true (way_query_count (some, way_session_get_db (session), &count, NULL));
  g_assert_cmpint (count, ==, 2);
  g_assert_true (way_filter_bar_is_set (WAY_FILTER_BAR (bar)));
  way_filter_bar_clear (WAY_FILTER_BAR (bar));
  g_assert_false (way_filter_bar_is_set (WAY_FILTER_BAR (bar)));
  g_assert_cmpuint (n_changed, ==, 2);
}

/* Quoted, ISO days, no formula for a spreadsheet to run, numbers plain. */
static void
test_table_is_written_as_csv (void)
{
  g_autoptr(GtkWidget) table = make_table ();
  g_autofree char *csv = way_table_to_text (WAY_TABLE (table), FALSE, ',');

  g_assert_cmpstr (csv, ==,
                   "Name,On roll,Since\n"
                   "\"Rowan, \"\"the\"\" House\",0,2026-11-10\n"
                   "'=1+1,-1,2026-11-10\n"
                   "'-5 and below,-2,2026-11-10\n");
}

/* "Trees" over two rows, "Lights" over one. */
static GtkWidget *
make_parted_table (void)
{
  static const char *const names[] = { "Rowan", "Willow", "Beacon" };
  GtkWidget *table = g_object_ref_sink (way_table_new ());
  GPtrArray *array = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) rows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      WayRow *row = way_row_new (NULL, NULL, 2);

      if (i != 1)
        g_ptr_array_add (array, way_row_new_heading (i == 0 ? "Trees" : "Lights", 2));
      way_row_set_text (row, 0, names[i]);
      way_row_set_count (row, 1, (int) i);
      g_ptr_array_add (array, row);
    }
  rows = way_rows_new_array (array);
  way_table_set_columns (WAY_TABLE (table), table_columns, 2);
  way_table_set_rows (WAY_TABLE (table), rows);
  return table;
}

static void
break_nowhere (const char         *text,
               const WaySheetFont *font,
               double              width,
               GArray             *lines,
               gpointer            data)
{
  WaySheetLine line = { 0, strlen (text) };

  g_array_append_val (lines, line);
}

/* Headings are no rows of a spreadsheet, and headings on paper. */
static void
test_headings_part_the_list_on_paper (void)
{
  g_autoptr(GtkWidget) table = make_parted_table ();
  g_autofree char *csv = way_table_to_text (WAY_TABLE (table), FALSE, ',');
  WaySheetInfo info = { .title = "Places", .language = "en-GB", .made_on = get_today () };
  g_autoptr(WaySheet) sheet = way_table_sheet_new (WAY_TABLE (table), &info);
  WaySheetPage page = { WAY_SHEET_A4_WIDTH, WAY_SHEET_A4_HEIGHT, WAY_SHEET_MARGIN };
  g_autoptr(WaySheetLayout) layout = way_sheet_layout_new (sheet, &page, break_nowhere, NULL);
  g_autoptr(GString) said = g_string_new (NULL);
  const WaySheetMark *marks;
  guint n_marks;

  g_assert_cmpstr (csv, ==, "Name,On roll\nRowan,0\nWillow,1\nBeacon,2\n");
  marks = way_sheet_layout_get_marks (layout, 0, &n_marks);
  for (guint i = 0; i < n_marks; i++)
    if (marks[i].kind == WAY_SHEET_MARK_WORDS && marks[i].role != WAY_SHEET_ROLE_NONE)
      g_string_append_printf (said, "%s ", marks[i].text);
  g_assert_cmpstr (said->str, ==,
                   "Places Trees Name On roll Rowan 0 Willow 1 Lights Name On roll Beacon 2 ");
}

static void
test_table_copies_what_is_chosen (void)
{
  g_autoptr(GtkWidget) table = make_table ();
  g_autofree char *text = way_table_to_text (WAY_TABLE (table), TRUE, '\t');

  g_assert_cmpstr (text, ==, "Name\tOn roll\tSince\n");
  g_assert_null (way_table_get_current (WAY_TABLE (table)));
}

static void
test_session_writes_and_takes_back (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Nell", "Quarrington");
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  guint n_changed = 0;
  gint64 count;

  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), &n_changed);
  way_session_put (session, "Add a pupil", NULL, &way_pupil_entity, pupil, &error);
  g_assert_no_error (error);
  way_records_count (way_session_get_db (session), &way_pupil_entity, &count, NULL);
  g_assert_cmpint (count, ==, 4);
  way_session_undo (session, 0, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Add a pupil");
  way_records_count (way_session_get_db (session), &way_pupil_entity, &count, NULL);
  g_assert_cmpint (count, ==, 3);
  g_assert_cmpuint (n_changed, ==, 2);
}

static void
test_session_keeps_its_file_when_another_fails (void)
{
  g_autoptr(WaySession) session = make_session ();
  WayStore *store = way_session_get_store (session);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_session_open (session, "/nowhere/at/all.waymark", &error));
  g_assert_nonnull (error);
  g_assert_true (way_session_get_store (session) == store);
}

/* A template that is not bundled is found out only when its window opens. */
static void
test_every_template_is_bundled (void)
{
  static const char *const folders[] = { "", "forms/" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "ui", folders[i], NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GDir) dir = g_dir_open (path, 0, &error);
      const char *name;

      g_assert_no_error (error);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *resource =
            g_strdup_printf ("/org/waymark/Waymark/ui/%s%s", folders[i], name);

          if (!g_str_has_suffix (name, ".ui"))
            continue;
          g_test_message ("%s", resource);
          g_assert_true (
            g_resources_get_info (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
        }
    }
}

static void
test_preferences_open (void)
{
  g_autoptr(WaySession) session = make_session ();
  WayPreferencesWindow *window = way_preferences_window_new (NULL, session);

  gtk_window_present (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(WayApplication) app = NULL;
  int status;

  way_test_desktop_start ();
  g_test_init (&argc, &argv, NULL);
  app = way_application_new ();
  adw_init ();

  g_test_add_func ("/app/columns/follow-the-width", test_columns_follow_the_width);
  g_test_add_func ("/app/columns/obey-spans", test_columns_obey_spans);
  g_test_add_func ("/app/columns/no-higher-when-wider", test_columns_are_no_higher_when_wider);
  g_test_add_func ("/app/columns/have-room", test_columns_have_room_for_what_is_in_them);
  g_test_add_func ("/app/widths-grow-with-the-text", test_widths_grow_with_the_text);
  g_test_add_func ("/app/stat-card/takes-its-values", test_card_takes_its_values);
  g_test_add_func ("/app/small-widgets/come-and-go", test_small_widgets_come_and_go);
  g_test_add_func ("/app/task-row/menu-when-opened", test_a_task_has_a_menu_when_it_is_opened);
  g_test_add_func ("/app/line-row/leads", test_a_line_is_a_link_where_it_leads);
  g_test_add_func ("/app/date-entry/reads-people", test_date_entry_reads_people);
  g_test_add_func ("/app/codes/go-in-and-out", test_codes_go_in_and_out);
  g_test_add_func ("/app/codes/keep-their-order", test_codes_keep_their_order);
  g_test_add_func ("/app/year-view/keeps-the-day", test_year_view_keeps_the_day);
  g_test_add_func ("/app/record-entry/says-the-name", test_record_entry_says_the_name);
  g_test_add_func ("/app/filter-bar/narrows-the-query", test_filter_narrows_the_query);
  g_test_add_func ("/app/templates/every-one-is-bundled", test_every_template_is_bundled);
  g_test_add_func ("/app/preferences/open", test_preferences_open);
  g_test_add_func ("/app/table/is-written-as-csv", test_table_is_written_as_csv);
  g_test_add_func ("/app/table/headings-on-paper", test_headings_part_the_list_on_paper);
  g_test_add_func ("/app/table/copies-what-is-chosen", test_table_copies_what_is_chosen);
  g_test_add_func ("/app/session/writes-and-takes-back", test_session_writes_and_takes_back);
  g_test_add_func ("/app/session/keeps-its-file", test_session_keeps_its_file_when_another_fails);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
