/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a due day was counted.  Long counts wrap, and days in a row that do not
 * count share a box, so that a holiday does not push the due day out of view. */
#include "way-day-strip.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-what-if-dialog.h"

#define MOST_IN_A_ROW 8

struct _WayDayStrip
{
  GtkBox      parent_instance;

  WaySession *session;       /* of the case; NULL: there is none to change */
  WayWhatIf  *what_if;

  /* Template children */
  GtkGrid    *grid;
  GtkLabel   *note_label;
  GtkLabel   *calendar_label;
  GtkLabel   *rule_label;
  GtkLabel   *source_label;
  GtkButton  *what_if_button;
};

G_DEFINE_FINAL_TYPE (WayDayStrip, way_day_strip, GTK_TYPE_BOX)

/* A strip in a popover makes room for the dialog. */
static void
what_if_clicked_cb (WayDayStrip *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  way_what_if_dialog_open (GTK_WIDGET (self), self->session, way_what_if_copy (self->what_if));
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
way_day_strip_dispose (GObject *object)
{
  WayDayStrip *self = WAY_DAY_STRIP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->what_if, way_what_if_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DAY_STRIP);

  G_OBJECT_CLASS (way_day_strip_parent_class)->dispose (object);
}

static void
way_day_strip_class_init (WayDayStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_day_strip_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/day-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDayStrip, grid);
  gtk_widget_class_bind_template_child (widget_class, WayDayStrip, note_label);
  gtk_widget_class_bind_template_child (widget_class, WayDayStrip, calendar_label);
  gtk_widget_class_bind_template_child (widget_class, WayDayStrip, rule_label);
  gtk_widget_class_bind_template_child (widget_class, WayDayStrip, source_label);
  gtk_widget_class_bind_template_child (widget_class, WayDayStrip, what_if_button);
  gtk_widget_class_bind_template_callback (widget_class, what_if_clicked_cb);
}

static void
way_day_strip_init (WayDayStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
attach (WayDayStrip *self,
        const char  *text,
        const char  *css_class,
        guint        place,
        int          line)
{
  GtkWidget *label = gtk_label_new (text);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, (int) (place % MOST_IN_A_ROW),
                   (int) (place / MOST_IN_A_ROW) * 3 + line, 1, 1);
  return label;
}

static void
clear_grid (WayDayStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/* A running number; of half days, how many days they are. */
static char *
number_words (const WayClock     *clock,
              const WayClockStep *step)
{
  if (!clock->by_half_days)
    return g_strdup_printf ("%d", step->number);
  if (step->number == 1)
    return g_strdup ("½");
  return g_strdup_printf (step->number % 2 != 0 ? "%d½" : "%d", step->number / 2);
}

/* Days that share a number, as those of a week do, share a box.  There is no room
 * for the year: the tooltip has it. */
static void
add_counted (WayDayStrip        *self,
             const WayClockStep *first,
             guint               n_days,
             const WayClock     *clock,
             const GDate        *today,
             guint               place)
{
  GDate last = way_date_add_days (&first->date, (int) n_days - 1);
  gboolean is_today = way_date_within (today, &first->date, &last);
  gboolean is_due = way_date_within (&clock->due, &first->date, &last);
  const GDate *shown = is_due ? &clock->due : &first->date;
  g_autofree char *day = way_date_words_day (shown, shown);
  g_autofree char *whole = way_date_words_long (shown);
  g_auto(GStrv) words = g_strsplit (day, " ", 2);
  g_autofree char *number = number_words (clock, first);
  GtkWidget *box;

  attach (self, is_today && n_days == 1 ? _("today") : words[0],
          is_today ? "heading" : "dim-label", place, 0);
  box = attach (self, number, is_due ? "day-due" : is_today ? "day-today" : "day-counted", place,
                1);
  gtk_widget_set_tooltip_text (box, whole);
  attach (self, words[1] != NULL ? words[1] : "", "second-line", place, 2);
}

/* Days from one to another that do not count: one box, and why in words. */
static void
add_gap (WayDayStrip        *self,
         const WayClockStep *first,
         guint               n_days,
         const GDate        *today,
         guint               place)
{
  GtkWidget *label = gtk_label_new (n_days > 1 ? "" : " ");
  GDate last = way_date_add_days (&first->date, (int) n_days - 1);
  g_autofree char *from = way_date_words_day (&first->date, today);
  g_autofree char *to = way_date_words_day (&last, today);
  g_autofree char *days = n_days > 1 ? g_strdup_printf (_("%s to %s"), from, to)
                                     : g_strdup (from);
  g_autofree char *words = g_strdup_printf (_("%s: not counted. %s"), days,
                                            first->why != NULL ? _(first->why) : "");

  gtk_widget_add_css_class (label, "day-gap");
  gtk_widget_set_tooltip_text (label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_grid_attach (self->grid, label, (int) (place % MOST_IN_A_ROW),
                   (int) (place / MOST_IN_A_ROW) * 3 + 1, 1, 1);
}

/* How many steps from one on share its box: those that do not count, or that
 * have its number. */
static guint
count_alike (const WayClock *clock,
             guint           first)
{
  const WayClockStep *steps = &g_array_index (clock->steps, WayClockStep, 0);
  guint n = 1;

  while (first + n < clock->steps->len && steps[first + n].number == steps[first].number)
    n++;
  return n;
}

static void
fill_grid (WayDayStrip    *self,
           const WayClock *clock,
           const GDate    *today)
{
  guint place = 0;

  for (guint i = 0; i < clock->steps->len; place++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);
      guint n_days = count_alike (clock, i);

      if (step->counted)
        add_counted (self, step, n_days, clock, today, place);
      else
        add_gap (self, step, n_days, today, place);
      i += n_days;
    }
}

/* Whose days they are, and where they are not those of the place itself. */
static char *
calendar_words (const WayClock *clock)
{
  if (clock->calendar == NULL)
    return g_strdup (_("Counted on weekdays: no calendar is kept for these days"));
  if (clock->borrowed)
    return g_strdup_printf (_("Counted on: %s, because the place keeps no calendar of its own"),
                            clock->calendar);
  if (clock->fallback)
    return g_strdup_printf (_("Counted on: %s. Where it says nothing of a day, the authority’s"
                              " calendar or plain weekdays decide"),
                            clock->calendar);
  return g_strdup_printf (_("Counted on: %s"), clock->calendar);
}

/* What is to be said of this case, and then of the rule. */
static char *
note_words (const WayClock *clock)
{
  const char *note = clock->rule->note != NULL ? _(clock->rule->note) : "";

  return clock->reason != NULL ? g_strdup_printf ("%s.\n%s", _(clock->reason), note)
                               : g_strdup (note);
}

GtkWidget *
way_day_strip_new (void)
{
  return g_object_new (WAY_TYPE_DAY_STRIP, NULL);
}

void
way_day_strip_set_clock (WayDayStrip    *self,
                         const WayClock *clock,
                         const GDate    *today)
{
  g_autofree char *calendar = NULL;
  g_autofree char *note = NULL;
  g_autofree char *rule = NULL;

  g_return_if_fail (WAY_IS_DAY_STRIP (self));

  clear_grid (self);
  fill_grid (self, clock, today);
  note = note_words (clock);
  gtk_label_set_label (self->note_label, note);
  calendar = calendar_words (clock);
  rule = g_strdup_printf (_("Rule: %s"), _(clock->rule->label));
  gtk_label_set_label (self->calendar_label, calendar);
  gtk_label_set_label (self->rule_label, rule);
  gtk_label_set_label (self->source_label,
                       clock->rule->source != NULL ? clock->rule->source : "");
}

void
way_day_strip_set_what_if (WayDayStrip *self,
                           WaySession  *session,
                           WayWhatIf   *what_if)
{
  g_return_if_fail (WAY_IS_DAY_STRIP (self));

  g_set_object (&self->session, session);
  g_clear_pointer (&self->what_if, way_what_if_free);
  self->what_if = what_if;
  gtk_widget_set_visible (GTK_WIDGET (self->what_if_button), what_if != NULL);
}
