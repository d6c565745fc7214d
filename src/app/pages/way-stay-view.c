/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews, targets, plan and what lasted, a row each. */
#include "way-stay-view.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-date-words.h"

static AdwActionRow *
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (list, row);
  return ADW_ACTION_ROW (row);
}

static void
add_label (AdwActionRow *row,
           const char   *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (row, label);
}

/* Joins what there is with dots between. */
static void
add_part (GString    *text,
          const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/* --- Prompts --- */

static const char *
prompt_words (WayStayPrompt prompt)
{
  switch (prompt)
    {
    case WAY_STAY_PLAN:
      return _("Begin the plan for what comes next");
    case WAY_STAY_DECIDE:
      return _("Decide what comes next");
    case WAY_STAY_OVER:
      return _("Longer than the stay was meant to be");
    case WAY_STAY_NO_PROMPT:
    default:
      return NULL;
    }
}

void
way_stay_view_add_prompts (GtkListBox    *list,
                           const WayStay *stay,
                           gboolean       has_plan,
                           gboolean       has_ended,
                           const GDate   *today)
{
  const WayStayWeek *week = &stay->week;
  const char *words = prompt_words (week->prompt);
  g_autofree char *where = NULL;

  if (words == NULL || has_ended ||
      (week->prompt == WAY_STAY_PLAN && (has_plan || stay->steps->len > 0)))
    return;
  /* Translators: how far a stay has come: “Week 12 of 20”. */
  where = g_strdup_printf (_("Week %u of %u"), week->week, week->weeks);
  add_row (list, words, where);
}

/* --- Targets --- */

static char *
say_target (const WayTarget *target,
            const GDate     *today)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *by = NULL;

  add_part (text, target->area != NULL ? _(way_codes_label ("target_area", target->area)) : NULL);
  if (target->baseline != WAY_INTEGER_NONE && target->target != WAY_INTEGER_NONE)
    {
      /* Translators: a measured number at the start, and the one aimed at. */
      g_autofree char *numbers = g_strdup_printf (_("from %d to %d"), (int) target->baseline,
                                                  (int) target->target);

      add_part (text, numbers);
    }
  if (way_date_is_set (&target->by))
    {
      g_autofree char *day = way_date_words_day (&target->by, today);

      by = g_strdup_printf (_("by %s"), day);
      add_part (text, by);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_progress (const WayTargetState *state)
{
  const char *words = state->progress != NULL
                        ? _(way_codes_label ("target_progress", state->progress)) : NULL;

  if (way_date_is_set (&state->target->dropped))
    return g_strdup (_("Not pursued"));
  if (state->last == NULL)
    return g_strdup (_("No result yet"));
  if (state->last->value == WAY_INTEGER_NONE)
    return g_strdup (words != NULL ? words : "");
  return words != NULL ? g_strdup_printf ("%d · %s", (int) state->last->value, words)
                       : g_strdup_printf ("%d", (int) state->last->value);
}

void
way_stay_view_fill_targets (GtkListBox    *list,
                            const WayStay *stay,
                            const GDate   *today)
{
  for (guint i = 0; i < stay->targets->len; i++)
    {
      const WayTargetState *state = g_ptr_array_index (stay->targets, i);
      g_autofree char *about = say_target (state->target, today);
      g_autofree char *progress = say_progress (state);

      add_label (add_row (list, state->target->wording, about), progress);
    }
  if (stay->targets->len == 0)
    add_row (list, _("No targets yet"), _("Agree what should be different, and by when"));
}

/* --- Reviews --- */

void
way_stay_view_fill_reviews (GtkListBox    *list,
                            const WayStay *stay,
                            const GDate   *today)
{
  for (guint i = 0; i < stay->reviews->len; i++)
    {
      const WayReview *review = g_ptr_array_index (stay->reviews, i);
      g_autofree char *held = way_date_words_day (&review->held, today);
      g_autoptr(GString) text = g_string_new (NULL);
      gboolean late = way_date_is_set (&review->due) &&
                      way_date_compare (&review->held, &review->due) > 0;

      add_part (text, review->present);
      add_part (text, review->summary);
      if (late)
        {
          g_autofree char *due = way_date_words_day (&review->due, today);
          g_autofree char *words = g_strdup_printf (_("it was due by %s"), due);

          add_part (text, words);
        }
      add_label (add_row (list, held, text->str),
                 review->decision != NULL
                   ? _(way_codes_label ("review_decision", review->decision)) : "");
    }
  if (stay->reviews->len == 0)
    add_row (list, _("No reviews recorded"), NULL);
}

/* --- The plan --- */

static void
step_toggled_cb (GtkCheckButton *check,
                 const char     *id)
{
  gtk_widget_activate_action (GTK_WIDGET (check), "placement.step-done", "(sb)", id,
                              gtk_check_button_get_active (check));
}

static char *
say_step (const WayPlanStep *step,
          const GDate       *today)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean done = way_date_is_set (&step->done);
  const GDate *day = done ? &step->done : &step->by;

  add_part (text, step->who);
  if (way_date_is_set (day))
    {
      g_autofree char *words = way_date_words_day (day, today);
      g_autofree char *when = g_strdup_printf (done ? _("done %s") : _("by %s"), words);

      add_part (text, when);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
way_stay_view_add_steps (GtkListBox    *list,
                         const WayStay *stay,
                         gboolean       writable,
                         const GDate   *today)
{
  for (guint i = 0; i < stay->steps->len; i++)
    {
      const WayPlanStep *step = g_ptr_array_index (stay->steps, i);
      g_autofree char *about = say_step (step, today);
      AdwActionRow *row = add_row (list, step->step, about);
      GtkWidget *check = gtk_check_button_new ();

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), way_date_is_set (&step->done));
      gtk_widget_set_sensitive (check, writable);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      step->step, -1);
      adw_action_row_add_prefix (row, check);
      adw_action_row_set_activatable_widget (row, check);
      g_signal_connect_data (check, "toggled", G_CALLBACK (step_toggled_cb),
                             way_id_to_string (&step->id), (GClosureNotify) (void (*) (void)) g_free, 0);
    }
}

/* --- Afterwards --- */

static const WayOutcomeCheck *
find_check (const WayStay *stay,
            guint          weeks)
{
  for (guint i = 0; i < stay->checks->len; i++)
    {
      const WayOutcomeCheck *check = g_ptr_array_index (stay->checks, i);

      if (check->weeks == (gint64) weeks)
        return check;
    }
  return NULL;
}

static void
add_ask_button (AdwActionRow *row,
                guint         weeks)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Record…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "placement.lasted");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", weeks);
  adw_action_row_add_suffix (row, button);
}

void
way_stay_view_fill_lasted (GtkListBox    *list,
                           const WayStay *stay,
                           gboolean       writable,
                           const GDate   *today)
{
  for (guint i = 0; i < stay->sustained->len; i++)
    {
      const WaySustained *one = &g_array_index (stay->sustained, WaySustained, i);
      const WayOutcomeCheck *check = find_check (stay, one->weeks);
      g_autofree char *due = way_date_words_day (&one->due, today);
      g_autofree char *about = check != NULL
                                 ? g_strdup (check->where != NULL ? check->where : "")
                                 : g_strdup_printf (one->is_due ? _("due since %s")
                                                                : _("to be asked on %s"), due);
      AdwActionRow *row = add_row (list, _(one->rule->label), about);

      if (check != NULL)
        add_label (row, check->sustained != 0 ? _("Still there") : _("Not any more"));
      else if (one->is_due && writable)
        add_ask_button (row, one->weeks);
    }
}
