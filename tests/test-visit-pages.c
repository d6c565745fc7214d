/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of visits and the visit form: made, filled, left, thrown away. */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "way-application.h"
#include "way-children.h"
#include "way-directory.h"
#include "way-people.h"
#include "way-test-desktop.h"
#include "way-test-widgets.h"
#include "way-visit-acts.h"
#include "way-visit-form-page.h"
#include "way-visit-question.h"
#include "way-visits-page.h"

/* A file with a setting and a visit that has begun, and a session that looks at
 * it. */
typedef struct
{
  char       *path;
  WaySession *session;
  WayId       setting;
  WayId       visit;
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
put_visit (Desk *desk)
{
  WayEstablishment *setting = way_establishment_new ();
  WayAuthority *authority = way_authority_new ();
  WayVisit *visit = way_visit_new ();

  way_record_start (&way_authority_entity, authority);
  authority->name = g_strdup ("Ardenshire");
  put (desk, &way_authority_entity, authority);
  setting->name = g_strdup ("Oakfield Trust");
  setting->directory_type = g_strdup ("NON_SCHOOL");
  desk->setting = put (desk, &way_establishment_entity, setting);
  visit->establishment = desk->setting;
  visit->kind = g_strdup ("monitoring");
  visit->planned = visit->date = way_date_ymd (2026, 11, 10);
  desk->visit = put (desk, &way_visit_entity, visit);
}

static void
desk_set_up (Desk          *desk,
             gconstpointer  data)
{
  static guint number;
  GDate today = way_date_ymd (2026, 11, 10);
  g_autofree char *name = g_strdup_printf ("visits-%u.waymark", number++);
  g_autoptr(GError) error = NULL;
  WayDb *db;

  desk->path = g_build_filename (way_test_desktop_get_home (), name, NULL);
  db = way_db_open (desk->path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  way_db_free (db);
  desk->session = way_session_new (&today);
  way_session_open (desk->session, desk->path, &error);
  g_assert_no_error (error);
  put_visit (desk);
}

static void
desk_tear_down (Desk          *desk,
                gconstpointer  data)
{
  g_object_unref (desk->session);
  g_unlink (desk->path);
  g_free (desk->path);
}

/* The form in a window of its own. */
static WayVisitFormPage *
open_form (Desk       *desk,
           GtkWindow **window)
{
  g_autoptr(GError) error = NULL;
  GtkWidget *form = way_visit_form_page_new (desk->session, &desk->visit, &error);

  g_assert_no_error (error);
  *window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (*window, 1000, 700);
  gtk_window_set_child (*window, form);
  gtk_window_present (*window);
  g_assert_true (way_test_settle (*window));
  return WAY_VISIT_FORM_PAGE (form);
}

/* The view of a question; NULL where its section was not on view. */
static WayVisitQuestion *
find_question (GtkWidget  *root,
               const char *id)
{
  if (WAY_IS_VISIT_QUESTION (root))
    return g_str_equal (way_visit_question_get (WAY_VISIT_QUESTION (root))->id, id)
             ? WAY_VISIT_QUESTION (root) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      WayVisitQuestion *found = find_question (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
count_buttons (GtkWidget *root,
               GPtrArray *buttons)
{
  if (GTK_IS_CHECK_BUTTON (root))
    g_ptr_array_add (buttons, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_buttons (child, buttons);
}

static void
choose (WayVisitFormPage *form,
        const char       *question,
        guint             place)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();
  WayVisitQuestion *view = find_question (GTK_WIDGET (form), question);

  g_assert_nonnull (view);
  count_buttons (GTK_WIDGET (view), buttons);
  g_assert_cmpuint (buttons->len, ==, 4);
  gtk_check_button_set_active (buttons->pdata[place], TRUE);
}

static WayRowList *
find_actions (WayVisitFormPage *form,
              const char       *question)
{
  return way_test_find_widget (GTK_WIDGET (find_question (GTK_WIDGET (form), question)),
                               WAY_TYPE_ROW_LIST);
}

static void
test_what_is_not_met_asks_for_an_action (Desk          *desk,
                                         gconstpointer  data)
{
  GtkWindow *window;
  WayVisitFormPage *form = open_form (desk, &window);

  way_visit_form_page_show_section (form, "B");
  way_test_settle (window);
  g_assert_null (find_actions (form, "B4"));
  choose (form, "B4", 2);
  way_test_settle (window);
  g_assert_cmpstr (way_visit_form_answer (way_visit_form_page_get_form (form), "B4", FALSE)->value,
                   ==, "not_met");
  g_assert_nonnull (find_actions (form, "B4"));
  g_signal_emit_by_name (find_actions (form, "B4"), "add");
  g_assert_cmpuint (way_row_list_get_n_rows (find_actions (form, "B4")), ==, 1);
  gtk_window_destroy (window);
}

/* Leaving records what is there, as one edit. */
static void
test_leaving_records (Desk          *desk,
                      gconstpointer  data)
{
  g_autoptr(GPtrArray) answers = NULL;
  GtkWindow *window;
  WayVisitFormPage *form = open_form (desk, &window);
  WayId draft;

  way_visit_form_page_show_section (form, "B");
  way_test_settle (window);
  choose (form, "B1", 0);
  gtk_window_destroy (window);
  answers = way_records_of (way_session_get_db (desk->session), &way_visit_answer_entity, "visit",
                            &desk->visit, NULL);
  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_cmpstr (((WayVisitAnswer *) answers->pdata[0])->value, ==, "met");
  g_assert_false (way_visit_form_find_draft (way_session_get_db (desk->session), &draft));
}

/* Looking at a visit changes nothing. */
static void
test_looking_records_nothing (Desk          *desk,
                              gconstpointer  data)
{
  static const char *const sections[] = { "visit", "A", "B", "C", "D", "E", "F", "G", "H",
                                          "answers" };
  g_autoptr(GPtrArray) answers = NULL;
  GtkWindow *window;
  WayVisitFormPage *form = open_form (desk, &window);

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      way_visit_form_page_show_section (form, sections[i]);
      g_assert_cmpstr (way_visit_form_page_get_section (form), ==, sections[i]);
      way_test_settle (window);
    }
  gtk_window_destroy (window);
  answers = way_records_of (way_session_get_db (desk->session), &way_visit_answer_entity, "visit",
                            &desk->visit, NULL);
  g_assert_cmpuint (answers->len, ==, 0);
}

static void
test_a_cancelled_visit_has_no_form (Desk          *desk,
                                    gconstpointer  data)
{
  WayAct act = { .store = way_session_get_store (desk->session),
                 .today = *way_session_get_today (desk->session), .who = "Tester" };
  g_autoptr(GError) error = NULL;

  way_visit_cancel (&act, &desk->visit, "Flooded", &error);
  g_assert_no_error (error);
  g_assert_null (way_visit_form_page_new (desk->session, &desk->visit, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
test_the_page_of_visits (Desk          *desk,
                         gconstpointer  data)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  WayPage *page = g_object_new (WAY_TYPE_VISITS_PAGE, NULL);

  way_page_set_session (page, desk->session);
  gtk_window_set_child (window, GTK_WIDGET (page));
  gtk_window_present (window);
  g_assert_true (way_test_settle (window));
  g_assert_nonnull (way_test_find_widget (GTK_WIDGET (page), ADW_TYPE_ACTION_ROW));
  gtk_window_destroy (window);
}

#define DESK(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)

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

  DESK ("/app/visit-pages/action", test_what_is_not_met_asks_for_an_action);
  DESK ("/app/visit-pages/leave", test_leaving_records);
  DESK ("/app/visit-pages/look", test_looking_records_nothing);
  DESK ("/app/visit-pages/cancelled", test_a_cancelled_visit_has_no_form);
  DESK ("/app/visit-pages/list", test_the_page_of_visits);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
