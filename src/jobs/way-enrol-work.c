/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment, on a thread: a card and an invite take the second that a passphrase
 * takes, and as long as the records that go with them. */
#include "way-enrol-work.h"

#include <glib/gstdio.h>

#include "way-copy-figures.h"
#include "way-escrow.h"
#include "way-file.h"
#include "way-permit.h"
#include "way-vault-work.h"

static void
clear_work (gpointer data)
{
  WayEnrolWork *self = data;

  g_free (self->database);
  g_free (self->file);
  g_free (self->name);
  g_free (self->who);
  way_secret_free_text (self->passphrase);
  way_secret_free_text (self->recovery);
  way_device_free (self->device);
  way_roster_free (self->roster);
  g_clear_pointer (&self->scope, g_array_unref);
}

WayEnrolWork *
way_enrol_work_new (WayEnrolWorkKind  kind,
                    const char       *database,
                    const char       *file)
{
  WayEnrolWork *self = g_atomic_rc_box_new0 (WayEnrolWork);

  self->kind = kind;
  self->database = g_strdup (database);
  self->file = g_strdup (file);
  return self;
}

WayEnrolWork *
way_enrol_work_ref (WayEnrolWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_enrol_work_unref (WayEnrolWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

static gboolean
write_card (WayEnrolWork  *self,
            GError       **error)
{
  g_autoptr(GBytes) card = NULL;

  self->device = way_device_new (self->name);
  card = way_device_card (self->device);
  if (!way_enrol_keep_keys (self->device, self->passphrase, error))
    return FALSE;
  if (way_file_write (self->file, card, error))
    return TRUE;
  way_enrol_drop_keys (self->device);
  return FALSE;
}

static gboolean
read_invite (WayEnrolWork  *self,
             GError       **error)
{
  self->device = way_enrol_find_keys (self->file, self->passphrase, error);
  if (self->device != NULL)
    self->roster = way_enrol_read_invite (self->file, self->device, error);
  return self->roster != NULL;
}

static gboolean
write_invite (WayEnrolWork  *self,
              WayJob        *job,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_WRITE, error);
  WayEnrolOptions options = { .role = self->role, .scope = self->scope,
                              .expires = self->expires, .own_name = self->name,
                              .send = { .today = self->today } };

  if (db == NULL || !way_permit_enter (db, self->who, &self->today, error) ||
      !way_copy_figures_enrol (db, self->who, self->device, &options, self->file, way_job_report,
                               job, cancellable, error))
    return FALSE;
  self->roster = way_roster_read (db, NULL, error);
  return self->roster != NULL;
}

static gboolean
fill_file (WayEnrolWork  *self,
           WayJob        *job,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_CREATE, error);
  WayMergeReport report;

  return db != NULL && way_enrol_join (db, self->file, self->device, self->roster, way_job_report,
                                       job, cancellable, &report, error) &&
         (!self->help || way_escrow_set (db, TRUE, error));
}

/* A file that is there is nobody's to write over. */
static gboolean
join (WayEnrolWork  *self,
      WayJob        *job,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autofree char *key = way_vault_key_path (self->database);

  if (!way_vault_make (self->database, self->passphrase, way_vault_work_get_cost (),
                       &self->recovery, error))
    return FALSE;
  if (fill_file (self, job, cancellable, error))
    {
      way_enrol_drop_keys (self->device);
      return TRUE;
    }
  way_db_remove (self->database);
  g_unlink (key);
  return FALSE;
}

static gboolean
do_work (WayJob        *job,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  WayEnrolWork *self = data;

  switch (self->kind)
    {
    case WAY_ENROL_WORK_CARD:
      return write_card (self, error);
    case WAY_ENROL_WORK_READ:
      return read_invite (self, error);
    case WAY_ENROL_WORK_JOIN:
      return join (self, job, cancellable, error);
    case WAY_ENROL_WORK_INVITE:
    default:
      return write_invite (self, job, cancellable, error);
    }
}

void
way_enrol_work_run (WayEnrolWork        *self,
                    WayJob              *job,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  way_job_run_async (job, do_work, way_enrol_work_ref (self), (GDestroyNotify) way_enrol_work_unref,
                     callback, user_data);
}
