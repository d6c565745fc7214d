/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few things that are a person's own choice. */
#include "way-preferences-window.h"

#include <glib/gi18n.h>

#include "way-code-choice.h"
#include "way-date-entry.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-escrow.h"
#include "way-passphrase-dialog.h"
#include "way-recovery-dialog.h"
#include "way-settings.h"
#include "way-vault-work.h"

struct _WayPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  WaySession          *session;
  WayCodeChoice       *role_choice;
  WayJob              *job;        /* while the keyring is asked */
  gboolean             showing;    /* switches are set by the program */

  /* Template children */
  AdwEntryRow         *name_row;
  AdwActionRow        *role_row;
  AdwComboRow         *style_row;
  AdwActionRow        *day_row;
  WayDateEntry        *day_entry;
  GtkButton           *today_button;
  GtkWidget           *safety_group;
  GtkSpinButton       *minutes_button;
  GtkSwitch           *sleep_switch;
  GtkSwitch           *keyring_switch;
  AdwActionRow        *help_row;
  GtkSwitch           *help_switch;
};

G_DEFINE_FINAL_TYPE (WayPreferencesWindow, way_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
show_day (WayPreferencesWindow *self)
{
  g_autofree char *words = way_date_words_long (way_session_get_today (self->session));
  gboolean other = way_session_is_another_day (self->session);

  adw_action_row_set_subtitle (self->day_row, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->today_button), other);
}

static void
day_changed_cb (WayPreferencesWindow *self)
{
  GDate day;

  /* The entry says so once more when it goes with the window. */
  if (self->day_entry == NULL || !way_date_entry_get_day (self->day_entry, &day))
    return;
  way_session_set_today (self->session, &day);
  show_day (self);
}

static void
today_clicked_cb (WayPreferencesWindow *self)
{
  way_date_entry_set_text (self->day_entry, "");
}

static void
role_changed_cb (WayPreferencesWindow *self)
{
  g_settings_set_string (way_settings_get (), "user-role",
                         way_code_choice_get_code (self->role_choice));
}

/* NULL where the file that is open is not sealed. */
static const char *
get_sealed_path (WayPreferencesWindow *self)
{
  WayDb *db = way_session_get_db (self->session);

  return db != NULL && way_db_is_sealed (db) ? way_db_path (db) : NULL;
}

static void
say_error (WayPreferencesWindow *self,
           const GError         *error)
{
  g_autofree char *text = way_error_text (error);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (text));
}

static void
passphrase_clicked_cb (WayPreferencesWindow *self)
{
  gtk_window_present (GTK_WINDOW (way_passphrase_dialog_new (GTK_WINDOW (self),
                                                             get_sealed_path (self))));
}

static void
code_clicked_cb (WayPreferencesWindow *self)
{
  g_autoptr(GError) error = NULL;
  char *code = way_vault_set_recovery (get_sealed_path (self), &error);

  if (code == NULL)
    {
      say_error (self, error);
      return;
    }
  gtk_window_present (GTK_WINDOW (way_recovery_dialog_new (GTK_WINDOW (self),
                                                           get_sealed_path (self), code,
                                                           way_session_get_today (self->session))));
  way_secret_free_text (code);
}

static void
seal_clicked_cb (WayPreferencesWindow *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (window, "win.seal-anew", NULL);
}

/* --- Ways in beside the passphrase --- */

/* What the file says, whatever was asked for. */
static void
show_ways (WayPreferencesWindow *self)
{
  const char *path = get_sealed_path (self);

  self->showing = TRUE;
  gtk_switch_set_active (self->keyring_switch,
                         path != NULL && way_vault_has_slot (path, WAY_SLOT_KEYRING));
  gtk_switch_set_active (self->help_switch,
                         path != NULL && way_vault_has_slot (path, WAY_SLOT_ESCROW));
  self->showing = FALSE;
}

static void
keyring_done_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(WayPreferencesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = way_job_run_finish (WAY_JOB (source), result, &error);

  g_clear_object (&self->job);
  if (self->keyring_switch == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->keyring_switch), TRUE);
  if (!done)
    say_error (self, error);
  show_ways (self);
}

static void
keyring_switched_cb (WayPreferencesWindow *self)
{
  WayVaultWorkKind kind = gtk_switch_get_active (self->keyring_switch) ? WAY_VAULT_WORK_KEEP
                                                                      : WAY_VAULT_WORK_FORGET;
  g_autoptr(WayVaultWork) work = NULL;

  if (self->showing || self->job != NULL)
    return;
  work = way_vault_work_new (kind, get_sealed_path (self), NULL);
  self->job = way_job_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->keyring_switch), FALSE);
  way_vault_work_run (work, self->job, keyring_done_cb, g_object_ref (self));
}

static void
help_switched_cb (WayPreferencesWindow *self)
{
  g_autoptr(GError) error = NULL;

  if (self->showing)
    return;
  if (!way_escrow_set (way_session_get_db (self->session),
                       gtk_switch_get_active (self->help_switch), &error))
    {
      say_error (self, error);
      show_ways (self);
    }
}

static gboolean
get_style (GValue   *value,
           GVariant *variant,
           gpointer  data)
{
  static const char *const nicks[] = { "system", "light", "dark" };

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (g_variant_get_string (variant, NULL), nicks[i]))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
set_style (const GValue       *value,
           const GVariantType *type,
           gpointer            data)
{
  static const char *const nicks[] = { "system", "light", "dark" };

  return g_variant_new_string (nicks[MIN (g_value_get_uint (value), G_N_ELEMENTS (nicks) - 1)]);
}

static void
way_preferences_window_dispose (GObject *object)
{
  WayPreferencesWindow *self = WAY_PREFERENCES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (way_preferences_window_parent_class)->dispose (object);
}

static void
way_preferences_window_class_init (WayPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_preferences_window_dispose;

  g_type_ensure (WAY_TYPE_DATE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, role_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, style_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, day_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, day_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, today_button);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, safety_group);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, minutes_button);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, sleep_switch);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, keyring_switch);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, help_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesWindow, help_switch);
  gtk_widget_class_bind_template_callback (widget_class, code_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, keyring_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, seal_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_clicked_cb);
}

static void
way_preferences_window_init (WayPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* An office's file is helped by its recovery code alone, unless there is another. */
static gboolean
may_be_helped (WayPreferencesWindow *self)
{
  return get_sealed_path (self) != NULL && way_escrow_may (way_session_get_db (self->session));
}

static void
add_role_choice (WayPreferencesWindow *self)
{
  g_autofree char *role = g_settings_get_string (way_settings_get (), "user-role");

  self->role_choice =
    WAY_CODE_CHOICE (way_code_choice_new ("user_role", way_session_get_today (self->session)));
  gtk_widget_set_valign (GTK_WIDGET (self->role_choice), GTK_ALIGN_CENTER);
  way_code_choice_set_code (self->role_choice, role);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->role_choice),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Role"), -1);
  adw_action_row_add_suffix (self->role_row, GTK_WIDGET (self->role_choice));
  g_signal_connect_object (self->role_choice, "changed", G_CALLBACK (role_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

WayPreferencesWindow *
way_preferences_window_new (GtkWindow  *parent,
                            WaySession *session)
{
  WayPreferencesWindow *self =
    g_object_new (WAY_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  GSettings *settings = way_settings_get ();

  self->session = g_object_ref (session);
  g_settings_bind (settings, "user-name", self->name_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "style", self->style_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_style, set_style, NULL, NULL);
  g_settings_bind (settings, "lock-minutes", self->minutes_button, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "lock-on-sleep", self->sleep_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  gtk_widget_set_visible (self->safety_group, get_sealed_path (self) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->help_row), may_be_helped (self));
  show_ways (self);
  add_role_choice (self);

  g_signal_handlers_block_by_func (self->day_entry, day_changed_cb, self);
  if (way_session_is_another_day (session))
    way_date_entry_set_day (self->day_entry, way_session_get_today (session));
  g_signal_handlers_unblock_by_func (self->day_entry, day_changed_cb, self);
  show_day (self);
  return self;
}
