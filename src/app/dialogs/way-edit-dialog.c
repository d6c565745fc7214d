/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit, read from the journal. */
#include "way-edit-dialog.h"

#include <glib/gi18n.h>

#include "way-edit-list.h"
#include "way-error-text.h"
#include "way-field-words.h"
#include "way-history.h"
#include "way-op.h"
#include "way-window-title.h"

/* An import may have changed thousands; what they were is in the export. */
#define MOST_RECORDS 100

/* Edits looked through for the one that was asked for. */
#define MOST_EDITS 5000

struct _WayEditDialog
{
  AdwWindow            parent_instance;

  WaySession          *session;
  WayEditId            edit;

  /* Template children */
  AdwWindowTitle      *window_title;
  AdwPreferencesGroup *about_group;
  AdwPreferencesGroup *change_group;
  GtkButton           *undo_button;
  GtkRevealer         *problem_bar;
  GtkLabel            *problem_label;
};

G_DEFINE_FINAL_TYPE (WayEditDialog, way_edit_dialog, ADW_TYPE_WINDOW)

static void
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_text = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_text);
  adw_preferences_group_add (group, row);
}

static char *
record_words (WayEditDialog          *self,
              const WayHistoryChange *change)
{
  g_autofree char *title = NULL;

  if (change->entity == NULL)
    return g_strdup (_("Something that a newer Waymark knows"));
  title =
    way_field_words_record (change->entity, &change->row, way_session_get_db (self->session));
  return g_strdup (*title != '\0' ? title : _(change->entity->label));
}

static char *
change_words (WayEditDialog          *self,
              const WayHistoryChange *change)
{
  WayDb *db = way_session_get_db (self->session);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (change->field == NULL)
    return g_strdup (change->kind == WAY_OP_DELETE ? _("Deleted") : _("Brought back"));

  before = way_field_words_text (change->field, change->before, db);
  after = way_field_words_text (change->field, change->after, db);
  if (*before == '\0')
    /* Translators: a field and the value it was given. */
    return g_strdup_printf (_("%s: %s"), _(change->field->label), after);
  if (*after == '\0')
    /* Translators: a field and the value it lost. */
    return g_strdup_printf (_("%s: %s, emptied"), _(change->field->label), before);
  /* Translators: a field, the value it had, the value it was given. */
  return g_strdup_printf (_("%s: %s → %s"), _(change->field->label), before, after);
}

static WayHistoryEdit *
find_edit (GPtrArray *edits,
           WayEditId  edit)
{
  for (guint i = 0; edits != NULL && i < edits->len; i++)
    if (((WayHistoryEdit *) g_ptr_array_index (edits, i))->id == edit)
      return g_ptr_array_index (edits, i);
  return NULL;
}

static void
show_edit (WayEditDialog        *self,
           const WayHistoryEdit *edit)
{
  g_autofree char *when = way_edit_words_when (edit, way_session_get_today (self->session));
  g_autofree char *number = way_edit_to_text (way_session_get_db (self->session), edit->id);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", when, edit->who);

  way_window_title_set (self->window_title, edit->name, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), edit->name);
  if (edit->reason != NULL)
    add_row (self->about_group, _("Reason"), edit->reason);
  add_row (self->about_group, _("Number"), number);
  if (edit->undone_by != 0)
    add_row (self->about_group, _("State"), _("Taken back since"));
  gtk_widget_set_visible (GTK_WIDGET (self->undo_button),
                          edit->undone_by == 0 && !edit->baseline && !edit->erasure &&
                            !way_session_is_read_only (self->session));
}

static gboolean
is_same_record (const WayHistoryChange *a,
                const WayHistoryChange *b)
{
  return a->entity == b->entity && way_id_equal (&a->row, &b->row);
}

/* A row for each record, with a line for each of its fields. */
static void
show_changes (WayEditDialog *self)
{
  g_autoptr(GPtrArray) changes =
    way_history_changes (way_session_get_db (self->session), self->edit, NULL, NULL);
  guint n = changes != NULL ? changes->len : 0;
  guint i = 0;

  for (guint n_rows = 0; i < n && n_rows < MOST_RECORDS; n_rows++)
    {
      const WayHistoryChange *first = g_ptr_array_index (changes, i);
      g_autofree char *title = record_words (self, first);
      g_autoptr(GString) lines = g_string_new (NULL);

      for (; i < n && is_same_record (first, g_ptr_array_index (changes, i)); i++)
        {
          g_autofree char *words = change_words (self, g_ptr_array_index (changes, i));

          g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", words);
        }
      add_row (self->change_group, title, lines->str);
    }
  if (i < n)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("The first of them; %u more change",
                                   "The first of them; %u more changes", n - i),
                         n - i);

      adw_preferences_group_set_description (self->change_group, more);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->change_group), n > 0);
}

static void
undo_clicked_cb (WayEditDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (way_session_undo (self->session, self->edit, NULL, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  text = way_error_text (error);
  gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, TRUE);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_edit_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_EDIT_DIALOG);
  g_clear_object (&WAY_EDIT_DIALOG (object)->session);

  G_OBJECT_CLASS (way_edit_dialog_parent_class)->dispose (object);
}

static void
way_edit_dialog_class_init (WayEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_edit_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayEditDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, WayEditDialog, about_group);
  gtk_widget_class_bind_template_child (widget_class, WayEditDialog, change_group);
  gtk_widget_class_bind_template_child (widget_class, WayEditDialog, undo_button);
  gtk_widget_class_bind_template_child (widget_class, WayEditDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayEditDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
}

static void
way_edit_dialog_init (WayEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

WayEditDialog *
way_edit_dialog_new (GtkWidget  *parent,
                     WaySession *session,
                     WayEditId   edit)
{
  WayEditDialog *self = g_object_new (WAY_TYPE_EDIT_DIALOG, NULL);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  WayHistoryFilter filter = { NULL };
  g_autoptr(GPtrArray) edits = NULL;
  const WayHistoryEdit *found;

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->session = g_object_ref (session);
  self->edit = edit;
  edits = way_history_edits (way_session_get_db (session), &filter, 0, MOST_EDITS, NULL);
  found = find_edit (edits, edit);
  if (found != NULL)
    show_edit (self, found);
  show_changes (self);
  return self;
}

void
way_edit_dialog_open (GtkWidget  *parent,
                      WaySession *session,
                      WayEditId   edit)
{
  gtk_window_present (GTK_WINDOW (way_edit_dialog_new (parent, session, edit)));
}
