/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of sample authorities, and the one edit in which each is written.
 * What they hold is said by the files of data/samples; how a life comes out of
 * such a file, by the way-sample-*.c beside this one. */

#include "way-sample.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-edit.h"
#include "way-service-error.h"
#include "way-service-init.h"

typedef struct _Sample Sample;

typedef struct
{
  const Sample     *sample;
  WaySampleOptions  options;
  WayProgressFunc   progress;
  gpointer          data;
  GCancellable     *cancellable;
} Writing;

struct _Sample
{
  const char *name;
  const char *title;
  WayEditFunc write;             /* data is a Writing */
};

static const Sample samples[] = {
  { 0 },
};

static const Sample *
find_sample (const char *name)
{
  for (const Sample *sample = samples; sample->name != NULL; sample++)
    if (strcmp (sample->name, name) == 0)
      return sample;
  return NULL;
}

const char *const *
way_sample_names (void)
{
  static const char *names[G_N_ELEMENTS (samples)];
  static gsize made;

  if (g_once_init_enter (&made))
    {
      for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
        names[i] = samples[i].name;
      g_once_init_leave (&made, 1);
    }
  return names;
}

const char *
way_sample_title (const char *name)
{
  const Sample *sample = find_sample (name);

  return sample != NULL ? sample->title : NULL;
}

gboolean
way_sample_write (WayDb                   *db,
                  const char              *name,
                  const WaySampleOptions  *options,
                  WayProgressFunc          progress,
                  gpointer                 data,
                  GCancellable            *cancellable,
                  GError                 **error)
{
  WayEditInfo info = { .name = "Make a sample authority", .who = "Waymark" };
  Writing writing = { .progress = progress, .data = data, .cancellable = cancellable };

  writing.sample = find_sample (name);
  if (options != NULL)
    writing.options = *options;
  if (writing.sample == NULL)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                   "there is no sample “%s”", name);
      return FALSE;
    }
  return way_service_check_empty (db, error) &&
         way_edit_run_baseline (db, &info, writing.sample->write, &writing, NULL, error);
}
