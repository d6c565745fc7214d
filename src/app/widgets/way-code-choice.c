/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One code out of a set. */
#include "way-code-choice.h"

#include <glib/gi18n.h>

#include "way-codes.h"

/* Lists longer than this are easier to type in than to scroll. */
#define SEARCH_FROM 10

struct _WayCodeChoice
{
  GtkBox         parent_instance;

  const char    *set;
  GPtrArray     *ids; /* as the rows of names; the first is "" */
  GtkStringList *names;

  /* Template children */
  GtkDropDown   *drop_down;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayCodeChoice, way_code_choice, GTK_TYPE_BOX)

static void
add_code (WayCodeChoice *self,
          const char    *id)
{
  const char *label = way_codes_label (self->set, id);

  g_ptr_array_add (self->ids, g_strdup (id));
  gtk_string_list_append (self->names,
                          way_codes_is_translatable (self->set) ? _(label) : label);
}

static void
selected_cb (WayCodeChoice *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
way_code_choice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WAY_CODE_CHOICE (widget)->drop_down));
}

static void
way_code_choice_dispose (GObject *object)
{
  WayCodeChoice *self = WAY_CODE_CHOICE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CODE_CHOICE);
  g_clear_object (&self->names);
  g_clear_pointer (&self->ids, g_ptr_array_unref);

  G_OBJECT_CLASS (way_code_choice_parent_class)->dispose (object);
}

static void
way_code_choice_class_init (WayCodeChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_code_choice_dispose;
  widget_class->grab_focus = way_code_choice_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/code-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, WayCodeChoice, drop_down);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
way_code_choice_init (WayCodeChoice *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->names = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_code_choice_new (const char  *set,
                     const GDate *on)
{
  WayCodeChoice *self = g_object_new (WAY_TYPE_CODE_CHOICE, NULL);
  g_autoptr(GPtrArray) codes = way_codes_list (set, on);

  self->set = set;
  g_ptr_array_add (self->ids, g_strdup (""));
  gtk_string_list_append (self->names, _("Not said"));
  for (guint i = 0; i < codes->len; i++)
    add_code (self, ((const WayCode *) g_ptr_array_index (codes, i))->id);

  gtk_drop_down_set_enable_search (self->drop_down, codes->len >= SEARCH_FROM);
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (self->names));
  return GTK_WIDGET (self);
}

const char *
way_code_choice_get_code (WayCodeChoice *self)
{
  guint selected;

  g_return_val_if_fail (WAY_IS_CODE_CHOICE (self), NULL);

  selected = gtk_drop_down_get_selected (self->drop_down);
  return selected < self->ids->len ? g_ptr_array_index (self->ids, selected) : "";
}

void
way_code_choice_set_code (WayCodeChoice *self,
                          const char    *code)
{
  guint place;

  g_return_if_fail (WAY_IS_CODE_CHOICE (self));

  if (!g_ptr_array_find_with_equal_func (self->ids, code, g_str_equal, &place))
    {
      place = self->ids->len;
      add_code (self, code);
    }
  gtk_drop_down_set_selected (self->drop_down, place);
}
