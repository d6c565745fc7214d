/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange as people see it.  Files are written, looked into and taken in
 * by jobs; the page asks, shows and confirms. */
#include "way-exchange-page.h"

#include <glib/gi18n.h>

#include "way-choose-file.h"
#include "way-conflicts-view.h"
#include "way-date-words.h"
#include "way-device-view.h"
#include "way-empty-state.h"
#include "way-enrol-dialog.h"
#include "way-error-text.h"
#include "way-folder-view.h"
#include "way-help-dialog.h"
#include "way-quarantine-view.h"
#include "way-quarantine.h"
#include "way-roster.h"
#include "way-visit-facts.h"

#define FILES_SHOWN 20

struct _WayExchangePage
{
  WayPage          parent_instance;

  GHashTable      *names;       /* first eight digits of a copy -> what it is called */
  WayJob          *job;         /* while a work goes on */
  WayExchangeWork *work;        /* that work, or the preview that is asked about */

  /* Template children */
  GtkWidget       *work_box;
  GtkLabel        *phase_label;
  GtkProgressBar  *progress_bar;
  WayConflictsView *conflicts_view;
  WayQuarantineView *quarantine_view;
  GtkWidget       *enrol_button;
  GtkWidget       *clone_button;
  GtkListBox      *copy_list;
  AdwEntryRow     *name_row;
  WayDeviceView   *device_view;
  WayFolderView   *folder_view;
  GtkWidget       *files_box;
  GtkListBox      *file_list;
};

G_DEFINE_FINAL_TYPE (WayExchangePage, way_exchange_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayExchangePage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_today (WayExchangePage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

static void
say_error (WayExchangePage *self,
           const GError    *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = way_error_text (error);
  way_page_toast (WAY_PAGE (self), text, FALSE);
}

static char *
digits_of (const WayId *copy)
{
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (copy, text);
  return g_strndup (text, 8);
}

/* --- Copies --- */

/* What people call a copy; its first digits where it never said. */
static char *
copy_words (WayExchangePage *self,
            const WayId     *copy)
{
  g_autofree char *digits = digits_of (copy);
  const char *name = g_hash_table_lookup (self->names, digits);

  return name != NULL ? g_strdup (name) : g_strdup_printf (_("Copy %s"), digits);
}

static void
learn_names (WayExchangePage *self,
             GPtrArray       *copies)
{
  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < copies->len; i++)
    {
      const WayExchangeCopy *copy = g_ptr_array_index (copies, i);

      if (copy->own && *copy->name == '\0')
        g_hash_table_insert (self->names, digits_of (&copy->id), g_strdup (_("This copy")));
      else if (*copy->name != '\0')
        g_hash_table_insert (self->names, digits_of (&copy->id), g_strdup (copy->name));
    }
}

static char *
state_words (const WayExchangeCopy *copy,
             const GDate           *today)
{
  g_autofree char *waits = NULL;
  g_autofree char *when = NULL;

  if (copy->received == 0)
    return g_strdup (_("No file came from it yet"));
  when = way_date_words_moment (copy->received, today);
  if (copy->waiting == 0)
    return g_strdup_printf (_("In step · last file from it %s"), when);
  waits = g_strdup_printf (g_dngettext (NULL, "%d change waits for it", "%d changes wait for it",
                                        (gulong) copy->waiting), (int) copy->waiting);
  return g_strdup_printf (_("%s · last file from it %s"), waits, when);
}

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
add_copy (WayExchangePage       *self,
          const WayExchangeCopy *copy)
{
  g_autofree char *name = copy_words (self, &copy->id);
  g_autofree char *state = state_words (copy, get_today (self));
  g_autofree char *id = way_id_to_string (&copy->id);
  g_autofree char *label = g_strdup_printf (_("Make a file for %s"), name);
  gboolean in_step = copy->received > 0 && copy->waiting == 0;
  GtkWidget *row = make_row (in_step ? "way-done-symbolic" : "computer-symbolic", name, state);
  GtkWidget *button;

  gtk_list_box_append (self->copy_list, row);
  if (in_step || copy->received == 0)
    return;
  button = gtk_button_new_with_label (_("Make a File…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "exchange.export-to");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* All rows but the first, which is the name of this copy. */
static void
clear_copies (WayExchangePage *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->copy_list, 1)) != NULL)
    gtk_list_box_remove (self->copy_list, GTK_WIDGET (row));
}

static gboolean
show_copies (WayExchangePage  *self,
             GError          **error)
{
  g_autoptr(GPtrArray) copies = way_exchange_copies (get_db (self), error);

  if (copies == NULL)
    return FALSE;
  learn_names (self, copies);
  clear_copies (self);
  for (guint i = 0; i < copies->len; i++)
    {
      const WayExchangeCopy *copy = g_ptr_array_index (copies, i);

      if (!copy->own && !copy->enrolled)
        add_copy (self, copy);
      else if (copy->own && !gtk_widget_has_focus (GTK_WIDGET (self->name_row)))
        gtk_editable_set_text (GTK_EDITABLE (self->name_row), copy->name);
    }
  return TRUE;
}

static void
name_applied_cb (WayExchangePage *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  g_autoptr(GError) error = NULL;

  if (!way_db_set_setting (get_db (self), "copy_name", g_strstrip (name), &error))
    {
      say_error (self, error);
      return;
    }
  way_page_toast (WAY_PAGE (self), _("The next file tells the name to the others"), FALSE);
  way_page_refresh (WAY_PAGE (self));
}

/* --- Files --- */

static char *
entry_title (WayExchangePage        *self,
             const WayExchangeEntry *entry)
{
  g_autofree char *other = NULL;

  if (entry->sent && way_id_is_null (&entry->other))
    return g_strdup (_("Made for every copy"));
  other = copy_words (self, &entry->other);
  return g_strdup_printf (entry->sent ? _("Made for %s") : _("Came from %s"), other);
}

static void
add_file (WayExchangePage        *self,
          const WayExchangeEntry *entry)
{
  g_autofree char *title = entry_title (self, entry);
  g_autofree char *when = way_date_words_moment (entry->when, get_today (self));
  g_autofree char *edits = g_strdup_printf (g_dngettext (NULL, "%d edit in it", "%d edits in it",
                                                         (gulong) entry->edits),
                                            (int) entry->edits);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", when, edits);

  gtk_list_box_append (self->file_list,
                       make_row (entry->sent ? "document-send-symbolic" : "document-open-symbolic",
                                 title, subtitle));
}

static gboolean
show_files (WayExchangePage  *self,
            GError          **error)
{
  g_autoptr(GPtrArray) entries = way_exchange_list (get_db (self), error);
  GtkListBoxRow *row;

  if (entries == NULL)
    return FALSE;
  while ((row = gtk_list_box_get_row_at_index (self->file_list, 0)) != NULL)
    gtk_list_box_remove (self->file_list, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (entries->len, FILES_SHOWN); i++)
    add_file (self, g_ptr_array_index (entries, i));
  gtk_widget_set_visible (self->files_box, entries->len > 0);
  return TRUE;
}

/* --- Asking whether to take a file in --- */

/* A device goes by its name in the roster until it says another. */
static char *
sender_words (WayExchangePage   *self,
              const WayManifest *manifest)
{
  g_autoptr(WayRoster) roster = way_roster_read (get_db (self), NULL, NULL);
  const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, &manifest->device) : NULL;

  return entry != NULL ? g_strdup (entry->device->name) : copy_words (self, &manifest->sender);
}

/* What the file would do, in a sentence each. */
static char *
report_words (WayExchangePage       *self,
              const WayExchangeWork *work)
{
  const WayMergeReport *report = &work->report;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *new = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *when = way_date_words_moment (work->manifest->made, get_today (self));
  g_autofree char *sender = sender_words (self, work->manifest);
  const char *name = *work->manifest->sender_name != '\0' ? work->manifest->sender_name : sender;

  new = g_strdup_printf (ngettext ("%u new record", "%u new records", report->rows_new),
                         report->rows_new);
  changed = g_strdup_printf (ngettext ("%u changed", "%u changed", report->rows_changed),
                             report->rows_changed);
  deleted = g_strdup_printf (ngettext ("%u deleted", "%u deleted", report->rows_deleted),
                             report->rows_deleted);
  /* Translators: the copy it comes from, when it was made, and the three counts
   * above. */
  g_string_append_printf (text, _("From %s, %s.\n\n%s, %s, %s."), name, when, new, changed,
                          deleted);
  if (report->conflicts > 0)
    g_string_append_printf (text,
                            ngettext ("\n\n%u change differs from one made here. You will be asked "
                                      "which value to keep.",
                                      "\n\n%u changes differ from those made here. You will be "
                                      "asked which values to keep.", report->conflicts),
                            report->conflicts);
  if (report->clocks_wrong > 0)
    g_string_append (text, _("\n\nThe clock of that computer seems to be wrong."));
  g_string_append (text, _("\n\nA copy of your file as it is now is kept beside it."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
import_answered_cb (WayExchangePage *self,
                    const char      *response)
{
  g_autoptr(WayExchangeWork) asked = g_steal_pointer (&self->work);

  if (asked != NULL && g_str_equal (response, "take-in"))
    way_exchange_page_begin (self, WAY_EXCHANGE_WORK_IMPORT, asked->file, NULL);
}

/* --- Devices --- */

static void
devices_changed_cb (WayExchangePage *self)
{
  way_session_emit_changed (way_page_get_session (WAY_PAGE (self)));
}

static void
devices_failed_cb (WayExchangePage *self,
                   const GError    *error)
{
  say_error (self, error);
}

/* What waits in the shared folder is looked at as if it came by hand. */
static void
folder_look_cb (WayExchangePage *self,
                const char      *path)
{
  way_exchange_page_begin (self, WAY_EXCHANGE_WORK_PREVIEW, path, NULL);
}

/* --- Asking again --- */

static void
large_answered_cb (WayExchangePage *self,
                   const char      *response)
{
  g_autoptr(WayExchangeWork) asked = g_steal_pointer (&self->work);

  if (asked != NULL && g_str_equal (response, "sure"))
    way_exchange_page_begin (self, WAY_EXCHANGE_WORK_SURE, asked->file, NULL);
}

/* A file that was looked at, and changes so much that it may not be meant. */
static void
ask_again (WayExchangePage *self,
           WayExchangeWork *work)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                            _("So Much at Once?"),
                            _("This file touches more than one pupil in twenty, or deletes more than "
                              "one record in a hundred. Ask the copy that it comes from whether that "
                              "was meant."));

  self->work = way_exchange_work_ref (work);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "sure",
                                    _("_Take In All the Same"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "sure",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (large_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_to_import (WayExchangePage *self,
               WayExchangeWork *work)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *words = report_words (self, work);
  GtkWidget *dialog = adw_message_dialog_new (window, _("Take In These Changes?"), words);

  self->work = way_exchange_work_ref (work);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "take-in",
                                    _("_Take In"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take-in",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "take-in");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (import_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Works --- */

/* What holds a part was cut for one device. */
static gboolean
may_clone (WayExchangePage *self)
{
  return way_session_get_role (way_page_get_session (WAY_PAGE (self))) == WAY_COPY_OFFICE;
}

static void
set_busy (WayExchangePage *self,
          gboolean         busy)
{
  static const char *const actions[] = {
    "exchange.export", "exchange.export-to", "exchange.send-to", "exchange.send-round",
    "exchange.import"
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exchange.clone", !busy && may_clone (self));
  gtk_widget_set_visible (self->work_box, busy);
}

static void
progress_cb (WayExchangePage *self)
{
  const char *phase = way_job_get_phase (self->job);

  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
  if (*phase != '\0')
    gtk_label_set_label (self->phase_label, _(phase));
}

static void
say_exported (WayExchangePage       *self,
              const WayExchangeWork *work)
{
  g_autofree char *base = g_path_get_basename (work->file);
  g_autofree char *text = g_strdup_printf (_("Made “%s”. Take it to the other copy"), base);

  way_page_toast (WAY_PAGE (self), text, FALSE);
}

static void
say_imported (WayExchangePage       *self,
              const WayExchangeWork *work)
{
  guint n = work->report.conflicts;
  g_autofree char *text = n == 0 ? g_strdup (_("Taken in"))
                                 : g_strdup_printf (ngettext ("Taken in. %u thing to settle",
                                                              "Taken in. %u things to settle", n),
                                                    n);

  way_page_toast (WAY_PAGE (self), text, FALSE);
}

static void
say_done (WayExchangePage *self,
          WayExchangeWork *work)
{
  switch (work->kind)
    {
    case WAY_EXCHANGE_WORK_CLONE:
      way_page_toast (WAY_PAGE (self), _("Made a second copy. Open it on the other computer"),
                      FALSE);
      break;
    case WAY_EXCHANGE_WORK_EXPORT:
    case WAY_EXCHANGE_WORK_SEND:
    case WAY_EXCHANGE_WORK_ROUND:
      say_exported (self, work);
      break;
    case WAY_EXCHANGE_WORK_PREVIEW:
      if (work->report.edits_new > 0)
        ask_to_import (self, work);
      else
        way_exchange_page_begin (self, WAY_EXCHANGE_WORK_IMPORT, work->file, NULL);
      break;
    case WAY_EXCHANGE_WORK_IMPORT:
    case WAY_EXCHANGE_WORK_SURE:
    default:
      if (work->report.edits_new > 0)
        say_imported (self, work);
      else
        way_page_toast (WAY_PAGE (self), _("Everything in the file was here already"), FALSE);
      break;
    }
}

static void
work_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(WayExchangePage) self = user_data;
  g_autoptr(WayExchangeWork) work = g_steal_pointer (&self->work);
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
  else if (g_error_matches (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_LARGE))
    ask_again (self, work);
  else
    say_error (self, error);
  if (done && (work->kind == WAY_EXCHANGE_WORK_IMPORT || work->kind == WAY_EXCHANGE_WORK_SURE))
    way_session_emit_changed (way_page_get_session (WAY_PAGE (self)));
  else
    way_page_refresh (WAY_PAGE (self));
}

void
way_exchange_page_begin (WayExchangePage     *self,
                         WayExchangeWorkKind  kind,
                         const char          *path,
                         const WayId         *to)
{
  static const char *const phases[] = {
    [WAY_EXCHANGE_WORK_CLONE] = N_("Making a second copy"),
    [WAY_EXCHANGE_WORK_EXPORT] = N_("Writing edits"),
    [WAY_EXCHANGE_WORK_PREVIEW] = N_("Looking at what the file would do"),
    [WAY_EXCHANGE_WORK_IMPORT] = N_("Reading edits"),
    [WAY_EXCHANGE_WORK_SURE] = N_("Reading edits"),
    [WAY_EXCHANGE_WORK_SEND] = N_("Writing edits"),
    [WAY_EXCHANGE_WORK_ROUND] = N_("Writing edits"),
  };

  g_return_if_fail (WAY_IS_EXCHANGE_PAGE (self));

  if (self->job != NULL || get_db (self) == NULL)
    return;
  g_clear_pointer (&self->work, way_exchange_work_unref);
  self->work = way_exchange_work_new (kind, way_db_path (get_db (self)), path, to);
  self->work->who = way_session_dup_user (way_page_get_session (WAY_PAGE (self)));
  self->work->today = *get_today (self);
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_label (self->phase_label, _(phases[kind]));
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  set_busy (self, TRUE);
  way_exchange_work_run (self->work, self->job, work_done_cb, g_object_ref (self));
}

gboolean
way_exchange_page_is_busy (WayExchangePage *self)
{
  g_return_val_if_fail (WAY_IS_EXCHANGE_PAGE (self), FALSE);

  return self->job != NULL;
}

/* --- Choosing files --- */

/* For whom and what the chosen file is. */
typedef struct
{
  WayExchangeWorkKind kind;
  WayId               to;       /* none: for all */
} Wanted;

static void
chosen_cb (GtkWidget  *from,
           const char *path,
           gpointer    data)
{
  const Wanted *wanted = data;

  way_exchange_page_begin (WAY_EXCHANGE_PAGE (from), wanted->kind, path,
                           way_id_is_null (&wanted->to) ? NULL : &wanted->to);
}

static char *
propose_name (WayExchangePage *self,
              const char      *suffix)
{
  g_autofree char *day = way_date_to_iso (get_today (self));
  g_autofree char *name = NULL;

  name = g_strdup_printf ("%s %s%s", way_session_get_authority (way_page_get_session (WAY_PAGE (self))),
                          day, suffix);
  return g_strdup (g_strchug (name));
}

static void
choose_file (WayExchangePage     *self,
             WayExchangeWorkKind  kind,
             const WayId         *to,
             const char          *title,
             const char          *suffix)
{
  gboolean read = kind == WAY_EXCHANGE_WORK_PREVIEW;
  g_autofree char *name = propose_name (self, suffix);
  g_autofree char *pattern = g_strconcat ("*", suffix, NULL);
  const char *const patterns[] = { pattern, NULL };
  WayChooseAsk ask = {
    .title = title,
    .accept = read ? _("_Look at It") : _("_Make"),
    .action = read ? GTK_FILE_CHOOSER_ACTION_OPEN : GTK_FILE_CHOOSER_ACTION_SAVE,
    .name = read ? NULL : name,
    .files = read ? _("Files from other copies") : NULL,
    .patterns = patterns,
  };
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->kind = kind;
  if (to != NULL)
    wanted->to = *to;
  way_choose_file (GTK_WIDGET (self), &ask, chosen_cb, wanted, g_free);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayId to;

  if (parameter == NULL || way_id_parse (g_variant_get_string (parameter, NULL), &to))
    choose_file (WAY_EXCHANGE_PAGE (widget), WAY_EXCHANGE_WORK_EXPORT, parameter != NULL ? &to : NULL,
                 _("Make a File for Other Copies"), WAY_BUNDLE_SUFFIX);
}

static void
send_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayId to;

  if (way_id_parse (g_variant_get_string (parameter, NULL), &to))
    choose_file (WAY_EXCHANGE_PAGE (widget), WAY_EXCHANGE_WORK_SEND, &to,
                 _("Make a File for One Device"), WAY_BUNDLE_SUFFIX);
}

/* An officer's copy for the visits that are ahead, by one button. */
static void
round_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayExchangePage *self = WAY_EXCHANGE_PAGE (widget);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ahead = way_visit_ahead (get_db (self), get_today (self), &error);
  g_autofree char *title = NULL;
  WayId to;

  if (ahead == NULL)
    say_error (self, error);
  else if (ahead->len == 0)
    way_page_toast (WAY_PAGE (self), _("No visit is planned. Plan a round first, then take it along"),
                    FALSE);
  else if (way_id_parse (g_variant_get_string (parameter, NULL), &to))
    {
      title = g_strdup_printf (ngettext ("Make a File with %u Setting to Visit",
                                         "Make a File with %u Settings to Visit", ahead->len),
                               ahead->len);
      choose_file (self, WAY_EXCHANGE_WORK_ROUND, &to, title, WAY_BUNDLE_SUFFIX);
    }
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  choose_file (WAY_EXCHANGE_PAGE (widget), WAY_EXCHANGE_WORK_PREVIEW, NULL,
               _("Take In a File from Another Copy"), WAY_BUNDLE_SUFFIX);
}

static void
clone_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  choose_file (WAY_EXCHANGE_PAGE (widget), WAY_EXCHANGE_WORK_CLONE, NULL, _("Make a Second Copy"),
               " copy.waymark");
}

static void
enrol_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  way_enrol_dialog_ask (widget, way_page_get_session (WAY_PAGE (widget)));
}

static void
help_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  way_help_dialog_ask (widget, way_page_get_session (WAY_PAGE (widget)));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayExchangePage *self = WAY_EXCHANGE_PAGE (widget);

  if (self->job != NULL)
    way_job_cancel (self->job);
}

/* --- The page --- */

static void
way_exchange_page_refresh (WayPage *page)
{
  WayExchangePage *self = WAY_EXCHANGE_PAGE (page);
  g_autoptr(GError) error = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exchange.clone",
                                 self->job == NULL && may_clone (self));
  if (get_db (self) == NULL)
    way_page_show_empty (page);
  else if (!show_copies (self, &error) ||
           !way_conflicts_view_show (self->conflicts_view, way_page_get_session (page),
                                     self->names, &error) ||
           !way_quarantine_view_show (self->quarantine_view, way_page_get_session (page), &error) ||
           !way_device_view_show (self->device_view, get_db (self), get_today (self), &error) ||
           !way_folder_view_show (self->folder_view, way_page_get_session (page), &error) ||
           !show_files (self, &error))
    way_page_show_failed (page, error);
  else
    {
      gtk_widget_set_visible (self->enrol_button, way_device_view_may_enrol (self->device_view));
      gtk_widget_set_visible (self->clone_button, may_clone (self));
      way_page_show_content (page);
    }
}

static void
way_exchange_page_dispose (GObject *object)
{
  WayExchangePage *self = WAY_EXCHANGE_PAGE (object);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      way_job_cancel (self->job);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_EXCHANGE_PAGE);

  G_OBJECT_CLASS (way_exchange_page_parent_class)->dispose (object);
}

static void
way_exchange_page_finalize (GObject *object)
{
  WayExchangePage *self = WAY_EXCHANGE_PAGE (object);

  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_exchange_work_unref);
  g_hash_table_unref (self->names);

  G_OBJECT_CLASS (way_exchange_page_parent_class)->finalize (object);
}

static void
way_exchange_page_class_init (WayExchangePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_exchange_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_exchange_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_exchange_page_refresh;

  g_type_ensure (WAY_TYPE_CONFLICTS_VIEW);
  g_type_ensure (WAY_TYPE_DEVICE_VIEW);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_FOLDER_VIEW);
  g_type_ensure (WAY_TYPE_QUARANTINE_VIEW);
  gtk_widget_class_install_action (widget_class, "exchange.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "exchange.export-to", "s", export_action);
  gtk_widget_class_install_action (widget_class, "exchange.send-to", "s", send_action);
  gtk_widget_class_install_action (widget_class, "exchange.send-round", "s", round_action);
  gtk_widget_class_install_action (widget_class, "exchange.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "exchange.clone", NULL, clone_action);
  gtk_widget_class_install_action (widget_class, "exchange.enrol", NULL, enrol_action);
  gtk_widget_class_install_action (widget_class, "exchange.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "exchange.cancel", NULL, cancel_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/exchange-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, work_box);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, conflicts_view);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, quarantine_view);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, enrol_button);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, clone_button);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, copy_list);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, name_row);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, device_view);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, folder_view);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, files_box);
  gtk_widget_class_bind_template_child (widget_class, WayExchangePage, file_list);
  gtk_widget_class_bind_template_callback (widget_class, devices_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, devices_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_look_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
}

static void
way_exchange_page_init (WayExchangePage *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

guint
way_exchange_page_count_conflicts (WaySession *session)
{
  WayDb *db = way_session_get_db (session);
  gint64 count, waiting;

  if (db == NULL || !way_conflicts_count (db, &count, NULL) ||
      !way_quarantine_count (db, &waiting, NULL))
    return 0;
  return (guint) MIN (count + waiting, G_MAXINT);
}
