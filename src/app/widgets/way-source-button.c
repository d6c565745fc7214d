/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a rule is from. */
#include "way-source-button.h"

#include <glib/gi18n.h>

#include "way-date-words.h"

struct _WaySourceButton
{
  GtkBox         parent_instance;

  /* Template children */
  GtkMenuButton *button;
  GtkLabel      *rule_label;
  GtkLabel      *note_label;
  GtkLabel      *source_label;
  GtkLabel      *since_label;
};

G_DEFINE_FINAL_TYPE (WaySourceButton, way_source_button, GTK_TYPE_BOX)

static char *
source_words (const char *source)
{
  /* Translators: a law or a document. */
  return g_strdup_printf (_("Source: %s"), source);
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
way_source_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SOURCE_BUTTON);

  G_OBJECT_CLASS (way_source_button_parent_class)->dispose (object);
}

static void
way_source_button_class_init (WaySourceButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_source_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/source-button.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySourceButton, button);
  gtk_widget_class_bind_template_child (widget_class, WaySourceButton, rule_label);
  gtk_widget_class_bind_template_child (widget_class, WaySourceButton, note_label);
  gtk_widget_class_bind_template_child (widget_class, WaySourceButton, source_label);
  gtk_widget_class_bind_template_child (widget_class, WaySourceButton, since_label);
}

static void
way_source_button_init (WaySourceButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_source_button_new (const WayCode *rule)
{
  WaySourceButton *self = g_object_new (WAY_TYPE_SOURCE_BUTTON, NULL);

  way_source_button_set_rule (self, rule);
  return GTK_WIDGET (self);
}

void
way_source_button_set (WaySourceButton *self,
                       const char      *words,
                       const char      *source)
{
  g_autofree char *said = source != NULL ? source_words (source) : NULL;
  g_autofree char *label = words != NULL ? g_strdup_printf (_("Source of the rule: %s"), words)
                                         : NULL;

  g_return_if_fail (WAY_IS_SOURCE_BUTTON (self));

  set_text (self->rule_label, words);
  set_text (self->note_label, NULL);
  set_text (self->source_label, said);
  set_text (self->since_label, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), said);
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), source != NULL);
}

void
way_source_button_set_rule (WaySourceButton *self,
                            const WayCode   *rule)
{
  g_autofree char *since = NULL;

  g_return_if_fail (WAY_IS_SOURCE_BUTTON (self));

  way_source_button_set (self, rule != NULL ? _(rule->label) : NULL,
                         rule != NULL ? rule->source : NULL);
  if (rule == NULL)
    return;
  if (way_date_is_set (&rule->from))
    {
      g_autofree char *day = way_date_words_short (&rule->from);

      since = g_strdup_printf (_("Holds since %s"), day);
    }
  set_text (self->note_label, rule->note != NULL ? _(rule->note) : NULL);
  set_text (self->since_label, since);
}

void
way_source_describe (GtkWidget  *widget,
                     const char *words,
                     const char *source)
{
  g_autofree char *said = source != NULL ? source_words (source) : NULL;
  g_autofree char *tooltip = said != NULL ? g_strdup_printf ("%s\n%s", words, said) : NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  said != NULL ? said : "", -1);
}
