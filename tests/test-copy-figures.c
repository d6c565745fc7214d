/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures from an office to copies that may not count: what the governance group is
 * told, as what it is released, and what stays where it cannot be. */

#include "way-test-devices.h"
#include "way-test-folder.h"
#include "way-test-sample.h"

#include "way-directory-facts.h"
#include "way-file.h"
#include "way-match-facts.h"
#include "way-people.h"
#include "way-publish.h"
#include "way-strategy-flow.h"
#include "way-told-places.h"

typedef struct
{
  WayTestDevices devices;
  WayTestDevice *copy;
} World;

static GDate
today (void)
{
  return way_test_devices_today ();
}

/* Made once: each test has a copy of it. */
static char *
make_sample (void)
{
  WaySampleOptions options = { .today = today () };
  char *folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "demo.waymark", NULL);
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_CREATE, NULL);
  g_autoptr(GError) error = NULL;

  way_sample_write (db, "demo", &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return folder;
}

static void
set_up (World         *world,
        gconstpointer  folder)
{
  g_autofree char *sample = g_build_filename (folder, "demo.waymark", NULL);
  g_autofree char *path = NULL;
  g_autoptr(GBytes) bytes = way_file_read (sample, 1 << 30, NULL);

  world->devices.folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->devices.mail = g_build_filename (world->devices.folder, "mail.waybundle", NULL);
  path = g_build_filename (world->devices.folder, "office.waymark", NULL);
  g_assert_true (way_file_write (path, bytes, NULL));
  world->devices.office = way_db_open (path, WAY_DB_WRITE, NULL);
  world->devices.devices = g_ptr_array_new ();
}

static void
tear_down (World         *world,
           gconstpointer  folder)
{
  way_test_devices_clear (&world->devices);
}

static void
join (World *world,
      guint  role)
{
  world->copy = way_test_devices_enrol (&world->devices, role, NULL);
}

/* A school's copy, or that of the setting with the first provision. */
static void
join_school (World    *world,
             gboolean  is_setting)
{
  WayDb *db = world->devices.office;
  g_autoptr(GPtrArray) provisions = way_records_list (db, &way_provision_entity, NULL, NULL, NULL);
  g_autoptr(GPtrArray) rolls = way_records_list (db, &way_enrolment_entity, NULL, NULL, NULL);
  const WayProvision *provision = g_ptr_array_index (provisions, 0);
  const WayId *setting = &((const WayEnrolment *) g_ptr_array_index (rolls, 0))->establishment;

  world->copy = way_test_devices_enrol (&world->devices, WAY_COPY_SCHOOL,
                                        is_setting ? &provision->establishment : setting);
}

static void
post (World *world)
{
  way_test_devices_post (&world->devices, world->devices.office, world->copy->db,
                         &world->copy->device->id);
}

static GPtrArray *
read_figures (World *world)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *years = way_copy_figures_read (world->copy->db, &error);

  g_assert_no_error (error);
  return years;
}

static const WayReleaseTable *
find_table (const GPtrArray *years,
            int              year,
            const char      *name)
{
  for (guint i = 0; i < years->len; i++)
    {
      const WayCopyFigures *one = g_ptr_array_index (years, i);

      for (guint j = 0; one->year == year && j < one->tables->len; j++)
        if (g_str_equal (((WayReleaseTable *) g_ptr_array_index (one->tables, j))->name, name))
          return g_ptr_array_index (one->tables, j);
    }
  return NULL;
}

static gint64
count (WayDb      *db,
       const char *sql)
{
  return way_test_ask (db, "%s", sql);
}

static const WayFigure *
find_total (const WayReleaseTable *table,
            const char            *column)
{
  const WayReleaseColumn *it = way_release_table_find (table, column);

  return &it->figures[table->periods->len * way_release_table_n_cells (table) - 1];
}

/* --- What is told --- */

static void
test_the_tables_of_three_years (World         *world,
                                gconstpointer  data)
{
  g_autoptr(GPtrArray) years = NULL;
  const WayReleaseTable *table;
  GDate day = today ();

  join (world, WAY_COPY_GOVERNANCE);
  years = read_figures (world);
  g_assert_cmpuint (years->len, ==, 3);
  g_assert_cmpint (((WayCopyFigures *) g_ptr_array_index (years, 0))->year, ==, 2026);
  g_assert_true (way_date_equal (&((WayCopyFigures *) g_ptr_array_index (years, 0))->cut_off, &day));
  table = find_table (years, 2026, "occupancy-by-setting");
  g_assert_cmpint (find_total (table, "on_roll")->value, ==,
                   way_test_on_roll (world->devices.office, "%", "2026-10-01"));
  g_assert_cmpstr (table->title, ==, "Places and pupils on roll by setting");
  g_assert_nonnull (find_table (years, 2025, "exclusions-by-district"));
  g_assert_null (find_table (years, 2026, "exclusions-by-district"));
  table = find_table (years, 2026, "occupancy-by-kind");
  g_assert_cmpstr (g_ptr_array_index (g_array_index (table->dimensions, WayReleaseDimension,
                                                     0).labels, 0), ==, "Destination place");
}

static void
look_at_counts (const WayReleaseTable *table,
                guint                 *n_hidden)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const WayReleaseColumn *column = &g_array_index (table->columns, WayReleaseColumn, i);
      guint n = table->periods->len * way_release_table_n_cells (table);

      for (guint j = 0; column->kind == WAY_RELEASE_COUNT && j < n; j++)
        {
          const WayFigure *figure = &column->figures[j];

          if (figure->symbol == WAY_SYMBOL_NUMBER)
            g_assert_true (figure->value == 0 || figure->value > 2);
          *n_hidden += figure->symbol == WAY_SYMBOL_CONFIDENTIAL;
        }
    }
}

static void
test_small_numbers_are_hidden (World         *world,
                               gconstpointer  data)
{
  g_autoptr(GPtrArray) years = NULL;
  g_autoptr(WayPublishAttack) attack = NULL;
  g_autoptr(GError) error = NULL;
  guint n_hidden = 0;

  join (world, WAY_COPY_GOVERNANCE);
  years = read_figures (world);
  for (guint i = 0; i < years->len; i++)
    {
      const WayCopyFigures *one = g_ptr_array_index (years, i);
      WayPublishSeen seen = { one->tables, { 2, 0 }, "PARTNER" };

      for (guint j = 0; j < one->tables->len; j++)
        look_at_counts (g_ptr_array_index (one->tables, j), &n_hidden);
      attack = way_publish_attack (&seen, 1, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (attack->leaks->len, ==, 0);
      g_clear_pointer (&attack, way_publish_attack_free);
    }
  g_assert_cmpuint (n_hidden, >, 20);
}

static void
test_the_strategy (World         *world,
                   gconstpointer  data)
{
  g_autoptr(WayStrategyView) told = NULL;
  g_autoptr(WayStrategyView) own = NULL;
  g_autoptr(GError) error = NULL;
  GDate day = today ();

  join (world, WAY_COPY_GOVERNANCE);
  g_assert_true (way_strategy_read (world->copy->db, NULL, &day, &told, &error));
  g_assert_true (way_strategy_read (world->devices.office, NULL, &day, &own, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (told->n_actions, >, 5);
  g_assert_cmpuint (told->n_actions, ==, own->n_actions);
  g_assert_cmpuint (told->parts->len, ==, own->parts->len);
  for (guint i = 0; i < WAY_N_ACTION_STATES; i++)
    g_assert_cmpuint (told->n_states[i], ==, own->n_states[i]);
  g_assert_cmpint (count (world->copy->db, "SELECT count (*) FROM strategy_action"), ==, 0);
}

/* --- Again --- */

static void
test_the_same_again_is_no_release (World         *world,
                                   gconstpointer  data)
{
  gint64 releases;
  gint64 tables;

  join (world, WAY_COPY_GOVERNANCE);
  releases = count (world->devices.office, "SELECT count (*) FROM release");
  tables = count (world->copy->db, "SELECT count (*) FROM figure_table");
  g_assert_cmpint (releases, ==, 3);
  post (world);
  g_assert_cmpint (count (world->devices.office, "SELECT count (*) FROM release"), ==, releases);
  g_assert_cmpint (count (world->copy->db, "SELECT count (*) FROM figure_table"), ==, tables);
}

/* An old file that comes late changes nothing. */
static void
test_the_newest_stays (World         *world,
                       gconstpointer  data)
{
  g_autoptr(WayFigureTable) old = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  GDate day = way_date_ymd (2026, 9, 1);

  join (world, WAY_COPY_GOVERNANCE);
  before = way_figure_tables_list (world->copy->db, NULL);
  old = way_figure_table_new ("2019/01/occupancy-by-setting", "Old", &day, NULL, "a\n1\n");
  old->made = 1000;
  g_assert_true (way_figure_tables_keep (world->copy->db, old, &world->copy->device->id, NULL));
  after = way_figure_tables_list (world->copy->db, NULL);
  g_assert_cmpuint (before->len, ==, after->len);
  old->made = G_MAXINT32 * G_GINT64_CONSTANT (100000);
  g_assert_true (way_figure_tables_keep (world->copy->db, old, &world->copy->device->id, NULL));
  g_ptr_array_unref (after);
  after = way_figure_tables_list (world->copy->db, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_true (way_date_equal (&((WayFigureTable *) g_ptr_array_index (after, 0))->cut_off, &day));
}

/* A table comes in a file: what it is called is looked at before it is believed. */
static void
test_a_name_without_a_year_is_refused (World         *world,
                                       gconstpointer  data)
{
  static const char *const names[] = { "spring/01/t", "/01/t", "2026", "99999999999999/01/t",
                                       "-1/01/t", "2026x/01/t", "" };
  GDate day = way_date_ymd (2026, 9, 1);

  join (world, WAY_COPY_GOVERNANCE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GPtrArray) told = way_figure_tables_list (world->copy->db, NULL);
      g_autoptr(WayFigureTable) bad = NULL;
      g_autoptr(GPtrArray) years = NULL;
      g_autoptr(GError) error = NULL;
      const WayFigureTable *good = NULL;

      for (guint at = 0; good == NULL; at++)
        if (*((WayFigureTable *) g_ptr_array_index (told, at))->description != '\0')
          good = g_ptr_array_index (told, at);
      bad = way_figure_table_new (names[i], "Bad", &day, good->description, good->body);
      bad->made = (gint64) (i + 1) * 1000 + G_MAXINT32 * G_GINT64_CONSTANT (100000);
      g_assert_true (way_figure_tables_keep (world->copy->db, bad, &world->copy->device->id, NULL));
      years = way_copy_figures_read (world->copy->db, &error);
      g_assert_null (years);
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
    }
}

/* One child less on a day that was told already would tell of that child. */
static void
test_what_tells_of_one_child_stays (World         *world,
                                    gconstpointer  data)
{
  g_autoptr(GPtrArray) stays = NULL;
  g_autoptr(GPtrArray) years = NULL;
  gint64 before;

  join (world, WAY_COPY_GOVERNANCE);
  before = way_test_on_roll (world->devices.office, "%", "2026-10-01");
  stays = way_records_list (world->devices.office, &way_placement_entity, NULL, NULL, NULL);
  for (guint i = 0; i < stays->len; i++)
    {
      WayPlacement *stay = g_ptr_array_index (stays, i);
      GDate census = way_date_ymd (2026, 10, 1);

      if (way_date_compare (&stay->start, &census) >= 0 || way_date_is_set (&stay->end))
        continue;
      stay->end = way_date_ymd (2026, 9, 25);
      stay->end = way_date_compare (&stay->end, &stay->start) < 0 ? stay->start : stay->end;
      way_test_update (world->devices.office, &way_placement_entity, stay);
      if (way_test_on_roll (world->devices.office, "%", "2026-10-01") < before)
        break;
    }
  post (world);
  years = read_figures (world);
  g_assert_cmpint (find_total (find_table (years, 2026, "occupancy-by-setting"), "on_roll")->value,
                   ==, before);
  g_assert_cmpint (count (world->devices.office, "SELECT count (*) FROM release"), ==, 3);
}

/* --- Schools --- */

static GPtrArray *
list_directory (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (db, &error);
  GDate day = today ();
  GPtrArray *rows = way_directory_list (facts, &day, &error);

  g_assert_no_error (error);
  return rows;
}

/* Nobody in the copy knows who is there, and everybody how many may come. */
static void
test_free_places (World         *world,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) own = NULL;
  g_autoptr(GPtrArray) told = NULL;
  GDate day = today ();
  guint n = 0;

  join_school (world, FALSE);
  own = list_directory (world->devices.office);
  told = list_directory (world->copy->db);
  g_assert_cmpuint (told->len, ==, own->len);
  for (guint i = 0; i < told->len; i++)
    {
      const WayDirectoryRow *here = g_ptr_array_index (own, i);
      const WayDirectoryRow *there = g_ptr_array_index (told, i);

      g_assert_false (here->is_elsewhere);
      g_assert_true (there->is_elsewhere);
      g_assert_true (way_id_equal (&here->provision, &there->provision));
      g_assert_true (way_date_equal (&there->told_on, &day));
      g_assert_cmpint (there->places, ==, here->places);
      g_assert_cmpint (there->free, ==, here->free);
      g_assert_cmpint (there->on_roll, ==, WAY_INTEGER_NONE);
      n += here->places != WAY_INTEGER_NONE;
    }
  g_assert_cmpuint (n, >, 5);
}

/* Who is at its own places a setting counts itself. */
static void
test_own_places (World         *world,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) own = NULL;
  g_autoptr(GPtrArray) told = NULL;
  guint n_own = 0;

  join_school (world, TRUE);
  own = list_directory (world->devices.office);
  told = list_directory (world->copy->db);
  for (guint i = 0; i < told->len; i++)
    {
      const WayDirectoryRow *here = g_ptr_array_index (own, i);
      const WayDirectoryRow *there = g_ptr_array_index (told, i);

      g_assert_cmpint (there->free, ==, here->free);
      if (there->is_elsewhere)
        continue;
      n_own++;
      g_assert_cmpint (there->on_roll, ==, here->on_roll);
      g_assert_cmpint (there->on_roll, >, 0);
    }
  g_assert_cmpuint (n_own, ==, 1);
}

/* A match goes by the same counts. */
static void
test_a_match_by_free_places (World         *world,
                             gconstpointer  data)
{
  g_autoptr(GPtrArray) provisions = NULL;
  g_autoptr(WayToldPlaces) told = NULL;
  g_autoptr(GError) error = NULL;
  GDate day = today ();
  guint n = 0;

  join_school (world, FALSE);
  told = way_told_places_read (world->copy->db, &error);
  g_assert_no_error (error);
  provisions = way_match_facts_provisions (world->copy->db, &world->copy->device->id, &day, &day,
                                           &error);
  g_assert_no_error (error);
  for (guint i = 0; i < provisions->len; i++)
    {
      const WayMatchProvision *provision = g_ptr_array_index (provisions, i);
      const WayFreePlaces *places = way_told_places_find (told, &provision->id);
      int room;

      g_assert_true (way_told_places_is_needed (told, &provision->id));
      g_assert_cmpint (way_match_count_free (provision, 1, way_date_julian (&day), &room), ==,
                       places != NULL);
      if (places != NULL)
        g_assert_cmpint (room, ==, MAX (places->free, 0));
      n += places != NULL;
    }
  g_assert_cmpuint (n, >, 5);
}

static void
test_an_office_is_told_none (World         *world,
                              gconstpointer  data)
{
  g_autoptr(GPtrArray) tables = NULL;

  join (world, WAY_COPY_OFFICE);
  tables = way_figure_tables_list (world->copy->db, NULL);
  g_assert_cmpuint (tables->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (World *, gconstpointer);
  } tests[] = {
    { "/copy-figures/governance/three-years", test_the_tables_of_three_years },
    { "/copy-figures/governance/small-numbers", test_small_numbers_are_hidden },
    { "/copy-figures/governance/strategy", test_the_strategy },
    { "/copy-figures/governance/the-same-again", test_the_same_again_is_no_release },
    { "/copy-figures/governance/the-newest-stays", test_the_newest_stays },
    { "/copy-figures/governance/a-name-without-a-year", test_a_name_without_a_year_is_refused },
    { "/copy-figures/governance/one-child", test_what_tells_of_one_child_stays },
    { "/copy-figures/school/free-places", test_free_places },
    { "/copy-figures/school/own-places", test_own_places },
    { "/copy-figures/school/match", test_a_match_by_free_places },
    { "/copy-figures/office/none", test_an_office_is_told_none },
  };

  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = make_sample ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, World, folder, set_up, tests[i].func, tear_down);
  status = g_test_run ();
  way_test_remove_folder (folder);
  return status;
}
