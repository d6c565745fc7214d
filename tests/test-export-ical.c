/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties as a file for a person's calendar, read back by libical. */

#include "way-export-ical.h"

#include <glib/gstdio.h>
#include <libical/ical.h>
#include <string.h>

#include "way-ical-write.h"
#include "way-test-duties.h"

static icalcomponent *
export (WayTestWorld *world,
        const char   *today,
        gboolean      full_names,
        char        **text)
{
  GDate day = way_test_date (today);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("way-ical-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "duties.ics", NULL);
  icalcomponent *calendar;

  g_assert_no_error (error);
  way_export_ical (world->db, &day, full_names, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, text, NULL, &error));
  g_unlink (path);
  g_rmdir (folder);
  calendar = icalparser_parse_string (*text);
  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  return calendar;
}

static void
test_a_duty_is_an_event_of_its_day (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = way_test_put_fields (world, &way_exclusion_entity,
                                  "category=PERM from=2026-11-05 told_parents=2026-11-05"
                                  " told_la=2026-11-05 informed=2026-11-05 decided=2026-11-09");
  g_autofree char *uid_id = way_id_to_string (&id);
  g_autofree char *uid = g_strdup_printf ("C01:%s@waymark", uid_id);
  g_autofree char *text = NULL;
  icalcomponent *calendar = export (world, "2026-11-10", FALSE, &text);
  icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  struct icaltimetype start = icalcomponent_get_dtstart (event);

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
  g_assert_cmpstr (icalcomponent_get_uid (event), ==, uid);
  g_assert_cmpstr (icalcomponent_get_summary (event), ==,
                   "K.A.: Sixth day of a permanent exclusion");
  g_assert_true (start.is_date);
  g_assert_cmpint (start.year * 10000 + start.month * 100 + start.day, ==, 20261112);
  g_assert_null (strstr (text, "Ashdown"));
  g_assert_null (strstr (text, "Kit"));
  icalcomponent_free (calendar);
}

static void
test_names_are_whole_where_asked_for (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *text = NULL;
  icalcomponent *calendar;

  way_test_put_fields (world, &way_exclusion_entity, "category=PERM from=2026-11-05");
  calendar = export (world, "2026-11-10", TRUE, &text);
  g_assert_nonnull (strstr (text, "Kit Ashdown"));
  icalcomponent_free (calendar);
}

static void
test_what_is_met_is_no_event (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *text = NULL;
  icalcomponent *calendar;

  way_test_put_fields (world, &way_absence_entity, "kind=N from=2026-11-09 explained=2026-11-10");
  calendar = export (world, "2026-11-10", FALSE, &text);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 0);
  icalcomponent_free (calendar);
}

static void
test_the_same_duties_give_the_same_file (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  way_test_put_fields (world, &way_exclusion_entity, "category=PERM from=2026-11-05");
  icalcomponent_free (export (world, "2026-11-10", FALSE, &one));
  icalcomponent_free (export (world, "2026-11-10", FALSE, &other));
  g_assert_cmpstr (one, ==, other);
}

/* Whatever stands in a text comes back, and no line is longer than 75 bytes. */
static void
test_any_text_comes_back (void)
{
  static const char *const texts[] = {
    "plain", "a, b; c \\ d: e", "two\nlines", "Zoë Ó Briain’s review at Sœurs",
    "a very long sentence that must be folded over several lines because no line of such a file "
    "may be longer than seventy-five bytes, and this one is far longer than that",
  };
  GDate day = way_date_ymd (2026, 12, 31);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) way_ical_entry_free);
      WayIcalEntry *event = g_new0 (WayIcalEntry, 1);
      g_autoptr(GBytes) bytes = NULL;
      g_autofree char *text = NULL;
      g_auto(GStrv) lines = NULL;
      icalcomponent *calendar;

      event->uid = g_strdup ("1");
      event->day = day;
      event->summary = g_strdup (texts[i]);
      g_ptr_array_add (events, event);
      bytes = way_ical_write (events, NULL, &day);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      lines = g_strsplit (text, "\r\n", -1);
      for (guint l = 0; lines[l] != NULL; l++)
        g_assert_cmpuint (strlen (lines[l]), <=, 75);
      calendar = icalparser_parse_string (text);
      g_assert_cmpstr (icalcomponent_get_summary (
                         icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT)),
                       ==, texts[i]);
      icalcomponent_free (calendar);
    }
}

static void
test_initials (void)
{
  static const struct { const char *name, *initials; } rows[] = {
    { "Kit Ashdown", "K.A." }, { "anne-marie o'Neil", "A.M.O." }, { "Élodie  Ó Briain", "É.Ó.B." },
    { "", "" }, { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *initials = way_export_ical_initials (rows[i].name);

      g_assert_cmpstr (initials, ==, rows[i].initials);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/export-ical/event", test_a_duty_is_an_event_of_its_day);
  g_test_add_func ("/service/export-ical/names", test_names_are_whole_where_asked_for);
  g_test_add_func ("/service/export-ical/met", test_what_is_met_is_no_event);
  g_test_add_func ("/service/export-ical/same", test_the_same_duties_give_the_same_file);
  g_test_add_func ("/service/export-ical/any-text", test_any_text_comes_back);
  g_test_add_func ("/service/export-ical/initials", test_initials);
  return g_test_run ();
}
