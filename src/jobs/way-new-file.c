/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New files: a sample's life takes a while, an empty authority does not. */
#include "way-new-file.h"

#include "way-sample.h"
#include "way-service-init.h"

typedef struct
{
  char             *path;
  char             *sample;
  WaySampleOptions  options;
} NewSample;

static void
new_sample_free (NewSample *self)
{
  g_free (self->path);
  g_free (self->sample);
  g_free (self);
}

static gboolean
write_sample (WayJob        *job,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  NewSample *self = data;
  WayDb *db = way_db_open (self->path, WAY_DB_CREATE, error);
  gboolean written;

  if (db == NULL)
    return FALSE;

  written = way_sample_write (db, self->sample, &self->options, way_job_report, job, cancellable,
                              error);
  way_db_free (db);
  if (!written)
    way_db_remove (self->path);
  return written;
}

void
way_new_file_sample_async (WayJob              *job,
                           const char          *path,
                           const char          *sample,
                           const GDate         *today,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  NewSample *self = g_new0 (NewSample, 1);

  self->path = g_strdup (path);
  self->sample = g_strdup (sample);
  self->options.today = *today;
  way_job_run_async (job, write_sample, self, (GDestroyNotify) new_sample_free, callback,
                     user_data);
}

gboolean
way_new_file_sample_finish (WayJob        *job,
                            GAsyncResult  *result,
                            GError       **error)
{
  return way_job_run_finish (job, result, error);
}

gboolean
way_new_file_authority (const char  *path,
                        const char  *name,
                        const char  *la,
                        GError     **error)
{
  WayDb *db = way_db_open (path, WAY_DB_CREATE, error);
  gboolean made;

  if (db == NULL)
    return FALSE;

  made = way_service_init_authority (db, name, la, error);
  way_db_free (db);
  if (!made)
    way_db_remove (path);
  return made;
}
