/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms over the descriptions, in a window without a screen. */
#include <adwaita.h>

#include "way-application.h"
#include "way-children.h"
#include "way-form.h"
#include "way-journey.h"
#include "way-record-dialog.h"
#include "way-strategy.h"
#include "way-test-desktop.h"
#include "way-test-widgets.h"

static WaySession *
make_session (void)
{
  GDate today = way_date_ymd (2026, 11, 10);

  return way_session_new (&today);
}

/* A form with a row for each of the fields named. */
static WayForm *
make_form (const char *const *fields)
{
  GtkWidget *form = way_form_new ();
  GtkWidget *group = adw_preferences_group_new ();

  g_object_ref_sink (form);
  for (; *fields != NULL; fields++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), way_field_row_new (*fields));
  gtk_box_append (GTK_BOX (form), group);
  return WAY_FORM (form);
}

static WayPupil *
make_pupil (void)
{
  WayPupil *pupil = way_pupil_new ();

  pupil->surname = g_strdup ("Ashdown");
  pupil->forename = g_strdup ("Kit");
  pupil->sex = g_strdup ("M");
  pupil->birth = way_date_ymd (2012, 5, 3);
  pupil->young_carer = 1;
  return pupil;
}

static const char *const pupil_fields[] = {
  "surname", "forename", "birth", "sex", "postcode", "young_carer", "social_worker", NULL
};

static WayForm *
make_pupil_form (WaySession *session)
{
  g_autoptr(WayPupil) pupil = make_pupil ();
  WayForm *form = make_form (pupil_fields);

  way_form_set_record (form, session, &way_pupil_entity, pupil);
  return form;
}

static void
test_record_comes_back_unchanged (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);
  g_autoptr(WayPupil) pupil = make_pupil ();
  g_autoptr(GError) error = NULL;

  g_assert_true (way_form_check (form, &error));
  g_assert_no_error (error);
  g_assert_true (way_pupil_equal (way_form_get_record (form), pupil));
  g_assert_false (way_form_is_changed (form));
}

/* Every field of every entity has an editor that gives back what it was given. */
static void
test_every_field_has_an_editor (void)
{
  g_autoptr(WaySession) session = make_session ();

  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    {
      gpointer record = way_record_new (*entity);
      gpointer back = way_record_new (*entity);

      for (guint i = 1; i < (*entity)->n_fields; i++)
        {
          const WayField *field = &(*entity)->fields[i];
          GtkWidget *row;
          g_autoptr(GError) error = NULL;

          if ((field->flags & WAY_FIELD_DERIVED) != 0)
            continue;
          g_test_message ("%s.%s", (*entity)->name, field->name);
          row = g_object_ref_sink (way_field_row_new (field->name));
          way_field_row_load (WAY_FIELD_ROW (row), session, *entity, record);
          g_assert_true (way_field_row_store (WAY_FIELD_ROW (row), back, &error));
          g_assert_no_error (error);
          g_object_unref (row);
        }
      g_assert_true (way_record_equal (*entity, record, back));
      way_record_free (*entity, record);
      way_record_free (*entity, back);
    }
}

static void
test_typing_changes_the_copy (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);
  const WayPupil *copy = way_form_get_record (form);

  way_field_row_set_text (way_form_get_row (form, "forename"), "  Kim ");
  g_assert_cmpstr (copy->forename, ==, "Kim");
  way_field_row_set_text (way_form_get_row (form, "birth"), "2013-06-04");
  g_assert_cmpint (g_date_get_month (&copy->birth), ==, 6);
  way_field_row_set_text (way_form_get_row (form, "sex"), "F");
  g_assert_cmpstr (copy->sex, ==, "F");
  way_field_row_set_text (way_form_get_row (form, "young_carer"), "no");
  g_assert_cmpint (copy->young_carer, ==, 0);
  g_assert_true (way_form_is_changed (form));
}

/* Tab comes to the text itself, not to what it scrolls in. */
static void
test_tab_leads_into_a_long_text (void)
{
  const char *const fields[] = { "reasons", NULL };
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_form (fields);
  g_autoptr(WayReferral) referral = way_referral_new ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  way_form_set_record (form, session, &way_referral_entity, referral);
  gtk_window_set_child (window, GTK_WIDGET (form));
  gtk_window_present (window);
  g_assert_true (way_test_settle (window));
  gtk_window_set_focus (window, NULL);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_window_get_focus (window)));
  gtk_window_destroy (window);
}

static void
test_bad_value_stays_typed_and_is_explained (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);
  WayFieldRow *row = way_form_get_row (form, "postcode");
  const WayPupil *copy = way_form_get_record (form);
  g_autofree char *typed = NULL;
  g_autoptr(GError) error = NULL;

  way_field_row_set_text (row, "not one");
  typed = way_field_row_dup_text (row);
  g_assert_cmpstr (typed, ==, "not one");
  g_assert_null (copy->postcode);
  g_assert_true (way_field_row_has_problem (row));
  g_assert_false (way_form_check (form, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID);
}

static void
test_mended_value_clears_the_problem (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);
  WayFieldRow *row = way_form_get_row (form, "birth");

  way_field_row_set_text (row, "the day before");
  g_assert_true (way_field_row_has_problem (row));
  way_field_row_set_text (row, "2012-05-04");
  g_assert_false (way_field_row_has_problem (row));
}

static void
test_missing_is_said_when_asked (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);
  WayFieldRow *row = way_form_get_row (form, "surname");
  g_autoptr(GError) error = NULL;

  way_field_row_set_text (row, "");
  g_assert_false (way_field_row_has_problem (row));
  g_assert_false (way_form_check (form, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING);
  g_assert_true (way_field_row_has_problem (row));
}

static void
test_contradiction_stands_under_its_field (void)
{
  static const char *const fields[] = { "pupil", "provision", "start", "end", NULL };
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_form (fields);
  g_autoptr(WayPlacement) placement = way_placement_new ();
  g_autoptr(GError) error = NULL;

  placement->pupil = way_id_new ();
  placement->provision = way_id_new ();
  placement->start = way_date_ymd (2026, 9, 7);
  placement->end = way_date_ymd (2026, 9, 1);
  way_form_set_record (form, session, &way_placement_entity, placement);
  g_assert_false (way_form_check (form, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION);
  g_assert_true (way_field_row_has_problem (way_form_get_row (form, "end")));
}

static void
test_switch_that_nobody_touched_says_nothing (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);
  const WayPupil *copy = way_form_get_record (form);

  g_assert_true (way_form_check (form, NULL));
  g_assert_true (copy->social_worker == WAY_INTEGER_NONE);
}

static void
test_draft_keeps_good_and_bad (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);
  g_autoptr(WayForm) other = make_pupil_form (session);
  g_autofree char *draft = NULL;
  g_autofree char *postcode = NULL;
  const WayPupil *copy;

  way_field_row_set_text (way_form_get_row (form, "forename"), "O'Hara \"K\" {x}");
  way_field_row_set_text (way_form_get_row (form, "postcode"), "half of");
  draft = way_form_dup_draft (form);
  g_assert_true (way_form_set_draft (other, draft));

  copy = way_form_get_record (other);
  postcode = way_field_row_dup_text (way_form_get_row (other, "postcode"));
  g_assert_cmpstr (copy->forename, ==, "O'Hara \"K\" {x}");
  g_assert_cmpstr (postcode, ==, "half of");
}

static void
test_draft_refuses_noise (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_pupil_form (session);

  g_assert_false (way_form_set_draft (form, "{'surname': <1>}"));
  g_assert_false (way_form_set_draft (form, "no draft"));
  g_assert_false (way_form_is_changed (form));
}

/* Codes that ended, and codes of a newer copy, stay what they are. */
static void
test_unknown_code_stays (void)
{
  static const char *const fields[] = { "sex", NULL };
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayForm) form = make_form (fields);
  g_autoptr(WayPupil) pupil = make_pupil ();
  g_autofree char *text = NULL;

  g_free (pupil->sex);
  pupil->sex = g_strdup ("Z9");
  way_form_set_record (form, session, &way_pupil_entity, pupil);
  text = way_field_row_dup_text (way_form_get_row (form, "sex"));
  g_assert_cmpstr (text, ==, "Z9");
}

static gboolean
write_nothing (WayAct    *act,
               gpointer   record,
               gpointer   data,
               GError   **error)
{
  *(int *) data += 1;
  return TRUE;
}

static void
test_dialog_keeps_a_draft_when_closed (void)
{
  g_autoptr(WaySession) session = make_session ();
  g_autoptr(WayPupil) pupil = make_pupil ();
  int n_saved = 0;
  WayRecordAsk ask = {
    .entity = &way_pupil_entity, .record = pupil, .edit_name = "Test",
    .save = write_nothing, .data = &n_saved,
  };
  WayRecordDialog *dialog = way_record_dialog_open (NULL, session, &ask);
  const WayPupil *copy;

  way_field_row_set_text (way_form_get_row (way_record_dialog_get_form (dialog), "town"), "Thorn");
  gtk_window_close (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = way_record_dialog_open (NULL, session, &ask);
  copy = way_form_get_record (way_record_dialog_get_form (dialog));
  g_assert_cmpstr (copy->town, ==, "Thorn");
  g_assert_cmpint (n_saved, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  g_assert_cmpint (n_saved, ==, 1);
}

/* Files of forms have dashes where entities have lines. */
static void
test_dialog_finds_a_form_of_two_words (void)
{
  g_autoptr(WaySession) session = make_session ();
  WayRecordAsk ask = { .entity = &way_progress_note_entity };
  WayRecordDialog *dialog = way_record_dialog_open (NULL, session, &ask);
  WayForm *form = way_record_dialog_get_form (dialog);

  g_assert_nonnull (way_form_get_row (form, "text"));
  g_assert_null (way_form_get_row (form, "action"));
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

  g_test_add_func ("/app/form/record/comes-back-unchanged", test_record_comes_back_unchanged);
  g_test_add_func ("/app/form/every-field/has-an-editor", test_every_field_has_an_editor);
  g_test_add_func ("/app/form/typing/changes-the-copy", test_typing_changes_the_copy);
  g_test_add_func ("/app/form/tab/leads-into-a-long-text", test_tab_leads_into_a_long_text);
  g_test_add_func ("/app/form/bad-value/stays-typed", test_bad_value_stays_typed_and_is_explained);
  g_test_add_func ("/app/form/mended-value/clears-the-problem",
                   test_mended_value_clears_the_problem);
  g_test_add_func ("/app/form/missing/is-said-when-asked", test_missing_is_said_when_asked);
  g_test_add_func ("/app/form/contradiction/stands-under-its-field",
                   test_contradiction_stands_under_its_field);
  g_test_add_func ("/app/form/switch/untouched-says-nothing",
                   test_switch_that_nobody_touched_says_nothing);
  g_test_add_func ("/app/form/draft/keeps-good-and-bad", test_draft_keeps_good_and_bad);
  g_test_add_func ("/app/form/draft/refuses-noise", test_draft_refuses_noise);
  g_test_add_func ("/app/form/code/unknown-stays", test_unknown_code_stays);
  g_test_add_func ("/app/form/dialog/keeps-a-draft", test_dialog_keeps_a_draft_when_closed);
  g_test_add_func ("/app/form/dialog/two-words", test_dialog_finds_a_form_of_two_words);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
