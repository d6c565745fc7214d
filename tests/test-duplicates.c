/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child recorded twice: found, joined, taken apart, and read as one. */
#include "way-duplicates.h"

#include "way-facts.h"
#include "way-history.h"
#include "way-joins.h"
#include "way-occupancy-facts.h"
#include "way-pupil-facts.h"
#include "way-query.h"
#include "way-test-store.h"

#define UPN "W820200124001"
#define OTHER_UPN "K820200124002"

typedef struct
{
  WayStore *store;
  WayDb    *db;
  WayAct    act;
  WayId     ids[5];       /* of the children, the smallest first */
} World;

static WayId
id_of (guint number)
{
  WayId id = { { 0 } };

  id.bytes[0] = 1;
  id.bytes[15] = (guint8) number;
  return id;
}

static void
add_pupil (World      *world,
           guint       number,
           const char *forename,
           const char *surname,
           const char *upn)
{
  g_autoptr(WayPupil) pupil = way_test_pupil (forename, surname);

  pupil->id = world->ids[number] = id_of (number + 1);
  pupil->upn = g_strdup (upn);
  way_test_insert (world->db, &way_pupil_entity, pupil);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  world->store = way_store_open (":memory:", WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  world->db = way_store_get_db (world->store);
  world->act = (WayAct) { .store = world->store, .today = way_date_ymd (2026, 3, 2),
                          .who = "Tester" };
  add_pupil (world, 0, "Kit", "Ashdown", UPN);
  add_pupil (world, 1, "Christopher", "ASHDOWN", UPN);
  add_pupil (world, 2, "Kit", "Ashdown", NULL);
  add_pupil (world, 3, "Billie", "Moss", OTHER_UPN);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  g_object_unref (world->store);
}

static void
join (World *world,
      guint  one,
      guint  other)
{
  g_autoptr(GError) error = NULL;

  way_duplicates_join (&world->act, &world->ids[one], &world->ids[other], &error);
  g_assert_no_error (error);
  g_assert_cmpint (world->act.edit, !=, 0);
}

static void
part (World *world,
      guint  one)
{
  g_autoptr(GError) error = NULL;

  way_duplicates_part (&world->act, &world->ids[one], &error);
  g_assert_no_error (error);
}

static void
assert_kept (World *world,
             guint  pupil,
             guint  expected)
{
  g_autoptr(GError) error = NULL;
  WayId kept;

  way_joins_kept (world->db, &world->ids[pupil], &kept, &error);
  g_assert_no_error (error);
  g_assert_true (way_id_equal (&kept, &world->ids[expected]));
}

static guint
n_suspected (World *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = way_duplicates_list (world->db, &error);

  g_assert_no_error (error);
  return found->len;
}

/* --- Finding --- */

static void
test_equal_numbers_are_suspected (World         *world,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = way_duplicates_list (world->db, &error);
  const WayDuplicate *one;
  const WayDifference *difference;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  one = g_ptr_array_index (found, 0);
  g_assert_true (way_id_equal (&one->one->id, &world->ids[0]));
  g_assert_true (way_id_equal (&one->other->id, &world->ids[1]));
  /* A surname is the same in capitals. */
  g_assert_cmpstr (one->ground->id, ==, "SAME_CHILD");
  g_assert_true (way_code_is (one->ground, "sure"));
  g_assert_cmpuint (one->differences->len, ==, 2);
  difference = g_ptr_array_index (one->differences, 0);
  g_assert_cmpstr (difference->field->name, ==, "forename");
  g_assert_cmpstr (difference->one, ==, "Kit");
  g_assert_cmpstr (difference->other, ==, "Christopher");
}

typedef struct
{
  const char *surname;     /* of the second record; the first is Ashdown, 2012-05-03 */
  int         year;        /* of birth; 0: not known */
  const char *ground;
} Ground;

static void
test_what_is_sure (World         *world,
                   gconstpointer  data)
{
  static const Ground grounds[] = {
    { "Ashdown", 2012, "SAME_CHILD" },
    { "áshdown", 2012, "SAME_CHILD" },
    { "Ashdown", 2011, "SAME_UPN" },
    { "Ashdown", 0, "SAME_UPN" },
    { "Moss", 2012, "SAME_UPN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &world->ids[1],
                                                   NULL);
      g_autoptr(GPtrArray) found = NULL;

      g_free (pupil->surname);
      pupil->surname = g_strdup (grounds[i].surname);
      pupil->birth = (GDate) { 0 };
      if (grounds[i].year > 0)
        pupil->birth = way_date_ymd (grounds[i].year, 5, 3);
      way_test_update (world->db, &way_pupil_entity, pupil);
      found = way_duplicates_list (world->db, NULL);
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpstr (((WayDuplicate *) g_ptr_array_index (found, 0))->ground->id, ==,
                       grounds[i].ground);
    }
}

static void
test_hidden_addresses_are_not_compared (World         *world,
                                        gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &world->ids[1], NULL);

  pupil->town = g_strdup ("Ardenbridge");
  pupil->address_hidden = 1;
  way_test_update (world->db, &way_pupil_entity, pupil);
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr(GPtrArray) found = way_duplicates_list (world->db, NULL);
      const WayDuplicate *one = g_ptr_array_index (found, 0);
      gboolean said = FALSE;

      for (guint i = 0; i < one->differences->len; i++)
        {
          const WayDifference *difference = g_ptr_array_index (one->differences, i);

          said = said || g_str_equal (difference->field->name, "town");
        }
      g_assert_true (said == (turn == 1));
      pupil->address_hidden = 0;
      way_test_update (world->db, &way_pupil_entity, pupil);
    }
}

/* --- Joining --- */

static void
test_joined_is_read_under_the_smallest (World         *world,
                                        gconstpointer  data)
{
  g_autoptr(GPtrArray) joined = NULL;
  g_autoptr(GError) error = NULL;

  join (world, 1, 0);
  assert_kept (world, 1, 0);
  assert_kept (world, 0, 0);
  assert_kept (world, 2, 2);
  g_assert_cmpuint (n_suspected (world), ==, 0);
  joined = way_duplicates_joined (world->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (joined->len, ==, 1);
  g_assert_cmpstr (((WayDuplicate *) g_ptr_array_index (joined, 0))->ground->id, ==,
                   "SAME_CHILD");
}

static void
test_a_join_is_undone (World         *world,
                       gconstpointer  data)
{
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  g_autoptr(GError) error = NULL;

  join (world, 0, 1);
  way_store_undo (world->store, world->act.edit, &info, NULL, &error);
  g_assert_no_error (error);
  assert_kept (world, 1, 1);
  g_assert_cmpuint (n_suspected (world), ==, 1);
}

static void
test_joined_twice_is_refused (World         *world,
                              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  join (world, 0, 1);
  join (world, 1, 2);
  g_assert_false (way_duplicates_join (&world->act, &world->ids[2], &world->ids[0], &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  g_assert_false (way_duplicates_join (&world->act, &world->ids[2], &world->ids[2], &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
}

static void
test_only_the_sure_are_joined_by_themselves (World         *world,
                                             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  guint n;

  add_pupil (world, 4, "Robin", "Vale", OTHER_UPN);
  g_assert_cmpuint (n_suspected (world), ==, 2);
  way_duplicates_join_sure (&world->act, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (n_suspected (world), ==, 1);
  way_duplicates_join_sure (&world->act, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (world->act.edit, ==, 0);
}

/* --- Taking apart --- */

/* The one by way of which the others were joined goes; they stay together. */
static void
test_one_is_taken_out (World         *world,
                       gconstpointer  data)
{
  join (world, 0, 1);
  join (world, 0, 2);
  assert_kept (world, 2, 0);
  part (world, 0);
  assert_kept (world, 0, 0);
  assert_kept (world, 1, 1);
  assert_kept (world, 2, 1);
  part (world, 2);
  assert_kept (world, 2, 2);
  join (world, 2, 0);
  assert_kept (world, 2, 0);
}

static void
test_apart_already_is_refused (World         *world,
                               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (way_duplicates_part (&world->act, &world->ids[3], &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

/* The edits say what was done, and of whom nothing. */
static void
test_history_has_no_name_in_it (World         *world,
                                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) edits = NULL;

  join (world, 0, 1);
  part (world, 1);
  edits = way_history_edits (world->db, &(WayHistoryFilter) { 0 }, 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((WayHistoryEdit *) g_ptr_array_index (edits, 1))->name, ==,
                   "Join two records of one child");
  g_assert_cmpstr (((WayHistoryEdit *) g_ptr_array_index (edits, 0))->name, ==,
                   "Take records of two children apart");
}

/* --- Reading --- */

static void
add_exclusion (World *world,
               guint  pupil,
               guint  day)
{
  g_autoptr(WayExclusion) exclusion = way_exclusion_new ();
  g_autoptr(WayEstablishment) school = way_establishment_new ();

  school->name = g_strdup ("A School");
  school->type = g_strdup ("1");
  way_test_insert (world->db, &way_establishment_entity, school);
  exclusion->pupil = world->ids[pupil];
  exclusion->establishment = school->id;
  exclusion->category = g_strdup ("SUSP");
  exclusion->from = exclusion->to = way_date_ymd (2026, 1, (GDateDay) day);
  exclusion->half_days = 4;
  way_test_insert (world->db, &way_exclusion_entity, exclusion);
}

/* The forty-five days are those of the child, not of a record. */
static void
test_page_reads_of_all_records (World         *world,
                                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = NULL;

  add_exclusion (world, 0, 12);
  add_exclusion (world, 1, 19);
  facts = way_facts_new (world->db, &error);
  g_assert_no_error (error);
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr(WayPupilFacts) of_other = NULL;

      of_other = way_pupil_facts_load (facts, &world->ids[1], &world->act.today, &error);
      g_assert_no_error (error);
      g_assert_cmpint (of_other->half_days, ==, turn == 0 ? 4 : 8);
      g_assert_true (way_id_equal (&of_other->pupil->id, &world->ids[turn == 0 ? 1 : 0]));
      if (turn == 0)
        join (world, 0, 1);
    }
}

static void
test_lists_name_the_child_once (World         *world,
                                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autofree char *id = way_id_to_string (&world->ids[0]);
  gint64 n;

  way_query_add_filter (query, "kept", WAY_FILTER_EMPTY, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (way_query_count (query, world->db, &n, NULL));
  g_assert_cmpint (n, ==, 4);
  join (world, 0, 1);
  join (world, 2, 1);
  g_assert_true (way_query_count (query, world->db, &n, NULL));
  g_assert_cmpint (n, ==, 2);
  way_query_clear_filters (query);
  way_query_add_filter (query, "kept", WAY_FILTER_IS, id, &error);
  g_assert_no_error (error);
  g_assert_true (way_query_count (query, world->db, &n, NULL));
  g_assert_cmpint (n, ==, 2);
}

static void
test_lists_of_the_child_are_of_all_records (World         *world,
                                            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayQuery) query = way_query_new (&way_exclusion_entity);
  g_autofree char *id = way_id_to_string (&world->ids[0]);
  gint64 n;

  add_exclusion (world, 0, 12);
  add_exclusion (world, 1, 19);
  add_exclusion (world, 3, 19);
  way_query_add_filter (query, "pupil", WAY_FILTER_OF_CHILD, id, &error);
  g_assert_no_error (error);
  g_assert_true (way_query_count (query, world->db, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  join (world, 0, 1);
  g_assert_true (way_query_count (query, world->db, &n, NULL));
  g_assert_cmpint (n, ==, 2);
}

static void
add_placement (World       *world,
               guint        pupil,
               const WayId *provision)
{
  g_autoptr(WayPlacement) placement = way_placement_new ();

  placement->pupil = world->ids[pupil];
  placement->provision = *provision;
  placement->start = way_date_ymd (2026, 1, 5);
  way_test_insert (world->db, &way_placement_entity, placement);
}

static void
test_occupancy_counts_the_child_once (World         *world,
                                      gconstpointer  data)
{
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WayProvision) provision = way_provision_new ();
  GDate from = way_date_ymd (2026, 2, 1);

  school->name = g_strdup ("A Centre");
  school->type = g_strdup ("14");
  way_test_insert (world->db, &way_establishment_entity, school);
  provision->establishment = school->id;
  provision->name = g_strdup ("A Centre");
  way_test_insert (world->db, &way_provision_entity, provision);
  add_placement (world, 0, &provision->id);
  add_placement (world, 1, &provision->id);
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WayOccupancyFacts) facts =
        way_occupancy_facts_read (world->db, &from, &world->act.today, 0, &error);

      g_assert_no_error (error);
      g_assert_true (way_occupancy_facts_gather (facts, &error));
      g_assert_cmpuint (facts->stays->len, ==, 2);
      g_assert_cmpint (g_array_index (facts->stays, WayStayFact, 0).pupil ==
                         g_array_index (facts->stays, WayStayFact, 1).pupil, ==, turn == 1);
      if (turn == 0)
        join (world, 0, 1);
    }
}

#define ADD(path, func) g_test_add ("/duplicates/" path, World, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("found/number", test_equal_numbers_are_suspected);
  ADD ("found/sure", test_what_is_sure);
  ADD ("found/hidden", test_hidden_addresses_are_not_compared);
  ADD ("join/smallest", test_joined_is_read_under_the_smallest);
  ADD ("join/undo", test_a_join_is_undone);
  ADD ("join/twice", test_joined_twice_is_refused);
  ADD ("join/sure", test_only_the_sure_are_joined_by_themselves);
  ADD ("part/one", test_one_is_taken_out);
  ADD ("part/apart", test_apart_already_is_refused);
  ADD ("history", test_history_has_no_name_in_it);
  ADD ("read/page", test_page_reads_of_all_records);
  ADD ("read/list", test_lists_name_the_child_once);
  ADD ("read/related", test_lists_of_the_child_are_of_all_records);
  ADD ("read/occupancy", test_occupancy_counts_the_child_once);
  return g_test_run ();
}
