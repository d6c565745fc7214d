/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-strategy-page.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-chart-view.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-page-ask.h"
#include "way-school-periods.h"
#include "way-strategy-chart.h"
#include "way-strategy-row.h"

struct _WayStrategyPage
{
  WayPage          parent_instance;

  WayStrategyView *view;        /* of the last reading, or NULL */

  /* Template children */
  WayEmptyState   *empty_state;
  GtkMenuButton   *menu_button;
  GtkButton       *new_button;
  GtkLabel        *name_label;
  GtkLabel        *sentence_label;
  GtkLabel        *vision_label;
  WayChartView    *chart_view;
  GtkBox          *parts_box;
};

G_DEFINE_FINAL_TYPE (WayStrategyPage, way_strategy_page, WAY_TYPE_PAGE)

static WaySession *
get_session (WayStrategyPage *self)
{
  return way_page_get_session (WAY_PAGE (self));
}

static const GDate *
get_today (WayStrategyPage *self)
{
  return way_session_get_today (get_session (self));
}

static gboolean
can_change (WayStrategyPage *self)
{
  return !way_session_is_read_only (get_session (self));
}

/* Where the actions were told as a table, none has a page. */
static gboolean
holds_records (WayStrategyPage *self)
{
  return way_session_get_role (get_session (self)) != WAY_COPY_GOVERNANCE;
}

/* --- Head --- */

static void
show_head (WayStrategyPage *self)
{
  const WayStrategy *strategy = self->view->strategy;
  g_autofree char *said = way_strategy_say (self->view, way_chart_gettext);
  g_autofree char *since = way_date_words_long (&strategy->from);
  g_autofree char *sentence = g_strdup_printf (_("In force since %s. %s."), since, said);

  gtk_label_set_label (self->name_label, strategy->name);
  gtk_label_set_label (self->sentence_label, sentence);
  gtk_label_set_label (self->vision_label, strategy->vision != NULL ? strategy->vision : "");
  gtk_widget_set_visible (GTK_WIDGET (self->vision_label), strategy->vision != NULL);
}

static void
show_chart (WayStrategyPage *self)
{
  g_autoptr(WayChart) chart = self->view->n_actions > 0
                                ? way_strategy_chart_new (self->view, get_today (self),
                                                          way_chart_gettext)
                                : NULL;

  way_chart_view_set_chart (self->chart_view, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_view), chart != NULL);
}

/* --- Parts --- */

static void
row_activated_cb (WayStrategyRow *row)
{
  WayPage *page = WAY_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (row), WAY_TYPE_PAGE));

  way_page_open_record (page, "strategy_action", way_strategy_row_get_id (row));
}

static char *
say_part (const WayStatement *statement)
{
  if (statement == NULL)
    return g_strdup (_("Further Actions"));
  return g_strdup_printf ("%s %d", _(way_codes_label ("statement_kind", statement->kind)),
                          (int) statement->number);
}

static void
add_part (WayStrategyPage       *self,
          const WayStrategyPart *part)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = say_part (part->statement);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (part->statement != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (part->statement->wording, -1);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
    }
  for (guint i = 0; i < part->lines->len; i++)
    {
      GtkWidget *row = way_strategy_row_new (g_ptr_array_index (part->lines, i),
                                             get_today (self), can_change (self),
                                             way_session_may_comment (get_session (self)));

      if (holds_records (self))
        g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), NULL);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), holds_records (self));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_box_append (self->parts_box, group);
}

/* What actions serve comes first; principles and challenges without any follow. */
static void
show_parts (WayStrategyPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->parts_box))) != NULL)
    gtk_box_remove (self->parts_box, child);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < self->view->parts->len; i++)
      {
        const WayStrategyPart *part = g_ptr_array_index (self->view->parts, i);

        if ((part->lines->len == 0) == (round == 1))
          add_part (self, part);
      }
}

/* --- Steps --- */

static WayStrategyAction *
get_action (WayStrategyPage *self,
            GVariant        *parameter)
{
  WayId id;

  if (!way_id_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  return way_records_get (way_session_get_db (get_session (self)), &way_strategy_action_entity,
                          &id, NULL);
}

static void
ask_about (WayStrategyPage         *self,
           const WayStrategyAction *action,
           const char              *form,
           const char              *title,
           const char              *verb,
           const char              *edit_name,
           const char              *done)
{
  WayRecordAsk what = {
    .entity = &way_strategy_action_entity, .record = action, .form = form, .title = title,
    .verb = verb, .edit_name = edit_name,
  };

  way_page_ask (WAY_PAGE (self), &what, &action->id, done);
}

static void
ask_note (WayStrategyPage         *self,
          const WayStrategyAction *action)
{
  g_autoptr(WayProgressNote) note = way_progress_note_new ();
  WayRecordAsk what = {
    .entity = &way_progress_note_entity, .record = note, .is_new = TRUE,
    .title = _("How Does It Go?"), .verb = _("_Add"), .edit_name = "Say how an action goes",
  };

  way_record_start (&way_progress_note_entity, note);
  note->action = action->id;
  note->date = *get_today (self);
  note->by = way_session_dup_user (get_session (self));
  way_page_ask (WAY_PAGE (self), &what, &action->id, _("Noted"));
}

static const WayStrategyAction *
find_told (WayStrategyPage *self,
           const WayId     *id)
{
  for (guint i = 0; self->view != NULL && i < self->view->parts->len; i++)
    {
      const WayStrategyPart *part = g_ptr_array_index (self->view->parts, i);

      for (guint j = 0; j < part->lines->len; j++)
        {
          const WayStrategyLine *line = g_ptr_array_index (part->lines, j);

          if (way_id_equal (&line->action->id, id))
            return line->action;
        }
    }
  return NULL;
}

/* In the governance group's copy, which was told of the action and has no record of it. */
static void
comment_step (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  WayStrategyPage *self = WAY_STRATEGY_PAGE (widget);
  g_autoptr(WayActionComment) comment = way_action_comment_new ();
  WayRecordAsk what = {
    .entity = &way_action_comment_entity, .record = comment, .is_new = TRUE,
    .title = _("Comment on an Action"), .verb = _("_Add"), .edit_name = "Comment on an action",
  };
  const WayStrategyAction *action;
  g_autofree char *title = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *wording = NULL;
  WayId id;

  if (!way_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  action = find_told (self, &id);
  if (action == NULL)
    return;
  way_record_start (&way_action_comment_entity, comment);
  comment->action = way_id_to_string (&id);
  comment->date = *get_today (self);
  comment->by = way_session_dup_user (get_session (self));
  title = action->reference != NULL ? g_strdup_printf (_("Action %s"), action->reference)
                                    : g_strdup (_("Action"));
  escaped = g_markup_escape_text (title, -1);
  wording = g_markup_escape_text (action->wording, -1);
  way_page_explain (way_page_ask (WAY_PAGE (self), &what, &id, _("Comment added")), escaped,
                    wording);
}

static void
reopen (WayStrategyPage         *self,
        const WayStrategyAction *action)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (get_session (self), &who);
  g_autoptr(GError) error = NULL;
  gboolean done = way_strategy_reopen (&act, &action->id, &error);

  way_page_say (WAY_PAGE (self), done, _("Taken up again"), error);
}

static void
action_step (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  WayStrategyPage *self = WAY_STRATEGY_PAGE (widget);
  g_autoptr(WayStrategyAction) action = get_action (self, parameter);

  if (action == NULL)
    return;
  if (g_str_equal (name, "strategy.begin"))
    {
      action->started = *get_today (self);
      ask_about (self, action, "strategy-action-begin", _("Begin an Action"), _("_Begin"),
                 "Begin an action", _("Begun"));
    }
  else if (g_str_equal (name, "strategy.done"))
    {
      action->done = *get_today (self);
      ask_about (self, action, "strategy-action-done", _("An Action Is Done"), _("It Is _Done"),
                 "Record that an action is done", _("Done"));
    }
  else if (g_str_equal (name, "strategy.drop"))
    {
      action->dropped = *get_today (self);
      ask_about (self, action, "strategy-action-drop", _("Drop an Action"), _("_Drop"),
                 "Drop an action", _("Dropped"));
    }
  else if (g_str_equal (name, "strategy.change"))
    ask_about (self, action, NULL, _("Change an Action"), NULL, "Change an action",
               _("Changed"));
  else if (g_str_equal (name, "strategy.note"))
    ask_note (self, action);
  else
    reopen (self, action);
}

static void
way_strategy_page_create (WayPage *page)
{
  WayStrategyPage *self = WAY_STRATEGY_PAGE (page);
  g_autoptr(WayStrategyAction) action = way_strategy_action_new ();
  WayRecordAsk what = {
    .entity = &way_strategy_action_entity, .record = action, .is_new = TRUE,
    .title = _("New Action"), .verb = _("_Add"), .edit_name = "Add an action",
  };

  if (self->view == NULL)
    return;
  way_record_start (&way_strategy_action_entity, action);
  action->strategy = self->view->strategy->id;
  way_page_ask (page, &what, &action->strategy, _("Action added"));
}

static void
edit_strategy (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  WayStrategyPage *self = WAY_STRATEGY_PAGE (widget);
  WayRecordAsk what = {
    .entity = &way_strategy_entity, .title = _("Change the Strategy"),
    .edit_name = "Change the strategy",
  };

  if (self->view == NULL)
    return;
  what.record = self->view->strategy;
  way_page_ask (WAY_PAGE (self), &what, &self->view->strategy->id, _("Changed"));
}

static void
add_statement (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  WayStrategyPage *self = WAY_STRATEGY_PAGE (widget);
  g_autoptr(WayStatement) statement = way_statement_new ();
  WayRecordAsk what = {
    .entity = &way_statement_entity, .record = statement, .is_new = TRUE,
    .title = _("Add a Statement"), .verb = _("_Add"), .edit_name = "Add a statement",
  };

  if (self->view == NULL)
    return;
  way_record_start (&way_statement_entity, statement);
  statement->strategy = self->view->strategy->id;
  way_page_ask (WAY_PAGE (self), &what, &statement->strategy, _("Added"));
}

/* --- Taking one up --- */

#define OWN "own"

static void
write_own (WayStrategyPage *self)
{
  g_autoptr(WayStrategy) strategy = way_strategy_new ();
  WayRecordAsk what = {
    .entity = &way_strategy_entity, .record = strategy, .is_new = TRUE,
    .title = _("New Strategy"), .verb = _("_Add"), .edit_name = "Add a strategy",
  };

  way_record_start (&way_strategy_entity, strategy);
  strategy->from = *get_today (self);
  way_page_ask (WAY_PAGE (self), &what, &strategy->id, _("Strategy added"));
}

static void
chosen_cb (WayStrategyPage *self,
           const char      *response)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (get_session (self), &who);
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (g_str_equal (response, OWN))
    {
      write_own (self);
      return;
    }
  if (!way_codes_has ("shipped_strategy", response))
    return;
  done = way_strategy_adopt (&act, response, &error);
  way_page_say (WAY_PAGE (self), done, _("Strategy taken up"), error);
}

static void
take_up (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_autoptr(GPtrArray) shipped = way_codes_list ("shipped_strategy", NULL);
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Which Strategy?"),
                            _("Its priorities and actions become your authority’s own, to "
                              "change as you like. A strategy in force ends the day before."));

  for (guint i = 0; i < shipped->len; i++)
    {
      const WayCode *code = g_ptr_array_index (shipped, i);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), code->id, _(code->label));
    }
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), OWN, _("_Write Our Own"),
                                    "cancel", _("_Cancel"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- The page --- */

static void
way_strategy_page_refresh (WayPage *page)
{
  WayStrategyPage *self = WAY_STRATEGY_PAGE (page);
  g_autoptr(GError) error = NULL;
  WayStrategyView *view;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "strategy.take-up", can_change (self));
  if (!way_strategy_read (way_session_get_db (get_session (self)), NULL, get_today (self), &view,
                          &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  g_clear_pointer (&self->view, way_strategy_view_free);
  self->view = view;
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), view != NULL && can_change (self));
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), view != NULL && can_change (self));
  if (view == NULL)
    {
      if (!holds_records (self))
        g_object_set (self->empty_state, "button-label", NULL, "description",
                      _("The office’s last file told of none that is in force."), NULL);
      way_page_show_empty (page);
      return;
    }
  show_head (self);
  show_chart (self);
  show_parts (self);
  way_page_show_content (page);
}

static void
way_strategy_page_dispose (GObject *object)
{
  WayStrategyPage *self = WAY_STRATEGY_PAGE (object);

  g_clear_pointer (&self->view, way_strategy_view_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_STRATEGY_PAGE);

  G_OBJECT_CLASS (way_strategy_page_parent_class)->dispose (object);
}

static void
way_strategy_page_class_init (WayStrategyPageClass *klass)
{
  static const char *const steps[] = { "strategy.begin", "strategy.note", "strategy.done",
                                       "strategy.drop", "strategy.reopen", "strategy.change" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_strategy_page_dispose;
  page_class->refresh = way_strategy_page_refresh;
  page_class->create = way_strategy_page_create;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_install_action (widget_class, steps[i], "s", action_step);
  gtk_widget_class_install_action (widget_class, "strategy.comment", "s", comment_step);
  gtk_widget_class_install_action (widget_class, "strategy.take-up", NULL, take_up);
  gtk_widget_class_install_action (widget_class, "strategy.edit", NULL, edit_strategy);
  gtk_widget_class_install_action (widget_class, "strategy.state", NULL, add_statement);
  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/strategy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, empty_state);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, vision_label);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, chart_view);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyPage, parts_box);
}

static void
way_strategy_page_init (WayStrategyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
