/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishing as people see it.  Tables are protected, attacked and written by
 * jobs; a choice that is changed meanwhile ends the job before and begins one
 * more. */

#include "way-publish-page.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-error-text.h"
#include "way-publish-dialog.h"
#include "way-publish-work.h"
#include "way-release-tables.h"
#include "way-release-view.h"

#define RECENT_SHOWN 6

/* What a job is for. */
typedef enum
{
  TASK_NONE,
  TASK_PROTECT,
  TASK_ATTACK,
  TASK_WRITE,
} Task;

struct _WayPublishPage
{
  WayPage          parent_instance;

  GPtrArray       *profiles;     /* const WayCode *: as in the row */
  int              last_year;    /* first of the year row */
  GPtrArray       *checks;       /* GtkCheckButton *, a table each */
  WayPublishWork  *work;         /* of the last choice, or NULL */
  WayJob          *job;          /* while a task goes on */
  Task             task;
  gboolean         is_filling;   /* rows are set by us */

  /* Template children */
  AdwComboRow     *profile_row;
  AdwComboRow     *year_row;
  AdwExpanderRow  *tables_row;
  AdwActionRow    *state_row;
  AdwActionRow    *attack_row;
  GtkWidget       *work_box;
  GtkLabel        *phase_label;
  GtkProgressBar  *progress_bar;
  GtkWidget       *preview_box;
  AdwComboRow     *show_row;
  AdwComboRow     *period_row;
  WayReleaseView  *release_view;
  GtkListBox      *past_list;
};

G_DEFINE_FINAL_TYPE (WayPublishPage, way_publish_page, WAY_TYPE_PAGE)

static WaySession *
get_session (WayPublishPage *self)
{
  return way_page_get_session (WAY_PAGE (self));
}

static const WayPublishDraft *
get_draft (WayPublishPage *self)
{
  return self->work != NULL ? self->work->draft : NULL;
}

static void
set_subtitle (AdwActionRow *row,
              const char   *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
}

/* --- What is shown of the draft --- */

static void
show_period (WayPublishPage *self)
{
  const WayPublishDraft *draft = get_draft (self);
  guint table = adw_combo_row_get_selected (self->show_row);
  guint period = adw_combo_row_get_selected (self->period_row);

  if (draft == NULL || table >= draft->tables->len)
    way_release_view_set_table (self->release_view, NULL, 0);
  else if (period < ((WayReleaseTable *) g_ptr_array_index (draft->tables, table))->periods->len)
    way_release_view_set_table (self->release_view, g_ptr_array_index (draft->tables, table),
                                period);
}

static char *
say_period (const char *period)
{
  GDate day;

  return way_date_parse (period, &day) ? way_date_words_long (&day) : g_strdup (period);
}

/* The last period is what people look for. */
static void
show_table (WayPublishPage *self)
{
  const WayPublishDraft *draft = get_draft (self);
  guint index = adw_combo_row_get_selected (self->show_row);
  g_autoptr(GtkStringList) words = gtk_string_list_new (NULL);
  const WayReleaseTable *table;

  if (draft == NULL || index >= draft->tables->len)
    return;
  table = g_ptr_array_index (draft->tables, index);
  for (guint i = 0; i < table->periods->len; i++)
    {
      g_autofree char *text = say_period (g_ptr_array_index (table->periods, i));

      gtk_string_list_append (words, text);
    }
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->period_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->period_row, table->periods->len - 1);
  self->is_filling = FALSE;
  show_period (self);
}

static void
show_tables (WayPublishPage *self)
{
  const WayPublishDraft *draft = get_draft (self);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint before = adw_combo_row_get_selected (self->show_row);

  gtk_widget_set_visible (self->preview_box, draft != NULL);
  if (draft == NULL)
    return;
  for (guint i = 0; i < draft->tables->len; i++)
    gtk_string_list_append (titles,
                            _(((WayReleaseTable *) g_ptr_array_index (draft->tables, i))->title));
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->show_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->show_row, before < draft->tables->len ? before : 0);
  self->is_filling = FALSE;
  show_table (self);
}

/* "61 of 420 figures. A small number: 48. Others could be worked out from it:
 * 13." */
static char *
say_hidden (const WayPublishDraft *draft)
{
  g_autoptr(GString) words = g_string_new (NULL);
  guint n = 0;

  for (guint i = WAY_WHY_NOT + 1; i < WAY_N_WHYS; i++)
    n += draft->hidden[i];
  if (n == 0)
    return g_strdup_printf (ngettext ("None of %u count", "None of %u counts", draft->n_cells),
                            draft->n_cells);
  g_string_append_printf (words, ngettext ("%u figure", "%u figures", n), n);
  for (guint i = WAY_WHY_NOT + 1; i < WAY_N_WHYS; i++)
    if (draft->hidden[i] > 0)
      g_string_append_printf (words, " · %s: %u", _(way_publish_why_text ((WayWhy) i)),
                              draft->hidden[i]);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
set_ready (WayPublishPage *self,
           gboolean        is_ready)
{
  gboolean can_write = is_ready && !way_session_is_read_only (get_session (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "publish.attack", is_ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "publish.publish", can_write);
}

static void
show_draft (WayPublishPage *self)
{
  g_autofree char *hidden = say_hidden (get_draft (self));

  set_subtitle (self->state_row, hidden);
  set_subtitle (self->attack_row, _("What could be worked out from these tables and from earlier "
                                    "releases"));
  show_tables (self);
}

static void
show_attack (WayPublishPage *self)
{
  const WayPublishAttack *attack = self->work->attack;
  g_autofree char *text = NULL;

  if (attack->leaks->len > 0)
    text = g_strdup (g_ptr_array_index (attack->leaks, 0));
  else if (attack->n_hidden == 0)
    text = g_strdup (_("Nothing is hidden, so nothing can be worked out"));
  else
    text = g_strdup_printf (
      ngettext ("%u hidden figure attacked: it cannot be worked out",
                "%u hidden figures attacked: none can be worked out", attack->n_hidden),
      attack->n_hidden);
  set_subtitle (self->attack_row, text);
}

/* --- Tasks --- */

static void
progress_cb (WayPublishPage *self)
{
  const char *phase = way_job_get_phase (self->job);

  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
  if (*phase != '\0')
    gtk_label_set_label (self->phase_label, _(phase));
}

static void
end_job (WayPublishPage *self)
{
  if (self->job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

static void
finish_task (WayPublishPage *self,
             Task            task)
{
  set_ready (self, TRUE);
  switch (task)
    {
    case TASK_PROTECT:
      show_draft (self);
      break;
    case TASK_ATTACK:
      show_attack (self);
      break;
    case TASK_WRITE:
      way_page_toast (WAY_PAGE (self), _("Published, and kept in the list"), FALSE);
      way_store_changed (way_session_get_store (get_session (self)));
      break;
    case TASK_NONE:
    default:
      break;
    }
}

static void
fail_task (WayPublishPage *self,
           Task            task,
           const GError   *error)
{
  g_autofree char *text = way_error_text (error);
  gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  set_ready (self, get_draft (self) != NULL);
  if (task == TASK_PROTECT)
    {
      set_subtitle (self->state_row, is_cancelled ? _("Not looked at") : text);
      set_subtitle (self->attack_row, "");
      show_tables (self);
    }
  else if (!is_cancelled)
    way_page_toast (WAY_PAGE (self), text, FALSE);
}

static void
task_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(WayPublishPage) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = way_job_run_finish (WAY_JOB (source), result, &error);
  Task task = self->task;

  /* One that was given up for another says no more. */
  if (self->job != WAY_JOB (source))
    return;
  end_job (self);
  self->task = TASK_NONE;
  if (self->work_box == NULL)
    return;
  gtk_widget_set_visible (self->work_box, FALSE);
  if (done)
    finish_task (self, task);
  else
    fail_task (self, task, error);
}

static void
begin (WayPublishPage *self,
       Task            task)
{
  self->task = task;
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_label (self->phase_label, _("Protecting small numbers"));
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_widget_set_visible (self->work_box, task != TASK_PROTECT);
  set_ready (self, FALSE);
  if (task == TASK_PROTECT)
    way_publish_work_protect (self->work, self->job, task_done_cb, g_object_ref (self));
  else if (task == TASK_ATTACK)
    way_publish_work_attack (self->work, self->job, task_done_cb, g_object_ref (self));
  else
    way_publish_work_write (self->work, self->job, task_done_cb, g_object_ref (self));
}

/* --- Choices --- */

/* Names of the checked tables; free with g_strfreev(). */
static char **
list_checked (WayPublishPage *self)
{
  const char *const *names = way_release_table_names ();
  g_autoptr(GPtrArray) checked = g_ptr_array_new ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_ptr_array_add (checked, g_strdup (names[i]));
  g_ptr_array_add (checked, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&checked), FALSE);
}

static void
show_count (WayPublishPage *self,
            guint           n)
{
  g_autofree char *text = g_strdup_printf (_("%u of %u"), n, self->checks->len);

  adw_expander_row_set_subtitle (self->tables_row, text);
}

static void
look (WayPublishPage *self)
{
  WayDb *db = way_session_get_db (get_session (self));
  guint profile = adw_combo_row_get_selected (self->profile_row);
  guint year = adw_combo_row_get_selected (self->year_row);
  g_auto(GStrv) names = list_checked (self);

  if (self->job != NULL && self->task == TASK_WRITE)
    return;
  if (self->job != NULL)
    way_job_cancel (self->job);
  end_job (self);
  show_count (self, g_strv_length (names));
  g_clear_pointer (&self->work, way_publish_work_unref);
  if (db == NULL || profile >= self->profiles->len || year >= RECENT_SHOWN)
    return;
  self->work = way_publish_work_new (
    way_db_path (db), ((const WayCode *) g_ptr_array_index (self->profiles, profile))->id,
    self->last_year - (int) year, way_session_get_today (get_session (self)),
    (const char *const *) names);
  set_subtitle (self->state_row, _("Looking…"));
  set_subtitle (self->attack_row, "");
  begin (self, TASK_PROTECT);
}

static void
choice_changed_cb (WayPublishPage *self)
{
  if (!self->is_filling && self->profiles != NULL)
    look (self);
}

static void
show_changed_cb (WayPublishPage *self)
{
  if (!self->is_filling)
    show_table (self);
}

static void
period_changed_cb (WayPublishPage *self)
{
  if (!self->is_filling)
    show_period (self);
}

static void
add_checks (WayPublishPage *self)
{
  const char *const *names = way_release_table_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     _(way_release_table_title (names[i])));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_expander_row_add_row (self->tables_row, row);
      g_ptr_array_add (self->checks, check);
      g_signal_connect_object (check, "toggled", G_CALLBACK (choice_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
fill_profiles (WayPublishPage *self)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("disclosure", way_session_get_today (
                                                               get_session (self)));
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  GPtrArray *profiles = g_ptr_array_new ();
  guint public = 0;

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      if (!way_code_is (code, "publishes"))
        continue;
      if (way_code_get_int (code, "rounding", 0) > 0)
        public = profiles->len;
      gtk_string_list_append (labels, _(code->label));
      g_ptr_array_add (profiles, (gpointer) code);
    }
  adw_combo_row_set_model (self->profile_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->profile_row, public);
  self->profiles = profiles;
}

static void
fill_years (WayPublishPage *self)
{
  g_autoptr(GtkStringList) words = gtk_string_list_new (NULL);

  self->last_year = way_release_year_of (way_session_get_today (get_session (self)));
  for (int i = 0; i < RECENT_SHOWN; i++)
    {
      g_autofree char *text = way_release_year_text (self->last_year - i);

      gtk_string_list_append (words, text);
    }
  adw_combo_row_set_model (self->year_row, G_LIST_MODEL (words));
}

/* --- Acting --- */

static void
attack_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  WayPublishPage *self = WAY_PUBLISH_PAGE (widget);

  if (self->job == NULL && get_draft (self) != NULL)
    begin (self, TASK_ATTACK);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  WayPublishPage *self = WAY_PUBLISH_PAGE (widget);

  if (self->job != NULL)
    way_job_cancel (self->job);
}

static void
approved_cb (const char *approved_by,
             const char *note,
             const char *folder,
             gpointer    data)
{
  WayPublishPage *self = data;

  if (self->job != NULL || get_draft (self) == NULL)
    return;
  g_free (self->work->who);
  self->work->who = way_session_dup_user (get_session (self));
  g_free (self->work->approved_by);
  self->work->approved_by = g_strdup (approved_by);
  g_free (self->work->folder);
  self->work->folder = g_strdup (folder);
  g_free (self->work->draft->note);
  self->work->draft->note = g_strdup (note);
  begin (self, TASK_WRITE);
}

static void
publish_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  WayPublishPage *self = WAY_PUBLISH_PAGE (widget);

  if (self->job == NULL && get_draft (self) != NULL)
    way_publish_dialog_ask (widget, get_draft (self), approved_cb);
}

/* --- What was published --- */

static char *
say_past (const WayPastRelease *past)
{
  g_autofree char *day = way_date_words_short (&past->made);
  GString *words = g_string_new (day);

  if (past->by != NULL)
    g_string_append_printf (words, _(" · made by %s"), past->by);
  if (past->approved_by != NULL)
    g_string_append_printf (words, _(" · approved by %s"), past->approved_by);
  g_string_append_printf (words, ngettext (" · %u table", " · %u tables", past->tables->len),
                          past->tables->len);
  if (past->is_replaced)
    g_string_append (words, _(" · replaced since"));
  if (past->note != NULL && *past->note != '\0')
    g_string_append_printf (words, _("\nRevision: %s"), past->note);
  return g_string_free (words, FALSE);
}

static void
add_past (WayPublishPage       *self,
          const WayPastRelease *past)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *year = way_release_year_text (past->year);
  g_autofree char *title = g_strdup_printf ("%s, %s", _(past->profile.label), year);
  g_autofree char *words = say_past (past);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (self->past_list, row);
}

static gboolean
show_past (WayPublishPage  *self,
           GError         **error)
{
  g_autoptr(GPtrArray) list = way_publish_list (way_session_get_db (get_session (self)), error);
  GtkListBoxRow *row;

  if (list == NULL)
    return FALSE;
  while ((row = gtk_list_box_get_row_at_index (self->past_list, 0)) != NULL)
    gtk_list_box_remove (self->past_list, GTK_WIDGET (row));
  for (guint i = 0; i < list->len; i++)
    add_past (self, g_ptr_array_index (list, i));
  return TRUE;
}

/* --- The page --- */

static void
way_publish_page_refresh (WayPage *page)
{
  WayPublishPage *self = WAY_PUBLISH_PAGE (page);
  g_autoptr(GError) error = NULL;

  if (way_session_get_db (get_session (self)) == NULL)
    {
      way_page_show_empty (page);
      return;
    }
  if (self->profiles == NULL)
    {
      self->is_filling = TRUE;
      fill_years (self);
      fill_profiles (self);
      self->is_filling = FALSE;
    }
  if (!show_past (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  way_page_show_content (page);
  look (self);
}

static void
way_publish_page_dispose (GObject *object)
{
  WayPublishPage *self = WAY_PUBLISH_PAGE (object);

  if (self->job != NULL && self->task != TASK_WRITE)
    way_job_cancel (self->job);
  end_job (self);
  g_clear_pointer (&self->work, way_publish_work_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PUBLISH_PAGE);

  G_OBJECT_CLASS (way_publish_page_parent_class)->dispose (object);
}

static void
way_publish_page_finalize (GObject *object)
{
  WayPublishPage *self = WAY_PUBLISH_PAGE (object);

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (way_publish_page_parent_class)->finalize (object);
}

static void
way_publish_page_class_init (WayPublishPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_publish_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_publish_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_publish_page_refresh;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_RELEASE_VIEW);
  gtk_widget_class_install_action (widget_class, "publish.attack", NULL, attack_action);
  gtk_widget_class_install_action (widget_class, "publish.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "publish.publish", NULL, publish_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/publish-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, profile_row);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, year_row);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, tables_row);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, attack_row);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, work_box);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, preview_box);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, show_row);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, period_row);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, release_view);
  gtk_widget_class_bind_template_child (widget_class, WayPublishPage, past_list);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, period_changed_cb);
}

static void
way_publish_page_init (WayPublishPage *self)
{
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_checks (self);
}
