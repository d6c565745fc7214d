/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices: enrolled by two files and six words, revoked, and what each holds; and
 * what their files brought that must be looked at. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-copies.h"
#include "way-copy-figures.h"
#include "way-ctl-table.h"
#include "way-date.h"
#include "way-directory.h"
#include "way-enrol.h"
#include "way-file.h"
#include "way-key-help.h"
#include "way-quarantine.h"
#include "way-records.h"
#include "way-secret.h"

#define MOST_PASSPHRASE 4096

static void
add_id (WayCtlTable *table,
        const WayId *id)
{
  g_autofree char *text = way_id_to_string (id);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_moment (WayCtlTable *table,
            gint64       milliseconds)
{
  g_autofree char *text = milliseconds != 0 ? way_ctl_moment (milliseconds) : NULL;

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_text (WayCtlTable *table,
          const char  *text)
{
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

/* The name under which this copy goes until it is told another. */
static char *
dup_own_name (WayDb *db)
{
  char *name = way_db_dup_setting (db, "copy_name");

  return name != NULL && *name != '\0' ? name : (g_free (name), g_strdup (_("Office")));
}

/* --- card --- */

/* The first line of the file that --passphrase-file names; NULL where it is not
 * given. */
static gboolean
read_passphrase (WayCtl  *ctl,
                 char   **passphrase,
                 GError **error)
{
  const char *path = way_ctl_option (ctl, "passphrase-file");
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  const char *data;

  *passphrase = NULL;
  if (path == NULL)
    return TRUE;
  bytes = way_file_read (path, MOST_PASSPHRASE, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  *passphrase = g_strndup (data, size);
  (*passphrase)[strcspn (*passphrase, "\r\n")] = '\0';
  return TRUE;
}

static WayDevice *
make_device (WayCtl  *ctl,
             GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  const char *wanted = way_ctl_option (ctl, "name");
  g_autofree char *name = wanted != NULL ? g_strdup (wanted)
                          : db != NULL   ? dup_own_name (db)
                                         : g_strdup (g_get_host_name ());
  g_autofree char *passphrase = NULL;
  g_autoptr(WayDevice) device = NULL;

  if (db != NULL)
    return way_enrol_own_device (db, name, error);
  if (!read_passphrase (ctl, &passphrase, error))
    return NULL;
  device = way_device_new (name);
  return way_enrol_keep_keys (device, passphrase, error) ? g_steal_pointer (&device) : NULL;
}

WayCtlStatus
way_ctl_run_exchange_card (WayCtl  *ctl,
                           GError **error)
{
  static const char *const headings[] = { "device", "name", "words", NULL };
  const char *path = way_ctl_need (ctl, "out", error);
  g_autoptr(WayDevice) device = path != NULL ? make_device (ctl, error) : NULL;
  g_autoptr(GBytes) card = device != NULL ? way_device_card (device) : NULL;
  g_autofree char *words = NULL;
  g_autoptr(WayCtlTable) table = NULL;

  if (card == NULL || !way_file_write (path, card, error))
    return WAY_CTL_REFUSED;
  words = way_device_words (device);
  table = way_ctl_table_new (ctl, headings);
  add_id (table, &device->id);
  add_text (table, device->name);
  add_text (table, words);
  return WAY_CTL_DONE;
}

/* --- enrol --- */

/* By its URN, or by its id: what is no school has none. */
static gboolean
add_setting (WayDb       *db,
             const char  *urn,
             GArray      *scope,
             GError     **error)
{
  const WayValue value = { .type = WAY_VALUE_TEXT, .text = urn };
  g_autoptr(GPtrArray) found = NULL;
  WayId id;

  if (way_id_parse (urn, &id))
    {
      g_autoptr(WayEstablishment) setting = way_records_get (db, &way_establishment_entity, &id,
                                                             error);

      if (setting != NULL)
        g_array_append_val (scope, id);
      return setting != NULL;
    }
  found = way_records_list (db, &way_establishment_entity, "urn", &value, error);
  if (found == NULL)
    return FALSE;
  if (found->len != 1)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
                   found->len == 0 ? _("--scope: “%s”: there is no setting with this URN")
                                   : _("--scope: “%s”: several settings have this URN"), urn);
      return FALSE;
    }
  g_array_append_val (scope, ((WayEstablishment *) g_ptr_array_index (found, 0))->id);
  return TRUE;
}

static gboolean
read_scope (WayCtl  *ctl,
            GArray  *scope,
            GError **error)
{
  const char *text = way_ctl_option (ctl, "scope");
  g_auto(GStrv) urns = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; urns[i] != NULL; i++)
    if (*g_strstrip (urns[i]) != '\0' && !add_setting (way_ctl_db (ctl), urns[i], scope, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_expiry (WayCtl  *ctl,
             gint64  *expires,
             GError **error)
{
  GDate date = { 0 };

  if (!way_ctl_date (ctl, "expires", &date, error))
    return FALSE;
  *expires = way_enrol_day_end (&date);
  return TRUE;
}

static void
print_enrolled (WayCtl          *ctl,
                const WayDevice *card)
{
  static const char *const headings[] = {
    "device", "name", "words", "roster", "authority_words", NULL
  };
  g_autoptr(WayRoster) roster = way_roster_read (way_ctl_db (ctl), NULL, NULL);
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);
  g_autofree char *words = way_device_words (card);
  g_autofree char *authority = roster != NULL
                                 ? way_key_words (roster->authority, sizeof roster->authority)
                                 : NULL;

  add_id (table, &card->id);
  add_text (table, card->name);
  add_text (table, words);
  way_ctl_table_add_int (table, roster != NULL ? (gint64) roster->number : 0);
  add_text (table, authority);
}

WayCtlStatus
way_ctl_run_exchange_enrol (WayCtl  *ctl,
                            GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  const char *out = way_ctl_need (ctl, "out", error);
  const char *role = out != NULL ? way_ctl_need (ctl, "role", error) : NULL;
  g_autoptr(WayDevice) card = role != NULL ? way_enrol_read_card (way_ctl_word (ctl, 0), error) : NULL;
  g_autoptr(GArray) scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autofree char *own_name = dup_own_name (db);
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, NULL);
  WayEnrolOptions options = { .scope = scope, .own_name = own_name,
                              .send = { .today = way_ctl_today (ctl) } };
  gboolean done;

  if (card == NULL || !read_scope (ctl, scope, error) ||
      !read_expiry (ctl, &options.expires, error))
    return WAY_CTL_REFUSED;
  options.role = way_copies_from_name (role);
  if (options.role == 0)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--role must be office, school, officer or governance"));
      return WAY_CTL_REFUSED;
    }
  done = way_copy_figures_enrol (db, info.who, card, &options, out, way_ctl_progress, NULL, NULL,
                                 error);
  way_ctl_end_progress ();
  if (!done)
    return WAY_CTL_REFUSED;
  print_enrolled (ctl, card);
  return WAY_CTL_DONE;
}

/* --- join --- */

static void
print_joined (WayCtl          *ctl,
              const WayRoster *roster,
              const WayDevice *device)
{
  static const char *const headings[] = { "device", "name", "role", "authority_words", NULL };
  const WayRosterEntry *own = way_roster_find (roster, &device->id);
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);
  g_autofree char *words = way_key_words (roster->authority, sizeof roster->authority);

  add_id (table, &device->id);
  add_text (table, own->device->name);
  add_text (table, way_copies_name (own->role));
  add_text (table, words);
}

static gboolean
join (WayCtl           *ctl,
      WayDb            *db,
      const WayDevice  *device,
      GError          **error)
{
  const char *invite = way_ctl_word (ctl, 0);
  g_autoptr(WayRoster) roster = way_enrol_read_invite (invite, device, error);
  WayMergeReport report;
  gboolean done;

  if (roster == NULL)
    return FALSE;
  done = way_enrol_join (db, invite, device, roster, way_ctl_progress, NULL, NULL, &report, error);
  way_ctl_end_progress ();
  if (done)
    print_joined (ctl, roster, device);
  return done;
}

static gboolean
fill_joined (WayCtl  *ctl,
             WayDb   *db,
             GError **error)
{
  g_autofree char *passphrase = NULL;
  g_autoptr(WayDevice) device = NULL;

  if (!read_passphrase (ctl, &passphrase, error))
    return FALSE;
  device = way_enrol_find_keys (way_ctl_word (ctl, 0), passphrase, error);
  if (device == NULL || !join (ctl, db, device, error))
    return FALSE;
  way_enrol_drop_keys (device);
  return TRUE;
}

WayCtlStatus
way_ctl_run_exchange_join (WayCtl  *ctl,
                           GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  g_autoptr(WayDevice) device = NULL;

  if (way_ctl_option (ctl, "out") != NULL)
    return way_ctl_make_file (ctl, fill_joined, error);
  if (db == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--out or --file must be given"));
      return WAY_CTL_REFUSED;
    }
  device = way_device_read (db, error);
  if (device == NULL && (error == NULL || *error == NULL))
    g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
                 _("This copy has made no card: run exchange card first"));
  return device != NULL && join (ctl, db, device, error) ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}

/* --- devices, revoke, held-by --- */

static gint64
read_number (WayDb       *db,
             const char  *sql,
             const WayId *device)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, NULL);

  if (stmt == NULL)
    return 0;
  way_stmt_bind_id (stmt, ":device", device);
  return way_stmt_step (stmt, NULL) == WAY_STEP_ROW ? way_stmt_int (stmt, 0) : 0;
}

static char *
dup_scope (WayDb                *db,
           const WayRosterEntry *entry)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entry->scope->len; i++)
    {
      const WayId *id = &g_array_index (entry->scope, WayId, i);
      g_autoptr(WayEstablishment) setting = way_records_get (db, &way_establishment_entity, id,
                                                             NULL);
      g_autofree char *other = way_id_to_string (id);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                              setting != NULL && setting->urn != NULL ? setting->urn : other);
    }
  return g_string_free (text, FALSE);
}

static const char *
device_state (const WayRosterEntry *entry,
              gboolean              own)
{
  if (entry->revoked != 0)
    return "revoked";
  if (!way_roster_entry_holds (entry, g_get_real_time () / 1000))
    return "expired";
  return own ? "here" : "enrolled";
}

static void
add_device (WayCtlTable          *table,
            WayDb                *db,
            const WayRosterEntry *entry,
            gboolean              own)
{
  const WayId *id = &entry->device->id;
  g_autofree char *scope = dup_scope (db, entry);

  add_id (table, id);
  add_text (table, entry->device->name);
  add_text (table, way_copies_name (entry->role));
  add_text (table, scope);
  add_text (table, device_state (entry, own));
  add_moment (table, entry->expires);
  add_moment (table, read_number (db, "SELECT max (at) FROM post WHERE device = :device AND sent", id));
  add_moment (table, read_number (db, "SELECT max (at) FROM post WHERE device = :device"
                                      " AND NOT sent", id));
  way_ctl_table_add_int (table, read_number (db, "SELECT count (DISTINCT row) FROM held"
                                                 " WHERE device = :device AND gone IS NULL", id));
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, own ? "yes" : "no");
}

WayCtlStatus
way_ctl_run_exchange_devices (WayCtl  *ctl,
                              GError **error)
{
  static const char *const headings[] = {
    "device", "name", "role", "scope", "state", "expires", "sent", "received", "holds", "own", NULL
  };
  WayDb *db = way_ctl_db (ctl);
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, &cause);
  g_autoptr(WayDevice) device = cause == NULL ? way_device_read (db, &cause) : NULL;
  g_autoptr(WayCtlTable) table = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return WAY_CTL_REFUSED;
    }
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; roster != NULL && i < roster->entries->len; i++)
    {
      const WayRosterEntry *entry = g_ptr_array_index (roster->entries, i);

      add_device (table, db, entry,
                  device != NULL && way_id_equal (&device->id, &entry->device->id));
    }
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_exchange_revoke (WayCtl  *ctl,
                             GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  WayId device;

  return way_enrol_find (db, way_ctl_word (ctl, 0), &device, error) &&
         way_enrol_revoke (db, &device, error) ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}

static char *
dup_classes (guint classes)
{
  static const char *const names[] = {
    "structure", "open", "internal", "pupil", "case", "special", "money", "site"
  };
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (classes & 1u << i)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", names[i]);
  return g_string_free (text, FALSE);
}

WayCtlStatus
way_ctl_run_exchange_held_by (WayCtl  *ctl,
                              GError **error)
{
  static const char *const headings[] = { "entity", "id", "title", "classes", "since", NULL };
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(WayCtlTable) table = NULL;
  WayId device;

  if (!way_enrol_find (way_ctl_db (ctl), way_ctl_word (ctl, 0), &device, error))
    return WAY_CTL_REFUSED;
  rows = way_enrol_held_by (way_ctl_db (ctl), &device, error);
  if (rows == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayHeldRow *row = g_ptr_array_index (rows, i);
      g_autofree char *classes = dup_classes (row->classes);

      add_text (table, row->entity->name);
      add_id (table, &row->row);
      add_text (table, row->title);
      add_text (table, classes);
      add_moment (table, row->since);
    }
  return WAY_CTL_DONE;
}

/* --- key-help --- */

WayCtlStatus
way_ctl_run_exchange_key_help (WayCtl  *ctl,
                               GError **error)
{
  char *code = way_key_help (way_ctl_db (ctl), way_ctl_word (ctl, 0), error);

  if (code == NULL)
    return WAY_CTL_REFUSED;
  way_ctl_print (_("Recovery code, to be printed and kept apart: %s\n"), code);
  way_secret_free_text (code);
  return WAY_CTL_DONE;
}

/* --- quarantine, accept, aside, alarms --- */

WayCtlStatus
way_ctl_run_exchange_quarantine (WayCtl  *ctl,
                                 GError **error)
{
  static const char *const headings[] = {
    "edit", "why", "detail", "device", "name", "when", "who", "edit_name", "changes", NULL
  };
  g_autoptr(GPtrArray) list = way_quarantine_list (way_ctl_db (ctl), error);
  g_autoptr(WayCtlTable) table = NULL;

  if (list == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < list->len; i++)
    {
      const WayQuarantined *one = g_ptr_array_index (list, i);
      g_autofree char *edit = way_quarantined_name (one);

      add_text (table, edit);
      add_text (table, one->why);
      add_text (table, one->detail);
      add_id (table, &one->device);
      add_text (table, one->device_name);
      add_moment (table, one->at);
      add_text (table, one->who);
      add_text (table, one->name);
      way_ctl_table_add_int (table, one->ops);
    }
  return WAY_CTL_DONE;
}

static void
quarantined_free (WayQuarantined *self)
{
  way_quarantined_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayQuarantined, quarantined_free)

WayCtlStatus
way_ctl_run_exchange_accept (WayCtl  *ctl,
                             GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  g_autoptr(WayQuarantined) one = way_quarantine_find (db, way_ctl_word (ctl, 0), error);
  WayMergeReport report;

  if (one == NULL || !way_quarantine_accept (db, one, &report, error))
    return WAY_CTL_REFUSED;
  way_ctl_print_key (ctl, "edit", way_ctl_word (ctl, 0));
  return report.conflicts > 0 ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_exchange_aside (WayCtl  *ctl,
                            GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  g_autoptr(WayQuarantined) one = way_quarantine_find (db, way_ctl_word (ctl, 0), error);

  return one != NULL && way_quarantine_aside (db, one, error) ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}

WayCtlStatus
way_ctl_run_exchange_alarms (WayCtl  *ctl,
                             GError **error)
{
  static const char *const headings[] = { "when", "kind", "device", "name", "detail", NULL };
  g_autoptr(GPtrArray) list = way_alarms_list (way_ctl_db (ctl), error);
  g_autoptr(WayCtlTable) table = NULL;

  if (list == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < list->len; i++)
    {
      const WayAlarm *alarm = g_ptr_array_index (list, i);

      add_moment (table, alarm->at);
      add_text (table, alarm->kind);
      add_id (table, &alarm->device);
      add_text (table, alarm->device_name);
      add_text (table, alarm->detail);
    }
  return WAY_CTL_DONE;
}
