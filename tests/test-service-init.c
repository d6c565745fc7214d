/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-service-init.h"

#include "way-area.h"
#include "way-people.h"
#include "way-sample.h"
#include "way-service-error.h"
#include "way-test-store.h"

static gint64
count (WayDb           *db,
       const WayEntity *entity)
{
  g_autoptr(GError) error = NULL;
  gint64 found = -1;

  way_records_count (db, entity, &found, &error);
  g_assert_no_error (error);
  return found;
}

static void
test_authority_is_made (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = NULL;
  const WayAuthority *authority;

  g_assert_true (way_service_init_authority (db, "Ardenshire", "334", &error));
  g_assert_no_error (error);

  found = way_records_list (db, &way_authority_entity, NULL, NULL, &error);
  g_assert_cmpuint (found->len, ==, 1);
  authority = g_ptr_array_index (found, 0);
  g_assert_cmpstr (authority->name, ==, "Ardenshire");
  g_assert_cmpstr (authority->la, ==, "334");
  g_assert_cmpint (authority->amber_days, ==, 2);
  g_assert_cmpint (count (db, &way_user_entity), ==, 1);
  g_assert_cmpint (count (db, &way_calendar_entity), ==, 1);
  g_assert_cmpint (count (db, &way_calendar_day_entity), >, 100);
}

static void
test_second_is_refused (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (way_service_init_authority (db, "Ardenshire", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (way_service_init_authority (db, "Elsewhere", NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_EMPTY);
  g_assert_cmpint (count (db, &way_authority_entity), ==, 1);
}

static void
test_unknown_la_leaves_nothing (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (way_service_init_authority (db, "Nowhere", "001", &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE);
  g_assert_cmpint (count (db, &way_authority_entity), ==, 0);
  g_assert_cmpint (count (db, &way_calendar_entity), ==, 0);
}

static void
test_unknown_sample_is_refused (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (way_sample_write (db, "atlantis", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
  g_assert_null (way_sample_title ("atlantis"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/init/authority-is-made", test_authority_is_made);
  g_test_add_func ("/service/init/second-is-refused", test_second_is_refused);
  g_test_add_func ("/service/init/unknown-la-leaves-nothing", test_unknown_la_leaves_nothing);
  g_test_add_func ("/service/sample/unknown-is-refused", test_unknown_sample_is_refused);
  return g_test_run ();
}
