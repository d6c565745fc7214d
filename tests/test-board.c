/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board pack: terms, what it counts, what it hides, and that the same file gives
 * the same bytes. */

#include "way-board-sheet.h"

#include <string.h>

#include "way-chart-words.h"
#include "way-codes.h"
#include "way-directory.h"
#include "way-journey.h"
#include "way-pinned-notes.h"
#include "way-sample.h"
#include "way-sheet-draw.h"
#include "way-sheet-private.h"

static const char *
translate (const char *msgid)
{
  return msgid;
}

static char *
say_day (const GDate *day)
{
  return way_chart_say_date (NULL, way_date_julian (day));
}

static char *
say_money (gint64 pence)
{
  return g_strdup_printf ("%d", (int) pence);
}

static const WayPaperWords words = { translate, say_day, say_money, "en-GB" };

static WayStore *
new_sample (void)
{
  g_autoptr(GError) error = NULL;
  WayStore *store = way_store_open (":memory:", WAY_DB_CREATE, &error);
  WaySampleOptions options = { .today = way_date_ymd (2022, 5, 31) };

  g_assert_no_error (error);
  g_assert_true (way_sample_write (way_store_get_db (store), "solihull-2022", &options, NULL, NULL,
                                   NULL, &error));
  g_assert_no_error (error);
  return store;
}

static WaySheet *
make_pack (WayStore    *store,
           const char  *term,
           GError     **error)
{
  WayBoardAsk ask = { .term = term, .today = way_date_ymd (2022, 5, 19), .words = &words };

  return way_board_sheet_new (way_store_get_db (store), &ask, error);
}

/* Whether a table of the sheet has a row of these cells. */
static gboolean
has_row (const WaySheet     *sheet,
         const char *const  *cells)
{
  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const WaySheetBlock *block = g_ptr_array_index (sheet->blocks, i);

      if (block->kind != WAY_SHEET_BLOCK_TABLE || block->columns != g_strv_length ((char **) cells))
        continue;
      for (guint at = 0; at < block->cells->len; at += block->columns)
        {
          guint same = 0;

          while (same < block->columns &&
                 g_str_equal (g_array_index (block->cells, WaySheetCell, at + same).value,
                              cells[same]))
            same++;
          if (same == block->columns)
            return TRUE;
        }
    }
  return FALSE;
}

static guint
count_kind (const WaySheet    *sheet,
            WaySheetBlockKind  kind)
{
  guint n = 0;

  for (guint i = 0; i < sheet->blocks->len; i++)
    n += ((const WaySheetBlock *) g_ptr_array_index (sheet->blocks, i))->kind == kind;
  return n;
}

/* One file and one pack for all who only read; both until the program ends. */
static WayStore *
get_store (void)
{
  static WayStore *store;

  if (store == NULL)
    store = new_sample ();
  return store;
}

static const WaySheet *
get_summer (void)
{
  static WaySheet *summer;
  g_autoptr(GError) error = NULL;

  if (summer == NULL)
    summer = make_pack (get_store (), "2022-summer", &error);
  g_assert_no_error (error);
  return summer;
}

/* The figures of May 2022, as Solihull published them. */
static void
test_a_pack_counts_from_the_records (void)
{
  const WaySheet *sheet = get_summer ();

  g_assert_true (has_row (sheet, (const char *const[]) { "Solihull Academy", "150", "125", "25",
                                                         "83.3%", NULL }));
  g_assert_true (has_row (sheet, (const char *const[]) { "Total", "217", "177", "40", "81.6%",
                                                         NULL }));
  g_assert_cmpuint (count_kind (sheet, WAY_SHEET_BLOCK_CHART), >=, 1);
  g_assert_cmpuint (count_kind (sheet, WAY_SHEET_BLOCK_CONTENTS), ==, 1);
}

static gboolean
end_all_but (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  const WayId *left = data;
  g_autoptr(GPtrArray) all = way_records_list (db, &way_placement_entity, NULL, NULL, error);
  GDate on = way_date_ymd (2022, 5, 19);
  GDate last = way_date_ymd (2022, 5, 18);
  guint kept = 0;

  for (guint i = 0; i < all->len; i++)
    {
      WayPlacement *one = g_ptr_array_index (all, i);

      if (!way_id_equal (&one->provision, left) || way_date_compare (&one->start, &last) > 0 ||
          (way_date_is_set (&one->end) && way_date_compare (&one->end, &on) < 0) || kept++ < 2)
        continue;
      one->end = last;
      if (!way_records_update (db, &way_placement_entity, one, error))
        return FALSE;
    }
  return TRUE;
}

static const WaySheetBlock *
block_at (const WaySheet *sheet,
          guint           at)
{
  return at < sheet->blocks->len ? g_ptr_array_index (sheet->blocks, at) : NULL;
}

/* A chart is followed by its sentence, its table and what it means; the two that
 * the first version of the pack had bring tables of their own. */
static void
test_a_chart_brings_sentence_table_and_meaning (void)
{
  const WaySheet *sheet = get_summer ();
  guint n_whole = 0;

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const WaySheetBlock *next = block_at (sheet, i + 1);
      const WaySheetBlock *table = block_at (sheet, i + 2);
      const WaySheetBlock *meaning = block_at (sheet, i + 3);

      if (block_at (sheet, i)->kind != WAY_SHEET_BLOCK_CHART)
        continue;
      g_assert_cmpint (next->kind, ==, WAY_SHEET_BLOCK_TEXT);
      g_assert_cmpint (next->style, ==, WAY_SHEET_NOTE);
      if (table->kind != WAY_SHEET_BLOCK_TABLE || meaning->kind != WAY_SHEET_BLOCK_TEXT ||
          !g_str_has_prefix (g_array_index (meaning->cells, WaySheetCell, 0).value,
                             "What it means. "))
        continue;
      g_assert_cmpint (block_at (sheet, i - 1)->style, ==, WAY_SHEET_SUBHEADING);
      n_whole++;
    }
  /* Occupancy, the path, moves, attendance, waits and stays, costs. */
  g_assert_cmpuint (n_whole, >=, 8);
}

static gboolean
write_note (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  return way_records_insert (db, &way_pinned_note_entity, data, error);
}

/* The first chart is of occupancy: with its target, and what was pinned to it. */
static void
test_target_and_notes_are_on_the_chart (void)
{
  g_autoptr(WayStore) store = new_sample ();
  WayEditInfo info = { .name = "Pin a note to a chart" };
  GDate day = way_date_ymd (2022, 3, 1);
  g_autoptr(WayPinnedNote) note = way_pinned_note_start (WAY_PINNED_TO_PLACES, NULL, &day, NULL);
  g_autoptr(WaySheet) sheet = NULL;
  guint at = 0;

  note->text = g_strdup ("The annexe opened");
  g_assert_true (way_store_write (store, &info, write_note, note, NULL, NULL));
  sheet = make_pack (store, "2022-summer", NULL);
  while (block_at (sheet, at)->kind != WAY_SHEET_BLOCK_CHART)
    at++;
  g_assert_cmpuint (way_chart_data_n_series (way_chart_get_data (block_at (sheet, at)->chart)), ==, 4);
  g_assert_nonnull (strstr (g_array_index (block_at (sheet, at + 1)->cells, WaySheetCell, 0).value,
                            "The annexe opened"));
}

/* Every section has a place for words, filled or not. */
static void
test_every_section_has_its_commentary (void)
{
  const WaySheet *sheet = get_summer ();
  g_autoptr(GPtrArray) sections = way_codes_list ("board_section", NULL);

  g_assert_cmpuint (count_kind (sheet, WAY_SHEET_BLOCK_FIELDS), ==, sections->len);
}

/* No chart and no table tells of one or two children. */
static void
test_no_chart_tells_of_few (void)
{
  const WaySheet *sheet = get_summer ();
  guint n_flows = 0;

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const WaySheetBlock *block = block_at (sheet, i);

      if (block->kind != WAY_SHEET_BLOCK_TABLE || block->columns != 3)
        continue;
      for (guint at = 0; at < block->cells->len; at += 3)
        {
          const char *stays = g_array_index (block->cells, WaySheetCell, at + 1).value;

          g_assert_cmpstr (stays, !=, "1");
          g_assert_cmpstr (stays, !=, "2");
          n_flows++;
        }
    }
  g_assert_cmpuint (n_flows, >, 0);
}

/* Two children at a setting are hidden, and with them what they could be worked out
 * from. */
static void
test_two_children_are_not_shown (void)
{
  g_autoptr(WayStore) store = new_sample ();
  WayDb *db = way_store_get_db (store);
  g_autoptr(GPtrArray) all = way_records_list (db, &way_provision_entity, NULL, NULL, NULL);
  WayEditInfo info = { .name = "End placements" };
  g_autoptr(WaySheet) sheet = NULL;
  g_autoptr(GError) error = NULL;
  WayId triple = { { 0 } };

  for (guint i = 0; i < all->len; i++)
    {
      const WayProvision *one = g_ptr_array_index (all, i);
      g_autoptr(WayEstablishment) place = way_records_get (db, &way_establishment_entity,
                                                           &one->establishment, NULL);

      if (place != NULL && g_str_equal (place->name, "Triple Crown Centre") && one->counted == 1)
        triple = one->id;
    }
  g_assert_false (way_id_is_null (&triple));
  g_assert_true (way_store_write (store, &info, end_all_but, &triple, NULL, &error));
  g_assert_no_error (error);
  sheet = make_pack (store, "2022-summer", &error);
  g_assert_no_error (error);
  g_assert_true (has_row (sheet, (const char *const[]) { "Triple Crown Centre", "32", "c", "c",
                                                         "c", NULL }));
  g_assert_true (has_row (sheet, (const char *const[]) { "Daylesford Academy", "35", "c", "c", "c",
                                                         NULL }));
}

static void
test_terms_are_named_by_their_year (void)
{
  static const struct { int year, month, day; const char *term; } cases[] = {
    { 2021, 9, 1, "2021-autumn" }, { 2021, 12, 31, "2021-autumn" }, { 2022, 1, 1, "2022-spring" },
    { 2022, 5, 19, "2022-summer" },
  };
  static const char *const wrong[] = { "", "2022", "spring-2022", "2022-winter", "22-spring",
                                       "2022-springs", "99999-spring" };
  WayStore *store = get_store ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate day = way_date_ymd (cases[i].year, cases[i].month, cases[i].day);
      g_autofree char *term = way_board_term_of (way_store_get_db (store), &day, NULL);

      g_assert_cmpstr (term, ==, cases[i].term);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (make_pack (store, wrong[i], &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
    }
}

static void
test_a_term_to_come_is_refused (void)
{
  WayStore *store = get_store ();
  g_autoptr(GError) error = NULL;

  g_assert_null (make_pack (store, "2022-autumn", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

static void
test_the_same_file_gives_the_same_bytes (void)
{
  WayStore *store = get_store ();
  g_autoptr(WaySheet) one = make_pack (store, "2022-spring", NULL);
  g_autoptr(WaySheet) other = make_pack (store, "2022-spring", NULL);
  g_autoptr(GBytes) first = way_sheet_to_pdf (one, NULL);
  g_autoptr(GBytes) second = way_sheet_to_pdf (other, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

/* What is given out is kept, commentary and all. */
static void
test_a_pack_is_kept_and_can_be_taken_back (void)
{
  g_autoptr(WayStore) store = new_sample ();
  WayAct act = { .store = store, .today = way_date_ymd (2022, 5, 19), .who = "Office" };
  WayEditInfo info = { .name = "Undo" };
  g_autoptr(GBytes) pdf = g_bytes_new_static ("%PDF-", 5);
  g_autoptr(GPtrArray) kept = NULL;
  const WayBoardPack *pack;
  gint64 n = 0;

  g_assert_true (way_board_keep (&act, "2021-autumn", pdf, NULL));
  kept = way_records_list (way_store_get_db (store), &way_board_pack_entity, NULL, NULL, NULL);
  pack = g_ptr_array_index (kept, 0);
  g_assert_cmpint (g_date_get_year (&pack->cut_off), ==, 2021);
  g_assert_cmpint (g_date_get_month (&pack->cut_off), ==, 12);
  g_assert_true (way_date_equal (&pack->made, &act.today));
  g_assert_true (way_records_count (way_store_get_db (store), &way_board_pack_entity, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  g_assert_true (way_store_undo (store, act.edit, &info, NULL, NULL));
  g_assert_true (way_records_count (way_store_get_db (store), &way_board_pack_entity, &n, NULL));
  g_assert_cmpint (n, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/board/counts", test_a_pack_counts_from_the_records);
  g_test_add_func ("/report/board/whole-charts", test_a_chart_brings_sentence_table_and_meaning);
  g_test_add_func ("/report/board/target-and-notes", test_target_and_notes_are_on_the_chart);
  g_test_add_func ("/report/board/commentary", test_every_section_has_its_commentary);
  g_test_add_func ("/report/board/few", test_no_chart_tells_of_few);
  g_test_add_func ("/report/board/hides", test_two_children_are_not_shown);
  g_test_add_func ("/report/board/terms", test_terms_are_named_by_their_year);
  g_test_add_func ("/report/board/to-come", test_a_term_to_come_is_refused);
  g_test_add_func ("/report/board/same-bytes", test_the_same_file_gives_the_same_bytes);
  g_test_add_func ("/report/board/kept", test_a_pack_is_kept_and_can_be_taken_back);
  return g_test_run ();
}
