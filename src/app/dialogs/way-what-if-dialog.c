/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three choices and the day that comes of them. */
#include "way-what-if-dialog.h"

#include <glib/gi18n.h>

#include "way-date-entry.h"
#include "way-date-words.h"
#include "way-day-strip.h"
#include "way-error-text.h"

struct _WayWhatIfDialog
{
  AdwWindow     parent_instance;

  WaySession   *session;
  WayWhatIf    *what_if;
  GPtrArray    *rules;       /* const WayCode *, as in the row */
  GPtrArray    *calendars;   /* WayWhatIfCalendar *, as in the row */

  /* Template children */
  WayDateEntry *start_entry;
  AdwComboRow  *rule_row;
  AdwComboRow  *calendar_row;
  GtkLabel     *day_label;
  GtkLabel     *moved_label;
  WayDayStrip  *day_strip;
};

G_DEFINE_FINAL_TYPE (WayWhatIfDialog, way_what_if_dialog, ADW_TYPE_WINDOW)

/* --- The answer --- */

static void
show_words (WayWhatIfDialog *self,
            const char      *day,
            const char      *moved)
{
  gtk_label_set_label (self->day_label, day);
  gtk_label_set_label (self->moved_label, moved);
}

/* "Thu 12 Nov", or why there is none. */
static char *
day_words (WayWhatIfDialog       *self,
           const WayWhatIfAnswer *answer)
{
  const GDate *today = way_session_get_today (self->session);

  if (way_date_is_set (&answer->after))
    return way_date_words_day (&answer->after, today);
  return g_strdup (answer->clock->reason != NULL ? _(answer->clock->reason)
                                                 : _("No day comes of it"));
}

static char *
moved_words (WayWhatIfDialog       *self,
             const WayWhatIfAnswer *answer)
{
  const GDate *today = way_session_get_today (self->session);
  g_autofree char *before = NULL;
  int days = ABS (answer->moved);

  if (!way_date_is_set (&answer->before))
    return g_strdup (_("As it is, no day is named"));
  before = way_date_words_day (&answer->before, today);
  if (!way_date_is_set (&answer->after))
    return g_strdup_printf (_("As it is: %s"), before);
  if (answer->moved == 0)
    return g_strdup (_("The same day as it is"));
  if (answer->moved > 0)
    return g_strdup_printf (ngettext ("%d day later than it is: %s", "%d days later than it is: %s",
                                      (gulong) days), days, before);
  return g_strdup_printf (ngettext ("%d day earlier than it is: %s",
                                    "%d days earlier than it is: %s", (gulong) days),
                          days, before);
}

static void
show_answer (WayWhatIfDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (self->session), &error);
  g_auto(WayWhatIfAnswer) answer = { 0 };
  g_autofree char *day = NULL;
  g_autofree char *moved = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->day_strip), FALSE);
  if (facts == NULL || !way_what_if_run (self->what_if, facts, &answer, &error))
    {
      g_autofree char *text = way_error_text (error);

      show_words (self, text, "");
      return;
    }
  day = day_words (self, &answer);
  moved = moved_words (self, &answer);
  show_words (self, day, moved);
  way_day_strip_set_clock (self->day_strip, answer.clock, way_session_get_today (self->session));
  gtk_widget_set_visible (GTK_WIDGET (self->day_strip), TRUE);
}

/* --- Choices --- */

static void
start_changed_cb (WayWhatIfDialog *self)
{
  GDate day;

  if (self->what_if == NULL)
    return;
  if (!way_date_entry_get_day (self->start_entry, &day) || !way_date_is_set (&day))
    {
      show_words (self, _("Give the day on which it started"), "");
      gtk_widget_set_visible (GTK_WIDGET (self->day_strip), FALSE);
      return;
    }
  way_what_if_set_start (self->what_if, &day);
  show_answer (self);
}

static void
rule_changed_cb (WayWhatIfDialog *self)
{
  guint place = adw_combo_row_get_selected (self->rule_row);

  if (self->what_if == NULL || self->rules == NULL || place >= self->rules->len)
    return;
  way_what_if_set_rule (self->what_if, ((const WayCode *) self->rules->pdata[place])->id);
  show_answer (self);
}

static void
calendar_changed_cb (WayWhatIfDialog *self)
{
  guint place = adw_combo_row_get_selected (self->calendar_row);

  if (self->what_if == NULL || self->calendars == NULL || place >= self->calendars->len)
    return;
  way_what_if_set_calendar (self->what_if, g_ptr_array_index (self->calendars, place));
  show_answer (self);
}

static const char *
calendar_words (const WayWhatIfCalendar *calendar)
{
  if (calendar->name != NULL)
    return calendar->name;
  return calendar->weekdays ? _("Plain weekdays") : _("The authority’s calendar");
}

static void
fill_rules (WayWhatIfDialog *self)
{
  g_autoptr(GPtrArray) rules = way_what_if_rules ();
  const WayCode *own = way_what_if_get_rule (self->what_if);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint place;

  if (!g_ptr_array_find (rules, own, &place))
    {
      g_ptr_array_insert (rules, 0, (gpointer) own);
      place = 0;
    }
  for (guint i = 0; i < rules->len; i++)
    gtk_string_list_append (names, _(((const WayCode *) rules->pdata[i])->label));
  adw_combo_row_set_model (self->rule_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->rule_row, place);
  self->rules = g_steal_pointer (&rules);
}

static void
fill_calendars (WayWhatIfDialog *self)
{
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (self->session), NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GPtrArray) calendars =
    facts != NULL ? way_what_if_calendars (self->what_if, facts, NULL) : NULL;

  for (guint i = 0; calendars != NULL && i < calendars->len; i++)
    gtk_string_list_append (names, calendar_words (g_ptr_array_index (calendars, i)));
  adw_combo_row_set_model (self->calendar_row, G_LIST_MODEL (names));
  self->calendars = g_steal_pointer (&calendars);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_what_if_dialog_dispose (GObject *object)
{
  WayWhatIfDialog *self = WAY_WHAT_IF_DIALOG (object);

  g_clear_pointer (&self->what_if, way_what_if_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WHAT_IF_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_what_if_dialog_parent_class)->dispose (object);
}

static void
way_what_if_dialog_finalize (GObject *object)
{
  WayWhatIfDialog *self = WAY_WHAT_IF_DIALOG (object);

  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->calendars, g_ptr_array_unref);

  G_OBJECT_CLASS (way_what_if_dialog_parent_class)->finalize (object);
}

static void
way_what_if_dialog_class_init (WayWhatIfDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_what_if_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_what_if_dialog_finalize;

  g_type_ensure (WAY_TYPE_DATE_ENTRY);
  g_type_ensure (WAY_TYPE_DAY_STRIP);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/what-if-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWhatIfDialog, start_entry);
  gtk_widget_class_bind_template_child (widget_class, WayWhatIfDialog, rule_row);
  gtk_widget_class_bind_template_child (widget_class, WayWhatIfDialog, calendar_row);
  gtk_widget_class_bind_template_child (widget_class, WayWhatIfDialog, day_label);
  gtk_widget_class_bind_template_child (widget_class, WayWhatIfDialog, moved_label);
  gtk_widget_class_bind_template_child (widget_class, WayWhatIfDialog, day_strip);
  gtk_widget_class_bind_template_callback (widget_class, start_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_changed_cb);
}

static void
way_what_if_dialog_init (WayWhatIfDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

WayWhatIfDialog *
way_what_if_dialog_new (WaySession *session,
                        WayWhatIf  *what_if)
{
  WayWhatIfDialog *self = g_object_new (WAY_TYPE_WHAT_IF_DIALOG, NULL);

  self->session = g_object_ref (session);
  way_date_entry_set_today (self->start_entry, way_session_get_today (session));
  way_date_entry_set_day (self->start_entry, way_what_if_get_start (what_if));
  self->what_if = what_if;
  fill_rules (self);
  fill_calendars (self);
  show_answer (self);
  return self;
}

void
way_what_if_dialog_open (GtkWidget  *parent,
                         WaySession *session,
                         WayWhatIf  *what_if)
{
  WayWhatIfDialog *self = way_what_if_dialog_new (session, what_if);
  GtkRoot *root = gtk_widget_get_root (parent);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}
