/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of referrals and placements: made, filled, thrown away; the form's
 * sections, checks and draft. */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "way-application.h"
#include "way-date-entry.h"
#include "way-date-words.h"
#include "way-day-strip.h"
#include "way-form.h"
#include "way-match-view.h"
#include "way-offer-dialog.h"
#include "way-placement-page.h"
#include "way-placements-page.h"
#include "way-record-entry.h"
#include "way-referral-acts.h"
#include "way-referral-form-page.h"
#include "way-referral-page.h"
#include "way-referrals-page.h"
#include "way-test-desktop.h"
#include "way-test-widgets.h"
#include "way-test-world.h"
#include "way-week-grid.h"
#include "way-what-if-dialog.h"

/* A file with the world of the tests in it, and a session that looks at it. */
typedef struct
{
  char       *path;
  WaySession *session;
  WayId       school;
  WayId       provision;
  WayId       pupil;
} Desk;

typedef struct
{
  const WayEntity *entity;
  gpointer         record;
} One;

static gboolean
insert (WayDb     *db,
        gpointer   data,
        GError   **error)
{
  One *one = data;

  return way_records_insert (db, one->entity, one->record, error);
}

/* Puts a record into the desk's file; frees it and gives its id. */
static WayId
put (Desk            *desk,
     const WayEntity *entity,
     gpointer         record)
{
  One one = { entity, record };
  g_autoptr(GError) error = NULL;
  WayId id;

  way_session_write (desk->session, "Test", NULL, insert, &one, &error);
  g_assert_no_error (error);
  id = *way_record_id (record);
  way_record_free (entity, record);
  return id;
}

static void
put_people (Desk *desk)
{
  WayAuthority *authority = way_authority_new ();
  WayEstablishment *school = way_establishment_new ();
  WayProvision *provision = way_provision_new ();
  WayPupil *pupil = way_pupil_new ();
  WayEnrolment *roll = way_enrolment_new ();

  way_record_start (&way_authority_entity, authority);
  authority->name = g_strdup ("Ardenshire");
  put (desk, &way_authority_entity, authority);
  way_record_start (&way_establishment_entity, school);
  school->name = g_strdup ("Fernhill School");
  school->type = g_strdup ("1");
  desk->school = put (desk, &way_establishment_entity, school);
  way_record_start (&way_provision_entity, provision);
  provision->establishment = desk->school;
  provision->name = g_strdup ("Beacon Centre");
  provision->counted = 1;
  desk->provision = put (desk, &way_provision_entity, provision);
  way_record_start (&way_pupil_entity, pupil);
  pupil->forename = g_strdup ("Kit");
  pupil->surname = g_strdup ("Ashdown");
  pupil->year = g_strdup ("10");
  desk->pupil = put (desk, &way_pupil_entity, pupil);
  way_record_start (&way_enrolment_entity, roll);
  roll->pupil = desk->pupil;
  roll->establishment = desk->school;
  roll->from = way_date_ymd (2023, 9, 1);
  put (desk, &way_enrolment_entity, roll);
}

static Desk *
desk_new (void)
{
  static guint number;
  Desk *desk = g_new0 (Desk, 1);
  GDate today = way_date_ymd (2026, 11, 10);
  g_autofree char *name = g_strdup_printf ("desk-%u.waymark", number++);
  g_autoptr(GError) error = NULL;
  WayDb *db;

  desk->path = g_build_filename (way_test_desktop_get_home (), name, NULL);
  db = way_db_open (desk->path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  way_db_free (db);
  desk->session = way_session_new (&today);
  way_session_open (desk->session, desk->path, &error);
  g_assert_no_error (error);
  put_people (desk);
  return desk;
}

static void
desk_free (Desk *desk)
{
  g_object_unref (desk->session);
  g_unlink (desk->path);
  g_free (desk->path);
  g_free (desk);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static WayId
put_referral (Desk       *desk,
              const char *route)
{
  WayReferral *referral = way_referral_new ();

  referral->pupil = desk->pupil;
  referral->referrer = desk->school;
  referral->route = g_strdup (route);
  referral->received = way_date_ymd (2026, 11, 3);
  return put (desk, &way_referral_entity, referral);
}

static WayId
put_placement (Desk *desk)
{
  WayPlacement *placement = way_placement_new ();

  placement->pupil = desk->pupil;
  placement->provision = desk->provision;
  placement->start = way_date_ymd (2026, 9, 7);
  placement->sessions = 2;
  placement->timetable = g_strdup ("mon_am|fri_pm");
  return put (desk, &way_placement_entity, placement);
}

/* A window that shows one page, as the program's does. */
static GtkWindow *
show_page (Desk        *desk,
           GType        type,
           const char  *entity,
           const WayId *id)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *page = g_object_new (type, NULL);

  if (id != NULL)
    way_page_set_record (WAY_PAGE (page), entity, id);
  way_page_set_session (WAY_PAGE (page), desk->session);
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return GTK_WINDOW (window);
}

/* The first label below a widget that says this; NULL for none. */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_pages_are_made_filled_and_disposed (void)
{
  g_autoptr(Desk) desk = desk_new ();
  WayId referral = put_referral (desk, "SHORT_TERM");
  WayId placement = put_placement (desk);
  const struct
  {
    GType        (*type) (void);
    const char    *entity;
    const WayId   *id;
    const char    *says;
  } pages[] = {
    { way_referrals_page_get_type, NULL, NULL, "Kit Ashdown" },
    { way_referral_page_get_type, "referral", &referral, "The referral came" },
    { way_placements_page_get_type, NULL, NULL, "1 placement" },
    { way_placement_page_get_type, "placement", &placement, "2 half days a week" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWindow *window = show_page (desk, pages[i].type (), pages[i].entity, pages[i].id);

      g_test_message ("%s", g_type_name (pages[i].type ()));
      g_assert_nonnull (find_label (GTK_WIDGET (window), pages[i].says));
      gtk_window_destroy (window);
    }
}

static void
test_a_record_that_is_gone_says_so (void)
{
  g_autoptr(Desk) desk = desk_new ();
  WayId id = way_id_new ();
  GtkWindow *referral = show_page (desk, WAY_TYPE_REFERRAL_PAGE, "referral", &id);
  GtkWindow *placement = show_page (desk, WAY_TYPE_PLACEMENT_PAGE, "placement", &id);

  g_assert_nonnull (find_label (GTK_WIDGET (referral), "This Referral Is Gone"));
  g_assert_nonnull (find_label (GTK_WIDGET (placement), "This Placement Is Gone"));
  gtk_window_destroy (referral);
  gtk_window_destroy (placement);
}

/* --- Offering a place --- */

static WayId
put_agreed (Desk *desk)
{
  WayId referral = put_referral (desk, "INTERIM");
  WayDecision *decision = way_decision_new ();

  decision->referral = referral;
  decision->date = way_date_ymd (2026, 11, 5);
  decision->outcome = g_strdup ("AGREED");
  put (desk, &way_decision_entity, decision);
  return referral;
}

static WayId
put_other_provision (Desk *desk)
{
  WayProvision *provision = way_provision_new ();

  way_record_start (&way_provision_entity, provision);
  provision->establishment = desk->school;
  provision->name = g_strdup ("Kiln Works");
  provision->year_high = g_strdup ("6");
  return put (desk, &way_provision_entity, provision);
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  GtkWidget *found = find_label (widget, label);

  return found != NULL ? gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON) : NULL;
}

/* Another than the first is offered with a reason only; offer and choice are
 * kept together. */
static void
test_a_place_is_offered_from_the_list (void)
{
  g_autoptr(Desk) desk = desk_new ();
  WayId id = put_agreed (desk);
  WayId other = put_other_provision (desk);
  WayDb *db = way_session_get_db (desk->session);
  g_autoptr(WayReferralCase) referral = way_referral_case_load (
    db, &id, way_session_get_today (desk->session), NULL);
  GtkWindow *window = show_page (desk, WAY_TYPE_REFERRAL_PAGE, "referral", &id);
  WayOfferDialog *dialog = way_offer_dialog_new (
    WAY_PAGE (adw_window_get_content (ADW_WINDOW (window))), referral);
  GtkWidget *view, *label, *row, *button;
  const char *folder = g_getenv ("WAY_TEST_SHOTS");
  gint64 count = 0;

  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_true (way_test_settle (GTK_WINDOW (dialog)));
  view = way_test_find_widget (GTK_WIDGET (dialog), WAY_TYPE_MATCH_VIEW);
  g_assert_nonnull (find_button (GTK_WIDGET (dialog), "Offer Beacon Centre"));
  way_match_view_choose (WAY_MATCH_VIEW (view), &other);
  g_assert_true (way_test_settle (GTK_WINDOW (dialog)));
  if (folder != NULL)
    {
      g_autofree char *path = g_build_filename (folder, "offer.png", NULL);

      g_assert_true (way_test_draw (GTK_WINDOW (dialog), path));
    }
  button = find_button (GTK_WIDGET (dialog), "Offer Kiln Works");
  g_assert_nonnull (button);
  label = find_label (GTK_WIDGET (dialog), "Why this one and not the first");
  g_assert_nonnull (label);
  row = gtk_widget_get_ancestor (label, WAY_TYPE_FIELD_ROW);
  g_assert_nonnull (row);

  g_signal_emit_by_name (button, "clicked");
  g_assert_true (way_records_count (db, &way_offer_entity, &count, NULL) && count == 0);
  way_field_row_set_text (WAY_FIELD_ROW (row), "The family lives next door");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (way_records_count (db, &way_offer_entity, &count, NULL) && count == 1);
  g_assert_true (way_records_count (db, &way_match_run_entity, &count, NULL) && count == 1);
  gtk_window_destroy (window);
}

static void
test_week_gives_back_what_it_was_given (void)
{
  static const char *const weeks[] = { "", "mon_am", "mon_am|wed_pm|fri_pm" };
  g_autoptr(WayWeekGrid) grid = WAY_WEEK_GRID (g_object_ref_sink (way_week_grid_new ()));

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      g_autofree char *codes = NULL;

      way_week_grid_set_codes (grid, weeks[i]);
      codes = way_week_grid_dup_codes (grid);
      g_assert_cmpstr (codes, ==, weeks[i]);
    }
  g_assert_cmpuint (way_week_grid_count (grid), ==, 3);
  way_week_grid_fill (grid);
  g_assert_cmpuint (way_week_grid_count (grid), ==, 10);
}

/* --- What can be done at which stage --- */

static void
test_acts_follow_the_stage (void)
{
  g_autoptr(GPtrArray) steps = way_codes_list ("next_step", NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const WayCode *step = g_ptr_array_index (steps, i);
      WayReferralCase referral = { .stage = { "", step->id } };
      WayReferralAct act;

      g_test_message ("%s", step->id);
      if (way_referral_act_of_step (step->id, &act))
        g_assert_true (way_referral_act_allowed (act, &referral));
      else
        g_assert_true (g_str_equal (step->id, "none") || g_str_equal (step->id, "open_placement"));
    }
}

/* --- The form --- */

static WayReferralFormPage *
open_form (Desk        *desk,
           const WayId *referral,
           const WayId *pupil)
{
  g_autoptr(GError) error = NULL;
  GtkWidget *page = way_referral_form_page_new (desk->session, referral, pupil, &error);

  g_assert_no_error (error);
  return WAY_REFERRAL_FORM_PAGE (g_object_ref_sink (page));
}

static WayReferral *
referral_of (WayReferralFormPage *page)
{
  return way_referral_form_get (way_referral_form_page_get_form (page),
                                WAY_REFERRAL_PART_REFERRAL);
}

/* The row of a field in a section, wherever it stands below a widget. */
static WayFieldRow *
find_row (GtkWidget  *widget,
          const char *section_field)
{
  if (WAY_IS_FIELD_ROW (widget) &&
      g_strcmp0 (way_field_row_get_name (WAY_FIELD_ROW (widget)), section_field) == 0)
    return WAY_FIELD_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      WayFieldRow *found = find_row (child, section_field);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_form_asks_for_a_child_first (void)
{
  g_autoptr(Desk) desk = desk_new ();
  g_autoptr(WayReferralFormPage) page = open_form (desk, NULL, NULL);

  g_assert_cmpstr (way_referral_form_page_get_section (page), ==, "child");
  way_referral_form_page_show_section (page, "answers");
  gtk_widget_activate_action (GTK_WIDGET (page), "form.next", NULL);
  g_assert_cmpstr (way_referral_form_page_get_section (page), ==, "child");
}

static void
test_child_is_found_by_the_day_of_birth (void)
{
  g_autoptr(Desk) desk = desk_new ();
  g_autoptr(WayRecordEntry) entry = NULL;
  WayPupil *pupil = way_pupil_new ();

  pupil->surname = g_strdup ("Larkwell");
  pupil->birth = way_date_ymd (2014, 5, 3);
  put (desk, &way_pupil_entity, pupil);
  entry = WAY_RECORD_ENTRY (g_object_ref_sink (way_record_entry_new (&way_pupil_entity,
                                                                     desk->session)));
  way_record_entry_set_text (entry, "3 May 2014");
  g_assert_nonnull (find_label (GTK_WIDGET (entry), "Larkwell"));
  g_assert_null (find_label (GTK_WIDGET (entry), "Kit Ashdown"));
}

static void
test_form_asks_for_a_route_before_it_is_sent (void)
{
  g_autoptr(Desk) desk = desk_new ();
  g_autoptr(WayReferralFormPage) page = open_form (desk, NULL, &desk->pupil);

  way_referral_form_page_show_section (page, "answers");
  gtk_widget_activate_action (GTK_WIDGET (page), "form.next", NULL);
  g_assert_cmpstr (way_referral_form_page_get_section (page), ==, "reasons");
  g_assert_nonnull (find_label (GTK_WIDGET (page), "Choose a route"));
}

static void
test_draft_is_there_after_a_restart (void)
{
  g_autoptr(Desk) desk = desk_new ();
  WayReferralFormPage *page = open_form (desk, NULL, &desk->pupil);
  WayId id = referral_of (page)->id;
  g_autoptr(WayReferralFormPage) again = NULL;
  g_autofree char *weeks = NULL;

  way_field_row_set_text (find_row (GTK_WIDGET (page), "risk"), "None known");
  way_field_row_set_text (find_row (GTK_WIDGET (page), "weeks"), "a few");
  g_object_unref (page);
  g_assert_true (way_session_open (desk->session, desk->path, NULL));

  again = open_form (desk, &id, NULL);
  weeks = way_field_row_dup_text (find_row (GTK_WIDGET (again), "weeks"));
  g_assert_cmpstr (referral_of (again)->risk, ==, "None known");
  g_assert_cmpstr (weeks, ==, "a few");
  g_assert_true (way_field_row_has_problem (find_row (GTK_WIDGET (again), "weeks")));
}

static void
test_nothing_typed_leaves_no_draft (void)
{
  g_autoptr(Desk) desk = desk_new ();
  WayReferralFormPage *page = open_form (desk, NULL, NULL);
  g_autoptr(GPtrArray) drafts = NULL;

  way_referral_form_page_show_section (page, "risk");
  g_object_unref (page);
  drafts = way_drafts_list (way_session_get_db (desk->session), "referral", NULL);
  g_assert_cmpuint (drafts->len, ==, 0);
}

static void
test_what_cannot_be_read_stops_it_before_it_is_sent (void)
{
  g_autoptr(Desk) desk = desk_new ();
  g_autoptr(WayReferralFormPage) page = open_form (desk, NULL, &desk->pupil);

  way_field_row_set_text (find_row (GTK_WIDGET (page), "weeks"), "a few");
  way_referral_form_page_show_section (page, "answers");
  gtk_widget_activate_action (GTK_WIDGET (page), "form.next", NULL);
  g_assert_cmpstr (way_referral_form_page_get_section (page), ==, "reasons");
}

static void
test_checked_answers_are_sent (void)
{
  g_autoptr(Desk) desk = desk_new ();
  g_autoptr(WayReferralFormPage) page = open_form (desk, NULL, &desk->pupil);
  WayReferral *referral = referral_of (page);
  g_autoptr(WayReferralCase) found = NULL;
  g_autoptr(GError) error = NULL;
  GDate today = way_date_ymd (2026, 11, 10);

  referral->route = g_strdup ("SUSP_OFFSITE");
  way_referral_form_page_show_section (page, "answers");
  gtk_widget_activate_action (GTK_WIDGET (page), "form.next", NULL);
  found = way_referral_case_load (way_session_get_db (desk->session), &referral->id, &today,
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->stage.stage, ==, "received");
  g_assert_cmpstr (found->referral->place_payer, ==, "SCHOOL");
}

static void
test_not_needed_sections_are_passed_over (void)
{
  g_autoptr(Desk) desk = desk_new ();
  g_autoptr(WayReferralFormPage) page = open_form (desk, NULL, &desk->pupil);

  referral_of (page)->route = g_strdup ("VOC_PART");
  way_referral_form_page_show_section (page, "risk");
  gtk_widget_activate_action (GTK_WIDGET (page), "form.next", NULL);
  g_assert_cmpstr (way_referral_form_page_get_section (page), ==, "agreement");
}

/* --- What if --- */

static const char *
label_of (WayWhatIfDialog *dialog,
          const char      *name)
{
  GObject *label = gtk_widget_get_template_child (GTK_WIDGET (dialog), WAY_TYPE_WHAT_IF_DIALOG,
                                                  name);

  return gtk_label_get_label (GTK_LABEL (label));
}

static void
assert_day (Desk            *desk,
            WayWhatIfDialog *dialog,
            GDate            day,
            const char      *moved)
{
  g_autofree char *words = way_date_words_day (&day, way_session_get_today (desk->session));

  g_assert_cmpstr (label_of (dialog, "day_label"), ==, words);
  g_assert_true (g_str_has_prefix (label_of (dialog, "moved_label"), moved));
}

/* Another start, clock or calendar moves the day; an entry that is no day says
 * what it wants. */
static void
test_what_if_moves_the_day (void)
{
  g_autoptr(Desk) desk = desk_new ();
  WayClockEvent event = { .kind = "permanent", .from = way_date_ymd (2026, 11, 5) };
  WayClockFacts facts = { .events = &event, .n_events = 1 };
  WayWhatIfDialog *dialog = way_what_if_dialog_new (desk->session,
                                                    way_what_if_new ("C01", &facts, &desk->school));
  GtkWidget *widget = GTK_WIDGET (dialog);
  GObject *start = gtk_widget_get_template_child (widget, WAY_TYPE_WHAT_IF_DIALOG, "start_entry");
  GObject *rule = gtk_widget_get_template_child (widget, WAY_TYPE_WHAT_IF_DIALOG, "rule_row");
  GDate day = way_date_ymd (2026, 11, 9);

  assert_day (desk, dialog, way_date_ymd (2026, 11, 12), "The same day");
  way_date_entry_set_day (WAY_DATE_ENTRY (start), &day);
  assert_day (desk, dialog, way_date_ymd (2026, 11, 16), "4 days later");
  way_date_entry_set_text (WAY_DATE_ENTRY (start), "soon");
  g_assert_cmpstr (label_of (dialog, "day_label"), ==, "Give the day on which it started");
  way_date_entry_set_day (WAY_DATE_ENTRY (start), &day);
  adw_combo_row_set_selected (ADW_COMBO_ROW (rule), 2);
  assert_day (desk, dialog, way_date_ymd (2026, 11, 9), "3 days earlier");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(WayApplication) app = NULL;
  int status;

  way_test_desktop_start ();
  g_test_init (&argc, &argv, NULL);
  app = way_application_new ();
  adw_init ();

  g_test_add_func ("/app/referral-pages/made-and-disposed",
                   test_pages_are_made_filled_and_disposed);
  g_test_add_func ("/app/referral-pages/gone", test_a_record_that_is_gone_says_so);
  g_test_add_func ("/app/referral-pages/offer", test_a_place_is_offered_from_the_list);
  g_test_add_func ("/app/referral-pages/week", test_week_gives_back_what_it_was_given);
  g_test_add_func ("/app/referral-pages/acts", test_acts_follow_the_stage);
  g_test_add_func ("/app/what-if/moves-the-day", test_what_if_moves_the_day);
  g_test_add_func ("/app/referral-form/child-first", test_form_asks_for_a_child_first);
  g_test_add_func ("/app/referral-form/day-of-birth", test_child_is_found_by_the_day_of_birth);
  g_test_add_func ("/app/referral-form/route", test_form_asks_for_a_route_before_it_is_sent);
  g_test_add_func ("/app/referral-form/draft/restart", test_draft_is_there_after_a_restart);
  g_test_add_func ("/app/referral-form/draft/nothing-typed", test_nothing_typed_leaves_no_draft);
  g_test_add_func ("/app/referral-form/unreadable",
                   test_what_cannot_be_read_stops_it_before_it_is_sent);
  g_test_add_func ("/app/referral-form/sent", test_checked_answers_are_sent);
  g_test_add_func ("/app/referral-form/not-needed", test_not_needed_sections_are_passed_over);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
