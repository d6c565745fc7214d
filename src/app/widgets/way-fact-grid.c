/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts of a record: label, value, note, in equal columns. */
#include "way-fact-grid.h"

#include "way-columns.h"

struct _WayFact
{
  GtkBox    parent_instance;

  /* Template children */
  GtkLabel *label;
  GtkLabel *value;
  GtkLabel *note;
};

struct _WayFactGrid
{
  GtkBox      parent_instance;

  /* Template children */
  WayColumns *columns;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_VALUE,
  PROP_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayFact, way_fact, GTK_TYPE_BOX)
G_DEFINE_FINAL_TYPE (WayFactGrid, way_fact_grid, GTK_TYPE_BOX)

static void
update_spoken (WayFact *self)
{
  g_autofree char *spoken = g_strdup_printf ("%s: %s. %s",
                                             gtk_label_get_label (self->label),
                                             gtk_label_get_label (self->value),
                                             gtk_label_get_label (self->note));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
set_text (WayFact    *self,
          GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
  update_spoken (self);
}

static void
set_value (WayFact    *self,
           const char *value)
{
  set_text (self, self->value, value != NULL && *value != '\0' ? value : "–");
}

static void
way_fact_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  WayFact *self = WAY_FACT (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      set_text (self, self->label, g_value_get_string (value));
      break;

    case PROP_VALUE:
      set_value (self, g_value_get_string (value));
      break;

    case PROP_NOTE:
      set_text (self, self->note, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_fact_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FACT);

  G_OBJECT_CLASS (way_fact_parent_class)->dispose (object);
}

static void
way_fact_class_init (WayFactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = way_fact_dispose;
  object_class->set_property = way_fact_set_property;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/waymark/Waymark/ui/fact.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFact, label);
  gtk_widget_class_bind_template_child (widget_class, WayFact, value);
  gtk_widget_class_bind_template_child (widget_class, WayFact, note);
}

static void
way_fact_init (WayFact *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
way_fact_grid_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FACT_GRID);

  G_OBJECT_CLASS (way_fact_grid_parent_class)->dispose (object);
}

static void
way_fact_grid_class_init (WayFactGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_fact_grid_dispose;

  g_type_ensure (WAY_TYPE_COLUMNS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/fact-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFactGrid, columns);
}

static void
way_fact_grid_init (WayFactGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_fact_new (const char *label,
              const char *value,
              const char *note)
{
  return g_object_new (WAY_TYPE_FACT, "label", label, "value", value, "note", note, NULL);
}

void
way_fact_set (WayFact    *self,
              const char *value,
              const char *note)
{
  g_return_if_fail (WAY_IS_FACT (self));

  set_value (self, value);
  set_text (self, self->note, note);
}

GtkWidget *
way_fact_grid_new (void)
{
  return g_object_new (WAY_TYPE_FACT_GRID, NULL);
}

void
way_fact_grid_clear (WayFactGrid *self)
{
  g_return_if_fail (WAY_IS_FACT_GRID (self));

  way_columns_clear (self->columns);
}

void
way_fact_grid_add (WayFactGrid *self,
                   const char  *label,
                   const char  *value,
                   const char  *note)
{
  g_return_if_fail (WAY_IS_FACT_GRID (self));

  way_columns_append (self->columns, way_fact_new (label, value, note));
}
