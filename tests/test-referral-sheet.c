/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The referral form on paper: empty, with all that is asked, and filled. */

#include "way-referral-sheet.h"

#include <string.h>

#include "way-sheet-draw.h"
#include "way-test-world.h"

static char *
say_value (const WayField *field,
           gconstpointer   record,
           WayDb          *db)
{
  return way_field_to_text (field, record);
}

static const char *
as_it_is (const char *msgid)
{
  return msgid;
}

static const WayReferralSheetWords words = { say_value, as_it_is, "en-GB" };

static WaySheetLayout *
lay_out (WayTestWorld    *world,
         WayReferralForm *form)
{
  g_autoptr(WaySheet) sheet = way_referral_sheet_new (form, world->db, "Ardenshire",
                                                      &world->act.today, &words);

  return way_sheet_lay_out (sheet, NULL);
}

static guint
count (const WaySheetLayout *layout,
       WaySheetMarkKind      kind,
       WaySheetRole          role,
       const char           *text)
{
  guint found = 0;

  for (guint page = 0; page < way_sheet_layout_n_pages (layout); page++)
    {
      guint n;
      const WaySheetMark *marks = way_sheet_layout_get_marks (layout, page, &n);

      for (guint i = 0; i < n; i++)
        found += marks[i].kind == kind && (role == WAY_SHEET_ROLE_NONE || marks[i].role == role) &&
                 (text == NULL || strstr (marks[i].text, text) != NULL);
    }
  return found;
}

static void
test_an_empty_form_asks_all_sections (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WaySheetLayout) layout = lay_out (world, NULL);

  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_WORDS, WAY_SHEET_ROLE_HEADING, NULL), ==, 14);
  /* Eight routes, and yes or no in many places. */
  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_SQUARE, WAY_SHEET_ROLE_NONE, NULL), >, 30);
  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_WORDS, WAY_SHEET_ROLE_NONE, "Needed by"), >, 8);
  g_assert_cmpuint (way_sheet_layout_n_pages (layout), >=, 5);
}

static WayReferralForm *
new_form (WayTestWorld *world)
{
  WayReferralForm *form = way_referral_form_new ();
  WayReferral *referral;
  WaySupportRound *round;

  way_referral_form_choose_pupil (form, world->db, &world->pupil, &world->act.today, NULL);
  referral = way_referral_form_get (form, WAY_REFERRAL_PART_REFERRAL);
  referral->route = g_strdup ("SHORT_TERM");
  referral->reasons = g_strdup ("A smaller group and daily mentoring.");
  round = way_referral_form_add_row (form, WAY_REFERRAL_LIST_ROUNDS);
  round->strategy = g_strdup ("Mentoring");
  return form;
}

static void
test_a_filled_form_says_what_was_said (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(WaySheetLayout) layout = lay_out (world, form);

  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_WORDS, WAY_SHEET_ROLE_NONE,
                           "A smaller group and daily mentoring."), ==, 1);
  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_WORDS, WAY_SHEET_ROLE_CELL, "Mentoring"), ==, 1);
  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_SQUARE, WAY_SHEET_ROLE_NONE, NULL), ==, 0);
  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_WORDS, WAY_SHEET_ROLE_NONE, "Needed by"), ==, 0);
  /* Health is not asked by this route. */
  g_assert_cmpuint (count (layout, WAY_SHEET_MARK_WORDS, WAY_SHEET_ROLE_HEADING, "Health"), ==, 0);
}

static void
test_no_child_is_named_where_others_look (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(WaySheet) sheet = way_referral_sheet_new (form, world->db, "Ardenshire",
                                                      &world->act.today, &words);
  const WayPupil *pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = way_sheet_to_pdf (sheet, &error);
  g_autoptr(GString) text = NULL;

  g_assert_no_error (error);
  /* Words of a page are in fonts of their own; what can be read is metadata. */
  text = g_string_new_len (g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf));
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      text->str[i] = ' ';
  g_assert_null (strstr (text->str, pupil->surname));
  g_assert_nonnull (strstr (text->str, "/Lang (en-GB)"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/referral-sheet/empty", test_an_empty_form_asks_all_sections);
  g_test_add_func ("/report/referral-sheet/filled", test_a_filled_form_says_what_was_said);
  g_test_add_func ("/report/referral-sheet/no-names", test_no_child_is_named_where_others_look);
  return g_test_run ();
}
