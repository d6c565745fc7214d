/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a form that open to the fields of one record each.  What the fields are
 * is the description's affair, what becomes of the records is the owner's. */
#include "way-row-list.h"

#include <glib/gi18n.h>

#include "way-field-words.h"

struct _WayRowList
{
  GtkBox            parent_instance;

  WaySession       *session;
  const WayEntity  *entity;
  GPtrArray        *forms;      /* WayForm, in the order of the rows; lent */
  char             *fields;     /* names that are shown, or NULL */
  char             *hidden;
  guint             most;

  /* Template children */
  GtkLabel         *title_label;
  GtkLabel         *count_label;
  GtkLabel         *description_label;
  GtkBox           *rows_box;
  GtkButton        *add_button;
  AdwButtonContent *add_content;
  GtkLabel         *problem_label;
  GtkLabel         *note_label;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_ADD_LABEL,
  PROP_ADD_ICON,
  PROP_FIELDS,
  N_PROPS
};

enum
{
  ADD,
  REMOVE,
  ROW_MADE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayRowList, way_row_list, GTK_TYPE_BOX)

static AdwExpanderRow *
get_expander (WayRowList *self,
              guint       i)
{
  return g_object_get_data (G_OBJECT (self->forms->pdata[i]), "expander");
}

/* --- What a row says in short --- */

static void
append_words (GString        *text,
              const WayField *field,
              gconstpointer   record,
              WayDb          *db)
{
  g_autofree char *words = way_field_words_get (field, record, db);

  if (*words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

/* Title fields above; what lists show, below. */
static char *
say_fields (WayRowList    *self,
            gconstpointer  record,
            gboolean       title)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < self->entity->n_fields; i++)
    {
      const WayField *field = &self->entity->fields[i];
      gboolean is_title = (field->flags & WAY_FIELD_TITLE) != 0;

      if (g_strcmp0 (field->name, self->hidden) != 0 &&
          (title ? is_title : !is_title && (field->flags & WAY_FIELD_LIST) != 0) &&
          field->kind != WAY_KIND_BOOLEAN)
        append_words (text, field, record, way_session_get_db (self->session));
    }
  return g_string_free (text, FALSE);
}

void
way_row_list_retitle (WayRowList *self,
                      guint       i)
{
  gconstpointer record;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (WAY_IS_ROW_LIST (self));
  g_return_if_fail (i < self->forms->len);

  record = way_form_get_record (self->forms->pdata[i]);
  title = say_fields (self, record, TRUE);
  subtitle = say_fields (self, record, FALSE);
  if (*title == '\0' && *subtitle != '\0')
    {
      g_free (title);
      title = g_steal_pointer (&subtitle);
    }
  else if (*title == '\0')
    {
      g_free (title);
      title = g_strdup_printf (_("A new %s"), _(self->entity->label));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (get_expander (self, i)), title);
  adw_expander_row_set_subtitle (get_expander (self, i), subtitle != NULL ? subtitle : "");
}

/* --- Making rows --- */

static gboolean
is_shown (WayRowList     *self,
          const WayField *field)
{
  if (g_strcmp0 (field->name, self->hidden) == 0 || (field->flags & WAY_FIELD_DERIVED) != 0 ||
      field->kind == WAY_KIND_ID)
    return FALSE;
  return g_strcmp0 (field->name, "position") != 0 && g_strcmp0 (field->name, "rank") != 0;
}

static void
add_fields (WayRowList     *self,
            AdwExpanderRow *expander)
{
  if (self->fields != NULL)
    {
      g_auto(GStrv) names = g_strsplit (self->fields, " ", -1);

      for (guint i = 0; names[i] != NULL; i++)
        adw_expander_row_add_row (expander, way_field_row_new (names[i]));
      return;
    }
  for (guint i = 1; i < self->entity->n_fields; i++)
    if (is_shown (self, &self->entity->fields[i]))
      adw_expander_row_add_row (expander, way_field_row_new (self->entity->fields[i].name));
}

static guint
find_form (WayRowList *self,
           gpointer    form)
{
  guint place = 0;

  g_ptr_array_find (self->forms, form, &place);
  return place;
}

static void
remove_clicked_cb (WayForm   *form,
                   GtkButton *button)
{
  WayRowList *self = WAY_ROW_LIST (gtk_widget_get_ancestor (GTK_WIDGET (form),
                                                            WAY_TYPE_ROW_LIST));

  g_signal_emit (self, signals[REMOVE], 0, find_form (self, form));
}

static void
add_remove_button (WayRowList     *self,
                   WayForm        *form,
                   AdwExpanderRow *expander)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *words = g_strdup_printf (_("Remove this %s"), _(self->entity->label));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), form,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_action (expander, button);
}

static void
add_row (WayRowList    *self,
         gconstpointer  record)
{
  GtkWidget *form = way_form_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *expander = adw_expander_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  g_object_set_data (G_OBJECT (form), "expander", expander);
  add_fields (self, ADW_EXPANDER_ROW (expander));
  gtk_list_box_append (GTK_LIST_BOX (list), expander);
  gtk_box_append (GTK_BOX (form), list);
  gtk_box_append (self->rows_box, form);
  g_ptr_array_add (self->forms, form);
  way_form_set_record (WAY_FORM (form), self->session, self->entity, record);
  g_signal_emit (self, signals[ROW_MADE], 0, self->forms->len - 1, expander);
  add_remove_button (self, WAY_FORM (form), ADW_EXPANDER_ROW (expander));
  way_row_list_retitle (self, self->forms->len - 1);
}

static void
update_count (WayRowList *self)
{
  g_autofree char *text = g_strdup_printf (_("%u of %u"), self->forms->len, self->most);

  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), self->most > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button),
                            self->most == 0 || self->forms->len < self->most);
}

void
way_row_list_set_records (WayRowList          *self,
                          WaySession          *session,
                          const WayEntity     *entity,
                          gconstpointer const *records,
                          guint                n_records,
                          const char          *hidden,
                          guint                most)
{
  GtkWidget *child;

  g_return_if_fail (WAY_IS_ROW_LIST (self));

  g_set_object (&self->session, session);
  self->entity = entity;
  self->most = most;
  g_free (self->hidden);
  self->hidden = g_strdup (hidden);
  g_ptr_array_set_size (self->forms, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box))) != NULL)
    gtk_box_remove (self->rows_box, child);
  for (guint i = 0; i < n_records; i++)
    add_row (self, records[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->rows_box), n_records > 0);
  update_count (self);
}

guint
way_row_list_get_n_rows (WayRowList *self)
{
  g_return_val_if_fail (WAY_IS_ROW_LIST (self), 0);

  return self->forms->len;
}

WayForm *
way_row_list_get_form (WayRowList *self,
                       guint       i)
{
  g_return_val_if_fail (WAY_IS_ROW_LIST (self), NULL);
  g_return_val_if_fail (i < self->forms->len, NULL);

  return self->forms->pdata[i];
}

void
way_row_list_open (WayRowList *self,
                   guint       i)
{
  g_return_if_fail (WAY_IS_ROW_LIST (self));
  g_return_if_fail (i < self->forms->len);

  adw_expander_row_set_expanded (get_expander (self, i), TRUE);
  way_form_focus (self->forms->pdata[i]);
}

void
way_row_list_reveal (WayRowList *self,
                     GtkWidget  *field_row)
{
  g_return_if_fail (WAY_IS_ROW_LIST (self));

  for (guint i = 0; i < self->forms->len; i++)
    if (gtk_widget_is_ancestor (field_row, self->forms->pdata[i]))
      adw_expander_row_set_expanded (get_expander (self, i), TRUE);
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
way_row_list_set_note (WayRowList *self,
                       const char *note)
{
  g_return_if_fail (WAY_IS_ROW_LIST (self));

  show_text (self->note_label, note);
}

void
way_row_list_set_problem (WayRowList *self,
                          const char *problem)
{
  g_return_if_fail (WAY_IS_ROW_LIST (self));

  show_text (self->problem_label, problem);
}

/* --- The widget --- */

static void
add_clicked_cb (WayRowList *self)
{
  g_signal_emit (self, signals[ADD], 0);
}

static void
set_property (GObject      *object,
              guint         prop_id,
              const GValue *value,
              GParamSpec   *pspec)
{
  WayRowList *self = WAY_ROW_LIST (object);
  const char *text = g_value_get_string (value);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->title_label, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                      -1);
      break;

    case PROP_DESCRIPTION:
      show_text (self->description_label, text);
      break;

    case PROP_ADD_LABEL:
      adw_button_content_set_label (self->add_content, text);
      break;

    case PROP_ADD_ICON:
      adw_button_content_set_icon_name (self->add_content, text);
      break;

    case PROP_FIELDS:
      g_free (self->fields);
      self->fields = g_strdup (text);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_row_list_dispose (GObject *object)
{
  WayRowList *self = WAY_ROW_LIST (object);

  g_ptr_array_set_size (self->forms, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ROW_LIST);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_row_list_parent_class)->dispose (object);
}

static void
way_row_list_finalize (GObject *object)
{
  WayRowList *self = WAY_ROW_LIST (object);

  g_ptr_array_unref (self->forms);
  g_free (self->fields);
  g_free (self->hidden);

  G_OBJECT_CLASS (way_row_list_parent_class)->finalize (object);
}

static void
way_row_list_class_init (WayRowListClass *klass)
{
  static const char *const names[N_PROPS] = {
    [PROP_TITLE] = "title", [PROP_DESCRIPTION] = "description", [PROP_ADD_LABEL] = "add-label",
    [PROP_ADD_ICON] = "add-icon", [PROP_FIELDS] = "fields",
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = set_property;
  G_OBJECT_CLASS (klass)->dispose = way_row_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_row_list_finalize;

  for (guint i = PROP_TITLE; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[ADD] = g_signal_new ("add", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ROW_MADE] = g_signal_new ("row-made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                    ADW_TYPE_EXPANDER_ROW);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/row-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRowList, title_label);
  gtk_widget_class_bind_template_child (widget_class, WayRowList, count_label);
  gtk_widget_class_bind_template_child (widget_class, WayRowList, description_label);
  gtk_widget_class_bind_template_child (widget_class, WayRowList, rows_box);
  gtk_widget_class_bind_template_child (widget_class, WayRowList, add_button);
  gtk_widget_class_bind_template_child (widget_class, WayRowList, add_content);
  gtk_widget_class_bind_template_child (widget_class, WayRowList, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayRowList, note_label);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
way_row_list_init (WayRowList *self)
{
  self->forms = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
