/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of a chronology as rows of a table; what they are was found by the
 * service. */
#include "way-chronology-view.h"

#include <glib/gi18n.h>

#include "way-chip.h"
#include "way-codes.h"
#include "way-field-words.h"

/* Of one record, beside what happened to it. */
#define MOST_SAID 3

struct _WayChronologyView
{
  GtkBox               parent_instance;

  WaySession          *session;
  WayChronology       *found;
  WaySchoolDays       *days;
  const WayEntity     *kind;     /* the only one shown; NULL: all */
  gboolean             folded;

  /* Template children */
  WayTable            *table;
  GtkMenuButton       *kind_button;
  GtkBox              *chips;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayChronologyView, way_chronology_view, GTK_TYPE_BOX)

enum
{
  COLUMN_DAY,
  COLUMN_WHAT,
  COLUMN_ABOUT,
  COLUMN_TEXT,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_DAY] = { "day", N_("Day"), WAY_COLUMN_DAY, .width = 176 },
  [COLUMN_WHAT] = { "what", N_("What happened"), WAY_COLUMN_TEXT, .width = 216 },
  [COLUMN_ABOUT] = { "about", N_("About"), WAY_COLUMN_TEXT, .expand = TRUE },
  [COLUMN_TEXT] = { "text", N_("What was written"), WAY_COLUMN_TEXT, .expand = TRUE,
                    .wide_only = TRUE },
};

/* --- Words --- */

static char *
count_words (guint n)
{
  return g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
}

/* "Placement" from "placement", as a line begins. */
static char *
capital (const char *label)
{
  g_autofree char *first = g_utf8_substring (label, 0, 1);
  g_autofree char *large = g_utf8_strup (first, -1);

  return g_strconcat (large, g_utf8_next_char (label), NULL);
}

/* Not the days, which are rows themselves, nor whose it is. */
static gboolean
is_said (const WayField *field)
{
  if ((field->flags & (WAY_FIELD_LIST | WAY_FIELD_TITLE)) == 0 ||
      (field->flags & WAY_FIELD_DERIVED) != 0 || field->sensitivity == WAY_CLASS_MONEY)
    return FALSE;
  if (field->kind == WAY_KIND_REFERENCE)
    return !g_strv_contains ((const char *const []) { "pupil", "referral", "placement", NULL },
                             field->set);
  return field->kind == WAY_KIND_CODE || field->kind == WAY_KIND_CODES ||
         field->kind == WAY_KIND_TEXT;
}

static char *
heading_words (WayChronologyView *self,
               const GDate       *day)
{
  WayTerm term;

  if (way_date_compare (day, way_session_get_today (self->session)) > 0)
    return g_strdup (_("Still to come"));
  if (!way_school_days_is_known (day))
    return g_strdup_printf ("%d", g_date_get_year (day));
  term = way_school_days_term (self->days, day);
  /* Translators: a term and its school year: “Autumn term 2026/27”. */
  return g_strdup_printf (_("%s %d/%02d"), _(way_codes_label ("term", term.name)), term.year,
                          (term.year + 1) % 100);
}

/* --- Rows --- */

static WayRow *
make_row (WayChronologyView        *self,
          const WayChronologyEntry *entry)
{
  WayRow *row = way_row_new (entry->entity->name, way_record_id (entry->record), N_COLUMNS);
  g_autofree char *kind = capital (_(entry->entity->label));
  /* Translators: a kind of record and which of its days: “Placement: First day”. */
  g_autofree char *what = g_strdup_printf (_("%s: %s"), kind, _(entry->field->label));
  g_autofree char *about = way_field_words_some (entry->entity, entry->record, is_said, MOST_SAID,
                                                 way_session_get_db (self->session));
  g_autofree char *text = g_strdup (entry->text != NULL ? entry->text : "");

  way_row_set_day (row, COLUMN_DAY, &entry->day, way_session_get_today (self->session));
  way_row_set_text (row, COLUMN_WHAT, what);
  way_row_set_text (row, COLUMN_ABOUT, about);
  way_row_set_text (row, COLUMN_TEXT, g_strdelimit (text, "\n\r\t", ' '));
  return row;
}

static void
fill_table (WayChronologyView *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *last = NULL;
  g_autoptr(WayRows) model = NULL;

  for (guint i = 0; i < self->found->entries->len; i++)
    {
      const WayChronologyEntry *entry = g_ptr_array_index (self->found->entries, i);
      g_autofree char *heading = NULL;

      if (self->kind != NULL && entry->entity != self->kind)
        continue;
      heading = heading_words (self, &entry->day);
      if (g_strcmp0 (heading, last) != 0)
        g_ptr_array_add (rows, way_row_new_heading (heading, N_COLUMNS));
      g_free (last);
      last = g_steal_pointer (&heading);
      g_ptr_array_add (rows, make_row (self, entry));
    }
  model = way_rows_new_array (rows);
  way_table_set_rows (self->table, model);
}

/* --- Kinds --- */

static void
chip_removed_cb (WayChronologyView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chronology.kind", "s", "");
}

static void
fill_chips (WayChronologyView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), self->kind != NULL);
  if (self->kind == NULL)
    return;
  child = way_chip_new (_(self->kind->label_plural));
  g_signal_connect_object (child, "removed", G_CALLBACK (chip_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, child);
}

static gboolean
has_kind (WayChronologyView *self,
          const WayEntity   *entity)
{
  for (guint i = 0; i < self->found->entries->len; i++)
    if (((const WayChronologyEntry *) g_ptr_array_index (self->found->entries, i))->entity == entity)
      return TRUE;
  return FALSE;
}

static void
fill_kinds (WayChronologyView *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    {
      g_autoptr(GMenuItem) item = NULL;

      if (!has_kind (self, *entity))
        continue;
      item = g_menu_item_new (_((*entity)->label_plural), NULL);
      g_menu_item_set_action_and_target (item, "chronology.kind", "s", (*entity)->name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->kind_button, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_button),
                            g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static void
kind_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayChronologyView *self = WAY_CHRONOLOGY_VIEW (widget);

  self->kind = way_entity_by_name (g_variant_get_string (parameter, NULL));
  fill_chips (self);
  fill_table (self);
}

/* --- The view --- */

static void
row_activated_cb (WayChronologyView *self,
                  WayRow            *row)
{
  char id[WAY_ID_TEXT_SIZE];

  way_id_format (way_row_get_id (row), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)",
                              way_row_get_entity (row), id);
}

static void
way_chronology_view_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_FOLDED)
    g_value_set_boolean (value, WAY_CHRONOLOGY_VIEW (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_chronology_view_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (prop_id == PROP_FOLDED)
    WAY_CHRONOLOGY_VIEW (object)->folded = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_chronology_view_dispose (GObject *object)
{
  WayChronologyView *self = WAY_CHRONOLOGY_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CHRONOLOGY_VIEW);
  g_clear_pointer (&self->found, way_chronology_free);
  g_clear_pointer (&self->days, way_school_days_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_chronology_view_parent_class)->dispose (object);
}

static void
way_chronology_view_class_init (WayChronologyViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_chronology_view_dispose;
  object_class->get_property = way_chronology_view_get_property;
  object_class->set_property = way_chronology_view_set_property;
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_install_action (widget_class, "chronology.kind", "s", kind_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/chronology-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayChronologyView, table);
  gtk_widget_class_bind_template_child (widget_class, WayChronologyView, kind_button);
  gtk_widget_class_bind_template_child (widget_class, WayChronologyView, chips);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_chronology_view_init (WayChronologyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, N_COLUMNS);
  way_table_set_count_words (self->table, count_words);
}

GtkWidget *
way_chronology_view_new (void)
{
  return g_object_new (WAY_TYPE_CHRONOLOGY_VIEW, NULL);
}

void
way_chronology_view_show (WayChronologyView   *self,
                          WaySession          *session,
                          WayChronology       *chronology,
                          const WaySchoolDays *days)
{
  g_return_if_fail (WAY_IS_CHRONOLOGY_VIEW (self));

  g_set_object (&self->session, session);
  g_clear_pointer (&self->found, way_chronology_free);
  self->found = chronology;
  g_clear_pointer (&self->days, way_school_days_unref);
  self->days = way_school_days_ref ((WaySchoolDays *) days);
  if (self->kind != NULL && !has_kind (self, self->kind))
    self->kind = NULL;
  fill_kinds (self);
  fill_chips (self);
  fill_table (self);
}

void
way_chronology_view_start_filter (WayChronologyView *self)
{
  g_return_if_fail (WAY_IS_CHRONOLOGY_VIEW (self));

  way_table_start_filter (self->table);
}

WayTable *
way_chronology_view_get_table (WayChronologyView *self)
{
  g_return_val_if_fail (WAY_IS_CHRONOLOGY_VIEW (self), NULL);

  return self->table;
}
