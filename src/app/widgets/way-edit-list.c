/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history at the foot of a record's page. */
#include "way-edit-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-edit-dialog.h"

#define MOST_EDITS 8

struct _WayEditList
{
  GtkBox               parent_instance;

  WaySession          *session;

  /* Template children */
  AdwPreferencesGroup *group;
  GtkListBox          *list;
};

G_DEFINE_FINAL_TYPE (WayEditList, way_edit_list, GTK_TYPE_BOX)

char *
way_edit_words_when (const WayHistoryEdit *edit,
                     const GDate          *today)
{
  return way_date_words_moment (edit->when, today);
}

static void
row_activated_cb (WayEditList   *self,
                  GtkListBoxRow *row)
{
  WayEditId *edit = g_object_get_data (G_OBJECT (row), "edit");

  way_edit_dialog_open (GTK_WIDGET (self), self->session, *edit);
}

static void
add_edit (WayEditList          *self,
          const WayHistoryEdit *edit)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = way_edit_words_when (edit, way_session_get_today (self->session));
  g_autofree char *detail = g_strdup_printf ("%s · %s", when, edit->who);
  g_autofree char *name = g_markup_escape_text (edit->name, -1);
  g_autofree char *escaped = g_markup_escape_text (detail, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "edit", g_memdup2 (&edit->id, sizeof edit->id), g_free);
  gtk_list_box_append (self->list, row);
}

static void
way_edit_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_EDIT_LIST);
  g_clear_object (&WAY_EDIT_LIST (object)->session);

  G_OBJECT_CLASS (way_edit_list_parent_class)->dispose (object);
}

static void
way_edit_list_class_init (WayEditListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_edit_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/edit-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WayEditList, group);
  gtk_widget_class_bind_template_child (widget_class, WayEditList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_edit_list_init (WayEditList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
way_edit_list_show_record (WayEditList     *self,
                           WaySession      *session,
                           const WayEntity *entity,
                           const WayId     *id)
{
  WayHistoryFilter filter = { .entity = entity, .row = *id };
  g_autoptr(GPtrArray) edits = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (WAY_IS_EDIT_LIST (self));

  g_set_object (&self->session, session);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  edits = way_history_edits (way_session_get_db (session), &filter, 0, MOST_EDITS, NULL);
  for (guint i = 0; edits != NULL && i < edits->len; i++)
    add_edit (self, g_ptr_array_index (edits, i));
  gtk_widget_set_visible (GTK_WIDGET (self), edits != NULL && edits->len > 0);
}
