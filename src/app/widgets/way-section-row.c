/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list of sections. */
#include "way-section-row.h"

#include <glib/gi18n.h>

struct _WaySectionRow
{
  GtkListBoxRow  parent_instance;

  char          *id;

  /* Template children */
  GtkImage      *icon;
  GtkLabel      *name_label;
  GtkLabel      *state_label;
};

G_DEFINE_FINAL_TYPE (WaySectionRow, way_section_row, GTK_TYPE_LIST_BOX_ROW)

static void
way_section_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SECTION_ROW);

  G_OBJECT_CLASS (way_section_row_parent_class)->dispose (object);
}

static void
way_section_row_finalize (GObject *object)
{
  g_free (WAY_SECTION_ROW (object)->id);

  G_OBJECT_CLASS (way_section_row_parent_class)->finalize (object);
}

static void
way_section_row_class_init (WaySectionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_section_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_section_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/section-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySectionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WaySectionRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, WaySectionRow, state_label);
}

static void
way_section_row_init (WaySectionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_section_row_new (const char *id,
                     const char *name)
{
  WaySectionRow *self = g_object_new (WAY_TYPE_SECTION_ROW, NULL);

  self->id = g_strdup (id);
  gtk_label_set_label (self->name_label, name);
  way_section_row_set_state (self, "way-table-symbolic", NULL);
  return GTK_WIDGET (self);
}

const char *
way_section_row_get_id (WaySectionRow *self)
{
  g_return_val_if_fail (WAY_IS_SECTION_ROW (self), NULL);

  return self->id;
}

const char *
way_section_row_get_name (WaySectionRow *self)
{
  g_return_val_if_fail (WAY_IS_SECTION_ROW (self), NULL);

  return gtk_label_get_label (self->name_label);
}

char *
way_section_words (WaySectionState   state,
                   gboolean          required,
                   guint             n_missing,
                   const char      **icon_name)
{
  if (state == WAY_SECTION_DONE)
    {
      *icon_name = "way-done-symbolic";
      return g_strdup (_("done"));
    }
  if (state == WAY_SECTION_STARTED)
    {
      *icon_name = "document-edit-symbolic";
      if (!required)
        return g_strdup (_("begun"));
      return g_strdup_printf (ngettext ("%u left", "%u left", n_missing), n_missing);
    }
  if (state == WAY_SECTION_TO_DO)
    {
      *icon_name = "way-todo-symbolic";
      return g_strdup (_("to do"));
    }
  *icon_name = "way-none-symbolic";
  return g_strdup (_("not needed"));
}

void
way_section_row_set_state (WaySectionRow *self,
                           const char    *icon_name,
                           const char    *words)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (WAY_IS_SECTION_ROW (self));

  if (words == NULL)
    words = _("at the end");
  spoken = g_strdup_printf ("%s, %s", gtk_label_get_label (self->name_label), words);
  gtk_label_set_label (self->state_label, words);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
way_section_row_set_done (WaySectionRow *self,
                          gboolean       is_done)
{
  g_return_if_fail (WAY_IS_SECTION_ROW (self));

  if (is_done)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
}
