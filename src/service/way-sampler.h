/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-db.h"
#include "way-progress.h"
#include "way-random.h"

G_BEGIN_DECLS

/* What every part of a sample writes with: the file, the one stream of random
 * numbers, the ids in their order, names, progress.  One thread. */
typedef struct
{
  WayDb           *db;
  WayRandom        random;
  gint64           moment;        /* of the next ids, in milliseconds */
  guint            in_moment;
  guint            pupils;        /* UPNs given out */
  guint            schools;       /* URNs given out */
  GDate            today;         /* what lies after it has not happened */
  WayProgressFunc  progress;
  gpointer         data;
  GCancellable    *cancellable;
  double           from;          /* the part of the whole that runs now */
  double           to;
  const char      *phase;
  GHashTable      *lists;         /* names list -> char ** */
} WaySampler;

/* today also dates the ids. */
void        way_sampler_init     (WaySampler       *self,
                                  WayDb            *db,
                                  guint64           seed,
                                  const GDate      *today);
void        way_sampler_clear    (WaySampler       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaySampler, way_sampler_clear)

/* The next part of the work: what it is (msgid), and up to where it leads. */
void        way_sampler_phase    (WaySampler       *self,
                                  const char       *phase,
                                  double            to);

/* So much of the part is done.  FALSE with G_IO_ERROR_CANCELLED. */
gboolean    way_sampler_tick     (WaySampler       *self,
                                  guint             done,
                                  guint             all,
                                  GError          **error);

/* An id like that of a record made at this point, the same each time. */
WayId       way_sampler_id       (WaySampler       *self);

/* Gives the record its id where it has none, and inserts it. */
gboolean    way_sampler_insert   (WaySampler       *self,
                                  const WayEntity  *entity,
                                  gpointer          record,
                                  GError          **error);

/* A line of a list of data/samples/names ("surnames"); lent. */
const char *way_sampler_line     (WaySampler       *self,
                                  const char       *list);

/* A text of data/samples; NULL, with an error, where there is none. */
GBytes     *way_sampler_data     (const char       *path,
                                  GError          **error);

/* The next URN that no school has: GIAS has come to about 152000. */
char       *way_sampler_urn       (WaySampler      *self);

/* Made-up things to set in records; free with g_free(). */
char       *way_sampler_telephone (WaySampler      *self);
char       *way_sampler_street    (WaySampler      *self);
char       *way_sampler_postcode  (WaySampler      *self,
                                   const char      *outward);

G_END_DECLS
