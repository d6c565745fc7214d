/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new passphrase, typed twice: a slip of the hand would lock the file for
 * good. */
#include "way-passphrase-rows.h"

#include <glib/gi18n.h>

/* NCSC's three random words are seldom shorter. */
#define LEAST_LETTERS 12

struct _WayPassphraseRows
{
  GtkBox               parent_instance;

  /* Template children */
  AdwPreferencesGroup *group;
  GtkEditable         *first_entry;
  GtkEditable         *second_entry;
  GtkLabel            *problem_label;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayPassphraseRows, way_passphrase_rows, GTK_TYPE_BOX)

static void
show_problem (WayPassphraseRows *self,
              GtkEditable       *entry,
              const char        *text)
{
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
  if (entry != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (entry));
}

static void
changed_cb (WayPassphraseRows *self)
{
  show_problem (self, NULL, NULL);
}

static void
way_passphrase_rows_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  WayPassphraseRows *self = WAY_PASSPHRASE_ROWS (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      adw_preferences_group_set_title (self->group, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_passphrase_rows_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PASSPHRASE_ROWS);

  G_OBJECT_CLASS (way_passphrase_rows_parent_class)->dispose (object);
}

static void
way_passphrase_rows_class_init (WayPassphraseRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_passphrase_rows_dispose;
  object_class->set_property = way_passphrase_rows_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/passphrase-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseRows, group);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseRows, first_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseRows, second_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseRows, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
way_passphrase_rows_init (WayPassphraseRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

char *
way_passphrase_rows_take (WayPassphraseRows *self)
{
  const char *first, *second;

  g_return_val_if_fail (WAY_IS_PASSPHRASE_ROWS (self), NULL);

  first = gtk_editable_get_text (self->first_entry);
  second = gtk_editable_get_text (self->second_entry);
  if (g_utf8_strlen (first, -1) < LEAST_LETTERS)
    show_problem (self, self->first_entry,
                  _("It is too short. Three words that have nothing to do with each other will "
                    "do."));
  else if (!g_str_equal (first, second))
    show_problem (self, self->second_entry, _("The two are not the same. Type it once more."));
  else
    return g_strdup (first);
  return NULL;
}

void
way_passphrase_rows_clear (WayPassphraseRows *self)
{
  g_return_if_fail (WAY_IS_PASSPHRASE_ROWS (self));

  gtk_editable_set_text (self->first_entry, "");
  gtk_editable_set_text (self->second_entry, "");
}
