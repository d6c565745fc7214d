/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of paper: where the words go, with letters six points wide and pages of
 * twenty lines; then the PDF, read back from its bytes. */

#define _GNU_SOURCE             /* memmem */

#include "way-sheet-draw.h"
#include "way-sheet-layout.h"

#include "way-date.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define LETTER    6.0
#define BODY_LINE 13.5

/* Margins of 20; with the foot's 30.8 points there is room for twenty lines. */
static const WaySheetPage page = { 240, 2 * 20 + 30.8 + 20 * BODY_LINE + 0.5, 20 };

static void
break_by_letters (const char         *text,
                  const WaySheetFont *font,
                  double              width,
                  GArray             *lines,
                  gpointer            data)
{
  gsize most = (gsize) (width / LETTER);
  gsize at = 0;

  do
    {
      gsize length = strcspn (text + at, "\n");
      WaySheetLine line = { at, MIN (length, most) };

      g_array_append_val (lines, line);
      at += line.length + (length <= most && text[at + length] == '\n');
    }
  while (text[at] != '\0');
}

static WaySheet *
new_sheet (void)
{
  return way_sheet_new (&(WaySheetInfo) { .title = "Referral", .language = "en-GB",
                                          .marking = "Sensitive",
                                          .made_on = way_date_ymd (2026, 11, 10) });
}

static WaySheetLayout *
lay_out (const WaySheet *sheet)
{
  return way_sheet_layout_new (sheet, &page, break_by_letters, NULL);
}

static const WaySheetMark *
find_words (const WaySheetLayout *layout,
            const char           *text,
            guint                *on_page)
{
  for (guint i = 0; i < way_sheet_layout_n_pages (layout); i++)
    {
      guint n;
      const WaySheetMark *marks = way_sheet_layout_get_marks (layout, i, &n);

      for (guint at = 0; at < n; at++)
        if (marks[at].kind == WAY_SHEET_MARK_WORDS && g_strcmp0 (marks[at].text, text) == 0)
          {
            if (on_page != NULL)
              *on_page = i;
            return &marks[at];
          }
    }
  return NULL;
}

static guint
count_words (const WaySheetLayout *layout,
             guint                 on_page,
             const char           *text)
{
  guint count = 0;
  guint n;
  const WaySheetMark *marks = way_sheet_layout_get_marks (layout, on_page, &n);

  for (guint i = 0; i < n; i++)
    count += marks[i].kind == WAY_SHEET_MARK_WORDS && g_strcmp0 (marks[i].text, text) == 0;
  return count;
}

static void
add_lines (WaySheet *sheet,
           guint     n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i + 1);
      /* A paragraph a line, without the space between paragraphs. */
      static const WaySheetStyle style = WAY_SHEET_BODY;

      way_sheet_add_text (sheet, style, text);
    }
}

/* A text of so many full lines. */
static char *
long_text (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%sline %u", i > 0 ? "\n" : "", i + 1);
  return g_string_free (text, FALSE);
}

static void
test_an_empty_sheet_is_one_page (void)
{
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheetLayout) layout = lay_out (sheet);

  g_assert_cmpuint (way_sheet_layout_n_pages (layout), ==, 1);
  g_assert_nonnull (find_words (layout, "Page 1 of 1", NULL));
  g_assert_nonnull (find_words (layout, "Referral · Sensitive", NULL));
}

static void
test_a_long_text_goes_on_overleaf (void)
{
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autofree char *text = long_text (45);
  g_autoptr(WaySheetLayout) layout = NULL;
  guint on_page;

  way_sheet_add_text (sheet, WAY_SHEET_BODY, text);
  layout = lay_out (sheet);
  g_assert_cmpuint (way_sheet_layout_n_pages (layout), ==, 3);
  g_assert_cmpfloat_with_epsilon (find_words (layout, "line 1", &on_page)->y, 20, 0.01);
  g_assert_cmpuint (on_page, ==, 0);
  find_words (layout, "line 20", &on_page);
  g_assert_cmpuint (on_page, ==, 0);
  g_assert_cmpfloat_with_epsilon (find_words (layout, "line 21", &on_page)->y, 20, 0.01);
  g_assert_cmpuint (on_page, ==, 1);
  g_assert_nonnull (find_words (layout, "Page 3 of 3", NULL));
}

static void
test_no_line_of_a_paragraph_is_left_alone (void)
{
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autofree char *text = long_text (21);
  g_autoptr(WaySheetLayout) layout = NULL;
  guint on_page;

  way_sheet_add_text (sheet, WAY_SHEET_BODY, text);
  layout = lay_out (sheet);
  find_words (layout, "line 19", &on_page);
  g_assert_cmpuint (on_page, ==, 0);
  find_words (layout, "line 20", &on_page);
  g_assert_cmpuint (on_page, ==, 1);
}

static void
test_a_heading_stays_with_what_follows (void)
{
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autofree char *text = long_text (18);
  g_autoptr(WaySheetLayout) layout = NULL;
  guint on_page;

  way_sheet_add_text (sheet, WAY_SHEET_BODY, text);
  way_sheet_add_text (sheet, WAY_SHEET_SUBHEADING, "What was tried");
  way_sheet_add_text (sheet, WAY_SHEET_BODY, "Mentoring");
  layout = lay_out (sheet);
  find_words (layout, "What was tried", &on_page);
  g_assert_cmpuint (on_page, ==, 1);
  find_words (layout, "Mentoring", &on_page);
  g_assert_cmpuint (on_page, ==, 1);
}

static void
test_fields_share_the_width (void)
{
  static const WaySheetField fields[] = {
    { .label = "Name", .value = "Kit Ashdown", .share = 3 },
    { .label = "Year", .value = "10" },
  };
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheetLayout) layout = NULL;
  const WaySheetMark *label;
  const WaySheetMark *value;

  way_sheet_add_fields (sheet, fields, 2);
  layout = lay_out (sheet);
  label = find_words (layout, "Name", NULL);
  value = find_words (layout, "Kit Ashdown", NULL);
  g_assert_cmpfloat (label->x, ==, value->x);
  g_assert_cmpfloat (label->y, <, value->y);
  g_assert_true (label->is_grey);
  g_assert_false (value->is_grey);
  g_assert_cmpfloat_with_epsilon (find_words (layout, "Year", NULL)->x - label->x, 150, 0.01);
}

static double
lowest_line (const WaySheetLayout *layout)
{
  double lowest = 0;
  guint n;
  const WaySheetMark *marks = way_sheet_layout_get_marks (layout, 0, &n);

  for (guint i = 0; i < n; i++)
    if (marks[i].kind == WAY_SHEET_MARK_LINE)
      lowest = MAX (lowest, marks[i].y + marks[i].height);
  return lowest;
}

static void
test_an_empty_field_leaves_room_for_the_hand (void)
{
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheet) more = new_sheet ();
  g_autoptr(WaySheetLayout) layout = NULL;
  g_autoptr(WaySheetLayout) higher = NULL;

  way_sheet_add_fields (sheet, &(WaySheetField) { .label = "Name" }, 1);
  way_sheet_add_fields (more, &(WaySheetField) { .label = "Name", .lines = 4 }, 1);
  layout = lay_out (sheet);
  higher = lay_out (more);
  g_assert_cmpfloat (lowest_line (layout), >, 20 + 8 + 18);
  g_assert_cmpfloat_with_epsilon (lowest_line (higher) - lowest_line (layout), 60, 0.01);
}

static void
test_choices_have_squares_side_by_side (void)
{
  static const char *const choices[] = { "Yes", "No", "Not known", NULL };
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheetLayout) layout = NULL;
  guint n_squares = 0;
  guint n;
  const WaySheetMark *marks;

  way_sheet_add_choices (sheet, "Looked after", choices, 2);
  layout = lay_out (sheet);
  marks = way_sheet_layout_get_marks (layout, 0, &n);
  for (guint i = 0; i < n; i++)
    n_squares += marks[i].kind == WAY_SHEET_MARK_SQUARE;
  g_assert_cmpuint (n_squares, ==, 3);
  g_assert_cmpfloat (find_words (layout, "Yes", NULL)->y, ==, find_words (layout, "No", NULL)->y);
  g_assert_cmpfloat (find_words (layout, "Yes", NULL)->x, ==,
                     find_words (layout, "Not known", NULL)->x);
}

static void
test_a_table_repeats_its_heads (void)
{
  static const WaySheetColumn columns[] = { { .head = "Term" },
                                            { .head = "Days", .is_number = TRUE } };
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheetLayout) layout = NULL;
  guint n_rows = 0;

  way_sheet_begin_table (sheet, columns, 2);
  for (guint i = 0; i < 40; i++)
    way_sheet_add_row (sheet, (const char *const[]) { "Autumn", "4.5" });
  layout = lay_out (sheet);
  g_assert_cmpuint (way_sheet_layout_n_pages (layout), >, 2);
  for (guint i = 0; i < way_sheet_layout_n_pages (layout); i++)
    {
      g_assert_cmpuint (count_words (layout, i, "Term"), ==, 1);
      n_rows += count_words (layout, i, "Autumn");
    }
  g_assert_cmpuint (n_rows, ==, 40);
  g_assert_true (find_words (layout, "4.5", NULL)->is_right);
}

/* The second line of a cell is read before the next cell. */
static void
test_cells_are_read_one_after_the_other (void)
{
  static const WaySheetColumn columns[] = { { .head = "A" }, { .head = "B" } };
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheetLayout) layout = NULL;
  g_autoptr(GString) read = g_string_new (NULL);
  const WaySheetMark *marks;
  guint n;

  way_sheet_begin_table (sheet, columns, 2);
  way_sheet_add_row (sheet, (const char *const[]) { "one\ntwo", "three\nfour" });
  layout = lay_out (sheet);
  marks = way_sheet_layout_get_marks (layout, 0, &n);
  for (guint i = 0; i < n; i++)
    if (marks[i].role == WAY_SHEET_ROLE_CELL)
      g_string_append_printf (read, "%s ", marks[i].text);
  g_assert_cmpstr (read->str, ==, "one two three four ");
}

static void
test_a_break_begins_a_page_once (void)
{
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheetLayout) layout = NULL;
  guint on_page;

  way_sheet_break_page (sheet);
  add_lines (sheet, 2);
  way_sheet_break_page (sheet);
  way_sheet_break_page (sheet);
  way_sheet_add_text (sheet, WAY_SHEET_BODY, "after");
  layout = lay_out (sheet);
  g_assert_cmpuint (way_sheet_layout_n_pages (layout), ==, 2);
  find_words (layout, "after", &on_page);
  g_assert_cmpuint (on_page, ==, 1);
}

static void
add_chart (WaySheet *sheet,
           double    height)
{
  static const guint32 days[] = { 739000, 739100 };
  static const double values[] = { 12, 14 };
  g_autoptr(WayChartData) data = way_chart_data_new_days (days, 2, NULL);
  g_autoptr(WayChart) chart = way_chart_new (data, WAY_CHART_TIME);

  way_chart_data_set_title (data, "Two more children on roll");
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "On roll" }, values);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_STEP, .role = WAY_CHART_SERIES_1 });
  way_sheet_add_chart (sheet, chart, height);
}

/* --- Contents and charts --- */

static void
test_contents_say_where_headings_stand (void)
{
  g_autoptr(WaySheet) sheet = new_sheet ();
  g_autoptr(WaySheetLayout) layout = NULL;
  const WaySheetMark *marks;
  g_autoptr(GString) numbers = g_string_new (NULL);
  g_autofree char *expected = NULL;
  gboolean is_there = FALSE;
  guint n;
  guint on_page;

  way_sheet_add_contents (sheet);
  way_sheet_break_page (sheet);
  way_sheet_add_text (sheet, WAY_SHEET_HEADING, "Places");
  add_lines (sheet, 30);
  way_sheet_add_text (sheet, WAY_SHEET_SUBHEADING, "By setting");
  add_lines (sheet, 2);
  layout = lay_out (sheet);
  marks = way_sheet_layout_get_marks (layout, 0, &n);
  for (guint i = 0; i < n; i++)
    if (marks[i].role == WAY_SHEET_ROLE_LINK)
      g_string_append_printf (numbers, "%s %u|", marks[i].text, marks[i].target);
  on_page = way_sheet_layout_find_page (layout, 33);
  expected = g_strdup_printf ("Places 2|2 2|By setting 33|%u 33|", on_page + 1);
  g_assert_cmpstr (numbers->str, ==, expected);
  marks = way_sheet_layout_get_marks (layout, on_page, &n);
  for (guint i = 0; i < n; i++)
    is_there |= marks[i].role == WAY_SHEET_ROLE_SUBHEADING;
  g_assert_true (is_there);
  g_assert_cmpuint (on_page, >, 1);
}

static void
test_a_heading_stays_with_its_chart (void)
{
  for (guint before = 0; before < 20; before++)
    {
      g_autoptr(WaySheet) sheet = new_sheet ();
      g_autoptr(WaySheetLayout) layout = NULL;
      const WaySheetMark *marks;
      gboolean is_there = FALSE;
      guint on_page;
      guint n;

      add_lines (sheet, before);
      way_sheet_add_text (sheet, WAY_SHEET_HEADING, "Picture");
      add_chart (sheet, 10 * BODY_LINE);
      layout = lay_out (sheet);
      g_assert_nonnull (find_words (layout, "Picture", &on_page));
      marks = way_sheet_layout_get_marks (layout, on_page, &n);
      for (guint i = 0; i < n; i++)
        is_there |= marks[i].kind == WAY_SHEET_MARK_CHART;
      g_assert_true (is_there);
    }
}

static void
test_a_chart_stays_with_its_sentence (void)
{
  for (guint before = 0; before < 60; before++)
    {
      g_autoptr(WaySheet) sheet = new_sheet ();
      g_autoptr(WaySheetLayout) layout = NULL;
      const WaySheetMark *marks;
      gboolean is_there = FALSE;
      guint on_page;
      guint n;

      add_lines (sheet, before);
      add_chart (sheet, 10 * BODY_LINE);
      way_sheet_add_text (sheet, WAY_SHEET_NOTE, "Two more");
      layout = lay_out (sheet);
      g_assert_nonnull (find_words (layout, "Two more", &on_page));
      marks = way_sheet_layout_get_marks (layout, on_page, &n);
      for (guint i = 0; i < n; i++)
        is_there |= marks[i].kind == WAY_SHEET_MARK_CHART;
      g_assert_true (is_there);
    }
}

static void
add_random_block (WaySheet *sheet)
{
  g_autofree char *text = long_text ((guint) g_test_rand_int_range (0, 40));
  WaySheetField fields[] = { { .label = "Field", .value = text,
                               .lines = (guint) g_test_rand_int_range (0, 8) },
                             { .label = "Other", .share = 2 } };

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
      way_sheet_add_text (sheet, (WaySheetStyle) g_test_rand_int_range (0, 5), text);
      break;
    case 1:
      way_sheet_add_fields (sheet, fields, (guint) g_test_rand_int_range (1, 3));
      break;
    case 2:
      way_sheet_add_choices (sheet, "Choice", (const char *const[]) { "a", text, "c", NULL },
                             (guint) g_test_rand_int_range (1, 4));
      break;
    case 3:
      way_sheet_break_page (sheet);
      break;
    case 4:
      add_chart (sheet, g_test_rand_int_range (10, 2000));
      break;
    case 5:
      way_sheet_add_contents (sheet);
      break;
    default:
      way_sheet_begin_table (sheet, (const WaySheetColumn[]) { { "A", 2 }, { "B", 1 } }, 2);
      for (int i = g_test_rand_int_range (0, 30); i > 0; i--)
        way_sheet_add_row (sheet, (const char *const[]) { i % 7 == 0 ? text : "x", NULL });
      break;
    }
}

/* Whatever a sheet holds, no mark lies outside the margins or on the foot, and
 * no line of words on another of its column. */
static void
test_nothing_falls_off_the_page (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(WaySheet) sheet = new_sheet ();
      g_autoptr(WaySheetLayout) layout = NULL;

      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        add_random_block (sheet);
      layout = lay_out (sheet);
      for (guint i = 0; i < way_sheet_layout_n_pages (layout); i++)
        {
          guint n;
          const WaySheetMark *marks = way_sheet_layout_get_marks (layout, i, &n);

          for (guint at = 0; at + 2 < n; at++)
            {
              g_assert_cmpfloat (marks[at].y, >=, page.margin - 0.01);
              g_assert_cmpfloat (marks[at].y + marks[at].height, <=,
                                 page.height - page.margin - 30.8 + 0.01);
              g_assert_cmpfloat (marks[at].x, >=, page.margin - 0.01);
              g_assert_cmpfloat (marks[at].x + marks[at].width, <=,
                                 page.width - page.margin + 0.01);
              if (at > 0 && marks[at].kind == WAY_SHEET_MARK_WORDS &&
                  marks[at - 1].kind == WAY_SHEET_MARK_WORDS && marks[at].x == marks[at - 1].x)
                g_assert_cmpfloat (marks[at].y, >=,
                                   marks[at - 1].y + marks[at - 1].height - 0.01);
            }
        }
    }
}

/* --- PDF --- */

static WaySheet *
new_form (void)
{
  WaySheet *sheet = new_sheet ();

  way_sheet_add_text (sheet, WAY_SHEET_TITLE, "Referral");
  way_sheet_add_text (sheet, WAY_SHEET_HEADING, "1 Referrer");
  way_sheet_add_fields (sheet, &(WaySheetField) { .label = "School", .value = "Fernhill" }, 1);
  way_sheet_begin_table (sheet, &(WaySheetColumn) { .head = "What was tried" }, 1);
  for (guint i = 0; i < 80; i++)
    way_sheet_add_row (sheet, (const char *const[]) { "Mentoring" });
  return sheet;
}

static gboolean
holds (GBytes     *bytes,
       const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_the_pdf_says_what_it_is (void)
{
  g_autoptr(WaySheet) sheet = new_form ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = way_sheet_to_pdf (sheet, &error);

  g_assert_no_error (error);
  g_assert_true (holds (pdf, "/Title (Referral)"));
  g_assert_true (holds (pdf, "/Lang (en-GB)"));
  g_assert_true (holds (pdf, "/Scope /Column"));
  g_assert_true (holds (pdf, "/DisplayDocTitle true"));
  g_assert_true (holds (pdf, "20261110000000"));
  g_assert_true (holds (pdf, "/FontFile"));
  g_assert_true (holds (pdf, "/Marked true"));
  g_assert_true (holds (pdf, "/H2"));
  g_assert_true (holds (pdf, "/TH"));
}

static void
test_the_same_sheet_gives_the_same_bytes (void)
{
  g_autoptr(WaySheet) sheet = new_form ();
  g_autoptr(WaySheet) again = new_form ();
  g_autoptr(GBytes) first = way_sheet_to_pdf (sheet, NULL);
  g_autoptr(GBytes) second = way_sheet_to_pdf (again, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

/* What a program of poppler or qpdf says of the file; NULL where it is not
 * installed. */
static char *
ask (GBytes      *pdf,
     const char  *program,
     const char  *option,
     char       **complaints)
{
  g_autofree char *found = g_find_program_in_path (program);
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  char *said = NULL;
  int status = 0;
  gsize size;
  const char *bytes = g_bytes_get_data (pdf, &size);
  const char *argv[] = { program, option, NULL, NULL };

  if (found == NULL)
    return NULL;
  folder = g_dir_make_tmp ("way-sheet-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "sheet.pdf", NULL);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  argv[option != NULL ? 2 : 1] = path;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said,
                               complaints, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_unlink (path);
  g_rmdir (folder);
  return said;
}

static WaySheet *
new_report (void)
{
  WaySheet *sheet = new_form ();

  way_sheet_add_text (sheet, WAY_SHEET_HEADING, "2 Picture");
  add_chart (sheet, 200);
  way_sheet_add_text (sheet, WAY_SHEET_SUBHEADING, "2.1 Words");
  way_sheet_add_contents (sheet);
  return sheet;
}

static void
test_others_find_the_pdf_whole (void)
{
  static const struct { const char *program, *option, *says; } asked[] = {
    { "qpdf", "--check", "No syntax or stream encoding errors" },
    { "pdffonts", NULL, "yes yes yes" },
    { "pdfinfo", NULL, "Tagged:          yes" },
    { "pdfinfo", "-struct-text", "Figure" },
    { "pdfinfo", "-struct", "/Scope /Column" },
    { "qpdf", "--json", "/Outlines" },
    { "qpdf", "--json", "2.1 Words" },
    { "qpdf", "--json", "\"/Alt\": \"u:Two more children on roll" },
  };
  g_autoptr(WaySheet) sheet = new_report ();
  g_autoptr(GBytes) pdf = way_sheet_to_pdf (sheet, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *complaints = NULL;
      g_autofree char *said = ask (pdf, asked[i].program, asked[i].option, &complaints);

      if (said == NULL)
        {
          g_test_message ("%s is not installed", asked[i].program);
          continue;
        }
      g_assert_cmpstr (complaints, ==, "");
      if (strstr (said, asked[i].says) == NULL)
        g_error ("%s %s does not say “%s”:\n%s", asked[i].program, asked[i].option, asked[i].says,
                 said);
    }
}

static void
test_no_other_file_is_taken_for_a_pdf (void)
{
  static const char *const files[] = {
    "", "%PDF-1.7\n", "trailer\n<< /Size 3 /Root 1 0 R /Info 2 0 R >>\nstartxref\n9\n",
  };
  WayPdfSpeech speech = { .language = "en" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (way_pdf_finish (bytes, &speech, &error));
      g_assert_error (error, WAY_REPORT_ERROR, WAY_REPORT_ERROR_DRAW);
    }
}

/* The foot of a page is no part of what is read. */
static void
test_the_foot_is_not_read_out (void)
{
  g_autoptr(WaySheet) sheet = new_report ();
  g_autoptr(GBytes) pdf = way_sheet_to_pdf (sheet, NULL);
  g_autofree char *said = ask (pdf, "pdfinfo", "-struct-text", NULL);

  if (said == NULL)
    {
      g_test_skip ("pdfinfo is not installed");
      return;
    }
  g_assert_nonnull (strstr (said, "Mentoring"));
  g_assert_null (strstr (said, "Page 1"));
}

/* A picture without its words is no picture. */
static void
test_pictures_and_their_words_are_as_many (void)
{
  g_autoptr(WaySheet) sheet = new_report ();
  g_autoptr(GBytes) pdf = way_sheet_to_pdf (sheet, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (way_pdf_finish (pdf, &(WayPdfSpeech) { .language = "en" }, &error));
  g_assert_error (error, WAY_REPORT_ERROR, WAY_REPORT_ERROR_DRAW);
}

static void
test_a_language_cannot_break_out (void)
{
  g_autoptr(WaySheet) sheet = way_sheet_new (&(WaySheetInfo) { .title = "x",
                                                               .language = "en) /Bad (" });
  g_autoptr(GError) error = NULL;

  g_assert_null (way_sheet_to_pdf (sheet, &error));
  g_assert_error (error, WAY_REPORT_ERROR, WAY_REPORT_ERROR_DRAW);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/sheet/empty", test_an_empty_sheet_is_one_page);
  g_test_add_func ("/report/sheet/overleaf", test_a_long_text_goes_on_overleaf);
  g_test_add_func ("/report/sheet/no-line-alone", test_no_line_of_a_paragraph_is_left_alone);
  g_test_add_func ("/report/sheet/heading-stays", test_a_heading_stays_with_what_follows);
  g_test_add_func ("/report/sheet/fields-share", test_fields_share_the_width);
  g_test_add_func ("/report/sheet/room-for-the-hand",
                   test_an_empty_field_leaves_room_for_the_hand);
  g_test_add_func ("/report/sheet/choices", test_choices_have_squares_side_by_side);
  g_test_add_func ("/report/sheet/table-heads", test_a_table_repeats_its_heads);
  g_test_add_func ("/report/sheet/order-of-reading", test_cells_are_read_one_after_the_other);
  g_test_add_func ("/report/sheet/break", test_a_break_begins_a_page_once);
  g_test_add_func ("/report/sheet/contents", test_contents_say_where_headings_stand);
  g_test_add_func ("/report/sheet/heading-and-chart", test_a_heading_stays_with_its_chart);
  g_test_add_func ("/report/sheet/chart-and-sentence", test_a_chart_stays_with_its_sentence);
  g_test_add_func ("/report/sheet/random", test_nothing_falls_off_the_page);
  g_test_add_func ("/report/pdf/metadata", test_the_pdf_says_what_it_is);
  g_test_add_func ("/report/pdf/same-bytes", test_the_same_sheet_gives_the_same_bytes);
  g_test_add_func ("/report/pdf/others", test_others_find_the_pdf_whole);
  g_test_add_func ("/report/pdf/foot", test_the_foot_is_not_read_out);
  g_test_add_func ("/report/pdf/pictures", test_pictures_and_their_words_are_as_many);
  g_test_add_func ("/report/pdf/other-files", test_no_other_file_is_taken_for_a_pdf);
  g_test_add_func ("/report/pdf/language", test_a_language_cannot_break_out);
  return g_test_run ();
}
