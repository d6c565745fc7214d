/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms and lists of rows over a visit that is written. */
#include "way-visit-bound.h"

/* --- Forms --- */

typedef struct
{
  WayVisitBinding *binding;
  WayForm         *form;       /* lent: it owns this */
  const WayEntity *entity;
  gpointer         record;
  char            *key;
} Bound;

static void
bound_free (Bound *self)
{
  g_free (self->key);
  g_free (self);
}

static char *
key_of (const Bound    *self,
        const WayField *field)
{
  return g_strdup_printf ("%s.%s", self->key, field->name);
}

static void
form_changed_cb (Bound *self)
{
  gconstpointer typed = way_form_get_record (self->form);

  if (self->binding->loading)
    return;
  for (guint i = 1; i < self->entity->n_fields; i++)
    {
      const WayField *field = &self->entity->fields[i];
      WayFieldRow *row = way_form_get_row (self->form, field->name);
      g_autofree char *key = NULL;
      g_autofree char *text = NULL;
      WayValue value;

      if (row == NULL)
        continue;
      key = key_of (self, field);
      text = way_field_row_has_problem (row) ? way_field_row_dup_text (row) : NULL;
      way_visit_form_set_typed (self->binding->form, key, text);
      value = way_field_get (field, typed);
      if (text == NULL)
        way_field_set (field, self->record, &value);
    }
  self->binding->changed (self->binding->data);
}

static void
show_record (Bound *self)
{
  way_form_set_record (self->form, self->binding->session, self->entity, self->record);
  for (guint i = 1; i < self->entity->n_fields; i++)
    {
      WayFieldRow *row = way_form_get_row (self->form, self->entity->fields[i].name);
      g_autofree char *key = key_of (self, &self->entity->fields[i]);
      const char *typed = way_visit_form_get_typed (self->binding->form, key);

      if (row != NULL && typed != NULL)
        way_field_row_set_text (row, typed);
    }
}

void
way_visit_bind_form (WayVisitBinding *binding,
                     WayForm         *form,
                     const WayEntity *entity,
                     gpointer         record,
                     const char      *key)
{
  Bound *self = g_new0 (Bound, 1);
  gboolean was_loading = binding->loading;

  *self = (Bound) { binding, form, entity, record, g_strdup (key) };
  g_object_set_data_full (G_OBJECT (form), "bound", self, (GDestroyNotify) bound_free);
  binding->loading = TRUE;
  show_record (self);
  binding->loading = was_loading;
  g_signal_connect_swapped (form, "changed", G_CALLBACK (form_changed_cb), self);
}

/* --- Lists --- */

typedef struct
{
  WayVisitBinding *binding;
  WayRowList      *list;       /* lent: it owns this */
  WayVisitList     of;
  WayVisitRowFunc  shown;
  gconstpointer    data;
  void           (*add) (WayVisitBinding *binding, gconstpointer data);
} Rows;

/* The place of the n-th row that is shown. */
static guint
find_place (Rows  *self,
            guint  n)
{
  const WayFormRows *rows = way_visit_form_list (self->binding->form, self->of);

  for (guint i = 0; i < way_form_rows_length (rows); i++)
    if (self->shown == NULL || self->shown (way_form_rows_get (rows, i), self->data))
      if (n-- == 0)
        return i;
  return way_form_rows_length (rows);
}

static void
row_changed_cb (Rows    *self,
                WayForm *form)
{
  for (guint i = 0; i < way_row_list_get_n_rows (self->list); i++)
    if (way_row_list_get_form (self->list, i) == form)
      way_row_list_retitle (self->list, i);
}

static void
bind_rows (Rows *self)
{
  const WayFormRows *rows = way_visit_form_list (self->binding->form, self->of);

  for (guint i = 0; i < way_row_list_get_n_rows (self->list); i++)
    {
      WayForm *form = way_row_list_get_form (self->list, i);
      gpointer record = way_form_rows_get (rows, find_place (self, i));
      g_autofree char *key = way_form_rows_key (rows->entity, way_record_id (record), NULL);

      way_visit_bind_form (self->binding, form, rows->entity, record, key);
      g_signal_connect_swapped (form, "changed", G_CALLBACK (row_changed_cb), self);
    }
}

static void
show_rows (Rows *self)
{
  const WayFormRows *rows = way_visit_form_list (self->binding->form, self->of);
  g_autoptr(GPtrArray) records = g_ptr_array_new ();
  gboolean was_loading = self->binding->loading;

  for (guint i = 0; i < way_form_rows_length (rows); i++)
    if (self->shown == NULL || self->shown (way_form_rows_get (rows, i), self->data))
      g_ptr_array_add (records, way_form_rows_get (rows, i));
  self->binding->loading = TRUE;
  way_row_list_set_records (self->list, self->binding->session, rows->entity,
                            (gconstpointer const *) records->pdata, records->len, rows->owner, 0);
  bind_rows (self);
  self->binding->loading = was_loading;
}

static void
add_cb (Rows *self)
{
  self->add (self->binding, self->data);
  show_rows (self);
  way_row_list_open (self->list, way_row_list_get_n_rows (self->list) - 1);
  self->binding->changed (self->binding->data);
}

static void
remove_cb (Rows  *self,
           guint  i)
{
  way_form_rows_remove (way_visit_form_list (self->binding->form, self->of),
                        find_place (self, i));
  show_rows (self);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  self->binding->changed (self->binding->data);
}

void
way_visit_bind_list (WayVisitBinding  *binding,
                     WayRowList       *list,
                     WayVisitList      of,
                     WayVisitRowFunc   shown,
                     gconstpointer     data,
                     void            (*add) (WayVisitBinding *binding,
                                             gconstpointer    data))
{
  Rows *self = g_new0 (Rows, 1);

  *self = (Rows) { binding, list, of, shown, data, add };
  g_object_set_data_full (G_OBJECT (list), "rows", self, g_free);
  g_signal_connect_swapped (list, "add", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (list, "remove", G_CALLBACK (remove_cb), self);
  show_rows (self);
}

void
way_visit_list_reload (WayRowList *list)
{
  show_rows (g_object_get_data (G_OBJECT (list), "rows"));
}
