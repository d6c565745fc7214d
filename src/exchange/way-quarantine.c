/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits to be looked at: edits in quarantine, and alarms. */

#include "way-quarantine.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-exchange-private.h"
#include "way-given.h"
#include "way-withheld-private.h"

void
way_quarantined_free (WayQuarantined *self)
{
  if (self == NULL)
    return;
  g_free (self->device_name);
  g_free (self->why);
  g_free (self->detail);
  g_free (self->who);
  g_free (self->name);
  g_free (self);
}

static void
free_quarantined (gpointer data)
{
  way_quarantined_free (data);
}

static char *
dup_device_name (const WayRoster *roster,
                 const WayId     *device)
{
  const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, device) : NULL;

  return g_strdup (entry != NULL ? entry->device->name : "");
}

/* --- Edits --- */

/* The same edit may come again: in part, where the copy had to drop the rest since, or
 * whole at last. */
gboolean
way_quarantine_put (WayDb                 *db,
                    const WayForeignEdit  *edit,
                    const WayId           *device,
                    const WayId           *bundle,
                    const char            *why,
                    const char            *detail,
                    GError               **error)
{
  g_autoptr(GByteArray) body = way_bundle_pack_edit (edit);
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT INTO quarantine (replica, number, chain, device, bundle,"
                         " at, why, detail, state, body) VALUES (:replica, :number, :chain,"
                         " :device, :bundle, :at, :why, :detail, 1, :body)"
                         " ON CONFLICT DO UPDATE SET body = excluded.body WHERE :whole", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":replica", &edit->replica);
  way_stmt_bind_int (stmt, ":number", (gint64) edit->number);
  way_stmt_bind_blob (stmt, ":chain", edit->chain, sizeof edit->chain);
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_id (stmt, ":bundle", bundle);
  way_stmt_bind_int (stmt, ":at", g_get_real_time () / 1000);
  way_stmt_bind_text (stmt, ":why", why);
  way_stmt_bind_text (stmt, ":detail", detail);
  way_stmt_bind_blob (stmt, ":body", body->data, body->len);
  way_stmt_bind_int (stmt, ":whole", !way_withheld_is_part (edit));
  return way_bug (110) || way_stmt_run (stmt, error);
}

static WayQuarantined *
from_row (WayStmt         *stmt,
          const WayRoster *roster)
{
  WayQuarantined *self = g_new0 (WayQuarantined, 1);
  g_autoptr(WayForeignEdit) edit = NULL;
  const void *blob;
  gsize size;

  self->replica = way_stmt_id (stmt, 0);
  self->number = (guint64) way_stmt_int (stmt, 1);
  blob = way_stmt_blob (stmt, 2, &size);
  if (size == sizeof self->chain)
    memcpy (self->chain, blob, size);
  self->device = way_stmt_id (stmt, 3);
  self->device_name = dup_device_name (roster, &self->device);
  self->at = way_stmt_int (stmt, 4);
  self->why = g_strdup (way_stmt_text (stmt, 5));
  self->detail = g_strdup (way_stmt_text (stmt, 6));
  blob = way_stmt_blob (stmt, 7, &size);
  edit = way_bundle_unpack_edit (blob, size);
  self->who = g_strdup (edit != NULL && edit->who != NULL ? edit->who : "");
  self->name = g_strdup (edit != NULL && edit->name != NULL ? edit->name : "");
  self->ops = edit != NULL ? edit->n_ops : 0;
  return self;
}

GPtrArray *
way_quarantine_list (WayDb   *db,
                     GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (free_quarantined);
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, NULL);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT replica, number, chain, device, at, why, detail, body"
                         " FROM quarantine WHERE state = 1"
                         " ORDER BY at DESC, replica, number DESC", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (list, from_row (stmt, roster));
  return step == WAY_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
way_quarantine_count (WayDb   *db,
                      gint64  *count,
                      GError **error)
{
  return way_db_get_int (db, "SELECT count (*) FROM quarantine WHERE state = 1", 0, count, error);
}

char *
way_quarantined_name (const WayQuarantined *self)
{
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (&self->replica, text);
  return g_strdup_printf ("%.8s-%" G_GUINT64_FORMAT, text, self->number);
}

WayQuarantined *
way_quarantine_find (WayDb       *db,
                     const char  *name,
                     GError     **error)
{
  g_autoptr(GPtrArray) list = way_quarantine_list (db, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      g_autofree char *own = way_quarantined_name (g_ptr_array_index (list, i));

      if (g_ascii_strcasecmp (own, name) == 0)
        return g_ptr_array_steal_index (list, i);
    }
  if (list != NULL)
    g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_UNKNOWN,
                 "“%s”: no edit of that name waits", name);
  return NULL;
}

/* --- Together --- */

static void
free_group (gpointer data)
{
  WayQuarantineGroup *self = data;

  g_ptr_array_unref (self->edits);
  g_free (self->device_name);
  g_free (self->why);
  g_free (self);
}

static WayQuarantineGroup *
find_group (GPtrArray            *groups,
            const WayQuarantined *one)
{
  WayQuarantineGroup *group;

  for (guint i = 0; i < groups->len; i++)
    {
      group = g_ptr_array_index (groups, i);
      if (way_id_equal (&group->device, &one->device) && strcmp (group->why, one->why) == 0)
        return group;
    }
  group = g_new0 (WayQuarantineGroup, 1);
  group->device = one->device;
  group->device_name = g_strdup (one->device_name);
  group->why = g_strdup (one->why);
  group->edits = g_ptr_array_new_with_free_func (free_quarantined);
  g_ptr_array_add (groups, group);
  return group;
}

GPtrArray *
way_quarantine_groups (WayDb   *db,
                       GError **error)
{
  g_autoptr(GPtrArray) list = way_quarantine_list (db, error);
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func (free_group);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      WayQuarantined *one = g_ptr_array_index (list, i);
      WayQuarantineGroup *group = find_group (groups, one);

      group->ops += one->ops;
      g_ptr_array_insert (group->edits, 0, one);
    }
  g_ptr_array_set_free_func (list, NULL);
  return g_steal_pointer (&groups);
}

static WayForeignEdit *
read_body (WayDb                 *db,
           const WayQuarantined  *one,
           GError               **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayForeignEdit *edit = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT body FROM quarantine WHERE replica = :replica"
                         " AND number = :number AND chain = :chain", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":replica", &one->replica);
  way_stmt_bind_int (stmt, ":number", (gint64) one->number);
  way_stmt_bind_blob (stmt, ":chain", one->chain, sizeof one->chain);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      gsize size;
      const void *blob = way_stmt_blob (stmt, 0, &size);

      edit = way_bundle_unpack_edit (blob, size);
    }
  if (edit == NULL && step != WAY_STEP_ERROR)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                 "an edit in quarantine cannot be read");
  return edit;
}

static gboolean
set_state (WayDb                 *db,
           const WayQuarantined  *one,
           WayQuarantineState     state,
           GError               **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "UPDATE quarantine SET state = :state WHERE replica = :replica"
                         " AND number = :number AND chain = :chain", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":state", state);
  way_stmt_bind_id (stmt, ":replica", &one->replica);
  way_stmt_bind_int (stmt, ":number", (gint64) one->number);
  way_stmt_bind_blob (stmt, ":chain", one->chain, sizeof one->chain);
  return way_stmt_run (stmt, error);
}

typedef struct
{
  WayDb            *db;
  const GPtrArray  *edits;       /* of WayQuarantined *, the oldest first */
  guint             at;          /* the one that is given next */
  WayForeignEdit   *edit;        /* the one before it; NULL before the first */
  WayDevice        *device;
  WayRoster        *roster;
} Accept;

static void
accept_clear (Accept *self)
{
  g_clear_pointer (&self->edit, way_foreign_edit_free);
  way_device_free (self->device);
  way_roster_free (self->roster);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Accept, accept_clear)

/* It came from a copy that holds a part. */
static gboolean
is_of_a_part (const Accept         *self,
              const WayQuarantined *one)
{
  const WayRosterEntry *sender = way_roster_find (self->roster, &one->device);

  return sender != NULL && sender->role != WAY_COPY_OFFICE;
}

/* What stands beside an edit that was taken in: the word for it, and that its copy has
 * the rows. */
static gboolean
note_accepted (const Accept          *self,
               const WayQuarantined  *one,
               GError               **error)
{
  return way_words_accept (self->db, self->device, self->roster->number, &one->replica,
                           one->number, one->chain, error) &&
         (!is_of_a_part (self, one) ||
          way_given_note_written (self->db, &one->device, self->edit, error)) &&
         set_state (self->db, one, WAY_QUARANTINE_ACCEPTED, error);
}

/* In the transaction that takes the edits in. */
static gboolean
next_edit (const WayForeignEdit **edit,
           gpointer               data,
           GError               **error)
{
  Accept *self = data;

  *edit = NULL;
  if (self->at > 0 && !note_accepted (self, g_ptr_array_index (self->edits, self->at - 1), error))
    return FALSE;
  g_clear_pointer (&self->edit, way_foreign_edit_free);
  if (self->at == self->edits->len)
    return TRUE;
  self->edit = read_body (self->db, g_ptr_array_index (self->edits, self->at++), error);
  *edit = self->edit;
  return self->edit != NULL;
}

static gboolean
find_parties (Accept  *self,
              GError **error)
{
  g_autoptr(GError) cause = NULL;
  const WayRosterEntry *own;

  self->device = way_device_read (self->db, &cause);
  self->roster = self->device != NULL ? way_roster_read (self->db, NULL, &cause) : NULL;
  own = self->roster != NULL ? way_roster_find (self->roster, &self->device->id) : NULL;
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (own == NULL || own->role != WAY_COPY_OFFICE)
    g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROLE,
                 "only an office copy can accept what waits in quarantine");
  else
    return TRUE;
  return FALSE;
}

static gboolean
accept_edits (WayDb            *db,
              const GPtrArray  *edits,
              WayMergeReport   *report,
              GError          **error)
{
  g_auto(Accept) self = { .db = db, .edits = edits };

  return find_parties (&self, error) && way_merge_run (db, next_edit, &self, report, error);
}

gboolean
way_quarantine_accept (WayDb                 *db,
                       const WayQuarantined  *one,
                       WayMergeReport        *report,
                       GError               **error)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new ();

  g_ptr_array_add (edits, (gpointer) one);
  return accept_edits (db, edits, report, error);
}

gboolean
way_quarantine_aside (WayDb                 *db,
                      const WayQuarantined  *one,
                      GError               **error)
{
  return set_state (db, one, WAY_QUARANTINE_ASIDE, error);
}

gboolean
way_quarantine_accept_all (WayDb                     *db,
                           const WayQuarantineGroup  *group,
                           GError                   **error)
{
  WayMergeReport report;

  return accept_edits (db, group->edits, &report, error);
}

gboolean
way_quarantine_aside_all (WayDb                     *db,
                          const WayQuarantineGroup  *group,
                          GError                   **error)
{
  gboolean done = TRUE;

  if (!way_db_exec (db, "SAVEPOINT aside", error))
    return FALSE;
  for (guint i = 0; done && i < group->edits->len; i++)
    done = way_quarantine_aside (db, g_ptr_array_index (group->edits, i), error);
  return way_db_end_savepoint (db, "aside", done, error);
}

gboolean
way_quarantine_tidy (WayDb   *db,
                     GError **error)
{
  return way_db_run (db,
                     "UPDATE quarantine SET state = 2 WHERE state = 1 AND EXISTS"
                     " (SELECT 1 FROM replica JOIN edit"
                     "   ON edit.id = (replica.number << 40) + quarantine.number"
                     "  WHERE replica.id = quarantine.replica AND edit.chain = quarantine.chain)",
                     error);
}

/* --- Alarms --- */

void
way_alarm_free (WayAlarm *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_free (self->device_name);
  g_free (self->detail);
  g_free (self);
}

static void
free_alarm (gpointer data)
{
  way_alarm_free (data);
}

gboolean
way_alarm_raise (WayDb        *db,
                 const char   *kind,
                 const WayId  *device,
                 const WayId  *bundle,
                 const char   *detail,
                 GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayId id = way_id_new ();

  stmt = way_db_prepare (db,
                         "INSERT INTO alarm (id, at, kind, device, bundle, detail)"
                         " VALUES (:id, :at, :kind, :device, :bundle, :detail)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", &id);
  way_stmt_bind_int (stmt, ":at", g_get_real_time () / 1000);
  way_stmt_bind_text (stmt, ":kind", kind);
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_id (stmt, ":bundle", bundle);
  way_stmt_bind_text (stmt, ":detail", detail);
  return way_stmt_run (stmt, error);
}

GPtrArray *
way_alarms_list (WayDb   *db,
                 GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (free_alarm);
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, NULL);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT id, at, kind, device, detail FROM alarm WHERE seen IS NULL"
                         " ORDER BY at DESC, id DESC", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayAlarm *alarm = g_new0 (WayAlarm, 1);

      alarm->id = way_stmt_id (stmt, 0);
      alarm->at = way_stmt_int (stmt, 1);
      alarm->kind = g_strdup (way_stmt_text (stmt, 2));
      alarm->device = way_stmt_id (stmt, 3);
      alarm->device_name = dup_device_name (roster, &alarm->device);
      alarm->detail = g_strdup (way_stmt_text (stmt, 4));
      g_ptr_array_add (list, alarm);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
way_alarms_see (WayDb   *db,
                GError **error)
{
  return way_db_exec (db, "UPDATE alarm SET seen = strftime ('%s', 'now') * 1000"
                          " WHERE seen IS NULL", error);
}
