/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes on charts: of one chart, of one setting or of all, in the order of their
 * days; each a named edit that can be taken back. */

#include "way-pinned-notes.h"

#include "way-directory.h"
#include "way-test-world.h"

static gboolean
write_note (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  return way_records_insert (db, &way_pinned_note_entity, data, error);
}

static WayEditId
pin (WayTestWorld *world,
     const char   *chart,
     const WayId  *setting,
     int           day,
     const char   *text)
{
  WayEditInfo info = { .name = "Pin a note to a chart" };
  GDate on = way_date_ymd (2026, 10, (GDateDay) day);
  g_autoptr(WayPinnedNote) note = way_pinned_note_start (chart, setting, &on, "Office");
  g_autoptr(GError) error = NULL;
  WayEditId edit = 0;

  note->text = g_strdup (text);
  g_assert_true (way_edit_run (world->db, &info, write_note, note, &edit, &error));
  g_assert_no_error (error);
  return edit;
}

static char *
say (WayTestWorld *world,
     const char   *chart,
     const WayId  *setting)
{
  g_autoptr(GPtrArray) notes = way_pinned_notes_list (world->db, chart, setting, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "%s|", ((WayPinnedNote *) g_ptr_array_index (notes, i))->text);
  return g_string_free (text, FALSE);
}

static void
test_of_a_chart_and_a_setting (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *whole = NULL;
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;

  pin (world, WAY_PINNED_TO_PLACES, NULL, 20, "New building");
  pin (world, WAY_PINNED_TO_PLACES, NULL, 3, "Panel began");
  pin (world, WAY_PINNED_TO_PLACES, &world->school, 10, "Roof closed");
  pin (world, "K02", NULL, 4, "Counted anew");
  whole = say (world, WAY_PINNED_TO_PLACES, NULL);
  own = say (world, WAY_PINNED_TO_PLACES, &world->school);
  other = say (world, "K02", NULL);
  g_assert_cmpstr (whole, ==, "Panel began|New building|");
  g_assert_cmpstr (own, ==, "Panel began|Roof closed|New building|");
  g_assert_cmpstr (other, ==, "Counted anew|");
}

static void
test_a_note_is_taken_back (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayEditInfo info = { .name = "Undo" };
  WayEditId edit = pin (world, WAY_PINNED_TO_PLACES, NULL, 20, "New building");
  g_autofree char *none = NULL;

  g_assert_true (way_edit_undo (world->db, edit, &info, NULL, NULL));
  none = say (world, WAY_PINNED_TO_PLACES, NULL);
  g_assert_cmpstr (none, ==, "");
}

static void
test_a_note_without_words_is_none (void)
{
  GDate on = way_date_ymd (2026, 10, 1);
  g_autoptr(WayPinnedNote) note = way_pinned_note_start ("K02", NULL, &on, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_record_check (&way_pinned_note_entity, note, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/pinned-notes/of-a-chart", test_of_a_chart_and_a_setting);
  g_test_add_func ("/service/pinned-notes/taken-back", test_a_note_is_taken_back);
  g_test_add_func ("/service/pinned-notes/without-words", test_a_note_without_words_is_none);
  return g_test_run ();
}
