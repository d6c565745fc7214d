/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which provisions fit on a day, and the offer of a place at one of them. */
#include "way-offer-dialog.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-facts.h"
#include "way-finish-key.h"
#include "way-form.h"
#include "way-match-view.h"
#include "way-queue-flow.h"

/* Days in which an answer is asked for. */
#define ANSWER_WITHIN 7

struct _WayOfferDialog
{
  AdwWindow    parent_instance;

  WayPage     *page;        /* lent; NULL once it is gone */
  WaySession  *session;
  WayReferral *asked;       /* as it was when the dialog opened */
  WayId        wanted;      /* chosen until somebody chooses */
  GDate        day;         /* of the list */

  /* Template children */
  WayForm      *form;
  WayMatchView *view;
  GtkLabel     *list_label;
  GtkWidget    *queue_group;  /* asks why the queue's order is not kept */
  GtkWidget    *reason_group;
  WayFieldRow  *reason_row;
  GtkButton    *offer_button;
  GtkRevealer  *problem_bar;
  GtkLabel     *problem_label;
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
show_passed (WayOfferDialog *self,
             const WayId    *provision)
{
  g_auto(GStrv) passed = way_queue_would_pass (way_session_get_db (self->session),
                                               &self->asked->id, provision,
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

/* Another choice: another name on the button, and a reason where it is not the
 * first of the list. */
static void
choice_changed_cb (WayOfferDialog *self)
{
  const WayMatchLine *line = way_match_view_get_chosen (self->view);
  WayOffer *offer = way_form_get_record (self->form);

  if (line != NULL)
    {
      offer->provision = line->provision->id;
      show_passed (self, &offer->provision);
    }
  name_button (self, line != NULL ? line->provision->name : NULL);
  gtk_widget_set_visible (self->reason_group,
                          line != NULL &&
                          way_match_wants_reason (way_match_view_get_match (self->view),
                                                  &line->provision->id));
  show_problem (self, NULL);
}

static void
fill_list (WayOfferDialog *self)
{
  const GDate *today = way_session_get_today (self->session);
  WayMatchQuestion question = { .pupil = self->asked->pupil, .referral = self->asked->id,
                                .route = self->asked->route, .on = self->day };
  g_autoptr(GError) error = NULL;
  g_autofree char *day = way_date_words_day (&self->day, today);
  g_autofree char *label = g_strdup_printf (_("Who has room on %s, and what fits?"), day);
  WayMatch *match = way_match_find (way_session_get_db (self->session), &question, today, &error);

  gtk_label_set_label (self->list_label, label);
  if (match == NULL)
    {
      show_error (self, error);
      return;
    }
  way_match_view_set_match (self->view, match, &self->wanted, today);
  choice_changed_cb (self);
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
  g_autofree char *reason = gtk_widget_get_visible (self->reason_group)
                              ? way_field_row_dup_text (self->reason_row) : NULL;
  g_autoptr(GError) error = NULL;

  /* What was typed for another place is no reason here. */
  if (!gtk_widget_get_visible (self->queue_group))
    g_clear_pointer (&offer->reason, g_free);
  if (!way_form_check (self->form, NULL) ||
      !way_match_offer (&act, way_match_view_get_match (self->view), offer, reason, &error))
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
  way_referral_free (WAY_OFFER_DIALOG (object)->asked);

  G_OBJECT_CLASS (way_offer_dialog_parent_class)->finalize (object);
}

static void
way_offer_dialog_class_init (WayOfferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_offer_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_offer_dialog_finalize;

  g_type_ensure (WAY_TYPE_FORM);
  g_type_ensure (WAY_TYPE_MATCH_VIEW);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/offer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, form);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, queue_group);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, list_label);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, offer_button);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, WayOfferDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, offer_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
}

/* Below this width there is no room for a column a criterion. */
#define NARROW 820

static void
width_changed_cb (WayOfferDialog *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_object_set (self->view, "folded", width < NARROW, NULL);
}

static void
way_offer_dialog_init (WayOfferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), self->offer_button);
  g_signal_connect (self, "notify::default-width", G_CALLBACK (width_changed_cb), NULL);
}

/* No wider than the window behind it. */
static void
fit_window (WayOfferDialog *self,
            GtkWindow      *parent)
{
  int width, height, room = gtk_widget_get_width (GTK_WIDGET (parent));

  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (room > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (width, room), height);
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
  g_autoptr(WayMatchRun) run = way_match_run_new ();

  if (GTK_IS_WINDOW (root))
    fit_window (self, GTK_WINDOW (root));
  self->page = page;
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &self->page);
  self->session = g_object_ref (session);
  self->asked = way_referral_copy (referral->referral);
  self->wanted = find_wanted (referral);
  self->day = find_first_day (session, referral);

  way_record_start (&way_offer_entity, offer);
  offer->referral = self->asked->id;
  offer->made = *way_session_get_today (session);
  offer->start = self->day;
  offer->expires = way_date_add_days (&offer->made, ANSWER_WITHIN);
  way_form_set_record (self->form, session, &way_offer_entity, offer);
  way_field_row_load (self->reason_row, session, &way_match_run_entity, run);
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

  way_match_view_choose (self->view, provision);
  gtk_window_present (GTK_WINDOW (self));
}
