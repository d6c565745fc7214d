/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conflict as a person settles it.  Which values there are, and what becomes
 * of the one that is kept, is the store's affair. */
#include "way-conflict-card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-columns.h"
#include "way-date-words.h"
#include "way-field-words.h"

struct _WayConflictCard
{
  GtkBox           parent_instance;

  const WayEntity *entity;
  WayId            row;
  const WayField  *field;
  guint            chosen;

  /* Template children */
  GtkLabel        *title_label;
  GtkLabel        *note_label;
  WayColumns      *columns;
  GtkButton       *keep_button;
  GtkLabel        *keep_label;
};

enum
{
  SETTLE,
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayConflictCard, way_conflict_card, GTK_TYPE_BOX)

/* --- Words --- */

static char *
title_words (WayConflictCard *self,
             WayDb           *db)
{
  g_autofree char *record = way_field_words_record (self->entity, &self->row, db);
  const char *name = *record != '\0' ? record : _(self->entity->label);

  if (self->field == NULL)
    return g_strdup (name);
  /* Translators: a record and one of its fields: “Beacon Centre: Telephone”. */
  return g_strdup_printf (_("%s: %s"), name, _(self->field->label));
}

char *
way_conflict_card_value_words (const WayConflictValue *value,
                               WayDb                  *db)
{
  g_autofree char *words = NULL;

  if (value->field == NULL)
    return g_strdup (strcmp (value->value, "deleted") == 0 ? _("Deleted") : _("Changed"));
  words = way_field_words_text (value->field, value->value, db);
  return *words != '\0' ? g_steal_pointer (&words) : g_strdup (_("Empty"));
}

static char *
keep_words (const WayConflictValue *value,
            const char             *words)
{
  if (value->field == NULL)
    return g_strdup (strcmp (value->value, "deleted") == 0 ? _("Delete the Record")
                                                           : _("Keep the Record"));
  if (*value->value == '\0')
    return g_strdup (_("Leave It Empty"));
  return g_strdup_printf (_("Keep %s"), words);
}

static char *
who_words (const WayConflictValue *value,
           const GDate            *today)
{
  g_autofree char *when = way_date_words_moment (value->when, today);

  if (value->who == NULL || *value->who == '\0')
    return g_strdup (when);
  return g_strdup_printf (_("%s, by %s"), when, value->who);
}

static char *
copy_words (const WayConflictValue *value,
            GHashTable             *names)
{
  const char *digits = value->copy != NULL ? value->copy : "";
  const char *name = g_hash_table_lookup (names, digits);

  return name != NULL ? g_strdup (name) : g_strdup_printf (_("Copy %s"), digits);
}

/* --- Choosing --- */

static void
check_toggled_cb (GtkCheckButton  *check,
                  WayConflictCard *self)
{
  GObject *object = G_OBJECT (check);

  if (!gtk_check_button_get_active (check))
    return;
  self->chosen = GPOINTER_TO_UINT (g_object_get_data (object, "number"));
  gtk_label_set_label (self->keep_label, g_object_get_data (object, "keep"));
}

static void
set_label (GtkBuilder *builder,
           const char *id,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, id)), text);
}

static GtkCheckButton *
add_value (WayConflictCard        *self,
           WayDb                  *db,
           const GDate            *today,
           const WayConflictValue *value,
           GHashTable             *names,
           GtkCheckButton         *group)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/conflict-value.ui");
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_builder_get_object (builder, "check"));
  g_autofree char *words = way_conflict_card_value_words (value, db);
  g_autofree char *who = who_words (value, today);
  g_autofree char *copy = copy_words (value, names);
  g_autofree char *label = g_strdup_printf ("%s: %s. %s", copy, words, who);

  set_label (builder, "copy", copy);
  set_label (builder, "value", words);
  set_label (builder, "who", who);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (check), "number", GUINT_TO_POINTER (value->number));
  g_object_set_data_full (G_OBJECT (check), "keep", keep_words (value, words), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), self, 0);
  gtk_check_button_set_group (check, group);
  way_columns_append (self->columns, GTK_WIDGET (gtk_builder_get_object (builder, "box")));
  return check;
}

/* The same value may live twice beside another: it is offered once. */
static gboolean
was_shown (WayConflictValue *const *values,
           guint                    n)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (values[i]->value, values[n]->value) == 0)
      return TRUE;
  return FALSE;
}

static void
open_clicked_cb (WayConflictCard *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

static void
keep_clicked_cb (WayConflictCard *self)
{
  g_signal_emit (self, signals[SETTLE], 0, self->chosen);
}

static void
way_conflict_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CONFLICT_CARD);

  G_OBJECT_CLASS (way_conflict_card_parent_class)->dispose (object);
}

static void
way_conflict_card_class_init (WayConflictCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_conflict_card_dispose;
  signals[SETTLE] = g_signal_new ("settle", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (WAY_TYPE_COLUMNS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/conflict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WayConflictCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, WayConflictCard, note_label);
  gtk_widget_class_bind_template_child (widget_class, WayConflictCard, columns);
  gtk_widget_class_bind_template_child (widget_class, WayConflictCard, keep_button);
  gtk_widget_class_bind_template_child (widget_class, WayConflictCard, keep_label);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
}

static void
way_conflict_card_init (WayConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_conflict_card_new (WayDb                   *db,
                       const GDate             *today,
                       WayConflictValue *const *values,
                       guint                    n_values,
                       GHashTable              *names)
{
  WayConflictCard *self = g_object_new (WAY_TYPE_CONFLICT_CARD, NULL);
  GtkCheckButton *first = NULL;
  g_autofree char *title = NULL;

  self->entity = values[0]->entity;
  self->row = values[0]->row;
  self->field = values[0]->field;
  title = title_words (self, db);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->note_label,
                       self->field != NULL
                         ? _("Changed in different copies, none of which knew of the others")
                         : _("Deleted in one copy and changed in another"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; i < n_values; i++)
    if (!was_shown (values, i))
      {
        GtkCheckButton *check = add_value (self, db, today, values[i], names, first);

        if (first == NULL)
          first = check;
      }
  gtk_check_button_set_active (first, TRUE);
  return GTK_WIDGET (self);
}

const WayEntity *
way_conflict_card_get_entity (WayConflictCard *self)
{
  g_return_val_if_fail (WAY_IS_CONFLICT_CARD (self), NULL);

  return self->entity;
}

const WayId *
way_conflict_card_get_row (WayConflictCard *self)
{
  g_return_val_if_fail (WAY_IS_CONFLICT_CARD (self), NULL);

  return &self->row;
}

const WayField *
way_conflict_card_get_field (WayConflictCard *self)
{
  g_return_val_if_fail (WAY_IS_CONFLICT_CARD (self), NULL);

  return self->field;
}

void
way_conflict_card_choose (WayConflictCard *self,
                          guint            number)
{
  g_return_if_fail (WAY_IS_CONFLICT_CARD (self));

  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self->columns)); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      GtkWidget *check = gtk_widget_get_first_child (box);

      if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "number")) == number)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
    }
}
