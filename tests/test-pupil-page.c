/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a child's page says, and the page itself on a desktop of its own. */
#include <adwaita.h>

#include "way-application.h"
#include "way-chart-data.h"
#include "way-pupil-chart.h"
#include "way-pupil-page.h"
#include "way-pupil-words.h"
#include "way-sample.h"
#include "way-test-desktop.h"
#include "way-test-sample.h"
#include "way-test-widgets.h"
#include "way-test-world.h"

/* --- Words --- */

typedef struct
{
  WayTestWorld        *world;
  WayFacts            *facts;
  const WaySchoolDays *days;
  WayPupilFacts       *pupil;
} Child;

static void
child_clear (Child *child)
{
  g_clear_pointer (&child->pupil, way_pupil_facts_free);
  g_clear_pointer (&child->facts, way_facts_free);
  g_clear_pointer (&child->world, way_test_world_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Child, child_clear)

static Child
child_new (void)
{
  return (Child) { .world = way_test_world_new () };
}

static const GDate *
today_of (const Child *child)
{
  return &child->world->act.today;
}

static void
child_load (Child *child)
{
  g_autoptr(GError) error = NULL;

  child->facts = way_facts_new (child->world->db, &error);
  g_assert_no_error (error);
  child->days = way_facts_days (child->facts, NULL, &error);
  g_assert_no_error (error);
  child->pupil = way_pupil_facts_load (child->facts, &child->world->pupil, today_of (child),
                                       &error);
  g_assert_no_error (error);
}

static WayId
child_place (Child *child,
             GDate  start,
             GDate  expected_end)
{
  WayPlacement *placement = way_placement_new ();

  way_record_start (&way_placement_entity, placement);
  placement->pupil = child->world->pupil;
  placement->provision = child->world->provision;
  placement->start = start;
  placement->expected_end = expected_end;
  g_free (placement->registration);
  placement->registration = g_strdup ("DUAL_SCHOOL_MAIN");
  return way_test_put (child->world, &way_placement_entity, placement);
}

static void
child_attend (Child       *child,
              const WayId *placement,
              GDate        monday,
              gint64       attended)
{
  WayAttendanceWeek *week = way_attendance_week_new ();

  week->placement = *placement;
  week->week = monday;
  week->possible = 10;
  week->attended = attended;
  way_test_put (child->world, &way_attendance_week_entity, week);
}

static void
child_enrol (Child      *child,
             const char *status,
             GDate       from,
             GDate       to)
{
  WayEnrolment *roll = way_enrolment_new ();

  roll->pupil = child->world->pupil;
  roll->establishment = child->world->school;
  roll->status = g_strdup (status);
  roll->from = from;
  roll->to = to;
  way_test_put (child->world, &way_enrolment_entity, roll);
}

static void
test_where_is_the_school (void)
{
  g_auto(Child) child = child_new ();
  g_autofree char *where = NULL;
  g_autofree char *title = NULL;

  child_load (&child);
  where = way_pupil_words_where (child.pupil, today_of (&child));
  title = way_pupil_words_title (child.pupil);
  g_assert_cmpstr (where, ==, "At Fernhill School, no placement");
  g_assert_cmpstr (title, ==, "Kit is on the roll of Fernhill School and has no placement");
}

static void
test_an_exclusion_shuts_out (void)
{
  g_auto(Child) child = child_new ();
  WayExclusion *exclusion = way_exclusion_new ();
  g_autofree char *where = NULL;
  g_autofree char *title = NULL;

  exclusion->pupil = child.world->pupil;
  exclusion->establishment = child.world->school;
  exclusion->category = g_strdup ("PERM");
  exclusion->from = way_date_ymd (2026, 11, 5);
  way_test_put (child.world, &way_exclusion_entity, exclusion);
  child_load (&child);
  where = way_pupil_words_where (child.pupil, today_of (&child));
  title = way_pupil_words_title (child.pupil);
  g_assert_cmpstr (where, ==, "Permanently excluded from Fernhill School, no placement");
  g_assert_cmpstr (title, ==,
                   "Kit is permanently excluded from Fernhill School and has no placement");
}

static void
test_where_is_the_placement (void)
{
  g_auto(Child) child = child_new ();
  g_autofree char *where = NULL;
  g_autofree char *title = NULL;

  child_place (&child, way_date_ymd (2026, 9, 7), way_date_ymd (2026, 12, 11));
  child_load (&child);
  where = way_pupil_words_where (child.pupil, today_of (&child));
  title = way_pupil_words_title (child.pupil);
  g_assert_cmpstr (where, ==, "At Hawthorn Academy, week 9 of 20, until Fri 11 Dec");
  g_assert_cmpstr (title, ==, "Kit is in week 9 of 20 at Hawthorn Academy");
}

static void
test_title_tells_the_change (void)
{
  static const struct
  {
    gint64      before;
    gint64      since;
    const char *title;
  } rows[] = {
    { 4, 8, "Attendance rose from 40% to 80% after Kit moved to Hawthorn Academy" },
    { 9, 7, "Attendance fell from 90% to 70% after Kit moved to Hawthorn Academy" },
    { 8, 8, "Attendance stayed at about 80% after Kit moved to Hawthorn Academy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Child) child = child_new ();
      WayId old = child_place (&child, way_date_ymd (2026, 3, 2), way_date_none ());
      WayId now = child_place (&child, way_date_ymd (2026, 9, 7), way_date_none ());
      g_autofree char *title = NULL;

      child_attend (&child, &old, way_date_ymd (2026, 3, 9), rows[i].before);
      child_attend (&child, &now, way_date_ymd (2026, 9, 14), rows[i].since);
      child_load (&child);
      title = way_pupil_words_title (child.pupil);
      g_assert_cmpstr (title, ==, rows[i].title);
    }
}

static void
test_due_says_how_late (void)
{
  const GDate today = way_date_ymd (2026, 11, 10);
  const GDate soon = way_date_ymd (2026, 11, 13);
  const GDate late = way_date_ymd (2026, 11, 6);
  g_autofree char *first = way_pupil_words_due (&soon, &today, 3);
  g_autofree char *second = way_pupil_words_due (&late, &today, -2);

  g_assert_cmpstr (first, ==, "In 3 school days, Fri 13 Nov");
  g_assert_cmpstr (second, ==, "2 school days late, was due Fri 6 Nov");
}

static void
test_days_may_be_half (void)
{
  static const struct
  {
    gint64      half_days;
    const char *words;
  } rows[] = {
    { 0, "0 days" }, { 1, "½ day" }, { 2, "1 day" }, { 3, "1½ days" }, { 7, "3½ days" },
    { 90, "45 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = way_pupil_words_days (rows[i].half_days);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

/* --- The chart --- */

static guint
count_points (const WayChart *chart,
              const char     *prefix)
{
  const WayChartData *data = way_chart_get_data (chart);
  guint count = 0;

  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    {
      g_autofree char *label = way_chart_data_dup_label (data, i);

      count += g_str_has_prefix (label, prefix) ? 1 : 0;
    }
  return count;
}

static WayChart *
draw (Child *child)
{
  child_load (child);
  return way_pupil_chart_new (child->pupil, child->days, today_of (child));
}

static void
test_chart_has_all_lanes (void)
{
  g_auto(Child) child = child_new ();
  WayId id = child_place (&child, way_date_ymd (2026, 9, 7), way_date_ymd (2027, 2, 26));
  g_autoptr(WayChart) chart = NULL;

  child_attend (&child, &id, way_date_ymd (2026, 9, 14), 8);
  chart = draw (&child);
  g_assert_cmpuint (count_points (chart, "Rolls: Fernhill School"), ==, 1);
  g_assert_cmpuint (count_points (chart, "Rolls: Hawthorn Academy, subsidiary"), ==, 1);
  g_assert_cmpuint (count_points (chart, "Placements: Beacon Centre, week 9 of 20"), ==, 1);
  g_assert_cmpuint (count_points (chart, "Reviews: was due "), ==, 1);
  g_assert_cmpuint (count_points (chart, "Attendance: 80%"), ==, 1);
}

static void
test_chart_joins_one_roll (void)
{
  g_auto(Child) child = child_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayEnrolment) roll = way_records_get (child.world->db, &way_enrolment_entity,
                                                  &child.world->enrolment, &error);
  g_autoptr(WayChart) chart = NULL;

  roll->to = way_date_ymd (2026, 9, 6);
  way_test_update (child.world->db, &way_enrolment_entity, roll);
  child_enrol (&child, "M", way_date_ymd (2026, 9, 7), way_date_none ());
  chart = draw (&child);
  g_assert_cmpuint (count_points (chart, "Rolls: "), ==, 1);
  g_assert_cmpuint (count_points (chart, "Rolls: Fernhill School, main roll"), ==, 1);
}

/* Whatever the days say, a chart comes of it. */
static void
test_chart_bears_odd_days (void)
{
  g_auto(Child) child = child_new ();
  g_autoptr(WayChart) chart = NULL;

  child_enrol (&child, "C", way_date_ymd (2029, 9, 1), way_date_none ());
  child_enrol (&child, "S", way_date_none (), way_date_none ());
  child_place (&child, way_date_ymd (2026, 9, 7), way_date_ymd (2199, 1, 1));
  chart = draw (&child);
  g_assert_nonnull (chart);
}

/* --- The page --- */

static WayDb *
get_db (WaySession *session)
{
  return way_session_get_db (session);
}

static WaySession *
make_session (void)
{
  GDate today = way_date_ymd (2026, 11, 10);
  WaySession *session = way_session_new (&today);
  g_autofree char *path = g_build_filename (way_test_desktop_get_home (), "demo.waymark", NULL);
  WaySampleOptions options = { .seed = 3, .today = today };
  g_autoptr(GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      WayDb *db = way_db_open (path, WAY_DB_CREATE, &error);

      g_assert_no_error (error);
      way_sample_write (db, "demo", &options, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      way_db_free (db);
    }
  way_session_open (session, path, &error);
  g_assert_no_error (error);
  return session;
}

static GtkWindow *
show_page (WaySession  *session,
           const WayId *pupil)
{
  WayPage *page = g_object_new (WAY_TYPE_PUPIL_PAGE, NULL);
  GtkWidget *window = gtk_window_new ();

  way_page_set_session (page, session);
  way_page_set_record (page, "pupil", pupil);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 800);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (way_test_settle (GTK_WINDOW (window)));
  return GTK_WINDOW (window);
}

/* Whether any label that can be seen holds the text. */
static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

/* The first child of which the condition is true; the test needs one. */
static WayPupil *
find_pupil (WaySession *session,
            const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM pupil WHERE %s ORDER BY id LIMIT 1",
                                          condition);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStmt) stmt = way_db_prepare (get_db (session), sql, &error);
  WayPupil *pupil;
  WayId id;

  g_assert_no_error (error);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  id = way_stmt_id (stmt, 0);
  pupil = way_records_get (get_db (session), &way_pupil_entity, &id, &error);
  g_assert_no_error (error);
  return pupil;
}

/* Children of all sorts: placed, excluded, waiting, gone, and never here. */
static void
test_page_shows_children_of_all_sorts (void)
{
  static const char *const conditions[] = {
    "id IN (SELECT pupil FROM placement WHERE \"end\" IS NULL AND start <= 739930)",
    "id IN (SELECT pupil FROM placement WHERE start > 739930)",
    "id IN (SELECT pupil FROM placement WHERE \"end\" IS NOT NULL)",
    "id IN (SELECT pupil FROM exclusion WHERE category = 'PERM')",
    "id NOT IN (SELECT pupil FROM placement)",
    "id NOT IN (SELECT pupil FROM enrolment)",
  };
  g_autoptr(WaySession) session = make_session ();

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      g_autoptr(WayPupil) pupil = find_pupil (session, conditions[i]);
      GtkWindow *window = show_page (session, &pupil->id);

      g_test_message ("%s", conditions[i]);
      g_assert_true (says (GTK_WIDGET (window), pupil->surname));
      g_assert_true (says (GTK_WIDGET (window), pupil->upn));
      g_assert_true (says (GTK_WIDGET (window), "Main roll"));
      gtk_window_destroy (window);
    }
}

static void
test_address_is_shown_unless_hidden (void)
{
  g_autoptr(WaySession) session = make_session ();

  for (int hidden = 0; hidden <= 1; hidden++)
    {
      g_autofree char *condition = g_strdup_printf ("address_hidden = %d AND street IS NOT NULL"
                                                    " AND postcode IS NOT NULL", hidden);
      g_autoptr(WayPupil) pupil = find_pupil (session, condition);
      GtkWindow *window = show_page (session, &pupil->id);

      g_assert_cmpint (says (GTK_WIDGET (window), pupil->street), ==, !hidden);
      g_assert_cmpint (says (GTK_WIDGET (window), pupil->postcode), ==, !hidden);
      g_assert_cmpint (says (GTK_WIDGET (window), "Hidden"), ==, hidden);
      gtk_window_destroy (window);
    }
}

static void
test_page_says_that_the_child_is_gone (void)
{
  g_autoptr(WaySession) session = make_session ();
  WayId nobody = way_id_new ();
  GtkWindow *window = show_page (session, &nobody);

  g_assert_false (says (GTK_WIDGET (window), "UPN"));
  gtk_window_destroy (window);
}

#define ADD(path, test) g_test_add_func ("/app/pupil-page/" path, test)

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

  ADD ("where/school", test_where_is_the_school);
  ADD ("where/excluded", test_an_exclusion_shuts_out);
  ADD ("where/placement", test_where_is_the_placement);
  ADD ("title/change", test_title_tells_the_change);
  ADD ("due/late", test_due_says_how_late);
  ADD ("days/half", test_days_may_be_half);
  ADD ("chart/lanes", test_chart_has_all_lanes);
  ADD ("chart/one-roll", test_chart_joins_one_roll);
  ADD ("chart/odd-days", test_chart_bears_odd_days);
  ADD ("page/all-sorts", test_page_shows_children_of_all_sorts);
  ADD ("page/address", test_address_is_shown_unless_hidden);
  ADD ("page/gone", test_page_says_that_the_child_is_gone);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
