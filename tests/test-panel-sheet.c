/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the papers and in the minutes of a panel, on a letter, and in the
 * report of a visit. */

#include "way-panel-sheet.h"

#include <string.h>

#include "way-background.h"
#include "way-letter-sheet.h"
#include "way-referral-flow.h"
#include "way-sheet-draw.h"
#include "way-test-world.h"
#include "way-text.h"
#include "way-visit-sheet.h"

static const char *
keep (const char *msgid)
{
  return msgid;
}

static const WayPaperWords words = { keep, way_date_to_iso, way_text_pence, "en-GB" };

/* Each line of the text is one line on paper. */
static void
break_lines (const char         *text,
             const WaySheetFont *font,
             double              width,
             GArray             *lines,
             gpointer            data)
{
  for (const char *start = text;; start++)
    {
      WaySheetLine line = { (gsize) (start - text), strcspn (start, "\n") };

      g_array_append_val (lines, line);
      start += line.length;
      if (*start == '\0')
        return;
    }
}

/* All words of a page, a line each. */
static char *
read_page (const WaySheetLayout *layout,
           guint                 page)
{
  GString *text = g_string_new (NULL);
  guint n;
  const WaySheetMark *marks = way_sheet_layout_get_marks (layout, page, &n);

  for (guint i = 0; i < n; i++)
    if (marks[i].kind == WAY_SHEET_MARK_WORDS)
      g_string_append_printf (text, "%s\n", marks[i].text);
  return g_string_free (text, FALSE);
}

static WaySheetLayout *
lay_out (const WaySheet *sheet)
{
  WaySheetPage page = { WAY_SHEET_A4_WIDTH, WAY_SHEET_A4_HEIGHT, WAY_SHEET_MARGIN };

  return way_sheet_layout_new (sheet, &page, break_lines, NULL);
}

static void
assert_says (const char *text,
             const char *part)
{
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, part));
}

static void
put_round (WayTestWorld *world,
           const char   *strategy,
           const char   *impact)
{
  WaySupportRound *round = way_support_round_new ();

  round->pupil = world->pupil;
  round->strategy = g_strdup (strategy);
  round->impact = g_strdup (impact);
  way_test_put (world, &way_support_round_entity, round);
}

/* A meeting today with two children and R. Okafor present. */
static WayId
put_meeting (WayTestWorld *world,
             WayId         items[2])
{
  g_autoptr(WayMeeting) meeting = way_panel_plan ("panel", &world->act.today);
  g_autoptr(WayMember) member = way_member_new ();
  g_autoptr(WayPanel) panel = NULL;
  WayId other = way_test_put_pupil (world, "Nell", "Quarrington", NULL);
  WayId referrals[] = { way_test_put_referral (world, &world->pupil, "LONG_TERM"),
                        way_test_put_referral (world, &other, "HEALTH") };
  g_autoptr(WayReferral) first = way_records_get (world->db, &way_referral_entity, &referrals[0],
                                                  NULL);
  g_autoptr(GError) error = NULL;

  first->wanted = world->provision;
  first->reasons = g_strdup ("Lessons of thirty are too many");
  way_test_update (world->db, &way_referral_entity, first);
  way_panel_make (&world->act, meeting, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (referrals); i++)
    {
      way_panel_add (&world->act, &meeting->id, &referrals[i], &error);
      g_assert_no_error (error);
    }
  member->meeting = meeting->id;
  member->name = g_strdup ("R. Okafor");
  member->present = 1;
  way_panel_add_member (&world->act, member, &error);
  panel = way_panel_load (world->db, &meeting->id, &error);
  for (guint i = 0; i < G_N_ELEMENTS (referrals); i++)
    items[i] = ((WayPanelItem *) g_ptr_array_index (panel->items, i))->item->id;
  return meeting->id;
}

static void
test_papers_have_a_page_for_each_child (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId items[2];
  WayId meeting = put_meeting (world, items);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPanel) panel = way_panel_load (world->db, &meeting, &error);
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  g_autoptr(WaySheet) sheet = NULL;
  g_autoptr(WaySheetLayout) layout = NULL;
  g_autoptr(GBytes) pdf = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  put_round (world, "Mentoring each morning", "Better for three weeks");
  sheet = way_panel_sheet_papers (panel, facts, &world->act.today, &words, &error);
  g_assert_no_error (error);
  layout = lay_out (sheet);
  g_assert_cmpuint (way_sheet_layout_n_pages (layout), ==, 3);
  first = read_page (layout, 0);
  assert_says (first, "Ardenshire");
  assert_says (first, "1. Kit Ashdown");
  assert_says (first, "R. Okafor");
  second = read_page (layout, 1);
  assert_says (second, "Fernhill School");
  assert_says (second, "Lessons of thirty are too many");
  assert_says (second, "10000.00");
  assert_says (second, "Mentoring each morning");
  assert_says (second, "Better for three weeks");
  assert_says (second, "Where the child could go");
  assert_says (second, "meets all");
  pdf = way_sheet_to_pdf (sheet, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), 5, "%PDF-", 5);
}

static void
test_minutes_say_what_was_decided (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId items[2];
  WayId meeting = put_meeting (world, items);
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(WayPanel) panel = NULL;
  g_autoptr(WaySheet) sheet = NULL;
  g_autoptr(WaySheetLayout) layout = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup ("AGREED_CONDITIONAL");
  decision->reasons = g_strdup ("Smaller groups for two terms");
  decision->conditions = g_strdup ("The school keeps the place open");
  way_panel_decide (&world->act, &items[0], decision, &error);
  g_assert_no_error (error);
  panel = way_panel_load (world->db, &meeting, &error);
  sheet = way_panel_sheet_minutes (panel, "Ardenshire", &world->act.today, &words);
  layout = lay_out (sheet);
  text = read_page (layout, 0);
  assert_says (text, "Agreed with conditions");
  assert_says (text, "Smaller groups for two terms");
  assert_says (text, "The school keeps the place open");
  assert_says (text, "Nothing was decided.");
}

static void
test_a_letter_on_paper (void)
{
  g_autoptr(WayLetter) letter = way_letter_new ();
  g_autoptr(WaySheet) sheet = NULL;
  g_autoptr(WaySheetLayout) layout = NULL;
  g_autofree char *text = NULL;

  letter->recipient = g_strdup ("Dana Ashdown");
  letter->address = g_strdup ("4 Mill Lane\nThornbury");
  letter->subject = g_strdup ("Decision about Kit Ashdown");
  letter->body = g_strdup ("The decision is: Agreed.\n\nThe reasons: it helps.");
  letter->made = way_date_ymd (2026, 11, 10);
  sheet = way_letter_sheet_new (letter, "Ardenshire", &words);
  layout = lay_out (sheet);
  text = read_page (layout, 0);
  assert_says (text, "4 Mill Lane\nThornbury\n");
  assert_says (text, "2026-11-10");
  assert_says (text, "Dear Dana Ashdown,");
  assert_says (text, "The reasons: it helps.");
}

static WayId
put_visit (WayTestWorld *world)
{
  WayVisit *visit = way_visit_new ();
  WayVisitAnswer *answer = way_visit_answer_new ();
  WayAction *action = way_action_new ();
  WayVisitAddendum *addendum = way_visit_addendum_new ();
  WayId id;

  visit->establishment = world->setting;
  visit->kind = g_strdup ("annual");
  visit->date = visit->officer_signed_on = visit->provider_signed_on = way_date_ymd (2026, 11, 3);
  visit->judgement = g_strdup ("APPROVED_WITH_ACTIONS");
  visit->officer_signed = g_strdup ("Ida Marsh");
  visit->provider_signed = g_strdup ("Jo Kettle");
  id = way_test_put (world, &way_visit_entity, visit);
  answer->visit = addendum->visit = action->visit = id;
  answer->question = g_strdup ("C1");
  answer->value = g_strdup ("partly");
  answer->text = g_strdup ("Written, and not signed.");
  way_test_put (world, &way_visit_answer_entity, answer);
  action->establishment = world->setting;
  action->question = g_strdup ("C1");
  action->wording = g_strdup ("Sign the policy");
  action->owner = g_strdup ("Head of centre");
  action->due = way_date_ymd (2026, 11, 9);
  way_test_put (world, &way_action_entity, action);
  addendum->added = way_date_ymd (2026, 11, 6);
  addendum->text = g_strdup ("The policy came by post.");
  way_test_put (world, &way_visit_addendum_entity, addendum);
  return id;
}

static void
test_a_visit_on_paper (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId visit = put_visit (world);
  g_autoptr(GError) error = NULL;
  g_autoptr(WaySheet) sheet = way_visit_sheet_new (world->db, &visit, "Ardenshire",
                                                   &world->act.today, &words, &error);
  g_autoptr(WaySheetLayout) layout = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  layout = lay_out (sheet);
  text = read_page (layout, 0);
  assert_says (text, "Report of a visit: Hawthorn Academy");
  assert_says (text, "Approved with actions");
  assert_says (text, "C Health and safety: Developing");
  assert_says (text, "Partly met");
  assert_says (text, "Written, and not signed.");
  assert_says (text, "Sign the policy");
  assert_says (text, "Late");
  assert_says (text, "Jo Kettle");
  assert_says (text, "The policy came by post.");
}

static void
test_no_visit_is_no_report (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (way_visit_sheet_new (world->db, &world->pupil, "Ardenshire", &world->act.today,
                                      &words, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/panel-sheet/papers", test_papers_have_a_page_for_each_child);
  g_test_add_func ("/report/panel-sheet/minutes", test_minutes_say_what_was_decided);
  g_test_add_func ("/report/panel-sheet/letter", test_a_letter_on_paper);
  g_test_add_func ("/report/visit-sheet/report", test_a_visit_on_paper);
  g_test_add_func ("/report/visit-sheet/unknown", test_no_visit_is_no_report);
  return g_test_run ();
}
