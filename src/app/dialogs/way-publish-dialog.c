/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two questions and a folder. */

#include "way-publish-dialog.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-release-tables.h"

typedef struct
{
  GtkWidget            *from;        /* owned */
  WayPublishApproved    approved;
  GtkWidget            *dialog;
  GtkEditable          *by_entry;
  GtkEditable          *note_entry;  /* NULL: nothing is replaced */
  GtkFileChooserNative *chooser;
  char                 *name;        /* proposed for the folder */
  char                 *by;
  char                 *note;
} Asking;

static void
asking_free (Asking *self)
{
  g_clear_object (&self->chooser);
  g_object_unref (self->from);
  g_free (self->name);
  g_free (self->by);
  g_free (self->note);
  g_free (self);
}

static char *
dup_words (GtkEditable *entry)
{
  return entry != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (entry))) : NULL;
}

/* --- The folder --- */

static void
chosen_cb (Asking *self,
           int     response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT
    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    self->approved (self->by, self->note, path, self->from);
  asking_free (self);
}

static void
ask_folder (Asking *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (self->from));

  self->chooser = gtk_file_chooser_native_new (_("Folder for the Release"), window,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Publish"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), self->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- The questions --- */

static void
answered_cb (Asking     *self,
             const char *response)
{
  if (!g_str_equal (response, "go-on"))
    {
      asking_free (self);
      return;
    }
  self->by = dup_words (self->by_entry);
  self->note = dup_words (self->note_entry);
  ask_folder (self);
}

static void
changed_cb (Asking *self)
{
  g_autofree char *by = dup_words (self->by_entry);
  g_autofree char *note = dup_words (self->note_entry);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "go-on",
                                           *by != '\0' && (note == NULL || *note != '\0'));
}

static GtkEditable *
add_entry (Asking     *self,
           GtkWidget  *box,
           const char *title)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  return GTK_EDITABLE (entry);
}

static char *
make_name (const WayPublishDraft *draft)
{
  g_autofree char *profile = g_ascii_strdown (draft->profile.id, -1);

  return g_strdup_printf ("statistics-%d-%02d-%s", draft->year, (draft->year + 1) % 100, profile);
}

static char *
make_body (const WayPublishDraft *draft)
{
  const WayPastRelease *replaced = way_publish_draft_replaces (draft);
  g_autofree char *day = replaced != NULL ? way_date_words_long (&replaced->made) : NULL;

  if (replaced == NULL)
    return g_strdup (_("What is published cannot be taken back."));
  return g_strdup_printf (_("It replaces the release of %s. What is published cannot be taken "
                            "back."), day);
}

void
way_publish_dialog_ask (GtkWidget             *from,
                        const WayPublishDraft *draft,
                        WayPublishApproved     approved)
{
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *body = make_body (draft);

  self->from = g_object_ref (from);
  self->approved = approved;
  self->name = make_name (draft);
  self->dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)),
                                         _("Publish These Tables?"), body);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _("_Cancel"),
                                    "go-on", _("Choose a _Folder…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "go-on",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "go-on");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  self->by_entry = add_entry (self, box, _("Approved by"));
  if (way_publish_draft_replaces (draft) != NULL)
    self->note_entry = add_entry (self, box, _("Why it replaces the one before"));
  changed_cb (self);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_set_focus (GTK_WINDOW (self->dialog), GTK_WIDGET (self->by_entry));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
