/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a form: the label, the editor that the field's description asks
 * for, and the problem under it. */
#include "way-field-row.h"

#include <glib/gi18n.h>

#include "way-field-editor.h"
#include "way-field-words.h"

struct _WayFieldRow
{
  AdwPreferencesRow parent_instance;

  char             *name;
  char             *label; /* in place of the description's, or NULL */
  gboolean          read_only;
  const WayField   *field;
  WayFieldEditor    editor;
  gboolean          loading;

  /* Template children */
  GtkLabel         *label_label;
  GtkLabel         *hint_label;
  GtkLabel         *problem_label;
  GtkBox           *line;
  GtkBox           *box;
};

enum
{
  PROP_0,
  PROP_FIELD,
  PROP_LABEL,
  PROP_READ_ONLY,
  N_PROPS
};

enum
{
  EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayFieldRow, way_field_row, ADW_TYPE_PREFERENCES_ROW)

static void
edited_cb (WayFieldRow *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[EDITED], 0);
}

/* The label names the editor, as its mnemonic widget.  A name of its own would be
 * said once more: GTK 4.8 joins the two. */
static void
describe_editor (WayFieldRow *self)
{
  GtkAccessible *editor = GTK_ACCESSIBLE (self->editor.focus);

  gtk_accessible_update_relation (editor, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->problem_label, NULL, -1);
  if ((self->field->flags & WAY_FIELD_REQUIRED) != 0 && GTK_IS_ENTRY (editor))
    gtk_accessible_update_property (editor, GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
}

static void
make_editor (WayFieldRow *self,
             WaySession  *session)
{
  const char *label = self->label != NULL ? self->label : _(self->field->label);

  gtk_label_set_label (self->label_label, label);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  gtk_label_set_label (self->hint_label, self->field->hint != NULL ? _(self->field->hint) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), self->field->hint != NULL);

  self->editor = way_field_editor_new (self->field, session);
  gtk_widget_set_sensitive (self->editor.widget, !self->read_only);
  if (self->editor.below)
    gtk_box_insert_child_after (self->box, self->editor.widget, GTK_WIDGET (self->line));
  else
    gtk_box_append (self->line, self->editor.widget);
  gtk_label_set_mnemonic_widget (self->label_label, self->editor.focus);
  describe_editor (self);
  g_signal_connect_object (self->editor.emitter, self->editor.signal, G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
get_property (GObject    *object,
              guint       prop_id,
              GValue     *value,
              GParamSpec *pspec)
{
  WayFieldRow *self = WAY_FIELD_ROW (object);

  switch (prop_id)
    {
    case PROP_FIELD:
      g_value_set_string (value, self->name);
      break;

    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_property (GObject      *object,
              guint         prop_id,
              const GValue *value,
              GParamSpec   *pspec)
{
  WayFieldRow *self = WAY_FIELD_ROW (object);

  switch (prop_id)
    {
    case PROP_FIELD:
      g_free (self->name);
      self->name = g_value_dup_string (value);
      break;

    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      break;

    case PROP_READ_ONLY:
      self->read_only = g_value_get_boolean (value);
      if (self->editor.widget != NULL)
        gtk_widget_set_sensitive (self->editor.widget, !self->read_only);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
way_field_row_grab_focus (GtkWidget *widget)
{
  WayFieldRow *self = WAY_FIELD_ROW (widget);

  if (self->editor.widget == NULL)
    return FALSE;
  return gtk_widget_grab_focus (self->editor.widget) ||
         gtk_widget_child_focus (self->editor.widget, GTK_DIR_TAB_FORWARD);
}

static void
way_field_row_finalize (GObject *object)
{
  WayFieldRow *self = WAY_FIELD_ROW (object);

  g_free (self->name);
  g_free (self->label);

  G_OBJECT_CLASS (way_field_row_parent_class)->finalize (object);
}

static void
way_field_row_class_init (WayFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = way_field_row_finalize;
  object_class->get_property = get_property;
  object_class->set_property = set_property;
  widget_class->grab_focus = way_field_row_grab_focus;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFieldRow, label_label);
  gtk_widget_class_bind_template_child (widget_class, WayFieldRow, hint_label);
  gtk_widget_class_bind_template_child (widget_class, WayFieldRow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayFieldRow, line);
  gtk_widget_class_bind_template_child (widget_class, WayFieldRow, box);
}

static void
way_field_row_init (WayFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_field_row_new (const char *field)
{
  return g_object_new (WAY_TYPE_FIELD_ROW, "field", field, NULL);
}

const char *
way_field_row_get_name (WayFieldRow *self)
{
  g_return_val_if_fail (WAY_IS_FIELD_ROW (self), NULL);

  return self->name;
}

const WayField *
way_field_row_get_field (WayFieldRow *self)
{
  g_return_val_if_fail (WAY_IS_FIELD_ROW (self), NULL);

  return self->field;
}

void
way_field_row_load (WayFieldRow     *self,
                    WaySession      *session,
                    const WayEntity *entity,
                    gconstpointer    record)
{
  g_autofree char *text = NULL;

  g_return_if_fail (WAY_IS_FIELD_ROW (self));

  self->field = way_entity_field (entity, self->name);
  if (self->field == NULL)
    {
      g_warning ("No field “%s” in %s", self->name, entity->name);
      gtk_widget_hide (GTK_WIDGET (self));
      return;
    }

  if (self->editor.widget == NULL)
    make_editor (self, session);
  text = way_field_to_text (self->field, record);
  self->loading = TRUE;
  self->editor.set_text (self->editor.widget, text);
  self->loading = FALSE;
  way_field_row_set_problem (self, NULL);
}

gboolean
way_field_row_store (WayFieldRow  *self,
                     gpointer      record,
                     GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (WAY_IS_FIELD_ROW (self), FALSE);
  g_return_val_if_fail (self->field != NULL, FALSE);

  text = self->editor.dup_text (self->editor.widget);
  if (way_field_from_text (self->field, record, text, &local_error))
    {
      way_field_row_set_problem (self, NULL);
      return TRUE;
    }

  {
    g_autofree char *problem = way_field_words_problem (self->field, local_error);

    way_field_row_set_problem (self, problem);
  }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

void
way_field_row_set_problem (WayFieldRow *self,
                           const char  *problem)
{
  g_return_if_fail (WAY_IS_FIELD_ROW (self));

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "has-problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "has-problem");
  if (self->editor.widget != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor.focus),
                                 GTK_ACCESSIBLE_STATE_INVALID,
                                 problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                 : GTK_ACCESSIBLE_INVALID_FALSE,
                                 -1);
}

gboolean
way_field_row_has_problem (WayFieldRow *self)
{
  g_return_val_if_fail (WAY_IS_FIELD_ROW (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->problem_label));
}

char *
way_field_row_dup_text (WayFieldRow *self)
{
  g_return_val_if_fail (WAY_IS_FIELD_ROW (self), NULL);

  return self->editor.widget != NULL ? self->editor.dup_text (self->editor.widget) : NULL;
}

void
way_field_row_set_text (WayFieldRow *self,
                        const char  *text)
{
  g_return_if_fail (WAY_IS_FIELD_ROW (self));
  g_return_if_fail (self->editor.widget != NULL);

  self->editor.set_text (self->editor.widget, text);
}
