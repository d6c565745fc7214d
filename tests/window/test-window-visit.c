/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer takes a sealed copy along, visits a setting without any network and
 * writes the visit down, by keys alone: what is known stands there, a policy that is
 * not met wants an action, both sign.  The file that comes back makes the findings
 * the office's actions, and no child is placed there until the hold is cleared. */
#include <locale.h>
#include <string.h>

#include "way-codes.h"
#include "way-test-ctl.h"
#include "way-test-office.h"

#define DAY "2026-11-10"
#define PASSPHRASE "heron weir candle"

static const char *program;

/* What the visit still asks on site: all else was answered on the way there. */
#define LEFT_OPEN "B4"

/* An answer that is none of what is bad. */
static const char *
answer_to (const WayCode *question)
{
  const char *type = way_code_get (question, "type");

  if (strcmp (type, "MET4") == 0)
    return "met";
  if (strcmp (type, "CODE") == 0)
    return g_strcmp0 (way_code_get (question, "of"), "inspectorate") == 0 ? "none" : NULL;
  if (strcmp (type, "YN_NA") == 0)
    return "no";
  return strcmp (type, "LIST") == 0 ? NULL : "not_applicable";
}

/* The answers as one file: quicker than a call for each. */
static char *
write_answers (const char *visit)
{
  g_autoptr(GPtrArray) questions = way_codes_list ("visit_question", NULL);
  g_autoptr(GString) csv = g_string_new ("visit,question,value\n");
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (way_test_desktop_get_home (), "answers.csv", NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      const char *value = answer_to (question);

      if (value != NULL && strcmp (question->id, LEFT_OPEN) != 0 &&
          strchr ("ABDH", *way_code_get (question, "section")) != NULL)
        g_string_append_printf (csv, "%s,%s,%s\n", visit, question->id, value);
    }
  g_file_set_contents (path, csv->str, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Oakfield Trust is no school; Kit goes there, and a visit is planned for today. */
static char *
make_file (char **pupil)
{
  char *path = g_build_filename (way_test_desktop_get_home (), "visit.waymark", NULL);
  g_autofree char *school = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *provision = NULL;
  g_autofree char *visit = NULL;
  g_autofree char *answers = NULL;

  g_free (way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", path));
  school = way_test_office_put (path, "establishment", "name=Fernhill type=1");
  setting = way_test_office_put (path, "establishment",
                                 "name=Oakfield directory_type=NON_SCHOOL registered=no"
                                 " verified=2026-11-02");
  provision = way_test_office_put (path, "provision",
                                   "establishment=%s name=Workshop kind=vocational"
                                   " from=2020-09-01", setting);
  g_free (way_test_office_put (path, "capacity", "provision=%s from=2024-09-01 places=8",
                               provision));
  *pupil = way_test_office_put (path, "pupil",
                                "forename=Kit surname=Ashdown birth=2011-05-03 year=10");
  g_free (way_test_office_put (path, "enrolment",
                               "pupil=%s establishment=%s status=M from=2023-09-01", *pupil,
                               school));
  g_free (way_test_office_put (path, "placement",
                               "pupil=%s provision=%s route=VOC_PART start=2026-09-07 sessions=4",
                               *pupil, provision));
  visit = way_test_office_put (path, "visit",
                               "establishment=%s kind=monitoring planned=" DAY, setting);
  g_free (way_test_office_put (path, "visit_officer", "visit=%s name=Marsh", visit));
  g_free (way_test_office_put (path, "finding", "visit=%s kind=strength wording=Calm", visit));
  answers = write_answers (visit);
  g_free (way_test_office_ctl ("--file %s import csv:visit_answer %s --reason Test", path, answers));
  return path;
}

static void
go_on_to (WayTestWindow *window,
          const char    *section)
{
  g_test_message ("on to %s", section);
  way_test_press ("<Alt>s");
  way_test_office_shows (window, section);
}

/* The policy is out of date: an action, with who does it; the day and how severe it
 * is stand there. */
static void
answer_the_policy (WayTestWindow *window)
{
  way_test_window_tab_to (window, ATSPI_ROLE_RADIO_BUTTON, "B4: Met");
  way_test_window_arrow_to (window, "Right", "B4: Not met");
  way_test_office_shows (window, "Say what is to be done about it");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Add an Action");
  way_test_type ("Renew the policy");
  way_test_window_fill (window, "Who does it", "Manager");
}

static void
sign_off (WayTestWindow *window)
{
  way_test_window_choose (window, "Judgement", "New placements suspended");
  way_test_window_fill (window, "Signed by the officer", "Ida Marsh");
  way_test_window_fill (window, "Signed for the setting by", "Jo Kettle");
  way_test_press ("<Alt>s");
}

/* --- There and back --- */

static char *
in_home (const char *name)
{
  return g_build_filename (way_test_desktop_get_home (), name, NULL);
}

/* The officer's sealed copy, still of another setting.  What a window does of this is
 * tested elsewhere. */
static char *
enrol_officer (const char *office,
               const char *secret)
{
  char *path = in_home ("officer.waymark");
  g_autofree char *card = in_home ("marsh.waycard");
  g_autofree char *invite = in_home ("marsh.waybundle");
  g_autofree char *setting = way_test_ctl_find (office, "establishment", "Fernhill");

  g_free (way_test_office_ctl ("exchange card --name Marsh --passphrase-file %s --out %s", secret,
                               card));
  g_free (way_test_office_ctl ("--file %s --today " DAY " exchange enrol %s --role officer"
                               " --scope %s --out %s", office, card, setting, invite));
  g_free (way_test_office_ctl ("join %s --passphrase-file %s --out %s", invite, secret, path));
  return path;
}

static WayTestWindow *
open_window (const char *path)
{
  const char *args[] = { "--file", path, "--today", DAY, NULL };

  return way_test_window_launch (program, args);
}

static void
make_the_visit (WayTestWindow *window)
{
  static const char *const sections[] = { "C Health and safety",
                                          "D Admissions, attendance and support",
                                          "E Curriculum and teaching", "F Outcomes",
                                          "G Leadership and data", "H Findings" };

  way_test_office_go_to_page (window, "Visits");
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "Planned");
  way_test_press ("Return");
  way_test_office_shows (window, "Monitoring · ");
  way_test_press ("<Alt>b");
  way_test_office_shows (window, "The visit");
  go_on_to (window, "Kit Ashdown");
  go_on_to (window, "A5 Pupils of ours on its register");
  way_test_office_shows (window, "The file says: 1 pupil");
  go_on_to (window, "B4 Child protection policy");
  answer_the_policy (window);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    go_on_to (window, sections[i]);
  go_on_to (window, "At least “New placements suspended”");
  sign_off (window);
  way_test_office_shows (window, "Signed off · New placements suspended");
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The chooser of a file that is made. */
static void
save_as (WayTestWindow *window,
         char          *path)
{
  way_test_office_shows (window, "Name:");
  way_test_press ("<Ctrl>a");
  way_test_type (path);
  way_test_press ("Return");
  way_test_window_wait_alone (window);
  g_assert_true (way_test_wait (way_test_patience, is_there, path));
}

/* The officer's copy, by one button. */
static void
make_round_file (WayTestWindow *window,
                 char          *path)
{
  way_test_office_go_to_page (window, "Exchange");
  way_test_office_shows (window, "To settle");
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "More to do for Marsh");
  way_test_window_arrow_to (window, "Down", "Make a File for the Next Visits…");
  way_test_press ("Return");
  save_as (window, path);
}

static void
send_back (WayTestWindow *window,
           char          *path)
{
  way_test_office_go_to_page (window, "Exchange");
  way_test_office_shows (window, "To settle");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Make a file for Office");
  save_as (window, path);
}

static void
take_in (WayTestWindow *window,
         const char    *path,
         const char    *from)
{
  way_test_office_go_to_page (window, "Exchange");
  way_test_office_shows (window, "To settle");
  way_test_press ("<Alt>t");
  way_test_office_shows (window, "Look at It");
  way_test_type (path);
  way_test_press ("Return");
  way_test_office_shows (window, from);
  way_test_press ("<Alt>t");
  way_test_window_wait_alone (window);
}

static void
check_office (const char *office,
              const char *pupil)
{
  g_autofree char *holds = way_test_office_ctl ("--file %s list placement_hold --csv", office);
  g_autofree char *actions = way_test_office_ctl ("--file %s list action --csv", office);
  g_autofree char *matches = way_test_office_ctl ("--file %s --today " DAY " match --pupil %s"
                                                  " --route VOC_PART --on 2026-11-16 --csv",
                                                  office, pupil);

  g_assert_nonnull (strstr (holds, ",safeguarding,"));
  g_assert_nonnull (strstr (actions, ",B4,Renew the policy,Manager,2026-12-22,medium,"));
  g_assert_nonnull (strstr (matches, "hold"));
  g_assert_nonnull (strstr (matches, "Clear the hold"));
}

static void
test_there_and_back (void)
{
  g_autofree char *pupil = NULL;
  g_autofree char *office = make_file (&pupil);
  g_autofree char *secret = in_home ("passphrase");
  g_autofree char *along = in_home ("along.waybundle");
  g_autofree char *back = in_home ("back.waybundle");
  g_autofree char *copy = NULL;
  WayTestWindow *window;

  g_assert_true (g_file_set_contents (secret, PASSPHRASE "\n", -1, NULL));
  copy = enrol_officer (office, secret);
  window = open_window (office);
  make_round_file (window, along);
  way_test_window_close (window);

  window = open_window (copy);
  way_test_window_fill (window, "Passphrase", PASSPHRASE);
  way_test_press ("Return");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_LIST, "Pages"));
  take_in (window, along, "From Office");
  make_the_visit (window);
  send_back (window, back);
  way_test_window_close (window);

  window = open_window (office);
  take_in (window, back, "From Marsh");
  way_test_office_go_to_page (window, "Visits");
  way_test_office_shows (window, "Renew the policy");
  way_test_window_close (window);
  check_office (office, pupil);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("WAY_TEST_PROGRAM");
  way_test_desktop_start ();

  g_test_add_func ("/window/visit/there-and-back", test_there_and_back);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
