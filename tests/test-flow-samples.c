/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use cases on a whole made-up authority: figures that were published, pages of
 * every record, and a journey of a real child there and back. */

#include "way-directory-facts.h"
#include "way-placement-flow.h"
#include "way-pupil-facts.h"
#include "way-referral-flow.h"
#include "way-sample.h"
#include "way-test-world.h"
#include "way-today.h"

static WayStore *
open_sample (const char *name)
{
  g_autoptr(GError) error = NULL;
  WaySampleOptions options = { .today = way_date_ymd (2026, 11, 10) };
  WayStore *store = way_store_open (":memory:", WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  way_sample_write (way_store_get_db (store), name,
                    g_str_equal (name, "demo") ? &options : NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return store;
}

static void
test_the_published_counts_come_out (void)
{
  static const struct
  {
    int    month;
    int    day;
    gint64 on_roll;
    gint64 empty;
  } cases[] = { { 1, 20, 146, 71 }, { 5, 19, 177, 40 } };
  g_autoptr(WayStore) store = open_sample ("solihull-2022");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate today = way_date_ymd (2022, cases[i].month, cases[i].day);
      g_autoptr(GError) error = NULL;
      g_autoptr(WayToday) self = way_today_load (way_store_get_db (store), &today, &error);

      g_assert_no_error (error);
      g_assert_cmpint (self->figures[WAY_FIGURE_ON_ROLL].value, ==, cases[i].on_roll);
      g_assert_cmpint (self->figures[WAY_FIGURE_EMPTY_PLACES].value, ==, cases[i].empty);
      g_assert_cmpint (self->figures[WAY_FIGURE_EMPTY_PLACES].of, ==, 217);
    }
}

/* A desk that people could have: little is late, and nothing for long. */
static void
test_the_demonstration_has_a_desk (void)
{
  g_autoptr(WayStore) store = open_sample ("demo");
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayToday) self = way_today_load (way_store_get_db (store), &today, &error);

  g_assert_no_error (error);
  g_assert_cmpint (self->figures[WAY_FIGURE_WAITING].value, >=, 16);
  g_assert_cmpint (self->figures[WAY_FIGURE_WAITING].value, <=, 22);
  g_assert_cmpint (self->figures[WAY_FIGURE_DUE_THIS_WEEK].value, >=, 3);
  g_assert_cmpint (self->figures[WAY_FIGURE_DUE_THIS_WEEK].value, <=, 6);
  g_assert_cmpint (self->figures[WAY_FIGURE_IN_BREACH].value, >=, 1);
  g_assert_cmpint (self->figures[WAY_FIGURE_IN_BREACH].value, <=, 5);
  for (guint i = 0; i < self->tasks->len; i++)
    {
      const WayTask *task = g_ptr_array_index (self->tasks, i);

      if (task->kind == WAY_TASK_DUTY)
        g_assert_cmpint (task->days, >=, -10);
    }
}

/* Every page of a kind can be made, and says its own name. */
static void
test_every_record_has_a_page (void)
{
  g_autoptr(WayStore) store = open_sample ("demo");
  WayDb *db = way_store_get_db (store);
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (db, &error);
  g_autoptr(GPtrArray) pupils = way_records_list (db, &way_pupil_entity, NULL, NULL, &error);
  g_autoptr(GPtrArray) rows = way_directory_list (facts, &today, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pupils->len, >, 0);
  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < pupils->len; i++)
    {
      const WayPupil *pupil = g_ptr_array_index (pupils, i);
      g_autoptr(WayPupilFacts) page = way_pupil_facts_load (facts, &pupil->id, &today, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (page->pupil->surname, ==, pupil->surname);
      g_assert_cmpint (page->attended, <=, page->possible);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const WayDirectoryRow *row = g_ptr_array_index (rows, i);
      g_autoptr(WayDirectoryRecord) record = NULL;

      if (way_id_is_null (&row->provision))
        continue;
      record = way_directory_record_load (facts, &row->provision, &today, &error);
      g_assert_no_error (error);
      g_assert_cmpint (record->row->free, ==, row->free);
    }
}

/* The fast way to the duties of all agrees with the slow way, child by child. */
static void
test_duties_of_all_are_those_of_each (void)
{
  g_autoptr(WayStore) store = open_sample ("demo");
  WayDb *db = way_store_get_db (store);
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (db, &error);
  g_autoptr(GPtrArray) all = way_duties_list (facts, &today, NULL, &error);
  g_autoptr(GPtrArray) pupils = way_records_list (db, &way_pupil_entity, NULL, NULL, &error);
  guint sum = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < pupils->len; i++)
    {
      WayDutiesFilter filter = { .pupil = *way_record_id (g_ptr_array_index (pupils, i)) };
      g_autoptr(GPtrArray) own = way_duties_list (facts, &today, &filter, &error);

      g_assert_no_error (error);
      sum += own->len;
    }
  g_assert_cmpuint (all->len, >, 0);
  g_assert_cmpuint (sum, ==, all->len);
}

static gint64
on_roll (WayStore    *store,
         const GDate *today)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayToday) self = way_today_load (way_store_get_db (store), today, &error);

  g_assert_no_error (error);
  return self->figures[WAY_FIGURE_ON_ROLL].value;
}

/* Ends a placement that runs, sees one fewer, and takes it back. */
static void
test_an_end_taken_back_brings_the_figure_back (void)
{
  g_autoptr(WayStore) store = open_sample ("solihull-2022");
  WayAct act = { .store = store, .today = way_date_ymd (2022, 5, 19), .who = "Tester" };
  GDate yesterday = way_date_ymd (2022, 5, 18);
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GError) error = NULL;
  gint64 before = on_roll (store, &act.today);
  WayId id;

  stmt = way_db_prepare (way_store_get_db (store),
                         "SELECT placement.id FROM placement"
                         " JOIN provision ON provision.id = placement.provision"
                         " WHERE provision.counted = 1 AND placement.start < :day"
                         " AND placement.\"end\" IS NULL"
                         " AND (SELECT count (*) FROM placement AS other"
                         "  WHERE other.pupil = placement.pupil) = 1"
                         " ORDER BY placement.id LIMIT 1", &error);
  way_stmt_bind_date (stmt, ":day", &yesterday);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  id = way_stmt_id (stmt, 0);
  g_clear_pointer (&stmt, way_stmt_free);

  g_assert_true (way_placement_end (&act, &id, &yesterday, "MAINSTREAM_HOME", NULL, &error));
  g_assert_cmpint (on_roll (store, &act.today), ==, before - 1);
  g_assert_true (way_store_undo (store, act.edit, &info, NULL, &error));
  g_assert_cmpint (on_roll (store, &act.today), ==, before);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/flow-samples/published-counts", test_the_published_counts_come_out);
  g_test_add_func ("/service/flow-samples/desk", test_the_demonstration_has_a_desk);
  g_test_add_func ("/service/flow-samples/every-page", test_every_record_has_a_page);
  g_test_add_func ("/service/flow-samples/duties-of-each", test_duties_of_all_are_those_of_each);
  g_test_add_func ("/service/flow-samples/undo", test_an_end_taken_back_brings_the_figure_back);
  return g_test_run ();
}
