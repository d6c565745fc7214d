/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in and out of a referral form.  A paper that is opened is written to a
 * folder that only this user can read and that goes with the form. */
#include "way-referral-papers.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "way-act-session.h"
#include "way-attachments.h"
#include "way-error-text.h"
#include "way-file.h"
#include "way-hand-out.h"
#include "way-trail.h"

struct _WayReferralPapers
{
  WayRowList           *list;
  WaySession           *session;
  WayReferralForm      *form;
  void                (*changed) (gpointer data);
  gpointer              data;
  GtkFileChooserNative *chooser;
  WayId                 saving;     /* the paper for which a place is chosen */
  char                 *folder;     /* of what was opened, or NULL */
  GPtrArray            *opened;     /* paths */
};

static WayDb *
get_db (WayReferralPapers *self)
{
  return way_session_get_db (self->session);
}

static void
say_error (WayReferralPapers *self,
           const GError      *error)
{
  g_autofree char *text = way_error_text (error);

  way_row_list_set_problem (self->list, text);
}

/* --- In --- */

static gboolean
has_room (WayReferralPapers *self)
{
  guint most = way_referral_list_most (WAY_REFERRAL_LIST_PAPERS);
  g_autofree char *text = NULL;

  if (way_referral_form_n_rows (self->form, WAY_REFERRAL_LIST_PAPERS) < most)
    return TRUE;
  text = g_strdup_printf (_("No more than %u files go with a referral."), most);
  way_row_list_set_problem (self->list, text);
  return FALSE;
}

/* The row has its id already; all else is what was found of the file. */
static void
fill_row (gpointer             row,
          const WayAttachment *paper)
{
  for (guint i = 1; i < way_attachment_entity.n_fields; i++)
    {
      const WayField *field = &way_attachment_entity.fields[i];
      WayValue value = way_field_get (field, paper);

      way_field_set (field, row, &value);
    }
}

void
way_referral_papers_add (WayReferralPapers *self,
                         GFile             *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  g_autoptr(WayAttachment) paper = NULL;
  g_autoptr(GError) error = NULL;

  if (!has_room (self))
    return;
  if (path == NULL)
    {
      way_row_list_set_problem (self->list, _("Only files on this computer can be added."));
      return;
    }
  paper = way_attachments_take_file (get_db (self), path, &act.today, act.who, &error);
  if (paper == NULL)
    {
      say_error (self, error);
      return;
    }
  fill_row (way_referral_form_add_row (self->form, WAY_REFERRAL_LIST_PAPERS), paper);
  way_row_list_set_problem (self->list, NULL);
  self->changed (self->data);
  way_row_list_open (self->list, way_row_list_get_n_rows (self->list) - 1);
}

static GtkWindow *
get_window (WayReferralPapers *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->list)));
}

static void
chosen_cb (WayReferralPapers    *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      way_referral_papers_add (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
add_cb (WayReferralPapers *self)
{
  way_row_list_set_problem (self->list, NULL);
  if (!has_room (self))
    return;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Add a File"), get_window (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (WayReferralPapers *self,
         const GValue      *value)
{
  const GSList *files = g_value_get_boxed (value);

  for (; files != NULL; files = files->next)
    way_referral_papers_add (self, files->data);
  return TRUE;
}

/* --- Out --- */

static const WayAttachment *
find_paper (WayReferralPapers *self,
            const WayId       *id)
{
  for (guint i = 0; i < way_referral_form_n_rows (self->form, WAY_REFERRAL_LIST_PAPERS); i++)
    {
      const WayAttachment *paper = way_referral_form_get_row (self->form,
                                                              WAY_REFERRAL_LIST_PAPERS, i);

      if (way_id_equal (&paper->id, id))
        return paper;
    }
  return NULL;
}

static gboolean
write_paper (WayReferralPapers   *self,
             const WayAttachment *paper,
             const char          *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = way_attachments_read (get_db (self), paper, &error);

  if (bytes != NULL &&
      way_hand_out (GTK_WIDGET (self), WAY_TRAIL_EXPORT, "attachment", &error) &&
      way_file_write (path, bytes, &error))
    {
      way_row_list_set_problem (self->list, NULL);
      return TRUE;
    }
  say_error (self, error);
  return FALSE;
}

static void
saved_cb (WayReferralPapers    *self,
          int                   response,
          GtkFileChooserNative *chooser)
{
  const WayAttachment *paper = find_paper (self, &self->saving);

  if (response == GTK_RESPONSE_ACCEPT && paper != NULL)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        write_paper (self, paper, path);
    }
  g_clear_object (&self->chooser);
}

static void
save_paper (WayReferralPapers   *self,
            const WayAttachment *paper)
{
  g_clear_object (&self->chooser);
  self->saving = paper->id;
  self->chooser = gtk_file_chooser_native_new (_("Save a Copy"), get_window (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), paper->name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (saved_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_paper (WayReferralPapers   *self,
            const WayAttachment *paper)
{
  g_autofree char *base = g_path_get_basename (paper->name);
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;

  if (self->folder == NULL)
    {
      g_autofree char *template = g_build_filename (g_get_user_runtime_dir (),
                                                    "waymark-papers-XXXXXX", NULL);

      self->folder = g_strdup (g_mkdtemp (template));
    }
  path = g_build_filename (self->folder != NULL ? self->folder : "", base, NULL);
  if (!write_paper (self, paper, path))
    return;
  g_ptr_array_add (self->opened, g_strdup (path));
  uri = g_filename_to_uri (path, NULL, NULL);
  gtk_show_uri (get_window (self), uri, GDK_CURRENT_TIME);
}

typedef struct
{
  WayReferralPapers *papers;
  WayId              paper;
  void             (*act) (WayReferralPapers *, const WayAttachment *);
} Out;

static void
out_cb (Out *out)
{
  const WayAttachment *paper = find_paper (out->papers, &out->paper);

  if (paper != NULL)
    out->act (out->papers, paper);
}

static void
free_out (gpointer  data,
          GClosure *closure)
{
  g_free (data);
}

static void
add_button (WayReferralPapers   *self,
            AdwExpanderRow      *row,
            const WayAttachment *paper,
            const char          *icon_name,
            const char          *words,
            void               (*act) (WayReferralPapers *, const WayAttachment *))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  Out *out = g_new0 (Out, 1);

  *out = (Out) { self, paper->id, act };
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (out_cb), out, free_out,
                         G_CONNECT_SWAPPED);
  adw_expander_row_add_action (row, button);
}

static void
row_made_cb (WayReferralPapers *self,
             guint              i,
             AdwExpanderRow    *row)
{
  const WayAttachment *paper = way_referral_form_get_row (self->form, WAY_REFERRAL_LIST_PAPERS, i);

  add_button (self, row, paper, "document-open-symbolic", _("Open this file"), open_paper);
  add_button (self, row, paper, "document-save-symbolic", _("Save a copy of this file"),
              save_paper);
}

WayReferralPapers *
way_referral_papers_new (WayRowList       *list,
                         WaySession       *session,
                         WayReferralForm  *form,
                         void            (*changed) (gpointer data),
                         gpointer          data)
{
  WayReferralPapers *self = g_new0 (WayReferralPapers, 1);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->list = g_object_ref (list);
  self->session = session;
  self->form = form;
  self->changed = changed;
  self->data = data;
  self->opened = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_swapped (list, "add", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (list, "row-made", G_CALLBACK (row_made_cb), self);
  return self;
}

void
way_referral_papers_free (WayReferralPapers *self)
{
  g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  for (guint i = 0; i < self->opened->len; i++)
    g_unlink (self->opened->pdata[i]);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_ptr_array_unref (self->opened);
  g_object_unref (self->list);
  g_free (self->folder);
  g_free (self);
}
