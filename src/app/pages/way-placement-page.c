/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a placement. */
#include "way-placement-page.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-children.h"
#include "way-columns.h"
#include "way-date-words.h"
#include "way-day-strip.h"
#include "way-due-label.h"
#include "way-duties.h"
#include "way-error-text.h"
#include "way-fact-grid.h"
#include "way-field-words.h"
#include "way-letter-list.h"
#include "way-placement-acts.h"
#include "way-source-button.h"
#include "way-stay-dialogs.h"
#include "way-stay-view.h"
#include "way-week-grid.h"

struct _WayPlacementPage
{
  WayPage       parent_instance;

  WayId         id;
  WayPlacement *placement;   /* as it was last read */

  /* Template children */
  AdwAvatar    *avatar;
  GtkLabel     *name_label;
  GtkLabel     *who_label;
  GtkLabel     *stage_label;
  GtkButton    *next_button;
  GtkListBox   *duties;
  GtkLabel     *week_label;
  WayWeekGrid  *week;
  WayFactGrid  *facts;
  GtkListBox   *money;
  GtkListBox   *plan;
  WayLetterList *letters;
  GtkListBox   *targets;
  GtkListBox   *reviews;
  GtkListBox   *lasted;
};

G_DEFINE_FINAL_TYPE (WayPlacementPage, way_placement_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayPlacementPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_today (WayPlacementPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

static gboolean
has_ended (WayPlacementPage *self)
{
  return way_date_is_set (&self->placement->end);
}

/* --- The head --- */

static char *
say_stage (WayPlacementPage *self)
{
  const WayPlacement *placement = self->placement;
  g_autofree char *start = way_date_words_day (&placement->start, get_today (self));
  g_autofree char *end = NULL;

  if (has_ended (self))
    {
      end = way_date_words_day (&placement->end, get_today (self));
      return g_strdup_printf (_("From %s to %s"), start, end);
    }
  if (way_date_compare (&placement->start, get_today (self)) > 0)
    return g_strdup_printf (_("Begins %s"), start);
  if (!way_date_is_set (&placement->expected_end))
    return g_strdup_printf (_("Since %s, no end is set"), start);
  end = way_date_words_day (&placement->expected_end, get_today (self));
  return g_strdup_printf (_("Since %s, until %s"), start, end);
}

static void
fill_head (WayPlacementPage *self)
{
  g_autoptr(WayPupil) pupil = way_records_get (get_db (self), &way_pupil_entity,
                                               &self->placement->pupil, NULL);
  g_autofree char *name = pupil != NULL ? way_record_title (&way_pupil_entity, pupil)
                                        : g_strdup ("");
  g_autofree char *place = way_act_provision_title (get_db (self), &self->placement->provision,
                                                    NULL);
  g_autofree char *stage = say_stage (self);
  g_autofree char *who = NULL;

  who = pupil != NULL && pupil->year != NULL
          ? g_strdup_printf ("%s · %s", _(way_codes_label ("nc_year", pupil->year)),
                             place != NULL ? place : "")
          : g_strdup (place);
  way_page_set_title (WAY_PAGE (self), _("Placement"));
  way_page_set_subtitle (WAY_PAGE (self), name);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->who_label, who != NULL ? who : "");
  gtk_label_set_label (self->stage_label, stage);
  gtk_button_set_label (self->next_button, _(way_placement_act_label (WAY_PLACEMENT_ACT_REVIEW)));
}

/* --- What is due --- */

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GtkWidget *
make_why (WayPlacementPage  *self,
          WayFacts          *facts,
          const WayDutyFact *duty,
          const WayClock    *clock)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *strip = way_day_strip_new ();

  way_day_strip_set_clock (WAY_DAY_STRIP (strip), clock, get_today (self));
  way_day_strip_set_what_if (WAY_DAY_STRIP (strip), way_page_get_session (WAY_PAGE (self)),
                             way_what_if_of_duty (facts, duty));
  gtk_popover_set_child (GTK_POPOVER (popover), strip);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Why?"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
add_duty (WayPlacementPage  *self,
          WayFacts          *facts,
          const WayDutyFact *duty)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *due = way_due_label_new ();
  g_autoptr(WayClock) clock = way_duty_why (facts, duty, NULL);
  g_autofree char *day = way_date_words_day (&duty->due, get_today (self));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(duty->rule->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), day);
  way_due_label_set (WAY_DUE_LABEL (due), &duty->duty, &duty->due, get_today (self));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), due);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), way_source_button_new (duty->rule));
  if (clock != NULL && clock->steps->len > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_why (self, facts, duty, clock));
  gtk_list_box_append (self->duties, row);
}

static void
fill_duties (WayPlacementPage *self)
{
  g_autoptr(WayFacts) facts = way_facts_new (get_db (self), NULL);
  WayDutiesFilter filter = { .pupil = self->placement->pupil };
  g_autoptr(GPtrArray) duties = NULL;

  clear_list (self->duties);
  if (facts != NULL)
    duties = way_duties_list (facts, get_today (self), &filter, NULL);
  for (guint i = 0; duties != NULL && i < duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (duties, i);

      if (way_id_equal (&duty->placement, &self->id))
        add_duty (self, facts, duty);
    }
  if (gtk_list_box_get_row_at_index (self->duties, 0) == NULL)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Nothing is due"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                   has_ended (self) ? _("The placement has ended")
                                                    : _("Reviews begin with the first day"));
      gtk_list_box_append (self->duties, row);
    }
}

/* --- The week, facts, money, plan --- */

/* As many half days as the week has leave no doubt which. */
static gboolean
is_full_time (const WayPlacement *placement)
{
  g_autoptr(GPtrArray) slots = way_codes_list ("session_slot", NULL);

  return placement->sessions == (gint64) slots->len;
}

static void
fill_week (WayPlacementPage *self)
{
  const WayPlacement *placement = self->placement;
  g_autofree char *text = NULL;

  if (placement->sessions == WAY_INTEGER_NONE)
    text = g_strdup (_("The week is not said"));
  else if (is_full_time (placement))
    text = g_strdup (_("Full time, every half day of the week"));
  else if (placement->timetable == NULL)
    text = g_strdup_printf (ngettext ("%d half day a week, not said which",
                                      "%d half days a week, not said which",
                                      (gulong) placement->sessions), (int) placement->sessions);
  else
    text = g_strdup_printf (ngettext ("%d half day a week", "%d half days a week",
                                      (gulong) placement->sessions), (int) placement->sessions);
  gtk_label_set_label (self->week_label, text);
  if (placement->timetable == NULL && is_full_time (placement))
    way_week_grid_fill (self->week);
  else
    way_week_grid_set_codes (self->week, placement->timetable);
}

static void
add_fact (WayPlacementPage *self,
          const char       *field_name)
{
  const WayField *field = way_entity_field (&way_placement_entity, field_name);
  g_autofree char *words = way_field_words_get (field, self->placement, get_db (self));

  way_fact_grid_add (self->facts, _(field->label), words, NULL);
}

static void
fill_facts (WayPlacementPage *self)
{
  static const char *const running[] = { "start", "expected_end", "reviewed", "route",
                                         "registration", "commissioner" };
  static const char *const ended[] = { "start", "end", "destination", "route", "registration",
                                       "commissioner" };

  way_fact_grid_clear (self->facts);
  for (guint i = 0; i < G_N_ELEMENTS (running); i++)
    add_fact (self, has_ended (self) ? ended[i] : running[i]);
}

static void
add_line (WayPlacementPage     *self,
          const WayFundingLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *rate = way_field_words_money (line->rate);
  g_autofree char *from = way_date_is_set (&line->from)
                            ? way_date_words_short (&line->from) : g_strdup (_("the start"));
  g_autofree char *to = way_date_is_set (&line->to) ? way_date_words_short (&line->to) : NULL;
  g_autofree char *when = to != NULL ? g_strdup_printf (_("From %s to %s"), from, to)
                                     : g_strdup_printf (_("From %s"), from);
  g_autofree char *amount =
    g_strdup_printf ("%s · %s", rate,
                     line->basis != NULL ? _(way_codes_label ("funding_basis", line->basis)) : "");
  g_autofree char *title =
    g_strdup_printf (_("%s: %s"),
                     line->element != NULL ? _(way_codes_label ("funding_element", line->element))
                                           : _("Other"),
                     line->payer != NULL ? _(way_codes_label ("payer", line->payer))
                                         : _("not said who"));
  GtkWidget *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->money, row);
}

static gboolean
fill_money (WayPlacementPage *self,
            GError          **error)
{
  g_autoptr(GPtrArray) lines = way_records_of (get_db (self), &way_funding_line_entity,
                                               "placement", &self->id, error);

  if (lines == NULL)
    return FALSE;
  clear_list (self->money);
  for (guint i = 0; i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i));
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->money)), lines->len > 0);
  return TRUE;
}

static void
fill_plan (WayPlacementPage *self)
{
  static const char *const fields[] = { "exit_plan", "end_reason" };

  clear_list (self->plan);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const WayField *field = way_entity_field (&way_placement_entity, fields[i]);
      g_autofree char *words = way_field_words_get (field, self->placement, get_db (self));
      GtkWidget *row;

      if (*words == '\0')
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      gtk_list_box_append (self->plan, row);
    }
}

/* --- The stay --- */

static gboolean
is_writable (WayPlacementPage *self)
{
  return !way_session_is_read_only (way_page_get_session (WAY_PAGE (self)));
}

static gboolean
fill_stay (WayPlacementPage  *self,
           GError           **error)
{
  const GDate *today = get_today (self);
  g_autoptr(WayFacts) facts = way_facts_new (get_db (self), error);
  g_autoptr(WayStay) stay = facts != NULL
                              ? way_stay_load (facts, self->placement, today, error) : NULL;

  if (stay == NULL)
    return FALSE;
  clear_list (self->targets);
  clear_list (self->reviews);
  clear_list (self->lasted);
  way_stay_view_add_prompts (self->duties, stay, self->placement->exit_plan != NULL,
                             has_ended (self), today);
  way_stay_view_fill_targets (self->targets, stay, today);
  way_stay_view_fill_reviews (self->reviews, stay, today);
  way_stay_view_add_steps (self->plan, stay, is_writable (self), today);
  way_stay_view_fill_lasted (self->lasted, stay, is_writable (self), today);
  if (gtk_list_box_get_row_at_index (self->plan, 0) == NULL)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("No plan yet"));
      gtk_list_box_append (self->plan, row);
    }
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->lasted)),
                          stay->sustained->len > 0);
  return TRUE;
}

/* --- Steps --- */

static void
ask_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  WayPlacementPage *self = WAY_PLACEMENT_PAGE (widget);

  for (guint i = 0; self->placement != NULL && i < WAY_N_STAY_ASKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("placement.ask-%u", i);

      if (g_str_equal (name, action_name))
        way_stay_dialog_open (WAY_PAGE (self), self->placement, (WayStayAsk) i, 0);
    }
}

static void
lasted_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayPlacementPage *self = WAY_PLACEMENT_PAGE (widget);

  if (self->placement != NULL)
    way_stay_dialog_open (WAY_PAGE (self), self->placement, WAY_STAY_ASK_LASTED,
                          g_variant_get_uint32 (parameter));
}

static void
step_done_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WayPlacementPage *self = WAY_PLACEMENT_PAGE (widget);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (WAY_PAGE (self)), &who);
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  const char *text;
  gboolean done;
  GDate day;
  WayId id;

  g_variant_get (parameter, "(&sb)", &text, &done);
  day = done ? *get_today (self) : way_date_none ();
  if (!way_id_parse (text, &id))
    return;
  if (way_plan_step_do (&act, &id, &day, &error))
    {
      way_page_toast (WAY_PAGE (self), done ? _("Step done") : _("Step open again"), TRUE);
      return;
    }
  problem = way_error_text (error);
  way_page_toast (WAY_PAGE (self), problem, FALSE);
}

static void
act_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  WayPlacementPage *self = WAY_PLACEMENT_PAGE (widget);

  for (guint i = 0; self->placement != NULL && i < WAY_N_PLACEMENT_ACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("placement.act-%u", i);

      if (g_str_equal (name, action_name))
        way_placement_act_run (WAY_PAGE (self), self->placement, i);
    }
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayPlacementPage *self = WAY_PLACEMENT_PAGE (widget);
  gboolean pupil = g_str_equal (action_name, "placement.pupil");

  if (self->placement != NULL)
    way_page_open_record (WAY_PAGE (self), pupil ? "pupil" : "referral",
                          pupil ? &self->placement->pupil : &self->placement->referral);
}

static void
next_clicked_cb (WayPlacementPage *self)
{
  way_placement_act_run (WAY_PAGE (self), self->placement, WAY_PLACEMENT_ACT_REVIEW);
}

static void
update_actions (WayPlacementPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean writable = is_writable (self);
  gboolean begun = way_date_compare (&self->placement->start, get_today (self)) <= 0;

  gtk_widget_set_visible (GTK_WIDGET (self->next_button), writable && begun && !has_ended (self));
  for (guint i = 0; i < WAY_N_PLACEMENT_ACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("placement.act-%u", i);
      gboolean allowed = i == WAY_PLACEMENT_ACT_CHANGE || !has_ended (self);

      gtk_widget_action_set_enabled (widget, name, writable && allowed);
    }
  for (guint i = 0; i < WAY_N_STAY_ASKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("placement.ask-%u", i);

      gtk_widget_action_set_enabled (widget, name, writable && !has_ended (self) &&
                                                     (i != WAY_STAY_ASK_BEGIN || begun));
    }
  gtk_widget_action_set_enabled (widget, "placement.referral",
                                 !way_id_is_null (&self->placement->referral));
}

/* --- The page --- */

static void
way_placement_page_set_record (WayPage     *page,
                               const char  *entity,
                               const WayId *id)
{
  WAY_PLACEMENT_PAGE (page)->id = *id;
}

static void
way_placement_page_refresh (WayPage *page)
{
  WayPlacementPage *self = WAY_PLACEMENT_PAGE (page);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->placement, way_placement_free);
  self->placement = way_records_get (get_db (self), &way_placement_entity, &self->id, &error);
  if (self->placement == NULL && error == NULL)
    {
      way_page_show_empty (page);
      return;
    }
  if (self->placement == NULL || !fill_money (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }

  fill_head (self);
  fill_duties (self);
  fill_week (self);
  fill_facts (self);
  fill_plan (self);
  way_letter_list_show (self->letters, page, "placement", &self->id);
  if (!fill_stay (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  update_actions (self);
  way_page_show_content (page);
}

static void
way_placement_page_dispose (GObject *object)
{
  g_clear_pointer (&WAY_PLACEMENT_PAGE (object)->placement, way_placement_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLACEMENT_PAGE);

  G_OBJECT_CLASS (way_placement_page_parent_class)->dispose (object);
}

static void
way_placement_page_class_init (WayPlacementPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_placement_page_dispose;
  page_class->refresh = way_placement_page_refresh;
  page_class->set_record = way_placement_page_set_record;

  for (guint i = 0; i < WAY_N_PLACEMENT_ACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("placement.act-%u", i);

      gtk_widget_class_install_action (widget_class, name, NULL, act_action);
    }
  for (guint i = 0; i < WAY_N_STAY_ASKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("placement.ask-%u", i);

      gtk_widget_class_install_action (widget_class, name, NULL, ask_action);
    }
  gtk_widget_class_install_action (widget_class, "placement.lasted", "u", lasted_action);
  gtk_widget_class_install_action (widget_class, "placement.step-done", "(sb)", step_done_action);
  gtk_widget_class_install_action (widget_class, "placement.pupil", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "placement.referral", NULL, open_action);

  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_FACT_GRID);
  g_type_ensure (WAY_TYPE_LETTER_LIST);
  g_type_ensure (WAY_TYPE_WEEK_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/placement-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, who_label);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, stage_label);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, duties);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, week_label);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, week);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, facts);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, money);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, plan);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, letters);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, targets);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, reviews);
  gtk_widget_class_bind_template_child (widget_class, WayPlacementPage, lasted);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
way_placement_page_init (WayPlacementPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
