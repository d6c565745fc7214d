/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a due day was counted.  Long counts wrap, and days in a row that do not
 * count share a box, so that a holiday does not push the due day out of view. */
#include "way-day-strip.h"

#include <glib/gi18n.h>

#include "way-date-words.h"

#define MOST_IN_A_ROW 8

struct _WayDayStrip
{
  GtkBox    parent_instance;

  /* Template children */
  GtkGrid  *grid;
  GtkLabel *note_label;
  GtkLabel *calendar_label;
  GtkLabel *rule_label;
  GtkLabel *source_label;
};

G_DEFINE_FINAL_TYPE (WayDayStrip, way_day_strip, GTK_TYPE_BOX)

static void
way_day_strip_dispose (GObject *object)
{
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
}

static void
way_day_strip_init (WayDayStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
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
}

static void
clear_grid (WayDayStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
add_counted (WayDayStrip        *self,
             const WayClockStep *step,
             const WayClock     *clock,
             const GDate        *today,
             guint               place)
{
  gboolean is_today = way_date_equal (&step->date, today);
  gboolean is_due = way_date_equal (&step->date, &clock->due);
  g_autofree char *day = way_date_words_day (&step->date, today);
  g_auto(GStrv) words = g_strsplit (day, " ", 2);
  g_autofree char *number = g_strdup_printf ("%d", step->number);

  attach (self, is_today ? _("today") : words[0], is_today ? "heading" : "dim-label", place, 0);
  attach (self, number, is_due ? "day-due" : is_today ? "day-today" : "day-counted", place, 1);
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

static void
fill_grid (WayDayStrip    *self,
           const WayClock *clock,
           const GDate    *today)
{
  guint place = 0;

  for (guint i = 0; i < clock->steps->len; place++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);
      guint n_days = 1;

      if (step->counted)
        {
          add_counted (self, step, clock, today, place);
          i++;
          continue;
        }
      while (i + n_days < clock->steps->len &&
             !g_array_index (clock->steps, WayClockStep, i + n_days).counted)
        n_days++;
      add_gap (self, step, n_days, today, place);
      i += n_days;
    }
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
  g_autofree char *rule = NULL;

  g_return_if_fail (WAY_IS_DAY_STRIP (self));

  clear_grid (self);
  fill_grid (self, clock, today);
  gtk_label_set_label (self->note_label, clock->rule->note != NULL ? _(clock->rule->note) : "");
  calendar = clock->calendar != NULL
               ? g_strdup_printf (_("Counted on: %s"), clock->calendar)
               : g_strdup (_("Counted on weekdays: no calendar is kept for these days"));
  rule = g_strdup_printf (_("Rule: %s"), _(clock->rule->label));
  gtk_label_set_label (self->calendar_label, calendar);
  gtk_label_set_label (self->rule_label, rule);
  gtk_label_set_label (self->source_label,
                       clock->rule->source != NULL ? clock->rule->source : "");
}
