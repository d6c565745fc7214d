/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of sample authorities, and the one edit in which each is written.
 * What they hold is said by the files of data/samples; how a life comes out of
 * such a file, by the way-sample-*.c beside this one. */

#include "way-sample.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-edit.h"
#include "way-sample-care.h"
#include "way-sample-desk.h"
#include "way-sample-panel.h"
#include "way-sample-record.h"
#include "way-sample-size.h"
#include "way-sample-strategy.h"
#include "way-sample-visits.h"
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
  const char *summary;
  guint64     seed;
  WayEditFunc write;             /* data is a Writing */
  gboolean    needs_today;
};

/* A plan, lived and written down. */
static gboolean
write_plan (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  Writing *writing = data;
  const WaySampleOptions *options = &writing->options;
  g_autoptr(WaySamplePlan) plan = NULL;
  g_autoptr(WaySampleLife) life = NULL;
  g_auto(WaySampler) sampler = { 0 };

  plan = way_sample_plan_load (writing->sample->name, &options->today, error);
  if (plan == NULL)
    return FALSE;
  way_sampler_init (&sampler, db, options->seed != 0 ? options->seed : writing->sample->seed,
                    &plan->today);
  sampler.progress = writing->progress;
  sampler.data = writing->data;
  sampler.cancellable = writing->cancellable;

  way_sampler_phase (&sampler, N_("Settings and calendars"), 0.1);
  if (!way_sample_plan_write (plan, &sampler, error))
    return FALSE;
  way_sampler_phase (&sampler, N_("Who was where"), 0.2);
  life = way_sample_life_run (plan, &sampler, error);
  if (life == NULL)
    return FALSE;
  if (!way_sample_panel_hold (life, error))
    return FALSE;
  way_sample_desk_prepare (life);
  way_sampler_phase (&sampler, N_("Children and placements"), 0.9);
  if (!way_sample_record_write (life, error))
    return FALSE;
  way_sampler_phase (&sampler, N_("Referrals"), 1.0);
  return way_sample_desk_write (life, error) && way_sample_panel_write (life, error) &&
         way_sample_care_write (life, error) && way_sample_strategy_write (life, error) &&
         way_sample_plan_write_after (plan, &sampler, error) &&
         way_sample_visits_write (life, error);
}

/* One of the sizes. */
static gboolean
write_size (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  Writing *writing = data;
  const WaySampleOptions *options = &writing->options;
  GDate today = way_date_is_set (&options->today) ? options->today : way_date_ymd (2026, 11, 10);
  WaySampleSize size = *way_sample_size_find (writing->sample->name);
  g_auto(WaySampler) sampler = { 0 };

  if (options->years != 0)
    size.years = options->years;
  way_sampler_init (&sampler, db, options->seed != 0 ? options->seed : writing->sample->seed, &today);
  sampler.progress = writing->progress;
  sampler.data = writing->data;
  sampler.cancellable = writing->cancellable;
  way_sampler_phase (&sampler, N_("Authorities"), 1.0);
  return way_sample_size_write (&size, &sampler, error);
}

static const Sample samples[] = {
  { "demo", N_("Ardenshire"), N_("Made up: two years of life around today"), 20261110, write_plan,
    .needs_today = TRUE },
  { "solihull-2022", N_("Solihull in 2022"),
    N_("Places and counts as published, the rest made up"), 20220120, write_plan },
  { "lancashire-2020", N_("Lancashire in 2020"),
    N_("Places and counts as published, the rest made up"), 20200116, write_plan },
  { "la", N_("One authority"), N_("Over ten years, for measuring"), 1, write_size },
  { "region", N_("Twelve authorities"), N_("Over ten years, for measuring"), 2, write_size },
  { "nation", N_("All authorities"), N_("Over ten years, for measuring"), 3, write_size },
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

gboolean
way_sample_is_size (const char *name)
{
  const Sample *sample = find_sample (name);

  return sample != NULL && sample->write == write_size;
}

const char *
way_sample_summary (const char *name)
{
  const Sample *sample = find_sample (name);

  return sample != NULL ? sample->summary : NULL;
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
  if (writing.sample->needs_today && !way_date_is_set (&writing.options.today))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "the sample “%s” needs to know the day", name);
      return FALSE;
    }
  if (writing.options.years > 10)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "years: %u is more than 10", writing.options.years);
      return FALSE;
    }
  return way_service_check_empty (db, error) &&
         way_edit_run_baseline (db, &info, writing.sample->write, &writing, NULL, error);
}
