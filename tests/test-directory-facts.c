/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory's rows and a provision's page. */

#include "way-directory-facts.h"

#include "way-referral-flow.h"
#include "way-test-world.h"

typedef struct
{
  WayFacts  *facts;
  GPtrArray *rows;
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->rows, g_ptr_array_unref);
  g_clear_pointer (&list->facts, way_facts_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static List
list (WayTestWorld *world)
{
  List list = { NULL, NULL };
  g_autoptr(GError) error = NULL;

  list.facts = way_facts_new (world->db, &error);
  list.rows = way_directory_list (list.facts, &world->act.today, &error);
  g_assert_no_error (error);
  return list;
}

static WayDirectoryRecord *
load (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayDirectoryRecord *record = way_directory_record_load (facts, &world->provision,
                                                          &world->act.today, &error);

  g_assert_no_error (error);
  return record;
}

static void
put_placement (WayTestWorld *world,
               GDate         start,
               GDate         expected_end)
{
  WayPlacement *placement = way_placement_new ();

  way_record_start (&way_placement_entity, placement);
  placement->pupil = way_test_put_pupil (world, "Nell", "Quarrington", NULL);
  placement->provision = world->provision;
  placement->start = start;
  placement->expected_end = expected_end;
  way_test_put (world, &way_placement_entity, placement);
}

/* A referral that has an offer which stands. */
static void
promise (WayTestWorld *world)
{
  WayId referral = way_test_put_referral (world, &world->pupil, "PEX_DAY6");
  WayOffer *offer = way_offer_new ();

  offer->referral = referral;
  offer->provision = world->provision;
  offer->made = way_date_ymd (2026, 11, 9);
  offer->start = way_date_ymd (2026, 12, 1);
  offer->response = g_strdup ("pending");
  way_test_put (world, &way_offer_entity, offer);
}

static void
test_a_school_without_provision_is_not_in_it (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) found = list (world);
  const WayDirectoryRow *row;

  g_assert_cmpuint (found.rows->len, ==, 1);
  row = g_ptr_array_index (found.rows, 0);
  g_assert_cmpstr (row->name, ==, "Beacon Centre");
  g_assert_cmpstr (row->setting, ==, "Hawthorn Academy");
  g_assert_cmpstr (row->setting_kind->id, ==, "AP_ACADEMY");
  g_assert_cmpstr (row->kind->id, ==, "assessment");
  g_assert_cmpint (row->weeks_most, ==, 20);
}

static void
test_a_service_without_places_is_in_it (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) found = { NULL, NULL };
  const WayDirectoryRow *row;

  way_test_put_establishment (world, "Inclusion Service", "LA_SERVICE");
  found = list (world);
  row = g_ptr_array_index (found.rows, 1);
  g_assert_cmpstr (row->name, ==, "Inclusion Service");
  g_assert_true (way_id_is_null (&row->provision));
  g_assert_cmpint (row->places, ==, WAY_INTEGER_NONE);
}

static void
test_free_places_are_what_is_neither_taken_nor_promised (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) found = { NULL, NULL };
  const WayDirectoryRow *row;

  put_placement (world, way_date_ymd (2026, 11, 2), way_date_none ());
  put_placement (world, way_date_ymd (2026, 11, 23), way_date_none ());
  promise (world);
  found = list (world);
  row = g_ptr_array_index (found.rows, 0);
  g_assert_cmpint (row->places, ==, 20);
  g_assert_cmpint (row->on_roll, ==, 1);
  g_assert_cmpint (row->promised, ==, 2);
  g_assert_cmpint (row->free, ==, 17);
}

static void
test_the_top_up_in_force_is_shown (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) found = list (world);
  const WayDirectoryRow *row = g_ptr_array_index (found.rows, 0);

  g_assert_cmpstr (row->top_up.element->id, ==, "TOP_UP");
  g_assert_cmpstr (row->top_up.basis->id, ==, "per_day");
  g_assert_cmpint (row->top_up.amount, ==, 6140);
  g_assert_null (row->top_up.payer);
}

static void
put_check (WayTestWorld *world,
           const char   *kind,
           GDate         checked,
           GDate         expires)
{
  WayAssurance *one = way_assurance_new ();

  one->establishment = world->setting;
  one->kind = g_strdup (kind);
  one->checked = checked;
  one->expires = expires;
  way_test_put (world, &way_assurance_entity, one);
}

static void
test_the_worst_of_the_last_checks_speaks (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) none = list (world);
  g_auto(List) holds = { NULL, NULL };
  g_auto(List) soon = { NULL, NULL };

  g_assert_cmpint (((WayDirectoryRow *) none.rows->pdata[0])->assurance, ==,
                   WAY_ASSURANCE_MISSING);
  put_check (world, "insurance", way_date_ymd (2025, 4, 1), way_date_ymd (2026, 3, 31));
  put_check (world, "insurance", way_date_ymd (2026, 4, 1), way_date_ymd (2027, 3, 31));
  holds = list (world);
  g_assert_cmpint (((WayDirectoryRow *) holds.rows->pdata[0])->assurance, ==,
                   WAY_ASSURANCE_HOLDS);
  put_check (world, "safeguarding", way_date_ymd (2025, 11, 20), way_date_ymd (2026, 11, 20));
  soon = list (world);
  g_assert_cmpint (((WayDirectoryRow *) soon.rows->pdata[0])->assurance, ==,
                   WAY_ASSURANCE_RUNS_OUT);
}

static void
test_a_record_holds_what_its_page_shows (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayCriterion *old = way_criterion_new ();
  WayCriterion *now = way_criterion_new ();
  g_autoptr(WayDirectoryRecord) record = NULL;

  old->provision = now->provision = world->provision;
  old->kind = g_strdup ("entry");
  now->kind = g_strdup ("entry");
  old->wording = g_strdup ("Years 7 to 8");
  now->wording = g_strdup ("Years 7 to 9");
  old->to = way_date_ymd (2026, 8, 31);
  now->from = way_date_ymd (2026, 9, 1);
  way_test_put (world, &way_criterion_entity, old);
  way_test_put (world, &way_criterion_entity, now);
  put_check (world, "insurance", way_date_ymd (2026, 4, 1), way_date_ymd (2027, 3, 31));
  record = load (world);
  g_assert_cmpstr (record->setting->name, ==, "Hawthorn Academy");
  g_assert_cmpuint (record->entry->len, ==, 1);
  g_assert_cmpuint (record->leaving->len, ==, 0);
  g_assert_cmpuint (record->prices->len, ==, 2);
  g_assert_cmpuint (record->capacity->len, ==, 1);
  g_assert_cmpuint (record->checks->len, ==, 1);
}

static void
test_months_show_what_comes_free_and_what_is_promised (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayDirectoryRecord) record = NULL;
  GDate november = way_date_ymd (2026, 11, 1);

  put_placement (world, way_date_ymd (2026, 9, 7), way_date_ymd (2026, 12, 11));
  put_placement (world, way_date_ymd (2026, 9, 7), way_date_ymd (2027, 1, 29));
  put_placement (world, way_date_ymd (2027, 1, 5), way_date_none ());
  promise (world);
  record = load (world);
  g_assert_true (way_date_equal (&record->months[0].month, &november));
  g_assert_cmpuint (record->months[0].free, ==, 0);
  g_assert_cmpuint (record->months[1].free, ==, 1);
  g_assert_cmpuint (record->months[1].promised, ==, 1);
  g_assert_cmpuint (record->months[2].free, ==, 1);
  g_assert_cmpuint (record->months[2].promised, ==, 1);
  g_assert_true (way_date_equal (&record->next_free, &november));
}

static void
test_those_who_wait_are_counted (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "PEX_DAY6");
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(WayDirectoryRecord) record = NULL;
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup ("WAITING_LIST");
  decision->provision = world->provision;
  g_assert_true (way_referral_decide (&world->act, &referral, decision, &error));
  record = load (world);
  g_assert_cmpuint (record->waiting, ==, 1);
  g_assert_cmpuint (record->longest, ==, 5);
}

static void
test_no_such_provision_is_said_so (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayId id = way_id_new ();

  g_assert_null (way_directory_record_load (facts, &id, &world->act.today, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

#define ADD(path, test) g_test_add_func ("/service/directory-facts/" path, test)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("list/only-the-directory", test_a_school_without_provision_is_not_in_it);
  ADD ("list/services", test_a_service_without_places_is_in_it);
  ADD ("list/free", test_free_places_are_what_is_neither_taken_nor_promised);
  ADD ("list/price", test_the_top_up_in_force_is_shown);
  ADD ("list/checks", test_the_worst_of_the_last_checks_speaks);
  ADD ("record/page", test_a_record_holds_what_its_page_shows);
  ADD ("record/months", test_months_show_what_comes_free_and_what_is_promised);
  ADD ("record/waiting", test_those_who_wait_are_counted);
  ADD ("record/unknown", test_no_such_provision_is_said_so);
  return g_test_run ();
}
