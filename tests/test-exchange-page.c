/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Exchange page on two copies of one file: files out and in by its own
 * jobs, the question before, conflicts shown and settled. */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "way-application.h"
#include "way-conflict-card.h"
#include "way-exchange-page.h"
#include "way-record-page.h"
#include "way-test-desktop.h"
#include "way-test-store.h"
#include "way-test-widgets.h"

/* Two copies, a page on each of them in a window of its own. */
typedef struct
{
  char            *bundle;
  WayPupil        *pupil;
  WaySession      *sessions[2];
  WayExchangePage *pages[2];
  GtkWidget       *windows[2];
} World;

static WaySession *
open_session (const char *path)
{
  GDate today = way_date_ymd (2026, 11, 10);
  WaySession *session = way_session_new (&today);
  g_autoptr(GError) error = NULL;

  way_session_open (session, path, &error);
  g_assert_no_error (error);
  return session;
}

static void
show_page (World *world,
           guint  n)
{
  world->pages[n] = g_object_new (WAY_TYPE_EXCHANGE_PAGE, NULL);
  world->windows[n] = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (world->windows[n]), GTK_WIDGET (world->pages[n]));
  gtk_window_set_default_size (GTK_WINDOW (world->windows[n]), 900, 700);
  way_page_set_session (WAY_PAGE (world->pages[n]), world->sessions[n]);
  gtk_window_present (GTK_WINDOW (world->windows[n]));
  g_assert_true (way_test_settle (GTK_WINDOW (world->windows[n])));
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  static guint n_worlds;
  g_autofree char *stem = g_strdup_printf ("%s/exchange-%u", way_test_desktop_get_home (),
                                           n_worlds++);
  g_autofree char *first = g_strconcat (stem, "-a.waymark", NULL);
  g_autofree char *second = g_strconcat (stem, "-b.waymark", NULL);
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (first, WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  world->bundle = g_strconcat (stem, WAY_BUNDLE_SUFFIX, NULL);
  world->pupil = way_test_pupil ("Kit", "Ashdown");
  way_test_insert (db, &way_pupil_entity, world->pupil);
  way_exchange_clone (db, second, &error);
  g_assert_no_error (error);
  way_db_free (db);
  world->sessions[0] = open_session (first);
  world->sessions[1] = open_session (second);
  for (guint i = 0; i < 2; i++)
    show_page (world, i);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  for (guint i = 0; i < 2; i++)
    {
      gtk_window_destroy (GTK_WINDOW (world->windows[i]));
      g_object_unref (world->sessions[i]);
    }
  way_pupil_free (world->pupil);
  g_free (world->bundle);
}

static void
type_year (World      *world,
           guint       n,
           const char *year)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPupil) pupil = way_records_get (way_session_get_db (world->sessions[n]),
                                               &way_pupil_entity, &world->pupil->id, NULL);

  g_free (pupil->year);
  pupil->year = g_strdup (year);
  way_session_put (world->sessions[n], "Change a pupil", NULL, &way_pupil_entity, pupil, &error);
  g_assert_no_error (error);
}

static char *
read_year (World *world,
           guint  n)
{
  g_autoptr(WayPupil) pupil = way_records_get (way_session_get_db (world->sessions[n]),
                                               &way_pupil_entity, &world->pupil->id, NULL);

  return g_strdup (pupil->year);
}

static void
finish (WayExchangePage *page)
{
  while (way_exchange_page_is_busy (page))
    g_main_context_iteration (NULL, TRUE);
}

static AdwMessageDialog *
find_question (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (const GList *link = windows; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data) && gtk_widget_get_visible (link->data))
      return link->data;
  return NULL;
}

static void
answer (WayExchangePage *page,
        const char      *response)
{
  AdwMessageDialog *question = find_question ();

  g_assert_nonnull (question);
  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  finish (page);
}

static void
export_from (World *world,
             guint  n)
{
  way_exchange_page_begin (world->pages[n], WAY_EXCHANGE_WORK_EXPORT, world->bundle, NULL);
  finish (world->pages[n]);
  g_assert_true (g_file_test (world->bundle, G_FILE_TEST_EXISTS));
}

static void
look_into (World *world,
           guint  n)
{
  way_exchange_page_begin (world->pages[n], WAY_EXCHANGE_WORK_PREVIEW, world->bundle, NULL);
  finish (world->pages[n]);
}

static void
send (World *world,
      guint  from,
      guint  to)
{
  export_from (world, from);
  look_into (world, to);
  if (find_question () != NULL)
    answer (world->pages[to], "take-in");
  g_assert_true (way_test_settle (GTK_WINDOW (world->windows[to])));
}

static WayConflictCard *
find_card (World *world,
           guint  n)
{
  g_assert_true (way_test_settle (GTK_WINDOW (world->windows[n])));
  return way_test_find_widget (GTK_WIDGET (world->pages[n]), WAY_TYPE_CONFLICT_CARD);
}

/* --- What is shown --- */

static void
test_a_file_is_asked_about_first (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *body;

  type_year (world, 0, "9");
  export_from (world, 0);
  look_into (world, 1);
  before = read_year (world, 1);
  g_assert_cmpstr (before, !=, "9");
  body = adw_message_dialog_get_body (find_question ());
  g_assert_nonnull (strstr (body, "0 new records, 1 changed, 0 deleted."));
  answer (world->pages[1], "take-in");
  after = read_year (world, 1);
  g_assert_cmpstr (after, ==, "9");
}

static void
test_no_leaves_everything_as_it_is (World         *world,
                                    gconstpointer  unused)
{
  g_autofree char *year = NULL;

  type_year (world, 0, "9");
  export_from (world, 0);
  look_into (world, 1);
  answer (world->pages[1], "cancel");
  year = read_year (world, 1);
  g_assert_cmpstr (year, !=, "9");
}

static void
test_a_repeat_is_not_asked_about (World         *world,
                                  gconstpointer  unused)
{
  type_year (world, 0, "9");
  send (world, 0, 1);
  look_into (world, 1);
  g_assert_null (find_question ());
}

static void
test_a_file_that_is_none_changes_nothing (World         *world,
                                          gconstpointer  unused)
{
  g_assert_true (g_file_set_contents (world->bundle, "nonsense", -1, NULL));
  look_into (world, 1);
  g_assert_null (find_question ());
  g_assert_null (find_card (world, 1));
}

static void
diverge (World *world)
{
  type_year (world, 0, "9");
  type_year (world, 1, "10");
  send (world, 0, 1);
  send (world, 1, 0);
}

static void
test_both_values_are_shown_in_both (World         *world,
                                    gconstpointer  unused)
{
  diverge (world);
  for (guint i = 0; i < 2; i++)
    {
      WayConflictCard *card = find_card (world, i);

      g_assert_nonnull (card);
      g_assert_cmpstr (way_conflict_card_get_field (card)->name, ==, "year");
      g_assert_cmpuint (way_exchange_page_count_conflicts (world->sessions[i]), ==, 1);
    }
}

/* The button of the card that keeps a value: its label, and a press. */
static GtkWidget *
find_keep_button (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (GTK_IS_BUTTON (child) && GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (child))))
        found = child;
      if (found == NULL)
        found = find_keep_button (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
keep_shown (World      *world,
            guint       n,
            const char *label,
            guint       number)
{
  WayConflictCard *card = find_card (world, n);
  GtkWidget *button = find_keep_button (GTK_WIDGET (card));

  way_conflict_card_choose (card, number);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)))),
                   ==, label);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_settled_in_one_is_settled_in_both (World         *world,
                                        gconstpointer  unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gboolean nine_shown;

  diverge (world);
  first = read_year (world, 0);
  nine_shown = g_str_equal (first, "9");
  keep_shown (world, 0, nine_shown ? "Keep Year 10" : "Keep Year 9", 2);
  g_assert_null (find_card (world, 0));
  send (world, 0, 1);
  g_assert_null (find_card (world, 1));
  second = read_year (world, 1);
  g_assert_cmpstr (second, ==, nine_shown ? "10" : "9");
}

static void
test_settling_can_be_taken_back (World         *world,
                                 gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *year = NULL;
  g_autofree char *label = NULL;

  diverge (world);
  year = read_year (world, 0);
  label = g_strconcat ("Keep Year ", year, NULL);
  keep_shown (world, 0, label, 1);
  g_assert_null (find_card (world, 0));
  way_session_undo (world->sessions[0], 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (find_card (world, 0));
}

static void
test_a_delete_against_an_edit_is_asked (World         *world,
                                        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  type_year (world, 0, "9");
  way_session_delete (world->sessions[1], "Delete a pupil", NULL, &way_pupil_entity,
                      &world->pupil->id, &error);
  g_assert_no_error (error);
  send (world, 0, 1);
  g_assert_null (way_conflict_card_get_field (find_card (world, 1)));
  keep_shown (world, 1, "Delete the Record", 2);
  send (world, 1, 0);
  g_assert_null (way_records_get (way_session_get_db (world->sessions[0]), &way_pupil_entity,
                                  &world->pupil->id, NULL));
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
test_the_record_says_what_differs (World         *world,
                                   gconstpointer  unused)
{
  GtkWidget *window = adw_window_new ();
  WayPage *page = g_object_new (WAY_TYPE_RECORD_PAGE, NULL);

  way_page_set_record (page, "pupil", &world->pupil->id);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (page));
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  way_page_set_session (page, world->sessions[0]);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (way_test_settle (GTK_WINDOW (window)));
  g_assert_false (says (GTK_WIDGET (page), "Copies differ"));
  diverge (world);
  g_assert_true (way_test_settle (GTK_WINDOW (window)));
  g_assert_true (says (GTK_WIDGET (page), "Copies differ, and you say which is right: Year"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_a_second_copy_can_be_made (World         *world,
                                gconstpointer  unused)
{
  g_autofree char *path = g_strconcat (world->bundle, ".waymark", NULL);
  g_autoptr(WaySession) third = NULL;

  way_exchange_page_begin (world->pages[0], WAY_EXCHANGE_WORK_CLONE, path, NULL);
  finish (world->pages[0]);
  third = open_session (path);
  g_assert_nonnull (way_session_get_db (third));
}

#define add(path, func) \
  g_test_add ("/app/exchange/" path, World, NULL, set_up, func, tear_down)

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

  add ("asks-first", test_a_file_is_asked_about_first);
  add ("no-is-no", test_no_leaves_everything_as_it_is);
  add ("repeat", test_a_repeat_is_not_asked_about);
  add ("no-bundle", test_a_file_that_is_none_changes_nothing);
  add ("both-values", test_both_values_are_shown_in_both);
  add ("settled", test_settled_in_one_is_settled_in_both);
  add ("taken-back", test_settling_can_be_taken_back);
  add ("delete-against-edit", test_a_delete_against_an_edit_is_asked);
  add ("record", test_the_record_says_what_differs);
  add ("second-copy", test_a_second_copy_can_be_made);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
