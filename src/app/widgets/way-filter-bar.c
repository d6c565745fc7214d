/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Menus of filters, and chips of those that are set. */
#include "way-filter-bar.h"

#include <glib/gi18n.h>

#include "way-chip.h"
#include "way-codes.h"
#include "way-field-words.h"

/* Choices in one menu; what is further down is found by the list's own filter. */
#define MOST_CHOICES 200

typedef struct
{
  WayFilterBar   *bar; /* not owned */
  WaySession     *session;
  char           *path;
  char           *label;
  const WayField *field;
  GtkWidget      *button;
  GtkListBox     *list;
  GPtrArray      *values; /* as the rows of list */
  char           *value;  /* that is set, or NULL */
  GtkWidget      *chip;   /* while it is set */
} Filter;

struct _WayFilterBar
{
  GtkBox     parent_instance;

  GPtrArray *filters;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayFilterBar, way_filter_bar, GTK_TYPE_BOX)

static void
filter_free (Filter *filter)
{
  g_object_unref (filter->session);
  g_free (filter->path);
  g_free (filter->label);
  g_ptr_array_unref (filter->values);
  g_free (filter->value);
  g_free (filter);
}

/* The field at a path's end: of the entity, or of one that it refers to. */
static const WayField *
find_field (const WayEntity *entity,
            const char      *path)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);
  const WayField *field = NULL;

  for (char **part = parts; *part != NULL && entity != NULL; part++)
    {
      field = way_entity_field (entity, *part);
      entity = field != NULL && field->kind == WAY_KIND_REFERENCE ? way_entity_by_name (field->set)
                                                                  : NULL;
    }
  return field;
}

static void
drop_chip (Filter *filter)
{
  if (filter->chip != NULL)
    gtk_box_remove (GTK_BOX (filter->bar), filter->chip);
  filter->chip = NULL;
}

static void
chip_removed_cb (Filter *filter)
{
  way_filter_bar_set (filter->bar, filter->path, NULL);
  gtk_widget_grab_focus (filter->button);
}

static void
set_value (Filter     *filter,
           const char *value)
{
  g_autofree char *text = g_strdup (value);

  g_free (filter->value);
  filter->value = g_steal_pointer (&text);
  drop_chip (filter);
  if (filter->value != NULL)
    {
      g_autofree char *words =
        way_field_words_text (filter->field, filter->value, way_session_get_db (filter->session));
      /* Translators: a filter that is set: its name and the value chosen. */
      g_autofree char *label = g_strdup_printf (_("%s: %s"), filter->label, words);

      filter->chip = way_chip_new (label);
      g_signal_connect_swapped (filter->chip, "removed", G_CALLBACK (chip_removed_cb), filter);
      gtk_box_append (GTK_BOX (filter->bar), filter->chip);
    }
  gtk_widget_set_visible (filter->button, filter->value == NULL);
}

static void
add_choice (Filter     *filter,
            const char *value,
            const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_ptr_array_add (filter->values, g_strdup (value));
  gtk_list_box_append (filter->list, label);
}

static void
add_codes (Filter *filter)
{
  g_autoptr(GPtrArray) codes =
    way_codes_list (filter->field->set, way_session_get_today (filter->session));

  for (guint i = 0; i < codes->len && i < MOST_CHOICES; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      add_choice (filter, code->id,
                  way_codes_is_translatable (filter->field->set) ? _(code->label) : code->label);
    }
}

static void
add_records (Filter *filter)
{
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name (filter->field->set));
  g_autoptr(GPtrArray) rows = NULL;

  way_query_add_column (query, "title", NULL);
  way_query_set_sort (query, "title", FALSE, NULL);
  rows = way_query_page (query, way_session_get_db (filter->session), 0, MOST_CHOICES, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayQueryRow *row = g_ptr_array_index (rows, i);
      g_autofree char *words = way_query_row_text (query, row, 0);
      g_autofree char *id = way_id_to_string (&row->id);

      add_choice (filter, id, words);
    }
}

static void
fill_choices (Filter *filter)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (filter->list, 0)) != NULL)
    gtk_list_box_remove (filter->list, GTK_WIDGET (row));
  g_ptr_array_set_size (filter->values, 0);

  switch (filter->field->kind)
    {
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
      add_codes (filter);
      break;

    case WAY_KIND_REFERENCE:
      add_records (filter);
      break;

    case WAY_KIND_BOOLEAN:
      add_choice (filter, "yes", _("Yes"));
      add_choice (filter, "no", _("No"));
      break;

    case WAY_KIND_ID:
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_DATE:
    case WAY_KIND_INTEGER:
    case WAY_KIND_MONEY:
    default:
      break;
    }
}

static void
popover_shown_cb (Filter *filter)
{
  fill_choices (filter);
}

static void
choice_activated_cb (Filter        *filter,
                     GtkListBoxRow *row)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (filter->button));
  way_filter_bar_set (filter->bar, filter->path,
                      g_ptr_array_index (filter->values, gtk_list_box_row_get_index (row)));
}

static void
make_button (Filter *filter)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/filter-menu.ui");
  GObject *popover = gtk_builder_get_object (builder, "popover");

  filter->button = GTK_WIDGET (gtk_builder_get_object (builder, "button"));
  filter->list = GTK_LIST_BOX (gtk_builder_get_object (builder, "list"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (filter->button), filter->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (filter->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  filter->label, -1);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (popover_shown_cb), filter);
  g_signal_connect_swapped (filter->list, "row-activated", G_CALLBACK (choice_activated_cb), filter);
  gtk_box_append (GTK_BOX (filter->bar), filter->button);
}

static void
way_filter_bar_dispose (GObject *object)
{
  WayFilterBar *self = WAY_FILTER_BAR (object);
  GtkWidget *child;

  /* Before the filters, to which these are connected. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_ptr_array_set_size (self->filters, 0);

  G_OBJECT_CLASS (way_filter_bar_parent_class)->dispose (object);
}

static void
way_filter_bar_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_FILTER_BAR (object)->filters);

  G_OBJECT_CLASS (way_filter_bar_parent_class)->finalize (object);
}

static void
way_filter_bar_class_init (WayFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_filter_bar_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
way_filter_bar_init (WayFilterBar *self)
{
  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) filter_free);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
way_filter_bar_new (void)
{
  return g_object_new (WAY_TYPE_FILTER_BAR, NULL);
}

void
way_filter_bar_add (WayFilterBar    *self,
                    WaySession      *session,
                    const WayEntity *entity,
                    const char      *path,
                    const char      *label)
{
  const WayField *field = find_field (entity, path);
  Filter *filter;

  g_return_if_fail (WAY_IS_FILTER_BAR (self));
  g_return_if_fail (field != NULL);

  filter = g_new0 (Filter, 1);
  filter->bar = self;
  filter->session = g_object_ref (session);
  filter->path = g_strdup (path);
  filter->label = g_strdup (label != NULL ? label : _(field->label));
  filter->field = field;
  filter->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->filters, filter);
  make_button (filter);
}

void
way_filter_bar_apply (WayFilterBar *self,
                      WayQuery     *query)
{
  g_return_if_fail (WAY_IS_FILTER_BAR (self));

  for (guint i = 0; i < self->filters->len; i++)
    {
      const Filter *filter = g_ptr_array_index (self->filters, i);
      g_autoptr(GError) error = NULL;

      if (filter->value != NULL &&
          !way_query_add_filter (query, filter->path, WAY_FILTER_IS, filter->value, &error))
        g_warning ("%s", error->message);
    }
}

void
way_filter_bar_set (WayFilterBar *self,
                    const char   *path,
                    const char   *value)
{
  g_return_if_fail (WAY_IS_FILTER_BAR (self));

  for (guint i = 0; i < self->filters->len; i++)
    {
      Filter *filter = g_ptr_array_index (self->filters, i);

      if (g_str_equal (filter->path, path) && g_strcmp0 (filter->value, value) != 0)
        {
          set_value (filter, value);
          g_signal_emit (self, signals[CHANGED], 0);
        }
    }
}

gboolean
way_filter_bar_is_set (WayFilterBar *self)
{
  g_return_val_if_fail (WAY_IS_FILTER_BAR (self), FALSE);

  for (guint i = 0; i < self->filters->len; i++)
    if (((Filter *) g_ptr_array_index (self->filters, i))->value != NULL)
      return TRUE;
  return FALSE;
}

void
way_filter_bar_clear (WayFilterBar *self)
{
  g_return_if_fail (WAY_IS_FILTER_BAR (self));

  if (!way_filter_bar_is_set (self))
    return;
  for (guint i = 0; i < self->filters->len; i++)
    set_value (g_ptr_array_index (self->filters, i), NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}
