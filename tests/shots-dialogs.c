/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogs that no page of a sample leads to: sealing, joining and enrolling, what is
 * to be settled.  They are shown over an office that has something to settle, with a
 * school's copy, an officer's and the governance group's. */
#include "shots.h"

#include <glib/gstdio.h>

#include "way-authority-dialog.h"
#include "way-conflict-rules.h"
#include "way-device-view.h"
#include "way-enrol-dialog.h"
#include "way-help-dialog.h"
#include "way-join-dialog.h"
#include "way-passphrase-dialog.h"
#include "way-people.h"
#include "way-quarantine-view.h"
#include "way-recovery-dialog.h"
#include "way-rekey-dialog.h"
#include "way-strategy.h"
#include "way-test-devices.h"
#include "way-test-vault.h"
#include "way-test-widgets.h"

#define WORDS "anchor willow candle marble harbour violet"

static struct
{
  WayTestDevices     devices;
  WayTestDevice     *second;     /* an office */
  WayTestDevice     *group;
  WayStrategyAction *step;       /* of the strategy */
  char              *sealed;     /* a file that nobody unlocked */
} world;

/* --- What the dialogs are about --- */

static void
change_school (WayDb      *db,
               const char *telephone,
               const char *town,
               const char *status)
{
  g_autoptr(WayEstablishment) school =
    way_records_get (db, &way_establishment_entity, &world.devices.school->id, NULL);

  g_free (school->telephone);
  g_free (school->town);
  g_free (school->status);
  school->telephone = g_strdup (telephone);
  school->town = g_strdup (town);
  school->status = g_strdup (status);
  way_test_update (db, &way_establishment_entity, school);
}

/* What a copy sends that was lost since: it waits in quarantine. */
static void
add_need (WayTestDevice *copy)
{
  g_autoptr(WayNeed) need = way_need_new ();

  need->pupil = world.devices.pupil->id;
  need->provision = g_strdup ("N");
  way_test_insert (copy->db, &way_need_entity, need);
}

static void
make_quarantine (void)
{
  WayTestDevice *copy = way_test_devices_enrol (&world.devices, WAY_COPY_SCHOOL,
                                                &world.devices.school->id);
  g_autoptr(GError) error = NULL;

  add_need (copy);
  add_need (copy);
  way_enrol_revoke (world.devices.office, &copy->device->id, &error);
  g_assert_no_error (error);
  way_test_devices_post (&world.devices, copy->db, world.devices.office, &world.devices.own->id);
}

static void
make_strategy (void)
{
  g_autoptr(WayStrategy) strategy = way_strategy_new ();

  strategy->name = g_strdup ("Alternative provision strategy");
  strategy->from = way_date_ymd (2025, 9, 1);
  way_test_insert (world.devices.office, &way_strategy_entity, strategy);
  world.step = way_strategy_action_new ();
  world.step->strategy = strategy->id;
  world.step->wording = g_strdup ("Agree criteria for each provision with its head, and publish them");
  world.step->reference = g_strdup ("A1");
  way_test_insert (world.devices.office, &way_strategy_action_entity, world.step);
}

static void
make_conflicts (void)
{
  change_school (world.devices.office, "0121 496 0001", "Ardenford", "1");
  change_school (world.second->db, "0121 496 0002", "Beckton", "2");
  way_test_devices_post (&world.devices, world.second->db, world.devices.office,
                         &world.devices.own->id);
}

void
way_shots_begin_dialogs (const char *folder)
{
  g_autoptr(GError) error = NULL;

  way_test_devices_init (&world.devices);
  make_strategy ();
  world.second = way_test_devices_enrol (&world.devices, WAY_COPY_OFFICE, NULL);
  way_test_devices_enrol (&world.devices, WAY_COPY_OFFICER, &world.devices.setting->id);
  world.group = way_test_devices_enrol (&world.devices, WAY_COPY_GOVERNANCE, NULL);
  make_conflicts ();
  make_quarantine ();

  world.sealed = g_build_filename (folder, "Ardenshire.waymark", NULL);
  way_test_vault_make (world.sealed);
  way_vault_lock_all ();
  g_file_set_contents (world.sealed, "sealed", -1, &error);
  g_assert_no_error (error);
}

void
way_shots_end_dialogs (void)
{
  g_autofree char *key = way_vault_key_path (world.sealed);

  g_unlink (world.sealed);
  g_unlink (key);
  g_free (world.sealed);
  way_strategy_action_free (world.step);
  way_test_devices_clear (&world.devices);
}

/* --- Steps in a dialog --- */

/* A mapped button that says this, mnemonic and all. */
static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (GtkWindow  *window,
       const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (window), label);

  if (button == NULL)
    {
      way_shots_add_fault ("A button is not there");
      return;
    }
  g_signal_emit_by_name (button, "clicked");
}

static void
type_passphrase (GtkWindow  *window,
                 const char *text)
{
  GtkWidget *entry = way_test_find_widget (GTK_WIDGET (window), GTK_TYPE_PASSWORD_ENTRY);

  if (entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* Words that only real keys would make. */
static void
fill_words (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_has_css_class (root, "title-2") &&
      *gtk_label_get_label (GTK_LABEL (root)) == '\0')
    {
      gtk_label_set_label (GTK_LABEL (root), WORDS);
      gtk_label_set_selectable (GTK_LABEL (root), FALSE);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fill_words (child);
}

static void
show_step (GtkWindow  *dialog,
           const char *step)
{
  GtkStack *stack = way_test_find_widget (GTK_WIDGET (dialog), GTK_TYPE_STACK);

  fill_words (GTK_WIDGET (dialog));
  gtk_stack_set_visible_child_name (stack, step);
}

/* --- Dialogs --- */

typedef struct
{
  const char *name;
  void      (*open)   (WayWindow *window);
  void      (*go_on)  (GtkWindow *dialog);   /* to the state that is shown; may be NULL */
} Dialog;

static void
open_authority (WayWindow *window)
{
  gtk_window_present (GTK_WINDOW (way_authority_dialog_new (GTK_WINDOW (window),
                                                            way_window_get_session (window))));
}

static void
press_create (GtkWindow *dialog)
{
  press (dialog, "C_reate…");
}

static void
open_recovery (WayWindow *window)
{
  WaySession *session = way_window_get_session (window);

  gtk_window_present (GTK_WINDOW (way_recovery_dialog_new (GTK_WINDOW (window),
                                                           "Ardenshire.waymark",
                                                           "7KQ2-XW5N-0DJ8-R4TV-9HMC-31PB-ZE6G",
                                                           way_session_get_today (session))));
}

static void
open_rekey (WayWindow *window)
{
  WaySession *session = way_window_get_session (window);

  gtk_window_present (GTK_WINDOW (way_rekey_dialog_new (GTK_WINDOW (window), world.sealed,
                                                        way_session_get_today (session))));
}

static void
fail_to_seal (GtkWindow *dialog)
{
  type_passphrase (dialog, "a heron on the wire");
  press (dialog, "_Seal Anew");
}

static void
open_passphrase (WayWindow *window)
{
  gtk_window_present (GTK_WINDOW (way_passphrase_dialog_new (GTK_WINDOW (window), world.sealed)));
}

static void
open_help (WayWindow *window)
{
  way_help_dialog_ask (GTK_WIDGET (way_window_get_page (window)), way_window_get_session (window));
}

static void
open_settle (WayWindow *window)
{
  press (GTK_WINDOW (window), "Settle All…");
}

static void
open_accept (WayWindow *window)
{
  press (GTK_WINDOW (window), "Accept All…");
}

static void
open_rules (WayWindow *window)
{
  way_conflict_rules_present (GTK_WIDGET (way_window_get_page (window)),
                              way_window_get_session (window));
}

static void
set_rule (GtkWindow *dialog)
{
  press (dialog, "_Set the Rule");
}

static void
open_revoke (WayWindow *window)
{
  GtkWidget *row = way_test_find_widget (GTK_WIDGET (window), WAY_TYPE_DEVICE_VIEW);
  g_autofree char *id = way_id_to_string (&world.second->device->id);

  gtk_widget_activate_action (row, "device.revoke", "s", id);
}

static void
open_join (WayWindow *window)
{
  gtk_window_present (GTK_WINDOW (way_join_dialog_new (GTK_WINDOW (window),
                                                       way_window_get_session (window))));
}

static void
go_to_card (GtkWindow *dialog)
{
  show_step (dialog, "card");
}

static void
go_to_compare (GtkWindow *dialog)
{
  show_step (dialog, "compare");
}

static void
open_enrol (WayWindow *window)
{
  g_autoptr(WayDevice) card = way_device_new ("Marsh’s laptop");
  WayEnrolDialog *dialog = way_enrol_dialog_new (GTK_WINDOW (window),
                                                 way_window_get_session (window), card);

  way_enrol_dialog_add_setting (dialog, &world.devices.setting->id);
  way_enrol_dialog_add_setting (dialog, &world.devices.school->id);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
write_without_comparing (GtkWindow *dialog)
{
  press (dialog, "_Write the Invite…");
}

static void
go_to_done (GtkWindow *dialog)
{
  show_step (dialog, "done");
}

static void
open_comment (WayWindow *window)
{
  g_autofree char *id = way_id_to_string (&world.step->id);

  gtk_widget_activate_action (GTK_WIDGET (way_window_get_page (window)), "strategy.comment", "s", id);
}

static const Dialog without_file[] = {
  { "new-authority", open_authority, NULL },
  { "new-authority-problem", open_authority, press_create },
  { "recovery-code", open_recovery, NULL },
  { "join", open_join, NULL },
  { "join-card", open_join, go_to_card },
  { "join-compare", open_join, go_to_compare },
};

static const Dialog of_office[] = {
  { "settle", open_settle, NULL },
  { "quarantine-accept", open_accept, NULL },
  { "conflict-rules", open_rules, NULL },
  { "conflict-rules-set", open_rules, set_rule },
  { "help", open_help, NULL },
  { "revoke", open_revoke, NULL },
  { "enrol", open_enrol, NULL },
  { "enrol-problem", open_enrol, write_without_comparing },
  { "enrol-done", open_enrol, go_to_done },
  { "rekey", open_rekey, NULL },
  { "rekey-problem", open_rekey, fail_to_seal },
  { "passphrase", open_passphrase, NULL },
};

static const Dialog of_group[] = {
  { "comment", open_comment, NULL },
};

static void
look_at (WayWindow    *window,
         const Dialog *dialog)
{
  g_autofree char *name = g_strconcat ("dialog-", dialog->name, NULL);
  GtkWindow *opened;

  dialog->open (window);
  way_test_settle (GTK_WINDOW (window));
  opened = way_shots_find_dialog (GTK_WINDOW (window));
  if (opened == NULL)
    {
      way_shots_add_fault ("A dialog does not open");
      return;
    }
  if (dialog->go_on != NULL)
    {
      way_test_settle (opened);
      dialog->go_on (opened);
    }
  way_shots_look_at (opened, name);
  gtk_window_destroy (opened);
  way_test_settle (GTK_WINDOW (window));
}

static void
look_at_all (WayWindow    *window,
             const Dialog *dialogs,
             guint         n_dialogs)
{
  for (guint i = 0; i < n_dialogs; i++)
    look_at (window, &dialogs[i]);
}

/* --- All of them --- */

/* What a person sees who has no file yet. */
static void
look_at_welcome (const GDate *today)
{
  WayWindow *window = way_shots_open_window (NULL, today);

  way_shots_look_at (GTK_WINDOW (window), "welcome");
  look_at_all (window, without_file, G_N_ELEMENTS (without_file));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A sealed file at its door. */
static void
look_at_unlock (const GDate *today)
{
  WayWindow *window = way_shots_open_window (world.sealed, today);

  way_shots_look_at (GTK_WINDOW (window), "unlock");
  type_passphrase (GTK_WINDOW (window), "a heron on the wire");
  g_signal_emit_by_name (way_test_find_widget (GTK_WIDGET (window), GTK_TYPE_PASSWORD_ENTRY),
                         "activate");
  way_shots_look_at (GTK_WINDOW (window), "unlock-problem");
  press (GTK_WINDOW (window), "_Recovery Code Instead");
  way_shots_look_at (GTK_WINDOW (window), "unlock-code");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is below the edge of the window. */
static void
scroll_to (WayWindow *window,
           GType      type)
{
  GtkWidget *page = GTK_WIDGET (way_window_get_page (window));
  GtkScrolledWindow *scroller = way_test_find_widget (page, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *widget = way_test_find_widget (page, type);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  double y = 0;

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (scroller), 0, 0, NULL, &y);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y);
}

static void
look_at_office (const GDate *today)
{
  WayWindow *window = way_shots_open_window (way_db_path (world.devices.office), today);

  way_window_open_page (window, "exchange");
  way_shots_look_at (GTK_WINDOW (window), "exchange-to-settle");
  scroll_to (window, WAY_TYPE_QUARANTINE_VIEW);
  way_shots_look_at (GTK_WINDOW (window), "exchange-quarantine");
  look_at_all (window, of_office, G_N_ELEMENTS (of_office));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
look_at_group (const GDate *today)
{
  WayWindow *window = way_shots_open_window (world.group->path, today);

  way_window_open_page (window, "strategy");
  look_at_all (window, of_group, G_N_ELEMENTS (of_group));
  gtk_window_destroy (GTK_WINDOW (window));
}

void
way_shots_look_at_dialogs (void)
{
  GDate today = way_test_devices_today ();

  look_at_welcome (&today);
  look_at_unlock (&today);
  look_at_office (&today);
  look_at_group (&today);
}
