/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a referral.  Which steps there are comes from its stage; the steps
 * themselves are in dialogs/way-referral-acts.c. */
#include "way-referral-page.h"

#include <glib/gi18n.h>

#include "way-children.h"
#include "way-date-words.h"
#include "way-day-strip.h"
#include "way-due-label.h"
#include "way-duties.h"
#include "way-error-text.h"
#include "way-fact-grid.h"
#include "way-field-words.h"
#include "way-letter-list.h"
#include "way-list-rows.h"
#include "way-medical-act.h"
#include "way-medical-flow.h"
#include "way-pathway.h"
#include "way-print.h"
#include "way-queue-acts.h"
#include "way-referral-acts.h"
#include "way-referral-form-page.h"
#include "way-referral-print.h"
#include "way-source-button.h"
#include "way-step-bar.h"

struct _WayReferralPage
{
  WayPage          parent_instance;

  WayId            id;
  WayReferralCase *referral;   /* as it was last read */

  /* Template children */
  AdwAvatar       *avatar;
  GtkLabel        *name_label;
  GtkLabel        *who_label;
  GtkLabel        *stage_label;
  GtkButton       *next_button;
  WayStepBar      *steps;
  GtkWidget       *duty_card;
  WayDueLabel     *due_label;
  GtkLabel        *rule_label;
  WaySourceButton *rule_source;
  WayDayStrip     *day_strip;
  WayFactGrid     *facts;
  GtkListBox      *story;
  WayLetterList   *letters;
  GtkListBox      *answers;
};

G_DEFINE_FINAL_TYPE (WayReferralPage, way_referral_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayReferralPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_today (WayReferralPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

/* --- The head --- */

static char *
say_who (WayReferralPage *self,
         const WayPupil  *pupil)
{
  const WayReferral *referral = self->referral->referral;
  g_autofree char *referrer = way_field_words_record (way_entity_by_name ("establishment"),
                                                      &referral->referrer, get_db (self));
  g_autoptr(GString) text = g_string_new (NULL);

  if (pupil != NULL && pupil->year != NULL)
    g_string_append (text, _(way_codes_label ("nc_year", pupil->year)));
  if (referral->route != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            _(way_codes_label ("route", referral->route)));
  if (*referrer != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", referrer);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_stage (WayReferralPage *self)
{
  const WayReferralCase *referral = self->referral;
  const char *stage = _(way_codes_label ("referral_stage", referral->stage.stage));
  g_autofree char *day = NULL;

  if (!way_date_is_set (&referral->referral->received))
    return g_strdup (stage);
  day = way_date_words_day (&referral->referral->received, get_today (self));
  /* Translators: where a referral stands, and since when it is here. */
  return g_strdup_printf (_("%s · received %s"), stage, day);
}

/* How far it has come, as far as a referral goes straight. */
static void
fill_steps (WayReferralPage *self)
{
  static const char *const stages[] = { "received", "panel", "offered", "placed" };
  const char *names[G_N_ELEMENTS (stages) + 1] = { NULL };
  const char *stage = self->referral->stage.stage;
  guint64 lit = 0;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      names[i] = _(way_codes_label ("referral_stage", stages[i]));
      if (g_str_equal (stage, stages[i]))
        lit = (G_GUINT64_CONSTANT (2) << i) - 1;
    }
  if (g_str_equal (stage, "needs_information"))
    lit = 1;
  way_step_bar_set_steps (self->steps, names, lit);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), !g_str_equal (stage, "closed"));
}

static void
fill_next (WayReferralPage *self)
{
  WayReferralAct act;
  const char *next = self->referral->stage.next_step;
  const char *label = NULL;

  if (g_str_equal (next, "send"))
    label = _("_Go On Writing");
  else if (g_str_equal (next, "chase"))
    label = _("_Send It Again");
  else if (way_referral_act_of_step (next, &act))
    label = _(way_referral_act_label (act));
  else if (g_str_equal (next, "open_placement"))
    label = _("_Open the Placement");
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->next_button, label);
}

static void
fill_head (WayReferralPage *self)
{
  g_autoptr(WayPupil) pupil = way_records_get (get_db (self), &way_pupil_entity,
                                               &self->referral->referral->pupil, NULL);
  g_autofree char *name = pupil != NULL ? way_record_title (&way_pupil_entity, pupil)
                                        : g_strdup (_("No child yet"));
  g_autofree char *who = say_who (self, pupil);
  g_autofree char *stage = say_stage (self);

  way_page_set_title (WAY_PAGE (self), _("Referral"));
  way_page_set_subtitle (WAY_PAGE (self), name);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->who_label, who);
  gtk_label_set_label (self->stage_label, stage);
}

/* --- The duty --- */

static const WayDutyFact *
find_duty (WayReferralPage *self,
           GPtrArray       *duties)
{
  for (guint i = 0; i < duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (duties, i);

      if (way_id_equal (&duty->referral, &self->id) && way_duty_is_live (duty->duty.state))
        return duty;
    }
  return NULL;
}

static void
fill_duty (WayReferralPage *self)
{
  g_autoptr(WayFacts) facts = way_facts_new (get_db (self), NULL);
  WayDutiesFilter filter = { .pupil = self->referral->referral->pupil };
  g_autoptr(GPtrArray) duties = NULL;
  g_autoptr(WayClock) clock = NULL;
  const WayDutyFact *duty;

  gtk_widget_set_visible (self->duty_card, FALSE);
  if (facts == NULL || way_id_is_null (&filter.pupil))
    return;
  duties = way_duties_list (facts, get_today (self), &filter, NULL);
  duty = duties != NULL ? find_duty (self, duties) : NULL;
  clock = duty != NULL ? way_duty_why (facts, duty, NULL) : NULL;
  if (clock == NULL)
    return;

  way_due_label_set (self->due_label, &duty->duty, &duty->due, get_today (self));
  gtk_label_set_label (self->rule_label, _(duty->rule->label));
  way_source_button_set_rule (self->rule_source, duty->rule);
  way_day_strip_set_clock (self->day_strip, clock, get_today (self));
  way_day_strip_set_what_if (self->day_strip, way_page_get_session (WAY_PAGE (self)),
                             way_what_if_of_duty (facts, duty));
  gtk_widget_set_visible (self->duty_card, TRUE);
}

/* --- Facts and answers --- */

static void
add_fact (WayReferralPage *self,
          const char      *field_name,
          const char      *note)
{
  const WayField *field = way_entity_field (&way_referral_entity, field_name);
  g_autofree char *words = way_field_words_get (field, self->referral->referral, get_db (self));

  way_fact_grid_add (self->facts, _(field->label), words, note);
}

static void
fill_facts (WayReferralPage *self)
{
  const WayReferral *referral = self->referral->referral;
  g_autofree char *stay = NULL;

  way_fact_grid_clear (self->facts);
  add_fact (self, "commissioner", NULL);
  add_fact (self, "place_payer", NULL);
  add_fact (self, "top_up_payer", referral->payer_reason);
  add_fact (self, "registration", NULL);
  add_fact (self, "wanted", NULL);
  if (referral->weeks != WAY_INTEGER_NONE)
    stay = g_strdup_printf (ngettext ("for %d week", "for %d weeks", (gulong) referral->weeks),
                            (int) referral->weeks);
  add_fact (self, "sessions", stay);
  add_fact (self, "panel", NULL);
  add_fact (self, "referrer_name", referral->referrer_role);
}

static void
fill_answers (WayReferralPage *self)
{
  static const char *const fields[] = { "reasons", "outcomes", "tried", "risk", "health",
                                        "child_view", "parent_view", "consent" };

  way_list_rows_clear (self->answers);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const WayField *field = way_entity_field (&way_referral_entity, fields[i]);
      g_autofree char *words = way_field_words_get (field, self->referral->referral,
                                                    get_db (self));

      if (*words != '\0')
        way_list_rows_add (self->answers, NULL, _(field->label), words, NULL);
    }
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->answers)),
                          gtk_list_box_get_row_at_index (self->answers, 0) != NULL);
}

/* --- What happened --- */

typedef struct
{
  GDate       day;
  guint       order;      /* of what happened on one day */
  const char *icon_name;
  char       *title;
  char       *text;
} Event;

static void
event_clear (Event *event)
{
  g_free (event->title);
  g_free (event->text);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *one = a;
  const Event *other = b;
  int order = way_date_compare (&other->day, &one->day);

  return order != 0 ? order : (int) other->order - (int) one->order;
}

/* Takes title and text over. */
static void
add_event (GArray      *events,
           const GDate *day,
           const char  *icon_name,
           char        *title,
           char        *text)
{
  Event event = { *day, events->len, icon_name, title, text };

  if (way_date_is_set (day))
    g_array_append_val (events, event);
  else
    event_clear (&event);
}

static char *
provision_title (WayReferralPage *self,
                 const WayId     *provision)
{
  return way_field_words_record (way_entity_by_name ("provision"), provision, get_db (self));
}

static void
add_decision (WayReferralPage   *self,
              GArray            *events,
              const WayDecision *decision)
{
  const WayField *asked = way_entity_field (&way_decision_entity, "asked");
  const char *label = _(way_codes_label ("decision", decision->outcome));
  g_autofree char *sections = way_field_words_get (asked, decision, get_db (self));
  g_autofree char *place = provision_title (self, &decision->provision);
  const char *what = *sections != '\0' ? sections : place;
  const char *text = decision->reasons != NULL ? decision->reasons : decision->conditions;

  add_event (events, &decision->date, "way-visits-symbolic",
             *what != '\0' ? g_strdup_printf ("%s: %s", label, what) : g_strdup (label),
             text != NULL ? g_strdup (text) : g_strdup (decision->made_by));
  add_event (events, &decision->answered, "way-referrals-symbolic",
             g_strdup (_("What was asked for came")), NULL);
}

static void
add_offer (WayReferralPage *self,
           GArray          *events,
           const WayOffer  *offer)
{
  g_autofree char *place = provision_title (self, &offer->provision);
  g_autofree char *first = way_date_is_set (&offer->start)
                             ? way_date_words_day (&offer->start, get_today (self)) : NULL;

  add_event (events, &offer->made, "way-places-symbolic",
             g_strdup_printf (_("A place was offered: %s"), place),
             first != NULL ? g_strdup_printf (_("From %s"), first) : NULL);
  if (offer->response != NULL && !g_str_equal (offer->response, "pending"))
    add_event (events, &offer->responded, "way-done-symbolic",
               g_strdup_printf ("%s: %s", _(way_codes_label ("offer_response", offer->response)),
                                place),
               g_strdup (offer->reason));
}

static void
add_steps (WayReferralPage *self,
           GArray          *events)
{
  g_autoptr(GPtrArray) steps = way_medical_steps (get_db (self), &self->id, NULL);

  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      const WayPathwayStep *step = g_ptr_array_index (steps, i);

      add_event (events, &step->date, "way-visits-symbolic",
                 g_strdup_printf (_("Medical pathway: %s"),
                                  _(way_codes_label ("medical_state", step->state))),
                 step->mode != NULL ? g_strdup (_(way_codes_label ("medical_mode", step->mode)))
                                    : g_strdup (step->evidence));
    }
}

static void
add_waits (WayReferralPage *self,
           GArray          *events)
{
  g_autoptr(GPtrArray) waits = way_queue_of_referral (get_db (self), &self->id, NULL);

  for (guint i = 0; waits != NULL && i < waits->len; i++)
    {
      const WayQueueEntry *entry = g_ptr_array_index (waits, i);
      g_autofree char *place = provision_title (self, &entry->provision);

      add_event (events, &entry->since, "way-queue-symbolic",
                 g_strdup_printf (_("In the queue: %s"), place),
                 g_strdup (_(way_codes_label ("queue_order", entry->order_reason))));
    }
}

static void
fill_story (WayReferralPage *self)
{
  const WayReferralCase *referral = self->referral;
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));

  g_array_set_clear_func (events, (GDestroyNotify) event_clear);
  add_event (events, &referral->referral->received, "way-referrals-symbolic",
             g_strdup (_("The referral came")), NULL);
  add_event (events, &referral->referral->acknowledged, "way-done-symbolic",
             g_strdup (_("Receipt was confirmed")), NULL);
  add_event (events, &referral->referral->panel, "way-today-symbolic", g_strdup (_("Panel")), NULL);
  for (guint i = 0; i < referral->decisions->len; i++)
    add_decision (self, events, g_ptr_array_index (referral->decisions, i));
  for (guint i = 0; i < referral->offers->len; i++)
    add_offer (self, events, g_ptr_array_index (referral->offers, i));
  add_waits (self, events);
  add_steps (self, events);
  for (guint i = 0; i < referral->placements->len; i++)
    {
      const WayPlacement *placement = g_ptr_array_index (referral->placements, i);
      g_autofree char *place = provision_title (self, &placement->provision);

      add_event (events, &placement->start, "way-placements-symbolic",
                 g_strdup_printf (_("First day at %s"), place), NULL);
    }
  if (referral->placements->len == 0)
    add_event (events, &referral->referral->closed, "way-none-symbolic", g_strdup (_("Closed")),
               referral->referral->close_reason != NULL
                 ? g_strdup (_(way_codes_label ("close_reason", referral->referral->close_reason)))
                 : NULL);

  g_array_sort (events, compare_events);
  way_list_rows_clear (self->story);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);
      g_autofree char *day = way_date_words_day (&event->day, get_today (self));

      way_list_rows_add (self->story, event->icon_name, event->title, event->text, day);
    }
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->story)), events->len > 0);
}

/* --- Steps --- */

static void
act_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  WayReferralPage *self = WAY_REFERRAL_PAGE (widget);

  for (guint i = 0; self->referral != NULL && i < WAY_N_REFERRAL_ACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("referral.act-%u", i);

      if (g_str_equal (name, action_name))
        way_referral_act_run (WAY_PAGE (self), self->referral, i);
    }
}

static void
open_placement (WayReferralPage *self)
{
  const WayPlacement *placement;

  if (self->referral->placements->len == 0)
    return;
  placement = g_ptr_array_index (self->referral->placements, 0);
  way_page_open_record (WAY_PAGE (self), "placement", &placement->id);
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  way_referral_form_page_open (WAY_PAGE (widget), &WAY_REFERRAL_PAGE (widget)->id, NULL);
}

static void
pupil_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayReferralPage *self = WAY_REFERRAL_PAGE (widget);

  if (self->referral != NULL)
    way_page_open_record (WAY_PAGE (self), "pupil", &self->referral->referral->pupil);
}

/* The form as it stands in the file; NULL where it cannot be read, and that is
 * said. */
static WaySheet *
make_sheet (WayReferralPage *self)
{
  g_autoptr(GError) error = NULL;
  WaySheet *sheet = way_referral_print_new_for (way_page_get_session (WAY_PAGE (self)), &self->id,
                                                &error);

  if (sheet == NULL)
    {
      g_autofree char *text = way_error_text (error);

      way_page_toast (WAY_PAGE (self), text, FALSE);
    }
  return sheet;
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  WaySheet *sheet = make_sheet (WAY_REFERRAL_PAGE (widget));

  if (sheet != NULL)
    way_referral_print_save (widget, sheet);
}

static void
way_referral_page_print (WayPage *page)
{
  WaySheet *sheet = make_sheet (WAY_REFERRAL_PAGE (page));

  if (sheet != NULL)
    way_print_sheet (GTK_WIDGET (page), sheet);
}

static void
queue_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayReferralPage *self = WAY_REFERRAL_PAGE (widget);

  if (self->referral != NULL)
    way_queue_act_join (WAY_PAGE (self), self->referral);
}

static void
medical_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  way_medical_act_move (WAY_PAGE (widget), &WAY_REFERRAL_PAGE (widget)->id);
}

static void
next_clicked_cb (WayReferralPage *self)
{
  const char *next = self->referral->stage.next_step;
  WayReferralAct act;

  if (g_str_equal (next, "send"))
    gtk_widget_activate_action (GTK_WIDGET (self), "referral.edit", NULL);
  else if (g_str_equal (next, "open_placement"))
    open_placement (self);
  else if (way_referral_act_of_step (next, &act))
    way_referral_act_run (WAY_PAGE (self), self->referral, act);
}

/* A place was agreed, and none is offered. */
static gboolean
can_wait (WayReferralPage *self)
{
  const char *next = self->referral->stage.next_step;

  return g_str_equal (next, "offer") || g_str_equal (next, "wait");
}

static void
update_actions (WayReferralPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean writable = !way_session_is_read_only (way_page_get_session (WAY_PAGE (self)));
  gboolean live = way_code_is (way_codes_lookup ("referral_stage", self->referral->stage.stage),
                               "live");

  for (guint i = 0; i < WAY_N_REFERRAL_ACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("referral.act-%u", i);

      gtk_widget_action_set_enabled (widget, name,
                                     writable && way_referral_act_allowed (i, self->referral));
    }
  gtk_widget_action_set_enabled (widget, "referral.edit", writable && live);
  gtk_widget_action_set_enabled (widget, "referral.queue",
                                 writable && can_wait (self));
  gtk_widget_action_set_enabled (widget, "referral.medical",
                                 writable && way_pathway_takes (self->referral->referral->route,
                                                                get_today (self)));
}

/* --- The page --- */

static void
way_referral_page_set_record (WayPage     *page,
                              const char  *entity,
                              const WayId *id)
{
  WAY_REFERRAL_PAGE (page)->id = *id;
}

static void
way_referral_page_refresh (WayPage *page)
{
  WayReferralPage *self = WAY_REFERRAL_PAGE (page);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->referral, way_referral_case_free);
  self->referral = way_referral_case_load (get_db (self), &self->id, get_today (self), &error);
  if (g_error_matches (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN))
    {
      way_page_show_empty (page);
      return;
    }
  if (self->referral == NULL)
    {
      way_page_show_failed (page, error);
      return;
    }

  fill_head (self);
  fill_steps (self);
  fill_next (self);
  fill_duty (self);
  fill_facts (self);
  fill_story (self);
  way_letter_list_show (self->letters, page, "referral", &self->id);
  fill_answers (self);
  update_actions (self);
  way_page_show_content (page);
}

static void
way_referral_page_dispose (GObject *object)
{
  g_clear_pointer (&WAY_REFERRAL_PAGE (object)->referral, way_referral_case_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REFERRAL_PAGE);

  G_OBJECT_CLASS (way_referral_page_parent_class)->dispose (object);
}

static void
way_referral_page_class_init (WayReferralPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_referral_page_dispose;
  page_class->refresh = way_referral_page_refresh;
  page_class->print = way_referral_page_print;
  page_class->set_record = way_referral_page_set_record;

  for (guint i = 0; i < WAY_N_REFERRAL_ACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("referral.act-%u", i);

      gtk_widget_class_install_action (widget_class, name, NULL, act_action);
    }
  gtk_widget_class_install_action (widget_class, "referral.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "referral.medical", NULL, medical_action);
  gtk_widget_class_install_action (widget_class, "referral.pupil", NULL, pupil_action);
  gtk_widget_class_install_action (widget_class, "referral.queue", NULL, queue_action);
  gtk_widget_class_install_action (widget_class, "referral.save-pdf", NULL, save_pdf_action);

  g_type_ensure (WAY_TYPE_DAY_STRIP);
  g_type_ensure (WAY_TYPE_DUE_LABEL);
  g_type_ensure (WAY_TYPE_FACT_GRID);
  g_type_ensure (WAY_TYPE_LETTER_LIST);
  g_type_ensure (WAY_TYPE_SOURCE_BUTTON);
  g_type_ensure (WAY_TYPE_STEP_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/referral-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, who_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, stage_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, steps);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, duty_card);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, due_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, rule_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, rule_source);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, day_strip);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, facts);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, story);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, letters);
  gtk_widget_class_bind_template_child (widget_class, WayReferralPage, answers);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
way_referral_page_init (WayReferralPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
