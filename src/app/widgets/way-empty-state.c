/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An empty list says what to do next. */
#include "way-empty-state.h"

#include <adwaita.h>

struct _WayEmptyState
{
  GtkBox         parent_instance;

  /* Template children */
  AdwStatusPage *status_page;
  GtkButton     *button;
};

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayEmptyState, way_empty_state, GTK_TYPE_BOX)

static void
way_empty_state_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  WayEmptyState *self = WAY_EMPTY_STATE (object);
  const char *text = g_value_get_string (value);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      adw_status_page_set_icon_name (self->status_page, text);
      break;

    case PROP_TITLE:
      way_empty_state_set_title (self, text);
      break;

    case PROP_DESCRIPTION:
      way_empty_state_set_description (self, text);
      break;

    case PROP_BUTTON_LABEL:
      gtk_button_set_label (self->button, text);
      gtk_widget_set_visible (GTK_WIDGET (self->button), text != NULL);
      break;

    case PROP_ACTION_NAME:
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), text);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_empty_state_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_EMPTY_STATE);

  G_OBJECT_CLASS (way_empty_state_parent_class)->dispose (object);
}

static void
way_empty_state_class_init (WayEmptyStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = way_empty_state_dispose;
  object_class->set_property = way_empty_state_set_property;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/empty-state.ui");
  gtk_widget_class_bind_template_child (widget_class, WayEmptyState, status_page);
  gtk_widget_class_bind_template_child (widget_class, WayEmptyState, button);
}

static void
way_empty_state_init (WayEmptyState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_empty_state_new (void)
{
  return g_object_new (WAY_TYPE_EMPTY_STATE, NULL);
}

void
way_empty_state_set_title (WayEmptyState *self,
                           const char    *title)
{
  g_return_if_fail (WAY_IS_EMPTY_STATE (self));

  adw_status_page_set_title (self->status_page, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
}

void
way_empty_state_set_description (WayEmptyState *self,
                                 const char    *description)
{
  g_return_if_fail (WAY_IS_EMPTY_STATE (self));

  adw_status_page_set_description (self->status_page, description);
}
