/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files for other copies and from them, on a thread with a connection of its
 * own. */
#include "way-exchange-work.h"

#include "way-copy-figures.h"
#include "way-enrol.h"
#include "way-exchange-error.h"
#include "way-permit.h"
#include "way-service-error.h"
#include "way-settle.h"
#include "way-visit-facts.h"

static void
clear_work (gpointer data)
{
  WayExchangeWork *self = data;

  g_free (self->database);
  g_free (self->file);
  g_free (self->who);
  way_manifest_free (self->manifest);
}

WayExchangeWork *
way_exchange_work_new (WayExchangeWorkKind  kind,
                       const char          *database,
                       const char          *file,
                       const WayId         *to)
{
  WayExchangeWork *self = g_atomic_rc_box_new0 (WayExchangeWork);

  self->kind = kind;
  self->database = g_strdup (database);
  self->file = g_strdup (file);
  if (to != NULL)
    self->to = *to;
  return self;
}

WayExchangeWork *
way_exchange_work_ref (WayExchangeWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_exchange_work_unref (WayExchangeWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

static gboolean
take (WayExchangeWork  *self,
      WayDb            *db,
      WayJob           *job,
      GCancellable     *cancellable,
      GError          **error)
{
  WayTakeOptions options = { .preview = self->kind == WAY_EXCHANGE_WORK_PREVIEW,
                             .sure = self->kind == WAY_EXCHANGE_WORK_SURE,
                             .today = self->today };

  return way_settle_take (db, self->who, self->file, &options, way_job_report, job, cancellable,
                          &self->report, &self->manifest, error);
}

/* What the device held of other settings it is told to drop. */
static gboolean
send_round (WayExchangeWork  *self,
            WayDb            *db,
            WayJob           *job,
            GCancellable     *cancellable,
            GError          **error)
{
  g_autoptr(GArray) scope = way_visit_ahead (db, &self->today, error);
  g_autoptr(WayRoster) roster = scope != NULL ? way_roster_read (db, NULL, error) : NULL;
  const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, &self->to) : NULL;
  WayEnrolOptions options = { .role = WAY_COPY_OFFICER, .scope = scope,
                              .send = { .today = self->today } };

  if (entry == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_UNKNOWN,
                             "there is no such device");
      return FALSE;
    }
  if (scope->len == 0)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                           "no visit is planned");
      return FALSE;
    }
  options.expires = entry->expires;
  return way_permit_enter (db, self->who, &self->today, error) &&
         way_copy_figures_enrol (db, self->who, entry->device, &options, self->file,
                                 way_job_report, job, cancellable, error);
}

static gboolean
do_work (WayJob        *job,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  WayExchangeWork *self = data;
  gboolean clone = self->kind == WAY_EXCHANGE_WORK_CLONE;
  g_autoptr(WayDb) db = way_db_open (self->database, clone ? WAY_DB_READ : WAY_DB_WRITE, error);

  if (db == NULL)
    return FALSE;
  switch (self->kind)
    {
    case WAY_EXCHANGE_WORK_CLONE:
      return way_exchange_clone (db, self->file, error);
    case WAY_EXCHANGE_WORK_EXPORT:
      return way_exchange_export (db, way_id_is_null (&self->to) ? NULL : &self->to, self->file,
                                  way_job_report, job, cancellable, &self->manifest, error);
    case WAY_EXCHANGE_WORK_SEND:
      return way_permit_enter (db, self->who, &self->today, error) &&
             way_copy_figures_send (db, self->who, &self->to,
                                    &(WaySendOptions) { .today = self->today }, self->file,
                                    way_job_report, job, cancellable, &self->manifest, error);
    case WAY_EXCHANGE_WORK_ROUND:
      return send_round (self, db, job, cancellable, error);
    case WAY_EXCHANGE_WORK_PREVIEW:
    case WAY_EXCHANGE_WORK_IMPORT:
    case WAY_EXCHANGE_WORK_SURE:
    default:
      return take (self, db, job, cancellable, error);
    }
}

void
way_exchange_work_run (WayExchangeWork     *self,
                       WayJob              *job,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  way_job_run_async (job, do_work, way_exchange_work_ref (self),
                     (GDestroyNotify) way_exchange_work_unref, callback, user_data);
}
