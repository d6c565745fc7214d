/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lost laptop sends stands beside the conflicts: why it waits, how much there
 * is, and by keys one edit is accepted and the rest put aside. */
#include <locale.h>

#include "way-people.h"
#include "way-quarantine.h"
#include "way-test-devices.h"
#include "way-test-office.h"

#define DAY "2026-11-10"

static void
add_need (WayTestDevices *world,
          WayDb          *db)
{
  g_autoptr(WayNeed) need = way_need_new ();

  need->pupil = world->pupil->id;
  need->provision = g_strdup ("N");
  way_test_insert (db, &way_need_entity, need);
}

/* Three edits of a school's copy that was revoked before they came. */
static void
send_from_lost (WayTestDevices *world)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    add_need (world, copy->db);
  way_enrol_revoke (world->office, &copy->device->id, &error);
  g_assert_no_error (error);
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
}

static gint64
count_needs (WayDb *office)
{
  gint64 count = -1;

  g_assert_true (way_db_get_int (office, "SELECT count (*) FROM need WHERE dot IS NOT NULL", 0,
                                 &count, NULL));
  return count;
}

static gboolean
nothing_waits (gpointer office)
{
  gint64 count = -1;

  return way_quarantine_count (office, &count, NULL) && count == 0;
}

/* The sidebar says how much waits behind the page's name. */
static void
go_to_exchange (WayTestWindow *window)
{
  way_test_press ("<Ctrl>k");
  way_test_type ("Exchange");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_LIST_ITEM, "Exchange, Page"));
  way_test_press ("Down");
  way_test_press ("Return");
}

static void
test_one_is_accepted_and_the_rest_put_aside (void)
{
  WayTestDevices world = { 0 };
  WayTestWindow *window;
  g_autofree char *path = NULL;

  way_test_devices_init (&world);
  send_from_lost (&world);
  g_assert_cmpint (count_needs (world.office), ==, 0);
  path = g_strdup (way_db_path (world.office));
  window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"),
                                   (const char *const[]) { "--file", path, "--today", DAY, NULL });

  go_to_exchange (window);
  way_test_office_shows (window, "In quarantine");
  way_test_office_shows (window, "school 0: 3 edits wait, 3 changes");
  way_test_office_shows (window, "The device was revoked.");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Accept “Test”");
  way_test_office_shows (window, "school 0: 2 edits wait, 2 changes");
  g_assert_cmpint (count_needs (world.office), ==, 1);

  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Put All Aside…");
  way_test_office_shows (window, "They change nothing, here or elsewhere");
  way_test_press ("<Alt>a");
  way_test_window_wait_alone (window);
  g_assert_true (way_test_wait (way_test_patience, nothing_waits, world.office));
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "In quarantine");
  g_assert_cmpint (count_needs (world.office), ==, 1);

  /* That it came at all is a warning until somebody has seen it. */
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Seen");
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "Warnings");
  way_test_window_close (window);
  way_test_devices_clear (&world);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/quarantine/one-accepted-the-rest-aside",
                   test_one_is_accepted_and_the_rest_put_aside);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
