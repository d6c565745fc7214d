/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of what is to be done; what it is was found by the service. */
#include "way-task-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"
#include "way-date-words.h"
#include "way-duty-acts.h"
#include "way-duty-dialog.h"
#include "way-pupil-words.h"
#include "way-source-button.h"

struct _WayTaskRow
{
  GtkListBoxRow  parent_instance;

  WaySeverity    severity;
  const char    *entity;
  WayId          id;
  const char    *page;
  WayDutyAct    *act;            /* of the duty, to be filled in; NULL: none */
  GMenuModel    *acts;           /* what can be recorded; NULL: nothing */
  const char    *step_kind;      /* of duty_act: what the step records; NULL: it opens */
  gboolean       considers;
  guint          weeks;          /* after which it is asked whether it has lasted; 0: not */

  /* Template children */
  GtkImage      *icon;
  GtkLabel      *who_label;
  GtkLabel      *what_label;
  GtkWidget     *due_box;
  GtkLabel      *due_label;
  GtkLabel      *day_label;
  GtkButton     *step_button;
  GtkMenuButton *more_button;
};

G_DEFINE_FINAL_TYPE (WayTaskRow, way_task_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  STEP,
  ACT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Words --- */

static const char *
place_of (const WayTask *task)
{
  return task->place != NULL ? task->place : _("the setting");
}

static char *
cap_words (const WayTask *task)
{
  g_autofree char *used = way_pupil_words_days (task->number);
  g_autofree char *most = way_pupil_words_number (way_code_get_int (task->rule, "limit", 0));

  /* Translators: “Suspended for 41 days this school year; 45 is the most”. */
  return g_strdup_printf (_("Suspended for %s this school year; %s is the most"), used, most);
}

static char *
duty_words (const WayTask *task)
{
  const char *rule = task->rule != NULL ? task->rule->id : "";

  if (strcmp (rule, "C01") == 0)
    return g_strdup (task->has_offer ? _("Day-6 education after exclusion. A place is offered")
                                     : _("Day-6 education after exclusion. No offer yet"));
  if (strcmp (rule, "C02") == 0)
    return g_strdup_printf (_("Day-6 education in suspension. %s to arrange"),
                            task->place != NULL ? task->place : _("The school"));
  if (strcmp (rule, "C12") == 0)
    return cap_words (task);
  if (strcmp (rule, "C13") == 0)
    return g_strdup (_("Taken off the roll before the school may"));
  if (strcmp (rule, "C19") == 0)
    return g_strdup_printf (_("Review at %s"), place_of (task));
  if (strcmp (rule, "C23") == 0)
    return g_strdup (_("School to be named under fair access"));
  if (strcmp (rule, "C24") == 0 && task->deciding)
    return g_strdup_printf (_("What comes after %s is to be decided"), place_of (task));
  if (strcmp (rule, "C24") == 0)
    return g_strdup_printf (ngettext ("Stay of %u week at %s ends", "Stay of %u weeks at %s ends",
                                      task->number), task->number, place_of (task));
  return g_strdup (task->rule != NULL ? _(task->rule->label) : "");
}

static char *
plan_words (const WayTask *task)
{
  if (task->deciding)
    return g_strdup_printf (_("Week %u at %s: what comes next is to be decided"), task->number,
                            place_of (task));
  return g_strdup_printf (_("Week %u at %s: the plan for what comes next is to be begun"),
                          task->number, place_of (task));
}

static char *
lasted_words (const WayTask *task)
{
  return g_strdup_printf (ngettext ("Has it lasted? %u week after %s",
                                    "Has it lasted? %u weeks after %s", task->number),
                          task->number, place_of (task));
}

static char *
assurance_words (const WayTask *task)
{
  const char *check = task->code != NULL ? _(task->code->label) : _("A check");

  if (task->number == 0)
    return g_strdup_printf (_("%s runs out"), check);
  return g_strdup_printf (ngettext ("%s runs out; %u pupil placed there",
                                    "%s runs out; %u pupils placed there", task->number),
                          check, task->number);
}

static char *
what_words (const WayTask *task)
{
  switch (task->kind)
    {
    case WAY_TASK_DUTY:
      return duty_words (task);
    case WAY_TASK_EXPLAIN:
      return g_strdup_printf (_("%s: met late. Nobody has said why"), _(task->rule->label));
    case WAY_TASK_CONSIDER:
      return g_strdup_printf (_("Without education. %s"), _(task->code->label));
    case WAY_TASK_LOOK_AGAIN:
      return g_strdup (_("Without education. To be looked at again"));
    case WAY_TASK_DECISION:
      return g_strdup (_("Referral waits for a decision"));
    case WAY_TASK_PANEL:
      return g_strdup (_("Referral waits for a panel"));
    case WAY_TASK_INFORMATION:
      return g_strdup (_("More was asked for, and has not come"));
    case WAY_TASK_WAITING:
      return g_strdup (_("A place is agreed, and none offered yet"));
    case WAY_TASK_OFFER:
      return g_strdup_printf (_("Offer at %s, not answered"), place_of (task));
    case WAY_TASK_START:
      return g_strdup_printf (_("Place at %s accepted, to be started"), place_of (task));
    case WAY_TASK_DRAFT:
      return g_strdup (_("Draft referral, not sent"));
    case WAY_TASK_OVERRUN:
      return g_strdup_printf (_("Past the expected last day at %s"), place_of (task));
    case WAY_TASK_PLAN:
      return plan_words (task);
    case WAY_TASK_LASTED:
      return lasted_words (task);
    case WAY_TASK_ASSURANCE:
      return assurance_words (task);
    case WAY_TASK_CONFLICT:
      return g_strdup_printf (ngettext ("Copies differ in %u thing", "Copies differ in %u things",
                                        task->number), task->number);
    case WAY_TASK_ACTION:
      return g_strdup (task->place != NULL ? task->place : "");
    case WAY_TASK_VISIT:
      return g_strdup_printf (_("Visit planned: %s"),
                              task->code != NULL ? _(task->code->label) : "–");
    case WAY_TASK_ENTRY:
    default:
      return g_strdup (_("Directory entry not looked over for long"));
    }
}

static const char *
step_words (WayTaskStep step)
{
  static const char *const words[] = {
    [WAY_TASK_STEP_FIND_PLACE] = N_("Find a Place"),
    [WAY_TASK_STEP_ASK_SCHOOL] = N_("Ask the School"),
    [WAY_TASK_STEP_RECORD_REVIEW] = N_("Record Review"),
    [WAY_TASK_STEP_NAME_SCHOOL] = N_("Name a School"),
    [WAY_TASK_STEP_PLAN_NEXT] = N_("Plan Next Step"),
    [WAY_TASK_STEP_END_PLACEMENT] = N_("End or Extend"),
    [WAY_TASK_STEP_DECIDE] = N_("Decide"),
    [WAY_TASK_STEP_BOOK_PANEL] = N_("Name a Panel"),
    [WAY_TASK_STEP_CHASE] = N_("Ask Again"),
    [WAY_TASK_STEP_OFFER] = N_("Offer a Place"),
    [WAY_TASK_STEP_ANSWER] = N_("Record Answer"),
    [WAY_TASK_STEP_PLACE] = N_("Start Placement"),
    [WAY_TASK_STEP_FINISH_DRAFT] = N_("Finish Draft"),
    [WAY_TASK_STEP_ASK_RENEWAL] = N_("Ask for Renewal"),
    [WAY_TASK_STEP_CHECK_ENTRY] = N_("Look It Over"),
    [WAY_TASK_STEP_COMPARE] = N_("Compare"),
    [WAY_TASK_STEP_RECORD_MET] = N_("Mark as Met"),
    [WAY_TASK_STEP_EXPLAIN] = N_("Say Why"),
    [WAY_TASK_STEP_CONSIDER] = N_("Consider Duty"),
    [WAY_TASK_STEP_RESTART] = N_("Restart"),
    [WAY_TASK_STEP_ASK_LASTED] = N_("Record Answer"),
    [WAY_TASK_STEP_CLOSE_ACTION] = N_("Close Action"),
    [WAY_TASK_STEP_VISIT] = N_("Open Visit"),
  };

  if ((guint) step < G_N_ELEMENTS (words) && words[step] != NULL)
    return _(words[step]);
  return C_("button", "Open");
}

static char *
who_words (const WayTask *task)
{
  if (task->year != NULL)
    return g_strdup_printf (_("%s, %s"), task->who, _(way_codes_label ("nc_year", task->year)));
  if (task->entity != NULL && *task->who == '\0')
    return g_strdup (_(task->entity->label));
  return g_strdup (task->who);
}

/* --- Where the step is taken --- */

static gboolean
point_at (WayTaskRow  *self,
          const char  *entity,
          const WayId *id)
{
  if (way_id_is_null (id))
    return FALSE;
  self->entity = entity;
  self->id = *id;
  return TRUE;
}

static void
find_record (WayTaskRow    *self,
             const WayTask *task)
{
  switch (task->step)
    {
    case WAY_TASK_STEP_RECORD_REVIEW:
    case WAY_TASK_STEP_PLAN_NEXT:
    case WAY_TASK_STEP_END_PLACEMENT:
      if (point_at (self, "placement", &task->placement))
        return;
      break;
    case WAY_TASK_STEP_ASK_RENEWAL:
    case WAY_TASK_STEP_CHECK_ENTRY:
      if (point_at (self, "establishment", &task->establishment))
        return;
      break;
    case WAY_TASK_STEP_COMPARE:
      self->page = "exchange";
      point_at (self, task->entity->name, &task->row);
      return;
    case WAY_TASK_STEP_CLOSE_ACTION:
    case WAY_TASK_STEP_VISIT:
      point_at (self, task->entity->name, &task->row);
      return;
    case WAY_TASK_STEP_CONSIDER:
      self->considers = TRUE;
      break;
    case WAY_TASK_STEP_ASK_LASTED:
      self->weeks = task->number;
      point_at (self, "placement", &task->placement);
      return;
    case WAY_TASK_STEP_RECORD_MET:
      self->step_kind = "met";
      break;
    case WAY_TASK_STEP_EXPLAIN:
      self->step_kind = "explained";
      break;
    case WAY_TASK_STEP_RESTART:
      self->step_kind = "restarted";
      break;
    case WAY_TASK_STEP_FIND_PLACE:
    case WAY_TASK_STEP_ASK_SCHOOL:
    case WAY_TASK_STEP_NAME_SCHOOL:
    case WAY_TASK_STEP_DECIDE:
    case WAY_TASK_STEP_BOOK_PANEL:
    case WAY_TASK_STEP_CHASE:
    case WAY_TASK_STEP_OFFER:
    case WAY_TASK_STEP_ANSWER:
    case WAY_TASK_STEP_PLACE:
    case WAY_TASK_STEP_FINISH_DRAFT:
    default:
      if (point_at (self, "referral", &task->referral))
        return;
      break;
    }
  if (!point_at (self, "pupil", &task->pupil))
    point_at (self, "establishment", &task->establishment);
}

/* --- What can be recorded --- */

static void
add_choice (GMenu      *menu,
            const char *kind)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (_(way_duty_dialog_label (kind)), NULL);

  g_menu_item_set_action_and_target (item, "task.act", "s", kind);
  g_menu_append_item (menu, item);
}

/* A menu takes as long to make as its row, and few are ever opened. */
static void
make_menu_cb (GtkMenuButton *button,
              gpointer       data)
{
  WayTaskRow *self = WAY_TASK_ROW (data);

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->acts);
}

static void
show_acts (WayTaskRow    *self,
           const WayTask *task,
           const GDate   *today)
{
  static const char *const kinds[] = { "met", "explained", "considered", "paused", "overridden",
                                       "restarted" };
  WayDutyFact duty = { .duty = { .state = task->state }, .count = -1 };
  GMenu *menu;

  if (task->started_by == NULL)
    {
      gtk_widget_hide (GTK_WIDGET (self->more_button));
      return;
    }
  if (!way_date_is_set (&task->due))
    duty.count = (int) task->number;
  self->act = way_duty_act_start (task->rule->id, task->started_by, &task->subject, &task->pupil,
                                  "met", today);
  menu = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (way_duty_act_can (&duty, kinds[i]))
      add_choice (menu, kinds[i]);
  self->acts = G_MENU_MODEL (menu);
  gtk_menu_button_set_create_popup_func (self->more_button, make_menu_cb, self, NULL);
}

static void
act_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  g_signal_emit (widget, signals[ACT], 0, g_variant_get_string (parameter, NULL));
}

/* --- The row --- */

static const char *
icon_of (const WayTask *task)
{
  if (task->severity == WAY_SEVERITY_BREACH)
    return "way-late-symbolic";
  if (task->severity == WAY_SEVERITY_DUE)
    return "way-due-symbolic";
  if (task->kind == WAY_TASK_CONFLICT)
    return "way-exchange-symbolic";
  if (task->kind == WAY_TASK_ENTRY || task->kind == WAY_TASK_ASSURANCE)
    return "way-directory-symbolic";
  if (task->kind == WAY_TASK_ACTION || task->kind == WAY_TASK_VISIT)
    return "way-visits-symbolic";
  if (task->kind == WAY_TASK_OVERRUN || task->kind == WAY_TASK_PLAN ||
      task->kind == WAY_TASK_LASTED)
    return "way-placements-symbolic";
  return "way-referrals-symbolic";
}

static void
show_due (WayTaskRow    *self,
          const WayTask *task,
          const GDate   *today)
{
  g_autofree char *near = NULL;
  g_autofree char *day = NULL;
  g_autofree char *exact = NULL;

  if (!way_date_is_set (&task->due))
    return;
  near = way_date_words_due (&task->due, today, task->days);
  day = way_date_words_day (&task->due, today);
  exact = way_date_compare (&task->due, today) < 0 ? g_strdup_printf (_("was due %s"), day)
                                                   : g_strdup (day);
  gtk_label_set_label (self->due_label,
                       task->severity == WAY_SEVERITY_PAUSED ? _("Paused") : near);
  gtk_label_set_label (self->day_label, exact);
}

static void
step_clicked_cb (WayTaskRow *self)
{
  g_signal_emit (self, signals[STEP], 0);
}

static void
way_task_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TASK_ROW);

  G_OBJECT_CLASS (way_task_row_parent_class)->dispose (object);
}

static void
way_task_row_finalize (GObject *object)
{
  way_duty_act_free (WAY_TASK_ROW (object)->act);
  g_clear_object (&WAY_TASK_ROW (object)->acts);

  G_OBJECT_CLASS (way_task_row_parent_class)->finalize (object);
}

static void
way_task_row_class_init (WayTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_task_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_task_row_finalize;
  signals[STEP] = g_signal_new ("step", WAY_TYPE_TASK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[ACT] = g_signal_new ("act", WAY_TYPE_TASK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "task.act", "s", act_action);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/waymark/Waymark/ui/task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, who_label);
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, what_label);
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, due_box);
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, due_label);
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, day_label);
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, step_button);
  gtk_widget_class_bind_template_child (widget_class, WayTaskRow, more_button);
  gtk_widget_class_bind_template_callback (widget_class, step_clicked_cb);
}

static void
way_task_row_init (WayTaskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_task_row_new (const WayTask *task,
                  const GDate   *today,
                  GtkSizeGroup  *due_column,
                  GtkSizeGroup  *step_column)
{
  static const char *const classes[WAY_N_SEVERITIES] = { "red", "amber" };
  WayTaskRow *self = g_object_new (WAY_TYPE_TASK_ROW, NULL);
  g_autofree char *who = who_words (task);
  g_autofree char *what = what_words (task);
  g_autofree char *label = g_strdup_printf ("%s. %s", who, what);

  self->severity = task->severity;
  find_record (self, task);
  gtk_label_set_label (self->who_label, who);
  gtk_label_set_label (self->what_label, what);
  gtk_image_set_from_icon_name (self->icon, icon_of (task));
  if (classes[task->severity] != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), classes[task->severity]);
      gtk_widget_add_css_class (GTK_WIDGET (self->due_label), classes[task->severity]);
      gtk_widget_add_css_class (GTK_WIDGET (self->due_label), "heading");
    }
  show_due (self, task, today);
  show_acts (self, task, today);
  if (task->rule != NULL)
    way_source_describe (GTK_WIDGET (self), _(task->rule->label), task->rule->source);
  gtk_button_set_label (self->step_button, step_words (task->step));
  gtk_size_group_add_widget (due_column, self->due_box);
  gtk_size_group_add_widget (step_column, GTK_WIDGET (self->step_button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

WaySeverity
way_task_row_get_severity (WayTaskRow *self)
{
  return self->severity;
}

const char *
way_task_row_get_entity (WayTaskRow *self)
{
  return self->entity;
}

const WayId *
way_task_row_get_id (WayTaskRow *self)
{
  return &self->id;
}

const char *
way_task_row_get_page (WayTaskRow *self)
{
  return self->page;
}

const char *
way_task_row_get_step_kind (WayTaskRow *self)
{
  return self->step_kind;
}

gboolean
way_task_row_considers (WayTaskRow *self)
{
  return self->considers;
}

guint
way_task_row_get_weeks (WayTaskRow *self)
{
  return self->weeks;
}

WayDutyAct *
way_task_row_start_act (WayTaskRow *self,
                        const char *kind)
{
  WayDutyAct *act;

  g_return_val_if_fail (self->act != NULL, NULL);

  act = way_duty_act_copy (self->act);
  g_free (act->kind);
  act->kind = g_strdup (kind);
  return act;
}

void
way_task_row_set_suggested (WayTaskRow *self,
                            gboolean    suggested)
{
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->step_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->step_button), "suggested-action");
}
