/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where there is room on a day, and the offer of one of the places. */
#include "way-offer-dialog.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-children.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-facts.h"
#include "way-form.h"
#include "way-provision-choice.h"
#include "way-queue-flow.h"

/* Days in which an answer is asked for. */
#define ANSWER_WITHIN 7

struct _WayOfferDialog
{
  AdwWindow    parent_instance;

  WayPage     *page;        /* lent; NULL once it is gone */
  WaySession  *session;
  WayId        referral;
  char        *route;
  char        *year;
  WayId        chosen;
  GDate        day;         /* of the list */
  GtkWidget   *first_check; /* of the group; owned by the list */

  /* Template children */
  WayForm     *form;
  GtkWidget   *queue_group;  /* asks why the queue's order is not kept */
  GtkListBox  *list;
  GtkLabel    *list_label;
  GtkButton   *offer_button;
  GtkRevealer *problem_bar;
  GtkLabel    *problem_label;
};

G_DEFINE_FINAL_TYPE (WayOfferDialog, way_offer_dialog, ADW_TYPE_WINDOW)

static void
show_problem (WayOfferDialog *self,
              const char     *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
show_error (WayOfferDialog *self,
            const GError   *error)
{
  g_autofree char *text = way_error_text (error);

  show_problem (self, text);
}

static void
name_button (WayOfferDialog *self,
             const char     *name)
{
  g_autofree char *label = NULL;

  /* The button says what it does: whose place is offered. */
  label = name != NULL ? g_strdup_printf (_("Offer %s"), name) : g_strdup (_("Offer a Place"));
  gtk_button_set_label (self->offer_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->offer_button), name != NULL);
}

/* Who would be passed over in the queue there, and the room to say why. */
static void
show_passed (WayOfferDialog *self)
{
  g_auto(GStrv) passed = way_queue_would_pass (way_session_get_db (self->session),
                                               &self->referral, &self->chosen,
                                               way_session_get_today (self->session), NULL);
  guint n = passed != NULL ? g_strv_length (passed) : 0;
  g_autofree char *names = n > 0 ? g_strjoinv (", ", passed) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->queue_group, n > 0);
  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%u child stands in front in the queue: %s",
                                    "%u children stand in front in the queue: %s", n), n, names);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->queue_group), text);
}

static void
check_toggled_cb (WayOfferDialog *self,
                  GtkCheckButton *check)
{
  const WayId *id = g_object_get_data (G_OBJECT (check), "provision");

  if (!gtk_check_button_get_active (check))
    return;
  self->chosen = *id;
  ((WayOffer *) way_form_get_record (self->form))->provision = *id;
  name_button (self, g_object_get_data (G_OBJECT (check), "name"));
  show_passed (self);
  show_problem (self, NULL);
}

static char *
say_room (const WayProvisionChoice *choice)
{
  if (choice->empty < 0)
    return g_strdup_printf (ngettext ("%d over", "%d over", (gulong) -choice->empty),
                            (int) -choice->empty);
  if (choice->empty == 0)
    return g_strdup (_("full"));
  return g_strdup_printf (ngettext ("%d empty", "%d empty", (gulong) choice->empty),
                          (int) choice->empty);
}

static char *
say_years (const WayProvisionChoice *choice)
{
  if (choice->year_low == NULL || choice->year_high == NULL)
    return g_strdup (_("any year"));
  return g_strdup_printf (_("%s to %s"), _(way_codes_label ("nc_year", choice->year_low)),
                          _(way_codes_label ("nc_year", choice->year_high)));
}

/* "Hawthorn Academy · Year 7 to Year 11 · 20 places, 12 there, 1 promised" */
static char *
say_details (const WayProvisionChoice *choice)
{
  g_autofree char *years = say_years (choice);
  g_autofree char *counts =
    g_strdup_printf (_("%d places, %d there, %d promised"), (int) choice->places,
                     (int) choice->taken, (int) choice->promised);
  g_autoptr(GString) text = g_string_new (NULL);

  if (choice->setting != NULL)
    g_string_append_printf (text, "%s · ", choice->setting);
  g_string_append_printf (text, "%s · %s", years, counts);
  if (!choice->takes_route)
    g_string_append_printf (text, " · %s", _("does not list this route"));
  if (!choice->takes_year)
    g_string_append_printf (text, " · %s", _("another year group"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_choice (WayOfferDialog           *self,
            const WayProvisionChoice *choice)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  g_autofree char *room = say_room (choice);
  g_autofree char *details = say_details (choice);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", choice->name, room);
  GtkWidget *end = gtk_label_new (room);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), choice->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), details);
  gtk_widget_add_css_class (end, "numeric");
  gtk_widget_add_css_class (end, choice->empty > 0 ? "heading" : "dim-label");
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->first_check));
  if (self->first_check == NULL)
    self->first_check = check;
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (check), "provision", g_memdup2 (&choice->id, sizeof (WayId)),
                          g_free);
  g_object_set_data_full (G_OBJECT (check), "name", g_strdup (choice->name), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), end);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (self->list, row);
  if (way_id_equal (&choice->id, &self->chosen))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

static void
fill_list (WayOfferDialog *self)
{
  const GDate *today = way_session_get_today (self->session);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) choices = NULL;
  g_autofree char *day = way_date_words_day (&self->day, today);
  g_autofree char *label = g_strdup_printf (_("Where is there room on %s?"), day);
  GtkListBoxRow *row;

  self->first_check = NULL;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_label_set_label (self->list_label, label);
  choices = way_provision_choices (way_session_get_db (self->session), today, &self->day,
                                   self->route, self->year, &error);
  if (choices == NULL)
    show_error (self, error);
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    add_choice (self, g_ptr_array_index (choices, i));
}

/* Another first day, another list. */
static void
form_changed_cb (WayOfferDialog *self)
{
  const WayOffer *offer = way_form_get_record (self->form);

  show_problem (self, NULL);
  if (!way_date_is_set (&offer->start) || way_date_equal (&offer->start, &self->day))
    return;
  self->day = offer->start;
  fill_list (self);
}

static void
offer_clicked_cb (WayOfferDialog *self)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  g_autoptr(WayOffer) offer = way_offer_copy (way_form_get_record (self->form));
  g_autoptr(GError) error = NULL;

  /* What was typed for another place is no reason here. */
  if (!gtk_widget_get_visible (self->queue_group))
    g_clear_pointer (&offer->reason, g_free);
  if (!way_form_check (self->form, NULL) ||
      !way_referral_offer (&act, &self->referral, offer, &error))
    {
      if (error != NULL)
        show_error (self, error);
      return;
    }
  if (self->page != NULL)
    way_page_toast (self->page, _("Place offered"), TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_offer_dialog_dispose (GObject *object)
{
  WayOfferDialog *self = WAY_OFFER_DIALOG (object);

  if (self->page != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->page), (gpointer *) &self->page);
  self->page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_OFFER_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_offer_dialog_parent_class)->dispose (object);
}

static void
way_offer_dialog_finalize (GObject *object)
{
  g_free (WAY_OFFER_DIALOG (object)->route);
  g_free (WAY_OFFER_DIALOG (object)->year);

  G_OBJECT_CLASS (way_offer_dialog_parent_class)->finalize (object);
}

static void
way_offer_dialog_class_init (WayOfferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_offer_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_offer_dialog_finalize;

  g_type_ensure (WAY_TYPE_FORM);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/offer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, form);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, queue_group);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, list);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, list_label);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, offer_button);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, offer_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
}

static void
way_offer_dialog_init (WayOfferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The first day as it was decided, or the next school day. */
static GDate
find_first_day (WaySession            *session,
                const WayReferralCase *referral)
{
  const GDate *today = way_session_get_today (session);
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), NULL);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, NULL, NULL) : NULL;
  const WayDecision *last = referral->decisions->len > 0
                              ? g_ptr_array_index (referral->decisions,
                                                   referral->decisions->len - 1) : NULL;

  if (last != NULL && way_date_is_set (&last->start_by) &&
      way_date_compare (&last->start_by, today) > 0)
    return last->start_by;
  return days != NULL ? way_school_days_nth_after (days, today, 1) : *today;
}

/* What was decided, else what was asked for. */
static WayId
find_wanted (const WayReferralCase *referral)
{
  const WayDecision *last = referral->decisions->len > 0
                              ? g_ptr_array_index (referral->decisions,
                                                   referral->decisions->len - 1) : NULL;

  return last != NULL && !way_id_is_null (&last->provision) ? last->provision
                                                            : referral->referral->wanted;
}

WayOfferDialog *
way_offer_dialog_new (WayPage               *page,
                      const WayReferralCase *referral)
{
  WayOfferDialog *self = g_object_new (WAY_TYPE_OFFER_DIALOG, NULL);
  WaySession *session = way_page_get_session (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  g_autoptr(WayOffer) offer = way_offer_new ();
  g_autoptr(WayPupil) pupil = way_records_get (way_session_get_db (session), &way_pupil_entity,
                                               &referral->referral->pupil, NULL);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->page = page;
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &self->page);
  self->session = g_object_ref (session);
  self->referral = referral->referral->id;
  self->route = g_strdup (referral->referral->route);
  self->year = pupil != NULL ? g_strdup (pupil->year) : NULL;
  self->chosen = find_wanted (referral);
  self->day = find_first_day (session, referral);

  way_record_start (&way_offer_entity, offer);
  offer->referral = self->referral;
  offer->made = *way_session_get_today (session);
  offer->start = self->day;
  offer->expires = way_date_add_days (&offer->made, ANSWER_WITHIN);
  way_form_set_record (self->form, session, &way_offer_entity, offer);
  name_button (self, NULL);
  fill_list (self);
  return self;
}

void
way_offer_dialog_open (WayPage               *page,
                       const WayReferralCase *referral)
{
  gtk_window_present (GTK_WINDOW (way_offer_dialog_new (page, referral)));
}

void
way_offer_dialog_open_at (WayPage               *page,
                          const WayReferralCase *referral,
                          const WayId           *provision)
{
  WayOfferDialog *self = way_offer_dialog_new (page, referral);

  self->chosen = *provision;
  fill_list (self);
  gtk_window_present (GTK_WINDOW (self));
}
