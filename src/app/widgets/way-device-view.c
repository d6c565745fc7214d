/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices, and what each may hold. */

#include "way-device-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-copies.h"
#include "way-date-words.h"
#include "way-directory.h"
#include "way-enrol.h"
#include "way-held-dialog.h"
#include "way-list-rows.h"
#include "way-records.h"

struct _WayDeviceView
{
  GtkBox      parent_instance;

  WayDb      *db;
  GDate       today;
  gboolean    keeper;        /* this file holds the authority's key */
  gboolean    enrolled;      /* there is a roster */

  /* Template children */
  GtkWidget  *device_box;
  GtkListBox *device_list;
};

G_DEFINE_FINAL_TYPE (WayDeviceView, way_device_view, GTK_TYPE_BOX)

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

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
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  return row;
}

/* A button behind the row; its callback finds the text under "id". */
static GtkWidget *
add_button (GtkWidget  *row,
            const char *label,
            const char *spoken,
            const char *id)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
finish (WayDeviceView *self,
        gboolean       done,
        const GError  *error)
{
  g_signal_emit (self, signals[done ? CHANGED : FAILED], 0, error);
}

/* --- Devices --- */

const char *
way_device_view_role_words (guint role)
{
  switch (role)
    {
    case WAY_COPY_SCHOOL:
      return _("School copy");
    case WAY_COPY_OFFICER:
      return _("Officer’s copy");
    case WAY_COPY_GOVERNANCE:
      return _("Governance copy: figures alone");
    case WAY_COPY_OFFICE:
    default:
      return _("Office copy: everything");
    }
}

static void
add_settings (WayDeviceView        *self,
              const WayRosterEntry *entry,
              GString              *text)
{
  for (guint i = 0; i < entry->scope->len; i++)
    {
      const WayId *id = &g_array_index (entry->scope, WayId, i);
      g_autoptr(WayEstablishment) one = way_records_get (self->db, &way_establishment_entity, id,
                                                         NULL);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : ": ",
                              one != NULL && one->name != NULL ? one->name : "?");
    }
}

static guint
count_held (WayDeviceView *self,
            const WayId   *device)
{
  g_autoptr(GPtrArray) rows = way_enrol_held_by (self->db, device, NULL);

  return rows != NULL ? rows->len : 0;
}

/* An office copy holds everything, a governance copy no record. */
static gboolean
is_limited (const WayRosterEntry *entry)
{
  return entry->role != WAY_COPY_OFFICE && entry->role != WAY_COPY_GOVERNANCE;
}

static char *
device_words (WayDeviceView        *self,
              const WayRosterEntry *entry,
              gboolean              own)
{
  g_autoptr(GString) text = g_string_new (way_device_view_role_words (entry->role));
  gint64 now = g_get_real_time () / 1000;

  add_settings (self, entry, text);
  if (own)
    g_string_append (text, _(" · this device"));
  else if (entry->revoked != 0)
    {
      g_autofree char *when = way_date_words_moment (entry->revoked, &self->today);

      g_string_append_printf (text, _(" · revoked %s"), when);
    }
  else if (!way_roster_entry_holds (entry, now))
    g_string_append (text, _(" · its time has run out"));
  if (!own && is_limited (entry))
    {
      guint held = count_held (self, &entry->device->id);

      g_string_append_printf (text, g_dngettext (NULL, " · holds %u record", " · holds %u records",
                                                 held), held);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
revoke_answered_cb (WayDeviceView    *self,
                    const char       *response,
                    AdwMessageDialog *dialog)
{
  g_autoptr(GError) error = NULL;
  gboolean done;
  WayId device;

  if (strcmp (response, "revoke") != 0 ||
      !way_id_parse (g_object_get_data (G_OBJECT (dialog), "id"), &device))
    return;
  done = way_enrol_revoke (self->db, &device, &error);
  finish (self, done, error);
}

static void
revoke_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);
  WayDeviceView *self = WAY_DEVICE_VIEW (widget);
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                            _("Revoke This Device?"),
                            _("No file is made for it any more, and what it sends waits to be looked "
                              "at. What it holds stays listed here, so that you know what was lost "
                              "with it. This cannot be undone: it would have to be enrolled again."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "revoke",
                                    _("_Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "id", g_strdup (id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (revoke_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
held_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayDeviceView *self = WAY_DEVICE_VIEW (widget);
  WayId device;

  if (way_id_parse (g_variant_get_string (parameter, NULL), &device))
    way_held_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), self->db, &device,
                          &self->today);
}

/* What is done once in a while.  What a lost laptop held is asked also after it was
 * revoked. */
static void
add_more (WayDeviceView        *self,
          const WayRosterEntry *entry,
          gboolean              holds,
          GtkWidget            *row)
{
  g_autofree char *id = way_id_to_string (&entry->device->id);
  g_autoptr(GMenu) menu = g_menu_new ();

  if (self->keeper && holds && entry->role == WAY_COPY_OFFICER)
    way_list_rows_add_act (menu, _("Make a File for the Next _Visits…"), "exchange.send-round",
                           g_variant_new_string (id));
  if (entry->role != WAY_COPY_OFFICE && holds)
    way_list_rows_add_act (menu, _("Help With a _Forgotten Passphrase…"), "exchange.help", NULL);
  if (is_limited (entry))
    way_list_rows_add_act (menu, _("What It _Holds…"), "device.held", g_variant_new_string (id));
  if (self->keeper && holds)
    way_list_rows_add_act (menu, _("_Revoke…"), "device.revoke", g_variant_new_string (id));
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               way_list_rows_make_more (menu, entry->device->name));
}

static void
add_send (const WayRosterEntry *entry,
          GtkWidget            *row)
{
  g_autofree char *id = way_id_to_string (&entry->device->id);
  g_autofree char *file = g_strdup_printf (_("Make a file for %s"), entry->device->name);
  GtkWidget *button = add_button (row, _("Make a File…"), file, id);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "exchange.send-to");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
}

static void
add_device (WayDeviceView        *self,
            const WayRosterEntry *entry,
            const WayRosterEntry *own)
{
  g_autofree char *words = device_words (self, entry, entry == own);
  GtkWidget *row = make_row (entry->revoked != 0 ? "action-unavailable-symbolic"
                                                 : "computer-symbolic",
                             entry->device->name, words);
  gboolean holds = way_roster_entry_holds (entry, g_get_real_time () / 1000);
  gboolean office = own->role == WAY_COPY_OFFICE;

  if (entry != own && holds && (office || entry->role == WAY_COPY_OFFICE))
    add_send (entry, row);
  if (entry != own && office)
    add_more (self, entry, holds, row);
  gtk_list_box_append (self->device_list, row);
}

/* What somebody who opens an invite asks for. */
static void
add_authority (WayDeviceView   *self,
               const WayRoster *roster)
{
  g_autofree char *words = way_key_words (roster->authority, sizeof roster->authority);

  gtk_list_box_append (self->device_list,
                       make_row ("way-exchange-symbolic", words,
                                 _("The authority’s six words: who opens an invite compares them")));
}

static gboolean
show_devices (WayDeviceView  *self,
              GError        **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (self->db, NULL, &cause);
  g_autoptr(WayDevice) device = cause == NULL ? way_device_read (self->db, &cause) : NULL;
  const WayRosterEntry *own = roster != NULL && device != NULL
                                ? way_roster_find (roster, &device->id) : NULL;

  if (cause != NULL || !way_roster_is_keeper (self->db, &self->keeper, &cause))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  self->enrolled = roster != NULL;
  clear_list (self->device_list);
  for (guint i = 0; own != NULL && i < roster->entries->len; i++)
    add_device (self, g_ptr_array_index (roster->entries, i), own);
  if (own != NULL)
    add_authority (self, roster);
  gtk_widget_set_visible (self->device_box, own != NULL);
  return TRUE;
}

/* --- The view --- */

gboolean
way_device_view_show (WayDeviceView  *self,
                      WayDb          *db,
                      const GDate    *today,
                      GError        **error)
{
  g_return_val_if_fail (WAY_IS_DEVICE_VIEW (self), FALSE);

  self->db = db;
  self->today = *today;
  return show_devices (self, error);
}

gboolean
way_device_view_may_enrol (WayDeviceView *self)
{
  g_return_val_if_fail (WAY_IS_DEVICE_VIEW (self), FALSE);

  return self->db != NULL && (self->keeper || !self->enrolled);
}

static void
way_device_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DEVICE_VIEW);

  G_OBJECT_CLASS (way_device_view_parent_class)->dispose (object);
}

static void
way_device_view_class_init (WayDeviceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_device_view_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_install_action (widget_class, "device.held", "s", held_action);
  gtk_widget_class_install_action (widget_class, "device.revoke", "s", revoke_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/device-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDeviceView, device_box);
  gtk_widget_class_bind_template_child (widget_class, WayDeviceView, device_list);
}

static void
way_device_view_init (WayDeviceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
