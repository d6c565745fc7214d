/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of all pupils, where two records are of one child: shown side by
 * side, joined, taken apart; and where a rule is from, said beside it. */
#include <adwaita.h>
#include <string.h>

#include "way-application.h"
#include "way-duplicate-card.h"
#include "way-duplicates-view.h"
#include "way-pupils-page.h"
#include "way-source-button.h"
#include "way-test-desktop.h"
#include "way-test-store.h"
#include "way-test-widgets.h"

#define UPN "W820200124001"

typedef struct
{
  WaySession *session;
  WayPage    *page;
  GtkWidget  *window;
} World;

static void
add_pupil (WayDb      *db,
           const char *forename)
{
  g_autoptr(WayPupil) pupil = way_test_pupil (forename, "Ashdown");

  pupil->upn = g_strdup (UPN);
  way_test_insert (db, &way_pupil_entity, pupil);
}

static GtkWidget *
find_view (World *world)
{
  return way_test_find_widget (world->window, WAY_TYPE_DUPLICATES_VIEW);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  static guint n_worlds;
  g_autofree char *path = g_strdup_printf ("%s/twice-%u.waymark", way_test_desktop_get_home (),
                                           n_worlds++);
  GDate today = way_date_ymd (2026, 3, 2);
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (path, WAY_DB_CREATE, &error);
  AdwViewStack *views;

  g_assert_no_error (error);
  add_pupil (db, "Kit");
  add_pupil (db, "Christopher");
  way_db_free (db);
  world->session = way_session_new (&today);
  way_session_open (world->session, path, &error);
  g_assert_no_error (error);
  world->page = g_object_new (WAY_TYPE_PUPILS_PAGE, NULL);
  world->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (world->window), GTK_WIDGET (world->page));
  gtk_window_set_default_size (GTK_WINDOW (world->window), 900, 700);
  way_page_set_session (world->page, world->session);
  gtk_window_present (GTK_WINDOW (world->window));
  g_assert_true (way_test_settle (GTK_WINDOW (world->window)));
  views = way_test_find_widget (world->window, ADW_TYPE_VIEW_STACK);
  adw_view_stack_set_visible_child_name (views, "twice");
  g_assert_true (way_test_settle (GTK_WINDOW (world->window)));
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (world->window));
  g_object_unref (world->session);
}

/* The button that says the words, or NULL. */
static GtkWidget *
find_button (GtkWidget  *root,
             const char *words)
{
  const char *label = GTK_IS_BUTTON (root) ? gtk_button_get_label (GTK_BUTTON (root)) : NULL;

  if (gtk_widget_get_mapped (root) && g_strcmp0 (label, words) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (GtkWidget  *root,
      const char *words)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static void
press (World      *world,
       const char *words)
{
  GtkWidget *button = find_button (find_view (world), words);

  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (way_test_settle (GTK_WINDOW (world->window)));
}

/* What was pressed is gone with its card; the keyboard stays in the view. */
static void
assert_focus_is_in_the_view (World *world)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (world->window));

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, find_view (world)));
}

static void
test_shown_side_by_side (World         *world,
                         gconstpointer  data)
{
  GtkWidget *card = way_test_find_widget (world->window, WAY_TYPE_DUPLICATE_CARD);

  g_assert_nonnull (card);
  g_assert_true (says (card, "Same UPN, birth date and surname"));
  g_assert_true (says (card, "Forename"));
  g_assert_true (says (card, "Kit"));
  g_assert_true (says (card, "Christopher"));
  g_assert_false (says (card, "Surname"));
}

static void
test_joined_and_taken_apart (World         *world,
                             gconstpointer  data)
{
  press (world, "Join");
  g_assert_null (find_button (find_view (world), "Join"));
  assert_focus_is_in_the_view (world);
  press (world, "Take Apart");
  g_assert_null (find_button (find_view (world), "Take Apart"));
  assert_focus_is_in_the_view (world);
  g_assert_nonnull (find_button (find_view (world), "Join"));
}

static void
test_a_rule_names_its_source (World         *world,
                              gconstpointer  data)
{
  const WayCode *rule = way_codes_lookup ("clock", "C01");
  g_autoptr(GtkWidget) button = g_object_ref_sink (way_source_button_new (rule));

  g_assert_true (gtk_widget_get_visible (button));
  g_assert_true (says (button, "Sixth day of a permanent exclusion"));
  g_assert_true (says (button, rule->source));
  way_source_button_set_rule (WAY_SOURCE_BUTTON (button), NULL);
  g_assert_false (gtk_widget_get_visible (button));
}

#define ADD(path, func) g_test_add ("/duplicates-view/" path, World, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr(WayApplication) app = NULL;
  int status;

  way_test_desktop_start ();
  g_test_init (&argc, &argv, NULL);
  app = way_application_new ();
  adw_init ();

  ADD ("side-by-side", test_shown_side_by_side);
  ADD ("join-and-part", test_joined_and_taken_apart);
  ADD ("source", test_a_rule_names_its_source);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
