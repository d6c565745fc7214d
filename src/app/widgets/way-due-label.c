/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where a duty's state becomes icon, word and colour, so that no
 * page shows the colour alone. */
#include "way-due-label.h"

#include <glib/gi18n.h>

#include "way-date-words.h"

struct _WayDueLabel
{
  GtkBox    parent_instance;

  gboolean  show_day;

  /* Template children */
  GtkImage *icon;
  GtkLabel *words;
  GtkLabel *day;
};

enum
{
  PROP_0,
  PROP_SHOW_DAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayDueLabel, way_due_label, GTK_TYPE_BOX)

static void
way_due_label_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_SHOW_DAY)
    g_value_set_boolean (value, WAY_DUE_LABEL (object)->show_day);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_due_label_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  WayDueLabel *self = WAY_DUE_LABEL (object);

  if (prop_id == PROP_SHOW_DAY)
    {
      self->show_day = g_value_get_boolean (value);
      gtk_widget_set_visible (GTK_WIDGET (self->day), self->show_day);
    }
  else
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_due_label_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DUE_LABEL);

  G_OBJECT_CLASS (way_due_label_parent_class)->dispose (object);
}

static void
way_due_label_class_init (WayDueLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_due_label_dispose;
  object_class->get_property = way_due_label_get_property;
  object_class->set_property = way_due_label_set_property;

  properties[PROP_SHOW_DAY] =
    g_param_spec_boolean ("show-day", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/due-label.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDueLabel, icon);
  gtk_widget_class_bind_template_child (widget_class, WayDueLabel, words);
  gtk_widget_class_bind_template_child (widget_class, WayDueLabel, day);
}

static void
way_due_label_init (WayDueLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_due_label_new (void)
{
  return g_object_new (WAY_TYPE_DUE_LABEL, NULL);
}

char *
way_due_words (const WayDuty  *duty,
               const GDate    *due,
               const GDate    *today,
               const char    **icon_name,
               const char    **css_class)
{
  *icon_name = NULL;
  *css_class = NULL;

  switch (duty->state)
    {
    case WAY_DUTY_MET:
      *icon_name = "way-done-symbolic";
      return g_strdup (_("Done"));

    case WAY_DUTY_MET_LATE:
      *icon_name = "way-done-symbolic";
      return g_strdup (_("Done late"));

    case WAY_DUTY_PAUSED:
      return g_strdup (_("Paused"));

    case WAY_DUTY_OVERRIDDEN:
      return g_strdup (_("Set aside"));

    case WAY_DUTY_BREACHED:
      *icon_name = "way-late-symbolic";
      *css_class = "red";
      return way_date_words_due (due, today, duty->days_left);

    case WAY_DUTY_DUE:
      *icon_name = "way-due-symbolic";
      *css_class = "amber";
      return way_date_words_due (due, today, duty->days_left);

    case WAY_DUTY_OPEN:
      return way_date_words_due (due, today, duty->days_left);

    case WAY_DUTY_NOT_APPLICABLE:
    default:
      return g_strdup ("");
    }
}

void
way_due_label_set (WayDueLabel   *self,
                   const WayDuty *duty,
                   const GDate   *due,
                   const GDate   *today)
{
  g_autofree char *words = NULL;
  g_autofree char *day = NULL;
  const char *icon_name;
  const char *css_class;

  g_return_if_fail (WAY_IS_DUE_LABEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), way_date_is_set (due));
  if (!way_date_is_set (due))
    return;

  words = way_due_words (duty, due, today, &icon_name, &css_class);
  day = way_date_words_day (due, today);
  gtk_label_set_label (self->words, words);
  gtk_label_set_label (self->day, day);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), day);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "amber");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "red");
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
}
