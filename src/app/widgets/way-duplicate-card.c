/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two records of one child as a person compares them.  Which those are, and
 * what joining does, is the service's affair. */
#include "way-duplicate-card.h"

#include <glib/gi18n.h>

#include "way-field-words.h"
#include "way-source-button.h"

struct _WayDuplicateCard
{
  GtkBox           parent_instance;

  WayId            one;
  WayId            other;

  /* Template children */
  GtkLabel        *title_label;
  GtkLabel        *ground_label;
  WaySourceButton *ground_source;
  GtkGrid         *grid;
  GtkLabel        *note_label;
  GtkButton       *one_button;
  GtkButton       *other_button;
  GtkButton       *act_button;
};

enum
{
  ACT,
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayDuplicateCard, way_duplicate_card, GTK_TYPE_BOX)

/* --- Side by side --- */

static void
attach (WayDuplicateCard *self,
        const char       *text,
        const char       *css_class,
        int               column,
        int               row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (column > 0)
    gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* What is not said is a dash, so that the sides stay beside each other. */
static void
attach_value (WayDuplicateCard *self,
              const WayField   *field,
              const char       *text,
              WayDb            *db,
              int               column,
              int               row)
{
  g_autofree char *words = way_field_words_text (field, text, db);

  attach (self, *words != '\0' ? words : "–", NULL, column, row);
}

static void
fill_grid (WayDuplicateCard   *self,
           WayDb              *db,
           const WayDuplicate *two,
           gboolean            joined)
{
  attach (self, joined ? _("Read under this record") : _("First record"), "heading", 1, 0);
  attach (self, joined ? _("Joined with it") : _("Second record"), "heading", 2, 0);
  for (guint i = 0; i < two->differences->len; i++)
    {
      const WayDifference *one = g_ptr_array_index (two->differences, i);
      int row = (int) i + 1;

      attach (self, _(one->field->label), "dim-label", 0, row);
      attach_value (self, one->field, one->one, db, 1, row);
      attach_value (self, one->field, one->other, db, 2, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->grid), two->differences->len > 0);
}

static const char *
note_words (const WayDuplicate *two)
{
  if (two->differences->len == 0)
    return _("Nothing is said differently.");
  if (two->ground->note != NULL)
    return _(two->ground->note);
  return _("All else is the same.");
}

/* --- The card --- */

static void
act_clicked_cb (WayDuplicateCard *self)
{
  g_signal_emit (self, signals[ACT], 0);
}

static void
open_one_cb (WayDuplicateCard *self)
{
  g_signal_emit (self, signals[OPEN], 0, FALSE);
}

static void
open_other_cb (WayDuplicateCard *self)
{
  g_signal_emit (self, signals[OPEN], 0, TRUE);
}

static void
way_duplicate_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DUPLICATE_CARD);

  G_OBJECT_CLASS (way_duplicate_card_parent_class)->dispose (object);
}

static void
way_duplicate_card_class_init (WayDuplicateCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_duplicate_card_dispose;
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (WAY_TYPE_SOURCE_BUTTON);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/duplicate-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, ground_label);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, ground_source);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, grid);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, note_label);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, one_button);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, other_button);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicateCard, act_button);
  gtk_widget_class_bind_template_callback (widget_class, act_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_one_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_other_cb);
}

static void
way_duplicate_card_init (WayDuplicateCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_duplicate_card_new (WayDb              *db,
                        const WayDuplicate *two,
                        gboolean            joined)
{
  WayDuplicateCard *self = g_object_new (WAY_TYPE_DUPLICATE_CARD, NULL);
  g_autofree char *name = way_field_words_title (&way_pupil_entity, two->one, db);
  g_autofree char *spoken = g_strdup_printf ("%s. %s", name, _(two->ground->label));

  self->one = two->one->id;
  self->other = two->other->id;
  gtk_label_set_label (self->title_label, name);
  gtk_label_set_label (self->ground_label, _(two->ground->label));
  way_source_button_set_rule (self->ground_source, two->ground);
  fill_grid (self, db, two, joined);
  gtk_label_set_label (self->note_label, note_words (two));
  gtk_button_set_label (self->one_button, joined ? C_("button", "Open") : _("Open First"));
  gtk_widget_set_visible (GTK_WIDGET (self->other_button), !joined);
  gtk_button_set_label (self->act_button, joined ? _("Take Apart") : _("Join"));
  if (!joined && way_code_is (two->ground, "sure"))
    gtk_widget_add_css_class (GTK_WIDGET (self->act_button), "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

const WayId *
way_duplicate_card_get_one (WayDuplicateCard *self)
{
  g_return_val_if_fail (WAY_IS_DUPLICATE_CARD (self), NULL);

  return &self->one;
}

const WayId *
way_duplicate_card_get_other (WayDuplicateCard *self)
{
  g_return_val_if_fail (WAY_IS_DUPLICATE_CARD (self), NULL);

  return &self->other;
}
