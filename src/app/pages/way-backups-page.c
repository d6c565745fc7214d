/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups as people see them.  Jobs write, prove and restore; the page asks,
 * shows and confirms. */
#include "way-backups-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-backup-work.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-error-text.h"
#include "way-vault.h"

struct _WayBackupsPage
{
  WayPage         parent_instance;

  WayJob         *job;       /* while a work goes on */
  WayBackupWork  *work;      /* that work, or the one that is asked about */

  /* Template children */
  GtkWidget      *work_box;
  GtkLabel       *phase_label;
  GtkProgressBar *progress_bar;
  GtkListBox     *health_list;
  GtkListBox     *file_list;
  GtkWidget      *none_label;
};

static void begin_work (WayBackupsPage    *self,
                        WayBackupWorkKind  kind,
                        const char        *backup);

G_DEFINE_FINAL_TYPE (WayBackupsPage, way_backups_page, WAY_TYPE_PAGE)

static const char *
get_path (WayBackupsPage *self)
{
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  WayStore *store = session != NULL ? way_session_get_store (session) : NULL;

  return store != NULL ? way_store_get_path (store) : NULL;
}

static const GDate *
get_today (WayBackupsPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

static void
say_error (WayBackupsPage *self,
           const GError   *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = way_error_text (error);
  way_page_toast (WAY_PAGE (self), text, FALSE);
}

/* --- Rows --- */

static GtkWidget *
make_row (const char *icon_name,
          const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  return row;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_health (WayBackupsPage *self,
            gboolean        good,
            const char     *title,
            const char     *subtitle)
{
  gtk_list_box_append (self->health_list,
                       make_row (good ? "way-done-symbolic" : "dialog-information-symbolic", title,
                                 subtitle));
}

static void
show_sealing (WayBackupsPage *self)
{
  gboolean sealed = way_vault_is_sealed (get_path (self));

  if (sealed)
    add_health (self, TRUE, _("Sealed"), _("Nobody can read the file without its passphrase."));
  else
    add_health (self, FALSE, _("Not sealed"),
                _("Whoever has the file can read it. It is for trying things out: begin a new "
                  "authority for children who are real."));
}

static void
show_recovery (WayBackupsPage *self)
{
  g_autoptr(GPtrArray) slots = way_vault_slots (get_path (self), NULL);
  const WayKeySlot *recovery = NULL;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    if (((WayKeySlot *) g_ptr_array_index (slots, i))->kind == WAY_SLOT_RECOVERY)
      recovery = g_ptr_array_index (slots, i);
  if (recovery == NULL)
    {
      add_health (self, FALSE, _("No recovery code"),
                  _("If the passphrase is forgotten, nobody can open the file any more."));
      return;
    }
  when = way_date_words_moment (recovery->made, get_today (self));
  text = g_strdup_printf (_("Made %s. It opens the file when the passphrase is forgotten."), when);
  add_health (self, TRUE, _("Recovery code"), text);
}

static const char *
way_words (WaySlotKind kind)
{
  switch (kind)
    {
    case WAY_SLOT_PASSPHRASE:
      return _("its passphrase");
    case WAY_SLOT_RECOVERY:
      return _("its recovery code");
    case WAY_SLOT_KEYRING:
      return _("the keyring of the account that kept a key of it");
    case WAY_SLOT_ESCROW:
      return _("an office, which can make a new recovery code");
    default:
      return _("a way that a later program made");
    }
}

/* One may be lost; with two the file is still there. */
static void
show_ways (WayBackupsPage *self)
{
  g_autoptr(GPtrArray) slots = way_vault_slots (get_path (self), NULL);
  g_autoptr(GString) ways = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (slots == NULL || slots->len == 0)
    return;
  for (guint i = 0; i < slots->len; i++)
    {
      const WayKeySlot *slot = g_ptr_array_index (slots, i);

      g_string_append_printf (ways, "%s%s", i > 0 ? "; " : "", way_words (slot->kind));
    }
  /* Translators: a sentence made of the ways: "By its passphrase; its recovery code." */
  g_string_prepend (ways, _("By "));
  g_string_append_c (ways, '.');
  title = g_strdup_printf (ngettext ("%u way to open it", "%u ways to open it", slots->len),
                           slots->len);
  add_health (self, slots->len > 1, title, ways->str);
}

static void
show_last (WayBackupsPage  *self,
           const GPtrArray *files)
{
  const WayBackupFile *last = NULL;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; last == NULL && i < files->len; i++)
    if (((WayBackupFile *) g_ptr_array_index (files, i))->kind == WAY_BACKUP_DAILY)
      last = g_ptr_array_index (files, i);
  if (last == NULL)
    {
      add_health (self, FALSE, _("No backup yet"),
                  _("A sealed file is backed up once a day while it is open."));
      return;
    }
  when = way_date_words_moment (last->when, get_today (self));
  text = g_strdup_printf (_("The last was made %s, opened, looked over and found whole."), when);
  add_health (self, TRUE, _("Backed up"), text);
}

static const char *
kind_words (WayBackupKind kind)
{
  static const char *const words[] = {
    [WAY_BACKUP_DAILY] = N_("Of the day"),
    [WAY_BACKUP_BEFORE_UPGRADE] = N_("Before an upgrade, for the program as it was then"),
    [WAY_BACKUP_BEFORE_IMPORT] = N_("Before another copy’s changes came in"),
  };

  return _(words[kind]);
}

static void
add_file (WayBackupsPage      *self,
          const WayBackupFile *file)
{
  g_autofree char *when = way_date_words_moment (file->when, get_today (self));
  g_autofree char *size = g_format_size ((guint64) file->size);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", kind_words (file->kind), size);
  g_autofree char *label = g_strdup_printf (_("Look into the backup of %s"), when);
  GtkWidget *row = make_row ("drive-harddisk-symbolic", when, subtitle);
  GtkWidget *button;

  gtk_list_box_append (self->file_list, row);
  if (file->kind == WAY_BACKUP_BEFORE_UPGRADE)
    return;                            /* its tables are not this program's */
  button = gtk_button_new_with_label (_("Look Into It…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "backups.look");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", file->path);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* --- Restoring --- */

/* Each count in the backup, and in the file as it is. */
static void
add_counts (GString             *text,
            const WayBackupWork *work)
{
  const WayBackupView *then = &work->view;
  const WayBackupView *now = &work->now;

  /* Translators: in the backup, and in the file as it is now; so below. */
  g_string_append_printf (text, _("Pupils: %d, now %d"), (int) then->pupils, (int) now->pupils);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Referrals: %d, now %d"), (int) then->referrals,
                          (int) now->referrals);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Placements: %d, now %d"), (int) then->placements,
                          (int) now->placements);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Changes: %d, now %d"), (int) then->edits, (int) now->edits);
}

static char *
view_words (WayBackupsPage      *self,
            const WayBackupWork *work)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *when = way_date_words_moment (work->view.last_edit, get_today (self));

  if (work->view.last_edit > 0)
    g_string_append_printf (text, _("The last change in it was made %s."), when);
  g_string_append (text, "\n\n");
  add_counts (text, work);
  g_string_append (text, "\n\n");
  g_string_append (text, _("It was opened, looked over and found whole. Restoring makes a new file "
                           "beside this one and opens it; this one stays as it is."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
restore_answered_cb (WayBackupsPage *self,
                     const char     *response)
{
  g_autoptr(WayBackupWork) asked = g_steal_pointer (&self->work);

  if (asked != NULL && g_str_equal (response, "restore"))
    begin_work (self, WAY_BACKUP_WORK_RESTORE, asked->backup);
}

static void
ask_to_restore (WayBackupsPage *self,
                WayBackupWork  *work)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *words = view_words (self, work);
  GtkWidget *dialog = adw_message_dialog_new (window, _("Restore This Backup?"), words);

  self->work = way_backup_work_ref (work);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "restore",
                                    _("_Restore"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (restore_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Works --- */

static void
set_busy (WayBackupsPage *self,
          gboolean        busy)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backups.make", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backups.look", !busy);
  gtk_widget_set_visible (self->work_box, busy);
}

static void
progress_cb (WayBackupsPage *self)
{
  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
}

static void
say_done (WayBackupsPage *self,
          WayBackupWork  *work)
{
  switch (work->kind)
    {
    case WAY_BACKUP_WORK_MAKE:
      way_page_toast (WAY_PAGE (self), _("Backed up, and found whole"), FALSE);
      break;
    case WAY_BACKUP_WORK_LOOK:
      ask_to_restore (self, work);
      break;
    case WAY_BACKUP_WORK_RESTORE:
    default:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-path", "s", work->restored);
      break;
    }
}

static void
work_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(WayBackupsPage) self = user_data;
  g_autoptr(WayBackupWork) work = g_steal_pointer (&self->work);
  g_autoptr(GError) error = NULL;
  gboolean done = way_job_run_finish (WAY_JOB (source), result, &error);

  /* A last word of the job may come after its end. */
  g_signal_handlers_disconnect_by_data (source, self);
  g_clear_object (&self->job);
  if (self->work_box == NULL)
    return;
  set_busy (self, FALSE);
  if (done)
    say_done (self, work);
  else
    say_error (self, error);
  way_page_refresh (WAY_PAGE (self));
}

static void
begin_work (WayBackupsPage    *self,
            WayBackupWorkKind  kind,
            const char        *backup)
{
  static const char *const phases[] = {
    [WAY_BACKUP_WORK_MAKE] = N_("Backing up, and looking the backup over"),
    [WAY_BACKUP_WORK_LOOK] = N_("Looking the backup over"),
    [WAY_BACKUP_WORK_RESTORE] = N_("Making a new file from the backup"),
  };

  if (self->job != NULL || get_path (self) == NULL)
    return;
  g_clear_pointer (&self->work, way_backup_work_unref);
  self->work = way_backup_work_new (kind, get_path (self), backup, get_today (self));
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_label (self->phase_label, _(phases[kind]));
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  set_busy (self, TRUE);
  way_backup_work_run (self->work, self->job, work_done_cb, g_object_ref (self));
}

static void
make_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  begin_work (WAY_BACKUPS_PAGE (widget), WAY_BACKUP_WORK_MAKE, NULL);
}

static void
look_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  begin_work (WAY_BACKUPS_PAGE (widget), WAY_BACKUP_WORK_LOOK,
              g_variant_get_string (parameter, NULL));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayBackupsPage *self = WAY_BACKUPS_PAGE (widget);

  if (self->job != NULL)
    way_job_cancel (self->job);
}

/* --- The page --- */

static void
way_backups_page_refresh (WayPage *page)
{
  WayBackupsPage *self = WAY_BACKUPS_PAGE (page);
  g_autoptr(GPtrArray) files = NULL;

  if (get_path (self) == NULL)
    {
      way_page_show_empty (page);
      return;
    }
  files = way_backups_list (get_path (self));
  clear_list (self->health_list);
  show_sealing (self);
  show_last (self, files);
  if (way_vault_is_sealed (get_path (self)))
    {
      show_recovery (self);
      show_ways (self);
    }
  clear_list (self->file_list);
  for (guint i = 0; i < files->len; i++)
    add_file (self, g_ptr_array_index (files, i));
  gtk_widget_set_visible (GTK_WIDGET (self->file_list), files->len > 0);
  gtk_widget_set_visible (self->none_label, files->len == 0);
  way_page_show_content (page);
}

static void
way_backups_page_dispose (GObject *object)
{
  WayBackupsPage *self = WAY_BACKUPS_PAGE (object);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      way_job_cancel (self->job);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_BACKUPS_PAGE);

  G_OBJECT_CLASS (way_backups_page_parent_class)->dispose (object);
}

static void
way_backups_page_finalize (GObject *object)
{
  WayBackupsPage *self = WAY_BACKUPS_PAGE (object);

  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_backup_work_unref);

  G_OBJECT_CLASS (way_backups_page_parent_class)->finalize (object);
}

static void
way_backups_page_class_init (WayBackupsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_backups_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_backups_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_backups_page_refresh;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_install_action (widget_class, "backups.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "backups.look", "s", look_action);
  gtk_widget_class_install_action (widget_class, "backups.cancel", NULL, cancel_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/backups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayBackupsPage, work_box);
  gtk_widget_class_bind_template_child (widget_class, WayBackupsPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, WayBackupsPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayBackupsPage, health_list);
  gtk_widget_class_bind_template_child (widget_class, WayBackupsPage, file_list);
  gtk_widget_class_bind_template_child (widget_class, WayBackupsPage, none_label);
}

static void
way_backups_page_init (WayBackupsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
