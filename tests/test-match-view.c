/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matching on view: the best chosen, what is not met explained, fewer columns
 * in a narrow window. */
#include <adwaita.h>

#include "way-application.h"
#include "way-match-view.h"
#include "way-table.h"
#include "way-test-desktop.h"
#include "way-test-widgets.h"
#include "way-test-world.h"

typedef struct
{
  WayTestWorld *world;
  GtkWindow    *window;
  WayMatchView *view;
  WayId         older;      /* takes children from year 10 */
  guint         n_changes;
} Desk;

static void
count_change (Desk *desk)
{
  desk->n_changes++;
}

static WayMatch *
find (Desk *desk)
{
  WayMatchQuestion question = { .pupil = desk->world->pupil, .route = "HEALTH",
                                .on = way_date_ymd (2026, 11, 16) };
  g_autoptr(GError) error = NULL;
  WayMatch *match = way_match_find (desk->world->db, &question, &desk->world->act.today, &error);

  g_assert_no_error (error);
  return match;
}

static void
put_criterion (Desk       *desk,
               const char *rule,
               gint64      low,
               const char *codes,
               const char *wording)
{
  WayCriterion *criterion = way_criterion_new ();

  criterion->provision = desk->older;
  criterion->kind = g_strdup ("entry");
  criterion->rule = g_strdup (rule);
  criterion->low = low;
  criterion->codes = g_strdup (codes);
  criterion->wording = g_strdup (wording);
  way_test_put (desk->world, &way_criterion_entity, criterion);
}

static void
set_up (Desk          *desk,
        gconstpointer  unused)
{
  WayId none = { 0 };

  desk->world = way_test_world_new ();
  desk->older = way_test_put_provision (desk->world, &desk->world->setting, "Kiln Works", 8);
  put_criterion (desk, "year_min", 10, NULL, "From year 10");
  put_criterion (desk, "year_max", 11, NULL, "Up to year 11");
  put_criterion (desk, "needs", WAY_INTEGER_NONE, "SEMH|ASD", "A need that it is made for");
  put_criterion (desk, "rounds_of_support", 2, NULL, "Two rounds of help");
  put_criterion (desk, NULL, WAY_INTEGER_NONE, NULL, "A letter from a health professional");
  desk->window = GTK_WINDOW (gtk_window_new ());
  desk->view = g_object_new (WAY_TYPE_MATCH_VIEW, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (desk->view), "page-body");
  gtk_window_set_child (desk->window, GTK_WIDGET (desk->view));
  g_signal_connect_swapped (desk->view, "changed", G_CALLBACK (count_change), desk);
  way_match_view_set_match (desk->view, find (desk), &none, &desk->world->act.today);
  gtk_window_present (desk->window);
}

static void
tear_down (Desk          *desk,
           gconstpointer  unused)
{
  gtk_window_destroy (desk->window);
  way_test_world_free (desk->world);
}

/* Where a folder is given, a picture is left to be looked at. */
static void
draw (Desk       *desk,
      const char *name,
      int         width,
      int         height)
{
  const char *folder = g_getenv ("WAY_TEST_SHOTS");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  g_assert_true (way_test_resize (desk->window, width, height));
  if (path != NULL)
    g_assert_true (way_test_draw (desk->window, path));
}

static void
assert_label (Desk       *desk,
              const char *text)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (desk->view));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child) && strcmp (gtk_label_get_label (GTK_LABEL (child)), text) == 0)
      return;
  g_error ("“%s” is on no label", text);
}

static void
test_the_best_is_chosen (Desk          *desk,
                         gconstpointer  unused)
{
  const WayMatchLine *line = way_match_view_get_chosen (desk->view);

  g_assert_cmpstr (line->provision->name, ==, "Beacon Centre");
  assert_label (desk, "Beacon Centre meets all that is asked");
  draw (desk, "match-first.png", 1012, 700);
}

static void
test_another_is_explained (Desk          *desk,
                           gconstpointer  unused)
{
  WayTable *table = way_test_find_widget (GTK_WIDGET (desk->view), WAY_TYPE_TABLE);
  guint before = desk->n_changes;
  GtkListBox *tests;

  way_table_choose (table, &desk->older);
  g_assert_cmpuint (desk->n_changes, >, before);
  g_assert_cmpstr (way_match_view_get_chosen (desk->view)->provision->name, ==, "Kiln Works");
  assert_label (desk, "Why not Kiln Works");
  tests = way_test_find_widget (GTK_WIDGET (desk->view), GTK_TYPE_LIST_BOX);
  g_assert_nonnull (gtk_list_box_get_row_at_index (tests, 3));
  g_assert_null (gtk_list_box_get_row_at_index (tests, 4));
  draw (desk, "match-other.png", 1012, 700);
  g_object_set (desk->view, "folded", TRUE, NULL);
  draw (desk, "match-narrow.png", 420, 800);
}

/* Another day, another matching: what was chosen stays so. */
static void
test_a_choice_stays (Desk          *desk,
                     gconstpointer  unused)
{
  WayTable *table = way_test_find_widget (GTK_WIDGET (desk->view), WAY_TYPE_TABLE);
  WayId none = { 0 };

  way_table_choose (table, &desk->older);
  way_match_view_set_match (desk->view, find (desk), &none, &desk->world->act.today);
  g_assert_cmpstr (way_match_view_get_chosen (desk->view)->provision->name, ==, "Kiln Works");
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

  g_test_add ("/app/match-view/the-best-is-chosen", Desk, NULL, set_up, test_the_best_is_chosen,
              tear_down);
  g_test_add ("/app/match-view/another-is-explained", Desk, NULL, set_up,
              test_another_is_explained, tear_down);
  g_test_add ("/app/match-view/a-choice-stays", Desk, NULL, set_up, test_a_choice_stays, tear_down);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
