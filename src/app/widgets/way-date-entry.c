/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day, typed or chosen. */
#include "way-date-entry.h"

#include "way-date-words.h"

struct _WayDateEntry
{
  GtkBox         parent_instance;

  GDate          today;

  /* Template children */
  GtkEntry      *entry;
  GtkMenuButton *button;
  GtkCalendar   *calendar;
};

enum
{
  CHANGED,
  N_SIGNALS
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayDateEntry, way_date_entry, GTK_TYPE_BOX)

static GDate
from_date_time (GDateTime *time)
{
  return way_date_ymd (g_date_time_get_year (time), g_date_time_get_month (time),
                       g_date_time_get_day_of_month (time));
}

/* What was typed, said in full: so a wrong reading is seen at once. */
static void
say_in_full (WayDateEntry *self)
{
  g_autofree char *words = NULL;
  GDate day;

  if (!way_date_entry_get_day (self, &day) || !way_date_is_set (&day))
    return;
  words = way_date_words_short (&day);
  if (g_strcmp0 (words, way_date_entry_get_text (self)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
}

static void
text_changed_cb (WayDateEntry *self)
{
  g_autofree char *words = NULL;
  GDate day;

  if (way_date_entry_get_day (self, &day) && way_date_is_set (&day))
    words = way_date_words_long (&day);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), words);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
focus_left_cb (WayDateEntry *self)
{
  say_in_full (self);
}

static void
day_selected_cb (WayDateEntry *self)
{
  g_autoptr(GDateTime) time = gtk_calendar_get_date (self->calendar);
  GDate day = from_date_time (time);

  way_date_entry_set_day (self, &day);
}

/* The calendar opens on the day in the entry, or on today. */
static void
calendar_shown_cb (WayDateEntry *self)
{
  g_autoptr(GDateTime) time = NULL;
  GDate day;

  if (!way_date_entry_get_day (self, &day) || !way_date_is_set (&day))
    day = self->today;
  time = g_date_time_new_local (g_date_get_year (&day), g_date_get_month (&day),
                                g_date_get_day (&day), 12, 0, 0);
  g_signal_handlers_block_by_func (self->calendar, day_selected_cb, self);
  gtk_calendar_select_day (self->calendar, time);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected_cb, self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                WayDateEntry          *self)
{
  int step = keyval == GDK_KEY_Up ? 1 : keyval == GDK_KEY_Down ? -1 : 0;
  GDate day;

  if (step == 0 || (state & GDK_ALT_MASK) != 0 || !way_date_entry_get_day (self, &day))
    return GDK_EVENT_PROPAGATE;

  if ((state & GDK_CONTROL_MASK) != 0)
    step *= 7;
  day = way_date_is_set (&day) ? way_date_add_days (&day, step) : self->today;
  way_date_entry_set_day (self, &day);
  return GDK_EVENT_STOP;
}

static gboolean
way_date_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WAY_DATE_ENTRY (widget)->entry));
}

static void
way_date_entry_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DATE_ENTRY);

  G_OBJECT_CLASS (way_date_entry_parent_class)->dispose (object);
}

static void
way_date_entry_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  WayDateEntry *self = WAY_DATE_ENTRY (object);

  if (property_id == PROP_LABEL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_value_get_string (value), -1);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
way_date_entry_class_init (WayDateEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_date_entry_dispose;
  object_class->set_property = way_date_entry_set_property;
  widget_class->grab_focus = way_date_entry_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_object_class_install_property (object_class, PROP_LABEL,
                                   g_param_spec_string ("label", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/date-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDateEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, WayDateEntry, button);
  gtk_widget_class_bind_template_child (widget_class, WayDateEntry, calendar);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_shown_cb);
}

static void
way_date_entry_init (WayDateEntry *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  self->today = from_date_time (now);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_date_entry_new (void)
{
  return g_object_new (WAY_TYPE_DATE_ENTRY, NULL);
}

void
way_date_entry_set_today (WayDateEntry *self,
                          const GDate  *today)
{
  g_return_if_fail (WAY_IS_DATE_ENTRY (self));
  g_return_if_fail (way_date_is_set (today));

  self->today = *today;
}

void
way_date_entry_set_day (WayDateEntry *self,
                        const GDate  *day)
{
  g_autofree char *words = NULL;

  g_return_if_fail (WAY_IS_DATE_ENTRY (self));

  words = way_date_is_set (day) ? way_date_words_short (day) : g_strdup ("");
  way_date_entry_set_text (self, words);
}

gboolean
way_date_entry_get_day (WayDateEntry *self,
                        GDate        *day)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (WAY_IS_DATE_ENTRY (self), FALSE);

  stripped = g_strstrip (g_strdup (way_date_entry_get_text (self)));
  *day = way_date_none ();
  return *stripped == '\0' || way_date_words_parse (stripped, &self->today, day);
}

const char *
way_date_entry_get_text (WayDateEntry *self)
{
  g_return_val_if_fail (WAY_IS_DATE_ENTRY (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
way_date_entry_set_text (WayDateEntry *self,
                         const char   *text)
{
  g_return_if_fail (WAY_IS_DATE_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
