/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts into words what the service found for today: the figures at once, and the lists
 * when a job has found them.  Lists that are there stay until newer ones come. */
#include "way-today-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-chart-words.h"
#include "way-codes.h"
#include "way-columns.h"
#include "way-date-words.h"
#include "way-duty-dialog.h"
#include "way-empty-state.h"
#include "way-exchange.h"
#include "way-line-row.h"
#include "way-records.h"
#include "way-stat-card.h"
#include "way-stay-dialogs.h"
#include "way-task-row.h"
#include "way-today-work.h"
#include "way-window.h"

#define ROWS_AT_FIRST 12
#define ROWS_AT_ONCE 200       /* that a page can show and stay quick */
#define SOON 400               /* milliseconds; what takes longer is said to be looked for */
#define BUNDLES_SHOWN 3
#define COMING_SHOWN 8

struct _WayTodayPage
{
  WayPage          parent_instance;

  WayToday        *figures;      /* NULL: not read yet */
  WayToday        *lists;        /* NULL: not found yet */
  WayTodayWork    *work;         /* that looks for them, with its job; NULL: none does */
  WayJob          *job;
  guint            start_id;     /* of what begins it */
  guint            soon_id;
  guint            shown;        /* rows of the list, at most */

  /* Template children */
  WayStatCard     *on_roll_card;
  WayStatCard     *empty_card;
  WayStatCard     *waiting_card;
  WayStatCard     *due_card;
  WayStatCard     *breach_card;
  WayStatCard     *back_card;
  GtkToggleButton *all_button;
  GtkToggleButton *breach_button;
  GtkToggleButton *paused_button;
  GtkToggleButton *due_button;
  GtkToggleButton *other_button;
  GtkSpinner      *spinner;
  GtkWidget       *looking_label;
  GtkListBox      *task_list;
  GtkButton       *more_button;
  GtkWidget       *bundles_box;
  GtkListBox      *bundle_list;
  GtkListBox      *coming_list;
  GtkSizeGroup    *due_column;
  GtkSizeGroup    *step_column;
};

G_DEFINE_FINAL_TYPE (WayTodayPage, way_today_page, WAY_TYPE_PAGE)

static const GDate *
today_of (WayTodayPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

/* --- Six figures --- */

/* "6 more than on Thu 1 Oct"; the arrow's direction in *trend. */
static char *
change_words (WayTodayPage    *self,
              const WayFigure *figure,
              gboolean         since_last_year,
              int             *trend)
{
  g_autofree char *day = way_date_words_day (&figure->before_on, today_of (self));
  g_autofree char *by = NULL;
  g_autofree char *much = NULL;
  gint64 change;

  *trend = 0;
  if (figure->before == WAY_INTEGER_NONE)
    return g_strdup (_("Nothing is known to compare with"));
  change = figure->value - figure->before;
  *trend = (change > 0) - (change < 0);
  by = since_last_year ? g_strdup (_("by this day last year")) : g_strdup_printf (_("on %s"), day);
  much = way_chart_say_number ((double) ABS (change), 0);
  if (change > 0)
    return g_strdup_printf (_("%s more than %s"), much, by);
  if (change < 0)
    return g_strdup_printf (_("%s fewer than %s"), much, by);
  return g_strdup_printf (_("The same number as %s"), by);
}

static void
show_values (WayStatCard     *card,
             const WayFigure *figure)
{
  g_autofree char *text = way_chart_say_number ((double) figure->value, 0);
  double values[WAY_N_SERIES];

  for (guint i = 0; i < WAY_N_SERIES; i++)
    values[i] = (double) figure->series[i];
  way_stat_card_set_figure (card, text);
  way_stat_card_set_values (card, values, WAY_N_SERIES);
}

static void
show_figure (WayTodayPage    *self,
             WayStatCard     *card,
             const WayFigure *figure,
             const char      *unit,
             gboolean         since_last_year)
{
  int trend;
  g_autofree char *words = change_words (self, figure, since_last_year, &trend);

  show_values (card, figure);
  way_stat_card_set_unit (card, unit);
  way_stat_card_set_change (card, words, trend);
}

static void
show_due_figure (WayTodayPage    *self,
                 const WayFigure *figure)
{
  g_autofree char *words = NULL;

  show_values (self->due_card, figure);
  if (way_date_is_set (&figure->first))
    {
      g_autofree char *day = way_date_words_day (&figure->first, today_of (self));

      words = g_strdup_printf (_("The first is due on %s"), day);
    }
  way_stat_card_set_change (self->due_card, words != NULL ? words : _("Nothing is due"), 0);
  way_stat_card_set_state (self->due_card, figure->value > 0 ? WAY_STAT_AMBER : WAY_STAT_NORMAL);
}

/* Stands after a figure that is set apart from it. */
static const char *
pupils_unit (gint64 count)
{
  return count == 1 ? C_("unit of a figure", "pupil") : C_("unit of a figure", "pupils");
}

static void
show_figures (WayTodayPage *self)
{
  const WayFigure *figures = self->figures->figures;
  const WayFigure *empty = &figures[WAY_FIGURE_EMPTY_PLACES];
  g_autofree char *places = way_chart_say_number ((double) MAX (empty->of, 0), 0);
  g_autofree char *of = g_strdup_printf (_("of %s"), places);

  show_figure (self, self->on_roll_card, &figures[WAY_FIGURE_ON_ROLL],
               pupils_unit (figures[WAY_FIGURE_ON_ROLL].value), FALSE);
  show_figure (self, self->empty_card, empty, of, FALSE);
  show_figure (self, self->waiting_card, &figures[WAY_FIGURE_WAITING],
               pupils_unit (figures[WAY_FIGURE_WAITING].value), FALSE);
  show_due_figure (self, &figures[WAY_FIGURE_DUE_THIS_WEEK]);
  show_figure (self, self->breach_card, &figures[WAY_FIGURE_IN_BREACH], NULL, FALSE);
  way_stat_card_set_state (self->breach_card,
                           figures[WAY_FIGURE_IN_BREACH].value > 0 ? WAY_STAT_RED
                                                                   : WAY_STAT_NORMAL);
  show_figure (self, self->back_card, &figures[WAY_FIGURE_BACK_IN_MAINSTREAM], _("this year"), TRUE);
}

/* --- To do --- */

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* -1 is all that there is to do. */
static int
chosen_severity (WayTodayPage *self)
{
  if (gtk_toggle_button_get_active (self->breach_button))
    return WAY_SEVERITY_BREACH;
  if (gtk_toggle_button_get_active (self->due_button))
    return WAY_SEVERITY_DUE;
  if (gtk_toggle_button_get_active (self->paused_button))
    return WAY_SEVERITY_PAUSED;
  return gtk_toggle_button_get_active (self->other_button) ? (int) WAY_SEVERITY_OTHER : -1;
}

static void
act_cb (WayTaskRow *row,
        const char *kind,
        gpointer    data)
{
  g_autoptr(WayDutyAct) act = way_task_row_start_act (row, kind);

  way_duty_dialog_open (WAY_PAGE (data), act);
}

static void
ask_lasted (WayTodayPage *self,
            WayTaskRow   *row)
{
  WayDb *db = way_session_get_db (way_page_get_session (WAY_PAGE (self)));
  g_autoptr(WayPlacement) placement = way_records_get (db, &way_placement_entity,
                                                       way_task_row_get_id (row), NULL);

  if (placement != NULL)
    way_stay_dialog_open (WAY_PAGE (self), placement, WAY_STAY_ASK_LASTED,
                          way_task_row_get_weeks (row));
}

static void
take_step_cb (WayTaskRow *row,
              gpointer    data)
{
  WayTodayPage *self = WAY_TODAY_PAGE (data);

  if (way_task_row_get_step_kind (row) != NULL)
    act_cb (row, way_task_row_get_step_kind (row), self);
  else if (way_task_row_get_weeks (row) > 0)
    ask_lasted (self, row);
  else if (way_task_row_considers (row))
    way_duty_dialog_consider (WAY_PAGE (self), way_task_row_get_id (row));
  else if (way_task_row_get_page (row) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", way_task_row_get_page (row));
  else if (way_task_row_get_entity (row) != NULL)
    way_page_open_record (WAY_PAGE (self), way_task_row_get_entity (row),
                          way_task_row_get_id (row));
}

/* All that there is to do but what rests. */
static guint
count_all (const WayToday *lists)
{
  guint n = 0;

  for (guint i = 0; i < WAY_N_SEVERITIES; i++)
    n += i != WAY_SEVERITY_PAUSED ? lists->n_severity[i] : 0;
  return n;
}

/* The button shows the rest, as far as it is listed; of very many it says how many
 * there are. */
static void
show_more_button (WayTodayPage *self,
                  guint         listed,
                  guint         matching)
{
  guint more = MIN (listed - MIN (listed, self->shown), ROWS_AT_ONCE);
  guint rest = matching - MIN (matching, self->shown);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->more_button), more > 0);
  if (more == rest)
    words = g_strdup_printf (ngettext ("Show %u More", "Show %u More", rest), rest);
  else
    {
      g_autofree char *number = way_chart_say_number (rest, 0);

      words = g_strdup_printf (ngettext ("Show %u of %s More", "Show %u of %s More", more), more,
                               number);
    }
  gtk_button_set_label (self->more_button, words);
}

static void
show_tasks (WayTodayPage *self)
{
  int severity = chosen_severity (self);
  guint matching = severity >= 0 ? self->lists->n_severity[severity] : count_all (self->lists);
  guint listed = 0;

  clear_list (self->task_list);
  for (guint i = 0; i < self->lists->tasks->len; i++)
    {
      const WayTask *task = g_ptr_array_index (self->lists->tasks, i);
      GtkWidget *row;

      if (severity >= 0 ? (int) task->severity != severity
                        : task->severity == WAY_SEVERITY_PAUSED)
        continue;
      if (listed++ >= self->shown)
        continue;
      row = way_task_row_new (task, today_of (self), self->due_column, self->step_column);
      way_task_row_set_suggested (WAY_TASK_ROW (row), listed == 1);
      g_signal_connect_object (row, "step", G_CALLBACK (take_step_cb), self, 0);
      g_signal_connect_object (row, "act", G_CALLBACK (act_cb), self, 0);
      gtk_list_box_append (self->task_list, row);
    }
  show_more_button (self, listed, matching);
}

static void
set_count (GtkToggleButton *button,
           const char      *what,
           guint            count)
{
  g_autofree char *number = way_chart_say_number (count, 0);
  g_autofree char *label = g_strdup_printf ("%s %s", what, number);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
show_counts (WayTodayPage *self)
{
  const guint *n = self->lists->n_severity;

  set_count (self->all_button, _("All"), count_all (self->lists));
  set_count (self->breach_button, _("In breach"), n[WAY_SEVERITY_BREACH]);
  set_count (self->due_button, _("Due"), n[WAY_SEVERITY_DUE]);
  set_count (self->other_button, _("Other"), n[WAY_SEVERITY_OTHER]);
  set_count (self->paused_button, _("Paused"), n[WAY_SEVERITY_PAUSED]);
  if (n[WAY_SEVERITY_PAUSED] == 0 && gtk_toggle_button_get_active (self->paused_button))
    gtk_toggle_button_set_active (self->all_button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->paused_button), n[WAY_SEVERITY_PAUSED] > 0);
}

/* --- Beside it --- */

static char *
coming_title (const WayComing *coming)
{
  switch (coming->kind)
    {
    case WAY_COMING_PANEL:
      return g_strdup (_("Placement panel"));
    case WAY_COMING_START:
      return g_strdup_printf (_("%s starts"), coming->who);
    case WAY_COMING_END:
      return g_strdup_printf (_("%s, expected last day"), coming->who);
    case WAY_COMING_CENSUS:
    default:
      return g_strdup (_("AP census count"));
    }
}

static char *
coming_subtitle (WayTodayPage    *self,
                 const WayComing *coming)
{
  g_autofree char *day = way_date_words_day (&coming->day, today_of (self));

  if (coming->kind == WAY_COMING_PANEL)
    return g_strdup_printf (ngettext ("%s · %u referral", "%s · %u referrals", coming->number), day,
                            coming->number);
  if (coming->place != NULL)
    return g_strdup_printf ("%s · %s", day, coming->place);
  return g_strdup (day);
}

static const char *
coming_icon (WayComingKind kind)
{
  return kind == WAY_COMING_CENSUS  ? "way-table-symbolic"
         : kind == WAY_COMING_PANEL ? "x-office-calendar-symbolic"
                                    : "way-placements-symbolic";
}

static void
show_coming (WayTodayPage *self)
{
  clear_list (self->coming_list);
  for (guint i = 0; i < MIN (self->lists->coming->len, COMING_SHOWN); i++)
    {
      const WayComing *coming = g_ptr_array_index (self->lists->coming, i);
      g_autofree char *title = coming_title (coming);
      g_autofree char *subtitle = coming_subtitle (self, coming);
      GtkWidget *row = way_line_row_new (coming_icon (coming->kind), title, subtitle);

      way_line_row_set_leads (WAY_LINE_ROW (row), !way_id_is_null (&coming->placement));
      gtk_list_box_append (self->coming_list, row);
    }
}

static char *
moment_words (gint64 milliseconds)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, _("%a %-d %b %H:%M"));
}

/* The last bundles that came in; the part is hidden while none did. */
static gboolean
show_bundles (WayTodayPage  *self,
              GError       **error)
{
  WayDb *db = way_session_get_db (way_page_get_session (WAY_PAGE (self)));
  g_autoptr(GPtrArray) entries = way_exchange_list (db, error);
  guint shown = 0;

  if (entries == NULL)
    return FALSE;
  clear_list (self->bundle_list);
  for (guint i = 0; i < entries->len && shown < BUNDLES_SHOWN; i++)
    {
      const WayExchangeEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *when = moment_words (entry->when);
      g_autofree char *subtitle = NULL;

      if (entry->sent)
        continue;
      subtitle = g_strdup_printf (ngettext ("%s · %d edit", "%s · %d edits", (gulong) entry->edits),
                                  when, (int) entry->edits);
      gtk_list_box_append (self->bundle_list,
                           way_line_row_new ("document-open-symbolic",
                                             entry->other_name != NULL && *entry->other_name != '\0'
                                               ? entry->other_name
                                               : _("Another copy"),
                                             subtitle));
      shown++;
    }
  gtk_widget_set_visible (self->bundles_box, shown > 0);
  return TRUE;
}

static void
show_subtitle (WayTodayPage *self)
{
  const WayTodayTerm *term = &self->figures->term;
  g_autofree char *day = way_date_words_long (&self->figures->today);
  g_autofree char *whole = NULL;

  if (term->weeks > 0 && term->term.name != NULL && !way_page_get_folded (WAY_PAGE (self)))
    whole = g_strdup_printf (_("%s · %s, week %u"), day,
                             _(way_codes_label ("term", term->term.name)), term->week);
  way_page_set_subtitle (WAY_PAGE (self), whole != NULL ? whole : day);
}

/* Nothing at all: an authority that has just begun. */
static gboolean
has_no_figures (WayTodayPage *self)
{
  const WayFigure *figures = self->figures->figures;

  return figures[WAY_FIGURE_ON_ROLL].value == 0 && figures[WAY_FIGURE_EMPTY_PLACES].of <= 0 &&
         figures[WAY_FIGURE_WAITING].value == 0;
}

static gboolean
has_no_lists (WayTodayPage *self)
{
  return self->lists->tasks->len == 0 && self->lists->coming->len == 0;
}

/* --- The lists, when they are found --- */

static void
set_looking (WayTodayPage *self,
             gboolean      looking)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), looking);
  gtk_spinner_set_spinning (self->spinner, looking);
  gtk_widget_set_visible (self->looking_label, looking && self->lists == NULL);
}

static gboolean
soon_cb (gpointer data)
{
  WayTodayPage *self = data;

  self->soon_id = 0;
  set_looking (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
stop_looking (WayTodayPage *self)
{
  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_handle_id (&self->soon_id, g_source_remove);
  if (self->job != NULL)
    way_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_today_work_unref);
}

static void
show_lists (WayTodayPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->task_list), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->coming_list), TRUE);
  show_counts (self);
  show_tasks (self);
  show_coming (self);
}

/* What is shown follows from both halves: without either there is nothing. */
static void
show_found (WayTodayPage *self)
{
  if (self->lists != NULL)
    show_lists (self);
  if (self->lists != NULL && has_no_lists (self) && has_no_figures (self))
    way_page_show_empty (WAY_PAGE (self));
  else if (self->lists != NULL || !has_no_figures (self))
    way_page_show_content (WAY_PAGE (self));
  else
    way_page_show_loading (WAY_PAGE (self));
}

static void
lists_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(WayTodayPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = way_job_run_finish (WAY_JOB (source), result, &error);

  /* Another was asked since, or the page is gone. */
  if (self->job != WAY_JOB (source))
    return;
  if (done)
    {
      g_clear_pointer (&self->lists, way_today_free);
      self->lists = g_steal_pointer (&self->work->lists);
    }
  stop_looking (self);
  set_looking (self, FALSE);
  if (done)
    show_found (self);
  else
    way_page_show_failed (WAY_PAGE (self), error);
}

static gboolean
start_looking_cb (gpointer data)
{
  WayTodayPage *self = data;
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  WayDb *db = way_session_get_db (session);
  g_autofree char *who = way_session_dup_user (session);

  self->start_id = 0;
  if (db == NULL)
    return G_SOURCE_REMOVE;
  self->job = way_job_new ();
  self->work = way_today_work_new (way_db_path (db), who, today_of (self));
  way_today_work_run (self->work, self->job, lists_found_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Once the figures are painted. */
static void
look_for_lists (WayTodayPage *self)
{
  stop_looking (self);
  self->soon_id = g_timeout_add (SOON, soon_cb, self);
  self->start_id = g_idle_add_full (G_PRIORITY_LOW, start_looking_cb, self, NULL);
}

static void
forget (WayTodayPage *self)
{
  stop_looking (self);
  g_clear_pointer (&self->figures, way_today_free);
  g_clear_pointer (&self->lists, way_today_free);
}

static void
way_today_page_refresh (WayPage *page)
{
  WayTodayPage *self = WAY_TODAY_PAGE (page);
  WayDb *db = way_session_get_db (way_page_get_session (page));
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->figures, way_today_free);
  if (db == NULL)
    {
      forget (self);
      way_page_show_empty (page);
      return;
    }
  self->figures = way_today_load_figures (db, today_of (self), &error);
  if (self->figures == NULL || !show_bundles (self, &error))
    {
      stop_looking (self);
      way_page_show_failed (page, error);
      return;
    }
  show_subtitle (self);
  show_figures (self);
  show_found (self);
  look_for_lists (self);
}

/* --- What people do --- */

static void
folded_cb (WayTodayPage *self)
{
  if (self->figures != NULL)
    show_subtitle (self);
}

static void
way_today_page_create (WayPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  if (WAY_IS_WINDOW (root) && way_window_open_page (WAY_WINDOW (root), "referrals"))
    way_page_create (way_window_get_page (WAY_WINDOW (root)));
}

static void
filter_changed_cb (WayTodayPage    *self,
                   GtkToggleButton *button)
{
  if (self->lists == NULL || !gtk_toggle_button_get_active (button))
    return;
  self->shown = ROWS_AT_FIRST;
  show_tasks (self);
}

static void
due_clicked_cb (WayTodayPage *self)
{
  gtk_toggle_button_set_active (self->due_button, TRUE);
}

static void
breach_clicked_cb (WayTodayPage *self)
{
  gtk_toggle_button_set_active (self->breach_button, TRUE);
}

static void
more_clicked_cb (WayTodayPage *self)
{
  self->shown += ROWS_AT_ONCE;
  show_tasks (self);
}

static void
task_activated_cb (WayTodayPage  *self,
                   GtkListBoxRow *row)
{
  take_step_cb (WAY_TASK_ROW (row), self);
}

static void
coming_activated_cb (WayTodayPage  *self,
                     GtkListBoxRow *row)
{
  const WayComing *coming = g_ptr_array_index (self->lists->coming,
                                               gtk_list_box_row_get_index (row));

  if (!way_id_is_null (&coming->placement))
    way_page_open_record (WAY_PAGE (self), "placement", &coming->placement);
}

static void
way_today_page_dispose (GObject *object)
{
  WayTodayPage *self = WAY_TODAY_PAGE (object);

  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TODAY_PAGE);

  G_OBJECT_CLASS (way_today_page_parent_class)->dispose (object);
}

static void
way_today_page_class_init (WayTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_today_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_today_page_refresh;
  WAY_PAGE_CLASS (klass)->create = way_today_page_create;

  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_STAT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, on_roll_card);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, empty_card);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, waiting_card);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, due_card);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, breach_card);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, back_card);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, all_button);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, breach_button);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, paused_button);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, due_button);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, other_button);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, looking_label);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, task_list);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, bundles_box);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, bundle_list);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, coming_list);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, due_column);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, step_column);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, due_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, breach_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, task_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, coming_activated_cb);
}

static void
way_today_page_init (WayTodayPage *self)
{
  self->shown = ROWS_AT_FIRST;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::folded", G_CALLBACK (folded_cb), NULL);
}
