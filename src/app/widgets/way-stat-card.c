/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure as a card. */
#include "way-stat-card.h"

#include "way-sparkline.h"

struct _WayStatCard
{
  GtkButton     parent_instance;

  WayStatState  state;
  int           trend;

  /* Template children */
  GtkImage     *state_icon;
  GtkLabel     *heading_label;
  GtkLabel     *figure_label;
  GtkLabel     *unit_label;
  GtkImage     *arrow;
  GtkLabel     *change_label;
  WaySparkline *sparkline;
};

enum
{
  PROP_0,
  PROP_HEADING,
  PROP_FIGURE,
  PROP_UNIT,
  PROP_CHANGE,
  PROP_TREND,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char  *css_class;
  const char  *icon_name;
  WayChartRole role;
} states[] = {
  [WAY_STAT_NORMAL] = { NULL, NULL, WAY_CHART_SERIES_1 },
  [WAY_STAT_AMBER] = { "amber", "way-due-symbolic", WAY_CHART_DUE },
  [WAY_STAT_RED] = { "red", "way-late-symbolic", WAY_CHART_BREACH },
};

G_DEFINE_ENUM_TYPE (WayStatState, way_stat_state,
                    G_DEFINE_ENUM_VALUE (WAY_STAT_NORMAL, "normal"),
                    G_DEFINE_ENUM_VALUE (WAY_STAT_AMBER, "amber"),
                    G_DEFINE_ENUM_VALUE (WAY_STAT_RED, "red"))
G_DEFINE_FINAL_TYPE (WayStatCard, way_stat_card, GTK_TYPE_BUTTON)

/* The whole card is one button, read as one sentence. */
static void
update_spoken (WayStatCard *self)
{
  g_autofree char *spoken =
    g_strdup_printf ("%s: %s %s. %s",
                     gtk_label_get_label (self->heading_label),
                     gtk_label_get_label (self->figure_label),
                     gtk_label_get_label (self->unit_label),
                     gtk_label_get_label (self->change_label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
set_label (WayStatCard *self,
           GtkLabel    *label,
           const char  *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  update_spoken (self);
}

static void
update_arrow (WayStatCard *self)
{
  gtk_image_set_from_icon_name (self->arrow,
                                self->trend > 0 ? "way-up-symbolic" : "way-down-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), self->trend != 0);
}

static void
way_stat_card_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  WayStatCard *self = WAY_STAT_CARD (object);

  switch (prop_id)
    {
    case PROP_HEADING:
      g_value_set_string (value, gtk_label_get_label (self->heading_label));
      break;

    case PROP_FIGURE:
      g_value_set_string (value, gtk_label_get_label (self->figure_label));
      break;

    case PROP_UNIT:
      g_value_set_string (value, gtk_label_get_label (self->unit_label));
      break;

    case PROP_CHANGE:
      g_value_set_string (value, gtk_label_get_label (self->change_label));
      break;

    case PROP_TREND:
      g_value_set_int (value, self->trend);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_stat_card_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  WayStatCard *self = WAY_STAT_CARD (object);

  switch (prop_id)
    {
    case PROP_HEADING:
      set_label (self, self->heading_label, g_value_get_string (value));
      break;

    case PROP_FIGURE:
      way_stat_card_set_figure (self, g_value_get_string (value));
      break;

    case PROP_UNIT:
      way_stat_card_set_unit (self, g_value_get_string (value));
      break;

    case PROP_CHANGE:
      way_stat_card_set_change (self, g_value_get_string (value), self->trend);
      break;

    case PROP_TREND:
      self->trend = g_value_get_int (value);
      update_arrow (self);
      break;

    case PROP_STATE:
      way_stat_card_set_state (self, g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_stat_card_class_init (WayStatCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = way_stat_card_get_property;
  object_class->set_property = way_stat_card_set_property;

  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, flags);
  properties[PROP_FIGURE] = g_param_spec_string ("figure", NULL, NULL, NULL, flags);
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, flags);
  properties[PROP_CHANGE] = g_param_spec_string ("change", NULL, NULL, NULL, flags);
  properties[PROP_TREND] = g_param_spec_int ("trend", NULL, NULL, -1, 1, 0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, WAY_TYPE_STAT_STATE,
                                              WAY_STAT_NORMAL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (WAY_TYPE_SPARKLINE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/stat-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WayStatCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, WayStatCard, heading_label);
  gtk_widget_class_bind_template_child (widget_class, WayStatCard, figure_label);
  gtk_widget_class_bind_template_child (widget_class, WayStatCard, unit_label);
  gtk_widget_class_bind_template_child (widget_class, WayStatCard, arrow);
  gtk_widget_class_bind_template_child (widget_class, WayStatCard, change_label);
  gtk_widget_class_bind_template_child (widget_class, WayStatCard, sparkline);
}

static void
way_stat_card_init (WayStatCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_stat_card_new (void)
{
  return g_object_new (WAY_TYPE_STAT_CARD, NULL);
}

void
way_stat_card_set_figure (WayStatCard *self,
                          const char  *figure)
{
  g_return_if_fail (WAY_IS_STAT_CARD (self));

  set_label (self, self->figure_label, figure);
}

void
way_stat_card_set_unit (WayStatCard *self,
                        const char  *unit)
{
  g_return_if_fail (WAY_IS_STAT_CARD (self));

  set_label (self, self->unit_label, unit);
}

void
way_stat_card_set_change (WayStatCard *self,
                          const char  *words,
                          int          trend)
{
  g_return_if_fail (WAY_IS_STAT_CARD (self));

  self->trend = CLAMP (trend, -1, 1);
  update_arrow (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  set_label (self, self->change_label, words);
}

void
way_stat_card_set_state (WayStatCard  *self,
                         WayStatState  state)
{
  g_return_if_fail (WAY_IS_STAT_CARD (self));
  g_return_if_fail ((guint) state < G_N_ELEMENTS (states));

  if (states[self->state].css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), states[self->state].css_class);
  self->state = state;
  if (states[state].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), states[state].css_class);
  gtk_image_set_from_icon_name (self->state_icon, states[state].icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), states[state].icon_name != NULL);
  way_sparkline_set_role (self->sparkline, states[state].role);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
way_stat_card_set_values (WayStatCard  *self,
                          const double *values,
                          guint         n)
{
  g_return_if_fail (WAY_IS_STAT_CARD (self));

  way_sparkline_set_values (self->sparkline, values, n);
}
