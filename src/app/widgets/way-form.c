/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record behind rows.  What the rows look like is the .ui file's affair and
 * what they accept is the model's: this only carries values between. */
#include "way-form.h"

#include <glib/gi18n.h>

#include "way-field-words.h"

struct _WayForm
{
  GtkBox           parent_instance;

  WaySession      *session;
  const WayEntity *entity;
  gpointer         record;   /* the copy that is edited */
  gpointer         original; /* as it was set */
  GPtrArray       *rows;     /* WayFieldRow, in the order of the .ui file */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayForm, way_form, GTK_TYPE_BOX)

static void
row_edited_cb (WayForm     *self,
               WayFieldRow *row)
{
  way_field_row_store (row, self->record, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
find_rows (WayForm   *self,
           GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (WAY_IS_FIELD_ROW (child))
      {
        g_ptr_array_add (self->rows, child);
        g_signal_connect_object (child, "edited", G_CALLBACK (row_edited_cb), self,
                                 G_CONNECT_SWAPPED);
      }
    else
      {
        find_rows (self, child);
      }
}

static void
clear_record (WayForm *self)
{
  if (self->record != NULL)
    way_record_free (self->entity, self->record);
  if (self->original != NULL)
    way_record_free (self->entity, self->original);
  self->record = NULL;
  self->original = NULL;
}

static void
way_form_dispose (GObject *object)
{
  WayForm *self = WAY_FORM (object);

  clear_record (self);
  g_clear_object (&self->session);
  g_ptr_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (way_form_parent_class)->dispose (object);
}

static void
way_form_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_FORM (object)->rows);

  G_OBJECT_CLASS (way_form_parent_class)->finalize (object);
}

static void
way_form_class_init (WayFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_form_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WAY_TYPE_FIELD_ROW);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_FORM);
}

static void
way_form_init (WayForm *self)
{
  self->rows = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
}

GtkWidget *
way_form_new (void)
{
  return g_object_new (WAY_TYPE_FORM, NULL);
}

void
way_form_set_record (WayForm         *self,
                     WaySession      *session,
                     const WayEntity *entity,
                     gconstpointer    record)
{
  g_return_if_fail (WAY_IS_FORM (self));
  g_return_if_fail (self->entity == NULL || self->entity == entity);

  clear_record (self);
  self->entity = entity;
  self->record = way_record_copy (entity, record);
  self->original = way_record_copy (entity, record);
  g_set_object (&self->session, session);
  if (self->rows->len == 0)
    find_rows (self, GTK_WIDGET (self));
  for (guint i = 0; i < self->rows->len; i++)
    way_field_row_load (g_ptr_array_index (self->rows, i), session, entity, record);
}

gpointer
way_form_get_record (WayForm *self)
{
  g_return_val_if_fail (WAY_IS_FORM (self), NULL);

  return self->record;
}

gboolean
way_form_is_changed (WayForm *self)
{
  g_return_val_if_fail (WAY_IS_FORM (self), FALSE);

  if (self->record == NULL)
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    if (way_field_row_has_problem (g_ptr_array_index (self->rows, i)))
      return TRUE;
  return !way_record_equal (self->entity, self->record, self->original);
}

/* The field that a check of the whole record names before its colon. */
static WayFieldRow *
find_named_row (WayForm      *self,
                const GError *error)
{
  const char *colon = strchr (error->message, ':');
  g_autofree char *name = colon != NULL ? g_strndup (error->message, colon - error->message) : NULL;

  return name != NULL ? way_form_get_row (self, name) : NULL;
}

static void
keep_first (GError **first,
            GError  *error)
{
  if (*first == NULL)
    *first = error;
  else
    g_error_free (error);
}

static void
report (WayForm      *self,
        WayFieldRow  *row,
        GError       *error,
        WayFieldRow **first_row,
        GError      **first)
{
  if (*first_row == NULL)
    *first_row = row;
  keep_first (first, error);
}

static gboolean
is_missing (const WayField *field,
            gconstpointer   record)
{
  return (field->flags & WAY_FIELD_REQUIRED) != 0 &&
         way_field_get (field, record).type == WAY_VALUE_NONE;
}

static void
check_rows (WayForm      *self,
            WayFieldRow **first_row,
            GError      **first)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      WayFieldRow *row = g_ptr_array_index (self->rows, i);
      const WayField *field = way_field_row_get_field (row);
      GError *error = NULL;

      if (field == NULL)
        continue;
      if (!way_field_row_store (row, self->record, &error))
        {
          report (self, row, error, first_row, first);
        }
      else if (is_missing (field, self->record))
        {
          way_field_row_set_problem (row, _("Fill this in"));
          g_set_error (&error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING, "%s: must be filled in",
                       field->name);
          report (self, row, error, first_row, first);
        }
    }
}

gboolean
way_form_check (WayForm  *self,
                GError  **error)
{
  WayFieldRow *first_row = NULL;
  GError *first = NULL;

  g_return_val_if_fail (WAY_IS_FORM (self), FALSE);
  g_return_val_if_fail (self->record != NULL, FALSE);

  check_rows (self, &first_row, &first);
  if (first == NULL && !way_record_check (self->entity, self->record, &first))
    {
      first_row = find_named_row (self, first);
      if (first_row != NULL)
        {
          g_autofree char *problem =
            way_field_words_problem (way_field_row_get_field (first_row), first);

          way_field_row_set_problem (first_row, problem);
        }
    }
  if (first == NULL)
    return TRUE;

  if (first_row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first_row));
  g_propagate_error (error, first);
  return FALSE;
}

WayFieldRow *
way_form_get_row (WayForm    *self,
                  const char *field)
{
  g_return_val_if_fail (WAY_IS_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (way_field_row_get_name (g_ptr_array_index (self->rows, i)), field) == 0)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

void
way_form_focus (WayForm *self)
{
  g_return_if_fail (WAY_IS_FORM (self));

  if (self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}

char *
way_form_dup_draft (WayForm *self)
{
  GVariantBuilder builder;
  g_autoptr(GVariant) draft = NULL;

  g_return_val_if_fail (WAY_IS_FORM (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < self->rows->len; i++)
    {
      WayFieldRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *text = way_field_row_dup_text (row);

      if (text != NULL && *text != '\0')
        g_variant_builder_add (&builder, "{ss}", way_field_row_get_name (row), text);
    }
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (draft, FALSE);
}

gboolean
way_form_set_draft (WayForm    *self,
                    const char *draft)
{
  g_autoptr(GVariant) texts = g_variant_parse (G_VARIANT_TYPE ("a{ss}"), draft, NULL, NULL, NULL);
  GVariantIter iter;
  const char *name;
  const char *text;

  g_return_val_if_fail (WAY_IS_FORM (self), FALSE);

  if (texts == NULL)
    return FALSE;
  g_variant_iter_init (&iter, texts);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &text))
    {
      WayFieldRow *row = way_form_get_row (self, name);

      if (row != NULL)
        way_field_row_set_text (row, text);
    }
  return TRUE;
}
