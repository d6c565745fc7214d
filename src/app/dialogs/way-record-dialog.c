/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing one record of any entity. */
#include "way-record-dialog.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-error-text.h"
#include "way-finish-key.h"
#include "way-window-title.h"

struct _WayRecordDialog
{
  AdwWindow          parent_instance;

  WaySession        *session;
  const WayEntity   *entity;
  char              *edit_name;
  WayRecordSaveFunc  save;
  gpointer           data;
  char              *draft_key;
  gboolean           done; /* saved, or thrown away: nothing to ask */
  WayForm           *form;

  /* Template children */
  AdwWindowTitle    *window_title;
  GtkButton         *save_button;
  GtkRevealer       *problem_bar;
  GtkLabel          *problem_label;
  AdwBin            *form_bin;
  GtkWidget         *reason_group; /* once something is refused without a reason */
  GtkEditable       *reason_row;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayRecordDialog, way_record_dialog, ADW_TYPE_WINDOW)

/* A row for every field that can be written, where no .ui file says better. */
static WayForm *
make_plain_form (const WayEntity *entity)
{
  GtkWidget *form = way_form_new ();
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 1; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & WAY_FIELD_DERIVED) == 0)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 way_field_row_new (entity->fields[i].name));
  gtk_box_append (GTK_BOX (form), group);
  return WAY_FORM (form);
}

static WayForm *
make_form (const WayEntity *entity,
           const char      *name)
{
  g_autofree char *own = g_strdelimit (g_strdup (entity->name), "_", '-');
  g_autofree char *path = g_strdup_printf ("/org/waymark/Waymark/ui/forms/%s.ui",
                                           name != NULL ? name : own);
  g_autoptr(GtkBuilder) builder = NULL;

  g_type_ensure (WAY_TYPE_FORM);
  if (!g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    return g_object_ref_sink (make_plain_form (entity));

  builder = gtk_builder_new_from_resource (path);
  return g_object_ref_sink (WAY_FORM (gtk_builder_get_object (builder, "form")));
}

static void
show_problem (WayRecordDialog *self,
              const char      *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
form_changed_cb (WayRecordDialog *self)
{
  /* A day that was typed says itself in full as the keyboard leaves it: also as
   * the dialog goes. */
  if (self->problem_bar != NULL)
    show_problem (self, NULL);
}

static gboolean
write_record (WayRecordDialog  *self,
              GError          **error)
{
  gpointer record = way_form_get_record (self->form);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);

  if (gtk_widget_get_visible (self->reason_group))
    act.reason = gtk_editable_get_text (self->reason_row);
  if (self->save != NULL)
    return self->save (&act, record, self->data, error);
  return way_session_put (self->session, self->edit_name, NULL, self->entity, record, error);
}

static char *
say_error (const GError *error)
{
  if (error->domain == WAY_MODEL_ERROR)
    return g_strdup (_("Some answers need another look."));
  return way_error_text (error);
}

/* What the dialog wrote itself it says itself, with a way back; who lent the
 * saving says better what was done. */
static void
offer_undo (WayRecordDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->save == NULL && parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", _("Saved"), TRUE);
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayRecordDialog *self = WAY_RECORD_DIALOG (widget);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (way_form_check (self->form, &error) && write_record (self, &error))
    {
      way_session_set_draft (self->session, self->draft_key, NULL);
      self->done = TRUE;
      g_signal_emit (self, signals[SAVED], 0);
      offer_undo (self);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  text = say_error (error);
  show_problem (self, text);
  if (g_error_matches (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_HELD))
    {
      gtk_widget_set_visible (self->reason_group, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
    }
}

static void
throw_away_answered_cb (WayRecordDialog *self,
                        const char      *response)
{
  if (!g_str_equal (response, "discard"))
    return;

  way_session_set_draft (self->session, self->draft_key, NULL);
  self->done = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_to_throw_away (WayRecordDialog *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Throw Away What You Typed?"),
                                              _("It has not been saved."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Go On Typing"),
                                    "discard", _("_Throw Away"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (throw_away_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whatever happens to the window next, the words are in the draft. */
static gboolean
way_record_dialog_close_request (GtkWindow *window)
{
  WayRecordDialog *self = WAY_RECORD_DIALOG (window);

  if (!self->done && way_form_is_changed (self->form))
    {
      g_autofree char *draft = way_form_dup_draft (self->form);

      way_session_set_draft (self->session, self->draft_key, draft);
      ask_to_throw_away (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (way_record_dialog_parent_class)->close_request (window);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_record_dialog_dispose (GObject *object)
{
  WayRecordDialog *self = WAY_RECORD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_RECORD_DIALOG);
  g_clear_object (&self->form);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_record_dialog_parent_class)->dispose (object);
}

static void
way_record_dialog_finalize (GObject *object)
{
  WayRecordDialog *self = WAY_RECORD_DIALOG (object);

  g_free (self->edit_name);
  g_free (self->draft_key);

  G_OBJECT_CLASS (way_record_dialog_parent_class)->finalize (object);
}

static void
way_record_dialog_class_init (WayRecordDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_record_dialog_dispose;
  object_class->finalize = way_record_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_record_dialog_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRecordDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, WayRecordDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, WayRecordDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayRecordDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayRecordDialog, form_bin);
  gtk_widget_class_bind_template_child (widget_class, WayRecordDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, WayRecordDialog, reason_row);
}

static void
way_record_dialog_init (WayRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), self->save_button);
}

static void
fill_form (WayRecordDialog    *self,
           const WayRecordAsk *ask)
{
  gpointer record;
  g_autofree char *id = NULL;
  const char *draft;

  if (ask->record != NULL)
    {
      record = way_record_copy (self->entity, ask->record);
    }
  else
    {
      record = way_record_new (self->entity);
      way_record_start (self->entity, record);
    }
  id = way_id_to_string (way_record_id (record));
  self->draft_key = g_strdup_printf ("%s %s %s", self->entity->name, id,
                                     ask->title != NULL ? ask->title : "");

  way_form_set_record (self->form, self->session, self->entity, record);
  draft = way_session_get_draft (self->session, self->draft_key);
  if (draft != NULL)
    way_form_set_draft (self->form, draft);
  way_record_free (self->entity, record);
}

WayRecordDialog *
way_record_dialog_new (GtkWidget          *parent,
                       WaySession         *session,
                       const WayRecordAsk *ask)
{
  WayRecordDialog *self = g_object_new (WAY_TYPE_RECORD_DIALOG, NULL);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  gboolean is_new = ask->record == NULL || ask->is_new;
  g_autofree char *title = NULL;

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->session = g_object_ref (session);
  self->entity = ask->entity;
  self->edit_name = g_strdup (ask->edit_name);
  self->save = ask->save;
  self->data = ask->data;

  if (ask->title != NULL)
    title = g_strdup (ask->title);
  else if (is_new)
    /* Translators: a window's title; %s is a sort of record, like “pupil”. */
    title = g_strdup_printf (_("New %s"), _(ask->entity->label));
  else
    /* Translators: a window's title; %s is a sort of record, like “pupil”. */
    title = g_strdup_printf (_("Change the %s"), _(ask->entity->label));
  way_window_title_set (self->window_title, title, NULL);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (self->save_button, ask->verb != NULL ? ask->verb : _("_Save"));

  self->form = make_form (ask->entity, ask->form);
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  fill_form (self, ask);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

WayForm *
way_record_dialog_get_form (WayRecordDialog *self)
{
  g_return_val_if_fail (WAY_IS_RECORD_DIALOG (self), NULL);

  return self->form;
}

WayRecordDialog *
way_record_dialog_open (GtkWidget          *parent,
                        WaySession         *session,
                        const WayRecordAsk *ask)
{
  WayRecordDialog *self = way_record_dialog_new (parent, session, ask);

  way_form_focus (self->form);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
