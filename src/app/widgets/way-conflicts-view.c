/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts as people settle them: one by one, all of a record, by rules.  What that
 * means is way-settle.h's affair. */
#include "way-conflicts-view.h"

#include <glib/gi18n.h>

#include "way-conflict-card.h"
#include "way-conflict-rules.h"
#include "way-error-text.h"
#include "way-field-words.h"
#include "way-page.h"
#include "way-settle-dialog.h"

#define CARDS_AT_FIRST 10

struct _WayConflictsView
{
  GtkBox      parent_instance;

  WaySession *session;
  GHashTable *names;       /* first eight digits of a copy -> what it is called */
  guint       shown;       /* conflicts, at most */

  /* Template children */
  GtkWidget  *rules_button;
  GtkWidget  *settled_label;
  GtkBox     *conflict_box;
  GtkButton  *more_button;
};

G_DEFINE_FINAL_TYPE (WayConflictsView, way_conflicts_view, GTK_TYPE_BOX)

static WayDb *
get_db (WayConflictsView *self)
{
  return way_session_get_db (self->session);
}

static WayPage *
get_page (WayConflictsView *self)
{
  return WAY_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), WAY_TYPE_PAGE));
}

static void
say (WayConflictsView *self,
     gboolean          done,
     const char       *text,
     const GError     *error)
{
  g_autofree char *problem = done ? NULL : way_error_text (error);

  way_page_toast (get_page (self), done ? text : problem, done);
  if (done)
    way_session_emit_changed (self->session);
}

/* --- One conflict --- */

static void
card_settle_cb (WayConflictsView *self,
                guint             number,
                WayConflictCard  *card)
{
  g_autofree char *who = way_session_dup_user (self->session);
  WayEditInfo info = { .name = _("Settle a conflict"), .who = who };
  g_autoptr(GError) error = NULL;
  gboolean done;

  done = way_conflicts_settle (get_db (self), way_conflict_card_get_entity (card),
                               way_conflict_card_get_row (card), way_conflict_card_get_field (card),
                               number, &info, NULL, &error);
  say (self, done, _("Settled, here and with the next file in every copy"), error);
}

static void
card_open_cb (WayConflictsView *self,
              WayConflictCard  *card)
{
  way_page_open_record (get_page (self), way_conflict_card_get_entity (card)->name,
                        way_conflict_card_get_row (card));
}

static void
add_card (WayConflictsView        *self,
          WayConflictValue *const *values,
          guint                    n_values)
{
  GtkWidget *card = way_conflict_card_new (get_db (self), way_session_get_today (self->session),
                                           values, n_values, self->names);

  g_signal_connect_object (card, "settle", G_CALLBACK (card_settle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "open", G_CALLBACK (card_open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->conflict_box, card);
}

/* --- One record --- */

static void
settle_all_cb (WayConflictsView *self,
               GtkButton        *button)
{
  way_settle_dialog_ask (GTK_WIDGET (self), self->session, self->names,
                         g_object_get_data (G_OBJECT (button), "row"));
}

static void
add_record (WayConflictsView       *self,
            const WayConflictValue *first,
            guint                   n_conflicts)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/conflict-record.ui");
  GtkWidget *button = GTK_WIDGET (gtk_builder_get_object (builder, "button"));
  g_autofree char *record = way_field_words_record (first->entity, &first->row, get_db (self));
  const char *name = *record != '\0' ? record : _(first->entity->label);
  g_autofree char *words = g_strdup_printf (ngettext ("%s: %u thing to settle",
                                                      "%s: %u things to settle", n_conflicts),
                                            name, n_conflicts);
  g_autofree char *label = g_strdup_printf (_("Settle all of %s"), name);

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "label")), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "row", g_memdup2 (&first->row, sizeof first->row),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (settle_all_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->conflict_box, GTK_WIDGET (gtk_builder_get_object (builder, "box")));
}

/* How many conflicts, from a value on, are of one record. */
static guint
count_of_record (const GPtrArray *values,
                 guint            first)
{
  const WayConflictValue *one = g_ptr_array_index (values, first);
  guint n_conflicts = 0;

  for (guint i = first; i < values->len; i += way_conflicts_span (values, i), n_conflicts++)
    if (!way_id_equal (&((WayConflictValue *) g_ptr_array_index (values, i))->row, &one->row))
      break;
  return n_conflicts;
}

/* --- All --- */

static gboolean
begins_record (const GPtrArray *values,
               guint            i)
{
  const WayConflictValue *one = g_ptr_array_index (values, i);

  return i == 0 ||
         !way_id_equal (&((WayConflictValue *) g_ptr_array_index (values, i - 1))->row, &one->row);
}

/* Gives how many conflicts there are, shown or not. */
static guint
add_conflicts (WayConflictsView *self,
               const GPtrArray  *values)
{
  guint n_conflicts = 0;
  guint n_values;

  for (guint i = 0; i < values->len; i += n_values, n_conflicts++)
    {
      guint of_record;

      n_values = way_conflicts_span (values, i);
      if (n_conflicts >= self->shown)
        continue;
      of_record = begins_record (values, i) ? count_of_record (values, i) : 0;
      if (of_record > 1)
        add_record (self, g_ptr_array_index (values, i), of_record);
      add_card (self, (WayConflictValue *const *) values->pdata + i, n_values);
    }
  return n_conflicts;
}

static void
fill (WayConflictsView *self,
      const GPtrArray  *values)
{
  g_autofree char *more = NULL;
  GtkWidget *child;
  guint n_conflicts;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->conflict_box))) != NULL)
    gtk_box_remove (self->conflict_box, child);
  n_conflicts = add_conflicts (self, values);
  more = g_strdup_printf (_("Show All %u"), n_conflicts);
  gtk_button_set_label (self->more_button, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), n_conflicts > self->shown);
  gtk_widget_set_visible (GTK_WIDGET (self->conflict_box), n_conflicts > 0);
  gtk_widget_set_visible (self->settled_label, n_conflicts == 0);
}

gboolean
way_conflicts_view_show (WayConflictsView  *self,
                         WaySession        *session,
                         GHashTable        *names,
                         GError           **error)
{
  g_autoptr(GPtrArray) values = NULL;

  g_return_val_if_fail (WAY_IS_CONFLICTS_VIEW (self), FALSE);

  if (g_set_object (&self->session, session))
    self->shown = CARDS_AT_FIRST;
  if (self->names != names)
    {
      g_clear_pointer (&self->names, g_hash_table_unref);
      self->names = g_hash_table_ref (names);
    }
  values = way_conflicts_list (get_db (self), NULL, error);
  if (values == NULL)
    return FALSE;
  gtk_widget_set_visible (self->rules_button, way_session_get_role (session) == WAY_COPY_OFFICE);
  fill (self, values);
  return TRUE;
}

static void
more_clicked_cb (WayConflictsView *self)
{
  self->shown = G_MAXUINT;
  way_page_refresh (get_page (self));
}

static void
rules_clicked_cb (WayConflictsView *self)
{
  way_conflict_rules_present (GTK_WIDGET (self), self->session);
}

static void
way_conflicts_view_dispose (GObject *object)
{
  WayConflictsView *self = WAY_CONFLICTS_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->names, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CONFLICTS_VIEW);

  G_OBJECT_CLASS (way_conflicts_view_parent_class)->dispose (object);
}

static void
way_conflicts_view_class_init (WayConflictsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_conflicts_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/conflicts-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayConflictsView, rules_button);
  gtk_widget_class_bind_template_child (widget_class, WayConflictsView, settled_label);
  gtk_widget_class_bind_template_child (widget_class, WayConflictsView, conflict_box);
  gtk_widget_class_bind_template_child (widget_class, WayConflictsView, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rules_clicked_cb);
}

static void
way_conflicts_view_init (WayConflictsView *self)
{
  self->shown = CARDS_AT_FIRST;
  gtk_widget_init_template (GTK_WIDGET (self));
}
