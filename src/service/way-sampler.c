/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tools with which samples are written. */

#include "way-sampler.h"

#include <string.h>

#include "way-records.h"
#include "way-samples-resources.h"

#define SAMPLES_PATH "/org/waymark/Waymark/samples/"

/* Ids of one moment differ in their random part only, and a moment holds few,
 * so that ids rise in the order of writing and tables grow at their end. */
#define IDS_OF_A_MOMENT 4

void
way_sampler_init (WaySampler   *self,
                  WayDb        *db,
                  guint64       seed,
                  const GDate  *today)
{
  static const guint32 epoch = 719163;            /* 1 January 1970 as a Julian day */

  memset (self, 0, sizeof *self);
  self->db = db;
  self->today = *today;
  self->moment = (gint64) (way_date_julian (today) - epoch) * 24 * 60 * 60 * 1000;
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) g_strfreev);
  way_random_seed (&self->random, seed);
}

void
way_sampler_clear (WaySampler *self)
{
  g_clear_pointer (&self->lists, g_hash_table_unref);
}

void
way_sampler_phase (WaySampler *self,
                   const char *phase,
                   double      to)
{
  self->from = self->to;
  self->to = to;
  self->phase = phase;
}

gboolean
way_sampler_tick (WaySampler  *self,
                  guint        done,
                  guint        all,
                  GError     **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (self->from + (self->to - self->from) * done / MAX (all, 1), self->phase,
                    self->data);
  return TRUE;
}

WayId
way_sampler_id (WaySampler *self)
{
  guint8 bytes[10];

  if (self->in_moment++ == IDS_OF_A_MOMENT)
    {
      self->moment++;
      self->in_moment = 1;
    }
  way_random_fill (&self->random, bytes, sizeof bytes);
  return way_id_from_parts (self->moment, bytes);
}

gboolean
way_sampler_insert (WaySampler       *self,
                    const WayEntity  *entity,
                    gpointer          record,
                    GError          **error)
{
  WayId *id = record;                             /* every record begins with it */

  if (way_id_is_null (id))
    *id = way_sampler_id (self);
  if (way_records_insert (self->db, entity, record, error))
    return TRUE;
  g_prefix_error (error, "%s: ", entity->name);
  return FALSE;
}

GBytes *
way_sampler_data (const char  *path,
                  GError     **error)
{
  g_autofree char *full = g_strconcat (SAMPLES_PATH, path, NULL);

  return g_resource_lookup_data (way_samples_get_resource (), full, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
}

static char **
load_list (const char *list)
{
  g_autofree char *path = g_strdup_printf ("names/%s.txt", list);
  g_autoptr(GBytes) bytes = way_sampler_data (path, NULL);
  g_autofree char *text = NULL;

  g_assert (bytes != NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strsplit (g_strchomp (text), "\n", -1);
}

const char *
way_sampler_line (WaySampler *self,
                  const char *list)
{
  char **lines = g_hash_table_lookup (self->lists, list);

  if (lines == NULL)
    {
      lines = load_list (list);
      g_hash_table_insert (self->lists, (gpointer) list, lines);
    }
  return lines[way_random_below (&self->random, g_strv_length (lines))];
}

char *
way_sampler_urn (WaySampler *self)
{
  return g_strdup_printf ("%06u", 990000 + self->schools++ % 10000);
}

/* 01632 960000 to 960999 are kept for fiction by the regulator. */
char *
way_sampler_telephone (WaySampler *self)
{
  return g_strdup_printf ("01632 960%03u", way_random_below (&self->random, 1000));
}

char *
way_sampler_street (WaySampler *self)
{
  return g_strdup_printf ("%d %s", way_random_between (&self->random, 1, 180),
                          way_sampler_line (self, "streets"));
}

char *
way_sampler_postcode (WaySampler *self,
                      const char *outward)
{
  static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";
  guint last = sizeof letters - 1;

  return g_strdup_printf ("%s %u%c%c", outward, way_random_below (&self->random, 10),
                          letters[way_random_below (&self->random, last)],
                          letters[way_random_below (&self->random, last)]);
}
