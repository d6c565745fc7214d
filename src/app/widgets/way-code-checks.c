/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several codes out of a set. */
#include "way-code-checks.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-columns.h"

struct _WayCodeChecks
{
  GtkBox      parent_instance;

  const char *set;
  GPtrArray  *ids;
  GPtrArray  *boxes; /* GtkCheckButton, as ids */
  GPtrArray  *order; /* of ids: those ticked, as they came to be */
  gboolean    setting;
  gboolean    is_other; /* while they are set: a box was turned */

  /* Template children */
  WayColumns *columns;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayCodeChecks, way_code_checks, GTK_TYPE_BOX)

/* The order says which of several was first. */
static void
toggled_cb (WayCodeChecks  *self,
            GtkCheckButton *box)
{
  guint i;

  self->is_other = TRUE;
  if (self->setting || !g_ptr_array_find (self->boxes, box, &i))
    return;
  g_ptr_array_remove (self->order, g_ptr_array_index (self->ids, i));
  if (gtk_check_button_get_active (box))
    g_ptr_array_add (self->order, g_ptr_array_index (self->ids, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkCheckButton *
add_code (WayCodeChecks *self,
          const char    *id)
{
  const char *label = way_codes_label (self->set, id);
  GtkWidget *box =
    gtk_check_button_new_with_label (way_codes_is_translatable (self->set) ? _(label) : label);

  g_ptr_array_add (self->ids, g_strdup (id));
  g_ptr_array_add (self->boxes, box);
  way_columns_append (self->columns, box);
  g_signal_connect_object (box, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return GTK_CHECK_BUTTON (box);
}

static void
way_code_checks_dispose (GObject *object)
{
  WayCodeChecks *self = WAY_CODE_CHECKS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CODE_CHECKS);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->boxes, g_ptr_array_unref);

  G_OBJECT_CLASS (way_code_checks_parent_class)->dispose (object);
}

static gboolean
way_code_checks_grab_focus (GtkWidget *widget)
{
  WayCodeChecks *self = WAY_CODE_CHECKS (widget);

  return self->boxes->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->boxes, 0));
}

static void
way_code_checks_class_init (WayCodeChecksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_code_checks_dispose;
  widget_class->grab_focus = way_code_checks_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (WAY_TYPE_COLUMNS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/code-checks.ui");
  gtk_widget_class_bind_template_child (widget_class, WayCodeChecks, columns);
}

static void
way_code_checks_init (WayCodeChecks *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->boxes = g_ptr_array_new ();
  self->order = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_code_checks_new (const char  *set,
                     const GDate *on)
{
  WayCodeChecks *self = g_object_new (WAY_TYPE_CODE_CHECKS, NULL);
  g_autoptr(GPtrArray) codes = way_codes_list (set, on);

  self->set = set;
  for (guint i = 0; i < codes->len; i++)
    add_code (self, ((const WayCode *) g_ptr_array_index (codes, i))->id);
  return GTK_WIDGET (self);
}

char *
way_code_checks_dup_codes (WayCodeChecks *self)
{
  g_autoptr(GString) codes = g_string_new (NULL);

  g_return_val_if_fail (WAY_IS_CODE_CHECKS (self), NULL);

  for (guint i = 0; i < self->order->len; i++)
    g_string_append_printf (codes, "%s%s", codes->len > 0 ? "|" : "",
                            (char *) g_ptr_array_index (self->order, i));
  return g_string_free (g_steal_pointer (&codes), FALSE);
}

/* Puts what is ticked into the order of the list. */
static void
sort_as (WayCodeChecks *self,
         char         **wanted)
{
  g_ptr_array_set_size (self->order, 0);
  for (char **code = wanted; *code != NULL; code++)
    for (guint i = 0; i < self->ids->len; i++)
      if (g_str_equal (*code, g_ptr_array_index (self->ids, i)) &&
          !g_ptr_array_find (self->order, g_ptr_array_index (self->ids, i), NULL))
        g_ptr_array_add (self->order, g_ptr_array_index (self->ids, i));
}

void
way_code_checks_set_codes (WayCodeChecks *self,
                           const char    *codes)
{
  g_auto(GStrv) wanted = NULL;

  g_return_if_fail (WAY_IS_CODE_CHECKS (self));

  wanted = g_strsplit (codes, "|", -1);
  self->setting = TRUE;
  self->is_other = FALSE;
  for (guint i = 0; i < self->ids->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->boxes, i),
                                 g_strv_contains ((const char *const *) wanted,
                                                  g_ptr_array_index (self->ids, i)));
  for (char **code = wanted; *code != NULL; code++)
    if (**code != '\0' &&
        !g_ptr_array_find_with_equal_func (self->ids, *code, g_str_equal, NULL))
      gtk_check_button_set_active (add_code (self, *code), TRUE);
  sort_as (self, wanted);
  self->setting = FALSE;
  if (self->is_other)
    g_signal_emit (self, signals[CHANGED], 0);
}
