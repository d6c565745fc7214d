/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture shows where a note is; here it is read in full, changed, deleted. */
#include "way-note-list.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-error-text.h"
#include "way-pinned-notes.h"
#include "way-record-dialog.h"

struct _WayNoteList
{
  AdwBin               parent_instance;

  WaySession          *session;
  WayChartView        *view;       /* weak; whose notes these are */
  char                *chart;
  WayId                setting;
  GPtrArray           *notes;      /* WayPinnedNote * */
  GPtrArray           *rows;       /* GtkWidget *, of the group */

  /* Template children */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (WayNoteList, way_note_list, ADW_TYPE_BIN)

static void
say (WayNoteList *self,
     const char  *text,
     gboolean     with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, with_undo);
}

/* --- Writing one --- */

static void
saved_cb (WayNoteList *self)
{
  say (self, _("The note is on the chart"), TRUE);
}

static void
open_dialog (WayNoteList         *self,
             const WayPinnedNote *note,
             gboolean             is_new)
{
  WayRecordAsk ask = {
    .entity = &way_pinned_note_entity, .record = note, .is_new = is_new,
    .title = is_new ? _("Pin a Note") : _("Change a Note"),
    .edit_name = is_new ? "Pin a note to a chart" : "Change a note on a chart",
  };
  WayRecordDialog *dialog = way_record_dialog_open (GTK_WIDGET (self->view), self->session, &ask);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
}

static void
note_asked_cb (WayNoteList *self,
               guint        julian)
{
  GDate day = way_date_from_julian (julian);
  g_autofree char *by = NULL;
  g_autoptr(WayPinnedNote) note = NULL;

  if (self->session == NULL || way_session_is_read_only (self->session))
    return;
  by = way_session_dup_user (self->session);
  note = way_pinned_note_start (self->chart, &self->setting, &day, by);
  open_dialog (self, note, TRUE);
}

static void
row_activated_cb (WayNoteList *self,
                  GtkWidget   *row)
{
  open_dialog (self, g_object_get_data (G_OBJECT (row), "note"), FALSE);
}

static void
delete_clicked_cb (WayNoteList *self,
                   GtkWidget   *button)
{
  const WayPinnedNote *note = g_object_get_data (G_OBJECT (button), "note");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  WayId id = note->id;

  if (way_session_delete (self->session, "Delete a note on a chart", NULL, &way_pinned_note_entity,
                          &id, &error))
    {
      say (self, _("The note is deleted"), TRUE);
      return;
    }
  text = way_error_text (error);
  say (self, text, FALSE);
}

/* --- The list --- */

static GtkWidget *
make_delete_button (WayNoteList   *self,
                    WayPinnedNote *note)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *spoken = g_strdup_printf (_("Delete the note: %s"), note->text);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Delete This Note"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (button), "note", note);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (WayNoteList   *self,
         WayPinnedNote *note)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = way_date_words_long (&note->day);
  g_autofree char *about = note->by != NULL ? g_strdup_printf ("%s · %s", day, note->by)
                                            : g_strdup (day);
  gboolean may = !way_session_is_read_only (self->session);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), may);
  g_object_set_data (G_OBJECT (row), "note", note);
  if (may)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_delete_button (self, note));
      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                               G_CONNECT_SWAPPED);
    }
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (WayNoteList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_on_chart (WayNoteList *self)
{
  g_autofree WayChartNote *pins = g_new (WayChartNote, MAX (self->notes->len, 1));

  for (guint i = 0; i < self->notes->len; i++)
    {
      const WayPinnedNote *note = g_ptr_array_index (self->notes, i);

      pins[i] = (WayChartNote) { way_date_julian (&note->day), note->text };
    }
  way_chart_view_set_notes (self->view, pins, self->notes->len);
}

static void
watch (WayNoteList  *self,
       WayChartView *view)
{
  if (!g_set_weak_pointer (&self->view, view))
    return;
  g_signal_connect_object (view, "note-asked", G_CALLBACK (note_asked_cb), self,
                           G_CONNECT_SWAPPED);
}

gboolean
way_note_list_load (WayNoteList   *self,
                    WayChartView  *view,
                    WaySession    *session,
                    const char    *chart,
                    const WayId   *setting,
                    GError       **error)
{
  g_autoptr(GPtrArray) notes =
    way_pinned_notes_list (way_session_get_db (session), chart, setting, error);

  if (notes == NULL)
    return FALSE;
  watch (self, view);
  g_set_object (&self->session, session);
  g_free (self->chart);
  self->chart = g_strdup (chart);
  self->setting = setting != NULL ? *setting : (WayId) { { 0 } };
  clear_rows (self);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = g_steal_pointer (&notes);
  for (guint i = 0; i < self->notes->len; i++)
    add_row (self, g_ptr_array_index (self->notes, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->notes->len > 0);
  g_object_set (view, "takes-notes", !way_session_is_read_only (session), NULL);
  show_on_chart (self);
  return TRUE;
}

static void
way_note_list_finalize (GObject *object)
{
  WayNoteList *self = WAY_NOTE_LIST (object);

  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->session);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->chart);

  G_OBJECT_CLASS (way_note_list_parent_class)->finalize (object);
}

static void
way_note_list_class_init (WayNoteListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_note_list_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/note-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WayNoteList, group);
}

static void
way_note_list_init (WayNoteList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
