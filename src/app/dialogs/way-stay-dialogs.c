/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews, targets, plan, moves and what lasted: a record dialog each, saved by
 * the service. */
#include "way-stay-dialogs.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-field-words.h"
#include "way-placement-flow.h"
#include "way-stay-acts.h"

typedef struct
{
  WayPage      *page;        /* lent; NULL once it is gone */
  WayPlacement *placement;
  WayStayAsk    what;
  GPtrArray    *results;     /* WayForm *, lent by the dialog: of the targets of a review */
} Ask;

static void
ask_free (Ask *self)
{
  if (self->page != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->page), (gpointer *) &self->page);
  way_placement_free (self->placement);
  g_ptr_array_unref (self->results);
  g_free (self);
}

/* --- Saving --- */

static gboolean
save_review (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  Ask *ask = data;
  g_autoptr(GPtrArray) results =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_target_result_free);

  for (guint i = 0; i < ask->results->len; i++)
    {
      WayForm *form = g_ptr_array_index (ask->results, i);

      g_ptr_array_add (results, way_target_result_copy (way_form_get_record (form)));
    }
  return way_review_record (act, record, results, NULL, error);
}

static gboolean
save_target (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  return way_target_save (act, record, error);
}

static gboolean
save_step (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  return way_plan_step_save (act, record, error);
}

static gboolean
save_begin (WayAct    *act,
            gpointer   record,
            gpointer   data,
            GError   **error)
{
  const WayPlacement *placement = record;

  return way_placement_begin (act, &placement->id, &placement->offered_from,
                              &placement->attended_from, error);
}

static gboolean
save_move (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  Ask *ask = data;

  return way_placement_transfer (act, &ask->placement->id, record, error);
}

static gboolean
save_lasted (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  return way_outcome_check_record (act, record, error);
}

/* --- Records to begin with --- */

static gpointer
new_review (const Ask   *ask,
            const GDate *today,
            guint        weeks)
{
  WayReview *review = way_review_new ();

  review->placement = ask->placement->id;
  review->held = *today;
  return review;
}

static gpointer
new_target (const Ask   *ask,
            const GDate *today,
            guint        weeks)
{
  WayTarget *target = way_target_new ();

  target->placement = ask->placement->id;
  target->by = ask->placement->expected_end;
  return target;
}

static gpointer
new_step (const Ask   *ask,
          const GDate *today,
          guint        weeks)
{
  WayPlanStep *step = way_plan_step_new ();

  step->placement = ask->placement->id;
  return step;
}

static gpointer
same_placement (const Ask   *ask,
                const GDate *today,
                guint        weeks)
{
  return way_placement_copy (ask->placement);
}

/* The week may be another one; the rest follows from the placement before. */
static gpointer
next_placement (const Ask   *ask,
                const GDate *today,
                guint        weeks)
{
  WayPlacement *next = way_placement_new ();

  next->pupil = ask->placement->pupil;
  next->route = g_strdup (ask->placement->route);
  next->registration = g_strdup (ask->placement->registration);
  next->sessions = ask->placement->sessions;
  next->expected_end = ask->placement->expected_end;
  next->start = way_date_add_days (today, 1);
  return next;
}

static gpointer
new_check (const Ask   *ask,
           const GDate *today,
           guint        weeks)
{
  WayOutcomeCheck *check = way_outcome_check_new ();

  check->placement = ask->placement->id;
  check->weeks = weeks;
  check->asked = *today;
  return check;
}

static const struct
{
  const WayEntity   *entity;
  const char        *title;
  const char        *form;
  const char        *done;
  gpointer         (*make) (const Ask *ask, const GDate *today, guint weeks);
  WayRecordSaveFunc  save;
} asks[] = {
  [WAY_STAY_ASK_REVIEW] = { &way_review_entity, N_("Record a Review"), "review",
                            N_("Review recorded"), new_review, save_review },
  [WAY_STAY_ASK_TARGET] = { &way_target_entity, N_("Set a Target"), "target",
                            N_("Target set"), new_target, save_target },
  [WAY_STAY_ASK_STEP] = { &way_plan_step_entity, N_("Add a Step to the Plan"), "plan-step",
                          N_("Step added"), new_step, save_step },
  [WAY_STAY_ASK_BEGIN] = { &way_placement_entity, N_("Record the First Session"),
                           "placement-begin", N_("First session recorded"), same_placement,
                           save_begin },
  [WAY_STAY_ASK_MOVE] = { &way_placement_entity, N_("Move to Another Provision"),
                          "placement-move", N_("Moved"), next_placement, save_move },
  [WAY_STAY_ASK_LASTED] = { &way_outcome_check_entity, N_("Has It Lasted?"), "outcome-check",
                            N_("Recorded"), new_check, save_lasted },
};

G_STATIC_ASSERT (G_N_ELEMENTS (asks) == WAY_N_STAY_ASKS);

/* --- Doubts --- */

static char *
say_doubts (WayDb              *db,
            const WayPlacement *placement)
{
  g_autoptr(GArray) findings = way_placement_check (db, placement, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const WayPlacementFinding *finding = &g_array_index (findings, WayPlacementFinding, i);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* The sentences of the rule take its number, where they have one. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (text, _(finding->text), finding->number);
#pragma GCC diagnostic pop
    }
  return g_string_free (text, FALSE);
}

static void
doubts_changed_cb (WayForm  *form,
                   GtkLabel *label)
{
  WaySession *session = g_object_get_data (G_OBJECT (label), "session");
  g_autofree char *doubts = say_doubts (way_session_get_db (session), way_form_get_record (form));

  gtk_label_set_label (label, doubts);
  gtk_widget_set_visible (GTK_WIDGET (label), *doubts != '\0');
}

void
way_stay_dialog_watch_doubts (WayRecordDialog *dialog,
                              WaySession      *session)
{
  WayForm *form = way_record_dialog_get_form (dialog);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  g_object_set_data_full (G_OBJECT (label), "session", g_object_ref (session), g_object_unref);
  gtk_box_append (GTK_BOX (form), label);
  g_signal_connect_object (form, "changed", G_CALLBACK (doubts_changed_cb), label, 0);
  doubts_changed_cb (form, GTK_LABEL (label));
}

/* --- Opening --- */

/* A small form for each target that is still pursued. */
static void
add_results (Ask             *ask,
             WayRecordDialog *dialog,
             WaySession      *session)
{
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), NULL);
  g_autoptr(WayStay) stay = facts != NULL ? way_stay_load (facts, ask->placement,
                                                           way_session_get_today (session), NULL)
                                          : NULL;

  for (guint i = 0; stay != NULL && i < stay->targets->len; i++)
    {
      const WayTargetState *state = g_ptr_array_index (stay->targets, i);
      g_autoptr(WayTargetResult) result = way_target_result_new ();
      GtkWidget *form = way_form_new ();
      GtkWidget *group = adw_preferences_group_new ();
      g_autofree char *title = g_markup_escape_text (state->target->wording, -1);

      if (way_date_is_set (&state->target->dropped))
        continue;
      result->target = state->target->id;
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
      if (state->target->baseline != WAY_INTEGER_NONE)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), way_field_row_new ("value"));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), way_field_row_new ("progress"));
      gtk_box_append (GTK_BOX (form), group);
      way_form_set_record (WAY_FORM (form), session, &way_target_result_entity, result);
      gtk_box_append (GTK_BOX (way_record_dialog_get_form (dialog)), form);
      g_ptr_array_add (ask->results, form);
    }
}

/* Who left what, and for what: the question may be asked far from the placement. */
static void
add_story (Ask             *ask,
           WayRecordDialog *dialog,
           WaySession      *session)
{
  WayDb *db = way_session_get_db (session);
  const WayPlacement *placement = ask->placement;
  g_autofree char *who = way_field_words_record (way_entity_by_name ("pupil"), &placement->pupil,
                                                 db);
  g_autofree char *place = way_field_words_record (way_entity_by_name ("provision"),
                                                   &placement->provision, db);
  g_autofree char *day = way_date_words_day (&placement->end, way_session_get_today (session));
  /* Translators: a child, a provision, a day, and where the child went. */
  g_autofree char *words =
    g_strdup_printf (_("%s left %s on %s. Where next: %s"), who, place, day,
                     placement->destination != NULL
                       ? _(way_codes_label ("destination", placement->destination)) : "–");
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_prepend (GTK_BOX (way_record_dialog_get_form (dialog)), label);
}

static void
saved_cb (Ask *ask)
{
  if (ask->page != NULL)
    way_page_toast (ask->page, _(asks[ask->what].done), TRUE);
}

void
way_stay_dialog_open (WayPage            *page,
                      const WayPlacement *placement,
                      WayStayAsk          what,
                      guint               weeks)
{
  WaySession *session = way_page_get_session (page);
  Ask *ask = g_new0 (Ask, 1);
  WayRecordDialog *dialog;
  WayRecordAsk form;
  gpointer record;

  ask->page = page;
  ask->what = what;
  ask->placement = way_placement_copy (placement);
  ask->results = g_ptr_array_new ();
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &ask->page);
  record = asks[what].make (ask, way_session_get_today (session), weeks);
  form = (WayRecordAsk) {
    .entity = asks[what].entity,
    .record = record,
    .is_new = TRUE,
    .title = _(asks[what].title),
    .form = asks[what].form,
    .save = asks[what].save,
    .data = ask,
  };
  dialog = way_record_dialog_open (GTK_WIDGET (page), session, &form);
  way_record_free (asks[what].entity, record);
  if (what == WAY_STAY_ASK_REVIEW)
    add_results (ask, dialog, session);
  else if (what == WAY_STAY_ASK_LASTED)
    add_story (ask, dialog, session);
  else if (what == WAY_STAY_ASK_MOVE)
    way_stay_dialog_watch_doubts (dialog, session);
  g_object_set_data_full (G_OBJECT (dialog), "ask", ask, (GDestroyNotify) ask_free);
  g_signal_connect_swapped (dialog, "saved", G_CALLBACK (saved_cb), ask);
}
