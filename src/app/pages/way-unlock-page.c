/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of a sealed file. */
#include "way-unlock-page.h"

#include <glib/gi18n.h>

#include "way-error-text.h"
#include "way-vault-work.h"

struct _WayUnlockPage
{
  GtkBox         parent_instance;

  char          *path;
  WayJob        *job;        /* while something is tried */
  gboolean       kept;       /* what is tried is the keyring's key */

  /* Template children */
  AdwStatusPage *status_page;
  GtkEditable   *passphrase_entry;
  GtkEditable   *code_entry;
  GtkButton     *unlock_button;
  GtkButton     *other_button;
  GtkLabel      *problem_label;
  GtkSpinner    *spinner;
};

enum
{
  UNLOCKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayUnlockPage, way_unlock_page, GTK_TYPE_BOX)

static gboolean
wants_code (WayUnlockPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->code_entry));
}

static GtkEditable *
current_entry (WayUnlockPage *self)
{
  return wants_code (self) ? self->code_entry : self->passphrase_entry;
}

static void
show_problem (WayUnlockPage *self,
              const char    *text)
{
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
}

static void
update (WayUnlockPage *self)
{
  gboolean busy = self->job != NULL;
  const char *text = gtk_editable_get_text (current_entry (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->unlock_button), !busy && *text != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase_entry), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->code_entry), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->other_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
show_way_in (WayUnlockPage *self,
             gboolean       code)
{
  gtk_widget_set_visible (GTK_WIDGET (self->passphrase_entry), !code);
  gtk_widget_set_visible (GTK_WIDGET (self->code_entry), code);
  gtk_button_set_label (self->other_button, code ? _("_Passphrase Instead")
                                                 : _("_Recovery Code Instead"));
  show_problem (self, NULL);
  update (self);
  way_unlock_page_focus (self);
}

static void
forget_words (WayUnlockPage *self)
{
  gtk_editable_set_text (self->passphrase_entry, "");
  gtk_editable_set_text (self->code_entry, "");
}

/* A wrong passphrase stays to be looked at (the entry can show it) and is all
 * selected to be typed over. */
static void
say_error (WayUnlockPage *self,
           const GError  *error)
{
  g_autofree char *text = way_error_text (error);

  show_problem (self, text);
  way_unlock_page_focus (self);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(WayUnlockPage) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean unlocked = way_job_run_finish (WAY_JOB (source), result, &error);

  g_clear_object (&self->job);
  if (self->status_page == NULL)
    return;
  update (self);
  if (!unlocked && self->kept)
    {
      show_problem (self, _("The desktop’s keyring did not open it. Type the passphrase."));
      way_unlock_page_focus (self);
      return;
    }
  if (!unlocked)
    {
      say_error (self, error);
      return;
    }
  forget_words (self);
  g_signal_emit (self, signals[UNLOCKED], 0, self->path);
}

static void
begin (WayUnlockPage *self,
       WayVaultWork  *work)
{
  self->kept = work->kind == WAY_VAULT_WORK_KEPT;
  self->job = way_job_new ();
  update (self);
  way_vault_work_run (work, self->job, tried_cb, g_object_ref (self));
}

static void
unlock_cb (WayUnlockPage *self)
{
  g_autoptr(WayVaultWork) work = NULL;

  if (self->job != NULL || *gtk_editable_get_text (current_entry (self)) == '\0')
    return;
  show_problem (self, NULL);
  work = way_vault_work_new (WAY_VAULT_WORK_UNLOCK, self->path,
                             gtk_editable_get_text (current_entry (self)));
  work->slot = wants_code (self) ? WAY_SLOT_RECOVERY : WAY_SLOT_PASSPHRASE;
  begin (self, work);
}

static void
other_clicked_cb (WayUnlockPage *self)
{
  show_way_in (self, !wants_code (self));
}

static void
changed_cb (WayUnlockPage *self)
{
  update (self);
}

static void
way_unlock_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_UNLOCK_PAGE);

  G_OBJECT_CLASS (way_unlock_page_parent_class)->dispose (object);
}

static void
way_unlock_page_finalize (GObject *object)
{
  WayUnlockPage *self = WAY_UNLOCK_PAGE (object);

  g_clear_object (&self->job);
  g_free (self->path);

  G_OBJECT_CLASS (way_unlock_page_parent_class)->finalize (object);
}

static void
way_unlock_page_class_init (WayUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_unlock_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_unlock_page_finalize;

  signals[UNLOCKED] = g_signal_new ("unlocked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/unlock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayUnlockPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, WayUnlockPage, passphrase_entry);
  gtk_widget_class_bind_template_child (widget_class, WayUnlockPage, code_entry);
  gtk_widget_class_bind_template_child (widget_class, WayUnlockPage, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, WayUnlockPage, other_button);
  gtk_widget_class_bind_template_child (widget_class, WayUnlockPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayUnlockPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
way_unlock_page_init (WayUnlockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
way_unlock_page_set_path (WayUnlockPage *self,
                          const char    *path)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (WAY_IS_UNLOCK_PAGE (self));

  g_free (self->path);
  self->path = g_strdup (path);
  name = g_path_get_basename (path);
  if (g_str_has_suffix (name, ".waymark"))
    name[strlen (name) - strlen (".waymark")] = '\0';
  /* Translators: %s is the name of a file. */
  title = g_strdup_printf (_("“%s” Is Locked"), name);
  adw_status_page_set_title (self->status_page, title);
  forget_words (self);
  show_way_in (self, FALSE);
}

void
way_unlock_page_try_kept (WayUnlockPage *self)
{
  g_autoptr(WayVaultWork) work = NULL;

  g_return_if_fail (WAY_IS_UNLOCK_PAGE (self));

  if (self->job != NULL || !way_vault_has_slot (self->path, WAY_SLOT_KEYRING))
    return;
  work = way_vault_work_new (WAY_VAULT_WORK_KEPT, self->path, NULL);
  begin (self, work);
}

void
way_unlock_page_focus (WayUnlockPage *self)
{
  g_return_if_fail (WAY_IS_UNLOCK_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (current_entry (self)));
}
