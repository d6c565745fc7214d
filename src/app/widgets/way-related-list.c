/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to a record, of one sort. */
#include "way-related-list.h"

#include <glib/gi18n.h>

#include "way-entity-columns.h"
#include "way-page-list.h"
#include "way-query-rows.h"
#include "way-record-dialog.h"

struct _WayRelatedList
{
  GtkBox           parent_instance;

  const WayEntity *entity;
  const WayField  *field;
  WaySession      *session;
  WayId            record;

  /* Template children */
  GtkLabel        *heading;
  GtkButton       *add_button;
  WayTable        *table;
};

G_DEFINE_FINAL_TYPE (WayRelatedList, way_related_list, GTK_TYPE_BOX)

/* A record that has a page opens it; another opens its form. */
static void
row_activated_cb (WayRelatedList *self,
                  WayRow         *row)
{
  char id[WAY_ID_TEXT_SIZE];

  way_id_format (way_row_get_id (row), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", self->entity->name, id);
}

static void
add_clicked_cb (WayRelatedList *self)
{
  way_related_list_add (self);
}

static void
way_related_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_RELATED_LIST);
  g_clear_object (&WAY_RELATED_LIST (object)->session);

  G_OBJECT_CLASS (way_related_list_parent_class)->dispose (object);
}

static void
way_related_list_class_init (WayRelatedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_related_list_dispose;

  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/related-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRelatedList, heading);
  gtk_widget_class_bind_template_child (widget_class, WayRelatedList, add_button);
  gtk_widget_class_bind_template_child (widget_class, WayRelatedList, table);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
way_related_list_init (WayRelatedList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_related_list_new (const WayEntity *entity,
                      const WayField  *field)
{
  WayRelatedList *self = g_object_new (WAY_TYPE_RELATED_LIST, NULL);
  const WayTableColumn *columns;
  guint n_columns;
  g_autofree char *words = g_strdup_printf (_("Add %s"), _(entity->label));

  self->entity = entity;
  self->field = field;
  columns = way_entity_columns (entity, field->name, &n_columns);
  way_table_set_columns (self->table, columns, n_columns);
  g_object_set (self->table, "label", _(entity->label_plural), NULL);
  gtk_label_set_label (self->heading, _(entity->label_plural));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(entity->label_plural), -1);
  return GTK_WIDGET (self);
}

void
way_related_list_show (WayRelatedList *self,
                       WaySession     *session,
                       const WayId    *record)
{
  const WayTableColumn *columns;
  guint n_columns;
  WayQuery *query;
  g_autofree char *id = way_id_to_string (record);
  g_autoptr(WayRows) rows = NULL;

  g_return_if_fail (WAY_IS_RELATED_LIST (self));

  g_set_object (&self->session, session);
  self->record = *record;
  columns = way_entity_columns (self->entity, self->field->name, &n_columns);
  query = way_query_new (self->entity);
  way_query_add_filter (query, self->field->name,
                        g_str_equal (self->field->set, "pupil") ? WAY_FILTER_OF_CHILD
                                                                : WAY_FILTER_IS, id, NULL);
  rows = way_query_rows_new (session, query, columns, n_columns, NULL, NULL);
  way_table_set_rows (self->table, rows);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), !way_session_is_read_only (session));
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (G_LIST_MODEL (rows)) > 0);
}

void
way_related_list_add (WayRelatedList *self)
{
  gpointer record;
  WayValue value = { .type = WAY_VALUE_ID };
  g_autofree char *name = NULL;
  WayRecordAsk ask = { NULL };

  g_return_if_fail (WAY_IS_RELATED_LIST (self));

  record = way_record_new (self->entity);
  way_record_start (self->entity, record);
  value.id = self->record;
  way_field_set (self->field, record, &value);
  name = g_strdup_printf (_("Add %s"), _(self->entity->label));
  ask.entity = self->entity;
  ask.record = record;
  ask.is_new = TRUE;
  ask.verb = _("_Add");
  ask.edit_name = name;
  way_record_dialog_open (GTK_WIDGET (self), self->session, &ask);
  way_record_free (self->entity, record);
}

const WayEntity *
way_related_list_get_entity (WayRelatedList *self)
{
  g_return_val_if_fail (WAY_IS_RELATED_LIST (self), NULL);

  return self->entity;
}
