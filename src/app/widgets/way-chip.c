/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter that is set. */
#include "way-chip.h"

#include <glib/gi18n.h>

struct _WayChip
{
  GtkBox     parent_instance;

  /* Template children */
  GtkLabel  *text;
  GtkButton *remove_button;
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

enum
{
  REMOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayChip, way_chip, GTK_TYPE_BOX)

static void
remove_clicked_cb (WayChip *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
way_chip_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  if (prop_id == PROP_LABEL)
    g_value_set_string (value, way_chip_get_label (WAY_CHIP (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_chip_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  if (prop_id == PROP_LABEL)
    way_chip_set_label (WAY_CHIP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_chip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CHIP);

  G_OBJECT_CLASS (way_chip_parent_class)->dispose (object);
}

static void
way_chip_class_init (WayChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_chip_dispose;
  object_class->get_property = way_chip_get_property;
  object_class->set_property = way_chip_set_property;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/waymark/Waymark/ui/chip.ui");
  gtk_widget_class_bind_template_child (widget_class, WayChip, text);
  gtk_widget_class_bind_template_child (widget_class, WayChip, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
way_chip_init (WayChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_chip_new (const char *label)
{
  return g_object_new (WAY_TYPE_CHIP, "label", label, NULL);
}

const char *
way_chip_get_label (WayChip *self)
{
  g_return_val_if_fail (WAY_IS_CHIP (self), NULL);

  return gtk_label_get_label (self->text);
}

void
way_chip_set_label (WayChip    *self,
                    const char *label)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (WAY_IS_CHIP (self));

  if (g_strcmp0 (way_chip_get_label (self), label) == 0)
    return;

  gtk_label_set_label (self->text, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  /* Translators: what a filter's button does, such as “Show all, not only
   * Key stage 3”. */
  spoken = g_strdup_printf (_("Take off the filter %s"), label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove_button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}
